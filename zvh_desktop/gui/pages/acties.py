"""Acties: what partners will do, oldest day first; ticked off with one key, with a terugkoppeling."""

from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from zvh_desktop.domain.plan import ACTIESTATUS, FASEN
from zvh_desktop.domain.tijd import AMSTERDAM
from zvh_desktop.gui.conceptbode import ConceptBode
from zvh_desktop.gui.onderdelen import (
    Chip,
    Kaart,
    KeuzeVeld,
    Knop,
    LegeStaat,
    Segmenten,
    Tekst,
    TekstVeld,
    Veld,
    Zijpaneel,
    datum_in_woorden,
)
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.pages.actierij import actierij, wanneer
from zvh_desktop.gui.pagina import Actie, Context, Pagina
from zvh_desktop.gui.rijen import RijenLijst
from zvh_desktop.services import actielijst, acties, concepten
from zvh_desktop.services.acties import ActieRegel
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["Acties"]

_TOETSEN: Final = {Qt.Key.Key_G: "gedaan", Qt.Key.Key_M: "niet_mogelijk", Qt.Key.Key_N: "niet_gedaan"}
_RAAKT: Final = frozenset(("actie", "casus", "partner"))


def _haal(wp: Werkplek, alleen_open: bool) -> tuple[date, list[ActieRegel]]:
    return wp.vandaag(), acties.lijst(wp, alleen_open=alleen_open)


def _schrijf_lijst(wp: Werkplek, pad: str, partner_id: str, alleen_open: bool) -> Path:
    return actielijst.schrijf(wp, Path(pad), partner_id=partner_id, alleen_open=alleen_open)[0]


