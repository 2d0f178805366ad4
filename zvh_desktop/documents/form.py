"""What was filled in on our PDF form, read from the bytes of a file that anyone may have sent."""

import io
import re
from typing import Final

import pikepdf

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.formulier import FORMULIERVERSIE

__all__ = ["GROOTSTE_FORMULIER", "lees_formulier"]

GROOTSTE_FORMULIER: Final = 2_000_000
"""Bytes; an empty form is about a hundred thousand."""
_MEESTE_VELDEN: Final = 2_000
_DIEPST: Final = 12
_LANGST: Final = 1_000_000


def lees_formulier(inhoud: bytes) -> dict[str, str]:
    """Return the text of each field by its full name; nothing in the file is run or followed.

    Raises:
        Omstandigheid: BESTAND_TE_GROOT; BESTAND_GEEN_PDF, it cannot be read; BESTAND_ONLEESBAAR with `wat`
            "versleuteld"; BESTAND_ONBEKEND_FORMAAT, a PDF but not our form; NIEUWER_FORMAAT.
    """
    if len(inhoud) > GROOTSTE_FORMULIER:
        raise Omstandigheid(Reden.BESTAND_TE_GROOT, grens_mb=GROOTSTE_FORMULIER // 1_000_000)
    try:
        with pikepdf.open(io.BytesIO(inhoud)) as pdf:
            _eis_ons_formulier(str(pdf.docinfo.get("/Subject", "")))
            return _velden(pdf)
    except pikepdf.PasswordError:
        raise Omstandigheid(Reden.BESTAND_ONLEESBAAR, wat="versleuteld") from None
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, RecursionError):
        raise Omstandigheid(Reden.BESTAND_GEEN_PDF) from None


def _eis_ons_formulier(onderwerp: str) -> None:
    merk = re.fullmatch(r"zvh-formulier/([0-9]{1,6})", onderwerp)
    if merk is None or int(merk[1]) < 1:
        raise Omstandigheid(Reden.BESTAND_ONBEKEND_FORMAAT)
    if int(merk[1]) > FORMULIERVERSIE:
        raise Omstandigheid(Reden.NIEUWER_FORMAAT, formaat=int(merk[1]))


def _velden(pdf: pikepdf.Pdf) -> dict[str, str]:
    formulier = pdf.Root.get("/AcroForm")
    if formulier is None:
        raise Omstandigheid(Reden.BESTAND_ONBEKEND_FORMAAT)
    gevonden: dict[str, str] = {}
    wachtrij = [(veld, "", 0) for veld in formulier.get("/Fields", [])]
    bezocht = 0
    while wachtrij:
        veld, boven, diep = wachtrij.pop()
        bezocht += 1
        if bezocht > _MEESTE_VELDEN or diep > _DIEPST:
            raise Omstandigheid(Reden.BESTAND_GEEN_PDF)
        deel = str(veld.get("/T", ""))
        naam = f"{boven}.{deel}" if boven and deel else boven or deel
        waarde = veld.get("/V")
        if naam and isinstance(waarde, pikepdf.String):
            gevonden[naam] = str(waarde)[:_LANGST]
        elif naam and isinstance(waarde, pikepdf.Name):
            gevonden[naam] = str(waarde).removeprefix("/")[:_LANGST]
        elif naam and isinstance(waarde, pikepdf.Stream):
            gevonden[naam] = waarde.read_bytes()[:_LANGST].decode("utf-8", "replace")
        wachtrij += [(kind, naam, diep + 1) for kind in veld.get("/Kids", [])]
    return gevonden
