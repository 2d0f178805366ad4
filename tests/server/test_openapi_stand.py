"""The description as a machine with states: requests follow each other along its links, and what was kept is there."""

import hashlib
import os
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, settings
from zvh_testing.serverplek import Proefklant, Proefserver

from zvh_desktop.protocol.codec import dump, load
from zvh_desktop.protocol.delta import read_sealed
from zvh_desktop.protocol.receipts import sign_session

from .test_openapi import schema, server

__all__ = ["server"]

LANG = os.environ.get("ZVH_TORTURE") == "1"


@schemathesis.deserializer("application/cbor")
def _uit_cbor(_ctx: Any, antwoord: Any) -> Any:
    """What a link takes from an answer."""
    return load(antwoord.content, max_bytes=1 << 26)


def test_een_reeks_verzoeken_langs_de_beschrijving(server: tuple[Proefserver, Proefklant, bytes]) -> None:
    gestart, klant, stream = server
    toestel, server_id = klant.toestel, klant.info()["server"].hex()
    gedaan: dict[str, int] = {}
    wacht: list[bytes] = []

    class Reeks(schema.as_state_machine()):  # type: ignore[misc]
        """Values are generated; where only what a device signed gets through, a device signs."""

        def setup(self) -> None:
            self.post: dict[tuple[str, str], bytes] = {}
            self.codes: set[str] = set()
            self.dicht: set[str] = set()
            self.reeks = os.urandom(8)

        def get_call_kwargs(self, _case: Any) -> dict[str, Any]:
            return {"base_url": gestart.adres}

        def before_call(self, case: Any) -> None:
            case.headers["Authorization"] = f"Bearer {klant.token}"
            match case.operation.definition.raw["operationId"]:
                case "sessie_vraag":
                    case.body = {"toestel": toestel.id}
                case "sessie" if isinstance(case.body, dict) and isinstance(case.body.get("nonce"), bytes):
                    case.body["handtekening"] = sign_session(toestel.teken, case.body["nonce"], server_id)
                case "duwen":
                    rommel = case.body.get("stukken") if isinstance(case.body, dict) else None
                    rommel = [deel.encode() for deel in rommel or () if isinstance(deel, str)]
                    wacht.append(toestel.delta(stream))
                    case.body = dump({"stukken": [*wacht, *rommel]})
                case "halen":
                    case.body = dump({"streams": {stream: 0}, "max_bytes": 1 << 24})
                case "blok_zet":
                    case.body = toestel.blok(stream, os.urandom(20))
                    naam = read_sealed(case.body).hash.hex()
                    case.path_parameters = {"stream": stream.hex(), "hash": naam}
                case "post_zet":
                    case.body = b"%d" % (len(self.post) % 2)
                case _:
                    pass
            code = (case.path_parameters or {}).get("code", "")
            if code and code not in self.codes:
                # A code works once, and a row of requests may be tried again from its beginning.
                case.path_parameters["code"] = hashlib.sha256(self.reeks + code.encode()).hexdigest()
                self.codes.add(case.path_parameters["code"])

        def validate_response(self, response: Any, case: Any, *_args: Any, **_kwargs: Any) -> None:
            status, inhoud = response.status_code, response.content
            naam = case.operation.definition.raw["operationId"]
            gedaan[f"{naam} {status}"] = gedaan.get(f"{naam} {status}", 0) + 1
            assert status < 500
            assert str(status) in case.operation.definition.raw["responses"]
            if status >= 400:
                assert set(response.json()) == {"code", "zin"}
            bus = (case.path_parameters or {}).get("code", "")
            plek = (bus, (case.path_parameters or {}).get("vak", ""))
            match naam, status:
                case "sessie", 200:
                    klant.token = load(inhoud, max_bytes=1 << 16)["token"]
                case "duwen", 200:
                    items = load(inhoud, max_bytes=1 << 20)["items"]
                    assert all("volgnr" in item for item in items[: len(wacht)])
                    wacht.clear()
                case "halen", 200:
                    stukken = [wire for _, _, wire in load(inhoud, max_bytes=1 << 26)["items"] if wire[:1] == b"\x83"]
                    assert len(stukken) + len(wacht) == toestel.kop(stream)[0]
                case "blok_geef", 200:
                    assert read_sealed(inhoud).hash.hex() == case.path_parameters["hash"]
                case "post_zet", 201:
                    assert plek not in self.post and bus not in self.dicht
                    self.post[plek] = case.body
                case "post_zet", 200:
                    assert self.post[plek] == case.body
                case "post_geef", 200:
                    assert self.post[plek] == inhoud and bus not in self.dicht
                case "post_geef", 404:
                    assert plek not in self.post or bus in self.dicht
                case "post_sluit", 200:
                    self.dicht.add(bus)
                case _:
                    pass

    Reeks.run(
        settings=settings(
            max_examples=60 if LANG else 3,
            stateful_step_count=25 if LANG else 10,
            deadline=None,
            database=None,
            derandomize=not LANG,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
    )
    gelukt = {naam for naam in gedaan if int(naam[-3:]) < 300}
    assert len(gelukt) > 5, gedaan
