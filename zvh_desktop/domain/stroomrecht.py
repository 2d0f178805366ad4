"""Who receives which stream: by role and by relation to the casus; values in, an answer out.

A field worker carries a casus into places where laptops are lost: only the own cases go along. What the staff of the
house receives follows from their work on every casus. These are the rights by which keys are given; what a device may
change with them is the protocol's table.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.domain.compartiment import Afgeschermd, mag_zien

__all__ = ["Betrokkenheid", "Persoon", "is_betrokken", "krijgt_stroom"]

_ALLES = frozenset({"beheerder", "procesregisseur", "secretaris"})
_EIGEN_CASUS = frozenset({"casusregisseur", "veldwerker"})


@dataclass(frozen=True, slots=True)
class Persoon:
    """Who asks.

    Attributes:
        naam: as in the list of staff.
        partner_id: organisation, empty for the house itself.
        rol: role by which the device was certified.
        id: of the medewerker, "" when it is not known.
    """

    naam: str
    partner_id: str
    rol: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Betrokkenheid:
    """Somebody named in a casus as casusregisseur or as the owner of an action.

    Attributes:
        naam: as typed there.
        partner_id: organisation named with it, empty when none was.
    """

    naam: str
    partner_id: str = ""


def is_betrokken(persoon: Persoon, genoemd: Iterable[Betrokkenheid]) -> bool:
    """Is this person named in the casus?

    The name decides, however capitals and accents were typed; where both sides name an organisation, that has to be
    the same one. A name that is empty names nobody.
    """
    naam = vouw(persoon.naam).strip()
    return bool(naam) and any(
        vouw(deel.naam).strip() == naam
        and (not deel.partner_id or not persoon.partner_id or deel.partner_id == persoon.partner_id)
        for deel in genoemd
    )


def krijgt_stroom(
    persoon: Persoon, streamsoort: str, genoemd: Iterable[Betrokkenheid] = (), casus: Afgeschermd | None = None
) -> bool:
    """May a device of this person have the key of a stream?

    Args:
        persoon: whose device it is.
        streamsoort: "regio" (everybody), "casus", "overleg" or "audit" (the beheerder, beside the device itself).
        genoemd: who is named in the casus.
        casus: the casus of the stream, for who may know of it at all; a device that had the key before keeps what it
            received with it.
    """
    if casus is not None and not mag_zien(persoon.id, casus):
        return False
    if streamsoort == "regio":
        return persoon.rol in _ALLES | _EIGEN_CASUS | {"lezer"}
    if streamsoort == "audit":
        return persoon.rol == "beheerder"
    if persoon.rol in _ALLES:
        return True
    return streamsoort == "casus" and persoon.rol in _EIGEN_CASUS and is_betrokken(persoon, genoemd)
