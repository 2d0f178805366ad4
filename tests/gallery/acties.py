"""The screens of actions that are acted on together, and of a casus that stagnates: for `run.py`."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from zvh_desktop.domain.casus import Casus
from zvh_desktop.gui.panelen.acties import OverdrachtPaneel, UitstelPaneel
from zvh_desktop.gui.panelen.stagnatie import EscalatiePaneel
from zvh_desktop.services import stagnatie
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["acties_"]


def _laat_stagneren(wp: Werkplek, casus_id: str) -> str:
    casus = wp.eis(Casus, casus_id)
    with wp.transactie("casusregisseur") as t:
        t.save(casus.met(casusregisseur=""))
    stagnatie.escaleer(wp, casus_id, "procesregisseur", "De GGZ en de gemeente wijzen naar elkaar voor een woonplek.")
    return casus.casusregisseur


def _terug(wp: Werkplek, casus_id: str, wie: str) -> None:
    with wp.transactie("casusregisseur") as t:
        t.save(wp.eis(Casus, casus_id).met(casusregisseur=wie))


def acties_(g: Any, kees: str) -> None:
    """Take Acties with a choice of rows, the panels of it, and a dossier that stagnates."""
    pagina = g.pagina("acties", "acties")
    pagina.lijst.kies(pagina.lijst.rijen[0].sleutel)
    for _ in range(3):
        QTest.keyClick(pagina.lijst, Qt.Key.Key_Space)
    g.rust()
    g.neem("acties-gekozen")
    for toets, klasse, naam in (
        (Qt.Key.Key_U, UitstelPaneel, "acties-uitstellen"),
        (Qt.Key.Key_O, OverdrachtPaneel, "acties-overdragen"),
    ):
        QTest.keyClick(pagina.lijst, toets)
        g.rust()
        g.neem(naam)
        for paneel in pagina.findChildren(klasse):
            paneel.sluit()
        g.rust()
    uit: list[str] = []
    g.s.taken.doe(_laat_stagneren, kees, klaar=uit.append)
    g.rust()
    casus = g.pagina("casussen.casus", "acties-stagneert", casus_id=kees)
    casus._stilstand._leg_voor()
    g.rust()
    g.neem("acties-voorleggen")
    for paneel in casus.findChildren(EscalatiePaneel):
        paneel.sluit()
    g.pagina("vandaag", "acties-in-vandaag")
    g.s.taken.doe(_terug, kees, uit[0])
    g.rust()
