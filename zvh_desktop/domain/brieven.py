"""Letters: what is in them, and the texts of the house they are made from."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Final

from pydantic import BaseModel, ConfigDict

from zvh_desktop.domain.record import Record

__all__ = ["BRIEFSOORTEN", "PLAATSHOUDERS", "Brief", "Briefdeel", "Brieftekst", "onbekende_plaatshouders", "vul_in"]

BRIEFSOORTEN: dict[str, str] = {
    "informeren": "Brief aan de betrokkene",
    "informatieverzoek": "Informatieverzoek aan een partner",
    "terugkoppeling": "Terugkoppeling aan de melder",
    "zsm_advies": "ZSM-advies",
}
"""Letters of which a house may have a text of its own."""

PLAATSHOUDERS: dict[str, str] = {
    "huis": "naam van het huis",
    "contactpunt": "waar de betrokkene terechtkan",
    "grondslag": "korte naam van de grondslag",
    "wet": "wet en artikel uit het register",
    "uitleg": "uitleg van de grondslag uit het register",
    "doel": "doel van deze casus",
    "datum": "dag van de brief",
    "termijn": "tot wanneer de gegevens worden bewaard, in een zin",
    "uitkomst": "uitkomst van de triage",
}
"""Words between braces that are filled in, and what they stand for."""

_PLAATSHOUDER: Final = re.compile(r"\{([a-z_]+)\}")


class _Waarde(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Briefdeel(_Waarde):
    """A part of a letter below a heading."""

    kop: str = ""
    alineas: tuple[str, ...] = ()
    punten: tuple[str, ...] = ()
    gegevens: tuple[tuple[str, str], ...] = ()
    """Pairs of a label and a value; those without a value are left out."""
    tabel: tuple[tuple[str, ...], ...] = ()
    """Rows of cells, the heading row first."""
    breedtes: tuple[float, ...] = ()
    """Shares of the width of the columns."""


class Brief(_Waarde):
    """All that is printed in a letter or another small document; frozen before it is laid out."""

    zvh: str
    rubricering: str
    titel: str
    """Heading; also the title of the file, so no name of a betrokkene."""
    ondertitel: str = ""
    bestandstitel: str = ""
    """Title of the file when the heading names somebody; the heading when empty."""
    aan: tuple[str, ...] = ()
    delen: tuple[Briefdeel, ...] = ()
    gemaakt_op: datetime
    voet: str
    concept: bool = False
    """Marked as a draft on every page."""
    groot: bool = False
    """In larger letters, for who reads little or badly."""


class Brieftekst(Record):
    """The text of the house for one kind of letter; the last one made holds."""

    soort: ClassVar[str] = "brieftekst"
    briefsoort: str
    """Key of BRIEFSOORTEN."""
    aanhef: str = ""
    tekst: str
    """Paragraphs with an empty line between; a line that begins with "# " is a heading, with "- " an item."""


def onbekende_plaatshouders(tekst: str) -> tuple[str, ...]:
    """Return the words between braces that nothing stands for."""
    return tuple(dict.fromkeys(w for w in _PLAATSHOUDER.findall(tekst) if w not in PLAATSHOUDERS))


def vul_in(tekst: str, waarden: dict[str, str]) -> tuple[Briefdeel, ...]:
    """Return the parts of a letter from the text of the house.

    A paragraph or item all of whose words between braces turn out empty is left out, so that a letter never speaks of
    a ground or a term that nobody recorded.
    """
    delen = [_Opbouw()]
    for blok in re.split(r"\n\s*\n", tekst.strip()):
        for stuk in _stukken(blok):
            gevraagd = _PLAATSHOUDER.findall(stuk)
            if gevraagd and not any(waarden.get(w, "").strip() for w in gevraagd):
                continue
            gevuld = _PLAATSHOUDER.sub(lambda m: waarden.get(m[1], m[0]).strip(), stuk)
            if gevuld.startswith("# "):
                delen.append(_Opbouw(gevuld[2:].strip()))
            elif gevuld.startswith("- "):
                delen[-1].punten.append(gevuld[2:].strip())
            elif gevuld.strip():
                if delen[-1].punten:
                    # What is written below a list stays below it.
                    delen.append(_Opbouw())
                delen[-1].alineas.append(gevuld.strip())
    return tuple(
        Briefdeel(kop=d.kop, alineas=tuple(d.alineas), punten=tuple(d.punten)) for d in delen if d.alineas or d.punten
    )


@dataclass(slots=True)
class _Opbouw:
    """A part while it is being put together."""

    kop: str = ""
    alineas: list[str] = field(default_factory=list)
    punten: list[str] = field(default_factory=list)


def _stukken(blok: str) -> list[str]:
    """Headings and items are pieces of their own; the other lines of a block are one paragraph."""
    stukken: list[str] = []
    for regel in blok.splitlines():
        kaal = regel.strip()
        if kaal.startswith(("# ", "- ")) or not stukken or stukken[-1].startswith(("# ", "- ")):
            stukken.append(kaal)
        else:
            stukken[-1] = f"{stukken[-1]} {kaal}"
    return stukken
