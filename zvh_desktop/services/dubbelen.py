"""Two records of one person in one casus made one, taken apart again, and what came in for the old record since."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from zvh_desktop.domain.afscherming import ADRESVELDEN, VERBORGEN, Adreszicht, adreszicht
from zvh_desktop.domain.betrokkene import Betrokkene, bsn_gemaskeerd
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.record import Record
from zvh_desktop.domain.samenvoeging import (
    Keuze,
    afdruk,
    later_gewijzigd,
    verleg,
    verschillen,
    verwijsvelden,
    voeg_samen,
    volg,
    voorkeur,
)
from zvh_desktop.domain.systeem import Incidentrol, Relatie, dubbele_relaties
from zvh_desktop.services.dossiers import hernoem_casus
from zvh_desktop.services.kijker import kijker
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store.kinds import kinds

__all__ = [
    "Naloop",
    "Veldkeuze",
    "Vergelijking",
    "haal_uiteen",
    "naloop",
    "neem_over",
    "samengevoegd",
    "vergelijk",
    "voeg_dubbelen_samen",
]

_GEZIEN: Final = ("ingetrokken", "gezien")
"""Stands among the prints: a person saw that who goes on was withdrawn, and left it so."""


@dataclass(frozen=True, slots=True)
class Veldkeuze:
    """One field in which two records differ; values as they may be shown: a BSN masked, a closed address not told."""

    veld: str
    blijft: Any
    weg: Any
    voorstel: Keuze
    beide_kan: bool


@dataclass(frozen=True, slots=True)
class Vergelijking:
    """What a person sees before merging.

    Attributes:
        volgt: (kind, how many) of everything that names the record that gives way, and will name the other one.
    """

    blijft: Betrokkene
    weg: Betrokkene
    velden: tuple[Veldkeuze, ...]
    volgt: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Naloop:
    """Something that came in for a merged record after it was merged.

    Attributes:
        veld: the field, or "" when it is the record that goes on that was withdrawn meanwhile.
        nu: value in the record that goes on.
        later: value that came in; both as they may be shown.
    """

    weg_id: str
    blijft_id: str
    naam: str
    veld: str
    nu: Any
    later: Any


def _toonbaar(wp: Werkplek, persoon: Betrokkene, veld: str) -> Any:
    waarde = getattr(persoon, veld)
    if veld == "bsn":
        return bsn_gemaskeerd(waarde)
    if veld in ADRESVELDEN and waarde and adreszicht(persoon, kijker(wp)) is not Adreszicht.OPEN:
        return VERBORGEN
    return waarde


def _verwijzers(wp: Werkplek, persoon: Betrokkene) -> list[Record]:
    """Return everything in the casus that names somebody, of whatever kind.

    Withdrawn records keep naming him: whoever brings one back reads the one that goes on instead.
    """
    gevonden: list[Record] = []
    for klasse in kinds().values():
        velden = verwijsvelden(klasse)
        if not velden or "casus_id" not in klasse.model_fields:
            continue
        for record in wp.store.find(klasse, casus_id=persoon.casus_id):
            waarden = [getattr(record, veld) for veld in velden]
            if any(w == persoon.id or (isinstance(w, list) and persoon.id in w) for w in waarden):
                gevonden.append(record)
    return gevonden


def _paar(wp: Werkplek, blijft_id: str, weg_id: str) -> tuple[Betrokkene, Betrokkene]:
    blijft, weg = wp.eis(Betrokkene, blijft_id), wp.eis(Betrokkene, weg_id)
    if blijft.casus_id != weg.casus_id:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="andere_casus")
    if blijft.id == weg.id or blijft.verwijderd or weg.verwijderd or blijft.samengevoegd_met or weg.samengevoegd_met:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="samenvoegen_kan_niet")
    return blijft, weg


def vergelijk(wp: Werkplek, blijft_id: str, weg_id: str) -> Vergelijking:
    """Return in what two records of a casus differ, what is proposed, and what will follow; writes nothing.

    Raises:
        Omstandigheid: NIET_GEVONDEN; REGEL_WEIGERT "andere_casus" or "samenvoegen_kan_niet".
    """
    blijft, weg = _paar(wp, blijft_id, weg_id)
    voorstel = voorkeur(blijft, weg)
    velden = tuple(
        Veldkeuze(
            veld,
            _toonbaar(wp, blijft, veld),
            _toonbaar(wp, weg, veld),
            voorstel[veld],
            veld in Betrokkene.lange_tekst,
        )
        for veld in verschillen(blijft, weg)
    )
    tel: dict[str, int] = {}
    for record in _verwijzers(wp, weg):
        tel[record.soort] = tel.get(record.soort, 0) + 1
    return Vergelijking(blijft, weg, velden, tuple(sorted(tel.items())))


def voeg_dubbelen_samen(wp: Werkplek, blijft_id: str, weg_id: str, keuzes: Mapping[str, Keuze]) -> Bon:
    """Make two records one in one act: fields as chosen, and everything that named the one names the other.

    The record that gives way keeps its fields and history, and points at the other one.

    Raises:
        Omstandigheid: REGEL_WEIGERT "andere_casus" or "samenvoegen_kan_niet".
    """
    blijft, weg = _paar(wp, blijft_id, weg_id)
    verwijzers = [r for r in _verwijzers(wp, weg) if r.id != blijft.id]
    try:
        samen, oud = voeg_samen(blijft, weg, keuzes)
    except ValueError as fout:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel=str(fout)) from None
    gevolgd = [verleg(r, weg.id, blijft.id) for r in verwijzers]
    with wp.transactie("betrokkenen samengevoegd") as t:
        t.save_many([samen, oud, *_zonder_dubbele(wp, blijft.casus_id, gevolgd)])
        hernoem_casus(wp, t, samen)
        t.audit("betrokkenen_samengevoegd", (blijft.casus_id, blijft.id, weg.id), {"gevolgd": len(gevolgd)})
    return t.bon


def _zonder_dubbele(wp: Werkplek, casus_id: str, gevolgd: list[Record]) -> list[Record]:
    """Withdraw what says nothing new once it names the other record: a tie with oneself, the same tie or role twice."""
    nieuw = {r.id: r for r in gevolgd}
    relaties = {r.id: r for r in wp.store.find(Relatie, casus_id=casus_id)}
    relaties |= {r.id: r for r in gevolgd if isinstance(r, Relatie)}
    weg = set(dubbele_relaties(relaties.values()))
    gezien: set[tuple[str, str, str]] = set()
    rollen = {r.id: r for r in wp.store.find(Incidentrol, casus_id=casus_id)}
    rollen |= {r.id: r for r in gevolgd if isinstance(r, Incidentrol)}
    # What was there goes before what follows.
    for rol in sorted(rollen.values(), key=lambda r: (r.id in nieuw, r.id)):
        sleutel = (rol.notitie_id, rol.betrokkene_id, rol.incidentrol)
        if sleutel in gezien:
            weg.add(rol.id)
        gezien.add(sleutel)
    alles = {**relaties, **rollen, **nieuw}
    te_bewaren = {**nieuw, **{id_: alles[id_] for id_ in weg}}
    return [r.met(verwijderd=True) if id_ in weg else r for id_, r in te_bewaren.items()]


def haal_uiteen(wp: Werkplek, weg_id: str) -> tuple[Bon, int]:
    """Take a merge back, also long after: what was changed since stays as it is.

    Returns:
        The receipt, and how many fields stayed because they were changed since.

    Raises:
        Omstandigheid: REGEL_WEIGERT "niet_samengevoegd", or "al_ongedaan".
    """
    weg = wp.eis(Betrokkene, weg_id)
    regels = wp.store.geschiedenis(record=weg_id, veld="samengevoegd_met")
    txn = next((r.txn for r in regels if r.naar == weg.samengevoegd_met), "") if weg.samengevoegd_met else ""
    if not txn:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="niet_samengevoegd")
    uit = wp.ongedaan(txn)
    if wp.eis(Betrokkene, weg_id).samengevoegd_met:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="later_gewijzigd")
    wp.log("samenvoeging_teruggedraaid", (weg.casus_id, weg_id))
    return uit.bon, len(uit.geweigerd)


def naloop(wp: Werkplek, casus_id: str) -> list[Naloop]:
    """Return what other devices wrote in merged records without knowing of the merge; nothing of it is lost."""
    alle = {b.id: b for b in wp.store.find(Betrokkene, ook_verwijderd=True, casus_id=casus_id)}
    uit = []
    for weg in sorted(alle.values(), key=lambda b: b.id):
        if not weg.samengevoegd_met:
            continue
        blijft = alle.get(volg(weg.id, alle))
        if blijft is None or blijft.id == weg.id:
            continue
        if blijft.verwijderd and not blijft.samengevoegd_met and _GEZIEN not in weg.samengevoegd_stand.items():
            uit.append(Naloop(weg.id, blijft.id, blijft.volledige_naam, "", "", ""))
        for veld in later_gewijzigd(weg):
            if getattr(weg, veld) != getattr(blijft, veld):
                nu, later = _toonbaar(wp, blijft, veld), _toonbaar(wp, weg, veld)
                uit.append(Naloop(weg.id, blijft.id, blijft.volledige_naam, veld, nu, later))
    return uit


def samengevoegd(wp: Werkplek, casus_id: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return by who goes on the (id, name) of the records that were merged into that one."""
    alle = {b.id: b for b in wp.store.find(Betrokkene, ook_verwijderd=True, casus_id=casus_id)}
    uit: dict[str, list[tuple[str, str]]] = {}
    for b in sorted(alle.values(), key=lambda b: b.id):
        naar = volg(b.id, alle)
        if naar != b.id:
            uit.setdefault(naar, []).append((b.id, b.volledige_naam or b.rol))
    return {naar: tuple(wie) for naar, wie in uit.items()}


