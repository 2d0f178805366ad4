"""The analysis of a casus: read it whole, write in it field by field, and invite whom its themes ask for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pydantic import ValidationError

from zvh_desktop.domain.afscherming import VERBORGEN, Adresscherm
from zvh_desktop.domain.afsluiting import eis_open
from zvh_desktop.domain.analyse import (
    VOORWAARDEN,
    Analysepunt,
    Basisvoorwaarde,
    Gebiedstand,
    Leefgebied,
    Reeks,
    Risicotaxatie,
    Zrmmeting,
    Zrmscore,
    aard_past,
    basisvoorwaarde_id,
    domeinen_van,
    gebiedstanden,
    laatste_scores,
    leefgebieden,
    reeksen,
    zrmscore_id,
)
from zvh_desktop.domain.analysestand import Standregel, stand_van_analyse
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.partner import Partner
from zvh_desktop.domain.record import Record
from zvh_desktop.domain.themablok import Themablok, Themarij, blok_id, gevuld
from zvh_desktop.domain.themavelden import BLOKKEN, GEHEIM, Blok, blokken_van, lijst_van
from zvh_desktop.domain.veldnamen import handeling, soortnaam
from zvh_desktop.services.kijker import bedek_personen, bewaarbaar, eis_zicht, kijker
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = [
    "SOORTEN",
    "Analyse",
    "BlokInhoud",
    "analyse",
    "bewaar_meting",
    "bewaar_veld",
    "conceptsleutel",
    "sleutels",
    "stand",
    "toon_geheim",
    "trek_in",
    "voeg_toe",
]

_BLOKKLASSEN: Final = {blok.soort: blok.klasse for blok in BLOKKEN}
_KLASSEN: Final[Mapping[str, type[Record]]] = {
    **{k.soort: k for k in (Analysepunt, Zrmmeting, Risicotaxatie, Basisvoorwaarde, Themarij)},
    **_BLOKKLASSEN,
}
SOORTEN: Final = (*_KLASSEN, "zrmscore")
"""Every kind of record of the analysis."""

_TOEVOEGBAAR: Final = frozenset(("analysepunt", "risicotaxatie", "themarij"))
_VAST: Final = frozenset(("id", "stream", "casus_id", "verwijderd", "meting_id", "domein", "voorwaarde", "lijst"))
_VERPLICHT: Final = {"analysepunt": ("tekst", "analysepunt_leeg"), "risicotaxatie": ("instrument", "instrument_leeg")}


@dataclass(frozen=True, slots=True)
class BlokInhoud:
    """A theme block with what stands in it.

    Attributes:
        actief: a theme of the casus asks for it; else what was typed under a theme that was taken away.
        record: as stored, what is secret masked; a new one when nothing was written yet.
        rijen: by name of the list, in the order of making.
    """

    blok: Blok
    actief: bool
    record: Themablok
    rijen: Mapping[str, tuple[Themarij, ...]]

    @property
    def leeg(self) -> bool:
        """Nothing was written in it."""
        return not gevuld(self.record) and not any(self.rijen.values())


@dataclass(frozen=True, slots=True)
class Analyse:
    """Everything the tab shows; what is secret is masked in it."""

    casus: Casus
    standen: tuple[Gebiedstand, ...]
    reeksen: tuple[Reeks, ...]
    taxaties: tuple[Risicotaxatie, ...]
    """Newest first."""
    voorwaarden: tuple[Basisvoorwaarde, ...]
    """All five, those not written yet made up."""
    blokken: tuple[BlokInhoud, ...]
    betrokkenen: tuple[Betrokkene, ...]
    partners: Mapping[str, Partner]
    stand: tuple[Standregel, ...]
    vandaag: date

    @property
    def met_voorwaarden(self) -> bool:
        """The five basic conditions belong to it: a theme asks for them, or something stands there."""
        return any(b.blok.basisvoorwaarden for b in self.blokken) or any(
            v.staat != "onbekend" for v in self.voorwaarden
        )

    def naam_van(self, betrokkene_id: str) -> str:
        """Name of whom something is about; "" for the casus as a whole."""
        gevonden = next((b for b in self.betrokkenen if b.id == betrokkene_id), None)
        return (gevonden.volledige_naam or gevonden.rol) if gevonden else ("iemand anders" if betrokkene_id else "")


def analyse(wp: Werkplek, casus_id: str) -> Analyse:
    """Read the analysis of a casus; part of the dossier, of which the opening is in the log."""
    s = wp.store
    with s.reading():
        casus = wp.eis(Casus, casus_id)
        gebieden = leefgebieden(wp.regio(), s.find(Leefgebied, ook_verwijderd=True))
        punten = s.find(Analysepunt, casus_id=casus_id)
        metingen, scores = s.find(Zrmmeting, casus_id=casus_id), s.find(Zrmscore, casus_id=casus_id)
        taxaties = s.find(Risicotaxatie, casus_id=casus_id)
        geregeld = {v.voorwaarde: v for v in s.find(Basisvoorwaarde, casus_id=casus_id)}
        records = {r.soort: r for klasse in _BLOKKLASSEN.values() for r in s.find(klasse, casus_id=casus_id)}
        rijen = sorted(s.find(Themarij, casus_id=casus_id), key=lambda r: r.id)
        mensen = s.find(Betrokkene, ook_verwijderd=True, casus_id=casus_id)
    wie = kijker(wp)
    betrokkenen = bedek_personen([b for b in mensen if not b.verwijderd], mensen, wie)
    scherm = Adresscherm(mensen if wie.soort != "huis" else (), wie)
    # Outside the house a closed address is hidden in what was typed as well; inside nothing has to be looked for.
    if scherm:
        casus = scherm.record_af(casus)
        punten, metingen = [scherm.record_af(p) for p in punten], [scherm.record_af(m) for m in metingen]
        taxaties, rijen = [scherm.record_af(t) for t in taxaties], [scherm.record_af(r) for r in rijen]
        geregeld = {naam: scherm.record_af(v) for naam, v in geregeld.items()}
    alle_reeksen = reeksen(metingen, scores)
    standen = gebiedstanden(gebieden, punten, laatste_scores(alle_reeksen))
    taxaties.sort(key=lambda t: (t.datum or date.min, t.id), reverse=True)
    voorwaarden = tuple(geregeld.get(v) or _nieuwe_voorwaarde(casus, v) for v in VOORWAARDEN)
    blokken = tuple(
        BlokInhoud(
            blok,
            actief,
            scherm.record_af(_afgeschermd(records.get(blok.soort) or _nieuw_blok(casus, blok))),
            {lijst.naam: tuple(r for r in rijen if r.lijst == lijst.naam) for lijst in blok.lijsten},
        )
        for blok, actief in blokken_van(casus.thema, records, rijen)
    )
    met_voorwaarden = any(b.blok.basisvoorwaarden for b in blokken) or bool(geregeld)
    return Analyse(
        casus=casus,
        standen=standen,
        reeksen=alle_reeksen,
        taxaties=tuple(taxaties),
        voorwaarden=voorwaarden,
        blokken=blokken,
        betrokkenen=tuple(sorted(betrokkenen, key=lambda b: (not b.hoofdpersoon, b.geboortedatum or date.max, b.id))),
        partners=wp.partners(),
        stand=stand_van_analyse(
            standen,
            alle_reeksen,
            taxaties,
            voorwaarden if met_voorwaarden else (),
            [(b.blok.titel, not b.leeg) for b in blokken if b.actief],
            wp.vandaag(),
        ),
        vandaag=wp.vandaag(),
    )


def stand(wp: Werkplek, casus_id: str) -> tuple[Standregel, ...]:
    """Return how the analysis stands, in a few lines."""
    return analyse(wp, casus_id).stand


def _nieuw_blok(casus: Casus, blok: Blok) -> Themablok:
    return blok.klasse.model_construct(id=blok_id(blok.soort, casus.id), stream=casus.stream, casus_id=casus.id)


def _nieuwe_voorwaarde(casus: Casus, voorwaarde: str) -> Basisvoorwaarde:
    id_ = basisvoorwaarde_id(casus.id, voorwaarde)
    return Basisvoorwaarde.model_construct(id=id_, stream=casus.stream, casus_id=casus.id, voorwaarde=voorwaarde)


def _afgeschermd(record: Themablok) -> Themablok:
    velden = {veld: VERBORGEN for soort, veld in GEHEIM if soort == record.soort and getattr(record, veld)}
    return record.model_copy(update=velden) if velden else record


def toon_geheim(wp: Werkplek, soort: str, casus_id: str) -> Themablok:
    """Return a block with what is secret in it; that it was shown is logged.

    Raises:
        Omstandigheid: REGEL_WEIGERT "adres_afgeschermd" when it is closed to who asks; logged too.
    """
    id_ = blok_id(soort, casus_id)
    record = _haal(wp, soort, casus_id, id_)
    try:
        _eis_geheim(wp, record, [veld for s, veld in GEHEIM if s == soort])
    except Omstandigheid:
        wp.log("adres_geweigerd", (casus_id, id_))
        raise
    wp.log("adres_getoond", (casus_id, id_))
    assert isinstance(record, Themablok)
    return record


def _eis_geheim(wp: Werkplek, record: Record, velden: Iterable[str]) -> None:
    """What is secret and stands there already is the house's: nobody else sees or changes it."""
    vast = any((record.soort, veld) in GEHEIM and getattr(record, veld) for veld in velden)
    if vast and kijker(wp).soort != "huis":
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="adres_afgeschermd")


