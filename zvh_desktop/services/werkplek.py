"""The workplace: an open store, a clock, randomness and who is at work."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from zvh_desktop.domain.afscherming import VERBORGEN
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.ids import uuid7_hex
from zvh_desktop.domain.partner import Medewerker, Partner, Regio
from zvh_desktop.domain.rechten import DAAD_VAN_SOORT, HUIS, Daad, Oordeel, oordeel
from zvh_desktop.domain.record import Record
from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.ports import Klok, Willekeur
from zvh_desktop.store import queries
from zvh_desktop.store.changes import Toets
from zvh_desktop.store.meta import has_region
from zvh_desktop.store.store import Bon, Ongedaan, Store, Transactie
from zvh_desktop.store.vault import Vault

__all__ = ["Bon", "Werkplek"]

R = TypeVar("R", bound=Record)
T = TypeVar("T")

IK = "ik"
"""Name of the local setting that holds the id of the Medewerker at work on this device."""

ROL = "rol"
"""Name of the local setting that holds the role of this device's certificate; the store keeps it."""

_ZELDEN = frozenset(("medewerker", "partner", "regio"))
"""Kinds that nearly every act reads and hardly any act changes."""


@dataclass(slots=True)
class Werkplek:
    """What every service needs; lives on the thread that opened the store.

    Attributes:
        store: the open vault's store.
        klok: tells the time.
        willekeur: gives randomness.
        kluis: the open vault the store belongs to.
        einde: the draft (record, field) that ends with the change being made, in its transaction.
    """

    store: Store
    klok: Klok
    willekeur: Willekeur
    kluis: Vault
    einde: tuple[str, str] | None = None
    _geheugen: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    _stand: tuple[int, int] = field(default=(0, -1), init=False, repr=False, compare=False)

    def nu(self) -> datetime:
        """The present moment in Dutch local time, whole seconds."""
        return lokaal(self.klok.nu()).replace(microsecond=0)

    def vandaag(self) -> date:
        """The calendar day in the Netherlands."""
        return lokaal(self.klok.nu()).date()

    def nieuw_id(self) -> str:
        """A new UUIDv7, 32 hex digits."""
        return uuid7_hex(int(self.klok.nu().timestamp() * 1000), self.willekeur.bytes(10))

    def nieuwe_stream(self) -> str:
        """A new random stream id, 32 hex digits."""
        return self.willekeur.bytes(16).hex()

    @property
    def wie(self) -> Medewerker | None:
        """Who is at work, or None before the vault is set up."""
        return self._onthoud("wie", self._lees_wie)

    def _lees_wie(self) -> Medewerker | None:
        ik = self.store.instelling(IK)
        return self.store.vind(Medewerker, ik) if ik else None

    def _onthoud(self, naam: str, lees: Callable[[], T]) -> T:
        """Return what was read before, when nothing of these kinds can have been written since."""
        verbinding = self.store.verbinding
        if verbinding.in_transaction:
            return lees()
        stand = verbinding.andere_stand(), verbinding.eigen_stand
        if stand != self._stand:
            self._geheugen.clear()
            self._stand = stand
        if naam not in self._geheugen:
            self._geheugen[naam] = lees()
        gelezen: T = self._geheugen[naam]
        return gelezen

    def wie_naam(self) -> str:
        """Name of who is at work, or "onbekend" before setup."""
        wie = self.wie
        return wie.naam if wie else "onbekend"

    def regio(self) -> Regio:
        """The house this vault belongs to.

        Raises:
            Omstandigheid: REGEL_WEIGERT "kluis_niet_ingericht" before the vault is set up.
        """
        gevonden = self._onthoud("regio", lambda: self.store.find(Regio))
        if not gevonden:
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel="kluis_niet_ingericht")
        return gevonden[0]

    def partners(self) -> dict[str, Partner]:
        """All partners by id, withdrawn ones too (old records point at them)."""
        return dict(self._onthoud("partners", lambda: {p.id: p for p in self.store.find(Partner)}))

    def eis(self, klasse: type[R], id_: str) -> R:
        """Return a record that must be there.

        Raises:
            Omstandigheid: NIET_GEVONDEN; for a casus that who is at work may not know of too, and for what lies in it.
        """
        record = self.store.get(klasse, id_)
        van = record.id if isinstance(record, Casus) else getattr(record, "casus_id", "")
        # Of the house only a compartment hides something.
        dicht = isinstance(record, Casus) and bool(record.compartiment)
        if van and (dicht or self.rol not in HUIS) and not self.ziet(van):
            raise Omstandigheid(Reden.NIET_GEVONDEN, wat="casus")
        return record

    # Rights

    @property
    def rol(self) -> str:
        """Role of who is at work: that of this device's certificate, or of the person; "" when there is none."""
        wie = self.wie
        return (self.store.instelling(ROL) or wie.rol) if wie else ""

    def ziet(self, casus_id: str) -> bool:
        """May who is at work know that a casus is there: by compartment, and by role and relation?"""
        return casus_id not in queries.verborgen_casussen(self.store.verbinding)

    def mag(self, daad: Daad, casus_id: str = "") -> Oordeel:
        """Decide whether who is at work may do something; before the vault is set up there is nobody to refuse."""
        if self.wie is None:
            return Oordeel(True, daad, "")
        genoemd = bool(casus_id) and casus_id in queries.eigen_casussen(self.store.verbinding)
        return oordeel(self.rol, daad, genoemd=genoemd, in_regio=has_region(self.store.verbinding))

    def eis_recht(self, daad: Daad, casus_id: str = "") -> None:
        """Refuse what may not be done.

        Raises:
            Omstandigheid: NIET_BEVOEGD with `daad`, `rol` and `waarom`, keys from `domain.rechten`.
        """
        _eis(self.mag(daad, casus_id))

    def _toets(self) -> Toets | None:
        """Return what refuses the record that who is at work may not change, asked before each is written."""
        if self.wie is None:
            return None
        rol, verbinding = self.rol, self.store.verbinding
        gemogen: set[Daad] = set()

        # Outside the house texts are read with something hidden in them: what was hidden may not become the text.
        van_buiten = rol not in HUIS

        def toets(soort: str, stream: str, velden: Sequence[tuple[str, str]]) -> None:
            if van_buiten and any(VERBORGEN in tekst for _, tekst in velden):
                raise Omstandigheid(Reden.REGEL_WEIGERT, regel="bedekt_bewaren")
            daad = DAAD_VAN_SOORT[soort]
            if daad in gemogen:
                return
            if oordeel(rol, daad).mag:
                gemogen.add(daad)
                return
            genoemd = stream in queries.eigen_streams(verbinding)
            _eis(oordeel(rol, daad, genoemd=genoemd, in_regio=has_region(verbinding)))

        return toets

    def ongedaan(self, txn: str, label: str | None = None) -> Ongedaan:
        """Take an act back as who is at work; see `Store.undo`."""
        wie = self.wie
        return self.store.undo(txn, (wie.id, wie.rol) if wie else ("", ""), label, toets=self._toets())

    @contextmanager
    def transactie(self, label: str) -> Iterator[Transactie]:
        """Open one transaction under a label a person reads in undo and history ("actie afgerond")."""
        wie, verbinding = self.wie, self.store.verbinding
        geldig = verbinding.eigen_stand == self._stand[1]
        with self.store.transaction(label, (wie.id, wie.rol) if wie else ("", ""), toets=self._toets()) as t:
            yield t
            if self.einde is not None:
                t.concept_weg(*self.einde)
        if geldig and not t.instelling_gezet and t.bon.soorten.isdisjoint(_ZELDEN):
            self._stand = self._stand[0], verbinding.eigen_stand

    def log(self, gebeurtenis: str, objecten: tuple[str, ...] = (), **details: object) -> None:
        """Write one audit event in a transaction of its own."""
        if self.einde is None:
            wie, verbinding = self.wie, self.store.verbinding
            geldig = verbinding.eigen_stand == self._stand[1]
            self.store.log(gebeurtenis, wie.id if wie else "", objecten, **details)
            if geldig:
                self._stand = self._stand[0], verbinding.eigen_stand
            return
        with self.transactie(gebeurtenis) as t:
            t.audit(gebeurtenis, objecten, details)


def _eis(antwoord: Oordeel) -> None:
    if not antwoord.mag:
        raise Omstandigheid(
            Reden.NIET_BEVOEGD, daad=antwoord.daad.name, rol=antwoord.rol, waarom=antwoord.reden, onderdeel="rechten"
        )
