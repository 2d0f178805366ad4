"""Bring a region back from two of its three sheets of paper, in a new vault."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from zvh_desktop.gui.onderdelen import Knop, RegelVeld, Tekst, Veld
from zvh_desktop.gui.taken import Taken
from zvh_desktop.gui.toegang.bladinvoer import BladInvoer
from zvh_desktop.gui.toegang.kader import Kader
from zvh_desktop.services import herstel
from zvh_desktop.services.herstel import Hersteld
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.werkplek import Werkplek

if TYPE_CHECKING:
    from zvh_desktop.ports import Transport

__all__ = ["VanPapierScherm"]


def _herstel(
    wp: Werkplek, bladen: tuple[str, ...], naam: str, adres: str, maak_transport: "Callable[[str], Transport]"
) -> Hersteld:
    transport = maak_transport(adres)
    try:
        return herstel.herstel_regio(wp, bladen, naam=naam, adres=adres, transport=transport)
    finally:
        transport.sluit()


class VanPapierScherm(Kader):
    """Two sheets, who administers from now on, and the server; goes on where it was when it is begun again.

    Signals:
        klaar(): the region is here.
        terug(): the person wants something else.
    """

    klaar = Signal()
    terug = Signal()

    def __init__(
        self, taken: Taken, maak_transport: "Callable[[str], Transport] | None", ouder: QWidget | None = None
    ) -> None:
        super().__init__(640, ouder)
        self._taken, self._maak_transport = taken, maak_transport
        self._bezig = False
        self.setAccessibleName(self.tr("Regio herstellen van papier"))
        inhoud = self.kaart.inhoud
        inhoud.addWidget(Tekst(self.tr("Regio herstellen van papier"), maat="sectie", gewicht=700))
        inhoud.addWidget(
            Tekst(
                self.tr(
                    "Voor als er geen beheerderskluis meer is. Twee van de drie bladen brengen de sleutel van de regio "
                    "terug; daarna komt van de server wat daar ligt. Dit toestel wordt dan beheerder. Dat de bladen "
                    "zijn gebruikt, komt in het logboek dat ook de anderen zien."
                ),
                rol="tekst2",
                omloop=True,
            )
        )
        lijst, aantal = herstel.bladwoorden(), herstel.WOORDEN_PER_BLAD
        self.bladen = [
            BladInvoer(self.tr("Eerste blad"), lijst, aantal),
            BladInvoer(self.tr("Tweede blad"), lijst, aantal),
        ]
        for blad in self.bladen:
            blad.veranderd.connect(self._bij)
            inhoud.addWidget(blad)
        self.naam = RegelVeld()
        self.naam.textChanged.connect(self._bij)
        inhoud.addWidget(
            Veld(self.tr("Uw naam"), self.naam, hint=self.tr("Zoals in de lijst van medewerkers, of nieuw."))
        )
        self.adres = RegelVeld(plaats="https://")
        self.adres.textChanged.connect(self._bij)
        inhoud.addWidget(
            Veld(
                self.tr("Adres van de server"),
                self.adres,
                hint=self.tr("Van wie de server van de regio beheert; met #sha256: erachter als dat erbij staat."),
            )
        )
        self.balk = QProgressBar()
        self.balk.setTextVisible(False)
        self.balk.setFixedHeight(6)
        self.balk.setMaximum(0)
        self.balk.setAccessibleName(self.tr("De regio komt terug"))
        self.balk.hide()
        inhoud.addWidget(self.balk)
        self.fout = Tekst("", maat="klein", rol="gevaar", omloop=True)
        self.fout.hide()
        inhoud.addWidget(self.fout)
        self.knop = Knop(self.tr("Regio herstellen"), soort="primair", icoon="landmark")
        self.knop.setMinimumHeight(40)
        self.knop.clicked.connect(self._begin)
        inhoud.addWidget(self.knop)
        self.weg = self.voeg_weg_toe(self.tr("Toch niet van papier"), self._terug)
        self.zet_begin(self.bladen[0])
        self._bij()

    def _bij(self, *_: object) -> None:
        oordeel = herstel.beoordeel_bladen([blad.regel for blad in self.bladen])
        for blad, woord in zip(self.bladen, oordeel, strict=True):
            if blad.vol:
                blad.meld(woord or self.tr("Dit blad klopt."), goed=not woord)
        klaar = not any(oordeel) and bool(self.naam.text().strip()) and bool(self.adres.text().strip())
        self.knop.setEnabled(klaar and not self._bezig and self._maak_transport is not None)

    def _begin(self) -> None:
        if self._maak_transport is None:
            return
        self._zet_bezig(bezig=True)
        self.fout.hide()
        self._taken.doe(
            _herstel,
            tuple(blad.regel for blad in self.bladen),
            self.naam.text().strip(),
            self.adres.text().strip(),
            self._maak_transport,
            klaar=self._hersteld,
            fout=self._mislukt,
            label=self.tr("Regio herstellen…"),
        )

    def _zet_bezig(self, *, bezig: bool) -> None:
        self._bezig = bezig
        self.balk.setVisible(bezig)
        for deel in (*self.bladen, self.naam, self.adres, self.weg):
            deel.setEnabled(not bezig)
        self._bij()

    def _wis(self) -> None:
        for blad in self.bladen:
            blad.wis()

    def _hersteld(self, _uit: Hersteld) -> None:
        self._wis()
        self.klaar.emit()

    def _mislukt(self, fout: BaseException) -> None:
        self._zet_bezig(bezig=False)
        self.mislukt(zin(fout))

    def mislukt(self, tekst: str) -> None:
        """Say why it did not work; the words stay to be mended."""
        self.fout.setText(tekst)
        self.fout.setVisible(bool(tekst))

    def _terug(self) -> None:
        self._wis()
        self.terug.emit()
