"""Rows of a table as reports: which column is which field, and what a cell means.

A guess is never silent: each reading that could be another one is told with its line, so that a dry run shows it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pydantic import ValidationError

from zvh_desktop.domain.aanmelding import AanmeldingBestand
from zvh_desktop.domain.betrokkene import te_ver_vooruit, vouw
from zvh_desktop.domain.csvtabel import CsvTabel
from zvh_desktop.domain.datumtekst import MAANDEN

__all__ = [
    "CSV_VELDEN",
    "CsvAanmelding",
    "CsvVeld",
    "lees_waarde",
    "maak_aanmeldingen",
    "stel_koppeling_voor",
    "zet_op_pad",
]


@dataclass(frozen=True, slots=True)
class CsvVeld:
    """A field of a report that a column can fill.

    Attributes:
        pad: where it stands in the exchange format.
        naam: in Dutch, for the screen.
        soort: "tekst", "datum", "geboortedatum", "ja_nee", "lijst" or "keuze".
        ook: other headings by which it is known.
        per_persoon: belongs to the person of the row, not to the report.
    """

    pad: str
    naam: str
    soort: str = "tekst"
    ook: tuple[str, ...] = ()
    per_persoon: bool = False


_P: Final = "betrokkenen."
CSV_VELDEN: Final = (
    CsvVeld("kenmerk", "Kenmerk van de aanmelding", ook=("aanmelding", "dossier", "id", "nummer", "zaaknummer")),
    CsvVeld(
        "ontvangen_op", "Ontvangen op", "datum", ("datum", "datum aanmelding", "aanmelddatum", "ontvangst", "ontvangen")
    ),
    CsvVeld("type", "Soort casus", "keuze", ("type", "soort")),
    CsvVeld("thema", "Thema", "lijst", ("themas", "thema's", "problematiek")),
    CsvVeld("gebied", "Gebied", ook=("locatie",)),
    CsvVeld("aanmelder.organisatie", "Organisatie van de aanmelder", ook=("organisatie", "partner", "melder")),
    CsvVeld("aanmelder.naam", "Naam van de aanmelder", ook=("aanmelder", "contactpersoon")),
    CsvVeld("aanmelder.functie", "Functie van de aanmelder", ook=("functie",)),
    CsvVeld("aanmelder.telefoon", "Telefoon van de aanmelder"),
    CsvVeld("aanmelder.email", "E-mail van de aanmelder", ook=("email", "e-mail", "mail")),
    CsvVeld(_P + "naam.voornamen", "Voornamen", ook=("voornaam", "roepnaam"), per_persoon=True),
    CsvVeld(_P + "naam.tussenvoegsel", "Tussenvoegsel", ook=("voorvoegsel", "tussenvoegsels"), per_persoon=True),
    CsvVeld(_P + "naam.achternaam", "Achternaam", ook=("naam", "geslachtsnaam"), per_persoon=True),
    CsvVeld(_P + "geboortedatum", "Geboortedatum", "geboortedatum", ("geboren", "geb datum"), per_persoon=True),
    CsvVeld(_P + "bsn", "BSN", ook=("burgerservicenummer",), per_persoon=True),
    CsvVeld(_P + "rol", "Rol", per_persoon=True),
    CsvVeld(_P + "adres.straat", "Straat", ook=("straatnaam", "adres"), per_persoon=True),
    CsvVeld(_P + "adres.huisnummer", "Huisnummer", ook=("nr", "huisnr"), per_persoon=True),
    CsvVeld(_P + "adres.postcode", "Postcode", per_persoon=True),
    CsvVeld(_P + "adres.woonplaats", "Woonplaats", ook=("plaats", "gemeente"), per_persoon=True),
    CsvVeld(_P + "adres_geheim", "Adres geheim", "ja_nee", ("geheim adres",), per_persoon=True),
    CsvVeld(_P + "telefoon", "Telefoon", ook=("tel", "mobiel"), per_persoon=True),
    CsvVeld("aanleiding", "Aanleiding", ook=("reden", "omschrijving", "toelichting")),
    CsvVeld("doel_overleg", "Doel van het overleg", ook=("doel", "wat wilt u bereiken")),
    CsvVeld("eerder_geprobeerd", "Wat is al geprobeerd", ook=("eerdere hulp",)),
    CsvVeld("acuut_onveilig", "Nu acuut onveilig", "ja_nee", ("acuut", "acuut onveilig")),
    CsvVeld("criteria.multiproblematiek", "Criterium 1: multiproblematiek", "ja_nee", ("criterium 1",)),
    CsvVeld("criteria.ketenoverstijgend", "Criterium 2: ketenoverstijgend", "ja_nee", ("criterium 2",)),
    CsvVeld("criteria.systeem_impact", "Criterium 3: systeem of omgeving", "ja_nee", ("criterium 3",)),
    CsvVeld("criteria.gebiedsgebonden", "Criterium 4: gebiedsgebonden", "ja_nee", ("criterium 4",)),
    CsvVeld("betrokkene_geinformeerd.status", "Betrokkene geïnformeerd", "keuze", ("geinformeerd",)),
    CsvVeld("betrokkene_geinformeerd.grond", "Waarom niet geïnformeerd"),
    CsvVeld("detentie.inrichting", "Inrichting (detentie)", ook=("inrichting", "pi", "detentie")),
    CsvVeld("detentie.einddatum", "Einde detentie", "datum", ("einddatum detentie",)),
)

_OP_PAD: Final = {veld.pad: veld for veld in CSV_VELDEN}
_JA: Final = frozenset({"ja", "j", "x", "1", "waar", "true", "yes"})
_NEE: Final = frozenset({"nee", "n", "0", "onwaar", "false", "no"})
_FORMULE: Final = re.compile(
    r"\s*(?:[=@]|[+-]\s*[A-Za-z(@]+[\d(]|#(?:REF|VERW|N/B|N/A|NAME|NAAM|VALUE|WAARDE|NUM|GETAL|DIV/0|DEEL/0)\b)"
)
"""What a spreadsheet works out, and what it writes where that failed."""
_ONBEKEND: Final = frozenset({"onbekend", "?", "-", "nvt", "n.v.t.", "niet bekend"})
_KEUZEN: Final = {
    "type": {
        "persoon": "persoon", "persoonsgericht": "persoon", "systeem": "systeem", "systeemgericht": "systeem",
        "gezin": "systeem", "gebied": "gebied", "gebiedsgericht": "gebied",
    },
    "betrokkene_geinformeerd.status": {
        "ja": "ja", "j": "ja", "nee": "nee", "n": "nee", "uitgesteld": "uitgesteld", "later": "uitgesteld",
        "onbekend": "onbekend",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CsvAanmelding:
    """One report out of a table.

    Attributes:
        regels: lines of the file that it was made from.
        bestand: the report; None when it cannot be read.
        fouten: sentences that say what is wrong, without the value.
        gelezen_als: sentences on readings that could be another one.
    """

    regels: tuple[int, ...]
    bestand: AanmeldingBestand | None
    fouten: tuple[str, ...]
    gelezen_als: tuple[str, ...]


def _sleutel(kop: str) -> str:
    return re.sub(r"[^a-z0-9]", "", vouw(kop))


def stel_koppeling_voor(koppen: Sequence[str]) -> dict[int, str]:
    """Return for each column that is recognised the path of its field; a field is given to one column only.

    A heading that is exactly the name of a field goes before one that only sounds like it.
    """
    koppeling: dict[int, str] = {}
    for namen in (
        {_sleutel(n): v.pad for v in CSV_VELDEN for n in (v.naam, v.pad)},
        {_sleutel(n): v.pad for v in reversed(CSV_VELDEN) for n in v.ook},
    ):
        for nr, kop in enumerate(koppen):
            pad = namen.get(_sleutel(kop))
            if pad and nr not in koppeling and pad not in koppeling.values():
                koppeling[nr] = pad
    return koppeling


def _datum(tekst: str, *, geboorte: bool, vandaag: date) -> tuple[date | None, bool]:
    """Return (day or None, whether it was a guess): day before month, as here; or year first."""
    m = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ][0-9:.]+)?", tekst, re.ASCII)
    if m:
        jaar, maand, dag, gegokt = int(m[1]), int(m[2]), int(m[3]), False
    else:
        m = re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?: [0-9:.]+)?", tekst, re.ASCII)
        if not m:
            return None, False
        dag, maand, jaar, gegokt = int(m[1]), int(m[2]), int(m[3]), len(m[3]) == 2
        if gegokt:
            jaar += 2000
            if geboorte and (jaar, maand, dag) > (vandaag.year, vandaag.month, vandaag.day):
                jaar -= 100
    try:
        gelezen = date(jaar, maand, dag)
    except ValueError:
        return None, False
    if not 1880 <= gelezen.year <= 2200:
        return None, False
    return gelezen, gegokt


def lees_waarde(veld: CsvVeld, cel: str, vandaag: date) -> tuple[Any, str, str]:
    """Read one cell; return (value, what is wrong in words without the value, how it was read when guessed)."""
    if veld.soort in ("datum", "geboortedatum"):
        if vouw(cel) in _ONBEKEND:
            return None, "", ""
        dag, gegokt = _datum(cel, geboorte=veld.soort == "geboortedatum", vandaag=vandaag)
        if dag is None:
            return None, f"{veld.naam}: dit is geen datum", ""
        if veld.soort == "geboortedatum" and te_ver_vooruit(dag, vandaag):
            return None, f"{veld.naam}: ligt meer dan een jaar vooruit", ""
        return (
            dag.isoformat(),
            "",
            f"{veld.naam} gelezen als {dag.day} {MAANDEN[dag.month - 1]} {dag.year}" if gegokt else "",
        )
    if veld.soort == "ja_nee":
        kaal = vouw(cel)
        if kaal in _ONBEKEND:
            return None, "", ""
        if kaal not in _JA | _NEE:
            return None, f"{veld.naam}: verwacht ja of nee", ""
        return kaal in _JA, "", ""
    if veld.soort == "keuze":
        keuze = _KEUZEN[veld.pad].get(vouw(cel))
        return (keuze, "", "") if keuze else (None, f"{veld.naam}: deze waarde is niet bekend", "")
    if veld.soort == "lijst":
        return [deel.strip() for deel in re.split(r"[;|/\n]", cel) if deel.strip()], "", ""
    als = f"{veld.naam} lijkt een formule en blijft gewone tekst" if _FORMULE.match(cel) else ""
    return cel, "", als


def zet_op_pad(doel: dict[str, Any], pad: str, waarde: Any) -> None:
    """Put a value at a path of names with dots in nested objects."""
    *weg, laatste = pad.split(".")
    for stap in weg:
        doel = doel.setdefault(stap, {})
    doel[laatste] = waarde


def _lees_rij(
    cellen: Sequence[str], koppeling: Mapping[int, str], vandaag: date
) -> tuple[dict[str, Any], dict[str, Any], list[str], list[str]]:
    aanmelding: dict[str, Any] = {}
    persoon: dict[str, Any] = {}
    fouten: list[str] = []
    gelezen: list[str] = []
    for nr, pad in koppeling.items():
        cel = cellen[nr]
        if not cel or pad == "kenmerk":
            continue
        veld = _OP_PAD[pad]
        waarde, fout, als = lees_waarde(veld, cel, vandaag)
        if fout:
            fouten.append(fout)
        elif waarde is not None:
            zet_op_pad(persoon if veld.per_persoon else aanmelding, pad.removeprefix(_P), waarde)
        if als:
            gelezen.append(als)
    return aanmelding, persoon, fouten, gelezen


def _in_woorden(fout: ValidationError) -> list[str]:
    """Return what does not fit, by the names of the fields; never a value."""
    zinnen: list[str] = []
    for regel in fout.errors(include_input=False, include_url=False):
        pad = ".".join(str(deel) for deel in regel["loc"] if not isinstance(deel, int))
        veld = _OP_PAD.get(pad)
        waarom = "dit is geen BSN" if pad.endswith(".bsn") else "deze waarde past niet"
        zinnen.append(f"{veld.naam if veld else pad}: {waarom}")
    return list(dict.fromkeys(zinnen))


def maak_aanmeldingen(tabel: CsvTabel, koppeling: Mapping[int, str], vandaag: date) -> list[CsvAanmelding]:
    """Turn rows into reports; rows that carry the same mark and follow each other are one report with more persons.

    Args:
        tabel: the file.
        koppeling: column number to path of a field; columns that are not named are left out.
        vandaag: for years of two digits, and for the day of receipt when none is given.
    """
    kenmerk = next((nr for nr, pad in koppeling.items() if pad == "kenmerk"), None)
    groepen: list[list[tuple[int, tuple[str, ...]]]] = []
    vorig = ""
    for regel, cellen in tabel.rijen:
        merk = cellen[kenmerk] if kenmerk is not None else ""
        if merk and merk == vorig:
            groepen[-1].append((regel, cellen))
        else:
            groepen.append([(regel, cellen)])
        vorig = merk
    uit = [_aanmelding(groep, koppeling, vandaag) for groep in groepen]
    uit += [
        CsvAanmelding((regel,), None, (f"deze regel heeft {aantal} cellen, meer dan er koppen zijn",), ())
        for regel, aantal in tabel.onpasbaar
    ]
    return sorted(uit, key=lambda een: een.regels)


def _aanmelding(
    groep: Sequence[tuple[int, tuple[str, ...]]], koppeling: Mapping[int, str], vandaag: date
) -> CsvAanmelding:
    inhoud: dict[str, Any] = {}
    personen: list[dict[str, Any]] = []
    fouten: list[str] = []
    gelezen: list[str] = []
    for _, cellen in groep:
        aanmelding, persoon, mis, als = _lees_rij(cellen, koppeling, vandaag)
        inhoud = inhoud or aanmelding
        if persoon:
            personen.append(persoon)
        fouten += mis
        gelezen += als
    regels = tuple(regel for regel, _ in groep)
    if not fouten and not inhoud and not personen:
        fouten.append("op deze regel staat niets in de gekozen kolommen")
    if fouten:
        return CsvAanmelding(regels, None, tuple(dict.fromkeys(fouten)), tuple(dict.fromkeys(gelezen)))
    inhoud.setdefault("ontvangen_op", vandaag.isoformat())
    inhoud.setdefault("type", "persoon" if len(personen) == 1 else "systeem" if personen else "gebied")
    try:
        bestand = AanmeldingBestand.model_validate(
            {"formaat": "zvh-aanmelding/1", "wijze": "csv", **inhoud, "betrokkenen": personen}
        )
    except ValidationError as fout:
        return CsvAanmelding(regels, None, tuple(_in_woorden(fout)), tuple(gelezen))
    return CsvAanmelding(regels, bestand, (), tuple(dict.fromkeys(gelezen)))
