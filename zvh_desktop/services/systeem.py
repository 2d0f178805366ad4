"""The system round a casus: relations from both sides, roles in incidents, the same person in another casus."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from zvh_desktop.domain.afscherming import ZAAL, Adresscherm
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.domain.datumtekst import voluit
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.ids import vast_id
from zvh_desktop.domain.record import Record
from zvh_desktop.domain.samenvoeging import levend, verleg, volg
from zvh_desktop.domain.systeem import (
    INCIDENTROLLEN,
    RELATIES,
    Incidentrol,
    Persoonskoppeling,
    Relatie,
    Zijde,
    dubbele_relaties,
    zijde,
)
from zvh_desktop.domain.systeembeeld import Systeembeeld, Systeemblad, teken
from zvh_desktop.services import uitgaan
from zvh_desktop.services.kijker import bedek_personen, kijker
from zvh_desktop.services.uitgaan import Uitgaand, geef_uit
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import queries

__all__ = [
    "Elders",
    "Incident",
    "Systeem",
    "afdruk",
    "beeld",
    "druk_af",
    "koppel",
    "lees",
    "ontkoppel",
    "trek_relatie_in",
    "verstrek",
    "voeg_relatie_toe",
    "zet_rollen",
]


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident of the verloop, and who was what in it."""

    id: str
    tijdstip: datetime
    tekst: str
    rollen: tuple[tuple[str, tuple[str, ...]], ...]
    """(person, roles), in the order of the dossier; only who has a role."""


@dataclass(frozen=True, slots=True)
class Elders:
    """The same person in another casus, as far as that casus is in this vault."""

    betrokkene_id: str
    """Of this casus."""
    ander_id: str
    casus_id: str
    casusnaam: str
    nummer: str
    koppeling_id: str


@dataclass(frozen=True, slots=True)
class Systeem:
    """Everybody of a casus and what ties them.

    Attributes:
        personen: those who are shown, hoofdpersoon first; an address that is closed to who looks is not in them.
        relaties: each tie once, between people who are shown.
        incidenten: newest first.
        elders: links with other casussen that are in this vault.
    """

    casus_id: str
    personen: tuple[Betrokkene, ...]
    relaties: tuple[Relatie, ...]
    incidenten: tuple[Incident, ...]
    elders: tuple[Elders, ...]

    def zijden(self, persoon_id: str) -> tuple[Zijde, ...]:
        """Return the relations of somebody, read from that person's side, in the order of the other people."""
        volgorde = {p.id: nr for nr, p in enumerate(self.personen)}
        gevonden = [z for r in self.relaties if (z := zijde(r, persoon_id)) is not None]
        return tuple(sorted(gevonden, key=lambda z: (z.tot is not None, volgorde[z.ander_id], z.relatie_id)))

    def rollen(self, persoon_id: str) -> tuple[tuple[Incident, tuple[str, ...]], ...]:
        """Return the incidents in which somebody had a role, with those roles."""
        return tuple((i, rollen) for i in self.incidenten for wie, rollen in i.rollen if wie == persoon_id)


def lees(wp: Werkplek, casus_id: str) -> Systeem:
    """Return the system of a casus; what names a merged record is read as naming the one that goes on."""
    s = wp.store
    wp.eis(Casus, casus_id)
    with s.reading():
        alle = {b.id: b for b in s.find(Betrokkene, ook_verwijderd=True, casus_id=casus_id)}
        relaties = s.find(Relatie, casus_id=casus_id)
        rollen = s.find(Incidentrol, casus_id=casus_id)
        incidenten = s.find(Notitie, casus_id=casus_id, notitiesoort="incident")
        koppelingen = s.find(Persoonskoppeling, casus_id=casus_id)
    wie = kijker(wp)
    personen = sorted(levend(alle.values()), key=lambda b: (not b.hoofdpersoon, b.geboortedatum or date.max, b.id))
    getoond = {p.id for p in personen}
    relaties = [_gevolgd(r, alle) for r in relaties]
    dubbel = dubbele_relaties(relaties)
    return Systeem(
        casus_id,
        tuple(bedek_personen(personen, alle.values(), wie)),
        tuple(
            r
            for r in sorted(relaties, key=lambda r: r.id)
            if r.id not in dubbel and {r.van_betrokkene_id, r.naar_betrokkene_id} <= getoond
        ),
        _incidenten(incidenten, [_gevolgd(r, alle) for r in rollen], personen, Adresscherm(alle.values(), ZAAL)),
        _elders(wp, [_gevolgd(k, alle) for k in koppelingen]),
    )


def _gevolgd(record: Any, alle: Mapping[str, Betrokkene]) -> Any:
    """The record with every person in it replaced by the one that goes on for him."""
    for id_, persoon in alle.items():
        if persoon.samengevoegd_met:
            record = verleg(record, id_, volg(id_, alle))
    return record


