"""Where the command line is wired to a network; services know the port only."""

from zvh_desktop.ports import Transport

__all__ = ["open_transport"]


def open_transport(adres: str) -> Transport:
    """Return the way to a server.

    Raises:
        Omstandigheid: SERVER_ONVERTROUWD, SERVER_ONBEREIKBAAR.
    """
    # Here, because few commands need a network and it takes a while to load.
    from zvh_desktop.sync.transport import HttpTransport

    return HttpTransport(adres)
