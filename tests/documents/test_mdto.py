"""Archive metadata: the shape the norm publishes, and nothing that nobody decided."""

import hashlib
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest
from documents.stukken import NU, RUBRICERING

from zvh_desktop.documents.mdto import Archiefgegevens, beschrijf_bestand, beschrijf_stuk
from zvh_desktop.domain.errors import Omstandigheid, Programmafout, Reden
from zvh_desktop.services.meldingen import REGELS

RUIMTE = "{https://www.nationaalarchief.nl/mdto}"
BEGRIP = [("begripLabel", 1, 1), ("begripCode", 0, 1), ("begripBegrippenlijst", 1, 1)]
VERWIJZING = [("verwijzingNaam", 1, 1), ("verwijzingIdentificatie", 0, 1)]
VEEL = 10**6
VORM = {
    "MDTO": [("informatieobject", 0, 1), ("bestand", 0, 1)],
    "informatieobject": [
        ("identificatie", 1, VEEL), ("naam", 1, 1), ("aggregatieniveau", 0, 1), ("classificatie", 0, VEEL),
        ("trefwoord", 0, VEEL), ("omschrijving", 0, VEEL), ("raadpleeglocatie", 0, VEEL), ("dekkingInTijd", 0, VEEL),
        ("dekkingInRuimte", 0, VEEL), ("taal", 0, VEEL), ("event", 0, VEEL), ("waardering", 1, 1),
        ("bewaartermijn", 0, 1), ("informatiecategorie", 0, 1), ("isOnderdeelVan", 0, VEEL),
        ("bevatOnderdeel", 0, VEEL), ("heeftRepresentatie", 0, VEEL), ("aanvullendeMetagegevens", 0, VEEL),
        ("gerelateerdInformatieobject", 0, VEEL), ("archiefvormer", 1, VEEL), ("betrokkene", 0, VEEL),
        ("activiteit", 0, 1), ("beperkingGebruik", 1, VEEL),
    ],
    "bestand": [
        ("identificatie", 1, VEEL), ("naam", 1, 1), ("omvang", 1, 1), ("bestandsformaat", 1, 1),
        ("checksum", 1, VEEL), ("URLBestand", 0, 1), ("isRepresentatieVan", 1, 1),
    ],
    "identificatie": [("identificatieKenmerk", 1, 1), ("identificatieBron", 1, 1)],
    "verwijzingIdentificatie": [("identificatieKenmerk", 1, 1), ("identificatieBron", 1, 1)],
    "event": [
        ("eventType", 1, 1), ("eventTijd", 0, 1), ("eventVerantwoordelijkeActor", 0, 1), ("eventResultaat", 0, 1),
    ],
    "bewaartermijn": [
        ("termijnTriggerStartLooptijd", 0, 1), ("termijnStartdatumLooptijd", 0, 1), ("termijnLooptijd", 0, 1),
        ("termijnEinddatum", 0, 1),
    ],
    "beperkingGebruik": [
        ("beperkingGebruikType", 1, 1), ("beperkingGebruikNadereBeschrijving", 0, 1),
        ("beperkingGebruikDocumentatie", 0, VEEL), ("beperkingGebruikTermijn", 0, 1),
    ],
    "checksum": [("checksumAlgoritme", 1, 1), ("checksumWaarde", 1, 1), ("checksumDatum", 1, 1)],
    **dict.fromkeys(
        ("aggregatieniveau", "eventType", "waardering", "beperkingGebruikType", "bestandsformaat", "checksumAlgoritme"),
        BEGRIP,
    ),
    **dict.fromkeys(
        ("begripBegrippenlijst", "isOnderdeelVan", "heeftRepresentatie", "archiefvormer", "isRepresentatieVan"),
        VERWIJZING,
    ),
}  # fmt: skip
"""Children of each element: in this order, at least and at most so often (MDTO-XML 1.0.1)."""

GEGEVENS = Archiefgegevens(
    kenmerk="0198c0de-0000-7000-8000-000000000143", naam="Verslag casusoverleg 2026-0143, versie 1",
    casusnummer="2026-0143", archiefvormer="Gemeente Purmerend", rubricering=RUBRICERING, vastgesteld_op=NU,
)  # fmt: skip


