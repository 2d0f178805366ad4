"""What commands share: the passphrase, an open workplace for the length of a block, and output."""

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.ports import Klok
from zvh_desktop.services import klokstand, kluizen, uitvoer
from zvh_desktop.services.machine import SysteemKlok, SysteemWillekeur
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["druk", "geheim", "kluis", "lees_bestand", "opdrachten_bij", "vraag_nieuw", "vraag_regel"]

_GROOTSTE_GEHEIM = 4096


def geheim(keuze: argparse.Namespace, vraag: str = "Wachtwoordzin: ") -> str:
    """Return the passphrase: from --passphrase-file, ZVH_PASSPHRASE, or a prompt; never from an argument.

    Raises:
        Omstandigheid: BESTAND_ONLEESBAAR; VERKEERD_GEBRUIK when there is nowhere to ask.
    """
    if keuze.passphrase_file:
        return _uit_bestand(keuze.passphrase_file)
    if "ZVH_PASSPHRASE" in os.environ:
        return os.environ["ZVH_PASSPHRASE"]
    return _vraag(vraag)


def _uit_bestand(pad: Path) -> str:
    """The first line of a file."""
    try:
        inhoud = uitvoer.lees(pad, _GROOTSTE_GEHEIM).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Omstandigheid(Reden.BESTAND_ONLEESBAAR) from None
    return inhoud.split("\n", 1)[0].rstrip("\r")


def _vraag(vraag: str) -> str:
    if not sys.stdin.isatty():
        raise Omstandigheid(Reden.VERKEERD_GEBRUIK)
    return getpass.getpass(vraag)


def opdrachten_bij(delen: Any, gedeeld: argparse.ArgumentParser) -> Callable[..., argparse.ArgumentParser]:
    """Return what adds a command: its name, its help, and what it does; `met_kluis=False` when it opens no vault."""

    def opdracht(naam: str, hulp: str, doe: Any, *, met_kluis: bool = True) -> argparse.ArgumentParser:
        lezer: argparse.ArgumentParser = delen.add_parser(naam, help=hulp, description=hulp, parents=[gedeeld])
        lezer.set_defaults(doe=doe)
        if met_kluis:
            lezer.add_argument("kluis", type=Path, metavar="KLUIS")
        return lezer

    return opdracht


def vraag_nieuw(keuze: argparse.Namespace, naam: str = "ZVH_NEW_PASSPHRASE") -> str:
    """Return a new passphrase: from --new-passphrase-file, an environment variable, or asked twice.

    Raises:
        Omstandigheid: VERKEERD_GEBRUIK when the two differ.
    """
    bestand = getattr(keuze, "new_passphrase_file", None)
    if bestand:
        return _uit_bestand(bestand)
    if naam in os.environ:
        return os.environ[naam]
    een, twee = _vraag("Nieuwe wachtwoordzin: "), _vraag("Nog een keer: ")
    if een != twee:
        raise Omstandigheid(Reden.VERKEERD_GEBRUIK)
    return een


def vraag_regel(vraag: str) -> str:
    """Return a line that names somebody: asked at a terminal, otherwise read from standard input; never an argument.

    Raises:
        Omstandigheid: VERKEERD_GEBRUIK, there is none.
    """
    if sys.stdin.isatty():
        print(vraag, end="", file=sys.stderr, flush=True)
    regel = sys.stdin.readline(_GROOTSTE_GEHEIM).strip()
    if not regel:
        raise Omstandigheid(Reden.VERKEERD_GEBRUIK)
    return regel


@contextmanager
def kluis(keuze: argparse.Namespace, klok: Klok | None = None) -> Iterator[Werkplek]:
    """Unlock the vault of `keuze.kluis` for the length of a block; a clock that cannot be right is told on stderr."""
    wp = kluizen.open_kluis(keuze.kluis, geheim(keuze), klok=klok or SysteemKlok(), willekeur=SysteemWillekeur())
    try:
        if let_op := klokstand.waarschuwing(wp):
            print(f"zvh: let op: {let_op}", file=sys.stderr)
        yield wp
    finally:
        kluizen.sluit(wp)


def lees_bestand(pad: Path, grens: int) -> bytes:
    """Read a file named on the command line."""
    return uitvoer.lees(pad, grens)


def _gewoon(waarde: Any) -> Any:
    if is_dataclass(waarde) and not isinstance(waarde, type):
        return {k: _gewoon(v) for k, v in asdict(waarde).items()}
    if isinstance(waarde, date | datetime | time):
        return waarde.isoformat()
    if isinstance(waarde, dict):
        return {str(k): _gewoon(v) for k, v in waarde.items()}
    if isinstance(waarde, list | tuple | set | frozenset):
        return [_gewoon(v) for v in waarde]
    if isinstance(waarde, Path):
        return str(waarde)
    return waarde if isinstance(waarde, str | int | float | bool | None) else str(waarde)


def druk(keuze: argparse.Namespace, gegevens: Any, regels: list[str]) -> None:
    """Print `gegevens` as JSON with --json, else the lines."""
    if keuze.json:
        print(json.dumps(_gewoon(gegevens), ensure_ascii=False, indent=1))
    else:
        for regel in regels:
            print(_veilig(regel))


def _veilig(regel: str) -> str:
    """A line for a terminal: control characters cannot steer it."""
    return "".join(t if t.isprintable() or t == " " else "�" for t in regel)
