"""slots.json: the ways to unlock, each wrapping the vault key; nothing personal in it."""

import base64
import binascii
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from zvh_desktop.crypto.keys import (
    NONCE_BYTES,
    ZOUT_BYTES,
    KdfParameters,
    derive_from_passphrase,
    derive_from_secret,
    unwrap_key,
    wrap_key,
)
from zvh_desktop.crypto.pogingen import PUBLIEK_BYTES
from zvh_desktop.domain.errors import Omstandigheid, Programmafout, Reden, ZvhFout
from zvh_desktop.ports import Willekeur
from zvh_desktop.store.files import file_errors, write_safely

__all__ = [
    "BESTANDSNAAM",
    "FORMAAT",
    "HERSTELSLEUTEL",
    "SLEUTELBOS",
    "VORIGE",
    "WACHTWOORD",
    "Sleutelbestand",
    "Slot",
    "open_passphrase",
    "open_secret",
    "passphrase_slot",
    "read_slots",
    "renew_spare",
    "restore_previous_slots",
    "secret_slot",
    "write_slots",
]

FORMAAT = 1
BESTANDSNAAM = "slots.json"
VORIGE = "slots.json.vorige"

WACHTWOORD = "wachtwoord"
HERSTELSLEUTEL = "herstelsleutel"
SLEUTELBOS = "sleutelbos"
_GEHEIM_SOORTEN = (HERSTELSLEUTEL, SLEUTELBOS)
_MAX_BYTES = 64 * 1024
_MAX_SLOTS = 16


@dataclass(frozen=True, slots=True)
class Slot:
    """One way to unlock.

    Attributes:
        soort: `wachtwoord`, `herstelsleutel` or `sleutelbos`.
        kdf: cost of Argon2id, for a passphrase only.
        zout: 16 bytes.
        nonce: 12 bytes.
        gewikkeld: the vault key under AES-256-GCM, 48 bytes.
    """

    soort: str
    kdf: KdfParameters | None
    zout: bytes
    nonce: bytes
    gewikkeld: bytes


@dataclass(frozen=True, slots=True)
class Sleutelbestand:
    """All of slots.json.

    Attributes:
        kluis_id: 32 hex digits.
        pogingen_sleutel: public key (1,216 bytes) to which failed unlocks are sealed.
        slots: at most one of each kind.
        overgang: while a new vault key is being taken into use: the old one, wrapped by the new one.
    """

    kluis_id: str
    pogingen_sleutel: bytes
    slots: tuple[Slot, ...]
    overgang: bytes | None = None

    def slot(self, soort: str) -> Slot | None:
        """Return the slot of that kind, or None."""
        return next((slot for slot in self.slots if slot.soort == soort), None)

    def met(self, *nieuw: Slot) -> "Sleutelbestand":
        """Return a copy in which `nieuw` replaces the slots of the same kinds."""
        soorten = {slot.soort for slot in nieuw}
        return replace(self, slots=(*(slot for slot in self.slots if slot.soort not in soorten), *nieuw))

    def zonder(self, soort: str) -> "Sleutelbestand":
        """Return a copy without the slot of that kind."""
        return replace(self, slots=tuple(slot for slot in self.slots if slot.soort != soort))


def _aad(kluis_id: str, soort: str, kdf: KdfParameters | None, zout: bytes) -> bytes:
    """Everything about a slot that is not secret, in one fixed form; a change to any of it makes unwrapping fail."""
    feiten: dict[str, object] = {"formaat": FORMAAT, "kluis": kluis_id, "soort": soort, "zout": zout.hex()}
    feiten["kdf"] = "hkdf-sha256" if kdf is None else ["argon2id", 0x13, kdf.t, kdf.m_kib, kdf.p]
    return json.dumps(feiten, sort_keys=True, separators=(",", ":")).encode("ascii")


def passphrase_slot(
    sleutel: bytes, wachtwoord: str, *, kluis_id: str, kdf: KdfParameters, willekeur: Willekeur
) -> Slot:
    """Wrap the vault key under a passphrase."""
    zout, nonce = willekeur.bytes(ZOUT_BYTES), willekeur.bytes(NONCE_BYTES)
    wikkel = derive_from_passphrase(wachtwoord, zout, kdf)
    gewikkeld = wrap_key(sleutel, wikkel, nonce=nonce, aad=_aad(kluis_id, WACHTWOORD, kdf, zout))
    return Slot(WACHTWOORD, kdf, zout, nonce, gewikkeld)


