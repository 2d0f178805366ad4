"""Names, birth dates and BSNs of people."""

import unicodedata
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvh_desktop.domain.betrokkene import (
    Betrokkene,
    bsn_gemaskeerd,
    bsn_genormaliseerd,
    casusnaam,
    leeftijd,
    splits_achternaam,
    vouw,
    zelfde_persoon,
)

cijfers = st.text(alphabet="0123456789", min_size=9, max_size=9)
DAG = date(2000, 3, 14)


def _klopt(nummer: str) -> bool:
    som = sum(int(c) * g for c, g in zip(nummer, range(9, 1, -1), strict=False)) - int(nummer[8])
    return som % 11 == 0 and nummer != "000000000"


def _bsn(kop: str) -> str | None:
    """The BSN that begins with eight digits, when there is one."""
    rest = sum(int(c) * g for c, g in zip(kop, range(9, 1, -1), strict=True)) % 11
    return f"{kop}{rest}" if rest < 10 and int(kop + str(rest)) else None


@given(cijfers)
def test_bsn_wordt_aanvaard_precies_als_de_elfproef_klopt(nummer: str) -> None:
    if _klopt(nummer):
        assert bsn_genormaliseerd(nummer) == nummer
    else:
        with pytest.raises(ValueError, match="bsn_elfproef"):
            bsn_genormaliseerd(nummer)


@given(st.text(alphabet="0123456789", min_size=8, max_size=8), st.integers(0, 8), st.integers(1, 9))
def test_een_verkeerd_cijfer_wordt_altijd_gezien(kop: str, plek: int, stap: int) -> None:
    nummer = _bsn(kop)
    if nummer is None:
        return
    fout = nummer[:plek] + str((int(nummer[plek]) + stap) % 10) + nummer[plek + 1 :]
    with pytest.raises(ValueError, match="bsn"):
        bsn_genormaliseerd(fout)


@given(st.text(alphabet="0123456789", min_size=7, max_size=7))
def test_bsn_van_acht_cijfers_krijgt_een_nul_vooraan(rest: str) -> None:
    nummer = _bsn("0" + rest)
    if nummer is not None:
        assert bsn_genormaliseerd(nummer[1:]) == nummer
        assert bsn_genormaliseerd(f"{nummer[:4]}.{nummer[4:6]}-{nummer[6:]} ") == nummer


@pytest.mark.parametrize("tekst", ["12", "1234567", "1234567890", "12345678a", "٩٩٩٩٩٠٠٠٧", "999990007x"])
def test_bsn_met_verkeerde_lengte_of_tekens_wordt_geweigerd(tekst: str) -> None:
    with pytest.raises(ValueError, match="bsn_lengte"):
        bsn_genormaliseerd(tekst)


def test_nullen_zijn_geen_bsn_en_leeg_mag() -> None:
    for nullen in ("00000000", "000000000", "000-000-000"):
        with pytest.raises(ValueError, match="bsn_elfproef"):
            bsn_genormaliseerd(nullen)
    assert bsn_genormaliseerd("  ") == ""


def test_bsn_gemaskeerd_toont_drie_cijfers() -> None:
    assert bsn_gemaskeerd("999990007") == "••••••007"
    assert bsn_gemaskeerd("") == ""


@pytest.mark.parametrize(
    ("een", "ander"),
    [
        ("IJsbrand", "Ysbrand"),
        ("ĳsbrand", "ijsbrand"),
        ("BIJL", "byl"),
        ("Bíj́l", "bijl"),
        ("IŞIK", "işık"),
        ("Łukasz", "lukasz"),
        ("Çelik", "celik"),
        ("Doğan", "Dogan"),
        ("Strauß", "Strauss"),
        ("Sørensen", "Sorensen"),
        ("Đorđe", "Dorde"),
        ("van 't Hek", "Van ’t Hek"),
        ("El-Amrani", "el amrani"),
        ("Zoë", "Zoe\u0308"),
    ],
)
def test_namen_die_een_mens_gelijk_leest_vouwen_gelijk(een: str, ander: str) -> None:
    assert vouw(een) == vouw(ander)


def test_i_en_j_van_twee_woorden_zijn_geen_ij() -> None:
    assert vouw("Ali") in vouw("Ali J.")
    assert vouw("Jansen") in vouw("Ali Jansen")


@given(st.text())
def test_vouwen_houdt_kleine_letters_en_cijfers_over_hoe_ook_geschreven(tekst: str) -> None:
    gevouwen = vouw(tekst)
    assert all(t.isalnum() for t in gevouwen)
    assert gevouwen == gevouwen.casefold()
    assert vouw(unicodedata.normalize("NFC", tekst)) == vouw(unicodedata.normalize("NFD", tekst))