def conceptsleutel(record: Record) -> str:
    """Return under which record the drafts of a form are kept.

    What exists once in a casus may be typed in before it exists, so its drafts name the casus, from the first word on.
    """
    if isinstance(record, Themablok):
        return f"nieuw-{record.soort}-{record.casus_id}"
    if isinstance(record, Basisvoorwaarde):
        return f"nieuw-{record.soort}.{record.voorwaarde}-{record.casus_id}"
    return record.id


def sleutels(a: Analyse) -> tuple[str, ...]:
    """Return the records of which drafts may be lying, those of new records too."""
    id_ = a.casus.id
    gebieden = [f"nieuw-analysepunt.{s.gebied.id}-{id_}" for s in a.standen]
    lijsten = [f"nieuw-themarij.{lijst.naam}-{id_}" for blok in BLOKKEN for lijst in blok.lijsten]
    vast = [conceptsleutel(b.record) for b in a.blokken] + [conceptsleutel(v) for v in a.voorwaarden]
    punten = [p.id for s in a.standen for groep in s.punten.values() for p in groep]
    rijen = [r.id for b in a.blokken for groep in b.rijen.values() for r in groep]
    return (f"nieuw-risicotaxatie-{id_}", *gebieden, *lijsten, *vast, *punten, *rijen, *(t.id for t in a.taxaties))


