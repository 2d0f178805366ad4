"""A vault that becomes a device of its own: a restored backup, or a copy that speaks with another's voice."""

from zvh_desktop.store import audit
from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.meta import AUDITSTREAM, KOPIE_GEZIEN, TOESTEL, read_meta, write_meta

__all__ = ["TOESTEL_GEHEIMEN", "become_new_device"]

TOESTEL_GEHEIMEN = ("toestel_teken", "toestel_kem", "toestel_van")
"""Names of the secrets that are a device's own: signing key, encryption key, and the device id they belong to."""


def become_new_device(verbinding: Verbinding, toestel: str, *, tijd: str, gebeurtenis: str) -> None:
    """Take another device id, within the open transaction; nothing is sealed before new keys are made and certified.

    What the old device sealed but has no receipt for, this one will seal again as its own: whoever gets both sees the
    same changes. Keys of streams stay readable; new grants come with the certificate.

    Args:
        verbinding: within a transaction.
        toestel: 16 random hex digits.
        tijd: UTC text.
        gebeurtenis: what the audit log calls it.
    """
    oud = read_meta(verbinding, TOESTEL)
    write_meta(verbinding, TOESTEL, toestel)
    verbinding.run("DELETE FROM meta WHERE naam IN (?, ?)", (AUDITSTREAM, KOPIE_GEZIEN))
    if verbinding.value("SELECT 1 FROM sqlite_master WHERE name = 'geheim'") is not None:
        _forget(verbinding, oud)
    audit.append(verbinding, gebeurtenis, tijd=tijd, toestel=toestel, persoon="", details={"vorig_toestel": oud})


def _forget(verbinding: Verbinding, oud: str) -> None:
    verbinding.run("DELETE FROM geheim WHERE naam IN (?, ?, ?)", TOESTEL_GEHEIMEN)
    verbinding.run(
        "DELETE FROM uitgaand WHERE hash IN "
        "(SELECT hash FROM stuk WHERE toestel = ? AND soort IN ('delta', 'snapshot', 'bevestiging'))",
        (oud,),
    )
    verbinding.run("UPDATE stroom SET verzegeld = verzonden WHERE soort <> 'audit'")
