"""`zvh` as a program: every command, its exit code, one sentence on stderr, nothing personal anywhere."""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from zvh_desktop.assets import asset
from zvh_desktop.cli.basis import druk
from zvh_desktop.services import kluizen

from .conftest import NIEUW, ZIN, Uitslag, Zvh, draai_los, omgeving

AANMELDING = asset("resources", "demo", "aanmeldingen", "kees.json")
PERSOONLIJK = ("Vermeer", "Kees", "999990007", "Dijkgraaf", "Ruiter")


def nee(uitslag: Uitslag, code: int) -> str:
    """Assert a failure as agreed: the code, one Dutch sentence (or two) on one line, nothing personal, no traceback."""
    assert uitslag.code == code, uitslag
    regels = uitslag.fout.splitlines()
    assert len(regels) == 1, uitslag.fout
    assert regels[0].startswith("zvh: ")
    assert regels[0].endswith(".")
    for waar in (uitslag.fout, uitslag.log):
        assert "Traceback" not in waar
        assert not any(p in waar for p in PERSOONLIJK)
        assert ZIN not in waar
    return regels[0]


# The demonstration


def test_demo_doet_het_hele_werk(demo: tuple[Path, Uitslag]) -> None:
    uit, uitslag = demo
    assert (uitslag.code, uitslag.fout) == (0, "")
    assert ZIN in uitslag.uit
    assert len(list((uit / "verslagen").glob("*.pdf"))) == 3
    assert len(list((uit / "verklaringen").glob("*.pdf"))) == 1
    assert (uit / "presentielijst.pdf").is_file()
    for pdf in uit.rglob("*.pdf"):
        assert pdf.stat().st_mode & 0o077 == 0
    assert not list(uit.rglob("*.nieuw"))


def _teksten(uit: Path) -> dict[str, str]:
    """Texts of the verslagen without what differs each time: the head of the log, key and device."""
    gevonden = {}
    for pdf in sorted(uit.glob("verslagen/*.pdf")):
        tekst = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True).stdout.decode()
        gevonden[pdf.name] = re.sub(r"[0-9a-f]{8,64}", "…", " ".join(tekst.split()))
    return gevonden


def test_demo_geeft_elke_keer_dezelfde_inhoud_met_andere_sleutels(demo: tuple[Path, Uitslag], zvh: Zvh) -> None:
    uit, _ = demo
    tweede = uit.parent / "tweede"
    assert zvh("demo", tweede, "--zonder-jaar", "--today", "2026-11-24", wachtwoord=None).code == 0
    assert _teksten(uit) == _teksten(tweede)
    for pdf in uit.glob("verslagen/*.pdf"):
        assert pdf.read_bytes() != (tweede / "verslagen" / pdf.name).read_bytes()


def test_tweede_demo_in_dezelfde_map_laat_alles_staan(demo: tuple[Path, Uitslag], zvh: Zvh) -> None:
    uit, _ = demo
    voor = {p: p.read_bytes() for p in uit.rglob("*") if p.is_file() and p.name != "lock"}
    assert "al een kluis" in nee(zvh("demo", uit), 2)
    assert {p: p.read_bytes() for p in voor} == voor
    nee(zvh("demo", uit, "--casussen", "3"), 2)


def test_demo_met_casussen_maakt_er_zoveel_en_elke_keer_dezelfde(tmp_path: Path, zvh: Zvh) -> None:
    inhoud = []
    for naam in ("a", "b"):
        assert zvh("demo", tmp_path / naam, "--casussen", "40", "--today", "2026-11-24").code == 0
        regels = json.loads(zvh("casussen", tmp_path / naam / "demo.zvh", "--json").uit)
        inhoud.append([{k: w for k, w in r.items() if k != "id"} for r in regels])
    assert inhoud[0] == inhoud[1]
    assert len(inhoud[0]) == 40
    assert len({r["naam"] for r in inhoud[0]}) > 30
    assert {r["status"] for r in inhoud[0]} >= {"loopt", "afgesloten"}
    assert zvh("check", tmp_path / "a" / "demo.zvh").code == 0
    nee(zvh("demo", tmp_path / "c", "--casussen", "0"), 2)
    nee(zvh("demo", tmp_path / "c", "--casussen", "veel"), 2)


