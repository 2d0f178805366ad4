"""Commands on sharing: sync, pack, unpack, and join for a new device."""

import argparse
import time
from pathlib import Path
from typing import Any

from zvh_desktop.cli.basis import druk, kluis, lees_bestand, opdrachten_bij
from zvh_desktop.cli.netwerk import open_transport
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.ports import Transport
from zvh_desktop.services import aanmelden, stick, sync, uitvoer
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["maak_transport", "voeg_toe", "voortgang_lid"]

_GROOTSTE_TEKST = 64 * 1024
_WACHT_S = 2.0


def maak_transport(wp: Werkplek) -> Transport:
    """Return the way to the server of this vault.

    Raises:
        Omstandigheid: GEEN_REGIO; REGEL_WEIGERT "geen_server".
    """
    adres = sync.serveradres(wp)
    if adres is None:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="geen_server")
    return open_transport(adres)


def voeg_toe(opdrachten: Any, gedeeld: argparse.ArgumentParser) -> None:
    """Add these commands to the parser."""
    opdracht = opdrachten_bij(opdrachten, gedeeld)
    opdracht("sync", "wissel versleutelde wijzigingen uit met de server van de regio", _sync)
    pak = opdracht("pack", "schrijf wijzigingen in een versleuteld bestand voor een stick", _pack)
    pak.add_argument(
        "--voor", nargs="+", required=True, metavar="TOESTEL", help="toestellen die het mogen lezen; zie region devices"
    )
    pak.add_argument("--alles", action="store_true", help="ook wat deze toestellen al zouden kunnen hebben")
    pak.add_argument("map", type=Path, metavar="MAP", help="map waarin het bestand komt")
    uit = opdracht("unpack", "neem een bestand van een stick over", _unpack)
    uit.add_argument("bestand", type=Path, metavar="BESTAND")
    uit.add_argument("--bon", type=Path, metavar="MAP", help="schrijf in deze map een ontvangstbewijs voor de afzender")


def _sync(keuze: argparse.Namespace) -> int:
    with kluis(keuze) as wp:
        transport = maak_transport(wp)
        try:
            uitkomst = sync.ronde(wp, transport)
        finally:
            transport.sluit()
        weigeringen = sync.weigeringen(wp)
        stand = sync.stand(wp)
    regels = [stand.woorden, f"Verstuurd: {uitkomst.verzonden}. Ontvangen: {uitkomst.ontvangen}."]
    regels += [f"Niet overgenomen ({w.aantal}): {w.waarom} {w.raad}" for w in weigeringen]
    druk(keuze, {"ronde": uitkomst.getallen(), "stand": stand, "weigeringen": weigeringen}, regels)
    return 1 if stand.geweigerd or stand.wachtend else 0


def _pack(keuze: argparse.Namespace) -> int:
    with kluis(keuze) as wp:
        pak = stick.pak(wp, keuze.voor, alles=keuze.alles)
        pad = uitvoer.schrijf(keuze.map / pak.naam, pak.inhoud)
    regels = [f"{pad}", f"{pak.stukken} stukken voor {len(pak.voor)} toestel(len). {pak.woorden}"]
    druk(keuze, {"bestand": pad, "stukken": pak.stukken, "voor": pak.voor}, regels)
    return 0


def _unpack(keuze: argparse.Namespace) -> int:
    inhoud = lees_bestand(keuze.bestand, stick.GROOTSTE_PAK)
    with kluis(keuze) as wp:
        uitkomst = stick.pak_uit(wp, inhoud)
        bon = None
        if keuze.bon is not None and uitkomst.ontvangstbewijs is not None:
            bon = uitvoer.schrijf(keuze.bon / uitkomst.ontvangstbewijs.naam, uitkomst.ontvangstbewijs.inhoud)
    gegevens = {
        "nieuw": uitkomst.nieuw,
        "al_hier": uitkomst.al_hier,
        "geweigerd": uitkomst.geweigerd,
        "compleet": uitkomst.compleet,
        "ontvangstbewijs": bon,
    }
    druk(keuze, gegevens, [uitkomst.woorden, *([f"Ontvangstbewijs: {bon}"] if bon else [])])
    return 0 if uitkomst.compleet else Reden.BESTAND_ONLEESBAAR.exitcode


def voortgang_lid(wp: Werkplek, tekst: str, *, wacht: bool, meld: Any) -> aanmelden.Lidstand:
    """Join with an invitation through its server, as far as it goes now; with `wacht` until it is done.

    Args:
        wp: the new vault.
        tekst: the invitation.
        wacht: keep looking in the mailbox until this device is a member.
        meld: told every state that differs from the one before.
    """
    stand = aanmelden.word_lid(wp, tekst)
    if not stand.server:
        return stand
    transport = open_transport(stand.server)
    try:
        vorige = None
        while True:
            stand = aanmelden.verwerk_post_lid(wp, transport)
            if stand.fase != vorige:
                meld(stand)
                vorige = stand.fase
            if stand.fase == "lid" or not wacht:
                return stand
            time.sleep(_WACHT_S)
    finally:
        transport.sluit()


def lees_tekst(pad: Path) -> str:
    """Read a file that holds one line of text.

    Raises:
        Omstandigheid: BESTAND_ONLEESBAAR.
    """
    try:
        return lees_bestand(pad, _GROOTSTE_TEKST).decode("ascii")
    except UnicodeDecodeError:
        raise Omstandigheid(Reden.BESTAND_ONLEESBAAR) from None
