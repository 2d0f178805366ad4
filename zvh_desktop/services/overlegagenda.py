"""The agenda of an overleg: casussen with whom they invite, other points, minutes and order."""

from typing import Any, Final

from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.domain.casus import Aanmelding, Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.ids import vast_id
from zvh_desktop.domain.overleg import (
    Aanwezigheid,
    Agendapunt,
    Deelnemer,
    Inbreng,
    Overleg,
    Toelating,
    Uitkomst,
    Verklaring,
    sjabloon,
)
from zvh_desktop.domain.record import Record
from zvh_desktop.domain.reeks import Reeks
from zvh_desktop.services.overlegbeeld import deelnemers_van, eis_niet_gesloten, punten_van
from zvh_desktop.services.overlegdeelnemers import id_van, zoek_partner
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = [
    "ACHTERAAN",
    "casusminuten",
    "haal_weg",
    "verplaats_punt",
    "voeg_casus_toe",
    "voeg_punt_toe",
    "wijzig_punt",
]


ACHTERAAN: Final = 900
"""Place in the agenda of the closing round; what is added later comes before it."""


def casusminuten(wp: Werkplek, overleg: Overleg) -> int:
    """Return how long a casus takes at this overleg when nobody says otherwise: by its series, else by its type."""
    reeks = wp.store.vind(Reeks, overleg.reeks_id) if overleg.reeks_id else None
    return reeks.minuten if reeks is not None else sjabloon(overleg.type).minuten


def voeg_casus_toe(wp: Werkplek, overleg_id: str, casus_id: str, minuten: int | None = None) -> Bon:
    """Put a casus on the agenda and invite whom its report names; nobody is invited twice.

    Raises:
        Omstandigheid: REGEL_WEIGERT when it is on the agenda already, the overleg is closed, or the casus
            was turned down or passed on.
    """
    overleg = eis_niet_gesloten(wp, overleg_id)
    casus = wp.eis(Casus, casus_id)
    if casus.status in ("afgewezen", "doorgeleid", "afgesloten"):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="casus_niet_actief")
    if casus.status == "aangemeld":
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="triage_nodig")
    punten = punten_van(wp, overleg_id)
    if any(p.casus_id == casus_id for p in punten):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="staat_al_op_agenda")
    aanmeldingen = [a for a in wp.store.find(Aanmelding, casus_id=casus_id) if not a.verwijderd]
    with wp.transactie("casus op de agenda") as t:
        hoogste = max((p.volgorde for p in punten if p.volgorde < ACHTERAAN), default=1)
        t.save(
            Agendapunt(
                id=vast_id("agendapunt", overleg_id, casus_id),
                stream=overleg.stream,
                overleg_id=overleg_id,
                volgorde=hoogste + 1,
                casus_id=casus_id,
                minuten=casusminuten(wp, overleg) if minuten is None else minuten,
            )
        )
        aanwezig = deelnemers_van(wp, overleg_id)
        for genodigde in (g for a in aanmeldingen for g in a.genodigden):
            aanwezig = _nodig(wp, t, overleg, casus_id, genodigde, aanwezig)
    return t.bon


def _nodig(
    wp: Werkplek, t: Any, overleg: Overleg, casus_id: str, genodigde: dict[str, str], aanwezig: list[Deelnemer]
) -> list[Deelnemer]:
    naam, organisatie = genodigde.get("naam", "").strip(), genodigde.get("organisatie", "").strip()
    if not naam and not organisatie:
        return aanwezig
    for nummer, deelnemer in enumerate(aanwezig):
        if vouw(deelnemer.naam) == vouw(naam) and vouw(deelnemer.organisatie) == vouw(organisatie):
            if deelnemer.casus_ids and casus_id not in deelnemer.casus_ids:
                aanwezig[nummer] = deelnemer.met(casus_ids=[*deelnemer.casus_ids, casus_id])
                t.save(aanwezig[nummer])
            return aanwezig
    partner = zoek_partner(wp, organisatie)
    nieuw = Deelnemer(
        id=id_van(wp, overleg.id, organisatie, naam),
        stream=overleg.stream,
        overleg_id=overleg.id,
        volgorde=10 + len(aanwezig),
        partner_id=partner.id if partner else "",
        organisatie=organisatie or (partner.naam if partner else ""),
        naam=naam or organisatie,
        functie=genodigde.get("functie", ""),
        casus_ids=[casus_id],
    )
    t.save(nieuw)
    return [*aanwezig, nieuw]


