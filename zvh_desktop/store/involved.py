"""Which streams there are, of which kind, and who is named in them: what access is decided from."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from zvh_desktop.store.connection import Verbinding

__all__ = [
    "Compartiment",
    "Sleutelrij",
    "Stroom",
    "access_stamp",
    "has_changes",
    "key_standings",
    "streams_with_people",
]


@dataclass(frozen=True, slots=True)
class Compartiment:
    """Who may know of a casus, for `domain.compartiment.mag_zien`."""

    compartiment: str
    toegang: list[str]


@dataclass(frozen=True, slots=True)
class Stroom:
    """One stream of records.

    Attributes:
        stream: 32 hex digits.
        soort: "regio", "casus" or "overleg".
        genoemd: (name, partner id or "") of casusregisseur and owners of actions; empty unless it is a casus.
        afgeschermd: the compartment its casus lies in, None for none.
    """

    stream: str
    soort: str
    genoemd: frozenset[tuple[str, str]]
    afgeschermd: Compartiment | None = None


def streams_with_people(verbinding: Verbinding, streams: Collection[str] | None = None) -> dict[str, Stroom]:
    """Return every stream by id; of a few only, when asked.

    Ended actions count: who did the work knows the casus. Withdrawn ones do not.
    """
    soorten: dict[str, str] = {}
    for soort in ("overleg", "casus", "regio"):
        soorten.update((str(rij[0]), soort) for rij in verbinding.rows(f'SELECT DISTINCT stream FROM "{soort}"'))
    genoemd: dict[str, set[tuple[str, str]]] = {}
    for stream, naam, partner in verbinding.rows(
        "SELECT stream, casusregisseur, casusregisseur_partner_id FROM casus "
        "WHERE casusregisseur <> '' AND verwijderd = 0 "
        "UNION SELECT stream, persoon, partner_id FROM actie WHERE persoon <> '' AND verwijderd = 0"
    ):
        genoemd.setdefault(str(stream), set()).add((str(naam), str(partner)))
    dicht = {
        str(stream): Compartiment(str(naam), list(json.loads(toegang)))
        for stream, naam, toegang in verbinding.rows(
            "SELECT stream, compartiment, toegang FROM casus WHERE compartiment <> ''"
        )
    }
    return {
        stream: Stroom(
            stream, soort, frozenset(genoemd.get(stream, ())) if soort == "casus" else frozenset(), dicht.get(stream)
        )
        for stream, soort in soorten.items()
        if streams is None or stream in streams
    }


@dataclass(frozen=True, slots=True)
class Sleutelrij:
    """The epochs of one stream and who has their keys.

    Attributes:
        soort: kind of stream, "" while it is not known.
        epochs: epoch (64 hex digits) to (parents, device that started it, ms, whether its key is here).
        gegeven: epoch to devices, and "herstel".
    """

    soort: str
    epochs: dict[str, tuple[tuple[str, ...], str, int, bool]]
    gegeven: dict[str, set[str]]


def key_standings(verbinding: Verbinding) -> dict[str, Sleutelrij]:
    """Return for every stream that was not destroyed its epochs and grants; a few queries for all."""
    rijen = {
        str(stream): Sleutelrij(str(soort), {}, {})
        for stream, soort in verbinding.rows("SELECT stream, soort FROM stroom WHERE vernietigd IS NULL")
    }
    for id_, stream, ouders, toestel, tijd, heeft in verbinding.rows(
        "SELECT id, stream, ouders, toestel, tijd, sleutel IS NOT NULL FROM epoch"
    ):
        if stream in rijen:
            rijen[stream].epochs[id_] = (tuple(json.loads(ouders)), toestel, int(tijd), bool(heeft))
    for stream, epoch, voor in verbinding.rows("SELECT stream, epoch, voor FROM toekenning"):
        if stream in rijen:
            rijen[stream].gegeven.setdefault(epoch, set()).add(voor)
    return rijen


def access_stamp(verbinding: Verbinding) -> str:
    """Return a text that differs when anything may have changed from which access follows."""
    return "-".join(
        str(verbinding.value(vraag))
        for vraag in (
            "SELECT coalesce(max(nr), 0) FROM change",
            "SELECT count(*) FROM regiostuk",
            "SELECT count(*) FROM epoch",
            "SELECT count(*) FROM toekenning",
            "SELECT count(*) FROM epoch WHERE sleutel IS NOT NULL",
            "SELECT count(*) FROM stroom WHERE vernietigd IS NULL",
        )
    )


def has_changes(verbinding: Verbinding) -> bool:
    """Was anything ever written in this vault?"""
    return verbinding.value("SELECT 1 FROM change LIMIT 1") is not None
