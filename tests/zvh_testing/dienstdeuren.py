"""The public doors of the services, found by their first parameters, and everything that came through one as text."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import BaseModel

import zvh_desktop.services
from zvh_desktop.documents import preview

__all__ = ["deuren", "tekst_van"]

ANDERS = {"kluizen", "demo", "demo_verdieping", "achtergrond", "installatie", "machine", "werkplek", "concepten"}
"""Modules that open and make vaults, or give back what the person typed: nothing of another's is read there."""


def tekst_van(waarde: Any) -> str:
    """Everything in a value, however deep."""
    if is_dataclass(waarde) and not isinstance(waarde, type):
        return "\n".join(tekst_van(getattr(waarde, veld.name)) for veld in fields(waarde))
    if isinstance(waarde, BaseModel):
        return waarde.model_dump_json()
    if isinstance(waarde, bytes) and waarde.startswith(b"%PDF"):
        return preview.tekst(waarde)
    if isinstance(waarde, dict):
        return "\n".join(tekst_van(deel) for paar in waarde.items() for deel in paar)
    if isinstance(waarde, list | tuple | set | frozenset) or inspect.isgenerator(waarde):
        return "\n".join(map(tekst_van, waarde))
    return waarde.decode("utf-8", "replace") if isinstance(waarde, bytes) else str(waarde)


def deuren() -> Iterator[tuple[str, Callable[..., Any], bool]]:
    """Every public function of the services that asks for the workplace alone, or for it and a casus."""
    for info in pkgutil.iter_modules(zvh_desktop.services.__path__):
        if info.name in ANDERS:
            continue
        module = importlib.import_module(f"zvh_desktop.services.{info.name}")
        for naam in getattr(module, "__all__", ()):
            functie = getattr(module, naam)
            if not inspect.isfunction(functie) or functie.__module__ != module.__name__:
                continue
            namen = list(inspect.signature(functie).parameters.values())
            nodig = [p.name for p in namen if p.default is p.empty and p.kind is not p.VAR_KEYWORD]
            if nodig in (["wp"], ["wp", "casus_id"]):
                yield f"{info.name}.{naam}", functie, len(nodig) == 2
