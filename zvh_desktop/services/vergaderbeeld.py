"""What the chairing screen and the presenter view show, composed from what was recorded.

The gate is asked here: a picture carries nothing of a casus while its gate is closed.
"""

from dataclasses import replace
from datetime import date, datetime

from zvh_desktop.domain.afscherming import ZAAL, Adreszicht, adreszicht, scherm_adressen_af, scherm_af
from zvh_desktop.domain.betrokkene import Betrokkene, leeftijd
from zvh_desktop.domain.casus import Casus, themanaam
from zvh_desktop.domain.datumtekst import schrijf_datum
from zvh_desktop.domain.invoerregel import Bekend, Bekende, Blok, Gebied
from zvh_desktop.domain.overleg import (
    Aanwezigheid,
    Agendapunt,
    Inbreng,
    Overleg,
    Toelating,
    overlegnaam,
    voorgelezen_in_woorden,
)
from zvh_desktop.domain.partner import Partner
from zvh_desktop.domain.plan import FASESTATUS, Actie, Fase, dagen_te_laat
from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.domain.toegang import Poort, bepaal_poort, in_de_kamer
from zvh_desktop.services import afronden, analyse, leefgebieden, meeschrijven, reeksen, tekstblokken, tijdlijn
from zvh_desktop.services.deelt import deelt
from zvh_desktop.services.overlegbeeld import OverlegDetail, detail
from zvh_desktop.services.voorzitten_beeld import (
    AgendaRij,
    AnalyseRegel,
    BeamerBeeld,
    BeamerRegel,
    CasusKop,
    Concept,
    InbrengRij,
    KamerRij,
    Netwerk,
    VoorzitBeeld,
    VorigeActie,
)
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import queries

__all__ = ["beamer", "beeld", "bekend", "gebiednaam", "lopend", "poort", "poort_van"]


def poort(wp: Werkplek, agendapunt_id: str) -> Poort:
    """Decide whether the casus of an agendapunt may open now."""
    punt = wp.eis(Agendapunt, agendapunt_id)
    return poort_van(wp, punt, detail(wp, punt.overleg_id))


def poort_van(wp: Werkplek, punt: Agendapunt, d: OverlegDetail) -> Poort:
    """Decide the same, with the details of the overleg at hand."""
    if not punt.casus_id:
        return Poort(open=True)
    return bepaal_poort(
        [r.deelnemer for r in d.deelnemers],
        {r.deelnemer.id: r.dekking for r in d.deelnemers},
        wp.store.find(Toelating, agendapunt_id=punt.id),
        wp.store.find(Aanwezigheid, agendapunt_id=punt.id),
        punt.id,
        punt.casus_id,
    )


def lopend(wp: Werkplek, overleg_id: str) -> Agendapunt | None:
    """The point whose clock runs."""
    return next((p for p in wp.store.find(Agendapunt, overleg_id=overleg_id) if p.loopt_sinds), None)


def bekend(wp: Werkplek, d: OverlegDetail) -> Bekend:
    """Who can be named with `@`: the organisations at this table first, then the others, then people."""
    partners = sorted((p for p in wp.partners().values() if not p.verwijderd), key=lambda p: p.kortweg.casefold())
    aan_tafel = {r.deelnemer.partner_id for r in d.deelnemers}
    namen: list[Bekende] = []
    gezien: set[str] = set()

    def voeg(b: Bekende) -> None:
        sleutel = b.naam.casefold()
        if sleutel and sleutel not in gezien:
            gezien.add(sleutel)
            namen.append(b)

    for partner in sorted(partners, key=lambda p: p.id not in aan_tafel):
        voeg(Bekende(naam=partner.kortweg, partner_id=partner.id))
    for regel in d.deelnemers:
        wie = regel.deelnemer
        if not wie.partner_id and regel.dekking.hoe != "zvh":
            voeg(Bekende(naam=wie.organisatie))
    for regel in d.deelnemers:
        wie = regel.deelnemer
        voeg(Bekende(naam=wie.naam, partner_id=wie.partner_id, persoon=wie.naam, bij=wie.organisatie))
    for partner in partners:
        voeg(Bekende(naam=partner.naam, kort=partner.kortweg, partner_id=partner.id))
    gebieden = tuple(Gebied(g.id, g.naam) for g in leefgebieden.lijst(wp))
    blokken = tuple(Blok(b.naam, b.tekst) for b in tekstblokken.lijst(wp))
    return Bekend(wp.vandaag(), tuple(namen), gebieden, blokken)


