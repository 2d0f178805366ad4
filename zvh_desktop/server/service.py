"""What the server does for each kind of request, without HTTP: values in, answer out; blocks, runs in a thread."""

import re
import time
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from typing import Any, Final

from zvh_desktop.protocol.codec import load
from zvh_desktop.protocol.delta import BLOK, MAX_WIRE, read_sealed, verify_sealed
from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.receipts import MAX_BON, Receipt, sign_receipt
from zvh_desktop.protocol.signing import load_signing_key, publiek_van
from zvh_desktop.server.answers import Antwoord, Nee, cbor
from zvh_desktop.server.config import Config, Geheimen
from zvh_desktop.server.metrics import Metingen
from zvh_desktop.server.pieces import mag_alles_toekennen
from zvh_desktop.server.pull import MAX_STREAMS, haal
from zvh_desktop.server.push import Grenzen, Oordeel, Uitslag, duw
from zvh_desktop.server.region import MAX_STUKKEN, Regio
from zvh_desktop.server.sessions import Sessies
from zvh_desktop.server.storage import Opslag, OpslagStuk

__all__ = ["BERICHT_BYTES", "GENERATIE", "INLEG", "VERSIES", "Dienst", "Vraag"]

VERSIES: Final = (1, 1)
"""Lowest and highest version of the protocol that is spoken."""

GENERATIE: Final = "generatie"
INLEG: Final = "inleg"
"""Names in table meta: which life of the store this is; hash of the token that may bring the first statements."""

BERICHT_BYTES: Final = 8 * 1024
"""Longest enrolment message."""

_VAKKEN: Final = 8
_GRANTS: Final = 2_000
_LOS_BYTES: Final = 64 * 1024
_REGIO_BYTES: Final = 4 * 1024 * 1024
_DAG_MS: Final = 86_400_000
_VAK: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,31}\Z")


def _nu_ms() -> int:
    return time.time_ns() // 1_000_000


@dataclass(frozen=True, slots=True)
class Vraag:
    """A request, read.

    Attributes:
        toestel: device of the session, None without one.
        inhoud: body.
        pad: parts of the path.
        keuzes: the query.
        nu_ms: when it came.
    """

    toestel: bytes | None
    inhoud: bytes
    pad: Mapping[str, str]
    keuzes: Mapping[str, str]
    nu_ms: int

    @property
    def wie(self) -> bytes:
        """The device of the session."""
        if self.toestel is None:
            raise ProtocolFout(Weigering.SESSIE)
        return self.toestel


