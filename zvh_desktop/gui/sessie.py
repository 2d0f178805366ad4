"""From locked to open and back: which screen stands in the window, and the workplace behind it.

Only Qt and light modules are imported here; services load on the worker's thread while a person types.
"""

import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from zvh_desktop.config import Instellingen
from zvh_desktop.gui.main_window import MainWindow, Positie
from zvh_desktop.gui.meldingen import Vangnet
from zvh_desktop.gui.pagina import PaginaMaker
from zvh_desktop.gui.taken import Taken
from zvh_desktop.gui.toegang.slot import Slotscherm
from zvh_desktop.log import logboek
from zvh_desktop.ports import Klok, Willekeur
from zvh_desktop.services.meldingen import zin

if TYPE_CHECKING:
    from zvh_desktop.services.kluizen import KdfParameters

__all__ = ["Sessie"]

_log = logboek(__name__)

_NA_BEELD_MS = 60
"""What is not needed to paint the unlock screen begins this much later, so that it does not compete with it."""


class Sessie(QObject):
    """Owns the window and goes between its states: begin, locked, setting up, open.

    Attributes:
        venster: the frame window.
        kluismap: the vault in use or last used, or None.
    """

    def __init__(
        self,
        paginas: Mapping[str, PaginaMaker],
        instellingen: Instellingen,
        *,
        klok: Klok,
        willekeur: Willekeur,
        thuismap: Path,
        kluismap: Path | None = None,
        kdf: "KdfParameters | None" = None,
    ) -> None:
        """Make the window and show the first screen.

        Args:
            paginas: makers of pages by name.
            instellingen: settings of the machine.
            klok: tells the time.
            willekeur: for keys and ids.
            thuismap: where new vaults are proposed.
            kluismap: the vault to unlock; None shows the begin screen.
            kdf: cost of the passphrase of a new vault; the product's own when not given.
        """
        super().__init__()
        self._instellingen, self._klok, self._willekeur = instellingen, klok, willekeur
        self._thuismap = thuismap
        self._kdf = kdf
        self.kluismap = kluismap
        self.taken = Taken(self)
        self.taken.begonnen.connect(self._geopend)
        self.taken.niet_begonnen.connect(self._niet_geopend)
        self.taken.bon.connect(self._bon)
        self.venster = MainWindow(paginas, self.taken, instellingen, nu=klok.nu)
        self.venster.vergrendel_gevraagd.connect(self.vergrendel)
        self.venster.ongedaan_gevraagd.connect(self._ongedaan)
        self.venster.kluis_gevraagd.connect(self._kluis)
        self._vangnet = Vangnet(self)
        self._vangnet.gevangen.connect(self.venster.meldingen.fout)
        self._positie: Positie | None = None
        self._sleutel = ""
        self._scherm: QWidget | None = None
        self._bron: QObject | None = None
        if kluismap is None:
            self._toon_begin()
        else:
            self._toon_slot()

    def plaats_vangnet(self) -> None:
        """Catch what nobody catches, program-wide."""
        self._vangnet.plaats()

    # Screens before a vault is open

    def _toon(self, scherm: QWidget) -> None:
        oud, self._scherm = self._scherm, scherm
        self.venster.toon_slot(scherm)
        scherm.setFocus()
        if oud is not None:
            oud.deleteLater()

    def _toon_begin(self, fout: str = "") -> None:
        from zvh_desktop.gui.toegang.begin import Beginscherm  # not on the road to the unlock screen

        scherm = Beginscherm()
        scherm.gekozen.connect(self._begin_gekozen)
        scherm.openen.connect(self._open_map)
        scherm.zet_fout(fout)
        self._toon(scherm)

    def _toon_slot(self, reden: str = "") -> None:
        self._toon(self._slotscherm(self._map(), reden))

    def _map(self) -> Path:
        """The vault this screen is about; there is one on every screen that asks."""
        assert self.kluismap is not None
        return self.kluismap

    def _slotscherm(self, map_: Path, reden: str) -> Slotscherm:
        scherm = Slotscherm(map_.name.removesuffix(".zvh"), reden)
        scherm.ontgrendel.connect(self.ontgrendel)
        scherm.anders.connect(self._anders)
        QTimer.singleShot(_NA_BEELD_MS, self, _warm)
        return scherm

    def _anders(self, waarheen: str) -> None:
        if waarheen == "andere":
            self._toon_begin()
            return
        from zvh_desktop.gui.toegang.begin import Herstelscherm

        scherm = Herstelscherm(self.taken)
        scherm.herstel.connect(self._herstel)
        scherm.terug.connect(self._toon_slot)
        self._toon(scherm)

    def _begin_gekozen(self, wat: str) -> None:
        from zvh_desktop.gui.toegang.begin import NieuweKluis, Terugzetscherm

        if wat == "nieuw":
            nieuw = NieuweKluis(self.taken, self._thuismap)
            nieuw.maak.connect(self._maak)
            nieuw.terug.connect(self._toon_begin)
            self._toon(nieuw)
        else:
            terug = Terugzetscherm(self._thuismap)
            terug.zet_terug.connect(self._zet_terug)
            terug.terug.connect(self._toon_begin)
            self._toon(terug)

    def _open_map(self, map_tekst: str) -> None:
        self.kluismap = Path(map_tekst)
        self._positie = None
        self._toon_slot()

    # Opening

    def _begin_werk(self, maker: Callable[[], Any]) -> None:
        self.taken.start(maker, _sluit)

    def ontgrendel(self, wachtwoord: str) -> None:
        """Open the vault in use; what comes of it is shown in the window."""
        map_, klok, willekeur = self._map(), self._klok, self._willekeur

        def maak() -> Any:
            from zvh_desktop.services import kluizen

            return kluizen.open_kluis(map_, wachtwoord, klok=klok, willekeur=willekeur)

        self._begin_werk(maak)

    def _maak(self, map_tekst: str, wachtwoord: str) -> None:
        map_, klok, willekeur, kdf = Path(map_tekst), self._klok, self._willekeur, self._kdf
        self.kluismap = map_

        def maak() -> Any:
            from zvh_desktop.services import kluizen

            wp, self._sleutel = kluizen.nieuw(map_, wachtwoord, klok=klok, willekeur=willekeur, kdf=kdf)
            return wp

        self._begin_werk(maak)

    def _herstel(self, sleutel: str, wachtwoord: str) -> None:
        map_, klok, willekeur = self._map(), self._klok, self._willekeur

        def maak() -> Any:
            from zvh_desktop.services import kluizen

            wp, self._sleutel = kluizen.herstel(map_, sleutel, wachtwoord, klok=klok, willekeur=willekeur)
            return wp

        self._begin_werk(maak)

    def _zet_terug(self, bron: str, doel: str, wachtwoord: str) -> None:
        klok, willekeur = self._klok, self._willekeur
        self.kluismap = Path(doel)

        def maak() -> Any:
            from zvh_desktop.services import kluizen

            return kluizen.zet_terug(Path(bron), Path(doel), wachtwoord, klok=klok, willekeur=willekeur)

        self._begin_werk(maak)

    def _niet_geopend(self, fout: BaseException) -> None:
        """The workplace could not be made: say why, on the screen where it was asked."""
        if not isinstance(fout, Exception) or not hasattr(fout, "reden"):
            _log.fout("kluis niet geopend", fout)
        mislukt = getattr(self._scherm, "mislukt", None)
        if mislukt is not None:
            mislukt(zin(fout))
        else:
            self._toon_begin(zin(fout))

    def _geopend(self) -> None:
        if self.kluismap is not None:
            self._instellingen.zet("laatste_kluis", str(self.kluismap))
        if self._sleutel:
            self._toon_sleutel()
            return
        from zvh_desktop.services import beheer

        self.taken.vraag(beheer.is_ingericht, klaar=self._ingericht)

    def _toon_sleutel(self) -> None:
        from zvh_desktop.gui.toegang.inrichten import Sleutelscherm

        scherm = Sleutelscherm(self._sleutel)
        scherm.klaar.connect(self._sleutel_gezien)
        scherm.bewaar.connect(self._sleutel_bewaren)
        self._toon(scherm)

    def _sleutel_bewaren(self, pad: str) -> None:
        from zvh_desktop.services import uitvoer

        self.taken.vraag(uitvoer.herstelsleutel, self._sleutel, Path(pad), klaar=self._sleutel_bewaard)

    def _sleutel_bewaard(self, _pad: object) -> None:
        meld = getattr(self._scherm, "meld", None)
        if meld:
            meld(self.tr("Het blad is geschreven. Druk het af en haal het bestand daarna weg."))

    def _sleutel_gezien(self) -> None:
        self._sleutel = ""
        self._geopend()

    def _ingericht(self, ja: bool) -> None:
        if ja:
            self._toon_werk()
            return
        from zvh_desktop.gui.toegang.inrichten import Inrichtscherm

        scherm = Inrichtscherm()
        scherm.klaar.connect(self._richt_in)
        scherm.voorbeeld_gevraagd.connect(self._voorbeeld)
        self._toon(scherm)

    def _voorbeeld(self) -> None:
        from zvh_desktop.services import beheer

        zet = getattr(self._scherm, "zet_tekst", None)
        if zet:
            zet(*beheer.voorbeeldtekst())

    def _richt_in(self, inrichting: object) -> None:
        from zvh_desktop.services import beheer

        self.taken.doe(beheer.richt_in, inrichting, klaar=self._is_ingericht, fout=self._niet_ingericht)

    def _is_ingericht(self, _bon: object) -> None:
        self._toon_werk()

    def _niet_ingericht(self, fout: BaseException) -> None:
        mislukt = getattr(self._scherm, "mislukt", None)
        if mislukt:
            mislukt(zin(fout))

    def _toon_werk(self) -> None:
        """The pages; back to where one was before locking."""
        from zvh_desktop.services import sessies

        positie, self._positie = self._positie, None
        oud, self._scherm = self._scherm, None
        self.venster.bouw(positie)
        if oud is not None:
            oud.deleteLater()
        self.taken.vraag(sessies.begin, klaar=self._begonnen)
        self._vraag_ongedaan()
        self.taken.vraag(sessies.dagelijkse_kopie, fout=self._kopie_mislukt)
        if self._bron is None:
            self._verbind_pagina_hulp()

    def _verbind_pagina_hulp(self) -> None:
        """What searches and what takes files that are dropped; they live as long as the window."""
        from zvh_desktop.gui.pages.aanmelding import SleepVanger
        from zvh_desktop.gui.pages.zoekbron import Zoekbron

        bron = self._bron = Zoekbron(self.venster.context, self)
        self.venster.zet_zoeker(bron.zoek)
        SleepVanger(self.venster, self.venster.context)

    def _begonnen(self, stand: Any) -> None:
        self.venster.zet_gebruiker(stand.naam, stand.letters)

    def _kopie_mislukt(self, fout: BaseException) -> None:
        """The work goes on; that there is no copy of today must be told."""
        _log.waarschuwing("dagelijkse kopie mislukt", fout)
        zin_ = self.tr("De dagelijkse reservekopie lukte niet; uw werk staat wel in de kluis.")
        self.venster.meldingen.toon(zin_, rol="waarschuwing")

    # While open

    def _bon(self, bon: Any) -> None:
        if bon.geraakt:
            self._vraag_ongedaan()

    def _vraag_ongedaan(self) -> None:
        from zvh_desktop.services import dossiers

        self.taken.vraag(dossiers.ongedaan_label, klaar=self.venster.zet_ongedaan, enkel="ongedaan")

    def _ongedaan(self) -> None:
        from zvh_desktop.services import dossiers

        self.taken.doe(dossiers.maak_ongedaan, klaar=self._ongedaan_gemaakt)

    def _ongedaan_gemaakt(self, uitkomst: tuple[str, object]) -> None:
        label = uitkomst[0]
        if label:
            self.venster.meldingen.toon(self.tr("Ongedaan gemaakt: {wat}").format(wat=label), rol="goed")
        else:
            self.venster.meldingen.toon(self.tr("Er is niets om ongedaan te maken."))

    def _kluis(self, wat: str) -> None:
        """An act on the vault from the menu: it lives in Beheer; another vault means locking this one."""
        if wat in ("terugzetten", "andere", "openen"):
            self.vergrendel()
            self._toon_begin()
            return
        self.venster.ga_naar("beheer", deel="kluis", wat=wat)

    def vergrendel(self, reden: str = "") -> None:
        """Lock at once; nothing is asked, drafts are written first."""
        if self.kluismap is None or not self.taken.loopt:
            return
        om = self._klok.nu().strftime("%H:%M")
        minuten = self.venster.rustwacht.minuten
        waarom = self.tr("Vergrendeld om {om}.").format(om=om)
        if reden == "rust":
            waarom = self.tr("Vergrendeld om {om}: {minuten} minuten niets gedaan.").format(om=om, minuten=minuten)
        scherm = self._slotscherm(self.kluismap, waarom)
        self._positie, alles = self.venster.vergrendel(scherm)
        scherm.zet_bewaard(alles=alles)
        self._scherm = scherm
        scherm.setFocus()

    def sluit(self) -> None:
        """Close the workplace; for the end of the program."""
        self.taken.sluit()

    @property
    def nu(self) -> datetime:
        """The moment by the session's clock."""
        return self._klok.nu()


