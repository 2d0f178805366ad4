"""What is known of the clock of this device.

That it is right, only a receipt signed by the server says. That it is wrong, the vault itself can show: what was
written last cannot lie in the future, and nothing was done before this program was made.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.tijd import kalenderdag, lokaal
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import clockmark, meta
from zvh_desktop.store.times import from_text

__all__ = ["GEMAAKT", "bevestig", "eis_juiste_klok", "laatste_bekende", "tijdkwaliteit", "vergeet", "waarschuwing"]

GEMAAKT: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""No clock that is right stands before this: the program was not there yet."""

_SPELING: Final = timedelta(minutes=5)
"""A clock that was put right by so little says nothing."""
_HALVE_DAG: Final = timedelta(hours=12)

_VERS: Final = timedelta(hours=36)
"""A clock that was right yesterday is taken to be right today; after a night and a day it is not."""


def tijdkwaliteit(wp: Werkplek) -> str:
    """Say what is known of the clock, as a sentence part for a document.

    The time that is told is that of the device. A receipt lies between the question and the answer, so the difference
    that is told holds to within the time that took.
    """
    if laatste_bekende(wp) is not None:
        return "klok van dit toestel, die niet kan kloppen: zij staat vóór het laatste dat in de kluis staat"
    bewijs = meta.clock_proof(wp.store.verbinding)
    if bewijs is None:
        return "klok van dit toestel, niet bevestigd"
    server_ms, eigen_ms = bewijs
    toen = lokaal(datetime.fromtimestamp(eigen_ms / 1000, UTC))
    wanneer = f"{kalenderdag(toen.date())} om {toen:%H:%M}"
    voorbij = wp.nu() - toen
    if not timedelta(0) <= voorbij <= _VERS:
        return f"klok van dit toestel, niet bevestigd sinds {wanneer}"
    verschil = round(abs(eigen_ms - server_ms) / 1000)
    gelijk = "gelijk" if verschil < 2 else f"{verschil} seconden {'voor' if eigen_ms > server_ms else 'achter'}"
    return f"klok van dit toestel, op {wanneer} vergeleken met de regionale server: {gelijk}"


def laatste_bekende(wp: Werkplek) -> datetime | None:
    """Return a moment that has certainly been and lies in the future by the clock of now; None when there is none."""
    verbinding = wp.store.verbinding
    momenten = [GEMAAKT]
    if gezien := clockmark.latest(verbinding):
        momenten.append(from_text(gezien))
    if (bewijs := meta.clock_proof(verbinding)) is not None:
        momenten.append(datetime.fromtimestamp(bewijs[0] / 1000, UTC))
    laatste = max(momenten)
    return laatste if wp.klok.nu() < laatste - _SPELING else None


def waarschuwing(wp: Werkplek) -> str:
    """Return a sentence when the clock is evidently wrong, or was when something was written; otherwise ""."""
    laatste = laatste_bekende(wp)
    if laatste is None:
        return ""
    kern = "dit programma is van later"
    if laatste != GEMAAKT:
        kern = f"het laatste in deze kluis is van {_moment(laatste)}"
    return (
        f"De klok van dit toestel staat op {_moment(wp.klok.nu())}, maar {kern}. Er is niets verloren en de volgorde "
        "in het logboek blijft kloppen. Zet de klok goed voordat u iets met een datum vastlegt of ondertekent. Stond "
        "zij eerder verkeerd en nu goed, bevestig dat dan."
    )


def eis_juiste_klok(wp: Werkplek) -> None:
    """Refuse what cannot be undone while the clock is evidently half a day or more behind: terms are counted in days.

    Raises:
        Omstandigheid: REGEL_WEIGERT "klok_klopt_niet".
    """
    laatste = laatste_bekende(wp)
    if laatste is not None and wp.klok.nu() < laatste - _HALVE_DAG:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="klok_klopt_niet")


def bevestig(wp: Werkplek) -> Bon:
    """Record that a person says the clock is right now: what was written by another clock no longer warns.

    Raises:
        Omstandigheid: REGEL_WEIGERT "klok_klopt_niet", the clock stands before this program was made, or before the
            region's server signed a receipt: that cannot be right.
    """
    bewijs = meta.clock_proof(wp.store.verbinding)
    vast = max(GEMAAKT, datetime.fromtimestamp(bewijs[0] / 1000, UTC)) if bewijs is not None else GEMAAKT
    if wp.klok.nu() < vast - _SPELING:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="klok_klopt_niet")
    laatste = clockmark.latest(wp.store.verbinding)
    with wp.transactie("klok bevestigd") as t:
        t.audit("klok_bevestigd", (), {"laatste": laatste})
        clockmark.confirm(wp.store.verbinding)
    return t.bon


def vergeet(wp: Werkplek) -> None:
    """Let what was written so far say nothing of the clock: it is a made-up story, with times of its own."""
    with wp.transactie("verhaal af"):
        clockmark.confirm(wp.store.verbinding)


def _moment(tijdstip: datetime) -> str:
    hier = lokaal(tijdstip)
    return f"{kalenderdag(hier.date())} om {hier:%H:%M} uur"
