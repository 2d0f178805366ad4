"""What tests replace: the clock, randomness and the way to the server. Real parts are made in `app` and `cli`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

__all__ = [
    "Geduwd",
    "Gehaald",
    "Intrekkingsbron",
    "Klok",
    "Melder",
    "Opname",
    "Serverinfo",
    "Stempelaar",
    "Transport",
    "Willekeur",
]


class Klok(Protocol):
    """Tells the time."""

    def nu(self) -> datetime:
        """Return the present moment, timezone-aware, in the machine's local zone."""
        ...


class Melder(Protocol):
    """Shows a sentence outside the window of the program, where others may read it too."""

    def meld(self, titel: str, tekst: str) -> None:
        """Show it, or do nothing where the desktop has no place for it."""
        ...


class Willekeur(Protocol):
    """Gives randomness."""

    def bytes(self, aantal: int) -> bytes:
        """Return `aantal` unpredictable bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Serverinfo:
    """What a server says of itself before anybody logged in; nothing of it is believed without a check.

    Attributes:
        regio: region id (16 bytes), None when it serves none yet.
        server_cert: its certificate as the region signed it (a signed record), None when there is none.
        server_id: its own name (16 bytes), part of what a session signs.
        generatie: which life of its store (16 bytes); another one means that it was emptied or put back.
        versies: protocol versions it speaks, lowest and highest.
        nu_ms: its clock (ms UTC), None when it does not say; signed by nobody.
    """

    regio: bytes | None
    server_cert: bytes | None
    server_id: bytes
    generatie: bytes
    versies: tuple[int, int]
    nu_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Geduwd:
    """The server's answer to a push.

    Attributes:
        uitkomsten: per piece, in the order sent: (its hash, sequence number or None, refusal code or "").
        bon: the signed receipt as it came (a signed record); what it covers counts as sent, nothing else.
    """

    uitkomsten: tuple[tuple[bytes, int | None, str], ...]
    bon: bytes


@dataclass(frozen=True, slots=True)
class Gehaald:
    """The server's answer to a pull.

    Attributes:
        stukken: (stream, sequence number, wire bytes), ascending per stream.
        meer: there is more than fits in one answer.
        laatste: highest sequence number of every stream asked for, as far as this device may have it.
        gesnoeid: highest number that was pruned under a snapshot, where something was.
        generatie: see `Serverinfo`.
    """

    stukken: tuple[tuple[bytes, int, bytes], ...]
    meer: bool
    laatste: Mapping[bytes, int]
    gesnoeid: Mapping[bytes, int]
    generatie: bytes


class Transport(Protocol):
    """The way to one regional server: bytes there, bytes back; it understands none of them.

    Every method but `info` and `sluit` may raise Omstandigheid with SERVER_ONBEREIKBAAR (nobody answers, cut
    off, too slow), SERVER_ONVERTROUWD (not the certificate that was pinned), SERVER_ANTWOORD (unreadable or too
    large), SERVER_VOL, or SERVER_WEIGERT with `code`, a refusal code of the protocol. `info` raises the same.
    Belongs to one thread, except `wek` and `sluit`.
    """

    def info(self) -> Serverinfo:
        """Return what the server says of itself."""
        ...

    def vraag_sessie(self, toestel: bytes) -> bytes:
        """Return a nonce for this device (8 bytes), good for one login."""
        ...

    def open_sessie(self, toestel: bytes, nonce: bytes, handtekening: bytes) -> None:
        """Log in with a signature over the nonce; what follows is done in that session."""
        ...

    def statements(self, na: int) -> tuple[tuple[tuple[int, bytes], ...], bool]:
        """Return the region's statements after number `na` as (number, record), and whether there are more."""
        ...

    def stuur_statements(self, stukken: Sequence[bytes]) -> None:
        """Give the server statements of the region; those it has already cost nothing."""
        ...

    def duw(self, stukken: Sequence[bytes], *, hervul: bool = False) -> Geduwd:
        """Give the server epochs, grants, deltas, snapshots and confirmations, in this order.

        Args:
            stukken: at most 500.
            hervul: they were accepted before, by a store that was emptied or put back since.
        """
        ...

    def haal(self, streams: Mapping[bytes, int], max_bytes: int, *, momentopname: bool = False) -> Gehaald:
        """Ask what came after the given sequence number in each stream.

        Args:
            streams: stream (16 bytes) to number; at most 20,000.
            max_bytes: about how much at once.
            momentopname: leave out deltas that a confirmed snapshot stands for.
        """
        ...

    def streams(self, na: int) -> tuple[tuple[tuple[int, bytes], ...], int]:
        """Return the grants to this device after number `na` as (number, record), and the highest number."""
        ...

    def herstel(self, na: int) -> tuple[tuple[int, bytes], ...]:
        """Return (place, piece) of all epochs, and of what is wrapped for the region's recovery key, after a place.

        Only for a beheerder's device, that has the recovery key on paper.
        """
        ...

    def wek(self) -> Iterator[tuple[bytes, int]]:
        """Yield (stream, sequence number) as others push; ends when the server or `sluit` ends it."""
        ...

    def zet_blok(self, stream: bytes, hash_: bytes, inhoud: bytes) -> None:
        """Keep one sealed piece of a file at the server."""
        ...

    def haal_blok(self, stream: bytes, hash_: bytes) -> bytes:
        """Return one sealed piece of a file."""
        ...

    def post(self, code: bytes, vak: str, bericht: bytes) -> None:
        """Leave an enrolment message in a compartment of the mailbox of an invitation.

        The first message, sent in a session, opens the box; who knows the code may then answer without one.
        """
        ...

    def haal_post(self, code: bytes, vak: str) -> bytes | None:
        """Return the message in a compartment of the mailbox, or None when it is not there yet."""
        ...

    def sluit(self) -> None:
        """Close; may be called from any thread and ends `wek`."""
        ...


class Stempelaar(Protocol):
    """A time stamp service (RFC 3161)."""

    def stempel(self, aanvraag: bytes) -> bytes:
        """Send a TimeStampReq (DER) and return the TimeStampResp (DER).

        Only a hash travels, never content.

        Raises:
            Omstandigheid: TIJDSTEMPEL_MISLUKT when the service cannot be reached.
        """
        ...


class Intrekkingsbron(Protocol):
    """Asks the authority of a certificate whether it was withdrawn."""

    def haal(self, url: str, vraag: bytes = b"") -> bytes:
        """Return what lies at `url`: a revocation list, or the answer to the OCSP question `vraag` (DER) posted there.

        Raises:
            Omstandigheid: TIJDSTEMPEL_MISLUKT when it cannot be reached.
        """
        ...


class Opname(Protocol):
    """Camera and microphone of a device; what they make goes from memory to the vault and never to a file.

    A machine without them, or a program built without the library for them, gives none; then a file is chosen.
    """

    def soorten(self) -> tuple[str, ...]:
        """Return what can be made now: "foto", "spraak"."""
        ...

    def begin(self, soort: str, klaar: Callable[[str, bytes], None], fout: Callable[[str], None]) -> None:
        """Begin to make one; on the window's thread `klaar` gets a neutral name and the bytes, or `fout` why not."""
        ...

    def stop(self, *, meteen: bool = False) -> None:
        """End a recording under way; what was said until now is given to `klaar`.

        A microphone runs behind: the last words are waited for a moment, unless it has to be over at once.
        """
        ...
