"""Write the vectors of PROTOCOL.md: fixed keys and randomness in, bytes out; what is hostile is made from what is good.

    python tests/data/protocol/maak_vectoren.py

A released vector never changes: a new form is a new vector.
"""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import cbor2
import zstandard
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from zvh_desktop.crypto import envelope
from zvh_desktop.crypto.words import enrol_words
from zvh_desktop.protocol import destruction, enrol, epochs, snapshot, statements
from zvh_desktop.protocol.codec import dump
from zvh_desktop.protocol.delta import (
    EERSTE,
    SNAPSHOT,
    Change,
    DeltaBody,
    Header,
    Txn,
    Versions,
    bucket,
    encode_body,
    header_bytes,
    read_sealed,
    sealed_bytes,
)
from zvh_desktop.protocol.merge import Head, shown
from zvh_desktop.protocol.signing import load_signing_key, publiek_van, read_signed, sign, sign_record

HIER = Path(__file__).resolve().parent
REGIO, STREAM, PERSOON = "ab" * 16, "5e" * 16, "0a" * 16
A, B = "a1" * 8, "b2" * 8
SLEUTELS = {naam: hashlib.sha256(b"vector " + naam.encode()).digest() for naam in ("regio", "a", "b", "server")}
TEKEN = {naam: load_signing_key(sleutel) for naam, sleutel in SLEUTELS.items()}
KEM_PRIVE, KEM = envelope.new_kem_keys(bytes(range(96)))
EPOCH_KEY, ZOUT = hashlib.sha256(b"vector epoch").digest(), hashlib.sha256(b"vector zout").digest()
STREAMKEY = epochs.StreamKey(STREAM, "casus", EPOCH_KEY)
TIJD = 1_800_000_000_000
START = epochs.read_epoch_start(
    epochs.sign_epoch_start(epochs.EpochStart(STREAM, (), epochs.commit_of(STREAMKEY), A, TIJD), TEKEN["a"])
)


def stempel(ms: int, teller: int = 0, toestel: str = A) -> str:
    """Return a change id."""
    return f"{ms:012x}-{teller:04x}-{toestel}"


BODIES: dict[str, DeltaBody] = {
    "leeg": DeltaBody([], []),
    "klein": DeltaBody(
        [Txn("01" * 16, "actie afgerond", PERSOON, "veldwerker", "2026-11-22T04:00:00.000000Z")],
        [
            Change(stempel(TIJD), "actie", "c1" * 16, "status", '"gereed"', (stempel(TIJD - 9, 1, B),), 0),
            Change(stempel(TIJD, 1), "actie", "c1" * 16, "terugkoppeling", '"Gebeld – één keer."', (), 0),
        ],
        {B: (3, b"\x11" * 32)},
        (12, b"\x22" * 32),
        Versions("0.1.0", 3),
    ),
    "delen": DeltaBody(
        [
            Txn("02" * 16, "ingelezen", "", "secretaris", "2026-11-22T04:00:01.000001Z", "01" * 16, 2, 3),
            Txn("03" * 16, "notitie", PERSOON, "secretaris", "2026-11-22T04:00:02.000000Z"),
        ],
        [
            Change(
                stempel(TIJD + nr, nr % 2, (A, B)[nr % 2]),
                "notitie",
                f"{nr // 3:032x}",
                "tekst",
                json.dumps("Zin. " * nr),
                tuple(stempel(TIJD - nr - plek, 0, B) for plek in range(nr % 3)),
                nr // 8,
            )
            for nr in range(16)
        ],
    ),
    "momentopname": DeltaBody(
        [Txn("01" * 16, "notitie", PERSOON, "veldwerker", "2026-11-22T04:00:00.000000Z")],
        [Change(stempel(TIJD, 2, B), "notitie", "c2" * 16, "tekst", '"x"', (stempel(TIJD, 1),), 0)],
        tot={A: stempel(TIJD, 1), B: stempel(TIJD, 2, B)},
        vooruit=(stempel(TIJD - 5, 0, "c3" * 8),),
    ),
}


def verzegel(body: bytes, **anders: Any) -> bytes:
    """Seal with the fixed keys."""
    velden: dict[str, Any] = {
        "stream": STREAM,
        "epoch": START.id,
        "toestel": A,
        "nr": 1,
        "vorige": EERSTE,
        "tijd": TIJD,
        "epoch_key": EPOCH_KEY,
        "teken": TEKEN["a"],
        "zout": ZOUT,
    }
    return envelope.seal(body, **(velden | anders))


