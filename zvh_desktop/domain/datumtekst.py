"""Dutch dates as people type them: read, complete and write; today is an argument.

A name of a weekday means the next such day after today ("vandaag" says today itself); a day without a year
is the next one that is not before today. What contradicts itself ("di 2 dec" on a Wednesday) is not read.
"""

import calendar
import re
from datetime import date, timedelta
from typing import Final, Literal

from zvh_desktop.domain.tijd import MAANDEN_KORT

__all__ = ["DAGEN", "MAANDEN", "MAANDEN_KORT", "invoer_datum", "lees_datum", "schrijf_datum", "stel_voor", "voluit"]

DAGEN: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MAANDEN: Final = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip

_DAG_KORT: Final = tuple(d[:2] for d in DAGEN)
_DAG: Final = {naam: i for i, d in enumerate(DAGEN) for naam in (d, d[:2])}
_MAAND: Final = {
    **{naam: i + 1 for i, m in enumerate(MAANDEN) for naam in (m, MAANDEN_KORT[i])},
    "sept": 9,
    "maa": 3,
    "febr": 2,
}
_GETAL: Final = {
    naam: i + 1
    for i, naam in enumerate(
        ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")
    )
}
_EENHEID: Final = {
    "dag": "dag",
    "dagen": "dag",
    "week": "week",
    "weken": "week",
    "maand": "maand",
    "maanden": "maand",
    "jaar": "jaar",
}
_KLAAR: Final = (
    "vandaag",
    "morgen",
    "overmorgen",
    "volgende week",
    "over 2 weken",
    "eind van de maand",
    "over 3 maanden",
)
"""Phrases offered by completion, in the order in which they are offered."""


def voluit(dag: date) -> str:
    """Return a day as people write it in a sentence: "3 maart 2032"."""
    return f"{dag.day} {MAANDEN[dag.month - 1]} {dag.year}"


def lees_datum(tekst: str, vandaag: date) -> date | None:
    """Read one date that fills all of `tekst`, or None when it is not (one) date.

    Reads "1-12", "1/12/26", "2026-12-01", "1 dec", "di 1 december 2026", "di", "vrijdag", "volgende week di",
    "deze week vr", "komende ma", "vandaag", "morgen", "overmorgen", "over 2 weken", "over een maand",
    "volgende week", "volgende maand", "eind van de week/maand/het jaar", "eind december". The end of a week is
    its Friday.
    """
    woorden = [w.rstrip(".,") for w in tekst.casefold().replace("é", "e").split()]
    if not woorden or not all(woorden):
        return None
    try:
        if woorden[0] in _DAG and len(woorden) > 1 and woorden[1] != "volgende":
            gevonden = _kalenderdag(woorden[1:], vandaag)
            return gevonden if gevonden and gevonden.weekday() == _DAG[woorden[0]] else None
        return _kalenderdag(woorden, vandaag) or _gezegde(woorden, vandaag)
    except (ValueError, OverflowError):
        # A day that does not exist (31-11), or one beyond the calendar.
        return None


def _kalenderdag(woorden: list[str], vandaag: date) -> date | None:
    """Read day, month and perhaps year, in digits or with the month's name."""
    if len(woorden) == 1:
        if m := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", woorden[0], re.ASCII):
            return date(int(m[1]), int(m[2]), int(m[3]))
        m = re.fullmatch(r"(\d{1,2})([-/])(\d{1,2})(?:\2(\d{4}|\d{2}))?", woorden[0], re.ASCII)
        if not m:
            return None
        jaar = int(m[4]) + (2000 if len(m[4]) == 2 else 0) if m[4] else None
        return _dag(int(m[1]), int(m[3]), jaar, vandaag)
    if len(woorden) > 3 or woorden[1] not in _MAAND or not re.fullmatch(r"\d{1,2}", woorden[0], re.ASCII):
        return None
    # Two digits after a month's name are more often a number of something than a year.
    if len(woorden) == 3 and not re.fullmatch(r"\d{4}", woorden[2], re.ASCII):
        return None
    return _dag(int(woorden[0]), _MAAND[woorden[1]], int(woorden[2]) if len(woorden) == 3 else None, vandaag)


