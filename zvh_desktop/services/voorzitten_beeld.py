"""Everything the chairing screen and the presenter view show, as plain values; no Qt, no store.

A picture is made whole after every act and replaces the one before. While the gate is closed, or the meeting
is suspended, it carries nothing of the casus: what is not in it cannot be shown by mistake.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal

from zvh_desktop.domain.errors import Programmafout, Reden
from zvh_desktop.domain.invoerregel import Bekend, Soort
from zvh_desktop.domain.tijdlijn import Tijdlijn

__all__ = [
    "BESLISPUNTEN",
    "KAMERSTATUS",
    "AgendaRij",
    "AnalyseRegel",
    "BeamerBeeld",
    "BeamerRegel",
    "CasusKop",
    "Concept",
    "InbrengRij",
    "KamerRij",
    "Meeschrijver",
    "Netwerk",
    "TeVerslaan",
    "VoorzitBeeld",
    "VorigeActie",
    "verstreken_s",
]

KAMERSTATUS: Final[dict[str, str]] = {
    "aanwezig": "aanwezig",
    "wacht_buiten": "wacht buiten",
    "verwacht": "nog niet binnen",
    "vertrokken": "vertrokken",
    "afwezig_met_bericht": "afwezig met bericht",
    "afwezig_zonder_bericht": "afwezig zonder bericht",
}

BESLISPUNTEN: Final[dict[str, str]] = {
    "uitkomst": "uitkomst van deze casus",
    "besluit": "het besluit zelf",
    "motivering": "motivering bij het besluit",
    "reden": "reden van aanhouden",
    "informeren": "wie informeert betrokkene",
    "evaluatiedatum": "evaluatiedatum",
    "acties_onvolledig": "actie zonder eigenaar of dag",
}
"""Keys of `domain.overleg.open_punten` in the words of the screen."""


def verstreken_s(gebruikt_s: int, loopt_sinds: datetime | None, nu: datetime) -> int:
    """Return the seconds a point has taken, the running period included."""
    loopt = int((nu - loopt_sinds).total_seconds()) if loopt_sinds is not None else 0
    return gebruikt_s + max(0, loopt)


@dataclass(frozen=True, slots=True)
class Netwerk:
    """State of the connection in words, and whether it deserves attention."""

    woorden: str
    verbonden: bool = False


@dataclass(frozen=True, slots=True)
class AgendaRij:
    """One point of the agenda.

    Attributes:
        titel: casus name by the naming rule, or the title of a point without casus.
        is_casus: a point about a casus; another has no entries.
        loopt_sinds: the clock of this point runs since then.
        concept: an unrecorded text stands in the entry line of this point.
    """

    agendapunt_id: str
    titel: str
    minuten: int
    is_casus: bool = True
    gebruikt_s: int = 0
    loopt_sinds: datetime | None = None
    besproken: bool = False
    concept: bool = False


@dataclass(frozen=True, slots=True)
class TeVerslaan:
    """A verslag of the last overleg, for the point at which they are vastgesteld; it names nobody."""

    verslag_id: str
    nummer: str
    """casusnummer."""
    status: str
    open_reacties: int

    @property
    def vast_te_stellen(self) -> bool:
        """Still a draft."""
        return self.status in ("concept", "reactie")


@dataclass(frozen=True, slots=True)
class AnalyseRegel:
    """How one part of the analysis stands; a count or a day, never what stands in it."""

    kop: str
    tekst: str
    let_op: bool = False


@dataclass(frozen=True, slots=True)
class KamerRij:
    """One person invited for the current point.

    Attributes:
        status: key of `KAMERSTATUS`, as seen for the current point.
        gedekt, hoe: as `domain.toegang.Dekking`.
        dekking_woorden: the same in words ("privacyprotocol tot 1 mei 2027", "geen verklaring").
        toegelaten: let in for this point with a reason.
        digitaal: takes part from elsewhere.
        waarneemt_voor: name of whom this person came in the place of.
    """

    deelnemer_id: str
    naam: str
    organisatie: str
    status: str
    gedekt: bool
    hoe: str
    dekking_woorden: str = ""
    toegelaten: bool = False
    digitaal: bool = False
    waarneemt_voor: str = ""

    @property
    def houdt_tegen(self) -> bool:
        """In the room, not covered and not admitted: the casus may not open."""
        return self.status == "aanwezig" and not self.gedekt and not self.toegelaten


@dataclass(frozen=True, slots=True)
class CasusKop:
    """Head of the current casus; no address, no full name."""

    casus_id: str
    naam: str
    leeftijd: int | None = None
    thema: str = ""
    fase: int = 0
    """Number of the lowest open phase of the plan, or 0."""


@dataclass(frozen=True, slots=True)
class Meeschrijver:
    """Who is writing on another device, and at which point; `sinds` is when that was last said, in local time."""

    naam: str
    agendapunt_id: str
    sinds: datetime


@dataclass(frozen=True, slots=True)
class InbrengRij:
    """One entry of the log.

    Attributes:
        bron: short name of the source, or of the owner of an action.
        persoon: the person who owns the action, when named.
        door: who wrote it last on another device, and when; "" for what was written here.
    """

    inbreng_id: str
    soort: Soort
    tekst: str
    bron: str = ""
    motivering: str = ""
    afwijkend: tuple[str, ...] = ()
    niet_delen_met: tuple[str, ...] = ()
    fase: int = 0
    persoon: str = ""
    uiterlijk: date | None = None
    leefgebied: str = ""
    aangeleverd_op: date | None = None
    door: str = ""


@dataclass(frozen=True, slots=True)
class VorigeActie:
    """An action agreed earlier; `status` is a key of `domain.plan.ACTIESTATUS`."""

    actie_id: str
    tekst: str
    wie: str
    status: str = "open"
    uiterlijk: date | None = None
    terugkoppeling: str = ""
    dagen_te_laat: int = 0


@dataclass(frozen=True, slots=True)
class Concept:
    """What stood in the entry line of a point: text, place of the cursor in code points, entry being edited."""

    tekst: str = ""
    plek: int = 0
    bewerkt: str = ""


@dataclass(frozen=True, slots=True)
class VoorzitBeeld:
    """The whole chairing screen.

    Attributes:
        titel: of the overleg.
        begonnen_op: when the overleg began, aware.
        huidig: id of the current agendapunt, one of `agenda`, or "" before the first.
        poort_open: False while someone in the room is neither covered nor admitted.
        casus: head of the current casus; None when the gate is closed, while suspended, and at other points.
        vorige_op: day of the overleg in which `vorige` was agreed.
        nog_te_beslissen: keys of `BESLISPUNTEN`.
        analyse: how the analysis of the casus stands.
        verslagen: those of the last overleg, at the point where they are vastgesteld; by number, no names.
        bekend: names and the day the entry line is read against.
        meeschrijvers: who writes on other devices.
        voorgelezen: that the text on secrecy was read aloud, as a sentence; "" when not yet.
        geleid_bij: id of the point that is led on another device while another one is looked at here, or "".

    Raises:
        Programmafout: something of a casus is given without `casus`, or with a closed gate or while suspended.
    """

    overleg_id: str
    titel: str
    bekend: Bekend
    agenda: tuple[AgendaRij, ...]
    huidig: str
    kamer: tuple[KamerRij, ...] = ()
    status: Literal["concept", "open", "bezig", "gesloten"] = "bezig"
    begonnen_op: datetime | None = None
    geschorst: bool = False
    netwerk: Netwerk = Netwerk("zonder netwerk, alles lokaal bewaard")
    poort_open: bool = True
    casus: CasusKop | None = None
    inbreng: tuple[InbrengRij, ...] = ()
    vorige: tuple[VorigeActie, ...] = ()
    vorige_op: date | None = None
    veiligheid_nu: str = ""
    nog_te_beslissen: tuple[str, ...] = ()
    concept: Concept = field(default_factory=Concept)
    verslagen: tuple[TeVerslaan, ...] = ()
    analyse: tuple[AnalyseRegel, ...] = ()
    meeschrijvers: tuple[Meeschrijver, ...] = ()
    geleid_bij: str = ""
    voorgelezen: str = ""

    def __post_init__(self) -> None:
        inhoud = (
            self.analyse
            or self.inbreng
            or self.vorige
            or self.veiligheid_nu
            or self.nog_te_beslissen
            or self.concept.tekst
        )
        if (self.casus is not None or inhoud) and (not self.poort_open or self.geschorst):
            raise Programmafout(Reden.POORT_DICHT, wat="beeld met inhoud")
        if self.casus is None and (inhoud and not self.vorige):
            raise Programmafout(Reden.VERKEERD_GEBRUIK, wat="inhoud zonder casus")

    @property
    def punt(self) -> AgendaRij | None:
        """The current point of the agenda."""
        return next((r for r in self.agenda if r.agendapunt_id == self.huidig), None)

    @property
    def tegen(self) -> tuple[KamerRij, ...]:
        """Who keeps the casus closed."""
        return tuple(k for k in self.kamer if k.houdt_tegen)

    @property
    def niet_gedekt(self) -> tuple[KamerRij, ...]:
        """Who is here, in or outside the room, without cover or admission; those who keep it closed first."""
        buiten = (k for k in self.kamer if k.status == "wacht_buiten" and not k.gedekt and not k.toegelaten)
        return (*self.tegen, *buiten)


@dataclass(frozen=True, slots=True)
class BeamerRegel:
    """One line of the presenter view; names and addresses are masked in it already unless shown on purpose."""

    tekst: str
    wie: str = ""
    uiterlijk: str = ""


@dataclass(frozen=True, slots=True)
class BeamerBeeld:
    """What everyone in the room may see.

    Attributes:
        kop: kind of meeting, never its full title.
        nummer, aantal: place in the agenda.
        casusnaam: by the naming rule; "" when nothing of a casus may be shown.
        fasen: number and word of the status of every phase that is not "niet gestart".
        alles: addresses and third parties are shown on purpose.
        mededeling: shown in the middle instead of a casus ("De casus is nog niet geopend").
        tijdlijn: the plan in time, masked already; shown instead of decisions and actions.
    """

    kop: str
    nummer: int
    aantal: int
    casusnaam: str = ""
    fasen: tuple[tuple[int, str], ...] = ()
    besluiten: tuple[BeamerRegel, ...] = ()
    acties: tuple[BeamerRegel, ...] = ()
    alles: bool = False
    mededeling: str = ""
    tijdlijn: Tijdlijn | None = None

    def __post_init__(self) -> None:
        if not self.casusnaam and (self.fasen or self.besluiten or self.acties or self.tijdlijn):
            raise Programmafout(Reden.POORT_DICHT, wat="presentatie met inhoud")
