"""Search before create: who in the vault may be the person that is about to be added, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from weakref import WeakKeyDictionary

from pydantic import ValidationError

from zvh_desktop.domain.betrokkene import Betrokkene, bsn_genormaliseerd
from zvh_desktop.domain.bewaren import BEEINDIGD
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.datumtekst import voluit
from zvh_desktop.domain.gelijkenis import afstand, klank, naamsleutels, rangschik
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import queries
from zvh_desktop.store.store import Store

__all__ = ["Gelijke", "casusstand", "zoek", "zoek_velden"]

_MEESTE: Final = 300
"""So many records with a name alike are compared; those with the same first letter of the given name go first."""


@dataclass(frozen=True, slots=True)
class Gelijke:
    """Somebody in the vault who may be the same person.

    Attributes:
        redenen: why, in short Dutch words, the weightiest first.
        zeker: "bsn" or "naam_geboortedatum" when it is all but certain; "" when they only look alike.
        hier: in the casus that was asked from.
    """

    betrokkene_id: str
    casus_id: str
    casusnaam: str
    nummer: str
    naam: str
    rol: str
    geboortedatum: date | None
    score: int
    redenen: tuple[str, ...]
    zeker: str
    hier: bool
    stand: str = ""
    """How the casus stands: see `casusstand`."""


def casusstand(casus: Casus | None) -> str:
    """Say how a casus stands and since when: "loopt", "afgesloten op 3 maart 2024"; "" for one that is not here."""
    if casus is None or casus.status not in BEEINDIGD or casus.beeindigd_op is None:
        return casus.status if casus is not None else ""
    return f"{casus.status} op {voluit(casus.beeindigd_op)}"


class _Klanken:
    """The sounds of all names, each once, with who bears it; ends with the store it was read from."""

    def __init__(self, laatste: int, rijen: Iterable[tuple[str, str, str, tuple[str, ...]]]) -> None:
        self.laatste = laatste
        self.wie: dict[str, list[tuple[str, str]]] = {}
        sleutels: dict[tuple[str, tuple[str, ...]], frozenset[str]] = {}
        for id_, voornaam, achternaam, aliassen in rijen:
            naam = (achternaam or voornaam, aliassen)
            # The same surname comes back many times, and its sound costs the most.
            if naam not in sleutels:
                sleutels[naam] = naamsleutels("", naam[0], aliassen)
            for sleutel in sleutels[naam]:
                self.wie.setdefault(sleutel, []).append((voornaam[:1].casefold(), id_))

    def lijkend(self, sleutel: str) -> list[tuple[str, str]]:
        """Return who bears a name that sounds so, or differs by one slip."""
        gevonden = list(self.wie.get(sleutel, ()))
        if len(sleutel) > 3:
            helft = (len(sleutel) - 1) // 2
            kop, staart = sleutel[:helft], sleutel[-helft:]
            for ander, wie in self.wie.items():
                # With one slip either the beginning or the end is still the same.
                if (
                    abs(len(ander) - len(sleutel)) <= 1
                    and (ander.startswith(kop) or ander.endswith(staart))
                    and ander != sleutel
                    and afstand(sleutel, ander, 1) == 1
                ):
                    gevonden += wie
        return gevonden


_bewaard: WeakKeyDictionary[Store, _Klanken] = WeakKeyDictionary()


def _klanken(wp: Werkplek) -> _Klanken:
    laatste = queries.laatste_txn(wp.store.verbinding)
    bekend = _bewaard.get(wp.store)
    if bekend is None or bekend.laatste != laatste:
        bekend = _bewaard[wp.store] = _Klanken(laatste, queries.namen_van_betrokkenen(wp.store.verbinding))
    return bekend


def _proef(**velden: Any) -> Betrokkene:
    return Betrokkene(id="", stream="", casus_id="", **velden)


def _kandidaten(wp: Werkplek, wie: Betrokkene) -> list[Betrokkene]:
    gevonden: dict[str, Betrokkene] = {}
    if wie.bsn:
        gevonden |= {b.id: b for b in wp.store.find(Betrokkene, bsn=wie.bsn)}
    if wie.geboortedatum:
        dagen = [wie.geboortedatum]
        if wie.geboortedatum.day <= 12:
            dagen.append(wie.geboortedatum.replace(month=wie.geboortedatum.day, day=wie.geboortedatum.month))
        gevonden |= {b.id: b for b in wp.store.find(Betrokkene, geboortedatum=dagen)}
    sleutels = set(naamsleutels(wie.voornamen, wie.achternaam, wie.aliassen))
    # Somebody may have been put down with the names the other way round.
    sleutels |= {klank(wie.voornamen.split()[0])} if wie.voornamen.split() else set()
    if sleutels:
        klanken = _klanken(wp)
        letter = wie.voornamen[:1].casefold()
        lijkend = sorted(
            {paar for s in sleutels if s for paar in klanken.lijkend(s)}, key=lambda p: (p[0] != letter, p)
        )
        ids = [id_ for _, id_ in lijkend if id_ not in gevonden][:_MEESTE]
        gevonden |= wp.store.vind_veel(Betrokkene, ids)
    return [b for b in gevonden.values() if not b.verwijderd and not b.samengevoegd_met]


def zoek(wp: Werkplek, wie: Betrokkene, *, casus_id: str = "", limiet: int = 6) -> list[Gelijke]:
    """Return who may be the same person: those of this casus first, then the most alike.

    Args:
        wie: as typed or read so far; it need not be stored.
        casus_id: the casus in which somebody is about to be added, "" for none.
        limiet: at most so many.
    """
    gerangschikt = rangschik(wie, _kandidaten(wp, wie))
    if not gerangschikt:
        return []
    namen = queries.casusregels(wp.store.verbinding)
    casussen = wp.store.vind_veel(Casus, list({b.casus_id for b, _ in gerangschikt if b.casus_id in namen}))
    uit = [
        Gelijke(
            b.id,
            b.casus_id,
            namen[b.casus_id][1],
            namen[b.casus_id][0],
            b.volledige_naam,
            b.rol,
            b.geboortedatum,
            g.score,
            g.redenen,
            g.zeker,
            b.casus_id == casus_id,
            casusstand(casussen.get(b.casus_id)),
        )
        for b, g in gerangschikt
        if b.casus_id in namen
    ]
    return sorted(uit, key=lambda g: (not g.hier, -g.score, g.nummer, g.betrokkene_id))[:limiet]


def zoek_velden(wp: Werkplek, casus_id: str, velden: dict[str, Any]) -> list[Gelijke]:
    """Return who may be the person being typed; what does not fit yet (half a date, half a BSN) is left out."""
    bruikbaar = {n: velden[n] for n in ("voornamen", "tussenvoegsel", "achternaam", "geboortedatum") if velden.get(n)}
    try:
        bruikbaar["bsn"] = bsn_genormaliseerd(str(velden.get("bsn") or ""))
    except ValueError:
        bruikbaar["bsn"] = ""
    if not (bruikbaar.get("achternaam") or bruikbaar.get("voornamen") or bruikbaar["bsn"]):
        return []
    try:
        return zoek(wp, _proef(**bruikbaar), casus_id=casus_id)
    except ValidationError:
        return []
