"""Where the server keeps what it is given: one interface, two engines; the only place of the server that knows SQL."""

from zvh_desktop.server.storage.base import (
    Opslag,
    OpslagBezet,
    OpslagFout,
    OpslagNieuwer,
    OpslagStuk,
    OpslagVol,
    OpslagWeg,
)
from zvh_desktop.server.storage.loper import REGIO, TOEGANG, Loper
from zvh_desktop.server.storage.postgres import PostgresOpslag
from zvh_desktop.server.storage.records import Bereik, Keten, NieuwStuk, Soort, Stroomstand, Telling, Toegankelijk
from zvh_desktop.server.storage.sqlite import SqliteOpslag
from zvh_desktop.server.storage.transaction import Schrijf

__all__ = [
    "REGIO",
    "TOEGANG",
    "Bereik",
    "Keten",
    "Loper",
    "NieuwStuk",
    "Opslag",
    "OpslagBezet",
    "OpslagFout",
    "OpslagNieuwer",
    "OpslagStuk",
    "OpslagVol",
    "OpslagWeg",
    "PostgresOpslag",
    "Schrijf",
    "Soort",
    "SqliteOpslag",
    "Stroomstand",
    "Telling",
    "Toegankelijk",
    "open_storage",
]


def open_storage(adres: str, *, verbindingen: int = 8) -> Opslag:
    """Open the store that an address names; nothing is created or migrated.

    Args:
        adres: `postgresql://…`, or the path of a SQLite file.
        verbindingen: most connections of this process.
    """
    if adres.startswith(("postgresql://", "postgres://")):
        return PostgresOpslag(adres, verbindingen=verbindingen)
    return SqliteOpslag(adres.removeprefix("sqlite:///"), verbindingen=verbindingen)
