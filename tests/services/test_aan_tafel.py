"""At the table: who takes part how and for whom, what was sent in, entries in order, and what closing shows."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from zvh_testing.casuskluis import Testklok, meld_aan, werkplek
from zvh_testing.overlegspel import Tafel

from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.domain.invoerregel import Gebied, Regel
from zvh_desktop.domain.overleg import (
    OVERLEGTYPEN,
    SJABLONEN,
    Aanwezigheid,
    Agendapunt,
    Deelnemer,
    Inbreng,
    deelname_in_woorden,
    perioden_in_woorden,
    samengevoegd,
    tijd_in_woorden,
)
from zvh_desktop.domain.plan import Actie
from zvh_desktop.services import (
    acties,
    afronden,
    analyse,
    dossiers,
    geheimhouding,
    inbrengregels,
    kamer,
    leefgebieden,
    overlegagenda,
    overlegbeeld,
    overleggen,
    reeksen,
    stukken,
    tekstblokken,
    verslagen,
    voorzitten,
)
from zvh_desktop.services.verslagtekst import stel_samen
from zvh_desktop.services.voorzitten_beeld import KamerRij
from zvh_desktop.services.werkplek import Werkplek


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    with werkplek(tmp_path, Testklok()) as plek:
        yield plek


@pytest.fixture
def tafel(wp: Werkplek) -> Tafel:
    return Tafel(wp)


def teksten(wp: Werkplek, tafel: Tafel) -> list[str]:
    return [i.tekst for i in voorzitten.beeld(wp, tafel.overleg_id, tafel.punt_id).inbreng]


def weigert(doe: object) -> object:
    with pytest.raises(Omstandigheid) as fout:
        doe()  # type: ignore[operator]
    return fout.value.gegevens.get("regel")


def test_verplaatsen_gaat_een_plaats_en_is_terug_te_draaien(wp: Werkplek, tafel: Tafel) -> None:
    tafel.begin(tafel.vast)
    a, _, c = (tafel.zeg(x) for x in ("een", "twee", "drie"))
    inbrengregels.verplaats(wp, c, -1)
    assert teksten(wp, tafel) == ["een", "drie", "twee"]
    assert not inbrengregels.verplaats(wp, a, -1).geraakt, "boven de eerste is niets"
    dossiers.maak_ongedaan(wp)
    assert teksten(wp, tafel) == ["een", "twee", "drie"]


def test_samenvoegen_laat_geen_woord_weg_en_houdt_de_bron(wp: Werkplek, tafel: Tafel) -> None:
    tafel.begin(tafel.vast)
    tafel.zeg("Slaapt slecht.", wie="GGZ")
    b = tafel.zeg("Staat bij de deur.", "oordeel", wie="Politie", afwijkend=("GGZ: valt mee",))
    inbrengregels.voeg_samen(wp, b)
    (een,) = wp.store.find(Inbreng, agendapunt_id=tafel.punt_id)
    assert een.tekst == "Slaapt slecht.\nPolitie, oordeel: Staat bij de deur."
    assert (een.bron, een.inbrengsoort, een.afwijkend) == ("GGZ", "informatie", ["GGZ: valt mee"])
    dossiers.maak_ongedaan(wp)
    assert teksten(wp, tafel) == ["Slaapt slecht.", "Staat bij de deur."]


def test_samenvoegen_weigert_wat_iets_zou_verdoezelen(wp: Werkplek, tafel: Tafel) -> None:
    tafel.begin(tafel.vast)
    a = tafel.zeg("een")
    b = tafel.zeg("twee", niet_delen_met=("Woningcorporatie",))
    c = tafel.zeg("drie", "actie")
    assert weigert(lambda: inbrengregels.voeg_samen(wp, a)) == "niets_erboven"
    assert weigert(lambda: inbrengregels.voeg_samen(wp, b)) == "delen_verschilt"
    inbrengregels.verplaats(wp, b, -1)
    assert weigert(lambda: inbrengregels.voeg_samen(wp, c)) == "actie_samen"
    d = tafel.zeg("vier", "actie")
    inbrengregels.voeg_samen(wp, d)
    (actie,) = wp.store.find(Actie, casus_id=tafel.casus_id)
    assert actie.tekst == "drie\nvier", "de actie van het dossier volgt"


def test_motivering_van_een_besluit_blijft_ook_in_een_andere_soort(wp: Werkplek, tafel: Tafel) -> None:
    tafel.begin(tafel.vast)
    tafel.zeg("Zo gezegd.")
    tafel.zeg("Plek met toezicht.", "besluit", motivering="geen zicht")
    een, twee = sorted(wp.store.find(Inbreng, agendapunt_id=tafel.punt_id), key=lambda i: i.volgorde)
    assert samengevoegd(een, twee).tekst == "Zo gezegd.\nbesluit: Plek met toezicht. Omdat: geen zicht"
    assert samengevoegd(twee, een).motivering == "geen zicht"


def test_splitsen_geeft_twee_op_hun_plaats_met_hun_eigen_actie(wp: Werkplek, tafel: Tafel) -> None:
    tafel.begin(tafel.vast)
    a = tafel.zeg("Kamer regelen. GGZ belt.")
    tafel.zeg("later")
    inbrengregels.splits(wp, a, Regel("informatie", "Kamer regelen."), Regel("actie", "GGZ belt."))
    assert teksten(wp, tafel) == ["Kamer regelen.", "GGZ belt.", "later"]
    assert [x.tekst for x in wp.store.find(Actie, casus_id=tafel.casus_id)] == ["GGZ belt."]
    assert weigert(lambda: inbrengregels.splits(wp, a, Regel("informatie", ""), Regel("actie", "x"))) == "deel_leeg"
    dossiers.maak_ongedaan(wp)
    assert teksten(wp, tafel) == ["Kamer regelen. GGZ belt.", "later"]
    assert wp.store.find(Actie, casus_id=tafel.casus_id) == []


def test_na_sluiten_gaat_er_niets_meer_heen_of_weer(wp: Werkplek, tafel: Tafel) -> None:
    tafel.begin(tafel.vast)
    tafel.beslis()
    tafel.sluit()
    for i in wp.store.find(Inbreng, agendapunt_id=tafel.punt_id):
        assert weigert(lambda: inbrengregels.verplaats(wp, i.id, 1)) == "overleg_niet_bezig"  # noqa: B023
        assert weigert(lambda: inbrengregels.voeg_samen(wp, i.id)) == "overleg_niet_bezig"  # noqa: B023
    assert weigert(lambda: kamer.deelname(wp, tafel.vast, "digitaal")) == "overleg_gesloten"


def test_digitaal_en_waarnemer_staan_in_het_verslag(wp: Werkplek, tafel: Tafel) -> None:
    tafel.begin(tafel.vast)
    kamer.deelname(wp, tafel.vast, "digitaal")
    afwezig = next(
        d for d in wp.store.find(Deelnemer, overleg_id=tafel.overleg_id)
        if d.aanwezigheid == "verwacht" and d.id != tafel.gast and d.partner_id
    )  # fmt: skip
    id_, _ = kamer.waarnemer(wp, afwezig.id, "T. de Wit", tafel.punt_id)
    assert wp.eis(Deelnemer, afwezig.id).aanwezigheid == "afwezig_met_bericht"
    assert wp.eis(Deelnemer, id_).organisatie == afwezig.organisatie
    rij = next(k for k in voorzitten.beeld(wp, tafel.overleg_id, tafel.punt_id).kamer if k.deelnemer_id == id_)
    assert rij.waarneemt_voor == afwezig.naam
    assert weigert(lambda: kamer.waarnemer(wp, id_, "Weer een ander")) == "waarnemer_aanwezig"
    assert weigert(lambda: kamer.waarnemer(wp, tafel.gast, "B. van ’t Hek")) == "waarnemer_zelf"
    tafel.beslis()
    inhoud = stel_samen(wp, tafel.sluit())
    wie = {a.naam: a for a in (*inhoud.aanwezigen, *inhoud.afwezigen)}
    assert wie["T. de Wit"].functie.endswith(f"waarnemer voor {afwezig.naam}")
    assert "(digitaal)" in wie["S. Bakker"].aanwezig
    assert wie[afwezig.naam].afwezig == "afwezig met bericht"


def test_digitaal_is_per_agendapunt_en_wat_voorbij_is_blijft_zoals_het_was(wp: Werkplek, tafel: Tafel) -> None:
    tafel.begin(tafel.vast)

    def rij() -> KamerRij:
        kamer_ = voorzitten.beeld(wp, tafel.overleg_id, tafel.punt_id).kamer
        return next(k for k in kamer_ if k.deelnemer_id == tafel.vast)

    kamer.deelname(wp, tafel.vast, "digitaal")
    assert rij().digitaal
    kamer.deelname(wp, tafel.vast, "fysiek")
    assert not rij().digitaal
    eigen = wp.store.find(Aanwezigheid, agendapunt_id=tafel.punt_id, deelnemer_id=tafel.vast)
    assert sorted((p.deelname, p.tot is None) for p in eigen) == [("digitaal", False), ("fysiek", True)]
    ander = next(p for p in wp.store.find(Agendapunt, overleg_id=tafel.overleg_id) if p.id != tafel.punt_id)
    voorzitten.open_punt(wp, tafel.overleg_id, ander.id)
    kamer.deelname(wp, tafel.vast, "digitaal")
    daar = wp.store.find(Aanwezigheid, agendapunt_id=ander.id, deelnemer_id=tafel.vast)
    assert {p.deelname for p in daar if p.tot is None} == {"digitaal"}
    voorzitten.open_punt(wp, tafel.overleg_id, tafel.punt_id)
    tafel.beslis()
    inhoud = stel_samen(wp, tafel.sluit())
    wie = next(a for a in inhoud.aanwezigen if a.naam == "S. Bakker")
    assert "(digitaal), " in wie.aanwezig and "(aan tafel)" in wie.aanwezig
    d = wp.eis(Deelnemer, tafel.vast)
    assert "bij punt" in stukken._hoe(wp, tafel.overleg_id, d)


def test_hoe_iemand_deelnam_in_woorden() -> None:
    assert perioden_in_woorden([("09:31–10:00", ""), ("10:05–10:44", "")]) == "09:31–10:00, 10:05–10:44"
    assert perioden_in_woorden([("09:31–10:00", "")], "digitaal") == "09:31–10:00 (digitaal)"
    assert perioden_in_woorden([]) == ""
    assert deelname_in_woorden({1: "fysiek", 2: "digitaal", 4: "digitaal"}, "fysiek") == (
        "aan tafel; digitaal bij punt 2 en 4"
    )
    assert deelname_in_woorden({3: "digitaal"}, "") == "digitaal" and deelname_in_woorden({}, "") == ""


def test_wat_een_afwezige_vooraf_aanleverde_staat_met_bron_en_dag_in_het_verslag(wp: Werkplek, tafel: Tafel) -> None:
    tafel.begin(tafel.vast)
    kwam_niet = next(
        d
        for d in wp.store.find(Deelnemer, overleg_id=tafel.overleg_id)
        if d.aanwezigheid == "verwacht" and d.partner_id
    )
    partner = wp.partners()[kwam_niet.partner_id]
    tafel.zeg("Neemt medicatie.", wie=partner.kortweg, aangeleverd=date(2026, 11, 20))
    tafel.beslis()
    inhoud = stel_samen(wp, tafel.sluit())
    assert next(a for a in inhoud.afwezigen if a.naam == kwam_niet.naam).informatie == "aangeleverd op 20-11-2026"
    assert inhoud.beeld[0].bron == f"{partner.kortweg}, aangeleverd op 20-11-2026"


def test_leefgebied_van_een_inbreng_staat_in_beeld_en_verslag_ook_als_het_van_de_lijst_is(
    wp: Werkplek, tafel: Tafel
) -> None:
    tafel.begin(tafel.vast)
    gebied = leefgebieden.lijst(wp)[0]
    tafel.zeg("Slaapt op de bank.", gebied=Gebied(gebied.id, gebied.naam))
    leefgebieden.haal_weg(wp, gebied.id)
    (rij,) = voorzitten.beeld(wp, tafel.overleg_id, tafel.punt_id).inbreng
    assert rij.leefgebied == gebied.naam
    assert f"&{gebied.naam}" in voorzitten.regel_van(wp, rij.inbreng_id)
    tafel.beslis()
    assert stel_samen(wp, tafel.sluit()).beeld[0].tekst == f"{gebied.naam}: Slaapt op de bank."


def test_tekstblokken_hebben_een_naam_van_een_woord_en_komen_in_de_regel(wp: Werkplek, tafel: Tafel) -> None:
    tekstblokken.bewaar(wp, "//rondje", "Iedereen is gehoord.")
    (blok,) = tekstblokken.lijst(wp)
    for naam, tekst, regel in (
        ("twee woorden", "x", "blok_naam"),
        ("", "x", "blok_naam"),
        ("leeg", " ", "tekst_leeg"),
        ("Rondje", "x", "blok_bestaat"),
        ("lang", "x" * 2001, "blok_lang"),
    ):
        assert weigert(lambda: tekstblokken.bewaar(wp, naam, tekst)) == regel  # noqa: B023
    tafel.begin(tafel.vast)
    assert voorzitten.beeld(wp, tafel.overleg_id, tafel.punt_id).bekend.blokken[0].tekst == "Iedereen is gehoord."
    tekstblokken.haal_weg(wp, blok.id)
    assert tekstblokken.lijst(wp) == ()


@pytest.mark.parametrize(
    ("minuten", "seconden", "woorden"),
    [
        (25, 31 * 60, "31 van 25 minuten, 6 minuten uitgelopen"),
        (25, 26 * 60, "26 van 25 minuten, 1 minuut uitgelopen"),
        (25, 20 * 60 + 20, "20 van 25 minuten, 5 minuten over"),
        (25, 25 * 60, "25 van 25 minuten, precies op tijd"),
    ],
)
def test_tijd_in_woorden(minuten: int, seconden: int, woorden: str) -> None:
    assert tijd_in_woorden(minuten, seconden) == woorden


def test_afronden_zegt_wie_er_zonder_verklaring_was_en_weigert_daar_niets_om(wp: Werkplek, tafel: Tafel) -> None:
    tafel.begin(tafel.gast, tafel.vast)

    def nu() -> afronden.AfrondRegel:
        return afronden.overzicht(wp, tafel.overleg_id)[0]

    assert nu().dicht and "blijft dicht" in nu().zonder[0] and nu().tijd == ""
    voorzitten.buiten(wp, tafel.gast, tafel.punt_id)
    assert not nu().dicht and nu().zonder[0].endswith("wachtte buiten")
    geheimhouding.laat_toe(wp, tafel.punt_id, tafel.gast, "kent de woning en is kort nodig")
    assert "toegelaten, kent de woning" in nu().zonder[0]
    assert isinstance(wp.klok, Testklok)
    wp.klok.verder(minutes=31)
    assert nu().tijd.startswith("31 van")
    tafel.beslis()
    tafel.sluit()


def test_stand_van_de_analyse_staat_bij_de_open_casus_en_nergens_anders(wp: Werkplek, tafel: Tafel) -> None:
    tafel.begin(tafel.gast, tafel.vast)
    assert voorzitten.beeld(wp, tafel.overleg_id, tafel.punt_id).analyse == ()
    voorzitten.buiten(wp, tafel.gast, tafel.punt_id)
    assert voorzitten.beeld(wp, tafel.overleg_id, tafel.punt_id).analyse


def test_niet_mogelijk_is_iets_anders_dan_niet_gedaan_en_blijft_in_een_vast_verslag_zoals_toen(
    wp: Werkplek, tafel: Tafel
) -> None:
    tafel.begin(tafel.vast)
    tafel.beslis()
    (actie,) = wp.store.find(Actie, casus_id=tafel.casus_id)
    verslag = tafel.sluit()
    assert isinstance(wp.klok, Testklok)
    wp.klok.verder(hours=1)
    acties.rond_af(wp, actie.id, "niet_mogelijk", "de plek is vergeven")
    assert stel_samen(wp, verslag).acties[0].status == "open", "die dag was zij open"
    verslagen.stel_vast(wp, verslag.id)
    bevroren = verslagen.detail_verslag(wp, verslag.id).inhoud
    assert bevroren.acties[0].status == "open"
    (later,) = wp.store.find(Actie, casus_id=tafel.casus_id)
    assert later.status == "niet_mogelijk"
    assert bevroren.besluit[0].motivering == "Thuis is er geen zicht op."
    assert {u.tekst for u in bevroren.beeld} & {u.tekst for u in bevroren.oordeel} == set()


def test_op_de_beamer_komt_niets_van_een_andere_casus_analyse_relatie_of_geheim_adres(
    wp: Werkplek, tafel: Tafel
) -> None:
    def merk(n: int) -> str:
        return f"KANARIE{n}QX"

    ander = meld_aan(wp).casus_id
    analyse.voeg_toe(
        wp,
        "analysepunt",
        tafel.casus_id,
        {"leefgebied_id": leefgebieden.lijst(wp)[0].id, "puntsoort": "zorg", "tekst": merk(1)},
    )
    dossiers.wijzig(wp, "casus", ander, {"doel": merk(2)})
    tafel.begin(tafel.vast)
    tafel.zeg(merk(3))
    tafel.zeg(merk(4), "oordeel", afwijkend=(f"GGZ: {merk(5)}",))
    tafel.zeg("Plek met toezicht.", "besluit", motivering=merk(6))
    tafel.zeg(merk(7), "veiligheid")
    for alles in (False, True):
        getoond = repr(voorzitten.beamer(wp, tafel.overleg_id, tafel.punt_id, alles=alles))
        assert "Plek met toezicht." in getoond
        assert "KANARIE" not in getoond and "Geheimlaan" not in getoond
    assert merk(1) not in repr(voorzitten.beeld(wp, tafel.overleg_id, tafel.punt_id)), "een stand is een aantal"


def test_elk_soort_overleg_begint_met_eigen_punten_en_minuten(wp: Werkplek, tafel: Tafel) -> None:
    assert set(SJABLONEN) == set(OVERLEGTYPEN)
    invoer = overleggen.OverlegInvoer("Weging", date(2026, 12, 1), time(9), time(10), type="weegteam")
    id_, _ = overleggen.plan(wp, invoer, [tafel.casus_id])
    punten = [(p.naam, p.punt.minuten) for p in overlegbeeld.detail(wp, id_).punten]
    assert punten[0] == ("Opening", 5) and punten[-1] == ("Rondvraag", 5)
    assert ("Terugkoppeling van eerdere triages", 5) in punten and 10 in [m for _, m in punten]
    # A series says how long a casus takes, for what is added later too.
    reeks_id, _ = reeksen.van_overleg(wp, id_, naam="Weegteam", minuten=12)
    volgend, _ = reeksen.plan_volgende(wp, reeks_id, date(2026, 12, 15))
    overlegagenda.voeg_casus_toe(wp, volgend, tafel.casus_id)
    assert 12 in [p.punt.minuten for p in overlegbeeld.detail(wp, volgend).punten if p.punt.casus_id]
    assert voorzitten.beamer(wp, id_, "").kop == "Weegteam of triage-overleg"
