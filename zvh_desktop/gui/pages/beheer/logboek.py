"""The log: when, who, what, about how many objects; and whether its chain still holds."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvh_desktop.domain.rechten import Daad
from zvh_desktop.gui.onderdelen import Chip, Kaart, KeuzeVeld, Knop, Tekst, datum_in_woorden
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.pages.beheer.deel import knoppenrij
from zvh_desktop.gui.pages.beheer.logboeken import LogboekenPaneel
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.tabel import Cel, Kolom, Tabel, TabelRij
from zvh_desktop.services import logboek
from zvh_desktop.services.logboek import GEBEURTENISSEN, Keten, Logblad, LogRegel
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["LogboekDeel"]

_BLAD: Final = 200


def _haal(wp: Werkplek, voor: int, gebeurtenis: str, persoon: str) -> tuple[int, str, str, Logblad]:
    return voor, gebeurtenis, persoon, logboek.blad(wp, voor, gebeurtenis=gebeurtenis, persoon=persoon, aantal=_BLAD)


class LogboekDeel(QWidget):
    """A table over the log, newest first, with a page more at a time."""

    raakt: frozenset[str] = frozenset()

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__()
        self.context = context
        self._regels: list[LogRegel] = []
        self._meer_voor = 0
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(0, 0, 4, 16)
        kolom.setSpacing(10)
        boven = Vloei(tussen=8)
        self.persoon = KeuzeVeld([("", self.tr("Iedereen"))])
        self.persoon.setAccessibleName(self.tr("Toon alleen van wie"))
        self.gebeurtenis = KeuzeVeld(
            [("", self.tr("Alle gebeurtenissen")), *sorted(GEBEURTENISSEN.items(), key=lambda g: g[1])]
        )
        self.gebeurtenis.setAccessibleName(self.tr("Toon alleen welke gebeurtenis"))
        for keuze in (self.persoon, self.gebeurtenis):
            keuze.gewijzigd.connect(self._zeef)
        self.keten = Chip("")
        self.keten.hide()
        self.nareken = Knop(self.tr("Keten narekenen"), icoon="link")
        self.nareken.clicked.connect(self._reken_na)
        self.anderen = LogboekenPaneel(context, gastheer)
        self.knop_anderen = Knop(self.tr("Andere toestellen…"), icoon="laptop")
        self.knop_anderen.clicked.connect(self.anderen.begin)
        boven.addWidget(self.persoon)
        boven.addWidget(self.gebeurtenis)
        boven.rek()
        boven.addWidget(self.keten)
        boven.addWidget(self.knop_anderen)
        boven.addWidget(self.nareken)
        kolom.addWidget(boven)
        self.uitleg = Tekst(
            self.tr("Regels kunnen niet worden gewijzigd of verwijderd. Ook dit bekijken is vastgelegd."),
            maat="klein",
            rol="tekst2",
            omloop=True,
        )
        kolom.addWidget(self.uitleg)
        kaart = Kaart()
        self.tabel = Tabel(
            self.tr("Logboek"),
            (
                Kolom("nummer", self.tr("Nr."), 80, uitlijning="rechts"),
                Kolom("wanneer", self.tr("Wanneer"), 200),
                Kolom("wie", self.tr("Wie"), 200),
                Kolom("wat", self.tr("Wat"), 280, rek=True),
                Kolom("casus", self.tr("Casus"), 130, kort=True),
                Kolom("objecten", self.tr("Objecten"), 100, uitlijning="rechts", kort=True),
            ),
            krimp=False,
        )
        kaart.inhoud.addWidget(self.tabel)
        kolom.addWidget(kaart, 1)
        self.meer = Knop(self.tr("Oudere regels tonen"), icoon="chevron-down", klein=True)
        self.meer.clicked.connect(self._meer)
        self.telling = Tekst("", maat="klein", rol="tekst2")
        kolom.addWidget(knoppenrij(self.meer, self.telling))

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """As of every other part."""
        return {Daad.LOGBOEK_ANDEREN: (self.knop_anderen,)}

    def toon(self, wat: str = "") -> None:
        """Show the newest rows; that it was read is logged."""
        self._vraag(0)

    def verlaat(self) -> None:
        """Nothing is kept."""
        self.anderen.sluit()

    def _vraag(self, voor: int) -> None:
        keuze = (str(self.gebeurtenis.waarde() or ""), str(self.persoon.waarde() or ""))
        self.context.taken.vraag(_haal, voor, *keuze, klaar=self.vul, enkel="logboek", label=self.tr("Logboek lezen…"))

    def _zeef(self, _waarde: Any) -> None:
        self._vraag(0)

    def _meer(self) -> None:
        if self._meer_voor:
            self._vraag(self._meer_voor)

    def vul(self, uitkomst: tuple[int, str, str, Logblad]) -> None:
        """Show a page of the log: number asked from, event and person asked for, and the page."""
        voor, _, persoon, blad = uitkomst
        self._regels = [*(self._regels if voor else ()), *blad.regels]
        self._meer_voor = blad.meer_voor
        self.tabel.zet([self._rij(r) for r in self._regels])
        if self.persoon.count() != len(blad.mensen) + 1:
            self.persoon.clear()
            self.persoon.addItem(self.tr("Iedereen"), "")
            for id_, naam in blad.mensen:
                self.persoon.addItem(naam, id_)
            self.persoon.kies(persoon)
        self.meer.setVisible(bool(blad.meer_voor))
        zin = self.tr("{getoond} van {totaal} regels").format(getoond=len(self._regels), totaal=blad.totaal)
        self.telling.setText(zin)

    def _rij(self, r: LogRegel) -> TabelRij:
        wanneer = f"{datum_in_woorden(r.tijdstip.date())} {r.tijdstip:%H:%M:%S}"
        wie = r.wie or self.tr("niemand aangemeld")
        objecten = str(r.objecten) if r.objecten else ""
        return TabelRij(
            str(r.nummer),
            (
                Cel(str(r.nummer), rol="tekst2", sorteer=r.nummer),
                Cel(wanneer, sorteer=r.tijdstip.timestamp()),
                Cel(wie, rol="tekst" if r.wie else "tekst2"),
                Cel(r.wat, gewicht=600),
                Cel(r.casus, rol="tekst2"),
                Cel(objecten, rol="tekst2", sorteer=r.objecten),
            ),
            self.tr("Regel {nummer}, {wanneer}, {wie}: {wat}{casus}").format(
                nummer=r.nummer,
                wanneer=wanneer,
                wie=wie,
                wat=r.wat,
                casus=self.tr(", casus {nummer}").format(nummer=r.casus) if r.casus else "",
            ),
        )

    def _reken_na(self) -> None:
        self.nareken.setEnabled(False)
        self.context.taken.vraag(
            logboek.controleer_keten, klaar=self._nagerekend, fout=self._niet, label=self.tr("Logboek narekenen…")
        )

    def _nagerekend(self, keten: Keten) -> None:
        self.nareken.setEnabled(True)
        if keten.klopt:
            woord = self.tr("{aantal} regels, alles past op elkaar").format(aantal=keten.regels)
            self.keten.zet(woord, rol="goed", icoon="check")
        else:
            woord = self.tr("klopt niet meer vanaf regel {nummer}").format(nummer=keten.fout_bij)
            self.keten.zet(woord, rol="gevaar", icoon="circle-x")
        self.keten.setToolTip(self.tr("Kop van de keten: {hash}").format(hash=keten.hoofd))
        self.keten.show()

    def _niet(self, fout: BaseException) -> None:
        self.nareken.setEnabled(True)
        self.context.fout(fout)
