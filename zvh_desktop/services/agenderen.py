"""To which coming overleg a casus can go, asked from its own dossier."""

from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.overleg import Agendapunt, Overleg
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import queries

__all__ = ["te_agenderen"]

_MEESTE = 3


def te_agenderen(wp: Werkplek, casus_id: str) -> tuple[Overleg, ...]:
    """Return the first overleggen to come that a casus is not on; none for a casus that cannot be discussed now.

    None either for who may not prepare an overleg: nothing is offered that would be refused.
    """
    casus = wp.eis(Casus, casus_id)
    if casus.status != "loopt" or not wp.mag(Daad.OVERLEG_VOORBEREIDEN).mag:
        return ()
    komend = [id_ for id_, _ in queries.open_overleggen(wp.store.verbinding, wp.vandaag())]
    al_op = {p.overleg_id for p in wp.store.find(Agendapunt, casus_id=casus_id) if not p.verwijderd}
    gevonden = wp.store.vind_veel(Overleg, [id_ for id_ in komend if id_ not in al_op])
    # What goes on at this moment is in the hands of who chairs it.
    over = [o for o in gevonden.values() if o.status != "bezig"]
    return tuple(sorted(over, key=lambda o: (o.datum, o.begin, o.id))[:_MEESTE])
