"""The analysis of a casus: leefgebieden with what is known on what ground, scores over time, risk, basic conditions.

Nothing here computes a judgement. A score or the outcome of an instrument is what a person wrote down; the program
shows it, and sorts and decides by nothing of it (domain reference 3.3, 6.3).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final, Literal

from zvh_desktop.domain.ids import vast_id
from zvh_desktop.domain.partner import Regio
from zvh_desktop.domain.record import Record

__all__ = [
    "AARDEN",
    "LEEFGEBIEDEN",
    "PUNTSOORTEN",
    "VOORWAARDEN",
    "VOORWAARDESTATEN",
    "ZRM_DOMEINEN",
    "ZRM_EDITIES",
    "ZRM_NIVEAUS",
    "ZRM_VERSIES",
    "Analysepunt",
    "Basisvoorwaarde",
    "Gebiedstand",
    "Leefgebied",
    "Reeks",
    "Risicotaxatie",
    "Zrmmeting",
    "Zrmscore",
    "aard_past",
    "basisvoorwaarde_id",
    "domeinen_van",
    "gebiedstanden",
    "is_verlopen",
    "laatste_scores",
    "leefgebieden",
    "reeksen",
    "zrmscore_id",
]

ZRM_DOMEINEN: Final[Mapping[str, str]] = {
    "financien": "Financiën",
    "werk_opleiding": "Werk & opleiding",
    "tijdsbesteding": "Tijdsbesteding",
    "huisvesting": "Huisvesting",
    "huiselijke_relaties": "Huiselijke relaties",
    "geestelijke_gezondheid": "Geestelijke gezondheid",
    "lichamelijke_gezondheid": "Lichamelijke gezondheid",
    "middelengebruik": "Middelengebruik",
    "basale_adl": "Basale ADL",
    "instrumentele_adl": "Instrumentele ADL",
    "sociaal_netwerk": "Sociaal netwerk",
    "maatschappelijke_participatie": "Maatschappelijke participatie",
    "justitie": "Justitie",
    "dagbesteding": "Dagbesteding",
    "verslaving": "Verslaving",
    "adl": "ADL",
}
"""Names of the domains of every edition; the last three are of the older one only (domain reference 6.3)."""

_ZRM_2017: Final = tuple(ZRM_DOMEINEN)[:13]
_ZRM_OUDER: Final = (
    "financien",
    "dagbesteding",
    "huisvesting",
    "huiselijke_relaties",
    "geestelijke_gezondheid",
    "lichamelijke_gezondheid",
    "verslaving",
    "adl",
    "sociaal_netwerk",
    "maatschappelijke_participatie",
    "justitie",
)

ZRM_EDITIES: Final[Mapping[str, str]] = {"zrm_2017": "ZRM 2017", "zrm_ouder": "oudere ZRM (11 domeinen)"}
"""Editions by key; scores of two editions are never one course."""

_DOMEINEN_VAN: Final[Mapping[str, tuple[str, ...]]] = {"zrm_2017": _ZRM_2017, "zrm_ouder": _ZRM_OUDER}

ZRM_VERSIES: Final[Mapping[str, str]] = {
    "volwassenen": "volwassenen",
    "jongeren": "jongeren (12–18)",
    "huishoudens": "huishoudens",
}

ZRM_NIVEAUS: Final[Mapping[int, str]] = {
    0: "niet gescoord",
    1: "acute problematiek",
    2: "niet zelfredzaam",
    3: "beperkt zelfredzaam",
    4: "voldoende zelfredzaam",
    5: "volledig zelfredzaam",
}
"""Names of the levels only: whether the texts of the cells may be copied is not known (domain reference 6.3)."""

LEEFGEBIEDEN: Final = _ZRM_2017
"""Keys of the leefgebieden a house begins with: the domains of the ZRM 2017."""

PUNTSOORTEN: Final[Mapping[str, str]] = {"feit": "feit", "kracht": "kracht", "zorg": "zorg", "oordeel": "oordeel"}
"""What is written under a leefgebied, in the order in which it is read."""

AARDEN: Final[Mapping[str, str]] = {"feit": "feit (gezien, gehoord, gemeten)", "oordeel": "oordeel (duiding)"}
"""A kracht or a zorg is one of the two: what was seen, or what somebody makes of it."""

VOORWAARDEN: Final[Mapping[str, str]] = {
    "identiteit": "Identiteitsbewijs",
    "onderdak": "Onderdak",
    "werk_inkomen": "Werk en inkomen",
    "schulden": "Schulden",
    "zorg": "Zorg en zorgverzekering",
}
"""The five basic conditions for re-integratie (domain reference 6.4)."""

VOORWAARDESTATEN: Final[Mapping[str, str]] = {
    "onbekend": "nog niet bekend",
    "niet_geregeld": "niet geregeld",
    "loopt": "wordt aan gewerkt",
    "geregeld": "geregeld",
    "niet_nodig": "niet nodig",
}


class Leefgebied(Record):
    """A field of life on which a casus is analysed; the list belongs to the house.

    What was written under one keeps pointing at it, also when it was taken off the list.
    """

    soort: ClassVar[str] = "leefgebied"
    naam: str
    volgorde: int = 0
    zrm_domein: str = ""
    """Domain of the ZRM of which the score is shown beside it; empty for none."""


class Analysepunt(Record):
    """One thing said under a leefgebied: a fact, a strength, a worry or a judgement, with its source and day."""

    soort: ClassVar[str] = "analysepunt"
    lange_tekst: ClassVar[tuple[str, ...]] = ("tekst", "niet_delen_reden")
    zoekvelden: ClassVar[tuple[str, ...]] = ("bron",)
    casus_id: str
    leefgebied_id: str
    puntsoort: Literal["feit", "kracht", "zorg", "oordeel"] = "feit"
    aard: Literal["feit", "oordeel"] = "feit"
    tekst: str
    bron_partner_id: str = ""
    bron: str = ""
    """Person it comes from; with the organisation, or alone."""
    datum: date | None = None
    betrokkene_id: str = ""
    """Whom it is about; empty for the casus as a whole."""
    niet_delen_met: str = ""
    """Names it must not reach, separated by commas; "iedereen" keeps it in the dossier."""
    niet_delen_reden: str = ""


class Zrmmeting(Record):
    """One time that somebody scored a person on the ZRM; the scores are records of their own."""

    soort: ClassVar[str] = "zrmmeting"
    lange_tekst: ClassVar[tuple[str, ...]] = ("toelichting",)
    zoekvelden: ClassVar[tuple[str, ...]] = ("afnemer",)
    casus_id: str
    betrokkene_id: str = ""
    datum: date
    editie: str = "zrm_2017"
    """Key of ZRM_EDITIES, or the name of another edition as it was brought in."""
    versie: str = "volwassenen"
    partner_id: str = ""
    afnemer: str = ""
    toelichting: str = ""


class Zrmscore(Record):
    """The score of one domain in one meting; there is one record for each of the two together."""

    soort: ClassVar[str] = "zrmscore"
    casus_id: str
    meting_id: str
    domein: str
    score: Literal[0, 1, 2, 3, 4, 5] = 0
    """0 when it was not scored, or no longer."""


class Risicotaxatie(Record):
    """The outcome of an instrument as it was delivered, in words; never computed, never compared."""

    soort: ClassVar[str] = "risicotaxatie"
    lange_tekst: ClassVar[tuple[str, ...]] = ("uitkomst", "niet_delen_reden")
    zoekvelden: ClassVar[tuple[str, ...]] = ("instrument", "afnemer")
    casus_id: str
    betrokkene_id: str = ""
    instrument: str
    datum: date | None = None
    partner_id: str = ""
    afnemer: str = ""
    uitkomst: str = ""
    geldig_tot: date | None = None
    bijlage_id: str = ""
    """The document it comes from, when that is in the dossier."""
    niet_delen_met: str = ""
    niet_delen_reden: str = ""


class Basisvoorwaarde(Record):
    """How it stands with one of the five basic conditions; one record for each in a casus."""

    soort: ClassVar[str] = "basisvoorwaarde"
    lange_tekst: ClassVar[tuple[str, ...]] = ("notitie",)
    zoekvelden: ClassVar[tuple[str, ...]] = ("wie",)
    casus_id: str
    voorwaarde: str
    staat: Literal["onbekend", "niet_geregeld", "loopt", "geregeld", "niet_nodig"] = "onbekend"
    partner_id: str = ""
    wie: str = ""
    datum: date | None = None
    notitie: str = ""


@dataclass(frozen=True, slots=True)
class Gebiedstand:
    """A leefgebied with what is written under it.

    Attributes:
        in_lijst: it is on the list of the house today.
        punten: by kind of point, newest day first; a kind without any has an empty tuple.
        score: the latest score of its domain with the day and the edition; None when there is none.
    """

    gebied: Leefgebied
    in_lijst: bool
    punten: Mapping[str, tuple[Analysepunt, ...]]
    score: tuple[int, date, str] | None = None

    @property
    def leeg(self) -> bool:
        """Nothing is written under it."""
        return not any(self.punten.values())

    @property
    def aantal(self) -> int:
        """How many points stand under it."""
        return sum(map(len, self.punten.values()))


@dataclass(frozen=True, slots=True)
class Reeks:
    """The course of one edition, version and person: metingen in order of day, scores by domain.

    Attributes:
        scores: by domain, one for each meting; None where that was not scored.
    """

    editie: str
    versie: str
    betrokkene_id: str
    metingen: tuple[Zrmmeting, ...]
    domeinen: tuple[str, ...]
    scores: Mapping[str, tuple[int | None, ...]]


def zrmscore_id(meting_id: str, domein: str) -> str:
    """Return the one id of a score, so that two devices that score the same domain make one record."""
    return vast_id("zrmscore", meting_id, domein)


def basisvoorwaarde_id(casus_id: str, voorwaarde: str) -> str:
    """Return the one id of a basic condition in a casus."""
    return vast_id("basisvoorwaarde", casus_id, voorwaarde)


def aard_past(puntsoort: str, aard: str) -> str:
    """Return the nature a point can have: a feit is a fact and an oordeel a judgement, whatever was chosen."""
    return puntsoort if puntsoort in ("feit", "oordeel") else aard


def leefgebieden(regio: Regio, bewaard: Iterable[Leefgebied]) -> tuple[Leefgebied, ...]:
    """Return every leefgebied of a house in its order, those that were taken off the list (`verwijderd`) too.

    A house that changed nothing has the list it began with, without a record of it; what was changed takes the place
    of that with the same id. So two devices that change the list make no double of it.
    """
    # Our own words need no check, and the first check of a kind builds its validator.
    uit = {
        (id_ := vast_id("leefgebied", regio.id, sleutel)): Leefgebied.model_construct(
            id=id_, stream=regio.stream, naam=ZRM_DOMEINEN[sleutel], volgorde=10 * nr, zrm_domein=sleutel
        )
        for nr, sleutel in enumerate(LEEFGEBIEDEN, 1)
    }
    uit |= {gebied.id: gebied for gebied in bewaard}
    return tuple(sorted(uit.values(), key=lambda g: (g.volgorde, g.naam.casefold(), g.id)))


def gebiedstanden(
    gebieden: Sequence[Leefgebied],
    punten: Iterable[Analysepunt],
    laatste: Mapping[str, tuple[int, date, str]],
) -> tuple[Gebiedstand, ...]:
    """Put points under their leefgebied.

    Args:
        gebieden: every leefgebied, those off the list too.
        punten: of one casus.
        laatste: latest score by domain of the ZRM.

    Returns:
        Every leefgebied on the list, and after those what was taken off it and still holds something. A point of a
        leefgebied that is not known here (its record has yet to come) stands under one that says so.
    """
    per: dict[str, dict[str, list[Analysepunt]]] = {}
    for punt in punten:
        per.setdefault(punt.leefgebied_id, {}).setdefault(punt.puntsoort, []).append(punt)
    bekend = {g.id for g in gebieden}
    onbekend = [
        Leefgebied(id=id_, stream="", naam="Leefgebied dat hier nog niet bekend is", verwijderd=True)
        for id_ in per
        if id_ not in bekend
    ]
    uit = []
    for gebied in (*(g for g in gebieden if not g.verwijderd), *(g for g in gebieden if g.verwijderd), *onbekend):
        eigen = per.get(gebied.id, {})
        if gebied.verwijderd and not eigen:
            continue
        geordend = {
            soort: tuple(sorted(eigen.get(soort, ()), key=lambda p: (p.datum or date.min, p.id), reverse=True))
            for soort in PUNTSOORTEN
        }
        score = laatste.get(gebied.zrm_domein) if gebied.zrm_domein else None
        uit.append(Gebiedstand(gebied, not gebied.verwijderd, geordend, score))
    return tuple(uit)


def domeinen_van(editie: str, gescoord: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the domains of an edition in their order; of an unknown one those that were scored, by name."""
    vast = _DOMEINEN_VAN.get(editie, ())
    return (*vast, *sorted(set(gescoord) - set(vast)))


