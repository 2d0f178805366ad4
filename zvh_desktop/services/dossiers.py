"""The dossier: list, open, and change what is known of a casus."""

from dataclasses import replace
from datetime import date
from typing import Any

from pydantic import ValidationError

from zvh_desktop.domain.afscherming import (
    ADRESVELDEN,
    Adreszicht,
    adreszicht,
)
from zvh_desktop.domain.afsluiting import eis_open
from zvh_desktop.domain.betrokkene import (
    Betrokkene,
    bsn_genormaliseerd,
    casusnaam,
    splits_achternaam,
    te_ver_vooruit,
)
from zvh_desktop.domain.casus import Aanmelding, Casus, Notitie, Stand, Triage, procesfase
from zvh_desktop.domain.dossierstuk import Dossierstuk
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.interventie import Interventie
from zvh_desktop.domain.overleg import Inbreng, Overleg
from zvh_desktop.domain.plan import Actie, Doel, Fase, Scenario
from zvh_desktop.domain.planfase import Voorwaarde
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.record import Record
from zvh_desktop.domain.systeem import Relatie
from zvh_desktop.domain.veldnamen import handeling
from zvh_desktop.domain.verslag import Reactie, Verslag, mag_wijzigen
from zvh_desktop.services import acties as acties_
from zvh_desktop.services.dossierbeeld import CasusRegel, Dossier, lees
from zvh_desktop.services.kijker import bedek, eis_zicht, kijker
from zvh_desktop.services.volledig import ontbreekt
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import queries
from zvh_desktop.store.kinds import kinds

__all__ = [
    "dossier",
    "hernoem_casus",
    "lijst",
    "maak_ongedaan",
    "ongedaan_label",
    "stand",
    "toon_adres",
    "toon_bsn",
    "trek_in",
    "ververs",
    "voeg_toe",
    "wijzig",
    "zet_hoofdpersoon",
]

_WIJZIGBAAR: dict[str, frozenset[str] | None] = {
    "casus": frozenset(
        ("thema", "gebied", "grondslag", "doel", "casusregisseur", "casusregisseur_partner_id", "evaluatiedatum",
         "contactpunt", "beeindigd_op", "type")
    ),
    "betrokkene": None,
    "relatie": frozenset(("relatiesoort", "woord_van", "woord_naar", "sinds", "tot", "bron", "toelichting")),
    "aanmelding": None,
    "triage": frozenset(
        ("terugkoppeling_op", "terugkoppeling_aan", "terugkoppeling_hoe", "bekendheid", "deelnemers", "deelnemerlijst")
    ),
    "notitie": None,
    "dossierstuk": frozenset(("omschrijving", "categorie", "bron", "datum")),
    "fase": None,
    "doel": None,
    "scenario": None,
    "interventie": None,
    "voorwaarde": frozenset(("fase", "volgorde", "tekst", "toelichting")),
    "actie": frozenset(("tekst", "partner_id", "persoon", "vanaf", "uiterlijk", "prioriteit", "fase")),
}  # fmt: skip
"""Kinds and fields a person may edit in the dossier; None means all but the fixed ones."""
_KLASSEN: dict[str, type[Record]] = {
    klasse.soort: klasse
    for klasse in (
        Casus,
        Betrokkene,
        Relatie,
        Aanmelding,
        Triage,
        Notitie,
        Dossierstuk,
        Fase,
        Doel,
        Scenario,
        Actie,
        Interventie,
        Voorwaarde,
    )
}
_VAST = frozenset(
    ("id", "stream", "casus_id", "verwijderd", "inhoud_sha256", "herkenning", "overig", "samengevoegd_met",
     "samengevoegd_stand")
)  # fmt: skip
_ELDERS = frozenset(("hoofdpersoon",))
"""Fields that have an act of their own."""
_VASTGELEGD = frozenset(
    (
        "verslag",
        "verklaring",
        "verklaringtekst",
        "toelating",
        "verstrekking",
        "overleg",
        "regio",
        "uitkomst",
        "triage",
        "vernietiging",
        "verlenging",
        "brieftekst",
        "planversie",
        "planakkoord",
        "tekengezag",
        "tekencertificaat",
    )
)
"""What is not taken back by undo: it was declared, signed, decided or handed out."""
_TOEVOEGBAAR = frozenset(("betrokkene", "notitie", "doel", "scenario", "actie", "interventie", "voorwaarde"))


