"""Letters of a casus: made from the text of the house and what was recorded, shown first, handed out recorded."""

import json
from pathlib import Path

from zvh_desktop.assets import asset
from zvh_desktop.documents import compose
from zvh_desktop.domain import bewaren
from zvh_desktop.domain.afscherming import Kijker
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.brieven import (
    BRIEFSOORTEN,
    Brief,
    Briefdeel,
    Brieftekst,
    onbekende_plaatshouders,
    vul_in,
)
from zvh_desktop.domain.casus import TRIAGE_UITKOMSTEN, Aanmelding, Casus, Triage
from zvh_desktop.domain.datumtekst import voluit
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.grondslag import Bewaarregel, Grond, Verlenging
from zvh_desktop.domain.informatie import Informatieverzoek
from zvh_desktop.domain.uittreksel import zonder_adressen
from zvh_desktop.services.kijker import bedek
from zvh_desktop.services.stukken import Bladbron
from zvh_desktop.services.uitgaan import Uitgaand, geef_uit
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store.store import Transactie

__all__ = [
    "bewaar_tekst",
    "briefwaarden",
    "contactpunt",
    "huistekst",
    "informeren",
    "standaardtekst",
    "terugkoppeling",
    "verstrek_informeren",
    "verstrek_terugkoppeling",
    "verzoekbrief",
    "voorbeeld",
    "voorbeeld_tekst",
]


def standaardtekst(briefsoort: str) -> tuple[str, str]:
    """Return the bundled (salutation, text): a proposal, to be judged by the house before use."""
    alle = json.loads(asset("resources", "brieven.json").read_text(encoding="utf-8"))
    return alle[briefsoort]["aanhef"], alle[briefsoort]["tekst"]


def huistekst(wp: Werkplek, briefsoort: str) -> tuple[str, str, bool]:
    """Return (salutation, text) that holds in this house, and whether it is the house's own."""
    eigen = [x for x in wp.store.find(Brieftekst) if x.briefsoort == briefsoort and not x.verwijderd]
    if eigen:
        laatste = max(eigen, key=lambda x: x.id)
        return laatste.aanhef, laatste.tekst, True
    return *standaardtekst(briefsoort), False


def bewaar_tekst(wp: Werkplek, briefsoort: str, aanhef: str, tekst: str) -> Bon:
    """Let this text hold from now on; earlier ones stay.

    Raises:
        Omstandigheid: REGEL_WEIGERT "brieftekst_leeg", or "plaatshouder_onbekend" with `woorden`; NIET_BEVOEGD.
    """
    if briefsoort not in BRIEFSOORTEN or not tekst.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="brieftekst_leeg")
    if vreemd := onbekende_plaatshouders(aanhef + tekst):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="plaatshouder_onbekend", woorden=vreemd)
    with wp.transactie("tekst van een brief gewijzigd") as t:
        t.save(
            Brieftekst(
                id=wp.nieuw_id(),
                stream=wp.regio().stream,
                briefsoort=briefsoort,
                aanhef=aanhef.strip(),
                tekst=tekst.strip(),
            )
        )
    return t.bon


def _grond(wp: Werkplek, casus: Casus) -> Grond | None:
    return next((g for g in wp.store.find(Grond) if g.naam == casus.grondslag and not g.verwijderd), None)


def contactpunt(wp: Werkplek, casus: Casus) -> str:
    """Return where a betrokkene turns to: of the casus, else of its ground, else of the house."""
    grond = _grond(wp, casus)
    return casus.contactpunt or (grond.contactpunt if grond else "") or wp.regio().contactpunt


