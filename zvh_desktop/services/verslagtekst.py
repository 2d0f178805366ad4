"""What a verslag says: composed from what was recorded, without layout."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from zvh_desktop.domain.actieloop import Uitstel
from zvh_desktop.domain.casus import CASUSTYPEN, Casus, themanaam
from zvh_desktop.domain.overleg import (
    OVERLEGTYPEN,
    UITKOMSTEN,
    Aanwezigheid,
    Agendapunt,
    Deelnemer,
    Inbreng,
    Overleg,
    Toelating,
    perioden_in_woorden,
    voorgelezen_in_woorden,
)
from zvh_desktop.domain.plan import ACTIESTATUS, FASEN, Actie
from zvh_desktop.domain.tijd import klokslag, lokaal
from zvh_desktop.domain.verslag import (
    Aanwezige,
    Actiepunt,
    Handtekenvak,
    Reactie,
    Uitspraak,
    Verslag,
    VerslagInhoud,
    Verstrekking,
)
from zvh_desktop.services import leefgebieden
from zvh_desktop.services.afronden import uitkomst_van
from zvh_desktop.services.overlegbeeld import DeelnemerRegel, detail
from zvh_desktop.services.werkplek import Werkplek

__all__ = [
    "AFWEZIG",
    "aanwezige",
    "inhoud_van",
    "stel_samen",
]


def _perioden(deelnemer: Deelnemer, punt_id: str, aanwezigheid: list[Aanwezigheid]) -> str:
    """When someone was in the room for this agendapunt, and how: "09:31–10:44 (digitaal)"."""
    eigen = sorted(
        (
            a
            for a in aanwezigheid
            if a.deelnemer_id == deelnemer.id and a.agendapunt_id == punt_id and a.status == "binnen"
        ),
        key=lambda a: a.van,
    )
    return perioden_in_woorden(
        ((f"{klokslag(a.van)}–{klokslag(a.tot)}", a.deelname) for a in eigen), anders=deelnemer.deelname
    )


def _was_buiten(deelnemer: Deelnemer, punt_id: str, aanwezigheid: list[Aanwezigheid]) -> bool:
    return any(
        a.deelnemer_id == deelnemer.id and a.agendapunt_id == punt_id and a.status == "buiten" for a in aanwezigheid
    )


def _soort(regel: DeelnemerRegel) -> str:
    if regel.dekking.hoe == "zvh":
        return "zvh"
    return "vast" if regel.vast else "incidenteel"


AFWEZIG = {
    "afwezig_met_bericht": "afwezig met bericht",
    "afwezig_zonder_bericht": "afwezig zonder bericht",
    "verwacht": "afwezig zonder bericht",
}


def aanwezige(regel: DeelnemerRegel, aanwezig: str, afwezig: str, *, informatie: str = "", voor: str = "") -> Aanwezige:
    """A deelnemer as printed: when present and how, or why not.

    Args:
        regel: who.
        aanwezig: times and how, empty when absent.
        afwezig: why not there.
        informatie: what an absent one sent in.
        voor: name of whom this person came in the place of.
    """
    d = regel.deelnemer
    functie = d.functie or ("" if d.rol == "deelnemer" else d.rol)
    if voor:
        functie = f"{functie}, waarnemer voor {voor}" if functie else f"waarnemer voor {voor}"
    return Aanwezige.model_validate(
        {
            "naam": d.naam,
            "organisatie": d.organisatie,
            "functie": functie,
            "mandaat": d.mandaat,
            "soort": _soort(regel),
            "dekking": regel.woorden,
            "aanwezig": aanwezig,
            "afwezig": afwezig,
            "informatie": informatie,
        }
    )


def _aangeleverd(d: Deelnemer, inbreng: list[Inbreng]) -> str:
    """When someone, or the organisation, sent in what stands in the entries: "aangeleverd op 20-11-2026"."""
    dagen = {
        i.aangeleverd_op
        for i in inbreng
        if i.aangeleverd_op
        and (i.bron in (d.naam, d.organisatie) or (d.partner_id and i.bron_partner_id == d.partner_id))
    }
    return "aangeleverd op " + " en ".join(_dag(dag) for dag in sorted(dagen)) if dagen else ""


def _dag(dag: date) -> str:
    return f"{dag.day}-{dag.month}-{dag.year}"


def _kring(
    wp: Werkplek, punt: Agendapunt, casus_id: str, inbreng: list[Inbreng]
) -> tuple[list[Aanwezige], list[Aanwezige]]:
    """Split the deelnemers of one casus into present and absent or outside."""
    aanwezigheid = wp.store.find(Aanwezigheid, agendapunt_id=punt.id)
    aanwezig, afwezig = [], []
    deelnemers = detail(wp, punt.overleg_id).deelnemers
    namen = {r.deelnemer.id: r.deelnemer.naam for r in deelnemers}
    for regel in deelnemers:
        d = regel.deelnemer
        voor = namen.get(d.waarneemt_voor, "")
        perioden = _perioden(d, punt.id, aanwezigheid)
        genodigd = not d.casus_ids or casus_id in d.casus_ids
        if perioden:
            aanwezig.append(aanwezige(regel, perioden, "", voor=voor))
        elif _was_buiten(d, punt.id, aanwezigheid):
            waarom = ": weigerde te tekenen" if regel.dekking.hoe == "geweigerd" else ""
            afwezig.append(aanwezige(regel, "", f"buiten bij deze casus{waarom}", voor=voor))
        elif genodigd and d.aanwezigheid != "aanwezig":
            gestuurd = _aangeleverd(d, inbreng)
            afwezig.append(aanwezige(regel, "", AFWEZIG[d.aanwezigheid], informatie=gestuurd, voor=voor))
    return aanwezig, afwezig


def _actiepunt(wp: Werkplek, actie: Actie, organisaties: dict[str, str]) -> Actiepunt:
    return Actiepunt(
        wat=actie.tekst,
        organisatie=organisaties.get(actie.partner_id, ""),
        persoon=actie.persoon,
        uiterlijk=actie.uiterlijk,
        fase=FASEN.get(actie.fase, ""),
        status=ACTIESTATUS[actie.status],
        terugkoppeling=actie.terugkoppeling,
    )


def _bron(i: Inbreng) -> str:
    if not i.aangeleverd_op:
        return i.bron
    vooraf = f"aangeleverd op {_dag(i.aangeleverd_op)}"
    return f"{i.bron}, {vooraf}" if i.bron else vooraf


def _over(i: Inbreng, gebieden: dict[str, str]) -> str:
    gebied = gebieden.get(i.leefgebied_id, "")
    return f"{gebied}: {i.tekst}" if gebied else i.tekst


def _uitspraken(inbreng: list[Inbreng], soort: str, gebieden: dict[str, str]) -> tuple[Uitspraak, ...]:
    return tuple(
        Uitspraak(
            bron=_bron(i),
            tekst=_over(i, gebieden),
            motivering=i.motivering,
            afwijkend=tuple(i.afwijkend),
            niet_delen_met=tuple(i.niet_delen_met),
            fase=FASEN.get(i.fase, ""),
        )
        for i in inbreng
        if i.inbrengsoort == soort
    )


def _gemotiveerd(besluit: Uitspraak, overgeslagen: str) -> Uitspraak:
    """A decision with its why; or with why there is none, as it was said when the overleg was closed."""
    if besluit.motivering.strip() or not overgeslagen.strip():
        return besluit
    return besluit.model_copy(update={"motivering": f"niet vastgelegd: {overgeslagen.strip()}"})


def _actie_toen(wp: Werkplek, actie: Actie, moment: datetime | None, uitstellen: Iterable[Uitstel] = ()) -> Actie:
    """The action as it stood when the overleg closed: what ended it, opened it again or put it off later is not in it.

    What was wrong in the words is mended in the draft; only how it stood is of that day.
    """
    if moment is None:
        return actie
    later = [u for u in uitstellen if u.actie_id == actie.id and u.gezet_op > moment]
    if later:
        actie = actie.met(uiterlijk=min(later, key=lambda u: (u.gezet_op, u.id)).van)
    if actie.afgerond_op is not None and actie.afgerond_op > moment:
        return actie.met(status="open", terugkoppeling="", afgerond_op=None, afgerond_door="")
    return actie.met(**_stand_toen(wp, actie, moment))


_STAND: Final = ("status", "terugkoppeling", "afgerond_op", "afgerond_door")


def _stand_toen(wp: Werkplek, actie: Actie, moment: datetime) -> dict[str, object]:
    """How an action that was opened again had ended by then; nothing when it was open."""
    if actie.status != "open":
        return {}
    velden: dict[str, object] = {}
    # Newest first, so that the oldest change of afterwards says what stood there.
    for regel in wp.store.geschiedenis(record=actie.id):
        if datetime.fromisoformat(str(regel.tijd)) > moment and regel.veld in _STAND:
            velden[regel.veld] = regel.van
    return velden if velden.get("status") not in (None, "open") else {}


def stel_samen(wp: Werkplek, verslag: Verslag) -> VerslagInhoud:
    """Compose the content of a draft from what was recorded; a secret address or BSN is not part of it."""
    overleg = wp.eis(Overleg, verslag.overleg_id)
    casus = wp.eis(Casus, verslag.casus_id)
    regio = wp.regio()
    punten = wp.store.find(Agendapunt, overleg_id=overleg.id, casus_id=casus.id)
    punt = next(p for p in punten if not p.verwijderd)
    inbreng = [i for i in wp.store.find(Inbreng, agendapunt_id=punt.id) if not i.verwijderd]
    inbreng.sort(key=lambda i: (i.volgorde, i.id))
    aanwezig, afwezig = _kring(wp, punt, casus.id, inbreng)
    gebieden = {g.id: g.naam for g in leefgebieden.lijst(wp)}
    partners = wp.partners()
    organisaties = {p.id: p.naam for p in partners.values()}
    acties = [a for a in wp.store.find(Actie, casus_id=casus.id) if not a.verwijderd]
    uitstellen = wp.store.find(Uitstel, casus_id=casus.id)
    acties = [_actie_toen(wp, a, overleg.gesloten_op, uitstellen) for a in acties]
    eerder = [a for a in acties if a.overleg_id != overleg.id and a.gemaakt_op <= overleg.datum]
    eerder = [
        a for a in eerder if a.status == "open" or (a.afgerond_op and lokaal(a.afgerond_op).date() == overleg.datum)
    ]
    uitkomst = uitkomst_van(wp, punt.id)
    deelnemers = {d.id: d for d in wp.store.find(Deelnemer, overleg_id=overleg.id)}
    toelatingen = [t for t in wp.store.find(Toelating, agendapunt_id=punt.id) if not t.verwijderd]
    reacties = [r for r in wp.store.find(Reactie, verslag_id=verslag.id) if not r.verwijderd]
    verstrekkingen = wp.store.find(Verstrekking, casus_id=casus.id)
    woorden = UITKOMSTEN.get(uitkomst.uitkomst, "nog niet bepaald") if uitkomst else "nog niet bepaald"
    if uitkomst and uitkomst.reden:
        woorden = f"{woorden}: {uitkomst.reden}"
    samenvattingen = [i.tekst for i in inbreng if i.inbrengsoort == "samenvatting"]
    overgeslagen = uitkomst.overgeslagen.get("motivering", "") if uitkomst else ""
    if uitkomst and uitkomst.samenvatting:
        samenvattingen.append(uitkomst.samenvatting)
    informeren = ""
    if uitkomst:
        informeren = uitkomst.informeren or ("niet nodig" if uitkomst.informeren_niet_nodig else "")
        if not informeren and "informeren" in uitkomst.overgeslagen:
            informeren = f"niet besproken: {uitkomst.overgeslagen['informeren']}"
    return VerslagInhoud(
        zvh=regio.naam,
        rubricering=regio.rubricering,
        overleg=overleg.titel,
        voorgelezen=voorgelezen_in_woorden(overleg),
        overlegtype=OVERLEGTYPEN.get(overleg.type, overleg.type),
        casusnummer=casus.nummer,
        casusnaam=casus.naam,
        casustype=CASUSTYPEN[casus.type],
        thema=tuple(themanaam(x) for x in casus.thema),
        grondslag=casus.grondslag,
        datum=overleg.datum,
        begin=klokslag(overleg.begonnen_op) or overleg.begin.strftime("%H:%M"),
        eind=klokslag(overleg.gesloten_op) or overleg.eind.strftime("%H:%M"),
        plaats=overleg.plaats,
        voorzitter=overleg.voorzitter,
        verslaglegger=overleg.verslaglegger,
        versie=verslag.versie,
        reden_versie=verslag.reden_versie,
        aanwezigen=tuple(aanwezig),
        afwezigen=tuple(afwezig),
        toelatingen=tuple(
            f"{deelnemers[t.deelnemer_id].naam} ({deelnemers[t.deelnemer_id].organisatie}), toegelaten door {t.door}"
            f" om {klokslag(t.tijdstip)}: {t.reden}"
            for t in toelatingen
            if t.deelnemer_id in deelnemers
        ),
        doel_overleg=casus.doel,
        acties_vorig=tuple(_actiepunt(wp, a, organisaties) for a in eerder),
        beeld=_uitspraken(inbreng, "informatie", gebieden),
        oordeel=_uitspraken(inbreng, "oordeel", gebieden),
        besluit=tuple(_gemotiveerd(u, overgeslagen) for u in _uitspraken(inbreng, "besluit", gebieden)),
        veiligheid=_uitspraken(inbreng, "veiligheid", gebieden),
        acties=tuple(_actiepunt(wp, a, organisaties) for a in acties if a.overleg_id == overleg.id),
        uitkomst=woorden,
        zsm_advies=uitkomst.zsm_advies if uitkomst else "",
        informeren=informeren,
        verstrekkingen=tuple(
            f"{v.aan}: {v.wat} ({v.hoe})"
            for v in verstrekkingen
            if v.verslag_id == verslag.vervangt_id and verslag.vervangt_id
        ),
        vervolgdatum=uitkomst.vervolgdatum if uitkomst else None,
        evaluatiedatum=uitkomst.evaluatiedatum if uitkomst else None,
        samenvatting="\n".join(samenvattingen),
        reactietermijn=_termijn(verslag),
        reacties=tuple(
            f"{r.van}: {r.tekst} ({r.verwerkt.replace('_', ' ')}{'; ' + r.verwerking if r.verwerking else ''})"
            for r in reacties
        ),
        handtekeningen=_vakken(overleg),
    )


def _termijn(verslag: Verslag) -> str:
    if verslag.reactie_tot is None:
        return "geen reactietermijn"
    tot = verslag.reactie_tot
    return f"reacties mogelijk tot en met {tot.day}-{tot.month}-{tot.year}"


def _vakken(overleg: Overleg) -> tuple[Handtekenvak, ...]:
    vakken = [Handtekenvak(veldnaam="voorzitter", naam=overleg.voorzitter, rol="voorzitter")]
    if overleg.verslaglegger:
        vakken.append(Handtekenvak(veldnaam="verslaglegger", naam=overleg.verslaglegger, rol="verslaglegger"))
    return tuple(vakken)


def inhoud_van(wp: Werkplek, verslag: Verslag) -> VerslagInhoud:
    """The frozen content of a vastgesteld verslag, or what a draft would say now."""
    return VerslagInhoud.model_validate_json(verslag.inhoud) if verslag.inhoud else stel_samen(wp, verslag)
