"""Entries put in another order, joined and cut apart; each one act that can be undone."""

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.invoerregel import Regel
from zvh_desktop.domain.overleg import Agendapunt, Inbreng, samengevoegd
from zvh_desktop.domain.plan import Actie
from zvh_desktop.services.voorzitten import gevulde_inbreng, met_actie, open_casus
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = ["splits", "verplaats", "voeg_samen"]


def _rij(wp: Werkplek, agendapunt_id: str) -> list[Inbreng]:
    return sorted(wp.store.find(Inbreng, agendapunt_id=agendapunt_id), key=lambda i: (i.volgorde, i.id))


def verplaats(wp: Werkplek, inbreng_id: str, stap: int) -> Bon:
    """Move an entry up (-1) or down (+1) among those of its point; at the edge nothing happens.

    Raises:
        Omstandigheid: REGEL_WEIGERT when not bezig or suspended; POORT_DICHT.
    """
    inbreng = wp.eis(Inbreng, inbreng_id)
    open_casus(wp, wp.eis(Agendapunt, inbreng.agendapunt_id))
    rij = _rij(wp, inbreng.agendapunt_id)
    plek = next(n for n, i in enumerate(rij) if i.id == inbreng_id)
    if not 0 <= plek + stap < len(rij):
        return Bon.leeg()
    rij.insert(plek + stap, rij.pop(plek))
    with wp.transactie("inbreng verplaatst") as t:
        for nummer, i in enumerate(rij, 1):
            if i.volgorde != nummer:
                t.save(i.met(volgorde=nummer))
    return t.bon


def voeg_samen(wp: Werkplek, inbreng_id: str) -> Bon:
    """Join an entry to the one above it, which keeps its kind, source and action; no word of either is dropped.

    Raises:
        Omstandigheid: REGEL_WEIGERT when there is none above it, both are actions or they are kept from different
            partners, not bezig or suspended; POORT_DICHT.
    """
    tweede = wp.eis(Inbreng, inbreng_id)
    open_casus(wp, wp.eis(Agendapunt, tweede.agendapunt_id))
    rij = _rij(wp, tweede.agendapunt_id)
    plek = next(n for n, i in enumerate(rij) if i.id == inbreng_id)
    if plek == 0:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="niets_erboven")
    eerste = rij[plek - 1]
    if "actie" in (eerste.inbrengsoort, tweede.inbrengsoort) and eerste.inbrengsoort != tweede.inbrengsoort:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="actie_samen")
    if set(eerste.niet_delen_met) != set(tweede.niet_delen_met):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="delen_verschilt")
    samen = samengevoegd(eerste, tweede)
    with wp.transactie("inbreng samengevoegd") as t:
        t.save(samen)
        t.save(tweede.met(verwijderd=True))
        actie = wp.store.vind(Actie, eerste.actie_id) if eerste.actie_id else None
        if actie is not None and samen.inbrengsoort == "actie":
            t.save(actie.met(tekst=samen.tekst))
        if tweede.actie_id:
            t.save(wp.eis(Actie, tweede.actie_id).met(verwijderd=True))
    return t.bon


def splits(wp: Werkplek, inbreng_id: str, eerste: Regel, tweede: Regel) -> tuple[str, Bon]:
    """Cut an entry in two; the second stands right below the first.

    Args:
        inbreng_id: the entry, which becomes the first part.
        eerste: what stays.
        tweede: what becomes an entry of its own.

    Returns:
        Id of the second entry and the receipt.

    Raises:
        Omstandigheid: REGEL_WEIGERT when a part is empty, not bezig or suspended; POORT_DICHT.
    """
    if eerste.leeg or tweede.leeg:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="deel_leeg")
    oud = wp.eis(Inbreng, inbreng_id)
    punt = wp.eis(Agendapunt, oud.agendapunt_id)
    casus = open_casus(wp, punt)
    rij = _rij(wp, punt.id)
    plek = next(n for n, i in enumerate(rij) if i.id == inbreng_id)
    nieuw = oud.met(id=wp.nieuw_id(), actie_id="")
    with wp.transactie("inbreng gesplitst") as t:
        for nummer, i in enumerate(rij, 1):
            anders = nummer + (nummer > plek + 1)
            if i.volgorde != anders and i.id != inbreng_id:
                t.save(i.met(volgorde=anders))
        vorige_actie = wp.store.vind(Actie, oud.actie_id) if oud.actie_id else None
        actie = met_actie(wp, casus, punt, vorige_actie, eerste)
        if actie:
            t.save(actie)
        elif vorige_actie:
            t.save(vorige_actie.met(verwijderd=True))
        for veld in ("tekst", "motivering"):
            t.getypt_in(inbreng_id, veld, (punt.id, f"bewerk:{inbreng_id}"))
        t.save(gevulde_inbreng(oud, eerste, actie.id if actie else oud.actie_id).met(volgorde=plek + 1))
        ander = met_actie(wp, casus, punt, None, tweede)
        if ander:
            t.save(ander)
        t.save(gevulde_inbreng(nieuw, tweede, ander.id if ander else "").met(volgorde=plek + 2))
        t.concept_weg(punt.id, f"bewerk:{inbreng_id}")
    return nieuw.id, t.bon
