"""The destruction of a dossier: proposed by one person, confirmed by another; what is left names no betrokkene."""

from datetime import datetime
from typing import ClassVar, Final, Literal

from zvh_desktop.domain.record import Record

__all__ = ["TE_VERNIETIGEN", "Vernietiging", "mag_voorstellen"]

TE_VERNIETIGEN: Final = frozenset({"afgesloten", "afgewezen", "doorgeleid"})
"""A casus with one of these statuses may be proposed; work on another one still goes on."""

_ROLLEN: Final = frozenset({"procesregisseur", "beheerder"})


class Vernietiging(Record):
    """A proposal to destroy the dossier of a casus, and the vernietigingsverklaring once it was confirmed.

    It lies in the stream of the region: it outlives the dossier, and everybody who had that learns of it. It holds the
    number of the casus, and no name of whom it was about.
    """

    soort: ClassVar[str] = "vernietiging"
    casus_stream: str
    casusnummer: str
    grond: str = ""
    """Why, in words that name nobody."""
    status: Literal["voorgesteld", "ingetrokken", "vernietigd"] = "voorgesteld"
    voorgesteld_door: str = ""
    """Id of the medewerker."""
    voorgesteld_op: datetime | None = None
    voorstel: str = ""
    """The proposal as the device of that person signed it, base64; empty in a vault that belongs to no region."""
    bevestigd_door: str = ""
    bevestigd_op: datetime | None = None
    opdracht: str = ""
    """The order that both signed, base64: every device checks it for itself."""
    ingetrokken_door: str = ""


def mag_voorstellen(rol: str) -> bool:
    """May somebody in this role be one of the two who have a dossier destroyed?"""
    return rol in _ROLLEN
