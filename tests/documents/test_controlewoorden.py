"""What a check says in words: intact, by whom, when and how sure, what changed after; nothing that is not proven."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from documents.pki import QC_BEIDE, Dienst, Gezag
from documents.stukken import NU, inhoud

from zvh_desktop.config import Instellingen
from zvh_desktop.documents import compose, signing
from zvh_desktop.documents.signing import Wortel
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.services import controlewoorden, echtheid


@pytest.fixture(scope="module")
def kaal() -> bytes:
    return compose.verslag(inhoud())


@pytest.fixture(scope="module")
def pki() -> Gezag:
    return Gezag()


def _zinnen(pdf: bytes, **anders: Any) -> str:
    controle = echtheid.controleer(pdf, **anders)
    return "\n".join(f"{soort}: {zin}" for soort, zin in controlewoorden.woorden(controle))


def test_stempel_en_niveau_staan_in_woorden(kaal: bytes, pki: Gezag) -> None:
    een = signing.onderteken(kaal, pki.ondertekenaar("J. de Wit").materiaal(), "voorzitter", NU, certificeren=True)
    assert "ok: Niveau PAdES B-B" in _zinnen(een)
    blt = signing.voeg_tijdstempel_toe(een, Dienst(pki, NU + timedelta(minutes=9)), bron=pki)
    zinnen = _zinnen(blt)
    assert "let_op: Ondertekend op 24 nov 2026 om 10:53 uur, volgens het toestel van J. de Wit." in zinnen
    assert "let_op: Een tijdstempel van Tijdstempeldienst zegt dat de handtekening er op 24 nov 2026 om 11:02" in zinnen
    assert "ok: Niveau PAdES B-LT" in zinnen and "geen tijdstempel bewijst" not in zinnen
    vertrouwd = _zinnen(blt, wortels=[Wortel("bekend", pki.wortel.der)])
    assert "ok: Ondertekend door J. de Wit: een instantie die u vertrouwt staat in voor de naam." in vertrouwd
    assert "ok: Een tijdstempel van Tijdstempeldienst" in vertrouwd
    assert "ekwalificeerd" not in vertrouwd.replace("Niet gekwalificeerd", "")


@pytest.mark.parametrize(("dagen", "gezegd"), [(-400, 1), (-0.5, 0), (30, 0)])
def test_een_tijd_van_ondertekenen_die_nog_moet_komen_wordt_opgemerkt_en_is_geen_fout(
    kaal: bytes, pki: Gezag, dagen: float, gezegd: int
) -> None:
    pdf = signing.onderteken(kaal, pki.ondertekenaar("J. de Wit").materiaal(), "voorzitter", NU, certificeren=True)
    controle = echtheid.controleer(pdf)
    zinnen = controlewoorden.woorden(controle, NU + timedelta(days=dagen))
    over = [soort for soort, zin in zinnen if "ligt in de toekomst: de klok van het toestel van J. de Wit" in zin]
    assert over == ["let_op"] * gezegd and controlewoorden.oordeel(controle)[0] == "ok"


def test_gekwalificeerd_wordt_alleen_gezegd_als_het_zo_is(kaal: bytes, pki: Gezag) -> None:
    uitbreiding = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.3.6.1.5.5.7.1.3"), QC_BEIDE)
    wie = pki.ondertekenaar("Q", extra=[(uitbreiding, False)])
    pdf = signing.onderteken(kaal, wie.materiaal(), "voorzitter", NU, certificeren=True)
    zinnen = _zinnen(pdf, wortels=[Wortel("gekwalificeerd", pki.wortel.der)])
    assert "ok: Gekwalificeerde handtekening van Q" in zinnen
    assert "let_op: Of het certificaat van Q was ingetrokken, blijkt niet uit het bestand." in zinnen
    gewoon = signing.onderteken(kaal, pki.ondertekenaar("G").materiaal(), "voorzitter", NU, certificeren=True)
    zinnen = _zinnen(gewoon, wortels=[Wortel("gekwalificeerd", pki.wortel.der)])
    assert "Gekwalificeerde handtekening van" not in zinnen and "zegt niet dat het voor gekwalificeerde" in zinnen


def test_wat_het_toestel_van_zijn_klok_wist_blijft_bij_de_handtekening(kaal: bytes) -> None:
    sleutel = signing.maak_sleutel("M. van der Heijden", "ZVH", "procesregisseur", NU)
    pdf = signing.onderteken(
        kaal, sleutel, "voorzitter", NU, reden="verslag vastgesteld", certificeren=True,
        tijdkwaliteit="klok niet bevestigd sinds 3 november 2026",
    )  # fmt: skip
    (h,) = signing.controleer(pdf).handtekeningen
    assert (h.reden, h.tijdkwaliteit) == ("verslag vastgesteld", "klok niet bevestigd sinds 3 november 2026")
    assert "let_op: Over die tijd zei het toestel: klok niet bevestigd sinds 3 november 2026." in _zinnen(pdf)


@pytest.mark.parametrize("reden", ["certificaat_ingetrokken", "certificaat_ander_doel", "omhulsel_afwijkend"])
def test_elke_reden_heeft_haar_eigen_zin(reden: str) -> None:
    assert reden in controlewoorden._FOUTEN


def test_wortels_komen_uit_wat_is_gekozen(tmp_path: Path, pki: Gezag) -> None:
    pad = tmp_path / "wortels.pem"
    pad.write_bytes(pki.wortel.certificaat.public_bytes(serialization.Encoding.PEM))
    assert echtheid.wortels() == ()
    assert [w.soort for w in echtheid.wortels(bekend=pad, gekwalificeerd=pad)] == ["gekwalificeerd", "bekend"]
    instellingen = Instellingen()
    assert echtheid.wortels(instellingen) == ()
    instellingen.zet("wortels", str(pad))
    assert echtheid.wortels(instellingen) == (Wortel("bekend", pki.wortel.der),)
    with pytest.raises(Omstandigheid):
        echtheid.wortels(bekend=tmp_path / "weg.pem")
