"""Small real files to put in a dossier: a picture, a PDF, a Word document."""

import io
import zipfile

from PIL import Image

__all__ = ["PNG", "afbeelding", "docx", "pdf"]


def afbeelding(breed: int = 60, hoog: int = 40, formaat: str = "PNG") -> bytes:
    """A picture with a gradient."""
    beeld = Image.linear_gradient("L").resize((breed, hoog)).convert("RGB")
    uit = io.BytesIO()
    beeld.save(uit, formaat)
    return uit.getvalue()


PNG = afbeelding()


def pdf(*bladen: str, wachtwoord: str = "") -> bytes:
    """A PDF with one line on each page."""
    import pikepdf

    document = pikepdf.new()
    for tekst in bladen:
        blad = document.add_blank_page(page_size=(595, 842))
        letter = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        blad.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=letter))
        blad.Contents = document.make_stream(f"BT /F1 30 Tf 72 700 Td ({tekst}) Tj ET".encode("latin-1"))
    uit = io.BytesIO()
    slot = pikepdf.Encryption(owner=wachtwoord, user=wachtwoord) if wachtwoord else None
    document.save(uit, encryption=slot) if slot else document.save(uit)
    return uit.getvalue()


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(*alineas: str, voor: str = "", extra: dict[str, bytes] | None = None) -> bytes:
    """A Word document with these paragraphs; `voor` stands between the XML declaration and the root."""
    lijf = "".join(f"<w:p><w:r><w:t>{a}</w:t></w:r></w:p>" for a in alineas)
    xml = f'<?xml version="1.0"?>{voor}<w:document xmlns:w="{_W}"><w:body>{lijf}</w:body></w:document>'
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as bundel:
        bundel.writestr("[Content_Types].xml", "<Types/>")
        bundel.writestr("word/document.xml", xml)
        for naam, inhoud in (extra or {}).items():
            bundel.writestr(naam, inhoud)
    return uit.getvalue()
