"""The text of the geheimhoudingsverklaring: versions, a new one with its pages beside it. Signed ones never change."""

from collections.abc import Mapping

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zvh_desktop.domain.partner import Verklaringtekst
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.gui.formulierconcept import FormulierConcept
from zvh_desktop.gui.onderdelen import Kaart, Knop, RegelVeld, Tekst, TekstVeld, Veld, datum_in_woorden
from zvh_desktop.gui.pages.beheer.deel import Deel, knoppenrij
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.panelen.bladen import Bladen
from zvh_desktop.gui.rijen import Chipje, Rij, RijenLijst
from zvh_desktop.services import beheer, concepten, verslagen
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.verslagen import Bladbron
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["VerklaringDeel"]


def _haal(wp: Werkplek) -> tuple[list[Verklaringtekst], str]:
    alle = beheer.teksten(wp)
    geldend = next((t.id for t in alle if t.geldig_vanaf <= wp.vandaag()), "")
    return alle, geldend


class VerklaringDeel(Deel):
    """Versions at the left, the pages of the chosen or new one at the right."""

    raakt = frozenset({"verklaringtekst"})
    breed = True

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(context, gastheer)
        self._alle: dict[str, Verklaringtekst] = {}
        self._nieuw = False
        self._wat = ""
        naast = QHBoxLayout()
        naast.setSpacing(18)
        links = QVBoxLayout()
        links.setSpacing(14)
        naast.addLayout(links, 1)
        self.knop_nieuw = Knop(self.tr("Nieuwe versie"), icoon="file-plus", klein=True)
        self.knop_nieuw.clicked.connect(self.begin_nieuw)
        versies = Kaart(self.tr("Versies"), achter=(self.knop_nieuw,))
        self.lijst = RijenLijst(self.tr("Versies van de tekst"), in_kaart=True)
        self.lijst.gekozen.connect(self._toon_versie)
        versies.inhoud.addWidget(self.lijst)
        links.addWidget(versies)
        self.kaart = Kaart(self.tr("Tekst"), rand="rondom")
        self.melding = Tekst("", maat="knop", rol="tekst2", omloop=True)
        self.versie = RegelVeld(plaats="2026-3")
        self.kern = TekstVeld(regels=3, plaats=self.tr("wat groot op het tekenscherm staat"))
        self.tekst = TekstVeld(regels=8, meeste=16, plaats=self.tr("alinea’s met een lege regel ertussen"))
        self.versieveld = Veld(self.tr("Versie"), self.versie)
        for deel in (
            self.melding,
            self.versieveld,
            Veld(self.tr("Kern"), self.kern),
            Veld(self.tr("Hele tekst"), self.tekst),
        ):
            self.kaart.inhoud.addWidget(deel)
        self.voorbeeld = Knop(self.tr("Voorbeeldtekst gebruiken"), icoon="copy")
        self.voorbeeld.clicked.connect(self._voorbeeld)
        self.vaststellen = Knop(self.tr("Deze tekst vaststellen"), soort="primair", icoon="check")
        self.vaststellen.clicked.connect(self._stel_vast)
        self.kaart.inhoud.addWidget(knoppenrij(self.vaststellen, self.voorbeeld))
        links.addWidget(self.kaart)
        links.addStretch(1)
        self.bladen = Bladen(context, self.tr("Voorbeeld van de verklaring"))
        self.bladen.setMinimumHeight(560)
        naast.addWidget(self.bladen, 1)
        self.kolom.addLayout(naast)
        self._klok = QTimer(self)
        self._klok.setSingleShot(True)
        self._klok.setInterval(500)
        self._klok.timeout.connect(self._beeld)
        self.versie.gewijzigd.connect(self._getypt)
        self.kern.gewijzigd.connect(self._getypt)
        self.tekst.gewijzigd.connect(self._getypt)
        velden: dict[str, QWidget] = {"tekst": self.tekst, "kern": self.kern, "versie": self.versie}
        self.formulier = FormulierConcept(context, self, self.tr("Nieuwe tekst van de verklaring"), velden)
        self.formulier.hersteld.connect(self._beeld)

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """See `Deel`."""
        return {Daad.HUISREGELS: (self.knop_nieuw, self.vaststellen, self.voorbeeld)}

    def toon(self, wat: str = "") -> None:
        """Show the versions; `wat` "nieuw" begins a new one."""
        self._wat = wat or self._wat
        self.context.taken.vraag(_haal, klaar=self.vul, enkel="teksten")

    def vul(self, uitkomst: tuple[list[Verklaringtekst], str]) -> None:
        """Show these versions; the second part is the id of the one in force."""
        alle, geldend = uitkomst
        self._alle = {t.id: t for t in alle}
        rijen = []
        for t in alle:
            stand = self.tr("geldt nu") if t.id == geldend else self.tr("vervangen")
            dag = datum_in_woorden(t.geldig_vanaf)
            rijen.append(
                Rij(
                    t.id,
                    self.tr("Versie {versie}").format(versie=t.versie),
                    self.tr("Versie {versie}, vanaf {dag}, {stand}").format(versie=t.versie, dag=dag, stand=stand),
                    tweede=self.tr("vanaf {dag} · {door}").format(dag=dag, door=t.vastgesteld_door),
                    achter=(Chipje(stand, "goed" if t.id == geldend else "neutraal"),),
                )
            )
        self.lijst.zet(rijen)
        wat, self._wat = self._wat, ""
        if not alle and not self._nieuw:
            self.begin_nieuw()
            self.melding.setText(
                self.tr("Er is nog geen tekst; zonder tekst kan niemand tekenen. Begin zo nodig met de voorbeeldtekst.")
            )
        elif not self._nieuw:
            self.lijst.kies(self.lijst.gekozen_sleutel() or geldend or alle[0].id)
            self._toon_versie(self.lijst.gekozen_sleutel() or alle[0].id)

        if alle and wat == "nieuw" and not self._nieuw:
            self.begin_nieuw()

    def verlaat(self) -> None:
        """Keep the new version that is being written."""
        self.formulier.leg_neer()

    def _toon_versie(self, sleutel: str) -> None:
        tekst = self._alle.get(sleutel)
        if tekst is None:
            return
        self.formulier.stop()
        self._nieuw = False
        self._bewerkbaar(aan=False)
        self.kaart.zet_titel(self.tr("Versie {versie}").format(versie=tekst.versie))
        self.melding.setText(
            self.tr("Een vastgestelde tekst verandert niet meer: handtekeningen zijn aan precies deze tekst gebonden.")
        )
        self.versie.setText(tekst.versie)
        self.kern.zet(tekst.kern)
        self.tekst.zet(tekst.tekst)
        self._beeld()

    def _bewerkbaar(self, *, aan: bool) -> None:
        self.versieveld.setVisible(aan)
        self.versie.setReadOnly(not aan)
        self.kern.setReadOnly(not aan)
        self.tekst.setReadOnly(not aan)
        self.vaststellen.setVisible(aan)
        self.voorbeeld.setVisible(aan)
        self.versieveld.zet_fout("")

    def begin_nieuw(self) -> None:
        """Begin a new version with the text in view; not for who may not lay it down."""
        if Daad.HUISREGELS in self.context.niet:
            self._bewerkbaar(aan=False)
            return
        self._nieuw = True
        self._bewerkbaar(aan=True)
        self.kaart.zet_titel(self.tr("Nieuwe versie"))
        self.melding.setText(
            self.tr("Geldt vanaf vandaag, zodra u haar vaststelt. Wie al tekende, blijft aan de oude tekst gebonden.")
        )
        self.versie.setText("")
        self.versie.setFocus()
        self.formulier.begin(concepten.formulier("verklaringtekst"))

    def _voorbeeld(self) -> None:
        versie, kern, tekst = beheer.voorbeeldtekst()
        if not self.versie.text():
            self.versie.setText(versie)
        self.kern.zet(kern)
        self.tekst.zet(tekst)
        self.melding.setText(
            self.tr("Dit is een voorbeeld. Laat het toetsen door uw jurist en FG voordat u het gebruikt.")
        )
        self.formulier.let_op()
        self._beeld()

    def _getypt(self, _tekst: str) -> None:
        self._klok.start()

    def _beeld(self) -> None:
        self._klok.stop()
        if self.kern.tekst().strip() or self.tekst.tekst().strip():
            self.context.taken.vraag(
                verslagen.voorbeeld_verklaring,
                self.versie.text(),
                self.kern.tekst(),
                self.tekst.tekst(),
                klaar=self._toon_beeld,
                enkel="voorbeeld",
            )

    def _toon_beeld(self, bron: Bladbron) -> None:
        self.bladen.zet(bron, houd_plek=True)

    def _stel_vast(self) -> None:
        self.formulier.bewaar(
            beheer.nieuwe_tekst,
            self.versie.text(),
            self.kern.tekst(),
            self.tekst.tekst(),
            klaar=self._vastgesteld,
            fout=self._geweigerd,
        )

    def _vastgesteld(self, _bon: object) -> None:
        self.formulier.klaar()
        self.formulier.stop()
        self._nieuw = False
        self.lijst.clearSelection()
        self.context.melding(self.tr("De tekst is vastgesteld en geldt vanaf nu."), rol="goed")

    def _geweigerd(self, fout: BaseException) -> None:
        self.versieveld.zet_fout(zin(fout))
