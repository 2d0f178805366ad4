"""What may leave the house, as kinds; every time it does is a `verslag.Verstrekking`."""

from typing import Final

__all__ = ["STUKKEN", "stuknaam"]

STUKKEN: Final[dict[str, str]] = {
    "verslag": "verslag",
    "uittreksel": "uittreksel van een verslag",
    "toevoeging": "toevoeging bij een verslag",
    "uitnodiging": "uitnodiging voor een overleg",
    "agenda": "agenda van een overleg",
    "draaiboek": "draaiboek van een overleg",
    "presentielijst": "presentielijst",
    "verklaring": "geheimhoudingsverklaring",
    "zsm_advies": "ZSM-advies",
    "brief": "brief aan een betrokkene",
    "informatieverzoek": "informatieverzoek",
    "terugkoppeling": "terugkoppeling aan de melder",
    "probleemanalyse": "probleemanalyse",
    "systeem": "beeld van het systeem",
    "tijdlijn": "tijdlijn van het plan",
    "clientplan": "plan op één bladzijde voor de betrokkene",
    "aanmelding": "aanmelding als bestand",
    "actielijst": "actielijst",
    "inzage": "overzicht van gegevens voor de betrokkene",
    "register": "register van verstrekkingen",
    "mondeling": "mondeling meegedeeld",
    "dossierstuk": "stuk uit het dossier",
    "anders": "ander stuk",
}
"""Kinds of things that leave."""


def stuknaam(stuk: str) -> str:
    """Dutch name of a kind; an unknown one is called as it is."""
    return STUKKEN.get(stuk, stuk.replace("_", " "))