def _keur(element: ElementTree.Element) -> None:
    naam = element.tag.removeprefix(RUIMTE)
    assert element.tag.startswith(RUIMTE)
    kinderen = [kind.tag.removeprefix(RUIMTE) for kind in element]
    if naam not in VORM:
        assert not kinderen and (element.text or "").strip(), naam
        return
    toegestaan = [deel[0] for deel in VORM[naam]]
    assert set(kinderen) <= set(toegestaan), (naam, kinderen)
    assert kinderen == sorted(kinderen, key=toegestaan.index), (naam, kinderen)
    for kind, minst, meest in VORM[naam]:
        assert minst <= kinderen.count(kind) <= meest, (naam, kind)
    for kind in element:
        _keur(kind)


def _lees(xml: bytes) -> ElementTree.Element:
    wortel = ElementTree.fromstring(xml)
    _keur(wortel)
    return wortel


def _waarde(wortel: ElementTree.Element, *pad: str) -> str:
    return wortel.findtext(".//" + "/".join(RUIMTE + deel for deel in pad)) or ""


def test_stuk_heeft_de_vorm_van_de_norm_en_zegt_wat_waar_is() -> None:
    stuk = _lees(beschrijf_stuk(GEGEVENS, "verslag-2026-0143-v1.pdf"))
    assert _waarde(stuk, "waardering", "begripCode") == "N"
    assert _waarde(stuk, "archiefvormer", "verwijzingNaam") == "Gemeente Purmerend"
    assert _waarde(stuk, "event", "eventTijd") == "2026-11-24T09:53:00Z"
    assert _waarde(stuk, "beperkingGebruik", "beperkingGebruikNadereBeschrijving") == RUBRICERING
    assert stuk.find(f".//{RUIMTE}bewaartermijn") is None


def test_bestand_heeft_de_vorm_van_de_norm_en_de_som_van_wat_er_staat() -> None:
    pdf = b"%PDF-1.7 voorbeeld"
    bestand = _lees(beschrijf_bestand(GEGEVENS, "verslag-2026-0143-v1.pdf", pdf, NU))
    assert _waarde(bestand, "checksum", "checksumWaarde") == hashlib.sha256(pdf).hexdigest()
    assert _waarde(bestand, "omvang") == str(len(pdf))
    assert _waarde(bestand, "isRepresentatieVan", "verwijzingIdentificatie", "identificatieKenmerk") == GEGEVENS.kenmerk


def test_termijn_staat_er_alleen_na_een_besluit() -> None:
    besloten = replace(GEGEVENS, waardering="V", bewaren_tot=date(2031, 12, 31))
    stuk = _lees(beschrijf_stuk(besloten, "x.pdf"))
    assert _waarde(stuk, "bewaartermijn", "termijnEinddatum") == "2031-12-31"
    assert _waarde(stuk, "waardering", "begripLabel") == "Tijdelijk te bewaren"
    with pytest.raises(Programmafout):
        beschrijf_stuk(replace(GEGEVENS, bewaren_tot=date(2031, 12, 31)), "x.pdf")


def test_zonder_archiefvormer_wordt_niets_verzonnen() -> None:
    with pytest.raises(Omstandigheid) as fout:
        beschrijf_stuk(replace(GEGEVENS, archiefvormer=" "), "x.pdf")
    assert fout.value.reden is Reden.REGEL_WEIGERT and fout.value.gegevens["regel"] in REGELS


def test_vreemde_tekst_breekt_de_vorm_niet() -> None:
    kwaad = replace(GEGEVENS, rubricering="<b>&\x00\x07 ]]> ‮ geheim", archiefvormer="A & B <x>")
    stuk = _lees(beschrijf_stuk(kwaad, "<naam>.pdf"))
    assert _waarde(stuk, "archiefvormer", "verwijzingNaam") == "A & B <x>"
    assert "\x07" not in _waarde(stuk, "beperkingGebruik", "beperkingGebruikNadereBeschrijving")


def test_zelfde_gegevens_geven_dezelfde_bytes() -> None:
    assert beschrijf_stuk(GEGEVENS, "x.pdf") == beschrijf_stuk(GEGEVENS, "x.pdf")