def briefwaarden(wp: Werkplek, casus: Casus) -> dict[str, str]:
    """Return what is filled in for the words between braces; what nobody recorded is empty."""
    grond = _grond(wp, casus)
    stand = bewaren.stand(
        casus,
        wp.store.find(Bewaarregel),
        wp.store.find(Verlenging, casus_id=casus.id),
        wp.vandaag(),
    )
    termijn = ""
    if stand.eind is not None:
        termijn = f"Wij bewaren uw gegevens tot {voluit(stand.eind)}."
    elif stand.stand == "loopt_niet":
        termijn = "Zolang wij hieraan werken, bewaren wij uw gegevens. Daarna begint de bewaartermijn te lopen."
    return {
        "huis": wp.regio().naam,
        "contactpunt": contactpunt(wp, casus),
        "grondslag": casus.grondslag,
        "wet": grond.wet if grond else "",
        "uitleg": grond.uitleg if grond else "",
        "doel": casus.doel,
        "datum": voluit(wp.vandaag()),
        "termijn": termijn,
        "uitkomst": "",
    }


def _brief(
    wp: Werkplek,
    casus: Casus,
    briefsoort: str,
    *,
    titel: str,
    aan: tuple[str, ...],
    voor: tuple[Briefdeel, ...] = (),
    waarden: dict[str, str] | None = None,
    na: tuple[Briefdeel, ...] = (),
) -> Brief:
    aanhef, tekst, _ = huistekst(wp, briefsoort)
    gevuld = {**briefwaarden(wp, casus), **(waarden or {})}
    begin = (Briefdeel(alineas=tuple(d for deel in vul_in(aanhef, gevuld) for d in deel.alineas)),) if aanhef else ()
    regio, datum = wp.regio(), voluit(wp.vandaag())
    return Brief(
        zvh=regio.naam,
        rubricering=regio.rubricering,
        titel=titel,
        ondertitel=f"{datum} \u00b7 kenmerk {casus.nummer}",
        bestandstitel=f"{BRIEFSOORTEN[briefsoort]} {casus.nummer}",
        aan=aan,
        delen=(*voor, *begin, *vul_in(tekst, gevuld), *na),
        gemaakt_op=wp.nu(),
        voet=f"{casus.nummer} \u00b7 {datum}",
    )


def informeren(wp: Werkplek, betrokkene_id: str) -> Brief:
    """The letter that tells a betrokkene that data about them are shared, why, and what their rights are.

    It bears no address of its own; when there is one safe way of contact, that stands below the name.

    Raises:
        Omstandigheid: REGEL_WEIGERT "contactpunt_nodig" or "doel_nodig": a letter without these tells too little.
    """
    b = wp.eis(Betrokkene, betrokkene_id)
    casus = wp.eis(Casus, b.casus_id)
    if not contactpunt(wp, casus):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="contactpunt_nodig")
    if not casus.doel.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="doel_nodig")
    naam = b.volledige_naam
    if not naam:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="naam_nodig")
    doel = _afgeschermd(wp, casus, casus.doel, Kijker("betrokkene", b.id))
    via = _afgeschermd(wp, casus, b.contact_alleen_via.strip(), Kijker("betrokkene", b.id))
    # The one who brings it must know how: a letter in the wrong letterbox can be dangerous.
    aan = (naam, f"Alleen via: {via}") if via else (naam,)
    brief = _brief(wp, casus, "informeren", titel="Wij werken met gegevens over u", aan=aan, waarden={"doel": doel})
    return _voor_wie_kijkt(wp, casus, brief)


def _voor_wie_kijkt(wp: Werkplek, casus: Casus, brief: Brief) -> Brief:
    """Return a letter as who is at work may read it; whoever may hand it out reads it whole."""
    return brief.model_copy(update=bedek(wp, casus.id, {"aan": brief.aan, "delen": brief.delen}))


