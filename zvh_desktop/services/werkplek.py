"""The workplace: an open store, a clock, randomness and who is at work."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.compartiment import mag_zien
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.ids import uuid7_hex
from zvh_desktop.domain.partner import Medewerker, Partner, Regio
from zvh_desktop.domain.record import Record
from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.ports import Klok, Willekeur
from zvh_desktop.store.store import Bon, Store, Transactie
from zvh_desktop.store.vault import Vault

__all__ = ["Bon", "Werkplek"]

R = TypeVar("R", bound=Record)
T = TypeVar("T")

IK = "ik"
"""Name of the local setting that holds the id of the Medewerker at work on this device."""

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
            Omstandigheid: NIET_GEVONDEN before the vault is set up.
        """
        gevonden = self._onthoud("regio", lambda: self.store.find(Regio))
        if not gevonden:
            raise Omstandigheid(Reden.NIET_GEVONDEN, wat="regio")
        return gevonden[0]

    def partners(self) -> dict[str, Partner]:
        """All partners by id, withdrawn ones too (old records point at them)."""
        return dict(self._onthoud("partners", lambda: {p.id: p for p in self.store.find(Partner)}))

    def eis(self, klasse: type[R], id_: str) -> R:
        """Return a record that must be there.

        Raises:
            Omstandigheid: NIET_GEVONDEN; for a casus in a compartment of others too.
        """
        record = self.store.get(klasse, id_)
        if isinstance(record, Casus) and record.compartiment:
            wie = self.wie
            if not mag_zien(wie.id if wie else "", record):
                raise Omstandigheid(Reden.NIET_GEVONDEN, wat="casus")
        return record

    @contextmanager
    def transactie(self, label: str) -> Iterator[Transactie]:
        """Open one transaction under a label a person reads in undo and history ("actie afgerond")."""
        wie, verbinding = self.wie, self.store.verbinding
        geldig = verbinding.eigen_stand == self._stand[1]
        with self.store.transaction(label, (wie.id, wie.rol) if wie else ("", "")) as t:
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
