"""The system round a casus: how people are related, who was what in which incident, and who is the same person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from zvh_desktop.domain.record import Record

__all__ = [
    "INCIDENTROLLEN",
    "INVERSE",
    "RELATIES",
    "Incidentrol",
    "Persoonskoppeling",
    "Relatie",
    "Zijde",
    "dubbele_relaties",
    "genormaliseerd",
    "omgekeerd",
    "relatiewoord",
    "rolwoord",
    "zijde",
]

RELATIES: Final[Mapping[str, str]] = {
    "ouder": "ouder van",
    "kind": "kind van",
    "broer_zus": "broer of zus van",
    "partner": "partner van",
    "ex_partner": "ex-partner van",
    "gezin": "in één gezin met",
    "huishouden": "in één huishouden met",
    "familie": "familie van",
    "hulpverlener": "hulpverlener van",
    "client": "cliënt van",
    "overig": "heeft te maken met",
}
"""What one person is of another: key to words that go between two names."""

INVERSE: Final[Mapping[str, str]] = {
    "ouder": "kind",
    "kind": "ouder",
    "hulpverlener": "client",
    "client": "hulpverlener",
}
"""The other direction; what is not here is the same both ways."""

INCIDENTROLLEN: Final[Mapping[str, str]] = {
    "pleger": "pleger",
    "slachtoffer": "slachtoffer",
    "getuige": "getuige",
    "melder": "melder",
    "anders": "anders betrokken",
}
"""What a person was in one incident; more than one may hold, and another incident may be the other way round."""


class Relatie(Record):
    """One tie between two people of a casus, kept once and read from both sides.

    `van_betrokkene_id` is, by `relatiesoort`, something of `naar_betrokkene_id`: "ouder" says that the first is a
    parent of the second.
    """

    soort: ClassVar[str] = "relatie"
    lange_tekst: ClassVar[tuple[str, ...]] = ("toelichting",)
    casus_id: str
    van_betrokkene_id: str
    naar_betrokkene_id: str
    relatiesoort: str = "overig"
    """Key of RELATIES; one this program does not know is shown as it is written."""
    woord_van: str = ""
    """What the first is called, when the kind says too little: "stiefvader"."""
    woord_naar: str = ""
    """What the second is called: "dochter"."""
    sinds: date | None = None
    tot: date | None = None
    """Last day; empty while it lasts."""
    bron: str = ""
    toelichting: str = ""


class Incidentrol(Record):
    """What one person was in one incident; its id follows from the three, so two devices make it once."""

    soort: ClassVar[str] = "incidentrol"
    casus_id: str
    notitie_id: str
    """The incident: a note of that kind in the verloop."""
    betrokkene_id: str
    incidentrol: str
    """Key of INCIDENTROLLEN."""


class Persoonskoppeling(Record):
    """Half of "this is the same person as in another casus": two halves with one `sleutel` make the link.

    Each half lies with its own casus and names nothing of the other one, so whoever has one of the two learns nothing
    from it.
    """

    soort: ClassVar[str] = "persoonskoppeling"
    casus_id: str
    betrokkene_id: str
    sleutel: str
    """32 random hex digits, the same in both halves."""


@dataclass(frozen=True, slots=True)
class Zijde:
    """A relation as it is read from one of its two people.

    Attributes:
        ander_id: the other person.
        woord: words that go between the two names, from here: "vader van".
        ander_woord: what the other one is called from here: "dochter"; "" when nobody said so.
    """

    relatie_id: str
    ander_id: str
    relatiesoort: str
    woord: str
    ander_woord: str
    sinds: date | None
    tot: date | None
    bron: str
    toelichting: str


def relatiewoord(soort: str, eigen: str = "") -> str:
    """Return the words that go between two names; `eigen` is what the first one is called, when somebody said so."""
    if eigen.strip():
        return f"{eigen.strip()} van"
    return RELATIES.get(soort, soort.replace("_", " "))


def rolwoord(rol: str) -> str:
    """Dutch word for a role in an incident; an unknown one is shown as it is."""
    return INCIDENTROLLEN.get(rol, rol.replace("_", " "))


def omgekeerd(relatie: Relatie) -> Relatie:
    """Return the same tie said from the other side; twice is the tie itself."""
    return relatie.met(
        van_betrokkene_id=relatie.naar_betrokkene_id,
        naar_betrokkene_id=relatie.van_betrokkene_id,
        relatiesoort=INVERSE.get(relatie.relatiesoort, relatie.relatiesoort),
        woord_van=relatie.woord_naar,
        woord_naar=relatie.woord_van,
    )


def genormaliseerd(relatie: Relatie) -> Relatie:
    """Return one form of the two in which a tie can be said: the smaller id first."""
    return relatie if relatie.van_betrokkene_id <= relatie.naar_betrokkene_id else omgekeerd(relatie)


def zijde(relatie: Relatie, persoon_id: str) -> Zijde | None:
    """Read a relation from one of its people; None when `persoon_id` is not one of the two."""
    if persoon_id not in (relatie.van_betrokkene_id, relatie.naar_betrokkene_id):
        return None
    r = relatie if relatie.van_betrokkene_id == persoon_id else omgekeerd(relatie)
    return Zijde(
        r.id,
        r.naar_betrokkene_id,
        r.relatiesoort,
        relatiewoord(r.relatiesoort, r.woord_van),
        r.woord_naar.strip(),
        r.sinds,
        r.tot,
        r.bron,
        r.toelichting,
    )


def dubbele_relaties(relaties: Iterable[Relatie]) -> frozenset[str]:
    """Return the ids of ties that say nothing new: of somebody with himself, or word for word what another one says."""
    gezien: set[tuple[object, ...]] = set()
    dubbel: set[str] = set()
    for r in sorted(map(genormaliseerd, relaties), key=lambda r: r.id):
        inhoud = tuple(waarde for naam, waarde in r if naam not in ("id", "stream", "verwijderd"))
        if r.van_betrokkene_id == r.naar_betrokkene_id or inhoud in gezien:
            dubbel.add(r.id)
        gezien.add(inhoud)
    return frozenset(dubbel)
