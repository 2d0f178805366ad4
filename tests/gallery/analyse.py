"""The screens of the analysis, on the demonstration: for `run.py`."""

from typing import Any

from zvh_testing.analysespel import vul_analyse
from zvh_testing.sessieplek import wacht

from zvh_desktop.services.werkplek import Werkplek

__all__ = ["analyse_schermen"]


def _vul(wp: Werkplek, casus_id: str) -> None:
    vul_analyse(wp, casus_id)


def analyse_schermen(g: Any, casus_id: str) -> None:
    """Take them all; `g` takes pictures of a session."""
    g.pagina("casussen.casus", "analyse-leeg", casus_id=casus_id, tab="analyse")
    g.s.taken.doe(_vul, casus_id)
    g.rust()
    pagina = g.pagina("casussen.casus", "analyse-leefgebieden", casus_id=casus_id, tab="analyse")
    tab = pagina.tab("analyse")
    gebieden = tab.delen["leefgebieden"]
    gebied = next(s for s in tab.deel.inhoud.analyse.standen if s.gebied.naam == "Geestelijke gezondheid")
    gebieden.open_gebied(gebied.gebied.id)
    g.neem("analyse-leefgebied")
    gebieden.nieuw("zorg")
    g.neem("analyse-punt")
    tab.verberg()
    tab.toon_deel("zrm")
    tab.delen["zrm"].grafiek.setFocus()
    g.rust()
    g.neem("analyse-zrm")
    tab.delen["zrm"].vorm._knoppen["tabel"].click()
    g.neem("analyse-zrm-tabel")
    tab.delen["zrm"].nieuw()
    g.rust()
    g.neem("analyse-meting")
    tab.verberg()
    tab.toon_deel("risico")
    g.rust()
    g.neem("analyse-risico")
    tab.delen["risico"].nieuw()
    g.neem("analyse-taxatie")
    tab.verberg()
    tab.toon_deel("themas")
    g.rust()
    g.neem("analyse-themas")
    themas = tab.delen["themas"]
    balk = themas.vlak.verticalScrollBar()
    for nr, deel in enumerate((0.5, 1.0), 2):
        balk.setValue(round(balk.maximum() * deel))
        g.neem(f"analyse-themas-{nr}")
    themas.nieuwe_rij("verlof")
    g.neem("analyse-verlof")
    tab.verberg()
    tab.toon_deel("gasten")
    g.rust()
    g.neem("analyse-aan-tafel")
    tab.papierknop.click()
    tab.papier.aan.setEditText("Woningcorporatie Intermaris")
    tab.papier._ander()
    g.rust()
    wacht(lambda: tab.papier.bladen.aantal > 0)
    g.rust()
    g.neem("analyse-papier")
    tab.papier.sluit()
    g.pagina("casussen.casus", "analyse-overzicht", casus_id=casus_id, tab="overzicht")
    g.pagina("beheer", "analyse-beheer", deel="leefgebieden")
