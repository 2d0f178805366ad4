"""HTTP to the regional server: the only place that speaks to a network."""

import httpx

__all__ = ["make_client"]


def make_client(adres: str, *, tls: bool | str = True, wacht_s: float = 20.0) -> httpx.Client:
    """Return a client for one server; no redirects are followed, no proxy settings of others are trusted.

    Args:
        adres: base address.
        tls: check the certificate against the system's authorities, or against the given PEM file.
        wacht_s: seconds before a silent server counts as away.
    """
    return httpx.Client(base_url=adres, verify=tls, timeout=wacht_s, follow_redirects=False)
