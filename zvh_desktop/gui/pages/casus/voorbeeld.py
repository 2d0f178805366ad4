"""An invented dossier to look at: makes the screens of the gallery, without a vault."""

from datetime import UTC, date, datetime, time
from functools import partial

from PySide6.QtWidgets import QWidget

from zvh_desktop.config import Instellingen
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.casus import Aanmelding, Casus, Stand, Triage
from zvh_desktop.domain.overleg import Overleg
from zvh_desktop.domain.partner import Partner
from zvh_desktop.domain.plan import Actie, Doel, Fase, Scenario
from zvh_desktop.domain.verslag import Verslag
from zvh_desktop.gui.galerij import scherm
from zvh_desktop.gui.main_window import MainWindow
from zvh_desktop.gui.pages.casus.geschiedenis import GeschiedenisTab
from zvh_desktop.gui.pages.casus.pagina import TABS, CasusPagina
from zvh_desktop.gui.pages.casus.tab import Beeld
from zvh_desktop.gui.spoor import Positie
from zvh_desktop.gui.taken import Taken
from zvh_desktop.services.dossierbeeld import Dossier, Gebeurtenis
from zvh_desktop.services.geschiedenis import HistorieRegel

__all__ = ["maak", "registreer", "voorbeeld"]

_S = "5" * 32
_C = "c" * 32
VANDAAG = date(2026, 11, 24)


def _moment(dag: int, maand: int, uur: int, minuut: int = 0) -> datetime:
    return datetime(2026, maand, dag, uur, minuut, tzinfo=UTC)


def _partners() -> dict[str, Partner]:
    namen = (
        ("gem", "Gemeente Purmerend", "Gemeente", True),
        ("pol", "Politie Zaanstreek-Waterland", "Politie", True),
        ("ggz", "GGZ Waterland", "GGZ", True),
        ("om", "Openbaar Ministerie", "OM", True),
        ("wbc", "Woningcorporatie Intermaris", "Intermaris", False),
    )
    return {i: Partner(id=i, stream=_S, naam=n, kort=k, vast=v) for i, n, k, v in namen}


def _doel(nummer: int, fase: int, tekst: str, soort: str, partner: str, persoon: str, dag: date | None = None) -> Doel:
    return Doel.model_validate(
        {
            "id": f"d{nummer}",
            "stream": _S,
            "casus_id": _C,
            "fase": fase,
            "volgorde": nummer,
            "doelsoort": soort,
            "tekst": tekst,
            "partner_id": partner,
            "persoon": persoon,
            "uiterlijk": dag,
            "bereikt": nummer == 2,
        }
    )


def _plan() -> tuple[tuple[Fase, ...], tuple[Doel, ...], tuple[Scenario, ...]]:
    fasen = (
        Fase(
            id="f1", stream=_S, casus_id=_C, nummer=1, status="open", geopend_op=date(2026, 10, 27),
            situatie="Vader verblijft bij zus; Kees is opgenomen tot 1 december.",
            doel="Niemand loopt gevaar rond het ontslag.",
            voorwaarden="Vader heeft een veilige plek\nCrisisplan is bekend bij wijkagent en vader",
            signalen="Kees mist medicatie of zoekt vader op: GGZ belt dezelfde dag de wijkagent.",
        ),
        Fase(id="f2", stream=_S, casus_id=_C, nummer=2, status="open", geopend_op=date(2026, 10, 27)),
        Fase(id="f3", stream=_S, casus_id=_C, nummer=3, status="voorbereid", toetsmoment=date(2027, 2, 24)),
        Fase(id="f4", stream=_S, casus_id=_C, nummer=4),
    )  # fmt: skip
    doelen = (
        _doel(1, 1, "Vader blijft tot ontslag bij zus", "voorwaarde", "gem", "L. Yılmaz"),
        _doel(2, 1, "Wijkagent belt ma en do", "voorwaarde", "pol", "T. Hofstra"),
        _doel(3, 1, "Crisisplan bij wijkagent en vader", "afspraak", "ggz", "M. de Ruiter", date(2026, 12, 1)),
        _doel(4, 1, "Bij onraad: 112, dan crisisdienst", "afspraak", "", "iedereen"),
        _doel(5, 2, "Plek met toezicht vanaf ontslag", "doel", "gem", "L. Yılmaz", date(2026, 11, 26)),
        _doel(6, 2, "Depotmedicatie, FACT 2× per week", "afspraak", "ggz", "M. de Ruiter"),
        _doel(7, 2, "Schulden: stabilisatie", "doel", "gem", "L. Yılmaz", date(2026, 12, 31)),
        _doel(8, 3, "Dagbesteding kwekerij, 2 ochtenden", "doel", "", ""),
        _doel(9, 3, "Contact met vader onder begeleiding", "doel", "ggz", "M. de Ruiter"),
        _doel(10, 4, "Terug naar wijkteam als 6 maanden stabiel", "voorwaarde", "", ""),
    )
    scenarios = (
        Scenario(
            id="s1", stream=_S, casus_id=_C, als_="terugval", dan="medicatie gemist: FACT dezelfde dag",
            wie="GGZ, wijkagent geïnformeerd",
        ),
        Scenario(
            id="s2", stream=_S, casus_id=_C, als_="ontslag eerder", dan="GGZ belt procesregisseur",
            wie="spoedoverleg binnen 24 uur",
        ),
    )  # fmt: skip
    return fasen, doelen, scenarios


