"""The region's authority for signing certificates, in the vault that holds the region's key.

Its key is made from the region's key for the length of one act and kept nowhere; what it signed travels as records.
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from zvh_desktop.documents import signing
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.ids import vast_id
from zvh_desktop.domain.partner import Medewerker
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.tekengezag import (
    INTREKREDENEN,
    Certificaatstaat,
    Tekenaanvraag,
    Tekencertificaat,
    Tekengezag,
    staat_van,
)
from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.protocol.signing import sign
from zvh_desktop.services import kluissleutels
from zvh_desktop.services.regiocertificaat import DOEL, gezag_van, kenmerk, te_bewijzen
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = [
    "INTREKREDENEN",
    "Aanvraagregel",
    "Certificaatregel",
    "Gezagstand",
    "als_tekst",
    "begin",
    "belet",
    "eis_gezag",
    "stand",
    "trek_in",
    "vernieuw_lijst",
    "wortel_pem",
]

_VERLENG: Final = timedelta(days=731)
"""What is issued holds two years; from then on the certificate above it would end first."""

_VERNIEUW: Final = timedelta(days=7)
"""A list is made anew in the first full round after this; it says itself that the next comes within thirty days."""


@dataclass(frozen=True, slots=True)
class Aanvraagregel:
    """A request that waits.

    Attributes:
        naam: of the member of staff, by the list of the region.
        woorden: six words of the key; who asked sees the same.
        belet: "" or the key of what stands in the way.
    """

    id: str
    naam: str
    functie: str
    op: datetime
    woorden: tuple[str, ...]
    belet: str


@dataclass(frozen=True, slots=True)
class Certificaatregel:
    """What was decided on a request."""

    id: str
    naam: str
    functie: str
    staat: Certificaatstaat
    tot: datetime | None
    nummer: str
    """Serial number, hex; empty when it was refused."""
    besloten_op: datetime
    besloten_door: str
    ingetrokken_op: datetime | None
    reden: str
    """In words: why it was withdrawn or refused."""


@dataclass(frozen=True, slots=True)
class Gezagstand:
    """What the beheerder sees.

    Attributes:
        beheer: this vault holds the region's key.
        naam: of the authority, as it stands in certificates; "" when there is none.
        tot: until when its own certificate holds.
        woorden: six words of its key, the same in every vault of the region.
        lijst_op: when the newest list of what was withdrawn was made.
    """

    beheer: bool
    naam: str = ""
    tot: datetime | None = None
    woorden: tuple[str, ...] = ()
    lijst_op: datetime | None = None
    aanvragen: tuple[Aanvraagregel, ...] = ()
    certificaten: tuple[Certificaatregel, ...] = ()


def stand(wp: Werkplek) -> Gezagstand:
    """Return the authority, what was asked and what was decided: what holds before the rest, newest first.

    Raises:
        Omstandigheid: NIET_BEVOEGD.
    """
    wp.eis_recht(Daad.CERTIFICATEN)
    # Loaded here because x509 takes a tenth of a second.
    from zvh_desktop.documents.signing import gezag as teken

    beheer = kluissleutels.heeft_regiosleutel(wp)
    gezag = gezag_van(wp)
    if gezag is None:
        return Gezagstand(beheer)
    der, nu = b64decode(gezag.certificaat), wp.nu()
    besluiten = sorted(wp.store.find(Tekencertificaat), key=lambda b: (b.besloten_op, b.id), reverse=True)
    besluiten.sort(key=lambda b: staat_van(b, nu) not in ("geldig", "nog_niet"))
    beslist = {b.aanvraag_id for b in besluiten}
    wacht = [a for a in wp.store.find(Tekenaanvraag) if a.id not in beslist]
    return Gezagstand(
        beheer,
        f"Ondertekening {wp.regio().naam}",
        lokaal(teken.geldigheid(der)[1]),
        kenmerk(teken.publiek_van(der)),
        gezag.lijst_op,
        tuple(_aanvraagregel(wp, a) for a in sorted(wacht, key=lambda a: a.id)),
        tuple(_certificaatregel(b, nu) for b in besluiten),
    )


def _aanvraagregel(wp: Werkplek, aanvraag: Tekenaanvraag) -> Aanvraagregel:
    # Loaded here because x509 takes a tenth of a second.
    from zvh_desktop.documents.signing import gezag as teken

    wie = wp.store.vind(Medewerker, aanvraag.medewerker_id)
    dicht = belet(wp, aanvraag)
    try:
        woorden = kenmerk(teken.lees_aanvraag(b64decode(aanvraag.aanvraag)).sleutel)
    except (Omstandigheid, ValueError):
        woorden, dicht = (), "aanvraag_onleesbaar"
    return Aanvraagregel(
        aanvraag.id, wie.naam if wie else aanvraag.naam, aanvraag.functie, aanvraag.aangevraagd_op, woorden, dicht
    )


def _certificaatregel(besluit: Tekencertificaat, nu: datetime) -> Certificaatregel:
    # Loaded here because x509 takes a tenth of a second.
    from zvh_desktop.documents.signing import gezag as teken

    nummer = f"{teken.nummer_van(b64decode(besluit.certificaat)):x}" if besluit.certificaat else ""
    return Certificaatregel(
        besluit.id,
        besluit.naam,
        besluit.functie,
        staat_van(besluit, nu),
        lokaal(besluit.geldig_tot) if besluit.geldig_tot else None,
        nummer,
        besluit.besloten_op,
        besluit.besloten_door,
        besluit.ingetrokken_op,
        INTREKREDENEN.get(besluit.reden, besluit.reden) or besluit.weigering,
    )


def belet(wp: Werkplek, aanvraag: Tekenaanvraag) -> str:
    """Return the key of why a request cannot be granted: it has to come from a device of the person it names."""
    if wp.store.vind(Medewerker, aanvraag.medewerker_id) is None:
        return "aanvraag_medewerker_weg"
    regels = wp.store.geschiedenis(record=aanvraag.id, veld="aanvraag")
    regiostand = kluissleutels.regiostand(wp)
    for regel in regels:
        toestel = regiostand.toestel(regel.toestel)
        # All who ever wrote it: a request that another device changed is not this person's any more.
        if toestel is None or toestel.cert.persoon != aanvraag.medewerker_id:
            return "aanvraag_ander_toestel"
        if toestel.ingetrokken is not None:
            return "aanvraag_toestel_ingetrokken"
    return "" if regels else "aanvraag_ander_toestel"


# -- the authority -----------------------------------------------------------------------------------------


def begin(wp: Werkplek) -> Bon:
    """Make the authority of the region; every vault of the region trusts it from the next round on.

    Raises:
        Omstandigheid: NIET_BEVOEGD, also without the region's key; GEEN_REGIO; REGEL_WEIGERT "gezag_bestaat".
    """
    wp.eis_recht(Daad.CERTIFICATEN)
    # Loaded here because x509 takes a tenth of a second.
    from zvh_desktop.documents.signing import gezag as teken

    geheim = kluissleutels.gezagsgeheim(wp)
    if gezag_van(wp) is not None:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="gezag_bestaat")
    regio, nu, velden = kluissleutels.eis_regio(wp).region, wp.nu(), _nieuw_certificaat(wp)
    gemaakt = teken.gezag_van(b64decode(velden["certificaat"]), geheim)
    with wp.transactie("ondertekengezag van de regio gemaakt") as t:
        t.save(
            Tekengezag(
                id=vast_id("tekengezag", regio),
                stream=wp.regio().stream,
                **velden,
                lijst=als_tekst(teken.maak_intrekkingslijst(gemaakt, _ingetrokken(wp), nu)),
                lijst_op=nu,
                gemaakt_op=nu,
                gemaakt_door=wp.wie_naam(),
            )
        )
        t.audit("tekengezag_gemaakt", (), {"vingerafdruk": gemaakt.vingerafdruk})
    return t.bon


def _nieuw_certificaat(wp: Werkplek) -> dict[str, str]:
    """Return the fields of the certificate of the authority, made now for the key that follows from the region's."""
    # Loaded here because x509 takes a tenth of a second.
    from zvh_desktop.documents.signing import gezag as teken

    gemaakt = teken.maak_gezag(wp.regio().naam, wp.nu(), kluissleutels.gezagsgeheim(wp))
    inhoud = te_bewijzen(kluissleutels.eis_regio(wp).region, gemaakt.certificaat)
    bewijs = sign(kluissleutels.eis_regiosleutel(wp), DOEL, inhoud)
    return {"certificaat": als_tekst(gemaakt.certificaat), "bewijs": bewijs.hex()}


