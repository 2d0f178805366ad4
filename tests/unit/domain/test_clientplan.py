"""The plan on one page: nothing is told that nobody judged, and what gives way is counted."""

import os
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.clientplan import (
    LANGSTE,
    Clientzin,
    Onderdeel,
    als_dan,
    belet_keuze,
    delen_van,
    moeilijk,
    opbouw,
    passend,
)
from zvh_desktop.domain.uittreksel import Lezer

JAN = Betrokkene(
    id="jan", stream="s", casus_id="c", voornamen="Jan", achternaam="Vermeer", straat="Geheimlaan", huisnummer="7",
    postcode="1506 XX", woonplaats="Zaandam", adres_geheim=True,
)  # fmt: skip
KEES = Lezer("betrokkene", "de betrokkene", ("Kees Vermeer",), ("Jan", "Geheimlaan", "Zaandam"), (JAN,), "kees")
VANDAAG = date(2026, 11, 24)
_KEER = 300 if os.environ.get("ZVH_TORTURE") else 25


def zin(over: str, keuze: str = "vertellen", **velden: str) -> Clientzin:
    vast = {"id": f"z-{over}", "stream": "s", "casus_id": "c", "betrokkene_id": "kees", "over_soort": "doel"}
    return Clientzin.model_validate({**vast, "over_id": over, "keuze": keuze, **velden})


def deel(id_: str, tekst: str, **velden: object) -> Onderdeel:
    return Onderdeel("doel", id_, "afspraak", tekst, **velden)  # type: ignore[arg-type]


def standen(onderdelen: list[Onderdeel], zinnen: list[Clientzin]) -> dict[str, str]:
    return {d.onderdeel.id: d.stand for d in delen_van(onderdelen, zinnen, KEES)}


def test_wat_niemand_beoordeelde_veranderd_is_of_gesloten_staat_er_niet_op() -> None:
    onderdelen = [
        deel("a", "Een eigen plek"),
        deel("b", "Een eigen plek"),
        deel("c", "Wijkagent belt vader"),
        deel("d", "Anders dan toen"),
        deel("e", "Melding van de buurvrouw", niet_delen_met=("betrokkene",)),
        deel("f", "x" * (LANGSTE + 1)),
    ]
    zinnen = [
        zin("a", bij_tekst="Een eigen plek"),
        zin("c", "niet", reden="veiligheid van vader"),
        zin("d", bij_tekst="Zoals het toen was"),
        zin("e", bij_tekst="Melding van de buurvrouw"),
        zin("f", bij_tekst="x" * (LANGSTE + 1)),
    ]
    assert standen(onderdelen, zinnen) == {
        "a": "vertellen", "b": "open", "c": "niet", "d": "veranderd", "e": "gesloten", "f": "lang",
    }  # fmt: skip
    delen = delen_van(onderdelen, zinnen, KEES)
    blad = repr(opbouw(delen, 9, huis="ons huis", contactpunt="", weer_op=None, vandaag=VANDAAG))
    assert "Een eigen plek" in blad and not any(x in blad for x in ("vader", "buurvrouw", "Anders dan", "xxx"))
    assert "nog" not in blad.split("Hoe gaat het verder")[0].replace("nog niet", ""), "what is hidden is not counted"


def test_oordeel_voor_een_ander_telt_niet_en_eigen_woorden_gaan_voor() -> None:
    plan = [deel("a", "Depotmedicatie door FACT")]
    ander = zin("a", bij_tekst="Depotmedicatie door FACT").met(betrokkene_id="jan")
    assert standen(plan, [ander]) == {"a": "open"}
    eigen = zin("a", bij_tekst="Depotmedicatie door FACT", tekst="U krijgt een prik met medicijnen.")
    (d,) = delen_van(plan, [eigen], KEES)
    assert (d.zin, d.stand, d.let_op) == ("U krijgt een prik met medicijnen.", "vertellen", ())


def test_derden_en_geheime_adressen_gaan_eruit_ook_uit_eigen_woorden() -> None:
    (d,) = delen_van(
        [deel("a", "Geen contact")],
        [zin("a", bij_tekst="Geen contact", tekst="U gaat niet naar Jan op Geheimlaan 7 in Zaandam.")],
        KEES,
    )
    assert d.stand == "vertellen" and d.weg
    assert not any(woord in d.zin for woord in ("Jan", "Geheimlaan", "Zaandam"))


def test_wat_niet_past_wordt_geteld_en_wat_nu_loopt_houdt_zijn_plaats() -> None:
    plan = [
        deel("later", "Later iets", fase=4, loopt=False),
        deel("dec", "In december", voor=date(2026, 12, 1)),
        deel("nov", "In november", voor=date(2026, 11, 26)),
    ]
    delen = delen_van(plan, [zin(o.id, bij_tekst=o.tekst) for o in plan], KEES)
    assert [d.onderdeel.id for d in delen] == ["nov", "dec", "later"]
    blad = repr(opbouw(delen, 1, huis="ons huis", contactpunt="020", weer_op=date(2027, 1, 12), vandaag=VANDAAG))
    assert "In november" in blad and "In december" not in blad and "staan nog 2 afspraken" in blad
    assert "staat nog 1 afspraak" in repr(opbouw(delen, 2, huis="h", contactpunt="", weer_op=None, vandaag=VANDAAG))
    assert "12 januari 2027" in blad and "020" in blad


@settings(max_examples=_KEER, deadline=None)
@given(st.integers(0, 200), st.integers(0, 200))
def test_er_staat_precies_zoveel_op_als_er_past(aantal: int, grens: int) -> None:
    vragen: list[int] = []

    def past(n: int) -> bool:
        vragen.append(n)
        return n <= grens

    assert passend(aantal, past) == min(aantal, grens)
    assert len(vragen) <= 9


def test_scenario_wordt_een_zin_en_een_dag_die_voorbij_is_wordt_niet_genoemd() -> None:
    assert als_dan("Medicatie gemist.", "FACT komt dezelfde dag") == "Als medicatie gemist: FACT komt dezelfde dag"
    assert als_dan("GGZ belt niet", "u belt 020") == "Als GGZ belt niet: u belt 020"
    plan = [deel("a", "Toen", voor=date(2026, 11, 1)), deel("b", "Straks", voor=date(2026, 12, 1))]
    delen = delen_van(plan, [zin(o.id, bij_tekst=o.tekst) for o in plan], KEES)
    blad = repr(opbouw(delen, 2, huis="h", contactpunt="", weer_op=None, vandaag=VANDAAG))
    assert "klaar voor 1 december 2026" in blad and "1 november" not in blad


def test_niet_vertellen_vraagt_een_reden() -> None:
    assert belet_keuze("niet", " ") == "reden_nodig"
    assert belet_keuze("niet", "veiligheid") == belet_keuze("vertellen", "") == belet_keuze("", "") == ""
    assert belet_keuze("misschien", "") == "waarde_past_niet"


@pytest.mark.parametrize(
    ("tekst", "wat"),
    [
        ("De GGZ start depotmedicatie.", "prik"),
        ("Het OM beslist.", "officier"),
        ("Hij gaat naar school.", "u”"),
        ("U gaat " + "heel " * 16 + "vaak naar de dokter.", "15 woorden"),
    ],
)
def test_vaktaal_lange_zinnen_en_hij_worden_aangewezen(tekst: str, wat: str) -> None:
    assert wat in " ".join(moeilijk(tekst))


def test_gewone_woorden_krijgen_geen_opmerking() -> None:
    assert moeilijk("U gaat elke maandag om tien uur naar uw begeleider.") == ()
