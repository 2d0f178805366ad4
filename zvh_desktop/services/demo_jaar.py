"""The year after the overleg: one casus of the demonstration from phase 1, through a relapse, to where it goes next."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from zvh_desktop.domain.casus import Notitie
from zvh_desktop.domain.datumtekst import voluit
from zvh_desktop.domain.plan import FASEN, Actie, Doel, Fase
from zvh_desktop.domain.planfase import Fasestap, stapwoord
from zvh_desktop.domain.tijd import AMSTERDAM, lokaal
from zvh_desktop.services import acties, afsluiten, dossiers, fasen, grondslagen, plannen, verloop
from zvh_desktop.services.machine import VerhaalKlok
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["Jaar"]


class Jaar:
    """Plays `resources/demo/jaar.json` through the services, each event on its day.

    Args:
        wp: the vault in which the story up to the overleg was played.
        klok: its clock.
        begin: day of that overleg.
        casus_id: the casus.
        partner_id: id of a partner by its name.
    """

    def __init__(
        self, wp: Werkplek, klok: VerhaalKlok, begin: date, casus_id: str, partner_id: Callable[[str], str]
    ) -> None:
        self._wp, self._klok, self._begin, self._casus_id = wp, klok, begin, casus_id
        self._partner_id = partner_id
        self._interventies: dict[str, str] = {}
        self._versie = ""

    def speel(self, jaar: dict[str, Any]) -> None:
        """Play every event in order of time."""
        self._leg_vast()
        for g in jaar["gebeurtenissen"]:
            moment = datetime.combine(self._dag(g["op"]), time.fromisoformat(g["tijd"]), AMSTERDAM)
            self._klok.naar(max(moment, self._klok.nu()))
            _WAT[g["wat"]](self, g)

    def verteld(self) -> list[str]:
        """Return what became of the casus, read from the vault: its phases, what came between, and how it ended."""
        rijen = [
            (s.dag, s.tijdstip, f"fase {s.fase} ({FASEN[s.fase].lower()}) {stapwoord(s.van, s.naar)}. {s.motivering}")
            for s in self._wp.store.find(Fasestap, casus_id=self._casus_id)
        ]
        rijen += [
            (lokaal(n.tijdstip).date(), n.tijdstip, f"{n.notitiesoort}. {n.tekst}")
            for n in self._wp.store.find(Notitie, casus_id=self._casus_id)
            if n.notitiesoort in ("incident", "detentie", "verlof", "afschaling")
        ]
        einde = afsluiten.beeld(self._wp, self._casus_id).termijn
        return [*(f"{voluit(dag)}: {' '.join(tekst.split())}" for dag, _, tekst in sorted(rijen)), einde]

    def _dag(self, dagen: int) -> date:
        return self._begin + timedelta(days=dagen)

    def _fase(self, nummer: int) -> Fase:
        return self._wp.store.find(Fase, casus_id=self._casus_id, nummer=nummer)[0]

    def _actie(self, begin: str) -> str:
        return next(a.id for a in self._wp.store.find(Actie, casus_id=self._casus_id) if a.tekst.startswith(begin))

    def _leg_vast(self, _g: object = None) -> None:
        self._versie = plannen.leg_vast(self._wp, self._casus_id)[0].id

    def _bewaarregel(self, g: dict[str, Any]) -> None:
        grondslagen.bewaar_regel(self._wp, "", {k: g[k] for k in ("maanden", "wet", "start")})

    def _zet_fase(self, g: dict[str, Any]) -> None:
        fasen.zet_fase(self._wp, self._fase(g["fase"]).id, g["naar"], g["motivering"], g.get("ondanks", ""))

    def _nieuwe_voorwaarde(self, g: dict[str, Any]) -> None:
        fasen.voeg_voorwaarde_toe(self._wp, self._fase(g["fase"]).id, g["tekst"])

    def _voldaan(self, g: dict[str, Any]) -> None:
        fase = self._fase(g["fase"])
        gevonden = next(v.id for v in fasen.voorwaarden(self._wp, fase) if v.tekst.startswith(g["tekst"]))
        fasen.zet_voldaan(self._wp, fase.id, gevonden, True)

    def _doel(self, g: dict[str, Any]) -> None:
        alle = self._wp.store.find(Doel, casus_id=self._casus_id)
        gevonden = next(d.id for d in alle if d.tekst.startswith(g["tekst"]))
        dossiers.wijzig(self._wp, "doel", gevonden, {"bereikt": True})

    def _evaluatie(self, g: dict[str, Any]) -> None:
        dag = None if g["dag"] is None else self._dag(g["dag"])
        dossiers.wijzig(self._wp, "casus", self._casus_id, {"evaluatiedatum": dag})

    def _begin_interventie(self, g: dict[str, Any]) -> None:
        velden = {k: g[k] for k in ("fase", "kader", "tekst")}
        velden |= {"partner_id": self._partner_id(g["partner"]), "begin": self._dag(g["begin"])}
        self._interventies[g["naam"]], _ = dossiers.voeg_toe(self._wp, "interventie", self._casus_id, velden)

    def _eind_interventie(self, g: dict[str, Any]) -> None:
        velden = {"eind": self._wp.vandaag(), "afloop": g["afloop"], "toelichting": g["toelichting"]}
        dossiers.wijzig(self._wp, "interventie", self._interventies[g["naam"]], velden)

    def _verloop(self, g: dict[str, Any]) -> None:
        dagen = {k: f"{d.day}-{d.month}-{d.year}" for k in ("van", "tot") if k in g for d in (self._dag(g[k]),)}
        verloop.schrijf(self._wp, self._casus_id, g["regel"].format(**dagen), ())

    def _zet_actie(self, g: dict[str, Any]) -> None:
        acties.zet_stand(self._wp, [self._actie(g["tekst"])], g["naar"], g.get("terugkoppeling", ""))

    def _stel_uit(self, g: dict[str, Any]) -> None:
        acties.stel_uit(self._wp, [self._actie(g["tekst"])], self._dag(g["tot"]), g["reden"])

    def _nieuwe_actie(self, g: dict[str, Any]) -> None:
        velden = {k: g[k] for k in ("tekst", "persoon", "fase")}
        velden |= {"partner_id": self._partner_id(g["partner"]), "uiterlijk": self._dag(g["uiterlijk"])}
        dossiers.voeg_toe(self._wp, "actie", self._casus_id, velden)

    def _scenario(self, g: dict[str, Any]) -> None:
        dossiers.voeg_toe(self._wp, "scenario", self._casus_id, {k: g[k] for k in ("als_", "dan", "wie")})

    def _akkoord(self, g: dict[str, Any]) -> None:
        velden: dict[str, Any] = {k: g[k] for k in ("naam", "uitspraak", "toelichting") if k in g}
        plannen.geef_akkoord(self._wp, self._versie, {**velden, "partner_id": self._partner_id(g["partner"])})

    def _sluit_af(self, g: dict[str, Any]) -> None:
        open_ = self._wp.store.find(Actie, casus_id=self._casus_id, status="open")
        over = {a.id: "over" for a in open_}
        velden = {k: g[k] for k in ("reden", "naar", "evaluatie")}
        afsluiten.sluit_af(self._wp, self._casus_id, acties=over, ondanks=True, **velden)

    def _overname(self, g: dict[str, Any]) -> None:
        afsluiten.bevestig_overname(self._wp, self._casus_id, g["door"], g["afspraak"])


_WAT: dict[str, Callable[[Jaar, dict[str, Any]], None]] = {
    "bewaarregel": Jaar._bewaarregel,
    "fase": Jaar._zet_fase,
    "voorwaarde": Jaar._nieuwe_voorwaarde,
    "voldaan": Jaar._voldaan,
    "doel": Jaar._doel,
    "evaluatie": Jaar._evaluatie,
    "interventie": Jaar._begin_interventie,
    "interventie_eind": Jaar._eind_interventie,
    "verloop": Jaar._verloop,
    "actie": Jaar._zet_actie,
    "uitstel": Jaar._stel_uit,
    "nieuwe_actie": Jaar._nieuwe_actie,
    "scenario": Jaar._scenario,
    "versie": Jaar._leg_vast,
    "akkoord": Jaar._akkoord,
    "afsluiten": Jaar._sluit_af,
    "overname": Jaar._overname,
}
