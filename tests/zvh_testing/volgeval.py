"""A client on a disk of its own that is full: `python volgeval.py KLUIS ADRES SCHIJF GROOTTE`.

Mounts a small disk at SCHIJF, where only this process sees it (run it by `unshare -m`), and copies the vault to it.
Rounds, and notes, until the disk is full; then room is made, and a round must get through. Prints one JSON line;
copies the vault back over KLUIS.
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from zvh_testing.casuskluis import WACHTWOORD

from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.services import concepten, kluizen, sync
from zvh_desktop.services.machine import SysteemKlok, SysteemWillekeur
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.sync.link import Link
from zvh_desktop.sync.transport import HttpTransport


def schrijf(wp: Werkplek, tekst: str) -> None:
    """Write one note, with its draft."""
    casus = wp.store.find(Casus)[0]
    concepten.bewaar(wp, casus.id, "doel", "casus", "Doel", tekst, 0)
    n = Notitie(id=wp.nieuw_id(), stream=casus.stream, casus_id=casus.id, tijdstip=wp.nu(), tekst=tekst)
    with wp.transactie("notitie") as t:
        t.save(n)


def main() -> None:
    bron, adres, schijf, grootte = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), sys.argv[4]
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={grootte},mode=700", "tmpfs", str(schijf)], check=True)
    kluis = schijf / bron.name
    shutil.copytree(bron, kluis)
    vulling = schijf / "vulling"
    vrij = os.statvfs(schijf)
    # What is left holds the files beside the vault, and little more.
    vulling.write_bytes(bytes(max(0, vrij.f_bavail * vrij.f_frsize - 400 * 1024)))
    wp = kluizen.open_kluis(kluis, WACHTWOORD, klok=SysteemKlok(), willekeur=SysteemWillekeur())
    geschreven: list[str] = []
    fouten: list[tuple[str, str]] = []
    while len(fouten) < 3:
        try:
            tekst = f"vol {len(geschreven)} {os.urandom(4000).hex()}"
            schrijf(wp, tekst)
            geschreven.append(tekst)
            link = Link(HttpTransport(adres))
            try:
                sync.ronde(wp, link)
            finally:
                link.transport.sluit()
        except Omstandigheid as fout:
            fouten.append((fout.reden.name, zin(fout)))
    # Also who opens the program now gets to see what there is, or one sentence.
    with contextlib.suppress(Omstandigheid):
        kluizen.sluit(wp)
    try:
        wp = kluizen.open_kluis(kluis, WACHTWOORD, klok=SysteemKlok(), willekeur=SysteemWillekeur())
        geopend = "ja"
    except Omstandigheid as fout:
        geopend = fout.reden.name
    vulling.unlink()
    if geopend != "ja":
        wp = kluizen.open_kluis(kluis, WACHTWOORD, klok=SysteemKlok(), willekeur=SysteemWillekeur())
    for _ in range(2):
        link = Link(HttpTransport(adres))
        sync.ronde(wp, link)
        link.transport.sluit()
    uit = {
        "fouten": fouten,
        "geopend": geopend,
        "geschreven": geschreven,
        "wachtend": sync.stand(wp).wachtend,
        "gevonden": len(kluizen.controleer(wp)),
    }
    kluizen.sluit(wp)
    shutil.rmtree(bron)
    shutil.copytree(kluis, bron)
    print(json.dumps(uit))


if __name__ == "__main__":
    main()
