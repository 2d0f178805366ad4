"""A region of real vaults on a disk: certified devices, streams with keys, and pieces that go from one to the other."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from zvh_testing.deur import deur
from zvh_testing.kluisplek import GOEDKOOP, WACHTWOORD, VasteWillekeur, stappen

from zvh_desktop.crypto.envelope import new_kem_keys
from zvh_desktop.domain.record import Record
from zvh_desktop.protocol.receipts import Receipt, sign_receipt
from zvh_desktop.protocol.signing import load_signing_key, publiek_van
from zvh_desktop.protocol.statements import DeviceCert, RegionBegin, Revocation, ServerCert, sign_statement
from zvh_desktop.store import opening as kluizen
from zvh_desktop.store import search
from zvh_desktop.store.incoming import Ontvangst
from zvh_desktop.store.pieces import Stuk
from zvh_desktop.store.store import Store
from zvh_desktop.store.vault import Vault

REGIO, SERVER = "ab" * 16, "cd" * 16
BEGIN = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PERSOON = "0a" * 16
LANG = 1 << 44


class Regioklok:
    """One clock for all devices, that goes on a tenth of a second each time it is asked."""

    def __init__(self) -> None:
        self.moment = BEGIN

    def nu(self) -> datetime:
        self.moment += timedelta(milliseconds=100)
        return self.moment

    @property
    def ms(self) -> int:
        return int(self.moment.timestamp() * 1000)


@dataclass
class Plek:
    """One device: its vault and the store of this thread."""

    kluis: Vault
    store: Store
    naam: str
    rol: str

    @property
    def toestel(self) -> str:
        return self.store.toestel

    @property
    def wie(self) -> tuple[str, str]:
        return (PERSOON, self.rol)

    def bewaar(self, *records: Record, label: str = "maken") -> None:
        with self.store.transaction(label, self.wie) as t:
            t.save_many(records)

    def verzegel(self, stream: str | None = None) -> None:
        uitkomst = self.store.sync.verzegel(stream)
        assert uitkomst.geweigerd == {}, uitkomst

    def stukken(self, stream: str) -> list[Stuk]:
        return [stuk for _, stuk in deur(self.store).stukken_van(stream, limit=100_000)]

    def ontvang(self, stukken: Iterable[Stuk | bytes]) -> Ontvangst:
        return deur(self.store).ontvang([(1, s.wire if isinstance(s, Stuk) else s) for s in stukken])


class Regio:
    """The region: keys, statements, devices."""

    def __init__(self, map_: Path, zaad: int = 1) -> None:
        self.map = map_
        self.rng = random.Random(zaad)
        self.klok = Regioklok()
        self.sleutel = load_signing_key(self.rng.randbytes(32))
        self.server_sleutel = load_signing_key(self.rng.randbytes(32))
        herstel = new_kem_keys(self.rng.randbytes(96))[1]
        self.statements = [
            sign_statement(RegionBegin(REGIO, b"", publiek_van(self.sleutel), herstel, 1), self.sleutel),
            sign_statement(ServerCert(REGIO, SERVER, publiek_van(self.server_sleutel), 1, LANG), self.sleutel),
        ]
        self.plekken: list[Plek] = []

    def maak(self, naam: str, rol: str = "procesregisseur", *, certificeer: bool = True) -> Plek:
        """Make a vault, give it keys, certify it."""
        kluis, _ = kluizen.nieuwe_kluis(
            self.map / f"{naam}.zvh",
            WACHTWOORD,
            klok=self.klok,
            willekeur=VasteWillekeur(f"{naam}-{self.rng.random()}"),
            kdf=GOEDKOOP,
            stappen=stappen(),
        )
        return self.neem_op(kluis, naam, rol, certificeer=certificeer)

    def neem_op(self, kluis: Vault, naam: str, rol: str, *, certificeer: bool = True) -> Plek:
        plek = Plek(kluis, kluis.store(), naam, rol)
        self.plekken.append(plek)
        if certificeer:
            self.certificeer(plek)
        return plek

    def certificeer(self, plek: Plek, *, tot: int = LANG, rol: str | None = None) -> None:
        plek.rol = rol or plek.rol
        sleutels = deur(plek.store).maak_toestelsleutels()
        cert = DeviceCert(
            REGIO, plek.toestel, PERSOON, plek.rol, sleutels.teken_publiek, sleutels.kem_publiek, self.klok.ms, tot
        )
        self.statements.append(sign_statement(cert, self.sleutel))
        self.verspreid()

    def trek_in(self, toestel: str, grenzen: dict[str, tuple[int, bytes]] | None = None) -> None:
        intrekking = Revocation(REGIO, toestel, self.klok.ms, "verloren", grenzen or {})
        self.statements.append(sign_statement(intrekking, self.sleutel))

    def verspreid(self, plekken: Sequence[Plek] | None = None) -> None:
        """Bring all statements to everybody."""
        for plek in plekken if plekken is not None else self.plekken:
            deur(plek.store).voeg_stukken_toe([(nr, wire) for nr, wire in enumerate(self.statements, 1)])

    def deel(self, van: Plek, stream: str, *aan: Plek, soort: str = "casus") -> None:
        """Start an epoch of a stream, and bring it and the grants to others."""
        deur(van.store).begin_epoch(stream, soort)
        for plek in aan:
            deur(van.store).geef(stream, plek.toestel)
        for plek in aan:
            uit = plek.ontvang([s for s in van.stukken(stream) if s.soort in ("epoch", "grant")])
            assert uit.sleutels == {stream}

    def bon(self, plek: Plek, stukken: Iterable[Stuk], geweigerd: Sequence[tuple[bytes, str]] = ()) -> bytes:
        """Return the signed receipt of the server."""
        items = tuple((s.stream, s.volg, bytes.fromhex(s.hash), nr) for nr, s in enumerate(stukken, 1))
        return sign_receipt(
            Receipt(SERVER, "aa" * 16, self.klok.ms, plek.toestel, items, tuple(geweigerd)), self.server_sleutel
        )

    def sluit(self) -> None:
        for plek in self.plekken:
            plek.store.close()
            plek.kluis.close()


def wissel(plekken: Sequence[Plek], *streams: str) -> None:
    """Seal everything and bring it to everybody, until nothing is new."""
    for plek in plekken:
        plek.verzegel()
    for stream in streams:
        for plek in plekken:
            for ander in plekken:
                if ander is not plek:
                    plek.ontvang(ander.stukken(stream))


def beeld(store: Store, stream: str) -> dict[str, object]:
    """Return what has to be equal on all devices: heads, tables, search texts of one stream."""
    verbinding = store.verbinding
    heads = verbinding.rows(
        "SELECT h.record, h.veld, h.change, c.waarde FROM head h JOIN change c ON c.id = h.change "
        "WHERE c.stream = ? ORDER BY 1, 2, 3",
        (stream,),
    )
    tabellen = {
        soort: verbinding.rows(f'SELECT * FROM "{soort}" WHERE stream = ? ORDER BY id', (stream,))
        for soort in ("proef_record", "proef_actie", "casus", "fase", "inbreng", "notitie")
    }
    search.follow(verbinding)
    zoek = verbinding.rows(
        "SELECT record, veld, soort, casus_id, tekst FROM zoektekst WHERE stream = ? ORDER BY 1, 2", (stream,)
    )
    botsingen = verbinding.rows("SELECT record, veld, botst FROM botsing WHERE stream = ? ORDER BY 1, 2", (stream,))
    return {"heads": heads, **tabellen, "zoek": zoek, "botsingen": botsingen}
