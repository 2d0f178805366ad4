"""What can be said of the signatures in a file: as data; the window and the command line word it."""

import hashlib
import io
import re
from collections.abc import Collection
from datetime import datetime
from typing import Any, Final, Literal

import pikepdf
from asn1crypto import cms
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from zvh_desktop.documents.signing.lezen import KAPOT, open_pdf
from zvh_desktop.documents.signing.uitkomst import Controle, Handtekening, Verdict
from zvh_desktop.domain.errors import Omstandigheid, Reden

__all__ = ["beoordeel"]

_GAT: Final = re.compile(rb"<[0-9a-fA-F]+>")
_STERK: Final = frozenset({"sha256", "sha384", "sha512"})
_DEEL: Final = re.compile(rb"pdfaid:part(?:>|=[\"'])\s*(\d)")
_NIVEAU: Final = re.compile(rb"pdfaid:conformance(?:>|=[\"'])\s*([ABUabu])")
_LOGBOEK: Final = re.compile(rb"logboek:([0-9a-f]{64})(?![0-9a-f])")


def beoordeel(pdf: bytes, eigen: Collection[str]) -> Controle:
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
    beoordeeld = tuple(_oordeel(handtekening, eigen) for handtekening in echte)
    if not echte:
        verdict = Verdict.GEEN_HANDTEKENING
    elif redenen or any(handtekening.redenen for handtekening in beoordeeld):
        verdict = Verdict.ONGELDIG
    else:
        verdict = Verdict.GELDIG
    xmp = _metadata(lezer, echte)
    paginas, letters = _bladen(pdf)
    return Controle(
        verdict=verdict,
        handtekeningen=beoordeeld,
        open_velden=_open_velden(lezer),
        tijdstempels=len(gevonden) - len(echte),
        pdfa=_pdfa(xmp),
        letters_ingesloten=letters,
        logboek=_eerste(_LOGBOEK, xmp),
        paginas=paginas,
        redenen=redenen,
    )


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


def _oordeel(handtekening: EmbeddedPdfSignature, eigen: Collection[str]) -> Handtekening:
    try:
        return _oordeel_gaaf(handtekening, eigen)
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
            certificerend=False,
            vingerafdruk="",
            redenen=("onleesbaar",),
        )


def _oordeel_gaaf(handtekening: EmbeddedPdfSignature, eigen: Collection[str]) -> Handtekening:
    certificaat = handtekening.signer_cert
    # Whether the chain is trusted is not asked: the own certificate as its root keeps the library from looking
    # for one, and its answer about trust is not used.
    omgeving = ValidationContext(trust_roots=[certificaat], allow_fetching=False, revocation_mode="soft-fail")
    stand = validate_pdf_signature(handtekening, signer_validation_context=omgeving)
    geheel = stand.coverage == SignatureCoverageLevel.ENTIRE_FILE
    later = _later(handtekening, stand)
    onderwerp = certificaat.subject.native
    vinger = hashlib.sha256(certificaat.dump()).hexdigest()
    moment = stand.signer_reported_dt
    return Handtekening(
        veldnaam=str(handtekening.field_name),
        naam=_naam(onderwerp, "common_name"),
        organisatie=_naam(onderwerp, "organization_name"),
        rol=_naam(onderwerp, "title"),
        intact=bool(stand.intact and stand.valid),
        hele_bestand=geheel,
        later=later,
        niveau=_niveau(handtekening),
        gekwalificeerd=False,
        vertrouwen="eigen" if vinger in eigen else "onbekend",
        ondertekend_op=moment,
        certificerend=handtekening.docmdp_level is not None,
        vingerafdruk=vinger,
        redenen=tuple(_redenen(handtekening, stand, later, moment)),
    )


def _later(handtekening: EmbeddedPdfSignature, stand: PdfSignatureStatus) -> Literal["niets", "aangevuld", "gewijzigd"]:
    if stand.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return "niets"
    if stand.coverage != SignatureCoverageLevel.ENTIRE_REVISION or _aangeplakt(handtekening, stand):
        return "gewijzigd"
    goed = stand.docmdp_ok and stand.modification_level is not None
    return "aangevuld" if goed and stand.modification_level <= ModificationLevel.FORM_FILLING else "gewijzigd"


def _aangeplakt(handtekening: EmbeddedPdfSignature, stand: PdfSignatureStatus) -> bool:
    """Bytes follow the signed part that are no revision of their own."""
    laatste: int = handtekening.reader.xrefs.total_revisions - 1
    return bool(stand.coverage != SignatureCoverageLevel.ENTIRE_FILE and handtekening.signed_revision >= laatste)


