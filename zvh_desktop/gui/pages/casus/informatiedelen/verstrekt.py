"""Everything that left of this casus, and what can be handed out: extracts, the answer to the melder, the register."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.uitgaand import stuknaam
from zvh_desktop.domain.verslag import Verstrekking
from zvh_desktop.gui.onderdelen import Kaart, KeuzeVeld, Knop, RegelVeld, Tekst, TekstVeld, Veld
from zvh_desktop.gui.pages.casus.informatiedelen.paneel import WIJZEN, Deel, Paneel, UitgeefPaneel, Uitgifte
from zvh_desktop.gui.pages.casus.tab import Huis
from zvh_desktop.gui.pages.casus.waarden import moment_in_woorden
from zvh_desktop.gui.rijen import Rij, RijenLijst, Tegel
from zvh_desktop.services import brieven, informatie, uittreksels
from zvh_desktop.services.informatie import Beeld
from zvh_desktop.services.uittreksels import Keuze

__all__ = ["VerstrektDeel"]

_ICONEN: Final = {
    "verslag": "file-text",
    "uittreksel": "file-search",
    "zsm_advies": "gavel",
    "brief": "mail",
    "informatieverzoek": "message-circle-question-mark",
    "terugkoppeling": "message-square",
    "mondeling": "phone",
    "register": "scroll-text",
}


class NoteerPaneel(Paneel):
    """Something that was told, or left without this program."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(
            huis,
            "noteer",
            QCoreApplication.translate("NoteerPaneel", "Verstrekking vastleggen"),
            QCoreApplication.translate("NoteerPaneel", "Vastleggen"),
            "check",
        )
        self._casus_id = ""
        self.aan = RegelVeld(plaats=self.tr("naam en organisatie"))
        self.wat = TekstVeld(regels=3)
        self.hoe = KeuzeVeld([(w, w) for w in (self.tr("telefonisch"), self.tr("mondeling"), *WIJZEN)])
        self.hoe.setEditable(True)
        self.grond, self.doel = RegelVeld(), RegelVeld()
        self.velden(
            Tekst(self.tr("Voor wat niet met dit programma is gemaakt: een telefoongesprek, een brief."), omloop=True),
            Veld(self.tr("Aan wie"), self.aan, verplicht=True), Veld(self.tr("Wat"), self.wat, verplicht=True),
            Veld(self.tr("Hoe"), self.hoe, verplicht=True), Veld(self.tr("Waarvoor"), self.doel),
            Veld(self.tr("Grond, als die een andere is"), self.grond),
            wat=self.wat, aan=self.aan, doel=self.doel, grond=self.grond, hoe=self.hoe,
        )  # fmt: skip

    def kom(self, casus_id: str) -> None:
        """Open for a casus."""
        self._casus_id = casus_id
        self.begin(casus_id, "", self._maak_leeg, self.aan)

    def _maak_leeg(self) -> None:
        for regel in (self.aan, self.grond, self.doel):
            regel.setText("")
        self.wat.zet("")
        self.hoe.setCurrentIndex(0)

    def doe(self) -> None:
        """Record it."""
        velden = {
            "aan": self.aan.text(),
            "wat": self.wat.tekst(),
            "hoe": self.hoe.currentText(),
            "grond": self.grond.text(),
            "doel": self.doel.text(),
        }
        self.bewaar(_noteer, self._casus_id, velden)

    def klaar(self, uitkomst: Any) -> None:
        """Tell."""
        self.context.melding(self.tr("De verstrekking is vastgelegd."), rol="goed")


def _noteer(wp: Any, casus_id: str, velden: dict[str, str]) -> object:
    return informatie.noteer_verstrekking(wp, casus_id, **velden)


