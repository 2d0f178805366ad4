"""The plan on one page for the conversation with a betrokkene: judged part by part, looked at, handed out, recorded."""

from dataclasses import dataclass
from pathlib import Path

from zvh_desktop.documents import compose, preview
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.brieven import Brief
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.clientplan import (
    Clientdeel,
    Clientzin,
    Onderdeel,
    als_dan,
    belet_keuze,
    delen_van,
    opbouw,
    passend,
)
from zvh_desktop.domain.datumtekst import voluit
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.ids import vast_id
from zvh_desktop.domain.interventie import Interventie, loopt
from zvh_desktop.domain.overleg import Inbreng
from zvh_desktop.domain.plan import Actie, Doel, Fase, Scenario
from zvh_desktop.domain.planfase import OPEN
from zvh_desktop.domain.samenvoeging import levend
from zvh_desktop.domain.uittreksel import ADRESSEN, ANDEREN, NIET_DELEN
from zvh_desktop.services import uitgaan
from zvh_desktop.services.brieven import contactpunt
from zvh_desktop.services.kijker import bedek
from zvh_desktop.services.stukken import Bladbron
from zvh_desktop.services.uitgaan import Uitgaand, geef_uit
from zvh_desktop.services.uittreksels import lezer_betrokkene
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = ["Clientplan", "beoordeel", "druk_af", "lees", "verstrek", "voorbeeld"]


@dataclass(frozen=True, slots=True)
class Clientplan:
    """What a person judges before the page is made.

    Attributes:
        personen: (id, name) of who it may be for, the hoofdpersoon first.
        delen: every part of the plan, in the order in which they keep their place.
        erop: how many of those that are told stand on the page.
    """

    casus_id: str
    betrokkene_id: str
    personen: tuple[tuple[str, str], ...]
    delen: tuple[Clientdeel, ...]
    erop: int

    def tel(self, *standen: str) -> int:
        """Count the parts in one of these states."""
        return sum(d.stand in standen for d in self.delen)


def lees(wp: Werkplek, casus_id: str, betrokkene_id: str = "") -> Clientplan:
    """Return what may be told to one betrokkene, by default the hoofdpersoon.

    Raises:
        Omstandigheid: NIET_GEVONDEN, also for somebody of another casus; REGEL_WEIGERT "geen_betrokkene" in a casus
            without people.
    """
    wp.eis(Casus, casus_id)
    personen = sorted(
        levend(wp.store.find(Betrokkene, casus_id=casus_id)), key=lambda b: (not b.hoofdpersoon, b.volledige_naam, b.id)
    )
    if not personen:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="geen_betrokkene")
    gekozen = betrokkene_id or personen[0].id
    delen = bedek(wp, casus_id, _delen(wp, casus_id, gekozen))
    namen = tuple((p.id, p.volledige_naam or p.rol or "betrokkene zonder naam") for p in personen)
    return Clientplan(casus_id, gekozen, namen, delen, _hoeveel(wp, casus_id, delen))


def _delen(wp: Werkplek, casus_id: str, betrokkene_id: str) -> tuple[Clientdeel, ...]:
    lezer = lezer_betrokkene(wp, casus_id, betrokkene_id)
    return delen_van(_onderdelen(wp, casus_id), wp.store.find(Clientzin, casus_id=casus_id), lezer)


def _onderdelen(wp: Werkplek, casus_id: str) -> list[Onderdeel]:
    """Return what is in the plan now: nothing that was reached, ended or withdrawn."""
    s, partners, vandaag = wp.store, wp.partners(), wp.vandaag()
    open_fasen = {f.nummer for f in s.find(Fase, casus_id=casus_id) if f.status in OPEN}

    def wie(partner_id: str, anders: str = "") -> str:
        return partners[partner_id].naam if partner_id in partners else anders

    uit = [
        Onderdeel("doel", d.id, "doel" if d.doelsoort == "doel" else "afspraak", d.tekst, wie(d.partner_id),
                  d.uiterlijk, d.fase, d.fase in open_fasen)
        for d in s.find(Doel, casus_id=casus_id)
        if not d.bereikt
    ]  # fmt: skip
    # What was said at the table of an action goes with it.
    gezegd: dict[str, set[str]] = {}
    for i in s.find(Inbreng, casus_id=casus_id):
        if i.actie_id:
            gezegd.setdefault(i.actie_id, set()).update(i.niet_delen_met)
    uit += [
        Onderdeel("actie", a.id, "afspraak", a.tekst, wie(a.partner_id), a.uiterlijk, a.fase,
                  niet_delen_met=tuple(sorted(gezegd.get(a.id, ()))))
        for a in s.find(Actie, casus_id=casus_id)
        if a.status == "open" and a.voortgang != "voorgesteld"
    ]  # fmt: skip
    uit += [
        Onderdeel("interventie", i.id, "afspraak", i.tekst, wie(i.partner_id, i.aanbieder), i.eind, i.fase,
                  loopt(i, vandaag))
        for i in s.find(Interventie, casus_id=casus_id)
        if not i.afloop and (i.eind is None or i.eind >= vandaag)
    ]  # fmt: skip
    uit += [
        Onderdeel("scenario", x.id, "scenario", als_dan(x.als_, x.dan), x.wie)
        for x in s.find(Scenario, casus_id=casus_id)
    ]
    return uit


