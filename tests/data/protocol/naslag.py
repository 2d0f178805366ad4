"""A second reader of the vectors, written from PROTOCOL.md alone: nothing of the program is used.

    python tests/data/protocol/naslag.py

Needs the standard library, `cryptography` and `zstandard`. It stands here to show that the description suffices; it is
short rather than fast, and reads only.
"""

import base64
import hashlib
import hmac
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import zstandard
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAP = Path(__file__).resolve().parent
BRON = MAP.parents[2] / "resources" / "protocol"


class Weigering(Exception):
    """Something does not have the one form; says the code of 8.4."""


def eis(goed: object, code: str = "onleesbaar") -> None:
    """Refuse what is not so."""
    if not goed:
        raise Weigering(code)


def sha(*delen: bytes) -> bytes:
    """SHA-256 of parts in a row."""
    return hashlib.sha256(b"".join(delen)).digest()


# -- 2.1 CBOR


def _kop(soort: int, getal: int) -> bytes:
    for breed, klein in ((0, 24), (1, 1 << 8), (2, 1 << 16), (4, 1 << 32), (8, 1 << 64)):
        if getal < klein:
            return bytes([soort << 5 | (getal if not breed else {1: 24, 2: 25, 4: 26, 8: 27}[breed])]) + (
                getal.to_bytes(breed, "big") if breed else b""
            )
    raise Weigering("onleesbaar")


def schrijf(waarde: Any) -> bytes:
    """The one form of a value."""
    if waarde is None or isinstance(waarde, bool):
        return {None: b"\xf6", True: b"\xf5", False: b"\xf4"}[waarde]
    if isinstance(waarde, int):
        return _kop(0, waarde) if waarde >= 0 else _kop(1, -1 - waarde)
    if isinstance(waarde, bytes):
        return _kop(2, len(waarde)) + waarde
    if isinstance(waarde, str):
        return _kop(3, len(waarde.encode())) + waarde.encode()
    if isinstance(waarde, list):
        return _kop(4, len(waarde)) + b"".join(map(schrijf, waarde))
    paren = sorted((schrijf(naam), schrijf(deel)) for naam, deel in waarde.items())
    return _kop(5, len(paren)) + b"".join(a + b for a, b in paren)


def lees(data: bytes, grens: int = 1 << 26, dingen: int = 200_000) -> Any:
    """Read one message: the narrow form, within limits, nothing behind it."""
    eis(len(data) <= grens, "te_groot")
    geteld = 0

    def een(plek: int, diep: int) -> tuple[Any, int]:
        nonlocal geteld
        geteld += 1
        eis(plek < len(data))
        eis(geteld <= dingen and diep <= 16, "te_groot")
        soort, laag = data[plek] >> 5, data[plek] & 31
        plek += 1
        if soort == 7:
            eis(laag in (20, 21, 22))
            return (False, True, None)[laag - 20], plek
        eis(soort != 6 and laag < 28)
        breed = 0 if laag < 24 else 1 << (laag - 24)
        eis(plek + breed <= len(data))
        getal = int.from_bytes(data[plek : plek + breed], "big") if breed else laag
        plek += breed
        eis(_kop(soort, getal) == data[plek - breed - 1 : plek])
        if soort < 2:
            return (getal if soort == 0 else -1 - getal), plek
        if soort < 4:
            eis(plek + getal <= len(data))
            ruw = data[plek : plek + getal]
            try:
                return (ruw if soort == 2 else ruw.decode("utf-8")), plek + getal
            except UnicodeDecodeError:
                raise Weigering("onleesbaar") from None
        if soort == 4:
            rij: list[Any] = []
            for _ in range(getal):
                deel, plek = een(plek, diep + 1)
                rij.append(deel)
            return rij, plek
        uit: dict[Any, Any] = {}
        vorige = b""
        for _ in range(getal):
            begin = plek
            naam, plek = een(plek, diep + 1)
            eis(isinstance(naam, int | str | bytes) and not isinstance(naam, bool) and data[begin:plek] > vorige)
            eis(not isinstance(naam, int) or naam >= 0)
            eis(not uit or type(naam) is type(next(iter(uit))))
            vorige = data[begin:plek]
            uit[naam], plek = een(plek, diep + 1)
        return uit, plek

    waarde, eind = een(0, 1)
    eis(eind == len(data))
    return waarde


