"""Every module with a kind of record; importing this one is what makes them all known."""

from importlib import import_module
from typing import Final

__all__ = ["MODULES"]

MODULES: Final = tuple(
    import_module(f"zvh_desktop.domain.{naam}")
    for naam in (
        "actieloop",
        "analyse",
        "betrokkene",
        "bijlage",
        "brieven",
        "casus",
        "clientplan",
        "dossierstuk",
        "grondslag",
        "informatie",
        "interventie",
        "overleg",
        "partner",
        "plan",
        "planfase",
        "planversie",
        "reeks",
        "stagnatie",
        "systeem",
        "tekengezag",
        "tekstblok",
        "themablok",
        "toevoeging",
        "vernietiging",
        "verslag",
        "vlag",
        "zsm",
    )
)
"""Where the models stand."""