def lijst(wp: Werkplek) -> list[CasusRegel]:
    """All casussen, newest number first; one pass over the tables, no dossier is opened."""
    return [
        CasusRegel(
            id=f.casus_id,
            nummer=f.nummer,
            naam=f.naam,
            thema=f.thema,
            type=f.type,
            status=f.status,
            procesfase=procesfase(f.feiten).fase,
            planfase=f.planfase,
            open_acties=f.open_acties,
            te_laat=f.te_laat,
            casusregisseur=f.casusregisseur,
            evaluatiedatum=f.evaluatiedatum,
            laatst=f.laatst,
        )
        for f in queries.casusfeiten(wp.store.verbinding, wp.vandaag())
    ]


def stand(wp: Werkplek, casus_id: str) -> Stand:
    """Where a casus stands and why."""
    gevonden = list(queries.casusfeiten(wp.store.verbinding, wp.vandaag(), casus_id))
    if not gevonden:
        raise Omstandigheid(Reden.NIET_GEVONDEN, wat="casus")
    compleet = gevonden[0].feiten
    if compleet.heeft_aanmelding and not compleet.triage_uitkomst:
        compleet = replace(compleet, ontbreekt=ontbreekt(wp, casus_id))
    return procesfase(compleet)


def dossier(wp: Werkplek, casus_id: str) -> Dossier:
    """Open a dossier; it is in the audit log, durably, before anything of it is returned."""
    gelezen = lees(wp, casus_id)
    wp.log("dossier_geopend", (casus_id,))
    return gelezen


def ververs(wp: Werkplek, casus_id: str) -> Dossier:
    """Read a dossier that is open already again, after a change; not an opening, so not in the audit log."""
    return lees(wp, casus_id)


def toon_adres(wp: Werkplek, betrokkene_id: str) -> Betrokkene:
    """Return a betrokkene in order to show a secret address; that it was shown is logged.

    Raises:
        Omstandigheid: REGEL_WEIGERT "adres_afgeschermd" when it is closed to who asks; that is logged too.
    """
    betrokkene = wp.eis(Betrokkene, betrokkene_id)
    if adreszicht(betrokkene, kijker(wp)) is Adreszicht.DICHT:
        wp.log("adres_geweigerd", (betrokkene.casus_id, betrokkene_id))
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="adres_afgeschermd")
    wp.log("adres_getoond", (betrokkene.casus_id, betrokkene_id))
    return bedek(wp, betrokkene.casus_id, betrokkene)


def toon_bsn(wp: Werkplek, betrokkene_id: str) -> str:
    """Return a BSN in full; that it was shown is logged.

    Raises:
        Omstandigheid: NIET_GEVONDEN; NIET_BEVOEGD.
    """
    betrokkene = wp.eis(Betrokkene, betrokkene_id)
    wp.eis_recht(Daad.BSN_ZIEN, betrokkene.casus_id)
    wp.log("bsn_getoond", (betrokkene.casus_id, betrokkene_id))
    return betrokkene.bsn


def _schoon(wp: Werkplek, soort: str, velden: dict[str, Any]) -> dict[str, Any]:
    velden = dict(velden)
    if soort == "betrokkene":
        geboren = velden.get("geboortedatum")
        if isinstance(geboren, date) and te_ver_vooruit(geboren, wp.vandaag()):
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel="geboortedag_te_ver")
        if "bsn" in velden:
            try:
                velden["bsn"] = bsn_genormaliseerd(velden["bsn"])
            except ValueError as fout:
                raise Omstandigheid(Reden.REGEL_WEIGERT, regel=str(fout)) from None
        if "achternaam" in velden and not velden.get("tussenvoegsel"):
            tussen, velden["achternaam"] = splits_achternaam("", velden["achternaam"])
            if tussen:
                velden["tussenvoegsel"] = tussen
    return velden


