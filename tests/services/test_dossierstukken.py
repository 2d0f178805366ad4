"""Files of a dossier on a real vault: kept whole or not at all, recognised by content, never readable on the disk."""

import os
import signal
import socket
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from zvh_testing.casuskluis import (
    WACHTWOORD,
    Testklok,
    Testwillekeur,
    maak_kluis,
    maak_werkplek,
    meld_aan,
    werkplek,
)
from zvh_testing.proefstukken import PNG, docx, pdf

from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.dossierstuk import GROOTSTE_STUK, Dossierstuk
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.verslag import Verstrekking
from zvh_desktop.services import dossiers, dossierstukken, zoeken
from zvh_desktop.services.geschiedenis import geschiedenis
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store.opening import open_vault


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    with werkplek(tmp_path / "kluis") as plek:
        meld_aan(plek)
        yield plek


@pytest.fixture
def casus_id(wp: Werkplek) -> str:
    return wp.store.find(Casus)[0].id


def bestanden_in_kluis(wp: Werkplek) -> int:
    return int(wp.store.verbinding.value("SELECT count(*) FROM bestand"))


def weigering(wp: Werkplek, casus_id: str, pad: Path) -> Omstandigheid:
    """Adding fails with a sentence, and nothing of it is in the vault."""
    txn = wp.store.verbinding.value("SELECT max(nr) FROM txn")
    with pytest.raises(Omstandigheid) as fout:
        dossierstukken.voeg_toe(wp, casus_id, pad)
    assert wp.store.find(Dossierstuk) == [] and bestanden_in_kluis(wp) == 0
    assert wp.store.verbinding.value("SELECT max(nr) FROM txn") == txn
    assert zin(fout.value).endswith(".") and pad.name not in zin(fout.value)
    return fout.value


def test_stuk_is_bewaard_vindbaar_en_terug_te_lezen_en_staat_nergens_leesbaar(
    wp: Werkplek, casus_id: str, tmp_path: Path
) -> None:
    inhoud = b"%PDF-1.7 herkenbaar merkteken " + os.urandom(3000).hex().encode()
    uit = dossierstukken.voeg_toe(
        wp, casus_id, inhoud, naam="Advies reclassering.pdf", omschrijving="Toezichtadvies\nmet bijlage",
        bron="Reclassering", datum=date(2026, 11, 3), categorie="rapport",
    )  # fmt: skip
    assert not uit.al_bekend and uit.bon.soorten == {"dossierstuk"}
    (regel,) = dossierstukken.lijst(wp, casus_id)
    assert regel.hier and regel.stuk.titel == "Toezichtadvies" and regel.stuk.inhoudsoort == "pdf"
    assert regel.stuk.omvang == len(inhoud) and regel.stuk.toegevoegd_door == "M. van der Heijden"
    assert dossierstukken.lees(wp, regel.stuk.id) == inhoud
    for woord in ("toezichtadv", "reclassering"):
        assert regel.stuk.id in {t.record_id for t in zoeken.zoek(wp, woord)}
    wp.store.verbinding.checkpoint()
    for pad in tmp_path.rglob("*"):
        assert not pad.is_file() or b"herkenbaar merkteken" not in pad.read_bytes()
    historie = {(h.soort, h.veld) for h in geschiedenis(wp, casus_id)}
    assert ("dossierstuk", "omschrijving") in historie


def test_hetzelfde_bestand_wordt_herkend_en_niet_verdubbeld(wp: Werkplek, casus_id: str) -> None:
    eerste = dossierstukken.voeg_toe(wp, casus_id, PNG, naam="foto.png")
    tweede = dossierstukken.voeg_toe(wp, casus_id, PNG, naam="andere naam.png")
    assert tweede.al_bekend and tweede.stuk.id == eerste.stuk.id and not tweede.bon.wijzigingen
    assert len(dossierstukken.lijst(wp, casus_id)) == bestanden_in_kluis(wp) == 1
    dossierstukken.trek_in(wp, eerste.stuk.id, "verkeerd dossier")
    assert not dossierstukken.voeg_toe(wp, casus_id, PNG, naam="foto.png").al_bekend
    assert bestanden_in_kluis(wp) == 1


