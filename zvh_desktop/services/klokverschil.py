"""A clock that is ahead of the server's: how it is told to who writes by it, and to who waits for it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from zvh_desktop.domain.partner import Medewerker
from zvh_desktop.domain.tijd import kalendermoment
from zvh_desktop.protocol.clock import MAX_VOORLOOP_MS
from zvh_desktop.services import kluissleutels
from zvh_desktop.services.weigerwoorden import Weigerwoorden
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import chains
from zvh_desktop.sync.engine import TE_VER_VOOR_MS
from zvh_desktop.sync.outcome import Uitkomst

__all__ = ["KLOK", "Klokwachter", "klokwachters", "klokwoorden", "verschil"]

KLOK: Final = "klok_voor"
"""Begin of what is kept of a clock that is ahead; behind it by how many ms."""


@dataclass(frozen=True, slots=True)
class Klokwachter:
    """What waits here because it was made by a clock that was ahead: of which device, whose, how much, until when."""

    toestel: str
    wie: str
    aantal: int
    tot: datetime | None

    def woorden(self, kort: str) -> Weigerwoorden:
        """Say what waits, until when, and what can be done."""
        tot = f": wat daarop is geschreven wacht hier tot {kalendermoment(self.tot)}" if self.tot is not None else ""
        waarom = f"De klok van het toestel van {self.wie} loopt voor{tot}."
        return Weigerwoorden(kort, waarom, f"Vraag {self.wie} de klok goed te zetten; er gaat niets verloren.")


def klokwachters(wp: Werkplek) -> list[Klokwachter]:
    """Return the devices of which something waits here for the clock, by id."""
    gevonden = chains.held_by_clock(wp.store.verbinding)
    if not gevonden:
        return []
    toestellen, nu = kluissleutels.regiostand(wp).toestellen, wp.nu()
    namen = {m.id: m.naam for m in wp.store.find(Medewerker, ook_verwijderd=True)}
    uit = []
    for id_, (aantal, ms) in sorted(gevonden.items()):
        wie = namen.get(toestellen[id_].cert.persoon, "") if id_ in toestellen else ""
        tot = kluissleutels.moment(ms - MAX_VOORLOOP_MS)
        uit.append(Klokwachter(id_, wie or f"toestel {id_[:8]}", aantal, tot if tot > nu else None))
    return uit


def verschil(uit: Uitkomst) -> str | None:
    """Return what is kept of a clock that is further ahead than others take, None when it is not."""
    return f"{KLOK} {uit.voor_ms}" if (uit.voor_ms or 0) > MAX_VOORLOOP_MS else None


def _duur(ms: int) -> str:
    """Return how long that is, roughly: "7 minuten", "3 uur", "365 dagen"."""
    if ms < 2 * 3_600_000:
        return f"{round(ms / 60_000)} minuten"
    uren = round(ms / 3_600_000)
    return f"{uren} uur" if uren < 48 else f"{round(uren / 24)} dagen"


def klokwoorden(bewaard: str) -> str:
    """Say what `verschil` returned."""
    ms = int(bewaard.removeprefix(KLOK))
    kern = f"de klok van dit toestel loopt {_duur(ms)} voor op die van de server"
    if ms > TE_VER_VOOR_MS:
        return f"{kern}: wat u schrijft blijft hier en gaat weg zodra u haar goed zet"
    return f"{kern}: anderen zien wat u nu schrijft pas over {_duur(ms)}; zet haar goed"
