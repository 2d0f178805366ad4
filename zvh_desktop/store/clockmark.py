"""The latest moment the audit log has seen, so that a clock that was set back shows.

The order of the log never rests on the clock: rows are numbered. Here is only kept what tells a person that the clock
of now, or that of then, was wrong. Normally nothing is kept: the last row says enough. A row that is earlier than the
one before it leaves the moment of that one behind in `meta`, until a person says that the clock is right now.
"""

from typing import Final

from zvh_desktop.store import meta
from zvh_desktop.store.connection import Verbinding

__all__ = ["confirm", "latest", "note_back"]

_HOOGSTE: Final = "klok_hoogste"
_VANAF: Final = "klok_vanaf"
"""Number of the last row that says nothing of the clock any more."""


def latest(verbinding: Verbinding) -> str:
    """Return the latest moment that counts, as UTC text; "" when nothing was written since the clock was confirmed."""
    hoogste = str(verbinding.value("SELECT waarde FROM meta WHERE naam = ?", (_HOOGSTE,)) or "")
    laatste = verbinding.row("SELECT seq, tijd FROM audit ORDER BY seq DESC LIMIT 1")
    if laatste is None or int(laatste[0]) <= meta.read_number(verbinding, _VANAF):
        return hoogste
    return max(hoogste, str(laatste[1]))


def note_back(verbinding: Verbinding) -> None:
    """Keep the latest moment, within the open transaction, before a row is written that is earlier."""
    meta.write_meta(verbinding, _HOOGSTE, latest(verbinding))


def confirm(verbinding: Verbinding) -> None:
    """Forget, within the open transaction, what the rows so far say of the clock: a person says it is right now."""
    meta.write_meta(verbinding, _HOOGSTE, "")
    meta.write_meta(verbinding, _VANAF, str(verbinding.value("SELECT coalesce(max(seq), 0) FROM audit")))
