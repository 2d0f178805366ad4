"""Two casussen with one number, made on two devices that did not know of each other: a person renumbers one."""

from dataclasses import dataclass
from datetime import date

from zvh_desktop.domain.casus import Casus, volgend_nummer
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import numbers, queries

__all__ = ["Dubbel", "Kandidaat", "dubbele_nummers", "geef_nieuw_nummer"]


@dataclass(frozen=True, slots=True)
class Kandidaat:
    """One of the casussen with the same number.

    Attributes:
        casus_id, naam: of the casus.
        begonnen_op: when it began.
        voorstel: this is the one that was made later, and the one to give a new number.
    """

    casus_id: str
    naam: str
    begonnen_op: date
    voorstel: bool


@dataclass(frozen=True, slots=True)
class Dubbel:
    """A number that was given out more than once.

    Attributes:
        nummer: such as "2026-0143".
        nieuw: the number that one of them would get.
        casussen: the one made first comes first: it keeps its number unless a person decides otherwise.
    """

    nummer: str
    nieuw: str
    casussen: tuple[Kandidaat, ...]


def dubbele_nummers(wp: Werkplek) -> list[Dubbel]:
    """Return the numbers that were given out more than once."""
    uit: list[Dubbel] = []
    for nummer, ids in numbers.doubles(wp.store.verbinding).items():
        casussen = [wp.eis(Casus, id_) for id_ in ids]
        kandidaten = tuple(
            Kandidaat(c.id, c.naam or c.nummer, c.begonnen_op, plek > 0) for plek, c in enumerate(casussen)
        )
        uit.append(Dubbel(nummer, _volgend(wp, casussen[-1]), kandidaten))
    return uit


def _volgend(wp: Werkplek, casus: Casus) -> str:
    jaar = int(casus.nummer[:4]) if casus.nummer[:4].isdecimal() else casus.begonnen_op.year
    return volgend_nummer(jaar, queries.casusnummers(wp.store.verbinding, jaar))


def geef_nieuw_nummer(wp: Werkplek, casus_id: str) -> tuple[str, Bon]:
    """Give a casus whose number another one has too the next free number; can be taken back as any act.

    Returns:
        The new number and the receipt.

    Raises:
        Omstandigheid: NIET_GEVONDEN; REGEL_WEIGERT "nummer_niet_dubbel", when it is the only one by now.
    """
    casus = wp.eis(Casus, casus_id)
    if casus_id not in numbers.doubles(wp.store.verbinding).get(casus.nummer, ()):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="nummer_niet_dubbel")
    nieuw = _volgend(wp, casus)
    with wp.transactie("casus kreeg een nieuw nummer") as t:
        t.save(casus.met(nummer=nieuw))
        t.audit("casusnummer_gewijzigd", (casus.id,), {"van": casus.nummer, "naar": nieuw})
    return nieuw, t.bon
