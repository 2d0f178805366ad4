"""Files in a round: what is missing is fetched, what nobody brought yet is brought; one failure stops no other."""

from collections.abc import Callable
from typing import Final

from zvh_desktop.domain.bijlage import Bijlage
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.log import logboek
from zvh_desktop.protocol.errors import ProtocolFout
from zvh_desktop.protocol.rights import mag_verzegelen
from zvh_desktop.protocol.statements import Regiostand
from zvh_desktop.store import attachments
from zvh_desktop.store.sealing import Zegelaar
from zvh_desktop.store.store import Store
from zvh_desktop.store.streams import get_stream
from zvh_desktop.store.sync_keys import Toestelsleutels
from zvh_desktop.sync.link import Link

__all__ = ["bring_files", "check_files", "fetch_files"]

_log = logboek(__name__)

_PER_RONDE: Final = 200
_NIET_DAAR: Final = 404


def fetch_files(
    store: Store, link: Link, sleutels: Toestelsleutels, stand: Regiostand, tijd: str, tussendoor: Callable[[], object]
) -> int:
    """Fetch files that records name and that are not here; return how many came.

    A file of which the server has no pieces any more is said to be lost: whoever has it brings it again.
    """
    v, transport, gekomen = store.verbinding, link.transport, 0
    for stream, sha256, hashes, bijlage in attachments.to_fetch(v)[:_PER_RONDE]:
        blokken: list[attachments.Blok] = []
        try:
            for hash_ in hashes:
                wire = link.ask(sleutels, transport.haal_blok, bytes.fromhex(stream), bytes.fromhex(hash_))
                blokken.append(attachments.open_block(v, wire, stand))
                tussendoor()
        except (ProtocolFout, ValueError):
            _log.waarschuwing("een bijlage klopt niet", stream=stream)
            continue
        except Omstandigheid as fout:
            if fout.reden is not Reden.SERVER_WEIGERT:
                raise
            if fout.gegevens.get("status") == _NIET_DAAR:
                _say_lost(store, stream, bijlage, sleutels, stand)
            continue
        with v.transaction():
            gekomen += attachments.keep(v, sha256, blokken, tijd=tijd)
    return gekomen


def check_files(
    store: Store, link: Link, sleutels: Toestelsleutels, stand: Regiostand, tussendoor: Callable[[], object]
) -> int:
    """Ask a server that was emptied or put back for what this device brought; return how many files it lost.

    One piece of each file tells; each device asks for its own, so that together they ask once.
    """
    kwijt = 0
    for stream, hash_, bijlage in attachments.brought_by(store.verbinding, sleutels.toestel):
        try:
            link.ask(sleutels, link.transport.haal_blok, bytes.fromhex(stream), bytes.fromhex(hash_))
        except Omstandigheid as fout:
            if fout.reden is not Reden.SERVER_WEIGERT:
                raise
            if fout.gegevens.get("status") == _NIET_DAAR:
                kwijt += _say_lost(store, stream, bijlage, sleutels, stand)
        tussendoor()
    return kwijt


def _say_lost(store: Store, stream: str, id_: str, sleutels: Toestelsleutels, stand: Regiostand) -> int:
    """Withdraw the record of pieces that the server does not have, where this device may do so."""
    v = store.verbinding
    eigen = stand.toestel(sleutels.toestel)
    bijlage = store.vind(Bijlage, id_)
    if eigen is None or eigen.weigering is not None or bijlage is None or bijlage.verwijderd:
        return 0
    if not mag_verzegelen(eigen.cert.rol, get_stream(v, stream).soort, Bijlage.soort):
        return 0
    _log.waarschuwing("de server heeft een bijlage niet meer", stream=stream)
    with store.transaction("bijlage bij de server kwijt", ("", "")) as t:
        t.save(bijlage.met(verwijderd=True))
    return 1


def bring_files(
    store: Store,
    link: Link,
    sleutels: Toestelsleutels,
    zegelaar: Zegelaar,
    tussendoor: Callable[[], object],
) -> int:
    """Bring files that are here and that nobody brought; return how many. Their records go with the next push."""
    v, transport, gebracht = store.verbinding, link.transport, 0
    eigen = zegelaar.stand.toestel(sleutels.toestel)
    if eigen is None or eigen.weigering is not None:
        return 0
    for stream, sha256 in attachments.to_bring(v)[:_PER_RONDE]:
        if not mag_verzegelen(eigen.cert.rol, get_stream(v, stream).soort, Bijlage.soort):
            continue
        hashes: list[str] = []
        try:
            for hash_, wire in attachments.seal_file(v, stream, sha256, zegelaar):
                link.ask(sleutels, transport.zet_blok, bytes.fromhex(stream), hash_, wire)
                hashes.append(hash_.hex())
                tussendoor()
        except Omstandigheid as fout:
            if fout.reden not in (Reden.SERVER_WEIGERT, Reden.NIET_BEVOEGD):
                raise
            continue
        bijlage = Bijlage(
            id=store.nieuw_id(),
            stream=stream,
            sha256=sha256,
            omvang=len(attachments.content(v, sha256)),
            blokken=hashes,
        )
        with store.transaction("bijlage gedeeld", ("", "")) as t:
            t.save(bijlage)
        gebracht += 1
    return gebracht
