"""Reports: judge what came in and take it in once; or start a running casus without one."""

from dataclasses import dataclass, replace
from datetime import date

from zvh_desktop.domain.aanmelding import (
    AanmeldingBestand,
    Persoon,
    gebiedsnaam,
    herkenning,
    inhoud_sha256,
    lees_aanmelding,
    onbekende_velden,
)
from zvh_desktop.domain.betrokkene import Betrokkene, casusnaam, te_ver_vooruit, zelfde_persoon
from zvh_desktop.domain.bewaren import BEEINDIGD
from zvh_desktop.domain.casus import (
    Aanmelding,
    Casus,
    criteria_gehaald,
    volgend_nummer,
)
from zvh_desktop.domain.dossierstuk import herken
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.formulier import uit_formulier
from zvh_desktop.domain.ids import vast_id
from zvh_desktop.domain.partner import Regio
from zvh_desktop.domain.plan import FASEN, Fase
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.record import Record
from zvh_desktop.services import bekenden, gelijken
from zvh_desktop.services.bekenden import Bekende
from zvh_desktop.services.gelijken import Gelijke
from zvh_desktop.services.volledig import ontbreekt, ontbreekt_in
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import queries

__all__ = [
    "Aangenomen",
    "Plek",
    "Voorstel",
    "beoordeel",
    "beoordeel_bytes",
    "leeg_formulier",
    "neem_aan",
    "nieuwe_stukken",
    "zonder_aanmelding",
]


@dataclass(frozen=True, slots=True)
class Voorstel:
    """What would be taken in, and what is known of it already."""

    bestand: AanmeldingBestand
    dubbel_casus_id: str
    """Casus that already holds exactly this report; "" when it is new."""
    correctie_id: str
    """Earlier aanmelding by the same aanmelder on the same person and day; "" when none."""
    correctie_casus_id: str
    bekenden: tuple[Bekende, ...]
    ontbreekt: tuple[str, ...]
    criteria: bool | None
    dubbel: str = ""
    """Number and name of the casus that already holds it: "2026-0143 Kees V."."""
    correctie: str = ""
    """Number and name of the casus of the earlier aanmelding."""
    lijkend: tuple[Gelijke, ...] = ()
    """Who in the vault looks like somebody in the report, without it being certain; only shown, never acted upon."""
    inhoud_sha256: str = ""
    """Hash of its content, so that it is made once; "" when it was not asked for."""


@dataclass(frozen=True, slots=True)
class Aangenomen:
    """Receipt of taking in a report.

    Attributes:
        nieuw: False when exactly this report was there already; then nothing was written.
    """

    casus_id: str
    aanmelding_id: str
    nummer: str
    naam: str
    nieuw: bool
    ontbreekt: tuple[str, ...]
    bon: Bon

    @property
    def woorden(self) -> str:
        """Which casus it is: number and name, each said once."""
        return _woorden(self.nummer, self.naam)


def _woorden(nummer: str, naam: str) -> str:
    # A casus whose main person has no first name bears its number in its name already.
    return naam if nummer in naam else f"{nummer} {naam}"


def beoordeel_bytes(wp: Werkplek, inhoud: bytes) -> Voorstel:
    """Read the bytes of a file and judge them: JSON, or our PDF form filled in.

    Raises:
        Omstandigheid: BESTAND_ONBEKEND_FORMAAT for anything that is neither; else as `lees_aanmelding`; for a PDF as
            `documents.form.lees_formulier` and `uit_formulier`.
    """
    if inhoud[:1024].lstrip().startswith(b"%PDF-"):
        # Loaded here: most files are JSON, and unlocking must not wait for a PDF reader.
        from zvh_desktop.documents.form import lees_formulier

        return _met_lijkend(wp, uit_formulier(lees_formulier(inhoud), wp.vandaag()))
    if herken(inhoud) not in ("tekst", "onbekend"):
        # A photo or a Word document sent along by mistake is no JSON that was damaged.
        raise Omstandigheid(Reden.BESTAND_ONBEKEND_FORMAAT)
    return _met_lijkend(wp, lees_aanmelding(inhoud))


