"""A whole session on a real vault in a temporary folder: cheap passphrase, a clock that goes on by itself."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from time import sleep
from typing import Any

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from zvh_testing.kluisplek import GOEDKOOP

from zvh_desktop.app import pagina_makers
from zvh_desktop.config import Instellingen
from zvh_desktop.domain.tijd import AMSTERDAM
from zvh_desktop.gui.sessie import Sessie
from zvh_desktop.services.machine import SysteemWillekeur

ZIN = "een fles vol knopen en twee brillen"
BEGIN = datetime(2026, 11, 24, 9, 31, tzinfo=AMSTERDAM)


class LoopKlok:
    """A clock that goes on a hundredth of a second each time it is asked; also from other threads."""

    def __init__(self, begin: datetime = BEGIN) -> None:
        self.moment = begin

    def nu(self) -> datetime:
        self.moment += timedelta(milliseconds=10)
        return self.moment


@contextmanager
def sessie(map_: Path, kluismap: Path | None = None, klok: Any = None, maak_transport: Any = None) -> Iterator[Sessie]:
    """Make a session and its window; closed at the end as the program closes. The dictionary of the machine is off."""
    instellingen = Instellingen()
    instellingen.zet("spelling", False)
    gemaakt = Sessie(
        pagina_makers(),
        instellingen,
        klok=klok or LoopKlok(),
        willekeur=SysteemWillekeur(),
        thuismap=map_,
        kluismap=kluismap,
        kdf=GOEDKOOP,
        maak_transport=maak_transport,
    )
    gemaakt.venster.show()
    gemaakt.venster.activateWindow()
    try:
        yield gemaakt
    finally:
        gemaakt.venster.close()
        gemaakt.sluit()
        gemaakt.venster.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def wacht(voorwaarde: Callable[[], object], ms: int = 20_000) -> None:
    """Run the event loop until something holds; the limit only ends a test that hangs."""
    einde = QDeadlineTimer(ms)
    while not voorwaarde():
        if einde.hasExpired():
            raise AssertionError("waited in vain")
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        # Not `QTest.qWait`: that holds on to the interpreter, and the thread of the workplace starves.
        sleep(0.001)


def focus() -> QWidget:
    """Where the keyboard is."""
    wacht(QApplication.focusWidget)
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def typ(tekst: str) -> None:
    """Type into whatever has the keyboard, letter by letter, also beyond ASCII."""
    for teken in tekst:
        QTest.sendKeyEvent(QTest.KeyAction.Click, focus(), Qt.Key.Key_unknown, teken, Qt.KeyboardModifier.NoModifier)


def toets(sleutel: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    """Press a key where the keyboard is."""
    samen = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        samen |= modifier
    QTest.keyClick(focus(), sleutel, samen)


def druk_op(widget: QWidget) -> None:
    """Press a button with the keyboard."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    assert widget.isEnabled() and widget.isVisible(), widget.accessibleName()
    QTest.keyClick(widget, Qt.Key.Key_Space)


def teksten(wortel: QWidget) -> str:
    """Everything a person, or a screen reader, finds in a widget: words, names, tool tips."""
    uit = []
    for widget in (wortel, *wortel.findChildren(QWidget)):
        if not widget.isVisible():
            continue
        for naam in ("text", "toPlainText", "placeholderText", "windowTitle"):
            vraag = getattr(widget, naam, None)
            if callable(vraag):
                uit.append(str(vraag()))
        uit += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
    return "\n".join(x for x in uit if x)
