"""What an ended device made after its limits and was already taken in here: look at it, take it back act by act."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from zvh_desktop.gui.onderdelen import Knop, Tekst, Zijpaneel, datum_in_woorden
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.rijen import Chipje, Rij, RijenLijst, Tegel
from zvh_desktop.services import nagrens
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.nagrens import Nagrens, Verwerkt

__all__ = ["NagrensPaneel"]


def _moment(moment: datetime) -> str:
    return f"{datum_in_woorden(moment.date())} {moment:%H:%M}"


class NagrensPaneel(Zijpaneel):
    """The acts of one ended device beyond its limits.

    Signals:
        teruggedraaid(): one of them was taken back.
    """

    teruggedraaid = Signal()

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__("", gastheer, breedte=520)
        self.context = context
        self._toestel = ""
        self._daden: tuple[Verwerkt, ...] = ()
        self._gekozen: Verwerkt | None = None
        self.zet_titel(self.tr("Werk van een ingetrokken toestel"))
        self.uitleg = Tekst("", omloop=True)
        self.inhoud.addWidget(self.uitleg)
        self.lijst = RijenLijst(self.tr("Wat het toestel na de grens deed"), in_kaart=True)
        self.lijst.zet_marge(0)
        self.lijst.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.lijst.geactiveerd.connect(self._kies)
        self.inhoud.addWidget(self.lijst)
        self.kop = Tekst("", gewicht=600, omloop=True)
        self.regels = Tekst("", omloop=True)
        self.fout = Tekst("", maat="klein", rol="gevaar", omloop=True)
        for deel in (self.kop, self.regels, self.fout):
            self.inhoud.addWidget(deel)
        self.voeg_knop_toe(Knop(self.tr("Sluiten"), soort="vlak")).clicked.connect(self.sluit)
        self.dossier = self.voeg_knop_toe(Knop(self.tr("Naar het dossier"), icoon="folder-open"))
        self.dossier.clicked.connect(self._naar_dossier)
        self.draai = self.voeg_knop_toe(Knop(self.tr("Terugdraaien"), soort="gevaar", icoon="undo-2"))
        self.draai.clicked.connect(self._draai)

    def begin(self, toestel: str) -> None:
        """Open for a device; that it was looked at is logged."""
        self._toestel = toestel
        self._kies("")
        self.lijst.zet(())
        self.uitleg.setText(self.tr("Wordt opgezocht…"))
        self.open()
        self._vraag()

    def _vraag(self) -> None:
        self.context.taken.vraag(nagrens.na_de_grens, self._toestel, klaar=self._vul, fout=self._niet, enkel="nagrens")

    def _vul(self, uit: Nagrens) -> None:
        self._daden = uit.daden
        self.uitleg.setText(uit.woorden or self.tr("Hier is niets verwerkt wat het toestel na de grens maakte."))
        self.lijst.setVisible(bool(uit.daden))
        self.lijst.zet(
            Rij(
                d.txn,
                d.wat[:1].upper() + d.wat[1:],
                f"{d.wat}, {d.waar}, {_moment(d.wanneer)}" + (self.tr(", teruggedraaid") if d.teruggedraaid else ""),
                lead=Tegel(
                    "undo-2" if d.teruggedraaid else "pencil", "neutraal" if d.teruggedraaid else "waarschuwing"
                ),
                tweede=self.tr("{waar} · {wanneer}").format(waar=d.waar, wanneer=_moment(d.wanneer)),
                achter=(Chipje(self.tr("teruggedraaid"), "goed", "check"),) if d.teruggedraaid else (),
                maat="knop",
                gedimd=d.teruggedraaid,
            )
            for d in uit.daden
        )
        self._kies(uit.daden[0].txn if uit.daden else "")

    def _kies(self, txn: str) -> None:
        d = self._gekozen = next((d for d in self._daden if d.txn == txn), None)
        self.fout.hide()
        self.kop.setVisible(d is not None)
        self.regels.setVisible(d is not None)
        self.dossier.setVisible(d is not None and bool(d.casus_id))
        self.draai.setVisible(d is not None and not d.teruggedraaid)
        if d is not None:
            self.kop.setText(d.wat[:1].upper() + d.wat[1:])
            self.regels.setText("\n".join(d.regels))
            self.draai.setEnabled(True)

    def _draai(self) -> None:
        if self._gekozen is not None:
            self.draai.setEnabled(False)
            self.context.taken.doe(
                nagrens.draai_terug, self._toestel, self._gekozen.txn, klaar=self._gedraaid, fout=self._niet
            )

    def _gedraaid(self, _bon: object) -> None:
        self.context.melding(self.tr("Teruggedraaid; dat reist met de volgende ronde mee."), rol="goed")
        self.teruggedraaid.emit()
        self._vraag()

    def _niet(self, fout: BaseException) -> None:
        self.draai.setEnabled(True)
        self.fout.setText(zin(fout))
        self.fout.show()

    def _naar_dossier(self) -> None:
        if self._gekozen is not None and self._gekozen.casus_id:
            casus_id = self._gekozen.casus_id
            self.sluit()
            self.context.venster.ga_naar("casussen.casus", casus_id=casus_id)
