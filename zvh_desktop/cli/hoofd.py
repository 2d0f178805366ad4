"""Reads the command line, runs one command, and turns every failure into a sentence and an exit code."""

import argparse
import errno
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from zvh_desktop.cli import delen, demo, inhoud, kluis, regio, verantwoorden, vernietigen
from zvh_desktop.domain.errors import Omstandigheid, Reden, ZvhFout
from zvh_desktop.log import begin_log, houd_geheugen_binnen, logboek
from zvh_desktop.services.meldingen import zin

__all__ = ["main"]

_log = logboek(__name__)

_SCHIJF = dict.fromkeys((errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)), Reden.SCHIJF_VOL)
_SCHIJF |= dict.fromkeys((errno.EPERM, errno.EACCES, errno.EROFS), Reden.GEEN_RECHTEN)


class _Lezer(argparse.ArgumentParser):
    """Usage errors in one Dutch sentence, exit code 2."""

    def __init__(self, *a: Any, **k: Any) -> None:
        # A shortened option must not be mistaken for another: --passphrase is not --passphrase-file.
        super().__init__(*a, **{**k, "allow_abbrev": False})

    def error(self, message: str) -> None:  # type: ignore[override]
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
    for onderdeel in (demo, kluis, inhoud, delen, regio, vernietigen, verantwoorden):
        onderdeel.voeg_toe(opdrachten, gedeeld)
    return lezer


def main(argumenten: Sequence[str] | None = None) -> int:
    """Run `zvh`; return the exit code."""
    schrijvers = begin_log()
    houd_geheugen_binnen()
    os.umask(0o077)
    try:
        return _voer_uit(argumenten)
    finally:
        for schrijver in schrijvers:
            logging.getLogger().removeHandler(schrijver)
            schrijver.close()


def _voer_uit(argumenten: Sequence[str] | None) -> int:
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
        reden = _SCHIJF.get(fout.errno or 0, Reden.SCHRIJFFOUT)
        _log.waarschuwing("schrijven of lezen lukte niet", fout)
        print(f"zvh: {zin(Omstandigheid(reden))}", file=sys.stderr)
        return reden.exitcode
    except Exception as fout:
        _log.fout("onverwachte fout", fout)
        print(f"zvh: {zin(fout)}", file=sys.stderr)
        return Reden.INTERNE_FOUT.exitcode
