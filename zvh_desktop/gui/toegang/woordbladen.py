"""Three sheets of words, one after the other: to be printed or written by a person, and kept nowhere."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from zvh_desktop.gui.onderdelen import Knop, Tekst
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.panelen import bestand, drukken
from zvh_desktop.gui.panelen.doorgeven import bewaar
from zvh_desktop.gui.panelen.drukken import Blad
from zvh_desktop.gui.taken import Taken
from zvh_desktop.gui.toegang.kader import Kader
from zvh_desktop.services.meldingen import zin

__all__ = ["Bladenscherm"]

_KOLOMMEN = 3


class Bladenscherm(Kader):
    """Shows sheet by sheet; each goes on only when a person says that it is on paper.

    Signals:
        klaar(): all of them are.
    """

    klaar = Signal()

    def __init__(self, bladen: Sequence[Sequence[str]], taken: Taken, ouder: QWidget | None = None) -> None:
        super().__init__(640, ouder)
        self._bladen, self._taken, self._nr = [tuple(b) for b in bladen], taken, 0
        self.setAccessibleName(self.tr("Bladen van de regio"))
        inhoud = self.kaart.inhoud
        self.titel = Tekst("", maat="sectie", gewicht=700)
        inhoud.addWidget(self.titel)
        inhoud.addWidget(
            Tekst(
                self.tr(
                    "Raakt iedere beheerderskluis weg, dan brengen twee van de drie bladen de regio terug; één blad "
                    "zegt niets. Geef elk blad aan een ander. Het programma bewaart ze niet en toont ze alleen nu. "
                    "Het zijn Engelse woorden, in een vaste volgorde."
                ),
                rol="tekst2",
                omloop=True,
            )
        )
        self.raster = QWidget()
        # In the round of Tab, so that a screen reader reads the words; not to be copied: paper is the place for them.
        self.raster.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._rooster = QGridLayout(self.raster)
        self._rooster.setContentsMargins(0, 8, 0, 8)
        self._rooster.setHorizontalSpacing(24)
        self._rooster.setVerticalSpacing(3)
        inhoud.addWidget(self.raster)
        rij = Vloei()
        self.druk = Knop(self.tr("Afdrukken…"), icoon="printer")
        self.druk.clicked.connect(self._druk)
        self.pdf = Knop(self.tr("Als PDF op een USB-stick…"), icoon="download")
        self.pdf.clicked.connect(self._als_pdf)
        self.tekst = Knop(self.tr("Als tekst…"), icoon="file-text")
        self.tekst.clicked.connect(self._als_tekst)
        for knop in (self.druk, self.pdf, self.tekst):
            rij.addWidget(knop)
        inhoud.addWidget(rij)
        self.gezien = QCheckBox()
        self.gezien.toggled.connect(self._bij)
        inhoud.addWidget(self.gezien)
        self.melding = Tekst("", maat="klein", rol="tekst2", omloop=True)
        inhoud.addWidget(self.melding)
        self.knop = Knop("", soort="primair", icoon="arrow-right")
        self.knop.setMinimumHeight(40)
        self.knop.clicked.connect(self._verder)
        inhoud.addWidget(self.knop)
        self.zet_begin(self.druk)
        self._toon()

    def _toon(self) -> None:
        nr, alle = self._nr + 1, len(self._bladen)
        self.titel.setText(self.tr("Blad {nr} van {alle}").format(nr=nr, alle=alle))
        self.gezien.setChecked(False)
        self.gezien.setText(
            self.tr("Blad {nr} is op papier of op een stick en gaat naar wie het bewaart").format(nr=nr)
        )
        self.knop.zet_tekst(self.tr("Volgende blad") if nr < alle else self.tr("Klaar"))
        self.melding.hide()
        woorden = self._bladen[self._nr]
        self._wis()
        rijen = -(-len(woorden) // _KOLOMMEN)
        for plek, woord in enumerate(woorden):
            label = Tekst(f"{plek + 1}. {woord}", gewicht=600)
            self._rooster.addWidget(label, plek % rijen, plek // rijen)
        self.raster.setAccessibleName(self.tr("Woorden van blad {nr}").format(nr=nr))
        self.raster.setAccessibleDescription(" ".join(woorden))
        self._bij()
        self.druk.setFocus()

    def _wis(self) -> None:
        """Take the words off the screen."""
        while (deel := self._rooster.takeAt(0)) is not None:
            if (widget := deel.widget()) is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        self.raster.setAccessibleDescription("")

    def _bij(self) -> None:
        self.knop.setEnabled(self.gezien.isChecked())

    def _blad(self) -> Blad:
        nr, woorden = self._nr + 1, self._bladen[self._nr]
        regels = [
            "   ".join(f"{i + 1}. {woorden[i]}" for i in range(begin, min(begin + _KOLOMMEN, len(woorden))))
            for begin in range(0, len(woorden), _KOLOMMEN)
        ]
        return Blad(
            self.tr("Blad {nr} van {alle} van een regio van ZVH Desktop").format(nr=nr, alle=len(self._bladen)),
            self.tr("Twee van de drie bladen brengen de sleutel van de regio terug. Eén blad alleen zegt niets."),
            regels,
            self.tr("Bewaar dit blad achter slot, niet bij een ander blad van deze regio."),
        )

    def _meld(self, tekst: str) -> None:
        self.melding.setText(tekst)
        self.melding.setVisible(bool(tekst))

    def _druk(self) -> None:
        self._meld(drukken.druk_af(self, self._blad()))

    def _als_pdf(self) -> None:
        naam = f"blad-{self._nr + 1}.pdf"
        bestand.kies_opslag(self, self.tr("Waar komt het blad? Liefst op een USB-stick"), naam, self._schrijf_pdf)

    def _als_tekst(self) -> None:
        naam = f"blad-{self._nr + 1}.txt"
        vraag = self.tr("Waar komt het blad? Liefst op een USB-stick")
        bestand.kies_opslag(self, vraag, naam, self._schrijf_tekst, soort="txt")

    def _schrijf_pdf(self, pad: Path) -> None:
        bewaar(self._taken, pad, drukken.als_pdf(self._blad()), self._geschreven, self._mislukt)

    def _schrijf_tekst(self, pad: Path) -> None:
        bewaar(self._taken, pad, drukken.als_tekst(self._blad()), self._geschreven, self._mislukt)

    def _geschreven(self, _pad: Path) -> None:
        self._meld(self.tr("Het blad is geschreven. Druk het af en haal het bestand daarna weg."))

    def _mislukt(self, fout: BaseException) -> None:
        self._meld(zin(fout))

    def _verder(self) -> None:
        QGuiApplication.clipboard().clear()
        self._bladen[self._nr] = ()
        self._nr += 1
        if self._nr < len(self._bladen):
            self._toon()
            return
        self._wis()
        self.klaar.emit()
