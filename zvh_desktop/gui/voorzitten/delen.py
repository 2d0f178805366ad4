"""Parts of the chairing screen: the log, the narrow lists, and the panels that ask for one thing."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from zvh_desktop.domain.overleg import INBRENGSOORTEN
from zvh_desktop.domain.plan import ACTIESTATUS, mag_afronden
from zvh_desktop.gui.iconen import icoon
from zvh_desktop.gui.onderdelen.basis import IcoonBeeld, Knop, Tekst
from zvh_desktop.gui.onderdelen.invoerregel import SOORTICOON
from zvh_desktop.gui.rijen import Rij, RijDelegate, RijenLijst
from zvh_desktop.gui.thema import thema
from zvh_desktop.services.voorzitten_beeld import KamerRij, VorigeActie

__all__ = ["AfrondPaneel", "DekkingPaneel", "KrappeLijst", "Log", "PoortDicht", "Vak", "Vraag", "leeg_layout"]


def leeg_layout(layout: QLayout) -> None:
    """Take every widget out of a layout and let it go at once, its text included."""
    while (deel := layout.takeAt(0)) is not None:
        widget, binnen = deel.widget(), deel.layout()
        if widget is not None:
            waar = QApplication.focusWidget()
            if waar is not None and (waar is widget or widget.isAncestorOf(waar)):
                # Hidden with the keyboard in it, Qt would hand that to whatever comes next, a message for one.
                waar.clearFocus()
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif binnen is not None:
            leeg_layout(binnen)


class Vak(QFrame):
    """A rounded ground in one token, for what must be seen."""

    def __init__(self, grond: str, ouder: QWidget | None = None, *, rand: str = "") -> None:
        super().__init__(ouder)
        self._grond, self._rand = grond, rand
        thema().veranderd.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        t = thema()
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(t.kleur(self._rand or self._grond))
        p.setBrush(t.kleur(self._grond))
        p.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), t.lengte(8), t.lengte(8))
        p.end()


class _KrappeDelegate(RijDelegate):
    """Rows with less air, for the columns beside a meeting."""

    krapper = 12

    def hoogte(self, rij: Rij, breedte: int) -> int:
        """Return the height of a row, less what is saved on air."""
        minder = thema().lucht(self.krapper) if rij.tweede else thema().lucht(2)
        return super().hoogte(rij, breedte) - minder


class KrappeLijst(RijenLijst):
    """A narrow list as high as its rows while there is room; scrolls when there is not.

    Args:
        krapper: how much less air a row of two lines has.

    Signals:
        terug(): Esc; the focus belongs to the entry line again.
        menu_gevraagd(sleutel): the Menu key or a right click on a row.
    """

    terug = Signal()
    menu_gevraagd = Signal(str)

    def __init__(
        self, naam: str, ouder: QWidget | None = None, *, krapper: int = 12, minst: int = 2, **soort: Any
    ) -> None:
        super().__init__(naam, ouder, **soort)
        oud = self._delegate
        self._delegate = _KrappeDelegate(self, wikkel=oud.wikkel, pil=oud.pil, lijnen=oud.lijnen, kiesbaar=oud.kiesbaar)
        self._delegate.krapper = krapper
        self.setItemDelegate(self._delegate)
        self._minst = minst
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def zet(self, rijen: Iterable[Rij]) -> None:
        """Show these rows and be as high as they are."""
        aantal = len(self.rijen)
        super().zet(rijen)
        if len(self.rijen) != aantal:
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as the rows."""
        breedte = max(self.viewport().width(), 120)
        return QSize(240, sum(self._delegate.hoogte(rij, breedte) for rij in self.rijen))

    def minimumSizeHint(self) -> QSize:
        """A few rows stay visible however low the window is."""
        breedte = max(self.viewport().width(), 120)
        return QSize(120, sum(self._delegate.hoogte(rij, breedte) for rij in self.rijen[: self._minst]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives the focus back."""
        if event.key() == Qt.Key.Key_Escape:
            self.terug.emit()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the acts of a row."""
        plek = self.indexAt(event.pos()) if event.reason() is QContextMenuEvent.Reason.Mouse else self.currentIndex()
        if plek.isValid():
            self.menu_gevraagd.emit(self.rijen[plek.row()].sleutel)

    def menu_plek(self, sleutel: str) -> QPoint:
        """Return where a menu of a row belongs on the screen."""
        nummer = self.rijenmodel.nummer(sleutel)
        return self.viewport().mapToGlobal(self.visualRect(self.rijenmodel.index(nummer)).center())


class Log(RijenLijst):
    """What was said about the current casus, the newest at the bottom, just above the entry line.

    Enter changes an entry, Alt+Up and Alt+Down move it, Ctrl+J joins it to the one above, the Menu key turns it into
    another kind, Delete withdraws it, Esc goes back.

    Signals:
        omzetten(sleutel, soort), verplaatsen(sleutel, stap), samenvoegen(sleutel), intrekken(sleutel), terug().
    """

    omzetten = Signal(str, str)
    verplaatsen = Signal(str, int)
    samenvoegen = Signal(str)
    intrekken = Signal(str)
    terug = Signal()

    def __init__(self, naam: str, ouder: QWidget | None = None) -> None:
        super().__init__(naam, ouder, wikkel=True, lijnen=False, kiesbaar=False)
        self.zet_marge(10)
        self._ruimte = -1
        for signaal in (self.rijenmodel.rowsInserted, self.rijenmodel.rowsRemoved, self.rijenmodel.dataChanged):
            signaal.connect(self._zak)

    def zet(self, rijen: Iterable[Rij]) -> None:
        """Show these rows; a new one at the end is scrolled to."""
        laatste = self.rijen[-1].sleutel if self.rijen else ""
        super().zet(rijen)
        self._zak()
        if self.rijen and self.rijen[-1].sleutel != laatste:
            self.naar_einde()

    def _zak(self) -> None:
        """Let a short log stand at the bottom; a list view itself can only stand at the top."""
        ruimte = max(0, self.height() - self._inhoud_hoogte() - 2)
        if ruimte != self._ruimte:
            self._ruimte = ruimte
            self.setViewportMargins(0, ruimte, 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size: stand at the bottom again."""
        onderaan = self.verticalScrollBar().value() >= self.verticalScrollBar().maximum() - 4
        super().resizeEvent(event)
        self._zak()
        if onderaan:
            self.naar_einde()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete withdraws, Alt with an arrow moves, Ctrl+J joins, Esc goes back to the entry line."""
        gekozen = self.gekozen_sleutel()
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            if gekozen:
                self.verplaatsen.emit(gekozen, 1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_J and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if gekozen:
                self.samenvoegen.emit(gekozen)
        elif event.key() == Qt.Key.Key_Escape:
            self.terug.emit()
        elif event.key() == Qt.Key.Key_Delete and gekozen:
            self.intrekken.emit(gekozen)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with an entry."""
        plek = self.indexAt(event.pos()) if event.reason() is QContextMenuEvent.Reason.Mouse else self.currentIndex()
        if not plek.isValid():
            return
        sleutel = self.rijen[plek.row()].sleutel
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icoon("pencil"), self.tr("Wijzigen")).setData((sleutel, "wijzigen"))
        menu.addSeparator()
        for soort, woord in INBRENGSOORTEN.items():
            actie = menu.addAction(icoon(SOORTICOON[soort]), self.tr("Wordt {soort}").format(soort=woord.lower()))
            actie.setData((sleutel, soort))
        menu.addSeparator()
        for wat, beeld, woord in (
            ("op", "arrow-up", self.tr("Omhoog\tAlt+↑")),
            ("neer", "arrow-down", self.tr("Omlaag\tAlt+↓")),
            ("samen", "rows-3", self.tr("Samenvoegen met de vorige\tCtrl+J")),
        ):
            menu.addAction(icoon(beeld), woord).setData((sleutel, wat))
        menu.addSeparator()
        menu.addAction(icoon("trash-2"), self.tr("Intrekken")).setData((sleutel, "intrekken"))
        menu.triggered.connect(self._gekozen_uit_menu)
        menu.popup(self.viewport().mapToGlobal(self.visualRect(plek).center()))

    def _gekozen_uit_menu(self, actie: QAction) -> None:
        sleutel, wat = actie.data()
        if wat == "wijzigen":
            self.geactiveerd.emit(sleutel)
        elif wat == "intrekken":
            self.intrekken.emit(sleutel)
        elif wat == "samen":
            self.samenvoegen.emit(sleutel)
        elif wat in ("op", "neer"):
            self.verplaatsen.emit(sleutel, -1 if wat == "op" else 1)
        else:
            self.omzetten.emit(sleutel, wat)


class Vraag(QWidget):
    """One line to fill in with a button: why. Esc closes it.

    Signals:
        gegeven(tekst): Enter or the button, with something filled in.
        gesloten(): Esc.
    """

    gegeven = Signal(str)
    gesloten = Signal()

    def __init__(self, naam: str, plaats: str, knop: str, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        rij = QHBoxLayout(self)
        rij.setContentsMargins(0, 0, 0, 0)
        rij.setSpacing(6)
        self.veld = QLineEdit()
        self.veld.setPlaceholderText(plaats)
        self.veld.setAccessibleName(naam)
        self.veld.returnPressed.connect(self._geef)
        self.veld.installEventFilter(self)
        self.knop = Knop(knop, soort="primair", klein=True)
        self.knop.clicked.connect(self._geef)
        rij.addWidget(self.veld, 1)
        rij.addWidget(self.knop)
        self.setFocusProxy(self.veld)
        self.hide()

    def open(self) -> None:
        """Show it, empty, and put the cursor in it."""
        self.veld.setText("")
        self.show()
        self.veld.setFocus()

    def _geef(self) -> None:
        reden = self.veld.text().strip()
        if reden:
            self.hide()
            self.gegeven.emit(reden)
        else:
            self.veld.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc closes."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.gesloten.emit()
            return True
        return super().eventFilter(watched, event)


class DekkingPaneel(Vak):
    """The loudest thing on the screen: someone is not covered, and what can be done about it.

    Signals:
        laten_tekenen(deelnemer_id), toelaten(deelnemer_id, reden), buiten(deelnemer_id).
        terug(): Esc; the focus belongs to the entry line again.
    """

    laten_tekenen = Signal(str)
    toelaten = Signal(str, str)
    buiten = Signal(str)
    terug = Signal()

    def __init__(self, ouder: QWidget | None = None) -> None:
        super().__init__("gevaar_zacht", ouder)
        self._wie = ""
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(13, 9, 13, 12)
        kolom.setSpacing(8)
        self.zin = Tekst("", maat="knop", rol="gevaar", gewicht=600, omloop=True)
        self.uitleg = Tekst(self.tr("Tekenen geeft geen recht op informatie."), maat="klein", rol="gevaar", omloop=True)
        kolom.addWidget(self.zin)
        kolom.addWidget(self.uitleg)
        rij = QHBoxLayout()
        rij.setSpacing(6)
        self.teken = Knop(self.tr("Laten tekenen"), soort="primair", icoon="signature", klein=True)
        self.laat = Knop(self.tr("Toelaten…"), soort="vlak", klein=True)
        rij.addWidget(self.teken)
        rij.addWidget(self.laat)
        rij.addStretch(1)
        kolom.addLayout(rij)
        self.weg = Knop(self.tr("Buiten voor deze casus"), soort="vlak", icoon="log-out", klein=True, links=True)
        kolom.addWidget(self.weg)
        self.vraag = Vraag(self.tr("Reden van toelating"), self.tr("reden, komt in het verslag"), self.tr("Toelaten"))
        kolom.addWidget(self.vraag)
        self.teken.clicked.connect(self._teken)
        self.laat.clicked.connect(self.vraag.open)
        self.weg.clicked.connect(self._weg)
        self.vraag.gegeven.connect(self._toegelaten)
        self.vraag.gesloten.connect(self.terug)
        self.hide()

    def toon(self, wie: KamerRij | None, *, meer: int = 0) -> None:
        """Show one person, and how many more there are; nobody hides the panel."""
        if wie is None:
            self._wie = ""
            self.zin.setText("")
            self.vraag.hide()
            self.hide()
            return
        if wie.deelnemer_id != self._wie:
            self.vraag.hide()
        self._wie = wie.deelnemer_id
        binnen = wie.status == "aanwezig"
        zin = (
            self.tr("{naam} is niet gedekt en zit in de kamer.")
            if binnen
            else self.tr("{naam} is niet gedekt en wacht buiten.")
        )
        zin = zin.format(naam=wie.naam)
        if meer:
            nog = (
                self.tr("Nog één ander ook niet.")
                if meer == 1
                else self.tr("Nog {meer} anderen ook niet.").format(meer=meer)
            )
            zin = f"{zin} {nog}"
        self.zin.setText(zin)
        self.teken.setAccessibleName(self.tr("{naam} laten tekenen").format(naam=wie.naam))
        self.laat.setAccessibleName(self.tr("{naam} toelaten met een reden").format(naam=wie.naam))
        self.weg.setAccessibleName(self.tr("{naam} buiten voor deze casus").format(naam=wie.naam))
        self.weg.setVisible(binnen)
        self.show()

    def vraag_reden(self) -> None:
        """Ask why the person shown is admitted."""
        self.vraag.open()

    def _teken(self) -> None:
        self.laten_tekenen.emit(self._wie)

    def _weg(self) -> None:
        self.buiten.emit(self._wie)

    def _toegelaten(self, reden: str) -> None:
        self.toelaten.emit(self._wie, reden)


class PoortDicht(QWidget):
    """Stands where the casus would: it is closed, because of whom, and the three ways out.

    Signals:
        laten_tekenen(deelnemer_id), toelaten(deelnemer_id, reden), buiten(deelnemer_id).
    """

    laten_tekenen = Signal(str)
    toelaten = Signal(str, str)
    buiten = Signal(str)

    def __init__(self, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        buiten = QVBoxLayout(self)
        buiten.setContentsMargins(0, 0, 0, 0)
        buiten.addStretch(2)
        buiten.addWidget(IcoonBeeld("lock", px=44, tegel="gevaar"), 0, Qt.AlignmentFlag.AlignHCenter)
        buiten.addSpacing(8)
        self.kop = Tekst("", maat="pagina", gewicht=700, omloop=True)
        self.uitleg = Tekst("", maat="sectie", rol="tekst2", omloop=True)
        for tekst in (self.kop, self.uitleg):
            tekst.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            tekst.setContentsMargins(20, 0, 20, 0)
            buiten.addWidget(tekst)
        buiten.addSpacing(12)
        rol = QScrollArea()
        rol.setWidgetResizable(True)
        rol.setFrameShape(QFrame.Shape.NoFrame)
        rol.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        rol.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        vak = QWidget()
        vak.setObjectName("pagina")
        self._kolom = QVBoxLayout(vak)
        self._kolom.setContentsMargins(20, 0, 20, 0)
        self._kolom.setSpacing(10)
        self._kolom.setAlignment(Qt.AlignmentFlag.AlignTop)
        rol.setWidget(vak)
        buiten.addWidget(rol, 5)
        self._vragen: dict[str, Vraag] = {}
        self._getoond: tuple[KamerRij, ...] = ()
        self._eerste: Knop | None = None

    def toon(self, titel: str, tegen: tuple[KamerRij, ...]) -> None:
        """Say that a point is closed, and for whom something must be arranged."""
        self.kop.setText(self.tr("{titel} is nog niet open").format(titel=titel))
        self.uitleg.setText(
            self.tr(
                "De geheimhouding is nog niet geregeld voor wie hieronder staat. "
                "Tot dan staat er niets van de casus op dit scherm."
            )
        )
        if tegen == self._getoond:
            return
        self._getoond, self._eerste = tegen, None
        self._vragen.clear()
        leeg_layout(self._kolom)
        for nummer, wie in enumerate(tegen):
            self._kolom.addWidget(self._maak(wie, eerste=nummer == 0))

    def focus_eerste(self) -> None:
        """Put the focus on the first way out."""
        if self._eerste is not None:
            self._eerste.setFocus()

    def vraag_reden(self, deelnemer_id: str) -> None:
        """Ask why this person is admitted."""
        if deelnemer_id in self._vragen:
            self._vragen[deelnemer_id].open()

    def _maak(self, wie: KamerRij, *, eerste: bool) -> QWidget:
        vak = Vak("gevaar_zacht")
        kolom = QVBoxLayout(vak)
        kolom.setContentsMargins(16, 12, 16, 14)
        kolom.setSpacing(6)
        kolom.addWidget(Tekst(f"{wie.naam} · {wie.organisatie}", maat="sectie", rol="gevaar", gewicht=700, omloop=True))
        reden = wie.dekking_woorden or self.tr("geen verklaring en geen privacyprotocol")
        zin = self.tr("{reden}. Tekenen geeft geen recht op informatie.").format(reden=reden[:1].upper() + reden[1:])
        kolom.addWidget(Tekst(zin, maat="knop", rol="gevaar", omloop=True))
        rij = QHBoxLayout()
        rij.setSpacing(8)
        for naam, woord, beeld, gesproken in (
            ("tekenen", self.tr("Laten tekenen"), "signature", self.tr("{naam} laten tekenen")),
            ("toelaten", self.tr("Toelaten…"), "user-check", self.tr("{naam} toelaten met een reden")),
            ("buiten", self.tr("Buiten voor deze casus"), "log-out", self.tr("{naam} buiten voor deze casus")),
        ):
            soort = "primair" if eerste and naam == "tekenen" else "gewoon"
            knop = Knop(woord, soort=soort, icoon=beeld, naam=gesproken.format(naam=wie.naam), klein=True)
            knop.setObjectName(naam)
            knop.setProperty("deelnemer", wie.deelnemer_id)
            knop.clicked.connect(self._gedrukt)
            self._eerste = self._eerste or knop
            if naam == "buiten":
                # A line of its own, so that three buttons fit with large letters too.
                kolom.addWidget(knop, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                rij.addWidget(knop)
            if naam == "toelaten":
                rij.addStretch(1)
                kolom.addLayout(rij)
        naam = self.tr("Reden van toelating van {naam}").format(naam=wie.naam)
        vraag = Vraag(naam, self.tr("reden, komt in het verslag"), self.tr("Toelaten"))
        vraag.setObjectName(wie.deelnemer_id)
        vraag.gegeven.connect(self._toegelaten)
        vraag.gesloten.connect(self.focus_eerste)
        self._vragen[wie.deelnemer_id] = vraag
        kolom.addWidget(vraag)
        return vak

    def _gedrukt(self) -> None:
        knop = self.sender()
        wie = knop.property("deelnemer")
        match knop.objectName():
            case "tekenen":
                self.laten_tekenen.emit(wie)
            case "buiten":
                self.buiten.emit(wie)
            case _:
                self._vragen[wie].open()

    def _toegelaten(self, reden: str) -> None:
        self.toelaten.emit(self.sender().objectName(), reden)


class AfrondPaneel(Vak):
    """Tick off an action of last time: how it ended, and what is told back.

    Signals:
        gekozen(actie_id, status, terugkoppeling). terug(): Esc or done.
    """

    gekozen = Signal(str, str, str)
    terug = Signal()

    def __init__(self, ouder: QWidget | None = None) -> None:
        super().__init__("vlak2", ouder, rand="kaartrand")
        self._actie = ""
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(12, 10, 12, 12)
        kolom.setSpacing(8)
        self.titel = Tekst("", maat="knop", gewicht=600, omloop=True)
        self.veld = QLineEdit()
        self.veld.setPlaceholderText(self.tr("terugkoppeling"))
        self.veld.setAccessibleName(self.tr("Terugkoppeling"))
        self.veld.installEventFilter(self)
        self.veld.returnPressed.connect(self._gedaan)
        self.fout = Tekst("", maat="klein", rol="gevaar", omloop=True)
        kolom.addWidget(self.titel)
        kolom.addWidget(self.veld)
        kolom.addWidget(self.fout)
        self.knoppen: dict[str, Knop] = {}
        for nummer, (status, beeld) in enumerate(
            (
                ("gedaan", "check"),
                ("niet_mogelijk", "clock"),
                ("niet_gedaan", "circle-alert"),
                ("vervallen", "circle-slash"),
            )
        ):
            if nummer % 2 == 0:
                rij = QHBoxLayout()
                rij.setSpacing(6)
                kolom.addLayout(rij)
            knop = Knop(ACTIESTATUS[status].capitalize(), icoon=beeld, klein=True)
            knop.setObjectName(status)
            knop.clicked.connect(self._gedrukt)
            knop.installEventFilter(self)
            self.knoppen[status] = knop
            rij.addWidget(knop, 1)
        self.hide()

    @property
    def actie_id(self) -> str:
        """The action it is about, or ""."""
        return self._actie

    def open(self, actie: VorigeActie) -> None:
        """Ask how this action ended."""
        self._actie = actie.actie_id
        self.titel.setText(actie.tekst)
        self.veld.setText("")
        self.fout.setText("")
        self.fout.hide()
        self.show()
        self.veld.setFocus()

    def sluit(self) -> None:
        """Go away and keep nothing."""
        self._actie = ""
        self.titel.setText("")
        self.veld.setText("")
        self.hide()

    def _gedaan(self) -> None:
        self._kies("gedaan")

    def _gedrukt(self) -> None:
        self._kies(self.sender().objectName())

    def _kies(self, status: str) -> None:
        tekst = self.veld.text().strip()
        if mag_afronden(status, tekst):
            self.fout.setText(
                self.tr("Schrijf kort waarom; dat hoort bij “{status}”.").format(status=ACTIESTATUS[status])
            )
            self.fout.show()
            self.veld.setFocus()
            return
        actie = self._actie
        self.sluit()
        self.gekozen.emit(actie, status, tekst)
        self.terug.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc closes without a change."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.sluit()
            self.terug.emit()
            return True
        return super().eventFilter(watched, event)
