"""Time stamps after a round that got through: asked beside the workplace, kept on it, told when it fails."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from zvh_desktop.gui.pagina import Context

if TYPE_CHECKING:
    from zvh_desktop.services.stempels import Gestempeld, Opdracht

__all__ = ["Stempelbode"]


class Stempelbode(QObject):
    """One asking at a time. What failed stays waiting, and is asked again after the next round.

    Signals:
        klaar(aantal, fout): so many were kept; `fout` is why the last one was not, None when all were.
    """

    klaar = Signal(int, object)

    def __init__(self, context: Context, ouder: QObject) -> None:
        super().__init__(ouder)
        self._context, self._taken, self._instellingen = context, context.taken, context.instellingen
        self._bezig = False
        self._fout: BaseException | None = None

    @property
    def bezig(self) -> bool:
        """Whether an asking is under way."""
        return self._bezig

    def na_ronde(self, fout: object) -> None:
        """A round ended; nothing is asked when it did not get through."""
        if fout is None:
            self.begin()

    def begin(self) -> bool:
        """Ask now what waits; False without a service or a network, or when an asking is under way."""
        adres = self._instellingen.tekst("tijdstempeldienst")
        if self._bezig or not adres or self._context.maak_stempelaar is None:
            return False
        self._bezig, self._fout = True, None
        self._taken.vraag(_wacht, klaar=self._gehaald, fout=self._mislukt, voor=self)
        return True

    def _gehaald(self, opdrachten: "tuple[Opdracht, ...] | None") -> None:
        if not opdrachten:
            self._einde(0)
            return
        adres = self._instellingen.tekst("tijdstempeldienst")
        maak = self._context.maak_stempelaar
        self._taken.buiten(_vraag, maak, adres, opdrachten, klaar=self._gevraagd, fout=self._mislukt, voor=self)

    def _gevraagd(self, gestempeld: "tuple[Gestempeld, ...]") -> None:
        self._fout = next((g.fout for g in gestempeld if g.fout is not None), None)
        self._taken.doe(_bewaar, gestempeld, klaar=self._bewaard, fout=self._mislukt, voor=self)

    def _bewaard(self, uitkomst: tuple[int, object]) -> None:
        self._einde(uitkomst[0])

    def _mislukt(self, fout: BaseException) -> None:
        self._fout = fout
        self._einde(0)

    def _einde(self, aantal: int) -> None:
        self._bezig = False
        self.klaar.emit(aantal, self._fout)


def _wacht(wp: Any) -> "tuple[Opdracht, ...]":
    # Late, as all that signs: most vaults ask no service.
    from zvh_desktop.services import stempels

    return stempels.te_stempelen(wp)


def _vraag(maak: Any, adres: str, opdrachten: "tuple[Opdracht, ...]") -> "tuple[Gestempeld, ...]":
    from zvh_desktop.services import stempels

    weg = maak(adres)
    try:
        return stempels.stempel(opdrachten, weg, weg)
    finally:
        weg.sluit()


def _bewaar(wp: Any, gestempeld: "tuple[Gestempeld, ...]") -> tuple[int, object]:
    from zvh_desktop.services import stempels

    return stempels.bewaar(wp, gestempeld)
