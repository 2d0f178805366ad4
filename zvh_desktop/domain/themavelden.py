"""The fields of the theme blocks as data: title, kind of input, choices, secrecy; and whom a theme suggests."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from zvh_desktop.domain.betrokkene import Betrokkene, leeftijd, vouw
from zvh_desktop.domain.casus import themanaam
from zvh_desktop.domain.partner import PARTNERSOORTEN, Partner
from zvh_desktop.domain.themablok import (
    CATEGORIEEN,
    JA_NEE,
    ONVEILIGHEID,
    SCHAALBESLUITEN,
    TITELS,
    Themablok,
    ThemaHgkm,
    ThemaMensenhandel,
    ThemaRadicalisering,
    ThemaReintegratie,
    Themarij,
    ThemaVerward,
    gevuld,
)

__all__ = [
    "BLOKKEN",
    "GEHEIM",
    "Blok",
    "Blokveld",
    "Lijst",
    "Suggestie",
    "blok_van",
    "blokken_van",
    "elders_in_woorden",
    "keuzewoorden",
    "lijst_van",
    "uitnodigingen",
]


@dataclass(frozen=True, slots=True)
class Blokveld:
    """A field of a block as it is shown and filled in.

    Attributes:
        naam: field of the record; of a reference, what is told there ("betrokkenen", "minderjarigen").
        titel: on screens, in the history and on paper.
        soort: `regel`, `tekst`, `datum`, `keuze`, or `elders`: kept in another place and only told here.
        keuzes: words by value, for a `keuze`.
        uitleg: one line below the field.
        geheim: masked until shown on purpose, which is logged; on no paper, in no search.
        binnen: says what others may not know, so it is on no paper either.
        naast: stands beside the one before it.
    """

    naam: str
    titel: str
    soort: str = "regel"
    keuzes: Mapping[str, str] | None = None
    uitleg: str = ""
    geheim: bool = False
    binnen: bool = False
    naast: bool = False


@dataclass(frozen=True, slots=True)
class Lijst:
    """A list of a block; `velden` are fields of Themarij with the titles they have in this one.

    Attributes:
        een: one row of it, as in "melding toevoegen".
    """

    naam: str
    titel: str
    een: str
    velden: tuple[Blokveld, ...]


@dataclass(frozen=True, slots=True)
class Blok:
    """What a theme adds.

    Attributes:
        klasse: kind of record.
        themas: keys of the themes that show it.
        let_op: one sentence above the block, "" for none.
        basisvoorwaarden: the five basic conditions belong to it.
        partnersoorten: kinds of partner to invite, as keys of PARTNERSOORTEN.
        ook: whom to invite besides, of whom the register has no kind of its own.
    """

    klasse: type[Themablok]
    titel: str
    themas: tuple[str, ...]
    velden: tuple[Blokveld, ...]
    lijsten: tuple[Lijst, ...] = ()
    let_op: str = ""
    basisvoorwaarden: bool = False
    partnersoorten: tuple[str, ...] = ()
    ook: tuple[str, ...] = ()

    @property
    def soort(self) -> str:
        """Kind of record, which names the block everywhere."""
        return self.klasse.soort


BLOKKEN: Final[tuple[Blok, ...]] = (
    Blok(
        ThemaHgkm,
        "Huiselijk geweld en kindermishandeling",
        ("huiselijk_geweld_kindermishandeling",),
        (
            Blokveld("betrokkenen", "Gezinsleden, rollen en veilig contact", "elders"),
            Blokveld("minderjarigen", "Minderjarigen", "elders"),
            Blokveld("onveiligheid", "Onveiligheid", "keuze", ONVEILIGHEID),
            Blokveld("huisverbod", "Huisverbod", "keuze", JA_NEE, naast=True),
            Blokveld("huisverbod_tot", "Huisverbod tot en met", "datum", naast=True),
            Blokveld("toelichting_onveiligheid", "Waaruit blijkt de onveiligheid", "tekst"),
            Blokveld(
                "niet_zien",
                "Wie in het gezin mag wat niet weten",
                "tekst",
                binnen=True,
                uitleg="Bijvoorbeeld waar iemand verblijft of dat er een melding is gedaan.",
            ),
        ),
        (
            Lijst(
                "veilig_thuis",
                "Meldingen bij Veilig Thuis",
                "melding",
                (
                    Blokveld("van", "Gemeld op", "datum"),
                    Blokveld("kop", "Nummer", naast=True),
                    Blokveld("tekst", "Vervolg", "tekst"),
                ),
            ),
        ),
        partnersoorten=(
            "veilig_thuis", "politie", "om", "reclassering", "rvdk", "gi", "jeugdhulp", "opvang", "wijkteam",
        ),
    ),
    Blok(
        ThemaVerward,
        "Onbegrepen gedrag en levensloop",
        ("verward_gedrag", "levensloop"),
        (
            Blokveld("categorie", "Categorie", "keuze", CATEGORIEEN),
            Blokveld("levensloop", "Opgenomen in de levensloopaanpak", "keuze", JA_NEE),
            Blokveld("levensloop_op", "Opgenomen op", "datum", naast=True),
            Blokveld("aanbieder", "Levensloopaanbieder", naast=True),
            Blokveld("crisisafspraken", "Crisisafspraken", "tekst", uitleg="Wie wordt gebeld, wie komt, wat helpt."),
            Blokveld("kengetallen", "Kengetallen", "tekst", uitleg="Hoofdkenmerken en voortgang voor de monitoring."),
        ),
        (
            Lijst(
                "titels",
                "Titels",
                "titel",
                (
                    Blokveld("keuze", "Titel", "keuze", TITELS),
                    Blokveld("tot", "Einddatum", "datum", naast=True),
                    Blokveld("tekst", "Toelichting", "tekst"),
                ),
            ),
        ),
        partnersoorten=("ggz", "fggz", "dji", "om", "politie", "gemeente", "beschermd_wonen"),
        ook=("NIFP", "Gehandicaptenzorg (VG)"),
    ),
    Blok(
        ThemaReintegratie,
        "Re-integratie na detentie",
        ("re_integratie",),
        (
            Blokveld("in_detentie", "In detentie", "keuze", JA_NEE),
            Blokveld("inrichting", "Inrichting", naast=True),
            Blokveld("sinds", "In detentie sinds", "datum"),
            Blokveld("einddatum", "Einddatum detentie", "datum", naast=True),
            Blokveld("casemanager", "Casemanager DJI", uitleg="Naam en hoe die te bereiken is."),
            Blokveld("inrichting_gemeld_op", "Inrichting op de hoogte sinds", "datum", naast=True),
            Blokveld("dji_bijdrage", "Bijdrage van DJI tijdens detentie", "tekst"),
            Blokveld("voorwaarden", "Voorwaardelijke invrijheidstelling en bijzondere voorwaarden", "tekst"),
            Blokveld("trajectberaad_op", "Trajectberaad (jonger dan 18)", "datum"),
        ),
        (
            Lijst(
                "verlof",
                "Verlofbewegingen",
                "verlofbeweging",
                (
                    Blokveld("kop", "Soort verlof"),
                    Blokveld("van", "Van", "datum"),
                    Blokveld("tot", "Tot en met", "datum", naast=True),
                    Blokveld("gedaan", "Besproken met het ZVH", "schakel"),
                    Blokveld("tekst", "Toelichting", "tekst"),
                ),
            ),
            Lijst(
                "adviezen",
                "Adviezen aan de rechtbank",
                "advies",
                (
                    Blokveld("van", "Datum", "datum"),
                    Blokveld("kop", "Via", uitleg="Bijvoorbeeld 3RO of de RvdK.", naast=True),
                    Blokveld("tekst", "Advies", "tekst"),
                ),
            ),
        ),
        basisvoorwaarden=True,
        partnersoorten=("dji", "reclassering", "gemeente", "rvdk", "om"),
    ),
    Blok(
        ThemaMensenhandel,
        "Mensenhandel",
        ("mensenhandel",),
        (
            Blokveld("zorgcoordinator", "Zorgcoördinator"),
            Blokveld("opvang", "Opvang", uitleg="Schrijf hier geen plaats of adres.", naast=True),
            Blokveld("opvang_adres", "Adres van de opvang", geheim=True),
            Blokveld("verblijf", "Traject rond de verblijfsstatus", "tekst"),
            Blokveld("aangifte", "Aangifte gedaan", "keuze", JA_NEE),
            Blokveld("comensha", "Gemeld bij CoMensha", "keuze", JA_NEE, naast=True),
            Blokveld("comensha_op", "Gemeld op", "datum", naast=True),
        ),
        partnersoorten=("opvang",),
        ook=("Zorgcoördinator mensenhandel",),
    ),
    Blok(
        ThemaRadicalisering,
        "Radicalisering en extremisme",
        ("radicalisering",),
        (
            Blokveld("duiding", "Duiding", "tekst"),
            Blokveld("duiding_door", "Duiding door"),
            Blokveld("duiding_op", "Duiding op", "datum", naast=True),
            Blokveld("terugkeerder", "Terugkeerder", "keuze", JA_NEE, naast=True),
            Blokveld("regio_contact", "Contact buiten de regio", "tekst"),
            Blokveld("besluit", "Op- of afschaalbesluit", "keuze", SCHAALBESLUITEN),
            Blokveld("besluit_op", "Besloten op", "datum", naast=True),
            Blokveld("besluit_motivering", "Motivering van het besluit", "tekst"),
        ),
        (
            Lijst(
                "risicofactoren",
                "Risicofactoren en interventies",
                "risicofactor",
                (Blokveld("kop", "Risicofactor"), Blokveld("tekst", "Interventies op deze factor", "tekst")),
            ),
        ),
        let_op=(
            "Voor dit thema geldt een eigen wet. Het contactpunt voor de betrokkene is de burgemeester van de gemeente "
            "van verblijf."
        ),
        partnersoorten=("gemeente", "om", "politie", "reclassering", "rvdk"),
    ),
)  # fmt: skip
"""Every block, in the order of the domain reference."""

GEHEIM: Final = frozenset((blok.soort, v.naam) for blok in BLOKKEN for v in blok.velden if v.geheim)
"""(kind, field) of what is masked in the history, in drafts and where versions stand side by side."""


@dataclass(frozen=True, slots=True)
class Suggestie:
    """Whom a theme suggests to have at the table.

    Attributes:
        wie: name of the partner, or of the kind when the register has none.
        partner_id: "" when the register has none.
        themas: names of the themes that ask for it.
        al: invited already.
    """

    wie: str
    partner_id: str
    themas: tuple[str, ...]
    al: bool = False


def blok_van(soort: str) -> Blok:
    """Return a block by its kind."""
    return next(blok for blok in BLOKKEN if blok.soort == soort)


def lijst_van(naam: str) -> tuple[Blok, Lijst] | None:
    """Return a list by its name with its block, None for one this program does not know."""
    return next(((b, lijst) for b in BLOKKEN for lijst in b.lijsten if lijst.naam == naam), None)


def blokken_van(
    themas: Iterable[str], records: Mapping[str, Themablok], rijen: Iterable[Themarij]
) -> tuple[tuple[Blok, bool], ...]:
    """Return the blocks to show, each with whether a theme of the casus asks for it.

    A block whose theme was taken away stays as long as something stands in it, and is shown as such.
    """
    nu = set(themas)
    met_rijen = {gevonden[0].soort for rij in rijen if (gevonden := lijst_van(rij.lijst)) is not None}
    return tuple(
        (blok, actief)
        for blok in BLOKKEN
        if (actief := not nu.isdisjoint(blok.themas)) or gevuld(records.get(blok.soort)) or blok.soort in met_rijen
    )


def uitnodigingen(
    themas: Sequence[str], partners: Iterable[Partner], genodigd_ids: Iterable[str], genodigd_namen: Iterable[str]
) -> tuple[Suggestie, ...]:
    """Return whom the themes of a casus suggest to invite: partners of the register first, then who is not in it.

    Args:
        themas: of the casus.
        partners: the register; withdrawn ones do not count.
        genodigd_ids: partners that were invited.
        genodigd_namen: names of organisations that were invited, as written.
    """
    ids, namen = set(genodigd_ids), {vouw(naam) for naam in genodigd_namen if naam.strip()}
    register = sorted((p for p in partners if not p.verwijderd), key=lambda p: (not p.vast, p.naam.casefold()))
    gevonden: dict[str, tuple[str, str, list[str], bool]] = {}

    def zet(sleutel: str, wie: str, partner_id: str, thema: str, *, al: bool) -> None:
        gevonden.setdefault(sleutel, (wie, partner_id, [], al))[2].append(thema)

    for blok in BLOKKEN:
        for thema in (themanaam(t) for t in themas if t in blok.themas):
            for soort in blok.partnersoorten:
                van_soort = [p for p in register if p.partnersoort == soort]
                for p in van_soort:
                    al = p.id in ids or not namen.isdisjoint((vouw(p.naam), vouw(p.kortweg)))
                    zet(p.id, p.naam, p.id, thema, al=al)
                if not van_soort:
                    naam = PARTNERSOORTEN[soort]
                    zet(soort, naam, "", thema, al=vouw(naam) in namen)
            for naam in blok.ook:
                zet(naam, naam, "", thema, al=any(vouw(naam) in n or n in vouw(naam) for n in namen))
    alle = (Suggestie(wie, id_, tuple(dict.fromkeys(t)), al) for wie, id_, t, al in gevonden.values())
    return tuple(sorted(alle, key=lambda s: not s.partner_id))


def elders_in_woorden(naam: str, betrokkenen: Sequence[Betrokkene], vandaag: date) -> str:
    """Tell what is kept with the betrokkenen and belongs to a block too, so that nobody types it twice.

    Args:
        naam: of the field: "betrokkenen" or "minderjarigen".
        betrokkenen: of the casus.
        vandaag: decides who is a minor.
    """
    if naam == "minderjarigen":
        jong = [
            (b.volledige_naam or b.rol or "zonder naam", max(leeftijd(b.geboortedatum, vandaag), 0))
            for b in betrokkenen
            if b.geboortedatum is not None and leeftijd(b.geboortedatum, vandaag) < 18
        ]
        onbekend = sum(b.geboortedatum is None for b in betrokkenen)
        delen = [", ".join(f"{wie} ({jaar})" for wie, jaar in jong) or "geen bekend"]
        if onbekend:
            delen.append(f"van {onbekend} is de geboortedatum niet bekend")
        return "; ".join(delen)
    wie = [f"{b.volledige_naam or 'zonder naam'}{f' ({b.rol})' if b.rol else ''}" for b in betrokkenen]
    geheim = sum(b.adres_geheim for b in betrokkenen)
    delen = [", ".join(wie) or "nog niemand"]
    if geheim:
        delen.append("1 geheim adres" if geheim == 1 else f"{geheim} geheime adressen")
    return "; ".join(delen)


def keuzewoorden() -> dict[tuple[str, str], Mapping[Any, str]]:
    """Return the words of every choice of the blocks, by (kind, field)."""
    return {(b.soort, v.naam): v.keuzes for b in BLOKKEN for v in b.velden if v.keuzes is not None}
