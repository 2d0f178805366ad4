"""A request to see what is known of a betrokkene: an overview to judge, and the paper that is handed out."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from zvh_desktop.domain.analyse import Zrmmeting, Zrmscore
from zvh_desktop.domain.betrokkene import Betrokkene, bsn_gemaskeerd, vouw
from zvh_desktop.domain.brieven import Brief, Briefdeel
from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.domain.datumtekst import voluit
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.inzage import GETOOND, GRONDEN, NIET_GETOOND, Passage, Raadpleging, delen_van, passage
from zvh_desktop.domain.overleg import Inbreng
from zvh_desktop.domain.partner import Medewerker
from zvh_desktop.domain.rechten import ROLNAMEN, Daad
from zvh_desktop.domain.record import Record
from zvh_desktop.domain.samenvoeging import levend, verleg, volg
from zvh_desktop.domain.systeem import Incidentrol, Relatie, omgekeerd
from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.domain.uittreksel import ANDEREN, Lezer
from zvh_desktop.domain.veldnamen import soortnaam
from zvh_desktop.services import brieven, dossiers, leefgebieden, systeem
from zvh_desktop.services.logboek import gebeurtenisnaam
from zvh_desktop.services.uitgaan import Uitgaand, geef_uit
from zvh_desktop.services.uittreksels import lezer_betrokkene
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import audit_share
from zvh_desktop.store.kinds import kinds

__all__ = ["Gevonden", "Inzage", "overzicht", "verstrek", "zoek"]

_RECHTEN: Final = (
    "U kunt een afschrift vragen van wat hier is samengevat.",
    "Klopt iets niet? Dan kunt u vragen het te verbeteren of aan te vullen.",
    "U kunt vragen gegevens te wissen of minder te gebruiken, en u kunt bezwaar maken.",
    "Bent u het niet met ons eens? Dan kunt u een klacht indienen bij de Autoriteit Persoonsgegevens.",
)
_STIL: Final = frozenset({"inzage_bekeken"})
"""What the making of the overview itself leaves in the log."""


@dataclass(frozen=True, slots=True)
class Gevonden:
    """Somebody who bears a name, in one casus."""

    betrokkene_id: str
    naam: str
    casus_id: str
    nummer: str


@dataclass(frozen=True, slots=True)
class Inzage:
    """Everything known of one betrokkene in one casus, to be judged by a person.

    Attributes:
        casus_id, nummer: of the casus.
        betrokkene_id, naam: of whom.
        algemeen: purpose, ground, source, term of keeping and where to turn to, as (title, value).
        passages: kind by kind in the order of the paper; closed ones too, with their stand.
        raadplegingen: the log about this casus, the latest first.
        niet_getoond: what is kept and not part of this, as (what, how many, why).
        elders: the same person in other casussen of this vault: (id of the betrokkene there, number of the casus).
    """

    casus_id: str
    nummer: str
    betrokkene_id: str
    naam: str
    algemeen: tuple[tuple[str, str], ...]
    passages: tuple[Passage, ...]
    raadplegingen: tuple[Raadpleging, ...]
    niet_getoond: tuple[tuple[str, int, str], ...]
    elders: tuple[tuple[str, str], ...]


def zoek(wp: Werkplek, naam: str) -> list[Gevonden]:
    """Return who bears this name, or all of its words, in the casussen that may be handed out from."""
    gezocht = [deel for woord in naam.split() if (deel := vouw(woord))]
    if not gezocht:
        return []
    nummers = {r.id: r.nummer for r in dossiers.lijst(wp)}
    uit: list[Gevonden] = []
    for b in levend(wp.store.find(Betrokkene, ook_verwijderd=True)):
        namen = " ".join((b.volledige_naam, *b.aliassen))
        eigen = {vouw(woord) for woord in namen.split()}
        past = all(deel in eigen for deel in gezocht)
        if past and b.casus_id in nummers and wp.mag(Daad.UITGEVEN, b.casus_id).mag:
            uit.append(Gevonden(b.id, b.volledige_naam, b.casus_id, nummers[b.casus_id]))
    return sorted(uit, key=lambda g: (g.nummer, g.naam, g.betrokkene_id))


def overzicht(wp: Werkplek, betrokkene_id: str) -> Inzage:
    """Return what is known of somebody; that it was looked at is logged.

    Raises:
        Omstandigheid: NIET_GEVONDEN; NIET_BEVOEGD for who may hand out nothing of this casus.
    """
    uit = _lees(wp, betrokkene_id)
    wp.log("inzage_bekeken", (uit.casus_id, uit.betrokkene_id))
    return uit


def _lees(wp: Werkplek, betrokkene_id: str, *, met_bsn: bool = False) -> Inzage:
    persoon = wp.eis(Betrokkene, betrokkene_id)
    wp.eis_recht(Daad.UITGEVEN, persoon.casus_id)
    casus = wp.eis(Casus, persoon.casus_id)
    alle = {b.id: b for b in wp.store.find(Betrokkene, ook_verwijderd=True, casus_id=casus.id)}
    id_ = volg(betrokkene_id, alle)
    lezer = lezer_betrokkene(wp, casus.id, id_)
    elders = tuple((e.ander_id, e.nummer) for e in systeem.lees(wp, casus.id).elders if e.betrokkene_id == id_)
    return Inzage(
        casus.id,
        casus.nummer,
        id_,
        alle[id_].volledige_naam or alle[id_].rol or "betrokkene zonder naam",
        _algemeen(wp, casus),
        tuple(_passages(wp, casus, lezer, alle, met_bsn=met_bsn)),
        tuple(_raadplegingen(wp, casus.id, id_)),
        tuple(_niet_getoond(wp, casus)),
        elders,
    )


def _algemeen(wp: Werkplek, casus: Casus) -> tuple[tuple[str, str], ...]:
    waarden = brieven.briefwaarden(wp, casus)
    paren = (
        ("Doel", casus.doel),
        ("Grond", " \u00b7 ".join(filter(None, (casus.grondslag, waarden["wet"])))),
        ("Uitleg van de grond", waarden["uitleg"]),
        ("Hoe lang bewaard", waarden["termijn"]),
        ("Besluiten", "Over u besluiten mensen, bij naam vastgelegd; het programma besluit niets."),
        ("Waar u terechtkunt", waarden["contactpunt"]),
    )
    return tuple((naam, tekst) for naam, tekst in paren if tekst.strip())


def _passages(
    wp: Werkplek, casus: Casus, lezer: Lezer, alle: Mapping[str, Betrokkene], *, met_bsn: bool
) -> Iterator[Passage]:
    namen = {p.id: p.naam for p in wp.partners().values()} | {g.id: g.naam for g in leefgebieden.lijst(wp)}
    alleen = len(levend(alle.values())) == 1
    klassen = kinds()
    rollen: dict[str, set[str]] = {}
    incidenten = {n.id: n for n in wp.store.find(Notitie, casus_id=casus.id, notitiesoort="incident")}
    for r in wp.store.find(Incidentrol, casus_id=casus.id):
        rollen.setdefault(r.notitie_id, set()).add(volg(r.betrokkene_id, alle))
    metingen: dict[str, str] = {}
    for soort in GETOOND:
        klasse: type[Record] = klassen[soort]
        records = [casus] if klasse is Casus else wp.store.find(klasse, casus_id=casus.id)
        for ruw in records:
            record = ruw
            for id_, b in alle.items():
                if b.samengevoegd_met:
                    record = verleg(record, id_, volg(id_, alle))
            over: bool | None = None
            match record:
                case Notitie() if lezer.id in rollen.get(record.id, ()):
                    over = True
                case Zrmmeting():
                    metingen[record.id] = record.betrokkene_id
                case Zrmscore() if van := metingen.get(record.meting_id):
                    over = van == lezer.id
                case Relatie() if record.naar_betrokkene_id == lezer.id:
                    record = omgekeerd(record)
                case Inbreng() if record.actie_id:
                    continue  # the action itself is there
            een = passage(
                record, lezer, namen, alleen=alleen, over=over, bsn=(lambda b: b) if met_bsn else bsn_gemaskeerd
            )
            if een is None:
                continue
            if isinstance(record, Incidentrol) and record.notitie_id in incidenten:
                een = replace(een, op=lokaal(incidenten[record.notitie_id].tijdstip).date())
            yield een


def _raadplegingen(wp: Werkplek, casus_id: str, betrokkene_id: str) -> list[Raadpleging]:
    """The log of this device about the casus and the person, and those of other devices where they may be seen."""
    v = wp.store.verbinding
    regels = {(r.toestel, r.seq): r for id_ in (casus_id, betrokkene_id) for r in wp.store.audit_regels(object_id=id_)}
    if wp.mag(Daad.LOGBOEK_ANDEREN).mag:
        for toestel, (tot, _) in audit_share.devices(v).items():
            for r in audit_share.rows_of(v, toestel, limit=tot):
                if {casus_id, betrokkene_id} & set(r.objecten):
                    regels[toestel, r.seq] = r
    rollen = {m.id: ROLNAMEN.get(m.rol, m.rol) for m in wp.store.find(Medewerker, ook_verwijderd=True)}
    uit = [
        Raadpleging(lokaal(datetime.fromisoformat(r.tijd)), gebeurtenisnaam(r.gebeurtenis), rollen.get(r.persoon, ""))
        for r in regels.values()
        if r.gebeurtenis not in _STIL
    ]
    return sorted(uit, key=lambda r: (r.op, r.wat), reverse=True)


def _niet_getoond(wp: Werkplek, casus: Casus) -> Iterator[tuple[str, int, str]]:
    ingetrokken = 0
    klassen = kinds()
    for soort in (*GETOOND, *NIET_GETOOND):
        if "casus_id" not in klassen[soort].model_fields:
            continue
        records = wp.store.find(klassen[soort], ook_verwijderd=True, casus_id=casus.id)
        over = sum(not r.verwijderd for r in records)
        ingetrokken += len(records) - over
        if over and soort in NIET_GETOOND:
            yield soortnaam(soort), over, NIET_GETOOND[soort]
    if ingetrokken:
        yield "Ingetrokken gegevens", ingetrokken, "niet meer in gebruik; zij staan alleen nog in de geschiedenis"


def verstrek(
    wp: Werkplek,
    betrokkene_id: str,
    pad: Path,
    *,
    hoe: str,
    aan: str = "",
    neem_mee: Collection[str] = (),
    alles: bool = False,
    laat_weg: Collection[str] = (),
    grond: str = "",
    met_bsn: bool = False,
) -> tuple[Path, Bon]:
    """Hand the overview to whom it is about, as PDF/A; that is recorded, with what was left out and on what ground.

    Args:
        wp: workplace.
        betrokkene_id: of whom.
        pad: where the file comes.
        hoe: along which way.
        aan: to whom, when not to the betrokkene: a representative.
        neem_mee: ids of general passages that are about this person all the same.
        alles: take all general passages.
        laat_weg: ids of passages that are kept back.
        grond: key of GRONDEN, for what is kept back, and for what was closed already.
        met_bsn: with the whole BSN.

    Raises:
        Omstandigheid: NIET_GEVONDEN; NIET_BEVOEGD; REGEL_WEIGERT "inzage_onbekend" for an id that is not in the
            overview, "inzage_gesloten" for one that is not to be shared, "inzage_grond" when something is kept back
            without a ground; else as `uitgaan.geef_uit`.
    """
    # Late: layout takes a fifth of a second to load.
    from zvh_desktop.documents import compose

    heel = _lees(wp, betrokkene_id, met_bsn=met_bsn)
    stand = {p.id: p.stand for p in heel.passages}
    if not set(neem_mee) | set(laat_weg) <= stand.keys():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="inzage_onbekend")
    if any(stand[id_] == "gesloten" for id_ in neem_mee):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="inzage_gesloten")
    if (laat_weg or "gesloten" in stand.values()) and grond not in GRONDEN:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="inzage_grond")
    if met_bsn:
        dossiers.toon_bsn(wp, heel.betrokkene_id)
    erop = tuple(
        p
        for p in heel.passages
        if p.id not in laat_weg and (p.stand == "eigen" or (p.stand == "algemeen" and (alles or p.id in neem_mee)))
    )
    weg = _weggelaten(heel, erop, laat_weg, grond)
    uit = Uitgaand(
        casus_id=heel.casus_id,
        stuk="inzage",
        wat=f"overzicht van gegevens van {voluit(wp.vandaag())}",
        aan=aan.strip() or heel.naam,
        hoe=hoe,
        inhoud=compose.brief(_blad(wp, heel, erop, weg)),
        grond="verzoek om inzage van de betrokkene",
        betrokkene_id=heel.betrokkene_id,
        weggelaten=weg,
    )
    return geef_uit(wp, uit, pad)


def _weggelaten(heel: Inzage, erop: tuple[Passage, ...], laat_weg: Collection[str], grond: str) -> tuple[str, ...]:
    """What is not on the paper, in words that give nothing away."""
    op_papier = {p.id for p in erop}
    af = [p for p in heel.passages if p.id not in op_papier]
    tel = Counter("grond" if p.id in laat_weg or p.stand == "gesloten" else p.stand for p in af)
    uit: list[str] = []

    def meer(aantal: int, waarom: str) -> None:
        if aantal:
            uit.append(f"{aantal} {'onderdeel' if aantal == 1 else 'onderdelen'}: {waarom}")

    meer(tel["grond"], GRONDEN.get(grond, ""))
    meer(tel["algemeen"], f"over de casus als geheel of over een ander; {GRONDEN['ander']}")
    if any(p.weg for p in erop):
        uit.append(ANDEREN)
    return tuple(uit)


def _blad(wp: Werkplek, heel: Inzage, erop: tuple[Passage, ...], weg: tuple[str, ...]) -> Brief:
    regio = wp.regio()
    verstrekt = tuple(p for p in erop if p.soort == "verstrekking")
    delen = [
        Briefdeel(
            alineas=(
                f"Dit is wat {regio.naam} over u heeft vastgelegd in casus {heel.nummer}, op {voluit(wp.vandaag())}. "
                "Gegevens van anderen zijn weggelaten. Bij elk gegeven staat van welke organisatie het komt, als dat "
                "is vastgelegd.",
            )
        ),
        Briefdeel(kop="Waarvoor en op welke grond", gegevens=heel.algemeen),
        *delen_van(tuple(p for p in erop if p not in verstrekt)),
        *_tabel(
            "Aan wie is verstrekt",
            ("Op", "Wat", "Aan"),
            [(_dag(p), dict(p.regels).get("Wat", ""), dict(p.regels).get("Aan", "")) for p in verstrekt],
            (1.0, 2.0, 2.0),
        ),
        *_tabel(
            "Wie uw dossier heeft geraadpleegd",
            ("Wanneer", "Wat", "Functie"),
            [(f"{r.op:%d-%m-%Y %H:%M}", r.wat, r.rol) for r in heel.raadplegingen],
            (1.0, 2.0, 1.2),
        ),
    ]
    rest = [f"{wat} ({aantal}): {waarom}" for wat, aantal, waarom in heel.niet_getoond]
    if weg or rest:
        delen.append(Briefdeel(kop="Wat er niet bij staat", punten=(*weg, *rest)))
    delen.append(Briefdeel(kop="Wat u kunt doen", punten=_RECHTEN))
    return Brief(
        zvh=regio.naam,
        # What is in it is for the betrokkene; a marking of the house would only frighten.
        rubricering="Dit papier is van u",
        titel="Wat er over u is vastgelegd",
        ondertitel=f"{voluit(wp.vandaag())} \u00b7 kenmerk {heel.nummer}",
        bestandstitel="Overzicht van gegevens",
        delen=tuple(delen),
        gemaakt_op=wp.nu(),
        voet=f"Overzicht van gegevens \u00b7 kenmerk {heel.nummer} \u00b7 {voluit(wp.vandaag())}",
    )


def _dag(p: Passage) -> str:
    return f"{p.op:%d-%m-%Y}" if p.op else ""


def _tabel(
    kop: str, koppen: tuple[str, ...], rijen: list[tuple[str, ...]], breedtes: tuple[float, ...]
) -> tuple[Briefdeel, ...]:
    return (Briefdeel(kop=kop, tabel=(koppen, *rijen), breedtes=breedtes),) if rijen else ()