def test_intrekken_vraagt_een_reden_en_laat_stuk_en_geschiedenis_staan(wp: Werkplek, casus_id: str) -> None:
    stuk = dossierstukken.voeg_toe(wp, casus_id, PNG, naam="foto.png").stuk
    with pytest.raises(Omstandigheid) as fout:
        dossierstukken.trek_in(wp, stuk.id, "  ")
    assert "reden" in zin(fout.value)
    dossierstukken.trek_in(wp, stuk.id, "verkeerde persoon op de foto")
    assert dossierstukken.lijst(wp, casus_id) == ()
    (weg,) = dossierstukken.lijst(wp, casus_id, ook_ingetrokken=True)
    assert weg.stuk.ingetrokken_reden == "verkeerde persoon op de foto" and dossierstukken.lees(wp, stuk.id) == PNG
    dossiers.maak_ongedaan(wp)
    assert len(dossierstukken.lijst(wp, casus_id)) == 1


def test_elk_openen_staat_in_het_logboek(wp: Werkplek, casus_id: str) -> None:
    stuk = dossierstukken.voeg_toe(wp, casus_id, PNG, naam="foto.png").stuk
    dossierstukken.lees(wp, stuk.id)
    laatste = wp.store.verbinding.row("SELECT gebeurtenis, objecten FROM audit ORDER BY seq DESC LIMIT 1")
    assert laatste is not None and laatste[0] == "stuk_geopend" and stuk.id in laatste[1]


# -- bad input


def test_leeg_bestand_wordt_geweigerd(wp: Werkplek, casus_id: str, tmp_path: Path) -> None:
    pad = tmp_path / "leeg.pdf"
    pad.touch()
    assert weigering(wp, casus_id, pad).reden is Reden.BESTAND_LEEG


def test_een_byte_te_veel_wordt_geweigerd_en_precies_vijftig_mb_niet(
    wp: Werkplek, casus_id: str, tmp_path: Path
) -> None:
    pad = tmp_path / "groot.bin"
    pad.touch()
    os.truncate(pad, GROOTSTE_STUK + 1)
    fout = weigering(wp, casus_id, pad)
    assert fout.reden is Reden.BESTAND_TE_GROOT and "50 MB" in zin(fout)
    os.truncate(pad, GROOTSTE_STUK)
    assert dossierstukken.lees_stuk(pad).inhoudsoort == "onbekend"


@pytest.mark.parametrize(
    ("naam", "inhoud", "soort"),
    [("brief.pdf", PNG, "png"), ("foto.jpg", pdf("x"), "pdf"), ("tekst.txt", docx("Hallo"), "docx")],
)
def test_de_inhoud_beslist_en_zegt_het_als_de_naam_iets_anders_zegt(
    wp: Werkplek, casus_id: str, tmp_path: Path, naam: str, inhoud: bytes, soort: str
) -> None:
    pad = tmp_path / naam
    pad.write_bytes(inhoud)
    uit = dossierstukken.voeg_toe(wp, casus_id, pad)
    assert uit.stuk.inhoudsoort == soort
    assert len(uit.let_op) == 1 and naam.rpartition(".")[2] in uit.let_op[0] and "de inhoud telt" in uit.let_op[0]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_bestand_zonder_leesrecht(wp: Werkplek, casus_id: str, tmp_path: Path) -> None:
    pad = tmp_path / "dicht.pdf"
    pad.write_bytes(b"%PDF-")
    pad.chmod(0)
    assert weigering(wp, casus_id, pad).reden is Reden.GEEN_RECHTEN


