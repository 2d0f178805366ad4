"""The chronology of a casus: what stands in it, the quick line that adds to it, and what a filter lets through.

    /telefoon gisteren 14:00 @GGZ Afdeling bevestigt ontslag op 1 december. #feit
    /verlof 3-11 t/m 5-11 Bij zijn zus in Zaandam.
    !ma 9:30 Vader stond aan de deur.

A line may begin with a kind; then, or after `!`, the moment. `@` names the source, `#feit` and `#oordeel` say which it
is. What is not known stays text. Words that name a moment leave the text only when they are plainly a label: there is
a figure in them, or a comma or colon behind them.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal, NamedTuple

from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.domain.casus import NOTITIESOORTEN
from zvh_desktop.domain.datumtekst import DAGEN, MAANDEN, lees_datum, schrijf_datum
from zvh_desktop.domain.tijd import AMSTERDAM, lokaal

__all__ = [
    "MET_DUUR",
    "Gebeurtenis",
    "Moment",
    "Snelregel",
    "Zeef",
    "lees_moment",
    "maandnaam",
    "ontleed",
    "periode_van",
    "plat",
    "schrijf_moment",
    "soortvoorstellen",
    "zeef",
]

MET_DUUR: Final = frozenset(("detentie", "verlof"))
"""Kinds that usually last; their day may lie ahead."""
_SPELING: Final = 5
"""Minutes by which a time of today may lie ahead before it is taken for yesterday."""


class Moment(NamedTuple):
    """A moment as understood.

    Attributes:
        op: aware, Dutch time; midnight when only the day is known.
        hele_dag: only the day is known.
    """

    op: datetime
    hele_dag: bool


class Gebeurtenis(NamedTuple):
    """One entry of the chronology; plain values, so that thousands are cheap.

    Attributes:
        id: of the record; with `soort` unique.
        soort: kind of entry: a key of NOTITIESOORTEN, or overleg, aanmelding, triage, actie, verslag, verstrekking,
            stuk, fase, status, verzoek.
        op: aware, Dutch time.
        hele_dag: only the day is known.
        tot: end of what lasts.
        kop: first line.
        tekst: the rest.
        bron: who it comes from.
        wie: who wrote it down.
        aard: feit, oordeel or "".
        gewijzigd: how often its text was corrected.
        zoek: everything that is searched, folded.
    """

    id: str
    soort: str
    op: datetime
    hele_dag: bool
    tot: datetime | None
    kop: str
    tekst: str
    bron: str
    wie: str
    aard: str
    gewijzigd: int
    zoek: str


def plat(tekst: str) -> str:
    """Fold for searching: one case, no marks on letters; words stay words."""
    klein = tekst.casefold()
    if klein.isascii():
        return klein
    return "".join(t for t in unicodedata.normalize("NFKD", klein) if not unicodedata.combining(t))


# -- moments


def _terug(tekst: str, dag: date, vandaag: date) -> date:
    """Return the last such day that is not to come, unless the year was written."""
    if dag <= vandaag or re.search(r"\d{4}|\d[-/]\d{1,2}[-/]\d{2}$", tekst):
        return dag
    if not re.search(r"\d", tekst):
        return dag - timedelta(weeks=-(-(dag - vandaag).days // 7))
    for jaar in range(dag.year - 1, dag.year - 9, -1):
        try:
            return dag.replace(year=jaar)
        except ValueError:  # 29 February
            continue
    return dag


def _dichtst(tekst: str, dag: date, vandaag: date) -> date:
    """Return that day in the year in which it lies nearest."""
    eerder = _terug(tekst, dag, vandaag)
    return eerder if vandaag - eerder < dag - vandaag else dag


_GEZEGD: Final = {
    "nu": 0, "net": 0, "zojuist": 0, "vandaag": 0, "vanochtend": 0, "vanmorgen": 0, "vanmiddag": 0, "vanavond": 0,
    "vannacht": 0, "gisteren": 1, "gisterochtend": 1, "gistermiddag": 1, "gisteravond": 1, "eergisteren": 2,
}  # fmt: skip
_TIJD: Final = re.compile(r"(?:om )?([01]?\d|2[0-3])(?:[:.]([0-5]\d)(?: ?uur| ?u)?| ?uur| ?u)\Z")


def _lees_tijd(tekst: str) -> time | None:
    gevonden = _TIJD.match(tekst)
    return time(int(gevonden[1]), int(gevonden[2] or 0)) if gevonden else None


def _lees_dag(tekst: str, vandaag: date, *, vooruit: bool) -> date | None:
    if tekst in _GEZEGD:
        return vandaag - timedelta(days=_GEZEGD[tekst])
    if vorige := re.fullmatch(r"(?:vorige|afgelopen) (week )?(\w+)", tekst):
        dag = lees_datum(vorige[2], vandaag)
        if vorige[2] == "week":
            return vandaag - timedelta(days=7)
        if dag is None or not any(d.startswith(vorige[2]) for d in DAGEN):
            return None
        maandag = vandaag - timedelta(days=vandaag.weekday())
        return maandag + timedelta(days=dag.weekday() - 7) if vorige[1] else _terug(vorige[2], dag, vandaag)
    if geleden := re.fullmatch(r"(\d{1,3}) (dag|dagen|week|weken) geleden", tekst):
        return vandaag - timedelta(days=int(geleden[1]) * (7 if geleden[2].startswith("week") else 1))
    if genoemd := re.fullmatch(rf"({'|'.join(DAGEN)}|ma|di|wo|do|vr|za|zo) (\S.*\d.*|\d.*)", tekst):
        # A weekday that goes with a day of the month: it has to be that weekday.
        dag = _lees_dag(genoemd[2], vandaag, vooruit=vooruit)
        return dag if dag is not None and DAGEN[dag.weekday()].startswith(genoemd[1]) else None
    dag = lees_datum(tekst, vandaag)
    if dag is None:
        return None
    return _dichtst(tekst, dag, vandaag) if vooruit else _terug(tekst, dag, vandaag)


def lees_moment(tekst: str, nu: datetime, *, vooruit: bool = False) -> Moment | None:
    """Read a day, a time of day, or both, that fill all of `tekst`; None when it is not one moment.

    Days without a year lie behind us, or nearest by when `vooruit`. A time of today that is still to come is
    yesterday's, unless `vooruit`.
    """
    kaal = " ".join(tekst.casefold().replace(",", " ").split()).rstrip(".")
    if not kaal:
        return None
    hier = lokaal(nu)
    vandaag = hier.date()
    try:
        if (dag := _lees_dag(kaal, vandaag, vooruit=vooruit)) is not None:
            if kaal in ("nu", "net", "zojuist"):
                return Moment(hier.replace(second=0, microsecond=0), hele_dag=False)
            return Moment(datetime.combine(dag, time.min, AMSTERDAM), hele_dag=True)
        if (klok := _lees_tijd(kaal)) is not None:
            moment = datetime.combine(vandaag, klok, AMSTERDAM)
            if not vooruit and moment > hier + timedelta(minutes=_SPELING):
                moment = datetime.combine(vandaag - timedelta(days=1), klok, AMSTERDAM)
            return Moment(moment, hele_dag=False)
        woorden = kaal.split(" ")
        for knip in range(1, len(woorden)):
            klok = _lees_tijd(" ".join(woorden[knip:]))
            dag = _lees_dag(" ".join(woorden[:knip]), vandaag, vooruit=vooruit) if klok else None
            if klok is not None and dag is not None:
                return Moment(datetime.combine(dag, klok, AMSTERDAM), hele_dag=False)
    except OverflowError:
        return None
    return None


_SCHEIDING: Final = re.compile(r"\s+(?:tot en met|t/m|tot|–|-)\s+", re.IGNORECASE)


def periode_van(tekst: str, nu: datetime, *, vooruit: bool) -> tuple[Moment, Moment | None] | None:
    """Read one moment, or two with "tot", "t/m" or a dash between them; None when it is neither."""
    kaal = re.sub(r"(?i)^(van|vanaf)\s+", "", tekst.strip())
    if (een := lees_moment(kaal, nu, vooruit=vooruit)) is not None:
        return een, None
    delen = _SCHEIDING.split(kaal, maxsplit=1)
    if len(delen) != 2:
        return None
    begin = lees_moment(delen[0], nu, vooruit=vooruit)
    if begin is None:
        return None
    klok = _lees_tijd(" ".join(delen[1].casefold().split()))
    if klok is not None and not begin.hele_dag:
        eind = Moment(datetime.combine(begin.op.date(), klok, AMSTERDAM), hele_dag=False)
        return (begin, eind) if eind.op > begin.op else (begin, Moment(eind.op + timedelta(days=1), hele_dag=False))
    laatste = lees_moment(delen[1], begin.op, vooruit=True)
    if laatste is None:
        return None
    if laatste.op < begin.op:
        verder = lees_datum(delen[1].casefold().strip(), begin.op.date())
        if verder is None or verder < begin.op.date():
            return None
        laatste = Moment(datetime.combine(verder, time.min, AMSTERDAM), hele_dag=True)
    return begin, laatste


def schrijf_moment(op: datetime, *, hele_dag: bool, vandaag: date, tot: datetime | None = None) -> str:
    """Write a moment for people: "ma 16 nov 14:00", "di 3 nov t/m do 5 nov"; read back by `periode_van`."""
    hier = lokaal(op)

    def een(moment: datetime) -> str:
        dag = schrijf_datum(moment.date(), vandaag)
        return dag if hele_dag else f"{dag} {moment:%H:%M}"

    if tot is None:
        return een(hier)
    daar = lokaal(tot)
    if not hele_dag and daar.date() == hier.date():
        return f"{een(hier)} tot {daar:%H:%M}"
    return f"{een(hier)} t/m {een(daar)}" if hele_dag else f"{een(hier)} tot {een(daar)}"


# -- the quick line


@dataclass(frozen=True, slots=True)
class Snelregel:
    """A line, read.

    Attributes:
        soort: key of NOTITIESOORTEN.
        tekst: what is kept.
        op: when; None means now.
        tot: end, when there is one.
        hele_dag: only the day is known.
        bron: who it comes from.
        aard: feit, oordeel or "".
        fout: key of what keeps it from being kept: "leeg" or "".
    """

    soort: str
    tekst: str
    op: datetime | None = None
    tot: datetime | None = None
    hele_dag: bool = False
    bron: str = ""
    aard: Literal["", "feit", "oordeel"] = ""
    fout: str = ""


def soortvoorstellen(tekst: str) -> tuple[str, ...]:
    """Return the kinds that a line beginning with "/…" may become; none once the word is finished."""
    gevonden = re.fullmatch(r"/([^\s]*)", tekst)
    if gevonden is None:
        return ()
    begin = vouw(gevonden[1])
    return tuple(s for s in NOTITIESOORTEN if s.startswith(begin))


def _lees_soort(woord: str) -> str:
    begin = vouw(woord)
    gevonden = [s for s in NOTITIESOORTEN if s.startswith(begin)] if begin else []
    return begin if begin in NOTITIESOORTEN else gevonden[0] if len(gevonden) == 1 else ""


_MEESTE_WOORDEN: Final = 11
_AARD: Final = re.compile(r"(?i)(?:^|(?<=\s))#(feit|oordeel)(?=\s|$|[.,;!?])")


def _knip_moment(tekst: str, nu: datetime, *, vooruit: bool) -> tuple[tuple[Moment, Moment | None] | None, str]:
    """Read the longest moment at the beginning; return it with what is left of the text."""
    einden = [m.end() for m in re.finditer(r"\S+", tekst)][:_MEESTE_WOORDEN]
    for eind in reversed(einden):
        stuk = tekst[:eind]
        kern = stuk.rstrip(",:;")
        gelezen = periode_van(kern, nu, vooruit=vooruit)
        if gelezen is None:
            continue
        label = len(kern) < len(stuk) or eind == len(tekst.rstrip()) or re.search(r"\d", kern)
        return gelezen, tekst[eind:].lstrip() if label else tekst
    return None, tekst


def _knip_bron(tekst: str, bekend: tuple[str, ...]) -> tuple[str, str]:
    """Read `@naam`: the longest known name, else one word; a mark within a sentence leaves its words there."""
    for plek in re.finditer(r"(?:^|(?<=\s))@(?=\w)", tekst):
        na = tekst[plek.end() :]
        woorden = [m.end() for m in re.finditer(r"\S+", na)]
        namen = {vouw(naam): naam for naam in bekend}
        for eind in reversed(woorden[:6]):
            kern = na[:eind].rstrip(".,;:!?")
            if vouw(kern) in namen:
                break
        else:
            kern = na[: woorden[0]].rstrip(".,;:!?")
        bron = namen.get(vouw(kern), kern)
        rest = na[len(kern) :]
        voor = tekst[: plek.start()]
        if not voor.strip() or not rest.strip(" .,;:!?"):
            return bron, f"{voor.rstrip()}{rest.lstrip(' :,') if not voor.strip() else rest}".strip()
        return bron, f"{voor}{kern}{rest}"
    return "", tekst


def ontleed(regel: str, nu: datetime, *, bronnen: tuple[str, ...] = ()) -> Snelregel:
    """Read a line of the quick entry; `bronnen` are names that may have a space in them."""
    tekst, soort, gekozen = regel.strip(), "notitie", False
    if woord := re.match(r"/(\S+)\s*", tekst):
        gevonden = _lees_soort(woord[1])
        if gevonden:
            soort, gekozen, tekst = gevonden, True, tekst[woord.end() :]
    aard: Literal["", "feit", "oordeel"] = ""
    if merk := _AARD.search(tekst):
        aard = "feit" if merk[1].casefold() == "feit" else "oordeel"
        tekst = f"{tekst[: merk.start()].rstrip()}{tekst[merk.end() :]}".strip()
    vooruit = soort in MET_DUUR
    moment: tuple[Moment, Moment | None] | None = None
    bron = ""
    if tekst.startswith("@"):
        bron, tekst = _knip_bron(tekst, bronnen)
    if tekst.startswith("!"):
        moment, rest = _knip_moment(tekst[1:].lstrip(), nu, vooruit=vooruit)
        if moment is not None:
            tekst = rest
    elif gekozen:
        moment, tekst = _knip_moment(tekst, nu, vooruit=vooruit)
    if not bron:
        bron, tekst = _knip_bron(tekst, bronnen)
    begin, eind = moment if moment is not None else (None, None)
    tekst = tekst.strip()
    return Snelregel(
        soort=soort,
        tekst=tekst,
        op=begin.op if begin else None,
        tot=eind.op if eind else None,
        hele_dag=begin.hele_dag if begin else False,
        bron=bron,
        aard=aard,
        fout="" if tekst else "leeg",
    )


# -- the filter


@dataclass(frozen=True, slots=True)
class Zeef:
    """What a person wants to see; empty fields let everything through.

    Attributes:
        soorten: kinds of entry.
        wie: a source or a writer, as written.
        van, tot: days, both included; what lasts counts when any of it falls between them.
        woorden: each must occur.
    """

    soorten: frozenset[str] = frozenset()
    wie: str = ""
    van: date | None = None
    tot: date | None = None
    woorden: str = ""

    @property
    def leeg(self) -> bool:
        """Nothing is kept back."""
        return not (self.soorten or self.wie or self.van or self.tot or self.woorden.strip())


def zeef(gebeurtenissen: tuple[Gebeurtenis, ...], wat: Zeef) -> tuple[Gebeurtenis, ...]:
    """Return what passes, in the same order; cheap enough to do at every letter over thousands."""
    if wat.leeg:
        return gebeurtenissen
    woorden = plat(wat.woorden).split()
    uit = []
    for g in gebeurtenissen:
        if wat.soorten and g.soort not in wat.soorten:
            continue
        if wat.wie and wat.wie not in (g.bron, g.wie):
            continue
        if wat.tot is not None and g.op.date() > wat.tot:
            continue
        if wat.van is not None and (g.tot or g.op).date() < wat.van:
            continue
        if woorden and not all(w in g.zoek for w in woorden):
            continue
        uit.append(g)
    return tuple(uit)


def maandnaam(op: datetime) -> str:
    """Name the month as a heading: "november 2026"."""
    return f"{MAANDEN[op.month - 1]} {op.year}"