def als_tekst(der: bytes) -> str:
    """Return DER as the records keep it."""
    return b64encode(der).decode("ascii")


def eis_gezag(wp: Werkplek) -> tuple[Tekengezag, signing.SleutelMateriaal]:
    """Return the record and the key, the latter for one act."""
    wp.eis_recht(Daad.CERTIFICATEN)
    # Loaded here because x509 takes a tenth of a second.
    from zvh_desktop.documents.signing import gezag as teken

    geheim = kluissleutels.gezagsgeheim(wp)
    gezag = gezag_van(wp)
    if gezag is None:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="geen_tekengezag")
    return gezag, teken.gezag_van(b64decode(gezag.certificaat), geheim)


# -- for others --------------------------------------------------------------------------------------------


def wortel_pem(wp: Werkplek) -> bytes:
    """Return the certificate of the authority and its newest list, for who checks files outside the region.

    Raises:
        Omstandigheid: REGEL_WEIGERT "geen_tekengezag".
    """
    gezag = gezag_van(wp)
    if gezag is None:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="geen_tekengezag")
    # Loaded here because x509 takes a tenth of a second.
    from zvh_desktop.documents.signing import gezag as teken

    return teken.naar_pem((b64decode(gezag.certificaat),), b64decode(gezag.lijst))