def _sluit(wp: Any) -> None:
    from zvh_desktop.services import kluizen

    kluizen.sluit(wp)


_VOORAF: Final = (
    "pydantic",
    "zvh_desktop.store.kinds",
    "cryptography.hazmat.primitives.ciphers.aead",
    "zvh_desktop.store.vault",
    "zvh_desktop.services.kluizen",
    "zvh_desktop.services.beheer",
    "zvh_desktop.services.sessies",
    "zvh_desktop.services.aanmeldingen",
    "zvh_desktop.services.vandaag",
    "zvh_desktop.gui.raamwerk",
    "zvh_desktop.gui.rijen",
    "zvh_desktop.gui.dialogs.triage",
    "zvh_desktop.gui.pages.vandaag",
    "zvh_desktop.gui.pages.aanmelding",
    "zvh_desktop.gui.pages.zoekbron",
    "zvh_desktop.services.dossiers",
    "zvh_desktop.gui.pages.casussen",
    "zvh_desktop.gui.pages.casus.pagina",
)
"""What unlocking and the first pages need, in the order in which it will be needed."""
_OM_DE_BEURT_S: Final = 0.0005
_ADEM_S: Final = 0.01


def _warm() -> None:
    """Load what unlocking needs while the passphrase is being typed."""
    import threading

    # Window and worker take turns: at Python's own 5 ms each of the many short steps of a query waits that long.
    sys.setswitchinterval(_OM_DE_BEURT_S)
    threading.Thread(target=_laad, name="warm", daemon=True).start()


def _laad() -> None:
    """Import one by one, with a breath in between: what is typed must appear at once."""
    import importlib
    import time

    for module in _VOORAF:
        importlib.import_module(module)
        time.sleep(_ADEM_S)
