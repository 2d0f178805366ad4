"""A document being written: the story, the page furniture, and the build in memory."""

import io
import re
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from threading import Lock
from typing import Any, Final, TypeAlias

from reportlab.lib.pagesizes import A4
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, PageTemplate, Spacer

from zvh_desktop.documents.compose.archief import Archief
from zvh_desktop.documents.compose.bouwstenen import (
    RAND,
    STIJLEN,
    TEKST2,
    TEKST3,
    WAARSCHUWING,
    Alinea,
    Handtekenvakken,
    Kop,
    LatereVelden,
    Nadruk,
    Punt,
    Streken,
)
from zvh_desktop.documents.compose.letters import GEWOON, HALFVET, laad_letters, schoon, vergeet_woorden
from zvh_desktop.documents.compose.structuur import Tag, TaggedCanvas
from zvh_desktop.documents.compose.tabellen import LangeTabel, Rij
from zvh_desktop.documents.compose.tekst import opmaak
from zvh_desktop.domain.errors import Programmafout, Reden
from zvh_desktop.domain.verslag import Handtekenvak

__all__ = ["Cel", "Schrijver", "Stuk"]

_MARGE_PT: Final = 62.0
_BOVEN_PT: Final = 74.0
_ONDER_PT: Final = 66.0
BREEDTE_PT: Final = A4[0] - 2 * _MARGE_PT
"""Width of the text, in points."""

_HASH: Final = re.compile("[0-9a-f]{64}")
_LANGSTE_NAAM: Final = 160

_VELDNAAM: Final = re.compile(r"(?!tijdstempel\d)[a-z][a-z0-9_]{0,39}")

_EEN_TEGELIJK: Final = Lock()
"""A TrueType font keeps state per document, and all documents share the fonts."""

Cel: TypeAlias = str | tuple[str, ...]
"""What stands in a cell: mark-up of one paragraph, or of a first one and smaller ones below it."""


@dataclass(frozen=True, slots=True)
class Stuk:
    """What is printed around the text, and what the file says of itself."""

    titel: str
    """Title of the file; no name of a betrokkene."""
    huis: str
    rubricering: str
    voetregel: str
    gemaakt_op: datetime
    logboek: str = ""
    """Head of the audit chain, printed in full at the foot of each page; empty for none."""
    concept: bool = False
    bestemd_voor: str = ""
    """For whom it was cut, at the head of each page; empty for everyone."""


class _Verhaal(list[Flowable]):
    """The story as reportlab takes it from the front: a piece is made when its turn comes, and let go when drawn.

    Args:
        makers: what makes the pieces; used up.
    """

    def __init__(self, makers: "deque[Callable[[], Flowable]]") -> None:
        super().__init__()
        self._makers = makers

    def __len__(self) -> int:
        """Return how many pieces lie ready; none only when the story is at its end."""
        if not super().__len__() and self._makers:
            self.append(self._makers.popleft()())
        return super().__len__()


