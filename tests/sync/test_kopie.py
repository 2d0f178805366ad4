"""A vault of a region that was copied by hand or put back: a new device that joins again, and loses nothing."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from zvh_testing.casuskluis import WACHTWOORD, meld_aan
from zvh_testing.deur import deur
from zvh_testing.regioplek import Regioplek, Systeemwillekeur, neem_aan, regioplek

from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.services import aanmelden, beheer, kluizen, regio, sync, toelating
from zvh_desktop.services.werkplek import Werkplek


@pytest.fixture
def plek(tmp_path: Path) -> Iterator[Regioplek]:
    with regioplek(tmp_path) as p:
        baas = p.begin((("Joris Blom", "secretaris"),))
        meld_aan(baas)
        p.lid("joris", "Joris Blom")
        yield p


def noteer(wp: Werkplek, tekst: str) -> None:
    casus = wp.store.find(Casus)[0]
    with wp.transactie("notitie") as t:
        t.save(Notitie(id=wp.nieuw_id(), stream=casus.stream, casus_id=casus.id, tijdstip=wp.nu(), tekst=tekst))


def teksten(wp: Werkplek) -> set[str]:
    return {n.tekst for n in wp.store.find(Notitie)}


def open_(plek: Regioplek, map_: Path, naam: str) -> Werkplek:
    """Open a folder by the road of the program; closed at the end."""
    wp = kluizen.open_kluis(map_, WACHTWOORD, klok=plek.klok, willekeur=Systeemwillekeur())
    plek.kluizen[naam] = wp
    plek.stapel.callback(kluizen.sluit, wp)
    return wp


def kopieer(plek: Regioplek, naam: str) -> Werkplek:
    """Close a vault, copy its folder by hand, and open both: the original first."""
    map_ = plek.kluizen[naam].kluis.map
    toestel = plek.kluizen[naam].store.toestel
    kluizen.sluit(plek.kluizen[naam])
    origineel = open_(plek, map_, naam)
    kluizen.sluit(origineel)
    kopie = open_(plek, Path(shutil.copytree(map_, map_.with_name(f"{naam} kopie.zvh"))), f"{naam} kopie")
    assert open_(plek, map_, naam).store.toestel == toestel != kopie.store.toestel
    return kopie


def test_een_kopie_verstuurt_niets_voor_zij_weer_lid_is_en_daarna_alles(plek: Regioplek) -> None:
    joris, baas = plek.kluizen["joris"], plek.kluizen["baas"]
    noteer(joris, "nog niet verzonden toen de map werd gekopieerd")
    kopie = kopieer(plek, "joris")
    stand = sync.stand(kopie)
    assert stand.nieuw_toestel
    assert "nieuw toestel" in stand.woorden
    assert stand.kleur == "fout"
    assert not sync.stand(plek.kluizen["joris"]).nieuw_toestel
    noteer(kopie, "getypt in de kopie, voor de aanmelding")
    with pytest.raises(Omstandigheid):
        plek.sync("joris kopie")
    assert not teksten(baas) & teksten(kopie)

    neem_aan(baas, kopie, "Joris Blom", plek.maak)
    plek.lijnen.pop("joris kopie", None)
    plek.alles_gelijk("baas", "joris kopie", "joris")
    assert not sync.stand(kopie).nieuw_toestel
    assert {"nog niet verzonden toen de map werd gekopieerd", "getypt in de kopie, voor de aanmelding"} <= teksten(baas)
    assert teksten(baas) == teksten(kopie) == teksten(plek.kluizen["joris"])
    for wp in (baas, kopie, plek.kluizen["joris"]):
        assert wp.store.conflicten() == []
        assert wp.kluis.check() == []
        assert sync.stand(wp).wachtend == 0
    assert deur(baas.store).vorken() == []


def test_een_kopie_van_de_beheerder_waarmerkt_zichzelf(plek: Regioplek) -> None:
    noteer(plek.kluizen["baas"], "nog niet verzonden")
    kopie = kopieer(plek, "baas")
    assert not sync.stand(kopie).nieuw_toestel
    stand = regio.stand(kopie)
    assert stand is not None
    assert stand.geldig
    # The server does not know the copy yet: for an enrolment, which goes before any round, it is shown the certificate.
    sync.aanmelder(kopie)(plek.maak())
    noteer(kopie, "getypt in de kopie")
    plek.alles_gelijk("baas kopie", "baas", "joris")
    assert {"nog niet verzonden", "getypt in de kopie"} <= teksten(plek.kluizen["joris"])
    assert deur(plek.kluizen["joris"].store).vorken() == []
    assert len(regio.toestellen(plek.kluizen["baas"])) == 3


def test_een_teruggezette_kluis_kan_weer_lid_worden(plek: Regioplek, tmp_path: Path) -> None:
    joris, baas = plek.kluizen["joris"], plek.kluizen["baas"]
    noteer(joris, "staat alleen in de kopie")
    kopie = joris.kluis.backup(tmp_path)
    terug = kluizen.zet_terug(kopie, tmp_path / "terug.zvh", WACHTWOORD, klok=plek.klok, willekeur=Systeemwillekeur())
    plek.kluizen["terug"] = terug
    plek.stapel.callback(kluizen.sluit, terug)
    assert sync.stand(terug).nieuw_toestel
    regio.trek_in(baas, joris.store.toestel, "verloren")
    neem_aan(baas, terug, "Joris Blom", plek.maak)
    plek.alles_gelijk("baas", "terug")
    assert "staat alleen in de kopie" in teksten(baas)
    assert teksten(baas) == teksten(terug)


def test_een_uitnodiging_van_een_andere_regio_wordt_geweigerd(plek: Regioplek, tmp_path: Path) -> None:
    kopie = kopieer(plek, "joris")
    with regioplek(tmp_path / "elders") as elders:
        ander = elders.begin((("Wil de Boer", "secretaris"),))
        wie = next(m for m in beheer.medewerkers(ander) if m.naam == "Wil de Boer")
        tekst = toelating.nodig_uit(ander, wie.id).tekst
    with pytest.raises(Omstandigheid) as fout:
        aanmelden.word_lid(kopie, tekst)
    assert fout.value.gegevens["regel"] == "regio_bestaat"