def gebiednaam(namen: Bekend, leefgebied_id: str) -> str:
    """Return the name of a leefgebied, also of one that was taken off the list; "" for none."""
    return next((g.naam for g in namen.gebieden if g.id == leefgebied_id), "")


def _kamer(wp: Werkplek, punt: Agendapunt | None, d: OverlegDetail) -> tuple[KamerRij, ...]:
    perioden = wp.store.find(Aanwezigheid, agendapunt_id=punt.id, tot=None) if punt else []
    toegelaten = {t.deelnemer_id for t in wp.store.find(Toelating, agendapunt_id=punt.id)} if punt else set()
    casus_id = punt.casus_id if punt else ""
    namen = {r.deelnemer.id: r.deelnemer.naam for r in d.deelnemers}
    rijen = []
    for r in d.deelnemers:
        wie = r.deelnemer
        aanwezig = wie.aanwezigheid == "aanwezig"
        genodigd = not casus_id or not wie.casus_ids or casus_id in wie.casus_ids
        if not genodigd and not aanwezig:
            continue
        hoe = next((p.deelname for p in perioden if p.deelnemer_id == wie.id and p.status == "binnen"), "")
        status: str = "vertrokken" if aanwezig and wie.vertrokken_op else wie.aanwezigheid
        if status == "aanwezig" and not in_de_kamer(wie, casus_id, perioden):
            status = "wacht_buiten"
        rijen.append(
            KamerRij(
                deelnemer_id=wie.id,
                naam=wie.naam,
                organisatie=wie.organisatie,
                status=status,
                gedekt=r.dekking.gedekt,
                hoe=r.dekking.hoe,
                dekking_woorden=r.woorden,
                toegelaten=wie.id in toegelaten,
                digitaal=(hoe or wie.deelname) == "digitaal",
                waarneemt_voor=namen.get(wie.waarneemt_voor, ""),
            )
        )
    volgorde = ("aanwezig", "wacht_buiten", "verwacht", "vertrokken")
    return tuple(sorted(rijen, key=lambda k: volgorde.index(k.status) if k.status in volgorde else 9))


def _netwerk(wp: Werkplek) -> Netwerk:
    """Return how sharing stands, in words that are proven."""
    if not deelt(wp):
        return Netwerk("zonder netwerk, alles lokaal bewaard")
    # Late: a vault that shares with nobody never loads it.
    from zvh_desktop.services import sync

    stand = sync.stand(wp)
    return Netwerk(stand.woorden, verbonden=stand.laatste_contact is not None)


def beeld(wp: Werkplek, overleg_id: str, agendapunt_id: str = "") -> VoorzitBeeld:
    """Compose the chairing screen for a point; nothing of a casus is in it while its gate is closed."""
    d = detail(wp, overleg_id)
    overleg = d.overleg
    punten = {p.punt.id: p for p in d.punten}
    # Who joins a meeting under way begins where it is.
    loopt = next((i for i, p in punten.items() if p.punt.loopt_sinds), "")
    huidig = agendapunt_id if agendapunt_id in punten else loopt or next(iter(punten), "")
    elders = loopt if loopt not in ("", huidig) and meeschrijven.geleid_elders(wp, punten[loopt].punt) else ""
    punt = punten[huidig].punt if huidig else None
    concepten = {c.record_id for c in wp.store.drafts() if c.soort == "inbreng" and c.tekst.strip()}
    agenda = tuple(
        AgendaRij(
            agendapunt_id=p.punt.id,
            titel=p.naam,
            minuten=p.punt.minuten,
            is_casus=bool(p.punt.casus_id),
            gebruikt_s=p.punt.gebruikt_s,
            loopt_sinds=p.punt.loopt_sinds,
            besproken=p.punt.besproken,
            concept=p.punt.id in concepten,
        )
        for p in d.punten
    )
    deur = poort_van(wp, punt, d) if punt else Poort(open=True)
    basis = VoorzitBeeld(
        overleg_id=overleg_id,
        titel=overleg.titel,
        bekend=bekend(wp, d),
        agenda=agenda,
        huidig=huidig,
        kamer=_kamer(wp, punt, d),
        status=overleg.status,
        begonnen_op=lokaal(overleg.begonnen_op) if overleg.begonnen_op else None,
        geschorst=overleg.geschorst,
        poort_open=deur.open,
        netwerk=_netwerk(wp),
        meeschrijvers=meeschrijven.anderen(wp, overleg_id),
        geleid_bij=elders,
        voorgelezen=voorgelezen_in_woorden(overleg),
        verslagen=reeksen.verslagen(wp, huidig) if punt and punt.puntsoort == "verslagen" else (),
    )
    if punt is None or not punt.casus_id or not deur.open or overleg.geschorst or overleg.status != "bezig":
        return basis
    return _met_casus(wp, basis, punt, overleg)


