"""A dossier destroyed everywhere: the order is checked and carried out here, what only lay here is kept to be seen.

take_in(verbinding, wire, stand, tijd=, volgnr=) -> Uitgevoerd    an order or a report, within the open transaction
ordered(verbinding) -> [wire]            orders that lie in the stream of the region and were not carried out here
due(verbinding, toestel) -> [stream]     streams of which this device owes a report
report(verbinding, stream, zegelaar)     sign that it was done here, and have that sent
unshared(verbinding, stream)             what was typed here and nobody else ever had
standing(verbinding, stream) -> {device: ms or None}     who reported
"""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass, field

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.protocol.destruction import Destroyed, check_order, check_report, read_destroyed, sign_destroyed
from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.statements import DeviceCert, Regiostand
from zvh_desktop.store import audit, destroy, pieces, sync_keys
from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.drafts import Concept, Conceptbegin, as_last_word, list_drafts
from zvh_desktop.store.last_words import (
    LaatsteWoord,
    forget_last_words,
    keep_last_words,
    last_words,
    unfinished,
)
from zvh_desktop.store.meta import TOESTEL, read_meta
from zvh_desktop.store.sealing import Zegelaar
from zvh_desktop.store.streams import get_stream

__all__ = [
    "LaatsteWoord",
    "Uitgevoerd",
    "destroyed",
    "due",
    "forget_last_words",
    "give_up_drafts",
    "last_words",
    "ordered",
    "records_of",
    "report",
    "standing",
    "take_in",
    "unfinished",
    "unshared",
    "watched",
]


@dataclass(slots=True)
class Uitgevoerd:
    """What taking in an order or a report came to.

    Attributes:
        stream: of which stream.
        nieuw: it was not known here.
        gedaan: what was destroyed here now; None when there was nothing (any more).
        geraakt: (soort, record) that are gone.
        bewaard: how many last words were kept to be seen.
    """

    stream: str
    nieuw: bool = True
    gedaan: destroy.Vernietigd | None = None
    geraakt: set[tuple[str, str]] = field(default_factory=set)
    bewaard: int = 0


def take_in(
    verbinding: Verbinding,
    wire: bytes,
    stand: Regiostand,
    *,
    tijd: str,
    volgnr: int | None = None,
    houd: bool = True,
    concepten: Conceptbegin | None = None,
) -> Uitgevoerd:
    """Check an order or a report, and carry an order out, within the open transaction.

    Args:
        verbinding: within a transaction.
        wire: as it came.
        stand: the region.
        tijd: UTC text of now.
        volgnr: number at the server, when it came from there.
        houd: keep what nobody else ever had, until a person has seen it; not on the device where it was ordered.
        concepten: gives what writes drafts of this vault: what it still has in memory goes along.

    Raises:
        ProtocolFout: why it is refused; nothing was destroyed then.
    """
    gelezen = read_destroyed(wire)

    def cert(toestel: str, moment: int) -> DeviceCert | None:
        gevonden = stand.toestel(toestel)
        if gevonden is None or moment >= gevonden.cert.van:
            return None if gevonden is None else gevonden.cert
        return sync_keys.certificate_at(verbinding, toestel, moment)

    if not gelezen.voorstel:
        check_report(gelezen, stand, cert)
        verbinding.run(
            "UPDATE vernietigd_bij SET gemeld = ? WHERE stream = ? AND toestel = ? AND gemeld IS NULL",
            (gelezen.tijd, gelezen.stream, gelezen.toestel),
        )
        return Uitgevoerd(gelezen.stream, _keep(verbinding, gelezen, wire, volgnr))
    check_order(gelezen, stand, cert)
    stroom = get_stream(verbinding, gelezen.stream)
    if stroom.soort not in ("casus", ""):
        raise ProtocolFout(Weigering.ROL, "vernietigen.soort")
    uit = Uitgevoerd(gelezen.stream)
    if stroom.vernietigd is None:
        _carry_out(verbinding, gelezen, uit, stand, tijd=tijd, houd=houd, concepten=concepten)
    uit.nieuw = _keep(verbinding, gelezen, wire, volgnr)
    return uit


