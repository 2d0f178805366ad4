"""The description of the server for other programs: OpenAPI 3.1 as data; a test holds it against the routes."""

from typing import Any, Final

from zvh_desktop.protocol.receipts import MAX_BON
from zvh_desktop.server.answers import CBOR, CODES, JSON
from zvh_desktop.server.config import Config
from zvh_desktop.server.pull import MAX_STREAMS
from zvh_desktop.server.region import MAX_STUKKEN
from zvh_desktop.server.service import BERICHT_BYTES

__all__ = ["beschrijving"]

_GETAL: Final = {"type": "integer", "minimum": 0, "maximum": (1 << 48) - 1}
_TIJD: Final = {**_GETAL, "description": "ms UTC"}


def _octets(lengte: int | None = None, *, titel: str = "", hoogstens: int | None = None) -> dict[str, Any]:
    """A CBOR byte string; JSON Schema has no such type, so its length stands in an extension."""
    vorm: dict[str, Any] = {"type": "string", "contentMediaType": "application/octet-stream", "x-cbor": "bytes"}
    if lengte is not None:
        vorm["x-bytes"] = lengte
    if hoogstens is not None:
        vorm["x-max-bytes"] = hoogstens
    if titel:
        vorm["description"] = titel
    return vorm


def _map(velden: dict[str, Any], ook: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {**velden, **(ook or {})},
        "required": sorted(velden),
        "additionalProperties": False,
    }


def _per_stream(waarde: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": waarde, "x-cbor-keys": "bytes", "x-key-bytes": 16}


def _tupel(*delen: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "prefixItems": list(delen), "minItems": len(delen), "maxItems": len(delen), "items": False}


def _inhoud(schema: dict[str, Any], media: str = CBOR) -> dict[str, Any]:
    return {media: {"schema": schema}}


def _op(
    naam: str,
    titel: str,
    *,
    uit: dict[str, Any],
    lichaam: dict[str, Any] | None = None,
    parameters: list[dict[str, Any]] | None = None,
    sessie: list[dict[str, list[str]]] | None = None,
    statussen: tuple[int, ...] = (),
    goed: tuple[int, ...] = (200,),
    verder: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """One operation; `verder` names what can be asked next, and with which of what was said (OpenAPI links)."""
    nee = {400, 429, 500, 503, *statussen}
    if sessie:
        nee |= {401, 403}
    if lichaam:
        nee |= {408, 413}
    links = {"links": verder} if verder else {}
    op: dict[str, Any] = {
        "operationId": naam,
        "summary": titel,
        "security": sessie or [],
        "responses": {
            **{str(status): {"description": "Goed.", "content": uit, **links} for status in goed},
            **{str(status): {"$ref": "#/components/responses/nee"} for status in sorted(nee)},
        },
    }
    if lichaam:
        op["requestBody"] = {"required": True, "content": lichaam}
    if parameters:
        op["parameters"] = parameters
    return op


def _pad(naam: str, vorm: str, titel: str) -> dict[str, Any]:
    return {
        "name": naam,
        "in": "path",
        "required": True,
        "description": titel,
        "schema": {"type": "string", "pattern": vorm},
    }


def _verder(naam: str, *uit_pad: str, lichaam: dict[str, Any] | None = None) -> dict[str, Any]:
    """One next request: these parts of the path go along, and this body."""
    volgt: dict[str, Any] = {"operationId": naam}
    if uit_pad:
        volgt["parameters"] = {deel: f"$request.path.{deel}" for deel in uit_pad}
    if lichaam:
        volgt["requestBody"] = lichaam
    return volgt


_SESSIE: Final[list[dict[str, list[str]]]] = [{"sessie": []}]
_STREAM: Final = _pad("stream", "^[0-9a-f]{32}$", "Naam van de stroom, hexadecimaal.")
_HASH: Final = _pad("hash", "^[0-9a-f]{64}$", "Hash van het verzegelde stuk, hexadecimaal.")
_CODE: Final = _pad("code", "^[0-9a-f]{64}$", "SHA-256 van de code van de uitnodiging, hexadecimaal.")
_VAK: Final = _pad("vak", "^[a-z0-9][a-z0-9-]{0,31}$", "Vak in de postbus; elk vak wordt één keer beschreven.")


def beschrijving(config: Config) -> dict[str, Any]:
    """Return the document, with the limits of this server in it."""
    stuk = _octets(titel="Een verzegeld stuk of een ondertekende verklaring; zie PROTOCOL.md.")
    nieuw = _inhoud(_map({"nieuw": {"type": "boolean"}}))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "ZVH Desktop: server van de regio",
            "version": "1",
            "description": (
                "Bewaart en ordent verzegelde stukken en kan ze niet lezen. Lichamen zijn deterministisch CBOR"
                " (RFC 8949, 4.2.1); een schema hieronder zegt per waarde welk CBOR-type bedoeld is: `x-cbor: bytes`"
                " is een bytestring, `x-cbor-keys: bytes` een map met bytestrings als sleutel."
            ),
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "paths": {
            **_paden_sessie(),
            **_paden_stukken(stuk, nieuw),
            **_paden_post(nieuw, config),
            **_paden_dienst(),
        },
        "components": {
            "securitySchemes": {
                "sessie": {"type": "http", "scheme": "bearer", "description": "Token van /v1/sessie."},
                "inleg": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "authorization",
                    "description": "`Inleg` en het token dat `zvh-server init` toonde; werkt één keer.",
                },
            },
            "schemas": {
                "nee": {
                    **_map(
                        {"code": {"type": "string", "enum": sorted(str(c) for c in CODES)}, "zin": {"type": "string"}}
                    ),
                    "description": "Waarom niet: een vaste code, en een zin voor mensen.",
                }
            },
            "responses": {
                "nee": {
                    "description": "Geweigerd; er is niets bewaard.",
                    "content": _inhoud({"$ref": "#/components/schemas/nee"}, JSON),
                }
            },
        },
    }


