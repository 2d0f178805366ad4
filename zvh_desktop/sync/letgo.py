"""A way to a server whose every call can be given up at once: for whoever must not wait for a network."""

import threading
from collections.abc import Callable
from typing import Any, cast

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.ports import Transport

__all__ = ["Letgo"]


class Letgo:
    """Makes calls on threads of their own and lets go of them all as soon as it is told to.

    No cut of a line ends every call at once: looking up a name, connecting and reading may each go on until their
    own limit. A call that was let go of ends by itself later; it holds nothing but the line.
    """

    def __init__(self) -> None:
        self._slot = threading.Condition()
        self._los = False

    def loose(self) -> None:
        """Give up the call under way, and every later one."""
        with self._slot:
            self._los = True
            self._slot.notify_all()

    def call(self, functie: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Call, and return or raise what comes of it.

        Raises:
            Omstandigheid: SERVER_ONBEREIKBAAR, it was given up.
        """
        uit: list[tuple[Any, BaseException | None]] = []

        def werk() -> None:
            try:
                antwoord: tuple[Any, BaseException | None] = (functie(*args, **kwargs), None)
            except BaseException as fout:
                antwoord = (None, fout)
            with self._slot:
                uit.append(antwoord)
                self._slot.notify_all()

        with self._slot:
            if self._los:
                raise Omstandigheid(Reden.SERVER_ONBEREIKBAAR)
            threading.Thread(target=werk, name="lijn", daemon=True).start()
            self._slot.wait_for(lambda: uit or self._los)
            if not uit:
                raise Omstandigheid(Reden.SERVER_ONBEREIKBAAR)
        waarde, fout = uit[0]
        if fout is not None:
            raise fout
        return waarde

    def transport(self, maak: Callable[[], Transport]) -> Transport:
        """Make a way to a server, every call of which can be given up; making it too."""
        return cast(Transport, _Los(self, self.call(maak)))


class _Los:
    """Stands for a transport."""

    def __init__(self, los: Letgo, echt: Transport) -> None:
        self._losser, self._echt = los, echt

    def __getattr__(self, naam: str) -> Callable[..., Any]:
        methode = getattr(self._echt, naam)

        def roep(*args: Any, **kwargs: Any) -> Any:
            return self._losser.call(methode, *args, **kwargs)

        return roep

    def sluit(self) -> None:
        """Close at once, on the calling thread."""
        self._echt.sluit()
