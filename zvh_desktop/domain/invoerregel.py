"""The entry line of a meeting: one line of plain Dutch with a few marks becomes one entry.

Plain text is information. A line may begin with a kind (`/besluit`, `/act`); `@` names the source of information
or the owner of an action, `!` a day, `#` a phase of the plan, `&` a leefgebied; `omdat:` gives the reasons of a
besluit, `niet delen met @X` keeps an entry from a partner and `anders @X: …` records a view that differs. Before the
sentence "aangeleverd 20 november:" records the day on which someone who is not there sent it in. What is not known
stays text. Positions are code points.

No typed word is lost: every word stands in the text, in one of the tails, or in a token with a meaning. A mark
that is part of a sentence ("gebeld door @Politie") leaves its words in it.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, Literal, NamedTuple

from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.domain.datumtekst import invoer_datum, lees_datum

__all__ = [
    "FASEWOORD",
    "MEESTE_WOORDEN",
    "SOORTEN",
    "Bekend",
    "Bekende",
    "Blok",
    "Gebied",
    "Regel",
    "Soort",
    "Stuk",
    "lees_naam",
    "lees_soort",
    "met_soort",
    "naar_regel",
    "ontleed",
]

Soort = Literal["informatie", "oordeel", "besluit", "veiligheid", "actie", "samenvatting"]
Rol = Literal[
    "soort", "wie", "vermelding", "datum", "fase", "gebied", "aangeleverd", "delen", "kop", "motivering", "afwijkend"
]

SOORTEN: Final[tuple[Soort, ...]] = ("informatie", "oordeel", "besluit", "veiligheid", "actie", "samenvatting")
FASEWOORD: Final = {1: "directe", 2: "stabiele", 3: "herstel", 4: "nazorg"}
_STAART: Final = ".,;:!?)]}\"'’”"
"""Signs that end a word without belonging to it."""
_HANGT: Final = frozenset(
    (
        "aan", "achter", "af", "bij", "binnen", "boven", "buiten", "de", "der", "den", "die", "dit", "dat", "deze",
        "door", "een", "en", "het", "in", "is", "langs", "met", "na", "naar", "naast", "of", "om", "onder", "op",
        "over", "per", "richting", "rond", "sinds", "te", "tegen", "ten", "ter", "tijdens", "tot", "tussen", "uit",
        "uiterlijk", "van", "vanaf", "via", "vóór", "voor", "volgens", "want", "wordt", "zonder", "zoals", "als"
    )
)  # fmt: skip
"""After one of these a name or day is part of the sentence and not a label at its end."""
MEESTE_WOORDEN: Final = 6


class Gebied(NamedTuple):
    """A leefgebied that can be named with `&`."""

    id: str
    naam: str


class Blok(NamedTuple):
    """A text of the house that stands in the line when its name is completed after `//`."""

    naam: str
    tekst: str


class Stuk(NamedTuple):
    """A stretch of the line with a meaning, for marking it; code points, end not included."""

    begin: int
    eind: int
    rol: Rol


@dataclass(frozen=True, slots=True)
class Bekende:
    """Someone who can be named with `@`: an organisation or a person.

    Attributes:
        naam: what is typed and completed, unique among those known.
        kort: what the log shows and the record keeps as source; the name when empty.
        partner_id: organisation in the register, if any.
        persoon: the person's name when it is a person.
        bij: organisation of a person, shown beside the name and searched too.
    """

    naam: str
    kort: str = ""
    partner_id: str = ""
    persoon: str = ""
    bij: str = ""

    @property
    def kortweg(self) -> str:
        """What the log shows."""
        return self.kort or self.naam


@dataclass(frozen=True, slots=True)
class Bekend:
    """What the line can be read against: the day, who and which leefgebied may be named, and texts of the house.

    Names that fold to the same letters are both left unread, because a wrong owner is worse than none;
    give people of the same name a handle with their organisation.
    """

    vandaag: date
    namen: tuple[Bekende, ...] = ()
    gebieden: tuple[Gebied, ...] = ()
    blokken: tuple[Blok, ...] = ()
    _op_vouw: dict[str, Bekende | None] = field(init=False, repr=False, compare=False)
    _gevouwen: list[tuple[Bekende, str, tuple[str, ...]]] = field(
        init=False, repr=False, compare=False, default_factory=list
    )

    def __post_init__(self) -> None:
        op: dict[str, Bekende | None] = {}
        for b in self.namen:
            sleutel = vouw(b.naam)
            op[sleutel] = None if sleutel in op and op[sleutel] != b else b
        op.pop("", None)
        object.__setattr__(self, "_op_vouw", op)

    def zoek(self, naam: str) -> Bekende | None:
        """Return who bears this name, written with or without capitals, spaces and accents."""
        return self._op_vouw.get(vouw(naam))

    def gevouwen(self) -> list[tuple[Bekende, str, tuple[str, ...]]]:
        """Return everyone with the folded name and the folded words to find them by; folded once, at the first need."""
        if len(self._gevouwen) != len(self.namen):
            self._gevouwen[:] = [
                (b, vouw(b.naam), tuple(vouw(w) for w in (*b.naam.split(), *b.bij.split(), b.kort))) for b in self.namen
            ]
        return self._gevouwen

    def met(self, bekende: Bekende) -> "Bekend":
        """Return the same with one more name, unless it is known already."""
        return self if self.zoek(bekende.naam) else replace(self, namen=(*self.namen, bekende))


@dataclass(frozen=True, slots=True)
class Regel:
    """One line, read.

    Attributes:
        soort: kind of entry; information when none is given.
        tekst: the sentence without marks and labels.
        wie: source of information or judgement, owner of an action.
        datum: day that was marked; its words stay in `tekst` unless the entry is an action.
        fase: 1 to 4, or 0.
        gebied: leefgebied it is about.
        aangeleverd: day on which it was sent in by someone who is not there.
        motivering: reasons of a besluit.
        niet_delen_met: short names of those it is kept from.
        afwijkend: differing views, as "GGZ: kan wel met crisiskaart".
        stukken: stretches of the typed line by meaning, in order, not overlapping.
    """

    soort: Soort
    tekst: str
    wie: Bekende | None = None
    datum: date | None = None
    fase: int = 0
    gebied: Gebied | None = None
    aangeleverd: date | None = None
    motivering: str = ""
    niet_delen_met: tuple[str, ...] = ()
    afwijkend: tuple[str, ...] = ()
    stukken: tuple[Stuk, ...] = ()

    @property
    def leeg(self) -> bool:
        """Nothing to record: no sentence."""
        return not self.tekst


def lees_soort(woord: str) -> Soort | None:
    """Return the kind that begins with `woord` (without the stroke), when there is exactly one."""
    kaal = woord.casefold()
    gevonden = [s for s in SOORTEN if s.startswith(kaal)] if kaal else []
    return gevonden[0] if len(gevonden) == 1 else None


def _lees_fase(woord: str) -> int:
    if woord in ("1", "2", "3", "4"):
        return int(woord)
    kaal = woord.casefold()
    gevonden = [n for n, naam in FASEWOORD.items() if len(kaal) >= 3 and naam.startswith(kaal)]
    return gevonden[0] if len(gevonden) == 1 else 0


def _einden(tekst: str, begin: int) -> list[int]:
    """Return where the coming words of this phrase end, without the signs that close them, longest last."""
    einden: list[int] = []
    for woord in re.finditer(r"\S+", tekst[begin:].split("\n", 1)[0]):
        if len(einden) == MEESTE_WOORDEN:
            break
        einden.append(begin + woord.start() + len(woord[0].rstrip(_STAART)))
        if woord[0][-1] in ",;:!?)]}":
            break
    return einden


def lees_naam(tekst: str, begin: int, bekend: Bekend) -> tuple[int, Bekende] | None:
    """Read the longest known name from `begin`, which is the place after the `@`."""
    if not tekst[begin : begin + 1].strip():
        return None
    for woord_eind in reversed(_einden(tekst, begin)):
        eind = woord_eind
        while eind > begin and not tekst[eind - 1].isalnum():
            eind -= 1
        # A word without letters (an emoji) folds to nothing; it is no part of a name.
        if (
            eind > begin
            and all(vouw(w) for w in tekst[begin:eind].split())
            and (gevonden := bekend.zoek(tekst[begin:eind]))
        ):
            punt = gevonden.naam.endswith(".") and tekst[eind : eind + 1] == "."
            return eind + punt, gevonden
    return None


def _lees_gebied(tekst: str, begin: int, bekend: Bekend) -> tuple[int, Gebied] | None:
    """Read the longest name of a leefgebied from `begin`, or a first word that begins only one of them."""
    einden = _einden(tekst, begin) if tekst[begin : begin + 1].strip() else []
    for eind in reversed(einden):
        gezocht = vouw(tekst[begin:eind])
        gelijk = [g for g in bekend.gebieden if gezocht and vouw(g.naam) == gezocht]
        if len(gelijk) == 1:
            return eind, gelijk[0]
    deel = vouw(tekst[begin : einden[0]]) if einden else ""
    zoals = [g for g in bekend.gebieden if vouw(g.naam).startswith(deel)] if len(deel) >= 3 else []
    return (einden[0], zoals[0]) if len(zoals) == 1 else None


def _lees_aangeleverd(tekst: str, i: int, vandaag: date) -> tuple[int, date] | None:
    """Read "aangeleverd [op] 20 november:" at `i`: where it ends, and the day, which is never still to come."""
    m = _AANGELEVERD.match(tekst, i)
    gelezen = _lees_dag(tekst, m.end(), vandaag) if m else None
    if not m or not gelezen:
        return None
    eind, dag = gelezen
    if dag > vandaag:
        # A day without a year is read as the coming one; what was sent in lies behind us.
        if re.search(r"\d{4}|\d-\d+-\d", tekst[m.end() : eind]) or (dag.month, dag.day) == (2, 29):
            return None
        dag = dag.replace(year=dag.year - 1)
    if dag > vandaag or tekst[eind : eind + 1] != ":":
        return None
    return eind + 1, dag


def _lees_dag(tekst: str, begin: int, vandaag: date) -> tuple[int, date] | None:
    for eind in reversed(_einden(tekst, begin)):
        if eind > begin and not tekst[begin].isspace() and (gevonden := lees_datum(tekst[begin:eind], vandaag)):
            return eind, gevonden
    return None


@dataclass(slots=True)
class _Lezing:
    """Where the reader is; tokens with the stretch they take and whether they count for the first time."""

    soort: Soort = "informatie"
    wie: Bekende | None = None
    datum: date | None = None
    fase: int = 0
    gebied: Gebied | None = None
    aangeleverd: date | None = None
    niet_delen: list[str] = field(default_factory=list)
    tokens: list[Stuk] = field(default_factory=list)
    delen: list[tuple[int, int, str, str]] = field(default_factory=list)
    """Segments: begin, end, "tekst"/"motivering"/"afwijkend", and who differs."""


_AANGELEVERD: Final = re.compile(r"aangeleverd[ \t]+(?:op[ \t]+)?!?", re.IGNORECASE)
_OMDAT: Final = re.compile(r"omdat:", re.IGNORECASE)
_ANDERS: Final = re.compile(r"anders[ \t]+@", re.IGNORECASE)
_DELEN: Final = re.compile(r"niet[ \t]+delen[ \t]+met[ \t]+@", re.IGNORECASE)
_EN_MEER: Final = re.compile(r"(?:,?[ \t]+en|,)[ \t]+@", re.IGNORECASE)


def ontleed(tekst: str, bekend: Bekend) -> Regel:
    """Read the line; never refuses: what it does not know is text."""
    lezing = _lees(tekst, bekend)
    delen: dict[str, list[str]] = {"tekst": [], "motivering": [], "afwijkend": []}
    stukken = list(lezing.tokens)
    for begin, eind, doel, wie in lezing.delen:
        eigen = [t for t in lezing.tokens if begin <= t.begin and t.eind <= eind]
        inhoud = _zonder_tokens(tekst, begin, eind, eigen, actie=lezing.soort == "actie")
        if doel == "afwijkend":
            inhoud = f"{wie}: {inhoud}" if inhoud else ""
        if inhoud:
            delen[doel].append(inhoud)
        if doel != "tekst":
            stukken += _tussen(begin, eind, eigen, "motivering" if doel == "motivering" else "afwijkend")
    return Regel(
        soort=lezing.soort,
        tekst=" ".join(delen["tekst"]),
        wie=lezing.wie,
        datum=lezing.datum,
        fase=lezing.fase,
        gebied=lezing.gebied,
        aangeleverd=lezing.aangeleverd,
        motivering=" ".join(delen["motivering"]),
        niet_delen_met=tuple(dict.fromkeys(lezing.niet_delen)),
        afwijkend=tuple(delen["afwijkend"]),
        stukken=tuple(sorted(stukken)),
    )


def _lees(tekst: str, bekend: Bekend) -> _Lezing:
    """Walk over the words once and note every token and where the tails begin."""
    uit = _Lezing()
    begin_deel, doel, van_wie = 0, "tekst", ""
    nog_kop = True
    """Nothing but tokens so far."""
    i = 0
    while i < len(tekst):
        if tekst[i].isspace() or (i and not (tekst[i - 1].isspace() or tekst[i - 1] in "([{\"'‘“")):
            i += 1
            continue
        if nieuw := _lees_staart(tekst, i, uit, bekend):
            eind_kop, nieuw_doel, nieuw_wie = nieuw
            uit.tokens.append(Stuk(i, eind_kop, "kop"))
            uit.delen.append((begin_deel, i, doel, van_wie))
            begin_deel, doel, van_wie = eind_kop, nieuw_doel, nieuw_wie
            i = eind_kop
            nog_kop = False
            continue
        stuk = _lees_token(tekst, i, uit, bekend, kop=nog_kop, staart=doel != "tekst")
        if stuk:
            uit.tokens.append(stuk)
            i = stuk.eind
        else:
            nog_kop = nog_kop and not tekst[i].isalnum() and tekst[i] not in "/@!#&"
            i += 1
    uit.delen.append((begin_deel, len(tekst), doel, van_wie))
    return uit


def _lees_staart(tekst: str, i: int, uit: _Lezing, bekend: Bekend) -> tuple[int, str, str] | None:
    """Read the head of a tail at `i`: where it ends, which tail, and whose view."""
    al = any(d == "motivering" for *_, d, _ in uit.delen)
    if uit.soort == "besluit" and not al and (m := _OMDAT.match(tekst, i)):
        return m.end(), "motivering", ""
    if (m := _ANDERS.match(tekst, i)) and (gelezen := lees_naam(tekst, m.end(), bekend)):
        eind, wie = gelezen
        if tekst[eind : eind + 1] == ":":
            return eind + 1, "afwijkend", wie.kortweg
    return None


def _lees_token(tekst: str, i: int, uit: _Lezing, bekend: Bekend, *, kop: bool, staart: bool) -> Stuk | None:
    """Read one token at `i` and note what it means; inside a tail only "niet delen met" is one."""
    if m := _DELEN.match(tekst, i):
        eind = 0
        while m and (gelezen := lees_naam(tekst, m.end(), bekend)):
            eind = gelezen[0]
            uit.niet_delen.append(gelezen[1].kortweg)
            m = _EN_MEER.match(tekst, eind)
        return Stuk(i, eind, "delen") if eind else None
    if kop and not staart and uit.aangeleverd is None and (op := _lees_aangeleverd(tekst, i, bekend.vandaag)):
        uit.aangeleverd = op[1]
        return Stuk(i, op[0], "aangeleverd")
    teken = tekst[i]
    if staart or teken not in "/@!#&":
        return None
    if teken == "/":
        return _lees_kop(tekst, i, uit) if kop else None
    if teken == "@" and (gelezen := lees_naam(tekst, i + 1, bekend)):
        if uit.wie is None:
            uit.wie = gelezen[1]
            return Stuk(i, gelezen[0], "wie")
        return Stuk(i, gelezen[0], "vermelding")
    if teken == "!" and uit.datum is None and (dag := _lees_dag(tekst, i + 1, bekend.vandaag)):
        uit.datum = dag[1]
        return Stuk(i, dag[0], "datum")
    if teken == "#" and not uit.fase and (einden := _einden(tekst, i)):
        uit.fase = _lees_fase(tekst[i + 1 : einden[0]])
        return Stuk(i, einden[0], "fase") if uit.fase else None
    if teken == "&" and uit.gebied is None and (waar := _lees_gebied(tekst, i + 1, bekend)):
        uit.gebied = waar[1]
        return Stuk(i, waar[0], "gebied")
    return None


def _lees_kop(tekst: str, i: int, uit: _Lezing) -> Stuk | None:
    if any(t.rol == "soort" for t in uit.tokens):
        return None
    m = re.compile(r"/([^\W\d_]+):?(?=\s|$)").match(tekst, i)
    soort = lees_soort(m[1]) if m else None
    if not m or not soort:
        return None
    uit.soort = soort
    return Stuk(i, m.end(), "soort")


def _tussen(begin: int, eind: int, tokens: list[Stuk], rol: Rol) -> list[Stuk]:
    """Return the stretches between the tokens of a tail."""
    uit, plek = [], begin
    for t in [*tokens, Stuk(eind, eind, rol)]:
        if plek < t.begin:
            uit.append(Stuk(plek, t.begin, rol))
        plek = t.eind
    return uit


def _zonder_tokens(tekst: str, begin: int, eind: int, tokens: list[Stuk], *, actie: bool) -> str:
    """Return the sentence of one segment: labels taken out, marks that are part of it left as words."""
    uit, plek = "", begin
    for t in tokens:
        uit += tekst[plek : t.begin]
        plek = t.eind
        woorden = _woorden_in_zin(tekst, t, uit, _rest_is_leeg(tekst, t, eind, tokens), actie=actie)
        if woorden:
            uit += woorden
        elif not uit or uit[-1].isspace():
            # Spaces stood on both sides of the label; those before it stay.
            while plek < eind and tekst[plek] in " \t":
                plek += 1
    return (uit + tekst[plek:eind]).strip()


def _rest_is_leeg(tekst: str, t: Stuk, eind: int, tokens: list[Stuk]) -> bool:
    """Say whether only tokens and closing signs follow in this segment."""
    plek = t.eind
    for ander in tokens:
        if ander.begin >= t.eind:
            if any(c.isalnum() for c in tekst[plek : ander.begin]):
                return False
            plek = ander.eind
    return not any(c.isalnum() for c in tekst[plek:eind])


def _woorden_in_zin(tekst: str, t: Stuk, ervoor: str, aan_het_eind: bool, *, actie: bool) -> str:
    """Return what a token leaves in the sentence, or "" when it is only a label."""
    if t.rol in ("soort", "kop", "aangeleverd"):
        return ""
    vooraan = not any(c.isalnum() for c in ervoor)
    vorig = ervoor.split()[-1].casefold().strip(_STAART) if ervoor.split() else ""
    los = vooraan or (vorig not in _HANGT and aan_het_eind)
    kaal = tekst[t.begin + 1 : t.eind]
    match t.rol:
        case "vermelding":
            return kaal
        case "datum":
            return "" if actie and (vooraan or vorig not in _HANGT) else kaal
        case "fase":
            return "" if los else tekst[t.begin : t.eind]
        case "delen":
            return "" if los else tekst[t.begin : t.eind].replace("@", "")
        case _:
            return "" if los else kaal


def met_soort(tekst: str, soort: Soort, bekend: Bekend) -> str:
    """Return the line as another kind, without retyping; plain information carries no mark."""
    oud = next((s for s in ontleed(tekst, bekend).stukken if s.rol == "soort"), None)
    kop = "" if soort == "informatie" else f"/{soort}"
    if oud is None:
        nieuw = f"{kop} {tekst}" if kop else tekst
    else:
        rest = tekst[oud.eind :]
        nieuw = tekst[: oud.begin] + (kop + rest if kop else rest.removeprefix(" "))
    if ontleed(nieuw, bekend).soort != soort:
        # Text that happens to begin with a kind must be told apart from one.
        nieuw = f"/{soort} {nieuw}"
    return nieuw


def naar_regel(
    soort: Soort,
    tekst: str,
    bekend: Bekend,
    *,
    wie: str = "",
    datum: date | None = None,
    fase: int = 0,
    gebied: str = "",
    aangeleverd: date | None = None,
    motivering: str = "",
    niet_delen_met: tuple[str, ...] = (),
    afwijkend: tuple[str, ...] = (),
) -> str:
    """Write a recorded entry as a line that can be edited and reads back as the same entry.

    Args:
        soort: kind of entry.
        tekst: its sentence.
        bekend: as for reading; the names used should be among it (`Bekend.met`), else they become text.
        wie: name or short name of the source or owner.
        datum: day of an action; for other kinds the words stand in the sentence already.
        fase: 1 to 4, or 0.
        gebied: name of the leefgebied it is about.
        aangeleverd: day on which it was sent in.
        motivering: reasons of a besluit.
        niet_delen_met: short names it is kept from.
        afwijkend: differing views as "GGZ: …".
    """
    handgreep = {b.kortweg: b.naam for b in reversed(bekend.namen)}
    delen = [f"/{soort}"] if soort != "informatie" else []
    if wie:
        delen.append(f"@{handgreep.get(wie, wie)}")
    if aangeleverd:
        delen.append(f"aangeleverd {aangeleverd.day}-{aangeleverd.month}-{aangeleverd.year}:")
    if tekst:
        delen.append(tekst)
    if datum and soort == "actie":
        delen.append(f"!{invoer_datum(datum, bekend.vandaag)}")
    if fase:
        delen.append(f"#{fase}")
    if gebied:
        delen.append(f"&{gebied}")
    if niet_delen_met:
        delen.append("niet delen met " + ", ".join(f"@{handgreep.get(n, n)}" for n in niet_delen_met))
    if motivering:
        delen.append(f"omdat: {motivering}")
    for mening in afwijkend:
        naam, dubbel, zin = mening.partition(": ")
        delen.append(f"anders @{handgreep.get(naam, naam)}: {zin}" if dubbel else mening)
    regel = " ".join(delen)
    return regel if ontleed(regel, bekend).soort == soort else f"/{soort} {regel}"
