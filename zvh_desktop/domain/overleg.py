"""The overleg: agenda, participants, who is in the room, what was said and what came of it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any, ClassVar, Literal, NamedTuple

from zvh_desktop.domain.record import Record
from zvh_desktop.domain.tijd import klokslag

__all__ = [
    "ALTIJD_BESLIST",
    "DEELNAMEN",
    "HERKOMST",
    "INBRENGSOORTEN",
    "OVERLEGSTATUS",
    "OVERLEGTYPEN",
    "SCANSOORTEN",
    "SJABLONEN",
    "UITKOMSTEN",
    "Aanwezigheid",
    "Agendapunt",
    "Deelnemer",
    "Inbreng",
    "Overleg",
    "Schrijver",
    "Sjabloon",
    "Toelating",
    "Uitkomst",
    "Verklaring",
    "deelname_in_woorden",
    "mag_naar",
    "mag_vastleggen",
    "open_punten",
    "overlegnaam",
    "perioden_in_woorden",
    "samengevoegd",
    "sjabloon",
    "spreekt_tegen",
    "tijd_in_woorden",
    "voorgelezen_in_woorden",
]

OVERLEGTYPEN: dict[str, str] = {
    "casusoverleg": "Casusoverleg complexe casuïstiek",
    "weegteam": "Weegteam of triage-overleg",
    "thema": "Thema-overleg",
    "levensloop": "Levenslooptafel",
}


class Sjabloon(NamedTuple):
    """What an overleg of a type begins with; an own arrangement, which a house changes per overleg or series.

    Attributes:
        punten: title and minutes of the points without a casus; the last one comes after the casussen. In a series
            a first one called "Opening" takes up the verslagen of the last time: vaststellen is the first item.
        minuten: for a casus.
    """

    punten: tuple[tuple[str, int], ...]
    minuten: int


SJABLONEN: dict[str, Sjabloon] = {
    "casusoverleg": Sjabloon((("Opening", 5), ("Rondvraag", 5)), 20),
    "weegteam": Sjabloon((("Opening", 5), ("Terugkoppeling van eerdere triages", 5), ("Rondvraag", 5)), 10),
    "thema": Sjabloon((("Opening", 5), ("Ontwikkelingen bij het thema", 15), ("Rondvraag", 5)), 20),
    "levensloop": Sjabloon((("Opening", 5), ("Wisselingen in de casusregie", 10), ("Rondvraag", 5)), 30),
}
"""By type of overleg."""

OVERLEGSTATUS: dict[str, str] = {
    "concept": "concept",
    "open": "open",
    "bezig": "bezig",
    "gesloten": "gesloten",
}
INBRENGSOORTEN: dict[str, str] = {
    "informatie": "Informatie",
    "oordeel": "Oordeel",
    "besluit": "Besluit",
    "veiligheid": "Veiligheid",
    "actie": "Actie",
    "samenvatting": "Samenvatting",
}
UITKOMSTEN: dict[str, str] = {
    "besluit": "besluit genomen",
    "aangehouden": "aangehouden tot een volgend overleg",
    "geen_besluit": "geen besluit",
}

DEELNAMEN: dict[str, str] = {
    "": "",
    "fysiek": "aan tafel",
    "digitaal": "digitaal",
}
"""How someone takes part; empty when nobody said."""

HERKOMST: dict[str, str] = {
    "niet_besproken": "vorige keer niet besproken",
    "aangehouden": "vorige keer aangehouden",
}

_OVERGANGEN: dict[str, tuple[str, ...]] = {
    "concept": ("open",),
    "open": ("concept", "bezig"),
    "bezig": ("gesloten",),
    "gesloten": (),
}


class Overleg(Record):
    """A meeting of the table."""

    soort: ClassVar[str] = "overleg"
    titel: str
    type: str = "casusoverleg"
    datum: date
    begin: time
    eind: time
    plaats: str = ""
    status: Literal["concept", "open", "bezig", "gesloten"] = "concept"
    voorzitter: str = ""
    verslaglegger: str = ""
    begonnen_op: datetime | None = None
    gesloten_op: datetime | None = None
    geschorst: bool = False
    voorgelezen: bool = False
    """The text on secrecy was read aloud."""
    reeks_id: str = ""
    """The series it was planned from, if any."""
    voorgelezen_op: datetime | None = None
    voorgelezen_door: str = ""
    voorgelezen_versie: str = ""
    voorgelezen_sha256: str = ""
    """When, by whom and exactly which text; empty in what an older program recorded."""


class Agendapunt(Record):
    """A point of the agenda; a casus or an opening, round of questions and the like."""

    soort: ClassVar[str] = "agendapunt"
    overleg_id: str
    volgorde: int
    casus_id: str = ""
    """Empty for a point without a casus."""
    titel: str = ""
    """Shown when there is no casus."""
    minuten: int = 15
    begonnen_op: datetime | None = None
    gebruikt_s: int = 0
    """Seconds spent so far, without the running period since `loopt_sinds`."""
    loopt_sinds: datetime | None = None
    besproken: bool = False
    puntsoort: Literal["", "verslagen"] = ""
    """"verslagen" is the point at which those of the last overleg of the series are vastgesteld."""
    herkomst: Literal["", "niet_besproken", "aangehouden"] = ""
    """Why it came along from the last overleg of the series."""
    herkomst_reden: str = ""
    """Why it was held over, as the chair wrote it then."""
    vorig_overleg_id: str = ""
    """Where it came from."""


class Deelnemer(Record):
    """A person invited to or present at one overleg."""

    soort: ClassVar[str] = "deelnemer"
    overleg_id: str
    volgorde: int = 0
    partner_id: str = ""
    """Empty for the house itself and for an organisation that is not in the register."""
    organisatie: str
    naam: str
    functie: str = ""
    mandaat: str = ""
    rol: Literal["voorzitter", "verslaglegger", "deelnemer"] = "deelnemer"
    aanwezigheid: Literal["verwacht", "aanwezig", "afwezig_met_bericht", "afwezig_zonder_bericht"] = "verwacht"
    binnen_sinds: datetime | None = None
    """Arrival in the building or call; the time in each case is in `Aanwezigheid`."""
    vertrokken_op: datetime | None = None
    deelname: Literal["", "fysiek", "digitaal"] = ""
    waarneemt_voor: str = ""
    """The deelnemer this one came in the place of."""
    casus_ids: list[str] = []
    """Casussen this person is invited for; empty means all of the overleg."""
    afstand_sha256: str = ""
    """The verklaring as it was sent to be signed elsewhere, 64 hex digits; empty when none was."""
    afstand_op: datetime | None = None
    afstand_tekst: str = ""
    """SHA-256 of the text in it."""


class Aanwezigheid(Record):
    """A person in, or kept out of, the room during one agendapunt; one record per period."""

    soort: ClassVar[str] = "aanwezigheid"
    overleg_id: str
    agendapunt_id: str
    deelnemer_id: str
    status: Literal["binnen", "buiten"]
    van: datetime
    tot: datetime | None = None
    deelname: Literal["", "fysiek", "digitaal"] = ""
    """How someone took part in this period; a person may be at the table for one casus and elsewhere for another."""


SCANSOORTEN = frozenset({"pdf", "jpeg", "png"})
"""What a scan of a verklaring on paper may be, by its content: keys of `dossierstuk.INHOUDSOORTEN`."""


class Verklaring(Record):
    """A geheimhoudingsverklaring: signed, typed, on paper, or refused."""

    soort: ClassVar[str] = "verklaring"
    overleg_id: str
    deelnemer_id: str
    wijze: Literal["getekend", "getypt", "papier", "afstand", "geweigerd"]
    naam: str
    organisatie: str
    functie: str = ""
    tekstversie: str
    tekst_sha256: str
    halen: list[list[list[float]]] = []
    """Strokes: points [x, y, pressure, seconds], x and y in 0..1 of the field; empty unless drawn."""
    beeldverhouding: float = 4.5
    tijdstip: datetime
    plaats: str = ""
    toestel: str
    getuige: str
    papier_kenmerk: str = ""
    """Where the paper is kept, for wijze "papier"."""
    bestand_sha256: str = ""
    """The scan of that paper, kept in the vault byte for byte; empty when there is none."""
    bestandsoort: str = ""
    """What the scan is by its content: key of `SCANSOORTEN`."""
    ingetrokken: bool = False
    ingetrokken_reden: str = ""
    geldig_tot: date | None = None
    """Last day on which it covers this person at other overleggen too; None for this overleg alone."""
    uitgenodigd_als: str = ""
    """Name in the list of deelnemers, which may be shorter than the name that was signed with."""
    tijdkwaliteit: str = ""
    """What was known of the clock, as a sentence part; empty in old ones."""
    pdf_sha256: str = ""


class Toelating(Record):
    """The chair lets someone in who is not covered, with a reason that ends up in the verslag."""

    soort: ClassVar[str] = "toelating"
    overleg_id: str
    agendapunt_id: str
    deelnemer_id: str
    reden: str
    door: str
    tijdstip: datetime


class Schrijver(Record):
    """Who is writing at which point, on one device; never what is written."""

    soort: ClassVar[str] = "schrijver"
    overleg_id: str
    toestel: str
    naam: str = ""
    agendapunt_id: str = ""
    """Empty when nobody writes there any more."""
    sinds: datetime | None = None
    """When it was last said."""


class Inbreng(Record):
    """One entry of the meeting; belongs to the stream of its casus."""

    soort: ClassVar[str] = "inbreng"
    lange_tekst: ClassVar[tuple[str, ...]] = ("tekst", "motivering")
    casus_id: str
    overleg_id: str
    agendapunt_id: str
    volgorde: int
    inbrengsoort: Literal["informatie", "oordeel", "besluit", "veiligheid", "actie", "samenvatting"] = "informatie"
    tekst: str
    bron_partner_id: str = ""
    bron: str = ""
    """Short name of the organisation or person it comes from."""
    motivering: str = ""
    afwijkend: list[str] = []
    niet_delen_met: list[str] = []
    fase: int = 0
    tijdstip: datetime
    actie_id: str = ""
    """The `Actie` this entry made, for inbrengsoort "actie"."""
    niet_delen_reden: str = ""
    categorie: Literal["", "gewoon", "bijzonder", "strafrechtelijk"] = ""
    noodzaak: str = ""
    """Why it had to be recorded, when it is not of the ordinary kind."""
    leefgebied_id: str = ""
    """Field of life it is about, if one was named."""
    aangeleverd_op: date | None = None
    """Day on which it was sent in by someone who is not there; None for what was said at the table."""


class Uitkomst(Record):
    """What came of one casus in one overleg; filled in while closing."""

    soort: ClassVar[str] = "uitkomst"
    lange_tekst: ClassVar[tuple[str, ...]] = ("reden", "samenvatting", "informeren", "zsm_advies")
    casus_id: str
    overleg_id: str
    agendapunt_id: str
    uitkomst: Literal["", "besluit", "aangehouden", "geen_besluit"] = ""
    reden: str = ""
    """Why it was held over or not decided."""
    samenvatting: str = ""
    informeren: str = ""
    """Who tells the betrokkene what and when, or why not."""
    informeren_niet_nodig: bool = False
    zsm_advies: str = ""
    vervolgdatum: date | None = None
    evaluatiedatum: date | None = None
    overgeslagen: dict[str, Any] = {}
    """Open points set aside on purpose: key of the point to the reason why."""


ALTIJD_BESLIST = frozenset(("uitkomst", "besluit_tegen"))
"""Open points that no reason sets aside."""


def sjabloon(type_: str) -> Sjabloon:
    """Return what an overleg of a type begins with; that of a casusoverleg for a type of a newer program."""
    return SJABLONEN.get(type_, SJABLONEN["casusoverleg"])


def overlegnaam(type_: str) -> str:
    """Return what an overleg is called to who is not bound to secrecy: its own title is left out, people write names
    in titles.
    """
    return OVERLEGTYPEN.get(type_, "Overleg")


def voorgelezen_in_woorden(overleg: Overleg) -> str:
    """Return the sentence of the verslag on reading aloud; "" when that was not done."""
    if not overleg.voorgelezen:
        return ""
    delen = ["De tekst over geheimhouding"]
    if overleg.voorgelezen_versie:
        delen.append(f"(versie {overleg.voorgelezen_versie})")
    delen.append("is")
    if overleg.voorgelezen_op is not None:
        delen.append(f"om {klokslag(overleg.voorgelezen_op)}")
    delen.append("voorgelezen")
    if overleg.voorgelezen_door:
        delen.append(f"door {overleg.voorgelezen_door}")
    return f"{' '.join(delen)}."


def mag_naar(status: str, naar: str) -> bool:
    """May an overleg go from `status` to `naar` (concept, open, bezig, gesloten)?"""
    return naar in _OVERGANGEN.get(status, ())


def mag_vastleggen(status: str) -> bool:
    """Outcomes are recorded only while the overleg is bezig."""
    return status == "bezig"


def spreekt_tegen(uitkomst: str, inbreng: list[Inbreng]) -> bool:
    """Whether "geen besluit" would be said of a casus for which a besluit was recorded in this overleg."""
    return uitkomst == "geen_besluit" and any(i.inbrengsoort == "besluit" and not i.verwijderd for i in inbreng)


def samengevoegd(eerste: Inbreng, tweede: Inbreng) -> Inbreng:
    """Return the first entry with every word of the second; kind, source, day and action stay those of the first.

    A source, kind or phase of the second that differs goes before its words, so that who said it is not lost.
    """
    anders = [] if tweede.bron in ("", eerste.bron) else [tweede.bron]
    if tweede.inbrengsoort != eerste.inbrengsoort:
        anders.append(INBRENGSOORTEN[tweede.inbrengsoort].lower())
    voor = f"{', '.join(anders)}: " if anders else ""
    motivering = " ".join(dict.fromkeys(m for m in (eerste.motivering, tweede.motivering) if m.strip()))
    achter = ""
    if motivering and eerste.inbrengsoort != "besluit":
        # Only a besluit shows its reasons; elsewhere they go on in the text.
        achter, motivering = f" Omdat: {motivering}", ""
    return eerste.met(
        tekst=f"{eerste.tekst.rstrip()}\n{voor}{tweede.tekst.strip()}{achter}",
        motivering=motivering,
        afwijkend=[*eerste.afwijkend, *(a for a in tweede.afwijkend if a not in eerste.afwijkend)],
        fase=eerste.fase or tweede.fase,
        leefgebied_id=eerste.leefgebied_id or tweede.leefgebied_id,
    )


def perioden_in_woorden(perioden: Iterable[tuple[str, str]], anders: str = "") -> str:
    """Return when someone was there and how: "09:31–10:00 (digitaal), 10:00–10:44 (aan tafel)".

    Args:
        perioden: times as printed, each with a key of DEELNAMEN, in order.
        anders: key that holds where a period says nothing.
    """
    rij = [(tijd, hoe or anders) for tijd, hoe in perioden]
    if len({hoe for _, hoe in rij}) <= 1:
        woord = DEELNAMEN[rij[0][1]] if rij else ""
        tijden = ", ".join(tijd for tijd, _ in rij)
        return f"{tijden} ({woord})" if woord else tijden
    return ", ".join(f"{tijd} ({DEELNAMEN[hoe]})" if hoe else tijd for tijd, hoe in rij)


def deelname_in_woorden(per_punt: Mapping[int, str], gewoon: str) -> str:
    """Return how someone took part in a whole overleg: "aan tafel; digitaal bij punt 2 en 3".

    Args:
        per_punt: number on the agenda to a key of DEELNAMEN, for the points at which that is known.
        gewoon: key for all others; the commonest of `per_punt` when empty.
    """
    bekend = [hoe for hoe in per_punt.values() if hoe]
    basis = gewoon or max(sorted(set(bekend)), key=bekend.count, default="")
    delen = [DEELNAMEN[basis]] if basis else []
    for hoe, woord in DEELNAMEN.items():
        nummers = [str(n) for n, h in sorted(per_punt.items()) if h == hoe != basis and hoe]
        if nummers:
            punten = nummers[0] if len(nummers) == 1 else f"{', '.join(nummers[:-1])} en {nummers[-1]}"
            delen.append(f"{woord} bij punt {punten}")
    return "; ".join(delen)


def tijd_in_woorden(minuten: int, gebruikt_s: int) -> str:
    """Return time planned against used: "31 van 25 minuten, 6 minuten uitgelopen"; whole minutes, rounded."""
    gebruikt = (gebruikt_s + 30) // 60
    basis = f"{gebruikt} van {minuten} minuten"
    verschil = gebruikt - minuten
    woord = "minuut" if abs(verschil) == 1 else "minuten"
    if verschil > 0:
        return f"{basis}, {verschil} {woord} uitgelopen"
    return f"{basis}, {-verschil} {woord} over" if verschil < 0 else f"{basis}, precies op tijd"


def open_punten(uitkomst: Uitkomst | None, inbreng: list[Inbreng], acties_zonder: int) -> tuple[str, ...]:
    """Name what is undecided for one casus, as keys.

    Args:
        uitkomst: what was filled in so far, if anything.
        inbreng: the entries of this casus in this overleg.
        acties_zonder: agreed actions without an owner or day.

    Returns:
        Keys in the order of the screen: "uitkomst", "besluit", "motivering", "reden", "informeren",
        "evaluatiedatum", "acties_onvolledig"; without those set aside with a reason. "besluit_tegen", a besluit
        beside "geen besluit", comes after "uitkomst" and like it cannot be set aside.
    """
    u = uitkomst
    gekozen = u.uitkomst if u else ""
    besluiten = [i for i in inbreng if i.inbrengsoort == "besluit" and not i.verwijderd]
    punten = []
    if not gekozen:
        punten.append("uitkomst")
    if spreekt_tegen(gekozen, inbreng):
        punten.append("besluit_tegen")
    if gekozen == "besluit" and not besluiten:
        punten.append("besluit")
    if gekozen == "besluit" and any(not b.motivering.strip() for b in besluiten):
        punten.append("motivering")
    if u and gekozen in ("aangehouden", "geen_besluit") and not u.reden.strip():
        punten.append("reden")
    if not (u and (u.informeren.strip() or u.informeren_niet_nodig)):
        punten.append("informeren")
    if gekozen == "besluit" and not (u and u.evaluatiedatum):
        punten.append("evaluatiedatum")
    if acties_zonder:
        punten.append("acties_onvolledig")
    overgeslagen = u.overgeslagen if u else {}
    return tuple(p for p in punten if p in ALTIJD_BESLIST or not str(overgeslagen.get(p, "")).strip())
