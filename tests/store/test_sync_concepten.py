import pytest
from zvh_testing.kluisplek import STREAM, ProefRecord, proef
from zvh_testing.kluisregio import Plek, beeld, wissel

from zvh_desktop.store.check import check


def _samen(paar: tuple[Plek, Plek], **velden: object) -> ProefRecord:
    record = proef(paar[0].store, **velden)
    paar[0].bewaar(record)
    wissel(paar, STREAM)
    return record


def _concept(plek: Plek, record: ProefRecord, veld: str, tekst: str) -> None:
    plek.store.bewaar_concept(record.id, veld, soort="proef_record", label="proef", tekst=tekst, cursor=1)


def _bewaar(plek: Plek, record_id: str, *, eerst_weg: bool, **velden: object) -> None:
    """As a service does: read, change, save, end the drafts."""
    record = plek.store.get(ProefRecord, record_id)
    with plek.store.transaction("gewijzigd", plek.wie) as t:
        if eerst_weg:
            for veld in velden:
                t.concept_weg(record_id, veld)
        t.save(record.met(**velden))
        if not eerst_weg:
            for veld in velden:
                t.concept_weg(record_id, veld)


@pytest.mark.parametrize("eerst_weg", [False, True])
@pytest.mark.parametrize("op_schijf", [False, True])
def test_wat_binnenkomt_tijdens_het_typen_blijft_naast_het_getypte(
    paar: tuple[Plek, Plek], eerst_weg: bool, op_schijf: bool
) -> None:
    een, twee = paar
    record = _samen(paar, naam="begin", aantal=1)
    if op_schijf:
        _concept(een, record, "naam", "getypt")
        een.kluis.concepten.flush()
    else:
        een.kluis.concepten.flush()
        _concept(een, record, "naam", "getypt")
    twee.bewaar(twee.store.get(ProefRecord, record.id).met(naam="van elders", aantal=2))
    wissel((twee, een), STREAM)
    concept = een.store.concept(record.id, "naam")
    if op_schijf:
        assert concept is not None and concept.tekst == "getypt"
    assert een.store.get(ProefRecord, record.id).naam == "van elders"
    _bewaar(een, record.id, eerst_weg=eerst_weg, naam="getypt")
    nu = een.store.get(ProefRecord, record.id)
    assert (nu.naam, nu.aantal) == ("getypt", 2)
    (conflict,) = een.store.conflicten()
    assert {v.waarde for v in conflict.versies} == {"getypt", "van elders"} and conflict.plek == (record.id, "naam")
    assert {v.toestel for v in conflict.versies} == {een.toestel, twee.toestel}
    assert een.store.concept(record.id, "naam") is None
    wissel(paar, STREAM)
    assert beeld(een.store, STREAM) == beeld(twee.store, STREAM)
    assert len(twee.store.conflicten()) == 1
    assert check(een.store.verbinding) == [] and check(twee.store.verbinding) == []


def test_lange_tekst_die_elkaar_niet_raakt_staat_samen_zonder_conflict(paar: tuple[Plek, Plek]) -> None:
    een, twee = paar
    record = _samen(paar, tekst="Een. Twee.")
    _concept(een, record, "tekst", "Een. Twee. Drie.")
    twee.bewaar(twee.store.get(ProefRecord, record.id).met(tekst="Nul. Een. Twee."))
    wissel((twee, een), STREAM)
    _bewaar(een, record.id, eerst_weg=False, tekst="Een. Twee. Drie.")
    assert een.store.get(ProefRecord, record.id).tekst == "Nul. Een. Twee. Drie."
    assert een.store.conflicten() == []
    assert [t.record_id for t in een.store.zoek("drie nul")] == [record.id]


def test_wie_niets_veranderde_zet_het_binnengekomene_niet_terug(paar: tuple[Plek, Plek]) -> None:
    een, twee = paar
    record = _samen(paar, naam="begin", tekst="oud")
    _concept(een, record, "naam", "begin")
    twee.bewaar(twee.store.get(ProefRecord, record.id).met(naam="van elders"))
    wissel((twee, een), STREAM)
    _bewaar(een, record.id, eerst_weg=False, naam="begin")
    assert een.store.get(ProefRecord, record.id).naam == "van elders"
    assert een.store.conflicten() == []


