"""Every command of `zvh` asks the same table of rights: who may nothing gets nothing, by any of them."""

import argparse
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from zvh_testing.casuskluis import word

from cli.conftest import ZIN, Zvh
from zvh_desktop.assets import asset
from zvh_desktop.cli.hoofd import _maak_lezer
from zvh_desktop.services import dossiers, kluizen
from zvh_desktop.services.machine import SysteemKlok, SysteemWillekeur

EIGEN: Final = frozenset(
    (
        *("demo", "new", "info", "check", "klok", "passphrase", "recover", "backup", "restore", "verify"),
        *("formulier", "region join", "region recover"),
    )
)
"""Commands that need no right over what is in the vault: a vault of one's own, an empty form, a file."""


def _opdrachten(lezer: argparse.ArgumentParser, voor: tuple[str, ...] = ()) -> Iterator[str]:
    """Every command there is, with its part."""
    for actie in lezer._actions:
        if isinstance(actie, argparse._SubParsersAction):
            for naam, deel in actie.choices.items():
                yield from _opdrachten(deel, (*voor, naam))
            return
    yield " ".join(voor)


def test_elke_opdracht_vraagt_of_deze_rol_het_mag(kluis: Path, zvh: Zvh, tmp_path: Path) -> None:
    wp = kluizen.open_kluis(kluis, ZIN, klok=SysteemKlok(), willekeur=SysteemWillekeur())
    try:
        regels = dossiers.lijst(wp)
        namen = {r.naam for r in regels} | {r.nummer for r in regels}
        word(wp, "lezer", genoemd=False)
    finally:
        kluizen.sluit(wp)
    bestand, uit, id_ = tmp_path / "bestand", tmp_path / "uit", "ab" * 16
    bestand.write_text("x", encoding="ascii")
    geweigerd: dict[str, tuple[Any, ...]] = {
        "import": (kluis, asset("resources", "demo", "aanmeldingen", "kees.json")),
        "export": (kluis, regels[0].nummer, "--out", uit, "--aan", "iemand"),
        "acties": (kluis, "--alle", "--out", tmp_path / "acties.xlsx"),
        "verslag": (kluis, "2026-11-24", "--out", uit),
        "sync": (kluis,),
        "pack": (kluis, uit, "--voor", "ab" * 8),
        "unpack": (kluis, bestand),
        "region init": (kluis,),
        "region certify-server": (kluis, bestand, "--adres", "https://regio.example", "--out", uit),
        "region invite": (kluis, id_),
        "region revoke": (kluis, "ab" * 8),
        "region beyond": (kluis, "ab" * 8),
        "region logs": (kluis,),
        "region devices": (kluis,),
        "region signing": (kluis,),
        "region signing-begin": (kluis,),
        "region signing-request": (kluis,),
        "region signing-accept": (kluis, bestand),
        "region signing-issue": (kluis, id_),
        "region signing-refuse": (kluis, id_),
        "region signing-revoke": (kluis, id_),
        "destroy propose": (kluis, regels[0].id),
        "destroy confirm": (kluis, id_),
        "destroy withdraw": (kluis, id_),
        "inzage": (kluis, id_),
        "retention": (kluis,),
    }
    niets: dict[str, tuple[Any, ...]] = {
        "casussen": (kluis,),
        "overleggen": (kluis,),
        "region approve": (kluis,),
        "destroy list": (kluis,),
        "destroy declarations": (kluis,),
        "destroy last-words": (kluis,),
        "audit": (kluis,),
    }
    assert geweigerd.keys() | niets.keys() | EIGEN == set(_opdrachten(_maak_lezer())), "a command is not asked about"
    for opdracht, argumenten in {**geweigerd, **niets}.items():
        uitslag = zvh(*opdracht.split(), *argumenten)
        tekst = uitslag.uit + uitslag.fout + uitslag.log
        assert not [naam for naam in namen if naam in tekst], opdracht
        assert (uitslag.code == 0) is (opdracht in niets), f"{opdracht}: {tekst}"
    assert not uit.exists() and not zipfile.is_zipfile(tmp_path / "acties.xlsx")
    assert "als lezer niet" in zvh("import", *geweigerd["import"]).fout
