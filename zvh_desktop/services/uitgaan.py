"""The one door by which anything of a casus or overleg leaves: nothing is written or told without a verstrekking."""

import contextlib
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden, ZvhFout
from zvh_desktop.domain.overleg import Overleg
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.uitgaand import stuknaam
from zvh_desktop.domain.verslag import Verstrekking
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store.files import file_errors, fill, reserve
from zvh_desktop.store.store import Transactie

__all__ = ["AFGEDRUKT", "BEGONNEN", "MISLUKT", "Uitgaand", "druk_af", "geef_uit", "noteer"]

BEGONNEN = "; nog niet bevestigd"
MISLUKT = "; niet geschreven"
"""Behind the way of handing out, while the file is being written and when that failed."""

AFGEDRUKT = "afgedrukt"
"""The way of handing out of what goes to a printer from here."""

_GEBEURTENIS = {"verslag": "verslag_verstrekt", "verklaring": "verklaring_geexporteerd"}
"""Names in the audit log that are older than `verstrekt`."""

_GEEN_CASUS = "bevat geen gegevens van een casus"
_PER_CASUS = "per casus vastgelegd"
"""Grounds of what belongs to an overleg and to no casus, unless another is given."""


@dataclass(frozen=True, slots=True)
class Uitgaand:
    """What leaves, to whom and why.

    Attributes:
        casus_id: whose; empty for a paper of an overleg that tells nothing of any casus (presentielijst, verklaring).
            That is not written into the dossiers discussed there: it would tie them to each other, and go with them.
        wat: in words, as it stands in the register: "verslag versie 1".
        inhoud: the file; empty for what is only told.
        bewaar: keep the bytes in the vault, so that it can be seen later what was handed out.
        bij: files that go beside it: end of the name (".mdto.xml") and bytes.
        grond: empty means the ground of the casus.
        overleg_id: where a paper belongs that has no casus.
        casussen: those of which such a paper tells all the same (draaiboek, agenda with names). In each of them stands
            too that it left and to whom, without the file and without the others; one file, as many verstrekkingen.
    """

    casus_id: str
    stuk: str
    wat: str
    aan: str
    hoe: str
    inhoud: bytes = b""
    bewaar: bool = True
    bij: tuple[tuple[str, bytes], ...] = ()
    grond: str = ""
    doel: str = ""
    verslag_id: str = ""
    bron_id: str = ""
    partner_id: str = ""
    betrokkene_id: str = ""
    weggelaten: tuple[str, ...] = ()
    overleg_id: str = ""
    casussen: tuple[str, ...] = ()


def _maak(wp: Werkplek, uit: Uitgaand, achter: str) -> Verstrekking:
    if uit.casus_id:
        casus = wp.eis(Casus, uit.casus_id)
        stream, grond = casus.stream, casus.grondslag
    else:
        stream, grond = wp.eis(Overleg, uit.overleg_id).stream, _PER_CASUS if uit.casussen else _GEEN_CASUS
    wp.eis_recht(Daad.UITGEVEN, uit.casus_id)
    if not uit.aan.strip() or not uit.hoe.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="ontvanger_nodig")
    return Verstrekking(
        id=wp.nieuw_id(),
        stream=stream,
        casus_id=uit.casus_id,
        verslag_id=uit.verslag_id,
        aan=uit.aan.strip(),
        wat=uit.wat,
        hoe=uit.hoe.strip() + achter,
        grond=uit.grond.strip() or grond,
        besloten_door=wp.wie_naam(),
        tijdstip=wp.nu(),
        pdf_sha256=hashlib.sha256(uit.inhoud).hexdigest() if uit.inhoud else "",
        stuk=uit.stuk,
        bron_id=uit.bron_id,
        partner_id=uit.partner_id,
        betrokkene_id=uit.betrokkene_id,
        doel=uit.doel.strip(),
        weggelaten=list(uit.weggelaten),
    )


def _alle(wp: Werkplek, uit: Uitgaand, achter: str) -> list[Verstrekking]:
    """The verstrekking itself, and one in each casus that the paper of an overleg tells of."""
    een = _maak(wp, uit, achter)
    regels = [een]
    for casus_id in uit.casussen:
        casus = wp.eis(Casus, casus_id)
        wp.eis_recht(Daad.UITGEVEN, casus_id)
        elders = {"id": wp.nieuw_id(), "stream": casus.stream, "casus_id": casus_id, "grond": casus.grondslag}
        regels.append(een.met(**elders, pdf_sha256=""))
    return regels