def beoordeel(
    wp: Werkplek,
    casus_id: str,
    betrokkene_id: str,
    over: tuple[str, str],
    keuze: str,
    *,
    tekst: str | None = None,
    reden: str = "",
) -> Bon:
    """Say whether a part may be told to this betrokkene, and in which words; in the name of who is at work.

    Args:
        wp: workplace.
        casus_id: the casus.
        betrokkene_id: for whom.
        over: kind and id of the part.
        keuze: "vertellen", "niet", or "" to take the judgement back.
        tekst: in plain words; "" uses those of the plan, None keeps what was written before.
        reden: why not; needed for "niet".

    Raises:
        Omstandigheid: NIET_GEVONDEN; REGEL_WEIGERT "reden_nodig", "waarde_past_niet", "niemand_aan_het_werk".
    """
    if belet := belet_keuze(keuze, reden):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel=belet)
    casus, wie = wp.eis(Casus, casus_id), wp.wie
    if wie is None:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="niemand_aan_het_werk")
    lezer_betrokkene(wp, casus_id, betrokkene_id)
    deel = next((o for o in _onderdelen(wp, casus_id) if (o.soort, o.id) == over), None)
    if deel is None:
        raise Omstandigheid(Reden.NIET_GEVONDEN, wat="onderdeel")
    id_ = vast_id("clientzin", betrokkene_id, deel.id)
    oud = wp.store.vind(Clientzin, id_)
    nieuw = Clientzin.model_validate(
        {
            **(dict(oud) if oud else {}),
            "id": id_,
            "stream": casus.stream,
            "casus_id": casus_id,
            "betrokkene_id": betrokkene_id,
            "over_soort": deel.soort,
            "over_id": deel.id,
            "keuze": keuze,
            "reden": reden.strip() if keuze == "niet" else "",
            "tekst": (oud.tekst if oud else "") if tekst is None else " ".join(tekst.split()),
            "bij_tekst": deel.tekst,
            "door": wie.naam,
            "op": wp.vandaag(),
            "verwijderd": False,
        }
    )
    with wp.transactie("beoordeeld wat de betrokkene leest") as t:
        t.save(nieuw)
        t.concept_weg(id_, "tekst")
        t.concept_weg(id_, "reden")
    return t.bon


# -- the page


def _brief(wp: Werkplek, casus_id: str, delen: tuple[Clientdeel, ...], hoeveel: int) -> Brief:
    casus, regio = wp.eis(Casus, casus_id), wp.regio()
    fasen = wp.store.find(Fase, casus_id=casus_id)
    momenten = [d for f in fasen if f.status in OPEN and (d := f.toetsmoment) is not None]
    weer = min((d for d in (*momenten, casus.evaluatiedatum) if d and d >= wp.vandaag()), default=None)
    return Brief(
        zvh=regio.naam,
        # What is in it is for the betrokkene; a marking of the house would only frighten.
        rubricering="Dit papier is van u",
        titel="Uw plan",
        ondertitel=f"{voluit(wp.vandaag())}",
        bestandstitel="Uw plan",
        delen=opbouw(
            delen,
            hoeveel,
            huis=regio.naam,
            contactpunt=contactpunt(wp, casus),
            weer_op=weer,
            vandaag=wp.vandaag(),
        ),
        gemaakt_op=wp.nu(),
        groot=True,
        voet=f"Uw plan \u00b7 {voluit(wp.vandaag())}",
    )


def _hoeveel(wp: Werkplek, casus_id: str, delen: tuple[Clientdeel, ...]) -> int:
    """Return how many parts fit on the one page."""
    aantal = sum(d.stand == "vertellen" for d in delen)
    return passend(aantal, lambda n: preview.paginas(compose.brief(_brief(wp, casus_id, delen, n))) == 1)


def voorbeeld(wp: Werkplek, casus_id: str, betrokkene_id: str) -> Bladbron:
    """Return what the page is made from; that it was looked at is recorded."""
    delen = _delen(wp, casus_id, betrokkene_id)
    wp.log("clientplan_bekeken", (casus_id, betrokkene_id))
    return Bladbron(inhoud=_brief(wp, casus_id, delen, _hoeveel(wp, casus_id, delen)))


def verstrek(wp: Werkplek, casus_id: str, betrokkene_id: str, pad: Path, *, hoe: str) -> tuple[Path, Bon]:
    """Hand the page to the betrokkene, as PDF/A of one page; that is recorded, with what was left out.

    Raises:
        Omstandigheid: REGEL_WEIGERT "clientplan_leeg" while nothing may be told; else as `uitgaan.geef_uit`.
    """
    return geef_uit(wp, _uitgaand(wp, casus_id, betrokkene_id, hoe), pad)


def druk_af(wp: Werkplek, casus_id: str, betrokkene_id: str) -> tuple[bytes, Bon]:
    """Return the page for a printer, to hand over in the conversation; that is recorded first.

    Raises:
        Omstandigheid: REGEL_WEIGERT "clientplan_leeg"; else as `uitgaan.druk_af`.
    """
    return uitgaan.druk_af(wp, _uitgaand(wp, casus_id, betrokkene_id, uitgaan.AFGEDRUKT))


def _uitgaand(wp: Werkplek, casus_id: str, betrokkene_id: str, hoe: str) -> Uitgaand:
    delen = _delen(wp, casus_id, betrokkene_id)
    if not any(d.stand == "vertellen" for d in delen):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="clientplan_leeg")
    persoon = wp.eis(Betrokkene, betrokkene_id)
    weg: tuple[str, ...] = (NIET_DELEN,) if any(d.stand != "vertellen" for d in delen) else ()
    if any(d.weg and d.stand == "vertellen" for d in delen):
        weg += (ANDEREN, ADRESSEN)
    return Uitgaand(
        casus_id=casus_id,
        stuk="clientplan",
        wat=f"plan op één bladzijde van {voluit(wp.vandaag())}",
        aan=persoon.volledige_naam or persoon.rol or "de betrokkene",
        hoe=hoe,
        inhoud=compose.brief(_brief(wp, casus_id, delen, _hoeveel(wp, casus_id, delen))),
        betrokkene_id=betrokkene_id,
        weggelaten=weg,
    )
