"""The plan in time on paper: tagged, archived, everything of the picture in the list too."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from documents.gereedschap import bestand, draai, preflight, structuurtekst, tweeling

from zvh_desktop.documents import compose
from zvh_desktop.domain.tijdlijn import SOORTEN, Item, Tijdlijnblad, orden

NU = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
VANDAAG = date(2026, 11, 24)


def blad(aantal: int) -> Tijdlijnblad:
    soorten = list(SOORTEN)
    items = [
        Item(
            f"i{nr}", f"r{nr}", soorten[nr % len(soorten)], f"onderdeel {nr} <van> het plan & meer",
            None if nr % 29 == 28 else VANDAAG + timedelta((nr * 37) % 500 - 350),
            VANDAAG + timedelta((nr * 37) % 500 - 300) if SOORTEN[soorten[nr % len(soorten)]].teken == "balk" else None,
            fase=nr % 5,
        )
        for nr in range(aantal)
    ]  # fmt: skip
    return Tijdlijnblad(
        "Zorg- en Veiligheidshuis", "VERTROUWELIJK", "2026-0143", NU, orden(items, VANDAAG), ("adressen",)
    )


def test_tijdlijn_staat_als_beeld_en_als_lijst_op_papier_en_is_pdf_a(tmp_path: Path) -> None:
    pdf = compose.tijdlijnblad(blad(40))
    tekst = structuurtekst(pdf)
    assert all(f"onderdeel {nr} <van> het plan & meer" in tekst for nr in range(40))
    assert "Tijdlijn van" in tekst and "vandaag" in tekst
    assert preflight(bestand(tmp_path, tweeling(pdf))) == [["valid"]]
    assert "No syntax or stream encoding errors" in draai("qpdf", "--check", bestand(tmp_path, pdf))
    assert compose.tijdlijnblad(blad(40)) == pdf


def test_driehonderd_onderdelen_en_geen_enkel_passen_ook() -> None:
    assert "onderdeel 299" in structuurtekst(compose.tijdlijnblad(blad(300)))
    assert "nog niets met een dag" in structuurtekst(compose.tijdlijnblad(blad(0)))
