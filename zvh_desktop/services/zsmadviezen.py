"""Advice to the ZSM table: versions that stay, one page that leaves, and what came back."""

from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from zvh_desktop.documents import compose, preview
from zvh_desktop.domain.afscherming import VERBORGEN, Kijker
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.brieven import Brief, Briefdeel, vul_in
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.datumtekst import voluit
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.ids import vast_id
from zvh_desktop.domain.uittreksel import ADRESSEN, zonder_adressen
from zvh_desktop.domain.zsm import ZsmAdvies, belet_vaststellen, geldend
from zvh_desktop.services import uitgaan
from zvh_desktop.services.brieven import briefwaarden, huistekst
from zvh_desktop.services.kijker import bewaarbaar, eis_zicht
from zvh_desktop.services.stukken import Bladbron
from zvh_desktop.services.uitgaan import Uitgaand, geef_uit, noteer
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = [
    "adviezen",
    "bewaar",
    "druk_af",
    "noteer_afdoening",
    "noteer_geraadpleegd",
    "stel_vast",
    "trek_in",
    "verstrek",
    "voorbeeld",
]

_VELDEN = frozenset(("advies", "context", "geldig_tot", "contact"))


def adviezen(wp: Werkplek, casus: Casus) -> list[ZsmAdvies]:
    """All versions, newest first; what stood in the casus before there were versions counts as the first."""
    alle = [a for a in wp.store.find(ZsmAdvies, casus_id=casus.id) if not a.verwijderd]
    if not alle and (oud := _van_vroeger(casus)) is not None:
        alle = [oud]
    return sorted(alle, key=lambda a: (a.versie, a.id), reverse=True)


def _van_vroeger(casus: Casus) -> ZsmAdvies | None:
    """The advice of a casus from before there were records of it; the same one on every device."""
    if not casus.zsm_advies.strip():
        return None
    return ZsmAdvies(
        id=vast_id("zsm_advies", casus.id, "1"),
        stream=casus.stream,
        casus_id=casus.id,
        versie=1,
        status="vastgesteld",
        advies=casus.zsm_advies,
        geldig_tot=casus.zsm_geldig_tot,
    )


def _eis(wp: Werkplek, advies_id: str, casus_id: str = "") -> ZsmAdvies:
    gevonden = wp.store.vind(ZsmAdvies, advies_id)
    if gevonden is None and casus_id:
        gevonden = next((a for a in adviezen(wp, wp.eis(Casus, casus_id)) if a.id == advies_id), None)
    if gevonden is None:
        raise Omstandigheid(Reden.NIET_GEVONDEN, wat="zsm_advies")
    return gevonden


def bewaar(wp: Werkplek, casus_id: str, advies_id: str, velden: dict[str, Any]) -> tuple[str, Bon]:
    """Begin a version ("" as id) or change a draft; return its id. The one in force keeps holding meanwhile.

    Raises:
        Omstandigheid: REGEL_WEIGERT "advies_vast" for one that was vastgesteld, "advies_leeg", "waarde_past_niet",
            "adres_afgeschermd".
    """
    casus = wp.eis(Casus, casus_id)
    gekozen = {naam: waarde for naam, waarde in velden.items() if naam in _VELDEN}
    if not str(gekozen.get("advies") or "").strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="advies_leeg")
    eerder = adviezen(wp, casus)
    basis: dict[str, Any]
    if advies_id:
        oud = wp.eis(ZsmAdvies, advies_id)
        if oud.status != "concept":
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel="advies_vast")
        basis, gekozen = dict(oud), bewaarbaar(wp, oud, casus_id, gekozen)
    else:
        # Begun from a version of which something was hidden: the casus would carry the hidden text from now on.
        if any(VERBORGEN in str(waarde) for waarde in gekozen.values()):
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel="adres_afgeschermd")
        basis = {
            "id": wp.nieuw_id(),
            "stream": casus.stream,
            "casus_id": casus_id,
            "versie": max((a.versie for a in eerder), default=0) + 1,
            "opgesteld_door": wp.wie_naam(),
        }
    try:
        nieuw = ZsmAdvies.model_validate({**basis, **gekozen})
    except ValidationError as fout:
        namen = tuple(str(f["loc"][0]) for f in fout.errors())
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="waarde_past_niet", velden=namen) from None
    with wp.transactie("ZSM-advies bewaard") as t:
        if not wp.store.find(ZsmAdvies, casus_id=casus_id) and (vroeger := _van_vroeger(casus)) is not None:
            t.save(vroeger)
        t.save(nieuw)
    return nieuw.id, t.bon


