"""The list of leefgebieden of the house: add, rename, put in order, take off and put back."""

from zvh_desktop.domain.analyse import ZRM_DOMEINEN, Leefgebied, leefgebieden
from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = ["bewaar", "haal_weg", "lijst", "verplaats", "zet_terug"]

_STAP = 10


def lijst(wp: Werkplek) -> tuple[Leefgebied, ...]:
    """Return every leefgebied in order, those that were taken off the list (`verwijderd`) too."""
    return leefgebieden(wp.regio(), wp.store.find(Leefgebied, ook_verwijderd=True))


def _eis(wp: Werkplek, id_: str) -> Leefgebied:
    gevonden = next((g for g in lijst(wp) if g.id == id_), None)
    if gevonden is None:
        raise Omstandigheid(Reden.NIET_GEVONDEN, wat="leefgebied")
    return gevonden


def bewaar(wp: Werkplek, naam: str, zrm_domein: str = "", leefgebied_id: str = "") -> Bon:
    """Add a leefgebied at the end of the list, or change one; what was written under it stays under it.

    Raises:
        Omstandigheid: REGEL_WEIGERT when the name is empty or on the list already, or the domain is unknown.
    """
    naam = " ".join(naam.split())
    if not naam:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="naam_leeg")
    if zrm_domein and zrm_domein not in ZRM_DOMEINEN:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="domein_onbekend")
    alle = lijst(wp)
    if any(vouw(g.naam) == vouw(naam) and g.id != leefgebied_id for g in alle):
        # Also one that was taken off: two of one name could not be told apart in a dossier.
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="leefgebied_bestaat")
    if leefgebied_id:
        nieuw = _eis(wp, leefgebied_id).met(naam=naam, zrm_domein=zrm_domein)
    else:
        nieuw = Leefgebied(
            id=wp.nieuw_id(),
            stream=wp.regio().stream,
            naam=naam,
            volgorde=max((g.volgorde for g in alle), default=0) + _STAP,
            zrm_domein=zrm_domein,
        )
    with wp.transactie("leefgebied gewijzigd" if leefgebied_id else "leefgebied toegevoegd") as t:
        t.save(nieuw)
    return t.bon


def haal_weg(wp: Werkplek, leefgebied_id: str) -> Bon:
    """Take a leefgebied off the list; dossiers in which something stands under it go on showing that.

    Raises:
        Omstandigheid: REGEL_WEIGERT for the last one: an analysis needs somewhere to be written.
    """
    if sum(not g.verwijderd for g in lijst(wp)) <= 1:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="laatste_leefgebied")
    with wp.transactie("leefgebied van de lijst gehaald") as t:
        t.save(_eis(wp, leefgebied_id).met(verwijderd=True))
    return t.bon


def zet_terug(wp: Werkplek, leefgebied_id: str) -> Bon:
    """Put a leefgebied back on the list, in its old place."""
    with wp.transactie("leefgebied teruggezet") as t:
        t.save(_eis(wp, leefgebied_id).met(verwijderd=False))
    return t.bon


def verplaats(wp: Werkplek, leefgebied_id: str, stap: int) -> Bon:
    """Move a leefgebied up (-1) or down (+1) among those on the list; at the edge nothing happens."""
    rij = [g for g in lijst(wp) if not g.verwijderd]
    plek = next((n for n, g in enumerate(rij) if g.id == leefgebied_id), -1)
    ander = plek + stap
    if plek < 0 or not 0 <= ander < len(rij):
        return Bon.leeg()
    rij[plek], rij[ander] = rij[ander], rij[plek]
    with wp.transactie("leefgebied verplaatst") as t:
        for nr, gebied in enumerate(rij, 1):
            # Those that stand where they stood are not written.
            if gebied.volgorde != nr * _STAP:
                t.save(gebied.met(volgorde=nr * _STAP))
    return t.bon