def codec() -> dict[str, Any]:
    """Values with their one form, and forms that are none."""
    goed = [
        0,
        23,
        24,
        2**64 - 1,
        -1,
        -(2**64),
        "",
        "é",
        b"",
        b"\x00",
        [],
        [1, [2]],
        {},
        {1: 2, 24: 3},
        {"a": 1, "bb": 2},
    ]
    goed += [{b"\x01": None, b"\x02": [True, False]}]
    slecht = {
        "leeg": ("", "onleesbaar"),
        "afgekapte lijst": ("8201", "onleesbaar"),
        "staart": ("0000", "onleesbaar"),
        "getal te breed": ("1817", "onleesbaar"),
        "lengte te breed": ("580100", "onleesbaar"),
        "sleutels niet in volgorde": ("a202000100", "onleesbaar"),
        "dubbele sleutel": ("a201000100", "onleesbaar"),
        "sleutels van twee soorten": ("a201006161 00".replace(" ", ""), "onleesbaar"),
        "sleutel is een lijst": ("a18000", "onleesbaar"),
        "negatieve sleutel": ("a12000", "onleesbaar"),
        "onbepaalde lengte": ("9f01ff", "onleesbaar"),
        "onbepaalde bytes": ("5f4101ff", "onleesbaar"),
        "tag": ("c000", "onleesbaar"),
        "groot getal als tag": ("c249010000000000000000", "onleesbaar"),
        "drijvende komma": ("f93c00", "onleesbaar"),
        "undefined": ("f7", "onleesbaar"),
        "onbekende eenvoudige waarde": ("f8ff", "onleesbaar"),
        "geen utf-8": ("62c328", "onleesbaar"),
        "belooft te veel bytes": ("5bffffffffffffffff", "onleesbaar"),
        "belooft te veel waarden": ("9bffffffffffffffff", "onleesbaar"),
        "te diep": ("81" * 17 + "00", "te_groot"),
        "te veel": ("9a00030d41" + "80" * 200_001, "te_groot"),
    }
    uit = [{"naam": naam, "hex": _kort(hex_), "code": code} for naam, (hex_, code) in slecht.items()]
    return {"goed": [{"waarde": repr(w), "hex": dump(w).hex()} for w in goed], "slecht": uit}