def _paden_sessie() -> dict[str, Any]:
    return {
        "/v1/info": {
            "get": _op(
                "info",
                "Wie deze server is.",
                uit=_inhoud(
                    _map(
                        {
                            "server": _octets(16),
                            "region": {"oneOf": [_octets(16), {"type": "null"}]},
                            "cert": {"oneOf": [_octets(titel="Ondertekend door de regio."), {"type": "null"}]},
                            "versies": _tupel(_GETAL, _GETAL),
                            "generatie": _octets(16, titel="Wordt anders als de opslag leeg of hersteld is."),
                            "nu": _TIJD,
                            "max_verzoek": _GETAL,
                            "max_stukken": _GETAL,
                        }
                    )
                ),
            )
        },
        "/v1/sessie/vraag": {
            "post": _op(
                "sessie_vraag",
                "Vraag een nonce om te ondertekenen.",
                lichaam=_inhoud(_map({"toestel": _octets(8)})),
                uit=_inhoud(_map({"nonce": _octets(48), "verloopt": _TIJD})),
                verder={
                    "onderteken": _verder(
                        "sessie",
                        lichaam={
                            "toestel": "$request.body#/toestel",
                            "nonce": "$response.body#/nonce",
                            "handtekening": "",
                        },
                    )
                },
            )
        },
        "/v1/sessie": {
            "post": _op(
                "sessie",
                "Open een sessie: doel “sessie” over nonce en server-id.",
                lichaam=_inhoud(_map({"toestel": _octets(8), "nonce": _octets(48), "handtekening": _octets(64)})),
                uit=_inhoud(_map({"token": {"type": "string"}, "verloopt": _TIJD})),
                statussen=(401, 403, 409),
            )
        },
    }


