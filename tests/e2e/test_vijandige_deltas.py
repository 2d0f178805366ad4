"""Every hostile delta, at the real server and at a real vault: refused with a reason and counted, on both sides.

What the server cannot see (it reads nothing) it lets through; then the receivers refuse it. What may become right
waits, with its reason.
"""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import zstandard
from zvh_testing.casuskluis import meld_aan
from zvh_testing.deur import deur

from zvh_desktop.crypto import envelope
from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.protocol.delta import (
    EERSTE,
    SNAPSHOT,
    Change,
    DeltaBody,
    Txn,
    Versions,
    bucket,
    encode_body,
    read_sealed,
    sealed_bytes,
)
from zvh_desktop.protocol.epochs import Grant, sign_grant
from zvh_desktop.protocol.signing import sign
from zvh_desktop.services import kluizen, regio, sync
from zvh_desktop.services.weigerwoorden import WEIGERWOORDEN
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store.kinds import RECORDSCHEMA

from .test_regio_met_server import Streek, schrijf, streek

JAAR_MS = 365 * 86_400_000
TIJD = "2026-11-22T09:00:00.000000Z"


@pytest.fixture(scope="module")
def s(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Streek]:
    """One region for the whole module; every test has streams of its own."""
    collegas = (("Sanne Bakker", "veldwerker"), ("Joris Blom", "secretaris"))
    with streek(tmp_path_factory.mktemp("vijandig"), collegas) as s:
        meld_aan(s.plek.kluizen["baas"])
        s.plek.lid("joris", "Joris Blom")
        s.plek.lid("sanne", "Sanne Bakker")
        s.plek.alles_gelijk("baas", "joris", "sanne")
        yield s


