"""The audit log as a person reads it: when, who, what, how many objects; reading it is itself logged."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import audit, queries
from zvh_desktop.store.audit import AuditRegel

__all__ = ["GEBEURTENISSEN", "Keten", "LogRegel", "Logblad", "blad", "controleer_keten", "gebeurtenisnaam"]

GEBEURTENISSEN: Final[Mapping[str, str]] = {
    "aan_het_werk": "gezegd wie er werkt",
    "analyse_afgedrukt": "verloop van de ZRM afgedrukt",
    "aanmelding_gecorrigeerd": "aanmelding gecorrigeerd",
    "aanmelding_ingevoerd": "aanmelding ingevoerd",
    "adres_getoond": "afgeschermd adres getoond",
    "casussen_getoond": "lijst van casussen getoond",
    "acties_getoond": "lijst van acties getoond",
    "herstelsleutel_geschreven": "herstelsleutel als blad geschreven",
    "ontgrendeld": "aan het werk gegaan",
    "kamer_binnen": "iemand binnengelaten bij een casus",
    "kamer_buiten": "iemand buiten bij een casus",
    "agendapunt_geopend": "agendapunt geopend",
    "beamer_alles_getoond": "alles getoond op het grote scherm",
    "bsn_getoond": "BSN getoond",
    "casus_ingevoerd": "casus ingevoerd",
    "dossier_geopend": "dossier geopend",
    "gezocht": "gezocht",
    "herstelsleutel_vernieuwd": "herstelsleutel vernieuwd",
    "ingericht": "kluis ingericht",
    "klok_bevestigd": "gezegd dat de klok van dit toestel goed staat",
    "kluis_gecontroleerd": "kluis gecontroleerd",
    "kluis_gemaakt": "kluis gemaakt",
    "kluis_geopend": "kluis ontgrendeld",
    "kluis_hersteld_met_sleutel": "kluis geopend met de herstelsleutel",
    "kluis_gekopieerd": "kopie van de kluis geopend: werd een nieuw toestel",
    "kluis_teruggezet": "reservekopie teruggezet",
    "kluissleutel_vernieuwd": "kluissleutel vernieuwd",
    "logboek_geopend": "logboek geopend",
    "logboek_nagerekend": "logboek nagerekend",
    "nieuw_toestel": "kluis werd een nieuw toestel",
    "sync_ontvangen": "wijzigingen van anderen ontvangen",
    "ondertekensleutel_gemaakt": "ondertekensleutel gemaakt",
    "ontgrendelen_mislukt": "ontgrendelen mislukt",
    "overleg_bezig": "overleg begonnen",
    "overleg_concept": "overleg terug naar concept",
    "overleg_gesloten": "overleg afgerond",
    "overleg_open": "overleg opengezet",
    "pogingen_onleesbaar": "onleesbare pogingen om te ontgrendelen",
    "poort_overruled": "toegelaten zonder verklaring",
    "actielijst_gemaakt": "lijst van acties uitgegeven",
    "csv_ingelezen": "aanmeldingen uit een tabel overgenomen",
    "uitnodiging_gemaakt": "uitnodiging gemaakt",
    "verklaring_ingetrokken": "verklaring ingetrokken",
    "verklaring_verstuurd": "verklaring gemaakt om elders te tekenen",
    "agenda_gemaakt": "agenda voor een deelnemer gemaakt",
    "draaiboek_gemaakt": "draaiboek voor de voorzitter gemaakt",
    "stuk_geopend": "stuk uit het dossier geopend",
    "stuk_ingetrokken": "stuk ingetrokken",
    "stuk_toegevoegd": "stuk toegevoegd aan het dossier",
    "voorgelezen": "tekst over geheimhouding voorgelezen",
    "presentielijst_gemaakt": "presentielijst gemaakt",
    "rapportage_geexporteerd": "rapportage geëxporteerd",
    "reservekopie_gemaakt": "reservekopie gemaakt",
    "sleutelbestand_gewijzigd": "sleutelbestand gewijzigd",
    "sleutelbos_aan": "sleutelbos van dit toestel aangezet",
    "sleutelbos_uit": "sleutelbos van dit toestel uitgezet",
    "triage": "triage vastgelegd",
    "verklaring": "verklaring vastgelegd",
    "verklaring_document": "verklaring als document bewaard",
    "verklaring_geexporteerd": "verklaring geëxporteerd",
    "verklaring_scan": "scan van een verklaring bewaard",
    "verklaring_scan_geopend": "scan van een verklaring bekeken",
    "verslag_geopend": "verslag geopend",
    "verslag_nieuwe_versie": "nieuwe versie van een verslag begonnen",
    "verslag_ondertekend": "verslag ondertekend",
    "verslag_ter_reactie": "verslag ter reactie gelegd",
    "verslag_vastgesteld": "verslag vastgesteld",
    "verslag_verstrekt": "verslag verstrekt",
    "verstrekt": "stuk verstrekt",
    "casus_afgesloten": "casus afgesloten",
    "casus_heropend": "afsluiten van een casus teruggedraaid",
    "casus_overgenomen": "overname van een casus bevestigd",
    "verstrekking_begonnen": "verstrekken begonnen",
    "verstrekking_niet_geschreven": "verstrekken mislukt",
    "verstrekking_bekeken": "verstrekt stuk bekeken",
    "verslag_toevoeging": "toevoeging bij een verslag ondertekend",
    "toevoeging_geopend": "toevoeging bij een verslag geopend",
    "tijdstempel_toegevoegd": "tijdstempel toegevoegd",
    "regiocertificaat_ingelezen": "certificaat van de regio ingelezen",
    "regiocertificaat_aangevraagd": "certificaat van de regio aangevraagd",
    "regiocertificaat_uitgegeven": "certificaat van de regio uitgegeven",
    "regiocertificaat_geweigerd": "certificaat van de regio geweigerd",
    "regiocertificaat_ingetrokken": "certificaat van de regio ingetrokken",
    "tekengezag_gemaakt": "ondertekengezag van de regio gemaakt",
    "intrekkingslijst_vernieuwd": "intrekkingslijst van de regio vernieuwd",
    "uittreksel_bekeken": "uittreksel bekeken",
    "clientplan_bekeken": "bladzijde voor de betrokkene bekeken",
    "inzage_bekeken": "overzicht van gegevens van een betrokkene bekeken",
    "bewaartermijnen_getoond": "lijst van bewaartermijnen getoond",
    "compartiment": "compartiment ingesteld",
    "compartiment_opgeheven": "compartiment opgeheven",
    "bewaartermijn_verlengd": "bewaartermijn verlengd",
    "bewaartermijn_ingesteld": "bewaartermijn ingesteld",
    "zsm_advies_vastgesteld": "ZSM-advies vastgesteld",
    "na_grens_bekeken": "werk van een ingetrokken toestel bekeken",
    "na_grens_teruggedraaid": "werk van een ingetrokken toestel teruggedraaid",
    "casusnummer_gewijzigd": "dubbel casusnummer opgelost",
    "logboeken_bekeken": "logboeken van andere toestellen bekeken",
    "lid_van_regio": "lid van de regio geworden",
    "regio_begonnen": "regio begonnen",
    "regio_hersteld": "regio hersteld van papier",
    "herstelsleutel_gebruikt": "bladen van de regio gebruikt",
    "server_gewaarmerkt": "server gewaarmerkt",
    "serveradres_gewijzigd": "adres van de server gewijzigd",
    "toestel_bekeken": "nagekeken wat een toestel had",
    "toestel_goedgekeurd": "toestel goedgekeurd",
    "toestel_ingetrokken": "toestel ingetrokken",
    "toestel_rol_gewijzigd": "rol van een toestel gewijzigd",
    "toestel_persoon": "toestel kreeg een andere persoon",
    "toestel_verlengd": "certificaat van een toestel verlengd",
    "op_stick_meegegeven": "meegegeven op stick",
    "van_stick_overgenomen": "van een stick overgenomen",
    "samengevoegd": "twee versies samengevoegd",
    "server_verlengd": "certificaat van de server verlengd",
    "vernietigen_voorgesteld": "vernietigen van een dossier voorgesteld",
    "vernietigen_ingetrokken": "voorstel tot vernietigen ingetrokken",
    "vernietigen_bevestigd": "vernietigen van een dossier bevestigd",
    "casus_vernietigd": "dossier van een casus hier vernietigd",
    "laatste_woorden_vernietigd": "laatste woorden van een vernietigd dossier gezien en vernietigd",
    "wachtwoord_gewijzigd": "wachtwoordzin gewijzigd",
}
"""Events in the words of the screen; an event that is not here is shown by its key."""

BLADGROOTTE: Final = 200


@dataclass(frozen=True, slots=True)
class LogRegel:
    """A row of the log; names no betrokkene."""

    nummer: int
    tijdstip: datetime
    wie: str
    """Name of a medewerker, or "" when nobody was known (before unlocking)."""
    gebeurtenis: str
    """Key of the event."""
    wat: str
    """The event in Dutch."""
    objecten: int
    casus: str
    """Number of the casus it was about, "" when about none."""
    hash: str


@dataclass(frozen=True, slots=True)
class Logblad:
    """A page of the log, newest first."""

    regels: tuple[LogRegel, ...]
    meer_voor: int
    """Number to ask the next page with; 0 when this was the last."""
    totaal: int
    mensen: tuple[tuple[str, str], ...]
    """(id, name) of everyone who can be asked for."""


@dataclass(frozen=True, slots=True)
class Keten:
    """Outcome of walking the chain."""

    klopt: bool
    regels: int
    hoofd: str
    """Hash of the last row, 64 hex digits."""
    fout_bij: int
    """Number of the first row that does not fit, 0 when all do."""
    gevraagd: int = -1
    """Number of the row whose hash was asked for, 0 when it is not there, -1 when nothing was asked."""


def gebeurtenisnaam(sleutel: str) -> str:
    """Return an event in Dutch words."""
    return GEBEURTENISSEN.get(sleutel, sleutel.replace("_", " "))


def blad(
    wp: Werkplek,
    voor: int = 0,
    *,
    gebeurtenis: str = "",
    persoon: str = "",
    over: str = "",
    van: date | None = None,
    tot: date | None = None,
    aantal: int = BLADGROOTTE,
) -> Logblad:
    """Return the newest rows, or those before number `voor`; asking for the first page is logged.

    Args:
        wp: the workplace.
        voor: only rows with a smaller number; 0 begins at the newest.
        gebeurtenis: key of one kind of event, "" for all.
        persoon: id of a medewerker, "" for all.
        over: id of a casus or of another record, "" for all.
        van, tot: first and last day, in the Netherlands.
        aantal: most rows to return.
    """
    if not voor:
        wp.log("logboek_geopend", ())
    hoofd, _ = wp.store.audit_hoofd()
    eind = voor - 1 if voor else hoofd
    gevonden: list[AuditRegel] = []
    while eind > 0 and len(gevonden) < aantal:
        begin = max(1, eind - BLADGROOTTE + 1)
        stuk = wp.store.audit_regels(vanaf=begin, limit=eind - begin + 1)
        passend = [
            r
            for r in reversed(stuk)
            if gebeurtenis in ("", r.gebeurtenis)
            and persoon in ("", r.persoon)
            and (not over or over in r.objecten)
            and _tussen(r, van, tot)
        ]
        gevonden.extend(passend[: aantal - len(gevonden)])
        eind = begin - 1 if len(gevonden) < aantal else gevonden[-1].seq - 1
    namen = queries.medewerkernamen(wp.store.verbinding)
    casussen = queries.casusregels(wp.store.verbinding)
    return Logblad(
        regels=tuple(_regel(wp, r, namen, casussen) for r in gevonden),
        meer_voor=eind + 1 if eind > 0 else 0,
        totaal=hoofd,
        mensen=tuple(sorted(namen.items(), key=lambda m: m[1].casefold())),
    )


def _tussen(r: AuditRegel, van: date | None, tot: date | None) -> bool:
    if van is None and tot is None:
        return True
    dag = lokaal(datetime.fromisoformat(r.tijd)).date()
    return (van is None or van <= dag) and (tot is None or dag <= tot)


def _regel(wp: Werkplek, r: AuditRegel, namen: Mapping[str, str], casussen: Mapping[str, tuple[str, str]]) -> LogRegel:
    nummers = Counter(casussen[o][0] for o in r.objecten if o in casussen)
    return LogRegel(
        nummer=r.seq,
        tijdstip=datetime.fromisoformat(r.tijd).astimezone(wp.nu().tzinfo),
        wie=namen.get(r.persoon, ""),
        gebeurtenis=r.gebeurtenis,
        wat=gebeurtenisnaam(r.gebeurtenis),
        objecten=len(r.objecten),
        casus=", ".join(nummers),
        hash=r.hash,
    )


def controleer_keten(wp: Werkplek, kop: str = "") -> Keten:
    """Walk the whole chain and say whether it holds; that it was done is logged afterwards.

    Args:
        wp: the workplace.
        kop: a hash that a signed verslag names; it has to be in the log still.
    """
    fout = audit.verify(wp.store.verbinding)
    regels, hoofd = wp.store.audit_hoofd()
    wp.log("logboek_nagerekend", (), klopt=fout is None)
    gevraagd = audit.number_of(wp.store.verbinding, kop.strip().lower()) if kop else -1
    return Keten(klopt=fout is None, regels=regels, hoofd=hoofd, fout_bij=fout or 0, gevraagd=gevraagd)
