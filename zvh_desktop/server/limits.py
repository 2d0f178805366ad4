"""What one client may ask of the server: how often, how much, how slowly."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any, Final

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

__all__ = ["Emmers", "Lezer", "TeGroot", "TeTraag", "TeVol", "Voorraad", "ZvhHttp"]

_MEESTE: Final = 20_000


class TeGroot(Exception):
    """More bytes than this request may have."""


class TeTraag(Exception):
    """The client keeps us waiting."""


class TeVol(Exception):
    """Too many bytes of all clients together are under way."""


class Emmers:
    """A token bucket per name (a device, an address), in memory; the names used longest ago are forgotten."""

    def __init__(self, per_minuut: int) -> None:
        self._per_s = per_minuut / 60
        self._inhoud = float(max(1, per_minuut // 4))
        self._emmers: OrderedDict[object, tuple[float, float]] = OrderedDict()

    def neem(self, naam: object, nu_s: float) -> float:
        """Take one token; return 0, or after how many seconds there will be one."""
        over, sinds = self._emmers.pop(naam, (self._inhoud, nu_s))
        over = min(self._inhoud, over + max(0.0, nu_s - sinds) * self._per_s)
        wacht = 0.0 if over >= 1 else (1 - over) / self._per_s
        self._emmers[naam] = (over - 1 if over >= 1 else over, nu_s)
        if len(self._emmers) > _MEESTE:
            self._emmers.popitem(last=False)
        return wacht


class Voorraad:
    """The bytes of request bodies in the memory of this worker, all together."""

    def __init__(self, hoogstens: int) -> None:
        self._hoogstens, self._nu = hoogstens, 0

    def neem(self, aantal: int) -> None:
        """Take room.

        Raises:
            TeVol.
        """
        if self._nu + aantal > self._hoogstens:
            raise TeVol
        self._nu += aantal

    def geef(self, aantal: int) -> None:
        """Give room back."""
        self._nu -= aantal


class Lezer:
    """Reads the body of one request: counted while it comes in, whatever its headers say of it."""

    def __init__(
        self,
        ontvang: Callable[[], Awaitable[Any]],
        *,
        hoogstens: int,
        stilte_s: float,
        traagst: int,
        voorraad: Voorraad,
    ) -> None:
        self._ontvang, self._hoogstens, self._stilte_s, self._traagst = ontvang, hoogstens, stilte_s, traagst
        self._voorraad = voorraad
        self.aantal = 0

    async def alles(self) -> bytes:
        """Return the body.

        Raises:
            TeGroot, TeTraag, TeVol; ConnectionError when the client went away.
        """
        delen: list[bytes] = []
        klok = asyncio.get_running_loop().time
        begin = klok()
        while True:
            try:
                # Not `wait_for`: that makes a task for every part that comes in.
                async with asyncio.timeout(self._stilte_s):
                    bericht = await self._ontvang()
            except TimeoutError:
                raise TeTraag from None
            if bericht["type"] == "http.disconnect":
                raise ConnectionError
            deel = bericht.get("body", b"")
            if self.aantal + len(deel) > self._hoogstens:
                raise TeGroot
            self._voorraad.neem(len(deel))
            self.aantal += len(deel)
            delen.append(deel)
            if not bericht.get("more_body", False):
                return b"".join(delen)
            voorbij = klok() - begin - self._stilte_s
            if voorbij > 0 and self.aantal < voorbij * self._traagst:
                raise TeTraag

    def geef_terug(self) -> None:
        """The body is not needed any more."""
        self._voorraad.geef(self.aantal)


class ZvhHttp(HttpToolsProtocol):
    """HTTP of uvicorn, with a term and a size for the head of a request: without them a slow line costs nothing.

    The limits come from the state that the app gives at its start: `zvh_kop_s`, `zvh_max_kop`; `zvh_stop` is called
    when the server begins to stop.
    """

    _wekker: asyncio.TimerHandle | None = None
    _in_kop = True
    _kop_bytes = 0
    _dicht = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Start waiting for a head."""
        super().connection_made(transport)
        self._begin_kop()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._stop_wekker()
        super().connection_lost(exc)

    def _begin_kop(self) -> None:
        self._in_kop, self._kop_bytes = True, 0
        self._stop_wekker()
        self._wekker = self.loop.call_later(self.app_state.get("zvh_kop_s", 10), self._te_laat)

    def _stop_wekker(self) -> None:
        if self._wekker is not None:
            self._wekker.cancel()
            self._wekker = None

    def _te_laat(self) -> None:
        if not self.transport.is_closing():
            self._weiger(b"408 Request Timeout")

    def _weiger(self, regel: bytes) -> None:
        self._dicht = True
        self.transport.write(b"HTTP/1.1 " + regel + b"\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
        self.transport.close()

    def data_received(self, data: bytes) -> None:
        """Count while the head is not complete."""
        if self._dicht:
            return
        if self._in_kop:
            self._kop_bytes += len(data)
        super().data_received(data)
        if self._in_kop and not self._dicht and self._kop_bytes > self.app_state.get("zvh_max_kop", 16_384):
            self._weiger(b"431 Request Header Fields Too Large")

    def on_message_begin(self) -> None:
        """A request begins: on a line that was open already, its head has a term of its own."""
        super().on_message_begin()
        if self._wekker is None:
            self._begin_kop()

    def on_headers_complete(self) -> None:
        """The head is there."""
        self._in_kop = False
        self._stop_wekker()
        groot = len(self.url) + sum(len(naam) + len(waarde) for naam, waarde in self.headers)
        if groot > self.app_state.get("zvh_max_kop", 16_384):
            self._weiger(b"431 Request Header Fields Too Large")
            return
        try:
            httptools.parse_url(self.url)
        except httptools.HttpParserInvalidURLError:
            self._weiger(b"400 Bad Request")
            return
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Take in a part of the body, unless the request was refused."""
        if not self._dicht:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is complete, unless it was refused."""
        if not self._dicht:
            super().on_message_complete()

    def shutdown(self) -> None:
        """The server stops: who listens for events is let go at once, who is being answered gets the answer."""
        stop = self.app_state.get("zvh_stop")
        if stop is not None:
            stop()
        super().shutdown()
