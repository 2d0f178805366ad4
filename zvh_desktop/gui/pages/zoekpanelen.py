"""Side panels of search: what one can type, and the searches a person keeps by name."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvh_desktop.domain.zoekvraag import IS, SOORTEN
from zvh_desktop.gui.formulierconcept import FormulierConcept
from zvh_desktop.gui.onderdelen import Knop, RegelVeld, Tekst, Zijpaneel
from zvh_desktop.gui.onderdelen.regel import Veld
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.rijen import Knopje, Rij, RijenLijst, Stuk
from zvh_desktop.services import concepten, zoekopdrachten

__all__ = ["Hulppaneel", "Opdrachtpaneel"]


class Hulppaneel(Zijpaneel):
    """What can be typed, each with what it finds; deleted when it closes."""

    def __init__(self, gastheer: QWidget) -> None:
        super().__init__(gastheer.tr("Uitleg over zoeken"), gastheer, breedte=480)
        self.gesloten.connect(self.deleteLater)
        regels = (
            ("crisis wijkagent", self.tr("Alle woorden staan in dezelfde tekst; het laatste mag half getypt zijn.")),
            ('"geen contact"', self.tr("Deze woorden naast elkaar.")),
            ("-verhuizing", self.tr("Dit woord staat er niet in. Een streep kan ook voor een filter.")),
            ("crisis*", self.tr("Woorden die zo beginnen.")),
            ("@jansen", self.tr("Casussen met deze betrokkene of casusregisseur.")),
            ("is:open", self.tr("Ook: {woorden}.").format(woorden=", ".join(w for w in IS if w != "open"))),
            ("thema:jeugd", self.tr("Casussen met dit thema.")),
            ("partner:politie", self.tr("Casussen waarin deze organisatie een actie of de casusregie heeft.")),
            ("fase:2", self.tr("Casussen waarvan deze fase van het plan open is.")),
            (
                "soort:notitie",
                self.tr("Ook: {woorden}.").format(woorden=", ".join(w for w in SOORTEN if w != "notitie")),
            ),
            ("na:2026-01-01", self.tr("Vanaf deze dag; ook na:2026-03, na:gisteren.")),
            ("voor:2026-06-01", self.tr("Tot deze dag.")),
        )
        for voorbeeld, uitleg in regels:
            # An example and what it finds stand close together, apart from the next.
            paar = QVBoxLayout()
            paar.setSpacing(0)
            paar.addWidget(Tekst(voorbeeld, gewicht=600))
            paar.addWidget(Tekst(uitleg, maat="knop", rol="tekst2", omloop=True))
            self.inhoud.addLayout(paar)
        slot = self.tr(
            "Hoofdletters en accenten maken niet uit. Een geheim adres en een BSN staan nooit in wat er gevonden is. "
            "Dat u zoekt staat in het logboek; uw woorden niet."
        )
        self.inhoud.addWidget(Tekst(slot, maat="klein", rol="tekst2", omloop=True))


class Opdrachtpaneel(Zijpaneel):
    """Keep a search by name, use one again, take one away; deleted when it closes.

    Signals:
        veranderd(list): the searches as they are now. gekozen(vraag): one is to be used.
    """

    veranderd = Signal(list)
    gekozen = Signal(str)

    def __init__(
        self,
        context: Context,
        gastheer: QWidget,
        vraag: str,
        opdrachten: Sequence[tuple[str, str]],
        *,
        plek: str = "zoeken",
    ) -> None:
        super().__init__(gastheer.tr("Zoekopdrachten"), gastheer, breedte=440)
        self._context, self._plek = context, plek
        self.naam = RegelVeld(plaats=self.tr("naam, zoals ‘evaluaties zonder regisseur’"))
        self.naam.returnPressed.connect(self.bewaar)
        self._over = RegelVeld(vraag.strip(), self)
        self._over.hide()
        self._veld = Veld(self.tr("Bewaar deze zoekopdracht als"), self.naam)
        self.knop = Knop(self.tr("Bewaren"), soort="primair", icoon="star")
        self.knop.clicked.connect(self.bewaar)
        for deel in (self._veld, self.knop):
            self.inhoud.addWidget(deel)
        uitleg = self.tr("Alleen u ziet deze lijst; hij blijft in deze kluis en gaat niet mee naar anderen.")
        self.inhoud.addWidget(Tekst(uitleg, maat="klein", rol="tekst2", omloop=True))
        self.lijst = RijenLijst(self.tr("Bewaarde zoekopdrachten"), in_kaart=True)
        self.lijst.geactiveerd.connect(self._kies)
        self.lijst.knop_gedrukt.connect(self._weg)
        self.inhoud.addWidget(self.lijst)
        self._vul(list(opdrachten))
        self._toon_vraag()
        velden: dict[str, QWidget] = {"naam": self.naam, "vraag": self._over}
        self.formulier = FormulierConcept(context, self, self.tr("Naam van een zoekopdracht"), velden)
        self.formulier.hersteld.connect(self._toon_vraag)
        self.gesloten.connect(self.formulier.leg_neer)
        self.gesloten.connect(self.deleteLater)
        self.formulier.begin(concepten.formulier("zoekopdracht", plek))

    @property
    def _vraag(self) -> str:
        """What is to be saved: what stands in the field, or what a name was half typed for."""
        return self._over.text()

    def _toon_vraag(self) -> None:
        self._veld.zet_hint(self._vraag or self.tr("nog niets om te zoeken"))
        for deel in (self._veld, self.knop):
            deel.setVisible(bool(self._vraag))

    def _vul(self, opdrachten: list[tuple[str, str]]) -> None:
        self._vragen = dict(opdrachten)
        self.lijst.zet(
            Rij(
                naam,
                (Stuk(naam, gewicht=600),),
                f"{naam}: {vraag}",
                tweede=vraag,
                achter=(Knopje("weg", self.tr("Weghalen"), soort="vlak"),),
            )
            for naam, vraag in opdrachten
        )

    def bewaar(self) -> None:
        """Keep it; without a name the field says what is missing."""
        naam = self.naam.text().strip()
        self._veld.zet_fout("" if naam else self.tr("Geef de zoekopdracht een naam."))
        if not naam:
            self.naam.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.formulier.bewaart()
        taken = self._context.taken
        taken.doe(zoekopdrachten.bewaar, naam, self._vraag, self._plek, klaar=self._bewaard)

    def _bewaard(self, opdrachten: list[tuple[str, str]]) -> None:
        self.formulier.klaar()
        self.naam.setText("")
        self._kwam(opdrachten)

    def _kwam(self, opdrachten: list[tuple[str, str]]) -> None:
        self._vul(opdrachten)
        self.veranderd.emit(opdrachten)

    def _weg(self, naam: str, _knop: str) -> None:
        self._context.taken.doe(zoekopdrachten.vergeet, naam, self._plek, klaar=self._kwam)

    def _kies(self, naam: str) -> None:
        vraag = self._vragen.get(naam, "")
        self.sluit()
        self.gekozen.emit(vraag)
