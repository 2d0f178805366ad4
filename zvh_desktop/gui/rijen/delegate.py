"""Paints every row, and knows how high it is and where its buttons are."""

from collections import OrderedDict
from typing import Final

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from zvh_desktop.gui import schilder
from zvh_desktop.gui.iconen import teken_icoon
from zvh_desktop.gui.lettertypen import letter, maten
from zvh_desktop.gui.rijen.beschrijving import Avatar, Deel, Icoon, Lead, Rij, Stuk, Tegel, Toets
from zvh_desktop.gui.rijen.model import RIJ_ROL, Index
from zvh_desktop.gui.rijen.opmaak import Opmaak, leg_uit, verfrol
from zvh_desktop.gui.schilder import Chipje, Knopje
from zvh_desktop.gui.thema import thema

__all__ = ["RijDelegate"]

_BEWAARDE_OPMAAK: Final = 256


class RijDelegate(QStyledItemDelegate):
    """Paints every `Rij` and knows where its buttons are.

    Attributes:
        wikkel: text wraps; otherwise a row has one or two lines that elide.
        pil: selection is a rounded bar with air around it instead of a full band.
        lijnen: a line below each row.
        kiesbaar: the current row stays marked when the list does not have the focus.
    """

    def __init__(self, ouder: QObject | None = None, *, wikkel: bool, pil: bool, lijnen: bool, kiesbaar: bool) -> None:
        super().__init__(ouder)
        self.wikkel = wikkel
        self.pil = pil
        self.lijnen = lijnen
        self.kiesbaar = kiesbaar
        self.in_kaart = False
        self.marge = 14
        self.muis: QPoint | None = None
        self._hoogten: dict[Rij, int] = {}
        self._opmaken: OrderedDict[Rij, Opmaak] = OrderedDict()
        self._geldig: tuple[int, int] = (-1, -1)

    def vergeet(self) -> None:
        """Drop everything laid out; called on another theme, width, or when the vault locks."""
        self._hoogten.clear()
        self._opmaken.clear()

    # -- measures

    def _lead_breedte(self, lead: Lead | None) -> int:
        t = thema()
        if lead is None:
            return 0
        if isinstance(lead, Stuk):
            breed = maten(lead.maat or "basis", lead.gewicht).horizontalAdvance(lead.tekst)
            return t.lengte(lead.breedte) or int(breed) + t.lengte(10)
        if isinstance(lead, Avatar):
            return schilder.avatar_maat() + t.lengte(10)
        if isinstance(lead, Tegel):
            return t.lengte(40)
        if isinstance(lead, Icoon):
            return t.lengte(27)
        return schilder.chip_breedte(lead) + t.lengte(12)

    def _achter_breedte(self, rij: Rij) -> int:
        t = thema()
        return sum(self._deel_breedte(deel) + t.lengte(8) for deel in rij.achter)

    @staticmethod
    def _deel_breedte(deel: Deel) -> int:
        if isinstance(deel, Chipje):
            return schilder.chip_breedte(deel)
        if isinstance(deel, Knopje):
            return schilder.knop_breedte(deel.tekst, deel.icoon)
        if isinstance(deel, Icoon):
            return thema().lengte(17)
        if isinstance(deel, Toets):
            return schilder.sleutelkap_breedte(deel.tekst)
        breed = maten(deel.maat or "klein", deel.gewicht).horizontalAdvance(deel.tekst)
        return thema().lengte(deel.breedte) or int(breed + 0.999)

    def _tekst_links(self, rij: Rij) -> int:
        t = thema()
        return t.lengte(self.marge + 20 * rij.inspringen) + self._lead_breedte(rij.lead)

    def _breedte(self, option: QStyleOptionViewItem) -> int:
        # option.rect is empty, the view or the contents by turns; only the viewport tells the width.
        widget = option.widget
        return widget.viewport().width() if isinstance(widget, QAbstractItemView) else option.rect.width()

    def _hoogte_een_regel(self, rij: Rij) -> int:
        t = thema()
        if rij.kop:
            return t.px("chip") + t.lengte(8) + t.lucht(12)
        hoog = round(t.px(rij.maat) * 1.25)
        if rij.tweede:
            hoog += round(t.px(rij.maat2) * 1.25) + t.lengte(2)
            lucht = 2 * t.lucht(10)
        else:
            lucht = 2 * t.lucht(9)
        vaste = [hoog]
        if rij.chips or any(isinstance(deel, Chipje) for deel in rij.achter) or isinstance(rij.lead, Chipje):
            vaste.append(schilder.chip_hoogte())
        if any(isinstance(deel, Knopje) for deel in rij.achter):
            vaste.append(schilder.knop_hoogte(klein=True) - t.lucht(4))
        if isinstance(rij.lead, Tegel):
            vaste.append(t.lengte(30))
        return max(vaste) + lucht + (1 if self.lijnen else 0)

    def _maak_opmaak(self, rij: Rij, breedte: int) -> Opmaak:
        t = thema()
        links = self._tekst_links(rij)
        ruimte = max(80, breedte - links - t.lengte(self.marge) - self._achter_breedte(rij))
        boven = t.lucht(9)
        stap = round(t.px(rij.maat) * 1.36)
        tekst, hoog = leg_uit(rij.eerste_regel(), rij.maat, ruimte, stap, gedimd=rij.gedimd)
        opmaak = Opmaak(0, tekst, None, QPointF(links, boven))
        onder = boven + hoog
        if rij.chips:
            regel = tekst.lineAt(tekst.lineCount() - 1)
            x = links + regel.naturalTextWidth() + t.lengte(10)
            y = onder - stap + (stap - schilder.chip_hoogte()) / 2
            for chip in rij.chips:
                breed = schilder.chip_breedte(chip)
                if x + breed > links + ruimte and x > links:
                    x, y, onder = (
                        links,
                        y + schilder.chip_hoogte() + t.lengte(6),
                        onder + schilder.chip_hoogte() + t.lengte(6),
                    )
                opmaak.chips.append((QPointF(x, y), chip))
                x += breed + t.lengte(6)
        if rij.tweede:
            stap2 = round(t.px(rij.maat2) * 1.3)
            opmaak.tweede, hoog2 = leg_uit(rij.tweede_regel(), rij.maat2, ruimte, stap2, gedimd=rij.gedimd)
            opmaak.tweede_plek = QPointF(links, onder)
            onder += hoog2
        minst = schilder.chip_hoogte() if rij.chips or isinstance(rij.lead, Chipje) else 0
        opmaak.hoogte = int(max(onder, boven + minst) + t.lucht(9) + (1 if self.lijnen else 0))
        return opmaak

    def _opmaak(self, rij: Rij, breedte: int) -> Opmaak:
        geldig = (breedte, thema().generatie)
        if geldig != self._geldig:
            self.vergeet()
            self._geldig = geldig
        opmaak = self._opmaken.get(rij)
        if opmaak is None:
            opmaak = self._opmaken[rij] = self._maak_opmaak(rij, breedte)
            self._hoogten[rij] = opmaak.hoogte
            while len(self._opmaken) > _BEWAARDE_OPMAAK:
                self._opmaken.popitem(last=False)
        else:
            self._opmaken.move_to_end(rij)
        return opmaak

    def hoogte(self, rij: Rij, breedte: int) -> int:
        """Return the height of a row in a list of this width."""
        if not self.wikkel or rij.kop:
            return self._hoogte_een_regel(rij)
        if self._geldig == (breedte, thema().generatie) and rij in self._hoogten:
            return self._hoogten[rij]
        return self._opmaak(rij, breedte).hoogte

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of the row; the width is that of the view."""
        rij = index.data(RIJ_ROL)
        breedte = self._breedte(option)
        return QSize(min(breedte, 120), self.hoogte(rij, breedte) if isinstance(rij, Rij) else 0)

    # -- painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, lead, text, chips and what stands at the end."""
        rij = index.data(RIJ_ROL)
        if not isinstance(rij, Rij):
            return
        rect: QRect = option.rect
        staat: QStyle.StateFlag = option.state
        painter.save()
        painter.setClipRect(rect)
        if rij.kop:
            self._teken_kop(painter, rect, rij)
        else:
            # Inside a card the edge of the card is the line under the last row.
            laatste = self.in_kaart and index.row() == index.model().rowCount() - 1
            self._teken_grond(painter, rect, staat, laatste=laatste)
            # The rectangle may be as wide as the contents once were; heights belong to the viewport.
            rect = QRect(rect.x(), rect.y(), self._breedte(option), rect.height())
            self._teken_rij(painter, rect, rij, staat)
        painter.restore()

    def _teken_kop(self, p: QPainter, rect: QRect, rij: Rij) -> None:
        t = thema()
        m = maten("chip", 600)
        basis = rect.bottom() - t.lengte(6) - m.descent()
        font = letter("chip", 600)
        p.save()
        ruim = type(font)(font)
        ruim.setLetterSpacing(ruim.SpacingType.AbsoluteSpacing, 0.5)
        p.setFont(ruim)
        p.setPen(t.kleur("tekst2"))
        p.drawText(QPointF(rect.x() + t.lengte(self.marge), basis), rij.platte_tekst().upper())
        p.restore()
        x = rect.right() + 1 - t.lengte(self.marge)
        for deel in reversed(rij.achter):
            if isinstance(deel, Stuk):
                x -= self._deel_breedte(deel)
                schilder.teken_tekst(p, x, basis, deel.tekst, deel.maat or "chip", deel.gewicht, deel.rol)

    def _is_gekozen(self, staat: QStyle.StateFlag) -> bool:
        focus = bool(staat & QStyle.StateFlag.State_HasFocus)
        return bool(staat & QStyle.StateFlag.State_Selected) and (self.kiesbaar or focus)

    def _teken_grond(self, p: QPainter, rect: QRect, staat: QStyle.StateFlag, *, laatste: bool) -> None:
        t = thema()
        focus = bool(staat & QStyle.StateFlag.State_HasFocus)
        gekozen = self._is_gekozen(staat)
        zweef = bool(staat & QStyle.StateFlag.State_MouseOver)
        vlak = QRectF(rect)
        if self.pil:
            vlak = vlak.adjusted(t.lengte(10), 0, -t.lengte(10), 0)
        if gekozen or zweef:
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(t.kleur("accent_zacht" if gekozen else "vlak2"))
            p.setRenderHint(QPainter.RenderHint.Antialiasing, on=self.pil)
            p.drawRoundedRect(vlak, t.lengte(6), t.lengte(6)) if self.pil else p.drawRect(vlak)
        if self.lijnen and not laatste:
            p.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            p.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), t.kleur("kaartrand"))
        if focus:
            schilder.focusrand(p, vlak.adjusted(1, 1, -1, -2 if self.lijnen else -1), t.lengte(5))

    def _teken_rij(self, p: QPainter, rect: QRect, rij: Rij, staat: QStyle.StateFlag) -> None:
        t = thema()
        opmaak = self._opmaak(rij, rect.width()) if self.wikkel else None
        midden = rect.y() + (rect.height() - (1 if self.lijnen else 0)) / 2
        eerste = midden
        if opmaak is not None:
            eerste = rect.y() + t.lucht(9) + round(t.px(rij.maat) * 1.36) / 2
        gekozen = self._is_gekozen(staat)
        self._teken_lead(p, rect.x() + t.lengte(self.marge + 20 * rij.inspringen), eerste, rij, gekozen=gekozen)
        self._teken_achter(p, rect, rij, midden, gekozen=gekozen)
        links = rect.x() + self._tekst_links(rij)
        if opmaak is not None:
            grond = QPointF(rect.topLeft())
            for layout, plek in ((opmaak.tekst, opmaak.tekst_plek), (opmaak.tweede, opmaak.tweede_plek)):
                if layout is not None:
                    layout.draw(p, grond + plek, self._bijgekleurd(layout) if gekozen else [])
            for plek, chip in opmaak.chips:
                schilder.teken_chip(p, grond.x() + plek.x(), grond.y() + plek.y(), chip)
            return
        rechts = rect.right() + 1 - t.lengte(self.marge) - self._achter_breedte(rij)
        hoog1, hoog2 = round(t.px(rij.maat) * 1.25), round(t.px(rij.maat2) * 1.25)
        top = midden - (hoog1 + (hoog2 + t.lengte(2) if rij.tweede else 0)) / 2
        chips = sum(schilder.chip_breedte(chip) + t.lengte(6) for chip in rij.chips)
        x = self._teken_stukken(
            p, links, rechts - chips, top, hoog1, rij.eerste_regel(), rij.maat, gedimd=rij.gedimd, gekozen=gekozen
        )
        x += t.lengte(8)
        for chip in rij.chips:
            x += schilder.teken_chip(p, x, top + (hoog1 - schilder.chip_hoogte()) / 2, chip) + t.lengte(6)
        if rij.tweede:
            onder = top + hoog1 + t.lengte(2)
            regel = rij.tweede_regel()
            self._teken_stukken(p, links, rechts, onder, hoog2, regel, rij.maat2, gedimd=rij.gedimd, gekozen=gekozen)

    @staticmethod
    def _bijgekleurd(layout: QTextLayout) -> list[QTextLayout.FormatRange]:
        """Return what a chosen row draws over its layout: the third text colour becomes the second."""
        zwak, anders = thema().kleur("tekst3"), []
        for bereik in layout.formats():
            if bereik.format.foreground().color() == zwak:
                nieuw = QTextLayout.FormatRange()
                nieuw.start, nieuw.length = bereik.start, bereik.length
                formaat = QTextCharFormat()
                formaat.setForeground(thema().kleur("tekst2"))
                nieuw.format = formaat
                anders.append(nieuw)
        return anders

    @staticmethod
    def _teken_stukken(
        p: QPainter,
        x: float,
        rechts: float,
        top: float,
        hoog: float,
        stukken: tuple[Stuk, ...],
        maat: str,
        *,
        gedimd: bool,
        gekozen: bool,
    ) -> float:
        t = thema()
        for stuk in stukken:
            if x >= rechts:
                break
            grootte = stuk.maat or maat
            m = maten(grootte, stuk.gewicht)
            vak = min(rechts - x, t.lengte(stuk.breedte) - t.lengte(8)) if stuk.breedte else rechts - x
            tekst = stuk.tekst
            breed = m.horizontalAdvance(tekst)
            if breed > vak + 0.5:
                tekst = m.elidedText(tekst, Qt.TextElideMode.ElideRight, vak)
                breed = m.horizontalAdvance(tekst)
            basis = top + (hoog + maten(maat).ascent() - maten(maat).descent()) / 2
            rol = verfrol(stuk.rol, gedimd=gedimd, gekozen=gekozen)
            if stuk.gemarkeerd:
                grond = QRectF(x - 1, basis - m.ascent(), breed + 2, m.height())
                p.fillRect(grond, t.kleur("waarschuwing_zacht"))
                rol = "tekst"
            schilder.teken_tekst(p, x, basis, tekst, grootte, stuk.gewicht, rol)
            x += t.lengte(stuk.breedte) if stuk.breedte else breed
        return x

    @staticmethod
    def _teken_lead(p: QPainter, x: float, midden: float, rij: Rij, *, gekozen: bool) -> None:
        t = thema()
        lead = rij.lead
        if isinstance(lead, Stuk):
            m = maten(lead.maat or "basis", lead.gewicht)
            basis = midden + (m.ascent() - m.descent()) / 2
            rol = verfrol(lead.rol, gedimd=rij.gedimd, gekozen=gekozen)
            schilder.teken_tekst(p, x, basis, lead.tekst, lead.maat or "basis", lead.gewicht, rol)
        elif isinstance(lead, Avatar):
            zijde = schilder.avatar_maat()
            schilder.teken_avatar(p, x, midden - zijde / 2, lead.letters)
        elif isinstance(lead, Tegel):
            schilder.teken_tegel(p, x, midden - t.lengte(30) / 2, lead.icoon, lead.rol)
        elif isinstance(lead, Icoon):
            px = t.lengte(17)
            teken_icoon(p, lead.naam, x, midden - px / 2, px, verfrol(lead.rol, gedimd=rij.gedimd, gekozen=gekozen))
        elif isinstance(lead, Chipje):
            schilder.teken_chip(p, x, midden - schilder.chip_hoogte() / 2, lead)

    def _teken_achter(self, p: QPainter, rect: QRect, rij: Rij, midden: float, *, gekozen: bool) -> None:
        t = thema()
        for deel, vak in self._vakken(rect, rij, midden):
            if isinstance(deel, Chipje):
                schilder.teken_chip(p, vak.x(), vak.y(), deel)
            elif isinstance(deel, Knopje):
                zweef = self.muis is not None and vak.contains(QPointF(self.muis))
                schilder.teken_knop(p, vak, deel.tekst, soort=deel.soort, icoon=deel.icoon, zweef=zweef)
            elif isinstance(deel, Icoon):
                teken_icoon(p, deel.naam, vak.x(), vak.y(), t.lengte(17), deel.rol)
            elif isinstance(deel, Toets):
                schilder.teken_sleutelkap(p, vak.x(), vak.y(), deel.tekst)
            else:
                m = maten(deel.maat or "klein", deel.gewicht)
                basis = midden + (m.ascent() - m.descent()) / 2
                rol = verfrol(deel.rol, gedimd=rij.gedimd, gekozen=gekozen)
                schilder.teken_tekst(p, vak.x(), basis, deel.tekst, deel.maat or "klein", deel.gewicht, rol)

    def _vakken(self, rect: QRect, rij: Rij, midden: float) -> list[tuple[Deel, QRectF]]:
        t = thema()
        x = float(rect.right() + 1 - t.lengte(self.marge))
        vakken: list[tuple[Deel, QRectF]] = []
        for deel in reversed(rij.achter):
            breed = self._deel_breedte(deel)
            hoog = t.lengte(17)
            if isinstance(deel, Chipje):
                hoog = schilder.chip_hoogte()
            elif isinstance(deel, Knopje):
                hoog = schilder.knop_hoogte(klein=True)
            elif isinstance(deel, Toets):
                hoog = schilder.sleutelkap_hoogte()
            x -= breed
            vakken.append((deel, QRectF(x, round(midden - hoog / 2), breed, hoog)))
            x -= t.lengte(8)
        return vakken

    def knop_op(self, rij: Rij, rect: QRect, plek: QPoint) -> str | None:
        """Return the name of the painted button at a point of the viewport, if there is one."""
        midden = rect.y() + (rect.height() - (1 if self.lijnen else 0)) / 2
        for deel, vak in self._vakken(rect, rij, midden):
            if isinstance(deel, Knopje) and vak.contains(QPointF(plek)):
                return deel.naam
        return None
