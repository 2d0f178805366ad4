"""The year of Kees after the overleg of the demonstration: from phase 1, through a relapse, to the wijkteam."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from zvh_testing.kluisplek import GOEDKOOP

from zvh_desktop.assets import asset
from zvh_desktop.domain.actieloop import Uitstel
from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.domain.interventie import Interventie
from zvh_desktop.domain.plan import Actie, Fase
from zvh_desktop.domain.planfase import Fasestap
from zvh_desktop.domain.planversie import Planakkoord
from zvh_desktop.domain.tijd import AMSTERDAM
from zvh_desktop.services import demo, dossiers, kluizen, tijdlijn
from zvh_desktop.services.machine import SysteemWillekeur, VerhaalKlok

DAG = date(2026, 11, 24)


def test_jaar_van_kees_loopt_van_fase_1_met_een_terugval_tot_het_wijkteam(tmp_path: Path) -> None:
    jaar = json.loads(asset("resources", "demo", "jaar.json").read_text(encoding="utf-8"))
    momenten = [(g["op"], g["tijd"]) for g in jaar["gebeurtenissen"]]
    assert momenten == sorted(momenten) and momenten[-1][0] < jaar["dagen"]
    klok = VerhaalKlok(datetime(2026, 8, 26, 8, 0, tzinfo=AMSTERDAM))
    wp, _ = kluizen.nieuw(
        tmp_path / "jaar.zvh", kluizen.DEMO_WACHTWOORD, klok=klok, willekeur=SysteemWillekeur(), demo=True, kdf=GOEDKOOP
    )
    try:
        verteld = demo.speel_jaar(wp, klok, DAG)
        ((kees, naam),) = [(r.id, r.naam) for r in dossiers.lijst(wp)]
        assert naam.startswith("Kees")
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
        verhaal = "\n".join(verteld)
        for woord in (
            "(directe veiligheid) bereikt",
            "teruggevallen",
            "incident.",
            "Overname bevestigd: Wijkteam",
            "bewaartermijn loopt",
        ):
            assert woord in verhaal, woord
    finally:
        kluizen.sluit(wp)


def test_zvh_demo_vertelt_het_jaar_in_een_kluis_ernaast(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is played twice: what is played is shown above, and that it can be left out by all other tests here."""
    monkeypatch.setattr(demo.Verhaal, "speel", lambda self: None)
    monkeypatch.setattr(demo.Verhaal, "speel_jaar", lambda self, vervolg: ["een regel"])
    monkeypatch.setattr(demo, "_schrijf", lambda *_: demo.Gemaakt(tmp_path, "", (), None, (), ("een kluis",)))
    assert demo.speel(tmp_path, vandaag=DAG).regels[::2] == ("een kluis", "  een regel")
    assert (tmp_path / demo.KLUIS_JAAR).exists()
