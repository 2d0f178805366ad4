"""The deadlines as a list: by group with counts, a few lines of each, one key to go there and one to set it aside."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from zvh_desktop.domain.termijnen import GROEPEN, SOORTEN, Groep, Termijn, wanneer
from zvh_desktop.gui.rijen import Chipje, Knopje, Rij, RijenLijst, Tegel

__all__ = ["Termijnenlijst"]

_ICOON: Final = {
    "stilstand": "pause",
    "vlag": "flag",
    "informeren": "hourglass",
    "zsm": "gavel",
    "bewaren": "archive",
    "evaluatie": "calendar-check",
    "verzoek": "message-circle-question-mark",
    "overname": "user-check",
    "protocol": "handshake",
    "actie": "clock",
}
_ROL: Final = {"te_laat": "gevaar", "nu": "waarschuwing", "week": "info", "later": "neutraal", "zonder": "neutraal"}
_MEESTE: Final = {"te_laat": 3, "nu": 3, "week": 2, "later": 1, "zonder": 1}


class Termijnenlijst(RijenLijst):
    """Deadlines in groups; Enter goes there, T sets aside, Enter on "nog 12" shows the rest of a group.

    Signals:
        ga_naar(termijn), terzijde(termijn): asked for.
        heel_gevraagd(): the rest of the groups in `open_groepen` is asked for; `toon` follows.
        mag_terzijde: who is at work may set something aside; else it is not offered.
    """

    ga_naar = Signal(object)
    terzijde = Signal(object)
    heel_gevraagd = Signal()

    def __init__(self, naam: str, ouder: QWidget | None = None) -> None:
        super().__init__(naam, ouder, in_kaart=True, kiesbaar=False)
        self._groepen: tuple[Groep, ...] = ()
        self._vandaag = date.min
        self._open: set[str] = set()
        self.mag_terzijde = True
        self._van: dict[str, Termijn] = {}
        self.geactiveerd.connect(self._geactiveerd)
        self.knop_gedrukt.connect(self._gedrukt)

    @property
    def open_groepen(self) -> frozenset[str]:
        """The groups of which everything is shown."""
        return frozenset(self._open)

    def toon(self, groepen: Iterable[Groep], vandaag: date) -> None:
        """Show these groups; what was opened stays open."""
        self._groepen, self._vandaag = tuple(groepen), vandaag
        self._van = {}
        rijen: list[Rij] = []
        for groep in self._groepen:
            rijen += self._rijen_van(groep)
        self.zet(rijen)

    def _rijen_van(self, groep: Groep) -> list[Rij]:
        titel = GROEPEN[groep.naam]
        aantal = groep.aantal
        kop = f"{titel} {aantal}"
        rijen = [Rij(f"kop:{groep.naam}", kop, kop, kop=True)]
        hoeveel = len(groep.termijnen) if groep.naam in self._open else _MEESTE[groep.naam]
        # One line more than "nog 1" takes the same room.
        hoeveel = aantal if aantal == hoeveel + 1 else hoeveel
        rijen += [self._rij(t, _ROL[groep.naam]) for t in groep.termijnen[:hoeveel]]
        if aantal > _MEESTE[groep.naam] + 1:
            rest = aantal - hoeveel
            woord = self.tr("nog {aantal}").format(aantal=rest) if rest else self.tr("minder tonen")
            spreek = self.tr("{woord}, groep {titel}").format(woord=woord, titel=titel)
            rijen.append(Rij(f"meer:{groep.naam}", woord, spreek, maat="klein"))
        return rijen

    def _rij(self, t: Termijn, rol: str) -> Rij:
        sleutel = f"{t.soort}:{t.over_id}:{t.sinds.isoformat()}"
        self._van[sleutel] = t
        over = self.tr("stagneert") if t.soort == "stilstand" else wanneer(t.dag, self._vandaag)
        tweede = t.wat if t.soort != "vlag" else f"{SOORTEN['vlag'].lower()}: {t.wat}"
        return Rij(
            sleutel,
            t.naam,
            f"{t.naam}, {SOORTEN[t.soort]}: {t.wat}, {over}",
            lead=Tegel(_ICOON[t.soort], rol),
            tweede=tweede[:1].upper() + tweede[1:],
            achter=(Chipje(over, rol), *self._knop()),
        )

    def _knop(self) -> tuple[Knopje, ...]:
        return (Knopje("terzijde", self.tr("Terzijde"), soort="vlak"),) if self.mag_terzijde else ()

    def termijn(self, sleutel: str | None) -> Termijn | None:
        """Return the deadline of a row, None for a heading or "nog 12"."""
        return self._van.get(sleutel or "")

    def _geactiveerd(self, sleutel: str) -> None:
        if sleutel.startswith("meer:"):
            self._open ^= {sleutel.removeprefix("meer:")}
            self.toon(self._groepen, self._vandaag)
            self.kies(sleutel)
            if any(g.rest and g.naam in self._open for g in self._groepen):
                self.heel_gevraagd.emit()
        elif (t := self.termijn(sleutel)) is not None:
            self.ga_naar.emit(t)

    def _gedrukt(self, sleutel: str, _naam: str) -> None:
        if self.mag_terzijde and (t := self.termijn(sleutel)) is not None:
            self.terzijde.emit(t)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """T sets the current deadline aside."""
        t = self.termijn(self.gekozen_sleutel()) if self.mag_terzijde else None
        if event.key() == Qt.Key.Key_T and event.modifiers() == Qt.KeyboardModifier.NoModifier and t is not None:
            self.terzijde.emit(t)
        else:
            super().keyPressEvent(event)
