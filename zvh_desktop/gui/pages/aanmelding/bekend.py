"""Search before create: who in the report is known already or looks like somebody, each a way to that dossier."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvh_desktop.gui.onderdelen import Tekst
from zvh_desktop.gui.rijen import Icoon, Rij, RijenLijst
from zvh_desktop.services.aanmeldingen import Voorstel
from zvh_desktop.services.bekenden import Bekende
from zvh_desktop.services.gelijken import Gelijke

__all__ = ["TOETS", "BekendenLijst"]

TOETS: Final = "Ctrl+Shift+D"
"""Opens the dossier of the row that is chosen, from any field of the page."""
_WAAROM: Final = {"bsn": "zelfde BSN", "naam_geboortedatum": "zelfde naam en geboortedatum"}


class BekendenLijst(QWidget):
    """One row a person; a click, Enter, or `TOETS` from elsewhere opens the dossier. Hidden while there is nobody.

    Signals:
        open_casus(casus_id): somebody wants to look there.
    """

    open_casus = Signal(str)

    def __init__(self, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self._casussen: dict[str, str] = {}
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(0, 0, 0, 0)
        kolom.setSpacing(4)
        self.lijst = RijenLijst(self.tr("Wie al bekend is of erop lijkt"), wikkel=True, in_kaart=True, enkel_klik=True)
        self.lijst.geactiveerd.connect(self._open)
        kolom.addWidget(self.lijst)
        toets = QKeySequence(TOETS).toString(QKeySequence.SequenceFormat.NativeText).replace("+", " ")
        zin = self.tr("{toets} opent dat dossier; Alt ← brengt u hier terug, met alles wat u typte.")
        kolom.addWidget(Tekst(zin.format(toets=toets), maat="klein", rol="tekst2", omloop=True))
        self.hide()

    def toon(self, voorstel: Voorstel | None) -> None:
        """Show who is known of a report, the certain ones first; nobody for None."""
        rijen: dict[str, Rij] = {}
        self._casussen = {}
        for bekende in voorstel.bekenden if voorstel else ():
            rijen.setdefault(bekende.betrokkene_id, self._zeker(bekende, _naam(voorstel, bekende)))
            self._casussen[bekende.betrokkene_id] = bekende.casus_id
        for gelijke in voorstel.lijkend if voorstel else ():
            rijen.setdefault(gelijke.betrokkene_id, self._lijkt(gelijke))
            self._casussen[gelijke.betrokkene_id] = gelijke.casus_id
        gekozen = self.lijst.gekozen_sleutel()
        self.lijst.zet(rijen.values())
        if rijen and gekozen not in rijen:
            self.lijst.kies(next(iter(rijen)), toon=False)
        self.setVisible(bool(rijen))

    def open_gekozen(self) -> bool:
        """Open the dossier of the row that is chosen; False when there is nobody."""
        id_ = self.lijst.gekozen_sleutel()
        if id_ is None or not self.isVisible():
            return False
        self._open(id_)
        return True

    def _zeker(self, b: Bekende, naam: str) -> Rij:
        kop = self.tr("Bekend: {casus} ({nummer})").format(casus=b.casusnaam, nummer=b.nummer)
        return self._rij(b.betrokkene_id, kop, (naam, b.stand, _WAAROM[b.waarom]), "user-check")

    def _lijkt(self, g: Gelijke) -> Rij:
        kop = self.tr("Lijkt op {wie}").format(wie=g.naam or self.tr("iemand zonder naam"))
        waar = self.tr("in {casus} ({nummer})").format(casus=g.casusnaam, nummer=g.nummer)
        return self._rij(g.betrokkene_id, kop, (waar, g.stand, *g.redenen), "user")

    def _rij(self, id_: str, kop: str, delen: tuple[str, ...], icoon: str) -> Rij:
        tweede = ", ".join(deel for deel in delen if deel)
        spreek = self.tr("{wie}, {waarom}; Enter opent het dossier").format(wie=kop, waarom=tweede)
        return Rij(id_, kop, spreek, lead=Icoon(icoon, "info"), tweede=tweede, maat="knop")

    def _open(self, id_: str) -> None:
        if casus_id := self._casussen.get(id_):
            self.open_casus.emit(casus_id)


def _naam(voorstel: Voorstel | None, bekende: Bekende) -> str:
    """Return what the report calls somebody; "" when it gives no name."""
    if voorstel is None:
        return ""
    n = voorstel.bestand.betrokkenen[bekende.persoon].naam
    return " ".join(deel for deel in (n.voornamen, n.tussenvoegsel, n.achternaam) if deel)
