"""Keys that never leave a card or stick: PKCS#11, through the driver its maker supplies.

The library for it is an extra (`token`) and is loaded when a token is asked for.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Final

import pkcs11
from asn1crypto import x509 as asn1_x509
from pkcs11 import Attribute, Mechanism, ObjectClass, exceptions
from pyhanko.sign.pkcs11 import PKCS11Signer

from zvh_desktop.documents.signing.handen import past_bij
from zvh_desktop.documents.signing.uitkomst import TokenCertificaat
from zvh_desktop.domain.errors import Omstandigheid, Reden

__all__ = ["TokenSleutel", "open_sleutel", "zoek_certificaten"]

_REDENEN: Final[tuple[tuple[tuple[type[Exception], ...], Reden], ...]] = (
    ((exceptions.PinIncorrect, exceptions.PinInvalid, exceptions.PinLenRange), Reden.PIN_ONJUIST),
    ((exceptions.PinLocked, exceptions.PinExpired, exceptions.UserPinNotInitialized), Reden.PIN_GEBLOKKEERD),
    ((exceptions.NoSuchKey, exceptions.KeyTypeInconsistent, exceptions.MechanismInvalid),
     Reden.CERTIFICAAT_ZONDER_SLEUTEL),
    ((exceptions.NoSuchToken, exceptions.SlotIDInvalid), Reden.GEEN_TOKEN),
    ((exceptions.FunctionCancelled,), Reden.AFGEBROKEN),
)  # fmt: skip
"""What the driver says, in our reasons; whatever else it says, the token is no longer of use: TOKEN_WEG."""


@contextmanager
def _vertaald() -> Iterator[None]:
    try:
        yield
    except exceptions.PKCS11Error as fout:
        reden = next((reden for soorten, reden in _REDENEN if isinstance(fout, soorten)), Reden.TOKEN_WEG)
        raise Omstandigheid(reden, wat=type(fout).__name__) from fout


def _stuurprogramma(module: str) -> Any:
    try:
        geladen = pkcs11.lib(module)
        # What was put in or pulled out since the last time is only seen after this.
        geladen.reinitialize()
    except (RuntimeError, OSError) as fout:
        raise Omstandigheid(Reden.GEEN_TOKEN, wat="stuurprogramma") from fout
    return geladen


def zoek_certificaten(module: str) -> tuple[TokenCertificaat, ...]:
    """Return the certificates on every token; see `signing.token_certificaten`."""
    gevonden = []
    with _vertaald():
        for plek in _stuurprogramma(module).get_slots(token_present=True):
            try:
                token = plek.get_token()
                with token.open() as sessie:
                    for ding in sessie.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
                        kenmerk = bytes(ding[Attribute.ID])
                        gevonden.append(
                            TokenCertificaat(
                                token=token.label.strip(),
                                serienummer=bytes(token.serial).strip().decode("ascii", "replace"),
                                kenmerk=kenmerk,
                                certificaat=bytes(ding[Attribute.VALUE]),
                            )
                        )
            except exceptions.TokenNotRecognised:
                # A slot with a token nobody has set up yet.
                continue
    if not gevonden:
        raise Omstandigheid(Reden.GEEN_TOKEN, wat="certificaat")
    return tuple(gevonden)


@dataclass(frozen=True, slots=True)
class TokenSleutel:
    """A key on a token that has been opened; good for as long as `open_sleutel` lasts."""

    certificaat: bytes = field(repr=False)
    keten: tuple[bytes, ...] = field(repr=False)
    _sessie: Any = field(repr=False)
    _greep: Any = field(repr=False)
    _alleen_som: bool = False
    """The token signs a digest made here, because it makes none itself."""

    @contextmanager
    def hand(self) -> Iterator[Any]:
        """Give what pyHanko signs with; what the token says is raised as an Omstandigheid."""
        with _vertaald():
            yield _TokenHand(
                self._sessie,
                signing_cert=asn1_x509.Certificate.load(self.certificaat),
                ca_chain=[asn1_x509.Certificate.load(deel) for deel in self.keten],
                use_raw_mechanism=self._alleen_som,
                greep=self._greep,
            )


@contextmanager
def open_sleutel(module: str, gekozen: TokenCertificaat, pin: str | None) -> Iterator[TokenSleutel]:
    """Open a token for one act of signing; see `signing.open_token`."""
    keten: list[bytes] = []
    with _vertaald():
        token = _vind(module, gekozen)
        sessie = token.open(user_pin=pkcs11.PROTECTED_AUTH if pin is None else pin)
    try:
        with _vertaald():
            sleutels = list(
                sessie.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.ID: gekozen.kenmerk})
            )
            if len(sleutels) != 1:
                raise Omstandigheid(Reden.CERTIFICAAT_ZONDER_SLEUTEL)
            keten = _keten(
                gekozen.certificaat,
                [bytes(d[Attribute.VALUE]) for d in sessie.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})],
            )
            kan = token.slot.get_mechanisms()
        soort = asn1_x509.Certificate.load(gekozen.certificaat).public_key.algorithm
        eigen_som = Mechanism.SHA256_RSA_PKCS if soort == "rsa" else Mechanism.ECDSA_SHA256
        yield TokenSleutel(gekozen.certificaat, tuple(keten), sessie, sleutels[0], eigen_som not in kan)
    finally:
        # When the token is gone there is nothing left to close.
        with suppress(exceptions.PKCS11Error):
            sessie.close()


def _vind(module: str, gekozen: TokenCertificaat) -> Any:
    for plek in _stuurprogramma(module).get_slots(token_present=True):
        token = plek.get_token()
        if bytes(token.serial).strip().decode("ascii", "replace") == gekozen.serienummer:
            return token
    raise Omstandigheid(Reden.GEEN_TOKEN, wat="token")


def _keten(certificaat: bytes, alle: list[bytes]) -> list[bytes]:
    """Return the certificates above one, as far as the token carries them."""
    geladen = {deel: asn1_x509.Certificate.load(deel) for deel in alle}
    keten: list[bytes] = []
    huidig = asn1_x509.Certificate.load(certificaat)
    while huidig.issuer != huidig.subject:
        boven = next((ruw for ruw, deel in geladen.items() if deel.subject == huidig.issuer and ruw not in keten), None)
        if boven is None:
            break
        keten.append(boven)
        huidig = geladen[boven]
    return keten


class _TokenHand(PKCS11Signer):  # type: ignore[misc]  # pyHanko is not followed
    """Signs on the token, with a key that was looked up when the token was opened."""

    def __init__(self, sessie: Any, *, greep: Any, **meer: Any) -> None:
        super().__init__(sessie, **meer)
        # So that the library does not search again for every signature.
        self._key_handle = greep
        self._loaded = True

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """Return the raw signature over `data`.

        Raises:
            Omstandigheid: CERTIFICAAT_ZONDER_SLEUTEL when the key is not that of the certificate.
        """
        ruw: bytes = await super().async_sign_raw(data, digest_algorithm, dry_run)
        if not dry_run and not past_bij(self.signing_cert.dump(), ruw, data, digest_algorithm):
            raise Omstandigheid(Reden.CERTIFICAAT_ZONDER_SLEUTEL)
        return ruw
