"""Structure of a tagged PDF: which piece of a page is a heading, a paragraph, a cell or decoration.

A story holds declarations (`Tag`); `TaggedCanvas` makes the element the first time something is drawn as it,
so the order of the tree is the order of drawing. Marked content is flat: one owner at a time. At the bottom
lies the artifact, so whatever nobody owns (rules, backgrounds) is decoration by construction; text without an
owner is refused, because a screen reader would pass over it.

A finished page, and the elements nothing can be added to any more, go to the file (`bestand`) at once and are let
go: what is kept of a page is its compressed text, for it says how many pages there are, and that is known at the end.

Leans on hooks of reportlab that its manual does not promise: `Flowable._drawOn`, `Canvas._startPage`,
`Canvas._setAnnotations`, `Canvas._code`, `Table(renderCB=...)`, `PDFDocument.Reference` and its numbers.
"""

import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from zvh_desktop.documents.compose.archief import Archief, pdf_tekst, zuivere_kaart
from zvh_desktop.documents.compose.bestand import Bestand
from zvh_desktop.documents.handtekenstand import STAND_GROOTTE, STAND_KLEUR, STAND_REGEL
from zvh_desktop.domain.errors import Programmafout, Reden

__all__ = ["Tag", "TaggedCanvas"]

_TOESTAND: Final = (" cm", " w", " rg", " RG", " g", " G", " J", " j", " M", " d", " gs", "q", "Q")
"""Ends of code lines that only set state; a sequence with nothing else is not worth a number."""

_WORTEL: Final = "StructWortel"


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

    __slots__ = ("gezien", "kinderen", "nummer", "ouder", "tag")

    def __init__(self, tag: Tag, nummer: int, ouder: "_Element | None") -> None:
        self.tag = tag
        self.nummer = nummer
        self.ouder = ouder
        self.gezien = 0
        """Last page something was drawn on as it or as one of its kids."""
        self.kinderen: list[int | tuple[int, int] | tuple[int, str]] = []
        """Numbers of elements, (page, mcid) and (page, name of annotation), in reading order."""


class _Tekst(PDFTextObject):  # type: ignore[misc]  # reportlab has no types
    """Text object that keeps a space at the end of a line, or words run together when read back."""

    def _textOut(self, text: str, TStar: int = 0) -> None:
        if TStar and text and text[-1] not in " -\xad":
            text += " "
        super()._textOut(text, TStar)


class TaggedCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
    """A canvas that records what everything it draws is.

    Args:
        archief: what makes the file an archive copy.
    """

    def __init__(self, *args: Any, archief: Archief, **kwargs: Any) -> None:
        self._archief = archief
        self._elementen: dict[Tag, _Element] = {}
        """What can still grow."""
        self._wortels: list[int] = []
        self._eigenaars: list[_Element | str] = ["/Artifact BMC"]
        self._sleuf: list[int] = []
        """Elements of the page at hand, by number of their marked content."""
        self._sleuven: list[int] = []
        """Numbers of the lists of finished pages."""
        self._aanduidingen: list[int] = []
        self._velden: list[str] = []
        self._bladen: list[tuple[int, bytes]] = []
        """Number and compressed text of finished pages."""
        self._bladnummer: tuple[float, float, str, float] | None = None
        self._gedempt = 0
        self._begin = -1
        super().__init__(*args, **kwargs)
        self._bestand = Bestand(self._filename, self._nummer)
        self._doc.Reference(_Bron(self._wortel), _WORTEL)
        self._open()

    def _nummer(self) -> int:
        self._doc.objectcounter += 1
        nummer: int = self._doc.objectcounter
        return nummer

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
            sleuf = self._sleuf
            code[begin] = f"/{eigenaar.tag.rol} <</MCID {len(sleuf)}>> BDC"
            eigenaar.kinderen.append((self._pageNumber, len(sleuf)))
            sleuf.append(eigenaar.nummer)
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
            gevonden = self._elementen[tag] = _Element(tag, self._nummer(), ouder)
            (self._wortels if ouder is None else ouder.kinderen).append(gevonden.nummer)
        langs: _Element | None = gevonden
        while langs is not None and langs.gezien != self._pageNumber:
            langs.gezien = self._pageNumber
            langs = langs.ouder
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
        self._voltooi(self._pageNumber - 1)

    def _startPage(self) -> None:
        super()._startPage()
        self._open()

    def _setAnnotations(self, page: Any) -> None:
        super()._setAnnotations(page)
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self._bladen)
        page.Tabs = pdfdoc.PDFName("S")
        page.Trans = None

    def _voltooi(self, blad: int) -> None:
        """Write what is finished with this page, and let it go.

        The parts of an element follow each other, so one that is not on this page does not come back.
        """
        document, bestand = self._doc, self._bestand
        page, naam = document.Pages.pages[-1], f"Page{blad}"
        nummer = self._nummer()
        self._bladen.append((nummer, zlib.compress(pdfdoc.pdfdocEnc(page.stream), 1)))
        page.Contents = pdfdoc.PDFObjectReference(f"Tekst{blad}")
        document.idToObjectNumberAndVersion[f"Tekst{blad}"] = (nummer, 0)
        bestand.voorwerp(document.idToObjectNumberAndVersion[naam][0], page.format(document))
        document.Pages.pages[-1] = pdfdoc.PDFObjectReference(naam)
        document.idToObject[naam] = None
        self._sleuven.append(self._nummer())
        bestand.voorwerp(self._sleuven[-1], b"[" + b" ".join(b"%d 0 R" % element for element in self._sleuf) + b"]")
        self._sleuf = []
        self._schrijf_elementen([tag for tag, element in self._elementen.items() if element.gezien < blad])

    def _schrijf_elementen(self, tags: list[Tag]) -> None:
        for tag in tags:
            element = self._elementen.pop(tag)
            self._bestand.voorwerp(element.nummer, _element_bron(element, self._doc))

    def bladnummer(self, rechts: float, y: float, letter: str, grootte: float) -> None:
        """Leave room for "Pagina 3 van 12", ending at `rechts`; filled in when the number is known."""
        self._bladnummer = (rechts, y, letter, grootte)
        self._code.append(f"%blad {self._pageNumber} ")

    def _schrijf_bladen(self) -> None:
        """Write the text of the pages, now that their number is known."""
        if self._bladnummer is not None:
            rechts, y, letter, grootte = self._bladnummer
            self.setFont(letter, grootte)
        for blad, (nummer, klein) in enumerate(self._bladen, start=1):
            bron = zlib.decompress(klein)
            if self._bladnummer is not None:
                woorden = f"Pagina {blad} van {len(self._bladen)}"
                tekst = PDFTextObject(self, rechts - self.stringWidth(woorden, letter, grootte), y)
                tekst.textOut(woorden)
                bron = bron.replace(b"%%blad %d \n" % blad, pdfdoc.pdfdocEnc(tekst.getCode()) + b"\n", 1)
            self._bestand.stroom(nummer, b"", bron)

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

        vorm = {"Type": "/XObject", "Subtype": "/Form", "BBox": f"[0 0 {breedte:.3f} {hoogte:.3f}]"}
        vorm["Resources"] = f"<< /Font {_verwijzing(self._doc, 'BasicFonts').decode()} >>" if tekst else "<< >>"
        self._doc.Reference(pdfdoc.PDFStream(pdfdoc.PDFDictionary(vorm), tekst or b""), uiterlijk)
        self._doc.Reference(_Bron(annotatie), eigen)
        self._annotationrefs.append(pdfdoc.PDFObjectReference(eigen))
        element.kinderen.append((pagina, eigen))
        self._aanduidingen.append(element.nummer)
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
        """Write all that was not finished before: page numbers, fonts, the tree, the table of contents."""
        document, catalogus, bestand = self._doc, self._doc.Catalog, self._bestand
        self._code.clear()
        self._schrijf_bladen()
        self._schrijf_elementen(list(self._elementen))
        catalogus.StructTreeRoot = document.idToObject[_WORTEL]
        catalogus.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
        if self._velden:
            velden = b" ".join(_verwijzing(document, naam) for naam in self._velden)
            catalogus.AcroForm = _Bron(lambda _: b"<< /Fields [" + velden + b"] >>")
        metagegevens, profiel, info = self._nummer(), self._nummer(), self._nummer()
        bestand.stroom(metagegevens, b"/Type /Metadata /Subtype /XML", self._archief.xmp(), klein=False)
        bestand.stroom(profiel, b"/N 3", self._archief.profiel())
        bestand.voorwerp(info, self._archief.info())
        catalogus.__NoDefault__ = [*catalogus.__NoDefault__, "OutputIntents"]
        catalogus.Metadata = _Bron(lambda _: b"%d 0 R" % metagegevens)
        catalogus.__Refs__ = [naam for naam in catalogus.__Refs__ if naam != "Metadata"]
        catalogus.OutputIntents = _Bron(lambda _: self._archief.weergave(profiel))
        for letter in document.delayedFonts:
            letter.addObjects(document)
        wortel = document.Reference(catalogus)
        document.Outlines.prepare(document, self)
        if document.Outlines.ready < 0:
            catalogus.Outlines = None
        self._schrijf_rest()
        bestand.sluit(document.idToObjectNumberAndVersion[wortel.name][0], info)

    def _schrijf_rest(self) -> None:
        """Write what reportlab itself kept: fonts, fields, outline, catalogue; formatting one may make another."""
        document, nummer = self._doc, 0
        while nummer < document.objectcounter:
            nummer += 1
            naam = document.numberToId.get(nummer)
            voorwerp = document.idToObject[naam] if naam is not None else None
            if voorwerp is None:
                continue
            if isinstance(voorwerp, pdfdoc.PDFStream):
                inhoud = voorwerp.content if isinstance(voorwerp.content, bytes) else voorwerp.content.encode("latin-1")
                woorden = voorwerp.dictionary.format(document).strip().removeprefix(b"<<").removesuffix(b">>").strip()
                self._bestand.stroom(
                    nummer, woorden, zuivere_kaart(inhoud) if naam.startswith("toUnicodeCMap:") else inhoud
                )
            else:
                self._bestand.voorwerp(nummer, pdfdoc.format(voorwerp, document, toplevel=1))

    def _wortel(self, _document: Any) -> bytes:
        paren = [b"%d %d 0 R" % paar for paar in enumerate(self._sleuven)]
        paren += [b"%d %d 0 R" % paar for paar in enumerate(self._aanduidingen, start=100_000)]
        kinderen = b" ".join(b"%d 0 R" % nummer for nummer in self._wortels)
        return (
            b"<< /Type /StructTreeRoot /K [" + kinderen + b"] /ParentTree << /Nums [" + b"\n".join(paren)
            + b"] >> /ParentTreeNextKey %d >>" % (100_000 + len(self._aanduidingen))
        )  # fmt: skip


