"""For whom a secret address is closed: everyone outside the house, or only those who are ticked."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.gui.onderdelen import KeuzeVeld, Tekst, Veld
from zvh_desktop.gui.pages.casus.tab import kolom, maak_leeg

__all__ = ["Afscherming"]


class _Vink(QCheckBox):
    """One who may be kept from an address."""

    def __init__(self, soort: str, id_: str, naam: str, *, aan: bool) -> None:
        super().__init__(naam)
        self.soort = soort
        self.id = id_
        self.setChecked(aan)


class Afscherming(QWidget):
    """Chooses for whom an address is closed.

    Signals:
        gekozen(dict): both fields of the record, as chosen by a person.
    """

    gekozen = Signal(object)

    def __init__(self, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        indeling = kolom(self, lucht=8)
        self.wie = KeuzeVeld(
            (("allen", self.tr("iedereen buiten het huis")), ("enkelen", self.tr("alleen wie ik aankruis")))
        )
        self.wie.gewijzigd.connect(self._anders)
        indeling.addWidget(Veld(self.tr("Adres is geheim voor"), self.wie))
        self._vak = QWidget()
        self._lijst = QVBoxLayout(self._vak)
        self._lijst.setContentsMargins(4, 0, 0, 0)
        self._lijst.setSpacing(6)
        self._let_op = Tekst(
            self.tr("Nog niemand aangekruist: het adres blijft geheim voor iedereen buiten het huis."),
            maat="klein",
            rol="tekst2",
            omloop=True,
        )
        indeling.addWidget(self._let_op)
        indeling.addWidget(self._vak)
        self._id = ""
        self.vinken: list[_Vink] = []

    def toon(self, wie: Betrokkene, anderen: Iterable[tuple[str, str, str]]) -> None:
        """Show the choice of somebody; `anderen` are (partner or betrokkene, id, name)."""
        gekozen = {*wie.adres_dicht_voor_partner_ids, *wie.adres_dicht_voor_betrokkene_ids}
        if wie.id != self._id or gekozen:
            self.wie.kies("enkelen" if gekozen else "allen")
        self._id = wie.id
        nu = [(v.soort, v.id, v.text()) for v in self.vinken]
        straks = list(anderen)
        if nu != straks:
            maak_leeg(self._lijst)
            self.vinken = [_Vink(soort, id_, naam, aan=id_ in gekozen) for soort, id_, naam in straks]
            for vink in self.vinken:
                vink.clicked.connect(self._aangekruist)
                self._lijst.addWidget(vink)
        else:
            for vink in self.vinken:
                vink.setChecked(vink.id in gekozen)
        self._pas_aan()

    def leeg(self) -> None:
        """Forget everyone."""
        self._id = ""
        self.vinken = []
        maak_leeg(self._lijst)

    def _pas_aan(self) -> None:
        enkelen = self.wie.waarde() == "enkelen"
        self._vak.setVisible(enkelen)
        self._let_op.setVisible(enkelen and not any(v.isChecked() for v in self.vinken))

    def _anders(self, waarde: Any) -> None:
        self._pas_aan()
        if waarde == "allen":
            for vink in self.vinken:
                vink.setChecked(False)
            self._meld()
        elif self.vinken:
            self.vinken[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _aangekruist(self) -> None:
        self._pas_aan()
        self._meld()

    def _meld(self) -> None:
        def van(soort: str) -> list[str]:
            return [v.id for v in self.vinken if v.soort == soort and v.isChecked()]

        self.gekozen.emit(
            {"adres_dicht_voor_partner_ids": van("partner"), "adres_dicht_voor_betrokkene_ids": van("betrokkene")}
        )
