"""The smaller documents: presentielijst, geheimhoudingsverklaring, herstelsleutel."""

import re
from datetime import UTC, datetime, time
from typing import Final

from zvh_desktop.documents.compose.casusverslag import aanwezigentabel, afwezigentabel, logboekregel
from zvh_desktop.documents.compose.document import Schrijver, Stuk
from zvh_desktop.documents.compose.letters import schoon
from zvh_desktop.documents.compose.tekst import datum, moment, opmaak
from zvh_desktop.domain.verslag import Addendum, Handtekenvak, Presentielijst, Verklaringstuk

__all__ = ["maak_addendum", "maak_herstelsleutel", "maak_presentielijst", "maak_verklaring"]

_WIJZE: Final = {
    "getekend": "met de hand getekend op het scherm van dit toestel",
    "getypt": "akkoord gegeven door de naam te typen",
    "papier": "op papier getekend; het papier wordt apart bewaard",
    "afstand": "elders te tekenen, met een eigen certificaat",
}


def maak_presentielijst(lijst: Presentielijst, gemaakt_op: datetime | None) -> bytes:
    """Return the file; see `compose.presentielijst`."""
    schrijver = Schrijver(
        Stuk(
            titel=f"Presentielijst {datum(lijst.datum)}",
            huis=lijst.zvh,
            rubricering=lijst.rubricering,
            voetregel=f"Presentielijst \u00b7 {datum(lijst.datum)}",
            gemaakt_op=gemaakt_op or datetime.combine(lijst.datum, time(), UTC),
            logboek=lijst.logboek,
        )
    )
    schrijver.titel("Presentielijst", f"{lijst.overleg} \u00b7 {datum(lijst.datum)}")
    schrijver.gegevens(
        (
            ("Datum en tijd", _m(f"{datum(lijst.datum)}, {lijst.begin}\u2013{lijst.eind}")),
            ("Plaats", _m(lijst.plaats)),
            ("Voorzitter", _m(lijst.voorzitter)),
            ("Verslaglegger", _m(lijst.verslaglegger)),
        )
    )
    aanwezigentabel(schrijver, lijst.aanwezigen)
    afwezigentabel(schrijver, lijst.afwezigen)
    if lijst.voorgelezen:
        schrijver.alinea(_m(lijst.voorgelezen))
    schrijver.kop("Vastlegging", ruimte_pt=190)
    schrijver.alinea("Deze lijst noemt geen casussen. Van elke besproken casus is er een eigen verslag.")
    logboekregel(schrijver, lijst.logboek)
    schrijver.handtekeningen([Handtekenvak(veldnaam="voorzitter", naam=lijst.voorzitter, rol="voorzitter")])
    return schrijver.bouw()


def maak_verklaring(stuk: Verklaringstuk, gemaakt_op: datetime | None) -> bytes:
    """Return the file; see `compose.verklaring`."""
    schrijver = Schrijver(
        Stuk(
            titel=f"Geheimhoudingsverklaring {datum(stuk.datum)}",
            huis=stuk.zvh,
            rubricering="VERTROUWELIJK",
            voetregel=f"Geheimhoudingsverklaring \u00b7 {datum(stuk.datum)} \u00b7 tekst {stuk.tekstversie}",
            gemaakt_op=gemaakt_op or stuk.tijdstip,
            logboek=stuk.logboek,
        )
    )
    schrijver.titel("Geheimhoudingsverklaring", f"{stuk.overleg} \u00b7 {datum(stuk.datum)}")
    schrijver.gegevens(
        (
            ("Naam", f"<b>{_m(stuk.naam)}</b>"),
            ("Organisatie", _m(stuk.organisatie)),
            ("Functie", _m(stuk.functie)),
            ("Overleg", _m(f"{stuk.overleg}, {datum(stuk.datum)}")),
            ("Plaats", _m(stuk.plaats)),
        )
    )
    schrijver.kop("Verklaring")
    for alinea in re.split(r"\n\s*\n", schoon(stuk.tekst)):
        if alinea.strip():
            schrijver.alinea(opmaak(alinea))
    _ondertekening(schrijver, stuk)
    return schrijver.bouw()


def _ondertekening(schrijver: Schrijver, stuk: Verklaringstuk) -> None:
    schrijver.kop("Ondertekening", ruimte_pt=270)
    if stuk.wijze == "getekend" and stuk.halen:
        schrijver.streken(stuk.halen, stuk.beeldverhouding, f"Handtekening van {stuk.naam}, op het scherm gezet")
    elif stuk.wijze == "getypt":
        schrijver.nadruk(f"Ik, <b>{_m(stuk.naam)}</b>, verklaar dat ik deze tekst heb gelezen en ermee akkoord ga.")
    schrijver.gegevens(
        (
            ("Wijze", _WIJZE[stuk.wijze]),
            ("Tijdstip", _m(moment(stuk.tijdstip))),
            ("Toestel", _m(stuk.toestel)),
            ("Klok", _m(stuk.tijdkwaliteit)),
            ("Geldt", _m(stuk.geldig)),
            ("Getuige", _m(stuk.getuige)),
            ("Tekstversie", _m(stuk.tekstversie)),
        )
    )
    schrijver.alinea("Vingerafdruk van de tekst zoals die is getoond (SHA-256):", "klein")
    schrijver.alinea(f"<b>{_m(stuk.tekst_sha256)}</b>", "hash")
    logboekregel(schrijver, stuk.logboek)
    schrijver.alinea(
        "Het tijdstip komt van de klok van dit toestel. Tekent de getuige hieronder elektronisch, dan sluit die "
        "handtekening deze vastlegging af. Haar certificaat zegt of zij gekwalificeerd is.",
        "klein",
    )
    vakken = [Handtekenvak(veldnaam="getuige", naam=stuk.getuige, rol="getuige, voorzitter")]
    if stuk.wijze == "afstand":
        rol = ", ".join(deel for deel in (stuk.functie, stuk.organisatie) if deel)
        vakken.insert(0, Handtekenvak(veldnaam="ondertekenaar", naam=stuk.naam, rol=rol))
    schrijver.handtekeningen(vakken)