def _keur(soort: str, velden: Mapping[str, Any]) -> None:
    klasse = _KLASSEN.get(soort)
    vreemd = [v for v in velden if klasse is None or v in _VAST or v not in klasse.model_fields]
    if klasse is None or vreemd:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="veld_vast", velden=tuple(vreemd))


def _met(record: Record, velden: Mapping[str, Any], vandaag: date) -> Record:
    """Return the record with other values, held against the rules of its kind."""
    velden = {naam: w.strip() if isinstance(w, str) else w for naam, w in velden.items()}
    try:
        nieuw = record.met(**velden)
    except ValidationError as fout:
        namen = tuple(str(f["loc"][0]) for f in fout.errors())
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="waarde_past_niet", velden=namen) from None
    verplicht, regel = _VERPLICHT.get(record.soort, ("", ""))
    if verplicht and not getattr(nieuw, verplicht).strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel=regel)
    if isinstance(nieuw, Analysepunt):
        nieuw = nieuw.met(aard=aard_past(nieuw.puntsoort, nieuw.aard))
    if isinstance(nieuw, Zrmmeting | Risicotaxatie | Analysepunt) and nieuw.datum and nieuw.datum > vandaag:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="dag_in_toekomst")
    if isinstance(nieuw, Themarij) and nieuw.van and nieuw.tot and nieuw.tot < nieuw.van:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="eind_voor_begin_dag")
    if isinstance(nieuw, Risicotaxatie) and nieuw.datum and nieuw.geldig_tot and nieuw.geldig_tot < nieuw.datum:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="eind_voor_begin_dag")
    return nieuw