def test_demo_neemt_een_eigen_wachtwoord_aan(tmp_path: Path, zvh: Zvh) -> None:
    assert zvh("demo", tmp_path / "a", "--casussen", "2", wachtwoord=NIEUW).code == 0
    assert zvh("casussen", tmp_path / "a" / "demo.zvh", wachtwoord=NIEUW).code == 0


# New, info, check, passphrase, recover


def test_nieuwe_kluis_gaat_open_met_wachtwoord_en_herstelsleutel(tmp_path: Path, zvh: Zvh) -> None:
    kluis = tmp_path / "eigen.zvh"
    gemaakt = zvh("new", kluis, "--json", wachtwoord=NIEUW)
    assert gemaakt.code == 0
    sleutel = json.loads(gemaakt.uit)["herstelsleutel"]
    assert "al een kluis" in nee(zvh("new", kluis, wachtwoord=NIEUW), 2)
    info = json.loads(zvh("info", kluis, "--json", wachtwoord=None).uit)
    assert info["slots"] == ["wachtwoord", "herstelsleutel"]
    assert zvh("check", kluis, wachtwoord=NIEUW).code == 0
    assert "nog niet ingericht" in nee(zvh("import", kluis, AANMELDING, wachtwoord=NIEUW), 1)
    fout = tmp_path / "fout.json"
    fout.write_text(AANMELDING.read_text("utf-8").replace('"999990007"', '"999990008"'), "utf-8")
    assert "klopt niet: het BSN;" in nee(zvh("import", kluis, fout, wachtwoord=NIEUW), 4)
    (tmp_path / "sleutel").write_text(sleutel + "\n")
    (tmp_path / "zin").write_text("\ufeffzes andere losse woorden kastanje\r\nrest\n")
    bestanden = ("--recovery-key-file", tmp_path / "sleutel", "--new-passphrase-file", tmp_path / "zin")
    hersteld = zvh("recover", kluis, *bestanden, "--json", wachtwoord=None)
    assert hersteld.code == 0
    assert json.loads(hersteld.uit)["herstelsleutel"] != sleutel
    assert zvh("check", kluis, "--passphrase-file", tmp_path / "zin", wachtwoord=None).code == 0
    nee(zvh("recover", kluis, *bestanden, wachtwoord=None), 3)


@pytest.mark.parametrize("zin", [ZIN, "welkom01", "geheim", ""])
def test_zwak_of_bekend_wachtwoord_maakt_geen_kluis(tmp_path: Path, zvh: Zvh, zin: str) -> None:
    nee(zvh("new", tmp_path / "x.zvh", wachtwoord=zin), 2)
    assert not (tmp_path / "x.zvh").exists()


def test_wachtwoord_wijzigen(kluis: Path, zvh: Zvh) -> None:
    nee(zvh("passphrase", kluis, ZVH_NEW_PASSPHRASE="welkom01"), 2)
    nee(zvh("passphrase", kluis, wachtwoord="iets anders", ZVH_NEW_PASSPHRASE=NIEUW), 3)
    assert zvh("passphrase", kluis, ZVH_NEW_PASSPHRASE=NIEUW).code == 0
    nee(zvh("check", kluis), 3)
    assert zvh("check", kluis, wachtwoord=NIEUW).code == 0


def test_wachtwoord_komt_nooit_uit_een_argument(kluis: Path, zvh: Zvh) -> None:
    for argument in ("--passphrase", "--password", "-p"):
        nee(zvh("check", kluis, argument, ZIN, wachtwoord=None), 2)
    nee(zvh("check", kluis, f"--passphrase={ZIN}", wachtwoord=None), 2)
    nee(zvh("check", kluis, wachtwoord=None), 2)
    nee(zvh("check", kluis, "--passphrase-file", kluis / "weg", wachtwoord=None), 4)
    (kluis.parent / "binair").write_bytes(b"\xff\xfe\x00")
    nee(zvh("check", kluis, "--passphrase-file", kluis.parent / "binair", wachtwoord=None), 4)