def _met_casus(wp: Werkplek, basis: VoorzitBeeld, punt: Agendapunt, overleg: Overleg) -> VoorzitBeeld:
    casus = wp.eis(Casus, punt.casus_id)
    partners = wp.partners()
    hoofd = next((b for b in wp.store.find(Betrokkene, casus_id=casus.id) if b.hoofdpersoon), None)
    fasen = [f.nummer for f in wp.store.find(Fase, casus_id=casus.id) if f.status in ("open", "teruggevallen")]
    acties = {a.id: a for a in wp.store.find(Actie, casus_id=casus.id)}
    inbreng = sorted(wp.store.find(Inbreng, agendapunt_id=punt.id), key=lambda i: (i.volgorde, i.id))
    vorige_op, vorige = _vorige(wp, casus, overleg, list(acties.values()), partners)
    veilig = [i for i in wp.store.find(Inbreng, casus_id=casus.id) if i.inbrengsoort == "veiligheid"]
    geboren = hoofd.geboortedatum if hoofd else None
    elders = meeschrijven.van_anderen(wp, inbreng)
    return replace(
        basis,
        casus=CasusKop(
            casus_id=casus.id,
            naam=casus.naam,
            leeftijd=leeftijd(geboren, wp.vandaag()) if geboren and geboren <= wp.vandaag() else None,
            thema=", ".join(themanaam(x) for x in casus.thema),
            fase=min(fasen, default=0),
        ),
        inbreng=tuple(
            _inbrengrij(i, acties.get(i.actie_id), partners, basis.bekend, elders.get(i.id)) for i in inbreng
        ),
        vorige=vorige,
        vorige_op=vorige_op,
        veiligheid_nu=max(veilig, key=lambda i: i.tijdstip).tekst if veilig else "",
        nog_te_beslissen=afronden.regel(wp, punt).open_punten,
        concept=_concept(wp, punt.id),
        analyse=tuple(AnalyseRegel(r.kop, r.tekst, r.let_op) for r in analyse.stand(wp, casus.id)),
    )


def _concept(wp: Werkplek, agendapunt_id: str) -> Concept:
    concepten = [c for c in wp.store.drafts(agendapunt_id) if c.tekst.strip()]
    if not concepten:
        return Concept()
    c = concepten[0]
    bewerkt = c.veld.removeprefix("bewerk:") if c.veld.startswith("bewerk:") else ""
    return Concept(c.tekst, c.cursor, bewerkt)


def _inbrengrij(
    i: Inbreng,
    actie: Actie | None,
    partners: dict[str, Partner],
    namen: Bekend,
    elders: tuple[str, datetime] | None = None,
) -> InbrengRij:
    bron, persoon, uiterlijk = i.bron, "", None
    if i.inbrengsoort == "actie" and actie:
        partner = partners.get(actie.partner_id)
        bron = partner.kortweg if partner else actie.persoon
        persoon = actie.persoon if partner else ""
        uiterlijk = actie.uiterlijk
    return InbrengRij(
        inbreng_id=i.id,
        soort=i.inbrengsoort,
        tekst=i.tekst,
        bron=bron,
        motivering=i.motivering,
        afwijkend=tuple(i.afwijkend),
        niet_delen_met=tuple(i.niet_delen_met),
        fase=i.fase,
        persoon=persoon,
        uiterlijk=uiterlijk,
        leefgebied=gebiednaam(namen, i.leefgebied_id),
        aangeleverd_op=i.aangeleverd_op,
        door=f"{elders[0] or 'een ander toestel'}, {elders[1]:%H:%M}" if elders else "",
    )


