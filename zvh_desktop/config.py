"""Every setting of the program: name, type, default, place, Dutch title; nothing personal, nothing secret.

Little of the standard library and nothing else, so that the unlock screen paints before pydantic loads. Settings
of the machine lie in one JSON file in the user's configuration folder. A name that is not in the table is
an error; a file that cannot be read counts as empty, and is not overwritten before something is changed.
"""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from zvh_desktop.domain.errors import Omstandigheid, Programmafout, Reden

__all__ = ["INSTELLINGEN", "Instelling", "Instellingen", "instellingenbestand"]


class Instelling(NamedTuple):
    """One setting.

    Attributes:
        soort: type of the value; an int is accepted for a float.
        plaats: `machine` (the file here) or `kluis` (kept by the vault, not by this module).
        titel: as shown on screen.
        keuzes: the only values allowed, when not empty. laagste, hoogste: bounds of numbers.
        sinds: version of the program that brought it.
    """

    naam: str
    soort: type
    standaard: Any
    plaats: str
    titel: str
    keuzes: tuple[Any, ...] = ()
    laagste: float | None = None
    hoogste: float | None = None
    sinds: str = "0.1"

    def past(self, waarde: object) -> bool:
        """Tell whether a value may be kept under this name."""
        if isinstance(waarde, bool) is not (self.soort is bool):
            return False
        if not isinstance(waarde, self.soort) and not (self.soort is float and isinstance(waarde, int)):
            return False
        if self.keuzes and waarde not in self.keuzes:
            return False
        if isinstance(waarde, int | float) and not isinstance(waarde, bool):
            laag, hoog = self.laagste, self.hoogste
            return (laag is None or waarde >= laag) and (hoog is None or waarde <= hoog)
        return True


_TABEL: Final = (
    Instelling("thema", str, "systeem", "machine", "Licht of donker", keuzes=("licht", "donker", "systeem")),
    Instelling("letterschaal", float, 1.0, "machine", "Lettergrootte", laagste=0.8, hoogste=2.0),
    Instelling("dichtheid", str, "normaal", "machine", "Ruimte tussen regels", keuzes=("compact", "normaal", "ruim")),
    Instelling("laatste_kluis", str, "", "machine", "Laatst geopende kluis (map)"),
    Instelling("venster", str, "", "machine", "Plaats en grootte van het venster"),
    Instelling("vergrendel_na_min", int, 15, "machine", "Op slot na minuten rust", laagste=1, hoogste=60),
    Instelling(
        "vergrendel_na_overleg_min",
        int,
        45,
        "machine",
        "Op slot na minuten rust tijdens een overleg",
        laagste=5,
        hoogste=120,
    ),
    Instelling("veldstand", bool, False, "machine", "Veldstand: alleen eigen casussen en acties, weinig in beeld"),
    Instelling(
        "vergrendel_na_veld_min",
        int,
        3,
        "machine",
        "Op slot na minuten rust in de veldstand",
        laagste=1,
        hoogste=15,
    ),
    Instelling("herinneren", bool, False, "machine", "Eén keer per dag melden dat er werk is, zonder inhoud"),
    Instelling("wortels", str, "", "machine", "Bestand met vertrouwde certificaten"),
    Instelling("wortels_gekwalificeerd", str, "", "machine", "Bestand met certificaten van gekwalificeerde diensten"),
    Instelling("tijdstempeldienst", str, "", "machine", "Adres van een tijdstempeldienst (leeg: geen)"),
    Instelling("spelling", bool, True, "machine", "Spelling controleren tijdens het typen"),
    Instelling("woordenboekmap", str, "", "machine", "Map met een eigen woordenboek (nl.aff en nl.dic)"),
    Instelling("kaartmodule", str, "", "machine", "Stuurprogramma van de kaart of stick om mee te ondertekenen"),
)

INSTELLINGEN: Final[Mapping[str, Instelling]] = {instelling.naam: instelling for instelling in _TABEL}
"""The table, by name."""


def instellingenbestand() -> Path:
    """Return where the settings of this user on this machine lie; nothing is made."""
    # Late: the table is used by modules that never touch the file.
    import platformdirs

    return Path(platformdirs.user_config_dir("zvh-desktop", appauthor=False)) / "instellingen.json"


class Instellingen:
    """The settings of the machine, read once and written at each change."""

    def __init__(self, bestand: Path | None = None) -> None:
        """Read `bestand`; None keeps everything in memory (tests, gallery)."""
        self._bestand = bestand
        self._waarden: dict[str, Any] = dict(self._lees())

    def __getitem__(self, naam: str) -> Any:
        """Return a setting, the default when it was never set."""
        return self._waarden.get(naam, self._zoek(naam).standaard)

    def tekst(self, naam: str) -> str:
        """Return a setting that is a text."""
        return str(self[naam])

    def getal(self, naam: str) -> int:
        """Return a setting that is a whole number."""
        return int(self[naam])

    def zet(self, naam: str, waarde: object) -> None:
        """Set and write.

        Raises:
            Programmafout: unknown name, or a value that does not fit.
            Omstandigheid: the file cannot be written; the value holds until the program ends.
        """
        instelling = self._zoek(naam)
        if not instelling.past(waarde):
            raise Programmafout(Reden.VERKEERD_GEBRUIK, wat="instelling", naam=naam)
        if self[naam] != waarde:
            self._waarden[naam] = waarde
            self._schrijf()

    @staticmethod
    def _zoek(naam: str) -> Instelling:
        instelling = INSTELLINGEN.get(naam)
        if instelling is None or instelling.plaats != "machine":
            raise Programmafout(Reden.VERKEERD_GEBRUIK, wat="instelling", naam=naam)
        return instelling

    def _lees(self) -> Iterator[tuple[str, Any]]:
        if self._bestand is None:
            return
        try:
            gelezen = json.loads(self._bestand.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return
        if isinstance(gelezen, dict):
            for naam, waarde in gelezen.items():
                # A newer program may have written names we do not know; they are left out, not an error.
                if naam in INSTELLINGEN and INSTELLINGEN[naam].past(waarde):
                    yield naam, waarde

    def _schrijf(self) -> None:
        if self._bestand is None:
            return
        try:
            self._bestand.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            naam = self._bestand.with_name(f".{self._bestand.name}-{os.getpid()}")
            greep = os.open(naam, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(greep, "w", encoding="utf-8") as uit:
                json.dump(self._waarden, uit, indent=2, sort_keys=True, ensure_ascii=False)
            os.replace(naam, self._bestand)
        except OSError as fout:
            raise Omstandigheid(Reden.SCHRIJFFOUT, wat="instellingen") from fout