class _Lijst(RijenLijst):
    """The rows, with a letter for every way an action ends.

    Signals:
        afgetekend(actie_id, status): G, M or N on a row. heropend(actie_id): H.
    """

    afgetekend = Signal(str, str)
    heropend = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters act on the current row; without one they do nothing."""
        sleutel = self.gekozen_sleutel()
        los = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if sleutel is not None and los:
            toets = Qt.Key(event.key())
            if toets in _TOETSEN:
                self.afgetekend.emit(sleutel, _TOETSEN[toets])
                return
            if toets == Qt.Key.Key_H:
                self.heropend.emit(sleutel)
                return
        super().keyPressEvent(event)


class _Paneel(Zijpaneel):
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
        delen = [wie]
        if regel.uiterlijk:
            delen.append(self.tr("uiterlijk {dag}").format(dag=datum_in_woorden(regel.uiterlijk)))
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
        self._bode.vergeet((self.regel.id, "terugkoppeling"))
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


class Acties(Pagina):
    """The list of actions over all casussen."""

    titel = "Acties"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._dag = datetime.now(AMSTERDAM).date()
        self._regels: dict[str, ActieRegel] = {}
        self._straks = ""
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(22, 16, 22, 16)
        kolom.setSpacing(12)
        kop = Vloei()
        kop.addWidget(Tekst(self.tr("Acties"), maat="pagina", gewicht=700))
        self.aantal = Tekst("", maat="knop", rol="tekst2")
        kop.addWidget(self.aantal)
        kop.rek()
        self.partner = KeuzeVeld((("", self.tr("Alle partners")),))
        self.partner.setAccessibleName(self.tr("Van welke partner"))
        self.partner.setMinimumWidth(220)
        self.partner.gewijzigd.connect(self._gefilterd)
        self.soort = Segmenten(
            self.tr("Welke acties"),
            (("open", self.tr("Open")), ("laat", self.tr("Te laat")), ("alle", self.tr("Alle"))),
            gelijk=False,
        )
        self.soort.gekozen.connect(self._andere_soort)
        self.bewaar = Knop("", icoon="download", naam=self.tr("Deze acties als rekenblad bewaren"))
        self.bewaar.clicked.connect(self._bewaar_lijst)
        kop.addWidget(self.partner)
        kop.addWidget(self.soort)
        kop.addWidget(self.bewaar)
        kolom.addWidget(kop)
        self.kaart = Kaart()
        self.lijst = _Lijst(self.tr("Acties"), uniform=True)
        self.lijst.geactiveerd.connect(self._open)
        self.lijst.afgetekend.connect(self._toets)
        self.lijst.heropend.connect(self._heropen)
        self.kaart.inhoud.addWidget(self.lijst)
        kolom.addWidget(self.kaart, 1)
        uitleg = self.tr("G gedaan · M niet mogelijk · N niet gedaan · H heropenen · Enter alles over de actie")
        self.uitleg = Tekst(uitleg, maat="klein", rol="tekst2", omloop=True)
        kolom.addWidget(self.uitleg)
        self.leeg = LegeStaat(
            self.tr("Geen open acties"),
            self.tr("Acties ontstaan tijdens een overleg, met /actie, of in een dossier."),
            icoon="list-checks",
        )
        self.leeg.hide()
        kolom.addWidget(self.leeg, 1)
        self.paneel = _Paneel(context, self)
        self.paneel.afgetekend.connect(self._teken_af)
        self.paneel.heropend.connect(self._heropen)
        self.paneel.dossier.connect(self._dossier)

    # -- showing

    def toon(self, **argumenten: Any) -> None:
        """Ask for the list; `actie_id` opens that action, `partner_id` shows those of one partner."""
        self._straks = argumenten.get("actie_id", "")
        if "partner_id" in argumenten:
            self._wil_partner = argumenten["partner_id"]
            self.partner.kies(argumenten["partner_id"])
        self._vraag()
        self.lijst.setFocus(Qt.FocusReason.OtherFocusReason)

    _wil_partner = ""

    def ververs(self, bon: Any) -> None:
        """An action, a casus or a partner changed."""
        if bon.soorten & _RAAKT:
            self._vraag()

    def _vraag(self) -> None:
        alleen_open = self.soort.huidig() != "alle"
        self.context.taken.vraag(
            partial(_haal, alleen_open=alleen_open),
            klaar=self._kwam,
            label=self.tr("Acties ophalen…"),
            enkel="acties",
        )

    def _kwam(self, antwoord: tuple[date, list[ActieRegel]]) -> None:
        self.vul(*antwoord)

    def vul(self, vandaag: date, regels: list[ActieRegel]) -> None:
        """Show these actions."""
        self._dag = vandaag
        self._regels = {regel.id: regel for regel in regels}
        open_ = [regel for regel in regels if regel.status == "open"]
        laat = sum(regel.dagen_te_laat > 0 for regel in open_)
        self.soort.zet_aantal("open", len(open_))
        self.soort.zet_aantal("laat", laat)
        self.context.venster.zet_aantal("acties", len(open_))
        self._vul_partners(regels)
        self._gefilterd()
        if self._straks and self._straks in self._regels:
            straks, self._straks = self._straks, ""
            self.lijst.kies(straks)
            self._open(straks)

    def _vul_partners(self, regels: list[ActieRegel]) -> None:
        namen = {regel.partner_id: regel.organisatie for regel in regels if regel.partner_id}
        nu = self.partner.waarde() or self._wil_partner
        self.partner.clear()
        self.partner.addItem(self.tr("Alle partners"), "")
        for id_, naam in sorted(namen.items(), key=lambda paar: paar[1].casefold()):
            self.partner.addItem(naam, id_)
        self.partner.kies(nu if nu in namen else "")

    def _gefilterd(self, *_: object) -> None:
        partner = self.partner.waarde() or ""
        laat = self.soort.huidig() == "laat"
        passend = [
            regel
            for regel in self._regels.values()
            if (not partner or regel.partner_id == partner) and (not laat or regel.dagen_te_laat)
        ]
        self.lijst.zet(actierij(regel, self._dag, terugkoppeling=True) for regel in passend)
        if passend and self.lijst.gekozen_sleutel() is None:
            self.lijst.kies(passend[0].id, toon=False)
        self.kaart.setVisible(bool(passend))
        self.uitleg.setVisible(bool(passend))
        self.leeg.setVisible(not passend)
        self.leeg.titel.setText(self.tr("Niets te laat") if laat else self.tr("Geen acties om te laten zien"))
        laatste = sum(regel.dagen_te_laat > 0 for regel in passend)
        zin = self.tr("{aantal}, waarvan {laat} te laat") if laatste and not laat else "{aantal}"
        self.aantal.setText(zin.format(aantal=len(passend), laat=laatste) if passend else "")

    def _andere_soort(self, _naam: str) -> None:
        self._vraag()

    # -- acting

    def _open(self, actie_id: str) -> None:
        if regel := self._regels.get(actie_id):
            self.paneel.toon(regel, self._dag)

    def _toets(self, actie_id: str, status: str) -> None:
        regel = self._regels.get(actie_id)
        if regel is None or regel.status != "open":
            return
        if status == "gedaan":
            self._teken_af(actie_id, status, regel.terugkoppeling)
        else:
            self.paneel.toon(regel, self._dag, status)

    def _teken_af(self, actie_id: str, status: str, tekst: str) -> None:
        def klaar(_bon: object) -> None:
            zin = self.tr("Actie {status}.").format(status=ACTIESTATUS[status])
            self.context.melding(zin, rol="goed", ongedaan=terug)

        def terug() -> None:
            self.context.taken.doe(acties.heropen, actie_id)

        rijen = [rij.sleutel for rij in self.lijst.rijen]
        plaats = rijen.index(actie_id) if actie_id in rijen else -1
        if 0 <= plaats < len(rijen) - 1 and self.soort.huidig() != "alle":
            self.lijst.kies(rijen[plaats + 1])
        self.context.taken.doe(acties.rond_af, actie_id, status, tekst, klaar=klaar, voor=self)

    def _heropen(self, actie_id: str) -> None:
        regel = self._regels.get(actie_id)
        if regel is not None and regel.status != "open":
            self.context.taken.doe(acties.heropen, actie_id, klaar=self._heropend)

    def _heropend(self, _bon: object) -> None:
        self.context.melding(self.tr("Actie heropend."))

    def _dossier(self, casus_id: str) -> None:
        self.context.venster.ga_naar("casussen.casus", casus_id=casus_id, tab="acties")

    def _bewaar_lijst(self) -> None:
        pad, _ = QFileDialog.getSaveFileName(
            self, self.tr("Acties bewaren"), "acties.xlsx", self.tr("Rekenblad (*.xlsx)")
        )
        if pad:
            alleen_open = self.soort.huidig() != "alle"
            partner = str(self.partner.waarde() or "")
            self.context.taken.vraag(
                _schrijf_lijst, pad, partner, alleen_open, klaar=self._bewaard, label=self.tr("Lijst schrijven…")
            )

    def _bewaard(self, _pad: object) -> None:
        self.context.melding(self.tr("De lijst is geschreven en die uitgifte is vastgelegd."), rol="goed")

    def _huidige(self, status: str) -> None:
        if (sleutel := self.lijst.gekozen_sleutel()) is not None:
            self._toets(sleutel, status)

    def acties(self) -> list[Actie]:
        """What one can do with the chosen action."""
        lijst = Actie("actie.lijst", self.tr("Acties als rekenblad bewaren"), self._bewaar_lijst, "download")
        if self.lijst.gekozen_sleutel() is None:
            return [lijst]
        return [
            lijst,
            Actie("actie.gedaan", self.tr("Actie gedaan"), partial(self._huidige, "gedaan"), "check", "G"),
            Actie(
                "actie.niet_mogelijk",
                self.tr("Actie niet mogelijk"),
                partial(self._huidige, "niet_mogelijk"),
                "circle-slash",
                "M",
            ),
            Actie(
                "actie.niet_gedaan",
                self.tr("Actie niet gedaan"),
                partial(self._huidige, "niet_gedaan"),
                "circle-x",
                "N",
            ),
        ]

    def verlaat(self) -> None:
        """Keep what is typed."""
        self.paneel.leg_neer()

    def positie(self) -> dict[str, Any]:
        """The chosen row, and the panel with its cursor when it stands open."""
        regel = self.paneel.regel if self.paneel.isVisible() else None
        plek = self.paneel.terugkoppeling.textCursor().position()
        rij = self.lijst.gekozen_sleutel() or ""
        return {"rij": rij, "paneel": regel.id if regel else "", "cursor": plek}

    def herstel(self, positie: dict[str, Any]) -> None:
        """Choose the row again; the panel opens when the list has come."""
        self._straks = positie.get("paneel", "")
        self.lijst.kies(positie.get("rij", ""))