def _dag(dag: int, maand: int, jaar: int | None, vandaag: date) -> date | None:
    if jaar is not None:
        return date(jaar, maand, dag)
    # 29 February may be eight years away (around 2100); any other day that exists comes within a year.
    for kandidaat in range(vandaag.year, vandaag.year + 9):
        try:
            gevonden = date(kandidaat, maand, dag)
        except ValueError:
            continue
        if gevonden >= vandaag:
            return gevonden
    return None


def _gezegde(woorden: list[str], vandaag: date) -> date | None:
    """Read a way of saying that counts from today."""
    match woorden:
        case ["vandaag"]:
            return vandaag
        case ["morgen"]:
            return vandaag + timedelta(days=1)
        case ["overmorgen"]:
            return vandaag + timedelta(days=2)
        case [dag] | [("komende" | "aanstaande" | "as"), dag] if dag in _DAG:
            return _na(vandaag, _DAG[dag])
        case ["volgende", "week"]:
            return vandaag + timedelta(days=7)
        case ["volgende", "maand"]:
            return _maanden_verder(vandaag, 1)
        case ["volgende", "week", dag] | [dag, "volgende", "week"] if dag in _DAG:
            return vandaag + timedelta(days=7 - vandaag.weekday() + _DAG[dag])
        case ["deze", "week", dag] if dag in _DAG and _DAG[dag] >= vandaag.weekday():
            return vandaag + timedelta(days=_DAG[dag] - vandaag.weekday())
        case ["over", aantal, eenheid] if eenheid in _EENHEID:
            return _over(aantal, _EENHEID[eenheid], vandaag)
        case [("eind" | "einde"), *rest]:
            return _eind(rest, vandaag)
        case _:
            return None


def _over(aantal: str, eenheid: str, vandaag: date) -> date | None:
    if re.fullmatch(r"\d{1,3}", aantal, re.ASCII):
        n = int(aantal)
    elif aantal in _GETAL:
        n = _GETAL[aantal]
    else:
        return None
    if eenheid in ("dag", "week"):
        return vandaag + timedelta(days=n * (7 if eenheid == "week" else 1))
    return _maanden_verder(vandaag, n * (12 if eenheid == "jaar" else 1))


def _eind(rest: list[str], vandaag: date) -> date | None:
    kern = [w for w in rest if w not in ("van", "de", "het", "deze", "dit")]
    match kern:
        case ["week"]:
            vrijdag = vandaag + timedelta(days=4 - vandaag.weekday())
            return vrijdag if vrijdag >= vandaag else vrijdag + timedelta(days=7)
        case ["maand"]:
            return _laatste(vandaag.year, vandaag.month)
        case ["volgende", "maand"]:
            eerste = _maanden_verder(vandaag.replace(day=1), 1)
            return _laatste(eerste.year, eerste.month)
        case ["jaar"]:
            return date(vandaag.year, 12, 31)
        case [maand] if maand in _MAAND:
            dit = _laatste(vandaag.year, _MAAND[maand])
            return dit if dit >= vandaag else _laatste(vandaag.year + 1, _MAAND[maand])
        case _:
            return None


def _laatste(jaar: int, maand: int) -> date:
    return date(jaar, maand, calendar.monthrange(jaar, maand)[1])


def _maanden_verder(dag: date, n: int) -> date:
    """Same day n months on; the last day of the month when it has no such day."""
    jaar, maand0 = divmod(dag.year * 12 + dag.month - 1 + n, 12)
    if jaar > date.max.year:
        raise OverflowError
    return date(jaar, maand0 + 1, min(dag.day, calendar.monthrange(jaar, maand0 + 1)[1]))


def _na(vandaag: date, weekdag: int) -> date:
    return vandaag + timedelta(days=(weekdag - vandaag.weekday() - 1) % 7 + 1)


