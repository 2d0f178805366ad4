"""The triage of a report: what the table looks at, and the decision with its reason and who weighed it."""

from dataclasses import dataclass
from datetime import date

from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.casus import TRIAGE_UITKOMSTEN, Aanmelding, Casus, Triage, criteria_gehaald
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.services import bekenden
from zvh_desktop.services.bekenden import Bekende
from zvh_desktop.services.kijker import bedek
from zvh_desktop.services.volledig import ontbreekt
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = ["TriageBeeld", "TriageInvoer", "beeld", "leg_vast"]


@dataclass(frozen=True, slots=True)
class TriageInvoer:
    """A decision of the triage."""

    uitkomst: str
    motivering: str
    datum: date
    deelnemers: str = ""
    bekendheid: str = ""
    naar: str = ""
    terugkoppeling_op: date | None = None
    terugkoppeling_aan: str = ""
    terugkoppeling_hoe: str = ""
    deelnemerlijst: tuple[str, ...] = ()
    """Who weighed it, each "naam, organisatie"."""


@dataclass(frozen=True, slots=True)
class TriageBeeld:
    """What the triage table looks at.

    Attributes:
        aanmelding: the report in force; None for a casus without one.
        triage: what was decided already.
        elders: persons of this casus who are in another dossier of this vault.
    """

    casus: Casus
    aanmelding: Aanmelding | None
    triage: Triage | None
    ontbreekt: tuple[str, ...]
    criteria: bool | None
    elders: tuple[Bekende, ...]
    vandaag: date
    wie: str


def beeld(wp: Werkplek, casus_id: str, *, opnieuw: bool = False) -> TriageBeeld:
    """Open a report for triage; recorded in the audit log, unless it is only shown again after a change."""
    casus = wp.eis(Casus, casus_id)
    if not opnieuw:
        wp.log("triage_geopend", (casus_id,))
    aanmeldingen = [a for a in wp.store.find(Aanmelding, casus_id=casus_id) if not a.verwijderd]
    laatste = max(aanmeldingen, key=lambda a: (a.ontvangen_op, a.id), default=None)
    besluiten = [x for x in wp.store.find(Triage, casus_id=casus_id) if not x.verwijderd]
    personen = [b for b in wp.store.find(Betrokkene, casus_id=casus_id) if not b.verwijderd]
    geldend = max(besluiten, key=lambda x: x.id) if besluiten and casus.status != "aangemeld" else None
    return TriageBeeld(
        casus=bedek(wp, casus_id, casus),
        aanmelding=bedek(wp, casus_id, laatste),
        triage=bedek(wp, casus_id, geldend),
        ontbreekt=ontbreekt(wp, casus_id),
        criteria=criteria_gehaald(laatste.criteria) if laatste else None,
        elders=tuple(b for b in bekenden.zoek(wp, personen) if b.casus_id != casus_id),
        vandaag=wp.vandaag(),
        wie=wp.wie_naam(),
    )


def leg_vast(wp: Werkplek, casus_id: str, invoer: TriageInvoer) -> Bon:
    """Record the decision of the triage.

    Raises:
        Omstandigheid: REGEL_WEIGERT when the report is incomplete, the motivation is empty, or the casus
            was triaged before (a new report after that is triaged again).
    """
    casus = wp.eis(Casus, casus_id)
    if mist := ontbreekt(wp, casus_id):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="aanmelding_onvolledig", ontbreekt=mist)
    if invoer.uitkomst not in TRIAGE_UITKOMSTEN or not invoer.motivering.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="motivering_nodig")
    if casus.status != "aangemeld":
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="al_getrieerd")
    status = {"overleg": "loopt", "afgewezen": "afgewezen"}.get(invoer.uitkomst, "doorgeleid")
    with wp.transactie("triage vastgelegd") as t:
        t.save(
            Triage.model_validate(
                {
                    "id": wp.nieuw_id(),
                    "stream": casus.stream,
                    "casus_id": casus_id,
                    "datum": invoer.datum,
                    "uitkomst": invoer.uitkomst,
                    "motivering": invoer.motivering,
                    "deelnemers": invoer.deelnemers,
                    "bekendheid": invoer.bekendheid,
                    "naar": invoer.naar,
                    "terugkoppeling_op": invoer.terugkoppeling_op,
                    "terugkoppeling_aan": invoer.terugkoppeling_aan,
                    "terugkoppeling_hoe": invoer.terugkoppeling_hoe,
                    "deelnemerlijst": list(invoer.deelnemerlijst),
                }
            )
        )
        t.save(casus.met(status=status, beeindigd_op=None if status == "loopt" else invoer.datum))
        t.concept_weg(f"nieuw-triage-{casus_id}")
        t.audit("triage", (casus_id,), {"uitkomst": invoer.uitkomst})
    return t.bon
