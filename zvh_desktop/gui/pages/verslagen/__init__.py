"""Verslagen: the list by overleg, one verslag in detail, and the check of any file."""

from itertools import groupby
from typing import Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from zvh_desktop.gui.onderdelen import Kaart, Knop, LegeStaat, Tekst, datum_in_woorden
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.pages.verslagen.detail import VerslagScherm
from zvh_desktop.gui.pages.verslagen.woorden import statuschip
from zvh_desktop.gui.pagina import Context, Pagina
from zvh_desktop.gui.panelen.controleren import ControlePaneel, pdf_in
from zvh_desktop.gui.rijen import Chipje, Rij, RijenLijst, Stuk, Tegel
from zvh_desktop.services import verslagen
from zvh_desktop.services.ondertekenen import van_overleg
from zvh_desktop.services.verslagen import VerslagRegel
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["Verslagen"]


def _haal(wp: Werkplek, overleg_id: str) -> tuple[list[VerslagRegel], str, str]:
    """All verslagen, which overleg was asked for, and the first verslag on its agenda ("" when there is none)."""
    van_dat = van_overleg(wp, overleg_id) if overleg_id else []
    # Of a casus with a new version under way, that version.
    per_casus = {v.casus_id: v.id for v in van_dat if v.status != "vervangen"}
    return verslagen.lijst(wp), overleg_id, next(iter(per_casus.values()), "")


