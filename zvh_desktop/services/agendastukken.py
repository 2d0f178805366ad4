"""Papers before an overleg: the agenda for each invitee, and the script for the chair; each that leaves is recorded."""

from datetime import time
from pathlib import Path

from zvh_desktop.documents import compose
from zvh_desktop.domain.agenda import Agenda, Agendaregel, Draaiboek, Draaipunt
from zvh_desktop.domain.casus import Aanmelding, Casus, themanaam
from zvh_desktop.domain.datumtekst import schrijf_datum
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.overleg import HERKOMST, Inbreng, Overleg, overlegnaam
from zvh_desktop.domain.plan import Actie, dagen_te_laat
from zvh_desktop.domain.toegang import mag_naam_lezen
from zvh_desktop.services import overlegbeeld
from zvh_desktop.services.overlegbeeld import DeelnemerRegel, OverlegDetail, PuntRegel
from zvh_desktop.services.uitgaan import Uitgaand, geef_uit
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import queries

__all__ = ["agenda", "agenda_pdf", "draaiboek", "draaiboek_pdf", "schrijf_agendas", "schrijf_draaiboek"]

_HOE = "als bestand bewaard"

_NODIG: dict[str, str] = {
    "geen": "Voor uw organisatie is nog geen geldig privacyprotocol bekend. Voordat een casus opent, vragen wij u de "
    "geheimhoudingsverklaring te tekenen.",
    "verlopen": "Het privacyprotocol van uw organisatie is verlopen. Voordat een casus opent, vragen wij u de "
    "geheimhoudingsverklaring te tekenen.",
    "geweigerd": "U hebt de geheimhoudingsverklaring eerder geweigerd. Neem voor het overleg contact op; zonder "
    "verklaring opent een casus niet terwijl u in de kamer bent.",
}


def agenda(wp: Werkplek, overleg_id: str, deelnemer_id: str, *, met_namen: bool = False) -> Agenda:
    """Return the agenda for one invitee: points without a casus, and the casussen this person is there for.

    Args:
        wp: workplace.
        overleg_id: which overleg.
        deelnemer_id: for whom.
        met_namen: print the short name of each casus beside its number; never for who is not bound to secrecy.

    Raises:
        Omstandigheid: NIET_GEVONDEN when this person is not invited.
    """
    d = overlegbeeld.detail(wp, overleg_id)
    regel = next((r for r in d.deelnemers if r.deelnemer.id == deelnemer_id), None)
    if regel is None:
        raise Omstandigheid(Reden.NIET_GEVONDEN, soort="deelnemer")
    return _agenda(wp, d, regel, met_namen=met_namen)


def _van(d: OverlegDetail, regel: DeelnemerRegel) -> list[PuntRegel]:
    """The points that someone is there for: those without a casus, and the own casussen."""
    eigen = set(regel.deelnemer.casus_ids)
    return [p for p in d.punten if not p.punt.casus_id or not eigen or p.punt.casus_id in eigen]


def _agenda(wp: Werkplek, d: OverlegDetail, regel: DeelnemerRegel, *, met_namen: bool) -> Agenda:
    namen = met_namen and mag_naam_lezen(regel.dekking)
    regels = []
    for punt in _van(d, regel):
        wat = punt.naam
        if punt.punt.casus_id:
            wat = f"Casus {punt.nummer}" + (f" \u00b7 {punt.naam}" if namen else "")
        regels.append(Agendaregel(van=_klok(punt.om), tot=_klok(_einde(punt)), wat=wat))
    o, regio = d.overleg, wp.regio()
    return Agenda(
        zvh=regio.naam,
        soort=overlegnaam(o.type),
        datum=o.datum,
        begin=_klok(o.begin),
        eind=_klok(o.eind),
        plaats=o.plaats,
        voor=", ".join(dict.fromkeys(x for x in (regel.deelnemer.naam, regel.deelnemer.organisatie) if x)),
        regels=tuple(regels),
        dekking=_NODIG.get(regel.dekking.hoe, ""),
        contact=regio.contactpunt,
        met_namen=namen,
    )


def agenda_pdf(wp: Werkplek, overleg_id: str, deelnemer_id: str, *, met_namen: bool = False) -> bytes:
    """Return that agenda as a file; making it is logged."""
    inhoud = agenda(wp, overleg_id, deelnemer_id, met_namen=met_namen)
    wp.log("agenda_gemaakt", (overleg_id, deelnemer_id), met_namen=met_namen)
    return compose.agenda(inhoud, gemaakt_op=wp.nu())


