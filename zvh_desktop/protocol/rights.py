"""Which certified role may make what: one table, checked by every receiver before it applies anything.

These are the rights of the protocol: what a stolen or rebellious device could at most bring about elsewhere. What a
screen offers to whom is narrower and lies with the services.
"""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = [
    "RECHTEN",
    "ROLLEN",
    "STREAMSOORTEN",
    "Recht",
    "mag_momentopname",
    "mag_toekennen",
    "mag_vernietigen",
    "mag_verzegelen",
    "rechtentabel",
]

STREAMSOORTEN = ("regio", "casus", "overleg", "audit")
"""Kinds of stream."""

ALLES = frozenset({"*"})
"""Every kind of record of that kind of stream."""

_GEEN: frozenset[str] = frozenset()
_CASUS_VELD = frozenset({"actie", "notitie", "reactie", "inbreng", "analysepunt", "bijlage", "dossierstuk", "vlag"})
_CASUS_VELD |= {"voorwaarde"}
_CASUS_VELD |= {"uitstel"}
_CASUS_REGIE = _CASUS_VELD | {"casus", "betrokkene", "triage", "fase", "doel", "scenario", "uitkomst", "aanmelding"}
_CASUS_REGIE |= {"fasestap", "interventie", "planversie", "planakkoord", "clientzin"}
_CASUS_REGIE |= {"relatie", "incidentrol", "persoonskoppeling"}
_CASUS_REGIE |= {"analysepunt", "zrmmeting", "zrmscore", "risicotaxatie", "basisvoorwaarde", "themarij"}
_CASUS_REGIE |= {"themahgkm", "themaverward", "themareintegratie", "themamensenhandel", "themaradicalisering"}
_CASUS_REGIE |= {"informatieverzoek", "zsm_advies", "terzijde", "escalatie"}


@dataclass(frozen=True, slots=True)
class Recht:
    """What one role may make in one kind of stream.

    Attributes:
        soorten: kinds of record it may change; {"*"} is all of them.
        toekennen: may start epochs and give access.
        momentopname: may make and confirm snapshots.
        vernietigen: may propose and order, with a second person, that a stream is destroyed.
    """

    soorten: frozenset[str] = _GEEN
    toekennen: bool = False
    momentopname: bool = False
    vernietigen: bool = False


_REGIO_HUIS = frozenset({"partner", "medewerker", "reeks", "tekstblok", "vlag", "terzijde", "tekenaanvraag"})
_VOL = Recht(ALLES, toekennen=True, momentopname=True)
_VOL_EN_WEG = Recht(ALLES, toekennen=True, momentopname=True, vernietigen=True)
_EIGEN_AUDIT = Recht(ALLES, toekennen=True)
_LEEG = Recht()

RECHTEN: Mapping[str, Mapping[str, Recht]] = {
    "beheerder": {"regio": _VOL, "casus": _VOL_EN_WEG, "overleg": _VOL, "audit": _EIGEN_AUDIT},
    "procesregisseur": {
        "regio": Recht(_REGIO_HUIS | {"vernietiging"}, momentopname=True),
        "casus": _VOL_EN_WEG,
        "overleg": _VOL,
        "audit": _EIGEN_AUDIT,
    },
    "secretaris": {
        "regio": Recht(_REGIO_HUIS, momentopname=True),
        "casus": _VOL,
        "overleg": _VOL,
        "audit": _EIGEN_AUDIT,
    },
    "casusregisseur": {
        "regio": _LEEG,
        "casus": Recht(_CASUS_REGIE, momentopname=True),
        "overleg": _LEEG,
        "audit": _EIGEN_AUDIT,
    },
    "veldwerker": {"regio": _LEEG, "casus": Recht(_CASUS_VELD), "overleg": _LEEG, "audit": _EIGEN_AUDIT},
    "lezer": {"regio": _LEEG, "casus": _LEEG, "overleg": _LEEG, "audit": _EIGEN_AUDIT},
    "server": dict.fromkeys(STREAMSOORTEN, _LEEG),
}
"""By role and kind of stream; what is not here has no right at all."""

ROLLEN = tuple(RECHTEN)
"""Roles that a certificate may name."""


def _recht(rol: str, streamsoort: str) -> Recht:
    return RECHTEN.get(rol, {}).get(streamsoort, _LEEG)


def mag_verzegelen(rol: str, streamsoort: str, soort: str) -> bool:
    """May a device with this role change records of kind `soort` in such a stream?"""
    soorten = _recht(rol, streamsoort).soorten
    return soort in soorten or "*" in soorten


def mag_toekennen(rol: str, streamsoort: str) -> bool:
    """May a device with this role start an epoch, and wrap its key for others?"""
    return _recht(rol, streamsoort).toekennen


def mag_momentopname(rol: str, streamsoort: str = "casus") -> bool:
    """May a device with this role make or confirm a snapshot?"""
    return _recht(rol, streamsoort).momentopname


def mag_vernietigen(rol: str, streamsoort: str = "casus") -> bool:
    """May a device with this role be one of the two that have a stream destroyed everywhere?"""
    return _recht(rol, streamsoort).vernietigen


def rechtentabel() -> str:
    """Return the table as Markdown: a row for each role, a column for each kind of stream."""
    kop = "| role | " + " | ".join(STREAMSOORTEN) + " |"
    regels = [kop, "| --- |" + " --- |" * len(STREAMSOORTEN)]
    for rol in ROLLEN:
        cellen = [_in_woorden(RECHTEN[rol][soort]) for soort in STREAMSOORTEN]
        regels.append(f"| {rol} | " + " | ".join(cellen) + " |")
    return "\n".join(regels)


def _in_woorden(recht: Recht) -> str:
    delen = ["all kinds" if "*" in recht.soorten else ", ".join(sorted(recht.soorten))] if recht.soorten else []
    if recht.toekennen:
        delen.append("**grant**")
    if recht.momentopname:
        delen.append("**snapshot**")
    if recht.vernietigen:
        delen.append("**destroy**")
    return "; ".join(delen) or "-"
