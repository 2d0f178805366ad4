"""What the chair was told is recorded is still there after the power fails at any moment."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from random import Random

from zvh_testing.casuskluis import WACHTWOORD, Testklok, Testwillekeur, werkplek
from zvh_testing.duur import keer
from zvh_testing.overlegspel import Tafel

from zvh_desktop.domain.overleg import Inbreng
from zvh_desktop.domain.plan import Actie
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store.opening import open_vault
from zvh_desktop.store.vault import Vault

_SCHRIJVER = """
import sys
from pathlib import Path
from zvh_desktop.domain.invoerregel import Regel
from zvh_desktop.services import concepten, kluizen, machine, voorzitten

map_, wachtwoord, punt, ronde = sys.argv[1:]
wp = kluizen.open_kluis(Path(map_), wachtwoord, klok=machine.SysteemKlok(), willekeur=machine.SysteemWillekeur())
print("open", flush=True)
nr = 0
while True:
    nr += 1
    voorzitten.bewaar_concept(wp, punt, voorzitten.NIEUW, f"half {ronde} {nr}", 4)
    soort = "actie" if nr % 3 == 0 else "informatie"
    id_, _ = voorzitten.leg_vast(wp, punt, Regel(soort, f"gezegd {ronde} {nr}"))
    print("inbreng", id_, flush=True)
    concepten.bewaar(wp, punt, f"bewerk:{ronde}", "inbreng", "Invoerregel", f"{nr:09d}", 0)
    wp.kluis.concepten.flush()
    print("concept", nr, flush=True)
"""


def _tot_de_klap(map_: Path, punt: str, ronde: int, regels: int) -> tuple[list[str], int]:
    """Chair until so many lines were acknowledged, pull the plug; return the ids and the last draft told of."""
    wortel = Path(__file__).resolve().parents[2]
    proces = subprocess.Popen(
        [sys.executable, "-c", _SCHRIJVER, str(map_), WACHTWOORD, punt, str(ronde)],
        env={**os.environ, "PYTHONPATH": str(wortel)},
        stdout=subprocess.PIPE,
        text=True,
    )
    ids, concept = [], 0
    assert proces.stdout is not None
    with proces.stdout as uitvoer:
        for aantal, regel in enumerate(uitvoer):
            if aantal == regels:
                proces.send_signal(signal.SIGKILL)
            wat, _, waarde = regel.strip().partition(" ")
            if wat == "inbreng":
                ids.append(waarde)
            elif wat == "concept":
                concept = int(waarde)
    assert proces.wait() == -signal.SIGKILL
    return ids, concept


def _open(map_: Path) -> Vault:
    return open_vault(map_, WACHTWOORD, klok=Testklok(), willekeur=Testwillekeur(99))


def test_wat_als_vastgelegd_is_gemeld_overleeft_elke_stroomuitval(tmp_path: Path) -> None:
    with werkplek(tmp_path) as wp:
        tafel = Tafel(wp)
        tafel.begin(tafel.vast)
        map_, punt = wp.kluis.map, tafel.punt_id
    kies, gemeld = Random(20261124), set[str]()
    for ronde in range(keer(4, 8)):
        ids, concept = _tot_de_klap(map_, punt, ronde, kies.randrange(3, 60))
        gemeld |= set(ids)
        vault = _open(map_)
        try:
            assert vault.check() == []
            wp = Werkplek(vault.store(), vault.klok, vault.willekeur, vault)
            inbreng = {i.id: i for i in wp.store.find(Inbreng)}
            acties = {a.id for a in wp.store.find(Actie)}
            concepten = {c.veld: c.tekst for c in wp.store.drafts(punt)}
        finally:
            vault.close()
        assert gemeld <= inbreng.keys()
        # An action stands beside its entry, or neither is there.
        assert {i.actie_id for i in inbreng.values() if i.inbrengsoort == "actie"} == acties
        assert concept == 0 or int(concepten[f"bewerk:{ronde}"]) >= concept
        # At most the one entry under way when the plug was pulled was written without being acknowledged.
        assert len(inbreng) - len(gemeld) <= ronde + 1
        assert {i.tekst.split()[1] for i in inbreng.values()} <= {str(r) for r in range(ronde + 1)}
