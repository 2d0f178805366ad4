"""What is shipped, and what holds the project together: wheel, contracts, commands, licence, words."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

GROND = Path(__file__).resolve().parents[2]
TEKSTEN = frozenset(
    (".py", ".md", ".toml", ".json", ".sql", ".qss", ".ui", ".svg", ".sh", ".spec", ".txt", ".ts", ".java", ".yml", "")
)
"""Suffixes of the files whose words are ours to answer for."""
OVERSLAAN = frozenset(
    (".git", ".venv", "build", "dist", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis",
     ".import_linter_cache", "node_modules")
)  # fmt: skip


def _bestanden() -> Iterator[Path]:
    """Every text file of the project, without what tools made."""
    for map_, mappen, namen in os.walk(GROND):
        mappen[:] = sorted(m for m in mappen if m not in OVERSLAAN and not m.endswith(".egg-info"))
        for naam in sorted(namen):
            pad = Path(map_, naam)
            if pad.suffix in TEKSTEN:
                yield pad


def _project() -> dict[str, object]:
    return tomllib.loads((GROND / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def wielnamen(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Names of the files in a freshly built wheel."""
    doel = tmp_path_factory.mktemp("wiel")
    opdracht = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(doel)]
    klaar = subprocess.run(opdracht, cwd=GROND, capture_output=True, text=True, check=False)
    assert klaar.returncode == 0, klaar.stderr
    (wiel,) = doel.glob("*.whl")
    with zipfile.ZipFile(wiel) as inhoud:
        return inhoud.namelist()


def test_wiel_draagt_alles_mee_wat_het_programma_leest(wielnamen: list[str]) -> None:
    namen = set(wielnamen)
    for map_ in ("ui", "db", "resources"):
        bron = {
            f"zvh_desktop/_data/{pad.relative_to(GROND).as_posix()}"
            for pad in (GROND / map_).rglob("*")
            if pad.is_file() and "__pycache__" not in pad.parts
        }
        assert bron, map_
        assert bron <= namen


def test_wiel_bevat_alle_modules_en_geen_tests(wielnamen: list[str]) -> None:
    modules = {pad.relative_to(GROND).as_posix() for pad in (GROND / "zvh_desktop").rglob("*.py")}
    assert modules <= set(wielnamen)
    assert not [n for n in wielnamen if n.startswith("tests/")]


def test_wiel_draagt_de_licentie_mee(wielnamen: list[str]) -> None:
    assert [n for n in wielnamen if n.endswith(".dist-info/licenses/LICENSE")]


def test_wiel_kent_de_opdrachten(wielnamen: list[str]) -> None:
    assert [n for n in wielnamen if n.endswith(".dist-info/entry_points.txt")]
    project = _project()
    assert set(project["scripts"]) | set(project["gui-scripts"]) == {"zvh", "zvh-desktop", "zvh-server"}  # type: ignore[call-overload]


def test_verdiepingen_importeren_alleen_omlaag() -> None:
    opdracht = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    klaar = subprocess.run(opdracht, cwd=GROND, capture_output=True, text=True, check=False)
    assert klaar.returncode == 0, klaar.stdout[-3000:] + klaar.stderr


def test_readme_noemt_alleen_opdrachten_die_bestaan() -> None:
    makefile = (GROND / "Makefile").read_text(encoding="utf-8")
    doelen = set(re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE))
    readme = (GROND / "README.md").read_text(encoding="utf-8")
    genoemd = set(re.findall(r"(?:^ {4}|`)make ([a-z]+)", readme, flags=re.MULTILINE))
    assert {"demo", "test"} <= genoemd
    assert genoemd <= doelen