def schrijf_agendas(
    wp: Werkplek, overleg_id: str, map_: Path, *, met_namen: bool = False
) -> tuple[tuple[Path, ...], Bon]:
    """Write one agenda for every invitee into a folder; names of files tell organisations, no persons.

    Each is a verstrekking to that invitee; with names it stands in each casus named too. Who is not covered gets
    numbers alone. Made again, they take the place of the earlier ones.

    Raises:
        Omstandigheid: the folder or a file cannot be written; agendas written before it are there, and recorded.
    """
    d = overlegbeeld.detail(wp, overleg_id)
    genodigd = [r for r in d.deelnemers if r.deelnemer.rol == "deelnemer" and not _afwezig(r)]
    paden, bon = [], Bon.leeg()
    for nummer, regel in enumerate(genodigd, 1):
        wie = regel.deelnemer
        namen = met_namen and mag_naam_lezen(regel.dekking)
        naam = f"agenda {d.overleg.datum.isoformat()} {nummer:02d} {_kaal(wie.organisatie)}".strip()
        uit = Uitgaand(
            casus_id="",
            stuk="agenda",
            wat="agenda met korte namen" if namen else "agenda met casusnummers, zonder namen",
            aan=f"{wie.naam} ({wie.organisatie})",
            hoe=_HOE,
            inhoud=compose.agenda(_agenda(wp, d, regel, met_namen=met_namen), gemaakt_op=wp.nu()),
            # A name goes with its casus; a copy in the overleg would outlive it.
            bewaar=not namen,
            bron_id=overleg_id,
            partner_id=wie.partner_id,
            overleg_id=overleg_id,
            casussen=tuple(p.punt.casus_id for p in _van(d, regel) if p.punt.casus_id) if namen else (),
        )
        pad, erbij = geef_uit(wp, uit, map_ / f"{naam}.pdf")
        paden.append(pad)
        bon = bon.samen(erbij)
    return tuple(paden), bon


def draaiboek(wp: Werkplek, overleg_id: str) -> Draaiboek:
    """Return the script of an overleg: all casussen with times, the question, what is open, who sits there."""
    d = overlegbeeld.detail(wp, overleg_id)
    o, regio = d.overleg, wp.regio()
    over = d.minuten - ((o.eind.hour * 60 + o.eind.minute) - (o.begin.hour * 60 + o.begin.minute))
    ruimte = f"{d.minuten} minuten gepland"
    ruimte += f"; dat is {over} minuten te veel" if over > 0 else f", {-over} minuten over" if over else ", precies vol"
    return Draaiboek(
        zvh=regio.naam,
        rubricering=regio.rubricering,
        overleg=overlegnaam(o.type),
        datum=o.datum,
        begin=_klok(o.begin),
        eind=_klok(o.eind),
        plaats=o.plaats,
        voorzitter=o.voorzitter,
        verslaglegger=o.verslaglegger,
        punten=tuple(_draaipunt(wp, d, punt) for punt in d.punten),
        ruimte=f"{ruimte}.",
        ongedekt=tuple(f"{r.deelnemer.naam} ({r.deelnemer.organisatie})" for r in d.deelnemers if not r.dekking.gedekt),
    )


def _draaipunt(wp: Werkplek, d: OverlegDetail, regel: PuntRegel) -> Draaipunt:
    punt, casus_id = regel.punt, regel.punt.casus_id
    kaal = Draaipunt(van=_klok(regel.om), tot=_klok(_einde(regel)), minuten=punt.minuten, naam=regel.naam)
    if not casus_id:
        return kaal
    herkomst = HERKOMST.get(punt.herkomst, "")
    if herkomst and punt.herkomst_reden:
        herkomst = f"{herkomst}: {punt.herkomst_reden}"
    aanmeldingen = wp.store.find(Aanmelding, casus_id=casus_id, order="ontvangen_op")
    return kaal.model_copy(
        update={
            "nummer": regel.nummer,
            "themas": ", ".join(themanaam(t) for t in regel.thema),
            "herkomst": herkomst,
            "vraag": aanmeldingen[-1].doel_overleg.strip() if aanmeldingen else "",
            "vorig": _besluiten(wp, casus_id, d.overleg),
            "acties": _acties(wp, casus_id),
            "open": _open(wp, casus_id),
            "tafel": tuple(
                f"{r.deelnemer.naam}, {r.deelnemer.organisatie}" + ("" if r.dekking.gedekt else f" ({r.woorden})")
                for r in d.deelnemers
                if not _afwezig(r) and (not r.deelnemer.casus_ids or casus_id in r.deelnemer.casus_ids)
            ),
        }
    )


