"""What a person had typed in a dossier that was destroyed elsewhere: to be read once more, and then destroyed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from zvh_desktop.gui.onderdelen import Kaart, Knop, LegeStaat, Tekst
from zvh_desktop.gui.pages.beheer.deel import knoppenrij
from zvh_desktop.gui.pages.casus.waarden import moment_in_woorden
from zvh_desktop.services.vernietigen import LaatsteWoorden

__all__ = ["VernietigdVak"]


class VernietigdVak(QScrollArea):
    """A card for each dossier, with the words in it.

    Signals:
        gezien(stream): the person read them; they may go.
    """

    gezien = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._vak = QWidget()
        self._vak.setObjectName("pagina")
        self._kolom = QVBoxLayout(self._vak)
        self._kolom.setContentsMargins(0, 0, 4, 8)
        self._kolom.setSpacing(14)
        self.leeg = LegeStaat(
            self.tr("Niets wacht"),
            self.tr(
                "Wordt een dossier elders vernietigd terwijl u er hier nog iets in had getypt, dan leest u dat hier na."
            ),
            icoon="check",
        )
        self._kolom.addWidget(self.leeg, 1)
        self._kolom.addStretch(0)
        self._kaarten: list[QWidget] = []
        self.setWidget(self._vak)

    def vul(self, dossiers: Sequence[LaatsteWoorden]) -> None:
        """Show them."""
        for kaart in self._kaarten:
            kaart.hide()
            self._kolom.removeWidget(kaart)
            kaart.deleteLater()
        self._kaarten = [self._kaart(d) for d in dossiers]
        for plek, kaart in enumerate(self._kaarten):
            self._kolom.insertWidget(plek, kaart)
        self.leeg.setVisible(not dossiers)

    def _kaart(self, d: LaatsteWoorden) -> QWidget:
        kaart = Kaart(self.tr("Casus {nummer} is vernietigd").format(nummer=d.nummer or "?"), rand="rondom")
        kaart.inhoud.addWidget(Tekst(d.uitleg, omloop=True))
        for woord in d.woorden:
            hoe = self.tr("concept, niet bewaard") if woord.concept else self.tr("bewaard, niet verstuurd")
            kop = self.tr("{waar} · {wanneer} · {hoe}").format(
                waar=woord.waar, wanneer=moment_in_woorden(woord.wanneer), hoe=hoe
            )
            kaart.inhoud.addWidget(Tekst(kop, maat="klein", rol="tekst2", omloop=True))
            tekst = Tekst(woord.tekst, omloop=True)
            tekst.setContentsMargins(0, 0, 0, 8)
            kaart.inhoud.addWidget(tekst)
        eerst = Knop(self.tr("Ik heb dit gelezen…"), icoon="check")
        zeker = Knop(self.tr("Nu vernietigen, voorgoed"), soort="gevaar", icoon="trash-2")
        zeker.hide()

        eerst.clicked.connect(eerst.hide)
        eerst.clicked.connect(zeker.show)
        eerst.clicked.connect(zeker.setFocus)
        zeker.setProperty("stream", d.stream)
        zeker.clicked.connect(self._gezien)
        kaart.inhoud.addWidget(knoppenrij(eerst, zeker))
        kaart.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        return kaart

    def _gezien(self) -> None:
        knop = self.sender()
        if knop is not None:
            self.gezien.emit(str(knop.property("stream")))
