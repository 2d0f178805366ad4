"""The side panel for somebody new, with who it may already be below what is typed."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from zvh_desktop.gui.onderdelen import Knop, Zijpaneel
from zvh_desktop.gui.pages.casus.betrokkenen_gelijk import Gelijkenlijst
from zvh_desktop.gui.pages.casus.formulier import Formulier, V, nieuwe_sleutel
from zvh_desktop.gui.pages.casus.tab import Beeld, Huis
from zvh_desktop.services import dossiers

__all__ = ["Nieuwpaneel"]


class Nieuwpaneel(Zijpaneel):
    """A name, a birth date and a role; the rest follows in the panel of the person.

    Signals:
        toegevoegd(id, bon): the person is there.
        open_hier(id), open_elders(casus id): who is known already was chosen.
    """

    toegevoegd = Signal(str, object)
    open_hier = Signal(str)
    open_elders = Signal(str)

    def __init__(self, huis: Huis) -> None:
        super().__init__(
            QCoreApplication.translate("Nieuwpaneel", "Betrokkene toevoegen"), huis.gastheer(), breedte=480
        )
        self._context = huis.context
        self._beeld: Beeld | None = None
        self.formulier = Formulier(
            huis.context,
            "betrokkene",
            (
                V("voornamen"),
                (V("tussenvoegsel"), V("achternaam", rek=2)),
                V("geboortedatum", "datum", verleden=True),
                V("rol", hint=self.tr("Bijvoorbeeld: betrokkene, moeder, slachtoffer, buurman.")),
            ),
            vandaag=huis.vandaag,
        )
        self.gelijk = Gelijkenlijst(huis.context, self.formulier)
        self.gelijk.open_hier.connect(self.open_hier)
        self.gelijk.open_elders.connect(self.open_elders)
        self.inhoud.addWidget(self.formulier)
        self.inhoud.addWidget(self.gelijk)
        self.knop = self.voeg_knop_toe(Knop(self.tr("Toevoegen"), soort="primair", icoon="user-plus"))
        self.knop.clicked.connect(self._voeg_toe)
        kort = QShortcut(QKeySequence("Ctrl+Shift+D"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        kort.activated.connect(self.gelijk.open_gekozen)

    def begin(self, beeld: Beeld) -> None:
        """Open for this casus, with what was typed before."""
        self._beeld = beeld
        casus_id = beeld.dossier.casus.id
        self.formulier.nieuw(
            nieuwe_sleutel("betrokkene", casus_id),
            {"rol": "" if beeld.dossier.betrokkenen else "betrokkene"},
            beeld.concepten,
        )
        self.gelijk.begin(casus_id)
        self.open()

    def leeg(self) -> None:
        """Forget what was typed; close."""
        self.sluit()
        self.formulier.leeg()
        self.gelijk.leeg()
        self._beeld = None

    def _voeg_toe(self) -> None:
        if self._beeld is None:
            return
        waarden = self.formulier.waarden()
        if not (waarden["voornamen"] or waarden["achternaam"]):
            self.formulier.velden["achternaam"].zet_fout(self.tr("Vul een voornaam of een achternaam in."))
            self.formulier.ga_naar("achternaam", 0)
            return
        waarden["hoofdpersoon"] = not (self._beeld.dossier.betrokkenen)
        self._context.taken.doe(
            dossiers.voeg_toe,
            "betrokkene",
            self._beeld.dossier.casus.id,
            waarden,
            klaar=self._toegevoegd,
            fout=self._context.fout,
        )

    def _toegevoegd(self, uit: tuple[str, object]) -> None:
        self.leeg()
        self.toegevoegd.emit(*uit)
