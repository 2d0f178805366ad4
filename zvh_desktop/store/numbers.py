"""Numbers of casussen that were given out twice: two devices did so without knowing of each other."""

from zvh_desktop.store.connection import Verbinding

__all__ = ["count_doubles", "doubles"]

_DUBBEL = "SELECT nummer FROM casus WHERE verwijderd = 0 AND nummer <> '' GROUP BY nummer HAVING count(*) > 1"


def doubles(verbinding: Verbinding) -> dict[str, list[str]]:
    """Return number → ids of the casussen that have it, the oldest first, for every number that is not the only one."""
    uit: dict[str, list[str]] = {}
    for nummer, id_ in verbinding.rows(
        f"SELECT nummer, id FROM casus WHERE verwijderd = 0 AND nummer IN ({_DUBBEL}) ORDER BY nummer, id"
    ):
        uit.setdefault(str(nummer), []).append(str(id_))
    return uit


def count_doubles(verbinding: Verbinding) -> int:
    """Return how many numbers were given out more than once."""
    return int(verbinding.value(f"SELECT count(*) FROM ({_DUBBEL})"))
