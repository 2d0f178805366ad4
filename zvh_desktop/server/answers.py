"""Answers: CBOR when it goes well, a code and a Dutch sentence when it does not."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from zvh_desktop.protocol.codec import dump
from zvh_desktop.protocol.errors import Weigering

__all__ = ["CBOR", "CODES", "JSON", "Antwoord", "Nee", "cbor", "nee"]

CBOR: Final = "application/cbor"
JSON: Final = "application/json"

CODES: Final[Mapping[str, tuple[int, str]]] = {
    Weigering.ONLEESBAAR: (400, "Dit verzoek heeft niet de vorm die de server leest."),
    Weigering.TE_GROOT: (413, "Dit verzoek is te groot. Stuur het in delen."),
    Weigering.VERSIE_NIEUWER: (400, "Dit verzoek is van een nieuwere versie. Laat de server eerst bijwerken."),
    Weigering.HANDTEKENING: (403, "De handtekening klopt niet."),
    Weigering.TOESTEL_ONBEKEND: (403, "Dit toestel is in deze regio niet bekend."),
    Weigering.TOESTEL_INGETROKKEN: (403, "De toegang van dit toestel is ingetrokken."),
    Weigering.TOESTEL_VERLOPEN: (403, "Het certificaat van dit toestel is verlopen. Vraag de beheerder om verlenging."),
    Weigering.ROL: (403, "De rol van dit toestel staat dit niet toe."),
    Weigering.STREAM_ONBEKEND: (404, "Deze stroom is er niet."),
    Weigering.GEEN_TOEGANG: (403, "Dit toestel heeft hier geen toegang toe."),
    Weigering.EPOCH_ONBEKEND: (409, "De sleutelperiode van dit stuk is hier niet bekend."),
    Weigering.EPOCH_VEROUDERD: (409, "Er is een nieuwe sleutelperiode. Verzegel het opnieuw."),
    Weigering.KETEN_GAT: (409, "Er ontbreekt een eerder stuk."),
    Weigering.KETEN_VORK: (409, "Er is al een ander stuk met dit nummer."),
    Weigering.DUBBEL: (409, "Dit is er al."),
    Weigering.QUOTA: (429, "Dit toestel heeft vandaag genoeg gebracht. Probeer het morgen weer."),
    Weigering.KLOK: (400, "De klok van het toestel loopt te ver voor."),
    Weigering.BOM: (400, "Dit pakt uit tot meer dan is toegestaan."),
    Weigering.SESSIE: (401, "Er is geen geldige sessie. Meld het toestel opnieuw aan."),
    Weigering.HERHALING: (409, "Dit is al een keer gebruikt."),
    "niet_gevonden": (404, "Dit is hier niet."),
    "methode": (405, "Dit kan hier niet op deze manier."),
    "tempo": (429, "Te veel verzoeken achter elkaar. Wacht even."),
    "te_traag": (408, "Het verzoek kwam te langzaam binnen."),
    "te_druk": (503, "De server heeft het te druk. Probeer het straks weer."),
    "opslag_weg": (503, "De databank is even niet bereikbaar. Er is niets verloren; probeer het straks weer."),
    "opslag_vol": (507, "De server heeft geen ruimte meer. Er is niets bewaard van dit verzoek."),
    "intern": (500, "Er ging iets mis op de server. Er is niets bewaard van dit verzoek."),
}
"""Every code that an error answer may carry → status and sentence."""


class Nee(Exception):
    """A request is refused.

    Attributes:
        code: key of `CODES`.
        wacht_s: after how many seconds to try again, 0 when that says nothing.
    """

    def __init__(self, code: str, *, wacht_s: float = 0) -> None:
        super().__init__(code)
        self.code, self.wacht_s = code, wacht_s


@dataclass(frozen=True, slots=True)
class Antwoord:
    """What goes back: status, body and its media type, and further headers."""

    inhoud: bytes
    status: int = 200
    media: str = CBOR
    koppen: Mapping[str, str] = field(default_factory=dict)


def cbor(obj: Any, status: int = 200) -> Antwoord:
    """Return an answer in CBOR."""
    return Antwoord(dump(obj), status)


def nee(code: str, *, wacht_s: float = 0, sluit: bool = False) -> Antwoord:
    """Return the answer to what is refused.

    Args:
        code: key of `CODES`.
        wacht_s: see `Nee`.
        sluit: the rest of the request is not read; the line closes.
    """
    status, zin = CODES[code]
    koppen: dict[str, str] = {}
    if wacht_s > 0:
        koppen["retry-after"] = str(max(1, round(wacht_s)))
    if status == 401:
        koppen["www-authenticate"] = "Bearer"
    if sluit:
        koppen["connection"] = "close"
    inhoud = json.dumps({"code": str(code), "zin": zin}, ensure_ascii=False).encode()
    return Antwoord(inhoud, status, JSON, koppen)
