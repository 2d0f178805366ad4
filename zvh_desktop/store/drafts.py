"""Drafts: text being typed, kept safe before it is saved; written by a thread of its own."""

import json
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace

from zvh_desktop.domain.errors import Omstandigheid, Programmafout, Reden, ZvhFout
from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.last_words import LaatsteWoord, keep_last_words

__all__ = [
    "Concept",
    "ConceptSchrijver",
    "Conceptbegin",
    "as_last_word",
    "delete_draft",
    "get_draft",
    "list_drafts",
    "put_draft",
]


@dataclass(frozen=True, slots=True)
class Concept:
    """What a person was typing in one field.

    Attributes:
        record_id: the record it belongs to; the record may not exist yet, or no longer.
        veld: field.
        soort: kind of record.
        label: how the place is called on the screen.
        tekst: what was typed.
        cursor: place of the cursor in signs.
        tijd: UTC text.
        begin_nr: local number of the last change when the typing began; what came in later was not known.
    """

    record_id: str
    veld: str
    soort: str
    label: str
    tekst: str
    cursor: int
    tijd: str
    begin_nr: int = field(default=0, compare=False)

    @property
    def plaats(self) -> tuple[str, str]:
        """What makes it the same draft: record and field."""
        return (self.record_id, self.veld)


def as_last_word(concept: Concept, stream: str, casusnummer: str) -> LaatsteWoord:
    """Return a draft in a dossier that is destroyed as what was typed last in it."""
    waarde = json.dumps(concept.tekst, ensure_ascii=False)
    return LaatsteWoord(stream, casusnummer, concept.soort, concept.veld, concept.label, waarde, concept.tijd, True)


_KIES = "SELECT record, veld, soort, label, tekst, cursor, tijd, begin_nr FROM concept"


def _heel(tekst: str) -> str:
    """Join halves of signs that a paste may leave apart, and put a mark for a half that stands alone."""
    return tekst.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def put_draft(verbinding: Verbinding, concept: Concept) -> None:
    """Keep a draft; the text in the same place is replaced, where it began stays."""
    verbinding.run(
        "INSERT INTO concept (record, veld, soort, label, tekst, cursor, tijd, begin_nr) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (record, veld) DO UPDATE SET "
        "soort = excluded.soort, label = excluded.label, tekst = excluded.tekst, "
        "cursor = excluded.cursor, tijd = excluded.tijd",
        (
            concept.record_id,
            concept.veld,
            concept.soort,
            concept.label,
            _heel(concept.tekst),
            concept.cursor,
            concept.tijd,
            concept.begin_nr,
        ),
    )


def get_draft(verbinding: Verbinding, record_id: str, veld: str) -> Concept | None:
    """Return the draft in one place, or None."""
    rij = verbinding.row(f"{_KIES} WHERE record = ? AND veld = ?", (record_id, veld))
    return None if rij is None else Concept(*rij)


def list_drafts(verbinding: Verbinding, record_id: str | None = None) -> list[Concept]:
    """Return the drafts, newest first; of one record when asked."""
    if record_id is None:
        return [Concept(*rij) for rij in verbinding.rows(f"{_KIES} ORDER BY tijd DESC, record, veld")]
    return [
        Concept(*rij) for rij in verbinding.rows(f"{_KIES} WHERE record = ? ORDER BY tijd DESC, veld", (record_id,))
    ]


def delete_draft(verbinding: Verbinding, record_id: str, veld: str | None = None) -> None:
    """End the draft in one place, or all drafts of a record."""
    if veld is None:
        verbinding.run("DELETE FROM concept WHERE record = ?", (record_id,))
    else:
        verbinding.run("DELETE FROM concept WHERE record = ? AND veld = ?", (record_id, veld))


@dataclass(frozen=True, slots=True)
class _Vernietigd:
    """A dossier that is destroyed: its stream, casusnummer, and whether what is typed in it is kept to be seen."""

    stream: str
    nummer: str
    houd: bool


