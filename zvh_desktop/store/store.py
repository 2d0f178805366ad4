"""The door to an open vault for one thread: reading, and writing in transactions."""

import contextlib
import functools
import hashlib
import hmac
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from zvh_desktop.domain.errors import Omstandigheid, Programmafout, Reden
from zvh_desktop.domain.ids import uuid7_hex
from zvh_desktop.domain.record import Record
from zvh_desktop.ports import Klok, Willekeur
from zvh_desktop.store import audit, changes, conflicts, meta, records, search
from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.drafts import Concept, ConceptSchrijver, delete_draft, get_draft, list_drafts, put_draft
from zvh_desktop.store.times import to_ms, to_text

if TYPE_CHECKING:
    from zvh_desktop.store.syncdeur import Syncdeur

__all__ = ["Bon", "Ongedaan", "Store", "Transactie"]

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Bon:
    """Receipt of a transaction: from it every view decides whether to refresh.

    Attributes:
        txn: id of the act.
        label: its label.
        geraakt: (soort, id) of every record that changed.
        wijzigingen: how many fields changed; 0 when everything was as it stood.
    """

    txn: str
    label: str
    geraakt: frozenset[tuple[str, str]]
    wijzigingen: int

    @property
    def soorten(self) -> frozenset[str]:
        """Kinds of record that changed."""
        return frozenset(soort for soort, _ in self.geraakt)

    @classmethod
    def leeg(cls) -> "Bon":
        """A receipt of nothing."""
        return cls("", "", frozenset(), 0)

    def samen(self, later: "Bon") -> "Bon":
        """One receipt of this act and a later one of the same click."""
        return Bon(
            later.txn or self.txn,
            later.label or self.label,
            self.geraakt | later.geraakt,
            self.wijzigingen + later.wijzigingen,
        )


@dataclass(frozen=True, slots=True)
class Ongedaan:
    """Outcome of taking an act back.

    Attributes:
        bon: receipt of the new act.
        geweigerd: (soort, record, veld) of what was changed since and therefore stayed.
    """

    bon: Bon
    geweigerd: tuple[tuple[str, str, str], ...]


