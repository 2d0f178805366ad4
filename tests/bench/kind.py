"""A child process of the bench: does one thing with a window, prints what it measured as one line of JSON, and ends.

kind.py vloer-start                       bare application, bare unlock window
kind.py ons-start KLUIS                   the program until its unlock screen is painted
kind.py vloer-vandaag DB SLEUTEL DAG      bare table over the rows of Vandaag and of all casussen
kind.py ons-vandaag KLUIS CASUS           unlock, Vandaag, Casussen, a dossier, typing; stalls all along
"""

import json
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter, time
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer


def _klaar(**gemeten: Any) -> None:
    print(json.dumps(gemeten), flush=True)
    os._exit(0)


def _rss_kb() -> int:
    """Resident memory of this process now, in kB."""
    regels = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(r for r in regels if r.startswith("VmRSS")).split()[1])


class _NaSchilderen(QObject):
    """Calls once when a widget has been painted and the loop is free again."""

    def __init__(self, widget: Any, doe: Callable[[], None]) -> None:
        super().__init__(widget)
        self._doe: Callable[[], None] | None = doe
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._doe is not None:
            doe, self._doe = self._doe, None
            QTimer.singleShot(0, doe)
        return False


def vloer_start() -> None:
    """Paint a window with a label, a password field and a button."""
    from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

    app = QApplication([])
    venster = QWidget()
    kolom = QVBoxLayout(venster)
    veld = QLineEdit()
    veld.setEchoMode(QLineEdit.EchoMode.Password)
    for deel in (QLabel("Wachtwoordzin"), veld, QPushButton("Ontgrendelen")):
        kolom.addWidget(deel)
    venster.resize(1366, 768)
    _NaSchilderen(veld, lambda: _klaar(moment=time()))
    venster.show()
    app.exec()


def ons_start(kluis: str) -> None:
    """Paint the unlock screen as the program does."""
    import ons

    app, sessie = ons.begin_venster(Path(kluis))
    _NaSchilderen(ons.wachtwoordveld(sessie.venster), lambda: _klaar(moment=time()))
    sessie.venster.show()
    app.exec()


def vloer_vandaag(db: str, sleutel: str, dag: str) -> None:
    """Open with the raw key, query, paint a bare table; then a table of all casussen."""
    import vloer
    from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
    from PySide6.QtWidgets import QApplication, QTableView, QVBoxLayout, QWidget

    class Model(QAbstractTableModel):
        def __init__(self, rijen: list[tuple[str, ...]]) -> None:
            super().__init__()
            self._rijen = rijen

        def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
            return 0 if parent.isValid() else len(self._rijen)

        def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
            return 0 if parent.isValid() else max(map(len, self._rijen), default=0)

        def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
            rij = self._rijen[index.row()]
            tonen = role == Qt.ItemDataRole.DisplayRole and index.column() < len(rij)
            return rij[index.column()] if tonen else None

    app = QApplication([])
    venster = QWidget()
    kolom = QVBoxLayout(venster)
    tabel = QTableView()
    kolom.addWidget(tabel)
    venster.resize(1366, 768)
    venster.show()
    app.processEvents()
    begin = perf_counter()
    c = vloer.open_kaal(Path(db), sleutel)
    vandaag = Model(vloer.vandaag_rijen(c, dag))
    tabel.setModel(vandaag)
    venster.repaint()
    duur = perf_counter() - begin
    rijen = c.execute("SELECT nummer, naam, thema, type, status, casusregisseur FROM casus ORDER BY nummer").fetchall()
    alle = Model(rijen)
    tabel.setModel(alle)
    venster.repaint()
    _klaar(vandaag_s=duur, geheugen_kb=_rss_kb())


_TYPEN_MS = 2000


class _Hartslag(QObject):
    """Ticks every millisecond and keeps the longest silence of each step."""

    def __init__(self) -> None:
        super().__init__()
        self.stiltes_ms: dict[str, float] = {}
        self.stap = "wachtwoordzin typen"
        self._vorige = perf_counter()
        self._tik = QTimer(self)
        self._tik.setInterval(1)
        self._tik.timeout.connect(self._slag)

    def begin(self) -> None:
        """Keep watch from now on."""
        self._vorige = perf_counter()
        self._tik.start()

    def _slag(self) -> None:
        nu = perf_counter()
        stil_ms = (nu - self._vorige) * 1000
        self.stiltes_ms[self.stap] = max(stil_ms, self.stiltes_ms.get(self.stap, 0.0))
        self._vorige = nu