def _met_lijkend(wp: Werkplek, bestand: AanmeldingBestand) -> Voorstel:
    """Judge one report a person looks at, and search for who looks like the people in it."""
    voorstel = beoordeel(wp, bestand)
    zeker = {b.betrokkene_id for b in voorstel.bekenden}
    _, _, personen = _maak(wp, bestand, "", "", "")
    lijkend = {g.betrokkene_id: g for persoon in personen for g in gelijken.zoek(wp, persoon)}
    return replace(voorstel, lijkend=tuple(g for id_, g in lijkend.items() if id_ not in zeker and not g.zeker))


def leeg_formulier(wp: Werkplek) -> bytes:
    """Return the PDF form of this house, to send to partners."""
    # Loaded here because layout takes a fifth of a second.
    from zvh_desktop.documents import compose

    regio = wp.regio()
    return compose.formulier(regio.naam, regio.rubricering, regio.contactpunt)


def beoordeel(wp: Werkplek, bestand: AanmeldingBestand) -> Voorstel:
    """Say what is known already of a report and what it lacks; writes nothing.

    Raises:
        Omstandigheid: AANMELDING_ONGELDIG "geboortedag_te_ver", with the paths of those dates as `velden`; NIET_BEVOEGD
            for who may not take it in, whatever is known of these people.
    """
    wp.eis_recht(Daad.AANMELDING_INNEMEN)
    _eis_geboren(wp, bestand)
    sha, sleutel = inhoud_sha256(bestand), herkenning(bestand)
    huis = wp.regio()
    dubbel = wp.store.find(Aanmelding, inhoud_sha256=sha)
    zelfde = [] if dubbel else wp.store.find(Aanmelding, herkenning=sleutel)
    casus, aanmelding, personen = _maak(wp, bestand, "", "", "", huis=huis, sha=sha)
    return Voorstel(
        bestand=bestand,
        dubbel_casus_id=dubbel[0].casus_id if dubbel else "",
        correctie_id=zelfde[0].id if zelfde else "",
        correctie_casus_id=zelfde[0].casus_id if zelfde else "",
        bekenden=bekenden.zoek(wp, personen),
        ontbreekt=ontbreekt_in(casus, [aanmelding], personen),
        criteria=criteria_gehaald(aanmelding.criteria),
        inhoud_sha256=sha,
        dubbel=_casuswoorden(wp, dubbel[0].casus_id) if dubbel else "",
        correctie=_casuswoorden(wp, zelfde[0].casus_id) if zelfde else "",
    )


def _eis_geboren(wp: Werkplek, bestand: AanmeldingBestand) -> None:
    vandaag = wp.vandaag()
    mis = tuple(
        f"betrokkenen.{nr}.geboortedatum"
        for nr, persoon in enumerate(bestand.betrokkenen)
        if te_ver_vooruit(persoon.geboortedatum, vandaag)
    )
    if mis:
        raise Omstandigheid(Reden.AANMELDING_ONGELDIG, regel="geboortedag_te_ver", velden=mis)


def _casuswoorden(wp: Werkplek, casus_id: str) -> str:
    casus = wp.eis(Casus, casus_id)
    return _woorden(casus.nummer, casus.naam)


def _persoon(
    p: Persoon, id_: str, stream: str, casus_id: str, bestand: AanmeldingBestand, *, eerste: bool
) -> Betrokkene:
    informeren = bestand.betrokkene_geinformeerd
    return Betrokkene(
        id=id_,
        stream=stream,
        casus_id=casus_id,
        voornamen=p.naam.voornamen,
        tussenvoegsel=p.naam.tussenvoegsel,
        achternaam=p.naam.achternaam,
        geboortedatum=p.geboortedatum,
        rol=p.rol,
        hoofdpersoon=eerste,
        bsn=p.bsn,
        straat=p.adres.straat,
        huisnummer=p.adres.huisnummer,
        postcode=p.adres.postcode,
        woonplaats=p.adres.woonplaats,
        adres_geheim=p.adres_geheim,
        telefoon=p.telefoon,
        geinformeerd=informeren.status if eerste else "onbekend",
        geinformeerd_op=informeren.datum if eerste else None,
        geinformeerd_door=informeren.door if eerste else "",
        geinformeerd_grond=informeren.grond if eerste else "",
        geinformeerd_herzien_op=informeren.herzien_op if eerste else None,
    )