def test_een_record_dat_voor_het_binnenkomen_gelezen_is_zet_geen_ander_veld_terug(paar: tuple[Plek, Plek]) -> None:
    een, twee = paar
    record = _samen(paar, naam="begin", aantal=1)
    gelezen = een.store.get(ProefRecord, record.id)
    twee.bewaar(twee.store.get(ProefRecord, record.id).met(naam="van elders"))
    wissel((twee, een), STREAM)
    een.bewaar(gelezen.met(aantal=5))
    nu = een.store.get(ProefRecord, record.id)
    assert (nu.naam, nu.aantal) == ("van elders", 5)
    assert een.store.conflicten() == []


def test_getypt_in_een_ander_concept_telt_vanaf_het_begin_daarvan(paar: tuple[Plek, Plek]) -> None:
    een, twee = paar
    record = _samen(paar, naam="begin")
    een.store.bewaar_concept("punt", f"bewerk:{record.id}", soort="", label="", tekst="getypt", cursor=0)
    een.kluis.concepten.flush()
    twee.bewaar(twee.store.get(ProefRecord, record.id).met(naam="van elders"))
    wissel((twee, een), STREAM)
    nu = een.store.get(ProefRecord, record.id)
    with een.store.transaction("gewijzigd", een.wie) as t:
        t.getypt_in(record.id, "naam", ("punt", f"bewerk:{record.id}"))
        t.save(nu.met(naam="getypt"))
        t.concept_weg("punt", f"bewerk:{record.id}")
    assert len(een.store.conflicten()) == 1


def test_beslissen_geldt_overal_ook_voor_wat_al_getoond_werd(paar: tuple[Plek, Plek]) -> None:
    een = paar[0]
    record = _samen(paar, naam="begin")
    for plek, naam in zip(paar, ("van een", "van twee"), strict=True):
        plek.bewaar(plek.store.get(ProefRecord, record.id).met(naam=naam))
    wissel(paar, STREAM)
    (conflict,) = een.store.conflicten(stream=STREAM)
    assert conflict.toont == "van twee" and een.store.conflicten(record="f" * 32) == []
    with een.store.transaction("beslist", een.wie) as t:
        t.beslis("proef_record", record.id, {"naam": conflict.toont})
    assert t.bon.wijzigingen == 1
    wissel(paar, STREAM)
    for plek in paar:
        assert plek.store.conflicten() == [] and plek.store.get(ProefRecord, record.id).naam == "van twee"
        assert check(plek.store.verbinding) == []


def test_ongedaan_maken_laat_staan_wat_een_ander_intussen_deed(paar: tuple[Plek, Plek]) -> None:
    een, twee = paar
    record = _samen(paar, naam="begin", aantal=1)
    with een.store.transaction("twee velden", een.wie) as t:
        t.save(een.store.get(ProefRecord, record.id).met(naam="mijn", aantal=7))
    wissel((een, twee), STREAM)
    twee.bewaar(twee.store.get(ProefRecord, record.id).met(naam="van elders"))
    wissel((twee, een), STREAM)
    terug = een.store.undo(t.bon.txn, een.wie)
    assert terug.geweigerd == (("proef_record", record.id, "naam"),)
    nu = een.store.get(ProefRecord, record.id)
    assert (nu.naam, nu.aantal) == ("van elders", 1)
    assert check(een.store.verbinding) == []


def test_ongedaan_maken_van_een_beslissing_toont_weer_wat_er_stond(paar: tuple[Plek, Plek]) -> None:
    een, twee = paar
    record = _samen(paar, tekst="Een. Twee.")
    een.bewaar(een.store.get(ProefRecord, record.id).met(tekst="Een. Twee. Drie."))
    twee.bewaar(twee.store.get(ProefRecord, record.id).met(tekst="Nul. Een. Twee."))
    wissel(paar, STREAM)
    with een.store.transaction("anders", een.wie) as t:
        t.save(een.store.get(ProefRecord, record.id).met(tekst="Heel wat anders."))
    een.store.undo(t.bon.txn, een.wie)
    assert een.store.get(ProefRecord, record.id).tekst == "Nul. Een. Twee. Drie."
