"""Phases of the plan: the steps a person declares, and the conditions that are tested."""

from datetime import date
from typing import Any

from pydantic import ValidationError

from zvh_desktop.domain.afsluiting import eis_open
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.plan import Doel, Fase
from zvh_desktop.domain.planfase import (
    Fasestap,
    Voorwaarde,
    belet_stap,
    laatste_stappen,
    na_stap,
    open_voorwaarden,
    stapwoord,
    voorwaarden_met_regels,
)
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.services.kijker import eis_zicht
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = [
    "open_in",
    "trek_voorwaarde_in",
    "voeg_voorwaarde_toe",
    "voorwaarden",
    "wijzig_voorwaarde",
    "zet_fase",
    "zet_voldaan",
]


def voorwaarden(wp: Werkplek, fase: Fase) -> tuple[Voorwaarde, ...]:
    """Return the conditions of a phase; lines of an older program count, and get a record at the first change."""
    return voorwaarden_met_regels(fase, wp.store.find(Voorwaarde, ook_verwijderd=True, casus_id=fase.casus_id))


def open_in(wp: Werkplek, fase: Fase) -> tuple[str, ...]:
    """Return what is not met yet in a phase, in words."""
    return open_voorwaarden(voorwaarden(wp, fase), wp.store.find(Doel, casus_id=fase.casus_id), fase.nummer)


def zet_fase(wp: Werkplek, fase_id: str, status: str, motivering: str = "", ondanks: str = "") -> Bon:
    """Let a phase of the plan go to another status, declared by who is at work: prepare, open, reach, fall back, again.

    Args:
        wp: workplace.
        fase_id: the phase.
        status: where to.
        motivering: why; needed for reaching, falling back and opening again.
        ondanks: why it counts as reached while conditions are open.

    Raises:
        Omstandigheid: REGEL_WEIGERT "fase_overgang" when this step does not exist, "motivering_nodig" without a
            reason, "voorwaarden_open" when conditions are open and nobody says why that is no obstacle,
            "niemand_aan_het_werk" when it is not known who declares it, "casus_gesloten".
    """
    fase = wp.eis(Fase, fase_id)
    wie = wp.wie
    if wie is None:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="niemand_aan_het_werk")
    eis_open(wp.eis(Casus, fase.casus_id).status)
    open_ = open_in(wp, fase) if status == "bereikt" else ()
    if belet := belet_stap(fase, status, motivering, open_, ondanks):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel=belet)
    stap = Fasestap.model_validate(
        {
            "id": wp.nieuw_id(),
            "stream": fase.stream,
            "casus_id": fase.casus_id,
            "fase": fase.nummer,
            "van": fase.status,
            "naar": status,
            "dag": wp.vandaag(),
            "tijdstip": wp.nu(),
            "door": wie.naam,
            "motivering": motivering.strip(),
            "open_voorwaarden": list(open_),
            "ondanks": ondanks.strip() if open_ else "",
            "na": [s.id for s in laatste_stappen(wp.store.find(Fasestap, casus_id=fase.casus_id, fase=fase.nummer))],
        }
    )
    with wp.transactie(f"fase {fase.nummer} {stapwoord(fase.status, status)}") as t:
        t.save(stap)
        t.save(na_stap(fase, stap))
        t.concept_weg(fase_id, "motivering")
        t.concept_weg(fase_id, "ondanks")
    return t.bon


# -- conditions


def _neem_over(wp: Werkplek, fase: Fase) -> None:
    """Make a record of every line of an older program that has none; the lines themselves stay as they were written.

    An act of nobody: undo of what a person does afterwards must not take the conditions along.
    """
    bewaard = wp.store.find(Voorwaarde, ook_verwijderd=True, casus_id=fase.casus_id)
    bekend = {v.id for v in bewaard}
    nieuw = [v for v in voorwaarden_met_regels(fase, bewaard) if v.id not in bekend]
    if nieuw:
        with wp.store.transaction("voorwaarden overgenomen", ("", "")) as t:
            t.save_many(nieuw)


def _zoek(wp: Werkplek, fase_id: str, voorwaarde_id: str) -> tuple[Fase, Voorwaarde]:
    fase = wp.eis(Fase, fase_id)
    gevonden = next((v for v in voorwaarden(wp, fase) if v.id == voorwaarde_id), None)
    if gevonden is None:
        raise Omstandigheid(Reden.NIET_GEVONDEN, wat="voorwaarde")
    return fase, gevonden


