"""What can be said of the signatures in a file: as data; the window and the command line word it."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from zvh_desktop.documents.signing.feiten import bladen, logboekkop, metadata, open_velden, pdfa
from zvh_desktop.documents.signing.ketens import (
    Bewijs,
    als_bewijs,
    bewezen_niet_ingetrokken,
    is_gekwalificeerd,
    keten_van,
    lijststand,
    vertrouwen,
)
from zvh_desktop.documents.signing.keuring import ander_doel
from zvh_desktop.documents.signing.lezen import KAPOT, open_pdf
from zvh_desktop.documents.signing.omhulsel import omhulsel_in_orde
from zvh_desktop.documents.signing.ondertekening import TIJDSCHEIDING
from zvh_desktop.documents.signing.uitkomst import (
    Controle,
    Handtekening,
    Niveau,
    Tijdstempel,
    Verdict,
    Vertrouwen,
    Wortel,
)
from zvh_desktop.domain.errors import Omstandigheid, Reden

__all__ = ["beoordeel", "laatste_stempel"]

_STERK: Final = frozenset({"sha256", "sha384", "sha512"})


@dataclass(frozen=True, slots=True)
class _Maatstaf:
    """What every signature of one file is judged by."""

    eigen: Collection[str]
    wortels: tuple[Wortel, ...]
    bewijs: Bewijs
    stempels: tuple[tuple[EmbeddedPdfSignature, Tijdstempel], ...] = ()


def beoordeel(
    pdf: bytes, eigen: Collection[str], wortels: Iterable[Wortel], intrekkingslijsten: Iterable[bytes]
) -> Controle:
    """Return what can be said of the signatures in `pdf`; see `signing.controleer`."""
    redenen: tuple[str, ...] = ()
    try:
        lezer = open_pdf(pdf, streng=True)
        gevonden = _ondertekend(lezer)
    except Omstandigheid:
        # Others write less neatly than we do; but a signed file that is not neat is not to be relied on.
        lezer = open_pdf(pdf, streng=False)
        gevonden = _ondertekend(lezer)
        redenen = ("afwijkende_opbouw",) if gevonden else ()
    echte = [handtekening for handtekening in gevonden if _soort(handtekening) != "/DocTimeStamp"]
    zonder = _Maatstaf(eigen, tuple(wortels), _bewijs(lezer, gevonden, intrekkingslijsten))
    stempels = tuple((h, _stempel(h, zonder)) for h in gevonden if _soort(h) == "/DocTimeStamp")
    maatstaf = _Maatstaf(zonder.eigen, zonder.wortels, zonder.bewijs, stempels)
    beoordeeld = tuple(_oordeel(handtekening, maatstaf) for handtekening in echte)
    if not all(stempel.geldig for _, stempel in stempels):
        redenen = (*redenen, "tijdstempel_klopt_niet")
    if not echte:
        verdict = Verdict.GEEN_HANDTEKENING
    elif redenen or any(handtekening.redenen for handtekening in beoordeeld):
        verdict = Verdict.ONGELDIG
    else:
        verdict = Verdict.GELDIG
    xmp = metadata(lezer, echte)
    paginas, letters = bladen(pdf)
    return Controle(
        verdict=verdict,
        handtekeningen=beoordeeld,
        open_velden=open_velden(lezer),
        tijdstempels=tuple(stempel for _, stempel in stempels),
        pdfa=pdfa(xmp),
        letters_ingesloten=letters,
        logboek=logboekkop(xmp),
        paginas=paginas,
        redenen=redenen,
    )


def laatste_stempel(pdf: bytes) -> Tijdstempel:
    """Return what can be said of the time stamp that was just set; nothing else in the file is looked at."""
    return _stempel(_ondertekend(open_pdf(pdf, streng=True))[-1], _Maatstaf((), (), Bewijs()))


def _ondertekend(lezer: PdfFileReader) -> list[EmbeddedPdfSignature]:
    try:
        return list(lezer.embedded_signatures)
    except KAPOT as fout:
        raise Omstandigheid(Reden.BESTAND_ONLEESBAAR, wat="beschadigd") from fout


def _soort(handtekening: EmbeddedPdfSignature) -> str:
    try:
        return str(handtekening.sig_object_type)
    except KAPOT:
        return ""


def _bewijs(lezer: PdfFileReader, gevonden: list[EmbeddedPdfSignature], lijsten: Iterable[bytes]) -> Bewijs:
    """Gather every certificate in the file, and what it carries or the caller brings about revocation."""
    certificaten: dict[bytes, asn1_x509.Certificate] = {}
    for handtekening in gevonden:
        try:
            delen = [handtekening.signer_cert, *handtekening.other_embedded_certs]
        except KAPOT:
            continue
        certificaten |= {deel.dump(): deel for deel in delen}
    intrekking: list[bytes] = list(lijsten)
    antwoorden: list[bytes] = []
    try:
        map_ = DocumentSecurityStore.read_dss(lezer)
        certificaten |= {deel.dump(): deel for deel in map_.load_certs()}
        intrekking += [plek.get_object().data for plek in map_.crls]
        antwoorden += [plek.get_object().data for plek in map_.ocsps]
        return als_bewijs(certificaten.values(), intrekking, antwoorden)
    except (NoDSSFoundError, *KAPOT):
        return _alleen_gegeven(certificaten.values(), lijsten)


def _alleen_gegeven(certificaten: Iterable[asn1_x509.Certificate], lijsten: Iterable[bytes]) -> Bewijs:
    try:
        return als_bewijs(certificaten, lijsten, ())
    except KAPOT:
        return als_bewijs(certificaten, (), ())


# -- time stamps -----------------------------------------------------------------------------------------


def _stempel(handtekening: EmbeddedPdfSignature, maatstaf: _Maatstaf) -> Tijdstempel:
    try:
        dienst = handtekening.signer_cert
        stand = validate_pdf_timestamp(handtekening, _los(dienst))
        moment = stand.timestamp
        goed = bool(
            stand.intact
            and stand.valid
            and _later(handtekening, stand) != "gewijzigd"
            and stand.md_algorithm in _STERK
            and omhulsel_in_orde(handtekening)
            and _stempelt(dienst, moment)
        )
        vertrouwd, ingetrokken = vertrouwen(dienst, maatstaf.bewijs, moment, maatstaf.wortels)
        return Tijdstempel(_naam(dienst.subject.native, "common_name"), moment, goed and not ingetrokken, vertrouwd)
    except KAPOT:
        return Tijdstempel("", None, geldig=False, vertrouwen="onbekend")


def _stempelt(dienst: asn1_x509.Certificate, moment: datetime) -> bool:
    """Tell whether a certificate is for time stamps, and was valid then."""
    geladen = x509.load_der_x509_certificate(dienst.dump())
    try:
        doelen = geladen.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return False
    geldig = geladen.not_valid_before_utc <= moment <= geladen.not_valid_after_utc
    return geldig and list(doelen) == [ExtendedKeyUsageOID.TIME_STAMPING]


def _bewezen_tijd(
    handtekening: EmbeddedPdfSignature, maatstaf: _Maatstaf
) -> tuple[EmbeddedPdfSignature, Tijdstempel] | None:
    """Return the earliest good time stamp that was set over a signature."""
    over = [
        (wie, stempel)
        for wie, stempel in maatstaf.stempels
        if stempel.geldig and stempel.tijdstip is not None and wie.signed_revision > handtekening.signed_revision
    ]
    return min(over, key=lambda paar: paar[0].signed_revision, default=None)


# -- signatures ------------------------------------------------------------------------------------------


def _oordeel(handtekening: EmbeddedPdfSignature, maatstaf: _Maatstaf) -> Handtekening:
    try:
        return _oordeel_gaaf(handtekening, maatstaf)
    except KAPOT:
        return Handtekening(
            veldnaam=str(handtekening.field_name),
            naam="",
            organisatie="",
            rol="",
            intact=False,
            hele_bestand=False,
            later="gewijzigd",
            niveau="geen PAdES",
            gekwalificeerd=False,
            vertrouwen="onbekend",
            ondertekend_op=None,
            tijd_bewezen=None,
            tijd_dienst="",
            tijd_vertrouwen="onbekend",
            reden="",
            tijdkwaliteit="",
            certificerend=False,
            vingerafdruk="",
            redenen=("onleesbaar",),
        )


def _los(certificaat: asn1_x509.Certificate) -> ValidationContext:
    """Return a context in which a certificate is its own root.

    Whether the chain is trusted is judged apart (`ketens`); this keeps the library from looking for one.
    """
    return ValidationContext(trust_roots=[certificaat], allow_fetching=False, revocation_mode="soft-fail")


def _oordeel_gaaf(handtekening: EmbeddedPdfSignature, maatstaf: _Maatstaf) -> Handtekening:
    certificaat = handtekening.signer_cert
    stand = validate_pdf_signature(handtekening, signer_validation_context=_los(certificaat))
    geheel = stand.coverage == SignatureCoverageLevel.ENTIRE_FILE
    later = _later(handtekening, stand)
    onderwerp, uitgever = certificaat.subject.native, certificaat.issuer.native
    vinger = hashlib.sha256(certificaat.dump()).hexdigest()
    gezegd = stand.signer_reported_dt
    bewezen = _bewezen_tijd(handtekening, maatstaf)
    stempel = bewezen[1] if bewezen else None
    tijd = stempel.tijdstip if stempel else None
    wie, ingetrokken = _wie(certificaat, vinger, maatstaf, tijd, gezegd)
    lijst = lijststand(certificaat, maatstaf.bewijs, [wortel.certificaat for wortel in maatstaf.wortels])
    redenen = tuple(_redenen(handtekening, stand, later, gezegd, ingetrokken=ingetrokken))
    reden, _, kwaliteit = str(handtekening.sig_object.get("/Reason", "")).partition(TIJDSCHEIDING)
    return Handtekening(
        veldnaam=str(handtekening.field_name),
        naam=_naam(onderwerp, "common_name"),
        organisatie=_naam(onderwerp, "organization_name"),
        rol=_naam(onderwerp, "title"),
        intact=bool(stand.intact and stand.valid),
        hele_bestand=geheel,
        later=later,
        niveau=_niveau(handtekening, bewezen, maatstaf.bewijs),
        gekwalificeerd=wie == "gekwalificeerd" and is_gekwalificeerd(certificaat) and not redenen,
        vertrouwen=wie,
        ondertekend_op=gezegd,
        tijd_bewezen=tijd,
        tijd_dienst=stempel.dienst if stempel else "",
        tijd_vertrouwen=stempel.vertrouwen if stempel else "onbekend",
        reden=reden,
        tijdkwaliteit=kwaliteit,
        certificerend=handtekening.docmdp_level is not None,
        vingerafdruk=vinger,
        redenen=redenen,
        uitgever=_naam(uitgever, "organization_name") or _naam(uitgever, "common_name"),
        lijst_van=lijst.van,
        later_ingetrokken=lijst.ingetrokken_op,
    )


def _wie(
    certificaat: asn1_x509.Certificate,
    vinger: str,
    maatstaf: _Maatstaf,
    bewezen: datetime | None,
    gezegd: datetime | None,
) -> tuple[Vertrouwen, bool]:
    """Return who vouches for the signer, and whether the certificate was withdrawn.

    A moment only the signer's own device vouches for may be a lie: without a time stamp, whatever was withdrawn when
    the newest list was made counts as withdrawn. Not so when the list says that it was only no longer needed: whoever
    leaves the service had the key all that time, and the words tell that the moment is not proven.
    """
    moment = bewezen or gezegd
    if moment is None:
        return "onbekend", False
    wie, ingetrokken = vertrouwen(certificaat, maatstaf.bewijs, moment, maatstaf.wortels)
    nieuwste = maatstaf.bewijs.nieuwste
    if (
        bewezen is None
        and not ingetrokken
        and nieuwste is not None
        and nieuwste > moment
        and not _zacht(certificaat, maatstaf)
    ):
        ingetrokken = vertrouwen(certificaat, maatstaf.bewijs, nieuwste, maatstaf.wortels)[1]
    if ingetrokken:
        return "onbekend", True
    return ("eigen" if vinger in maatstaf.eigen else wie), False


def _zacht(certificaat: asn1_x509.Certificate, maatstaf: _Maatstaf) -> bool:
    """Tell whether the certificate itself, and nothing above it, was withdrawn for want of need."""
    wortels = [wortel.certificaat for wortel in maatstaf.wortels]
    eigen, *boven = keten_van(certificaat, maatstaf.bewijs.certificaten)
    hoger = [lijststand(deel, maatstaf.bewijs, wortels) for deel in boven]
    return lijststand(eigen, maatstaf.bewijs, wortels).zacht and not any(deel.ingetrokken_op for deel in hoger)


def _later(handtekening: EmbeddedPdfSignature, stand: Any) -> Literal["niets", "aangevuld", "gewijzigd"]:
    if stand.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return "niets"
    if stand.coverage != SignatureCoverageLevel.ENTIRE_REVISION or _aangeplakt(handtekening, stand):
        return "gewijzigd"
    # None for a time stamp: it forbids nothing itself.
    goed = stand.docmdp_ok is not False and stand.modification_level is not None
    return "aangevuld" if goed and stand.modification_level <= ModificationLevel.FORM_FILLING else "gewijzigd"


def _aangeplakt(handtekening: EmbeddedPdfSignature, stand: Any) -> bool:
    """Bytes follow the signed part that are no revision of their own."""
    laatste: int = handtekening.reader.xrefs.total_revisions - 1
    return bool(stand.coverage != SignatureCoverageLevel.ENTIRE_FILE and handtekening.signed_revision >= laatste)


def _redenen(
    handtekening: EmbeddedPdfSignature, stand: Any, later: str, moment: datetime | None, *, ingetrokken: bool
) -> list[str]:
    redenen = []
    if not stand.intact:
        redenen.append("bytes_gewijzigd")
    if not stand.valid:
        redenen.append("handtekening_klopt_niet")
    if later == "gewijzigd":
        redenen.append("aangeplakt" if _aangeplakt(handtekening, stand) else "inhoud_gewijzigd")
    if not omhulsel_in_orde(handtekening):
        redenen.append("omhulsel_afwijkend")
    if stand.md_algorithm not in _STERK:
        redenen.append("zwak_algoritme")
    certificaat = x509.load_der_x509_certificate(handtekening.signer_cert.dump())
    if moment is not None and not certificaat.not_valid_before_utc <= moment <= certificaat.not_valid_after_utc:
        redenen.append("certificaat_verlopen")
    if ander_doel(certificaat):
        redenen.append("certificaat_ander_doel")
    if ingetrokken:
        redenen.append("certificaat_ingetrokken")
    return redenen


def _niveau(
    handtekening: EmbeddedPdfSignature,
    bewezen: tuple[EmbeddedPdfSignature, Tijdstempel] | None,
    bewijs: Bewijs,
) -> Niveau:
    """Name the level that is reached, from what the file holds."""
    soort = handtekening.sig_object.get("/SubFilter")
    kenmerken = {kenmerk["type"].native for kenmerk in handtekening.signer_info["signed_attrs"]}
    if soort != "/ETSI.CAdES.detached" or not kenmerken & {"signing_certificate_v2", "signing_certificate"}:
        return "geen PAdES"
    if bewezen is None or bewezen[1].tijdstip is None:
        return "PAdES B-B"
    namens, tijd = (handtekening.signer_cert, bewezen[0].signer_cert), bewezen[1].tijdstip
    return "PAdES B-LT" if all(bewezen_niet_ingetrokken(c, bewijs, tijd) for c in namens) else "PAdES B-T"


def _naam(onderwerp: dict[str, Any], deel: str) -> str:
    waarde = onderwerp.get(deel, "")
    return ", ".join(map(str, waarde)) if isinstance(waarde, list) else str(waarde)
