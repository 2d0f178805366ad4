"""The register of geheimhoudingsverklaringen: found by any word, each with what it is bound to and its document."""

from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QSizePolicy, QWidget

from zvh_desktop.domain.overleg import Verklaring
from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.gui.formulierconcept import FormulierConcept
from zvh_desktop.gui.onderdelen import Knop, RegelVeld, Tekst, Veld, Zijpaneel, datum_in_woorden
from zvh_desktop.gui.pages.verklaringscan import Scanvak
from zvh_desktop.gui.pages.zoektabel import Zoektabel
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.panelen.uitgeven import Uitgeefpaneel
from zvh_desktop.gui.rijen import Chipje, Rij, RijenLijst, Stuk
from zvh_desktop.gui.tabel import Cel, Kolom, TabelRij
from zvh_desktop.services import concepten, geheimhouding, verklaring_papier, verstrekken
from zvh_desktop.services.geheimhouding import RegisterRegel

__all__ = ["Register", "VerklaringPaneel"]

_WIJZEN: Final[dict[str, tuple[str, str, str]]] = {
    "getekend": ("getekend op scherm", "goed", "signature"),
    "getypt": ("getypt akkoord", "goed", "keyboard"),
    "papier": ("op papier", "goed", "file-text"),
    "afstand": ("op afstand getekend", "goed", "file-check"),
    "geweigerd": ("geweigerd", "gevaar", "circle-x"),
}


