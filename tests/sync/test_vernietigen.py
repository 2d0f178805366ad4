"""A dossier is destroyed on every device, by two persons; who does not know it yet loses no word in silence."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from zvh_testing.casuskluis import meld_aan
from zvh_testing.regioplek import Regioplek, regioplek

from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.vernietiging import Vernietiging
from zvh_desktop.protocol.signing import read_signed
from zvh_desktop.services import regio, stick, sync, vernietigen
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import shred

COLLEGAS = (("Ayşe Demir", "procesregisseur"), ("Joris Blom", "secretaris"))


@pytest.fixture
def plek(tmp_path: Path) -> Iterator[Regioplek]:
    with regioplek(tmp_path) as p:
        baas = p.begin(COLLEGAS)
        meld_aan(baas)
        p.lid("ayse", "Ayşe Demir")
        p.lid("joris", "Joris Blom")
        p.alles_gelijk("baas", "ayse", "joris")
        yield p


def casus_van(wp: Werkplek) -> Casus:
    (casus,) = wp.store.find(Casus)
    return casus


def sluit(plek: Regioplek) -> Casus:
    """The casus is closed, and everybody knows."""
    baas = plek.kluizen["baas"]
    with baas.transactie("afgesloten") as t:
        t.save(casus_van(baas).met(status="afgesloten"))
    plek.alles_gelijk("baas", "ayse", "joris")
    return casus_van(baas)


def vernietig(plek: Regioplek) -> str:
    """Proposed by the baas, confirmed by Ayşe; return the stream."""
    casus = sluit(plek)
    vernietigen.stel_voor(plek.kluizen["baas"], casus.id, "De bewaartermijn is om.")
    plek.sync("baas", "ayse")
    ayse = plek.kluizen["ayse"]
    (voorstel,) = vernietigen.beeld(ayse).voorstellen
    assert voorstel.mag_bevestigen, voorstel.waarom_niet
    vernietigen.bevestig(ayse, voorstel.id)
    return casus.stream


def schrijf(wp: Werkplek, tekst: str) -> Notitie:
    casus = casus_van(wp)
    n = Notitie(id=wp.nieuw_id(), stream=casus.stream, casus_id=casus.id, tijdstip=wp.nu(), tekst=tekst)
    with wp.transactie("notitie") as t:
        t.save(n)
    return n


def test_twee_personen_vernietigen_overal_en_elk_toestel_meldt_het(plek: Regioplek) -> None:
    stream = vernietig(plek)
    ayse, baas, joris = (plek.kluizen[n] for n in ("ayse", "baas", "joris"))
    assert ayse.store.find(Casus) == []
    (v,) = vernietigen.verklaringen(ayse)
    assert (v.voorgesteld_door, v.bevestigd_door, v.wacht) == ("M. van der Heijden", "Ayşe Demir", 2)
    assert len(baas.store.find(Casus)) == len(joris.store.find(Casus)) == 1
    plek.alles_gelijk("ayse", "baas", "joris")
    for wp in (ayse, baas, joris):
        assert wp.store.find(Casus) == []
        assert wp.store.zoek("Vermeer") == []
        assert shred.destroyed(wp.store.verbinding).keys() == {stream}
        (v,) = vernietigen.verklaringen(wp)
        assert v.hier_op is not None
        assert [t.hoe for t in v.toestellen] == ["gemeld"] * 3
        assert sync.stand(wp).geweigerd == 0
        assert "Vermeer" not in " ".join(vernietigen.verklaringtekst(v))
    # The server keeps the order and three reports, and nothing of the dossier.
    assert len([w for w in plek.server.inhoud.streams[stream] if w]) == 4


def test_wie_nog_niets_wist_verliest_geen_woord_en_meldt_pas_als_het_is_gezien(plek: Regioplek) -> None:
    casus = sluit(plek)
    joris = plek.kluizen["joris"]
    n = schrijf(joris, "Alleen op deze laptop getypt.")
    joris.store.bewaar_concept(n.id, "tekst", soort="notitie", label="Notitie", tekst="Nog half", cursor=3)
    joris.kluis.concepten.flush()
    baas, ayse = plek.kluizen["baas"], plek.kluizen["ayse"]
    vernietigen.stel_voor(baas, casus.id, "De bewaartermijn is om.")
    plek.sync("baas", "ayse")
    vernietigen.bevestig(ayse, vernietigen.beeld(ayse).voorstellen[0].id)
    plek.sync("ayse", "joris", "ayse")
    assert joris.store.find(Casus) == [] and joris.store.find(Notitie) == [] and joris.store.drafts() == []
    (bewaard,) = vernietigen.laatste_woorden(joris)
    assert bewaard.nummer == casus.nummer
    teksten = {w.tekst for w in bewaard.woorden}
    assert {"Alleen op deze laptop getypt.", "Nog half"} <= teksten
    assert "M. van der Heijden en Ayşe Demir" in bewaard.uitleg
    assert "bekijk" in sync.stand(joris).woorden
    meldingen = {t.wie: t.hoe for t in vernietigen.verklaringen(ayse)[0].toestellen}
    assert meldingen["Joris Blom"] == "wacht"
    vernietigen.gezien(joris, bewaard.stream)
    assert vernietigen.laatste_woorden(joris) == []
    plek.sync("joris", "ayse")
    assert {t.hoe for t in vernietigen.verklaringen(ayse)[0].toestellen if "Joris" in t.wie} == {"gemeld"}


def test_wat_nog_in_het_geheugen_stond_wordt_een_laatste_woord_en_geen_concept_meer(plek: Regioplek) -> None:
    """Typed a moment ago, not written yet; and typed on after the order, on a page that does not know yet."""
    casus = sluit(plek)
    joris = plek.kluizen["joris"]
    n = schrijf(joris, "Bewaard.")
    plek.alles_gelijk("joris", "baas", "ayse")
    stream = vernietig(plek)
    plek.sync("ayse")
    formulier = f"formulier:vlag:{casus.id}"
    schrijver = joris.kluis.concepten
    with joris.store.verbinding.transaction():
        # The writer cannot write now: what is typed stands in memory when the order comes.
        joris.store.bewaar_concept(n.id, "tekst", soort="notitie", label="Notitie", tekst="In het geheugen", cursor=1)
        joris.store.bewaar_concept(formulier, "formulier", soort="vlag", label="Vlag", tekst="Half", cursor=1)
        wire, *_ = [w for w in plek.server.inhoud.streams[stream] if w and read_signed(w).soort == "stream-destroyed"]
        door = joris.store.sync
        uit = shred.take_in(
            joris.store.verbinding, wire, door.stand(), tijd=door.zegelaar().tijd, concepten=lambda: schrijver
        )
        assert uit.bewaard == 2
        assert schrijver.onderweg() == {}
    for tekst in ("Nog verder getypt", "Nog verder getypt", " "):
        joris.store.bewaar_concept(n.id, "tekst", soort="notitie", label="Notitie", tekst=tekst, cursor=1)
        schrijver.flush()
    assert joris.store.drafts() == []
    assert shred.due(joris.store.verbinding, joris.store.toestel) == []
    woorden = [w.tekst for d in vernietigen.laatste_woorden(joris) for w in d.woorden]
    assert woorden == ["In het geheugen", "Half", "Nog verder getypt"]
    vernietigen.gezien(joris, stream)
    plek.alles_gelijk("joris", "ayse")
    assert [t.hoe for t in vernietigen.verklaringen(joris)[0].toestellen if "Joris" in t.wie] == ["gemeld"]


def test_een_ronde_neemt_wat_nog_in_het_geheugen_staat_mee_voor_hij_meldt(plek: Regioplek) -> None:
    casus = sluit(plek)
    joris = plek.kluizen["joris"]
    vernietig(plek)
    plek.sync("ayse")
    joris.kluis.concepten.flush()
    joris.store.bewaar_concept(casus.id, "naam", soort="casus", label="Naam", tekst="Net getypt", cursor=1)
    plek.sync("joris")
    joris.kluis.concepten.flush()
    assert joris.store.drafts() == []
    assert [w.tekst for d in vernietigen.laatste_woorden(joris) for w in d.woorden] == ["Net getypt"]
    assert {t.hoe for t in vernietigen.verklaringen(joris)[0].toestellen if "Joris" in t.wie} == {"wacht"}


def test_lukt_het_vernietigen_niet_dan_blijft_wat_getypt_werd_een_concept(plek: Regioplek) -> None:
    casus = sluit(plek)
    joris = plek.kluizen["joris"]
    schrijver = joris.kluis.concepten
    with pytest.raises(ZeroDivisionError), joris.store.verbinding.transaction():
        joris.store.bewaar_concept(casus.id, "naam", soort="casus", label="Naam", tekst="Net getypt", cursor=1)
        assert len(shred.give_up_drafts(joris.store.verbinding, casus.stream, lambda: schrijver, houd=True)) == 1
        raise ZeroDivisionError
    schrijver.flush()
    assert [c.tekst for c in joris.store.drafts()] == ["Net getypt"]
    assert vernietigen.laatste_woorden(joris) == []


def test_wie_zelf_bevestigt_houdt_ook_uit_het_geheugen_geen_concept_over(plek: Regioplek) -> None:
    casus = sluit(plek)
    ayse = plek.kluizen["ayse"]
    vernietigen.stel_voor(plek.kluizen["baas"], casus.id, "De bewaartermijn is om.")
    plek.sync("baas", "ayse")
    ayse.kluis.concepten.flush()
    ayse.store.bewaar_concept(casus.id, "naam", soort="casus", label="Naam", tekst="Net getypt", cursor=1)
    vernietigen.bevestig(ayse, vernietigen.beeld(ayse).voorstellen[0].id)
    ayse.kluis.concepten.flush()
    assert ayse.store.drafts() == []


def test_een_persoon_alleen_kan_het_niet(plek: Regioplek) -> None:
    casus = sluit(plek)
    baas, joris = plek.kluizen["baas"], plek.kluizen["joris"]
    vernietigen.stel_voor(baas, casus.id, "De termijn is om.")
    plek.alles_gelijk("baas", "joris")
    (voorstel,) = vernietigen.beeld(baas).voorstellen
    assert not voorstel.mag_bevestigen and voorstel.van_mij
    with pytest.raises(Omstandigheid) as fout:
        vernietigen.bevestig(baas, voorstel.id)
    assert fout.value.gegevens["regel"] == "tweede_persoon"
    with pytest.raises(Omstandigheid) as fout:
        vernietigen.bevestig(joris, voorstel.id)
    assert fout.value.reden is Reden.NIET_BEVOEGD
    with pytest.raises(Omstandigheid) as fout:
        vernietigen.stel_voor(baas, casus.id, "Nog eens.")
    assert fout.value.gegevens["regel"] == "al_voorgesteld"
    vernietigen.trek_voorstel_in(baas, voorstel.id)
    with pytest.raises(Omstandigheid) as fout:
        vernietigen.bevestig(plek.kluizen["ayse"], voorstel.id)
    plek.alles_gelijk("baas", "ayse")
    assert len(plek.kluizen["ayse"].store.find(Casus)) == 1


def test_een_lopende_casus_of_een_zonder_reden_wordt_niet_voorgesteld(plek: Regioplek) -> None:
    baas = plek.kluizen["baas"]
    casus = casus_van(baas)
    with pytest.raises(Omstandigheid) as fout:
        vernietigen.stel_voor(baas, casus.id, "De termijn is om.")
    assert fout.value.gegevens["regel"] == "casus_loopt"
    casus = sluit(plek)
    with pytest.raises(Omstandigheid) as fout:
        vernietigen.stel_voor(baas, casus.id, " ")
    assert fout.value.gegevens["regel"] == "reden_nodig"


def test_een_nagemaakte_opdracht_doet_bij_niemand_iets(plek: Regioplek) -> None:
    """A device of one person puts an order into the region that the second person never signed."""
    casus = sluit(plek)
    ayse = plek.kluizen["ayse"]
    vernietigen.stel_voor(ayse, casus.id, "De termijn is om.")
    (v,) = ayse.store.find(Vernietiging)
    with ayse.transactie("bedrog") as t:
        t.save(v.met(status="vernietigd", bevestigd_door="0" * 32, bevestigd_op=ayse.nu(), opdracht=v.voorstel))
    plek.alles_gelijk("ayse", "baas", "joris")
    for naam in ("ayse", "baas", "joris"):
        assert len(plek.kluizen[naam].store.find(Casus)) == 1


def test_een_geleegde_of_teruggezette_server_brengt_het_dossier_niet_terug(plek: Regioplek) -> None:
    sluit(plek)
    oud = plek.server.bewaar_stand()
    stream = vernietig(plek)
    plek.alles_gelijk("ayse", "baas", "joris")
    plek.server.draai_terug(oud)
    plek.alles_gelijk("baas", "ayse", "joris")
    assert stream in plek.server.inhoud.vernietigd
    assert all(plek.kluizen[n].store.find(Casus) == [] for n in ("baas", "ayse", "joris"))
    nieuw = plek.server.bewaar_stand()
    nieuw.streams.clear()
    nieuw.plek.clear()
    nieuw.ketens.clear()
    nieuw.epochs.clear()
    nieuw.toegang.clear()
    nieuw.toegestaan.clear()
    nieuw.vernietigd.clear()
    plek.server.draai_terug(nieuw)
    plek.alles_gelijk("joris", "baas", "ayse")
    assert stream in plek.server.inhoud.vernietigd
    assert [w for w in plek.server.inhoud.streams[stream] if w[:1] == b"\x83"] == []


def test_de_opdracht_reist_ook_met_een_stick_en_de_melding_terug(plek: Regioplek) -> None:
    vernietig(plek)
    ayse, joris = plek.kluizen["ayse"], plek.kluizen["joris"]
    uit = stick.pak_uit(joris, stick.pak(ayse, [joris.store.toestel]).inhoud)
    assert uit.geweigerd == 0
    assert joris.store.find(Casus) == []
    terug = stick.pak_uit(ayse, stick.pak(joris, [ayse.store.toestel]).inhoud)
    assert terug.geweigerd == 0
    assert {t.hoe for t in vernietigen.verklaringen(ayse)[0].toestellen if "Joris" in t.wie} == {"gemeld"}


def test_in_een_vernietigd_dossier_wordt_niets_meer_bewaard(plek: Regioplek) -> None:
    joris = plek.kluizen["joris"]
    n = schrijf(joris, "Eerst.")
    plek.alles_gelijk("joris", "baas", "ayse")
    vernietig(plek)
    plek.sync("ayse", "joris")
    with pytest.raises(Omstandigheid) as fout, joris.transactie("notitie") as t:
        t.save(n.met(tekst="Te laat."))
    assert fout.value.gegevens["regel"] == "casus_vernietigd"


def test_een_ingetrokken_toestel_staat_er_eerlijk_bij(plek: Regioplek) -> None:
    regio.trek_in(plek.kluizen["baas"], plek.kluizen["joris"].store.toestel, "verloren")
    plek.alles_gelijk("baas", "ayse")
    baas, ayse = plek.kluizen["baas"], plek.kluizen["ayse"]
    with baas.transactie("afgesloten") as t:
        t.save(casus_van(baas).met(status="afgesloten"))
    vernietigen.stel_voor(baas, casus_van(baas).id, "De termijn is om.")
    plek.alles_gelijk("baas", "ayse")
    vernietigen.bevestig(ayse, vernietigen.beeld(ayse).voorstellen[0].id)
    assert {t.hoe for t in vernietigen.verklaringen(ayse)[0].toestellen if "Joris" in t.wie} == {"ingetrokken"}
