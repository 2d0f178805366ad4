"""The verslag of one casus: fact, judgement and decision apart, and each with its source or its why."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from itertools import groupby
from typing import Final

from zvh_desktop.documents.compose.document import Schrijver, Stuk
from zvh_desktop.documents.compose.letters import schoon
from zvh_desktop.documents.compose.tekst import datum, moment, opmaak
from zvh_desktop.domain.verslag import Aanwezige, Actiepunt, Uitspraak, VerslagInhoud

__all__ = ["aanwezigentabel", "afwezigentabel", "logboekregel", "maak_verslag"]

_STATUS: Final = {
    "open": "open",
    "gedaan": "gedaan",
    "niet_mogelijk": "niet mogelijk",
    "niet_gedaan": "niet gedaan",
    "vervallen": "vervallen",
}
_SOORT: Final = {"vast": "vaste partner", "incidenteel": "incidentele partner", "zvh": "ZVH"}


def maak_verslag(inhoud: VerslagInhoud, gemaakt_op: datetime | None) -> bytes:
    """Return the file; see `compose.verslag`."""
    concept = inhoud.vastgesteld_op is None
    gemaakt = gemaakt_op or inhoud.vastgesteld_op or datetime.combine(inhoud.datum, time(), UTC)
    uittreksel = "Uittreksel van het verslag" if inhoud.uittreksel_voor else ""
    soort = uittreksel or "Verslag"
    schrijver = Schrijver(
        Stuk(
            titel=f"{soort} casusoverleg {inhoud.casusnummer}, versie {inhoud.versie}",
            huis=inhoud.zvh,
            rubricering=inhoud.rubricering,
            voetregel=f"{soort} {inhoud.casusnummer} \u00b7 {datum(inhoud.datum)} \u00b7 versie {inhoud.versie}",
            gemaakt_op=gemaakt,
            logboek=inhoud.logboek,
            concept=concept,
            bestemd_voor=inhoud.uittreksel_voor,
        )
    )
    _kop(schrijver, inhoud, concept=concept)
    _deelnemers(schrijver, inhoud)
    if inhoud.doel_overleg:
        schrijver.kop("Doel van het overleg")
        schrijver.alinea(_m(inhoud.doel_overleg))
    if inhoud.samenvatting:
        schrijver.kop("Samenvatting")
        schrijver.alinea(_m(inhoud.samenvatting))
    _acties_vorig(schrijver, inhoud.acties_vorig)
    _beeld(schrijver, inhoud.beeld)
    _oordeel(schrijver, inhoud.oordeel)
    _besluit(schrijver, inhoud)
    _veiligheid(schrijver, inhoud.veiligheid)
    _acties(schrijver, inhoud.acties)
    _uitgaand(schrijver, inhoud)
    _vervolg(schrijver, inhoud)
    _vaststelling(schrijver, inhoud, concept=concept)
    return schrijver.bouw()


def aanwezigentabel(schrijver: Schrijver, aanwezigen: Sequence[Aanwezige]) -> None:
    """Write who was there, how secrecy is arranged, and from when to when."""
    schrijver.kop("Aanwezig")
    if not aanwezigen:
        schrijver.alinea("Niemand vastgelegd.")
        return
    schrijver.tabel(
        ("Naam", "Organisatie en functie", "Geheimhouding", "Aanwezig"),
        ((f"<b>{_m(wie.naam)}</b>", _hoedanigheid(wie), _m(wie.dekking), _m(wie.aanwezig)) for wie in aanwezigen),
        (0.24, 0.32, 0.27, 0.17),
    )


def afwezigentabel(schrijver: Schrijver, afwezigen: Sequence[Aanwezige]) -> None:
    """Write who was not there, with or without word; nothing when all came."""
    if not afwezigen:
        return
    schrijver.kop("Afwezig")
    schrijver.tabel(
        ("Naam", "Organisatie en functie", "Bericht"),
        [
            (
                f"<b>{_m(wie.naam)}</b>",
                _hoedanigheid(wie),
                (_m(wie.afwezig), _m(wie.informatie) and f"Informatie: {_m(wie.informatie)}"),
            )
            for wie in afwezigen
        ],
        (0.24, 0.32, 0.44),
    )


def logboekregel(schrijver: Schrijver, logboek: str) -> None:
    """Write the head of the audit chain in full, and what it is good for."""
    if not logboek:
        return
    schrijver.alinea(
        "Kop van het logboek op dat moment (SHA-256). Wie het logboek bewaart, kan hiermee nagaan dat er later "
        "niets aan is veranderd:",
        "klein",
    )
    schrijver.alinea(f"<b>{_m(logboek)}</b>", "hash")


def _m(tekst: str) -> str:
    return opmaak(schoon(tekst))


def _hoedanigheid(wie: Aanwezige) -> tuple[str, ...]:
    rest = [_m(wie.functie), _SOORT[wie.soort] if wie.soort != "zvh" else ""]
    mandaat = f"mandaat: {_m(wie.mandaat)}" if wie.mandaat else ""
    return (_m(wie.organisatie), " \u00b7 ".join(deel for deel in rest if deel), mandaat)


def _kop(schrijver: Schrijver, inhoud: VerslagInhoud, *, concept: bool) -> None:
    stand = "concept, nog niet vastgesteld"
    if inhoud.vastgesteld_op is not None and not concept:
        stand = f"vastgesteld op {moment(inhoud.vastgesteld_op)}"
    uittreksel = f"Uittreksel voor {inhoud.uittreksel_voor}: verslag" if inhoud.uittreksel_voor else "Verslag"
    schrijver.titel(
        f"{uittreksel} casusoverleg {inhoud.casusnummer}",
        f"{inhoud.casusnaam} \u00b7 {datum(inhoud.datum)} \u00b7 versie {inhoud.versie}, {stand}",
    )
    schrijver.gegevens(
        (
            ("Overleg", _m(", ".join(deel for deel in (inhoud.overleg, inhoud.overlegtype) if deel))),
            ("Datum en tijd", _m(f"{datum(inhoud.datum)}, {inhoud.begin}\u2013{inhoud.eind}")),
            ("Plaats", _m(inhoud.plaats)),
            ("Voorzitter", _m(inhoud.voorzitter)),
            ("Verslaglegger", _m(inhoud.verslaglegger)),
            ("Casus", _m(f"{inhoud.casusnummer}, {inhoud.casusnaam} ({inhoud.casustype})")),
            ("Thema", _m(", ".join(inhoud.thema))),
            ("Grondslag", _m(inhoud.grondslag)),
            ("Rubricering", _m(inhoud.rubricering)),
            ("Reden van deze versie", _m(inhoud.reden_versie)),
        )
    )
    if inhoud.uittreksel_voor:
        _over_het_uittreksel(schrijver, inhoud)


def _over_het_uittreksel(schrijver: Schrijver, inhoud: VerslagInhoud) -> None:
    schrijver.kop("Over dit uittreksel")
    schrijver.alinea(
        f"Dit is een uittreksel voor {_m(inhoud.uittreksel_voor)}. Het is gemaakt uit het vastgestelde verslag; alleen "
        "dat verslag is ondertekend."
    )
    if inhoud.weggelaten:
        schrijver.alinea("Weggelaten is:")
        schrijver.lijst([_m(regel) for regel in inhoud.weggelaten])
    else:
        schrijver.alinea("Er is niets weggelaten.")
    if inhoud.bron_sha256:
        schrijver.alinea("Vingerafdruk van het ondertekende verslag (SHA-256):", "klein")
        schrijver.alinea(f"<b>{_m(inhoud.bron_sha256)}</b>", "hash")


def _deelnemers(schrijver: Schrijver, inhoud: VerslagInhoud) -> None:
    aanwezigentabel(schrijver, inhoud.aanwezigen)
    afwezigentabel(schrijver, inhoud.afwezigen)
    if inhoud.voorgelezen:
        schrijver.alinea(_m(inhoud.voorgelezen))
    if inhoud.toelatingen:
        schrijver.kop("Toegelaten zonder verklaring", "Met de reden die de voorzitter heeft vastgelegd.")
        schrijver.lijst([_m(regel) for regel in inhoud.toelatingen])


def _wie(punt: Actiepunt) -> tuple[str, ...]:
    return (f"<b>{_m(punt.organisatie)}</b>", _m(punt.persoon))


def _uiterlijk(punt: Actiepunt) -> str:
    return datum(punt.uiterlijk) if punt.uiterlijk else "geen datum"


def _stand(punt: Actiepunt) -> str:
    return _STATUS.get(punt.status) or _m(punt.status.replace("_", " "))


def _acties_vorig(schrijver: Schrijver, punten: Sequence[Actiepunt]) -> None:
    if not punten:
        return
    schrijver.kop(
        "Actiepunten van het vorige overleg",
        "Niet mogelijk: het kon niet. Niet gedaan: het kon wel, maar is niet gebeurd.",
    )
    schrijver.tabel(
        ("Wie", "Wat", "Uiterlijk", "Stand"),
        [
            (_wie(punt), (_m(punt.wat), _m(punt.terugkoppeling)), _uiterlijk(punt), f"<b>{_stand(punt)}</b>")
            for punt in punten
        ],
        (0.22, 0.43, 0.2, 0.15),
    )


def _uitspraak(schrijver: Schrijver, uitspraak: Uitspraak) -> None:
    bron = f"<b>{_m(uitspraak.bron)}:</b> " if uitspraak.bron else ""
    schrijver.alinea(bron + _m(uitspraak.tekst))
    if uitspraak.motivering:
        schrijver.alinea(f"<i>Omdat:</i> {_m(uitspraak.motivering)}", "inspring")
    _bij(schrijver, uitspraak)


def _bij(schrijver: Schrijver, uitspraak: Uitspraak) -> None:
    """Write differing views, and with whom something may not be shared."""
    if uitspraak.afwijkend:
        schrijver.alinea("Afwijkende zienswijze:", "zienswijzekop")
        schrijver.lijst([_m(regel) for regel in uitspraak.afwijkend], "zienswijze")
    if uitspraak.niet_delen_met:
        schrijver.alinea(f"Niet delen met: {_m(', '.join(uitspraak.niet_delen_met))}", "bijregel")


def _beeld(schrijver: Schrijver, uitspraken: Sequence[Uitspraak]) -> None:
    if not uitspraken:
        return
    schrijver.kop("Beeld", "Feiten en waarnemingen, met de bron.")
    for uitspraak in uitspraken:
        _uitspraak(schrijver, uitspraak)


def _oordeel(schrijver: Schrijver, uitspraken: Sequence[Uitspraak]) -> None:
    if not uitspraken:
        return
    schrijver.kop("Oordeel", "Hoe de deelnemers het beeld duiden; verschil van inzicht staat erbij.")
    for uitspraak in uitspraken:
        _uitspraak(schrijver, uitspraak)


def _besluit(schrijver: Schrijver, inhoud: VerslagInhoud) -> None:
    schrijver.kop("Besluit", "Wat het overleg heeft besloten, en waarom.")
    if inhoud.uitkomst:
        schrijver.alinea(f"<b>Uitkomst:</b> {_m(inhoud.uitkomst)}")
    if not inhoud.besluit:
        schrijver.alinea(
            "In dit uittreksel staat geen besluit." if inhoud.weggelaten else "Er is geen besluit vastgelegd."
        )
    for besluit in inhoud.besluit:
        bron = f"<b>{_m(besluit.bron)}:</b> " if besluit.bron else ""
        omdat = f"<i>Omdat:</i> {_m(besluit.motivering)}" if besluit.motivering else "Geen motivering vastgelegd."
        waarom = f"<br/>{omdat}"
        schrijver.nadruk(bron + _m(besluit.tekst) + waarom)
        _bij(schrijver, besluit)


def _veiligheid(schrijver: Schrijver, uitspraken: Sequence[Uitspraak]) -> None:
    if not uitspraken:
        return
    schrijver.kop("Veiligheid per fase")
    for fase, groep in groupby(uitspraken, key=lambda uitspraak: uitspraak.fase):
        if fase:
            schrijver.tussenkop(fase)
        for uitspraak in groep:
            _uitspraak(schrijver, uitspraak)


def _acties(schrijver: Schrijver, punten: Sequence[Actiepunt]) -> None:
    schrijver.kop("Afspraken en acties")
    if not punten:
        schrijver.alinea("Er zijn geen acties vastgelegd.")
        return
    rijen = ((_wie(punt), _wat(punt), _uiterlijk(punt)) for punt in punten)
    schrijver.tabel(("Wie", "Wat", "Uiterlijk"), rijen, (0.26, 0.53, 0.21))


def _wat(punt: Actiepunt) -> tuple[str, ...]:
    stand = "" if punt.status == "open" else f"Stand: {_stand(punt)}"
    return (_m(punt.wat), f"Fase: {_m(punt.fase)}" if punt.fase else "", stand, _m(punt.terugkoppeling))


def _uitgaand(schrijver: Schrijver, inhoud: VerslagInhoud) -> None:
    if inhoud.zsm_advies or not inhoud.uittreksel_voor:
        schrijver.kop("ZSM-advies")
        schrijver.alinea(_m(inhoud.zsm_advies) or "Nee, er is geen ZSM-advies vastgelegd.")
    schrijver.kop("Informeren van de betrokkene")
    schrijver.alinea(_m(inhoud.informeren) or "Er is niets over vastgelegd.")
    if inhoud.verstrekkingen:
        schrijver.kop("Verstrekkingen")
        schrijver.lijst([_m(regel) for regel in inhoud.verstrekkingen])


def _vervolg(schrijver: Schrijver, inhoud: VerslagInhoud) -> None:
    if inhoud.vervolgdatum is None and inhoud.evaluatiedatum is None:
        return
    schrijver.kop("Vervolg")
    schrijver.gegevens(
        (
            ("Volgend overleg", datum(inhoud.vervolgdatum) if inhoud.vervolgdatum else ""),
            ("Evaluatie van het plan", datum(inhoud.evaluatiedatum) if inhoud.evaluatiedatum else ""),
        )
    )


def _vaststelling(schrijver: Schrijver, inhoud: VerslagInhoud, *, concept: bool) -> None:
    if inhoud.reactietermijn or inhoud.reacties:
        schrijver.kop("Reacties op het concept")
        if inhoud.reactietermijn:
            schrijver.alinea(_m(inhoud.reactietermijn))
        schrijver.lijst([_m(regel) for regel in inhoud.reacties])
    schrijver.kop("Vaststelling", ruimte_pt=250 if inhoud.handtekeningen and not concept else 110)
    if inhoud.vastgesteld_op is None:
        schrijver.alinea("<b>Dit is een concept.</b> Het verslag is nog niet vastgesteld en niet ondertekend.")
        logboekregel(schrijver, inhoud.logboek)
        return
    schrijver.gegevens(
        (
            ("Versie", str(inhoud.versie)),
            ("Vastgesteld op", _m(moment(inhoud.vastgesteld_op))),
            ("Vastgesteld door", _m(inhoud.vastgesteld_door)),
        )
    )
    logboekregel(schrijver, inhoud.logboek)
    if inhoud.uittreksel_voor:
        schrijver.alinea("Een uittreksel wordt niet ondertekend.")
    else:
        schrijver.handtekeningen(inhoud.handtekeningen)
