"""What Acties shows, told apart beside the window: in which view each action stands, and how many each has."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from zvh_desktop.domain.actieloop import wanneer_groep
from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.services import actielijst, acties
from zvh_desktop.services.acties import ActieRegel
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["MIJN", "Actiestand", "haal", "schrijf_lijst", "verdeel"]

MIJN: Final = "mijn"


@dataclass(frozen=True, slots=True)
class Actiestand:
    """What the page shows, told apart where it does not hold up the window.

    Attributes:
        groepen: in which views each action stands, by its id; one that is not open is in none but of whom it is.
        aantallen: how many open actions each view has.
        partners: everyone to whom an action can be handed, (id, name).
        van_partners: who has an action here, (id, name).
        van_casussen: the casussen with an action here, (id, name).
    """

    vandaag: date
    regels: list[ActieRegel]
    groepen: dict[str, frozenset[str]]
    aantallen: dict[str, int]
    partners: list[tuple[str, str]]
    van_partners: list[tuple[str, str]]
    van_casussen: list[tuple[str, str]]


def verdeel(vandaag: date, regels: list[ActieRegel], ik: str, partners: list[tuple[str, str]]) -> Actiestand:
    """Tell apart which action stands in which view; `ik` is the name of who looks."""
    gevouwen, van_mij = vouw(ik).strip(), frozenset({MIJN})
    mijn = {naam: bool(gevouwen) and vouw(naam).strip() == gevouwen for naam in {r.persoon for r in regels}}
    dagen = {dag: wanneer_groep(dag, vandaag) for dag in {r.uiterlijk for r in regels}}
    groepen: dict[str, frozenset[str]] = {}
    tel: Counter[str] = Counter()
    for r in regels:
        open_ = r.status == "open"
        groep = dagen[r.uiterlijk] if open_ else frozenset()
        groepen[r.id] = groep | van_mij if mijn[r.persoon] else groep
        if open_:
            tel["open"] += 1
            tel.update(groepen[r.id])
    van_partners = {r.partner_id: r.organisatie for r in regels if r.partner_id}
    van_casussen = {r.casus_id: r.casusnaam for r in regels}
    return Actiestand(
        vandaag, regels, groepen, dict(tel), partners,
        sorted(van_partners.items(), key=lambda paar: paar[1].casefold()),
        sorted(van_casussen.items(), key=lambda paar: paar[1].casefold()),
    )  # fmt: skip


def haal(wp: Werkplek, alleen_open: bool) -> Actiestand:
    """Read the actions and tell them apart."""
    partners = sorted(((p.id, p.naam) for p in wp.partners().values() if not p.verwijderd), key=lambda p: vouw(p[1]))
    return verdeel(wp.vandaag(), acties.lijst(wp, alleen_open=alleen_open), wp.wie_naam(), partners)


def schrijf_lijst(wp: Werkplek, pad: Path, partner_id: str, alleen: frozenset[str] | None) -> Path:
    """Write the list of the actions that stand in sight."""
    return actielijst.schrijf(wp, pad, partner_id=partner_id, alleen_open=False, alleen=alleen)[0]
