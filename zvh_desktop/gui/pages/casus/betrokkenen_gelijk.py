"""Search before create: below the form of somebody new stands who this may already be, and why."""

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from zvh_desktop.gui.onderdelen import Tekst, datum_in_woorden
from zvh_desktop.gui.pages.casus.formulier import Formulier
from zvh_desktop.gui.pages.casus.tab import kolom
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.rijen import Chipje, Icoon, Rij, RijenLijst
from zvh_desktop.services import gelijken
from zvh_desktop.services.gelijken import Gelijke

__all__ = ["Gelijkenlijst"]

_WACHT_MS: Final = 250


class Gelijkenlijst(QWidget):
    """Looks along while somebody is being typed; choosing nobody simply adds a new person.

    Signals:
        open_hier(id): a person of this casus was chosen.
        open_elders(casus id): a person of another casus was chosen.
    """

    open_hier = Signal(str)
    open_elders = Signal(str)

    def __init__(self, context: Context, formulier: Formulier, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self._context = context
        self._formulier = formulier
        self._casus_id = ""
        self._gevonden: dict[str, Gelijke] = {}
        indeling = kolom(self, lucht=6)
        self.kop = Tekst(self.tr("Lijkt op iemand die al bekend is"), rol="waarschuwing", gewicht=600, omloop=True)
        self.lijst = RijenLijst(self.tr("Wie er op lijkt"), in_kaart=True, enkel_klik=True)
        self.lijst.geactiveerd.connect(self._open)
        self.uitleg = Tekst(
            self.tr(
                "Ctrl Shift D opent wie gekozen is, Alt ← brengt u terug. Is het iemand anders? Ga dan gewoon door; er "
                "wordt nooit vanzelf iets gekoppeld."
            ),
            maat="klein", rol="tekst2", omloop=True,
        )  # fmt: skip
        for deel in (self.kop, self.lijst, self.uitleg):
            indeling.addWidget(deel)
        self._klok = QTimer(self)
        self._klok.setSingleShot(True)
        self._klok.setInterval(_WACHT_MS)
        self._klok.timeout.connect(self._vraag)
        for naam in ("voornamen", "tussenvoegsel", "achternaam"):
            formulier.velden[naam].invoer.textChanged.connect(self._klok_aan)  # type: ignore[attr-defined]
        formulier.anders.connect(self._klok_aan)
        self.leeg()

    def begin(self, casus_id: str) -> None:
        """Look along for this casus from now on."""
        self._casus_id = casus_id
        self._klok_aan()

    def open_gekozen(self) -> None:
        """Open who is chosen, or who stands first; the key for it works in the fields above."""
        id_ = self.lijst.gekozen_sleutel() or next(iter(self._gevonden), "")
        self._open(id_)

    def leeg(self) -> None:
        """Forget everyone."""
        self._klok.stop()
        self._casus_id = ""
        self._toon([])

    def _klok_aan(self, *_: object) -> None:
        if self._casus_id:
            self._klok.start()

    def _vraag(self) -> None:
        waarden = self._formulier.waarden()
        self._context.taken.vraag(
            gelijken.zoek_velden, self._casus_id, waarden, klaar=self._toon_als, enkel="gelijken", voor=self
        )

    def _toon_als(self, gevonden: list[Gelijke]) -> None:
        if self._casus_id:
            self._toon(gevonden)

    def _toon(self, gevonden: list[Gelijke]) -> None:
        self._gevonden = {g.betrokkene_id: g for g in gevonden}
        for deel in (self.kop, self.lijst, self.uitleg):
            deel.setVisible(bool(gevonden))
        self.lijst.zet([self._rij(g) for g in gevonden])

    def _rij(self, g: Gelijke) -> Rij:
        waar = self.tr("in deze casus") if g.hier else self.tr("in {casus} ({nummer})").format(
            casus=g.casusnaam, nummer=g.nummer
        )  # fmt: skip
        geboren = datum_in_woorden(g.geboortedatum, weekdag=False) if g.geboortedatum else ""
        tweede = " · ".join(deel for deel in (waar, g.rol, geboren) if deel)
        redenen = ", ".join(g.redenen)
        chips = (Chipje(self.tr("zelfde persoon"), "gevaar", "user-check"),) if g.zeker else ()
        return Rij(
            g.betrokkene_id, f"{g.naam or self.tr('naam onbekend')} · {tweede}",
            ", ".join((g.naam, tweede.replace(" · ", ", "), redenen)),
            lead=Icoon("user"), tweede=redenen, chips=chips, tip=redenen,
        )  # fmt: skip

    def _open(self, id_: str) -> None:
        g = self._gevonden.get(id_)
        if g is not None:
            if g.hier:
                self.open_hier.emit(id_)
            else:
                self.open_elders.emit(g.casus_id)
