"""Short messages at the bottom of the window, with a way back where there is one.

A toast never takes the focus and never covers the field someone is typing in. It is announced to a
screen reader, stays long enough to be read, waits while the pointer or the focus is on it, and an error
stays until it is closed.
"""

from collections.abc import Callable
from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QTextEdit,
    QWidget,
)

from zvh_desktop.gui.onderdelen.basis import IcoonBeeld, Knop, Tekst
from zvh_desktop.gui.thema import thema

__all__ = ["Toast", "Toasts"]

_ICONEN: Final = {
    "neutraal": "info",
    "info": "info",
    "goed": "circle-check",
    "waarschuwing": "triangle-alert",
    "gevaar": "circle-alert",
}


_LEESBAAR: Final = 140
"""Where a sentence has less width than this, at normal letters, it becomes a column of single words."""

_RAND: Final = 2
"""The line around a toast takes this much of its width and of its height."""


class Toast(QFrame):
    """One message.

    Signals:
        gesloten(): it went, by time or by a person.
    """

    gesloten = Signal()

    def __init__(
        self,
        zin: str,
        ouder: QWidget,
        *,
        rol: str = "neutraal",
        doe_tekst: str = "",
        doe: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(ouder)
        self.setObjectName("toast")
        self.setProperty("rol", rol)
        self.setAccessibleName(zin)
        self.zin = zin
        self.rol = rol
        self._doe = doe
        self._doe_tekst = doe_tekst
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        rij = self._rij = QHBoxLayout(self)
        rij.setContentsMargins(14, 8, 8, 8)
        rij.setSpacing(10)
        inkt = "tekst2" if rol == "neutraal" else rol
        self._tekst = Tekst(zin, maat="knop", omloop=True)
        rij.addWidget(IcoonBeeld(_ICONEN[rol], rol=inkt))
        rij.addWidget(self._tekst, 1)
        if doe is not None:
            knop = Knop(doe_tekst, soort="gewoon", klein=True)
            knop.setObjectName("doe")
            knop.clicked.connect(self._gedaan)
            rij.addWidget(knop)
        sluit = Knop("", soort="vlak", icoon="x", naam=self.tr("Melding sluiten"), klein=True)
        sluit.setObjectName("sluit")
        sluit.clicked.connect(self.weg)
        rij.addWidget(sluit)
        self._klok = QTimer(self)
        self._klok.setSingleShot(True)
        self._klok.timeout.connect(self._verlopen)
        self.duur_ms = 0 if rol == "gevaar" else max(6000, 80 * len(zin)) + (6000 if doe else 0)
        """How long it stays in milliseconds; 0 stays until closed."""

    def maat(self, ruimte: int) -> QSize:
        """Return its size in a window with so much room: one line where that fits, else wrapped."""
        rest, regel = self._delen()
        breed = min(ruimte, rest + min(regel, thema().lengte(420)) + _RAND)
        return QSize(breed, max(self._rij.heightForWidth(breed - _RAND), self._rij.minimumSize().height()) + _RAND)

    def smalst(self) -> int:
        """Return the least width in which it reads well."""
        rest, regel = self._delen()
        return rest + min(regel, thema().lengte(_LEESBAAR)) + _RAND

    def _delen(self) -> tuple[int, int]:
        """Return the width of all but the sentence, and of the sentence on one line."""
        self._tekst.ensurePolished()
        regel = self._tekst.fontMetrics().horizontalAdvance(self.zin) + 2
        return self._rij.minimumSize().width() - self._tekst.minimumSizeHint().width(), regel

    def begin(self) -> None:
        """Show, announce and start the clock."""
        self.show()
        self.raise_()
        aankondiging = QAccessibleAnnouncementEvent(self, self.zin)
        dringend = self.rol in {"gevaar", "waarschuwing"}
        aankondiging.setPoliteness(
            QAccessible.AnnouncementPoliteness.Assertive if dringend else QAccessible.AnnouncementPoliteness.Polite
        )
        QAccessible.updateAccessibility(aankondiging)
        self._herstart()

    def blijf(self) -> None:
        """Stay until a person closes it."""
        self.duur_ms = 0
        self._klok.stop()

    def _herstart(self) -> None:
        if self.duur_ms:
            self._klok.start(self.duur_ms)

    def _verlopen(self) -> None:
        nu = QApplication.focusWidget()
        if self.underMouse() or (nu is not None and self.isAncestorOf(nu)):
            self._herstart()
        else:
            self.weg()

    def _gedaan(self) -> None:
        doe, self._doe = self._doe, None
        self.weg()
        if doe is not None:
            doe()

    @property
    def inhoud(self) -> tuple[str, str, str, Callable[[], object] | None]:
        """What it takes to show it again: sentence, role, word of the button, what that does."""
        return (self.zin, self.rol, self._doe_tekst, self._doe)

    def weg(self) -> None:
        """Take it away now."""
        self._klok.stop()
        self.hide()
        self.gesloten.emit()
        self.setParent(None)
        self.deleteLater()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Someone is reading: wait."""
        self._klok.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Start counting again."""
        self._herstart()
        super().leaveEvent(event)


class Toasts(QObject):
    """Stacks toasts in the bottom right corner of a window, at most three at once.

    While `gedempt` nothing is shown: a signer must not read what concerns others. What came in meanwhile
    is shown afterwards.
    """

    def __init__(self, venster: QWidget) -> None:
        super().__init__(venster)
        self._venster = venster
        self._rij: list[Toast] = []
        self._wacht: list[tuple[str, str, str, Callable[[], object] | None]] = []
        self._gedempt = False
        self._verloren: QWidget | None = None
        self._straks, self._geef = QTimer(self, singleShot=True), QTimer(self, singleShot=True)
        self._straks.timeout.connect(self._leg)
        self._geef.timeout.connect(self._geef_terug)
        venster.installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._ander_veld)  # type: ignore[union-attr]  # there is one
        thema().veranderd.connect(self._leg)

    @property
    def zichtbaar(self) -> tuple[Toast, ...]:
        """The toasts on screen, oldest first."""
        return tuple(self._rij)

    def toon(
        self,
        zin: str,
        *,
        rol: str = "neutraal",
        doe_tekst: str = "",
        doe: Callable[[], object] | None = None,
    ) -> Toast | None:
        """Show a sentence, with a button when there is something to do; None while muted."""
        # A name that ends in a point ("Sanne H.") ends a sentence too.
        zin = zin.replace("..", ".")
        if self._gedempt:
            self._wacht.append((zin, rol, doe_tekst, doe))
            return None
        for eerder in tuple(self._rij):
            # A full disk tells so at every draft: once on the screen is enough.
            if eerder.inhoud == (zin, rol, doe_tekst, doe):
                eerder.weg()
        while len(self._rij) >= 3:
            self._rij[0].weg()
        toast = Toast(zin, self._venster, rol=rol, doe_tekst=doe_tekst, doe=doe)
        toast.gesloten.connect(self._ruim_op)
        self._rij.append(toast)
        self._leg()
        toast.begin()
        return toast

    def ruim(self) -> None:
        """Take away what tells of something done, held or shown; errors stay, they name nobody."""
        self._wacht = [bericht for bericht in self._wacht if bericht[1] == "gevaar"]
        for toast in tuple(self._rij):
            if toast.rol != "gevaar":
                toast.weg()

    def demp(self, *, aan: bool) -> None:
        """Hide everything: errors are held, what tells of something done is gone; or show what was held."""
        self._gedempt = aan
        if aan:
            self.ruim()
            # A hidden widget still answers a walk through the accessible tree: they really have to go.
            for toast in tuple(self._rij):
                self._wacht.append(toast.inhoud)
                toast.weg()
        else:
            wacht, self._wacht = self._wacht, []
            for zin, rol, doe_tekst, doe in wacht:
                self.toon(zin, rol=rol, doe_tekst=doe_tekst, doe=doe)

    def wis(self) -> None:
        """Take everything away, what was held too; on locking."""
        self._wacht.clear()
        for toast in tuple(self._rij):
            toast.weg()

    def _ruim_op(self) -> None:
        weg = self.sender()
        self._rij = [toast for toast in self._rij if toast is not weg]
        self._leg()

    def _leg(self) -> None:
        marge = thema().lengte(20)
        onder, rechts = self._venster.height() - marge, self._venster.width() - marge
        panelen = [vak for vak in self._venster.findChildren(QFrame, "zijpaneel") if vak.isVisible()]
        # Beside a panel, not over its buttons.
        naast = min([rechts, *(self._vak(paneel).x() - thema().lengte(12) for paneel in panelen)])
        bezet, knoppen = self._bezet(), [vak for paneel in panelen for vak in self._knoppen(paneel)]
        for toast in reversed(self._rij):
            past = naast - marge >= toast.smalst()
            rand, vrij = (naast, bezet) if past else (rechts, [*bezet, *knoppen])
            maat = toast.maat(rand - marge)
            plek = QRect(QPoint(max(marge, rand - maat.width()), onder - maat.height()), maat)
            plek.moveTop(_hoogte(plek, vrij))
            toast.setGeometry(plek)
            onder = plek.top() - thema().lengte(8)

    def _vak(self, deel: QWidget) -> QRect:
        return QRect(deel.mapTo(self._venster, QPoint(0, 0)), deel.size())

    def _bezet(self) -> list[QRect]:
        """What a toast keeps clear of: the field being typed in, and the main button someone may press again."""
        veld = QApplication.focusWidget()
        typt = isinstance(veld, QLineEdit | QPlainTextEdit | QTextEdit) and self._venster.isAncestorOf(veld)
        delen: list[QWidget] = [veld] if typt and veld is not None else []
        delen += [knop for knop in self._venster.findChildren(Knop) if knop.soort == "primair" and knop.isVisible()]
        return [self._vak(d).adjusted(-8, -8, 8, 8) for d in delen]

    def _knoppen(self, paneel: QWidget) -> list[QRect]:
        """Return where the buttons of a panel are, as far as they are in view."""
        vakken = []
        for knop in (knop for knop in paneel.findChildren(Knop) if knop.isVisible()):
            vak, ouder = self._vak(knop), knop.parentWidget()
            while ouder is not None and ouder is not paneel:
                vak, ouder = vak & self._vak(ouder), ouder.parentWidget()
            if not vak.isEmpty():
                vakken.append(vak.adjusted(-4, -4, 4, 4))
        return vakken

    def _ander_veld(self, oud: QWidget | None, nu: QWidget | None) -> None:
        """Keep clear of where the keyboard is now, and of a panel that came with it; never take the keyboard."""
        if not self._rij:
            return
        if not self._in_toast(nu):
            self._straks.start()
        elif oud is not None and not (shiboken6.isValid(oud) and _houdt_focus(oud)):
            # What had the keyboard went away, and Qt gave it to what comes next.
            self._verloren = oud
            self._geef.start()

    def _in_toast(self, widget: QWidget | None) -> bool:
        return widget is not None and any(toast.isAncestorOf(widget) for toast in self._rij)

    def _geef_terug(self) -> None:
        """Give the keyboard to what is left of the place where it was."""
        plek, self._verloren = self._verloren, None
        if not self._in_toast(QApplication.focusWidget()):
            return
        while plek is not None and shiboken6.isValid(plek) and not _houdt_focus(plek):
            plek = plek.parentWidget()
        doel = plek if plek is not None and shiboken6.isValid(plek) else self._venster
        doel.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the corner when the window changes."""
        if event.type() is QEvent.Type.Resize:
            self._leg()
        return super().eventFilter(watched, event)


def _hoogte(plek: QRect, bezet: list[QRect]) -> int:
    """Return the lowest top at or above that of `plek` where it lies over nothing; its own when there is none."""
    anders = {top for vak in bezet for top in (vak.top() - plek.height(), vak.bottom() + 1) if 0 < top < plek.top()}
    for top in (plek.top(), *sorted(anders, reverse=True)):
        geprobeerd = QRect(plek.x(), top, plek.width(), plek.height())
        if not any(geprobeerd.intersects(vak) for vak in bezet):
            return top
    return plek.top()


def _houdt_focus(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled()
