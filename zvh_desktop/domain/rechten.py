"""Who may see and do what: role × relation to the casus, with the reason when not; one table, one function.

Every door to the records asks here (`services.werkplek`): what is read, what is written, what leaves. The protocol has
a table of its own (`protocol.rights`), of what a device could bring about elsewhere; this one is never wider, so that
nothing is typed here that others then refuse. `RECHTEN.md` is made from this table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final

__all__ = [
    "BEPERKT",
    "DAAD_VAN_SOORT",
    "HUIS",
    "RECHTEN",
    "ROLNAMEN",
    "Daad",
    "Eis",
    "Oordeel",
    "ooit",
    "oordeel",
    "rechtentabel",
    "wie_wel",
]

ROLNAMEN: Final[Mapping[str, str]] = {
    "procesregisseur": "procesregisseur",
    "secretaris": "secretaris",
    "beheerder": "functioneel beheerder",
    "casusregisseur": "casusregisseur",
    "veldwerker": "veldwerker",
    "lezer": "lezer",
}
"""Roles in the order of the table, with their names."""

HUIS: Final = frozenset({"procesregisseur", "secretaris", "beheerder"})
"""Who works on every casus."""

BEPERKT: Final = frozenset({"casusregisseur", "veldwerker", "lezer"})
"""Who sees of the casussen in a vault only those in which they are named."""


class Eis(Enum):
    """When a role may."""

    JA = "ja"
    EIGEN = "eigen casus"
    """In a casus in which this person is named as casusregisseur or with an action."""
    LOS = "zonder regio"
    """In a vault that belongs to no region: there nobody else can do it."""
    NEE = "nee"


class Daad(StrEnum):
    """What can be done; the value says it in Dutch, as an act."""

    CASUS_ZIEN = "een casus zien, openen en vinden"
    BSN_ZIEN = "een BSN tonen"
    ADRES_ZIEN = "een geheim adres zien"
    OVERLEG_ZIEN = "een overleg en de agenda zien"
    RAPPORTAGE_ZIEN = "de rapportage zien"
    LOGBOEK_ZIEN = "het eigen logboek zien"
    LOGBOEK_ANDEREN = "het logboek van andere toestellen zien"
    AANMELDING_INNEMEN = "een aanmelding innemen of een casus beginnen"
    AANMELDING_BIJWERKEN = "een aanmelding en de triage bijwerken"
    DOSSIER_BIJWERKEN = "een casus en de betrokkenen bijwerken"
    COMPARTIMENT_ZETTEN = "een casus afschermen en opengeven"
    VERLOOP_BIJWERKEN = "notities, stukken, vlaggen en leefgebieden bijwerken"
    ACTIE_BIJWERKEN = "acties bijwerken"
    VOORWAARDE_AFVINKEN = "voorwaarden van het plan afvinken"
    PLAN_BIJWERKEN = "het plan van aanpak bijwerken en fasen verklaren"
    ANALYSE_BIJWERKEN = "de analyse bijwerken"
    INFORMATIE_VRAGEN = "informatie vragen en een ZSM-advies maken"
    BEWAREN = "de bewaartermijn verlengen"
    WERKVOORRAAD = "iets op Vandaag terzijde leggen"
    CASUS_AFSLUITEN = "een casus afsluiten of heropenen"
    OVERLEG_VOORBEREIDEN = "een overleg voorbereiden en de deelnemers bijhouden"
    VOORZITTEN = "een overleg voorzitten en vastleggen"
    REAGEREN = "een reactie op een verslag vastleggen"
    VERSLAG_MAKEN = "een verslag maken en vaststellen"
    ONDERTEKENEN = "een verslag ondertekenen"
    UITGEVEN = "een stuk verstrekken"
    LIJST_UITVOEREN = "een lijst als rekenblad uitvoeren"
    VERNIETIGEN = "een dossier laten vernietigen"
    HUIS_BIJWERKEN = "partners en medewerkers bijwerken"
    ROL_GEVEN = "een rol geven"
    TEKSTBLOKKEN = "tekstblokken en reeksen bijwerken"
    HUISREGELS = "teksten, termijnen en instellingen van het huis wijzigen"
    REGIO_BEHEREN = "toestellen uitnodigen, goedkeuren en intrekken"
    CERTIFICATEN = "certificaten van de regio uitgeven en intrekken"
    CERTIFICAAT_VRAGEN = "een certificaat van de regio aanvragen"
    VERTROUWEN = "kiezen welke certificaten dit toestel vertrouwt"
    KLUIS = "de eigen kluis openen, bewaren en herstellen"


_J, _E, _L, _N = Eis.JA, Eis.EIGEN, Eis.LOS, Eis.NEE
_ORDE: Final = ("procesregisseur", "secretaris", "beheerder", "casusregisseur", "veldwerker", "lezer")

RECHTEN: Final[Mapping[Daad, Mapping[str, Eis]]] = {
    daad: dict(zip(_ORDE, eisen, strict=True))
    for daad, eisen in {
        #                          proces secr  beheer casusr veld  lezer
        Daad.CASUS_ZIEN: (_J, _J, _J, _E, _E, _N),
        Daad.BSN_ZIEN: (_J, _J, _J, _E, _N, _N),
        Daad.ADRES_ZIEN: (_J, _J, _J, _N, _N, _N),
        Daad.OVERLEG_ZIEN: (_J, _J, _J, _N, _N, _N),
        Daad.RAPPORTAGE_ZIEN: (_J, _J, _J, _N, _N, _J),
        Daad.LOGBOEK_ZIEN: (_J, _J, _J, _J, _J, _J),
        Daad.LOGBOEK_ANDEREN: (_L, _L, _J, _N, _N, _N),
        Daad.AANMELDING_INNEMEN: (_J, _J, _J, _N, _N, _N),
        Daad.AANMELDING_BIJWERKEN: (_J, _J, _J, _E, _N, _N),
        Daad.DOSSIER_BIJWERKEN: (_J, _J, _J, _E, _N, _N),
        Daad.COMPARTIMENT_ZETTEN: (_J, _J, _J, _N, _N, _N),
        Daad.VERLOOP_BIJWERKEN: (_J, _J, _J, _E, _E, _N),
        Daad.ACTIE_BIJWERKEN: (_J, _J, _J, _E, _E, _N),
        Daad.VOORWAARDE_AFVINKEN: (_J, _J, _J, _E, _E, _N),
        Daad.PLAN_BIJWERKEN: (_J, _J, _J, _E, _N, _N),
        Daad.ANALYSE_BIJWERKEN: (_J, _J, _J, _E, _N, _N),
        Daad.INFORMATIE_VRAGEN: (_J, _J, _J, _E, _N, _N),
        Daad.BEWAREN: (_J, _J, _J, _N, _N, _N),
        Daad.WERKVOORRAAD: (_J, _J, _J, _E, _N, _N),
        Daad.CASUS_AFSLUITEN: (_J, _J, _J, _E, _N, _N),
        Daad.OVERLEG_VOORBEREIDEN: (_J, _J, _J, _N, _N, _N),
        Daad.VOORZITTEN: (_J, _J, _J, _N, _N, _N),
        Daad.REAGEREN: (_J, _J, _J, _E, _E, _N),
        Daad.VERSLAG_MAKEN: (_J, _J, _J, _N, _N, _N),
        Daad.ONDERTEKENEN: (_J, _J, _J, _N, _N, _N),
        Daad.UITGEVEN: (_J, _J, _J, _N, _N, _N),
        Daad.LIJST_UITVOEREN: (_J, _J, _J, _N, _N, _N),
        Daad.VERNIETIGEN: (_J, _N, _J, _N, _N, _N),
        Daad.HUIS_BIJWERKEN: (_J, _J, _J, _N, _N, _N),
        Daad.ROL_GEVEN: (_L, _L, _J, _N, _N, _N),
        Daad.TEKSTBLOKKEN: (_J, _J, _J, _N, _N, _N),
        Daad.HUISREGELS: (_L, _L, _J, _N, _N, _N),
        Daad.REGIO_BEHEREN: (_L, _L, _J, _N, _N, _N),
        Daad.CERTIFICATEN: (_N, _N, _J, _N, _N, _N),
        Daad.CERTIFICAAT_VRAGEN: (_J, _J, _J, _N, _N, _N),
        Daad.VERTROUWEN: (_J, _J, _J, _N, _N, _N),
        Daad.KLUIS: (_J, _J, _J, _J, _J, _J),
    }.items()
}
"""By act and role; a role that is not here may only what `Daad.KLUIS` is."""

DAAD_VAN_SOORT: Final[Mapping[str, Daad]] = {
    soort: daad
    for daad, soorten in {
        Daad.AANMELDING_BIJWERKEN: ("aanmelding", "triage"),
        Daad.DOSSIER_BIJWERKEN: ("casus", "betrokkene", "relatie", "incidentrol", "persoonskoppeling"),
        Daad.VERLOOP_BIJWERKEN: ("notitie", "bijlage", "dossierstuk", "vlag", "analysepunt"),
        Daad.ACTIE_BIJWERKEN: ("actie", "uitstel"),
        Daad.VOORWAARDE_AFVINKEN: ("voorwaarde",),
        Daad.PLAN_BIJWERKEN: (
            *("fase", "doel", "scenario", "fasestap", "interventie", "planversie", "planakkoord", "escalatie"),
            "clientzin",
        ),
        Daad.ANALYSE_BIJWERKEN: (
            *("zrmmeting", "zrmscore", "risicotaxatie", "basisvoorwaarde", "themarij", "themahgkm", "themaverward"),
            *("themareintegratie", "themamensenhandel", "themaradicalisering"),
        ),
        Daad.INFORMATIE_VRAGEN: ("informatieverzoek", "zsm_advies"),
        Daad.BEWAREN: ("verlenging",),
        Daad.WERKVOORRAAD: ("terzijde",),
        Daad.OVERLEG_VOORBEREIDEN: (
            *("overleg", "agendapunt", "deelnemer", "aanwezigheid", "verklaring", "toelating", "schrijver"),
        ),
        Daad.VOORZITTEN: ("inbreng", "uitkomst"),
        Daad.REAGEREN: ("reactie",),
        Daad.VERSLAG_MAKEN: ("verslag", "toevoeging", "stempelversie"),
        Daad.UITGEVEN: ("verstrekking",),
        Daad.VERNIETIGEN: ("vernietiging",),
        Daad.HUIS_BIJWERKEN: ("partner", "medewerker"),
        Daad.TEKSTBLOKKEN: ("tekstblok", "reeks"),
        Daad.CERTIFICATEN: ("tekengezag", "tekencertificaat"),
        Daad.CERTIFICAAT_VRAGEN: ("tekenaanvraag",),
        Daad.HUISREGELS: ("regio", "verklaringtekst", "leefgebied", "grond", "bewaarregel", "brieftekst"),
    }.items()
    for soort in soorten
}
"""The act that changing a record of a kind is; every kind is here."""


@dataclass(frozen=True, slots=True)
class Oordeel:
    """The answer.

    Attributes:
        mag: whether it may be done.
        daad: what was asked.
        rol: of whom.
        reden: "" when it may; else "rol", "niet_genoemd" (only in an own casus) or "beheerder" (in a region it is
            the beheerder's).
    """

    mag: bool
    daad: Daad
    rol: str
    reden: str = ""


def oordeel(rol: str, daad: Daad, *, genoemd: bool = False, in_regio: bool = False) -> Oordeel:
    """Decide whether someone may do something.

    Args:
        rol: by which the device was certified, or of the person in a vault without a region; "" for nobody known.
        daad: what.
        genoemd: this person is named in the casus that it is about.
        in_regio: the vault shares with others.
    """
    eis = RECHTEN[daad].get(rol, Eis.JA if daad is Daad.KLUIS else Eis.NEE)
    if eis is Eis.JA or (eis is Eis.EIGEN and genoemd) or (eis is Eis.LOS and not in_regio):
        return Oordeel(True, daad, rol)
    reden = {Eis.EIGEN: "niet_genoemd", Eis.LOS: "beheerder"}.get(eis, "rol")
    return Oordeel(False, daad, rol, reden)


def ooit(rol: str, daad: Daad) -> bool:
    """Tell whether a role may do something somewhere: always, in an own casus, or in a vault without a region."""
    return RECHTEN[daad].get(rol, Eis.NEE) is not Eis.NEE


def wie_wel(daad: Daad) -> tuple[str, ...]:
    """Return the names of the roles that always may, in the order of the table."""
    return tuple(ROLNAMEN[rol] for rol, eis in RECHTEN[daad].items() if eis is Eis.JA)


def rechtentabel() -> str:
    """Return the table as Markdown: a row for each act, a column for each role."""
    regels = ["| mag | " + " | ".join(ROLNAMEN[rol] for rol in _ORDE) + " |", "| --- |" + " --- |" * len(_ORDE)]
    for daad, eisen in RECHTEN.items():
        regels.append(f"| {daad.value} | " + " | ".join(eisen[rol].value for rol in _ORDE) + " |")
    return "\n".join(regels)
