"""Reminds once a day that there is work, without a name, a number or a casus; off unless a person wants it.

What it holds while the vault is locked is one day, so that it can speak the same sentence then too.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from zvh_desktop.config import Instellingen
from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.gui.gang import NAAM
from zvh_desktop.gui.iconen import icoon
from zvh_desktop.gui.onderdelen import Toasts
from zvh_desktop.gui.taken import Taken
from zvh_desktop.ports import Melder
from zvh_desktop.services import herinnering

__all__ = ["Herinneraar", "Systeemvak", "heeft_systeemvak"]

_KIJK_MS: Final = 15 * 60 * 1000
_VANAF_UUR: Final = 8
"""Nobody is reminded in the night."""


class Herinneraar(QObject):
    """Asks after unlocking and after each change when work is due, and tells it at most once a day."""

    def __init__(
        self,
        taken: Taken,
        instellingen: Instellingen,
        melder: Melder,
        nu: Callable[[], datetime],
        ouder: QObject | None = None,
    ) -> None:
        super().__init__(ouder)
        self._taken, self._instellingen, self._melder, self._nu = taken, instellingen, melder, nu
        self._eerste: date | None = None
        self._gezegd: date | None = None
        self._klok = QTimer(self)
        self._klok.setInterval(_KIJK_MS)
        self._klok.timeout.connect(self.kijk)

    @property
    def aan(self) -> bool:
        """Whether this device reminds."""
        return bool(self._instellingen["herinneren"])

    def begin(self) -> None:
        """The vault is open, or something changed: ask again what is due."""
        if self.aan and self._taken.loopt:
            self._taken.vraag(herinnering.eerste_dag, klaar=self._weet, enkel="herinnering")
            self._klok.start()

    def _weet(self, eerste: date | None) -> None:
        self._eerste = eerste
        self.kijk()

    def kijk(self) -> None:
        """Tell it when it is due and was not told today; with the vault open or locked."""
        moment = lokaal(self._nu())
        dag = moment.date()
        laat = self._eerste is not None and self._eerste <= dag
        if not self.aan or not laat or self._gezegd == dag or moment.hour < _VANAF_UUR:
            return
        self._gezegd = dag
        self._melder.meld(NAAM, self.tr("Er is werk voor vandaag."))


def heeft_systeemvak() -> bool:
    """Whether this desktop has a tray, through which a program can tell something outside its window."""
    return QSystemTrayIcon.isSystemTrayAvailable()


class Systeemvak(QObject):
    """Shows a sentence through the tray of the desktop; where there is none, in the window until it is closed."""

    def __init__(self, venster: QWidget, toasts: Toasts) -> None:
        super().__init__(venster)
        self._venster, self._toasts = venster, toasts
        self._vak: QSystemTrayIcon | None = None

    def meld(self, titel: str, tekst: str) -> None:
        """Show it; a press brings the window to the front."""
        if not heeft_systeemvak():
            if (toast := self._toasts.toon(tekst, rol="info")) is not None:
                toast.blijf()
            QApplication.alert(self._venster)
            return
        if self._vak is None:
            self._vak = QSystemTrayIcon(icoon("scale", "accent"), self)
            self._vak.setToolTip(NAAM)
            self._vak.messageClicked.connect(self._naar_voren)
            self._vak.activated.connect(self._naar_voren)
        self._vak.show()
        self._vak.showMessage(titel, tekst, icoon("scale", "accent"))

    def _naar_voren(self, *_hoe: object) -> None:
        self._venster.show()
        self._venster.raise_()
        self._venster.activateWindow()
