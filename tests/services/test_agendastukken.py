"""Agenda and script: who sees what, at which hour, checked by tools that are not ours."""

import io
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from zvh_testing.casuskluis import werkplek
from zvh_testing.overlegspel import GAST, Tafel

from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.domain.verslag import Verstrekking
from zvh_desktop.services import (
    aanmeldingen,
    agendastukken,
    overlegagenda,
    overlegbeeld,
    overlegdeelnemers,
    uitnodigingen,
    verstrekregister,
)
from zvh_desktop.services.werkplek import Werkplek


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    with werkplek(tmp_path) as plek:
        yield plek


def tweede_casus(wp: Werkplek, tafel: Tafel) -> str:
    id_ = aanmeldingen.zonder_aanmelding(
        wp, type_="persoon", thema=["overlast"], voornamen="Samira", achternaam="Zonneveld"
    ).casus_id
    overlegagenda.voeg_casus_toe(wp, tafel.overleg_id, id_, 25)
    return id_


def tekst(inhoud: bytes) -> str:
    return "\n".join(blad.get_textpage().get_text_bounded() for blad in pypdfium2.PdfDocument(inhoud))


def alles_op(tekst_: str, *woorden: str) -> list[str]:
    return [w for w in woorden if w in tekst_]


def test_agenda_toont_alleen_eigen_casussen_en_zonder_keus_geen_namen(wp: Werkplek) -> None:
    tafel = Tafel(wp)
    tweede_casus(wp, tafel)
    overlegdeelnemers.wijzig_deelnemer(wp, tafel.gast, casus_ids=[tafel.casus_id])
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
    assert "Casus 2026-0001" in met and "Kees" not in met, "who is not bound to secrecy learns no name"
    tafel.teken()
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
    paden, _ = agendastukken.schrijf_agendas(wp, tafel.overleg_id, tmp_path / "uit")
    namen = [p.name for p in paden]
    assert len(namen) == len(set(namen)) == len(list((tmp_path / "uit").iterdir()))
    assert all(n.startswith("agenda 2026-11-24 ") for n in namen)
    assert not [n for n in namen if "Hek" in n or "Bakker" in n]
    assert {(p.stat().st_mode & 0o777) for p in paden} == {0o600}
    regels = verstrekregister.lijst(wp)
    assert sorted(r.verstrekking.aan for r in regels) == sorted(
        f"{r.deelnemer.naam} ({r.deelnemer.organisatie})"
        for r in overlegbeeld.detail(wp, tafel.overleg_id).deelnemers
        if r.deelnemer.rol == "deelnemer"
    )
    assert {r.bewaard for r in regels} == {True} and {r.overleg_id for r in regels} == {tafel.overleg_id}
    assert verstrekregister.stuk(wp, regels[0].verstrekking.id).pdf in {p.read_bytes() for p in paden}
    assert not wp.store.find(Verstrekking, casus_id=tafel.casus_id), "a number alone is no matter of the dossier"


def test_wat_namen_noemt_staat_ook_in_elke_casus_en_laat_geen_kopie_achter(wp: Werkplek, tmp_path: Path) -> None:
    tafel = Tafel(wp)
    ander = tweede_casus(wp, tafel)
    overlegdeelnemers.wijzig_deelnemer(wp, tafel.gast, casus_ids=[tafel.casus_id])
    agendastukken.schrijf_agendas(wp, tafel.overleg_id, tmp_path / "uit", met_namen=True)
    gast = ("agenda", f"{GAST[0]} ({GAST[1]})")
    assert gast not in [(v.stuk, v.aan) for v in wp.store.find(Verstrekking, casus_id=tafel.casus_id)], "numbers alone"
    tafel.teken()
    agendastukken.schrijf_agendas(wp, tafel.overleg_id, tmp_path / "uit", met_namen=True)
    agendastukken.schrijf_draaiboek(wp, tafel.overleg_id, tmp_path / "uit" / "draaiboek.pdf")
    per_casus = {
        id_: [(v.stuk, v.aan) for v in wp.store.find(Verstrekking, casus_id=id_)] for id_ in (tafel.casus_id, ander)
    }
    assert gast in per_casus[tafel.casus_id] and gast not in per_casus[ander]
    assert all([s for s, _ in rij].count("draaiboek") == 1 for rij in per_casus.values())
    assert not any("2026-000" in v.wat for v in wp.store.find(Verstrekking)), "no casus names another"
    assert {r.bewaard for r in verstrekregister.lijst(wp) if "namen" in r.wat and "zonder" not in r.wat} == {False}


def test_een_draaiboek_dat_niet_geschreven_wordt_is_nergens_verstrekt(wp: Werkplek, tmp_path: Path) -> None:
    tafel = Tafel(wp)
    (tmp_path / "geen map").write_text("x")
    with pytest.raises(Omstandigheid):
        agendastukken.schrijf_draaiboek(wp, tafel.overleg_id, tmp_path / "geen map" / "d.pdf")
    assert not wp.store.find(Verstrekking)


def test_register_zonder_casus_gaat_zelf_ook_langs_de_deur(wp: Werkplek, tmp_path: Path) -> None:
    tafel = Tafel(wp)
    with pytest.raises(Omstandigheid):
        verstrekregister.verstrek(wp, (), tmp_path / "r.pdf", aan="Toezicht", hoe="op papier")
    uitnodigingen.schrijf_uitnodiging(wp, tafel.overleg_id, tmp_path / "u.ics")
    agendastukken.schrijf_draaiboek(wp, tafel.overleg_id, tmp_path / "d.pdf")
    regels = {r.verstrekking.stuk: r for r in verstrekregister.lijst(wp)}
    uit = regels["uitnodiging"]
    assert set(regels) == {"draaiboek", "uitnodiging"}
    assert uit.verstrekking.aan == "alle genodigden (3)" and not uit.bewaard, "a calendar file has no pages"
    pad, _ = verstrekregister.verstrek(wp, (uit.verstrekking.id,), tmp_path / "r.pdf", aan="Toezicht", hoe="op papier")
    op_papier = tekst(pad.read_bytes())
    assert "alle genodigden" in op_papier and "draaiboek" not in op_papier
    assert "register van verstrekkingen zonder casus, 1 van 2 regels" in {r.wat for r in verstrekregister.lijst(wp)}


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
