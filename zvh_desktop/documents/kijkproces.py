"""A process of its own that decodes what others made: bytes in by a pipe, pictures and text out by a pipe.

Started by `kijker`, never imported by the program. What falls over here falls over alone. Where the system knows
limits, it may not write a file, leave a core dump, open anything any more, or take more memory than it was given.

A message is four bytes of length, a JSON object of that length, and then as many bytes as its `bytes` says.
"""

import contextlib
import io
import json
import os
import re
import sys
import unicodedata
import zipfile
import zlib
from typing import Any, BinaryIO, Final
from xml.parsers import expat

import pypdfium2
from PIL import Image, ImageOps, TiffImagePlugin, WebPImagePlugin

_GEHEUGEN: Final = 1536 * 1024 * 1024
_REKENTIJD_S: Final = 900
_PIXELS: Final = 16_000_000
"""Pixels of a picture that goes back."""
_HOOGSTE: Final = 16_000
"""Rows of a picture that goes back."""
_BEELDPIXELS: Final = 80_000_000
"""Pixels of an image that must be unfolded whole."""
_FOTOPIXELS: Final = 250_000_000
"""Pixels of a JPEG, which can be unfolded smaller at once."""
_XML: Final = 48 * 1024 * 1024
_TEKENS: Final = 400_000
_BLADBREEDTE_PT: Final = 595.28
_FORMATEN: Final = {"png": "PNG", "jpeg": "JPEG", "gif": "GIF", "bmp": "BMP", "tiff": "TIFF", "webp": "WEBP"}
_MEESTE_BLADEN: Final = 5000
_WACHTWOORD_NODIG: Final = 4  # FPDF_ERR_PASSWORD
_LINK: Final = 2  # FPDF_ANNOT_LINK
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "


_EXTRA: Final = (TiffImagePlugin, WebPImagePlugin)
"""Decoders beside the few that Pillow brings itself; asking it for an unknown one loads all forty."""


class _Fout(Exception):
    """Cannot be shown; the argument is the reason for the other side."""


