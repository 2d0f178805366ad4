"""A certificate of the region for who is at work: ask for it, sign with it, and know whom the region vouches for.

The private key is the one in the own vault; what travels, as records or as a file, is the request and the certificate.
"""

import hashlib
import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from zvh_desktop.crypto.words import enrol_words
from zvh_desktop.documents import signing
from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.tekengezag import Tekenaanvraag, Tekencertificaat, Tekengezag, staat_van
from zvh_desktop.protocol.enrol import words_of
from zvh_desktop.protocol.errors import ProtocolFout
from zvh_desktop.protocol.signing import verify
from zvh_desktop.services import kluissleutels
from zvh_desktop.services.eigensleutel import ondertekensleutel
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = [
    "DOEL",
    "NIEMAND",
    "Instaan",
    "Mijnstand",
    "eigen_kenmerk",
    "gezag_van",
    "heeft_regiocertificaat",
    "kenmerk",
    "maak_aanvraag",
    "mijn_stand",
    "neem_regiocertificaat",
    "regiosleutel",
    "te_bewijzen",
    "vertrouwd",
    "vraag_aan",
]

DOEL: Final = "tekengezag"
"""Purpose of the region's signature over the certificate of its authority."""

REGIOCERTIFICAAT: Final = "regiocertificaat"
"""Local secret setting: the key of a person with a certificate of the region that came as a file."""

GEVRAAGD: Final = "regiocertificaat_gevraagd"
"""Local secret setting: the keys that a person asked a certificate for, newest last."""

_HOOGSTENS: Final = 4
_BIJNA: Final = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Instaan:
    """Whom the region vouches for: its roots, and every revocation list that is at hand, DER."""

    wortels: tuple[signing.Wortel, ...] = ()
    lijsten: tuple[bytes, ...] = ()


NIEMAND: Final = Instaan()
"""No region, or one that issues nothing."""


def te_bewijzen(regio: str, certificaat: bytes) -> bytes:
    """Return what the region's own key signs, so that its authority is known to be the region's."""
    return bytes.fromhex(regio) + certificaat


def kenmerk(publiek: bytes) -> tuple[str, ...]:
    """Return six words of a public key (DER): who asks and who issues read the same ones."""
    return words_of(hashlib.sha256(publiek).digest(), enrol_words())


def gezag_van(wp: Werkplek) -> Tekengezag | None:
    """Return the authority of the region, when there is one that the region's key signed."""
    if not kluissleutels.heeft_regio(wp):
        return None
    begin = kluissleutels.eis_regio(wp)
    for gezag in wp.store.find(Tekengezag):
        try:
            inhoud = te_bewijzen(begin.region, b64decode(gezag.certificaat, validate=True))
            verify(begin.publiek, DOEL, inhoud, bytes.fromhex(gezag.bewijs))
        except (ProtocolFout, ValueError):
            continue
        return gezag
    return None


def vertrouwd(wp: Werkplek) -> Instaan:
    """Return what a check of a file is given: whom the region vouches for, and what it withdrew."""
    gezag = gezag_van(wp)
    if gezag is None:
        return Instaan()
    lijsten = {gezag.lijst, *(c.lijst for c in wp.store.find(Tekencertificaat, ook_verwijderd=True))}
    return Instaan(
        (signing.Wortel("regio", b64decode(gezag.certificaat)),), tuple(b64decode(x) for x in sorted(lijsten) if x)
    )


# -- the own certificate ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mijnstand:
    """How it stands with a certificate of the region on the name of who is at work.

    Attributes:
        staat: "geen_gezag" is that the region issues none; "geen" that none was asked for.
        tot: until when it holds, or held.
        woorden: six words of the key that was asked for, to compare with the beheerder.
        waarom: why it was refused.
        uitgever: name of the house that issues.
        bijna_om: it holds, and not for long: a new one can be asked for.
    """

    staat: Literal["geen_gezag", "geen", "aangevraagd", "geweigerd", "geldig", "verlopen", "ingetrokken"]
    tot: datetime | None = None
    woorden: tuple[str, ...] = ()
    waarom: str = ""
    uitgever: str = ""
    bijna_om: bool = False


