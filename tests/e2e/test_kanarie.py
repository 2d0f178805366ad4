"""A name that is typed everywhere is found nowhere outside the encrypted vault, except where a person put it."""

import contextlib
import io
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from zvh_testing.casuskluis import AANMELDING, WACHTWOORD, Testklok, maak_kluis, maak_werkplek, meld_aan, richt_in
from zvh_testing.overlegspel import Tafel

from zvh_desktop.cli import main
from zvh_desktop.config import Instellingen
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.domain.plan import Fase
from zvh_desktop.log import begin_log, logboek
from zvh_desktop.services import (
    acties,
    afronden,
    beheer,
    concepten,
    dossiers,
    geheimhouding,
    kluizen,
    overlegdeelnemers,
    overleggen,
    verslagen,
    voorzitten,
    zoeken,
)
from zvh_desktop.services.werkplek import Werkplek

MERK = "Kanarievogelzang"
WAARDEN = tuple(
    vorm.encode(codering) for vorm in (MERK, MERK.lower(), MERK.upper()) for codering in ("utf-8", "utf-16-le")
)


def _vol(wat: str) -> str:
    """A sentence with the marker, long enough to fill a page of the database by itself."""
    return f"{wat} {MERK} " + "en dan nog wat. " * 60


@pytest.fixture
def plek(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of its own: temporary files, log and settings all lie under it."""
    for naam, map_ in (("TMPDIR", "tmp"), ("XDG_STATE_HOME", "log"), ("XDG_CONFIG_HOME", "inst"), ("HOME", "thuis")):
        (tmp_path / map_).mkdir()
        monkeypatch.setenv(naam, str(tmp_path / map_))
    monkeypatch.setattr("tempfile.tempdir", None)
    schrijvers = begin_log()
    umask = os.umask(0o077)
    try:
        yield tmp_path
    finally:
        os.umask(umask)
        for schrijver in schrijvers:
            logging.getLogger().removeHandler(schrijver)
            schrijver.close()


def _met_merk(map_: Path, behalve: Path) -> list[str]:
    """Files under `map_` whose bytes or name hold the marker; `behalve` is left out."""
    gevonden = []
    for pad in sorted(p for p in map_.rglob("*") if p.is_file() and behalve not in p.parents):
        inhoud = pad.read_bytes()
        if any(w in inhoud or w in os.fsencode(pad) for w in WAARDEN):
            gevonden.append(str(pad.relative_to(map_)))
    return gevonden


def _in_gedeeld_geheugen() -> list[str]:
    """Files in shared memory with the marker; what others keep there may go while it is read."""
    gevonden = []
    for pad in Path("/dev/shm").rglob("*"):
        with contextlib.suppress(OSError):
            if pad.is_file() and pad.stat().st_size < 50_000_000 and any(w in pad.read_bytes() for w in WAARDEN):
                gevonden.append(pad.name)
    return gevonden


def _typ_overal(wp: Werkplek) -> Tafel:
    """Put the marker in every free text a person can fill, to the signature."""
    ruw = json.loads(AANMELDING)
    persoon = {**ruw["betrokkenen"][0], "bsn": "", "naam": {"voornamen": MERK, "achternaam": MERK}}
    meld_aan(
        wp,
        json.dumps(
            {
                **ruw, "aanleiding": _vol("aanleiding"), "doel_overleg": MERK, "eerder_geprobeerd": MERK,
                "betrokkenen": [persoon], "motivering": {"1": MERK}, MERK: MERK, "aanmelder": {"naam": MERK},
                "uit_te_nodigen": [{"naam": MERK, "organisatie": MERK, "email": f"{MERK}@x.example"}],
            }
        ),
    )  # fmt: skip
    tafel = Tafel(wp)
    casus_id = tafel.casus_id
    dossiers.wijzig(wp, "casus", casus_id, {"doel": _vol("doel"), "casusregisseur": MERK, "contactpunt": MERK})
    for b in wp.store.find(Betrokkene, casus_id=casus_id):
        dossiers.wijzig(wp, "betrokkene", b.id, {"opmerking": _vol("b"), "straat": MERK, "achternaam": MERK})
    fase = wp.store.find(Fase, casus_id=casus_id)[0]
    dossiers.wijzig(wp, "fase", fase.id, {"situatie": MERK, "doel": MERK, "voorwaarden": MERK, "signalen": MERK})
    dossiers.voeg_toe(wp, "notitie", casus_id, {"tekst": _vol("notitie"), "bron": MERK})
    dossiers.voeg_toe(wp, "doel", casus_id, {"fase": 1, "tekst": MERK})
    dossiers.voeg_toe(wp, "scenario", casus_id, {"als_": MERK, "dan": MERK, "wie": MERK})
    actie, _ = dossiers.voeg_toe(wp, "actie", casus_id, {"tekst": MERK, "persoon": MERK})
    acties.rond_af(wp, actie, "niet_gedaan", MERK)
    dossiers.maak_ongedaan(wp)
    beheer.bewaar_partner(wp, beheer.PartnerInvoer(MERK, telefoon=MERK, email=MERK))
    beheer.bewaar_medewerker(wp, MERK, MERK, "secretaris")
    beheer.nieuwe_tekst(wp, "2026-9", MERK, _vol("verklaring"))
    overleggen.wijzig(wp, tafel.overleg_id, titel=MERK, plaats=MERK, verslaglegger=MERK)
    overlegdeelnemers.wijzig_deelnemer(wp, tafel.vast, functie=MERK, mandaat=MERK)
    tafel.begin(tafel.vast, tafel.gast)
    tafel.teken(wijze="papier", naam=MERK, papier_kenmerk=MERK, plaats=MERK)
    onbekend, _ = overlegdeelnemers.voeg_deelnemer_toe(wp, tafel.overleg_id, naam="Onbekende gast", organisatie=MERK)
    geheimhouding.laat_toe(wp, tafel.punt_id, onbekend, f"{MERK} hoort erbij")
    voorzitten.herzie(wp, tafel.punt_id)
    tafel.zeg(_vol("oordeel"), "oordeel", MERK, afwijkend=(MERK,), niet_delen_met=(MERK,))
    inbreng = tafel.zeg(MERK)
    voorzitten.zet_om(wp, inbreng, "veiligheid")
    voorzitten.bewaar_concept(wp, tafel.punt_id, voorzitten.NIEUW, _vol("half getypt"), 4)
    tafel.beslis()
    afronden.zet_uitkomst(wp, tafel.punt_id, samenvatting=_vol("samenvatting"), zsm_advies=MERK, informeren=MERK)
    concepten.bewaar(wp, casus_id, "doel", "casus", f"doel {MERK}", _vol("concept"), 3)
    concepten.bewaar(wp, *concepten.FORMULIER, "formulier", "Aanmelding", json.dumps({"aanleiding": MERK}), 0)
    wp.kluis.concepten.flush()
    zoeken.zoek(wp, MERK)
    zoeken.zoek(wp, f"{MERK} bestaatniet")
    verslag = tafel.sluit()
    verslagen.stuur_rond(wp, verslag.id, 0)
    verslagen.neem_reactie_op(wp, verslag.id, MERK, _vol("reactie"))
    reactie = verslagen.detail_verslag(wp, verslag.id).reacties[0]
    verslagen.verwerk_reactie(wp, reactie.id, "deels", MERK)
    verslagen.maak_bladen(verslagen.bladbron(wp, verslag.id))
    verslagen.stel_vast(wp, verslag.id)
    verslagen.onderteken_overleg(wp, tafel.overleg_id)
    verslagen.nieuwe_versie(wp, verslag.id, f"{MERK} klopte niet")
    verslagen.presentielijst_pdf(wp, tafel.overleg_id)
    return tafel


def _fouten(wp: Werkplek, tafel: Tafel) -> None:
    """Make the services fail on the marker, and log what a program would log."""
    log = logboek("zvh_desktop.proef")
    for doe in (
        lambda: dossiers.wijzig(wp, "casus", tafel.casus_id, {MERK: MERK}),
        lambda: dossiers.wijzig(wp, "betrokkene", wp.store.find(Betrokkene)[0].id, {"bsn": MERK}),
        lambda: dossiers.voeg_toe(wp, "actie", tafel.casus_id, {"tekst": MERK, "uiterlijk": MERK}),
        lambda: meld_aan(wp, json.dumps({"formaat": MERK})),
        lambda: meld_aan(wp, f'{{"formaat": "zvh-aanmelding/1", "type": "{MERK}"}}'),
        lambda: wp.store.get(Betrokkene, MERK),
    ):
        with pytest.raises(Omstandigheid) as fout:
            doe()
        log.fout("ging mis", fout.value, wat=MERK)
        assert MERK not in str(fout.value)
    try:
        raise ValueError(MERK)
    except ValueError as vreemd:
        log.fout("onverwacht", vreemd, naam=MERK)


def _zvh(*argumenten: object) -> tuple[int, str]:
    """Run `zvh`; return the exit code and what went to stderr."""
    fout = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(fout):
        code = main([str(a) for a in argumenten])
    return code, fout.getvalue()


def test_een_getypte_naam_staat_nergens_leesbaar_buiten_wat_iemand_zelf_uitgaf(
    plek: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    uitgegeven = plek / "uitgegeven"
    vault = maak_kluis(plek, Testklok())
    wp = maak_werkplek(vault)
    try:
        richt_in(wp)
        tafel = _typ_overal(wp)
        _fouten(wp, tafel)
        Instellingen(plek / "inst" / "instellingen.json").zet("laatste_kluis", str(vault.map))
        wp.kluis.rotating_backup()
        kluizen.reservekopie(wp, plek / "tmp")
        assert (vault.map / "vault.db-wal").stat().st_size > 0
        assert _met_merk(plek, uitgegeven) == [], "met de kluis open"
        assert _in_gedeeld_geheugen() == []
        verslag = next(r.verslag.id for r in verslagen.lijst(wp) if r.verslag.pdf_sha256)
        # Another word than the one it is kept from, and the marker is still in it.
        verslagen.verstrek(wp, verslag, uitgegeven / "verslag.pdf", aan=f"{MERK}x", hoe=MERK, grond=MERK)
        assert _met_merk(plek, uitgegeven) == [], "na uitgeven"
    finally:
        wp.store.close()
        vault.close()
    assert _met_merk(plek, uitgegeven) == [], "na vergrendelen"

    (uitgegeven / f"{MERK}.json").write_text(json.dumps({"formaat": "zvh-aanmelding/1", "type": MERK}))
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.setenv("ZVH_PASSPHRASE", WACHTWOORD)
    kluis = vault.map
    for code, argumenten in (
        (0, ("casussen", kluis, MERK)),
        (0, ("acties", kluis, "--alle", "--json")),
        (0, ("check", kluis)),
        (4, ("import", kluis, uitgegeven / f"{MERK}.json")),
        (2, ("verslag", kluis, MERK, "--out", plek / "tmp")),
        (4, ("verify", uitgegeven / f"{MERK}.json")),
        (2, ("casussen", kluis, MERK, MERK)),
        (4, ("casussen", plek / MERK)),
    ):
        uit, fout = _zvh(*argumenten)
        assert uit == code, argumenten
        assert not any(w.decode("latin-1") in fout for w in WAARDEN)
    assert _met_merk(plek, uitgegeven) == [], "na de opdrachten"
    assert set(_met_merk(uitgegeven, plek / "geen")) <= {f"{MERK}.json", "verslag.pdf"}
    tekst = subprocess.run(["pdftotext", uitgegeven / "verslag.pdf", "-"], capture_output=True, check=True).stdout
    assert MERK in tekst.decode(), "alleen hier staat het, omdat iemand het uitgaf"
    assert MERK not in "".join(capfd.readouterr())
    logs = "".join(p.read_text() for p in (plek / "log").rglob("*.log*"))
    assert "ValueError" in logs, "het log is geschreven"


def test_de_vogel_zou_gevonden_zijn(tmp_path: Path) -> None:
    """The search itself works: in bytes of both encodings, and in a file name."""
    (tmp_path / "a").write_text(f"xx{MERK.lower()}xx")
    (tmp_path / "b").write_bytes(MERK.encode("utf-16-le"))
    (tmp_path / f"c-{MERK}").touch()
    (tmp_path / "d").write_text("niets")
    assert _met_merk(tmp_path, tmp_path / "geen") == ["a", "b", f"c-{MERK}"]


@pytest.mark.skipif(sys.platform != "linux", reason="says what Linux keeps")
def test_van_het_geheugen_komt_geen_afdruk_op_de_schijf() -> None:
    vraag = (
        "import ctypes, resource\n"
        "from zvh_desktop.log import houd_geheugen_binnen\n"
        "houd_geheugen_binnen()\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    uit = subprocess.run([sys.executable, "-c", vraag], capture_output=True, text=True, check=True)
    assert uit.stdout.split("\n")[0] == "(0, 0) 0"
