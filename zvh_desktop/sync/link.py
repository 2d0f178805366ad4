"""A session with one server: who it is, logging in, and once more when the session ran out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, ParamSpec, TypeVar

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.ports import Serverinfo, Transport
from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.receipts import Receipt, read_receipt, sign_session
from zvh_desktop.protocol.statements import Regiostand, ServerCert, accept_statement
from zvh_desktop.store.sync_keys import Toestelsleutels

__all__ = ["PROTOCOL", "VREEMD", "Link", "check_receipt", "check_server"]

_KLOK_VERS_MS: Final = 10 * 60 * 1000
"""So long a comparison of the clocks holds."""

P = ParamSpec("P")
T = TypeVar("T")

PROTOCOL = (1, 1)
"""Lowest and highest version of the protocol that this program speaks."""

VREEMD: Final = frozenset({Weigering.TOESTEL_ONBEKEND.value, Weigering.TOESTEL_VERLOPEN.value})
"""Refusals of a whole request by a server that lacks the certificate of this device."""


def check_server(info: Serverinfo, stand: Regiostand) -> bytes | None:
    """Check that a server speaks our language and is of our region.

    Returns:
        Its certificate as it travels, when the region signed it and it is not known here yet.

    Raises:
        Omstandigheid: EERST_BIJWERKEN, no version in common; SERVER_ONVERTROUWD, of another region or not certified.
    """
    laagst, hoogst = info.versies
    if laagst > PROTOCOL[1] or hoogst < PROTOCOL[0]:
        raise Omstandigheid(Reden.EERST_BIJWERKEN, laagst=laagst, hoogst=hoogst)
    if stand.begin is None or info.regio is None or info.regio.hex() != stand.begin.region:
        raise Omstandigheid(Reden.SERVER_ONVERTROUWD, oorzaak="regio")
    if info.server_id.hex() in stand.server_sleutels():
        return None
    try:
        stuk = accept_statement(info.server_cert or b"", stand.begin)
    except ProtocolFout:
        raise Omstandigheid(Reden.SERVER_ONVERTROUWD, oorzaak="certificaat") from None
    if not isinstance(stuk.inhoud, ServerCert) or stuk.inhoud.server_id != info.server_id.hex():
        raise Omstandigheid(Reden.SERVER_ONVERTROUWD, oorzaak="certificaat")
    return stuk.wire


def check_receipt(wire: bytes, stand: Regiostand, toestel: str) -> Receipt:
    """Read a receipt and check that a certified server signed it for this device.

    Raises:
        Omstandigheid: SERVER_ONVERTROUWD; nothing counts as sent then.
    """
    try:
        bon = read_receipt(wire)
        bon.verify(stand.server_sleutels().get(bon.server_id, bytes(32)))
    except ProtocolFout:
        raise Omstandigheid(Reden.SERVER_ONVERTROUWD, oorzaak="ontvangstbewijs") from None
    if bon.toestel != toestel:
        raise Omstandigheid(Reden.SERVER_ONVERTROUWD, oorzaak="ontvangstbewijs")
    return bon


@dataclass(slots=True)
class Link:
    """One way to a server, with a session that is opened when it is needed; may outlive a round.

    Attributes:
        transport: the way.
        info: what the server said of itself, once it was asked.
        aangemeld: as which device a session was opened, "" when none was.
        klok: when the clocks were last compared (ms UTC by this device), and how far this one was ahead then.
    """

    transport: Transport
    info: Serverinfo | None = None
    aangemeld: str = ""
    klok: tuple[int, int | None] | None = None

    def ahead(self, nu_ms: int) -> int | None:
        """Return by how many ms the clock of this device is ahead of the server's, None when the server does not say.

        Asked anew when a while has passed by this clock, and so at once when it was set.
        """
        if self.klok is None or not 0 <= nu_ms - self.klok[0] < _KLOK_VERS_MS:
            server_ms = self.transport.info().nu_ms
            self.klok = nu_ms, None if server_ms is None else nu_ms - server_ms
        return self.klok[1]

    def who(self) -> Serverinfo:
        """Return what the server says of itself; asked once."""
        if self.info is None:
            self.info = self.transport.info()
        return self.info

    def log_in(self, sleutels: Toestelsleutels, eigen: Sequence[bytes] = ()) -> None:
        """Open a session.

        Args:
            sleutels: of this device.
            eigen: certificates of this device; the last is shown to a server that does not know the device (any more).
        """
        try:
            self._open(sleutels)
        except Omstandigheid as fout:
            if fout.gegevens.get("code") not in VREEMD or not eigen:
                raise
            self.transport.stuur_statements(eigen[-1:])
            self._open(sleutels)

    def _open(self, sleutels: Toestelsleutels) -> None:
        toestel = bytes.fromhex(sleutels.toestel)
        nonce = self.transport.vraag_sessie(toestel)
        handtekening = sign_session(sleutels.teken, nonce, self.who().server_id.hex())
        self.transport.open_sessie(toestel, nonce, handtekening)
        self.aangemeld = sleutels.toestel

    def ask(self, sleutels: Toestelsleutels, vraag: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call a method of the transport within a session; a session that ran out is opened again, once."""
        if self.aangemeld != sleutels.toestel:
            self.log_in(sleutels)
        try:
            return vraag(*args, **kwargs)
        except Omstandigheid as fout:
            if fout.reden is not Reden.SERVER_WEIGERT or fout.gegevens.get("code") != Weigering.SESSIE.value:
                raise
        self.log_in(sleutels)
        return vraag(*args, **kwargs)
