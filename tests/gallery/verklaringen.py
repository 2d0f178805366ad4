"""Screens of verklaringen and of what surrounds a signature: the register, a scan, handing out, keys, additions."""

from datetime import date, time
from typing import Any, Protocol

from zvh_testing.proefstukken import afbeelding

from zvh_desktop.services import geheimhouding, overleggen, verklaring_papier
from zvh_desktop.services.inlezen_stuk import stuk_van_bytes
from zvh_desktop.services.overlegdeelnemers import voeg_deelnemer_toe
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["verklaring_schermen"]


class Galerij(Protocol):
    """What is asked of the gallery."""

    s: Any

    def rust(self) -> None: ...
    def neem(self, naam: str, widget: Any = None) -> None: ...
    def pagina(self, waar: str, naam: str, **argumenten: Any) -> Any: ...


def _op_papier(wp: Werkplek) -> tuple[str, str]:
    invoer = overleggen.OverlegInvoer("Casusoverleg", date(2026, 12, 8), time(9, 30), time(11), "Stadhuis, kamer 2.14")
    overleg_id, _ = overleggen.plan(wp, invoer)
    wie, _ = voeg_deelnemer_toe(wp, overleg_id, naam="P. Blad", organisatie="Woningcorporatie Intermaris")
    elders, _ = voeg_deelnemer_toe(wp, overleg_id, naam="Z. Verweg", organisatie="Maatschappelijk werk Zuid")
    blad = geheimhouding.tekenblad(wp, wie)
    id_, _ = geheimhouding.teken(wp, blad, wijze="papier", naam="Petra Blad", papier_kenmerk="map 3, blad 12")
    verklaring_papier.bewaar_scan(wp, id_, stuk_van_bytes("scan.png", afbeelding(900, 1270)))
    return overleg_id, elders


def verklaring_schermen(g: Galerij, verslag_id: str) -> None:
    """The register and its panels, an afstand, then the panels of a verslag."""
    gemaakt: list[tuple[str, str]] = []
    g.s.taken.doe(_op_papier, klaar=gemaakt.append)
    g.rust()
    register = g.pagina("partners", "verklaring-register", deel="verklaringen")
    rij = next(r for r in register.verklaringen.rijen if "Petra Blad" in r.spreek)
    register._open_verklaring(rij.sleutel)
    g.rust()
    g.neem("verklaring-papier")
    register.verklaring.scan.bekijk.click()
    g.rust()
    g.neem("verklaring-scan")
    register.verklaring.scan.paneel.sluit()
    register.verklaring.knop.click()
    g.rust()
    g.neem("verklaring-verstrekken")
    register.verklaring.uit.sluit()
    register.verklaring.sluit()
    overleg_id, elders = gemaakt[0]
    uit = g.pagina("partners", "verklaring-verstrekt", deel="verstrekkingen")
    if uit.verstrekt.tabel.rijen:
        uit._open_verstrekt(uit.verstrekt.tabel.rijen[0].sleutel)
        g.rust()
        g.neem("verklaring-verstrekt-een")
        uit.verstrekking.sluit()
    overleg = g.pagina("overleggen.overleg", "verklaring-overleg", overleg_id=overleg_id)
    overleg._deelnemer_open(elders)
    g.rust()
    g.neem("verklaring-afstand")
    overleg._paneel.sluit()
    if not verslag_id:
        return
    verslagen = g.pagina("verslagen", "verklaring-verslag", verslag_id=verslag_id)
    scherm = verslagen.scherm
    scherm.toevoegen.begin(scherm.detail)
    g.rust()
    g.neem("verklaring-toevoegen")
    scherm.toevoegen.sluit()
    scherm.sleutel.begin("M. van der Heijden", mijn=None)
    g.rust()
    g.neem("verklaring-sleutel")
    scherm.sleutel.sluit()
    g.pagina("beheer", "verklaring-wortels", deel="kluis")
