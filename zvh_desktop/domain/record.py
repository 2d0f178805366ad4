"""The base of every record: a frozen pydantic model with a UUIDv7 id, a kind and a stream.

A record's fields are flat: text, whole number, yes/no, date, aware datetime, or a list/mapping of
plain values that is stored as JSON. Lists of things that people edit are records of their own.
The store keeps one table per kind (`soort`), one column per field.
"""

from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict

__all__ = ["Record", "soorten"]


class Record(BaseModel):
    """One record of the vault.

    Attributes:
        soort: kind, equal to the table's name (class attribute).
        lange_tekst: names of fields that hold prose; they are searched and may have drafts.
        zoekvelden: names of further text fields that are searched (names, numbers).
        id: UUIDv7 as 32 lower-case hex digits.
        stream: id of the stream the record belongs to (32 hex digits); fixed at creation.
        verwijderd: withdrawn by a person; the row and its history stay.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False, defer_build=True)

    soort: ClassVar[str] = ""
    lange_tekst: ClassVar[tuple[str, ...]] = ()
    zoekvelden: ClassVar[tuple[str, ...]] = ()

    id: str
    stream: str
    verwijderd: bool = False

    def met(self, **velden: Any) -> Self:
        """Return a validated copy with `velden` replaced.

        Raises:
            pydantic.ValidationError: a value does not fit its field.
        """
        return type(self).model_validate({**dict(self), **velden})


def soorten() -> dict[str, type[Record]]:
    """Return every concrete kind of record by its `soort`."""
    gevonden: dict[str, type[Record]] = {}
    wachtrij = list(Record.__subclasses__())
    while wachtrij:
        klasse = wachtrij.pop()
        wachtrij.extend(klasse.__subclasses__())
        if klasse.soort:
            gevonden[klasse.soort] = klasse
    return gevonden
