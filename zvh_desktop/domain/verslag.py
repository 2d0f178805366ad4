"""What a verslag, a presentielijst and a verklaring contain, without any layout.

The content of a verslag is frozen at vaststelling: it is stored as JSON with the verslag record and is
all that `documents.compose` ever sees. Field list: domain reference 7 and 14 (verslag). A secret address
has no field here at all, so no code path can print it; a BSN neither.
"""

from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from zvh_desktop.domain.record import Record

__all__ = [
    "Aanwezige",
    "Actiepunt",
    "Addendum",
    "Handtekenvak",
    "Presentielijst",
    "Reactie",
    "Uitspraak",
    "Verklaringstuk",
    "Verslag",
    "VerslagInhoud",
    "VerslagStatus",
    "Verstrekking",
    "mag_ondertekenen",
    "mag_vaststellen",
    "mag_wijzigen",
]

VerslagStatus = Literal["concept", "reactie", "vastgesteld", "ondertekend", "vervangen"]


class _Waarde(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Aanwezige(_Waarde):
    """A row of the list of those present or absent."""

    naam: str
    organisatie: str
    functie: str = ""
    mandaat: str = ""
    soort: Literal["vast", "incidenteel", "zvh"]
    dekking: str
    """How secrecy is arranged, as a sentence part: "privacyprotocol tot 1 mei 2027"."""
    aanwezig: str
    """From-to as printed ("09:31–10:44"), several periods separated by a comma; empty when absent."""
    afwezig: str = ""
    """"afwezig met bericht", "afwezig zonder bericht", "buiten bij deze casus" or empty."""
    informatie: str = ""
    """What an absent one sent in beforehand, as a sentence part: "aangeleverd op 20 november"."""


class Uitspraak(_Waarde):
    """One statement: information (feit), judgement (oordeel), decision (besluit) or safety (veiligheid)."""

    bron: str = ""
    """Organisation or person it comes from; empty when it is the table's own."""
    tekst: str
    motivering: str = ""
    """The why of a decision."""
    afwijkend: tuple[str, ...] = ()
    """Differing views, each "GGZ: …"."""
    niet_delen_met: tuple[str, ...] = ()
    fase: str = ""
    """Name of the plan phase or empty."""


class Actiepunt(_Waarde):
    """An action as it stood on the day of the verslag."""

    wat: str
    organisatie: str
    persoon: str = ""
    uiterlijk: date | None = None
    fase: str = ""
    status: str = "open"
    terugkoppeling: str = ""


class Handtekenvak(_Waarde):
    """Room for one visible signature."""

    veldnaam: str
    """ASCII name of the PDF field, e.g. "voorzitter"."""
    naam: str
    rol: str


class VerslagInhoud(_Waarde):
    """All that is printed in the verslag of one casus."""

    formaat: Literal["zvh-verslag/1"] = "zvh-verslag/1"
    zvh: str
    """Name of the house: "Zorg- en Veiligheidshuis Zaanstreek-Waterland"."""
    rubricering: str
    overleg: str
    """Title of the overleg."""
    overlegtype: str
    casusnummer: str
    casusnaam: str
    """By the one naming rule, e.g. "Kees V."."""
    casustype: str
    thema: tuple[str, ...] = ()
    grondslag: str
    datum: date
    begin: str
    eind: str
    plaats: str
    voorzitter: str
    verslaglegger: str
    versie: int
    reden_versie: str = ""
    """Why this version replaces an earlier one."""
    aanwezigen: tuple[Aanwezige, ...] = ()
    afwezigen: tuple[Aanwezige, ...] = ()
    toelatingen: tuple[str, ...] = ()
    """Who was admitted without cover, by whom, with the recorded reason."""
    voorgelezen: str = ""
    """That the text on secrecy was read aloud, as a sentence; empty when it was not."""
    doel_overleg: str = ""
    acties_vorig: tuple[Actiepunt, ...] = ()
    beeld: tuple[Uitspraak, ...] = ()
    oordeel: tuple[Uitspraak, ...] = ()
    besluit: tuple[Uitspraak, ...] = ()
    veiligheid: tuple[Uitspraak, ...] = ()
    acties: tuple[Actiepunt, ...] = ()
    uitkomst: str
    """"besluit genomen", "aangehouden" or "geen besluit", with the reason."""
    zsm_advies: str = ""
    informeren: str = ""
    """Who tells the betrokkene what and when; or why not."""
    verstrekkingen: tuple[str, ...] = ()
    vervolgdatum: date | None = None
    evaluatiedatum: date | None = None
    samenvatting: str = ""
    reactietermijn: str = ""
    """How the draft was put up for reactions, with what was done with each."""
    reacties: tuple[str, ...] = ()
    vastgesteld_op: datetime | None = None
    vastgesteld_door: str = ""
    logboek: str = ""
    """Head of the hash chain of the audit log: 64 hex digits, printed in full."""
    handtekeningen: tuple[Handtekenvak, ...] = ()
    uittreksel_voor: str = ""
    """For whom it was cut (`uittreksel.snijd`), as printed on every page; empty for the whole verslag."""
    weggelaten: tuple[str, ...] = ()
    """Kinds of things an uittreksel leaves out, each as a sentence part."""
    bron_sha256: str = ""
    """SHA-256 of the signed file an uittreksel was cut from; empty when that is not signed."""


class Addendum(_Waarde):
    """What is added to a signed verslag, as a file of its own: the verslag itself is never opened again."""

    zvh: str
    rubricering: str
    casusnummer: str
    datum_overleg: date
    versie: int
    """Version of the verslag it belongs to."""
    bron_sha256: str
    """SHA-256 of the signed file of that version."""
    nummer: int
    """First, second … addendum to that version."""
    aard: Literal["aanvulling", "zienswijze"]
    """Something that was left out; or the statement of the betrokkene, attached and not merged."""
    van: str
    """Who brought it in, as printed."""
    tekst: str
    reden: str
    opgemaakt_op: datetime
    logboek: str = ""
    handtekeningen: tuple[Handtekenvak, ...] = ()


class Presentielijst(_Waarde):
    """Who was at an overleg; holds no case content and no case name."""

    zvh: str
    rubricering: str
    overleg: str
    datum: date
    begin: str
    eind: str
    plaats: str
    voorzitter: str
    verslaglegger: str
    aanwezigen: tuple[Aanwezige, ...]
    afwezigen: tuple[Aanwezige, ...]
    logboek: str
    voorgelezen: str = ""
    """As in `VerslagInhoud`."""


class Verklaringstuk(_Waarde):
    """A signed geheimhoudingsverklaring as a document; names no betrokkene."""

    zvh: str
    naam: str
    organisatie: str
    functie: str
    overleg: str
    datum: date
    plaats: str
    tekstversie: str
    tekst: str
    """Full text as shown, paragraphs separated by an empty line."""
    tekst_sha256: str
    wijze: Literal["getekend", "getypt", "papier", "afstand"]
    """"afstand": to be signed elsewhere, with a certificate, in the field "ondertekenaar"."""
    halen: tuple[tuple[tuple[float, float], ...], ...] = ()
    """Strokes as (x, y) in 0..1 of the field, y downwards; empty unless drawn."""
    beeldverhouding: float = 4.5
    """Width divided by height of the field the strokes were drawn in."""
    tijdstip: datetime
    toestel: str
    tijdkwaliteit: str = ""
    """What this device knew of its clock, as a sentence part ("klok niet bevestigd sinds …")."""
    geldig: str = ""
    """For how long, as a sentence part ("voor dit overleg")."""
    getuige: str
    logboek: str


class Verslag(Record):
    """The verslag of one casus in one overleg, one record per version."""

    soort: ClassVar[str] = "verslag"
    casus_id: str
    overleg_id: str
    versie: int = 1
    status: VerslagStatus = "concept"
    reactie_tot: date | None = None
    reactie_verstuurd_op: date | None = None
    vastgesteld_op: datetime | None = None
    vastgesteld_door: str = ""
    inhoud: str = ""
    """`VerslagInhoud` as JSON, set at vaststelling and never changed after."""
    vervangt_id: str = ""
    reden_versie: str = ""
    ondertekend_op: datetime | None = None
    ondertekend_door: str = ""
    pdf_sha256: str = ""
    """Key of the stored signed file; empty until signed."""
    gevoelig_reden: str = ""
    """Why it was vastgesteld although a BSN or a secret address was found in it."""


class Reactie(Record):
    """A reaction to a draft, and what was done with it."""

    soort: ClassVar[str] = "reactie"
    lange_tekst: ClassVar[tuple[str, ...]] = ("tekst", "verwerking")
    verslag_id: str
    casus_id: str
    van: str
    datum: date
    tekst: str
    verwerkt: Literal["open", "overgenomen", "niet_overgenomen", "deels"] = "open"
    verwerking: str = ""


class Verstrekking(Record):
    """A recorded act of output: to whom, what, how, on what ground, who decided."""

    soort: ClassVar[str] = "verstrekking"
    casus_id: str
    """Empty for a paper of an overleg that tells nothing of any casus; `bron_id` says of what then."""
    verslag_id: str = ""
    aan: str
    wat: str
    hoe: str
    grond: str
    besloten_door: str
    tijdstip: datetime
    pdf_sha256: str = ""
    """SHA-256 of what left; of the stored file for a verslag, of the copy that was made for anything else."""
    stuk: str = "verslag"
    """Key of `uitgaand.STUKKEN`: what kind of thing it was."""
    bron_id: str = ""
    """Record it was made from: advies, verzoek, triage, betrokkene."""
    partner_id: str = ""
    betrokkene_id: str = ""
    doel: str = ""
    weggelaten: list[str] = []
    """What was left out, each as a sentence part."""


def mag_wijzigen(verslag: Verslag) -> bool:
    """A verslag can be changed only before vaststelling; afterwards a new version is made."""
    return verslag.status in ("concept", "reactie")


def mag_vaststellen(verslag: Verslag, open_punten: int, open_reacties: int, vandaag: date) -> str:
    """Return why the verslag cannot be vastgesteld yet, or "" when it can.

    Args:
        verslag: the draft.
        open_punten: undecided points of its agendapunt.
        open_reacties: reactions nobody has dealt with.
        vandaag: calendar day; the term for reactions ends after `reactie_tot`, a term of no days ends at once.

    Returns:
        "" or a key: "al_vastgesteld", "nog_niet_afgerond", "reacties_open", "reactietermijn_loopt".
    """
    if not mag_wijzigen(verslag):
        return "al_vastgesteld"
    if open_punten:
        return "nog_niet_afgerond"
    if open_reacties:
        return "reacties_open"
    tot = verslag.reactie_tot
    if tot is not None and tot != verslag.reactie_verstuurd_op and tot >= vandaag:
        return "reactietermijn_loopt"
    return ""


def mag_ondertekenen(verslag: Verslag) -> bool:
    """Only a vastgesteld verslag without signature can be signed."""
    return verslag.status == "vastgesteld"
