"""Seal and open what travels: compress, pad, encrypt and sign; wrap keys for others; bytes in, bytes out."""

import functools
import hashlib
import threading
from collections.abc import Mapping, Sequence

import shamir_mnemonic
import shamir_mnemonic.share
import shamir_mnemonic.wordlist
import zstandard
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from zvh_desktop.assets import asset
from zvh_desktop.protocol.delta import (
    DELTA,
    DOEL,
    MAX_SNAPSHOT,
    Header,
    Sealed,
    bucket,
    header_bytes,
    read_sealed,
    sealed_bytes,
    verify_sealed,
)
from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.signing import SigningKey, sign

__all__ = [
    "KEM_PRIVE_BYTES",
    "SHARE_WORDS",
    "ZOUT_BYTES",
    "decrypt_sealed",
    "join_shares",
    "new_kem_keys",
    "open_delta",
    "pack",
    "seal",
    "share_set",
    "share_words",
    "split_secret",
    "unpack",
    "unwrap",
    "wrap",
]

KEM_PRIVE_BYTES = 96
"""Secret encryption key: seed of ML-KEM-768 (64) and X25519 (32)."""
ZOUT_BYTES = 32

_RAUW, _ZSTD, _ZSTD_1 = 0, 1, 2
_KOP = 9
_KLEIN = 64 * 1024
"""Below this many bytes the dictionary is used."""
_NIVEAU, _NIVEAU_KLEIN = 3, 6
_NONCE = bytes(12)


# -- frame ---------------------------------------------------------------------------------------------------------


@functools.cache
def _woordenboek() -> zstandard.ZstdCompressionDict:
    inhoud = asset("resources", "protocol", "zstd-1.dict").read_bytes()
    return zstandard.ZstdCompressionDict(inhoud, dict_type=zstandard.DICT_TYPE_FULLDICT)


def _parameters(niveau: int) -> zstandard.ZstdCompressionParameters:
    return zstandard.ZstdCompressionParameters.from_level(
        niveau, write_content_size=1, write_checksum=0, write_dict_id=0
    )


class _Persen(threading.local):
    """Compressors of one thread: costly to make, and not to be shared."""

    def __init__(self) -> None:
        self.pers = {
            _ZSTD: zstandard.ZstdCompressor(compression_params=_parameters(_NIVEAU)),
            _ZSTD_1: zstandard.ZstdCompressor(compression_params=_parameters(_NIVEAU_KLEIN), dict_data=_woordenboek()),
        }
        self.uit = {
            _ZSTD: zstandard.ZstdDecompressor(),
            _ZSTD_1: zstandard.ZstdDecompressor(dict_data=_woordenboek()),
        }


_persen = _Persen()


def pack(body: bytes) -> bytes:
    """Return the frame that is encrypted: how it is packed, both lengths, the packed bytes, zeros up to the bucket.

    Raises:
        ProtocolFout: TE_GROOT above 16 MiB.
    """
    if len(body) > MAX_SNAPSHOT:
        raise ProtocolFout(Weigering.TE_GROOT, "body")
    wijze = _ZSTD_1 if len(body) < _KLEIN else _ZSTD
    inhoud = _persen.pers[wijze].compress(body)
    if len(inhoud) >= len(body):
        wijze, inhoud = _RAUW, body
    lengte = _KOP + len(inhoud)
    kop = bytes([wijze]) + len(inhoud).to_bytes(4, "big") + len(body).to_bytes(4, "big")
    return kop + inhoud + bytes(bucket(lengte) - lengte)


