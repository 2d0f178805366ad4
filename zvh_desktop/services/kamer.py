"""How people take part: at the table or from elsewhere, and in whose place."""

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.overleg import Aanwezigheid, Deelnemer, Overleg
from zvh_desktop.services import overlegdeelnemers, voorzitten
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = ["deelname", "waarnemer"]


def deelname(wp: Werkplek, deelnemer_id: str, hoe: str) -> Bon:
    """Record that someone sits at the table ("fysiek") or takes part from elsewhere ("digitaal"), from now on.

    At the point under way a new period begins; points that are over stay as they were.

    Raises:
        Omstandigheid: REGEL_WEIGERT when the overleg is closed.
    """
    deelnemer = wp.eis(Deelnemer, deelnemer_id)
    overleg = wp.eis(Overleg, deelnemer.overleg_id)
    if overleg.status == "gesloten":
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="overleg_gesloten")
    anders = deelnemer.met(deelname=hoe)
    punt = voorzitten.lopend(wp, overleg.id)
    lopend = (
        wp.store.find(Aanwezigheid, agendapunt_id=punt.id, deelnemer_id=deelnemer_id, status="binnen", tot=None)
        if punt
        else []
    )
    with wp.transactie(f"deelnemer {hoe} aanwezig") as t:
        t.save(anders)
        for oud in lopend:
            if oud.deelname and oud.deelname != hoe:
                t.save(oud.met(tot=wp.nu()))
                t.save(voorzitten.begin_periode(wp, overleg, oud.agendapunt_id, anders, "binnen"))
            else:
                # Nobody had said so until now: it holds for the whole period.
                t.save(oud.met(deelname=hoe))
    return t.bon


def waarnemer(wp: Werkplek, deelnemer_id: str, naam: str, agendapunt_id: str = "") -> tuple[str, Bon]:
    """Let someone else of the same organisation come in the place of who is not there.

    Who is replaced is marked absent with word. The replacement is invited for the same casussen; secrecy is arranged,
    or not, for this person: a verklaring that someone else signed covers nobody.

    Returns:
        Id of the replacement and the receipt.

    Raises:
        Omstandigheid: REGEL_WEIGERT when the name is empty or the same, who is replaced is there, or the overleg is
            not bezig.
    """
    vervangen = wp.eis(Deelnemer, deelnemer_id)
    if vervangen.aanwezigheid == "aanwezig":
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="waarnemer_aanwezig")
    if naam.strip().casefold() == vervangen.naam.strip().casefold():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="waarnemer_zelf")
    nieuw = overlegdeelnemers.nieuwe_deelnemer(
        wp,
        vervangen.overleg_id,
        naam=naam,
        organisatie=vervangen.organisatie,
        functie=vervangen.functie,
        mandaat=vervangen.mandaat,
        casus_ids=list(vervangen.casus_ids),
    )
    with wp.transactie("waarnemer gekomen") as t:
        t.save(nieuw.met(waarneemt_voor=deelnemer_id))
        if vervangen.aanwezigheid == "verwacht":
            t.save(vervangen.met(aanwezigheid="afwezig_met_bericht"))
    return nieuw.id, t.bon.samen(voorzitten.aangekomen(wp, nieuw.id, agendapunt_id))
