"""Counts for management: per theme, phase, partner, and how long things took; no names of people.

On screen the house sees its own numbers; what leaves the house shows small numbers as "minder dan 5", and a total
only when no part of it was hidden, so that nothing can be worked back to one person.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final

from zvh_desktop.domain.casus import PROCESFASEN, Aanmelding, Casus, Triage, procesfase, themanaam
from zvh_desktop.domain.overleg import Agendapunt, Overleg
from zvh_desktop.domain.plan import FASEN
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import queries

__all__ = ["KLEIN", "Rapport", "Rapportrij", "Rapporttabel", "afgeschermd", "als_csv", "exporteer", "rapport"]

KLEIN: Final = 5
"""Numbers from 1 up to this one are not told outside the house."""

_LOPEND = ("aangemeld", "loopt")


@dataclass(frozen=True, slots=True)
class Rapportrij:
    """A row: what is counted, and the counts; None where there is nothing to tell."""

    sleutel: str
    naam: str
    getallen: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Rapporttabel:
    """A table of counts.

    Attributes:
        kolommen: heads of the counts, as many as each row has.
        totaal: counts over all rows, () when they cannot be added.
        gewogen: the last column says over how many something was measured; with few of them nothing is told.
    """

    sleutel: str
    titel: str
    eerste: str
    kolommen: tuple[str, ...]
    rijen: tuple[Rapportrij, ...]
    toelichting: str = ""
    totaal: tuple[int, ...] = ()
    gewogen: bool = False


@dataclass(frozen=True, slots=True)
class Rapport:
    """All tables, as things stood on a day."""

    op: date
    huis: str
    tabellen: tuple[Rapporttabel, ...]


def rapport(wp: Werkplek) -> Rapport:
    """Count what the vault holds today.

    Raises:
        Omstandigheid: NIET_BEVOEGD.
    """
    wp.eis_recht(Daad.RAPPORTAGE_ZIEN)
    feiten = list(queries.casusfeiten(wp.store.verbinding, wp.vandaag()))
    tabellen = (_themas(feiten), _procesfasen(feiten), _planfasen(feiten), _acties(wp), _doorlooptijd(wp))
    return Rapport(wp.vandaag(), wp.regio().naam, tabellen)


def _themas(feiten: list[queries.Casusfeit]) -> Rapporttabel:
    lopend: Counter[str] = Counter()
    klaar: Counter[str] = Counter()
    for f in feiten:
        (lopend if f.status in _LOPEND else klaar).update(f.thema or ("",))
    namen = {thema: themanaam(thema) if thema else "nog geen thema" for thema in lopend | klaar}
    rijen = (
        Rapportrij(t, namen[t], (lopend[t], klaar[t])) for t in sorted(namen, key=lambda t: (-lopend[t], namen[t]))
    )
    return Rapporttabel(
        "thema",
        "Casussen per thema",
        "Thema",
        ("Lopend", "Beëindigd"),
        tuple(rijen),
        "Een casus met meer thema’s telt bij elk thema mee; daarom is er geen totaal.",
    )


def _procesfasen(feiten: list[queries.Casusfeit]) -> Rapporttabel:
    tel = Counter(procesfase(f.feiten).fase for f in feiten if f.status in _LOPEND)
    rijen = tuple(Rapportrij(str(n), f"{n} {naam}", (tel[n],)) for n, naam in PROCESFASEN.items())
    return Rapporttabel(
        "procesfase",
        "Lopende casussen per processtap",
        "Stap",
        ("Casussen",),
        rijen,
        "De stap volgt uit wat is vastgelegd.",
        totaal=(sum(tel.values()),),
    )


def _planfasen(feiten: list[queries.Casusfeit]) -> Rapporttabel:
    tel = Counter(f.planfase for f in feiten if f.status in _LOPEND)
    rijen = [Rapportrij(str(n), f"{n} {naam}", (tel[n],)) for n, naam in FASEN.items()]
    rijen.append(Rapportrij("0", "geen open fase", (tel[0],)))
    return Rapporttabel(
        "planfase",
        "Lopende casussen per fase van het plan",
        "Fase",
        ("Casussen",),
        tuple(rijen),
        "Geteld is de laagste open fase.",
        totaal=(sum(tel.values()),),
    )


def _acties(wp: Werkplek) -> Rapporttabel:
    open_: Counter[str] = Counter()
    laat: Counter[str] = Counter()
    for organisatie, aantal, te_laat in queries.actietelling(wp.store.verbinding, wp.vandaag()):
        open_[organisatie] += aantal
        laat[organisatie] += te_laat
    volgorde = sorted(open_, key=lambda o: (-open_[o], o.casefold()))
    rijen = tuple(Rapportrij(o or "-", o or "nog geen eigenaar", (open_[o], laat[o])) for o in volgorde)
    return Rapporttabel(
        "acties",
        "Open acties per partner",
        "Partner",
        ("Open", "Te laat"),
        rijen,
        totaal=(sum(open_.values()), sum(laat.values())),
    )


def _doorlooptijd(wp: Werkplek) -> Rapporttabel:
    verborgen = queries.verborgen_casussen(wp.store.verbinding)
    begin = {c.id: c.begonnen_op for c in wp.store.find(Casus) if c.id not in verborgen}
    for aanmelding in wp.store.find(Aanmelding):
        dag = begin.get(aanmelding.casus_id)
        if dag is not None:
            begin[aanmelding.casus_id] = min(dag, aanmelding.ontvangen_op)
    triage = {t.casus_id: t.datum for t in wp.store.find(Triage)}
    besproken: dict[str, date] = {}
    dagen = {o.id: o.datum for o in wp.store.find(Overleg, status="gesloten")}
    for punt in wp.store.find(Agendapunt):
        if punt.casus_id and punt.overleg_id in dagen:
            dag = dagen[punt.overleg_id]
            besproken[punt.casus_id] = min(dag, besproken.get(punt.casus_id, dag))
    rijen = []
    for sleutel, naam, eind in (
        ("triage", "van aanmelding tot triage", triage),
        ("overleg", "van aanmelding tot eerste overleg", besproken),
    ):
        duur = [(eind[c] - dag).days for c, dag in begin.items() if c in eind and eind[c] >= dag]
        rijen.append(Rapportrij(sleutel, naam, (round(median(duur)) if duur else None, len(duur))))
    return Rapporttabel(
        "doorlooptijd",
        "Doorlooptijd",
        "Traject",
        ("Dagen (mediaan)", "Casussen"),
        tuple(rijen),
        "De mediaan: de helft duurde korter, de helft langer.",
        gewogen=True,
    )


def afgeschermd(getal: int | None) -> str:
    """Return a count as it may leave the house."""
    if getal is None:
        return "–"
    return f"minder dan {KLEIN}" if 0 < getal < KLEIN else str(getal)


_FORMULE: Final = tuple("=+-@＝＋－＠")


def _veilig(tekst: str) -> str:
    """Keep a spreadsheet from reading a name as a formula."""
    return f"'{tekst}" if tekst.lstrip()[:1] in _FORMULE or tekst[:1] in "\t\r\n" else tekst


def _rij_buiten(tabel: Rapporttabel, rij: Rapportrij) -> list[str]:
    if tabel.gewogen and (rij.getallen[-1] or 0) < KLEIN:
        return ["te weinig om te noemen"] * (len(rij.getallen) - 1) + [afgeschermd(rij.getallen[-1])]
    return [afgeschermd(g) for g in rij.getallen]


def _totaal_buiten(tabel: Rapporttabel) -> Iterable[str]:
    for kolom, totaal in enumerate(tabel.totaal):
        klein = any(0 < (rij.getallen[kolom] or 0) < KLEIN for rij in tabel.rijen)
        yield "niet genoemd" if klein else str(totaal)


def als_csv(inhoud: Rapport) -> bytes:
    """Return all tables for a spreadsheet (UTF-8 with mark, semicolons), small numbers hidden."""
    uit = io.StringIO()
    schrijver = csv.writer(uit, delimiter=";", lineterminator="\r\n")
    schrijver.writerow([_veilig(inhoud.huis), f"stand op {inhoud.op.day}-{inhoud.op.month}-{inhoud.op.year}"])
    for tabel in inhoud.tabellen:
        schrijver.writerow([])
        schrijver.writerow([_veilig(tabel.titel)])
        schrijver.writerow([_veilig(kop) for kop in (tabel.eerste, *tabel.kolommen)])
        for rij in tabel.rijen:
            schrijver.writerow([_veilig(rij.naam), *_rij_buiten(tabel, rij)])
        if tabel.totaal:
            schrijver.writerow(["Totaal", *_totaal_buiten(tabel)])
        if tabel.toelichting:
            schrijver.writerow([_veilig(tabel.toelichting)])
    return b"\xef\xbb\xbf" + uit.getvalue().encode()


def exporteer(wp: Werkplek) -> bytes:
    """Return the tables as they may leave the house; that it happened is logged."""
    inhoud = als_csv(rapport(wp))
    wp.log("rapportage_geexporteerd", (), tabellen=5)
    return inhoud
