"""Closing an overleg: per casus what is undecided, to be decided, carried over or explained; then one act."""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from zvh_desktop.domain.overleg import UITKOMSTEN, tijd_in_woorden
from zvh_desktop.gui.cursorplek import cursor_in, zet_cursor
from zvh_desktop.gui.onderdelen import (
    Chip,
    DatumVeld,
    GetalVeld,
    Kaart,
    Knop,
    RegelVeld,
    Segmenten,
    Tekst,
    TekstVeld,
    Veld,
)
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.thema import thema
from zvh_desktop.gui.voorzitten.delen import leeg_layout
from zvh_desktop.services.afronden import PUNTWOORDEN, AfrondRegel

__all__ = ["WAAROM", "Afrondscherm"]

WAAROM = "waarom:"
"""Before the name of an open point: the reason to leave it, in the names of what is typed and not saved."""
_OVERSLAAN = ("besluit", "motivering", "informeren", "evaluatiedatum", "acties_onvolledig")


class _CasusKaart(Kaart):
    """One casus: its outcome, and what is still open.

    Signals:
        gezet(agendapunt_id, velden): fields of the outcome.
        overgeslagen(agendapunt_id, punt, reden): an open point is left on purpose.
        naar_casus(agendapunt_id): go back into the meeting at this casus.
        getypt(agendapunt_id, veld, tekst): what stands in a field that is not left yet.
    """

    gezet = Signal(str, object)
    overgeslagen = Signal(str, str, str)
    naar_casus = Signal(str)
    getypt = Signal(str, str, str)

    def __init__(self, regel: AfrondRegel, vandaag: Callable[[], date]) -> None:
        self.stand = Chip()
        super().__init__(f"{regel.casusnaam} · {regel.nummer}", achter=(self.stand,), rand="rondom")
        self._id = regel.agendapunt_id
        self.open: tuple[str, ...] = ()
        self.velden: dict[str, TekstVeld] = {}
        self.waarom: dict[str, RegelVeld] = {}
        inhoud = self.inhoud
        inhoud.setSpacing(8)
        self.besluiten = Tekst("", rol="tekst2", omloop=True)
        inhoud.addWidget(self.besluiten)
        self.kring = Tekst("", rol="waarschuwing", omloop=True)
        inhoud.addWidget(self.kring)
        keuzes = tuple(UITKOMSTEN.items())
        self.keuze = Segmenten(self.tr("Uitkomst van {naam}").format(naam=regel.casusnaam), keuzes)
        self.keuze.gekozen.connect(lambda sleutel: self._zet(uitkomst=sleutel))
        inhoud.addWidget(self.keuze)
        self._open = QVBoxLayout()
        self._open.setSpacing(4)
        inhoud.addLayout(self._open)
        self.reden, self.informeren = TekstVeld(regels=1), TekstVeld(regels=1)
        self.zsm, self.samenvatting = TekstVeld(regels=1), TekstVeld(regels=1)
        self.evaluatie, self.vervolg = DatumVeld(vandaag=vandaag), DatumVeld(vandaag=vandaag)
        self.datums = {"evaluatiedatum": self.evaluatie, "vervolgdatum": self.vervolg}
        self._dagvelden = {
            "evaluatiedatum": Veld(self.tr("Evaluatiedatum"), self.evaluatie),
            "vervolgdatum": Veld(self.tr("Volgende keer op de agenda"), self.vervolg),
        }
        self._half: set[str] = set()
        self._reden = Veld(self.tr("Waarom?"), self.reden)
        inhoud.addWidget(self._reden)
        # What was said of a casus is not on the screen while somebody in the room is not covered.
        self._gezegd = QWidget()
        raster = QGridLayout(self._gezegd)
        raster.setContentsMargins(0, 0, 0, 0)
        raster.setHorizontalSpacing(14)
        raster.setVerticalSpacing(8)
        wie = Veld(self.tr("Wie informeert de betrokkene, wat en wanneer"), self.informeren)
        raster.addWidget(wie, 0, 0, Qt.AlignmentFlag.AlignTop)
        datums = QHBoxLayout()
        datums.setSpacing(10)
        for dagveld in self._dagvelden.values():
            dagen = QVBoxLayout()
            dagen.addWidget(dagveld)
            dagen.addStretch(1)
            datums.addLayout(dagen, 1)
        raster.addLayout(datums, 0, 1)
        raster.addWidget(Veld(self.tr("Samenvatting voor het verslag"), self.samenvatting), 1, 0)
        raster.addWidget(Veld(self.tr("ZSM-advies, kort"), self.zsm), 1, 1)
        raster.setColumnStretch(0, 1)
        raster.setColumnStretch(1, 1)
        inhoud.addWidget(self._gezegd)
        for naam, veld in (
            ("reden", self.reden),
            ("informeren", self.informeren),
            ("zsm_advies", self.zsm),
            ("samenvatting", self.samenvatting),
        ):
            veld.verlaten.connect(lambda tekst, naam=naam: self._zet(**{naam: tekst}))
            veld.gewijzigd.connect(lambda tekst, naam=naam: self.getypt.emit(self._id, naam, tekst))
            self.velden[naam] = veld
        for naam, datum in self.datums.items():
            datum.gewijzigd.connect(lambda dag, naam=naam: self._dag(naam, dag))
            datum.gebleven.connect(lambda naam=naam: self._dag_gebleven(naam))
            datum.onleesbaar.connect(lambda _tekst, naam=naam: self.keur_datum(naam))
            datum.getypt.connect(lambda tekst, naam=naam: self._dag_getypt(naam, tekst))
        self._stond: dict[str, str] = {}
        self.toon(regel)
        self._zet_tabvolgorde()

    def _zet(self, **velden: Any) -> None:
        self.gezet.emit(self._id, velden)

    def invoer(self) -> dict[str, QWidget]:
        """Every field somebody types in, by the name its draft has."""
        waarom = {f"{WAAROM}{punt}": veld for punt, veld in self.waarom.items()}
        return {"evaluatiedatum": self.evaluatie, "vervolgdatum": self.vervolg, **self.velden, **waarom}

    def _dag_getypt(self, naam: str, tekst: str) -> None:
        self._half.add(naam)
        if self._dagvelden[naam].foutief:
            self.keur_datum(naam)
        self.getypt.emit(self._id, naam, tekst)

    def _dag(self, naam: str, dag: date | None) -> None:
        self._half.discard(naam)
        self.keur_datum(naam)
        self._zet(**{naam: dag})

    def _dag_gebleven(self, naam: str) -> None:
        """What was typed came to the day that stood there: it is no draft any more."""
        self.keur_datum(naam)
        if naam in self._half:
            self._dag(naam, self.datums[naam].dag)

    def keur_datum(self, naam: str) -> bool:
        """Say at the field whether what stands there is a day."""
        goed = self.datums[naam].geldig
        zin = self.tr("Dit is geen datum. Typ bijvoorbeeld 1-12-2026, of maak het veld leeg.")
        self._dagvelden[naam].zet_fout("" if goed else zin)
        return goed

    def geen_dag(self) -> list[DatumVeld]:
        """Return the fields in view in which something else stands than a day, and say so there."""
        return [] if self._gezegd.isHidden() else [d for naam, d in self.datums.items() if not self.keur_datum(naam)]

    def toon(self, regel: AfrondRegel) -> None:
        """Show what stands and what is open now; fields being typed in are left alone."""
        u = regel.uitkomst
        self.keuze.kies(u.uitkomst if u else "")
        for naam, veld in self.velden.items():
            nu = str(getattr(u, naam)) if u else ""
            # What was typed and is not saved yet stays; what was saved, or taken back, elsewhere comes in.
            if nu != self._stond.get(naam) and veld.tekst() == self._stond.get(naam, ""):
                veld.zet(nu)
            self._stond[naam] = nu
        for naam, datum in self.datums.items():
            dag = getattr(u, naam) if u else None
            if datum.dag != dag and datum.geldig and not datum.isAncestorOf(QApplication.focusWidget() or self):
                datum.zet(dag)
        self._reden.setVisible(bool(u and u.uitkomst in ("aangehouden", "geen_besluit")))
        besluiten = " · ".join(regel.besluiten)
        self._gezegd.setVisible(not regel.dicht)
        if regel.dicht:
            self.besluiten.setText(self.tr("Wat hier is vastgelegd staat niet in beeld zolang de casus dicht is."))
        elif regel.besluiten:
            self.besluiten.setText(self.tr("Vastgelegd: {besluiten}").format(besluiten=besluiten))
        else:
            self.besluiten.setText(
                self.tr("Besproken, zonder besluit.") if regel.besproken else self.tr("Niet besproken.")
            )
        if regel.tijd:
            self.besluiten.setText(self.tr("{stand} · {tijd}.").format(stand=self.besluiten.text(), tijd=regel.tijd))
        zinnen = ([self.tr("De casus is dicht.")] if regel.dicht else []) + [
            self.tr("Zonder verklaring: {wie}.").format(wie=wie) for wie in regel.zonder
        ]
        self.kring.setText("\n".join(zinnen))
        self.kring.setVisible(bool(zinnen))
        aantal = len(regel.open_punten)
        if aantal:
            self.stand.zet(self.tr("{n} open").format(n=aantal), rol="waarschuwing", icoon="circle-alert")
        else:
            self.stand.zet(self.tr("klaar"), rol="goed", icoon="check")
        if regel.open_punten != self.open:
            self._toon_open(regel.open_punten)

    def _toon_open(self, punten: tuple[str, ...]) -> None:
        """Show what is open; a reason that is half typed stays, and so does the cursor in it.

        Whose reason was taken goes on at the next.
        """
        typt = next((punt for punt, veld in self.waarom.items() if veld.hasFocus()), "")
        plek = self.waarom[typt].cursorPosition() if typt else 0
        getypt = {punt: veld.text() for punt, veld in self.waarom.items()}
        eerder = self.open
        self.waarom = {}
        leeg_layout(self._open)
        self.open = punten
        for punt in punten:
            self._open.addWidget(self._openpunt(punt))
            if punt in self.waarom:
                self.waarom[punt].setText(getypt.get(punt, ""))
        if typt in self.waarom:
            self.waarom[typt].setFocus()
            self.waarom[typt].setCursorPosition(plek)
        self._zet_tabvolgorde()
        if typt and typt not in self.waarom:
            verder = [veld for punt, veld in self.waarom.items() if eerder.index(typt) < _plek_in(eerder, punt)]
            onder = self.reden if self.reden.isVisible() else self.informeren
            volgende = verder[0] if verder else onder
            volgende.setFocus(Qt.FocusReason.TabFocusReason)

    def _zet_tabvolgorde(self) -> None:
        """Let Tab go as the eye does: what is open is made anew each time, and would come after everything else."""
        rijen = [deel.widget() for n in range(self._open.count()) if (deel := self._open.itemAt(n)) is not None]
        onder = (self.reden, self.informeren, self.evaluatie, self.vervolg, self.samenvatting, self.zsm)
        # A segment that is not current takes no Tab now, and may after the next choice: it goes along.
        velden = [
            veld
            for deel in (self.keuze, *rijen, *onder)
            if deel is not None
            for veld in (deel, *deel.findChildren(QWidget))
            if veld.focusPolicy() != Qt.FocusPolicy.NoFocus and veld.window() is self.window()
        ]
        for een, volgend in pairwise(velden):
            QWidget.setTabOrder(een, volgend)

    def _openpunt(self, punt: str) -> QWidget:
        rij = QFrame()
        rij.setObjectName("vlak2")
        indeling = QHBoxLayout(rij)
        indeling.setContentsMargins(10, 4, 6, 4)
        indeling.addWidget(Chip(self.tr("nog open"), rol="waarschuwing", icoon="circle-alert"))
        indeling.addWidget(Tekst(PUNTWOORDEN[punt], omloop=True), 1)
        if punt in ("besluit", "besluit_tegen", "motivering", "acties_onvolledig"):
            terug = Knop(
                self.tr("Naar de casus"), klein=True, naam=self.tr("Naar de casus: {p}").format(p=PUNTWOORDEN[punt])
            )
            terug.clicked.connect(lambda: self.naar_casus.emit(self._id))
            indeling.addWidget(terug)
        if punt in _OVERSLAAN:
            waarom = RegelVeld(plaats=self.tr("waarom niet? (Enter)"))
            waarom.setAccessibleName(self.tr("Waarom niet: {p}").format(p=PUNTWOORDEN[punt]))
            waarom.setFixedWidth(thema().lengte(250))
            waarom.returnPressed.connect(lambda: self._laat(punt, waarom.text()))
            waarom.textEdited.connect(lambda tekst: self.getypt.emit(self._id, f"{WAAROM}{punt}", tekst))
            self.waarom[punt] = waarom
            indeling.addWidget(waarom)
        return rij

    def _laat(self, punt: str, reden: str) -> None:
        if reden.strip():
            self.overgeslagen.emit(self._id, punt, reden)