class Transactie:
    """What can be written while a transaction stands open; comes from `Store.transaction`."""

    def __init__(
        self,
        verbinding: Verbinding,
        handeling: changes.Handeling,
        *,
        vergeet: Callable[[str, str | None], list[Concept]],
    ) -> None:
        self._verbinding = verbinding
        self._handeling = handeling
        self._vergeet = vergeet
        self._vergeten: list[Concept] = []
        self._bon: Bon | None = None
        self.instelling_gezet = False
        """Whether a local setting was written; the receipt tells of records only."""

    @property
    def id(self) -> str:
        """Id of the act, the same on every device."""
        return self._handeling.id

    @property
    def tijd(self) -> str:
        """UTC text of the moment at which the act began."""
        return self._handeling.tijd

    @property
    def bon(self) -> Bon:
        """Receipt.

        Raises:
            Programmafout: the transaction is not finished, or did not go through.
        """
        if self._bon is None:
            raise Programmafout(Reden.INTERNE_FOUT, onderdeel="store", fout="no receipt before commit")
        return self._bon

    def save(self, record: Record) -> None:
        """Save one record; what is equal to what is stored writes nothing."""
        changes.write_records(self._verbinding, self._handeling, (record,))

    def save_many(self, te_bewaren: Iterable[Record]) -> None:
        """Save records in the given order; much faster than one by one when kinds stand together."""
        changes.write_records(self._verbinding, self._handeling, te_bewaren)

    def beslis(self, soort: str, record_id: str, velden: dict[str, Any]) -> None:
        """Let one value hold in fields of which several do (see `Store.conflicten`); written even when it is shown.

        Raises:
            Omstandigheid: NIET_GEVONDEN; REGEL_WEIGERT with `regel` "waarde_past_niet" and `velden`.
        """
        conflicts.settle(self._verbinding, self._handeling, soort, record_id, velden)

    def audit(
        self, gebeurtenis: str, objecten: Iterable[str] = (), details: Mapping[str, object] | None = None
    ) -> tuple[int, str]:
        """Add an event to the audit log; return its number and hash. Ids and counts only, never content."""
        return audit.append(
            self._verbinding,
            gebeurtenis,
            tijd=self._handeling.tijd,
            toestel=self._handeling.toestel,
            persoon=self._handeling.persoon,
            objecten=objecten,
            details=details,
        )

    def getypt_in(self, record_id: str, veld: str, concept: tuple[str, str]) -> None:
        """Say that the new value of a field was typed in the draft of another place (record, field), before saving.

        What came in for the field since that draft began then stays beside it.
        """
        handeling = self._handeling
        rijen = self._verbinding.rows("SELECT begin_nr FROM concept WHERE record = ? AND veld = ?", concept)
        begin = [int(rij[0]) for rij in rijen]
        if concept in handeling.begonnen:
            begin.append(handeling.begonnen[concept])
        if begin:
            handeling.begonnen[record_id, veld] = min(begin)

    def concept_weg(self, record_id: str, veld: str | None = None) -> None:
        """End the draft of a field, or all drafts of a record, also what is typed but not yet written."""
        for naam, begin in self._verbinding.rows("SELECT veld, begin_nr FROM concept WHERE record = ?", (record_id,)):
            if veld in (None, naam):
                self._handeling.begonnen[record_id, naam] = begin
        self._vergeten.extend(self._vergeet(record_id, veld))
        delete_draft(self._verbinding, record_id, veld)

    def bestand(self, inhoud: bytes) -> str:
        """Keep a file; return its SHA-256 (64 hex digits). The same content is kept once."""
        sha256 = hashlib.sha256(inhoud).hexdigest()
        self._verbinding.run(
            "INSERT INTO bestand (sha256, bytes, tijd, inhoud) VALUES (?, ?, ?, ?) ON CONFLICT (sha256) DO NOTHING",
            (sha256, len(inhoud), self._handeling.tijd, inhoud),
        )
        return sha256

    def zet_instelling(self, naam: str, waarde: str | None) -> None:
        """Set a local setting, or take it away with None."""
        self.instelling_gezet = True
        if waarde is None:
            self._verbinding.run("DELETE FROM instelling WHERE naam = ?", (naam,))
            return
        self._verbinding.run(
            "INSERT INTO instelling (naam, waarde) VALUES (?, ?) "
            "ON CONFLICT (naam) DO UPDATE SET waarde = excluded.waarde",
            (naam, waarde),
        )

    def _sluit_af(self) -> None:
        handeling = self._handeling
        if handeling.wijzigingen:
            changes.finish(self._verbinding, handeling)

    def _geslaagd(self) -> None:
        handeling = self._handeling
        self._bon = Bon(handeling.id, handeling.label, frozenset(handeling.geraakt), handeling.wijzigingen)


