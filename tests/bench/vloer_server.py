"""The least a server can be: POST appends sealed pieces to SQLite, GET returns them; no checks, no receipts.

Run as `python vloer_server.py PORT DB`.
"""

import sqlite3
import sys

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_db: sqlite3.Connection


async def duw(request: Request) -> Response:
    body = await request.body()
    stukken, plek = [], 0
    while plek < len(body):
        lengte = int.from_bytes(body[plek : plek + 4], "big")
        stukken.append((body[plek + 4 : plek + 4 + lengte],))
        plek += 4 + lengte
    _db.execute("BEGIN")
    _db.executemany("INSERT INTO d (stuk) VALUES (?)", stukken)
    _db.execute("COMMIT")
    return Response(b"")


async def haal(request: Request) -> Response:
    na, hoeveel = int(request.query_params["na"]), int(request.query_params["hoeveel"])
    rijen = _db.execute("SELECT nr, stuk FROM d WHERE nr > ? ORDER BY nr LIMIT ?", (na, hoeveel)).fetchall()
    if not rijen:
        return Response(b"")
    inhoud = b"".join(len(stuk).to_bytes(4, "big") + stuk for _, stuk in rijen)
    return Response(inhoud, headers={"x-laatste": str(rijen[-1][0])})


app = Starlette(routes=[Route("/duw", duw, methods=["POST"]), Route("/haal", haal)])


def main() -> None:
    global _db
    import uvicorn

    poort, pad = int(sys.argv[1]), sys.argv[2]
    _db = sqlite3.connect(pad, isolation_level=None, check_same_thread=False)
    _db.execute("PRAGMA journal_mode=WAL")
    _db.execute("PRAGMA synchronous=FULL")
    _db.execute("CREATE TABLE IF NOT EXISTS d (nr INTEGER PRIMARY KEY, stuk BLOB NOT NULL)")
    uvicorn.run(app, host="127.0.0.1", port=poort, log_level="warning", access_log=False)


if __name__ == "__main__":
    main()
