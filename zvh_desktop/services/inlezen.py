"""Files with reports: read their bytes beside the store, then judge each; a bad file spoils no other."""

import os
from dataclasses import dataclass
from pathlib import Path

from zvh_desktop.domain.aanmelding import GROOTSTE_BESTAND
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.services.aanmeldingen import Voorstel, beoordeel_bytes
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["Gelezen", "Ruw", "beoordeel_alle", "lees_bestanden"]


@dataclass(frozen=True, slots=True)
class Ruw:
    """A file as it was found: its name, and its bytes or why they could not be read."""

    bestandsnaam: str
    inhoud: bytes = b""
    fout: Omstandigheid | None = None


@dataclass(frozen=True, slots=True)
class Gelezen:
    """A file that was judged: a proposal, or why there is none."""

    bestandsnaam: str
    voorstel: Voorstel | None = None
    fout: Omstandigheid | None = None


def lees_bestanden(paden: tuple[str, ...]) -> list[Ruw]:
    """Read files; needs no store and may run on any thread. Nothing beyond the size limit is read."""
    return [_lees(Path(pad)) for pad in paden]


def _lees(pad: Path) -> Ruw:
    try:
        if not pad.is_file():
            return Ruw(pad.name, fout=Omstandigheid(Reden.BESTAND_ONLEESBAAR))
        with pad.open("rb") as bestand:
            if os.fstat(bestand.fileno()).st_size > GROOTSTE_BESTAND:
                return Ruw(pad.name, fout=Omstandigheid(Reden.BESTAND_TE_GROOT, grens_mb=GROOTSTE_BESTAND // 1_000_000))
            return Ruw(pad.name, bestand.read(GROOTSTE_BESTAND + 1))
    except PermissionError:
        return Ruw(pad.name, fout=Omstandigheid(Reden.GEEN_RECHTEN))
    except (OSError, ValueError):
        return Ruw(pad.name, fout=Omstandigheid(Reden.BESTAND_ONLEESBAAR))


def beoordeel_alle(wp: Werkplek, ruw: list[Ruw]) -> list[Gelezen]:
    """Judge what was read; writes nothing."""
    uit = []
    for een in ruw:
        if een.fout is not None:
            uit.append(Gelezen(een.bestandsnaam, fout=een.fout))
            continue
        try:
            uit.append(Gelezen(een.bestandsnaam, beoordeel_bytes(wp, een.inhoud)))
        except Omstandigheid as fout:
            uit.append(Gelezen(een.bestandsnaam, fout=fout))
    return uit
