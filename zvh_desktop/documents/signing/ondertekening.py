"""Put a PAdES B-B signature into a field that was laid when the file was composed."""

import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from cryptography import x509
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import AppearanceContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.stamp import BaseStampStyle

from zvh_desktop.documents.handtekenstand import STAND_GROOTTE, STAND_KLEUR, STAND_REGEL
from zvh_desktop.documents.signing.gezag import REGIO_NIET_GEKWALIFICEERD
from zvh_desktop.documents.signing.keuring import keur
from zvh_desktop.documents.signing.lezen import KAPOT, open_pdf
from zvh_desktop.documents.signing.sleutel import Sleutel
from zvh_desktop.domain.errors import Omstandigheid, Programmafout, Reden

__all__ = ["TIJDSCHEIDING", "StilleSchrijver", "zet_handtekening"]

TIJDSCHEIDING: Final = " \u00b7 tijd: "
"""Between the reason of a signature and what is known of the clock it was made by."""

_LANGSTE_UITGEVER: Final = 30
"""Characters of an issuer's name that fit in the box."""

_LETTER = re.compile(rb"(/[\w+\-.]+) [\d.]+ Tf")


def zet_handtekening(
    pdf: bytes,
    sleutel: Sleutel,
    veldnaam: str,
    nu: datetime,
    *,
    reden: str = "",
    plaats: str = "",
    tijdkwaliteit: str = "",
    certificeren: bool,
    intrekkingslijsten: Iterable[bytes] = (),
) -> bytes:
    """Return `pdf` with one signature more; see `signing.onderteken`."""
    if nu.tzinfo is None:
        raise Programmafout(Reden.VERKEERD_GEBRUIK, wat="tijd zonder zone")
    lezer = open_pdf(pdf, streng=True)
    keur(sleutel.certificaat, sleutel.keten, nu, intrekkingslijsten)
    reden = f"{reden}{TIJDSCHEIDING}{tijdkwaliteit}" if tijdkwaliteit else reden
    with sleutel.hand() as hand:
        namens = _namens(sleutel.certificaat)
        return _zet(lezer, hand, veldnaam, nu, namens, reden=reden, plaats=plaats, certificeren=certificeren)


def _namens(certificaat: bytes) -> str:
    """Return what the box says of the certificate, in ASCII: its own words, or who issued it; never more."""
    geladen = x509.load_der_x509_certificate(certificaat)
    afdelingen = [str(deel.value) for deel in geladen.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)]
    if REGIO_NIET_GEKWALIFICEERD in afdelingen:
        return "certificaat van de regio, niet gekwalificeerd"
    if any(afdeling.startswith("niet gekwalificeerd") for afdeling in afdelingen):
        return "niet gekwalificeerd"
    namen = geladen.issuer.get_attributes_for_oid(NameOID.COMMON_NAME) or list(geladen.issuer)
    kaal = (
        unicodedata.normalize("NFKD", str(namen[0].value) if namen else "onbekend").encode("ascii", "ignore").decode()
    )
    kaal = "".join(teken for teken in kaal if teken.isprintable() and teken not in "()\\")
    return f"certificaat van {kaal[:_LANGSTE_UITGEVER].strip()}"


def _zet(
    lezer: PdfFileReader,
    hand: Any,
    veldnaam: str,
    nu: datetime,
    namens: str,
    *,
    reden: str,
    plaats: str,
    certificeren: bool,
) -> bytes:
    try:
        stand = _leeg_veld(lezer, veldnaam)
        schrijver = StilleSchrijver(lezer.stream, prev=lezer)
        ondertekenaar = _Ondertekenaar(
            signers.PdfSignatureMetadata(
                field_name=veldnaam,
                md_algorithm="sha256",
                subfilter=fields.SigSeedSubFilter.PADES,
                certify=certificeren,
                docmdp_permissions=fields.MDPPerm.FILL_FORMS,
                reason=reden or None,
                location=plaats or None,
            ),
            signer=hand,
            stamp_style=_Stempelstijl(stand=stand, nu=nu, namens=namens),
        )
        ondertekenaar.nu = nu
        uit = io.BytesIO()
        ondertekenaar.sign_pdf(schrijver, existing_fields_only=True, output=uit)
    except SigningError as fout:
        raise Programmafout(Reden.VERKEERD_GEBRUIK, wat="ondertekenen geweigerd", veld=veldnaam) from fout
    except KAPOT as fout:
        raise Omstandigheid(Reden.BESTAND_ONLEESBAAR, wat="beschadigd") from fout
    return uit.getvalue()