def reeksen(metingen: Iterable[Zrmmeting], scores: Iterable[Zrmscore]) -> tuple[Reeks, ...]:
    """Return the courses over time: one for each person, edition and version, the latest scored first.

    Editions have other domains and versions other questions, so their scores never stand in one line.
    """
    van: dict[str, dict[str, int]] = {}
    for score in scores:
        if score.score:
            van.setdefault(score.meting_id, {})[score.domein] = score.score
    groepen: dict[tuple[str, str, str], list[Zrmmeting]] = {}
    for meting in sorted(metingen, key=lambda m: (m.datum, m.id)):
        groepen.setdefault((meting.betrokkene_id, meting.editie, meting.versie), []).append(meting)
    uit = []
    for (betrokkene_id, editie, versie), groep in groepen.items():
        domeinen = domeinen_van(editie, (d for m in groep for d in van.get(m.id, ())))
        per = {d: tuple(van.get(m.id, {}).get(d) for m in groep) for d in domeinen}
        uit.append(Reeks(editie, versie, betrokkene_id, tuple(groep), domeinen, per))
    return tuple(sorted(uit, key=lambda r: r.metingen[-1].datum, reverse=True))


def laatste_scores(alle: Iterable[Reeks]) -> dict[str, tuple[int, date, str]]:
    """Return the latest score of every domain, with its day and edition."""
    uit: dict[str, tuple[int, date, str]] = {}
    for reeks in alle:
        for domein, rij in reeks.scores.items():
            for meting, score in zip(reeks.metingen, rij, strict=True):
                if score is not None and (domein not in uit or meting.datum >= uit[domein][1]):
                    uit[domein] = (score, meting.datum, reeks.editie)
    return uit


def is_verlopen(taxatie: Risicotaxatie, vandaag: date) -> bool:
    """Whether its last day lies behind us; that day itself still counts."""
    return taxatie.geldig_tot is not None and taxatie.geldig_tot < vandaag
