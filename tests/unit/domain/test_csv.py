"""Tables of reports: read as a spreadsheet saved them, never guessed in silence."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from zvh_testing.duur import keer

from zvh_desktop.domain.csvaanmelding import CSV_VELDEN, maak_aanmeldingen, stel_koppeling_voor
from zvh_desktop.domain.csvtabel import MEESTE_RIJEN, lees_csv
from zvh_desktop.domain.errors import Omstandigheid, Reden

VANDAAG = date(2026, 11, 22)


def lees(tekst: str) -> list:
    tabel = lees_csv(tekst.encode())
    return maak_aanmeldingen(tabel, stel_koppeling_voor(tabel.koppen), VANDAAG)


@pytest.mark.parametrize("scheiding", [";", ",", "\t", "|"])
@pytest.mark.parametrize("codering", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_elke_gangbare_vorm_wordt_gelezen(scheiding: str, codering: str) -> None:
    uit = io.StringIO()
    csv.writer(uit, delimiter=scheiding).writerows([["Achternaam", "Aanleiding"], ["Çelik", "één; twee, drie\tvier|"]])
    tabel = lees_csv(uit.getvalue().encode(codering))
    assert tabel.koppen == ("Achternaam", "Aanleiding")
    assert tabel.rijen == ((2, ("Çelik", "één; twee, drie\tvier|")),)
    assert tabel.scheiding == scheiding


def test_dubbele_en_lege_koppen_krijgen_elk_een_naam() -> None:
    tabel = lees_csv(b"naam;naam;;naam\n1;2;3;4\n")
    assert tabel.koppen == ("naam", "naam (2)", "kolom 3", "naam (3)")
    assert tabel.dubbel == ("naam",)


def test_regelnummers_kloppen_bij_lege_regels_en_regels_in_een_cel() -> None:
    tabel = lees_csv(b'sep=;\r\nnaam;reden\r\n\r\nA;"een\r\ntwee"\r\nB;drie\r\n')
    assert [regel for regel, _ in tabel.rijen] == [4, 6]
    assert tabel.rijen[0][1] == ("A", "een\ntwee")


def test_rij_met_te_veel_cellen_wordt_genoemd_en_niet_geraden() -> None:
    uitkomst = lees("achternaam;aanleiding\nJansen;rust; en nog iets\nVis;goed\n")
    assert uitkomst[0].bestand is None and uitkomst[0].regels == (2,)
    assert uitkomst[1].bestand is not None


@pytest.mark.parametrize(
    ("inhoud", "reden"),
    [
        (b"", Reden.BESTAND_LEEG),
        (b" \n\n", Reden.BESTAND_LEEG),
        (b"PK\x03\x04\x00\x00", Reden.BESTAND_ONBEKEND_FORMAAT),
        (b'naam;reden\n"open', Reden.BESTAND_ONLEESBAAR),
        (b"naam\n" + b"x\n" * (MEESTE_RIJEN + 1), Reden.BESTAND_TE_GROOT),
        (b"a;" * 300, Reden.BESTAND_TE_GROOT),
        (b"x" * 20_000_001, Reden.BESTAND_TE_GROOT),
    ],
)
def test_wat_geen_tabel_is_wordt_geweigerd(inhoud: bytes, reden: Reden) -> None:
    with pytest.raises(Omstandigheid) as fout:
        lees_csv(inhoud)
    assert fout.value.reden is reden


@pytest.mark.parametrize(
    ("cel", "dag"),
    [
        ("1-2-26", date(2026, 2, 1)),
        ("1-2-84", date(1984, 2, 1)),
        ("22-11-26", date(2026, 11, 22)),
        ("23-11-26", date(1926, 11, 23)),
        ("01/02/1984", date(1984, 2, 1)),
        ("1.2.1984", date(1984, 2, 1)),
        ("1984-02-01", date(1984, 2, 1)),
        ("1984-02-01 00:00:00", date(1984, 2, 1)),
        ("2027-04-01", date(2027, 4, 1)),
    ],
)
def test_geboortedatum_wordt_gelezen_en_twee_cijfers_worden_genoemd(cel: str, dag: date) -> None:
    (een,) = lees(f"achternaam;geboortedatum\nVis;{cel}\n")
    assert een.bestand is not None and een.bestand.betrokkenen[0].geboortedatum == dag
    assert bool(een.gelezen_als) == (cel.count("-") == 2 and len(cel.split("-")[2]) == 2 and len(cel) <= 8)


@pytest.mark.parametrize("cel", ["31-2-1984", "morgen", "5-13-1984", "1-1-1700", "24-11-2027", "45321"])
def test_datum_die_er_geen_is_wordt_een_fout_zonder_haar_waarde(cel: str) -> None:
    (een,) = lees(f"achternaam;geboortedatum\nVis;{cel}\n")
    assert een.bestand is None
    assert "Geboortedatum" in een.fouten[0] and cel not in " ".join(een.fouten)


def test_rijen_met_hetzelfde_kenmerk_zijn_een_aanmelding_met_meer_personen() -> None:
    (een, twee) = lees("kenmerk;achternaam;aanleiding\n7;Vis;ruzie\n7;de Boer;\n8;Haan;brand\n")
    assert een.bestand is not None and twee.bestand is not None
    assert [p.naam.achternaam for p in een.bestand.betrokkenen] == ["Vis", "Boer"]
    assert (een.bestand.type, twee.bestand.type, een.bestand.aanleiding) == ("systeem", "persoon", "ruzie")


@pytest.mark.parametrize("cel", ['=HYPERLINK("http://x")', "@SUM(A1)", "+A1+A2", "-SOM(B2:B3)", "#VERW!", "#REF!"])
def test_formule_blijft_tekst_en_wordt_genoemd(cel: str) -> None:
    uit = io.StringIO()
    csv.writer(uit, delimiter=";").writerows([["achternaam", "aanleiding"], ["Vis", cel]])
    (een,) = lees(uit.getvalue())
    assert een.bestand is not None and een.bestand.aanleiding == cel
    assert een.gelezen_als == ("Aanleiding lijkt een formule en blijft gewone tekst",)


@pytest.mark.parametrize(
    "cel", ["+31 6 12345678", "- eerst rust, dan gesprek", "-", "#1 in de straat", "a = b", "+ en -"]
)
def test_gewone_tekst_heet_geen_formule(cel: str) -> None:
    (een,) = lees(f"achternaam;aanleiding\nVis;{cel}\n")
    assert een.bestand is not None and een.gelezen_als == ()


def test_fout_bsn_wordt_genoemd_zonder_het_nummer() -> None:
    (een,) = lees("achternaam;bsn\nVis;999990001\n")
    assert een.bestand is None
    assert een.fouten == ("BSN: dit is geen BSN",)


def test_koppen_worden_herkend_en_een_veld_hoort_bij_een_kolom() -> None:
    koppeling = stel_koppeling_voor(["Naam", "Achternaam", "geb. datum", "Iets anders", "E-MAIL"])
    assert koppeling == {1: "betrokkenen.naam.achternaam", 2: "betrokkenen.geboortedatum", 4: "aanmelder.email"}


@given(st.lists(st.lists(st.text(max_size=20), min_size=1, max_size=6), min_size=1, max_size=8))
@settings(max_examples=keer(30, 60), deadline=None)
def test_geen_tabel_breekt_de_lezer(rijen: list[list[str]]) -> None:
    uit = io.StringIO()
    csv.writer(uit, delimiter=";").writerows([[v.naam for v in CSV_VELDEN][: len(rijen[0])], *rijen])
    try:
        tabel = lees_csv(uit.getvalue().encode("utf-8", "surrogatepass"))
    except Omstandigheid:
        return
    for een in maak_aanmeldingen(tabel, stel_koppeling_voor(tabel.koppen), VANDAAG):
        assert (een.bestand is None) == bool(een.fouten)


@given(st.binary(max_size=200))
@settings(max_examples=keer(40, 100), deadline=None)
def test_willekeurige_bytes_geven_een_tabel_of_een_reden(inhoud: bytes) -> None:
    try:
        tabel = lees_csv(inhoud)
    except Omstandigheid:
        return
    assert len(set(tabel.koppen)) == len(tabel.koppen)
