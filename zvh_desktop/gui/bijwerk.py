"""What runs beside the work while a vault is open: rounds with the server, stamps, index, spelling, reminders, clock.

Every part is loaded and made when it is first needed; most devices never need some of them.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

if TYPE_CHECKING:
    from zvh_desktop.config import Instellingen
    from zvh_desktop.gui.herinneraar import Herinneraar
    from zvh_desktop.gui.klokwacht import Klokwacht
    from zvh_desktop.gui.main_window import MainWindow
    from zvh_desktop.gui.spelhulp import Spelhulp
    from zvh_desktop.gui.stempelbode import Stempelbode
    from zvh_desktop.gui.syncbode import SyncBode
    from zvh_desktop.gui.zoekbij import Zoekbij
    from zvh_desktop.ports import Klok, Melder, Transport

__all__ = ["Bijwerk"]

_AAN_TAFEL = frozenset({"schrijver", "inbreng"})
"""What somebody else at the same overleg is waiting to see."""


class Bijwerk(QObject):
    """Lives as long as the session; window thread only.

    Signals:
        van_anderen(bon): others changed something, and every view has been told.
        mislukt(fout): something beside the work failed that nobody asked for.
    """

    van_anderen = Signal(object)
    mislukt = Signal(object)

    def __init__(
        self,
        venster: "MainWindow",
        instellingen: "Instellingen",
        klok: "Klok",
        ouder: QObject,
        *,
        maak_transport: "Callable[[str], Transport] | None" = None,
        melder: "Melder | None" = None,
    ) -> None:
        super().__init__(ouder)
        self._venster, self._instellingen, self._klok = venster, instellingen, klok
        self.maak_transport, self._melder = maak_transport, melder
        self._sync: SyncBode | None = None
        self._stempels: Stempelbode | None = None
        self._zoekbij: Zoekbij | None = None
        self._spelhulp: Spelhulp | None = None
        self._herinneraar: Herinneraar | None = None
        self._klokwacht: Klokwacht | None = None
        self._stempelfout = self._spelt = self._hierna = self._gesloten = False
        self.binnenkomend = False
        """Whether the receipt that goes round now came from others."""
        QApplication.instance().focusChanged.connect(self._ander_veld)  # type: ignore[union-attr]  # there is one

    @property
    def _open(self) -> bool:
        return not self._gesloten and self._venster.taken.loopt

    def begin(self) -> None:
        """A vault is open and its first page painted: let rounds run, and the index follow what it is behind."""
        if not self._open:
            return
        self._index().straks()
        if (sync := self.maak_sync()) is not None:
            sync.begin()

    def stop(self) -> None:
        """The vault locks: forget every word."""
        self._spelt = False
        if self._spelhulp is not None:
            self._spelhulp.stop()

    def stop_ronden(self) -> None:
        """End the round under way before the vault closes; on the thread of the workplace."""
        if self._sync is not None:
            self._sync.stop()

    def sluit(self) -> None:
        """The program ends."""
        self._gesloten = True
        self.stop()

    def na(self, bon: Any) -> None:
        """Something changed here or came in: the index, the reminders and the next round follow it."""
        if "actie" in bon.soorten:
            self.herinner()
        if bon.geraakt:
            self._index().straks()
            if self._sync is not None and not self.binnenkomend:
                self._sync.por(samen=not _AAN_TAFEL.isdisjoint(bon.soorten))

    def _index(self) -> "Zoekbij":
        if self._zoekbij is None:
            # Late, as everything after the first screen.
            from zvh_desktop.gui.zoekbij import Zoekbij

            self._zoekbij = Zoekbij(self._venster.taken, self)
        return self._zoekbij

    # -- the server

    def maak_sync(self) -> "SyncBode | None":
        """What runs the rounds, made once; None when the network is left alone."""
        if self._sync is None and self.maak_transport is not None:
            # Late, as everything after the first screen.
            from zvh_desktop.gui.stempelbode import Stempelbode
            from zvh_desktop.gui.syncbode import SyncBode

            sync = self._sync = SyncBode(self._venster.taken, self.maak_transport, self)
            sync.stand.connect(self._venster.zet_netwerk)
            sync.bon.connect(self._kwam_binnen)
            sync.mislukt.connect(self.mislukt)
            self._venster.context.delen = sync
            self._stempels = Stempelbode(self._venster.context, self)
            sync.gedaan.connect(self._stempels.na_ronde)
            self._stempels.klaar.connect(self._gestempeld)
        return self._sync

    def _gestempeld(self, _aantal: int, fout: BaseException | None) -> None:
        """Say once that no time stamp came, until one comes: it is asked again after every round."""
        if fout is not None and not self._stempelfout:
            self._venster.context.fout(fout)
        self._stempelfout = fout is not None

    def _kwam_binnen(self, bon: object) -> None:
        """Show what others changed; it needs no round of its own."""
        self.binnenkomend = True
        try:
            self._venster.taken.bon.emit(bon)
        finally:
            self.binnenkomend = False
        self.van_anderen.emit(bon)

    # -- spelling, reminders, the clock

    def _ander_veld(self, _oud: QWidget | None, nu: QWidget | None) -> None:
        """Spelling begins at the first field somebody can write a text in."""
        if isinstance(nu, QPlainTextEdit) and not self._spelt:
            self.begin_spelling()

    def begin_spelling(self) -> None:
        """Mark what is spelled wrong, where the machine has a dictionary."""
        if not self._open:
            return
        self._spelt = True
        # Late, as everything after the first screen.
        from zvh_desktop.gui.spelhulp import Spelhulp

        if self._spelhulp is None:
            self._spelhulp = Spelhulp(self._venster.taken, self._instellingen, self)
            self._venster.context.spelling = self._spelhulp
        self._spelhulp.begin()

    def herinner(self) -> None:
        """Remind of work, on a device where a person wants it."""
        if not self._instellingen["herinneren"] or self._gesloten:
            return
        # Late, as everything after the first screen; most devices never need it.
        from zvh_desktop.gui.herinneraar import Herinneraar, Systeemvak

        if self._herinneraar is None:
            melder = self._melder or Systeemvak(self._venster, self._venster.meldingen.toasts)
            self._herinneraar = Herinneraar(self._venster.taken, self._instellingen, melder, self._klok.nu, self)
        self._herinneraar.begin()

    def let_op_klok(self, stand: Any) -> None:
        """Tell it when the clock of the device cannot be right."""
        if self._klokwacht is None:
            # Late, as everything after the first screen.
            from zvh_desktop.gui.klokwacht import Klokwacht

            self._klokwacht = Klokwacht(self._venster.context, self._klok, self)
        self._klokwacht.begin(stand)

    def laad_hierna(self) -> None:
        """Somebody comes near a dossier: load what it needs, once, while the window is still."""
        if self._gesloten:
            return
        # Late: loaded when it begins.
        from zvh_desktop.gui.aanloop import laad_hierna, let_op

        let_op()
        if not self._hierna:
            self._hierna = True
            laad_hierna()
