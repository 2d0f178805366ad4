from datetime import date

import pytest
from zvh_testing.deur import deur
from zvh_testing.kluisplek import STREAM, ProefActie, ProefRecord, proef
from zvh_testing.kluisregio import Plek, Regio, beeld, wissel

from zvh_desktop.domain.casus import Casus
from zvh_desktop.protocol.delta import read_sealed
from zvh_desktop.protocol.errors import ProtocolFout
from zvh_desktop.protocol.signing import load_signing_key
from zvh_desktop.store import refill
from zvh_desktop.store.check import check
from zvh_desktop.store.pieces import Stuk


def _deltas(plek: Plek) -> list[Stuk]:
    """Those that this device made."""
    return [s for s in plek.stukken(STREAM) if s.soort == "delta" and s.toestel == plek.toestel]


def test_alleen_een_getekende_bon_maakt_iets_verzonden(regio: Regio, paar: tuple[Plek, Plek]) -> None:
    een, _ = paar
    sync = deur(een.store)
    sync.bon(regio.bon(een, sync.te_sturen()))
    record = proef(een.store, naam="x")
    een.bewaar(record)
    assert sync.wachtend() == {STREAM: 5} and sync.wachtende_records() == {("proef_record", record.id): 5}
    een.verzegel()
    eerste = sync.te_sturen()
    assert [s.wire for s in sync.te_sturen()] == [s.wire for s in eerste] and sync.wachtend() == {STREAM: 5}
    vals = regio.bon(een, eerste)
    echte, regio.server_sleutel = regio.server_sleutel, load_signing_key(b"\x01" * 32)
    with pytest.raises(ProtocolFout):
        sync.bon(regio.bon(een, eerste))
    regio.server_sleutel = echte
    een.bewaar(record.met(naam="y"))
    assert sync.bon(vals).ontvangen == 1
    assert sync.te_sturen() == [] and sync.wachtend() == {STREAM: 1}
    assert sync.wachtende_records(STREAM) == {("proef_record", record.id): 1}
    assert sync.bon(vals).ontvangen == 0 and sync.wachtend() == {STREAM: 1}


def test_een_grote_handeling_gaat_in_genummerde_delen_en_geldt_pas_als_alle_er_zijn(
    regio: Regio, paar: tuple[Plek, Plek]
) -> None:
    een, twee = paar
    records = [proef(een.store, naam=f"nr {nr}") for nr in range(450)]
    een.bewaar(*records)
    een.bewaar(proef(een.store, naam="los"))
    een.verzegel()
    deltas = _deltas(een)
    assert len(deltas) == 4
    uit = twee.ontvang(deltas[:2])
    assert (uit.toegepast, uit.wijzigingen) == (2, 0)
    uit = twee.ontvang(deltas[2:])
    assert uit.wijzigingen == 451 * 5 and twee.store.find(ProefRecord, naam="los") != []
    assert beeld(een.store, STREAM) == beeld(twee.store, STREAM)
    assert twee.store.verbinding.rows("SELECT * FROM deel") == []
    assert len(twee.store.verbinding.rows("SELECT * FROM txn WHERE label = 'maken'")) == 2


def test_een_grote_waarde_past_ook(paar: tuple[Plek, Plek]) -> None:
    een, twee = paar
    een.bewaar(*(proef(een.store, naam="groot", tekst="lang " * 120_000) for _ in range(3)))
    een.verzegel()
    assert len(_deltas(een)) == 3
    twee.ontvang(een.stukken(STREAM))
    assert beeld(een.store, STREAM) == beeld(twee.store, STREAM)


