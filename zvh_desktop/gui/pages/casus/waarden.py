"""Values of records as a person reads them: dates in words, keys as their Dutch word, ids as names."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from zvh_desktop.domain.casus import themanaam
from zvh_desktop.domain.partner import Partner
from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.domain.veldnamen import KEUZEN
from zvh_desktop.gui.onderdelen import datum_in_woorden

__all__ = ["kort", "letters", "moment_in_woorden", "partnernaam", "waarde_in_woorden", "wie_in_woorden"]

LEEG: Final = "leeg"
_DAG: Final = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


def moment_in_woorden(moment: date | datetime) -> str:
    """Return `di 24 nov 2026 09:31`, or only the day of a date."""
    if isinstance(moment, datetime):
        plaatselijk = lokaal(moment) if moment.tzinfo else moment
        return f"{datum_in_woorden(plaatselijk.date())} {plaatselijk:%H:%M}"
    return datum_in_woorden(moment)


def partnernaam(partners: Mapping[str, Partner], partner_id: str) -> str:
    """Return the short name of a partner, "" for none."""
    partner = partners.get(partner_id)
    return partner.kortweg if partner else ""


def wie_in_woorden(partners: Mapping[str, Partner], partner_id: str, persoon: str) -> str:
    """Return `GGZ, M. de Ruiter`, or the one of the two that is there."""
    return ", ".join(deel for deel in (partnernaam(partners, partner_id), persoon) if deel)


def letters(naam: str) -> str:
    """Return at most two initials for an avatar."""
    woorden = [w for w in re.split(r"[\s.]+", naam) if w[:1].isupper()]
    if len(woorden) == 1:
        return woorden[0][:2].upper()
    return (woorden[0][:1] + woorden[-1][:1]).upper() if woorden else naam[:2].upper()


def kort(tekst: str, lengte: int = 160) -> str:
    """Return one line of at most `lengte` signs."""
    vlak = " ".join(tekst.split())
    return vlak if len(vlak) <= lengte else vlak[: lengte - 1].rstrip() + "…"


def waarde_in_woorden(soort: str, veld: str, waarde: Any, partners: Mapping[str, Partner]) -> str:
    """Return a value of a field, plain or as it stands in the change log, as people read it."""
    keuzen = KEUZEN.get((soort, veld))
    if keuzen is not None and waarde in keuzen:
        return keuzen[waarde]
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if waarde is None or waarde in ("", [], {}):
        return LEEG
    if veld.endswith("partner_id"):
        partner = partners.get(str(waarde))
        return partner.naam if partner else "onbekende partner"
    if veld == "thema" and isinstance(waarde, list):
        return ", ".join(themanaam(str(t)) for t in waarde)
    return _vrij(waarde)


def _vrij(waarde: Any) -> str:
    if isinstance(waarde, date):
        return moment_in_woorden(waarde)
    if isinstance(waarde, list):
        return "; ".join(_vrij(deel) for deel in waarde)
    if isinstance(waarde, dict):
        return ", ".join(f"{naam}: {_vrij(deel)}" for naam, deel in waarde.items() if deel not in ("", None))
    tekst = str(waarde)
    if _DAG.fullmatch(tekst):
        return datum_in_woorden(date.fromisoformat(tekst))
    if _MOMENT.match(tekst):
        try:
            return moment_in_woorden(datetime.fromisoformat(tekst))
        except ValueError:
            return tekst
    return tekst
