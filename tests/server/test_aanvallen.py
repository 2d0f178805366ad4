"""What is wrong with a piece is said, counted, and never stored; what comes after it still is."""

import os
from collections.abc import Callable

import pytest
from zvh_testing.serverplek import JAAR_MS, Proefregio, Proefserver, nu_ms

from zvh_desktop.protocol.codec import dump, load
from zvh_desktop.protocol.delta import read_sealed, sealed_bytes
from zvh_desktop.protocol.signing import sign

Bij = Callable[..., Proefserver]


def geteld(server: Proefserver, code: str) -> float:
    """Return how often a refusal was counted."""
    for regel in server.client.get("/metrics").text.splitlines():
        if regel.startswith("zvh_geweigerd_total{") and f'code="{code}"' in regel:
            return float(regel.rsplit(" ", 1)[1])
    return 0.0


@pytest.mark.parametrize(
    "plek", [0, 1, 40, 200, -80, -1], ids=["vorm", "kop", "stream", "inhoud", "handtekening", "einde"]
)
def test_een_omgeklapte_bit_wordt_geweigerd(bij: Bij, regio: Proefregio, plek: int) -> None:
    a = regio.toestel()
    server = bij()
    klant = server.klant(a)
    stream, begin = a.begin_stream()
    klant.duw(begin)
    goed = a.delta(stream)
    kapot = bytearray(goed)
    kapot[plek] ^= 1
    (uitkomst,) = klant.uitkomsten([bytes(kapot)])
    assert uitkomst in {"onleesbaar", "handtekening", "versie_nieuwer", "toestel_onbekend"}
    assert geteld(server, uitkomst) == 1
    assert klant.uitkomsten([goed]) == [3]
    assert klant.alles(stream) == [*begin, goed]


