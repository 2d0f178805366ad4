"""Spelling in Beheer: which dictionary was found, where to look for another, and the words that were taught."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from zvh_desktop.gui.onderdelen import Kaart, Knop, Tekst
from zvh_desktop.gui.pages.beheer.deel import knoppenrij
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.rijen import Icoon, Rij, RijenLijst
from zvh_desktop.services import spelling
from zvh_desktop.services.spelling import Spelstand

__all__ = ["SpellingKaart"]


class SpellingKaart(Kaart):
    """The card; `toon` fills it."""

    def __init__(self, context: Context, ouder: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("SpellingKaart", "Spelling"), ouder, rand="rondom")
        self.context = context
        self.aan = QCheckBox(self.tr("Spelling controleren tijdens het typen"))
        self.aan.toggled.connect(self._zet_aan)
        self.uitleg = Tekst("", maat="knop", rol="tekst2", omloop=True)
        self.kies = Knop(self.tr("Map met een woordenboek kiezen…"), icoon="folder-open", klein=True)
        self.kies.clicked.connect(self._kies)
        self.gewoon = Knop(self.tr("Gewone plaatsen"), soort="vlak", klein=True)
        self.gewoon.clicked.connect(self._gewoon)
        self.woordkop = Tekst(self.tr("Geleerde woorden"), maat="knop", gewicht=600)
        self.lijst = RijenLijst(self.tr("Geleerde woorden"), in_kaart=True)
        self.lijst.geactiveerd.connect(self._vergeet)
        self.over = Tekst("", maat="klein", rol="tekst2", omloop=True)
        for deel in (self.aan, self.uitleg):
            self.inhoud.addWidget(deel)
        self.inhoud.addWidget(knoppenrij(self.kies, self.gewoon))
        for onder in (self.woordkop, self.lijst, self.over):
            self.inhoud.addWidget(onder)

    def toon(self) -> None:
        """Ask how spelling stands."""
        map_ = self.context.instellingen.tekst("woordenboekmap")
        self.context.taken.vraag(spelling.stand, map_, klaar=self.vul, enkel="spelling")

    def vul(self, stand: Spelstand) -> None:
        """Show it."""
        eigen = self.context.instellingen.tekst("woordenboekmap")
        self.aan.blockSignals(True)
        self.aan.setChecked(bool(self.context.instellingen["spelling"]))
        self.aan.blockSignals(False)
        if not stand.woordenboek:
            zin = self.tr(
                "Er is geen Nederlands woordenboek op deze computer gevonden; daarom wordt er niets onderstreept. "
                "LibreOffice brengt er een mee. Of kies de map waarin nl.aff en nl.dic staan."
            )
        elif eigen and not stand.woordenboek.startswith(eigen):
            zin = self.tr(
                "In de gekozen map staat geen Nederlands woordenboek; dat van de computer wordt gebruikt: {waar}."
            ).format(waar=stand.woordenboek)
        else:
            zin = self.tr("Woordenboek: {waar}. Ctrl . geeft voorstellen bij een onderstreept woord.").format(
                waar=stand.woordenboek
            )
        self.uitleg.setText(zin)
        self.gewoon.setVisible(bool(eigen))
        rijen = [
            Rij(w, w, self.tr("{woord}, Enter vergeet dit woord").format(woord=w), lead=Icoon("check"))
            for w in stand.geleerd
        ]
        self.lijst.zet(rijen)
        for deel in (self.woordkop, self.lijst):
            deel.setVisible(bool(rijen))
        self.over.setText(
            self.tr(
                "Geleerde woorden zijn vaak namen. Ze staan versleuteld in deze kluis en blijven op dit toestel. "
                "Enter op een woord vergeet het."
            )
            if rijen
            else self.tr("Er zijn nog geen woorden geleerd.")
        )

    def _zet_aan(self, aan: bool) -> None:
        self.context.instellingen.zet("spelling", aan)
        self._opnieuw()

    def _kies(self) -> None:
        nu = self.context.instellingen.tekst("woordenboekmap")
        map_ = QFileDialog.getExistingDirectory(self, self.tr("Map waarin nl.aff en nl.dic staan"), nu)
        if map_:
            self.zet_map(map_)

    def zet_map(self, map_: str) -> None:
        """Look for the dictionary in this folder first."""
        self.context.instellingen.zet("woordenboekmap", map_)
        self._opnieuw()

    def _gewoon(self) -> None:
        self.zet_map("")

    def _opnieuw(self) -> None:
        if self.context.spelling is not None:
            self.context.spelling.begin()
        self.toon()

    def _vergeet(self, woord: str) -> None:
        self.context.taken.doe(spelling.vergeet, (woord,), klaar=self._vergeten, voor=self)

    def _vergeten(self, _woorden: object) -> None:
        if self.context.spelling is not None:
            self.context.spelling.ververs()
        self.toon()
