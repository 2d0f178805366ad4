"""The texts of the letters, with the pages they make beside them."""

from collections.abc import Mapping

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zvh_desktop.domain.brieven import BRIEFSOORTEN, PLAATSHOUDERS
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.gui.formulierconcept import FormulierConcept
from zvh_desktop.gui.onderdelen import Kaart, KeuzeVeld, Knop, RegelVeld, Tekst, TekstVeld, Veld
from zvh_desktop.gui.pages.beheer.deel import Deel, knoppenrij
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.panelen.bladen import Bladen
from zvh_desktop.services import brieven, concepten
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.stukken import Bladbron
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["BrievenDeel"]


def _haal(wp: Werkplek, soort: str) -> tuple[str, str, str, bool]:
    return soort, *brieven.huistekst(wp, soort)


class BrievenDeel(Deel):
    """Choose a letter, change its text, see its pages."""

    raakt = frozenset({"brieftekst"})
    breed = True

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(context, gastheer)
        self._soort = ""
        naast = QHBoxLayout()
        naast.setSpacing(18)
        links = QVBoxLayout()
        links.setSpacing(14)
        naast.addLayout(links, 1)
        kaart = Kaart(self.tr("Tekst van een brief"), rand="rondom")
        self.soort = KeuzeVeld(tuple(BRIEFSOORTEN.items()))
        self.soort.gewijzigd.connect(self._andere)
        self.stand = Tekst("", maat="knop", rol="tekst2", omloop=True)
        self.aanhef = RegelVeld()
        self.tekst = TekstVeld(regels=12, meeste=22)
        self.tekstveld = Veld(
            self.tr("Tekst"),
            self.tekst,
            hint=self.tr("Lege regel: nieuwe alinea. Begin met # voor een kop, met - voor een punt."),
        )
        woorden = ", ".join(f"{{{woord}}} ({wat})" for woord, wat in PLAATSHOUDERS.items())
        uitleg = Tekst(
            self.tr("Deze woorden worden ingevuld: {woorden}. Is er niets bekend, dan valt de alinea weg.").format(
                woorden=woorden
            ),
            maat="klein",
            rol="tekst2",
            omloop=True,
        )
        self.bewaar = Knop(self.tr("Deze tekst gebruiken"), soort="primair", icoon="check")
        self.bewaar.clicked.connect(self._bewaar)
        self.standaard = Knop(self.tr("Voorbeeldtekst"), icoon="copy")
        self.standaard.clicked.connect(self._zet_standaard)
        for deel in (
            Veld(self.tr("Welke brief"), self.soort),
            self.stand,
            Veld(self.tr("Aanhef"), self.aanhef),
            self.tekstveld,
            uitleg,
            knoppenrij(self.bewaar, self.standaard),
        ):
            kaart.inhoud.addWidget(deel)
        links.addWidget(kaart)
        links.addStretch(1)
        self.bladen = Bladen(context, self.tr("Voorbeeld van de brief"))
        self.bladen.setMinimumHeight(560)
        naast.addWidget(self.bladen, 1)
        self.kolom.addLayout(naast)
        self._klok = QTimer(self)
        self._klok.setSingleShot(True)
        self._klok.setInterval(500)
        self._klok.timeout.connect(self._beeld)
        self.aanhef.gewijzigd.connect(self._getypt)
        self.tekst.gewijzigd.connect(self._getypt)
        velden: dict[str, QWidget] = {"tekst": self.tekst, "aanhef": self.aanhef}
        self.formulier = FormulierConcept(context, self, self.tr("Tekst van een brief"), velden)
        self.formulier.hersteld.connect(self._beeld)

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """See `Deel`."""
        return {Daad.HUISREGELS: (self.aanhef, self.tekst, self.bewaar, self.standaard)}

    def toon(self, wat: str = "") -> None:
        """Show a text; `wat` is the kind of letter."""
        if wat in BRIEFSOORTEN:
            self.soort.kies(wat)
        self.context.taken.vraag(_haal, str(self.soort.waarde()), klaar=self.vul, enkel="brieftekst")

    def vul(self, uit: tuple[str, str, str, bool]) -> None:
        """Show what holds; what is being typed in this text stays."""
        soort, aanhef, tekst, eigen = uit
        self.stand.setText(
            self.tr("Dit is de tekst van uw huis.")
            if eigen
            else self.tr("Dit is de voorbeeldtekst. Laat hem nakijken voor u hem gebruikt.")
        )
        self.formulier.leg_neer()
        self.formulier.stop()
        self._soort = soort
        self.aanhef.setText(aanhef)
        self.tekst.zet(tekst)
        self.tekstveld.zet_fout("")
        self.formulier.begin(concepten.formulier("brieftekst", soort))
        self._beeld()

    def verlaat(self) -> None:
        """Keep what is being written."""
        self.formulier.leg_neer()

    def _andere(self, _soort: object) -> None:
        self.toon()

    def _getypt(self, _tekst: str) -> None:
        self.tekstveld.zet_fout("")
        self._klok.start()

    def _beeld(self) -> None:
        if self._soort:
            vraag = (self._soort, self.aanhef.text(), self.tekst.tekst())
            self.context.taken.vraag(brieven.voorbeeld_tekst, *vraag, klaar=self._bron, enkel="briefvoorbeeld")

    def _bron(self, bron: Bladbron) -> None:
        self.bladen.zet(bron, houd_plek=True)

    def _bewaar(self) -> None:
        waarden = (self._soort, self.aanhef.text(), self.tekst.tekst())
        self.formulier.bewaar(brieven.bewaar_tekst, *waarden, klaar=self._bewaard, fout=self._fout)

    def _bewaard(self, _bon: object) -> None:
        self.formulier.klaar()
        self.context.melding(self.tr("Deze tekst geldt vanaf nu."), rol="goed")

    def _fout(self, fout: BaseException) -> None:
        self.tekstveld.zet_fout(zin(fout))
        self.tekst.setFocus()

    def _zet_standaard(self) -> None:
        aanhef, tekst = brieven.standaardtekst(self._soort)
        self.aanhef.setText(aanhef)
        self.tekst.zet(tekst)
        self.formulier.let_op()
        self._beeld()
