"""The flags of a casus, under its name: read by themselves after the dossier, each a button that opens it."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from zvh_desktop.domain.termijnen import wanneer
from zvh_desktop.domain.vlag import Vlag
from zvh_desktop.gui.onderdelen import Knop
from zvh_desktop.gui.pages.casus.knoppenbalk import Knoppenbalk
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.panelen.vlag import KleinPaneel, OplosPaneel, VlagPaneel
from zvh_desktop.services import vlaggen
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["Vlaggenbalk"]

_MEESTE: Final = 3
_LANG: Final = 44


def _lees(wp: Werkplek, casus_id: str) -> tuple[str, list[Vlag]]:
    return casus_id, vlaggen.van_casus(wp, casus_id)


class Vlaggenbalk(Knoppenbalk):
    """Buttons with flags; hidden while there are none.

    Attributes:
        vlaggen: those in view or behind "nog 2".
    """

    def __init__(self, context: Context, gastheer: QWidget, verder: QWidget) -> None:
        super().__init__(verder)
        self._context, self._gastheer = context, gastheer
        self._casus_id, self._vandaag = "", date.min
        self._alles = False
        self._wens = ""
        self.vlaggen: Sequence[Vlag] = ()
        self._paneel: KleinPaneel | None = None
        self.setAccessibleName(self.tr("Vlaggen"))

    def leeg(self) -> None:
        """Forget the flags of this casus; its form does not stand over another, what was typed stays a draft."""
        # A panel is deleted when it closes.
        if self._paneel is not None and shiboken6.isValid(self._paneel):
            self._paneel.sluit()
        self._paneel = None
        self._casus_id, self.vlaggen, self._alles, self._wens = "", (), False, ""
        self.maak_leeg()
        self.hide()

    def toon(self, casus_id: str, vandaag: date) -> None:
        """Ask for the flags of a casus."""
        if casus_id != self._casus_id:
            wens = self._wens
            self.leeg()
            self._wens = wens
        self._casus_id, self._vandaag = casus_id, vandaag
        self._context.taken.vraag(_lees, casus_id, klaar=self._kwamen, enkel="vlaggen", na_beeld=True)

    def open_straks(self, vlag_id: str) -> None:
        """Open this flag when the flags have come."""
        self._wens = vlag_id

    def _kwamen(self, antwoord: tuple[str, list[Vlag]]) -> None:
        casus_id, gevonden = antwoord
        if casus_id != self._casus_id:
            return
        self.vlaggen = gevonden
        self._vul()
        wens, self._wens = self._wens, ""
        for vlag in (v for v in self.vlaggen if wens and v.id == wens):
            self.open_vlag(vlag)

    def _vul(self) -> None:
        knoppen = []
        hoeveel = len(self.vlaggen) if self._alles else _MEESTE
        for vlag in self.vlaggen[:hoeveel]:
            tekst = " ".join(vlag.tekst.split())
            kort = tekst if len(tekst) <= _LANG else tekst[: _LANG - 1].rstrip() + "…"
            over = f" · {wanneer(vlag.uiterlijk, self._vandaag)}" if vlag.uiterlijk else ""
            naam = self.tr("Vlag: {tekst}{over}, openen").format(tekst=tekst, over=over)
            laat = vlag.uiterlijk is not None and vlag.uiterlijk < self._vandaag
            knop = Knop(kort + over, icoon="flag", klein=True, naam=naam, soort="gevaar" if laat else "gewoon")
            knop.setObjectName(vlag.id)
            knop.setToolTip(tekst if kort != tekst else "")
            knop.clicked.connect(self._gedrukt)
            knoppen.append(knop)
        if (rest := len(self.vlaggen) - hoeveel) > 0:
            knop = Knop(self.tr("nog {aantal}").format(aantal=rest), soort="vlak", klein=True)
            knop.clicked.connect(self._toon_alles)
            knoppen.append(knop)
        self.zet(knoppen)

    def _toon_alles(self) -> None:
        self._alles = True
        self._vul()

    def _gedrukt(self) -> None:
        afzender: QObject = self.sender()
        for vlag in self.vlaggen:
            if vlag.id == afzender.objectName():
                self.open_vlag(vlag)
                return

    def open_vlag(self, vlag: Vlag) -> None:
        """Open a flag, to read it or take it down."""
        self._paneel = paneel = OplosPaneel(self._context, self._gastheer, vlag)
        paneel.open(paneel.uitkomst)

    def nieuwe(self, casus_id: str, over: tuple[str, str], waar: str) -> None:
        """Open the form for a new flag; `over` is (kind, id) of a record, ("", "") for the casus."""
        self._paneel = paneel = VlagPaneel(self._context, self._gastheer, casus_id, over=over, waar=waar)
        paneel.open(paneel.tekst)
