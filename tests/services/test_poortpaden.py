"""The gate: every path by which something of an agendapunt reaches a person is walked with somebody who is not covered.

A list of all public doors of the services that are asked by overleg, point, deelnemer or verslag stands here: a new
one has to be put in it, and walked when it shows, prints or cuts.
"""

import importlib
import inspect
import json
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pydantic import BaseModel
from zvh_testing.casuskluis import werkplek
from zvh_testing.overlegspel import GAST, Tafel

import zvh_desktop.services
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.invoerregel import Regel
from zvh_desktop.domain.overleg import Inbreng, Verklaring
from zvh_desktop.domain.verslag import Verslag
from zvh_desktop.services import (
    afronden,
    agendastukken,
    geheimhouding,
    inbrengregels,
    meeschrijven,
    overlegbeeld,
    overleggen,
    reeksen,
    stukken,
    uitnodigingen,
    uittreksels,
    verklaring_afstand,
    verslagen,
    verstrekken,
    voorzitten,
)
from zvh_desktop.services.werkplek import Werkplek

GEZEGD = ("Kanarievogel", "Vermeer", "Intensieve", "woonplekken")
"""What was said and decided of the casus, and the surname; a word of each kind of entry."""
NAAM = ("Kees",)

VAN_HET_HUIS = frozenset(
    [
        "agendastukken.draaiboek",
        "agendastukken.draaiboek_pdf",
        "agendastukken.schrijf_draaiboek",
        "stukken.bestand",
        "stukken.bladbron",
        "stukken.concept_pdf",
        "stukken.pdf",
        "stukken.tekenbaar",
        "verslagtekst.inhoud_van",
        "verslagtekst.stel_samen",
        "verstrekken.inhoud_met_merken",
        "verstrekken.ontvangers",
        "verslagen.buur",
        "verslagen.detail_verslag",
        "verslagen.neem_reactie_op",
        "verslagen.nieuwe_versie",
        "verslagen.stel_overleg_vast",
        "verslagen.stel_vast",
        "verslagen.stel_vorige_vast",
        "verslagen.stuur_rond",
        "ondertekenen.getekend_door",
        "ondertekenen.mijn_vak",
        "ondertekenen.onderteken_overleg",
        "ondertekenen.op_volgorde",
        "ondertekenen.van_overleg",
        "toevoegingen.kan_toevoegen",
        "toevoegingen.lijst",
        "toevoegingen.voeg_toe",
        "uittreksels.keuzes",
        "uittreksels.knip",
        "uittreksels.voorbeeld",
        "overlegbeeld.detail",
        "overlegbeeld.dekkingen",
        "overlegbeeld.deelnemers_van",
        "overlegbeeld.eis_niet_gesloten",
        "overlegbeeld.punten_van",
        "overlegdeelnemers.id_van",
        "overlegagenda.casusminuten",
        "vergaderbeeld.lopend",
        "vergaderbeeld.poort",
        "vergaderbeeld.poort_van",
        "afronden.regel_van",
        "themagasten.gasten",
        "plannen.leg_vast",
        "doorzien.doorzie_van_overleg",
        "verstrekken.doorzicht_verklaring",
    ]
)
"""For who chairs or writes, before or after the meeting: shown on a page of the program or written for the chair."""

STUURT = frozenset(
    [
        "afronden.sla_over",
        "afronden.sluit",
        "afronden.zet_uitkomst",
        "geheimhouding.laat_toe",
        "geheimhouding.teken",
        "geheimhouding.trek_in",
        "geheimhouding.lees_voor",
        "kamer.deelname",
        "kamer.waarnemer",
        "meeschrijven.geleid_elders",
        "meeschrijven.schrijft",
        "meeschrijven.stopt",
        "overleggen.begin",
        "overleggen.naar_status",
        "overlegdeelnemers.nieuwe_deelnemer",
        "overlegagenda.verplaats_punt",
        "overlegagenda.voeg_casus_toe",
        "overlegdeelnemers.voeg_deelnemer_toe",
        "overlegagenda.voeg_punt_toe",
        "overleggen.wijzig",
        "overlegdeelnemers.wijzig_deelnemer",
        "overlegagenda.wijzig_punt",
        "reeksen.neem_mee",
        "reeksen.neem_mee_na",
        "reeksen.van_overleg",
        "themagasten.nodig_uit",
        "verklaring_afstand.beoordeel",
        "verklaring_papier.bewaar_scan",
        "verklaring_papier.kijk",
        "verklaring_papier.scan",
        "voorzitten.aangekomen",
        "voorzitten.afgemeld",
        "voorzitten.begin_periode",
        "voorzitten.bewaar_concept",
        "voorzitten.binnen",
        "voorzitten.buiten",
        "voorzitten.hervat",
        "voorzitten.herzie",
        "voorzitten.met_actie",
        "voorzitten.open_casus",
        "voorzitten.open_punt",
        "voorzitten.schors",
        "voorzitten.vertrokken",
        "uitnodigingen.schrijf_uitnodiging",
        "verslagen.verstrek",
        "verslagen.verstrek_presentielijst",
        "verslagen.verstrek_verklaring",
        "voorzitten.beamer",
        "voorzitten.beeld",
        "voorzitten.poort",
        "voorzitten.lopend",
    ]
)
"""Changes something and gives back a receipt, or is one of those below under another name."""

