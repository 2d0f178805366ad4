import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvh_desktop.crypto.herstelsleutel import herstelsleutel_tekst, parse_herstelsleutel
from zvh_desktop.crypto.keys import (
    KdfParameters,
    derive_from_passphrase,
    derive_from_secret,
    unwrap_key,
    wrap_key,
)
from zvh_desktop.crypto.pogingen import PRIVE_BYTES, make_keypair, open_sealed, seal
from zvh_desktop.crypto.wachtwoord import judge_passphrase
from zvh_desktop.domain.errors import Omstandigheid, Programmafout, Reden

GOEDKOOP = KdfParameters(t=1, m_kib=8 * 1024, p=1)
ZOUT = b"z" * 16


def test_standaard_is_de_tweede_aanbeveling_van_rfc_9106() -> None:
    assert KdfParameters() == KdfParameters(t=3, m_kib=65536, p=4)


@pytest.mark.parametrize(
    "velden", [{"t": 0}, {"t": 17}, {"m_kib": 8191}, {"m_kib": 1024 * 1024 + 1}, {"p": 0}, {"p": 17}, {"t": True}]
)
def test_argon2_parameters_zijn_naar_twee_kanten_begrensd(velden: dict[str, int]) -> None:
    with pytest.raises(Programmafout):
        KdfParameters(**velden)


def test_wachtwoord_op_elk_toetsenbord_dezelfde_sleutel() -> None:
    assert derive_from_passphrase("caf\u00e9", ZOUT, GOEDKOOP) == derive_from_passphrase("cafe\u0301", ZOUT, GOEDKOOP)


def test_argon2id_volgt_de_proefwaarde() -> None:
    """The value of the reference program: `argon2 somesaltsomesalt -id -t 1 -k 8192 -p 1 -l 32 -r` on "password"."""
    sleutel = derive_from_passphrase("password", b"somesaltsomesalt", GOEDKOOP)
    assert sleutel.hex() == "84fb006bbc3cd69895722b64b5bf735251a9e8e9f3ecb93ff595b98aeb7accb7"


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32), st.binary(max_size=40))
def test_ingepakte_sleutel_komt_terug_en_alleen_met_dezelfde_gegevens(
    sleutel: bytes, wikkel: bytes, aad: bytes
) -> None:
    pak = wrap_key(sleutel, wikkel, nonce=b"n" * 12, aad=aad)
    assert unwrap_key(pak, wikkel, nonce=b"n" * 12, aad=aad) == sleutel
    assert unwrap_key(pak, wikkel, nonce=b"n" * 12, aad=aad + b"!") is None
    assert (
        unwrap_key(pak, bytes(reversed(wikkel)) if wikkel != wikkel[::-1] else b"q" * 32, nonce=b"n" * 12, aad=aad)
        is None
    )
    assert unwrap_key(pak[:-1] + bytes([pak[-1] ^ 1]), wikkel, nonce=b"n" * 12, aad=aad) is None
    assert unwrap_key(b"", wikkel, nonce=b"n" * 12, aad=aad) is None


def test_geheim_voor_ander_doel_geeft_andere_sleutel_en_kort_geheim_wordt_geweigerd() -> None:
    assert derive_from_secret(b"g" * 20, ZOUT, "a") != derive_from_secret(b"g" * 20, ZOUT, "b")
    with pytest.raises(Programmafout):
        derive_from_secret(b"g" * 19, ZOUT, "a")


@given(st.binary(min_size=20, max_size=20), st.data())
def test_herstelsleutel_overleeft_hoe_mensen_overtypen(geheim: bytes, data: st.DataObject) -> None:
    tekst = herstelsleutel_tekst(geheim)
    assert [len(groep) for groep in tekst.split("-")] == [5] * 7
    slordig = "".join(
        data.draw(st.sampled_from({"0": "0oO", "1": "1iIlL", "-": ["-", " ", "", "\n"]}.get(t, [t, t.lower()])))
        for t in tekst
    )
    assert parse_herstelsleutel(slordig) == geheim


@given(st.binary(min_size=20, max_size=20), st.integers(0, 34), st.integers(1, 31))
def test_een_verkeerd_teken_in_de_herstelsleutel_wordt_bijna_altijd_gezien(
    geheim: bytes, plaats: int, stap: int
) -> None:
    tekens = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    kaal = list(herstelsleutel_tekst(geheim).replace("-", ""))
    kaal[plaats] = tekens[(tekens.index(kaal[plaats]) + stap) % 32]
    try:
        anders = parse_herstelsleutel("".join(kaal))
    except Omstandigheid as fout:
        assert fout.gegevens["oorzaak"] == "controle"
    else:
        assert anders != geheim


@pytest.mark.parametrize(
    ("tekst", "oorzaak"), [("", "lengte"), ("ABCDE", "lengte"), ("U" * 35, "teken"), ("é" * 35, "teken")]
)
def test_herstelsleutel_zegt_wat_er_mis_is(tekst: str, oorzaak: str) -> None:
    with pytest.raises(Omstandigheid) as gevangen:
        parse_herstelsleutel(tekst)
    assert gevangen.value.reden is Reden.HERSTELSLEUTEL_ONJUIST
    assert gevangen.value.gegevens["oorzaak"] == oorzaak


def test_verzegelde_poging_is_alleen_met_de_kluis_te_lezen() -> None:
    prive, publiek = make_keypair(b"\x07" * PRIVE_BYTES)
    zegel = seal(publiek, b"poging")
    assert b"poging" not in zegel
    assert open_sealed(prive, zegel) == b"poging"
    assert open_sealed(make_keypair(b"\x08" * PRIVE_BYTES)[0], zegel) is None
    assert open_sealed(prive, zegel[:-1]) is None
    assert open_sealed(prive, b"") is None


@pytest.mark.parametrize(
    "zwak", ["hetregentalweken", "Het regent al weken!", "Welkom01", "wachtwoord", "ikhouvanjou", "qwertyuiop", ""]
)
def test_gewone_nederlandse_woorden_zijn_niet_sterk(zwak: str) -> None:
    oordeel = judge_passphrase(zwak)
    assert not oordeel.is_sterk_genoeg
    assert oordeel.redenen


@pytest.mark.parametrize(
    "sterk", ["zonnebloem fietspomp gordijn kaas", "Xk8#qLp2!vRz", "🐎🔋 accu nietje batterij paard"]
)
def test_onverwachte_woorden_zijn_sterk(sterk: str) -> None:
    assert judge_passphrase(sterk).is_sterk_genoeg


def test_heel_lang_wachtwoord_en_eigen_naam_geven_een_oordeel() -> None:
    assert judge_passphrase("x" * 5000).score == 0
    met_naam = judge_passphrase("Drachtstercompagnie12", ["Drachtstercompagnie"])
    assert met_naam.score < judge_passphrase("Drachtstercompagnie12").score
