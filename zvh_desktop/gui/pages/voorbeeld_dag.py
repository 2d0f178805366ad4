"""An invented working day to look at: makes the daily screens of the gallery, without a vault."""

import json
from collections.abc import Callable
from datetime import date, datetime, time
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvh_desktop.config import Instellingen
from zvh_desktop.domain.aanmelding import lees_aanmelding
from zvh_desktop.domain.casus import Aanmelding, Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.overleg import Agendapunt, Deelnemer, Overleg
from zvh_desktop.domain.tijd import AMSTERDAM
from zvh_desktop.domain.toegang import Dekking
from zvh_desktop.gui.dialogs.triage import TriagePaneel
from zvh_desktop.gui.galerij import scherm
from zvh_desktop.gui.main_window import MainWindow
from zvh_desktop.gui.onderdelen import Kaart
from zvh_desktop.gui.pages.aanmelding import AanmeldingPagina
from zvh_desktop.gui.pages.acties import Acties, verdeel
from zvh_desktop.gui.pages.casussen import Casussen
from zvh_desktop.gui.pages.vandaag import Vandaag
from zvh_desktop.gui.pagina import Context, Pagina
from zvh_desktop.gui.spoor import Positie
from zvh_desktop.gui.taken import Taken
from zvh_desktop.services.aanmeldingen import Voorstel
from zvh_desktop.services.acties import ActieRegel
from zvh_desktop.services.bekenden import Bekende
from zvh_desktop.services.concepten import Concept, NietBewaard
from zvh_desktop.services.dossierbeeld import CasusRegel
from zvh_desktop.services.inlezen import Gelezen
from zvh_desktop.services.overlegbeeld import DeelnemerRegel, OverlegDetail, PuntRegel
from zvh_desktop.services.triage import TriageBeeld
from zvh_desktop.services.vandaag import Aandacht, VandaagBeeld

__all__ = ["registreer"]

_S = "5" * 32
DAG = date(2026, 11, 24)
NU = datetime(2026, 11, 24, 8, 50, tzinfo=AMSTERDAM)
_BESTAND = {
    "formaat": "zvh-aanmelding/1",
    "ontvangen_op": "2026-11-23",
    "wijze": "formulier",
    "aanmelder": {"organisatie": "GGZ Waterland", "naam": "M. de Ruiter", "functie": "casemanager FACT"},
    "type": "persoon",
    "thema": ["verward_gedrag"],
    "betrokkenen": [
        {"naam": {"voornamen": "Kees", "achternaam": "Vermeer"}, "geboortedatum": "2000-03-14", "bsn": "999990007",
         "rol": "betrokkene", "adres": {"woonplaats": "Purmerend"}},
        {"naam": {"voornamen": "Jan", "achternaam": "Vermeer"}, "geboortedatum": "1968-07-02", "rol": "vader",
         "adres_geheim": True},
    ],
    "aanleiding": "Ontslag uit de forensisch psychiatrische afdeling nadert; wat daarna komt staat niet vast.",
    "doel_overleg": "Eén plan voor de dag van ontslag: wie doet wat, waar woont hij, en hoe blijft vader veilig.",
    "acuut_onveilig": True,
    "criteria": {"multiproblematiek": True, "ketenoverstijgend": True, "systeem_impact": True},
    "motivering": {"2": "Zorg, straf en gemeente zijn alle drie nodig."},
    "betrokkene_geinformeerd": {"status": "ja"},
    "uit_te_nodigen": [{"organisatie": "Reclassering", "naam": "S. Bakker"}],
}  # fmt: skip


def _acties() -> list[ActieRegel]:
    def regel(
        id_: str, tekst: str, casus: str, wie: str, uiterlijk: date | None, fase: int, **anders: Any
    ) -> ActieRegel:
        laat = max(0, (DAG - uiterlijk).days) if uiterlijk else 0
        return ActieRegel(id_, tekst, casus, casus, wie, wie, "", uiterlijk, laat, fase, "open", "")

    return [
        regel("a1", "huisbezoek vader", "Kees V.", "Reclassering", date(2026, 11, 15), 1),
        regel("a2", "crisisplan delen met wijkagent", "Kees V.", "GGZ Waterland", DAG, 1),
        regel("a3", "woonplek na ontslag, twee opties", "Kees V.", "Gemeente Purmerend", date(2026, 11, 26), 2),
        regel("a4", "school informeren over veiligheidsafspraken", "Sanne H.", "Jeugdteam", date(2026, 12, 1), 1),
        regel("a5", "afspraak schuldhulp", "Danny B.", "Gemeente Zaanstad", None, 0),
    ]