def test_afgeknipt_omgewisseld_en_opnieuw_ondertekend(bij: Bij, regio: Proefregio) -> None:
    a, b = regio.toestel(), regio.toestel()
    server = bij()
    klant = server.klant(a)
    stream, begin = a.begin_stream(b)
    klant.duw(begin)
    een, twee = a.delta(stream, b"een"), a.delta(stream, b"twee")
    assert klant.uitkomsten([een[:-1], een[: len(een) // 2], b"", b"\x83"]) == ["onleesbaar"] * 4
    assert klant.uitkomsten([twee, een]) == ["keten_gat", 4]
    zegel = read_sealed(twee)
    van_b = sealed_bytes(zegel.kop, zegel.inhoud, sign(b.teken, "delta", zegel.kop + bytes(32)))
    assert klant.uitkomsten([van_b]) == ["handtekening"]
    ander_doel = sealed_bytes(zegel.kop, zegel.inhoud, sign(a.teken, "sessie", zegel.kop))
    assert klant.uitkomsten([ander_doel, twee]) == ["handtekening", 5]
    assert geteld(server, "handtekening") == 2
    assert geteld(server, "onleesbaar") == 4


def test_een_vork_in_de_eigen_keten(bij: Bij, regio: Proefregio) -> None:
    a = regio.toestel()
    klant = bij().klant(a)
    stream, begin = a.begin_stream()
    klant.duw([*begin, a.delta(stream), a.delta(stream)])
    nr, vorige = a.kop(stream)
    zelfde_nr = a.delta(stream, b"anders", nr=nr, vorige=read_sealed(a.delta(stream, nr=1, vorige=bytes(32))).hash)
    assert klant.uitkomsten([zelfde_nr]) == ["keten_vork"]
    assert klant.uitkomsten([a.delta(stream, nr=nr + 1, vorige=os.urandom(32))]) == ["keten_vork"]
    assert klant.uitkomsten([a.delta(stream, nr=nr + 2, vorige=vorige)]) == ["keten_gat"]
    assert klant.uitkomsten([a.delta(stream)]) == [5]


def test_een_ingetrokken_toestel(bij: Bij, regio: Proefregio) -> None:
    a, b = regio.toestel(), regio.toestel()
    server = bij()
    stream, begin = a.begin_stream(b)
    voor = [b.delta(stream), b.delta(stream)]
    grens = b.kop(stream)
    na = b.delta(stream)
    klant, klant_b = server.klant(a), server.klant(b)
    klant.duw(begin)
    klant.regio([regio.trek_in(b, {stream.hex(): grens})])
    antwoord = klant_b.vraag("POST", "/v1/duwen", {"stukken": [voor[0]]})
    assert (antwoord.status_code, antwoord.json()["code"]) == (403, "toestel_ingetrokken")
    # What it made before still counts, whoever brings it; what came after does not.
    assert klant.uitkomsten([*voor, na]) == [4, 5, "toestel_ingetrokken"]
    assert klant.uitkomsten([a.grant(stream, b)]) == ["toestel_ingetrokken"]
    assert geteld(server, "toestel_ingetrokken") == 3


def test_een_rol_die_het_niet_mag(bij: Bij, regio: Proefregio) -> None:
    a, veld, lezer = regio.toestel(), regio.toestel("veldwerker"), regio.toestel("lezer")
    server = bij()
    stream, begin = a.begin_stream(veld, lezer)
    server.klant(a).duw([*begin, a.delta(stream)])
    klant = server.klant(veld)
    opname = veld.momentopname(stream, {a.id.hex(): a.kop(stream)}, nr=1, vorige=bytes(32))
    assert klant.uitkomsten([opname]) == ["rol"]
    assert klant.uitkomsten([veld.grant(stream, lezer)]) == ["rol"]
    assert klant.uitkomsten([veld.vernietig(stream, a)]) == ["rol"]
    # A stream of its own (its audit stream) it may begin; what kind it is only the receivers can see.
    eigen, begin_eigen = veld.begin_stream(a)
    assert klant.uitkomsten([*begin_eigen, veld.delta(eigen)]) == [1, 2, 3, 4]
    assert geteld(server, "rol") == 3


def test_wie_alleen_in_het_eigen_logboek_toekent_doet_dat_niet_elders(bij: Bij, regio: Proefregio) -> None:
    a, veld = regio.toestel(), regio.toestel("veldwerker")
    server = bij()
    stream, begin = a.begin_stream(veld)
    server.klant(a).duw(begin)
    assert server.klant(veld).uitkomsten([veld.epoch(stream, [veld.streams[stream].epoch])]) == ["rol"]


def test_onbekend_verlopen_en_van_een_andere_regio(bij: Bij, regio: Proefregio) -> None:
    a = regio.toestel()
    verlopen = regio.toestel(tot=nu_ms() - 1000)
    vreemd = Proefregio().toestel()
    server = bij()
    klant = server.klant(a)
    stream, begin = a.begin_stream()
    klant.duw(begin)
    for ander in (verlopen, vreemd):
        ander.streams[stream] = a.streams[stream]
    assert klant.uitkomsten([verlopen.delta(stream, nr=1, vorige=bytes(32))]) == ["toestel_verlopen"]
    assert klant.uitkomsten([vreemd.delta(stream, nr=1, vorige=bytes(32))]) == ["toestel_onbekend"]
    assert klant.uitkomsten([a.grant(stream, vreemd)]) == ["toestel_onbekend"]
    antwoord = klant.vraag("POST", "/v1/regio", {"stukken": [Proefregio().statements[0]]})
    assert (antwoord.status_code, antwoord.json()["code"]) == (403, "handtekening")


def test_klok_stream_en_epoch(bij: Bij, regio: Proefregio) -> None:
    a = regio.toestel()
    server = bij()
    klant = server.klant(a)
    stream, begin = a.begin_stream()
    klant.duw(begin)
    eerste = {"nr": 1, "vorige": bytes(32)}
    assert klant.uitkomsten([a.delta(stream, tijd=nu_ms() + JAAR_MS, **eerste)]) == ["klok"]
    assert klant.uitkomsten([a.delta(stream, epoch=os.urandom(32), **eerste)]) == ["epoch_onbekend"]
    assert klant.uitkomsten([a.delta(stream, stream=os.urandom(16).hex(), **eerste)]) == ["stream_onbekend"]
    # A clock that runs behind stops nobody.
    assert klant.uitkomsten([a.delta(stream, tijd=nu_ms() - JAAR_MS, **eerste)]) == [3]


def test_een_momentopname_die_een_andere_geschiedenis_noemt(bij: Bij, regio: Proefregio) -> None:
    a, b = regio.toestel(), regio.toestel()
    klant = bij().klant(a)
    stream, begin = a.begin_stream(b)
    klant.duw([*begin, a.delta(stream)])
    eerste = {"nr": 2, "vorige": a.kop(stream)[1]}
    assert klant.uitkomsten([a.momentopname(stream, {a.id.hex(): (1, os.urandom(32))}, **eerste)]) == ["keten_vork"]
    opname = a.momentopname(stream, {a.id.hex(): a.kop(stream)})
    assert klant.uitkomsten([a.bevestig(stream, opname)]) == ["keten_gat"]
    assert klant.uitkomsten([opname, a.bevestig(stream, opname), b.bevestig(stream, opname)]) == [5, "rol", 6]


def test_een_versie_van_morgen_blijft_bij_de_afzender(bij: Bij, regio: Proefregio) -> None:
    a = regio.toestel()
    klant = bij().klant(a)
    assert klant.uitkomsten([dump([2, "delta", b"", bytes(64), bytes(8)])]) == ["versie_nieuwer"]
    assert klant.uitkomsten([dump([1, "iets-nieuws", dump({}), bytes(64), bytes(8)])]) == ["versie_nieuwer"]


def test_quota_per_dag(bij: Bij, regio: Proefregio) -> None:
    a = regio.toestel()
    klant = bij(dag_bytes=1024 * 1024).klant(a)
    stream, begin = a.begin_stream()
    klant.duw(begin)
    groot = [a.delta(stream, os.urandom(400_000)) for _ in range(3)]
    assert klant.uitkomsten(groot) == [3, 4, "quota"]
    assert klant.uitkomsten(groot) == [3, 4, "quota"], "what is there costs nothing"


def test_een_vernietigde_stroom_laat_alleen_een_teken_na(bij: Bij, regio: Proefregio) -> None:
    a, b, c = regio.toestel(), regio.toestel("veldwerker"), regio.toestel()
    server = bij()
    stream, begin = a.begin_stream(b)
    klant, klant_b = server.klant(a), server.klant(b)
    blok = a.blok(stream, b"bijlage")
    klant.duw([*begin, a.delta(stream)])
    pad = f"/v1/blok/{stream.hex()}/{read_sealed(blok).hash.hex()}"
    assert klant.vraag("PUT", pad, ruw=blok).status_code == 201
    weg, ook_weg = a.vernietig(stream, c), b.vernietig(stream)
    assert klant_b.uitkomsten([ook_weg]) == ["stream_onbekend"], "nobody reports what nobody ordered"
    assert klant.uitkomsten([a.vernietig(stream)]) == ["stream_onbekend"], "one person does not destroy"
    assert klant.uitkomsten([a.vernietig(stream, a), a.vernietig(stream, b), b.vernietig(stream, a)]) == ["rol"] * 3
    assert server.klant(c).uitkomsten([c.vernietig(stream, a)]) == ["geen_toegang"]
    assert klant.uitkomsten([a.delta(stream), weg, a.delta(stream)]) == [5, 6, "stream_onbekend"]
    assert klant_b.uitkomsten([ook_weg, b.delta(stream)]) == [7, "stream_onbekend"]
    for wie in (klant, klant_b):
        assert [wire for _, _, wire in wie.haal({stream: 0})["items"]] == [weg, ook_weg]
        assert wie.haal({}, toegang=0)["toegang"] == []
        assert wie.vraag("GET", pad).status_code == 404


def test_een_opdracht_voor_wat_een_lege_server_niet_kent_blijft_staan(bij: Bij, regio: Proefregio) -> None:
    a, b, c = regio.toestel(), regio.toestel("veldwerker"), regio.toestel()
    server = bij()
    stream, begin = a.begin_stream(b)
    klant = server.klant(a)
    assert klant.uitkomsten([a.vernietig(stream, c)]) == [1]
    # A device that has not heard of it yet does not fill the server with it again; its report is taken.
    assert server.klant(b).uitkomsten([*begin, b.vernietig(stream)]) == ["stream_onbekend"] * 3 + [2]


def test_blokken_van_bestanden(bij: Bij, regio: Proefregio) -> None:
    a, b, vreemd = regio.toestel(), regio.toestel(), regio.toestel()
    server = bij()
    stream, begin = a.begin_stream(b)
    klant = server.klant(a)
    klant.duw(begin)
    blok = a.blok(stream, os.urandom(5000))
    naam = read_sealed(blok).hash.hex()
    pad = f"/v1/blok/{stream.hex()}/{naam}"
    assert klant.vraag("PUT", pad, ruw=blok).status_code == 201
    assert klant.vraag("PUT", pad, ruw=blok).status_code == 200
    assert server.klant(b).vraag("GET", pad).content == blok
    assert server.klant(vreemd).vraag("GET", pad).status_code == 403
    assert server.klant(vreemd).vraag("PUT", pad, ruw=blok).status_code == 403
    for fout in (blok[:-1], a.delta(stream), b""):
        assert klant.vraag("PUT", pad, ruw=fout).status_code == 400
    assert klant.vraag("PUT", f"/v1/blok/{os.urandom(16).hex()}/{naam}", ruw=blok).status_code == 400
    assert klant.uitkomsten([blok]) == ["onleesbaar"]


@pytest.mark.parametrize(
    "inhoud",
    [
        b"",
        b"\xa1",
        b"geen cbor",
        dump([1]),
        dump({"stukken": b"x"}),
        dump({"stukken": [1]}),
        dump({"stukken": [], "meer": 1}),
        b"\x9b" + b"\xff" * 8,
        b"\x81" * 10_000,
        b"\xbf\xff",
    ],
    ids=range(10),
)
def test_een_onleesbaar_verzoek_krijgt_een_zin(bij: Bij, regio: Proefregio, inhoud: bytes) -> None:
    a = regio.toestel()
    antwoord = bij().klant(a).vraag("POST", "/v1/duwen", ruw=inhoud)
    assert antwoord.status_code in (400, 413)
    assert antwoord.json()["code"] in {"onleesbaar", "te_groot"}
    assert antwoord.json()["zin"].endswith(".")


def test_te_veel_stukken_in_een_verzoek(bij: Bij, regio: Proefregio) -> None:
    a = regio.toestel()
    klant = bij().klant(a)
    assert klant.vraag("POST", "/v1/duwen", {"stukken": [b""] * 501}).status_code == 413
    assert klant.uitkomsten([b""] * 500) == ["onleesbaar"] * 500
    assert load(klant.vraag("POST", "/v1/duwen", {"stukken": []}).content, max_bytes=4096)["items"] == []