def _betrokkenen() -> tuple[Betrokkene, ...]:
    return (
        Betrokkene(
            id="b1", stream=_S, casus_id=_C, voornamen="Kees", achternaam="Vermeer", geboortedatum=date(2000, 3, 14),
            rol="betrokkene", hoofdpersoon=True, bsn="999990007", straat="Dijkgraaf", huisnummer="12",
            postcode="1441 AB", woonplaats="Purmerend", geinformeerd="ja", geinformeerd_op=date(2026, 10, 30),
        ),
        Betrokkene(
            id="b2", stream=_S, casus_id=_C, voornamen="Jan", achternaam="Vermeer", geboortedatum=date(1968, 7, 2),
            rol="vader, mogelijk slachtoffer", adres_geheim=True, geinformeerd="uitgesteld",
            geinformeerd_grond="eerst het veiligheidsplan", geinformeerd_herzien_op=date(2026, 11, 20),
        ),
    )  # fmt: skip


def _acties() -> tuple[Actie, ...]:
    basis = {"stream": _S, "casus_id": _C, "gemaakt_op": date(2026, 10, 27)}
    rijen = (
        ("a1", "Crisisplan bespreken met wijkagent en vader", "ggz", "M. de Ruiter", date(2026, 12, 1), 1, "open"),
        ("a2", "Plek beschermd wonen regelen", "gem", "L. Yılmaz", date(2026, 11, 20), 2, "open"),
        ("a3", "Voorwaarden bij schorsing nagaan", "om", "A. Visser", date(2026, 11, 30), 1, "open"),
        ("a4", "Zus bellen over verblijf van vader", "pol", "T. Hofstra", date(2026, 11, 3), 1, "gedaan"),
    )
    return tuple(
        Actie.model_validate(
            {
                **basis,
                "id": i,
                "tekst": t,
                "partner_id": p,
                "persoon": w,
                "uiterlijk": d,
                "fase": f,
                "status": s,
                "afgerond_op": _moment(3, 11, 10) if s == "gedaan" else None,
                "afgerond_door": "M. van der Heijden" if s == "gedaan" else "",
                "terugkoppeling": "Vader kan tot kerst blijven." if s == "gedaan" else "",
            }
        )
        for i, t, p, w, d, f, s in rijen
    )


def _verloop() -> tuple[Gebeurtenis, ...]:
    notities = [Gebeurtenis(f"n{n}", "notitie") for n in range(4)]
    return (*notities, Gebeurtenis("o1", "overleg"), Gebeurtenis("m1", "aanmelding"))