def _brief(wp: Werkplek, advies: ZsmAdvies) -> Brief:
    casus, regio = wp.eis(Casus, advies.casus_id), wp.regio()
    aanhef, tekst, _ = huistekst(wp, "zsm_advies")
    waarden = briefwaarden(wp, casus)
    datum = voluit(advies.vastgesteld_op or wp.vandaag())
    return Brief(
        zvh=regio.naam,
        rubricering=regio.rubricering,
        titel="Advies aan de ZSM-tafel",
        ondertitel=f"{casus.naam} \u00b7 {casus.nummer} \u00b7 versie {advies.versie} van {datum}",
        bestandstitel=f"ZSM-advies {casus.nummer}, versie {advies.versie}",
        delen=(
            Briefdeel(
                gegevens=(
                    ("Geldig tot en met", voluit(advies.geldig_tot) if advies.geldig_tot else "nog geen dag"),
                    ("Bel bij vragen", advies.contact),
                    ("Op grond van", waarden["wet"] or casus.grondslag),
                )
            ),
            *vul_in(aanhef, waarden),
            Briefdeel(kop="Advies", alineas=_alineas(_afgeschermd(wp, casus.id, advies.advies))),
            Briefdeel(kop="Wat er loopt", alineas=_alineas(_afgeschermd(wp, casus.id, advies.context))),
            *vul_in(f"# Bij dit advies\n\n{tekst}", waarden),
        ),
        gemaakt_op=wp.nu(),
        voet=f"ZSM-advies {casus.nummer} \u00b7 versie {advies.versie} \u00b7 geldig tot en met "
        + (voluit(advies.geldig_tot) if advies.geldig_tot else "?"),
        concept=advies.status == "concept",
    )


def _afgeschermd(wp: Werkplek, casus_id: str, tekst: str) -> str:
    """Without secret addresses: who reads the advice at the table is not known beforehand."""
    return zonder_adressen(tekst, wp.store.find(Betrokkene, ook_verwijderd=True, casus_id=casus_id), Kijker("partner"))


def _weggelaten(wp: Werkplek, advies: ZsmAdvies) -> tuple[str, ...]:
    heel = (advies.advies, advies.context)
    return (ADRESSEN,) if any(_afgeschermd(wp, advies.casus_id, tekst) != tekst for tekst in heel) else ()


def _alineas(tekst: str) -> tuple[str, ...]:
    return tuple(deel.strip() for deel in tekst.split("\n\n") if deel.strip())


def _teveel(wp: Werkplek, advies: ZsmAdvies) -> tuple[str, int]:
    """Return which field to shorten and by how many characters to fit on one page; ("", 0) when it does."""
    if preview.paginas(compose.brief(_brief(wp, advies))) == 1:
        return "", 0
    veld = max(("advies", "context"), key=lambda naam: len(getattr(advies, naam)))
    tekst = getattr(advies, veld)
    past, te_lang = 0, len(tekst)
    while te_lang - past > 20:
        midden = (past + te_lang) // 2
        if preview.paginas(compose.brief(_brief(wp, advies.met(**{veld: tekst[:midden]})))) == 1:
            past = midden
        else:
            te_lang = midden
    return veld, len(tekst) - past


def _pdf(wp: Werkplek, advies: ZsmAdvies) -> bytes:
    veld, teveel = _teveel(wp, advies)
    if veld:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel=f"zsm_te_lang_{veld}", tekens=-(-teveel // 50) * 50)
    return compose.brief(_brief(wp, advies))


def voorbeeld(wp: Werkplek, advies_id: str, casus_id: str) -> Bladbron:
    """Return what the page is made from; of a draft that is too long all pages are shown."""
    return Bladbron(inhoud=_brief(wp, _eis(wp, advies_id, casus_id)))


def stel_vast(wp: Werkplek, advies_id: str) -> Bon:
    """Let a draft hold from now on; the one before is replaced, and the casus carries the new text and last day.

    Raises:
        Omstandigheid: REGEL_WEIGERT "advies_onvolledig", "advies_zonder_einde", "advies_vast", or "zsm_te_lang_advies"
            or "zsm_te_lang_context" with `tekens` when it does not fit on one page.
    """
    advies = wp.eis(ZsmAdvies, advies_id)
    if belet := belet_vaststellen(advies, wp.vandaag()):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel=belet)
    _pdf(wp, advies)
    casus = wp.eis(Casus, advies.casus_id)
    with wp.transactie("ZSM-advies vastgesteld") as t:
        for ander in wp.store.find(ZsmAdvies, casus_id=casus.id):
            if ander.id != advies_id and ander.status == "vastgesteld":
                t.save(ander.met(status="vervangen"))
        t.save(advies.met(status="vastgesteld", vastgesteld_op=wp.vandaag(), vastgesteld_door=wp.wie_naam()))
        t.save(casus.met(zsm_advies=advies.advies, zsm_geldig_tot=advies.geldig_tot))
        t.audit("zsm_advies_vastgesteld", (casus.id, advies_id), {"versie": advies.versie})
    return t.bon


