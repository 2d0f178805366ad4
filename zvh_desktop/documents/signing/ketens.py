"""Chains of certificates: who stands above whom, who vouches for it, and whether somebody was withdrawn."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from asn1crypto import crl as asn1_crl
from asn1crypto import ocsp as asn1_ocsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, RevokedError, ValidationError

from zvh_desktop.documents.signing.lezen import KAPOT
from zvh_desktop.documents.signing.uitkomst import Vertrouwen, Wortel

__all__ = [
    "Bewijs",
    "Lijststand",
    "als_bewijs",
    "bewezen_niet_ingetrokken",
    "hoort_in_keten",
    "is_gekwalificeerd",
    "keten_van",
    "lijststand",
    "vertrouwen",
]

_QC: Final = "1.3.6.1.5.5.7.1.3"
_QC_COMPLIANCE: Final = bytes.fromhex("060604008e460101")
_QC_SSCD: Final = bytes.fromhex("060604008e460104")
_QC_TYPE: Final = bytes.fromhex("060604008e460106")
_QC_ESIGN: Final = bytes.fromhex("060704008e46010601")
_LANGSTE: Final = 12
_SPELING: Final = timedelta(minutes=10)
"""How far the clocks of two services may differ."""


@dataclass(frozen=True, slots=True)
class Bewijs:
    """What a file, or the caller, carries to judge certificates with."""

    certificaten: tuple[asn1_x509.Certificate, ...] = ()
    lijsten: tuple[asn1_crl.CertificateList, ...] = ()
    antwoorden: tuple[asn1_ocsp.OCSPResponse, ...] = ()

    @property
    def nieuwste(self) -> datetime | None:
        """When the newest list or answer was made; None without any."""
        momenten: list[datetime] = [lijst["tbs_cert_list"]["this_update"].native for lijst in self.lijsten]
        momenten += [antwoord.response_data["produced_at"].native for antwoord in self.antwoorden]
        return max(momenten, default=None)


@dataclass(frozen=True, slots=True)
class Lijststand:
    """What the revocation lists at hand say of one certificate; only those its own issuer signed count.

    Attributes:
        van: when the newest of them was made; None when there is none.
        ingetrokken_op: since when it stands on one.
        zacht: withdrawn because it was no longer needed, not because the key may be in other hands.
    """

    van: datetime | None = None
    ingetrokken_op: datetime | None = None
    zacht: bool = False


_ZACHT: Final = frozenset(
    {
        x509.ReasonFlags.cessation_of_operation,
        x509.ReasonFlags.superseded,
        x509.ReasonFlags.affiliation_changed,
    }
)


def lijststand(certificaat: asn1_x509.Certificate, bewijs: Bewijs, boven: Iterable[bytes] = ()) -> Lijststand:
    """Return what the lists say; a list that is old still says whom it withdrew.

    Args:
        certificaat: whose.
        bewijs: what is at hand.
        boven: certificates, DER, beside those in `bewijs` that may have issued it.
    """
    uitgevers = [deel for deel in bewijs.certificaten if deel.subject == certificaat.issuer]
    uitgevers += [d for d in map(asn1_x509.Certificate.load, boven) if d.subject == certificaat.issuer]
    van: datetime | None = None
    regels: list[tuple[datetime, bool]] = []
    for lijst in _echte_lijsten(bewijs, uitgevers):
        van = max(filter(None, (van, lijst.last_update_utc)))
        regel = lijst.get_revoked_certificate_by_serial_number(certificaat.serial_number)
        if regel is not None:
            regels.append((regel.revocation_date_utc, _reden(regel) in _ZACHT))
    if not regels:
        return Lijststand(van)
    return Lijststand(van, min(op for op, _ in regels), all(zacht for _, zacht in regels))


def _echte_lijsten(
    bewijs: Bewijs, uitgevers: Sequence[asn1_x509.Certificate]
) -> Iterable[x509.CertificateRevocationList]:
    sleutels = [x509.load_der_x509_certificate(deel.dump()).public_key() for deel in uitgevers]
    for ruw in bewijs.lijsten:
        try:
            lijst = x509.load_der_x509_crl(ruw.dump())
            if any(lijst.is_signature_valid(sleutel) for sleutel in sleutels):  # type: ignore[arg-type]  # kinds that cannot sign raise TypeError
                yield lijst
        except (ValueError, TypeError, UnsupportedAlgorithm, InvalidSignature):
            continue


def _reden(regel: x509.RevokedCertificate) -> x509.ReasonFlags | None:
    try:
        return regel.extensions.get_extension_for_class(x509.CRLReason).value.reason
    except (x509.ExtensionNotFound, ValueError):
        return None


def _boven(deel: asn1_x509.Certificate, bekend: Iterable[asn1_x509.Certificate]) -> asn1_x509.Certificate | None:
    """Return the certificate that signed this one."""
    kind = x509.load_der_x509_certificate(deel.dump())
    for ander in bekend:
        if ander.subject == deel.issuer:
            try:
                kind.verify_directly_issued_by(x509.load_der_x509_certificate(ander.dump()))
            except (*KAPOT, x509.InvalidVersion):
                continue
            return ander
    return None


def keten_van(
    certificaat: asn1_x509.Certificate, bekend: Sequence[asn1_x509.Certificate]
) -> tuple[asn1_x509.Certificate, ...]:
    """Return a certificate and those above it, nearest first, each signed by the next, as far as known."""
    keten = [certificaat]
    while len(keten) < _LANGSTE and keten[-1].issuer != keten[-1].subject:
        boven = _boven(keten[-1], bekend)
        if boven is None or boven in keten:
            break
        keten.append(boven)
    return tuple(keten)


def hoort_in_keten(delen: Iterable[asn1_x509.Certificate], keten: Sequence[asn1_x509.Certificate]) -> bool:
    """Tell whether every certificate is one of a chain whose top, when it signs itself, rightly does so."""
    top = keten[-1]
    if top.issuer == top.subject and _boven(top, [top]) is None:
        return False
    ruw = {deel.dump() for deel in keten}
    return all(deel.dump() in ruw for deel in delen)


def _valideer(
    certificaat: asn1_x509.Certificate,
    wortel: asn1_x509.Certificate,
    bewijs: Bewijs,
    moment: datetime,
    *,
    intrekking: str,
) -> None:
    """Build and judge the path to a root.

    Raises:
        ValidationError: no path, not valid then, withdrawn, or not proven that it was not.
    """
    # Lists and answers made after the moment count: what was withdrawn before it stands in them too.
    omgeving = ValidationContext(
        trust_roots=[wortel],
        other_certs=list(bewijs.certificaten),
        crls=list(bewijs.lijsten),
        ocsps=list(bewijs.antwoorden),
        allow_fetching=False,
        revocation_mode=intrekking,
        moment=moment,
        retroactive_revinfo=True,
        time_tolerance=_SPELING,
    )
    asyncio.run(CertificateValidator(certificaat, validation_context=omgeving).async_validate_usage(set()))


def bewezen_niet_ingetrokken(certificaat: asn1_x509.Certificate, bewijs: Bewijs, moment: datetime) -> bool:
    """Tell whether the file proves that nothing in the chain was withdrawn; never so for one that signs itself."""
    keten = keten_van(certificaat, bewijs.certificaten)
    top = keten[-1]
    if len(keten) < 2 or top.issuer != top.subject:
        return False
    try:
        _valideer(certificaat, top, bewijs, moment, intrekking="require")
    except (PathError, ValidationError, *KAPOT):
        return False
    return True


def vertrouwen(
    certificaat: asn1_x509.Certificate, bewijs: Bewijs, moment: datetime, wortels: Iterable[Wortel]
) -> tuple[Vertrouwen, bool]:
    """Return which of the given roots vouches for a certificate, and whether something in the chain was withdrawn."""
    wortels = tuple(wortels)
    if _stond_op_lijst(certificaat, bewijs, moment, [wortel.certificaat for wortel in wortels]):
        return "onbekend", True
    for wortel in wortels:
        try:
            geladen = asn1_x509.Certificate.load(wortel.certificaat)
            _valideer(certificaat, geladen, bewijs, moment, intrekking="soft-fail")
        except RevokedError:
            return "onbekend", True
        except (PathError, ValidationError, *KAPOT):
            continue
        ingetrokken = _ingetrokken(certificaat, geladen, bewijs, moment)
        return ("onbekend" if ingetrokken else wortel.soort), ingetrokken
    top = keten_van(certificaat, bewijs.certificaten)[-1]
    return "onbekend", top is not certificaat and _ingetrokken(certificaat, top, bewijs, moment)


def _stond_op_lijst(
    certificaat: asn1_x509.Certificate, bewijs: Bewijs, moment: datetime, wortels: Sequence[bytes]
) -> bool:
    """Tell whether a list, however old by now, withdrew the certificate by then: the library passes old lists over."""
    try:
        op = lijststand(certificaat, bewijs, wortels).ingetrokken_op
    except KAPOT:
        return False
    return op is not None and op <= moment


def _ingetrokken(
    certificaat: asn1_x509.Certificate, wortel: asn1_x509.Certificate, bewijs: Bewijs, moment: datetime
) -> bool:
    """Tell whether a list or answer says that something in the chain was withdrawn."""
    if not (bewijs.lijsten or bewijs.antwoorden):
        return False
    try:
        # Anything milder does not look at lists for a certificate that does not say where its list lies.
        _valideer(certificaat, wortel, bewijs, moment, intrekking="require")
    except RevokedError:
        return True
    except (PathError, ValidationError, *KAPOT):
        return False
    return False


def is_gekwalificeerd(certificaat: asn1_x509.Certificate) -> bool:
    """Tell whether a certificate states that it is qualified, for signatures, with its key in a secure device.

    Source: ETSI EN 319 412-5, QcCompliance, QcSSCD and QcType; without a QcType it is for signatures.
    """
    waarde = b"".join(
        bytes(uitbreiding["extn_value"].contents)
        for uitbreiding in certificaat["tbs_certificate"]["extensions"]
        if uitbreiding["extn_id"].dotted == _QC
    )
    voor_personen = _QC_TYPE not in waarde or _QC_ESIGN in waarde
    return _QC_COMPLIANCE in waarde and _QC_SSCD in waarde and voor_personen


def als_bewijs(certificaten: Iterable[Any], lijsten: Iterable[bytes], antwoorden: Iterable[bytes]) -> Bewijs:
    """Return DER values as evidence."""
    return Bewijs(
        tuple(certificaten),
        tuple(asn1_crl.CertificateList.load(lijst) for lijst in lijsten),
        tuple(asn1_ocsp.OCSPResponse.load(antwoord) for antwoord in antwoorden),
    )
