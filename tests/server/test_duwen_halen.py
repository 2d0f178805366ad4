"""What the server keeps, in which order, and what it refuses; over both stores."""

from collections.abc import Callable

from zvh_testing.serverplek import Proefregio, Proefserver

from zvh_desktop.protocol.delta import read_sealed
from zvh_desktop.protocol.receipts import read_receipt
from zvh_desktop.protocol.statements import accept_statement

Bij = Callable[..., Proefserver]


def test_wat_geduwd_is_komt_er_in_volgorde_weer_uit(bij: Bij, regio: Proefregio) -> None:
    a, b = regio.toestel(), regio.toestel("veldwerker")
    server = bij()
    stream, begin = a.begin_stream(b)
    deltas = [a.delta(stream, b"%d" % nr) for nr in range(5)]
    assert server.klant(a).uitkomsten([*begin, *deltas]) == list(range(1, 9))
    klant = server.klant(b)
    assert klant.alles(stream, max_bytes=1) == [*begin, *deltas]
    toegang = klant.haal({}, toegang=0)
    assert [wire for _, wire in toegang["toegang"]] == [begin[2]]
    assert toegang["tot"] == 1


def test_twee_keer_duwen_is_een_keer(bij: Bij, regio: Proefregio) -> None:
    a = regio.toestel()
    klant = bij().klant(a)
    stream, begin = a.begin_stream()
    stukken = [*begin, a.delta(stream), a.delta(stream)]
    eerst = klant.uitkomsten(stukken)
    assert klant.uitkomsten(stukken) == eerst == [1, 2, 3, 4]
    assert klant.uitkomsten([*stukken, *stukken]) == eerst + eerst
    assert klant.alles(stream) == stukken


def test_het_ontvangstbewijs_is_van_de_gewaarmerkte_server(bij: Bij, regio: Proefregio) -> None:
    a = regio.toestel()
    klant = bij().klant(a)
    info = klant.info()
    cert = accept_statement(info["cert"], regio.begin).inhoud
    stream, begin = a.begin_stream()
    goed, fout = a.delta(stream), a.delta(stream, nr=9)
    bon = read_receipt(klant.duw([*begin, goed, fout])["bon"])
    bon.verify(cert.teken)
    assert bon.server_id == info["server"].hex() == cert.server_id
    assert bon.generatie == info["generatie"].hex()
    assert bon.toestel == a.id.hex()
    assert bon.items[-1] == (stream.hex(), 1, read_sealed(goed).hash, 3)
    assert bon.geweigerd == ((read_sealed(fout).hash, "keten_gat"),)


def test_wie_geen_toegang_heeft_haalt_en_duwt_niets(bij: Bij, regio: Proefregio) -> None:
    a, vreemd = regio.toestel(), regio.toestel()
    server = bij()
    stream, begin = a.begin_stream()
    server.klant(a).duw(begin)
    klant = server.klant(vreemd)
    assert klant.haal({stream: 0})["items"] == []
    assert klant.haal({stream: 0})["streams"] == {}
    vreemd.streams[stream] = a.streams[stream]
    assert klant.uitkomsten([vreemd.delta(stream)]) == ["geen_toegang"]
    assert klant.uitkomsten([vreemd.grant(stream, vreemd)]) == ["geen_toegang"]


def test_een_ander_met_toegang_mag_stukken_van_de_maker_brengen(bij: Bij, regio: Proefregio) -> None:
    a, b = regio.toestel(), regio.toestel()
    server = bij()
    stream, begin = a.begin_stream(b)
    server.klant(a).duw(begin)
    assert server.klant(b).uitkomsten([a.delta(stream)]) == [4]


def test_een_oude_epoch_wordt_geweigerd_en_opnieuw_verzegeld_aanvaard(bij: Bij, regio: Proefregio) -> None:
    a, b = regio.toestel(), regio.toestel("veldwerker")
    server = bij()
    stream, begin = a.begin_stream(b)
    server.klant(a).duw(begin)
    laat = [b.delta(stream, b"een"), b.delta(stream, b"twee")]
    oud = a.streams[stream].epoch
    nieuw = [a.epoch(stream, [oud]), a.grant(stream, a)]
    assert server.klant(a).uitkomsten(nieuw) == [4, 5]
    klant = server.klant(b)
    assert klant.uitkomsten(laat) == ["epoch_verouderd", "epoch_verouderd"]
    # Without a key of the new epoch it reads up to the record that left it out, and no further.
    assert klant.haal({stream: 0})["streams"] == {stream: 4}
    server.klant(a).duw([a.grant(stream, b)])
    b.streams[stream].nr, b.streams[stream].vorige = 0, bytes(32)
    assert klant.uitkomsten([b.delta(stream, b"een", poging=1), b.delta(stream, b"twee")]) == [7, 8]
    assert klant.haal({stream: 0})["streams"] == {stream: 8}


