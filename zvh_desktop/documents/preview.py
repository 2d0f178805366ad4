"""Pages of a PDF as pictures, in memory, for the preview."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any, Final

from zvh_desktop.domain.errors import Omstandigheid, Programmafout, Reden

__all__ = ["GROOTSTE_PIXELS", "pagina_raw", "paginas", "tekst"]

GROOTSTE_PIXELS: Final = 40_000_000
"""A page larger than this at the asked scale is refused; 40 million are 160 MB."""

_EEN_TEGELIJK: Final = Lock()
"""PDFium is not safe for threads."""


def paginas(pdf: bytes) -> int:
    """Return the number of pages.

    Raises:
        Omstandigheid: not a PDF that can be shown.
    """
    with _open(pdf) as document:
        return len(document)


def tekst(pdf: bytes) -> str:
    """Return the words on all pages, page by page.

    Raises:
        Omstandigheid: not a PDF that can be shown.
    """
    with _open(pdf) as document:
        return "\n".join(str(blad.get_textpage().get_text_range()) for blad in document)


def pagina_raw(pdf: bytes, index: int, schaal: float) -> tuple[int, int, bytes]:
    """Draw one page.

    Args:
        pdf: the file.
        index: counted from 0.
        schaal: pixels for each point; 96 dots an inch are 4/3.

    Returns:
        Width and height in pixels, and the picture: RGBA, one byte each, rows from the top, no padding.

    Raises:
        Omstandigheid: not a PDF that can be shown, or a page too large.
        Programmafout: no such page, or a scale that is not above zero.
    """
    # Loaded here because it takes a tenth of a second, and many look at no page at all.
    from pypdfium2.raw import FPDFBitmap_BGRA

    with _open(pdf) as document:
        if not 0 <= index < len(document) or not schaal > 0:
            raise Programmafout(Reden.VERKEERD_GEBRUIK, wat="pagina", index=index)
        blad = document[index]
        breedte, hoogte = blad.get_size()
        if breedte * hoogte * schaal * schaal > GROOTSTE_PIXELS:
            raise Omstandigheid(Reden.BESTAND_TE_GROOT, wat="pagina", index=index)
        # Four bytes a pixel; with the byte order reversed that is RGBA.
        beeld = blad.render(
            scale=schaal, rev_byteorder=True, force_bitmap_format=FPDFBitmap_BGRA, fill_color=(255, 255, 255, 255)
        )
        regel = beeld.width * 4
        ruw = bytes(beeld.buffer)
        if beeld.stride != regel:
            ruw = b"".join(ruw[y * beeld.stride : y * beeld.stride + regel] for y in range(beeld.height))
        return beeld.width, beeld.height, ruw


@contextmanager
def _open(pdf: bytes) -> Iterator[Any]:
    # Loaded here: see `pagina_raw`.
    import pypdfium2

    with _EEN_TEGELIJK:
        try:
            document = pypdfium2.PdfDocument(pdf)
            document.init_forms()
        except pypdfium2.PdfiumError as fout:
            raise Omstandigheid(Reden.BESTAND_ONLEESBAAR, wat="voorbeeld") from fout
        try:
            yield document
        except pypdfium2.PdfiumError as fout:
            raise Omstandigheid(Reden.BESTAND_ONLEESBAAR, wat="voorbeeld") from fout
        finally:
            document.close()
