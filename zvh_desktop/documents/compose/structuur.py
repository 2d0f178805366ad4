"""Structure of a tagged PDF: which piece of a page is a heading, a paragraph, a cell or decoration.

A story holds declarations (`Tag`); `TaggedCanvas` makes the element the first time something is drawn as it,
so the order of the tree is the order of drawing. Marked content is flat: one owner at a time. At the bottom
lies the artifact, so whatever nobody owns (rules, backgrounds) is decoration by construction; text without an
owner is refused, because a screen reader would pass over it.

Leans on hooks of reportlab that its manual does not promise: `Flowable._drawOn`, `Canvas._startPage`,
`Canvas._setAnnotations`, `Canvas._code`, `Table(renderCB=...)`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from zvh_desktop.documents.handtekenstand import STAND_GROOTTE, STAND_KLEUR, STAND_REGEL
from zvh_desktop.domain.errors import Programmafout, Reden

__all__ = ["Tag", "TaggedCanvas", "pdf_tekst"]

_TOESTAND: Final = (" cm", " w", " rg", " RG", " g", " G", " J", " j", " M", " d", " gs", "q", "Q")
"""Ends of code lines that only set state; a sequence with nothing else is not worth a number."""

_WORTEL: Final = "StructWortel"


def pdf_tekst(tekst: str) -> bytes:
    """Return a PDF text string in hexadecimal, UTF-16 with byte-order mark."""
    return b"<FEFF" + tekst.encode("utf-16-be", "replace").hex().upper().encode() + b">"


class Tag:
    """Declaration of an element of the structure tree.

    Attributes:
        rol: standard structure type of PDF 1.7 ("P", "H1", "TD" ...).
        ouder: declaration it lies in; None for the document.
        attributen: value of /A as PDF source, or empty.
        alt: text in place of a picture, or empty.
    """

    __slots__ = ("alt", "attributen", "ouder", "rol")

    def __init__(self, rol: str, ouder: "Tag | None", *, attributen: str = "", alt: str = "") -> None:
        self.rol = rol
        self.ouder = ouder
        self.attributen = attributen
        self.alt = alt


class _Bron(pdfdoc.PDFObject):  # type: ignore[misc]  # reportlab has no types
    """A PDF object whose source is made when the file is written and all numbers are known."""

    def __init__(self, maak: Callable[[Any], bytes]) -> None:
        self._maak = maak

    def format(self, document: Any) -> bytes:
        return self._maak(document)


class _Element:
    """One element of the tree while the document is drawn."""

    __slots__ = ("kinderen", "naam", "ouder", "tag")

    def __init__(self, tag: Tag, naam: str, ouder: "_Element | None") -> None:
        self.tag = tag
        self.naam = naam
        self.ouder = ouder
        self.kinderen: list[_Element | tuple[int, int] | tuple[int, str]] = []
        """Elements, (page, mcid) and (page, name of annotation), in reading order."""


class _Tekst(PDFTextObject):  # type: ignore[misc]  # reportlab has no types
    """Text object that keeps a space at the end of a line, or words run together when read back."""

    def _textOut(self, text: str, TStar: int = 0) -> None:
        if TStar and text and text[-1] not in " -\xad":
            text += " "
        super()._textOut(text, TStar)


class TaggedCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
    """A canvas that records what everything it draws is.

    Attributes:
        paginas: number of finished pages.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._elementen: dict[Tag, _Element] = {}
        self._volgorde: list[_Element] = []
        self._eigenaars: list[_Element | str] = ["/Artifact BMC"]
        self._sleuven: list[list[_Element]] = [[]]
        self._aanduidingen: list[tuple[str, _Element]] = []
        self._velden: list[str] = []
        self._bladen: list[Any] = []
        self._bladnummer: tuple[float, float, str, float] | None = None
        self._gedempt = 0
        self._begin = -1
        super().__init__(*args, **kwargs)
        self._open()

    # -- marked content ------------------------------------------------------------------------------

    def _open(self) -> None:
        self._begin = len(self._code)
        self._code.append("")

    def _sluit(self) -> None:
        """Close the open sequence; give it a number if it paints anything."""
        code, begin = self._code, self._begin
        if all(regel.endswith(_TOESTAND) or not regel for regel in code[begin + 1 :]):
            return
        eigenaar = self._eigenaars[-1]
        if isinstance(eigenaar, str):
            if eigenaar == "/Artifact BMC" and any(" Tj" in regel for regel in code[begin + 1 :]):
                raise Programmafout(Reden.VERKEERD_GEBRUIK, wat="tekst zonder structuur")
            code[begin] = eigenaar
        else:
            sleuf = self._sleuven[-1]
            code[begin] = f"/{eigenaar.tag.rol} <</MCID {len(sleuf)}>> BDC"
            eigenaar.kinderen.append((self._pageNumber, len(sleuf)))
            sleuf.append(eigenaar)
        code.append("EMC")

    def _wissel(self, eigenaar: "_Element | str | None") -> None:
        self._sluit()
        if eigenaar is None:
            self._eigenaars.pop()
        else:
            self._eigenaars.append(eigenaar)
        self._open()

    def element(self, tag: Tag) -> _Element:
        """Return the element of a declaration, making it and its parents when they are not there yet."""
        gevonden = self._elementen.get(tag)
        if gevonden is None:
            ouder = self.element(tag.ouder) if tag.ouder is not None else None
            gevonden = _Element(tag, f"Struct{len(self._volgorde)}", ouder)
            self._elementen[tag] = gevonden
            self._volgorde.append(gevonden)
            if ouder is not None:
                ouder.kinderen.append(gevonden)
        return gevonden

    def enter(self, tag: Tag) -> None:
        """Draw as `tag` from here on, until `leave`."""
        if not self._gedempt:
            self._wissel(self.element(tag))

    def leave(self) -> None:
        """Go on drawing as what was open before `enter`."""
        if not self._gedempt:
            self._wissel(None)

    @contextmanager
    def decoratie(self, soort: str) -> Iterator[None]:
        """Draw page furniture; `soort` is PDF source such as "/Type /Pagination /Subtype /Header"."""
        self.demp(soort)
        try:
            yield
        finally:
            self.ontdemp()

    def demp(self, soort: str) -> None:
        """Draw as page furniture, whatever the flowables in it say they are."""
        if not self._gedempt:
            self._wissel(f"/Artifact <<{soort}>> BDC")
        self._gedempt += 1

    def ontdemp(self) -> None:
        """End what `demp` began."""
        self._gedempt -= 1
        if not self._gedempt:
            self._wissel(None)

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> PDFTextObject:
        """Return a text object that reads back well."""
        return _Tekst(self, x, y, direction=direction)

    # -- pages ---------------------------------------------------------------------------------------

    def showPage(self) -> None:
        """Close what is open and end the page."""
        if len(self._eigenaars) != 1:
            raise Programmafout(Reden.VERKEERD_GEBRUIK, wat="pagina eindigt binnen een element")
        self._sluit()
        super().showPage()

    def _startPage(self) -> None:
        super()._startPage()
        self._sleuven.append([])
        self._open()

    def _setAnnotations(self, page: Any) -> None:
        super()._setAnnotations(page)
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self._bladen)
        page.Tabs = pdfdoc.PDFName("S")
        page.Trans = None
        self._bladen.append(page)

    def bladnummer(self, rechts: float, y: float, letter: str, grootte: float) -> None:
        """Leave room for "Pagina 3 van 12", ending at `rechts`; filled in when the number is known."""
        self._bladnummer = (rechts, y, letter, grootte)
        self._code.append(f"%blad {self._pageNumber} ")

    def _vul_bladnummers(self) -> None:
        if self._bladnummer is None:
            return
        rechts, y, letter, grootte = self._bladnummer
        self.setFont(letter, grootte)
        for nummer, blad in enumerate(self._bladen, start=1):
            woorden = f"Pagina {nummer} van {len(self._bladen)}"
            tekst = PDFTextObject(self, rechts - self.stringWidth(woorden, letter, grootte), y)
            tekst.textOut(woorden)
            blad.stream = blad.stream.replace(f"%blad {nummer} \n", f"{tekst.getCode()}\n", 1)

    # -- annotations ---------------------------------------------------------------------------------

    def veld(self, naam: str, omschrijving: str, vak: tuple[float, float, float, float], tag: Tag) -> None:
        """Lay a signature field.

        Args:
            naam: ASCII name of the field.
            omschrijving: what a screen reader says of it.
            vak: x, y, width, height in the current coordinates; width 0 for an invisible one.
            tag: a "Form" declaration of its own.
        """
        x, y, breedte, hoogte = vak
        links, onder = self.absolutePosition(x, y) if breedte else (0.0, 0.0)
        element = self.element(tag)
        eigen = f"Veld.{naam}"
        uiterlijk = f"Uiterlijk.{naam}"
        sleutel = 100_000 + len(self._aanduidingen)
        pagina = self._pageNumber
        tekst = self._stand(hoogte) if breedte else None

        def annotatie(document: Any) -> bytes:
            recht = b"%.3f %.3f %.3f %.3f" % (links, onder, links + breedte, onder + hoogte)
            return (
                b"<< /Type /Annot /Subtype /Widget /FT /Sig /T " + pdf_tekst(naam)
                + b" /TU " + pdf_tekst(omschrijving)
                + b" /F 132 /Rect [" + (recht if breedte else b"0 0 0 0")
                + b"] /P " + _verwijzing(document, f"Page{pagina}")
                + b" /AP << /N " + _verwijzing(document, uiterlijk)
                + b" >> /StructParent %d >>" % sleutel
            )  # fmt: skip

        def formulier(document: Any) -> bytes:
            bron = tekst or b""
            hulp = b"/Font " + _verwijzing(document, "BasicFonts") if bron else b""
            return (
                b"<< /Type /XObject /Subtype /Form /BBox [0 0 %.3f %.3f]" % (breedte, hoogte)
                + b" /Resources << " + hulp + b" >> /Length %d >>\nstream\n" % len(bron) + bron + b"\nendstream\n"
            )  # fmt: skip

        self._doc.Reference(_Bron(formulier), uiterlijk)
        self._doc.Reference(_Bron(annotatie), eigen)
        self._annotationrefs.append(pdfdoc.PDFObjectReference(eigen))
        element.kinderen.append((pagina, eigen))
        self._aanduidingen.append((eigen, element))
        self._velden.append(eigen)

    def _stand(self, hoogte: float) -> bytes:
        """Return the appearance of a field nobody has signed yet."""
        tekst = PDFTextObject(self, 0, hoogte - STAND_REGEL)
        tekst.setFillColorRGB(*STAND_KLEUR)
        tekst.setFont(self._initialFontName, STAND_GROOTTE, STAND_REGEL)
        tekst.textOut("nog niet ondertekend")
        bron: str = tekst.getCode()
        return b"q " + bron.encode("latin-1") + b" Q"

    # -- the tree ------------------------------------------------------------------------------------

    def save(self) -> None:
        """Fill in the page numbers, write the tree, and the file."""
        if self._code == [""]:
            self._code.clear()
        self._vul_bladnummers()
        self._code.clear()
        self._schrijf_boom()
        super().save()

    def _schrijf_boom(self) -> None:
        document, catalogus = self._doc, self._doc.Catalog
        for element in self._volgorde:
            document.Reference(_Bron(_element_bron(element)), element.naam)
        wortels = [element for element in self._volgorde if element.ouder is None]

        def ouders(doc: Any) -> bytes:
            paren = [
                b"%d [%s]" % (nummer, b" ".join(_verwijzing(doc, element.naam) for element in sleuf))
                for nummer, sleuf in enumerate(self._sleuven[: len(self._bladen)])
            ]
            paren += [
                b"%d %s" % (100_000 + nummer, _verwijzing(doc, element.naam))
                for nummer, (_, element) in enumerate(self._aanduidingen)
            ]
            return b"<< /Nums [" + b"\n".join(paren) + b"] >>"

        document.Reference(_Bron(ouders), "StructOuders")

        def wortel(doc: Any) -> bytes:
            kinderen = b" ".join(_verwijzing(doc, element.naam) for element in wortels)
            return (
                b"<< /Type /StructTreeRoot /K [" + kinderen + b"] /ParentTree "
                + _verwijzing(doc, "StructOuders")
                + b" /ParentTreeNextKey %d >>" % (100_000 + len(self._aanduidingen))
            )  # fmt: skip

        catalogus.StructTreeRoot = _Bron(wortel)
        document.Reference(catalogus.StructTreeRoot, _WORTEL)
        catalogus.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
        if self._velden:
            namen = self._velden
            catalogus.AcroForm = _Bron(
                lambda doc: b"<< /Fields [" + b" ".join(_verwijzing(doc, naam) for naam in namen) + b"] >>"
            )


