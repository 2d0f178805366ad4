"""Syncing by itself: one thread that runs rounds when they are due, one that listens for the server's call.

No window is needed and none is known: what happens is told to a function, on the thread of the rounds.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import zvh_desktop.services.sync as sync
from zvh_desktop.domain.errors import Omstandigheid, Reden, ZvhFout
from zvh_desktop.log import logboek
from zvh_desktop.ports import Klok, Transport, Willekeur
from zvh_desktop.services import aanmelden, kluissleutels, toelating
from zvh_desktop.services.aanmelden import Lidstand
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store.vault import Vault
from zvh_desktop.sync.letgo import Letgo
from zvh_desktop.sync.schedule import GRENZEN, Rooster, Tempo

__all__ = ["Achtergrond", "Gebeurtenis"]

_log = logboek(__name__)

_KIJK_S: Final = 1.0
"""How often a clock that was suspended, or a network that came back, is looked at."""

_WEG = frozenset({Reden.SERVER_ONBEREIKBAAR})


@dataclass(frozen=True, slots=True)
class Gebeurtenis:
    """What happened.

    Attributes:
        soort: "begonnen", "voortgang", "klaar" or "mislukt"; "post", an invitation of this vault moved on; "lid", the
            mailbox of the invitation that this device joins with was looked in.
        gedaan: pieces done, at "voortgang".
        totaal: pieces in all as far as known, 0 when it is not.
        bon: what came in, at "klaar"; also at "mislukt", of what was done before.
        stand: how things stand, at "klaar" and "mislukt".
        fout: what went wrong, at "mislukt"; `services.meldingen.zin` words it.
        lid: how far this device is with joining, at "lid".
    """

    soort: str
    gedaan: int = 0
    totaal: int = 0
    bon: Bon | None = None
    stand: "sync.Stand | None" = None
    fout: ZvhFout | None = None
    lid: Lidstand | None = None


class Achtergrond:
    """Rounds in the background, for as long as a vault is open.

    Every method may be called from any thread. `stop` has to come before the vault is closed.
    """

    def __init__(
        self,
        kluis: Vault,
        *,
        klok: Klok,
        willekeur: Willekeur,
        maak_transport: Callable[[str], Transport],
        bij: Callable[[Gebeurtenis], object],
        tempo: Tempo = GRENZEN,
        tik: Callable[[], float] = time.monotonic,
    ) -> None:
        """Prepare; nothing runs before `begin`.

        Args:
            kluis: the open vault; the thread opens a store of its own.
            klok: tells the time.
            willekeur: gives randomness.
            maak_transport: makes the way to a server from its address.
            bij: told what happens, on the thread of the rounds; must not take long and must not raise.
            tempo: terms.
            tik: seconds of a clock that never runs back.
        """
        self._kluis, self._klok, self._willekeur = kluis, klok, willekeur
        self._maak_transport, self._bij, self._tik = maak_transport, bij, tik
        self._slot = threading.Condition()
        self._rooster = Rooster(tempo)
        self._gestopt = threading.Event()
        self._draad: threading.Thread | None = None
        self._wekker: threading.Thread | None = None
        self._wektransport: Transport | None = None
        self._los = Letgo()
        self._adres = ""
        self._netwerk = True

    # From outside

    def begin(self) -> None:
        """Start; the first round comes at once."""
        self._draad = threading.Thread(target=self._draai, name="sync", daemon=True)
        self._draad.start()

    def por(self, *, samen: bool = False) -> None:
        """Tell that something was changed here: a round follows when typing rests, or at once for who waits for it."""
        with self._slot:
            self._rooster = self._rooster.gewijzigd(self._tik(), samen=samen)
            self._slot.notify()

    def nu(self) -> None:
        """A person wants a round now."""
        with self._slot:
            self._rooster = self._rooster.gevraagd()
            self._slot.notify()

    def netwerk(self, aanwezig: bool) -> None:
        """Tell whether there is a network; when it comes back a round follows at once."""
        with self._slot:
            if aanwezig and not self._netwerk:
                self._rooster = self._rooster.netwerk_terug()
            self._netwerk = aanwezig
            self._slot.notify()

    def stop(self, wacht_s: float = 30.0) -> bool:
        """End: what is being written here is written whole, the network is not waited for.

        Returns:
            Whether the thread that holds the vault ended in time. The one that listens holds nothing of it.
        """
        self._gestopt.set()
        self._los.loose()
        with self._slot:
            self._slot.notify_all()
            transport = self._wektransport
        if transport is not None:
            transport.sluit()
        if self._draad is not None:
            self._draad.join(wacht_s)
        return self._draad is None or not self._draad.is_alive()

    # The thread of the rounds

    def _draai(self) -> None:
        transport: Transport | None = None
        wp: Werkplek | None = None
        try:
            wp = Werkplek(self._kluis.store(), self._klok, self._willekeur, self._kluis)
            while self._wacht_op_tijd():
                adres = _adres(wp)
                if transport is not None and adres != self._adres:
                    transport.sluit()
                    transport = None
                if not adres:
                    self._gelukt()
                    continue
                if transport is None:
                    transport = self._bereik(adres)
                if transport is not None and not self._ronde(wp, transport):
                    transport.sluit()
                    transport = None
        except Exception as fout:
            # The edge of a thread: the vault is whole, only syncing by itself ends.
            _log.fout("syncen op de achtergrond hield op", fout)
            ours = fout if isinstance(fout, ZvhFout) else Omstandigheid(Reden.INTERNE_FOUT)
            self._bij(Gebeurtenis("mislukt", fout=ours))
        finally:
            if transport is not None:
                transport.sluit()
            if wp is not None:
                wp.store.close()

    def _bereik(self, adres: str) -> Transport | None:
        """Make the way to the server; None when it is not to be had now."""
        self._adres = adres
        try:
            return self._los.transport(lambda: self._maak_transport(adres))
        except ZvhFout as fout:
            self._mislukt(Gebeurtenis("mislukt", fout=fout), fout)
            return None

    def _mislukt(self, wat: Gebeurtenis, fout: ZvhFout) -> None:
        """Wait longer, and tell; nobody is told of what ended because it was stopped."""
        if self._gestopt.is_set():
            return
        if fout.reden not in _WEG:
            _log.waarschuwing("ronde niet gelukt", fout)
        toeval = int.from_bytes(self._willekeur.bytes(4), "big") / 0xFFFFFFFF
        with self._slot:
            self._rooster = self._rooster.gefaald(self._tik(), toeval)
        self._bij(wat)

    def _wacht_op_tijd(self) -> bool:
        """Wait until a round is due; False when it is over."""
        with self._slot:
            while not self._gestopt.is_set():
                if self._rooster.is_tijd(self._tik()):
                    self._rooster = self._rooster.begonnen()
                    return True
                self._slot.wait(min(max(self._rooster.wanneer() - self._tik(), 0.01), _KIJK_S * 60))
        return False

    def _gelukt(self) -> None:
        with self._slot:
            self._rooster = self._rooster.gelukt(self._tik())

    def _ronde(self, wp: Werkplek, transport: Transport) -> bool:
        """A round, or a look in the mailbox while this device is still joining; False when it did not get through."""
        self._bij(Gebeurtenis("begonnen"))
        if not kluissleutels.heeft_regio(wp):
            return self._word_lid(wp, transport)
        try:
            uitkomst = sync.ronde(wp, transport, voortgang=self._voortgang, stop=self._gestopt.is_set)
        except ZvhFout as fout:
            if not self._gestopt.is_set():
                wat = Gebeurtenis("mislukt", bon=sync.bon_tot_hier(fout), stand=sync.stand(wp), fout=fout)
                self._mislukt(wat, fout)
            return False
        self._gelukt()
        if uitkomst.meer and not self._gestopt.is_set():
            self.nu()
        self._bij(Gebeurtenis("klaar", bon=uitkomst.bon, stand=uitkomst.stand))
        self._kijk_post(wp, transport)
        if self._wekker is None or not self._wekker.is_alive():
            self._begin_wekker(wp, self._adres)
        return True

    def _kijk_post(self, wp: Werkplek, transport: Transport) -> None:
        """Answer devices that join; the round before it left a session open."""
        if self._gestopt.is_set() or not kluissleutels.heeft_regiosleutel(wp):
            return
        try:
            verder = toelating.verwerk_post(wp, transport)
        except ZvhFout as fout:
            _log.waarschuwing("postvak niet gelezen", fout)
            return
        if verder:
            self._bij(Gebeurtenis("post"))

    def _word_lid(self, wp: Werkplek, transport: Transport) -> bool:
        try:
            lid = aanmelden.verwerk_post_lid(wp, transport)
        except ZvhFout as fout:
            self._mislukt(Gebeurtenis("mislukt", fout=fout), fout)
            return False
        self._gelukt()
        if lid.fase == "lid":
            self.nu()
        self._bij(Gebeurtenis("lid", lid=lid))
        return True

    def _voortgang(self, gedaan: int, totaal: int) -> None:
        self._bij(Gebeurtenis("voortgang", gedaan, totaal))

    # The thread that listens

    def _begin_wekker(self, wp: Werkplek, adres: str) -> None:
        with self._slot:
            if self._gestopt.is_set():
                return
        meld_aan = sync.aanmelder(wp)
        self._wekker = threading.Thread(target=self._luister, args=(adres, meld_aan), name="wek", daemon=True)
        self._wekker.start()

    def _luister(self, adres: str, meld_aan: Callable[[Transport], None]) -> None:
        transport: Transport | None = None
        try:
            transport = self._maak_transport(adres)
            with self._slot:
                if self._gestopt.is_set():
                    return
                self._wektransport = transport
            meld_aan(transport)
            for _stream, _nr in transport.wek():
                if self._gestopt.is_set():
                    return
                with self._slot:
                    self._rooster = self._rooster.gewekt()
                    self._slot.notify()
        except ZvhFout:
            # Without a call a round still comes at its time, and begins to listen again.
            _log.debug("de server roept niet")
        except Exception as fout:
            _log.fout("luisteren hield op", fout)
        finally:
            if transport is not None:
                transport.sluit()


def _adres(wp: Werkplek) -> str:
    """Return the address of the server of the region, or of the invitation while this device joins; "" for none."""
    if kluissleutels.heeft_regio(wp):
        return sync.serveradres(wp) or ""
    lid = aanmelden.lidstand(wp)
    return lid.server if lid.fase in ("wacht", "woorden") else ""
