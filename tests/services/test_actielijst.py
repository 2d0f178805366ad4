"""Lists that leave the vault: only what was asked for, never a live formula, always recorded."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from zvh_testing.casuskluis import AMSTERDAM, werkplek

from zvh_desktop.documents.spreadsheet import schrijf_lijst
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.partner import Partner
from zvh_desktop.domain.plan import Actie
from zvh_desktop.domain.verslag import Verstrekking
from zvh_desktop.services import aanmeldingen, logboek
from zvh_desktop.services.actielijst import schrijf, werkblad
from zvh_desktop.services.werkplek import Werkplek

WOORDEN = ("Vermeer", "Schuilstraat", "Verweg", "langsgaan")
NU = datetime(2026, 11, 24, 9, 31, tzinfo=AMSTERDAM)


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    with werkplek(tmp_path) as plek:
        yield plek


def vul(wp: Werkplek) -> dict[str, str]:
    casus = aanmeldingen.zonder_aanmelding(wp, type_="persoon", thema=[], voornamen="Kees", achternaam="Vermeer")
    partners = {p.kort: p.id for p in wp.store.find(Partner)}
    stream = wp.store.find(Partner)[0].stream
    teksten = {"GGZ": '=HYPERLINK("http://x")', "Politie": "-2+3 langsgaan"}
    with wp.transactie("acties") as t:
        for kort, tekst in teksten.items():
            t.save(
                Actie(
                    id=wp.nieuw_id(), stream=stream, casus_id=casus.casus_id, tekst=tekst, partner_id=partners[kort],
                    uiterlijk=date(2026, 11, 20), gemaakt_op=date(2026, 11, 1),
                )
            )  # fmt: skip
    return partners


def rijen(inhoud: bytes) -> list[tuple[object, ...]]:
    blad = openpyxl.load_workbook(io.BytesIO(inhoud)).active
    assert blad is not None
    return [tuple(rij) for rij in blad.iter_rows(values_only=True)]


def formules(inhoud: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(inhoud)) as pak:
        return sum(pak.read(naam).count(b"<f>") for naam in pak.namelist() if naam.endswith(".xml"))


def test_partner_krijgt_alleen_eigen_acties_en_geen_naam_van_een_betrokkene(wp: Werkplek) -> None:
    partners = vul(wp)
    inhoud = werkblad(wp, partner_id=partners["GGZ"])
    gelezen = rijen(inhoud)
    assert len(gelezen) == 2
    assert gelezen[1][1] == '=HYPERLINK("http://x")'
    assert formules(inhoud) == 0
    with zipfile.ZipFile(io.BytesIO(inhoud)) as pak:
        alles = b"".join(pak.read(naam) for naam in pak.namelist())
    assert b"Vermeer" not in alles and b"langsgaan" not in alles


def test_alleen_wat_gevraagd_is_staat_op_de_lijst_en_is_verstrekt(wp: Werkplek, tmp_path: Path) -> None:
    partners = vul(wp)
    (actie,) = wp.store.find(Actie, partner_id=partners["GGZ"])
    assert len(rijen(werkblad(wp, alleen={actie.id}))) == 2
    assert len(rijen(werkblad(wp, partner_id=partners["Politie"], alleen={actie.id}))) == 1
    schrijf(wp, tmp_path / "geen.xlsx", alleen=frozenset())
    assert not [v for v in wp.store.find(Verstrekking) if v.stuk == "actielijst"]


def test_rekenblad_wordt_in_het_geheugen_gemaakt(wp: Werkplek, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vul(wp)
    # Whoever would put the text in a temporary file finds no place for it.
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "bestaat niet"))
    assert len(rijen(werkblad(wp))) > 2


def test_uitgifte_staat_in_het_logboek(wp: Werkplek) -> None:
    partners = vul(wp)
    werkblad(wp, partner_id=partners["Politie"])
    assert "actielijst_gemaakt" in {regel.gebeurtenis for regel in logboek.blad(wp).regels}


def test_lijst_op_papier_noemt_nummers_en_geen_mensen_of_geheim_adres(wp: Werkplek, tmp_path: Path) -> None:
    partners = vul(wp)
    (casus,) = wp.store.find(Casus)
    kees = wp.store.find(Betrokkene, casus_id=casus.id)[0]
    (actie,) = wp.store.find(Actie, partner_id=partners["GGZ"])
    with wp.transactie("geheim adres") as t:
        t.save(kees.met(straat="Schuilstraat", huisnummer="7", woonplaats="Verweg", adres_geheim=True))
        t.save(actie.met(tekst="Langs gaan bij Schuilstraat 7"))
    pad = tmp_path / "acties.pdf"
    schrijf(wp, pad, partner_id=partners["GGZ"])
    with pypdfium2.PdfDocument(pad) as pdf:
        tekst = "".join(blad.get_textpage().get_text_range() for blad in pdf)
    tekst = " ".join(tekst.split())
    assert casus.nummer in tekst and "Langs gaan bij [niet getoond]" in tekst and "4 dagen te laat" in tekst
    assert not [woord for woord in WOORDEN if woord in tekst]
    (uit,) = [v for v in wp.store.find(Verstrekking) if v.stuk == "actielijst"]
    assert (uit.casus_id, uit.partner_id, uit.hoe) == (casus.id, partners["GGZ"], "als bestand bewaard")


def test_alle_partners_samen_oudste_dag_eerst(wp: Werkplek) -> None:
    vul(wp)
    gelezen = rijen(werkblad(wp))
    assert len(gelezen) == 3
    assert gelezen[1][4] == datetime(2026, 11, 20) and gelezen[1][5] == 4  # noqa: DTZ001 - a spreadsheet has no zone


@given(st.lists(st.text(max_size=40), min_size=1, max_size=5))
@settings(max_examples=40, deadline=None)
def test_geen_tekst_wordt_een_formule_of_breekt_het_bestand(teksten: list[str]) -> None:
    inhoud = schrijf_lijst("Proef", ["kop"], [[tekst] for tekst in teksten], [20], NU)
    assert formules(inhoud) == 0
    assert len(rijen(inhoud)) >= 1
