"""Waking: who listens hears which stream grew, up to which number, as server-sent events; nothing else is told."""

import asyncio
import json
import threading
from collections.abc import AsyncGenerator, Callable
from typing import Final

from zvh_desktop.protocol.errors import ProtocolFout
from zvh_desktop.server.region import Regio
from zvh_desktop.server.storage import REGIO, TOEGANG, Opslag, OpslagFout

__all__ = ["Wekker"]

_ADEM_S: Final = 0.02
"""Events that come within this time are told together."""

Gebeurtenis = tuple[bytes, int]


class _Luisteraar:
    """One open line. Belongs to the loop."""

    def __init__(self, toestel: bytes) -> None:
        self.toestel = toestel
        self.wacht: dict[bytes, int] = {}
        self.sein = asyncio.Event()
        self.weg = False

    def zeg(self, naam: bytes, nr: int) -> None:
        self.wacht[naam] = max(nr, self.wacht.get(naam, 0))
        self.sein.set()

    def sluit(self) -> None:
        self.weg = True
        self.sein.set()


class Wekker:
    """The lines of one worker, and the thread that hears what any worker adds."""

    def __init__(
        self,
        opslag: Opslag,
        regio: Regio,
        *,
        hoogstens: int,
        per_toestel: int,
        hartslag_s: float,
        nu_ms: Callable[[], int],
        geteld: Callable[[int], None],
    ) -> None:
        """Hold the parts; `geteld` hears how many lines are open."""
        self._opslag, self._regio, self._nu_ms, self._geteld = opslag, regio, nu_ms, geteld
        self._hoogstens, self._per_toestel, self._hartslag_s = hoogstens, per_toestel, hartslag_s
        self._lijnen: dict[bytes, list[_Luisteraar]] = {}
        self._aantal = 0
        self._wachtrij: dict[bytes, int] = {}
        self._alles = False
        self._sein = asyncio.Event()
        self._stop = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._draad: threading.Thread | None = None
        self._taak: asyncio.Task[None] | None = None

    # Life

    def begin(self) -> None:
        """Start listening to the store; called on the loop."""
        self._loop = asyncio.get_running_loop()
        self._taak = self._loop.create_task(self._verdeel())
        self._draad = threading.Thread(
            target=self._opslag.luister, args=(self._hoor, self._stop.is_set), name="zvh-wek", daemon=True
        )
        self._draad.start()

    def laat_los(self) -> None:
        """Close every line; called on the loop when the server begins to stop."""
        self._hoogstens = 0
        for rij in self._lijnen.values():
            for lijn in rij:
                lijn.sluit()

    async def sluit(self) -> None:
        """Stop everything."""
        self.laat_los()
        self._stop.set()
        if self._taak is not None:
            self._taak.cancel()
            await asyncio.gather(self._taak, return_exceptions=True)
        if self._draad is not None:
            await asyncio.to_thread(self._draad.join, 10)

    # Hearing

    def _hoor(self, gebeurd: list[Gebeurtenis] | None) -> None:
        """From the thread of the store."""
        if self._loop is None or self._loop.is_closed():
            return
        try:
            self._loop.call_soon_threadsafe(self.meld, gebeurd)
        except RuntimeError:
            # The loop closed between the question and the call: nobody listens any more.
            return

    def meld(self, gebeurd: list[Gebeurtenis] | None) -> None:
        """Tell that streams grew, or (None) that something may have been missed; called on the loop."""
        if gebeurd is None:
            self._alles = True
        else:
            for naam, nr in gebeurd:
                self._wachtrij[naam] = max(nr, self._wachtrij.get(naam, 0))
        self._sein.set()

    async def _verdeel(self) -> None:
        while True:
            await self._sein.wait()
            await asyncio.sleep(_ADEM_S)
            self._sein.clear()
            wachtrij, self._wachtrij = self._wachtrij, {}
            alles, self._alles = self._alles, False
            if self._lijnen and (wachtrij or alles):
                await self._vertel(wachtrij, alles=alles)

    async def _vertel(self, wachtrij: dict[bytes, int], *, alles: bool) -> None:
        streams = [naam for naam in wachtrij if len(naam) == 16]
        volgers: dict[bytes, set[bytes]] = {}
        if streams:
            try:
                volgers = await asyncio.to_thread(self._opslag.volgers, streams)
            except OpslagFout:
                # Who may hear it cannot be asked now; everybody looks once.
                alles = True
        for naam, nr in wachtrij.items():
            if naam == REGIO:
                for rij in self._lijnen.values():
                    for lijn in rij:
                        lijn.zeg(REGIO, nr)
            elif naam.startswith(TOEGANG):
                self._zeg(naam.removeprefix(TOEGANG), TOEGANG, nr)
            else:
                for toestel in volgers.get(naam, ()):
                    self._zeg(toestel, naam, nr)
        if alles:
            for toestel in list(self._lijnen):
                self._zeg(toestel, b"", 0)

    def _zeg(self, toestel: bytes, naam: bytes, nr: int) -> None:
        for lijn in self._lijnen.get(toestel, ()):
            lijn.zeg(naam, nr)

    # Lines

    @property
    def vol(self) -> bool:
        """Whether there is no room for another line."""
        return self._aantal >= self._hoogstens

    async def lijn(self, toestel: bytes) -> AsyncGenerator[bytes]:
        """Yield events for one device until it is revoked, the line makes room or the server stops."""
        lijn = _Luisteraar(toestel)
        rij = self._lijnen.setdefault(toestel, [])
        rij.append(lijn)
        # A device that lost its line without us noticing comes back: the oldest one is the dead one.
        for oude in [deel for deel in rij if not deel.weg][: -self._per_toestel]:
            oude.sluit()
        self._tel(1)
        try:
            # What came between the last pull and the opening of this line is not missed.
            yield _regel(b"", 0)
            while True:
                try:
                    await asyncio.wait_for(lijn.sein.wait(), self._hartslag_s)
                except TimeoutError:
                    yield b": -\n\n"
                lijn.sein.clear()
                if lijn.weg or not await asyncio.to_thread(self._staat_goed, toestel):
                    return
                wacht, lijn.wacht = lijn.wacht, {}
                if wacht:
                    yield b"".join(_regel(naam, nr) for naam, nr in wacht.items())
        finally:
            rij.remove(lijn)
            if not rij:
                self._lijnen.pop(toestel, None)
            self._tel(-1)

    def _tel(self, verschil: int) -> None:
        self._aantal += verschil
        self._geteld(self._aantal)

    def _staat_goed(self, toestel: bytes) -> bool:
        try:
            self._regio.verwacht(toestel, self._nu_ms())
        except ProtocolFout:
            return False
        except OpslagFout:
            # The store is away for a moment: that is no reason to let everybody dial again.
            return True
        return True


def _regel(naam: bytes, nr: int) -> bytes:
    return b"data: " + json.dumps({"stream": naam.hex(), "volgnr": nr}).encode() + b"\n\n"
