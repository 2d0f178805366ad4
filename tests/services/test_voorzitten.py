"""The gate and the room, kept by the services; what is said; undo while chairing."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from zvh_testing.casuskluis import Testklok, werkplek
from zvh_testing.overlegspel import Tafel

from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.invoerregel import Regel
from zvh_desktop.domain.overleg import Aanwezigheid, Agendapunt, Deelnemer, Inbreng, Overleg, Verklaring
from zvh_desktop.domain.partner import tekst_sha256
from zvh_desktop.domain.plan import Actie
from zvh_desktop.services import (
    afronden,
    beheer,
    dossiers,
    geheimhouding,
    overlegagenda,
    overlegdeelnemers,
    overleggen,
    verslagen,
    voorzitten,
)
from zvh_desktop.services.werkplek import Werkplek


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    with werkplek(tmp_path, Testklok()) as plek:
        yield plek


@pytest.fixture
def tafel(wp: Werkplek) -> Tafel:
    return Tafel(wp)


def regel(fout: pytest.ExceptionInfo[Omstandigheid]) -> object:
    return fout.value.gegevens.get("regel")


def verder(wp: Werkplek, **stap: float) -> None:
    assert isinstance(wp.klok, Testklok)
    wp.klok.verder(**stap)


def test_dichte_poort_laat_niets_van_de_casus_zien_en_niets_vastleggen(wp: Werkplek, tafel: Tafel) -> None:
    tafel.begin(tafel.gast, tafel.vast)
    poort = voorzitten.poort(wp, tafel.punt_id)
    assert (poort.open, poort.tegen) == (False, (tafel.gast,))
    beeld = voorzitten.beeld(wp, tafel.overleg_id, tafel.punt_id)
    assert (beeld.casus, beeld.inbreng, beeld.vorige, beeld.concept.tekst) == (None, (), (), "")
    scherm = voorzitten.beamer(wp, tafel.overleg_id, tafel.punt_id, alles=True)
    assert (scherm.casusnaam, scherm.besluiten, scherm.acties) == ("", (), ())
    assert "Kees" not in repr(scherm)
    with pytest.raises(Omstandigheid) as fout:
        tafel.zeg("iets")
    assert fout.value.reden is Reden.POORT_DICHT
    assert wp.store.find(Inbreng) == []
    assert wp.eis(Agendapunt, tafel.punt_id).loopt_sinds is None, "de tijd loopt nog niet"


def test_ook_wat_er_al_staat_is_achter_een_dichte_poort_niet_te_wijzigen(wp: Werkplek, tafel: Tafel) -> None:
    tafel.begin(tafel.vast)
    inbreng = tafel.zeg("iets")
    nieuw, _ = overlegdeelnemers.voeg_deelnemer_toe(wp, tafel.overleg_id, naam="Onverwacht", organisatie="Elders")
    with wp.transactie("proef") as t:
        t.save(wp.eis(Deelnemer, nieuw).met(aanwezigheid="aanwezig"))
    for doe in (
        lambda: voorzitten.wijzig_inbreng(wp, inbreng, Regel("informatie", "anders")),
        lambda: voorzitten.zet_om(wp, inbreng, "oordeel"),
        lambda: voorzitten.trek_in(wp, inbreng),
    ):
        with pytest.raises(Omstandigheid) as fout:
            doe()
        assert fout.value.reden is Reden.POORT_DICHT
    assert voorzitten.beeld(wp, tafel.overleg_id, tafel.punt_id).casus is None


def test_op_een_gesloten_casus_komt_geen_actie_en_geen_agendapunt_maar_wat_is_gezegd_wel(
    wp: Werkplek, tafel: Tafel
) -> None:
    tafel.begin(tafel.vast)
    tafel.zeg("voor het sluiten")
    casus = wp.eis(Casus, wp.eis(Agendapunt, tafel.punt_id).casus_id)
    with wp.transactie("proef") as t:
        t.save(casus.met(status="afgesloten"))
    tafel.zeg("na het sluiten")
    with pytest.raises(Omstandigheid) as fout:
        voorzitten.leg_vast(wp, tafel.punt_id, Regel("actie", "bellen"))
    assert regel(fout) == "casus_gesloten"
    assert len(wp.store.find(Inbreng)) == 2 and not wp.store.find(Actie)
    ander = overleggen.OverlegInvoer("Later", date(2027, 1, 5), time(9), time(10))
    with pytest.raises(Omstandigheid) as fout:
        overleggen.plan(wp, ander, [casus.id])
    assert regel(fout) == "casus_niet_actief"


@pytest.mark.parametrize("wijze", ["getekend", "getypt", "papier"])
def test_verklaring_opent_de_poort(wp: Werkplek, tafel: Tafel, wijze: str) -> None:
    tafel.begin(tafel.gast)
    tafel.teken(wijze=wijze, papier_kenmerk="map 3, blad 12")
    voorzitten.herzie(wp, tafel.punt_id)
    beeld = voorzitten.beeld(wp, tafel.overleg_id, tafel.punt_id)
    assert beeld.casus is not None
    assert beeld.casus.naam == "Kees V."
    assert wp.eis(Agendapunt, tafel.punt_id).loopt_sinds is not None


def test_weigeren_wordt_vastgelegd_en_houdt_de_poort_dicht(wp: Werkplek, tafel: Tafel) -> None:
    tafel.begin(tafel.gast)
    id_ = tafel.teken(wijze="geweigerd")
    assert wp.eis(Verklaring, id_).halen == []
    beeld = voorzitten.beeld(wp, tafel.overleg_id, tafel.punt_id)
    assert [k.hoe for k in beeld.tegen] == ["geweigerd"]
    with pytest.raises(Omstandigheid) as fout:
        verslagen.verklaring_pdf(wp, id_)
    assert regel(fout) == "geen_verklaring"


def test_buiten_wachten_opent_de_poort_en_binnenkomen_mag_dan_niet_ongedekt(wp: Werkplek, tafel: Tafel) -> None:
    tafel.begin(tafel.gast)
    voorzitten.buiten(wp, tafel.gast, tafel.punt_id)
    assert voorzitten.poort(wp, tafel.punt_id).open
    with pytest.raises(Omstandigheid) as fout:
        voorzitten.binnen(wp, tafel.gast, tafel.punt_id)
    assert fout.value.reden is Reden.POORT_DICHT
    tafel.teken()
    voorzitten.binnen(wp, tafel.gast, tafel.punt_id)
    assert {k.status for k in voorzitten.beeld(wp, tafel.overleg_id, tafel.punt_id).kamer if "Hek" in k.naam} == {
        "aanwezig"
    }


@pytest.mark.parametrize("noemt_punt", [True, False])
def test_ongedekt_binnenkomen_tijdens_een_lopende_casus_is_buiten_wachten(
    wp: Werkplek, tafel: Tafel, noemt_punt: bool
) -> None:
    tafel.begin(tafel.vast)
    tafel.zeg("iets wat de gast niet hoort")
    voorzitten.aangekomen(wp, tafel.gast, tafel.punt_id if noemt_punt else "")
    beeld = voorzitten.beeld(wp, tafel.overleg_id, tafel.punt_id)
    assert beeld.poort_open
    assert {k.status for k in beeld.kamer if k.deelnemer_id == tafel.gast} == {"wacht_buiten"}


def test_gedekt_binnenkomen_tijdens_een_lopende_casus_telt_vanaf_dan(wp: Werkplek, tafel: Tafel) -> None:
    tafel.begin()
    verder(wp, minutes=4)
    voorzitten.aangekomen(wp, tafel.vast)
    (periode,) = wp.store.find(Aanwezigheid, deelnemer_id=tafel.vast)
    assert (periode.status, periode.van) == ("binnen", wp.nu())


def test_toelaten_vraagt_een_echte_reden_die_in_het_verslag_komt(wp: Werkplek, tafel: Tafel) -> None:
    tafel.begin(tafel.gast, tafel.vast)
    with pytest.raises(Omstandigheid) as fout:
        geheimhouding.laat_toe(wp, tafel.punt_id, tafel.gast, "  daarom  ")
    assert regel(fout) == "reden_nodig"
    geheimhouding.laat_toe(wp, tafel.punt_id, tafel.gast, "Zonder de verhuurder is er geen woonplek te bespreken.")
    voorzitten.herzie(wp, tafel.punt_id)
    assert voorzitten.beeld(wp, tafel.overleg_id, tafel.punt_id).casus is not None
    assert wp.store.audit_regels(gebeurtenis="poort_overruled", object_id=tafel.gast)
    tafel.beslis()
    inhoud = verslagen.detail_verslag(wp, tafel.sluit().id).inhoud
    assert "Zonder de verhuurder is er geen woonplek te bespreken." in inhoud.toelatingen[0]
    assert "M. van der Heijden" in inhoud.toelatingen[0]


def test_wie_voor_een_andere_casus_komt_wacht_buiten(wp: Werkplek, tafel: Tafel) -> None:
    overlegdeelnemers.wijzig_deelnemer(wp, tafel.vast, casus_ids=["f" * 32])
    tafel.begin(tafel.vast)
    beeld = voorzitten.beeld(wp, tafel.overleg_id, tafel.punt_id)
    assert [k.status for k in beeld.kamer if k.deelnemer_id == tafel.vast] == ["wacht_buiten"]
    voorzitten.binnen(wp, tafel.vast, tafel.punt_id)
    beeld = voorzitten.beeld(wp, tafel.overleg_id, tafel.punt_id)
    assert [k.status for k in beeld.kamer if k.deelnemer_id == tafel.vast] == ["aanwezig"]


def test_geschorst_overleg_laat_niets_zien_en_legt_niets_vast(wp: Werkplek, tafel: Tafel) -> None:
    tafel.begin(tafel.vast)
    verder(wp, minutes=3)
    voorzitten.schors(wp, tafel.overleg_id)
    assert voorzitten.beeld(wp, tafel.overleg_id, tafel.punt_id).casus is None
    assert voorzitten.beamer(wp, tafel.overleg_id, tafel.punt_id).mededeling == "Het overleg is geschorst"
    with pytest.raises(Omstandigheid) as fout:
        tafel.zeg("in de pauze")
    assert regel(fout) == "overleg_geschorst"
    verder(wp, minutes=10)
    voorzitten.hervat(wp, tafel.overleg_id, tafel.punt_id)
    verder(wp, minutes=2)
    tafel.beslis()
    tafel.sluit()
    assert wp.eis(Agendapunt, tafel.punt_id).gebruikt_s == 5 * 60
    perioden = wp.store.find(Aanwezigheid, deelnemer_id=tafel.vast)
    assert sorted((p.tot - p.van).seconds for p in perioden if p.tot) == [120, 180]


# What is said


def test_actie_aan_tafel_is_een_actie_in_het_dossier_en_volgt_de_regel(wp: Werkplek, tafel: Tafel) -> None:
    tafel.begin(tafel.vast)
    id_ = tafel.zeg("Kamer regelen", "actie", "Gemeente", datum=date(2026, 12, 1), fase=2)
    (actie,) = wp.store.find(Actie)
    assert (actie.tekst, actie.uiterlijk, actie.fase, actie.status) == ("Kamer regelen", date(2026, 12, 1), 2, "open")
    voorzitten.zet_om(wp, id_, "informatie")
    assert wp.store.find(Actie) == []
    voorzitten.zet_om(wp, id_, "actie")
    assert [a.id for a in wp.store.find(Actie)] == [actie.id]
    voorzitten.trek_in(wp, id_)
    assert wp.store.find(Actie) == []
    label, _ = dossiers.maak_ongedaan(wp)
    assert label == "inbreng ingetrokken"
    assert [a.id for a in wp.store.find(Actie)] == [actie.id]


def test_vastleggen_beeindigt_het_concept_van_de_regel(wp: Werkplek, tafel: Tafel) -> None:
    tafel.begin(tafel.vast)
    voorzitten.bewaar_concept(wp, tafel.punt_id, voorzitten.NIEUW, "half", 4)
    assert voorzitten.beeld(wp, tafel.overleg_id, tafel.punt_id).concept.tekst == "half"
    tafel.zeg("heel")
    assert voorzitten.beeld(wp, tafel.overleg_id, tafel.punt_id).concept.tekst == ""
    voorzitten.bewaar_concept(wp, tafel.punt_id, voorzitten.NIEUW, "x", 1)
    voorzitten.bewaar_concept(wp, tafel.punt_id, voorzitten.NIEUW, "", 0)
    assert wp.store.drafts() == []


def test_beamer_verbergt_adres_bsn_en_derden_tot_ze_bewust_getoond_worden(wp: Werkplek, tafel: Tafel) -> None:
    tafel.begin(tafel.vast)
    tafel.zeg("Jan Vermeer verhuist van Geheimlaan 7 (BSN 999990007)", "besluit", motivering="m")
    tekst = repr(voorzitten.beamer(wp, tafel.overleg_id, tafel.punt_id))
    for geheim in ("Jan", "Vermeer", "Geheimlaan", "999990007"):
        assert geheim not in tekst
    assert wp.store.audit_regels(gebeurtenis="beamer_alles_getoond") == []
    getoond = repr(voorzitten.beamer(wp, tafel.overleg_id, tafel.punt_id, alles=True))
    assert "999990007" in getoond and "Jan Vermeer" in getoond
    # A secret address is not for a room, also not on purpose: not everybody there may have it.
    assert "Geheimlaan" not in getoond
    assert len(wp.store.audit_regels(gebeurtenis="beamer_alles_getoond")) == 1


def test_uitkomst_en_inbreng_alleen_terwijl_het_overleg_bezig_is(wp: Werkplek, tafel: Tafel) -> None:
    for doe in (
        lambda: afronden.zet_uitkomst(wp, tafel.punt_id, uitkomst="besluit"),
        lambda: tafel.zeg("te vroeg"),
        lambda: afronden.sluit(wp, tafel.overleg_id),
        lambda: voorzitten.open_punt(wp, tafel.overleg_id, tafel.punt_id),
        lambda: geheimhouding.laat_toe(wp, tafel.punt_id, tafel.gast, "een reden van genoeg tekens"),
    ):
        with pytest.raises(Omstandigheid) as fout:
            doe()
        assert regel(fout) == "overleg_niet_bezig"


# Closing


def test_sluiten_vraagt_dat_elk_punt_beslist_of_met_reden_overgeslagen_is(wp: Werkplek, tafel: Tafel) -> None:
    tafel.begin(tafel.vast)
    tafel.zeg("Kamer regelen", "actie")
    tafel.zeg("Plek met toezicht", "besluit")

    def open_() -> set[str]:
        return set(afronden.regel_van(wp, tafel.punt_id).open_punten)

    def weigert() -> object:
        with pytest.raises(Omstandigheid) as fout:
            afronden.sluit(wp, tafel.overleg_id)
        return fout.value.gegevens["open"]

    assert open_() == {"uitkomst", "informeren", "acties_onvolledig"}
    afronden.zet_uitkomst(wp, tafel.punt_id, uitkomst="besluit")
    assert open_() == {"motivering", "informeren", "evaluatiedatum", "acties_onvolledig"}
    assert weigert() == 4
    for punt, reden in (("uitkomst", "x"), ("motivering", " "), ("bestaat niet", "x")):
        with pytest.raises(Omstandigheid):
            afronden.sla_over(wp, tafel.punt_id, punt, reden)
    for punt in sorted(open_()):
        assert weigert() == len(open_())
        afronden.sla_over(wp, tafel.punt_id, punt, "komt na de feestdagen")
    verslag = tafel.sluit()
    assert wp.eis(Overleg, tafel.overleg_id).status == "gesloten"
    assert verslag.status == "concept"
    assert "komt na de feestdagen" in verslagen.detail_verslag(wp, verslag.id).inhoud.informeren


def test_geen_besluit_kan_niet_terwijl_er_een_besluit_staat(wp: Werkplek, tafel: Tafel) -> None:
    tafel.begin(tafel.vast)
    afronden.zet_uitkomst(wp, tafel.punt_id, uitkomst="geen_besluit", reden="geen tijd", informeren_niet_nodig=True)
    assert afronden.regel_van(wp, tafel.punt_id).open_punten == ()
    tafel.zeg("Toch een plek met toezicht", "besluit")
    assert afronden.regel_van(wp, tafel.punt_id).open_punten == ("besluit_tegen",)
    for doe in (
        lambda: afronden.zet_uitkomst(wp, tafel.punt_id, uitkomst="geen_besluit"),
        lambda: afronden.sla_over(wp, tafel.punt_id, "besluit_tegen", "laat maar"),
        lambda: afronden.sluit(wp, tafel.overleg_id),
    ):
        with pytest.raises(Omstandigheid) as fout:
            doe()
        assert fout.value.reden is Reden.REGEL_WEIGERT
    afronden.zet_uitkomst(wp, tafel.punt_id, uitkomst="besluit")
    assert "besluit_tegen" not in afronden.regel_van(wp, tafel.punt_id).open_punten


def test_gesloten_overleg_verandert_niet_meer(wp: Werkplek, tafel: Tafel) -> None:
    tafel.begin(tafel.vast)
    tafel.beslis()
    tafel.sluit()
    (inbreng, *_) = wp.store.find(Inbreng)
    for doe in (
        lambda: tafel.zeg("te laat"),
        lambda: voorzitten.wijzig_inbreng(wp, inbreng.id, Regel("informatie", "anders")),
        lambda: voorzitten.trek_in(wp, inbreng.id),
        lambda: afronden.zet_uitkomst(wp, tafel.punt_id, samenvatting="anders"),
        lambda: overleggen.wijzig(wp, tafel.overleg_id, titel="anders"),
        lambda: overlegdeelnemers.wijzig_deelnemer(wp, tafel.vast, naam="anders"),
        lambda: overlegagenda.haal_weg(wp, "agendapunt", tafel.punt_id),
        lambda: voorzitten.aangekomen(wp, tafel.gast),
        lambda: voorzitten.afgemeld(wp, tafel.gast, met_bericht=True),
        lambda: tafel.teken(),
        lambda: overleggen.naar_status(wp, tafel.overleg_id, "bezig"),
        lambda: dossiers.wijzig(wp, "inbreng", inbreng.id, {"tekst": "anders"}),
        lambda: dossiers.maak_ongedaan(wp),
    ):
        with pytest.raises(Omstandigheid):
            doe()
    afwezig = {d.id: d.aanwezigheid for d in wp.store.find(Deelnemer, overleg_id=tafel.overleg_id)}
    assert afwezig[tafel.gast] == "afwezig_zonder_bericht"


# The verklaring


def test_verklaring_is_gebonden_aan_precies_de_getoonde_tekst(wp: Werkplek, tafel: Tafel) -> None:
    tafel.begin(tafel.gast)
    blad = geheimhouding.tekenblad(wp, tafel.gast)
    assert blad.tekst_sha256 == tekst_sha256(blad.versie, blad.kern, blad.tekst)
    id_ = tafel.teken()
    pdf = verslagen.verklaring_pdf(wp, id_)
    verder(wp, seconds=1)
    beheer.nieuwe_tekst(wp, "2026-2", "Nieuwe kern", "Heel andere tekst.")
    assert geheimhouding.tekenblad(wp, tafel.gast).versie == "2026-2"
    verklaring = wp.eis(Verklaring, id_)
    assert (verklaring.tekstversie, verklaring.tekst_sha256) == ("2026-1", blad.tekst_sha256)
    assert geheimhouding.stuk(wp, id_).tekst == f"{blad.kern}\n\n{blad.tekst}"
    assert verslagen.verklaring_pdf(wp, id_) == pdf
    tweede = tafel.teken(tafel.vast)
    assert wp.eis(Verklaring, tweede).tekst_sha256 == tekst_sha256("2026-2", "Nieuwe kern", "Heel andere tekst.")


def test_tekstversie_is_niet_te_herschrijven_en_niet_ongedaan_te_maken(wp: Werkplek, tafel: Tafel) -> None:
    with pytest.raises(Omstandigheid) as fout:
        beheer.nieuwe_tekst(wp, "2026-1", "kern", "een andere tekst")
    assert regel(fout) == "tekstversie_bestaat"
    beheer.nieuwe_tekst(wp, "2026-2", "kern", "tekst")
    with pytest.raises(Omstandigheid) as fout:
        dossiers.maak_ongedaan(wp)
    assert regel(fout) == "niet_ongedaan"


@pytest.mark.parametrize(
    ("wijze", "velden", "waarom"),
    [
        ("getypt", {"naam": " "}, "naam_leeg"),
        ("papier", {"naam": "B. Hek"}, "papier_kenmerk"),
        ("getekend", {"naam": "B. Hek"}, "handtekening_leeg"),
        (
            "getekend",
            {"naam": "B. Hek", "halen": [[[0.2 + n / 100, 0.5 + n % 2 / 50, 0.5, n / 50] for n in range(40)]]},
            "handtekening_leeg",
        ),
        ("gemompeld", {"naam": "B. Hek"}, "waarde_past_niet"),
    ],
)
def test_wat_geen_verklaring_is_wordt_niet_vastgelegd(
    wp: Werkplek, tafel: Tafel, wijze: str, velden: dict[str, str], waarom: str
) -> None:
    """Also a straight line as a hand draws it, in a field that is four and a half times as wide as high."""
    with pytest.raises(Omstandigheid) as fout:
        geheimhouding.teken(wp, geheimhouding.tekenblad(wp, tafel.gast), wijze=wijze, **velden)  # type: ignore[arg-type]
    assert regel(fout) == waarom
    assert wp.store.find(Verklaring) == []


def test_wisselen_van_voorzitter_wisselt_de_deelnemer(wp: Werkplek, tafel: Tafel) -> None:
    overleggen.wijzig(wp, tafel.overleg_id, voorzitter="T. Ander", verslaglegger="J. de Wit")
    rollen = {d.rol: d.naam for d in wp.store.find(Deelnemer, overleg_id=tafel.overleg_id) if d.rol != "deelnemer"}
    assert rollen == {"voorzitter": "T. Ander", "verslaglegger": "J. de Wit"}
    with pytest.raises(Omstandigheid) as fout:
        overleggen.wijzig(wp, tafel.overleg_id, datum="gisteren")
    assert regel(fout) == "waarde_past_niet"
