"""The register of grounds and terms of keeping: settings of the house, in its own words."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from zvh_desktop.assets import asset
from zvh_desktop.domain import bewaren
from zvh_desktop.domain.bewaren import Bewaarstand
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.grondslag import Bewaarregel, Grond, Verlenging
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import queries

__all__ = [
    "Instellingen",
    "bewaar_grond",
    "bewaar_regel",
    "bewaarstand",
    "gronden",
    "instellingen",
    "regels",
    "stel_voor",
    "te_vernietigen",
    "trek_in",
    "verleng",
]


@dataclass(frozen=True, slots=True)
class Instellingen:
    """What Beheer shows."""

    gronden: tuple[Grond, ...]
    regels: tuple[Bewaarregel, ...]
    mdto: bool


def gronden(wp: Werkplek) -> list[Grond]:
    """All grounds of the house, by name."""
    return sorted((g for g in wp.store.find(Grond) if not g.verwijderd), key=lambda g: (g.naam.casefold(), g.id))


def regels(wp: Werkplek) -> list[Bewaarregel]:
    """All terms, those for one ground first."""
    alle = [r for r in wp.store.find(Bewaarregel) if not r.verwijderd]
    return sorted(alle, key=lambda r: (not r.grond, r.grond.casefold(), r.na, r.id))


def instellingen(wp: Werkplek) -> Instellingen:
    """Grounds, terms, and whether archive metadata is written."""
    return Instellingen(tuple(gronden(wp)), tuple(regels(wp)), wp.regio().mdto)


def _maak(klasse: Any, velden: dict[str, Any]) -> Any:
    try:
        return klasse.model_validate(velden)
    except ValidationError as fout:
        namen = tuple(str(f["loc"][0]) for f in fout.errors())
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="waarde_past_niet", velden=namen) from None


def bewaar_grond(wp: Werkplek, grond_id: str, velden: dict[str, Any]) -> Bon:
    """Add a ground ("" as id) or change one; a casus keeps the name it has.

    Raises:
        Omstandigheid: REGEL_WEIGERT "grond_zonder_naam", "grond_dubbel", "waarde_past_niet".
    """
    naam = str(velden.get("naam", "")).strip()
    if not naam:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="grond_zonder_naam")
    if any(g.naam.casefold() == naam.casefold() and g.id != grond_id for g in gronden(wp)):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="grond_dubbel")
    velden = {**velden, "naam": naam}
    if grond_id:
        oud = wp.eis(Grond, grond_id)
        nieuw = _maak(Grond, {**dict(oud), **velden})
    else:
        nieuw = _maak(Grond, {"id": wp.nieuw_id(), "stream": wp.regio().stream, **velden})
    with wp.transactie("grondslag bewaard") as t:
        t.save(nieuw)
    return t.bon


def bewaar_regel(wp: Werkplek, regel_id: str, velden: dict[str, Any]) -> Bon:
    """Add a term ("" as id) or change one.

    Raises:
        Omstandigheid: REGEL_WEIGERT "termijn_onmogelijk", "wet_nodig", "waarde_past_niet".
    """
    maanden, hoogstens = int(velden.get("maanden") or 0), int(velden.get("hoogstens_maanden") or 0)
    if not 0 < maanden <= 1200 or not 0 <= hoogstens <= 1200 or (hoogstens and hoogstens < maanden):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="termijn_onmogelijk")
    if not str(velden.get("wet", "")).strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="wet_nodig")
    if regel_id:
        nieuw = _maak(Bewaarregel, {**dict(wp.eis(Bewaarregel, regel_id)), **velden})
    else:
        nieuw = _maak(Bewaarregel, {"id": wp.nieuw_id(), "stream": wp.regio().stream, **velden})
    with wp.transactie("bewaartermijn ingesteld") as t:
        t.save(nieuw)
        t.audit("bewaartermijn_ingesteld", (nieuw.id,), {"maanden": nieuw.maanden})
    return t.bon


def trek_in(wp: Werkplek, record_id: str) -> Bon:
    """Withdraw a ground or a term; casussen keep what they have, undo brings it back."""
    record: Grond | Bewaarregel = wp.store.vind(Grond, record_id) or wp.eis(Bewaarregel, record_id)
    with wp.transactie(f"{'grondslag' if isinstance(record, Grond) else 'bewaartermijn'} ingetrokken") as t:
        t.save(record.met(verwijderd=True))
    return t.bon


def stel_voor(wp: Werkplek) -> tuple[int, Bon]:
    """Add the bundled examples that are not there yet, to be judged by the house; return how many.

    No term is among them: how long something is kept has to be looked up.
    """
    bekend = {g.naam.casefold() for g in gronden(wp)}
    voorbeelden = json.loads(asset("resources", "grondslagen.json").read_text(encoding="utf-8"))
    nieuw = [
        _maak(Grond, {"id": wp.nieuw_id(), "stream": wp.regio().stream, **velden})
        for velden in voorbeelden
        if velden["naam"].casefold() not in bekend
    ]
    if not nieuw:
        return 0, Bon.leeg()
    with wp.transactie("voorbeelden van grondslagen overgenomen") as t:
        t.save_many(nieuw)
    return len(nieuw), t.bon


def bewaarstand(wp: Werkplek, casus: Casus) -> tuple[Bewaarstand, tuple[Verlenging, ...]]:
    """How the clock of a casus stands today, and the decisions about it, oldest first."""
    verlengingen = [v for v in wp.store.find(Verlenging, casus_id=casus.id) if not v.verwijderd]
    verlengingen.sort(key=lambda v: (v.besloten_op, v.id))
    return bewaren.stand(casus, regels(wp), verlengingen, wp.vandaag()), tuple(verlengingen)


def verleng(wp: Werkplek, casus_id: str, tot: date | None, motivering: str, wet: str = "") -> Bon:
    """Record the decision to keep a casus until a later day.

    Raises:
        Omstandigheid: REGEL_WEIGERT "termijn_loopt_niet", "verlenging_niet_later", "verlenging_te_lang",
            "motivering_nodig".
    """
    casus = wp.eis(Casus, casus_id)
    stand, _ = bewaarstand(wp, casus)
    if stand.eind is None:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="termijn_loopt_niet")
    if tot is None or tot <= stand.eind:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="verlenging_niet_later")
    langst = bewaren.langst(casus, regels(wp))
    if langst is not None and tot > langst:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="verlenging_te_lang")
    if not motivering.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="motivering_nodig")
    with wp.transactie("bewaartermijn verlengd") as t:
        t.save(
            Verlenging(
                id=wp.nieuw_id(),
                stream=casus.stream,
                casus_id=casus_id,
                tot=tot,
                motivering=motivering.strip(),
                wet=wet.strip(),
                besloten_door=wp.wie_naam(),
                besloten_op=wp.vandaag(),
            )
        )
        t.audit("bewaartermijn_verlengd", (casus_id,), {"tot": tot.isoformat()})
    return t.bon


def te_vernietigen(wp: Werkplek) -> list[tuple[Casus, date]]:
    """Casussen of which the term has ended, with the day it did; the one that ended first comes first.

    Three queries, whatever their number: only casussen that are no longer worked on are looked at.
    """
    alle_regels, dag = regels(wp), wp.vandaag()
    if not alle_regels:
        return []
    verlengingen: dict[str, list[Verlenging]] = {}
    for v in wp.store.find(Verlenging):
        verlengingen.setdefault(v.casus_id, []).append(v)
    uit = []
    verborgen = queries.verborgen_casussen(wp.store.verbinding)
    for status in sorted(bewaren.BEEINDIGD):
        for casus in wp.store.find(Casus, status=status):
            if casus.id in verborgen:
                continue
            stand = bewaren.stand(casus, alle_regels, verlengingen.get(casus.id, ()), dag)
            if stand.stand == "verstreken" and stand.eind is not None:
                uit.append((casus, stand.eind))
    return sorted(uit, key=lambda een: (een[1], een[0].nummer))
