"""Spelling: a dictionary of our own, read in a process beside the program; no word leaves the vault."""

import shutil
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit
from zvh_testing.casuskluis import WACHTWOORD
from zvh_testing.sessieplek import sessie, wacht
from zvh_testing.werkvoorraad import _gevuld

from zvh_desktop.documents.spelling import Woordenboek, plaatsen, vind
from zvh_desktop.domain.invoerregel import Bekend, Bekende
from zvh_desktop.gui.onderdelen.invoerregel import InvoerRegel
from zvh_desktop.gui.sessie import Sessie
from zvh_desktop.gui.spelwacht import Spelwacht, woorden
from zvh_desktop.services import spelling

BOEK = Path(__file__).resolve().parents[1] / "data" / "spelling"


@pytest.fixture(scope="module")
def boek() -> Iterator[Woordenboek]:
    stam = vind([BOEK])
    assert stam is not None
    boek = Woordenboek(stam)
    yield boek
    boek.sluit()


def test_het_woordenboek_kent_samenstellingen_en_stelt_voor(boek: Woordenboek) -> None:
    assert boek.open()
    assert boek.vreemd(["huis", "huisbezoek", "wijkagenten", "café", "slaapd", "huisbezok"]) == {"slaapd", "huisbezok"}
    assert "slaapt" in boek.voorstellen("slaapd")


def test_een_stuk_woordenboek_onderstreept_niets(tmp_path: Path) -> None:
    (tmp_path / "nl.aff").write_bytes(b"\x00\xff" * 50)
    (tmp_path / "nl.dic").write_bytes(b"geen getal\n")
    stuk = Woordenboek(tmp_path / "nl")
    assert not stuk.open()
    assert stuk.vreemd(["slaapd"]) == set() and stuk.voorstellen("slaapd") == []
    stuk.sluit()


def test_een_woordenboek_dat_blijft_hangen_houdt_niemand_op(monkeypatch: pytest.MonkeyPatch) -> None:
    hangt = [sys.executable, "-c", "import time; time.sleep(600)"]
    monkeypatch.setattr("zvh_desktop.documents.spelling._opdracht", lambda: hangt)
    boek = Woordenboek(BOEK / "nl", wacht_s=0.2)
    assert not boek.open() and boek.vreemd(["slaapd"]) == set()
    assert boek._bij.proces is None, "the process that hung is gone"


def test_de_eigen_map_gaat_voor_en_zonder_woordenboek_is_er_geen(tmp_path: Path) -> None:
    assert plaatsen("/eigen")[0] == Path("/eigen")
    assert vind([tmp_path]) is None
    assert vind([tmp_path, BOEK]) == BOEK / "nl"
    windows = plaatsen(omgeving={"PROGRAMFILES": "/pf", "APPDATA": "/ad"}, thuis=tmp_path)
    assert Path("/ad/hunspell") in windows and Path("/pf/LibreOffice/share/extensions/dict-nl") in windows


@pytest.mark.parametrize(
    ("tekst", "cursor", "verwacht"),
    [
        ("slaapd slecht", -1, ["slaapd", "slecht"]),
        ("slaapd slech", 12, ["slaapd"]),
        ("/besluit @GGZ huisbezok !1-12 #1", -1, ["huisbezok"]),
        ("De heer Vermeer belt. Hij komt", -1, ["De", "heer", "belt", "Hij", "komt"]),
        ("OM en GGZ, jan@voorbeeld.nl, 3x", -1, ["en"]),
        ("zo’n auto’s wijk-agent 😀 fout", -1, ["zo’n", "auto’s", "wijk-agent", "fout"]),
    ],
)
def test_alleen_afgemaakte_gewone_woorden_worden_nagekeken(tekst: str, cursor: int, verwacht: list[str]) -> None:
    assert [p.woord for p in woorden(tekst, cursor)] == verwacht
    assert all(tekst[p.begin : p.eind] == p.woord for p in woorden(tekst, cursor))


