"""What is asked of partners, and what has to be known of each piece of information."""

from datetime import date
from typing import ClassVar, Final, Literal

from zvh_desktop.domain.record import Record

__all__ = [
    "ANTWOORDEN",
    "CATEGORIEEN",
    "GEGEVEN_AARD",
    "VERZOEKSTATUS",
    "Informatieverzoek",
    "belet_antwoord",
    "belet_versturen",
    "dagen_te_laat",
    "wat_mist",
]

VERZOEKSTATUS: dict[str, str] = {
    "concept": "nog niet verstuurd",
    "verstuurd": "wacht op antwoord",
    "beantwoord": "beantwoord",
    "ingetrokken": "ingetrokken",
}
ANTWOORDEN: dict[str, str] = {"geheel": "geheel geleverd", "deels": "deels geleverd", "niet": "niet geleverd"}
CATEGORIEEN: dict[str, str] = {
    "": "nog niet gezegd",
    "gewoon": "gewoon persoonsgegeven",
    "bijzonder": "bijzonder persoonsgegeven",
    "strafrechtelijk": "strafrechtelijk gegeven",
}
GEGEVEN_AARD: dict[str, str] = {"": "nog niet gezegd", "feit": "feit", "oordeel": "oordeel"}

_ZWAAR: Final = frozenset(("bijzonder", "strafrechtelijk"))


class Informatieverzoek(Record):
    """A question to one partner: what, what for, why it is necessary; and what came of it."""

    soort: ClassVar[str] = "informatieverzoek"
    lange_tekst: ClassVar[tuple[str, ...]] = ("vraag", "doel", "noodzaak", "antwoord_reden")
    casus_id: str
    partner_id: str = ""
    organisatie: str
    """Name as printed; of the partner, or of whoever is not in the register."""
    aan: str = ""
    """Person it is addressed to."""
    over: list[str] = []
    """Ids of the betrokkenen it is about; nobody else is named in the letter."""
    vraag: str
    doel: str
    noodzaak: str
    status: Literal["concept", "verstuurd", "beantwoord", "ingetrokken"] = "concept"
    gemaakt_op: date
    gemaakt_door: str = ""
    verstuurd_op: date | None = None
    verstuurd_hoe: str = ""
    antwoord_voor: date | None = None
    """Day by which an answer is asked; on the day after, it is overdue."""
    herinnerd_op: date | None = None
    antwoord: Literal["", "geheel", "deels", "niet"] = ""
    antwoord_op: date | None = None
    antwoord_door: str = ""
    antwoord_reden: str = ""
    """Why in part or not; "not" is an answer too."""


def belet_versturen(verzoek: Informatieverzoek) -> str:
    """Return the key of what keeps a request from being sent, "" when nothing does."""
    if verzoek.status not in ("concept", "verstuurd"):
        return "verzoek_gesloten"
    if not verzoek.over:
        return "verzoek_zonder_persoon"
    if not (verzoek.vraag.strip() and verzoek.doel.strip() and verzoek.noodzaak.strip()):
        return "verzoek_onvolledig"
    return ""


def belet_antwoord(verzoek: Informatieverzoek, antwoord: str, reden: str) -> str:
    """Return the key of what keeps an answer from being recorded, "" when nothing does."""
    if verzoek.status == "ingetrokken":
        return "verzoek_gesloten"
    if antwoord not in ANTWOORDEN:
        return "antwoord_nodig"
    if antwoord != "geheel" and not reden.strip():
        return "reden_nodig"
    return ""


def dagen_te_laat(verzoek: Informatieverzoek, vandaag: date) -> int:
    """Return for how many days an answer is overdue; 0 when it is not, or when no day was set."""
    if verzoek.status != "verstuurd" or verzoek.antwoord_voor is None or verzoek.verwijderd:
        return 0
    return max(0, (vandaag - verzoek.antwoord_voor).days)


def wat_mist(
    *, bron: str, aard: str, categorie: str, noodzaak: str, niet_delen_met: list[str], niet_delen_reden: str
) -> tuple[str, ...]:
    """Name in short Dutch words what is not yet known of one piece of information."""
    lijst = (
        ("bron", not bron.strip()),
        ("feit of oordeel", not aard),
        ("soort gegeven", not categorie),
        ("waarom het nodig is", categorie in _ZWAAR and not noodzaak.strip()),
        ("waarom niet delen", bool(niet_delen_met) and not niet_delen_reden.strip()),
    )
    return tuple(woord for woord, mist in lijst if mist)
