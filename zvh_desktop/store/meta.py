"""Facts of this vault on this device: names and texts in the table `meta`."""

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.protocol.clock import KlokFout, Tijdstempel
from zvh_desktop.store.connection import Verbinding

__all__ = [
    "AUDITSTREAM",
    "HMAC_SLEUTEL",
    "KLUIS_ID",
    "KOPIE_GEZIEN",
    "POGINGEN_AFDRUK",
    "POGINGEN_SLEUTEL",
    "SCHEMA_GEZIEN",
    "TOESTEL",
    "VREEMD_NR",
    "clock_proof",
    "has_region",
    "has_region_or_clash",
    "note_clock",
    "read_clock",
    "read_meta",
    "read_number",
    "write_meta",
]

KLUIS_ID = "kluis_id"
TOESTEL = "toestel"
AUDITSTREAM = "auditstream"
KOPIE_GEZIEN = "kopie_gezien"
"""Hash of a delta of this device that this vault did not make: there is a copy that speaks as this device."""
SCHEMA_GEZIEN = "recordschema"
"""Number of the schema of records that this vault was last opened with."""
VREEMD_NR = "vreemd_nr"
"""Local number of the last change that came from elsewhere."""
POGINGEN_SLEUTEL = "pogingen_sleutel"
POGINGEN_AFDRUK = "pogingen_afdruk"
"""SHA-256 of the public key that belongs to it, so that it need not be made again at every unlock."""
HMAC_SLEUTEL = "hmac_sleutel"
_KLOKBEWIJS = "server_klokbewijs"


def read_meta(verbinding: Verbinding, naam: str) -> str:
    """Return one fact.

    Raises:
        Omstandigheid: KLUIS_BESCHADIGD, it is not there.
    """
    waarde = verbinding.value("SELECT waarde FROM meta WHERE naam = ?", (naam,))
    if not isinstance(waarde, str):
        raise Omstandigheid(Reden.KLUIS_BESCHADIGD, onderdeel="meta", naam=naam)
    return waarde


def read_number(verbinding: Verbinding, naam: str) -> int:
    """Return one fact that is a number; 0 while it was never set."""
    waarde = verbinding.value("SELECT waarde FROM meta WHERE naam = ?", (naam,))
    return 0 if waarde is None else int(waarde)


def has_region(verbinding: Verbinding) -> bool:
    """Does this vault belong to a region?"""
    return bool(verbinding.value("SELECT EXISTS (SELECT 1 FROM regiostuk)"))


def has_region_or_clash(verbinding: Verbinding) -> bool:
    """Does this vault belong to a region, or do several versions of a field stand side by side?"""
    vraag = "SELECT EXISTS (SELECT 1 FROM regiostuk) OR EXISTS (SELECT 1 FROM botsing WHERE botst = 1)"
    return bool(verbinding.value(vraag))


def write_meta(verbinding: Verbinding, naam: str, waarde: str) -> None:
    """Set one fact within the open transaction."""
    verbinding.run(
        "INSERT INTO meta (naam, waarde) VALUES (?, ?) ON CONFLICT (naam) DO UPDATE SET waarde = excluded.waarde",
        (naam, waarde),
    )


def read_clock(verbinding: Verbinding, toestel: str = "") -> Tijdstempel:
    """Return the state of the logical clock, as this device: later than every change seen so far.

    Args:
        verbinding: the open vault.
        toestel: id of this device, when it is known already.
    """
    toestel = toestel or read_meta(verbinding, TOESTEL)
    laatste = verbinding.value("SELECT max(id) FROM change")
    if laatste is None:
        return Tijdstempel(0, 0, toestel)
    try:
        stand = Tijdstempel.uit_tekst(laatste)
    except KlokFout:
        raise Omstandigheid(Reden.KLUIS_BESCHADIGD, onderdeel="klok") from None
    return Tijdstempel(stand.ms, stand.teller, toestel)


def clock_proof(verbinding: Verbinding) -> tuple[int, int] | None:
    """Return when the server last signed a receipt, by its clock and by that of this device (ms UTC), or None."""
    waarde = verbinding.value("SELECT waarde FROM meta WHERE naam = ?", (_KLOKBEWIJS,))
    if waarde is None:
        return None
    server, _, eigen = str(waarde).partition(" ")
    return int(server), int(eigen)


def note_clock(verbinding: Verbinding, *, server_ms: int, eigen_ms: int) -> None:
    """Note what a signed receipt told of the time, within the open transaction."""
    write_meta(verbinding, _KLOKBEWIJS, f"{server_ms:d} {eigen_ms:d}")
