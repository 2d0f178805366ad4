"""Plan an overleg: day, place and who leads it; and its states."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from pydantic import ValidationError

from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.compartiment import mag_zien
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.overleg import (
    Agendapunt,
    Deelnemer,
    Overleg,
    mag_naar,
    sjabloon,
)
from zvh_desktop.domain.partner import Medewerker
from zvh_desktop.services.overlegagenda import ACHTERAAN, voeg_casus_toe
from zvh_desktop.services.overlegbeeld import deelnemers_van, eis_niet_gesloten
from zvh_desktop.services.overlegdeelnemers import id_van
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import queries

__all__ = [
    "OverlegInvoer",
    "begin",
    "naar_status",
    "plan",
    "wijzig",
]


@dataclass(frozen=True, slots=True)
class OverlegInvoer:
    """A new overleg."""

    titel: str
    datum: date
    begin: time
    eind: time
    plaats: str = ""
    type: str = "casusoverleg"
    voorzitter: str = ""
    """Name; who is at work when empty."""
    verslaglegger: str = ""


def plan(
    wp: Werkplek,
    invoer: OverlegInvoer,
    casus_ids: list[str] | None = None,
    minuten: int | None = None,
    *,
    punten: Sequence[tuple[str, int]] | None = None,
    reeks_id: str = "",
) -> tuple[str, Bon]:
    """Plan an overleg with the points of its type, the given casussen and a closing round.

    Args:
        wp: workplace.
        invoer: day, times, place, who leads it.
        casus_ids: on the agenda from the start.
        minuten: for each of them; as usual in the series or for the type when not given.
        punten: title and minutes of the points without a casus, the last one after the casussen; those of the type when
            not given.
        reeks_id: the series it belongs to.

    Returns:
        The id of the overleg and the receipt.

    Raises:
        Omstandigheid: REGEL_WEIGERT when the title is empty or the end is not after the beginning.
    """
    if not invoer.titel.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="titel_leeg")
    if invoer.eind <= invoer.begin:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="eind_voor_begin")
    id_, stream = wp.nieuw_id(), wp.nieuwe_stream()
    overleg = Overleg(
        id=id_,
        stream=stream,
        titel=invoer.titel.strip(),
        type=invoer.type,
        datum=invoer.datum,
        begin=invoer.begin,
        eind=invoer.eind,
        plaats=invoer.plaats.strip(),
        voorzitter=invoer.voorzitter or wp.wie_naam(),
        verslaglegger=invoer.verslaglegger,
        reeks_id=reeks_id,
    )
    with wp.transactie("overleg gepland") as t:
        t.save(overleg)
        for rol in ("voorzitter", "verslaglegger"):
            if naam := getattr(overleg, rol):
                t.save(_van_het_huis(wp, overleg, rol, naam))
        vast = sjabloon(invoer.type).punten if punten is None else punten
        for nummer, (titel, duur) in enumerate(vast, 1):
            volgorde = ACHTERAAN if 1 < nummer == len(vast) else nummer
            velden = {"titel": titel, "minuten": duur, "volgorde": volgorde}
            t.save(Agendapunt.model_validate({"id": wp.nieuw_id(), "stream": stream, "overleg_id": id_, **velden}))
    bon = t.bon
    for casus_id in casus_ids or []:
        bon = bon.samen(voeg_casus_toe(wp, id_, casus_id, minuten))
    return id_, bon


def wijzig(wp: Werkplek, overleg_id: str, **velden: Any) -> Bon:
    """Change title, type, day, times, place, chair or minute taker, while not gesloten.

    Raises:
        Omstandigheid: REGEL_WEIGERT for other fields, wrong values or a closed overleg.
    """
    overleg = eis_niet_gesloten(wp, overleg_id)
    if vreemd := set(velden) - {
        "titel",
        "type",
        "datum",
        "begin",
        "eind",
        "plaats",
        "voorzitter",
        "verslaglegger",
    }:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="veld_vast", velden=tuple(vreemd))
    try:
        nieuw = overleg.met(**velden)
    except ValidationError as fout:
        namen = tuple(str(f["loc"][0]) for f in fout.errors())
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="waarde_past_niet", velden=namen) from None
    if not nieuw.titel.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="titel_leeg")
    if nieuw.eind <= nieuw.begin:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="eind_voor_begin")
    with wp.transactie("overleg gewijzigd") as t:
        t.save(nieuw)
        for rol in ("voorzitter", "verslaglegger"):
            if getattr(nieuw, rol) != getattr(overleg, rol):
                _zet_rol(wp, t, nieuw, rol, getattr(nieuw, rol))
    return t.bon


def _zet_rol(wp: Werkplek, t: Any, overleg: Overleg, rol: str, naam: str) -> None:
    """Keep the deelnemer with a role in step with the name in the overleg; who was in the room stays in the list."""
    zittend = next((d for d in deelnemers_van(wp, overleg.id) if d.rol == rol and d.naam != naam), None)
    if zittend and zittend.aanwezigheid == "verwacht":
        t.save(zittend.met(naam=naam) if naam else zittend.met(verwijderd=True))
    elif naam and not any(d.rol == rol and d.naam == naam for d in deelnemers_van(wp, overleg.id)):
        t.save(_van_het_huis(wp, overleg, rol, naam))


def _van_het_huis(wp: Werkplek, overleg: Overleg, rol: str, naam: str) -> Deelnemer:
    wie = wp.wie
    velden = {
        "id": id_van(wp, overleg.id, rol, naam), "stream": overleg.stream, "overleg_id": overleg.id,
        "volgorde": int(rol != "voorzitter"),
        "organisatie": wp.regio().naam, "naam": naam, "rol": rol,
        "functie": wie.functie if wie and wie.naam == naam else rol,
    }  # fmt: skip
    return Deelnemer.model_validate(velden)


def naar_status(wp: Werkplek, overleg_id: str, status: str) -> Bon:
    """Move between concept and open, or begin (open to bezig). Closing is `afronden.sluit`.

    Raises:
        Omstandigheid: REGEL_WEIGERT when the step is not allowed, or when who begins or chairs it is not named for a
            casus in a compartment on its agenda.
    """
    overleg = wp.eis(Overleg, overleg_id)
    if status == "gesloten" or not mag_naar(overleg.status, status):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="overgang", van=overleg.status, naar=status)
    if status == "bezig":
        _eis_hele_agenda(wp, overleg)
    velden: dict[str, Any] = {"status": status}
    if status == "bezig":
        velden["begonnen_op"] = wp.nu()
    with wp.transactie(f"overleg {status}") as t:
        t.save(overleg.met(**velden))
        if status == "bezig":
            for d in deelnemers_van(wp, overleg_id):
                if d.rol != "deelnemer" and d.aanwezigheid == "verwacht":
                    t.save(d.met(aanwezigheid="aanwezig", binnen_sinds=wp.nu()))
        t.audit(f"overleg_{status}", (overleg_id,), {})
    return t.bon


def _eis_hele_agenda(wp: Werkplek, overleg: Overleg) -> None:
    """Refuse to begin when part of the agenda is closed to who begins, or to the one who chairs."""
    punten = [p for p in wp.store.find(Agendapunt, overleg_id=overleg.id) if p.casus_id and not p.verwijderd]
    if {p.casus_id for p in punten} & queries.verborgen_casussen(wp.store.verbinding):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="agenda_afgeschermd")
    voorzitter = vouw(overleg.voorzitter)
    wie = {m.id for m in wp.store.find(Medewerker) if not m.verwijderd and vouw(m.naam) == voorzitter}
    for casus in wp.store.vind_veel(Casus, [p.casus_id for p in punten]).values():
        if casus.compartiment and not any(mag_zien(id_, casus) for id_ in wie):
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel="voorzitter_niet_genoemd")


def begin(wp: Werkplek, overleg_id: str) -> Bon:
    """Start the meeting from concept or open."""
    bon = Bon.leeg()
    if wp.eis(Overleg, overleg_id).status == "concept":
        bon = naar_status(wp, overleg_id, "open")
    return bon.samen(naar_status(wp, overleg_id, "bezig"))
