"""Destroying the dossier of a casus: one person proposes, another confirms, every device does it and says so.

What a screen may say: "vernietigd op dit toestel", and of each other device only what it reported itself. Backups that
were made before still hold it; the program cannot reach those, and says so.
"""

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.partner import Medewerker
from zvh_desktop.domain.tijd import kalenderdag, kalendermoment, lokaal
from zvh_desktop.domain.veldnamen import soortnaam, veldnaam
from zvh_desktop.domain.vernietiging import TE_VERNIETIGEN, Vernietiging, mag_voorstellen
from zvh_desktop.protocol.destruction import Destroyed, Proposal, read_proposal, sign_destroyed, sign_proposal
from zvh_desktop.protocol.errors import ProtocolFout
from zvh_desktop.protocol.rights import mag_vernietigen
from zvh_desktop.services import klokstand, kluissleutels
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import chains, queries, shred
from zvh_desktop.store.kinds import kinds
from zvh_desktop.store.times import from_text
from zvh_desktop.sync import shredding

__all__ = [
    "Beeld",
    "Kandidaat",
    "LaatsteWoorden",
    "Toestelbericht",
    "Verklaring",
    "Voorstel",
    "Woord",
    "beeld",
    "bevestig",
    "gezien",
    "laatste_woorden",
    "stel_voor",
    "trek_voorstel_in",
    "verklaringen",
    "verklaringtekst",
]


@dataclass(frozen=True, slots=True)
class Kandidaat:
    """A casus that may be proposed.

    Attributes:
        casus_id, nummer, naam: of the casus.
        status: why it may: "afgesloten", "afgewezen" or "doorgeleid".
        hier_alleen: how much typed on this device nobody else has: unsent fields and drafts.
    """

    casus_id: str
    nummer: str
    naam: str
    status: str
    hier_alleen: int


@dataclass(frozen=True, slots=True)
class Voorstel:
    """A proposal that waits for a second person.

    Attributes:
        id: of the record.
        nummer: of the casus.
        naam: of the casus, "" when the dossier is not here.
        grond: why.
        wie, wanneer: who proposed it, and when.
        mag_bevestigen: whoever is at work here may confirm it.
        waarom_niet: a sentence when not.
        hier_alleen: how much typed on this device nobody else has.
        van_mij: proposed by who is at work.
    """

    id: str
    nummer: str
    naam: str
    grond: str
    wie: str
    wanneer: datetime
    mag_bevestigen: bool
    waarom_niet: str
    hier_alleen: int
    van_mij: bool


@dataclass(frozen=True, slots=True)
class Toestelbericht:
    """What is known of one device that had a destroyed dossier.

    Attributes:
        toestel: its id.
        wie: whose it is.
        gemeld: when it reported that it destroyed what it had, None while it did not.
        woorden: how it stands, in words.
        hoe: "gemeld", "wacht" or "ingetrokken".
    """

    toestel: str
    wie: str
    gemeld: datetime | None
    woorden: str
    hoe: str


@dataclass(frozen=True, slots=True)
class Verklaring:
    """The vernietigingsverklaring of one dossier; names no betrokkene.

    Attributes:
        id: of the record.
        nummer: of the casus.
        grond: why.
        voorgesteld_door, voorgesteld_op, bevestigd_door, bevestigd_op: the two persons.
        hier_op: when it was destroyed in this vault, None when this vault never had it.
        toestellen: every device that held a key of it, as far as is known here.
    """

    id: str
    nummer: str
    grond: str
    voorgesteld_door: str
    voorgesteld_op: datetime | None
    bevestigd_door: str
    bevestigd_op: datetime | None
    hier_op: datetime | None
    toestellen: tuple[Toestelbericht, ...]

    @property
    def wacht(self) -> int:
        """How many devices are still to report."""
        return sum(t.hoe == "wacht" for t in self.toestellen)


