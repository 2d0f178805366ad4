"""What is known of each piece of information: source, fact or judgement, kind, and with whom it is not shared."""

from typing import Any

from PySide6.QtCore import QCoreApplication

from zvh_desktop.domain.informatie import CATEGORIEEN, GEGEVEN_AARD
from zvh_desktop.gui.onderdelen import Kaart, KeuzeVeld, LegeStaat, RegelVeld, Segmenten, Tekst, TekstVeld, Veld
from zvh_desktop.gui.pages.casus.informatiedelen.paneel import Deel, Paneel
from zvh_desktop.gui.pages.casus.tab import Huis
from zvh_desktop.gui.pages.casus.waarden import kort, moment_in_woorden
from zvh_desktop.gui.rijen import Chipje, Rij, RijenLijst, Tegel
from zvh_desktop.services import informatie
from zvh_desktop.services.informatie import Beeld, Gegeven

__all__ = ["GegevensDeel"]


class MerkPaneel(Paneel):
    """The marks of one item; its text stays as it was."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(
            huis,
            "merk",
            QCoreApplication.translate("MerkPaneel", "Kenmerken van dit gegeven"),
            QCoreApplication.translate("MerkPaneel", "Bewaren"),
            "check",
        )
        self._gegeven: Gegeven | None = None
        self.tekst = Tekst("", omloop=True)
        self.bij = Tekst("", maat="klein", rol="tekst2", omloop=True)
        self.bron = RegelVeld(plaats=self.tr("organisatie of persoon"))
        self.bronveld = Veld(self.tr("Bron"), self.bron)
        self.aard = KeuzeVeld(tuple(GEGEVEN_AARD.items()))
        self.aardveld = Veld(self.tr("Feit of oordeel"), self.aard)
        self.categorie = KeuzeVeld(tuple(CATEGORIEEN.items()))
        self.noodzaak = TekstVeld(regels=2)
        self.niet = RegelVeld(plaats=self.tr("organisaties of personen, met een komma ertussen"))
        self.reden = TekstVeld(regels=2)
        self.velden(
            self.tekst, self.bij, self.bronveld, self.aardveld,
            Veld(self.tr("Soort gegeven"), self.categorie),
            Veld(
                self.tr("Waarom het nodig is"), self.noodzaak,
                hint=self.tr("Verplicht bij een bijzonder of strafrechtelijk gegeven."),
            ),
            Veld(
                self.tr("Niet delen met"), self.niet,
                hint=self.tr("Geldt meteen voor elk uittreksel, ook van een verslag dat al is vastgesteld."),
            ),
            Veld(self.tr("Waarom niet"), self.reden),
            noodzaak=self.noodzaak, reden=self.reden, niet=self.niet, bron=self.bron, aard=self.aard,
            categorie=self.categorie,
        )  # fmt: skip

    def kom(self, casus_id: str, gegeven: Gegeven) -> None:
        """Open for an item."""
        self._gegeven = gegeven
        eerste = self.bron if gegeven.soort == "notitie" else self.categorie
        self.begin(casus_id, gegeven.id, self._maak_leeg, eerste)

    def _maak_leeg(self) -> None:
        g = self._gegeven
        if g is None:
            return
        self.tekst.setText(kort(g.tekst, 400))
        self.bij.setText(moment_in_woorden(g.tijdstip))
        vrij = g.soort == "notitie"
        self.bronveld.setVisible(vrij)
        self.aardveld.setVisible(vrij)
        self.bron.setText(g.bron)
        self.aard.kies(g.aard)
        self.categorie.kies(g.categorie)
        self.noodzaak.zet(g.noodzaak)
        self.niet.setText(", ".join(g.niet_delen_met))
        self.reden.zet(g.niet_delen_reden)

    def doe(self) -> None:
        """Save the marks."""
        g = self._gegeven
        if g is None:
            return
        velden: dict[str, Any] = {
            "categorie": str(self.categorie.waarde() or ""),
            "noodzaak": self.noodzaak.tekst().strip(),
            "niet_delen_met": [deel.strip() for deel in self.niet.text().split(",") if deel.strip()],
            "niet_delen_reden": self.reden.tekst().strip(),
        }
        if g.soort == "notitie":
            velden |= {"bron": self.bron.text().strip(), "aard": str(self.aard.waarde() or "")}
        self.bewaar(informatie.merk, g.soort, g.id, velden)

    def klaar(self, uitkomst: Any) -> None:
        """Tell, with a way back."""
        self.huis.gedaan(self.tr("De kenmerken zijn vastgelegd."), uitkomst)


class GegevensDeel(Deel):
    """All items, newest first; those of which something is missing can be shown alone."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(huis)
        self._filter = Segmenten(
            self.tr("Welke gegevens"),
            (("alles", self.tr("Alles")), ("mist", self.tr("Er ontbreekt iets"))),
            gelijk=False,
        )
        self._filter.gekozen.connect(self._anders)
        self._kaart = Kaart(self.tr("Gegevens in deze casus"), achter=(self._filter,))
        self.lijst = RijenLijst(self.tr("Gegevens"), in_kaart=True, wikkel=True)
        self.lijst.geactiveerd.connect(self._open)
        self._kaart.inhoud.addWidget(self.lijst)
        self._leeg = LegeStaat(
            self.tr("Nog geen gegevens"),
            self.tr("Wat in een overleg wordt ingebracht en wat u in het verloop noteert, komt hier met zijn bron."),
            icoon="file-search",
        )
        self.kolom.addWidget(self._kaart, 1)
        self.kolom.addWidget(self._leeg, 1)
        self.paneel = MerkPaneel(huis)

    def panelen(self) -> tuple[Paneel, ...]:
        """Its panel."""
        return (self.paneel,)

    def open(self, wat: str, id_: str) -> None:
        """Open the marks of an item again."""
        self._open(id_)

    def leeg(self) -> None:
        """Forget the items."""
        super().leeg()
        self.lijst.zet(())
        self.paneel.tekst.setText("")

    def vul(self, b: Beeld) -> None:
        """Show the items."""
        alle = [g for g in b.gegevens if g.mist or self._filter.huidig() != "mist"]
        self.lijst.zet([self._rij(g) for g in alle])
        self._kaart.setVisible(bool(b.gegevens))
        self._leeg.setVisible(not b.gegevens)

    def _rij(self, g: Gegeven) -> Rij:
        delen = [g.bron or self.tr("bron onbekend"), moment_in_woorden(g.tijdstip)]
        if g.aard:
            delen.append(GEGEVEN_AARD[g.aard])
        if g.categorie:
            delen.append(CATEGORIEEN[g.categorie])
        if g.mist:
            delen.append(self.tr("ontbreekt: {wat}").format(wat=", ".join(g.mist)))
        chips = []
        if g.niet_delen_met:
            met = self.tr("niet delen met {wie}").format(wie=", ".join(g.niet_delen_met))
            chips.append(Chipje(met, "waarschuwing", "eye-off"))
        icoon = {"feit": "info", "oordeel": "scale"}.get(g.aard, "circle-question-mark")
        tweede = " · ".join(delen)
        spreek = ", ".join((kort(g.tekst), *(c.tekst for c in chips), tweede))
        return Rij(
            g.id, kort(g.tekst, 140), spreek, lead=Tegel(icoon, "waarschuwing" if g.mist else "neutraal"),
            tweede=tweede, chips=tuple(chips),
        )  # fmt: skip

    def _anders(self, _naam: str) -> None:
        if self.beeld is not None:
            self.vul(self.beeld)

    def _open(self, id_: str) -> None:
        if self.beeld is not None and (g := next((g for g in self.beeld.gegevens if g.id == id_), None)):
            self.paneel.kom(self.casus_id, g)
