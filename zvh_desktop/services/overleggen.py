"""Plan an overleg: date and place, agenda with minutes, deelnemers; and its states."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from pydantic import ValidationError

from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.domain.casus import Aanmelding, Casus
from zvh_desktop.domain.compartiment import mag_zien
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
    mag_naar,
    sjabloon,
)
from zvh_desktop.domain.partner import Medewerker, Partner
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.record import Record
from zvh_desktop.domain.reeks import Reeks
from zvh_desktop.domain.tijd import kalenderdag, klokslag
from zvh_desktop.domain.toegang import Dekking, bepaal_dekking
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import queries

__all__ = [
    "DeelnemerRegel",
    "OverlegDetail",
    "OverlegInvoer",
    "OverlegRegel",
    "PuntRegel",
    "begin",
    "casusminuten",
    "dekkingen",
    "detail",
    "haal_weg",
    "lijst",
    "naar_status",
    "nieuwe_deelnemer",
    "plan",
    "verplaats_punt",
    "voeg_casus_toe",
    "voeg_deelnemer_toe",
    "voeg_punt_toe",
    "wijzig",
    "wijzig_deelnemer",
    "wijzig_punt",
    "zoek_partner",
]


_ACHTERAAN = 900
"""Place in the agenda of the closing round; what is added later comes before it."""


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


@dataclass(frozen=True, slots=True)
class OverlegRegel:
    """A row of Overleggen."""

    overleg: Overleg
    punten: int
    casussen: tuple[str, ...]
    """Short names in the order of the agenda."""
    deelnemers: int
    niet_gedekt: int


@dataclass(frozen=True, slots=True)
class PuntRegel:
    """An agendapunt with the planned moment."""

    punt: Agendapunt
    naam: str
    nummer: str
    """casusnummer or ""."""
    om: time
    thema: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeelnemerRegel:
    """A deelnemer with how secrecy is arranged."""

    deelnemer: Deelnemer
    partner: Partner | None
    vast: bool
    dekking: Dekking
    woorden: str
    """"privacyprotocol tot 1 mei 2027", "verklaring getekend 09:52", "nog niet gedekt"."""


@dataclass(frozen=True, slots=True)
class OverlegDetail:
    """Everything the planning screen shows."""

    overleg: Overleg
    punten: tuple[PuntRegel, ...]
    deelnemers: tuple[DeelnemerRegel, ...]
    minuten: int
    past: bool
    """The planned minutes fit between begin and eind."""


def lijst(wp: Werkplek) -> list[OverlegRegel]:
    """All overleggen, latest date first; none for who may see none."""
    if not wp.mag(Daad.OVERLEG_ZIEN).mag:
        return []
    regels = []
    partners = wp.partners()
    casusnamen = queries.casusnamen(wp.store.verbinding)
    for overleg in wp.store.find(Overleg):
        if overleg.verwijderd:
            continue
        punten = _punten(wp, overleg.id)
        deelnemers = _deelnemers(wp, overleg.id)
        gedekt = _dekkingen(wp, overleg, deelnemers, partners)
        regels.append(
            OverlegRegel(
                overleg,
                len(punten),
                tuple(casusnamen.get(p.casus_id, "") for p in punten if p.casus_id),
                len(deelnemers),
                sum(not gedekt[d.id].gedekt for d in deelnemers),
            )
        )
    return sorted(regels, key=lambda r: (r.overleg.datum, r.overleg.begin), reverse=True)


def _punten(wp: Werkplek, overleg_id: str) -> list[Agendapunt]:
    verborgen = queries.verborgen_casussen(wp.store.verbinding)
    punten = [
        p for p in wp.store.find(Agendapunt, overleg_id=overleg_id) if not p.verwijderd and p.casus_id not in verborgen
    ]
    return sorted(punten, key=lambda p: (p.volgorde, p.id))


def _deelnemers(wp: Werkplek, overleg_id: str) -> list[Deelnemer]:
    deelnemers = [d for d in wp.store.find(Deelnemer, overleg_id=overleg_id) if not d.verwijderd]
    return sorted(deelnemers, key=lambda d: (d.rol == "deelnemer", d.volgorde, d.id))


def _dekkingen(
    wp: Werkplek, overleg: Overleg, deelnemers: list[Deelnemer], partners: dict[str, Partner]
) -> dict[str, Dekking]:
    verklaringen = wp.store.find(Verklaring, overleg_id=overleg.id)
    lopend = queries.doorlopende_verklaringen(wp.store.verbinding, overleg.datum)
    if lopend:
        verklaringen += [v for v in wp.store.vind_veel(Verklaring, lopend).values() if v.overleg_id != overleg.id]
    return {d.id: bepaal_dekking(d, partners.get(d.partner_id), verklaringen, overleg.datum) for d in deelnemers}


def dekkingen(wp: Werkplek, overleg: Overleg) -> dict[str, Dekking]:
    """How secrecy is arranged for every deelnemer of an overleg, by id."""
    return _dekkingen(wp, overleg, _deelnemers(wp, overleg.id), wp.partners())


def dekkingswoorden(dekking: Dekking, verklaring: Verklaring | None) -> str:
    """Say how someone is covered, as printed in the verslag and shown in lists."""
    tot = dekking.geldig_tot
    dag = kalenderdag(tot) if tot else ""
    om = klokslag(verklaring.tijdstip if verklaring else None)
    return {
        "zvh": "eigen medewerker",
        "protocol": f"privacyprotocol tot {dag}" if dag else "privacyprotocol",
        "verklaring": f"verklaring tot {dag}"
        if dag
        else f"verklaring getekend {om}"
        if not verklaring or verklaring.wijze != "getypt"
        else f"verklaring, getypt akkoord {om}",
        "papier": f"verklaring op papier tot {dag}" if dag else "verklaring op papier",
        "afstand": f"verklaring op afstand getekend tot {dag}" if dag else "verklaring op afstand getekend",
        "geen": "nog niet gedekt",
        "verlopen": f"privacyprotocol verlopen op {dag}" if dag else "privacyprotocol niet geldig",
        "geweigerd": "weigert te tekenen",
    }[dekking.hoe].strip()


def detail(wp: Werkplek, overleg_id: str) -> OverlegDetail:
    """Everything about one overleg, for planning.

    Raises:
        Omstandigheid: NIET_GEVONDEN; NIET_BEVOEGD.
    """
    wp.eis_recht(Daad.OVERLEG_ZIEN)
    overleg = wp.eis(Overleg, overleg_id)
    punten = _punten(wp, overleg_id)
    casussen = wp.store.vind_veel(Casus, [p.casus_id for p in punten if p.casus_id])
    regels = []
    minuut = overleg.begin.hour * 60 + overleg.begin.minute
    for punt in punten:
        casus = casussen.get(punt.casus_id)
        om = time(minuut // 60 % 24, minuut % 60)
        naam, nummer, thema = (casus.naam, casus.nummer, tuple(casus.thema)) if casus else (punt.titel, "", ())
        regels.append(PuntRegel(punt, naam, nummer, om, thema))
        minuut += punt.minuten
    deelnemers = _deelnemers(wp, overleg_id)
    partners = wp.store.vind_veel(Partner, sorted({d.partner_id for d in deelnemers if d.partner_id}))
    gedekt = _dekkingen(wp, overleg, deelnemers, partners)
    verklaringen = {v.deelnemer_id: v for v in wp.store.find(Verklaring, overleg_id=overleg_id) if not v.verwijderd}
    return OverlegDetail(
        overleg=overleg,
        punten=tuple(regels),
        deelnemers=tuple(
            DeelnemerRegel(
                d,
                partners.get(d.partner_id),
                bool(d.partner_id in partners and partners[d.partner_id].vast),
                gedekt[d.id],
                dekkingswoorden(gedekt[d.id], verklaringen.get(d.id)),
            )
            for d in deelnemers
        ),
        minuten=sum(p.minuten for p in punten),
        past=minuut <= overleg.eind.hour * 60 + overleg.eind.minute,
    )


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
            volgorde = _ACHTERAAN if 1 < nummer == len(vast) else nummer
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
    overleg = _open(wp, overleg_id)
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
    zittend = next((d for d in _deelnemers(wp, overleg.id) if d.rol == rol and d.naam != naam), None)
    if zittend and zittend.aanwezigheid == "verwacht":
        t.save(zittend.met(naam=naam) if naam else zittend.met(verwijderd=True))
    elif naam and not any(d.rol == rol and d.naam == naam for d in _deelnemers(wp, overleg.id)):
        t.save(_van_het_huis(wp, overleg, rol, naam))


def _deelnemer_id(wp: Werkplek, overleg_id: str, organisatie: str, naam: str) -> str:
    """Return the one id of a person at an overleg, so that two devices do not invite twice; a namesake gets another."""
    id_ = vast_id("deelnemer", overleg_id, vouw(organisatie.strip()), vouw(naam.strip()))
    zittend = wp.store.vind(Deelnemer, id_)
    return wp.nieuw_id() if zittend is not None and not zittend.verwijderd else id_


def _van_het_huis(wp: Werkplek, overleg: Overleg, rol: str, naam: str) -> Deelnemer:
    wie = wp.wie
    velden = {
        "id": _deelnemer_id(wp, overleg.id, rol, naam), "stream": overleg.stream, "overleg_id": overleg.id,
        "volgorde": int(rol != "voorzitter"),
        "organisatie": wp.regio().naam, "naam": naam, "rol": rol,
        "functie": wie.functie if wie and wie.naam == naam else rol,
    }  # fmt: skip
    return Deelnemer.model_validate(velden)


def _open(wp: Werkplek, overleg_id: str) -> Overleg:
    overleg = wp.eis(Overleg, overleg_id)
    if overleg.status == "gesloten":
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="overleg_gesloten")
    return overleg


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
            for d in _deelnemers(wp, overleg_id):
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


def zoek_partner(wp: Werkplek, organisatie: str) -> Partner | None:
    """Find a partner by name or short name, folded; the beginning of a name will do when only one fits."""
    naam = vouw(organisatie)
    partners = [p for p in wp.store.find(Partner) if not p.verwijderd]
    for partner in partners:
        if naam and naam in (vouw(partner.naam), vouw(partner.kort)):
            return partner
    begin_zo = [p for p in partners if naam and vouw(p.naam).startswith(naam)]
    return begin_zo[0] if len(begin_zo) == 1 else None


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
    overleg = _open(wp, overleg_id)
    casus = wp.eis(Casus, casus_id)
    if casus.status in ("afgewezen", "doorgeleid", "afgesloten"):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="casus_niet_actief")
    if casus.status == "aangemeld":
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="triage_nodig")
    punten = _punten(wp, overleg_id)
    if any(p.casus_id == casus_id for p in punten):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="staat_al_op_agenda")
    aanmeldingen = [a for a in wp.store.find(Aanmelding, casus_id=casus_id) if not a.verwijderd]
    with wp.transactie("casus op de agenda") as t:
        hoogste = max((p.volgorde for p in punten if p.volgorde < _ACHTERAAN), default=1)
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
        aanwezig = _deelnemers(wp, overleg_id)
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
        id=_deelnemer_id(wp, overleg.id, organisatie, naam),
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
    overleg = _open(wp, overleg_id)
    if not titel.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="titel_leeg")
    hoogste = max((p.volgorde for p in _punten(wp, overleg_id) if p.volgorde < _ACHTERAAN), default=1)
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
    _open(wp, punt.overleg_id)
    if minuten is not None and not 1 <= minuten <= 480:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="minuten")
    velden = {k: v for k, v in (("minuten", minuten), ("titel", titel)) if v is not None}
    with wp.transactie("agendapunt gewijzigd") as t:
        t.save(punt.met(**velden))
    return t.bon


def verplaats_punt(wp: Werkplek, agendapunt_id: str, stap: int) -> Bon:
    """Move a point up (-1) or down (+1)."""
    punt = wp.eis(Agendapunt, agendapunt_id)
    _open(wp, punt.overleg_id)
    punten = _punten(wp, punt.overleg_id)
    plek = next(i for i, p in enumerate(punten) if p.id == agendapunt_id)
    ander = plek + stap
    if not 0 <= ander < len(punten):
        return Bon.leeg()
    with wp.transactie("agenda verplaatst") as t:
        t.save(punt.met(volgorde=punten[ander].volgorde))
        t.save(punten[ander].met(volgorde=punt.volgorde))
    return t.bon


def voeg_deelnemer_toe(
    wp: Werkplek,
    overleg_id: str,
    *,
    naam: str,
    organisatie: str,
    functie: str = "",
    mandaat: str = "",
    casus_ids: list[str] | None = None,
) -> tuple[str, Bon]:
    """Add someone, also while the overleg is bezig (an unexpected guest).

    Raises:
        Omstandigheid: REGEL_WEIGERT when name or organisation is empty or the overleg is closed.
    """
    nieuw = nieuwe_deelnemer(
        wp,
        overleg_id,
        naam=naam,
        organisatie=organisatie,
        functie=functie,
        mandaat=mandaat,
        casus_ids=casus_ids,
    )
    with wp.transactie("deelnemer toegevoegd") as t:
        t.save(nieuw)
    return nieuw.id, t.bon


def nieuwe_deelnemer(
    wp: Werkplek,
    overleg_id: str,
    *,
    naam: str,
    organisatie: str,
    functie: str = "",
    mandaat: str = "",
    casus_ids: list[str] | None = None,
) -> Deelnemer:
    """Return someone to be added, not saved yet; refuses as `voeg_deelnemer_toe`."""
    overleg = _open(wp, overleg_id)
    if not naam.strip() or not organisatie.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="deelnemer_leeg")
    partner = zoek_partner(wp, organisatie)
    id_ = _deelnemer_id(wp, overleg_id, organisatie, naam)
    return Deelnemer(
        id=id_,
        stream=overleg.stream,
        overleg_id=overleg_id,
        volgorde=10 + len(_deelnemers(wp, overleg_id)),
        partner_id=partner.id if partner else "",
        organisatie=organisatie.strip(),
        naam=naam.strip(),
        functie=functie.strip(),
        mandaat=mandaat.strip(),
        casus_ids=casus_ids or [],
    )


def wijzig_deelnemer(wp: Werkplek, deelnemer_id: str, **velden: Any) -> Bon:
    """Change name, organisation, function, mandate or the casussen someone is invited for.

    Raises:
        Omstandigheid: REGEL_WEIGERT for other fields, wrong values or a closed overleg.
    """
    deelnemer = wp.eis(Deelnemer, deelnemer_id)
    _open(wp, deelnemer.overleg_id)
    if vreemd := set(velden) - {"naam", "organisatie", "functie", "mandaat", "casus_ids"}:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="veld_vast", velden=tuple(vreemd))
    if "organisatie" in velden:
        partner = zoek_partner(wp, velden["organisatie"])
        velden["partner_id"] = partner.id if partner else ""
    try:
        nieuw = deelnemer.met(**velden)
    except ValidationError:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="waarde_past_niet", velden=tuple(velden)) from None
    with wp.transactie("deelnemer gewijzigd") as t:
        t.save(nieuw)
    return t.bon


def haal_weg(wp: Werkplek, soort: str, id_: str) -> Bon:
    """Take an agendapunt or deelnemer out of an overleg in which nothing was recorded on it yet.

    Raises:
        Omstandigheid: REGEL_WEIGERT when the overleg is closed, or something was recorded.
    """
    klasse: type[Agendapunt] | type[Deelnemer] = Agendapunt if soort == "agendapunt" else Deelnemer
    record = wp.eis(klasse, id_)
    _open(wp, record.overleg_id)
    zoek = {"agendapunt_id": id_} if soort == "agendapunt" else {"deelnemer_id": id_}
    sporen: tuple[type[Record], ...] = (Aanwezigheid, Toelating)
    sporen += (Inbreng, Uitkomst) if soort == "agendapunt" else (Verklaring,)
    if any(r for klasse in sporen for r in wp.store.find(klasse, order=(), ook_verwijderd=False, limiet=1, **zoek)):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="al_vastgelegd")
    with wp.transactie(f"{soort} van de agenda" if soort == "agendapunt" else "deelnemer afgemeld") as t:
        t.save(record.met(verwijderd=True))
    return t.bon
