"""Pretend clock and randomness, records for the store's own tests, and cheap vaults."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Literal

from zvh_desktop.assets import asset
from zvh_desktop.crypto.keys import KdfParameters
from zvh_desktop.domain.record import Record
from zvh_desktop.store import opening as kluizen
from zvh_desktop.store.migrations import Stap, read_steps
from zvh_desktop.store.records import tabel_sql
from zvh_desktop.store.store import Store
from zvh_desktop.store.vault import Vault

GOEDKOOP = KdfParameters(t=1, m_kib=8 * 1024, p=1)
WACHTWOORD = "een fles vol knopen en twee brillen"
WIE = ("persoon-1", "procesregisseur")
STREAM = "5" * 32


class StapKlok:
    """A clock that goes on one second each time it is asked, from a fixed moment."""

    def __init__(self, begin: datetime = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)) -> None:
        self.moment = begin

    def nu(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


class VasteWillekeur:
    """Bytes that look random and are the same in every run."""

    def __init__(self, zaad: str = "zaad") -> None:
        self._zaad = zaad
        self._nr = 0

    def bytes(self, aantal: int) -> bytes:
        self._nr += 1
        return hashlib.shake_256(f"{self._zaad}/{self._nr}".encode()).digest(aantal)


class Kleur(Enum):
    ROOD = "rood"
    BLAUW = "blauw"


class ProefRecord(Record):
    """One field of every shape that the store knows."""

    soort: ClassVar[str] = "proef_record"
    lange_tekst: ClassVar[tuple[str, ...]] = ("tekst", "toelichting")
    zoekvelden: ClassVar[tuple[str, ...]] = ("naam",)

    naam: str = ""
    tekst: str = ""
    toelichting: str = ""
    aantal: int = 0
    breuk: float = 0.5
    misschien: int | None = None
    ja: bool | None = None
    dag: date | None = None
    moment: datetime | None = None
    keuze: Literal["a", "b"] = "a"
    kleur: Kleur = Kleur.ROOD
    lijst: list[str] = []
    kaart: dict[str, Any] = {}
    casus_id: str = ""
    order: str = ""
    """A name that is a word of SQL."""


class ProefActie(Record):
    """A second kind, with a field that must be filled."""

    soort: ClassVar[str] = "proef_actie"

    titel: str
    proef_id: str = ""


PROEFSOORTEN: tuple[type[Record], ...] = (ProefRecord, ProefActie)


@cache
def stappen() -> tuple[Stap, ...]:
    """The real steps, and one that makes the tables of this file."""
    echte = read_steps(asset("db", "desktop"))
    sql = "".join(tabel_sql(klasse) for klasse in PROEFSOORTEN)
    proef = Stap(len(echte) + 1, "9999_proef.sql", sql, hashlib.sha256(sql.encode()).hexdigest())
    return (*echte, proef)


def nieuwe_proefkluis(map_: Path, zaad: str = "zaad") -> tuple[Vault, str]:
    return kluizen.nieuwe_kluis(
        map_, WACHTWOORD, klok=StapKlok(), willekeur=VasteWillekeur(zaad), kdf=GOEDKOOP, stappen=stappen()
    )


def open_proefkluis(map_: Path, wachtwoord: str = WACHTWOORD, zaad: str = "open") -> Vault:
    return kluizen.open_vault(
        map_,
        wachtwoord,
        klok=StapKlok(datetime(2026, 11, 23, 9, 0, tzinfo=UTC)),
        willekeur=VasteWillekeur(zaad),
        stappen=stappen(),
    )


def proef(store: Store, **velden: Any) -> ProefRecord:
    return ProefRecord.model_validate({"id": store.nieuw_id(), "stream": STREAM, **velden})
