"""A day at the table, played through the services: invited guests, arrival, what is said, closing, signing."""

from datetime import date, time

from zvh_testing.casuskluis import meld_aan

from zvh_desktop.domain.invoerregel import Bekende, Regel, Soort
from zvh_desktop.domain.overleg import Deelnemer
from zvh_desktop.domain.verslag import Verslag
from zvh_desktop.services import (
    afronden,
    geheimhouding,
    overlegbeeld,
    overlegdeelnemers,
    overleggen,
    triage,
    verslagen,
    voorzitten,
)
from zvh_desktop.services.triage import TriageInvoer
from zvh_desktop.services.werkplek import Werkplek

DAG = date(2026, 11, 24)
GAST = ("B. van ’t Hek", "Woningcorporatie Intermaris")
VAST = ("S. Bakker", "Reclassering Nederland")
HALEN = [[[x / 40, 0.5 + 0.3 * (-1) ** x * x / 40, 0.5, x / 50] for x in range(40)]]
"""A signature: a line that swings wider and wider."""


class Tafel:
    """An overleg with one triaged casus (Kees V.), a fixed partner and an incidental one; not begun yet.

    Attributes:
        overleg_id, punt_id, casus_id: what it is about.
        gast, vast: ids of the incidental and of the fixed deelnemer.
    """

    def __init__(self, wp: Werkplek) -> None:
        self.wp = wp
        self.casus_id = meld_aan(wp).casus_id
        triage.leg_vast(wp, self.casus_id, TriageInvoer("overleg", "voldoet aan 1, 2 en 3", DAG))
        invoer = overleggen.OverlegInvoer("Casusoverleg", DAG, time(9, 30), time(11, 0), "Stadhuis, kamer 2.14")
        self.overleg_id, _ = overleggen.plan(wp, invoer, [self.casus_id])
        self.gast, _ = overlegdeelnemers.voeg_deelnemer_toe(wp, self.overleg_id, naam=GAST[0], organisatie=GAST[1])
        self.vast, _ = overlegdeelnemers.voeg_deelnemer_toe(wp, self.overleg_id, naam=VAST[0], organisatie=VAST[1])
        self.punt_id = next(p.punt.id for p in overlegbeeld.detail(wp, self.overleg_id).punten if p.punt.casus_id)

    def begin(self, *binnen: str) -> None:
        """Begin; the given deelnemers come in, and the casus is put on the table."""
        overleggen.begin(self.wp, self.overleg_id)
        for deelnemer_id in binnen:
            voorzitten.aangekomen(self.wp, deelnemer_id)
        voorzitten.open_punt(self.wp, self.overleg_id, self.punt_id)

    def teken(self, deelnemer_id: str = "", wijze: str = "getekend", **velden: str) -> str:
        """Let someone (the guest) sign; return the id of the verklaring."""
        wie = deelnemer_id or self.gast
        blad = geheimhouding.tekenblad(self.wp, wie)
        naam = velden.pop("naam", self.wp.eis(Deelnemer, wie).naam)
        halen = HALEN if wijze == "getekend" else None
        id_, _ = geheimhouding.teken(self.wp, blad, wijze=wijze, naam=naam, halen=halen, **velden)
        return id_

    def zeg(self, tekst: str, soort: Soort = "informatie", wie: str = "", **velden: object) -> str:
        """Record one entry; `wie` is the short name of a partner."""
        partner = overlegdeelnemers.zoek_partner(self.wp, wie) if wie else None
        bekende = Bekende(naam=wie, partner_id=partner.id if partner else "") if wie else None
        id_, _ = voorzitten.leg_vast(self.wp, self.punt_id, Regel(soort, tekst, bekende, **velden))  # type: ignore[arg-type]
        return id_

    def beslis(self) -> None:
        """Say what is needed to be able to close."""
        self.zeg("Neemt de medicatie zolang iemand langskomt.", wie="GGZ")
        self.zeg("Tijdelijke plek met toezicht.", "besluit", motivering="Thuis is er geen zicht op.")
        self.zeg("Twee woonplekken voorleggen", "actie", "Gemeente", datum=date(2026, 11, 26), fase=1)
        afronden.zet_uitkomst(
            self.wp,
            self.punt_id,
            uitkomst="besluit",
            informeren="De casusregisseur belt morgen.",
            evaluatiedatum=date(2027, 1, 12),
        )

    def sluit(self) -> Verslag:
        """Close; return the draft verslag."""
        afronden.sluit(self.wp, self.overleg_id)
        return self.wp.store.find(Verslag, overleg_id=self.overleg_id)[0]

    def tot_ondertekend(self) -> str:
        """Everything up to the signature; return the id of the verslag."""
        self.begin(self.vast)
        self.beslis()
        verslag = self.sluit()
        verslagen.stel_vast(self.wp, verslag.id)
        verslagen.onderteken_overleg(self.wp, self.overleg_id)
        return verslag.id