def terugkoppeling(wp: Werkplek, casus_id: str, toelichting: str = "") -> Brief:
    """The letter that tells the melder what came of the report; it names no betrokkene.

    Raises:
        Omstandigheid: REGEL_WEIGERT "nog_geen_triage"; NIET_GEVONDEN without a report.
    """
    casus = wp.eis(Casus, casus_id)
    triage = _triage(wp, casus_id)
    a = _melding(wp, casus_id)
    uitleg = _afgeschermd(wp, casus, toelichting.strip(), Kijker("partner"))
    uitkomst = TRIAGE_UITKOMSTEN.get(triage.uitkomst, triage.uitkomst)
    if triage.naar:
        uitkomst = f"{uitkomst} ({_afgeschermd(wp, casus, triage.naar, Kijker('partner'))})"
    brief = _brief(
        wp,
        casus,
        "terugkoppeling",
        titel="Uw aanmelding is gewogen",
        aan=tuple(filter(None, (a.aanmelder_organisatie, a.aanmelder_naam, a.aanmelder_functie))),
        voor=(
            Briefdeel(
                gegevens=(
                    ("Uw aanmelding van", voluit(a.ontvangen_op)),
                    ("Gewogen op", voluit(triage.datum)),
                )
            ),
        ),
        waarden={"uitkomst": uitkomst},
        na=(Briefdeel(kop="Toelichting", alineas=(uitleg,)),) if uitleg else (),
    )
    return _voor_wie_kijkt(wp, casus, brief)


def _triage(wp: Werkplek, casus_id: str) -> Triage:
    alle = [x for x in wp.store.find(Triage, casus_id=casus_id) if not x.verwijderd]
    if not alle:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="nog_geen_triage")
    return max(alle, key=lambda x: x.id)


def _melding(wp: Werkplek, casus_id: str) -> Aanmelding:
    alle = [x for x in wp.store.find(Aanmelding, casus_id=casus_id) if not x.verwijderd]
    if not alle:
        raise Omstandigheid(Reden.NIET_GEVONDEN, wat="aanmelding")
    return max(alle, key=lambda x: (x.ontvangen_op, x.id))


def verzoekbrief(wp: Werkplek, verzoek: Informatieverzoek) -> Brief:
    """A request as a letter: about whom, the question, what for and why it is necessary; nothing else of the casus."""
    casus = wp.eis(Casus, verzoek.casus_id)
    grond = _grond(wp, casus)
    lezer = Kijker("partner", verzoek.partner_id)
    over = [wp.store.vind(Betrokkene, id_) for id_ in verzoek.over]
    personen = tuple(
        f"{b.volledige_naam}, geboren op {voluit(b.geboortedatum)}" if b.geboortedatum else b.volledige_naam
        for b in over
        if b is not None and not b.verwijderd
    )
    return _brief(
        wp,
        casus,
        "informatieverzoek",
        titel="Verzoek om informatie",
        aan=tuple(filter(None, (verzoek.organisatie, verzoek.aan))),
        voor=(
            Briefdeel(
                gegevens=(
                    ("Over", "\n".join(personen)),
                    ("Op grond van", (grond.wet if grond else "") or casus.grondslag),
                    ("Antwoord voor", voluit(verzoek.antwoord_voor) if verzoek.antwoord_voor else ""),
                )
            ),
            Briefdeel(kop="Onze vraag", alineas=_alineas(_afgeschermd(wp, casus, verzoek.vraag, lezer))),
            Briefdeel(kop="Waarvoor wij het vragen", alineas=_alineas(_afgeschermd(wp, casus, verzoek.doel, lezer))),
            Briefdeel(kop="Waarom het nodig is", alineas=_alineas(_afgeschermd(wp, casus, verzoek.noodzaak, lezer))),
        ),
    )


def _afgeschermd(wp: Werkplek, casus: Casus, tekst: str, lezer: Kijker) -> str:
    """What a person typed, without the secret addresses that are closed to who reads the letter."""
    return zonder_adressen(tekst, wp.store.find(Betrokkene, ook_verwijderd=True, casus_id=casus.id), lezer)


def _alineas(tekst: str) -> tuple[str, ...]:
    return tuple(deel.strip() for deel in tekst.split("\n\n") if deel.strip())


