"""The dossier page on a vault, driven as a person would, and what a test asks of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from zvh_testing.casuskluis import maak_werkplek, meld_aan

from zvh_desktop.config import Instellingen
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.gui.pages.casus.pagina import CasusPagina
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.taken import Taken
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store.vault import Vault

__all__ = ["NepVenster", "Proef", "toets", "typ"]

T = TypeVar("T")
_GEDULD_MS = 60_000
"""Ends only what hangs."""


@dataclass
class NepVenster:
    """Remembers where a page wanted to go."""

    heen: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def ga_naar(self, naam: str, **argumenten: Any) -> None:
        self.heen.append((naam, argumenten))

    def terug(self) -> None: ...

    def zet_aantal(self, naam: str, aantal: int) -> None: ...

    def ruim_meldingen(self) -> None: ...
    def vul_venster(self, widget: QWidget, *, afgeschermd: bool) -> None: ...

    def sluit_volvenster(self) -> None: ...

    def zet_overleg_bezig(self, *, bezig: bool) -> None: ...


class Proef:
    """A page on a vault, and what a test asks of it."""

    def __init__(self, qtbot: QtBot, vault: Vault) -> None:
        self.qtbot = qtbot
        self.taken = Taken()
        with qtbot.waitSignal(self.taken.begonnen):
            self.taken.start(lambda: maak_werkplek(vault), lambda wp: wp.store.close())
        self.venster = NepVenster()
        self.meldingen: list[tuple[str, Callable[[], object] | None]] = []
        self.fouten: list[BaseException] = []
        self.taken.mislukt.connect(self.fouten.append)
        context = Context(self.taken, self.venster, Instellingen(), melding=self._melding, fout=self.fouten.append)
        self.casus_id = self.vraag(lambda wp: meld_aan(wp).casus_id)
        self.context = context
        self.pagina = self.nieuwe_pagina()

    def nieuwe_pagina(self) -> CasusPagina:
        pagina = CasusPagina(self.context)
        self.taken.bon.connect(pagina.ververs)
        pagina.resize(1170, 720)
        pagina.show()
        self.qtbot.addWidget(pagina)
        self.qtbot.waitExposed(pagina)
        pagina.activateWindow()
        self.qtbot.waitUntil(pagina.isActiveWindow)
        return pagina

    def _melding(self, tekst: str, *, rol: str = "", ongedaan: Callable[[], object] | None = None, **_: object) -> None:
        self.meldingen.append((tekst, ongedaan))

    def vraag(self, functie: Callable[[Werkplek], T]) -> T:
        """Run something on the workplace and return what came of it."""
        uit: list[T] = []
        self.taken.vraag(functie, klaar=uit.append, fout=self.fouten.append, voor=self.taken)
        self.qtbot.waitUntil(lambda: bool(uit) or bool(self.fouten), timeout=_GEDULD_MS)
        assert not self.fouten, self.fouten
        return uit[0]

    def rust(self) -> None:
        """Let everything that was asked come back."""
        self.qtbot.waitUntil(lambda: self.taken.open_taken == 0, timeout=_GEDULD_MS)

    def open(self, tab: str, record_id: str = "") -> Any:
        self.pagina.toon(casus_id=self.casus_id, tab=tab, record_id=record_id)
        self.qtbot.waitUntil(
            lambda: self.pagina.tab(tab) is not None and self.taken.open_taken == 0, timeout=_GEDULD_MS
        )
        deel = self.pagina.tab(tab)
        assert deel is not None
        return deel

    def wie(self, naam: str) -> Betrokkene:
        return self.vraag(
            lambda wp: next(b for b in wp.store.find(Betrokkene, casus_id=self.casus_id) if b.voornamen == naam)
        )

    def alle_tekst(self) -> str:
        """Everything on the page that can be read or heard, hidden parts too."""
        stukken = []
        for w in (self.pagina, *self.pagina.findChildren(QWidget)):
            stukken += [w.accessibleName(), w.accessibleDescription(), w.toolTip()]
            if isinstance(w, QLabel | QLineEdit):
                stukken.append(w.text())
            if isinstance(w, QPlainTextEdit):
                stukken.append(w.toPlainText())
            rijen = getattr(w, "rijen", ())
            if isinstance(rijen, tuple):
                # A row of a list or of a table: what it says, and what is written in it.
                stukken += [f"{r.spreek} {r}" for r in rijen]
        return "\n".join(stukken)


def typ(tekst: str) -> None:
    """Type in the field that has the focus."""
    veld = QApplication.focusWidget()
    assert veld is not None
    for letter in tekst:
        QTest.sendKeyEvent(QTest.KeyAction.Click, veld, Qt.Key.Key_unknown, letter, Qt.KeyboardModifier.NoModifier)


def toets(knop: Qt.Key, met: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key in the field that has the focus."""
    veld = QApplication.focusWidget()
    assert veld is not None
    QTest.keyClick(veld, knop, met)
