"""Trust in Beheer: which certificates vouch for a signature on this computer; none is bundled."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from zvh_desktop.gui.onderdelen import Kaart, Knop, Tekst
from zvh_desktop.gui.pages.beheer.deel import knoppenrij
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.panelen import bestand
from zvh_desktop.gui.rijen import Icoon, Rij, RijenLijst, Stuk
from zvh_desktop.services import echtheid
from zvh_desktop.services.echtheid import Wortelstand

__all__ = ["WortelsKaart"]

SOORTEN = ("wortels", "wortels_gekwalificeerd")


class WortelsKaart(Kaart):
    """The card; `toon` fills it."""

    def __init__(self, context: Context, ouder: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("WortelsKaart", "Vertrouwde certificaten"), ouder, rand="rondom")
        self.context = context
        self.namen = {
            "wortels": self.tr("Bekende uitgevers"),
            "wortels_gekwalificeerd": self.tr("Gekwalificeerde uitgevers"),
        }
        self.inhoud.addWidget(
            Tekst(
                self.tr(
                    "Wie er instaat voor de naam in een handtekening. Zonder gekozen bestand zegt het programma alleen "
                    "dat een stuk ongewijzigd is. „Gekwalificeerd” zegt het alleen bij een uitgever uit het tweede "
                    "bestand: kies daarvoor certificaten van de nationale vertrouwenslijst. Dit geldt voor deze "
                    "computer."
                ),
                maat="knop",
                rol="tekst2",
                omloop=True,
            )
        )
        self.lijst = RijenLijst(self.tr("Vertrouwde certificaten"), in_kaart=True, wikkel=True, kiesbaar=False)
        self.lijst.zet_marge(0)
        self.inhoud.addWidget(self.lijst)
        self.kies: dict[str, Knop] = {}
        self.weg: dict[str, Knop] = {}
        for naam, woorden in self.namen.items():
            kies = self.kies[naam] = Knop(self.tr("{wat} kiezen…").format(wat=woorden), icoon="folder-open", klein=True)
            kies.clicked.connect(partial(self._kies, naam))
            weg = self.weg[naam] = Knop(
                self.tr("Niet meer vertrouwen"),
                soort="vlak",
                klein=True,
                naam=self.tr("{wat} niet meer vertrouwen").format(wat=woorden),
            )
            weg.clicked.connect(partial(self._weg, naam))
            self.inhoud.addWidget(knoppenrij(kies, weg))

    def knoppen(self) -> tuple[QWidget, ...]:
        """What changes whom is trusted."""
        return *self.kies.values(), *self.weg.values()

    def toon(self) -> None:
        """Read the chosen files again, beside the window's thread."""
        self.context.taken.buiten(
            _stand, tuple(self.context.instellingen.tekst(naam) for naam in SOORTEN), klaar=self.vul, voor=self
        )

    def vul(self, standen: dict[str, Wortelstand]) -> None:
        """Show what is trusted, and which file cannot be read."""
        rijen = []
        for naam, stand in standen.items():
            kop = self.namen[naam]
            self.weg[naam].setVisible(bool(stand.plek))
            if not stand.plek:
                wat, icoon = self.tr("geen gekozen"), "circle-slash"
            elif not stand.leesbaar:
                wat = self.tr("{bestand} is niet te lezen; er wordt nu niemand op vertrouwd").format(
                    bestand=Path(stand.plek).name
                )
                icoon = "circle-x"
            else:
                wat, icoon = f"{Path(stand.plek).name}: {'; '.join(stand.namen)}", "shield-check"
            rijen.append(Rij(naam, (Stuk(f"{kop}: {wat}"),), f"{kop}: {wat}", lead=Icoon(icoon)))
        self.lijst.zet(rijen)

    def _kies(self, naam: str, *_: object) -> None:
        bestand.kies_bestand(self, self.namen[naam], partial(self.zet, naam), soort="pem")

    def zet(self, naam: str, pad: Path) -> None:
        """Trust the certificates in this file, after they were read: a file that holds none is not chosen."""
        self.context.taken.vraag(echtheid.te_vertrouwen, pad, klaar=partial(self._gelezen, naam, pad), voor=self)

    def _gelezen(self, naam: str, pad: Path, namen: tuple[str, ...]) -> None:
        self.context.instellingen.zet(naam, str(pad))
        self.context.melding(self.tr("Voortaan vertrouwd: {namen}.").format(namen="; ".join(namen)), rol="goed")
        self.toon()

    def _weg(self, naam: str, *_: object) -> None:
        self.context.instellingen.zet(naam, "")
        self.toon()


def _stand(plekken: tuple[str, ...]) -> dict[str, Wortelstand]:
    return {naam: echtheid.wortelstand(plek) for naam, plek in zip(SOORTEN, plekken, strict=True)}
