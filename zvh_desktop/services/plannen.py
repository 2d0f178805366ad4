"""The plan as a whole: what its tab shows, versions that were agreed to by name, and what differs since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pydantic import ValidationError

from zvh_desktop.domain.afsluiting import eis_open
from zvh_desktop.domain.analyse import Leefgebied, leefgebieden
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.interventie import Interventie
from zvh_desktop.domain.plan import Doel, Fase, Scenario
from zvh_desktop.domain.planfase import Fasestap, Voorwaarde, voorwaarden_met_regels
from zvh_desktop.domain.planvergelijk import Deelverschil, lees_inhoud, schrijf_inhoud, verschil
from zvh_desktop.domain.planversie import Planakkoord, Planversie, belet_akkoord
from zvh_desktop.domain.record import Record
from zvh_desktop.services import concepten
from zvh_desktop.services.concepten import Concept
from zvh_desktop.services.kijker import bedek, scherm
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = ["Planbeeld", "Versiebeeld", "geef_akkoord", "lees", "leg_vast", "sinds", "trek_akkoord_in"]


@dataclass(frozen=True, slots=True)
class Versiebeeld:
    """One version with who said what of it, first the partners who agreed."""

    versie: Planversie
    akkoorden: tuple[Planakkoord, ...]


@dataclass(frozen=True, slots=True)
class Planbeeld:
    """What the tab shows beside what the dossier knows already.

    Attributes:
        voorwaarden: by number of the phase; lines of an older program count.
        stappen: what each phase went through, by its number, newest first.
        gebieden: leefgebieden to choose from, id and name.
        versies: newest first.
        anders: the plan is not what the newest version says, or there is none.
        concepten: drafts of the forms of this tab.
    """

    casus_id: str
    voorwaarden: dict[int, tuple[Voorwaarde, ...]]
    stappen: dict[int, tuple[Fasestap, ...]]
    interventies: tuple[Interventie, ...]
    gebieden: tuple[tuple[str, str], ...]
    versies: tuple[Versiebeeld, ...]
    anders: bool
    concepten: dict[tuple[str, str], Concept]


NIEUW: Final = ("interventie", "planakkoord")
"""Kinds of which a new one keeps drafts."""


def lees(wp: Werkplek, casus_id: str) -> Planbeeld:
    """Return what the tab of the plan shows, in one moment of the vault; a closed address is hidden in it."""
    s = wp.store
    with s.reading():
        wp.eis(Casus, casus_id)
        fasen = s.find(Fase, casus_id=casus_id)
        bewaard = s.find(Voorwaarde, ook_verwijderd=True, casus_id=casus_id)
        stappen = s.find(Fasestap, casus_id=casus_id)
        interventies = s.find(Interventie, casus_id=casus_id)
        doelen, scenarios = s.find(Doel, casus_id=casus_id), s.find(Scenario, casus_id=casus_id)
        versies, akkoorden = s.find(Planversie, casus_id=casus_id), s.find(Planakkoord, casus_id=casus_id)
        gebieden = leefgebieden(wp.regio(), s.find(Leefgebied, ook_verwijderd=True))
        af = scherm(wp, casus_id).record_af
    per_fase = {f.nummer: voorwaarden_met_regels(f, bewaard) for f in fasen}
    delen = [*fasen, *(v for rij in per_fase.values() for v in rij), *doelen, *interventies, *scenarios]
    versies.sort(key=lambda v: (v.nummer, v.gemaakt_op, v.id), reverse=True)
    ids = [nieuwe_sleutel(soort, casus_id) for soort in NIEUW]
    ids += [deel.id for deel in delen]
    return Planbeeld(
        casus_id=casus_id,
        voorwaarden={nummer: tuple(map(af, rij)) for nummer, rij in per_fase.items()},
        stappen={
            f.nummer: tuple(
                sorted((af(x) for x in stappen if x.fase == f.nummer), key=lambda x: (x.tijdstip, x.id), reverse=True)
            )
            for f in fasen
        },
        interventies=tuple(sorted(map(af, interventies), key=lambda i: (i.fase, i.volgorde, i.id))),
        gebieden=tuple((g.id, g.naam) for g in gebieden if not g.verwijderd),
        versies=tuple(Versiebeeld(af(v), _van(map(af, akkoorden), v.id)) for v in versies),
        anders=not versies or lees_inhoud(versies[0].inhoud) != lees_inhoud(schrijf_inhoud(delen)),
        concepten=concepten.van(wp, tuple(ids)),
    )


def _van(akkoorden: Iterable[Planakkoord], versie_id: str) -> tuple[Planakkoord, ...]:
    eigen = (a for a in akkoorden if a.planversie_id == versie_id)
    return tuple(sorted(eigen, key=lambda a: (a.organisatie, a.dag, a.id)))


def nieuwe_sleutel(soort: str, casus_id: str) -> str:
    """Return the record id of drafts for a record that does not exist yet."""
    return f"nieuw-{soort}-{casus_id}"


def _delen(wp: Werkplek, casus_id: str) -> list[Record]:
    s = wp.store
    fasen = s.find(Fase, casus_id=casus_id)
    bewaard = s.find(Voorwaarde, ook_verwijderd=True, casus_id=casus_id)
    delen: list[Record] = [*fasen]
    delen += [v for f in fasen for v in voorwaarden_met_regels(f, bewaard)]
    delen += s.find(Doel, casus_id=casus_id)
    delen += s.find(Interventie, casus_id=casus_id)
    delen += s.find(Scenario, casus_id=casus_id)
    return delen


# -- versions


def leg_vast(wp: Werkplek, casus_id: str, overleg_id: str = "") -> tuple[Planversie, Bon]:
    """Keep the plan as it stands as the next version, to be agreed to; it never changes afterwards.

    Raises:
        Omstandigheid: REGEL_WEIGERT "plan_leeg" while nothing is in it, "plan_niet_anders" when it is the newest
            version already, "niemand_aan_het_werk", "casus_gesloten".
    """
    casus, wie = wp.eis(Casus, casus_id), wp.wie
    eis_open(casus.status)
    if wie is None:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="niemand_aan_het_werk")
    with wp.store.reading():
        delen = _delen(wp, casus_id)
        er_zijn = wp.store.find(Planversie, casus_id=casus_id)
    if all(isinstance(d, Fase) and d.status == "niet_gestart" and not (d.doel or d.situatie) for d in delen):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="plan_leeg")
    inhoud = schrijf_inhoud(delen)
    laatste = max(er_zijn, key=lambda v: (v.nummer, v.gemaakt_op, v.id), default=None)
    if laatste is not None and lees_inhoud(laatste.inhoud) == lees_inhoud(inhoud):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="plan_niet_anders")
    versie = Planversie(
        id=wp.nieuw_id(),
        stream=casus.stream,
        casus_id=casus_id,
        nummer=laatste.nummer + 1 if laatste else 1,
        gemaakt_op=wp.nu(),
        gemaakt_door=wie.naam,
        overleg_id=overleg_id,
        inhoud=inhoud,
    )
    with wp.transactie(f"plan vastgelegd als versie {versie.nummer}") as t:
        t.save(versie)
    return bedek(wp, casus_id, versie), t.bon


def geef_akkoord(wp: Werkplek, versie_id: str, velden: dict[str, Any]) -> tuple[str, Bon]:
    """Record what one partner says of a version, by name; return its id.

    Args:
        wp: workplace.
        versie_id: the version.
        velden: partner_id or organisatie, naam, dag (today when empty), hoe, uitspraak, toelichting.

    Raises:
        Omstandigheid: REGEL_WEIGERT "akkoord_zonder_naam", "reden_nodig" when it is not a plain yes, "akkoord_dag"
            for a day that is still to come, "waarde_past_niet".
    """
    versie = wp.eis(Planversie, versie_id)
    partner = wp.partners().get(str(velden.get("partner_id") or ""))
    organisatie = partner.naam if partner else str(velden.get("organisatie") or "").strip()
    naam, toelichting = str(velden.get("naam") or "").strip(), str(velden.get("toelichting") or "").strip()
    uitspraak = str(velden.get("uitspraak") or "akkoord")
    if belet := belet_akkoord(organisatie, naam, uitspraak, toelichting):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel=belet)
    dag = velden.get("dag") or wp.vandaag()
    if isinstance(dag, date) and dag > wp.vandaag():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="akkoord_dag")
    try:
        akkoord = Planakkoord.model_validate(
            {
                "id": wp.nieuw_id(),
                "stream": versie.stream,
                "casus_id": versie.casus_id,
                "planversie_id": versie.id,
                "partner_id": partner.id if partner else "",
                "organisatie": organisatie,
                "naam": naam,
                "dag": dag,
                "hoe": velden.get("hoe") or "overleg",
                "uitspraak": uitspraak,
                "toelichting": toelichting,
                "vastgelegd_door": wp.wie_naam(),
            }
        )
    except ValidationError as fout:
        namen = tuple(str(f["loc"][0]) for f in fout.errors())
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="waarde_past_niet", velden=namen) from None
    with wp.transactie(f"{akkoord.uitspraak} met plan versie {versie.nummer}") as t:
        t.save(akkoord)
        for veld in (*velden, "naam", "toelichting"):
            t.concept_weg(nieuwe_sleutel("planakkoord", versie.casus_id), veld)
    return akkoord.id, t.bon


def trek_akkoord_in(wp: Werkplek, akkoord_id: str, reden: str) -> Bon:
    """Take back what was recorded of a partner, with the reason; it stays in the history.

    Raises:
        Omstandigheid: REGEL_WEIGERT "reden_nodig".
    """
    akkoord = wp.eis(Planakkoord, akkoord_id)
    if not reden.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="reden_nodig")
    toelichting = f"{akkoord.toelichting}\nIngetrokken: {reden.strip()}".strip()
    with wp.transactie("akkoord met het plan ingetrokken") as t:
        t.save(akkoord.met(toelichting=toelichting, verwijderd=True))
        t.concept_weg(nieuwe_sleutel("planakkoord", akkoord.casus_id), "toelichting")
    return t.bon


def sinds(wp: Werkplek, casus_id: str, versie_id: str = "") -> tuple[Planversie, tuple[Deelverschil, ...]] | None:
    """Return what differs between the plan of now and a version, the newest when none is named; None without any.

    An address that is closed to who is at work is hidden in both.
    """
    with wp.store.reading():
        versies = wp.store.find(Planversie, casus_id=casus_id)
        delen = _delen(wp, casus_id)
        gebieden = leefgebieden(wp.regio(), wp.store.find(Leefgebied, ook_verwijderd=True))
        af = scherm(wp, casus_id).record_af
    versies, delen = [af(v) for v in versies], [af(d) for d in delen]
    gekozen = [v for v in versies if v.id == versie_id] if versie_id else versies
    if not gekozen:
        return None
    versie = max(gekozen, key=lambda v: (v.nummer, v.gemaakt_op, v.id))
    namen = {p.id: p.kortweg for p in wp.partners().values()} | {g.id: g.naam for g in gebieden}
    return versie, verschil(lees_inhoud(versie.inhoud), lees_inhoud(schrijf_inhoud(delen)), namen)
