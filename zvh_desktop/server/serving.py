"""Serving: a socket, one or more worker processes, and an end that finishes what runs."""

import signal
import socket
import sys
from typing import Any

import uvicorn
from uvicorn.supervisors import Multiprocess

from zvh_desktop.server.config import Config
from zvh_desktop.server.limits import ZvhHttp

__all__ = ["PoortBezet", "PoortVerboden", "bedien", "bind", "uvicorn_config"]


class PoortBezet(Exception):
    """Somebody listens there already, or there is no such address."""


class PoortVerboden(Exception):
    """This user may not listen there."""


def uvicorn_config(
    config: Config, app: Any = "zvh_desktop.server.app:werkproces", *, factory: bool = True
) -> uvicorn.Config:
    """Return how uvicorn serves an app: our limits, no log lines of its own, nothing said of what runs here."""
    return uvicorn.Config(
        app,
        factory=factory,
        host=config.host,
        port=config.port,
        workers=config.workers,
        http=ZvhHttp,
        ws="none",
        lifespan="on",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=bool(config.vertrouwde_proxy),
        forwarded_allow_ips=config.vertrouwde_proxy or None,
        limit_concurrency=config.max_verbindingen,
        timeout_keep_alive=config.rust_s,
        timeout_graceful_shutdown=config.sluit_s,
        ssl_certfile=config.tls_cert or None,
        ssl_keyfile=config.tls_key or None,
    )


def bind(config: Config) -> socket.socket:
    """Return a socket that listens.

    Raises:
        PoortVerboden, PoortBezet.
    """
    soort = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    sok = socket.socket(soort, socket.SOCK_STREAM)
    sok.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sok.bind((config.host, config.port))
        sok.listen(2048)
    except PermissionError:
        sok.close()
        raise PoortVerboden from None
    except OSError:
        sok.close()
        raise PoortBezet from None
    sok.set_inheritable(True)
    return sok


def bedien(config: Config) -> int:
    """Serve until a signal says to stop; return the exit code.

    Raises:
        PoortVerboden, PoortBezet.
    """
    sok = bind(config)
    uv = uvicorn_config(config)
    server = uvicorn.Server(uv)
    try:
        schema = "https" if config.tls else "http"
        sys.stderr.write(f"zvh-server luistert op {schema}://{config.host}:{sok.getsockname()[1]}\n")
        sys.stderr.flush()
        if config.workers > 1:
            Multiprocess(uv, sockets=[sok]).run()
            return 0
        # uvicorn raises the signal again when it is done; we end with our own code.
        signal.signal(signal.SIGTERM, lambda *_: None)
        server.run(sockets=[sok])
    except KeyboardInterrupt:
        return 0
    finally:
        sok.close()
    return 0 if server.started else 8
