"""`zvh-server`: for the region's IT. One Dutch sentence on stderr when it fails, never a traceback.

Exit codes: 0 done; 2 usage or a wrong setting; 4 damaged or unreadable; 5 in use; 6 made by a newer version; 7 disk
full or no rights; 8 the database or the network is away.
"""

import argparse
import hashlib
import json
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from zvh_desktop.protocol.errors import ProtocolFout
from zvh_desktop.protocol.receipts import ServerRequest, read_statements_text, request_text
from zvh_desktop.protocol.signing import load_signing_key, publiek_van
from zvh_desktop.server.config import (
    GEHEIM_BESTAND,
    Config,
    ConfigFout,
    Geheimen,
    lees_config,
    lees_geheimen,
    nieuwe_geheimen,
    schrijf_geheimen,
)
from zvh_desktop.server.prune import snoei
from zvh_desktop.server.region import Regio
from zvh_desktop.server.storage import (
    Opslag,
    OpslagFout,
    OpslagNieuwer,
    OpslagStuk,
    OpslagVol,
    OpslagWeg,
    open_storage,
)

__all__ = ["VERZOEK_BESTAND", "main"]

VERZOEK_BESTAND: Final = "verzoek.txt"
_DAG_MS: Final = 86_400_000
_STANDAARD_MAP: Final = "/var/lib/zvh-server"


class _Stop(Exception):
    """End with this sentence and exit code."""

    def __init__(self, zin: str, code: int) -> None:
        super().__init__(zin)
        self.zin, self.code = zin, code


def _nu_ms() -> int:
    return time.time_ns() // 1_000_000


def _tekst(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="seconds")


