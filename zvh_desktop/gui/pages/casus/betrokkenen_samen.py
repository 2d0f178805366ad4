"""Two records of one person beside each other: choose which goes on and which value stays, field by field."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.partner import Partner
from zvh_desktop.domain.systeembeeld import korte_naam
from zvh_desktop.domain.veldnamen import soortnaam, veldnaam
from zvh_desktop.gui.onderdelen import KeuzeVeld, Knop, Tekst, Veld, Zijpaneel
from zvh_desktop.gui.pages.casus.tab import Huis, maak_leeg
from zvh_desktop.gui.pages.casus.waarden import kort, waarde_in_woorden
from zvh_desktop.services import dubbelen
from zvh_desktop.services.dubbelen import Vergelijking
from zvh_desktop.services.systeem import Systeem

__all__ = ["Samenvoegpaneel"]


class Samenvoegpaneel(Zijpaneel):
    """Merges somebody with another record of the same person.

    Signals:
        samengevoegd(id, bon): done; who goes on, and the receipt.
    """

    samengevoegd = Signal(str, object)

    def __init__(self, huis: Huis) -> None:
        super().__init__("", huis.gastheer(), breedte=520)
        self._huis = huis
        self._een = ""
        self._stand: Vergelijking | None = None
        self._partners: dict[str, Partner] = {}
        self.ander = KeuzeVeld()
        self.ander.gewijzigd.connect(self._vergelijk)
        self.inhoud.addWidget(Veld(self.tr("Is dezelfde persoon als"), self.ander))
        self.draai = Knop(self.tr("Draai om: de andere gegevens blijven"), icoon="arrow-up-down", klein=True)
        self.draai.clicked.connect(self._draai_om)
        self.uitleg = Tekst("", rol="tekst2", omloop=True)
        self.inhoud.addWidget(self.uitleg)
        self.inhoud.addWidget(self.draai)
        self._vak = QWidget()
        self._lijst = QVBoxLayout(self._vak)
        self._lijst.setContentsMargins(0, 0, 0, 0)
        self._lijst.setSpacing(10)
        self.inhoud.addWidget(self._vak)
        self.keuzes: dict[str, KeuzeVeld] = {}
        self.knop = self.voeg_knop_toe(Knop(self.tr("Samenvoegen"), soort="primair", icoon="git-merge"))
        self.knop.clicked.connect(self._voeg_samen)
        self._omgedraaid = False

    def begin(self, beeld: Systeem, wie: str, partners: dict[str, Partner], ander: str = "") -> None:
        """Ask with whom somebody is to be merged; `ander` when that is known."""
        self._een, self._partners, self._omgedraaid = wie, partners, False
        namen = {p.id: korte_naam(p) for p in beeld.personen}
        self.zet_titel(self.tr("{naam} samenvoegen").format(naam=namen.get(wie, "")))
        self.ander.clear()
        for p in beeld.personen:
            if p.id != wie:
                self.ander.addItem(", ".join(d for d in (namen[p.id], p.rol) if d), p.id)
        if ander:
            self.ander.kies(ander)
        self._vergelijk()
        self.open(self.ander)

    def _vergelijk(self, _waarde: object = None) -> None:
        ander = str(self.ander.waarde() or "")
        self.knop.setEnabled(False)
        if not ander:
            self.uitleg.setText(self.tr("Er is nog geen andere betrokkene om mee samen te voegen."))
            self.draai.hide()
            return
        paar = (ander, self._een) if self._omgedraaid else (self._een, ander)
        self._huis.context.taken.vraag(
            dubbelen.vergelijk, *paar, klaar=self._vergeleken, fout=self._huis.context.fout, enkel="samenvoegen"
        )

    def _draai_om(self) -> None:
        self._omgedraaid = not self._omgedraaid
        self._vergelijk()

    def _woord(self, veld: str, waarde: Any) -> str:
        return kort(waarde_in_woorden("betrokkene", veld, waarde, self._partners), 70)

    def _vergeleken(self, stand: Vergelijking) -> None:
        if self._een not in (stand.blijft.id, stand.weg.id):
            return
        self._stand = stand
        self.draai.show()
        self.uitleg.setText(self._uitleg(stand.blijft, stand.weg, stand.volgt))
        maak_leeg(self._lijst)
        self.keuzes = {}
        if not stand.velden:
            self._lijst.addWidget(Tekst(self.tr("De gegevens zijn verder gelijk."), rol="tekst2"))
        leeg = [v for v in stand.velden if not v.blijft or not v.weg]
        for v in (*(v for v in stand.velden if v not in leeg), *leeg):
            if leeg and v is leeg[0]:
                self._lijst.addWidget(Tekst(self.tr("Maar één keer ingevuld"), gewicht=600))
            een, ander = self._woord(v.veld, v.blijft), self._woord(v.veld, v.weg)
            keuzes = [("blijft", een), ("weg", ander)]
            if v.beide_kan:
                keuzes.append(("beide", self.tr("beide teksten onder elkaar")))
            keuze = KeuzeVeld(keuzes)
            keuze.kies(v.voorstel)
            self.keuzes[v.veld] = keuze
            # Both are said, so that nobody has to open the list to see what would go.
            hint = "" if v in leeg else self.tr("{een} of {ander}").format(een=een, ander=ander)
            self._lijst.addWidget(Veld(veldnaam("betrokkene", v.veld), keuze, hint=hint))
        self.knop.setEnabled(True)

    def _uitleg(self, blijft: Betrokkene, weg: Betrokkene, volgt: tuple[tuple[str, int], ...]) -> str:
        tekst = self.tr(
            "{weg} gaat op in {blijft}. Kies hieronder per gegeven wat blijft. "
            "Andere namen worden aliassen; een geheim adres blijft geheim."
        ).format(weg=korte_naam(weg), blijft=korte_naam(blijft))
        if volgt:
            wat = ", ".join(f"{soortnaam(soort).lower()} ({aantal})" for soort, aantal in volgt)
            tekst += " " + self.tr("Dit gaat mee: {wat}.").format(wat=wat)
        return tekst + " " + self.tr("U kunt het later terugdraaien.")

    def _voeg_samen(self) -> None:
        if self._stand is None:
            return
        keuzes = {veld: keuze.waarde() for veld, keuze in self.keuzes.items()}
        blijft = self._stand.blijft.id
        self.knop.setEnabled(False)

        def klaar(bon: object) -> None:
            self.sluit()
            self.samengevoegd.emit(blijft, bon)

        self._huis.context.taken.doe(
            dubbelen.voeg_dubbelen_samen,
            blijft,
            self._stand.weg.id,
            keuzes,
            klaar=klaar,
            fout=self._mislukt,
            voor=self,
        )

    def _mislukt(self, fout: BaseException) -> None:
        self.knop.setEnabled(True)
        self._huis.context.fout(fout)

    def leeg(self) -> None:
        """Forget both."""
        self.sluit()
        self._een, self._stand, self.keuzes = "", None, {}
        self.ander.clear()
        maak_leeg(self._lijst)
        self.uitleg.setText("")
        self.zet_titel("")
