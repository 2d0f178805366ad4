"""What a file is by its content, and names that can do no harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zvh_testing.proefstukken import PNG, afbeelding, docx, pdf

from zvh_desktop.domain.dossierstuk import (
    INHOUDSOORTEN,
    bevat_macros,
    herken,
    omvang_in_woorden,
    past_bij_naam,
    schone_naam,
)


@pytest.mark.parametrize(
    ("inhoud", "soort"),
    [
        (pdf("x"), "pdf"),
        (b"\xef\xbb\xbfrommel ervoor %PDF-1.4", "pdf"),
        (PNG, "png"),
        *((afbeelding(formaat=f), f.lower()) for f in ("JPEG", "GIF", "BMP", "TIFF", "WEBP")),
        (docx("Hallo"), "docx"),
        (b"PK\x03\x04 een gewone zip", "onbekend"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "doc"),
        (b"ID3\x04" + bytes(50), "mp3"),
        (b"\xff\xfb\x90\x64" + bytes(50), "mp3"),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", "wav"),
        (b"RIFF\x10\x00\x00\x00AVI LIST", "onbekend"),
        (b"OggS" + bytes(50), "ogg"),
        (b"\x00\x00\x00\x20ftypM4A " + bytes(50), "m4a"),
        (b"#!AMR\n" + bytes(5), "amr"),
        ("Beste collega, één zin.\n".encode(), "tekst"),
        ("Beste collega, één zin.\n".encode("cp1252"), "tekst"),
        (b"MZ\x90\x00\x03" + bytes(50), "onbekend"),
        (bytes(100), "onbekend"),
        (b"", "onbekend"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "tekst"),
    ],
)
def test_inhoud_beslist(inhoud: bytes, soort: str) -> None:
    assert herken(inhoud) == soort


@given(st.binary(max_size=300))
def test_herkennen_kan_op_alles(inhoud: bytes) -> None:
    assert herken(inhoud) in INHOUDSOORTEN


@pytest.mark.parametrize(
    ("ruw", "schoon"),
    [
        ("brief.pdf", "brief.pdf"),
        ("brief\u202efdp.exe", "brieffdp.exe"),
        ("regel\neen\ttwee.pdf", "regel een twee.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\..\\geheim.docx", "geheim.docx"),
        ("  .. ", "stuk"),
        ("", "stuk"),
        ("///", "stuk"),
        ("CON.pdf", "_CON.pdf"),
        ('a<b>:"c"|?*.png', "a_b___c____.png"),
        ("e\u0301e\u0301n.pdf", "één.pdf"),
        ("\u0000\u200b\u2066x.pdf", "x.pdf"),
        ("naam\udcff.pdf", "naam.pdf"),
    ],
)
def test_naam_wordt_ongevaarlijk(ruw: str, schoon: str) -> None:
    assert schone_naam(ruw) == schoon


def test_lange_naam_houdt_haar_einde() -> None:
    naam = schone_naam("x" * 300 + ".pdf")
    assert len(naam) <= 120 and naam.endswith("….pdf")


@given(st.text(max_size=400))
def test_schone_naam_is_een_naam_en_blijft_zoals_zij_is(ruw: str) -> None:
    naam = schone_naam(ruw)
    assert 0 < len(naam) <= 121 and not set(naam) & set('/\\<>:"|?*\n\r\t\0') and naam not in (".", "..")
    assert naam.encode("utf-8") and schone_naam(naam) == naam


def test_naam_en_inhoud_passen_of_niet() -> None:
    assert past_bij_naam("foto.JPG", "jpeg") and past_bij_naam("zonder", "jpeg") and past_bij_naam("x.ini", "tekst")
    assert not past_bij_naam("foto.pdf", "jpeg") and not past_bij_naam("x.pdf", "onbekend")
    assert past_bij_naam("x.bin", "onbekend") and not past_bij_naam("x.pdf", "tekst")


def test_macros_worden_gezien() -> None:
    assert bevat_macros(docx("x", extra={"word/vbaProject.bin": b"VBA"})) and not bevat_macros(docx("x"))


def test_omvang_in_woorden() -> None:
    assert [omvang_in_woorden(n) for n in (0, 999, 1000, 1_400_000, 52_428_800)] == [
        "0 bytes", "999 bytes", "1 kB", "1,4 MB", "52,4 MB"
    ]  # fmt: skip
