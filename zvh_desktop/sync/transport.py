"""HTTP to the regional server: the only place that speaks to a network; bytes there, bytes back."""

import contextlib
import hashlib
import json
import ssl
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

import httpx

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.ports import Geduwd, Gehaald, Serverinfo
from zvh_desktop.protocol.codec import dump, load
from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.sync.address import keur_adres

__all__ = ["GROOTSTE_ANTWOORD", "HttpStempelaar", "HttpTransport", "keur_adres"]

GROOTSTE_ANTWOORD: Final = 24 * 1024 * 1024
"""No answer may be larger; a pull asks for far less."""

_KLEIN: Final = 64 * 1024
_DINGEN: Final = 400_000
_SOORT: Final = "application/cbor"
_CODES: Final = frozenset(code.value for code in Weigering)


def _tls(basis: str, pin: str, wacht_s: float) -> ssl.SSLContext | bool:
    """Trust what the system trusts, or one certificate and nothing else."""
    if basis.startswith("http:"):
        # Within this machine: nobody is vouched for, and reading who might be takes longer than the round.
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if not pin:
        return True
    delen = urlsplit(basis)
    try:
        pem = ssl.get_server_certificate((delen.hostname or "", delen.port or 443), timeout=wacht_s)
        gevonden = hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()
    except (OSError, ValueError):
        raise Omstandigheid(Reden.SERVER_ONBEREIKBAAR) from None
    if gevonden != pin:
        raise Omstandigheid(Reden.SERVER_ONVERTROUWD, oorzaak="certificaat")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # The certificate itself is the anchor: which name stands in it says nothing more.
    context.check_hostname = False
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.load_verify_locations(cadata=pem)
    return context


