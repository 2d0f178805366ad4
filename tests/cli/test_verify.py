"""`zvh verify`: the level, who vouches, and since when; with the roots somebody names."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from documents.pki import Dienst, Gezag
from documents.stukken import NU, inhoud

from cli.conftest import Zvh
from zvh_desktop.documents import compose, signing


@pytest.fixture(scope="module")
def pki() -> Gezag:
    return Gezag()


@pytest.fixture(scope="module")
def stuk(pki: Gezag, tmp_path_factory: pytest.TempPathFactory) -> Path:
    een = signing.onderteken(
        compose.verslag(inhoud()), pki.ondertekenaar("J. de Wit").materiaal(), "voorzitter", NU, certificeren=True,
        tijdkwaliteit="klok niet bevestigd sinds 3 november 2026",
    )  # fmt: skip
    pad = tmp_path_factory.mktemp("stuk") / "verslag.pdf"
    pad.write_bytes(signing.voeg_tijdstempel_toe(een, Dienst(pki, NU + timedelta(minutes=9)), bron=pki))
    return pad


def test_verify_noemt_niveau_tijd_en_wie_ervoor_instaat(stuk: Path, pki: Gezag, tmp_path: Path, zvh: Zvh) -> None:
    zonder = zvh("verify", stuk, wachtwoord=None)
    assert zonder.code == 0 and "PAdES B-LT" in zonder.uit and "niet wie tekende" in zonder.uit
    assert "klok niet bevestigd sinds 3 november 2026" in zonder.uit
    pem = tmp_path / "wortels.pem"
    pem.write_bytes(pki.wortel.certificaat.public_bytes(serialization.Encoding.PEM))
    met = zvh("verify", stuk, "--wortels", pem, wachtwoord=None)
    assert met.code == 0 and "een instantie die u vertrouwt staat in voor de naam" in met.uit
    gegevens = json.loads(zvh("verify", stuk, "--json", "--wortels", pem, wachtwoord=None).uit)
    (handtekening,) = gegevens["handtekeningen"]
    assert handtekening["niveau"] == "PAdES B-LT" and handtekening["vertrouwen"] == "bekend"
    assert handtekening["gekwalificeerd"] is False and handtekening["tijd_bewezen"].startswith("2026-11-24T")


def test_verify_weigert_een_bestand_zonder_wortels(stuk: Path, tmp_path: Path, zvh: Zvh) -> None:
    leeg = tmp_path / "leeg.pem"
    leeg.write_bytes(b"")
    assert zvh("verify", stuk, "--wortels", leeg, wachtwoord=None).code == 4