def _verwijzing(document: Any, naam: str) -> bytes:
    return b"%d %d R" % document.idToObjectNumberAndVersion[naam]


def _element_bron(element: _Element) -> Callable[[Any], bytes]:
    """Return what writes an element's dictionary. Bytes at once: reportlab's own writer takes half the time."""

    def schrijf(document: Any) -> bytes:
        eerste = next((kind[0] for kind in element.kinderen if isinstance(kind, tuple)), 0)
        delen = []
        for kind in element.kinderen:
            if isinstance(kind, _Element):
                delen.append(_verwijzing(document, kind.naam))
            elif isinstance(kind[1], str):
                delen.append(
                    b"<</Type /OBJR /Obj %s /Pg %s>>"
                    % (_verwijzing(document, kind[1]), _verwijzing(document, f"Page{kind[0]}"))
                )
            elif kind[0] == eerste:
                delen.append(b"%d" % kind[1])
            else:
                delen.append(b"<</Type /MCR /Pg %s /MCID %d>>" % (_verwijzing(document, f"Page{kind[0]}"), kind[1]))
        tag = element.tag
        ouder = element.ouder.naam if element.ouder is not None else _WORTEL
        bron = b"<< /Type /StructElem /S /" + tag.rol.encode() + b" /P " + _verwijzing(document, ouder)
        if eerste:
            bron += b" /Pg " + _verwijzing(document, f"Page{eerste}")
        if tag.attributen:
            bron += b" /A " + tag.attributen.encode()
        if tag.alt:
            bron += b" /Alt " + pdf_tekst(tag.alt)
        # One kid stands without brackets: pyHanko allows a later signature in a field only if its element says
        # "K.Obj", and calls it a forbidden change otherwise.
        return bron + b" /K " + (delen[0] if len(delen) == 1 else b"[" + b" ".join(delen) + b"]") + b" >>"

    return schrijf
