"""The ways through the program: the name of the window and the items of the rail."""

from typing import Final

__all__ = ["NAAM", "RAIL"]

RAIL: Final = (
    ("vandaag", "Vandaag", "sunrise"),
    ("casussen", "Casussen", "folder-open"),
    ("overleggen", "Overleggen", "calendar-days"),
    ("acties", "Acties", "list-checks"),
    ("verslagen", "Verslagen", "file-text"),
    ("partners", "Partners", "building-2"),
    ("rapportage", "Rapportage", "chart-column"),
    ("beheer", "Beheer", "settings"),
)
"""Name, word and icon of every item of the rail; Ctrl+1 to Ctrl+8 in this order."""

NAAM: Final = "ZVH Desktop"
