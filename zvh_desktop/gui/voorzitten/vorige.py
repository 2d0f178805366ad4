"""An action of last time on the chairing screen: how it ended, in one panel."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from zvh_desktop.domain.plan import ACTIESTATUS, mag_afronden
from zvh_desktop.gui.onderdelen.basis import Knop, Tekst
from zvh_desktop.gui.voorzitten.delen import Vak
from zvh_desktop.gui.voorzitten.half import Halfwerk, HalveRegel
from zvh_desktop.services.voorzitten_beeld import VorigeActie

__all__ = ["AfrondPaneel"]


class AfrondPaneel(Vak):
    """Tick off an action of last time: how it ended, and what is told back.

    Signals:
        gekozen(actie_id, status, terugkoppeling). terug(): Esc or done.
    """

    gekozen = Signal(str, str, str)
    terug = Signal()

    def __init__(self, half: Halfwerk | None = None, ouder: QWidget | None = None) -> None:
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
        self._half = HalveRegel(self.veld, half, "terugkoppeling")
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
        self._half.begin(self._actie)
        self.show()
        self.veld.setFocus()

    def sluit(self) -> None:
        """Go away; what was half typed stays a draft, unless it was discarded."""
        self._half.eindig(weggooien=False)
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
        self._half.eindig(weggooien=False)
        self.sluit()
        self.gekozen.emit(actie, status, tekst)
        self.terug.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc closes without a change."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self._half.eindig(weggooien=True)
            self.sluit()
            self.terug.emit()
            return True
        return super().eventFilter(watched, event)
