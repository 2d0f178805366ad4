"""What makes a file an archive copy (PDF/A-2, level A): metadata, colour, and character maps without holes.

Nothing may rewrite the file after this: a rewrite breaks every signature.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from xml.sax.saxutils import escape

from zvh_desktop.assets import asset

__all__ = ["Archief", "pdf_tekst", "zuivere_kaart"]

_PROGRAMMA: Final = "ZVH Desktop"

_BFCHAR: Final = re.compile(rb"\d+ beginbfchar\s(.*?)endbfchar", re.S)


@dataclass(frozen=True, slots=True)
class Archief:
    """What a file says of itself, and how its colours are meant."""

    titel: str
    maker: str
    trefwoorden: str
    """Empty for none."""
    gemaakt_op: datetime
    """Moment of making; naive is taken as UTC."""

    def _moment(self) -> datetime:
        moment = self.gemaakt_op if self.gemaakt_op.tzinfo is not None else self.gemaakt_op.replace(tzinfo=UTC)
        return moment.replace(microsecond=0)

    def info(self) -> bytes:
        """Return the information dictionary; it says the same as the metadata."""
        tijd = self._moment().strftime("D:%Y%m%d%H%M%S%z")
        tijd = f"{tijd[:-2]}'{tijd[-2:]}'"
        woorden = {"Title": self.titel, "Author": self.maker, "Creator": _PROGRAMMA, "Producer": _PROGRAMMA}
        if self.trefwoorden:
            woorden["Keywords"] = self.trefwoorden
        paren = b" ".join(b"/%s %s" % (naam.encode(), pdf_tekst(tekst)) for naam, tekst in woorden.items())
        return b"<< %s /CreationDate (%s) /ModDate (%s) >>" % (paren, tijd.encode(), tijd.encode())

    def xmp(self) -> bytes:
        """Return the metadata as XML."""
        return _xmp(self.titel, self.maker, self.trefwoorden, self._moment())

    @staticmethod
    def profiel() -> bytes:
        """Return the colour profile."""
        return asset("resources", "kleur", "sRGB.icc").read_bytes()

    @staticmethod
    def weergave(profiel: int) -> bytes:
        """Return the output intents; `profiel` is the number of the colour profile in the file."""
        return (
            b"[<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1)"
            b" /DestOutputProfile %d 0 R >>]" % profiel
        )


def pdf_tekst(tekst: str) -> bytes:
    """Return a PDF text string in hexadecimal, UTF-16 with byte-order mark."""
    return b"<FEFF" + tekst.encode("utf-16-be", "replace").hex().upper().encode() + b">"


def _xmp(titel: str, maker: str, trefwoorden: str, moment: datetime) -> bytes:
    tijd = moment.isoformat()
    sleutels = f"<pdf:Keywords>{escape(trefwoorden)}</pdf:Keywords>" if trefwoorden else ""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:format>application/pdf</dc:format>"
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(titel)}</rdf:li></rdf:Alt></dc:title>'
        f"<dc:creator><rdf:Seq><rdf:li>{escape(maker)}</rdf:li></rdf:Seq></dc:creator>"
        "<dc:language><rdf:Bag><rdf:li>nl-NL</rdf:li></rdf:Bag></dc:language>"
        "</rdf:Description>\n"
        '<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">'
        f"<xmp:CreatorTool>{_PROGRAMMA}</xmp:CreatorTool>"
        f"<xmp:CreateDate>{tijd}</xmp:CreateDate><xmp:ModifyDate>{tijd}</xmp:ModifyDate>"
        f"<xmp:MetadataDate>{tijd}</xmp:MetadataDate>"
        "</rdf:Description>\n"
        '<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">'
        f"<pdf:Producer>{_PROGRAMMA}</pdf:Producer>{sleutels}"
        "</rdf:Description>\n"
        '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"
        "</rdf:Description>\n"
        "</rdf:RDF>\n</x:xmpmeta>\n"
        '<?xpacket end="w"?>'
    ).encode()


def zuivere_kaart(kaart: bytes) -> bytes:
    """Return a ToUnicode map without the codes reportlab gives to nothing (U+0000, which A-2a forbids).

    The rest is written in blocks of at most a hundred, as the norm for character maps asks.
    """
    regels = [regel for blok in _BFCHAR.findall(kaart) for regel in _paren(blok)]
    blokken = [
        b"%d beginbfchar\n%s\nendbfchar\n" % (len(deel), b"\n".join(deel))
        for deel in (regels[begin : begin + 100] for begin in range(0, len(regels), 100))
    ]
    eerste = _BFCHAR.search(kaart)
    if eerste is None:
        return kaart
    laatste = kaart.rindex(b"endbfchar") + len(b"endbfchar")
    return kaart[: eerste.start()] + b"".join(blokken) + kaart[laatste:].lstrip()


def _paren(blok: bytes) -> list[bytes]:
    return [regel.strip() for regel in blok.splitlines() if regel.strip() and b"<0000>" not in regel]
