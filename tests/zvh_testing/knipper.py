"""A line that can be cut: forwards TCP to a server, and cuts after a given number of bytes; keeps what passed."""

import contextlib
import socket
import threading
from types import TracebackType

__all__ = ["Knipper"]


class Knipper:
    """Stands between a client and a server on this machine.

    Attributes:
        poort: where the client connects.
        door: bytes that passed in the direction that counts, since the last `knip_na`.
        verkeer: everything that passed since the beginning.
        keren: how often the line was cut.
    """

    def __init__(self, naar: int) -> None:
        """Begin to listen; `naar` is the port of the server."""
        self._naar = naar
        self._luister = socket.create_server(("127.0.0.1", 0))
        self.poort: int = self._luister.getsockname()[1]
        self._slot = threading.Lock()
        self._over: int | None = None
        self._kant = ""
        self._open: set[socket.socket] = set()
        self._dicht = False
        self.door = 0
        self.keren = 0
        self.verkeer = bytearray()
        threading.Thread(target=self._neem_aan, daemon=True).start()

    def __enter__(self) -> "Knipper":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.sluit()

    def knip_na(self, bytes_: int | None, kant: str = "") -> None:
        """Let so many bytes through from now on and cut once; None lets everything through.

        Args:
            bytes_: how many.
            kant: "heen" counts what the client sends, "terug" what the server sends, "" both ways together.
        """
        with self._slot:
            self._over, self._kant, self.door = bytes_, kant, 0

    def zet_naar(self, poort: int) -> None:
        """Forward to another port from now on."""
        self._naar = poort

    def _neem_aan(self) -> None:
        while not self._dicht:
            try:
                client, _ = self._luister.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(("127.0.0.1", self._naar))
            except OSError:
                client.close()
                continue
            for s in (client, server):
                # Both programs send at once; this line holds nothing up either.
                s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._slot:
                self._open |= {client, server}
            for van, naar, kant in ((client, server, "heen"), (server, client, "terug")):
                threading.Thread(target=self._stroom, args=(van, naar, kant), daemon=True).start()

    def _stroom(self, van: socket.socket, naar: socket.socket, kant: str) -> None:
        try:
            while data := van.recv(65536):
                with self._slot:
                    telt = self._kant in ("", kant)
                    knip = telt and self._over is not None and len(data) >= self._over
                    if knip:
                        data = data[: self._over]
                        self._over = None
                        self.keren += 1
                    elif telt and self._over is not None:
                        self._over -= len(data)
                    if telt:
                        self.door += len(data)
                    self.verkeer += data
                if data:
                    naar.sendall(data)
                if knip:
                    break
        except OSError:
            pass
        finally:
            with self._slot:
                self._open -= {van, naar}
            for s in (van, naar):
                with contextlib.suppress(OSError):
                    s.shutdown(socket.SHUT_RDWR)
                s.close()

    def sluit(self) -> None:
        """Stop listening and end every line."""
        self._dicht = True
        # Closing alone does not wake a thread that accepts.
        with contextlib.suppress(OSError):
            self._luister.shutdown(socket.SHUT_RDWR)
        self._luister.close()
        with self._slot:
            lijnen = list(self._open)
        for s in lijnen:
            with contextlib.suppress(OSError):
                s.shutdown(socket.SHUT_RDWR)
