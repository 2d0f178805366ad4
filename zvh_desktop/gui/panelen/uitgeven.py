"""Handing out a paper that is of no casus: to whom and how, then where the file goes; recorded before a byte leaves."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.domain.verslag import Verstrekking
from zvh_desktop.gui.formulierconcept import FormulierConcept
from zvh_desktop.gui.onderdelen import KeuzeVeld, Knop, RegelVeld, Tekst, Veld, Zijpaneel, datum_in_woorden
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.panelen import bestand
from zvh_desktop.gui.panelen.nagekeken import Nagekeken
from zvh_desktop.services import concepten, verslagen
from zvh_desktop.services.doorzien import Doorzicht

__all__ = ["Uitgeefpaneel"]

_WIJZEN: Final = (
    "beveiligde mail",
    "op papier",
    "op een versleutelde gegevensdrager",
    "via het systeem van de partner",
    "voor het eigen archief",
)
_GETOOND: Final = 5


class Uitgeefpaneel(Zijpaneel):
    """One panel for a presentielijst or a verklaring; what left before stands below.

    Args:
        soort: key of `uitgaand.STUKKEN`; names the draft too.
        titel: above the panel.
        verstrek: called with the workplace, id, path, recipient and way; with `doorzie` also whether a person looked.
        doorzie: says of the workplace and id what could not be looked through; None where all of it is our own.
    """

    def __init__(
        self,
        context: Context,
        gastheer: QWidget,
        soort: str,
        titel: str,
        verstrek: Callable[..., object],
        doorzie: Callable[[Any, str], Doorzicht] | None = None,
    ) -> None:
        super().__init__(titel, gastheer)
        self._doorzie = doorzie
        self.context, self._soort, self._verstrek = context, soort, verstrek
        self._id = self._naam = ""
        self._pad = Path()
        self.wie = Tekst("", gewicht=600, omloop=True)
        self.aan = RegelVeld(plaats=self.tr("naam en organisatie"))
        self.aanveld = Veld(self.tr("Aan wie"), self.aan, verplicht=True)
        self.hoe = KeuzeVeld([(w, w) for w in _WIJZEN])
        self.hoe.setEditable(True)
        uitleg = Tekst(
            QCoreApplication.translate(
                "Uitgeefpaneel",
                "Vastgelegd wordt aan wie, hoe, wanneer en wie dat besloot. Het bestand komt buiten de kluis te staan, "
                "leesbaar voor wie erbij kan: haal het weg als het is aangekomen.",
            ),
            maat="klein",
            rol="tekst2",
            omloop=True,
        )
        self.eerder = Tekst("", maat="klein", rol="tekst2", omloop=True)
        self.eerder.setAccessibleName(self.tr("Eerder verstrekt"))
        self.nagekeken = Nagekeken()
        hoe = Veld(self.tr("Hoe"), self.hoe, verplicht=True)
        for deel in (self.wie, self.aanveld, hoe, self.nagekeken, uitleg, self.eerder):
            self.inhoud.addWidget(deel)
        self.inhoud.addStretch(1)
        self.voeg_knop_toe(Knop(self.tr("Annuleren"), soort="vlak")).clicked.connect(self._annuleer)
        self.knop = self.voeg_knop_toe(Knop(self.tr("Vastleggen en bewaren als…"), soort="primair", icoon="download"))
        self.knop.clicked.connect(self.doe)
        self._concept = FormulierConcept(context, self, titel, {"aan": self.aan, "hoe": self.hoe})
        self.gesloten.connect(self._concept.leg_neer)

    def begin(self, id_: str, wie: str, naam: str) -> None:
        """Open for a record; `wie` says of whom or what it is, `naam` is offered as name of the file."""
        self._concept.stop()
        self._id, self._naam = id_, naam
        self.wie.setText(wie)
        self.wie.setVisible(bool(wie))
        self.aan.setText("")
        self.hoe.setCurrentIndex(0)
        self.aanveld.zet_fout("")
        self.eerder.setText("")
        self.open(self.aan)
        self._concept.begin(concepten.formulier(f"uit-{self._soort}", id_))
        self.context.taken.vraag(_eerder, id_, klaar=self._toon_eerder)
        self.nagekeken.leeg()
        self.knop.setEnabled(self._doorzie is None)
        if self._doorzie is not None:
            self.context.taken.vraag(_kijk_na, self._doorzie, id_, klaar=self._doorzien, enkel="uitgeven-doorzien")

    def _doorzien(self, uit: tuple[str, Doorzicht] | None) -> None:
        if uit is not None and uit[0] == self._id:
            self.nagekeken.toon(uit[1])
            self.knop.setEnabled(True)

    def _toon_eerder(self, gevonden: tuple[str, list[Verstrekking]]) -> None:
        id_, eerder = gevonden
        if id_ != self._id or not eerder:
            return
        regels = [self.tr("Eerder verstrekt ({n}):").format(n=len(eerder))]
        for v in eerder[:_GETOOND]:
            op = lokaal(v.tijdstip)
            regels.append(f"{datum_in_woorden(op.date())} {op:%H:%M}: {v.aan}, {v.hoe}")
        self.eerder.setText("\n".join(regels))

    def _annuleer(self) -> None:
        self._concept.weggooien()
        self.sluit()

    def doe(self) -> None:
        """Ask where the file goes; nothing is recorded when that is cancelled."""
        if not self.aan.text().strip():
            self.aanveld.zet_fout(self.tr("Vul in voor wie dit stuk is."))
            self.aan.setFocus()
            return
        if not self.nagekeken.akkoord():
            return
        bestand.kies_opslag(self, self.tr("Waar komt het stuk?"), self._naam, self.naar)

    def naar(self, pad: Path) -> None:
        """Write it there; what fails leaves the panel open, so that another place can be chosen."""
        self._pad = pad
        wat: list[object] = [self._id, pad, self.aan.text(), self.hoe.currentText()]
        if self._doorzie is not None:
            wat.append(self.nagekeken.vink.isChecked())
        self._concept.bewaar(self._verstrek, *wat, klaar=self._geschreven)

    def _geschreven(self, _uit: Any) -> None:
        self._concept.klaar()
        self.sluit()
        self.context.melding(
            self.tr("De verstrekking is vastgelegd en het bestand is geschreven."),
            rol="goed",
            doe_tekst=self.tr("Openen"),
            doe=self._open,
        )

    def _open(self) -> None:
        bestand.open_extern(self.context, self._pad)


def _kijk_na(wp: Any, doorzie: Callable[[Any, str], Doorzicht], id_: str) -> tuple[str, Doorzicht]:
    return id_, doorzie(wp, id_)


def _eerder(wp: Any, id_: str) -> tuple[str, list[Verstrekking]]:
    return id_, verslagen.eerder_verstrekt(wp, id_)