def test_wachtwoordbestand_gaat_voor_de_omgeving(kluis: Path, tmp_path: Path, zvh: Zvh) -> None:
    (tmp_path / "zin").write_text(ZIN + "\n")
    assert zvh("check", kluis, "--passphrase-file", tmp_path / "zin", wachtwoord="fout").code == 0


# What is wrong with a vault


def test_verkeerd_wachtwoord_is_drie(kluis: Path, zvh: Zvh) -> None:
    assert "wachtwoordzin klopt niet" in nee(zvh("casussen", kluis, wachtwoord="iets heel anders"), 3)


def test_map_zonder_kluis_is_vier(tmp_path: Path, zvh: Zvh) -> None:
    for opdracht in ("info", "check", "casussen", "acties", "overleggen"):
        nee(zvh(opdracht, tmp_path / "weg.zvh"), 4)
    assert not (tmp_path / "weg.zvh").exists()


@pytest.mark.parametrize("plek", [0, 4096 * 3])
def test_beschadigde_bladzijde_is_vier_of_nee(kluis: Path, zvh: Zvh, plek: int) -> None:
    with (kluis / "vault.db").open("r+b") as bestand:
        bestand.seek(plek + 100)
        bestand.write(b"\x00kapot\xff" * 8)
    uitslag = zvh("check", kluis)
    if uitslag.code == 1:
        assert "Niet in orde: pagina" in uitslag.uit
    else:
        nee(uitslag, 4)


def test_beschadigd_sleutelbestand_is_vier(kluis: Path, zvh: Zvh) -> None:
    (kluis / "slots.json").write_bytes(b"{")
    (kluis / "slots.json.vorige").unlink(missing_ok=True)
    nee(zvh("check", kluis), 4)
    nee(zvh("info", kluis), 4)


@pytest.mark.parametrize("schade", [b"{", b"", None])
def test_beschadigd_sleutelbestand_met_een_reserve_opent_toch(kluis: Path, zvh: Zvh, schade: bytes | None) -> None:
    assert zvh("check", kluis).code == 0
    heel = (kluis / "slots.json").read_bytes()
    if schade is None:
        (kluis / "slots.json").unlink()
    else:
        (kluis / "slots.json").write_bytes(schade)
    nee(zvh("check", kluis, wachtwoord="een andere zin van vijf woorden"), 3)
    assert zvh("check", kluis).code == 0
    assert (kluis / "slots.json").read_bytes() == heel
    assert schade is None or (kluis / "slots.json.beschadigd").read_bytes() == schade


def test_nieuwer_formaat_is_zes(kluis: Path, zvh: Zvh) -> None:
    slots = json.loads((kluis / "slots.json").read_text())
    sleutel = next(k for k in slots if k.startswith("formaat"))
    (kluis / "slots.json").write_text(json.dumps({**slots, sleutel: 99}))
    nee(zvh("check", kluis), 6)


def test_in_gebruik_is_vijf(kluis: Path, zvh: Zvh) -> None:
    programma = (
        "import sys\nfrom pathlib import Path\nfrom zvh_desktop.services import kluizen, machine\n"
        "wp = kluizen.open_kluis(Path(sys.argv[1]), sys.argv[2], klok=machine.SysteemKlok(), "
        "willekeur=machine.SysteemWillekeur())\nprint('open', flush=True)\nsys.stdin.read()\nkluizen.sluit(wp)\n"
    )
    ander = subprocess.Popen(
        [sys.executable, "-c", programma, str(kluis), ZIN], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert ander.stdin is not None
    assert ander.stdout is not None
    try:
        assert ander.stdout.readline() == "open\n"
        nee(zvh("casussen", kluis), 5)
        assert "In gebruik" in zvh("info", kluis).uit
    finally:
        ander.communicate()
    assert zvh("casussen", kluis).code == 0


def test_map_zonder_schrijfrechten_is_zeven(tmp_path: Path) -> None:
    dicht = tmp_path / "dicht"
    dicht.mkdir(mode=0o555)
    # Root may write anywhere until its capabilities are taken away.
    voor = ("setpriv", "--bounding-set=-all", "--inh-caps=-all") if os.getuid() == 0 else ()
    for argumenten in (("new", dicht / "x.zvh"), ("demo", dicht / "x"), ("demo", dicht / "x", "--casussen", 1)):
        nee(draai_los(tmp_path, *argumenten, wachtwoord=NIEUW, voor=voor), 7)
    assert list(dicht.iterdir()) == []


def test_volle_schijf_is_zeven_en_laat_de_kluis_heel(kluis: Path, tmp_path: Path, zvh: Zvh) -> None:
    grens = (kluis / "vault.db").stat().st_size // 3
    vol = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({grens}, {grens}))"
    (tmp_path / "kopie").mkdir()
    nee(draai_los(tmp_path, "backup", kluis, tmp_path / "kopie", vooraf=vol), 7)
    assert list((tmp_path / "kopie").iterdir()) == []
    nee(draai_los(tmp_path, "demo", tmp_path / "vol", vooraf=vol), 7)
    assert zvh("check", kluis).code == 0