def _overleg() -> OverlegDetail:
    o = Overleg(id="o1", stream=_S, titel="Casusoverleg Zaanstreek", datum=DAG, begin=time(9, 30), eind=time(10, 50),
                plaats="Stadhuis, kamer 2.14", status="open")  # fmt: skip
    punten = [
        PuntRegel(
            Agendapunt(id=f"p{n}", stream=_S, overleg_id="o1", volgorde=n, casus_id=f"c{n}", minuten=minuten),
            naam, f"2026-0{140 + n}", om, themas,
        )
        for n, (naam, om, minuten, themas) in enumerate((
            ("Kees V.", time(9, 35), 25, ("verward_gedrag",)),
            ("Sanne H.", time(10, 0), 30, ("huiselijk_geweld_kindermishandeling",)),
            ("Danny B.", time(10, 30), 15, ("re_integratie",)),
        ))
    ]  # fmt: skip
    deelnemers = [
        DeelnemerRegel(
            Deelnemer(id=f"d{n}", stream=_S, overleg_id="o1", organisatie="Politie", naam=f"Deelnemer {n}"),
            None, True, Dekking(True, "protocol"), "privacyprotocol",
        )
        for n in range(11)
    ]  # fmt: skip
    return OverlegDetail(o, tuple(punten), tuple(deelnemers), 80, True)


def _dag(*, leeg: bool = False) -> VandaagBeeld:
    concept = Concept("a1", "terugkoppeling", "actie", "Terugkoppeling", "vader was niet thuis, mo", 24, NU)
    aandacht = (
        Aandacht("danger", "evaluatie", "Sanne H.: veiligheidsafspraak loopt vrijdag af", "nog geen afspraak daarna",
                 "Plan openen", "casussen.casus", (("casus_id", "c1"),)),
        Aandacht("warning", "niet_gedekt", "1 deelnemer heeft nog niet getekend",
                 "B. van ’t Hek, Woningcorporatie Intermaris", "Laten tekenen", "overleggen.overleg"),
        Aandacht("warning", "informeren", "Betrokkene informeren was uitgesteld tot 18-11",
                 "Sanne H. · grond: veiligheid · 6 dagen te laat", "Herzien", "casussen.casus"),
        Aandacht("info", "triage", "Stationsplein wacht op triage", "2026-0155 · de aanmelding is compleet", "Triage",
                 "casussen.casus", (("casus_id", "c4"),)),
        Aandacht("neutral", "actie_te_laat", "1 actie te laat", "oudste: Reclassering, 9 dagen", "Bekijken", "acties"),
    )  # fmt: skip
    return VandaagBeeld(
        overleg=None if leeg else _overleg(),
        is_vandaag=not leeg,
        aandacht=() if leeg else aandacht,
        acties=() if leeg else tuple(_acties()),
        acties_open=0 if leeg else 12,
        acties_te_laat=0 if leeg else 1,
        nu=NU,
        overleggen_vandaag=0 if leeg else 1,
        casussen=0 if leeg else 8,
        recent=() if leeg else (("c0", "Kees V."), ("c4", "Stationsplein")),
        niet_bewaard=() if leeg else (NietBewaard(concept, "Kees V.", concept.tekst, "acties", ()),),
    )


def _casussen() -> list[CasusRegel]:
    rijen: tuple[tuple[str, str, str, int, int, int, int, str, date | None], ...] = (
        ("2026-0155", "Stationsplein", "overlast", 1, 0, 0, 0, "", None),
        ("2026-0151", "Sanne H.", "huiselijk_geweld_kindermishandeling", 4, 1, 6, 2, "M. Meijer", DAG),
        ("2026-0143", "Kees V.", "verward_gedrag", 4, 1, 5, 1, "S. Bakker", DAG),
        ("2026-0131", "Danny B.", "re_integratie", 3, 2, 2, 0, "Reclassering", date(2026, 12, 2)),
        ("2026-0087", "Mirjam O.", "verward_gedrag", 4, 2, 4, 0, "GGZ", date(2026, 12, 9)),
        ("2026-0076", "Wilma S.", "huiselijk_geweld_kindermishandeling", 4, 3, 0, 0, "Jeugdteam", date(2027, 1, 14)),
        ("2025-0312", "Rik L.", "levensloop", 4, 4, 0, 0, "wijkteam", date(2027, 3, 3)),
    )
    return [
        CasusRegel(nr, nr, naam, (thema,), "persoon" if naam != "Stationsplein" else "gebied",
                   "loopt" if proces > 1 else "aangemeld", proces, fase, open_, laat, wie, dag, NU)
        for nr, naam, thema, proces, fase, open_, laat, wie, dag in rijen
    ]  # fmt: skip


