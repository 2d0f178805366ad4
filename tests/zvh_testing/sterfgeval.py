"""A client in a process of its own that writes and syncs until it is killed: `python sterfgeval.py KLUIS ADRES`.

Prints a line "klaar N" for every note that is durable, with the draft before it, before the next one is begun; the
parent kills it whenever it likes. Notes of one vault have rising numbers. Every third one is packed for a stick too.
With ZVH_PROEF_SCHEMA it is the program that knows that schema of records.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from zvh_testing.casuskluis import WACHTWOORD
from zvh_testing.versies import NU, als_schema

from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.services import concepten, kluizen, regio, stick, sync, uitvoer
from zvh_desktop.services.machine import SysteemKlok, SysteemWillekeur
from zvh_desktop.sync.link import Link
from zvh_desktop.sync.transport import HttpTransport


def main() -> None:
    kluis, adres, begin = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    wp = kluizen.open_kluis(kluis, WACHTWOORD, klok=SysteemKlok(), willekeur=SysteemWillekeur())
    casus = wp.store.find(Casus)[0]
    anderen = [t.id for t in regio.toestellen(wp) if t.id != wp.store.toestel]
    link = Link(HttpTransport(adres))
    nr = begin
    print("open", flush=True)
    while True:
        tekst = f"{kluis.stem} {nr}"
        concepten.bewaar(wp, casus.id, "doel", "casus", "Doel", str(nr), 0)
        wp.kluis.concepten.flush()
        n = Notitie(id=wp.nieuw_id(), stream=casus.stream, casus_id=casus.id, tijdstip=wp.nu(), tekst=tekst)
        with wp.transactie("notitie") as t:
            t.save(n)
        print(f"klaar {nr}", flush=True)
        nr += 1
        if nr % 3 == 0:
            stick.pak(wp, anderen, schrijf=lambda naam, inhoud: uitvoer.schrijf(kluis.parent / "stick" / naam, inhoud))
        with suppress(Omstandigheid):
            sync.ronde(wp, link)


if __name__ == "__main__":
    with als_schema(int(os.environ.get("ZVH_PROEF_SCHEMA", NU))):
        main()
