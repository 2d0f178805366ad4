"""What a row shows and says: frozen descriptions that a page makes."""

from dataclasses import dataclass

from zvh_desktop.gui.schilder import Chipje, Knopje

__all__ = ["Avatar", "Deel", "Icoon", "Lead", "Rij", "Stuk", "Tegel", "Toets"]


@dataclass(frozen=True, slots=True)
class Stuk:
    """A run of text in one colour and weight.

    Attributes:
        rol: colour token (`tekst`, `tekst2`, `tekst3`, `accent`, `gevaar`, `fase1` …).
        gewicht: 400, 600 or 700.
        gemarkeerd: on the highlight ground: a found word, a difference.
        breedte: fixed column width in px at scale 1 (one-line rows only); 0 follows the text.
        maat: name of the type scale when it differs from that of the row.
    """

    tekst: str
    rol: str = "tekst"
    gewicht: int = 400
    gemarkeerd: bool = False
    breedte: int = 0
    maat: str | None = None


@dataclass(frozen=True, slots=True)
class Avatar:
    """Initials in a circle at the start of a row."""

    letters: str


@dataclass(frozen=True, slots=True)
class Tegel:
    """An icon in a soft rounded square at the start of a row."""

    icoon: str
    rol: str = "neutraal"


@dataclass(frozen=True, slots=True)
class Icoon:
    """A bare icon: at the start of a row, or among what stands at its end."""

    naam: str
    rol: str = "tekst2"


@dataclass(frozen=True, slots=True)
class Toets:
    """A keycap at the end of a row."""

    tekst: str


Deel = Chipje | Knopje | Stuk | Icoon | Toets
"""What may stand at the end of a row."""

Lead = Stuk | Avatar | Tegel | Icoon | Chipje
"""What may stand at the start of a row; a `Stuk` there usually has a `breedte` (a clock time)."""


@dataclass(frozen=True, slots=True)
class Rij:
    """Everything one row shows and says.

    Attributes:
        sleutel: identifies the row in its list; signals tell this.
        stukken: first line. A plain string is a semibold run.
        spreek: one sentence for a screen reader with everything that matters, chips included.
        tweede: second line. A plain string is in the second text colour.
        chips: stand directly after the text.
        achter: stand at the right: chips, buttons, bare text or icons, from left to right.
        maat: type scale of the first line; `maat2` of the second.
        gedimd: shown in the third text colour; still readable and selectable.
        kop: a heading between rows: capitals, not selectable.
        tip: tooltip; one-line rows show their full text when it does not fit, without this.
        inspringen: depth, 20 px each.
    """

    sleutel: str
    stukken: tuple[Stuk, ...] | str
    spreek: str
    lead: Lead | None = None
    tweede: tuple[Stuk, ...] | str = ()
    chips: tuple[Chipje, ...] = ()
    achter: tuple[Deel, ...] = ()
    maat: str = "basis"
    maat2: str = "klein"
    gedimd: bool = False
    kop: bool = False
    tip: str = ""
    inspringen: int = 0

    def eerste_regel(self) -> tuple[Stuk, ...]:
        """Return the first line as runs."""
        return (Stuk(self.stukken, gewicht=600),) if isinstance(self.stukken, str) else self.stukken

    def tweede_regel(self) -> tuple[Stuk, ...]:
        """Return the second line as runs, empty when there is none."""
        if isinstance(self.tweede, str):
            return (Stuk(self.tweede, rol="tekst2"),) if self.tweede else ()
        return self.tweede

    def platte_tekst(self) -> str:
        """Return what is written in the row, for copying and type-ahead."""
        return "".join(stuk.tekst for stuk in self.eerste_regel())
