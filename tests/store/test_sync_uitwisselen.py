from zvh_testing.deur import deur
from zvh_testing.kluisplek import STREAM, ProefActie, ProefRecord, proef
from zvh_testing.kluisregio import Plek, Regio, beeld, wissel

from zvh_desktop.store.check import check


def test_een_record_komt_over_met_tabel_log_heads_en_zoekindex(paar: tuple[Plek, Plek]) -> None:
    een, twee = paar
    record = proef(een.store, naam="Kees V.", tekst="Hij belt morgen.", lijst=["a"], kaart={"b": 1}, ja=True)
    een.bewaar(record)
    een.verzegel()
    uit = twee.ontvang(een.stukken(STREAM))
    assert (uit.toegepast, uit.wijzigingen, uit.geweigerd, uit.apart) == (1, 9, [], 0)
    assert uit.geraakt == {("proef_record", record.id)}
    assert twee.store.get(ProefRecord, record.id) == record
    assert [t.record_id for t in twee.store.zoek("morgen")] == [record.id]
    assert beeld(een.store, STREAM) == beeld(twee.store, STREAM)
    regels = twee.store.geschiedenis(record=record.id, veld="naam")
    assert [(r.naar, r.persoon, r.toestel, r.label) for r in regels] == [("Kees V.", een.wie[0], een.toestel, "maken")]
    assert check(twee.store.verbinding) == []


def test_nog_eens_ontvangen_verandert_niets(paar: tuple[Plek, Plek]) -> None:
    een, twee = paar
    een.bewaar(proef(een.store, naam="x"))
    een.verzegel()
    twee.ontvang(een.stukken(STREAM))
    voor, hoofd = beeld(twee.store, STREAM), twee.store.audit_hoofd()
    uit = twee.ontvang(een.stukken(STREAM))
    assert (uit.toegepast, uit.wijzigingen, uit.geweigerd) == (0, 0, [])
    assert beeld(twee.store, STREAM) == voor and twee.store.audit_hoofd() == hoofd


def test_heen_en_weer_en_gelijktijdig_geeft_overal_hetzelfde(paar: tuple[Plek, Plek]) -> None:
    een, twee = paar
    record = proef(een.store, naam="begin", tekst="Een. Twee.")
    een.bewaar(record)
    wissel(paar, STREAM)
    een.bewaar(record.met(naam="van een", tekst="Een. Twee. Drie."))
    twee.bewaar(twee.store.get(ProefRecord, record.id).met(naam="van twee", tekst="Nul. Een. Twee."))
    wissel(paar, STREAM)
    assert beeld(een.store, STREAM) == beeld(twee.store, STREAM)
    samen = een.store.get(ProefRecord, record.id)
    assert samen.naam == "van twee" and samen.tekst == "Nul. Een. Twee. Drie."
    assert een.store.verbinding.rows("SELECT veld, botst FROM botsing ORDER BY veld") == [("naam", 1), ("tekst", 0)]
    assert check(een.store.verbinding) == [] and check(twee.store.verbinding) == []


def test_een_gewone_wijziging_vervangt_alle_heads_en_beslist_daarmee(paar: tuple[Plek, Plek]) -> None:
    een, twee = paar
    record = proef(een.store, naam="begin")
    een.bewaar(record)
    wissel(paar, STREAM)
    een.bewaar(record.met(naam="van een"))
    twee.bewaar(twee.store.get(ProefRecord, record.id).met(naam="van twee"))
    wissel(paar, STREAM)
    een.bewaar(een.store.get(ProefRecord, record.id).met(naam="beslist"))
    wissel(paar, STREAM)
    assert twee.store.get(ProefRecord, record.id).naam == "beslist"
    for plek in paar:
        assert plek.store.verbinding.rows("SELECT * FROM botsing") == []
        assert check(plek.store.verbinding) == []


def test_een_record_wacht_tot_zijn_verplichte_velden_er_zijn(regio: Regio, paar: tuple[Plek, Plek]) -> None:
    een, twee = paar
    actie = ProefActie(id=een.store.nieuw_id(), stream=STREAM, titel="bellen", proef_id="f" * 32)
    een.bewaar(actie)
    een.verzegel()
    een.bewaar(actie.met(titel="schrijven"))
    een.verzegel()
    eerste, tweede = [s for s in een.stukken(STREAM) if s.soort == "delta"]
    uit = twee.ontvang([tweede])
    assert uit.apart == 1 and [a.reden for a in deur(twee.store).apart()] == ["keten_gat"]
    uit = twee.ontvang([eerste])
    assert uit.toegepast == 2 and deur(twee.store).apart() == []
    assert twee.store.get(ProefActie, actie.id).titel == "schrijven"
    assert beeld(een.store, STREAM) == beeld(twee.store, STREAM)
