import threading
from pathlib import Path

import pytest
from zvh_testing.kluisplek import WIE, nieuwe_proefkluis, open_proefkluis, proef

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.store import drafts
from zvh_desktop.store.drafts import Concept, ConceptSchrijver
from zvh_desktop.store.store import Store
from zvh_desktop.store.vault import Vault


def _concept(
    tekst: str, record: str = "a" * 32, veld: str = "tekst", tijd: str = "2026-11-22T09:00:00.000000Z"
) -> Concept:
    return Concept(record, veld, "proef_record", "Kees V. – tekst", tekst, len(tekst), tijd)


def test_laatste_tekst_per_veld_wint_en_staat_na_flush_op_schijf(kluis: Vault, store: Store) -> None:
    for nr in range(20):
        kluis.concepten.bewaar(_concept("x" * nr))
    kluis.concepten.bewaar(_concept("ander", veld="toelichting", tijd="2026-11-22T10:00:00.000000Z"))
    kluis.concepten.flush()
    assert store.concept("a" * 32, "tekst") == _concept("x" * 19)
    assert [concept.tekst for concept in store.drafts()] == ["ander", "x" * 19]
    assert store.drafts("b" * 32) == []


def test_wat_nog_niet_op_schijf_staat_is_er_wel(kluis: Vault, store: Store) -> None:
    record = proef(store)
    with store.transaction("maken", WIE) as t:
        # While this transaction holds the write lock, nothing of the draft can be on the disk.
        kluis.concepten.bewaar(_concept("net getypt", record.id))
        assert store.drafts() == store.drafts(record.id) == [_concept("net getypt", record.id)]
        assert store.drafts("b" * 32) == []
        t.concept_weg(record.id, "tekst")
        assert store.drafts() == []
    kluis.concepten.flush()
    assert store.drafts() == []


def test_concept_overleeft_sluiten_en_openen(tmp_path: Path) -> None:
    kluis, _ = nieuwe_proefkluis(tmp_path / "a.zvh")
    kluis.concepten.bewaar(_concept("half een zi"))
    kluis.close()
    kluis = open_proefkluis(tmp_path / "a.zvh")
    assert kluis.store().drafts() == [_concept("half een zi")]
    kluis.close()


def test_concept_eindigt_met_het_bewaren_ook_als_het_nog_in_de_wachtrij_stond(kluis: Vault, store: Store) -> None:
    record = proef(store)
    kluis.concepten.bewaar(_concept("eerste", record.id))
    kluis.concepten.flush()
    with store.transaction("maken", WIE) as t:
        # While this transaction holds the write lock, the writer cannot take this text any more.
        kluis.concepten.bewaar(_concept("tweede", record.id))
        t.save(record)
        t.concept_weg(record.id, "tekst")
    kluis.concepten.flush()
    assert store.drafts() == []


def test_mislukt_bewaren_geeft_het_concept_terug(kluis: Vault, store: Store) -> None:
    kluis.concepten.bewaar(_concept("eerste"))
    kluis.concepten.flush()
    with pytest.raises(RuntimeError), store.transaction("maken", WIE) as t:
        kluis.concepten.bewaar(_concept("tweede"))
        t.concept_weg("a" * 32)
        raise RuntimeError
    kluis.concepten.flush()
    assert store.drafts() == [_concept("tweede")]


def test_nieuwere_tekst_wint_van_een_teruggegeven_concept(kluis: Vault, store: Store) -> None:
    with store.verbinding.transaction():
        kluis.concepten.bewaar(_concept("oud"))
        oud = kluis.concepten.vergeet("a" * 32)
        kluis.concepten.bewaar(_concept("nieuw"))
        kluis.concepten.hervat(oud)
    kluis.concepten.flush()
    assert [concept.tekst for concept in oud] == ["oud"]
    assert store.drafts() == [_concept("nieuw")]


def test_weggooien_per_veld_en_per_record(store: Store) -> None:
    with store.verbinding.transaction():
        for veld in ("een", "twee", "drie"):
            drafts.put_draft(store.verbinding, _concept("x", veld=veld))
        drafts.delete_draft(store.verbinding, "a" * 32, "een")
    assert [concept.veld for concept in store.drafts()] == ["drie", "twee"]
    with store.transaction("weg", WIE) as t:
        t.concept_weg("a" * 32)
    assert store.drafts() == []
    assert store.concept("a" * 32, "twee") is None


def test_wat_niet_geschreven_kon_worden_blijft_en_wordt_opnieuw_geprobeerd(kluis: Vault, store: Store) -> None:
    hapert = threading.Event()
    hapert.set()

    def open_verbinding() -> drafts.Verbinding:
        if hapert.is_set():
            raise Omstandigheid(Reden.SCHIJF_VOL)
        return kluis.connect()

    schrijver = ConceptSchrijver(open_verbinding)
    schrijver.bewaar(_concept("bijna kwijt"))
    with pytest.raises(Omstandigheid) as fout:
        schrijver.flush()
    assert fout.value.reden is Reden.SCHIJF_VOL
    hapert.clear()
    schrijver.flush()
    assert store.drafts() == [_concept("bijna kwijt")]
    hapert.set()
    schrijver.sluit()


def test_sluiten_zegt_het_als_de_laatste_tekst_niet_geschreven_kon_worden() -> None:
    def open_verbinding() -> drafts.Verbinding:
        raise Omstandigheid(Reden.SCHIJF_VOL)

    schrijver = ConceptSchrijver(open_verbinding)
    schrijver.bewaar(_concept("kwijt"))
    with pytest.raises(Omstandigheid) as fout:
        schrijver.sluit()
    assert fout.value.reden is Reden.SCHIJF_VOL
    with pytest.raises(Omstandigheid):
        schrijver.bewaar(_concept("te laat"))
    schrijver.flush()


def test_halve_tekens_uit_het_klembord_worden_heel_of_gemerkt(kluis: Vault, store: Store) -> None:
    kluis.concepten.bewaar(_concept("paard \ud83d\udc0e en \ud83d los"))
    kluis.concepten.flush()
    (concept,) = store.drafts()
    assert concept.tekst == "paard 🐎 en \ufffd los"


def test_schrijven_vanuit_veel_draden_verliest_niets(kluis: Vault, store: Store) -> None:
    def typ(naam: str) -> None:
        for nr in range(30):
            kluis.concepten.bewaar(_concept(f"{naam}{nr}", veld=naam))
        kluis.concepten.flush()

    draden = [threading.Thread(target=typ, args=(f"veld{nr}",)) for nr in range(4)]
    for draad in draden:
        draad.start()
    record = proef(store)
    for nr in range(10):
        with store.transaction("tussendoor", WIE) as t:
            t.save(record.met(aantal=nr + 1))
    for draad in draden:
        draad.join()
    assert {concept.tekst for concept in store.drafts()} == {f"veld{nr}29" for nr in range(4)}