@dataclass(frozen=True, slots=True)
class Beeld:
    """Everything the screen shows.

    Attributes:
        mag: whoever is at work may propose and confirm.
        waarom_niet: a sentence when not.
        kandidaten, voorstellen, verklaringen: see there.
    """

    mag: bool
    waarom_niet: str
    kandidaten: tuple[Kandidaat, ...]
    voorstellen: tuple[Voorstel, ...]
    verklaringen: tuple[Verklaring, ...]


# -- who may --


_ROL_MAG_NIET: Final = "Dit is aan de procesregisseur of de beheerder."
_TOESTEL_MAG_NIET: Final = (
    "De rol van dit toestel mag dit niet: andere toestellen zouden het weigeren. Dit is aan een toestel van de "
    "procesregisseur of de beheerder."
)
_TWEEDE_PERSOON: Final = "U stelde dit zelf voor; een ander moet het bevestigen."
_TWEEDE_TOESTEL: Final = (
    "Dit is op een toestel van dezelfde persoon voorgesteld; bevestigen moet op het toestel van een ander."
)


def _waarom_niet(wp: Werkplek) -> str:
    """Why whoever is at work here may not destroy, "" when they may."""
    wie = wp.wie
    if wie is None or not mag_voorstellen(wie.rol):
        return _ROL_MAG_NIET
    if not kluissleutels.heeft_regio(wp):
        return ""
    toestel = kluissleutels.regiostand(wp).toestel(wp.store.toestel)
    if toestel is None or toestel.weigering is not None or not mag_vernietigen(toestel.cert.rol):
        return _TOESTEL_MAG_NIET
    return ""


def _eis_recht(wp: Werkplek) -> Medewerker:
    wie = wp.wie
    if wie is None or _waarom_niet(wp):
        raise Omstandigheid(Reden.NIET_BEVOEGD, onderdeel="vernietigen")
    return wie


def _zelfde_persoon(wp: Werkplek, v: Vernietiging) -> str:
    """Why whoever is at work is no second person, "" when they are."""
    wie = wp.wie
    if wie is None or wie.id == v.voorgesteld_door:
        return _TWEEDE_PERSOON
    if v.voorstel and kluissleutels.heeft_regio(wp):
        stand = kluissleutels.regiostand(wp)
        eigen = stand.toestel(wp.store.toestel)
        eerste = stand.toestel(_voorsteller(v))
        if eigen is None or eerste is None or eigen.cert.persoon == eerste.cert.persoon:
            return _TWEEDE_TOESTEL
    return ""


def _voorsteller(v: Vernietiging) -> str:
    try:
        return read_proposal(base64.b64decode(v.voorstel)).toestel
    except (ProtocolFout, ValueError):
        return ""


# -- proposing and confirming --


def stel_voor(wp: Werkplek, casus_id: str, grond: str) -> Bon:
    """Propose to destroy the dossier of a casus; nothing happens before another person confirms.

    Args:
        wp: the workplace.
        casus_id: a casus that is closed, turned down or passed on.
        grond: why, in words that name nobody: they outlive the dossier.

    Raises:
        Omstandigheid: NIET_BEVOEGD; NIET_GEVONDEN; REGEL_WEIGERT "casus_loopt", "reden_nodig", "al_voorgesteld",
            "klok_klopt_niet".
    """
    wie = _eis_recht(wp)
    klokstand.eis_juiste_klok(wp)
    casus = wp.eis(Casus, casus_id)
    if casus.status not in TE_VERNIETIGEN:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="casus_loopt")
    if not grond.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="reden_nodig")
    if any(v.casus_stream == casus.stream for v in _records(wp, "voorgesteld", "vernietigd")):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="al_voorgesteld")
    voorstel = ""
    if kluissleutels.heeft_regio(wp):
        eigen = kluissleutels.eigen_sleutels(wp)
        gesteld = Proposal(casus.stream, eigen.toestel, kluissleutels.nu_ms(wp))
        voorstel = base64.b64encode(sign_proposal(gesteld, eigen.teken)).decode("ascii")
    record = Vernietiging(
        id=wp.nieuw_id(),
        stream=wp.regio().stream,
        casus_stream=casus.stream,
        casusnummer=casus.nummer,
        grond=" ".join(grond.split()),
        voorgesteld_door=wie.id,
        voorgesteld_op=wp.nu(),
        voorstel=voorstel,
    )
    with wp.transactie("vernietigen voorgesteld") as t:
        t.save(record)
        t.audit("vernietigen_voorgesteld", (casus.id,), {"casusnummer": casus.nummer})
    return t.bon