def secret_slot(sleutel: bytes, geheim: bytes, *, soort: str, kluis_id: str, willekeur: Willekeur) -> Slot:
    """Wrap the vault key under a random secret (recovery key, key ring of the machine)."""
    if soort not in _GEHEIM_SOORTEN:
        raise Programmafout(Reden.VERKEERD_GEBRUIK, parameter="soort")
    zout, nonce = willekeur.bytes(ZOUT_BYTES), willekeur.bytes(NONCE_BYTES)
    wikkel = derive_from_secret(geheim, zout, soort)
    return Slot(soort, None, zout, nonce, wrap_key(sleutel, wikkel, nonce=nonce, aad=_aad(kluis_id, soort, None, zout)))


def open_passphrase(bestand: Sleutelbestand, wachtwoord: str) -> bytes | None:
    """Return the vault key (32 bytes, secret), or None when the passphrase is another one or the slot was altered."""
    slot = bestand.slot(WACHTWOORD)
    if slot is None or slot.kdf is None:
        return None
    wikkel = derive_from_passphrase(wachtwoord, slot.zout, slot.kdf)
    return unwrap_key(
        slot.gewikkeld, wikkel, nonce=slot.nonce, aad=_aad(bestand.kluis_id, slot.soort, slot.kdf, slot.zout)
    )


def open_secret(bestand: Sleutelbestand, geheim: bytes, soort: str) -> bytes | None:
    """Return the vault key (32 bytes, secret), or None when the secret is another one or the slot was altered."""
    slot = bestand.slot(soort)
    if slot is None:
        return None
    wikkel = derive_from_secret(geheim, slot.zout, soort)
    return unwrap_key(slot.gewikkeld, wikkel, nonce=slot.nonce, aad=_aad(bestand.kluis_id, soort, None, slot.zout))


def _b64(inhoud: bytes) -> str:
    return base64.b64encode(inhoud).decode("ascii")


def _slot_json(slot: Slot) -> dict[str, object]:
    kdf: dict[str, object] = {"naam": "hkdf-sha256"}
    if slot.kdf is not None:
        kdf = {"naam": "argon2id", "versie": 0x13, "t": slot.kdf.t, "m_kib": slot.kdf.m_kib, "p": slot.kdf.p}
    return {
        "soort": slot.soort,
        "kdf": kdf,
        "zout": _b64(slot.zout),
        "nonce": _b64(slot.nonce),
        "sleutel": _b64(slot.gewikkeld),
    }


def write_slots(map_: Path, bestand: Sleutelbestand) -> None:
    """Replace slots.json in one step; what stood there is kept as slots.json.vorige.

    Raises:
        Omstandigheid: SCHIJF_VOL, GEEN_RECHTEN, SCHRIJFFOUT; the old file then still stands.
    """
    inhoud: dict[str, object] = {
        "formaat": FORMAAT,
        "kluis": bestand.kluis_id,
        "pogingen": _b64(bestand.pogingen_sleutel),
        "slots": [_slot_json(slot) for slot in bestand.slots],
    }
    if bestand.overgang is not None:
        inhoud["overgang"] = _b64(bestand.overgang)
    pad = map_ / BESTANDSNAAM
    with file_errors(onderdeel=BESTANDSNAAM):
        if pad.is_file():
            write_safely(map_ / VORIGE, pad.read_bytes())
        write_safely(pad, (json.dumps(inhoud, indent=2) + "\n").encode("ascii"))


def renew_spare(map_: Path) -> None:
    """Let the spare be the same as slots.json, so that what no longer unlocks the one does not unlock the other.

    Where it cannot be written (a full disk) it is removed.
    """
    spare = map_ / VORIGE
    with file_errors(onderdeel=VORIGE):
        nu = (map_ / BESTANDSNAAM).read_bytes()
        if spare.is_file() and spare.read_bytes() == nu:
            return
        try:
            write_safely(spare, nu)
        except OSError:
            spare.unlink(missing_ok=True)


def _bytes(bron: Mapping[str, Any], naam: str, lengte: int | None) -> bytes:
    inhoud = base64.b64decode(bron[naam], validate=True)
    if lengte is not None and len(inhoud) != lengte:
        raise ValueError(naam)
    return inhoud