def _kort(hex_: str) -> Any:
    """Long repetitions are written as [prefix, byte, how many]."""
    return hex_ if len(hex_) < 1000 else [hex_[:10], hex_[10:12], (len(hex_) - 10) // 2]


def records() -> dict[str, Any]:
    """Signed records with what goes into them."""
    begin = statements.RegionBegin(REGIO, b"", publiek_van(TEKEN["regio"]), KEM, TIJD)
    ouders = (b"\x01" * 32, b"\x02" * 32)
    stukken = {
        "region-begin": begin,
        "device-cert": statements.DeviceCert(
            REGIO, A, PERSOON, "secretaris", publiek_van(TEKEN["a"]), KEM, TIJD, TIJD + 1, ouders
        ),
        "revocation": statements.Revocation(REGIO, A, TIJD, "gestolen", {STREAM: (7, b"\x33" * 32)}, ouders),
        "server-cert": statements.ServerCert(REGIO, "5a" * 16, publiek_van(TEKEN["server"]), TIJD, TIJD + 1, ouders),
    }
    uit = {}
    for naam, stuk in stukken.items():
        wire = statements.sign_statement(stuk, TEKEN["regio"])
        uit[naam] = {"velden": _json(asdict(stuk)), "wire": wire.hex(), "id": statements.read_statement(wire).id.hex()}
    confirm = snapshot.SnapshotConfirm(STREAM, b"\x44" * 32, b"\x55" * 32, B, TIJD)
    wire = snapshot.sign_snapshot_confirm(confirm, TEKEN["b"])
    uit["snapshot-confirm"] = {"wire": wire.hex(), "id": snapshot.read_snapshot_confirm(wire).id.hex()}
    assert START.stuk is not None
    uit["epoch-start"] = {"wire": START.stuk.wire.hex(), "id": START.id.hex(), "commit": START.commit.hex()}
    return {"sleutels": {naam: sleutel.hex() for naam, sleutel in SLEUTELS.items()}, "records": uit}


def grant() -> dict[str, Any]:
    """A wrapped key; wrapping is random, so it is made once and kept."""
    info = epochs.grant_info(REGIO, STREAM, START.id, A)
    pad = HIER / "grant.json"
    plain = epochs.stream_key_bytes(STREAMKEY)
    ct = json.loads(pad.read_text())["kem_ct"] if pad.exists() else envelope.wrap(KEM, info, plain).hex()
    stuk = epochs.Grant(STREAM, START.id, A, bytes.fromhex(ct), B, TIJD)
    return {
        "kem_prive": KEM_PRIVE.hex(),
        "kem_publiek": KEM.hex(),
        "info": info.hex(),
        "plain": plain.hex(),
        "kem_ct": ct,
        "wire": epochs.sign_grant(stuk, TEKEN["b"]).hex(),
    }


def _json(obj: Any) -> Any:
    if isinstance(obj, bytes):
        return obj.hex()
    if isinstance(obj, dict):
        return {sleutel: _json(waarde) for sleutel, waarde in obj.items()}
    if isinstance(obj, list | tuple):
        return [_json(deel) for deel in obj]
    return obj


def delta() -> dict[str, Any]:
    """Bodies and what they are sealed to."""
    uit = []
    for naam, body in BODIES.items():
        ruw = encode_body(body, A)
        extra: dict[str, Any] = {}
        if naam == "momentopname":
            extra = {"soort": SNAPSHOT, "nr": 2, "vorige": b"\x66" * 32, "dekt": {A: (1, b"\x66" * 32)}}
        wire = verzegel(ruw, **extra)
        sealed = read_sealed(wire)
        uit.append(
            {
                "naam": naam,
                "inhoud": _json(asdict(body)),
                "body": ruw.hex(),
                "frame": envelope.pack(ruw).hex(),
                "header": sealed.kop.hex(),
                "wire": wire.hex(),
                "hash": sealed.hash.hex(),
            }
        )
    grenzen = [0, 1, 255, 256, 257, 1000, 4096, 4097, 65_535, 65_537, 1_000_001, 16_777_216]
    return {
        "epoch_key": EPOCH_KEY.hex(),
        "zout": ZOUT.hex(),
        "teken": SLEUTELS["a"].hex(),
        "publiek": publiek_van(TEKEN["a"]).hex(),
        "emmers": [[lengte, bucket(lengte)] for lengte in grenzen],
        "deltas": uit,
    }


def _met_frame(frame: bytes, **anders: Any) -> bytes:
    """Seal a frame that `pack` would never make."""
    header = Header(**({"stream": STREAM, "epoch": START.id, "toestel": A, "nr": 1, "vorige": EERSTE} | anders),
                    zout=ZOUT, tijd=TIJD, omvang=len(frame))  # fmt: skip
    return _met_kop(header_bytes(header), frame)


def _met_kop(kop: bytes, frame: bytes, doel: str = "delta") -> bytes:
    info = b"zvh1|delta|" + hashlib.sha256(kop).digest()
    sleutel = HKDF(algorithm=SHA256(), length=32, salt=ZOUT, info=info).derive(EPOCH_KEY)
    ct = AESGCM(sleutel).encrypt(bytes(12), frame, kop)
    return sealed_bytes(kop, ct, sign(TEKEN["a"], doel, kop + hashlib.sha256(ct).digest()))


def _frame(wijze: int, inhoud: bytes, lengte: int, opvulling: bytes = b"\0") -> bytes:
    ruw = bytes([wijze]) + len(inhoud).to_bytes(4, "big") + lengte.to_bytes(4, "big") + inhoud
    return ruw + opvulling * (bucket(len(ruw)) - len(ruw))


def _flip(wire: bytes, deel: int, plek: int) -> bytes:
    delen = cbor2.loads(wire)
    stuk = bytearray(delen[deel])
    stuk[plek] ^= 1
    delen[deel] = bytes(stuk)
    return dump(delen)


def _zonder_omvang(ruw: bytes) -> bytes:
    pers = zstandard.ZstdCompressor(write_content_size=False)
    return pers.compress(ruw)


def vijandig() -> dict[str, Any]:
    """Sealed things that must be refused, by whoever holds the key of the epoch."""
    goed = verzegel(encode_body(BODIES["klein"], A))
    delen = cbor2.loads(goed)
    kop = cbor2.loads(delen[0])
    bom = zstandard.ZstdCompressor(level=19).compress(bytes(40 * 1024 * 1024))
    klein = encode_body(BODIES["klein"], A)
    gepakt = zstandard.ZstdCompressor().compress(klein)
    body = cbor2.loads(klein)
    dubbel_kop = b"\xab" + delen[0][1:] if delen[0][0] != 0xAB else b"\xac" + delen[0][1:]
    gevallen: dict[str, tuple[bytes, str]] = {
        "bit om in de header": (_flip(goed, 0, -1), "onleesbaar"),
        "bit om in het zout": (_met_ander_zout(delen), "handtekening"),
        "bit om in de inhoud": (_flip(goed, 1, 0), "handtekening"),
        "bit om in de tag": (_flip(goed, 1, -1), "handtekening"),
        "bit om in de handtekening": (_flip(goed, 2, 0), "handtekening"),
        "handtekening van een ander": (verzegel(klein, teken=TEKEN["b"]), "handtekening"),
        "handtekening voor een ander doel": (_met_kop(delen[0], envelope.pack(klein), "sessie"), "handtekening"),
        "onder een andere sleutel": (verzegel(klein, epoch_key=SLEUTELS["b"]), "handtekening"),
        "van een andere stream": (verzegel(klein, stream="00" * 16, epoch_key=SLEUTELS["server"]), "handtekening"),
        "afgekapt": (goed[:-1], "onleesbaar"),
        "bytes erachter": (goed + b"\0", "onleesbaar"),
        "vier delen": (dump([*delen, b""]), "te_groot"),
        "header niet canoniek": (dump([dubbel_kop, delen[1], delen[2]]), "onleesbaar"),
        "veld te veel in de header": (_met_kop(dump(kop | {13: 0}), envelope.pack(klein)), "onleesbaar"),
        "veld te weinig in de header": (
            _met_kop(dump({k: v for k, v in kop.items() if k != 7}), envelope.pack(klein)),
            "onleesbaar",
        ),
        "nieuwere versie": (_met_kop(dump(kop | {1: 2, 13: 0}), envelope.pack(klein)), "versie_nieuwer"),
        "nr 2 zonder vorige": (_met_kop(dump(kop | {6: 2}), envelope.pack(klein)), "onleesbaar"),
        "dekt op een delta": (_met_kop(dump(kop | {12: {}}), envelope.pack(klein)), "onleesbaar"),
        "omvang klopt niet": (_met_kop(dump(kop | {11: 512}), envelope.pack(klein)), "onleesbaar"),
        "omvang is geen emmer": (_met_frame(_frame(1, gepakt, len(klein))[:-1]), "onleesbaar"),
        "opvulling is niet nul": (_met_frame(_frame(1, gepakt, len(klein), b"\1")), "onleesbaar"),
        "nieuwere wijze van pakken": (_met_frame(_frame(3, gepakt, len(klein))), "versie_nieuwer"),
        "zstd noemt een andere lengte": (_met_frame(_frame(1, gepakt, len(klein) + 1)), "bom"),
        "zstd noemt geen lengte": (_met_frame(_frame(1, _zonder_omvang(klein), len(klein))), "bom"),
        "bom": (_met_frame(_frame(1, bom, 40 * 1024 * 1024)), "bom"),
        "bom die liegt": (_met_frame(_frame(1, bom, 1000)), "bom"),
        "zstd is kapot": (_met_frame(_frame(1, gepakt[:-3], len(klein))), "onleesbaar"),
        "geen zstd": (_met_frame(_frame(1, b"geen zstd", 100)), "onleesbaar"),
        "body is geen cbor": (verzegel(b"\xff" * 40), "onleesbaar"),
        "body mist een deel": (verzegel(dump({k: v for k, v in body.items() if k != "x"})), "onleesbaar"),
        "wijziging van een act die er niet is": (_met_w(body, {"i": b"\1\1"}), "onleesbaar"),
        "meer waarden dan wijzigingen": (_met_w(body, {"v": "1\x1e2\x1e3"}), "onleesbaar"),
        "kolom met een breedte te veel": (_met_w(body, {"i": b"\0\0"}), "onleesbaar"),
        "vervangt telt niet op": (_met_w(body, {"q": b"\2\1"}), "onleesbaar"),
        "tijd heeft een andere vorm": (
            verzegel(dump(body | {"t": body["t"] | {"t": "2026-11-22 04:00:00.000000Z"}})),
            "onleesbaar",
        ),
    }
    return {
        "epoch_key": EPOCH_KEY.hex(),
        "publiek": publiek_van(TEKEN["a"]).hex(),
        "gevallen": [{"naam": naam, "wire": wire.hex(), "code": code} for naam, (wire, code) in gevallen.items()],
    }


def _met_ander_zout(delen: list[bytes]) -> bytes:
    kop = cbor2.loads(delen[0])
    return dump([dump(kop | {9: bytes(32)}), delen[1], delen[2]])


def _met_w(body: dict[str, Any], anders: dict[str, Any]) -> bytes:
    return verzegel(dump(body | {"w": body["w"] | anders}))


def enrolment() -> dict[str, Any]:
    """An invitation, four messages, six words."""
    begin = statements.RegionBegin(REGIO, b"", publiek_van(TEKEN["regio"]), KEM, TIJD)
    cert = statements.ServerCert(REGIO, "5a" * 16, publiek_van(TEKEN["server"]), TIJD, TIJD + 1)
    uitnodiging = enrol.Invitation(
        statements.sign_statement(begin, TEKEN["regio"]),
        "https://sync.example",
        statements.sign_statement(cert, TEKEN["regio"]),
        b"\x77" * 16,
        b"\x88" * 16,
        "veldwerker",
        PERSOON,
        TIJD + 1,
    )
    keys = enrol.DeviceKeys(A, publiek_van(TEKEN["a"]), KEM)
    toestel, b1 = enrol.DeviceSide.begin(uitnodiging, keys, nonce=b"\x99" * 32, nu_ms=TIJD)
    beheer, b2 = enrol.AdminSide.begin(uitnodiging, nonce=b"\xaa" * 32, nu_ms=TIJD).take_commit(b1)
    toestel, b3 = toestel.take_commit(b2, TEKEN["a"])
    beheer, b4 = beheer.take_reveal(b3)
    return {
        "uitnodiging": enrol.invitation_text(uitnodiging),
        "postbus": uitnodiging.mailbox,
        "nonces": ["99" * 32, "aa" * 32],
        "berichten": [bericht.hex() for bericht in (b1, b2, b3, b4)],
        "transcript": toestel.take_reveal(b4).transcript.hex(),
        "woorden": list(beheer.words(enrol_words())),
    }


def merge() -> dict[str, Any]:
    """Heads and what is shown for them."""
    gevallen: list[tuple[str, bool, list[str]]] = [
        ("status", False, ['"open"']),
        ("status", False, ['"open"', '"open"']),
        ("status", False, ['"open"', '"klaar"']),
        ("verwijderd", False, ["true", "false"]),
        ("verwijderd", False, ["false", "true", "true"]),
        ("tekst", True, ['"Een. Twee."', '"Een. Twee. Drie."']),
        ("tekst", True, ['"Een. Twee."', '"Nul. Een. Twee. Drie."', '"Een. Anderhalf! Twee."']),
        ("tekst", True, ['"Een. Twee."', '"Een. Drie."']),
        ("tekst", True, ['"Een.\\nTwee."', '"Een.\\nTwee.\\n\\nDrie."']),
        ("tekst", True, ['""', '"Een."']),
        ("tekst", True, ["null", '"Een."']),
        ("tekst", False, ['"Een. Twee."', '"Een. Twee. Drie."']),
    ]
    uit = []
    for veld, lang, waarden in gevallen:
        koppen = [Head(stempel(TIJD + nr, 0, (A, B)[nr % 2]), waarde) for nr, waarde in enumerate(waarden)]
        toon = shown(koppen, veld=veld, lange_tekst=lang)
        uit.append({"veld": veld, "lang": lang, "koppen": koppen, "toont": toon.waarde, "botst": toon.clash})
    digest = snapshot.state_digest([("c1" * 16, "tekst", stempel(TIJD), '"x"'), ("c0" * 16, "tekst", stempel(1), "1")])
    return {"gevallen": uit, "digest": digest.hex()}


def sticks() -> dict[str, Any]:
    """Records of a stick, and a kind that is not known."""
    return {
        "onbekende soort": sign_record(TEKEN["a"], "later-bedacht", {"x": 1}).hex(),
        "nieuwere versie": dump([2, "epoch-start", b"\xa0", bytes(64), bytes(8)]).hex(),
    }


def vernietiging() -> dict[str, Any]:
    """The proposal of one person, the order of another, a report; and orders that do not hold, each with its code."""
    # The third is another device of the second person.
    c, zonder, andere = "c3" * 8, "d4" * 8, "0b" * 16
    begin = statements.RegionBegin(REGIO, b"", publiek_van(TEKEN["regio"]), KEM, TIJD)
    wie = {
        A: ("a", PERSOON, "beheerder"),
        B: ("b", andere, "procesregisseur"),
        c: ("server", andere, "procesregisseur"),
        zonder: ("regio", "0d" * 16, "secretaris"),
    }
    uitspraken = [statements.sign_statement(begin, TEKEN["regio"])] + [
        statements.sign_statement(
            statements.DeviceCert(
                REGIO, toestel, persoon, rol, publiek_van(TEKEN[sleutel]), KEM, TIJD, TIJD + 9000, (begin_id(begin),)
            ),
            TEKEN["regio"],
        )
        for toestel, (sleutel, persoon, rol) in wie.items()
    ]

    def voorstel(toestel: str, *, stream: str = STREAM, tijd: int = TIJD + 10) -> bytes:
        return destruction.sign_proposal(destruction.Proposal(stream, toestel, tijd), TEKEN[wie[toestel][0]])

    def opdracht(toestel: str, eerste: bytes, *, tijd: int = TIJD + 20, teken: str = "") -> bytes:
        gedaan = destruction.Destroyed(STREAM, toestel, tijd, eerste)
        return destruction.sign_destroyed(gedaan, TEKEN[teken or wie[toestel][0]])

    goed = {
        "destroy-proposal": voorstel(A),
        "order": opdracht(B, voorstel(A)),
        "report": opdracht(B, b"", tijd=TIJD + 30),
    }
    slecht = {
        "one person, two devices": (opdracht(c, voorstel(B)), "rol"),
        "one device twice": (opdracht(A, voorstel(A)), "rol"),
        "a role without destroy proposes": (opdracht(B, voorstel(zonder)), "rol"),
        "a role without destroy orders": (opdracht(zonder, voorstel(A)), "rol"),
        "proposal of another stream": (opdracht(B, voorstel(A, stream="5f" * 16)), "onleesbaar"),
        "proposal later than the order": (opdracht(B, voorstel(A, tijd=TIJD + 21)), "onleesbaar"),
        "no proposal but bytes": (opdracht(B, b"\x00"), "onleesbaar"),
        "order signed by another key": (opdracht(B, voorstel(A), teken="a"), "handtekening"),
        "proposal signed by another key": (
            opdracht(B, destruction.sign_proposal(destruction.Proposal(STREAM, A, TIJD + 10), TEKEN["b"])),
            "handtekening",
        ),
        "after the term of the certificate": (opdracht(B, voorstel(A), tijd=TIJD + 9000), "toestel_verlopen"),
    }
    return {
        "region": [wire.hex() for wire in uitspraken],
        "goed": {
            naam: {"wire": wire.hex(), "id": read_signed(wire).id.hex(), "velden": _json(read_signed(wire).velden)}
            for naam, wire in goed.items()
        },
        "slecht": {naam: {"wire": wire.hex(), "code": code} for naam, (wire, code) in slecht.items()},
    }


def begin_id(begin: statements.RegionBegin) -> bytes:
    """Return the id that pins the region."""
    return statements.read_statement(statements.sign_statement(begin, TEKEN["regio"])).id


ALLES = {
    "codec": codec,
    "records": records,
    "grant": grant,
    "delta": delta,
    "vijandig": vijandig,
    "enrol": enrolment,
    "merge": merge,
    "onbekend": sticks,
    "vernietiging": vernietiging,
}


def tekst(naam: str) -> str:
    """Return the content of one file."""
    return json.dumps(ALLES[naam](), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    for naam_ in ALLES:
        (HIER / f"{naam_}.json").write_text(tekst(naam_), encoding="utf-8")
