"""What the region has certified, as one worker knows it: read again as soon as any worker adds a statement."""

import threading
from collections.abc import Sequence
from typing import Final

from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.statements import (
    RegionBegin,
    Regiostand,
    Regiostuk,
    ServerCert,
    Toestelstand,
    accept_statement,
)
from zvh_desktop.server.storage import REGIO, NieuwStuk, Opslag, OpslagStuk, Soort

__all__ = ["MAX_STUKKEN", "Regio"]

MAX_STUKKEN: Final = 500
"""Most statements in one request."""

_STUK: Final = 4 * 1024 * 1024
_HOUDBAAR_MS: Final = 10_000


class Regio:
    """The statements of the region; safe to use from any thread."""

    def __init__(self, opslag: Opslag) -> None:
        self._opslag = opslag
        self._slot = threading.Lock()
        self._gelezen = 0
        self._stukken: list[Regiostuk] = []
        self._begin: RegionBegin | None = None
        self._stand = Regiostand(None, {}, {}, (), 0)

    def stand(self, nu_ms: int) -> Regiostand:
        """Return how everything stands now; asks the store whether anything was added."""
        laatste = self._opslag.regio_laatste()
        with self._slot:
            if laatste < self._gelezen:
                # Another store than a moment ago: what was certified in the old one counts for nothing.
                self._gelezen, self._stukken, self._begin = 0, [], None
            nieuw = laatste > self._gelezen
            while self._gelezen < laatste:
                self._lees_bij()
            if nieuw or not 0 <= nu_ms - self._stand.nu_ms < _HOUDBAAR_MS:
                self._stand = Regiostand.van(self._stukken, nu_ms=nu_ms)
            return self._stand

    def _lees_bij(self) -> None:
        bereik = self._opslag.regio(self._gelezen, _STUK)
        if not bereik.stukken:
            raise OpslagStuk("regio")
        for nr, wire in bereik.stukken:
            try:
                stuk = accept_statement(wire, self._begin)
            except ProtocolFout as fout:
                # Checked when it was accepted: somebody wrote in the database.
                raise OpslagStuk("regio") from fout
            if self._begin is None and isinstance(stuk.inhoud, RegionBegin):
                self._begin = stuk.inhoud
            self._stukken.append(stuk)
            self._gelezen = nr

    def verwacht(self, toestel: bytes, nu_ms: int) -> Toestelstand:
        """Return a device in good standing at this moment.

        Raises:
            ProtocolFout: TOESTEL_ONBEKEND, TOESTEL_INGETROKKEN or TOESTEL_VERLOPEN.
        """
        return self.stand(nu_ms).verwacht(toestel.hex())

    def region_id(self, nu_ms: int) -> bytes | None:
        """Return the id of the region, None when there is none yet."""
        begin = self.stand(nu_ms).begin
        return None if begin is None else bytes.fromhex(begin.region)

    def server_cert(self, server_id: str, teken: bytes, nu_ms: int) -> bytes | None:
        """Return the certificate of this server as the region signed it, the newest that holds now."""
        self.stand(nu_ms)
        with self._slot:
            gevonden = [
                (stuk.inhoud.van, stuk.wire)
                for stuk in self._stukken
                if isinstance(stuk.inhoud, ServerCert)
                and stuk.inhoud.server_id == server_id
                and stuk.inhoud.teken == teken
                and stuk.inhoud.van <= nu_ms < stuk.inhoud.tot
            ]
        return max(gevonden)[1] if gevonden else None

    def voeg_toe(self, wires: Sequence[bytes], nu_ms: int, *, eerste: bool = False) -> int:
        """Keep statements that the region's key signed; those that are there cost nothing.

        Args:
            wires: as they came, parents in any order.
            nu_ms: now.
            eerste: the caller may bring the beginning of a region to a server that has none.

        Returns:
            How many were new.

        Raises:
            ProtocolFout: one of them is not of this region; nothing was kept.
        """
        if len(wires) > MAX_STUKKEN:
            raise ProtocolFout(Weigering.TE_GROOT, "regio")
        self.stand(nu_ms)
        begin = self._begin
        if begin is None and not eerste:
            raise ProtocolFout(Weigering.SESSIE, "regio")
        stukken: list[Regiostuk] = []
        for wire in wires:
            stuk = accept_statement(wire, begin)
            if begin is None and isinstance(stuk.inhoud, RegionBegin):
                begin = stuk.inhoud
            stukken.append(stuk)
        with self._opslag.schrijf(op_slot=[REGIO]) as t:
            stroom = t.stroom(REGIO)
            if stroom is None or (self._begin is None and stroom.laatste):
                # Another worker was first with another beginning.
                raise ProtocolFout(Weigering.HERHALING, "regio")
            gezien: set[bytes] = set()
            for stuk in stukken:
                if stuk.id not in gezien and t.los(stroom.id, stuk.id) is None:
                    t.voeg_toe(stroom, NieuwStuk(Soort.REGIOSTUK, None, None, stuk.id, stuk.wire), nu_ms)
                    gezien.add(stuk.id)
        return len(gezien)
