"""How long tests go on: a sample in every run, as many as before with ZVH_TORTURE (`make torture`)."""

import os

from hypothesis import HealthCheck, settings

__all__ = ["LANG", "keer", "set_hypothesis"]

LANG = bool(os.environ.get("ZVH_TORTURE"))


def keer(kort: int, lang: int) -> int:
    """Return how many times something random is done."""
    return lang if LANG else kort


def set_hypothesis() -> None:
    """Set what a property has that says nothing itself: fewer examples, and never a word about how long one took."""
    settings.register_profile(
        "zvh", deadline=None, max_examples=keer(40, 200), suppress_health_check=[HealthCheck.too_slow]
    )
    settings.load_profile("zvh")
