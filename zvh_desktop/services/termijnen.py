"""What has a deadline, for Vandaag: read after the first picture, each kind by its own index."""

from collections.abc import Container, Iterator
from datetime import date, timedelta

from zvh_desktop.domain import bewaren
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.grondslag import Bewaarregel, Verlenging
from zvh_desktop.domain.termijnen import KIJK_VOORUIT, Groep, Termijn, verzamel
from zvh_desktop.services.kijker import bedek_regels
from zvh_desktop.services.stagnatie import vastlopers
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import deadlines, queries
from zvh_desktop.store.deadlines import Regel

__all__ = ["termijnen", "werklijst"]

_EERSTE = 8
"""So many of each group are enough to begin with: a large region has hundreds, and they are looked at a few a day."""

_TABS = {
    "vlag": "overzicht",
    "informeren": "betrokkenen",
    "zsm": "informatie",
    "evaluatie": "overzicht",
    "verzoek": "informatie",
    "actie": "acties",
    "bewaren": "informatie",
    "overname": "overzicht",
}


def termijnen(wp: Werkplek) -> tuple[Groep, ...]:
    """Return everything that asks for attention because of its day, in the order in which it cannot wait."""
    vandaag, verbinding = wp.vandaag(), wp.store.verbinding
    return verzamel(bedek_regels(wp, list(_alle(wp, vandaag))), vandaag, deadlines.terzijde(verbinding, vandaag))


def werklijst(wp: Werkplek, heel: Container[str] = ()) -> tuple[Groep, ...]:
    """Return what Vandaag shows: of each group the first few, all of those whose name is in `heel`.

    Actions of partners are left out: they have a card of their own.
    """
    uit = []
    for groep in termijnen(wp):
        alle = tuple(t for t in groep.termijnen if t.soort != "actie")
        eerst = alle if groep.naam in heel else alle[:_EERSTE]
        uit.append(Groep(groep.naam, eerst, len(alle) - len(eerst)))
    return tuple(g for g in uit if g.termijnen)


def _alle(wp: Werkplek, vandaag: date) -> Iterator[Termijn]:
    verborgen = queries.verborgen_casussen(wp.store.verbinding)
    met_advies: set[str] = set()
    for vraag in deadlines.VRAGEN:
        soort = vraag.partition("_")[0]
        tot = vandaag + timedelta(days=KIJK_VOORUIT[soort])
        for r in deadlines.regels(wp.store.verbinding, vraag, vandaag, tot):
            if r.casus_id in verborgen or (vraag == "zsm_casus" and r.casus_id in met_advies):
                continue
            if vraag == "zsm":
                met_advies.add(r.casus_id)
            yield _termijn(soort, r)
    tot = vandaag + timedelta(days=KIJK_VOORUIT["protocol"])
    for partner_id, naam, dag in deadlines.protocollen(wp.store.verbinding, tot):
        yield Termijn("protocol", partner_id, "", naam, dag, _af("protocol", dag, vandaag), "", dag)
    yield from _overnames(wp, verborgen, vandaag)
    yield from _bewaren(wp, verborgen, vandaag)
    yield from _stilstand(wp)


def _af(wat: str, dag: date, vandaag: date) -> str:
    return f"{wat} liep af" if dag < vandaag else f"{wat} loopt af"


def _termijn(soort: str, r: Regel) -> Termijn:
    dag = r.dag
    wat = {
        "vlag": r.een,
        "informeren": f"informeren was uitgesteld, grond: {r.een or 'niet genoemd'}",
        "zsm": "het ZSM-advies loopt af",
        "evaluatie": "evaluatie" + (f", casusregisseur {r.een}" if r.een else ""),
        "verzoek": f"antwoord van {r.een}",
        "actie": "1 actie te laat" if r.een == "1" else f"{r.een} acties te laat, de oudste",
    }[soort]
    sinds = dag or date.fromisoformat(r.twee)
    return Termijn(soort, r.over_id, r.casus_id, r.naam, dag, " ".join(wat.split()), _TABS[soort], sinds)


def _stilstand(wp: Werkplek) -> Iterator[Termijn]:
    """The casussen that stagnate, one line each, with the reason that weighs most."""
    gezegd: dict[str, str] = {}
    for casus_id, naam, redenen in vastlopers(wp):
        rest = f", en nog {len(redenen) - 1}" if len(redenen) > 1 else ""
        wat, sinds = redenen[0].waarom + rest, redenen[0].sinds
        wat = gezegd.setdefault(wat, wat)  # many stagnate for the same reason
        yield Termijn("stilstand", casus_id, casus_id, naam, None, wat, "overzicht", sinds)


def _overnames(wp: Werkplek, verborgen: frozenset[str], vandaag: date) -> Iterator[Termijn]:
    """The casussen that were handed over and not confirmed within the time the house gives; 0 turns it off."""
    dagen = wp.regio().overname_dagen
    if not dagen:
        return
    for o in deadlines.onbevestigd(wp.store.verbinding, vandaag - timedelta(days=dagen)):
        if o.casus_id not in verborgen:
            dag = o.op + timedelta(days=dagen)
            yield Termijn("overname", o.notitie_id, o.casus_id, o.naam, dag, o.zin(), _TABS["overname"], dag)


def _bewaren(wp: Werkplek, verborgen: frozenset[str], vandaag: date) -> Iterator[Termijn]:
    """The casussen of which the term of keeping ends, by the settings of the house; without settings none."""
    regels = [r for r in wp.store.find(Bewaarregel) if not r.verwijderd]
    if not regels:
        return
    tot = vandaag + timedelta(days=KIJK_VOORUIT["bewaren"])
    # Counted back by the shortest term; what has a longer one falls out below. A term that begins with the casus ends
    # no later than one that begins with its end.
    kortst = 0 if any(r.start == "begin" for r in regels) else min(r.maanden for r in regels)
    grens = bewaren.tel_op(tot, -kortst)
    ids = deadlines.aflopende_casussen(wp.store.verbinding, bewaren.BEEINDIGD, grens)
    if not ids:
        return
    verlengd: dict[str, list[Verlenging]] = {}
    for verlenging in wp.store.find(Verlenging, casus_id=ids):
        verlengd.setdefault(verlenging.casus_id, []).append(verlenging)
    for casus in wp.store.vind_veel(Casus, ids).values():
        eind = bewaren.eind(casus, regels, verlengd.get(casus.id, ()))
        if eind is not None and eind <= tot and casus.id not in verborgen:
            wat = "bewaartermijn is om" if eind <= vandaag else "bewaartermijn eindigt"
            yield Termijn("bewaren", casus.id, casus.id, casus.naam, eind, wat, _TABS["bewaren"], eind)
