"""Cards on the board of the plan, for goals and for interventies; painted, so that hundreds of them cost little."""

from datetime import date

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from zvh_desktop.domain.interventie import AFLOOP, KADERS, Interventie, loopt, mist_reden
from zvh_desktop.domain.plan import Doel
from zvh_desktop.gui import schilder
from zvh_desktop.gui.iconen import teken_icoon
from zvh_desktop.gui.lettertypen import letter, maten
from zvh_desktop.gui.onderdelen import datum_in_woorden
from zvh_desktop.gui.onderdelen.basis import enter_klikt
from zvh_desktop.gui.pages.casus.waarden import letters
from zvh_desktop.gui.thema import thema

__all__ = ["DoelKaart", "InterventieKaart", "Kaartenstapel", "Vlakknop"]


class Vlakknop(QAbstractButton):
    """A button made of labels, painted as a flat card; one stop for the keyboard, one sentence for the ear."""

    def __init__(self, ouder: QWidget | None = None, *, rand: bool = True) -> None:
        super().__init__(ouder)
        self._rand = rand
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        beleid = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        beleid.setHeightForWidth(True)
        self.setSizePolicy(beleid)

    def doorlaten(self) -> None:
        """Let the pointer through the labels to the button."""
        for deel in self.findChildren(QWidget):
            deel.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it too."""
        if not enter_klikt(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As the layout wants."""
        indeling = self.layout()
        return indeling.sizeHint() if indeling is not None else QSize(80, 40)

    def minimumSizeHint(self) -> QSize:
        """Text wraps, so a column may be narrow."""
        return QSize(thema().lengte(80), self.sizeHint().height() // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, border, hover and focus."""
        t = thema()
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        vlak = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self._rand:
            p.setPen(QPen(t.kleur("regelrand" if self.underMouse() else "kaartrand"), 1))
            p.setBrush(t.kleur("vlak"))
            p.drawRoundedRect(vlak, 6, 6)
        elif self.underMouse():
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(t.kleur("vlak"))
            p.drawRoundedRect(vlak, 6, 6)
        if self.hasFocus():
            schilder.focusrand(p, QRectF(self.rect()), 6)
        p.end()


class Geschilderd(Vlakknop):
    """A card that paints its own words: one widget and no labels, so that a plan of hundreds of parts opens at once.

    Args:
        kop, onder: the words, and what stands below them in small letters.
        lead: an icon, or initials; beside `onder` when `naast` is "onder", else beside both.
    """

    def __init__(
        self,
        kop: str,
        onder: str,
        *,
        rollen: tuple[str, str],
        gewicht: int,
        icoon: tuple[str, str] | None,
        initialen: str = "",
        naast: str,
    ) -> None:
        super().__init__()
        self.setText(kop)
        self._onder, self._rollen, self._gewicht = onder, rollen, gewicht
        self._icoon, self._initialen, self._onder_naast = icoon, initialen, naast == "onder"
        self._gemeten: dict[int, tuple[QRectF, QRectF, int]] = {}
        self.setToolTip("")
        thema().veranderd.connect(self._ander_thema)

    def _ander_thema(self) -> None:
        self._gemeten.clear()
        self.updateGeometry()
        self.update()

    def _kaders(self, breed: int) -> tuple[QRectF, QRectF, int]:
        """Return where the words and the small ones stand, and how high the card is; counted once for a width.

        A layout asks for several widths in turn, and again at every card that comes.
        """
        if (al := self._gemeten.get(breed)) is not None:
            return al
        t = thema()
        lead = t.lengte(20 if self._initialen else 17) + t.lengte(7) if self._icoon or self._initialen else 0
        links, rechts, boven = t.lengte(12), t.lengte(12), t.lengte(9)
        in_kop = 0 if self._onder_naast else lead
        ruimte = max(t.lengte(40), breed - links - rechts)
        wikkel = Qt.TextFlag.TextWordWrap
        hoogte = maten("knop", self._gewicht).boundingRect(QRectF(0, 0, ruimte - in_kop, 1e6), wikkel, self.text())
        kop = QRectF(links + in_kop, boven, ruimte - in_kop, hoogte.height() + 1)
        onder = QRectF(links + lead, kop.bottom() + t.lengte(5), ruimte - lead, 0.0)
        if self._onder:
            klein = maten("klein").boundingRect(QRectF(0, 0, ruimte - lead, 1e6), wikkel, self._onder)
            onder.setHeight(max(klein.height() + 1, t.lengte(20) if self._onder_naast and lead else 0))
        uit = (kop, onder, int(onder.bottom() + t.lengte(9) + 0.999))
        if len(self._gemeten) > 40:
            self._gemeten.clear()
        self._gemeten[breed] = uit
        return uit

    def heightForWidth(self, breed: int) -> int:
        """As high as the words need."""
        return self._kaders(breed)[2]

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def sizeHint(self) -> QSize:
        """As in a column of ordinary width."""
        breed = thema().lengte(220)
        return QSize(breed, self.heightForWidth(max(breed, self.width())))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card and its words."""
        super().paintEvent(event)
        t = thema()
        kop, onder, _ = self._kaders(self.width())
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        links, boven = float(t.lengte(12)), onder.top() if self._onder_naast else kop.top()
        if self._initialen:
            schilder.teken_avatar(p, links, boven - 1, self._initialen, t.lengte(20))
        elif self._icoon is not None:
            teken_icoon(p, self._icoon[0], links, boven + 1, t.lengte(17), self._icoon[1])
        wikkel = Qt.TextFlag.TextWordWrap
        for vak, woorden, maat, gewicht, rol in (
            (kop, self.text(), "knop", self._gewicht, self._rollen[0]),
            (onder, self._onder, "klein", 400, self._rollen[1]),
        ):
            p.setFont(letter(maat, gewicht))
            p.setPen(t.kleur(rol))
            p.drawText(vak, wikkel, woorden)
        p.end()


class DoelKaart(Geschilderd):
    """A goal, agreement or condition: what, who, by when."""

    def __init__(self, doel: Doel, wie: str, gebied: str, vandaag: date) -> None:
        woorden = [wie] if wie else []
        if gebied:
            woorden.append(gebied.lower())
        if doel.doelsoort != "doel":
            woorden.append(doel.doelsoort)
        if doel.bereikt:
            woorden.append(QCoreApplication.translate("DoelKaart", "bereikt"))
        elif doel.uiterlijk:
            woorden.append(datum_in_woorden(doel.uiterlijk, jaar=doel.uiterlijk.year != vandaag.year))
        if not wie and doel.doelsoort == "doel":
            woorden.append(QCoreApplication.translate("DoelKaart", "nog geen partner"))
        onder = " · ".join(woorden)
        laat = bool(doel.uiterlijk and doel.uiterlijk < vandaag and not doel.bereikt)
        super().__init__(
            doel.tekst,
            onder,
            rollen=("tekst3" if doel.bereikt else "tekst", "gevaar" if laat else "tekst2"),
            gewicht=600,
            icoon=("circle-check", "goed") if doel.bereikt else None,
            initialen=letters(doel.persoon or wie) if wie and not doel.bereikt else "",
            naast="onder",
        )
        self.doel_id = doel.id
        te_laat = self.tr(", datum voorbij") if laat else ""
        self.setAccessibleName(f"{doel.doelsoort}: {doel.tekst}. {onder}{te_laat}")


class InterventieKaart(Geschilderd):
    """An interventie: what, which kader, by whom, how it goes."""

    def __init__(self, interventie: Interventie, wie: str, gebied: str, vandaag: date) -> None:
        icoon, rol = ("circle-check", "goed") if interventie.afloop == "geslaagd" else ("target", "tekst2")
        if mist_reden(interventie):
            icoon, rol = "triangle-alert", "waarschuwing"
        delen = [KADERS[interventie.kader]] if interventie.kader else []
        delen += [deel for deel in (wie, gebied.lower(), self._stand(interventie, vandaag)) if deel]
        onder = " · ".join(delen)
        super().__init__(
            interventie.tekst,
            onder,
            rollen=("tekst3" if interventie.afloop else "tekst", "tekst2"),
            gewicht=400,
            icoon=(icoon, rol),
            naast="beide",
        )
        self.interventie_id = interventie.id
        self.setAccessibleName(self.tr("Interventie: {wat}. {onder}").format(wat=interventie.tekst, onder=onder))

    @staticmethod
    def _stand(i: Interventie, vandaag: date) -> str:
        def tr(tekst: str) -> str:
            return QCoreApplication.translate("InterventieKaart", tekst)

        if mist_reden(i):
            return tr("{afloop}, reden ontbreekt").format(afloop=AFLOOP[i.afloop])
        if i.afloop:
            return AFLOOP[i.afloop]

        def dag(d: date) -> str:
            return datum_in_woorden(d, jaar=d.year != vandaag.year, weekdag=False)

        if i.begin is None:
            return tr("nog geen begin")
        if i.begin > vandaag:
            return tr("vanaf {dag}").format(dag=dag(i.begin))
        if not loopt(i, vandaag) and i.eind is not None:
            return tr("liep tot {dag}, afloop ontbreekt").format(dag=dag(i.eind))
        return tr("sinds {dag}").format(dag=dag(i.begin))


class Kaartenstapel(QWidget):
    """Cards below each other, placed by itself: a layout would ask every card its height at every card that comes."""

    def __init__(self) -> None:
        super().__init__()
        self.kaarten: list[Geschilderd] = []
        self._hoogten: dict[int, int] = {}
        # Not fixed: a column keeps its hint from before it was as narrow as it is, and would cut off the last card.
        beleid = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        beleid.setHeightForWidth(True)
        self.setSizePolicy(beleid)
        thema().veranderd.connect(self._opnieuw)

    def voeg_toe(self, kaart: Geschilderd) -> None:
        """Put one more at the bottom. Who adds cards asks for their room (`updateGeometry`) when it wants it shown."""
        kaart.setParent(self)
        self.kaarten.append(kaart)
        for breed in self._hoogten:
            lucht = self._lucht() if len(self.kaarten) > 1 else 0
            self._hoogten[breed] += lucht + kaart.heightForWidth(breed)
        hoog = kaart.heightForWidth(self.width())
        onder = self.kaarten[-2].geometry().bottom() + 1 + self._lucht() if len(self.kaarten) > 1 else 0
        kaart.setGeometry(0, onder, self.width(), hoog)
        kaart.show()

    def maak_leeg(self) -> None:
        """Take them all out."""
        for kaart in self.kaarten:
            kaart.hide()
            kaart.deleteLater()
        self.kaarten = []
        self._opnieuw()

    @staticmethod
    def _lucht() -> int:
        return 8

    def _opnieuw(self) -> None:
        self._hoogten.clear()
        self._leg()
        self.updateGeometry()

    def _leg(self) -> None:
        y = 0
        for kaart in self.kaarten:
            hoog = kaart.heightForWidth(self.width())
            kaart.setGeometry(0, y, self.width(), hoog)
            y += hoog + self._lucht()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks words elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._leg()

    def heightForWidth(self, breed: int) -> int:
        """As high as the cards together; counted once for a width."""
        if breed not in self._hoogten:
            if len(self._hoogten) > 20:
                self._hoogten.clear()
            lucht = self._lucht()
            self._hoogten[breed] = max(0, sum(k.heightForWidth(breed) + lucht for k in self.kaarten) - lucht)
        return self._hoogten[breed]

    def hasHeightForWidth(self) -> bool:
        """The words of the cards wrap."""
        return True

    def sizeHint(self) -> QSize:
        """As in a column of ordinary width."""
        breed = self.width() or thema().lengte(220)
        return QSize(thema().lengte(220), self.heightForWidth(breed))

    def minimumSizeHint(self) -> QSize:
        """A column may be narrow."""
        return QSize(thema().lengte(80), 0)