# Backup and restore


def test_reservekopie_en_terugzetten(kluis: Path, tmp_path: Path, zvh: Zvh) -> None:
    assert "De map is er niet" in nee(zvh("backup", kluis, tmp_path / "stick weg"), 2)
    map_ = tmp_path / "schijf"
    map_.mkdir()
    kopie = Path(json.loads(zvh("backup", kluis, map_, "--json").uit)["reservekopie"])
    shutil.rmtree(kluis)
    nee(zvh("restore", kopie, kluis, wachtwoord="verkeerde woorden hier"), 3)
    assert not kluis.exists()
    assert zvh("restore", kopie, kluis).code == 0
    assert zvh("check", kluis).code == 0
    nee(zvh("restore", kopie, kluis), 2)
    nee(zvh("backup", kluis, tmp_path / "weg"), 2)


# What is in a vault


def test_tabel_wordt_eerst_getoond_en_dan_heel_of_niet_overgenomen(tmp_path: Path, zvh: Zvh) -> None:
    assert zvh("demo", tmp_path / "d", "--casussen", "1", "--today", "2026-11-24").code == 0
    kluis, tabel = tmp_path / "d" / "demo.zvh", tmp_path / "aanmeldingen.csv"
    kop = "Achternaam;Geboortedatum;Aanleiding;Extra"
    tabel.write_text(f"{kop}\nProef;1-2-84;ruzie;x\nFout;31-2-1984;brand;y\n")
    bekeken = zvh("import", kluis, tabel, "--proef", "--json")
    gegevens = json.loads(bekeken.uit)
    assert (bekeken.code, gegevens["aantallen"]["nieuw"], gegevens["aantallen"]["fout"]) == (0, 1, 1)
    assert (gegevens["nummers"], "Extra" in gegevens["koppeling"]) == ([], False)
    geweigerd = zvh("import", kluis, tabel)
    assert geweigerd.code == 4 and "niets overgenomen" in geweigerd.fout and "31-2-1984" not in geweigerd.uit
    over = zvh("import", kluis, tabel, "--sla-over", "--kolom", "Extra=eerder_geprobeerd", "--json")
    assert over.code == 0 and len(json.loads(over.uit)["nummers"]) == 1
    nee(zvh("import", kluis, tabel, "--kolom", "Extra=onzin"), 2)
    nee(zvh("import", kluis, tabel, AANMELDING), 1)


def test_formulier_gaat_leeg_de_deur_uit_en_komt_ingevuld_weer_binnen(tmp_path: Path, zvh: Zvh) -> None:
    assert zvh("demo", tmp_path / "d", "--casussen", "1", "--today", "2026-11-24").code == 0
    kluis, pdf = tmp_path / "d" / "demo.zvh", tmp_path / "formulier.pdf"
    assert zvh("formulier", kluis, "--out", pdf).code == 0
    assert "niet ingevuld" in nee(zvh("import", kluis, pdf), 4)
    with pikepdf.open(pdf, allow_overwriting_input=True) as bestand:
        for veld in bestand.acroform.fields:
            if veld.fully_qualified_name == "betrokkenen.0.naam.achternaam":
                veld.obj.V = pikepdf.String("Proefpersoon")
        bestand.save(pdf)
    assert json.loads(zvh("import", kluis, pdf, "--json").uit)[0]["nieuw"]