def unpack(frame: bytes, *, max_bytes: int = MAX_SNAPSHOT) -> bytes:
    """Return the body of a frame.

    Args:
        frame: as decrypted.
        max_bytes: longest body that makes sense here.

    Raises:
        ProtocolFout: BOM when it names, or unpacks to, another or a larger length; VERSIE_NIEUWER for a way of packing
            that is not known; ONLEESBAAR.
    """
    if len(frame) < _KOP:
        raise ProtocolFout(Weigering.ONLEESBAAR, "frame")
    wijze = frame[0]
    gepakt, lengte = int.from_bytes(frame[1:5], "big"), int.from_bytes(frame[5:9], "big")
    eind = _KOP + gepakt
    if wijze > _ZSTD_1:
        raise ProtocolFout(Weigering.VERSIE_NIEUWER, "frame")
    if eind > len(frame) or len(frame) != bucket(eind) or frame.count(0, eind) != len(frame) - eind:
        raise ProtocolFout(Weigering.ONLEESBAAR, "opvulling")
    if lengte > max_bytes:
        raise ProtocolFout(Weigering.BOM, "lengte")
    inhoud = frame[_KOP:eind]
    if wijze == _RAUW:
        if gepakt != lengte:
            raise ProtocolFout(Weigering.ONLEESBAAR, "lengte")
        return inhoud
    try:
        # WORKAROUND: zstandard takes the size that the frame names for itself, and ignores ours; so ask first.
        genoemd = zstandard.get_frame_parameters(inhoud)
        if genoemd.content_size != lengte or genoemd.window_size > max(2 * lengte, 1 << 21):
            raise ProtocolFout(Weigering.BOM, "zstd")
        body = _persen.uit[wijze].decompress(inhoud, max_output_size=lengte, allow_extra_data=False)
    except zstandard.ZstdError as fout:
        raise ProtocolFout(Weigering.ONLEESBAAR, "zstd") from fout
    if len(body) != lengte:
        raise ProtocolFout(Weigering.BOM, "zstd")
    return body


# -- seal ----------------------------------------------------------------------------------------------------------


def _sleutel(epoch_key: bytes, zout: bytes, kop: bytes) -> AESGCM:
    info = b"zvh1|delta|" + hashlib.sha256(kop).digest()
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=zout, info=info).derive(epoch_key))


def seal(
    body: bytes,
    *,
    stream: str,
    epoch: bytes,
    toestel: str,
    nr: int,
    vorige: bytes,
    tijd: int,
    epoch_key: bytes,
    teken: SigningKey,
    zout: bytes,
    poging: int = 0,
    soort: int = DELTA,
    dekt: Mapping[str, tuple[int, bytes]] | None = None,
) -> bytes:
    """Return the wire form of a delta, snapshot or block: packed, padded, encrypted, signed once.

    Args:
        body: what to seal, at most 16 MiB.
        stream: 32 hex digits.
        epoch: id of the epoch, 32 bytes.
        toestel: the sealing device, 16 hex digits.
        nr: place in the chain of this device in this stream, from 1; 0 for a block.
        vorige: hash of the one before; `EERSTE` for the first, and for a block.
        tijd: ms UTC.
        epoch_key: secret key of the epoch, 32 bytes.
        teken: signing key of the device.
        zout: 32 random bytes, never used twice: the encryption key hangs on it.
        poging: how many times it was sealed again.
        soort: `DELTA`, `SNAPSHOT` or `BLOK`.
        dekt: for a snapshot: what it covers.
    """
    frame = pack(body)
    kop = header_bytes(
        Header(
            stream=stream,
            epoch=epoch,
            toestel=toestel,
            nr=nr,
            vorige=vorige,
            zout=zout,
            tijd=tijd,
            omvang=len(frame),
            poging=poging,
            soort=soort,
            dekt=dekt,
        )
    )
    inhoud = _sleutel(epoch_key, zout, kop).encrypt(_NONCE, frame, kop)
    return sealed_bytes(kop, inhoud, sign(teken, DOEL, kop + hashlib.sha256(inhoud).digest()))


def decrypt_sealed(sealed: Sealed, epoch_key: bytes, *, max_bytes: int = MAX_SNAPSHOT) -> bytes:
    """Return the body of a sealed thing whose signature was checked.

    Raises:
        ProtocolFout: HANDTEKENING when key, header and ciphertext do not belong together; what `unpack` raises.
    """
    try:
        frame = _sleutel(epoch_key, sealed.header.zout, sealed.kop).decrypt(_NONCE, sealed.inhoud, sealed.kop)
    except (InvalidTag, ValueError) as fout:
        raise ProtocolFout(Weigering.HANDTEKENING, "zegel") from fout
    return unpack(frame, max_bytes=max_bytes)