def _druk(keuze: argparse.Namespace, gegevens: dict[str, Any], regels: Sequence[str]) -> None:
    if keuze.json:
        sys.stdout.write(json.dumps(gegevens, ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write("".join(regel + "\n" for regel in regels))
    sys.stdout.flush()


def _open(keuze: argparse.Namespace) -> tuple[Config, Opslag]:
    config = lees_config(keuze.map)
    opslag = open_storage(config.databank, verbindingen=2)
    opslag.keur()
    return config, opslag


# Commands


def _init(keuze: argparse.Namespace) -> int:
    """Make or bring up to date: folder, keys, tables; take in statements; write the request."""
    keuze.map.mkdir(parents=True, exist_ok=True, mode=0o700)
    config = lees_config(keuze.map)
    if not (keuze.map / GEHEIM_BESTAND).exists():
        schrijf_geheimen(keuze.map, nieuwe_geheimen())
    geheimen = lees_geheimen(keuze.map)
    opslag = open_storage(config.databank, verbindingen=2)
    try:
        stappen = opslag.migreer(datetime.now(UTC).isoformat(timespec="seconds"))
        generatie = opslag.meta("generatie")
        if generatie is None or keuze.hersteld:
            generatie = secrets.token_bytes(16)
            with opslag.schrijf() as t:
                t.zet_meta("generatie", generatie)
        regio = Regio(opslag)
        nieuw = _neem_in(regio, keuze.region)
        region = regio.region_id(_nu_ms())
        inleg = "" if region is not None else _maak_inleg(opslag)
        cert = regio.server_cert(geheimen.server_id, _publiek(geheimen), _nu_ms())
    finally:
        opslag.sluit()
    verzoek = _schrijf_verzoek(keuze.map, geheimen)
    regels = [
        f"Server {geheimen.server_id} is klaar voor gebruik ({stappen} stappen genomen, {nieuw} verklaringen erbij).",
        f"Generatie van de opslag: {generatie.hex()}.",
    ]
    if cert is None:
        regels += [
            f"De regio heeft deze server nog niet gewaarmerkt. Geef {keuze.map / VERZOEK_BESTAND} aan de beheerder:",
            verzoek,
        ]
    if inleg:
        regels += ["Er is nog geen regio. Eenmalig token waarmee de beheerder haar kan inleggen:", inleg]
    _druk(
        keuze,
        {
            "server": geheimen.server_id,
            "generatie": generatie.hex(),
            "region": None if region is None else region.hex(),
            "gewaarmerkt": cert is not None,
            "verzoek": verzoek,
            "inleg": inleg or None,
            "stappen": stappen,
            "nieuw": nieuw,
        },
        regels,
    )
    return 0


def _publiek(geheimen: Geheimen) -> bytes:
    return publiek_van(load_signing_key(geheimen.teken))


def _neem_in(regio: Regio, bestanden: Sequence[Path]) -> int:
    wires: list[bytes] = []
    for bestand in bestanden:
        try:
            wires += read_statements_text(bestand.read_text(encoding="ascii"))
        except (ProtocolFout, UnicodeDecodeError):
            raise _Stop(f"{bestand.name} is geen bestand met verklaringen van een regio.", 4) from None
    if not wires:
        return 0
    try:
        return regio.voeg_toe(wires, _nu_ms(), eerste=True)
    except ProtocolFout:
        raise _Stop("Deze verklaringen zijn niet van de regio van deze server.", 4) from None


def _maak_inleg(opslag: Opslag) -> str:
    token = secrets.token_urlsafe(24)
    with opslag.schrijf() as t:
        t.zet_meta("inleg", hashlib.sha256(token.encode()).digest())
    return token


def _schrijf_verzoek(map_: Path, geheimen: Geheimen) -> str:
    sleutel = load_signing_key(geheimen.teken)
    verzoek = request_text(ServerRequest(geheimen.server_id, publiek_van(sleutel), _nu_ms()), sleutel)
    (map_ / VERZOEK_BESTAND).write_text(verzoek + "\n", encoding="ascii")
    return verzoek


def _devices(keuze: argparse.Namespace) -> int:
    """List what the region certified; who works at a device is not told."""
    _, opslag = _open(keuze)
    try:
        nu_ms = _nu_ms()
        stand = Regio(opslag).stand(nu_ms)
        vandaag = {toestel.hex(): bytes_ for toestel, bytes_, _ in opslag.verbruik(nu_ms // _DAG_MS)}
        toestellen = [
            {
                "toestel": toestel,
                "rol": deel.cert.rol,
                "van": _tekst(deel.cert.van),
                "tot": _tekst(deel.cert.tot),
                "stand": deel.weigering.value if deel.weigering is not None else "goed",
                "streams": len(opslag.toegankelijk(bytes.fromhex(toestel))),
                "bytes_vandaag": vandaag.get(toestel, 0),
            }
            for toestel, deel in stand.toestellen.items()
        ]
    finally:
        opslag.sluit()
    _druk(
        keuze,
        {"toestellen": toestellen},
        [
            f"{d['toestel']}  {d['rol']:<16} {d['stand']:<20} tot {d['tot']}  {d['streams']} stromen,"
            f" {d['bytes_vandaag']} bytes vandaag"
            for d in toestellen
        ]
        or ["Er zijn geen toestellen gewaarmerkt."],
    )
    return 0


def _stats(keuze: argparse.Namespace) -> int:
    """Tell what is kept, in numbers."""
    config, opslag = _open(keuze)
    try:
        telling = opslag.telling()
        generatie = opslag.meta("generatie") or b""
    finally:
        opslag.sluit()
    gegevens: dict[str, Any] = {**asdict(telling), "motor": opslag.motor, "generatie": generatie.hex()}
    if opslag.motor == "sqlite":
        gegevens["bestand_bytes"] = Path(config.databank).stat().st_size
    _druk(keuze, gegevens, [f"{naam:<14} {waarde}" for naam, waarde in gegevens.items()])
    return 0


def _prune(keuze: argparse.Namespace) -> int:
    """Remove what a confirmed snapshot stands for."""
    config, opslag = _open(keuze)
    try:
        dagen = config.snoei_dagen if keuze.dagen is None else keuze.dagen
        weg = snoei(opslag, nu_ms=_nu_ms(), dagen=dagen, proef=keuze.proef)
    finally:
        opslag.sluit()
    woord = "Er zouden weggaan" if keuze.proef else "Weggehaald"
    regels = [
        f"{woord}: {weg.deltas} deltas ({weg.bytes} bytes) uit {weg.gesnoeid} van {weg.bekeken} stromen met een"
        f" bevestigde momentopname, ouder dan {dagen} dagen."
    ]
    if weg.verschil:
        regels.append(f"{weg.verschil} ketens bleven staan: de momentopname noemt een andere delta dan hier ligt.")
    _druk(keuze, {**asdict(weg), "dagen": dagen, "proef": keuze.proef}, regels)
    return 0


# Serving


def _serve(keuze: argparse.Namespace) -> int:
    """Serve until a signal says to stop; what runs is finished first."""
    anders = {"host": keuze.host, "port": keuze.port, "workers": keuze.workers}
    config = lees_config(keuze.map, **anders)
    lees_geheimen(keuze.map)
    opslag = open_storage(config.databank, verbindingen=1)
    try:
        opslag.keur()
    finally:
        opslag.sluit()
    for bestand in filter(None, (config.tls_cert, config.tls_key)):
        if not os.access(bestand, os.R_OK):
            raise _Stop("Het TLS-certificaat of de sleutel ervan is niet leesbaar.", 7)
    os.environ["ZVH_SERVER_MAP"] = str(keuze.map)
    os.environ["ZVH_SERVER_ANDERS"] = json.dumps({naam: w for naam, w in anders.items() if w is not None})
    with tempfile.TemporaryDirectory(prefix="zvh-meting-") as meting:
        if config.workers > 1:
            # Before anything imports the counters: several processes add theirs up in files.
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = meting
        # Late: the other commands need no network, and the counters must not be imported before this.
        from zvh_desktop.server.serving import PoortBezet, PoortVerboden, bedien

        try:
            return bedien(config)
        except PoortVerboden:
            raise _Stop("Deze poort mag dit programma niet openen.", 7) from None
        except PoortBezet:
            raise _Stop(
                "Op dit adres en deze poort luistert al een ander programma, of dit adres is er niet.", 5
            ) from None


# Entry


def _ontleder() -> argparse.ArgumentParser:
    ontleder = argparse.ArgumentParser(
        prog="zvh-server", description="De server van de regio: bewaart wat hij niet kan lezen.", allow_abbrev=False
    )
    ontleder.add_argument(
        "--map", type=Path, default=Path(os.environ.get("ZVH_SERVER_MAP", _STANDAARD_MAP)), help="map van de server"
    )
    ontleder.add_argument("--json", action="store_true", help="uitvoer voor programma's")
    delen = ontleder.add_subparsers(dest="opdracht", required=True, metavar="OPDRACHT")

    def deel(naam: str, hulp: str, werk: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        nieuw: argparse.ArgumentParser = delen.add_parser(naam, help=hulp, description=hulp, allow_abbrev=False)
        nieuw.set_defaults(werk=werk)
        return nieuw

    init = deel("init", "maak de server, of werk hem bij; neem verklaringen van de regio in", _init)
    init.add_argument("--region", type=Path, action="append", default=[], help="bestand met verklaringen van de regio")
    init.add_argument(
        "--hersteld", action="store_true", help="de databank is teruggezet: toestellen vullen aan wat ontbreekt"
    )
    serve = deel("serve", "bedien de toestellen van de regio", _serve)
    serve.add_argument("--host", help="adres")
    serve.add_argument("--port", type=int, help="poort")
    serve.add_argument("--workers", type=int, help="aantal werkprocessen")
    deel("devices", "toon de gewaarmerkte toestellen", _devices)
    deel("stats", "toon wat er ligt, in aantallen", _stats)
    prune = deel("prune", "haal deltas weg waar een bevestigde momentopname voor staat", _prune)
    prune.add_argument("--dagen", type=int, help="alleen wat ouder is; anders volgens de instellingen")
    prune.add_argument("--proef", action="store_true", help="tel alleen")
    return ontleder


def _voer_uit(keuze: argparse.Namespace) -> int:
    try:
        if getattr(keuze, "dagen", None) is not None and keuze.dagen < 0:
            raise _Stop("Het aantal dagen kan niet negatief zijn.", 2)
        return int(keuze.werk(keuze))
    except _Stop:
        raise
    except ConfigFout as fout:
        if fout.wat == GEHEIM_BESTAND:
            raise _Stop(
                f"{GEHEIM_BESTAND} ontbreekt, is onleesbaar of is leesbaar voor anderen. Begin met: zvh-server init.", 4
            ) from fout
        raise _Stop(f"De instelling {fout.wat} bestaat niet of heeft een waarde die niet kan.", 2) from fout
    except OpslagNieuwer as fout:
        raise _Stop(
            f"De databank is van een nieuwere versie (stap {fout.gevonden}; dit programma kent {fout.bekend}).", 6
        ) from fout
    except OpslagVol as fout:
        raise _Stop("De schijf is vol.", 7) from fout
    except OpslagWeg as fout:
        raise _Stop("De databank is niet bereikbaar.", 8) from fout
    except (OpslagStuk, OpslagFout) as fout:
        raise _Stop(
            "De databank is er niet, is beschadigd of is niet van deze server. Zie: zvh-server init.", 4
        ) from fout
    except PermissionError as fout:
        raise _Stop("Dit programma heeft geen rechten op de map van de server.", 7) from fout
    except OSError as fout:
        raise _Stop("De map van de server is niet leesbaar of niet beschrijfbaar.", 7) from fout


def main(argumenten: Sequence[str] | None = None) -> int:
    """Run the command and return the exit code."""
    keuze = _ontleder().parse_args(argumenten)
    try:
        return _voer_uit(keuze)
    except _Stop as stop:
        sys.stderr.write(stop.zin + "\n")
        return stop.code


if __name__ == "__main__":
    sys.exit(main())
