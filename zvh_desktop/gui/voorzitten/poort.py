"""The gate on the chairing screen: who is not covered, and the three ways out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from zvh_desktop.gui.onderdelen.basis import IcoonBeeld, Knop, Tekst
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.voorzitten.delen import Vak, Vraag, leeg_layout
from zvh_desktop.gui.voorzitten.half import Halfwerk
from zvh_desktop.services.voorzitten_beeld import KamerRij

__all__ = ["DekkingPaneel", "PoortDicht"]


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

    def __init__(self, half: Halfwerk | None = None, ouder: QWidget | None = None) -> None:
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
        self.vraag = Vraag(
            self.tr("Reden van toelating"), self.tr("reden, komt in het verslag"), self.tr("Toelaten"), half, "toelaten"
        )
        kolom.addWidget(self.vraag)
        self.teken.clicked.connect(self._teken)
        self.laat.clicked.connect(self.vraag_reden)
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
        self.vraag.open(self._wie)

    def _teken(self) -> None:
        self.laten_tekenen.emit(self._wie)

    def _weg(self) -> None:
        self.buiten.emit(self._wie)

    def _toegelaten(self, reden: str) -> None:
        self.toelaten.emit(self._wie, reden)
        self.terug.emit()


class PoortDicht(QWidget):
    """Stands where the casus would: it is closed, because of whom, and the three ways out.

    Signals:
        laten_tekenen(deelnemer_id), toelaten(deelnemer_id, reden), buiten(deelnemer_id).
    """

    laten_tekenen = Signal(str)
    toelaten = Signal(str, str)
    buiten = Signal(str)

    def __init__(self, half: Halfwerk | None = None, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self._half = half
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
        # Not aligned to the top: a layout that is, does not grow for buttons that go on below themselves.
        self._kolom.addStretch(1)

    def focus_eerste(self) -> None:
        """Put the focus on the first way out."""
        if self._eerste is not None:
            self._eerste.setFocus()

    def vraag_reden(self, deelnemer_id: str) -> None:
        """Ask why this person is admitted."""
        if deelnemer_id in self._vragen:
            self._vragen[deelnemer_id].open(deelnemer_id)

    def _maak(self, wie: KamerRij, *, eerste: bool) -> QWidget:
        vak = Vak("gevaar_zacht")
        kolom = QVBoxLayout(vak)
        kolom.setContentsMargins(16, 12, 16, 14)
        kolom.setSpacing(6)
        kolom.addWidget(Tekst(f"{wie.naam} · {wie.organisatie}", maat="sectie", rol="gevaar", gewicht=700, omloop=True))
        reden = wie.dekking_woorden or self.tr("geen verklaring en geen privacyprotocol")
        zin = self.tr("{reden}. Tekenen geeft geen recht op informatie.").format(reden=reden[:1].upper() + reden[1:])
        kolom.addWidget(Tekst(zin, maat="knop", rol="gevaar", omloop=True))
        rij = Vloei(tussen=8)
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
            rij.addWidget(knop)
        kolom.addWidget(rij)
        naam = self.tr("Reden van toelating van {naam}").format(naam=wie.naam)
        vraag = Vraag(naam, self.tr("reden, komt in het verslag"), self.tr("Toelaten"), self._half, "toelaten")
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
                self._vragen[wie].open(wie)

    def _toegelaten(self, reden: str) -> None:
        self.toelaten.emit(self.sender().objectName(), reden)
        self.focus_eerste()
