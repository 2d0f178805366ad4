"""Enrolment of a device: both sides commit, then reveal, then read the same six words aloud; pure state machines.

Nobody in between (the server's mailbox, a stick, a photographed code) can bring two sides to show the same words: all
that goes into the words is fixed before either side shows its random number, and six words leave one chance in 2**66.

    device                                   beheerder
    DeviceSide.begin  ── commit ──────────▶  AdminSide.take_commit
    DeviceSide.take_commit ◀── commit ─────
                      ── reveal ──────────▶  AdminSide.take_reveal   (shows the words)
    DeviceSide.take_reveal ◀── reveal ─────                          (shows the words)
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from zvh_desktop.protocol.codec import dump, load
from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.fields import Velden, hex_bytes
from zvh_desktop.protocol.signing import SigningKey, publiek_van, sign, verify
from zvh_desktop.protocol.statements import KEM_BYTES, DeviceCert, RegionBegin, Regiostuk, accept_statement

__all__ = [
    "AANTAL_WOORDEN",
    "MAX_BERICHT",
    "NONCE_BYTES",
    "WOORDENLIJST",
    "AdminSide",
    "DeviceKeys",
    "DeviceSide",
    "Invitation",
    "invitation_text",
    "message_text",
    "parse_invitation",
    "parse_message_text",
    "words_of",
]

AANTAL_WOORDEN = 6
WOORDENLIJST = 2048
"""Length of the list of words: eleven bits a word."""
NONCE_BYTES = 32
MAX_BERICHT = 8 * 1024
"""Longest message; what the server's mailbox takes."""

_BITS = 11
_UITNODIGING, _BERICHT = "zvh-uitnodiging-1:", "zvh-bericht-1:"
_COMMIT_D, _COMMIT_B, _REVEAL_D, _REVEAL_B = "commit-toestel", "commit-beheer", "toon-toestel", "toon-beheer"
_DOEL = "enrol"
_VERSIE = 1

_accepted = lru_cache(maxsize=16)(accept_statement)
"""The statements of an invitation, which are no secret; every look in its mailbox asks for them."""


