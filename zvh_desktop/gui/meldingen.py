"""Tell a person what happened: sentences as toasts.

The sentence of an error is made by `services.meldingen`; here it is shown. A fault of ours
shows a friendly panel with a report without personal data; a traceback is never shown.
"""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from zvh_desktop.domain.errors import Omstandigheid, Reden, ZvhFout
from zvh_desktop.gui.onderdelen import Knop, Tekst, Toasts, Zijpaneel
from zvh_desktop.log import foutsporen
from zvh_desktop.services.meldingen import zin

__all__ = ["Foutpaneel", "Meldingen", "rapport"]


def rapport(fout: BaseException) -> str:
    """Return what a person may send: versions and places in the code, no contents, no paths, no names."""
    # Late: only needed when something went wrong.
    import platform

    return "\n".join(
        [
            f"Qt {qVersion()}, Python {platform.python_version()}, {platform.system()} {platform.release()}",
            "",
            *foutsporen(fout),
        ]
    )


class Foutpaneel(Zijpaneel):
    """Shown for a fault of ours: what is kept, what to do, and the report in full before it is copied."""

    def __init__(self, gastheer: QWidget) -> None:
        super().__init__(QCoreApplication.translate("Foutpaneel", "Er ging iets mis"), gastheer, breedte=460)
        self.uitleg = Tekst("", omloop=True)
        self.inhoud.addWidget(self.uitleg)
        self.inhoud.addWidget(
            Tekst(self.tr("Dit rapport bevat geen namen en geen inhoud:"), maat="klein", rol="tekst2", omloop=True)
        )
        self.rapport = QPlainTextEdit()
        self.rapport.setReadOnly(True)
        self.rapport.setTabChangesFocus(True)
        self.rapport.setAccessibleName(self.tr("Foutrapport"))
        self.rapport.setMinimumHeight(220)
        self.inhoud.addWidget(self.rapport)
        kopieer = self.voeg_knop_toe(Knop(self.tr("Rapport kopiëren"), icoon="copy"))
        kopieer.clicked.connect(self._kopieer)
        sluit = self.voeg_knop_toe(Knop(self.tr("Verder werken"), soort="primair"))
        sluit.clicked.connect(self.sluit)

    def toon(self, fout: BaseException) -> None:
        """Show the sentence and the report of a fault."""
        self.uitleg.setText(zin(fout))
        self.rapport.setPlainText(rapport(fout))
        self.open()

    def _kopieer(self) -> None:
        QGuiApplication.clipboard().setText(self.rapport.toPlainText())


class Meldingen(QObject):
    """Shows sentences in one window.

    Attributes:
        toasts: the stack of toasts.
    """

    def __init__(self, venster: QWidget) -> None:
        super().__init__(venster)
        self._venster = venster
        self.toasts = Toasts(venster)
        self._paneel: Foutpaneel | None = None

    def toon(
        self,
        tekst: str,
        *,
        rol: str = "neutraal",
        ongedaan: Callable[[], object] | None = None,
        doe_tekst: str = "",
        doe: Callable[[], object] | None = None,
    ) -> None:
        """Show a sentence; `ongedaan` adds the button that takes it back, `doe` another one."""
        if ongedaan is not None:
            doe, doe_tekst = ongedaan, self.tr("Ongedaan maken")
        self.toasts.toon(tekst, rol=rol, doe=doe, doe_tekst=doe_tekst)

    def fout(self, fout: BaseException) -> None:
        """Show an error: a circumstance as toast, a fault of ours with its report within reach."""
        if isinstance(fout, ZvhFout) and fout.reden is Reden.AFGEBROKEN:
            return
        if isinstance(fout, Omstandigheid):
            rol = "waarschuwing" if fout.reden in {Reden.REGEL_WEIGERT, Reden.POORT_DICHT} else "gevaar"
            self.toasts.toon(zin(fout), rol=rol)
            return
        self._laatste = fout
        self.toasts.toon(zin(fout), rol="gevaar", doe_tekst=self.tr("Rapport bekijken"), doe=self._toon_rapport)

    def _toon_rapport(self) -> None:
        if self._paneel is None:
            self._paneel = Foutpaneel(self._venster)
        self._paneel.toon(self._laatste)

    def wis(self) -> None:
        """Take every message away; on locking."""
        self.toasts.wis()
        if self._paneel is not None:
            self._paneel.sluit()
