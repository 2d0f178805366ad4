"""Enrolment: both sides show the same words only when nobody stands between them."""

import dataclasses

import pytest

from zvh_desktop.crypto.envelope import new_kem_keys
from zvh_desktop.protocol import enrol
from zvh_desktop.protocol.enrol import AdminSide, DeviceKeys, DeviceSide, Invitation
from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.signing import load_signing_key, publiek_van
from zvh_desktop.protocol.statements import RegionBegin, ServerCert, sign_statement

REGIO, TEKEN, ANDER = (load_signing_key(deel * 32) for deel in (b"r", b"t", b"q"))
KEM = new_kem_keys(bytes(range(96)))[1]
LIJST = [f"w{nr}" for nr in range(2048)]
BEGIN = RegionBegin("ab" * 16, b"", publiek_van(REGIO), KEM, 5)
SERVER = ServerCert("ab" * 16, "5a" * 16, publiek_van(ANDER), 0, 500)
UITNODIGING = Invitation(
    sign_statement(BEGIN, REGIO),
    "https://sync.example",
    sign_statement(SERVER, REGIO),
    b"i" * 16,
    b"g" * 16,
    "secretaris",
    "0a" * 16,
    1000,
)
KEYS = DeviceKeys("a1" * 8, publiek_van(TEKEN), KEM)


def weigert(code: Weigering) -> "pytest.RaisesExc[ProtocolFout]":
    return pytest.raises(ProtocolFout, match=f"^{code.value}(:|$)")


def ronde() -> tuple[DeviceSide, AdminSide, list[bytes]]:
    toestel, b1 = DeviceSide.begin(UITNODIGING, KEYS, nonce=b"d" * 32, nu_ms=1)
    beheer, b2 = AdminSide.begin(UITNODIGING, nonce=b"b" * 32, nu_ms=1).take_commit(b1)
    toestel, b3 = toestel.take_commit(b2, TEKEN)
    beheer, b4 = beheer.take_reveal(b3)
    return toestel.take_reveal(b4), beheer, [b1, b2, b3, b4]


def test_beide_kanten_tonen_dezelfde_zes_woorden() -> None:
    toestel, beheer, berichten = ronde()
    assert toestel.words(LIJST) == beheer.words(LIJST)
    assert len(toestel.words(LIJST)) == 6
    cert = beheer.certificate(van=1, tot=9)
    assert (cert.toestel, cert.teken, cert.kem, cert.rol) == (KEYS.toestel, KEYS.teken, KEYS.kem, "secretaris")
    assert all(len(bericht) <= enrol.MAX_BERICHT for bericht in berichten)


def test_de_uitnodiging_komt_terug_uit_haar_tekst() -> None:
    tekst = enrol.invitation_text(UITNODIGING)
    assert enrol.parse_invitation(f"  {tekst[:50]}\n{tekst[50:]}\n") == UITNODIGING
    with weigert(Weigering.ONLEESBAAR):
        enrol.parse_invitation(tekst[:40] + ("A" if tekst[40] != "A" else "B") + tekst[41:])


def test_een_uitnodiging_met_een_server_van_een_ander_wordt_geweigerd() -> None:
    vals = dataclasses.replace(UITNODIGING, server_cert=sign_statement(SERVER, ANDER))
    with weigert(Weigering.HANDTEKENING):
        enrol.parse_invitation(enrol.invitation_text(vals))


def test_een_bericht_komt_terug_uit_zijn_tekst() -> None:
    bericht = ronde()[2][2]
    assert enrol.parse_message_text(enrol.message_text(bericht)) == bericht


def test_een_teruggekaatst_bericht_wordt_geweigerd() -> None:
    toestel, b1 = DeviceSide.begin(UITNODIGING, KEYS, nonce=b"d" * 32, nu_ms=1)
    with weigert(Weigering.HERHALING):
        toestel.take_commit(b1, TEKEN)


def test_een_herhaald_bericht_wordt_geweigerd() -> None:
    toestel, beheer, (b1, b2, b3, b4) = ronde()
    for stap in (
        lambda: toestel.take_commit(b2, TEKEN),
        lambda: toestel.take_reveal(b4),
        lambda: beheer.take_commit(b1),
        lambda: beheer.take_reveal(b3),
    ):
        with weigert(Weigering.HERHALING):
            stap()