def _records(wp: Werkplek, *standen: str) -> list[Vernietiging]:
    return [v for v in wp.store.find(Vernietiging) if v.status in standen]


def _eis_voorstel(wp: Werkplek, id_: str) -> Vernietiging:
    v = wp.eis(Vernietiging, id_)
    if v.status != "voorgesteld":
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="geen_voorstel")
    return v


def trek_voorstel_in(wp: Werkplek, id_: str) -> Bon:
    """Take a proposal back; anybody who may propose may do so.

    Raises:
        Omstandigheid: NIET_BEVOEGD; NIET_GEVONDEN; REGEL_WEIGERT "geen_voorstel".
    """
    wie = _eis_recht(wp)
    v = _eis_voorstel(wp, id_)
    with wp.transactie("voorstel tot vernietigen ingetrokken") as t:
        t.save(v.met(status="ingetrokken", ingetrokken_door=wie.id))
        t.audit("vernietigen_ingetrokken", (), {"casusnummer": v.casusnummer})
    return t.bon


def bevestig(wp: Werkplek, id_: str) -> Bon:
    """Confirm as the second person: the dossier is destroyed here now, and on every other device when it hears of it.

    There is no way back. What was typed here and nobody else has goes with it: the screen says so before.

    Raises:
        Omstandigheid: NIET_BEVOEGD; NIET_GEVONDEN; REGEL_WEIGERT "geen_voorstel", "tweede_persoon", "klok_klopt_niet",
            or "casus_loopt" when it was opened again meanwhile.
    """
    wie = _eis_recht(wp)
    klokstand.eis_juiste_klok(wp)
    v = _eis_voorstel(wp, id_)
    if _zelfde_persoon(wp, v):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="tweede_persoon")
    if any(c.status not in TE_VERNIETIGEN for c in wp.store.find(Casus, stream=v.casus_stream)):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="casus_loopt")
    opdracht = b""
    if kluissleutels.heeft_regio(wp):
        eigen = kluissleutels.eigen_sleutels(wp)
        woord = Destroyed(v.casus_stream, eigen.toestel, kluissleutels.nu_ms(wp), base64.b64decode(v.voorstel))
        opdracht = sign_destroyed(woord, eigen.teken)
    # First what everybody must know is safe; when the power fails here, the next round or start goes on from it.
    with wp.transactie("vernietigen bevestigd") as t:
        t.save(
            v.met(
                status="vernietigd",
                bevestigd_door=wie.id,
                bevestigd_op=wp.nu(),
                opdracht=base64.b64encode(opdracht).decode("ascii"),
            )
        )
        t.audit("vernietigen_bevestigd", (), {"casusnummer": v.casusnummer, "stroom": v.casus_stream})
    geraakt = _voer_uit(wp, v.casus_stream, opdracht)
    return t.bon.samen(Bon("", "", frozenset(geraakt), 0))


def _voer_uit(wp: Werkplek, stream: str, opdracht: bytes) -> set[tuple[str, str]]:
    """Destroy here; the person was told what only lies here."""
    if not opdracht:
        geraakt = shred.records_of(wp.store.verbinding, stream)
        wp.store.sync.vernietig(stream)
        return geraakt
    uit = wp.store.sync.vernietig_op_last(opdracht)
    shredding.carry_out(wp.store, wp.store.sync.zegelaar())
    return uit.geraakt


