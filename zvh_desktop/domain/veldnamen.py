"""What kinds of record and their fields are called on screens: in forms, in the history, in names of acts."""

from collections.abc import Mapping
from typing import Any, Final

from zvh_desktop.domain.analyse import (
    AARDEN,
    PUNTSOORTEN,
    VOORWAARDEN,
    VOORWAARDESTATEN,
    ZRM_DOMEINEN,
    ZRM_EDITIES,
    ZRM_NIVEAUS,
    ZRM_VERSIES,
)
from zvh_desktop.domain.casus import CASUSTYPEN, NOTITIESOORTEN, TRIAGE_UITKOMSTEN
from zvh_desktop.domain.overleg import INBRENGSOORTEN
from zvh_desktop.domain.plan import ACTIESTATUS, FASEN, FASESTATUS
from zvh_desktop.domain.systeem import INCIDENTROLLEN, RELATIES
from zvh_desktop.domain.themablok import TITELS
from zvh_desktop.domain.themavelden import BLOKKEN, keuzewoorden

__all__ = ["KEUZEN", "SOORTNAMEN", "VELDNAMEN", "handeling", "soortnaam", "veldnaam"]

SOORTNAMEN: Final[Mapping[str, str]] = {
    "casus": "Casus",
    "betrokkene": "Betrokkene",
    "relatie": "Relatie",
    "incidentrol": "Rol bij een incident",
    "persoonskoppeling": "Zelfde persoon in een andere casus",
    "aanmelding": "Aanmelding",
    "triage": "Triage",
    "notitie": "Notitie",
    "fase": "Fase van het plan",
    "doel": "Doel of afspraak",
    "scenario": "Als … dan … wie",
    "actie": "Actie",
    "inbreng": "Inbreng in het overleg",
    "uitkomst": "Uitkomst in het overleg",
    "verslag": "Verslag",
    "reactie": "Reactie op het verslag",
    "verstrekking": "Verstrekking",
    "analysepunt": "Analyse",
    "zrmmeting": "ZRM-meting",
    "zrmscore": "ZRM-score",
    "risicotaxatie": "Risicotaxatie",
    "basisvoorwaarde": "Basisvoorwaarde",
    **{blok.soort: f"Thema: {blok.titel[:1].lower()}{blok.titel[1:]}" for blok in BLOKKEN},
    "themarij": "Thema: lijst",
}
"""Kinds of record that live in the stream of a casus."""

_GEINFORMEERD: Final[Mapping[str, str]] = {
    "geinformeerd": "Geïnformeerd",
    "geinformeerd_op": "Geïnformeerd op",
    "geinformeerd_door": "Geïnformeerd door",
    "geinformeerd_grond": "Grond om te wachten of niet te informeren",
    "geinformeerd_herzien_op": "Opnieuw bekijken op",
}

