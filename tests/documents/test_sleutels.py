"""Keys from a file, a card and the region, each with its own way to fail."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pkcs11
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID
from documents.gereedschap import bestand, draai, samen
from documents.pki import Gezag, Partij, maak
from documents.stukken import NU, inhoud
from pkcs11 import Attribute, KeyType, ObjectClass, exceptions

from zvh_desktop.documents import compose, signing
from zvh_desktop.documents.signing import Verdict, gezag
from zvh_desktop.domain.errors import Omstandigheid, Programmafout, Reden
from zvh_desktop.services.meldingen import zin

MODULE = "/usr/lib/softhsm/libsofthsm2.so"
PIN = "482913"


@pytest.fixture(scope="module")
def kaal() -> bytes:
    return compose.verslag(inhoud())


@pytest.fixture(scope="module")
def pki() -> Gezag:
    return Gezag()


def _teken(kaal: bytes, sleutel: signing.Sleutel, **anders: Any) -> bytes:
    return signing.onderteken(kaal, sleutel, "voorzitter", NU, certificeren=True, **anders)


def _weigering(doe: Any) -> Reden:
    with pytest.raises(Omstandigheid) as fout:
        doe()
    assert len(zin(fout.value)) > 20
    return fout.value.reden


# -- a file with a password ------------------------------------------------------------------------------


def _bestand(wie: Partij, wachtwoord: bytes, sleutel: Any = None) -> bytes:
    return pkcs12.serialize_key_and_certificates(
        b"sleutel",
        sleutel or wie.sleutel,
        wie.certificaat,
        [p.certificaat for p in wie.boven],
        serialization.BestAvailableEncryption(wachtwoord),
    )


def test_sleutelbestand_tekent_met_zijn_keten(kaal: bytes, pki: Gezag, tmp_path: Path) -> None:
    wie = pki.ondertekenaar("J. de Wit")
    sleutel = signing.open_pkcs12(_bestand(wie, b"geheim"), "geheim")
    assert len(sleutel.keten) == 2
    assert signing.SleutelMateriaal.van_bytes(sleutel.naar_bytes()) == sleutel
    getekend = _teken(kaal, sleutel)
    controle = signing.controleer(getekend)
    assert controle.verdict is Verdict.GELDIG and controle.handtekeningen[0].naam == "J. de Wit"
    assert "Signature is Valid" in draai("pdfsig", bestand(tmp_path, getekend))


def test_sleutelbestand_met_rsa_tekent_en_het_vak_noemt_de_uitgever(kaal: bytes, pki: Gezag, tmp_path: Path) -> None:
    wie = pki.ondertekenaar("J. de Wit", sleutel=rsa.generate_private_key(65537, 2048))
    getekend = _teken(kaal, signing.open_pkcs12(_bestand(wie, b"geheim"), "geheim"))
    assert signing.controleer(getekend).verdict is Verdict.GELDIG
    pad = bestand(tmp_path, getekend)
    assert "Signature is Valid" in draai("pdfsig", pad)
    op_papier = samen(draai("pdftotext", pad, "-"))
    assert "certificaat van Uitgever; tijd volgens dit toestel" in op_papier and "gekwalificeerd" not in op_papier


def test_sleutelbestand_met_verkeerd_wachtwoord(pki: Gezag) -> None:
    inhoud_ = _bestand(pki.ondertekenaar(), b"geheim")
    assert _weigering(lambda: signing.open_pkcs12(inhoud_, "anders")) is Reden.SLEUTELWACHTWOORD_ONJUIST


@pytest.mark.parametrize(
    ("inhoud_", "reden"),
    [(b"", Reden.BESTAND_LEEG), (b"%PDF-", Reden.BESTAND_ONLEESBAAR), (b"\x30\x03abc", None), (b"0" * 2**21, None)],
)
def test_wat_geen_sleutelbestand_is_wordt_geweigerd(inhoud_: bytes, reden: Reden | None) -> None:
    gezegd = _weigering(lambda: signing.open_pkcs12(inhoud_, "x"))
    assert gezegd is reden or (reden is None and gezegd in (
        Reden.SLEUTELWACHTWOORD_ONJUIST, Reden.BESTAND_ONLEESBAAR, Reden.BESTAND_TE_GROOT))  # fmt: skip


def test_sleutelbestand_zonder_sleutel_is_geen_sleutel(pki: Gezag) -> None:
    wie = pki.ondertekenaar()
    alleen = pkcs12.serialize_key_and_certificates(
        b"x", None, wie.certificaat, None, serialization.BestAvailableEncryption(b"w")
    )
    assert _weigering(lambda: signing.open_pkcs12(alleen, "w")) is Reden.CERTIFICAAT_ZONDER_SLEUTEL


# -- what a certificate may be used for ------------------------------------------------------------------


def test_verlopen_certificaat_tekent_niet(kaal: bytes, pki: Gezag) -> None:
    wie = pki.ondertekenaar(tot=NU - timedelta(days=1))
    assert _weigering(lambda: _teken(kaal, wie.materiaal())) is Reden.CERTIFICAAT_VERLOPEN


def test_certificaat_van_morgen_tekent_niet(kaal: bytes, pki: Gezag) -> None:
    wie = pki.ondertekenaar(van=NU + timedelta(days=1))
    assert _weigering(lambda: _teken(kaal, wie.materiaal())) is Reden.CERTIFICAAT_NOG_NIET_GELDIG


@pytest.mark.parametrize(
    "soort",
    [
        {"doelen": [ExtendedKeyUsageOID.SERVER_AUTH]},
        {"doelen": [ExtendedKeyUsageOID.CLIENT_AUTH]},
        {"tekenen": False},
        {"ca": True},
    ],
    ids=["website", "inloggen", "versleutelen", "uitgever"],
)
def test_certificaat_voor_iets_anders_tekent_niet(kaal: bytes, pki: Gezag, soort: dict[str, Any]) -> None:
    wie = maak("Ander doel", pki.uitgever, **soort)
    assert _weigering(lambda: _teken(kaal, wie.materiaal())) is Reden.CERTIFICAAT_ANDER_DOEL


def test_certificaat_voor_stukken_of_post_tekent(kaal: bytes, pki: Gezag) -> None:
    for doel in (ExtendedKeyUsageOID.EMAIL_PROTECTION, x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")):
        wie = maak("Goed doel", pki.uitgever, doelen=[doel])
        assert signing.controleer(_teken(kaal, wie.materiaal())).verdict is Verdict.GELDIG


def test_ingetrokken_certificaat_tekent_niet(kaal: bytes) -> None:
    pki = Gezag()
    wie = pki.ondertekenaar()
    pki.ingetrokken[wie.certificaat.serial_number] = NU - timedelta(days=2)
    lijst = pki.lijst(pki.uitgever)
    reden = _weigering(lambda: _teken(kaal, wie.materiaal(), intrekkingslijsten=[lijst]))
    assert reden is Reden.CERTIFICAAT_INGETROKKEN


def test_intrekkingslijst_van_een_ander_gezag_telt_niet(kaal: bytes, pki: Gezag) -> None:
    ander = Gezag()
    wie = pki.ondertekenaar()
    ander.ingetrokken[wie.certificaat.serial_number] = NU - timedelta(days=2)
    for lijst in (ander.lijst(ander.uitgever), b"", b"geen lijst"):
        getekend = _teken(kaal, wie.materiaal(), intrekkingslijsten=[lijst])
        assert signing.controleer(getekend).verdict is Verdict.GELDIG


def test_sleutel_die_niet_bij_het_certificaat_hoort_tekent_niet(kaal: bytes, pki: Gezag) -> None:
    een, twee = pki.ondertekenaar(), pki.ondertekenaar()
    vals = signing.SleutelMateriaal(twee.pkcs8, een.der)
    assert _weigering(lambda: _teken(kaal, vals)) is Reden.CERTIFICAAT_ZONDER_SLEUTEL


# -- the region ------------------------------------------------------------------------------------------


def test_regio_geeft_een_certificaat_uit_voor_een_eigen_sleutel(kaal: bytes, tmp_path: Path) -> None:
    regio = gezag.maak_gezag("Regio Waterland", NU)
    eigen = signing.maak_sleutel("M. van der Heijden", "ZVH", "procesregisseur", NU)
    uitgegeven = gezag.geef_uit(regio, gezag.maak_aanvraag(eigen), NU)
    sleutel = gezag.neem_certificaat(eigen, uitgegeven, (regio.certificaat,))
    assert sleutel.pkcs8 == eigen.pkcs8
    assert signing.SleutelMateriaal.van_bytes(sleutel.naar_bytes()) == sleutel
    getekend = _teken(kaal, sleutel)
    (handtekening,) = signing.controleer(getekend).handtekeningen
    assert (handtekening.naam, handtekening.rol) == ("M. van der Heijden", "procesregisseur")
    assert "Signature is Valid" in draai("pdfsig", bestand(tmp_path, getekend))
    nummer = x509.load_der_x509_certificate(uitgegeven).serial_number
    lijst = gezag.maak_intrekkingslijst(regio, {nummer: NU}, NU)
    assert _weigering(lambda: _teken(kaal, sleutel, intrekkingslijsten=[lijst])) is Reden.CERTIFICAAT_INGETROKKEN
    ander = signing.maak_sleutel("Ander", "ZVH", "", NU)
    assert _weigering(lambda: gezag.neem_certificaat(ander, uitgegeven, ())) is Reden.CERTIFICAAT_ZONDER_SLEUTEL


def test_aanvraag_die_niet_klopt_wordt_niet_uitgegeven() -> None:
    regio = gezag.maak_gezag("Regio Waterland", NU)
    goed = gezag.maak_aanvraag(signing.maak_sleutel("A", "B", "C", NU))
    for slecht in (b"", goed[:50], goed[:-1] + bytes([goed[-1] ^ 1])):
        assert _weigering(lambda slecht=slecht: gezag.geef_uit(regio, slecht, NU)) is Reden.BESTAND_ONLEESBAAR


@pytest.mark.parametrize("stuk", [b"zvh-ondertekensleutel/2\0", b"zvh-ondertekensleutel/2\0\0\0\0\x09abc"])
def test_bewaarde_sleutel_die_is_afgekapt_wordt_geweigerd(stuk: bytes) -> None:
    with pytest.raises(Programmafout):
        signing.SleutelMateriaal.van_bytes(stuk)


# -- a token ---------------------------------------------------------------------------------------------


class Kaart:
    """A SoftHSM token in a folder of its own."""

    def __init__(self, map_: Path) -> None:
        self.map = map_ / "tokens"
        self.map.mkdir()
        (map_ / "softhsm2.conf").write_text(
            f"directories.tokendir = {self.map}\nobjectstore.backend = file\nlog.level = ERROR\n"
        )
        os.environ["SOFTHSM2_CONF"] = str(map_ / "softhsm2.conf")
        draai("softhsm2-util", "--init-token", "--free", "--label", "proefkaart", "--pin", PIN, "--so-pin", "87654321")
        self.lib = pkcs11.lib(MODULE)
        self.lib.reinitialize()

    def zet(self, wie: Partij, kenmerk: bytes, *, sleutel: Any = None, met_sleutel: bool = True) -> None:
        """Put a certificate and its key on the token."""
        token = self.lib.get_token(token_label="proefkaart")
        with token.open(rw=True, user_pin=PIN) as sessie:
            sessie.create_object({
                Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                Attribute.TOKEN: True, Attribute.ID: kenmerk, Attribute.LABEL: "handtekening",
                Attribute.SUBJECT: wie.certificaat.subject.public_bytes(), Attribute.VALUE: wie.der,
            })  # fmt: skip
            if not met_sleutel:
                return
            getallen = (sleutel or wie.sleutel).private_numbers()
            sessie.create_object({
                Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.KEY_TYPE: KeyType.EC, Attribute.TOKEN: True,
                Attribute.PRIVATE: True, Attribute.SIGN: True, Attribute.ID: kenmerk,
                Attribute.EC_PARAMS: bytes.fromhex("06082a8648ce3d030107"),
                Attribute.VALUE: getallen.private_value.to_bytes(32, "big"),
            })  # fmt: skip


@pytest.fixture
def kaart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kaart]:
    monkeypatch.setenv("SOFTHSM2_CONF", "")
    yield Kaart(tmp_path)
    pkcs11.unload(MODULE)


def test_kaart_tekent_meer_stukken_in_een_handeling(kaal: bytes, pki: Gezag, kaart: Kaart, tmp_path: Path) -> None:
    kaart.zet(pki.ondertekenaar("K. de Kaart"), b"\x01")
    kaart.zet(pki.uitgever, b"\x02", met_sleutel=False)
    gekozen = next(c for c in signing.token_certificaten(MODULE) if c.kenmerk == b"\x01")
    assert gekozen.token == "proefkaart" and gekozen.serienummer
    with signing.open_token(MODULE, gekozen, PIN) as sleutel:
        assert sleutel.keten == (pki.uitgever.der,)
        stukken = [_teken(kaal, sleutel) for _ in range(2)]
    assert PIN not in repr(sleutel)
    for stuk in stukken:
        controle = signing.controleer(stuk)
        assert controle.verdict is Verdict.GELDIG and controle.handtekeningen[0].naam == "K. de Kaart"
    assert "Signature is Valid" in draai("pdfsig", bestand(tmp_path, stukken[0]))


def test_verkeerde_pincode(pki: Gezag, kaart: Kaart) -> None:
    kaart.zet(pki.ondertekenaar(), b"\x01")
    (gekozen,) = signing.token_certificaten(MODULE)
    for pin in ("000000", ""):
        assert _weigering(lambda pin=pin: signing.open_token(MODULE, gekozen, pin).__enter__()) is Reden.PIN_ONJUIST


def test_kaart_die_tijdens_het_tekenen_verdwijnt(kaal: bytes, pki: Gezag, kaart: Kaart) -> None:
    kaart.zet(pki.ondertekenaar(), b"\x01")
    (gekozen,) = signing.token_certificaten(MODULE)
    with signing.open_token(MODULE, gekozen, PIN) as sleutel:
        _teken(kaal, sleutel)
        for map_ in kaart.map.iterdir():
            shutil.rmtree(map_)
        kaart.lib.reinitialize()
        assert _weigering(lambda: _teken(kaal, sleutel)) is Reden.TOKEN_WEG
    assert _weigering(lambda: signing.token_certificaten(MODULE)) is Reden.GEEN_TOKEN
    assert _weigering(lambda: signing.open_token(MODULE, gekozen, PIN).__enter__()) is Reden.GEEN_TOKEN


def test_kaart_zonder_sleutel_of_met_een_andere(kaal: bytes, pki: Gezag, kaart: Kaart) -> None:
    kaart.zet(pki.ondertekenaar(), b"\x01", met_sleutel=False)
    kaart.zet(pki.ondertekenaar(), b"\x02", sleutel=ec.generate_private_key(ec.SECP256R1()))
    zonder, ander = sorted(signing.token_certificaten(MODULE), key=lambda c: c.kenmerk)
    reden = _weigering(lambda: signing.open_token(MODULE, zonder, PIN).__enter__())
    assert reden is Reden.CERTIFICAAT_ZONDER_SLEUTEL
    with signing.open_token(MODULE, ander, PIN) as sleutel:
        assert _weigering(lambda: _teken(kaal, sleutel)) is Reden.CERTIFICAAT_ZONDER_SLEUTEL


def test_verlopen_certificaat_op_een_kaart_tekent_niet(kaal: bytes, pki: Gezag, kaart: Kaart) -> None:
    kaart.zet(pki.ondertekenaar(tot=NU - timedelta(days=1)), b"\x01")
    (gekozen,) = signing.token_certificaten(MODULE)
    with signing.open_token(MODULE, gekozen, PIN) as sleutel:
        assert _weigering(lambda: _teken(kaal, sleutel)) is Reden.CERTIFICAAT_VERLOPEN


@pytest.mark.parametrize(
    ("fout", "reden"),
    [
        (exceptions.PinLocked, Reden.PIN_GEBLOKKEERD),
        (exceptions.PinIncorrect, Reden.PIN_ONJUIST),
        (exceptions.DeviceRemoved, Reden.TOKEN_WEG),
        (exceptions.SessionHandleInvalid, Reden.TOKEN_WEG),
        (exceptions.FunctionCancelled, Reden.AFGEBROKEN),
        (exceptions.GeneralError, Reden.TOKEN_WEG),
    ],
)
def test_wat_een_kaart_zegt_krijgt_een_eigen_reden(
    kaal: bytes, pki: Gezag, fout: type[Exception], reden: Reden
) -> None:
    """SoftHSM never locks and cannot be pulled out while it computes; a key that says so stands in."""
    from zvh_desktop.documents.signing.token import TokenSleutel

    class Greep:
        def sign(self, gegevens: bytes, **hoe: Any) -> bytes:
            raise fout

    sleutel = TokenSleutel(pki.ondertekenaar().der, (), None, Greep())
    assert _weigering(lambda: _teken(kaal, sleutel)) is reden


def test_zonder_stuurprogramma_is_er_geen_kaart(tmp_path: Path) -> None:
    niets = tmp_path / "niets.so"
    niets.write_bytes(b"geen bibliotheek")
    for pad in (str(niets), str(tmp_path / "weg.so")):
        assert _weigering(lambda pad=pad: signing.token_certificaten(pad)) is Reden.GEEN_TOKEN


def test_softhsm_is_er() -> None:
    assert Path(MODULE).exists(), "installeer softhsm2"
    assert subprocess.run(["softhsm2-util", "--version"], capture_output=True, check=True).stdout
