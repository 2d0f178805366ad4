"""Invented verslagen to look at: makes the screens of the gallery, without a vault."""

from datetime import UTC, date, datetime
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from zvh_desktop.config import Instellingen
from zvh_desktop.domain.verslag import (
    Aanwezige,
    Actiepunt,
    Handtekenvak,
    Reactie,
    Uitspraak,
    Verslag,
    VerslagInhoud,
    Verstrekking,
)
from zvh_desktop.gui.galerij import scherm
from zvh_desktop.gui.main_window import MainWindow
from zvh_desktop.gui.pages.verslagen import Verslagen
from zvh_desktop.gui.spoor import Positie
from zvh_desktop.gui.taken import Taken
from zvh_desktop.services.controlewoorden import Soort
from zvh_desktop.services.verslagen import Bladbron, Ondertekenaar, Ontvanger, VerslagDetail, VerslagRegel

__all__ = ["detail", "maak", "regels", "registreer"]

_S: Final = "5" * 32
_DAG: Final = date(2026, 11, 24)
_VAST: Final = datetime(2026, 11, 24, 9, 52, tzinfo=UTC)
_NAMEN: Final = (("Kees V.", "2026-0143"), ("Sanne H.", "2026-0131"), ("Danny B.", "2026-0120"))
CONTROLE: Final[tuple[tuple[Soort, str], ...]] = (
    ("ok", "Niets veranderd sinds de handtekening van M. van der Heijden."),
    ("let_op", "Tijd alleen volgens het toestel van wie tekende; geen tijdstempel bewijst haar."),
    ("ok", "Opgegeven als PDF/A-2A (archiefformaat, niet nagerekend); lettertypen ingesloten."),
)


def _verslag(nummer: int, status: str, overleg: str = "o1") -> Verslag:
    velden: dict[str, Any] = {"id": f"v{overleg}{nummer}", "stream": _S, "casus_id": f"c{nummer}"}
    velden |= {"overleg_id": overleg, "status": status}
    if status == "reactie":
        velden |= {"reactie_verstuurd_op": _DAG, "reactie_tot": date(2026, 12, 1)}
    if status in ("vastgesteld", "ondertekend"):
        velden |= {"vastgesteld_op": _VAST, "vastgesteld_door": "M. van der Heijden"}
    if status == "ondertekend":
        velden |= {"ondertekend_op": _VAST.replace(minute=53), "ondertekend_door": "M. van der Heijden"}
    return Verslag.model_validate(velden)


def regels() -> list[VerslagRegel]:
    """Return verslagen of two overleggen."""
    nieuw = [("vastgesteld", 0), ("reactie", 2), ("concept", 0)]
    rijen = [
        VerslagRegel(_verslag(n, status), *_NAMEN[n], "Casusoverleg", _DAG, open_)
        for n, (status, open_) in enumerate(nieuw)
    ]
    oud = date(2026, 11, 10)
    rijen += [VerslagRegel(_verslag(n, "ondertekend", "o0"), *_NAMEN[n], "Casusoverleg", oud, 0) for n in range(2)]
    return rijen


def _inhoud(status: str) -> VerslagInhoud:
    mensen = (
        ("M. van der Heijden", "ZVH", "zvh", "eigen medewerker"),
        ("J. de Wit", "ZVH", "zvh", "eigen medewerker"),
        ("M. de Ruiter", "GGZ Waterland", "vast", "privacyprotocol tot 1 mrt 2028"),
        ("S. Bakker", "Reclassering Nederland", "vast", "privacyprotocol"),
        ("B. van ’t Hek", "Woningcorporatie Intermaris", "incidenteel", "verklaring getekend 09:52"),
    )
    vast = status in ("vastgesteld", "ondertekend")
    return VerslagInhoud(
        zvh="Zorg- en Veiligheidshuis Zaanstreek-Waterland",
        rubricering="VERTROUWELIJK · persoonsgegevens",
        overleg="Casusoverleg",
        overlegtype="Casusoverleg complexe casuïstiek",
        casusnummer="2026-0143",
        casusnaam="Kees V.",
        casustype="persoon",
        thema=("onbegrepen gedrag",),
        grondslag="WGS",
        datum=_DAG,
        begin="09:31",
        eind="10:44",
        plaats="Stadhuis, kamer 2.14",
        voorzitter="M. van der Heijden",
        verslaglegger="J. de Wit",
        versie=1,
        aanwezigen=tuple(
            Aanwezige.model_validate({"naam": n, "organisatie": o, "soort": s, "dekking": d, "aanwezig": "09:31–10:44"})
            for n, o, s, d in mensen
        ),
        beeld=(Uitspraak(bron="GGZ", tekst="Stabiel op medicatie, geen ziekte-inzicht; ontslag 1 december."),),
        oordeel=(Uitspraak(bron="Reclassering", tekst="Terug naar vader is niet veilig."),),
        besluit=(Uitspraak(tekst="Geen terugkeer naar vader.", motivering="geen zicht op medicatie thuis"),),
        acties=(Actiepunt(wat="Crisisplan delen met wijkagent", organisatie="GGZ", uiterlijk=date(2026, 12, 1)),),
        uitkomst="besluit genomen",
        vastgesteld_op=_VAST if vast else None,
        vastgesteld_door="M. van der Heijden" if vast else "",
        logboek="7f3a91d05be2c4f7" * 4 if vast else "",
        handtekeningen=(
            Handtekenvak(veldnaam="voorzitter", naam="M. van der Heijden", rol="voorzitter"),
            Handtekenvak(veldnaam="verslaglegger", naam="J. de Wit", rol="verslaglegger"),
        ),
    )


