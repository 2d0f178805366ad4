"""Make a vault, unlock it, recover it with its key, and say what it is without unlocking."""

import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path

from zvh_desktop.assets import asset
from zvh_desktop.crypto.herstelsleutel import GEHEIM_BYTES, herstelsleutel_tekst, parse_herstelsleutel
from zvh_desktop.crypto.keys import SLEUTEL_BYTES, KdfParameters
from zvh_desktop.crypto.pogingen import PRIVE_BYTES, make_keypair
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.ids import uuid7_hex
from zvh_desktop.ports import Klok, Willekeur
from zvh_desktop.store import attempts, audit, meta, rekey, slots
from zvh_desktop.store.backup import (
    list_backups,
    migration_copy,
    remove_migration_copies,
)
from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.files import file_errors, make_folder, sync_folder
from zvh_desktop.store.layout import BACKUPS, DATABASE, POGINGEN, database_bytes, is_locked, take_lock
from zvh_desktop.store.migrations import Stap, migrate, read_steps
from zvh_desktop.store.times import to_ms, to_text
from zvh_desktop.store.upgrade import replay_after_update
from zvh_desktop.store.vault import Vault

__all__ = ["KluisInfo", "info", "nieuwe_kluis", "open_vault", "open_with_keyring", "recover", "steps"]


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
