"""The year of Kees after the overleg of the demonstration: from phase 1, through a relapse, to the wijkteam."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

from zvh_desktop.assets import asset
from zvh_desktop.domain.actieloop import Uitstel
from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.domain.interventie import Interventie
from zvh_desktop.domain.plan import Actie, Fase
from zvh_desktop.domain.planfase import Fasestap
from zvh_desktop.domain.planversie import Planakkoord
from zvh_desktop.domain.tijd import AMSTERDAM
from zvh_desktop.services import demo_jaar, dossiers, kluizen, overleggen, tijdlijn
from zvh_desktop.services.machine import SysteemWillekeur, VerhaalKlok

DAG = date(2026, 11, 24)


def test_jaar_van_kees_loopt_van_fase_1_met_een_terugval_tot_het_wijkteam(kluis: Path) -> None:
    jaar = json.loads(asset("resources", "demo", "jaar.json").read_text(encoding="utf-8"))
    momenten = [(g["op"], g["tijd"]) for g in jaar["gebeurtenissen"]]
    assert momenten == sorted(momenten) and momenten[-1][0] < jaar["dagen"]
    klok = VerhaalKlok(datetime(2026, 11, 24, 23, 59, tzinfo=AMSTERDAM))
    wp = kluizen.open_kluis(kluis, kluizen.DEMO_WACHTWOORD, klok=klok, willekeur=SysteemWillekeur())
    try:
        kees = next(r.id for r in dossiers.lijst(wp) if r.naam.startswith("Kees"))

        def partner_id(naam: str) -> str:
            gevonden = overleggen.zoek_partner(wp, naam)
            assert gevonden is not None, naam
            return gevonden.id

        demo_jaar.Jaar(wp, klok, DAG, kees, partner_id).speel(jaar)
        stappen = sorted(wp.store.find(Fasestap, casus_id=kees, fase=1), key=lambda s: s.tijdstip)
        assert [s.naar for s in stappen] == ["bereikt", "teruggevallen", "open", "bereikt"]
        assert all(s.motivering and s.door for s in stappen) and stappen[0].ondanks and not stappen[-1].open_voorwaarden
        assert {f.status for f in wp.store.find(Fase, casus_id=kees)} == {"bereikt"}
        casus = wp.eis(Casus, kees)
        assert casus.status == "afgesloten" and casus.beeindigd_op == DAG + timedelta(357)
        acties = wp.store.find(Actie, casus_id=kees)
        assert {"gedaan", "niet_mogelijk", "vervallen"} <= {a.status for a in acties}
        assert not [a for a in acties if a.status == "open"] and wp.store.find(Uitstel, casus_id=kees)
        assert any("Wijkteam" in a.terugkoppeling for a in acties if a.status == "vervallen")
        assert {i.afloop for i in wp.store.find(Interventie, casus_id=kees)} >= {"geslaagd", "deels"}
        assert {a.uitspraak for a in wp.store.find(Planakkoord, casus_id=kees)} == {"akkoord", "voorbehoud"}
        soorten = {n.notitiesoort for n in wp.store.find(Notitie, casus_id=kees)}
        assert {"detentie", "verlof", "incident", "afschaling"} <= soorten
        assert {"detentie", "verlof", "terugval"} <= {i.soort for i in tijdlijn.lees(wp, kees).items}
    finally:
        kluizen.sluit(wp)
