"""The picture of a system on paper: tagged, with its words, archived, and without any address."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from documents.gereedschap import bestand, draai, preflight, structuurtekst, tweeling

from zvh_desktop.documents import compose
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.systeem import RELATIES, Relatie
from zvh_desktop.domain.systeembeeld import Systeemblad, teken

NU = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def blad(aantal: int = 6) -> Systeemblad:
    adres: dict[str, Any] = {"straat": "Geheimlaan", "huisnummer": "77", "postcode": "1506 XX", "adres_geheim": True}
    personen = [
        Betrokkene(
            id=f"p{nr:02d}", stream="s", casus_id="c", voornamen=f"Persoon {nr}", rol="betrokkene bij het gezin",
            achternaam="Vermeer-van der Zaanstreek",
            geboortedatum=date(1950 + 2 * nr, 1, 1), hoofdpersoon=nr == 0, **adres,
        )
        for nr in range(aantal)
    ]  # fmt: skip
    soorten = list(RELATIES)
    relaties = [
        Relatie(
            id=f"r{nr}", stream="s", casus_id="c", van_betrokkene_id=f"p{nr % aantal:02d}",
            naar_betrokkene_id=f"p{(nr * 7 + 1) % aantal:02d}", relatiesoort=soorten[nr % len(soorten)],
            woord_van="stiefvader" if nr % 3 == 0 else "", tot=date(2020, 1, 1) if nr % 5 == 0 else None,
        )
        for nr in range(2 * aantal)
    ]  # fmt: skip
    return Systeemblad(
        "Zorg- en Veiligheidshuis", "VERTROUWELIJK", "2026-0143", NU, teken(personen, relaties, NU.date())
    )


def test_beeld_staat_in_woorden_in_de_structuur_en_is_pdf_a(tmp_path: Path) -> None:
    pdf = compose.systeemblad(blad())
    tekst = structuurtekst(pdf)
    assert "Persoon 1 Vermeer-van der Zaanstreek" in tekst and "huishouden" in tekst
    assert "Geheimlaan" not in tekst and "1506" not in draai("pdftotext", bestand(tmp_path, pdf), "-")
    assert preflight(bestand(tmp_path, tweeling(pdf))) == [["valid"]]
    assert compose.systeemblad(blad()) == pdf


def test_vijfentwintig_personen_passen_op_een_beeld_en_niemand_past_ook() -> None:
    assert compose.systeemblad(blad(25)).startswith(b"%PDF")
    leeg = Systeemblad("Z", "V", "2026-0001", NU, teken([], [], NU.date()))
    assert compose.systeemblad(leeg).startswith(b"%PDF")
