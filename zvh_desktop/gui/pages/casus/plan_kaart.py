"""Cards on the board of the plan: flat buttons made of labels, for goals and for interventies."""

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from zvh_desktop.domain.interventie import AFLOOP, KADERS, Interventie, loopt, mist_reden
from zvh_desktop.domain.plan import Doel
from zvh_desktop.gui import schilder
from zvh_desktop.gui.onderdelen import AvatarBeeld, IcoonBeeld, Tekst, datum_in_woorden
from zvh_desktop.gui.pages.casus.waarden import letters
from zvh_desktop.gui.thema import thema

__all__ = ["DoelKaart", "InterventieKaart", "Vlakknop"]


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
        """Enter presses too."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
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


class DoelKaart(Vlakknop):
    """A goal, agreement or condition: what, who, by when."""

    def __init__(self, doel: Doel, wie: str, gebied: str, vandaag: date) -> None:
        super().__init__()
        self.doel_id = doel.id
        indeling = QVBoxLayout(self)
        indeling.setContentsMargins(12, 9, 12, 9)
        indeling.setSpacing(6)
        indeling.addWidget(
            Tekst(doel.tekst, maat="knop", gewicht=600, omloop=True, rol="tekst3" if doel.bereikt else "tekst")
        )
        woorden = [wie] if wie else []
        if gebied:
            woorden.append(gebied.lower())
        if doel.doelsoort != "doel":
            woorden.append(doel.doelsoort)
        if doel.bereikt:
            woorden.append(self.tr("bereikt"))
        elif doel.uiterlijk:
            woorden.append(datum_in_woorden(doel.uiterlijk, jaar=doel.uiterlijk.year != vandaag.year))
        if not wie and doel.doelsoort == "doel":
            woorden.append(self.tr("nog geen partner"))
        onder = " · ".join(woorden)
        rij = QHBoxLayout()
        rij.setSpacing(6)
        if doel.bereikt:
            rij.addWidget(IcoonBeeld("circle-check", px=17, rol="goed"))
        elif wie:
            rij.addWidget(AvatarBeeld(letters(doel.persoon or wie), zijde=20))
        laat = bool(doel.uiterlijk and doel.uiterlijk < vandaag and not doel.bereikt)
        rij.addWidget(Tekst(onder, maat="klein", rol="gevaar" if laat else "tekst2", omloop=True), 1)
        indeling.addLayout(rij)
        te_laat = self.tr(", datum voorbij") if laat else ""
        self.setAccessibleName(f"{doel.doelsoort}: {doel.tekst}. {onder}{te_laat}")
        self.doorlaten()


class InterventieKaart(Vlakknop):
    """An interventie: what, which kader, by whom, how it goes."""

    def __init__(self, interventie: Interventie, wie: str, gebied: str, vandaag: date) -> None:
        super().__init__()
        self.interventie_id = interventie.id
        indeling = QHBoxLayout(self)
        indeling.setContentsMargins(10, 8, 12, 8)
        indeling.setSpacing(8)
        af = bool(interventie.afloop)
        icoon, rol = ("circle-check", "goed") if interventie.afloop == "geslaagd" else ("target", "tekst2")
        if mist_reden(interventie):
            icoon, rol = "triangle-alert", "waarschuwing"
        indeling.addWidget(IcoonBeeld(icoon, px=17, rol=rol), 0, Qt.AlignmentFlag.AlignTop)
        kolom = QVBoxLayout()
        kolom.setSpacing(3)
        kolom.addWidget(Tekst(interventie.tekst, maat="knop", omloop=True, rol="tekst3" if af else "tekst"))
        delen = [KADERS[interventie.kader]] if interventie.kader else []
        delen += [deel for deel in (wie, gebied.lower(), self._stand(interventie, vandaag)) if deel]
        onder = " · ".join(delen)
        kolom.addWidget(Tekst(onder, maat="klein", rol="tekst2", omloop=True))
        indeling.addLayout(kolom, 1)
        self.setAccessibleName(self.tr("Interventie: {wat}. {onder}").format(wat=interventie.tekst, onder=onder))
        self.doorlaten()

    def _stand(self, i: Interventie, vandaag: date) -> str:
        if mist_reden(i):
            return self.tr("{afloop}, reden ontbreekt").format(afloop=AFLOOP[i.afloop])
        if i.afloop:
            return AFLOOP[i.afloop]

        def dag(d: date) -> str:
            return datum_in_woorden(d, jaar=d.year != vandaag.year, weekdag=False)

        if i.begin is None:
            return self.tr("nog geen begin")
        if i.begin > vandaag:
            return self.tr("vanaf {dag}").format(dag=dag(i.begin))
        if not loopt(i, vandaag) and i.eind is not None:
            return self.tr("liep tot {dag}, afloop ontbreekt").format(dag=dag(i.eind))
        return self.tr("sinds {dag}").format(dag=dag(i.begin))
