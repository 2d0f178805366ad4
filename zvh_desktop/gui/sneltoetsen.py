"""The panel that shows every shortcut that works here."""

from collections.abc import Iterable

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from zvh_desktop.gui.onderdelen import Zijpaneel
from zvh_desktop.gui.pagina import Actie
from zvh_desktop.gui.rijen import Rij, RijenLijst, Stuk, Toets

__all__ = ["sneltoetsenpaneel"]


def sneltoetsenpaneel(venster: QWidget, eigen: Iterable[Actie]) -> Zijpaneel:
    """Return an open panel over a window, with what the page offers first; it is deleted when it closes."""
    paneel = Zijpaneel(venster.tr("Sneltoetsen"), venster, breedte=420)
    paneel.gesloten.connect(paneel.deleteLater)
    bekend = [(a.titel, QKeySequence(a.sneltoets)) for a in eigen if a.sneltoets]
    bekend += [
        (actie.text(), actie.shortcut())
        for actie in venster.actions()
        if actie.isEnabled() and not actie.shortcut().isEmpty()
    ]
    rijen: list[Rij] = []
    for nummer, (titel, toets) in enumerate(bekend):
        woord = toets.toString(QKeySequence.SequenceFormat.NativeText)
        kap = (Toets(woord.replace("+", " ") if not woord.endswith("++") else "Ctrl +"),)
        rijen.append(Rij(str(nummer), (Stuk(titel),), f"{titel}: {woord}", achter=kap, maat="knop"))
    lijst = RijenLijst(venster.tr("Sneltoetsen"), in_kaart=True)
    lijst.zet_marge(2)
    lijst.zet(rijen)
    paneel.inhoud.addWidget(lijst)
    paneel.open()
    return paneel
