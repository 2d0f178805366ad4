"""The entry line: what is read, what stays text, and that nothing is lost."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvh_desktop.domain.invoeraanvulling import Aanvulling, aanvullingen
from zvh_desktop.domain.invoerregel import (
    Bekend,
    Bekende,
    Blok,
    Gebied,
    Regel,
    lees_soort,
    met_soort,
    naar_regel,
    ontleed,
)

DINSDAG = date(2026, 11, 24)
GGZ = Bekende("GGZ", partner_id="p1")
VT = Bekende("Veilig Thuis", kort="VT", partner_id="p2")
YILMAZ = Bekende("L. Yılmaz", persoon="L. Yılmaz", partner_id="p3", bij="Gemeente Purmerend")
KEES = Bekende("Kees V.", persoon="Kees V.")
POLITIE = Bekende("Politie", partner_id="p4")
GGZ_W = Bekende("GGZ Waterland", partner_id="p5")
BEKEND = Bekend(DINSDAG, (GGZ, VT, YILMAZ, KEES, POLITIE, GGZ_W))


def lees(tekst: str) -> Regel:
    return ontleed(tekst, BEKEND)


def rollen(tekst: str) -> list[tuple[str, str]]:
    return [(tekst[s.begin : s.eind], s.rol) for s in lees(tekst).stukken]


def test_platte_tekst_is_informatie() -> None:
    regel = lees("Twee meldingen van vader sinds september.")
    assert (regel.soort, regel.tekst, regel.stukken) == (
        "informatie",
        "Twee meldingen van vader sinds september.",
        (),
    )


def test_een_actie_met_eigenaar_dag_en_fase() -> None:
    zin = "/actie @GGZ crisisplan delen met wijkagent en vader !volgende week di #1"
    regel = lees(zin)
    assert regel.soort == "actie" and regel.wie == GGZ and regel.fase == 1
    assert regel.datum == date(2026, 12, 1)
    assert regel.tekst == "crisisplan delen met wijkagent en vader"
    assert rollen(zin) == [("/actie", "soort"), ("@GGZ", "wie"), ("!volgende week di", "datum"), ("#1", "fase")]


@pytest.mark.parametrize(("begin", "soort"), [("/b", "besluit"), ("/ACT", "actie"), ("/sam:", "samenvatting")])
def test_een_begin_dat_maar_een_soort_kan_zijn_is_genoeg(begin: str, soort: str) -> None:
    assert lees(f"{begin} x y").soort == soort
    assert lees(f"{begin} x y").tekst == "x y"


def test_elke_soort_begint_met_een_eigen_letter() -> None:
    assert [lees_soort(x) for x in "ioabvs"] == [
        "informatie", "oordeel", "actie", "besluit", "veiligheid", "samenvatting",
    ]  # fmt: skip
    assert lees_soort("") is None and lees_soort("besluitx") is None


@pytest.mark.parametrize(
    "zin",
    ["/onbekend iets", "@Niemand zegt iets", "!nooit meer", "#9 lijkt op", "en/of @ ! # /", "info@ggz.nl gemaild",
     "dat is 1/2 van de tijd", "hij riep: stop!", "we doen dit /besluit", "omdat: het moet", "anders @Niemand: x",
     "niet delen met @Niemand", "@ GGZ", "! di"],
)  # fmt: skip
def test_wat_onbekend_is_blijft_tekst(zin: str) -> None:
    regel = lees(zin)
    assert regel.tekst == zin and regel.stukken == () and regel.wie is None and regel.datum is None


def test_namen_van_meer_woorden_en_zonder_hoofdletters_of_accenten() -> None:
    assert lees("@veilig thuis meldt niets").wie == VT
    assert lees("@VeiligThuis meldt niets").wie == VT
    assert lees("@l. yilmaz belt").wie == YILMAZ
    assert lees("@GGZ Waterland belt").wie == GGZ_W
    assert lees("@GGZ, Waterland belt").wie == GGZ
    assert lees("@Kees V. belt").tekst == "belt"


def test_een_dubbelzinnige_naam_wordt_niemand() -> None:
    bekend = Bekend(DINSDAG, (Bekende("S. Bakker", partner_id="a"), Bekende("S Bakker", partner_id="b")))
    assert ontleed("@S. Bakker belt", bekend).wie is None


def test_een_naam_of_dag_in_de_zin_blijft_in_de_zin() -> None:
    regel = lees("Vader is gebeld door @Politie")
    assert regel.wie == POLITIE and regel.tekst == "Vader is gebeld door Politie"
    assert lees("Moeder belde @GGZ gisteren").tekst == "Moeder belde GGZ gisteren"
    assert lees("Stabiel op medicatie @GGZ").tekst == "Stabiel op medicatie"
    assert lees("Ontslag staat op !1-12 gepland").tekst == "Ontslag staat op 1-12 gepland"
    assert lees("/actie plekken voorleggen voor !1-12").tekst == "plekken voorleggen voor 1-12"
    assert lees("/actie plekken !1-12 voorleggen").tekst == "plekken voorleggen"
    assert lees("/actie @GGZ @Politie samen bellen").tekst == "Politie samen bellen"


def test_de_langste_leesbare_dag_telt_en_leestekens_niet() -> None:
    assert lees("/actie bellen !1 dec 2026.").datum == date(2026, 12, 1)
    assert rollen("/actie !di bellen")[1] == ("!di", "datum")
    assert rollen("/actie !over 2 weken bellen")[1] == ("!over 2 weken", "datum")
    assert rollen("/actie bellen (!di)")[1] == ("!di", "datum")


def test_een_besluit_met_motivering_en_afwijkende_mening() -> None:
    zin = "/besluit geen terugkeer naar vader omdat: mishandeling, geen zicht anders @GGZ: kan met crisiskaart"
    regel = lees(zin)
    assert regel.tekst == "geen terugkeer naar vader"
    assert regel.motivering == "mishandeling, geen zicht"
    assert regel.afwijkend == ("GGZ: kan met crisiskaart",)
    assert [r for _, r in rollen(zin)] == ["soort", "kop", "motivering", "kop", "afwijkend"]


def test_niet_delen_met_een_of_meer() -> None:
    regel = lees("@Politie schulden van 14.000 euro niet delen met @Veilig Thuis, @GGZ en @L. Yılmaz")
    assert regel.niet_delen_met == ("VT", "GGZ", "L. Yılmaz")
    assert regel.tekst == "schulden van 14.000 euro"
    in_zin = lees("Moeder wil dit niet delen met @GGZ want zij schaamt zich")
    assert in_zin.niet_delen_met == ("GGZ",)
    assert in_zin.tekst == "Moeder wil dit niet delen met GGZ want zij schaamt zich"


def test_fase_met_nummer_of_woord() -> None:
    assert lees("/actie bellen #directe").fase == 1
    assert lees("/actie bellen #naz").fase == 4
    assert lees("huisnummer #3 is leeg").tekst == "huisnummer #3 is leeg"


def test_plaatsen_zijn_codepunten_ook_na_een_emoji() -> None:
    zin = "😀 ok @GGZ"
    assert rollen(zin) == [("@GGZ", "wie")]


def test_een_regel_met_alleen_tokens_is_leeg() -> None:
    assert lees("/actie @GGZ !di").leeg and lees("   ").leeg and not lees("x").leeg


def test_regeleinden_blijven_staan() -> None:
    assert lees("/oordeel eerste\ntweede").tekst == "eerste\ntweede"
    assert lees("eerste\n@GGZ tweede").tekst == "eerste\nGGZ tweede"


def test_van_soort_wisselen_zonder_opnieuw_te_typen() -> None:
    assert met_soort("crisisplan delen", "besluit", BEKEND) == "/besluit crisisplan delen"
    assert met_soort("/actie @GGZ plan !di", "besluit", BEKEND) == "/besluit @GGZ plan !di"
    assert met_soort("/besluit plan", "informatie", BEKEND) == "plan"
    assert met_soort("@GGZ /actie plan", "oordeel", BEKEND) == "@GGZ /oordeel plan"
    assert met_soort("", "actie", BEKEND) == "/actie "


def labels(tekst: str, cursor: int | None = None) -> list[str]:
    return [a.label for a in aanvullingen(tekst, len(tekst) if cursor is None else cursor, BEKEND)]


def neem(tekst: str, nummer: int = 0) -> str:
    a = aanvullingen(tekst, len(tekst), BEKEND)[nummer]
    return tekst[: a.begin] + a.invoegen + tekst[a.eind :]


def test_een_streep_stelt_soorten_voor_alleen_vooraan() -> None:
    assert labels("/") == ["Informatie", "Oordeel", "Besluit", "Veiligheid", "Actie", "Samenvatting"]
    assert neem("/be") == "/besluit "
    assert labels("we doen dit /be") == []
    assert labels("@GGZ /be") == ["Besluit"]
    assert labels("/besluit") == []


def test_een_naam_wordt_aangevuld_ook_op_achternaam_en_organisatie() -> None:
    assert labels("/actie @GG") == ["GGZ", "GGZ Waterland"]
    assert labels("@yil") == ["L. Yılmaz"]
    assert labels("@purm") == ["L. Yılmaz"]
    assert neem("/actie @veil") == "/actie @Veilig Thuis "
    assert labels("@veilig th") == ["Veilig Thuis"]
    assert labels("@GGZ crisis") == []
    assert labels("@Veilig Thuis ") == []


def test_een_dag_wordt_aangevuld_ook_na_de_spatie() -> None:
    assert labels("/actie delen !di ") == ["dinsdag 1 december", "dinsdag 8 december"]
    assert neem("/actie delen !di ") == "/actie delen !di 1 dec "
    assert labels("/actie delen !di 1 dec ") == []
    assert labels("/actie delen !di 1 dec met") == []
    assert labels("hij riep ! en liep") == []


def test_een_aanvulling_midden_in_de_zin_vervangt_het_hele_woord() -> None:
    a = aanvullingen("@politi zegt", 4, BEKEND)[0]
    assert a == Aanvulling("Politie", "@Politie", 0, 7, "wie")


def test_fasen_en_omdat_worden_aangevuld() -> None:
    assert labels("/actie x #")[0] == "1 Directe veiligheid"
    assert neem("/actie x #st") == "/actie x #2 "
    assert labels("/besluit iets omd") == ["omdat:"]
    assert labels("iets omd") == []


def test_een_vastgelegde_regel_is_weer_te_bewerken() -> None:
    zin = naar_regel(
        "besluit", "geen terugkeer", BEKEND, wie="VT", fase=2, motivering="geen zicht",
        niet_delen_met=("GGZ", "VT"), afwijkend=("GGZ: kan wel",),
    )  # fmt: skip
    regel = lees(zin)
    assert (regel.soort, regel.tekst, regel.wie, regel.fase) == ("besluit", "geen terugkeer", VT, 2)
    assert regel.motivering == "geen zicht"
    assert regel.niet_delen_met == ("GGZ", "VT") and regel.afwijkend == ("GGZ: kan wel",)


def test_tekst_die_op_een_soort_lijkt_krijgt_bij_bewerken_zijn_eigen_soort_ervoor() -> None:
    assert naar_regel("informatie", "/actie staat op het bord", BEKEND).startswith("/informatie ")
    assert lees(naar_regel("informatie", "/actie staat op het bord", BEKEND)).tekst == "/actie staat op het bord"


woord = st.sampled_from(
    ["vader", "belt", "met", "door", "/actie", "/b", "/x", "@GGZ", "@Veilig", "Thuis", "@Niemand", "!di", "!1-12",
     "!volgende", "week", "di", "#1", "#9", "omdat:", "anders", "@Politie:", "niet", "delen", "en", "😀", "(@GGZ)", ",",
     "(", "é", "1", "dec", "\n", "@", "!", "#", "/"]
) | st.text(min_size=1, max_size=6)  # fmt: skip
lijn = st.lists(st.tuples(woord, st.sampled_from([" ", " ", "  ", "\n", "", "\t"])), max_size=14).map(
    lambda paren: "".join(w + s for w, s in paren)
)


@given(lijn)
def test_geen_getypt_woord_verdwijnt(zin: str) -> None:
    regel = lees(zin)
    vorig = 0
    for stuk in regel.stukken:
        assert vorig <= stuk.begin < stuk.eind <= len(zin)
        vorig = stuk.eind
    tokens = [s for s in regel.stukken if s.rol not in ("motivering", "afwijkend")]
    buiten, plek = "", 0
    for stuk in tokens:
        buiten += zin[plek : stuk.begin] + " "
        plek = stuk.eind
    buiten += zin[plek:]
    bewaard = " ".join((regel.tekst, regel.motivering, *regel.afwijkend))
    # Whatever is no token stands in the kept text, sign by sign and in the same order.
    rest = iter("".join(bewaard.split()))
    assert all(teken in rest for teken in "".join(buiten.split()))
    for stuk in tokens:
        woorden = zin[stuk.begin : stuk.eind]
        match stuk.rol:
            case "soort":
                assert regel.soort.startswith(woorden.strip("/:").casefold())
            case "wie":
                assert regel.wie is not None and regel.wie == BEKEND.zoek(woorden)
            case "fase":
                assert regel.fase
            case "datum":
                assert regel.datum
            case "vermelding":
                assert woorden[1:] in regel.tekst
            case "delen":
                assert regel.niet_delen_met
            case "kop":
                assert woorden.casefold() == "omdat:" or woorden.casefold().startswith("anders")


@given(lijn, st.sampled_from(["informatie", "oordeel", "besluit", "veiligheid", "actie", "samenvatting"]))
def test_een_andere_soort_laat_elk_ander_woord_staan(zin: str, soort: str) -> None:
    nieuw = met_soort(zin, soort, BEKEND)  # type: ignore[arg-type]  # drawn from the kinds
    assert lees(nieuw).soort == soort
    oud = next((s for s in lees(zin).stukken if s.rol == "soort"), None)
    kaal = zin[: oud.begin] + zin[oud.eind :] if oud else zin
    rest = iter("".join(nieuw.split()))
    assert all(teken in rest for teken in "".join(kaal.split()))


@given(lijn, st.data())
def test_aanvullen_raakt_alleen_wat_voor_de_cursor_als_laatste_begon(zin: str, data: st.DataObject) -> None:
    cursor = data.draw(st.integers(0, len(zin)))
    for a in aanvullingen(zin, cursor, BEKEND):
        assert 0 <= a.begin <= cursor <= a.eind <= len(zin)
        assert "\n" not in zin[a.begin : a.eind]
        lees(zin[: a.begin] + a.invoegen + zin[a.eind :])


@given(
    soort=st.sampled_from(["informatie", "oordeel", "besluit", "veiligheid", "actie", "samenvatting"]),
    woorden=st.lists(st.sampled_from(["vader", "belt", "met", "moeder", "14.000", "euro,", "é", "😀"]), min_size=1),
    wie=st.sampled_from(["", "GGZ", "VT", "L. Yılmaz", "Kees V."]),
    dag=st.none() | st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    fase=st.integers(0, 4),
    niet=st.lists(st.sampled_from(["GGZ", "VT", "Politie"]), unique=True).map(tuple),
    anders=st.lists(st.sampled_from(["GGZ: kan wel", "VT: kan niet"]), unique=True).map(tuple),
)
def test_een_opgeslagen_inbreng_leest_terug_zoals_zij_was(
    soort: str,
    woorden: list[str],
    wie: str,
    dag: date | None,
    fase: int,
    niet: tuple[str, ...],
    anders: tuple[str, ...],
) -> None:
    tekst = " ".join((*woorden, "slot"))
    motivering = "geen zicht thuis" if soort == "besluit" else ""
    zin = naar_regel(
        soort,
        tekst,
        BEKEND,
        wie=wie,
        datum=dag,
        fase=fase,
        motivering=motivering,
        niet_delen_met=niet,
        afwijkend=anders,
    )  # type: ignore[arg-type]  # drawn from the kinds
    regel = lees(zin)
    assert (regel.soort, regel.tekst, regel.fase, regel.motivering) == (soort, tekst, fase, motivering)
    assert (regel.wie.kortweg if regel.wie else "") == wie
    assert (regel.niet_delen_met, regel.afwijkend) == (niet, anders)
    assert regel.datum == (dag if soort == "actie" else None)


WONEN, WERK, WERKEN = Gebied("g1", "Huisvesting"), Gebied("g2", "Werk en opleiding"), Gebied("g3", "Werkomgeving")
MEER = Bekend(DINSDAG, (GGZ, POLITIE), (WONEN, WERK, WERKEN), (Blok("rondje", "Iedereen is gehoord."),))


@pytest.mark.parametrize(
    ("getypt", "gebied", "tekst"),
    [
        ("Slaapt op de bank &huisvesting", WONEN, "Slaapt op de bank"),
        ("&huis Slaapt op de bank", WONEN, "Slaapt op de bank"),
        ("Zoekt baan &werk en opleiding", WERK, "Zoekt baan"),
        ("Zoekt baan &wer", None, "Zoekt baan &wer"),
        ("Jansen & zonen", None, "Jansen & zonen"),
        ("R&D", None, "R&D"),
        ("Problemen met &huisvesting", WONEN, "Problemen met huisvesting"),
    ],
)
def test_een_leefgebied_wordt_gelezen_en_wat_onbekend_of_dubbel_is_blijft_tekst(
    getypt: str, gebied: Gebied | None, tekst: str
) -> None:
    regel = ontleed(getypt, MEER)
    assert (regel.gebied, regel.tekst) == (gebied, tekst)


@pytest.mark.parametrize(
    ("getypt", "dag", "tekst"),
    [
        ("@GGZ aangeleverd 20-11: neemt medicatie", date(2026, 11, 20), "neemt medicatie"),
        ("@GGZ aangeleverd op 20 november 2026: neemt medicatie", date(2026, 11, 20), "neemt medicatie"),
        ("aangeleverd op 30 december: stil", date(2025, 12, 30), "stil"),
        ("aangeleverd 30-12-2026: stil", None, "aangeleverd 30-12-2026: stil"),
        ("aangeleverd 20-11 door de wijkagent", None, "aangeleverd 20-11 door de wijkagent"),
        ("Dat is aangeleverd 20-11: klopt", None, "Dat is aangeleverd 20-11: klopt"),
    ],
)
def test_vooraf_aangeleverd_staat_vooraan_en_ligt_nooit_in_de_toekomst(
    getypt: str, dag: date | None, tekst: str
) -> None:
    regel = ontleed(getypt, MEER)
    assert (regel.aangeleverd, regel.tekst) == (dag, tekst)


def test_leefgebied_en_aangeleverd_komen_bij_wijzigen_gelijk_terug() -> None:
    regel = naar_regel(
        "oordeel", "Gaat beter", MEER, wie="GGZ", gebied="Werk en opleiding", aangeleverd=date(2026, 11, 20)
    )
    terug = ontleed(regel, MEER)
    assert (terug.soort, terug.tekst, terug.wie, terug.gebied, terug.aangeleverd) == (
        "oordeel", "Gaat beter", GGZ, WERK, date(2026, 11, 20)
    )  # fmt: skip


def test_een_tekstblok_komt_in_de_plaats_van_zijn_naam() -> None:
    (a,) = aanvullingen("Slot. //ron", 11, MEER)
    assert (a.invoegen, a.begin, a.eind, a.soort) == ("Iedereen is gehoord. ", 6, 11, "blok")
    assert aanvullingen("//anders", 8, MEER) == ()
    assert ontleed("//rondje", MEER).tekst == "//rondje", "zonder Tab blijft het tekst"
    assert [v.label for v in aanvullingen("&", 1, MEER)] == ["Huisvesting", "Werk en opleiding", "Werkomgeving"]