@dataclass
class Smid:
    """Seals whatever it is told in one stream, with the keys of a real vault."""

    wp: Werkplek
    stream: str
    ms: int = field(default_factory=lambda: time.time_ns() // 1_000_000)
    nr: int = 0
    vorige: bytes = EERSTE
    teller: int = 0

    def notitie(self, **anders: str) -> list[Change]:
        """The changes that make one note."""
        record = os.urandom(16).hex()
        velden = {
            "casus_id": f'"{os.urandom(16).hex()}"', "tijdstip": f'"{TIJD}"', "tekst": '"gesmeed"',
            "notitiesoort": '"gebeurtenis"',
        }  # fmt: skip
        uit = []
        for veld, waarde in velden.items():
            self.teller += 1
            id_ = f"{self.ms:012x}-{self.teller:04x}-{self.wp.store.toestel}"
            wat = {"id": id_, "soort": "notitie", "record": record, "veld": veld, **anders}
            uit.append(Change(waarde=waarde, vervangt=(), txn=0, **wat))
        return uit

    def delta(self, changes: list[Change] | None = None, **kop: Any) -> bytes:
        """The next of the chain."""
        door = deur(self.wp.store)
        sleutels, stand = door.toestelsleutels(), door.epochs(self.stream)
        assert sleutels is not None
        self.nr += 1
        txn = Txn(os.urandom(16).hex(), "smeden", "", "secretaris", TIJD)
        body = DeltaBody([txn], changes or self.notitie(), versions=Versions("x", RECORDSCHEMA))
        velden: dict[str, Any] = {
            "stream": self.stream, "epoch": stand.nu(), "toestel": sleutels.toestel, "nr": self.nr,
            "vorige": self.vorige, "tijd": self.ms, "epoch_key": stand.sleutels[stand.nu()], "teken": sleutels.teken,
            "zout": os.urandom(32), **kop,
        }  # fmt: skip
        wire = envelope.seal(encode_body(body, sleutels.toestel), **velden)
        self.vorige = read_sealed(wire).hash
        return wire


class Toneel:
    """One casus that baas and joris share; what goes to the server, and what reaches the vault of the baas."""

    def __init__(self, s: Streek, *leden: str) -> None:
        self.s, self.plek, self.baas = s, s.plek, s.plek.kluizen["baas"]
        stream = os.urandom(16).hex()
        wie = self.plek.kluizen["sanne"].wie_naam() if "sanne" in leden else ""
        casus = Casus(
            id=self.baas.nieuw_id(), stream=stream, nummer=f"V-{stream[:6]}", type="persoon", naam="Demo",
            begonnen_op=self.baas.nu().date(), casusregisseur=wie,
        )  # fmt: skip
        with self.baas.transactie("casus") as t:
            t.save(casus)
        self.stream, self.casus = stream, casus
        self.plek.alles_gelijk("baas", *(leden or ("joris",)))

    def smid(self, naam: str = "joris") -> Smid:
        return Smid(self.plek.kluizen[naam], self.stream)

    def geteld(self, code: str) -> float:
        """What the server counted."""
        for regel in self.s.server.client.get("/metrics").text.splitlines():
            if regel.startswith("zvh_geweigerd_total{") and f'code="{code}"' in regel:
                return float(regel.rsplit(" ", 1)[1])
        return 0.0

    def server(self, *wires: bytes, als: str = "baas") -> list[str]:
        """Push; return the codes, "" for what was taken."""
        link = self.plek.lijn(als)
        sleutels = deur(self.plek.kluizen[als].store).toestelsleutels()
        assert sleutels is not None
        voor = {code: self.geteld(code) for code in WEIGERWOORDEN}
        uit = [code for _, _, code in link.ask(sleutels, link.transport.duw, list(wires)).uitkomsten]
        for code in {c for c in uit if c}:
            assert self.geteld(code) == voor[code] + uit.count(code), "counted"
        return uit

    def kluis(self, *wires: bytes) -> list[str]:
        """Have it reach the vault; return the reasons of what was refused or waits, each told to the person."""
        voor = _verteld(self.baas)
        notities = len(self.baas.store.find(Notitie))
        uit = deur(self.baas.store).ontvang([(1, wire) for wire in wires])
        na = _verteld(self.baas)
        redenen = [code for code, aantal in na.items() for _ in range(aantal - voor.get(code, 0))]
        if redenen:
            assert len(self.baas.store.find(Notitie)) - notities == uit.wijzigingen // 4
        assert kluizen.controleer(self.baas) == []
        return sorted(redenen)


def _verteld(wp: Werkplek) -> dict[str, int]:
    uit: dict[str, int] = {}
    for w in sync.weigeringen(wp):
        if w.wie != "server":
            assert w.waarom.endswith(".") and w.raad.endswith(".")
            uit[w.code] = uit.get(w.code, 0) + w.aantal
    return uit


def test_dubbel_telt_een_keer(s: Streek) -> None:
    t = Toneel(s)
    wire = t.smid().delta()
    assert t.server(wire, wire, als="joris") == ["", ""]
    assert t.server(wire) == [""]
    assert t.kluis(wire, wire) == [] == t.kluis(wire)
    t.plek.sync("baas")
    assert [n.tekst for n in t.baas.store.find(Notitie, stream=t.stream)] == ["gesmeed"]


def test_omgewisseld_wacht_op_wat_ervoor_hoort(s: Streek) -> None:
    t = Toneel(s)
    smid = t.smid()
    een, twee = smid.delta(), smid.delta()
    assert t.server(twee, als="joris") == ["keten_gat"]
    assert t.kluis(twee) == [] and [a.reden for a in deur(t.baas.store).apart(t.stream)] == ["keten_gat"]
    assert sync.stand(t.baas).ontbreekt > 0
    assert t.server(een, twee, als="joris") == ["", ""]
    assert t.kluis(een) == [] and deur(t.baas.store).apart(t.stream) == []
    assert len(t.baas.store.find(Notitie, stream=t.stream)) == 2


def test_afgeknipt(s: Streek) -> None:
    t = Toneel(s)
    wire = t.smid().delta()
    stukken = [wire[:-1], wire[: len(wire) // 2], wire[:1], b"", wire + b"\x00"]
    assert t.server(*stukken, als="joris") == ["onleesbaar"] * 5 == t.kluis(*stukken)


def test_elk_byte_omgeklapt(s: Streek) -> None:
    """Every byte of a delta, one bit each: none is taken by either, and the whole one still is."""
    t = Toneel(s)
    wire = t.smid().delta()
    kapot = [wire[:n] + bytes([wire[n] ^ (1 << n % 8)]) + wire[n + 1 :] for n in range(len(wire))]
    nee: list[str] = []
    for begin in range(0, len(kapot), 400):
        nee += t.server(*kapot[begin : begin + 400], als="joris")
    assert len(nee) == len(kapot) and "" not in nee
    assert {"onleesbaar", "handtekening", "toestel_onbekend"} <= set(nee)
    hier = t.kluis(*kapot)
    assert len(hier) == len(kapot) and t.baas.store.find(Notitie, stream=t.stream) == []
    assert set(hier) <= {"onleesbaar", "te_groot", "handtekening", "toestel_onbekend", "versie_nieuwer"}
    t.baas.store.verbinding.run("DELETE FROM apart WHERE reden IN ('toestel_onbekend', 'versie_nieuwer')")
    assert t.server(wire, als="joris") == [""] and t.kluis(wire) == []


def test_opnieuw_ondertekend_door_een_ander(s: Streek) -> None:
    t = Toneel(s)
    ander = deur(s.plek.kluizen["sanne"].store).toestelsleutels()
    assert ander is not None
    zegel = read_sealed(t.smid().delta())
    stukken = [
        sealed_bytes(zegel.kop, zegel.inhoud, sign(ander.teken, "delta", zegel.kop)),
        t.smid().delta(teken=ander.teken),
    ]
    assert t.server(*stukken, als="joris") == ["handtekening"] * 2 == t.kluis(*stukken)


def test_een_vreemde_stream(s: Streek) -> None:
    t, elders = Toneel(s), Toneel(s)
    smid = t.smid()
    # Sealed with the key of one casus, sent as if it were of another; and of one that nobody knows.
    in_een_andere, in_geen = smid.delta(stream=elders.stream), t.smid().delta(stream=os.urandom(16).hex())
    assert t.server(in_een_andere, in_geen, als="joris") == ["epoch_onbekend", "stream_onbekend"]
    assert t.kluis(in_een_andere, in_geen) == ["epoch_onbekend", "epoch_onbekend"]
    # Of a record that lives in another casus the server sees nothing; who receives it does.
    n = schrijf(t.baas, "van de eerste casus")
    smid = t.smid()
    gekaapt = smid.delta([c._replace(record=n.id) for c in smid.notitie() if c.veld == "tekst"])
    assert t.server(gekaapt, als="joris") == [""]
    assert t.kluis(gekaapt) == ["stream"]
    assert t.baas.store.get(Notitie, n.id).tekst == "van de eerste casus"


def test_meer_dan_de_rol_mag(s: Streek) -> None:
    t = Toneel(s, "sanne", "joris")
    smid = t.smid("sanne")
    sleutels = deur(s.plek.kluizen["sanne"].store).toestelsleutels()
    assert sleutels is not None
    doel = [c._replace(soort="casus", record=t.casus.id, veld="doel", waarde='"anders"') for c in smid.notitie()[:1]]
    van_de_casus, opname = smid.delta(doel), smid.delta(soort=SNAPSHOT, dekt={})
    ander = s.plek.kluizen["joris"].store.toestel
    epoch = deur(s.plek.kluizen["sanne"].store).epochs(t.stream).nu()
    grant = sign_grant(Grant(t.stream, epoch, ander, os.urandom(1168), sleutels.toestel, smid.ms), sleutels.teken)
    # What kind of record it is the server cannot read; a snapshot and a grant it can tell.
    assert t.server(van_de_casus, opname, grant, als="sanne") == ["", "rol", "rol"]
    assert t.kluis(van_de_casus, opname, grant) == ["rol", "rol", "rol"]
    assert t.baas.store.get(Casus, t.casus.id).doel == t.casus.doel


@pytest.mark.parametrize("soort", ["genoemd", "verzwegen", "lang"])
def test_een_bom_wordt_niet_uitgepakt(s: Streek, soort: str, monkeypatch: pytest.MonkeyPatch) -> None:
    t = Toneel(s)
    smid = t.smid()

    def bom(body: bytes) -> bytes:
        groot = zstandard.ZstdCompressor(level=19).compress(bytes(64 << 20))
        genoemd = {"genoemd": 64 << 20, "verzwegen": len(body), "lang": 15 << 20}[soort]
        if soort == "lang":
            # Names no size of its own, and would go on for ever.
            pers = zstandard.ZstdCompressor(level=19, write_content_size=False)
            groot = pers.compress(bytes(64 << 20))
        kop = bytes([1]) + len(groot).to_bytes(4, "big") + genoemd.to_bytes(4, "big")
        lengte = len(kop) + len(groot)
        return kop + groot + bytes(bucket(lengte) - lengte)

    with monkeypatch.context() as anders:
        anders.setattr(envelope, "pack", bom)
        wire = smid.delta()
    goed = smid.delta()
    assert len(wire) < 100_000
    assert t.server(wire, goed, als="joris") == ["", ""], "it opens nothing, so nothing can go off"
    assert t.kluis(wire, goed) == ["bom"]
    assert len(t.baas.store.find(Notitie, stream=t.stream)) == 1, "what comes after it is not held up"


def test_wat_als_ingepakt_binnenkomt_pakt_de_server_niet_uit(s: Streek) -> None:
    ingepakt = zstandard.ZstdCompressor().compress(bytes(1 << 20))
    for pers in ("zstd", "gzip", "br"):
        antwoord = s.server.client.post("/v1/sessie/vraag", content=ingepakt, headers={"content-encoding": pers})
        assert (antwoord.status_code, antwoord.json()["code"]) == (400, "onleesbaar")


def test_een_klok_een_jaar_verkeerd(s: Streek) -> None:
    t = Toneel(s)
    straks, vroeger = t.smid(), t.smid("baas")
    straks.ms += JAAR_MS
    morgen = straks.delta()
    assert t.server(morgen, als="joris") == ["klok"]
    assert t.kluis(morgen) == ["klok"]
    assert t.baas.store.find(Notitie, stream=t.stream) == []
    # One that runs a year behind costs nothing: it is old, not wrong.
    t = Toneel(s)
    vroeger = t.smid()
    vroeger.ms -= JAAR_MS
    gisteren = vroeger.delta()
    assert t.server(gisteren, als="joris") == [""] and t.kluis(gisteren) == []
    assert len(t.baas.store.find(Notitie, stream=t.stream)) == 1


def test_wie_de_sleutelwissel_miste_verzegelt_opnieuw_en_verliest_niets(s: Streek) -> None:
    """Sealed offline under the old epoch; refused with the reason, sealed again, there once."""
    # In the name of this one nothing was forged: it would seal nothing more.
    kees = s.plek.lid("kees", "Joris Blom")
    t = Toneel(s, "kees")
    n = Notitie(
        id=kees.nieuw_id(), stream=t.stream, casus_id=t.casus.id, tijdstip=kees.nu(), tekst="onderweg verzegeld"
    )
    with kees.transactie("notitie") as tr:
        tr.save(n)
    assert kees.store.sync.verzegel(t.stream).deltas == 1
    (wire,) = [stuk.wire for stuk in deur(kees.store).te_sturen() if stuk.stream == t.stream]
    deur(t.baas.store).begin_epoch(t.stream)
    deur(t.baas.store).geef(t.stream, kees.store.toestel)
    s.plek.sync("baas")
    assert t.server(wire, als="kees") == ["epoch_verouderd"]
    assert t.baas.store.find(Notitie, stream=t.stream) == []
    s.plek.sync("kees", "baas")
    assert t.baas.store.find(Notitie, stream=t.stream) == [n]
    assert sync.stand(kees).wachtend == sync.stand(kees).geweigerd == 0
    # The first one, from a stick: what it holds is here already.
    assert deur(t.baas.store).ontvang([(None, wire)]).wijzigingen == 0
    assert t.baas.store.find(Notitie, stream=t.stream) == [n]


def test_een_ingetrokken_toestel(s: Streek) -> None:
    plek = s.plek
    weg = plek.lid("weg", "Joris Blom")
    t = Toneel(s, "weg")
    smid = t.smid("weg")
    na = smid.delta()
    regio.trek_in(t.baas, weg.store.toestel, "gestolen")
    plek.sync("baas")
    assert t.server(na) == ["toestel_ingetrokken"]
    assert t.kluis(na) == ["toestel_ingetrokken"]
    assert t.baas.store.find(Notitie, stream=t.stream) == []
    with pytest.raises(Omstandigheid) as fout:
        plek.sync("weg")
    assert fout.value.gegevens["code"] == "toestel_ingetrokken"
