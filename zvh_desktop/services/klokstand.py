"""What is known of the clock of this device: only a receipt signed by the server says anything about it."""

from datetime import UTC, datetime, timedelta
from typing import Final

from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import meta

__all__ = ["tijdkwaliteit"]

_VERS: Final = timedelta(hours=36)
"""A clock that was right yesterday is taken to be right today; after a night and a day it is not."""


def tijdkwaliteit(wp: Werkplek) -> str:
    """Say what is known of the clock, as a sentence part for a document.

    The time that is told is that of the device. A receipt lies between the question and the answer, so the difference
    that is told holds to within the time that took.
    """
    bewijs = meta.clock_proof(wp.store.verbinding)
    if bewijs is None:
        return "klok van dit toestel, niet bevestigd"
    server_ms, eigen_ms = bewijs
    toen = lokaal(datetime.fromtimestamp(eigen_ms / 1000, UTC))
    wanneer = f"{toen.day}-{toen.month}-{toen.year} om {toen:%H:%M}"
    voorbij = wp.nu() - toen
    if not timedelta(0) <= voorbij <= _VERS:
        return f"klok van dit toestel, niet bevestigd sinds {wanneer}"
    verschil = round(abs(eigen_ms - server_ms) / 1000)
    gelijk = "gelijk" if verschil < 2 else f"{verschil} seconden {'voor' if eigen_ms > server_ms else 'achter'}"
    return f"klok van dit toestel, op {wanneer} vergeleken met de regionale server: {gelijk}"