class Store:
    """An open vault for the thread that made this object."""

    def __init__(
        self,
        verbinding: Verbinding,
        *,
        klok: Klok,
        willekeur: Willekeur,
        concepten: Callable[[], ConceptSchrijver | None] = lambda: None,
        begin_concepten: Callable[[], ConceptSchrijver | None] = lambda: None,
        na_sluiten: Callable[["Store"], None] = lambda _store: None,
    ) -> None:
        """Take over a connection.

        Args:
            verbinding: open and migrated; closed together with this store.
            klok: tells the time.
            willekeur: for ids.
            concepten: gives the writer of drafts, when there is one.
            begin_concepten: gives it, and begins it when there is none.
            na_sluiten: told when this store is closed.
        """
        self._verbinding = verbinding
        self._klok = klok
        self._willekeur = willekeur
        self._concepten = concepten
        self._begin_concepten = begin_concepten
        self._na_sluiten = na_sluiten
        self._gelezen: dict[str, int] = {}
        self._nr_nu: int | None = None
        self._dicht = False

    @property
    def verbinding(self) -> Verbinding:
        """The connection, for `store.queries`."""
        return self._verbinding

    def begin_concepten(self) -> ConceptSchrijver | None:
        """Return the writer of drafts of this vault, running from now on; None for a store without one."""
        return self._begin_concepten()

    @functools.cached_property
    def sync(self) -> "Syncdeur":
        """The doors for sharing with other devices."""
        # Imported here: what seals and opens costs start-up time that only who shares should pay.
        from zvh_desktop.store.syncdeur import Syncdeur

        return Syncdeur(
            self._verbinding,
            klok=self._klok,
            willekeur=self._willekeur,
            concepten=self.begin_concepten,
        )

    @property
    def toestel(self) -> str:
        """Id of this device in this vault, 16 hex digits."""
        return meta.read_meta(self._verbinding, meta.TOESTEL)

    @property
    def kluis_id(self) -> str:
        """Id of the vault, 32 hex digits."""
        return meta.read_meta(self._verbinding, meta.KLUIS_ID)

    def nieuw_id(self) -> str:
        """Return a fresh id for a record or a stream."""
        return uuid7_hex(to_ms(self._klok.nu()), self._willekeur.bytes(10))

    # Writing

    @contextlib.contextmanager
    def transaction(
        self,
        label: str,
        wie: tuple[str, str],
        *,
        herstelt: str | None = None,
        toets: changes.Toets | None = None,
    ) -> Iterator[Transactie]:
        """Hold one act of one person: all of it is durable when the block ends, or nothing of it is.

        Args:
            label: named for undo and history, such as "actie afgerond".
            wie: person id and role.
            herstelt: id of the act that this one takes back.
            toets: asked before a record is written, as `changes.Handeling` says; raises when it may not be.
        """
        nu = self._klok.nu()
        nu_ms = to_ms(nu)
        with contextlib.ExitStack() as bij_mislukken:
            with self._verbinding.transaction():
                # Read each time: another thread may have made this vault another device.
                toestel = self.toestel
                handeling = changes.Handeling(
                    id=uuid7_hex(nu_ms, self._willekeur.bytes(10)),
                    label=label,
                    persoon=wie[0],
                    rol=wie[1],
                    toestel=toestel,
                    tijd=to_text(nu),
                    nu_ms=nu_ms,
                    klok=meta.read_clock(self._verbinding, toestel),
                    herstelt=herstelt,
                    vreemd_nr=meta.read_number(self._verbinding, meta.VREEMD_NR),
                    gelezen=self._gelezen,
                    begonnen=self._begonnen(),
                    toets=toets,
                )
                transactie = Transactie(self._verbinding, handeling, vergeet=self._vergeet_concept)
                bij_mislukken.callback(self._hervat_concepten, transactie)
                yield transactie
                transactie._sluit_af()
            bij_mislukken.pop_all()
        transactie._geslaagd()

    def _begonnen(self) -> dict[tuple[str, str], int]:
        schrijver = self._concepten()
        return {} if schrijver is None else schrijver.begonnen()

    def _nr(self) -> int:
        """Local number of the last change."""
        if self._nr_nu is not None:
            return self._nr_nu
        return int(self._verbinding.value("SELECT coalesce(max(nr), 0) FROM change"))

    def _vergeet_concept(self, record_id: str, veld: str | None) -> list[Concept]:
        schrijver = self._concepten()
        return [] if schrijver is None else schrijver.vergeet(record_id, veld)

    def _hervat_concepten(self, transactie: Transactie) -> None:
        schrijver = self._concepten()
        if schrijver is not None and transactie._vergeten:
            schrijver.hervat(transactie._vergeten)

    def bewaar_concept(self, record_id: str, veld: str, *, soort: str, label: str, tekst: str, cursor: int) -> None:
        """Keep a draft: through the writer of drafts when it runs, otherwise durable when this returns."""
        tijd = to_text(self._klok.nu())
        concept = Concept(record_id, veld, soort, label, tekst, cursor, tijd, self._nr())
        schrijver = self._concepten()
        if schrijver is not None:
            schrijver.bewaar(concept)
            return
        with self._verbinding.transaction():
            put_draft(self._verbinding, concept)

    def verwijder_concept(self, record_id: str, veld: str) -> None:
        """End a draft that a person emptied."""
        self._vergeet_concept(record_id, veld)
        with self._verbinding.transaction():
            delete_draft(self._verbinding, record_id, veld)

    def undo(
        self,
        txn: str,
        wie: tuple[str, str],
        label: str | None = None,
        *,
        toets: changes.Toets | None = None,
    ) -> Ongedaan:
        """Take an act back with a new act; what others changed since stays and is reported.

        Raises:
            Omstandigheid: NIET_GEVONDEN; REGEL_WEIGERT with `regel` "al_ongedaan".
        """
        rij = self._verbinding.row("SELECT label FROM txn WHERE id = ?", (txn,))
        oud = str(rij[0]) if rij is not None else ""
        with self.transaction(label or f"ongedaan: {oud}", wie, herstelt=txn, toets=toets) as transactie:
            terug, geweigerd = changes.before(self._verbinding, txn)
            transactie.save_many(terug)
        return Ongedaan(transactie.bon, tuple(geweigerd))

    def zet_instelling(self, naam: str, waarde: str | None) -> None:
        """Set a local setting in a transaction of its own, or take it away with None."""
        with self.transaction("instelling", ("", "")) as transactie:
            transactie.zet_instelling(naam, waarde)

    def log(self, gebeurtenis: str, persoon: str, objecten: Iterable[str] = (), **details: object) -> None:
        """Add an event to the audit log in a transaction of its own, durably; for what changes no record.

        Opening a dossier waits for this, so it asks nothing that only changes need.
        """
        tijd = to_text(self._klok.nu())
        with self._verbinding.transaction():
            audit.append(
                self._verbinding,
                gebeurtenis,
                tijd=tijd,
                toestel=self.toestel,
                persoon=persoon,
                objecten=objecten,
                details=details,
            )

    # Reading

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Hold one moment of the vault for several reads, so that they fit together; not within a transaction."""
        with self._verbinding.reading():
            self._nr_nu = self._nr()
            try:
                yield
            finally:
                self._nr_nu = None

    def get(self, klasse: type[R], record_id: str) -> R:
        """Return a record, withdrawn or not.

        Raises:
            Omstandigheid: NIET_GEVONDEN.
        """
        record = self.vind(klasse, record_id)
        if record is None:
            raise Omstandigheid(Reden.NIET_GEVONDEN, wat=klasse.soort)
        return record

    def vind(self, klasse: type[R], record_id: str) -> R | None:
        """Return a record, withdrawn or not, or None."""
        self._gelezen[record_id] = self._nr()
        return records.get(self._verbinding, klasse, record_id)

    def vind_veel(self, klasse: type[R], ids: Sequence[str]) -> dict[str, R]:
        """Return the records that are there, by id, in one query."""
        self._gelezen.update(dict.fromkeys(ids, self._nr()))
        return records.fetch(self._verbinding, klasse, ids)

    def find(
        self,
        klasse: type[R],
        *,
        order: str | Iterable[str] = (),
        ook_verwijderd: bool = False,
        limiet: int | None = None,
        **gelijk: Any,
    ) -> list[R]:
        """Return the records of a kind whose fields equal `gelijk` (None: empty; list or tuple: any of these).

        Args:
            klasse: kind.
            order: field or fields, "-" before a name turns it round.
            ook_verwijderd: withdrawn records too.
            limiet: at most so many.
            gelijk: field=value.
        """
        nr = self._nr()
        gevonden = records.find(
            self._verbinding, klasse, order=order, ook_verwijderd=ook_verwijderd, limiet=limiet, gelijk=gelijk
        )
        self._gelezen.update([(record.id, nr) for record in gevonden])
        return gevonden

    def geschiedenis(
        self,
        *,
        record: str | None = None,
        stream: str | None = None,
        veld: str | None = None,
        limit: int = 500,
        voor: str | None = None,
    ) -> list[changes.Geschiedenisregel]:
        """Return who changed what of one record or one stream, newest first; `voor` (a change id) gives a next page."""
        return changes.history(self._verbinding, record=record, stream=stream, veld=veld, limit=limit, voor=voor)

    def laatste_handeling(self, persoon: str) -> tuple[str, str] | None:
        """Return (id, label) of this person's last act at this device that can be taken back, or None."""
        return changes.last_act(self._verbinding, toestel=self.toestel, persoon=persoon)

    def conflicten(self, *, stream: str | None = None, record: str | None = None) -> list[conflicts.Conflict]:
        """Return the fields of which a person has to choose a value, the latest first."""
        return conflicts.list_conflicts(self._verbinding, stream=stream, record=record)

    def drafts(self, record_id: str | None = None) -> list[Concept]:
        """Return the drafts, newest first, also those typed a moment ago; of one record when asked."""
        schrijver = self._concepten()
        # Asked before the disk is read: what is written meanwhile is found twice, never not at all.
        onderweg = {} if schrijver is None else schrijver.onderweg()
        gevonden = {c.plaats: c for c in list_drafts(self._verbinding, record_id)}
        gevonden |= {p: c for p, c in onderweg.items() if record_id in (None, c.record_id)}
        return sorted(gevonden.values(), key=lambda c: c.tijd, reverse=True) if onderweg else list(gevonden.values())

    def concept(self, record_id: str, veld: str) -> Concept | None:
        """Return the draft of one field, or None."""
        return get_draft(self._verbinding, record_id, veld)

    def zoek(
        self,
        vraag: str,
        limit: int = 50,
        *,
        soorten: Iterable[str] | None = None,
        casussen: Iterable[str] | None = None,
    ) -> list[search.Treffer]:
        """Return the records that hold all words of `vraag` (the last one may be a beginning), last changed first."""
        return search.search(self._verbinding, vraag, limit=limit, soorten=soorten, casussen=casussen)

    def bestand(self, sha256: str) -> bytes:
        """Return the content of a kept file.

        Raises:
            Omstandigheid: NIET_GEVONDEN; KLUIS_BESCHADIGD, the content is another one.
        """
        inhoud = self._verbinding.value("SELECT inhoud FROM bestand WHERE sha256 = ?", (sha256,))
        if inhoud is None:
            raise Omstandigheid(Reden.NIET_GEVONDEN, wat="bestand")
        if hashlib.sha256(inhoud).hexdigest() != sha256:
            raise Omstandigheid(Reden.KLUIS_BESCHADIGD, onderdeel="bestand", id=sha256)
        return bytes(inhoud)

    def instelling(self, naam: str, standaard: str | None = None) -> str | None:
        """Return a local setting, or `standaard`."""
        waarde = self._verbinding.value("SELECT waarde FROM instelling WHERE naam = ?", (naam,))
        return standaard if waarde is None else str(waarde)

    def audit_hoofd(self) -> tuple[int, str]:
        """Return number and hash of the last audit row."""
        return audit.head(self._verbinding)

    def audit_regels(
        self,
        *,
        vanaf: int = 1,
        limit: int | None = None,
        gebeurtenis: str | None = None,
        object_id: str | None = None,
    ) -> list[audit.AuditRegel]:
        """Return audit rows in order; only one kind of event, or about one object, when asked."""
        return audit.entries(self._verbinding, vanaf=vanaf, limit=limit, gebeurtenis=gebeurtenis, object_id=object_id)

    def sleutelhash(self, tekst: str) -> str:
        """Return a keyed hash (64 hex digits) of a search query, for the audit log instead of its words."""
        sleutel = bytes.fromhex(meta.read_meta(self._verbinding, meta.HMAC_SLEUTEL))
        return hmac.new(sleutel, tekst.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()

    def close(self) -> None:
        """Close the connection; a second call does nothing."""
        if not self._dicht:
            self._dicht = True
            self._verbinding.close()
            self._na_sluiten(self)
