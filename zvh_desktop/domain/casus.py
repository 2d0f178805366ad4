"""The casus: its record, criteria, triage, notes, and where it stands in the process and why."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Literal

from zvh_desktop.domain.record import Record

__all__ = [
    "CASUSTYPEN",
    "CRITERIA",
    "NOTITIESOORTEN",
    "PROCESFASEN",
    "THEMAS",
    "TRIAGE_UITKOMSTEN",
    "Aanmelding",
    "Casus",
    "Feiten",
    "Notitie",
    "Stand",
    "Triage",
    "criteria_gehaald",
    "procesfase",
    "themanaam",
    "volgend_nummer",
    "wat_ontbreekt",
]

CASUSTYPEN: dict[str, str] = {"persoon": "persoon", "systeem": "systeem (gezin)", "gebied": "gebied"}

THEMAS: dict[str, str] = {
    "huiselijk_geweld_kindermishandeling": "huiselijk geweld en kindermishandeling",
    "verward_gedrag": "onbegrepen gedrag",
    "re_integratie": "re-integratie na detentie",
    "mensenhandel": "mensenhandel",
    "radicalisering": "radicalisering en extremisme",
    "jeugd": "jeugd",
    "criminele_uitbuiting": "criminele uitbuiting",
    "levensloop": "levensloopaanpak",
    "zorgmijding": "zorgmijding",
    "overlast": "ernstige overlast",
}
"""Known themes; another theme is taken in as it is written."""

CRITERIA: tuple[str, ...] = (
    "Meerdere problemen op meer dan één leefgebied, die (naar verwachting) leiden tot crimineel en/of overlastgevend "
    "gedrag of verder afglijden.",
    "Samenwerking tussen meerdere ketens is nodig voor een effectieve aanpak; binnen één keten lukt het niet.",
    "De problematiek wordt beïnvloed door en heeft impact op het (gezins)systeem en/of de directe sociale "
    "leefomgeving.",
    "Ernstige lokale of gebiedsgebonden veiligheidsproblematiek die vraagt om een ketenoverstijgende aanpak.",
)
"""National criteria for complex cases (domain reference 4.1). Rule: (1 and 2 and 3) or 4."""

PROCESFASEN: dict[int, str] = {
    1: "Aanmelding en triage",
    2: "Informatie en analyse",
    3: "Overleg en plan",
    4: "Uitvoering en monitoring",
}
"""Default grouping of the process ("standaardindeling, aanpasbaar"); not the phases of the plan."""

TRIAGE_UITKOMSTEN: dict[str, str] = {
    "overleg": "naar casusoverleg",
    "doorgeleid": "doorgeleid naar partner of lokaal team",
    "advies": "advies aan de melder",
    "afgewezen": "afgewezen",
    "ander_thema": "naar een thema-overleg",
}

NOTITIESOORTEN: dict[str, str] = {
    "notitie": "Notitie",
    "telefoon": "Telefoongesprek",
    "contact": "Contactmoment",
    "incident": "Incident",
    "detentie": "Detentie",
    "verlof": "Verlof",
    "opschaling": "Opschaling",
    "afschaling": "Afschaling",
}


class Casus(Record):
    """The central record of a dossier."""

    soort: ClassVar[str] = "casus"
    lange_tekst: ClassVar[tuple[str, ...]] = ("doel",)
    nummer: str
    """Such as "2026-0143": year and running number."""
    type: Literal["persoon", "systeem", "gebied"]
    thema: list[str] = []
    """Keys of THEMAS or free words."""
    gebied: str = ""
    """Short name of an area or system; names the casus when there is no hoofdpersoon."""
    naam: str = ""
    """By the one naming rule; kept with the record so that lists need no second table."""
    grondslag: str = "WGS"
    doel: str = ""
    status: Literal["aangemeld", "loopt", "doorgeleid", "afgewezen", "afgesloten"] = "aangemeld"
    casusregisseur: str = ""
    casusregisseur_partner_id: str = ""
    begonnen_op: date
    evaluatiedatum: date | None = None
    zsm_advies: str = ""
    """Text of the advice in force, kept with the casus for headers and lists; its record is `zsm.ZsmAdvies`."""
    zsm_geldig_tot: date | None = None
    beeindigd_op: date | None = None
    """Day on which it was closed, passed on or turned down; counts only in such a state."""
    contactpunt: str = ""
    """Where the betrokkene turns to in this casus; that of its ground or of the house when empty."""
    compartiment: str = ""
    """Name of the compartment it lies in, "" for none; then only `toegang` may see it."""
    toegang: list[str] = []
    """Ids of the medewerkers who may see a casus in a compartment."""


class Aanmelding(Record):
    """A report as it came in; kept beside the casus it led to."""

    soort: ClassVar[str] = "aanmelding"
    lange_tekst: ClassVar[tuple[str, ...]] = (
        "aanleiding",
        "doel_overleg",
        "eerder_geprobeerd",
        "motivering_1",
        "motivering_2",
        "motivering_3",
        "motivering_4",
    )
    casus_id: str
    ontvangen_op: date
    wijze: str = "formulier"
    aanmelder_organisatie: str = ""
    aanmelder_naam: str = ""
    aanmelder_functie: str = ""
    aanmelder_telefoon: str = ""
    aanmelder_email: str = ""
    aanleiding: str = ""
    doel_overleg: str = ""
    eerder_geprobeerd: str = ""
    acuut_onveilig: bool | None = None
    criterium_1: bool | None = None
    criterium_2: bool | None = None
    criterium_3: bool | None = None
    criterium_4: bool | None = None
    motivering_1: str = ""
    motivering_2: str = ""
    motivering_3: str = ""
    motivering_4: str = ""
    geinformeerd: Literal["onbekend", "ja", "uitgesteld", "nee"] = "onbekend"
    geinformeerd_op: date | None = None
    geinformeerd_door: str = ""
    geinformeerd_grond: str = ""
    geinformeerd_herzien_op: date | None = None
    detentie_inrichting: str = ""
    detentie_einddatum: date | None = None
    genodigden: list[dict[str, str]] = []
    """To invite: organisatie, naam, functie, telefoon, email."""
    inhoud_sha256: str = ""
    """Hash of the canonical content; equal means the same report came twice."""
    herkenning: str = ""
    """Folded aanmelder + person + date; equal means a correction of a known report."""
    overig: dict[str, Any] = {}
    """Fields of the file this program does not know, by path; kept, shown in the dossier, never dropped."""

    @property
    def criteria(self) -> tuple[bool | None, bool | None, bool | None, bool | None]:
        """The four answers in order; None means not answered."""
        return (self.criterium_1, self.criterium_2, self.criterium_3, self.criterium_4)


class Triage(Record):
    """What was decided about a report, by whom and why."""

    soort: ClassVar[str] = "triage"
    lange_tekst: ClassVar[tuple[str, ...]] = ("motivering",)
    casus_id: str
    datum: date
    uitkomst: Literal["overleg", "doorgeleid", "advies", "afgewezen", "ander_thema"]
    motivering: str
    deelnemers: str = ""
    bekendheid: str = ""
    """Result of the check whether another house has the person in a current casus."""
    naar: str = ""
    """Where to, when passed on."""
    terugkoppeling_op: date | None = None
    terugkoppeling_aan: str = ""
    terugkoppeling_hoe: str = ""
    deelnemerlijst: list[str] = []
    """Who weighed it, each "naam, organisatie"; `deelnemers` is what was typed before there was a list."""


class Notitie(Record):
    """An event or note in the verloop."""

    soort: ClassVar[str] = "notitie"
    lange_tekst: ClassVar[tuple[str, ...]] = ("tekst",)
    casus_id: str
    tijdstip: datetime
    """When it happened, or began."""
    tot: datetime | None = None
    """When it ended or will end; None when it has no duration or the end is not known."""
    hele_dag: bool = False
    """Only the day is known, of `tijdstip` and of `tot`; their time of day says nothing."""
    notitiesoort: str = "notitie"
    tekst: str
    bron: str = ""
    bron_partner_id: str = ""
    aard: Literal["", "feit", "oordeel"] = ""
    """"" as long as nobody said which."""
    niet_delen_met: list[str] = []
    niet_delen_reden: str = ""
    categorie: Literal["", "gewoon", "bijzonder", "strafrechtelijk"] = ""
    noodzaak: str = ""
    """Why it had to be recorded, when it is not of the ordinary kind."""
    verzoek_id: str = ""
    """The `informatie.Informatieverzoek` it answers."""


@dataclass(frozen=True, slots=True)
class Feiten:
    """Facts from which the place in the process follows; counts and yes/no only."""

    status: str
    heeft_aanmelding: bool
    ontbreekt: tuple[str, ...]
    triage_uitkomst: str
    """"" when there was no triage."""
    informatie: int
    """Statements, notes and phase situations recorded after triage."""
    overleggen_gesloten: int
    overleg_gepland: bool
    besluiten: int
    acties: int
    verslag_vastgesteld: bool
    plan_open_fasen: int


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a casus stands: phase 1 to 4 and the reason in one Dutch sentence."""

    fase: int
    waarom: str


