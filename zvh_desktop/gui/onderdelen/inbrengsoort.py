"""How a kind of entry looks: icon and colour, in the entry line, the log and wherever entries are shown."""

from typing import Final

__all__ = ["SOORTICOON", "SOORTROL"]

SOORTICOON: Final[dict[str, str]] = {
    "informatie": "message-square",
    "oordeel": "scale",
    "besluit": "gavel",
    "veiligheid": "shield-alert",
    "actie": "list-checks",
    "samenvatting": "scroll-text",
}
"""Icon of each kind of entry, in the line and in the log."""

SOORTROL: Final[dict[str, str]] = {
    "informatie": "neutraal",
    "oordeel": "waarschuwing",
    "besluit": "accent",
    "veiligheid": "fase1",
    "actie": "info",
    "samenvatting": "neutraal",
}
"""Colour role of each kind of entry; always beside its word."""
