"""Search: casussen by name or number, people, and words in what was written, narrowed down by what the casus is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final, NamedTuple

from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.domain.casus import themanaam
from zvh_desktop.domain.partner import Partner
from zvh_desktop.domain.zoekfragment import Knipper, schoon
from zvh_desktop.domain.zoekvraag import SOORTEN, Filter, Vraag, ontleed, schrijf, vul_aan
from zvh_desktop.services import analyse
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.services.zoekoverzicht import Overzicht, Reeks, overzicht
from zvh_desktop.store import finding, search
from zvh_desktop.store.finding import Casuskaart, Tekst

__all__ = ["Groep", "Treffer", "Vondst", "leg_vast", "neem_op", "past", "stel_voor", "vind", "zoek"]

_MEESTE: Final = 200
_LOPEND: Final = ("aangemeld", "loopt")
_MEESTE_NAMEN: Final = 5
_KORTSTE_NAAM: Final = 3
_EXTRA: Final = 2


class Treffer(NamedTuple):
    """One hit.

    Attributes:
        fragment: text around the words, those found between U+0002 and U+0003.
        dag: of the note, the report …, else the day on which it was made; None when nothing tells.
    """

    soort: str
    record_id: str
    casus_id: str
    casusnaam: str
    waar: str
    fragment: str
    dag: date | None = None


@dataclass(frozen=True, slots=True)
class Groep:
    """The hits of one casus."""

    casus_id: str
    nummer: str
    naam: str
    status: str
    treffers: tuple[Treffer, ...]


@dataclass(frozen=True, slots=True)
class Vondst:
    """What a question found.

    Attributes:
        vraag: in its normal form.
        meer: there are more than are shown here.
        raad: sentences about what could not be used as an operator.
    """

    vraag: str
    groepen: tuple[Groep, ...]
    aantal: int
    meer: bool
    raad: tuple[str, ...]


_WAAR = {
    "notitie": "Verloop",
    "actie": "Actie",
    "inbreng": "Overleg",
    "doel": "Plan",
    "fase": "Plan",
    "scenario": "Plan",
    "voorwaarde": "Plan",
    "fasestap": "Plan",
    "interventie": "Plan",
    "planakkoord": "Plan",
    "clientzin": "Plan",
    "aanmelding": "Aanmelding",
    "triage": "Triage",
    "casus": "Casus",
    "betrokkene": "Betrokkene",
    "uitkomst": "Overleg",
    "reactie": "Verslag",
    "toevoeging": "Verslag",
    "vlag": "Vlag",
    "escalatie": "Escalatie",
    "informatieverzoek": "Informatieverzoek",
    "zsm_advies": "ZSM-advies",
    "dossierstuk": "Stuk",
    **dict.fromkeys(analyse.SOORTEN, "Analyse"),
}


# -- filters


def _partners(wp: Werkplek, waarde: str) -> set[str]:
    gezocht = vouw(waarde)
    return {p.id for p in wp.partners().values() if _heet(p, gezocht)}


def _heet(partner: Partner, gezocht: str) -> bool:
    return bool(gezocht) and (gezocht in vouw(partner.naam) or gezocht in vouw(partner.kort))


def _voldoet(wp: Werkplek, alles: Overzicht, f: Filter) -> Callable[[Casuskaart], bool] | set[str]:
    """Return the casussen that meet a filter, or how to tell from a casus itself."""
    verbinding = wp.store.verbinding
    gezocht = vouw(f.waarde)
    if f.naam == "thema":
        return lambda k: any(gezocht in vouw(t) or gezocht in vouw(themanaam(t)) for t in k.thema)
    if f.naam == "partner":
        partners = _partners(wp, f.waarde)
        bezig = finding.van_partners(verbinding, partners)
        return lambda k: k.partner_id in partners or k.id in bezig
    if f.naam == "fase":
        return finding.met_fase(verbinding, int(f.waarde))
    if f.naam == "mens":
        namen, van = alles.mensen(wp)
        erin = {van[id_].casus_id for id_ in namen.met(gezocht)} if gezocht else set()
        return lambda k: k.id in erin or (bool(gezocht) and gezocht in vouw(k.casusregisseur))
    if f.waarde == "telaat":
        return finding.met_te_late_acties(verbinding, wp.vandaag())
    if f.waarde == "vlag":
        return finding.met_vlag(verbinding)
    if f.waarde == "vastgezet":
        return set(finding.spelden(verbinding, wp.wie.id if wp.wie else ""))
    if f.waarde == "evaluatie":
        dag = wp.vandaag()
        return lambda k: k.evaluatie is not None and k.evaluatie < dag and k.status in _LOPEND
    if f.waarde == "zonderregisseur":
        return lambda k: not k.casusregisseur and k.status in _LOPEND
    staten = {"open": _LOPEND, "lopend": ("loopt",)}.get(f.waarde, (f.waarde,))
    return lambda k: k.status in staten


def past(wp: Werkplek, vraag: Vraag) -> list[Casuskaart] | None:
    """Return the casussen that meet every filter about the casus; None when there is no such filter."""
    filters = [f for f in vraag.filters if f.naam != "soort"]
    if not filters:
        return None
    alles = overzicht(wp)
    over = list(alles.kaarten.values())
    for f in filters:
        voldoet = _voldoet(wp, alles, f)
        if isinstance(voldoet, set):
            over = [k for k in over if (k.id in voldoet) != f.niet]
        else:
            over = [k for k in over if voldoet(k) != f.niet]
    return over


def _soorten(vraag: Vraag) -> tuple[set[str] | None, set[str]]:
    if not vraag.filters:
        return None, set()
    wel = [f for f in vraag.filters if f.naam == "soort" and not f.niet]
    niet = {soort for f in vraag.filters if f.naam == "soort" and f.niet for soort in SOORTEN[f.waarde]}
    return ({soort for f in wel for soort in SOORTEN[f.waarde]} if wel else None), niet


# -- finding


def _op_naam(
    wp: Werkplek, alles: Overzicht, vraag: Vraag, binnen: set[str] | None, hoogstens: int
) -> Iterator[Treffer]:
    """Casussen by name or number, then people by name, so many of each; one with a minus is about words alone."""
    if not vraag.termen or any(t.niet for t in vraag.termen) or vraag.na or vraag.voor:
        return
    gezocht = vouw(" ".join([t.tekst for t in vraag.termen]))
    if not gezocht:
        return
    wel, niet = _soorten(vraag)
    if (wel is None or "casus" in wel) and "casus" not in niet:
        casussen = alles.namen.met(gezocht)
        for id_ in islice(casussen if binnen is None else (i for i in casussen if i in binnen), hoogstens):
            yield Treffer("casus", id_, id_, alles.kaarten[id_].naam, "Casus", "")
    if len(gezocht) < _KORTSTE_NAAM or (wel is not None and "betrokkene" not in wel) or "betrokkene" in niet:
        return
    namen, van = alles.mensen(wp)
    mensen = namen.met(gezocht)
    for id_ in islice(mensen if binnen is None else (i for i in mensen if van[i].casus_id in binnen), hoogstens):
        casus_id, naam = van[id_].casus_id, van[id_].naam
        kort = " ".join(naam.split("[")[0].split())
        yield Treffer("betrokkene", id_, casus_id, alles.kaarten[casus_id].naam, "Betrokkene", kort)


def _treffers(wp: Werkplek, vraag: Vraag, limiet: int, namen: int) -> list[Treffer]:
    """Return at most `limiet` hits, of which at most `namen` each by the name of a casus or of somebody."""
    if vraag.leeg:
        return []
    alles, kaarten = overzicht(wp), past(wp, vraag)
    binnen = None if kaarten is None else {k.id for k in kaarten}
    uit = list(_op_naam(wp, alles, vraag, binnen, namen))
    wel, _ = _soorten(vraag)
    if kaarten is not None and not vraag.termen and wel is None and not (vraag.na or vraag.voor):
        # Filters alone: the casussen themselves.
        return [Treffer("casus", k.id, k.id, k.naam, "Casus", "") for k in kaarten][:limiet]
    alles.maak_gereed(wp)
    gezien = {t.record_id for t in uit}
    reeks = alles.begin(vraag)
    gevonden = _in_teksten(wp, alles, reeks, vraag, limiet - len(uit), gezien, binnen)
    alles.onthoud(reeks)
    if gevonden:
        dagen, kaarten_ = alles.dagen(wp, [t for t, _ in gevonden]), alles.kaarten
        for (_, record_id, _, soort, casus_id, _), fragment in gevonden:
            waar, naam = _WAAR.get(soort, "Dossier"), kaarten_[casus_id].naam
            uit.append(Treffer(soort, record_id, casus_id, naam, waar, fragment, dagen[record_id]))
    return uit[:limiet]


def _in_teksten(
    wp: Werkplek,
    alles: Overzicht,
    reeks: Reeks,
    vraag: Vraag,
    hoogstens: int,
    gezien: set[str],
    binnen: set[str] | None,
) -> list[tuple[Tekst, str]]:
    """Return texts with the words round the hit, without what may not be listed: the last changed of each record.

    First come those that the question one letter ago found, when every answer to this one must be among them; then the
    index, from where that came to.
    """
    if hoogstens <= 0:
        return []
    knipper, geheim = Knipper(vraag.termen), alles.met_geheim(wp)
    eerder, reeks.teksten = reeks.teksten, []
    uit: list[tuple[Tekst, str]] = []
    for nr, t in enumerate(eerder):
        fragment = reeks.fragmenten.get(t.nr)
        if fragment is None or not knipper.blijft(fragment):
            mensen = alles.geheim(wp, t.casus_id) if t.casus_id in geheim else ()
            fragment = knipper.knip(t.soort, t.veld, t.tekst, mensen)
            if fragment is None:
                continue
            reeks.fragmenten[t.nr] = fragment
        reeks.teksten.append(t)
        if t.record_id not in gezien:
            gezien.add(t.record_id)
            uit.append((t, fragment))
            if len(uit) == hoogstens:
                reeks.teksten += eerder[nr + 1 :]
                return uit
    if reeks.uit:
        return uit
    wel, niet = _soorten(vraag)
    verbinding = wp.store.verbinding
    # A record may be found in several of its fields: first a few more than are wanted, then ever more at once.
    keer = hoogstens - len(uit) + _EXTRA
    while not reeks.uit:
        rijen = finding.find_texts(
            verbinding,
            vraag.termen,
            hoogstens=keer,
            onder=reeks.onder,
            soorten=wel,
            zonder_soorten=niet,
            casussen=binnen,
            zonder_casussen=alles.dicht,
            na=vraag.na,
            voor=vraag.voor,
        )
        for t in rijen:
            reeks.onder = t.nr
            if t.casus_id not in alles.kaarten:
                continue
            reeks.neem(t)
            if t.record_id in gezien:
                continue
            gezien.add(t.record_id)
            mensen = alles.geheim(wp, t.casus_id) if t.casus_id in geheim else ()
            fragment = knipper.knip(t.soort, t.veld, t.tekst, mensen)
            if fragment is None:
                # The index folds some letters in another way: then it says itself where the words stand.
                fragment = schoon(t.soort, t.veld, finding.fragment_of(verbinding, vraag.termen, t.nr), mensen)
            reeks.fragmenten[t.nr] = fragment
            uit.append((t, fragment))
            if len(uit) == hoogstens:
                return uit
        reeks.uit = len(rijen) < keer
        keer *= 4
    return uit


def zoek(wp: Werkplek, vraag: str, limiet: int = 12) -> list[Treffer]:
    """Search names of casussen and people first, then words (the last one as a beginning); for the palette.

    Whoever shows the hits to a person calls `leg_vast` when typing rests.
    """
    return _treffers(wp, ontleed(vraag, wp.vandaag() if ":" in vraag else None), limiet, _MEESTE_NAMEN)


def vind(wp: Werkplek, tekst: str, limiet: int = _MEESTE) -> Vondst:
    """Search for the page: hits grouped by casus, in the order in which they were found.

    Whoever shows them to a person calls `leg_vast` when typing rests.
    """
    vraag = ontleed(tekst, wp.vandaag())
    gevonden = _treffers(wp, vraag, limiet + 1, limiet + 1)
    meer = len(gevonden) > limiet
    alles = overzicht(wp)
    per_casus: dict[str, list[Treffer]] = {}
    for treffer in gevonden[:limiet]:
        per_casus.setdefault(treffer.casus_id, []).append(treffer)
    groepen = []
    for casus_id, treffers in per_casus.items():
        kaart = alles.kaarten[casus_id]
        groepen.append(Groep(casus_id, kaart.nummer, kaart.naam, kaart.status, tuple(treffers)))
    return Vondst(schrijf(vraag), tuple(groepen), min(len(gevonden), limiet), meer, vraag.raad)


def stel_voor(wp: Werkplek, tekst: str, cursor: int) -> tuple[tuple[str, str], ...]:
    """Propose how the operator under the cursor goes on: (whole text, what it means)."""
    kaal = tekst[tekst.rfind(" ", 0, cursor) + 1 : cursor].lstrip("-").lower()
    alles = overzicht(wp)
    themas: list[str] = []
    partners: list[str] = []
    mensen: list[str] = []
    if kaal.startswith("thema:"):
        themas = sorted({themanaam(t) for k in alles.kaarten.values() for t in k.thema})
    elif kaal.startswith("partner:"):
        partners = sorted(p.kort or p.naam for p in wp.partners().values() if not p.verwijderd)
    elif kaal.startswith("@") and len(kaal) > 2:
        namen, van = alles.mensen(wp)
        treffend = (van[id_][1].split("[")[0] for id_ in namen.met(vouw(kaal)))
        mensen = sorted({naam for naam, _ in zip(treffend, range(20), strict=False)})
        mensen += sorted({k.casusregisseur for k in alles.kaarten.values() if k.casusregisseur})
    return vul_aan(tekst, cursor, themas=themas, partners=partners, mensen=mensen)


def leg_vast(wp: Werkplek, vraag: str, treffers: int) -> None:
    """Record a search in the audit log: a keyed hash of the words, not the words, and how many hits were shown.

    Apart from `zoek` because a durable line for every letter typed costs more than all searching.
    """
    wp.log("gezocht", (), woorden=wp.store.sleutelhash(vouw(vraag.strip())), treffers=treffers)


def neem_op(wp: Werkplek) -> bool:
    """Take the next few records that were changed into the search index; return whether more wait."""
    return search.step(wp.store.verbinding)
