"""Invitations to an overleg as a file for anyone's calendar; what leaves is recorded."""

from datetime import datetime
from pathlib import Path

from zvh_desktop.documents.calendar import Afspraak, schrijf_afspraak
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.overleg import Agendapunt, Deelnemer, Overleg, overlegnaam
from zvh_desktop.domain.tijd import AMSTERDAM
from zvh_desktop.services.uitgaan import Uitgaand, geef_uit
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import queries

__all__ = ["schrijf_uitnodiging", "uitnodiging"]

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
            titel=f"{overlegnaam(overleg.type)} – {wp.regio().naam}",
            plaats=overleg.plaats,
            begin=begin,
            eind=eind,
            gemaakt=wp.nu(),
            casusnummers=_nummers(wp, overleg, wp.eis(Deelnemer, deelnemer_id)) if deelnemer_id else (),
            afgezegd=overleg.verwijderd,
        )
    )


def schrijf_uitnodiging(wp: Werkplek, overleg_id: str, pad: Path, deelnemer_id: str = "") -> tuple[Path, Bon]:
    """Write the iCalendar file where a person said: a verstrekking to one invitee, or to all of them.

    Raises:
        Omstandigheid: as `uitnodiging` and `uitgaan.geef_uit`.
    """
    genodigd = [d for d in wp.store.find(Deelnemer, overleg_id=overleg_id) if d.rol == "deelnemer"]
    een = next((d for d in genodigd if d.id == deelnemer_id), None)
    uit = Uitgaand(
        casus_id="",
        stuk="uitnodiging",
        wat="uitnodiging met casusnummers" if een else "uitnodiging zonder namen, nummers of thema's",
        aan=f"{een.naam} ({een.organisatie})" if een else f"alle genodigden ({len(genodigd)})",
        hoe="als bestand bewaard",
        inhoud=uitnodiging(wp, overleg_id, deelnemer_id),
        bron_id=overleg_id,
        partner_id=een.partner_id if een else "",
        overleg_id=overleg_id,
    )
    return geef_uit(wp, uit, pad)


def _nummers(wp: Werkplek, overleg: Overleg, deelnemer: Deelnemer) -> tuple[str, ...]:
    verborgen = queries.verborgen_casussen(wp.store.verbinding)
    punten = wp.store.find(Agendapunt, overleg_id=overleg.id, order="volgorde")
    punten = [p for p in punten if p.casus_id not in verborgen]
    ids = [p.casus_id for p in punten if p.casus_id and (not deelnemer.casus_ids or p.casus_id in deelnemer.casus_ids)]
    casussen = wp.store.vind_veel(Casus, ids)
    return tuple(casussen[id_].nummer for id_ in ids if id_ in casussen)
