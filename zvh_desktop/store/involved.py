"""Which streams there are, of which kind, and who is named in them: what access is decided from."""

from collections.abc import Collection
from dataclasses import dataclass

from zvh_desktop.store.connection import Verbinding

__all__ = ["Stroom", "streams_with_people"]


@dataclass(frozen=True, slots=True)
class Stroom:
    """One stream of records.

    Attributes:
        stream: 32 hex digits.
        soort: "regio", "casus" or "overleg".
        genoemd: (name, partner id or "") of casusregisseur and owners of actions; empty unless it is a casus.
    """

    stream: str
    soort: str
    genoemd: frozenset[tuple[str, str]]


def streams_with_people(verbinding: Verbinding, streams: Collection[str] | None = None) -> dict[str, Stroom]:
    """Return every stream by id; of a few only, when asked.

    Ended actions count: who did the work knows the casus. Withdrawn ones do not.
    """
    soorten: dict[str, str] = {}
    for soort in ("overleg", "casus", "regio"):
        soorten.update((str(rij[0]), soort) for rij in verbinding.rows(f'SELECT DISTINCT stream FROM "{soort}"'))
    genoemd: dict[str, set[tuple[str, str]]] = {}
    for stream, naam, partner in verbinding.rows(
        "SELECT stream, casusregisseur, casusregisseur_partner_id FROM casus "
        "WHERE casusregisseur <> '' AND verwijderd = 0 "
        "UNION SELECT stream, persoon, partner_id FROM actie WHERE persoon <> '' AND verwijderd = 0"
    ):
        genoemd.setdefault(str(stream), set()).add((str(naam), str(partner)))
    return {
        stream: Stroom(stream, soort, frozenset(genoemd.get(stream, ())) if soort == "casus" else frozenset())
        for stream, soort in soorten.items()
        if streams is None or stream in streams
    }