def neem_over(wp: Werkplek, weg_id: str, veld: str, *, over: bool) -> Bon:
    """Settle one item of the `naloop`: take the later value over, or leave it; with veld "" bring back who goes on.

    Raises:
        Omstandigheid: REGEL_WEIGERT "al_gekozen" when it was settled meanwhile.
    """
    weg = wp.eis(Betrokkene, weg_id)
    alle = {b.id: b for b in wp.store.find(Betrokkene, ook_verwijderd=True, casus_id=weg.casus_id)}
    blijft = alle.get(volg(weg_id, alle))
    if not weg.samengevoegd_met or blijft is None or (veld and veld not in later_gewijzigd(weg)):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="al_gekozen")
    te_bewaren: list[Record] = []
    if not veld and over:
        te_bewaren.append(blijft.met(verwijderd=False))
    elif not veld:
        te_bewaren.append(weg.met(samengevoegd_stand={**weg.samengevoegd_stand, **dict((_GEZIEN,))}))
    else:
        if over:
            blijft = blijft.met(**{veld: getattr(weg, veld)})
            te_bewaren.append(blijft)
        te_bewaren.append(weg.met(samengevoegd_stand={**weg.samengevoegd_stand, veld: afdruk(weg)[veld]}))
    with wp.transactie("latere wijziging overgenomen" if over else "latere wijziging laten staan") as t:
        t.save_many(te_bewaren)
        if over:
            hernoem_casus(wp, t, blijft)
    return t.bon
