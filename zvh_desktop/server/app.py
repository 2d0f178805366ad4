"""The ASGI app: HTTP in front of the service, with limits before it and counts behind it."""

import asyncio
import contextlib
import hashlib
import ipaddress
import json
import os
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any, Final

import anyio
import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.server.answers import JSON, Antwoord, Nee, nee
from zvh_desktop.server.config import Config, Geheimen, lees_config, lees_geheimen
from zvh_desktop.server.journal import Journaal, begin_journaal
from zvh_desktop.server.limits import Emmers, Lezer, TeGroot, TeTraag, TeVol, Voorraad
from zvh_desktop.server.metrics import MEDIA, Metingen, ruim_op
from zvh_desktop.server.openapi import beschrijving
from zvh_desktop.server.routes import ROUTES, Weg
from zvh_desktop.server.service import Dienst, Vraag
from zvh_desktop.server.storage import Opslag, OpslagFout, OpslagVol, open_storage
from zvh_desktop.server.wake import Wekker

__all__ = ["ANDERS_VARIABELE", "MAP_VARIABELE", "maak_app", "werkproces"]

MAP_VARIABELE: Final = "ZVH_SERVER_MAP"
ANDERS_VARIABELE: Final = "ZVH_SERVER_ANDERS"
"""How a worker process learns its folder, and what the command line said otherwise (JSON)."""

_KOPPEN: Final = {"cache-control": "no-store", "x-content-type-options": "nosniff"}

_VOORBIJ: Final = 1024 * 1024
"""Longest body of a refused request that is let pass, so that the line stays open."""

Ontvang = Callable[[], Awaitable[Any]]
Stuur = Callable[[Any], Awaitable[None]]