class _Gang(QObject):
    """Goes through the program as a person would, each step when the one before is at rest."""

    _RUST_MS = 120
    _TOETS_MS = 80
    """From one letter to the next, as a very fast typist. Two in one turn would count as one silence."""

    def __init__(self, sessie: Any, casus: str) -> None:
        super().__init__()
        self._sessie, self._casus = sessie, casus
        self._hart = _Hartslag()
        # From the painted unlock screen on: what comes before it is the row of the start.
        _NaSchilderen(sessie.venster, self._hart.begin)
        self._begin = 0.0
        self._gemeten: dict[str, Any] = {}
        self._sleutel_s = 0.0
        self._letters: list[str] = []
        self._was_rustig = False
        self._stappen = iter((self._casussen, self._typ, self._dossier, self._zoek, self._voer_uit, self._eind))

    def begin(self) -> None:
        import ons
        from vast import WACHTWOORD

        from zvh_desktop.gui.pages.vandaag import Vandaag
        from zvh_desktop.store import slots

        vul, leid_af, gang = Vandaag.vul, slots.derive_from_passphrase, self

        def afgeleid(*wat: Any) -> Any:
            # The budget is apart from this: its price is a choice of safety, and the floor has the key already.
            begin = perf_counter()
            uit = leid_af(*wat)
            gang._sleutel_s = perf_counter() - begin
            return uit

        slots.derive_from_passphrase = afgeleid

        def gevuld(pagina: Any, beeld: Any) -> None:
            vul(pagina, beeld)
            # Once what it asked for has been laid out: the picture a person sees, not a first one that is still moving.
            QTimer.singleShot(0, gang, gang._gevuld)

        Vandaag.vul = gevuld  # type: ignore[method-assign]
        veld = ons.wachtwoordveld(self._sessie.venster)
        veld.setText(WACHTWOORD)
        self._hart.stap = "ontgrendelen"
        self._begin = perf_counter()
        veld.returnPressed.emit()

    def _gevuld(self) -> None:
        if "vandaag_s" not in self._gemeten:
            self._sessie.venster.repaint()
            self._gemeten["vandaag_s"] = perf_counter() - self._begin - self._sleutel_s
            self._verder()

    def _verder(self) -> None:
        QTimer.singleShot(self._RUST_MS, self, self._als_rustig)

    def _als_rustig(self) -> None:
        rustig = not self._letters and not self._sessie.taken.open_taken
        was_rustig, self._was_rustig = self._was_rustig, rustig
        if not (rustig and was_rustig):
            self._verder()
            return
        self._was_rustig = False
        next(self._stappen)()
        self._verder()

    def _casussen(self) -> None:
        self._hart.stap = "Casussen openen"
        self._sessie.venster.ga_naar("casussen")

    def _typ(self) -> None:
        from PySide6.QtWidgets import QLineEdit

        self._gemeten["geheugen_kb"] = _rss_kb()
        self._hart.stap = "filter typen in Casussen"
        self._tik_in(next(v for v in self._sessie.venster.findChildren(QLineEdit) if v.isVisible()), "vermeer")

    def _tik_in(self, veld: Any, woord: str) -> None:
        veld.setFocus()
        self._letters = list(woord)
        self._tik(veld)

    def _tik(self, veld: Any) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtGui import QKeyEvent
        from PySide6.QtWidgets import QApplication

        teken = self._letters[0]
        for soort in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(veld, QKeyEvent(soort, 0, Qt.KeyboardModifier.NoModifier, teken))
        del self._letters[0]
        if self._letters:
            QTimer.singleShot(self._TOETS_MS, self, partial(self._tik, veld))

    def _dossier(self) -> None:
        self._hart.stap = "dossier openen"
        self._sessie.venster.ga_naar("casussen.casus", casus_id=self._casus)

    def _zoek(self) -> None:
        self._hart.stap = "zoeken"
        self._sessie.venster.open_palet()
        self._tik_in(self._sessie.venster.palet.veld, "gesprek")

    def _voer_uit(self) -> None:
        self._sessie.venster.palet.sluit()
        self._hart.stap = "uitvoer"
        pad = Path(os.environ["XDG_CONFIG_HOME"]) / "acties.xlsx"

        def schrijf(wp: Any) -> Any:
            # On the thread of the workplace, as the page of actions does it.
            from zvh_desktop.services import actielijst, uitvoer

            return uitvoer.schrijf(pad, actielijst.werkblad(wp))

        self._sessie.taken.vraag(schrijf)

    def _eind(self) -> None:
        _klaar(**self._gemeten, stiltes_ms=self._hart.stiltes_ms)


def ons_vandaag(kluis: str, casus: str) -> None:
    """Walk through the program on a large vault."""
    import ons

    app, sessie = ons.begin_venster(Path(kluis))
    sessie.venster.show()
    gang = _Gang(sessie, casus)
    # A person types the passphrase meanwhile; the program loads what it will need in that time.
    QTimer.singleShot(_TYPEN_MS, gang, gang.begin)
    app.exec()


if __name__ == "__main__":
    {"vloer-start": vloer_start, "ons-start": ons_start, "vloer-vandaag": vloer_vandaag, "ons-vandaag": ons_vandaag}[
        sys.argv[1]
    ](*sys.argv[2:])
