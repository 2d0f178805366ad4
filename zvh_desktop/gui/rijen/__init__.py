"""Rows of every list: one frozen description, one model, one delegate, one view.

A page makes `Rij` descriptions and gives them to a `RijenLijst`; it never paints and never makes a widget
per row. What a screen reader says is the `spreek` sentence of the row.
"""

from zvh_desktop.gui.rijen.beschrijving import Avatar, Deel, Icoon, Lead, Rij, Stuk, Tegel, Toets
from zvh_desktop.gui.rijen.delegate import RijDelegate
from zvh_desktop.gui.rijen.lijst import RijenLijst
from zvh_desktop.gui.rijen.model import RIJ_ROL, RijenModel
from zvh_desktop.gui.schilder import Chipje, Knopje

__all__ = [
    "RIJ_ROL",
    "Avatar",
    "Chipje",
    "Deel",
    "Icoon",
    "Knopje",
    "Lead",
    "Rij",
    "RijDelegate",
    "RijenLijst",
    "RijenModel",
    "Stuk",
    "Tegel",
    "Toets",
]
