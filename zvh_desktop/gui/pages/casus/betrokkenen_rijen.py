"""Rows of the tab Betrokkenen: a person, an incident, and what still came in after merging."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from PySide6.QtCore import QCoreApplication

from zvh_desktop.domain.afscherming import HUIS, adres_voor
from zvh_desktop.domain.betrokkene import Betrokkene, leeftijd_in_woorden
from zvh_desktop.domain.partner import Partner
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.systeem import rolwoord
from zvh_desktop.domain.veldnamen import veldnaam
from zvh_desktop.gui.dicht import mits
from zvh_desktop.gui.onderdelen import datum_in_woorden
from zvh_desktop.gui.pages.casus.waarden import kort, letters, moment_in_woorden, waarde_in_woorden
from zvh_desktop.gui.rijen import Avatar, Chipje, Icoon, Knopje, Rij
from zvh_desktop.services.dubbelen import Naloop
from zvh_desktop.services.systeem import Incident

__all__ = ["incidentrij", "nalooprij", "persoonrij"]

_INFORMEREN: Final = {
    "ja": ("geïnformeerd", "goed", "circle-check"),
    "uitgesteld": ("informeren uitgesteld", "waarschuwing", "hourglass"),
    "nee": ("niet geïnformeerd", "neutraal", "circle-slash"),
    "onbekend": ("informeren open", "waarschuwing", "circle-question-mark"),
}


def _tr(tekst: str) -> str:
    return QCoreApplication.translate("Betrokkenen", tekst)


def incidentrij(incident: Incident, namen: dict[str, str]) -> Rij:
    """Return an incident as a row: when, what, and who was what."""
    wanneer = moment_in_woorden(incident.tijdstip)
    rollen = [f"{namen[wie]}: {', '.join(map(rolwoord, rollen))}" for wie, rollen in incident.rollen if wie in namen]
    tekst = " · ".join(rollen) or "nog niemand aangekruist"
    return Rij(
        incident.id, wanneer, ", ".join((wanneer, kort(incident.tekst, 120), *rollen)), lead=Icoon("siren"),
        tweede=f"{kort(incident.tekst, 90)} · {tekst}",
    )  # fmt: skip


def persoonrij(b: Betrokkene, vandaag: date) -> Rij:
    """Return a person as a row: who, born when, what is secret, and whether told."""
    woord, rol, icoon = _INFORMEREN[b.geinformeerd]
    geboren = ""
    if b.geboortedatum:
        geboren = _tr("{dag}, {leeftijd}").format(
            dag=datum_in_woorden(b.geboortedatum, weekdag=False),
            leeftijd=leeftijd_in_woorden(b.geboortedatum, vandaag),
        )
    chips = [Chipje(_tr("hoofdpersoon"), "accent", "star")] if b.hoofdpersoon else []
    if b.adres_geheim:
        chips.append(Chipje(_tr("geheim adres"), "gevaar", "eye-off"))
    if b.contact_alleen_via:
        chips.append(Chipje(_tr("veilig contact"), "gevaar", "shield-alert"))
    naam = b.volledige_naam or _tr("naam onbekend")
    ook = _tr("ook: {namen}").format(namen=", ".join(b.aliassen)) if b.aliassen else ""
    adres = "" if b.adres_geheim else adres_voor(b, HUIS)
    tweede = " · ".join(deel for deel in (b.rol, geboren, ook, adres) if deel)
    spreek = ", ".join(deel for deel in (naam, *(c.tekst for c in chips), tweede.replace(" · ", ", "), woord) if deel)
    return Rij(
        b.id, naam, spreek, lead=Avatar(letters(b.volledige_naam)), tweede=tweede, chips=tuple(chips),
        achter=(Chipje(woord, rol, icoon),),
    )  # fmt: skip


def nalooprij(n: Naloop, partners: Mapping[str, Partner], niet: Mapping[Daad, str]) -> Rij:
    """Return what still came in after merging as a row; `niet` is what may not be done here."""
    if not n.veld:
        tekst = _tr("{naam} is ingetrokken, terwijl een ander er net mee was samengevoegd.").format(naam=n.naam)
        terug = (Knopje("over", _tr("Terughalen"), "rotate-ccw"), Knopje("laat", _tr("Laten")))
        knoppen = mits(niet, Daad.DOSSIER_BIJWERKEN, *terug)
        return Rij(f"{n.weg_id}:", tekst, tekst, lead=Icoon("git-merge"), achter=knoppen)
    veld = veldnaam("betrokkene", n.veld)
    nu, later = (kort(waarde_in_woorden("betrokkene", n.veld, w, partners), 60) for w in (n.nu, n.later))
    tweede = _tr("staat er nu: {nu} · kwam binnen: {later}").format(nu=nu, later=later)
    kop = _tr("{naam}: {veld}").format(naam=n.naam, veld=veld)
    twee = (Knopje("over", _tr("Overnemen"), "check"), Knopje("laat", _tr("Laten staan")))
    return Rij(
        f"{n.weg_id}:{n.veld}", kop, f"{kop}, {tweede}", tweede=tweede, lead=Icoon("git-merge"),
        achter=mits(niet, Daad.DOSSIER_BIJWERKEN, *twee),
    )  # fmt: skip