def wijzig(wp: Werkplek, soort: str, record_id: str, velden: dict[str, Any], label: str = "") -> Bon:
    """Change fields of a record in the dossier; the drafts of those fields end with it.

    Args:
        soort: kind of record, one of casus, betrokkene, aanmelding, triage, notitie, fase, doel, scenario, actie,
            interventie, voorwaarde.
        record_id: its id.
        velden: new values by field name.
        label: name of the act for undo; made from the kind when empty.

    Raises:
        Omstandigheid: REGEL_WEIGERT when a field may not be edited or a value does not fit; NIET_GEVONDEN.
    """
    toegestaan = _WIJZIGBAAR.get(soort, frozenset())
    vreemd = [v for v in velden if v in _VAST | _ELDERS or (toegestaan is not None and v not in toegestaan)]
    if vreemd or soort not in _WIJZIGBAAR:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="veld_vast", velden=tuple(vreemd))
    record = wp.eis(_KLASSEN[soort], record_id)
    _eis_zicht(wp, record, velden)
    try:
        nieuw = record.met(**_schoon(wp, soort, velden))
    except ValidationError as fout:
        namen = tuple(str(f["loc"][0]) for f in fout.errors())
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="waarde_past_niet", velden=namen) from None
    with wp.transactie(label or handeling(soort, list(velden))) as t:
        t.save(nieuw)
        if isinstance(record, Actie) and isinstance(nieuw, Actie) and (stil := acties_.stil_uitstel(wp, record, nieuw)):
            t.save(stil)
        for veld in velden:
            t.concept_weg(record_id, veld)
        if velden.keys() & _NAAMVELDEN:
            hernoem_casus(wp, t, nieuw)
    return t.bon


_AFSCHERMING = frozenset(
    (*ADRESVELDEN, "adres_geheim", "adres_dicht_voor_partner_ids", "adres_dicht_voor_betrokkene_ids")
)


def _eis_zicht(wp: Werkplek, record: Record, velden: dict[str, Any]) -> None:
    """Whoever may not have an address changes nothing of it or of a text it stands in, nor opens it to himself.

    Raises:
        Omstandigheid: REGEL_WEIGERT "adres_afgeschermd".
    """
    eigen = velden.keys() & _AFSCHERMING
    if eigen and isinstance(record, Betrokkene) and adreszicht(record, kijker(wp)) is Adreszicht.DICHT:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="adres_afgeschermd")
    casus_id = record.id if isinstance(record, Casus) else record.casus_id  # type: ignore[attr-defined]
    eis_zicht(wp, record, casus_id, velden)


_NAAMVELDEN = frozenset(("gebied", "voornamen", "tussenvoegsel", "achternaam"))
"""Fields of casus and betrokkene from which the name of the casus is made."""


def hernoem_casus(wp: Werkplek, t: Any, nieuw: Record) -> None:
    """Keep the name of the casus in step with its hoofdpersoon, by the one naming rule."""
    casus = nieuw if isinstance(nieuw, Casus) else wp.eis(Casus, nieuw.casus_id)  # type: ignore[attr-defined]
    personen = [b for b in wp.store.find(Betrokkene, casus_id=casus.id) if not b.verwijderd]
    hoofd = next((b for b in personen if b.hoofdpersoon), None)
    naam = casusnaam(hoofd, casus.gebied, casus.nummer, wp.regio().naamregel)
    if naam != casus.naam:
        t.save(casus.met(naam=naam))


def voeg_toe(wp: Werkplek, soort: str, casus_id: str, velden: dict[str, Any], label: str = "") -> tuple[str, Bon]:
    """Add a betrokkene, notitie, doel, scenario, actie, interventie or voorwaarde to a dossier.

    Returns:
        The new id and the receipt.

    Raises:
        Omstandigheid: REGEL_WEIGERT when the kind cannot be added so or a value does not fit; "casus_gesloten".
    """
    casus = wp.eis(Casus, casus_id)
    if soort not in _TOEVOEGBAAR:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="soort_vast")
    if soort != "betrokkene":
        eis_open(casus.status)
    toegestaan = _WIJZIGBAAR[soort]
    vreemd = [v for v in velden if v in _VAST or (toegestaan is not None and v not in toegestaan)]
    if vreemd:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="veld_vast", velden=tuple(vreemd))
    id_ = wp.nieuw_id()
    basis: dict[str, Any] = {"id": id_, "stream": casus.stream, "casus_id": casus_id}
    if soort == "notitie":
        basis["tijdstip"] = wp.nu()
    if soort == "actie":
        basis["gemaakt_op"] = wp.vandaag()
    try:
        record = _KLASSEN[soort].model_validate({**basis, **_schoon(wp, soort, velden)})
    except ValidationError as fout:
        namen = tuple(str(f["loc"][0]) for f in fout.errors())
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="waarde_past_niet", velden=namen) from None
    with wp.transactie(label or f"{soort} toegevoegd") as t:
        t.save(record)
        if soort == "betrokkene":
            hernoem_casus(wp, t, record)
        for veld in velden:
            t.concept_weg(f"nieuw-{soort}-{casus_id}", veld)
    return id_, t.bon


