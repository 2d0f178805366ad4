"""Raise the level of a signed file when a network is near: a document time stamp, and proof of revocation before it."""

import asyncio
import io
from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields
from pyhanko.sign.signers.pdf_signer import PdfTimeStamper
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.validation.dss import DocumentSecurityStore

from zvh_desktop.documents.signing.ketens import als_bewijs, keten_van
from zvh_desktop.documents.signing.lezen import KAPOT, open_pdf
from zvh_desktop.documents.signing.ondertekening import StilleSchrijver
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.ports import Intrekkingsbron, Stempelaar

__all__ = ["stempel_af"]

_DER: Final = serialization.Encoding.DER


class _Stempelaar(TimeStamper):  # type: ignore[misc]  # pyHanko is not followed
    """pyHanko's way to a time stamp service, over our port."""

    def __init__(self, poort: Stempelaar) -> None:
        super().__init__()
        self._poort = poort

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Send a request and return the answer; the service must have stamped what was asked."""
        antwoord = tsp.TimeStampResp.load(self._poort.stempel(req.dump()))
        if antwoord["status"]["status"].native in ("granted", "granted_with_mods"):
            gestempeld = antwoord["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
            if gestempeld["message_imprint"].native != req["message_imprint"].native:
                raise TimestampRequestError("een ander stuk gestempeld")
        return antwoord

    @property
    def certificaten(self) -> list[asn1_x509.Certificate]:
        """Certificates the service sent along."""
        return list(self.cert_registry)


def stempel_af(
    pdf: bytes, stempelaar: Stempelaar, bron: Intrekkingsbron | None, lijsten: Iterable[bytes] = ()
) -> bytes:
    """Return `pdf` with a document time stamp; see `signing.voeg_tijdstempel_toe`."""
    lezer = open_pdf(pdf, streng=True)
    try:
        ondertekend = [h for h in lezer.embedded_signatures if str(h.sig_object_type) != "/DocTimeStamp"]
        if not ondertekend:
            raise Omstandigheid(Reden.NOG_NIET_ONDERTEKEND)
        dienst = _Stempelaar(stempelaar)
        schrijver = StilleSchrijver(lezer.stream, prev=lezer)
        if bron is not None:
            _leg_bewijs_in(schrijver, lezer, dienst, bron, tuple(lijsten))
        uit = io.BytesIO()
        PdfTimeStamper(dienst, field_name=_leeg_stempelveld(lezer)).timestamp_pdf(schrijver, "sha256", output=uit)
    except (TimestampRequestError, OSError) as fout:
        raise Omstandigheid(Reden.TIJDSTEMPEL_MISLUKT) from fout
    except KAPOT as fout:
        raise Omstandigheid(Reden.TIJDSTEMPEL_MISLUKT, wat="antwoord") from fout
    return uit.getvalue()


def _leeg_stempelveld(lezer: PdfFileReader) -> str | None:
    """Return the name of the first empty field that was laid for a time stamp, None when one may be made."""
    for naam, _, veld in fields.enumerate_sig_fields(lezer, filled_status=False):
        vak = [float(getal) for getal in veld.get_object().get("/Rect", (0, 0, 0, 0))]
        if vak[0] == vak[2] and vak[1] == vak[3]:
            return str(naam)
    if any(h.docmdp_level is not None for h in lezer.embedded_signatures):
        # A field made after certifying would break the certification.
        raise Omstandigheid(Reden.TIJDSTEMPEL_MISLUKT, wat="geen veld meer")
    return None


def _leg_bewijs_in(
    schrijver: Any, lezer: PdfFileReader, dienst: _Stempelaar, bron: Intrekkingsbron, bij_de_hand: tuple[bytes, ...]
) -> None:
    """Put certificates, revocation lists and OCSP answers into the file, for every signer and the service itself.

    Of what is at hand only the newest list of an authority in these chains goes along: others are nobody's business.
    """
    # The certificates of the service are known only once it has answered something.
    asyncio.run(dienst.async_dummy_response("sha256"))
    bekend, bladeren = list(dienst.certificaten), list(dienst._certs.values())
    for handtekening in lezer.embedded_signatures:
        bekend += [handtekening.signer_cert, *handtekening.other_embedded_certs]
        bladeren.append(handtekening.signer_cert)
    lijsten: dict[str, bytes] = {}
    antwoorden: dict[bytes, bytes] = {}
    certificaten: dict[bytes, asn1_x509.Certificate] = {}
    for blad in bladeren:
        keten = keten_van(blad, bekend)
        certificaten |= {deel.dump(): deel for deel in keten}
        for deel, boven in pairwise(keten):
            if eigen := _nieuwste_van(boven, bij_de_hand):
                lijsten[boven.sha256.hex()] = eigen
                continue
            _vraag(
                x509.load_der_x509_certificate(deel.dump()), x509.load_der_x509_certificate(boven.dump()), bron,
                lijsten, antwoorden,
            )  # fmt: skip
    bewijs = als_bewijs(certificaten.values(), lijsten.values(), antwoorden.values())
    if not (bewijs.lijsten or bewijs.antwoorden):
        return
    DocumentSecurityStore.supply_dss_in_writer(
        schrijver, None, certs=bewijs.certificaten, ocsps=bewijs.antwoorden, crls=bewijs.lijsten
    )


def _nieuwste_van(boven: asn1_x509.Certificate, lijsten: tuple[bytes, ...]) -> bytes:
    """Return the newest list that an authority signed, of those at hand; nothing when there is none."""
    sleutel = x509.load_der_x509_certificate(boven.dump()).public_key()
    gevonden: list[tuple[datetime, bytes]] = []
    for ruw in lijsten:
        try:
            lijst = x509.load_der_x509_crl(ruw)
            if lijst.is_signature_valid(sleutel):  # type: ignore[arg-type]  # kinds that cannot sign raise TypeError
                gevonden.append((lijst.last_update_utc, ruw))
        except (*KAPOT,):
            continue
    return max(gevonden, default=(None, b""))[1]


def _vraag(
    deel: x509.Certificate,
    boven: x509.Certificate,
    bron: Intrekkingsbron,
    lijsten: dict[str, bytes],
    antwoorden: dict[bytes, bytes],
) -> None:
    """Ask about one certificate where it says to ask: OCSP first, else its revocation list; once each."""
    sleutel = deel.fingerprint(hashes.SHA256())
    if sleutel in antwoorden:
        return
    for url in _vraagplekken(deel):
        vraag = ocsp.OCSPRequestBuilder().add_certificate(deel, boven, hashes.SHA1()).build()
        antwoord = bron.haal(url, vraag.public_bytes(_DER))
        if ocsp.load_der_ocsp_response(antwoord).response_status is ocsp.OCSPResponseStatus.SUCCESSFUL:
            antwoorden[sleutel] = antwoord
            return
    for url in _lijstplekken(deel):
        if url not in lijsten:
            lijst = bron.haal(url)
            x509.load_der_x509_crl(lijst)
            lijsten[url] = lijst


def _vraagplekken(deel: x509.Certificate) -> Iterable[str]:
    try:
        plekken = deel.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    except x509.ExtensionNotFound:
        return []
    return [
        plek.access_location.value
        for plek in plekken
        if plek.access_method == AuthorityInformationAccessOID.OCSP
        and isinstance(plek.access_location, x509.UniformResourceIdentifier)
    ]


def _lijstplekken(deel: x509.Certificate) -> Iterable[str]:
    try:
        punten = deel.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    except x509.ExtensionNotFound:
        return []
    return [
        naam.value
        for punt in punten
        for naam in punt.full_name or ()
        if isinstance(naam, x509.UniformResourceIdentifier) and naam.value.startswith(("http://", "https://"))
    ]
