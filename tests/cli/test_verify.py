"""`zvh verify`: the level, who vouches, and since when; with the roots somebody names."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from documents.pki import Dienst, Gezag
from documents.stukken import NU, inhoud

from cli.conftest import ZIN, Zvh
from zvh_desktop.documents import compose, signing
from zvh_desktop.services import kluizen
from zvh_desktop.services.machine import SysteemKlok, SysteemWillekeur
from zvh_desktop.services.sleutels import Sleutelkeuze, open_sleutel
from zvh_desktop.services.werkplek import Werkplek


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


def test_regio_geeft_uit_trekt_in_en_verify_noemt_de_regio(zvh: Zvh, kluis: Path, tmp_path: Path) -> None:
    def uit(*argumenten: object) -> Any:
        klaar = zvh("region", *argumenten, "--json")
        assert klaar.code == 0, klaar
        return json.loads(klaar.uit)

    uit("init", kluis)
    assert zvh("region", "signing", kluis).code == 1, "it issues nothing yet"
    uit("signing-begin", kluis)
    csr, pem, regio = tmp_path / "a.csr", tmp_path / "a.pem", tmp_path / "regio.pem"
    gevraagd = uit("signing-request", kluis, "--out", csr)
    with werkplek_van(kluis) as wp:
        wie = wp.wie
    assert wie is not None
    geef = ("signing-issue", kluis, "--bestand", csr, "--medewerker", wie.id, "--out", pem)
    fout = zvh("region", *geef, "--woorden", "een twee drie vier vijf zes")
    assert fout.code == 1 and "Vergelijk eerst de zes woorden" in fout.fout and not pem.exists()
    gemaakt = uit(*geef, "--woorden", " ".join(gevraagd["woorden"]))
    uit("signing-accept", kluis, pem)
    with werkplek_van(kluis) as wp, open_sleutel(wp, Sleutelkeuze("regio")) as sleutel:
        stuk = signing.onderteken(compose.verslag(inhoud()), sleutel, "voorzitter", wp.nu(), certificeren=True)
    pdf = tmp_path / "verslag.pdf"
    pdf.write_bytes(stuk)
    assert [c["staat"] for c in uit("signing", kluis, "--out", regio)["certificaten"]] == ["geldig"]
    met = zvh("verify", pdf, "--regio", regio, wachtwoord=None)
    assert met.code == 0 and "uitgegeven door de regio" in met.uit and "Op de intrekkingslijst van" in met.uit
    assert "niet wie tekende" in zvh("verify", pdf, wachtwoord=None).uit
    uit("signing-revoke", kluis, gemaakt["id"], "--reden", "gestolen")
    uit("signing", kluis, "--out", regio)
    weg = zvh("verify", pdf, "--regio", regio, wachtwoord=None)
    assert weg.code == 1 and "was ingetrokken" in weg.uit


@contextmanager
def werkplek_van(map_: Path) -> Iterator[Werkplek]:
    """The vault of the demonstration, open."""
    wp = kluizen.open_kluis(map_, ZIN, klok=SysteemKlok(), willekeur=SysteemWillekeur())
    try:
        yield wp
    finally:
        wp.store.close()
        wp.kluis.close()
