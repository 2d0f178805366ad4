"""Requests for a certificate of the region: granted or refused in a beheerder's vault, from records or from a file."""

from base64 import b64decode
from dataclasses import dataclass

from zvh_desktop.documents import signing
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.ids import vast_id
from zvh_desktop.domain.partner import Medewerker
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.tekengezag import Tekenaanvraag, Tekencertificaat
from zvh_desktop.services.regiocertificaat import gezag_van, kenmerk
from zvh_desktop.services.tekengezag import als_tekst, belet, eis_gezag, vernieuw_lijst
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store.store import Transactie

__all__ = ["Bestandsaanvraag", "certificaat_pem", "geef_uit", "geef_uit_bestand", "lees_bestand", "weiger"]


def _eis_open(wp: Werkplek, aanvraag_id: str) -> Tekenaanvraag:
    aanvraag = wp.eis(Tekenaanvraag, aanvraag_id)
    if wp.store.find(Tekencertificaat, aanvraag_id=aanvraag_id):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="aanvraag_beslist")
    return aanvraag


def geef_uit(wp: Werkplek, aanvraag_id: str) -> tuple[str, Bon]:
    """Issue a certificate on the name the list of staff gives; return its id. It travels with the next round or stick.

    Raises:
        Omstandigheid: NIET_BEVOEGD; NIET_GEVONDEN; REGEL_WEIGERT "geen_tekengezag", "aanvraag_beslist",
            "aanvraag_ander_toestel", "aanvraag_toestel_ingetrokken", "aanvraag_medewerker_weg"; BESTAND_ONLEESBAAR.
    """
    # Where there is no server, no round does this.
    vernieuw_lijst(wp)
    _, sleutel = eis_gezag(wp)
    aanvraag = _eis_open(wp, aanvraag_id)
    if dicht := belet(wp, aanvraag):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel=dicht)
    besluit = _maak(wp, sleutel, aanvraag, wp.eis(Medewerker, aanvraag.medewerker_id))
    with wp.transactie("certificaat van de regio uitgegeven") as t:
        _bewaar(t, besluit)
    return besluit.id, t.bon


def _maak(
    wp: Werkplek, sleutel: signing.SleutelMateriaal, aanvraag: Tekenaanvraag, wie: Medewerker
) -> Tekencertificaat:
    # Loaded here because x509 takes a tenth of a second.
    from zvh_desktop.documents.signing import gezag as teken

    functie = wie.functie or wie.rol
    try:
        gevraagd = b64decode(aanvraag.aanvraag, validate=True)
    except ValueError as fout:
        raise Omstandigheid(Reden.BESTAND_ONLEESBAAR, wat="aanvraag") from fout
    der = teken.geef_uit(sleutel, gevraagd, wp.nu(), op_naam=(wie.naam, wp.regio().naam, functie))
    van, tot = teken.geldigheid(der)
    return Tekencertificaat(
        # One for a request: two beheerders who decide without knowing of each other leave one decision to settle.
        id=vast_id("tekencertificaat", aanvraag.id),
        stream=aanvraag.stream,
        aanvraag_id=aanvraag.id,
        medewerker_id=wie.id,
        naam=wie.naam,
        functie=functie,
        certificaat=als_tekst(der),
        geldig_van=van,
        geldig_tot=tot,
        besloten_op=wp.nu(),
        besloten_door=wp.wie_naam(),
    )


def _bewaar(t: Transactie, besluit: Tekencertificaat) -> None:
    t.save(besluit)
    t.audit("regiocertificaat_uitgegeven", (besluit.medewerker_id, besluit.id), {})


def weiger(wp: Werkplek, aanvraag_id: str, waarom: str) -> Bon:
    """Refuse a request, with why; who asked reads it.

    Raises:
        Omstandigheid: NIET_BEVOEGD; NIET_GEVONDEN; REGEL_WEIGERT "reden_nodig", "aanvraag_beslist".
    """
    eis_gezag(wp)
    aanvraag = _eis_open(wp, aanvraag_id)
    if len(waarom.strip()) < 5:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="reden_nodig")
    with wp.transactie("certificaat van de regio geweigerd") as t:
        t.save(
            Tekencertificaat(
                id=vast_id("tekencertificaat", aanvraag.id),
                stream=aanvraag.stream,
                aanvraag_id=aanvraag.id,
                medewerker_id=aanvraag.medewerker_id,
                naam=aanvraag.naam,
                functie=aanvraag.functie,
                besloten_op=wp.nu(),
                besloten_door=wp.wie_naam(),
                weigering=waarom.strip(),
            )
        )
        t.audit("regiocertificaat_geweigerd", (aanvraag.medewerker_id, aanvraag.id), {})
    return t.bon


@dataclass(frozen=True, slots=True)
class Bestandsaanvraag:
    """A request that came as a file: what it says, unproven until the words were compared."""

    inhoud: bytes
    naam: str
    woorden: tuple[str, ...]


def lees_bestand(inhoud: bytes) -> Bestandsaanvraag:
    """Read a request; needs no vault.

    Raises:
        Omstandigheid: BESTAND_ONLEESBAAR.
    """
    # Loaded here because x509 takes a tenth of a second.
    from zvh_desktop.documents.signing import gezag as teken

    gelezen = teken.lees_aanvraag(inhoud)
    return Bestandsaanvraag(inhoud, gelezen.naam, kenmerk(gelezen.sleutel))


def geef_uit_bestand(
    wp: Werkplek, aanvraag: Bestandsaanvraag, medewerker_id: str, *, vergeleken: bool
) -> tuple[str, Bon]:
    """Issue a certificate for a request that came as a file, on the name of a member of staff; return its id.

    Args:
        wp: a beheerder's vault.
        aanvraag: what `lees_bestand` gave.
        medewerker_id: for whom.
        vergeleken: the six words were compared with this person: a file says itself who it is of.

    Raises:
        Omstandigheid: as `geef_uit`; REGEL_WEIGERT "woorden_niet_vergeleken".
    """
    # Loaded here because x509 takes a tenth of a second.
    from zvh_desktop.documents.signing import gezag as teken

    vernieuw_lijst(wp)
    _, sleutel = eis_gezag(wp)
    if not vergeleken:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="woorden_niet_vergeleken")
    wie = wp.eis(Medewerker, medewerker_id)
    gevraagd = Tekenaanvraag(
        id=wp.nieuw_id(),
        stream=wp.regio().stream,
        medewerker_id=wie.id,
        naam=wie.naam,
        functie=wie.functie or wie.rol,
        aanvraag=als_tekst(teken.als_der(aanvraag.inhoud)),
        aangevraagd_op=wp.nu(),
    )
    besluit = _maak(wp, sleutel, gevraagd, wie)
    with wp.transactie("certificaat van de regio uitgegeven") as t:
        t.save(gevraagd)
        _bewaar(t, besluit)
    return besluit.id, t.bon


def certificaat_pem(wp: Werkplek, certificaat_id: str) -> bytes:
    """Return a certificate and that of the region above it, for who asked by file.

    Raises:
        Omstandigheid: NIET_BEVOEGD; NIET_GEVONDEN; REGEL_WEIGERT "geen_tekengezag".
    """
    wp.eis_recht(Daad.CERTIFICATEN)
    besluit, gezag = wp.eis(Tekencertificaat, certificaat_id), gezag_van(wp)
    if gezag is None or not besluit.certificaat:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="geen_tekengezag")
    # Loaded here because x509 takes a tenth of a second.
    from zvh_desktop.documents.signing import gezag as teken

    return teken.naar_pem((b64decode(besluit.certificaat), b64decode(gezag.certificaat)))
