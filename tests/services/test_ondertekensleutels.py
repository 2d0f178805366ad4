"""Signing with every kind of key, through the service: what goes wrong leaves nothing signed."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pkcs11
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID
from documents.pki import Gezag, Partij, maak
from documents.stukken import NU
from documents.test_sleutels import MODULE, PIN, Kaart
from zvh_testing.verslagplek import houd_overleg, werkplek

from zvh_desktop.documents.signing import gezag as regiogezag
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.verslag import Verslag
from zvh_desktop.services import controlewoorden, echtheid, sleutels, verslagen
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.sleutels import Sleutelkeuze
from zvh_desktop.services.werkplek import Werkplek

WACHTWOORD = "alleen voor deze proef"
VERLEDEN = timedelta(days=4000)


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    with werkplek(tmp_path) as plek:
        yield plek


@pytest.fixture
def overleg_id(wp: Werkplek) -> str:
    id_, _ = houd_overleg(wp, 2)
    verslagen.stel_overleg_vast(wp, id_)
    return id_


@pytest.fixture
def kaart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kaart]:
    monkeypatch.setenv("SOFTHSM2_CONF", "")
    map_ = tmp_path / "kaart"
    map_.mkdir()
    yield Kaart(map_)
    pkcs11.unload(MODULE)


def sleutelbestand(map_: Path, wie: Partij) -> Sleutelkeuze:
    pad = map_ / "sleutel.p12"
    pad.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"sleutel", wie.sleutel, wie.certificaat, [p.certificaat for p in wie.boven],
            serialization.BestAvailableEncryption(WACHTWOORD.encode()),
        )
    )  # fmt: skip
    return Sleutelkeuze("bestand", bestand=pad, wachtwoord=WACHTWOORD)


def geweigerd(wp: Werkplek, overleg_id: str, keuze: Sleutelkeuze, voortgang: Any = None) -> Reden:
    """Sign and be refused: nothing is signed, and the sentence says so."""
    with pytest.raises(Omstandigheid) as fout:
        verslagen.onderteken_overleg(wp, overleg_id, voortgang, keuze)
    assert {v.status for v in wp.store.find(Verslag)} == {"vastgesteld"}
    assert {v.pdf_sha256 for v in wp.store.find(Verslag)} == {""}
    assert "niets ondertekend" in zin(fout.value)
    return fout.value.reden


def test_sleutelbestand_tekent_alle_verslagen_en_het_niveau_komt_uit_het_bestand(
    wp: Werkplek, overleg_id: str, tmp_path: Path
) -> None:
    keuze = sleutelbestand(tmp_path, Gezag().ondertekenaar("M. van der Heijden"))
    assert WACHTWOORD not in repr(keuze)
    assert verslagen.onderteken_overleg(wp, overleg_id, None, keuze)[0] == 2
    for verslag in wp.store.find(Verslag):
        (h,) = echtheid.controleer(verslagen.bestand(wp, verslag.id)).handtekeningen
        assert (h.naam, h.niveau, h.gekwalificeerd) == ("M. van der Heijden", "PAdES B-B", False)
        assert (
            controlewoorden.kort(h) == "PAdES B-B · certificaat van een hier onbekende instantie, niet gekwalificeerd"
        )


def test_wachtwoord_van_het_sleutelbestand_wordt_nergens_bewaard(wp: Werkplek, overleg_id: str, tmp_path: Path) -> None:
    verslagen.onderteken_overleg(wp, overleg_id, None, sleutelbestand(tmp_path, Gezag().ondertekenaar()))
    regels = wp.store.verbinding.rows("SELECT naam, waarde FROM instelling")
    assert not any(WACHTWOORD in str(deel) for rij in regels for deel in rij)


def test_fout_wachtwoord_weg_bestand_of_geen_sleutelbestand(wp: Werkplek, overleg_id: str, tmp_path: Path) -> None:
    goed = sleutelbestand(tmp_path, Gezag().ondertekenaar())
    fout = Sleutelkeuze("bestand", bestand=goed.bestand, wachtwoord="anders")
    assert geweigerd(wp, overleg_id, fout) is Reden.SLEUTELWACHTWOORD_ONJUIST


@pytest.mark.parametrize(
    ("hoe", "reden"),
    [
        ({"tot": NU - VERLEDEN, "van": NU - VERLEDEN - timedelta(days=9)}, Reden.CERTIFICAAT_VERLOPEN),
        ({"van": NU + VERLEDEN, "tot": NU + VERLEDEN + timedelta(days=9)}, Reden.CERTIFICAAT_NOG_NIET_GELDIG),
        ({"doelen": [ExtendedKeyUsageOID.SERVER_AUTH]}, Reden.CERTIFICAAT_ANDER_DOEL),
        ({"tekenen": False}, Reden.CERTIFICAAT_ANDER_DOEL),
    ],
    ids=["verlopen", "van_later", "website", "versleutelen"],
)
def test_certificaat_dat_niet_mag_tekent_niets(
    wp: Werkplek, overleg_id: str, tmp_path: Path, hoe: dict[str, Any], reden: Reden
) -> None:
    wie = maak("M. van der Heijden", Gezag().uitgever, **hoe)
    assert geweigerd(wp, overleg_id, sleutelbestand(tmp_path, wie)) is reden


def test_kaart_tekent_met_een_pincode_alle_verslagen(wp: Werkplek, overleg_id: str, kaart: Kaart) -> None:
    pki = Gezag()
    kaart.zet(pki.ondertekenaar("M. van der Heijden"), b"\x01")
    kaart.zet(pki.uitgever, b"\x02", met_sleutel=False)
    (gekozen,) = sleutels.kaarten(MODULE)
    assert (gekozen.naam, gekozen.uitgever) == ("M. van der Heijden", "Uitgever")
    keuze = Sleutelkeuze("kaart", module=MODULE, certificaat=gekozen.certificaat, pin=PIN)
    assert PIN not in repr(keuze)
    assert verslagen.onderteken_overleg(wp, overleg_id, None, keuze)[0] == 2
    assert {v.status for v in wp.store.find(Verslag)} == {"ondertekend"}


def test_verkeerde_pincode_tekent_niets(wp: Werkplek, overleg_id: str, kaart: Kaart) -> None:
    kaart.zet(Gezag().ondertekenaar(), b"\x01")
    (gekozen,) = sleutels.kaarten(MODULE)
    keuze = Sleutelkeuze("kaart", module=MODULE, certificaat=gekozen.certificaat, pin="000000")
    assert geweigerd(wp, overleg_id, keuze) is Reden.PIN_ONJUIST


def test_kaart_die_na_het_eerste_verslag_verdwijnt_laat_niets_half_getekend(
    wp: Werkplek, overleg_id: str, kaart: Kaart
) -> None:
    kaart.zet(Gezag().ondertekenaar(), b"\x01")
    (gekozen,) = sleutels.kaarten(MODULE)

    def trek_eruit(klaar: int, aantal: int) -> None:
        for map_ in kaart.map.iterdir():
            shutil.rmtree(map_)
        kaart.lib.reinitialize()

    keuze = Sleutelkeuze("kaart", module=MODULE, certificaat=gekozen.certificaat, pin=PIN)
    assert geweigerd(wp, overleg_id, keuze, trek_eruit) is Reden.TOKEN_WEG


@pytest.mark.parametrize("module", ["", "/bestaat/niet.so"])
def test_zonder_stuurprogramma_zegt_de_lijst_van_kaarten_dat(module: str) -> None:
    with pytest.raises(Omstandigheid) as fout:
        sleutels.kaarten(module)
    assert fout.value.reden is Reden.GEEN_TOKEN


def test_regio_geeft_een_certificaat_uit_dat_tekent_en_als_regio_wordt_herkend(wp: Werkplek, overleg_id: str) -> None:
    assert not sleutels.heeft_regiocertificaat(wp)
    with pytest.raises(Omstandigheid) as fout:
        verslagen.onderteken_overleg(wp, overleg_id, None, Sleutelkeuze("regio"))
    assert fout.value.gegevens["regel"] == "geen_regiocertificaat"
    regio = regiogezag.maak_gezag("Regio Waterland", wp.nu())
    uitgegeven = regiogezag.geef_uit(regio, sleutels.maak_aanvraag(wp), wp.nu())
    pem = b"".join(
        x509.load_der_x509_certificate(der).public_bytes(serialization.Encoding.PEM)
        for der in (uitgegeven, regio.certificaat)
    )
    sleutels.neem_regiocertificaat(wp, pem)
    assert sleutels.heeft_regiocertificaat(wp)
    verslagen.onderteken_overleg(wp, overleg_id, None, Sleutelkeuze("regio"))
    (verslag, _) = wp.store.find(Verslag)
    wortels = echtheid.signing.lees_wortels(regio.certificaat, "regio")
    (h,) = echtheid.controleer(verslagen.bestand(wp, verslag.id), wortels=wortels).handtekeningen
    assert controlewoorden.kort(h) == "PAdES B-B · certificaat van de regio, niet gekwalificeerd"


def test_certificaat_voor_een_andere_sleutel_wordt_niet_ingelezen(wp: Werkplek) -> None:
    with pytest.raises(Omstandigheid) as fout:
        sleutels.neem_regiocertificaat(wp, Gezag().ondertekenaar().der)
    assert fout.value.reden is Reden.CERTIFICAAT_ZONDER_SLEUTEL
    with pytest.raises(Omstandigheid) as fout:
        sleutels.neem_regiocertificaat(wp, b"geen certificaat")
    assert fout.value.reden is Reden.BESTAND_ONLEESBAAR
