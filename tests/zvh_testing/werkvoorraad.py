"""The daily pages in a real window on a real vault, filled for a day of work."""

import atexit
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from zvh_testing.casuskluis import (
    AANMELDING,
    WACHTWOORD,
    Testklok,
    Testwillekeur,
    maak_kluis,
    maak_werkplek,
    meld_aan,
    richt_in,
)
from zvh_testing.taakplek import taken_op

from zvh_desktop.app import PAGINAS, _maker
from zvh_desktop.config import Instellingen
from zvh_desktop.gui.main_window import RAIL, MainWindow
from zvh_desktop.gui.pagina import Context, Pagina, PaginaMaker
from zvh_desktop.services import aanmeldingen, concepten, dossiers, overleggen, triage
from zvh_desktop.services.triage import TriageInvoer
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store.opening import open_vault
from zvh_desktop.store.vault import Vault

DAG = date(2026, 11, 24)
ONVOLLEDIG = json.dumps(
    {
        "formaat": "zvh-aanmelding/1",
        "ontvangen_op": "2026-11-10",
        "wijze": "telefoon",
        "aanmelder": {"organisatie": "Woningcorporatie Parteon", "naam": "onbekend"},
        "type": "persoon",
        "thema": ["verward_gedrag"],
        "betrokkenen": [{"naam": {"achternaam": "Van Dijk"}, "rol": "betrokkene", "adres": {"woonplaats": "Zaandam"}}],
        "aanleiding": "Bewoner slaat 's nachts op de muren, buren bang.",
    }
)
GEBIED = json.dumps(
    {
        "formaat": "zvh-aanmelding/1",
        "ontvangen_op": "2026-11-12",
        "aanmelder": {"organisatie": "Gemeente Zaanstad", "naam": "P. de Graaf"},
        "type": "gebied",
        "gebied": "Stationsplein",
        "thema": ["overlast", "jeugd"],
        "aanleiding": "Groep van twintig jongeren, steekincident in oktober.",
        "doel_overleg": "Eén aanpak voor het plein.",
        "acuut_onveilig": False,
        "criteria": {"gebiedsgebonden": True},
        "betrokkene_geinformeerd": {"status": "nee", "grond": "gebied zonder personen"},
    }
)


class Elders(Pagina):
    """Stands for pages of other rooms and remembers what it was asked to show."""

    titel = "Elders"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.gevraagd: dict[str, object] = {}

    def toon(self, **argumenten: object) -> None:
        self.gevraagd = argumenten


def lopende_casus(wp: Werkplek, voornaam: str, achternaam: str, thema: str = "verward_gedrag") -> str:
    """Enter a casus that is under way."""
    return aanmeldingen.zonder_aanmelding(
        wp,
        type_="persoon",
        thema=[thema],
        voornamen=voornaam,
        achternaam=achternaam,
        geboortedatum=date(1990, 3, 4),
    ).casus_id


def vul(wp: Werkplek) -> dict[str, str]:
    """Fill a vault with a day of work; return ids by name."""
    kees = meld_aan(wp, AANMELDING).casus_id
    triage.leg_vast(wp, kees, TriageInvoer("overleg", "voldoet aan 1, 2 en 3", DAG))
    sanne = lopende_casus(wp, "Sanne", "de Haan", "huiselijk_geweld_kindermishandeling")
    danny = lopende_casus(wp, "Danny", "Bos", "re_integratie")
    gebied = meld_aan(wp, GEBIED).casus_id
    onvolledig = meld_aan(wp, ONVOLLEDIG).casus_id
    partners = {p.kort: p.id for p in wp.partners().values()}
    ids = {"kees": kees, "sanne": sanne, "danny": danny, "gebied": gebied, "onvolledig": onvolledig}
    for naam, casus, tekst, partner, dag, fase in (
        ("laat", kees, "huisbezoek vader", "Reclassering", date(2026, 11, 15), 1),
        ("vandaag", kees, "crisisplan delen met wijkagent", "GGZ", DAG, 1),
        ("straks", kees, "woonplek na ontslag, twee opties", "Gemeente", date(2026, 11, 26), 2),
        ("los", sanne, "school bellen over verzuim", "", None, 0),
    ):
        ids[naam], _ = dossiers.voeg_toe(
            wp,
            "actie",
            casus,
            {"tekst": tekst, "partner_id": partners.get(partner, ""), "uiterlijk": dag, "fase": fase},
        )
    dossiers.wijzig(wp, "casus", kees, {"casusregisseur": "S. Bakker, Reclassering", "evaluatiedatum": DAG})
    invoer = overleggen.OverlegInvoer(
        "Casusoverleg Zaanstreek", DAG, time(10, 10), time(11, 30), "Stadhuis, kamer 2.14"
    )
    ids["overleg"], _ = overleggen.plan(wp, invoer, [kees, sanne, danny], minuten=25)
    return ids


def laat_concept_liggen(wp: Werkplek, ids: dict[str, str]) -> None:
    """Type something and stop before it was saved."""
    concepten.bewaar(wp, ids["laat"], "terugkoppeling", "actie", "Terugkoppeling", "vader was niet thuis, mo", 24)
    wp.kluis.concepten.flush()


def wacht(venster: MainWindow) -> None:
    """Let every task come back."""
    app = QApplication.instance()
    assert app is not None
    for _ in range(3):
        while venster.taken.open_taken:
            app.processEvents()
            sleep(0.0005)
        app.processEvents()
        # Longer than a turn: what is made in turns goes on.
        sleep(0.0015)


@contextmanager
def venster_op(
    vault: Vault, map_: Path, meer: Mapping[str, PaginaMaker] = MappingProxyType({})
) -> Iterator[MainWindow]:
    """Open the window with these pages, and `meer`; every other page is a stand-in."""
    makers: dict[str, PaginaMaker] = dict.fromkeys(
        (*(naam for naam, _, _ in RAIL), "casussen.casus", "overleggen.overleg"), Elders
    )
    makers |= {naam: _maker(*PAGINAS[naam]) for naam in ("vandaag", "casussen", "casussen.aanmelding", "acties")}
    makers |= meer
    with taken_op(vault) as taken:
        venster = MainWindow(makers, taken, Instellingen(map_ / "instellingen.json"))
        venster.zet_gebruiker("M. van der Heijden", "MH")
        venster.resize(1366, 768)
        venster.bouw()
        venster.show()
        venster.activateWindow()
        QTest.qWaitForWindowActive(venster)
        wacht(venster)
        try:
            yield venster
        finally:
            venster.close()
            # Qt takes it apart now; left to the garbage collector it would go in the middle of a later test.
            venster.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@cache
def _gevuld() -> tuple[Path, dict[str, str]]:
    """Fill a vault once in a process; return it closed, to be copied and never opened, and its ids by name."""
    map_ = TemporaryDirectory(prefix="zvh-werkvoorraad-")
    atexit.register(map_.cleanup)
    vault = maak_kluis(Path(map_.name))
    wp = maak_werkplek(vault)
    richt_in(wp)
    ids = vul(wp)
    wp.store.close()
    vault.close()
    return vault.map, ids


@contextmanager
def gevulde_kluis(map_: Path) -> Iterator[tuple[Vault, dict[str, str]]]:
    """A vault with a day of work in it."""
    gevuld, ids = _gevuld()
    kopie = shutil.copytree(gevuld, map_ / gevuld.name)
    # Other bytes than those that made the ids in it.
    vault = open_vault(kopie, WACHTWOORD, klok=Testklok(), willekeur=Testwillekeur(8))
    try:
        yield vault, dict(ids)
    finally:
        vault.close()