# -- withdrawing -------------------------------------------------------------------------------------------


def _ingetrokken(wp: Werkplek) -> dict[int, datetime | tuple[datetime, str]]:
    # Loaded here because x509 takes a tenth of a second.
    from zvh_desktop.documents.signing import gezag as teken

    return {
        teken.nummer_van(b64decode(b.certificaat)): (b.ingetrokken_op, b.reden)
        for b in wp.store.find(Tekencertificaat, ook_verwijderd=True)
        if b.certificaat and b.ingetrokken_op is not None
    }


def trek_in(wp: Werkplek, certificaat_id: str, reden: str) -> Bon:
    """Withdraw a certificate for good: a new list says so, and travels with the next round or stick.

    Raises:
        Omstandigheid: NIET_BEVOEGD; NIET_GEVONDEN; REGEL_WEIGERT "geen_tekengezag", "certificaat_al_ingetrokken";
            VERKEERD_GEBRUIK for another reason than INTREKREDENEN has.
    """
    # Loaded here because x509 takes a tenth of a second.
    from zvh_desktop.documents.signing import gezag as teken

    gezag, sleutel = eis_gezag(wp)
    besluit = wp.eis(Tekencertificaat, certificaat_id)
    if not besluit.certificaat or besluit.ingetrokken_op is not None:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="certificaat_al_ingetrokken")
    if reden not in INTREKREDENEN:
        raise Omstandigheid(Reden.VERKEERD_GEBRUIK)
    nu = wp.nu()
    alle = _ingetrokken(wp) | {teken.nummer_van(b64decode(besluit.certificaat)): (nu, reden)}
    lijst = als_tekst(teken.maak_intrekkingslijst(sleutel, alle, nu))
    with wp.transactie("certificaat van de regio ingetrokken") as t:
        t.save(besluit.met(ingetrokken_op=nu, reden=reden, lijst=lijst))
        t.save(gezag.met(lijst=lijst, lijst_op=nu))
        t.audit("regiocertificaat_ingetrokken", (besluit.medewerker_id, besluit.id), {"reden": reden})
    return t.bon


def vernieuw_lijst(wp: Werkplek) -> bool:
    """Make the list anew when it is a week old, in a vault that can; return whether it did. A full round asks.

    The certificate of the authority itself is made anew too, for the same key, when it would shorten what is issued.
    """
    gezag = gezag_van(wp)
    if gezag is None or not kluissleutels.heeft_regiosleutel(wp) or not wp.mag(Daad.CERTIFICATEN).mag:
        return False
    nu = wp.nu()
    if gezag.lijst_op is not None and gezag.lijst_op <= nu < gezag.lijst_op + _VERNIEUW:
        return False
    # Loaded here because x509 takes a tenth of a second.
    from zvh_desktop.documents.signing import gezag as teken

    _, sleutel = eis_gezag(wp)
    lijst = teken.maak_intrekkingslijst(sleutel, _ingetrokken(wp), nu)
    if teken.geldigheid(sleutel.certificaat)[1] - nu < _VERLENG:
        gezag = gezag.met(**_nieuw_certificaat(wp))
    with wp.transactie("intrekkingslijst vernieuwd") as t:
        t.save(gezag.met(lijst=als_tekst(lijst), lijst_op=nu))
        t.audit("intrekkingslijst_vernieuwd")
    return True
