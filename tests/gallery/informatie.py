"""The screens of ground, requests, advice and what left, on a vault with a signed verslag: for `run.py`."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from zvh_testing.casuskluis import maak_werkplek
from zvh_testing.sessieplek import wacht
from zvh_testing.verslagplek import kluis, tot_ondertekend
from zvh_testing.werkvoorraad import venster_op

from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.overleg import Inbreng
from zvh_desktop.domain.verslag import Verslag
from zvh_desktop.gui.pages.beheer import Beheer
from zvh_desktop.gui.pages.casus.pagina import CasusPagina
from zvh_desktop.services import beheer, dossiers, grondslagen, informatie, uittreksels, verzoeken, zsmadviezen
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["informatie_schermen"]


def vul(wp: Werkplek, map_: Path) -> str:
    """A casus with a bit of everything; return its id."""
    _, (verslag_id,) = tot_ondertekend(wp, 1)
    verslag = wp.eis(Verslag, verslag_id)
    casus_id = verslag.casus_id
    beheer.bewaar_regio(wp, contactpunt="Contactpunt gegevens, contactpunt@zvh.example")
    grondslagen.stel_voor(wp)
    grondslagen.bewaar_regel(wp, "", {"maanden": 60, "hoogstens_maanden": 120, "wet": "besluit van de stuurgroep"})
    dossiers.wijzig(wp, "casus", casus_id, {"doel": "Veilig wonen na het ontslag, zonder dat vader bang is."})
    kees = wp.store.find(Betrokkene, casus_id=casus_id)[0]
    jan, _ = dossiers.voeg_toe(
        wp, "betrokkene", casus_id, {"voornamen": "Jan", "achternaam": "Verhoef", "rol": "vader"}
    )
    dossiers.wijzig(wp, "betrokkene", kees.id, {"geinformeerd": "uitgesteld", "geinformeerd_grond": "lopend onderzoek",
                                                "geinformeerd_herzien_op": date(2026, 11, 20)})  # fmt: skip
    dossiers.wijzig(wp, "betrokkene", jan, {"geinformeerd": "ja", "geinformeerd_op": date(2026, 11, 1)})
    inbreng = wp.store.find(Inbreng, casus_id=casus_id)[0]
    informatie.merk(wp, "inbreng", inbreng.id, {"categorie": "bijzonder", "noodzaak": "Zonder dit geen veilig plan.",
                                                "niet_delen_met": ["Intermaris"],
                                                "niet_delen_reden": "beroepsgeheim"})  # fmt: skip
    partners = {p.kort: p.id for p in wp.partners().values()}
    basis = {"over": [kees.id], "doel": "ontslag voorbereiden", "noodzaak": "Zonder dit kan niemand wegen."}
    for kort, vraag, dag in (
        ("GGZ", "Is er een behandelplan na 1 december, en wie voert het uit?", date(2026, 11, 20)),
        ("Politie", "Welke meldingen waren er sinds september?", date(2026, 12, 4)),
        ("OM", "Loopt er een zaak die voor het plan telt?", None),
    ):
        velden = {**basis, "partner_id": partners[kort], "vraag": vraag, "antwoord_voor": dag}
        id_, _ = verzoeken.bewaar(wp, casus_id, "", velden)
        if kort != "OM":
            verzoeken.noteer_verstuurd(wp, id_, hoe="telefonisch")
        if kort == "Politie":
            verzoeken.beantwoord(
                wp, id_, "deels", reden="lopend onderzoek", tekst="Twee meldingen, geen aangifte.", aard="feit"
            )
    advies, _ = zsmadviezen.bewaar(
        wp, casus_id, "",
        {"advies": "Bij een nieuw feit: kies voor een afdoening met zorg en een meldplicht. Er ligt een plan dat de "
         "veiligheid van vader regelt.", "context": "Kees woont vanaf 1 december begeleid; er is toezicht.",
         "geldig_tot": date(2027, 1, 12), "contact": "M. van der Heijden, 06 00000000"},
    )  # fmt: skip
    zsmadviezen.stel_vast(wp, advies)
    zsmadviezen.noteer_geraadpleegd(wp, advies, casus_id, door="officier van dienst", op=date(2026, 11, 23))
    keuze = next(k for k in uittreksels.keuzes(wp, verslag_id) if k.waarom != "zonder_dekking")
    uittreksels.verstrek(wp, verslag_id, keuze.sleutel, map_ / "u.pdf", hoe="beveiligde mail", grond="deelnemer")
    return casus_id


def informatie_schermen(map_: Path, galerij: Callable[[Any], Any]) -> None:
    """Take them all; `galerij` makes what takes pictures of a session or of what looks like one."""
    with kluis(map_) as vault:
        wp = maak_werkplek(vault)
        casus_id = vul(wp, map_)
        wp.store.close()
        with venster_op(vault, map_, {"casussen.casus": CasusPagina, "beheer": Beheer}) as venster:
            g = galerij(SimpleNamespace(venster=venster, taken=venster.taken))
            venster.ga_naar("casussen.casus", casus_id=casus_id, tab="informatie")
            pagina: Any = venster.huidige_pagina
            wacht(lambda: pagina.tab("informatie") is not None and pagina.tab("informatie").deel("grond").beeld)
            g.rust()
            g.neem("informatie-grond")
            tab = pagina.tab("informatie")
            for deel in ("gegevens", "verzoeken", "zsm", "verstrekt"):
                tab.kies(deel)
                g.rust()
                g.neem(f"informatie-{deel}")
            tab.deel("verstrekt")._bekijk()
            g.rust()
            g.neem("informatie-uittreksel")
            tab.verberg()
            tab.kies("info-verzoek:")
            g.rust()
            g.neem("informatie-verzoek-maken")
            tab.verberg()
            tab.kies("zsm")
            zsm = tab.deel("zsm")
            zsm._knop(zsm.lijst.rijen[0].sleutel, "geef")
            g.rust()
            g.neem("informatie-zsm-blad")
            tab.verberg()
            gegevens = tab.deel("gegevens")
            tab.kies("gegevens")
            gegevens._open(gegevens.beeld.gegevens[-1].id)
            g.rust()
            g.neem("informatie-merk")
            tab.verberg()
            tab.kies("info-compartiment:")
            g.rust()
            g.neem("informatie-compartiment")
            tab.verberg()
            for deel in ("grondslagen", "brieven"):
                g.pagina("beheer", f"informatie-beheer-{deel}", deel=deel)