def _haal(wp: Werkplek, soort: str, casus_id: str, record_id: str) -> Record:
    """Return the stored record, or a new one of what exists once in a casus."""
    if (record := wp.store.vind(_KLASSEN[soort], record_id)) is not None:
        return record
    casus = wp.eis(Casus, casus_id)
    if soort in _BLOKKLASSEN and record_id == blok_id(soort, casus_id):
        return _BLOKKLASSEN[soort](id=record_id, stream=casus.stream, casus_id=casus_id)
    for voorwaarde in VOORWAARDEN:
        if soort == Basisvoorwaarde.soort and record_id == basisvoorwaarde_id(casus_id, voorwaarde):
            return _nieuwe_voorwaarde(casus, voorwaarde)
    raise Omstandigheid(Reden.NIET_GEVONDEN, wat=soort)


def bewaar_veld(wp: Werkplek, soort: str, casus_id: str, record_id: str, velden: dict[str, Any]) -> Bon:
    """Change fields of a record of the analysis; a block or a basic condition is made when it is first written in.

    Raises:
        Omstandigheid: REGEL_WEIGERT when a field may not be edited, a value does not fit, what is required is empty,
            a day lies ahead, an end before its beginning, or a closed address stands in it; NIET_GEVONDEN.
    """
    _keur(soort, velden)
    oud = _haal(wp, soort, casus_id, record_id)
    _eis_geheim(wp, oud, velden)
    eis_zicht(wp, oud, casus_id, velden)
    nieuw = _met(oud, velden, wp.vandaag())
    with wp.transactie(_label(nieuw, list(velden))) as t:
        t.save(nieuw)
        for veld in velden:
            t.concept_weg(conceptsleutel(nieuw), veld)
    return t.bon


def _label(record: Record, velden: list[str]) -> str:
    if isinstance(record, Themarij) and (gevonden := lijst_van(record.lijst)) is not None:
        return f"{gevonden[1].een} gewijzigd"
    if isinstance(record, Basisvoorwaarde):
        return f"{VOORWAARDEN.get(record.voorwaarde, record.voorwaarde).lower()} gewijzigd (basisvoorwaarde)"
    return handeling(record.soort, velden)


def voeg_toe(wp: Werkplek, soort: str, casus_id: str, velden: dict[str, Any], **vast: str) -> tuple[str, Bon]:
    """Add a point under a leefgebied, a risicotaxatie or a row of a theme.

    Args:
        wp: workplace.
        soort: kind of record.
        casus_id: its casus.
        velden: as typed.
        vast: `lijst` of a row.

    Returns:
        The new id and the receipt.

    Raises:
        Omstandigheid: REGEL_WEIGERT as `bewaar_veld`; "rij_leeg" for a row in which nothing stands; "casus_gesloten".
    """
    casus = wp.eis(Casus, casus_id)
    if soort not in _TOEVOEGBAAR:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="soort_vast")
    eis_open(casus.status)
    _keur(soort, velden)
    id_ = wp.nieuw_id()
    basis: dict[str, Any] = {"id": id_, "stream": casus.stream, "casus_id": casus_id}
    sleutel = f"nieuw-{soort}-{casus_id}"
    if soort == Themarij.soort:
        gevonden = lijst_van(vast.get("lijst", ""))
        if gevonden is None:
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel="soort_vast")
        if not any(w.strip() if isinstance(w, str) else w for w in velden.values()):
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel="rij_leeg")
        sleutel = f"nieuw-themarij.{gevonden[1].naam}-{casus_id}"
        leeg: Record = Themarij(**basis, lijst=gevonden[1].naam)
        label = f"{gevonden[1].een} toegevoegd"
    elif soort == Analysepunt.soort:
        gebied = str(velden.get("leefgebied_id", ""))
        if gebied not in {g.id for g in leefgebieden(wp.regio(), wp.store.find(Leefgebied, ook_verwijderd=True))}:
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel="leefgebied_onbekend")
        sleutel = f"nieuw-analysepunt.{gebied}-{casus_id}"
        leeg = Analysepunt(**basis, leefgebied_id=gebied, tekst="")
        label = f"{velden.get('puntsoort') or 'feit'} toegevoegd (analyse)"
    else:
        leeg = Risicotaxatie(**basis, instrument="")
        label = "risicotaxatie toegevoegd"
    nieuw = _met(leeg, velden, wp.vandaag())
    with wp.transactie(label) as t:
        t.save(nieuw)
        t.concept_weg(sleutel)
    return id_, t.bon