# -- what is shown --


def beeld(wp: Werkplek) -> Beeld:
    """Return everything the screen shows."""
    waarom_niet = _waarom_niet(wp)
    lopend = _records(wp, "voorgesteld")
    bezet = {v.casus_stream for v in lopend}
    namen = {m.id: m.naam for m in wp.store.find(Medewerker, ook_verwijderd=True)}
    verborgen = queries.verborgen_casussen(wp.store.verbinding)
    casussen = [c for c in wp.store.find(Casus, status=sorted(TE_VERNIETIGEN)) if c.id not in verborgen]
    per_stream = {c.stream: c for c in casussen}
    kandidaten = [
        Kandidaat(c.id, c.nummer, c.naam, c.status, len(shred.unshared(wp.store.verbinding, c.stream)))
        for c in sorted(casussen, key=lambda c: c.nummer)
        if c.stream not in bezet
    ]
    return Beeld(
        not waarom_niet,
        waarom_niet,
        tuple(kandidaten),
        tuple(_voorstel(wp, v, namen, per_stream, waarom_niet) for v in lopend),
        tuple(verklaringen(wp)),
    )


def _voorstel(
    wp: Werkplek, v: Vernietiging, namen: Mapping[str, str], casussen: Mapping[str, Casus], waarom_niet: str
) -> Voorstel:
    casus = casussen.get(v.casus_stream)
    waarom_niet = waarom_niet or _zelfde_persoon(wp, v)
    return Voorstel(
        v.id,
        v.casusnummer,
        casus.naam if casus else "",
        v.grond,
        namen.get(v.voorgesteld_door, "onbekend"),
        _hier(v.voorgesteld_op) or wp.nu(),
        not waarom_niet,
        waarom_niet,
        len(shred.unshared(wp.store.verbinding, v.casus_stream)),
        wp.wie is not None and wp.wie.id == v.voorgesteld_door,
    )


def verklaringen(wp: Werkplek) -> list[Verklaring]:
    """Return the declarations, the latest first, with what each device reported."""
    namen = {m.id: m.naam for m in wp.store.find(Medewerker, ook_verwijderd=True)}
    hier = shred.destroyed(wp.store.verbinding)
    laatst = chains.last_seen(wp.store.verbinding)
    uit = [
        Verklaring(
            v.id,
            v.casusnummer,
            v.grond,
            namen.get(v.voorgesteld_door, "onbekend"),
            _hier(v.voorgesteld_op),
            namen.get(v.bevestigd_door, "onbekend"),
            _hier(v.bevestigd_op),
            lokaal(from_text(hier[v.casus_stream])) if v.casus_stream in hier else None,
            tuple(_berichten(wp, v.casus_stream, namen, laatst)),
        )
        for v in _records(wp, "vernietigd")
    ]
    return sorted(uit, key=lambda v: (v.bevestigd_op is not None, v.bevestigd_op, v.id), reverse=True)


def _hier(moment: datetime | None) -> datetime | None:
    return None if moment is None else lokaal(moment)


