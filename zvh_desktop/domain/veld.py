"""In the field: what a small screen that others may see shows of people and of the work of one person; pure."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.domain.plan import Actie

__all__ = ["MELDER", "initialen", "op_dag", "van_mij"]

MELDER: Final = "procesregisseur"
"""Who a signal from the field is for."""


def initialen(naam: str) -> str:
    """Return a name as its first letters: "Kees van der Meer" becomes "K.v.d.M.", "Kees V." becomes "K.V.".

    A name of a casus that is no name of a person ("Gezin Bakker") gives its letters too; nothing gives "?".
    """
    letters = [deel[0] for deel in naam.replace("-", " ").split() if deel[0].isalnum()]
    return "".join(f"{letter}." for letter in letters[:6]) or "?"


def van_mij(actie: Actie, naam: str, partner_id: str) -> bool:
    """Tell whether an action is for this person: by name, or of the own organisation with nobody named.

    A name counts only together with the organisation, when both are known: two organisations may each have a J. Smit.
    """
    if actie.persoon.strip():
        zelfde = bool(vouw(naam)) and vouw(actie.persoon) == vouw(naam)
        return zelfde and (not actie.partner_id or not partner_id or actie.partner_id == partner_id)
    return bool(partner_id) and actie.partner_id == partner_id


def op_dag(acties: Iterable[Actie]) -> list[Actie]:
    """Return actions with the earliest day first, those without one last."""
    return sorted(acties, key=lambda a: (a.uiterlijk is None, a.uiterlijk or date.max, a.id))
