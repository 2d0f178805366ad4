"""Many reports from one CSV file: which column is what, what would become of each line, then all at once."""

import threading
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from zvh_desktop.gui.beurten import BEURT_MS, PORTIE_S
from zvh_desktop.gui.onderdelen import Kaart, Knop, Tekst
from zvh_desktop.gui.onderdelen.velden import KeuzeVeld
from zvh_desktop.gui.onderdelen.vloei import Stapelaar
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.rijen import Chipje, Rij, RijenLijst, Tegel
from zvh_desktop.gui.rolvak import Rolvak
from zvh_desktop.gui.thema import thema
from zvh_desktop.services import csvinvoer, uitvoer
from zvh_desktop.services.csvinvoer import CsvInvoer, CsvTabel, Proef, Proefregel
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["TabelVak"]

_VEEL: Final = 100
"""With more lines than this, progress is shown and it can be stopped."""
_OORDELEN: Final = {
    "fout": ("triangle-alert", "gevaar", "niet te lezen"),
    "lijkt_op_eerdere": ("info", "waarschuwing", "lijkt op eerdere"),
    "dubbel_in_bestand": ("file", "info", "dubbel in bestand"),
    "was_er_al": ("info", "info", "is er al"),
    "nieuw": ("file-plus", "accent", "nieuw"),
}
"""In the order in which they are shown: what needs a look comes first."""


class _Loper(QObject):
    """Tells the window how far work on the other thread is.

    Signals:
        gedaan(aantal, totaal)
    """

    gedaan = Signal(int, int)

    def __init__(self, ouder: QObject) -> None:
        super().__init__(ouder)
        self._stop = threading.Event()

    def begin(self) -> None:
        """Forget an earlier stop."""
        self._stop.clear()

    def stop(self) -> None:
        """Ask the work to end."""
        self._stop.set()

    def __call__(self, aantal: int, totaal: int) -> bool:
        self.gedaan.emit(aantal, totaal)
        return not self._stop.is_set()


def _lees(pad: str) -> CsvTabel:
    return csvinvoer.lees_csv(uitvoer.lees(Path(pad), csvinvoer.GROOTSTE_CSV))


def _proef(wp: Werkplek, tabel: CsvTabel, koppeling: dict[int, str], loper: _Loper) -> Proef:
    return csvinvoer.proef(wp, tabel, koppeling, loper)


def _voer_in(wp: Werkplek, proef: Proef, loper: _Loper) -> CsvInvoer:
    return csvinvoer.voer_in(wp, proef, loper)


