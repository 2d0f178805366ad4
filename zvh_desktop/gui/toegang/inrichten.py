"""Setting up a new vault: the recovery key on paper, and the least the program must know."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QGridLayout, QWidget

from zvh_desktop.domain.partner import PARTNERSOORTEN, ROLLEN
from zvh_desktop.gui.onderdelen import DatumVeld, KeuzeVeld, Knop, RegelVeld, Tekst, TekstVeld, Veld
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.panelen.drukken import Blad, druk_af
from zvh_desktop.gui.toegang.kader import Kader
from zvh_desktop.services.beheer import Inrichting, PartnerInvoer

__all__ = ["Inrichtscherm", "Sleutelscherm"]

_GEWOON = ("politie", "om", "ggz", "gemeente", "reclassering", "veilig_thuis", "rvdk", "dji")
"""Kinds of partner most houses begin with; every line can be changed or emptied."""


class Sleutelscherm(Kader):
    """Shows the recovery key once, to be printed.

    Signals:
        klaar(): a person says it is on paper.
        bewaar(pad): write the page as a PDF to a path the person chose.
    """

    klaar = Signal()
    bewaar = Signal(str)

    def __init__(self, sleutel: str, ouder: QWidget | None = None) -> None:
        super().__init__(560, ouder)
        self._sleutel = sleutel
        self.setAccessibleName(self.tr("Herstelsleutel"))
        inhoud = self.kaart.inhoud
        inhoud.addWidget(Tekst(self.tr("Uw herstelsleutel"), maat="sectie", gewicht=700))
        inhoud.addWidget(
            Tekst(
                self.tr(
                    "Wie deze sleutel heeft, opent de kluis zonder wachtwoordzin. Het programma bewaart hem niet en "
                    "toont hem alleen nu. Druk hem af en leg het blad in een gesloten kast of kluis."
                ),
                rol="tekst2",
                omloop=True,
            )
        )
        self.tekst = Tekst(sleutel, maat="log", gewicht=700, omloop=True)
        self.tekst.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.tekst.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.tekst.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.tekst.setContentsMargins(0, 10, 0, 10)
        inhoud.addWidget(self.tekst)
        rij = Vloei()
        self.druk = Knop(self.tr("Afdrukken…"), icoon="printer")
        self.druk.clicked.connect(self._afdrukken)
        self.pdf = Knop(self.tr("Als PDF op een USB-stick…"), icoon="download")
        self.pdf.clicked.connect(self._opslaan)
        rij.addWidget(self.druk)
        rij.addWidget(self.pdf)
        inhoud.addWidget(rij)
        self.gezien = QCheckBox(self.tr("De herstelsleutel staat op papier en ligt veilig"))
        self.gezien.toggled.connect(self._bij)
        inhoud.addWidget(self.gezien)
        self.melding = Tekst("", maat="klein", rol="tekst2", omloop=True)
        self.melding.hide()
        inhoud.addWidget(self.melding)
        self.knop = Knop(self.tr("Verder"), soort="primair", icoon="arrow-right")
        self.knop.setMinimumHeight(40)
        self.knop.setEnabled(False)
        self.knop.clicked.connect(self.klaar)
        inhoud.addWidget(self.knop)
        self.zet_begin(self.druk)

    def _bij(self) -> None:
        self.knop.setEnabled(self.gezien.isChecked())

    def meld(self, zin: str) -> None:
        """Tell what came of saving or printing."""
        self.melding.setText(zin)
        self.melding.setVisible(True)

    def _afdrukken(self) -> None:
        blad = Blad(
            self.tr("Herstelsleutel van een ZVH Desktop-kluis"),
            self.tr("Met deze sleutel gaat de kluis open als niemand de wachtwoordzin nog weet."),
            (self._sleutel,),
            self.tr("Bewaar dit blad achter slot. Wie het heeft, kan de kluis openen."),
        )
        if zin := druk_af(self, blad):
            self.meld(zin)

    def _opslaan(self) -> None:
        pad, _ = QFileDialog.getSaveFileName(
            self, self.tr("Waar komt het blad? Liefst op een USB-stick"), "herstelsleutel.pdf", self.tr("PDF (*.pdf)")
        )
        if pad:
            self.bewaar.emit(pad)


class _PartnerRegel:
    """One line of the list of partners.

    Args:
        typt: called when something in it changes.
    """

    def __init__(self, ouder: QWidget, soort: str, typt: Callable[[], object]) -> None:
        self.naam = RegelVeld(PARTNERSOORTEN[soort] if soort != "anders" else "")
        self.soort = KeuzeVeld(tuple(PARTNERSOORTEN.items()))
        self.soort.kies(soort)
        self.vast = QCheckBox(ouder.tr("vast"))
        self.vast.setChecked(soort != "anders")
        self.tot = DatumVeld()
        for widget, woord in ((self.naam, ouder.tr("Naam van de partner")), (self.soort, ouder.tr("Soort partner"))):
            widget.setAccessibleName(woord)
        self.vast.setAccessibleName(ouder.tr("Vaste partner"))
        self.tot.setAccessibleName(ouder.tr("Privacyprotocol geldig tot"))
        (self.tot.focusProxy() or self.tot).setAccessibleName(ouder.tr("Privacyprotocol geldig tot"))
        for signaal in (
            self.naam.gewijzigd, self.soort.gewijzigd, self.vast.clicked, self.tot.gewijzigd, self.tot.getypt
        ):  # fmt: skip
            signaal.connect(lambda *_: typt())


class Inrichtscherm(Kader):
    """Region, own name and role, partners, text of the verklaring.

    Signals:
        klaar(inrichting): a filled in `Inrichting`.
        voorbeeld_gevraagd(): put the example text in.
        uitgenodigd(): not a house of one's own: join a region.
        getypt(): something stands there that was not there before; see `stand`.

    Attributes:
        leg_neer: hands over what was typed, now; set by who keeps it.
    """

    klaar = Signal(object)
    voorbeeld_gevraagd = Signal()
    uitgenodigd = Signal()
    getypt = Signal()

    def __init__(self, ouder: QWidget | None = None) -> None:
        super().__init__(900, ouder)
        self.setAccessibleName(self.tr("Kluis inrichten"))
        self.leg_neer: Callable[[], object] = lambda: None
        inhoud = self.kaart.inhoud
        inhoud.addWidget(Tekst(self.tr("Nog een paar gegevens"), maat="sectie", gewicht=700))
        uitleg = self.tr("Alles is later te wijzigen bij Beheer en Partners.")
        inhoud.addWidget(Tekst(uitleg, maat="klein", rol="tekst2", omloop=True))
        raster = QGridLayout()
        raster.setHorizontalSpacing(14)
        raster.setVerticalSpacing(8)
        self.regio, self.naam, self.functie = RegelVeld("Zorg- en Veiligheidshuis "), RegelVeld(), RegelVeld()
        self.rol = KeuzeVeld(tuple(ROLLEN.items()))
        self.secretaris = RegelVeld()
        raster.addWidget(Veld(self.tr("Naam van het huis"), self.regio, verplicht=True), 0, 0, 1, 2)
        raster.addWidget(Veld(self.tr("Uw naam"), self.naam, verplicht=True), 1, 0)
        raster.addWidget(Veld(self.tr("Uw functie"), self.functie), 1, 1)
        raster.addWidget(Veld(self.tr("Uw rol"), self.rol), 2, 0)
        raster.addWidget(Veld(self.tr("Secretaris (naam)"), self.secretaris), 2, 1)
        inhoud.addLayout(raster)
        inhoud.addSpacing(6)
        inhoud.addWidget(Tekst(self.tr("Partners"), gewicht=700))
        inhoud.addWidget(
            Tekst(
                self.tr(
                    "Met een datum bij het privacyprotocol is iemand van die organisatie gedekt; zonder datum "
                    "vraagt het programma een geheimhoudingsverklaring. Maak een naam leeg om de regel over te slaan."
                ),
                maat="klein",
                rol="tekst2",
                omloop=True,
            )
        )
        self._raster = QGridLayout()
        self._raster.setHorizontalSpacing(10)
        self._raster.setVerticalSpacing(6)
        for kolom, kop in enumerate((self.tr("Naam"), self.tr("Soort"), "", self.tr("Privacyprotocol geldig tot"))):
            self._raster.addWidget(Tekst(kop, maat="klein", rol="tekst2"), 0, kolom)
        self._raster.setColumnStretch(0, 5)
        self._raster.setColumnStretch(1, 4)
        self._raster.setColumnStretch(3, 4)
        self.regels: list[_PartnerRegel] = []
        for soort in _GEWOON:
            self._voeg_toe(soort)
        inhoud.addLayout(self._raster)
        erbij = Knop(self.tr("Nog een partner"), soort="vlak", icoon="plus", klein=True)
        erbij.clicked.connect(self._nog_een)
        inhoud.addWidget(erbij, 0, Qt.AlignmentFlag.AlignLeft)
        inhoud.addSpacing(6)
        inhoud.addWidget(Tekst(self.tr("Tekst van de geheimhoudingsverklaring"), gewicht=700))
        self.versie, self.kern, self.tekst = RegelVeld(), TekstVeld(), TekstVeld()
        self.voorbeeld = Knop(self.tr("Voorbeeldtekst gebruiken"), soort="vlak", icoon="file-text", klein=True)
        self.voorbeeld.clicked.connect(self.voorbeeld_gevraagd)
        inhoud.addWidget(self.voorbeeld, 0, Qt.AlignmentFlag.AlignLeft)
        inhoud.addWidget(Veld(self.tr("Versie"), self.versie, hint=self.tr("bijvoorbeeld 2026-1")))
        inhoud.addWidget(Veld(self.tr("Kern, groot op het tekenscherm"), self.kern))
        inhoud.addWidget(Veld(self.tr("Volledige tekst"), self.tekst))
        self.fout = Tekst("", maat="klein", rol="gevaar", omloop=True)
        self.fout.hide()
        inhoud.addWidget(self.fout)
        self.knop = Knop(self.tr("Klaar, aan het werk"), soort="primair", icoon="check")
        self.knop.setMinimumHeight(40)
        self.knop.clicked.connect(self._klaar)
        inhoud.addWidget(self.knop)
        self.weg_uitnodiging = self.voeg_weg_toe(self.tr("Ik heb een uitnodiging"), self.uitgenodigd.emit)
        self.zet_begin(self.regio)
        self._velden: dict[str, RegelVeld | TekstVeld] = {
            "regio": self.regio, "naam": self.naam, "functie": self.functie, "secretaris": self.secretaris,
            "versie": self.versie, "kern": self.kern, "tekst": self.tekst,
        }  # fmt: skip
        for veld in self._velden.values():
            veld.gewijzigd.connect(self._typt)
        self.rol.gewijzigd.connect(self._typt)

    def _typt(self, *_: object) -> None:
        self.fout.hide()
        self.getypt.emit()

    def stand(self) -> dict[str, Any]:
        """Return what stands in every field, for a draft."""
        partners = [[r.naam.text(), str(r.soort.waarde()), r.vast.isChecked(), r.tot.tekst()] for r in self.regels]
        velden = {n: v.text() if isinstance(v, RegelVeld) else v.tekst() for n, v in self._velden.items()}
        return {**velden, "rol": str(self.rol.waarde()), "partners": partners}

    def neem_terug(self, stand: Mapping[str, Any]) -> None:
        """Put back what stood in the fields."""
        for naam, veld in self._velden.items():
            tekst = str(stand.get(naam, ""))
            if isinstance(veld, RegelVeld):
                veld.setText(tekst)
            else:
                veld.setPlainText(tekst)
        self.rol.kies(stand.get("rol", ""))
        for nummer, (naam, soort, vast, tot) in enumerate(stand.get("partners", ())):
            regel = self.regels[nummer] if nummer < len(self.regels) else self._voeg_toe("anders")
            regel.naam.setText(str(naam))
            regel.soort.kies(soort)
            regel.vast.setChecked(bool(vast))
            regel.tot.zet_tekst(str(tot))

    def _voeg_toe(self, soort: str) -> _PartnerRegel:
        regel = _PartnerRegel(self, soort, self._typt)
        rij = self._raster.rowCount()
        for kolom, widget in enumerate((regel.naam, regel.soort, regel.vast, regel.tot)):
            self._raster.addWidget(widget, rij, kolom)
        self.regels.append(regel)
        return regel

    def _nog_een(self) -> None:
        naam = self._voeg_toe("anders").naam
        # What is not in view yet takes no keyboard.
        naam.show()
        naam.setFocus()

    def zet_tekst(self, versie: str, kern: str, tekst: str) -> None:
        """Put a text in the fields."""
        self.versie.setText(versie)
        self.kern.setPlainText(kern)
        self.tekst.setPlainText(tekst)
        self.getypt.emit()

    def mislukt(self, zin: str) -> None:
        """Say what is missing; what was typed stays."""
        self.knop.setEnabled(True)
        self.fout.setText(zin)
        self.fout.show()

    def _partners(self) -> Sequence[PartnerInvoer]:
        uit = []
        for regel in self.regels:
            naam = regel.naam.text().strip()
            if not naam:
                continue
            tot = regel.tot.dag
            soort = str(regel.soort.waarde())
            uit.append(
                PartnerInvoer(
                    naam=naam,
                    kort=_kort(naam, soort),
                    partnersoort=soort,
                    vast=regel.vast.isChecked(),
                    protocol_geldig_tot=tot,
                )
            )
        return uit

    def _klaar(self) -> None:
        if not self.regio.text().strip() or not self.naam.text().strip():
            self.mislukt(self.tr("Vul de naam van het huis en uw eigen naam in; er is nog niets bewaard."))
            (self.naam if self.regio.text().strip() else self.regio).setFocus()
            return
        if fout := next((r for r in self.regels if r.naam.text().strip() and not r.tot.geldig), None):
            self.mislukt(
                self.tr(
                    "Tot wanneer het privacyprotocol van {naam} geldt is geen datum; er is nog niets bewaard."
                ).format(naam=fout.naam.text().strip())
            )
            fout.tot.setFocus()
            return
        self.knop.setEnabled(False)
        # The last letters before it is saved, or their draft comes after the end of it.
        self.leg_neer()
        self.klaar.emit(
            Inrichting(
                regio=self.regio.text().strip(),
                naam=self.naam.text().strip(),
                functie=self.functie.text().strip() or ROLLEN[str(self.rol.waarde())],
                rol=str(self.rol.waarde()),
                partners=tuple(self._partners()),
                tekst_versie=self.versie.text().strip(),
                tekst_kern=self.kern.tekst(),
                tekst=self.tekst.tekst(),
                collegas=((self.secretaris.text().strip(), "secretaris"),) if self.secretaris.text().strip() else (),
            )
        )


def _kort(naam: str, soort: str) -> str:
    """A handle for the entry line: the usual word for the kind when the name holds it."""
    gewoon = {"om": "OM", "rvdk": "RvdK", "dji": "DJI", "ggz": "GGZ", "politie": "Politie", "gemeente": "Gemeente"}
    woord = gewoon.get(soort, "")
    return woord if woord and naam.startswith((woord, PARTNERSOORTEN[soort])) else ""
