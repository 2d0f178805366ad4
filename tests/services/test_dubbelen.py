"""Merging two records of one person, taking it back, and what another device wrote meanwhile."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from zvh_testing.casuskluis import Testklok, meld_aan, werkplek

from zvh_desktop.domain.afscherming import VERBORGEN
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.domain.record import soorten
from zvh_desktop.domain.samenvoeging import verwijsvelden
from zvh_desktop.domain.systeem import INCIDENTROLLEN, RELATIES, Incidentrol, Persoonskoppeling, Relatie
from zvh_desktop.services import dossiers, dubbelen, systeem
from zvh_desktop.services.werkplek import Werkplek


@pytest.fixture(scope="module")
def wp(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Werkplek]:
    with werkplek(tmp_path_factory.mktemp("dubbelen"), Testklok()) as plek:
        yield plek


@pytest.fixture
def casus_id(wp: Werkplek) -> str:
    return nieuwe_casus(wp)


def nieuwe_casus(wp: Werkplek) -> str:
    nummer = len(wp.store.find(Casus))
    from zvh_testing.casuskluis import AANMELDING

    tekst = AANMELDING.replace('"bsn": "999990007",', "").replace(
        "2026-11-02", f"2026-{nummer // 28 + 1:02d}-{nummer % 28 + 1:02d}"
    )
    return meld_aan(wp, tekst).casus_id


def erbij(wp: Werkplek, casus_id: str, **velden: Any) -> str:
    return dossiers.voeg_toe(wp, "betrokkene", casus_id, velden)[0]


def wie(wp: Werkplek, casus_id: str, naam: str) -> Betrokkene:
    return next(b for b in wp.store.find(Betrokkene, casus_id=casus_id) if b.voornamen == naam)


def alles(wp: Werkplek, casus_id: str) -> dict[str, Any]:
    """Every record of the casus as it stands, what is withdrawn too."""
    return {
        r.id: r
        for klasse in soorten().values()
        if "casus_id" in klasse.model_fields and klasse.__module__.startswith("zvh_desktop.")
        for r in wp.store.find(klasse, ook_verwijderd=True, casus_id=casus_id)
    }


def verwijst_naar(wp: Werkplek, casus_id: str, weg: str) -> list[str]:
    return [
        id_
        for id_, r in alles(wp, casus_id).items()
        if not r.verwijderd
        for veld in verwijsvelden(type(r))
        if getattr(r, veld) == weg or (isinstance(getattr(r, veld), list) and weg in getattr(r, veld))
    ]


def test_samenvoegen_neemt_alles_mee_en_ongedaan_brengt_alles_terug(wp: Werkplek, casus_id: str) -> None:
    kees, jan = wie(wp, casus_id, "Kees"), wie(wp, casus_id, "Jan")
    dubbel = erbij(
        wp, casus_id, voornamen="J.", achternaam="Vermeir", telefoon="0600000009", opmerking="Werkt 's nachts."
    )
    dossiers.wijzig(wp, "betrokkene", jan.id, {"opmerking": "Spreekt zacht."})
    dossiers.wijzig(wp, "betrokkene", kees.id, {"adres_dicht_voor_betrokkene_ids": [dubbel]})
    systeem.voeg_relatie_toe(wp, casus_id, dubbel, "ouder", kees.id)
    systeem.voeg_relatie_toe(wp, casus_id, dubbel, "huishouden", jan.id)
    incident = dossiers.voeg_toe(wp, "notitie", casus_id, {"notitiesoort": "incident", "tekst": "Ruzie."})[0]
    systeem.zet_rollen(wp, incident, {dubbel: ("getuige",), jan.id: ("getuige",)})
    voor = alles(wp, casus_id)
    beeld = dubbelen.vergelijk(wp, jan.id, dubbel)
    assert ("relatie", 2) in beeld.volgt and {v.veld for v in beeld.velden} >= {"voornamen", "opmerking", "telefoon"}
    dubbelen.voeg_dubbelen_samen(wp, jan.id, dubbel, {"voornamen": "blijft", "achternaam": "weg"})
    samen = wp.store.get(Betrokkene, jan.id)
    assert (samen.voornamen, samen.achternaam, samen.telefoon) == ("Jan", "Vermeir", "0600000009")
    assert "Spreekt zacht." in samen.opmerking and "Werkt 's nachts." in samen.opmerking
    assert {"Jan Vermeer", "J. Vermeir"} <= set(samen.aliassen) and samen.straat == "Geheimlaan"
    assert verwijst_naar(wp, casus_id, dubbel) == []
    gelezen = systeem.lees(wp, casus_id)
    assert [b.id for b in gelezen.personen].count(dubbel) == 0
    assert [z.ander_id for z in gelezen.zijden(kees.id)] == [jan.id] and gelezen.zijden(jan.id)[0].woord == "ouder van"
    assert gelezen.incidenten[0].rollen == ((jan.id, ("getuige",)),)
    assert wp.store.get(Betrokkene, kees.id).adres_dicht_voor_betrokkene_ids == [jan.id]
    dossiers.maak_ongedaan(wp)
    assert alles(wp, casus_id) == voor


def test_uiteenhalen_kan_ook_nog_na_ander_werk(wp: Werkplek, casus_id: str) -> None:
    jan, dubbel = wie(wp, casus_id, "Jan"), erbij(wp, casus_id, voornamen="Johan", achternaam="Vermeer")
    dubbelen.voeg_dubbelen_samen(wp, jan.id, dubbel, {})
    dossiers.wijzig(wp, "betrokkene", jan.id, {"telefoon": "0600000009"})
    _, bleef = dubbelen.haal_uiteen(wp, dubbel)
    assert bleef == 0 and wp.store.get(Betrokkene, jan.id).telefoon == "0600000009"
    los = wp.store.get(Betrokkene, dubbel)
    assert (los.verwijderd, los.samengevoegd_met, los.voornamen) == (False, "", "Johan")
    with pytest.raises(Omstandigheid) as fout:
        dubbelen.haal_uiteen(wp, dubbel)
    assert fout.value.gegevens["regel"] == "niet_samengevoegd"


def test_hoofdpersoon_blijft_de_naam_van_de_casus_geven(wp: Werkplek, casus_id: str) -> None:
    kees, ander = wie(wp, casus_id, "Kees"), erbij(wp, casus_id, voornamen="Cees", achternaam="Vermeir")
    dubbelen.voeg_dubbelen_samen(wp, ander, kees.id, {"voornamen": "weg", "achternaam": "weg"})
    assert wp.store.get(Betrokkene, ander).hoofdpersoon and wp.eis(Casus, casus_id).naam == "Kees V."
    assert dossiers.ververs(wp, casus_id).betrokkenen[0].id == ander


def test_wat_later_in_het_oude_record_kwam_wordt_aangeboden(wp: Werkplek, casus_id: str) -> None:
    jan, dubbel = wie(wp, casus_id, "Jan"), erbij(wp, casus_id, voornamen="Johan", achternaam="Vermeer")
    dubbelen.voeg_dubbelen_samen(wp, jan.id, dubbel, {})
    assert dubbelen.naloop(wp, casus_id) == []
    oud = wp.store.get(Betrokkene, dubbel)
    with wp.transactie("elders") as t:
        t.save(oud.met(telefoon="0600000008", rol="vader", postcode="1111 AA"))
    regels = {n.veld: n for n in dubbelen.naloop(wp, casus_id)}
    assert set(regels) == {"telefoon", "rol", "postcode"} and regels["telefoon"].later == "0600000008"
    assert regels["postcode"].nu == VERBORGEN
    dubbelen.neem_over(wp, dubbel, "telefoon", over=True)
    dubbelen.neem_over(wp, dubbel, "rol", over=False)
    assert {n.veld for n in dubbelen.naloop(wp, casus_id)} == {"postcode"}
    nu = wp.store.get(Betrokkene, jan.id)
    assert (nu.telefoon, nu.rol) == ("0600000008", "vader, mogelijk slachtoffer")
    with pytest.raises(Omstandigheid) as fout:
        dubbelen.neem_over(wp, dubbel, "rol", over=True)
    assert fout.value.gegevens["regel"] == "al_gekozen"


def test_wie_doorgaat_en_elders_werd_ingetrokken_kan_terugkomen(wp: Werkplek, casus_id: str) -> None:
    jan, dubbel = wie(wp, casus_id, "Jan"), erbij(wp, casus_id, voornamen="Johan", achternaam="Vermeer")
    dubbelen.voeg_dubbelen_samen(wp, jan.id, dubbel, {})
    dossiers.trek_in(wp, "betrokkene", jan.id)
    (regel,) = dubbelen.naloop(wp, casus_id)
    assert (regel.veld, regel.blijft_id) == ("", jan.id)
    dubbelen.neem_over(wp, dubbel, "", over=True)
    assert not wp.store.get(Betrokkene, jan.id).verwijderd and dubbelen.naloop(wp, casus_id) == []
    dossiers.trek_in(wp, "betrokkene", jan.id)
    dubbelen.neem_over(wp, dubbel, "", over=False)
    assert wp.store.get(Betrokkene, jan.id).verwijderd and dubbelen.naloop(wp, casus_id) == []


def test_twee_die_tegelijk_in_elkaar_werden_samengevoegd_blijven_als_een_te_zien(wp: Werkplek, casus_id: str) -> None:
    jan, dubbel = wie(wp, casus_id, "Jan"), erbij(wp, casus_id, voornamen="Johan", achternaam="Vermeer")
    with wp.transactie("twee toestellen") as t:
        t.save(jan.met(verwijderd=True, samengevoegd_met=dubbel))
        t.save(wp.store.get(Betrokkene, dubbel).met(verwijderd=True, samengevoegd_met=jan.id))
    for mensen in (systeem.lees(wp, casus_id).personen, dossiers.ververs(wp, casus_id).betrokkenen):
        assert [b.id for b in mensen if b.id in (jan.id, dubbel)] == [min(jan.id, dubbel)]


def test_een_relatie_die_naar_het_oude_record_wijst_wordt_bij_het_nieuwe_gelezen(wp: Werkplek, casus_id: str) -> None:
    kees, jan = wie(wp, casus_id, "Kees"), wie(wp, casus_id, "Jan")
    dubbel = erbij(wp, casus_id, voornamen="Johan", achternaam="Vermeer")
    dubbelen.voeg_dubbelen_samen(wp, jan.id, dubbel, {})
    laat = Relatie(
        id=wp.nieuw_id(), stream=kees.stream, casus_id=casus_id, van_betrokkene_id=dubbel, naar_betrokkene_id=kees.id
    )
    with wp.transactie("elders") as t:
        t.save(laat)
    assert [z.ander_id for z in systeem.lees(wp, casus_id).zijden(kees.id)] == [jan.id]


def test_samenvoegen_over_casussen_heen_wordt_geweigerd(wp: Werkplek, casus_id: str) -> None:
    ander = nieuwe_casus(wp)
    with pytest.raises(Omstandigheid) as fout:
        dubbelen.voeg_dubbelen_samen(wp, wie(wp, casus_id, "Jan").id, wie(wp, ander, "Jan").id, {})
    assert fout.value.gegevens["regel"] == "andere_casus"


def test_geheim_adres_en_bsn_staan_niet_in_de_vergelijking(wp: Werkplek, casus_id: str) -> None:
    jan = wie(wp, casus_id, "Jan")
    dubbel = erbij(wp, casus_id, voornamen="Johan", bsn="999990019", straat="Kerkpad")
    tekst = repr(dubbelen.vergelijk(wp, jan.id, dubbel).velden)
    assert "Geheimlaan" not in tekst and "999990019" not in tekst and VERBORGEN in tekst


personen = st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=2, max_size=2, unique=True)
banden = st.lists(st.tuples(personen, st.sampled_from(list(RELATIES))), max_size=5)
rollen = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from(list(INCIDENTROLLEN))), max_size=5)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(banden, rollen, personen, st.booleans())
def test_samenvoegen_en_ongedaan_is_alsof_er_niets_gebeurde(
    wp: Werkplek, banden: list[Any], rollen: list[Any], paar: list[str], koppeling: bool
) -> None:
    casus = nieuwe_casus(wp)
    mens = {
        n: erbij(wp, casus, voornamen=n.upper(), achternaam="Proef", geboortedatum=date(1990, 1, 1)) for n in "abcd"
    }
    for (van, naar), soort in banden:
        try:
            systeem.voeg_relatie_toe(wp, casus, mens[van], soort, mens[naar])
        except Omstandigheid as fout:
            assert fout.gegevens["regel"] == "relatie_bestaat"
    incident = dossiers.voeg_toe(wp, "notitie", casus, {"notitiesoort": "incident", "tekst": "x"})[0]
    for wie_, rol in rollen:
        systeem.zet_rollen(wp, incident, {mens[wie_]: (rol,)})
    if koppeling:
        systeem.koppel(wp, mens[paar[1]], wie(wp, nieuwe_casus(wp), "Jan").id)
    voor = alles(wp, casus)
    dubbelen.voeg_dubbelen_samen(wp, mens[paar[0]], mens[paar[1]], {})
    assert verwijst_naar(wp, casus, mens[paar[1]]) == []
    gelezen = systeem.lees(wp, casus)
    assert len(gelezen.elders) == koppeling
    assert all(r.van_betrokkene_id != r.naar_betrokkene_id for r in gelezen.relaties)
    dossiers.maak_ongedaan(wp)
    assert alles(wp, casus) == voor
    assert {type(r) for r in voor.values()} >= ({Incidentrol} if rollen else set()) | (
        {Persoonskoppeling} if koppeling else set()
    )