def _incidenten(
    notities: list[Notitie], rollen: list[Incidentrol], personen: list[Betrokkene], scherm: Adresscherm
) -> tuple[Incident, ...]:
    per: dict[str, dict[str, list[str]]] = {}
    for r in rollen:
        lijst = per.setdefault(r.notitie_id, {}).setdefault(r.betrokkene_id, [])
        if r.incidentrol not in lijst:
            lijst.append(r.incidentrol)
    orde = list(INCIDENTROLLEN)

    def gesorteerd(gekozen: list[str]) -> tuple[str, ...]:
        return tuple(sorted(gekozen, key=lambda rol: (orde.index(rol) if rol in orde else len(orde), rol)))

    return tuple(
        Incident(
            n.id,
            n.tijdstip,
            scherm.af(n.tekst),
            tuple((p.id, gesorteerd(per[n.id][p.id])) for p in personen if p.id in per.get(n.id, {})),
        )
        for n in sorted(notities, key=lambda n: (n.tijdstip, n.id), reverse=True)
    )


def _elders(wp: Werkplek, koppelingen: list[Persoonskoppeling]) -> tuple[Elders, ...]:
    if not koppelingen:
        return ()
    namen = queries.casusregels(wp.store.verbinding)
    helften = wp.store.find(Persoonskoppeling, sleutel=[k.sleutel for k in koppelingen])
    uit = []
    for k in koppelingen:
        for h in helften:
            if h.sleutel == k.sleutel and h.casus_id != k.casus_id and h.casus_id in namen:
                nummer, naam = namen[h.casus_id]
                uit.append(Elders(k.betrokkene_id, h.betrokkene_id, h.casus_id, naam, nummer, k.id))
    return tuple(sorted(set(uit), key=lambda e: (e.nummer, e.ander_id)))


def _eis_in_casus(wp: Werkplek, casus_id: str, *ids: str) -> list[Betrokkene]:
    """Return these people; they must be shown in this casus and differ.

    Raises:
        Omstandigheid: NIET_GEVONDEN; REGEL_WEIGERT "relatie_zelfde" or "andere_casus".
    """
    if len(set(ids)) < len(ids):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="relatie_zelfde")
    mensen = [wp.eis(Betrokkene, id_) for id_ in ids]
    if any(m.casus_id != casus_id or m.verwijderd for m in mensen):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="andere_casus")
    return mensen


def voeg_relatie_toe(
    wp: Werkplek, casus_id: str, van: str, soort: str, naar: str, velden: dict[str, Any] | None = None
) -> tuple[str, Bon]:
    """Say what one person is of another; it is kept once and shown with both.

    Args:
        wp: the workplace.
        casus_id: of both.
        van: who is `soort` (key of RELATIES) of `naar`.
        soort: "ouder", "partner" …
        naar: the other one.
        velden: `woord_van`, `woord_naar`, `sinds`, `tot`, `bron`, `toelichting`.

    Raises:
        Omstandigheid: REGEL_WEIGERT "relatie_zelfde", "andere_casus", "relatie_bestaat" or "waarde_past_niet".
    """
    _eis_in_casus(wp, casus_id, van, naar)
    casus = wp.eis(Casus, casus_id)
    vast: dict[str, Any] = {
        "id": wp.nieuw_id(),
        "stream": casus.stream,
        "casus_id": casus_id,
        "van_betrokkene_id": van,
        "naar_betrokkene_id": naar,
        "relatiesoort": soort,
    }
    if soort not in RELATIES:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="waarde_past_niet", velden=("relatiesoort",))
    try:
        relatie = Relatie.model_validate({**(velden or {}), **vast})
    except ValidationError as fout:
        namen = tuple(str(f["loc"][0]) for f in fout.errors())
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="waarde_past_niet", velden=namen) from None
    if relatie.sinds and relatie.tot and relatie.tot < relatie.sinds:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="tot_voor_sinds")
    if relatie.id in dubbele_relaties([*wp.store.find(Relatie, casus_id=casus_id), relatie]):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="relatie_bestaat")
    with wp.transactie("relatie toegevoegd") as t:
        t.save(relatie)
        t.concept_weg(f"nieuw-relatie-{casus_id}")
    return relatie.id, t.bon


def trek_relatie_in(wp: Werkplek, relatie_id: str) -> Bon:
    """Withdraw a relation; the row and its history stay, undo brings it back."""
    relatie = wp.eis(Relatie, relatie_id)
    with wp.transactie("relatie ingetrokken") as t:
        t.save(relatie.met(verwijderd=True))
    return t.bon


