"""What is typed or added in the field: a contact, a signal, how an action ended, a photo or a memo."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QElapsedTimer, QStandardPaths, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from zvh_desktop.domain.dossierstuk import INHOUDSOORTEN, omvang_in_woorden
from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.gui.formulierconcept import FormulierConcept
from zvh_desktop.gui.onderdelen import Tekst, TekstVeld, Veld, datum_in_woorden
from zvh_desktop.gui.pages.veld.delen import Blad, GroteKeuze, GroteKnop, Veldrij
from zvh_desktop.gui.pagina import Context
from zvh_desktop.services import concepten, dossierstukken, veld
from zvh_desktop.services.dossierstukken import Toegevoegd
from zvh_desktop.services.inlezen_stuk import Gevonden, Ruwstuk, lees_stuk, nieuwste, stuk_van_bytes
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.veld import Veldactie
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["ActieBlad", "ContactBlad", "SignaalBlad", "StukBlad", "mappen"]


class _Formulier(Blad):
    """A sheet with a text that is kept while it is typed, and acts at the bottom.

    Signals:
        gedaan(sentence): it was kept; the page tells so and goes back.
    """

    gedaan = Signal(str)

    def __init__(self, context: Context, naam: str, titel: str, vraag: str) -> None:
        super().__init__(titel)
        self.context, self.naam = context, naam
        self.casus_id = self.over_id = ""
        self.over = Tekst("", rol="tekst2", omloop=True)
        self.tekst = TekstVeld(regels=5, meeste=12)
        self.veld = Veld(vraag, self.tekst)
        self.veld.label.setWordWrap(True)
        self.kolom.addWidget(self.over)
        self.kolom.addWidget(self.veld)
        self.kolom.addStretch(1)
        self.fout = Tekst("", rol="gevaar", omloop=True)
        self.fout.hide()
        self.onder.addWidget(self.fout)
        self.formulier = FormulierConcept(context, self, titel, {"tekst": self.tekst})
        self._zin = ""

    def open(self, casus_id: str, over: str, over_id: str = "") -> None:
        """Begin for a casus; what was typed before and not kept comes back."""
        self.leg_neer()
        self.formulier.stop()
        self.casus_id, self.over_id = casus_id, over_id
        self.over.setText(over)
        self.zeg("")
        self.tekst.zet("")
        self.formulier.begin(concepten.formulier(f"veld-{self.naam}", casus_id, *((over_id,) if over_id else ())))
        self.tekst.setFocus()

    def leg_neer(self) -> None:
        """Hand over what is typed, now."""
        self.formulier.leg_neer()

    def vergeet(self) -> None:
        """Leave nothing of a casus behind."""
        self.leg_neer()
        self.formulier.stop()
        self.over.setText("")
        self.tekst.zet("")
        self.casus_id = self.over_id = ""

    def zeg(self, woorden: str) -> None:
        """Show why it was not kept; "" takes that away."""
        self.fout.setText(woorden)
        self.fout.setVisible(bool(woorden))

    def bewaar(self, zin_: str, functie: Callable[..., object], *args: object) -> None:
        """Keep it; what is refused stays as it was typed."""
        self._zin = zin_
        self.formulier.bewaar(functie, *args, klaar=self._bewaard, fout=self._geweigerd)

    def _bewaard(self, _bon: object) -> None:
        self.formulier.klaar()
        self.gedaan.emit(self._zin)

    def _geweigerd(self, fout: BaseException) -> None:
        self.zeg(zin(fout))


class ContactBlad(_Formulier):
    """A contact, face to face or by telephone."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "contact", self.tr("Contactmoment"), self.tr("Wat is er gebeurd of gezegd?"))
        self.soort = GroteKeuze(self.tr("Hoe"), (("contact", self.tr("Gesproken")), ("telefoon", self.tr("Gebeld"))))
        self.kolom.insertWidget(1, self.soort)
        self.knop = GroteKnop(self.tr("Bewaren"), soort="primair", icoon="check")
        self.knop.clicked.connect(self._bewaar)
        self.onder.addWidget(self.knop)

    def _bewaar(self) -> None:
        zin_ = self.tr("Bewaard op dit toestel; het gaat mee met de volgende ronde.")
        self.bewaar(zin_, veld.contactmoment, self.casus_id, self.soort.huidig(), self.tekst.tekst())