def test_bestand_dat_niet_open_mag(
    wp: Werkplek, casus_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pad = tmp_path / "dicht.pdf"
    pad.write_bytes(b"%PDF-")

    def weiger(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as m:
        m.setattr("zvh_desktop.services.inlezen_stuk.os.open", weiger)
        assert weigering(wp, casus_id, pad).reden is Reden.GEEN_RECHTEN


def test_map_apparaat_pijp_en_stopcontact_worden_geweigerd_zonder_te_wachten(
    wp: Werkplek, casus_id: str, tmp_path: Path
) -> None:
    assert weigering(wp, casus_id, tmp_path).gegevens["regel"] == "stuk_map"
    if os.name == "nt":
        return
    pijp = tmp_path / "pijp.pdf"
    os.mkfifo(pijp)
    assert weigering(wp, casus_id, pijp).gegevens["regel"] == "stuk_geen_bestand"
    (tmp_path / "naar-pijp.pdf").symlink_to(pijp)
    assert weigering(wp, casus_id, tmp_path / "naar-pijp.pdf").gegevens["regel"] == "stuk_geen_bestand"
    assert weigering(wp, casus_id, Path("/dev/zero")).gegevens["regel"] == "stuk_geen_bestand"
    with socket.socket(socket.AF_UNIX) as s:
        s.bind(str(tmp_path / "s.pdf")[:100])
        assert weigering(wp, casus_id, tmp_path / "s.pdf").gegevens["regel"] == "stuk_geen_bestand"


def test_pijp_die_na_het_kijken_in_de_plaats_kwam_laat_niet_hangen(
    wp: Werkplek, casus_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.name == "nt":
        pytest.skip("no pipes in folders")
    gewoon, pijp = tmp_path / "a.pdf", tmp_path / "b.pdf"
    gewoon.write_bytes(b"%PDF-")
    os.mkfifo(pijp)
    echt = gewoon.stat()
    with monkeypatch.context() as m:
        m.setattr(Path, "stat", lambda self, **_: echt)
        with pytest.raises(Omstandigheid) as fout:
            dossierstukken.lees_stuk(pijp)
    assert fout.value.gegevens["regel"] == "stuk_geen_bestand"


def test_verwijzing_naar_een_bestand_telt_en_een_dode_of_ronde_niet(
    wp: Werkplek, casus_id: str, tmp_path: Path
) -> None:
    (tmp_path / "dood.pdf").symlink_to(tmp_path / "weg.pdf")
    assert weigering(wp, casus_id, tmp_path / "dood.pdf").gegevens["regel"] == "stuk_verdwenen"
    (tmp_path / "rond.pdf").symlink_to(tmp_path / "rond.pdf")
    assert weigering(wp, casus_id, tmp_path / "rond.pdf").gegevens["regel"] == "stuk_verdwenen"
    (tmp_path / "echt.png").write_bytes(PNG)
    (tmp_path / "link.png").symlink_to(tmp_path / "echt.png")
    assert dossierstukken.voeg_toe(wp, casus_id, tmp_path / "link.png").stuk.naam == "link.png"


def test_verdwenen_bestand_en_onmogelijke_naam(wp: Werkplek, casus_id: str, tmp_path: Path) -> None:
    assert weigering(wp, casus_id, tmp_path / "weg.pdf").gegevens["regel"] == "stuk_verdwenen"
    assert weigering(wp, casus_id, tmp_path / ("x" * 300)).gegevens["regel"] == "stuk_verdwenen"
    with pytest.raises(Omstandigheid):
        dossierstukken.lees_stuk(Path("a\0b"))


@pytest.mark.parametrize("hoe", ["groeit", "krimpt", "herschreven"])
def test_bestand_dat_tijdens_het_lezen_verandert_komt_er_niet_in(
    wp: Werkplek, casus_id: str, tmp_path: Path, hoe: str
) -> None:
    pad = tmp_path / "wordt-geschreven.pdf"
    pad.write_bytes(b"%PDF-" + bytes(3 * 1024 * 1024))
    os.utime(pad, ns=(1, 1))
    gedaan: list[int] = []

    def tussendoor() -> bool:
        if not gedaan:
            gedaan.append(1)
            if hoe == "groeit":
                with pad.open("ab") as stroom:
                    stroom.write(b"meer")
            elif hoe == "krimpt":
                os.truncate(pad, 10)
            else:
                with pad.open("r+b") as stroom:
                    stroom.write(b"anders")
        return False

    with pytest.raises(Omstandigheid) as fout:
        dossierstukken.lees_stuk(pad, tussendoor)
    assert fout.value.gegevens["regel"] == "stuk_veranderd"


def test_lezen_kan_worden_gestopt(tmp_path: Path) -> None:
    pad = tmp_path / "x.pdf"
    pad.write_bytes(b"%PDF-")
    with pytest.raises(Omstandigheid) as fout:
        dossierstukken.lees_stuk(pad, lambda: True)
    assert fout.value.reden is Reden.AFGEBROKEN


def test_leesfout_van_de_schijf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pad = tmp_path / "x.pdf"
    pad.write_bytes(b"%PDF-")

    def stuk(*_: object) -> int:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as m:
        m.setattr("zvh_desktop.services.inlezen_stuk.os.open", stuk)
        with pytest.raises(Omstandigheid) as fout:
            dossierstukken.lees_stuk(pad)
    assert fout.value.reden is Reden.BESTAND_ONLEESBAAR


# -- bad luck


def test_volle_schijf_laat_niets_half_achter_en_ruimte_om_te_typen(
    wp: Werkplek, casus_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as m:
        m.setattr(dossierstukken, "free_bytes", lambda _pad: 17 * 1024 * 1024)
        with pytest.raises(Omstandigheid) as fout:
            dossierstukken.voeg_toe(wp, casus_id, bytes(2 * 1024 * 1024), naam="groot.bin")
    assert fout.value.reden is Reden.SCHIJF_VOL
    assert wp.store.find(Dossierstuk) == [] and bestanden_in_kluis(wp) == 0


def test_schijf_die_tijdens_het_bewaren_vol_raakt(wp: Werkplek, casus_id: str) -> None:
    v = wp.store.verbinding
    nu = int(v.value("PRAGMA page_count"))
    v.rows(f"PRAGMA max_page_count = {nu + 40}")
    with pytest.raises(Omstandigheid) as fout:
        dossierstukken.voeg_toe(wp, casus_id, os.urandom(2 * 1024 * 1024), naam="groot.bin")
    v.rows("PRAGMA max_page_count = 4294967294")
    assert fout.value.reden is Reden.SCHIJF_VOL
    assert wp.store.find(Dossierstuk) == [] and bestanden_in_kluis(wp) == 0
    assert wp.kluis.check() == []
    assert not dossierstukken.voeg_toe(wp, casus_id, PNG, naam="klein.png").al_bekend


_BEWAARDER = """
import os, sys
sys.path[:0] = [{tests!r}, {wortel!r}]
from pathlib import Path
from zvh_testing.casuskluis import Testklok, Testwillekeur, WACHTWOORD, maak_werkplek
from zvh_desktop.domain.casus import Casus
from zvh_desktop.services import dossierstukken
from zvh_desktop.store.opening import open_vault
kluis = open_vault(Path({kluis!r}), WACHTWOORD, klok=Testklok(), willekeur=Testwillekeur({zaad}))
wp = maak_werkplek(kluis)
casus = wp.store.find(Casus)[0]
print("begin", flush=True)
for nr in range(1000):
    dossierstukken.voeg_toe(wp, casus.id, os.urandom(3_000_000), naam=f"{{nr}}.bin")
    print(nr, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="kill -9")
@pytest.mark.parametrize("na", [0, 1, 3])
def test_wat_midden_in_het_bewaren_wordt_gedood_laat_geheel_of_niets_achter(tmp_path: Path, na: int) -> None:
    with werkplek(tmp_path) as plek:
        meld_aan(plek)
    kind = subprocess.Popen(
        [
            sys.executable,
            "-c",
            textwrap.dedent(_BEWAARDER).format(
                tests=str(Path(__file__).parents[1]), wortel=str(Path(__file__).parents[2]),
                kluis=str(tmp_path / "proef.zvh"), zaad=na + 100,
            ),
        ],
        stdout=subprocess.PIPE,
    )  # fmt: skip
    assert kind.stdout is not None
    for _ in range(na + 1):
        assert kind.stdout.readline()
    # Into the next one: its file is in the log of the database before the log is as large as the file.
    wal = tmp_path / "proef.zvh" / "vault.db-wal"
    begin = wal.stat().st_size if wal.exists() else 0
    while kind.poll() is None and (wal.stat().st_size if wal.exists() else 0) < begin + 100_000 and na == 0:
        pass
    kind.send_signal(signal.SIGKILL)
    kind.wait()
    kind.stdout.close()
    kluis = open_vault(tmp_path / "proef.zvh", WACHTWOORD, klok=Testklok(), willekeur=Testwillekeur(9))
    wp = maak_werkplek(kluis)
    stukken = wp.store.find(Dossierstuk)
    assert len(stukken) >= na and bestanden_in_kluis(wp) == len(stukken)
    for stuk in stukken:
        assert len(dossierstukken.lees(wp, stuk.id)) == stuk.omvang == 3_000_000
    assert wp.kluis.check() == []
    wp.store.close()
    kluis.close()


# -- a copy that leaves


def test_uitgeven_schrijft_heel_legt_vast_en_overschrijft_niets_stil(
    wp: Werkplek, casus_id: str, tmp_path: Path
) -> None:
    stuk = dossierstukken.voeg_toe(wp, casus_id, PNG, naam="foto.png", omschrijving="De voordeur").stuk
    doel = tmp_path / "uit" / "foto.png"
    dossierstukken.exporteer(wp, stuk.id, doel, aan="Politie", hoe="op papier", grond="verzoek 12", nagekeken=True)
    assert doel.read_bytes() == PNG and list(doel.parent.iterdir()) == [doel]
    (w,) = wp.store.find(Verstrekking)
    assert (w.aan, w.hoe, w.grond) == ("Politie", "op papier", "verzoek 12")
    assert w.wat.startswith("stuk: De voordeur (inhoud niet door het programma na te kijken")
    assert (w.stuk, w.bron_id, w.besloten_door) == ("dossierstuk", stuk.id, "M. van der Heijden")
    doel.write_bytes(b"van een ander")
    with pytest.raises(Omstandigheid) as fout:
        dossierstukken.exporteer(wp, stuk.id, doel, aan="OM", hoe="op papier", grond="x", nagekeken=True)
    assert fout.value.reden is Reden.BESTAAT_AL and doel.read_bytes() == b"van een ander"
    assert len(wp.store.find(Verstrekking)) == 1
    dossierstukken.exporteer(wp, stuk.id, doel, aan="OM", hoe="op papier", grond="x", vervang=True, nagekeken=True)
    assert doel.read_bytes() == PNG


@pytest.mark.parametrize("velden", [{"aan": " "}, {"hoe": ""}, {"grond": " "}])
def test_uitgeven_zonder_ontvanger_wijze_of_grond_schrijft_niets(
    wp: Werkplek, casus_id: str, tmp_path: Path, velden: dict[str, str]
) -> None:
    stuk = dossierstukken.voeg_toe(wp, casus_id, PNG, naam="foto.png").stuk
    with pytest.raises(Omstandigheid):
        dossierstukken.exporteer(
            wp, stuk.id, tmp_path / "x.png", **{"aan": "Politie", "hoe": "papier", "grond": "verzoek", **velden}
        )
    assert not (tmp_path / "x.png").exists() and wp.store.find(Verstrekking) == []


def test_ingetrokken_stuk_gaat_niet_meer_uit(wp: Werkplek, casus_id: str, tmp_path: Path) -> None:
    stuk = dossierstukken.voeg_toe(wp, casus_id, PNG, naam="foto.png").stuk
    dossierstukken.trek_in(wp, stuk.id, "fout")
    with pytest.raises(Omstandigheid):
        dossierstukken.exporteer(wp, stuk.id, tmp_path / "x.png", aan="a", hoe="b", grond="c")
    assert not (tmp_path / "x.png").exists()


def test_schijf_vol_bij_uitgeven_laat_geen_bestand_en_zegt_het_in_het_register(
    wp: Werkplek, casus_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuk = dossierstukken.voeg_toe(wp, casus_id, PNG, naam="foto.png").stuk

    def vol(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as m:
        m.setattr("zvh_desktop.services.uitgaan.fill", vol)
        with pytest.raises(Omstandigheid) as fout:
            dossierstukken.exporteer(wp, stuk.id, tmp_path / "x.png", aan="a", hoe="b", grond="c", nagekeken=True)
    assert fout.value.reden is Reden.SCHIJF_VOL
    assert not list(tmp_path.glob("x.png*"))
    (w,) = wp.store.find(Verstrekking, ook_verwijderd=True)
    assert w.verwijderd and "niet geschreven" in w.hoe


def test_stuk_waarvan_de_inhoud_er_nog_niet_is_zegt_dat(wp: Werkplek, casus_id: str) -> None:
    stuk = dossierstukken.voeg_toe(wp, casus_id, PNG, naam="foto.png").stuk
    with wp.store.verbinding.transaction():
        wp.store.verbinding.run("DELETE FROM bestand")
    (regel,) = dossierstukken.lijst(wp, casus_id)
    assert not regel.hier
    assert dossierstukken.kijk(wp, stuk.id).waarom == "nog_niet_hier"
    with pytest.raises(Omstandigheid) as fout:
        dossierstukken.lees(wp, stuk.id)
    assert "nog niet op dit toestel" in zin(fout.value)


def test_nieuwe_kluis_heeft_geen_stukken(tmp_path: Path) -> None:
    kluis = maak_kluis(tmp_path)
    wp = maak_werkplek(kluis)
    assert dossierstukken.lijst(wp, "0" * 32) == ()
    wp.store.close()
    kluis.close()
