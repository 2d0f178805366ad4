"""Whether there is anything to share with: asked at every unlocking, so with little loaded and in one look."""

from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store.meta import has_region_or_clash

__all__ = ["deelt"]

_UITNODIGING = "aanmelding"
"""Local setting in which `services.aanmelden` keeps the invitation this device joins with."""


def deelt(wp: Werkplek) -> bool:
    """Does this vault belong to a region, is it joining one, or do versions from elsewhere stand side by side?"""
    return has_region_or_clash(wp.store.verbinding) or wp.store.instelling(_UITNODIGING) is not None
