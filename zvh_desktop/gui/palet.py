"""The command palette: find anything, do anything, with the keyboard alone.

Results of a search come from an asynchronous provider and stand first; what can be done stands below,
with its keys. Esc brings the focus back where it was.
"""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from zvh_desktop.gui.onderdelen import IcoonBeeld, Streep, Tekst
from zvh_desktop.gui.pagina import Actie
from zvh_desktop.gui.rijen import Icoon, Rij, RijenLijst, Stuk, Toets
from zvh_desktop.gui.thema import thema

__all__ = ["Palet", "Treffer", "Zoeker", "markeer", "uit_merktekens"]

_MEESTE_TREFFERS: Final = 8
_MEESTE_ACTIES: Final = 8
_STRAKS_MS: Final = 8
_KIEST: Final = frozenset(
    (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
)


@dataclass(frozen=True, slots=True)
class Treffer:
    """One result of a search.

    Attributes:
        sleutel: unique among the results.
        naam: what it belongs to; context: what kind of thing and when.
        fragment: the text around the words found; use `markeer` or `uit_merktekens`.
        doe: opens it.
    """

    sleutel: str
    naam: str
    context: str
    fragment: tuple[Stuk, ...]
    doe: Callable[[], object]


Lever = Callable[[str, Sequence[Treffer]], None]
Zoeker = Callable[[str, Lever], None]
"""Asked with the words and a place to deliver `(words, results)`, at once or later; late answers are ignored."""


def _kaal(tekst: str) -> str:
    """Fold case and accents, one sign for one sign."""
    return "".join((unicodedata.normalize("NFD", teken)[0].lower() or teken)[0] for teken in tekst)


def markeer(tekst: str, woorden: Sequence[str], *, rol: str = "tekst") -> tuple[Stuk, ...]:
    """Return the text as runs in which every word found is highlighted; case and accents do not matter."""
    kaal = _kaal(tekst)
    aan = bytearray(len(tekst))
    for woord in filter(None, map(_kaal, woorden)):
        begin = kaal.find(woord)
        while begin >= 0:
            aan[begin : begin + len(woord)] = b"\x01" * len(woord)
            begin = kaal.find(woord, begin + len(woord))
    stukken, vanaf = [], 0
    for plaats in range(1, len(tekst) + 1):
        if plaats == len(tekst) or aan[plaats] != aan[vanaf]:
            gevonden = bool(aan[vanaf])
            stukken.append(Stuk(tekst[vanaf:plaats], rol=rol, gewicht=700 if gevonden else 400, gemarkeerd=gevonden))
            vanaf = plaats
    return tuple(stukken)


def uit_merktekens(tekst: str, begin: str, einde: str, *, rol: str = "tekst") -> tuple[Stuk, ...]:
    """Return runs from a text in which the store put marks around the words found."""
    stukken: list[Stuk] = []
    for nummer, deel in enumerate(tekst.split(begin)):
        gevonden, _, rest = deel.partition(einde) if nummer else ("", "", deel)
        if gevonden:
            stukken.append(Stuk(gevonden, rol=rol, gewicht=700, gemarkeerd=True))
        if rest:
            stukken.append(Stuk(rest, rol=rol))
    return tuple(stukken)


class Palet(QFrame):
    """Overlay on a window, below its search field.

    Attributes:
        zoeker: asked at every change of the words; None finds nothing.

    Signals:
        gesloten(): it went.
    """

    gesloten = Signal()

    def __init__(self, venster: QWidget, acties: Callable[[], Sequence[Actie]]) -> None:
        super().__init__(venster)
        self.setObjectName("palet")
        self.setAccessibleName(self.tr("Zoeken en doen"))
        self._venster = venster
        self._acties = acties
        self.zoeker: Zoeker | None = None
        self._terug: QWidget | None = None
        self._treffers: tuple[Treffer, ...] = ()
        self._doen: dict[str, Callable[[], object]] = {}
        self._plek = (0, 0)
        self._aanbod: tuple[tuple[Actie, str], ...] = ()
        """What can be done, with the words it is found by; asked once each time it opens."""
        kolom = self._indeling = QVBoxLayout(self)
        kolom.setContentsMargins(2, 2, 2, 2)
        kolom.setSpacing(0)
        boven = QHBoxLayout()
        boven.setContentsMargins(14, 9, 14, 9)
        boven.setSpacing(10)
        self.veld = QLineEdit()
        self.veld.setObjectName("paletveld")
        self.veld.setAccessibleName(self.tr("Zoek of doe iets"))
        self.veld.setPlaceholderText(self.tr("Zoek of doe iets…"))
        self.veld.installEventFilter(self)
        self.veld.textChanged.connect(self._gezocht)
        self._aantal = Tekst("", maat="chip", rol="tekst2")
        boven.addWidget(IcoonBeeld("search", px=18, rol="tekst"))
        boven.addWidget(self.veld, 1)
        boven.addWidget(self._aantal)
        kolom.addLayout(boven)
        kolom.addWidget(Streep())
        self.lijst = RijenLijst(self.tr("Treffers en acties"), in_kaart=True, enkel_klik=True)
        self.lijst.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.lijst.geactiveerd.connect(self._doe)
        kolom.addWidget(self.lijst)
        self._niets = Tekst("", rol="tekst2", omloop=True)
        self._niets.setContentsMargins(16, 14, 16, 16)
        self._niets.hide()
        kolom.addWidget(self._niets)
        # Keys that come together are one look at the list, in a turn of its own: the words stand on the screen first.
        self._straks = QTimer(self)
        self._straks.setSingleShot(True)
        self._straks.setInterval(_STRAKS_MS)
        self._straks.timeout.connect(self._vul)
        venster.installEventFilter(self)
        self.hide()

    def open(self, x: int, y: int) -> None:
        """Show it with its top left corner at (x, y) of the window, focus in the field."""
        if not self.isVisible():
            self._terug = QApplication.focusWidget()
        self._plek = (x, y)
        self._aanbod = tuple((actie, _kaal(f"{actie.titel} {actie.woorden}")) for actie in self._acties())
        self.veld.setText("")
        self._treffers = ()
        self._vul()
        self.show()
        self.raise_()
        self.veld.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def sluit(self, *, focus_terug: bool = True) -> None:
        """Hide, forget what was found, and give the focus back."""
        if self.isHidden():
            return
        self.hide()
        self.leeg()
        if focus_terug and self._terug is not None:
            self._terug.setFocus(Qt.FocusReason.OtherFocusReason)
        self._terug = None
        self.gesloten.emit()

    def leeg(self) -> None:
        """Forget words and results; nothing of them stays readable."""
        self._treffers = ()
        self._aanbod = ()
        self._straks.stop()
        self._doen.clear()
        self.veld.blockSignals(True)
        self.veld.setText("")
        self.veld.blockSignals(False)
        self.lijst.zet(())
        self._aantal.setText("")

    def _gezocht(self, tekst: str) -> None:
        if self.isHidden():
            return
        if not tekst.strip():
            self._treffers = ()
            self._aantal.setText("")
        elif self.zoeker is not None:
            self.zoeker(tekst, self._lever)
        self._straks.start()

    def _lever(self, tekst: str, treffers: Sequence[Treffer]) -> None:
        if self.isHidden() or tekst != self.veld.text():
            return
        self._treffers = tuple(treffers[:_MEESTE_TREFFERS])
        aantal = len(treffers)
        zin = self.tr("geen treffers") if not aantal else self.tr("1 treffer") if aantal == 1 else ""
        self._aantal.setText(zin or self.tr("{aantal} treffers").format(aantal=aantal))
        self._vul()

    def _passend(self) -> list[Actie]:
        vraag = _kaal(self.veld.text()).strip()
        woorden = vraag.split()
        passend = [actie for actie, waarop in self._aanbod if all(woord in waarop for woord in woorden)]
        if vraag:
            # What is called just so comes first; otherwise the order of the pages stays.
            passend.sort(key=lambda a: (_kaal(a.titel) != vraag, not _kaal(a.titel).startswith(vraag)))
        if not passend and self._treffers:
            # Nothing is called so: offer what the page in view does most.
            passend = [actie for actie, _ in self._aanbod if not actie.naam.startswith("venster.")][:2]
        return passend[:_MEESTE_ACTIES]

    def _vul(self) -> None:
        self._straks.stop()
        rijen: list[Rij] = []
        self._doen = {}
        passend = self._passend()
        # The same act, named by the page in view with its key and by the search, is offered once.
        titels = {actie.titel for actie in passend}
        vraag = _kaal(self.veld.text()).strip()
        # An act that begins as was typed stands above what was found: that is what Enter does.
        zo = sum(bool(vraag) and _kaal(actie.titel).startswith(vraag) for actie in passend)
        rijen += [self._actierij(actie) for actie in passend[:zo]]
        for treffer in self._treffers:
            if not treffer.fragment and treffer.naam in titels:
                continue
            sleutel = f"t:{treffer.sleutel}"
            self._doen[sleutel] = treffer.doe
            tekst = "".join(stuk.tekst for stuk in treffer.fragment)
            context = treffer.context if treffer.fragment else f"  {treffer.context}"
            rijen.append(
                Rij(
                    sleutel,
                    (
                        Stuk(treffer.naam, gewicht=600, breedte=100 if treffer.fragment else 0),
                        Stuk(context, rol="tekst2", breedte=160),
                        *treffer.fragment,
                    ),
                    f"{treffer.naam}, {treffer.context}: {tekst}",
                    maat="knop",
                )
            )
        rijen += [self._actierij(actie) for actie in passend[zo:]]
        gelijk = bool(rijen) and tuple(rijen) == self.lijst.rijen
        if not gelijk:
            self.lijst.zet(rijen)
        if rijen:
            self.lijst.kies(rijen[0].sleutel)
        if gelijk and self.isVisible():
            return
        self._niets.setVisible(not rijen)
        self._niets.setText(self.tr("Niets gevonden. Probeer minder of andere woorden."))
        self._leg()

    def _actierij(self, actie: Actie) -> Rij:
        sleutel = f"a:{actie.naam}"
        self._doen[sleutel] = actie.doe
        toets = QKeySequence(actie.sneltoets).toString(QKeySequence.SequenceFormat.NativeText)
        spreek = self.tr("{titel}, sneltoets {toets}") if toets else "{titel}"
        return Rij(
            sleutel,
            (Stuk(actie.titel),),
            spreek.format(titel=actie.titel, toets=toets),
            lead=Icoon(actie.icoon),
            achter=(Toets(toets.replace("+", " ")),) if toets else (),
            maat="knop",
        )

    def _leg(self) -> None:
        x, y = self._plek
        breed = min(thema().lengte(760), self._venster.width() - x - 8)
        self._indeling.activate()
        hoog = self._indeling.sizeHint().height()
        self.setGeometry(x, y, breed, min(hoog, self._venster.height() - y - 8))

    def _doe(self, sleutel: str) -> None:
        doe = self._doen.get(sleutel)
        # Closed first: what is done may open a panel or a page that wants the focus.
        self.sluit()
        if doe is not None:
            doe()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter in the field go to the list; Esc closes; leaving the field closes."""
        if watched is self.veld:
            if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
                return self._toets(event)
            if event.type() is QEvent.Type.FocusOut and self.isVisible():
                self.sluit(focus_terug=False)
        elif watched is self._venster and event.type() is QEvent.Type.Resize and self.isVisible():
            self._leg()
        return super().eventFilter(watched, event)

    def _toets(self, event: QKeyEvent) -> bool:
        toets = event.key()
        if self._straks.isActive() and toets in _KIEST:
            # What is chosen is chosen among what the words of now find.
            self._vul()
        if toets == Qt.Key.Key_Escape:
            self.sluit()
            return True
        if toets in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            sleutel = self.lijst.gekozen_sleutel()
            if sleutel is not None:
                self._doe(sleutel)
            return True
        if toets in {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            stap = 1 if toets in {Qt.Key.Key_Down, Qt.Key.Key_Tab} else -1
            sleutels = [rij.sleutel for rij in self.lijst.rijen]
            if sleutels:
                nu = self.lijst.gekozen_sleutel()
                plaats = sleutels.index(nu) if nu in sleutels else -1
                self.lijst.kies(sleutels[(plaats + stap) % len(sleutels)])
            return True
        return False