def voeg_voorwaarde_toe(wp: Werkplek, fase_id: str, tekst: str) -> tuple[str, Bon]:
    """Add a condition to a phase; the draft of it ends. Return its id.

    Raises:
        Omstandigheid: REGEL_WEIGERT "waarde_past_niet" without text, "casus_gesloten"; NIET_BEVOEGD for who may only
            tick.
    """
    fase = wp.eis(Fase, fase_id)
    wp.eis_recht(Daad.PLAN_BIJWERKEN, fase.casus_id)
    eis_open(wp.eis(Casus, fase.casus_id).status)
    if not (kaal := " ".join(tekst.split())):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="waarde_past_niet", velden=("tekst",))
    er_zijn = voorwaarden(wp, fase)
    nieuw = Voorwaarde(
        id=wp.nieuw_id(), stream=fase.stream, casus_id=fase.casus_id, fase=fase.nummer,
        volgorde=max((v.volgorde for v in er_zijn), default=0) + 1, tekst=kaal,
    )  # fmt: skip
    _neem_over(wp, fase)
    with wp.transactie("voorwaarde toegevoegd") as t:
        t.save(nieuw)
        t.concept_weg(fase_id, "nieuwe_voorwaarde")
    return nieuw.id, t.bon


def wijzig_voorwaarde(wp: Werkplek, fase_id: str, voorwaarde_id: str, velden: dict[str, Any]) -> Bon:
    """Change the text of a condition or how it was seen to be met; the drafts of those fields end.

    Raises:
        Omstandigheid: REGEL_WEIGERT "veld_vast", "waarde_past_niet", "adres_afgeschermd"; NIET_GEVONDEN;
            NIET_BEVOEGD for another text by who may only tick.
    """
    if not velden.keys() <= {"tekst", "toelichting"}:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="veld_vast", velden=tuple(velden))
    fase, oud = _zoek(wp, fase_id, voorwaarde_id)
    if "tekst" in velden:
        wp.eis_recht(Daad.PLAN_BIJWERKEN, fase.casus_id)
    if not str(velden.get("tekst", oud.tekst)).strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="waarde_past_niet", velden=("tekst",))
    eis_zicht(wp, oud, fase.casus_id, velden)
    try:
        nieuw = oud.met(**velden)
    except ValidationError:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="waarde_past_niet", velden=tuple(velden)) from None
    _neem_over(wp, fase)
    with wp.transactie("voorwaarde gewijzigd") as t:
        t.save(nieuw)
        for veld in velden:
            t.concept_weg(voorwaarde_id, veld)
    return t.bon


def zet_voldaan(wp: Werkplek, fase_id: str, voorwaarde_id: str, aan: bool, op: date | None = None) -> Bon:
    """Tick a condition as met, in the name of who is at work, or take that back.

    Raises:
        Omstandigheid: NIET_GEVONDEN; REGEL_WEIGERT "niemand_aan_het_werk".
    """
    fase, oud = _zoek(wp, fase_id, voorwaarde_id)
    wie = wp.wie
    if wie is None:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="niemand_aan_het_werk")
    nieuw = oud.met(voldaan_op=(op or wp.vandaag()) if aan else None, voldaan_door=wie.naam if aan else "")
    _neem_over(wp, fase)
    with wp.transactie("voorwaarde voldaan" if aan else "voorwaarde weer open") as t:
        t.save(nieuw)
    return t.bon


def trek_voorwaarde_in(wp: Werkplek, fase_id: str, voorwaarde_id: str) -> Bon:
    """Withdraw a condition; its history stays, undo brings it back.

    Raises:
        Omstandigheid: NIET_GEVONDEN; NIET_BEVOEGD for who may only tick.
    """
    fase, oud = _zoek(wp, fase_id, voorwaarde_id)
    wp.eis_recht(Daad.PLAN_BIJWERKEN, fase.casus_id)
    _neem_over(wp, fase)
    with wp.transactie("voorwaarde ingetrokken") as t:
        t.save(oud.met(verwijderd=True))
    return t.bon