class SignaalBlad(_Formulier):
    """Something the procesregisseur has to see."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "signaal", self.tr("Signaal"), self.tr("Wat is er aan de hand?"))
        let_op = Tekst(
            self.tr("Dit komt in Vandaag van de procesregisseur zodra er netwerk is. Is er nu gevaar? Bel 112."),
            maat="klein",
            rol="waarschuwing",
            omloop=True,
        )
        self.onder.addWidget(let_op)
        self.knop = GroteKnop(self.tr("Signaal geven"), soort="primair", icoon="flag")
        self.knop.clicked.connect(self._bewaar)
        self.onder.addWidget(self.knop)

    def _bewaar(self) -> None:
        zin_ = self.tr("Het signaal is bewaard; het gaat mee met de volgende ronde.")
        self.bewaar(zin_, veld.signaal, self.casus_id, self.tekst.tekst())


class ActieBlad(_Formulier):
    """How an action ended."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "actie", self.tr("Actie"), self.tr("Terugkoppeling"))
        self.klaar = GroteKnop(self.tr("Gedaan"), soort="primair", icoon="check")
        self.kan_niet = GroteKnop(self.tr("Kan niet (schrijf waarom)"), icoon="x")
        for knop, status in ((self.kan_niet, "niet_mogelijk"), (self.klaar, "gedaan")):
            knop.setObjectName(status)
            knop.clicked.connect(self._bewaar)
            self.onder.addWidget(knop)

    def open_actie(self, actie: Veldactie) -> None:
        """Begin for an action."""
        self.open(actie.casus_id, f"{actie.letters} · {actie.tekst}", actie.id)

    def _bewaar(self) -> None:
        zin_ = self.tr("De actie is bijgewerkt.")
        self.bewaar(zin_, veld.rond_af, self.over_id, self.sender().objectName(), self.tekst.tekst())


def mappen() -> list[Path]:
    """Return where a device lays down what it makes: photos, recordings, what was sent to it."""
    plaats = QStandardPaths.StandardLocation
    soorten = (plaats.PicturesLocation, plaats.MoviesLocation, plaats.MusicLocation, plaats.DownloadLocation)
    return list(dict.fromkeys(Path(pad) for soort in soorten for pad in QStandardPaths.standardLocations(soort)))


def _voeg_toe(wp: Werkplek, casus_id: str, ruw: Ruwstuk, soort: str, omschrijving: str) -> Any:
    return dossierstukken.voeg_toe(
        wp, casus_id, ruw, categorie=soort, omschrijving=omschrijving, bron=wp.wie_naam(), datum=wp.vandaag()
    )