def mijn_stand(wp: Werkplek) -> Mijnstand:
    """Say how it stands."""
    wie = wp.wie
    if wie is None:
        raise Omstandigheid(Reden.NIET_BEVOEGD)
    uitgever = wp.regio().naam
    uit_bestand = _uit_bestand(wp)
    gezag = gezag_van(wp)
    if gezag is None:
        if uit_bestand is not None:
            return Mijnstand("geldig", _tot(uit_bestand.certificaat), uitgever=uitgever)
        return Mijnstand("geen_gezag")
    eigen = {_publiek(sleutel.certificaat): sleutel for sleutel in _sleutels(wp)}
    besluiten = wp.store.find(Tekencertificaat, medewerker_id=wie.id)
    beslist = {b.aanvraag_id for b in besluiten}
    mijn = [b for b in besluiten if not b.certificaat or _publiek(b64decode(b.certificaat)) in eigen]
    staten = {b.id: staat_van(b, wp.nu()) for b in mijn}
    geldig = [b for b in mijn if staten[b.id] == "geldig" and vouw(b.naam) == vouw(wie.naam)]
    open_ = [
        publiek
        for aanvraag in wp.store.find(Tekenaanvraag, medewerker_id=wie.id)
        if aanvraag.id not in beslist and (publiek := _gevraagde_sleutel(aanvraag)) in eigen
    ]
    woorden = kenmerk(open_[-1]) if open_ else ()
    if geldig:
        tot = max(b.geldig_tot for b in geldig if b.geldig_tot)
        return Mijnstand("geldig", tot, woorden, uitgever=uitgever, bijna_om=tot - wp.nu() < _BIJNA)
    if woorden:
        return Mijnstand("aangevraagd", woorden=woorden, uitgever=uitgever)
    if uit_bestand is not None:
        return Mijnstand("geldig", _tot(uit_bestand.certificaat), uitgever=uitgever)
    # What happened last says it: a withdrawal comes after the decision it withdraws.
    laatste = max(mijn, key=lambda b: (b.ingetrokken_op or b.besloten_op, bool(b.certificaat)), default=None)
    if laatste is None or staten[laatste.id] in ("geldig", "nog_niet"):
        return Mijnstand("geen", uitgever=uitgever)
    if staten[laatste.id] == "geweigerd":
        return Mijnstand("geweigerd", waarom=laatste.weigering, uitgever=uitgever)
    einde = laatste.ingetrokken_op or laatste.geldig_tot
    return Mijnstand("ingetrokken" if laatste.ingetrokken_op else "verlopen", einde, uitgever=uitgever)


def heeft_regiocertificaat(wp: Werkplek) -> bool:
    """Tell whether who is at work can sign with a certificate of the region on this device."""
    return wp.wie is not None and mijn_stand(wp).staat == "geldig"


def vraag_aan(wp: Werkplek) -> Bon:
    """Ask the region for a certificate: the request travels with the next round or stick, the key stays here.

    Raises:
        Omstandigheid: REGEL_WEIGERT "geen_tekengezag" or "al_aangevraagd"; NIET_BEVOEGD.
    """
    wp.eis_recht(Daad.CERTIFICAAT_VRAGEN)
    wie, stand = wp.wie, mijn_stand(wp)
    if wie is None:
        raise Omstandigheid(Reden.NIET_BEVOEGD)
    if stand.staat == "geen_gezag":
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="geen_tekengezag")
    if stand.woorden:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="al_aangevraagd")
    aanvraag = maak_aanvraag(wp)
    with wp.transactie("certificaat van de regio aangevraagd") as t:
        t.save(
            Tekenaanvraag(
                id=wp.nieuw_id(),
                stream=wp.regio().stream,
                medewerker_id=wie.id,
                toestel=wp.store.toestel,
                naam=wie.naam,
                functie=wie.functie or wie.rol,
                aanvraag=b64encode(aanvraag).decode("ascii"),
                aangevraagd_op=wp.nu(),
            )
        )
        t.audit("regiocertificaat_aangevraagd", (wie.id,), {})
    return t.bon


def maak_aanvraag(wp: Werkplek) -> bytes:
    """Return the request (PKCS#10, DER) for who is at work: a beheerder of the region makes a certificate of it."""
    # Loaded here because x509 takes a tenth of a second.
    from zvh_desktop.documents.signing import gezag

    wie = wp.wie
    if wie is None:
        raise Omstandigheid(Reden.NIET_BEVOEGD)
    sleutel = ondertekensleutel(wp)
    naam = f"{GEVRAAGD}:{wie.id}"
    bewaard: list[str] = json.loads(wp.store.instelling(naam) or "[]")
    waarde = sleutel.naar_bytes().hex()
    if waarde not in bewaard:
        # The own key is made anew with another name or after four years; what was asked for has to fit all the same.
        wp.store.zet_instelling(naam, json.dumps([*bewaard, waarde][-_HOOGSTENS:]))
    return gezag.maak_aanvraag(sleutel)


