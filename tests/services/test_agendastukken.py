"""Agenda and script: who sees what, at which hour, checked by tools that are not ours."""

import io
import subprocess
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from zvh_testing.casuskluis import werkplek
from zvh_testing.overlegspel import GAST, Tafel

from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.services import aanmeldingen, agendastukken, logboek, overleggen
from zvh_desktop.services.werkplek import Werkplek


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    with werkplek(tmp_path) as plek:
        yield plek


def tweede_casus(wp: Werkplek, tafel: Tafel) -> str:
    id_ = aanmeldingen.zonder_aanmelding(
        wp, type_="persoon", thema=["overlast"], voornamen="Samira", achternaam="Zonneveld"
    ).casus_id
    overleggen.voeg_casus_toe(wp, tafel.overleg_id, id_, 25)
    return id_


def tekst(inhoud: bytes) -> str:
    return "\n".join(blad.get_textpage().get_text_bounded() for blad in pypdfium2.PdfDocument(inhoud))


def alles_op(tekst_: str, *woorden: str) -> list[str]:
    return [w for w in woorden if w in tekst_]


def test_agenda_toont_alleen_eigen_casussen_en_zonder_keus_geen_namen(wp: Werkplek) -> None:
    tafel = Tafel(wp)
    tweede_casus(wp, tafel)
    overleggen.wijzig_deelnemer(wp, tafel.gast, casus_ids=[tafel.casus_id])
    agenda = agendastukken.agenda(wp, tafel.overleg_id, tafel.gast)
    assert [(r.van, r.tot, r.wat) for r in agenda.regels] == [
        ("09:30", "09:35", "Opening"),
        ("09:35", "09:55", "Casus 2026-0001"),
        ("10:20", "10:25", "Rondvraag"),
    ]
    assert "geheimhoudingsverklaring" in agenda.dekking
    pdf = tekst(agendastukken.agenda_pdf(wp, tafel.overleg_id, tafel.gast))
    assert alles_op(pdf, "Kees", "Vermeer", "Samira", "Zonneveld", "2026-0002", "verward") == []
    assert GAST[0] in pdf
    met = tekst(agendastukken.agenda_pdf(wp, tafel.overleg_id, tafel.gast, met_namen=True))
    assert "Kees V." in met and "Samira" not in met and "Vermeer" not in met


def test_wie_gedekt_is_krijgt_geen_oproep_om_te_tekenen(wp: Werkplek) -> None:
    tafel = Tafel(wp)
    assert agendastukken.agenda(wp, tafel.overleg_id, tafel.vast).dekking == ""


def test_wie_niet_is_uitgenodigd_krijgt_geen_agenda(wp: Werkplek) -> None:
    tafel = Tafel(wp)
    with pytest.raises(Omstandigheid):
        agendastukken.agenda(wp, tafel.overleg_id, "f" * 32)


def test_een_bestand_per_genodigde_zonder_namen_van_personen(wp: Werkplek, tmp_path: Path) -> None:
    tafel = Tafel(wp)
    paden = agendastukken.schrijf_agendas(wp, tafel.overleg_id, tmp_path / "uit")
    namen = [p.name for p in paden]
    assert len(namen) == len(set(namen)) == len(list((tmp_path / "uit").iterdir()))
    assert all(n.startswith("agenda 2026-11-24 ") for n in namen)
    assert not [n for n in namen if "Hek" in n or "Bakker" in n]
    assert {(p.stat().st_mode & 0o777) for p in paden} == {0o600}
    blad = logboek.blad(wp, gebeurtenis="agenda_gemaakt")
    assert len(blad.regels) == len(namen)


def test_draaiboek_heeft_alles_voor_de_voorzitter(wp: Werkplek) -> None:
    tafel = Tafel(wp)
    tweede_casus(wp, tafel)
    boek = agendastukken.draaiboek(wp, tafel.overleg_id)
    assert [(p.van, p.naam, p.nummer) for p in boek.punten] == [
        ("09:30", "Opening", ""),
        ("09:35", "Kees V.", "2026-0001"),
        ("09:55", "Samira Z.", "2026-0002"),
        ("10:20", "Rondvraag", ""),
    ]
    assert boek.punten[1].vraag
    assert "Er is nog geen casusregisseur." in boek.punten[1].open
    assert [n for n in boek.ongedekt if GAST[0] in n]
    assert boek.ruimte == "55 minuten gepland, 35 minuten over."


def test_draaiboek_van_een_volgend_overleg_noemt_besluit_en_acties(wp: Werkplek) -> None:
    tafel = Tafel(wp)
    tafel.begin(tafel.vast)
    tafel.beslis()
    tafel.sluit()
    invoer = overleggen.OverlegInvoer("Casusoverleg", date(2026, 12, 8), time(9, 30), time(11), "Stadhuis")
    volgende, _ = overleggen.plan(wp, invoer, [tafel.casus_id])
    punt = agendastukken.draaiboek(wp, volgende).punten[1]
    assert punt.vorig == ("Tijdelijke plek met toezicht. (di 24 nov)",)
    assert [a for a in punt.acties if "Twee woonplekken voorleggen" in a and "do 26 nov" in a]


@pytest.mark.parametrize("welk", ["agenda", "draaiboek"])
def test_stukken_zijn_heel_getagd_en_elke_keer_hetzelfde(wp: Werkplek, tmp_path: Path, welk: str) -> None:
    tafel = Tafel(wp)

    def maak() -> bytes:
        if welk == "agenda":
            return agendastukken.agenda_pdf(wp, tafel.overleg_id, tafel.gast)
        return agendastukken.draaiboek_pdf(wp, tafel.overleg_id)

    een = maak()
    assert een == maak()
    pad = tmp_path / "stuk.pdf"
    pad.write_bytes(een)
    subprocess.run(["qpdf", "--check", str(pad)], check=True, capture_output=True)
    with pikepdf.open(io.BytesIO(een)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "nl-NL"
