"""Small widgets pages are built from; each follows the theme and has an accessible name.

A part is loaded when it is first asked for: the unlock screen needs four of them and is painted before the rest.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
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
    from zvh_desktop.gui.onderdelen.getal import GetalVeld, TijdVeld
    from zvh_desktop.gui.onderdelen.keuze import Segmenten, Stap, Stepper, Tabs
    from zvh_desktop.gui.onderdelen.regel import RegelVeld, Veld
    from zvh_desktop.gui.onderdelen.toast import Toast, Toasts
    from zvh_desktop.gui.onderdelen.velden import DatumVeld, KeuzeVeld, TekstVeld, datum_in_woorden
    from zvh_desktop.gui.onderdelen.wachtbalk import Wachtbalk
    from zvh_desktop.gui.onderdelen.zijpaneel import Zijpaneel

__all__ = [
    "AvatarBeeld",
    "Chip",
    "DatumVeld",
    "GetalVeld",
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
    "TijdVeld",
    "Toast",
    "Toasts",
    "Veld",
    "Wachtbalk",
    "Zijpaneel",
    "datum_in_woorden",
    "zet_kenmerk",
]

_WAAR: Final = {
    "getal": ("GetalVeld", "TijdVeld"),
    "keuze": ("Segmenten", "Stap", "Stepper", "Tabs"),
    "regel": ("RegelVeld", "Veld"),
    "toast": ("Toast", "Toasts"),
    "velden": ("DatumVeld", "KeuzeVeld", "TekstVeld", "datum_in_woorden"),
    "wachtbalk": ("Wachtbalk",),
    "zijpaneel": ("Zijpaneel",),
}
_MODULE: Final = {naam: module for module, namen in _WAAR.items() for naam in namen}


def __getattr__(naam: str) -> Any:
    if naam not in __all__:
        raise AttributeError(naam)
    waarde = getattr(import_module(f"{__name__}.{_MODULE.get(naam, 'basis')}"), naam)
    globals()[naam] = waarde
    return waarde
