import pytest
from zvh_testing.kluisplek import STREAM, WIE, ProefActie, ProefRecord, proef

from zvh_desktop.domain.errors import Omstandigheid, Programmafout, Reden
from zvh_desktop.store import changes, streams
from zvh_desktop.store.store import Store
from zvh_desktop.store.vault import Vault

ANDER = ("persoon-2", "secretaris")


def test_bon_noemt_wat_geraakt_is_en_gelijk_bewaren_raakt_niets(store: Store) -> None:
    record = proef(store, naam="a")
    with store.transaction("maken", WIE) as t:
        t.save(record)
    assert t.bon.geraakt == {("proef_record", record.id)}
    assert t.bon.soorten == {"proef_record"}
    with store.transaction("niets", WIE) as t:
        t.save(record)
    assert t.bon.geraakt == frozenset()
    assert store.verbinding.value("SELECT count(*) FROM txn") == 1


def test_bon_is_er_pas_na_het_bewaren(store: Store) -> None:
    with pytest.raises(Programmafout), store.transaction("maken", WIE) as t:
        assert t.bon


def test_mislukte_transactie_laat_niets_achter(store: Store) -> None:
    hoofd = store.audit_hoofd()
    record = proef(store, naam="a", tekst="spoorloos")
    with pytest.raises(RuntimeError), store.transaction("maken", WIE) as t:
        t.save(record)
        t.audit("gebeurtenis", [record.id])
        t.bestand(b"x")
        raise RuntimeError
    assert store.vind(ProefRecord, record.id) is None
    assert store.zoek("spoorloos") == []
    assert store.audit_hoofd() == hoofd
    assert store.verbinding.value("SELECT count(*) FROM change") == 0


def test_transactie_in_een_transactie_is_een_fout_van_ons(store: Store) -> None:
    with pytest.raises(Programmafout), store.transaction("buiten", WIE), store.transaction("binnen", WIE):
        pass
    assert not store.verbinding.in_transaction


def test_geschiedenis_zegt_wie_wanneer_van_wat_naar_wat(store: Store) -> None:
    record = proef(store, naam="een", lijst=["x"])
    with store.transaction("maken", WIE) as t:
        t.save(record)
    with store.transaction("naam gewijzigd", ANDER) as t:
        t.save(record.met(naam="twee", lijst=["x", "y"]))
    regels = store.geschiedenis(record=record.id)
    nieuwste = {regel.veld: regel for regel in regels[:2]}
    assert (nieuwste["naam"].van, nieuwste["naam"].naar) == ("een", "twee")
    assert (nieuwste["lijst"].van, nieuwste["lijst"].naar) == (["x"], ["x", "y"])
    assert (nieuwste["naam"].persoon, nieuwste["naam"].rol) == ANDER
    assert nieuwste["naam"].label == "naam gewijzigd"
    assert nieuwste["naam"].toestel == store.toestel
    assert nieuwste["naam"].tijd > regels[-1].tijd
    assert {regel.veld: regel.van for regel in regels[2:]}["naam"] is None
    assert store.geschiedenis(stream=STREAM) == regels
    assert store.geschiedenis(record=record.id, veld="naam", limit=1) == [nieuwste["naam"]]


def test_geschiedenis_per_bladzijde_mist_en_herhaalt_niets(store: Store) -> None:
    record = proef(store)
    for nr in range(7):
        with store.transaction("tel", WIE) as t:
            record = record.met(aantal=nr + 1)
            t.save(record)
    alles = store.geschiedenis(stream=STREAM)
    bladen: list[changes.Geschiedenisregel] = []
    while blad := store.geschiedenis(stream=STREAM, limit=3, voor=bladen[-1].change if bladen else None):
        bladen.extend(blad)
    assert bladen == alles


def test_ongedaan_zet_oude_waarden_terug_en_is_zelf_geschiedenis(store: Store) -> None:
    record = proef(store, naam="een", kaart={"a": 1}, misschien=4)
    with store.transaction("maken", WIE) as t:
        t.save(record)
    with store.transaction("wijzigen", WIE) as t:
        t.save(record.met(naam="twee", kaart={}, misschien=None, dag="2026-01-01"))
    assert store.laatste_handeling(WIE[0]) == (t.bon.txn, "wijzigen")
    uitkomst = store.undo(t.bon.txn, ANDER)
    assert uitkomst.geweigerd == ()
    assert store.get(ProefRecord, record.id) == record
    assert store.geschiedenis(record=record.id)[0].herstelt == t.bon.txn
    assert store.geschiedenis(record=record.id)[0].label == "ongedaan: wijzigen"
    with pytest.raises(Omstandigheid) as gevangen:
        store.undo(t.bon.txn, WIE)
    assert gevangen.value.reden is Reden.REGEL_WEIGERT
    assert store.laatste_handeling(WIE[0]) is not None
    assert store.laatste_handeling("niemand") is None


