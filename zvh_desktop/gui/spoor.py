"""Where one has been: places by page and ids, never by text, to go back to and forth."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

__all__ = ["Positie", "Spoor"]


class Positie(NamedTuple):
    """Where one was: page, its arguments, and field and cursor as the page tells; ids only, no text."""

    naam: str
    argumenten: Mapping[str, Any] = MappingProxyType({})
    in_pagina: Mapping[str, Any] = MappingProxyType({})

    @property
    def hoofd(self) -> str:
        """The item of the rail that the page belongs to."""
        return self.naam.split(".")[0]


class Spoor:
    """The places of one session at work, in order, and which of them is in view."""

    def __init__(self) -> None:
        self._plaatsen: list[Positie] = []
        self._nu = -1

    @property
    def nu(self) -> Positie | None:
        """The place in view; None before the first."""
        return self._plaatsen[self._nu] if self._nu >= 0 else None

    @property
    def kan_terug(self) -> bool:
        """Whether there is a place before this one."""
        return self._nu > 0

    @property
    def kan_vooruit(self) -> bool:
        """Whether one came back from a later place."""
        return self._nu < len(self._plaatsen) - 1

    def bewaar(self, in_pagina: Mapping[str, Any]) -> None:
        """Keep where on the page in view one is."""
        if self._nu >= 0:
            self._plaatsen[self._nu] = self._plaatsen[self._nu]._replace(in_pagina=in_pagina)

    def naar(self, naam: str, argumenten: Mapping[str, Any]) -> None:
        """Go to a place; what one came back from is forgotten. The place in view is no new one."""
        nu = self.nu
        if nu is None or (nu.naam, dict(nu.argumenten)) != (naam, dict(argumenten)):
            del self._plaatsen[self._nu + 1 :]
            self._plaatsen.append(Positie(naam, dict(argumenten)))
            self._nu += 1

    def stap(self, richting: int) -> Positie | None:
        """Go back (-1) or forth (1) and return that place; None when there is none."""
        if not 0 <= self._nu + richting < len(self._plaatsen):
            return None
        self._nu += richting
        return self._plaatsen[self._nu]

    def wis(self) -> None:
        """Forget every place."""
        self._plaatsen.clear()
        self._nu = -1
