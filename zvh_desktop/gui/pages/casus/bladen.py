"""The tabs of the dossier: which there are, in what order, where each stands, and which records are shown on it."""

from dataclasses import dataclass
from importlib import import_module

from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.themavelden import BLOKKEN
from zvh_desktop.gui.pages.casus.tab import Huis, Tab

__all__ = ["BLADEN", "TABS", "Blad", "maak_tab"]


@dataclass(frozen=True, slots=True)
class Blad:
    """One tab of the dossier.

    Attributes:
        naam: in arguments and drafts.
        titel: on the screen.
        klasse: name of its class, in the module of this package that is called as the tab.
        soorten: kinds of record that are shown on it.
        daad: what writing on it is; None where nothing is written.
    """

    naam: str
    titel: str
    klasse: str
    soorten: tuple[str, ...] = ()
    daad: Daad | None = None


_INFORMATIE = ("informatieverzoek", "zsm_advies", "verlenging", "grond", "bewaarregel")
_PLAN = (
    *("fase", "doel", "scenario", "voorwaarde", "fasestap", "interventie", "planversie", "planakkoord", "clientzin"),
)

BLADEN = (
    Blad("overzicht", "Overzicht", "Overzicht", ("casus",), Daad.DOSSIER_BIJWERKEN),
    Blad(
        "betrokkenen",
        "Betrokkenen",
        "Betrokkenen",
        ("betrokkene", "relatie", "incidentrol", "persoonskoppeling"),
        Daad.DOSSIER_BIJWERKEN,
    ),
    Blad("aanmelding", "Aanmelding", "AanmeldingTab", ("aanmelding", "triage"), Daad.AANMELDING_BIJWERKEN),
    Blad("verloop", "Verloop", "Verloop", ("notitie",), Daad.VERLOOP_BIJWERKEN),
    Blad("stukken", "Stukken", "Stukken", ("dossierstuk",), Daad.VERLOOP_BIJWERKEN),
    Blad(
        "analyse",
        "Analyse",
        "AnalyseTab",
        (
            "analysepunt",
            "zrmmeting",
            "zrmscore",
            "risicotaxatie",
            "basisvoorwaarde",
            "themarij",
            "leefgebied",
            *(blok.soort for blok in BLOKKEN),
        ),
        Daad.ANALYSE_BIJWERKEN,
    ),
    Blad("informatie", "Informatie", "InformatieTab", _INFORMATIE, Daad.INFORMATIE_VRAGEN),
    Blad("plan", "Plan", "Plan", _PLAN, Daad.PLAN_BIJWERKEN),
    Blad("acties", "Acties", "ActiesTab", ("actie",), Daad.ACTIE_BIJWERKEN),
    Blad("verslagen", "Verslagen", "VerslagenTab", ("verslag",)),
    Blad("geschiedenis", "Geschiedenis", "GeschiedenisTab"),
)
"""In the order of the work."""

TABS = tuple((blad.naam, blad.titel) for blad in BLADEN)
"""Name and title, in order."""


def maak_tab(huis: Huis, naam: str) -> Tab:
    """Make a tab; its module is imported at the first visit."""
    blad = next(blad for blad in BLADEN if blad.naam == naam)
    klasse: type[Tab] = getattr(import_module(f"zvh_desktop.gui.pages.casus.{naam}"), blad.klasse)
    return klasse(huis)