class HttpTransport:
    """The real way to one server; fulfils `ports.Transport`."""

    def __init__(
        self,
        adres: str,
        *,
        wacht_s: float = 20.0,
        proxy: str | None = None,
        grootste_antwoord: int = GROOTSTE_ANTWOORD,
    ) -> None:
        """Make the client; nothing is sent yet, a pinned certificate is looked at.

        Args:
            adres: see `keur_adres`.
            wacht_s: seconds of silence after which the server counts as away.
            proxy: address of a proxy; what the environment says of proxies is not followed.
            grootste_antwoord: more bytes than this are not read.

        Raises:
            Omstandigheid: SERVER_ONVERTROUWD; SERVER_ONBEREIKBAAR.
        """
        basis, pin = keur_adres(adres)
        self._grens = grootste_antwoord
        self._token = ""
        self._client = httpx.Client(
            base_url=basis,
            verify=_tls(basis, pin, min(wacht_s, 10.0)),
            timeout=httpx.Timeout(wacht_s, connect=min(wacht_s, 10.0)),
            follow_redirects=False,
            trust_env=False,
            proxy=proxy,
            headers={"accept-encoding": "identity", "user-agent": "zvh-desktop"},
            # Shorter than servers keep an idle line, so that none is used that the other side just closed.
            limits=httpx.Limits(max_connections=4, keepalive_expiry=3.0),
        )

    # Questions and answers

    def _vraag(
        self, methode: str, pad: str, inhoud: bytes | None = None, *, grens: int | None = None, leeg_mag: bool = False
    ) -> bytes | None:
        """Do one request; None for "not there" when that is allowed."""
        koppen = {"accept": _SOORT}
        if self._token:
            koppen["authorization"] = f"Bearer {self._token}"
        if inhoud is not None:
            koppen["content-type"] = _SOORT
        with self._fouten(), self._client.stream(methode, pad, content=inhoud, headers=koppen) as antwoord:
            gelezen = self._lees(antwoord, self._grens if grens is None else grens)
            if antwoord.status_code in (200, 201, 202, 204):
                return gelezen
            if leeg_mag and antwoord.status_code == 404:
                return None
            raise self._weigering(antwoord.status_code, gelezen)

    @staticmethod
    def _lees(antwoord: httpx.Response, grens: int) -> bytes:
        delen, aantal = [], 0
        for deel in antwoord.iter_raw():
            aantal += len(deel)
            if aantal > grens:
                raise Omstandigheid(Reden.SERVER_ANTWOORD, oorzaak="te_groot")
            delen.append(deel)
        return b"".join(delen)

    @staticmethod
    @contextlib.contextmanager
    def _fouten() -> Iterator[None]:
        try:
            yield
        except httpx.ConnectError as fout:
            if _door_tls(fout):
                raise Omstandigheid(Reden.SERVER_ONVERTROUWD, oorzaak="certificaat") from None
            raise Omstandigheid(Reden.SERVER_ONBEREIKBAAR) from None
        except (httpx.HTTPError, httpx.StreamError, RuntimeError):
            # RuntimeError: the client was closed by another thread.
            raise Omstandigheid(Reden.SERVER_ONBEREIKBAAR) from None

    @staticmethod
    def _weigering(status: int, gelezen: bytes) -> Omstandigheid:
        """Return the refusal; of its text only a known code is taken over."""
        code = ""
        with contextlib.suppress(ValueError):
            antwoord = json.loads(gelezen[:_KLEIN])
            if isinstance(antwoord, dict) and antwoord.get("code") in _CODES:
                code = antwoord["code"]
        if status == 507:
            return Omstandigheid(Reden.SERVER_VOL)
        if not code and status in (408, 425, 429, 500, 502, 503, 504):
            return Omstandigheid(Reden.SERVER_ONBEREIKBAAR, status=status)
        if code == Weigering.VERSIE_NIEUWER.value:
            return Omstandigheid(Reden.EERST_BIJWERKEN)
        return Omstandigheid(Reden.SERVER_WEIGERT, code=code or "onbekend", status=status)

    def _cbor(self, methode: str, pad: str, obj: Any = None, *, grens: int | None = None) -> dict[str, Any]:
        """Ask with a map, answer with a map."""
        gelezen = self._vraag(methode, pad, None if obj is None else dump(obj), grens=grens)
        with _leesbaar():
            antwoord = load(gelezen or b"", max_bytes=self._grens, max_items=_DINGEN)
            if not isinstance(antwoord, dict):
                raise TypeError
        return antwoord

    # The port

    def info(self) -> Serverinfo:
        """Return what the server says of itself."""
        antwoord = self._cbor("GET", "/v1/info", grens=_KLEIN)
        with _leesbaar():
            laagst, hoogst = antwoord["versies"]
            return Serverinfo(
                _bytes(antwoord["region"], leeg=True),
                _bytes(antwoord["cert"], leeg=True),
                _bytes(antwoord["server"]) or b"",
                _bytes(antwoord["generatie"]) or b"",
                (int(laagst), int(hoogst)),
                _getal(antwoord.get("nu")),
            )

    def vraag_sessie(self, toestel: bytes) -> bytes:
        """Return a nonce for this device, good for one login."""
        self._token = ""
        antwoord = self._cbor("POST", "/v1/sessie/vraag", {"toestel": toestel}, grens=_KLEIN)
        with _leesbaar():
            return _bytes(antwoord["nonce"]) or b""

    def open_sessie(self, toestel: bytes, nonce: bytes, handtekening: bytes) -> None:
        """Log in; the token stays in this object."""
        vraag = {"toestel": toestel, "nonce": nonce, "handtekening": handtekening}
        antwoord = self._cbor("POST", "/v1/sessie", vraag, grens=_KLEIN)
        with _leesbaar():
            token = antwoord["token"]
            if not isinstance(token, str) or not token.isascii() or not token.isprintable():
                raise TypeError
            self._token = token

    def statements(self, na: int) -> tuple[tuple[tuple[int, bytes], ...], bool]:
        """Return the region's statements after number `na`."""
        antwoord = self._cbor("GET", f"/v1/regio?na={na:d}")
        with _leesbaar():
            return tuple((int(nr), _bytes(stuk) or b"") for nr, stuk in antwoord["items"]), bool(antwoord["meer"])

    def stuur_statements(self, stukken: Sequence[bytes]) -> None:
        """Give the server statements of the region."""
        self._cbor("POST", "/v1/regio", {"stukken": list(stukken)})

    def duw(self, stukken: Sequence[bytes], *, hervul: bool = False) -> Geduwd:
        """Push; the receipt is checked by who asked."""
        vraag: dict[str, Any] = {"stukken": list(stukken)}
        antwoord = self._cbor("POST", "/v1/duwen", vraag | {"hervul": True} if hervul else vraag)
        with _leesbaar():
            uitkomsten = tuple(
                (_bytes(item["hash"]) or b"", _getal(item.get("volgnr")), _code(item.get("weigering")))
                for item in antwoord["items"]
            )
            return Geduwd(uitkomsten, _bytes(antwoord["bon"]) or b"")

    def haal(self, streams: Mapping[bytes, int], max_bytes: int, *, momentopname: bool = False) -> Gehaald:
        """Pull."""
        vraag: dict[str, Any] = {"streams": dict(streams), "max_bytes": max_bytes}
        antwoord = self._cbor("POST", "/v1/halen", vraag | {"momentopname": True} if momentopname else vraag)
        with _leesbaar():
            return Gehaald(
                tuple((_bytes(s) or b"", int(nr), _bytes(wire) or b"") for s, nr, wire in antwoord["items"]),
                bool(antwoord["meer"]),
                _nummers(antwoord["streams"]),
                _nummers(antwoord["gesnoeid"]),
                _bytes(antwoord["generatie"]) or b"",
            )

    def streams(self, na: int) -> tuple[tuple[tuple[int, bytes], ...], int]:
        """Return the grants to this device after number `na`."""
        antwoord = self._cbor("POST", "/v1/halen", {"toegang": na, "streams": {}, "max_bytes": 4 * 1024 * 1024})
        with _leesbaar():
            return tuple((int(nr), _bytes(stuk) or b"") for nr, stuk in antwoord["toegang"]), int(antwoord["tot"])

    def herstel(self, na: int) -> tuple[tuple[int, bytes], ...]:
        """Return all epochs and what is wrapped for the recovery key, after a place."""
        antwoord = self._cbor("POST", "/v1/halen", {"herstel": na, "streams": {}, "max_bytes": 0})
        with _leesbaar():
            return tuple((int(nr), _bytes(stuk) or b"") for nr, stuk in antwoord["herstel"])

    def wek(self) -> Iterator[tuple[bytes, int]]:
        """Yield (stream, sequence number) as others push."""
        koppen = {"accept": "text/event-stream", "authorization": f"Bearer {self._token}"}
        tijd = httpx.Timeout(60.0, connect=10.0)
        with self._fouten(), self._client.stream("GET", "/v1/wek", headers=koppen, timeout=tijd) as antwoord:
            if antwoord.status_code != 200:
                raise self._weigering(antwoord.status_code, self._lees(antwoord, _KLEIN))
            yield from _gebeurtenissen(antwoord.iter_raw())

    def zet_blok(self, stream: bytes, hash_: bytes, inhoud: bytes) -> None:
        """Keep one sealed piece of a file at the server."""
        self._vraag("PUT", f"/v1/blok/{stream.hex()}/{hash_.hex()}", inhoud, grens=_KLEIN)

    def haal_blok(self, stream: bytes, hash_: bytes) -> bytes:
        """Return one sealed piece of a file."""
        return self._vraag("GET", f"/v1/blok/{stream.hex()}/{hash_.hex()}") or b""

    def post(self, code: bytes, vak: str, bericht: bytes) -> None:
        """Leave an enrolment message."""
        self._vraag("POST", f"/v1/uitnodiging/{code.hex()}/{vak}", bericht, grens=_KLEIN)

    def haal_post(self, code: bytes, vak: str) -> bytes | None:
        """Return an enrolment message, or None."""
        return self._vraag("GET", f"/v1/uitnodiging/{code.hex()}/{vak}", grens=_KLEIN, leeg_mag=True)

    def sluit(self) -> None:
        """Close, from any thread."""
        self._client.close()


