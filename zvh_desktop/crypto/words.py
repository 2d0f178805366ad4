"""The bundled list of words that are read aloud when a device enrols."""

import functools

from zvh_desktop.assets import asset

__all__ = ["enrol_words"]


@functools.cache
def enrol_words() -> tuple[str, ...]:
    """Return the 2,048 words of list 1: three to eight letters a-z, no two of them one letter apart."""
    return tuple(asset("resources", "protocol", "woorden-1.txt").read_text(encoding="ascii").split())