def trek_in(wp: Werkplek, advies_id: str, casus_id: str) -> Bon:
    """Withdraw a version; it stays in the list. The casus then has no advice, unless another version holds."""
    advies = _eis(wp, advies_id, casus_id)
    if advies.status not in ("concept", "vastgesteld"):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="advies_vast")
    casus = wp.eis(Casus, advies.casus_id)
    with wp.transactie("ZSM-advies ingetrokken") as t:
        t.save(advies.met(status="ingetrokken"))
        if advies.status == "vastgesteld":
            over = geldend([a for a in wp.store.find(ZsmAdvies, casus_id=casus.id) if a.id != advies_id])
            t.save(
                casus.met(
                    zsm_advies=over.advies if over else "",
                    zsm_geldig_tot=over.geldig_tot if over else None,
                )
            )
    return t.bon


def verstrek(wp: Werkplek, advies_id: str, casus_id: str, pad: Path, *, aan: str, hoe: str) -> tuple[Path, Bon]:
    """Hand out the version in force as one page of PDF/A.

    Raises:
        Omstandigheid: REGEL_WEIGERT "advies_niet_geldig" for a draft, a replaced or expired one; as `stel_vast` when it
            does not fit; else as `uitgaan.geef_uit`.
    """
    return geef_uit(wp, _uitgaand(wp, advies_id, casus_id, aan, hoe), pad)


def druk_af(wp: Werkplek, advies_id: str, casus_id: str, *, aan: str) -> tuple[bytes, Bon]:
    """Return the one page of the version in force for a printer; for whom is recorded first.

    Raises:
        Omstandigheid: as `verstrek` before a file is written.
    """
    return uitgaan.druk_af(wp, _uitgaand(wp, advies_id, casus_id, aan, uitgaan.AFGEDRUKT))


def _uitgaand(wp: Werkplek, advies_id: str, casus_id: str, aan: str, hoe: str) -> Uitgaand:
    advies = _eis(wp, advies_id, casus_id)
    verlopen = advies.geldig_tot is None or advies.geldig_tot < wp.vandaag()
    if advies.status != "vastgesteld" or verlopen:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="advies_niet_geldig")
    return Uitgaand(
        casus_id=advies.casus_id,
        stuk="zsm_advies",
        wat=f"ZSM-advies versie {advies.versie}",
        aan=aan,
        hoe=hoe,
        inhoud=_pdf(wp, advies),
        bron_id=advies.id,
        weggelaten=_weggelaten(wp, advies),
    )


def noteer_geraadpleegd(wp: Werkplek, advies_id: str, casus_id: str, *, door: str, op: date | None) -> Bon:
    """Record that the ZSM table asked for the advice and heard it: a verstrekking without a file.

    Raises:
        Omstandigheid: REGEL_WEIGERT "ontvanger_nodig"; "dag_nodig".
    """
    advies = _eis(wp, advies_id, casus_id)
    if op is None:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="dag_nodig")
    return noteer(
        wp,
        Uitgaand(
            casus_id=advies.casus_id,
            stuk="mondeling",
            wat=f"ZSM-advies versie {advies.versie}, geraadpleegd",
            aan=door,
            hoe="geraadpleegd",
            bron_id=advies.id,
        ),
        mee=lambda t: t.save(advies.met(geraadpleegd_op=op, geraadpleegd_door=door.strip())),
    )


def noteer_afdoening(wp: Werkplek, advies_id: str, casus_id: str, *, wat: str, op: date | None) -> Bon:
    """Record what was decided at the ZSM table, as it came back.

    Raises:
        Omstandigheid: REGEL_WEIGERT "afdoening_leeg"; "dag_nodig"; "adres_afgeschermd" over one that is closed.
    """
    advies = _eis(wp, advies_id, casus_id)
    if not wat.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="afdoening_leeg")
    if op is None:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="dag_nodig")
    eis_zicht(wp, advies, casus_id, ("afdoening",))
    with wp.transactie("afdoening vastgelegd") as t:
        t.save(advies.met(afdoening=wat.strip(), afdoening_op=op))
    return t.bon