def themanaam(thema: str) -> str:
    """Dutch name of a theme; a free word is shown as it is."""
    return THEMAS.get(thema, thema.replace("_", " "))


def criteria_gehaald(criteria: tuple[bool | None, ...]) -> bool | None:
    """Apply (1 and 2 and 3) or 4.

    Returns:
        True or False when the answers decide it, None while an unanswered one still could.

    Source:
        Domain reference 4.1; the brackets are an inference from "en, en, of".
    """
    een, twee, drie, vier = criteria
    if vier or (een and twee and drie):
        return True
    eerste_drie_nee = False in (een, twee, drie)
    if eerste_drie_nee and vier is False:
        return False
    return None


def _leeg(tekst: str) -> bool:
    return not tekst.strip() or tekst.strip().casefold() in ("onbekend", "-", "?", "n.v.t.")


def wat_ontbreekt(aanmelding: Aanmelding, casus: Casus, personen: list[tuple[str, date | None]]) -> tuple[str, ...]:
    """Name what a report still lacks before triage, as short Dutch words.

    Args:
        aanmelding: the report.
        casus: for type and theme.
        personen: surname and birth date of each betrokkene.

    Returns:
        Words such as "doel van het overleg"; empty when the report is complete.

    Source:
        design 13: aanmelder, type, thema, aanleiding, doel, acuut, geïnformeerd and criteria filled, and one
        betrokkene with name and birth date unless it is a gebied; "onbekend" counts as missing.
    """
    criteria_open = criteria_gehaald(aanmelding.criteria) is None and None in aanmelding.criteria
    lijst = (
        ("organisatie van de aanmelder", _leeg(aanmelding.aanmelder_organisatie)),
        ("naam van de aanmelder", _leeg(aanmelding.aanmelder_naam)),
        ("thema", not casus.thema),
        ("aanleiding", _leeg(aanmelding.aanleiding)),
        ("doel van het overleg", _leeg(aanmelding.doel_overleg)),
        ("acuut onveilig ja of nee", aanmelding.acuut_onveilig is None),
        ("betrokkene geïnformeerd", aanmelding.geinformeerd == "onbekend"),
        ("criteria", criteria_open),
        (
            "betrokkene met naam en geboortedatum",
            casus.type != "gebied" and not any(not _leeg(n) and g is not None for n, g in personen),
        ),
    )
    return tuple(naam for naam, mist in lijst if mist)


