"""A BSN on the screen: masked, shown for a moment when asked, replaced by typing a new one."""

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from zvh_desktop.domain.betrokkene import Betrokkene, bsn_gemaskeerd
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.gui.onderdelen import Knop, RegelVeld, Veld
from zvh_desktop.gui.pagina import Context
from zvh_desktop.services import dossiers
from zvh_desktop.services.meldingen import zin

__all__ = ["TOON_MS", "BsnVeld"]

TOON_MS: Final = 30_000
"""How long a BSN or a secret address stays in view after it was asked for."""


class BsnVeld(QWidget):
    """A BSN: masked, shown for a moment when asked (and logged), replaced by typing a new one."""

    def __init__(self, context: Context, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self._context = context
        self._id = ""
        self._bsn_masker = ""
        self._bewerkt = False
        rij = QHBoxLayout(self)
        rij.setContentsMargins(0, 0, 0, 0)
        rij.setSpacing(6)
        self.regel = RegelVeld()
        self.regel.setReadOnly(True)
        self.regel.verlaten.connect(self._bewaar)
        self.regel.editingFinished.connect(self._klaar_met_typen)
        self.veld = Veld("BSN", self.regel)
        self.toon_knop = Knop(self.tr("Toon BSN"), icoon="eye", klein=True)
        self.toon_knop.setToolTip(self.tr("Dat u het BSN bekijkt, wordt vastgelegd."))
        self.toon_knop.clicked.connect(self._toon_of_verberg)
        self.wijzig_knop = Knop(self.tr("Wijzigen"), soort="vlak", klein=True, naam=self.tr("BSN wijzigen"))
        self.wijzig_knop.clicked.connect(self._begin_wijzigen)
        rij.addWidget(self.veld, 1)
        rij.addWidget(self.toon_knop, 0, Qt.AlignmentFlag.AlignBottom)
        rij.addWidget(self.wijzig_knop, 0, Qt.AlignmentFlag.AlignBottom)
        self._klok = QTimer(self)
        self._klok.setSingleShot(True)
        self._klok.setInterval(TOON_MS)
        self._klok.timeout.connect(self.verberg)

    @property
    def zichtbaar(self) -> bool:
        """Whether the whole number is in view."""
        return self._klok.isActive()

    def toon(self, betrokkene: Betrokkene) -> None:
        """Show the masked number of someone; while it is being typed it stays as it is."""
        zelfde = betrokkene.id == self._id
        self._id = betrokkene.id
        self._bsn_masker = bsn_gemaskeerd(betrokkene.bsn)
        self.toon_knop.setEnabled(bool(betrokkene.bsn))
        self.wijzig_knop.zet_tekst(
            self.tr("Wijzigen") if betrokkene.bsn else self.tr("Invullen"),
            self.tr("BSN wijzigen") if betrokkene.bsn else self.tr("BSN invullen"),
        )
        if not zelfde:
            self._bewerkt = False
        if not self._bewerkt and not (zelfde and self.zichtbaar):
            self.verberg()

    def verberg(self) -> None:
        """Mask it again."""
        self._klok.stop()
        self._bewerkt = False
        self.regel.setReadOnly(True)
        self.regel.setEchoMode(QLineEdit.EchoMode.Normal)
        # setText drops the undo of the field, so the number does not come back from it.
        self.regel.setText(self._bsn_masker)
        self.regel.setPlaceholderText(self.tr("geen BSN"))
        self.toon_knop.zet_tekst(self.tr("Toon BSN"))
        self.toon_knop.zet_icoon("eye")

    def _toon_of_verberg(self) -> None:
        if self.zichtbaar:
            self.verberg()
            return
        id_ = self._id

        def klaar(bsn: str) -> None:
            if id_ == self._id and self.isVisible():
                self._toon_geheel(bsn)

        self._context.taken.doe(dossiers.toon_bsn, id_, klaar=klaar, voor=self)

    def _toon_geheel(self, bsn: str) -> None:
        self.regel.setText(bsn)
        self.toon_knop.zet_tekst(self.tr("Verberg BSN"))
        self.toon_knop.zet_icoon("eye-off")
        self._klok.start()

    def _begin_wijzigen(self) -> None:
        self.verberg()
        self._bewerkt = True
        self.veld.zet_fout("")
        self.regel.setReadOnly(False)
        self.regel.setText("")
        self.regel.setPlaceholderText(self.tr("negen cijfers; leeg laten verandert niets"))
        self.regel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _klaar_met_typen(self) -> None:
        if self._bewerkt and not self.regel.text().strip():
            self.verberg()

    def _bewaar(self, tekst: str) -> None:
        if not self._bewerkt or not tekst.strip():
            return
        self._context.taken.doe(
            dossiers.wijzig,
            "betrokkene",
            self._id,
            {"bsn": tekst.strip()},
            klaar=self._bewaard,
            fout=self._mislukt,
            voor=self,
        )

    def _bewaard(self, _bon: object) -> None:
        self.veld.zet_fout("")
        self._bewerkt = False
        self.verberg()

    def _mislukt(self, wat: BaseException) -> None:
        if isinstance(wat, Omstandigheid):
            self.veld.zet_fout(zin(wat))
        else:
            self._context.fout(wat)