def _besluiten(wp: Werkplek, casus_id: str, overleg: Overleg) -> tuple[str, ...]:
    ids = [i for i in queries.overleg_ids_van(wp.store.verbinding, casus_id) if i != overleg.id]
    eerder = [o for o in wp.store.vind_veel(Overleg, ids).values() if o.status == "gesloten"]
    laatste = max(eerder, key=lambda o: (o.datum, o.begin), default=None)
    if laatste is None:
        return ()
    inbreng = wp.store.find(Inbreng, casus_id=casus_id, overleg_id=laatste.id, inbrengsoort="besluit", order="volgorde")
    dag = schrijf_datum(laatste.datum, wp.vandaag())
    return tuple(f"{i.tekst} ({dag})" for i in inbreng)


def _acties(wp: Werkplek, casus_id: str) -> tuple[str, ...]:
    vandaag, partners = wp.vandaag(), wp.partners()
    regels = []
    for a in wp.store.find(Actie, casus_id=casus_id, status="open", order="uiterlijk"):
        partner = partners.get(a.partner_id)
        wie = ", ".join(x for x in (partner.kortweg if partner else "", a.persoon) if x) or "nog niemand"
        laat = dagen_te_laat(a, vandaag)
        wanneer = schrijf_datum(a.uiterlijk, vandaag) if a.uiterlijk else "zonder dag"
        regels.append(f"{wie}: {a.tekst} ({wanneer}{f', {laat} dagen te laat' if laat else ''})")
    return tuple(regels)


def _open(wp: Werkplek, casus_id: str) -> tuple[str, ...]:
    casus = wp.eis(Casus, casus_id)
    punten = []
    if not casus.casusregisseur.strip():
        punten.append("Er is nog geen casusregisseur.")
    if casus.evaluatiedatum is not None and casus.evaluatiedatum <= wp.vandaag():
        punten.append(f"De evaluatie was gepland op {schrijf_datum(casus.evaluatiedatum, wp.vandaag())}.")
    if casus.zsm_geldig_tot is not None and casus.zsm_geldig_tot < wp.vandaag():
        punten.append("Het ZSM-advies is verlopen.")
    return tuple(punten)


def draaiboek_pdf(wp: Werkplek, overleg_id: str) -> bytes:
    """Return the script as a file; making it is logged for every casus in it."""
    inhoud = draaiboek(wp, overleg_id)
    casussen = [p.punt.casus_id for p in overlegbeeld.detail(wp, overleg_id).punten if p.punt.casus_id]
    wp.log("draaiboek_gemaakt", (overleg_id, *casussen))
    return compose.draaiboek(inhoud, gemaakt_op=wp.nu())


def schrijf_draaiboek(wp: Werkplek, overleg_id: str, pad: Path) -> tuple[Path, Bon]:
    """Write the script to a file: a verstrekking to the chair, in the overleg and in each casus it tells of.

    Raises:
        Omstandigheid: it cannot be written there; NIET_BEVOEGD.
    """
    d = overlegbeeld.detail(wp, overleg_id)
    uit = Uitgaand(
        casus_id="",
        stuk="draaiboek",
        wat="draaiboek voor de voorzitter",
        aan=f"{d.overleg.voorzitter} (voorzitter)" if d.overleg.voorzitter else "de voorzitter",
        hoe=_HOE,
        inhoud=draaiboek_pdf(wp, overleg_id),
        bewaar=False,
        bron_id=overleg_id,
        overleg_id=overleg_id,
        casussen=tuple(p.punt.casus_id for p in d.punten if p.punt.casus_id),
    )
    return geef_uit(wp, uit, pad)


def _afwezig(regel: DeelnemerRegel) -> bool:
    return regel.deelnemer.aanwezigheid.startswith("afwezig")


def _einde(regel: PuntRegel) -> time:
    minuut = regel.om.hour * 60 + regel.om.minute + regel.punt.minuten
    return time(minuut // 60 % 24, minuut % 60)


def _kaal(naam: str) -> str:
    """Return a name fit for a file on any system."""
    return " ".join("".join(t if t.isalnum() else " " for t in naam).split())[:60]


def _klok(om: time) -> str:
    return f"{om:%H:%M}"