def _maak(
    wp: Werkplek,
    bestand: AanmeldingBestand,
    casus_id: str,
    stream: str,
    nummer: str,
    *,
    huis: Regio | None = None,
    sha: str = "",
) -> tuple[Casus, Aanmelding, list[Betrokkene]]:
    # Ids of one moment have no order of their own; the order of the report is kept in them.
    ids = sorted(wp.nieuw_id() for _ in bestand.betrokkenen)
    personen = [
        _persoon(p, id_, stream, casus_id, bestand, eerste=i == 0)
        for i, (p, id_) in enumerate(zip(bestand.betrokkenen, ids, strict=True))
    ]
    regio = huis or wp.regio()
    gebied = gebiedsnaam(bestand)
    casus = Casus(
        id=casus_id,
        stream=stream,
        nummer=nummer,
        type=bestand.type,
        thema=list(bestand.thema),
        gebied=gebied,
        naam=casusnaam(personen[0] if personen else None, gebied, nummer, regio.naamregel),
        grondslag=regio.grondslag,
        doel=bestand.doel_overleg,
        begonnen_op=bestand.ontvangen_op,
    )
    a, c, g, m = bestand.aanmelder, bestand.criteria, bestand.betrokkene_geinformeerd, bestand.motivering
    aanmelding = Aanmelding(
        id=wp.nieuw_id(),
        stream=stream,
        casus_id=casus_id,
        ontvangen_op=bestand.ontvangen_op,
        wijze=bestand.wijze,
        aanmelder_organisatie=a.organisatie,
        aanmelder_naam=a.naam,
        aanmelder_functie=a.functie,
        aanmelder_telefoon=a.telefoon,
        aanmelder_email=a.email,
        aanleiding=bestand.aanleiding,
        doel_overleg=bestand.doel_overleg,
        eerder_geprobeerd=bestand.eerder_geprobeerd,
        acuut_onveilig=bestand.acuut_onveilig,
        criterium_1=c.multiproblematiek,
        criterium_2=c.ketenoverstijgend,
        criterium_3=c.systeem_impact,
        criterium_4=c.gebiedsgebonden,
        motivering_1=m.get("1", ""),
        motivering_2=m.get("2", ""),
        motivering_3=m.get("3", ""),
        motivering_4=m.get("4", ""),
        geinformeerd=g.status,
        geinformeerd_op=g.datum,
        geinformeerd_door=g.door,
        geinformeerd_grond=g.grond,
        geinformeerd_herzien_op=g.herzien_op,
        detentie_inrichting=bestand.detentie.inrichting,
        detentie_einddatum=bestand.detentie.einddatum,
        genodigden=[
            x.model_dump(include={"organisatie", "naam", "functie", "telefoon", "email"})
            for x in bestand.uit_te_nodigen
        ],
        inhoud_sha256=sha or inhoud_sha256(bestand),
        herkenning=herkenning(bestand),
        overig=onbekende_velden(bestand)
        | {f"motivering.{k}": w for k, w in m.items() if k not in ("1", "2", "3", "4")},
    )
    return casus, aanmelding, personen