def test_een_lege_server_wordt_aangevuld_ook_met_oude_epochs(bij: Bij, regio: Proefregio) -> None:
    a, b = regio.toestel(), regio.toestel()
    server = bij()
    stream, begin = a.begin_stream(b)
    oud = [a.delta(stream), b.delta(stream)]
    over = [a.epoch(stream, [a.streams[stream].epoch]), a.grant(stream, a), a.grant(stream, b)]
    nieuw = [a.delta(stream)]
    klant = server.klant(b)
    assert klant.uitkomsten([*begin, *over]) == [1, 2, 3, 4, 5, 6]
    assert klant.uitkomsten([*oud, *nieuw]) == ["epoch_verouderd", "epoch_verouderd", "keten_gat"]
    assert klant.uitkomsten([*oud, *nieuw], hervul=True) == [7, 8, 9]


def test_een_keten_zonder_begin_mag_als_een_momentopname_ervoor_staat(bij: Bij, regio: Proefregio) -> None:
    a, b = regio.toestel(), regio.toestel()
    klant = bij().klant(b)
    stream, begin = a.begin_stream(b)
    vroeg = [a.delta(stream, b"%d" % nr) for nr in range(3)]
    opname = b.momentopname(stream, {a.id.hex(): a.kop(stream)})
    laat = a.delta(stream)
    assert klant.uitkomsten([*begin, laat]) == [1, 2, 3, "keten_gat"]
    assert klant.uitkomsten([opname, laat]) == [4, 5]
    # Who still has what lies before may bring it, in order; another history may not.
    assert klant.uitkomsten([a.delta(stream, nr=1, vorige=bytes(32))]) == [6]
    assert klant.uitkomsten(vroeg) == ["keten_vork", "keten_vork", "keten_gat"]


def test_wat_voor_een_momentopname_ligt_wordt_van_onderaf_aangevuld(bij: Bij, regio: Proefregio) -> None:
    a, b = regio.toestel(), regio.toestel()
    klant = bij().klant(b)
    stream, begin = a.begin_stream(b)
    vroeg = [a.delta(stream, b"%d" % nr) for nr in range(3)]
    opname = b.momentopname(stream, {a.id.hex(): a.kop(stream)})
    laat = a.delta(stream)
    klant.duw([*begin, opname, laat])
    assert klant.uitkomsten([vroeg[1]]) == ["keten_gat"]
    vreemd = a.delta(stream, b"anders", nr=3, vorige=read_sealed(vroeg[1]).hash)
    assert klant.uitkomsten([vroeg[0], vroeg[1], vreemd, vroeg[2]]) == [6, 7, "keten_vork", 8]


def test_een_nieuw_toestel_slaat_over_wat_de_momentopname_dekt(bij: Bij, regio: Proefregio) -> None:
    a, b, c = regio.toestel(), regio.toestel(), regio.toestel()
    server = bij()
    stream, begin = a.begin_stream(b, c)
    deltas = [a.delta(stream, b"%d" % nr) for nr in range(20)]
    ander = b.delta(stream)
    opname = a.momentopname(stream, {a.id.hex(): a.kop(stream)})
    server.klant(a).duw([*begin, *deltas, ander, opname])
    klant = server.klant(c)
    assert len(klant.haal({stream: 0}, momentopname=True)["items"]) == 4 + 20 + 2, "nobody confirmed it yet"
    bevestiging = b.bevestig(stream, opname)
    server.klant(b).duw([bevestiging])
    laat = a.delta(stream)
    server.klant(a).duw([laat])
    gehaald = klant.haal({stream: 0}, momentopname=True)
    assert [wire for _, _, wire in gehaald["items"]] == [*begin, ander, opname, bevestiging, laat]
    klein: list[bytes] = []
    na = 0
    while True:
        deel = klant.haal({stream: na}, 1, momentopname=True)
        klein += [wire for _, _, wire in deel["items"]]
        na = deel["items"][-1][1]
        if not deel["meer"]:
            break
    assert klein == [*begin, ander, opname, bevestiging, laat]


def test_twee_makers_van_een_stroom_die_elkaar_niet_kennen(bij: Bij, regio: Proefregio) -> None:
    a, b = regio.toestel(), regio.toestel()
    server = bij()
    stream, begin = a.begin_stream()
    _, nog_een = b.begin_stream(stream=stream)
    assert server.klant(a).uitkomsten(begin) == [1, 2]
    assert server.klant(b).uitkomsten(nog_een) == ["keten_vork", "epoch_onbekend"]


def test_twee_epochs_naast_elkaar_gelden_beide_tot_ze_samengevoegd_zijn(bij: Bij, regio: Proefregio) -> None:
    a, b = regio.toestel(), regio.toestel()
    server = bij()
    stream, begin = a.begin_stream(b)
    eerste = a.streams[stream].epoch
    server.klant(a).duw(begin)
    assert server.klant(a).uitkomsten([a.epoch(stream, [eerste]), a.delta(stream)]) == [4, 5]
    assert server.klant(b).uitkomsten([b.epoch(stream, [eerste]), b.delta(stream)]) == [6, 7]
    samen = a.epoch(stream, [a.streams[stream].epoch, b.streams[stream].epoch])
    # One of the two parents is enough to hold: the other key comes with a grant.
    assert server.klant(a).uitkomsten([samen, a.delta(stream)]) == [8, 9]
    assert server.klant(b).uitkomsten([b.delta(stream)]) == ["epoch_verouderd"]
