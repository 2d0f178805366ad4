"""How the analysis stands, in a few rows on the overview; each leads to its part of the tab Analyse."""

from typing import Final

from zvh_desktop.domain.analysestand import Standregel
from zvh_desktop.gui.onderdelen import Kaart
from zvh_desktop.gui.pages.casus.tab import Huis
from zvh_desktop.gui.rijen import Icoon, Rij, RijenLijst
from zvh_desktop.services import analyse
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["Standkaart"]

_DEEL: Final = {"voorwaarden": "risico", "thema": "themas"}
"""Part of the tab for a line that does not bear its name."""
_ICOON: Final = {
    "leefgebieden": "rows-3",
    "zrm": "chart-column",
    "risico": "scale",
    "voorwaarden": "list-checks",
    "thema": "tag",
}


def _stand(wp: Werkplek, casus_id: str) -> tuple[str, tuple[Standregel, ...]]:
    return casus_id, analyse.stand(wp, casus_id)


class Standkaart(Kaart):
    """Asks for its own lines after the overview is there; opening a dossier does not wait for them."""

    def __init__(self, huis: Huis) -> None:
        super().__init__()
        self._huis = huis
        self._casus_id = ""
        self.zet_titel(self.tr("Stand van de analyse"))
        self.lijst = RijenLijst(self.tr("Stand van de analyse"), in_kaart=True, wikkel=True, enkel_klik=True)
        self.lijst.geactiveerd.connect(self._ga)
        self.inhoud.addWidget(self.lijst)

    def vraag(self, casus_id: str) -> None:
        """Show the lines of a casus, or of the same one after a change."""
        if casus_id != self._casus_id:
            self.lijst.zet(())
        self._casus_id = casus_id
        self._huis.context.taken.vraag(_stand, casus_id, klaar=self._toon, enkel="analysestand", na_beeld=True)

    def _toon(self, uit: tuple[str, tuple[Standregel, ...]]) -> None:
        casus_id, regels = uit
        if casus_id != self._casus_id:
            return
        self.lijst.zet(
            [
                Rij(
                    f"{_DEEL.get(r.naam, r.naam)}:{nr}",
                    r.kop,
                    f"{r.kop}: {r.tekst}" + (self.tr(". Vraagt aandacht") if r.let_op else ""),
                    lead=Icoon(
                        "circle-alert" if r.let_op else _ICOON[r.naam], "waarschuwing" if r.let_op else "tekst2"
                    ),
                    tweede=r.tekst,
                )
                for nr, r in enumerate(regels)
            ]
        )

    def leeg(self) -> None:
        """Forget the casus."""
        self._casus_id = ""
        self.lijst.zet(())

    def _ga(self, sleutel: str) -> None:
        self._huis.ga_naar_tab("analyse", sleutel.partition(":")[0])
