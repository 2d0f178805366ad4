"""Screens of the plan: the board with interventies, a phase with its conditions and steps, versions and agreement."""

from datetime import timedelta
from typing import Any

from zvh_testing.sessieplek import wacht

from zvh_desktop.domain.plan import Fase
from zvh_desktop.services import dossiers, fasen, plannen, verloop
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["plan_schermen"]


def _bereid_voor(wp: Werkplek, casus_id: str) -> None:
    partners = {p.kortweg: p.id for p in wp.partners().values()}
    gebieden = {naam: id_ for id_, naam in plannen.lees(wp, casus_id).gebieden}
    vandaag = wp.vandaag()
    for fase, tekst, kader, partner, gebied, velden in (
        (1, "Zorgmachtiging met ambulante behandeling", "verplichte_zorg", "GGZ", "Geestelijke gezondheid",
         {"begin": vandaag - timedelta(40)}),
        (1, "Gebiedsverbod rond de woning van vader", "bestuurlijk", "Gemeente", "Huiselijke relaties",
         {"begin": vandaag - timedelta(70), "eind": vandaag - timedelta(8), "afloop": "geslaagd"}),
        (2, "Schuldhulp", "vrijwillig", "Gemeente", "Financiën", {"begin": vandaag + timedelta(9)}),
        (3, "Dagbesteding op de kwekerij", "drang", "Reclassering", "Tijdsbesteding",
         {"begin": vandaag - timedelta(60), "eind": vandaag - timedelta(30), "afloop": "deels"}),
    ):  # fmt: skip
        dossiers.voeg_toe(
            wp, "interventie", casus_id,
            {"fase": fase, "tekst": tekst, "kader": kader, "partner_id": partners.get(partner, ""),
             "leefgebied_id": gebieden.get(gebied, ""), **velden},
        )  # fmt: skip
    fase = wp.store.find(Fase, casus_id=casus_id, nummer=1)[0]
    eerste, _ = fasen.voeg_voorwaarde_toe(wp, fase.id, "Vader heeft een plek waar Kees hem niet vindt")
    fasen.voeg_voorwaarde_toe(wp, fase.id, "Wijkagent, GGZ en vader kennen het crisisplan")
    fasen.zet_voldaan(wp, fase.id, eerste, True)
    fasen.wijzig_voorwaarde(wp, fase.id, eerste, {"toelichting": "Bevestigd door vader zelf aan de wijkagent."})
    if fase.status == "open":
        fasen.zet_fase(wp, fase.id, "teruggevallen", "Kees stond zondagnacht bij vader voor de deur.")
        fasen.zet_fase(wp, fase.id, "open", "Afspraken met vader en wijkagent opnieuw gemaakt.")
    dossiers.wijzig(wp, "fase", fase.id, {"geplande_weken": 6})
    ander = partners.get("Gemeente") or partners["Reclassering"]
    versie, _ = plannen.leg_vast(wp, casus_id)
    plannen.geef_akkoord(wp, versie.id, {"partner_id": partners["GGZ"], "naam": "M. de Ruiter"})
    plannen.geef_akkoord(
        wp, versie.id,
        {"partner_id": ander, "naam": "L. Yılmaz", "uitspraak": "voorbehoud", "hoe": "telefoon",
         "toelichting": "Als er voor 1 december een plek is."},
    )  # fmt: skip
    dossiers.voeg_toe(wp, "scenario", casus_id, {"als_": "vermissing", "dan": "politie bellen", "wie": "GGZ"})
    for regel in (
        "/detentie 3-9 t/m 20-10 PI Zaanstad",
        "/verlof 3-10 t/m 5-10 Bij zijn zus",
        "/incident 12-11 Burengerucht",
    ):
        verloop.schrijf(wp, casus_id, regel, ())


def plan_schermen(g: Any, casus_id: str) -> None:
    """Take them; `g` is the gallery, on an open vault."""
    g.s.taken.doe(_bereid_voor, casus_id)
    g.rust()
    pagina = g.pagina("casussen.casus", "plan-bord", casus_id=casus_id, tab="plan")
    wacht(lambda: pagina.tab("plan") is not None)
    g.rust()
    plan = pagina.tab("plan")
    plan.kolommen[1].fasekop.click()
    g.rust()
    g.neem("plan-fase")
    plan.fase._rol.ensureWidgetVisible(plan.fase.stappen)
    g.rust()
    g.neem("plan-fase-onder")
    plan.verberg()
    plan.kolommen[1].interventies()[0].click()
    g.rust()
    g.neem("plan-interventie")
    plan.verberg()
    plan.versies.click()
    g.rust()
    g.neem("plan-versies")
    plan.verberg()
    tijdlijn_schermen(g, plan)


def tijdlijn_schermen(g: Any, plan: Any) -> None:
    """The plan in time, as picture and as list; `plan` is its tab, in view."""
    plan._volgende_vorm()
    g.rust()
    plan.tijd.beeld.zoom(1)
    g.s.venster.setFocus()
    plan.tijd.beeld.setFocus()
    plan.tijd.beeld._ga_naar(2)
    g.rust()
    g.neem("plan-tijdlijn")
    plan._volgende_vorm()
    g.rust()
    g.neem("plan-tijdlijnlijst")
    plan._geef_tijdlijn()
    g.rust()
    g.neem("plan-tijdlijnpapier")
    plan.verberg()
    plan._volgende_vorm()
    g.rust()
    client_schermen(g, plan)


def client_schermen(g: Any, plan: Any) -> None:
    """What a betrokkene reads: chosen part by part, and the page that comes of it."""
    plan.voor_client.click()
    g.rust()
    paneel = plan.client
    for nr, deel in enumerate(list(paneel.plan.delen)[:7]):
        paneel.lijst.kies(deel.onderdeel.id)
        paneel.reden.setText("veiligheid van vader" if nr == 1 else "")
        (paneel.niet if nr == 1 else paneel.vertel).click()
        g.rust()
    g.neem("plan-client")
    paneel.knop.click()
    g.rust()
    g.neem("plan-clientblad")
    plan.verberg()
