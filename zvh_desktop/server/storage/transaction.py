"""One transaction of the store: what the checks ask, and what is kept; the same SQL for both engines."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from zvh_desktop.server.storage.loper import BITS, TOEGANG, Loper, toegangsvraag, toegankelijk
from zvh_desktop.server.storage.records import Keten, NieuwStuk, Soort, Stroomstand, Toegankelijk

__all__ = ["Schrijf"]

_KOLOMMEN = (
    "INSERT INTO stuk (plaats, stroom, soort, toestel, nr, hash, ontvangen, wire) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)

_VERBRUIK = "SELECT bytes FROM verbruik WHERE dag = ? AND toestel = ?"
_EPOCHS = "SELECT epoch, toestel, opgevolgd FROM epoch WHERE stroom = ?"
_KETEN = "SELECT nr, hash, gesnoeid FROM keten WHERE stroom = ? AND toestel = ?"


class Schrijf:
    """What may be done inside a transaction; rows are written together at its end.

    Attributes:
        gewekt: (stream name, number) of what was added, for who listens.
        gewist: pieces were removed.
    """

    def __init__(
        self, loper: Loper, *, teller: bool, op_slot: Mapping[bytes, Stroomstand | None] | None = None
    ) -> None:
        """Work on a connection that has begun.

        Args:
            loper: the connection.
            teller: keep `stroom.wijziging`, by which other processes see what changed.
            op_slot: streams that nobody else adds to meanwhile, as they stood when they were locked.
        """
        self._loper = loper
        self._op_slot = dict(op_slot or {})
        self._ketens: list[tuple[int, bytes, int, bytes]] = []
        self._verbruik: list[tuple[int, bytes, int, int]] = []
        self._vandaag: set[tuple[int, bytes]] = set()
        self._teller = teller
        self._wijziging: int | None = None
        self._stukken: list[tuple[int, int, int, bytes | None, int | None, bytes, int, bytes]] = []
        self._toegang: list[tuple[bytes, int, int, bytes, int]] = []
        self._tellers: dict[int, Stroomstand] = {}
        self.gewekt: dict[bytes, int] = {}
        self.gewist = False

    # Asking

    def vraag_vooraf(self, dag: int, toestel: bytes, ketens: Iterable[tuple[bytes, bytes]]) -> None:
        """Say what a push of a device is going to ask, so that it comes at once; ketens: (stream name, device)."""
        paren = [(stroom.id, naam, van) for naam, van in ketens if (stroom := self._op_slot.get(naam)) is not None]
        vragen: dict[tuple[str, tuple[Any, ...]], None] = {(_VERBRUIK, (dag, toestel)): None}
        for stroom_id, naam, van in paren:
            vragen |= {
                (_EPOCHS, (stroom_id,)): None,
                (_KETEN, (stroom_id, van)): None,
                toegangsvraag(toestel, naam): None,
            }
        if paren:
            self._loper.vooraf(list(vragen))

    def stroom(self, naam: bytes) -> Stroomstand | None:
        """Return a stream as it stands; only when its name was given to `schrijf` nobody else adds to it."""
        if naam in self._op_slot:
            return self._op_slot[naam]
        rij = self._loper.row("SELECT id, laatste, vernietigd FROM stroom WHERE naam = ?", (naam,))
        if rij is None:
            return None
        return Stroomstand(int(rij[0]), naam, int(rij[1]), None if rij[2] is None else int(rij[2]))

    def keten(self, stroom: int, toestel: bytes) -> Keten | None:
        """Return the last link of a device."""
        rij = self._loper.row(_KETEN, (stroom, toestel))
        return None if rij is None else Keten(int(rij[0]), bytes(rij[1]), int(rij[2]))

    def schakel(self, stroom: int, toestel: bytes, nr: int) -> tuple[int, bytes, bytes] | None:
        """Return (number in the stream, hash, wire) of one link of a chain."""
        rij = self._loper.row(
            "SELECT plaats, hash, wire FROM stuk WHERE stroom = ? AND toestel = ? AND nr = ?", (stroom, toestel, nr)
        )
        return None if rij is None else (int(rij[0]) & ((1 << BITS) - 1), bytes(rij[1]), bytes(rij[2]))

    def schakel_hash(self, stroom: int, toestel: bytes, nr: int) -> tuple[int, bytes] | None:
        """Return (number in the stream, hash) of one link of a chain, without its content."""
        rij = self._loper.row(
            "SELECT plaats, hash FROM stuk WHERE stroom = ? AND toestel = ? AND nr = ?", (stroom, toestel, nr)
        )
        return None if rij is None else (int(rij[0]) & ((1 << BITS) - 1), bytes(rij[1]))

    def los(self, stroom: int, hash_: bytes) -> int | None:
        """Return the number of a piece that is not chained, when it is there."""
        rij = self._loper.row("SELECT plaats FROM stuk WHERE stroom = ? AND hash = ? AND nr IS NULL", (stroom, hash_))
        return None if rij is None else int(rij[0]) & ((1 << BITS) - 1)

    def bijzonder(self, stroom: int, soort: Soort) -> list[tuple[int, int, bytes]]:
        """Return (number, ms of arrival, wire) of all pieces of one kind; never asked for deltas."""
        rijen = self._loper.rows(
            "SELECT plaats, ontvangen, wire FROM stuk WHERE stroom = ? AND soort = ? AND soort <> 0 ORDER BY plaats",
            (stroom, int(soort)),
        )
        return [(int(p) & ((1 << BITS) - 1), int(o), bytes(w)) for p, o, w in rijen]

    def epochs(self, stroom: int) -> dict[bytes, tuple[bytes, bool]]:
        """Return every epoch of a stream → (device that started it, whether another one follows it)."""
        rijen = self._loper.rows(_EPOCHS, (stroom,))
        return {bytes(e): (bytes(t), o is not None) for e, t, o in rijen}

    def toegang(self, naam: bytes, toestel: bytes) -> Toegankelijk | None:
        """Return what a device may read of a stream; None without any grant."""
        self._schrijf_toegang()
        return toegankelijk(self._loper, toestel, naam).get(naam)

    def momentopname(self, stroom: int, hash_: bytes) -> tuple[int, bytes] | None:
        """Return (number in the stream, maker) of a snapshot."""
        rij = self._loper.row(
            "SELECT plaats, toestel FROM stuk WHERE stroom = ? AND soort = 1 AND soort <> 0 AND hash = ?",
            (stroom, hash_),
        )
        return None if rij is None else (int(rij[0]) & ((1 << BITS) - 1), bytes(rij[1]))

    def heeft_grant(self, stroom: int, toestel: bytes, epoch: bytes) -> bool:
        """Whether a grant of this epoch to this device is kept."""
        self._schrijf_toegang()
        return (
            self._loper.row(
                "SELECT 1 FROM toegang WHERE stroom = ? AND toestel = ? AND epoch = ?", (stroom, toestel, epoch)
            )
            is not None
        )

    def verbruikt(self, dag: int, toestel: bytes) -> int:
        """Return how many bytes a device brought on a day."""
        rij = self._loper.row(_VERBRUIK, (dag, toestel))
        if rij is None:
            return 0
        self._vandaag.add((dag, toestel))
        return int(rij[0])

    # Keeping

    def voeg_toe(self, stroom: Stroomstand, stuk: NieuwStuk, nu_ms: int) -> int:
        """Keep a piece at the end of its stream and return its number."""
        stroom.laatste += 1
        self._stukken.append(
            (
                (stroom.id << BITS) + stroom.laatste,
                stroom.id,
                int(stuk.soort),
                stuk.toestel,
                stuk.nr,
                stuk.hash,
                nu_ms,
                stuk.wire,
            )
        )
        self.gewekt[stroom.naam] = stroom.laatste
        return stroom.laatste

    def schrijf_alles_weg(self) -> None:
        """Write everything that waits, at the end; nothing here asks what a statement did."""
        self.schrijf_weg()
        if self._ketens:
            self._loper.many(
                "INSERT INTO keten (stroom, toestel, nr, hash) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (stroom, toestel) DO UPDATE SET nr = excluded.nr, hash = excluded.hash",
                self._ketens,
            )
        for dag, toestel, bytes_, stukken in self._verbruik:
            self._schrijf_verbruik(dag, toestel, bytes_, stukken)
        self._ketens, self._verbruik = [], []

    def schrijf_weg(self) -> None:
        """Write the pieces that were added since the last time; what is asked after this sees them."""
        self._schrijf_toegang()
        if not self._stukken:
            return
        self._loper.many(_KOLOMMEN, self._stukken)
        per_stroom: dict[int, tuple[int, int]] = {}
        for plaats, stroom, *_, wire in self._stukken:
            nr, bytes_ = per_stroom.get(stroom, (0, 0))
            per_stroom[stroom] = (max(nr, plaats & ((1 << BITS) - 1)), bytes_ + len(wire))
        self._stukken.clear()
        if self._teller:
            wijziging = self._volgende_wijziging()
            self._loper.many(
                "UPDATE stroom SET laatste = ?, bytes = bytes + ?, wijziging = ? WHERE id = ?",
                [(nr, bytes_, wijziging, stroom) for stroom, (nr, bytes_) in per_stroom.items()],
            )
        else:
            self._loper.many(
                "UPDATE stroom SET laatste = ?, bytes = bytes + ? WHERE id = ?",
                [(nr, bytes_, stroom) for stroom, (nr, bytes_) in per_stroom.items()],
            )

    def _volgende_wijziging(self) -> int:
        if self._wijziging is None:
            rij = self._loper.row("SELECT coalesce(max(wijziging), 0) + 1 FROM stroom")
            self._wijziging = int(rij[0]) if rij else 1
        return self._wijziging

    def zet_keten(self, rijen: Iterable[tuple[int, bytes, int, bytes]]) -> None:
        """Set last links, at the end of the transaction: (stream id, device, number, hash)."""
        self._ketens.extend(rijen)

    def zet_epoch(self, stroom: int, epoch: bytes, toestel: bytes, volgnr: int, ouders: Sequence[bytes]) -> None:
        """Keep an epoch, and that it follows its parents."""
        self._loper.run(
            "INSERT INTO epoch (stroom, epoch, toestel, volgnr) VALUES (?, ?, ?, ?)", (stroom, epoch, toestel, volgnr)
        )
        self._loper.many(
            "UPDATE epoch SET opgevolgd = coalesce(opgevolgd, ?) WHERE stroom = ? AND epoch = ?",
            [(volgnr, stroom, ouder) for ouder in ouders],
        )

    def zet_toegang(self, teller: Stroomstand, toestel: bytes, stroom: int, epoch: bytes, stuk: int) -> None:
        """Keep that a device holds a grant; `teller` is its own pseudo stream, held since the transaction began."""
        teller.laatste += 1
        self._toegang.append((toestel, teller.laatste, stroom, epoch, stuk))
        self._tellers[teller.id] = teller
        self.gewekt[TOEGANG + toestel] = teller.laatste

    def _schrijf_toegang(self) -> None:
        if not self._toegang:
            return
        self._loper.many(
            "INSERT INTO toegang (toestel, volgnr, stroom, epoch, stuk) VALUES (?, ?, ?, ?, ?)", self._toegang
        )
        wijziging = f", wijziging = {self._volgende_wijziging():d}" if self._teller else ""
        self._loper.many(
            f"UPDATE stroom SET laatste = ?{wijziging} WHERE id = ?",
            [(teller.laatste, teller.id) for teller in self._tellers.values()],
        )
        self._toegang.clear()
        self._tellers.clear()

    def tel_verbruik(self, dag: int, toestel: bytes, bytes_: int, stukken: int) -> None:
        """Add to what a device brought on a day, at the end of the transaction."""
        self._verbruik.append((dag, toestel, bytes_, stukken))

    def _schrijf_verbruik(self, dag: int, toestel: bytes, bytes_: int, stukken: int) -> None:
        if (dag, toestel) not in self._vandaag:
            # The first of its day: days of more than a month ago are forgotten.
            self._loper.run("DELETE FROM verbruik WHERE dag < ?", (dag - 31,))
        self._loper.run(
            "INSERT INTO verbruik (dag, toestel, bytes, stukken) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (dag, toestel)"
            " DO UPDATE SET bytes = verbruik.bytes + excluded.bytes, stukken = verbruik.stukken + excluded.stukken",
            (dag, toestel, bytes_, stukken),
        )

    def zet_blok(self, stroom: int, hash_: bytes, wire: bytes, nu_ms: int) -> bool:
        """Keep a sealed piece of a file; False when it was there."""
        return bool(
            self._loper.run(
                "INSERT INTO blok (stroom, hash, ontvangen, wire) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (stroom, hash) DO NOTHING",
                (stroom, hash_, nu_ms, wire),
            )
        )

    def ruim_lege(self, strooms: Iterable[int]) -> None:
        """Remove streams that were made for this transaction and got nothing."""
        for stroom in strooms:
            self._loper.run("DELETE FROM stroom WHERE id = ? AND laatste = 0", (stroom,))

    # Removing

    def vernietig(self, stroom: Stroomstand, volgnr: int) -> int:
        """Remove all pieces, keys and blocks of a stream but what lies from `volgnr` on; return how many pieces.

        Who held a grant stays known, so that all of them learn that the stream is gone.
        """
        self.schrijf_weg()
        self.gewist = True
        weg = self._loper.run(
            "DELETE FROM stuk WHERE plaats > ? AND plaats < ?", (stroom.id << BITS, (stroom.id << BITS) + volgnr)
        )
        self._loper.run("DELETE FROM blok WHERE stroom = ?", (stroom.id,))
        self._loper.run("DELETE FROM keten WHERE stroom = ?", (stroom.id,))
        self._loper.run("DELETE FROM epoch WHERE stroom = ?", (stroom.id,))
        self._loper.run(
            "UPDATE stroom SET vernietigd = ?, gesnoeid = ?,"
            " bytes = (SELECT coalesce(sum(length(wire)), 0) FROM stuk WHERE plaats >= ? AND plaats < ?) WHERE id = ?",
            (volgnr, volgnr - 1, stroom.id << BITS, (stroom.id + 1) << BITS, stroom.id),
        )
        stroom.vernietigd = volgnr
        return weg

    def snoei(self, stroom: int, toestel: bytes, tot_nr: int, voor_ms: int) -> tuple[int, int]:
        """Remove the deltas of a device up to and with a link, as far as all of them came before `voor_ms`.

        Returns:
            How many, and how many bytes.
        """
        jong = self._loper.row(
            "SELECT min(nr) FROM stuk WHERE stroom = ? AND toestel = ? AND nr <= ? AND ontvangen >= ?",
            (stroom, toestel, tot_nr, voor_ms),
        )
        if jong is not None and jong[0] is not None:
            tot_nr = int(jong[0]) - 1
        rij = self._loper.row(
            "SELECT count(*), coalesce(sum(length(wire)), 0), coalesce(max(plaats), 0) FROM stuk"
            " WHERE stroom = ? AND toestel = ? AND nr <= ? AND soort = 0",
            (stroom, toestel, tot_nr),
        )
        aantal, bytes_, hoogste = (int(rij[0]), int(rij[1]), int(rij[2])) if rij else (0, 0, 0)
        if not aantal:
            return 0, 0
        self.gewist = True
        self._loper.run(
            "DELETE FROM stuk WHERE stroom = ? AND toestel = ? AND nr <= ? AND soort = 0", (stroom, toestel, tot_nr)
        )
        self._loper.run(
            "UPDATE keten SET gesnoeid = ? WHERE stroom = ? AND toestel = ? AND gesnoeid < ?",
            (tot_nr, stroom, toestel, tot_nr),
        )
        volgnr = hoogste & ((1 << BITS) - 1)
        self._loper.run(
            "UPDATE stroom SET bytes = bytes - ?, gesnoeid = CASE WHEN gesnoeid < ? THEN ? ELSE gesnoeid END"
            " WHERE id = ?",
            (bytes_, volgnr, volgnr, stroom),
        )
        return aantal, bytes_

    # Small things

    def zet_meta(self, naam: str, waarde: bytes) -> None:
        """Set a value of table meta."""
        self._loper.run(
            "INSERT INTO meta (naam, waarde) VALUES (?, ?) ON CONFLICT (naam) DO UPDATE SET waarde = excluded.waarde",
            (naam, waarde),
        )

    def neem_meta(self, naam: str, waarde: bytes) -> bool:
        """Remove a value of table meta when it is this one: True for exactly one taker."""
        return self._loper.run("DELETE FROM meta WHERE naam = ? AND waarde = ?", (naam, waarde)) == 1

    def meta(self, naam: str) -> bytes | None:
        """Return a value of table meta."""
        rij = self._loper.row("SELECT waarde FROM meta WHERE naam = ?", (naam,))
        return None if rij is None else bytes(rij[0])

    def gebruik_nonce(self, nonce: bytes, toestel: bytes, verloopt: int, nu_ms: int) -> bool:
        """Use a nonce up: True for exactly one taker; forget those that are of no use any more."""
        self._loper.run("DELETE FROM nonce WHERE verloopt <= ?", (nu_ms,))
        return bool(
            self._loper.run(
                "INSERT INTO nonce (nonce, toestel, verloopt) VALUES (?, ?, ?) ON CONFLICT (nonce) DO NOTHING",
                (nonce, toestel, verloopt),
            )
        )

    def open_postbus(self, code: bytes, toestel: bytes, verloopt: int) -> None:
        """Open a mail box; one that is there, open or closed, stays as it is."""
        self._loper.run(
            "INSERT INTO postbus (code, toestel, verloopt) VALUES (?, ?, ?) ON CONFLICT (code) DO NOTHING",
            (code, toestel, verloopt),
        )

    def postbus_open(self, code: bytes, nu_ms: int) -> bool:
        """Whether a mail box is there, not closed and not expired."""
        rij = self._loper.row("SELECT 1 FROM postbus WHERE code = ? AND gesloten = 0 AND verloopt > ?", (code, nu_ms))
        return rij is not None

    def postbus_van(self, toestel: bytes, nu_ms: int) -> int:
        """Return how many mail boxes a device has open; messages of expired ones are removed, their codes stay used."""
        self._loper.run("DELETE FROM bericht WHERE code IN (SELECT code FROM postbus WHERE verloopt <= ?)", (nu_ms,))
        rij = self._loper.row(
            "SELECT count(*) FROM postbus WHERE toestel = ? AND gesloten = 0 AND verloopt > ?", (toestel, nu_ms)
        )
        return int(rij[0]) if rij else 0

    def berichten(self, code: bytes) -> dict[str, bytes]:
        """Return what lies in a mail box."""
        rijen = self._loper.rows("SELECT vak, inhoud FROM bericht WHERE code = ?", (code,))
        return {str(vak): bytes(inhoud) for vak, inhoud in rijen}

    def zet_bericht(self, code: bytes, vak: str, inhoud: bytes) -> None:
        """Put a message into an empty compartment."""
        self._loper.run("INSERT INTO bericht (code, vak, inhoud) VALUES (?, ?, ?)", (code, vak, inhoud))

    def sluit_postbus(self, code: bytes, toestel: bytes) -> bool:
        """Close a mail box of this device for good and remove what lies in it."""
        if not self._loper.run("UPDATE postbus SET gesloten = 1 WHERE code = ? AND toestel = ?", (code, toestel)):
            return False
        self._loper.run("DELETE FROM bericht WHERE code = ?", (code,))
        return True

    def met_momentopname(self) -> list[bytes]:
        """Return the names of streams that hold a snapshot and a confirmation."""
        rijen = self._loper.rows(
            "SELECT s.naam FROM stroom s WHERE s.soort = 0 AND s.vernietigd IS NULL"
            " AND EXISTS (SELECT 1 FROM stuk k WHERE k.stroom = s.id AND k.soort = 1 AND k.soort <> 0)"
            " AND EXISTS (SELECT 1 FROM stuk k WHERE k.stroom = s.id AND k.soort = 5 AND k.soort <> 0) ORDER BY s.id",
        )
        return [bytes(rij[0]) for rij in rijen]
