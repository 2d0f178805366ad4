"""Merge: which changes hold for a field, and what is shown when several do; pure, any order, any number of times."""

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    # What is shown is asked at every unlocking; what travels is not.
    from zvh_desktop.protocol.delta import Change

__all__ = ["Head", "HeadBook", "Shown", "combine_texts", "shown"]

VERWIJDERD = "verwijderd"
"""The field that withdraws a record; a record withdrawn here and edited there comes back."""

_ZIN = re.compile(r"(.+?(?:[.!?…]+[)\"'’”»]*(?=\s|\Z)|(?=\n)|\Z))(\s*)", re.DOTALL)
_MAX_VERGELIJKEN = 250_000


class Head(NamedTuple):
    """A change that holds: its id and its value as JSON text."""

    id: str
    waarde: str


class Shown(NamedTuple):
    """What is shown for a field.

    Attributes:
        waarde: JSON text.
        clash: a person has to choose; until then all heads stay.
    """

    waarde: str
    clash: bool


def shown(heads: Collection[Head], *, veld: str, lange_tekst: bool) -> Shown:
    """Decide what is shown: a function of the set of heads, whatever the order in which they came.

    Args:
        heads: one or more; ids differ.
        veld: name of the field.
        lange_tekst: prose: combined by sentence where nothing clashes.
    """
    rij = sorted(set(heads))
    waarden = {kop.waarde for kop in rij}
    if len(waarden) == 1:
        return Shown(rij[0].waarde, clash=False)
    if veld == VERWIJDERD and "false" in waarden:
        return Shown("false", clash=True)
    if lange_tekst:
        samen = _combineer(rij)
        if samen is not None:
            return Shown(samen, clash=False)
    return Shown(rij[-1].waarde, clash=True)


def _combineer(rij: Sequence[Head]) -> str | None:
    teksten: list[str] = []
    for kop in rij:
        try:
            waarde = json.loads(kop.waarde)
        except ValueError:
            return None
        if not isinstance(waarde, str):
            return None
        teksten.append(waarde)
    samen = combine_texts(teksten)
    if samen is None:
        return None
    for kop, tekst in zip(rij, teksten, strict=True):
        if tekst == samen:
            return kop.waarde
    return json.dumps(samen, ensure_ascii=False)


def _zinnen(tekst: str) -> list[tuple[str, str]]:
    return [(deel[1].strip(), deel[2]) for deel in _ZIN.finditer(tekst.strip()) if deel[1].strip()]


def _gemeen(een: Sequence[str], ander: Sequence[str]) -> list[str] | None:
    """Longest common subsequence, or None when finding it costs too much.

    Of several the one that skips in the first before it skips in the second; common beginning and end stand.
    """
    kort = min(len(een), len(ander))
    begin = next((plek for plek in range(kort) if een[plek] != ander[plek]), kort)
    eind = next((plek for plek in range(kort - begin) if een[-1 - plek] != ander[-1 - plek]), kort - begin)
    midden = _langste(een[begin : len(een) - eind], ander[begin : len(ander) - eind])
    return None if midden is None else [*een[:begin], *midden, *een[len(een) - eind :]]


def _langste(een: Sequence[str], ander: Sequence[str]) -> list[str] | None:
    breed = len(ander)
    if len(een) * breed > _MAX_VERGELIJKEN:
        return None
    lengte = [[0] * (breed + 1) for _ in range(len(een) + 1)]
    for i in reversed(range(len(een))):
        onder, hier = lengte[i + 1], lengte[i]
        for j in reversed(range(breed)):
            hier[j] = onder[j + 1] + 1 if een[i] == ander[j] else max(onder[j], hier[j + 1])
    uit: list[str] = []
    i = j = 0
    while i < len(een) and j < breed:
        if een[i] == ander[j]:
            uit.append(een[i])
            i, j = i + 1, j + 1
        elif lengte[i + 1][j] >= lengte[i][j + 1]:
            i += 1
        else:
            j += 1
    return uit


def _gaten(zinnen: Sequence[tuple[str, str]], ankers: Sequence[str]) -> list[list[tuple[str, str]]]:
    """Cut at the anchors: gap, anchor, gap, anchor, … gap."""
    uit: list[list[tuple[str, str]]] = [[]]
    nog = iter([*ankers, None])
    anker = next(nog)
    for zin in zinnen:
        if zin[0] == anker:
            uit.append([zin])
            uit.append([])
            anker = next(nog)
        else:
            uit[-1].append(zin)
    return uit


