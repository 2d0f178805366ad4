"""A reminder says that there is work, and nothing of it; once a day, only where a person wants it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QSystemTrayIcon, QWidget
from zvh_testing.casuskluis import NU, Testklok, maak_kluis, maak_werkplek, meld_aan, richt_in, werkplek, word
from zvh_testing.casusproef import NepVenster

from zvh_desktop.config import Instellingen
from zvh_desktop.gui.herinneraar import Herinneraar, Systeemvak
from zvh_desktop.gui.onderdelen import Toasts
from zvh_desktop.gui.pages.beheer.huis import Gegevens
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.taken import Taken
from zvh_desktop.services import dossiers, herinnering
from zvh_desktop.services.werkplek import Werkplek


class NepMelder:
    """Keeps what would have been shown."""

    def __init__(self) -> None:
        self.gezegd: list[tuple[str, str]] = []

    def meld(self, titel: str, tekst: str) -> None:
        self.gezegd.append((titel, tekst))


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    with werkplek(tmp_path) as plek:
        yield plek


@pytest.fixture
def klok() -> Testklok:
    return Testklok()


@pytest.fixture
def melder() -> NepMelder:
    return NepMelder()


@pytest.fixture
def herinneraar(taken: Taken, klok: Testklok, melder: NepMelder) -> Herinneraar:
    instellingen = Instellingen()
    instellingen.zet("herinneren", True)
    return Herinneraar(taken, instellingen, melder, klok.nu)


def test_alleen_eigen_open_acties_geven_een_dag(wp: Werkplek) -> None:
    casus_id = meld_aan(wp).casus_id
    word(wp, "casusregisseur")
    ik = wp.wie_naam()
    assert herinnering.eerste_dag(wp) is None
    dag = wp.vandaag() + timedelta(2)
    for wie, over in ((ik, 2), (ik, 9), ("Iemand Anders", -3)):
        velden = {"tekst": "Bellen", "persoon": wie, "uiterlijk": wp.vandaag() + timedelta(over)}
        dossiers.voeg_toe(wp, "actie", casus_id, velden)
    assert herinnering.eerste_dag(wp) == dag
    word(wp, "casusregisseur", genoemd=False)
    assert herinnering.eerste_dag(wp) == dag, "named with an action"


def test_een_herinnering_noemt_niets_en_komt_een_keer_per_dag_ook_op_slot(
    herinneraar: Herinneraar, klok: Testklok, melder: NepMelder
) -> None:
    herinneraar._weet(klok.nu().date() + timedelta(1))
    assert not melder.gezegd, "nothing is due today"
    # From here on the vault may be locked: nothing is asked any more.
    klok.verder(days=1)
    herinneraar.kijk()
    herinneraar.kijk()
    herinneraar._weet(klok.nu().date() - timedelta(5))
    assert melder.gezegd == [("ZVH Desktop", "Er is werk voor vandaag.")]
    klok.verder(days=1)
    herinneraar.kijk()
    assert len(melder.gezegd) == 2 and melder.gezegd[0] == melder.gezegd[1]


def test_in_de_nacht_en_zonder_werk_blijft_het_stil(taken: Taken, melder: NepMelder) -> None:
    nacht = Testklok(datetime(2026, 11, 24, 3, 0, tzinfo=NU.tzinfo))
    instellingen = Instellingen()
    instellingen.zet("herinneren", True)
    stil = Herinneraar(taken, instellingen, melder, nacht.nu)
    stil._weet(nacht.nu().date())
    assert not melder.gezegd
    nacht.verder(hours=6)
    stil._weet(None)
    assert not melder.gezegd


def test_herinneren_staat_uit_tot_iemand_het_wil(taken: Taken, klok: Testklok, melder: NepMelder) -> None:
    instellingen = Instellingen()
    herinneraar = Herinneraar(taken, instellingen, melder, klok.nu)
    assert not herinneraar.aan
    herinneraar._weet(klok.nu().date())
    assert not melder.gezegd
    instellingen.zet("herinneren", True)
    herinneraar.kijk()
    assert len(melder.gezegd) == 1


def test_na_het_ontgrendelen_wordt_het_in_de_kluis_nagekeken(
    tmp_path: Path, qtbot: object, taken: Taken, herinneraar: Herinneraar, melder: NepMelder
) -> None:
    vault = maak_kluis(tmp_path)
    eerst = maak_werkplek(vault)
    richt_in(eerst)
    velden = {"tekst": "Bellen", "persoon": eerst.wie_naam(), "uiterlijk": eerst.vandaag()}
    dossiers.voeg_toe(eerst, "actie", meld_aan(eerst).casus_id, velden)
    eerst.store.close()
    with qtbot.waitSignal(taken.begonnen):  # type: ignore[attr-defined]  # the fixture of pytest-qt
        taken.start(lambda: maak_werkplek(vault), lambda wp: wp.store.close())
    herinneraar.begin()
    qtbot.waitUntil(lambda: bool(melder.gezegd))  # type: ignore[attr-defined]  # as above
    taken.sluit()
    vault.close()
    assert "Bellen" not in str(melder.gezegd)


def test_zonder_plek_op_het_bureaublad_staat_de_herinnering_in_het_venster_en_beheer_zegt_dat(
    qtbot: Any, taken: Taken, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    venster = QWidget()
    qtbot.addWidget(venster)
    toasts = Toasts(venster)
    Systeemvak(venster, toasts).meld("ZVH Desktop", "Er is werk voor vandaag.")
    assert [(t.zin, t.duur_ms) for t in toasts.zichtbaar] == [("Er is werk voor vandaag.", 0)], "until it is closed"
    deel = Gegevens(Context(taken, NepVenster(), Instellingen(), melding=print, fout=print), venster)
    qtbot.addWidget(deel)
    deel.toon()
    assert not deel.zonder_vak.isHidden()
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    deel.toon()
    assert deel.zonder_vak.isHidden()
