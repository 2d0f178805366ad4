"""Read the fields of a map that came over the wire: each one present, of its type and size, and no others."""

from collections.abc import Iterable, Mapping
from typing import Any

from zvh_desktop.protocol.errors import ProtocolFout, Weigering

__all__ = ["Velden", "hex_bytes"]

_MAX_MS = (1 << 48) - 1


def hex_bytes(tekst: str, lengte: int) -> bytes:
    """Return the bytes of an id that is kept as lower-case hex.

    Raises:
        ProtocolFout: ONLEESBAAR when it is not exactly that.
    """
    try:
        ruw = bytes.fromhex(tekst)
    except ValueError as fout:
        raise ProtocolFout(Weigering.ONLEESBAAR, "hex") from fout
    if len(ruw) != lengte or ruw.hex() != tekst:
        raise ProtocolFout(Weigering.ONLEESBAAR, "hex")
    return ruw


class Velden:
    """A map whose fields are asked for by name and kind; every wrong one raises ONLEESBAAR."""

    __slots__ = ("_velden", "_waar")

    def __init__(self, velden: Any, namen: Iterable[Any], waar: str) -> None:
        if not isinstance(velden, dict) or set(velden) != set(namen):
            raise ProtocolFout(Weigering.ONLEESBAAR, waar)
        self._velden: Mapping[Any, Any] = velden
        self._waar = waar

    def _fout(self, naam: Any) -> ProtocolFout:
        return ProtocolFout(Weigering.ONLEESBAAR, f"{self._waar}.{naam}")

    def octets(self, naam: Any, lengte: int | None = None, *, max_lengte: int = 4096) -> bytes:
        """A byte string of a fixed length, or up to `max_lengte`."""
        waarde = self._velden[naam]
        if type(waarde) is not bytes or len(waarde) > max_lengte or (lengte is not None and len(waarde) != lengte):
            raise self._fout(naam)
        return waarde

    def hex(self, naam: Any, lengte: int) -> str:
        """A byte string of a fixed length, as lower-case hex."""
        return self.octets(naam, lengte).hex()

    def text(self, naam: Any, *, max_lengte: int = 256) -> str:
        """A text."""
        waarde = self._velden[naam]
        if type(waarde) is not str or len(waarde) > max_lengte:
            raise self._fout(naam)
        return waarde

    def number(self, naam: Any, laagste: int = 0, hoogste: int = _MAX_MS) -> int:
        """An integer within bounds."""
        waarde = self._velden[naam]
        if type(waarde) is not int or not laagste <= waarde <= hoogste:
            raise self._fout(naam)
        return waarde

    def hashes(self, naam: Any, *, max_aantal: int = 64) -> tuple[bytes, ...]:
        """A sorted list of different hashes of 32 bytes."""
        waarde = self._velden[naam]
        if not isinstance(waarde, list) or len(waarde) > max_aantal:
            raise self._fout(naam)
        if any(type(deel) is not bytes or len(deel) != 32 for deel in waarde) or sorted(set(waarde)) != waarde:
            raise self._fout(naam)
        return tuple(waarde)

    def heads(self, naam: Any, id_bytes: int, *, max_aantal: int = 4096) -> dict[str, tuple[int, bytes]]:
        """A map from id to [number from 1 up, hash of 32 bytes], with hex ids."""
        waarde = self._velden[naam]
        if not isinstance(waarde, dict) or len(waarde) > max_aantal:
            raise self._fout(naam)
        uit: dict[str, tuple[int, bytes]] = {}
        for sleutel, kop in waarde.items():
            match kop:
                case [int(nr), bytes(hash_)] if type(nr) is int and 0 < nr <= _MAX_MS and len(hash_) == 32:
                    pass
                case _:
                    raise self._fout(naam)
            if type(sleutel) is not bytes or len(sleutel) != id_bytes:
                raise self._fout(naam)
            uit[sleutel.hex()] = (nr, hash_)
        return uit

    def items(self, naam: Any, *, max_aantal: int) -> list[Any]:
        """A list of anything, to be read further."""
        waarde = self._velden[naam]
        if not isinstance(waarde, list) or len(waarde) > max_aantal:
            raise self._fout(naam)
        return waarde
