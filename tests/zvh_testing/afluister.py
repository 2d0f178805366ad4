"""Everything that goes over the network of this machine, packet by packet: `python afluister.py UIT OPDRACHT…`.

Runs a command in a network of its own, in which nothing but this and what it starts speaks (call it by `unshare -n`),
records every packet on the loopback interface until it ends, and puts the TCP streams together again. UIT gets what
was said, one stream after the other; one JSON line on stdout tells how much that was. The exit code is the command's.
"""

import fcntl
import json
import socket
import struct
import subprocess
import sys
import threading
from pathlib import Path

__all__ = ["PROEF", "TCPstromen", "open_oor"]

PROEF = b"proefzin die over de lijn ging"
"""Said in plain words before the command begins: proves that what is said is heard."""

_ALLES, _IP, _LO = 3, 0x0800, "lo"
_SIOCGIFFLAGS, _SIOCSIFFLAGS, _UP = 0x8913, 0x8914, 1
_SOL_PACKET, _STATISTIEK = 263, 6
_SO_RCVBUFFORCE, _RUIMTE = 33, 256 << 20


class TCPstromen:
    """Puts streams together from packets in any order, each twice or more.

    Attributes:
        pakketten: how many held something.
    """

    def __init__(self) -> None:
        self.pakketten = 0
        self._delen: dict[bytes, dict[int, bytes]] = {}

    def neem(self, frame: bytes) -> None:
        """Take one Ethernet frame."""
        if len(frame) < 34 or struct.unpack_from(">H", frame, 12)[0] != _IP or frame[23] != socket.IPPROTO_TCP:
            return
        ip = frame[14:]
        ip = ip[: struct.unpack_from(">H", ip, 2)[0] or len(ip)]
        tcp = ip[(ip[0] & 15) * 4 :]
        if len(tcp) < 20:
            return
        volg, vlaggen = struct.unpack_from(">I", tcp, 4)[0], tcp[13]
        inhoud = tcp[(tcp[12] >> 4) * 4 :]
        wie = ip[12:20] + tcp[:4]
        if vlaggen & 2:
            # A line that begins: its numbers have nothing to do with those of an earlier one of the same ports.
            self._delen[wie + len(self._delen).to_bytes(8, "big")] = self._delen.pop(wie, {})
            return
        if inhoud:
            self.pakketten += 1
            delen = self._delen.setdefault(wie, {})
            if len(inhoud) > len(delen.get(volg, b"")):
                delen[volg] = inhoud

    def stromen(self) -> tuple[list[bytes], int]:
        """Return what was said on every line in each direction, and how many holes there are in it."""
        uit, gaten = [], 0
        for delen in self._delen.values():
            stroom, tot = bytearray(), None
            for volg in sorted(delen):
                inhoud = delen[volg]
                if tot is not None and volg < tot:
                    inhoud = inhoud[tot - volg :]
                elif tot is not None and volg > tot:
                    gaten += 1
                stroom += inhoud
                tot = max(tot or 0, volg + len(delen[volg]))
            uit.append(bytes(stroom))
        return uit, gaten


def open_oor() -> socket.socket:
    """Return a socket that gets every packet; for root with room for all of them, else as much as is allowed.

    Raises:
        OSError: that is not permitted.
    """
    oor = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(_ALLES))
    try:
        oor.setsockopt(socket.SOL_SOCKET, _SO_RCVBUFFORCE, _RUIMTE)
    except OSError:
        oor.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _RUIMTE)
    return oor


def _zet_aan() -> None:
    """A new network has its loopback interface down."""
    with socket.socket() as sok:
        vraag = struct.pack("16sH14x", _LO.encode(), 0)
        (vlaggen,) = struct.unpack_from("H", fcntl.ioctl(sok, _SIOCGIFFLAGS, vraag), 16)
        fcntl.ioctl(sok, _SIOCSIFFLAGS, struct.pack("16sH14x", _LO.encode(), vlaggen | _UP))


def _zeg() -> None:
    with socket.create_server(("127.0.0.1", 0)) as luister, socket.create_connection(luister.getsockname()) as sok:
        ander, _ = luister.accept()
        with ander:
            sok.sendall(PROEF)
            assert ander.recv(100) == PROEF


def main() -> int:
    """Record until the command ends."""
    uit, opdracht = Path(sys.argv[1]), sys.argv[2:]
    _zet_aan()
    stromen, klaar = TCPstromen(), threading.Event()
    with open_oor() as oor:
        oor.bind((_LO, 0))
        oor.settimeout(0.2)

        def luister() -> None:
            while True:
                try:
                    stromen.neem(oor.recv(1 << 17))
                except TimeoutError:
                    if klaar.is_set():
                        return

        draad = threading.Thread(target=luister)
        draad.start()
        _zeg()
        # Its own interpreter: what it does does not keep this one from listening.
        code = subprocess.run(opdracht, stdout=sys.stderr, check=False).returncode
        klaar.set()
        draad.join()
        _, gemist = struct.unpack("II", oor.getsockopt(_SOL_PACKET, _STATISTIEK, 8))
    alle, gaten = stromen.stromen()
    uit.write_bytes(b"\n\n".join(alle))
    getal = {"pakketten": stromen.pakketten, "stromen": len(alle), "bytes": sum(map(len, alle))}
    print(json.dumps({**getal, "gaten": gaten, "gemist": gemist}), flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