def voorbeeld() -> Beeld:
    """Return everything the page shows of an invented case."""
    fasen, doelen, scenarios = _plan()
    casus = Casus(
        id=_C, stream=_S, nummer="2026-0143", type="persoon", thema=["verward_gedrag"], naam="Kees V.", grondslag="WGS",
        doel="Een veilig ontslag en een plek waar het goed blijft gaan.", status="loopt", casusregisseur="S. Bakker",
        casusregisseur_partner_id="gem", begonnen_op=date(2026, 10, 5), zsm_geldig_tot=date(2026, 12, 1),
        evaluatiedatum=date(2026, 12, 15),
        zsm_advies="Bij een nieuw feit: contact met de procesregisseur voor een afdoening met zorg.",
    )  # fmt: skip
    aanmelding = Aanmelding(
        id="m1", stream=_S, casus_id=_C, ontvangen_op=date(2026, 10, 5), aanmelder_organisatie="GGZ Waterland",
        aanmelder_naam="M. de Ruiter", aanmelder_functie="casemanager FACT", aanmelder_telefoon="0600000001",
        aanleiding="Al tien jaar wisselende instanties; het ontslag nadert en wat daarna komt staat niet vast.",
        doel_overleg="Eén plan voor de dag van ontslag.", eerder_geprobeerd="Vrijwillige opname, beschermd wonen.",
        acuut_onveilig=True, criterium_1=True, criterium_2=True, criterium_3=True, geinformeerd="ja",
        geinformeerd_op=date(2026, 9, 30), genodigden=[{"organisatie": "Politie", "naam": "T. Hofstra"}],
        overig={"instroomroute": "vanaf de ZSM-tafel"},
    )  # fmt: skip
    triage = Triage(
        id="t1", stream=_S, casus_id=_C, datum=date(2026, 10, 13), uitkomst="overleg", motivering="Drie ketens nodig."
    )
    overleg = Overleg(
        id="o1", stream=_S, titel="Casusoverleg Purmerend", datum=date(2026, 10, 27), begin=time(9), eind=time(12),
        status="gesloten",
    )  # fmt: skip
    straks = overleg.met(id="o2", datum=date(2026, 12, 1), status="open", begin=time(13, 30))
    verslag = Verslag(
        id="v1", stream=_S, casus_id=_C, overleg_id="o1", status="ondertekend", ondertekend_op=_moment(4, 11, 8, 5),
        ondertekend_door="M. van der Heijden",
    )  # fmt: skip
    dossier = Dossier(
        casus=casus,
        stand=Stand(3, "Er is besloten; het verslag is nog niet vastgesteld."),
        betrokkenen=_betrokkenen(),
        aanmeldingen=(aanmelding,),
        triage=triage,
        ontbreekt=(),
        fasen=fasen,
        doelen=doelen,
        scenarios=scenarios,
        acties=_acties(),
        verslagen=(verslag,),
        verstrekkingen=(),
        verloop=_verloop(),
        overleggen=(overleg, straks),
        partners=_partners(),
        veiligheid_nu="Vader is veilig bij zijn zus tot het ontslag. Het grootste risico is de dag van ontslag zelf.",
    )
    return Beeld(dossier, {}, VANDAAG, "M. van der Heijden", "procesregisseur")


def _historie() -> list[HistorieRegel]:
    def regel(uur: int, soort: str, veld: str, van: object, naar: object, label: str, txn: str) -> HistorieRegel:
        wie, rol = "M. van der Heijden", "procesregisseur"
        return HistorieRegel(_moment(23, 11, uur), wie, rol, label, soort, f"{soort}-1", veld, van, naar, txn)

    return [
        regel(15, "actie", "status", "open", "gedaan", "actie gedaan", "t4"),
        regel(15, "actie", "terugkoppeling", "", "Vader kan tot kerst blijven.", "actie gedaan", "t4"),
        regel(14, "betrokkene", "bsn", None, "••••••007", "BSN gewijzigd (betrokkene)", "t3"),
        regel(13, "fase", "status", "niet_gestart", "open", "fase 1 geopend", "t2"),
        regel(11, "casus", "evaluatiedatum", None, "2026-12-15", "evaluatie op gewijzigd (casus)", "t1"),
    ]


def maak(tab: str, record_id: str = "") -> QWidget:
    """Return the window with the page on a tab, with the invented case."""
    venster = MainWindow({"casussen.casus": CasusPagina}, Taken(), Instellingen())
    venster.zet_gebruiker("M. van der Heijden", "MH")
    venster.bouw(Positie("casussen.casus", {"casus_id": _C, "tab": tab}))
    pagina = venster.huidige_pagina
    if isinstance(pagina, CasusPagina):
        pagina.vul(voorbeeld())
        pagina.ga_naar_tab(tab, record_id)
        deel = pagina.tab(tab)
        if isinstance(deel, GeschiedenisTab):
            deel.ontvang(_historie())
    return venster


def registreer() -> None:
    """Put every tab, and two panels, in the gallery."""
    for naam, _ in TABS:
        scherm(f"casus-{naam}", partial(maak, naam))
    for naam, record_id in (("betrokkenen", "b2"), ("plan", "f1"), ("acties", "a1")):
        scherm(f"casus-{naam}-paneel", partial(maak, naam, record_id))