def open_delta(wire: bytes | Sealed, *, epoch_key: bytes, publiek: bytes) -> tuple[Header, bytes]:
    """Check the signature, decrypt, unpack.

    Args:
        wire: as it came, or as `read_sealed` took it apart.
        epoch_key: secret key of the epoch that the header names.
        publiek: signing key from the certificate of the device that the header names.

    Raises:
        ProtocolFout: why it does not open.
    """
    sealed = wire if isinstance(wire, Sealed) else read_sealed(wire)
    verify_sealed(sealed, publiek)
    return sealed.header, decrypt_sealed(sealed, epoch_key)


# -- keys for others -----------------------------------------------------------------------------------------------


def _suite() -> Suite:
    return Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def new_kem_keys(geheim: bytes) -> tuple[bytes, bytes]:
    """Return (secret, public) encryption key, 96 and 1,216 bytes, from 96 random bytes."""
    if len(geheim) != KEM_PRIVE_BYTES:
        raise ProtocolFout(Weigering.ONLEESBAAR, "kem")
    ml, x = MLKEM768PrivateKey.from_seed_bytes(geheim[:64]), X25519PrivateKey.from_private_bytes(geheim[64:])
    return geheim, ml.public_key().public_bytes_raw() + x.public_key().public_bytes_raw()


def wrap(kem_publiek: bytes, info: bytes, plain: bytes) -> bytes:
    """Return `plain` so that only the holder of the key reads it: HPKE with ML-KEM-768 and X25519 together.

    Args:
        kem_publiek: 1,216 bytes.
        info: what it is for; opening takes the same.
        plain: a key, or anything short.

    Raises:
        ProtocolFout: ONLEESBAAR for a key that is none.
    """
    try:
        sleutel = MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(kem_publiek[:-32]), X25519PublicKey.from_public_bytes(kem_publiek[-32:])
        )
    except ValueError as fout:
        raise ProtocolFout(Weigering.ONLEESBAAR, "kem") from fout
    return bytes(_suite().encrypt(plain, sleutel, info))


def unwrap(kem_prive: bytes, info: bytes, gewikkeld: bytes) -> bytes:
    """Return what was wrapped.

    Raises:
        ProtocolFout: HANDTEKENING when it was made for another key or another purpose, or was altered.
    """
    sleutel = MLKEM768X25519PrivateKey(
        MLKEM768PrivateKey.from_seed_bytes(kem_prive[:64]), X25519PrivateKey.from_private_bytes(kem_prive[64:])
    )
    try:
        return bytes(_suite().decrypt(gewikkeld, sleutel, info))
    except (InvalidTag, ValueError) as fout:
        raise ProtocolFout(Weigering.HANDTEKENING, "kem") from fout


# -- the region's recovery key -------------------------------------------------------------------------------------


def split_secret(geheim: bytes, nodig: int = 2, delen: int = 3) -> list[str]:
    """Return shares of a secret of 32 bytes as lines of words; fewer than `nodig` of them say nothing.

    Source:
        SLIP-0039 (Shamir's secret sharing over GF(256), with a checksum in every share).
    """
    return list(shamir_mnemonic.generate_mnemonics(1, [(nodig, delen)], geheim)[0])


def share_words() -> tuple[str, ...]:
    """Return the words that a share can hold, in the order of the alphabet; the first four letters tell them apart."""
    return tuple(shamir_mnemonic.wordlist.WORDLIST)


SHARE_WORDS = 33
"""Words of a share of a secret of 32 bytes."""


def share_set(regel: str) -> str | None:
    """Return what set a share belongs to (shares of one secret have it in common), or None when a word is wrong."""
    try:
        deel = shamir_mnemonic.share.Share.from_mnemonic(" ".join(regel.lower().split()))
    except (shamir_mnemonic.MnemonicError, ValueError):
        return None
    return f"{deel.identifier}-{deel.index}"


def join_shares(regels: Sequence[str]) -> bytes:
    """Return the secret of enough shares.

    Raises:
        ProtocolFout: ONLEESBAAR when they are too few, mistyped, or of different secrets.
    """
    try:
        return bytes(shamir_mnemonic.combine_mnemonics([" ".join(regel.lower().split()) for regel in regels]))
    except (shamir_mnemonic.MnemonicError, ValueError) as fout:
        raise ProtocolFout(Weigering.ONLEESBAAR, "herstelsleutel") from fout
