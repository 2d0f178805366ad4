"""The address of a server: what may be kept as one, and what of it is pinned; without a network."""

import ipaddress
import re
from urllib.parse import urlsplit, urlunsplit

from zvh_desktop.domain.errors import Omstandigheid, Reden

__all__ = ["keur_adres"]


def keur_adres(adres: str) -> tuple[str, str]:
    """Take an address apart: base address without a slash at its end, and pinned certificate.

    Args:
        adres: such as "https://zvh.example:8443", with "#sha256:" and the SHA-256 of the server's own certificate (64
            hex digits) behind it when no authority vouches for that. Plain HTTP only to this machine itself.

    Raises:
        Omstandigheid: SERVER_ONVERTROUWD, an address that cannot be used safely.
    """
    try:
        delen = urlsplit(adres.strip())
        gastheer = delen.hostname or ""
        delen.port  # noqa: B018 - a number out of range is found by asking
    except ValueError:
        raise Omstandigheid(Reden.SERVER_ONVERTROUWD, oorzaak="adres") from None
    pin = delen.fragment.removeprefix("sha256:") if delen.fragment else ""
    if delen.scheme not in ("http", "https") or not gastheer or delen.query or delen.username:
        raise Omstandigheid(Reden.SERVER_ONVERTROUWD, oorzaak="adres")
    if delen.fragment and not (delen.scheme == "https" and re.fullmatch("[0-9a-f]{64}", pin)):
        raise Omstandigheid(Reden.SERVER_ONVERTROUWD, oorzaak="adres")
    if delen.scheme == "http" and not _is_deze_machine(gastheer):
        raise Omstandigheid(Reden.SERVER_ONVERTROUWD, oorzaak="zonder_tls")
    return urlunsplit(delen._replace(fragment="")).rstrip("/"), pin


def _is_deze_machine(gastheer: str) -> bool:
    if gastheer == "localhost":
        return True
    try:
        return ipaddress.ip_address(gastheer).is_loopback
    except ValueError:
        return False
