"""Sharing by stick: a file for named devices, reading one, and the receipt that goes back. Never called sent."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from zvh_desktop.domain.partner import ROLLEN
from zvh_desktop.gui.onderdelen import Knop, Tekst, Zijpaneel
from zvh_desktop.gui.pages.beheer.deel import knoppenrij
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.panelen import bestand
from zvh_desktop.services import regio, stick, uitvoer
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.regio import Toestel
from zvh_desktop.services.stick import Pak, Uitgepakt
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["InleesPaneel", "MeegeefPaneel"]


def _anderen(wp: Werkplek) -> list[Toestel]:
    """Return the devices that a file can be for."""
    nu = wp.nu()
    return [t for t in regio.toestellen(wp) if not (t.dit or t.ingetrokken) and nu < t.tot]


def _pak(wp: Werkplek, voor: Sequence[str], alles: bool, map_: Path) -> tuple[Pak, str]:
    """Make the file and write it; nothing counts as given along that is not there."""
    pak = stick.pak(wp, voor, alles=alles, schrijf=lambda naam, inhoud: uitvoer.schrijf(map_ / naam, inhoud))
    return pak, pak.naam


class MeegeefPaneel(Zijpaneel):
    """Chooses for whom, and where the file goes.

    Signals:
        gedaan(): a file was written.
    """

    gedaan = Signal()

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(self.tr("Meegeven op stick"), gastheer, breedte=460)
        self.context = context
        self.inhoud.addWidget(
            Tekst(
                self.tr(
                    "Maakt één versleuteld bestand dat alleen de gekozen toestellen kunnen openen, met wat zij mogen "
                    "hebben. Meegeven is nog geen versturen: pas met een ontvangstbewijs weet u dat het is aangekomen."
                ),
                maat="knop",
                rol="tekst2",
                omloop=True,
            )
        )
        self.inhoud.addWidget(Tekst(self.tr("Voor welke toestellen"), gewicht=600))
        self._vak = QWidget()
        self._kolom = QVBoxLayout(self._vak)
        self._kolom.setContentsMargins(0, 0, 0, 0)
        self.inhoud.addWidget(self._vak)
        self.geen = Tekst("", rol="tekst2", omloop=True)
        self.inhoud.addWidget(self.geen)
        self.vakjes: dict[str, QCheckBox] = {}
        self.alles = QCheckBox(self.tr("Ook wat zij al hebben"))
        self.alles.setAccessibleDescription(self.tr("Voor een toestel dat opnieuw begint."))
        self.inhoud.addWidget(self.alles)
        self.fout = Tekst("", maat="klein", rol="gevaar", omloop=True)
        self.inhoud.addWidget(self.fout)
        self.klaar = Tekst("", omloop=True)
        self.inhoud.addWidget(self.klaar)
        self.sluitknop = self.voeg_knop_toe(Knop(self.tr("Sluiten"), soort="vlak"))
        self.sluitknop.clicked.connect(self.sluit)
        self.knop = self.voeg_knop_toe(Knop(self.tr("Plaats kiezen…"), soort="primair", icoon="usb"))
        self.knop.clicked.connect(self._kies)

    def begin(self) -> None:
        """Open; the devices are looked up."""
        self._vul(())
        self.geen.setText(self.tr("Toestellen worden opgezocht…"))
        self.alles.setChecked(False)
        self.fout.hide()
        self.klaar.hide()
        self.open(self.sluitknop)
        self.context.taken.vraag(_anderen, klaar=self._kwam, fout=self._mislukt, enkel="stickvoor")

    def _kwam(self, toestellen: list[Toestel]) -> None:
        self.geen.setText(self.tr("Er is nog geen ander toestel in deze regio."))
        self._vul(toestellen)
        if toestellen:
            self.vakjes[toestellen[0].id].setFocus()

    def _vul(self, toestellen: Sequence[Toestel]) -> None:
        for oud in self.vakjes.values():
            oud.hide()
            oud.deleteLater()
        self.vakjes = {}
        for t in toestellen:
            naam = t.naam or self.tr("onbekend")
            vakje = QCheckBox(
                self.tr("{naam} ({rol}), {id}").format(naam=naam, rol=ROLLEN.get(t.rol, t.rol), id=t.id[:8])
            )
            vakje.setChecked(len(toestellen) == 1)
            vakje.toggled.connect(self._bij)
            self._kolom.addWidget(vakje)
            self.vakjes[t.id] = vakje
        self.geen.setVisible(not toestellen)
        self._bij()

    def _bij(self) -> None:
        self.knop.setEnabled(any(v.isChecked() for v in self.vakjes.values()))

    def _kies(self) -> None:
        bestand.kies_map(self, self.tr("Waar is de stick?"), self._maak)

    def _maak(self, map_: Path) -> None:
        voor = [id_ for id_, vakje in self.vakjes.items() if vakje.isChecked()]
        self.knop.setEnabled(False)
        self.fout.hide()
        self.context.taken.doe(
            _pak,
            voor,
            self.alles.isChecked(),
            map_,
            klaar=self._gemaakt,
            fout=self._mislukt,
            label=self.tr("Bestand voor de stick maken…"),
        )

    def _gemaakt(self, uit: tuple[Pak, str]) -> None:
        pak, naam = uit
        self._bij()
        self.klaar.setText(self.tr("{woorden} Het bestand heet {naam}.").format(woorden=pak.woorden, naam=naam))
        self.klaar.show()
        self.sluitknop.setFocus()
        self.gedaan.emit()

    def _mislukt(self, fout: BaseException) -> None:
        self._bij()
        self.geen.setVisible(False)
        self.fout.setText(zin(fout))
        self.fout.show()


class InleesPaneel(Zijpaneel):
    """Says what a file came to, and gives the receipt to hand back.

    Signals:
        gedaan(): something was taken in.
    """

    gedaan = Signal()

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(self.tr("Stick inlezen"), gastheer, breedte=460)
        self.context = context
        self._bewijs: Pak | None = None
        self.inhoud.addWidget(
            Tekst(
                self.tr("Een bestand twee keer inlezen kan geen kwaad, ook niet in een andere volgorde."),
                maat="knop",
                rol="tekst2",
                omloop=True,
            )
        )
        self.kies = Knop(self.tr("Bestand kiezen…"), icoon="folder-open")
        self.kies.clicked.connect(self._kies)
        self.inhoud.addWidget(knoppenrij(self.kies))
        self.woorden = Tekst("", omloop=True)
        self.inhoud.addWidget(self.woorden)
        self.fout = Tekst("", maat="klein", rol="gevaar", omloop=True)
        self.inhoud.addWidget(self.fout)
        self.over_bewijs = Tekst(
            self.tr(
                "Geef het ontvangstbewijs terug aan wie u dit gaf: pas dan weet die dat het is aangekomen. "
                "Ook dat is een versleuteld bestand."
            ),
            maat="knop",
            rol="tekst2",
            omloop=True,
        )
        self.inhoud.addWidget(self.over_bewijs)
        self.sluitknop = self.voeg_knop_toe(Knop(self.tr("Sluiten"), soort="vlak"))
        self.sluitknop.clicked.connect(self.sluit)
        self.bewijs = self.voeg_knop_toe(Knop(self.tr("Ontvangstbewijs bewaren…"), soort="primair", icoon="file-check"))
        self.bewijs.clicked.connect(self._kies_bewijs)

    def begin(self) -> None:
        """Open and ask at once which file."""
        self._toon("", None)
        self.fout.hide()
        self.open(self.kies)
        self._kies()

    def _toon(self, woorden: str, bewijs: Pak | None) -> None:
        self._bewijs = bewijs
        self.woorden.setText(woorden)
        self.woorden.setVisible(bool(woorden))
        self.over_bewijs.setVisible(bewijs is not None)
        self.bewijs.setVisible(bewijs is not None)

    def _kies(self) -> None:
        bestand.kies_bestand(self, self.tr("Welk bestand van de stick?"), self._lees, soort="zvhp")

    def _lees(self, pad: Path) -> None:
        self.kies.setEnabled(False)
        self.fout.hide()
        self.context.taken.buiten(uitvoer.lees, pad, stick.GROOTSTE_PAK, klaar=self._gelezen, fout=self._mislukt)

    def _gelezen(self, inhoud: bytes) -> None:
        label = self.tr("Stick inlezen…")
        self.context.taken.doe(stick.pak_uit, inhoud, klaar=self._uitgepakt, fout=self._mislukt, label=label)

    def _uitgepakt(self, uit: Uitgepakt) -> None:
        self.kies.setEnabled(True)
        self._toon(uit.woorden, uit.ontvangstbewijs)
        (self.bewijs if uit.ontvangstbewijs is not None else self.sluitknop).setFocus()
        self.gedaan.emit()

    def _mislukt(self, fout: BaseException) -> None:
        self.kies.setEnabled(True)
        self.fout.setText(zin(fout))
        self.fout.show()

    def _kies_bewijs(self) -> None:
        if self._bewijs is not None:
            vraag = self.tr("Waar komt het ontvangstbewijs?")
            bestand.kies_opslag(self, vraag, self._bewijs.naam, self._schrijf_bewijs, soort="zvhp")

    def _schrijf_bewijs(self, pad: Path) -> None:
        if self._bewijs is not None:
            self.context.taken.buiten(
                uitvoer.schrijf, pad, self._bewijs.inhoud, klaar=self._bewijs_bewaard, fout=self._mislukt
            )

    def _bewijs_bewaard(self, pad: Path) -> None:
        self._toon(self.tr("Het ontvangstbewijs is bewaard als {naam}.").format(naam=pad.name), None)
        self.sluitknop.setFocus()
