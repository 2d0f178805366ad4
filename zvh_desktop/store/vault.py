"""The vault: make, unlock, lock; change what unlocks it."""

import hashlib
import os
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path

from filelock import FileLock

from zvh_desktop.assets import asset
from zvh_desktop.crypto.herstelsleutel import GEHEIM_BYTES, herstelsleutel_tekst, parse_herstelsleutel
from zvh_desktop.crypto.keys import SLEUTEL_BYTES, KdfParameters
from zvh_desktop.crypto.pogingen import PRIVE_BYTES, make_keypair
from zvh_desktop.domain.errors import Omstandigheid, Programmafout, Reden
from zvh_desktop.domain.ids import uuid7_hex
from zvh_desktop.ports import Klok, Willekeur
from zvh_desktop.store import attempts, audit, meta, rekey, search, slots
from zvh_desktop.store.backup import (
    backup_path,
    copy_vault,
    list_backups,
    migration_copy,
    remove_migration_copies,
    rotate,
)
from zvh_desktop.store.check import Bevinding, check
from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.drafts import ConceptSchrijver
from zvh_desktop.store.files import file_errors, make_folder, sync_folder, write_safely
from zvh_desktop.store.layout import BACKUPS, DATABASE, POGINGEN, database_bytes, is_locked, take_lock
from zvh_desktop.store.migrations import Stap, migrate, read_steps
from zvh_desktop.store.store import Store
from zvh_desktop.store.times import to_ms, to_text
from zvh_desktop.store.upgrade import replay_after_update

__all__ = [
    "KluisInfo",
    "Vault",
    "info",
    "nieuwe_kluis",
    "open_vault",
    "open_with_keyring",
    "recover",
    "restore_previous_slots",
]


