"""Refusal codes of the protocol in Dutch: in a few words, what it means, and what can be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

__all__ = ["WEIGERWOORDEN", "Weigerwoorden", "weigerwoorden"]


@dataclass(frozen=True, slots=True)
class Weigerwoorden:
    """What a person reads of one refusal.

    Attributes:
        kort: a few words, for the top bar.
        waarom: one sentence: what it means.
        raad: one sentence: what can be done.
    """

    kort: str
    waarom: str
    raad: str


_BEHEER: Final = "Vraag de beheerder ernaar te kijken."
_NIETS: Final = "U hoeft niets te doen."

WEIGERWOORDEN: Final[Mapping[str, Weigerwoorden]] = {
    "onleesbaar": Weigerwoorden(
        "onleesbaar stuk", "Een stuk had niet de vorm die dit programma leest; het is niet overgenomen.", _BEHEER
    ),
    "te_groot": Weigerwoorden(
        "te groot stuk", "Een stuk was groter dan is toegestaan; het is niet overgenomen.", _BEHEER
    ),
    "versie_nieuwer": Weigerwoorden(
        "nieuwere versie nodig",
        "Een stuk is gemaakt met een nieuwere versie en wacht tot dit programma is bijgewerkt.",
        "Werk het programma bij; het stuk wordt dan vanzelf overgenomen.",
    ),
    "handtekening": Weigerwoorden(
        "handtekening klopt niet",
        "De handtekening of het zegel van een stuk klopt niet; het is niet overgenomen.",
        "Meld het aan de beheerder: iemand kan geprobeerd hebben iets te veranderen.",
    ),
    "toestel_onbekend": Weigerwoorden(
        "toestel onbekend",
        "Het toestel is in deze regio niet (of nog niet) bekend; wat het stuurde wacht.",
        "Laat de beheerder het toestel goedkeuren.",
    ),
    "toestel_ingetrokken": Weigerwoorden(
        "toestel ingetrokken",
        "Het toestel is ingetrokken; wat het daarna stuurde telt niet mee en blijft apart.",
        "Moet dat werk toch mee, overleg dan met de beheerder.",
    ),
    "toestel_verlopen": Weigerwoorden(
        "toestel verlopen",
        "Het certificaat van het toestel is verlopen; wat het stuurde wacht.",
        "Laat de beheerder het toestel verlengen.",
    ),
    "rol": Weigerwoorden(
        "rol mag dit niet",
        "De rol van het toestel mag dit soort gegevens niet veranderen; het is niet overgenomen.",
        "Laat een collega met de juiste rol het doen, of vraag de beheerder om een andere rol.",
    ),
    "stream_onbekend": Weigerwoorden(
        "casus of overleg onbekend", "De server of deze kluis kent dit onderdeel niet (meer).", _BEHEER
    ),
    "na_grens": Weigerwoorden(
        "werk van een ingetrokken toestel",
        "Van een ingetrokken toestel was hier al werk verwerkt voordat de intrekking bekend was.",
        "Bekijk het en draai terug wat niet klopt; tot dan kunnen toestellen verschillen.",
    ),
    "vernietigd": Weigerwoorden(
        "dossier vernietigd",
        "Er kwam nog werk binnen voor een dossier dat is vernietigd; het is niet overgenomen. Op het toestel waar het "
        "is getypt blijft het staan tot die persoon het heeft gezien.",
        _NIETS,
    ),
    "geen_toegang": Weigerwoorden(
        "geen toegang",
        "Dit toestel heeft geen sleutel (meer) van dit onderdeel; het werk blijft in de kluis.",
        "Vraag de procesregisseur of de beheerder om toegang.",
    ),
    "epoch_onbekend": Weigerwoorden(
        "sleutel ontbreekt nog", "De sleutel van een stuk is hier nog niet; het wacht.", _NIETS
    ),
    "epoch_verouderd": Weigerwoorden(
        "nieuwe sleutel", "Er is een nieuwe sleutel; het stuk wordt vanzelf opnieuw verzegeld.", _NIETS
    ),
    "keten_gat": Weigerwoorden(
        "iets ervoor ontbreekt", "Wat aan een stuk voorafgaat is er nog niet; het wacht.", _NIETS
    ),
    "keten_vork": Weigerwoorden(
        "twee verhalen",
        "Op één plek in de reeks van een toestel staan twee verschillende stukken.",
        "Meld het aan de beheerder: er is een kopie van een kluis in gebruik, of iemand knoeit.",
    ),
    "dubbel": Weigerwoorden("was er al", "Het stuk was er al.", _NIETS),
    "quota": Weigerwoorden(
        "te veel voor vandaag",
        "Dit toestel heeft vandaag meer gestuurd dan de server aanneemt; de rest wacht.",
        "Het gaat morgen vanzelf verder; vraag de beheerder als het vaker gebeurt.",
    ),
    "klok": Weigerwoorden(
        "klok loopt voor",
        "De klok van het toestel loopt te ver voor; het stuk wacht.",
        "Zet de klok van het toestel goed.",
    ),
    "bom": Weigerwoorden(
        "verdacht stuk", "Een stuk werd bij het uitpakken veel te groot en is niet overgenomen.", _BEHEER
    ),
    "sessie": Weigerwoorden("opnieuw aanmelden", "De server vroeg opnieuw om aanmelding.", _NIETS),
    "herhaling": Weigerwoorden("bericht herhaald", "Een bericht kwam twee keer en telt één keer.", _NIETS),
    "waarde": Weigerwoorden(
        "waarde past niet",
        "Een waarde van elders past niet in haar veld; zij is niet overgenomen en er is niets van u veranderd.",
        _BEHEER,
    ),
    "stream": Weigerwoorden(
        "verkeerde casus", "Een wijziging hoorde bij een andere casus dan zij zei; zij is niet overgenomen.", _BEHEER
    ),
    "soort": Weigerwoorden(
        "verkeerde soort", "Een wijziging hoorde bij een ander soort gegeven; zij is niet overgenomen.", _BEHEER
    ),
}
"""By code; a test holds that none of the protocol is missing."""

_ONBEKEND: Final = Weigerwoorden("niet aangenomen", "Een stuk is niet aangenomen.", _BEHEER)


def weigerwoorden(code: str) -> Weigerwoorden:
    """Return the words of a code; an unknown one gets words that are always true."""
    return WEIGERWOORDEN.get(code, _ONBEKEND)