class ConceptSchrijver:
    """Writes drafts on a thread and a connection of its own, so that typing never waits.

    Every method may be called from any thread. Only the latest text of a place is written. What could not be
    written (full disk) is kept in memory and tried again with the next text and at every `flush`.
    """

    def __init__(self, open_verbinding: Callable[[], Verbinding]) -> None:
        self._open = open_verbinding
        self._wacht: dict[tuple[str, str], Concept] = {}
        self._bezig: dict[tuple[str, str], Concept] = {}
        self._vernietigd: dict[str, _Vernietigd] = {}
        self._afgestaan: dict[str, list[Concept]] = {}
        self._staat = threading.Condition()
        self._ronde = 0
        self._klaar = 0
        self._fout: ZvhFout | None = None
        self._stop = False
        self._dood = False
        self._draad = threading.Thread(target=self._werk, name="concepten", daemon=True)
        self._draad.start()

    def bewaar(self, concept: Concept) -> None:
        """Have a draft written soon."""
        with self._staat:
            if self._stop:
                raise Omstandigheid(Reden.AFGEBROKEN, onderdeel="concepten")
            eerder = self._wacht.get(concept.plaats)
            if eerder is not None and eerder.begin_nr < concept.begin_nr:
                concept = replace(concept, begin_nr=eerder.begin_nr)
            self._wacht[concept.plaats] = concept
            self._ronde += 1
            self._staat.notify_all()

    def begonnen(self) -> dict[tuple[str, str], int]:
        """Return where each draft that is not written yet began, by record and field."""
        with self._staat:
            return {plaats: concept.begin_nr for plaats, concept in self._wacht.items()}

    def onderweg(self) -> dict[tuple[str, str], Concept]:
        """Return the drafts that may not be on the disk yet, by record and field."""
        with self._staat:
            return self._bezig | self._wacht

    def flush(self, wacht_s: float | None = None) -> None:
        """Return when everything handed over before this call is on the disk.

        Raises:
            Omstandigheid: it could not be written; the text is kept in memory and tried again.
                AFGEBROKEN after `wacht_s` seconds.
            Programmafout: the thread has died of a fault of ours.
        """
        with self._staat:
            if self._stop:
                return
            self._ronde += 1
            doel = self._ronde
            self._staat.notify_all()
            if not self._staat.wait_for(lambda: self._klaar >= doel or self._dood, wacht_s):
                raise Omstandigheid(Reden.AFGEBROKEN, onderdeel="concepten")
            if self._klaar < doel:
                raise Programmafout(Reden.INTERNE_FOUT, onderdeel="concepten", fout="thread died")
            if self._fout is not None:
                raise self._fout

    def vergeet(self, record_id: str, veld: str | None = None) -> list[Concept]:
        """Drop what is not written yet of a place or a record, and return it.

        Within a store transaction this cannot cross a write: the writer takes its texts only once it
        holds the write lock itself.
        """
        with self._staat:
            weg = [plaats for plaats in self._wacht if plaats[0] == record_id and veld in (None, plaats[1])]
            for plaats in [p for p in self._bezig if p[0] == record_id and veld in (None, p[1])]:
                del self._bezig[plaats]
            return [self._wacht.pop(plaats) for plaats in weg]

    def hervat(self, concepten: list[Concept]) -> None:
        """Take back what `vergeet` returned, when the save did not go through; a newer text wins."""
        with self._staat:
            for concept in concepten:
                self._wacht.setdefault(concept.plaats, concept)
            self._ronde += 1
            self._staat.notify_all()

    def sta_af(self, stream: str, nummer: str, records: Collection[str], *, houd: bool) -> list[Concept]:
        """Give up what is not written yet of the records of a stream, within the transaction that destroys it.

        What comes for these records later is no draft any more: with `houd` it is kept to be seen, as a last word.
        The writer looks by itself whether that transaction went through; otherwise it takes everything back.
        """
        with self._staat:
            self._vernietigd.update(dict.fromkeys(records, _Vernietigd(stream, nummer, houd)))
            weg = [c for c in self._wacht.values() if any(record in c.record_id for record in records)]
            for concept in weg:
                del self._wacht[concept.plaats]
            self._afgestaan.setdefault(stream, []).extend(weg)
            self._ronde += 1
            self._staat.notify_all()
            return weg

    def _dossier_van(self, concept: Concept) -> _Vernietigd | None:
        """Return the destroyed dossier that a draft is about; new records and small forms carry an id in their own."""
        return next((weg for record, weg in self._vernietigd.items() if record in concept.record_id), None)

    def _neem_terug(self, verbinding: Verbinding) -> None:
        """Take back what was given up for a destruction that did not go through; within a transaction."""
        with self._staat:
            for stream, concepten in self._afgestaan.items():
                if verbinding.value("SELECT vernietigd FROM stroom WHERE stream = ?", (stream,)) is not None:
                    continue
                self._vernietigd = {r: weg for r, weg in self._vernietigd.items() if weg.stream != stream}
                for concept in concepten:
                    self._wacht.setdefault(concept.plaats, concept)
            self._afgestaan.clear()

    def sluit(self) -> None:
        """Write what is left, stop the thread, close the connection.

        Raises:
            Omstandigheid: the last texts could not be written.
        """
        with self._staat:
            self._stop = True
            self._staat.notify_all()
        self._draad.join()
        if self._fout is not None and self._wacht:
            raise self._fout

    def _werk(self) -> None:
        try:
            self._lus()
        finally:
            with self._staat:
                self._dood = True
                self._staat.notify_all()

    def _lus(self) -> None:
        verbinding: Verbinding | None = None
        stop = False
        while not stop:
            with self._staat:
                self._staat.wait_for(lambda: self._stop or self._klaar < self._ronde)
                ronde, stop, iets = self._ronde, self._stop, bool(self._wacht or self._afgestaan)
            fout: ZvhFout | None = None
            if iets:
                try:
                    verbinding = verbinding or self._open()
                    self._schrijf(verbinding)
                except ZvhFout as gevangen:
                    fout = gevangen
            with self._staat:
                self._klaar, self._fout = ronde, fout
                self._staat.notify_all()
        if verbinding is not None:
            verbinding.close()

    def _schrijf(self, verbinding: Verbinding) -> None:
        genomen: dict[tuple[str, str], Concept] = {}
        try:
            with verbinding.transaction():
                if self._afgestaan:
                    self._neem_terug(verbinding)
                with self._staat:
                    genomen, self._wacht = self._wacht, {}
                    self._bezig = dict(genomen)
                for concept in genomen.values():
                    weg = self._dossier_van(concept)
                    if weg is None:
                        put_draft(verbinding, concept)
                    elif weg.houd and concept.tekst.strip():
                        keep_last_words(verbinding, [as_last_word(concept, weg.stream, weg.nummer)])
        except ZvhFout:
            with self._staat:
                self._wacht = genomen | self._wacht
            raise
        finally:
            with self._staat:
                self._bezig = {}


Conceptbegin = Callable[[], ConceptSchrijver | None]
"""Gives what writes drafts of a vault, and begins it when that did not run."""