def _paden_stukken(stuk: dict[str, Any], nieuw: dict[str, Any]) -> dict[str, Any]:
    regio = {"type": "array", "items": stuk, "maxItems": MAX_STUKKEN}
    item = {
        "oneOf": [
            _map({"hash": _octets(32), "volgnr": _GETAL}),
            _map({"hash": _octets(32), "weigering": {"type": "string"}}),
        ]
    }
    return {
        "/v1/regio": {
            "get": _op(
                "regio_geef",
                "Verklaringen van de regio na een nummer.",
                parameters=[{"name": "na", "in": "query", "schema": {**_GETAL, "default": 0}}],
                uit=_inhoud(
                    _map({"items": {"type": "array", "items": _tupel(_GETAL, stuk)}, "meer": {"type": "boolean"}})
                ),
                sessie=_SESSIE,
            ),
            "post": _op(
                "regio_neem",
                "Breng verklaringen die de regio ondertekende.",
                lichaam=_inhoud(_map({"stukken": regio})),
                uit=_inhoud(_map({"nieuw": _GETAL})),
                sessie=[{"sessie": []}, {"inleg": []}, {}],
                statussen=(409, 507),
            ),
        },
        "/v1/duwen": {
            "post": _op(
                "duwen",
                "Breng stukken, in volgorde; elk stuk krijgt een eigen antwoord.",
                lichaam=_inhoud(
                    _map(
                        {"stukken": {"type": "array", "items": stuk, "maxItems": MAX_BON}},
                        {"hervul": {"type": "boolean", "description": "Een lege of herstelde server aanvullen."}},
                    )
                ),
                uit=_inhoud(
                    _map({"items": {"type": "array", "items": item}, "bon": _octets(titel="Ontvangstbewijs.")})
                ),
                sessie=_SESSIE,
                statussen=(507,),
                verder={"haal": _verder("halen"), "nog_eens": _verder("duwen")},
            )
        },
        "/v1/halen": {
            "post": _op(
                "halen",
                "Haal wat er na een nummer kwam, per stroom.",
                lichaam=_inhoud(
                    _map(
                        {"streams": {**_per_stream(_GETAL), "maxProperties": MAX_STREAMS}, "max_bytes": _GETAL},
                        {"toegang": _GETAL, "momentopname": {"type": "boolean"}, "herstel": _GETAL},
                    )
                ),
                uit=_inhoud(
                    _map(
                        {
                            "items": {"type": "array", "items": _tupel(_octets(16), _GETAL, stuk)},
                            "meer": {"type": "boolean"},
                            "streams": _per_stream(_GETAL),
                            "gesnoeid": _per_stream(_GETAL),
                            "generatie": _octets(16),
                        },
                        {
                            "toegang": {"type": "array", "items": _tupel(_GETAL, stuk)},
                            "tot": _GETAL,
                            "herstel": {"type": "array", "items": _tupel(_GETAL, stuk)},
                        },
                    )
                ),
                sessie=_SESSIE,
            )
        },
        "/v1/blok/{stream}/{hash}": {
            "put": _op(
                "blok_zet",
                "Bewaar een verzegeld blok van een bestand.",
                parameters=[_STREAM, _HASH],
                lichaam=_inhoud(_octets(titel="Het blok zelf.")),
                uit=nieuw,
                sessie=_SESSIE,
                statussen=(404, 409, 507),
                goed=(200, 201),
                verder={"geef": _verder("blok_geef", "stream", "hash")},
            ),
            "get": _op(
                "blok_geef",
                "Haal een verzegeld blok.",
                parameters=[_STREAM, _HASH],
                uit=_inhoud(_octets()),
                sessie=_SESSIE,
                statussen=(404,),
            ),
        },
    }


def _paden_post(nieuw: dict[str, Any], config: Config) -> dict[str, Any]:
    bericht = _octets(titel=f"Verloopt na {config.uitnodiging_dagen} dagen.", hoogstens=BERICHT_BYTES)
    return {
        "/v1/uitnodiging/{code}/{vak}": {
            "post": _op(
                "post_zet",
                "Leg een bericht in een postbus; wie een sessie heeft opent hem.",
                parameters=[_CODE, _VAK],
                lichaam=_inhoud(bericht),
                uit=nieuw,
                sessie=[{"sessie": []}, {}],
                statussen=(404, 409, 507),
                goed=(200, 201),
                verder={
                    "geef": _verder("post_geef", "code", "vak"),
                    "nog_eens": _verder("post_zet", "code", "vak"),
                    "sluit": _verder("post_sluit", "code"),
                },
            ),
            "get": _op(
                "post_geef",
                "Haal een bericht.",
                parameters=[_CODE, _VAK],
                uit=_inhoud(bericht),
                statussen=(404,),
            ),
        },
        "/v1/uitnodiging/{code}": {
            "delete": _op(
                "post_sluit",
                "Sluit een postbus voorgoed.",
                parameters=[_CODE],
                uit=_inhoud(_map({"gesloten": {"type": "boolean"}})),
                sessie=_SESSIE,
                statussen=(404,),
                verder={"leeg": _verder("post_geef", "code"), "dicht": _verder("post_zet", "code")},
            )
        },
    }


def _paden_dienst() -> dict[str, Any]:
    tekst = {"type": "string"}
    return {
        "/v1/wek": {
            "get": _op(
                "wek",
                "Gebeurtenissen: welke stroom groeide, tot welk nummer.",
                uit=_inhoud({**tekst, "description": 'data: {"stream": hex, "volgnr": getal}'}, "text/event-stream"),
                sessie=_SESSIE,
            )
        },
        "/healthz": {
            "get": _op("healthz", "Of de databank antwoordt.", uit=_inhoud(_map({"goed": {"type": "boolean"}}), JSON))
        },
        "/metrics": {
            "get": _op("metrics", "Tellingen voor Prometheus.", uit=_inhoud(tekst, "text/plain"), statussen=(404,))
        },
        "/openapi.json": {"get": _op("openapi", "Deze beschrijving.", uit=_inhoud({"type": "object"}, JSON))},
    }