def eigen_kenmerk(wp: Werkplek) -> tuple[str, ...]:
    """Return the six words of the key in the request of `maak_aanvraag`."""
    return kenmerk(_publiek(ondertekensleutel(wp).certificaat))


def neem_regiocertificaat(wp: Werkplek, bestand: bytes) -> None:
    """Keep what the region issued (PEM: the certificate first, then those above it) with the key it was asked for.

    Raises:
        Omstandigheid: BESTAND_ONLEESBAAR; CERTIFICAAT_ZONDER_SLEUTEL when it is for another key;
            REGEL_WEIGERT "certificaat_andere_naam" when it bears the name of somebody else.
    """
    # Loaded here because x509 takes a tenth of a second.
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    from zvh_desktop.documents.signing import gezag

    wie = wp.wie
    if wie is None:
        raise Omstandigheid(Reden.NIET_BEVOEGD)
    delen = [w.certificaat for w in signing.lees_wortels(bestand, "regio")]
    gevraagd = [s for s in _sleutels(wp) if _publiek(s.certificaat) == _publiek(delen[0])]
    sleutel = gezag.neem_certificaat((gevraagd or [ondertekensleutel(wp)])[0], delen[0], tuple(delen[1:]))
    namen = x509.load_der_x509_certificate(delen[0]).subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    if not namen or vouw(str(namen[0].value)) != vouw(wie.naam):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="certificaat_andere_naam")
    with wp.transactie("certificaat van de regio ingelezen") as t:
        t.zet_instelling(f"{REGIOCERTIFICAAT}:{wie.id}", sleutel.naar_bytes().hex())
        t.audit("regiocertificaat_ingelezen", (wie.id,), {"vingerafdruk": sleutel.vingerafdruk})


def regiosleutel(wp: Werkplek) -> signing.SleutelMateriaal:
    """Return the own key with the certificate that the region issued for it, the one that holds longest.

    Raises:
        Omstandigheid: REGEL_WEIGERT "geen_regiocertificaat".
    """
    wie, gezag = wp.wie, gezag_van(wp)
    if wie is not None and gezag is not None:
        eigen = {_publiek(sleutel.certificaat): sleutel for sleutel in _sleutels(wp)}
        besluiten = [
            b
            for b in wp.store.find(Tekencertificaat, medewerker_id=wie.id)
            if staat_van(b, wp.nu()) == "geldig" and vouw(b.naam) == vouw(wie.naam)
        ]
        for besluit in sorted(besluiten, key=lambda b: str(b.geldig_tot), reverse=True):
            certificaat = b64decode(besluit.certificaat)
            if (sleutel := eigen.get(_publiek(certificaat))) is not None:
                return signing.SleutelMateriaal(sleutel.pkcs8, certificaat, (b64decode(gezag.certificaat),))
    uit_bestand = _uit_bestand(wp)
    if uit_bestand is None:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="geen_regiocertificaat")
    return uit_bestand


def _uit_bestand(wp: Werkplek) -> signing.SleutelMateriaal | None:
    wie = wp.wie
    bewaard = wp.store.instelling(f"{REGIOCERTIFICAAT}:{wie.id}") if wie else None
    return signing.SleutelMateriaal.van_bytes(bytes.fromhex(bewaard)) if bewaard else None


def _sleutels(wp: Werkplek) -> list[signing.SleutelMateriaal]:
    """The keys of who is at work that a certificate was asked for."""
    wie = wp.wie
    bewaard: list[str] = json.loads(wp.store.instelling(f"{GEVRAAGD}:{wie.id}") or "[]") if wie else []
    return [signing.SleutelMateriaal.van_bytes(bytes.fromhex(waarde)) for waarde in bewaard]


def _gevraagde_sleutel(aanvraag: Tekenaanvraag) -> bytes:
    """The public key of a request, empty when it is none: others may have written it."""
    # Loaded here because x509 takes a tenth of a second.
    from zvh_desktop.documents.signing import gezag

    try:
        return gezag.lees_aanvraag(b64decode(aanvraag.aanvraag)).sleutel
    except (Omstandigheid, ValueError):
        return b""


def _publiek(certificaat: bytes) -> bytes:
    # Loaded here because x509 takes a tenth of a second.
    from zvh_desktop.documents.signing import gezag

    return gezag.publiek_van(certificaat)


def _tot(certificaat: bytes) -> datetime:
    # Loaded here because x509 takes a tenth of a second.
    from zvh_desktop.documents.signing import gezag

    return gezag.geldigheid(certificaat)[1]