def _ankers(per_tekst: Sequence[Sequence[tuple[str, str]]]) -> list[str] | None:
    """Sentences that all texts have, in an order that all have; None when finding them costs too much."""
    uit = [zin for zin, _ in per_tekst[0]]
    for zinnen in per_tekst[1:]:
        samen = _gemeen(uit, [zin for zin, _ in zinnen])
        if samen is None:
            return None
        uit = samen
    return uit


def combine_texts(teksten: Sequence[str]) -> str | None:
    """Return one text that holds every sentence of all of them in order, or None where two would clash.

    Between two sentences that all have, at most one of the texts may say something that the others do not.
    """
    per_tekst = [_zinnen(tekst) for tekst in dict.fromkeys(teksten)]
    ankers = _ankers(per_tekst)
    if ankers is None:
        return None
    uit: list[tuple[str, str]] = []
    for stukken in zip(*(_gaten(zinnen, ankers) for zinnen in per_tekst), strict=True):
        eigen = {tuple(zin for zin, _ in stuk): stuk for stuk in stukken if stuk}
        if len(eigen) > 1:
            return None
        for inhoud in eigen:
            witten = [[wit for _, wit in stuk] for stuk in stukken if stuk]
            uit.extend(
                zip(inhoud, (max(rij, key=lambda w: (len(w), w)) for rij in zip(*witten, strict=True)), strict=True)
            )
    if not uit:
        return ""
    return "".join(zin + (wit or " ") for zin, wit in uit[:-1]) + uit[-1][0]


@dataclass(slots=True)
class HeadBook:
    """Which changes hold for each field of one stream: the model that the store mirrors row by row.

    Attributes:
        heads: (record, field) → ids that hold, with their values.
        bekend: ids of the changes that were applied or kept as history.
        vooruit: ids that are replaced by a known change, but did not arrive yet.
        tot: device → highest change id that an applied snapshot covers.
    """

    heads: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    bekend: set[str] = field(default_factory=set)
    vooruit: set[str] = field(default_factory=set)
    tot: dict[str, str] = field(default_factory=dict)

    def is_gedekt(self, id_: str) -> bool:
        """Is this change covered by a snapshot that was applied?"""
        return id_ <= self.tot.get(id_[18:], "")

    def apply(self, change: "Change") -> bool:
        """Apply one change; a second time, and one that a snapshot covers, changes no head.

        Returns:
            Whether the heads of the field may have changed.
        """
        if change.id in self.bekend:
            return False
        self.bekend.add(change.id)
        if self.is_gedekt(change.id):
            self.vooruit.discard(change.id)
            return False
        self._zet(change)
        return True

    def _zet(self, change: "Change") -> None:
        koppen = self.heads.setdefault((change.record, change.veld), {})
        for oud in change.vervangt:
            if oud in self.bekend or self.is_gedekt(oud):
                koppen.pop(oud, None)
            else:
                self.vooruit.add(oud)
        if change.id in self.vooruit:
            self.vooruit.discard(change.id)
        else:
            koppen[change.id] = change.waarde

    def apply_snapshot(self, changes: "Iterable[Change]", *, tot: Mapping[str, str], vooruit: Iterable[str]) -> None:
        """Take a snapshot in: its heads, and what it covers; whatever is known beyond it stays.

        Args:
            changes: the heads of every field, as they stood for the maker.
            tot: device → highest change id that it covers.
            vooruit: ids that were replaced for the maker, but had not arrived there.
        """
        rij = list(changes)
        in_snapshot = {change.id for change in rij}
        oud = HeadBook(tot=dict(tot))
        for koppen in self.heads.values():
            for id_ in [id_ for id_ in koppen if oud.is_gedekt(id_) and id_ not in in_snapshot]:
                del koppen[id_]
        for id_ in vooruit:
            if id_ in self.bekend or self.is_gedekt(id_):
                self._verwijder(id_)
            else:
                self.vooruit.add(id_)
        for change in rij:
            if change.id not in self.bekend and not self.is_gedekt(change.id):
                self.bekend.add(change.id)
                self._zet(change)
        for toestel, id_ in tot.items():
            self.tot[toestel] = max(self.tot.get(toestel, ""), id_)
        self.vooruit = {id_ for id_ in self.vooruit if not self.is_gedekt(id_)}

    def _verwijder(self, id_: str) -> None:
        for koppen in self.heads.values():
            koppen.pop(id_, None)

    def state(self) -> dict[tuple[str, str], frozenset[Head]]:
        """Return the set of heads of every field: what has to be equal on all devices."""
        return {
            plek: frozenset(Head(id_, waarde) for id_, waarde in koppen.items())
            for plek, koppen in self.heads.items()
            if koppen
        }