class TabelVak(QWidget):
    """Shows one table until it is taken in or left.

    Signals:
        klaar(): nothing is left to do here; the files come back.
    """

    klaar = Signal()

    def __init__(self, context: Context, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self.context = context
        self._tabel: CsvTabel | None = None
        self._keuzen: list[KeuzeVeld] = []
        self._uitkomst: Proef | None = None
        self._rijen: Iterator[Rij] = iter(())
        self._gemaakt: list[Rij] = []
        self._beurt = QTimer(self)
        self._beurt.setSingleShot(True)
        self._beurt.setInterval(BEURT_MS)
        self._beurt.timeout.connect(self._vul_verder)
        self._loper = _Loper(self)
        self._loper.gedaan.connect(self._vordert)
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(0, 0, 22, 16)
        kolom.setSpacing(12)
        terug = Knop(self.tr("Terug naar de bestanden"), soort="vlak", icoon="arrow-left", klein=True)
        terug.clicked.connect(self._terug)
        kolom.addWidget(terug, 0, Qt.AlignmentFlag.AlignLeft)
        self._uitleg = Tekst("", rol="tekst2")
        self._uitleg.setWordWrap(True)
        kolom.addWidget(self._uitleg)
        werk = QWidget()
        rij = QBoxLayout(QBoxLayout.Direction.LeftToRight, werk)
        rij.setContentsMargins(0, 0, 0, 0)
        rij.setSpacing(16)
        Stapelaar(werk, rij, 820)
        self._kolommen = Rolvak()
        links = Kaart(self.tr("Kolommen en velden"))
        links.inhoud.addWidget(self._kolommen)
        rij.addWidget(links, 4)
        rechts = Kaart(self.tr("Wat er zou gebeuren"))
        self._samenvatting = Tekst("", rol="tekst2")
        self._samenvatting.setWordWrap(True)
        self._samenvatting.setContentsMargins(15, 10, 15, 8)
        rechts.inhoud.addWidget(self._samenvatting)
        self.lijst = RijenLijst(self.tr("Regels van het bestand"), uniform=True)
        rechts.inhoud.addWidget(self.lijst, 1)
        rij.addWidget(rechts, 6)
        kolom.addWidget(werk, 1)
        kolom.addLayout(self._voet())

    def _voet(self) -> QHBoxLayout:
        voet = QHBoxLayout()
        self.voortgang = QProgressBar()
        self.voortgang.setAccessibleName(self.tr("Voortgang"))
        self.voortgang.setTextVisible(False)
        self.voortgang.hide()
        # At the right: what the program says of long work lies in the other corner.
        self.voortgang.setFixedWidth(thema().lengte(220))
        self._hoever = Tekst("", maat="klein", rol="tekst2")
        voet.addStretch(1)
        voet.addWidget(self._hoever)
        voet.addWidget(self.voortgang)
        self.stop = Knop(self.tr("Stoppen"), icoon="x")
        self.stop.clicked.connect(self._stop)
        self.stop.hide()
        voet.addWidget(self.stop)
        self.overnemen = Knop(self.tr("Overnemen"), soort="primair", icoon="check")
        self.overnemen.clicked.connect(self._neem_over)
        self.overnemen.setEnabled(False)
        voet.addWidget(self.overnemen)
        return voet

    # -- reading

    def open(self, pad: str) -> None:
        """Read a file beside the store; nothing is written."""
        self._leeg()
        self.context.taken.buiten(
            _lees, pad, klaar=self._gelezen, fout=self._onleesbaar, label=self.tr("Bestand lezen…")
        )

    def _leeg(self) -> None:
        self._tabel = self._uitkomst = None
        self._keuzen = []
        self._beurt.stop()
        self.lijst.zet(())
        self._samenvatting.setText("")
        self._uitleg.setText("")
        self.overnemen.setEnabled(False)

    def _onleesbaar(self, fout: BaseException) -> None:
        self._uitleg.setText(zin(fout))

    def _gelezen(self, tabel: CsvTabel) -> None:
        self._tabel = tabel
        delen = [self.tr("{n} regels, {k} kolommen.").format(n=len(tabel.rijen), k=len(tabel.koppen))]
        if tabel.codering == "windows-1252":
            delen.append(self.tr("De letters zijn gelezen zoals oudere rekenprogramma’s ze bewaren; kijk na of ze "
                                 "kloppen."))  # fmt: skip
        if tabel.dubbel:
            delen.append(self.tr("Koppen die dubbel staan: {koppen}.").format(koppen=", ".join(tabel.dubbel)))
        self._uitleg.setText(" ".join(delen))
        self._bouw_kolommen(tabel)
        self._bekijk()

    def _bouw_kolommen(self, tabel: CsvTabel) -> None:
        koppeling = csvinvoer.stel_koppeling_voor(tabel.koppen)
        keuzes = [("", self.tr("niet overnemen")), *((v.pad, v.naam) for v in csvinvoer.CSV_VELDEN)]
        vak = QWidget()
        raster = QGridLayout(vak)
        raster.setContentsMargins(15, 12, 12, 12)
        raster.setVerticalSpacing(6)
        self._keuzen = []
        for nr, kop in enumerate(tabel.koppen):
            label = QLabel(kop)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            veld = KeuzeVeld(keuzes)
            veld.setAccessibleName(self.tr("Veld voor kolom {kop}").format(kop=kop))
            label.setBuddy(veld)
            veld.kies(koppeling.get(nr, ""))
            veld.gewijzigd.connect(self._anders)
            self._keuzen.append(veld)
            raster.addWidget(label, nr, 0)
            raster.addWidget(veld, nr, 1)
        raster.setRowStretch(len(tabel.koppen), 1)
        if (oud := self._kolommen.takeWidget()) is not None:
            oud.deleteLater()
        self._kolommen.setWidget(vak)
        # The card shows through.
        vak.setAutoFillBackground(False)
        self._kolommen.viewport().setAutoFillBackground(False)

    def koppeling(self) -> dict[int, str]:
        """Which column fills which field, as chosen."""
        return {nr: str(veld.waarde()) for nr, veld in enumerate(self._keuzen) if veld.waarde()}

    def _anders(self, waarde: object) -> None:
        """A field belongs to one column: whichever column had it lets go."""
        zender = self.sender()
        for veld in self._keuzen:
            if waarde and veld is not zender and veld.waarde() == waarde:
                veld.kies("")
        self._bekijk()

    # -- dry run

    def _bekijk(self) -> None:
        if self._tabel is None:
            return
        self.overnemen.setEnabled(False)
        self._loper.begin()
        self.context.taken.vraag(
            _proef, self._tabel, self.koppeling(), self._loper, klaar=self._bekeken, fout=self._niet_bekeken,
            label=self.tr("Regels beoordelen…"), enkel="csv-proef",
        )  # fmt: skip

    def _niet_bekeken(self, fout: BaseException) -> None:
        self._klaar_met_lopen()
        self._uitkomst = None
        self._beurt.stop()
        self.lijst.zet(())
        self._samenvatting.setText(zin(fout))

    def _bekeken(self, uitkomst: Proef | None) -> None:
        self._klaar_met_lopen()
        if uitkomst is None:
            return
        self._uitkomst = uitkomst
        volgorde = list(_OORDELEN)
        regels = sorted(uitkomst.regels, key=lambda r: (volgorde.index(r.oordeel), r.regels))
        self._rijen = (self._rij(regel) for regel in regels)
        self._gemaakt = []
        self._vul_verder()
        delen = [f"{n} {_OORDELEN[o][2]}" for o in reversed(volgorde) if (n := uitkomst.aantal(o))]
        self._samenvatting.setText(" · ".join(delen))
        aantal = len(uitkomst.nieuw)
        self.overnemen.setEnabled(aantal > 0)
        if aantal:
            self.overnemen.setText(self.tr("{n} aanmeldingen overnemen").format(n=aantal))

    def _vul_verder(self) -> None:
        """Make some rows more; thousands at once would stall the window."""
        begin = perf_counter()
        for rij in self._rijen:
            self._gemaakt.append(rij)
            if perf_counter() - begin > PORTIE_S:
                self._beurt.start()
                return
        rijen, self._gemaakt = self._gemaakt, []
        self.lijst.zet(rijen)

    def _rij(self, regel: Proefregel) -> Rij:
        beeld, rol, woord = _OORDELEN[regel.oordeel]
        wat = [*regel.fouten, *regel.gelezen_als]
        if regel.bekend:
            wat.append(self.tr("persoon bekend in {nummers}").format(nummers=", ".join(regel.bekend)))
        if regel.ontbreekt:
            wat.append(self.tr("mist nog {n} gegevens").format(n=len(regel.ontbreekt)))
        naam = regel.naam or self.tr("regel {n}").format(n=regel.regels[0])
        waar = [self.tr("regel {n}").format(n=regel.regels[0])] if regel.naam else []
        tweede = " · ".join([*waar, *(["; ".join(wat)] if wat else [])])
        return Rij(
            str(regel.regels[0]), naam, f"{naam}, {woord}, {tweede}", lead=Tegel(beeld, rol), tweede=tweede,
            achter=(Chipje(woord, rol),), maat="knop",
        )  # fmt: skip

    # -- taking in

    def _neem_over(self) -> None:
        if self._uitkomst is None or not self._uitkomst.nieuw:
            return
        self.overnemen.setEnabled(False)
        self._loper.begin()
        self.context.taken.doe(
            _voer_in, self._uitkomst, self._loper, klaar=self._overgenomen, fout=self._niet_overgenomen,
            label=self.tr("Aanmeldingen overnemen…"),
        )  # fmt: skip

    def _vordert(self, aantal: int, totaal: int) -> None:
        veel = totaal > _VEEL
        self.voortgang.setVisible(veel)
        if veel and self.stop.isHidden():
            self.stop.show()
            if QApplication.focusWidget() in (None, self.overnemen):
                # The button that was pressed is shut meanwhile: whoever works with keys can stop at once.
                self.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self._hoever.setText(self.tr("{n} van {totaal}").format(n=aantal, totaal=totaal) if veel else "")
        self.voortgang.setMaximum(totaal)
        self.voortgang.setValue(aantal)

    def _klaar_met_lopen(self) -> None:
        verder = self.stop.hasFocus()
        self.voortgang.hide()
        self._hoever.setText("")
        self.stop.hide()
        if verder:
            self.lijst.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop(self) -> None:
        self._loper.stop()

    def _niet_overgenomen(self, fout: BaseException) -> None:
        self._klaar_met_lopen()
        self.overnemen.setEnabled(True)
        self.context.melding(zin(fout), rol="waarschuwing")

    def _overgenomen(self, gedaan: CsvInvoer) -> None:
        self._klaar_met_lopen()
        self.context.melding(
            self.tr("{n} aanmeldingen overgenomen: {van} tot en met {tot}.").format(
                n=len(gedaan.nummers), van=gedaan.nummers[0], tot=gedaan.nummers[-1]
            ),
            rol="goed",
        )
        self._bekijk()

    def _terug(self, *_: Any) -> None:
        self._loper.stop()
        self._leeg()
        self.klaar.emit()