def trek_in(wp: Werkplek, soort: str, record_id: str) -> Bon:
    """Withdraw whatever `voeg_toe` adds but an actie; the row and its history stay, undo brings it back.

    Raises:
        Omstandigheid: REGEL_WEIGERT for kinds that are ended instead (an actie is never withdrawn).
    """
    if soort not in _TOEVOEGBAAR - {"actie"}:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="soort_vast")
    record = wp.eis(_KLASSEN[soort], record_id)
    with wp.transactie(f"{soort} ingetrokken") as t:
        weg = record.met(verwijderd=True)
        t.save(weg)
        if soort == "betrokkene":
            hernoem_casus(wp, t, weg)
    return t.bon


def zet_hoofdpersoon(wp: Werkplek, betrokkene_id: str) -> Bon:
    """Make someone the one the casus is named after, instead of whoever was."""
    nieuw = wp.eis(Betrokkene, betrokkene_id)
    with wp.transactie("hoofdpersoon gewijzigd") as t:
        for b in wp.store.find(Betrokkene, casus_id=nieuw.casus_id):
            if b.hoofdpersoon and b.id != betrokkene_id:
                t.save(b.met(hoofdpersoon=False))
        nieuw = nieuw.met(hoofdpersoon=True)
        t.save(nieuw)
        hernoem_casus(wp, t, nieuw)
    return t.bon


_VAN_OVERLEG = frozenset(("agendapunt", "deelnemer", "aanwezigheid"))
"""What belongs to an overleg and stands still once that is closed."""


def _overleg_van(wp: Werkplek, soort: str, id_: str) -> str:
    record: Any = wp.eis(kinds()[soort], id_)
    return str(record.overleg_id)


def ongedaan_label(wp: Werkplek) -> str:
    """Name what `maak_ongedaan` would take back now; "" when there is nothing."""
    wie = wp.wie
    laatste = wp.store.laatste_handeling(wie.id) if wie else None
    return laatste[1] if laatste else ""


def maak_ongedaan(wp: Werkplek, txn: str = "") -> tuple[str, Bon]:
    """Undo the last act of this person on this device that can be undone.

    Args:
        txn: only when this is still that act (a message names one act; it must not take back another).

    Returns:
        The label of what was undone ("" when there was nothing) and the receipt.

    Raises:
        Omstandigheid: REGEL_WEIGERT when the last act touched something that is locked since.
    """
    wie = wp.wie
    laatste = wp.store.laatste_handeling(wie.id if wie else "")
    if laatste is None or wie is None:
        return "", Bon.leeg()
    laatste_txn, label = laatste
    if txn and txn != laatste_txn:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="niet_ongedaan")
    txn = laatste_txn
    for soort, id_ in queries.txn_geraakt(wp.store.verbinding, txn):
        if soort in _VASTGELEGD:
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel="niet_ongedaan")
        if soort == "inbreng" and wp.eis(Overleg, wp.eis(Inbreng, id_).overleg_id).status != "bezig":
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel="overleg_niet_bezig")
        if soort in _VAN_OVERLEG and wp.eis(Overleg, _overleg_van(wp, soort, id_)).status == "gesloten":
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel="overleg_gesloten")
        if soort == "reactie" and not mag_wijzigen(wp.eis(Verslag, wp.eis(Reactie, id_).verslag_id)):
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel="al_vastgesteld")
    uit = wp.ongedaan(txn)
    if uit.geweigerd and not uit.bon.wijzigingen:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="later_gewijzigd")
    return label, uit.bon
