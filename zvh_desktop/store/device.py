"""A vault that becomes a device of its own: a restored backup, or a copy that speaks with another's voice."""

from zvh_desktop.store import audit
from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.meta import AUDITSTREAM, KOPIE_GEZIEN, TOESTEL, read_meta, write_meta
from zvh_desktop.store.stamps import rename

__all__ = [
    "INSTALLATIE",
    "NIEUW_TOESTEL",
    "TOESTEL_GEHEIMEN",
    "become_new_device",
    "installation",
    "restamp",
    "set_installation",
]

TOESTEL_GEHEIMEN = ("toestel_teken", "toestel_kem", "toestel_van")
"""Names of the secrets that are a device's own: signing key, encryption key, and the device id they belong to."""

INSTALLATIE = "installatie"
"""Name of the fact by which a vault knows the installation it was last opened in: a hash; not there in a new device."""
NIEUW_TOESTEL = "nieuw_toestel"
"""Local setting: the event by which a vault of a region became a new device; taken away when it is certified again."""


def installation(verbinding: Verbinding) -> tuple[str, str]:
    """Return the id of this device and the hash of its installation, "" when it has none."""
    feiten: dict[str, str] = dict(
        verbinding.rows("SELECT naam, waarde FROM meta WHERE naam IN (?, ?)", (TOESTEL, INSTALLATIE))
    )
    return feiten[TOESTEL], feiten.get(INSTALLATIE, "")


def set_installation(verbinding: Verbinding, merk: str) -> None:
    """Let the vault belong to an installation, within the open transaction."""
    write_meta(verbinding, INSTALLATIE, merk)


def become_new_device(verbinding: Verbinding, toestel: str, *, tijd: str, gebeurtenis: str) -> None:
    """Take another device id, within the open transaction; nothing is sealed before new keys are made and certified.

    What the old device made but has no receipt for, this one will seal as its own; see `restamp`. Keys of streams stay
    readable; new grants come with the certificate.

    Args:
        verbinding: within a transaction.
        toestel: 16 random hex digits.
        tijd: UTC text.
        gebeurtenis: what the audit log calls it.
    """
    oud = read_meta(verbinding, TOESTEL)
    write_meta(verbinding, TOESTEL, toestel)
    verbinding.run("DELETE FROM meta WHERE naam IN (?, ?, ?)", (AUDITSTREAM, KOPIE_GEZIEN, INSTALLATIE))
    if verbinding.value("SELECT 1 FROM sqlite_master WHERE name = 'geheim'") is not None:
        _forget(verbinding, oud)
        if verbinding.value("SELECT 1 FROM regiostuk") is not None:
            verbinding.run(
                "INSERT OR REPLACE INTO instelling (naam, waarde) VALUES (?, ?)", (NIEUW_TOESTEL, gebeurtenis)
            )
    audit.append(verbinding, gebeurtenis, tijd=tijd, toestel=toestel, persoon="", details={"vorig_toestel": oud})


def _forget(verbinding: Verbinding, oud: str) -> None:
    verbinding.run("DELETE FROM geheim WHERE naam IN (?, ?, ?)", TOESTEL_GEHEIMEN)
    verbinding.run(
        "DELETE FROM uitgaand WHERE hash IN "
        "(SELECT hash FROM stuk WHERE toestel = ? AND soort IN ('delta', 'snapshot', 'bevestiging'))",
        (oud,),
    )
    verbinding.run("UPDATE stroom SET verzegeld = verzonden WHERE soort <> 'audit'")


def restamp(verbinding: Verbinding, toestel: str) -> int:
    """Give what was made in this vault by an earlier device, and has no receipt, stamps of this device.

    A snapshot covers the changes of a device by its highest stamp: that holds only when a device alone uses its own.
    When the earlier device lives on and sends the same changes, they stand side by side with equal values.

    Args:
        verbinding: within a transaction.
        toestel: the device of now.

    Returns:
        How many changes got another stamp.
    """
    rijen = verbinding.rows(
        "SELECT c.nr, c.id, c.vervangt FROM change c JOIN stroom s ON s.stream = c.stream "
        "WHERE c.eigen = 1 AND c.nr > s.verzonden AND substr(c.id, 19) <> ?",
        (toestel,),
    )
    nieuw = {id_: id_[:18] + toestel for _, id_, _ in rijen}
    rename(verbinding, rijen, nieuw)
    return len(rijen)