class Schrijver:
    """Collects a story and builds it.

    What is collected is words; they become paragraphs while the pages are drawn, so that a long document asks
    hardly more memory than a short one.

    Args:
        stuk: title, header and footer.
    """

    def __init__(self, stuk: Stuk) -> None:
        laad_letters()
        self._stuk = stuk
        self._verhaal: deque[Callable[[], Flowable]] = deque()
        self._document = Tag("Document", None)
        self._deel = Tag("Sect", self._document)

    # -- story ---------------------------------------------------------------------------------------

    def _schrijf(self, soort: type[Alinea], bron: str, stijl: str, tag: Tag, **meer: Any) -> None:
        def maak() -> Flowable:
            alinea = soort(bron, STIJLEN[stijl])
            for naam, waarde in meer.items():
                setattr(alinea, naam, waarde)
            return alinea.met(tag)

        self._verhaal.append(maak)

    def titel(self, titel: str, ondertitel: str) -> None:
        """Write the title and the line below it (clean or not; plain text)."""
        self._schrijf(Kop, opmaak(schoon(titel)), "titel", Tag("H1", self._deel))
        self.alinea(opmaak(schoon(ondertitel)), "onder")

    def kop(self, titel: str, uitleg: str = "", *, ruimte_pt: float = 80) -> None:
        """Begin a section; `uitleg` says in one line what it holds.

        On a new page when less than `ruimte_pt` is left.
        """
        self._deel = Tag("Sect", self._document)
        self._verhaal.append(lambda: CondPageBreak(ruimte_pt))
        self._schrijf(Kop, opmaak(schoon(titel)), "kop", Tag("H2", self._deel), titel=schoon(titel))
        if uitleg:
            self.alinea(opmaak(uitleg), "klein")

    def tussenkop(self, titel: str) -> None:
        """Write a heading inside a section."""
        self._verhaal.append(lambda: CondPageBreak(50))
        self._schrijf(Kop, opmaak(schoon(titel)), "kop3", Tag("H3", self._deel))

    def alinea(self, bron: str, stijl: str = "tekst") -> None:
        """Write a paragraph of mark-up."""
        self._schrijf(Alinea, bron, stijl, Tag("P", self._deel))

    def nadruk(self, bron: str) -> None:
        """Write a decision: mark-up beside an accent bar."""
        self._schrijf(Nadruk, bron, "besluit", Tag("P", self._deel))

    def lijst(self, bronnen: Sequence[str], stijl: str = "punt") -> None:
        """Write a list of items of mark-up."""
        lijst = Tag("L", self._deel, attributen="<</O /List /ListNumbering /Disc>>")
        for bron in bronnen:
            item = Tag("LI", lijst)
            self._schrijf(Punt, bron, stijl, Tag("LBody", item), label=Tag("Lbl", item))

    def tabel(self, koppen: Sequence[str], rijen: Iterable[Sequence[Cel]], delen: Sequence[float]) -> None:
        """Write a table with a heading row; `delen` are the shares of the width.

        `rijen` are asked for one by one, when their page is drawn.
        """
        self._tabel(koppen, ([_cel(cel) for cel in rij] for rij in rijen), delen)

    def gegevens(self, rijen: Sequence[tuple[str, str]]) -> None:
        """Write pairs of a label and a value (mark-up); pairs without a value are left out."""
        paren = (
            [(Alinea(opmaak(naam), STIJLEN["celkop"]),), (Alinea(waarde, STIJLEN["cel"]),)]
            for naam, waarde in rijen
            if waarde
        )
        self._tabel(None, paren, (0.24, 0.76))

    def _tabel(self, koppen: Sequence[str] | None, rijen: Iterable[Rij], delen: Sequence[float]) -> None:
        som = sum(delen)
        breedtes = [BREEDTE_PT * deel / som for deel in delen]
        tag = Tag("Table", self._deel)

        def maak() -> Flowable:
            kop = None if koppen is None else [(Alinea(opmaak(kop), STIJLEN["celkop"]),) for kop in koppen]
            return LangeTabel(kop, rijen, breedtes, tag)

        self._verhaal.append(maak)

    def streken(self, halen: Sequence[Sequence[tuple[float, float]]], verhouding: float, alt: str) -> None:
        """Draw a signature made by hand."""
        deel = self._deel
        self._verhaal.append(lambda: Streken(halen, verhouding, deel, schoon(alt)))

    def figuur(self, maak: Callable[[Tag], Flowable], alt: str) -> None:
        """Draw a picture; `maak` gets what it is drawn as, `alt` says it in words."""
        tag = Tag("Figure", self._deel, alt=schoon(alt))
        self._verhaal.append(lambda: maak(tag))

    def ruimte(self, hoogte_pt: float) -> None:
        """Leave white."""
        self._verhaal.append(lambda: Spacer(1, hoogte_pt))

    def handtekeningen(self, vakken: Sequence[Handtekenvak]) -> None:
        """Lay a box for every signer, and invisible fields for time stamps to come."""
        gereed = [
            (
                vak.veldnaam,
                f"Handtekening van {_kort(schoon(vak.naam))}, {_kort(schoon(vak.rol))}",
                Alinea(opmaak(_kort(schoon(vak.naam))), STIJLEN["naam"]),
                Alinea(opmaak(_kort(schoon(vak.rol))), STIJLEN["rol"]),
            )
            for vak in vakken
        ]
        namen = [vak.veldnaam for vak in vakken]
        if len(set(namen)) < len(namen) or not all(_VELDNAAM.fullmatch(naam) for naam in namen):
            raise Programmafout(Reden.VERKEERD_GEBRUIK, wat="naam van een handtekenveld")
        deel = self._deel
        rijen = [gereed[begin : begin + 2] for begin in range(0, len(gereed), 2)]
        self._verhaal += [partial(Handtekenvakken, rij, deel) for rij in rijen]
        self._verhaal.append(partial(LatereVelden, deel))

    # -- build ---------------------------------------------------------------------------------------

    def bouw(self) -> bytes:
        """Return the finished PDF; the writer is used up."""
        with _EEN_TEGELIJK:
            try:
                return self._bouw()
            finally:
                vergeet_woorden()

    def _bouw(self) -> bytes:
        stuk = self._stuk
        archief = Archief(
            titel=_regel(stuk.titel),
            maker=_regel(stuk.huis),
            trefwoorden=f"logboek:{stuk.logboek}" if _HASH.fullmatch(stuk.logboek) else "",
            gemaakt_op=stuk.gemaakt_op,
        )
        uit = io.BytesIO()
        sjabloon = BaseDocTemplate(
            uit,
            pagesize=A4,
            pageCompression=0,
            invariant=1,
            initialFontName=GEWOON,
            lang="nl-NL",
            title=archief.titel,
            displayDocTitle=1,
        )
        ruimte = Frame(
            _MARGE_PT,
            _ONDER_PT,
            BREEDTE_PT,
            A4[1] - _BOVEN_PT - _ONDER_PT,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        sjabloon.addPageTemplates(PageTemplate(frames=[ruimte], onPage=self._rand))
        sjabloon.build(_Verhaal(self._verhaal), canvasmaker=partial(TaggedCanvas, archief=archief))
        return uit.getvalue()

    def _rand(self, canv: Any, sjabloon: Any) -> None:
        """Draw header, footer and the mark of a draft, as page furniture."""
        stuk = self._stuk
        rechts = A4[0] - _MARGE_PT
        if stuk.concept:
            self._watermerk(canv)
        with canv.decoratie("/Type /Pagination /Subtype /Header /Attached [/Top]"):
            y = A4[1] - 42
            canv.setFont(HALFVET, 8.5)
            canv.setFillColor(TEKST2)
            canv.drawString(_MARGE_PT, y, _pas(canv, schoon(stuk.huis), HALFVET, 8.5, BREEDTE_PT * 0.56))
            canv.setFont(GEWOON, 8.5)
            canv.drawRightString(rechts, y, _pas(canv, schoon(stuk.rubricering), GEWOON, 8.5, BREEDTE_PT * 0.42))
            canv.setStrokeColor(RAND)
            canv.setLineWidth(0.6)
            canv.line(_MARGE_PT, y - 8, rechts, y - 8)
            if stuk.concept:
                canv.setFillColor(WAARSCHUWING)
                canv.setFont(HALFVET, 8.5)
                canv.drawRightString(rechts, y - 19, "CONCEPT \u2013 nog niet vastgesteld")
            if stuk.bestemd_voor:
                canv.setFillColor(WAARSCHUWING)
                canv.setFont(HALFVET, 8.5)
                voor = f"Uittreksel voor {schoon(stuk.bestemd_voor)}"
                canv.drawString(_MARGE_PT, y - 19, _pas(canv, voor, HALFVET, 8.5, BREEDTE_PT * 0.6))
        with canv.decoratie("/Type /Pagination /Subtype /Footer /Attached [/Bottom]"):
            canv.setStrokeColor(RAND)
            canv.line(_MARGE_PT, 50, rechts, 50)
            canv.setFillColor(TEKST2)
            canv.setFont(GEWOON, 8)
            canv.drawString(_MARGE_PT, 38, _pas(canv, schoon(stuk.voetregel), GEWOON, 8, BREEDTE_PT * 0.78))
            canv.bladnummer(rechts, 38, GEWOON, 8)
            if stuk.logboek:
                canv.setFont(GEWOON, 6.5)
                canv.setFillColor(TEKST3)
                canv.drawString(_MARGE_PT, 28, _pas(canv, f"logboek {schoon(stuk.logboek)}", GEWOON, 6.5, BREEDTE_PT))

    @staticmethod
    def _watermerk(canv: Any) -> None:
        with canv.decoratie("/Type /Pagination /Subtype /Watermark"):
            canv.saveState()
            canv.translate(A4[0] / 2, A4[1] / 2)
            canv.rotate(52)
            canv.setFillColorRGB(0.965, 0.945, 0.905)
            canv.setFont(HALFVET, 120)
            canv.drawCentredString(0, -40, "CONCEPT")
            canv.restoreState()


def _cel(cel: Cel) -> tuple[Alinea, ...]:
    delen = (cel,) if isinstance(cel, str) else tuple(deel for deel in cel if deel) or ("",)
    stijlen = [STIJLEN["cel"], *[STIJLEN["rol"]] * (len(delen) - 1)]
    return tuple(Alinea(deel, stijl) for deel, stijl in zip(delen, stijlen, strict=True))


def _regel(tekst: str) -> str:
    """Return text clean and on one line."""
    return " ".join(schoon(tekst).split())


def _kort(tekst: str) -> str:
    """Return `tekst` on one line and no longer than a box can hold."""
    tekst = " ".join(tekst.split())
    return tekst if len(tekst) <= _LANGSTE_NAAM else tekst[: _LANGSTE_NAAM - 1].rstrip() + "\u2026"


def _pas(canv: Any, tekst: str, letter: str, grootte: float, breedte: float) -> str:
    """Return `tekst` on one line, cut with an ellipsis when it is wider than its room."""
    tekst = " ".join(tekst.split())
    if canv.stringWidth(tekst, letter, grootte) <= breedte:
        return tekst
    while tekst and canv.stringWidth(tekst + "\u2026", letter, grootte) > breedte:
        tekst = tekst[:-1]
    return tekst.rstrip() + "\u2026"