def _gelezen() -> list[Gelezen]:
    bestand = lees_aanmelding(json.dumps(_BESTAND).encode())
    bekend = (Bekende(0, "b1", "c0", "Kees V.", "2026-0143", "bsn"),)
    kaal = bestand.model_copy(update={"betrokkenen": [bestand.betrokkenen[1]], "thema": []})
    return [
        Gelezen("aanmelding-ggz.json", Voorstel(bestand, "", "", "", bekend, (), True)),
        Gelezen("telefoonnotitie.json", Voorstel(kaal, "", "", "", (), ("thema", "criteria"), None)),
        Gelezen("scan.json", fout=Omstandigheid(Reden.BESTAND_GEEN_JSON)),
    ]


def _triage() -> TriageBeeld:
    casus = Casus(id="c4", stream=_S, nummer="2026-0155", type="gebied", naam="Stationsplein", begonnen_op=DAG)
    aanmelding = Aanmelding(
        id="m4", stream=_S, casus_id="c4", ontvangen_op=date(2026, 11, 12), aanmelder_organisatie="Gemeente Zaanstad",
        aanmelder_naam="P. de Graaf", aanleiding="Groep van twintig jongeren, steekincident in oktober.",
        criterium_4=True, motivering_4="Het hele plein, ook winkels en station.",
    )  # fmt: skip
    return TriageBeeld(casus, aanmelding, None, (), True, (), DAG, "M. van der Heijden")


class _TriagePagina(Pagina):
    """The triage in a card, as a dossier embeds it."""

    titel = "Triage"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(22, 16, 22, 16)
        kaart = Kaart(self.tr("Triage"), rand="rondom")
        self.paneel = TriagePaneel(context)
        kaart.inhoud.addWidget(self.paneel)
        kolom.addWidget(kaart)


def _venster(naam: str, klasse: Callable[[Context], Pagina], vul: Callable[[Any], None]) -> QWidget:
    venster = MainWindow({naam: klasse}, Taken(), Instellingen())
    venster.zet_gebruiker("M. van der Heijden", "MH")
    venster.bouw(Positie(naam))
    vul(venster.huidige_pagina)
    return venster


def _actiepaneel(pagina: Acties) -> None:
    pagina.vul(verdeel(DAG, _acties(), "", []))
    pagina.lijst.kies("a1")
    pagina.lijst.afgetekend.emit("a1", "niet_gedaan")


def _telefonisch(pagina: AanmeldingPagina) -> None:
    pagina.toon(deel="telefonisch")
    pagina.formulier.begin(DAG, None)


def registreer() -> None:
    """Put the daily screens in the gallery."""
    scherm("vandaag", partial(_venster, "vandaag", Vandaag, lambda p: p.vul(_dag())))
    scherm("vandaag-leeg", partial(_venster, "vandaag", Vandaag, lambda p: p.vul(_dag(leeg=True))))
    scherm("casussen", partial(_venster, "casussen", Casussen, lambda p: p.vul(DAG, _casussen())))
    scherm("casussen-leeg", partial(_venster, "casussen", Casussen, lambda p: p.vul(DAG, [])))
    scherm("acties", partial(_venster, "acties", Acties, lambda p: p.vul(verdeel(DAG, _acties(), "", []))))
    scherm("acties-paneel", partial(_venster, "acties", Acties, _actiepaneel))
    naam = "casussen.aanmelding"
    scherm("aanmelding", partial(_venster, naam, AanmeldingPagina, lambda p: None))
    scherm("aanmelding-voorstel", partial(_venster, naam, AanmeldingPagina, lambda p: p.beoordeeld(_gelezen())))
    scherm("aanmelding-telefonisch", partial(_venster, naam, AanmeldingPagina, _telefonisch))
    scherm("aanmelding-lopend", partial(_venster, naam, AanmeldingPagina, lambda p: p.toon(deel="lopend")))
    scherm("triage", partial(_venster, "casussen", _TriagePagina, lambda p: p.paneel.vul("c4", _triage())))
