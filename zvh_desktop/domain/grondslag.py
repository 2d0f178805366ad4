"""On what ground and how long a casus is kept: the register of grounds, terms as settings, decisions to extend."""

from datetime import date
from typing import ClassVar, Literal

from zvh_desktop.domain.record import Record

__all__ = ["AARDEN", "STARTEN", "Bewaarregel", "Grond", "Verlenging", "voorgestelde_grond"]

AARDEN: dict[str, str] = {
    "samenwerking": "wet op het samenwerkingsverband",
    "eerder": "eerdere afspraken of wetten",
    "eigen_wet": "een eigen wet voor dit thema",
}
"""What kind of ground it is; what the law says of it stands in the register, in the words of the house."""

STARTEN: dict[str, str] = {"einde": "als de casus is beëindigd", "begin": "als de casus begint"}
"""Events a term may begin with."""


class Grond(Record):
    """A ground as this house uses it; a casus carries its short name."""

    soort: ClassVar[str] = "grond"
    naam: str
    """As it is printed: "WGS"."""
    aard: Literal["samenwerking", "eerder", "eigen_wet"] = "samenwerking"
    wet: str = ""
    """Law and article, as somebody of the house looked them up."""
    uitleg: str = ""
    """One or two sentences for a letter to the betrokkene."""
    doel: str = ""
    """Purpose that is proposed for a casus on this ground."""
    contactpunt: str = ""
    """Where a betrokkene turns to when that is not the contactpunt of the house."""
    compartiment: bool = False
    """Casussen on this ground belong in a compartment: seen by named staff alone."""
    themas: list[str] = []
    """Keys of themes for which it is proposed."""


class Bewaarregel(Record):
    """A term of keeping, as a setting with its law; nothing is known of it by itself."""

    soort: ClassVar[str] = "bewaarregel"
    grond: str = ""
    """Short name of the ground it holds for, "" for all."""
    na: Literal["", "afgesloten", "doorgeleid", "afgewezen"] = ""
    """How the casus ended, "" for any way."""
    start: Literal["einde", "begin"] = "einde"
    maanden: int
    hoogstens_maanden: int = 0
    """Longest with all extensions, 0 when none is laid down."""
    wet: str = ""


class Verlenging(Record):
    """A decision to keep a casus longer, with its motivation; never changed, only withdrawn."""

    soort: ClassVar[str] = "verlenging"
    lange_tekst: ClassVar[tuple[str, ...]] = ("motivering",)
    casus_id: str
    tot: date
    """Day on which the term ends now."""
    motivering: str
    wet: str = ""
    besloten_door: str
    besloten_op: date


def voorgestelde_grond(themas: list[str], gronden: list[Grond]) -> Grond | None:
    """Return the ground that the register ties to one of these themes; None when it ties none."""
    for grond in sorted(gronden, key=lambda g: g.id):
        if not grond.verwijderd and set(grond.themas) & set(themas):
            return grond
    return None