class Dienst:
    """The server's work, over one store; safe to use from many threads."""

    def __init__(
        self,
        config: Config,
        geheimen: Geheimen,
        opslag: Opslag,
        *,
        metingen: Metingen | None = None,
        klok: Callable[[], int] = _nu_ms,
    ) -> None:
        """Wire the parts; the store must have been migrated.

        Raises:
            OpslagFout: the store is away, damaged or of another version.
        """
        self.config, self.opslag, self.klok = config, opslag, klok
        self.metingen = metingen or Metingen()
        self.server_id = geheimen.server_id
        self._teken = load_signing_key(geheimen.teken)
        self.publiek = publiek_van(self._teken)
        self.regio = Regio(opslag)
        self.sessies = Sessies(
            opslag,
            self.regio,
            server_id=geheimen.server_id,
            geheim=geheimen.sessie,
            sessie_s=config.sessie_s,
            nonce_s=config.nonce_s,
        )
        self._grenzen = Grenzen(config.dag_bytes, config.voorloop_s * 1000)
        opslag.keur()
        generatie = opslag.meta(GENERATIE)
        if generatie is None:
            raise OpslagStuk("generatie")
        self.generatie = generatie
        self.wekkers: list[Callable[[dict[bytes, int]], None]] = []

    # Without a session

    def info(self, vraag: Vraag) -> Antwoord:
        """Who this server is."""
        return cbor(
            {
                "server": bytes.fromhex(self.server_id),
                "region": self.regio.region_id(vraag.nu_ms),
                "cert": self.regio.server_cert(self.server_id, self.publiek, vraag.nu_ms),
                "versies": list(VERSIES),
                "generatie": self.generatie,
                "nu": vraag.nu_ms,
                "max_verzoek": self.config.max_verzoek,
                "max_stukken": MAX_BON,
            }
        )

    def vraag_sessie(self, vraag: Vraag) -> Antwoord:
        """Give a nonce."""
        velden = _map(vraag.inhoud, {"toestel"})
        nonce, verloopt = self.sessies.vraag(_bytes(velden, "toestel", 8), vraag.nu_ms)
        return cbor({"nonce": nonce, "verloopt": verloopt})

    def open_sessie(self, vraag: Vraag) -> Antwoord:
        """Give a token for a signed nonce."""
        velden = _map(vraag.inhoud, {"toestel", "nonce", "handtekening"})
        toestel, handtekening = _bytes(velden, "toestel", 8), _bytes(velden, "handtekening", 64)
        try:
            token, verloopt = self.sessies.open(toestel, _bytes(velden, "nonce"), handtekening, vraag.nu_ms)
        except ProtocolFout as fout:
            self.metingen.sessies.labels(fout.code.value).inc()
            raise
        self.metingen.sessies.labels("goed").inc()
        return cbor({"token": token, "verloopt": verloopt})

    # The region

    def geef_regio(self, vraag: Vraag) -> Antwoord:
        """Give the statements after a number."""
        self.regio.verwacht(vraag.wie, vraag.nu_ms)
        bereik = self.opslag.regio(_getal(vraag.keuzes.get("na", "0")), _REGIO_BYTES)
        return cbor({"items": [[nr, wire] for nr, wire in bereik.stukken], "meer": bereik.meer})

    def neem_regio(self, vraag: Vraag) -> Antwoord:
        """Keep statements of the region: from a device, or (a few) from whoever brings what its key signed.

        A device that is certified with the key from paper, when no other is left, has no session before it is known.
        """
        if vraag.toestel is not None:
            self.regio.verwacht(vraag.wie, vraag.nu_ms)
        elif len(vraag.inhoud) > _LOS_BYTES:
            raise ProtocolFout(Weigering.TE_GROOT, "regio")
        stukken = _lijst(_map(vraag.inhoud, {"stukken"})["stukken"], MAX_STUKKEN)
        return cbor({"nieuw": self.regio.voeg_toe(stukken, vraag.nu_ms)})

    def leg_in(self, inleg: bytes, vraag: Vraag) -> Antwoord:
        """Take in the first statements of a region from who holds the token that `init` printed, once."""
        stukken = _lijst(_map(vraag.inhoud, {"stukken"})["stukken"], MAX_STUKKEN)
        if self.opslag.meta(INLEG) != inleg:
            raise ProtocolFout(Weigering.SESSIE, "inleg")
        nieuw = self.regio.voeg_toe(stukken, vraag.nu_ms, eerste=True)
        with self.opslag.schrijf() as t:
            t.neem_meta(INLEG, inleg)
        return cbor({"nieuw": nieuw})

    # Pieces

    def duw(self, vraag: Vraag) -> Antwoord:
        """Keep pieces; answer with a signed receipt of what is kept and what is not."""
        velden = _map(vraag.inhoud, {"stukken"}, {"hervul"})
        wires = _lijst(velden["stukken"], MAX_BON)
        stand = self.regio.stand(vraag.nu_ms)
        stand.verwacht(vraag.wie.hex())
        uitslag = duw(
            self.opslag,
            stand,
            afzender=vraag.wie,
            wires=wires,
            nu_ms=vraag.nu_ms,
            grenzen=self._grenzen,
            hervul=_waar(velden.get("hervul", False)),
        )
        self._tel(uitslag)
        for wek in self.wekkers:
            wek(uitslag.gewekt)
        return cbor({"items": [self._item(deel) for deel in uitslag.oordelen], "bon": self._bon(vraag, uitslag)})

    @staticmethod
    def _item(deel: Oordeel) -> dict[str, Any]:
        if deel.weigering is not None:
            return {"hash": deel.hash, "weigering": deel.weigering.value}
        return {"hash": deel.hash, "volgnr": deel.volgnr}

    def _bon(self, vraag: Vraag, uitslag: Uitslag) -> bytes:
        goed = [deel for deel in uitslag.oordelen if deel.volgnr is not None]
        fout = [deel for deel in uitslag.oordelen if deel.weigering is not None]
        return sign_receipt(
            Receipt(
                self.server_id,
                self.generatie.hex(),
                vraag.nu_ms,
                vraag.wie.hex(),
                tuple((deel.stream.hex(), deel.nr, deel.hash, deel.volgnr or 0) for deel in goed),
                tuple((deel.hash, deel.weigering.value) for deel in fout if deel.weigering is not None),
            ),
            self._teken,
        )

    def _tel(self, uitslag: Uitslag) -> None:
        for deel in uitslag.oordelen:
            if deel.weigering is not None:
                self.metingen.geweigerd.labels(deel.weigering.value).inc()
            elif deel.soort is not None:
                teller = self.metingen.stukken if deel.nieuw else self.metingen.dubbel
                teller.labels(deel.soort.name.lower()).inc()

    def haal(self, vraag: Vraag) -> Antwoord:
        """Give what a device lacks, and its grants."""
        velden = _map(vraag.inhoud, {"streams", "max_bytes"}, {"toegang", "momentopname", "herstel"})
        stand = self.regio.verwacht(vraag.wie, vraag.nu_ms)
        streams = velden["streams"]
        if not isinstance(streams, dict) or len(streams) > MAX_STREAMS:
            raise ProtocolFout(Weigering.TE_GROOT if isinstance(streams, dict) else Weigering.ONLEESBAAR, "streams")
        if any(type(naam) is not bytes or len(naam) != 16 for naam in streams):
            raise ProtocolFout(Weigering.ONLEESBAAR, "streams")
        gehaald = haal(
            self.opslag,
            vraag.wie,
            {naam: _natuurlijk(na) for naam, na in streams.items()},
            max_bytes=min(_natuurlijk(velden["max_bytes"]), self.config.max_antwoord),
            momentopname=_waar(velden.get("momentopname", False)),
        )
        self.metingen.gehaald.inc(len(gehaald.stukken))
        antwoord: dict[str, Any] = {
            "items": [[stream, nr, wire] for stream, nr, wire in gehaald.stukken],
            "meer": gehaald.meer,
            "streams": dict(gehaald.laatste),
            "gesnoeid": dict(gehaald.gesnoeid),
            "generatie": self.generatie,
        }
        if "toegang" in velden:
            grants, tot = self.opslag.grants(vraag.wie, _natuurlijk(velden["toegang"]), _GRANTS)
            antwoord["toegang"] = [[nr, wire] for nr, wire in grants]
            antwoord["tot"] = tot
        if "herstel" in velden:
            if not mag_alles_toekennen(stand.cert.rol):
                raise ProtocolFout(Weigering.ROL, "herstel")
            rijen = self.opslag.voor_herstel(_natuurlijk(velden["herstel"]), _GRANTS)
            antwoord["herstel"] = [[nr, wire] for nr, wire in rijen]
        return cbor(antwoord)

    # Blocks of files

    def zet_blok(self, vraag: Vraag) -> Antwoord:
        """Keep a sealed piece of a file."""
        stream, hash_ = _hex(vraag.pad["stream"], 16), _hex(vraag.pad["hash"], 32)
        stand = self.regio.stand(vraag.nu_ms)
        stand.verwacht(vraag.wie.hex())
        if len(vraag.inhoud) > MAX_WIRE:
            raise ProtocolFout(Weigering.TE_GROOT, "blok")
        blok = read_sealed(vraag.inhoud)
        if blok.header.soort != BLOK or blok.header.stream != stream.hex() or blok.hash != hash_:
            raise ProtocolFout(Weigering.ONLEESBAAR, "blok")
        maker = stand.toestel(blok.header.toestel)
        if maker is None:
            raise ProtocolFout(Weigering.TOESTEL_ONBEKEND, "maker")
        verify_sealed(blok, maker.cert.teken)
        if maker.ingetrokken is not None and blok.header.tijd >= maker.ingetrokken.vanaf:
            raise ProtocolFout(Weigering.TOESTEL_INGETROKKEN, "maker")
        dag = vraag.nu_ms // _DAG_MS
        with self.opslag.schrijf(op_slot=[stream]) as t:
            toegang = t.toegang(stream, vraag.wie)
            stroom = t.stroom(stream)
            if stroom is None or toegang is None or not toegang.nu:
                raise ProtocolFout(Weigering.GEEN_TOEGANG, "blok")
            if stroom.vernietigd is not None:
                raise ProtocolFout(Weigering.STREAM_ONBEKEND, "vernietigd")
            if blok.header.epoch not in t.epochs(stroom.id):
                raise ProtocolFout(Weigering.EPOCH_ONBEKEND, "blok")
            if t.verbruikt(dag, vraag.wie) + len(vraag.inhoud) > self._grenzen.dag_bytes:
                raise ProtocolFout(Weigering.QUOTA, "blok")
            nieuw = t.zet_blok(stroom.id, hash_, vraag.inhoud, vraag.nu_ms)
            if nieuw:
                t.tel_verbruik(dag, vraag.wie, len(vraag.inhoud), 1)
        if nieuw:
            self.metingen.stukken.labels("blok").inc()
        return cbor({"nieuw": nieuw}, 201 if nieuw else 200)

    def geef_blok(self, vraag: Vraag) -> Antwoord:
        """Give a sealed piece of a file."""
        stream, hash_ = _hex(vraag.pad["stream"], 16), _hex(vraag.pad["hash"], 32)
        self.regio.verwacht(vraag.wie, vraag.nu_ms)
        toegang = self.opslag.toegankelijk_een(vraag.wie, stream)
        if toegang is None:
            raise ProtocolFout(Weigering.GEEN_TOEGANG, "blok")
        wire = self.opslag.blok(toegang.id, hash_)
        if wire is None:
            raise Nee("niet_gevonden")
        return Antwoord(wire)

    # Enrolment

    def zet_post(self, vraag: Vraag) -> Antwoord:
        """Put an enrolment message down: who has a session opens the box, who knows the code may answer."""
        code, vak = _hex(vraag.pad["code"], 32), _vak(vraag.pad["vak"])
        if len(vraag.inhoud) > BERICHT_BYTES:
            raise ProtocolFout(Weigering.TE_GROOT, "bericht")
        if vraag.toestel is not None:
            self.regio.verwacht(vraag.toestel, vraag.nu_ms)
        with self.opslag.schrijf() as t:
            if vraag.toestel is not None and not t.postbus_open(code, vraag.nu_ms):
                if t.postbus_van(vraag.toestel, vraag.nu_ms) >= self.config.uitnodigingen:
                    raise ProtocolFout(Weigering.QUOTA, "postbus")
                t.open_postbus(code, vraag.toestel, vraag.nu_ms + self.config.uitnodiging_dagen * _DAG_MS)
            if not t.postbus_open(code, vraag.nu_ms):
                # Never opened, expired, or used before: a code works once.
                raise Nee("niet_gevonden")
            berichten = t.berichten(code)
            if vak in berichten:
                if berichten[vak] != vraag.inhoud:
                    raise ProtocolFout(Weigering.HERHALING, "vak")
                return cbor({"nieuw": False})
            if len(berichten) >= _VAKKEN:
                raise ProtocolFout(Weigering.QUOTA, "vakken")
            t.zet_bericht(code, vak, vraag.inhoud)
        return cbor({"nieuw": True}, 201)

    def geef_post(self, vraag: Vraag) -> Antwoord:
        """Give an enrolment message."""
        inhoud = self.opslag.bericht(_hex(vraag.pad["code"], 32), _vak(vraag.pad["vak"]), vraag.nu_ms)
        if inhoud is None:
            raise Nee("niet_gevonden")
        return Antwoord(inhoud)

    def sluit_post(self, vraag: Vraag) -> Antwoord:
        """Close the box for good; only the device that opened it."""
        code = _hex(vraag.pad["code"], 32)
        self.regio.verwacht(vraag.wie, vraag.nu_ms)
        with self.opslag.schrijf() as t:
            if not t.sluit_postbus(code, vraag.wie):
                raise Nee("niet_gevonden")
        return cbor({"gesloten": True})


