"""Sharing by stick: between two offline devices, twice, out of order, cut off, to the wrong one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from zvh_testing.casuskluis import meld_aan
from zvh_testing.regioplek import Regioplek, regioplek

from zvh_desktop.crypto.container import KOP
from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.services import regio, stick, sync
from zvh_desktop.services.werkplek import Werkplek

COLLEGAS = (("Sanne Bakker", "veldwerker"), ("Joris Blom", "secretaris"))


@pytest.fixture
def plek(tmp_path: Path) -> Iterator[Regioplek]:
    with regioplek(tmp_path) as p:
        meld_aan(p.begin(COLLEGAS))
        p.lid("joris", "Joris Blom")
        p.alles_gelijk("baas", "joris")
        yield p


def schrijf(wp: Werkplek, tekst: str) -> Notitie:
    casus = wp.store.find(Casus)[0]
    n = Notitie(id=wp.nieuw_id(), stream=casus.stream, casus_id=casus.id, tijdstip=wp.nu(), tekst=tekst)
    with wp.transactie("notitie") as t:
        t.save(n)
    return n


def teksten(wp: Werkplek) -> list[str]:
    return sorted(n.tekst for n in wp.store.find(Notitie))


def weigert(wp: Werkplek, inhoud: bytes, reden: Reden) -> None:
    voor = teksten(wp)
    with pytest.raises(Omstandigheid) as fout:
        stick.pak_uit(wp, inhoud)
    assert fout.value.reden is reden
    assert teksten(wp) == voor


def test_twee_toestellen_zonder_netwerk(plek: Regioplek) -> None:
    baas, joris = plek.kluizen["baas"], plek.kluizen["joris"]
    schrijf(baas, "van de baas")
    schrijf(joris, "van joris")
    pak = stick.pak(baas, [joris.store.toestel])
    assert pak.naam.startswith("overdracht-")
    assert "nog geen ontvangstbewijs" in pak.woorden
    uit = stick.pak_uit(joris, pak.inhoud)
    assert uit.compleet
    assert uit.geweigerd == 0
    assert ("notitie", next(n.id for n in joris.store.find(Notitie) if n.tekst == "van de baas")) in uit.bon.geraakt
    terug = stick.pak_uit(baas, stick.pak(joris, [baas.store.toestel]).inhoud)
    assert terug.compleet
    assert teksten(baas) == teksten(joris) == ["van de baas", "van joris"]
    # A stick is no receipt of the server.
    assert sync.stand(baas).wachtend > 0
    plek.alles_gelijk("baas", "joris")
    assert sync.stand(baas).wachtend == 0
    assert teksten(baas) == teksten(joris) == ["van de baas", "van joris"]


def test_wie_ontvangt_geeft_een_bewijs_terug(plek: Regioplek) -> None:
    baas, joris = plek.kluizen["baas"], plek.kluizen["joris"]
    schrijf(baas, "van de baas")
    uit = stick.pak_uit(joris, stick.pak(baas, [joris.store.toestel]).inhoud)
    assert uit.ontvangstbewijs is not None
    assert uit.ontvangstbewijs.voor == (baas.store.toestel,)
    assert "meegegeven op stick aan Joris Blom" in sync.niet_verzonden(baas)[0].hoe
    weigert(joris, uit.ontvangstbewijs.inhoud, Reden.NIET_VOOR_DIT_TOESTEL)
    terug = stick.pak_uit(baas, uit.ontvangstbewijs.inhoud)
    assert "Ontvangstbewijs" in terug.woorden
    assert "meegegeven" not in sync.niet_verzonden(baas)[0].hoe
    # What is known to be there does not go along again.
    tweede = stick.pak(baas, [joris.store.toestel])
    assert tweede.stukken == 0
    assert stick.pak(baas, [joris.store.toestel], alles=True).stukken > 0


def test_twee_keer_en_in_de_verkeerde_volgorde_is_veilig(plek: Regioplek) -> None:
    baas, joris = plek.kluizen["baas"], plek.kluizen["joris"]
    paks = []
    for nr in range(3):
        schrijf(baas, f"nummer {nr}")
        paks.append(stick.pak(baas, [joris.store.toestel]).inhoud)
    for pak in (paks[2], paks[0], paks[2], paks[1], paks[0]):
        stick.pak_uit(joris, pak)
    assert teksten(joris) == ["nummer 0", "nummer 1", "nummer 2"]
    plek.alles_gelijk("baas", "joris")
    assert teksten(joris) == teksten(baas) == ["nummer 0", "nummer 1", "nummer 2"]


def test_een_ander_toestel_leest_het_niet(plek: Regioplek) -> None:
    baas, joris = plek.kluizen["baas"], plek.kluizen["joris"]
    sanne = plek.lid("sanne", "Sanne Bakker")
    weigert(sanne, stick.pak(baas, [joris.store.toestel]).inhoud, Reden.NIET_VOOR_DIT_TOESTEL)


def test_een_veldwerker_krijgt_van_de_stick_alleen_wat_hij_mag(plek: Regioplek) -> None:
    baas = plek.kluizen["baas"]
    sanne = plek.lid("sanne", "Sanne Bakker")
    schrijf(baas, "niet voor Sanne")
    uit = stick.pak_uit(sanne, stick.pak(baas, [sanne.store.toestel], alles=True).inhoud)
    assert uit.geweigerd == 0
    assert sanne.store.find(Casus) == []


def test_afgekapt_neemt_over_wat_heel_was_en_zegt_het(plek: Regioplek) -> None:
    baas, joris = plek.kluizen["baas"], plek.kluizen["joris"]
    for nr in range(3):
        schrijf(baas, f"{nr} " + baas.willekeur.bytes(500_000).hex())
        baas.store.sync.verzegel()
    pak = stick.pak(baas, [joris.store.toestel]).inhoud
    uit = stick.pak_uit(joris, pak[: len(pak) // 2])
    assert not uit.compleet
    assert "afgekapt" in uit.woorden
    assert len(teksten(joris)) < 3
    assert stick.pak_uit(joris, pak).compleet
    assert teksten(joris) == teksten(baas)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_een_veranderd_bestand_doet_geen_kwaad(plek: Regioplek, data: st.DataObject) -> None:
    baas, joris = plek.kluizen["baas"], plek.kluizen["joris"]
    pak = bytearray(stick.pak(baas, [joris.store.toestel], alles=True).inhoud)
    plek_ = data.draw(st.integers(0, len(pak) - 1))
    pak[plek_] ^= data.draw(st.integers(1, 255))
    voor = teksten(joris)
    try:
        stick.pak_uit(joris, bytes(pak))
    except Omstandigheid as fout:
        assert fout.reden in (Reden.BESTAND_ONLEESBAAR, Reden.NIET_VOOR_DIT_TOESTEL, Reden.EERST_BIJWERKEN)
    assert teksten(joris) == voor


def test_vreemde_bestanden_krijgen_een_duidelijke_zin(plek: Regioplek) -> None:
    joris = plek.kluizen["joris"]
    weigert(joris, b"", Reden.BESTAND_ONLEESBAAR)
    weigert(joris, b"%PDF-1.7", Reden.BESTAND_ONLEESBAAR)
    weigert(joris, KOP, Reden.BESTAND_ONLEESBAAR)
    weigert(joris, KOP + b"\x02\0\0\0\0", Reden.EERST_BIJWERKEN)


def test_een_intrekking_reist_mee_op_de_stick(plek: Regioplek) -> None:
    baas, joris = plek.kluizen["baas"], plek.kluizen["joris"]
    derde = plek.lid("derde", "Joris Blom")
    plek.alles_gelijk("baas", "joris", "derde")
    regio.trek_in(baas, derde.store.toestel, "gestolen")
    stick.pak_uit(joris, stick.pak(baas, [joris.store.toestel]).inhoud)
    assert "ingetrokken" in next(t.woorden for t in regio.toestellen(joris) if t.id == derde.store.toestel)
    schrijf(joris, "onder de nieuwe sleutel")
    stick.pak_uit(baas, stick.pak(joris, [baas.store.toestel]).inhoud)
    assert teksten(baas) == ["onder de nieuwe sleutel"]
    # The one that was ended packs no more, and what it packed before is not taken from it now.
    schrijf(derde, "van de dief")
    gemaakt = stick.pak(derde, [joris.store.toestel])
    uit = stick.pak_uit(joris, gemaakt.inhoud)
    assert uit.apart + uit.geweigerd > 0
    assert "van de dief" not in teksten(joris)


def test_een_oude_sleutel_op_de_stick_wacht_tot_opnieuw_verzegeld(plek: Regioplek) -> None:
    baas, joris = plek.kluizen["baas"], plek.kluizen["joris"]
    derde = plek.lid("derde", "Joris Blom")
    plek.alles_gelijk("baas", "joris", "derde")
    schrijf(joris, "onder de oude sleutel")
    oud = stick.pak(joris, [baas.store.toestel]).inhoud
    regio.trek_in(baas, derde.store.toestel, "verloren")
    uit = stick.pak_uit(baas, oud)
    assert uit.apart == 1
    assert teksten(baas) == []
    plek.alles_gelijk("baas", "joris", keren=2)
    assert teksten(baas) == ["onder de oude sleutel"]


def test_aan_niemand_of_een_onbekende_kan_niets_mee(plek: Regioplek) -> None:
    baas = plek.kluizen["baas"]
    for voor, regel in (
        ([], "geen_ontvanger"),
        ([baas.store.toestel], "geen_ontvanger"),
        (["ab" * 8], "ontvanger_onbekend"),
    ):
        with pytest.raises(Omstandigheid) as fout:
            stick.pak(baas, voor)
        assert fout.value.gegevens["regel"] == regel