class HttpStempelaar:
    """A time stamp service and the authorities of certificates; fulfils `ports.Stempelaar` and `Intrekkingsbron`.

    Only hashes and numbers of certificates travel. What comes back is signed by who answers and judged by who asked, so
    that plain HTTP, which these services mostly speak, will do.
    """

    def __init__(self, adres: str, *, wacht_s: float = 15.0, grootste_antwoord: int = 8 * 1024 * 1024) -> None:
        self._adres = adres
        self._grens = grootste_antwoord
        self._client = httpx.Client(
            timeout=httpx.Timeout(wacht_s, connect=min(wacht_s, 10.0)),
            follow_redirects=False,
            trust_env=False,
            headers={"accept-encoding": "identity", "user-agent": "zvh-desktop"},
        )

    def stempel(self, aanvraag: bytes) -> bytes:
        """Ask the service."""
        return self._vraag(self._adres, aanvraag, "application/timestamp-query", ("application/timestamp-reply",))

    def haal(self, url: str, vraag: bytes = b"") -> bytes:
        """Ask an authority: a list, or an OCSP question."""
        if not url.startswith(("http://", "https://")):
            raise Omstandigheid(Reden.TIJDSTEMPEL_MISLUKT, wat="adres")
        return self._vraag(url, vraag, "application/ocsp-request", ())

    def _vraag(self, url: str, inhoud: bytes, soort: str, verwacht: tuple[str, ...]) -> bytes:
        koppen = {"content-type": soort} if inhoud else {}
        try:
            with self._client.stream(
                "POST" if inhoud else "GET", url, content=inhoud or None, headers=koppen
            ) as antwoord:
                delen, aantal = [], 0
                for deel in antwoord.iter_raw():
                    aantal += len(deel)
                    if aantal > self._grens:
                        raise Omstandigheid(Reden.TIJDSTEMPEL_MISLUKT, wat="te_groot")
                    delen.append(deel)
                gekregen = antwoord.headers.get("content-type", "").partition(";")[0].strip().lower()
                if antwoord.status_code != 200 or (verwacht and gekregen not in verwacht):
                    raise Omstandigheid(Reden.TIJDSTEMPEL_MISLUKT, wat="antwoord", status=antwoord.status_code)
                return b"".join(delen)
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, RuntimeError):
            raise Omstandigheid(Reden.TIJDSTEMPEL_MISLUKT, wat="weg") from None

    def sluit(self) -> None:
        """Close."""
        self._client.close()