def test_na_een_nieuwe_epoch_wordt_opnieuw_verzegeld_wat_geen_bon_heeft(regio: Regio, paar: tuple[Plek, Plek]) -> None:
    een, twee = paar
    record = proef(een.store, naam="begin")
    een.bewaar(record)
    wissel(paar, STREAM)
    sync = deur(een.store)
    sync.bon(regio.bon(een, sync.te_sturen()))
    for nr in range(2):
        een.bewaar(record.met(naam=f"nr {nr}"))
        een.verzegel()
    oud = sync.te_sturen()
    deur(twee.store).begin_epoch(STREAM)
    deur(twee.store).geef(STREAM, een.toestel)
    een.ontvang(twee.stukken(STREAM))
    uit = sync.bon(regio.bon(een, [], [(bytes.fromhex(oud[0].hash), "epoch_verouderd")]))
    assert uit.opnieuw == {STREAM}
    assert sync.verzegel_opnieuw(STREAM) == 2 and sync.verzegel_opnieuw(STREAM) == 0
    nieuw = sync.te_sturen()
    assert [(s.volg, s.poging) for s in nieuw] == [(s.volg, 1) for s in oud]
    assert {read_sealed(s.wire).header.epoch for s in nieuw} == {deur(twee.store).epochs(STREAM).nu()}
    # From a stick the old ones wait for the new ones; then both come to the same.
    stick = deur(twee.store).ontvang([(None, s.wire) for s in oud])
    assert stick.toegepast == 0 and stick.apart == 2
    twee.ontvang(nieuw)
    assert twee.store.get(ProefRecord, record.id).naam == "nr 1"
    assert beeld(een.store, STREAM) == beeld(twee.store, STREAM)
    sync.bon(regio.bon(een, nieuw))
    assert sync.wachtend() == {} and check(een.store.verbinding) == []


def test_twee_epochs_naast_elkaar_worden_samengevoegd(paar: tuple[Plek, Plek]) -> None:
    een, twee = paar
    for plek, ander in ((een, twee), (twee, een)):
        deur(plek.store).begin_epoch(STREAM)
        deur(plek.store).geef(STREAM, ander.toestel)
    wissel(paar, STREAM)
    assert deur(een.store).epochs(STREAM).heads == deur(twee.store).epochs(STREAM).heads
    assert len(deur(een.store).epochs(STREAM).heads) == 2
    nu = deur(een.store).begin_epoch(STREAM)
    deur(een.store).geef(STREAM, twee.toestel)
    wissel(paar, STREAM)
    assert deur(twee.store).epochs(STREAM).nu() == nu
    assert {t.voor for t in deur(twee.store).toekenningen(STREAM)} == {"herstel", een.toestel, twee.toestel}


def test_een_server_die_vergat_krijgt_alles_opnieuw(regio: Regio, paar: tuple[Plek, Plek]) -> None:
    een, twee = paar
    een.bewaar(proef(een.store, naam="x"))
    wissel(paar, STREAM)
    sync = deur(twee.store)
    sync.ontvang([], gehaald={STREAM: 7})
    v = twee.store.verbinding
    assert sync.stroom(STREAM).gehaald == 7 and refill.rolled_back(v, {STREAM: 9}) == {}
    assert refill.rolled_back(v, {STREAM: 2}) == {STREAM: 2}
    with v.transaction():
        refill.forget_stream(v, STREAM)
        assert refill.refill(v, STREAM) == len(twee.stukken(STREAM))
    assert sync.stroom(STREAM).gehaald == 0 and sync.te_sturen()[0].soort == "epoch"
    sync.bon(regio.bon(twee, sync.te_sturen()))
    assert sync.te_sturen() == [] and sync.wachtend() == {}


def test_volledigheid_volgt_uit_wat_anderen_zeggen_gezien_te_hebben(regio: Regio, paar: tuple[Plek, Plek]) -> None:
    een, twee = paar
    drie = regio.maak("drie")
    deur(een.store).geef(STREAM, drie.toestel)
    record = proef(een.store, naam="begin")
    een.bewaar(record)
    een.verzegel()
    twee.ontvang(een.stukken(STREAM))
    twee.bewaar(twee.store.get(ProefRecord, record.id).met(naam="twee"))
    twee.verzegel()
    sleutels = [s for s in een.stukken(STREAM) if s.soort != "delta"]
    drie.ontvang([*sleutels, *_deltas(twee)])
    stand = deur(drie.store).volledigheid(STREAM)
    assert not stand.volledig
    assert [(o.toestel, o.hier, o.gezien, o.door, o.anders) for o in stand.ontbreekt] == [
        (een.toestel, 0, 1, twee.toestel, False)
    ]
    # The record is not whole yet, but nothing of it is lost.
    drie.ontvang(_deltas(een))
    stand = deur(drie.store).volledigheid(STREAM)
    assert stand.volledig and stand.tot_ms == _deltas(twee)[0].tijd
    assert beeld(drie.store, STREAM) == beeld(twee.store, STREAM)