VELDNAMEN: Final[Mapping[str, Mapping[str, str]]] = {
    "casus": {
        "nummer": "Casusnummer",
        "type": "Type",
        "thema": "Thema",
        "gebied": "Gebied of systeem",
        "naam": "Naam van de casus",
        "grondslag": "Grondslag",
        "doel": "Doel",
        "status": "Status",
        "casusregisseur": "Casusregisseur",
        "casusregisseur_partner_id": "Organisatie van de casusregisseur",
        "begonnen_op": "Begonnen op",
        "evaluatiedatum": "Evaluatie op",
        "zsm_advies": "ZSM-advies",
        "zsm_geldig_tot": "ZSM-advies geldig tot",
    },
    "betrokkene": {
        "voornamen": "Voornamen",
        "tussenvoegsel": "Tussenvoegsel",
        "achternaam": "Achternaam",
        "geboortedatum": "Geboortedatum",
        "rol": "Rol in de casus",
        "hoofdpersoon": "Hoofdpersoon",
        "bsn": "BSN",
        "straat": "Straat",
        "huisnummer": "Huisnummer",
        "postcode": "Postcode",
        "woonplaats": "Woonplaats",
        "adres_geheim": "Geheim adres",
        "adres_dicht_voor_partner_ids": "Adres afgeschermd voor organisaties",
        "adres_dicht_voor_betrokkene_ids": "Adres afgeschermd voor betrokkenen",
        "telefoon": "Telefoon",
        "telefoon_meelezen": "Kan een ander de telefoon lezen",
        "contact_alleen_via": "Contact alleen via",
        "aliassen": "Ook bekend als",
        "samengevoegd_met": "Samengevoegd met",
        "opmerking": "Opmerking",
        **_GEINFORMEERD,
    },
    "relatie": {
        "van_betrokkene_id": "Van",
        "relatiesoort": "Relatie",
        "naar_betrokkene_id": "Met",
        "woord_van": "Is",
        "woord_naar": "De ander is",
        "sinds": "Sinds",
        "tot": "Tot en met",
        "bron": "Bron",
        "toelichting": "Toelichting",
    },
    "incidentrol": {"betrokkene_id": "Wie", "notitie_id": "Incident", "incidentrol": "Rol"},
    "persoonskoppeling": {"betrokkene_id": "Wie"},
    "aanmelding": {
        "ontvangen_op": "Ontvangen op",
        "wijze": "Wijze",
        "aanmelder_organisatie": "Organisatie van de aanmelder",
        "aanmelder_naam": "Naam van de aanmelder",
        "aanmelder_functie": "Functie van de aanmelder",
        "aanmelder_telefoon": "Telefoon van de aanmelder",
        "aanmelder_email": "E-mail van de aanmelder",
        "aanleiding": "Aanleiding",
        "doel_overleg": "Doel van het overleg",
        "eerder_geprobeerd": "Wat is al geprobeerd",
        "acuut_onveilig": "Acuut onveilig",
        "criterium_1": "Criterium 1, meerdere problemen",
        "criterium_2": "Criterium 2, meerdere ketens",
        "criterium_3": "Criterium 3, systeem en omgeving",
        "criterium_4": "Criterium 4, gebied",
        "motivering_1": "Motivering bij criterium 1",
        "motivering_2": "Motivering bij criterium 2",
        "motivering_3": "Motivering bij criterium 3",
        "motivering_4": "Motivering bij criterium 4",
        **_GEINFORMEERD,
        "detentie_inrichting": "Detentie: inrichting",
        "detentie_einddatum": "Detentie: einddatum",
        "genodigden": "Uit te nodigen",
        "overig": "Overige gegevens",
    },
    "triage": {
        "datum": "Datum van de triage",
        "uitkomst": "Uitkomst",
        "motivering": "Motivering",
        "deelnemers": "Wie hebben gewogen",
        "bekendheid": "Bekend bij een ander huis",
        "naar": "Doorgeleid naar",
        "terugkoppeling_op": "Terugkoppeling op",
        "terugkoppeling_aan": "Terugkoppeling aan",
        "terugkoppeling_hoe": "Terugkoppeling hoe",
    },
    "notitie": {"tijdstip": "Wanneer", "notitiesoort": "Soort", "tekst": "Tekst", "bron": "Bron"},
    "fase": {
        "nummer": "Fase",
        "status": "Status",
        "situatie": "Situatie nu",
        "doel": "Doel van deze fase",
        "voorwaarden": "Wanneer is deze fase bereikt",
        "signalen": "Signalen van terugval",
        "geopend_op": "Geopend op",
        "bereikt_op": "Bereikt op",
        "toetsmoment": "Toetsmoment",
        "motivering": "Motivering",
    },
    "doel": {
        "fase": "Fase",
        "volgorde": "Volgorde",
        "doelsoort": "Soort",
        "tekst": "Tekst",
        "partner_id": "Partner",
        "persoon": "Persoon",
        "uiterlijk": "Uiterlijk",
        "bereikt": "Bereikt",
    },
    "scenario": {"als_": "Als", "dan": "Dan", "wie": "Wie"},
    "actie": {
        "tekst": "Wat",
        "partner_id": "Partner",
        "persoon": "Persoon",
        "uiterlijk": "Uiterlijk",
        "fase": "Fase",
        "status": "Status",
        "terugkoppeling": "Terugkoppeling",
        "overleg_id": "Afgesproken in het overleg",
        "gemaakt_op": "Afgesproken op",
        "afgerond_op": "Afgerond op",
        "afgerond_door": "Afgerond door",
    },
    "inbreng": {
        "inbrengsoort": "Soort",
        "tekst": "Tekst",
        "bron_partner_id": "Bron",
        "bron": "Bron, persoon",
        "motivering": "Motivering",
        "afwijkend": "Afwijkende meningen",
        "tijdstip": "Wanneer",
    },
    "uitkomst": {
        "uitkomst": "Uitkomst",
        "reden": "Reden",
        "samenvatting": "Samenvatting",
        "informeren": "Betrokkene informeren",
        "informeren_niet_nodig": "Informeren niet nodig",
        "zsm_advies": "ZSM-advies",
        "vervolgdatum": "Vervolg op",
        "evaluatiedatum": "Evaluatie op",
        "overgeslagen": "Opzij gezette punten",
    },
    "verslag": {
        "versie": "Versie",
        "status": "Status",
        "reactie_tot": "Reageren tot",
        "reactie_verstuurd_op": "Voor reactie verstuurd op",
        "vastgesteld_op": "Vastgesteld op",
        "vastgesteld_door": "Vastgesteld door",
        "reden_versie": "Reden van deze versie",
        "ondertekend_op": "Ondertekend op",
        "ondertekend_door": "Ondertekend door",
    },
    "reactie": {
        "van": "Van",
        "datum": "Datum",
        "tekst": "Reactie",
        "verwerkt": "Verwerkt",
        "verwerking": "Toelichting bij de verwerking",
    },
    "verstrekking": {
        "aan": "Aan",
        "wat": "Wat",
        "hoe": "Hoe",
        "grond": "Grond",
        "besloten_door": "Besloten door",
        "tijdstip": "Wanneer",
    },
    "leefgebied": {"naam": "Naam", "volgorde": "Volgorde", "zrm_domein": "Domein van de ZRM"},
    "analysepunt": {
        "leefgebied_id": "Leefgebied",
        "puntsoort": "Soort",
        "aard": "Feit of oordeel",
        "tekst": "Tekst",
        "bron_partner_id": "Bron, organisatie",
        "bron": "Bron, persoon",
        "datum": "Datum",
        "betrokkene_id": "Over wie",
        "niet_delen_met": "Niet delen met",
        "niet_delen_reden": "Waarom niet delen",
    },
    "zrmmeting": {
        "betrokkene_id": "Over wie",
        "datum": "Datum",
        "editie": "Editie",
        "versie": "Versie",
        "partner_id": "Afgenomen door, organisatie",
        "afnemer": "Afgenomen door",
        "toelichting": "Toelichting",
    },
    "zrmscore": {"domein": "Domein", "score": "Score"},
    "risicotaxatie": {
        "betrokkene_id": "Over wie",
        "instrument": "Instrument",
        "datum": "Afgenomen op",
        "partner_id": "Afgenomen door, organisatie",
        "afnemer": "Afgenomen door",
        "uitkomst": "Uitkomst, in woorden",
        "geldig_tot": "Geldig tot",
        "bijlage_id": "Stuk in het dossier",
        "niet_delen_met": "Niet delen met",
        "niet_delen_reden": "Waarom niet delen",
    },
    "basisvoorwaarde": {
        "voorwaarde": "Voorwaarde",
        "staat": "Stand",
        "partner_id": "Wie pakt het op, organisatie",
        "wie": "Wie pakt het op",
        "datum": "Stand op",
        "notitie": "Toelichting",
    },
    **{blok.soort: {v.naam: v.titel for v in blok.velden if v.soort != "elders"} for blok in BLOKKEN},
    "themarij": {
        "lijst": "Lijst",
        "kop": "Wat",
        "keuze": "Soort",
        "van": "Van",
        "tot": "Tot",
        "gedaan": "Besproken",
        "tekst": "Toelichting",
    },
}
"""Title of each field a person may see; a field without a title is a technical one and is not shown."""

