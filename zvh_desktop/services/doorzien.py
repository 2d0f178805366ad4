"""What others made cannot be masked: says beforehand what the program could not look through, and what is secret here.

A file leaves as it is. Where something in the casus is secret, somebody has to have looked at it and said so.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from zvh_desktop.documents.kijker import Kijker
from zvh_desktop.domain.betrokkene import Betrokkene, vouw
from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.domain.dossierstuk import INHOUDSOORTEN
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.gevoelig import bevat_adres
from zvh_desktop.domain.overleg import Agendapunt, Inbreng
from zvh_desktop.domain.themavelden import BLOKKEN
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["Doorzicht", "doorzie", "doorzie_van_overleg", "eis_nagekeken", "geheimen"]

_MET_TEKST: Final = frozenset(("pdf", "docx", "tekst"))


@dataclass(frozen=True, slots=True)
class Doorzicht:
    """What was found out about one file.

    Attributes:
        geheimen: what is secret in its casus, as words in a sentence: "het adres van Kees Vermeer".
        gevonden: a secret address stands in the text of it.
        alles: all of it could be read as text.
        inhoudsoort: key of `INHOUDSOORTEN`.
        waar: where something is secret, as in a sentence.
    """

    geheimen: tuple[str, ...] = ()
    gevonden: bool = False
    alles: bool = True
    inhoudsoort: str = "tekst"
    waar: str = "deze casus"

    @property
    def nakijken(self) -> bool:
        """Whether a person has to look at it and say so before it leaves."""
        return bool(self.geheimen) and (self.gevonden or not self.alles)

    def zin(self) -> str:
        """What to tell, in one sentence; "" when there is nothing to tell."""
        if not self.nakijken:
            return ""
        wat = _opsomming(self.geheimen)
        doe = "maak vooraf onleesbaar wat er niet in mag staan, of geef het stuk niet uit."
        if self.gevonden:
            return f"In dit stuk staat een adres dat geheim is; in {self.waar} is geheim: {wat}. Kijk het na, {doe}"
        soort = INHOUDSOORTEN.get(self.inhoudsoort, INHOUDSOORTEN["onbekend"])
        waarvan = {
            "afbeelding": f"Dit is {soort.naam}: wat erop te zien is en waar zij is gemaakt, ziet het programma niet.",
            "geluid": f"Dit is {soort.naam}: wat er te horen is, hoort het programma niet.",
            "pdf": "In deze PDF staan bladen, beelden of velden zonder tekst: die kan het programma niet nakijken.",
            "word": "In dit document kan het programma niet alles nakijken: er staan beelden of bijlagen in.",
        }.get(soort.groep, "De inhoud van dit stuk kan het programma niet nakijken.")
        return f"{waarvan} In {self.waar} is geheim: {wat}. Kijk het stuk zelf na, {doe}"

    def aantekening(self, wie: str) -> str:
        """What stands in the record of handing out behind the name of the file; "" when nobody had to look."""
        if not self.nakijken:
            return ""
        wat = "er staat een geheim adres in" if self.gevonden else "inhoud niet door het programma na te kijken"
        return f" ({wat}; nagekeken en vrijgegeven door {wie})"


def _opsomming(delen: Iterable[str]) -> str:
    *eerste, laatste = delen
    return f"{', '.join(eerste)} en {laatste}" if eerste else laatste


def _adressen(wp: Werkplek, casus_id: str) -> list[tuple[str, str]]:
    """Return the secret addresses of the themes, each with the title of its field."""
    return [
        (veld.titel, waarde)
        for blok in BLOKKEN
        for veld in blok.velden
        if veld.geheim
        for record in wp.store.find(blok.klasse, casus_id=casus_id)
        if (waarde := str(getattr(record, veld.naam) or "").strip())
    ]


def geheimen(wp: Werkplek, casus_id: str) -> tuple[str, ...]:
    """Return what in a casus is kept from somebody, as words in a sentence; nothing secret itself."""
    casus = wp.eis(Casus, casus_id)
    mensen = wp.store.find(Betrokkene, casus_id=casus_id)
    uit = [f"het adres van {p.volledige_naam or 'een betrokkene'}" for p in mensen if p.adres_geheim]
    uit += [f"‘{titel}’" for titel, _ in _adressen(wp, casus_id)]
    merken = [n.niet_delen_met for n in wp.store.find(Notitie, casus_id=casus_id)]
    merken += [i.niet_delen_met for i in wp.store.find(Inbreng, casus_id=casus_id)]
    if any(merken):
        uit.append("wat niet met iedereen gedeeld mag worden")
    if casus.compartiment:
        uit.append("alles, want de casus is afgeschermd")
    return tuple(dict.fromkeys(uit))


def doorzie(wp: Werkplek, casus_id: str, inhoudsoort: str, inhoud: bytes) -> Doorzicht:
    """Look through a file of a casus that would leave; where nothing in the casus is secret it is not opened at all."""
    return _doorzie(wp, (casus_id,), Doorzicht(geheimen(wp, casus_id), alles=False, inhoudsoort=inhoudsoort), inhoud)


def doorzie_van_overleg(wp: Werkplek, overleg_id: str, inhoudsoort: str, inhoud: bytes) -> Doorzicht:
    """Look through a file that goes with a paper of an overleg; in which casus something is secret is not said."""
    casussen = [p.casus_id for p in wp.store.find(Agendapunt, overleg_id=overleg_id) if p.casus_id]
    wat = ("een adres of iets dat niet met iedereen gedeeld mag worden",)
    iets = any(geheimen(wp, casus_id) for casus_id in casussen)
    leeg = Doorzicht(wat if iets else (), alles=False, inhoudsoort=inhoudsoort, waar="een casus van dit overleg")
    return _doorzie(wp, casussen, leeg, inhoud)


def _doorzie(wp: Werkplek, casussen: Iterable[str], niets: Doorzicht, inhoud: bytes) -> Doorzicht:
    """Read the text in a process of its own, see `documents.kijker`; what that cannot read stays not looked through."""
    if not niets.geheimen or niets.inhoudsoort not in _MET_TEKST:
        return niets
    kijker = Kijker(niets.inhoudsoort, inhoud)
    try:
        tekst, alles = kijker.woorden()
    except Omstandigheid:
        return niets
    finally:
        kijker.sluit()
    return replace(niets, gevonden=any(_staat_in(wp, casus_id, tekst) for casus_id in casussen), alles=alles)


def _staat_in(wp: Werkplek, casus_id: str, tekst: str) -> bool:
    mensen = wp.store.find(Betrokkene, ook_verwijderd=True, casus_id=casus_id)
    kaal = " ".join(vouw(tekst).split())
    return bevat_adres(tekst, mensen) or any(
        " ".join(vouw(adres).split()) in kaal for _, adres in _adressen(wp, casus_id)
    )


def eis_nagekeken(doorzicht: Doorzicht, *, nagekeken: bool) -> None:
    """Nothing leaves that nobody looked at where something is secret.

    Raises:
        Omstandigheid: REGEL_WEIGERT "stuk_niet_nagekeken".
    """
    if doorzicht.nakijken and not nagekeken:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="stuk_niet_nagekeken")
