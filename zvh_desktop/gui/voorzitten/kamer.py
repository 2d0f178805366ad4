"""Who is in the room, on the chairing screen: who is not covered, and what can be done with a person."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from zvh_desktop.gui.iconen import icoon
from zvh_desktop.gui.voorzitten.basis import SchermBasis
from zvh_desktop.services.voorzitten_beeld import KamerRij

__all__ = ["SchermKamer"]


class SchermKamer(SchermBasis):
    """The room; see `VoorzitScherm`."""

    def _toon_dekking(self, gekozen: str) -> None:
        """Show the panel about the chosen person when not covered, else about the first who is not."""
        beeld = self._beeld
        wie = beeld.niet_gedekt if beeld is not None else ()
        dicht = beeld is not None and not beeld.poort_open
        if not wie or dicht:
            # A closed gate fills the middle with the same acts, larger.
            self.dekking.toon(None)
            return
        eerste = next((k for k in wie if k.deelnemer_id == gekozen), wie[0])
        self.dekking.toon(eerste, meer=len(wie) - 1)

    def _naar_kamer(self) -> None:
        self._ruil(rechts=False)
        self.kamer.setFocus()
        if self.kamer.gekozen_sleutel() is None and self.kamer.rijen:
            self.kamer.kies(self.kamer.rijen[0].sleutel)

    def _kamer_menu(self, deelnemer_id: str) -> None:
        """Offer what can be done with a person in, or outside, the room."""
        beeld = self._beeld
        wie = next((k for k in beeld.kamer if k.deelnemer_id == deelnemer_id), None) if beeld else None
        if beeld is None or wie is None:
            return
        self._toon_dekking(deelnemer_id)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setObjectName("kamermenu")
        for naam, woord, beeldje in self._kamer_acties(wie, casus=bool(beeld.punt and beeld.punt.is_casus)):
            menu.addAction(icoon(beeldje), woord).setData((naam, deelnemer_id))
        menu.triggered.connect(self._kamer_gekozen)
        menu.popup(self.kamer.menu_plek(deelnemer_id))

    def _kamer_meteen(self, deelnemer_id: str) -> None:
        """Let somebody in and go on to the next one, so that a full table takes one key a person; who is in stays."""
        beeld = self._beeld
        wie = next((k for k in beeld.kamer if k.deelnemer_id == deelnemer_id), None) if beeld else None
        if beeld is None or wie is None:
            return
        sleutels = [rij.sleutel for rij in self.kamer.rijen]
        volgende = sleutels[sleutels.index(deelnemer_id) + 1 :][:1]
        casus = bool(beeld.punt and beeld.punt.is_casus)
        namen = [naam for naam, *_ in self._kamer_acties(wie, casus=casus)]
        if "aangekomen" in namen:
            self.aangekomen.emit(deelnemer_id)
        elif "binnen" in namen:
            self.binnen.emit(deelnemer_id)
        if volgende:
            self.kamer.kies(volgende[0])

    def _kamer_acties(self, wie: KamerRij, *, casus: bool) -> list[tuple[str, str, str]]:
        uit = []
        if not wie.gedekt and not wie.toegelaten and wie.status in ("aanwezig", "wacht_buiten"):
            uit.append(("tekenen", self.tr("&Laten tekenen"), "signature"))
            if casus:
                uit.append(("toelaten", self.tr("&Toelaten…"), "user-check"))
        if wie.status == "aanwezig":
            if casus:
                uit.append(("buiten", self.tr("&Buiten voor deze casus"), "log-out"))
            uit.append(("vertrokken", self.tr("&Vertrokken"), "arrow-right"))
        elif wie.status == "wacht_buiten":
            uit.append(("binnen", self.tr("&Binnenlaten\tCtrl+Enter"), "log-in"))
            uit.append(("vertrokken", self.tr("&Vertrokken"), "arrow-right"))
        else:
            uit.append(("aangekomen", self.tr("&Aangekomen\tCtrl+Enter"), "log-in"))
            if wie.status == "verwacht":
                uit.append(("met_bericht", self.tr("Afwezig &met bericht"), "mail"))
                uit.append(("zonder_bericht", self.tr("Afwezig &zonder bericht"), "user-x"))
        if wie.status not in ("aanwezig", "wacht_buiten"):
            if casus:
                uit.append(("aangeleverd", self.tr("&Informatie aangeleverd…"), "mail"))
            if wie.status != "vertrokken":
                uit.append(("waarnemer", self.tr("&Waarnemer…"), "users"))
        if wie.status in ("aanwezig", "wacht_buiten"):
            woord = self.tr("Aan t&afel") if wie.digitaal else self.tr("&Digitaal aanwezig")
            uit.append(("fysiek" if wie.digitaal else "digitaal", woord, "monitor"))
        return uit

    def _kamer_gekozen(self, actie: QAction) -> None:
        naam, deelnemer_id = actie.data()
        match naam:
            case "tekenen":
                self.laten_tekenen.emit(deelnemer_id)
            case "toelaten":
                self._vraag_toelating(deelnemer_id)
            case "buiten":
                self.buiten.emit(deelnemer_id)
            case "binnen":
                self.binnen.emit(deelnemer_id)
            case "vertrokken":
                self.vertrokken.emit(deelnemer_id)
            case "aangekomen":
                self.aangekomen.emit(deelnemer_id)
            case "fysiek" | "digitaal":
                self.deelname.emit(deelnemer_id, naam)
            case "waarnemer":
                self._voor_wie = deelnemer_id
                self.waarneemvraag.open(deelnemer_id)
            case "aangeleverd":
                self._aangeleverd(deelnemer_id)
            case "met_bericht" | "zonder_bericht":
                self.afwezig.emit(deelnemer_id, naam == "met_bericht")

    def _waarnemer_genoemd(self, naam: str) -> None:
        self.waarnemer.emit(self._voor_wie, naam)
        self.naar_invoer()

    def _aangeleverd(self, deelnemer_id: str) -> None:
        """Begin the line with who sent it in and today; the day is typed over when it came earlier."""
        beeld = self._beeld
        wie = next((k for k in beeld.kamer if k.deelnemer_id == deelnemer_id), None) if beeld else None
        if beeld is not None and wie is not None:
            dag = beeld.bekend.vandaag
            self.lijn.begin_met(f"@{wie.naam} aangeleverd {dag.day}-{dag.month}-{dag.year}: ")

    def _vraag_toelating(self, deelnemer_id: str) -> None:
        if self._midden.currentWidget() is self.poort:
            self.poort.vraag_reden(deelnemer_id)
        else:
            self._toon_dekking(deelnemer_id)
            self.dekking.vraag_reden()