def neem_aan(wp: Werkplek, voorstel: Voorstel, casus_id: str = "", *, als_correctie: bool = False) -> Aangenomen:
    """Take in a report, once.

    Args:
        voorstel: what `beoordeel` said.
        casus_id: an existing casus to add the report to (a person already known); "" makes a new casus.
        als_correctie: replace the content of the earlier report `voorstel.correctie_id`; its history stays.

    Returns:
        A receipt; `nieuw` is False when exactly this report was there and nothing was written.

    Raises:
        Omstandigheid: NIET_BEVOEGD; NIET_GEVONDEN.
    """
    wp.eis_recht(Daad.AANMELDING_INNEMEN)
    bestand = voorstel.bestand
    bekend = wp.store.find(Aanmelding, inhoud_sha256=inhoud_sha256(bestand))
    if bekend:
        casus = wp.eis(Casus, bekend[0].casus_id)
        mist = ontbreekt(wp, casus.id)
        return Aangenomen(casus.id, bekend[0].id, casus.nummer, casus.naam, False, mist, Bon.leeg())
    if als_correctie and voorstel.correctie_id:
        return _corrigeer(wp, voorstel)
    bestaande = wp.eis(Casus, casus_id) if casus_id else None
    if bestaande:
        plek = Plek(bestaande.id, bestaande.stream, bestaande.nummer)
    else:
        jaar = wp.vandaag().year
        nummer = volgend_nummer(jaar, queries.casusnummers(wp.store.verbinding, jaar))
        plek = Plek(wp.nieuw_id(), wp.nieuwe_stream(), nummer)
    casus, aanmelding, personen = _maak(wp, bestand, plek.casus_id, plek.stream, plek.nummer)
    with wp.transactie("aanmelding ingevoerd") as t:
        if bestaande is None:
            t.save(casus)
            t.save_many(_begin_plan(casus))
        else:
            casus = bestaande
            if casus.status in BEEINDIGD:
                # A new report after it was passed on, turned down or closed waits for triage again.
                t.save(casus.met(status="aangemeld", beeindigd_op=None))
            aanwezig = wp.store.find(Betrokkene, casus_id=casus.id)
            personen = [p.met(hoofdpersoon=False) for p in personen if not any(zelfde_persoon(p, b) for b in aanwezig)]
        t.save(aanmelding)
        for persoon in personen:
            t.save(persoon)
        t.audit("aanmelding_ingevoerd", (casus.id, aanmelding.id), {"wijze": bestand.wijze})
    return Aangenomen(casus.id, aanmelding.id, casus.nummer, casus.naam, True, ontbreekt(wp, casus.id), t.bon)


@dataclass(frozen=True, slots=True)
class Plek:
    """Where a new casus will stand: its id, its stream and its number."""

    casus_id: str
    stream: str
    nummer: str


def nieuwe_stukken(wp: Werkplek, voorstel: Voorstel, plek: Plek, huis: Regio) -> list[Record]:
    """Return all records of a new casus with its report, for taking in many in one transaction of one house."""
    bestand, sha = voorstel.bestand, voorstel.inhoud_sha256
    casus, aanmelding, personen = _maak(wp, bestand, plek.casus_id, plek.stream, plek.nummer, huis=huis, sha=sha)
    return [casus, aanmelding, *personen, *_begin_plan(casus)]


def _corrigeer(wp: Werkplek, voorstel: Voorstel) -> Aangenomen:
    """Write the new content over the earlier report; persons are added, never taken away."""
    oud = wp.eis(Aanmelding, voorstel.correctie_id)
    casus = wp.eis(Casus, oud.casus_id)
    gelezen, nieuw, personen = _maak(wp, voorstel.bestand, casus.id, casus.stream, casus.nummer)
    aanwezig = wp.store.find(Betrokkene, casus_id=casus.id)
    with wp.transactie("aanmelding gecorrigeerd") as t:
        t.save(nieuw.met(id=oud.id))
        doel = gelezen.doel if casus.doel in ("", oud.doel_overleg) else casus.doel
        t.save(casus.met(thema=casus.thema or gelezen.thema, gebied=casus.gebied or gelezen.gebied, doel=doel))
        for persoon in personen:
            bekend = next((b for b in aanwezig if _dezelfde(persoon, b)), None)
            if bekend:
                t.save(_aangevuld(bekend, persoon))
            else:
                t.save(persoon.met(hoofdpersoon=persoon.hoofdpersoon and not aanwezig))
        t.audit("aanmelding_gecorrigeerd", (casus.id, oud.id), {})
    return Aangenomen(casus.id, oud.id, casus.nummer, casus.naam, True, ontbreekt(wp, casus.id), t.bon)


