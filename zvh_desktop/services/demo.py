"""The demonstration: a fictitious house plays its story through the same services a person uses.

The same content each time; keys and signatures differ. All people are invented; BSNs come from the test range.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from zvh_desktop.assets import asset
from zvh_desktop.domain.aanmelding import AanmeldingBestand, lees_aanmelding
from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.domain.invoerregel import Bekende, Regel
from zvh_desktop.domain.overleg import Inbreng, Verklaring
from zvh_desktop.domain.plan import Fase
from zvh_desktop.domain.tijd import AMSTERDAM
from zvh_desktop.domain.verslag import Reactie, Verslag
from zvh_desktop.services import (
    aanmeldingen,
    acties,
    afronden,
    beheer,
    demo_jaar,
    demo_verdieping,
    dossiers,
    geheimhouding,
    klokstand,
    kluizen,
    overlegagenda,
    overlegbeeld,
    overlegdeelnemers,
    overleggen,
    triage,
    verslagen,
    voorzitten,
    zsmadviezen,
)
from zvh_desktop.services.machine import SysteemWillekeur, VerhaalKlok
from zvh_desktop.services.triage import TriageInvoer
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store.files import file_errors

__all__ = ["KLUIS", "KLUIS_JAAR", "Gemaakt", "Verhaal", "speel", "speel_jaar"]

KLUIS = "demo.zvh"
"""Name of the vault inside the folder of the demonstration."""

KLUIS_JAAR = "jaar.zvh"
"""Name of the vault beside it, with the year of one casus."""

_Gebeurtenis = tuple[datetime, int, Callable[[], None]]


@dataclass(frozen=True, slots=True)
class Gemaakt:
    """What a demonstration wrote.

    Attributes:
        regels: what it did, one Dutch line each.
    """

    kluis: Path
    wachtwoord: str
    verslagen: tuple[Path, ...]
    presentielijst: Path | None
    verklaringen: tuple[Path, ...]
    regels: tuple[str, ...]


def speel(uit: Path, *, vandaag: date | None = None, wachtwoord: str | None = None, jaar: bool = True) -> Gemaakt:
    """Make a vault in `uit`, play the whole story, and write the documents beside it.

    Args:
        uit: folder; made when it is not there. An existing demonstration in it is refused, not overwritten.
        vandaag: the day on which the story plays; today when not given.
        wachtwoord: passphrase; the demonstration's own when not given.
        jaar: make a second vault beside it, in which the same casus is a year further and handed over.

    Raises:
        Omstandigheid: KLUIS_BESTAAT_AL and what the services raise.
    """
    dag = vandaag or datetime.now(AMSTERDAM).date()
    geheim = wachtwoord or kluizen.DEMO_WACHTWOORD
    with file_errors(onderdeel="demo"):
        uit.mkdir(parents=True, exist_ok=True)
    wp, klok = _nieuw(uit / KLUIS, geheim, dag)
    try:
        verhaal = Verhaal(wp, klok, dag)
        verhaal.speel()
        gemaakt = _schrijf(wp, verhaal, uit, geheim)
        klokstand.vergeet(wp)
    finally:
        kluizen.sluit(wp)
    if not jaar:
        return gemaakt
    vervolg = _lees("jaar.json")
    begin = dag - timedelta(days=vervolg["dagen"])
    wp, klok = _nieuw(uit / KLUIS_JAAR, geheim, begin)
    try:
        regels = speel_jaar(wp, klok, begin)
        klokstand.vergeet(wp)
    finally:
        kluizen.sluit(wp)
    kop = f"Het jaar van {vervolg['naam']}, in {uit / KLUIS_JAAR} met dezelfde wachtwoordzin:"
    return replace(gemaakt, regels=(*gemaakt.regels, kop, *(f"  {regel}" for regel in regels)))


def _nieuw(pad: Path, geheim: str, dag: date) -> tuple[Werkplek, VerhaalKlok]:
    """Make the empty vault of a story with its overleg on `dag`."""
    klok = VerhaalKlok(datetime.combine(dag, time(8, 0), AMSTERDAM) - timedelta(days=90))
    return kluizen.nieuw(pad, geheim, klok=klok, willekeur=SysteemWillekeur(), demo=True)[0], klok


def speel_jaar(wp: Werkplek, klok: VerhaalKlok, begin: date) -> list[str]:
    """Play one casus of the story on an open, empty vault, its overleg on `begin`, and the year after it.

    Returns:
        What became of it, one Dutch line each, read from the vault.
    """
    jaar = _lees("jaar.json")
    verhaal = Verhaal(wp, klok, begin, alleen=jaar["casus"])
    verhaal.speel()
    return verhaal.speel_jaar(jaar)


def _schrijf(wp: Werkplek, verhaal: "Verhaal", uit: Path, geheim: str) -> Gemaakt:
    overleg_id = verhaal.overleg_ids["vandaag"]
    paden = []
    for regel in verslagen.lijst(wp):
        if regel.verslag.overleg_id == overleg_id:
            pad = uit / "verslagen" / f"verslag-{regel.nummer}.pdf"
            paden.append(verslagen.verstrek(wp, regel.verslag.id, pad, aan="demonstratie", hoe="bestand")[0])
    aan, hoe = "demonstratie", "bestand"
    lijst, _ = verslagen.verstrek_presentielijst(wp, overleg_id, uit / "presentielijst.pdf", aan=aan, hoe=hoe)
    verklaringen = []
    for nummer, verklaring in enumerate(wp.store.find(Verklaring, overleg_id=overleg_id), 1):
        pad = uit / "verklaringen" / f"verklaring-{nummer}.pdf"
        verklaringen.append(verslagen.verstrek_verklaring(wp, verklaring.id, pad, aan=aan, hoe=hoe)[0])
    casussen = len(dossiers.lijst(wp))
    regels = (
        f"Kluis gemaakt in {uit / KLUIS} met {casussen} verzonnen casussen.",
        f"Wachtwoordzin van de demonstratie: {geheim}",
        f"{len(verhaal.overleg_ids)} overleggen; dat van vanmorgen is gehouden, met {len(verklaringen)} getekende "
        "verklaring; vanmiddag is er nog een.",
        *(f"Ondertekend verslag: {pad}" for pad in paden),
        f"Presentielijst: {lijst}",
        *(f"Verklaring: {pad}" for pad in verklaringen),
    )
    return Gemaakt(uit / KLUIS, geheim, tuple(paden), lijst, tuple(verklaringen), regels)


class Verhaal:
    """Plays the bundled story on an open, empty vault.

    Attributes:
        casus_ids: id by the story's key.
        overleg_ids: id by the story's key.

    Args:
        alleen: key of the one casus to play; "" plays all.
    """

    def __init__(self, wp: Werkplek, klok: VerhaalKlok, vandaag: date, alleen: str = "") -> None:
        self._wp, self._klok, self._vandaag, self._alleen = wp, klok, vandaag, alleen
        self._verhaal = _lees("verhaal.json")
        if alleen:
            self._verhaal = _van_casus(self._verhaal, alleen)
        basis = date.fromisoformat(self._verhaal["basisdatum"])
        self._verschuiving = vandaag - basis
        self.casus_ids: dict[str, str] = {}
        self.overleg_ids: dict[str, str] = {}
        self._wachten: list[tuple[datetime, str, dict[str, Any]]] = []

    def speel(self, *, met_vandaag: bool = True) -> None:
        """Play everything in order of time; without today's overleg when `met_vandaag` is False (it is planned)."""
        self.richt_in()
        gebeurtenissen = sorted(self._gebeurtenissen(met_vandaag=met_vandaag), key=lambda g: (g[0], g[1]))
        for moment, _, doe in gebeurtenissen:
            self._loop_af(moment)
            if moment > self._klok.nu():
                self._klok.naar(moment)
            doe()
        self._loop_af(self._op(0, "23:59"))
        klokstand.vergeet(self._wp)

    def speel_jaar(self, jaar: dict[str, Any]) -> list[str]:
        """Go on after everything else was played: the year of one casus; return what became of it."""
        casus_id = self.casus_ids[jaar["casus"]]
        verder = demo_jaar.Jaar(self._wp, self._klok, self._vandaag, casus_id, self._partner_id)
        verder.speel(jaar)
        return verder.verteld()

    def _op(self, dagen: int, tijd: str = "09:00") -> datetime:
        return datetime.combine(self._vandaag + timedelta(days=dagen), time.fromisoformat(tijd), AMSTERDAM)

    def _dag(self, dagen: int | None) -> date | None:
        return None if dagen is None else self._vandaag + timedelta(days=dagen)

    def richt_in(self) -> None:
        """Fill the empty vault with the house of the story, its partners and the text of the verklaring."""
        regio, tekst = _lees("regio.json"), _lees("verklaring.json")
        partners = []
        for p in regio["partners"]:
            velden = dict(p)
            velden["protocol_getekend_op"] = self._dag(p["protocol_getekend_op"])
            velden["protocol_geldig_tot"] = self._dag(p["protocol_geldig_tot"])
            partners.append(beheer.PartnerInvoer(**velden))
        beheer.richt_in(
            self._wp,
            beheer.Inrichting(
                regio=regio["naam"],
                contactpunt=regio["contactpunt"],
                archiefvormer=regio["archiefvormer"],
                naam=regio["ik"]["naam"],
                functie=regio["ik"]["functie"],
                rol=regio["ik"]["rol"],
                collegas=tuple((c["naam"], c["rol"]) for c in regio["collegas"]),
                partners=tuple(partners),
                tekst_versie=tekst["versie"],
                tekst_kern=tekst["kern"],
                tekst=tekst["tekst"],
            ),
        )

    def _gebeurtenissen(self, *, met_vandaag: bool) -> Iterator[_Gebeurtenis]:
        v = self._verhaal
        for a in v["aanmeldingen"]:
            yield self._op(a["op"], a["tijd"]), 0, lambda a=a: self._meld_aan(a)  # type: ignore[misc]
        for x in v["triage"]:
            yield self._op(x["op"], x["tijd"]), 1, lambda x=x: self._triage(x)  # type: ignore[misc]
        for sleutel, c in v["casussen"].items():
            yield self._op(c["op"], "17:00"), 2, lambda s=sleutel, c=c: self._casus(s, c)  # type: ignore[misc]
            for n in c["notities"]:
                yield self._op(n["op"], n["tijd"]), 3, lambda s=sleutel, n=n: self._notitie(s, n)  # type: ignore[misc]
        diep = _lees("verdieping.json")
        if self._alleen in ("", diep["casus"]):
            yield self._op(diep["op"], diep["tijd"]), 3, lambda: self._verdiep(diep)
        for o in v["overleggen"]:
            yield self._op(o["gepland_op"], "14:00"), 4, lambda o=o: self._plan(o)  # type: ignore[misc]
            gehouden = o["wanneer"] == "verleden" or (o["wanneer"] == "vandaag" and met_vandaag)
            if gehouden:
                yield self._op(o["op"], o["begin"]), 5, lambda o=o: self._houd(o)  # type: ignore[misc]
                for r in o["reacties"]:
                    yield self._op(r["op"], "11:00"), 6, lambda o=o, r=r: self._reactie(o, r)  # type: ignore[misc]
                if o["verslag"] == "ondertekend":
                    wanneer = self._op(o.get("vastgesteld_op", o["op"]), o["eind"])
                    yield wanneer + timedelta(minutes=30), 7, lambda o=o: self._onderteken(o)  # type: ignore[misc]

    def _bestand(self, naam: str, dag: date) -> AanmeldingBestand:
        """A bundled report, its days moved along with the story."""
        bestand = lees_aanmelding(asset("resources", "demo", "aanmeldingen", naam).read_bytes())
        schuif = self._verschuiving
        g, d = bestand.betrokkene_geinformeerd, bestand.detentie
        if not schuif:
            return bestand
        return bestand.model_copy(
            update={
                "ontvangen_op": bestand.ontvangen_op + schuif,
                "betrokkene_geinformeerd": g.model_copy(
                    update={
                        "datum": g.datum + schuif if g.datum else None,
                        "herzien_op": g.herzien_op + schuif if g.herzien_op else None,
                    }
                ),
                "detentie": d.model_copy(update={"einddatum": d.einddatum + schuif if d.einddatum else None}),
            }
        )

    def _meld_aan(self, a: dict[str, Any]) -> None:
        bestand = self._bestand(a["bestand"], self._klok.nu().date())
        aangenomen = aanmeldingen.neem_aan(self._wp, aanmeldingen.beoordeel(self._wp, bestand))
        self.casus_ids[a["casus"]] = aangenomen.casus_id

    def _triage(self, x: dict[str, Any]) -> None:
        velden = {k: w for k, w in x.items() if k not in ("casus", "op", "tijd")}
        velden["datum"] = self._klok.nu().date()
        velden["terugkoppeling_op"] = self._dag(x.get("terugkoppeling_op"))
        triage.leg_vast(self._wp, self.casus_ids[x["casus"]], TriageInvoer(**velden))

    def _partner_id(self, naam: str) -> str:
        partner = overlegdeelnemers.zoek_partner(self._wp, naam) if naam else None
        return partner.id if partner else ""

    def _casus(self, sleutel: str, c: dict[str, Any]) -> None:
        wp, casus_id = self._wp, self.casus_ids[sleutel]
        velden = dict(c["velden"])
        if "casusregisseur_partner" in velden:
            velden["casusregisseur_partner_id"] = self._partner_id(velden.pop("casusregisseur_partner"))
        advies, tot = velden.pop("zsm_advies", ""), velden.pop("zsm_geldig_tot", None)
        if velden:
            dossiers.wijzig(wp, "casus", casus_id, velden)
        if advies:
            contact = f"{wp.wie_naam()}, {wp.regio().naam}"
            inhoud = {"advies": advies, "geldig_tot": self._dag(tot), "contact": contact}
            advies_id, _ = zsmadviezen.bewaar(wp, casus_id, "", inhoud)
            zsmadviezen.stel_vast(wp, advies_id)
        fasen = {f.nummer: f for f in wp.store.find(Fase, casus_id=casus_id)}
        for f in c["fasen"]:
            waarden = {k: w for k, w in f.items() if k != "nummer"}
            for dag in ("geopend_op", "bereikt_op", "toetsmoment"):
                waarden[dag] = self._dag(waarden[dag])
            dossiers.wijzig(wp, "fase", fasen[f["nummer"]].id, waarden)
        for nummer, d in enumerate(c["doelen"]):
            waarden = {k: w for k, w in d.items() if k != "partner"}
            waarden |= {
                "partner_id": self._partner_id(d["partner"]),
                "uiterlijk": self._dag(d["uiterlijk"]),
                "volgorde": nummer,
            }
            dossiers.voeg_toe(wp, "doel", casus_id, waarden)
        for s in c["scenarios"]:
            dossiers.voeg_toe(wp, "scenario", casus_id, s)

    def _notitie(self, sleutel: str, n: dict[str, Any]) -> None:
        velden = {k: n[k] for k in ("notitiesoort", "tekst", "bron")}
        dossiers.voeg_toe(self._wp, "notitie", self.casus_ids[sleutel], velden)

    def _verdiep(self, v: dict[str, Any]) -> None:
        demo_verdieping.speel(self._wp, self.casus_ids[v["casus"]], v, self._partner_id)

    # An overleg

    def _plan(self, o: dict[str, Any]) -> None:
        wp = self._wp
        invoer = overleggen.OverlegInvoer(
            titel=o["titel"],
            type=o["type"],
            datum=self._vandaag + timedelta(days=o["op"]),
            begin=time.fromisoformat(o["begin"]),
            eind=time.fromisoformat(o["eind"]),
            plaats=o["plaats"],
            voorzitter=o["voorzitter"],
            verslaglegger=o["verslaglegger"],
        )
        id_, _ = overleggen.plan(wp, invoer)
        self.overleg_ids[o["sleutel"]] = id_
        for punt in o["punten"]:
            if "casus" in punt:
                overlegagenda.voeg_casus_toe(wp, id_, self.casus_ids[punt["casus"]], punt["minuten"])
        for d in o["deelnemers"]:
            deelnemer_id = self._vind(id_, d["naam"], d["organisatie"])
            if not deelnemer_id:
                deelnemer_id, _ = overlegdeelnemers.voeg_deelnemer_toe(
                    wp, id_, naam=d["naam"], organisatie=d["organisatie"], functie=d.get("functie", "")
                )
            velden = {k: d[k] for k in ("functie", "mandaat") if k in d}
            if "naam_wordt" in d:
                velden["naam"] = d["naam_wordt"]
            if velden:
                overlegdeelnemers.wijzig_deelnemer(wp, deelnemer_id, **velden)
        overleggen.naar_status(wp, id_, "open")

    def _vind(self, overleg_id: str, naam: str, organisatie: str = "") -> str:
        for r in overlegbeeld.detail(self._wp, overleg_id).deelnemers:
            zelfde = vouw(r.deelnemer.naam) == vouw(naam)
            if zelfde and (not organisatie or vouw(r.deelnemer.organisatie) == vouw(organisatie)):
                return r.deelnemer.id
        return ""

    def _houd(self, o: dict[str, Any]) -> None:
        """Hold a meeting from arrival to closing."""
        wp, id_ = self._wp, self.overleg_ids[o["sleutel"]]
        overleggen.naar_status(wp, id_, "bezig")
        self._klok.verder(60)
        if o.get("voorgelezen"):
            geheimhouding.lees_voor(wp, id_, geheimhouding.voorleestekst(wp, id_))
        for d in o["deelnemers"]:
            deelnemer_id = self._vind(id_, d.get("naam_wordt", d["naam"]), d["organisatie"])
            if d["aanwezigheid"] == "aanwezig":
                voorzitten.aangekomen(wp, deelnemer_id)
            else:
                met = d["aanwezigheid"] == "afwezig_met_bericht"
                voorzitten.afgemeld(wp, deelnemer_id, met_bericht=met)
        self._teken(o, id_)
        punten = {p.punt.casus_id: p.punt.id for p in overlegbeeld.detail(wp, id_).punten if p.punt.casus_id}
        eerste = overlegbeeld.detail(wp, id_).punten[0].punt.id
        voorzitten.open_punt(wp, id_, eerste)
        self._klok.verder(240)
        for v in o["verloop"]:
            self._bespreek(id_, punten[self.casus_ids[v["casus"]]], v)
        afronden.sluit(wp, id_, reactie_dagen=o["reactie_dagen"])

    def _teken(self, o: dict[str, Any], overleg_id: str) -> None:
        for v in o["verklaringen"]:
            blad = geheimhouding.tekenblad(self._wp, self._vind(overleg_id, v["deelnemer"], v["organisatie"]))
            geheimhouding.teken(
                self._wp,
                blad,
                wijze=v["wijze"],
                naam=v["naam"],
                functie=v.get("functie", ""),
                halen=v.get("halen"),
                beeldverhouding=v.get("beeldverhouding", 4.5),
                papier_kenmerk=v.get("papier_kenmerk", ""),
            )
            self._klok.verder(45)

    def _bespreek(self, overleg_id: str, punt_id: str, v: dict[str, Any]) -> None:
        wp = self._wp
        for naam in v["buiten"]:
            voorzitten.buiten(wp, self._vind(overleg_id, naam), punt_id)
        voorzitten.open_punt(wp, overleg_id, punt_id)
        stap = max(20, v["duur_min"] * 60 // (len(v["inbreng"]) + 1))
        for i in v["inbreng"]:
            self._klok.verder(stap)
            inbreng_id, _ = voorzitten.leg_vast(wp, punt_id, self._regel(i))
            if "afloop" in i:
                actie_id = wp.eis(Inbreng, inbreng_id).actie_id
                self._wachten.append((self._op(i["afloop"]["op"], "15:00"), actie_id, i["afloop"]))
        self._klok.verder(stap)
        uitkomst = dict(v["uitkomst"])
        for dag in ("evaluatiedatum", "vervolgdatum"):
            if dag in uitkomst:
                uitkomst[dag] = self._dag(uitkomst[dag])
        afronden.zet_uitkomst(wp, punt_id, **uitkomst)
        for punt in afronden.regel_van(wp, punt_id).open_punten:
            afronden.sla_over(wp, punt_id, punt, "volgt buiten dit overleg")

    def _regel(self, i: dict[str, Any]) -> Regel:
        bron = i.get("bron", "")
        wie = None
        if bron:
            partner_id = self._partner_id(bron)
            persoon = i.get("persoon", "") if i["inbrengsoort"] == "actie" else ""
            wie = Bekende(naam=persoon or bron, kort="" if persoon else bron, partner_id=partner_id, persoon=persoon)
        return Regel(
            soort=i["inbrengsoort"],
            tekst=i["tekst"],
            wie=wie,
            datum=self._dag(i.get("uiterlijk")),
            fase=i.get("fase", 0),
            motivering=i.get("motivering", ""),
            niet_delen_met=tuple(i.get("niet_delen_met", ())),
            afwijkend=tuple(i.get("afwijkend", ())),
        )

    def _loop_af(self, tot: datetime) -> None:
        """End the actions whose day has come."""
        klaar = sorted((w for w in self._wachten if w[0] <= tot), key=lambda w: w[0])
        self._wachten = [w for w in self._wachten if w[0] > tot]
        for moment, actie_id, afloop in klaar:
            if moment > self._klok.nu():
                self._klok.naar(moment)
            acties.rond_af(self._wp, actie_id, afloop["status"], afloop["terugkoppeling"])

    def _verslag(self, o: dict[str, Any], casus: str) -> Verslag:
        wp = self._wp
        return wp.store.find(Verslag, overleg_id=self.overleg_ids[o["sleutel"]], casus_id=self.casus_ids[casus])[0]

    def _reactie(self, o: dict[str, Any], r: dict[str, Any]) -> None:
        wp, verslag = self._wp, self._verslag(o, r["casus"])
        verslagen.neem_reactie_op(wp, verslag.id, r["van"], r["tekst"])
        reactie = max(wp.store.find(Reactie, verslag_id=verslag.id), key=lambda x: x.id)
        verslagen.verwerk_reactie(wp, reactie.id, r["verwerkt"], r["verwerking"])

    def _onderteken(self, o: dict[str, Any]) -> None:
        overleg_id = self.overleg_ids[o["sleutel"]]
        verslagen.stel_overleg_vast(self._wp, overleg_id)
        verslagen.onderteken_overleg(self._wp, overleg_id)


def _van_casus(verhaal: dict[str, Any], casus: str) -> dict[str, Any]:
    """Return the story with one casus, and of the meetings only those that were held about it."""

    def eigen(rijen: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [rij for rij in rijen if rij.get("casus", casus) == casus]

    return {
        **verhaal,
        "aanmeldingen": eigen(verhaal["aanmeldingen"]),
        "triage": eigen(verhaal["triage"]),
        "casussen": {casus: verhaal["casussen"][casus]},
        "overleggen": [
            {
                **o,
                **{deel: eigen(o[deel]) for deel in ("punten", "verloop", "reacties")},
                # A year later none of them is still open to reactions.
                "verslag": "ondertekend",
                "vastgesteld_op": o.get("vastgesteld_op", o["op"] + o["reactie_dagen"] + 1),
            }
            for o in verhaal["overleggen"]
            if any(v["casus"] == casus for v in o["verloop"])
        ],
    }


def _lees(naam: str) -> dict[str, Any]:
    gelezen: dict[str, Any] = json.loads(asset("resources", "demo", naam).read_text(encoding="utf-8"))
    return gelezen
