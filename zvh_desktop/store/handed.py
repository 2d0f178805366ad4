"""Which device is known to have which piece without a server: it gave it on a stick, or confirmed that it came."""

import json
from collections.abc import Iterable, Sequence

from zvh_desktop.store.connection import Verbinding

__all__ = ["held", "known_to_all", "note_handed"]


def note_handed(verbinding: Verbinding, toestel: str, hashes: Iterable[str]) -> int:
    """Note that a device has these pieces, within the open transaction; return how many there were."""
    rijen = [(toestel, hash_) for hash_ in hashes]
    verbinding.run_many("INSERT INTO meegegeven (toestel, hash) VALUES (?, ?) ON CONFLICT DO NOTHING", rijen)
    return len(rijen)


def known_to_all(verbinding: Verbinding, toestellen: Sequence[str]) -> set[str]:
    """Return the pieces that every one of these devices is known to have, its own ones among them."""
    gevonden: set[str] | None = None
    for toestel in toestellen:
        rijen = verbinding.rows(
            "SELECT hash FROM meegegeven WHERE toestel = ?1 UNION SELECT hash FROM stuk WHERE toestel = ?1", (toestel,)
        )
        hashes = {str(rij[0]) for rij in rijen}
        gevonden = hashes if gevonden is None else gevonden & hashes
    return gevonden or set()


def held(verbinding: Verbinding, hashes: Iterable[str]) -> list[str]:
    """Return which of these pieces are here now, in their order."""
    rij = [hash_ for hash_ in hashes if hash_]
    hier = {
        str(een[0])
        for een in verbinding.rows(
            "SELECT hash FROM stuk WHERE hash IN (SELECT value FROM json_each(?))", (json.dumps(rij),)
        )
    }
    return [hash_ for hash_ in rij if hash_ in hier]