_AARD: Final = {"aanvulling": "Addendum", "zienswijze": "Zienswijze van de betrokkene"}


def maak_addendum(stuk: Addendum, gemaakt_op: datetime | None) -> bytes:
    """Return the file; see `compose.addendum`."""
    titel = f"{_AARD[stuk.aard]} bij verslag {stuk.casusnummer}"
    schrijver = Schrijver(
        Stuk(
            titel=f"{titel}, versie {stuk.versie}, nummer {stuk.nummer}",
            huis=stuk.zvh,
            rubricering=stuk.rubricering,
            voetregel=f"{titel} \u00b7 {datum(stuk.datum_overleg)} \u00b7 nummer {stuk.nummer}",
            gemaakt_op=gemaakt_op or stuk.opgemaakt_op,
            logboek=stuk.logboek,
        )
    )
    schrijver.titel(titel, f"nummer {stuk.nummer} \u00b7 opgemaakt op {moment(stuk.opgemaakt_op)}")
    schrijver.gegevens(
        (
            ("Hoort bij", _m(f"verslag {stuk.casusnummer} van {datum(stuk.datum_overleg)}, versie {stuk.versie}")),
            ("Ingebracht door", _m(stuk.van)),
            ("Reden", _m(stuk.reden)),
        )
    )
    schrijver.alinea(
        "Het ondertekende verslag is niet veranderd; dit stuk staat ernaast. Vingerafdruk van dat verslag (SHA-256):",
        "klein",
    )
    schrijver.alinea(f"<b>{_m(stuk.bron_sha256)}</b>", "hash")
    schrijver.kop("Tekst")
    for alinea in re.split(r"\n\s*\n", schoon(stuk.tekst)):
        if alinea.strip():
            schrijver.alinea(opmaak(alinea))
    schrijver.kop("Ondertekening", ruimte_pt=190)
    logboekregel(schrijver, stuk.logboek)
    schrijver.handtekeningen(stuk.handtekeningen)
    return schrijver.bouw()


def maak_herstelsleutel(groepen: str, kluisnaam_neutraal: str, gemaakt_op: datetime) -> bytes:
    """Return the file; see `compose.herstelsleutel`."""
    schrijver = Schrijver(
        Stuk(
            titel="Herstelsleutel",
            huis="ZVH Desktop",
            rubricering="GEHEIM \u00b7 in een kluis bewaren",
            voetregel=f"Herstelsleutel \u00b7 {datum(gemaakt_op.date())}",
            gemaakt_op=gemaakt_op,
        )
    )
    schrijver.titel("Herstelsleutel", f"Kluis {kluisnaam_neutraal} \u00b7 gemaakt op {moment(gemaakt_op)}")
    schrijver.alinea(
        "Met deze sleutel opent u de kluis als de wachtwoordzin kwijt is. Wie dit papier heeft, kan alles lezen "
        "wat in de kluis staat."
    )
    schrijver.ruimte(10)
    delen = [deel for deel in re.split(r"[\s\-\u2013]+", schoon(groepen)) if deel]
    for begin in range(0, len(delen), 4):
        schrijver.alinea(opmaak("\u00a0\u00a0\u00a0\u00a0".join(delen[begin : begin + 4])), "sleutel")
    schrijver.kop("Bewaren")
    schrijver.lijst(
        (
            "Doe dit papier in een gesloten envelop en leg die in een kluis, nooit bij het toestel.",
            "Maak er geen foto of scan van en stuur het niet per e-mail.",
            "Het programma toont deze sleutel niet nog eens. Is het papier weg, maak dan een nieuwe sleutel.",
        )
    )
    schrijver.kop("Gebruiken")
    schrijver.lijst(
        (
            "Kies onder het veld voor de wachtwoordzin \u201cHerstelsleutel\u201d en typ de groepen over. Streepjes en "
            "spaties maken niet uit.",
            "Kies daarna een nieuwe wachtwoordzin. U krijgt ook een nieuwe herstelsleutel; deze opent dan alleen nog "
            "reservekopieën van eerder.",
        )
    )
    return schrijver.bouw()


def _m(tekst: str) -> str:
    return opmaak(schoon(tekst))