WOORDEN = {"overleg_id", "agendapunt_id", "deelnemer_id", "overleg", "punt", "blad", "verslag_id", "verslag"}
WOORDEN |= {"verklaring_id"}


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    with werkplek(tmp_path) as plek:
        yield plek


@pytest.fixture
def tafel(wp: Werkplek) -> Tafel:
    """A casus that was spoken of; then the verklaring of somebody in the room is withdrawn, and the gate closes."""
    tafel = Tafel(wp)
    overleggen.wijzig(wp, tafel.overleg_id, titel="Overleg over Vermeer")
    verklaring_id = tafel.teken()
    tafel.begin(tafel.vast, tafel.gast)
    tafel.zeg("Kanarievogel gezien.", wie="GGZ")
    tafel.zeg("Intensieve begeleiding.", "besluit", motivering="Kanarievogel")
    tafel.zeg("Twee woonplekken voorleggen", "actie", "Gemeente", datum=date(2026, 11, 26), fase=1)
    velden = {"informeren": "Kanarievogel bellen", "samenvatting": "Kanarievogel", "evaluatiedatum": date(2027, 1, 12)}
    afronden.zet_uitkomst(wp, tafel.punt_id, uitkomst="besluit", **velden)
    voorzitten.bewaar_concept(wp, tafel.punt_id, voorzitten.NIEUW, "Kanarievogel half", 3)
    geheimhouding.trek_in(wp, verklaring_id, "niet deze persoon")
    assert not voorzitten.poort(wp, tafel.punt_id).open
    return tafel


def _tekst(waarde: Any) -> str:
    """Everything in a value, however deep; of a PDF its words."""
    if isinstance(waarde, bytes) and waarde.startswith(b"%PDF"):
        return "\n".join(blad.get_textpage().get_text_bounded() for blad in pypdfium2.PdfDocument(waarde))
    if isinstance(waarde, bytes):
        return waarde.decode("utf-8", "replace")
    if isinstance(waarde, Path):
        return _tekst(waarde.read_bytes())
    if is_dataclass(waarde) and not isinstance(waarde, type):
        return json.dumps(asdict(waarde), default=_tekst, ensure_ascii=False)
    if isinstance(waarde, BaseModel):
        return waarde.model_dump_json()
    if isinstance(waarde, list | tuple | set | frozenset):
        return "\n".join(map(_tekst, waarde))
    return str(waarde)


def _paden(wp: Werkplek, t: Tafel, uit: Path) -> dict[str, Callable[[], Any]]:
    """The doors that show to the room, print for a person or cut for one; the value is what that person gets."""
    (v,) = wp.store.find(Verklaring, overleg_id=t.overleg_id)

    def agendas() -> list[Path]:
        paden, _ = agendastukken.schrijf_agendas(wp, t.overleg_id, uit, met_namen=True)
        return [p for p in paden if "Intermaris" in p.name]

    return {
        "vergaderbeeld.beamer": lambda: [
            voorzitten.beamer(wp, t.overleg_id, t.punt_id, alles=alles, met_tijdlijn=lijn)
            for alles in (False, True)
            for lijn in (False, True)
        ],
        "agendastukken.agenda": lambda: agendastukken.agenda(wp, t.overleg_id, t.gast, met_namen=True),
        "agendastukken.agenda_pdf": lambda: agendastukken.agenda_pdf(wp, t.overleg_id, t.gast, met_namen=True),
        "agendastukken.schrijf_agendas": agendas,
        "uitnodigingen.uitnodiging": lambda: uitnodigingen.uitnodiging(wp, t.overleg_id, t.gast),
        "geheimhouding.voorleestekst": lambda: geheimhouding.voorleestekst(wp, t.overleg_id),
        "geheimhouding.tekenblad": lambda: geheimhouding.tekenblad(wp, t.gast),
        "geheimhouding.stuk": lambda: geheimhouding.stuk(wp, v.id),
        "stukken.verklaring_pdf": lambda: stukken.verklaring_pdf(wp, v.id),
        "stukken.presentielijst_pdf": lambda: stukken.presentielijst_pdf(wp, t.overleg_id),
        "verklaring_afstand.maak": lambda: verklaring_afstand.maak(wp, t.gast)[0],
        "verklaring_afstand.verstuur": lambda: verklaring_afstand.verstuur(wp, t.gast, uit / "v.pdf")[0],
        "verstrekken.verstrek_presentielijst": lambda: verstrekken.verstrek_presentielijst(
            wp, t.overleg_id, uit / "p.pdf", aan=GAST[0], hoe="post"
        )[0],
        "verstrekken.verstrek_verklaring": lambda: verstrekken.verstrek_verklaring(
            wp, v.id, uit / "w.pdf", aan=GAST[0], hoe="post"
        )[0],
        "reeksen.verslagen": lambda: [
            reeksen.verslagen(wp, p.punt.id) for p in overlegbeeld.detail(wp, t.overleg_id).punten
        ],
        "meeschrijven.anderen": lambda: meeschrijven.anderen(wp, t.overleg_id),
    }


