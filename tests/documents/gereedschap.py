"""Independent programs that look at our files: Poppler, qpdf, and PDFBox Preflight. A missing one is a failure."""

import atexit
import hashlib
import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile, mkdtemp
from typing import IO, Any

import pikepdf
from filelock import FileLock

_HIER = Path(__file__).parent / "preflight"
_KLASSEN = ["preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "commons-io", "jaxb-api"]
_SNEL_BEGONNEN = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8"]


def draai(*opdracht: str) -> str:
    """Run a program and return what it prints; fail when it is missing or not content."""
    pad = shutil.which(opdracht[0])
    assert pad is not None, f"{opdracht[0]} ontbreekt; installeer poppler-utils, qpdf, default-jdk en libpdfbox2-java"
    klaar = subprocess.run([pad, *opdracht[1:]], capture_output=True, timeout=120, check=False)
    uit = klaar.stdout.decode("utf-8", "replace")
    assert klaar.returncode == 0, uit + klaar.stderr.decode("utf-8", "replace")
    return uit


def bestand(map_: Path, pdf: bytes, naam: str = "stuk.pdf") -> str:
    """Write made-up content where a program can read it."""
    pad = map_ / naam
    pad.write_bytes(pdf)
    return str(pad)


def samen(tekst: str) -> str:
    """Return `tekst` with every run of white space as one space."""
    return " ".join(tekst.split())


def poppler_structuurtekst(map_: Path, pdf: bytes) -> str:
    """Return the text by element as Poppler reads it; takes seconds for each page."""
    uit = draai("pdfinfo", "-struct-text", bestand(map_, pdf))
    return samen(" ".join(re.findall(r'^ *"(.*?)"$', uit, re.M | re.S)))


def structuurtekst(pdf: bytes) -> str:
    """Return the text as a screen reader gets it: in the order of the structure tree, on one line."""
    with pikepdf.open(io.BytesIO(pdf)) as geopend:
        stukken = {blad.objgen: _stukken(blad) for blad in geopend.pages}
        return samen(" ".join(_loop(geopend.Root.StructTreeRoot, stukken, None)))


def rollen(pdf: bytes) -> list[str]:
    """Return the structure types in order of reading."""
    with pikepdf.open(io.BytesIO(pdf)) as geopend:
        return list(_rollen(geopend.Root.StructTreeRoot))


def _kinderen(knoop: Any) -> list[Any]:
    kinderen = knoop.get("/K", [])
    return list(kinderen) if isinstance(kinderen, pikepdf.Array) else [kinderen]


def _rollen(knoop: Any) -> Iterator[str]:
    for kind in _kinderen(knoop):
        if isinstance(kind, pikepdf.Dictionary) and "/S" in kind:
            yield str(kind.S)[1:]
            yield from _rollen(kind)


def _loop(knoop: Any, stukken: dict[Any, dict[int, str]], blad: Any) -> Iterator[str]:
    blad = knoop.get("/Pg", blad)
    for kind in _kinderen(knoop):
        if isinstance(kind, int):
            yield stukken[blad.objgen][kind]
        elif kind.get("/Type") == "/MCR":
            yield stukken[kind.Pg.objgen][int(kind.MCID)]
        elif "/S" in kind:
            yield from _loop(kind, stukken, blad)


def _stukken(blad: pikepdf.Page) -> dict[int, str]:
    """Return the text of each marked piece of a page."""
    kaarten = {naam: _kaart(letter.ToUnicode.read_bytes()) for naam, letter in blad.Resources.Font.items()}
    uit: dict[int, str] = {}
    mcid, kaart = -1, dict[int, str]()
    for stap in pikepdf.parse_content_stream(blad, "BDC EMC Tf Tj"):
        wat = str(stap.operator)
        if wat == "BDC":
            mcid = int(stap.operands[1].get("/MCID", -1))
            uit.setdefault(mcid, "")
        elif wat == "Tf":
            kaart = kaarten[str(stap.operands[0])]
        elif wat == "Tj" and mcid >= 0:
            uit[mcid] += "".join(kaart[code] for code in bytes(stap.operands[0]))
    return uit


def _kaart(bron: bytes) -> dict[int, str]:
    paren = re.findall(rb"<([0-9A-F]{2})> <([0-9A-F]{4})>", bron.split(b"endcodespacerange")[1])
    return {int(code, 16): chr(int(teken, 16)) for code, teken in paren}


def _gecompileerd(pad: str) -> Path:
    """Return the folder with our classes, compiled once for as long as they stay the same."""
    bronnen = sorted(_HIER.rglob("*.java"))
    som = hashlib.sha256(b"".join(bron.read_bytes() for bron in bronnen)).hexdigest()[:16]
    map_ = Path(__file__).parents[2] / "build" / "preflight" / som
    map_.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(map_.with_suffix(".lock")):
        if not map_.is_dir():
            bouw = Path(mkdtemp(dir=map_.parent))
            draai("javac", "-encoding", "UTF-8", "-cp", pad, "-d", str(bouw), *map(str, bronnen))
            bouw.rename(map_)
    return map_


@cache
def _keurder() -> tuple[subprocess.Popen[str], IO[str]]:
    """One Preflight for all files, as it takes seconds to begin; and what it says besides."""
    jars = [Path("/usr/share/java") / f"{naam}.jar" for naam in _KLASSEN]
    ontbreekt = [jar.name for jar in jars if not jar.exists()]
    assert not ontbreekt, f"{ontbreekt} ontbreken; installeer libpdfbox2-java, libcommons-io-java en libjaxb-api-java"
    pad = ":".join(map(str, jars))
    klachten = TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115 - closed at the end
    proces = subprocess.Popen(
        ["java", *_SNEL_BEGONNEN, "-cp", f"{_gecompileerd(pad)}:{pad}", "Keur"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=klachten,
        encoding="utf-8",
        errors="replace",
    )

    def klaar() -> None:
        with proces, klachten:
            assert proces.stdin is not None
            proces.stdin.close()

    atexit.register(klaar)
    return proces, klachten


def preflight(*paden: str) -> list[list[str]]:
    """Return, for each file, ["valid"] or the remarks of PDFBox Preflight, a validator of PDF/A-1b."""
    proces, klachten = _keurder()
    assert proces.stdin is not None and proces.stdout is not None
    oordelen: list[list[str]] = []
    for pad in paden:
        proces.stdin.write(f"{pad}\n")
        proces.stdin.flush()
        oordelen.append([])
        while (regel := proces.stdout.readline()) != "END\n":
            if not regel:
                klachten.seek(0)
                raise AssertionError(f"Preflight stopte: {klachten.read()}")
            oordelen[-1].append(regel.rstrip("\n"))
    return oordelen


def tweeling(pdf: bytes) -> bytes:
    """Return the same file as PDF/A-1b: what Preflight can judge in full."""
    uit = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as geopend:
        xmp = geopend.Root.Metadata.read_bytes()
        xmp = xmp.replace(b"<pdfaid:part>2<", b"<pdfaid:part>1<").replace(b"conformance>A<", b"conformance>B<")
        geopend.Root.Metadata.write(xmp)
        geopend.save(uit, object_stream_mode=pikepdf.ObjectStreamMode.disable, force_version="1.4")
    return uit.getvalue()
