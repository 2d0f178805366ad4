"""Reads the command line, runs one command, and turns every failure into a sentence and an exit code."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from zvh_desktop.cli import demo, inhoud, kluis
from zvh_desktop.domain.errors import Omstandigheid, Reden, ZvhFout
from zvh_desktop.log import begin_log, logboek
from zvh_desktop.services.meldingen import zin

__all__ = ["main"]

_log = logboek(__name__)


class _Lezer(argparse.ArgumentParser):
    """Usage errors in one Dutch sentence, exit code 2."""

    def error(self, message: str) -> None:  # type: ignore[override]
        self.print_usage(sys.stderr)
        print("zvh: deze opdracht wordt zo niet begrepen; zie zvh --help. Er is niets gedaan.", file=sys.stderr)
        raise SystemExit(2)


def _maak_lezer() -> argparse.ArgumentParser:
    gedeeld = argparse.ArgumentParser(add_help=False)
    gedeeld.add_argument(
        "--passphrase-file", type=Path, metavar="BESTAND", help="lees de wachtwoordzin uit een bestand"
    )
    gedeeld.add_argument("--json", action="store_true", help="uitvoer als JSON")
    lezer = _Lezer(prog="zvh", description="Beheer van ZVH Desktop-kluizen.")
    opdrachten = lezer.add_subparsers(dest="opdracht", required=True, metavar="OPDRACHT", parser_class=_Lezer)
    for onderdeel in (demo, kluis, inhoud):
        onderdeel.voeg_toe(opdrachten, gedeeld)
    return lezer


def main(argumenten: Sequence[str] | None = None) -> int:
    """Run `zvh`; return the exit code."""
    begin_log()
    os.umask(0o077)
    try:
        keuze = _maak_lezer().parse_args(argumenten)
    except SystemExit as einde:
        return int(einde.code or 0)
    doe: Callable[[argparse.Namespace], int] = keuze.doe
    try:
        return doe(keuze)
    except ZvhFout as fout:
        print(f"zvh: {zin(fout)}", file=sys.stderr)
        return fout.reden.exitcode
    except KeyboardInterrupt:
        print("zvh: afgebroken; wat al bewaard was, is bewaard.", file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as fout:
        reden = Reden.SCHIJF_VOL if fout.errno == 28 else Reden.GEEN_RECHTEN
        print(f"zvh: {zin(Omstandigheid(reden))}", file=sys.stderr)
        return reden.exitcode
    except Exception as fout:
        _log.fout("onverwachte fout", fout)
        print(f"zvh: {zin(fout)}", file=sys.stderr)
        return Reden.INTERNE_FOUT.exitcode
