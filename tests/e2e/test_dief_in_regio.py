"""The thief, with sharing: what was typed is not in the server, on the line, on the stick, nor beside the vaults."""

import base64
import contextlib
import gzip
import io
import logging
import os
import stat
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
import zstandard
from zvh_testing import overlegspel
from zvh_testing.casuskluis import PARTNERS, WACHTWOORD
from zvh_testing.deur import deur
from zvh_testing.serverplek import start, stop

from zvh_desktop.cli import main
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.domain.verslag import Verslag
from zvh_desktop.log import begin_log, logboek
from zvh_desktop.protocol.enrol import parse_invitation
from zvh_desktop.services import (
    aanmelden,
    aanmeldingen,
    beheer,
    concepten,
    csvinvoer,
    dossiers,
    herstel,
    regio,
    samenvoegen,
    stick,
    toelating,
    uitvoer,
)
from zvh_desktop.services.machine import SysteemKlok
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.sync import upkeep
from zvh_desktop.sync.transport import HttpTransport

from .test_kanarie import MERK, _typ_overal, _vol
from .test_regio_met_server import streek

BSN = "999990007"
STRAAT = "Zilverreigerskade"
COLLEGA = "Wielewaalhuizen"
MERKEN = (MERK, BSN, STRAAT, COLLEGA)
KOP = "Organisatie;Aanmelder;Datum aanmelding;Achternaam;Geboortedatum;BSN;Thema;Aanleiding"
_PAKKEN = (
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\x1f\x8b", "gzip"),
    (b"\x78\x01", "zlib"),
    (b"\x78\x9c", "zlib"),
    (b"\x78\xda", "zlib"),
)