def zet_rollen(wp: Werkplek, notitie_id: str, rollen: Mapping[str, tuple[str, ...]]) -> Bon:
    """Say who was what in an incident; people who are not named keep the roles they have.

    Args:
        wp: the workplace.
        notitie_id: the incident.
        rollen: all roles of a person, by person; an empty tuple takes every role away.

    Raises:
        Omstandigheid: NIET_GEVONDEN; REGEL_WEIGERT "geen_incident", "andere_casus" or "waarde_past_niet".
    """
    notitie = wp.eis(Notitie, notitie_id)
    if notitie.notitiesoort != "incident" or notitie.verwijderd:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="geen_incident")
    bekend = {r.id: r for r in wp.store.find(Incidentrol, ook_verwijderd=True, notitie_id=notitie_id)}
    te_bewaren: list[Record] = []
    alle = {b.id: b for b in wp.store.find(Betrokkene, ook_verwijderd=True, casus_id=notitie.casus_id)}
    for wie, gewenst in rollen.items():
        if wie not in alle:
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel="andere_casus")
        nu = {r.incidentrol: r for r in bekend.values() if volg(r.betrokkene_id, alle) == wie and not r.verwijderd}
        if any(rol not in INCIDENTROLLEN and rol not in nu for rol in gewenst):
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel="waarde_past_niet", velden=("incidentrol",))
        te_bewaren += [
            r.met(verwijderd=True)
            for r in bekend.values()
            if volg(r.betrokkene_id, alle) == wie and not r.verwijderd and r.incidentrol not in gewenst
        ]
        for rol in gewenst:
            if rol not in nu:
                id_ = vast_id("incidentrol", notitie_id, wie, rol)
                te_bewaren.append(
                    bekend[id_].met(verwijderd=False, betrokkene_id=wie)
                    if id_ in bekend
                    else Incidentrol(
                        id=id_,
                        stream=notitie.stream,
                        casus_id=notitie.casus_id,
                        notitie_id=notitie_id,
                        betrokkene_id=wie,
                        incidentrol=rol,
                    )
                )
    with wp.transactie("rollen bij incident") as t:
        t.save_many(te_bewaren)
    return t.bon


def koppel(wp: Werkplek, een_id: str, ander_id: str) -> Bon:
    """Say that two people in two casussen are one; each casus gets half of the link, which tells nothing by itself.

    Raises:
        Omstandigheid: REGEL_WEIGERT "zelfde_casus" (those are merged instead) or "al_gekoppeld".
    """
    een, ander = wp.eis(Betrokkene, een_id), wp.eis(Betrokkene, ander_id)
    if een.casus_id == ander.casus_id:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="zelfde_casus")
    eigen, zijne = (
        {k.sleutel for k in wp.store.find(Persoonskoppeling, betrokkene_id=p.id) if not k.verwijderd}
        for p in (een, ander)
    )
    if eigen & zijne:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="al_gekoppeld")
    sleutel = wp.willekeur.bytes(16).hex()
    with wp.transactie("zelfde persoon gekoppeld") as t:
        for p in (een, ander):
            t.save(
                Persoonskoppeling(
                    id=wp.nieuw_id(), stream=p.stream, casus_id=p.casus_id, betrokkene_id=p.id, sleutel=sleutel
                )
            )
        t.audit("persoon_gekoppeld", (een.casus_id, een.id, ander.casus_id, ander.id))
    return t.bon


def ontkoppel(wp: Werkplek, koppeling_id: str) -> Bon:
    """Take a link between two casussen away, both halves of it."""
    helft = wp.eis(Persoonskoppeling, koppeling_id)
    with wp.transactie("koppeling verbroken") as t:
        for k in wp.store.find(Persoonskoppeling, sleutel=helft.sleutel):
            t.save(k.met(verwijderd=True))
        t.audit("persoon_ontkoppeld", (helft.casus_id, helft.betrokkene_id))
    return t.bon


def beeld(wp: Werkplek, systeem: Systeem) -> Systeembeeld:
    """Draw the system as it stands today."""
    return teken(systeem.personen, systeem.relaties, wp.vandaag())


def afdruk(wp: Werkplek, casus_id: str) -> bytes:
    """Return the picture of a system as PDF/A, without any address; it leaves only by `verstrek`."""
    # Late: layout takes a fifth of a second to load.
    from zvh_desktop.documents import compose

    casus, regio = wp.eis(Casus, casus_id), wp.regio()
    return compose.systeemblad(
        Systeemblad(regio.naam, regio.rubricering, casus.nummer, wp.nu(), beeld(wp, lees(wp, casus_id)))
    )


def verstrek(wp: Werkplek, casus_id: str, pad: Path, *, aan: str, hoe: str) -> tuple[Path, Bon]:
    """Write the picture where a person said; for whom and how is recorded as for everything that leaves.

    Raises:
        Omstandigheid: as `uitgaan.geef_uit`.
    """
    return geef_uit(wp, _uitgaand(wp, casus_id, aan, hoe), pad)


def druk_af(wp: Werkplek, casus_id: str, *, aan: str) -> tuple[bytes, Bon]:
    """Return the picture for a printer; for whom is recorded first.

    Raises:
        Omstandigheid: as `uitgaan.druk_af`.
    """
    return uitgaan.druk_af(wp, _uitgaand(wp, casus_id, aan, uitgaan.AFGEDRUKT))


def _uitgaand(wp: Werkplek, casus_id: str, aan: str, hoe: str) -> Uitgaand:
    return Uitgaand(
        casus_id=casus_id,
        stuk="systeem",
        wat=f"beeld van het systeem van {voluit(wp.vandaag())}",
        aan=aan,
        hoe=hoe,
        inhoud=afdruk(wp, casus_id),
    )
