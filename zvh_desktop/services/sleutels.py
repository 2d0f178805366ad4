"""With which key a document is signed: the own key of this vault, a key file, a card, or a certificate of the region.

Passwords and PINs are handed on for one act and kept nowhere.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from zvh_desktop.documents import signing
from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.services import uitvoer
from zvh_desktop.services.werkplek import Werkplek

__all__ = [
    "EIGEN",
    "Kaartcertificaat",
    "Sleutelkeuze",
    "Sleutelsoort",
    "eigen_certificaten",
    "heeft_regiocertificaat",
    "kaarten",
    "maak_aanvraag",
    "neem_regiocertificaat",
    "ondertekensleutel",
    "open_sleutel",
]

SLEUTEL: Final = "ondertekensleutel"
"""Local secret setting: the signing keys of a person, oldest first, kept inside the encrypted vault."""

CERTIFICATEN: Final = "eigen_certificaten"
"""Local setting: fingerprints of every certificate made in this vault."""

REGIOCERTIFICAAT: Final = "regiocertificaat"
"""Local secret setting: the key of a person with the certificate that the region issued for it."""

SLEUTELJAREN: Final = 4
"""A certificate is valid for five years; in every block of four a new one is made."""

_GROOTSTE: Final = 1024 * 1024

Sleutelsoort = Literal["eigen", "regio", "bestand", "kaart"]


@dataclass(frozen=True, slots=True)
class Sleutelkeuze:
    """With which key one act of signing is done.

    Attributes:
        bestand: PKCS#12 file, for "bestand".
        wachtwoord: its password. Secret.
        module: path of the driver, for "kaart".
        certificaat: which one on the card.
        pin: None when it is typed on the reader itself. Secret.
    """

    soort: Sleutelsoort = "eigen"
    bestand: Path = Path()
    wachtwoord: str = field(default="", repr=False)
    module: str = ""
    certificaat: signing.TokenCertificaat | None = None
    pin: str | None = field(default=None, repr=False)


EIGEN: Final = Sleutelkeuze()


@dataclass(frozen=True, slots=True)
class Kaartcertificaat:
    """A certificate on a card, in words a person chooses by."""

    certificaat: signing.TokenCertificaat
    naam: str
    uitgever: str
    geldig_tot: str


def kaarten(module: str) -> tuple[Kaartcertificaat, ...]:
    """Return the certificates of persons on every card that is plugged in; asks no PIN and needs no vault.

    Raises:
        Omstandigheid: GEEN_TOKEN, TOKEN_WEG.
    """
    # Loaded here because x509 takes a tenth of a second.
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    if not module.strip():
        raise Omstandigheid(Reden.GEEN_TOKEN, wat="stuurprogramma")
    uit = []
    for gevonden in signing.token_certificaten(module.strip()):
        try:
            geladen = x509.load_der_x509_certificate(gevonden.certificaat)
            basis = geladen.extensions.get_extension_for_class(x509.BasicConstraints).value
            if basis.ca:
                continue
        except x509.ExtensionNotFound:
            pass
        except ValueError:
            continue
        namen = [
            next((str(deel.value) for deel in naam.get_attributes_for_oid(NameOID.COMMON_NAME)), "zonder naam")
            for naam in (geladen.subject, geladen.issuer)
        ]
        tot = geladen.not_valid_after_utc
        uit.append(Kaartcertificaat(gevonden, namen[0], namen[1], f"{tot.day}-{tot.month}-{tot.year}"))
    if not uit:
        raise Omstandigheid(Reden.GEEN_TOKEN, wat="certificaat")
    return tuple(uit)


@contextmanager
def open_sleutel(wp: Werkplek, keuze: Sleutelkeuze) -> Iterator[signing.Sleutel]:
    """Give the key for one act, however many files are signed in it.

    Raises:
        Omstandigheid: NIET_BEVOEGD when nobody is at work; SLEUTELWACHTWOORD_ONJUIST and what is wrong with a key file;
            PIN_ONJUIST, PIN_GEBLOKKEERD, GEEN_TOKEN, TOKEN_WEG; CERTIFICAAT_ZONDER_SLEUTEL.
    """
    if keuze.soort == "bestand":
        yield signing.open_pkcs12(uitvoer.lees(keuze.bestand, _GROOTSTE), keuze.wachtwoord)
    elif keuze.soort == "kaart":
        if keuze.certificaat is None:
            raise Omstandigheid(Reden.GEEN_TOKEN, wat="certificaat")
        with signing.open_token(keuze.module, keuze.certificaat, keuze.pin) as sleutel:
            yield sleutel
    elif keuze.soort == "regio":
        yield _regiosleutel(wp)
    else:
        yield ondertekensleutel(wp)


def ondertekensleutel(wp: Werkplek) -> signing.SleutelMateriaal:
    """The signing key of who is at work on this device, made at first use and after a change of name or function."""
    wie = wp.wie
    if wie is None:
        raise Omstandigheid(Reden.NIET_BEVOEGD)
    functie, huis = wie.functie or wie.rol, wp.regio().naam
    kenmerk = [wie.naam, functie, huis, str(wp.vandaag().year // SLEUTELJAREN)]
    naam = f"{SLEUTEL}:{wie.id}"
    bewaard = wp.store.instelling(naam)
    if bewaard is not None:
        waarde = json.loads(bewaard)
        if waarde["voor"] == kenmerk:
            return signing.SleutelMateriaal.van_bytes(bytes.fromhex(waarde["sleutel"]))
    sleutel = signing.maak_sleutel(wie.naam, huis, functie, wp.nu())
    with wp.transactie("ondertekensleutel gemaakt") as t:
        t.zet_instelling(naam, json.dumps({"voor": kenmerk, "sleutel": sleutel.naar_bytes().hex()}))
        t.zet_instelling(CERTIFICATEN, json.dumps([*eigen_certificaten(wp), sleutel.vingerafdruk]))
        t.audit("ondertekensleutel_gemaakt", (wie.id,), {"vingerafdruk": sleutel.vingerafdruk})
    return sleutel


def eigen_certificaten(wp: Werkplek) -> tuple[str, ...]:
    """Fingerprints of every certificate that was made in this vault; `echtheid.controleer` knows its own by them."""
    return tuple(json.loads(wp.store.instelling(CERTIFICATEN) or "[]"))


# -- a certificate of the region -------------------------------------------------------------------------


def heeft_regiocertificaat(wp: Werkplek) -> bool:
    """Tell whether who is at work has a certificate of the region on this device."""
    wie = wp.wie
    return wie is not None and wp.store.instelling(f"{REGIOCERTIFICAAT}:{wie.id}") is not None


def maak_aanvraag(wp: Werkplek) -> bytes:
    """Return the request (PKCS#10, DER) for who is at work: a beheerder of the region makes a certificate of it."""
    # Loaded here because x509 takes a tenth of a second.
    from zvh_desktop.documents.signing import gezag

    return gezag.maak_aanvraag(ondertekensleutel(wp))


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
    sleutel = gezag.neem_certificaat(ondertekensleutel(wp), delen[0], tuple(delen[1:]))
    namen = x509.load_der_x509_certificate(delen[0]).subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    if not namen or vouw(str(namen[0].value)) != vouw(wie.naam):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="certificaat_andere_naam")
    with wp.transactie("certificaat van de regio ingelezen") as t:
        t.zet_instelling(f"{REGIOCERTIFICAAT}:{wie.id}", sleutel.naar_bytes().hex())
        t.audit("regiocertificaat_ingelezen", (wie.id,), {"vingerafdruk": sleutel.vingerafdruk})


def _regiosleutel(wp: Werkplek) -> signing.SleutelMateriaal:
    wie = wp.wie
    bewaard = wp.store.instelling(f"{REGIOCERTIFICAAT}:{wie.id}") if wie else None
    if bewaard is None:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="geen_regiocertificaat")
    return signing.SleutelMateriaal.van_bytes(bytes.fromhex(bewaard))