class _Server:
    """One worker: the service, and what stands between it and the network."""

    def __init__(self, dienst: Dienst, geheimen: Geheimen) -> None:
        config = dienst.config
        self.dienst, self.config = dienst, config
        self.metingen = dienst.metingen
        self.journaal = Journaal(geheimen.sessie)
        self._voorraad = Voorraad(config.max_onderweg)
        self._emmers = Emmers(config.per_minuut)
        self._vreemden = Emmers(config.per_minuut_vreemd)
        self._draden = anyio.CapacityLimiter(config.verbindingen)
        self.wekker = Wekker(
            dienst.opslag,
            dienst.regio,
            hoogstens=config.luisteraars,
            per_toestel=config.luisteraars_toestel,
            hartslag_s=config.hartslag_s,
            nu_ms=dienst.klok,
            geteld=lambda aantal: self.metingen.luisteraars.set(aantal),
        )
        self._openapi = json.dumps(beschrijving(config), ensure_ascii=False).encode()

    # Life

    @contextlib.asynccontextmanager
    async def leven(self, app: Starlette) -> AsyncIterator[dict[str, Any]]:
        """Start and stop what runs beside the requests."""
        loop = asyncio.get_running_loop()

        def wek(gewekt: dict[bytes, int]) -> None:
            if gewekt and not loop.is_closed():
                loop.call_soon_threadsafe(self.wekker.meld, list(gewekt.items()))

        self.dienst.wekkers.append(wek)
        self.wekker.begin()
        self.journaal.meld("begonnen", motor=self.dienst.opslag.motor)
        try:
            yield {
                "zvh_kop_s": self.config.kop_s,
                "zvh_max_kop": self.config.max_kop,
                "zvh_stop": self.wekker.laat_los,
            }
        finally:
            self.dienst.wekkers.remove(wek)
            await self.wekker.sluit()
            await asyncio.to_thread(self.dienst.opslag.sluit)
            self.journaal.meld("gestopt")

    # One request

    def einde(self, weg: Weg) -> Callable[[Request], Awaitable[Response]]:
        """Return the endpoint of one kind of request."""

        async def endpoint(verzoek: Request) -> Response:
            return await self._bewaakt(weg.naam, verzoek, lambda: self._doe(weg, verzoek))

        return endpoint

    async def _bewaakt(self, naam: str, verzoek: Request, werk: Callable[[], Awaitable[Antwoord]]) -> Response:
        """Answer whatever happens; count it, and write it down."""
        begin = asyncio.get_running_loop().time()
        code = ""
        try:
            antwoord = await werk()
        except Nee as fout:
            code, antwoord = fout.code, nee(fout.code, wacht_s=fout.wacht_s)
        except ProtocolFout as fout:
            code, antwoord = fout.code.value, nee(fout.code.value)
        except TeGroot:
            code, antwoord = "te_groot", nee(Weigering.TE_GROOT)
        except TeTraag:
            code, antwoord = "te_traag", nee("te_traag", sluit=True)
        except TeVol:
            code, antwoord = "te_druk", nee("te_druk", wacht_s=5, sluit=True)
        except ConnectionError:
            code, antwoord = "weg", Antwoord(b"", 400)
        except OpslagFout as fout:
            code = "opslag_vol" if isinstance(fout, OpslagVol) else "opslag_weg"
            antwoord = nee(code, wacht_s=5)
            self.metingen.opslagfouten.labels(type(fout).__name__).inc()
            self.journaal.fout("databank", fout, route=naam)
        except Exception as fout:
            # The edge of the program: who asks gets a sentence, the log the kind and the places.
            code, antwoord = "intern", nee("intern")
            self.journaal.fout("intern", fout, route=naam)
        duur = asyncio.get_running_loop().time() - begin
        if code:
            self.metingen.geweigerd.labels(code).inc()
        self.metingen.verzoeken.labels(naam, str(antwoord.status)).inc()
        self.metingen.duur.labels(naam).observe(duur)
        self.metingen.uit_bytes.inc(len(antwoord.inhoud))
        self.journaal.meld(
            "verzoek",
            route=naam,
            status=antwoord.status,
            ms=round(duur * 1000, 1),
            uit=len(antwoord.inhoud),
            wie=self.journaal.wie(getattr(verzoek.state, "toestel", None)),
            **({"code": code} if code else {}),
        )
        koppen = {**_KOPPEN, **antwoord.koppen}
        if not getattr(verzoek.state, "gelezen", False) and _veel_over(verzoek):
            koppen["connection"] = "close"
        return Response(antwoord.inhoud, antwoord.status, koppen, antwoord.media)

    async def _doe(self, weg: Weg, verzoek: Request) -> Antwoord:
        nu_ms = self.dienst.klok()
        toestel, inleg = self._wie(weg, verzoek, nu_ms)
        verzoek.state.toestel = toestel
        hoogstens = self.config.max_verzoek if weg.hoogstens is None else weg.hoogstens
        lengte = verzoek.headers.get("content-length", "0")
        if not lengte.isdigit() or len(lengte) > 15:
            raise ProtocolFout(Weigering.ONLEESBAAR, "content-length")
        if int(lengte) > hoogstens:
            raise TeGroot
        lezer = Lezer(
            verzoek.receive,
            hoogstens=hoogstens,
            stilte_s=self.config.stilte_s,
            traagst=self.config.traagst,
            voorraad=self._voorraad,
        )
        try:
            inhoud = await lezer.alles()
            verzoek.state.gelezen = True
            self.metingen.in_bytes.inc(len(inhoud))
            vraag = Vraag(toestel, inhoud, verzoek.path_params, verzoek.query_params, nu_ms)
            if inleg is not None:
                bewijs = inleg
                return await anyio.to_thread.run_sync(lambda: self.dienst.leg_in(bewijs, vraag), limiter=self._draden)
            return await anyio.to_thread.run_sync(lambda: weg.werk(self.dienst, vraag), limiter=self._draden)
        finally:
            lezer.geef_terug()

    def _wie(self, weg: Weg, verzoek: Request, nu_ms: int) -> tuple[bytes | None, bytes | None]:
        """Return (device of the session, token of the first statements), and take one turn of who asks."""
        soort, _, rest = verzoek.headers.get("authorization", "").partition(" ")
        toestel = inleg = None
        if soort.lower() == "bearer" and weg.sessie != "nee":
            toestel = self.dienst.sessies.toestel(rest.strip(), nu_ms)
        elif soort.lower() == "inleg" and weg.sessie == "inleg":
            inleg = _inleg_hash(rest.strip())
        elif weg.sessie == "ja" or (weg.sessie == "inleg" and soort):
            raise ProtocolFout(Weigering.SESSIE)
        if toestel is not None:
            wacht = self._emmers.neem(toestel, nu_ms / 1000)
        else:
            wacht = self._vreemden.neem(verzoek.client.host if verzoek.client else "", nu_ms / 1000)
        if wacht:
            raise Nee("tempo", wacht_s=wacht)
        return toestel, inleg

    # What needs no thread

    async def wek(self, verzoek: Request) -> Response:
        """Server-sent events."""
        lijn: AsyncGenerator[bytes] | None = None

        async def werk() -> Antwoord:
            nonlocal lijn
            nu_ms = self.dienst.klok()
            soort, _, rest = verzoek.headers.get("authorization", "").partition(" ")
            if soort.lower() != "bearer":
                raise ProtocolFout(Weigering.SESSIE)
            toestel = self.dienst.sessies.toestel(rest.strip(), nu_ms)
            verzoek.state.toestel = toestel
            wacht = self._emmers.neem(toestel, nu_ms / 1000)
            if wacht:
                raise Nee("tempo", wacht_s=wacht)
            await anyio.to_thread.run_sync(lambda: self.dienst.regio.verwacht(toestel, nu_ms), limiter=self._draden)
            if self.wekker.vol:
                raise Nee("te_druk", wacht_s=30)
            lijn = self.wekker.lijn(toestel)
            return Antwoord(b"")

        antwoord = await self._bewaakt("wek", verzoek, werk)
        if lijn is None:
            return antwoord
        # No proxy in between may save the events up.
        koppen = {**_KOPPEN, "x-accel-buffering": "no"}
        return StreamingResponse(lijn, 200, koppen, "text/event-stream")

    async def gezond(self, verzoek: Request) -> Response:
        """Whether the store answers."""

        async def werk() -> Antwoord:
            with anyio.fail_after(5):
                await anyio.to_thread.run_sync(self.dienst.opslag.ping, abandon_on_cancel=True)
            return Antwoord(b'{"goed": true}', media=JSON)

        async def binnen_de_tijd() -> Antwoord:
            try:
                return await werk()
            except TimeoutError:
                raise Nee("opslag_weg", wacht_s=5) from None

        return await self._bewaakt("healthz", verzoek, binnen_de_tijd)

    async def meet(self, verzoek: Request) -> Response:
        """The counts, for who may see them."""

        async def werk() -> Antwoord:
            mag = self.config.meting == "open" or (
                self.config.meting == "lokaal" and _is_lokaal(verzoek.client.host if verzoek.client else "")
            )
            if not mag:
                raise Nee("niet_gevonden")
            return Antwoord(await asyncio.to_thread(self.metingen.tekst), media=MEDIA)

        return await self._bewaakt("metrics", verzoek, werk)

    async def openapi(self, verzoek: Request) -> Response:
        """The description of all this."""

        async def werk() -> Antwoord:
            return Antwoord(self._openapi, media=JSON)

        return await self._bewaakt("openapi", verzoek, werk)

    async def geen_weg(self, verzoek: Request, fout: Exception) -> Response:
        """What is not in the table."""
        code = "methode" if isinstance(fout, HTTPException) and fout.status_code == 405 else "niet_gevonden"
        koppen = dict(fout.headers or {}) if isinstance(fout, HTTPException) else {}

        async def werk() -> Antwoord:
            raise Nee(code)

        antwoord = await self._bewaakt("onbekend", verzoek, werk)
        antwoord.headers.update(koppen)
        return antwoord


