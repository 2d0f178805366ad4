"""A casus that is closed, on the demonstration: for `run.py`, when nothing else asks for that casus."""

from typing import Any

from zvh_desktop.domain.plan import Actie
from zvh_desktop.services import afsluiten
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["gesloten_schermen"]


def _sluit(wp: Werkplek, casus_id: str) -> None:
    acties = {a.id: "eindigt" for a in wp.store.find(Actie, casus_id=casus_id, status="open")}
    zin = "De afspraken houden; het wijkteam blijft bereikbaar."
    afsluiten.sluit_af(wp, casus_id, reden="doel_bereikt", evaluatie=zin, acties=acties, ondanks=True)


def gesloten_schermen(g: Any, casus_id: str) -> None:
    """Take them all; `g` takes pictures of a session."""
    g.s.taken.doe(_sluit, casus_id)
    g.rust()
    for tab in ("overzicht", "verloop", "stukken", "analyse", "plan"):
        g.pagina("casussen.casus", f"gesloten-{tab}", casus_id=casus_id, tab=tab)