class StukBlad(_Formulier):
    """A photo or a memo: made with the device when it can, else a file; in the vault at once.

    What the device itself made last stands in a list, as a file dialog is not for a thumb. A file that was chosen stays
    where it was until a person asks, after it is kept, to take it away.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context, "stuk", self.tr("Foto of spraak"), self.tr("Waar gaat het over?"))
        self._pad: Path | None = None
        self._soort = "foto"
        self._stuk_id = ""
        self._neemt_op = False
        self._duur = QElapsedTimer()
        self._tik = QTimer(self)
        self._tik.setInterval(1000)
        self._tik.timeout.connect(self._tel)
        self.lijst = QWidget()
        self._gevonden = QVBoxLayout(self.lijst)
        self._gevonden.setContentsMargins(0, 4, 0, 0)
        self._gevonden.setSpacing(8)
        self.kolom.insertWidget(2, self.lijst)
        self.vraag = Tekst("", omloop=True)
        self.haal_weg = GroteKnop(self.tr("Origineel weghalen"), soort="gevaar", icoon="trash-2")
        self.haal_weg.clicked.connect(self._haal_weg)
        self.laat = GroteKnop(self.tr("Laten staan"), icoon="file")
        self.laat.clicked.connect(self._laat)
        opname = context.opname
        kan = opname.soorten() if opname is not None else ()
        self.foto = GroteKnop(self.tr("Foto maken"), soort="primair", icoon="image")
        self.spraak = GroteKnop(self.tr("Spraak opnemen"), soort="primair", icoon="play")
        self.stop = GroteKnop(self.tr("Opname stoppen"), soort="gevaar", icoon="pause")
        self.bestand = GroteKnop(self.tr("Ander bestand…"), soort="gewoon" if kan else "primair", icoon="folder-open")
        self.foto.setObjectName("foto")
        self.spraak.setObjectName("spraak")
        for knop in (self.foto, self.spraak):
            knop.clicked.connect(self._maak)
        self.stop.clicked.connect(self._stop)
        self.bestand.clicked.connect(self._kies)
        self._kan = kan
        for deel in (self.vraag, self.haal_weg, self.laat, self.foto, self.spraak, self.stop, self.bestand):
            self.onder.addWidget(deel)
        self._toon_vraag("")

    def open(self, casus_id: str, over: str, over_id: str = "") -> None:
        """Begin for a casus."""
        self._pad, self._stuk_id = None, ""
        super().open(casus_id, over, over_id)
        self._toon_vraag("")
        self.bestand.setFocus()
        self.context.taken.buiten(nieuwste, mappen(), klaar=self._toon_gevonden, voor=self)

    def leg_neer(self) -> None:
        """Also what is being recorded: it is kept as far as it came."""
        if self._neemt_op and self.context.opname is not None:
            self.context.opname.stop(meteen=True)
        super().leg_neer()

    def vergeet(self) -> None:
        """Also the path of a file that was chosen, and the names of the others."""
        super().vergeet()
        self._pad, self._stuk_id = None, ""
        self._toon_gevonden(())
        self._toon_vraag("")

    def _toon_gevonden(self, gevonden: Sequence[Gevonden]) -> None:
        while (stuk := self._gevonden.takeAt(0)) is not None:
            if (oud := stuk.widget()) is not None:
                oud.hide()
                oud.deleteLater()
        if gevonden:
            self._gevonden.addWidget(Tekst(self.tr("Nieuwste op dit toestel"), gewicht=600, omloop=True))
        for g in gevonden:
            toen, vandaag = lokaal(datetime.fromtimestamp(g.wanneer, UTC)), self.context.vandaag()
            dag = self.tr("vandaag") if toen.date() == vandaag else datum_in_woorden(toen.date(), weekdag=True)
            rij = Veldrij(g.pad.name, f"{dag} {toen:%H:%M} · {omvang_in_woorden(g.omvang)}", icoon="paperclip")
            rij.clicked.connect(partial(self.neem, str(g.pad)))
            self._gevonden.addWidget(rij)

    def _toon_vraag(self, woorden: str, *, loopt: bool = False) -> None:
        """Show the question about the original, or the ways to add something."""
        self.vraag.setText(woorden)
        for deel in (self.vraag, self.haal_weg, self.laat):
            deel.setVisible(bool(woorden))
        self._neemt_op = loopt
        self.lijst.setVisible(not woorden and not loopt)
        self.bestand.setVisible(not woorden and not loopt)
        self.foto.setVisible(not woorden and not loopt and "foto" in self._kan)
        self.spraak.setVisible(not woorden and not loopt and "spraak" in self._kan)
        self.stop.setVisible(loopt)
        self.stop.setEnabled(True)
        self._tik.stop()
        if loopt:
            self._duur.start()
            self._tel()
            self._tik.start()
            self.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- with the device

    def _maak(self) -> None:
        opname, self._soort = self.context.opname, self.sender().objectName()
        if opname is not None:
            self.zeg("")
            self._toon_vraag("", loopt=self._soort == "spraak")
            opname.begin(self._soort, self._gemaakt, self._mislukt)

    def _stop(self) -> None:
        if self.context.opname is not None and self._neemt_op:
            self._tik.stop()
            self.stop.zet_tekst(self.tr("De laatste woorden…"))
            self.stop.setEnabled(False)
            self.context.opname.stop()

    def _tel(self) -> None:
        """Say how long it is under way; who speaks is there, so the vault stays open."""
        s = self._duur.elapsed() // 1000
        self.stop.zet_tekst(self.tr("Stoppen, {tijd}").format(tijd=f"{s // 60}:{s % 60:02}"))
        rust = getattr(self.window(), "rustwacht", None)
        if rust is not None:
            rust.aangeraakt()

    def _gemaakt(self, naam: str, inhoud: bytes) -> None:
        self._pad = None
        self._toon_vraag("")
        self._voeg_toe(stuk_van_bytes(naam, inhoud))

    def _mislukt(self, woorden: str) -> None:
        self._toon_vraag("")
        self.zeg(woorden)

    # -- from a file

    def _kies(self) -> None:
        dialoog = QFileDialog(self, self.tr("Welk bestand?"))
        dialoog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialoog.fileSelected.connect(self.neem)
        dialoog.open()

    def neem(self, pad: str, _aan: bool = False) -> None:
        """Read a file beside the window's thread and keep it."""
        if not self.bestand.isEnabled():
            return
        self._pad = Path(pad)
        self.zeg("")
        self.bestand.setEnabled(False)
        self.context.taken.buiten(lees_stuk, self._pad, klaar=self._gelezen, fout=self._niet_gelezen)

    def _gelezen(self, ruw: Ruwstuk) -> None:
        groep = INHOUDSOORTEN[ruw.inhoudsoort].groep
        self._soort = {"geluid": "spraak", "afbeelding": "foto"}.get(groep, "")
        self._voeg_toe(ruw)

    def _niet_gelezen(self, fout: BaseException) -> None:
        self.bestand.setEnabled(True)
        self._geweigerd(fout)

    def _voeg_toe(self, ruw: Ruwstuk) -> None:
        args = (self.casus_id, ruw, self._soort, self.tekst.tekst())
        self.formulier.bewaar(_voeg_toe, *args, klaar=self._toegevoegd, fout=self._niet_gelezen)

    def _toegevoegd(self, uit: Toegevoegd) -> None:
        self.bestand.setEnabled(True)
        self.formulier.klaar()
        self._stuk_id = uit.stuk.id
        if self._pad is None:
            self.gedaan.emit(self.tr("Versleuteld bewaard op dit toestel."))
            return
        woorden = self.tr(
            "Versleuteld bewaard ({omvang}). Het origineel {naam} staat nog leesbaar op dit toestel. Weghalen? Kopieën "
            "die het toestel zelf maakt (prullenbak, fotoalbum in de cloud) haalt dit programma niet weg."
        ).format(omvang=omvang_in_woorden(uit.stuk.omvang), naam=self._pad.name)
        self._toon_vraag(woorden)
        self.laat.setFocus()

    def _haal_weg(self) -> None:
        if self._pad is not None:
            self.context.taken.vraag(
                veld.haal_origineel_weg, self._stuk_id, self._pad, klaar=self._weggehaald, fout=self._geweigerd
            )

    def _weggehaald(self, gelukt: bool) -> None:
        if gelukt:
            self.gedaan.emit(self.tr("Het origineel is weggehaald; het stuk ligt versleuteld in de kluis."))
        else:
            self.zeg(self.tr("Het bestand is intussen veranderd en is daarom blijven staan."))

    def _laat(self) -> None:
        self.gedaan.emit(self.tr("Versleuteld bewaard; het origineel is blijven staan."))
