"""What no server signed for yet, and what was refused, each with why and what can be done."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvh_desktop.gui.onderdelen import Kaart, LegeStaat
from zvh_desktop.gui.rijen import Chipje, Rij, RijenLijst, Tegel
from zvh_desktop.services.sync import Geweigerd, NietVerzonden

__all__ = ["GeweigerdVak", "WachtVak"]


class _Vak(QWidget):
    """A list in a card, or words when there is nothing."""

    def __init__(self, naam: str, leeg: LegeStaat) -> None:
        super().__init__()
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(0, 0, 0, 0)
        self.leeg = leeg
        kolom.addWidget(self.leeg, 1)
        self.kaart = Kaart()
        self.lijst = RijenLijst(naam)
        self.kaart.inhoud.addWidget(self.lijst, 1)
        kolom.addWidget(self.kaart, 1)

    def zet(self, rijen: Sequence[Rij]) -> None:
        """Show rows."""
        self.lijst.zet(rijen)
        self.kaart.setVisible(bool(rijen))
        self.leeg.setVisible(not rijen)


class WachtVak(_Vak):
    """Records with changes that were not sent yet.

    Signals:
        dossier(casus_id): a row with a casus was opened.
    """

    dossier = Signal(str)

    def __init__(self) -> None:
        super().__init__("Nog niet verstuurd", LegeStaat("Er wacht niets", "Nog niet bekeken.", icoon="cloud"))
        self._casussen: dict[str, str] = {}
        self.lijst.geactiveerd.connect(self._open)

    def vul(self, regels: Sequence[NietVerzonden], *, heeft_regio: bool) -> None:
        """Show them, casus by casus."""
        if heeft_regio:
            self.leeg.titel.setText(self.tr("Er wacht niets"))
            self.leeg.uitleg.setText(self.tr("Voor alles wat hier gemaakt is, heeft de server getekend."))
        else:
            self.leeg.titel.setText(self.tr("Nog geen regio"))
            self.leeg.uitleg.setText(self.tr("Deze kluis werkt op zichzelf. Delen begint met een uitnodiging."))
        self._casussen = {r.record: r.casus_id for r in regels if r.casus_id}
        self.zet(
            [
                Rij(
                    r.record,
                    r.titel,
                    f"{r.titel}, {r.casusnaam}, {r.wijzigingen} wijzigingen, {r.hoe}",
                    lead=Tegel("hourglass", "info"),
                    tweede=" · ".join(deel for deel in (r.casusnaam, r.hoe) if deel),
                    achter=(Chipje(str(r.wijzigingen), "neutraal"),),
                    maat="knop",
                )
                for r in regels
            ]
            if heeft_regio
            else []
        )

    def _open(self, sleutel: str) -> None:
        if casus_id := self._casussen.get(sleutel):
            self.dossier.emit(casus_id)


class GeweigerdVak(_Vak):
    """What was refused, here or by the server.

    Signals:
        na_grens(toestel): a row about work of an ended device was opened.
    """

    na_grens = Signal(str)

    def __init__(self) -> None:
        leeg = LegeStaat("Niets geweigerd", "Alles wat kwam en ging, klopte.", icoon="shield-check")
        super().__init__("Geweigerd", leeg)
        self._toestellen: dict[str, str] = {}
        self.lijst.geactiveerd.connect(self._open)

    def _open(self, sleutel: str) -> None:
        if toestel := self._toestellen.get(sleutel):
            self.na_grens.emit(toestel)

    def vul(self, regels: Sequence[Geweigerd]) -> None:
        """Show them with what can be done."""
        self._toestellen = {f"{nr}": r.toestel for nr, r in enumerate(regels) if r.wie == "verwerkt"}
        self.zet([self._rij(nr, r) for nr, r in enumerate(regels)])

    def _rij(self, nr: int, r: Geweigerd) -> Rij:
        waar = {
            "server": self.tr("door de server"),
            "hier": self.tr("hier, van een ander toestel"),
            "verwerkt": self.tr("al verwerkt, open om te bekijken"),
            "apart": self.tr("bewaard en apart gezet, van een ander toestel"),
        }[r.wie]
        toon = "waarschuwing" if r.wie in ("apart", "verwerkt") else "gevaar"
        return Rij(
            f"{nr}",
            r.waarom,
            f"{r.waarom} {r.raad} {waar}",
            lead=Tegel("hourglass" if r.wie == "apart" else "shield-alert", toon),
            tweede=f"{r.raad} · {waar}",
            achter=(Chipje(str(r.aantal), toon),),
            maat="knop",
        )
