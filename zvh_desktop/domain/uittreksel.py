"""A verslag as one reader may have it: cut from the same content, for a partner or for a betrokkene.

Cutting only takes away, so an uittreksel holds nothing the verslag does not hold; and the content of a verslag is that
of one casus, so nothing of another agendapunt can come along. Where something was cut, prose that sums up the whole
goes too, because it may tell what was cut.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

from zvh_desktop.domain.afscherming import VERBORGEN, Kijker, scherm_adressen_af, scherm_af
from zvh_desktop.domain.betrokkene import Betrokkene, vouw
from zvh_desktop.domain.verslag import Aanwezige, Actiepunt, Uitspraak, VerslagInhoud

__all__ = ["ADRESSEN", "Lezer", "mag_weten", "schoon_voor", "snijd", "zonder_adressen"]

_BETROKKENE: Final = ("betrokkene", "betrokkenen", "cliënt", "client")
"""What "niet delen met" calls the person the casus is about."""

GEMASKEERD: Final = "[weggelaten]"
"""On paper, where a name, address or number of somebody else stood."""

NIET_DELEN: Final = "wat niet met deze ontvanger gedeeld mag worden"
SAMENVATTEND: Final = "de samenvatting en de reacties, omdat daarin kan staan wat is weggelaten"
ADRESSEN: Final = "adressen die voor deze ontvanger geheim zijn"
ANDEREN: Final = "namen, adressen en nummers van anderen"
INTERN: Final = "het ZSM-advies, de reacties op het concept en wie zonder verklaring was toegelaten"


@dataclass(frozen=True, slots=True)
class Lezer:
    """For whom a verslag is cut."""

    soort: Literal["partner", "betrokkene"]
    naam: str
    """As printed: "GGZ Waterland"; for a betrokkene "de betrokkene", so that no page bears the name twice."""
    namen: tuple[str, ...]
    """Everything it may be called in "niet delen met": organisation, short name, person."""
    anderen: tuple[str, ...] = ()
    """For a betrokkene: names of every other betrokkene and of anybody else who is not there by profession."""
    personen: tuple[Betrokkene, ...] = ()
    """The betrokkenen of the casus: a secret address of theirs that is closed to this reader is taken out."""
    id: str = ""
    """Of the partner or betrokkene; when it is not known, every secret address is closed."""

    @property
    def kijker(self) -> Kijker:
        """Who looks, for `afscherming.adreszicht`."""
        return Kijker(self.soort, self.id)


def zonder_adressen(tekst: str, personen: Iterable[Betrokkene], kijker: Kijker) -> str:
    """Return a sentence for paper without the secret addresses that are closed to this reader."""
    return scherm_adressen_af(tekst, personen, kijker).replace(VERBORGEN, GEMASKEERD)


def mag_weten(niet_delen_met: Iterable[str], lezer: Lezer) -> bool:
    """Tell whether an entry may reach a reader.

    A name in "niet delen met" is held against every name of the reader by its words: "woningcorporatie" stands for
    "Woningcorporatie De Zaan", and the other way round. When in doubt the entry stays out.
    """
    namen = [*lezer.namen, lezer.naam, *(_BETROKKENE if lezer.soort == "betrokkene" else ())]
    eigen = [woorden for naam in namen if (woorden := _woorden(naam))]
    for genoemd in niet_delen_met:
        verboden = _woorden(genoemd)
        if any(verboden <= woorden or woorden <= verboden for woorden in eigen if verboden):
            return False
    return True


def _woorden(naam: str) -> frozenset[str]:
    return frozenset(gevouwen for woord in re.split(r"[\s,;/()]+", naam) if (gevouwen := vouw(woord)))


def snijd(inhoud: VerslagInhoud, lezer: Lezer, *, bron_sha256: str = "") -> VerslagInhoud:
    """Return what one reader may have of a verslag.

    Args:
        inhoud: the whole; an uittreksel is not cut again.
        lezer: for whom.
        bron_sha256: SHA-256 of the signed file, so that the two can be held together.
    """
    uitspraken = (inhoud.beeld, inhoud.oordeel, inhoud.besluit, inhoud.veiligheid)
    beeld, oordeel, besluit, veiligheid = (
        tuple(u for u in groep if mag_weten(u.niet_delen_met, lezer)) for groep in uitspraken
    )
    gesneden = sum(map(len, (beeld, oordeel, besluit, veiligheid))) < sum(map(len, uitspraken))
    deel = inhoud.model_copy(
        update={
            "beeld": beeld,
            "oordeel": oordeel,
            "besluit": besluit,
            "veiligheid": veiligheid,
            "samenvatting": "" if gesneden else inhoud.samenvatting,
            "reacties": () if gesneden else inhoud.reacties,
            "uitkomst": inhoud.uitkomst.partition(":")[0] if gesneden else inhoud.uitkomst,
            "handtekeningen": (),
            "uittreksel_voor": lezer.naam,
            "weggelaten": (NIET_DELEN, SAMENVATTEND) if gesneden else (),
            "bron_sha256": bron_sha256,
        }
    )

    def zonder_adres(tekst: str) -> str:
        return zonder_adressen(tekst, lezer.personen, lezer.kijker)

    zonder = _met_teksten(deel, zonder_adres)
    if zonder != deel:
        deel = zonder.model_copy(update={"weggelaten": (*deel.weggelaten, ADRESSEN)})
    return _voor_betrokkene(deel, lezer) if lezer.soort == "betrokkene" else deel


def schoon_voor(tekst: str, lezer: Lezer) -> str:
    """Return a sentence for paper as this reader may have it: no secret address, and for a betrokkene nobody else."""
    zonder = zonder_adressen(tekst, lezer.personen, lezer.kijker)
    return scherm_af(zonder, lezer.anderen).replace(VERBORGEN, GEMASKEERD) if lezer.soort == "betrokkene" else zonder


def _voor_betrokkene(deel: VerslagInhoud, lezer: Lezer) -> VerslagInhoud:
    """Take other people out, and what was meant for the partners among themselves."""

    def schoon(tekst: str) -> str:
        return schoon_voor(tekst, lezer)

    schoon_deel = _zonder_namen(_met_teksten(deel, schoon), deel, lezer)
    for naam in ("beeld", "oordeel", "besluit", "veiligheid"):
        groep = tuple(u.model_copy(update={"niet_delen_met": ()}) for u in getattr(schoon_deel, naam))
        schoon_deel = schoon_deel.model_copy(update={naam: groep})
    return schoon_deel.model_copy(
        update={
            "toelatingen": (),
            "reacties": (),
            "zsm_advies": "",
            "weggelaten": tuple(dict.fromkeys((*deel.weggelaten, ANDEREN, INTERN))),
        }
    )


def _zonder_namen(schoon_deel: VerslagInhoud, deel: VerslagInhoud, lezer: Lezer) -> VerslagInhoud:
    """A casus named after another betrokkene loses its name whole; so does another betrokkene who was at the table."""
    anderen = {vouw(naam) for naam in lezer.anderen}

    def kring(groep: tuple[Aanwezige, ...]) -> tuple[Aanwezige, ...]:
        return tuple(a.model_copy(update={"naam": GEMASKEERD}) if vouw(a.naam) in anderen else a for a in groep)

    naam = deel.casusnaam if schoon_deel.casusnaam == deel.casusnaam else GEMASKEERD
    return schoon_deel.model_copy(
        update={
            "casusnaam": naam,
            "aanwezigen": kring(deel.aanwezigen),
            "afwezigen": kring(deel.afwezigen),
        }
    )


def _met_teksten(deel: VerslagInhoud, schoon: Callable[[str], str]) -> VerslagInhoud:
    """Return the same with every text a person typed put through `schoon`."""

    def uitspraken(groep: tuple[Uitspraak, ...]) -> tuple[Uitspraak, ...]:
        return tuple(
            u.model_copy(
                update={
                    "bron": schoon(u.bron),
                    "tekst": schoon(u.tekst),
                    "motivering": schoon(u.motivering),
                    "afwijkend": tuple(map(schoon, u.afwijkend)),
                }
            )
            for u in groep
        )

    def acties(groep: tuple[Actiepunt, ...]) -> tuple[Actiepunt, ...]:
        return tuple(
            a.model_copy(update={naam: schoon(getattr(a, naam)) for naam in ("wat", "persoon", "terugkoppeling")})
            for a in groep
        )

    return deel.model_copy(
        update={
            "beeld": uitspraken(deel.beeld),
            "oordeel": uitspraken(deel.oordeel),
            "besluit": uitspraken(deel.besluit),
            "veiligheid": uitspraken(deel.veiligheid),
            "acties": acties(deel.acties),
            "acties_vorig": acties(deel.acties_vorig),
            "casusnaam": schoon(deel.casusnaam),
            "overleg": schoon(deel.overleg),
            "doel_overleg": schoon(deel.doel_overleg),
            "samenvatting": schoon(deel.samenvatting),
            "informeren": schoon(deel.informeren),
            "uitkomst": schoon(deel.uitkomst),
            "verstrekkingen": tuple(map(schoon, deel.verstrekkingen)),
            "reden_versie": schoon(deel.reden_versie),
            "toelatingen": tuple(map(schoon, deel.toelatingen)),
            "reacties": tuple(map(schoon, deel.reacties)),
            "zsm_advies": schoon(deel.zsm_advies),
        }
    )