def _berichten(wp: Werkplek, stream: str, namen: Mapping[str, str], laatst: Mapping[str, int]) -> list[Toestelbericht]:
    if not kluissleutels.heeft_regio(wp):
        return []
    stand = kluissleutels.regiostand(wp)
    uit: list[Toestelbericht] = []
    for toestel, gemeld in shred.standing(wp.store.verbinding, stream).items():
        gevonden = stand.toestel(toestel)
        wie = namen.get(gevonden.cert.persoon, "onbekend") if gevonden else "onbekend"
        if toestel == wp.store.toestel:
            wie = f"{wie} (dit toestel)"
        if gemeld is not None:
            moment = kluissleutels.moment(gemeld)
            uit.append(Toestelbericht(toestel, wie, moment, f"gemeld op {kalendermoment(moment)}", "gemeld"))
        elif gevonden is not None and gevonden.ingetrokken is not None:
            woorden = "ingetrokken: meldt niets meer; wat erop staat, staat er misschien nog"
            uit.append(Toestelbericht(toestel, wie, None, woorden, "ingetrokken"))
        else:
            gezien_ = kluissleutels.moment(laatst[toestel]) if toestel in laatst else None
            woorden = "nog niet gemeld; " + (
                f"laatste contact {kalendermoment(gezien_)}" if gezien_ else "verder is hier niets van ontvangen"
            )
            uit.append(Toestelbericht(toestel, wie, None, woorden, "wacht"))
    return sorted(uit, key=lambda t: (t.hoe == "gemeld", t.wie, t.toestel))


def verklaringtekst(v: Verklaring) -> list[str]:
    """Return a declaration as lines: what was verified, what is awaited, and what nobody can verify."""

    def op(moment: datetime | None) -> str:
        return kalendermoment(moment) if moment else "een onbekend moment"

    return [
        f"Vernietigingsverklaring van het dossier van casus {v.nummer}",
        f"Grond: {v.grond}",
        f"Voorgesteld door {v.voorgesteld_door} op {op(v.voorgesteld_op)}.",
        f"Bevestigd door {v.bevestigd_door} op {op(v.bevestigd_op)}.",
        f"Op dit toestel vernietigd op {op(v.hier_op)}: sleutels, gegevens, geschiedenis, concepten, bijlagen en "
        "zoekwoorden."
        if v.hier_op
        else "Dit toestel had het dossier niet.",
        *(f"Toestel {t.toestel[:8]}, {t.wie}: {t.woorden}." for t in v.toestellen),
        "Niet na te gaan: reservekopieën die eerder zijn gemaakt, en wat is afgedrukt, verstuurd of verstrekt.",
    ]


# -- what was typed here and nobody else had --


@dataclass(frozen=True, slots=True)
class Woord:
    """One thing that was typed.

    Attributes:
        waar: kind of record and field, in words.
        tekst: what was typed.
        wanneer: Dutch local time.
        concept: it was a draft.
    """

    waar: str
    tekst: str
    wanneer: datetime
    concept: bool


@dataclass(frozen=True, slots=True)
class LaatsteWoorden:
    """What was typed on this device in one dossier that was destroyed elsewhere.

    Attributes:
        stream: of the dossier.
        nummer: of the casus.
        uitleg: what happened and what will happen, in sentences.
        woorden: in the order in which they were typed.
    """

    stream: str
    nummer: str
    uitleg: str
    woorden: tuple[Woord, ...]


_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_TECHNISCH: Final = frozenset({"id", "stream", "casus_id", "verwijderd", "sha256", "blokken", "omvang"})


def waarom_weg(wp: Werkplek, stream: str) -> str:
    """Return why a dossier that stood open is no longer here, in sentences; "" when it was not destroyed."""
    op = shred.destroyed(wp.store.verbinding).get(stream)
    if op is None:
        return ""
    namen = {m.id: m.naam for m in wp.store.find(Medewerker, ook_verwijderd=True)}
    v = next((v for v in _records(wp, "vernietigd") if v.casus_stream == stream), None)
    wat = f"Het dossier van casus {v.casusnummer}" if v else "Dit dossier"
    door = (
        f", door {namen.get(v.voorgesteld_door, 'onbekend')} en {namen.get(v.bevestigd_door, 'onbekend')}" if v else ""
    )
    getypt = any(w.stream == stream for w in shred.last_words(wp.store.verbinding))
    return f"{wat} is op {kalendermoment(from_text(op))} op dit toestel vernietigd{door}." + (
        " Wat u erin typte en niemand anders had, staat bij Delen en samenvoegen tot u het hebt gelezen."
        if getypt
        else ""
    )


