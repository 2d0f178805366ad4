"""What comes beside a signed verslag: an addendum, a zienswijze, and the same file with a time stamp in it.

A signed verslag is never opened again; what was handed out stays as it was handed out.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar, Literal

from zvh_desktop.domain.record import Record

__all__ = ["AARDEN", "Stempelversie", "Toevoeging", "beste_versie"]

AARDEN: dict[str, str] = {"aanvulling": "Aanvulling", "zienswijze": "Zienswijze van de betrokkene"}
"""Kinds of addition as the screen names them."""


class Toevoeging(Record):
    """An addendum to a signed verslag, or the statement of the betrokkene: a signed file of its own."""

    soort: ClassVar[str] = "toevoeging"
    lange_tekst: ClassVar[tuple[str, ...]] = ("tekst", "reden")
    casus_id: str
    verslag_id: str
    bron_sha256: str
    """The signed file it belongs to."""
    nummer: int = 1
    aard: Literal["aanvulling", "zienswijze"] = "aanvulling"
    van: str
    tekst: str
    reden: str = ""
    opgemaakt_op: datetime
    opgemaakt_door: str
    inhoud: str = ""
    """`verslag.Addendum` as JSON: what was composed and signed."""
    pdf_sha256: str = ""


class Stempelversie(Record):
    """A signed file with a document time stamp added; the file it was made from stays beside it."""

    soort: ClassVar[str] = "stempelversie"
    casus_id: str
    bij_id: str
    """The verslag or toevoeging."""
    bron_sha256: str
    """The signed file it was made from."""
    pdf_sha256: str
    dienst: str = ""
    """Name of the service, as its certificate gives it."""
    gestempeld_op: datetime
    """By the service's clock."""
    niveau: str = ""
    """Level reached, computed from the file when it was made."""


def beste_versie(versies: Iterable[Stempelversie], bron_sha256: str) -> Stempelversie | None:
    """Return the stamped version of a file: the first moment proves most; None when there is none."""
    eigen = [v for v in versies if v.bron_sha256 == bron_sha256 and not v.verwijderd]
    return min(eigen, key=lambda v: (v.gestempeld_op, v.id), default=None)