def _leeg_veld(lezer: PdfFileReader, veldnaam: str) -> "_Stand | None":
    """Return how the line in an empty field is drawn, or None when the field is not one of ours."""
    for _, waarde, veld in fields.enumerate_sig_fields(lezer, with_name=veldnaam):
        if waarde is not None:
            break
        try:
            uiterlijk = veld.get_object()["/AP"]["/N"]
            letter = _LETTER.search(uiterlijk.data)
            hulp = uiterlijk.raw_get("/Resources")
        except (KeyError, AttributeError):
            return None
        return _Stand(letter.group(1), hulp) if letter is not None else None
    raise Programmafout(Reden.VERKEERD_GEBRUIK, wat="geen leeg veld", veld=veldnaam)


class StilleSchrijver(IncrementalPdfFileWriter):  # type: ignore[misc]  # pyHanko is not followed
    """Adds a revision and leaves the metadata and the version of the format alone.

    pyHanko would rewrite the XMP in every revision and call the file PDF 2.0; the archive claim in it must stay as
    it was composed, and PDF/A-2 ends at 1.7.
    """

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        """Raise the version where asked, but not beyond 1.7."""
        if version <= (1, 7):
            super().ensure_output_version(version)

    def register_extension(self, ext: Any) -> None:
        """Name an extension in the catalog, unless it is one of PDF 2.0."""
        if not str(ext.base_version).startswith("/2"):
            super().register_extension(ext)

    def _update_meta(self) -> None:
        pass


class _Ondertekenaar(signers.PdfSigner):  # type: ignore[misc]  # pyHanko is not followed
    """A signer that takes the moment of signing from its caller."""

    nu: datetime

    def init_signing_session(self, *args: Any, **kwargs: Any) -> PdfSigningSession:
        """Begin a session at the given moment."""
        sessie = super().init_signing_session(*args, **kwargs)
        sessie.system_time = self.nu
        return sessie


@dataclass(frozen=True)
class _Stand:
    """Font of the line in a signature box, as the composed file has it."""

    letter: bytes
    hulp: generic.PdfObject


@dataclass(frozen=True)
class _Stempelstijl(BaseStampStyle):  # type: ignore[misc]  # pyHanko is not followed
    """Replaces "nog niet ondertekend" by when it was signed; another program's field keeps its looks."""

    stand: _Stand | None = None
    nu: datetime | None = None
    namens: str = ""

    def create_stamp(self, writer: Any, box: Any, text_params: dict[str, Any]) -> "_Regels | None":
        """Return the new appearance, or None to keep the old one."""
        if self.stand is None or self.nu is None:
            return None
        regels = (
            f"elektronisch ondertekend op {self.nu:%d-%m-%Y} om {self.nu:%H:%M}",
            f"{self.namens}; tijd volgens dit toestel",
        )
        return _Regels(writer, box, self.stand, regels)


class _Regels(AppearanceContent):  # type: ignore[misc]  # pyHanko is not followed
    """Lines of ASCII text in the font the page already has, so that signing embeds no font."""

    def __init__(self, writer: Any, box: Any, stand: _Stand, regels: tuple[str, ...]) -> None:
        super().__init__(writer=writer, box=box)
        self._stand = stand
        self._regels = regels

    def as_form_xobject(self) -> generic.StreamObject:
        """Return the appearance stream; its resources are those of the field before signing."""
        vorm = generic.StreamObject(
            {
                generic.pdf_name("/Type"): generic.pdf_name("/XObject"),
                generic.pdf_name("/Subtype"): generic.pdf_name("/Form"),
                generic.pdf_name("/BBox"): generic.ArrayObject(
                    map(generic.FloatObject, (0, 0, self.box.width, self.box.height))
                ),
                generic.pdf_name("/Resources"): self._stand.hulp,
            },
            stream_data=self.render(),
        )
        vorm.compress()
        return vorm

    def render(self) -> bytes:
        """Return the drawing operators."""
        begin = b"q BT %.3f %.3f %.3f rg %s %d Tf %d TL 1 0 0 1 0 %.3f Tm " % (
            *STAND_KLEUR,
            self._stand.letter,
            STAND_GROOTTE,
            STAND_REGEL,
            self.box.height - STAND_REGEL,
        )
        return begin + b" T* ".join(b"(%s) Tj" % regel.encode("ascii") for regel in self._regels) + b" ET Q"
