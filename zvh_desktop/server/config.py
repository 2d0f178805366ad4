"""Settings of the server: one table, a TOML file, overridden by the command line; and its secrets, in a file apart."""

import json
import os
import secrets
import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final

__all__ = [
    "GEHEIM_BESTAND",
    "INSTELLINGEN_BESTAND",
    "Config",
    "ConfigFout",
    "Geheimen",
    "lees_config",
    "lees_geheimen",
    "nieuwe_geheimen",
    "schrijf_geheimen",
]

INSTELLINGEN_BESTAND: Final = "server.toml"
GEHEIM_BESTAND: Final = "sleutels.json"
_MIB: Final = 1024 * 1024


class ConfigFout(Exception):
    """A setting or the file with secrets is wrong.

    Attributes:
        wat: name of the setting or the file; never its value.
    """

    def __init__(self, wat: str) -> None:
        super().__init__(wat)
        self.wat = wat


def _s(standaard: Any, titel: str, laagste: int | None = None, hoogste: int | None = None) -> Any:
    return field(default=standaard, metadata={"titel": titel, "laagste": laagste, "hoogste": hoogste})


@dataclass(frozen=True, slots=True)
class Config:
    """Every setting; the title says what it does, in Dutch, as in the manual."""

    map: str = _s(".", "map met instellingen, sleutels en (bij SQLite) de databank")
    database: str = _s("", "postgresql://… of leeg: SQLite-bestand zvh.db in de map; ook via ZVH_DATABASE")
    host: str = _s("127.0.0.1", "adres waarop de server luistert")
    port: int = _s(8470, "poort", 0, 65535)
    workers: int = _s(1, "aantal werkprocessen", 1, 64)
    tls_cert: str = _s("", "bestand met het eigen certificaat (PEM); leeg: TLS gebeurt ervoor")
    tls_key: str = _s("", "bestand met de sleutel daarvan (PEM)")
    vertrouwde_proxy: str = _s("127.0.0.1", "adressen waarvan X-Forwarded-For wordt geloofd")
    verbindingen: int = _s(8, "databankverbindingen per werkproces", 1, 100)
    max_verbindingen: int = _s(1000, "verbindingen tegelijk per werkproces", 1, 100_000)
    max_verzoek: int = _s(20 * _MIB, "grootste verzoek in bytes", 64 * 1024, 1024 * _MIB)
    max_antwoord: int = _s(
        8 * _MIB, "grootste antwoord op halen in bytes; één stuk mag groter zijn", 64 * 1024, 16 * _MIB
    )
    max_onderweg: int = _s(
        256 * _MIB, "bytes aan verzoeken tegelijk in het geheugen per werkproces", _MIB, 64 * 1024 * _MIB
    )
    max_kop: int = _s(16 * 1024, "grootste kop van een verzoek in bytes", 1024, 256 * 1024)
    kop_s: int = _s(10, "seconden voor de kop van een verzoek", 1, 600)
    stilte_s: int = _s(20, "seconden stilte binnen een verzoek of antwoord", 1, 600)
    traagst: int = _s(2048, "traagste aanvoer in bytes per seconde, na de eerste stilte_s", 0, _MIB)
    rust_s: int = _s(15, "seconden dat een verbinding zonder verzoek openblijft", 1, 600)
    sluit_s: int = _s(20, "seconden om lopende verzoeken af te maken bij stoppen", 1, 600)
    per_minuut: int = _s(600, "verzoeken per minuut per toestel", 1, 1_000_000)
    per_minuut_vreemd: int = _s(600, "verzoeken per minuut per adres zonder sessie", 1, 1_000_000)
    dag_bytes: int = _s(2048 * _MIB, "bytes die een toestel per dag mag brengen", _MIB, 1 << 50)
    sessie_s: int = _s(900, "seconden dat een sessie geldt", 30, 86_400)
    nonce_s: int = _s(60, "seconden dat een vraag om een sessie geldt", 5, 600)
    luisteraars: int = _s(500, "luisteraars tegelijk per werkproces", 0, 100_000)
    luisteraars_toestel: int = _s(2, "luisteraars tegelijk per toestel en werkproces; de oudste wijkt", 1, 100)
    hartslag_s: int = _s(15, "seconden tussen levenstekens aan luisteraars", 1, 300)
    voorloop_s: int = _s(86_400, "seconden dat een toestel voor mag lopen", 60, 31_536_000)
    snoei_dagen: int = _s(90, "dagen na bevestiging waarna gedekte deltas weg mogen", 1, 36_500)
    uitnodiging_dagen: int = _s(7, "dagen dat een postbus voor een uitnodiging openblijft", 1, 365)
    uitnodigingen: int = _s(20, "postbussen tegelijk per toestel", 1, 1000)
    meting: str = _s("lokaal", "wie /metrics mag zien: lokaal, open of uit")

    @property
    def databank(self) -> str:
        """Where the store is: an address of PostgreSQL or a path."""
        return self.database or str(Path(self.map) / "zvh.db")

    @property
    def tls(self) -> bool:
        """Whether the server speaks TLS itself."""
        return bool(self.tls_cert)