# -- 2.3, 2.4 Signatures and signed records


def klopt(publiek: bytes, doel: str, inhoud: bytes, handtekening: bytes) -> None:
    """Check a signature for one purpose."""
    try:
        Ed25519PublicKey.from_public_bytes(publiek).verify(handtekening, b"zvh1|" + doel.encode() + b"|" + sha(inhoud))
    except (InvalidSignature, ValueError):
        raise Weigering("handtekening") from None


SOORTEN = {
    "region-begin", "device-cert", "revocation", "server-cert", "epoch-start", "grant", "snapshot-confirm",
    "destroy-proposal", "stream-destroyed", "receipt", "server-request", "stick", "stick-receipt",
}  # fmt: skip


def record(wire: bytes, publiek: bytes | None = None) -> tuple[str, dict[str, Any], bytes]:
    """Return kind, fields and id of a signed record; with a key its signature is checked."""
    rij = lees(wire, 1 << 20)
    eis(isinstance(rij, list) and rij and isinstance(rij[0], int))
    eis(rij[0] <= 1 and rij[0] == 1 and rij[1] in SOORTEN, "versie_nieuwer")
    eis(len(rij) == 5)
    _, soort, body, handtekening, wenk = rij
    velden = lees(body, 1 << 20)
    if publiek is not None:
        eis(wenk == sha(publiek)[:8], "handtekening")
        klopt(publiek, soort, body, handtekening)
    return soort, velden, sha(b"zvh1|", soort.encode(), b"|", body)


# -- 4.1 Grants


def open_hpke(prive: bytes, info: bytes, ct: bytes) -> bytes:
    """RFC 9180, base mode, with X-Wing (0x647a), HKDF-SHA256 and AES-256-GCM."""
    ml, x = MLKEM768PrivateKey.from_seed_bytes(prive[:64]), X25519PrivateKey.from_private_bytes(prive[64:])
    ct_x, eigen = ct[1088:1120], x.public_key().public_bytes_raw()
    gedeeld = x.exchange(X25519PublicKey.from_public_bytes(ct_x))
    # The label of X-Wing, draft-connolly-cfrg-xwing-kem.
    geheim = hashlib.sha3_256(ml.decapsulate(ct[:1088]) + gedeeld + ct_x + eigen + b"\\.//^\\").digest()
    suite = b"HPKE" + bytes.fromhex("647a00010002")

    def extract(zout: bytes, label: bytes, ikm: bytes) -> bytes:
        return hmac.digest(zout or bytes(32), b"HPKE-v1" + suite + label + ikm, "sha256")

    def expand(prk: bytes, label: bytes, rest: bytes, lengte: int) -> bytes:
        vraag = lengte.to_bytes(2, "big") + b"HPKE-v1" + suite + label + rest + b"\x01"
        return hmac.digest(prk, vraag, "sha256")[:lengte]

    context = b"\x00" + extract(b"", b"psk_id_hash", b"") + extract(b"", b"info_hash", info)
    prk = extract(geheim, b"secret", b"")
    return AESGCM(expand(prk, b"key", context, 32)).decrypt(expand(prk, b"base_nonce", context, 12), ct[1120:], b"")


# -- 4.2, 4.3 Sealed things

_KOP: dict[int, Callable[[Any], bool]] = {
    1: lambda w: w == 1,
    2: lambda w: w in (0, 1, 2),
    3: lambda w: len(w) == 16,
    4: lambda w: len(w) == 32,
    5: lambda w: len(w) == 8,
    6: lambda w: w >= 0,
    7: lambda w: 0 <= w <= 65535,
    8: lambda w: len(w) == 32,
    9: lambda w: len(w) == 32,
    10: lambda w: w >= 0,
    11: lambda w: w == emmer(w - 9),
    12: lambda w: isinstance(w, dict),
}
_BYTES = (3, 4, 5, 8, 9)


