"""A canary casus in a compartment: on the command line nobody who is not named finds it, by any command."""

import zipfile
from pathlib import Path

from cli.conftest import ZIN, Zvh
from zvh_desktop.assets import asset
from zvh_desktop.domain.partner import Medewerker
from zvh_desktop.services import beheer, compartimenten, dossiers, kluizen
from zvh_desktop.services.machine import SysteemKlok, SysteemWillekeur


def _verberg(kluis: Path) -> tuple[str, str, str]:
    """Close a casus off and let a colleague go to work; return its id, number and name."""
    wp = kluizen.open_kluis(kluis, ZIN, klok=SysteemKlok(), willekeur=SysteemWillekeur())
    try:
        regel = next(r for r in dossiers.lijst(wp) if r.naam.startswith("Kees"))
        compartimenten.sluit(wp, regel.id, "radicalisering", [])
        ander = next(m for m in wp.store.find(Medewerker) if wp.wie is not None and m.id != wp.wie.id)
        beheer.word(wp, ander.id)
        return regel.id, regel.nummer, regel.naam
    finally:
        kluizen.sluit(wp)


def test_geen_opdracht_noemt_een_casus_die_voor_deze_persoon_verborgen_is(
    kluis: Path, zvh: Zvh, tmp_path: Path
) -> None:
    voor = zvh("casussen", kluis)
    assert voor.code == 0 and "Kees" in voor.uit
    verboden = _verberg(kluis)
    nummer = verboden[1]
    lijst, stukken = tmp_path / "acties.xlsx", tmp_path / "verslagen"
    uitslagen = {
        naam: zvh(*opdracht)
        for naam, opdracht in {
            "casussen": ("casussen", kluis),
            "zoek": ("casussen", kluis, "Kees"),
            "json": ("--json", "casussen", kluis),
            "acties": ("acties", kluis, "--alle"),
            "rekenblad": ("acties", kluis, "--alle", "--out", lijst),
            "overleggen": ("overleggen", kluis),
            "verslag": ("verslag", kluis, "2026-11-24", "--out", stukken),
            "vernietigen": ("destroy", "list", kluis),
            "logboek": ("audit", kluis, "--aantal", 10_000),
            "bewaren": ("retention", kluis),
            "opnieuw": ("import", kluis, asset("resources", "demo", "aanmeldingen", "kees.json")),
        }.items()
    }
    for naam, uitslag in uitslagen.items():
        tekst = uitslag.uit + uitslag.fout + uitslag.log
        assert not [w for w in verboden if w in tekst], naam
    assert uitslagen["casussen"].code == 0 and uitslagen["acties"].code == 0
    with zipfile.ZipFile(lijst) as bundel:
        assert not [w for w in verboden for d in bundel.namelist() if w.encode() in bundel.read(d)]
    assert not [p for p in stukken.rglob("*") if nummer in p.name]