def voorbeeld(brief: Brief) -> Bladbron:
    """Return what the pages of a letter are made from."""
    return Bladbron(inhoud=brief)


def voorbeeld_tekst(wp: Werkplek, briefsoort: str, aanhef: str, tekst: str) -> Bladbron:
    """What a letter with this text would look like, of nobody."""
    waarden = {
        "huis": wp.regio().naam,
        "contactpunt": wp.regio().contactpunt or "het contactpunt",
        "grondslag": wp.regio().grondslag,
        "wet": "de wet die bij de grondslag staat",
        "uitleg": "De uitleg die bij de grondslag staat.",
        "doel": "het doel dat bij de casus staat",
        "datum": voluit(wp.vandaag()),
        "termijn": "De zin over de bewaartermijn.",
        "uitkomst": "naar casusoverleg",
    }
    regio = wp.regio()
    return Bladbron(
        inhoud=Brief(
            zvh=regio.naam,
            rubricering=regio.rubricering,
            titel=BRIEFSOORTEN[briefsoort],
            ondertitel="voorbeeld",
            delen=(*vul_in(aanhef, waarden), *vul_in(tekst, waarden)),
            gemaakt_op=wp.nu(),
            voet="voorbeeld",
            concept=True,
        )
    )


def verstrek_informeren(
    wp: Werkplek, betrokkene_id: str, pad: Path, *, hoe: str, via_veilige_weg: bool = False
) -> tuple[Path, Bon]:
    """Hand out the letter to a betrokkene; from then on they are recorded as informed, on this day and in this way.

    Args:
        wp: workplace.
        betrokkene_id: to whom.
        pad: where the file goes.
        hoe: the way it goes.
        via_veilige_weg: somebody said that it goes by the one safe way; asked of those who have one.

    Raises:
        Omstandigheid: REGEL_WEIGERT "veilige_weg"; as `informeren` and `uitgaan.geef_uit`.
    """
    b = wp.eis(Betrokkene, betrokkene_id)
    if b.contact_alleen_via.strip() and not via_veilige_weg:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="veilige_weg")
    brief = informeren(wp, betrokkene_id)

    def mee(t: Transactie) -> None:
        t.save(
            wp.eis(Betrokkene, betrokkene_id).met(
                geinformeerd="ja",
                geinformeerd_op=wp.vandaag(),
                geinformeerd_door=wp.wie_naam(),
                geinformeerd_herzien_op=None,
            )
        )

    return geef_uit(
        wp,
        Uitgaand(
            casus_id=b.casus_id,
            stuk="brief",
            wat="brief: wij werken met gegevens over u",
            aan=b.volledige_naam,
            hoe=hoe,
            inhoud=compose.brief(brief),
            bron_id=b.id,
            betrokkene_id=b.id,
        ),
        pad,
        mee=mee,
    )


def verstrek_terugkoppeling(
    wp: Werkplek, casus_id: str, pad: Path, *, hoe: str, toelichting: str = ""
) -> tuple[Path, Bon]:
    """Hand out the letter to the melder; the triage then says that, to whom and how."""
    triage, melding = _triage(wp, casus_id), _melding(wp, casus_id)
    brief = terugkoppeling(wp, casus_id, toelichting)
    aan = ", ".join(filter(None, (melding.aanmelder_naam, melding.aanmelder_organisatie))) or "de melder"

    def mee(t: Transactie) -> None:
        t.save(
            wp.eis(Triage, triage.id).met(
                terugkoppeling_op=wp.vandaag(), terugkoppeling_aan=aan, terugkoppeling_hoe=hoe.strip()
            )
        )

    return geef_uit(
        wp,
        Uitgaand(
            casus_id=casus_id,
            stuk="terugkoppeling",
            wat="uitkomst van de triage",
            aan=aan,
            hoe=hoe,
            inhoud=compose.brief(brief),
            bron_id=triage.id,
        ),
        pad,
        mee=mee,
    )
