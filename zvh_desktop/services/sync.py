"""Sharing as a person meets it: how it stands in words, what is not sent yet, what was refused, and one round.

Nothing here is ever called synchronised: "verstuurd" is what a certified server signed for, "volledig tot" what other
devices prove.
"""

import contextlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid, Programmafout, Reden, ZvhFout
from zvh_desktop.domain.record import Record
from zvh_desktop.domain.tijd import kalenderdag, lokaal
from zvh_desktop.domain.veldnamen import soortnaam
from zvh_desktop.ports import Transport
from zvh_desktop.protocol.errors import Weigering
from zvh_desktop.services import kluissleutels, regio, tekengezag
from zvh_desktop.services.kijker import bedek_regels
from zvh_desktop.services.klokverschil import KLOK, klokwachters, klokwoorden, verschil
from zvh_desktop.services.weigerwoorden import weigerwoorden
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import beyond, chains, conflicts, numbers, outgoing, queries, refill, shred
from zvh_desktop.store.device import NIEUW_TOESTEL
from zvh_desktop.store.kinds import kinds
from zvh_desktop.store.syncdeur import PROGRAMMA
from zvh_desktop.store.times import from_text
from zvh_desktop.sync.engine import Round, Uitkomst
from zvh_desktop.sync.link import Link

__all__ = [
    "Geweigerd",
    "NietVerzonden",
    "Ronde",
    "Stand",
    "aanmelder",
    "bon_tot_hier",
    "niet_verzonden",
    "ronde",
    "serveradres",
    "stand",
    "tijdwoorden",
    "weigeringen",
]


@dataclass(frozen=True, slots=True)
class Stand:
    """How sharing stands; the top bar shows `woorden`.

    Attributes:
        woorden: one line.
        kleur: "rustig", "wacht", "let_op" or "fout": never shown without an icon and the words.
        wachtend: changes made here that no server signed for.
        geweigerd: of these, how many a server refused.
        apart: pieces from elsewhere that wait for an update of this program.
        conflicten: fields with two versions side by side, and casusnummers that were given out twice.
        laatste_contact: end of the last round that got through.
        volledig_tot: until when everything is proven to be here; None when no other device ever spoke.
        ontbreekt: how many places are known to miss something.
        heeft_regio: this vault belongs to a region.
        heeft_server: an address is known.
        kopie: another copy of this vault speaks as this device; nothing is sent until that is settled.
        nieuw_toestel: this vault was copied or put back and is a new device; nothing is sent until it joins again.
        vernietigd: dossiers that were destroyed elsewhere, of which words typed here wait to be seen.
    """

    woorden: str
    kleur: str
    wachtend: int = 0
    geweigerd: int = 0
    apart: int = 0
    conflicten: int = 0
    laatste_contact: datetime | None = None
    volledig_tot: datetime | None = None
    ontbreekt: int = 0
    heeft_regio: bool = False
    heeft_server: bool = False
    kopie: bool = False
    nieuw_toestel: bool = False
    vernietigd: int = 0


_BELETSEL: Final = "sync_beletsel"
"""Local setting: why the last round ended, when waiting does not help; gone with the next round that gets through."""
_BELETSELS: Final[Mapping[str, str]] = {
    Reden.EERST_BIJWERKEN.name: "eerst bijwerken: de server vraagt een nieuwere versie van dit programma",
    Reden.SERVER_ONVERTROUWD.name: "de server is niet die van deze regio; er wordt niets verstuurd",
    Reden.SERVER_VOL.name: "de server is vol en neemt niets aan",
}
_NIEUW_TOESTEL: Final = (
    "deze kluis is een kopie en daarom een nieuw toestel: vraag de beheerder om een uitnodiging, "
    "dan wordt alsnog verstuurd wat hier is getypt"
)


def tijdwoorden(moment: datetime, nu: datetime) -> str:
    """Return a moment as short as it can be read: "14:02", "gisteren 14:02", "3 nov 14:02", "3 nov 2025 14:02"."""
    uur = f"{moment:%H:%M}"
    dagen = (nu.date() - moment.date()).days
    if dagen == 0:
        return uur
    if dagen == 1:
        return f"gisteren {uur}"
    return f"{kalenderdag(moment.date(), jaar=moment.year != nu.year)} {uur}"


def _aantal(getal: int, een: str, meer: str) -> str:
    return f"{getal} {een if getal == 1 else meer}"