def _vorige(
    wp: Werkplek, casus: Casus, overleg: Overleg, acties: list[Actie], partners: dict[str, Partner]
) -> tuple[date | None, tuple[VorigeActie, ...]]:
    """Actions of earlier meetings: all of the last one, and whatever is still open."""
    ids = [i for i in queries.overleg_ids_van(wp.store.verbinding, casus.id) if i != overleg.id]
    eerdere = [o for o in wp.store.vind_veel(Overleg, ids).values() if o.status == "gesloten"]
    laatste = max(eerdere, key=lambda o: (o.datum, o.begin), default=None)
    vandaag = wp.vandaag()
    gekozen = [
        a
        for a in acties
        if not a.verwijderd
        and a.overleg_id != overleg.id
        and (a.status == "open" or (laatste is not None and a.overleg_id == laatste.id))
    ]
    gekozen.sort(key=lambda a: (a.status != "open", a.uiterlijk is None, a.uiterlijk or vandaag, a.id))
    rijen = []
    for a in gekozen:
        partner = partners.get(a.partner_id)
        wie = " · ".join(x for x in (partner.kortweg if partner else "", a.persoon) if x)
        rijen.append(
            VorigeActie(a.id, a.tekst, wie, a.status, a.uiterlijk, a.terugkoppeling, dagen_te_laat(a, vandaag))
        )
    return (laatste.datum if laatste else None), tuple(rijen)


def _verborgen(betrokkenen: list[Betrokkene]) -> list[str]:
    """Words the presenter view hides: surnames, streets, names of third parties, towns of a secret address."""
    woorden: list[str] = []
    for b in betrokkenen:
        woorden += [b.achternaam, b.straat, *b.aliassen]
        if not b.hoofdpersoon:
            woorden.append(b.voornamen)
        if adreszicht(b, ZAAL) is Adreszicht.DICHT:
            woorden.append(b.woonplaats)
    return [w for w in woorden if w]


def beamer(
    wp: Werkplek, overleg_id: str, agendapunt_id: str, *, alles: bool = False, met_tijdlijn: bool = False
) -> BeamerBeeld:
    """Compose the presenter view: decisions and actions, masked unless shown on purpose (which is logged).

    `met_tijdlijn` gives the plan in time instead, by the same rules.
    """
    b = beeld(wp, overleg_id, agendapunt_id)
    nummers = [r.agendapunt_id for r in b.agenda]
    nummer = nummers.index(b.huidig) + 1 if b.huidig in nummers else 0
    # The kind of overleg, in few words, and never its own title: people write names in that.
    kop = overlegnaam(wp.eis(Overleg, overleg_id).type).partition(" complexe")[0]
    if b.casus is None:
        punt = b.punt
        if punt and not punt.is_casus and not b.geschorst:
            mededeling = punt.titel
        else:
            mededeling = "Het overleg is geschorst" if b.geschorst else "De casus is nog niet geopend"
        return BeamerBeeld(kop, nummer, len(nummers), mededeling=mededeling)
    casus_id = b.casus.casus_id
    betrokkenen = wp.store.find(Betrokkene, casus_id=casus_id)
    verborgen = _verborgen(betrokkenen)
    if alles:
        wp.log("beamer_alles_getoond", (casus_id,))

    def schoon(tekst: str) -> str:
        # A secret address is not for a room, whatever else is shown on purpose.
        open_ = tekst if alles else scherm_af(tekst, verborgen)
        return scherm_adressen_af(open_, betrokkenen, ZAAL)

    fasen = [f for f in wp.store.find(Fase, casus_id=casus_id) if f.status != "niet_gestart"]
    return BeamerBeeld(
        kop=kop,
        nummer=nummer,
        aantal=len(nummers),
        casusnaam=b.casus.naam,
        fasen=tuple(sorted((f.nummer, FASESTATUS[f.status]) for f in fasen)),
        besluiten=tuple(BeamerRegel(schoon(i.tekst)) for i in b.inbreng if i.soort == "besluit"),
        acties=tuple(
            BeamerRegel(schoon(i.tekst), i.bron, schrijf_datum(i.uiterlijk, wp.vandaag()) if i.uiterlijk else "")
            for i in b.inbreng
            if i.soort == "actie"
        ),
        alles=alles,
        tijdlijn=tijdlijn.voor_zaal(wp, casus_id, verborgen, alles=alles) if met_tijdlijn else None,
    )
