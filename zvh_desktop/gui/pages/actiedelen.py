"""Parts of Acties: the list with its letters, and the panel with one action in full."""

from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from zvh_desktop.domain.actieloop import PRIORITEITEN, STANDEN
from zvh_desktop.domain.plan import ACTIESTATUS, FASEN
from zvh_desktop.gui.conceptbode import ConceptBode
from zvh_desktop.gui.onderdelen import Chip, Knop, Tekst, TekstVeld, Veld, Zijpaneel, datum_in_woorden
from zvh_desktop.gui.pages.actierij import wanneer
from zvh_desktop.gui.pagina import Context, Pagina
from zvh_desktop.gui.rijen import RijenLijst
from zvh_desktop.services import concepten
from zvh_desktop.services.acties import ActieRegel

__all__ = ["Actielijst", "Actiepaneel"]

_TOETSEN: Final = {Qt.Key.Key_G: "gedaan", Qt.Key.Key_M: "niet_mogelijk", Qt.Key.Key_N: "niet_gedaan"}
_STAPTOETSEN: Final = {Qt.Key.Key_A: "aanvaard", Qt.Key.Key_B: "bezig", Qt.Key.Key_W: "geweigerd"}
_DOETOETSEN: Final = {Qt.Key.Key_U: "uitstellen", Qt.Key.Key_O: "overdragen"}