def test_wie_niet_gedekt_is_krijgt_langs_geen_enkele_weg_iets_van_de_casus_en_ook_geen_naam(
    wp: Werkplek, tafel: Tafel, tmp_path: Path
) -> None:
    lekt = []
    for naam, pad in _paden(wp, tafel, tmp_path).items():
        tekst = _tekst(pad())
        lekt += [(naam, woord) for woord in (*GEZEGD, *NAAM) if woord in tekst]
    assert not lekt


def test_op_het_scherm_van_de_voorzitter_staat_niets_van_wat_gezegd_is_zolang_iemand_niet_gedekt_is(
    wp: Werkplek, tafel: Tafel
) -> None:
    """The laptop stands in the room: only the short names on the agenda are left."""
    beeld = voorzitten.beeld(wp, tafel.overleg_id, tafel.punt_id)
    assert (beeld.casus, beeld.inbreng, beeld.concept.tekst) == (None, (), "")
    (kaart,) = afronden.overzicht(wp, tafel.overleg_id)
    assert kaart.dicht and not kaart.besluiten and kaart.uitkomst is not None
    for wat in ("inbreng=" + _tekst(beeld.inbreng), _tekst(kaart)):
        assert not [w for w in ("Kanarievogel", "Intensieve", "woonplekken") if w in wat]
    voorzitten.buiten(wp, tafel.gast, tafel.punt_id)
    (kaart,) = afronden.overzicht(wp, tafel.overleg_id)
    assert kaart.besluiten == ("Intensieve begeleiding.",), "nothing was lost by not showing it"
    assert kaart.uitkomst is not None and kaart.uitkomst.samenvatting == "Kanarievogel"


def test_achter_een_dichte_poort_wordt_niets_geschreven(wp: Werkplek, tafel: Tafel) -> None:
    een, twee = wp.store.find(Inbreng, inbrengsoort=("informatie", "besluit"))[:2]
    regel = Regel("informatie", "Toch geschreven.")
    for doe in (
        lambda: voorzitten.leg_vast(wp, tafel.punt_id, regel),
        lambda: voorzitten.wijzig_inbreng(wp, een.id, regel),
        lambda: voorzitten.zet_om(wp, een.id, "oordeel"),
        lambda: voorzitten.trek_in(wp, een.id),
        lambda: inbrengregels.verplaats(wp, twee.id, -1),
        lambda: inbrengregels.voeg_samen(wp, twee.id),
        lambda: inbrengregels.splits(wp, een.id, regel, regel),
    ):
        with pytest.raises(Omstandigheid) as fout:
            doe()
        assert fout.value.reden is Reden.POORT_DICHT


def test_na_afloop_krijgt_wie_niet_gedekt_was_geen_verslag_en_geen_uittreksel(
    wp: Werkplek, tafel: Tafel, tmp_path: Path
) -> None:
    voorzitten.buiten(wp, tafel.gast, tafel.punt_id)
    afronden.sluit(wp, tafel.overleg_id)
    (verslag,) = wp.store.find(Verslag, overleg_id=tafel.overleg_id)
    verslagen.stel_vast(wp, verslag.id)
    verslagen.onderteken_overleg(wp, tafel.overleg_id)
    pad = tmp_path / "uit.pdf"
    for doe in (
        lambda: verstrekken.verstrek(wp, verslag.id, pad, aan=GAST[0], hoe="post", deelnemer_id=tafel.gast),
        lambda: verstrekken.verstrek(wp, verslag.id, pad, aan=GAST[0].upper(), hoe="post", grond="omdat"),
        lambda: uittreksels.verstrek(wp, verslag.id, f"deelnemer:{tafel.gast}", pad, hoe="post", grond="omdat"),
    ):
        with pytest.raises(Omstandigheid) as fout:
            doe()
        assert fout.value.reden is Reden.POORT_DICHT
        assert not pad.exists()


def test_elke_deur_van_een_overleg_staat_in_de_lijst(wp: Werkplek, tafel: Tafel, tmp_path: Path) -> None:
    elders = {
        "verslagen.verstrek", "verstrekken.verstrek", "uittreksels.verstrek", "afronden.overzicht",
        "vergaderbeeld.beeld", "voorzitten.leg_vast",
    }  # fmt: skip
    bekend = {*_paden(wp, tafel, tmp_path), *VAN_HET_HUIS, *STUURT, *elders}
    gevonden = set()
    for info in pkgutil.iter_modules(zvh_desktop.services.__path__):
        module = importlib.import_module(f"zvh_desktop.services.{info.name}")
        for naam in getattr(module, "__all__", ()):
            functie = getattr(module, naam)
            eigen = inspect.isfunction(functie) and functie.__module__ == module.__name__
            if eigen and WOORDEN & set(inspect.signature(functie).parameters):
                gevonden.add(f"{info.name}.{naam}")
    assert not gevonden - bekend, "a new door: does it show, print or cut? Then walk it above"