class Register(Zoektabel):
    """The verklaringen, the last first."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("Register van geheimhoudingsverklaringen"),
            self.tr("zoek op naam, organisatie, overleg of manier"),
            (
                Kolom("naam", self.tr("Naam"), 200, rek=True),
                Kolom("organisatie", self.tr("Organisatie"), 220),
                Kolom("overleg", self.tr("Overleg"), 200),
                Kolom("wanneer", self.tr("Wanneer"), 180),
                Kolom("geldt", self.tr("Geldt"), 150, kort=True),
                Kolom("wijze", self.tr("Manier"), 190),
            ),
        )

    def zet(self, regels: list[RegisterRegel]) -> None:
        """Show these verklaringen, as far as the field lets them through."""
        self.zet_rijen([self._rij(r) for r in regels])

    def _rij(self, regel: RegisterRegel) -> TabelRij:
        v = regel.verklaring
        woord, rol, icoon = _WIJZEN[v.wijze]
        chips = (Chipje(woord, rol, icoon),)
        if v.ingetrokken:
            woord = self.tr("ingetrokken")
            chips = (Chipje(woord, "waarschuwing", "x"),)
        geldt = geheimhouding.geldigheid(v.geldig_tot) if v.wijze != "geweigerd" and not v.ingetrokken else ""
        return TabelRij(
            v.id,
            (
                Cel(v.naam, gewicht=600),
                Cel(v.organisatie, rol="tekst2"),
                Cel(regel.overleg, rol="tekst2"),
                Cel(_moment(v), sorteer=v.tijdstip.timestamp()),
                Cel(geldt, rol="tekst2"),
                Cel(chips=chips, sorteer=woord),
            ),
            self.tr("Verklaring van {naam}, {organisatie}, {overleg}, {wanneer}, {wijze}, geldt {geldt}").format(
                naam=v.naam, organisatie=v.organisatie, overleg=regel.overleg, wanneer=_moment(v), wijze=woord,
                geldt=geldt or self.tr("niet"),
            ),
        )  # fmt: skip


class VerklaringPaneel(Zijpaneel):
    """One verklaring of the register: what it is bound to, and the way out as a document."""

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__("", gastheer)
        self.context = context
        self._regel: RegisterRegel | None = None
        titel = self.tr("Verklaring verstrekken")
        doorzie = verstrekken.doorzicht_verklaring
        self.uit = Uitgeefpaneel(context, gastheer, "verklaring", titel, _verstrek, doorzie)
        self.lijst = RijenLijst(self.tr("Gegevens van de verklaring"), in_kaart=True, wikkel=True, kiesbaar=False)
        self.lijst.zet_marge(0)
        self.lijst.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.inhoud.addWidget(self.lijst)
        self.slot = Tekst(
            self.tr(
                "De verklaring is gebonden aan precies de tekst met deze controlesom. "
                "Zij geeft geen recht op informatie."
            ),
            maat="klein",
            rol="tekst2",
            omloop=True,
        )
        self.inhoud.addWidget(self.slot)
        self.scan = Scanvak(context, gastheer, self.sluit)
        self.inhoud.insertWidget(0, self.scan)
        self.reden = RegelVeld()
        self._reden = Veld(self.tr("Waarom intrekken"), self.reden, hint=self.tr("Zij dekt daarna niemand meer."))
        self.inhoud.addWidget(self._reden)
        self._concept = FormulierConcept(context, self, self.tr("Verklaring intrekken"), {"reden": self.reden})
        self._concept.hersteld.connect(self._reden.show)
        self.gesloten.connect(self._concept.leg_neer)
        self.inhoud.addStretch(1)
        self.intrekken = self.voeg_knop_toe(Knop(self.tr("Intrekken…"), soort="gevaar", icoon="x"))
        self.intrekken.clicked.connect(self._intrekken)
        self.knop = self.voeg_knop_toe(Knop(self.tr("Verstrekken als PDF…"), soort="primair", icoon="download"))
        self.knop.clicked.connect(self._kies)

    def begin(self, regel: RegisterRegel) -> None:
        """Open for a verklaring."""
        self._concept.stop()
        self._regel = regel
        v = regel.verklaring
        self.zet_titel(v.naam)
        som = v.tekst_sha256
        delen = (
            (self.tr("Organisatie"), v.organisatie),
            (self.tr("Functie"), v.functie),
            (self.tr("Overleg"), regel.overleg),
            (self.tr("Wanneer en waar"), ", ".join(filter(None, (_moment(v), v.plaats)))),
            (self.tr("Manier"), _WIJZEN[v.wijze][0]),
            (self.tr("Geldt"), geheimhouding.geldigheid(v.geldig_tot) if v.wijze != "geweigerd" else ""),
            (self.tr("Ingetrokken"), v.ingetrokken_reden),
            (self.tr("Klok"), v.tijdkwaliteit),
            (self.tr("Waar het papier ligt"), v.papier_kenmerk),
            (self.tr("Scan"), verklaring_papier.scan_in_woorden(v)),
            (self.tr("Getuige"), v.getuige),
            (self.tr("Tekst"), self.tr("versie {versie}").format(versie=v.tekstversie)),
            (self.tr("Controlesom"), " ".join(som[n : n + 8] for n in range(0, len(som), 8))),
        )
        self.lijst.zet(
            Rij(
                str(n),
                (Stuk(wat),),
                f"{kop}: {wat}",
                lead=Stuk(kop, rol="tekst2", breedte=140, maat="klein"),
                maat="knop",
            )
            for n, (kop, wat) in enumerate(delen)
            if wat
        )
        self.scan.zet(v)
        self.knop.setVisible(v.wijze != "geweigerd")
        self.reden.clear()
        self._reden.hide()
        self.intrekken.setVisible(v.wijze != "geweigerd" and not v.ingetrokken)
        self.open(self.knop if v.wijze != "geweigerd" else None)
        if not self.intrekken.isHidden():
            self._concept.begin(concepten.formulier("intrekken", v.id))

    def _intrekken(self) -> None:
        if self._reden.isHidden():
            self._reden.show()
            self.reden.setFocus()
        elif self._regel is not None:
            id_ = self._regel.verklaring.id
            self._concept.bewaar(geheimhouding.trek_in, id_, self.reden.text(), klaar=self._ingetrokken)

    def _ingetrokken(self, bon: Any) -> None:
        self._concept.klaar()
        self.sluit()
        self.context.melding(self.tr("De verklaring is ingetrokken; zij dekt niemand meer."), ongedaan=None)

    def _kies(self) -> None:
        if self._regel is not None:
            v = self._regel.verklaring
            dag = lokaal(v.tijdstip).strftime("%Y%m%d-%H%M")
            self.sluit()
            self.uit.begin(v.id, f"{v.naam}, {v.organisatie}", f"geheimhoudingsverklaring-{dag}.pdf")


def _verstrek(wp: Any, verklaring_id: str, pad: Path, aan: str, hoe: str, nagekeken: bool) -> tuple[Path, object]:
    return verstrekken.verstrek_verklaring(wp, verklaring_id, pad, aan=aan, hoe=hoe, nagekeken=nagekeken)


def _moment(verklaring: Verklaring) -> str:
    hier = lokaal(verklaring.tijdstip)
    return f"{datum_in_woorden(hier.date())} {hier:%H:%M}"