def test_importeren_neemt_over_herkent_en_biedt_correctie(tmp_path: Path, zvh: Zvh) -> None:
    assert zvh("demo", tmp_path / "d", "--casussen", "1", "--today", "2026-11-24").code == 0
    kluis = tmp_path / "d" / "demo.zvh"
    beter = tmp_path / "Kees Vermeer beter.json"
    beter.write_text(AANMELDING.read_text().replace('"doel_overleg": "', '"doel_overleg": "Nieuw. '))
    kapot = tmp_path / "Vermeer kapot.json"
    kapot.write_bytes(AANMELDING.read_bytes()[:-40])
    uitslag = zvh("import", kluis, kapot, AANMELDING, "--json")
    assert "bestand 1: " in nee(uitslag, 4)
    (een,) = json.loads(uitslag.uit)
    assert een["nieuw"]
    assert not json.loads(zvh("import", kluis, AANMELDING, "--json").uit)[0]["nieuw"]
    assert "correctie" in nee(zvh("import", kluis, beter), 1)
    weer = json.loads(zvh("import", kluis, beter, "--correctie", "--json").uit)
    assert weer[0]["casus_id"] == een["casus_id"]
    assert len(json.loads(zvh("casussen", kluis, "--json").uit)) == 2
    nee(zvh("import", kluis, tmp_path / "weg.json"), 4)
    nee(zvh("import", kluis), 2)
    nieuwer = tmp_path / "nieuwer.json"
    nieuwer.write_text('{"formaat": "zvh-aanmelding/7"}')
    nee(zvh("import", kluis, nieuwer), 6)


def test_casussen_acties_en_overleggen_tonen_en_zoeken(kluis: Path, zvh: Zvh) -> None:
    alle = json.loads(zvh("casussen", kluis, "--json").uit)
    assert len(alle) == 12
    (kees,) = json.loads(zvh("casussen", kluis, "KEES", "--json").uit)
    assert kees["naam"].startswith("Kees")
    assert json.loads(zvh("casussen", kluis, kees["nummer"], "--json").uit) == [kees]
    assert zvh("casussen", kluis, "bestaatniet").uit == "Geen casussen gevonden.\n"
    acties = json.loads(zvh("acties", kluis, "--json").uit)
    assert {a["status"] for a in acties} == {"open"}
    assert len(json.loads(zvh("acties", kluis, "--alle", "--json").uit)) > len(acties)
    regels = zvh("acties", kluis).uit.splitlines()
    met_dag = [a["uiterlijk"] for a in acties if a["uiterlijk"]]
    assert [r[:10] for r in regels[: len(met_dag)]] == met_dag
    overleggen = json.loads(zvh("overleggen", kluis, "--json").uit)
    assert {o["status"] for o in overleggen} == {"gesloten", "open"}
    assert len(zvh("overleggen", kluis).uit.splitlines()) == len(overleggen)


def test_verslag_schrijft_de_ondertekende_bestanden_byte_voor_byte(
    demo: tuple[Path, Uitslag], kluis: Path, tmp_path: Path, zvh: Zvh
) -> None:
    uitslag = zvh("verslag", kluis, "2026-11-24", "--out", tmp_path / "map", "--json")
    assert uitslag.code == 0
    geschreven = sorted(p.read_bytes() for p in map(Path, json.loads(uitslag.uit)))
    assert geschreven == sorted(p.read_bytes() for p in demo[0].glob("verslagen/*.pdf"))
    overleggen = json.loads(zvh("overleggen", kluis, "--json").uit)
    open_ = next(o for o in overleggen if o["status"] == "open")
    assert "niet ondertekend" in nee(zvh("verslag", kluis, open_["id"], "--out", tmp_path / "leeg"), 1)
    assert not (tmp_path / "leeg").exists()
    nee(zvh("verslag", kluis, "1999-01-01", "--out", tmp_path / "leeg"), 2)


