"""Closing an overleg by keyboard: Tab goes over the cards as the eye does."""

from dataclasses import replace
from datetime import date
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from zvh_desktop.gui.voorzitten.afronden import Afrondscherm
from zvh_desktop.services.afronden import AfrondRegel

ONDER = ["informeren", "evaluatiedatum", "vervolgdatum", "samenvatting", "zsm_advies"]


def regel(nummer: int, *open_punten: str) -> AfrondRegel:
    namen = (f"punt-{nummer}", f"casus-{nummer}", f"Kees {nummer}", str(nummer))
    return AfrondRegel(*namen, besproken=True, uitkomst=None, open_punten=open_punten, besluiten=(), acties=0)


def met_tab(scherm: Afrondscherm) -> list[tuple[int, str]]:
    """Go round with Tab from the outcome of the first casus; tell in which card and field that comes."""
    begin = scherm.kaarten[0].keuze
    begin.setFocus(Qt.FocusReason.OtherFocusReason)
    begin_ = veld = QApplication.focusWidget()
    langs = []
    for _ in range(60):
        for n, kaart in enumerate(scherm.kaarten):
            langs += [(n, "keuze")] * kaart.keuze.isAncestorOf(veld)
            langs += [(n, naam) for naam, v in kaart.invoer().items() if v is veld or v.isAncestorOf(veld)]
        QTest.keyClick(veld, Qt.Key.Key_Tab)
        veld = QApplication.focusWidget()
        if veld is begin_:
            break
    return [plek for plek, _ in groupby(langs)]


def test_tab_volgt_de_volgorde_van_het_scherm_ook_als_er_een_punt_bij_komt(qtbot: QtBot) -> None:
    scherm = Afrondscherm("Casusoverleg", lambda: date(2026, 11, 24))
    qtbot.addWidget(scherm)
    scherm.resize(1200, 900)
    een, twee = regel(1, "besluit", "informeren"), regel(2)
    scherm.toon([een, twee])
    scherm.show()
    scherm.activateWindow()
    qtbot.waitUntil(scherm.isActiveWindow)
    onder = [(1, naam) for naam in ("keuze", *ONDER)]
    boven = [(0, naam) for naam in ("keuze", "waarom:besluit", "waarom:informeren", *ONDER)]
    assert met_tab(scherm) == boven + onder
    scherm.toon([replace(een, open_punten=("informeren", "evaluatiedatum")), twee])
    qtbot.waitUntil(scherm.kaarten[0].waarom["evaluatiedatum"].isVisible)
    boven = [(0, naam) for naam in ("keuze", "waarom:informeren", "waarom:evaluatiedatum", *ONDER)]
    assert met_tab(scherm) == boven + onder
    # Whose reason was taken stands at the next one, and after the last at what comes below.
    scherm.kaarten[0].waarom["informeren"].setFocus()
    scherm.toon([replace(een, open_punten=("evaluatiedatum",)), twee])
    qtbot.waitUntil(scherm.kaarten[0].waarom["evaluatiedatum"].hasFocus)
    scherm.toon([replace(een, open_punten=()), twee])
    weg = scherm.kaarten[0]
    qtbot.waitUntil(lambda: any(v.hasFocus() for v in (weg.reden, weg.informeren, weg.samenvatting)))