def test_ongedaan_laat_staan_wat_sindsdien_is_gewijzigd_en_zegt_dat(store: Store) -> None:
    record = proef(store, naam="een", aantal=1)
    with store.transaction("maken", WIE) as t:
        t.save(record)
    with store.transaction("wijzigen", WIE) as t:
        t.save(record.met(naam="twee", aantal=2))
    with store.transaction("later", ANDER) as later:
        later.save(record.met(naam="drie", aantal=2))
    uitkomst = store.undo(t.bon.txn, WIE)
    assert uitkomst.geweigerd == (("proef_record", record.id, "naam"),)
    assert store.get(ProefRecord, record.id) == record.met(naam="drie", aantal=1)


def test_ongedaan_van_maken_trekt_het_record_in_tenzij_eraan_gewerkt_is(store: Store) -> None:
    een, twee = proef(store, naam="een"), proef(store, naam="twee")
    with store.transaction("maken", WIE) as t:
        t.save_many([een, twee])
    with store.transaction("later", WIE) as later:
        later.save(twee.met(naam="anders"))
    uitkomst = store.undo(t.bon.txn, WIE)
    assert uitkomst.geweigerd == (("proef_record", twee.id, "verwijderd"),)
    assert store.get(ProefRecord, een.id).verwijderd
    assert not store.get(ProefRecord, twee.id).verwijderd


def test_ongedaan_van_ongedaan_en_van_onbekend(store: Store) -> None:
    record = proef(store, naam="een")
    with store.transaction("maken", WIE) as t:
        t.save(record)
    terug = store.undo(t.bon.txn, WIE)
    assert store.get(ProefRecord, record.id).verwijderd
    store.undo(terug.bon.txn, WIE)
    assert not store.get(ProefRecord, record.id).verwijderd
    with pytest.raises(Omstandigheid) as gevangen:
        store.undo("0" * 32, WIE)
    assert gevangen.value.reden is Reden.NIET_GEVONDEN


def test_verschillende_soorten_en_twee_keer_hetzelfde_record_in_een_handeling(store: Store) -> None:
    record = proef(store, naam="een")
    actie = ProefActie(id=store.nieuw_id(), stream=STREAM, titel="bellen", proef_id=record.id)
    with store.transaction("maken", WIE) as t:
        t.save_many([record, actie, record.met(naam="twee"), record.met(naam="drie")])
        assert store.get(ProefRecord, record.id).naam == "drie"
    assert t.bon.soorten == {"proef_record", "proef_actie"}
    namen = [(regel.van, regel.naar) for regel in store.geschiedenis(record=record.id, veld="naam")]
    assert namen == [("twee", "drie"), ("een", "twee"), (None, "een")]
    assert store.verbinding.rows("SELECT record FROM botsing") == []


def test_elke_stroom_telt_wat_op_verzending_wacht_en_weet_zijn_soort(store: Store) -> None:
    een = proef(store, naam="een")
    ander = proef(store).model_copy(update={"stream": "6" * 32})
    with store.transaction("maken", WIE) as t:
        t.save_many([een, ander])
    with store.transaction("verder", WIE) as twee:
        twee.save(een.met(naam="twee"))
    assert sum(stroom.wachtend for stroom in streams.list_streams(store.verbinding)) == t.bon.wijzigingen + 1
    wacht = {stroom.stream: (stroom.wachtend, stroom.soort) for stroom in streams.list_streams(store.verbinding)}
    assert wacht == {STREAM: (6, ""), "6" * 32: (4, "")}


def test_wijzigingen_volgen_de_klok_ook_over_verbindingen_heen(kluis: Vault) -> None:
    een, twee = kluis.store(), kluis.store()
    record = proef(een)
    with een.transaction("maken", WIE) as t:
        t.save(record)
    for nr in range(5):
        with (een, twee)[nr % 2].transaction("tel", WIE) as t:
            t.save(record.met(aantal=nr + 1))
    nummers = [rij[0] for rij in een.verbinding.rows("SELECT id FROM change ORDER BY nr")]
    assert nummers == sorted(nummers)
    assert een.get(ProefRecord, record.id).aantal == 5
    assert kluis.check() == []


def test_nieuw_record_schrijft_alleen_wat_niet_leeg_is(store: Store) -> None:
    record = proef(store, naam="een")
    with store.transaction("maken", WIE) as t:
        t.save(record)
    velden = {regel.veld for regel in store.geschiedenis(record=record.id)}
    assert velden == {"verwijderd", "naam", "breuk", "keuze", "kleur"}


def test_tienduizend_velden_in_een_handeling(kluis: Vault, store: Store) -> None:
    records = [
        proef(store, naam=f"n{nr}", aantal=nr + 1, order="o", misschien=nr, ja=True, dag="2026-01-01")
        for nr in range(1000)
    ]
    with store.transaction("veel", WIE) as t:
        t.save_many(records)
    assert t.bon.wijzigingen == 10_000
    assert store.find(ProefRecord, order="aantal") == records
    assert kluis.check() == []