# -- invitation ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a beheerder gives to the person who will work at the new device; whoever has it may ask, once.

    Attributes:
        begin: the signed beginning of the region, as it travels; it pins the region's key.
        server_url: where the server is; empty when there is none.
        server_cert: the signed certificate of the server, as it travels; empty when there is none.
        id: 16 random bytes; the server only sees `mailbox`.
        geheim: 16 random bytes; keeps strangers from writing in the mailbox.
        rol: the role that is offered; the certificate decides.
        persoon: 32 hex digits.
        verloopt: ms UTC, after which it is refused.
    """

    begin: bytes
    server_url: str
    server_cert: bytes
    id: bytes
    geheim: bytes
    rol: str
    persoon: str
    verloopt: int

    @property
    def mailbox(self) -> str:
        """Name of the mailbox at the server: 64 hex digits that do not tell the id."""
        return hashlib.sha256(b"zvh1|mailbox|" + self.id).hexdigest()

    def region(self) -> Regiostuk:
        """Return the beginning of the region.

        Raises:
            ProtocolFout: it does not hold.
        """
        return _accepted(self.begin, None)

    def server(self) -> Regiostuk | None:
        """Return the certificate of the server, signed by the region, or None when there is none.

        Raises:
            ProtocolFout: it does not hold.
        """
        if not self.server_cert:
            return None
        begin = self.region().inhoud
        assert isinstance(begin, RegionBegin)
        return _accepted(self.server_cert, begin)


def _text(voorvoegsel: str, ruw: bytes) -> str:
    controle = hashlib.sha256(ruw).digest()[:4]
    return voorvoegsel + base64.urlsafe_b64encode(ruw + controle).decode().rstrip("=")


def _from_text(voorvoegsel: str, tekst: str, max_bytes: int) -> bytes:
    kaal = "".join(tekst.split())
    if not kaal.startswith(voorvoegsel) or len(kaal) > max_bytes * 2:
        raise ProtocolFout(Weigering.ONLEESBAAR, "tekst")
    kaal = kaal.removeprefix(voorvoegsel)
    try:
        ruw = base64.b64decode(kaal + "=" * (-len(kaal) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as fout:
        raise ProtocolFout(Weigering.ONLEESBAAR, "tekst") from fout
    if len(ruw) < 4 or hashlib.sha256(ruw[:-4]).digest()[:4] != ruw[-4:]:
        raise ProtocolFout(Weigering.ONLEESBAAR, "tekst")
    return ruw[:-4]


def invitation_text(uitnodiging: Invitation) -> str:
    """Return one line of text, with a check against typing and copying errors; as secret as a key until it is used."""
    return _text(
        _UITNODIGING,
        dump(
            {
                "v": _VERSIE,
                "begin": uitnodiging.begin,
                "server_url": uitnodiging.server_url,
                "server_cert": uitnodiging.server_cert,
                "id": uitnodiging.id,
                "geheim": uitnodiging.geheim,
                "rol": uitnodiging.rol,
                "persoon": hex_bytes(uitnodiging.persoon, 16),
                "verloopt": uitnodiging.verloopt,
            }
        ),
    )


def parse_invitation(tekst: str) -> Invitation:
    """Read the line back; spaces and line ends do not matter. Its statements are checked.

    Raises:
        ProtocolFout: ONLEESBAAR, VERSIE_NIEUWER or HANDTEKENING.
    """
    ruw = load(_from_text(_UITNODIGING, tekst, MAX_BERICHT), max_bytes=MAX_BERICHT)
    if isinstance(ruw, dict) and type(ruw.get("v")) is int and ruw["v"] > _VERSIE:
        raise ProtocolFout(Weigering.VERSIE_NIEUWER, "uitnodiging")
    namen = ("v", "begin", "server_url", "server_cert", "id", "geheim", "rol", "persoon", "verloopt")
    velden = Velden(ruw, namen, "uitnodiging")
    velden.number("v", _VERSIE, _VERSIE)
    uitnodiging = Invitation(
        velden.octets("begin"),
        velden.text("server_url", max_lengte=1024),
        velden.octets("server_cert"),
        velden.octets("id", 16),
        velden.octets("geheim", 16),
        velden.text("rol", max_lengte=32),
        velden.hex("persoon", 16),
        velden.number("verloopt"),
    )
    uitnodiging.region()
    uitnodiging.server()
    return uitnodiging


# -- messages ------------------------------------------------------------------------------------------------------


def message_text(bericht: bytes) -> str:
    """Return a message as one line of text, for a file or a code to photograph."""
    return _text(_BERICHT, bericht)


def parse_message_text(tekst: str) -> bytes:
    """Read that line back.

    Raises:
        ProtocolFout: ONLEESBAAR.
    """
    return _from_text(_BERICHT, tekst, MAX_BERICHT)


def _mac(uitnodiging: Invitation, soort: str, inhoud: bytes) -> bytes:
    sleutel = hmac.digest(uitnodiging.geheim, b"zvh1|enrol|" + uitnodiging.id, "sha256")
    return hmac.digest(sleutel, b"zvh1|" + soort.encode() + b"|" + inhoud, "sha256")


def _message(uitnodiging: Invitation, soort: str, velden: Mapping[str, object]) -> bytes:
    inhoud = dump(dict(velden))
    return dump([_VERSIE, soort, inhoud, _mac(uitnodiging, soort, inhoud)])


def _read_message(uitnodiging: Invitation, bericht: bytes, soort: str, namen: tuple[str, ...]) -> Velden:
    stuk = load(bericht, max_bytes=MAX_BERICHT)
    if isinstance(stuk, list) and stuk and type(stuk[0]) is int and stuk[0] > _VERSIE:
        raise ProtocolFout(Weigering.VERSIE_NIEUWER, "enrol")
    match stuk:
        case [1, str(gekregen), bytes(inhoud), bytes(mac)]:
            pass
        case _:
            raise ProtocolFout(Weigering.ONLEESBAAR, "enrol")
    if not hmac.compare_digest(mac, _mac(uitnodiging, gekregen, inhoud)):
        raise ProtocolFout(Weigering.HANDTEKENING, "enrol")
    if gekregen != soort:
        raise ProtocolFout(Weigering.HERHALING, "enrol")
    return Velden(load(inhoud, max_bytes=MAX_BERICHT), namen, "enrol")


@dataclass(frozen=True, slots=True)
class DeviceKeys:
    """Who the new device says it is.

    Attributes:
        toestel: 16 hex digits.
        teken: Ed25519 public key, 32 bytes.
        kem: public encryption key, 1,216 bytes.
    """

    toestel: str
    teken: bytes
    kem: bytes


def _commit_device(uitnodiging: Invitation, keys: DeviceKeys, nonce: bytes) -> bytes:
    delen = ["zvh1|commit|toestel", uitnodiging.id, hex_bytes(keys.toestel, 8), keys.teken, keys.kem, nonce]
    return hashlib.sha256(dump(delen)).digest()


def _commit_admin(uitnodiging: Invitation, begin_id: bytes, nonce: bytes) -> bytes:
    delen = ["zvh1|commit|beheer", uitnodiging.id, begin_id, nonce]
    return hashlib.sha256(dump(delen)).digest()


def _transcript(
    uitnodiging: Invitation, keys: DeviceKeys, commits: tuple[bytes, bytes], nonces: tuple[bytes, bytes]
) -> bytes:
    begin = uitnodiging.region()
    assert isinstance(begin.inhoud, RegionBegin)
    delen = [
        "zvh1|words",
        begin.id,
        begin.inhoud.publiek,
        uitnodiging.id,
        hashlib.sha256(uitnodiging.geheim).digest(),
        uitnodiging.rol,
        hex_bytes(uitnodiging.persoon, 16),
        hex_bytes(keys.toestel, 8),
        keys.teken,
        keys.kem,
        *commits,
        *nonces,
    ]
    return hashlib.sha256(dump(delen)).digest()


def words_of(transcript: bytes, woorden: Sequence[str]) -> tuple[str, ...]:
    """Return the six words of a transcript: its first 66 bits, eleven a word, the highest first.

    Args:
        transcript: 32 bytes; both sides have the same when nobody stands between them.
        woorden: the bundled list of 2,048.
    """
    if len(woorden) != WOORDENLIJST:
        raise ProtocolFout(Weigering.ONLEESBAAR, "woordenlijst")
    getal = int.from_bytes(transcript, "big") >> (len(transcript) * 8 - AANTAL_WOORDEN * _BITS)
    plaatsen = [getal >> _BITS * nr & WOORDENLIJST - 1 for nr in reversed(range(AANTAL_WOORDEN))]
    return tuple(woorden[plaats] for plaats in plaatsen)


@dataclass(frozen=True, slots=True)
class DeviceSide:
    """The new device: begin, `take_commit`, `take_reveal`; each step gives a new state.

    Attributes:
        uitnodiging: as given.
        keys: own public keys.
        nonce: 32 own random bytes; secret until the reveal is sent.
        ander_commit: commitment of the beheerder, once it came.
        transcript: 32 bytes, once the beheerder revealed: make the words of it.
    """

    uitnodiging: Invitation
    keys: DeviceKeys
    nonce: bytes
    ander_commit: bytes = b""
    transcript: bytes = b""

    @classmethod
    def begin(
        cls, uitnodiging: Invitation, keys: DeviceKeys, *, nonce: bytes, nu_ms: int
    ) -> "tuple[DeviceSide, bytes]":
        """Return the first state and the commitment to send.

        Raises:
            ProtocolFout: TOESTEL_VERLOPEN when the invitation is too old.
        """
        _check_begin(uitnodiging, nonce, nu_ms)
        commit = _commit_device(uitnodiging, keys, nonce)
        return cls(uitnodiging, keys, nonce), _message(uitnodiging, _COMMIT_D, {"commit": commit})

    def take_commit(self, bericht: bytes, teken: SigningKey) -> "tuple[DeviceSide, bytes]":
        """Take the beheerder's commitment; only now show keys and random number.

        Args:
            bericht: as it came.
            teken: own signing key: proves that the device has it.

        Raises:
            ProtocolFout: HERHALING for a second commitment or the own message sent back; HANDTEKENING, ONLEESBAAR.
        """
        velden = _read_message(self.uitnodiging, bericht, _COMMIT_B, ("commit", "op"))
        eigen = _commit_device(self.uitnodiging, self.keys, self.nonce)
        if self.ander_commit or velden.octets("op", 32) != eigen:
            raise ProtocolFout(Weigering.HERHALING, "commit")
        if publiek_van(teken) != self.keys.teken:
            raise ProtocolFout(Weigering.HANDTEKENING, "teken")
        ander = velden.octets("commit", 32)
        inhoud = {
            "toestel": hex_bytes(self.keys.toestel, 8),
            "teken": self.keys.teken,
            "kem": self.keys.kem,
            "nonce": self.nonce,
            "bewijs": sign(teken, _DOEL, eigen + ander),
        }
        return replace(self, ander_commit=ander), _message(self.uitnodiging, _REVEAL_D, inhoud)

    def take_reveal(self, bericht: bytes) -> "DeviceSide":
        """Take the beheerder's random number; after this there are words.

        Raises:
            ProtocolFout: HANDTEKENING when it is not what was committed to; HERHALING out of turn; ONLEESBAAR.
        """
        velden = _read_message(self.uitnodiging, bericht, _REVEAL_B, ("nonce",))
        if not self.ander_commit or self.transcript:
            raise ProtocolFout(Weigering.HERHALING, "toon")
        nonce = velden.octets("nonce", NONCE_BYTES)
        if _commit_admin(self.uitnodiging, self.uitnodiging.region().id, nonce) != self.ander_commit:
            raise ProtocolFout(Weigering.HANDTEKENING, "commit")
        eigen = _commit_device(self.uitnodiging, self.keys, self.nonce)
        transcript = _transcript(self.uitnodiging, self.keys, (eigen, self.ander_commit), (self.nonce, nonce))
        return replace(self, transcript=transcript)

    def words(self, woorden: Sequence[str]) -> tuple[str, ...]:
        """Return the words to read aloud.

        Raises:
            ProtocolFout: HERHALING when it is too early for them.
        """
        return _words(self.transcript, woorden)


@dataclass(frozen=True, slots=True)
class AdminSide:
    """The beheerder: begin, `take_commit`, `take_reveal`, and after comparing the words `certificate`.

    Attributes:
        uitnodiging: as given out; one device may use it, once.
        nonce: 32 own random bytes; secret until the reveal is sent.
        ander_commit: commitment of the device, once it came.
        keys: keys of the device, once it revealed.
        transcript: 32 bytes, once the device revealed: make the words of it.
    """

    uitnodiging: Invitation
    nonce: bytes
    ander_commit: bytes = b""
    keys: DeviceKeys | None = None
    transcript: bytes = b""

    @classmethod
    def begin(cls, uitnodiging: Invitation, *, nonce: bytes, nu_ms: int) -> "AdminSide":
        """Return the first state: waiting for a device.

        Raises:
            ProtocolFout: TOESTEL_VERLOPEN when the invitation is too old.
        """
        _check_begin(uitnodiging, nonce, nu_ms)
        return cls(uitnodiging, nonce)

    def _commit(self) -> bytes:
        return _commit_admin(self.uitnodiging, self.uitnodiging.region().id, self.nonce)

    def take_commit(self, bericht: bytes) -> "tuple[AdminSide, bytes]":
        """Take the device's commitment and answer it with the own one.

        Raises:
            ProtocolFout: HERHALING for a second device on one invitation, or the own message sent back; HANDTEKENING.
        """
        velden = _read_message(self.uitnodiging, bericht, _COMMIT_D, ("commit",))
        if self.ander_commit:
            raise ProtocolFout(Weigering.HERHALING, "commit")
        ander = velden.octets("commit", 32)
        antwoord = _message(self.uitnodiging, _COMMIT_B, {"commit": self._commit(), "op": ander})
        return replace(self, ander_commit=ander), antwoord

    def take_reveal(self, bericht: bytes) -> "tuple[AdminSide, bytes]":
        """Take the device's keys and random number; after this there are words, and the own number may be shown.

        Raises:
            ProtocolFout: HANDTEKENING when it is not what was committed to, or the device does not hold its signing
                key; HERHALING out of turn; ONLEESBAAR.
        """
        namen = ("toestel", "teken", "kem", "nonce", "bewijs")
        velden = _read_message(self.uitnodiging, bericht, _REVEAL_D, namen)
        if not self.ander_commit or self.transcript:
            raise ProtocolFout(Weigering.HERHALING, "toon")
        keys = DeviceKeys(velden.hex("toestel", 8), velden.octets("teken", 32), velden.octets("kem", KEM_BYTES))
        nonce, eigen = velden.octets("nonce", NONCE_BYTES), self._commit()
        if _commit_device(self.uitnodiging, keys, nonce) != self.ander_commit:
            raise ProtocolFout(Weigering.HANDTEKENING, "commit")
        verify(keys.teken, _DOEL, self.ander_commit + eigen, velden.octets("bewijs", 64))
        transcript = _transcript(self.uitnodiging, keys, (self.ander_commit, eigen), (nonce, self.nonce))
        antwoord = _message(self.uitnodiging, _REVEAL_B, {"nonce": self.nonce})
        return replace(self, keys=keys, transcript=transcript), antwoord

    def words(self, woorden: Sequence[str]) -> tuple[str, ...]:
        """Return the words to compare with what is read aloud.

        Raises:
            ProtocolFout: HERHALING when it is too early for them.
        """
        return _words(self.transcript, woorden)

    def certificate(self, *, van: int, tot: int, ouders: Sequence[bytes] = ()) -> DeviceCert:
        """Return the certificate to sign, once a person has said that the words are the same.

        Args:
            van: ms UTC.
            tot: ms UTC.
            ouders: `Regiostand.heads`.

        Raises:
            ProtocolFout: HERHALING when the device did not reveal yet.
        """
        begin = self.uitnodiging.region().inhoud
        if self.keys is None or not isinstance(begin, RegionBegin):
            raise ProtocolFout(Weigering.HERHALING, "woorden")
        return DeviceCert(
            begin.region,
            self.keys.toestel,
            self.uitnodiging.persoon,
            self.uitnodiging.rol,
            self.keys.teken,
            self.keys.kem,
            van,
            tot,
            tuple(sorted(ouders)),
        )


def _check_begin(uitnodiging: Invitation, nonce: bytes, nu_ms: int) -> None:
    if nu_ms >= uitnodiging.verloopt:
        raise ProtocolFout(Weigering.TOESTEL_VERLOPEN, "uitnodiging")
    if len(nonce) != NONCE_BYTES:
        raise ProtocolFout(Weigering.ONLEESBAAR, "nonce")


def _words(transcript: bytes, woorden: Sequence[str]) -> tuple[str, ...]:
    if not transcript:
        raise ProtocolFout(Weigering.HERHALING, "woorden")
    return words_of(transcript, woorden)
