"""Many reports from one CSV file: look first, then take all of them in at once, or none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from zvh_desktop.domain.aanmelding import herkenning
from zvh_desktop.domain.casus import volgend_nummer
from zvh_desktop.domain.csvaanmelding import CSV_VELDEN, CsvAanmelding, maak_aanmeldingen, stel_koppeling_voor
from zvh_desktop.domain.csvtabel import GROOTSTE_CSV, CsvTabel, lees_csv
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.record import Record
from zvh_desktop.services.aanmeldingen import Plek, Voorstel, beoordeel, nieuwe_stukken
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import queries
from zvh_desktop.store.store import Transactie

__all__ = [
    "CSV_VELDEN",
    "GROOTSTE_CSV",
    "CsvInvoer",
    "CsvTabel",
    "Proef",
    "Proefregel",
    "is_csv",
    "lees_csv",
    "proef",
    "stel_koppeling_voor",
    "voer_in",
]

_PER_KEER = 50
"""Reports between two signs of progress."""
_PER_BEWAREN = 1000
"""Reports that are saved together: the fewer times, the more of the work is done in order."""

Voortgang = Callable[[int, int], bool]
"""Told how many of how many are done; answers False to stop."""


def _ga_door(_gedaan: int, _totaal: int) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Proefregel:
    """What would become of one report.

    Attributes:
        regels: lines of the file.
        oordeel: "nieuw", "was_er_al", "dubbel_in_bestand", "lijkt_op_eerdere" or "fout".
        naam: short description for the screen; empty when it cannot be read.
        fouten: what is wrong.
        gelezen_als: readings to look at.
        ontbreekt: fields that the report still lacks.
        bekend: numbers of the casussen in which a person of this report stands already.
    """

    regels: tuple[int, ...]
    oordeel: str
    naam: str
    fouten: tuple[str, ...]
    gelezen_als: tuple[str, ...]
    ontbreekt: tuple[str, ...]
    bekend: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proef:
    """A dry run: a line for each report, and those that can be taken in."""

    regels: tuple[Proefregel, ...]
    nieuw: tuple[Voorstel, ...]

    def aantal(self, oordeel: str) -> int:
        """How many reports have this judgement."""
        return sum(1 for regel in self.regels if regel.oordeel == oordeel)


@dataclass(frozen=True, slots=True)
class CsvInvoer:
    """Receipt: how many casussen were made, and their numbers in order."""

    nummers: tuple[str, ...]
    bon: Bon


def is_csv(bestandsnaam: str) -> bool:
    """Does the name promise a table?"""
    return bestandsnaam.lower().endswith((".csv", ".tsv"))


def proef(wp: Werkplek, tabel: CsvTabel, koppeling: Mapping[int, str], voortgang: Voortgang = _ga_door) -> Proef:
    """Judge every report of a table; writes nothing.

    Args:
        wp: workplace.
        tabel: from `lees_csv`.
        koppeling: column to field, such as `stel_koppeling_voor` proposes.
        voortgang: told every so many reports.

    Raises:
        Omstandigheid: AFGEBROKEN when `voortgang` says so; REGEL_WEIGERT (`csv_zonder_velden`), no column is
            linked to a field.
    """
    if not set(koppeling.values()) - {"kenmerk"}:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="csv_zonder_velden")
    aanmeldingen = maak_aanmeldingen(tabel, koppeling, wp.vandaag())
    gezien: set[str] = set()
    sleutels: set[str] = set()
    regels: list[Proefregel] = []
    nieuw: list[Voorstel] = []
    for nr, een in enumerate(aanmeldingen):
        if nr % _PER_KEER == 0 and not voortgang(nr, len(aanmeldingen)):
            raise Omstandigheid(Reden.AFGEBROKEN)
        regel, voorstel = _beoordeel(wp, een, gezien, sleutels)
        regels.append(regel)
        if voorstel is not None:
            nieuw.append(voorstel)
    return Proef(tuple(regels), tuple(nieuw))


def _beoordeel(
    wp: Werkplek, een: CsvAanmelding, gezien: set[str], sleutels: set[str]
) -> tuple[Proefregel, Voorstel | None]:
    if een.bestand is None:
        return Proefregel(een.regels, "fout", "", een.fouten, een.gelezen_als, (), ()), None
    voorstel = beoordeel(wp, een.bestand)
    sha, sleutel = voorstel.inhoud_sha256, herkenning(een.bestand)
    eerste = een.bestand.betrokkenen[0].naam if een.bestand.betrokkenen else None
    naam = " ".join(filter(None, (eerste.voornamen, eerste.tussenvoegsel, eerste.achternaam))) if eerste else ""
    if voorstel.dubbel_casus_id:
        oordeel = "was_er_al"
    elif sha in gezien:
        oordeel = "dubbel_in_bestand"
    elif voorstel.correctie_id or sleutel in sleutels:
        oordeel = "lijkt_op_eerdere"
    else:
        oordeel = "nieuw"
    gezien.add(sha)
    sleutels.add(sleutel)
    bekend = tuple(dict.fromkeys(b.nummer for b in voorstel.bekenden))
    regel = Proefregel(een.regels, oordeel, naam or een.bestand.gebied, (), een.gelezen_als, voorstel.ontbreekt, bekend)
    return regel, voorstel if oordeel == "nieuw" else None


def voer_in(wp: Werkplek, bedoeld: Proef, voortgang: Voortgang = _ga_door) -> CsvInvoer:
    """Take in every new report of a dry run, each as a casus of its own, in one transaction.

    Raises:
        Omstandigheid: AFGEBROKEN when `voortgang` says so; nothing is left behind then. NIET_BEVOEGD.
    """
    wp.eis_recht(Daad.AANMELDING_INNEMEN)
    jaar = wp.vandaag().year
    bezet = list(queries.casusnummers(wp.store.verbinding, jaar))
    nummers: list[str] = []
    huis = wp.regio()
    with wp.transactie(f"{len(bedoeld.nieuw)} aanmeldingen ingelezen") as t:
        per_soort: dict[str, list[Record]] = {}
        for gedaan, voorstel in enumerate(bedoeld.nieuw):
            if gedaan % _PER_KEER == 0 and not voortgang(gedaan, len(bedoeld.nieuw)):
                raise Omstandigheid(Reden.AFGEBROKEN)
            if gedaan % _PER_BEWAREN == 0:
                _bewaar(t, per_soort)
            nummer = volgend_nummer(jaar, bezet[-1:] if nummers else bezet)
            bezet.append(nummer)
            nummers.append(nummer)
            plek = Plek(wp.nieuw_id(), wp.nieuwe_stream(), nummer)
            for stuk in nieuwe_stukken(wp, voorstel, plek, huis):
                per_soort.setdefault(stuk.soort, []).append(stuk)
        _bewaar(t, per_soort)
        t.audit("csv_ingelezen", (), {"aantal": len(nummers)})
    return CsvInvoer(tuple(nummers), t.bon)


def _bewaar(t: Transactie, per_soort: dict[str, list[Record]]) -> None:
    """Save what was gathered, a kind at a time and in order of id, and forget it."""
    for stukken in per_soort.values():
        t.save_many(sorted(stukken, key=lambda stuk: stuk.id))
    per_soort.clear()
