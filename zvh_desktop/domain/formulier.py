"""The report as a form to fill in: which fields it has, and a report from what was filled in.

The same fields as every other door; the PDF that carries them is made and read elsewhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pydantic import ValidationError

from zvh_desktop.domain.aanmelding import AanmeldingBestand, zichtbaar
from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.domain.csvaanmelding import CSV_VELDEN, CsvVeld, lees_waarde, zet_op_pad
from zvh_desktop.domain.errors import Omstandigheid, Reden

__all__ = ["FORMULIER", "FORMULIERVERSIE", "Formulierdeel", "Formulierveld", "uit_formulier"]

FORMULIERVERSIE: Final = 1
"""Written in each form; one of a newer program is refused by name."""

_PERSONEN: Final = 4
_GENODIGDEN: Final = 8
_LANGST: Final = 100_000
_MEESTE_VREEMD: Final = 200
_NAAM: Final = 120


@dataclass(frozen=True, slots=True)
class Formulierveld:
    """One field of the form.

    Attributes:
        naam: name of the field in the file: a path of the exchange format, with a number for persons and invitees.
        label: what stands above it.
        soort: as `CsvVeld.soort`.
        breed: part of the width of the page, of twelve.
        regels: lines high; more than one is prose.
        keuzen: what can be chosen; empty for free text.
    """

    naam: str
    label: str
    soort: str
    breed: int
    regels: int = 1
    keuzen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Formulierdeel:
    """A part of the form under its own heading, with a sentence that helps."""

    kop: str
    uitleg: str
    velden: tuple[Formulierveld, ...]


_JA_NEE: Final = ("ja", "nee")
_BREED: Final = {
    "naam.voornamen": 4, "naam.tussenvoegsel": 2, "naam.achternaam": 6, "geboortedatum": 3, "bsn": 3, "rol": 6,
    "adres.straat": 5, "adres.huisnummer": 2, "adres.postcode": 2, "adres.woonplaats": 3, "adres_geheim": 3,
    "telefoon": 4,
}  # fmt: skip


def _persoon(nr: int) -> Formulierdeel:
    velden = []
    for veld in CSV_VELDEN:
        if veld.per_persoon:
            kort = veld.pad.removeprefix("betrokkenen.")
            keuzen = _JA_NEE if veld.soort == "ja_nee" else ()
            velden.append(Formulierveld(f"betrokkenen.{nr}.{kort}", veld.naam, veld.soort, _BREED[kort], 1, keuzen))
    uitleg = "Om wie het vooral gaat." if nr == 0 else "Laat leeg als er niemand meer is."
    return Formulierdeel(f"Betrokkene {nr + 1}", uitleg, tuple(velden))


def _motief(nr: int) -> Formulierveld:
    return Formulierveld(f"motivering.{nr}", "Waarom", "tekst", 12, 2)


def _criterium(nr: int, naam: str, tekst: str) -> tuple[Formulierveld, Formulierveld]:
    return Formulierveld(f"criteria.{naam}", f"{nr}. {tekst}", "ja_nee", 3, 1, _JA_NEE), _motief(nr)


FORMULIER: Final = (
    Formulierdeel(
        "Wie meldt aan",
        "Met deze gegevens nemen wij contact met u op.",
        (
            Formulierveld("aanmelder.organisatie", "Organisatie", "tekst", 6),
            Formulierveld("ontvangen_op", "Datum", "datum", 3),
            Formulierveld("type", "Gaat het om", "keuze", 3, 1, ("persoon", "systeem", "gebied")),
            Formulierveld("aanmelder.naam", "Uw naam", "tekst", 6),
            Formulierveld("aanmelder.functie", "Functie", "tekst", 6),
            Formulierveld("aanmelder.telefoon", "Telefoon", "tekst", 6),
            Formulierveld("aanmelder.email", "E-mail", "tekst", 6),
            Formulierveld("thema", "Thema; meer dan een: met een puntkomma ertussen", "lijst", 8),
            Formulierveld("gebied", "Gebied, als het om een plek gaat", "tekst", 4),
        ),
    ),
    *(_persoon(nr) for nr in range(_PERSONEN)),
    Formulierdeel(
        "Aanleiding en doel",
        "Schrijf feiten en oordelen apart: wat is gezien of gehoord, en wat denkt u daarvan?",
        (
            Formulierveld("aanleiding", "Wat is er aan de hand?", "tekst", 12, 17),
            Formulierveld("doel_overleg", "Wat wilt u met een overleg bereiken?", "tekst", 12, 7),
            Formulierveld("eerder_geprobeerd", "Wat is al geprobeerd?", "tekst", 12, 10),
            Formulierveld("acuut_onveilig", "Is het nu acuut onveilig? Bel dan ook.", "ja_nee", 4, 1, _JA_NEE),
            Formulierveld("detentie.inrichting", "Zit iemand vast? Waar", "tekst", 5),
            Formulierveld("detentie.einddatum", "Tot wanneer", "datum", 3),
        ),
    ),
    Formulierdeel(
        "Landelijke criteria complexe casuïstiek",
        "Een casus past bij 1, 2 en 3 samen, of bij 4.",
        (
            *_criterium(1, "multiproblematiek", "Meerdere problemen op meer dan één leefgebied?"),
            *_criterium(2, "ketenoverstijgend", "Is samenwerking tussen meerdere ketens nodig?"),
            *_criterium(3, "systeem_impact", "Invloed op het (gezins)systeem of de directe omgeving?"),
            *_criterium(4, "gebiedsgebonden", "Ernstige lokale of gebiedsgebonden veiligheidsproblematiek?"),
        ),
    ),
    Formulierdeel(
        "Is de betrokkene geïnformeerd?",
        "Bespreek de aanmelding vooraf, tenzij er redenen zijn om dat niet te doen.",
        (
            Formulierveld(
                "betrokkene_geinformeerd.status", "Geïnformeerd", "keuze", 3, 1, ("ja", "nee", "uitgesteld", "onbekend")
            ),
            Formulierveld("betrokkene_geinformeerd.datum", "Op", "datum", 3),
            Formulierveld("betrokkene_geinformeerd.door", "Door", "tekst", 6),
            Formulierveld("betrokkene_geinformeerd.grond", "Zo niet: waarom niet?", "tekst", 9, 2),
            Formulierveld("betrokkene_geinformeerd.herzien_op", "Opnieuw bekijken op", "datum", 3),
        ),
    ),
    Formulierdeel(
        "Wie moet erbij zijn",
        "Partners die u uitgenodigd wilt zien.",
        tuple(
            Formulierveld(f"uit_te_nodigen.{nr}.{deel}", label if nr == 0 else "", "tekst", breed)
            for nr in range(_GENODIGDEN)
            for deel, label, breed in (
                ("organisatie", "Organisatie", 4), ("naam", "Naam", 4), ("telefoon", "Telefoon", 2),
                ("email", "E-mail", 2),
            )
        ),
    ),
)  # fmt: skip
"""The form, in reading order."""

_ALLE: Final = {veld.naam: veld for deel in FORMULIER for veld in deel.velden}
_KIND: Final = {veld.pad: veld for veld in CSV_VELDEN}


def _bekend(veld: Formulierveld) -> CsvVeld:
    zonder = ".".join(deel for deel in veld.naam.split(".") if not deel.isdigit())
    return _KIND.get(zonder) or CsvVeld(veld.naam, veld.label or zonder, veld.soort)


def _vreemd(waarden: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Fields that were filled in and are not of this form: an older one had them, or somebody added them."""
    for naam, ruw in waarden.items():
        cel = zichtbaar(ruw).strip()
        if naam not in _ALLE and cel and vouw(cel) not in ("kies", "off"):
            yield naam, cel


