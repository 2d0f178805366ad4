"""Looking at files of others: what is shown, what is refused with a reason, and that nothing of it can hurt."""

import io
import os
import random
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from zvh_testing.proefstukken import PNG, afbeelding, docx, pdf

from zvh_desktop import app
from zvh_desktop.documents.kijker import KIJKPROCES, Kijker
from zvh_desktop.domain.errors import Omstandigheid

Maak = Callable[..., Kijker]


@pytest.fixture
def kijker() -> Iterator[Maak]:
    gemaakt: list[Kijker] = []

    def maak(soort: str, inhoud: bytes, *, wacht_s: float = 60) -> Kijker:
        gemaakt.append(Kijker(soort, inhoud, wacht_s=wacht_s))
        return gemaakt[-1]

    yield maak
    for k in gemaakt:
        k.sluit()


def reden(doe: Callable[[], object]) -> str:
    with pytest.raises(Omstandigheid) as fout:
        doe()
    return str(fout.value.gegevens.get("regel", fout.value.reden.value[0]))


def test_pdf_blad_voor_blad(kijker: Maak) -> None:
    k = kijker("pdf", pdf("een", "twee", "drie"))
    assert k.bladen() == 3
    breed, hoog, ruw = k.blad(2, 1.0)
    assert (breed, hoog) == (595, 842) and len(ruw) == breed * hoog * 4
    assert ruw != k.blad(0, 1.0)[2]


def test_pdf_met_wachtwoord_zegt_dat(kijker: Maak) -> None:
    assert reden(kijker("pdf", pdf("x", wachtwoord="geheim")).bladen) == "voorbeeld_wachtwoord"


@pytest.mark.parametrize("formaat", ["PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"])
def test_afbeelding_op_een_vel(kijker: Maak, formaat: str) -> None:
    k = kijker(formaat.lower(), afbeelding(1200, 600, formaat))
    breed, hoog, ruw = k.blad(0, 1.0)
    assert k.bladen() == 1 and breed == 595 and hoog == 298 and len(ruw) == breed * hoog * 4


def test_gedraaide_foto_staat_rechtop_en_een_kleine_wordt_niet_opgeblazen(kijker: Maak) -> None:
    uit = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (400, 200), "red").save(uit, "JPEG", exif=exif)
    breed, hoog, _ = kijker("jpeg", uit.getvalue()).blad(0, 1.0)
    assert (breed, hoog) == (595, 400)
    assert kijker("png", PNG).blad(0, 1.0)[1] == 40


def test_scan_van_meer_bladen(kijker: Maak) -> None:
    uit = io.BytesIO()
    bladen = [Image.new("L", (300, 400), n * 100) for n in range(3)]
    bladen[0].save(uit, "TIFF", save_all=True, append_images=bladen[1:])
    k = kijker("tiff", uit.getvalue())
    assert k.bladen() == 3 and k.blad(2, 0.5)[2] != k.blad(0, 0.5)[2]


def test_tekst_van_word_zonder_opmaak(kijker: Maak) -> None:
    assert kijker("docx", docx("Beste collega", "Tot ziens")).tekst() == ("Beste collega\nTot ziens\n", False)


def test_platte_tekst_van_elke_afkomst_en_zonder_stuurtekens(kijker: Maak) -> None:
    assert kijker("tekst", "één\r\ntwee\u202e".encode()).tekst() == ("één\ntwee", False)
    assert kijker("tekst", "één".encode("cp1252")).tekst()[0] == "één"
    tekst, ingekort = kijker("tekst", b"x" * 3_000_000).tekst()
    assert ingekort and len(tekst) == 400_000


def bom_png(breed: int, hoog: int) -> bytes:
    """A small file that says to be a picture of a huge size."""
    import struct
    import zlib

    def stuk(naam: bytes, inhoud: bytes) -> bytes:
        return struct.pack(">I", len(inhoud)) + naam + inhoud + struct.pack(">I", zlib.crc32(naam + inhoud))

    kop = struct.pack(">IIBBBBB", breed, hoog, 8, 2, 0, 0, 0)
    lijf = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + stuk(b"IHDR", kop) + stuk(b"IDAT", lijf) + stuk(b"IEND", b"")


@pytest.mark.parametrize("maat", [(60_000, 60_000), (2_000_000, 2), (2**31 - 1, 2**31 - 1)])
def test_bom_van_een_afbeelding_wordt_niet_uitgevouwen(kijker: Maak, maat: tuple[int, int]) -> None:
    assert reden(kijker("png", bom_png(*maat)).bladen) in ("voorbeeld_te_groot", "voorbeeld_onleesbaar")


def test_bommen_van_word_worden_niet_uitgevouwen(kijker: Maak) -> None:
    lachen = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha" * 50}">' for n in range(12))
    assert reden(kijker("docx", docx("&a11;", voor=f"<!DOCTYPE x [{lachen}]>")).tekst) == "voorbeeld_onleesbaar"
    extern = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    assert reden(kijker("docx", docx("&e;", voor=extern)).tekst) == "voorbeeld_onleesbaar"
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as bundel:
        bundel.writestr("word/document.xml", b" " * 60_000_000)
    assert reden(kijker("docx", uit.getvalue()).tekst) == "voorbeeld_te_groot"