def _door_tls(fout: BaseException | None) -> bool:
    """Whether the other side was there but showed the wrong certificate."""
    while fout is not None:
        if isinstance(fout, ssl.SSLError) or "CERTIFICATE_VERIFY" in str(fout):
            return True
        fout = fout.__cause__ or fout.__context__
    return False


@contextlib.contextmanager
def _leesbaar() -> Iterator[None]:
    """Whatever does not have the agreed form is one circumstance; its content stays out of the error."""
    try:
        yield
    except (ProtocolFout, KeyError, TypeError, ValueError, AttributeError):
        raise Omstandigheid(Reden.SERVER_ANTWOORD, oorzaak="vorm") from None


def _bytes(waarde: Any, *, leeg: bool = False) -> bytes | None:
    if isinstance(waarde, bytes) or (leeg and waarde is None):
        return waarde
    raise TypeError


def _nummers(waarde: Any) -> dict[bytes, int]:
    return {_bytes(stream) or b"": int(nr) for stream, nr in waarde.items()}


def _getal(waarde: Any) -> int | None:
    if waarde is None or (isinstance(waarde, int) and not isinstance(waarde, bool)):
        return waarde
    raise TypeError


def _code(waarde: Any) -> str:
    """A refusal code that we know; another one is only "onbekend"."""
    if not waarde:
        return ""
    return waarde if waarde in _CODES else "onbekend"


def _gebeurtenissen(delen: Iterator[bytes]) -> Iterator[tuple[bytes, int]]:
    """Cut a stream of server-sent events into pairs; what is not one is skipped, a line without end is cut off."""
    rest = b""
    for deel in delen:
        *regels, rest = (rest + deel).split(b"\n")
        rest = rest[:_KLEIN]
        for regel in regels:
            if regel.startswith(b"data:"):
                with contextlib.suppress(ValueError, KeyError, TypeError):
                    gelezen = json.loads(regel[5:])
                    yield bytes.fromhex(gelezen["stream"]), int(gelezen["volgnr"])