def _kdf(bron: Mapping[str, Any]) -> KdfParameters | None:
    if bron["naam"] == "hkdf-sha256":
        return None
    if bron["naam"] != "argon2id" or bron["versie"] != 0x13:
        raise ValueError("kdf")
    return KdfParameters(t=bron["t"], m_kib=bron["m_kib"], p=bron["p"])


def _slot(bron: Mapping[str, Any]) -> Slot:
    soort, kdf = bron["soort"], _kdf(bron["kdf"])
    if soort not in (WACHTWOORD, *_GEHEIM_SOORTEN) or (kdf is None) == (soort == WACHTWOORD):
        raise ValueError("soort")
    return Slot(
        soort,
        kdf,
        _bytes(bron, "zout", ZOUT_BYTES),
        _bytes(bron, "nonce", NONCE_BYTES),
        _bytes(bron, "sleutel", 48),
    )


def _sleutelbestand(inhoud: Mapping[str, Any]) -> Sleutelbestand:
    kluis_id = inhoud["kluis"]
    if not isinstance(kluis_id, str) or len(kluis_id) != 32 or not set(kluis_id) <= set("0123456789abcdef"):
        raise ValueError("kluis")
    slots = tuple(_slot(bron) for bron in inhoud["slots"])
    if not slots or len(slots) > _MAX_SLOTS or len({slot.soort for slot in slots}) != len(slots):
        raise ValueError("slots")
    overgang = _bytes(inhoud, "overgang", None) if "overgang" in inhoud else None
    return Sleutelbestand(kluis_id, _bytes(inhoud, "pogingen", PUBLIEK_BYTES), slots, overgang)


def read_slots(map_: Path, naam: str = BESTANDSNAAM) -> Sleutelbestand:
    """Read slots.json, or the previous one by its name.

    Raises:
        Omstandigheid: GEEN_KLUIS; NIEUWERE_KLUIS with `gevonden` and `bekend`; SLEUTELBESTAND_BESCHADIGD with
            `vorige_beschikbaar`; GEEN_RECHTEN.
    """
    pad = map_ / naam
    with file_errors(onderdeel=naam):
        if not pad.is_file():
            if naam == BESTANDSNAAM and ((map_ / VORIGE).is_file() or (map_ / "vault.db").is_file()):
                raise _beschadigd(map_, naam, "ontbreekt")
            raise Omstandigheid(Reden.GEEN_KLUIS)
        if pad.stat().st_size > _MAX_BYTES:
            raise _beschadigd(map_, naam, "te groot")
        ruw = pad.read_bytes()
    try:
        inhoud = json.loads(ruw)
        formaat = inhoud["formaat"]
        if type(formaat) is int and formaat > FORMAAT:
            raise Omstandigheid(Reden.NIEUWERE_KLUIS, gevonden=formaat, bekend=FORMAAT)
        if type(formaat) is not int or formaat < 1:
            raise ValueError("formaat")
        return _sleutelbestand(inhoud)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error, Programmafout):
        raise _beschadigd(map_, naam, "inhoud") from None


def _beschadigd(map_: Path, naam: str, oorzaak: str) -> ZvhFout:
    """Say that the file is damaged, and whether the previous one can be read."""
    vorige = False
    if naam == BESTANDSNAAM and (map_ / VORIGE).is_file():
        try:
            read_slots(map_, VORIGE)
            vorige = True
        except ZvhFout:
            vorige = False
    return Omstandigheid(Reden.SLEUTELBESTAND_BESCHADIGD, oorzaak=oorzaak, vorige_beschikbaar=vorige)


def restore_previous_slots(map_: Path) -> None:
    """Put slots.json.vorige in the place of a damaged slots.json, which is kept as slots.json.beschadigd.

    Raises:
        Omstandigheid: the previous one cannot be read either, or the disk refuses.
    """
    read_slots(map_, VORIGE)
    pad = map_ / BESTANDSNAAM
    with file_errors(onderdeel=BESTANDSNAAM):
        if pad.is_file():
            os.replace(pad, map_ / f"{BESTANDSNAAM}.beschadigd")
        write_safely(pad, (map_ / VORIGE).read_bytes())
