"""The scan of a verklaring on paper: chosen, kept, and looked at without leaving the vault."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from zvh_desktop.domain.overleg import Verklaring
from zvh_desktop.gui.onderdelen import Knop, Tekst, Zijpaneel
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.panelen.kijkbladen import Kijkbladen
from zvh_desktop.gui.thema import thema
from zvh_desktop.services import inlezen_stuk, verklaring_papier

__all__ = ["Scanvak"]


class Scanpaneel(Zijpaneel):
    """The pages of one scan."""

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(QCoreApplication.translate("Scanpaneel", "Scan van het papier"), gastheer, breedte=760)
        self.context = context
        self._kijker: Any = None
        self.bladen = Kijkbladen(context, self.tr("Bladen van de scan"))
        self.inhoud.addWidget(self.bladen)
        self.voeg_knop_toe(Knop(self.tr("Klaar"), soort="primair")).clicked.connect(self.sluit)
        self.gesloten.connect(self._sluit_kijker)

    def begin(self, verklaring: Verklaring) -> None:
        """Open for a verklaring, and ask for its scan."""
        self._sluit_kijker()
        self.zet_titel(self.tr("Scan: {naam}").format(naam=verklaring.naam))
        gastheer = self.parentWidget()
        hoog = gastheer.height() if gastheer is not None else 0
        self.bladen.setFixedHeight(max(thema().lengte(300), int(hoog * 0.72)))
        self.open(self.bladen)
        self.context.taken.vraag(
            verklaring_papier.kijk, verklaring.id, klaar=self._gekomen, fout=self._niet, enkel="verklaringscan"
        )

    def _niet(self, fout: BaseException) -> None:
        self.sluit()
        self.context.fout(fout)

    def _gekomen(self, kijker: Any) -> None:
        if kijker is None:
            return
        if not self.isVisible():
            self.context.taken.buiten(kijker.sluit)
            return
        self._kijker = kijker
        self.bladen.toon(kijker)

    def _sluit_kijker(self) -> None:
        kijker, self._kijker = self._kijker, None
        self.bladen.leeg()
        self.bladen.kijker = None
        if kijker is not None:
            self.context.taken.buiten(kijker.sluit)


class Scanvak(QWidget):
    """Two buttons in the panel of a verklaring; shown for one that was signed on paper.

    Args:
        klaar: called when a scan is kept.
    """

    def __init__(self, context: Context, gastheer: QWidget, klaar: Callable[[], object]) -> None:
        super().__init__()
        self._context, self._klaar = context, klaar
        self._verklaring: Verklaring | None = None
        self.paneel = Scanpaneel(context, gastheer)
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(0, 0, 0, 0)
        self.stand = Tekst("", maat="klein", rol="tekst2", omloop=True)
        self.kies = Knop(self.tr("Scan toevoegen…"), icoon="plus", klein=True)
        self.kies.clicked.connect(self._kies)
        self.bekijk = Knop(self.tr("Scan bekijken"), icoon="eye", klein=True)
        self.bekijk.clicked.connect(self._bekijk)
        for deel in (self.stand, self.bekijk, self.kies):
            kolom.addWidget(deel)

    def zet(self, verklaring: Verklaring) -> None:
        """Show what is kept with this one."""
        self._verklaring = verklaring
        heeft = bool(verklaring.bestand_sha256)
        self.setVisible(verklaring.wijze == "papier" and (heeft or not verklaring.ingetrokken))
        self.bekijk.setVisible(heeft)
        self.kies.setVisible(not verklaring.ingetrokken)
        self.kies.zet_tekst(self.tr("Betere scan kiezen…") if heeft else self.tr("Scan toevoegen…"))
        self.stand.setText(
            self.tr("De scan is versleuteld in de kluis bewaard; het bestand op de schijf bleef staan waar het stond.")
            if heeft
            else self.tr("Van dit papier is nog geen scan bewaard. Kies een PDF, JPEG of PNG tot 50 MB.")
        )

    def _kies(self) -> None:
        soort = self.tr("Scan (*.pdf *.jpg *.jpeg *.png)")
        pad, _ = QFileDialog.getOpenFileName(self, self.tr("Scan van de verklaring"), "", soort)
        if pad:
            self._context.taken.buiten(
                inlezen_stuk.lees_stuk, Path(pad), klaar=self._gelezen, label=self.tr("Bestand lezen…")
            )

    def _gelezen(self, ruw: inlezen_stuk.Ruwstuk | None) -> None:
        if ruw is not None and self._verklaring is not None:
            self._context.taken.doe(verklaring_papier.bewaar_scan, self._verklaring.id, ruw, klaar=self._bewaard)

    def _bewaard(self, _bon: Any) -> None:
        self._context.melding(self.tr("De scan is bij de verklaring bewaard."), rol="goed")
        self._klaar()

    def _bekijk(self) -> None:
        if self._verklaring is not None:
            self.paneel.begin(self._verklaring)