@pytest.fixture
def open_kluis(tmp_path: Path, qapp: QApplication) -> Iterator[tuple[Sessie, InvoerRegel]]:
    """An open vault with an entry line in its window; the dictionary is that of the tests."""
    kopie = shutil.copytree(_gevuld()[0], tmp_path / "werk.zvh")
    with sessie(tmp_path, kopie) as s:
        s.ontgrendel(WACHTWOORD)
        wacht(lambda: s.venster.huidige_pagina is not None and not s.taken.open_taken)
        s._instellingen.zet("spelling", True)
        s._instellingen.zet("woordenboekmap", str(BOEK))
        s.bijwerk.begin_spelling()
        lijn = InvoerRegel(s.venster)
        lijn.zet_bekend(Bekend(date(2026, 11, 24), (Bekende("Wiebelwagen Zaandam"),)))
        lijn.resize(700, 120)
        lijn.show()
        lijn.raise_()
        yield s, lijn


def _wacht_op(veld: QPlainTextEdit, gemarkeerd: list[str]) -> Spelwacht:
    wacht(lambda: veld.findChild(Spelwacht) is not None)
    wachter = veld.findChild(Spelwacht)
    assert wachter is not None
    wacht(lambda: wachter.gemarkeerd == gemarkeerd)
    return wachter


def test_in_de_invoerregel_wordt_onderstreept_verbeterd_geleerd_en_op_slot_vergeten(
    open_kluis: tuple[Sessie, InvoerRegel],
) -> None:
    s, lijn = open_kluis
    veld = lijn.veld
    veld.setFocus()
    naam = "wiebelwagen"
    veld.setPlainText(f"@{naam} {naam} slaapd slecht, belt buurmannetje ")
    veld.moveCursor(veld.textCursor().MoveOperation.End)
    _wacht_op(veld, ["slaapd", "buurmannetje"])
    assert len(veld.extraSelections()) == 2

    def menu(tekst: str) -> QMenu:
        QTest.keyClick(veld, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
        gevonden: list[QMenu] = []
        wacht(lambda: gevonden.extend(m for m in veld.findChildren(QMenu, "spelmenu") if m.isVisible()) or gevonden)
        assert any(tekst in a.text() for a in gevonden[0].actions())
        return gevonden[0]

    # The last mistake before the cursor first: a name, which is taught.
    m = menu("Leer dit woord: buurmannetje")
    m.setActiveAction(next(a for a in m.actions() if a.text().startswith("Leer")))
    QTest.keyClick(m, Qt.Key.Key_Return)
    _wacht_op(veld, ["slaapd"])
    QTest.keyClick(menu("slaapt"), Qt.Key.Key_Return)
    _wacht_op(veld, [])
    assert veld.toPlainText() == f"@{naam} {naam} slaapt slecht, belt buurmannetje "
    uit: list[Any] = []
    s.taken.vraag(spelling.geleerd, klaar=uit.append, voor=s)
    wacht(lambda: uit)
    assert uit == [("buurmannetje",)]
    # Nothing of it lies open on the disk.
    map_ = s.kluismap
    assert map_ is not None
    assert not any(b"buurmannetje" in p.read_bytes() for p in map_.parent.rglob("*") if p.is_file())
    veld.setPlainText("")
    s.taken.doe(spelling.vergeet, ("Buurmannetje",), klaar=uit.append, voor=s)
    wacht(lambda: len(uit) == 2)
    assert uit[1] == ()
    # Locked: the dictionary ends, and every word that was looked up is forgotten.
    veld.setFocus()
    veld.setPlainText("slaapd en ")
    _wacht_op(veld, ["slaapd"])
    hulp = s.bijwerk._spelhulp
    assert hulp is not None and hulp.werkt
    s.vergrendel()
    assert not hulp.werkt and not hulp._oordelen and not hulp._geleerd and not hulp._gevraagd
