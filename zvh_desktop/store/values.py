"""Values from elsewhere: each has the one form that this program writes for its field, or it is refused.

What passes never makes a record unreadable: the type fits, the JSON is the canonical text, SQLite can hold it.
"""

import functools
import json
from collections.abc import Callable, Sequence
from itertools import compress
from json.encoder import encode_basestring
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from zvh_desktop.domain.errors import Programmafout
from zvh_desktop.domain.record import Record
from zvh_desktop.store.records import Kolom, table_for

__all__ = ["ONGELDIG", "Lezer", "column_values", "reader"]

Lezer = Callable[[str, Any], Any]
"""JSON text and what it decodes to → column value, or `ONGELDIG`."""

ONGELDIG = object()
"""Stands in the place of a value that does not fit its field."""

_MAX_GETAL = (1 << 63) - 1
_FOUTEN = (ValueError, TypeError, OverflowError, RecursionError, ValidationError, Programmafout)
_MAX_ONTHOUDEN = 4096
_MAX_ONTHOUDEN_TEKENS = 64


def _tekst(json_tekst: str, waarde: Any) -> Any:
    return waarde if type(waarde) is str and encode_basestring(waarde) == json_tekst else ONGELDIG


def _ja_nee(json_tekst: str, _waarde: Any) -> Any:
    return {"true": 1, "false": 0}.get(json_tekst, ONGELDIG)


def _getal(json_tekst: str, waarde: Any) -> Any:
    past = type(waarde) is int and str(waarde) == json_tekst and abs(waarde) <= _MAX_GETAL
    return waarde if past else ONGELDIG


def _anders(kolom: Kolom, toets: TypeAdapter[Any]) -> Lezer:
    onthouden: dict[str, Any] = {}

    def lees(json_tekst: str, _waarde: Any) -> Any:
        if json_tekst in onthouden:
            return onthouden[json_tekst]
        try:
            uit = kolom.codeer(toets.validate_json(json_tekst, strict=True))
            if kolom.naar_json(uit) != json_tekst:
                uit = ONGELDIG
        except _FOUTEN:
            uit = ONGELDIG
        if len(json_tekst) <= _MAX_ONTHOUDEN_TEKENS and len(onthouden) < _MAX_ONTHOUDEN:
            onthouden[json_tekst] = uit
        return uit

    return lees


@functools.cache
def reader(klasse: type[Record], veld: str) -> Lezer:
    """Return what reads the values of a field; the kind has the field."""
    kolom, info = table_for(klasse).kolom(veld), klasse.model_fields[veld]
    if not info.metadata:
        snel = {str: _tekst, bool: _ja_nee, int: _getal}.get(info.annotation)  # type: ignore[arg-type]
        if snel is not None:
            return snel
    vorm: Any = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
    return _anders(kolom, TypeAdapter(vorm))


def _los(json_tekst: str) -> Any:
    try:
        return json.loads(json_tekst)
    except (ValueError, RecursionError):
        return ONGELDIG


def column_values(lezers: Sequence[Lezer], teksten: Sequence[str]) -> list[Any]:
    """Return the column value of each JSON text by its reader; `ONGELDIG` where it does not fit."""
    plat = [lees is _tekst and "\\" not in tekst for lees, tekst in zip(lezers, teksten, strict=True)]
    zo = _plain_texts(list(compress(teksten, plat)))
    if zo is None:
        return _parsed(lezers, teksten)
    anders = [not een for een in plat]
    gewoon, rest = iter(zo), iter(_parsed(list(compress(lezers, anders)), list(compress(teksten, anders))))
    return [next(gewoon) if een else next(rest) for een in plat]


def _plain_texts(teksten: list[str]) -> list[str] | None:
    """Return what JSON texts without an escape say, None when one of them is not: asked in one call for thousands.

    Such a text is its value between two quotes: no other quote, and no sign below the space.
    """
    if not teksten:
        return []
    heel = _SCHEIDING.join(teksten)
    ruw = heel.encode("utf-8", "surrogatepass")
    # What is not prose in so many texts: two quotes for each, and what stands between them.
    if heel[:1] + heel[-1:] != '""' or len(ruw) - len(ruw.translate(None, _GEEN_PROZA)) != 3 * len(teksten) - 1:
        return None
    waarden = heel[1:-1].split(f'"{_SCHEIDING}"')
    return waarden if len(waarden) == len(teksten) else None


def _parsed(lezers: Sequence[Lezer], teksten: Sequence[str]) -> list[Any]:
    try:
        # One call for all; a text that is no value by itself does not equal what its reader makes of its turn.
        waarden = json.loads(f"[{','.join(teksten)}]")
    except (ValueError, RecursionError):
        waarden = []
    if len(waarden) != len(teksten):
        waarden = [_los(tekst) for tekst in teksten]
    proza = [plek for plek, lees in enumerate(lezers) if lees is _tekst]
    if len(proza) < 2 or not _are_texts([waarden[plek] for plek in proza], [teksten[plek] for plek in proza]):
        return [_een(lees, tekst, waarde) for lees, tekst, waarde in zip(lezers, teksten, waarden, strict=True)]
    return [
        waarde if lees is _tekst else _een(lees, tekst, waarde)
        for lees, tekst, waarde in zip(lezers, teksten, waarden, strict=True)
    ]


def _een(lees: Lezer, tekst: str, waarde: Any) -> Any:
    uit = lees(tekst, waarde)
    # Two texts that are no values can be values together, and put what stands between them out of its turn.
    return lees(tekst, _los(tekst)) if uit is ONGELDIG else uit


def _are_texts(waarden: list[Any], teksten: list[str]) -> bool:
    """Do these pass `_tekst`, all of them: asked in one call for thousands.

    No JSON text can hold the sign that stands between them, so equal as a whole is equal one by one.
    """
    if {type(waarde) for waarde in waarden} != {str}:
        return False
    return _schrijf(waarden) == f"[{_SCHEIDING.join(teksten)}]"


_SCHEIDING = "\x1e"
_GEEN_PROZA = bytes(range(0x20)) + b'"'
_schrijf = json.JSONEncoder(ensure_ascii=False, separators=(_SCHEIDING, ":")).encode