def test_een_tweede_toestel_op_dezelfde_uitnodiging_wordt_geweigerd() -> None:
    _, beheer, _ = ronde()
    anders = DeviceKeys("c3" * 8, publiek_van(ANDER), KEM)
    _, bericht = DeviceSide.begin(UITNODIGING, anders, nonce=b"x" * 32, nu_ms=1)
    with weigert(Weigering.HERHALING):
        beheer.take_commit(bericht)


def test_wie_iets_anders_toont_dan_beloofd_wordt_geweigerd() -> None:
    _, b1 = DeviceSide.begin(UITNODIGING, KEYS, nonce=b"d" * 32, nu_ms=1)
    beheer, b2 = AdminSide.begin(UITNODIGING, nonce=b"b" * 32, nu_ms=1).take_commit(b1)
    bedrieger = DeviceSide(UITNODIGING, DeviceKeys(KEYS.toestel, publiek_van(ANDER), KEM), b"d" * 32)
    with weigert(Weigering.HERHALING):
        bedrieger.take_commit(b2, ANDER)
    toestel, _ = DeviceSide.begin(UITNODIGING, KEYS, nonce=b"d" * 32, nu_ms=1)
    toestel, b3 = toestel.take_commit(b2, TEKEN)
    ander_beheer, _ = AdminSide.begin(UITNODIGING, nonce=b"c" * 32, nu_ms=1).take_commit(b1)
    with weigert(Weigering.HANDTEKENING):
        ander_beheer.take_reveal(b3)
    _, b4 = beheer.take_reveal(b3)
    with weigert(Weigering.HANDTEKENING):
        dataclasses.replace(toestel, ander_commit=b"0" * 32).take_reveal(b4)


def test_zonder_het_geheim_van_de_uitnodiging_komt_niets_binnen() -> None:
    vreemd = dataclasses.replace(UITNODIGING, geheim=b"x" * 16)
    _, bericht = DeviceSide.begin(vreemd, KEYS, nonce=b"d" * 32, nu_ms=1)
    with weigert(Weigering.HANDTEKENING):
        AdminSide.begin(UITNODIGING, nonce=b"b" * 32, nu_ms=1).take_commit(bericht)


def test_wie_ertussen_zit_krijgt_andere_woorden() -> None:
    """A man in the middle who knows the invitation runs one exchange with each side."""
    toestel, b1 = DeviceSide.begin(UITNODIGING, KEYS, nonce=b"d" * 32, nu_ms=1)
    nep_beheer, n2 = AdminSide.begin(UITNODIGING, nonce=b"m" * 32, nu_ms=1).take_commit(b1)
    toestel, b3 = toestel.take_commit(n2, TEKEN)
    nep_beheer, n4 = nep_beheer.take_reveal(b3)
    nep, m1 = DeviceSide.begin(
        UITNODIGING, DeviceKeys("a1" * 8, publiek_van(ANDER), KEM), nonce=nep_beheer.nonce, nu_ms=1
    )
    beheer, m2 = AdminSide.begin(UITNODIGING, nonce=b"b" * 32, nu_ms=1).take_commit(m1)
    nep, m3 = nep.take_commit(m2, ANDER)
    beheer, _ = beheer.take_reveal(m3)
    assert toestel.take_reveal(n4).words(LIJST) != beheer.words(LIJST)


def test_een_verlopen_uitnodiging_begint_niet() -> None:
    with weigert(Weigering.TOESTEL_VERLOPEN):
        DeviceSide.begin(UITNODIGING, KEYS, nonce=b"d" * 32, nu_ms=1000)


def test_te_vroeg_zijn_er_geen_woorden() -> None:
    beheer = AdminSide.begin(UITNODIGING, nonce=b"b" * 32, nu_ms=1)
    for stap in (lambda: beheer.words(LIJST), lambda: beheer.certificate(van=1, tot=2)):
        with weigert(Weigering.HERHALING):
            stap()