def _veel_over(verzoek: Request) -> bool:
    """Whether an unread body is too long to let it pass by: closing the line while it comes may cost the answer."""
    lengte = verzoek.headers.get("content-length", "0")
    return "transfer-encoding" in verzoek.headers or not lengte.isdigit() or len(lengte) > 7 or int(lengte) > _VOORBIJ


def _inleg_hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _is_lokaal(adres: str) -> bool:
    try:
        return ipaddress.ip_address(adres).is_loopback
    except ValueError:
        return False


class _Geduld:
    """Answers that nobody takes off our hands are given up."""

    def __init__(self, app: Callable[[Any, Ontvang, Stuur], Awaitable[None]], stilte_s: float) -> None:
        self._app, self._stilte_s = app, stilte_s

    async def __call__(self, scope: Any, ontvang: Ontvang, stuur: Stuur) -> None:
        async def tijdig(bericht: Any) -> None:
            try:
                async with asyncio.timeout(self._stilte_s):
                    await stuur(bericht)
            except TimeoutError:
                raise ConnectionResetError from None

        if scope["type"] != "http":
            await self._app(scope, ontvang, stuur)
            return
        with contextlib.suppress(ConnectionResetError):
            await self._app(scope, ontvang, tijdig)


def maak_app(
    config: Config,
    geheimen: Geheimen,
    *,
    opslag: Opslag | None = None,
    klok: Callable[[], int] | None = None,
    metingen: Metingen | None = None,
) -> Callable[[Any, Ontvang, Stuur], Awaitable[None]]:
    """Return the ASGI app of one worker.

    Args:
        config: settings.
        geheimen: secrets of this server.
        opslag: the store; None opens the one in the settings. It is closed when the app stops.
        klok: ms UTC; None for the real clock.
        metingen: counters; None for new ones.

    Raises:
        OpslagFout: the store is away, damaged or of another version.
    """
    opslag = opslag or open_storage(config.databank, verbindingen=config.verbindingen)
    extra = {} if klok is None else {"klok": klok}
    server = _Server(Dienst(config, geheimen, opslag, metingen=metingen, **extra), geheimen)
    routes = [Route(weg.pad, server.einde(weg), methods=[weg.methode], name=weg.naam) for weg in ROUTES]
    routes += [
        Route("/v1/wek", server.wek, methods=["GET"]),
        Route("/healthz", server.gezond, methods=["GET"]),
        Route("/metrics", server.meet, methods=["GET"]),
        Route("/openapi.json", server.openapi, methods=["GET"]),
    ]
    app = Starlette(
        routes=routes, lifespan=server.leven, exception_handlers={404: server.geen_weg, 405: server.geen_weg}
    )
    app.router.redirect_slashes = False
    return _Geduld(app, config.stilte_s)


def werkproces() -> Callable[[Any, Ontvang, Stuur], Awaitable[None]]:
    """Return the app of a worker process; uvicorn calls it in each of them."""
    map_ = Path(os.environ[MAP_VARIABELE])
    begin_journaal()
    ruim_op()
    return maak_app(lees_config(map_, **json.loads(os.environ.get(ANDERS_VARIABELE, "{}"))), lees_geheimen(map_))
