"""Spelling: a dictionary of our own, read in a process beside the program; no word leaves the vault."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit
from zvh_testing.demohuis import demohuis, rust
from zvh_testing.sessieplek import wacht

from zvh_desktop.documents.spelling import Woordenboek, plaatsen, vind
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
def tafel(tmp_path: Path, qapp: QApplication) -> Iterator[tuple[Sessie, Any]]:
    with demohuis(tmp_path) as (s, verhaal):
        s._instellingen.zet("spelling", True)
        s._instellingen.zet("woordenboekmap", str(BOEK))
        s._begin_spelling()
        s.venster.ga_naar("overleggen.overleg", overleg_id=verhaal.overleg_ids["vandaag"], doe="voorzitten")
        rust(s)
        v: Any = s.venster.centralWidget()
        v._stap(1)
        rust(s)
        yield s, v


def _wacht_op(veld: QPlainTextEdit, gemarkeerd: list[str]) -> Spelwacht:
    wacht(lambda: veld.findChild(Spelwacht) is not None)
    wachter = veld.findChild(Spelwacht)
    assert wachter is not None
    wacht(lambda: wachter.gemarkeerd == gemarkeerd)
    return wachter


def test_in_de_invoerregel_wordt_onderstreept_verbeterd_en_geleerd(tafel: tuple[Sessie, Any]) -> None:
    s, v = tafel
    veld = v.scherm.lijn.veld
    veld.setFocus()
    naam = v.scherm.beeld.bekend.namen[0].naam.split()[0].lower()
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
    rust(s)
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


def test_op_slot_eindigt_het_woordenboek_en_is_elk_woord_vergeten(tafel: tuple[Sessie, Any]) -> None:
    s, v = tafel
    veld = v.scherm.lijn.veld
    veld.setFocus()
    veld.setPlainText("slaapd en ")
    _wacht_op(veld, ["slaapd"])
    hulp = s._spelhulp
    assert hulp is not None and hulp.werkt
    s.vergrendel()
    assert not hulp.werkt and not hulp._oordelen and not hulp._geleerd and not hulp._gevraagd