class VerstrektDeel(Deel):
    """At the top what one reader may see, below it everything that left."""

    def __init__(self, huis: Huis, uitgeven: UitgeefPaneel) -> None:
        super().__init__(huis)
        self._uitgeven = uitgeven
        self._keuzes: dict[str, Keuze] = {}
        self._gevraagd = ""
        self._uittreksel = Kaart(self.tr("Wat ziet …?"), rand="rondom")
        self.verslag = KeuzeVeld(())
        self.verslag.gewijzigd.connect(self._ander_verslag)
        self.lezer = KeuzeVeld(())
        self.lezer.gewijzigd.connect(self._andere_lezer)
        self._uitleg = Tekst("", rol="tekst2", omloop=True)
        self.bekijk = Knop(self.tr("Bekijken en verstrekken…"), icoon="eye", klein=True)
        self.bekijk.clicked.connect(self._bekijk)
        for deel in (
            Veld(self.tr("Uit welk verslag"), self.verslag),
            Veld(self.tr("Voor wie"), self.lezer),
            self._uitleg,
        ):
            self._uittreksel.inhoud.addWidget(deel)
        self._uittreksel.inhoud.addWidget(self.bekijk, 0, Qt.AlignmentFlag.AlignLeft)
        self._noteer = Knop(self.tr("Vastleggen"), icoon="plus", klein=True, naam=self.tr("Verstrekking vastleggen"))
        self._noteer.clicked.connect(self._open_noteer)
        self._register = Knop(
            self.tr("Register…"), icoon="scroll-text", klein=True, naam=self.tr("Register verstrekken")
        )
        self._register.clicked.connect(self._open_register)
        self._melder = Knop(
            self.tr("Melder…"), icoon="message-square", klein=True, naam=self.tr("Terugkoppeling aan de melder")
        )
        self._melder.clicked.connect(self._open_melder)
        kaart = Kaart(self.tr("Verstrekt"), achter=(self._melder, self._register, self._noteer))
        self.lijst = RijenLijst(self.tr("Wat is verstrekt"), in_kaart=True, wikkel=True)
        self.lijst.geactiveerd.connect(self._kijk)
        kaart.inhoud.addWidget(self.lijst)
        self._niets = Tekst(self.tr("Er is nog niets verstrekt."), rol="tekst2")
        self._niets.setContentsMargins(16, 12, 16, 12)
        kaart.inhoud.addWidget(self._niets)
        self.kolom.addWidget(self._uittreksel)
        self.kolom.addWidget(kaart, 1)
        self.paneel = NoteerPaneel(huis)

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """See `Deel`."""
        return {Daad.UITGEVEN: (self.bekijk, self._noteer, self._register, self._melder)}

    def panelen(self) -> tuple[Paneel, ...]:
        """Its panel."""
        return (self.paneel,)

    def open(self, wat: str, id_: str) -> None:
        """Open a panel again."""
        self._open_noteer()

    def leeg(self) -> None:
        """Forget the register."""
        super().leeg()
        self.lijst.zet(())
        self.verslag.clear()
        self.lezer.clear()
        self._keuzes = {}
        self._gevraagd = ""
        self._uitleg.setText("")

    def vul(self, b: Beeld) -> None:
        """Show the register, and ask who may have an extract."""
        nu = str(self.verslag.waarde() or "")
        self.verslag.clear()
        for v in b.verslagen:
            naam = self.tr("versie {n}, {status}").format(n=v.versie, status=v.status)
            if v.vastgesteld_op:
                naam = f"{moment_in_woorden(v.vastgesteld_op)}, {naam}"
            self.verslag.addItem(naam, v.id)
        # An extract is handed out by the house; who may not do that is not asked for whom it is.
        mag = bool(b.verslagen) and Daad.UITGEVEN not in self.context.niet_hier
        self._uittreksel.setVisible(mag)
        if mag:
            self.verslag.kies(nu if any(v.id == nu for v in b.verslagen) else b.verslagen[0].id)
            self._vraag()
        self._melder.setVisible(b.triage is not None)
        self.lijst.zet([self._rij(v) for v in b.verstrekkingen])
        self.lijst.setVisible(bool(b.verstrekkingen))
        self._niets.setVisible(not b.verstrekkingen)

    def _rij(self, v: Verstrekking) -> Rij:
        kop = self.tr("{wat} aan {aan}").format(wat=v.wat or stuknaam(v.stuk), aan=v.aan)
        delen = [moment_in_woorden(v.tijdstip), v.hoe, v.grond, v.besloten_door]
        if v.weggelaten:
            delen.append(self.tr("weggelaten: {wat}").format(wat="; ".join(v.weggelaten)))
        tweede = " · ".join(deel for deel in delen if deel)
        icoon = _ICONEN.get(v.stuk, "send")
        return Rij(v.id, kop, f"{kop}. {tweede}", lead=Tegel(icoon, "neutraal"), tweede=tweede)

    # -- extracts

    def _vraag(self) -> None:
        self._gevraagd = str(self.verslag.waarde() or "")
        if self._gevraagd:
            self.context.taken.vraag(uittreksels.keuzes, self._gevraagd, klaar=self._gekomen, enkel="uittrekselkeuzes")

    def _ander_verslag(self, _id: object) -> None:
        self._vraag()

    def _gekomen(self, keuzes: list[Keuze]) -> None:
        if self.beeld is None:
            return
        nu = str(self.lezer.waarde() or "")
        self._keuzes = {k.sleutel: k for k in keuzes}
        self.lezer.clear()
        for k in keuzes:
            self.lezer.addItem(k.naam, k.sleutel)
        if nu in self._keuzes:
            self.lezer.kies(nu)
        self._andere_lezer(None)

    def _andere_lezer(self, _sleutel: object) -> None:
        k = self._keuzes.get(str(self.lezer.waarde() or ""))
        self.bekijk.setEnabled(k is not None)
        if k is None:
            self._uitleg.setText(self.tr("Niemand om een uittreksel voor te maken."))
            return
        zinnen = {
            "": self.tr("Mag een uittreksel krijgen."),
            "grond": self.tr("Was er niet (de hele tijd) bij: alleen met een grond."),
            "zonder_dekking": self.tr("Was erbij zonder verklaring en krijgt geen uittreksel."),
        }
        zin = zinnen[k.waarom]
        if k.mist:
            mist = (
                self.tr("1 uitspraak blijft weg.")
                if k.mist == 1
                else self.tr("{n} uitspraken blijven weg.").format(n=k.mist)
            )
            zin = f"{zin} {mist}"
        self._uitleg.setText(zin)

    def _bekijk(self) -> None:
        sleutel, verslag_id = str(self.lezer.waarde() or ""), str(self.verslag.waarde() or "")
        k = self._keuzes.get(sleutel)
        if k is None or self.beeld is None:
            return
        verslag = next((v for v in self.beeld.verslagen if v.id == verslag_id), None)
        if k.waarom == "zonder_dekking" or verslag is None or verslag.status != "ondertekend":
            self._uitgeven.kijk(
                self.tr("Wat ziet {wie}?").format(wie=k.naam),
                lambda wp: uittreksels.voorbeeld(wp, verslag_id, sleutel)[0],
            )
            return
        self._uitgeven.geef(
            self.casus_id,
            Uitgifte(
                titel=self.tr("Wat ziet {wie}?").format(wie=k.naam),
                bestand=f"uittreksel-{self.beeld.casus.nummer}-v{verslag.versie}.pdf",
                uitleg=self._uitleg.text(),
                bron=lambda wp, _: uittreksels.voorbeeld(wp, verslag_id, sleutel)[0],
                doe=lambda wp, pad, w: uittreksels.verstrek(
                    wp, verslag_id, sleutel, pad, hoe=w["hoe"], grond=w["grond"]
                ),
                aan=k.naam,
                grond="moet" if k.waarom else "mag",
                id_=f"{verslag_id}{sleutel.replace(':', '')}",
            ),
        )

    # -- the melder, the register, what was told

    def _open_melder(self) -> None:
        b = self.beeld
        if b is None:
            return
        casus_id = b.casus.id
        self._uitgeven.geef(
            casus_id,
            Uitgifte(
                titel=self.tr("Terugkoppeling aan de melder"),
                bestand=f"terugkoppeling-{b.casus.nummer}.pdf",
                uitleg=self.tr("Zonder naam van een betrokkene. De toelichting komt onder de brief."),
                bron=lambda wp, tekst: brieven.voorbeeld(brieven.terugkoppeling(wp, casus_id, tekst)),
                doe=lambda wp, pad, w: brieven.verstrek_terugkoppeling(
                    wp, casus_id, pad, hoe=w["hoe"], toelichting=w["toelichting"]
                ),
                aan=self.tr("de melder"),
                toelichting="ja",
                id_=b.triage.id if b.triage else "",
            ),
        )

    def _open_register(self) -> None:
        b = self.beeld
        if b is None:
            return
        casus_id = b.casus.id
        self._uitgeven.geef(
            casus_id,
            Uitgifte(
                titel=self.tr("Register van verstrekkingen"),
                bestand=f"register-{b.casus.nummer}.pdf",
                bron=lambda wp, _: brieven.voorbeeld(informatie.register(wp, casus_id)),
                doe=lambda wp, pad, w: informatie.verstrek_register(
                    wp, casus_id, pad, aan=w["aan"], hoe=w["hoe"], grond=w["grond"]
                ),
                grond="mag",
                id_="register",
            ),
        )

    def _open_noteer(self) -> None:
        if self.casus_id:
            self.paneel.kom(self.casus_id)

    def _kijk(self, id_: str) -> None:
        v = next((v for v in self.beeld.verstrekkingen if v.id == id_), None) if self.beeld else None
        if v is None:
            return
        if not v.pdf_sha256:
            self.context.melding(self.tr("Hiervan is geen bestand bewaard: het is verteld of op papier gegeven."))
            return
        self._uitgeven.kijk(self.tr("Wat is verstrekt"), lambda wp: informatie.verstrekt(wp, id_))
