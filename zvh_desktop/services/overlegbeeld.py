"""What is read of overleggen: the list, and one with its agenda, its people and how secrecy is arranged for each."""

from dataclasses import dataclass
from datetime import time

from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.overleg import (
    Agendapunt,
    Deelnemer,
    Overleg,
    Verklaring,
)
from zvh_desktop.domain.partner import Partner
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.tijd import kalenderdag, klokslag
from zvh_desktop.domain.toegang import Dekking, bepaal_dekking
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import queries

__all__ = [
    "DeelnemerRegel",
    "OverlegDetail",
    "OverlegRegel",
    "PuntRegel",
    "deelnemers_van",
    "dekkingen",
    "dekkingswoorden",
    "detail",
    "eis_niet_gesloten",
    "lijst",
    "punten_van",
]


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
        punten = punten_van(wp, overleg.id)
        deelnemers = deelnemers_van(wp, overleg.id)
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


def punten_van(wp: Werkplek, overleg_id: str) -> list[Agendapunt]:
    """Return the points of an overleg that who is at work may see, in order."""
    verborgen = queries.verborgen_casussen(wp.store.verbinding)
    punten = [
        p for p in wp.store.find(Agendapunt, overleg_id=overleg_id) if not p.verwijderd and p.casus_id not in verborgen
    ]
    return sorted(punten, key=lambda p: (p.volgorde, p.id))


def deelnemers_van(wp: Werkplek, overleg_id: str) -> list[Deelnemer]:
    """Return who is invited, who leads it first."""
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
    return _dekkingen(wp, overleg, deelnemers_van(wp, overleg.id), wp.partners())


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
    punten = punten_van(wp, overleg_id)
    casussen = wp.store.vind_veel(Casus, [p.casus_id for p in punten if p.casus_id])
    regels = []
    minuut = overleg.begin.hour * 60 + overleg.begin.minute
    for punt in punten:
        casus = casussen.get(punt.casus_id)
        om = time(minuut // 60 % 24, minuut % 60)
        naam, nummer, thema = (casus.naam, casus.nummer, tuple(casus.thema)) if casus else (punt.titel, "", ())
        regels.append(PuntRegel(punt, naam, nummer, om, thema))
        minuut += punt.minuten
    deelnemers = deelnemers_van(wp, overleg_id)
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


def eis_niet_gesloten(wp: Werkplek, overleg_id: str) -> Overleg:
    """Return an overleg that can still be changed.

    Raises:
        Omstandigheid: REGEL_WEIGERT "overleg_gesloten"; NIET_GEVONDEN.
    """
    overleg = wp.eis(Overleg, overleg_id)
    if overleg.status == "gesloten":
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="overleg_gesloten")
    return overleg
