"""Partner actions: list them, end them with a terugkoppeling."""

from dataclasses import dataclass
from datetime import date

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.plan import Actie, dagen_te_laat, mag_afronden
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import queries

__all__ = ["ActieRegel", "heropen", "lijst", "rond_af"]


@dataclass(frozen=True, slots=True)
class ActieRegel:
    """A row of Acties; holds the casus by its short name only."""

    id: str
    tekst: str
    casus_id: str
    casusnaam: str
    partner_id: str
    organisatie: str
    persoon: str
    uiterlijk: date | None
    dagen_te_laat: int
    fase: int
    status: str
    terugkoppeling: str


def lijst(wp: Werkplek, *, alleen_open: bool = True, partner_id: str = "") -> list[ActieRegel]:
    """Actions over all casussen, the oldest day first, undated last."""
    vandaag = wp.vandaag()
    return [
        ActieRegel(
            a.id, a.tekst, a.casus_id, naam, a.partner_id, organisatie, a.persoon, a.uiterlijk,
            dagen_te_laat(a, vandaag), a.fase, a.status, a.terugkoppeling,
        )
        for a, naam, organisatie in queries.acties(wp.store.verbinding, alleen_open=alleen_open, partner_id=partner_id)
    ]  # fmt: skip


def rond_af(wp: Werkplek, actie_id: str, status: str, terugkoppeling: str = "") -> Bon:
    """End an action: gedaan, niet_mogelijk, niet_gedaan or vervallen.

    Raises:
        Omstandigheid: REGEL_WEIGERT when the status is unknown or a reason is needed and missing.
    """
    if weigering := mag_afronden(status, terugkoppeling):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel=weigering)
    actie = wp.eis(Actie, actie_id)
    with wp.transactie(f"actie {status.replace('_', ' ')}") as t:
        t.save(
            actie.met(
                status=status, terugkoppeling=terugkoppeling.strip(), afgerond_op=wp.nu(), afgerond_door=wp.wie_naam()
            )
        )
        t.concept_weg(actie_id, "terugkoppeling")
    return t.bon


def heropen(wp: Werkplek, actie_id: str) -> Bon:
    """Open an ended action again; the terugkoppeling stays readable in the history."""
    actie = wp.eis(Actie, actie_id)
    with wp.transactie("actie heropend") as t:
        t.save(actie.met(status="open", afgerond_op=None, afgerond_door=""))
    return t.bon