_INFORMEREN: Final[Mapping[str, str]] = {"onbekend": "onbekend", "ja": "ja", "uitgesteld": "uitgesteld", "nee": "nee"}

KEUZEN: Final[Mapping[tuple[str, str], Mapping[Any, str]]] = {
    ("casus", "type"): {**CASUSTYPEN},
    ("casus", "status"): {
        "aangemeld": "aangemeld",
        "loopt": "loopt",
        "doorgeleid": "doorgeleid",
        "afgewezen": "afgewezen",
        "afgesloten": "afgesloten",
    },
    ("betrokkene", "geinformeerd"): {**_INFORMEREN},
    ("betrokkene", "telefoon_meelezen"): {"onbekend": "onbekend", "ja": "ja", "nee": "nee"},
    ("relatie", "relatiesoort"): {**RELATIES},
    ("incidentrol", "incidentrol"): {**INCIDENTROLLEN},
    ("aanmelding", "geinformeerd"): {**_INFORMEREN},
    ("triage", "uitkomst"): {**TRIAGE_UITKOMSTEN},
    ("notitie", "notitiesoort"): {**NOTITIESOORTEN},
    ("fase", "nummer"): {**FASEN},
    ("fase", "status"): {**FASESTATUS},
    ("doel", "fase"): {**FASEN},
    ("doel", "doelsoort"): {"doel": "doel", "afspraak": "afspraak", "voorwaarde": "voorwaarde"},
    ("actie", "fase"): {0: "geen fase", **FASEN},
    ("actie", "status"): {**ACTIESTATUS},
    ("inbreng", "inbrengsoort"): {**INBRENGSOORTEN},
    ("leefgebied", "zrm_domein"): {"": "geen", **ZRM_DOMEINEN},
    ("analysepunt", "puntsoort"): {**PUNTSOORTEN},
    ("analysepunt", "aard"): {**AARDEN},
    ("zrmmeting", "editie"): {**ZRM_EDITIES},
    ("zrmmeting", "versie"): {**ZRM_VERSIES},
    ("zrmscore", "domein"): {**ZRM_DOMEINEN},
    ("zrmscore", "score"): {n: f"{n} {woord}" if n else woord for n, woord in ZRM_NIVEAUS.items()},
    ("basisvoorwaarde", "voorwaarde"): {**VOORWAARDEN},
    ("basisvoorwaarde", "staat"): {**VOORWAARDESTATEN},
    **keuzewoorden(),
    ("themarij", "lijst"): {lijst.naam: lijst.titel for blok in BLOKKEN for lijst in blok.lijsten},
    ("themarij", "keuze"): {**TITELS},
}
"""Words for the values of fields that hold a key."""


def soortnaam(soort: str) -> str:
    """Dutch name of a kind of record; an unknown one is called as it is."""
    return SOORTNAMEN.get(soort, soort.replace("_", " ").capitalize())


def veldnaam(soort: str, veld: str) -> str:
    """Title of a field, or "" for a technical one."""
    return VELDNAMEN.get(soort, {}).get(veld, "")


def handeling(soort: str, velden: list[str]) -> str:
    """Name a change of fields for undo and history: "telefoon gewijzigd (betrokkene)"."""
    titels = [t for v in velden if (t := veldnaam(soort, v))]
    if len(titels) != 1:
        return f"{soortnaam(soort).lower()} gewijzigd"
    titel = titels[0] if titels[0][:2].isupper() else titels[0][:1].lower() + titels[0][1:]
    return f"{titel} gewijzigd ({soortnaam(soort).lower()})"