def test_verify_zegt_geldig_gewijzigd_ongetekend_of_onleesbaar(
    demo: tuple[Path, Uitslag], tmp_path: Path, zvh: Zvh
) -> None:
    pdf = next(demo[0].glob("verslagen/*.pdf"))
    goed = zvh("verify", pdf, wachtwoord=None)
    assert (goed.code, goed.fout) == (0, "")
    assert "Niets veranderd" in goed.uit
    assert json.loads(zvh("verify", pdf, "--json", wachtwoord=None).uit)["verdict"]
    inhoud = bytearray(pdf.read_bytes())
    inhoud[len(inhoud) // 3] ^= 1
    (tmp_path / "vals.pdf").write_bytes(inhoud)
    assert zvh("verify", tmp_path / "vals.pdf").code == 1
    (tmp_path / "plak.pdf").write_bytes(pdf.read_bytes() + b"\n% later\n")
    assert zvh("verify", tmp_path / "plak.pdf").code == 1
    with pikepdf.new() as leeg:
        leeg.add_blank_page()
        leeg.save(tmp_path / "ongetekend.pdf")
    ongetekend = zvh("verify", tmp_path / "ongetekend.pdf")
    assert (ongetekend.code, ongetekend.fout) == (1, "")
    assert "Niet ondertekend" in ongetekend.uit
    for naam, bytes_ in (("leeg", b""), ("tekst", b"hallo"), ("half", pdf.read_bytes()[:900])):
        (tmp_path / naam).write_bytes(bytes_)
        nee(zvh("verify", tmp_path / naam), 4)
    nee(zvh("verify", tmp_path / "weg.pdf"), 4)


# Usage


@pytest.mark.parametrize(
    "argumenten",
    [(), ("onzin",), ("check",), ("demo", "x", "--today", "gisteren"), ("verslag", "k", "o"), ("info", "a", "b")],
)
def test_verkeerd_gebruik_is_twee(zvh: Zvh, argumenten: tuple[str, ...]) -> None:
    nee(zvh(*argumenten), 2)


def test_hulp_is_nul(zvh: Zvh) -> None:
    assert zvh("import", "--help").code == 0
    hulp = zvh("--help")
    assert (hulp.code, hulp.fout) == (0, "")
    assert "demo" in hulp.uit


def test_onverwachte_fout_is_een_zin_en_laat_niets_persoonlijks_in_het_log(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, zvh: Zvh
) -> None:
    def kapot(map_: Path) -> None:
        raise ValueError("Kees Vermeer 999990007")

    monkeypatch.setattr(kluizen, "beschrijf", kapot)
    uitslag = zvh("info", tmp_path)
    nee(uitslag, 4)
    assert "ValueError" in uitslag.log


def test_stuurtekens_in_een_naam_sturen_de_terminal_niet(capsys: pytest.CaptureFixture[str]) -> None:
    druk(argparse.Namespace(json=False), {}, ["Kees\x1b[2J\u202e\x9b"])
    assert capsys.readouterr().out == "Kees�[2J��\n"


def test_programma_stopt_netjes_als_niemand_meer_leest(kluis: Path, tmp_path: Path) -> None:
    programma = "import sys; from zvh_desktop.cli import main; sys.exit(main())"
    opdracht = f"{sys.executable} -c '{programma}' acties '{kluis}' --alle --json | head -c 1"
    klaar = subprocess.run(["bash", "-c", opdracht], env=omgeving(tmp_path), capture_output=True, text=True)
    assert klaar.stderr == ""


def test_draaien_zonder_logmap_werkt(kluis: Path, tmp_path: Path, zvh: Zvh) -> None:
    (tmp_path / "geen").write_text("een bestand waar een map hoort")
    assert zvh("info", kluis, XDG_STATE_HOME=str(tmp_path / "geen")).code == 0


def test_als_los_programma_doet_zvh_hetzelfde(kluis: Path, tmp_path: Path, zvh: Zvh) -> None:
    los = draai_los(tmp_path, "overleggen", kluis)
    assert (los.code, los.fout) == (0, "")
    assert los.uit == zvh("overleggen", kluis).uit