def stand(wp: Werkplek) -> Stand:
    """Return how sharing stands; a few queries, whatever the size of the vault."""
    v = wp.store.verbinding
    wachtend = sum(outgoing.unsent(v).values())
    conflicten = conflicts.count_conflicts(v) + numbers.count_doubles(v)
    if not kluissleutels.heeft_regio(wp):
        return Stand("deze kluis hoort nog niet bij een regio", "rustig", wachtend=wachtend, conflicten=conflicten)
    nu = wp.nu()
    contact_tekst = refill.contact(v)
    contact = None if contact_tekst is None else lokaal(from_text(contact_tekst))
    nee = [g for g in refill.refused(v) if g.code != "epoch_verouderd"]
    geweigerd = sum(g.wijzigingen or g.stukken for g in nee)
    gaten, tot_ms = refill.proven(v, wp.store.toestel)
    nieuwer = refill.set_aside_by_reason(v).get("versie_nieuwer", 0)
    kopie = wp.store.sync.kopie_gezien()
    server = kluissleutels.server(wp) is not None
    volledig = kluissleutels.moment(tot_ms) if tot_ms else None
    delen: list[str] = []
    kleur = "rustig"
    if wachtend:
        delen.append(_aantal(wachtend, "wijziging wacht", "wijzigingen wachten"))
        kleur = "wacht"
    if contact is not None:
        delen.append(f"laatste contact {tijdwoorden(contact, nu)}")
    elif server:
        delen.append("nog nooit contact gehad")
    else:
        delen.append("geen server: delen gaat met een stick")
    if gaten:
        delen.append(f"nog niet alles van anderen is hier ({_aantal(gaten, 'plek', 'plekken')})")
        kleur = "let_op"
    elif volledig is not None:
        delen.append(f"volledig tot {tijdwoorden(volledig, nu)}")
    if nieuwer:
        delen.append(f"eerst bijwerken: {_aantal(nieuwer, 'stuk wacht', 'stukken wachten')} op een nieuwere versie")
        kleur = "let_op"
    for wacht in klokwachters(wp):
        tot = f" tot {tijdwoorden(wacht.tot, nu)}" if wacht.tot is not None else ""
        wat = _aantal(wacht.aantal, f"stuk van {wacht.wie} wacht", f"stukken van {wacht.wie} wachten")
        delen.append(f"{wat}{tot}: de klok van dat toestel loopt voor")
        kleur = "let_op"
    bewaard = wp.store.instelling(_BELETSEL) or ""
    beletsel = klokwoorden(bewaard) if bewaard.startswith(KLOK) else _BELETSELS.get(bewaard, "")
    if beletsel:
        delen.insert(0, beletsel)
        kleur = "let_op"
    vernietigd = shred.unfinished(v)
    if vernietigd:
        wat = _aantal(vernietigd, "dossier is vernietigd", "dossiers zijn vernietigd")
        delen.insert(0, f"{wat}: bekijk wat u daarin nog had getypt")
        kleur = "let_op"
    if geweigerd:
        delen.append(f"{geweigerd} geweigerd: {weigerwoorden(nee[0].code).kort}")
        kleur = "fout"
    if kopie:
        delen.insert(0, "deze kluis is ook elders in gebruik als hetzelfde toestel; er wordt niets verstuurd")
        kleur = "fout"
    nieuw_toestel = wp.store.instelling(NIEUW_TOESTEL) is not None
    if nieuw_toestel:
        delen.insert(0, _NIEUW_TOESTEL)
        kleur = "fout"
    return Stand(
        "; ".join(delen),
        kleur,
        wachtend=wachtend,
        geweigerd=geweigerd,
        apart=nieuwer,
        conflicten=conflicten,
        laatste_contact=contact,
        volledig_tot=volledig,
        ontbreekt=gaten,
        heeft_regio=True,
        heeft_server=server,
        kopie=kopie,
        nieuw_toestel=nieuw_toestel,
        vernietigd=vernietigd,
    )


# -- what is not sent yet --


@dataclass(frozen=True, slots=True)
class NietVerzonden:
    """One record with changes made here that no server signed for.

    Attributes:
        soort: kind of record.
        record: its id.
        titel: what a person calls it: "Actie: Dagbesteding regelen".
        casus_id: the casus it belongs to, "" when it belongs to none.
        casusnaam: its name, "" when it belongs to none.
        wijzigingen: how many fields.
        hoe: why it is not sent yet, in words.
    """

    soort: str
    record: str
    titel: str
    casus_id: str
    casusnaam: str
    wijzigingen: int
    hoe: str


_TITELVELDEN: Final = ("naam", "titel", "tekst", "doel", "motivering", "achternaam", "nummer", "als_", "versie", "kern")
_TITEL_LANG: Final = 60


def titel_van(record: Record | None, soort: str) -> str:
    """Return what a person calls a record: its kind, and its name or the beginning of its text."""
    if record is None:
        return soortnaam(soort)
    for veld in _TITELVELDEN:
        waarde = getattr(record, veld, "")
        if isinstance(waarde, str) and waarde.strip():
            tekst = " ".join(waarde.split())
            kort = tekst if len(tekst) <= _TITEL_LANG else tekst[: _TITEL_LANG - 1].rstrip() + "…"
            return f"{soortnaam(soort)}: {kort}"
    return soortnaam(soort)