_VELDEN: Final = {veld.name: veld for veld in fields(Config)}


def _keur(waarden: dict[str, Any]) -> None:
    for naam, waarde in waarden.items():
        veld = _VELDEN.get(naam)
        if veld is None or naam == "map":
            raise ConfigFout(naam)
        soort = type(veld.default)
        if type(waarde) is not soort:
            raise ConfigFout(naam)
        laagste, hoogste = veld.metadata["laagste"], veld.metadata["hoogste"]
        if soort is int and not (laagste <= waarde <= hoogste):
            raise ConfigFout(naam)
    if waarden.get("meting", "lokaal") not in ("lokaal", "open", "uit"):
        raise ConfigFout("meting")


def lees_config(map_: Path, **anders: Any) -> Config:
    """Read `server.toml` of a folder, when it is there; `anders` (None is left out) wins over it.

    Raises:
        ConfigFout: an unknown name, a wrong type or a number out of bounds.
    """
    waarden: dict[str, Any] = {}
    bestand = map_ / INSTELLINGEN_BESTAND
    if bestand.exists():
        try:
            waarden = tomllib.loads(bestand.read_text(encoding="utf-8"))
        except (OSError, ValueError) as fout:
            raise ConfigFout(INSTELLINGEN_BESTAND) from fout
    if os.environ.get("ZVH_DATABASE"):
        waarden["database"] = os.environ["ZVH_DATABASE"]
    waarden.update({naam: waarde for naam, waarde in anders.items() if waarde is not None})
    _keur(waarden)
    config = replace(Config(map=str(map_)), **waarden)
    if bool(config.tls_cert) is not bool(config.tls_key):
        raise ConfigFout("tls_key")
    return config


@dataclass(frozen=True, slots=True, repr=False)
class Geheimen:
    """What only this server knows; shared by its workers, never in the database.

    Attributes:
        server_id: 32 hex digits; no secret, but it belongs to the key.
        teken: 32 secret bytes, Ed25519, for receipts.
        sessie: 32 secret bytes, for tokens and nonces.
    """

    server_id: str
    teken: bytes
    sessie: bytes


def nieuwe_geheimen() -> Geheimen:
    """Make them."""
    return Geheimen(secrets.token_hex(16), secrets.token_bytes(32), secrets.token_bytes(32))


def schrijf_geheimen(map_: Path, geheimen: Geheimen) -> None:
    """Write them into a file that only its owner reads; an existing file is never replaced.

    Raises:
        FileExistsError: there is one.
    """
    greep = os.open(map_ / GEHEIM_BESTAND, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    inhoud = {"server_id": geheimen.server_id, "teken": geheimen.teken.hex(), "sessie": geheimen.sessie.hex()}
    with os.fdopen(greep, "w", encoding="utf-8") as uit:
        json.dump(inhoud, uit)
        uit.flush()
        os.fsync(uit.fileno())


def lees_geheimen(map_: Path) -> Geheimen:
    """Read them.

    Raises:
        ConfigFout: not there, unreadable, or readable by others.
    """
    bestand = map_ / GEHEIM_BESTAND
    try:
        if os.name == "posix" and bestand.stat().st_mode & 0o007:
            raise ConfigFout(GEHEIM_BESTAND)
        ruw = json.loads(bestand.read_text(encoding="utf-8"))
        geheimen = Geheimen(ruw["server_id"], bytes.fromhex(ruw["teken"]), bytes.fromhex(ruw["sessie"]))
    except (OSError, ValueError, KeyError, TypeError) as fout:
        raise ConfigFout(GEHEIM_BESTAND) from fout
    if (len(bytes.fromhex(geheimen.server_id)), len(geheimen.teken), len(geheimen.sessie)) != (16, 32, 32):
        raise ConfigFout(GEHEIM_BESTAND)
    return geheimen
