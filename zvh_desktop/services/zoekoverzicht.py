"""What a search keeps in mind between two letters: every casus, the names in them, and what was found a letter ago.

All of it is of one open vault and ends with it. After a write only what was changed is read again.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final
from weakref import WeakKeyDictionary

from zvh_desktop.domain.betrokkene import Betrokkene, vouw
from zvh_desktop.domain.zoekfragment import eenvoudig
from zvh_desktop.domain.zoekvraag import Vraag, vernauwt
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import finding, queries, search
from zvh_desktop.store.finding import Casuskaart, Mens, Tekst
from zvh_desktop.store.store import Store

__all__ = ["Namen", "Overzicht", "Reeks", "overzicht"]

_DRIE: Final = 3


class Namen:
    """Names, folded once, found by any part of them: looked through at every letter typed.

    Attributes:
        paren: (id, name), in the order in which they are found.
    """

    def __init__(self, paren: list[tuple[str, str]], gevouwen: dict[str, str]) -> None:
        """Take the names; `gevouwen` keeps each as it was folded before, and may be shared."""
        self.paren = paren
        self._regels = [gevouwen.get(naam) or gevouwen.setdefault(naam, vouw(naam)) for _, naam in paren]
        self._drie: dict[str, list[int]] = {}
        """Three letters, and the names that hold them by number; made when first asked for."""

    def met(self, gevouwen: str) -> Iterator[str]:
        """Yield the ids of which the name holds `gevouwen`."""
        nummers: Sequence[int] = range(len(self._regels))
        if len(gevouwen) >= _DRIE:
            # What begins and what ends the word; the rarest of both leaves the least to look at.
            drie = self._drie or self._maak_drie()
            nummers = min(drie.get(gevouwen[:_DRIE], []), drie.get(gevouwen[-_DRIE:], []), key=len)
        for nr in nummers:
            if gevouwen in self._regels[nr]:
                yield self.paren[nr][0]

    def _maak_drie(self) -> dict[str, list[int]]:
        drie = self._drie
        for nr, regel in enumerate(self._regels):
            for stuk in {regel[plek : plek + _DRIE] for plek in range(len(regel) - _DRIE + 1)}:
                if (lijst := drie.get(stuk)) is None:
                    drie[stuk] = [nr]
                else:
                    lijst.append(nr)
        return drie


class Reeks:
    """Texts that words without operators found, last changed first; the next letter asks these before the index.

    Attributes:
        termen: what was asked.
        houdbaar: a narrower question can be answered from this.
        teksten: every text from the last changed one down to number `onder` that may meet a narrower question.
        fragmenten: what was cut out of them, by number.
        onder: below this number the index was not asked yet; None while it was not asked at all.
        uit: there is nothing below it.
    """

    def __init__(self, vraag: Vraag) -> None:
        """Begin with nothing."""
        self.termen = vraag.termen
        # Words alone, in signs of which Knipper and the index are sure to say the same.
        self.houdbaar = (
            vraag.zonder_filters and all(eenvoudig(t.tekst) for t in vraag.termen) and vernauwt(vraag.termen, ())
        )
        self.teksten: list[Tekst] = []
        self.fragmenten: dict[int, str] = {}
        self.onder: int | None = None
        self.uit = False

    def ga_verder(self, eerder: "Reeks") -> None:
        """Begin with what another question found, when every answer to this one that can be there is among it."""
        if self.houdbaar and vernauwt(self.termen, eerder.termen):
            self.teksten, self.onder, self.uit = eerder.teksten, eerder.onder, eerder.uit
            # Of several words the place that is shown is where most stand together, which may be another one now.
            if len(self.termen) == len(eerder.termen) == 1:
                self.fragmenten = eerder.fragmenten

    def neem(self, tekst: Tekst) -> None:
        """Take in a text that the index found."""
        self.teksten.append(tekst)
        if self.houdbaar and not tekst.tekst.isascii():
            self.houdbaar = eenvoudig(tekst.tekst)


class Overzicht:
    """What a search knows of every casus this person may know of.

    Attributes:
        stand: of the vault, when nothing was written since; None while that cannot be told.
        kaarten: the casussen by id, the newest number first.
        dicht: casussen that this person may not know of.
        namen: names of the casussen.
        reeks: what the last question without operators found; None when something was written since.
    """

    def __init__(self, wp: Werkplek) -> None:
        self.stand: tuple[int, int] | None = None
        self.reeks: Reeks | None = None
        self._gereed: tuple[int, int] | None = None
        """Of the vault, when the index was last in line with it."""
        self._gevouwen: dict[str, str] = {}
        self.namen = Namen([], self._gevouwen)
        self._mensnamen = Namen([], self._gevouwen)
        self._lees(wp, finding.laatste_wijziging(wp.store.verbinding))

    def _lees(self, wp: Werkplek, laatste: int) -> None:
        self._laatste = laatste
        self._dagen: dict[str, date | None] = {}
        self._alle = {k.id: k for k in finding.casuskaarten(wp.store.verbinding)}
        self._mensen: dict[str, Mens] | None = None
        self._wie = _wie(wp)
        self._orden(wp)

    def _orden(self, wp: Werkplek) -> None:
        self.dicht = queries.verborgen_casussen(wp.store.verbinding)
        zichtbaar = [k for k in self._alle.values() if not k.verwijderd and k.id not in self.dicht]
        zichtbaar.sort(key=lambda k: k.nummer, reverse=True)
        self.kaarten: dict[str, Casuskaart] = {k.id: k for k in zichtbaar}
        paren = [(k.id, k.naam) for k in zichtbaar]
        if paren != self.namen.paren:
            self.namen = Namen(paren, self._gevouwen)
        self._vergeet_mensen()

    def _vergeet_mensen(self) -> None:
        self._van: tuple[Namen, dict[str, Mens]] | None = None
        self._geheim: dict[str, list[Betrokkene]] = {}

    def werk_bij(self, wp: Werkplek) -> None:
        """Take in what was written: only of what was changed, or of a dossier that was destroyed."""
        self.reeks = None
        verbinding = wp.store.verbinding
        laatste = finding.laatste_wijziging(verbinding)
        gelijk = laatste == self._laatste and _wie(wp) == self._wie
        if gelijk and finding.alle_ids(verbinding) == _ids(self._alle):
            return
        if laatste < self._laatste or _wie(wp) != self._wie:
            self._lees(wp, laatste)
            return
        per_soort: dict[str, list[str]] = {"casus": [], "betrokkene": []}
        for soort, record in finding.gewijzigd(verbinding, self._laatste):
            self._dagen.pop(record, None)
            if soort in per_soort:
                per_soort[soort].append(record)
        self._laatste = laatste
        casussen, mensen = per_soort["casus"], per_soort["betrokkene"]
        if casussen:
            self._alle |= {k.id: k for k in finding.casuskaarten(verbinding, casussen)}
        if mensen and self._mensen is not None:
            self._mensen |= {m.id: m for m in finding.mensen(verbinding, mensen)}
        # No change tells what was destroyed: then everything is read again.
        if finding.alle_ids(verbinding) != _ids(self._alle) or (
            self._mensen is not None and finding.alle_ids(verbinding, mensen=True) != _ids(self._mensen)
        ):
            self._lees(wp, laatste)
        elif casussen or queries.verborgen_casussen(verbinding) != self.dicht:
            self._orden(wp)
        elif mensen:
            self._vergeet_mensen()

    def maak_gereed(self, wp: Werkplek) -> None:
        """Take in what waits for the index, unless nothing was written since it was in line."""
        if self.stand is None or self._gereed != self.stand:
            self.reeks = None
            search.make_ready(wp.store.verbinding)
            self._gereed = None if search.is_behind(wp.store.verbinding) else self.stand

    def begin(self, vraag: Vraag) -> Reeks:
        """Return where a question begins: with what was found a letter ago, when that holds every answer to it."""
        eerder, self.reeks, nu = self.reeks, None, Reeks(vraag)
        if eerder is not None:
            nu.ga_verder(eerder)
        return nu

    def onthoud(self, reeks: Reeks) -> None:
        """Keep what a question found for the next letter, when it can be used then."""
        self.reeks = reeks if self.stand is not None and reeks.houdbaar else None

    def mensen(self, wp: Werkplek) -> tuple[Namen, dict[str, Mens]]:
        """Return names of people to look through, and who they are by id; read when first asked for."""
        if self._van is None:
            if self._mensen is None:
                self._mensen = {m.id: m for m in finding.mensen(wp.store.verbinding)}
            van = {m.id: m for m in self._mensen.values() if not m.verwijderd and m.casus_id in self.kaarten}
            paren = [(m.id, m.naam) for m in van.values()]
            if paren != self._mensnamen.paren:
                self._mensnamen = Namen(paren, self._gevouwen)
            self._van = self._mensnamen, van
            # Withdrawn records too: where somebody lives is no less secret for it.
            self._met_geheim = {m.casus_id for m in self._mensen.values() if m.geheim}
        return self._van

    def met_geheim(self, wp: Werkplek) -> Container[str]:
        """Return the casussen in which somebody has a secret address."""
        self.mensen(wp)
        return self._met_geheim

    def geheim(self, wp: Werkplek, casus_id: str) -> list[Betrokkene]:
        """Return those in a casus with a secret address; they are read once."""
        if casus_id not in self._geheim:
            self._geheim[casus_id] = finding.geheime_adressen(wp.store.verbinding, (casus_id,))
        return self._geheim[casus_id]

    def dagen(self, wp: Werkplek, teksten: Iterable[Tekst]) -> dict[str, date | None]:
        """Return the day of each; at the next letter much the same is found, so they are kept."""
        if nieuw := [(t.soort, t.record_id) for t in teksten if t.record_id not in self._dagen]:
            gelezen = finding.days_of(wp.store.verbinding, nieuw)
            self._dagen |= {record: gelezen.get(record) for _, record in nieuw}
        return self._dagen


def _ids(van: Mapping[str, object]) -> tuple[int, str]:
    return len(van), max(van, default="")


def _wie(wp: Werkplek) -> tuple[str, str, str]:
    wie = wp.wie
    return (wie.id, wie.rol, wp.store.instelling("rol") or "") if wie else ("", "", "")


_overzichten: WeakKeyDictionary[Store, Overzicht] = WeakKeyDictionary()
"""Per open store; ends with it."""


def overzicht(wp: Werkplek) -> Overzicht:
    """Return what is known of the vault as it is now."""
    verbinding, bekend = wp.store.verbinding, _overzichten.get(wp.store)
    # Asked before anything is read: what is written meanwhile is seen the next time.
    stand = None if verbinding.in_transaction else (verbinding.andere_stand(), verbinding.eigen_stand)
    if bekend is None:
        bekend = _overzichten[wp.store] = Overzicht(wp)
    elif stand is None or bekend.stand != stand:
        bekend.werk_bij(wp)
    bekend.stand = stand
    return bekend
