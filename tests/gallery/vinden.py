"""Screens of finding: the search page, flags in a dossier, deadlines in Vandaag, the list of casussen filtered."""

from datetime import date, timedelta
from typing import Any

from zvh_testing.sessieplek import wacht

from zvh_desktop.gui.panelen.vlag import VlagPaneel
from zvh_desktop.services import dossiers, vlaggen, zoekopdrachten
from zvh_desktop.services.vlaggen import VlagInvoer
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["vinden_schermen"]


def _bereid_voor(wp: Werkplek, kees: str) -> None:
    vandaag = wp.vandaag()
    vlaggen.zet(
        wp, kees, VlagInvoer("hond loopt los op het erf", "eerst bellen met vader", "wijkagent", vandaag - timedelta(2))
    )
    vlaggen.zet(wp, kees, VlagInvoer("tolk nodig bij gesprek", "tolk is geregeld", "GGZ"))
    for nr, regel in enumerate(dossiers.lijst(wp)):
        if regel.id != kees and regel.status in ("aangemeld", "loopt"):
            dossiers.wijzig(wp, "casus", regel.id, {"evaluatiedatum": vandaag + timedelta(days=nr * 3 - 4)})
    for naam, vraag in (("evaluatie te laat", "is:telaat"), ("vlaggen", "is:vlag")):
        zoekopdrachten.bewaar(wp, naam, vraag)
        zoekopdrachten.bewaar(wp, naam, vraag, "casussen")
    zoekopdrachten.zet_vast(wp, kees, aan=True)


def vinden_schermen(g: Any, kees: str, dag: date) -> None:
    """Take them; `g` is the gallery, on an open vault."""
    g.s.taken.doe(_bereid_voor, kees)
    g.rust()
    g.pagina("vandaag", "vinden-vandaag")
    pagina = g.s.venster.huidige_pagina
    termijn = next(t for t in pagina.termijnen._van.values())
    pagina._leg_terzijde(termijn)
    g.rust()
    g.neem("vinden-terzijde")
    g.s.venster.ga_naar("casussen.zoeken")
    g.rust()
    g.neem("vinden-zoeken-begin")
    zoek = g.s.venster.huidige_pagina
    zoek.veld.setText("vader is:open")
    wacht(lambda: zoek.vondst is not None)
    g.rust()
    g.neem("vinden-zoeken")
    zoek.veld.setText("vader is:")
    g.rust()
    wacht(lambda: bool(zoek._voorstellen))
    g.neem("vinden-aanvullen")
    zoek.toon_hulp()
    g.neem("vinden-uitleg")
    g.pagina("casussen.casus", "vinden-vlag", casus_id=kees, tab="overzicht")
    g.s.venster.huidige_pagina.nieuwe_vlag()
    g.rust()
    g.neem("vinden-vlag-zetten")
    # The screens that come after are of the same casus.
    for paneel in g.s.venster.findChildren(VlagPaneel):
        paneel.sluit()
    g.pagina("casussen", "vinden-casussen")