def haal_record(wp: Werkplek, soort: str, record: str) -> Record | None:
    """Return a record of any kind, or None when it is not (wholly) here or its kind is not known."""
    klasse = kinds().get(soort)
    return None if klasse is None else wp.store.vind(klasse, record)


def niet_verzonden(wp: Werkplek, limiet: int = 500) -> list[NietVerzonden]:
    """Return the records with changes that no server signed for, casus by casus."""
    v = wp.store.verbinding
    verborgen = queries.verborgen_casussen(v)
    geweigerd = {g.stream: g.code for g in refill.refused(v)}
    meegegeven = wp.store.instelling(MEEGEGEVEN)
    uit: list[NietVerzonden] = []
    for stream in outgoing.unsent(v):
        if len(uit) >= limiet:
            break
        hoe = "wacht op de volgende ronde"
        if stream in geweigerd:
            hoe = f"geweigerd: {weigerwoorden(geweigerd[stream]).kort}"
        elif meegegeven:
            hoe = f"wacht; {meegegeven}"
        for (soort, id_), aantal in outgoing.unsent_records(v, stream).items():
            record = haal_record(wp, soort, id_)
            casus_id = id_ if soort == "casus" else str(getattr(record, "casus_id", "") or "")
            if casus_id in verborgen:
                # It waits all the same; what it is about is not for this person any more.
                uit.append(NietVerzonden(soort, id_, soortnaam(soort), "", "casus buiten uw zicht", aantal, hoe))
                continue
            casus = wp.store.vind(Casus, casus_id) if casus_id else None
            naam = casus.naam or casus.nummer if casus else ""
            uit.append(NietVerzonden(soort, id_, titel_van(record, soort), casus_id, naam, aantal, hoe))
            if len(uit) >= limiet:
                break
    return sorted(bedek_regels(wp, uit[:limiet]), key=lambda r: (r.casusnaam, r.titel, r.record))


MEEGEGEVEN: Final = "meegegeven_op_stick"
"""Local setting: words on the last file that was packed; taken away when a receipt file comes back."""


# -- what was refused --


@dataclass(frozen=True, slots=True)
class Geweigerd:
    """Something that was not taken, by the server or here.

    Attributes:
        wie: "server" (it refused what was made here), "hier" (this device refused what came from elsewhere) or "apart"
            (what came from elsewhere is kept and waits).
        code: refusal code.
        waarom: what it means, a sentence.
        raad: what can be done, a sentence.
        aantal: how many changes or pieces.
        stream: 32 hex digits.
        toestel: id of the device that made it, "" for what was made here.
        laatst: when last, None when that is not known.
    """

    wie: str
    code: str
    waarom: str
    raad: str
    aantal: int
    stream: str
    toestel: str = ""
    laatst: datetime | None = None


def weigeringen(wp: Werkplek) -> list[Geweigerd]:
    """Return what was refused or waits, by the server first, and what can be done."""
    v = wp.store.verbinding
    uit: list[Geweigerd] = []
    for g in refill.refused(v):
        w = weigerwoorden(g.code)
        uit.append(Geweigerd("server", g.code, w.waarom, w.raad, g.wijzigingen or g.stukken, g.stream))
    klok = {een.toestel: een for een in klokwachters(wp)}
    for wie, regels in (("hier", chains.refusals(v)), ("apart", chains.held(v))):
        for r in regels:
            w = weigerwoorden(r.reden)
            laatst = lokaal(from_text(r.laatst))
            if wie == "apart" and r.toestel in klok and r.reden == Weigering.KLOK.value:
                w = klok[r.toestel].woorden(w.kort)
            uit.append(Geweigerd(wie, r.reden, w.waarom, w.raad, r.aantal, r.stream, r.toestel, laatst))
    if kluissleutels.heeft_regio(wp):
        w = weigerwoorden(NA_GRENS)
        for toestel, aantal in beyond.devices_beyond(v, kluissleutels.regiostand(wp)).items():
            if aantal > int(wp.store.instelling(f"{NA_GRENS}_{toestel}") or 0):
                uit.append(Geweigerd("verwerkt", NA_GRENS, w.waarom, w.raad, aantal, "", toestel))
    return uit


NA_GRENS: Final = "na_grens"
"""Code of what an ended device made after its limits and was taken in here; with "_" and a device id behind it, the
local setting that holds how much of it a person looked at."""


# -- one round --


