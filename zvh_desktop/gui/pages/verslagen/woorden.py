"""How the states of a verslag read on the screen."""

from datetime import datetime
from typing import Final

from zvh_desktop.domain.tijd import kalenderdag, lokaal
from zvh_desktop.domain.verslag import Reactie, Verslag
from zvh_desktop.gui.onderdelen import datum_in_woorden
from zvh_desktop.gui.rijen import Chipje

__all__ = [
    "BELET",
    "GEVOELIG",
    "GEWEIGERD",
    "ONTVANGST",
    "REACTIES",
    "moment",
    "reactiechip",
    "statuschip",
    "statuszin",
]

_STATUS: Final[dict[str, tuple[str, str, str]]] = {
    "concept": ("concept", "neutraal", "pen-line"),
    "reactie": ("ter reactie", "info", "message-square"),
    "vastgesteld": ("vastgesteld", "waarschuwing", "stamp"),
    "ondertekend": ("ondertekend", "goed", "check"),
    "vervangen": ("vervangen", "neutraal", "history"),
}

BELET: Final[dict[str, str]] = {
    "": "Niets staat vaststellen in de weg.",
    "reacties_open": "Er staan nog reacties open: verwerk ze eerst.",
    "reactietermijn_loopt": "De reactietermijn loopt nog. Zet haar op 0 dagen om eerder vast te stellen.",
    "al_vastgesteld": "Dit verslag is al vastgesteld.",
    "nog_niet_afgerond": "Het overleg is nog niet afgerond.",
}
"""What stands in the way of vaststelling, by its key."""

GEVOELIG: Final[dict[str, str]] = {"bsn": "lijkt een BSN", "geheim_adres": "een geheim adres"}
"""What was found in a draft, by its key."""

ONTVANGST: Final[dict[str, str]] = {
    "": "hele verslag",
    "afwezig": "afwezig: alleen met een grond",
    "incidenteel": "incidenteel: alleen met een grond",
    "niet_delen": "bevat iets dat niet met deze partner gedeeld mag worden",
    "zonder_dekking": "geen verklaring of geldig protocol",
}
"""Who gets what, by the key of the rule."""

GEWEIGERD: Final = ("zonder_dekking", "niet_delen")
"""Keys of those who do not get the whole verslag, with or without a ground."""

REACTIES: Final[dict[str, tuple[str, str]]] = {
    "open": ("nog verwerken", "waarschuwing"),
    "overgenomen": ("overgenomen", "goed"),
    "deels": ("deels overgenomen", "info"),
    "niet_overgenomen": ("niet overgenomen", "neutraal"),
}


def moment(tijd: datetime | None, *, dag: bool = True) -> str:
    """Return a moment as it is shown: `di 24 nov 2026 10:52`, or only the clock."""
    if tijd is None:
        return ""
    hier = lokaal(tijd)
    uur = hier.strftime("%H:%M")
    return f"{datum_in_woorden(hier.date())} {uur}" if dag else uur


def statuschip(verslag: Verslag) -> Chipje:
    """Return the chip of a verslag in a list."""
    woord, rol, icoon = _STATUS[verslag.status]
    return Chipje(woord, rol, icoon)


def statuszin(verslag: Verslag) -> tuple[str, str, str]:
    """Return text, role and icon of the large chip: `vastgesteld 24 nov 10:52 · versie 1`."""
    woord, rol, icoon = _STATUS[verslag.status]
    tijd = verslag.ondertekend_op if verslag.status == "ondertekend" else verslag.vastgesteld_op
    if verslag.status in ("concept", "reactie"):
        tijd = None
    dag = kalenderdag(lokaal(tijd).date(), jaar=False) if tijd else ""
    return " ".join(filter(None, (woord, dag, moment(tijd, dag=False), "·", f"versie {verslag.versie}"))), rol, icoon


def reactiechip(reactie: Reactie) -> Chipje:
    """Return the chip of a reaction."""
    return Chipje(*REACTIES[reactie.verwerkt])