def trek_in(wp: Werkplek, soort: str, record_id: str) -> Bon:
    """Withdraw a point, a row, a risicotaxatie or a meting with its scores; the history stays, undo brings it back.

    Raises:
        Omstandigheid: REGEL_WEIGERT for kinds that are emptied instead; NIET_GEVONDEN.
    """
    if soort not in _TOEVOEGBAAR | {"zrmmeting"}:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="soort_vast")
    record = wp.eis(_KLASSEN[soort], record_id)
    scores = wp.store.find(Zrmscore, meting_id=record_id) if soort == "zrmmeting" else []
    with wp.transactie(f"{soortnaam(soort)} ingetrokken") as t:
        t.save(record.met(verwijderd=True))
        for score in scores:
            t.save(score.met(verwijderd=True))
    return t.bon


def bewaar_meting(
    wp: Werkplek, casus_id: str, velden: dict[str, Any], scores: Mapping[str, int], meting_id: str = ""
) -> tuple[str, Bon]:
    """Record a meting with its scores, or change one; input of a person, from which nothing follows by itself.

    Args:
        wp: workplace.
        casus_id: its casus.
        velden: of the meting; `datum` and `editie` are needed.
        scores: 1 to 5 by domain, 0 for "niet gescoord".
        meting_id: the one to change, "" for a new one.

    Returns:
        The id of the meting and the receipt.

    Raises:
        Omstandigheid: REGEL_WEIGERT "waarde_past_niet" without day or edition, "dag_in_toekomst", "score_leeg" when
            nothing is scored, "domein_onbekend" when the edition has no such domain, "casus_gesloten" for a new one.
    """
    _keur("zrmmeting", velden)
    casus = wp.eis(Casus, casus_id)
    oud = {s.domein: s for s in wp.store.find(Zrmscore, ook_verwijderd=True, meting_id=meting_id)} if meting_id else {}
    if meting_id:
        basis: Record = wp.eis(Zrmmeting, meting_id)
        velden = bewaarbaar(wp, basis, casus_id, velden)
    else:
        eis_open(casus.status)
        basis = Zrmmeting(id=wp.nieuw_id(), stream=casus.stream, casus_id=casus_id, datum=wp.vandaag())
    meting = _met(basis, velden, wp.vandaag())
    if not isinstance(meting, Zrmmeting) or not meting.editie:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="waarde_past_niet", velden=("editie",))
    if bekend := domeinen_van(meting.editie):
        if any(s and d not in bekend for d, s in scores.items()):
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel="domein_onbekend")
        # Scored under another edition before: those domains do not belong to it any more.
        scores = {**{d: 0 for d in oud if d not in bekend}, **scores}
    if not any(scores.values()):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="score_leeg")
    try:
        rijen = [
            (oud.get(d) or _nieuwe_score(casus, meting.id, d)).met(score=s, verwijderd=False)
            for d, s in scores.items()
            if s or d in oud
        ]
    except ValidationError:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="waarde_past_niet", velden=("score",)) from None
    with wp.transactie("ZRM-meting gewijzigd" if meting_id else "ZRM-meting vastgelegd") as t:
        t.save(meting)
        for rij in rijen:
            t.save(rij)
    return meting.id, t.bon


def _nieuwe_score(casus: Casus, meting_id: str, domein: str) -> Zrmscore:
    id_ = zrmscore_id(meting_id, domein)
    return Zrmscore(id=id_, stream=casus.stream, casus_id=casus.id, meting_id=meting_id, domein=domein)