def _vormen(merk: str) -> Iterator[bytes]:
    """Every form in which a marker could be met."""
    for woord in {merk, merk.lower(), merk.upper()}:
        for codering in ("utf-8", "utf-16-le", "utf-16-be"):
            ruw = woord.encode(codering)
            yield ruw
            yield ruw.hex().encode()
            for scheef in range(3):
                # The part of the base64 text that does not depend on the neighbours.
                tekst = base64.b64encode(bytes(scheef) + ruw)
                yield tekst[4 if scheef else 0 : len(tekst) // 4 * 4 - 4]


VORMEN = tuple(vorm for merk in MERKEN for vorm in _vormen(merk))


def _uitgepakt(ruw: bytes) -> Iterator[bytes]:
    """What comes out wherever the bytes look like something compressed."""
    for kop, soort in _PAKKEN:
        plek = ruw.find(kop)
        while plek >= 0:
            deel = ruw[plek : plek + (1 << 20)]
            with contextlib.suppress(zlib.error, zstandard.ZstdError, OSError, EOFError):
                if soort == "zstd":
                    yield zstandard.ZstdDecompressor().decompressobj().decompress(deel)
                elif soort == "gzip":
                    yield gzip.GzipFile(fileobj=io.BytesIO(deel)).read(1 << 20)
                else:
                    yield zlib.decompressobj().decompress(deel, 1 << 20)
            plek = ruw.find(kop, plek + 1)


def _gevonden(ruw: bytes) -> list[bytes]:
    """Markers in bytes, also when these are compressed."""
    return [vorm for deel in (ruw, *_uitgepakt(ruw)) for vorm in VORMEN if vorm in deel]


def _lekken(map_: Path) -> dict[str, list[bytes]]:
    """Files under `map_` whose bytes or name hold a marker."""
    uit = {}
    for pad in sorted(p for p in map_.rglob("*") if p.is_file()):
        if lek := _gevonden(pad.read_bytes() + b"\n" + os.fsencode(pad)):
            uit[str(pad.relative_to(map_))] = lek
    return uit


def _open_rechten(map_: Path) -> list[str]:
    """What others of this machine may read, write or enter."""
    return [str(p.relative_to(map_)) for p in sorted(map_.rglob("*")) if stat.S_IMODE(p.lstat().st_mode) & 0o077]


@pytest.fixture
def plek(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of its own, on a machine that by itself lets everybody read what is made."""
    oud = os.umask(0o022)
    for naam, map_ in (
        ("TMPDIR", "tmp"), ("XDG_STATE_HOME", "log"), ("XDG_CONFIG_HOME", "inst"), ("XDG_CACHE_HOME", "cache"),
        ("XDG_DATA_HOME", "data"), ("HOME", "thuis"),
    ):  # fmt: skip
        (tmp_path / map_).mkdir()
        monkeypatch.setenv(naam, str(tmp_path / map_))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr(upkeep, "DELTAS_PER_MOMENTOPNAME", 3)
    schrijvers = begin_log()
    try:
        yield tmp_path
    finally:
        os.umask(oud)
        for schrijver in schrijvers:
            logging.getLogger().removeHandler(schrijver)
            schrijver.close()


def _lees_in(wp: Werkplek) -> None:
    """A table and a form that others sent."""
    rijen = [f"Politie;{MERK};1-11-2026;{MERK}{n};{n + 1}-3-1980;{BSN};overlast;{_vol('csv')}" for n in range(4)]
    tabel = csvinvoer.lees_csv("\n".join([KOP, *rijen]).encode())
    assert csvinvoer.voer_in(wp, csvinvoer.proef(wp, tabel, csvinvoer.stel_koppeling_voor(tabel.koppen))).nummers
    ingevuld = {
        "aanmelder.organisatie": MERK, "aanmelder.naam": MERK, "type": "persoon", "thema": MERK, "aanleiding": MERK,
        "betrokkenen.0.naam.achternaam": MERK, "betrokkenen.0.adres.straat": STRAAT,
    }  # fmt: skip
    with pikepdf.open(io.BytesIO(aanmeldingen.leeg_formulier(wp))) as pdf:
        for veld in pdf.acroform.fields:
            if (naam := veld.fully_qualified_name) in ingevuld:
                veld.obj.V = pikepdf.String(ingevuld[naam])
        uit = io.BytesIO()
        pdf.save(uit)
    aanmeldingen.neem_aan(wp, aanmeldingen.beoordeel_bytes(wp, uit.getvalue()))


def _bots(baas: Werkplek, joris: Werkplek, gelijk: Callable[[], None], casus_id: str) -> None:
    """Both type in the same field; one combines, with a draft half-way, and one clash is left standing."""
    for veld in ("doel", "contactpunt"):
        for wp in (baas, joris):
            dossiers.wijzig(wp, "casus", casus_id, {veld: _vol(f"{veld} {wp.wie_naam()}")})
    gelijk()
    gevonden = samenvoegen.conflicten(joris)
    assert {c.veld for c in gevonden} == {"doel", "contactpunt"}
    een = next(c for c in gevonden if c.veld == "doel")
    concepten.bewaar(joris, f"samen-{een.record}", een.veld, een.soort, MERK, _vol("half gekozen"), 3)
    joris.kluis.concepten.flush()
    samenvoegen.voeg_samen(joris, een.soort, een.record, een.veld, _vol("samen gekozen"))
    concepten.bewaar(joris, f"samen-{een.record}", "contactpunt", een.soort, MERK, _vol("half gekozen"), 3)
    joris.kluis.concepten.flush()
    gelijk()


def _fouten(wp: Werkplek, uitnodiging: str, casus_id: str) -> None:
    """Make everything of sharing fail on markers; neither the error, its sentence nor the log may repeat them."""
    log = logboek("zvh_desktop.proef")
    for doe in (
        lambda: toelating.nodig_uit(wp, MERK),
        lambda: toelating.nodig_uit(wp, beheer.medewerkers(wp)[0].id, MERK),
        lambda: aanmelden.word_lid(wp, MERK),
        lambda: toelating.neem_bericht(wp, uitnodiging, MERK),
        lambda: toelating.neem_bericht(wp, MERK, MERK),
        lambda: toelating.keur_goed(wp, uitnodiging, [MERK]),
        lambda: stick.pak(wp, [MERK]),
        lambda: stick.pak_uit(wp, MERK.encode() * 40),
        lambda: samenvoegen.voeg_samen(wp, "casus", casus_id, "doel", MERK),
        lambda: samenvoegen.voeg_samen(wp, "casus", casus_id, "contactpunt", {MERK: MERK}),
        lambda: regio.trek_in(wp, MERK, "gestolen"),
        lambda: regio.trek_in(wp, wp.store.toestel, MERK),
        lambda: regio.wijzig_rol(wp, MERK, MERK),
        lambda: regio.certificeer_server(wp, MERK, f"https://{MERK}.example"),
        lambda: HttpTransport(f"http://{MERK}.example/?{MERK}"),
        lambda: HttpTransport(f"https://{MERK}@{MERK}.example:{MERK}"),
        lambda: herstel.herstel_regio(wp, [MERK, MERK], naam=MERK),
    ):
        with pytest.raises(Omstandigheid) as fout:
            doe()
        log.fout("ging mis", fout.value, wat=MERK)
        assert _gevonden(f"{fout.value} {fout.value.gegevens} {zin(fout.value)}".encode()) == []


def _zvh(*argumenten: object) -> tuple[int, str, str]:
    """Run `zvh`; return the exit code, what went to stdout and what went to stderr."""
    uit, fout = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(uit), contextlib.redirect_stderr(fout):
        return main([str(a) for a in argumenten]), uit.getvalue(), fout.getvalue()


def test_wat_getypt_is_staat_in_geen_server_geen_verkeer_en_op_geen_stick(
    plek: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    # The server tells its own time, so the day at the table is today.
    monkeypatch.setattr(overlegspel, "DAG", SysteemKlok().nu().date())
    for map_ in ("regio", "stick"):
        (plek / map_).mkdir(mode=0o700)
    with streek(plek / "regio", (("Joris Blom", "secretaris"), (COLLEGA, "secretaris"))) as s:
        baas = s.plek.kluizen["baas"]
        for partner in PARTNERS:
            beheer.bewaar_partner(baas, partner)
        tafel = _typ_overal(baas)
        _lees_in(baas)
        joris = s.plek.lid("joris", "Joris Blom")

        def gelijk() -> None:
            s.plek.alles_gelijk("baas", "joris")

        gelijk()
        _bots(baas, joris, gelijk, tafel.casus_id)
        wie = next(m for m in beheer.medewerkers(baas) if m.naam == COLLEGA)
        uitnodiging = toelating.nodig_uit(baas, wie.id)
        gelijk()
        toelating.verwerk_post(baas, s.plek.lijn("baas").transport)
        assert _gevonden(uitnodiging.tekst.encode() + b"\n" + repr(parse_invitation(uitnodiging.tekst)).encode()) == []
        # A stick there, and its receipt back.
        pak = stick.pak(joris, [baas.store.toestel], alles=True)
        bewijs = stick.pak_uit(baas, pak.inhoud).ontvangstbewijs
        assert bewijs is not None
        stick.pak_uit(joris, bewijs.inhoud)
        for ding in (pak, bewijs):
            uitvoer.schrijf(plek / "stick" / ding.naam, ding.inhoud)
        _fouten(baas, uitnodiging.id, tafel.casus_id)
        # All of it travelled: prose, files in blocks, a snapshot.
        assert any(MERK in n.tekst for n in joris.store.find(Notitie))
        verslag = next(v for v in joris.store.find(Verslag) if v.pdf_sha256)
        assert joris.store.bestand(verslag.pdf_sha256) == baas.store.bestand(verslag.pdf_sha256)
        assert any(deur(joris.store).momentopnamen(c.stream) for c in joris.store.find(Casus))
        assert {b.bsn for b in joris.store.find(Betrokkene)} >= {BSN}
        verkeer = bytes(s.lijn.verkeer)
        assert b"PUT /v1/blok/" in verkeer and b"/v1/uitnodiging/" in verkeer
        assert _gevonden(verkeer) == []
        metingen = s.server.client.get("/metrics").content
        assert b"zvh_stukken" in metingen
        assert _gevonden(metingen) == []
        assert _lekken(plek) == {}, "alles open"
        joris.store.close()
        joris.kluis.close()
        monkeypatch.setattr(sys, "stdin", io.StringIO())
        monkeypatch.setenv("ZVH_PASSPHRASE", WACHTWOORD)
        kluis = joris.kluis.map
        for goed, argumenten in (
            (True, ("sync", kluis)),
            (True, ("pack", kluis, "--voor", baas.store.toestel, "--alles", "--", plek / "stick")),
            (True, ("unpack", kluis, plek / "stick" / bewijs.naam, "--bon", plek / "stick")),
            (True, ("region", "devices", kluis)),
            (False, ("region", "invite", kluis, MERK)),
            (False, ("region", "join", kluis, plek / "stick" / MERK.lower())),
            (False, ("pack", kluis, "--voor", MERK, "--", plek / "stick")),
            (False, ("unpack", kluis, plek / "stick" / MERK)),
        ):
            uit, _, fout = _zvh(*argumenten)
            assert (uit == 0, _gevonden(fout.encode())) == (goed, []), argumenten
        stop(s.server)
        assert _lekken(plek) == {}, "server uit"
        s.server = start(s.server.map)
    assert _lekken(plek) == {}, "alles dicht"
    assert _gevonden("".join(capfd.readouterr()).encode()) == []
    assert "ging mis" in "".join(p.read_text() for p in (plek / "log").rglob("*.log*")), "het log is geschreven"
    # What this test itself made lies there too; the rest was made by the program.
    eigen = {"cache", "data", "inst", "log", "thuis", "tmp", "regio/regio.txt", "regio/server"}
    assert set(_open_rechten(plek)) - eigen == {f"regio/server/{n}" for n in ("log.txt", "server.toml", "verzoek.txt")}


def test_de_dief_zou_het_gevonden_hebben() -> None:
    """The search itself works: plain, wide, in base64, in hex, and in what was compressed."""
    zin_ = f"aan de {STRAAT} woont".encode()
    for ruw in (
        zin_, zin_.decode().encode("utf-16-le"), base64.b64encode(b"x" + zin_), zin_.hex().encode(),
        b"kop" + zlib.compress(zin_), b"kop" + gzip.compress(zin_), b"kop" + zstandard.compress(zin_) + b"staart",
    ):  # fmt: skip
        assert _gevonden(ruw) != []
    assert _gevonden(os.urandom(4096)) == []
