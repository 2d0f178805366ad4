"""Invitations to an overleg as a file for anyone's calendar."""

from datetime import datetime

from zvh_desktop.documents.calendar import Afspraak, schrijf_afspraak
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.overleg import OVERLEGTYPEN, Agendapunt, Deelnemer, Overleg
from zvh_desktop.domain.tijd import AMSTERDAM
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import queries

__all__ = ["uitnodiging"]

_VAN_BELANG = ("datum", "begin", "eind", "plaats", "verwijderd")


def uitnodiging(wp: Werkplek, overleg_id: str, deelnemer_id: str = "") -> bytes:
    """Return the iCalendar file of an overleg; that it was made is recorded.

    Args:
        wp: workplace.
        overleg_id: which overleg. Its own title is left out: people write names in titles.
        deelnemer_id: for one invitee, with the numbers of the casussen this person is there for; "" for anyone.

    Raises:
        Omstandigheid: NIET_GEVONDEN; REGEL_WEIGERT (`eind_voor_begin`).
    """
    overleg = wp.eis(Overleg, overleg_id)
    begin = datetime.combine(overleg.datum, overleg.begin, AMSTERDAM)
    eind = datetime.combine(overleg.datum, overleg.eind, AMSTERDAM)
    if eind <= begin:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="eind_voor_begin")
    wijzigingen = [r for r in wp.store.geschiedenis(record=overleg.id) if r.veld in _VAN_BELANG]
    wp.log("uitnodiging_gemaakt", (overleg.id, *filter(None, [deelnemer_id])))
    return schrijf_afspraak(
        Afspraak(
            uid=f"{overleg.id}@zvh-desktop",
            versie=max(0, len({r.txn for r in wijzigingen}) - 1),
            titel=f"{OVERLEGTYPEN.get(overleg.type, 'Overleg')} – {wp.regio().naam}",
            plaats=overleg.plaats,
            begin=begin,
            eind=eind,
            gemaakt=wp.nu(),
            casusnummers=_nummers(wp, overleg, wp.eis(Deelnemer, deelnemer_id)) if deelnemer_id else (),
            afgezegd=overleg.verwijderd,
        )
    )


def _nummers(wp: Werkplek, overleg: Overleg, deelnemer: Deelnemer) -> tuple[str, ...]:
    verborgen = queries.verborgen_casussen(wp.store.verbinding)
    punten = wp.store.find(Agendapunt, overleg_id=overleg.id, order="volgorde")
    punten = [p for p in punten if p.casus_id not in verborgen]
    ids = [p.casus_id for p in punten if p.casus_id and (not deelnemer.casus_ids or p.casus_id in deelnemer.casus_ids)]
    casussen = wp.store.vind_veel(Casus, ids)
    return tuple(casussen[id_].nummer for id_ in ids if id_ in casussen)
