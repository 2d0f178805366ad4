"""What the side panels and parts of the tab Informatie share."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.gui.formulierconcept import FormulierConcept
from zvh_desktop.gui.onderdelen import KeuzeVeld, Knop, RegelVeld, Tekst, TekstVeld, Veld, Zijpaneel
from zvh_desktop.gui.pages.casus.tab import Huis
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.panelen import bestand
from zvh_desktop.gui.panelen.bladen import Bladen
from zvh_desktop.gui.panelen.drukken import beelden, druk_beelden, printerdialoog
from zvh_desktop.gui.thema import thema
from zvh_desktop.services import concepten
from zvh_desktop.services.informatie import Beeld
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.stukken import Bladbron
from zvh_desktop.services.werkplek import Werkplek

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

__all__ = ["WIJZEN", "Deel", "Paneel", "UitgeefPaneel", "Uitgifte"]

WIJZEN: Final = (
    "beveiligde mail",
    "op papier",
    "op een versleutelde gegevensdrager",
    "via het systeem van de partner",
)
"""Ways in which a file leaves; another one can be typed."""


class Deel(QWidget):
    """One part of the tab, filled with what was read for all of them."""

    def __init__(self, huis: Huis) -> None:
        super().__init__()
        self.huis, self.context = huis, huis.context
        self.beeld: Beeld | None = None
        self.kolom = QVBoxLayout(self)
        self.kolom.setContentsMargins(0, 0, 0, 0)
        self.kolom.setSpacing(12)

    @property
    def casus_id(self) -> str:
        """Id of the casus it shows, "" when none."""
        return self.beeld.casus.id if self.beeld else ""

    def zet(self, beeld: Beeld) -> None:
        """Show this."""
        self.beeld = beeld
        self.vul(beeld)

    def vul(self, b: Beeld) -> None:
        """Fill the part; each has its own."""

    def leeg(self) -> None:
        """Forget the casus."""
        self.beeld = None

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """Return what adds, changes or hands out, by the act that it is."""
        return {}

    def aanvullers(self) -> tuple[QWidget, ...]:
        """Return what adds work to the casus; each stands in `schrijvers` too."""
        return ()

    def panelen(self) -> tuple["Paneel", ...]:
        """Return its side panels."""
        return ()

    def open(self, wat: str, id_: str) -> None:
        """Open a panel again, for what was typed and not saved; `wat` as in its draft."""


class Paneel(Zijpaneel):
    """A panel with a cancel and a main button; what is typed is kept until it is saved or cancelled.

    Args:
        naam: in the key of its draft, behind "info-".
    """

    def __init__(self, huis: Huis, naam: str, titel: str, knop: str, icoon: str, *, breedte: int = 460) -> None:
        super().__init__(titel, huis.gastheer(), breedte=breedte)
        self.huis = huis
        self.context: Context = huis.context
        self.naam = naam
        self.formulier: FormulierConcept | None = None
        self.fout = Tekst("", rol="gevaar", omloop=True)
        self.fout.hide()
        annuleer = self.voeg_knop_toe(Knop(QCoreApplication.translate("Paneel", "Annuleren"), soort="vlak"))
        annuleer.clicked.connect(self.annuleer)
        self.knop = self.voeg_knop_toe(Knop(knop, soort="primair", icoon=icoon))
        self.knop.clicked.connect(self.doe)
        self.met_ctrl_enter(self.knop)

    def doe(self) -> None:
        """Carry out what the panel is for."""

    def velden(self, *delen: QWidget, **bewaakt: QWidget) -> None:
        """Lay the parts below each other, and keep what is typed in the named ones."""
        for deel in (*delen, self.fout):
            self.inhoud.addWidget(deel)
        if bewaakt:
            self.formulier = FormulierConcept(self.context, self, self._titel.text(), bewaakt)
            self.gesloten.connect(self.formulier.leg_neer)

    def begin(self, casus_id: str, id_: str, maak: Callable[[], None], eerste: QWidget | None = None) -> None:
        """Open it: empty the fields with `maak`, then take up what was typed before and not saved."""
        self.leg_neer()
        if self.formulier is not None:
            self.formulier.stop()
        self._zeg("")
        maak()
        self.open(eerste)
        if self.formulier is not None:
            self.formulier.begin(concepten.formulier(f"info-{self.naam}", casus_id, *((id_,) if id_ else ())))

    def leg_neer(self) -> None:
        """Hand over what is typed, now."""
        if self.formulier is not None:
            self.formulier.leg_neer()

    def annuleer(self) -> None:
        """Close without saving; a person asked for it."""
        if self.formulier is not None:
            self.formulier.weggooien()
        self.sluit()

    def bewaar(self, functie: Callable[..., object], *args: object) -> None:
        """Carry out a change; the panel stays open when it is refused."""
        self.knop.setEnabled(False)
        if self.formulier is not None:
            self.formulier.bewaar(functie, *args, klaar=self._bewaard, fout=self._geweigerd)
        else:
            self.context.taken.doe(functie, *args, klaar=self._bewaard, fout=self._geweigerd)

    def _bewaard(self, uitkomst: Any) -> None:
        self.knop.setEnabled(True)
        if self.formulier is not None:
            self.formulier.klaar()
        self.sluit()
        self.klaar(uitkomst)

    def klaar(self, uitkomst: Any) -> None:
        """It was done."""

    def _geweigerd(self, fout: BaseException) -> None:
        self.knop.setEnabled(True)
        if isinstance(fout, Omstandigheid):
            self._zeg(zin(fout))
        else:
            self.context.fout(fout)

    def _zeg(self, zin_: str) -> None:
        self.fout.setText(zin_)
        self.fout.setVisible(bool(zin_))


class Uitgifte:
    """What an `UitgeefPaneel` hands out.

    Attributes:
        bron: gives the pages to look at before it goes, from the workplace and the explanation that was typed.
        doe: writes the file: (workplace, path, values of the fields).
        zonder: records it without a file; None when that cannot be.
        druk: records it and gives the pages for a printer: (workplace, values of the fields); None when it only leaves
            as a file.
        aan: who gets it; None when a person types it.
        grond: "nee" (not asked), "mag" or "moet".
        bevestig: what a person has to tick before it goes; "" when nothing.
        keuze: what a person may tick, in the values "keuze"; "" when nothing. beeld: in place of `bron` when the pages
            depend on what is filled in: (workplace, values of the fields).
        soort: kind of file.
    """

    def __init__(
        self,
        *,
        titel: str,
        bestand: str,
        bron: Callable[[Werkplek, str], Bladbron] | None = None,
        doe: Callable[[Werkplek, Path, dict[str, str]], object],
        aan: str | None = None,
        grond: str = "nee",
        toelichting: str = "",
        uitleg: str = "",
        zonder: Callable[[Werkplek, dict[str, str]], object] | None = None,
        id_: str = "",
        bevestig: str = "",
        keuze: str = "",
        beeld: Callable[[Werkplek, dict[str, str]], Bladbron] | None = None,
        soort: str = "pdf",
        druk: Callable[[Werkplek, dict[str, str]], tuple[bytes, object]] | None = None,
    ) -> None:
        self.titel, self.bestand, self.bron, self.doe = titel, bestand, bron, doe
        self.aan, self.grond, self.toelichting, self.uitleg = aan, grond, toelichting, uitleg
        self.zonder, self.id, self.bevestig = zonder, id_, bevestig
        self.keuze, self.beeld, self.soort, self.druk = keuze, beeld, soort, druk


class UitgeefPaneel(Paneel):
    """Look at the pages, say to whom, how and on what ground; then where the file goes.

    Nothing leaves that was not looked at, and nothing is recorded when choosing a place is cancelled.
    """

    def __init__(self, huis: Huis) -> None:
        super().__init__(
            huis,
            "uitgeven",
            QCoreApplication.translate("UitgeefPaneel", "Verstrekken"),
            QCoreApplication.translate("UitgeefPaneel", "Vastleggen en bewaren als…"),
            "download",
            breedte=640,
        )
        self._uitgifte: Uitgifte | None = None
        self._pad = Path()
        self._gezien: object = ()
        self._bij_druk: object = ()
        self.zonder = self.voeg_knop_toe(Knop(self.tr("Zonder bestand vastleggen"), icoon="phone"))
        self.zonder.clicked.connect(self._zonder)
        self.druk = self.voeg_knop_toe(Knop(self.tr("Afdrukken…"), icoon="printer"))
        self.druk.clicked.connect(self._kies_printer)
        self._printer: QPrinter | None = None
        self.uitleg = Tekst("", rol="tekst2", omloop=True)
        self.bladen = Bladen(self.context, self.tr("Wat de ontvanger ziet"))
        self.aan = RegelVeld(plaats=self.tr("naam en organisatie"))
        self.aanveld = Veld(self.tr("Aan wie"), self.aan, verplicht=True)
        self.hoe = KeuzeVeld([(w, w) for w in WIJZEN])
        self.hoe.setEditable(True)
        self.grond = TekstVeld(regels=2)
        self.grondveld = Veld(self.tr("Op welke grond"), self.grond)
        self.toelichting = TekstVeld(regels=3)
        self.toelichtingveld = Veld(self.tr("Toelichting"), self.toelichting)
        self.toelichting.verlaten.connect(self._toon)
        hoe = Veld(self.tr("Hoe"), self.hoe, verplicht=True)
        self.let_op = Tekst(
            self.tr(
                "Vastgelegd wordt aan wie, wat, hoe, op welke grond, wanneer en wie dat besloot. Het bestand komt "
                "buiten de kluis te staan, leesbaar voor wie erbij kan: haal het weg als het is aangekomen."
            ),
            maat="klein",
            rol="tekst2",
            omloop=True,
        )
        self.bevestig = QCheckBox()
        self.keuze = QCheckBox()
        self.keuze.clicked.connect(self._toon)
        self.aan.verlaten.connect(self._ander)
        self.bevestigzin = Tekst("", rol="waarschuwing", gewicht=600, omloop=True)
        self.velden(
            self.uitleg, self.bevestigzin, self.bevestig, self.bladen, self.toelichtingveld, self.aanveld, self.keuze,
            hoe, self.grondveld, self.let_op,
            grond=self.grond, toelichting=self.toelichting, aan=self.aan, hoe=self.hoe,
        )  # fmt: skip
        self._invoer = (self.aanveld, hoe, self.let_op)

    def geef(self, casus_id: str, uitgifte: Uitgifte) -> None:
        """Open for something to hand out."""
        self._uitgifte = uitgifte
        self.bladen.setMinimumHeight(thema().lengte(430))
        self.zet_titel(uitgifte.titel)
        self.begin(casus_id, uitgifte.id, self._maak_leeg, self.bladen)
        self._toon()

    def kijk(self, titel: str, bron: Callable[[Werkplek], Bladbron]) -> None:
        """Open for something that left already: only to look at."""
        self._uitgifte = None
        self.leg_neer()
        if self.formulier is not None:
            self.formulier.stop()
        self._zeg("")
        self.bladen.setMinimumHeight(thema().lengte(560))
        self.zet_titel(titel)
        weg = (self.uitleg, self.bevestigzin, self.bevestig, self.keuze, self.grondveld, self.toelichtingveld)
        for deel in (*self._invoer, *weg, self.knop, self.zonder, self.druk):
            deel.hide()
        self.open(self.bladen)
        self.context.taken.vraag(bron, klaar=self._bron, fout=self._geweigerd, voor=self)

    def _maak_leeg(self) -> None:
        u = self._uitgifte
        if u is None:
            return
        for deel in (*self._invoer, self.knop):
            deel.show()
        self.uitleg.setText(u.uitleg)
        self.uitleg.setVisible(bool(u.uitleg))
        self.bevestigzin.setText(u.bevestig)
        self.bevestigzin.setVisible(bool(u.bevestig))
        self.bevestig.setText(self.tr("Dit gaat langs die weg"))
        self.bevestig.setAccessibleDescription(u.bevestig)
        self.bevestig.setChecked(False)
        self.bevestig.setVisible(bool(u.bevestig))
        self.keuze.setText(u.keuze)
        self.keuze.setChecked(False)
        self.keuze.setVisible(bool(u.keuze))
        self.aan.setText(u.aan or "")
        self.aan.setReadOnly(u.aan is not None)
        self.hoe.setCurrentIndex(0)
        self.grond.zet("")
        self.toelichting.zet("")
        self.toelichtingveld.setVisible(bool(u.toelichting))
        self.grondveld.setVisible(u.grond != "nee")
        woord = self.tr("Op welke grond (verplicht)") if u.grond == "moet" else self.tr("Grond, als die een andere is")
        self.grondveld.label.setText(woord)
        self.grond.setAccessibleName(woord)
        self.zonder.setVisible(u.zonder is not None)
        self.druk.setVisible(u.druk is not None)

    def _waarden(self) -> dict[str, str]:
        return {
            "aan": self.aan.text(),
            "hoe": self.hoe.currentText(),
            "grond": self.grond.tekst(),
            "toelichting": self.toelichting.tekst(),
            "keuze": "ja" if self.keuze.isVisibleTo(self) and self.keuze.isChecked() else "",
            "bevestigd": "ja" if self.bevestig.isVisibleTo(self) and self.bevestig.isChecked() else "",
        }

    def _ander(self, _tekst: str) -> None:
        if self._uitgifte is not None and self._uitgifte.beeld is not None:
            self._toon()

    def _toon(self, _tekst: object = "") -> None:
        u = self._uitgifte
        if u is None:
            return
        vraag = partial(self.context.taken.vraag, klaar=self._bron, fout=self._geweigerd, voor=self)
        if u.beeld is not None:
            vraag(u.beeld, self._waarden())
        elif u.bron is not None:
            vraag(u.bron, self.toelichting.tekst())

    def _bron(self, bron: Any) -> None:
        if self.isVisible():
            self._zeg("")
            self._gezien = getattr(getattr(bron, "inhoud", None), "delen", ())
            self.bladen.zet(bron[0] if isinstance(bron, tuple) else bron, houd_plek=True)

    def doe(self) -> None:
        """Ask where the file goes; nothing is recorded when that is cancelled."""
        u = self._uitgifte
        if u is None or not self._compleet(u):
            return
        if u.beeld is not None:
            vraag = self.context.taken.vraag
            self._bij_druk = self._gezien
            vraag(u.beeld, self._waarden(), klaar=self._vergelijk, fout=self._geweigerd, voor=self)
        else:
            self._kies_plaats(u)

    def _vergelijk(self, bron: Bladbron) -> None:
        """What goes is what was looked at: another recipient may get more or less."""
        u = self._uitgifte
        if u is None or not self.isVisible():
            return
        if getattr(bron.inhoud, "delen", ()) == self._bij_druk:
            self._kies_plaats(u)
            return
        self._bron(bron)
        self._zeg(self.tr("Deze ontvanger krijgt iets anders dan u zag. Kijk het hierboven na en druk dan nog eens."))

    def _kies_plaats(self, u: Uitgifte) -> None:
        bestand.kies_opslag(self, self.tr("Waar komt het bestand?"), u.bestand, self._naar, soort=u.soort)

    def _compleet(self, u: Uitgifte) -> bool:
        self.aanveld.zet_fout("")
        self.grondveld.zet_fout("")
        if not self.aan.text().strip():
            self.aanveld.zet_fout(self.tr("Vul in voor wie het is."))
            self.aan.setFocus()
            return False
        if u.bevestig and not self.bevestig.isChecked():
            self._zeg(self.tr("Bevestig eerst hierboven dat het langs de veilige weg gaat; er is niets geschreven."))
            self.bevestig.setFocus()
            return False
        if u.grond == "moet" and not self.grond.tekst().strip():
            self.grondveld.zet_fout(self.tr("Schrijf in één zin op welke grond."))
            self.grond.setFocus()
            return False
        return True

    def _naar(self, pad: Path) -> None:
        if self._uitgifte is not None:
            self._pad = pad
            self.bewaar(self._uitgifte.doe, pad, self._waarden())

    def _zonder(self) -> None:
        u = self._uitgifte
        if u is not None and u.zonder is not None and self._compleet(u):
            self._pad = Path()
            self.bewaar(u.zonder, self._waarden())

    def _kies_printer(self) -> None:
        """Ask for a printer; nothing is recorded when that is called off, or when there is none."""
        u = self._uitgifte
        if u is None or u.druk is None or not self._compleet(u):
            return
        gevonden = printerdialoog(self)
        if gevonden is None:
            self._zeg(self.tr("Dit toestel kent geen printer; er is niets afgedrukt. Bewaar het als bestand."))
            return
        self._printer, dialoog = gevonden
        dialoog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialoog.setWindowModality(Qt.WindowModality.WindowModal)
        dialoog.accepted.connect(self._naar_papier)
        dialoog.rejected.connect(self._geen_printer)
        dialoog.show()

    def _geen_printer(self) -> None:
        self._printer = None

    def _naar_papier(self) -> None:
        if self._uitgifte is not None and self._uitgifte.druk is not None:
            self.bewaar(self._uitgifte.druk, self._waarden())

    def _geweigerd(self, fout: BaseException) -> None:
        self._printer = None
        super()._geweigerd(fout)

    def _niet_gedrukt(self, fout: BaseException) -> None:
        self._printer = None
        self.context.fout(fout)

    def _druk_af(self, bladen: list[QImage]) -> None:
        printer, self._printer = self._printer, None
        if printer is None:
            return
        gelukt, zin_ = druk_beelden(self, printer, bladen)
        if not gelukt:
            zin_ = self.tr("{wat} In het register van de casus staat de verstrekking al.").format(wat=zin_)
        self.context.melding(zin_, rol="goed" if gelukt else "gevaar")

    def klaar(self, uitkomst: Any) -> None:
        """Tell what was recorded, and offer the file; or go on to the printer."""
        if self._printer is not None:
            taken, label = self.context.taken, self.tr("Bladen voor de printer maken…")
            taken.buiten(beelden, uitkomst[0], klaar=self._druk_af, fout=self._niet_gedrukt, label=label, voor=self)
            return
        if self._pad == Path():
            self.context.melding(self.tr("De verstrekking is vastgelegd."), rol="goed")
            return
        gedaan = self.tr("De verstrekking is vastgelegd en het bestand is geschreven.")
        if self._pad.suffix != ".pdf":
            self.context.melding(gedaan, rol="goed")
            return
        self.context.melding(
            gedaan,
            rol="goed",
            doe_tekst=self.tr("Openen"),
            doe=self._open_bestand,
        )

    def _open_bestand(self) -> None:
        bestand.open_extern(self.context, self._pad)

    def vergeet(self) -> None:
        """Forget the pages: another casus comes, or the vault locks."""
        self._uitgifte = None
        self.bladen.leeg()