def _verwijzing(document: Any, naam: str) -> bytes:
    return b"%d %d R" % document.idToObjectNumberAndVersion[naam]


def _element_bron(element: _Element, document: Any) -> bytes:
    """Return an element's dictionary. Bytes at once: reportlab's own writer takes half the time."""
    eerste = next((kind[0] for kind in element.kinderen if isinstance(kind, tuple)), 0)
    delen = []
    for kind in element.kinderen:
        if isinstance(kind, int):
            delen.append(b"%d 0 R" % kind)
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
    ouder = b"%d 0 R" % element.ouder.nummer if element.ouder is not None else _verwijzing(document, _WORTEL)
    bron = b"<< /Type /StructElem /S /" + tag.rol.encode() + b" /P " + ouder
    if eerste:
        bron += b" /Pg " + _verwijzing(document, f"Page{eerste}")
    if tag.attributen:
        bron += b" /A " + tag.attributen.encode()
    if tag.alt:
        bron += b" /Alt " + pdf_tekst(tag.alt)
    # One kid stands without brackets: pyHanko allows a later signature in a field only if its element says
    # "K.Obj", and calls it a forbidden change otherwise.
    return bron + b" /K " + (delen[0] if len(delen) == 1 else b"[" + b" ".join(delen) + b"]") + b" >>"
