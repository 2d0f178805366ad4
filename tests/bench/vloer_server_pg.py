"""The least a server over PostgreSQL can be: POST appends sealed pieces; no checks, no receipts.

Run as `python vloer_server_pg.py PORT DSN`.
"""

import sys

import psycopg
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_db: psycopg.Connection[tuple[object, ...]]


async def duw(request: Request) -> Response:
    body = await request.body()
    stukken, plek = [], 0
    while plek < len(body):
        lengte = int.from_bytes(body[plek : plek + 4], "big")
        stukken.append((body[plek + 4 : plek + 4 + lengte],))
        plek += 4 + lengte
    with _db.transaction():
        _db.cursor().executemany("INSERT INTO d (stuk) VALUES (%s)", stukken)
    return Response(b"")


app = Starlette(routes=[Route("/duw", duw, methods=["POST"])])


def main() -> None:
    global _db
    poort, adres = int(sys.argv[1]), sys.argv[2]
    _db = psycopg.connect(adres, autocommit=True)
    _db.execute("CREATE TABLE d (nr BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, stuk BYTEA NOT NULL)")
    _db.execute("ALTER TABLE d ALTER COLUMN stuk SET STORAGE EXTERNAL")
    uvicorn.run(app, host="127.0.0.1", port=poort, log_level="warning", access_log=False)


if __name__ == "__main__":
    main()