def procesfase(feiten: Feiten) -> Stand:
    """Derive where the casus stands, and say why in one sentence."""
    f = feiten
    if f.status in ("doorgeleid", "afgewezen"):
        uitkomst = f.triage_uitkomst if f.triage_uitkomst in TRIAGE_UITKOMSTEN else f.status
        return Stand(1, f"De triage is gedaan: {TRIAGE_UITKOMSTEN[uitkomst]}.")
    if f.status == "afgesloten":
        return Stand(4, "De casus is afgesloten.")
    if f.heeft_aanmelding and f.ontbreekt:
        return Stand(1, "Nog niet compleet: " + ", ".join(f.ontbreekt) + ".")
    if f.heeft_aanmelding and (not f.triage_uitkomst or f.status == "aangemeld"):
        return Stand(1, "De aanmelding is compleet en wacht op triage.")
    if not f.overleggen_gesloten:
        if f.overleg_gepland:
            return Stand(3, "Staat op de agenda van een overleg; er is nog niets besloten.")
        if f.informatie:
            return Stand(2, "Er is informatie vastgelegd; nog niet op de agenda van een overleg.")
        return Stand(2, "Wacht op informatie van partners en op een plek op een agenda.")
    if not f.besluiten:
        return Stand(3, "Besproken, maar er is nog geen besluit genomen.")
    if not f.verslag_vastgesteld:
        return Stand(3, "Er is besloten; het verslag is nog niet vastgesteld.")
    if not f.acties and not f.plan_open_fasen:
        return Stand(3, "Het verslag is vastgesteld; er zijn nog geen acties of open fasen in het plan.")
    return Stand(4, "Het verslag is vastgesteld en partners voeren het plan uit.")


def volgend_nummer(jaar: int, bestaande: list[str]) -> str:
    """Return the next casusnummer of a year ("2026-0144"); gaps are not filled."""
    hoogste = 0
    for nummer in bestaande:
        if gevonden := re.fullmatch(rf"{jaar}-(\d+)", nummer):
            hoogste = max(hoogste, int(gevonden[1]))
    return f"{jaar}-{hoogste + 1:04d}"
