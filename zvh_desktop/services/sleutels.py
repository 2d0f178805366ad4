"""With which key a document is signed: the own key of this vault, a key file, a card, or a certificate of the region.

Passwords and PINs are handed on for one act and kept nowhere.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from zvh_desktop.documents import signing
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.tijd import kalenderdag
from zvh_desktop.services import uitvoer
from zvh_desktop.services.eigensleutel import eigen_certificaten, ondertekensleutel
from zvh_desktop.services.regiocertificaat import (
    Mijnstand,
    eigen_kenmerk,
    heeft_regiocertificaat,
    maak_aanvraag,
    mijn_stand,
    neem_regiocertificaat,
    regiosleutel,
    vraag_aan,
)
from zvh_desktop.services.werkplek import Werkplek

__all__ = [
    "EIGEN",
    "Kaartcertificaat",
    "Mijnstand",
    "Sleutelkeuze",
    "Sleutelsoort",
    "eigen_certificaten",
    "eigen_kenmerk",
    "heeft_regiocertificaat",
    "kaarten",
    "maak_aanvraag",
    "mijn_stand",
    "neem_regiocertificaat",
    "ondertekensleutel",
    "open_sleutel",
    "vraag_aan",
]

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
        uit.append(Kaartcertificaat(gevonden, namen[0], namen[1], kalenderdag(tot.date())))
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
        yield regiosleutel(wp)
    else:
        yield ondertekensleutel(wp)
