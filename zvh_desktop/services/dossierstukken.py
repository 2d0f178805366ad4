"""Files of a dossier: add, list, read, withdraw, look at, and hand out a copy.

    uit = voeg_toe(wp, casus_id, pad_of_bytes, naam="scan.pdf", omschrijving="…", categorie="verklaring")
    lijst(wp, casus_id)      lees(wp, stuk_id)      kijk(wp, stuk_id)
    trek_in(wp, stuk_id, reden)      doorzicht(wp, stuk_id)
    exporteer(wp, stuk_id, pad, aan=…, hoe=…, grond=…, nagekeken=…)

The content lies in the vault, once for equal content, and nowhere else; it travels in sealed blocks by itself.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from zvh_desktop.documents.kijker import Kijker
from zvh_desktop.domain.afsluiting import eis_open
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.dossierstuk import INHOUDSOORTEN, MET_VOORBEELD, STUKCATEGORIEEN, Dossierstuk
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.services.doorzien import Doorzicht, doorzie, eis_nagekeken
from zvh_desktop.services.inlezen_stuk import Ruwstuk, lees_stuk, stuk_van_bytes
from zvh_desktop.services.kijker import scherm
from zvh_desktop.services.uitgaan import Uitgaand, geef_uit
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store.attachments import present
from zvh_desktop.store.files import file_errors, free_bytes

__all__ = [
    "Kijkstuk",
    "Ruwstuk",
    "Stukregel",
    "Toegevoegd",
    "doorzicht",
    "exporteer",
    "kijk",
    "lees",
    "lees_stuk",
    "lijst",
    "stuk_van_bytes",
    "trek_in",
    "voeg_toe",
    "voeg_veel_toe",
]

_RUIMTE: Final = 16 * 1024 * 1024
"""Bytes that stay free on the disk, so that a file never leaves no room for what is being typed."""


@dataclass(frozen=True, slots=True)
class Toegevoegd:
    """What came of adding a file.

    Attributes:
        stuk: the record, the earlier one when the same content was in the dossier already.
        bon: receipt; empty when nothing changed.
        al_bekend: the same content was there already.
        let_op: sentences to show: see `Ruwstuk.let_op`.
    """

    stuk: Dossierstuk
    bon: Bon
    al_bekend: bool = False
    let_op: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stukregel:
    """A file in the list of a dossier.

    Attributes:
        hier: its content is on this device; otherwise it comes with a next round.
    """

    stuk: Dossierstuk
    hier: bool


@dataclass(frozen=True, slots=True)
class Kijkstuk:
    """A file to look at.

    Attributes:
        kijker: decodes it in a process of its own; close it when done. None when there is no preview.
        waarom: key of the reason when there is none: "geluid", "oud_office", "onbekend" or "nog_niet_hier".
    """

    stuk: Dossierstuk
    kijker: Kijker | None
    waarom: str = ""


def voeg_toe(
    wp: Werkplek,
    casus_id: str,
    wat: Path | bytes | Ruwstuk,
    *,
    naam: str = "",
    omschrijving: str = "",
    bron: str = "",
    datum: date | None = None,
    categorie: str = "",
) -> Toegevoegd:
    """Keep a file in a dossier, in one transaction with its record; the same content is recognised and not doubled.

    Args:
        casus_id: whose dossier.
        wat: a file to read, its bytes, or what `lees_stuk` returned (read beside the store, for large files).
        naam: name of the file when `wat` is bytes; the name on the disk otherwise.

    Raises:
        Omstandigheid: as `lees_stuk`; SCHIJF_VOL, with room left for what is being typed; NIET_GEVONDEN;
            REGEL_WEIGERT "waarde_past_niet" for an unknown category, "casus_gesloten".
    """
    if isinstance(wat, Path):
        wat = lees_stuk(wat)
    ruw = stuk_van_bytes(naam or "stuk", wat) if isinstance(wat, bytes) else wat
    casus = wp.eis(Casus, casus_id)
    if categorie not in STUKCATEGORIEEN:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="waarde_past_niet", velden=("categorie",))
    bekend = wp.store.find(Dossierstuk, casus_id=casus_id, bestand_sha256=ruw.sha256)
    if bekend:
        return Toegevoegd(bekend[0], Bon.leeg(), al_bekend=True, let_op=ruw.let_op)
    eis_open(casus.status)
    with file_errors(onderdeel="vault.db"):
        # Once in the log of the database and once in the database itself.
        vol = free_bytes(wp.store.verbinding.pad) < 2 * len(ruw.inhoud) + _RUIMTE
    if vol:
        raise Omstandigheid(Reden.SCHIJF_VOL, onderdeel="vault.db")
    stuk = Dossierstuk(
        id=wp.nieuw_id(),
        stream=casus.stream,
        casus_id=casus_id,
        naam=ruw.naam,
        omschrijving=omschrijving.strip(),
        bron=bron.strip(),
        datum=datum,
        categorie=categorie,
        inhoudsoort=ruw.inhoudsoort,
        omvang=len(ruw.inhoud),
        bestand_sha256=ruw.sha256,
        toegevoegd_op=wp.nu(),
        toegevoegd_door=wp.wie_naam(),
    )
    with wp.transactie("stuk toegevoegd") as t:
        t.bestand(ruw.inhoud)
        t.save(stuk)
        t.audit("stuk_toegevoegd", (casus_id, stuk.id), {"sha256": ruw.sha256, "bytes": len(ruw.inhoud)})
    return Toegevoegd(stuk, t.bon, let_op=ruw.let_op)


def voeg_veel_toe(
    wp: Werkplek, casus_id: str, ruwe: Sequence[Ruwstuk], velden: dict[str, Any]
) -> tuple[tuple[Toegevoegd, ...], Bon]:
    """Keep several files with the same source, day and category; each in a transaction of its own.

    Returns:
        What came of each, in order, and one receipt of all.
    """
    uit = tuple(voeg_toe(wp, casus_id, ruw, **velden) for ruw in ruwe)
    bon = Bon.leeg()
    for een in uit:
        bon = bon.samen(een.bon)
    return uit, bon


def lijst(wp: Werkplek, casus_id: str, *, ook_ingetrokken: bool = False) -> tuple[Stukregel, ...]:
    """Return the files of a dossier, the latest added first."""
    stukken = wp.store.find(Dossierstuk, casus_id=casus_id, ook_verwijderd=ook_ingetrokken)
    hier = present(wp.store.verbinding, [s.bestand_sha256 for s in stukken])
    return tuple(
        Stukregel(s, s.bestand_sha256 in hier)
        for s in sorted(stukken, key=lambda s: (s.toegevoegd_op, s.id), reverse=True)
    )


def lees(wp: Werkplek, stuk_id: str) -> bytes:
    """Return the content of a file; that it was opened is in the audit log first.

    Raises:
        Omstandigheid: NIET_GEVONDEN; KLUIS_BESCHADIGD; REGEL_WEIGERT "stuk_nog_niet_hier".
    """
    stuk = wp.eis(Dossierstuk, stuk_id)
    if not present(wp.store.verbinding, [stuk.bestand_sha256]):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="stuk_nog_niet_hier")
    wp.log("stuk_geopend", (stuk.casus_id, stuk.id))
    return wp.store.bestand(stuk.bestand_sha256)


_ZONDER_VOORBEELD: Final = {"geluid": "geluid", "word": "oud_office"}


def kijk(wp: Werkplek, stuk_id: str) -> Kijkstuk:
    """Return a file to look at inside the program; nothing of it is written to disk.

    Raises:
        Omstandigheid: NIET_GEVONDEN; REGEL_WEIGERT "stuk_met_adres" for who may not have the address in its text.
    """
    stuk = wp.eis(Dossierstuk, stuk_id)
    if not present(wp.store.verbinding, [stuk.bestand_sha256]):
        return Kijkstuk(stuk, None, "nog_niet_hier")
    if scherm(wp, stuk.casus_id) and _doorzie(wp, stuk).gevonden:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="stuk_met_adres")
    if stuk.inhoudsoort not in MET_VOORBEELD:
        groep = INHOUDSOORTEN.get(stuk.inhoudsoort, INHOUDSOORTEN["onbekend"]).groep
        return Kijkstuk(stuk, None, _ZONDER_VOORBEELD.get(groep, "onbekend"))
    return Kijkstuk(stuk, Kijker(stuk.inhoudsoort, lees(wp, stuk_id)))


def trek_in(wp: Werkplek, stuk_id: str, reden: str) -> Bon:
    """Withdraw a file with a reason; record, history and content stay until the dossier is destroyed.

    Raises:
        Omstandigheid: REGEL_WEIGERT "stuk_reden" without a reason; NIET_GEVONDEN.
    """
    if not reden.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="stuk_reden")
    stuk = wp.eis(Dossierstuk, stuk_id)
    with wp.transactie("stuk ingetrokken") as t:
        t.save(stuk.met(verwijderd=True, ingetrokken_reden=reden.strip()))
        t.audit("stuk_ingetrokken", (stuk.casus_id, stuk.id), {})
    return t.bon


def doorzicht(wp: Werkplek, stuk_id: str) -> Doorzicht:
    """Say before a file leaves what could not be looked through and what is secret in its casus.

    Raises:
        Omstandigheid: NIET_GEVONDEN; REGEL_WEIGERT "stuk_nog_niet_hier".
    """
    stuk = wp.eis(Dossierstuk, stuk_id)
    return _doorzie(wp, stuk)


def _doorzie(wp: Werkplek, stuk: Dossierstuk) -> Doorzicht:
    if not present(wp.store.verbinding, [stuk.bestand_sha256]):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="stuk_nog_niet_hier")
    return doorzie(wp, stuk.casus_id, stuk.inhoudsoort, wp.store.bestand(stuk.bestand_sha256))


def exporteer(
    wp: Werkplek,
    stuk_id: str,
    pad: Path,
    *,
    aan: str,
    hoe: str,
    grond: str = "",
    vervang: bool = False,
    nagekeken: bool = False,
) -> tuple[Path, Bon]:
    """Write a readable copy where a person said, and record to whom, how and on what ground.

    By the one door for all that leaves: the verstrekking is recorded before a byte is written, see `uitgaan.geef_uit`.

    Args:
        vervang: a file of this name may be replaced; a person was asked.
        nagekeken: a person looked at it and says that it may go so; stands in the record where `doorzicht` asks for it.

    Raises:
        Omstandigheid: REGEL_WEIGERT "ontvanger_nodig", "grond_nodig", "stuk_ingetrokken", "stuk_nog_niet_hier",
            "stuk_niet_nagekeken";
            BESTAAT_AL; SCHIJF_VOL, GEEN_RECHTEN, SCHRIJFFOUT: then no file is left and the record says so.
    """
    stuk = wp.eis(Dossierstuk, stuk_id)
    if stuk.verwijderd:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="stuk_ingetrokken")
    if not aan.strip() or not hoe.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="ontvanger_nodig")
    if not grond.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="grond_nodig")
    gezien = _doorzie(wp, stuk)
    eis_nagekeken(gezien, nagekeken=nagekeken)
    inhoud = lees(wp, stuk_id)
    if not vervang:
        with file_errors(onderdeel="uitvoer"):
            if os.path.lexists(pad):
                raise FileExistsError
    uit = Uitgaand(
        casus_id=stuk.casus_id,
        stuk="dossierstuk",
        wat=f"stuk: {stuk.titel}{gezien.aantekening(wp.wie_naam())}",
        aan=aan,
        hoe=hoe,
        inhoud=inhoud,
        bewaar=False,
        grond=grond,
        bron_id=stuk.id,
    )
    return geef_uit(wp, uit, pad)