class Verslagen(Pagina):
    """All verslagen; with `verslag_id` one of them, with `overleg_id` the first on the agenda of that overleg."""

    titel = "Verslagen"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._zoek_overleg = ""
        buiten = QVBoxLayout(self)
        buiten.setContentsMargins(0, 0, 0, 0)
        self.stapel = QStackedWidget()
        buiten.addWidget(self.stapel)
        self.stapel.addWidget(self._maak_lijst())
        self.scherm = VerslagScherm(context, self)
        self.scherm.terug.connect(self._naar_lijst)
        self.scherm.ander.connect(self._open)
        self.stapel.addWidget(self.scherm)
        self.leeg = LegeStaat(
            self.tr("Nog geen verslagen"),
            self.tr("Een verslag per casus ontstaat vanzelf wanneer een overleg wordt afgerond."),
            icoon="file-text",
            knoppen=(
                ("overleggen", self.tr("Naar overleggen"), "calendar-days"),
                ("controleer", self.tr("Bestand controleren…"), "file-search"),
            ),
        )
        self.leeg.gekozen.connect(self._leeg_gekozen)
        self.stapel.addWidget(self.leeg)
        self.paneel = ControlePaneel(context, self)
        self.setAcceptDrops(True)

    def _maak_lijst(self) -> QWidget:
        vak = QWidget()
        kolom = QVBoxLayout(vak)
        kolom.setContentsMargins(22, 16, 22, 16)
        kolom.setSpacing(12)
        kop = Vloei(tussen=8)
        kop.addWidget(Tekst(self.tr("Verslagen"), maat="pagina", gewicht=700))
        self.aantal = Tekst("", maat="sectie", rol="tekst2")
        kop.addWidget(self.aantal)
        kop.rek()
        knop = Knop(self.tr("Bestand controleren…"), icoon="file-search")
        knop.clicked.connect(self.controleer)
        kop.addWidget(knop)
        kolom.addWidget(kop)
        kaart = Kaart()
        self.lijst = RijenLijst(self.tr("Verslagen per overleg"), enkel_klik=True)
        self.lijst.geactiveerd.connect(self._open)
        kaart.inhoud.addWidget(self.lijst)
        kolom.addWidget(kaart, 1)
        return vak

    def toon(self, **argumenten: Any) -> None:
        """Show the list, a verslag, or the first verslag of an overleg."""
        verslag_id = str(argumenten.get("verslag_id") or "")
        self._zoek_overleg = "" if verslag_id else str(argumenten.get("overleg_id") or "")
        if argumenten.get("controleer"):
            self.paneel.begin()
        if verslag_id:
            self._toon_verslag(verslag_id)
            self.scherm.doe_straks(str(argumenten.get("doe") or ""), str(argumenten.get("wie") or ""))
        elif not self._zoek_overleg:
            self.stapel.setCurrentIndex(0)
        self._vraag()

    def ververs(self, bon: Any) -> None:
        """Look again when verslagen changed."""
        if bon.soorten & {"verslag", "reactie", "casus"}:
            self._vraag()
        if self.stapel.currentWidget() is self.scherm:
            self.scherm.ververs(bon.soorten)

    def verlaat(self) -> None:
        """Keep what stands in the panels."""
        self.scherm.leg_neer()

    def controleer(self) -> None:
        """Open the panel that checks any file."""
        self.paneel.begin()

    def _vraag(self) -> None:
        self.context.taken.vraag(_haal, self._zoek_overleg, klaar=self._vul, enkel="verslagen")

    def _vul(self, gevonden: tuple[list[VerslagRegel], str, str]) -> None:
        regels, overleg_id, eerste = gevonden
        if overleg_id and overleg_id == self._zoek_overleg:
            self._zoek_overleg = ""
            if eerste:
                self._toon_verslag(eerste)
            else:
                self.stapel.setCurrentIndex(0)
        self.vul(regels)

    def vul(self, regels: list[VerslagRegel]) -> None:
        """Show these verslagen in the list."""
        rijen: list[Rij] = []
        for (datum, overleg, overleg_id), groep in groupby(
            regels, key=lambda r: (r.datum, r.overleg, r.verslag.overleg_id)
        ):
            van_overleg = list(groep)
            kop = f"{datum_in_woorden(datum)} · {overleg}"
            woord = self.tr("{aantal} verslagen") if len(van_overleg) > 1 else self.tr("{aantal} verslag")
            telling = Stuk(woord.format(aantal=len(van_overleg)), rol="tekst2")
            rijen.append(Rij(f"kop-{overleg_id}", kop, kop, kop=True, achter=(telling,)))
            rijen.extend(self._rij(r) for r in van_overleg)
        self.lijst.zet(rijen)
        self.aantal.setText(str(len(regels)) if regels else "")
        if self.stapel.currentWidget() is not self.scherm:
            self.stapel.setCurrentIndex(0 if regels else 2)

    def _rij(self, regel: VerslagRegel) -> Rij:
        verslag = regel.verslag
        chip = statuschip(verslag)
        achter: tuple[Chipje, ...] = (chip,)
        meer = ""
        if regel.reacties_open:
            woord = self.tr("{aantal} reactie open") if regel.reacties_open == 1 else self.tr("{aantal} reacties open")
            meer = woord.format(aantal=regel.reacties_open)
            achter = (Chipje(meer, "waarschuwing"), chip)
        tweede = self.tr("{nummer} · versie {versie}").format(nummer=regel.nummer, versie=verslag.versie)
        return Rij(
            verslag.id,
            regel.casusnaam,
            self.tr("Verslag {naam}, {nummer}, versie {versie}, {stand}{meer}").format(
                naam=regel.casusnaam,
                nummer=regel.nummer,
                versie=verslag.versie,
                stand=chip.tekst,
                meer=f", {meer}" if meer else "",
            ),
            lead=Tegel("file-check" if verslag.status == "ondertekend" else "file-text", chip.rol),
            tweede=tweede,
            achter=achter,
        )

    def _open(self, verslag_id: str) -> None:
        self.context.venster.ga_naar("verslagen", verslag_id=verslag_id)

    def _toon_verslag(self, verslag_id: str) -> None:
        self.stapel.setCurrentWidget(self.scherm)
        self.scherm.toon(verslag_id)

    def _naar_lijst(self) -> None:
        self.context.venster.ga_naar("verslagen")

    def _leeg_gekozen(self, naam: str) -> None:
        if naam == "controleer":
            self.controleer()
        else:
            self.context.venster.ga_naar("overleggen")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one PDF."""
        if pdf_in(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Check what was dropped."""
        pad = pdf_in(event.mimeData())
        if pad is not None:
            event.acceptProposedAction()
            self.paneel.begin(pad)
