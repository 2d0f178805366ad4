"""Documents against the bare libraries: a long verslag composed, signed and checked.

`rijen(reps)` gives one row per measurement: name, seconds of the floor, seconds of ours; medians, runs interleaved.
The floor lays the same words on the same pages with reportlab alone: same fonts, sizes, columns, header and footer,
but no structure, no archive metadata, no fields. Signing is compared with bare pyHanko on the same file.
"""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from statistics import median
from time import perf_counter
from typing import Any
from xml.sax.saxutils import escape

from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Table

from zvh_desktop.assets import asset
from zvh_desktop.documents import compose, signing
from zvh_desktop.domain.verslag import Aanwezige, Actiepunt, Handtekenvak, Uitspraak, VerslagInhoud

__all__ = ["rijen"]

_NU = datetime(2026, 11, 24, 10, 53, tzinfo=UTC)
_ZIN = "Er is gesproken over wonen, inkomen en dagbesteding; de afspraken zijn voor iedereen duidelijk. "
_BREED = A4[0] - 124


def _inhoud() -> VerslagInhoud:
    """Return a verslag of twenty pages, nearly half of them tables."""
    return VerslagInhoud(
        zvh="Zorg- en Veiligheidshuis Voorbeeld",
        rubricering="VERTROUWELIJK",
        overleg="Casusoverleg",
        overlegtype="individueel casusoverleg",
        casusnummer="2026-0143",
        casusnaam="Kees V.",
        casustype="persoon",
        grondslag="WGS",
        datum=date(2026, 11, 24),
        begin="09:30",
        eind="11:00",
        plaats="Stadhuis",
        voorzitter="M. van der Heijden",
        verslaglegger="J. de Wit",
        versie=1,
        aanwezigen=tuple(
            Aanwezige(naam=f"Deelnemer {n}", organisatie=f"Partner {n}", soort="vast", dekking="privacyprotocol",
                      aanwezig="09:30\u201311:00")
            for n in range(12)
        ),
        beeld=tuple(Uitspraak(bron=f"Partner {n}", tekst=_ZIN * 6) for n in range(40)),
        oordeel=tuple(Uitspraak(bron=f"Partner {n}", tekst=_ZIN * 5) for n in range(40)),
        acties=tuple(
            Actiepunt(wat=f"{_ZIN}{n}", organisatie=f"Partner {n}", persoon="A. Jansen", uiterlijk=date(2026, 12, 1))
            for n in range(190)
        ),
        uitkomst="besluit genomen",
        vastgesteld_op=_NU,
        vastgesteld_door="vaste partners",
        logboek="0" * 64,
        handtekeningen=(Handtekenvak(veldnaam="voorzitter", naam="M. van der Heijden", rol="voorzitter"),),
    )  # fmt: skip


