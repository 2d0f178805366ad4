"""Texts of the house for the entry line: what `//naam` stands for."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.tekstblok import Tekstblok
from zvh_desktop.gui.formulierconcept import FormulierConcept
from zvh_desktop.gui.onderdelen import Kaart, Knop, RegelVeld, Tekst, TekstVeld, Veld, Zijpaneel
from zvh_desktop.gui.pages.beheer.deel import Deel
from zvh_desktop.gui.pages.beheer.spelling import SpellingKaart
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.rijen import Icoon, Rij, RijenLijst
from zvh_desktop.services import concepten, tekstblokken
from zvh_desktop.services.meldingen import zin

__all__ = ["TekstblokkenDeel"]


class TekstblokPaneel(Zijpaneel):
    """Add or change one block."""

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__("", gastheer)
        self.context = context
        self._id = ""
        self.naam = RegelVeld()
        self.tekst = TekstVeld(regels=4)
        hint = self.tr("Eén woord; in het overleg typt u // en dit woord, en dan Tab.")
        self.naamveld = Veld(self.tr("Naam"), self.naam, hint=hint, verplicht=True)
        self.inhoud.addWidget(self.naamveld)
        waarschuwing = self.tr("Zonder namen: deze lijst is van het hele huis.")
        self.inhoud.addWidget(Veld(self.tr("Tekst"), self.tekst, hint=waarschuwing, verplicht=True))
        self.weg = self.voeg_knop_toe(Knop(self.tr("Van de lijst halen"), soort="gevaar", icoon="trash-2"))
        self.weg.clicked.connect(self._haal_weg)
        self.voeg_knop_toe(Knop(self.tr("Annuleren"), soort="vlak")).clicked.connect(self._annuleer)
        self.knop = self.voeg_knop_toe(Knop(self.tr("Bewaren"), soort="primair", icoon="check"))
        self.knop.clicked.connect(self._bewaar)
        velden: dict[str, QWidget] = {"naam": self.naam, "tekst": self.tekst}
        self.formulier = FormulierConcept(context, self, self.tr("Tekstblok"), velden)
        self.gesloten.connect(self.formulier.leg_neer)

    def begin(self, blok: Tekstblok | None) -> None:
        """Open for a block, or for a new one."""
        self.formulier.stop()
        self._id = blok.id if blok else ""
        self.zet_titel(f"//{blok.naam}" if blok else self.tr("Nieuw tekstblok"))
        self.naamveld.zet_fout("")
        self.naam.setText(blok.naam if blok else "")
        self.tekst.zet(blok.tekst if blok else "")
        self.weg.setVisible(blok is not None)
        self.open(self.naam)
        self.formulier.begin(concepten.formulier("tekstblok", *((self._id,) if self._id else ())))

    def _annuleer(self) -> None:
        self.formulier.weggooien()
        self.sluit()

    def _bewaar(self) -> None:
        waarden = (self.naam.text(), self.tekst.tekst(), self._id)
        self.formulier.bewaar(tekstblokken.bewaar, *waarden, klaar=self._klaar, fout=self._fout)

    def _klaar(self, _bon: object) -> None:
        self.formulier.klaar()
        self.sluit()

    def _haal_weg(self) -> None:
        self.context.taken.doe(tekstblokken.haal_weg, self._id, klaar=self._weggehaald, fout=self._fout, voor=self)

    def _weggehaald(self, _bon: object) -> None:
        self.formulier.weggooien()
        self.sluit()
        self.context.melding(self.tr("Van de lijst gehaald. Wat ermee is vastgelegd, blijft staan."), rol="goed")

    def _fout(self, fout: BaseException) -> None:
        self.naamveld.zet_fout(zin(fout))
        self.naam.setFocus()


class TekstblokkenDeel(Deel):
    """The list by name; Enter opens one."""

    raakt = frozenset({"tekstblok"})

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(context, gastheer)
        self.paneel = TekstblokPaneel(context, gastheer)
        self._alle: dict[str, Tekstblok] = {}
        self._wat = ""
        uitleg = self.tr(
            "Zinnen die vaak terugkomen. In de invoerregel van het overleg typt u // en de naam, en dan Tab."
        )
        self.kolom.addWidget(Tekst(uitleg, maat="knop", rol="tekst2", omloop=True))
        knop = self._toevoegen = Knop(self.tr("Tekstblok toevoegen"), icoon="plus", klein=True)
        knop.clicked.connect(lambda: self.paneel.begin(None))
        kaart = Kaart(self.tr("Tekstblokken"), achter=(knop,))
        self.lijst = RijenLijst(self.tr("Tekstblokken"), in_kaart=True)
        self.lijst.geactiveerd.connect(self._open)
        self.leeg = Tekst(self.tr("Er zijn nog geen tekstblokken."), rol="tekst2")
        self.leeg.setContentsMargins(15, 10, 15, 10)
        kaart.inhoud.addWidget(self.leeg)
        kaart.inhoud.addWidget(self.lijst)
        self.kolom.addWidget(kaart)
        self.spelling = SpellingKaart(context)
        self.kolom.addWidget(self.spelling)

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """See `Deel`."""
        p = self.paneel
        return {Daad.TEKSTBLOKKEN: (self._toevoegen, p.naam, p.tekst, p.weg, p.knop)}

    def toon(self, wat: str = "") -> None:
        """Show the list; `wat` opens one, or a new one."""
        self._wat = wat or self._wat
        self.context.taken.vraag(tekstblokken.lijst, klaar=self.vul, enkel="tekstblokken")
        self.spelling.toon()

    def vul(self, alle: tuple[Tekstblok, ...]) -> None:
        """Show every block."""
        self._alle = {b.id: b for b in alle}
        rijen = [
            Rij(
                b.id, f"//{b.naam}", f"{b.naam}: {b.tekst}", lead=Icoon("scroll-text"), tweede=" ".join(b.tekst.split())
            )
            for b in alle
        ]
        self.lijst.zet(rijen)
        self.lijst.setVisible(bool(rijen))
        self.leeg.setVisible(not rijen)
        wat, self._wat = self._wat, ""
        if wat == "nieuw" or wat in self._alle:
            self.paneel.begin(self._alle.get(wat))

    def verlaat(self) -> None:
        """Keep what stands in the panel."""
        self.paneel.formulier.leg_neer()

    def _open(self, id_: str) -> None:
        self.paneel.begin(self._alle.get(id_))
