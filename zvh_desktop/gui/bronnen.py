"""PySide reads the source of every module that is imported after it; here it learns not to."""

import linecache
from importlib import import_module
from typing import Any

import PySide6.QtCore  # noqa: F401 - what is changed here comes with it

__all__ = ["lees_geen_bronnen"]


def lees_geen_bronnen() -> None:
    """Keep PySide from reading sources; as early as can be, once.

    WORKAROUND: it looks there for its switch `from __feature__ import ...`, which nobody here uses, and Python keeps
    each line that was read: a tenth of the start, and ten megabytes. Every module now counts as one without the switch.
    """
    functies: Any = import_module("shibokensupport.feature")
    if getattr(functies, "_mod_uses_pyside", _zonder_schakelaar) is not _zonder_schakelaar:
        functies._mod_uses_pyside = _zonder_schakelaar
        linecache.clearcache()


def _zonder_schakelaar(module: object) -> bool:
    return True