def test_ci_draait_precies_het_testcommando_van_de_readme() -> None:
    regels = (GROND / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert "make check" in regels
    assert "make test" in regels
    assert "set -euo pipefail" in regels


def test_elke_afhankelijkheid_zegt_waarom_zij_er_is() -> None:
    tekst = (GROND / "pyproject.toml").read_text(encoding="utf-8")
    regels = tekst[tekst.index("\ndependencies = [") : tekst.index("[tool.hatch")].splitlines()
    zonder = [
        regel.strip()
        for vorige, regel in pairwise(regels)
        if regel.startswith('  "') and "# " not in regel and not vorige.lstrip().startswith("# ")
    ]
    assert zonder == []


def test_licentie_is_de_volledige_eupl() -> None:
    tekst = (GROND / "LICENSE").read_text(encoding="utf-8")
    assert tekst.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert "15.Applicable Law" in tekst
    assert "Québec Free and Open-Source Licence" in tekst
    assert _project()["license"] == "EUPL-1.2"


def test_top_van_het_project_ligt_vast() -> None:
    mappen = {p.name for p in GROND.iterdir() if p.is_dir() and not p.name.startswith(".")}
    gemaakt = {"build", "dist"} | {m for m in mappen if m.endswith(".egg-info")}
    assert mappen - gemaakt == {"zvh_desktop", "ui", "resources", "db", "installer", "tests"}


def test_data_mappen_bevatten_geen_python() -> None:
    assert [p for map_ in ("ui", "db", "resources") for p in (GROND / map_).rglob("*.py")] == []


# Split, so that this file does not hold the words it looks for.
VERBODEN = ("/wo" "rk/", "py" "pi.org", "python" "hosted", "npm" "js.", "deb.deb" "ian", "crates" ".io")  # fmt: skip
OPEN_EINDEN = ("TO" "DO", "FIX" "ME", "raise NotImplemented" "Error", "pytest.mark." "skip")  # fmt: skip


def test_geen_bestand_noemt_een_machine_of_register() -> None:
    gevonden = [
        (pad.relative_to(GROND).as_posix(), woord)
        for pad in _bestanden()
        for woord in VERBODEN
        if woord in pad.read_text(encoding="utf-8", errors="replace")
    ]
    assert gevonden == []


def test_geen_open_einde_in_de_code() -> None:
    gevonden = [
        (pad.relative_to(GROND).as_posix(), woord)
        for pad in _bestanden()
        if pad.suffix == ".py"
        for woord in OPEN_EINDEN
        if re.search(rf"\b{re.escape(woord)}\b", pad.read_text(encoding="utf-8"))
    ]
    assert gevonden == []


IN_CIJFERS = {
    "services/inzage.py": "paper for the betrokkene",
    "services/verslagtekst.py": "paper: what stands in a verslag",
    "services/probleemanalyse.py": "paper: the head of a table",
    "services/rapportage.py": "CSV",
    "services/demo_jaar.py": "typed",
    "services/omvang.py": "a title in made-up data",
    "domain/invoerregel.py": "typed",
    "domain/datumtekst.py": "typed",
    "gui/voorzitten/kamer.py": "typed",
    "documents/signing/ondertekening.py": "paper: the box of a signature",
}


def test_een_dag_staat_op_het_scherm_in_woorden() -> None:
    patroon = re.compile(r"%d-%m-%Y|\.day\}-\{\w+(\.\w+)*\.month\}")
    map_ = GROND / "zvh_desktop"
    gevonden = {
        naam
        for pad in map_.rglob("*.py")
        if (naam := pad.relative_to(map_).as_posix()).split("/")[0] != "cli"
        and patroon.search(pad.read_text(encoding="utf-8"))
    }
    assert gevonden == IN_CIJFERS.keys(), "on the screen by domain.tijd.kalenderdag; machine formats are ISO"


def test_domein_kent_geen_eigen_tijd_of_toeval() -> None:
    patroon = re.compile(
        r"\b(date\.today|datetime\.now|datetime\.utcnow|time\.time|uuid4|random\.|secrets\.|os\.urandom)"
    )
    gevonden = [
        pad.name
        for map_ in ("domain", "protocol")
        for pad in (GROND / "zvh_desktop" / map_).rglob("*.py")
        if patroon.search(pad.read_text(encoding="utf-8"))
    ]
    assert gevonden == []
