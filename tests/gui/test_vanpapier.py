"""A region comes back from paper on the screen: words completed and checked one by one, and the whole sheet."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from zvh_testing.casuskluis import meld_aan
from zvh_testing.regioplek import Regioplek, regioplek
from zvh_testing.taakplek import taken_op

from zvh_desktop.domain.casus import Casus
from zvh_desktop.gui.toegang.bladinvoer import BladInvoer
from zvh_desktop.gui.toegang.vanpapier import VanPapierScherm
from zvh_desktop.services import herstel


def tot(voorwaarde: Callable[[], object]) -> None:
    """Let the window work until something holds."""
    import time

    for _ in range(6000):
        QApplication.processEvents()
        if voorwaarde():
            return
        time.sleep(0.005)
    pytest.fail("het kwam niet")


def blad_van(qtbot: Any) -> BladInvoer:
    blad = BladInvoer("Eerste blad", herstel.bladwoorden(), herstel.WOORDEN_PER_BLAD)
    qtbot.addWidget(blad)
    blad.show()
    return blad


def test_vier_letters_en_een_spatie_zijn_genoeg_en_een_fout_woord_wordt_gezegd(qtbot: Any) -> None:
    blad = blad_van(qtbot)
    woorden = herstel.bladwoorden()
    QTest.keyClicks(blad.lijn, f"{woorden[0]} {woorden[5][:4]} ")
    assert blad.woorden == [woorden[0], woorden[5]]
    QTest.keyClicks(blad.lijn, "fiets ")
    assert blad.woorden == [woorden[0], woorden[5]]
    assert "fiets" in blad.melding.text() and blad.lijn.text() == "fiets"
    blad.lijn.clear()
    QTest.keyClick(blad.lijn, Qt.Key.Key_Backspace)
    assert blad.woorden == [woorden[0]] and blad.lijn.text() == woorden[5]
    QTest.keyClick(blad.lijn, Qt.Key.Key_Return)
    assert blad.woorden == [woorden[0], woorden[5]]


def test_een_heel_blad_met_nummers_kan_worden_geplakt(qtbot: Any, tmp_path: Path) -> None:
    blad = blad_van(qtbot)
    with regioplek(tmp_path) as plek:
        plek.begin((("Joris Blom", "secretaris"),))
        woorden = plek.bladen[0]
        blad.lijn.textEdited.emit("  ".join(f"{nr}. {woord}" for nr, woord in enumerate(woorden, 1)))
        assert blad.vol and blad.woorden == list(woorden)
        een, twee = (" ".join(b) for b in plek.bladen[:2])
        assert herstel.beoordeel_bladen([een, twee]) == ["", ""]
        assert "hetzelfde blad" in herstel.beoordeel_bladen([een, een])[1]
        verwisseld = " ".join([woorden[1], woorden[0], *woorden[2:]])
        assert "verkeerd woord" in herstel.beoordeel_bladen([verwisseld, twee])[0]
        assert herstel.beoordeel_bladen([een, " ".join(plek.bladen[1][:30])])[1] == "Nog 3 te gaan."


@pytest.fixture
def plek(tmp_path: Path) -> Any:
    with regioplek(tmp_path) as p:
        baas = p.begin((("Joris Blom", "secretaris"),))
        meld_aan(baas)
        p.sync("baas")
        yield p


def test_de_regio_komt_terug(qtbot: Any, plek: Regioplek) -> None:
    nieuw = plek.nieuwe_kluis("nieuw")
    with taken_op(nieuw.kluis) as taken:
        scherm = VanPapierScherm(taken, lambda _adres: plek.server.transport())
        qtbot.addWidget(scherm)
        scherm.show()
        klaar: list[bool] = []
        scherm.klaar.connect(lambda: klaar.append(True))
        assert not scherm.knop.isEnabled()
        for blad, woorden in zip(scherm.bladen, plek.bladen[1:], strict=True):
            blad.lijn.textEdited.emit(" ".join(woorden) + " ")
        scherm.naam.setText("A. Nieuweling")
        assert not scherm.knop.isEnabled(), "without a server nothing comes back"
        scherm.adres.setText("http://10.0.0.1")
        scherm.knop.click()
        tot(lambda: not scherm.fout.isHidden())
        assert "https" in scherm.fout.text() and scherm.bladen[0].vol, "the words stay to go on with"
        scherm.adres.setText("http://127.0.0.1:1")
        scherm.knop.click()
        tot(lambda: klaar)
        assert [blad.woorden for blad in scherm.bladen] == [[], []]
    assert len(nieuw.store.find(Casus)) == 1
    assert [r.gebeurtenis for r in nieuw.store.audit_regels(gebeurtenis="herstelsleutel_gebruikt")]