def _plek_in(punten: tuple[str, ...], punt: str) -> int:
    return punten.index(punt) if punt in punten else len(punten)


class Afrondscherm(QWidget):
    """The list of what is undecided, and the act that closes the overleg.

    Signals:
        gezet, overgeslagen, naar_casus, getypt: as of one casus.
        sluiten(reactie_dagen): everything is decided, close.
        terug(): back into the meeting.
    """

    gezet = Signal(str, object)
    overgeslagen = Signal(str, str, str)
    naar_casus = Signal(str)
    getypt = Signal(str, str, str)
    sluiten = Signal(int)
    terug = Signal()

    def __init__(self, titel: str, vandaag: Callable[[], date], ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self._vandaag = vandaag
        self.setObjectName("pagina")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Overleg afronden"))
        self._kaarten: dict[str, _CasusKaart] = {}
        buiten = QVBoxLayout(self)
        buiten.setContentsMargins(0, 0, 0, 0)
        buiten.setSpacing(0)
        kop = Vloei()
        kop.setObjectName("topbalk")
        kop.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        kop.setContentsMargins(18, 10, 18, 10)
        titelvak = QWidget()
        kolom = QVBoxLayout(titelvak)
        kolom.setContentsMargins(0, 0, 0, 0)
        kolom.setSpacing(0)
        kolom.addWidget(Tekst(self.tr("Afronden"), maat="pagina", gewicht=700))
        kolom.addWidget(Tekst(titel, rol="tekst2", maat="klein"))
        kop.addWidget(titelvak)
        kop.rek()
        kop.addWidget(Tekst(self.tr("Reactietermijn (dagen)"), maat="klein", rol="tekst2"))
        self.dagen = GetalVeld(0, 90)
        self.dagen.setFixedWidth(thema().lengte(64))
        self.dagen.setAccessibleName(self.tr("Reactietermijn van de verslagen in dagen"))
        kop.addWidget(self.dagen)
        terug = Knop(self.tr("Terug naar het overleg"), icoon="arrow-left")
        terug.clicked.connect(self.terug)
        self.knop = Knop(self.tr("Overleg sluiten"), soort="primair", icoon="gavel")
        self.knop.clicked.connect(self._sluit)
        kop.addWidget(terug)
        kop.addWidget(self.knop)
        buiten.addWidget(kop)
        self.samen = Tekst("", rol="tekst2", omloop=True)
        self.samen.setContentsMargins(22, 12, 22, 0)
        buiten.addWidget(self.samen)
        self.tijd = Tekst("", rol="tekst2", maat="klein", omloop=True)
        self.tijd.setContentsMargins(22, 4, 22, 0)
        buiten.addWidget(self.tijd)
        rol = self._rol = QScrollArea()
        rol.setWidgetResizable(True)
        rol.setFrameShape(QFrame.Shape.NoFrame)
        rol.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        vlak = QWidget()
        vlak.setObjectName("pagina")
        self._lijst = QVBoxLayout(vlak)
        self._lijst.setContentsMargins(22, 12, 22, 16)
        self._lijst.setSpacing(14)
        self._lijst.addStretch(1)
        rol.setWidget(vlak)
        buiten.addWidget(rol, 1)
        esc = QAction(self)
        esc.setShortcut(QKeySequence(Qt.Key.Key_Escape))
        esc.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        esc.triggered.connect(self.terug)
        self.addAction(esc)

    def toon(self, regels: list[AfrondRegel]) -> None:
        """Show what is open now."""
        for regel in regels:
            kaart = self._kaarten.get(regel.agendapunt_id)
            if kaart is None:
                kaart = self._kaarten[regel.agendapunt_id] = _CasusKaart(regel, self._vandaag)
                kaart.gezet.connect(self.gezet)
                kaart.overgeslagen.connect(self.overgeslagen)
                kaart.naar_casus.connect(self.naar_casus)
                kaart.getypt.connect(self.getypt)
                self._lijst.insertWidget(self._lijst.count() - 1, kaart)
            else:
                kaart.toon(regel)
        gebruikt = sum(r.gebruikt_s for r in regels)
        tijd = tijd_in_woorden(sum(r.minuten for r in regels), gebruikt) if gebruikt else ""
        self.tijd.setText(self.tr("Tijd aan casussen: {tijd}.").format(tijd=tijd) if tijd else "")
        self.tijd.setVisible(bool(tijd))
        open_ = sum(len(r.open_punten) for r in regels)
        self.knop.setEnabled(not open_)
        if open_:
            zin = self.tr("Er zijn nog {n} punten open. Beslis erover, houd ze aan of zeg waarom niet.").format(n=open_)
            self.samen.setText(zin if open_ > 1 else self.tr("Er is nog één punt open."))
        else:
            self.samen.setText(
                self.tr(
                    "Alles is beslist. Bij het sluiten komt er per casus een conceptverslag; de tijden staan dan vast."
                )
            )

    def _sluit(self) -> None:
        """Close, unless in a field for a day something else stands: the cursor goes there."""
        fout = next((datum for kaart in self._kaarten.values() for datum in kaart.geen_dag()), None)
        if fout is None:
            self.sluiten.emit(self.dagen.value())
            return
        fout.setFocus(Qt.FocusReason.OtherFocusReason)
        self._rol.ensureWidgetVisible(fout, 50, thema().lengte(90))

    @property
    def kaarten(self) -> tuple[_CasusKaart, ...]:
        """The cards, in the order of the agenda."""
        return tuple(self._kaarten.values())

    def neem_terug(self, concepten: Mapping[tuple[str, str], str]) -> None:
        """Put text back that was typed and not saved, by (agendapunt, field), as if it was typed just now."""
        for (agendapunt_id, veld), tekst in concepten.items():
            kaart = self._kaarten.get(agendapunt_id)
            if kaart is not None and veld in kaart.velden:
                kaart.velden[veld].setPlainText(tekst)
            elif kaart is not None and veld in kaart.datums:
                kaart.datums[veld].getypt.emit(tekst)
                kaart.datums[veld].hervat(tekst)
            elif kaart is not None and (punt := veld.removeprefix(WAAROM)) in kaart.waarom:
                kaart.waarom[punt].setText(tekst)

    def plek(self) -> dict[str, Any]:
        """Return which field of which casus has the keyboard, and the cursor in it, no text."""
        nu = QApplication.focusWidget()
        for agendapunt_id, kaart in self._kaarten.items():
            for naam, veld in kaart.invoer().items():
                if veld is nu or veld.isAncestorOf(nu or self):
                    return {"kaart": agendapunt_id, "veld": naam, "cursor": cursor_in(nu)}
        return {}

    def keer_terug(self, plek: Mapping[str, Any]) -> None:
        """Put the keyboard back where `plek` said; where the screen begins when that field is gone."""
        kaart = self._kaarten.get(str(plek.get("kaart", "")))
        veld = kaart.invoer().get(str(plek["veld"])) if kaart is not None else None
        if doel := veld or self.eerste():
            doel.setFocus(Qt.FocusReason.OtherFocusReason)
        if veld is not None:
            zet_cursor(QApplication.focusWidget(), int(plek["cursor"]))

    def eerste(self) -> QWidget | None:
        """Where the keyboard begins: the outcome of the first casus that is open."""
        open_ = [kaart for kaart in self._kaarten.values() if kaart.open]
        return open_[0].keuze if open_ else self.knop
