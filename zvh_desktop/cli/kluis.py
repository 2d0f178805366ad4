"""Commands on the vault as a whole: new, info, check, klok, passphrase, recover, backup, restore."""

import argparse
from pathlib import Path
from typing import Any

from zvh_desktop.cli.basis import druk, geheim, kluis, lees_bestand, opdrachten_bij, vraag_nieuw
from zvh_desktop.services import aanmelden, klokstand, kluizen
from zvh_desktop.services.machine import SysteemKlok, SysteemWillekeur

__all__ = ["voeg_toe"]


def voeg_toe(opdrachten: Any, gedeeld: argparse.ArgumentParser) -> None:
    """Add these commands to the parser."""
    opdracht = opdrachten_bij(opdrachten, gedeeld)
    for naam, hulp, doe in (
        ("new", "maak een nieuwe kluis", _new),
        ("info", "beschrijf een kluis zonder hem te openen", _info),
        ("check", "controleer pagina's, wijzigingen, logboek en verwijzingen", _check),
        ("klok", "kan de klok van dit toestel kloppen, naast wat in de kluis staat? (1: nee)", _klok),
        ("passphrase", "wijzig de wachtwoordzin", _passphrase),
        ("recover", "open met de herstelsleutel en kies een nieuwe wachtwoordzin", _recover),
    ):
        lezer = opdracht(naam, hulp, doe)
        if naam == "new":
            lezer.add_argument("--uitnodiging", type=Path, metavar="BESTAND", help="en meld haar aan bij een regio")
        if naam == "klok":
            lezer.add_argument("--bevestig", action="store_true", help="zij stond verkeerd en staat nu goed")
        if naam in ("passphrase", "recover"):
            lezer.add_argument("--new-passphrase-file", type=Path, metavar="BESTAND")
        if naam == "recover":
            lezer.add_argument("--recovery-key-file", type=Path, metavar="BESTAND")
    kopie = opdracht("backup", "schrijf een volledige versleutelde reservekopie in een map", _backup)
    kopie.add_argument("map", type=Path, metavar="MAP")
    terug = opdracht("restore", "zet een reservekopie terug als nieuwe kluis", _restore, met_kluis=False)
    terug.add_argument("kopie", type=Path, metavar="KOPIE")
    terug.add_argument("kluis", type=Path, metavar="KLUIS")


def _new(keuze: argparse.Namespace) -> int:
    wachtwoord = geheim(keuze)
    wp, sleutel = kluizen.nieuw(keuze.kluis, wachtwoord, klok=SysteemKlok(), willekeur=SysteemWillekeur())
    try:
        if keuze.uitnodiging is not None:
            aanmelden.word_lid(wp, lees_bestand(keuze.uitnodiging, 64 * 1024).decode("ascii", "replace"))
    finally:
        kluizen.sluit(wp)
    regels = [
        f"Kluis gemaakt: {keuze.kluis}",
        f"Herstelsleutel (alleen nu getoond): {sleutel}",
        "Druk de herstelsleutel af en bewaar hem achter slot.",
    ]
    druk(keuze, {"kluis": keuze.kluis, "herstelsleutel": sleutel}, regels)
    return 0


def _info(keuze: argparse.Namespace) -> int:
    info = kluizen.beschrijf(keuze.kluis)
    regels = [
        f"Kluis {keuze.kluis.name}, formaat {info.formaat}, {info.database_bytes / 1e6:.1f} MB",
        f"Te openen met: {', '.join(info.slots)}",
        f"Reservekopieën in de kluis: {len(info.backups)}",
        "In gebruik door een ander venster." if info.in_gebruik else "Niet in gebruik.",
    ]
    druk(keuze, info, regels)
    return 0


def _check(keuze: argparse.Namespace) -> int:
    with kluis(keuze) as wp:
        bevindingen = kluizen.controleer(wp)
    regels = [f"Niet in orde: {b.wat}, {b.aantal}" for b in bevindingen]
    druk(keuze, bevindingen, regels or ["In orde: pagina's, wijzigingen, logboek en verwijzingen kloppen."])
    return 1 if bevindingen else 0


def _klok(keuze: argparse.Namespace) -> int:
    with kluis(keuze) as wp:
        if keuze.bevestig:
            klokstand.bevestig(wp)
        kan = klokstand.laatste_bekende(wp) is None
    bevestigd = "In het logboek staat nu dat de klok van dit toestel goed staat."
    regel = bevestigd if keuze.bevestig else "De klok van dit toestel kan kloppen." if kan else "Zij kan niet kloppen."
    druk(keuze, {"kan_kloppen": kan}, [regel])
    return 0 if kan else 1


def _passphrase(keuze: argparse.Namespace) -> int:
    oud = geheim(keuze, "Huidige wachtwoordzin: ")
    wp = kluizen.open_kluis(keuze.kluis, oud, klok=SysteemKlok(), willekeur=SysteemWillekeur())
    try:
        kluizen.wijzig_wachtwoord(wp, oud, vraag_nieuw(keuze))
    finally:
        kluizen.sluit(wp)
    druk(keuze, {"gewijzigd": True}, ["De wachtwoordzin is gewijzigd. Reservekopieën van eerder houden de oude."])
    return 0


def _recover(keuze: argparse.Namespace) -> int:
    if keuze.recovery_key_file:
        keuze.passphrase_file = keuze.recovery_key_file
    sleutel = geheim(keuze, "Herstelsleutel: ")
    klok, willekeur = SysteemKlok(), SysteemWillekeur()
    wp, nieuw = kluizen.herstel(keuze.kluis, sleutel, vraag_nieuw(keuze), klok=klok, willekeur=willekeur)
    kluizen.sluit(wp)
    regels = ["De kluis heeft een nieuwe wachtwoordzin.", f"Nieuwe herstelsleutel (alleen nu getoond): {nieuw}"]
    druk(keuze, {"herstelsleutel": nieuw}, regels)
    return 0


def _backup(keuze: argparse.Namespace) -> int:
    with kluis(keuze) as wp:
        pad = kluizen.reservekopie(wp, keuze.map)
    druk(keuze, {"reservekopie": pad}, [f"Reservekopie gemaakt en geopend ter controle: {pad}"])
    return 0


def _restore(keuze: argparse.Namespace) -> int:
    wachtwoord = geheim(keuze, "Wachtwoordzin van de reservekopie: ")
    klok, willekeur = SysteemKlok(), SysteemWillekeur()
    kluizen.sluit(kluizen.zet_terug(keuze.kopie, keuze.kluis, wachtwoord, klok=klok, willekeur=willekeur))
    druk(keuze, {"kluis": keuze.kluis}, [f"Teruggezet als nieuwe kluis: {keuze.kluis}"])
    return 0
