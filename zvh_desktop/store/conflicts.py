"""Fields of which several values hold side by side, because devices wrote without knowing each other.

    list_conflicts(verbinding, stream=, record=) -> list[Conflict]     what a person has to choose
    count_conflicts(verbinding) -> int
    settle(verbinding, handeling, soort, record, veld, waarde)          one value from now on, also when it is shown

Leaving a conflict for later is doing nothing: what is shown is the same on every device. Things that exist once per
parent (a phase of a plan, a participant) have ids made from parent and key, so that making them twice is no conflict.
"""

import json
from dataclasses import dataclass
from typing import Any, NamedTuple

from pydantic import ValidationError

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.store import changes, records
from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.heads import Plek, head_values, shown_of
from zvh_desktop.store.kinds import kinds
from zvh_desktop.store.records import table_for

__all__ = ["Conflict", "Versie", "count_conflicts", "list_conflicts", "settle"]


class Versie(NamedTuple):
    """One of the values that hold.

    Attributes:
        change: id of the change.
        waarde: plain value.
        persoon: person id.
        rol: role in which.
        toestel: device id.
        tijd: UTC text.
        label: what the act was called.
        eigen: made at this device.
    """

    change: str
    waarde: Any
    persoon: str
    rol: str
    toestel: str
    tijd: str
    label: str
    eigen: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field with values that cannot be shown as one.

    Attributes:
        soort: kind of record.
        record: record id.
        veld: field.
        stream: its stream.
        toont: plain value that is shown meanwhile.
        versies: oldest first; equal values stand apart, each with who wrote it.
    """

    soort: str
    record: str
    veld: str
    stream: str
    toont: Any
    versies: tuple[Versie, ...]

    @property
    def plek(self) -> Plek:
        """Record and field."""
        return (self.record, self.veld)


def list_conflicts(verbinding: Verbinding, *, stream: str | None = None, record: str | None = None) -> list[Conflict]:
    """Return what a person has to choose, the latest change first; of one stream or record when asked."""
    waar, waarden = "b.botst = 1", []
    for veld, waarde in (("stream", stream), ("record", record)):
        if waarde is not None:
            waar += f" AND b.{veld} = ?"
            waarden.append(waarde)
    rijen = verbinding.rows(
        "SELECT b.soort, b.record, b.veld, b.stream, c.id, c.waarde, t.persoon, t.rol, t.toestel, t.tijd, t.label, "
        "c.eigen FROM botsing b JOIN head h ON h.record = b.record AND h.veld = b.veld "
        f"JOIN change c ON c.id = h.change JOIN txn t ON t.nr = c.txn WHERE {waar} ORDER BY c.id",
        waarden,
    )
    versies: dict[tuple[str, str, str, str], list[Versie]] = {}
    for soort, record_id, veld, van, id_, json_tekst, persoon, rol, toestel, tijd, label, eigen in rijen:
        versies.setdefault((soort, record_id, veld, van), []).append(
            Versie(id_, json.loads(json_tekst), persoon, rol, toestel, tijd, label, bool(eigen))
        )
    heads = head_values(verbinding, [(plek[1], plek[2]) for plek in versies])
    gevonden = [
        Conflict(
            soort,
            record_id,
            veld,
            van,
            json.loads(shown_of(table_for(kinds()[soort]), veld, heads[record_id, veld]).waarde),
            tuple(rij),
        )
        for (soort, record_id, veld, van), rij in versies.items()
    ]
    return sorted(gevonden, key=lambda een: een.versies[-1].change, reverse=True)


def count_conflicts(verbinding: Verbinding) -> int:
    """Return how many fields a person has to choose for."""
    return int(verbinding.value("SELECT count(*) FROM botsing WHERE botst = 1"))


def settle(
    verbinding: Verbinding, handeling: "changes.Handeling", soort: str, record_id: str, velden: dict[str, Any]
) -> None:
    """Let one value hold in fields, within the open transaction: a change that replaces all heads of each.

    Args:
        verbinding: within a transaction.
        handeling: the act of the person who chose.
        soort: kind of record.
        record_id: its id.
        velden: field → value: one of the versions, or another one.

    Raises:
        Omstandigheid: NIET_GEVONDEN; REGEL_WEIGERT with `regel` "waarde_past_niet" and `velden`.
    """
    klasse = kinds().get(soort)
    record = None if klasse is None else records.get(verbinding, klasse, record_id)
    if record is None:
        raise Omstandigheid(Reden.NIET_GEVONDEN, wat=soort)
    try:
        nieuw = record.met(**velden)
    except ValidationError as fout:
        namen = tuple(str(regel["loc"][0]) for regel in fout.errors())
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="waarde_past_niet", velden=namen) from None
    handeling.beslist = {(record_id, veld) for veld in velden}
    try:
        changes.write_records(verbinding, handeling, (nieuw,))
    finally:
        handeling.beslist = set()
