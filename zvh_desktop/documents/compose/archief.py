"""The last step before signing: make the file an archive copy (PDF/A-2, level A) with pikepdf.

Nothing may rewrite the file after this: a rewrite breaks every signature.
"""

import io
import re
from datetime import UTC, datetime
from typing import Final
from xml.sax.saxutils import escape

import pikepdf

from zvh_desktop.assets import asset

__all__ = ["archiveer"]

_PROGRAMMA: Final = "ZVH Desktop"

_BFCHAR: Final = re.compile(rb"\d+ beginbfchar\s(.*?)endbfchar", re.S)


def archiveer(ruw: bytes, *, titel: str, maker: str, trefwoorden: str, gemaakt_op: datetime) -> bytes:
    """Return `ruw` as PDF/A-2a: metadata, output intent, clean character maps, compact and repeatable.

    Args:
        ruw: a tagged PDF from reportlab, not compressed.
        titel: title of the document.
        maker: who made it.
        trefwoorden: keywords; empty for none.
        gemaakt_op: moment of making; naive is taken as UTC.
    """
    moment = gemaakt_op if gemaakt_op.tzinfo is not None else gemaakt_op.replace(tzinfo=UTC)
    moment = moment.replace(microsecond=0)
    with pikepdf.open(io.BytesIO(ruw)) as pdf:
        _zet_info(pdf, titel=titel, maker=maker, trefwoorden=trefwoorden, moment=moment)
        xmp = pdf.make_stream(_xmp(titel, maker, trefwoorden, moment))
        xmp.Type, xmp.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        pdf.Root.Metadata = xmp
        profiel = pdf.make_stream(asset("resources", "kleur", "sRGB.icc").read_bytes())
        profiel.N = 3
        pdf.Root.OutputIntents = pikepdf.Array(
            [
                pikepdf.Dictionary(
                    Type=pikepdf.Name.OutputIntent,
                    S=pikepdf.Name.GTS_PDFA1,
                    OutputConditionIdentifier="sRGB",
                    Info="sRGB IEC61966-2.1",
                    DestOutputProfile=profiel,
                )
            ]
        )
        for voorwerp in pdf.objects:
            if isinstance(voorwerp, pikepdf.Dictionary) and "/ToUnicode" in voorwerp:
                kaart = voorwerp["/ToUnicode"]
                kaart.write(_zuivere_kaart(kaart.read_bytes()))
        uit = io.BytesIO()
        pdf.save(
            uit,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            deterministic_id=True,
            min_version="1.7",
        )
    return uit.getvalue()


def _zet_info(pdf: pikepdf.Pdf, *, titel: str, maker: str, trefwoorden: str, moment: datetime) -> None:
    for sleutel in list(pdf.docinfo.keys()):
        del pdf.docinfo[sleutel]
    pdf.docinfo["/Title"] = titel
    pdf.docinfo["/Author"] = maker
    pdf.docinfo["/Creator"] = _PROGRAMMA
    pdf.docinfo["/Producer"] = _PROGRAMMA
    if trefwoorden:
        pdf.docinfo["/Keywords"] = trefwoorden
    tekst = moment.strftime("D:%Y%m%d%H%M%S%z")
    tekst = f"{tekst[:-2]}'{tekst[-2:]}'"
    pdf.docinfo["/CreationDate"] = tekst
    pdf.docinfo["/ModDate"] = tekst


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


def _zuivere_kaart(kaart: bytes) -> bytes:
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
