"""Analyse: what is known of a casus by leefgebied, scores over time, risk, and what its themes ask for."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtWidgets import QStackedWidget, QWidget

from zvh_desktop.domain.rechten import Daad
from zvh_desktop.gui.onderdelen import Knop, Segmenten
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.pages.casus.analyse_deel import Analysedeel, Inhoud, lees
from zvh_desktop.gui.pages.casus.analyse_gasten import Aantafel
from zvh_desktop.gui.pages.casus.analyse_gebieden import Leefgebieden
from zvh_desktop.gui.pages.casus.analyse_papier import Papierpaneel
from zvh_desktop.gui.pages.casus.analyse_risico import Risico
from zvh_desktop.gui.pages.casus.analyse_thema import Themas
from zvh_desktop.gui.pages.casus.analyse_zrm import Zrm
from zvh_desktop.gui.pages.casus.formulier import Formulier
from zvh_desktop.gui.pages.casus.tab import Beeld, Huis, Tab, kolom

__all__ = ["AnalyseTab"]

_DELEN: Final[dict[str, type[Analysedeel]]] = {
    "leefgebieden": Leefgebieden,
    "zrm": Zrm,
    "risico": Risico,
    "themas": Themas,
    "gasten": Aantafel,
}


class AnalyseTab(Tab):
    """Five parts, one in view; it reads its own data when it is looked at."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(huis)
        self._indeling = kolom(self, lucht=10)
        self.keuze = Segmenten(
            self.tr("Delen van de analyse"),
            (
                ("leefgebieden", self.tr("Leefgebieden")),
                ("zrm", self.tr("Zelfredzaamheid")),
                ("risico", self.tr("Risico en voorwaarden")),
                ("themas", self.tr("Thema’s")),
                ("gasten", self.tr("Aan tafel")),
            ),
            gelijk=False,
        )
        self.keuze.gekozen.connect(self.toon_deel)
        self.papierknop = Knop(self.tr("Probleemanalyse…"), icoon="file-text", klein=True)
        self.papierknop.setAccessibleName(self.tr("Probleemanalyse bekijken en verstrekken"))
        self.papierknop.clicked.connect(self._naar_papier)
        balk = Vloei(tussen=8)
        balk.addWidget(self.keuze)
        balk.rek()
        balk.addWidget(self.papierknop)
        self._indeling.addWidget(balk)
        self.stapel = QStackedWidget()
        self._indeling.addWidget(self.stapel, 1)
        self.delen: dict[str, Analysedeel] = {}
        self._inhoud: Inhoud | None = None
        self._wens = ""
        self._herstel: dict[str, Any] = {}
        self._onderweg = False

    def stappen(self) -> tuple[Callable[[], None], ...]:
        """The parts, one a turn."""
        return (
            self._maak_gebieden,
            self._maak_zrm,
            self._maak_risico,
            self._maak_themas,
            self._maak_gasten,
            self._maak_papier,
        )

    def _maak(self, naam: str) -> None:
        deel = self.delen[naam] = _DELEN[naam](self.huis)
        self.stapel.addWidget(deel)

    def _maak_gebieden(self) -> None:
        self._maak("leefgebieden")

    def _maak_zrm(self) -> None:
        self._maak("zrm")

    def _maak_risico(self) -> None:
        self._maak("risico")

    def _maak_themas(self) -> None:
        self._maak("themas")

    def _maak_gasten(self) -> None:
        self._maak("gasten")

    def _maak_papier(self) -> None:
        self.papier = Papierpaneel(self.huis)

    def _naar_papier(self) -> None:
        if self._inhoud is not None:
            self.deel.verberg()
            self.papier.begin(self._inhoud.analyse)

    def toon_deel(self, naam: str) -> None:
        """Bring a part in view; what stood open in another one closes."""
        for ander, deel in self.delen.items():
            if ander != naam:
                deel.verberg()
        self.keuze.kies(naam)
        self.stapel.setCurrentWidget(self.delen[naam])
        self._vul_deel()

    @property
    def deel(self) -> Analysedeel:
        """The part in view."""
        return self.delen[self.keuze.huidig()]

    def vul(self, beeld: Beeld, *, ander: bool) -> None:
        """Ask for the analysis; it is read only when this tab is looked at."""
        if ander:
            self._inhoud = None
        self._onderweg = True
        self.context.taken.vraag(lees, beeld.dossier.casus.id, klaar=self.ontvang, enkel="analyse")

    def ontvang(self, inhoud: Inhoud | None) -> None:
        """Show what was read; what belongs to another casus meanwhile is dropped."""
        if inhoud is None or inhoud.analyse.casus.id != self.casus_id:
            return
        self._inhoud, self._onderweg = inhoud, False
        self._vul_deel()
        if self._wens:
            wens, self._wens = self._wens, ""
            self.kies(wens)
        if self._herstel:
            herstel, self._herstel = self._herstel, {}
            super().herstel(herstel)

    def _vul_deel(self) -> None:
        if self._inhoud is not None and self.deel.inhoud is not self._inhoud:
            self.deel.zet(self._inhoud)

    def kies(self, record_id: str) -> None:
        """Go to a part by its name, or to a record in whatever part it stands."""
        if self._inhoud is None or self._onderweg:
            # What is on its way may hold the record, or a draft of it.
            self._wens = record_id
            return
        if record_id == "papier":
            self._naar_papier()
            return
        if record_id in self.delen:
            self.toon_deel(record_id)
            return
        nu = self.keuze.huidig()
        for naam, deel in self.delen.items():
            if deel.inhoud is not self._inhoud:
                deel.zet(self._inhoud)
            self.toon_deel(naam)
            if deel.kies(record_id):
                return
        self.toon_deel(nu)

    def leeg(self) -> None:
        """Forget everything, drafts of what was typed are kept."""
        super().leeg()
        self._inhoud = None
        self._wens, self._herstel = "", {}
        self.papier.leeg()
        for deel in self.delen.values():
            deel.leeg()

    def verberg(self) -> None:
        """Close panels, mask what is secret."""
        self.papier.sluit()
        for deel in self.delen.values():
            deel.verberg()

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """See `Tab`."""
        return {
            Daad.ANALYSE_BIJWERKEN: tuple(w for deel in self.delen.values() for w in deel.schrijvers()),
            Daad.UITGEVEN: (self.papierknop,),
        }

    def aanvullers(self) -> tuple[QWidget, ...]:
        """See `Tab`."""
        return tuple(w for deel in self.delen.values() for w in deel.aanvullers())

    def formulieren(self) -> list[Formulier]:
        """Those of every part: a block may hold typed text while another part is in view."""
        return [f for deel in self.delen.values() for f in deel.formulieren()]

    def positie(self) -> dict[str, Any]:
        """Return the part too."""
        return {"deel": self.keuze.huidig(), **super().positie()}

    def herstel(self, positie: dict[str, Any]) -> None:
        """Go back to the part, the record, the field and the cursor, as soon as the analysis is there."""
        if positie.get("deel") in self.delen:
            self.toon_deel(positie["deel"])
        if self._inhoud is None or self._onderweg:
            self._herstel = positie
        else:
            super().herstel(positie)
