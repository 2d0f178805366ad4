"""What cannot be masked is told before it leaves, asks for an explicit yes, and that yes is recorded."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from zvh_testing.casuskluis import meld_aan, werkplek, word_casusregisseur
from zvh_testing.proefstukken import PNG, docx, pdf

from zvh_desktop.documents.kijker import Kijker
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.domain.verslag import Verstrekking
from zvh_desktop.services import doorzien, dossiers, dossierstukken
from zvh_desktop.services.werkplek import Werkplek

GELUID = b"ID3\x04" + bytes(200)
ADRES = {"straat": "Geheimlaan", "huisnummer": "12", "postcode": "1599 ZZ", "woonplaats": "Zaandam"}


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    with werkplek(tmp_path) as plek:
        yield plek


def casus(wp: Werkplek, *, geheim: bool) -> str:
    """A casus in which the address of the main person is secret, or nothing is."""
    id_ = meld_aan(wp).casus_id
    with wp.transactie("adres") as t:
        for nr, persoon in enumerate(wp.store.find(Betrokkene, casus_id=id_)):
            adres = {**ADRES, "adres_geheim": geheim} if not nr else {"adres_geheim": False}
            t.save(persoon.met(**adres))
    return id_


def bewaar(wp: Werkplek, casus_id: str, naam: str, inhoud: bytes) -> str:
    return dossierstukken.voeg_toe(wp, casus_id, inhoud, naam=naam).stuk.id


def test_wat_niet_na_te_kijken_is_gaat_pas_weg_als_iemand_dat_heeft_gedaan(wp: Werkplek, tmp_path: Path) -> None:
    id_ = casus(wp, geheim=True)
    for naam, inhoud, woord in (
        ("foto.png", PNG, "ziet het programma niet"),
        ("memo.mp3", GELUID, "hoort het programma niet"),
        ("scan.pdf", pdf(""), "zonder tekst"),
        ("slot.pdf", pdf("brief", wachtwoord="x"), "zonder tekst"),
        ("brief.docx", docx("Beste", extra={"word/media/image1.png": PNG}), "beelden of bijlagen"),
        ("oud.dat", bytes(range(256)), "niet nakijken"),
    ):
        stuk_id = bewaar(wp, id_, naam, inhoud)
        gezien = dossierstukken.doorzicht(wp, stuk_id)
        assert gezien.nakijken and not gezien.gevonden
        assert woord in gezien.zin() and "maak vooraf onleesbaar" in gezien.zin() and "Geheimlaan" not in gezien.zin()
        if naam not in ("foto.png", "scan.pdf"):
            continue
        doel = tmp_path / naam
        wie = {"aan": "Politie", "hoe": "op papier", "grond": "verzoek 12"}
        with pytest.raises(Omstandigheid) as fout:
            dossierstukken.exporteer(wp, stuk_id, doel, **wie)
        assert fout.value.gegevens["regel"] == "stuk_niet_nagekeken" and not doel.exists()
        assert not [v for v in wp.store.find(Verstrekking) if v.bron_id == stuk_id]
        dossierstukken.exporteer(wp, stuk_id, doel, **wie, nagekeken=True)
        (v,) = [v for v in wp.store.find(Verstrekking) if v.bron_id == stuk_id]
        assert v.wat == (
            f"stuk: {naam} (inhoud niet door het programma na te kijken; "
            "nagekeken en vrijgegeven door M. van der Heijden)"
        )
        assert doel.read_bytes() == inhoud


@pytest.mark.parametrize(
    ("naam", "inhoud"),
    [
        ("brief.pdf", pdf("Bezoek", "Zij woont Geheimlaan 12 hoog")),
        ("brief.docx", docx("Zij woont op de GEHEIMLAAN 12.")),
        ("mail.txt", b"Post naar 1599ZZ graag."),
    ],
)
def test_geheim_adres_in_de_tekst_van_een_stuk_wordt_gezegd_en_vastgelegd(
    wp: Werkplek, tmp_path: Path, naam: str, inhoud: bytes
) -> None:
    id_ = casus(wp, geheim=True)
    stuk_id = bewaar(wp, id_, naam, inhoud)
    gezien = dossierstukken.doorzicht(wp, stuk_id)
    assert gezien.gevonden and gezien.zin().startswith("In dit stuk staat een adres dat geheim is")
    wie = {"aan": "Politie", "hoe": "op papier", "grond": "verzoek 12"}
    dossierstukken.exporteer(wp, stuk_id, tmp_path / naam, **wie, nagekeken=True)
    assert "er staat een geheim adres in; nagekeken en vrijgegeven door" in wp.store.find(Verstrekking)[0].wat
    word_casusregisseur(wp, "Politie")
    with pytest.raises(Omstandigheid) as fout:
        dossierstukken.kijk(wp, stuk_id)
    assert fout.value.gegevens["regel"] == "stuk_met_adres"


def test_na_te_kijken_tekst_en_een_casus_zonder_geheim_vragen_niets(wp: Werkplek, tmp_path: Path) -> None:
    id_ = casus(wp, geheim=True)
    gezien = dossierstukken.doorzicht(wp, bewaar(wp, id_, "brief.pdf", pdf("Gewone brief")))
    assert gezien.alles and not gezien.nakijken and gezien.zin() == gezien.aantekening("x") == ""
    with wp.transactie("open") as t:
        t.save_many([b.met(adres_geheim=False) for b in wp.store.find(Betrokkene, casus_id=id_)])
    foto = bewaar(wp, id_, "foto.png", PNG)
    assert not dossierstukken.doorzicht(wp, foto).nakijken
    dossierstukken.exporteer(wp, foto, tmp_path / "f.png", aan="Politie", hoe="op papier", grond="verzoek")
    assert wp.store.find(Verstrekking)[0].wat == "stuk: foto.png"


def test_ook_wat_niet_gedeeld_mag_een_opvangadres_en_een_compartiment_zijn_geheim(wp: Werkplek) -> None:
    id_ = casus(wp, geheim=False)
    assert doorzien.geheimen(wp, id_) == ()
    dossiers.voeg_toe(wp, "notitie", id_, {"tekst": "van de bron", "niet_delen_met": ["Politie"],
                                           "niet_delen_reden": "bronbescherming"})  # fmt: skip
    assert doorzien.geheimen(wp, id_) == ("wat niet met iedereen gedeeld mag worden",)
    with wp.transactie("dicht") as t:
        t.save(wp.eis(Casus, id_).met(compartiment="radicalisering", toegang=[wp.wie.id if wp.wie else ""]))
    assert doorzien.geheimen(wp, id_)[-1] == "alles, want de casus is afgeschermd"


@pytest.mark.parametrize(
    ("soort", "inhoud", "tekst", "alles"),
    [
        ("pdf", pdf("een", "twee"), "een\ntwee", True),
        ("pdf", pdf("een", ""), "een\n", False),
        ("docx", docx("een"), "een\n", True),
        ("docx", docx("een", extra={"docProps/core.xml": b"<x/>"}), "een\n", True),
        ("docx", docx("een", extra={"docProps/thumbnail.jpeg": b"x"}), "een\n", False),
        ("docx", docx("een", extra={"word/styles.xml": b"<x/>", "word/media/plaat.png": b"x"}), "een\n", False),
        ("tekst", b"Content-Transfer-Encoding: base64\n\nAAAA", "Content-Transfer-Encoding: base64\n\nAAAA", False),
    ],
)  # fmt: skip
def test_woorden_van_een_stuk_en_of_dat_alles_is(soort: str, inhoud: bytes, tekst: str, alles: bool) -> None:
    kijker = Kijker(soort, inhoud)
    try:
        assert kijker.woorden() == (tekst, alles)
    finally:
        kijker.sluit()


def test_geschrapte_en_kopteksten_van_een_worddocument_tellen_mee() -> None:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    kop = f'<w:hdr xmlns:w="{w}"><w:p><w:r><w:delText>Geheimlaan 12</w:delText></w:r></w:p></w:hdr>'.encode()
    kijker = Kijker("docx", docx("een", extra={"word/header1.xml": kop}))
    try:
        assert "Geheimlaan 12" in kijker.woorden()[0] and "Geheimlaan" not in kijker.tekst()[0]
    finally:
        kijker.sluit()


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_een_worddocument_met_twee_delen_van_een_naam_is_niet_helemaal_na_te_kijken() -> None:
    kijker = Kijker("docx", docx("een", extra={"word/document.xml": b"<x/>"}))
    try:
        assert kijker.woorden()[1] is False
    finally:
        kijker.sluit()
