"""When there is work for who is at work: a day and nothing else, so that a reminder has nothing to tell."""

from datetime import date

from zvh_desktop.domain.plan import Actie
from zvh_desktop.domain.veld import van_mij
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import queries

__all__ = ["eerste_dag"]


def eerste_dag(wp: Werkplek) -> date | None:
    """Return the first day on which an open action of who is at work has to be done; None when none has a day."""
    wie = wp.wie
    casussen = queries.eigen_casussen(wp.store.verbinding) - queries.verborgen_casussen(wp.store.verbinding)
    if wie is None or not casussen:
        return None
    acties = wp.store.find(Actie, casus_id=sorted(casussen), status="open")
    return min((a.uiterlijk for a in acties if a.uiterlijk and van_mij(a, wie.naam, wie.partner_id)), default=None)
