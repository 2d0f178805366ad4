"""The register of what left without a casus: found by any word, looked at where it was kept, handed out itself."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QSizePolicy, QWidget

from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.domain.verslag import Verstrekking
from zvh_desktop.gui.onderdelen import Knop, Tekst, Zijpaneel, datum_in_woorden
from zvh_desktop.gui.pages.zoektabel import Zoektabel
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.panelen.bladen import Bladen
from zvh_desktop.gui.panelen.uitgeven import Uitgeefpaneel
from zvh_desktop.gui.rijen import Rij, RijenLijst, Stuk
from zvh_desktop.gui.tabel import Cel, Kolom, TabelRij
from zvh_desktop.gui.thema import thema
from zvh_desktop.services import verstrekregister
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.stukken import Bladbron
from zvh_desktop.services.verstrekregister import Regel

__all__ = ["Verstrekregister", "VerstrektPaneel"]


class Verstrekregister(Zoektabel):
    """What left, the last first; what the field lets through is what is handed out."""

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(
            self.tr("Verstrekkingen zonder casus"),
            self.tr("zoek op ontvanger, stuk, overleg, dag of wie besloot"),
            (
                Kolom("wanneer", self.tr("Wanneer"), 170),
                Kolom("wat", self.tr("Wat"), 250, rek=True),
                Kolom("aan", self.tr("Aan"), 220),
                Kolom("overleg", self.tr("Overleg"), 220, kort=True),
                Kolom("hoe", self.tr("Hoe"), 160, kort=True),
                Kolom("door", self.tr("Besloten door"), 130, kort=True),
            ),
        )
        self._context = context
        self._ids: tuple[str, ...] = ()
        self.uit = Uitgeefpaneel(context, gastheer, "register", self.tr("Register verstrekken"), self._verstrek)

    def zet(self, regels: list[Regel]) -> None:
        """Show these, as far as the field lets them through."""
        self.zet_rijen([self._rij(r) for r in regels])

    def verstrek(self) -> None:
        """Hand out the lines in view."""
        self._ids = tuple(rij.sleutel for rij in self.tabel.rijen)
        if not self._ids:
            self._context.melding(self.tr("Er staat geen regel in beeld om te verstrekken."), rol="waarschuwing")
            return
        zin_ = self.tr("{n} regels, zoals ze nu in beeld staan.").format(n=len(self._ids))
        self.uit.begin("zonder-casus", zin_, "register-van-verstrekkingen.pdf")

    def _verstrek(self, wp: Any, _id: str, pad: Path, aan: str, hoe: str) -> tuple[Path, object]:
        return verstrekregister.verstrek(wp, self._ids, pad, aan=aan, hoe=hoe)

    def _rij(self, regel: Regel) -> TabelRij:
        v = regel.verstrekking
        return TabelRij(
            v.id,
            (
                Cel(_moment(v), sorteer=v.tijdstip.timestamp()),
                Cel(regel.wat, gewicht=600),
                Cel(v.aan),
                Cel(regel.overleg, rol="tekst2"),
                Cel(v.hoe, rol="tekst2"),
                Cel(v.besloten_door, rol="tekst2"),
            ),
            self.tr("{wat} aan {aan}, {wanneer}, {hoe}, {overleg}, besloten door {door}").format(
                wat=regel.wat, aan=v.aan, wanneer=_moment(v), hoe=v.hoe, overleg=regel.overleg, door=v.besloten_door
            ),
        )


class VerstrektPaneel(Zijpaneel):
    """One line of the register, with its pages when they were kept."""

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__("", gastheer)
        self.context = context
        self._regel: Regel | None = None
        self.lijst = RijenLijst(self.tr("Gegevens van de verstrekking"), in_kaart=True, wikkel=True, kiesbaar=False)
        self.lijst.zet_marge(0)
        self.lijst.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.inhoud.addWidget(self.lijst)
        self.uitleg = Tekst("", maat="klein", rol="tekst2", omloop=True)
        self.inhoud.addWidget(self.uitleg)
        self.bladen = Bladen(context, self.tr("Wat is verstrekt"))
        self.bladen.setMinimumHeight(thema().lengte(460))
        self.bladen.hide()
        self.inhoud.addWidget(self.bladen)
        self.inhoud.addStretch(1)
        self.overleg = self.voeg_knop_toe(Knop(self.tr("Naar het overleg"), icoon="calendar-days"))
        self.overleg.clicked.connect(self._naar_overleg)
        self.bekijk = self.voeg_knop_toe(Knop(self.tr("Bekijken"), soort="primair", icoon="eye"))
        self.bekijk.clicked.connect(self._bekijk)
        self.gesloten.connect(self._leeg)

    def begin(self, regel: Regel) -> None:
        """Open for a line."""
        self._leeg()
        self._regel = regel
        v = regel.verstrekking
        self.zet_titel(regel.wat)
        som = v.pdf_sha256
        delen = (
            (self.tr("Aan"), v.aan),
            (self.tr("Wanneer"), _moment(v)),
            (self.tr("Hoe"), v.hoe),
            (self.tr("Overleg"), regel.overleg),
            (self.tr("Grond"), v.grond),
            (self.tr("Besloten door"), v.besloten_door),
            (self.tr("Controlesom"), " ".join(som[n : n + 8] for n in range(0, len(som), 8))),
        )
        self.lijst.zet(
            Rij(
                str(n),
                (Stuk(wat),),
                f"{kop}: {wat}",
                lead=Stuk(kop, rol="tekst2", breedte=140, maat="klein"),
                maat="knop",
            )
            for n, (kop, wat) in enumerate(delen)
            if wat
        )
        niets = self.tr("Het bestand zelf is niet in de kluis bewaard; de controlesom zegt welk bestand het was.")
        self.uitleg.setText("" if regel.bewaard else niets)
        self.uitleg.setVisible(not regel.bewaard)
        self.bekijk.setVisible(regel.bewaard)
        self.overleg.setVisible(bool(regel.overleg_id))
        self.open(self.bekijk if regel.bewaard else self.overleg)

    def _bekijk(self) -> None:
        if self._regel is not None:
            self.context.taken.vraag(
                verstrekregister.stuk, self._regel.verstrekking.id, klaar=self._toon, fout=self._mislukt, voor=self
            )

    def _toon(self, bron: Bladbron) -> None:
        self.bladen.show()
        self.bladen.zet(bron)

    def _mislukt(self, fout: BaseException) -> None:
        self.uitleg.setText(zin(fout))
        self.uitleg.show()

    def _leeg(self) -> None:
        self._regel = None
        self.bladen.leeg()
        self.bladen.hide()

    def _naar_overleg(self) -> None:
        if self._regel is not None:
            id_ = self._regel.overleg_id
            self.sluit()
            self.context.venster.ga_naar("overleggen.overleg", overleg_id=id_)


def _moment(v: Verstrekking) -> str:
    hier = lokaal(v.tijdstip)
    return f"{datum_in_woorden(hier.date())} {hier:%H:%M}"
