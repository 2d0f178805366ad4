"""What the own role may do, in the words of the table that every door asks."""

from typing import Final

from PySide6.QtWidgets import QWidget

from zvh_desktop.gui.onderdelen import Kaart, Tekst
from zvh_desktop.gui.pages.beheer.deel import Deel
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.rijen import Chipje, Rij, RijenLijst
from zvh_desktop.services import bevoegd
from zvh_desktop.services.bevoegd import Mag

__all__ = ["RechtenDeel"]

_CHIP: Final = {"ja": ("goed", "check"), "eigen casus": ("info", "folder-open"), "nee": ("neutraal", "x")}


class RechtenDeel(Deel):
    """A row for each act: yes, in an own casus, or no and who can."""

    raakt = frozenset({"medewerker"})

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(context, gastheer)
        kaart = Kaart(self.tr("Wat mag ik"))
        self.zin = Tekst("", maat="knop", rol="tekst2", omloop=True)
        self.zin.setContentsMargins(14, 10, 14, 6)
        kaart.inhoud.addWidget(self.zin)
        self.lijst = RijenLijst(self.tr("Wat mag ik"), in_kaart=True, wikkel=True)
        kaart.inhoud.addWidget(self.lijst)
        self.kolom.addWidget(kaart)

    def toon(self, wat: str = "") -> None:
        """Ask what may be done now."""
        self.context.taken.vraag(bevoegd.mijn_rechten, klaar=self.vul, enkel="mijn_rechten")

    def vul(self, antwoord: tuple[str, tuple[Mag, ...]]) -> None:
        """Show the rows, what may be done first."""
        rol, rijen = antwoord
        self.zin.setText(
            self.tr(
                "U werkt hier als {rol}. “Eigen casus” is een casus waarin u genoemd bent, als casusregisseur of bij "
                "een actie. Wat u niet mag, weigert het programma ook als u het langs een andere weg probeert."
            ).format(rol=rol)
            if rol
            else self.tr("Er werkt hier nog niemand met een rol.")
        )
        volgorde = list(_CHIP)
        self.lijst.zet(
            [
                Rij(
                    r.daad,
                    r.daad[:1].upper() + r.daad[1:],
                    f"{r.daad}: {r.mag}. {r.waarom}".strip(),
                    tweede=r.waarom,
                    achter=(Chipje(r.mag, *_CHIP[r.mag]),),
                )
                for r in sorted(rijen, key=lambda r: volgorde.index(r.mag))
            ]
        )
