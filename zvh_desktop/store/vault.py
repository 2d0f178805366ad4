"""An unlocked vault: its key, its lock, a store for every thread; copies, checks, and what unlocks it."""

import os
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from filelock import FileLock

from zvh_desktop.crypto.herstelsleutel import GEHEIM_BYTES, herstelsleutel_tekst
from zvh_desktop.crypto.keys import SLEUTEL_BYTES, KdfParameters
from zvh_desktop.domain.errors import Omstandigheid, Programmafout, Reden
from zvh_desktop.ports import Klok, Willekeur
from zvh_desktop.store import audit, meta, rekey, search, slots
from zvh_desktop.store.backup import (
    backup_path,
    copy_vault,
    rotate,
)
from zvh_desktop.store.check import Bevinding, check
from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.drafts import ConceptSchrijver
from zvh_desktop.store.files import file_errors, make_folder
from zvh_desktop.store.layout import BACKUPS, DATABASE
from zvh_desktop.store.store import Store
from zvh_desktop.store.times import to_text

__all__ = ["Vault"]


class Vault:
    """An unlocked vault: holds the key and the lock, and gives every thread its `Store`.

    Attributes:
        map: the folder.
        kluis_id: id of the vault, 32 hex digits.
    """

    def __init__(
        self,
        map_: Path,
        sleutel: bytes,
        slot: FileLock,
        *,
        klok: Klok,
        willekeur: Willekeur,
        verbinding: Verbinding | None = None,
    ) -> None:
        """Hold what was opened; made by the functions of `store.opening`.

        Args:
            map_: the folder.
            sleutel: the key.
            slot: held until the vault closes.
            klok: tells the time.
            willekeur: for keys and ids.
            verbinding: what unlocking used, for the first store of this thread: closing and opening again would
                bring the whole log into the database in between, which holds up every thread.
        """
        self.map = map_
        self._sleutel = sleutel
        self._slot = slot
        self.klok = klok
        self.willekeur = willekeur
        self._bewaking = threading.Lock()
        self._stores: dict[Store, int] = {}
        self._eerste = (verbinding, threading.get_ident())
        self._schrijver: ConceptSchrijver | None = None
        self._dicht = False
        self.kluis_id = slots.read_slots(map_).kluis_id

    @property
    def naam(self) -> str:
        """Name of the folder without its suffix."""
        return self.map.stem

    def connect(self, *, alleen_lezen: bool = False) -> Verbinding:
        """Open a connection for the calling thread; the caller closes it."""
        if self._dicht:
            raise Programmafout(Reden.INTERNE_FOUT, onderdeel="kluis", fout="closed")
        return Verbinding(self.map / DATABASE, self._sleutel, alleen_lezen=alleen_lezen)

    def store(self) -> Store:
        """Return a store for the calling thread; that thread closes it before the vault is closed."""
        store = Store(
            self._neem_eerste() or self.connect(),
            klok=self.klok,
            willekeur=self.willekeur,
            concepten=lambda: self._schrijver,
            begin_concepten=lambda: self.concepten,
            na_sluiten=self._store_dicht,
        )
        with self._bewaking:
            self._stores[store] = threading.get_ident()
        return store

    def _neem_eerste(self) -> Verbinding | None:
        """Return the connection that unlocking used, once, to the thread that unlocked."""
        verbinding, draad = self._eerste
        if verbinding is None or draad != threading.get_ident() or self._dicht:
            return None
        self._eerste = (None, draad)
        return verbinding

    def _store_dicht(self, store: Store) -> None:
        with self._bewaking:
            self._stores.pop(store, None)

    @property
    def concepten(self) -> ConceptSchrijver:
        """The writer of drafts, with a thread and a connection of its own; may be used from any thread."""
        with self._bewaking:
            if self._dicht:
                raise Programmafout(Reden.INTERNE_FOUT, onderdeel="kluis", fout="closed")
            if self._schrijver is None:
                self._schrijver = ConceptSchrijver(self.connect)
            return self._schrijver

    def close(self) -> None:
        """Lock: write the last drafts, close, forget the key, let others in; a second call does nothing.

        Stores of the calling thread are closed along.

        Raises:
            Programmafout: another thread still has a store open; the vault is locked all the same.
            Omstandigheid: the last drafts could not be written; the vault is locked all the same.
        """
        if self._dicht:
            return
        try:
            self._stop_schrijver()
        finally:
            self._dicht = True
            eigen = threading.get_ident()
            self._sluit_eerste()
            for store, draad in list(self._stores.items()):
                if draad == eigen:
                    store.close()
            self._sleutel = b""
            self._slot.release()
        if self._stores:
            raise Programmafout(Reden.INTERNE_FOUT, onderdeel="kluis", fout="store left open")

    def _sluit_eerste(self) -> None:
        """Close the connection that unlocking used, when no store took it."""
        verbinding, draad = self._eerste
        if verbinding is not None and draad == threading.get_ident():
            self._eerste = (None, draad)
            verbinding.close()

    def _stop_schrijver(self) -> None:
        with self._bewaking:
            schrijver, self._schrijver = self._schrijver, None
        if schrijver is not None:
            schrijver.sluit()

    # Copies and checks

    def backup(self, doel_map: Path, voortgang: Callable[[int, int], None] | None = None) -> Path:
        """Make a whole, verified copy NAME-YYYYMMDD-HHMMSS.zvh in a folder; others may go on writing meanwhile.

        Args:
            doel_map: an existing folder, on any disk.
            voortgang: told pages done and pages in all; what it raises stops the copy, and nothing is left of it.

        Returns:
            The folder that was made; it opens with the passphrase of now.

        Raises:
            Omstandigheid: NIET_GEVONDEN (no such folder), SCHIJF_VOL, GEEN_RECHTEN, SCHRIJFFOUT, KLUIS_BESCHADIGD.
        """
        doel_map = Path(os.path.abspath(doel_map))
        if not doel_map.is_dir():
            raise Omstandigheid(Reden.NIET_GEVONDEN, wat="map")
        pad = backup_path(doel_map, self.naam, self.klok.nu())
        verbinding = self.connect()
        try:
            return copy_vault(self.map, verbinding, self._sleutel, pad, voortgang=voortgang)
        finally:
            verbinding.close()

    def rotating_backup(self, behoud: int = 10, voortgang: Callable[[int, int], None] | None = None) -> Path:
        """Tidy the search index, make a backup in the vault's own folder, remove the oldest ones beyond `behoud`."""
        plek = self.map / BACKUPS
        with file_errors(onderdeel=BACKUPS):
            make_folder(plek)
        verbinding = self.connect()
        try:
            search.tidy(verbinding)
        finally:
            verbinding.close()
        pad = self.backup(plek, voortgang)
        rotate(self.map, behoud, pad)
        return pad

    def check(self) -> list[Bevinding]:
        """Check pages, schema, change log, heads, tables, audit chain, files, search and references; [] is well."""
        verbinding = self.connect()
        try:
            return check(verbinding)
        finally:
            verbinding.close()

    # What unlocks it

    def _kdf(self, bestand: slots.Sleutelbestand) -> KdfParameters:
        slot = bestand.slot(slots.WACHTWOORD)
        return slot.kdf if slot is not None and slot.kdf is not None else KdfParameters()

    def _herken(self, wachtwoord: str) -> slots.Sleutelbestand:
        bestand = slots.read_slots(self.map)
        if slots.open_passphrase(bestand, wachtwoord) != self._sleutel:
            raise Omstandigheid(Reden.WACHTWOORD_ONJUIST)
        return bestand

    def change_passphrase(self, oud: str, nieuw: str) -> None:
        """Let `nieuw` unlock instead of `oud`; copies of the vault made earlier keep opening with `oud`.

        Raises:
            Omstandigheid: WACHTWOORD_ONJUIST, or the file could not be written; then `oud` still holds.
        """
        bestand = self._herken(oud)
        slot = slots.passphrase_slot(
            self._sleutel, nieuw, kluis_id=bestand.kluis_id, kdf=self._kdf(bestand), willekeur=self.willekeur
        )
        self._take_into_use(bestand.met(slot), lambda staat: slots.open_passphrase(staat, nieuw))
        self._audit("wachtwoord_gewijzigd")

    def _take_into_use(
        self, bestand: slots.Sleutelbestand, opent: Callable[[slots.Sleutelbestand], bytes | None]
    ) -> None:
        """Write slots.json, prove by reading it back that it opens this vault, and only then renew the spare.

        Raises:
            Omstandigheid: it could not be written, or does not open what it should; the old slots then stand again.
        """
        slots.write_slots(self.map, bestand)
        if opent(slots.read_slots(self.map)) != self._sleutel:
            slots.restore_previous_slots(self.map)
            raise Omstandigheid(Reden.SCHRIJFFOUT, onderdeel=slots.BESTANDSNAAM)
        slots.renew_spare(self.map)

    def new_recovery_key(self) -> str:
        """Let a new recovery key take the place of the old one; return its text, which is not kept anywhere."""
        bestand = slots.read_slots(self.map)
        geheim = self.willekeur.bytes(GEHEIM_BYTES)
        self._take_into_use(
            bestand.met(self._herstelslot(bestand.kluis_id, self._sleutel, geheim)),
            lambda staat: slots.open_secret(staat, geheim, slots.HERSTELSLEUTEL),
        )
        self._audit("herstelsleutel_vernieuwd")
        return herstelsleutel_tekst(geheim)

    def _herstelslot(self, kluis_id: str, sleutel: bytes, geheim: bytes) -> slots.Slot:
        return slots.secret_slot(
            sleutel, geheim, soort=slots.HERSTELSLEUTEL, kluis_id=kluis_id, willekeur=self.willekeur
        )

    def set_keyring_secret(self, geheim: bytes | None) -> None:
        """Let a random secret (at least 20 bytes) from the key ring of the machine unlock too; None ends that."""
        bestand = slots.read_slots(self.map).zonder(slots.SLEUTELBOS)
        if geheim is not None:
            bestand = bestand.met(
                slots.secret_slot(
                    self._sleutel,
                    geheim,
                    soort=slots.SLEUTELBOS,
                    kluis_id=bestand.kluis_id,
                    willekeur=self.willekeur,
                )
            )
        slots.write_slots(self.map, bestand)
        slots.renew_spare(self.map)
        self._audit("sleutelbos_aan" if geheim is not None else "sleutelbos_uit")

    def nieuwe_kluissleutel(self, oud: str, nieuw: str, *, voortgang: Callable[[int, int], None] | None = None) -> str:
        """Encrypt everything again under a new key, after a leak; a crash at any point leaves a vault that opens.

        Backups made earlier keep their old key and passphrase; the key ring no longer unlocks.

        Args:
            oud: the passphrase of now.
            nieuw: the passphrase from now on; may be the same.
            voortgang: told pages done and pages in all.

        Returns:
            The text of the new recovery key.

        Raises:
            Omstandigheid: WACHTWOORD_ONJUIST, SCHIJF_VOL, …; then everything is as it was.
            Programmafout: a store is still open.
        """
        bestand = self._herken(oud)
        self._stop_schrijver()
        self._sluit_eerste()
        if self._stores:
            raise Programmafout(Reden.INTERNE_FOUT, onderdeel="kluis", fout="store left open")
        self._audit("kluissleutel_vernieuwd")
        sleutel, geheim = self.willekeur.bytes(SLEUTEL_BYTES), self.willekeur.bytes(GEHEIM_BYTES)
        nieuw_bestand = replace(
            bestand,
            slots=(
                slots.passphrase_slot(
                    sleutel,
                    nieuw,
                    kluis_id=bestand.kluis_id,
                    kdf=self._kdf(bestand),
                    willekeur=self.willekeur,
                ),
                self._herstelslot(bestand.kluis_id, sleutel, geheim),
            ),
        )
        rekey.take_into_use(
            self.map, nieuw_bestand, oud=self._sleutel, nieuw=sleutel, willekeur=self.willekeur, voortgang=voortgang
        )
        self._sleutel = sleutel
        return herstelsleutel_tekst(geheim)

    def _herstel(self, nieuw_wachtwoord: str) -> str:
        """Replace passphrase and recovery key in one write; return the text of the latter."""
        bestand = slots.read_slots(self.map)
        geheim = self.willekeur.bytes(GEHEIM_BYTES)
        wachtwoordslot = slots.passphrase_slot(
            self._sleutel,
            nieuw_wachtwoord,
            kluis_id=bestand.kluis_id,
            kdf=self._kdf(bestand),
            willekeur=self.willekeur,
        )
        herstelslot = self._herstelslot(bestand.kluis_id, self._sleutel, geheim)
        self._take_into_use(
            bestand.met(wachtwoordslot, herstelslot), lambda staat: slots.open_passphrase(staat, nieuw_wachtwoord)
        )
        self._audit("kluis_hersteld_met_sleutel")
        return herstelsleutel_tekst(geheim)

    def _audit(self, gebeurtenis: str) -> None:
        verbinding = self.connect()
        try:
            with verbinding.transaction():
                audit.append(
                    verbinding,
                    gebeurtenis,
                    tijd=to_text(self.klok.nu()),
                    toestel=meta.read_meta(verbinding, meta.TOESTEL),
                    persoon="",
                )
        finally:
            verbinding.close()