@pytest.mark.parametrize(
    ("tussen", "achter", "uit"),
    [
        ("", "Van Dijk", ("van", "Dijk")),
        ("", "van den Berg", ("van den", "Berg")),
        ("", "van der  Berg", ("van der", "Berg")),
        ("", "'t Hooft", ("'t", "Hooft")),
        ("", "Vandijk", ("", "Vandijk")),
        ("", "Van", ("", "Van")),
        ("de", "Van Dijk", ("de", "Van Dijk")),
        ("", "Jansen van Dijk", ("", "Jansen van Dijk")),
    ],
)
def test_tussenvoegsel_in_de_achternaam_wordt_afgesplitst(tussen: str, achter: str, uit: tuple[str, str]) -> None:
    assert splits_achternaam(tussen, achter) == uit


@pytest.mark.parametrize(
    ("geboren", "op", "jaren"),
    [
        (date(2004, 2, 29), date(2022, 2, 28), 17),
        (date(2004, 2, 29), date(2022, 3, 1), 18),
        (date(2004, 2, 29), date(2024, 2, 29), 20),
        (date(2000, 11, 24), date(2026, 11, 23), 25),
        (date(2000, 11, 24), date(2026, 11, 24), 26),
        (date(2026, 11, 24), date(2026, 11, 24), 0),
    ],
)
def test_leeftijd_gaat_op_de_verjaardag_omhoog(geboren: date, op: date, jaren: int) -> None:
    assert leeftijd(geboren, op) == jaren


def persoon(**velden: Any) -> Betrokkene:
    return Betrokkene.model_validate({"id": "b", "stream": "s", "casus_id": "c", "geboortedatum": DAG, **velden})


@pytest.mark.parametrize(
    ("regel", "velden", "naam"),
    [
        ("voornaam_initiaal", {"voornamen": "Kees Jan", "achternaam": "Vermeer"}, "Kees V."),
        ("voornaam_initiaal", {"voornamen": "Piet", "achternaam": "van der Berg"}, "Piet B."),
        ("voornaam_initiaal", {"voornamen": "Ans", "achternaam": "IJzerman"}, "Ans IJ."),
        ("voornaam_initiaal", {"voornamen": "Ans", "achternaam": "ijzerman"}, "Ans IJ."),
        ("voornaam_initiaal", {"achternaam": "de Boer"}, "B. (2026-0001)"),
        ("voornaam_initiaal", {"voornamen": "Kees"}, "Kees"),
        ("voornaam_initiaal", {}, "2026-0001"),
        ("achternaam_initiaal", {"voornamen": "Kees", "achternaam": "Vermeer"}, "Vermeer, K."),
        ("nummer", {"voornamen": "Kees", "achternaam": "Vermeer"}, "2026-0001"),
    ],
)
def test_casus_heet_naar_een_regel(regel: str, velden: dict[str, str], naam: str) -> None:
    assert casusnaam(persoon(**velden), "", "2026-0001", regel) == naam


def test_gebied_geeft_de_casus_een_naam_als_er_niemand_is() -> None:
    assert casusnaam(None, "Stationsplein", "2026-0001") == "Stationsplein"
    assert casusnaam(None, "", "2026-0001") == "2026-0001"


KEES = {"voornamen": "Kees Jan", "achternaam": "van der Bijl"}


@pytest.mark.parametrize(
    ("ander", "waarom"),
    [
        ({"voornamen": "KEES", "tussenvoegsel": "v.d.", "achternaam": "Byl"}, "naam_geboortedatum"),
        ({"voornamen": "K.", "achternaam": "Bijl"}, "naam_geboortedatum"),
        ({"achternaam": "Bijl"}, "naam_geboortedatum"),
        ({"voornamen": "Jan", "achternaam": "Bijl"}, ""),
        ({"voornamen": "Kees", "achternaam": "Bijlsma"}, ""),
        ({"voornamen": "Kees", "achternaam": "Bijl", "geboortedatum": date(2000, 3, 15)}, ""),
        ({"voornamen": "Kees", "achternaam": "Bijl", "geboortedatum": None}, ""),
        ({"achternaam": ""}, ""),
    ],
)
def test_zelfde_persoon_bij_gelijke_naam_en_geboortedatum(ander: dict[str, Any], waarom: str) -> None:
    assert zelfde_persoon(persoon(**KEES), persoon(**ander)) == waarom
    assert zelfde_persoon(persoon(**ander), persoon(**KEES)) == waarom


def test_gelijk_bsn_is_zelfde_persoon_en_leeg_bsn_zegt_niets() -> None:
    assert zelfde_persoon(persoon(bsn="999990007"), persoon(bsn="999990007", achternaam="Anders")) == "bsn"
    assert zelfde_persoon(persoon(bsn=""), persoon(bsn="")) == ""


def test_geheim_adres_staat_niet_in_de_adresregel() -> None:
    adres = {"straat": "Geheimlaan", "huisnummer": "7", "postcode": "1506 XX", "woonplaats": "Zaandam"}
    assert persoon(**adres, adres_geheim=True).adresregel() == "geheim adres"
    assert persoon(**adres).adresregel() == "Geheimlaan 7, 1506 XX Zaandam"