class Actielijst(RijenLijst):
    """The rows, with a letter for every way an action ends.

    Signals:
        afgetekend(actie_id, status): G, M or N on a row. heropend(actie_id): H. gemerkt(actie_id): Space.
        stap(actie_id, stand): A, B or W. gedaan(actie_id, what): U or O. ontmerkt(): Escape.
    """

    afgetekend = Signal(str, str)
    heropend = Signal(str)
    gemerkt = Signal(str)
    stap = Signal(str, str)
    gedaan = Signal(str, str)
    ontmerkt = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters act on the current row; without one they do nothing."""
        sleutel = self.gekozen_sleutel()
        los = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if sleutel is not None and los:
            toets = Qt.Key(event.key())
            if toets in _TOETSEN:
                self.afgetekend.emit(sleutel, _TOETSEN[toets])
                return
            if toets in _STAPTOETSEN:
                self.stap.emit(sleutel, _STAPTOETSEN[toets])
                return
            if toets in _DOETOETSEN:
                self.gedaan.emit(sleutel, _DOETOETSEN[toets])
                return
            losse = {Qt.Key.Key_H: self.heropend, Qt.Key.Key_Space: self.gemerkt}
            if toets in losse:
                losse[toets].emit(sleutel)
                return
            if toets == Qt.Key.Key_Escape:
                self.ontmerkt.emit()
                return
        super().keyPressEvent(event)


class Actiepaneel(Zijpaneel):
    """One action in full, with its terugkoppeling and the ways to end it.

    Signals:
        afgetekend(actie_id, status, tekst): a way was chosen. heropend(actie_id); dossier(casus_id): asked for.
    """

    afgetekend = Signal(str, str, str)
    heropend = Signal(str)
    dossier = Signal(str)

    def __init__(self, context: Context, gastheer: Pagina) -> None:
        super().__init__("", gastheer, breedte=440)
        self._context = context
        self.regel: ActieRegel | None = None
        self._wens = ""
        self._bode = ConceptBode(context, self)
        self.zet_titel(self.tr("Actie"))
        self.tekst = Tekst("", maat="sectie", gewicht=600, omloop=True)
        self.inhoud.addWidget(self.tekst)
        rij = QHBoxLayout()
        self.chip = Chip("")
        rij.addWidget(self.chip)
        rij.addStretch(1)
        self.inhoud.addLayout(rij)
        self.wie = Tekst("", maat="knop", rol="tekst2", omloop=True)
        self.inhoud.addWidget(self.wie)
        self.naar = Knop("", icoon="folder-open", klein=True)
        self.naar.clicked.connect(self._dossier)
        self.inhoud.addWidget(self.naar, 0, Qt.AlignmentFlag.AlignLeft)
        self.terugkoppeling = TekstVeld(regels=3, plaats=self.tr("Wat is er gedaan, of waarom niet"))
        self.terugkoppeling.gewijzigd.connect(self._getypt)
        self.veld = Veld(
            self.tr("Terugkoppeling"),
            self.terugkoppeling,
            hint=self.tr("Bij ‘niet mogelijk’ en ‘niet gedaan’ hoort een reden."),
        )
        self.inhoud.addWidget(self.veld)
        self.knoppen: dict[str, Knop] = {}
        for status, woord, beeld in (
            ("niet_gedaan", self.tr("Niet gedaan"), "circle-x"),
            ("niet_mogelijk", self.tr("Niet mogelijk"), "circle-slash"),
            ("gedaan", self.tr("Gedaan"), "check"),
        ):
            knop = self.voeg_knop_toe(Knop(woord, soort="gewoon", icoon=beeld))
            knop.setObjectName(status)
            knop.clicked.connect(self._gekozen)
            self.knoppen[status] = knop
        self.heropenen = self.voeg_knop_toe(Knop(self.tr("Heropenen"), icoon="rotate-ccw"))
        self.heropenen.clicked.connect(self._heropen)
        self.gesloten.connect(self._bode.schrijf)

    def toon(self, regel: ActieRegel, vandaag: date, wens: str = "") -> None:
        """Show an action; `wens` is the way of ending that was asked for and still needs a reason."""
        self._bode.schrijf()
        self.regel, self._wens = regel, wens
        self.tekst.setText(regel.tekst)
        chip = wanneer(regel, vandaag)
        self.chip.zet(chip.tekst, rol=chip.rol, icoon=chip.icoon)
        wie = " · ".join(deel for deel in (regel.organisatie, regel.persoon) if deel) or self.tr("zonder eigenaar")
        delen = [wie, STANDEN[regel.stand].capitalize()]
        if regel.prioriteit:
            delen.append(self.tr("prioriteit {hoe}").format(hoe=PRIORITEITEN[regel.prioriteit]))
        if regel.vanaf:
            delen.append(self.tr("vanaf {dag}").format(dag=datum_in_woorden(regel.vanaf)))
        if regel.uiterlijk:
            delen.append(self.tr("uiterlijk {dag}").format(dag=datum_in_woorden(regel.uiterlijk)))
        if regel.uitgesteld:
            delen.append(self.tr("{n} keer uitgesteld").format(n=regel.uitgesteld))
        if regel.fase:
            delen.append(self.tr("fase {nummer} {naam}").format(nummer=regel.fase, naam=FASEN[regel.fase].lower()))
        self.wie.setText("\n".join(delen))
        self.naar.zet_tekst(regel.casusnaam, self.tr("Dossier {naam} openen").format(naam=regel.casusnaam))
        self.terugkoppeling.zet(regel.terugkoppeling)
        self.terugkoppeling.setReadOnly(regel.status != "open")
        self.veld.zet_fout("")
        for status, knop in self.knoppen.items():
            knop.setVisible(regel.status == "open")
            knop.zet_soort("primair" if status == (wens or "gedaan") else "gewoon")
        self.heropenen.setVisible(regel.status != "open")
        self.zet_titel(self.tr("Actie: {wat}").format(wat=ACTIESTATUS[wens]) if wens else self.tr("Actie"))
        self.open(self.terugkoppeling)
        self._context.taken.vraag(concepten.haal, regel.id, "terugkoppeling", klaar=self._concept)

    def _concept(self, concept: concepten.Concept | None) -> None:
        if concept is not None and self.regel is not None and concept.record_id == self.regel.id:
            self.terugkoppeling.zet(concept.tekst)

    def _getypt(self, tekst: str) -> None:
        self.veld.zet_fout("")
        if self.regel is not None:
            plek = self.terugkoppeling.textCursor().position()
            self._bode.typ((self.regel.id, "terugkoppeling"), "actie", self.tr("Terugkoppeling"), tekst, plek)

    def _gekozen(self) -> None:
        self._teken_af(self.sender().objectName())

    def _teken_af(self, status: str) -> None:
        if self.regel is None:
            return
        tekst = self.terugkoppeling.tekst().strip()
        if status != "gedaan" and not tekst:
            self.veld.zet_fout(self.tr("Schrijf in één zin waarom; dan wordt de actie afgesloten."))
            self.terugkoppeling.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        # Written first: when ending it is refused, nothing that was typed is gone; ending it ends the draft.
        self._bode.schrijf()
        self.afgetekend.emit(self.regel.id, status, tekst)
        self.sluit()

    def _heropen(self) -> None:
        if self.regel is not None:
            self.heropend.emit(self.regel.id)
            self.sluit()

    def _dossier(self) -> None:
        if self.regel is not None:
            casus_id = self.regel.casus_id
            self.sluit()
            self.dossier.emit(casus_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter ends the action the way that was asked for."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        open_ = self.regel is not None and self.regel.status == "open"
        if enter and open_ and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._teken_af(self._wens or "gedaan")
        else:
            super().keyPressEvent(event)

    def leg_neer(self) -> None:
        """Hand over the draft."""
        self._bode.schrijf()