def laatste_woorden(wp: Werkplek) -> list[LaatsteWoorden]:
    """Return what waits to be seen, dossier by dossier."""
    per_stream: dict[str, list[shred.LaatsteWoord]] = {}
    for woord in shred.last_words(wp.store.verbinding):
        per_stream.setdefault(woord.stream, []).append(woord)
    verklaard = {v.casus_stream: v for v in _records(wp, "vernietigd")}
    namen = {m.id: m.naam for m in wp.store.find(Medewerker, ook_verwijderd=True)}
    hier = shred.destroyed(wp.store.verbinding)
    uit: list[LaatsteWoorden] = []
    for stream, rij in per_stream.items():
        v = verklaard.get(stream)
        # What was written first, then the rest of it: dates, choices.
        rij_ = sorted(rij, key=lambda w: not (w.concept or _is_tekst(w.soort, w.veld)))
        woorden = tuple(_woord(w) for w in rij_ if w.veld not in _TECHNISCH)
        sinds = min(w.wanneer for w in woorden) if woorden else lokaal(from_text(rij[0].tijd))
        door = (
            f" door {namen.get(v.voorgesteld_door, 'onbekend')} en {namen.get(v.bevestigd_door, 'onbekend')}"
            if v
            else ""
        )
        op = (
            lokaal(v.bevestigd_op)
            if v and v.bevestigd_op
            else lokaal(from_text(hier[stream]))
            if stream in hier
            else wp.nu()
        )
        aantal = "is 1 ding" if len(woorden) == 1 else f"zijn {len(woorden)} dingen"
        uitleg = (
            f"Dit dossier is op {kalenderdag(op.date())} vernietigd{door}. Op dit toestel {aantal} getypt sinds "
            f"{kalendermoment(sinds)} die nog niemand anders had. Alleen die staan nog op dit toestel: lees ze "
            "na en vertel zo nodig wat ervan telt aan wie het besloot. Daarna vernietigt u ze; pas dan meldt dit "
            "toestel dat het klaar is."
        )
        uit.append(LaatsteWoorden(stream, rij[0].casusnummer, uitleg, woorden))
    return uit


def _woord(w: shred.LaatsteWoord) -> Woord:
    waar = w.label or f"{soortnaam(w.soort)}: {veldnaam(w.soort, w.veld) or w.veld.replace('_', ' ')}"
    return Woord(waar, _als_tekst(json.loads(w.waarde)), lokaal(from_text(w.tijd)), w.concept)


def _is_tekst(soort: str, veld: str) -> bool:
    klasse = kinds().get(soort)
    return klasse is not None and veld in klasse.lange_tekst


def _als_tekst(waarde: Any) -> str:
    match waarde:
        case None | "":
            return "(leeg)"
        case bool():
            return "ja" if waarde else "nee"
        case list():
            return ", ".join(_als_tekst(deel) for deel in waarde) or "(leeg)"
        case dict():
            return "; ".join(f"{naam}: {_als_tekst(deel)}" for naam, deel in waarde.items())
        case str() if _MOMENT.fullmatch(waarde):
            return kalendermoment(datetime.fromisoformat(waarde))
        case _:
            return str(waarde)


def gezien(wp: Werkplek, stream: str) -> Bon:
    """Destroy what was kept of a dossier, now that a person has seen it; the report goes with the next round.

    Raises:
        Omstandigheid: NIET_GEVONDEN, nothing of it waits.
    """
    with wp.transactie("laatste woorden vernietigd") as t:
        aantal = shred.forget_last_words(wp.store.verbinding, stream)
        if not aantal:
            raise Omstandigheid(Reden.NIET_GEVONDEN, wat="laatste woorden")
        t.audit("laatste_woorden_vernietigd", (), {"aantal": aantal, "stroom": stream})
    if kluissleutels.heeft_regio(wp):
        shredding.carry_out(wp.store, wp.store.sync.zegelaar())
    return t.bon
