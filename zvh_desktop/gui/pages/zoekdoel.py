"""Where in the program a hit of a search stands."""

from typing import Final

from zvh_desktop.services.zoeken import Treffer

__all__ = ["TABS", "argumenten"]

TABS: Final = {
    "Verloop": "verloop",
    "Actie": "acties",
    "Plan": "plan",
    "Aanmelding": "aanmelding",
    "Triage": "aanmelding",
    "Betrokkene": "betrokkenen",
    "Overleg": "verloop",
    "Verslag": "verslagen",
    "Analyse": "analyse",
    "Informatieverzoek": "informatie",
    "ZSM-advies": "informatie",
    "Stuk": "stukken",
}
"""Where in the dossier a hit stands, by what it is called."""


def argumenten(treffer: Treffer) -> dict[str, str]:
    """Return with which arguments the dossier opens at a hit."""
    if treffer.soort == "casus":
        return {"casus_id": treffer.casus_id}
    if treffer.soort == "vlag":
        return {"casus_id": treffer.casus_id, "doe": treffer.record_id}
    tab = TABS.get(treffer.waar, "overzicht")
    return {"casus_id": treffer.casus_id, "tab": tab, "record_id": treffer.record_id}