# Reading what came


def _map(inhoud: bytes, namen: Set[str], ook: Set[str] = frozenset()) -> dict[str, Any]:
    gelezen = load(inhoud, max_bytes=len(inhoud) + 1)
    if not isinstance(gelezen, dict) or not namen <= set(gelezen) <= namen | ook:
        raise ProtocolFout(Weigering.ONLEESBAAR, "verzoek")
    return gelezen


def _bytes(velden: dict[str, Any], naam: str, lengte: int | None = None) -> bytes:
    waarde = velden[naam]
    if type(waarde) is not bytes or (lengte is not None and len(waarde) != lengte):
        raise ProtocolFout(Weigering.ONLEESBAAR, naam)
    return waarde


def _lijst(waarde: Any, hoogstens: int) -> list[bytes]:
    if not isinstance(waarde, list) or any(type(deel) is not bytes for deel in waarde):
        raise ProtocolFout(Weigering.ONLEESBAAR, "stukken")
    if len(waarde) > hoogstens:
        raise ProtocolFout(Weigering.TE_GROOT, "stukken")
    return waarde


def _natuurlijk(waarde: Any) -> int:
    if type(waarde) is not int or not 0 <= waarde < 1 << 48:
        raise ProtocolFout(Weigering.ONLEESBAAR, "getal")
    return waarde


def _waar(waarde: Any) -> bool:
    if type(waarde) is not bool:
        raise ProtocolFout(Weigering.ONLEESBAAR, "keuze")
    return waarde


def _getal(tekst: str) -> int:
    if not tekst.isascii() or not tekst.isdigit() or len(tekst) > 14:
        raise ProtocolFout(Weigering.ONLEESBAAR, "getal")
    return _natuurlijk(int(tekst))


def _hex(tekst: str, lengte: int) -> bytes:
    if len(tekst) != 2 * lengte or not set(tekst) <= set("0123456789abcdef"):
        raise ProtocolFout(Weigering.ONLEESBAAR, "pad")
    return bytes.fromhex(tekst)


def _vak(tekst: str) -> str:
    if not _VAK.match(tekst):
        raise ProtocolFout(Weigering.ONLEESBAAR, "vak")
    return tekst
