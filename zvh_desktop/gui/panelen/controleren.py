"""Check any PDF: what is proven by its signatures and what is not. Needs no verslag of this vault."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from zvh_desktop.config import Instellingen
from zvh_desktop.gui.onderdelen import Chip, Knop, Tekst, Zijpaneel
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.panelen import bestand
from zvh_desktop.gui.rijen import Icoon, Rij, RijenLijst, Stuk
from zvh_desktop.services import controlewoorden, echtheid, uitvoer, verslagen
from zvh_desktop.services.controlewoorden import Soort
from zvh_desktop.services.regiocertificaat import NIEMAND, Instaan, vertrouwd
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["ICONEN", "ControlePaneel", "controlerijen", "pdf_in"]

ICONEN: Final[dict[Soort, tuple[str, str]]] = {
    "ok": ("check", "goed"),
    "let_op": ("triangle-alert", "waarschuwing"),
    "fout": ("circle-x", "gevaar"),
}
"""Icon and colour role of each kind of finding."""

_WOORD: Final[dict[Soort, str]] = {"ok": "in orde", "let_op": "let op", "fout": "fout"}
_KOP: Final[dict[Soort, str]] = {"ok": "In orde", "let_op": "Niet bewezen", "fout": "Niet vertrouwen"}
_GROOTSTE: Final = 64 * 1024 * 1024


def controlerijen(zinnen: list[tuple[Soort, str]]) -> list[Rij]:
    """Return rows for the findings of a check, each spoken with its kind."""
    return [
        Rij(
            str(nummer),
            (Stuk(tekst, rol=ICONEN[soort][1]),),
            f"{_WOORD[soort]}: {tekst}",
            lead=Icoon(*ICONEN[soort]),
            maat="knop",
        )
        for nummer, (soort, tekst) in enumerate(zinnen)
    ]


def pdf_in(gegevens: QMimeData) -> Path | None:
    """Return the one local PDF that is being dragged, or None."""
    paden = [Path(url.toLocalFile()) for url in gegevens.urls() if url.isLocalFile()]
    passend = [pad for pad in paden if pad.suffix.casefold() == ".pdf"]
    return passend[0] if len(passend) == 1 else None


@dataclass(frozen=True, slots=True)
class Bekend:
    """Whom this vault knows: the certificates made in it, and whom its region vouches for."""

    eigen: tuple[str, ...] = ()
    regio: Instaan = NIEMAND


def _bekend(wp: Werkplek) -> Bekend:
    return Bekend(verslagen.eigen_certificaten(wp), vertrouwd(wp))


def _controleer(
    pad: Path, bekend: Bekend, instellingen: Instellingen, nu: datetime
) -> tuple[str, tuple[Soort, str], list[tuple[Soort, str]]]:
    inhoud = uitvoer.lees(pad, _GROOTSTE)
    wortels = echtheid.wortels(instellingen)
    controle = echtheid.controleer(inhoud, eigen=bekend.eigen, wortels=wortels, regio=bekend.regio)
    return pad.name, controlewoorden.oordeel(controle), controlewoorden.woorden(controle, nu)


class ControlePaneel(Zijpaneel):
    """Point at a PDF, or drag one here, and read what can be said of it."""

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__("", gastheer, breedte=460)
        self.zet_titel(self.tr("Bestand controleren"))
        self.context = context
        self._bekend = Bekend()
        self._wacht: Path | None = None
        self.setAcceptDrops(True)
        vak = QFrame()
        vak.setObjectName("kaart")
        vak.setProperty("vlak2", "ja")
        kolom = QVBoxLayout(vak)
        kolom.setContentsMargins(16, 18, 16, 18)
        kolom.setSpacing(10)
        uitleg = Tekst(self.tr("Sleep een PDF hierheen, of kies een bestand."), rol="tekst2", omloop=True)
        uitleg.setAlignment(Qt.AlignmentFlag.AlignCenter)
        kolom.addWidget(uitleg)
        self.kies = Knop(self.tr("Bestand kiezen…"), icoon="folder-open")
        self.kies.clicked.connect(self._kies)
        kolom.addWidget(self.kies, 0, Qt.AlignmentFlag.AlignCenter)
        self.inhoud.addWidget(vak)
        self.naam = Tekst("", gewicht=600, omloop=True)
        self.oordeel = Chip("")
        self.zin = Tekst("", omloop=True)
        self.lijst = RijenLijst(self.tr("Wat is nagegaan"), in_kaart=True, wikkel=True, lijnen=False, kiesbaar=False)
        self.lijst.zet_marge(0)
        self.lijst.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.slot = Tekst(
            self.tr("De controle gebeurt op dit toestel; het bestand gaat nergens heen en wordt niet bewaard."),
            maat="klein",
            rol="tekst2",
            omloop=True,
        )
        for deel in (self.naam, self.oordeel, self.zin, self.lijst):
            self.inhoud.addWidget(deel)
            deel.hide()
        self.inhoud.addWidget(self.slot)

    def begin(self, pad: Path | None = None) -> None:
        """Open, and check `pad` at once when it is given."""
        self._wacht = pad
        self.open(self.kies)
        self.context.taken.vraag(_bekend, klaar=self._weet_bekend)

    def _weet_bekend(self, bekend: Bekend) -> None:
        self._bekend = bekend
        if self._wacht is not None:
            self.controleer(self._wacht)

    def _kies(self) -> None:
        bestand.kies_bestand(self, self.tr("Welk bestand controleren?"), self.controleer)

    def controleer(self, pad: Path) -> None:
        """Check a file and show what was found."""
        self._wacht = None
        self.naam.setText(pad.name)
        self.naam.show()
        for deel in (self.oordeel, self.zin, self.lijst):
            deel.hide()
        self.context.taken.buiten(
            _controleer,
            pad,
            self._bekend,
            self.context.instellingen,
            self.context.nu(),
            klaar=self._toon,
            fout=self._fout,
            label=self.tr("Bestand controleren…"),
        )

    def _toon(self, uitkomst: tuple[str, tuple[Soort, str], list[tuple[Soort, str]]]) -> None:
        naam, (soort, zin_), zinnen = uitkomst
        self.naam.setText(naam)
        self._toon_oordeel(soort, zin_)
        self.lijst.zet(controlerijen([z for z in zinnen if z[1] != zin_]))
        self.lijst.show()

    def _toon_oordeel(self, soort: Soort, zin_: str) -> None:
        beeld, rol = ICONEN[soort]
        self.oordeel.zet(_KOP[soort], rol=rol, icoon=beeld, naam=f"{_KOP[soort]}: {zin_}")
        self.zin.setText(zin_)
        for deel in (self.naam, self.oordeel, self.zin):
            deel.show()

    def _fout(self, fout: BaseException) -> None:
        self._toon_oordeel(*controlewoorden.onleesbaar(fout))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one PDF."""
        if pdf_in(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Check what was dropped."""
        pad = pdf_in(event.mimeData())
        if pad is not None:
            event.acceptProposedAction()
            self.controleer(pad)