def uit_formulier(waarden: Mapping[str, str], vandaag: date) -> AanmeldingBestand:
    """Make a report of what was filled in.

    Args:
        waarden: name of a field to its text; what stands in a field that this form does not have (any more) is kept
            under its own name, as what else a report holds.
        vandaag: day of receipt when none was filled in.

    Raises:
        Omstandigheid: BESTAND_LEEG with `wat` "formulier", nothing was filled in; AANMELDING_ONGELDIG with `velden`,
            the paths of what cannot be read as in `lees_aanmelding`, and `te_lang`, those that hold too much; never
            what was written there.
    """
    inhoud: dict[str, Any] = {}
    lijsten: dict[str, dict[int, dict[str, Any]]] = {}
    mis: list[str] = []
    lang: list[str] = []
    for naam, veld in _ALLE.items():
        cel = zichtbaar(waarden.get(naam, "")).strip()
        if not cel or vouw(cel) in ("kies", "off"):
            continue
        bekend = _bekend(veld)
        if len(cel) > _LANGST:
            lang.append(naam)
            continue
        waarde, fout, _ = lees_waarde(bekend, cel, vandaag)
        if fout:
            mis.append(naam)
        elif waarde is not None:
            wortel, _, rest = naam.partition(".")
            nummer, _, pad = rest.partition(".")
            if wortel in ("betrokkenen", "uit_te_nodigen"):
                zet_op_pad(lijsten.setdefault(wortel, {}).setdefault(int(nummer), {}), pad, waarde)
            else:
                zet_op_pad(inhoud, naam, waarde)
    vreemd = {f"formulier.{zichtbaar(naam).strip()[:_NAAM]}": cel for naam, cel in _vreemd(waarden)}
    if len(vreemd) > _MEESTE_VREEMD or any(len(cel) > _LANGST for cel in vreemd.values()):
        mis.append("vreemd")
    if mis or lang:
        raise Omstandigheid(Reden.AANMELDING_ONGELDIG, velden=tuple(mis), te_lang=tuple(lang))
    if not inhoud and not lijsten and not vreemd:
        raise Omstandigheid(Reden.BESTAND_LEEG, wat="formulier")
    inhoud |= vreemd
    for wortel, delen in lijsten.items():
        inhoud[wortel] = [deel for _, deel in sorted(delen.items())]
    inhoud.setdefault("ontvangen_op", vandaag.isoformat())
    personen = len(inhoud.get("betrokkenen", ()))
    inhoud.setdefault("type", "persoon" if personen == 1 else "systeem" if personen else "gebied")
    try:
        return AanmeldingBestand.model_validate({"formaat": "zvh-aanmelding/1", "wijze": "formulier", **inhoud})
    except ValidationError as fout:
        namen = tuple(dict.fromkeys(".".join(map(str, f["loc"])) for f in fout.errors(include_input=False)))
        raise Omstandigheid(Reden.AANMELDING_ONGELDIG, velden=namen) from None
