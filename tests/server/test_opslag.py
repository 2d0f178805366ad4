"""The store by itself: numbers without gaps, one view, a full disk, steps of the schema."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from zvh_testing.serverplek import Proefregio, Proefserver, maak_map, nu_ms, roep

from zvh_desktop.protocol.delta import read_sealed
from zvh_desktop.server.prune import snoei
from zvh_desktop.server.storage import (
    NieuwStuk,
    Opslag,
    OpslagNieuwer,
    OpslagStuk,
    OpslagVol,
    OpslagWeg,
    PostgresOpslag,
    Soort,
    SqliteOpslag,
    open_storage,
)

Bij = Callable[..., Proefserver]
STREAM = bytes(range(16))


def leg(opslag: Opslag, stream: bytes, aantal: int, toestel: bytes, vanaf: int = 1, groot: int = 100) -> list[int]:
    """Keep pieces without any check."""
    with opslag.schrijf(op_slot=[stream], nieuw=[(stream, 0)]) as t:
        stroom = t.stroom(stream)
        assert stroom is not None
        return [
            t.voeg_toe(stroom, NieuwStuk(Soort.DELTA, toestel, nr, os.urandom(32), bytes(groot)), nu_ms())
            for nr in range(vanaf, vanaf + aantal)
        ]


def test_wie_leest_mist_nooit_een_lager_nummer(opslag: Opslag) -> None:
    """Many write to one stream at once while another reads: what it sees never has a gap that is filled later."""
    klaar = threading.Event()
    fouten: list[str] = []
    gezien = 0
    with opslag.schrijf(op_slot=[STREAM], nieuw=[(STREAM, 0)]) as t:
        stroom = t.stroom(STREAM)
    assert stroom is not None

    def schrijver(toestel: bytes) -> None:
        for nr in range(1, 31, 3):
            leg(opslag, STREAM, 3, toestel, nr)

    def lezer() -> None:
        nonlocal gezien
        while True:
            laatste_keer = klaar.is_set()
            bereik = opslag.bereik(stroom.id, gezien, 1 << 30, 1 << 20)
            nummers = [nr for nr, _ in bereik.stukken]
            if nummers != list(range(gezien + 1, gezien + 1 + len(nummers))):
                fouten.append(f"{gezien}: {nummers}")
            gezien += len(nummers)
            if laatste_keer and not nummers:
                return

    schrijvers = [threading.Thread(target=schrijver, args=(os.urandom(8),)) for _ in range(4)]
    kijker = threading.Thread(target=lezer)
    for draad in (kijker, *schrijvers):
        draad.start()
    for draad in schrijvers:
        draad.join()
    klaar.set()
    kijker.join()
    assert fouten == []
    assert gezien == 4 * 30


def test_een_transactie_die_misgaat_laat_niets_na(opslag: Opslag) -> None:
    leg(opslag, STREAM, 2, bytes(8))
    voor = opslag.telling()
    with pytest.raises(ZeroDivisionError), opslag.schrijf(op_slot=[STREAM], nieuw=[(bytes(16), 0)]) as t:
        stroom = t.stroom(STREAM)
        assert stroom is not None
        t.voeg_toe(stroom, NieuwStuk(Soort.DELTA, bytes(8), 3, bytes(32), b"x"), 1)
        t.schrijf_weg()
        t.zet_meta("x", b"y")
        raise ZeroDivisionError
    assert opslag.telling() == voor
    assert opslag.meta("x") is None
    assert leg(opslag, STREAM, 1, bytes(8), 3) == [3], "no number was lost"


def test_een_bereik_houdt_op_bij_zijn_maat(opslag: Opslag) -> None:
    leg(opslag, STREAM, 10, bytes(8), groot=1000)
    leg(opslag, bytes(16), 1, bytes(8), groot=10)
    with opslag.schrijf() as t:
        stroom = t.stroom(STREAM)
    assert stroom is not None
    for maat, aantal in ((0, 1), (999, 1), (1000, 1), (2999, 2), (3000, 3), (10_000, 10), (1 << 20, 10)):
        bereik = opslag.bereik(stroom.id, 0, 10, maat)
        assert (len(bereik.stukken), bereik.meer) == (aantal, aantal < 10)
    assert [nr for nr, _ in opslag.bereik(stroom.id, 4, 7, 1 << 20).stukken] == [5, 6, 7]
    assert opslag.bereik(stroom.id, 10, 10, 1 << 20).stukken == ()


def test_stappen_worden_een_keer_genomen_en_een_nieuwere_wordt_geweigerd(opslag: Opslag) -> None:
    assert opslag.migreer("nu") == 0
    opslag.keur()
    if isinstance(opslag, SqliteOpslag):
        with opslag.lees() as loper:
            loper.row("PRAGMA user_version = 99")
    else:
        with opslag.schrijf() as t:
            t.zet_meta("stap-0002", b"x")
            t.zet_meta("stap-0003", b"x")
    with pytest.raises(OpslagNieuwer):
        opslag.keur()
    with pytest.raises(OpslagNieuwer):
        opslag.migreer("nu")


def test_een_andere_stap_dan_die_van_dit_programma_wordt_gezien(opslag: Opslag) -> None:
    with opslag.schrijf() as t:
        t.zet_meta("stap-0001", b"0" * 64)
    with pytest.raises(OpslagStuk):
        opslag.keur()


def test_een_databank_die_er_niet_is(tmp_path: Path) -> None:
    with pytest.raises(OpslagStuk):
        SqliteOpslag(str(tmp_path / "niets.db")).keur()
    (tmp_path / "kapot.db").write_bytes(b"geen databank" * 1000)
    with pytest.raises(OpslagStuk):
        SqliteOpslag(str(tmp_path / "kapot.db")).keur()


def test_een_databank_die_niet_antwoordt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zvh_desktop.server.storage.postgres._WACHT_S", 0.5)
    opslag = PostgresOpslag("postgresql://zvh@127.0.0.1:1/niets")
    with pytest.raises(OpslagWeg):
        opslag.ping()
    opslag.sluit()


def test_een_volle_schijf_bewaart_niets_half(tmp_path: Path, regio: Proefregio) -> None:
    """A bounded file stands for a full disk; what was there stays, and what fits afterwards is taken."""
    from zvh_testing.serverplek import binnen

    a = regio.toestel()
    pad = maak_map(tmp_path / "vol", regio)
    krap = SqliteOpslag(str(pad / "zvh.db"), hoogste_paginas=60)
    with binnen(pad, opslag=krap) as server:
        klant = server.klant(a)
        stream, begin = a.begin_stream()
        assert klant.uitkomsten(begin) == [1, 2]
        groot = [a.delta(stream, os.urandom(60_000)) for _ in range(5)]
        antwoord = klant.vraag("POST", "/v1/duwen", {"stukken": groot})
        assert (antwoord.status_code, antwoord.json()["code"]) == (507, "opslag_vol")
        assert klant.alles(stream) == begin
        assert 'zvh_opslagfouten_total{soort="OpslagVol"} 1.0' in server.client.get("/metrics").text
        assert klant.uitkomsten(groot[:1]) == [3], "one of them fits"
        assert klant.vraag("POST", "/v1/duwen", {"stukken": groot}).status_code == 507
        assert klant.alles(stream) == [*begin, groot[0]]
    ruim = open_storage(str(pad / "zvh.db"))
    with binnen(pad, opslag=ruim) as server:
        assert server.klant(a).uitkomsten(groot) == [3, 4, 5, 6, 7], "more disk, and nothing was lost"


def test_vol_is_een_eigen_fout(tmp_path: Path) -> None:
    opslag = SqliteOpslag(str(tmp_path / "x.db"), hoogste_paginas=40)
    SqliteOpslag(str(tmp_path / "x.db")).migreer("nu")
    with pytest.raises(OpslagVol):
        leg(opslag, STREAM, 50, bytes(8), groot=10_000)
    assert opslag.telling().stukken == 0
    opslag.sluit()


def test_snoeien_neemt_alleen_wat_bevestigd_gedekt_en_oud_is(
    bij: Bij, regio: Proefregio, databank: str, tmp_path: Path
) -> None:
    a, b = regio.toestel(), regio.toestel()
    server = bij()
    klant = server.klant(a)
    stream, begin = a.begin_stream(b)
    gedekt = [a.delta(stream, b"%d" % nr) for nr in range(4)]
    ongedekt = b.delta(stream)
    opname = a.momentopname(stream, {a.id.hex(): a.kop(stream)})
    klant.duw([*begin, *gedekt, ongedekt, opname])
    later = nu_ms() + 100 * 86_400_000
    opslag = open_storage(databank or str(tmp_path / "server" / "zvh.db"))
    assert snoei(opslag, nu_ms=later, dagen=90).deltas == 0, "nobody confirmed it"
    bevestiging = b.bevestig(stream, opname)
    server.klant(b).duw([bevestiging])
    assert snoei(opslag, nu_ms=nu_ms(), dagen=90).deltas == 0, "not old enough"
    assert snoei(opslag, nu_ms=later, dagen=90, proef=True).deltas == 4
    assert len(klant.alles(stream)) == 10, "only a trial"
    weg = snoei(opslag, nu_ms=later, dagen=90)
    assert (weg.bekeken, weg.gesnoeid, weg.deltas, weg.verschil) == (1, 1, 4, 0)
    assert weg.bytes == sum(map(len, gedekt))
    gehaald = klant.haal({stream: 0})
    assert [wire for _, _, wire in gehaald["items"]] == [*begin, ongedekt, opname, bevestiging]
    assert gehaald["gesnoeid"] == {stream: 7}
    assert snoei(opslag, nu_ms=later, dagen=90).deltas == 0
    # What was pruned is not wanted again; the chain goes on where it was.
    assert klant.uitkomsten([gedekt[0], a.delta(stream)]) == ["dubbel", 11]
    assert opslag.telling().stukken == 7
    opslag.sluit()


def test_snoeien_laat_een_keten_staan_die_anders_is(bij: Bij, regio: Proefregio, databank: str, tmp_path: Path) -> None:
    a, b = regio.toestel(), regio.toestel()
    server = bij()
    stream, begin = a.begin_stream(b)
    # The snapshot comes before the link that it names: nothing to compare with yet.
    opname = b.momentopname(stream, {a.id.hex(): (1, os.urandom(32))})
    klant = server.klant(a)
    klant.duw([*begin, opname, a.delta(stream), a.bevestig(stream, opname)])
    opslag = open_storage(databank or str(tmp_path / "server" / "zvh.db"))
    weg = snoei(opslag, nu_ms=nu_ms() + 1_000_000_000, dagen=1)
    assert (weg.deltas, weg.verschil) == (0, 1)
    opslag.sluit()


def test_wat_weg_is_staat_niet_meer_in_het_bestand(tmp_path: Path, regio: Proefregio) -> None:
    from zvh_testing.serverplek import binnen

    a, c = regio.toestel(), regio.toestel()
    pad = maak_map(tmp_path / "s", regio)
    with binnen(pad) as server:
        klant = server.klant(a)
        stream, begin = a.begin_stream()
        deltas = [a.delta(stream, os.urandom(3000)) for _ in range(10)]
        klant.duw([*begin, *deltas])
        klant.duw([a.vernietig(stream, c)])
    assert roep("--map", str(pad), "stats") == 0
    stukken = [read_sealed(wire).inhoud[:64] for wire in deltas]
    # The server stopped: what was in the journal has been written over.
    inhoud = b"".join(bestand.read_bytes() for bestand in pad.iterdir())
    assert not any(stuk in inhoud for stuk in stukken)