def _vloer_opmaak(inhoud: VerslagInhoud) -> bytes:
    """Lay the same pages with reportlab alone."""
    for naam, snit in (("Vloer", "Regular"), ("VloerVet", "Semibold")):
        if naam not in pdfmetrics.getRegisteredFontNames():
            pad = asset("resources", "fonts", f"SourceSans3-{snit}.ttf")
            # Not registerFont: for a face it knows it hands out the product's own font object.
            pdfmetrics._fonts[naam] = TTFont(naam, str(pad), shapable=False)
    pdfmetrics.registerFontFamily("Vloer", normal="Vloer", bold="VloerVet", italic="Vloer", boldItalic="VloerVet")
    tekst = ParagraphStyle("t", fontName="Vloer", bulletFontName="Vloer", fontSize=10, leading=14, spaceAfter=4)
    kop = ParagraphStyle("k", fontName="VloerVet", bulletFontName="Vloer", fontSize=13, leading=17, spaceBefore=15)
    cel = ParagraphStyle("c", fontName="Vloer", bulletFontName="Vloer", fontSize=9.5, leading=12.5)
    klein = ParagraphStyle("d", fontName="Vloer", bulletFontName="Vloer", fontSize=8.5, leading=11.5)
    verhaal: list[Flowable] = [Paragraph("Verslag casusoverleg 2026-0143", kop)]

    def tabel(rijen: list[list[Any]], delen: tuple[float, ...]) -> None:
        stijl = [
            ("FONT", (0, 0), (-1, -1), "Vloer", 9.5),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 3.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor("#C9D1DA")),
        ]
        breedtes = [_BREED * deel for deel in delen]
        verhaal.append(Table(rijen, colWidths=breedtes, style=stijl, repeatRows=1, splitInRow=1))

    verhaal.append(Paragraph("Aanwezig", kop))
    tabel(
        [[[Paragraph(woord, klein)] for woord in ("Naam", "Organisatie", "Geheimhouding", "Aanwezig")]]
        + [
            [[Paragraph(escape(deel), cel)] for deel in (wie.naam, wie.organisatie, wie.dekking, wie.aanwezig)]
            for wie in inhoud.aanwezigen
        ],
        (0.24, 0.32, 0.27, 0.17),
    )
    for titel, uitspraken in (("Beeld", inhoud.beeld), ("Oordeel", inhoud.oordeel)):
        verhaal.append(Paragraph(titel, kop))
        verhaal.extend(Paragraph(f"<b>{escape(u.bron)}:</b> {escape(u.tekst)}", tekst) for u in uitspraken)
    verhaal.append(Paragraph("Afspraken en acties", kop))
    tabel(
        [[[Paragraph(woord, klein)] for woord in ("Wie", "Wat", "Uiterlijk")]]
        + [
            [
                [Paragraph(f"<b>{escape(punt.organisatie)}</b>", cel), Paragraph(escape(punt.persoon), klein)],
                [Paragraph(escape(punt.wat), cel)],
                [Paragraph("1 december 2026", cel)],
            ]
            for punt in inhoud.acties
        ],
        (0.26, 0.53, 0.21),
    )
    verhaal.append(Paragraph("Vaststelling", kop))
    verhaal.append(Paragraph(inhoud.logboek, tekst))

    def rand(canv: Any, sjabloon: Any) -> None:
        canv.setFont("VloerVet", 8.5)
        canv.drawString(62, A4[1] - 42, inhoud.zvh)
        canv.setFont("Vloer", 8.5)
        canv.drawRightString(A4[0] - 62, A4[1] - 42, inhoud.rubricering)
        canv.line(62, A4[1] - 50, A4[0] - 62, A4[1] - 50)
        canv.line(62, 50, A4[0] - 62, 50)
        canv.drawString(62, 38, "Verslag 2026-0143")
        canv.drawRightString(A4[0] - 62, 38, f"Pagina {canv.getPageNumber()}")
        canv.drawString(62, 28, f"logboek {inhoud.logboek}")

    uit = io.BytesIO()
    sjabloon = BaseDocTemplate(uit, pagesize=A4, initialFontName="Vloer")
    ruimte = Frame(62, 66, _BREED, A4[1] - 140, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    sjabloon.addPageTemplates(PageTemplate(frames=[ruimte], onPage=rand))
    sjabloon.build(verhaal)
    return uit.getvalue()


def _vloer_teken(pdf: bytes, sleutel: signing.SleutelMateriaal) -> bytes:
    """Sign with pyHanko as its manual shows."""
    tekenaar = signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(sleutel.certificaat),
        signing_key=keys.PrivateKeyInfo.load(sleutel.pkcs8),
        cert_registry=SimpleCertificateStore(),
    )
    gegevens = signers.PdfSignatureMetadata(
        field_name="voorzitter", subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256"
    )
    uit = io.BytesIO()
    signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), gegevens, signer=tekenaar, output=uit)
    return uit.getvalue()


def _meet(reps: int, *werk: Callable[[], object]) -> list[float]:
    """Return the median seconds of each piece of work; one warm run first, then taken in turns."""
    tijden: list[list[float]] = [[] for _ in werk]
    for doe in werk:
        doe()
    for _ in range(reps):
        for rij, doe in zip(tijden, werk, strict=True):
            begin = perf_counter()
            doe()
            rij.append(perf_counter() - begin)
    return [median(rij) for rij in tijden]


def rijen(reps: int = 5) -> list[dict[str, Any]]:
    """Measure and return rows with "naam", "vloer_s" and "ons_s"."""
    inhoud = _inhoud()
    vloer, ons = _meet(reps, lambda: _vloer_opmaak(inhoud), lambda: compose.verslag(inhoud))
    pdf = compose.verslag(inhoud)
    kaal = _vloer_opmaak(inhoud)
    sleutel = signing.maak_sleutel("M. van der Heijden", "ZVH", "voorzitter", _NU - timedelta(hours=1))
    zelfde, teken, kale = _meet(
        reps,
        lambda: _vloer_teken(pdf, sleutel),
        lambda: signing.onderteken(pdf, sleutel, "voorzitter", _NU, certificeren=True),
        lambda: _vloer_teken(kaal, sleutel),
    )
    return [
        {"naam": "verslag van 20 pagina's opgemaakt", "vloer_s": vloer, "ons_s": ons},
        {"naam": "het ondertekend (EC P-256), vloer op hetzelfde bestand", "vloer_s": zelfde, "ons_s": teken},
        {"naam": "het ondertekend (EC P-256), vloer op het kale bestand", "vloer_s": kale, "ons_s": teken},
    ]


if __name__ == "__main__":
    for rij in rijen():
        print(f"{rij['naam']}: {rij['vloer_s']:.3f} {rij['ons_s']:.3f} {rij['ons_s'] / rij['vloer_s']:.2f}")
