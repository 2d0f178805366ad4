"""The exchange format: hostile, broken and odd files; and when two reports are the same."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvh_desktop.domain.aanmelding import (
    GROOTSTE_BESTAND,
    AanmeldingBestand,
    herkenning,
    inhoud_sha256,
    lees_aanmelding,
    onbekende_velden,
    zichtbaar,
)
from zvh_desktop.domain.errors import Omstandigheid, Reden

KLEIN: dict[str, Any] = {"formaat": "zvh-aanmelding/1", "ontvangen_op": "2026-11-02", "type": "persoon"}


def lees(**velden: Any) -> AanmeldingBestand:
    return lees_aanmelding(json.dumps({**KLEIN, **velden}).encode())


def reden(inhoud: bytes) -> Reden:
    with pytest.raises(Omstandigheid) as fout:
        lees_aanmelding(inhoud)
    return fout.value.reden


@pytest.mark.parametrize(
    ("inhoud", "waarom"),
    [
        (b"", Reden.BESTAND_LEEG),
        (b" \n\t ", Reden.BESTAND_LEEG),
        (b"\xff\xfe\x00\x01\x02", Reden.BESTAND_GEEN_JSON),
        (b"%PDF-1.7\n%\xe2\xe3", Reden.BESTAND_GEEN_JSON),
        (b"PK\x03\x04" + bytes(200), Reden.BESTAND_GEEN_JSON),
        (json.dumps(KLEIN).encode("utf-16"), Reden.BESTAND_GEEN_JSON),
        (json.dumps(KLEIN).encode()[:-7], Reden.BESTAND_GEEN_JSON),
        (b"[" * 100_000, Reden.BESTAND_GEEN_JSON),
        (b"[]", Reden.BESTAND_ONBEKEND_FORMAAT),
        (b'"tekst"', Reden.BESTAND_ONBEKEND_FORMAAT),
        (b"{}", Reden.BESTAND_ONBEKEND_FORMAAT),
        (b'{"formaat": "anders/1"}', Reden.BESTAND_ONBEKEND_FORMAAT),
        (b'{"formaat": ["zvh-aanmelding/1"]}', Reden.BESTAND_ONBEKEND_FORMAAT),
        (b'{"formaat": "zvh-aanmelding/0"}', Reden.BESTAND_ONBEKEND_FORMAAT),
        (b'{"formaat": "zvh-aanmelding/2"}', Reden.NIEUWER_FORMAAT),
        (b'{"formaat": "zvh-aanmelding/20261"}', Reden.NIEUWER_FORMAAT),
        (b'{"formaat": "zvh-aanmelding/1"}', Reden.AANMELDING_ONGELDIG),
    ],
)
def test_wat_geen_aanmelding_is_wordt_met_reden_geweigerd(inhoud: bytes, waarom: Reden) -> None:
    assert reden(inhoud) is waarom


def test_tien_megabyte_wordt_niet_gelezen() -> None:
    assert reden(json.dumps({**KLEIN, "aanleiding": "x" * 10_000_000}).encode()) is Reden.BESTAND_TE_GROOT
    assert reden(b"x" * (GROOTSTE_BESTAND + 1)) is Reden.BESTAND_TE_GROOT


@pytest.mark.parametrize("getal", ["1" * 5000, "NaN", "Infinity", "-Infinity", "1e999"])
def test_getal_dat_json_niet_kent_is_geen_json(getal: str) -> None:
    assert reden(json.dumps(KLEIN)[:-1].encode() + f', "x": {getal}}}'.encode()) is Reden.BESTAND_GEEN_JSON


def test_lang_getal_in_een_onbekend_veld_blijft_staan() -> None:
    bestand = lees_aanmelding(json.dumps(KLEIN)[:-1].encode() + b', "x": ' + b"9" * 300 + b"}")
    assert onbekende_velden(bestand)["x"] == int("9" * 300)
    assert inhoud_sha256(bestand)


@pytest.mark.parametrize("haak", ["[", '{"a":'])
def test_diep_genest_is_geen_aanmelding(haak: str) -> None:
    dicht = "]" if haak == "[" else "}"
    diep = haak * 300 + "1" + dicht * 300
    assert reden(json.dumps(KLEIN)[:-1].encode() + f', "x": {diep}}}'.encode()) is Reden.BESTAND_GEEN_JSON


def test_dubbele_sleutel_wordt_geweigerd_want_welke_geldt_is_niet_te_weten() -> None:
    dubbel = json.dumps(KLEIN)[:-1].encode() + b', "aanleiding": "a", "aanleiding": "b"}'
    assert reden(dubbel) is Reden.AANMELDING_ONGELDIG


def test_byte_order_mark_mag() -> None:
    assert lees_aanmelding(b"\xef\xbb\xbf" + json.dumps(KLEIN).encode()).type == "persoon"


@pytest.mark.parametrize(
    "waarde", [20261102, 1.5, True, "2-11-2026", "20261102", "2026-02-30", "9999-12-31", "1066-10-14", "morgen", []]
)
def test_datum_is_een_bestaande_dag_als_tekst(waarde: object) -> None:
    for veld in ({"ontvangen_op": waarde}, {"betrokkenen": [{"geboortedatum": waarde}]}):
        with pytest.raises(Omstandigheid) as fout:
            lees(**veld)
        assert fout.value.reden is Reden.AANMELDING_ONGELDIG
        assert next(iter(veld)) in str(fout.value.gegevens["velden"])


def test_fout_noemt_velden_en_geen_waarden() -> None:
    with pytest.raises(Omstandigheid) as fout:
        lees(betrokkenen=[{"bsn": "123456789", "naam": {"achternaam": ["Geheim"]}}])
    assert "Geheim" not in repr(fout.value.gegevens)
    assert "123456789" not in repr(fout.value.gegevens)
    assert "betrokkenen.0.bsn" in str(fout.value.gegevens)


def test_niets_is_afwezig_ook_binnen_een_lijst() -> None:
    bestand = lees(acuut_onveilig=None, betrokkenen=[{"bsn": None, "geboortedatum": None, "naam": None}])
    assert bestand.betrokkenen[0].bsn == ""


VUIL = "<b>Kees</b> =HYPERLINK(1) \u202eomgekeerd\u202c \x00\x07 \ud800 \x9b31m"
SCHOON = "<b>Kees</b> =HYPERLINK(1) [U+202E]omgekeerd[U+202C] ␀␇ � �31m"


def test_vijandige_tekst_wordt_overgenomen_en_zichtbaar_gemaakt() -> None:
    bestand = lees(
        aanleiding=VUIL,
        thema=[VUIL],
        motivering={"1": VUIL},
        aanmelder={"naam": VUIL},
        betrokkenen=[{"naam": {"achternaam": VUIL}}],
        eigen={"diep": [VUIL]},
    )
    assert bestand.aanleiding == SCHOON
    assert bestand.thema == [SCHOON]
    assert bestand.motivering == {"1": SCHOON}
    assert bestand.aanmelder.naam == SCHOON
    assert bestand.betrokkenen[0].naam.achternaam == SCHOON
    assert onbekende_velden(bestand)["eigen"] == {"diep": [SCHOON]}
    assert len(inhoud_sha256(bestand)) == 64
    herkenning(bestand).encode()


@given(st.text(alphabet=st.characters(categories=None)))
def test_zichtbaar_laat_niets_onzichtbaars_over_en_is_klaar_na_een_keer(tekst: str) -> None:
    uit = zichtbaar(tekst)
    uit.encode()
    assert not set(uit) & {chr(c) for c in (*range(9), *range(11, 32), 127, 0x202E, 0x2066)}
    assert zichtbaar(uit) == uit


def test_regels_en_tabs_blijven() -> None:
    assert zichtbaar("een\r\ntwee\rdrie\tvier") == "een\ntwee\ndrie\tvier"


json_waarden = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda kind: st.lists(kind, max_size=3) | st.dictionaries(st.text(max_size=8), kind, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(sorted(AanmeldingBestand.model_fields)), json_waarden, max_size=6))
def test_elk_bestand_wordt_gelezen_of_met_een_eigen_fout_geweigerd(velden: dict[str, Any]) -> None:
    try:
        bestand = lees(**velden)
    except Omstandigheid as fout:
        assert fout.reden.exitcode in (4, 6)
    else:
        assert len(inhoud_sha256(bestand)) == 64
        herkenning(bestand)
        onbekende_velden(bestand)


def test_volgorde_witruimte_en_lege_velden_maken_geen_andere_aanmelding() -> None:
    een = lees(aanleiding="onrust  in de buurt", aanmelder={"naam": "M."})
    ander = {"aanmelder": {"naam": "M.", "functie": ""}, "aanleiding": "onrust in de buurt\n", "doel_overleg": None}
    assert inhoud_sha256(een) == inhoud_sha256(lees_aanmelding(json.dumps({**ander, **KLEIN}, indent=3).encode()))
    assert inhoud_sha256(een) != inhoud_sha256(lees(aanleiding="onrust", aanmelder={"naam": "M."}))


def test_zelfde_aanmelder_persoon_en_dag_is_herkenbaar_als_correctie() -> None:
    def van(naam: str, dag: str = "2026-11-02", geboren: str = "2000-03-14") -> str:
        persoon = {"naam": {"achternaam": naam}, "geboortedatum": geboren}
        aanmelder = {"organisatie": "GGZ Waterland", "naam": "M. de Ruiter"}
        return herkenning(lees(betrokkenen=[persoon], aanmelder=aanmelder, ontvangen_op=dag, aanleiding=naam))

    assert van("van Dijk") == van("Van  Dyk")
    assert van("Dijk") != van("Dam")
    assert van("Dijk") != van("Dijk", dag="2026-11-03")
    assert van("Dijk") != van("Dijk", geboren="2000-03-15")


def test_tussenvoegsel_in_de_achternaam_wordt_afgesplitst() -> None:
    naam = lees(betrokkenen=[{"naam": {"achternaam": "Van der Berg"}}]).betrokkenen[0].naam
    assert (naam.tussenvoegsel, naam.achternaam) == ("van der", "Berg")


def test_onbekend_thema_en_onbekende_velden_blijven_bewaard() -> None:
    bestand = lees(thema=["iets nieuws", "iets nieuws", " "], extra="x", betrokkenen=[{"kenmerk": 3}])
    assert bestand.thema == ["iets nieuws"]
    assert onbekende_velden(bestand) == {"extra": "x", "betrokkenen.0.kenmerk": 3}


def test_dag_wordt_gelezen() -> None:
    assert lees(detentie={"einddatum": "2027-01-31"}).detentie.einddatum == date(2027, 1, 31)
