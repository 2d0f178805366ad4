"""What a dossier and the list of casussen show: read in as few questions as there are kinds, for whoever looks."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import repeat
from typing import Any, NamedTuple

from zvh_desktop.domain.afscherming import (
    Adresscherm,
)
from zvh_desktop.domain.betrokkene import (
    Betrokkene,
)
from zvh_desktop.domain.casus import Aanmelding, Casus, Feiten, Stand, Triage, procesfase
from zvh_desktop.domain.overleg import Inbreng, Overleg
from zvh_desktop.domain.partner import Partner
from zvh_desktop.domain.plan import Actie, Doel, Fase, Scenario
from zvh_desktop.domain.samenvoeging import levend
from zvh_desktop.domain.verslag import Verslag, Verstrekking
from zvh_desktop.services.kijker import bedek_personen, kijker
from zvh_desktop.services.volledig import ontbreekt_in
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import queries

__all__ = ["CasusRegel", "Dossier", "Gebeurtenis", "lees"]


@dataclass(frozen=True, slots=True)
class CasusRegel:
    """A row of Casussen."""

    id: str
    nummer: str
    naam: str
    thema: tuple[str, ...]
    type: str
    status: str
    procesfase: int
    planfase: int
    """Lowest open phase of the plan, 0 when none is open."""
    open_acties: int
    te_laat: int
    casusregisseur: str
    evaluatiedatum: date | None
    laatst: datetime | None
    """Last change in the dossier."""


class Gebeurtenis(NamedTuple):
    """What stands in the verloop and has no field of its own in `Dossier`; `services.verloop` tells what it says."""

    id: str
    soort: str
    """Kind of record: notitie, overleg, aanmelding, triage, verslag, verstrekking."""


_als_gebeurtenis = partial(tuple.__new__, Gebeurtenis)
"""Out of a pair, at a third of the price: a dossier has many notes."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything the dossier screen shows of one casus."""

    casus: Casus
    stand: Stand
    betrokkenen: tuple[Betrokkene, ...]
    aanmeldingen: tuple[Aanmelding, ...]
    triage: Triage | None
    ontbreekt: tuple[str, ...]
    fasen: tuple[Fase, ...]
    doelen: tuple[Doel, ...]
    scenarios: tuple[Scenario, ...]
    acties: tuple[Actie, ...]
    verslagen: tuple[Verslag, ...]
    verstrekkingen: tuple[Verstrekking, ...]
    verloop: tuple[Gebeurtenis, ...]
    overleggen: tuple[Overleg, ...]
    partners: dict[str, Partner]
    veiligheid_nu: str


def lees(wp: Werkplek, casus_id: str) -> Dossier:
    """Read one dossier; that it was opened is recorded by `dossiers.dossier`."""
    s = wp.store
    partners = wp.partners()

    def van(klasse: type[Any]) -> list[Any]:
        return s.find(klasse, casus_id=casus_id)

    with s.reading():
        casus = wp.eis(Casus, casus_id)
        aanmeldingen = sorted(van(Aanmelding), key=lambda a: (a.ontvangen_op, a.id))
        triages, acties, fasen = van(Triage), van(Actie), van(Fase)
        # Of a note its id is enough here: the tab Verloop reads what it shows.
        notities = queries.ids_van_notities(s.verbinding, casus_id)
        verslagen, verstrekkingen, inbreng = van(Verslag), van(Verstrekking), van(Inbreng)
        # Withdrawn ones too: of two people who were merged into each other at once, one is shown.
        mensen = s.find(Betrokkene, ook_verwijderd=True, casus_id=casus_id)
        doelen, scenarios = van(Doel), van(Scenario)
        overleggen = list(s.vind_veel(Overleg, queries.overleg_ids_van(s.verbinding, casus_id)).values())
    veilig = [i for i in inbreng if i.inbrengsoort == "veiligheid"]
    betrokkenen = sorted(levend(mensen), key=lambda b: (not b.hoofdpersoon, b.geboortedatum or date.max, b.id))
    wie = kijker(wp)
    # Outside the house a closed address is hidden in what was typed as well; inside nothing has to be looked for.
    if wie.soort != "huis" and (scherm := Adresscherm(mensen, wie)):
        casus, betrokkenen = scherm.record_af(casus), bedek_personen(betrokkenen, mensen, wie)
        aanmeldingen, triages, acties, fasen, doelen, scenarios, veilig, verslagen, verstrekkingen = (
            [scherm.record_af(r) for r in groep]
            for groep in (
                *(aanmeldingen, triages, acties, fasen, doelen, scenarios, veilig, verslagen, verstrekkingen),
            )
        )
    triage = max(triages, key=lambda x: x.id) if triages else None
    mist = ontbreekt_in(casus, aanmeldingen, betrokkenen)
    # The same facts as `queries.casusfeiten`, counted from what has been read here already.
    feiten = Feiten(
        status=casus.status,
        heeft_aanmelding=bool(aanmeldingen),
        ontbreekt=() if triage else mist,
        triage_uitkomst=triage.uitkomst if triage else "",
        informatie=len(inbreng) + len(notities),
        overleggen_gesloten=sum(o.status == "gesloten" for o in overleggen),
        overleg_gepland=any(o.status != "gesloten" and not o.verwijderd for o in overleggen),
        besluiten=sum(i.inbrengsoort == "besluit" for i in inbreng),
        acties=len(acties),
        verslag_vastgesteld=any(v.status in ("vastgesteld", "ondertekend") for v in verslagen),
        plan_open_fasen=sum(f.status in ("open", "teruggevallen") for f in fasen),
    )
    return Dossier(
        casus=casus,
        stand=procesfase(feiten),
        betrokkenen=tuple(betrokkenen),
        aanmeldingen=tuple(aanmeldingen),
        triage=triage,
        ontbreekt=mist,
        fasen=tuple(sorted(fasen, key=lambda f: (f.nummer, f.id))),
        doelen=tuple(sorted(doelen, key=lambda d: (d.fase, d.volgorde, d.id))),
        scenarios=tuple(scenarios),
        acties=tuple(sorted(acties, key=lambda a: (a.status != "open", a.uiterlijk or date.max, a.id))),
        verslagen=tuple(sorted(verslagen, key=lambda v: (v.overleg_id, v.versie), reverse=True)),
        verstrekkingen=tuple(verstrekkingen),
        verloop=(
            *map(_als_gebeurtenis, zip(notities, repeat("notitie"))),
            *(
                Gebeurtenis(r.id, r.soort)
                for groep in (aanmeldingen, triages, overleggen, verslagen, verstrekkingen)
                for r in groep
            ),
        ),
        overleggen=tuple(overleggen),
        partners=partners,
        veiligheid_nu=max(veilig, key=lambda i: i.tijdstip).tekst if veilig else "",
    )