def _dezelfde(nieuw: Betrokkene, oud: Betrokkene) -> bool:
    """Is this the person of the earlier report? There the birth date may have been missing."""
    if nieuw.geboortedatum and oud.geboortedatum:
        return bool(zelfde_persoon(nieuw, oud))
    dag = nieuw.geboortedatum or oud.geboortedatum or date.min
    return bool(zelfde_persoon(nieuw.met(geboortedatum=dag), oud.met(geboortedatum=dag)))


def _aangevuld(oud: Betrokkene, nieuw: Betrokkene) -> Betrokkene:
    """Fill what is still empty; what a person filled in stays."""
    vast = {"id", "stream", "casus_id", "hoofdpersoon", "verwijderd"}
    leeg = (None, "", "onbekend")
    velden = {n: w for n, w in nieuw if n not in vast and w not in leeg and getattr(oud, n) in leeg}
    return oud.met(**velden, adres_geheim=oud.adres_geheim or nieuw.adres_geheim)


def _begin_plan(casus: Casus) -> list[Fase]:
    """Return the phases of the plan, all not started."""
    return [
        Fase(id=vast_id("fase", casus.id, str(nummer)), stream=casus.stream, casus_id=casus.id, nummer=nummer)
        for nummer in FASEN
    ]


def zonder_aanmelding(
    wp: Werkplek,
    *,
    type_: str,
    thema: list[str],
    gebied: str = "",
    voornamen: str = "",
    tussenvoegsel: str = "",
    achternaam: str = "",
    geboortedatum: date | None = None,
    grondslag: str = "",
    begonnen_op: date | None = None,
) -> Aangenomen:
    """Enter a running casus that has no report; it skips triage.

    Raises:
        Omstandigheid: REGEL_WEIGERT when neither a person nor an area is named, or when the birth date is further
            ahead than that of an expected child; NIET_BEVOEGD.
    """
    wp.eis_recht(Daad.AANMELDING_INNEMEN)
    if not (achternaam.strip() or voornamen.strip() or gebied.strip()):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="casus_zonder_naam")
    if te_ver_vooruit(geboortedatum, wp.vandaag()):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="geboortedag_te_ver")
    regio = wp.regio()
    id_, stream = wp.nieuw_id(), wp.nieuwe_stream()
    begin = begonnen_op or wp.vandaag()
    nummer = volgend_nummer(begin.year, queries.casusnummers(wp.store.verbinding, begin.year))
    persoon = None
    if achternaam.strip() or voornamen.strip():
        persoon = Betrokkene(
            id=wp.nieuw_id(),
            stream=stream,
            casus_id=id_,
            voornamen=voornamen.strip(),
            tussenvoegsel=tussenvoegsel.strip(),
            achternaam=achternaam.strip(),
            geboortedatum=geboortedatum,
            rol="betrokkene",
            hoofdpersoon=True,
        )
    casus = Casus.model_validate(
        {
            "id": id_,
            "stream": stream,
            "nummer": nummer,
            "type": type_,
            "thema": thema,
            "gebied": gebied.strip(),
            "naam": casusnaam(persoon, gebied.strip(), nummer, regio.naamregel),
            "grondslag": grondslag or regio.grondslag,
            "status": "loopt",
            "begonnen_op": begin,
        }
    )
    with wp.transactie("casus ingevoerd") as t:
        t.save(casus)
        if persoon:
            t.save(persoon)
        t.save_many(_begin_plan(casus))
        t.audit("casus_ingevoerd", (id_,), {})
    return Aangenomen(id_, "", nummer, casus.naam, True, (), t.bon)