def _redenen(
    handtekening: EmbeddedPdfSignature, stand: PdfSignatureStatus, later: str, moment: datetime | None
) -> list[str]:
    redenen = []
    if not stand.intact:
        redenen.append("bytes_gewijzigd")
    if not stand.valid:
        redenen.append("handtekening_klopt_niet")
    if later == "gewijzigd":
        redenen.append("aangeplakt" if _aangeplakt(handtekening, stand) else "inhoud_gewijzigd")
    if not _omhulsel_in_orde(handtekening):
        redenen.append("omhulsel_afwijkend")
    if stand.md_algorithm not in _STERK:
        redenen.append("zwak_algoritme")
    geldigheid = handtekening.signer_cert["tbs_certificate"]["validity"]
    if moment is not None and not geldigheid["not_before"].native <= moment <= geldigheid["not_after"].native:
        redenen.append("certificaat_verlopen")
    return redenen


def _omhulsel_in_orde(handtekening: EmbeddedPdfSignature) -> bool:
    """The room a signature lies in is not signed itself: it must hold the signature and nothing that says more."""
    bereik = [int(getal) for getal in handtekening.byte_range]
    stroom = handtekening.reader.stream
    stroom.seek(bereik[0] + bereik[1])
    gat = bytes(stroom.read(bereik[2] - bereik[1] - bereik[0]))
    if not _GAT.fullmatch(gat) or gat not in (gat.lower(), gat.upper()):
        return False
    ruw = bytes.fromhex(gat[1:-1].decode("ascii"))
    inhoud = handtekening.signed_data
    omslag = cms.ContentInfo.load(ruw)
    ondertekenaar = handtekening.signer_info
    op_nummer = ondertekenaar["sid"].name == "issuer_and_serial_number"
    algoritmen = [algoritme["algorithm"].native for algoritme in inhoud["digest_algorithms"]]
    return (
        not any(ruw[len(omslag.dump()) :])
        and algoritmen == [ondertekenaar["digest_algorithm"]["algorithm"].native]
        and ondertekenaar["version"].native == ("v1" if op_nummer else "v3")
        and inhoud["version"].native in ("v1", "v3", "v4", "v5")
        and len(inhoud["signer_infos"]) == 1
    )


def _niveau(handtekening: EmbeddedPdfSignature) -> str:
    """Name the level that is reached without any time stamp: the signing certificate is bound in."""
    soort = handtekening.sig_object.get("/SubFilter")
    kenmerken = {kenmerk["type"].native for kenmerk in handtekening.signer_info["signed_attrs"]}
    gebonden = bool(kenmerken & {"signing_certificate_v2", "signing_certificate"})
    return "PAdES B-B" if soort == "/ETSI.CAdES.detached" and gebonden else "geen PAdES"


def _naam(onderwerp: dict[str, Any], deel: str) -> str:
    waarde = onderwerp.get(deel, "")
    return ", ".join(map(str, waarde)) if isinstance(waarde, list) else str(waarde)


def _open_velden(lezer: PdfFileReader) -> tuple[str, ...]:
    try:
        namen = [str(naam) for naam, _, veld in enumerate_sig_fields(lezer, filled_status=False) if _zichtbaar(veld)]
    except KAPOT:
        return ()
    return tuple(namen)


def _zichtbaar(veld: Any) -> bool:
    vak = [float(getal) for getal in veld.get_object().get("/Rect", (0, 0, 0, 0))]
    return len(vak) == 4 and vak[0] != vak[2] and vak[1] != vak[3]


def _metadata(lezer: PdfFileReader, echte: list[EmbeddedPdfSignature]) -> bytes:
    """Return the XMP as the first signer saw it; metadata is one of the things that may change afterwards."""
    try:
        if not echte:
            return bytes(lezer.root["/Metadata"].data)
        revisie = echte[0].signed_revision
        plek = lezer.get_historical_root(revisie).raw_get("/Metadata")
        return bytes(lezer.get_object(plek.reference, revision=revisie).data)
    except KAPOT:
        return b""


def _eerste(patroon: re.Pattern[bytes], xmp: bytes) -> str:
    gevonden = patroon.search(xmp)
    return gevonden.group(1).decode("ascii") if gevonden is not None else ""


def _pdfa(xmp: bytes) -> str:
    deel = _eerste(_DEEL, xmp)
    return f"PDF/A-{deel}{_eerste(_NIVEAU, xmp).upper()}" if deel else ""


def _bladen(pdf: bytes) -> tuple[int, bool]:
    """Return the number of pages, and whether every font is embedded."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as geopend:
            letters = [
                voorwerp
                for voorwerp in geopend.objects
                if isinstance(voorwerp, pikepdf.Dictionary) and voorwerp.get("/Type") == "/Font"
            ]
            return len(geopend.pages), all(_ingesloten(letter) for letter in letters)
    except (pikepdf.PdfError, *KAPOT):
        return 0, False


def _ingesloten(letter: pikepdf.Dictionary) -> bool:
    if letter.get("/Subtype") in ("/Type0", "/Type3"):
        return True
    beschrijving = letter.get("/FontDescriptor")
    return beschrijving is not None and any(f"/FontFile{soort}" in beschrijving for soort in ("", "2", "3"))
