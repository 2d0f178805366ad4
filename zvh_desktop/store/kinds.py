"""Every kind of record that this program knows; importing the models is what makes them known."""

from zvh_desktop.domain import (
    actieloop,
    analyse,
    betrokkene,
    bijlage,
    brieven,
    casus,
    clientplan,
    dossierstuk,
    grondslag,
    informatie,
    interventie,
    overleg,
    partner,
    plan,
    planfase,
    planversie,
    reeks,
    stagnatie,
    systeem,
    tekengezag,
    tekstblok,
    themablok,
    toevoeging,
    vernietiging,
    verslag,
    vlag,
    zsm,
)
from zvh_desktop.domain.record import Record, soorten

__all__ = ["MODULES", "RECORDSCHEMA", "kinds"]

MODULES = (
    actieloop,
    analyse,
    betrokkene,
    bijlage,
    brieven,
    casus,
    clientplan,
    dossierstuk,
    grondslag,
    informatie,
    interventie,
    overleg,
    partner,
    plan,
    planfase,
    planversie,
    reeks,
    stagnatie,
    systeem,
    tekengezag,
    tekstblok,
    themablok,
    toevoeging,
    vernietiging,
    verslag,
    vlag,
    zsm,
)
"""Where the models stand."""

RECORDSCHEMA = 3
"""Goes up with every kind, field or permitted value that is added: a delta of a higher one is set aside until then."""


def kinds() -> dict[str, type[Record]]:
    """Return the class of every kind by its name."""
    return soorten()