def emmer(n: int) -> int:
    """The padded length of a frame that holds n packed bytes."""
    lengte = 9 + n
    if lengte <= 256:
        return 256
    e = lengte.bit_length() - 1
    stap = 1 << (e - (e.bit_length()))
    return -(-lengte // stap) * stap


def kop_van(ruw: bytes) -> dict[int, Any]:
    """Read a header."""
    kop: dict[int, Any] = lees(ruw, 1 << 20)
    eis(isinstance(kop, dict) and all(isinstance(k, int) for k in kop))
    eis(isinstance(kop.get(1), int) and kop[1] >= 1)
    eis(kop[1] == 1, "versie_nieuwer")
    eis(kop.get(2) in (0, 1, 2))
    eis(set(kop) == set(range(1, 13 if kop[2] == 1 else 12)))
    for naam, past in _KOP.items():
        if naam in kop:
            eis(isinstance(kop[naam], bytes if naam in _BYTES else dict if naam == 12 else int))
            eis(naam != 11 or kop[11] <= (16 << 20) + 65536, "te_groot")
            eis(past(kop[naam]))
    eis(kop[6] >= 1 if kop[2] != 2 else (kop[6] == 0 and kop[8] == bytes(32)))
    eis((kop[8] == bytes(32)) == (kop[6] <= 1))
    return kop


def open_verzegeld(wire: bytes, epoch_key: bytes, publiek: bytes) -> tuple[dict[int, Any], bytes]:
    """Return header and body of something sealed, with everything checked that 4.2 and 4.3 ask."""
    rij = lees(wire, dingen=4)
    eis(isinstance(rij, list) and len(rij) == 3 and all(isinstance(deel, bytes) for deel in rij))
    ruw, ct, handtekening = rij
    kop = kop_van(ruw)
    eis(len(handtekening) == 64 and len(ct) == kop[11] + 16)
    klopt(publiek, "delta", ruw + sha(ct), handtekening)
    sleutel = HKDF(SHA256(), 32, kop[9], b"zvh1|delta|" + sha(ruw)).derive(epoch_key)
    try:
        frame = AESGCM(sleutel).decrypt(bytes(12), ct, ruw)
    except InvalidTag:
        raise Weigering("handtekening") from None
    return kop, uitpakken(frame)


def uitpakken(frame: bytes) -> bytes:
    """Return the body of a frame."""
    hoe, n, lengte = frame[0], int.from_bytes(frame[1:5], "big"), int.from_bytes(frame[5:9], "big")
    eis(hoe <= 2, "versie_nieuwer")
    eis(9 + n <= len(frame) and emmer(n) == len(frame) and not any(frame[9 + n :]))
    eis(lengte <= 16 << 20, "bom")
    pak = frame[9 : 9 + n]
    if hoe == 0:
        eis(n == lengte)
        return pak
    try:
        info = zstandard.get_frame_parameters(pak)
        eis(info.content_size == lengte and info.window_size <= max(2 << 20, 2 * lengte), "bom")
        woordenboek = zstandard.ZstdCompressionDict((BRON / "zstd-1.dict").read_bytes()) if hoe == 2 else None
        los = zstandard.ZstdDecompressor(dict_data=woordenboek).decompressobj()
        body = los.decompress(pak)
    except zstandard.ZstdError:
        raise Weigering("onleesbaar") from None
    eis(los.eof and not los.unused_data)
    eis(len(body) == lengte, "bom")
    return body


# -- 4.4 Body


def _getallen(ruw: bytes, n: int) -> list[int]:
    """A column of n small numbers."""
    if not ruw:
        return [0] * n
    eis(n and len(ruw) % n == 0 and len(ruw) // n <= 4)
    getallen = [int.from_bytes(ruw[plek::n], "big") for plek in range(n)]
    eis(max(getallen) >= 1 << (8 * (len(ruw) // n - 1)) if len(ruw) > n else any(getallen))
    return getallen


def _gekeerd(ruw: bytes, n: int, breed: int) -> list[bytes]:
    """n values of so many bytes that were transposed."""
    eis(len(ruw) == n * breed)
    return [ruw[plek::n] for plek in range(n)]


def _uit(tabel: list[Any], kolom: bytes, n: int) -> list[Any]:
    try:
        return [tabel[nr] for nr in _getallen(kolom, n)]
    except IndexError:
        raise Weigering("onleesbaar") from None


def inhoud(body: bytes, toestel: bytes) -> dict[str, Any]:
    """Return what a body says, as the vectors write it."""
    b = lees(body, 16 << 20)
    eis(isinstance(b, dict) and set(b) == set("twkaxduz"))
    toestellen = [toestel.hex(), *(d.hex() for d in _gekeerd(b["d"], len(b["d"]) // 8, 8))]
    t, w = b["t"], b["w"]
    n_t = len(t["i"]) // 16
    tijden = [t["t"][27 * nr : 27 * nr + 27] for nr in range(n_t)]
    eis(len(t["t"]) == 27 * n_t and len(t["i"]) == 16 * n_t)
    eis(all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", tijd) for tijd in tijden))
    ids = [i.hex() for i in _gekeerd(t["i"], n_t, 16)]
    drie = [_uit(tabel, kolom, n_t) for tabel, kolom in (t[naam] for naam in "lpr")]
    daden = [
        [ids[nr], drie[0][nr], drie[1][nr], drie[2][nr], tijden[nr], _hex(t["h"].get(nr)), *t["d"].get(nr, [1, 1])]
        for nr in range(n_t)
    ]

    def stempels(ruw: bytes, kolom: bytes, n: int) -> list[str]:
        van = _uit(toestellen, kolom, n)
        return [f"{s[:6].hex()}-{s[6:].hex()}-{wie}" for s, wie in zip(_gekeerd(ruw, n, 8), van, strict=True)]

    n = len(w["h"][0]) // 8
    wie = stempels(w["h"][0], w["h"][1], n)
    r_ids, r_soort, soorten, r_plek = w["r"]
    m = len(r_ids) // 16
    records = [i.hex() for i in _gekeerd(r_ids, m, 16)]
    van_soort = _uit(soorten, r_soort, m)
    plekken = _getallen(r_plek, n)
    velden = _uit(w["f"][1], w["f"][0], n)
    waarden = w["v"].split("\x1e") if n else []
    vervangt_n = _getallen(w["q"], n)
    p_n, p_s, p_d = w["p"]
    vervangt = iter(stempels(p_s, p_d, p_n))
    eis(len(waarden) == n and sum(vervangt_n) == p_n and all(plek < m for plek in plekken))
    daad = _getallen(w["i"], n)
    eis(all(nr < n_t for nr in daad))
    wijzigingen = [
        [wie[nr], van_soort[plekken[nr]], records[plekken[nr]], velden[nr], waarden[nr],
         [next(vervangt) for _ in range(vervangt_n[nr])], daad[nr]]
        for nr in range(n)
    ]  # fmt: skip
    u_n, u_s, u_d = b["u"]
    return {
        "txns": daden,
        "changes": wijzigingen,
        "heads_seen": {d.hex(): [nr, hash_.hex()] for d, (nr, hash_) in b["k"].items()},
        "audit_head": None if b["a"] is None else [b["a"][0], b["a"][1].hex()],
        "versions": b["x"],
        "tot": {d.hex(): f"{s[:6].hex()}-{s[6:].hex()}-{d.hex()}" for d, s in b["z"].items()},
        "vooruit": stempels(u_s, u_d, u_n),
    }


def _hex(waarde: bytes | None) -> str | None:
    return None if waarde is None else waarde.hex()


# -- 5 Merge


def toon(koppen: Sequence[Sequence[str]], veld: str, *, lang: bool) -> tuple[str, bool]:
    """Return what is shown for heads (id, JSON text), and whether they clash."""
    rij = sorted({(id_, waarde) for id_, waarde in koppen})
    if len({waarde for _, waarde in rij}) == 1:
        return rij[0][1], False
    if veld == "verwijderd" and any(waarde == "false" for _, waarde in rij):
        return "false", True
    teksten = [json.loads(waarde) for _, waarde in rij]
    if lang and all(isinstance(tekst, str) for tekst in teksten):
        samen = _samen(teksten)
        if samen is not None:
            gelijk = next((waarde for (_, waarde), tekst in zip(rij, teksten, strict=True) if tekst == samen), None)
            return gelijk or json.dumps(samen, ensure_ascii=False), False
    return rij[-1][1], True


def _zinnen(tekst: str) -> list[tuple[str, str]]:
    patroon = r"(.+?(?:[.!?…]+[)\"'’”»]*(?=\s|\Z)|(?=\n)|\Z))(\s*)"
    return [(m[1].strip(), m[2]) for m in re.finditer(patroon, tekst.strip(), re.DOTALL) if m[1].strip()]


def _langste(een: list[str], ander: list[str]) -> list[str]:
    begin = 0
    while begin < min(len(een), len(ander)) and een[begin] == ander[begin]:
        begin += 1
    eind = 0
    while eind < min(len(een), len(ander)) - begin and een[-1 - eind] == ander[-1 - eind]:
        eind += 1
    a, b = een[begin : len(een) - eind], ander[begin : len(ander) - eind]
    eis(len(a) * len(b) <= 250_000, "geen samen")
    maat = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            maat[i][j] = maat[i + 1][j + 1] + 1 if a[i] == b[j] else max(maat[i + 1][j], maat[i][j + 1])
    i = j = 0
    midden = []
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            midden.append(a[i])
            i, j = i + 1, j + 1
        elif maat[i + 1][j] == maat[i][j]:
            i += 1
        else:
            j += 1
    return [*een[:begin], *midden, *(een[len(een) - eind :] if eind else [])]


def _samen(teksten: list[str]) -> str | None:
    delen = [_zinnen(tekst) for tekst in dict.fromkeys(teksten)]
    ankers = [zin for zin, _ in delen[0]]
    try:
        for deel in delen[1:]:
            ankers = _langste(ankers, [zin for zin, _ in deel])
    except Weigering:
        return None
    gaten: list[list[str]] = [[] for _ in range(len(ankers) + 1)]
    wit: dict[tuple[str, str], str] = {}
    for deel in delen:
        plek = 0
        stuk: list[str] = []
        alle: list[list[str]] = []
        for zin, _ in deel:
            if plek < len(ankers) and zin == ankers[plek]:
                alle.append(stuk)
                stuk, plek = [], plek + 1
            else:
                stuk.append(zin)
        alle.append(stuk)
        for nr, gat in enumerate(alle):
            if gat and gaten[nr] and gat != gaten[nr]:
                return None
            gaten[nr] = gaten[nr] or gat
        for (zin, ruimte), (volgende, _) in pairwise(deel):
            oud = wit.get((zin, volgende), "")
            wit[zin, volgende] = max(oud, ruimte, key=lambda w: (len(w), w))
    rij = [zin for nr, gat in enumerate(gaten) for zin in (*gat, *ankers[nr : nr + 1])]
    uit = rij[:1]
    for zin, volgende in pairwise(rij):
        uit += [wit.get((zin, volgende)) or " ", volgende]
    return "".join(uit)


# -- 7 Enrolment


def uitnodiging(tekst: str) -> dict[str, Any]:
    """Read the text of an invitation."""
    begin, _, rest = "".join(tekst.split()).partition(":")
    eis(begin == "zvh-uitnodiging-1")
    ruw = base64.urlsafe_b64decode(rest + "=" * (-len(rest) % 4))
    eis(sha(ruw[:-4])[:4] == ruw[-4:])
    velden: dict[str, Any] = lees(ruw[:-4])
    return velden


def gesprek(nodig: dict[str, Any], berichten: list[bytes]) -> tuple[bytes, list[str]]:
    """Follow the four messages of an enrolment; return transcript and words."""
    sleutel = hmac.digest(nodig["geheim"], b"zvh1|enrol|" + nodig["id"], "sha256")
    lijven = []
    for bericht, soort in zip(
        berichten, ("commit-toestel", "commit-beheer", "toon-toestel", "toon-beheer"), strict=True
    ):
        versie, genoemd, body, mac = lees(bericht, 8192)
        eis(versie == 1 and genoemd == soort)
        eis(mac == hmac.digest(sleutel, b"zvh1|" + soort.encode() + b"|" + body, "sha256"), "handtekening")
        lijven.append(lees(body))
    c1, c2, toon1, toon2 = lijven
    _, regio, pin = record(nodig["begin"])
    eigen = [toon1[naam] for naam in ("toestel", "teken", "kem")]
    eis(c1["commit"] == sha(schrijf(["zvh1|commit|toestel", nodig["id"], *eigen, toon1["nonce"]])), "handtekening")
    eis(c2["commit"] == sha(schrijf(["zvh1|commit|beheer", nodig["id"], pin, toon2["nonce"]])), "handtekening")
    eis(c2["op"] == c1["commit"], "handtekening")
    klopt(toon1["teken"], "enrol", c1["commit"] + c2["commit"], toon1["bewijs"])
    transcript = sha(
        schrijf(
            ["zvh1|words", pin, regio["publiek"], nodig["id"], sha(nodig["geheim"]), nodig["rol"], nodig["persoon"],
             *eigen, c1["commit"], c2["commit"], toon1["nonce"], toon2["nonce"]]
        )
    )  # fmt: skip
    bits = int.from_bytes(transcript, "big") >> (256 - 66)
    lijst = (BRON / "woorden-1.txt").read_text(encoding="utf-8").split()
    return transcript, [lijst[bits >> (55 - 11 * nr) & 2047] for nr in range(6)]


# -- the vectors


def _json(naam: str) -> Any:
    return json.loads((MAP / f"{naam}.json").read_text(encoding="utf-8"))


def _ruw(hex_: Any) -> bytes:
    if isinstance(hex_, list):
        begin, stuk, aantal = hex_
        return bytes.fromhex(begin) + bytes.fromhex(stuk) * aantal
    return bytes.fromhex(hex_)


def _als_json(waarde: Any) -> Any:
    if isinstance(waarde, bytes):
        return waarde.hex()
    if isinstance(waarde, list):
        return [_als_json(deel) for deel in waarde]
    if isinstance(waarde, dict):
        return {_als_json(naam): _als_json(deel) for naam, deel in waarde.items()}
    return waarde


def _code(doe: Callable[..., object], *argumenten: object) -> str:
    try:
        doe(*argumenten)
    except Weigering as fout:
        return str(fout)
    return "aangenomen"


def controleer() -> Iterator[tuple[str, object, object]]:
    """Yield (what, what the vector says, what was read) for every vector."""
    for geval in _json("codec")["goed"]:
        data = bytes.fromhex(geval["hex"])
        yield f"cbor {geval['waarde']}", (geval["waarde"], data), (repr(lees(data)), schrijf(lees(data)))
    for geval in _json("codec")["slecht"]:
        yield f"cbor {geval['naam']}", geval["code"], _code(lees, _ruw(geval["hex"]), 1 << 20)
    yield from _records()
    vectoren = _json("delta")
    sleutel, publiek = bytes.fromhex(vectoren["epoch_key"]), bytes.fromhex(vectoren["publiek"])
    for lengte, verwacht in vectoren["emmers"]:
        yield f"emmer {lengte}", verwacht, emmer(lengte - 9)
    for geval in vectoren["deltas"]:
        wire = bytes.fromhex(geval["wire"])
        kop, body = open_verzegeld(wire, sleutel, publiek)
        ruw, ct, _ = lees(wire)
        yield f"delta {geval['naam']}", (geval["hash"], geval["body"]), (sha(ruw, sha(ct)).hex(), body.hex())
        yield f"inhoud {geval['naam']}", geval["inhoud"], inhoud(body, kop[5])

    def vijand(wire: bytes) -> None:
        kop, body = open_verzegeld(wire, sleutel, publiek)
        inhoud(body, kop[5])

    for geval in _json("vijandig")["gevallen"]:
        yield f"vijandig {geval['naam']}", geval["code"], _code(vijand, bytes.fromhex(geval["wire"]))
    for naam, hex_ in _json("onbekend").items():
        yield f"onbekend {naam}", "versie_nieuwer", _code(record, bytes.fromhex(hex_))
    enrol = _json("enrol")
    nodig = uitnodiging(enrol["uitnodiging"])
    transcript, woorden = gesprek(nodig, [bytes.fromhex(bericht) for bericht in enrol["berichten"]])
    yield "woorden", (enrol["transcript"], enrol["woorden"]), (transcript.hex(), woorden)
    yield "postbus", enrol["postbus"], sha(b"zvh1|mailbox|", nodig["id"]).hex()
    for geval in _json("merge")["gevallen"]:
        naam = f"merge {[kop[1] for kop in geval['koppen']]}"
        yield naam, (geval["toont"], geval["botst"]), toon(geval["koppen"], geval["veld"], lang=geval["lang"])


def _records() -> Iterator[tuple[str, object, object]]:
    vectoren, toegang = _json("records"), _json("grant")
    publiek = {
        naam: Ed25519PrivateKey.from_private_bytes(bytes.fromhex(geheim)).public_key().public_bytes_raw()
        for naam, geheim in vectoren["sleutels"].items()
    }
    door = {"epoch-start": "a", "snapshot-confirm": "b"}
    for naam, vector in vectoren["records"].items():
        soort, velden, id_ = record(bytes.fromhex(vector["wire"]), publiek[door.get(naam, "regio")])
        yield f"record {naam}", (naam, vector["id"]), (soort, id_.hex())
        if "velden" in vector:
            yield f"velden {naam}", vector["velden"], _als_json(velden)
    _, grant, _ = record(bytes.fromhex(toegang["wire"]), publiek["b"])
    regio = bytes.fromhex(vectoren["records"]["region-begin"]["velden"]["region"])
    info = schrijf(["zvh1|grant", regio, grant["stream"], grant["epoch"], grant["voor"]])
    plain = open_hpke(bytes.fromhex(toegang["kem_prive"]), info, grant["kem_ct"])
    yield "grant", (toegang["info"], toegang["plain"]), (info.hex(), plain.hex())
    yield "commit", vectoren["records"]["epoch-start"]["commit"], sha(b"zvh1|epoch-commit|", plain).hex()
    weg = _json("vernietiging")
    certs = {c["toestel"]: c for w in weg["region"] for s, c, _ in [record(bytes.fromhex(w))] if s == "device-cert"}
    for naam, vector in weg["goed"].items():
        wire = bytes.fromhex(vector["wire"])
        maker = certs[record(wire)[1]["toestel"]]["teken"]
        _, velden, id_ = record(wire, maker)
        yield f"vernietiging {naam}", (vector["id"], vector["velden"]), (id_.hex(), _als_json(velden))
    for naam, vector in weg["slecht"].items():
        yield f"vernietiging {naam}", vector["code"], _code(_order, bytes.fromhex(vector["wire"]), certs)


def _order(wire: bytes, certs: dict[bytes, dict[str, Any]]) -> None:
    """Check an order to destroy (4.7); nothing in these vectors is revoked."""

    def gekeurd(stuk: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
        cert = certs[record(stuk)[1]["toestel"]]
        _, velden, _ = record(stuk, cert["teken"])
        eis(velden["tijd"] < cert["tot"], "toestel_verlopen")
        eis(cert["rol"] in ("beheerder", "procesregisseur"), "rol")
        return velden, cert

    _, los, _ = record(wire)
    soort, voorstel, _ = record(los["voorstel"])
    eis(soort == "destroy-proposal" and voorstel["stream"] == los["stream"] and voorstel["tijd"] <= los["tijd"])
    order, een = gekeurd(wire)
    _, ander = gekeurd(order["voorstel"])
    eis(een["persoon"] != ander["persoon"], "rol")


def main() -> int:
    """Check every vector; print what differs."""
    aantal, anders = 0, 0
    for wat, verwacht, gelezen in controleer():
        aantal += 1
        if verwacht != gelezen:
            anders += 1
            print(f"{wat}\n  vector: {verwacht!r}\n  gelezen: {gelezen!r}")
    print(f"{aantal} vectoren, {anders} anders gelezen")
    return 1 if anders else 0


if __name__ == "__main__":
    sys.exit(main())