def stel_voor(tekst: str, vandaag: date) -> tuple[date, ...]:
    """Propose days for what has been typed so far, the likeliest first, at most four.

    A weekday ("di", "dins") gives the next one and the one after; a day of the month ("1", "1-") gives the
    coming months; a beginning of a phrase gives what the phrase says.
    """
    kaal = " ".join(tekst.casefold().split())
    voorstellen: list[date] = []
    try:
        if gelezen := lees_datum(kaal, vandaag):
            voorstellen.append(gelezen)
        voorstellen += _vervolg(kaal, vandaag)
    except OverflowError:
        # Near the end of the calendar there is nothing to propose any more.
        pass
    return tuple(dict.fromkeys(voorstellen))[:4]


def _vervolg(kaal: str, vandaag: date) -> list[date]:
    if not kaal:
        vast = ("morgen", "volgende week", "over 2 weken", "eind van de maand")
        return [d for n in vast if (d := lees_datum(n, vandaag))]
    *kop, laatste = kaal.split(" ")
    uit: list[date] = []
    for i, naam in enumerate(DAGEN):
        if len(laatste) < 2 or not naam.startswith(laatste):
            continue
        if not kop:
            eerste = _na(vandaag, i)
            uit += [eerste, eerste + timedelta(days=7)]
        elif d := lees_datum(" ".join((*kop, naam)), vandaag):
            uit.append(d)
    if m := re.fullmatch(r"(?:(\w+) )?(\d{1,2})(?:-| )?", kaal, re.ASCII):
        uit += _maanddagen(int(m[2]), _DAG.get(m[1]) if m[1] else None, vandaag) if not m[1] or m[1] in _DAG else []
    if m := re.fullmatch(r"(?:\w+ )?(\d{1,2}) ([a-z]{1,9})", kaal, re.ASCII):
        hits = [n for n, naam in enumerate(MAANDEN, 1) if naam.startswith(m[2])]
        uit += [d for n in hits if (d := lees_datum(f"{m[1]}-{n}", vandaag))]
    if m := re.fullmatch(r"over (\w+)(?: ([a-z]+))?", kaal):
        namen = [n for n in ("weken", "dagen", "maanden") if n.startswith(m[2] or "")]
        uit += [d for n in namen if (d := lees_datum(f"over {m[1]} {n}", vandaag))]
    if len(kaal) > 1:
        uit += [d for zin in _KLAAR if zin.startswith(kaal) if (d := lees_datum(zin, vandaag))]
    return uit


def _maanddagen(dag: int, weekdag: int | None, vandaag: date) -> list[date]:
    uit = []
    for n in range(13 if weekdag is not None else 3):
        eerste = _maanden_verder(vandaag.replace(day=1), n)
        if 1 <= dag <= calendar.monthrange(eerste.year, eerste.month)[1]:
            d = eerste.replace(day=dag)
            if d >= vandaag and (weekdag is None or d.weekday() == weekdag):
                uit.append(d)
    return uit[:2]


def schrijf_datum(d: date, vandaag: date, vorm: Literal["kort", "lang"] = "kort") -> str:
    """Write a day for people: "di 1 dec" or "dinsdag 1 december"; with the year when it is another year."""
    jaar = f" {d.year}" if d.year != vandaag.year else ""
    if vorm == "lang":
        return f"{DAGEN[d.weekday()]} {d.day} {MAANDEN[d.month - 1]}{jaar}"
    return f"{_DAG_KORT[d.weekday()]} {d.day} {MAANDEN_KORT[d.month - 1]}{jaar}"


def invoer_datum(d: date, vandaag: date) -> str:
    """Write a day so that `lees_datum` reads the same day back: "di 1 dec", or with the year when needed."""
    kort = schrijf_datum(d, vandaag)
    return kort if lees_datum(kort, vandaag) == d else f"{d.day}-{d.month}-{d.year:04d}"
