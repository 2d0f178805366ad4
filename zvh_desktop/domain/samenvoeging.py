"""Two records of one person made one: what stays, what follows, and where the other record points from then on.

The record that gives way is never removed. It keeps every field, is withdrawn, and points at the one that goes on; so
an undo brings everything back, and what another device still writes in it is not lost but shows as a difference.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Final, Literal, TypeVar

from pydantic_core import to_jsonable_python

from zvh_desktop.domain.betrokkene import Betrokkene, vouw
from zvh_desktop.domain.record import Record
from zvh_desktop.domain.tekstverschil import met_alles

__all__ = [
    "Keuze",
    "afdruk",
    "keuzevelden",
    "later_gewijzigd",
    "levend",
    "verleg",
    "verschillen",
    "verwijsvelden",
    "voeg_samen",
    "volg",
    "voorkeur",
]

R = TypeVar("R", bound=Record)

Keuze = Literal["blijft", "weg", "beide"]
"""Whose value a field gets; "beide" only for prose."""

_EIGEN: Final = frozenset(("id", "stream", "casus_id", "verwijderd", "samengevoegd_met", "samengevoegd_stand"))
_SAMEN: Final = frozenset(
    ("hoofdpersoon", "aliassen", "adres_geheim", "adres_dicht_voor_partner_ids", "adres_dicht_voor_betrokkene_ids")
)
"""Not a choice: somebody is the hoofdpersoon or an address is secret as soon as one of the two records says so."""
_LEEG: Final[tuple[object, ...]] = (None, "", "onbekend", [], False)


def keuzevelden() -> tuple[str, ...]:
    """Return the fields for which a person chooses, in the order of the record."""
    return tuple(veld for veld in Betrokkene.model_fields if veld not in _EIGEN | _SAMEN)


def verschillen(blijft: Betrokkene, weg: Betrokkene) -> tuple[str, ...]:
    """Return the fields in which the two differ and a person chooses."""
    return tuple(veld for veld in keuzevelden() if getattr(blijft, veld) != getattr(weg, veld))


def voorkeur(blijft: Betrokkene, weg: Betrokkene) -> dict[str, Keuze]:
    """Propose for every difference: what is filled in goes before what is empty; prose that differs is kept of both."""

    def een(veld: str) -> Keuze:
        if getattr(blijft, veld) in _LEEG:
            return "weg"
        if veld in Betrokkene.lange_tekst and getattr(weg, veld) not in _LEEG:
            return "beide"
        return "blijft"

    return {veld: een(veld) for veld in verschillen(blijft, weg)}


def voeg_samen(blijft: Betrokkene, weg: Betrokkene, keuzes: Mapping[str, Keuze]) -> tuple[Betrokkene, Betrokkene]:
    """Return the record that goes on, and the one that gives way as it is kept.

    Args:
        blijft: goes on.
        weg: gives way.
        keuzes: for each field that differs; one that is not named gets what `voorkeur` proposes.

    Raises:
        ValueError: not two records of one casus, one of them was merged already, or "beide" for what is no prose.
    """
    if blijft.id == weg.id or blijft.casus_id != weg.casus_id or blijft.samengevoegd_met or weg.samengevoegd_met:
        raise ValueError("samenvoegen_kan_niet")
    velden: dict[str, object] = {}
    for veld, keuze in {**voorkeur(blijft, weg), **keuzes}.items():
        if veld not in keuzevelden() or (keuze == "beide" and veld not in Betrokkene.lange_tekst):
            raise ValueError("samenvoegen_kan_niet")
        if keuze == "weg":
            velden[veld] = getattr(weg, veld)
        elif keuze == "beide":
            velden[veld] = met_alles([getattr(blijft, veld), getattr(weg, veld)])
    samen = blijft.met(**velden)
    dicht = [
        {*b.adres_dicht_voor_partner_ids, *b.adres_dicht_voor_betrokkene_ids} if b.adres_geheim else None
        for b in (blijft, weg)
    ]
    # A secret address with nobody named is closed to all: naming the others' few would open it.
    voor_allen = set() in dicht
    samen = samen.met(
        hoofdpersoon=blijft.hoofdpersoon or weg.hoofdpersoon,
        aliassen=_aliassen(samen, blijft, weg),
        adres_geheim=blijft.adres_geheim or weg.adres_geheim,
        adres_dicht_voor_partner_ids=(
            [] if voor_allen else _verenigd(blijft.adres_dicht_voor_partner_ids, weg.adres_dicht_voor_partner_ids)
        ),
        adres_dicht_voor_betrokkene_ids=(
            []
            if voor_allen
            else [
                i
                for i in _verenigd(blijft.adres_dicht_voor_betrokkene_ids, weg.adres_dicht_voor_betrokkene_ids)
                if i not in (blijft.id, weg.id)
            ]
        ),
    )
    return samen, weg.met(verwijderd=True, samengevoegd_met=blijft.id, samengevoegd_stand=afdruk(weg))


def _verenigd(een: Iterable[str], twee: Iterable[str]) -> list[str]:
    return list(dict.fromkeys((*een, *twee)))


def _aliassen(samen: Betrokkene, blijft: Betrokkene, weg: Betrokkene) -> list[str]:
    """All aliases of both, and a name that did not stay: nobody must become impossible to find under it."""
    namen = _verenigd(blijft.aliassen, weg.aliassen)
    bekend = {vouw(n) for n in (samen.volledige_naam, *namen)}
    for naam in (blijft.volledige_naam, weg.volledige_naam):
        if naam and vouw(naam) not in bekend:
            namen.append(naam)
            bekend.add(vouw(naam))
    return namen


def _afdruk(waarde: object) -> str:
    tekst = json.dumps(to_jsonable_python(waarde), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(tekst.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def afdruk(persoon: Betrokkene) -> dict[str, str]:
    """Return a print of every field a person fills in, without its content: 16 hex digits by field."""
    return {veld: _afdruk(getattr(persoon, veld)) for veld in Betrokkene.model_fields if veld not in _EIGEN}


def later_gewijzigd(weg: Betrokkene) -> tuple[str, ...]:
    """Return the fields that were changed after this record was merged, by somebody who did not know of it yet."""
    if not weg.samengevoegd_met:
        return ()
    # A field that the merging program did not know yet has no print, and is compared with what it was born with.
    return tuple(
        veld
        for veld, som in afdruk(weg).items()
        if som
        != (
            weg.samengevoegd_stand.get(veld)
            or _afdruk(Betrokkene.model_fields[veld].get_default(call_default_factory=True))
        )
    )


def volg(persoon_id: str, personen: Mapping[str, Betrokkene]) -> str:
    """Return who goes on for a record: follows every pointer; of a circle, made by two at once, the smallest id."""
    gezien: list[str] = []
    nu = persoon_id
    while nu in personen and personen[nu].samengevoegd_met:
        if nu in gezien:
            return min(gezien[gezien.index(nu) :])
        gezien.append(nu)
        nu = personen[nu].samengevoegd_met
    return nu


def levend(personen: Iterable[Betrokkene]) -> tuple[Betrokkene, ...]:
    """Return those who are shown: not withdrawn and not merged into another.

    Of two that were merged into each other on two devices at once, one is shown, although both are withdrawn.
    """
    op_id = {p.id: p for p in personen}
    uit = []
    for p in op_id.values():
        if p.samengevoegd_met:
            if volg(p.id, op_id) == p.id:
                uit.append(p.met(verwijderd=False))
        elif not p.verwijderd:
            uit.append(p)
    return tuple(uit)


def verwijsvelden(klasse: type[Record]) -> tuple[str, ...]:
    """Return the fields of a kind that name betrokkenen: `…betrokkene_id` and lists called `…betrokkene_ids`."""
    return tuple(v for v in klasse.model_fields if v.endswith(("betrokkene_id", "betrokkene_ids")))


def verleg(record: R, van: str, naar: str) -> R:
    """Return the record with every reference to `van` turned to `naar`; the same object when it has none."""
    nieuw: dict[str, object] = {}
    for veld in verwijsvelden(type(record)):
        waarde = getattr(record, veld)
        if waarde == van:
            nieuw[veld] = naar
        elif isinstance(waarde, list) and van in waarde:
            nieuw[veld] = list(dict.fromkeys(naar if w == van else w for w in waarde))
    return record.met(**nieuw) if nieuw else record
