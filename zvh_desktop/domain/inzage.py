"""What is known of one betrokkene, for a request to see it: passage by passage, with everybody else taken out.

Of every kind of record it is said here what of it is shown, or why it is not (`NIET_GETOOND`). A passage is *own* when
the record names this person, or when the casus is about nobody else; what is about the casus as a whole is *general*
and is only handed out when a person chose it, for the program cannot tell whom it speaks of. What was said not to be
shared with this person stays closed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal

from zvh_desktop.domain.brieven import Briefdeel
from zvh_desktop.domain.casus import themanaam
from zvh_desktop.domain.datumtekst import voluit
from zvh_desktop.domain.record import Record
from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.domain.uittreksel import Lezer, mag_weten, schoon_voor
from zvh_desktop.domain.veldnamen import KEUZEN, soortnaam, veldnaam

__all__ = [
    "GETOOND",
    "GRONDEN",
    "NIET_GETOOND",
    "Passage",
    "Raadpleging",
    "Soort",
    "delen_van",
    "in_woorden",
    "passage",
]

_PLAN: Final = ("tekst", "partner_id", "uiterlijk", "bereikt")
_TEKST_MET_BRON: Final = ("tekst", "bron_partner_id")


@dataclass(frozen=True, slots=True)
class Soort:
    """What of one kind of record is shown.

    Attributes:
        velden: fields, in the order of the paper; professionals are told of by their organisation alone.
        dag: the field that says when it was, "" for none.
        keuze: always general: shown only when a person chose it, also in a casus about one person.
        open: shown as it is: it says nothing of anybody else.
    """

    velden: tuple[str, ...]
    dag: str = ""
    keuze: bool = False
    open: bool = False


GETOOND: Final[Mapping[str, Soort]] = {
    "betrokkene": Soort(
        ("voornamen", "tussenvoegsel", "achternaam", "aliassen", "geboortedatum", "rol", "bsn", "straat", "huisnummer",
         "postcode", "woonplaats", "adres_geheim", "telefoon", "telefoon_meelezen", "contact_alleen_via", "opmerking",
         "geinformeerd", "geinformeerd_op"),
    ),
    "casus": Soort(
        ("nummer", "type", "thema", "grondslag", "doel", "status", "casusregisseur_partner_id", "begonnen_op",
         "evaluatiedatum", "beeindigd_op"),
    ),
    "aanmelding": Soort(
        ("wijze", "aanmelder_organisatie", "aanleiding", "doel_overleg", "eerder_geprobeerd",
         "acuut_onveilig", "motivering_1", "motivering_2", "motivering_3", "motivering_4"),
        "ontvangen_op",
    ),
    "triage": Soort(("uitkomst", "motivering", "naar"), "datum"),
    "relatie": Soort(("relatiesoort", "sinds", "tot", "toelichting")),
    "incidentrol": Soort(("incidentrol",)),
    "notitie": Soort(("notitiesoort", *_TEKST_MET_BRON, "aard", "categorie", "noodzaak"), "tijdstip"),
    "inbreng": Soort(("inbrengsoort", *_TEKST_MET_BRON, "motivering", "afwijkend", "categorie"), "tijdstip"),
    "uitkomst": Soort(("uitkomst", "reden", "samenvatting", "informeren", "vervolgdatum", "evaluatiedatum")),
    "analysepunt": Soort(("leefgebied_id", "puntsoort", "aard", *_TEKST_MET_BRON), "datum"),
    "zrmmeting": Soort(("editie", "partner_id", "toelichting"), "datum"),
    "zrmscore": Soort(("domein", "score")),
    "risicotaxatie": Soort(("instrument", "partner_id", "uitkomst", "geldig_tot"), "datum"),
    "basisvoorwaarde": Soort(("voorwaarde", "staat", "partner_id", "notitie"), "datum"),
    "fase": Soort(("nummer", "status", "situatie", "doel", "voorwaarden", "signalen", "motivering"), "geopend_op"),
    "doel": Soort(("doelsoort", *_PLAN, "leefgebied_id")),
    "scenario": Soort(("als_", "dan")),
    "voorwaarde": Soort(("tekst", "voldaan_op", "toelichting")),
    "interventie": Soort(
        ("tekst", "kader", "partner_id", "aanbieder", "begin", "eind", "afloop", "toelichting"), "begin"
    ),
    "actie": Soort(("tekst", "partner_id", "uiterlijk", "status", "afgerond_op", "terugkoppeling"), "gemaakt_op"),
    "informatieverzoek": Soort(
        ("organisatie", "vraag", "doel", "noodzaak", "antwoord", "antwoord_op"), "verstuurd_op"
    ),
    "dossierstuk": Soort(("omschrijving", "categorie", "bron"), "datum"),
    "verslag": Soort(("versie", "status", "ondertekend_op"), "vastgesteld_op", open=True),
    "toevoeging": Soort(("nummer", "aard", "van", "tekst"), "opgemaakt_op"),
    "verlenging": Soort(("tot", "motivering", "wet"), "besloten_op"),
    "verstrekking": Soort(("aan", "wat", "hoe", "grond", "doel"), "tijdstip"),
    "vlag": Soort(("tekst", "nodig", "uitkomst"), "gezet_op", keuze=True),
    "escalatie": Soort(("trede", "reden", "antwoord"), "gezet_op", keuze=True),
    "themarij": Soort(("lijst", "kop", "van", "tot", "tekst"), keuze=True),
    "themahgkm": Soort(("onveiligheid", "toelichting_onveiligheid", "huisverbod", "huisverbod_tot"), keuze=True),
    "themaverward": Soort(("categorie", "levensloop", "crisisafspraken"), keuze=True),
    "themareintegratie": Soort(
        ("in_detentie", "inrichting", "sinds", "einddatum", "dji_bijdrage", "voorwaarden"), keuze=True
    ),
    "themamensenhandel": Soort(("verblijf", "aangifte", "comensha"), keuze=True),
    "themaradicalisering": Soort(("duiding", "besluit", "besluit_op", "besluit_motivering"), keuze=True),
}  # fmt: skip
"""By kind, in the order of the paper; what lies in a casus and is not here stands in `NIET_GETOOND`."""

NIET_GETOOND: Final[Mapping[str, str]] = {
    "agendapunt": "plaats op een agenda; wat er is gezegd staat bij de inbreng",
    "bijlage": "techniek van een stuk",
    "clientzin": "werkafspraak over wat hierboven al staat",
    "fasestap": "stappen van een fase; de fase zelf staat erbij",
    "persoonskoppeling": "verwijzing naar een andere casus; die heeft een eigen overzicht",
    "planakkoord": "instemming van partners met het plan",
    "planversie": "eerdere stand van het plan",
    "reactie": "reacties van partners op een concept",
    "stempelversie": "techniek van een ondertekend verslag",
    "terzijde": "planning van het werk",
    "uitstel": "planning van het werk",
    "zsm_advies": "advies tussen organisaties onderling",
}
"""Kinds that lie in the stream of a casus and are not part of the overview, with the reason that is told."""

GRONDEN: Final[Mapping[str, str]] = {
    "ander": "bescherming van de persoonlijke levenssfeer van een ander",
    "taak": "de taak, in de eerste plaats de veiligheid, kan anders niet goed worden uitgevoerd",
}
"""Grounds on which something is kept back; a person names one."""

_LEGE_FASE: Final = [veldnaam("fase", "nummer"), veldnaam("fase", "status")]
"""What a phase tells that nobody wrote anything in."""
_BETROKKENE: Final = ("betrokkene_id", "van_betrokkene_id", "naar_betrokkene_id")


@dataclass(frozen=True, slots=True)
class Passage:
    """One record as this person may read it.

    Attributes:
        id, soort: of the record.
        kop: what it is, in words.
        op: day it belongs to.
        regels: (title, value), without empty ones.
        stand: "eigen", "algemeen" (only when chosen) or "gesloten" (not to be shared with this person).
        weg: something of somebody else was taken out.
    """

    id: str
    soort: str
    kop: str
    op: date | None
    regels: tuple[tuple[str, str], ...]
    stand: Literal["eigen", "algemeen", "gesloten"]
    weg: bool = False


@dataclass(frozen=True, slots=True)
class Raadpleging:
    """A line of the log about this casus: when, what, and from what role; never the name of who did it."""

    op: datetime
    wat: str
    rol: str


def in_woorden(soort: str, veld: str, waarde: Any, namen: Mapping[str, str]) -> str:
    """Return a value as people read it; ids of partners and leefgebieden by their names, "" for what is empty."""
    keuzen = KEUZEN.get((soort, veld))
    if waarde != "" and keuzen is not None and not isinstance(waarde, list | dict) and waarde in keuzen:
        return str(keuzen[waarde])
    match waarde:
        case None | "" | [] | {}:
            return ""
        case bool():
            return "ja" if waarde else "nee"
        case datetime():
            moment = lokaal(waarde)
            return f"{voluit(moment.date())}, {moment:%H:%M}"
        case date():
            return voluit(waarde)
        case list() if veld == "thema":
            return ", ".join(themanaam(str(t)) for t in waarde)
        case list():
            return "; ".join(filter(None, (in_woorden(soort, "", deel, namen) for deel in waarde)))
        case dict():
            return "; ".join(f"{n}: {in_woorden(soort, '', w, namen)}" for n, w in waarde.items() if w)
        case _ if veld.endswith(("partner_id", "leefgebied_id")):
            return namen.get(str(waarde), "")
        case _:
            return str(waarde)


def _over(record: Record, lezer_id: str) -> bool | None:
    """Whether a record names this person (True), somebody else (False) or nobody (None)."""
    if record.soort == "betrokkene":
        return record.id == lezer_id
    genoemd = {w for veld in _BETROKKENE if (w := getattr(record, veld, ""))}
    return (lezer_id in genoemd) if genoemd else None


def passage(
    record: Record,
    lezer: Lezer,
    namen: Mapping[str, str],
    *,
    alleen: bool,
    over: bool | None = None,
    bsn: Callable[[str], str] = lambda bsn: bsn,
) -> Passage | None:
    """Return what this person may read of one record; None when it is about somebody else, or empty.

    Args:
        record: of a kind in `GETOOND`.
        lezer: the betrokkene, by `uittreksel.Lezer`: who the others are, and their addresses.
        namen: of partners and leefgebieden, by id.
        alleen: this casus is about nobody else.
        over: whom it is about, when another record tells (the measurement of a score, the roles in an incident).
        bsn: how a BSN is shown.
    """
    gelezen = GETOOND[record.soort]
    gaat_over = _over(record, lezer.id) if over is None else over
    if gaat_over is False:
        return None
    stand: Literal["eigen", "algemeen", "gesloten"] = "eigen" if gaat_over or alleen or gelezen.open else "algemeen"
    if gelezen.keuze:
        stand = "algemeen"
    if record.soort == "casus":
        stand = "eigen"
    if not mag_weten(getattr(record, "niet_delen_met", ()), lezer):
        stand = "gesloten"
    eigen_gegevens = record.soort == "betrokkene"
    regels, weg = [], False
    for veld in gelezen.velden:
        tekst = in_woorden(record.soort, veld, getattr(record, veld), namen)
        if veld == "relatiesoort" and tekst:
            tekst += " een ander"
        if veld == "bsn" and tekst:
            tekst = bsn(tekst)
        elif isinstance(getattr(record, veld), str | list) and (not eigen_gegevens or veld == "opmerking"):
            schoon = schoon_voor(tekst, lezer)
            weg, tekst = weg or schoon != tekst, schoon
        if tekst:
            regels.append((veldnaam(record.soort, veld) or veld.replace("_", " "), tekst))
    if not regels or (record.soort == "fase" and [naam for naam, _ in regels] == _LEGE_FASE):
        return None
    moment = getattr(record, gelezen.dag) if gelezen.dag else None
    op = lokaal(moment).date() if isinstance(moment, datetime) else moment
    return Passage(record.id, record.soort, soortnaam(record.soort), op, tuple(regels), stand, weg)


def delen_van(passages: tuple[Passage, ...]) -> tuple[Briefdeel, ...]:
    """Return passages as parts of a paper: kind by kind, in the order of `GETOOND`, the oldest first."""
    orde = list(GETOOND)
    return tuple(
        Briefdeel(kop=f"{p.kop} \u00b7 {voluit(p.op)}" if p.op else p.kop, gegevens=p.regels)
        for p in sorted(passages, key=lambda p: (orde.index(p.soort), p.op or date.min, p.id))
    )