def _carry_out(
    verbinding: Verbinding,
    opdracht: Destroyed,
    uit: Uitgevoerd,
    stand: Regiostand,
    *,
    tijd: str,
    houd: bool,
    concepten: Conceptbegin | None,
) -> None:
    stream, eigen = opdracht.stream, read_meta(verbinding, TOESTEL)
    houders = {
        str(rij[0])
        for rij in verbinding.rows(
            "SELECT voor FROM toekenning WHERE stream = ?1 UNION SELECT toestel FROM epoch WHERE stream = ?1", (stream,)
        )
    } & stand.toestellen.keys()
    uit.geraakt = records_of(verbinding, stream)
    getypt = give_up_drafts(verbinding, stream, concepten, houd=houd)
    if houd:
        uit.bewaard = keep_last_words(verbinding, unshared(verbinding, stream, getypt))
    uit.gedaan = destroy.destroy_stream(verbinding, stream, tijd=tijd)
    verbinding.run_many(
        "INSERT INTO vernietigd_bij (stream, toestel, gemeld) VALUES (?, ?, NULL) ON CONFLICT DO NOTHING",
        [(stream, toestel) for toestel in sorted(houders | {eigen})],
    )
    audit.append(
        verbinding,
        "casus_vernietigd",
        tijd=tijd,
        toestel=eigen,
        persoon="",
        details={
            "stroom": stream,
            "records": uit.gedaan.records,
            "wijzigingen": uit.gedaan.wijzigingen,
            "sleutels": uit.gedaan.sleutels,
            "laatste_woorden": uit.bewaard,
        },
    )


def records_of(verbinding: Verbinding, stream: str) -> set[tuple[str, str]]:
    """Return (soort, record) of everything in a stream."""
    rijen = verbinding.rows("SELECT DISTINCT soort, record FROM change WHERE stream = ?", (stream,))
    return {(str(soort), str(record)) for soort, record in rijen}


def give_up_drafts(verbinding: Verbinding, stream: str, concepten: Conceptbegin | None, *, houd: bool) -> list[Concept]:
    """Take from memory what is being typed in a stream, within the transaction that destroys it; return it.

    What is typed in it later, on a page that does not know yet, is no draft either: it is a last word with `houd`.
    """
    schrijver = concepten() if concepten is not None else None
    if schrijver is None:
        return []
    records = {record for _, record in records_of(verbinding, stream)}
    return schrijver.sta_af(stream, _nummer(verbinding, stream), records, houd=houd)


def _nummer(verbinding: Verbinding, stream: str) -> str:
    return str(verbinding.value("SELECT nummer FROM casus WHERE stream = ?", (stream,)) or "")


def _keep(verbinding: Verbinding, gelezen: Destroyed, wire: bytes, volgnr: int | None) -> bool:
    hash_ = gelezen.id.hex()
    return pieces.keep(
        verbinding,
        pieces.Stuk(hash_, gelezen.stream, pieces.VERNIETIGD, gelezen.toestel, 0, 0, gelezen.tijd, volgnr, wire),
    )


# -- what only lies here -------------------------------------------------------------------------------------------


