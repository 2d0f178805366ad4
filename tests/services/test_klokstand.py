"""A clock that is wrong: nothing is lost, the order stays, nothing is claimed or destroyed, and a person is told."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from zvh_testing.casuskluis import NU, Testklok
from zvh_testing.overlegspel import Tafel
from zvh_testing.verslagplek import Zetklok, maak_casus, maak_kluis, maak_werkplek, richt_in

from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.domain.overleg import Agendapunt, Inbreng
from zvh_desktop.services import dossiers, klokstand, logboek, vernietigen, verslagen
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import meta


@pytest.fixture
def klok() -> Zetklok:
    return Zetklok()


@pytest.fixture
def wp(tmp_path: Path, klok: Zetklok) -> Iterator[Werkplek]:
    kluis = maak_kluis(tmp_path, klok)
    plek = maak_werkplek(kluis)
    richt_in(plek)
    yield plek
    plek.store.close()
    kluis.close()


def test_een_klok_die_vooruit_loopt_of_een_beetje_terug_gaat_zegt_niets(wp: Werkplek, klok: Zetklok) -> None:
    for stap in ({"days": 400}, {"minutes": -4}, {"seconds": 1}):
        klok.verder(**stap)
        assert klokstand.waarschuwing(wp) == ""


def test_een_klok_voor_het_laatste_in_het_logboek_wordt_gezegd_ook_na_nieuwe_regels(
    wp: Werkplek, klok: Zetklok
) -> None:
    klok.verder(days=-365)
    for _ in range(3):
        zin = klokstand.waarschuwing(wp)
        assert "24 nov 2025" in zin and "24 nov 2026" in zin and "niets verloren" in zin
        wp.log("dossier_geopend")
        klok.verder(minutes=1)
    klok.verder(days=366)
    assert klokstand.waarschuwing(wp) == "", "put right again: nothing to confirm"


def test_een_klok_die_voorliep_waarschuwt_tot_iemand_zegt_dat_zij_nu_goed_staat(wp: Werkplek, klok: Zetklok) -> None:
    klok.verder(days=365)
    wp.log("dossier_geopend")
    klok.verder(days=-365)
    wp.log("dossier_geopend")
    assert "24 nov 2027" in klokstand.waarschuwing(wp)
    klokstand.bevestig(wp)
    assert klokstand.waarschuwing(wp) == ""
    assert logboek.blad(wp, gebeurtenis="klok_bevestigd").regels
    wp.log("dossier_geopend")
    assert klokstand.waarschuwing(wp) == ""
    klok.verder(days=-1)
    assert klokstand.waarschuwing(wp), "what comes after counts again"


@pytest.mark.parametrize("bewijs", [True, False], ids=["ontvangstbewijs", "voor_het_programma"])
def test_een_klok_die_niet_goed_kan_staan_laat_zich_niet_bevestigen(
    wp: Werkplek, klok: Zetklok, *, bewijs: bool
) -> None:
    if bewijs:
        with wp.transactie("bewijs"):
            ms = int((NU + timedelta(hours=1)).timestamp() * 1000)
            meta.note_clock(wp.store.verbinding, server_ms=ms, eigen_ms=ms)
    else:
        klok.verder(days=(klokstand.GEMAAKT - datetime(2026, 11, 25, tzinfo=UTC)).days - 30)
    assert klokstand.waarschuwing(wp)
    with pytest.raises(Omstandigheid) as fout:
        klokstand.bevestig(wp)
    assert fout.value.gegevens["regel"] == "klok_klopt_niet"


def test_met_een_klok_die_niet_klopt_wordt_niets_vernietigd_en_geen_tijd_beloofd(wp: Werkplek, klok: Zetklok) -> None:
    klok.verder(days=-1)
    with pytest.raises(Omstandigheid) as fout:
        vernietigen.stel_voor(wp, maak_casus(wp), "termijn")
    assert fout.value.gegevens["regel"] == "klok_klopt_niet"
    assert "niet kan kloppen" in klokstand.tijdkwaliteit(wp)


@pytest.mark.parametrize("sprong", [timedelta(days=-1), timedelta(days=365), timedelta(hours=-1)])
def test_een_sprong_tijdens_het_overleg_houdt_volgorde_duur_en_keten_heel(
    wp: Werkplek, klok: Zetklok, sprong: timedelta
) -> None:
    tafel = Tafel(wp)
    tafel.begin(tafel.vast)
    tafel.zeg("Eerst gezegd.")
    klok.verder(seconds=sprong.total_seconds())
    assert bool(klokstand.waarschuwing(wp)) == (sprong < timedelta(0))
    tafel.zeg("Daarna gezegd.")
    tafel.beslis()
    gezegd = sorted(wp.store.find(Inbreng, agendapunt_id=tafel.punt_id), key=lambda i: (i.volgorde, i.id))
    assert [i.tekst for i in gezegd][:2] == ["Eerst gezegd.", "Daarna gezegd."]
    verslag = tafel.sluit()
    assert all(p.gebruikt_s >= 0 for p in wp.store.find(Agendapunt, overleg_id=tafel.overleg_id))
    verslagen.stel_vast(wp, verslag.id)
    verslagen.onderteken_overleg(wp, tafel.overleg_id)
    assert logboek.controleer_keten(wp).klopt
    ids = [rij[0] for rij in wp.store.verbinding.rows("SELECT id FROM change ORDER BY nr")]
    assert ids == sorted(ids), "the logical clock never goes back"


@pytest.mark.parametrize(
    ("moment", "dag"),
    [
        (datetime(2028, 2, 28, 23, 30, tzinfo=UTC), "2028-02-29"),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), "2027-01-01"),
        (datetime(2027, 3, 28, 0, 59, tzinfo=UTC), "2027-03-28"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "2026-10-25"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "2026-10-25"),
    ],
    ids=["schrikkeldag", "oud_en_nieuw", "zomertijd", "wintertijd_eerste_keer", "wintertijd_tweede_keer"],
)
def test_de_dag_is_die_van_hier_en_een_uur_dat_twee_keer_komt_waarschuwt_niet(
    tmp_path: Path, moment: datetime, dag: str
) -> None:
    klok = Testklok(moment)
    kluis = maak_kluis(tmp_path, klok)
    wp = maak_werkplek(kluis)
    richt_in(wp)
    assert wp.vandaag().isoformat() == dag
    casus_id = maak_casus(wp)
    dossiers.voeg_toe(wp, "actie", casus_id, {"tekst": "Bellen", "uiterlijk": wp.vandaag()})
    klok.verder(hours=1)
    wp.log("dossier_geopend")
    assert klokstand.waarschuwing(wp) == ""
    assert logboek.controleer_keten(wp).klopt
    wp.store.close()
    kluis.close()
