"""`zvh demo`: the main job without a screen, on fictitious data."""

import argparse
import os
from datetime import date
from pathlib import Path
from typing import Any

from zvh_desktop.cli.basis import druk

__all__ = ["voeg_toe"]


def voeg_toe(opdrachten: Any, gedeeld: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    hulp = "doe het hele werk op verzonnen gegevens: aanmelding, overleg, verklaring, ondertekend verslag"
    lezer = opdrachten.add_parser("demo", help=hulp, description=hulp, parents=[gedeeld])
    lezer.add_argument("uit", type=Path, metavar="UIT")
    lezer.add_argument(
        "--today", type=date.fromisoformat, metavar="JJJJ-MM-DD", help="de dag waarop het verhaal speelt"
    )
    lezer.add_argument(
        "--casussen", type=int, metavar="N", help="in plaats daarvan een kluis met N casussen, voor omvang"
    )
    lezer.add_argument(
        "--zonder-jaar", action="store_true", help="laat de tweede kluis weg, met de casus van Kees een jaar verder"
    )
    lezer.set_defaults(doe=_demo)


def _demo(keuze: argparse.Namespace) -> int:
    from zvh_desktop.services import demo, omvang  # the story is needed by this command alone

    wachtwoord = os.environ.get("ZVH_PASSPHRASE")

    if keuze.casussen is not None:
        gemaakt = omvang.maak_omvang(keuze.uit, keuze.casussen, keuze.today, wachtwoord)
    else:
        gemaakt = demo.speel(keuze.uit, vandaag=keuze.today, wachtwoord=wachtwoord, jaar=not keuze.zonder_jaar)
    druk(keuze, gemaakt, list(gemaakt.regels))
    return 0
