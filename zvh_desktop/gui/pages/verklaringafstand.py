"""Having a verklaring signed elsewhere: write the file, take the signed one back, and say whose it is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from zvh_desktop.domain.overleg import Deelnemer
from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.gui.onderdelen import Knop, Tekst, datum_in_woorden
from zvh_desktop.gui.pagina import Context
from zvh_desktop.services import echtheid, uitvoer, verklaring_afstand
from zvh_desktop.services.verklaring_afstand import Teruggave

__all__ = ["Afstandvak"]

_GROOTSTE = 20_000_000
_VERTROUWEN = {
    "eigen": "het certificaat is in deze kluis gemaakt",
    "regio": "de regio staat in voor deze naam",
    "bekend": "een vertrouwde uitgever staat in voor deze naam",
    "gekwalificeerd": "een gekwalificeerde uitgever staat in voor deze naam",
    "onbekend": "niemand staat in voor deze naam: vraag het na",
}


class Afstandvak(QWidget):
    """Two buttons in the panel of a deelnemer who is not covered yet; what came back is recorded by a third.

    Args:
        klaar: called when the verklaring is recorded.
    """

    def __init__(self, context: Context, deelnemer: Deelnemer, klaar: Callable[[], object]) -> None:
        super().__init__()
        self._context, self._deelnemer, self._klaar = context, deelnemer, klaar
        self._terug: Teruggave | None = None
        self._pad = Path()
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(0, 8, 0, 0)
        kolom.addWidget(Tekst(self.tr("Op afstand laten tekenen"), gewicht=600))
        self.uitleg = Tekst(self._stand(), maat="klein", rol="tekst2", omloop=True)
        kolom.addWidget(self.uitleg)
        self.maak = Knop(self.tr("Verklaring om te tekenen…"), icoon="file-text")
        self.maak.clicked.connect(self._maak)
        self.haal = Knop(self.tr("Getekend bestand terug…"), icoon="file-check")
        self.haal.clicked.connect(self._haal)
        self.haal.setVisible(bool(deelnemer.afstand_sha256))
        self.neem = Knop(self.tr("Vastleggen: dit is de handtekening van deze persoon"), soort="primair", icoon="check")
        self.neem.clicked.connect(self._neem)
        self.neem.hide()
        for knop in (self.maak, self.haal, self.neem):
            kolom.addWidget(knop)

    def _stand(self) -> str:
        op = self._deelnemer.afstand_op
        if op is None:
            return self.tr(
                "U stuurt een PDF zonder casusgegevens; die wordt elders met een eigen certificaat getekend "
                "en komt terug."
            )
        return self.tr("Gemaakt op {dag}. Kies het bestand dat getekend terugkwam.").format(
            dag=datum_in_woorden(lokaal(op).date())
        )

    def _maak(self) -> None:
        pad, _ = QFileDialog.getSaveFileName(
            self, self.tr("Verklaring bewaren"), "geheimhoudingsverklaring.pdf", self.tr("PDF (*.pdf)")
        )
        if pad:
            self._pad = Path(pad)
            self._context.taken.doe(verklaring_afstand.verstuur, self._deelnemer.id, self._pad, klaar=self._gemaakt)

    def _gemaakt(self, _uit: object) -> None:
        self.haal.show()
        self._context.melding(self.tr("De verklaring is geschreven; zij noemt geen casus."), rol="goed")

    def _haal(self) -> None:
        pad, _ = QFileDialog.getOpenFileName(self, self.tr("Getekende verklaring"), "", self.tr("PDF (*.pdf)"))
        if pad:
            wortels = echtheid.wortels(self._context.instellingen)
            self._context.taken.vraag(_beoordeel, self._deelnemer.id, Path(pad), wortels, klaar=self._beoordeeld)

    def _beoordeeld(self, terug: Teruggave) -> None:
        self._terug = terug
        naam = terug.naam or self.tr("een certificaat zonder naam")
        woorden = self.tr("Getekend met het certificaat van {naam} ({niveau}); {wie}.").format(
            naam=naam, niveau=terug.niveau, wie=_VERTROUWEN[terug.vertrouwen]
        )
        if not terug.zelfde_naam:
            woorden += " " + self.tr("Let op: in de lijst staat {naam}.").format(naam=self._deelnemer.naam)
        self.uitleg.setText(woorden)
        self.neem.show()
        self.neem.setFocus()

    def _neem(self) -> None:
        if self._terug is not None:
            self._context.taken.doe(verklaring_afstand.leg_vast, self._terug, klaar=self._genomen)

    def _genomen(self, _uit: object) -> None:
        self._context.melding(self.tr("De verklaring is vastgelegd; deze deelnemer is gedekt."), rol="goed")
        self._klaar()


def _beoordeel(wp: Any, deelnemer_id: str, pad: Path, wortels: Any) -> Teruggave:
    return verklaring_afstand.beoordeel(wp, deelnemer_id, uitvoer.lees(pad, _GROOTSTE), wortels)