@pytest.mark.parametrize("soort", ["pdf", "png", "jpeg", "gif", "bmp", "tiff", "webp", "docx"])
@pytest.mark.parametrize("inhoud", [b"", b"rommel", bytes(2000), b"%PDF-1.4\n%%EOF", b"PK\x05\x06" + bytes(18)])
def test_rommel_is_een_zin(kijker: Maak, soort: str, inhoud: bytes) -> None:
    k = kijker(soort, inhoud)
    assert reden(k.tekst if soort == "docx" else k.bladen).startswith("voorbeeld_")


def test_wie_te_lang_doet_over_een_antwoord_wordt_gestopt(kijker: Maak) -> None:
    k = kijker("pdf", pdf("x"), wacht_s=0.0)
    assert reden(k.bladen) == "voorbeeld_traag"
    assert k._bij.proces is None


def test_wie_omvalt_kost_een_zin_en_de_volgende_vraag_begint_opnieuw(kijker: Maak) -> None:
    k = kijker("pdf", pdf("een", "twee"))
    assert k.bladen() == 2
    proces = k._bij.proces
    assert proces is not None
    proces.kill()
    proces.wait()
    assert k.blad(1, 0.2)[0] == 119
    assert k._bij.proces is not proces


def test_na_sluiten_is_er_geen_proces_en_geen_inhoud_meer(kijker: Maak) -> None:
    k = kijker("pdf", pdf("x"))
    k.bladen()
    proces = k._bij.proces
    k.sluit()
    assert proces is not None and proces.poll() is not None and k._inhoud == b""
    assert reden(k.bladen) == "afgebroken"


def test_het_geinstalleerde_programma_wordt_zelf_het_proces(kijker: Maak, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "zvh_desktop.documents.kijker._opdracht", lambda: [sys.executable, "-m", "zvh_desktop", KIJKPROCES]
    )
    assert app.KIJKPROCES == KIJKPROCES and kijker("pdf", pdf("een", "twee")).bladen() == 2


@pytest.mark.skipif(not Path("/proc").exists(), reason="reads what the system knows of a process")
def test_het_proces_mag_niets_openen_schrijven_of_nalaten_en_kent_niets_van_ons(
    kijker: Maak, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZVH_PASSPHRASE", "geheim")
    k = kijker("pdf", pdf("x"))
    k.bladen()
    assert k._bij.proces is not None
    plek = Path(f"/proc/{k._bij.proces.pid}")
    grenzen = {regel[:26].strip(): regel[26:].split() for regel in (plek / "limits").read_text().splitlines()}
    assert grenzen["Max open files"][:2] == ["3", "3"]
    assert grenzen["Max file size"][:2] == grenzen["Max core file size"][:2] == ["0", "0"]
    assert grenzen["Max address space"][0] != "unlimited"
    assert b"geheim" not in (plek / "environ").read_bytes()
    namen = [os.readlink(p) for p in (plek / "fd").iterdir()]
    assert not [n for n in namen if n.startswith("/") and n != "/dev/null"]


def verminkt(goed: bytes, kans: random.Random) -> bytes:
    """Some bytes other, or a piece gone, doubled or moved."""
    m = bytearray(goed)
    for _ in range(kans.choice((1, 2, 5, 30))):
        plek = kans.randrange(len(m))
        wat = kans.randrange(5)
        if wat < 3:
            m[plek] = kans.choice((0, 255, 127, kans.randrange(256)))
        elif wat == 3:
            del m[plek : plek + kans.randrange(1, 40)]
        else:
            m[plek:plek] = m[kans.randrange(len(m)) :][: kans.randrange(1, 60)]
        if len(m) < 10:
            return bytes(m)
    return bytes(m)


@pytest.mark.parametrize("soort", ["pdf", "png", "jpeg", "tiff", "webp", "gif", "docx"])
def test_honderd_verminkingen_geven_een_beeld_of_een_zin(kijker: Maak, soort: str) -> None:
    """One process takes many files here, which is harder on it than the program ever is."""
    kans = random.Random(f"verminkt {soort}")
    goed = {
        "pdf": pdf("Een blad", "Twee bladen"),
        "docx": docx("Beste collega", "Nog een regel"),
    }.get(soort) or afbeelding(80, 60, soort.upper())
    k = kijker(soort, goed)
    for _ in range(100):
        k._inhoud, k._geopend = verminkt(goed, kans), False
        try:
            if soort == "docx":
                k.tekst()
                continue
            for nummer in range(min(k.bladen(), 3)):
                breed, hoog, ruw = k.blad(nummer, 0.5)
                assert len(ruw) == breed * hoog * 4
        except Omstandigheid as fout:
            assert str(fout.gegevens["regel"]).startswith("voorbeeld_")
    k._inhoud = goed
    k._geopend = False
    assert k.tekst()[0] if soort == "docx" else k.bladen() == (2 if soort == "pdf" else 1)
