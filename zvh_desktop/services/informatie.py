"""The tab Informatie: on what ground, what is known of each item, what was asked, and everything that left."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from zvh_desktop.documents import compose
from zvh_desktop.domain import bewaren
from zvh_desktop.domain.afscherming import ZAAL, Adresscherm
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.bewaren import Bewaarstand
from zvh_desktop.domain.brieven import Brief, Briefdeel
from zvh_desktop.domain.casus import Casus, Notitie, Triage
from zvh_desktop.domain.datumtekst import voluit
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.gevoelig import bevat_adres
from zvh_desktop.domain.grondslag import Grond, Verlenging, voorgestelde_grond
from zvh_desktop.domain.informatie import Informatieverzoek, wat_mist
from zvh_desktop.domain.overleg import Inbreng
from zvh_desktop.domain.partner import Medewerker, Partner
from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.domain.uitgaand import stuknaam
from zvh_desktop.domain.verslag import Verslag, Verstrekking
from zvh_desktop.domain.zsm import ZsmAdvies
from zvh_desktop.services import brieven, grondslagen, stukken, zsmadviezen
from zvh_desktop.services.kijker import bedek, bedek_personen, bewaarbaar, dicht_voor, kijker
from zvh_desktop.services.stukken import Bladbron
from zvh_desktop.services.uitgaan import Uitgaand, geef_uit, noteer
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import queries

__all__ = [
    "Beeld",
    "Gegeven",
    "beeld",
    "informeren_open",
    "merk",
    "noteer_verstrekking",
    "register",
    "verstrek_register",
    "verstrekt",
]


@dataclass(frozen=True, slots=True)
class Gegeven:
    """One piece of information: a note, or an entry of a meeting.

    Attributes:
        soort: "notitie" or "inbreng".
        mist: what is not yet known of it, in short Dutch words.
    """

    soort: str
    id: str
    tekst: str
    bron: str
    tijdstip: datetime
    aard: str
    categorie: str
    noodzaak: str
    niet_delen_met: tuple[str, ...]
    niet_delen_reden: str
    mist: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beeld:
    """Everything the tab shows of one casus.

    Attributes:
        grond: the ground in the register, None when the casus carries a name that is not in it.
        voorstel: ground the register ties to its themes, when that is another one.
        contactpunt: where a betrokkene turns to, by casus, ground or house.
    """

    casus: Casus
    vandaag: date
    gronden: tuple[Grond, ...]
    grond: Grond | None
    voorstel: Grond | None
    contactpunt: str
    stand: Bewaarstand
    bewaarzin: str
    verlengingen: tuple[Verlenging, ...]
    betrokkenen: tuple[Betrokkene, ...]
    verzoeken: tuple[Informatieverzoek, ...]
    adviezen: tuple[ZsmAdvies, ...]
    verstrekkingen: tuple[Verstrekking, ...]
    gegevens: tuple[Gegeven, ...]
    verslagen: tuple[Verslag, ...]
    partners: dict[str, Partner]
    medewerkers: tuple[Medewerker, ...]
    triage: Triage | None
    wie_id: str


def _gegeven(record: Notitie | Inbreng) -> Gegeven:
    if isinstance(record, Inbreng):
        soort, aard = "inbreng", {"informatie": "feit", "veiligheid": "feit", "oordeel": "oordeel"}
        gezegd = aard.get(record.inbrengsoort, "")
    else:
        soort, gezegd = "notitie", record.aard
    return Gegeven(
        soort=soort,
        id=record.id,
        tekst=record.tekst,
        bron=record.bron,
        tijdstip=lokaal(record.tijdstip),
        aard=gezegd,
        categorie=record.categorie,
        noodzaak=record.noodzaak,
        niet_delen_met=tuple(record.niet_delen_met),
        niet_delen_reden=record.niet_delen_reden,
        mist=wat_mist(
            bron=record.bron,
            aard=gezegd,
            categorie=record.categorie,
            noodzaak=record.noodzaak,
            niet_delen_met=record.niet_delen_met,
            niet_delen_reden=record.niet_delen_reden,
        ),
    )


def beeld(wp: Werkplek, casus_id: str) -> Beeld:
    """Read what the tab shows; a query a kind, asked when the tab comes into view and not with the dossier."""
    s = wp.store
    with s.reading():
        casus = wp.eis(Casus, casus_id)
        gronden = tuple(grondslagen.gronden(wp))
        stand, verlengingen = grondslagen.bewaarstand(wp, casus)
        mensen = s.find(Betrokkene, ook_verwijderd=True, casus_id=casus_id)
        inbreng = [
            i
            for i in s.find(Inbreng, casus_id=casus_id)
            if not i.verwijderd and i.inbrengsoort in ("informatie", "oordeel", "veiligheid")
        ]
        notities = [n for n in s.find(Notitie, casus_id=casus_id) if not n.verwijderd]
        verzoeken = [v for v in s.find(Informatieverzoek, casus_id=casus_id) if not v.verwijderd]
        verstrekt_ = [v for v in s.find(Verstrekking, casus_id=casus_id) if not v.verwijderd]
        verslagen = [v for v in s.find(Verslag, casus_id=casus_id) if not v.verwijderd and v.status != "vervangen"]
        triages = [x for x in s.find(Triage, casus_id=casus_id) if not x.verwijderd]
        adviezen = zsmadviezen.adviezen(wp, casus)
        medewerkers = [m for m in s.find(Medewerker) if not m.verwijderd and m.rol]
    grond = next((g for g in gronden if g.naam == casus.grondslag), None)
    voorstel = voorgestelde_grond(casus.thema, list(gronden))
    wie, kijkt = wp.wie, kijker(wp)
    betrokkenen = bedek_personen([b for b in mensen if not b.verwijderd], mensen, kijkt)
    # A list is as open as a room: a secret address that was typed stands in none.
    scherm = Adresscherm(mensen, ZAAL)
    if kijkt.soort != "huis" and (dicht := Adresscherm(mensen, kijkt)):
        casus = dicht.record_af(casus)
        verzoeken, adviezen = [dicht.record_af(v) for v in verzoeken], [dicht.record_af(a) for a in adviezen]
        verstrekt_, verslagen = [dicht.record_af(v) for v in verstrekt_], [dicht.record_af(v) for v in verslagen]
        triages, verlengingen = [dicht.record_af(x) for x in triages], tuple(map(dicht.record_af, verlengingen))
    gegevens = [*(_gegeven(scherm.record_af(n)) for n in notities), *(_gegeven(scherm.record_af(i)) for i in inbreng)]
    return Beeld(
        casus=casus,
        vandaag=wp.vandaag(),
        gronden=gronden,
        grond=grond,
        voorstel=voorstel if voorstel is not None and voorstel.naam != casus.grondslag else None,
        contactpunt=brieven.contactpunt(wp, casus),
        stand=stand,
        bewaarzin=bewaren.zin(stand),
        verlengingen=verlengingen,
        betrokkenen=tuple(sorted(betrokkenen, key=lambda b: (not b.hoofdpersoon, b.geboortedatum or date.max, b.id))),
        verzoeken=tuple(sorted(verzoeken, key=lambda v: (v.status != "verstuurd", v.status != "concept", v.id))),
        adviezen=tuple(adviezen),
        verstrekkingen=tuple(sorted(verstrekt_, key=lambda v: (v.tijdstip, v.id), reverse=True)),
        gegevens=tuple(sorted(gegevens, key=lambda g: (g.tijdstip, g.id), reverse=True)),
        verslagen=tuple(sorted(verslagen, key=lambda v: v.id, reverse=True)),
        partners=wp.partners(),
        medewerkers=tuple(sorted(medewerkers, key=lambda m: m.naam)),
        triage=max(triages, key=lambda x: x.id, default=None),
        wie_id=wie.id if wie else "",
    )


_MERKEN = frozenset(("aard", "bron", "categorie", "noodzaak", "niet_delen_met", "niet_delen_reden"))


def merk(wp: Werkplek, soort: str, record_id: str, velden: dict[str, Any]) -> Bon:
    """Record what has to be known of a note or an entry; its text stays as it was.

    What may not be shared holds at once for every extract, also of a verslag that was vastgesteld before.

    Raises:
        Omstandigheid: REGEL_WEIGERT "reden_nodig" when something may not be shared and nobody says why,
            "noodzaak_nodig" for a special or criminal item without a reason, "veld_vast", "waarde_past_niet",
            "adres_afgeschermd".
    """
    record: Notitie | Inbreng
    record = wp.eis(Notitie, record_id) if soort == "notitie" else wp.eis(Inbreng, record_id)
    if vreemd := [v for v in velden if v not in _MERKEN or (soort == "inbreng" and v in ("aard", "bron"))]:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="veld_vast", velden=tuple(vreemd))
    velden = bewaarbaar(wp, record, record.casus_id, velden)
    try:
        nieuw = record.met(**velden)
    except ValidationError as fout:
        namen = tuple(str(f["loc"][0]) for f in fout.errors())
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="waarde_past_niet", velden=namen) from None
    if nieuw.niet_delen_met and not nieuw.niet_delen_reden.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="reden_nodig")
    if nieuw.categorie in ("bijzonder", "strafrechtelijk") and not nieuw.noodzaak.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="noodzaak_nodig")
    with wp.transactie("kenmerken van een gegeven vastgelegd") as t:
        t.save(nieuw)
    return t.bon


def informeren_open(wp: Werkplek) -> list[tuple[str, str, str, str]]:
    """Return (casus, its name, betrokkene, why) of who was not told and of whom nobody said why or until when.

    For Vandaag; a postponement with its own day is there already.
    """
    verborgen = queries.verborgen_casussen(wp.store.verbinding)
    lopend = {c.id: c for c in wp.store.find(Casus, status="loopt") if not c.verwijderd and c.id not in verborgen}
    uit = []
    for b in wp.store.find(Betrokkene, geinformeerd="onbekend"):
        casus = lopend.get(b.casus_id)
        if casus is not None and not b.verwijderd:
            uit.append((casus.id, casus.naam, b.id, "niet vastgelegd"))
    return uit


def noteer_verstrekking(
    wp: Werkplek, casus_id: str, *, aan: str, wat: str, hoe: str, grond: str = "", doel: str = "", partner_id: str = ""
) -> Bon:
    """Record what was told or handed over without this program.

    Raises:
        Omstandigheid: REGEL_WEIGERT "ontvanger_nodig"; "verstrekking_leeg" when nobody says what it was.
    """
    if not wat.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="verstrekking_leeg")
    uit = Uitgaand(
        casus_id=casus_id,
        stuk="mondeling" if "mondeling" in hoe.casefold() or "telefo" in hoe.casefold() else "anders",
        wat=wat.strip(),
        aan=aan,
        hoe=hoe,
        grond=grond,
        doel=doel,
        partner_id=partner_id,
    )
    return noteer(wp, uit)


def verstrekt(wp: Werkplek, verstrekking_id: str) -> Bladbron:
    """Return the pages that were handed out, as they were kept; looking at them is recorded.

    Raises:
        Omstandigheid: NIET_GEVONDEN when nothing was kept of it; REGEL_WEIGERT "stuk_met_adres" when an address stands
            in it that is closed to who asks.
    """
    v = wp.eis(Verstrekking, verstrekking_id)
    if not v.pdf_sha256:
        raise Omstandigheid(Reden.NIET_GEVONDEN, wat="bestand")
    pdf = wp.store.bestand(v.pdf_sha256)
    if (dicht := dicht_voor(wp, v.casus_id)) and bevat_adres(stukken.tekst(pdf), dicht):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="stuk_met_adres")
    wp.log("verstrekking_bekeken", (v.casus_id, v.id))
    return Bladbron(pdf=pdf)


def register(wp: Werkplek, casus_id: str) -> Brief:
    """Everything that left of a casus, as a document."""
    casus, regio = wp.eis(Casus, casus_id), wp.regio()
    alle = [v for v in wp.store.find(Verstrekking, casus_id=casus_id) if not v.verwijderd]
    alle.sort(key=lambda v: (v.tijdstip, v.id))
    rijen = tuple(
        (
            f"{voluit(lokaal(v.tijdstip).date())}, {lokaal(v.tijdstip):%H:%M}",
            v.aan,
            _wat(v),
            f"{v.hoe}; {v.grond}",
            v.besloten_door,
        )
        for v in alle
    )
    delen = (
        (
            Briefdeel(
                kop="Verstrekt",
                tabel=(("Wanneer", "Aan", "Wat", "Hoe en op welke grond", "Besloten door"), *rijen),
                breedtes=(0.19, 0.21, 0.25, 0.2, 0.15),
            ),
        )
        if rijen
        else (Briefdeel(alineas=("Er is niets verstrekt.",)),)
    )
    return Brief(
        zvh=regio.naam,
        rubricering=regio.rubricering,
        titel=f"Register van verstrekkingen {casus.nummer}",
        ondertitel=f"opgemaakt op {voluit(wp.vandaag())}",
        delen=bedek(wp, casus_id, delen),
        gemaakt_op=wp.nu(),
        voet=f"Register van verstrekkingen {casus.nummer}",
    )


def _wat(v: Verstrekking) -> str:
    delen = [v.wat or stuknaam(v.stuk)]
    if v.doel:
        delen.append(f"Doel: {v.doel}")
    if v.weggelaten:
        delen.append(f"Weggelaten: {'; '.join(v.weggelaten)}")
    return "\n".join(delen)


def verstrek_register(wp: Werkplek, casus_id: str, pad: Path, *, aan: str, hoe: str, grond: str) -> tuple[Path, Bon]:
    """Hand out the register itself; that is a verstrekking too, and stands in the next one."""
    return geef_uit(
        wp,
        Uitgaand(
            casus_id=casus_id,
            stuk="register",
            wat="register van verstrekkingen",
            aan=aan,
            hoe=hoe,
            inhoud=compose.brief(register(wp, casus_id)),
            grond=grond,
        ),
        pad,
    )
