"""Rapportage: honest counts in tables one can walk through with the keyboard; no names of people."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from zvh_desktop.gui.onderdelen import Kaart, Knop, Tekst, datum_in_woorden
from zvh_desktop.gui.onderdelen.vloei import Stapelaar, Vloei
from zvh_desktop.gui.pagina import Actie, Context, Pagina
from zvh_desktop.gui.panelen import bestand
from zvh_desktop.gui.tabel import Cel, Kolom, Tabel, TabelRij
from zvh_desktop.services import rapportage, uitvoer
from zvh_desktop.services.rapportage import Rapport, Rapporttabel

__all__ = ["Rapportage"]


class _TabelKaart(Kaart):
    """One table of counts."""

    def __init__(self, tabel: Rapporttabel) -> None:
        super().__init__(tabel.titel)
        kolommen = [Kolom("naam", tabel.eerste, 160, rek=True)]
        kolommen += [Kolom(str(n), titel, 130, uitlijning="rechts") for n, titel in enumerate(tabel.kolommen)]
        self.tabel = Tabel(tabel.titel, kolommen)
        self.inhoud.addWidget(self.tabel)
        self.slot = Tekst("", maat="klein", rol="tekst2", omloop=True)
        self.slot.setContentsMargins(14, 8, 14, 10)
        self.inhoud.addWidget(self.slot)
        self.zet(tabel)

    def zet(self, tabel: Rapporttabel) -> None:
        """Show other counts."""
        rijen = [
            TabelRij(
                rij.sleutel,
                (Cel(rij.naam), *(Cel("–" if g is None else str(g), gewicht=600, sorteer=g) for g in rij.getallen)),
                self._spreek(rij.naam, tabel.kolommen, rij.getallen),
            )
            for rij in tabel.rijen
        ]
        self.tabel.zet(rijen)
        totaal = ", ".join(
            f"{kolom.lower()} {getal}" for kolom, getal in zip(tabel.kolommen, tabel.totaal, strict=False)
        )
        delen = [self.tr("Totaal: {totaal}.").format(totaal=totaal) if totaal else "", tabel.toelichting]
        if not tabel.rijen:
            delen.append(self.tr("Nog niets te tellen."))
        self.slot.setText(" ".join(filter(None, delen)))
        self.slot.setVisible(bool(self.slot.text()))

    @staticmethod
    def _spreek(naam: str, kolommen: tuple[str, ...], getallen: tuple[int | None, ...]) -> str:
        delen = (f"{k.lower()} {'onbekend' if g is None else g}" for k, g in zip(kolommen, getallen, strict=True))
        return f"{naam}: {', '.join(delen)}"


class Rapportage(Pagina):
    """The tables of the day, and the way out with small numbers hidden."""

    titel = "Rapportage"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._pad = Path()
        self._kaarten: dict[str, _TabelKaart] = {}
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(22, 16, 22, 0)
        kolom.setSpacing(12)
        kop = Vloei(tussen=8)
        kop.addWidget(Tekst(self.tr("Rapportage"), maat="pagina", gewicht=700))
        self.stand = Tekst("", maat="sectie", rol="tekst2")
        kop.addWidget(self.stand)
        kop.rek()
        self.knop = Knop(self.tr("Exporteren…"), soort="primair", icoon="download")
        self.knop.clicked.connect(self._exporteer)
        kop.addWidget(self.knop)
        kolom.addWidget(kop)
        self.uitleg = Tekst(
            self.tr(
                "Geteld op dit toestel, zonder namen. In een export staan getallen van 1 tot en met 4 als "
                "‘minder dan 5’, tegen herkenning van personen."
            ),
            maat="knop",
            rol="tekst2",
            omloop=True,
        )
        kolom.addWidget(self.uitleg)
        rol = QScrollArea()
        rol.setWidgetResizable(True)
        rol.setFrameShape(QFrame.Shape.NoFrame)
        rol.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        rol.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        vak = QWidget()
        vak.setObjectName("pagina")
        naast = QBoxLayout(QBoxLayout.Direction.LeftToRight, vak)
        naast.setContentsMargins(0, 0, 0, 16)
        naast.setSpacing(14)
        self._kolommen = (QVBoxLayout(), QVBoxLayout())
        for een in self._kolommen:
            een.setSpacing(14)
            een.addStretch(1)
            naast.addLayout(een, 1)
        Stapelaar(vak, naast, 860)
        rol.setWidget(vak)
        kolom.addWidget(rol, 1)

    def toon(self, **argumenten: Any) -> None:
        """Count again."""
        self.context.taken.vraag(rapportage.rapport, klaar=self.vul, enkel="rapportage", label=self.tr("Tellen…"))

    def ververs(self, bon: Any) -> None:
        """Count again when something that is counted changed."""
        if bon.soorten & {"casus", "actie", "fase", "aanmelding", "triage", "overleg", "verslag", "inbreng"}:
            self.toon()

    def acties(self) -> list[Actie]:
        """Offer the export."""
        return [Actie("rapportage.export", self.tr("Rapportage exporteren"), self._exporteer, "download")]

    def vul(self, inhoud: Rapport) -> None:
        """Show these tables."""
        self.stand.setText(self.tr("stand van {dag}").format(dag=datum_in_woorden(inhoud.op)))
        for nummer, tabel in enumerate(inhoud.tabellen):
            kaart = self._kaarten.get(tabel.sleutel)
            if kaart is None:
                kaart = self._kaarten[tabel.sleutel] = _TabelKaart(tabel)
                kolom = self._kolommen[nummer % 2]
                kolom.insertWidget(kolom.count() - 1, kaart)
            else:
                kaart.zet(tabel)

    def _exporteer(self) -> None:
        bestand.kies_opslag(self, self.tr("Waar komt de rapportage?"), "rapportage.csv", self._naar, soort="csv")

    def _naar(self, pad: Path) -> None:
        self._pad = pad
        self.context.taken.doe(rapportage.exporteer, klaar=self._klaar)

    def _klaar(self, inhoud: bytes) -> None:
        self.context.taken.buiten(uitvoer.schrijf, self._pad, inhoud, klaar=self._geschreven)

    def _geschreven(self, _pad: Path) -> None:
        self.context.melding(
            self.tr("De rapportage is geschreven; kleine getallen zijn afgeschermd."),
            rol="goed",
            doe_tekst=self.tr("Openen"),
            doe=self._open,
        )

    def _open(self) -> None:
        bestand.open_extern(self.context, self._pad)
