"""Read a file from outside for the dossier, whole or not at all; needs no workplace and may run on any thread."""

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from zvh_desktop.domain.dossierstuk import (
    GROOTSTE_STUK,
    INHOUDSOORTEN,
    bevat_macros,
    herken,
    past_bij_naam,
    schone_naam,
)
from zvh_desktop.domain.errors import Omstandigheid, Reden

__all__ = ["Gevonden", "Ruwstuk", "lees_stuk", "nieuwste", "stuk_van_bytes"]

_HAP: Final = 1024 * 1024
_MEESTE: Final = 2000
"""Of one folder no more is looked at: a person waits for the list."""

_GEMAAKT: Final = frozenset(
    achter
    for soort in INHOUDSOORTEN.values()
    if soort.groep in ("afbeelding", "geluid", "pdf")
    for achter in soort.achtervoegsels
)
"""Ends of names of what a device makes: photos, recordings, scans."""


@dataclass(frozen=True, slots=True)
class Gevonden:
    """A file that lies on the device: where, when it was last written, how large."""

    pad: Path
    wanneer: float
    omvang: int


@dataclass(frozen=True, slots=True)
class Ruwstuk:
    """A file as it came in.

    Attributes:
        naam: made harmless.
        inhoudsoort: by its content, key of `INHOUDSOORTEN`.
        sha256: of the content, 64 hex digits.
        let_op: sentences to show with it: a name that says something else, a program inside.
    """

    naam: str
    inhoud: bytes
    inhoudsoort: str
    sha256: str
    let_op: tuple[str, ...] = ()


def stuk_van_bytes(naam: str, inhoud: bytes) -> Ruwstuk:
    """Judge a file that is in memory already: pasted, recorded, scanned.

    Raises:
        Omstandigheid: BESTAND_LEEG; BESTAND_TE_GROOT.
    """
    if not inhoud:
        raise Omstandigheid(Reden.BESTAND_LEEG)
    if len(inhoud) > GROOTSTE_STUK:
        raise Omstandigheid(Reden.BESTAND_TE_GROOT, grens_mb=GROOTSTE_STUK // (1024 * 1024))
    soort, schoon = herken(inhoud), schone_naam(naam)
    let_op: list[str] = []
    if not past_bij_naam(schoon, soort):
        let_op.append(
            f"De naam eindigt op .{schoon.rpartition('.')[2].lower()}, maar de inhoud is "
            f"{INHOUDSOORTEN[soort].naam}; de inhoud telt."
        )
    if bevat_macros(inhoud):
        let_op.append("In dit document zit een programma (macro’s); dat wordt hier nooit uitgevoerd.")
    return Ruwstuk(schoon, inhoud, soort, hashlib.sha256(inhoud).hexdigest(), tuple(let_op))


def _moet_gewoon(stand: os.stat_result) -> None:
    if stat.S_ISDIR(stand.st_mode):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="stuk_map")
    if not stat.S_ISREG(stand.st_mode):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="stuk_geen_bestand")
    if stand.st_size > GROOTSTE_STUK:
        raise Omstandigheid(Reden.BESTAND_TE_GROOT, grens_mb=GROOTSTE_STUK // (1024 * 1024))


def lees_stuk(pad: Path, gestopt: Callable[[], bool] = lambda: False) -> Ruwstuk:
    """Read a file; what a link points at counts, under the name of the link.

    Nothing but a plain file is opened, and never in a way that waits for another program (a pipe, a device).

    Raises:
        Omstandigheid: BESTAND_LEEG; BESTAND_TE_GROOT; BESTAND_ONLEESBAAR; GEEN_RECHTEN; AFGEBROKEN; REGEL_WEIGERT with
            `regel` stuk_map, stuk_geen_bestand, stuk_verdwenen or stuk_veranderd.
    """
    try:
        _moet_gewoon(pad.stat())
        nummer = os.open(
            pad,
            os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0),
        )
        with os.fdopen(nummer, "rb", buffering=0) as bron:
            voor = os.fstat(bron.fileno())
            # Another file may have come in its place since.
            _moet_gewoon(voor)
            inhoud = bytearray()
            while hap := bron.read(_HAP):
                inhoud += hap
                if len(inhoud) > GROOTSTE_STUK:
                    raise Omstandigheid(Reden.BESTAND_TE_GROOT, grens_mb=GROOTSTE_STUK // (1024 * 1024))
                if gestopt():
                    raise Omstandigheid(Reden.AFGEBROKEN)
            na = os.fstat(bron.fileno())
    except FileNotFoundError:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="stuk_verdwenen") from None
    except ValueError:  # a NUL in the name
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="stuk_verdwenen") from None
    except OSError as fout:
        if fout.errno in (errno.EACCES, errno.EPERM):
            raise Omstandigheid(Reden.GEEN_RECHTEN, onderdeel="stuk") from None
        if fout.errno in (errno.ELOOP, errno.ENOTDIR, errno.ENAMETOOLONG):
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel="stuk_verdwenen") from None
        raise Omstandigheid(Reden.BESTAND_ONLEESBAAR, wat="stuk") from None
    if (voor.st_size, voor.st_mtime_ns) != (na.st_size, na.st_mtime_ns) or na.st_size != len(inhoud):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="stuk_veranderd")
    return stuk_van_bytes(pad.name, bytes(inhoud))


def nieuwste(mappen: Sequence[Path], aantal: int = 6) -> list[Gevonden]:
    """Return the newest photos, recordings and scans in these folders and the folders right in them, newest first.

    Only names, times and sizes are read. A folder that cannot be read has none.
    """
    gevonden = {g.pad: g for map_ in mappen for g in _in(map_, dieper=True)}
    return sorted(gevonden.values(), key=lambda g: (-g.wanneer, g.pad.name))[:aantal]


def _in(map_: Path, *, dieper: bool) -> Iterator[Gevonden]:
    try:
        with os.scandir(map_) as bron:
            stukken = [stuk for _, stuk in zip(range(_MEESTE), bron, strict=False) if not stuk.name.startswith(".")]
    except OSError:
        return
    for stuk in stukken:
        try:
            if stuk.is_dir(follow_symlinks=False):
                if dieper:
                    yield from _in(Path(stuk.path), dieper=False)
            elif stuk.is_file(follow_symlinks=False) and stuk.name.rpartition(".")[2].lower() in _GEMAAKT:
                stand = stuk.stat(follow_symlinks=False)
                yield Gevonden(Path(stuk.path), stand.st_mtime, stand.st_size)
        except OSError:
            continue
