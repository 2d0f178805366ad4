"""The chronology of a casus: everything that happened, read at once and sorted; adding to it; one entry's history."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from pydantic import ValidationError

from zvh_desktop.domain.actieloop import Uitstel
from zvh_desktop.domain.afscherming import ZAAL, Adresscherm
from zvh_desktop.domain.afsluiting import eis_open
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.casus import NOTITIESOORTEN, Aanmelding, Casus, Notitie, Triage
from zvh_desktop.domain.datumtekst import voluit
from zvh_desktop.domain.dossierstuk import Dossierstuk, omvang_in_woorden
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.informatie import ANTWOORDEN, Informatieverzoek
from zvh_desktop.domain.interventie import AFLOOP, KADERS, Interventie
from zvh_desktop.domain.overleg import Overleg
from zvh_desktop.domain.partner import Partner
from zvh_desktop.domain.plan import FASEN, FASESTATUS, Actie, Fase
from zvh_desktop.domain.planfase import Fasestap, Voorwaarde, stapwoord
from zvh_desktop.domain.planversie import AKKOORD, Planakkoord, Planversie
from zvh_desktop.domain.stagnatie import TREDEN, Escalatie
from zvh_desktop.domain.tijd import AMSTERDAM, lokaal
from zvh_desktop.domain.verloop import MET_DUUR, Gebeurtenis, Snelregel, ontleed, periode_van, plat
from zvh_desktop.domain.verslag import Verslag, Verstrekking
from zvh_desktop.services.kijker import kijker
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import queries
from zvh_desktop.store.chronology import status_changes, writers

__all__ = [
    "BRONNEN",
    "Notitiebeeld",
    "Verloopbeeld",
    "Vorig",
    "lees",
    "notitie",
    "schrijf",
    "toon_adressen",
    "zet_moment",
]

Maak = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Verloopbeeld:
    """The chronology, newest first, and whose names may stand behind `@`."""

    casus_id: str
    gebeurtenissen: tuple[Gebeurtenis, ...]
    bronnen: tuple[str, ...]
    nu: datetime


@dataclass(frozen=True, slots=True)
class Vorig:
    """What an entry said before it was corrected, and who corrected it when."""

    veld: str
    was: Any
    werd: Any
    wie: str
    wanneer: datetime


@dataclass(frozen=True, slots=True)
class Notitiebeeld:
    """One entry with its history, the latest correction first.

    Attributes:
        bedekt: "" when all of it is there; "op_verzoek" when a secret address in it is hidden until it is asked for,
            "dicht" when it stays hidden from who looks.
    """

    notitie: Notitie
    wie: str
    vorige: tuple[Vorig, ...]
    bedekt: str = ""


class _Verzamelaar:
    """Collects entries of one casus."""

    def __init__(self, wp: Werkplek, casus: Casus) -> None:
        self.wp, self.casus = wp, casus
        self.namen = queries.medewerkernamen(wp.store.verbinding)
        self.uit: list[Gebeurtenis] = []
        # A list is as open as a room: nobody sees a secret address in it, and no filter finds it there.
        mensen = wp.store.find(Betrokkene, ook_verwijderd=True, casus_id=casus.id)
        self.scherm = Adresscherm(mensen, ZAAL)
        self.organisaties = {naam for p in wp.partners().values() for naam in (p.naam, p.kortweg)}

    def voeg_toe(
        self,
        id_: str,
        soort: str,
        op: datetime | date,
        kop: str,
        tekst: str = "",
        *,
        bron: str = "",
        wie: str = "",
        hele_dag: bool = False,
        tot: datetime | None = None,
        aard: str = "",
        gewijzigd: int = 0,
    ) -> None:
        if isinstance(op, datetime):
            moment = lokaal(op)
        else:
            moment, hele_dag = datetime.combine(op, time.min, AMSTERDAM), True
        if self.scherm:
            kop, tekst = self.scherm.af(kop), self.scherm.af(tekst)
            # A town in the name of an organisation tells of nobody's address.
            bron = bron if bron in self.organisaties else self.scherm.af(bron)
        zoek = plat(f"{kop} {tekst} {bron} {wie}")
        self.uit.append(Gebeurtenis(id_, soort, moment, hele_dag, tot, kop, tekst, bron, wie, aard, gewijzigd, zoek))

    def alle(self, klasse: type[Any]) -> list[Any]:
        return self.wp.store.find(klasse, casus_id=self.casus.id)


def _notities(v: _Verzamelaar) -> None:
    schrijvers = writers(v.wp.store.verbinding, v.casus.stream, "notitie", "tekst")
    for n in v.alle(Notitie):
        persoon, gewijzigd = schrijvers.get(n.id, ("", 0))
        v.voeg_toe(
            n.id, n.notitiesoort, n.tijdstip, NOTITIESOORTEN.get(n.notitiesoort, n.notitiesoort), n.tekst,
            bron=n.bron, wie=v.namen.get(persoon, ""), hele_dag=n.hele_dag, tot=lokaal(n.tot) if n.tot else None,
            aard=n.aard, gewijzigd=gewijzigd,
        )  # fmt: skip


def _stukken(v: _Verzamelaar) -> None:
    for s in v.alle(Dossierstuk):
        op = s.datum or s.toegevoegd_op
        rest = s.omschrijving.strip().partition("\n")[2]
        wat = f"{s.naam}, {omvang_in_woorden(s.omvang)}" if s.omschrijving.strip() else omvang_in_woorden(s.omvang)
        tekst = f"{rest}\n{wat}" if rest else wat
        v.voeg_toe(s.id, "stuk", op, f"Stuk: {s.titel}", tekst, bron=s.bron, wie=s.toegevoegd_door)


def _intake(v: _Verzamelaar) -> None:
    for a in v.alle(Aanmelding):
        kop = f"Aanmelding door {a.aanmelder_organisatie}" if a.aanmelder_organisatie else "Aanmelding"
        v.voeg_toe(a.id, "aanmelding", a.ontvangen_op, kop, a.aanleiding, bron=a.aanmelder_organisatie)
    for t in v.alle(Triage):
        v.voeg_toe(t.id, "triage", t.datum, "Triage", t.motivering)


def _overleggen(v: _Verzamelaar) -> None:
    s = v.wp.store
    for o in s.vind_veel(Overleg, queries.overleg_ids_van(s.verbinding, v.casus.id)).values():
        if not o.verwijderd:
            v.voeg_toe(o.id, "overleg", datetime.combine(o.datum, o.begin, AMSTERDAM), o.titel, o.status)


def _acties(v: _Verzamelaar) -> None:
    for a in v.alle(Actie):
        if a.afgerond_op:
            kop = f"Actie {a.status.replace('_', ' ')}: {a.tekst}"
            v.voeg_toe(a.id, "actie", a.afgerond_op, kop, a.terugkoppeling, wie=a.afgerond_door)


def _uitstellen(v: _Verzamelaar) -> None:
    acties = {a.id: a for a in v.alle(Actie)}
    for u in v.alle(Uitstel):
        wat = acties[u.actie_id].tekst if u.actie_id in acties else ""
        van = f"van {voluit(u.van)} naar" if u.van else "tot"
        kop = f"Actie uitgesteld {van} {voluit(u.naar)}: {wat}"
        v.voeg_toe(u.id, "actie", u.gezet_op, kop, u.reden, wie=u.gezet_door)


def _escalaties(v: _Verzamelaar) -> None:
    for e in v.alle(Escalatie):
        naar = TREDEN.get(e.trede, e.trede)
        v.voeg_toe(e.id, "status", e.gezet_op, f"Voorgelegd aan de {naar}", e.reden, wie=e.gezet_door)
        if e.antwoord_op:
            kop = f"Antwoord van de {naar}" + (f", {e.antwoord_van}" if e.antwoord_van else "")
            v.voeg_toe(f"{e.id}:antwoord", "status", e.antwoord_op, kop, e.antwoord)


def _verslagen(v: _Verzamelaar) -> None:
    for x in v.alle(Verslag):
        if x.vastgesteld_op:
            kop = f"Verslag versie {x.versie} vastgesteld"
            v.voeg_toe(x.id, "verslag", x.vastgesteld_op, kop, x.reden_versie, wie=x.vastgesteld_door)
        if x.ondertekend_op:
            kop = f"Verslag versie {x.versie} ondertekend"
            v.voeg_toe(f"{x.id}:ondertekend", "verslag", x.ondertekend_op, kop, wie=x.ondertekend_door)
    for w in v.alle(Verstrekking):
        v.voeg_toe(w.id, "verstrekking", w.tijdstip, f"Verstrekt aan {w.aan}", w.wat, wie=w.besloten_door)


def _verzoeken(v: _Verzamelaar) -> None:
    for i in v.alle(Informatieverzoek):
        if i.verstuurd_op:
            kop = f"Informatie gevraagd aan {i.organisatie}"
            v.voeg_toe(i.id, "verzoek", i.verstuurd_op, kop, i.vraag, bron=i.organisatie, wie=i.gemaakt_door)
        if i.antwoord_op:
            kop = f"Antwoord van {i.organisatie}: {ANTWOORDEN.get(i.antwoord, i.antwoord)}"
            v.voeg_toe(f"{i.id}:antwoord", "verzoek", i.antwoord_op, kop, i.antwoord_reden, bron=i.organisatie)


_STATUS: Final = {
    "loopt": "Casus in behandeling genomen",
    "doorgeleid": "Casus doorgeleid",
    "afgewezen": "Casus afgewezen",
    "afgesloten": "Casus afgesloten",
}


def _standen(v: _Verzamelaar) -> None:
    fasen = {f.id: f for f in v.alle(Fase)}
    stappen = [(s.fase, s.naar, lokaal(s.tijdstip)) for s in v.alle(Fasestap)]
    vorige: dict[str, str] = {}
    for change, soort, record, waarde, tijd, persoon in status_changes(v.wp.store.verbinding, v.casus.stream):
        was, vorige[record] = vorige.get(record, ""), waarde
        kop = ""
        if soort == "casus" and was:
            kop = _STATUS.get(waarde, "")
        elif soort == "fase" and record in fasen and (was or waarde not in ("niet_gestart", "")):
            fase = fasen[record]
            if _als_stap(stappen, fase.nummer, waarde, lokaal(datetime.fromisoformat(tijd))):
                continue
            kop = f"Fase {fase.nummer}, {FASEN.get(fase.nummer, '').lower()}: {FASESTATUS.get(waarde, waarde)}"
        if kop and was != waarde:
            wie = v.namen.get(persoon, "")
            laatst = soort == "fase" and fasen[record].status == waarde
            tekst = fasen[record].motivering if laatst else ""
            groep = "status" if soort == "casus" else "fase"
            v.voeg_toe(f"{record}:{change}", groep, datetime.fromisoformat(tijd), kop, tekst, wie=wie)


def _als_stap(stappen: list[tuple[int, str, datetime]], nummer: int, naar: str, op: datetime) -> bool:
    """Tell whether a change of status is told by the step that made it."""
    return any(n == nummer and s == naar and abs(t - op) <= _ZELFDE_HANDELING for n, s, t in stappen)


def _fasestappen(v: _Verzamelaar) -> None:
    for s in v.alle(Fasestap):
        woord = stapwoord(s.van, s.naar) or FASESTATUS.get(s.naar, s.naar)
        kop = f"Fase {s.fase}, {FASEN.get(s.fase, '').lower()}: {woord}"
        tekst = s.motivering
        if s.open_voorwaarden:
            open_ = "; ".join(s.open_voorwaarden)
            tekst = f"{tekst}\nNog niet voldaan: {open_}. Toch bereikt: {s.ondanks}".strip()
        v.voeg_toe(s.id, "fase", s.tijdstip, kop, tekst, wie=s.door)


def _voorwaarden(v: _Verzamelaar) -> None:
    for w in v.alle(Voorwaarde):
        if w.voldaan_op:
            kop = f"Voldaan in fase {w.fase}: {w.tekst}"
            v.voeg_toe(w.id, "fase", w.voldaan_op, kop, w.toelichting, wie=w.voldaan_door)


def _interventies(v: _Verzamelaar) -> None:
    partners = v.wp.partners()
    for i in v.alle(Interventie):
        kader = f" ({KADERS[i.kader]})" if i.kader else ""
        partner = partners.get(i.partner_id)
        bron = partner.kortweg if partner else i.aanbieder
        if i.begin:
            v.voeg_toe(i.id, "fase", i.begin, f"Interventie begonnen: {i.tekst}{kader}", bron=bron)
        if i.eind and i.afloop:
            kop = f"Interventie {AFLOOP[i.afloop]}: {i.tekst}{kader}"
            v.voeg_toe(f"{i.id}:eind", "fase", i.eind, kop, i.toelichting, bron=bron)


def _akkoorden(v: _Verzamelaar) -> None:
    versies = {x.id: x for x in v.alle(Planversie)}
    for x in versies.values():
        kop = f"Plan vastgelegd als versie {x.nummer}"
        v.voeg_toe(x.id, "fase", x.gemaakt_op, kop, wie=x.gemaakt_door)
    for a in v.alle(Planakkoord):
        if a.planversie_id in versies:
            nummer = versies[a.planversie_id].nummer
            kop = f"{a.organisatie} {AKKOORD[a.uitspraak]} met plan versie {nummer}"
            if a.uitspraak == "voorbehoud":
                kop = f"{a.organisatie} akkoord met plan versie {nummer}, met voorbehoud"
            v.voeg_toe(a.id, "fase", a.dag, kop, a.toelichting, bron=a.organisatie, wie=a.naam)


_ZELFDE_HANDELING: Final = timedelta(seconds=5)
"""A step and the change of status it made carry the same moment, but for the part of a second that is cut off."""

BRONNEN: Final[tuple[Callable[[_Verzamelaar], None], ...]] = (
    _notities, _stukken, _intake, _overleggen, _acties, _uitstellen, _escalaties, _verslagen, _verzoeken, _standen,
    _fasestappen, _voorwaarden, _interventies, _akkoorden,
)  # fmt: skip
"""What the chronology is made from; another kind of record is one function more."""


def lees(wp: Werkplek, casus_id: str) -> Verloopbeeld:
    """Return the chronology of a casus, newest first; one query a kind, whatever its length."""
    with wp.store.reading():
        casus = wp.eis(Casus, casus_id)
        v = _Verzamelaar(wp, casus)
        for bron in BRONNEN:
            bron(v)
    v.uit.sort(key=lambda g: (g.op, g.id), reverse=True)
    return Verloopbeeld(casus_id, tuple(v.uit), _bronnamen(wp, v.uit), wp.nu())


def _bronnamen(wp: Werkplek, gebeurtenissen: Iterable[Gebeurtenis]) -> tuple[str, ...]:
    """Names with which a source may be called: partners by short name and by name, and what was used here before."""
    partners: list[Partner] = [p for p in wp.partners().values() if not p.verwijderd]
    namen = [p.kortweg for p in partners] + [p.naam for p in partners]
    return tuple(dict.fromkeys(n for n in (*namen, *(g.bron for g in gebeurtenissen)) if n))


def schrijf(wp: Werkplek, casus_id: str, regel: str, bronnen: tuple[str, ...]) -> tuple[Notitie, Bon]:
    """Add what a line of the quick entry says; the draft of the line ends with it.

    Raises:
        Omstandigheid: REGEL_WEIGERT "verloop_leeg" when the line holds no text; "casus_gesloten".
    """
    gelezen = ontleed(regel, wp.nu(), bronnen=bronnen)
    if gelezen.fout:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="verloop_leeg")
    casus = wp.eis(Casus, casus_id)
    eis_open(casus.status)
    nieuw = Notitie(
        id=wp.nieuw_id(),
        stream=casus.stream,
        casus_id=casus_id,
        tijdstip=gelezen.op or wp.nu(),
        tot=gelezen.tot,
        hele_dag=gelezen.hele_dag,
        notitiesoort=gelezen.soort,
        tekst=gelezen.tekst,
        bron=gelezen.bron,
        bron_partner_id=_partner(wp, gelezen),
        aard=gelezen.aard,
    )
    with wp.transactie(f"{NOTITIESOORTEN[gelezen.soort].lower()} toegevoegd") as t:
        t.save(nieuw)
        t.concept_weg(f"nieuw-notitie-{casus_id}", "tekst")
    return nieuw, t.bon


def _partner(wp: Werkplek, gelezen: Snelregel) -> str:
    if not gelezen.bron:
        return ""
    gelijk = [p.id for p in wp.partners().values() if gelezen.bron in (p.naam, p.kortweg) and not p.verwijderd]
    return gelijk[0] if len(gelijk) == 1 else ""


def zet_moment(wp: Werkplek, notitie_id: str, tekst: str) -> Bon:
    """Correct when an entry happened, from words: "gisteren 14:00", "3-11 t/m 5-11"; the old moment stays in history.

    Raises:
        Omstandigheid: REGEL_WEIGERT "verloop_moment" when it is no moment.
    """
    oud = wp.eis(Notitie, notitie_id)
    gelezen = periode_van(tekst, wp.nu(), vooruit=oud.notitiesoort in MET_DUUR)
    if gelezen is None:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="verloop_moment")
    begin, eind = gelezen
    velden = {"tijdstip": begin.op, "hele_dag": begin.hele_dag, "tot": eind.op if eind else None}
    try:
        nieuw = oud.met(**velden)
    except ValidationError:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="verloop_moment") from None
    with wp.transactie("tijdstip gewijzigd (notitie)") as t:
        t.save(nieuw)
        t.concept_weg(notitie_id, "tijdstip")
    return t.bon


_GETOOND: Final = frozenset(("tekst", "bron", "notitiesoort", "aard", "tijdstip", "tot"))


def notitie(wp: Werkplek, notitie_id: str, *, getoond: bool = False) -> Notitiebeeld:
    """Return one entry with who wrote it and everything it said before.

    A secret address in it is hidden, from then on too; inside the house `toon_adressen` shows it.

    Args:
        getoond: it was shown on purpose just now, and that is recorded.

    Raises:
        Omstandigheid: NIET_GEVONDEN.
    """
    gevonden = wp.eis(Notitie, notitie_id)
    namen = queries.medewerkernamen(wp.store.verbinding)
    regels = wp.store.geschiedenis(record=notitie_id)
    eerste = regels[-1].txn if regels else ""
    wie = namen.get(regels[-1].persoon, "") if regels else ""
    vorige = tuple(
        Vorig(r.veld, r.van, r.naar, namen.get(r.persoon, "onbekend"), lokaal(datetime.fromisoformat(r.tijd)))
        for r in regels
        if r.veld in _GETOOND and r.txn != eerste and r.van != r.naar
    )
    heel = Notitiebeeld(gevonden, wie, vorige)
    kijkt = kijker(wp)
    mensen = wp.store.find(Betrokkene, ook_verwijderd=True, casus_id=gevonden.casus_id)
    if (dicht := _bedekt(heel, Adresscherm(mensen, kijkt))) is not heel:
        return replace(dicht, bedekt="dicht")
    if getoond:
        return heel
    op_verzoek = _bedekt(heel, Adresscherm(mensen, ZAAL))
    return heel if op_verzoek is heel else replace(op_verzoek, bedekt="op_verzoek")


def _bedekt(beeld: Notitiebeeld, scherm: Adresscherm) -> Notitiebeeld:
    """Return it as one who may not have these addresses sees it; the same object when there is nothing to hide."""

    def af(waarde: Any) -> Any:
        return scherm.af(waarde) if isinstance(waarde, str) else waarde

    n = scherm.record_af(beeld.notitie)
    vorige = tuple(replace(v, was=af(v.was), werd=af(v.werd)) for v in beeld.vorige)
    return beeld if n is beeld.notitie and vorige == beeld.vorige else replace(beeld, notitie=n, vorige=vorige)


def toon_adressen(wp: Werkplek, notitie_id: str) -> Notitiebeeld:
    """Return one entry with the secret addresses in it; that they were shown is logged.

    Raises:
        Omstandigheid: NIET_GEVONDEN; REGEL_WEIGERT "adres_afgeschermd" when one is closed to who asks; logged too.
    """
    beeld = notitie(wp, notitie_id, getoond=True)
    objecten = (beeld.notitie.casus_id, notitie_id)
    if beeld.bedekt:
        wp.log("adres_geweigerd", objecten)
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="adres_afgeschermd")
    wp.log("adres_getoond", objecten)
    return beeld
