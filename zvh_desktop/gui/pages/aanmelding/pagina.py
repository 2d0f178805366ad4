"""Nieuwe aanmelding: the page with its three ways in, and the proposal before it is taken in."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFileDialog,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from zvh_desktop.gui.onderdelen import Kaart, Knop, LegeStaat, Segmenten, Tekst
from zvh_desktop.gui.onderdelen.vloei import Stapelaar, Vloei
from zvh_desktop.gui.pages.aanmelding.bekend import TOETS
from zvh_desktop.gui.pages.aanmelding.formulier import TelefoonFormulier
from zvh_desktop.gui.pages.aanmelding.lopend import LopendFormulier
from zvh_desktop.gui.pages.aanmelding.tabel import TabelVak
from zvh_desktop.gui.pages.aanmelding.voorstel import VoorstelVak, kopregel
from zvh_desktop.gui.pagina import Actie, Context, Pagina
from zvh_desktop.gui.rijen import Chipje, Rij, RijenLijst, Tegel
from zvh_desktop.gui.rolvak import Rolvak
from zvh_desktop.services import aanmeldingen, concepten, csvinvoer, inlezen, uitvoer
from zvh_desktop.services.aanmeldingen import Aangenomen, Voorstel
from zvh_desktop.services.inlezen import Gelezen, Ruw
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["AanmeldingPagina"]

_DELEN: Final = ("bestand", "telefonisch", "lopend")
_KLAAR: Final = "ingevoerd"


def _begin(wp: Werkplek) -> tuple[date, concepten.Concept | None]:
    return wp.vandaag(), concepten.haal(wp, *concepten.FORMULIER)


def _rol(inhoud: QWidget) -> Rolvak:
    vak = QWidget()
    kolom = QVBoxLayout(vak)
    kolom.setContentsMargins(0, 0, 22, 16)
    kolom.addWidget(inhoud)
    kolom.addStretch(1)
    return Rolvak(vak)


class AanmeldingPagina(Pagina):
    """Takes in reports."""

    titel = "Nieuwe aanmelding"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._gelezen: dict[str, Gelezen] = {}
        self._klaar: dict[str, Aangenomen] = {}
        self._volgnummer = 0
        self._begonnen = False
        self._was: QWidget | None = None
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(22, 16, 0, 0)
        kolom.setSpacing(12)
        kop = Vloei(tussen=16)
        kop.setContentsMargins(0, 0, 22, 0)
        kop.addWidget(Tekst(self.tr("Nieuwe aanmelding"), maat="pagina", gewicht=700))
        kop.rek()
        self.delen = Segmenten(
            self.tr("Hoe komt de casus binnen"),
            (
                ("bestand", self.tr("Uit een bestand")),
                ("telefonisch", self.tr("Zelf invoeren")),
                ("lopend", self.tr("Lopende casus")),
            ),
            gelijk=False,
        )
        self.delen.gekozen.connect(self._kies)
        kop.addWidget(self.delen)
        kolom.addWidget(kop)
        self._stapel = QStackedWidget()
        kolom.addWidget(self._stapel, 1)
        self._stapel.addWidget(self._bestanden())
        self.formulier = TelefoonFormulier(context)
        self.formulier.klaar.connect(self._formulier_klaar)
        self.formulier.open_casus.connect(self._kijk_elders)
        self._telefonisch = QStackedWidget()
        self._telefonisch.addWidget(self.formulier)
        self._telefonisch.addWidget(self._overnemen())
        self._stapel.addWidget(self._telefonisch)
        self.lopend = LopendFormulier(context)
        self.lopend.gemaakt.connect(self._gemaakt)
        self._stapel.addWidget(_rol(self.lopend))
        self.tabel = TabelVak(context)
        self.tabel.klaar.connect(self._tabel_weg)
        self._stapel.addWidget(self.tabel)
        kort = QShortcut(QKeySequence(TOETS), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        kort.activated.connect(self._open_bekende)

    # -- building

    def _bestanden(self) -> QWidget:
        vak = QWidget()
        vak.setObjectName("pagina")
        kolom = QVBoxLayout(vak)
        kolom.setContentsMargins(0, 0, 0, 0)
        self.leeg = LegeStaat(
            self.tr("Sleep aanmeldingen hierheen"),
            self.tr(
                "Of kies een of meer bestanden. U ziet eerst wat erin staat, wat ontbreekt en wie al bekend is; "
                "pas bij Overnemen wordt er iets ingevoerd."
            ),
            icoon="upload",
            knoppen=(
                ("kies", self.tr("Bestanden kiezen…"), "file-plus"),
                ("telefonisch", self.tr("Zelf invoeren (telefoon, mail, brief)"), "phone"),
                ("formulier", self.tr("Leeg formulier bewaren…"), "file-text"),
            ),
        )
        self.leeg.gekozen.connect(self._uit_leeg)
        kolom.addWidget(self.leeg, 1)
        self._werk = QWidget()
        rij = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._werk)
        rij.setContentsMargins(0, 0, 0, 0)
        rij.setSpacing(16)
        Stapelaar(self._werk, rij, 820)
        links = QVBoxLayout()
        links.setContentsMargins(0, 0, 0, 16)
        meer = Knop(self.tr("Meer…"), icoon="file-plus", klein=True, naam=self.tr("Meer bestanden kiezen"))
        meer.clicked.connect(self._kies_bestanden)
        kaart = Kaart(self.tr("Bestanden"), achter=(meer,))
        self.lijst = RijenLijst(self.tr("Gelezen bestanden"), uniform=True)
        self.lijst.gekozen.connect(self._toon_gelezen)
        self.lijst.geactiveerd.connect(self._naar_knop)
        kaart.inhoud.addWidget(self.lijst)
        links.addWidget(kaart, 1)
        rij.addLayout(links, 3)
        self.voorstel = VoorstelVak()
        self.voorstel.overnemen.connect(self._neem_over)
        self.voorstel.open_casus.connect(self._kijk_elders)
        rij.addWidget(self.voorstel, 7)
        self._werk.hide()
        kolom.addWidget(self._werk, 1)
        return vak

    def _overnemen(self) -> QWidget:
        """The proposal made from the form, with the way back to it."""
        vak = QWidget()
        kolom = QVBoxLayout(vak)
        kolom.setContentsMargins(0, 0, 0, 0)
        kolom.setSpacing(12)
        terug = Knop(self.tr("Terug naar het formulier"), soort="vlak", icoon="arrow-left", klein=True)
        terug.clicked.connect(self._terug_naar_formulier)
        kolom.addWidget(terug, 0, Qt.AlignmentFlag.AlignLeft)
        self.formuliervoorstel = VoorstelVak()
        self.formuliervoorstel.setMaximumWidth(860)
        self.formuliervoorstel.overnemen.connect(self._neem_formulier_over)
        self.formuliervoorstel.open_casus.connect(self._kijk_elders)
        kolom.addWidget(self.formuliervoorstel, 1)
        return vak

    # -- showing

    def toon(self, **argumenten: Any) -> None:
        """Show one of the ways in: `deel` is bestand, telefonisch or lopend."""
        if (deel := argumenten.get("deel")) in _DELEN:
            self.delen.kies(str(deel))
            self._kies(str(deel))
        if not self._begonnen:
            self.context.taken.vraag(_begin, klaar=self._begin)

    def _begin(self, stand: tuple[date, concepten.Concept | None]) -> None:
        if not self._begonnen:
            self._begonnen = True
            self.formulier.begin(*stand)
            self.lopend.begin(stand[0])

    def _kies(self, deel: str) -> None:
        self._stapel.setCurrentIndex(_DELEN.index(deel))
        if deel == "telefonisch":
            self.formulier.velden.melding.velden["aanmelder.organisatie"].invoer.setFocus(
                Qt.FocusReason.OtherFocusReason
            )
        elif deel == "lopend":
            self.lopend.type.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- files

    def _uit_leeg(self, naam: str) -> None:
        if naam == "kies":
            self._kies_bestanden()
        elif naam == "formulier":
            self._bewaar_formulier()
        else:
            self.delen.kies("telefonisch")
            self._kies("telefonisch")

    def _kies_bestanden(self) -> None:
        venster = QFileDialog(self, self.tr("Aanmeldingen kiezen"))
        venster.setFileMode(QFileDialog.FileMode.ExistingFiles)
        venster.setNameFilters([self.tr("Aanmeldingen (*.json *.pdf *.csv)"), self.tr("Alle bestanden (*)")])
        venster.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        venster.filesSelected.connect(self._bestanden_gekozen)
        venster.open()

    def _bewaar_formulier(self) -> None:
        """Save the form that partners fill in."""
        titel = self.tr("Leeg formulier bewaren")
        pad, _ = QFileDialog.getSaveFileName(self, titel, "aanmelding-casusoverleg.pdf", self.tr("PDF (*.pdf)"))
        if pad:
            self.context.taken.vraag(_schrijf_formulier, pad, klaar=self._formulier_geschreven)

    def _formulier_geschreven(self, _pad: object) -> None:
        zin = self.tr("Het formulier is geschreven. Wat een partner invult, leest u hier weer in.")
        self.context.melding(zin, rol="goed")

    def _bestanden_gekozen(self, paden: list[str]) -> None:
        self.importeer(tuple(paden))

    def importeer(self, paden: tuple[str, ...]) -> None:
        """Read files beside the store and show what is in them; nothing is taken in yet."""
        self.delen.kies("bestand")
        if tabellen := [pad for pad in paden if csvinvoer.is_csv(pad)]:
            self._stapel.setCurrentWidget(self.tabel)
            self.tabel.open(tabellen[0])
            if len(paden) > 1:
                self.context.melding(self.tr("Een tabel wordt alleen ingelezen; kies de andere bestanden daarna."))
            return
        self._kies("bestand")
        self.context.taken.buiten(
            inlezen.lees_bestanden, paden, klaar=self._gelezen_ruw, label=self.tr("Bestanden lezen…")
        )

    def _tabel_weg(self) -> None:
        self._kies("bestand")

    def _gelezen_ruw(self, ruw: list[Ruw] | None) -> None:
        if ruw:
            self.context.taken.vraag(
                inlezen.beoordeel_alle, ruw, klaar=self.beoordeeld, label=self.tr("Aanmeldingen beoordelen…")
            )

    def beoordeeld(self, gelezen: list[Gelezen] | None) -> None:
        """Show what was read, below what stood there; the first of them is chosen."""
        eerste = ""
        for een in gelezen or ():
            self._volgnummer += 1
            sleutel = str(self._volgnummer)
            self._gelezen[sleutel] = een
            eerste = eerste or sleutel
        self._vul_lijst()
        if eerste:
            self.lijst.kies(eerste)
            self._toon_gelezen(eerste)
            self.lijst.setFocus(Qt.FocusReason.OtherFocusReason)

    def _vul_lijst(self) -> None:
        self.leeg.setVisible(not self._gelezen)
        self._werk.setVisible(bool(self._gelezen))
        self.lijst.zet(self._rij(sleutel, een) for sleutel, een in self._gelezen.items())

    def _rij(self, sleutel: str, een: Gelezen) -> Rij:
        beeld, rol, woord = "file-plus", "accent", self.tr("nieuw")
        if sleutel in self._klaar:
            beeld, rol, woord = "check", "goed", _KLAAR
        elif een.voorstel is None:
            beeld, rol, woord = "file", "gevaar", self.tr("niet te lezen")
        elif een.voorstel.dubbel_casus_id:
            beeld, rol, woord = "info", "info", self.tr("is er al")
        elif een.voorstel.correctie_id:
            beeld, rol, woord = "pencil", "info", self.tr("verbetering")
        elif een.voorstel.bekenden:
            beeld, rol, woord = "user-check", "info", self.tr("bekend")
        elif een.voorstel.ontbreekt:
            beeld, rol, woord = "triangle-alert", "waarschuwing", self.tr("onvolledig")
        naam = kopregel(een.voorstel.bestand) if een.voorstel else een.bestandsnaam
        tweede = een.bestandsnaam if een.voorstel else self.tr("er is niets overgenomen")
        return Rij(
            sleutel,
            naam,
            f"{naam}, {een.bestandsnaam}, {woord}",
            lead=Tegel(beeld, rol),
            tweede=tweede,
            achter=(Chipje(woord, rol),),
            maat="knop",
        )

    def _toon_gelezen(self, sleutel: str) -> None:
        een = self._gelezen.get(sleutel)
        if een is None:
            return
        aangenomen = self._klaar.get(sleutel)
        if aangenomen is not None and een.voorstel is not None:
            woorden = aangenomen.woorden
            self.voorstel.toon(replace(een.voorstel, dubbel_casus_id=aangenomen.casus_id, dubbel=woorden))
        elif een.voorstel is not None:
            self.voorstel.toon(een.voorstel)
        elif een.fout is not None:
            self.voorstel.toon_fout(een.bestandsnaam, zin(een.fout))

    def _naar_knop(self, _sleutel: str) -> None:
        knop = self.voorstel.knop if self.voorstel.knop.isVisible() else self.voorstel.dossier
        if knop.isVisible():
            knop.setFocus(Qt.FocusReason.TabFocusReason)

    def _neem_over(self, casus_id: str, als_correctie: bool) -> None:
        sleutel, voorstel = self.lijst.gekozen_sleutel(), self.voorstel.voorstel
        if sleutel is None or voorstel is None:
            return

        def klaar(aangenomen: Aangenomen) -> None:
            self._klaar[sleutel] = aangenomen
            self._meld(aangenomen)
            self._opnieuw()

        self._doe_overnemen(voorstel, casus_id, als_correctie, klaar)

    def _doe_overnemen(self, voorstel: Voorstel, casus_id: str, als_correctie: bool, klaar: Any) -> None:
        def werk(wp: Werkplek) -> Aangenomen:
            return aanmeldingen.neem_aan(wp, voorstel, casus_id, als_correctie=als_correctie)

        self.context.taken.doe(werk, klaar=klaar, voor=self)

    def _opnieuw(self) -> None:
        """Judge again what waits: the person just taken in may be in the next file too."""
        open_ = {s: g for s, g in self._gelezen.items() if s not in self._klaar and g.voorstel is not None}

        def werk(wp: Werkplek) -> dict[str, Gelezen]:
            return {
                s: replace(g, voorstel=aanmeldingen.beoordeel(wp, g.voorstel.bestand))
                for s, g in open_.items()
                if g.voorstel is not None
            }

        self.context.taken.vraag(werk, klaar=self._opnieuw_beoordeeld, enkel="aanmeldingen-opnieuw")

    def _opnieuw_beoordeeld(self, gelezen: dict[str, Gelezen]) -> None:
        self._gelezen |= gelezen
        self._vul_lijst()
        volgende = next((s for s in self._gelezen if s not in self._klaar and self._gelezen[s].voorstel), None)
        sleutel = volgende or self.lijst.gekozen_sleutel()
        if sleutel:
            self.lijst.kies(sleutel)
            self._toon_gelezen(sleutel)
            self.lijst.setFocus(Qt.FocusReason.OtherFocusReason)

    def _meld(self, aangenomen: Aangenomen) -> None:
        woorden = aangenomen.woorden
        if not aangenomen.nieuw:
            tekst, rol = self.tr("Deze aanmelding was er al: {casus}.").format(casus=woorden), "info"
        elif aangenomen.ontbreekt:
            tekst = self.tr("Ingevoerd: {casus}. Er ontbreekt nog iets voor de triage.").format(casus=woorden)
            rol = "goed"
        else:
            tekst, rol = self.tr("Ingevoerd: {casus}.").format(casus=woorden), "goed"

        def open_() -> None:
            self._open(aangenomen.casus_id)

        self.context.melding(tekst, rol=rol, doe=open_, doe_tekst=self.tr("Dossier openen"))

    # -- telephone and running casus

    def _formulier_klaar(self, voorstel: Voorstel) -> None:
        self.formuliervoorstel.toon(voorstel)
        self._telefonisch.setCurrentIndex(1)
        knop = self.formuliervoorstel.dossier if voorstel.dubbel_casus_id else self.formuliervoorstel.knop
        knop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _terug_naar_formulier(self) -> None:
        self._telefonisch.setCurrentIndex(0)
        self.formulier.verder.setFocus(Qt.FocusReason.OtherFocusReason)

    def _neem_formulier_over(self, casus_id: str, als_correctie: bool) -> None:
        voorstel = self.formuliervoorstel.voorstel
        if voorstel is not None:
            self._doe_overnemen(voorstel, casus_id, als_correctie, self._formulier_overgenomen)

    def _formulier_overgenomen(self, aangenomen: Aangenomen) -> None:
        self.formulier.leegmaken(weg=True)
        self._telefonisch.setCurrentIndex(0)
        self._meld(aangenomen)
        self.context.venster.ga_naar("casussen.casus", casus_id=aangenomen.casus_id, tab="aanmelding")

    def _gemaakt(self, aangenomen: Aangenomen) -> None:
        self._meld(aangenomen)
        self.context.venster.ga_naar("casussen.casus", casus_id=aangenomen.casus_id)

    def _open(self, casus_id: str) -> None:
        self.context.venster.ga_naar("casussen.casus", casus_id=casus_id)

    # -- looking at who is known, and coming back

    def _open_bekende(self) -> None:
        waar = (self.formulier.bekenden.open_gekozen, self.formuliervoorstel.open_bekende, self.voorstel.open_bekende)
        if not any(open_() for open_ in waar):
            self.context.melding(self.tr("Hier staat niemand die al bekend is of erop lijkt."))

    def _kijk_elders(self, casus_id: str) -> None:
        """Open a dossier; what stands here stays, and the way back is told with it."""
        self.formulier.leg_neer()
        positie = self.positie()
        self._open(casus_id)

        def terug() -> None:
            self.context.venster.ga_naar("casussen.aanmelding", deel=positie["deel"])
            self.herstel(positie)

        zin = self.tr("De aanmelding staat er nog zoals u die achterliet. Alt ← brengt u terug.")
        self.context.melding(zin, doe=terug, doe_tekst=self.tr("Terug naar de aanmelding"))

    def acties(self) -> list[Actie]:
        """Choose files."""
        return [
            Actie("aanmelding.kies", self.tr("Aanmeldingen importeren"), self._kies_bestanden, "upload"),
            Actie("aanmelding.formulier", self.tr("Leeg formulier bewaren"), self._bewaar_formulier, "file-text"),
            Actie(
                "aanmelding.bekende",
                self.tr("Dossier van wie al bekend is openen"),
                self._open_bekende,
                "folder-open",
                TOETS,
                "lijkt op gelijkende persoon dubbel",
            ),
        ]

    def verlaat(self) -> None:
        """Keep what is typed."""
        self.formulier.leg_neer()
        self.lopend.formulier.leg_neer()

    def positie(self) -> dict[str, Any]:
        """Which way in stands open, and the field with the cursor; the widget itself for as long as it is there."""
        nu = QApplication.focusWidget()
        self._was = nu if nu is not None and self.isAncestorOf(nu) else self._was
        deel = self.delen.huidig()
        return {**super().positie(), "deel": deel, **(self.formulier.plek() if deel == "telefonisch" else {})}

    def herstel(self, positie: dict[str, Any]) -> None:
        """Go back to it; after unlocking the fields come back from their drafts, and the cursor with them."""
        was, self._was = self._was, None
        self.context.straks = positie
        self.toon(deel=positie.get("deel", "bestand"))
        if was is not None and shiboken6.isValid(was) and was.isVisible():
            was.setFocus(Qt.FocusReason.OtherFocusReason)
        elif positie.get("deel") == "telefonisch":
            self.formulier.ga_terug(positie)


def _schrijf_formulier(wp: Any, pad: str) -> Any:
    return uitvoer.schrijf(Path(pad), aanmeldingen.leeg_formulier(wp))
