"""Requests for information: one partner, one question, why it is necessary; sent, reminded, answered."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from zvh_desktop.documents import compose
from zvh_desktop.domain.afsluiting import eis_open
from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.informatie import ANTWOORDEN, Informatieverzoek, belet_antwoord, belet_versturen, dagen_te_laat
from zvh_desktop.services.brieven import verzoekbrief
from zvh_desktop.services.kijker import bedek, bewaarbaar
from zvh_desktop.services.stukken import Bladbron
from zvh_desktop.services.uitgaan import Uitgaand, geef_uit, noteer
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import queries
from zvh_desktop.store.store import Transactie

__all__ = [
    "TeLaat",
    "beantwoord",
    "bewaar",
    "herinner",
    "noteer_verstuurd",
    "te_laat",
    "trek_in",
    "verstuur",
    "voorbeeld",
]

_VELDEN = frozenset(("partner_id", "organisatie", "aan", "over", "vraag", "doel", "noodzaak", "antwoord_voor"))


@dataclass(frozen=True, slots=True)
class TeLaat:
    """A request that waits too long."""

    verzoek: Informatieverzoek
    casusnaam: str
    nummer: str
    dagen: int


def bewaar(wp: Werkplek, casus_id: str, verzoek_id: str, velden: dict[str, Any]) -> tuple[str, Bon]:
    """Make a request ("" as id) or change one that was not sent; return its id.

    Raises:
        Omstandigheid: REGEL_WEIGERT "verzoek_verstuurd" for one that went out, "verzoek_zonder_partner",
            "verzoek_onvolledig" without a question, "waarde_past_niet", "adres_afgeschermd", "bedekt_bewaren",
            "casus_gesloten".
    """
    casus = wp.eis(Casus, casus_id)
    if not verzoek_id:
        eis_open(casus.status)
    gekozen = {naam: waarde for naam, waarde in velden.items() if naam in _VELDEN}
    partner = wp.partners().get(str(gekozen.get("partner_id") or ""))
    if partner is not None:
        gekozen["organisatie"] = partner.naam
    if not str(gekozen.get("organisatie") or "").strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="verzoek_zonder_partner")
    if not str(gekozen.get("vraag") or "").strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="verzoek_onvolledig")
    basis: dict[str, Any]
    if verzoek_id:
        oud = wp.eis(Informatieverzoek, verzoek_id)
        if oud.status != "concept":
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel="verzoek_verstuurd")
        basis, gekozen = dict(oud), bewaarbaar(wp, oud, casus_id, gekozen)
    else:
        # The purpose is taken over from the casus; of one that was shown with something hidden, the casus has it whole.
        if gekozen.get("doel") == bedek(wp, casus_id, casus.doel):
            gekozen["doel"] = casus.doel
        basis = {
            "id": wp.nieuw_id(),
            "stream": casus.stream,
            "casus_id": casus_id,
            "gemaakt_op": wp.vandaag(),
            "gemaakt_door": wp.wie_naam(),
            "doel": "",
            "noodzaak": "",
        }
    try:
        nieuw = Informatieverzoek.model_validate({**basis, **gekozen})
    except ValidationError as fout:
        namen = tuple(str(f["loc"][0]) for f in fout.errors())
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="waarde_past_niet", velden=namen) from None
    with wp.transactie("informatieverzoek bewaard") as t:
        t.save(nieuw)
    return nieuw.id, t.bon


def voorbeeld(wp: Werkplek, verzoek_id: str) -> Bladbron:
    """Return what the pages of the request are made from."""
    return Bladbron(inhoud=verzoekbrief(wp, wp.eis(Informatieverzoek, verzoek_id)))


def _uitgaand(wp: Werkplek, verzoek: Informatieverzoek, hoe: str) -> Uitgaand:
    if belet := belet_versturen(verzoek):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel=belet)
    return Uitgaand(
        casus_id=verzoek.casus_id,
        stuk="informatieverzoek",
        wat="verzoek om informatie",
        aan=", ".join(filter(None, (verzoek.aan, verzoek.organisatie))),
        hoe=hoe,
        doel=verzoek.doel,
        bron_id=verzoek.id,
        partner_id=verzoek.partner_id,
    )


def _verstuurd(wp: Werkplek, verzoek_id: str, hoe: str, t: Transactie) -> None:
    nu = wp.eis(Informatieverzoek, verzoek_id)
    if nu.status == "verstuurd":
        t.save(nu.met(herinnerd_op=wp.vandaag()))
    else:
        t.save(nu.met(status="verstuurd", verstuurd_op=wp.vandaag(), verstuurd_hoe=hoe.strip()))


def verstuur(wp: Werkplek, verzoek_id: str, pad: Path, *, hoe: str) -> tuple[Path, Bon]:
    """Hand out the request as PDF/A; a second time counts as a reminder.

    Raises:
        Omstandigheid: REGEL_WEIGERT "verzoek_onvolledig", "verzoek_zonder_persoon", "verzoek_gesloten"; else as
            `uitgaan.geef_uit`.
    """
    verzoek = wp.eis(Informatieverzoek, verzoek_id)
    uit = _uitgaand(wp, verzoek, hoe)
    inhoud = compose.brief(verzoekbrief(wp, verzoek))
    return geef_uit(wp, replace(uit, inhoud=inhoud), pad, mee=lambda t: _verstuurd(wp, verzoek_id, hoe, t))


def noteer_verstuurd(wp: Werkplek, verzoek_id: str, *, hoe: str) -> Bon:
    """Record that the question was asked without a file, by telephone or at a table.

    Raises:
        Omstandigheid: as `verstuur`.
    """
    verzoek = wp.eis(Informatieverzoek, verzoek_id)
    return noteer(wp, _uitgaand(wp, verzoek, hoe), mee=lambda t: _verstuurd(wp, verzoek_id, hoe, t))


def herinner(wp: Werkplek, verzoek_id: str, antwoord_voor: date | None) -> Bon:
    """Record that somebody was reminded, and until when an answer is awaited now.

    Raises:
        Omstandigheid: REGEL_WEIGERT "verzoek_wacht_niet"; "dag_voorbij" for a day that is past.
    """
    verzoek = wp.eis(Informatieverzoek, verzoek_id)
    if verzoek.status != "verstuurd":
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="verzoek_wacht_niet")
    if antwoord_voor is None or antwoord_voor < wp.vandaag():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="dag_voorbij")
    with wp.transactie("herinnerd aan een informatieverzoek") as t:
        t.save(verzoek.met(herinnerd_op=wp.vandaag(), antwoord_voor=antwoord_voor))
    return t.bon


def beantwoord(
    wp: Werkplek,
    verzoek_id: str,
    antwoord: str,
    *,
    door: str = "",
    reden: str = "",
    tekst: str = "",
    aard: str = "",
    categorie: str = "",
    noodzaak: str = "",
) -> Bon:
    """Record the answer; what was told becomes a note with its source, tied to the request.

    Raises:
        Omstandigheid: REGEL_WEIGERT "antwoord_nodig", "reden_nodig" (in part, or not), "verzoek_gesloten",
            "antwoord_zonder_tekst" when something was delivered and nothing is written down, "waarde_past_niet".
    """
    verzoek = wp.eis(Informatieverzoek, verzoek_id)
    if belet := belet_antwoord(verzoek, antwoord, reden):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel=belet)
    if antwoord != "niet" and not tekst.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="antwoord_zonder_tekst")
    notitie = None
    if tekst.strip():
        try:
            notitie = Notitie.model_validate(
                {
                    "id": wp.nieuw_id(),
                    "stream": verzoek.stream,
                    "casus_id": verzoek.casus_id,
                    "tijdstip": wp.nu(),
                    "tekst": tekst.strip(),
                    "bron": ", ".join(filter(None, (door.strip(), verzoek.organisatie))),
                    "bron_partner_id": verzoek.partner_id,
                    "aard": aard,
                    "categorie": categorie,
                    "noodzaak": noodzaak.strip() or (verzoek.noodzaak if categorie != "gewoon" else ""),
                    "verzoek_id": verzoek.id,
                }
            )
        except ValidationError as fout:
            namen = tuple(str(f["loc"][0]) for f in fout.errors())
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel="waarde_past_niet", velden=namen) from None
    with wp.transactie(f"informatieverzoek {ANTWOORDEN[antwoord]}") as t:
        t.save(
            verzoek.met(
                status="beantwoord",
                antwoord=antwoord,
                antwoord_op=wp.vandaag(),
                antwoord_door=door.strip(),
                antwoord_reden=reden.strip(),
            )
        )
        if notitie is not None:
            t.save(notitie)
    return t.bon


def trek_in(wp: Werkplek, verzoek_id: str, reden: str) -> Bon:
    """Withdraw a request; that it was made, and why it is no longer needed, stays.

    Raises:
        Omstandigheid: REGEL_WEIGERT "reden_nodig" for one that was sent; "verzoek_gesloten".
    """
    verzoek = wp.eis(Informatieverzoek, verzoek_id)
    if verzoek.status not in ("concept", "verstuurd"):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="verzoek_gesloten")
    if verzoek.status == "verstuurd" and not reden.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="reden_nodig")
    with wp.transactie("informatieverzoek ingetrokken") as t:
        t.save(verzoek.met(status="ingetrokken", antwoord_reden=reden.strip()))
    return t.bon


def te_laat(wp: Werkplek) -> list[TeLaat]:
    """Requests whose answer is overdue, the oldest first; for Vandaag."""
    dag, uit = wp.vandaag(), []
    open_ = [v for v in wp.store.find(Informatieverzoek, status="verstuurd") if dagen_te_laat(v, dag)]
    casussen = wp.store.vind_veel(Casus, list({v.casus_id for v in open_}))
    verborgen = queries.verborgen_casussen(wp.store.verbinding)
    for v in open_:
        casus = casussen.get(v.casus_id)
        if casus is not None and not casus.verwijderd and casus.id not in verborgen:
            uit.append(TeLaat(v, casus.naam, casus.nummer, dagen_te_laat(v, dag)))
    return sorted(uit, key=lambda r: (-r.dagen, r.nummer, r.verzoek.id))
