"""Sessions: a nonce that is used once, signed by the device's key, gives a token that lives for minutes."""

import base64
import binascii
import hashlib
import hmac
import secrets
from typing import Final

from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.receipts import check_session
from zvh_desktop.server.region import Regio
from zvh_desktop.server.storage import Opslag

__all__ = ["NONCE_BYTES", "Sessies"]

NONCE_BYTES: Final = 48
_TIJD: Final = 6


class Sessies:
    """Gives out nonces and tokens; every worker with the same secret knows those of the others.

    A nonce carries its own term and seal, so that asking for one writes nothing; only its use is kept.
    """

    def __init__(
        self, opslag: Opslag, regio: Regio, *, server_id: str, geheim: bytes, sessie_s: int, nonce_s: int
    ) -> None:
        self._opslag, self._regio, self._server_id = opslag, regio, server_id
        self._geheim, self._sessie_ms, self._nonce_ms = geheim, sessie_s * 1000, nonce_s * 1000

    def _zegel(self, doel: bytes, inhoud: bytes) -> bytes:
        return hmac.new(self._geheim, b"zvh1|" + doel + b"|" + inhoud, hashlib.sha256).digest()

    def vraag(self, toestel: bytes, nu_ms: int) -> tuple[bytes, int]:
        """Return (nonce, ms UTC until which it is good) for a device; also for one that does not exist."""
        verloopt = nu_ms + self._nonce_ms
        kern = secrets.token_bytes(NONCE_BYTES - _TIJD - 16) + verloopt.to_bytes(_TIJD, "big")
        return kern + self._zegel(b"nonce", kern + toestel)[:16], verloopt

    def open(self, toestel: bytes, nonce: bytes, handtekening: bytes, nu_ms: int) -> tuple[str, int]:
        """Check who asks and return (token, ms UTC until which it is good).

        Raises:
            ProtocolFout: SESSIE, a nonce that is not ours or expired; HERHALING, one that was used;
                HANDTEKENING; what `Regio.verwacht` raises.
        """
        kern, zegel = nonce[:-16], nonce[-16:]
        if len(nonce) != NONCE_BYTES or not hmac.compare_digest(self._zegel(b"nonce", kern + toestel)[:16], zegel):
            raise ProtocolFout(Weigering.SESSIE, "nonce")
        verloopt = int.from_bytes(kern[-_TIJD:], "big")
        if not nu_ms < verloopt <= nu_ms + self._nonce_ms:
            raise ProtocolFout(Weigering.SESSIE, "nonce")
        stand = self._regio.verwacht(toestel, nu_ms)
        check_session(stand.cert.teken, nonce, self._server_id, handtekening)
        with self._opslag.schrijf() as t:
            if not t.gebruik_nonce(nonce, toestel, verloopt, nu_ms):
                raise ProtocolFout(Weigering.HERHALING, "nonce")
        tot = nu_ms + self._sessie_ms
        inhoud = toestel + tot.to_bytes(_TIJD, "big") + secrets.token_bytes(10)
        return base64.urlsafe_b64encode(inhoud + self._zegel(b"token", inhoud)).decode().rstrip("="), tot

    def toestel(self, token: str, nu_ms: int) -> bytes:
        """Return whose token this is. Whether that device still stands well is asked apart, each time.

        Raises:
            ProtocolFout: SESSIE.
        """
        try:
            ruw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError) as fout:
            raise ProtocolFout(Weigering.SESSIE, "token") from fout
        inhoud, zegel = ruw[:-32], ruw[-32:]
        if len(ruw) != 8 + _TIJD + 10 + 32 or not hmac.compare_digest(self._zegel(b"token", inhoud), zegel):
            raise ProtocolFout(Weigering.SESSIE, "token")
        if nu_ms >= int.from_bytes(inhoud[8 : 8 + _TIJD], "big"):
            raise ProtocolFout(Weigering.SESSIE, "token")
        return inhoud[:8]
