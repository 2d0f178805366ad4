"""Geheimhoudingsverklaringen: sign on the screen, type, record paper, refuse; and who is let in otherwise."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from zvh_desktop.domain.datumtekst import schrijf_datum
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.handtekening import handtekening_bezwaar
from zvh_desktop.domain.overleg import (
    Agendapunt,
    Deelnemer,
    Overleg,
    Toelating,
    Verklaring,
    overlegnaam,
    voorgelezen_in_woorden,
)
from zvh_desktop.domain.partner import Verklaringtekst, tekst_sha256
from zvh_desktop.domain.tijd import kalenderdag
from zvh_desktop.domain.verslag import Verklaringstuk
from zvh_desktop.services.beheer import huidige_tekst
from zvh_desktop.services.klokstand import tijdkwaliteit
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = [
    "CONCEPT",
    "KLOK_ONBEKEND",
    "RegisterRegel",
    "Tekenblad",
    "Voorleestekst",
    "geldigheid",
    "laat_toe",
    "lees_voor",
    "register",
    "stuk",
    "teken",
    "tekenblad",
    "trek_in",
    "voorleestekst",
]

KLOK_ONBEKEND = "klok van dit toestel, niet bevestigd"

CONCEPT = "tekenen"
"""Field, in the drafts of a deelnemer, of a sheet that is not signed yet: JSON with what was typed and drawn."""


@dataclass(frozen=True, slots=True)
class Tekenblad:
    """What the signer sees; holds nothing of any casus."""

    overleg_id: str
    deelnemer_id: str
    naam: str
    organisatie: str
    functie: str
    overleg: str
    """Kind and day, no casus; its own title is not shown to who has not signed."""
    versie: str
    kern: str
    tekst: str
    tekst_sha256: str
    geldig_tot: date | None = None
    """Last day it binds beyond this overleg; None for this overleg alone."""


@dataclass(frozen=True, slots=True)
class Voorleestekst:
    """What is read aloud at the table; holds nothing of any casus.

    Attributes:
        al: that it was done before in this overleg, as a sentence; "" when not.
    """

    versie: str
    kern: str
    tekst: str
    tekst_sha256: str
    al: str = ""


@dataclass(frozen=True, slots=True)
class RegisterRegel:
    """A row of the register of verklaringen."""

    verklaring: Verklaring
    overleg: str
    datum: datetime


def tekenblad(wp: Werkplek, deelnemer_id: str) -> Tekenblad:
    """Return what the signing screen shows for a deelnemer.

    Raises:
        Omstandigheid: REGEL_WEIGERT when there is no text in force.
    """
    deelnemer = wp.eis(Deelnemer, deelnemer_id)
    overleg = wp.eis(Overleg, deelnemer.overleg_id)
    tekst = huidige_tekst(wp)
    dag = overleg.datum
    return Tekenblad(
        overleg_id=overleg.id,
        deelnemer_id=deelnemer_id,
        naam=deelnemer.naam,
        organisatie=deelnemer.organisatie,
        functie=deelnemer.functie,
        overleg=f"{overlegnaam(overleg.type)}, {schrijf_datum(dag, dag, 'lang')} {dag.year}",
        versie=tekst.versie,
        kern=tekst.kern,
        tekst=tekst.tekst,
        tekst_sha256=tekst_sha256(tekst.versie, tekst.kern, tekst.tekst),
        geldig_tot=_geldig_tot(wp, dag),
    )


def voorleestekst(wp: Werkplek, overleg_id: str) -> Voorleestekst:
    """Return the text in force, to be read aloud.

    Raises:
        Omstandigheid: REGEL_WEIGERT when there is no text in force.
    """
    overleg, t = wp.eis(Overleg, overleg_id), huidige_tekst(wp)
    som = tekst_sha256(t.versie, t.kern, t.tekst)
    return Voorleestekst(t.versie, t.kern, t.tekst, som, voorgelezen_in_woorden(overleg))


def lees_voor(wp: Werkplek, overleg_id: str, gelezen: Voorleestekst) -> Bon:
    """Record that exactly this text was read aloud, now, by who is at work; it stands in every verslag.

    Raises:
        Omstandigheid: REGEL_WEIGERT when the overleg is not bezig, or for a text that was never laid down here.
    """
    overleg = wp.eis(Overleg, overleg_id)
    if overleg.status != "bezig":
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="overleg_niet_bezig")
    _eis_tekst(wp, gelezen.tekst_sha256)
    velden = {"voorgelezen_op": wp.nu(), "voorgelezen_door": wp.wie_naam()}
    velden |= {"voorgelezen_versie": gelezen.versie, "voorgelezen_sha256": gelezen.tekst_sha256}
    with wp.transactie("tekst over geheimhouding voorgelezen") as t:
        t.save(overleg.met(voorgelezen=True, **velden))
        t.audit("voorgelezen", (overleg_id,), {"tekst_sha256": gelezen.tekst_sha256})
    return t.bon


def _eis_tekst(wp: Werkplek, som: str) -> None:
    if som not in {tekst_sha256(x.versie, x.kern, x.tekst) for x in wp.store.find(Verklaringtekst)}:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="tekst_onbekend")


def _geldig_tot(wp: Werkplek, dag: date) -> date | None:
    maanden = wp.regio().verklaring_maanden
    if maanden <= 0:
        return None
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 + maanden, 12)
    return date(jaar, maand + 1, min(dag.day, monthrange(jaar, maand + 1)[1]))


def teken(
    wp: Werkplek,
    blad: Tekenblad,
    *,
    wijze: str,
    naam: str,
    functie: str = "",
    halen: list[list[list[float]]] | None = None,
    beeldverhouding: float = 4.5,
    papier_kenmerk: str = "",
    plaats: str = "",
) -> tuple[str, Bon]:
    """Record a verklaring, bound to exactly the text that was shown.

    Args:
        blad: the sheet the signer saw.
        wijze: getekend, getypt, papier or geweigerd.
        naam: the name in full, as the signer typed it.
        functie: as typed.
        halen: strokes for "getekend": points [x, y, pressure, seconds].
        beeldverhouding: width / height of the field.
        papier_kenmerk: where the paper is kept, for "papier".
        plaats: where it was signed; the place of the overleg when empty.

    Raises:
        Omstandigheid: REGEL_WEIGERT: no name, no real signature, no place of the paper, a text that was never
            laid down here, or an overleg that is closed.
    """
    deelnemer = wp.eis(Deelnemer, blad.deelnemer_id)
    overleg = wp.eis(Overleg, deelnemer.overleg_id)
    if overleg.status == "gesloten":
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="overleg_gesloten")
    if wijze not in ("getekend", "getypt", "papier", "geweigerd"):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="waarde_past_niet", velden=("wijze",))
    if len(naam.strip()) < 2 and wijze != "geweigerd":
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="naam_leeg")
    streken = [[(p[0], p[1], p[2], p[3]) for p in haal] for haal in halen or []]
    if wijze == "getekend" and (beeldverhouding <= 0 or handtekening_bezwaar(streken, 1 / beeldverhouding)):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="handtekening_leeg")
    if wijze == "papier" and not papier_kenmerk.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="papier_kenmerk")
    _eis_tekst(wp, blad.tekst_sha256)
    id_ = wp.nieuw_id()
    velden: dict[str, Any] = {
        "id": id_,
        "stream": overleg.stream,
        "overleg_id": overleg.id,
        "deelnemer_id": deelnemer.id,
        "wijze": wijze,
        "naam": naam.strip() or deelnemer.naam,
        "organisatie": deelnemer.organisatie,
        "functie": functie.strip(),
        "tekstversie": blad.versie,
        "tekst_sha256": blad.tekst_sha256,
        "halen": halen or [] if wijze == "getekend" else [],
        "beeldverhouding": beeldverhouding,
        "tijdstip": wp.nu(),
        "plaats": plaats.strip() or overleg.plaats,
        "toestel": wp.store.toestel,
        "getuige": wp.wie_naam(),
        "papier_kenmerk": papier_kenmerk.strip(),
        "geldig_tot": blad.geldig_tot,
        "uitgenodigd_als": deelnemer.naam,
        "tijdkwaliteit": tijdkwaliteit(wp),
    }
    with wp.transactie("verklaring geweigerd" if wijze == "geweigerd" else "verklaring vastgelegd") as t:
        t.save(Verklaring.model_validate(velden))
        t.concept_weg(deelnemer.id, CONCEPT)
        t.audit("verklaring", (overleg.id, deelnemer.id, id_), {"wijze": wijze, "tekst_sha256": blad.tekst_sha256})
    return id_, t.bon


def laat_toe(wp: Werkplek, agendapunt_id: str, deelnemer_id: str, reden: str) -> Bon:
    """The chair lets someone in without cover for one agendapunt; the reason ends up in the verslag.

    Raises:
        Omstandigheid: REGEL_WEIGERT without a real reason (at least ten characters) or when not bezig.
    """
    deelnemer = wp.eis(Deelnemer, deelnemer_id)
    overleg = wp.eis(Overleg, deelnemer.overleg_id)
    if len(reden.strip()) < 10:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="reden_nodig")
    if overleg.status != "bezig":
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="overleg_niet_bezig")
    if wp.eis(Agendapunt, agendapunt_id).overleg_id != overleg.id:
        raise Omstandigheid(Reden.NIET_GEVONDEN, wat="agendapunt")
    with wp.transactie("toegelaten door de voorzitter") as t:
        t.save(
            Toelating(
                id=wp.nieuw_id(),
                stream=overleg.stream,
                overleg_id=overleg.id,
                agendapunt_id=agendapunt_id,
                deelnemer_id=deelnemer_id,
                reden=reden.strip(),
                door=wp.wie_naam(),
                tijdstip=wp.nu(),
            )
        )
        t.audit("poort_overruled", (overleg.id, agendapunt_id, deelnemer_id), {})
    return t.bon


def trek_in(wp: Werkplek, verklaring_id: str, reden: str) -> Bon:
    """Withdraw a verklaring: from now on it covers nobody; what was open while it did stays as it was.

    Raises:
        Omstandigheid: REGEL_WEIGERT without a reason, or when it was withdrawn before.
    """
    verklaring = wp.eis(Verklaring, verklaring_id)
    if len(reden.strip()) < 5:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="reden_nodig")
    if verklaring.ingetrokken or verklaring.wijze == "geweigerd":
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="geen_verklaring")
    with wp.transactie("verklaring ingetrokken") as t:
        t.save(verklaring.met(ingetrokken=True, ingetrokken_reden=reden.strip()))
        t.audit("verklaring_ingetrokken", (verklaring.overleg_id, verklaring.deelnemer_id, verklaring_id), {})
    return t.bon


def geldigheid(tot: date | None) -> str:
    """Say how long a verklaring binds to this register; secrecy itself does not end."""
    return f"tot en met {kalenderdag(tot)}" if tot else "voor dit overleg"


def register(wp: Werkplek) -> list[RegisterRegel]:
    """All verklaringen, newest first."""
    titels = {o.id: o.titel for o in wp.store.find(Overleg)}
    regels = [
        RegisterRegel(v, titels.get(v.overleg_id, ""), v.tijdstip)
        for v in wp.store.find(Verklaring)
        if not v.verwijderd
    ]
    return sorted(regels, key=lambda r: r.datum, reverse=True)


def stuk(wp: Werkplek, verklaring_id: str) -> Verklaringstuk:
    """Return the content of a verklaring as a document.

    Raises:
        Omstandigheid: REGEL_WEIGERT for a refusal, which is no document.
    """
    v = wp.eis(Verklaring, verklaring_id)
    if v.wijze == "geweigerd":
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="geen_verklaring")
    overleg = wp.eis(Overleg, v.overleg_id)
    tekst = next(
        (
            x
            for x in wp.store.find(Verklaringtekst, ook_verwijderd=True)
            if tekst_sha256(x.versie, x.kern, x.tekst) == v.tekst_sha256
        ),
        None,
    )
    return Verklaringstuk(
        zvh=wp.regio().naam,
        naam=v.naam,
        organisatie=v.organisatie,
        functie=v.functie,
        overleg=overlegnaam(overleg.type),
        datum=overleg.datum,
        plaats=v.plaats,
        tekstversie=v.tekstversie,
        tekst=f"{tekst.kern}\n\n{tekst.tekst}" if tekst else "",
        tekst_sha256=v.tekst_sha256,
        wijze=v.wijze,
        halen=tuple(tuple((p[0], p[1]) for p in haal) for haal in v.halen),
        beeldverhouding=v.beeldverhouding,
        tijdstip=v.tijdstip,
        toestel=v.toestel,
        getuige=v.getuige,
        tijdkwaliteit=v.tijdkwaliteit or KLOK_ONBEKEND,
        geldig=geldigheid(v.geldig_tot),
        logboek=wp.store.audit_hoofd()[1],
    )
