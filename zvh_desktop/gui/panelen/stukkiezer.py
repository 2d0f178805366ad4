"""Add files to a dossier: choose, drop or paste, see what they are, say what they are about, keep.

paneel = StukPaneel(context, gastheer)
paneel.toegevoegd.connect(...)                 # a tuple of dossierstukken.Toegevoegd, and the receipt
paneel.begin(casus_id, categorie="verklaring") # and perhaps paneel.neem(paden) or paneel.neem_bytes(naam, inhoud)
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QMimeData, QStandardPaths, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QImageWriter
from PySide6.QtWidgets import QFileDialog, QWidget

from zvh_desktop.domain.dossierstuk import INHOUDSOORTEN, MET_VOORBEELD, STUKCATEGORIEEN, omvang_in_woorden, schone_naam
from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.gui.formulierconcept import FormulierConcept
from zvh_desktop.gui.onderdelen import DatumVeld, KeuzeVeld, Knop, RegelVeld, Tekst, TekstVeld, Veld, Zijpaneel
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.rijen import Icoon, Knopje, Rij, RijenLijst
from zvh_desktop.services import concepten, dossierstukken, inlezen_stuk
from zvh_desktop.services.inlezen_stuk import Ruwstuk
from zvh_desktop.services.meldingen import zin

__all__ = ["SOORTICOON", "StukPaneel", "heeft_stukken", "paden_van"]

SOORTICOON: Final = {
    "pdf": "file-text",
    "afbeelding": "image",
    "geluid": "play",
    "word": "file-text",
    "tekst": "scroll-text",
    "onbekend": "file",
}
"""Icon by group of content."""
_SAMEN: Final = 200 * 1024 * 1024
"""Bytes that wait in memory at once."""


def paden_van(gegevens: QMimeData) -> tuple[str, ...]:
    """Return the local files in what is dropped or pasted."""
    return tuple(url.toLocalFile() for url in gegevens.urls() if url.isLocalFile())


def heeft_stukken(gegevens: QMimeData) -> bool:
    """Whether files or a picture can be taken from it."""
    return bool(paden_van(gegevens)) or gegevens.hasImage()


def _als_png(beeld: QImage) -> bytes:
    ruw = QByteArray()
    buffer = QBuffer(ruw)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # Not QImage.save: it takes the format as text when it runs and as bytes when types are checked.
    QImageWriter(buffer, QByteArray(b"PNG")).write(beeld)
    return bytes(ruw.data())


def _plaksel(naam: str, beeld: QImage) -> Ruwstuk:
    return inlezen_stuk.stuk_van_bytes(naam, _als_png(beeld))


class StukPaneel(Zijpaneel):
    """What waits to be added, and what is said of it; nothing is in the vault before a person adds it.

    Signals:
        toegevoegd(uitkomsten, bon): what came of each file, and the receipt.
    """

    toegevoegd = Signal(object, object)

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(QCoreApplication.translate("StukPaneel", "Stuk toevoegen"), gastheer, breedte=500)
        self.context = context
        self._casus_id = ""
        self._beurt = 0
        self._onderweg = 0
        self._nummer = 0
        self._klaar: dict[str, Ruwstuk] = {}
        self._geweigerd: dict[str, tuple[str, str]] = {}
        self.setAcceptDrops(True)
        self.kies = Knop(self.tr("Bestanden kiezen…"), icoon="folder-open")
        self.kies.clicked.connect(self._vraag_bestanden)
        self.inhoud.addWidget(self.kies)
        uitleg = self.tr(
            "Of sleep bestanden hierheen, of plak een afbeelding (Ctrl V in de lijst met stukken). Tot 50 MB per stuk. "
            "Het stuk komt versleuteld in de kluis; het bestand op de schijf blijft staan waar het stond."
        )
        self.inhoud.addWidget(Tekst(uitleg, maat="klein", rol="tekst2", omloop=True))
        self.lijst = RijenLijst(self.tr("Wat wordt toegevoegd"), wikkel=True, in_kaart=True)
        self.lijst.knop_gedrukt.connect(self._weg)
        self.inhoud.addWidget(self.lijst)
        self.omschrijving = TekstVeld(regels=2)
        self.bron = RegelVeld(plaats=self.tr("van wie het komt, bijvoorbeeld GGZ"))
        self.datum = DatumVeld(vandaag=context.vandaag, verleden=True)
        self.categorie = KeuzeVeld(tuple(STUKCATEGORIEEN.items()))
        for veld in (
            Veld(self.tr("Waar gaat het over"), self.omschrijving),
            Veld(self.tr("Categorie"), self.categorie),
            Veld(self.tr("Bron"), self.bron),
            Veld(self.tr("Datum van het stuk"), self.datum),
        ):
            self.inhoud.addWidget(veld)
        annuleer = self.voeg_knop_toe(Knop(self.tr("Annuleren"), soort="vlak"))
        annuleer.clicked.connect(self._annuleer)
        self.knop = self.voeg_knop_toe(Knop(self.tr("Toevoegen"), soort="primair", icoon="plus"))
        self.knop.clicked.connect(self.doe)
        self.formulier = FormulierConcept(
            context,
            self,
            self.tr("Stuk toevoegen"),
            {"omschrijving": self.omschrijving, "bron": self.bron, "datum": self.datum, "categorie": self.categorie},
        )
        self.gesloten.connect(self._gesloten)
        self._toon()

    # -- what owners use

    def begin(self, casus_id: str, *, categorie: str = "", omschrijving: str = "", bron: str = "") -> None:
        """Open for a casus; files that wait for it stay."""
        if self.isVisible() and casus_id == self._casus_id:
            return
        self.formulier.stop()
        if casus_id != self._casus_id:
            self._vergeet()
        self._casus_id = casus_id
        self.omschrijving.zet(omschrijving)
        self.bron.setText(bron)
        self.datum.zet(None)
        self.categorie.kies(categorie)
        self._toon()
        self.open(self.kies)
        self.formulier.begin(concepten.formulier("stuk", casus_id))

    def neem(self, paden: Sequence[str]) -> None:
        """Read these files beside the window's thread and put them in line."""
        for pad in paden:
            self._onderweg += 1
            self.context.taken.buiten(
                inlezen_stuk.lees_stuk,
                Path(pad),
                klaar=partial(self._gelezen, self._beurt),
                fout=partial(self._niet_gelezen, self._beurt, Path(pad).name),
                label=self.tr("Bestand lezen…"),
                voor=self,
            )
        self._toon()

    def neem_bytes(self, naam: str, inhoud: bytes) -> None:
        """Put something in line that is in memory already."""
        self._onderweg += 1
        self.context.taken.buiten(
            inlezen_stuk.stuk_van_bytes,
            naam,
            inhoud,
            klaar=partial(self._gelezen, self._beurt),
            fout=partial(self._niet_gelezen, self._beurt, naam),
            voor=self,
        )
        self._toon()

    def neem_mime(self, gegevens: QMimeData) -> bool:
        """Take files or a picture from the clipboard or a drop; False when there is nothing to take."""
        if paden := paden_van(gegevens):
            self.neem(paden)
            return True
        beeld = gegevens.imageData() if gegevens.hasImage() else None
        if not isinstance(beeld, QImage) or beeld.isNull():
            return False
        naam = f"plaksel {lokaal(self.context.nu()):%Y-%m-%d %H.%M.%S}.png"
        self._onderweg += 1
        self.context.taken.buiten(
            _plaksel,
            naam,
            beeld,
            klaar=partial(self._gelezen, self._beurt),
            fout=partial(self._niet_gelezen, self._beurt, naam),
            voor=self,
        )
        self._toon()
        return True

    def leeg(self) -> None:
        """Forget everything: another casus comes, or the vault locks."""
        self.formulier.stop()
        self._vergeet()
        self._casus_id = ""
        self.omschrijving.setPlainText("")
        self.bron.setText("")
        self.datum.zet(None)
        self._toon()

    def leg_neer(self) -> None:
        """Hand over what is typed, now."""
        self.formulier.leg_neer()

    # -- reading

    def _vraag_bestanden(self) -> None:
        thuis = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialoog = QFileDialog(self, self.tr("Welke bestanden komen in het dossier?"), thuis)
        dialoog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialoog.filesSelected.connect(self.neem)
        dialoog.finished.connect(dialoog.deleteLater)
        dialoog.open()

    def _gelezen(self, volg: int, ruw: Ruwstuk | None) -> None:
        if volg != self._beurt:
            return
        self._onderweg -= 1
        if ruw is not None:
            gelijk = any(r.sha256 == ruw.sha256 for r in self._klaar.values())
            vol = sum(len(r.inhoud) for r in self._klaar.values()) + len(ruw.inhoud) > _SAMEN
            if vol:
                self._weiger(ruw.naam, self.tr("Voeg eerst toe wat hierboven staat; samen wordt het te veel."))
            elif not gelijk:
                self._nummer += 1
                self._klaar[f"k{self._nummer}"] = ruw
        self._toon()

    def _niet_gelezen(self, volg: int, naam: str, wat: BaseException) -> None:
        if volg != self._beurt:
            return
        self._onderweg -= 1
        self._weiger(schone_naam(naam), zin(wat))
        self._toon()

    def _weiger(self, naam: str, waarom: str) -> None:
        self._nummer += 1
        self._geweigerd[f"w{self._nummer}"] = (naam, waarom)

    def _toon(self) -> None:
        weg = Knopje("weg", self.tr("Weglaten"), soort="vlak")
        rijen = []
        for sleutel, ruw in self._klaar.items():
            soort = INHOUDSOORTEN[ruw.inhoudsoort]
            wat = self.tr("{soort}, {omvang}").format(soort=soort.naam, omvang=omvang_in_woorden(len(ruw.inhoud)))
            delen = [wat, *ruw.let_op]
            if ruw.inhoudsoort not in MET_VOORBEELD:
                delen.append(self.tr("Hiervan is hier geen voorbeeld."))
            tweede = ". ".join(deel.rstrip(".") for deel in delen) + "."
            rijen.append(
                Rij(
                    sleutel, ruw.naam, f"{ruw.naam}, {tweede}", lead=Icoon(SOORTICOON[soort.groep]), tweede=tweede,
                    achter=(weg,),
                )
            )  # fmt: skip
        for sleutel, (naam, waarom) in self._geweigerd.items():
            spreek = self.tr("{naam}, niet toegevoegd: {waarom}").format(naam=naam, waarom=waarom)
            rijen.append(Rij(sleutel, naam, spreek, lead=Icoon("circle-alert", "gevaar"), tweede=waarom, achter=(weg,)))
        self.lijst.zet(rijen)
        self.lijst.setVisible(bool(rijen))
        aantal = len(self._klaar)
        woord = self.tr("Toevoegen") if aantal < 2 else self.tr("{n} stukken toevoegen").format(n=aantal)
        self.knop.zet_tekst(self.tr("Bezig met lezen…") if self._onderweg else woord)
        self.knop.setEnabled(bool(aantal) and not self._onderweg)

    def _weg(self, sleutel: str, _naam: str) -> None:
        self._klaar.pop(sleutel, None)
        self._geweigerd.pop(sleutel, None)
        self._toon()

    # -- keeping

    def doe(self) -> None:
        """Keep what waits."""
        if not self._klaar or self._onderweg:
            return
        if not self.datum.geldig:
            self.datum.setFocus()
            return
        ruwe = tuple(self._klaar.values())
        velden = {
            "omschrijving": self.omschrijving.tekst(),
            "bron": self.bron.text(),
            "datum": self.datum.dag,
            "categorie": self.categorie.waarde() or "",
        }
        self.knop.setEnabled(False)
        self.formulier.bewaar(
            dossierstukken.voeg_veel_toe, self._casus_id, ruwe, velden, klaar=self._bewaard, fout=self._mislukt
        )

    def _bewaard(self, uit: tuple[tuple[dossierstukken.Toegevoegd, ...], object]) -> None:
        self.formulier.klaar()
        self._vergeet()
        self.sluit()
        self.toegevoegd.emit(*uit)

    def _mislukt(self, wat: BaseException) -> None:
        self._toon()
        self.context.fout(wat)

    def _annuleer(self) -> None:
        self.formulier.weggooien()
        self._vergeet()
        self.sluit()

    def _gesloten(self) -> None:
        self.formulier.leg_neer()

    def _vergeet(self) -> None:
        self._beurt += 1
        self._onderweg = 0
        self._klaar.clear()
        self._geweigerd.clear()
        self._toon()

    # -- dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and pictures may be let go here."""
        if heeft_stukken(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take them."""
        if self.neem_mime(event.mimeData()):
            event.acceptProposedAction()
