"""The entry line of the meeting: one field that takes everything, and a row of proposals above it.

The text stays plain; `domain.invoerregel` reads it at every change and this widget shows what was understood:
an icon for the kind, proposals to complete. Nothing floats over the text.
"""

from typing import Final

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from zvh_desktop.domain.invoeraanvulling import Aanvulling, aanvullingen
from zvh_desktop.domain.invoerregel import Bekend, Regel, Soort, met_soort, ontleed
from zvh_desktop.domain.overleg import INBRENGSOORTEN
from zvh_desktop.gui.iconen import icoon
from zvh_desktop.gui.onderdelen.basis import Knop
from zvh_desktop.gui.onderdelen.inbrengsoort import SOORTICOON
from zvh_desktop.gui.onderdelen.invoerstrook import InvoerStrook
from zvh_desktop.gui.onderdelen.invoerveld import InvoerVeld
from zvh_desktop.gui.onderdelen.tekenplek import naar_utf16, van_utf16
from zvh_desktop.gui.thema import thema

__all__ = ["InvoerRegel"]

_CONCEPT_MS: Final = 80


class _Lijst(QFrame):
    """The frame around icon and field: its border tells the focus."""

    def __init__(self, ouder: QWidget) -> None:
        super().__init__(ouder)
        self.actief = False

    def zet_actief(self, actief: bool) -> None:
        """Draw the border of a field that has, or has not, the focus."""
        self.actief = actief
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and border."""
        t = thema()
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        dik = 2.0 if self.actief else 1.0
        pen = p.pen()
        pen.setColor(t.kleur("accent" if self.actief else "regelrand"))
        pen.setWidthF(dik)
        p.setPen(pen)
        p.setBrush(t.kleur("vlak"))
        vak = QRectF(self.rect()).adjusted(dik / 2, dik / 2, -dik / 2, -dik / 2)
        p.drawRoundedRect(vak, t.lengte(8), t.lengte(8))
        p.end()


class InvoerRegel(QWidget):
    """The entry line with its proposals.

    Enter records and empties the line; the owner calls `terug` when recording failed, so that no word is lost.
    Up and Down choose among proposals, Tab takes the chosen one, or moves on when there is none.

    Signals:
        vastgelegd(regel, tekst): Enter on a line that holds a sentence.
        concept(tekst, cursor): what stands there, at most 80 ms old; at once on Enter and when focus leaves.
        vorige_wijzigen(): Ctrl+Up; the owner answers with `bewerk`.
        bewerken_gestopt(): Esc while an earlier entry was being edited; the line is empty again.
        soort_veranderd(soort): another kind is understood.
        splitsen(voor, na): Ctrl+Shift+Enter while an earlier entry is edited; both parts hold a sentence.
    """

    vastgelegd = Signal(object, str)
    concept = Signal(str, int)
    vorige_wijzigen = Signal()
    bewerken_gestopt = Signal()
    soort_veranderd = Signal(str)
    splitsen = Signal(str, str)

    def __init__(self, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self._aanvullingen: tuple[Aanvulling, ...] = ()
        self._gezocht: tuple[str, int, Bekend] | None = None
        self._gevonden: tuple[Aanvulling, ...] = ()
        self._huidig = 0
        self._weg = False
        """Esc put the proposals away until the next change."""
        self._sleutel = ""
        self._vorige_tekst = ""
        self._vorige_soort = "informatie"
        self._stil = False
        self._klok = QTimer(self)
        self._klok.setSingleShot(True)
        self._klok.setInterval(_CONCEPT_MS)
        self._klok.timeout.connect(self._meld_concept)

        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(0, 0, 0, 0)
        kolom.setSpacing(8)
        self._strook = InvoerStrook(self)
        self._strook.gekozen.connect(self._neem)
        kolom.addWidget(self._strook)
        self._lijst = _Lijst(self)
        self._rij = rij = QHBoxLayout(self._lijst)
        self._soortknop = Knop("", soort="vlak", icoon=SOORTICOON["informatie"], naam=self.tr("Soort"), klein=True)
        self._soortknop.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._soortknop.clicked.connect(self._toon_soorten)
        self.veld = InvoerVeld(self._lijst)
        rij.addWidget(self._soortknop, 0, Qt.AlignmentFlag.AlignTop)
        rij.addWidget(self.veld, 1, Qt.AlignmentFlag.AlignVCenter)
        kolom.addWidget(self._lijst)
        self.setFocusProxy(self.veld)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

        self.veld.setAccessibleName(self.tr("Invoerregel"))
        self.veld.zet_plaats(self.tr("Typ wat gezegd wordt; / voor een soort, @ voor wie, ! voor een dag"))
        self.veld.textChanged.connect(self._veranderd)
        self.veld.cursorPositionChanged.connect(self._vul_strook)
        self.veld.enter.connect(self._leg_vast)
        self.veld.tab.connect(self._tab)
        self.veld.pijl.connect(self._pijl)
        self.veld.escape.connect(self._escape)
        self.veld.binnen.connect(self._binnen)
        self.veld.verlaten.connect(self._verlaten)
        self._maak_acties()
        thema().veranderd.connect(self._pas_stijl)
        self._pas_stijl()
        self._zeg()

    def _maak_acties(self) -> None:
        for naam, toetsen, doen in (
            (self.tr("Vorige inbreng wijzigen"), "Ctrl+Up", self.vorige_wijzigen.emit),
            (self.tr("Maak er een besluit van"), "Ctrl+D", self._maak_besluit),
            (self.tr("Splits de inbreng bij de cursor"), "Ctrl+Shift+Return", self._splits),
        ):
            actie = QAction(naam, self)
            actie.setShortcut(QKeySequence(toetsen))
            actie.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            actie.triggered.connect(doen)
            self.addAction(actie)

    def _pas_stijl(self) -> None:
        t = thema()
        self._rij.setContentsMargins(t.lengte(8), t.lucht(8), t.lengte(12), t.lucht(8))
        self._rij.setSpacing(t.lengte(4))
        self._soortknop.setFixedHeight(self.veld.regelhoogte())
        self.updateGeometry()

    # -- what owners use

    def zet_bekend(self, bekend: Bekend) -> None:
        """Tell what day it is and who may be named; the line is read again."""
        if bekend != self.veld.bekend:
            self.veld.bekend = bekend
            self.veld.markeer_opnieuw()
            self._toon_stand()

    def tekst(self) -> str:
        """Return what stands in the line."""
        return self.veld.toPlainText()

    def plek(self) -> int:
        """Return the place of the cursor in code points."""
        return van_utf16(self.tekst(), self.veld.textCursor().position())

    def regel(self) -> Regel:
        """Return what is understood of the line."""
        return self.veld.regel()

    @property
    def bewerkt(self) -> str:
        """Key of the earlier entry that is being edited, or ""."""
        return self._sleutel

    def zet_tekst(self, tekst: str, cursor: int | None = None, *, bewerkt: str = "") -> None:
        """Put a text in the line, without telling a draft; undo of what stood there is dropped.

        Args:
            tekst: the line.
            cursor: place of the cursor in code points; the end when None.
            bewerkt: key of the entry it belongs to, when it is an earlier one.
        """
        self._klok.stop()
        self._stil = True
        self.veld.setPlainText(tekst)
        self._stil = False
        self._sleutel = bewerkt
        self._zet_cursor(len(tekst) if cursor is None else min(cursor, len(tekst)))
        self._vorige_tekst = tekst
        self.veld.markeer_opnieuw()
        self._toon_stand()

    def bewerk(self, sleutel: str, tekst: str) -> bool:
        """Take an earlier entry in for editing; refused (False) while an unrecorded text stands in the line."""
        if self.tekst().strip():
            self._strook.toon((), 0, self.tr("Leg eerst deze regel vast (Enter); daarna is de vorige te wijzigen."))
            return False
        self.zet_tekst(tekst, bewerkt=sleutel)
        self._meld_concept()
        self.veld.setFocus()
        return True

    def begin_met(self, tekst: str) -> bool:
        """Put the beginning of a line there to type on; refused (False) while an unrecorded text stands in it."""
        if self.tekst().strip():
            self._strook.toon((), 0, self.tr("Leg eerst deze regel vast (Enter)."))
            return False
        self.zet_tekst(tekst)
        self._meld_concept()
        self.veld.setFocus()
        return True

    def terug(self, tekst: str, *, bewerkt: str = "") -> None:
        """Give a line back that could not be recorded; what was typed meanwhile follows on a line of its own."""
        nu = self.tekst()
        self.zet_tekst(f"{tekst}\n{nu}" if nu.strip() else tekst, bewerkt=bewerkt)
        self._meld_concept()

    def maak_soort(self, soort: Soort) -> None:
        """Make the line another kind of entry, without retyping."""
        if self.veld.bekend is None:
            return
        oud = self.tekst()
        vanaf_eind = len(oud) - self.plek()
        nieuw = met_soort(oud, soort, self.veld.bekend)
        if nieuw != oud:
            self._vervang(0, len(oud), nieuw)
            self._zet_cursor(max(0, len(nieuw) - vanaf_eind))

    def bewaar_nu(self) -> None:
        """Tell the draft at once: before locking, closing or another case."""
        if self._klok.isActive():
            self._meld_concept()

    # -- change

    def _zet_cursor(self, plek: int) -> None:
        wijzer = self.veld.textCursor()
        wijzer.setPosition(naar_utf16(self.tekst(), plek))
        self.veld.setTextCursor(wijzer)

    def _vervang(self, begin: int, eind: int, nieuw: str) -> None:
        """Replace a stretch as one step of undo."""
        tekst = self.tekst()
        wijzer = self.veld.textCursor()
        wijzer.setPosition(naar_utf16(tekst, begin))
        wijzer.setPosition(naar_utf16(tekst, eind), QTextCursor.MoveMode.KeepAnchor)
        wijzer.insertText(nieuw)
        self.veld.setTextCursor(wijzer)

    def _veranderd(self) -> None:
        tekst = self.tekst()
        # Marking a line counts as a change of the document; only another text is one to us.
        if self._stil or tekst == self._vorige_tekst:
            return
        self._vorige_tekst = tekst
        self._weg = False
        if "\n" in tekst:
            self.veld.markeer_opnieuw()
        # Restarting a running clock would starve the draft of someone who keeps typing.
        if not self._klok.isActive():
            self._klok.start()
        self._toon_stand()

    def _meld_concept(self) -> None:
        self._klok.stop()
        self.concept.emit(self.tekst(), self.plek())

    def _leg_vast(self) -> None:
        self._meld_concept()
        tekst, regel = self.tekst(), self.regel()
        if regel.leeg:
            if tekst.strip():
                self._strook.toon((), 0, self.tr("Er staat nog geen tekst bij; typ eerst wat er gezegd is."))
            return
        self._stil = True
        self.veld.clear()
        self._stil = False
        self._vorige_tekst = ""
        self.vastgelegd.emit(regel, tekst)
        if not self.tekst():
            self._sleutel = ""
            self._toon_stand()

    def _splits(self) -> None:
        """Cut the entry being edited in two at the cursor; the second part has the kind and source of the first."""
        if not self._sleutel or self.veld.bekend is None:
            zin = self.tr("Splitsen kan bij een inbreng die al vastligt; Ctrl ↑ haalt de vorige op.")
            self._strook.toon((), 0, zin)
            return
        self._meld_concept()
        tekst, plek = self.tekst(), self.plek()
        voor, na = tekst[:plek].strip(), tekst[plek:].strip()
        eerste, tweede = ontleed(voor, self.veld.bekend), ontleed(na, self.veld.bekend)
        if eerste.leeg or tweede.leeg:
            self._strook.toon((), 0, self.tr("Zet de cursor tussen de twee zinnen; dan splitst Ctrl Shift Enter."))
            return
        if eerste.wie is not None and tweede.wie is None:
            na = f"@{eerste.wie.naam} {na}"
        if not any(s.rol == "soort" for s in tweede.stukken):
            na = met_soort(na, eerste.soort, self.veld.bekend)
        self._stil = True
        self.veld.clear()
        self._stil = False
        self._vorige_tekst = ""
        self.splitsen.emit(voor, na)
        if not self.tekst():
            self._sleutel = ""
            self._toon_stand()

    def _binnen(self) -> None:
        self._lijst.zet_actief(True)

    def _verlaten(self) -> None:
        self._lijst.zet_actief(False)
        self.bewaar_nu()

    # -- proposals

    def _vul_strook(self) -> None:
        if self._stil:
            return
        gevonden: tuple[Aanvulling, ...] = ()
        if self.veld.bekend is not None and not self._weg and not self.veld.bezig_met_teken():
            gevonden = self._zoek_aanvullingen(self.veld.bekend)
        if gevonden != self._aanvullingen:
            self._huidig = 0
        self._aanvullingen = gevonden
        self.veld.voorstellen = bool(gevonden)
        self._strook.toon(gevonden, self._huidig, self._melding())
        self._zeg()

    def _zoek_aanvullingen(self, bekend: Bekend) -> tuple[Aanvulling, ...]:
        """Return the proposals for where the cursor is; a key moves text and cursor, and asks once for both."""
        tekst = self.tekst()
        gezocht = (tekst, van_utf16(tekst, self.veld.textCursor().position()), bekend)
        eerder = self._gezocht
        if eerder is None or eerder[:2] != gezocht[:2] or eerder[2] is not bekend:
            self._gezocht, self._gevonden = gezocht, aanvullingen(*gezocht)
        return self._gevonden

    def _melding(self) -> str:
        return self.tr("wijzigt een eerdere inbreng · Esc laat haar zoals zij was") if self._sleutel else ""

    def _zeg(self) -> None:
        """Keep the description a screen reader tells in step with what is understood and proposed."""
        delen = [self.tr("Soort: {soort}.").format(soort=INBRENGSOORTEN[self._vorige_soort])]
        if self._aanvullingen:
            label = self._aanvullingen[self._huidig].label
            delen.append(self.tr("Tab vult aan met {label}.").format(label=label))
        if self._sleutel:
            delen.append(self.tr("Wijzigt een eerdere inbreng."))
        self.veld.setAccessibleDescription(" ".join(delen))

    def _toon_stand(self) -> None:
        soort = self.regel().soort
        if soort != self._vorige_soort:
            self._vorige_soort = soort
            self._soortknop.zet_icoon(SOORTICOON[soort])
            self._soortknop.setAccessibleName(self.tr("Soort: {soort}").format(soort=INBRENGSOORTEN[soort]))
            self._soortknop.setToolTip(INBRENGSOORTEN[soort])
            self.soort_veranderd.emit(soort)
        self._vul_strook()
        self.veld.viewport().update()

    def _neem(self, nummer: int) -> None:
        if 0 <= nummer < len(self._aanvullingen) and not self.veld.bezig_met_teken():
            a = self._aanvullingen[nummer]
            self._vervang(a.begin, a.eind, a.invoegen)
            self.veld.setFocus()

    def _tab(self, achteruit: bool) -> None:
        if self._aanvullingen and not achteruit:
            self._neem(self._huidig)
        elif not self.veld.bezig_met_teken():
            self.veld.verder(vooruit=not achteruit)

    def _pijl(self, stap: int) -> None:
        self._huidig = (self._huidig + stap) % len(self._aanvullingen)
        self._strook.toon(self._aanvullingen, self._huidig, "")
        self._zeg()

    def _escape(self) -> None:
        if self._aanvullingen:
            self._weg = True
            self._vul_strook()
        elif self._sleutel:
            self.zet_tekst("")
            self._meld_concept()
            self.bewerken_gestopt.emit()

    def _maak_besluit(self) -> None:
        self.maak_soort("besluit")

    def _toon_soorten(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for sleutel, woord in INBRENGSOORTEN.items():
            actie = menu.addAction(icoon(SOORTICOON[sleutel]), woord)
            actie.setData(sleutel)
        menu.triggered.connect(self._soort_gekozen)
        menu.popup(self._soortknop.mapToGlobal(QPoint(0, 0)) - QPoint(0, menu.sizeHint().height()))

    def _soort_gekozen(self, actie: QAction) -> None:
        self.maak_soort(actie.data())
        self.veld.setFocus()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the field is meant for the field."""
        self.veld.setFocus()
        super().mousePressEvent(event)
