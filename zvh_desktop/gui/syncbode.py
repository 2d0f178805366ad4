"""Between the rounds in the background and the window: begins them, brings what happens to the window's thread."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from zvh_desktop.gui.taken import Taken
    from zvh_desktop.ports import Transport
    from zvh_desktop.services.achtergrond import Achtergrond, Gebeurtenis
    from zvh_desktop.services.sync import Stand

__all__ = ["SyncBode"]

_BEELD: Final = {"rustig": "cloud", "wacht": "cloud", "let_op": "triangle-alert", "fout": "circle-alert"}


class SyncBode(QObject):
    """Lives as long as the window; the rounds live as long as the vault is open.

    Signals:
        stand(words, icon): how sharing stands, for the top bar.
        bon(object): receipt of what others changed, for every view.
        bezig(aan, gedaan, totaal): a round is under way, and how far.
        mislukt(fout): a round that a person asked for did not get through.
        gedaan(fout): a round ended; None when it got through.
        post(): an invitation of this vault moved on.
        lid(lidstand): how far this device is with joining.
    """

    stand = Signal(str, str)
    bon = Signal(object)
    bezig = Signal(bool, int, int)
    mislukt = Signal(object)
    gedaan = Signal(object)
    post = Signal()
    lid = Signal(object)
    _gebeurd = Signal(object)

    def __init__(self, taken: "Taken", maak_transport: "Callable[[str], Transport]", ouder: QObject) -> None:
        super().__init__(ouder)
        self._taken = taken
        self._maak_transport = maak_transport
        self._achtergrond: Achtergrond | None = None
        self._gevraagd = self._begonnen = False
        self._gebeurd.connect(self._verwerk)

    def begin(self) -> None:
        """Start, with the vault that just opened; nothing when it was begun."""
        if self._begonnen:
            self.kijk()
            return
        self._begonnen = True
        self.kijk()

    def begin_rondes(self, wp: Any) -> None:
        """Let rounds run when there is a region and they do not yet; on the thread of the workplace, as `stop`."""
        if self._achtergrond is not None or not self._begonnen:
            return
        # Late: nothing of sharing is loaded for a vault that does not share.
        from zvh_desktop.services.achtergrond import Achtergrond

        achtergrond = self._achtergrond = Achtergrond(
            wp.kluis, klok=wp.klok, willekeur=wp.willekeur, maak_transport=self._maak_transport, bij=self._gebeurd.emit
        )
        achtergrond.begin()

    def kijk(self) -> None:
        """Ask how things stand; a few queries. A vault that joined a region meanwhile begins its rounds."""
        self._taken.vraag(_stand, self, klaar=self._toon, enkel="syncstand")

    def por(self, *, samen: bool = False) -> None:
        """Something was changed here: a round follows when typing rests, or at once for who waits for it."""
        if self._achtergrond is not None:
            self._achtergrond.por(samen=samen)
        self.kijk()

    def nu(self) -> None:
        """A person wants a round now."""
        self._gevraagd = True
        if self._achtergrond is not None:
            self._achtergrond.nu()
        else:
            self.kijk()

    def kijk_post(self) -> None:
        """Look in the mailbox now; nobody is told when that does not work out."""
        if self._achtergrond is not None:
            self._achtergrond.nu()
        else:
            self.kijk()

    def stop(self) -> None:
        """End the rounds; on the thread of the workplace, before the vault closes."""
        self._begonnen = False
        achtergrond, self._achtergrond = self._achtergrond, None
        if achtergrond is not None:
            achtergrond.stop()

    def _toon(self, stand: "Stand | None") -> None:
        if stand is None or not (stand.heeft_regio or stand.conflicten):
            self.stand.emit("", "cloud-off")
            return
        beeld = "cloud-off" if stand.laatste_contact is None and stand.kleur != "fout" else _BEELD[stand.kleur]
        self.stand.emit(stand.woorden[:1].upper() + stand.woorden[1:], beeld)

    def _verwerk(self, gebeurtenis: "Gebeurtenis") -> None:
        if self._achtergrond is None:
            # Locked meanwhile: nothing of it may reach the screen.
            return
        if gebeurtenis.soort in ("begonnen", "voortgang"):
            self.bezig.emit(True, gebeurtenis.gedaan, gebeurtenis.totaal)
            return
        if gebeurtenis.soort == "post":
            self.post.emit()
            return
        self.bezig.emit(False, 0, 0)
        if gebeurtenis.soort == "lid":
            self.lid.emit(gebeurtenis.lid)
            return
        if gebeurtenis.bon is not None and gebeurtenis.bon.geraakt:
            self.bon.emit(gebeurtenis.bon)
        if gebeurtenis.stand is not None:
            self._toon(gebeurtenis.stand)
        gevraagd, self._gevraagd = self._gevraagd, False
        if gevraagd and gebeurtenis.fout is not None:
            self.mislukt.emit(gebeurtenis.fout)
        self.gedaan.emit(gebeurtenis.fout)


def _stand(wp: Any, bode: SyncBode) -> Any:
    # Late: nothing of sharing is needed before the vault is open, and never when it does not share.
    from zvh_desktop.services.deelt import deelt

    if not deelt(wp):
        return None
    from zvh_desktop.services import sync

    bode.begin_rondes(wp)
    return sync.stand(wp)