def _reactie(nummer: int, van: str, tekst: str, verwerkt: str, verwerking: str = "") -> Reactie:
    return Reactie.model_validate(
        {
            "id": f"r{nummer}",
            "stream": _S,
            "verslag_id": "vo10",
            "casus_id": "c0",
            "van": van,
            "datum": _DAG,
            "tekst": tekst,
            "verwerkt": verwerkt,
            "verwerking": verwerking,
        }
    )


def detail(status: str) -> VerslagDetail:
    """Return everything about one invented verslag in a state of its life."""
    verslag = _verslag(0, status)
    getekend = status == "ondertekend"
    open_ = 1 if status == "reactie" else 0
    reacties = (
        _reactie(1, "M. de Ruiter, GGZ", "Het ontslag is op 2 december.", "open"),
        _reactie(2, "S. Bakker, Reclassering", "Graag noemen dat wij wekelijks bellen.", "deels", "Staat bij acties."),
    )
    verstrekt = Verstrekking(
        id="x1",
        stream=_S,
        casus_id="c0",
        verslag_id=verslag.id,
        aan="M. de Ruiter (GGZ Waterland)",
        wat="verslag versie 1",
        hoe="beveiligde mail",
        grond="WGS",
        besloten_door="M. van der Heijden",
        tijdstip=_VAST,
    )
    return VerslagDetail(
        regel=VerslagRegel(verslag, *_NAMEN[0], "Casusoverleg", _DAG, open_),
        inhoud=_inhoud(status),
        reacties=reacties if status == "reactie" else (),
        kan_vaststellen="reacties_open" if open_ else "",
        kan_ondertekenen=status == "vastgesteld",
        samen=3 if status == "vastgesteld" else 0,
        ontvangers=(
            Ontvanger("d1", "M. de Ruiter", "GGZ Waterland", True, "", getekend),
            Ontvanger("d2", "S. Bakker", "Reclassering Nederland", True, "", False),
            Ontvanger("d3", "P. Jansen", "Openbaar Ministerie", False, "afwezig", False),
            Ontvanger("d4", "B. van ’t Hek", "Woningcorporatie Intermaris", False, "incidenteel", False),
        ),
        verstrekkingen=(verstrekt,) if getekend else (),
        versies=(verslag,),
        ondertekenaars=(
            Ondertekenaar("voorzitter", "M. van der Heijden", "voorzitter", getekend, True),
            Ondertekenaar("verslaglegger", "J. de Wit", "verslaglegger", False, False),
        ),
        nummer=1,
        aantal=3,
        vast_te_stellen=0 if open_ else 3,
    )


def maak(status: str, paneel: str = "") -> QWidget:
    """Return the window with a verslag in a state, or with the list for an empty state; `paneel` opens one."""
    venster = MainWindow({"verslagen": Verslagen}, Taken(), Instellingen())
    venster.zet_gebruiker("M. van der Heijden", "MH")
    venster.bouw(Positie("verslagen", {}))
    pagina = venster.huidige_pagina
    if not isinstance(pagina, Verslagen):
        return venster
    pagina.vul(regels())
    if status:
        pagina.stapel.setCurrentWidget(pagina.scherm)
        gegevens = detail(status)
        pagina.scherm.vul(gegevens)
        pagina.scherm.bladen.toon_nu(Bladbron(inhoud=gegevens.inhoud))
        if status == "ondertekend":
            pagina.scherm.controle.zet(CONTROLE)
            pagina.scherm.ondertekenen.zet(gegevens, {"voorzitter": "10:53"})
        if paneel == "verstrek":
            pagina.scherm.verstrek.begin(gegevens, gegevens.ontvangers[2])
        elif paneel == "verwerk":
            pagina.scherm.verwerk.begin(gegevens.regel.verslag.id, gegevens.reacties[0])
    if paneel == "controleren":
        pagina.paneel.begin()
    return venster


def registreer() -> None:
    """Put the list, every state and three panels in the gallery."""
    scherm("verslagen", partial(maak, ""))
    for status in ("concept", "reactie", "vastgesteld", "ondertekend"):
        scherm(f"verslag-{status}", partial(maak, status))
    scherm("verslag-verstrekken", partial(maak, "ondertekend", "verstrek"))
    scherm("verslag-reactie-verwerken", partial(maak, "reactie", "verwerk"))
    scherm("bestand-controleren", partial(maak, "", "controleren"))