def _begrens() -> None:
    """Give up what decoding does not need; called when every module is loaded."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for wat, hoeveel in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 3),
        (resource.RLIMIT_CPU, _REKENTIJD_S),
        (resource.RLIMIT_AS, _GEHEUGEN),
    ):
        try:
            resource.setrlimit(wat, (hoeveel, hoeveel))
        except (OSError, ValueError):
            continue


class _Pdf:
    def __init__(self, inhoud: bytes) -> None:
        try:
            self._document = pypdfium2.PdfDocument(inhoud)
            self.bladen = min(len(self._document), _MEESTE_BLADEN)
        except pypdfium2.PdfiumError as fout:
            code = getattr(fout, "err_code", None)
            raise _Fout("wachtwoord" if code == _WACHTWOORD_NODIG else "stuk") from None
        if not self.bladen:
            raise _Fout("stuk")

    def blad(self, nummer: int, schaal: float) -> tuple[int, int, bytes]:
        try:
            blad = self._document[nummer]
            breed, hoog = blad.get_size()
            if not (0 < breed < 1e6 and 0 < hoog < 1e6):
                raise _Fout("stuk")
            schaal = min(schaal, (_PIXELS / (breed * hoog)) ** 0.5, _HOOGSTE / max(breed, hoog))
            beeld = blad.render(
                scale=schaal,
                rev_byteorder=True,
                force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRA,
                fill_color=(255, 255, 255, 255),
            )
        except pypdfium2.PdfiumError:
            raise _Fout("stuk") from None
        regel, ruw = beeld.width * 4, bytes(beeld.buffer)
        if beeld.stride != regel:
            ruw = b"".join(ruw[y * beeld.stride : y * beeld.stride + regel] for y in range(beeld.height))
        return beeld.width, beeld.height, ruw

    def woorden(self) -> tuple[str, bool]:
        """Return the text of all pages, and whether that is all there is to read: no pictures, notes or files in it."""
        stukken, tekens = [], 0
        try:
            alles = not pypdfium2.raw.FPDFDoc_GetAttachmentCount(self._document)
            for nummer in range(self.bladen):
                blad = self._document[nummer]
                tekst = str(blad.get_textpage().get_text_range())
                stukken.append(tekst)
                tekens += len(tekst)
                alles = alles and bool(tekst.strip()) and not self._buiten_de_tekst(blad)
                blad.close()
                if tekens > _TEKENS:
                    return "\n".join(stukken), False
        except pypdfium2.PdfiumError:
            return "\n".join(stukken), False
        return "\n".join(stukken), alles and self.bladen == len(self._document)

    @staticmethod
    def _buiten_de_tekst(blad: Any) -> bool:
        """Whether a page holds a picture, or a note or field beside its text."""
        raw = pypdfium2.raw
        if next(blad.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=8), None) is not None:
            return True
        for nummer in range(raw.FPDFPage_GetAnnotCount(blad)):
            noot = raw.FPDFPage_GetAnnot(blad, nummer)
            soort = raw.FPDFAnnot_GetSubtype(noot)
            raw.FPDFPage_CloseAnnot(noot)
            if soort != _LINK:
                return True
        return False


class _Beeld:
    def __init__(self, inhoud: bytes, formaat: str) -> None:
        self._inhoud, self._formaat = inhoud, formaat
        try:
            with Image.open(io.BytesIO(inhoud), formats=(formaat,)) as beeld:
                self._keur(beeld)
                self.bladen = 1
                if formaat == "TIFF":
                    self.bladen = max(1, min(int(getattr(beeld, "n_frames", 1)), _MEESTE_BLADEN))
        except (OSError, SyntaxError, ValueError, OverflowError, IndexError, TypeError):
            raise _Fout("stuk") from None

    def _keur(self, beeld: Any) -> None:
        breed, hoog = beeld.size
        if breed * hoog > (_FOTOPIXELS if self._formaat == "JPEG" else _BEELDPIXELS) or max(breed, hoog) > 100_000:
            raise _Fout("te_groot")
        if breed < 1 or hoog < 1:
            raise _Fout("stuk")

    def blad(self, nummer: int, schaal: float) -> tuple[int, int, bytes]:
        """Return the image on a white sheet as wide as paper; a small one is not blown up."""
        try:
            with Image.open(io.BytesIO(self._inhoud), formats=(self._formaat,)) as beeld:
                if nummer:
                    beeld.seek(nummer)
                self._keur(beeld)
                vel = max(1, min(4000, round(_BLADBREEDTE_PT * schaal)))
                if self._formaat == "JPEG":
                    beeld.draft("RGB", (vel, vel))
                recht = ImageOps.exif_transpose(beeld) or beeld
                recht = recht.convert("RGBA")
        except (OSError, SyntaxError, ValueError, OverflowError, IndexError, TypeError, EOFError):
            raise _Fout("stuk") from None
        factor = min(vel / recht.width, max(1.0, schaal), _HOOGSTE / recht.height)
        maat = (max(1, round(recht.width * factor)), max(1, round(recht.height * factor)))
        if vel * maat[1] > _PIXELS:
            krimp = (_PIXELS / (vel * maat[1])) ** 0.5
            maat, vel = (max(1, int(maat[0] * krimp)), max(1, int(maat[1] * krimp))), max(1, int(vel * krimp))
        recht = recht.resize(maat, Image.Resampling.BILINEAR)
        blad = Image.new("RGBA", (max(vel, maat[0]), maat[1]), (255, 255, 255, 255))
        blad.alpha_composite(recht, ((blad.width - maat[0]) // 2, 0))
        return blad.width, blad.height, blad.tobytes()


class _Woordlezer:
    """Takes the words out of the main part of a Word document; declarations of entities are refused."""

    def __init__(self, *, geschrapt: bool = False) -> None:
        """Make it; `geschrapt` takes what was struck out and is kept as a change too."""
        self._tekstdelen = (_W + "t", _W + "delText") if geschrapt else (_W + "t",)
        self.stukken: list[str] = []
        self.tekens = 0
        self._in_tekst = False
        self.vol = False

    def _neem(self, tekst: str) -> None:
        if self.tekens < _TEKENS:
            self.stukken.append(tekst[: _TEKENS - self.tekens])
        self.vol = self.vol or self.tekens + len(tekst) > _TEKENS
        self.tekens += len(tekst)

    def begin(self, naam: str, _eigenschappen: dict[str, str]) -> None:
        if naam in self._tekstdelen:
            self._in_tekst = True
        elif naam == _W + "tab":
            self._neem("\t")
        elif naam in (_W + "br", _W + "cr"):
            self._neem("\n")

    def eind(self, naam: str) -> None:
        if naam in self._tekstdelen:
            self._in_tekst = False
        elif naam == _W + "p":
            self._neem("\n")
        elif naam == _W + "tc":
            self._neem("\t")

    def tekst(self, stuk: str) -> None:
        if self._in_tekst:
            self._neem(stuk)

    def weiger(self, *_: object) -> int:
        raise _Fout("stuk")


def _word(inhoud: bytes) -> tuple[str, bool]:
    lezer = _Woordlezer()
    _ontleed(inhoud, "word/document.xml", lezer)
    return "".join(lezer.stukken), lezer.vol


def _ontleed(inhoud: bytes, deelnaam: str, lezer: _Woordlezer) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(inhoud)) as bundel, bundel.open(deelnaam) as deel:
            xml = deel.read(_XML + 1)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, EOFError, NotImplementedError, zlib.error):
        raise _Fout("stuk") from None
    except RuntimeError:
        raise _Fout("wachtwoord") from None
    if len(xml) > _XML:
        raise _Fout("te_groot")
    ontleder = expat.ParserCreate(namespace_separator=" ")
    ontleder.buffer_text = True
    ontleder.StartElementHandler = lezer.begin
    ontleder.EndElementHandler = lezer.eind
    ontleder.CharacterDataHandler = lezer.tekst
    ontleder.StartDoctypeDeclHandler = lezer.weiger
    ontleder.EntityDeclHandler = lezer.weiger
    ontleder.ExternalEntityRefHandler = lezer.weiger
    try:
        ontleder.Parse(xml, True)
    except (expat.ExpatError, UnicodeError, ValueError):
        if not lezer.stukken:
            raise _Fout("stuk") from None
        lezer.vol = True


_WORDTEKST: Final = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_WORDRUIS: Final = re.compile(
    r"(_rels/|docProps/(core|app)\.xml|\[Content_Types\]|"
    r"word/(_rels/|theme/|styles|settings|fontTable|webSettings|numbering|people)).*"
)
"""Parts of a Word document that hold no text of whoever wrote it."""


def _word_geheel(inhoud: bytes) -> tuple[str, bool]:
    """Return the text with headers, notes and what was struck out, and whether the document holds nothing else."""
    try:
        with zipfile.ZipFile(io.BytesIO(inhoud)) as bundel:
            delen = bundel.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise _Fout("stuk") from None
    # Of two parts with one name another program may show the one that is not read here.
    namen = delen[:_MEESTE_BLADEN]
    alles = len(set(delen)) == len(delen) == len(namen)
    lezer = _Woordlezer(geschrapt=True)
    for naam in namen:
        if _WORDTEKST.fullmatch(naam):
            _ontleed(inhoud, naam, lezer)
    alles = alles and all(_WORDTEKST.fullmatch(naam) or _WORDRUIS.fullmatch(naam) for naam in namen)
    return "".join(lezer.stukken), alles and not lezer.vol


def _kaal_geheel(inhoud: bytes) -> tuple[str, bool]:
    """Return plain text, and whether it is only that: a mail or a web page holds more than one reads in it."""
    tekst, ingekort = _kaal(inhoud)
    klein = tekst.casefold()
    return tekst, not ingekort and not any(w in klein for w in ("content-transfer-encoding", "<html", "<!doctype"))


def _kaal(inhoud: bytes) -> tuple[str, bool]:
    stuk = inhoud[: 4 * _TEKENS]
    try:
        tekst = stuk.decode("utf-8-sig")
    except UnicodeDecodeError as fout:
        # What was cut off may end in the middle of a sign.
        afgekapt = len(inhoud) > len(stuk) and fout.start > len(stuk) - 4
        tekst = stuk[: fout.start].decode("utf-8-sig") if afgekapt else stuk.decode("cp1252", "replace")
    return tekst[:_TEKENS], len(tekst) > _TEKENS or len(inhoud) > len(stuk)


def _leesbaar(tekst: str) -> str:
    """Without signs that turn the direction or drive a terminal."""
    return "".join(t for t in tekst.replace("\r\n", "\n") if t in "\n\t" or unicodedata.category(t) not in ("Cc", "Cf"))


def _lees(bron: BinaryIO, hoeveel: int) -> bytes:
    stuk = bron.read(hoeveel)
    if len(stuk) != hoeveel:
        raise EOFError
    return stuk


def _stuur(naar: BinaryIO, kop: dict[str, Any], inhoud: bytes = b"") -> None:
    wire = json.dumps({**kop, "bytes": len(inhoud)}).encode()
    naar.write(len(wire).to_bytes(4, "big") + wire + inhoud)
    naar.flush()


def _oefen() -> None:
    """Do everything once with pictures of our own: libraries load parts of themselves at their first use."""
    exif = Image.Exif()
    exif[0x0112] = 6
    for formaat in _FORMATEN.values():
        for modus in ("RGB", "L", "P"):
            if modus == "P" and formaat in ("JPEG", "WEBP"):
                continue
            uit = io.BytesIO()
            Image.new(modus, (4, 4)).save(uit, formaat, **({"exif": exif} if formaat in ("JPEG", "PNG") else {}))
            _Beeld(uit.getvalue(), formaat).blad(0, 0.1)
    leeg = pypdfium2.PdfDocument.new()
    leeg.new_page(10, 10)
    bladen = io.BytesIO()
    leeg.save(bladen)
    _Pdf(bladen.getvalue()).woorden()
    for rommel in (b"", b"rommel"):
        with contextlib.suppress(_Fout):
            _Pdf(rommel)
        with contextlib.suppress(_Fout):
            _word(rommel)
        for formaat in _FORMATEN.values():
            with contextlib.suppress(_Fout):
                _Beeld(rommel, formaat)


class _Kijk:
    def __init__(self) -> None:
        self._bladen: _Pdf | _Beeld | None = None

    def antwoord(self, vraag: dict[str, Any], inhoud: bytes) -> tuple[dict[str, Any], bytes]:
        if vraag["doe"] == "blad":
            if self._bladen is None or not 0 <= vraag["nummer"] < self._bladen.bladen:
                raise _Fout("stuk")
            breed, hoog, ruw = self._bladen.blad(vraag["nummer"], vraag["schaal"])
            return {"breed": breed, "hoog": hoog}, ruw
        soort = vraag["soort"]
        if vraag["doe"] == "woorden":
            lezers = {"pdf": lambda b: _Pdf(b).woorden(), "docx": _word_geheel, "tekst": _kaal_geheel}
            tekst, alles = lezers[soort](inhoud)
            return {"alles": alles}, tekst.encode("utf-8", "replace")
        if soort in ("docx", "tekst"):
            tekst, vol = _word(inhoud) if soort == "docx" else _kaal(inhoud)
            return {"ingekort": vol}, _leesbaar(tekst).encode("utf-8", "replace")
        self._bladen = _Pdf(inhoud) if soort == "pdf" else _Beeld(inhoud, _FORMATEN[soort])
        return {"bladen": self._bladen.bladen}, b""


def main() -> int:
    """Answer questions until the other side closes the pipe."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(0, os.O_BINARY)
        msvcrt.setmode(1, os.O_BINARY)
    bron, naar = os.fdopen(0, "rb"), os.fdopen(1, "wb")
    Image.MAX_IMAGE_PIXELS = None  # our own limits are kept before anything is unfolded
    _oefen()
    for codering in ("cp1252", "utf-8-sig", "latin-1", "utf-16", "utf-16-le", "cp437"):
        "".encode(codering)  # a codec is loaded at its first use, and by then nothing can be opened
    _begrens()
    kijk = _Kijk()
    while True:
        try:
            vraag = json.loads(_lees(bron, int.from_bytes(_lees(bron, 4), "big")))
            inhoud = _lees(bron, vraag["bytes"])
        except EOFError:
            return 0
        try:
            kop, uit = kijk.antwoord(vraag, inhoud)
        except _Fout as fout:
            kop, uit = {"fout": fout.args[0]}, b""
        except MemoryError:
            kop, uit = {"fout": "te_groot"}, b""
        del inhoud
        _stuur(naar, kop, uit)


if __name__ == "__main__":
    sys.exit(main())