def voeg_punt_toe(wp: Werkplek, overleg_id: str, titel: str, minuten: int = 5) -> Bon:
    """Add a point without a casus, before the closing round."""
    overleg = eis_niet_gesloten(wp, overleg_id)
    if not titel.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="titel_leeg")
    hoogste = max((p.volgorde for p in punten_van(wp, overleg_id) if p.volgorde < ACHTERAAN), default=1)
    with wp.transactie("agendapunt toegevoegd") as t:
        t.save(
            Agendapunt(
                id=wp.nieuw_id(),
                stream=overleg.stream,
                overleg_id=overleg_id,
                volgorde=hoogste + 1,
                titel=titel.strip(),
                minuten=minuten,
            )
        )
    return t.bon


def wijzig_punt(wp: Werkplek, agendapunt_id: str, *, minuten: int | None = None, titel: str | None = None) -> Bon:
    """Change minutes (1 to 480) or title of a point.

    Raises:
        Omstandigheid: REGEL_WEIGERT for impossible minutes or a closed overleg.
    """
    punt = wp.eis(Agendapunt, agendapunt_id)
    eis_niet_gesloten(wp, punt.overleg_id)
    if minuten is not None and not 1 <= minuten <= 480:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="minuten")
    velden = {k: v for k, v in (("minuten", minuten), ("titel", titel)) if v is not None}
    with wp.transactie("agendapunt gewijzigd") as t:
        t.save(punt.met(**velden))
    return t.bon


def verplaats_punt(wp: Werkplek, agendapunt_id: str, stap: int) -> Bon:
    """Move a point up (-1) or down (+1)."""
    punt = wp.eis(Agendapunt, agendapunt_id)
    eis_niet_gesloten(wp, punt.overleg_id)
    punten = punten_van(wp, punt.overleg_id)
    plek = next(i for i, p in enumerate(punten) if p.id == agendapunt_id)
    ander = plek + stap
    if not 0 <= ander < len(punten):
        return Bon.leeg()
    with wp.transactie("agenda verplaatst") as t:
        t.save(punt.met(volgorde=punten[ander].volgorde))
        t.save(punten[ander].met(volgorde=punt.volgorde))
    return t.bon


def haal_weg(wp: Werkplek, soort: str, id_: str) -> Bon:
    """Take an agendapunt or deelnemer out of an overleg in which nothing was recorded on it yet.

    Raises:
        Omstandigheid: REGEL_WEIGERT when the overleg is closed, or something was recorded.
    """
    klasse: type[Agendapunt] | type[Deelnemer] = Agendapunt if soort == "agendapunt" else Deelnemer
    record = wp.eis(klasse, id_)
    eis_niet_gesloten(wp, record.overleg_id)
    zoek = {"agendapunt_id": id_} if soort == "agendapunt" else {"deelnemer_id": id_}
    sporen: tuple[type[Record], ...] = (Aanwezigheid, Toelating)
    sporen += (Inbreng, Uitkomst) if soort == "agendapunt" else (Verklaring,)
    if any(r for klasse in sporen for r in wp.store.find(klasse, order=(), ook_verwijderd=False, limiet=1, **zoek)):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="al_vastgelegd")
    with wp.transactie(f"{soort} van de agenda" if soort == "agendapunt" else "deelnemer afgemeld") as t:
        t.save(record.met(verwijderd=True))
    return t.bon
