"""Series of overleggen: planning the next one, with what always comes back and what the last one left."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.datumtekst import schrijf_datum
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.ids import vast_id
from zvh_desktop.domain.overleg import Agendapunt, Overleg, Uitkomst
from zvh_desktop.domain.reeks import (
    Reeks,
    is_opening,
    mee_te_nemen,
    met_verslagen,
    ritme_in_woorden,
    volgende_datum,
    zonder_verslagen,
)
from zvh_desktop.domain.verslag import Reactie, Verslag
from zvh_desktop.services import overlegagenda, overlegbeeld, overlegdeelnemers, overleggen
from zvh_desktop.services.overleggen import OverlegInvoer
from zvh_desktop.services.voorzitten_beeld import TeVerslaan
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import queries

__all__ = [
    "ReeksRegel",
    "bewaar",
    "lijst",
    "neem_mee",
    "neem_mee_na",
    "plan_volgende",
    "stop",
    "van_overleg",
    "verslagen",
]

_VERSLAGEN_MINUTEN = 5
_ACHTERAAN = 900
"""Place of the closing round, as in `overleggen`: what moves along stays before it."""


@dataclass(frozen=True, slots=True)
class ReeksRegel:
    """A series with where it stands."""

    reeks: Reeks
    ritme: str
    """In words."""
    laatste: date | None
    """Day of the latest overleg, planned or held."""
    volgende: date | None
    """Day that `plan_volgende` takes; None without a rhythm."""
    gepland: int
    """Overleggen that are not closed yet."""


def _overleggen(wp: Werkplek, reeks_id: str) -> list[Overleg]:
    gevonden = wp.store.find(Overleg, reeks_id=reeks_id)
    return sorted(gevonden, key=lambda o: (o.datum, o.begin, o.id))


def lijst(wp: Werkplek) -> list[ReeksRegel]:
    """Return the series in use, by name."""
    regels = []
    for reeks in wp.store.find(Reeks):
        eigen = _overleggen(wp, reeks.id)
        laatste = eigen[-1].datum if eigen else None
        regels.append(
            ReeksRegel(
                reeks,
                ritme_in_woorden(reeks),
                laatste,
                volgende_datum(reeks, laatste=laatste, vandaag=wp.vandaag()),
                sum(o.status != "gesloten" for o in eigen),
            )
        )
    return sorted(regels, key=lambda r: (r.reeks.naam.casefold(), r.reeks.id))


def bewaar(wp: Werkplek, reeks_id: str, **velden: Any) -> tuple[str, Bon]:
    """Make a series (empty id) or change one; overleggen that were planned already stay as they are.

    Raises:
        Omstandigheid: REGEL_WEIGERT for an empty name, an end before the beginning, or a value that does not fit.
    """
    oud = wp.eis(Reeks, reeks_id) if reeks_id else None
    basis = dict(oud) if oud else {"id": wp.nieuw_id(), "stream": wp.regio().stream}
    try:
        reeks = Reeks.model_validate({**basis, **velden})
    except ValidationError as fout:
        namen = tuple(str(f["loc"][0]) for f in fout.errors())
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="waarde_past_niet", velden=namen) from None
    if not reeks.naam.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="titel_leeg")
    if reeks.eind <= reeks.begin:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="eind_voor_begin")
    punten = [p for p in reeks.punten if str(p.get("titel", "")).strip()]
    if not 1 <= reeks.minuten <= 480 or any(not 1 <= int(p.get("minuten", 5)) <= 480 for p in punten):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="minuten")
    if any(not d.get("naam", "").strip() or not d.get("organisatie", "").strip() for d in reeks.deelnemers):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="deelnemer_leeg")
    reeks = reeks.met(naam=reeks.naam.strip(), punten=punten)
    with wp.transactie("reeks gewijzigd" if oud else "reeks gemaakt") as t:
        t.save(reeks)
    return reeks.id, t.bon


def van_overleg(wp: Werkplek, overleg_id: str, **velden: Any) -> tuple[str, Bon]:
    """Make a series of one overleg: its times, points without a casus and deelnemers; it is the first of the series.

    Args:
        wp: workplace.
        overleg_id: which.
        velden: what differs, such as `naam`, `ritme` and `elke`.
    """
    d = overlegbeeld.detail(wp, overleg_id)
    o = d.overleg
    vast: dict[str, Any] = {
        "naam": o.titel, "type": o.type, "weekdag": o.datum.weekday(), "begin": o.begin, "eind": o.eind,
        "plaats": o.plaats, "voorzitter": o.voorzitter, "verslaglegger": o.verslaglegger,
        "punten": [
            {"titel": titel, "minuten": p.punt.minuten - (_VERSLAGEN_MINUTEN if p.punt.puntsoort else 0)}
            for p in d.punten if not p.punt.casus_id and (titel := zonder_verslagen(p.punt.titel, p.punt.puntsoort))
        ],
        "deelnemers": [
            {"naam": r.deelnemer.naam, "organisatie": r.deelnemer.organisatie, "functie": r.deelnemer.functie,
             "mandaat": r.deelnemer.mandaat}
            for r in d.deelnemers if r.deelnemer.rol == "deelnemer" and not r.deelnemer.casus_ids
        ],
    }  # fmt: skip
    id_, bon = bewaar(wp, "", **{**vast, **velden})
    with wp.transactie("overleg bij een reeks gezet") as t:
        t.save(o.met(reeks_id=id_))
    return id_, bon.samen(t.bon)


def stop(wp: Werkplek, reeks_id: str) -> Bon:
    """End a series; its overleggen stay."""
    with wp.transactie("reeks gestopt") as t:
        t.save(wp.eis(Reeks, reeks_id).met(verwijderd=True))
    return t.bon


def plan_volgende(wp: Werkplek, reeks_id: str, datum: date | None = None) -> tuple[str, Bon]:
    """Plan the next overleg of a series, with its points, its deelnemers and what the last one left.

    Args:
        wp: workplace.
        reeks_id: which.
        datum: another day than the rhythm gives; needed for a series without one.

    Raises:
        Omstandigheid: REGEL_WEIGERT (`reeks_datum`) when there is no day, or there is an overleg on it already.
    """
    reeks = wp.eis(Reeks, reeks_id)
    eigen = _overleggen(wp, reeks_id)
    dag = datum or volgende_datum(reeks, laatste=eigen[-1].datum if eigen else None, vandaag=wp.vandaag())
    if dag is None or any(o.datum == dag for o in eigen):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="reeks_datum")
    invoer = OverlegInvoer(
        titel=reeks.naam,
        datum=dag,
        begin=reeks.begin,
        eind=reeks.eind,
        plaats=reeks.plaats,
        type=reeks.type,
        voorzitter=reeks.voorzitter,
        verslaglegger=reeks.verslaglegger,
    )
    punten = [(str(p["titel"]), int(p.get("minuten", 5))) for p in reeks.punten]
    id_, bon = overleggen.plan(wp, invoer, punten=punten, reeks_id=reeks.id)
    for mens in reeks.deelnemers:
        naam, organisatie = mens["naam"], mens["organisatie"]
        functie, mandaat = mens.get("functie", ""), mens.get("mandaat", "")
        _, erbij = overlegdeelnemers.voeg_deelnemer_toe(
            wp, id_, naam=naam, organisatie=organisatie, functie=functie, mandaat=mandaat
        )
        bon = bon.samen(erbij)
    return id_, bon.samen(neem_mee(wp, id_))


def neem_mee(wp: Werkplek, overleg_id: str) -> Bon:
    """Put on the agenda what the last closed overleg of the series left; what is there, or was taken off, stays so.

    Nothing happens for an overleg outside a series, or one that has begun.
    """
    overleg = wp.eis(Overleg, overleg_id)
    if not overleg.reeks_id or overleg.status not in ("concept", "open"):
        return Bon.leeg()
    eerder = [o for o in _overleggen(wp, overleg.reeks_id) if o.id != overleg.id and o.status == "gesloten"]
    vorig = next((o for o in reversed(eerder) if (o.datum, o.begin) < (overleg.datum, overleg.begin)), None)
    if vorig is None:
        return Bon.leeg()
    bon = _verslagenpunt(wp, overleg, vorig)
    uitkomsten = {u.agendapunt_id: u for u in wp.store.find(Uitkomst, overleg_id=vorig.id)}
    bekend = {p.casus_id for p in wp.store.find(Agendapunt, overleg_id=overleg.id, ook_verwijderd=True)}
    # Who may see a casus in a compartment takes it along; another one neither sees it nor is held up by it.
    bekend |= queries.verborgen_casussen(wp.store.verbinding)
    for mee in mee_te_nemen(wp.store.find(Agendapunt, overleg_id=vorig.id), uitkomsten):
        casus = wp.store.vind(Casus, mee.casus_id)
        if mee.casus_id in bekend or casus is None or casus.status != "loopt":
            continue
        bon = bon.samen(overlegagenda.voeg_casus_toe(wp, overleg.id, mee.casus_id, mee.minuten))
        punt = wp.eis(Agendapunt, vast_id("agendapunt", overleg.id, mee.casus_id))
        with wp.transactie("agendapunt meegenomen") as t:
            t.save(punt.met(herkomst=mee.herkomst, herkomst_reden=mee.reden, vorig_overleg_id=vorig.id))
        bon = bon.samen(t.bon)
    return bon


def _verslagenpunt(wp: Werkplek, overleg: Overleg, vorig: Overleg) -> Bon:
    """Make the verslagen of the last time the first item: the opening takes them up, else they come before all."""
    punten = sorted(
        wp.store.find(Agendapunt, overleg_id=overleg.id, ook_verwijderd=True), key=lambda p: (p.volgorde, p.id)
    )
    if any(p.puntsoort == "verslagen" for p in punten) or not wp.store.find(Verslag, overleg_id=vorig.id, limiet=1):
        return Bon.leeg()
    over = [p for p in punten if not p.verwijderd]
    dag = schrijf_datum(vorig.datum, vorig.datum)
    eigen: dict[str, Any] = {"puntsoort": "verslagen", "vorig_overleg_id": vorig.id}
    with wp.transactie("verslagen op de agenda") as t:
        if over and not over[0].casus_id and is_opening(over[0].titel):
            titel, minuten = met_verslagen(over[0].titel, dag), over[0].minuten + _VERSLAGEN_MINUTEN
            t.save(over[0].met(titel=titel, minuten=minuten, **eigen))
        else:
            eerste = min(over[0].volgorde, _ACHTERAAN - 1) if over else 1
            for punt in over:
                if punt.volgorde < _ACHTERAAN:
                    t.save(punt.met(volgorde=punt.volgorde + 1))
            eigen |= {"id": vast_id("agendapunt", overleg.id, "verslagen"), "stream": overleg.stream}
            eigen |= {"overleg_id": overleg.id, "volgorde": eerste, "minuten": _VERSLAGEN_MINUTEN}
            t.save(Agendapunt.model_validate({**eigen, "titel": met_verslagen("", dag)}))
    return t.bon


def neem_mee_na(wp: Werkplek, overleg_id: str) -> Bon:
    """After closing: bring what this overleg left to the next one of its series, when that is planned already."""
    overleg = wp.eis(Overleg, overleg_id)
    if not overleg.reeks_id:
        return Bon.leeg()
    later = [o for o in _overleggen(wp, overleg.reeks_id) if (o.datum, o.begin) > (overleg.datum, overleg.begin)]
    volgend = next((o for o in later if o.status in ("concept", "open")), None)
    return neem_mee(wp, volgend.id) if volgend else Bon.leeg()


def verslagen(wp: Werkplek, agendapunt_id: str) -> tuple[TeVerslaan, ...]:
    """Return the verslagen of a point, by casusnummer; no name, because everybody is in the room."""
    punt = wp.eis(Agendapunt, agendapunt_id)
    if punt.puntsoort != "verslagen":
        return ()
    regels = []
    verborgen = queries.verborgen_casussen(wp.store.verbinding)
    for verslag in wp.store.find(Verslag, overleg_id=punt.vorig_overleg_id):
        casus = wp.store.vind(Casus, verslag.casus_id)
        if casus is not None and casus.id not in verborgen and verslag.status != "vervangen":
            reacties = wp.store.find(Reactie, verslag_id=verslag.id, verwerkt="open")
            regels.append(TeVerslaan(verslag.id, casus.nummer, verslag.status, len(reacties)))
    return tuple(sorted(regels, key=lambda r: r.nummer))
