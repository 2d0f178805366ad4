"""Facts of this vault on this device: names and texts in the table `meta`."""

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.protocol.clock import KlokFout, Tijdstempel
from zvh_desktop.store.connection import Verbinding

__all__ = [
    "HMAC_SLEUTEL",
    "KLOK",
    "KLUIS_ID",
    "POGINGEN_SLEUTEL",
    "TOESTEL",
    "read_clock",
    "read_meta",
    "write_clock",
    "write_meta",
]

KLUIS_ID = "kluis_id"
TOESTEL = "toestel"
KLOK = "klok"
POGINGEN_SLEUTEL = "pogingen_sleutel"
HMAC_SLEUTEL = "hmac_sleutel"


def read_meta(verbinding: Verbinding, naam: str) -> str:
    """Return one fact.

    Raises:
        Omstandigheid: KLUIS_BESCHADIGD, it is not there.
    """
    waarde = verbinding.value("SELECT waarde FROM meta WHERE naam = ?", (naam,))
    if not isinstance(waarde, str):
        raise Omstandigheid(Reden.KLUIS_BESCHADIGD, onderdeel="meta", naam=naam)
    return waarde


def write_meta(verbinding: Verbinding, naam: str, waarde: str) -> None:
    """Set one fact within the open transaction."""
    verbinding.run(
        "INSERT INTO meta (naam, waarde) VALUES (?, ?) ON CONFLICT (naam) DO UPDATE SET waarde = excluded.waarde",
        (naam, waarde),
    )


def read_clock(verbinding: Verbinding) -> Tijdstempel:
    """Return the state of the logical clock, as this device."""
    try:
        stand = Tijdstempel.uit_tekst(read_meta(verbinding, KLOK))
    except KlokFout:
        raise Omstandigheid(Reden.KLUIS_BESCHADIGD, onderdeel="meta", naam=KLOK) from None
    return Tijdstempel(stand.ms, stand.teller, read_meta(verbinding, TOESTEL))


def write_clock(verbinding: Verbinding, stand: Tijdstempel) -> None:
    """Keep the state of the logical clock within the open transaction."""
    write_meta(verbinding, KLOK, stand.tekst)
