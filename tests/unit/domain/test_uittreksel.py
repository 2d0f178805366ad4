"""An uittreksel only takes away: what a reader may not have is nowhere in it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvh_desktop.domain.uittreksel import ANDEREN, NIET_DELEN, Lezer, mag_weten, snijd
from zvh_desktop.domain.verslag import Aanwezige, Actiepunt, Uitspraak, VerslagInhoud

CORPORATIE = Lezer("partner", "Woningcorporatie De Zaan", ("Woningcorporatie De Zaan", "De Zaan", "B. van ’t Hek"))
GGZ = Lezer("partner", "GGZ Waterland", ("GGZ Waterland", "GGZ", "M. de Ruiter"))
KEES = Lezer("betrokkene", "de betrokkene", ("Kees Visser",), anderen=("Ria Visser-Bakker", "Piet Zwart"))


def _inhoud(**anders: Any) -> VerslagInhoud:
    alles: dict[str, Any] = {
        "zvh": "ZVH", "rubricering": "VERTROUWELIJK", "overleg": "Casusoverleg", "overlegtype": "ico",
        "casusnummer": "2026-0143", "casusnaam": "Kees V.", "casustype": "persoon", "grondslag": "Wgs",
        "datum": date(2026, 11, 24), "begin": "09:31", "eind": "10:44", "plaats": "Purmerend",
        "voorzitter": "M. van der Heijden", "verslaglegger": "J. de Wit", "versie": 1,
        "uitkomst": "besluit genomen: omdat de wapens bij vader liggen", "samenvatting": "Over de wapens bij vader.",
        "reacties": ("Politie: de wapens staan er niet goed in. (overgenomen)",),
        "zsm_advies": "Ja: bij aanhouding eerst overleg.",
        "toelatingen": ("K. Demir, toegelaten door M. van der Heijden: kent de woning",),
        "beeld": (
            Uitspraak(bron="GGZ Waterland", tekst="Stabiel op medicatie; Ria Visser-Bakker belt dagelijks."),
            Uitspraak(bron="Politie", tekst="Er liggen wapens bij vader.", niet_delen_met=("woningcorporatie",)),
        ),
        "oordeel": (Uitspraak(bron="Reclassering", tekst="Niet veilig.", niet_delen_met=("Betrokkene",)),),
        "besluit": (Uitspraak(tekst="Geen terugkeer naar vader, Dorpsstraat 12."),),
        "acties": (Actiepunt(wat="Piet Zwart bellen op 06-12345678", organisatie="Politie", persoon="A. Smit"),),
        "logboek": "a" * 64,
    }  # fmt: skip
    return VerslagInhoud.model_validate({**alles, **anders})


def test_partner_krijgt_niet_wat_niet_met_hem_gedeeld_mag_worden() -> None:
    deel = snijd(_inhoud(), CORPORATIE, bron_sha256="b" * 64)
    assert "wapens" not in deel.model_dump_json()
    assert [u.bron for u in deel.beeld] == ["GGZ Waterland"]
    assert deel.uitkomst == "besluit genomen" and deel.weggelaten[0] == NIET_DELEN
    assert deel.uittreksel_voor == "Woningcorporatie De Zaan" and deel.bron_sha256 == "b" * 64
    assert deel.handtekeningen == ()


def test_ander_krijgt_het_wel_en_leest_met_wie_niet() -> None:
    deel = snijd(_inhoud(), GGZ)
    assert [u.niet_delen_met for u in deel.beeld] == [(), ("woningcorporatie",)]
    assert deel.samenvatting and deel.reacties and deel.weggelaten == ()
    assert "de wapens bij vader" in deel.uitkomst


def test_betrokkene_krijgt_geen_gegevens_van_anderen_en_niets_van_partners_onderling() -> None:
    deel = snijd(_inhoud(), KEES)
    tekst = deel.model_dump_json()
    for weg in (
        "Ria",
        "Bakker",
        "Zwart",
        "12345678",
        "Dorpsstraat",
        "Niet veilig",
        "aanhouding",
        "Demir",
        "niet_delen_m",
    ):
        assert weg not in tekst.replace('"niet_delen_met":[]', ""), weg
    assert "Stabiel op medicatie" in tekst and "Geen terugkeer naar vader" in tekst
    assert ANDEREN in deel.weggelaten and deel.oordeel == ()


def test_een_ander_dan_naar_wie_de_casus_heet_leest_die_naam_nergens_ook_niet_aan_tafel() -> None:
    ria = Lezer("betrokkene", "de betrokkene", ("Ria Visser-Bakker",), anderen=("Kees", "Visser", "Kees Visser"))
    tafel = tuple(
        Aanwezige(naam=naam, organisatie="", soort="incidenteel", dekking="verklaring", aanwezig="09:31–10:44")
        for naam in ("Kees Visser", "M. de Ruiter")
    )
    deel = snijd(_inhoud(overleg="Overleg over Kees", aanwezigen=tafel, afwezigen=tafel), ria)
    assert "Kees" not in deel.model_dump_json() and "V." not in deel.casusnaam
    assert [a.naam for a in deel.aanwezigen] == ["[weggelaten]", "M. de Ruiter"]
    assert snijd(_inhoud(), KEES).casusnaam == "Kees V."


@pytest.mark.parametrize(
    ("genoemd", "mag"),
    [
        (("GGZ",), False),
        (("ggz waterland",), False),
        (("GGZ Waterland, afdeling crisis",), False),
        (("M. de Ruiter",), False),
        (("Politie", "GGZ"), False),
        (("Politie",), True),
        ((), True),
        (("",), True),
        (("betrokkene",), True),
    ],
)
def test_namen_worden_op_woorden_vergeleken(genoemd: tuple[str, ...], mag: bool) -> None:
    assert mag_weten(genoemd, GGZ) is mag


def test_iedereen_die_cliënt_zegt_bedoelt_de_betrokkene() -> None:
    assert not mag_weten(("Cliënt",), KEES) and not mag_weten(("de betrokkene",), KEES)
    assert not mag_weten(("Kees Visser",), KEES) and mag_weten(("Politie",), KEES)


NAAM = st.sampled_from(("GGZ", "GGZ Waterland", "Politie", "woningcorporatie", "betrokkene", "De Zaan", "OM"))
UITSPRAAK = st.builds(
    Uitspraak,
    tekst=st.text("abcdefgh", min_size=5, max_size=12),
    niet_delen_met=st.lists(NAAM, max_size=3).map(tuple),
)


@given(
    groepen=st.tuples(*[st.lists(UITSPRAAK, max_size=5).map(tuple)] * 4),
    lezer=st.sampled_from((CORPORATIE, GGZ, KEES)),
)
def test_snijden_neemt_alleen_weg(groepen: tuple[tuple[Uitspraak, ...], ...], lezer: Lezer) -> None:
    namen = ("beeld", "oordeel", "besluit", "veiligheid")
    heel = _inhoud(**dict(zip(namen, groepen, strict=True)))
    deel = snijd(heel, lezer)
    for naam in namen:
        gegeven, gebleven = getattr(heel, naam), getattr(deel, naam)
        mogen = [u for u in gegeven if mag_weten(u.niet_delen_met, lezer)]
        assert [u.tekst for u in gebleven] == [u.tekst for u in mogen]
    if any(len(getattr(deel, naam)) < len(getattr(heel, naam)) for naam in namen):
        assert deel.samenvatting == "" and deel.reacties == () and NIET_DELEN in deel.weggelaten