def geef_uit(
    wp: Werkplek, uit: Uitgaand, pad: Path, *, mee: Callable[[Transactie], None] | None = None
) -> tuple[Path, Bon]:
    """Write a file where a person said, and record to whom it went.

    In this order: room is taken beside the target, without content; the verstrekking is recorded as not yet confirmed;
    the content is written and gets its name; the verstrekking is confirmed. So no file leaves unrecorded, and after a
    power cut the record says what is known: that it was begun.

    Args:
        wp: workplace.
        uit: what leaves.
        pad: where to; what stands there is replaced only when all is written.
        mee: what changes along with the confirmation, in its transaction.

    Raises:
        Omstandigheid: REGEL_WEIGERT without recipient or way; SCHIJF_VOL, GEEN_RECHTEN, SCHRIJFFOUT, and then no file
            is left and the record, when it was made already, says "niet geschreven".
    """
    nieuw = _alle(wp, uit, BEGONNEN)
    # What goes beside it is written first: when that fails, the file itself has not left.
    doelen = [*((pad.with_name(pad.stem + einde), inhoud) for einde, inhoud in uit.bij), (pad, uit.inhoud)]
    naam, hoe = stuknaam(uit.stuk), uit.hoe.strip()
    ruimte: list[Path] = []
    gedaan: list[Path] = []
    try:
        with file_errors(onderdeel="uitvoer"):
            pad.parent.mkdir(parents=True, exist_ok=True)
            for doel, inhoud in doelen:
                ruimte.append(reserve(doel, len(inhoud)))
        begin = _leg_vast(wp, nieuw, f"{naam} verstrekken begonnen", "verstrekking_begonnen")
        for tijdelijk, (doel, inhoud) in zip(ruimte, doelen, strict=True):
            with file_errors(onderdeel="uitvoer"):
                fill(tijdelijk, doel, inhoud)
            gedaan.append(doel)
    except ZvhFout:
        for rest in (*ruimte, *gedaan):
            with contextlib.suppress(OSError):
                rest.unlink(missing_ok=True)
        if wp.store.vind(Verstrekking, nieuw[0].id) is not None:
            mislukt = [v.met(hoe=hoe + MISLUKT, verwijderd=True) for v in nieuw]
            _leg_vast(wp, mislukt, f"{naam} niet geschreven", "verstrekking_niet_geschreven")
        raise

    def bevestig(t: Transactie) -> None:
        if uit.bewaar and uit.inhoud:
            t.bestand(uit.inhoud)
        if mee is not None:
            mee(t)

    gebeurtenis = _GEBEURTENIS.get(uit.stuk, "verstrekt")
    klaar = _leg_vast(wp, [v.met(hoe=hoe) for v in nieuw], f"{naam} verstrekt", gebeurtenis, bevestig)
    return pad, begin.samen(klaar)


def noteer(wp: Werkplek, uit: Uitgaand, *, mee: Callable[[Transactie], None] | None = None) -> Bon:
    """Record what was told, shown or handed over on paper: nothing is written.

    Raises:
        Omstandigheid: REGEL_WEIGERT without recipient or way.
    """
    return _leg_vast(wp, _alle(wp, uit, ""), f"{stuknaam(uit.stuk)} vastgelegd", "verstrekt", mee)


def druk_af(wp: Werkplek, uit: Uitgaand) -> tuple[bytes, Bon]:
    """Record that a paper goes to a printer, before it does, and return the very pages that are recorded.

    What the printer makes of it nobody tells us; the register says what was sent off and to whom it would go.

    Raises:
        Omstandigheid: REGEL_WEIGERT without recipient.
    """

    def bewaar(t: Transactie) -> None:
        if uit.bewaar:
            t.bestand(uit.inhoud)

    return uit.inhoud, noteer(wp, uit, mee=bewaar)


def _leg_vast(
    wp: Werkplek,
    verstrekkingen: list[Verstrekking],
    label: str,
    gebeurtenis: str,
    mee: Callable[[Transactie], None] | None = None,
) -> Bon:
    with wp.transactie(label) as t:
        if mee is not None:
            mee(t)
        for v in verstrekkingen:
            t.save(v)
        een = verstrekkingen[0]
        casussen = (v.casus_id for v in verstrekkingen)
        objecten = tuple(filter(None, (*casussen, een.verslag_id or een.bron_id)))
        t.audit(gebeurtenis, objecten, {"stuk": een.stuk, "sha256": een.pdf_sha256})
    return t.bon
