"""Small widgets pages are built from; each follows the theme and has an accessible name."""

from zvh_desktop.gui.onderdelen.basis import (
    AvatarBeeld,
    Chip,
    IcoonBeeld,
    Kaart,
    Knop,
    LegeStaat,
    Sleutelkap,
    Streep,
    Tekst,
    zet_kenmerk,
)
from zvh_desktop.gui.onderdelen.keuze import Segmenten, Stap, Stepper, Tabs
from zvh_desktop.gui.onderdelen.toast import Toast, Toasts
from zvh_desktop.gui.onderdelen.velden import DatumVeld, KeuzeVeld, RegelVeld, TekstVeld, Veld, datum_in_woorden
from zvh_desktop.gui.onderdelen.wachtbalk import Wachtbalk
from zvh_desktop.gui.onderdelen.zijpaneel import Zijpaneel

__all__ = [
    "AvatarBeeld",
    "Chip",
    "DatumVeld",
    "IcoonBeeld",
    "Kaart",
    "KeuzeVeld",
    "Knop",
    "LegeStaat",
    "RegelVeld",
    "Segmenten",
    "Sleutelkap",
    "Stap",
    "Stepper",
    "Streep",
    "Tabs",
    "Tekst",
    "TekstVeld",
    "Toast",
    "Toasts",
    "Veld",
    "Wachtbalk",
    "Zijpaneel",
    "datum_in_woorden",
    "zet_kenmerk",
]