def test_een_record_dat_nog_niet_heel_is_wacht_en_wordt_dan_heel(regio: Regio, paar: tuple[Plek, Plek]) -> None:
    een, twee = paar
    actie = ProefActie(id=een.store.nieuw_id(), stream=STREAM, titel="bellen")
    een.bewaar(actie)
    een.verzegel()
    een.ontvang([])
    twee.ontvang(een.stukken(STREAM))
    twee.bewaar(twee.store.get(ProefActie, actie.id).met(proef_id="f" * 32))
    twee.verzegel()
    drie = regio.maak("drie")
    deur(een.store).geef(STREAM, drie.toestel)
    sleutels = [s for s in een.stukken(STREAM) if s.soort != "delta"]
    uit = drie.ontvang([*sleutels, *_deltas(twee)])
    assert uit.wijzigingen == 1 and drie.store.vind(ProefActie, actie.id) is None
    assert drie.store.verbinding.rows("SELECT record FROM onvolledig") == [(actie.id,)]
    assert check(drie.store.verbinding) == []
    # Made here meanwhile under the same id: both stand.
    drie.bewaar(ProefActie(id=actie.id, stream=STREAM, titel="zelf gemaakt"))
    assert drie.store.get(ProefActie, actie.id).proef_id == "f" * 32
    assert check(drie.store.verbinding) == []
    wissel((een, twee, drie), STREAM)
    wissel((een, twee, drie), STREAM)
    assert beeld(drie.store, STREAM) == beeld(twee.store, STREAM)
    assert [c.veld for c in drie.store.conflicten()] == ["titel"]


def test_het_logboek_van_een_toestel_komt_ongeschonden_bij_de_beheerder(regio: Regio, paar: tuple[Plek, Plek]) -> None:
    een, _ = paar
    beheer = regio.maak("beheer", "beheerder")
    stream = deur(een.store).auditstream(maak=True)
    assert stream is not None and deur(een.store).auditstream() == stream
    deur(een.store).geef(stream, beheer.toestel)
    deur(een.store).verzegel_audit()
    assert deur(een.store).audit_wachtend() == 0
    beheer.ontvang(een.stukken(stream))
    hoofd = beheer.store.audit_hoofd()
    with een.store.transaction("nog iets", een.wie) as t:
        t.audit("dossier_geopend", ["c" * 32], {"aantal": 1})
    deur(een.store).verzegel_audit()
    beheer.ontvang(een.stukken(stream))
    assert deur(beheer.store).audit_toestellen() == {een.toestel: een.store.audit_hoofd()}
    assert deur(beheer.store).audit_elders(een.toestel) == een.store.audit_regels()
    assert beheer.store.audit_hoofd() == hoofd, "taking in a log writes no log: that would never end"
    assert deur(beheer.store).audit_ontbreekt() == {}
    regels = een.stukken(stream)
    assert beheer.ontvang(regels).toegepast == 0 and check(beheer.store.verbinding) == []


def test_elke_stream_kent_zijn_soort(regio: Regio) -> None:
    een = regio.maak("een")
    een.bewaar(
        Casus(id="c" * 32, stream="8" * 32, nummer="2026-1", type="persoon", naam="x", begonnen_op=date(2026, 1, 1))
    )
    assert deur(een.store).stroom("8" * 32).soort == "casus"
    deur(een.store).begin_epoch("8" * 32)
    assert een.store.sync.verzegel().geweigerd == {}
