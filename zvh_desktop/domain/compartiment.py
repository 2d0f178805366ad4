"""Who may see a casus: everyone who has it, save one in a compartment, which only named staff see."""

from typing import Protocol

__all__ = ["Afgeschermd", "mag_zien", "neem_op"]


class Afgeschermd(Protocol):
    """What decides, of a casus."""

    @property
    def compartiment(self) -> str:
        """Name of its compartment, "" for none."""

    @property
    def toegang(self) -> list[str]:
        """Ids of the staff named for it."""


def mag_zien(wie_id: str, casus: Afgeschermd) -> bool:
    """May this medewerker know that the casus is there?"""
    return not casus.compartiment or (bool(wie_id) and wie_id in casus.toegang)


def neem_op(toegang: list[str], wie_id: str) -> list[str]:
    """Return the staff named for a casus with whoever puts it in a compartment among them: nobody locks himself out."""
    return list(dict.fromkeys((*toegang, wie_id) if wie_id else toegang))
