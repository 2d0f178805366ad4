"""The table of everything the server answers to; the app serves it, the OpenAPI description is tested against it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from zvh_desktop.server.answers import Antwoord
from zvh_desktop.server.service import BERICHT_BYTES, Dienst, Vraag

__all__ = ["KLEIN", "LOS", "ROUTES", "Weg"]

KLEIN: Final = 64 * 1024
"""Longest body of a request that needs no session."""

Sessie = Literal["nee", "mag", "ja", "inleg"]


@dataclass(frozen=True, slots=True)
class Weg:
    """One kind of request.

    Attributes:
        methode: GET, POST, PUT or DELETE.
        pad: with {names}.
        naam: for logs, metrics and OpenAPI.
        sessie: needs one, takes one, takes none; `inleg`: needs one, or the token of the first statements.
        werk: what answers it, in a thread.
        hoogstens: longest body; None for the size in the settings.
    """

    methode: str
    pad: str
    naam: str
    sessie: Sessie
    werk: Callable[[Dienst, Vraag], Antwoord]
    hoogstens: int | None = 0


ROUTES: Final = (
    Weg("GET", "/v1/info", "info", "nee", Dienst.info),
    Weg("POST", "/v1/sessie/vraag", "sessie_vraag", "nee", Dienst.vraag_sessie, KLEIN),
    Weg("POST", "/v1/sessie", "sessie", "nee", Dienst.open_sessie, KLEIN),
    Weg("GET", "/v1/regio", "regio_geef", "ja", Dienst.geef_regio),
    Weg("POST", "/v1/regio", "regio_neem", "inleg", Dienst.neem_regio, 4 * 1024 * 1024),
    Weg("POST", "/v1/duwen", "duwen", "ja", Dienst.duw, None),
    Weg("POST", "/v1/halen", "halen", "ja", Dienst.haal, 4 * 1024 * 1024),
    Weg("PUT", "/v1/blok/{stream}/{hash}", "blok_zet", "ja", Dienst.zet_blok, None),
    Weg("GET", "/v1/blok/{stream}/{hash}", "blok_geef", "ja", Dienst.geef_blok),
    Weg("POST", "/v1/uitnodiging/{code}/{vak}", "post_zet", "mag", Dienst.zet_post, BERICHT_BYTES),
    Weg("GET", "/v1/uitnodiging/{code}/{vak}", "post_geef", "nee", Dienst.geef_post),
    Weg("DELETE", "/v1/uitnodiging/{code}", "post_sluit", "ja", Dienst.sluit_post),
)
"""Everything that is answered in a thread."""

LOS: Final = (("GET", "/v1/wek"), ("GET", "/healthz"), ("GET", "/metrics"), ("GET", "/openapi.json"))
"""What the app answers by itself."""