@dataclass(frozen=True, slots=True)
class Ronde:
    """What a round came to.

    Attributes:
        verzonden: pieces that the server signed for.
        ontvangen: pieces that were new here.
        wijzigingen: changes of others that were new here.
        geweigerd: pieces from elsewhere that were refused here.
        apart: pieces that wait for something.
        hervuld: pieces given again to a server that had lost them.
        vorken: places where two stories were told.
        meer: it was stopped before the end.
        bon: receipt of what came in, for the views.
        stand: how things stand now.
    """

    verzonden: int
    ontvangen: int
    wijzigingen: int
    geweigerd: int
    apart: int
    hervuld: int
    vorken: int
    meer: bool
    bon: Bon = field(repr=False)
    stand: Stand

    def getallen(self) -> dict[str, Any]:
        """The numbers, for output."""
        namen = ("verzonden", "ontvangen", "wijzigingen", "geweigerd", "apart", "hervuld", "vorken", "meer")
        return {naam: getattr(self, naam) for naam in namen}


def _onthoud_beletsel(wp: Werkplek, wat: str | None) -> None:
    """Keep why sharing does not go on, so that the top bar says it whether or not somebody asked for the round."""
    # A vault that cannot be written says so itself.
    with contextlib.suppress(Omstandigheid):
        if wp.store.instelling(_BELETSEL) != wat:
            wp.store.zet_instelling(_BELETSEL, wat)


def _ronde(wp: Werkplek, uit: Uitkomst) -> Ronde:
    return Ronde(
        uit.verzonden,
        uit.ontvangen,
        uit.wijzigingen,
        uit.geweigerd,
        uit.apart,
        uit.hervuld,
        len(uit.vorken),
        uit.meer,
        uit.bon,
        stand(wp),
    )


_BON: Final = "bon_tot_hier"


def bon_tot_hier(fout: ZvhFout) -> Bon:
    """Return the receipt of what came in before a round failed."""
    bon = fout.gegevens.get(_BON)
    return bon if isinstance(bon, Bon) else Bon.leeg()


def serveradres(wp: Werkplek) -> str | None:
    """Return the address of the server, or None when there is none."""
    server = kluissleutels.server(wp)
    return server.adres if server else None


def aanmelder(wp: Werkplek) -> Callable[[Transport], None]:
    """Return what logs a transport in as this device; may be called from another thread than the store's."""
    sleutels = kluissleutels.eigen_sleutels(wp)
    eigen = kluissleutels.eigen_certificaten(wp)

    def meld_aan(transport: Transport) -> None:
        Link(transport).log_in(sleutels, eigen)

    return meld_aan


def ronde(
    wp: Werkplek,
    transport: Transport | Link,
    *,
    alleen: Collection[str] | None = None,
    voortgang: Callable[[int, int], object] = lambda _gedaan, _totaal: None,
    stop: Callable[[], bool] = lambda: False,
) -> Ronde:
    """Do one round on the calling thread, with its own store.

    Args:
        wp: the workplace of this thread.
        transport: the way to the server; a `Link` keeps its session from round to round.
        alleen: a quick round that fetches these streams only, and sends what waits.
        voortgang: told pieces done and pieces in all as far as known.
        stop: asked between batches; the round ends with `meer`, what was done stays.

    Raises:
        Omstandigheid: GEEN_REGIO; SERVER_ONBEREIKBAAR, SERVER_ONVERTROUWD, SERVER_ANTWOORD, SERVER_WEIGERT,
            SERVER_VOL, EERST_BIJWERKEN; what was done until then stays, `bon_tot_hier` tells which views to refresh.
    """
    kluissleutels.eis_regio(wp)
    kluissleutels.eigen_sleutels(wp)
    link = transport if isinstance(transport, Link) else Link(transport)
    werk = Round(
        wp.store,
        link,
        klok=wp.klok,
        willekeur=wp.willekeur,
        programma=PROGRAMMA,
        alleen=alleen,
        voortgang=voortgang,
        stop=stop,
    )
    try:
        werk.run()
    except (Omstandigheid, Programmafout) as fout:
        fout.gegevens[_BON] = werk.uit.bon
        if fout.reden.name in _BELETSELS:
            _onthoud_beletsel(wp, fout.reden.name)
        raise
    gevraagd = werk.uit.voor_ms is not None or (alleen is None and not werk.uit.meer)
    # A quick round that had nothing to send did not ask for the time.
    if gevraagd or not (wp.store.instelling(_BELETSEL) or "").startswith(KLOK):
        _onthoud_beletsel(wp, verschil(werk.uit))
    if alleen is None and not werk.uit.meer and kluissleutels.heeft_regiosleutel(wp):
        # Only after a round that got through; the new certificates go with the next one.
        regio.verleng(wp)
        tekengezag.vernieuw_lijst(wp)
    return _ronde(wp, werk.uit)
