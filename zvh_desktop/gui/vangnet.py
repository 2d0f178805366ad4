"""The last net under the whole program: what nobody caught is logged and told; a traceback is never shown."""

import sys
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QObject, Signal

__all__ = ["Vangnet"]


class Vangnet(QObject):
    """Catches what nobody caught, on any thread, and tells it on the window's.

    Signals:
        gevangen(fout): something went wrong that nobody handled.
    """

    gevangen = Signal(object)

    def plaats(self) -> None:
        """Become the program's exception hook."""
        sys.excepthook = self._vang

    def _vang(self, soort: type[BaseException], fout: BaseException, spoor: TracebackType | None) -> None:
        if issubclass(soort, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        # Late: nothing has gone wrong before the first picture.
        from PySide6.QtCore import QThread

        from zvh_desktop.log import logboek

        logboek(__name__).fout("onverwachte fout", fout, venster=QThread.currentThread() is self.thread())
        self.gevangen.emit(fout)
