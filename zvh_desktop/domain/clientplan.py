"""The plan on one page for who it is about: what may be told, in plain words, and what gives way when it is full.

Nothing is told that a person did not judge: a part of the plan that nobody looked at stays off the page. What may be
told is cut by the same rules as an extract (`domain.uittreksel`): what is kept from this reader, third parties, secret
addresses. Plain words are a person's; the program only points at what is hard to read.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final, Literal

from zvh_desktop.domain.brieven import Briefdeel
from zvh_desktop.domain.datumtekst import voluit
from zvh_desktop.domain.record import Record
from zvh_desktop.domain.uittreksel import Lezer, mag_weten, schoon_voor

__all__ = [
    "LANGSTE",
    "SOORTEN",
    "Clientdeel",
    "Clientzin",
    "Onderdeel",
    "als_dan",
    "belet_keuze",
    "delen_van",
    "moeilijk",
    "opbouw",
    "orde",
    "passend",
]

LANGSTE: Final = 280
"""Characters that one part may take on the page; longer ones have to be said in other words first."""

SOORTEN: Final[dict[str, str]] = {
    "doel": "Wat u wilt bereiken",
    "afspraak": "Wat er is afgesproken",
    "scenario": "Als het niet goed gaat",
}
"""Parts of the page, from top to bottom."""


class Clientzin(Record):
    """What a person judged of one part of the plan for one betrokkene."""

    soort: ClassVar[str] = "clientzin"
    lange_tekst: ClassVar[tuple[str, ...]] = ("tekst", "reden")
    casus_id: str
    betrokkene_id: str
    over_soort: str
    over_id: str
    keuze: Literal["", "vertellen", "niet"] = ""
    """"" is not judged (any more): then it is not told."""
    reden: str = ""
    """Why not."""
    tekst: str = ""
    """Said in plain words; "" uses those of the plan."""
    bij_tekst: str = ""
    """What the plan said when it was judged; when the plan says something else since, it counts as not judged."""
    door: str = ""
    op: date | None = None


@dataclass(frozen=True, slots=True)
class Onderdeel:
    """A part of the plan as it stands.

    Attributes:
        deel: key of SOORTEN: where on the page.
        tekst: as the plan says it.
        wie: the organisation that does it; never a person.
        voor: by when.
        fase: 0 for none. loopt: it belongs to what is being worked on now.
        niet_delen_met: from whom it is kept, by what was said at the table.
    """

    soort: str
    id: str
    deel: str
    tekst: str
    wie: str = ""
    voor: date | None = None
    fase: int = 0
    loopt: bool = True
    niet_delen_met: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clientdeel:
    """A part with what was judged of it.

    Attributes:
        zin: as it would stand on the page; "" when it may not.
        stand: "vertellen", "niet", "open" (nobody judged it), "veranderd" (the plan changed since), "gesloten" (kept
            from this reader) or "lang" (too long for the page).
        weg: a name, address or number of somebody else was taken out of it.
        let_op: what makes it hard to read.
    """

    onderdeel: Onderdeel
    zin: str
    stand: str
    reden: str = ""
    weg: bool = False
    let_op: tuple[str, ...] = ()


def belet_keuze(keuze: str, reden: str) -> str:
    """Return the key of what keeps a judgement from being recorded, "" when nothing does."""
    if keuze not in ("", "vertellen", "niet"):
        return "waarde_past_niet"
    return "reden_nodig" if keuze == "niet" and not reden.strip() else ""


def orde(onderdelen: Iterable[Onderdeel]) -> tuple[Onderdeel, ...]:
    """Return parts in the order in which they keep their place: what runs now, then by day, then by phase."""
    delen = list(SOORTEN)
    return tuple(
        sorted(
            onderdelen,
            key=lambda o: (not o.loopt, o.deel == "scenario", o.voor is None, o.voor or date.max, o.fase,
                           delen.index(o.deel), o.id),
        )
    )  # fmt: skip


def delen_van(onderdelen: Iterable[Onderdeel], zinnen: Iterable[Clientzin], lezer: Lezer) -> tuple[Clientdeel, ...]:
    """Return every part with what may be told of it, in the order of `orde`."""
    per = {z.over_id: z for z in zinnen if not z.verwijderd and z.betrokkene_id == lezer.id}
    return tuple(_deel(o, per.get(o.id), lezer) for o in orde(onderdelen))


def _deel(o: Onderdeel, z: Clientzin | None, lezer: Lezer) -> Clientdeel:
    if not mag_weten(o.niet_delen_met, lezer):
        return Clientdeel(o, "", "gesloten")
    tekst = " ".join((z.tekst if z and z.tekst.strip() else o.tekst).split())
    zin = schoon_voor(tekst, lezer)
    let_op = moeilijk(zin)
    if z is None or not z.keuze:
        return Clientdeel(o, zin, "open", weg=zin != tekst, let_op=let_op)
    if z.keuze == "niet":
        return Clientdeel(o, zin, "niet", reden=z.reden)
    stand = "veranderd" if z.bij_tekst != o.tekst else "lang" if len(zin) > LANGSTE else "vertellen"
    return Clientdeel(o, zin, stand, weg=zin != tekst, let_op=let_op)


# -- the page


def als_dan(als: str, dan: str) -> str:
    """Return what happens in a scenario as one sentence; a first letter in capitals that is no name becomes small."""
    kern = als.strip().rstrip(".:")
    klein = kern[:1].lower() + kern[1:] if kern[1:2].islower() else kern
    return f"Als {klein}: {dan.strip()}"


def opbouw(
    delen: Sequence[Clientdeel], hoeveel: int, *, huis: str, contactpunt: str, weer_op: date | None, vandaag: date
) -> tuple[Briefdeel, ...]:
    """Return the page with the first so many parts that may be told; the rest is counted, in a sentence.

    Args:
        delen: as from `delen_van`.
        hoeveel: how many of those that are told fit.
        huis: name of the house. contactpunt: where questions go.
        weer_op: when it is looked at again.
        vandaag: of what should have been done before it, the day is not said.
    """
    te_vertellen = [d for d in delen if d.stand == "vertellen"]
    getoond, over = te_vertellen[:hoeveel], len(te_vertellen[hoeveel:])
    uit = [
        Briefdeel(alineas=(f"Dit is uw plan. Het is gemaakt met {huis}. In dit plan staat wat u en wij gaan doen.",))
    ]
    for sleutel, kop in SOORTEN.items():
        punten = tuple(_punt(d, vandaag) for d in getoond if d.onderdeel.deel == sleutel)
        if punten:
            uit.append(Briefdeel(kop=kop, punten=punten))
    if over:
        wat = "staat nog 1 afspraak" if over == 1 else f"staan nog {over} afspraken"
        uit.append(Briefdeel(alineas=(f"In uw plan {wat}. Die passen niet op deze bladzijde. Vraag er gerust naar.",)))
    weer = f"Op {voluit(weer_op)} kijken we hoe het gaat. " if weer_op else ""
    uit.append(Briefdeel(kop="Hoe gaat het verder?", alineas=(f"{weer}Gaat het eerder niet goed? Vertel het ons.",)))
    vraag = f" Neem dan contact op met {contactpunt}." if contactpunt else " Vraag het aan de persoon die met u praat."
    rechten = f"Hebt u een vraag? Of klopt er iets niet?{vraag} U mag vragen wat er over u is opgeschreven."
    uit.append(Briefdeel(kop="Uw vragen en uw rechten", alineas=(rechten,)))
    return tuple(uit)


def _punt(deel: Clientdeel, vandaag: date) -> str:
    o = deel.onderdeel
    zin = deel.zin if deel.zin.endswith((".", "!", "?")) else f"{deel.zin}."
    zin = zin[:1].upper() + zin[1:]
    wie = f" Dit doet: {o.wie}." if o.wie else ""
    voor = f" Dat is klaar voor {voluit(o.voor)}." if o.voor and o.voor > vandaag else ""
    return f"{zin}{wie}{voor}"


# -- plain words

_MEESTE_WOORDEN: Final = 15
_VAKTAAL: Final[dict[str, str]] = {
    "afschaling": "stoppen of minder hulp",
    "ambulant": "bij u thuis",
    "bejegening": "hoe mensen met u omgaan",
    "betrokkene": "u",
    "casus": "uw situatie",
    "casusregisseur": "uw vaste contactpersoon",
    "cliënt": "u",
    "conform": "volgens",
    "dagbesteding": "wat u overdag doet",
    "delict": "strafbaar feit",
    "depotmedicatie": "een prik met medicijnen",
    "detentie": "de gevangenis",
    "fact": "het team dat bij u thuis komt",
    "ggz": "hulp bij psychische klachten",
    "indicatie": "besluit dat u hulp krijgt",
    "interventie": "hulp of maatregel",
    "ketenpartner": "organisatie die meehelpt",
    "monitoren": "volgen",
    "om": "de officier van justitie",
    "onbegrepen gedrag": "gedrag dat anderen niet begrijpen",
    "problematiek": "problemen",
    "procesregisseur": "de voorzitter van het overleg",
    "recidive": "opnieuw een strafbaar feit",
    "terugval": "als het weer slechter gaat",
    "traject": "hulp",
    "zorgmachtiging": "besluit van de rechter over zorg",
}
"""Words of the trade with what can be said instead; shown to who writes, never filled in by itself."""


def moeilijk(zin: str) -> tuple[str, ...]:
    """Return what makes a sentence hard to read: long sentences, words of the trade, and speaking about "hij" or "zij".

    A remark for who writes it; nothing is changed or kept back because of it.
    """
    uit: list[str] = []
    if any(len(deel.split()) > _MEESTE_WOORDEN for deel in re.split(r"[.!?;:]\s+", zin)):
        uit.append(f"een zin van meer dan {_MEESTE_WOORDEN} woorden")
    klein = " " + re.sub(r"[^\w-]+", " ", zin.casefold()) + " "
    for woord, liever in _VAKTAAL.items():
        # Two letters that are also an everyday word count only when they are written as the name of an organisation.
        gevonden = re.search(r"\bOM\b", zin) if woord == "om" else f" {woord} " in klein
        if gevonden:
            uit.append(f"“{woord.upper() if woord in ('om', 'ggz', 'fact') else woord}”, liever: {liever}")
    if re.search(r"\b(hij|hem|haar|betrokkene)\b", zin.casefold()):
        uit.append("schrijf “u”")
    return tuple(uit)


def passend(aantal: int, past: Callable[[int], bool]) -> int:
    """Return how many parts fit, by asking as few times as can be; 0 is never asked, it is the page without any.

    Args:
        aantal: how many there are.
        past: whether the page with the first so many is one page.
    """
    laag, hoog = 0, aantal
    if hoog and past(hoog):
        return hoog
    while hoog - laag > 1:
        midden = (laag + hoog) // 2
        laag, hoog = (midden, hoog) if past(midden) else (laag, midden)
    return laag
