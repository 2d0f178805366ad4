"""The leefgebieden of the house: their names, their order, and what was taken off the list."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtWidgets import QWidget

from zvh_desktop.domain.analyse import ZRM_DOMEINEN, Leefgebied
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.gui.formulierconcept import FormulierConcept
from zvh_desktop.gui.onderdelen import Kaart, KeuzeVeld, Knop, RegelVeld, Tekst, Veld, Zijpaneel
from zvh_desktop.gui.pages.beheer.deel import Deel
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.rijen import Icoon, Rij, RijenLijst
from zvh_desktop.gui.schilder import Knopje
from zvh_desktop.services import concepten, leefgebieden
from zvh_desktop.services.meldingen import zin

__all__ = ["LeefgebiedenDeel"]

_DOMEINEN: Final = (("", "geen"), *ZRM_DOMEINEN.items())


class LeefgebiedPaneel(Zijpaneel):
    """Add or rename a leefgebied."""

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__("", gastheer)
        self.context = context
        self._id = ""
        self.naam = RegelVeld()
        self.domein = KeuzeVeld(_DOMEINEN)
        self.naamveld = Veld(self.tr("Naam"), self.naam, verplicht=True)
        self.inhoud.addWidget(self.naamveld)
        hint = self.tr("De laatste score van dit domein staat in een dossier naast het leefgebied.")
        self.inhoud.addWidget(Veld(self.tr("Domein van de ZRM"), self.domein, hint=hint))
        self.weg = self.voeg_knop_toe(Knop(self.tr("Van de lijst halen"), soort="gevaar", icoon="trash-2"))
        self.weg.clicked.connect(self._haal_weg)
        self.voeg_knop_toe(Knop(self.tr("Annuleren"), soort="vlak")).clicked.connect(self._annuleer)
        self.knop = self.voeg_knop_toe(Knop(self.tr("Bewaren"), soort="primair", icoon="check"))
        self.knop.clicked.connect(self._bewaar)
        velden: dict[str, QWidget] = {"naam": self.naam, "domein": self.domein}
        self.formulier = FormulierConcept(context, self, self.tr("Leefgebied"), velden)
        self.gesloten.connect(self.formulier.leg_neer)

    def begin(self, gebied: Leefgebied | None) -> None:
        """Open for a leefgebied, or for a new one."""
        self.formulier.stop()
        self._id = gebied.id if gebied else ""
        self.zet_titel(gebied.naam if gebied else self.tr("Nieuw leefgebied"))
        self.naamveld.zet_fout("")
        self.naam.setText(gebied.naam if gebied else "")
        self.domein.kies(gebied.zrm_domein if gebied else "")
        self.weg.setVisible(gebied is not None)
        self.open(self.naam)
        self.formulier.begin(concepten.formulier("leefgebied", *((self._id,) if self._id else ())))

    def _annuleer(self) -> None:
        self.formulier.weggooien()
        self.sluit()

    def _bewaar(self) -> None:
        waarden = (self.naam.text(), str(self.domein.waarde() or ""), self._id)
        self.formulier.bewaar(leefgebieden.bewaar, *waarden, klaar=self._klaar, fout=self._fout)

    def _klaar(self, _bon: object) -> None:
        self.formulier.klaar()
        self.sluit()

    def _haal_weg(self) -> None:
        self.context.taken.doe(leefgebieden.haal_weg, self._id, klaar=self._weggehaald, fout=self._fout, voor=self)

    def _weggehaald(self, _bon: object) -> None:
        self.formulier.weggooien()
        self.sluit()
        self.context.melding(
            self.tr("Van de lijst gehaald. Wat er in dossiers onder staat, blijft daar te zien."), rol="goed"
        )

    def _fout(self, fout: BaseException) -> None:
        self.naamveld.zet_fout(zin(fout))
        self.naam.setFocus()


class LeefgebiedenDeel(Deel):
    """The list in its order, with buttons to move; below it what was taken off."""

    raakt = frozenset({"leefgebied"})

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(context, gastheer)
        self._alle: dict[str, Leefgebied] = {}
        self._wat = ""
        self.kolom.addWidget(
            Tekst(
                self.tr(
                    "Op deze leefgebieden wordt elke casus geanalyseerd. Wat u van de lijst haalt, blijft in "
                    "dossiers staan."
                ),
                maat="knop",
                rol="tekst2",
                omloop=True,
            )
        )
        knop = self._toevoegen = Knop(self.tr("Leefgebied toevoegen"), icoon="plus", klein=True)
        knop.clicked.connect(self._nieuw)
        kaart = Kaart(self.tr("Leefgebieden"), achter=(knop,))
        self.lijst = RijenLijst(self.tr("Leefgebieden, in volgorde"), in_kaart=True)
        self.lijst.geactiveerd.connect(self._open)
        self.lijst.knop_gedrukt.connect(self._knop)
        kaart.inhoud.addWidget(self.lijst)
        self.kolom.addWidget(kaart)
        self.wegkaart = Kaart(self.tr("Niet meer op de lijst"))
        self.weg = RijenLijst(self.tr("Niet meer op de lijst"), in_kaart=True)
        self.weg.knop_gedrukt.connect(self._knop)
        self.weg.geactiveerd.connect(self._terug)
        self.wegkaart.inhoud.addWidget(self.weg)
        self.kolom.addWidget(self.wegkaart)
        self.paneel = LeefgebiedPaneel(context, gastheer)

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """See `Deel`; the buttons in the rows are not offered then."""
        p = self.paneel
        return {Daad.HUISREGELS: (self._toevoegen, p.naam, p.domein, p.weg, p.knop)}

    @property
    def _dicht(self) -> bool:
        return Daad.HUISREGELS in self.context.niet

    def toon(self, wat: str = "") -> None:
        """Show the list; `wat` opens one, or a new one."""
        self._wat = wat or self._wat
        self.context.taken.vraag(leefgebieden.lijst, klaar=self.vul, enkel="leefgebieden")

    def vul(self, alle: tuple[Leefgebied, ...]) -> None:
        """Show every leefgebied."""
        self._alle = {g.id: g for g in alle}
        op = [g for g in alle if not g.verwijderd]
        self.lijst.zet([self._rij(g, eerste=nr == 0, laatste=nr == len(op) - 1) for nr, g in enumerate(op)])
        weg = [g for g in alle if g.verwijderd]
        terug = () if self._dicht else (Knopje("terug", self.tr("Terugzetten"), "rotate-ccw"),)
        gezegd = self.tr("{naam}, niet op de lijst")
        self.weg.zet([Rij(g.id, g.naam, gezegd.format(naam=g.naam), achter=terug) for g in weg])
        self.wegkaart.setVisible(bool(weg))
        wat, self._wat = self._wat, ""
        if wat == "nieuw" or wat in self._alle:
            self.paneel.begin(self._alle.get(wat))

    def _rij(self, g: Leefgebied, *, eerste: bool, laatste: bool) -> Rij:
        domein = ZRM_DOMEINEN.get(g.zrm_domein, "")
        zrm = self.tr("ZRM: {domein}").format(domein=domein) if domein and domein != g.naam else ""
        knoppen = [] if eerste else [Knopje("op", self.tr("Omhoog"), "arrow-up", "vlak")]
        knoppen += [] if laatste else [Knopje("neer", self.tr("Omlaag"), "arrow-down", "vlak")]
        achter = () if self._dicht else tuple(knoppen)
        return Rij(g.id, g.naam, f"{g.naam}. {zrm}".strip(), lead=Icoon("rows-3"), tweede=zrm, achter=achter)

    def verlaat(self) -> None:
        """Keep what stands in the panel."""
        self.paneel.formulier.leg_neer()

    def _nieuw(self) -> None:
        self.paneel.begin(None)

    def _open(self, id_: str) -> None:
        self.paneel.begin(self._alle.get(id_))

    def _terug(self, id_: str) -> None:
        if not self._dicht:
            self._knop(id_, "terug")

    def _knop(self, id_: str, naam: str) -> None:
        if naam == "terug":
            self.context.taken.doe(leefgebieden.zet_terug, id_)
        elif naam in ("op", "neer"):
            self.context.taken.doe(leefgebieden.verplaats, id_, -1 if naam == "op" else 1)
