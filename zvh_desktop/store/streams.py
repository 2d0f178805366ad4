"""Streams: what kind each is, how much of it waits to be sent, up to where it was fetched."""

from collections.abc import Mapping
from dataclasses import dataclass

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.store.connection import Verbinding

__all__ = ["STREAMSOORT_VAN", "Stroom", "count_made", "get_stream", "list_streams", "set_fetched", "set_kind"]

STREAMSOORT_VAN = {"regio": "regio", "casus": "casus", "overleg": "overleg"}
"""Kind of record → kind of stream that it is the root of."""


@dataclass(frozen=True, slots=True)
class Stroom:
    """What is known of a stream.

    Attributes:
        stream: 32 hex digits.
        soort: regio, casus, overleg, audit, or "" while it is not known.
        gehaald: up to which number of the server everything is here.
        verzegeld: up to which change.nr what was made here is sealed.
        verzonden: up to which change.nr the server gave a receipt.
        wachtend: how many changes made here have no receipt.
        vernietigd: UTC text of its destruction, or None.
    """

    stream: str
    soort: str
    gehaald: int
    verzegeld: int
    verzonden: int
    wachtend: int
    vernietigd: str | None


_KIES = "SELECT stream, soort, gehaald, verzegeld, verzonden, wachtend, vernietigd FROM stroom"


def list_streams(verbinding: Verbinding, *, wachtend: bool = False) -> list[Stroom]:
    """Return every stream, or those with changes made here that have no receipt; destroyed ones are among them."""
    waar = " WHERE wachtend > 0" if wachtend else ""
    return [Stroom(*rij) for rij in verbinding.rows(f"{_KIES}{waar} ORDER BY stream")]


def get_stream(verbinding: Verbinding, stream: str) -> Stroom:
    """Return a stream; one that is not known yet has no kind and nothing in it."""
    rij = verbinding.row(f"{_KIES} WHERE stream = ?", (stream,))
    return Stroom(stream, "", 0, 0, 0, 0, None) if rij is None else Stroom(*rij)


def count_made(verbinding: Verbinding, aantallen: Mapping[str, int], soorten: Mapping[str, str]) -> None:
    """Add changes made here to what waits, and note kinds of streams, within the open transaction.

    Raises:
        Omstandigheid: REGEL_WEIGERT "casus_vernietigd": what was typed stays where it was typed, as a draft.
    """
    for stream, aantal in aantallen.items():
        rijen = verbinding.rows(
            "INSERT INTO stroom (stream, verzonden, soort, wachtend) VALUES (?, 0, ?, ?) ON CONFLICT (stream) "
            "DO UPDATE SET wachtend = wachtend + excluded.wachtend, "
            "soort = CASE soort WHEN '' THEN excluded.soort ELSE soort END RETURNING vernietigd",
            (stream, soorten.get(stream, ""), aantal),
        )
        if aantal and rijen[0][0] is not None:
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel="casus_vernietigd")


def set_kind(verbinding: Verbinding, stream: str, soort: str) -> None:
    """Note what kind of stream this is; a kind that is known stays."""
    count_made(verbinding, {stream: 0}, {stream: soort})


def set_fetched(verbinding: Verbinding, stream: str, volgnr: int) -> None:
    """Note that everything of the server up to `volgnr` is here."""
    verbinding.run(
        "INSERT INTO stroom (stream, verzonden, gehaald) VALUES (?, 0, ?) "
        "ON CONFLICT (stream) DO UPDATE SET gehaald = excluded.gehaald",
        (stream, volgnr),
    )
