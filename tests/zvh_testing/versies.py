"""Programs of another version, as far as sharing sees: what schema of records they know.

`als_schema(nr)` makes this process one; a child process becomes one by `ZVH_PROEF_SCHEMA` (see `sterfgeval`).
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from zvh_desktop.store import kinds

__all__ = ["NU", "als_schema"]

NU = kinds.RECORDSCHEMA
"""The schema of this program."""

_WAAR = ("incoming", "sealing", "snapshot_making", "upgrade")


@contextmanager
def als_schema(nr: int) -> Iterator[None]:
    """Be the program that knows schema `nr`, until the block ends."""
    with ExitStack() as stapel:
        for waar in _WAAR:
            stapel.enter_context(patch(f"zvh_desktop.store.{waar}.RECORDSCHEMA", nr))
        yield
