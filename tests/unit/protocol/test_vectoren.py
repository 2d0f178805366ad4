"""The vectors of PROTOCOL.md, both ways; and what is hostile is refused, each with its code."""

import hashlib
import hmac
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from zvh_desktop.crypto import envelope
from zvh_desktop.crypto.words import enrol_words
from zvh_desktop.protocol import destruction, enrol, epochs, snapshot, statements
from zvh_desktop.protocol.codec import dump, load
from zvh_desktop.protocol.delta import bucket, decode_body, read_sealed
from zvh_desktop.protocol.errors import ProtocolFout
from zvh_desktop.protocol.merge import Head, shown
from zvh_desktop.protocol.signing import load_signing_key, publiek_van, read_signed

MAP = Path(__file__).resolve().parents[2] / "data" / "protocol"


def lees(naam: str) -> Any:
    return json.loads((MAP / f"{naam}.json").read_text(encoding="utf-8"))


def maker(naam: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(naam, MAP / f"{naam}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def maak() -> ModuleType:
    return maker("maak_vectoren")


def weigert(code: str) -> "pytest.RaisesExc[ProtocolFout]":
    return pytest.raises(ProtocolFout, match=f"^{code}(:|$)")


def ontvouw(hex_: Any) -> bytes:
    if isinstance(hex_, list):
        begin, stuk, aantal = hex_
        return bytes.fromhex(begin) + bytes.fromhex(stuk) * aantal
    return bytes.fromhex(hex_)


@pytest.mark.parametrize(
    "naam", ["codec", "records", "grant", "delta", "vijandig", "enrol", "merge", "onbekend", "vernietiging"]
)
def test_dezelfde_sleutels_geven_dezelfde_bytes(maak: ModuleType, naam: str) -> None:
    assert maak.tekst(naam) == (MAP / f"{naam}.json").read_text(encoding="utf-8")


def test_wie_alleen_de_beschrijving_heeft_leest_elke_vector_zo() -> None:
    naslag = maker("naslag")
    assert "zvh_desktop" not in (MAP / "naslag.py").read_text(encoding="utf-8")
    uitkomst = list(naslag.controleer())
    assert len(uitkomst) > 130
    assert [(wat, gelezen) for wat, verwacht, gelezen in uitkomst if verwacht != gelezen] == []


def test_het_woordenboek_is_te_herhalen() -> None:
    woordenboek = maker("maak_woordenboek").maak()
    geleverd = MAP.parents[2] / "resources" / "protocol" / "zstd-1.dict"
    assert woordenboek == geleverd.read_bytes()
    assert len(woordenboek) <= 32 * 1024


@pytest.mark.parametrize("geval", lees("codec")["goed"], ids=lambda g: g["waarde"])
def test_een_goede_vorm_wordt_gelezen(geval: Any) -> None:
    data = bytes.fromhex(geval["hex"])
    waarde = load(data, max_bytes=1000)
    assert repr(waarde) == geval["waarde"]
    assert dump(waarde) == data


@pytest.mark.parametrize("geval", lees("codec")["slecht"], ids=lambda g: g["naam"])
def test_een_andere_vorm_wordt_geweigerd(geval: Any) -> None:
    with weigert(geval["code"]):
        load(ontvouw(geval["hex"]), max_bytes=1 << 20)


@pytest.mark.parametrize("naam", ["region-begin", "device-cert", "revocation", "server-cert"])
def test_een_uitspraak_van_de_regio_wordt_gelezen(naam: str, maak: ModuleType) -> None:
    vectoren = lees("records")
    record = vectoren["records"][naam]
    regio = publiek_van(load_signing_key(bytes.fromhex(vectoren["sleutels"]["regio"])))
    begin = statements.accept_statement(bytes.fromhex(vectoren["records"]["region-begin"]["wire"]), None).inhoud
    assert isinstance(begin, statements.RegionBegin) and begin.publiek == regio
    stuk = statements.accept_statement(bytes.fromhex(record["wire"]), begin)
    assert stuk.id.hex() == record["id"]
    for veld, waarde in record["velden"].items():
        gelezen = getattr(stuk.inhoud, veld)
        assert maak._json(gelezen) == waarde


def regio_van(vectoren: Any, nu_ms: int) -> tuple[statements.Regiostand, Any]:
    """Return the region of the vectors, and which certificate of a device held."""
    begin = statements.read_statement(bytes.fromhex(vectoren["region"][0])).inhoud
    assert isinstance(begin, statements.RegionBegin)
    stukken = [statements.accept_statement(bytes.fromhex(wire), begin) for wire in vectoren["region"]]
    stand = statements.Regiostand.van(stukken, nu_ms=nu_ms)

    def cert(toestel: str, _moment: int) -> statements.DeviceCert | None:
        gevonden = stand.toestel(toestel)
        return gevonden.cert if gevonden else None

    return stand, cert


def test_een_opdracht_tot_vernietigen_en_een_melding_gelden() -> None:
    vectoren = lees("vernietiging")
    goed = vectoren["goed"]
    order = destruction.read_destroyed(bytes.fromhex(goed["order"]["wire"]))
    melding = destruction.read_destroyed(bytes.fromhex(goed["report"]["wire"]))
    stand, cert = regio_van(vectoren, order.tijd)
    eerste, tweede = destruction.check_order(order, stand, cert)
    assert (eerste.toestel, tweede.toestel) == ("a1" * 8, "b2" * 8)
    assert order.voorstel.hex() == goed["destroy-proposal"]["wire"]
    assert destruction.check_report(melding, stand, cert).toestel == "b2" * 8
    assert melding.voorstel == b""
    for vector in goed.values():
        gelezen = read_signed(bytes.fromhex(vector["wire"]))
        assert gelezen.id.hex() == vector["id"]
        assert {n: w.hex() if isinstance(w, bytes) else w for n, w in gelezen.velden.items()} == vector["velden"]


@pytest.mark.parametrize("naam", list(lees("vernietiging")["slecht"]))
def test_een_opdracht_die_niet_geldt_wordt_geweigerd(naam: str) -> None:
    vectoren = lees("vernietiging")
    vector = vectoren["slecht"][naam]
    stand, cert = regio_van(vectoren, 1_800_000_000_020)
    with weigert(vector["code"]):
        destruction.check_order(destruction.read_destroyed(bytes.fromhex(vector["wire"])), stand, cert)


def test_epoch_toegang_en_bevestiging_worden_gelezen() -> None:
    vectoren, toegang = lees("records"), lees("grant")
    stukken = vectoren["records"]
    sleutels = {
        naam: publiek_van(load_signing_key(bytes.fromhex(geheim))) for naam, geheim in vectoren["sleutels"].items()
    }
    start = epochs.read_epoch_start(bytes.fromhex(stukken["epoch-start"]["wire"]))
    start.verify(sleutels["a"])
    grant = epochs.read_grant(bytes.fromhex(toegang["wire"]))
    grant.verify(sleutels["b"])
    assert (grant.epoch, grant.kem_ct.hex()) == (start.id, toegang["kem_ct"])
    info = epochs.grant_info("ab" * 16, grant.stream, grant.epoch, grant.voor)
    assert info.hex() == toegang["info"]
    plain = envelope.unwrap(bytes.fromhex(toegang["kem_prive"]), info, grant.kem_ct)
    assert plain.hex() == toegang["plain"]
    assert epochs.commit_of(epochs.read_stream_key(plain)) == start.commit
    confirm = snapshot.read_snapshot_confirm(bytes.fromhex(stukken["snapshot-confirm"]["wire"]))
    confirm.verify(sleutels["b"])
    with weigert("handtekening"):
        confirm.verify(sleutels["a"])


def test_een_gewikkelde_sleutel_is_x_wing_in_hpke_zoals_beschreven() -> None:
    """RFC 9180, 5.1 by hand, with the KEM of draft-connolly-cfrg-xwing-kem: what another implementation would do."""
    toegang = lees("grant")
    prive, ct = bytes.fromhex(toegang["kem_prive"]), bytes.fromhex(toegang["kem_ct"])
    ml, x = MLKEM768PrivateKey.from_seed_bytes(prive[:64]), X25519PrivateKey.from_private_bytes(prive[64:])
    ct_ml, ct_x, rest = ct[:1088], ct[1088:1120], ct[1120:]
    gedeeld_x = x.exchange(X25519PublicKey.from_public_bytes(ct_x))
    samen = ml.decapsulate(ct_ml) + gedeeld_x + ct_x + x.public_key().public_bytes_raw() + b"\\.//^\\"
    suite = b"HPKE" + bytes.fromhex("647a 0001 0002")

    def extract(zout: bytes, label: bytes, ikm: bytes) -> bytes:
        return hmac.digest(zout or bytes(32), b"HPKE-v1" + suite + label + ikm, "sha256")

    def expand(prk: bytes, label: bytes, info: bytes, lengte: int) -> bytes:
        return hmac.digest(prk, lengte.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info + b"\1", "sha256")[
            :lengte
        ]

    context = b"\0" + extract(b"", b"psk_id_hash", b"") + extract(b"", b"info_hash", bytes.fromhex(toegang["info"]))
    geheim = extract(hashlib.sha3_256(samen).digest(), b"secret", b"")
    plain = AESGCM(expand(geheim, b"key", context, 32)).decrypt(expand(geheim, b"base_nonce", context, 12), rest, b"")
    assert plain.hex() == toegang["plain"]


@pytest.mark.parametrize("geval", lees("delta")["deltas"], ids=lambda g: g["naam"])
def test_een_delta_gaat_open(geval: Any, maak: ModuleType) -> None:
    vectoren = lees("delta")
    wire = bytes.fromhex(geval["wire"])
    sealed = read_sealed(wire)
    assert (sealed.hash.hex(), sealed.kop.hex()) == (geval["hash"], geval["header"])
    header, ruw = envelope.open_delta(
        wire, epoch_key=bytes.fromhex(vectoren["epoch_key"]), publiek=bytes.fromhex(vectoren["publiek"])
    )
    assert ruw.hex() == geval["body"]
    assert envelope.unpack(bytes.fromhex(geval["frame"])) == ruw
    assert decode_body(ruw, header.toestel) == maak.BODIES[geval["naam"]]


def test_de_emmers_zijn_die_van_de_beschrijving() -> None:
    for lengte, emmer in lees("delta")["emmers"]:
        assert bucket(lengte) == emmer


@pytest.mark.parametrize("geval", lees("vijandig")["gevallen"], ids=lambda g: g["naam"])
def test_wat_vijandig_is_wordt_geweigerd(geval: Any) -> None:
    vectoren = lees("vijandig")
    with weigert(geval["code"]):
        header, ruw = envelope.open_delta(
            bytes.fromhex(geval["wire"]),
            epoch_key=bytes.fromhex(vectoren["epoch_key"]),
            publiek=bytes.fromhex(vectoren["publiek"]),
        )
        decode_body(ruw, header.toestel)


def test_wat_nieuwer_is_wordt_als_nieuwer_herkend() -> None:
    vectoren = lees("onbekend")
    with weigert("versie_nieuwer"):
        read_signed(bytes.fromhex(vectoren["nieuwere versie"]))
    with weigert("versie_nieuwer"):
        statements.read_statement(bytes.fromhex(vectoren["onbekende soort"]))


def test_de_uitwisseling_bij_het_toelaten_geeft_deze_woorden() -> None:
    vectoren, regio = lees("enrol"), lees("records")["sleutels"]
    uitnodiging = enrol.parse_invitation(vectoren["uitnodiging"])
    assert uitnodiging.mailbox == vectoren["postbus"]
    b1, b2, b3, b4 = map(bytes.fromhex, vectoren["berichten"])
    nonce = bytes.fromhex(vectoren["nonces"][1])
    beheer, antwoord = enrol.AdminSide.begin(uitnodiging, nonce=nonce, nu_ms=0).take_commit(b1)
    assert antwoord == b2
    beheer, antwoord = beheer.take_reveal(b3)
    assert antwoord == b4
    assert beheer.transcript.hex() == vectoren["transcript"]
    assert list(beheer.words(enrol_words())) == vectoren["woorden"]
    assert beheer.keys is not None and beheer.keys.teken == publiek_van(load_signing_key(bytes.fromhex(regio["a"])))


@pytest.mark.parametrize("geval", lees("merge")["gevallen"], ids=lambda g: "+".join(k[1] for k in g["koppen"]))
def test_wat_getoond_wordt_is_dat_van_de_beschrijving(geval: Any) -> None:
    koppen = [Head(*kop) for kop in geval["koppen"]]
    assert shown(koppen, veld=geval["veld"], lange_tekst=geval["lang"]) == (geval["toont"], geval["botst"])