def unshared(verbinding: Verbinding, stream: str, getypt: Sequence[Concept] = ()) -> list[LaatsteWoord]:
    """Return what was made here in a stream and has no receipt, the last value of each field; and the drafts in it.

    `getypt` are drafts that were not written yet: newer than what stands in the vault in the same place.
    """
    nummer = _nummer(verbinding, stream)
    verzonden = get_stream(verbinding, stream).verzonden
    per_veld: dict[tuple[str, str], LaatsteWoord] = {}
    for soort, record, veld, waarde, tijd in verbinding.rows(
        "SELECT c.soort, c.record, c.veld, c.waarde, t.tijd FROM change c JOIN txn t ON t.nr = c.txn "
        "WHERE c.stream = ? AND c.nr > ? AND c.eigen = 1 ORDER BY c.nr",
        (stream, verzonden),
    ):
        per_veld[str(record), str(veld)] = LaatsteWoord(stream, nummer, soort, veld, "", waarde, tijd, False)
    records = {record for _, record in records_of(verbinding, stream)}
    nieuwer = {c.plaats for c in getypt}
    geschreven = [
        c for c in list_drafts(verbinding) if c.plaats not in nieuwer and any(r in c.record_id for r in records)
    ]
    return [*per_veld.values(), *(as_last_word(c, stream, nummer) for c in (*getypt, *geschreven) if c.tekst.strip())]


# -- orders and reports --------------------------------------------------------------------------------------------


def ordered(verbinding: Verbinding) -> list[bytes]:
    """Return the orders in the stream of the region for streams that still stand here.

    A vault that was put back from a backup has the dossier again; so has one that a server withheld the order from.
    """
    uit: list[bytes] = []
    for (tekst,) in verbinding.rows(
        "SELECT v.opdracht FROM vernietiging v JOIN stroom s ON s.stream = v.casus_stream "
        "WHERE v.opdracht <> '' AND s.vernietigd IS NULL ORDER BY v.id"
    ):
        try:
            uit.append(base64.b64decode(str(tekst), validate=True))
        except (binascii.Error, ValueError):
            continue
    return uit


def due(verbinding: Verbinding, toestel: str) -> list[str]:
    """Return the streams that were destroyed here without a report of it, and of which no words wait to be seen."""
    rijen = verbinding.rows(
        "SELECT v.stream FROM vernietigd_bij v WHERE v.toestel = ? AND v.gemeld IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM laatste_woord w WHERE w.stream = v.stream) ORDER BY v.stream",
        (toestel,),
    )
    return [str(rij[0]) for rij in rijen]


def report(verbinding: Verbinding, stream: str, zegelaar: Zegelaar) -> None:
    """Sign that everything of a stream was destroyed here, and have that sent, within the open transaction.

    Raises:
        Omstandigheid: NIET_BEVOEGD, without device keys.
    """
    sleutels = sync_keys.device_keys(verbinding)
    if sleutels is None:
        raise Omstandigheid(Reden.NIET_BEVOEGD, onderdeel="vernietigen", code=Weigering.TOESTEL_ONBEKEND.value)
    wire = sign_destroyed(Destroyed(stream, sleutels.toestel, zegelaar.nu_ms), sleutels.teken)
    take_in(verbinding, wire, zegelaar.stand, tijd=zegelaar.tijd)
    pieces.enqueue(verbinding, read_destroyed(wire).id.hex(), stream)


def standing(verbinding: Verbinding, stream: str) -> dict[str, int | None]:
    """Return device → when it reported that it destroyed what it had (ms UTC), None while it did not."""
    return dict(
        verbinding.rows("SELECT toestel, gemeld FROM vernietigd_bij WHERE stream = ? ORDER BY toestel", (stream,))
    )


def destroyed(verbinding: Verbinding) -> dict[str, str]:
    """Return stream → UTC text of when it was destroyed here."""
    return dict(verbinding.rows("SELECT stream, vernietigd FROM stroom WHERE vernietigd IS NOT NULL"))


def watched(verbinding: Verbinding, *, alle: bool = False) -> list[str]:
    """Return the destroyed streams of which a report is still awaited; with `alle` every one of which an order is here.

    All of them when a server was emptied or put back: it is told again what must not come back.
    """
    if alle:
        rijen = verbinding.rows("SELECT DISTINCT stream FROM stuk WHERE soort = ?", (pieces.VERNIETIGD,))
    else:
        rijen = verbinding.rows("SELECT DISTINCT stream FROM vernietigd_bij WHERE gemeld IS NULL")
    return [str(rij[0]) for rij in rijen]