@dataclass(frozen=True, slots=True)
class KluisInfo:
    """What can be told of a vault without unlocking it.

    Attributes:
        kluis_id: 32 hex digits.
        formaat: of slots.json.
        slots: kinds of unlocking.
        kdf: cost of the passphrase, None when there is no passphrase slot.
        database_bytes: size of the database and its log.
        backups: names of the rotating backups, oldest first.
        in_gebruik: a process has it open.
    """

    kluis_id: str
    formaat: int
    slots: tuple[str, ...]
    kdf: KdfParameters | None
    database_bytes: int
    backups: tuple[str, ...]
    in_gebruik: bool


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
        """Hold what was opened; made by the functions of this module.

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
            restore_previous_slots(self.map)
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


@cache
def steps() -> tuple[Stap, ...]:
    """Return the schema steps of this program, read once."""
    return read_steps(asset("db", "desktop"))


def nieuwe_kluis(
    map_: Path,
    wachtwoord: str,
    *,
    klok: Klok,
    willekeur: Willekeur,
    kdf: KdfParameters | None = None,
    stappen: tuple[Stap, ...] | None = None,
) -> tuple[Vault, str]:
    """Make a vault and open it.

    Args:
        map_: the folder to make (`NAME.zvh`); an empty folder is taken too.
        wachtwoord: its strength has been judged by the caller.
        klok: tells the time.
        willekeur: for keys and ids.
        kdf: cost of the passphrase.
        stappen: schema, this program's own when not given.

    Returns:
        The open vault and the text of the recovery key, which is kept nowhere.

    Raises:
        Omstandigheid: KLUIS_BESTAAT_AL, GEEN_RECHTEN, SCHIJF_VOL, SCHRIJFFOUT; nothing is left behind then.
    """
    map_ = Path(os.path.abspath(map_))
    if not wachtwoord:
        raise Omstandigheid(Reden.WACHTWOORD_TE_ZWAK)
    with file_errors(onderdeel="map"):
        if map_.exists() and (not map_.is_dir() or any(map_.iterdir())):
            raise Omstandigheid(Reden.KLUIS_BESTAAT_AL)
    nu = klok.nu()
    kluis_id = uuid7_hex(to_ms(nu), willekeur.bytes(10))
    sleutel, geheim = willekeur.bytes(SLEUTEL_BYTES), willekeur.bytes(GEHEIM_BYTES)
    prive, publiek = make_keypair(willekeur.bytes(PRIVE_BYTES))
    bouw = map_.with_name(f".{map_.name}.{kluis_id[-8:]}")
    try:
        with file_errors(onderdeel="map"):
            map_.parent.mkdir(parents=True, exist_ok=True)
            make_folder(bouw)
            make_folder(bouw / BACKUPS)
        bestand = slots.Sleutelbestand(
            kluis_id,
            publiek,
            (
                slots.passphrase_slot(
                    sleutel, wachtwoord, kluis_id=kluis_id, kdf=kdf or KdfParameters(), willekeur=willekeur
                ),
                slots.secret_slot(sleutel, geheim, soort=slots.HERSTELSLEUTEL, kluis_id=kluis_id, willekeur=willekeur),
            ),
        )
        verbinding = Verbinding(bouw / DATABASE, sleutel, maak=True)
        try:
            migrate(verbinding, stappen or steps(), tijd=to_text(nu), maak_kopie=lambda: None)
            toestel = willekeur.bytes(8).hex()
            with verbinding.transaction():
                meta.write_meta(verbinding, meta.KLUIS_ID, kluis_id)
                meta.write_meta(verbinding, meta.TOESTEL, toestel)
                meta.write_meta(verbinding, meta.POGINGEN_SLEUTEL, prive.hex())
                meta.write_meta(verbinding, meta.POGINGEN_AFDRUK, hashlib.sha256(publiek).hexdigest())
                meta.write_meta(verbinding, meta.HMAC_SLEUTEL, willekeur.bytes(32).hex())
                audit.append(verbinding, "kluis_gemaakt", tijd=to_text(nu), toestel=toestel, persoon="")
        finally:
            verbinding.close()
        slots.write_slots(bouw, bestand)
        with file_errors(onderdeel="map"):
            if map_.is_dir():
                map_.rmdir()
            os.rename(bouw, map_)
            sync_folder(map_.parent)
    except BaseException:
        shutil.rmtree(bouw, ignore_errors=True)
        raise
    vault = Vault(map_, sleutel, take_lock(map_), klok=klok, willekeur=willekeur)
    return vault, herstelsleutel_tekst(geheim)


def _unlock(
    map_: Path,
    open_slot: Callable[[slots.Sleutelbestand], bytes | None],
    *,
    soort: str,
    reden: Reden,
    klok: Klok,
    willekeur: Willekeur,
    stappen: tuple[Stap, ...] | None = None,
) -> Vault:
    map_ = Path(os.path.abspath(map_))
    slots.read_slots(map_)
    slot = take_lock(map_)
    try:
        # Read again: another process may have rewritten it before it let go of the lock.
        bestand = slots.read_slots(map_)
        sleutel = open_slot(bestand)
        nu = klok.nu()
        tijd = to_text(nu)
        if sleutel is None:
            attempts.note_failure(map_, bestand.pogingen_sleutel, tijd=tijd, slot=soort)
            raise Omstandigheid(reden)
        bestand = rekey.finish_pending(map_, bestand, sleutel)
        verbinding = _prepare(map_, bestand, sleutel, nu=nu, soort=soort, stappen=stappen or steps())
        try:
            return Vault(map_, sleutel, slot, klok=klok, willekeur=willekeur, verbinding=verbinding)
        except BaseException:
            verbinding.close()
            raise
    except BaseException:
        slot.release()
        raise


def _prepare(
    map_: Path, bestand: slots.Sleutelbestand, sleutel: bytes, *, nu: datetime, soort: str, stappen: tuple[Stap, ...]
) -> Verbinding:
    """Open the database: migrate, take in failed unlocks and what came too early, renew the spare slots.json.

    Returns:
        The connection that did it.
    """
    tijd = to_text(nu)
    verbinding = Verbinding(map_ / DATABASE, sleutel)
    try:
        gedaan = migrate(
            verbinding,
            stappen,
            tijd=tijd,
            maak_kopie=lambda: migration_copy(map_, verbinding, sleutel, aantal=len(stappen)),
        )
        if meta.read_meta(verbinding, meta.KLUIS_ID) != bestand.kluis_id:
            raise Omstandigheid(Reden.KLUIS_BESCHADIGD, onderdeel="meta", naam=meta.KLUIS_ID)
        toestel = meta.read_meta(verbinding, meta.TOESTEL)
        prive = bytes.fromhex(meta.read_meta(verbinding, meta.POGINGEN_SLEUTEL))
        publiek, afdruk = _attempts_key(verbinding, bestand, prive)
        with verbinding.transaction():
            meta.write_meta(verbinding, meta.POGINGEN_AFDRUK, afdruk)
            aantal = attempts.fold_in(verbinding, map_, prive, tijd=tijd, toestel=toestel)
            if publiek != bestand.pogingen_sleutel:
                audit.append(verbinding, "sleutelbestand_gewijzigd", tijd=tijd, toestel=toestel, persoon="")
            audit.append(verbinding, "kluis_geopend", tijd=tijd, toestel=toestel, persoon="", details={"slot": soort})
        replay_after_update(verbinding, nu_ms=to_ms(nu), tijd=tijd)
        with file_errors(onderdeel="map"):
            if aantal:
                (map_ / POGINGEN).unlink(missing_ok=True)
            if not gedaan:
                remove_migration_copies(map_)
        if publiek != bestand.pogingen_sleutel:
            slots.write_slots(map_, replace(bestand, pogingen_sleutel=publiek))
        # From here on an older passphrase no longer opens the spare either.
        slots.renew_spare(map_)
    except BaseException:
        verbinding.close()
        raise
    return verbinding


def _attempts_key(verbinding: Verbinding, bestand: slots.Sleutelbestand, prive: bytes) -> tuple[bytes, str]:
    """Return (public key that failed unlocks are sealed to, SHA-256 of it): what slots.json must say."""
    gezegd = hashlib.sha256(bestand.pogingen_sleutel).hexdigest()
    if verbinding.value("SELECT waarde FROM meta WHERE naam = ?", (meta.POGINGEN_AFDRUK,)) == gezegd:
        return bestand.pogingen_sleutel, gezegd
    publiek = make_keypair(prive)[1]
    return publiek, hashlib.sha256(publiek).hexdigest()


def open_vault(
    map_: Path, wachtwoord: str, *, klok: Klok, willekeur: Willekeur, stappen: tuple[Stap, ...] | None = None
) -> Vault:
    """Unlock with the passphrase.

    Raises:
        Omstandigheid: GEEN_KLUIS; WACHTWOORD_ONJUIST; SLEUTELBESTAND_BESCHADIGD with `vorige_beschikbaar`;
            KLUIS_BESCHADIGD (the passphrase was right, the database does not open); NIEUWERE_KLUIS with `gevonden`
            and `bekend`; IN_GEBRUIK; GEEN_RECHTEN; SCHIJF_VOL.
    """
    return _unlock(
        map_,
        lambda bestand: slots.open_passphrase(bestand, wachtwoord),
        soort=slots.WACHTWOORD,
        reden=Reden.WACHTWOORD_ONJUIST,
        klok=klok,
        willekeur=willekeur,
        stappen=stappen,
    )


def open_with_keyring(map_: Path, geheim: bytes, *, klok: Klok, willekeur: Willekeur) -> Vault:
    """Unlock with the secret from the key ring of the machine; raises what `open_vault` raises."""
    return _unlock(
        map_,
        lambda bestand: slots.open_secret(bestand, geheim, slots.SLEUTELBOS),
        soort=slots.SLEUTELBOS,
        reden=Reden.WACHTWOORD_ONJUIST,
        klok=klok,
        willekeur=willekeur,
    )


def recover(
    map_: Path, herstelsleutel: str, nieuw_wachtwoord: str, *, klok: Klok, willekeur: Willekeur
) -> tuple[Vault, str]:
    """Unlock with the recovery key as typed, set a new passphrase, and replace the recovery key, which is used up.

    Returns:
        The open vault and the text of the new recovery key.

    Raises:
        Omstandigheid: HERSTELSLEUTEL_ONJUIST with `oorzaak` "teken", "lengte", "controle" or "andere_kluis"; the rest
            as in `open_vault`.
    """
    if not nieuw_wachtwoord:
        raise Omstandigheid(Reden.WACHTWOORD_TE_ZWAK)
    geheim = parse_herstelsleutel(herstelsleutel)
    try:
        vault = _unlock(
            map_,
            lambda bestand: slots.open_secret(bestand, geheim, slots.HERSTELSLEUTEL),
            soort=slots.HERSTELSLEUTEL,
            reden=Reden.HERSTELSLEUTEL_ONJUIST,
            klok=klok,
            willekeur=willekeur,
        )
    except Omstandigheid as fout:
        if fout.reden is Reden.HERSTELSLEUTEL_ONJUIST:
            raise Omstandigheid(fout.reden, oorzaak="andere_kluis") from None
        raise
    try:
        return vault, vault._herstel(nieuw_wachtwoord)
    except BaseException:
        vault.close()
        raise


def restore_previous_slots(map_: Path) -> None:
    """Put slots.json.vorige in the place of a damaged slots.json, which is kept as slots.json.beschadigd.

    Raises:
        Omstandigheid: the previous one cannot be read either, or the disk refuses.
    """
    slots.read_slots(map_, slots.VORIGE)
    pad = map_ / slots.BESTANDSNAAM
    with file_errors(onderdeel=slots.BESTANDSNAAM):
        if pad.is_file():
            os.replace(pad, map_ / f"{slots.BESTANDSNAAM}.beschadigd")
        write_safely(pad, (map_ / slots.VORIGE).read_bytes())


def info(map_: Path) -> KluisInfo:
    """Describe a vault without unlocking it.

    Raises:
        Omstandigheid: GEEN_KLUIS, NIEUWERE_KLUIS, SLEUTELBESTAND_BESCHADIGD, GEEN_RECHTEN.
    """
    bestand = slots.read_slots(map_)
    wachtwoord = bestand.slot(slots.WACHTWOORD)
    return KluisInfo(
        kluis_id=bestand.kluis_id,
        formaat=slots.FORMAAT,
        slots=tuple(slot.soort for slot in bestand.slots),
        kdf=None if wachtwoord is None else wachtwoord.kdf,
        database_bytes=database_bytes(map_),
        backups=tuple(pad.name for pad in list_backups(map_)),
        in_gebruik=is_locked(map_),
    )
