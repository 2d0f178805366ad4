"""Keeps what stands in a small form that has not been saved yet, as one draft, and gives it back."""

import json
from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, QTime, Signal
from PySide6.QtWidgets import QApplication, QCheckBox, QSpinBox, QTimeEdit, QWidget

from zvh_desktop.gui.conceptbode import ConceptBode
from zvh_desktop.gui.cursorplek import cursor_in, zet_cursor
from zvh_desktop.gui.onderdelen import DatumVeld, KeuzeVeld, RegelVeld, Segmenten, TekstVeld
from zvh_desktop.gui.pagina import Context
from zvh_desktop.services import concepten
from zvh_desktop.services.concepten import Concept

__all__ = ["FormulierConcept"]


class FormulierConcept(QObject):
    """The draft of a form. Fill the fields, then `begin`; tell `klaar` when they are saved.

    A form that is left as it was makes no draft, and one put back as it was ends it.

    Signals:
        hersteld(): the fields hold what was typed before.
    """

    hersteld = Signal()

    def __init__(self, context: Context, ouder: QObject, label: str, velden: dict[str, QWidget]) -> None:
        """Watch these fields; `label` names the form on the screen, the names of the fields stay in the draft."""
        super().__init__(ouder)
        self._context, self._label, self._velden = context, label, velden
        self._bode = ConceptBode(context, self)
        self._sleutel = ""
        self._begin: dict[str, Any] = {}
        self._bewaarde: dict[str, Any] | None = None
        self._bij_fout: Callable[..., object] | None = None
        self._wacht = self._stil = self._vuil = self._staat = False
        for veld in velden.values():
            self._volg(veld)

    def _volg(self, veld: QWidget) -> None:
        if isinstance(veld, RegelVeld | TekstVeld):
            veld.gewijzigd.connect(self._typt)
        elif isinstance(veld, KeuzeVeld):
            veld.gewijzigd.connect(self._typt)
            regel = veld.lineEdit()
            if regel is not None:
                regel.textEdited.connect(self._typt)
        elif isinstance(veld, DatumVeld):
            veld.gewijzigd.connect(self._typt)
            veld.getypt.connect(self._typt)
        elif isinstance(veld, QTimeEdit):
            veld.timeChanged.connect(self._typt)
        elif isinstance(veld, QSpinBox):
            veld.valueChanged.connect(self._typt)
        elif isinstance(veld, Segmenten):
            veld.gekozen.connect(self._typt)
        elif isinstance(veld, QCheckBox):
            veld.clicked.connect(self._typt)

    def begin(self, sleutel: str) -> None:
        """Take what stands there as the beginning and ask for what was typed before; `sleutel` as in concepten."""
        self.leg_neer()
        self._sleutel, self._begin = sleutel, self._stand()
        self._vuil = self._staat = False
        self._bewaarde = None
        self._wacht = True
        self._context.formulier = self
        self._context.taken.vraag(concepten.haal_formulier, sleutel, klaar=self._gehaald)

    def plek(self) -> dict[str, Any]:
        """Return which form it is, its field and the cursor in it, no text; nothing when it is not in view."""
        if not shiboken6.isValid(self) or not self._sleutel:
            return {}
        if not any(shiboken6.isValid(veld) and veld.isVisible() for veld in self._velden.values()):
            return {}
        nu = QApplication.focusWidget()
        naam = next((n for n, v in self._velden.items() if nu is not None and (v is nu or v.isAncestorOf(nu))), "")
        return {"formulier": self._sleutel, "veld": naam, "cursor": cursor_in(nu) if naam else 0}

    def _ga_terug(self) -> None:
        """Put the cursor back where it was before locking, when it was in this form."""
        straks = self._context.straks
        if straks.get("formulier") != self._sleutel:
            return
        self._context.straks = {}
        veld = self._velden.get(str(straks.get("veld", "")))
        if veld is None:
            return
        veld.setFocus(Qt.FocusReason.OtherFocusReason)
        zet_cursor(QApplication.focusWidget(), int(straks.get("cursor", 0)))

    def bewaar(
        self,
        functie: Callable[..., object],
        *args: object,
        klaar: Callable[..., object],
        fout: Callable[..., object] | None = None,
    ) -> None:
        """Carry out a change with what stands here; the draft ends in the same transaction, and only then.

        What is typed after this stays a draft. `klaar` still tells `klaar()`.
        """
        self.bewaart()
        self._bij_fout = fout
        self._bode.vergeet((self._sleutel, concepten.VELD))
        self._vuil = self._staat = False
        taken = self._context.taken
        taken.doe(concepten.bewaar_en_eindig, self._sleutel, functie, *args, klaar=klaar, fout=self._niet_bewaard)

    def _niet_bewaard(self, fout: BaseException) -> None:
        self._bewaarde = None
        if self._sleutel and self._stand() != self._begin:
            self._noteer()
        (self._bij_fout or self._context.fout)(fout)

    def leg_neer(self) -> None:
        """Hand over what is typed, now: locking, closing, leaving."""
        if self._vuil:
            self._noteer()
        self._bode.schrijf()

    def stop(self) -> None:
        """Watch no more: the fields show something else from now on. Call before they change."""
        self.leg_neer()
        self._sleutel, self._vuil = "", False

    def let_op(self) -> None:
        """The program filled in something at the request of a person: that counts as typed."""
        self._typt()

    def bewaart(self) -> None:
        """The fields as they are now are being saved; what is typed after it stays a draft."""
        self._bewaarde = self._stand()

    def klaar(self) -> None:
        """The form is saved: its draft ends."""
        nu = self._stand()
        bewaard, self._bewaarde = self._bewaarde, None
        self._begin = bewaard or nu
        if bewaard is None or bewaard == nu:
            self._eindig()

    def weggooien(self) -> None:
        """Put the fields back as they were and end the draft; a person asked for it."""
        if shiboken6.isValid(self) and self._sleutel:
            self._zet(self._begin)
            self._eindig()

    def _eindig(self) -> None:
        self._vuil = False
        if not self._sleutel:
            return
        self._bode.vergeet((self._sleutel, concepten.VELD))
        if self._staat:
            self._staat = False
            self._context.taken.doe(concepten.vergeet, self._sleutel, concepten.VELD)

    def _typt(self, *_: object) -> None:
        if self._sleutel and not self._stil:
            self._vuil = True
            if not self._wacht:
                self._noteer()

    def _noteer(self) -> None:
        nu = self._stand()
        if nu == self._begin:
            self._eindig()
            return
        self._staat = True
        regels = [n for n, v in self._velden.items() if isinstance(v, RegelVeld | TekstVeld)]
        # What was typed goes first: the list of lost drafts shows its beginning.
        regels.sort(key=lambda naam: nu[naam] == self._begin[naam])
        inhoud = {naam: nu[naam] for naam in (*regels, *(n for n in nu if n not in regels))}
        tekst = json.dumps({"tekst": regels, "velden": inhoud}, ensure_ascii=False)
        self._bode.typ((self._sleutel, concepten.VELD), concepten.VELD, self._label, tekst)

    def _gehaald(self, concept: Concept | None) -> None:
        if not self._sleutel or (concept is not None and concept.record_id != self._sleutel):
            return
        self._wacht = False
        velden = concepten.velden(concept) if concept is not None else {}
        nu = self._stand()
        # What a person typed while the draft was on its way goes before it.
        terug = {n: w for n, w in velden.items() if n in nu and nu[n] == self._begin[n] and w != nu[n]}
        if concept is not None:
            self._staat = True
        if terug and concept is not None:
            self._zet(terug)
            for naam, waarde in terug.items():
                if isinstance(veld := self._velden[naam], RegelVeld):
                    veld.hervat(str(waarde))
            self._context.melding(
                self.tr("Uw tekst van {tijd} staat er nog.").format(tijd=f"{concept.tijd:%H:%M}"),
                doe_tekst=self.tr("Weggooien"),
                doe=self.weggooien,
            )
            self.hersteld.emit()
        if self._vuil:
            self._noteer()
        self._ga_terug()

    def _stand(self) -> dict[str, Any]:
        return {naam: _lees(veld) for naam, veld in self._velden.items()}

    def _zet(self, waarden: dict[str, Any]) -> None:
        self._stil = True
        for naam, waarde in waarden.items():
            _zet(self._velden[naam], waarde)
        self._stil = False


def _lees(veld: QWidget) -> str | int | bool:
    if isinstance(veld, RegelVeld):
        return veld.text()
    if isinstance(veld, TekstVeld | DatumVeld):
        return veld.tekst()
    if isinstance(veld, KeuzeVeld):
        return veld.currentText() if veld.isEditable() else str(veld.waarde() or "")
    if isinstance(veld, QTimeEdit):
        return veld.time().toString("HH:mm")
    if isinstance(veld, QSpinBox):
        return veld.value()
    if isinstance(veld, Segmenten):
        return veld.huidig()
    return veld.isChecked() if isinstance(veld, QCheckBox) else ""


def _zet(veld: QWidget, waarde: Any) -> None:
    if isinstance(veld, RegelVeld):
        veld.setText(str(waarde))
    elif isinstance(veld, TekstVeld):
        veld.setPlainText(str(waarde))
    elif isinstance(veld, DatumVeld):
        veld.zet_tekst(str(waarde))
    elif isinstance(veld, KeuzeVeld):
        if veld.isEditable():
            veld.setEditText(str(waarde))
        else:
            veld.kies(waarde)
            veld.gewijzigd.emit(waarde)
    elif isinstance(veld, Segmenten):
        veld.kies(str(waarde))
        veld.gekozen.emit(str(waarde))
    elif isinstance(veld, QTimeEdit):
        veld.setTime(QTime.fromString(str(waarde), "HH:mm"))
    elif isinstance(veld, QSpinBox) and isinstance(waarde, int):
        veld.setValue(waarde)
    elif isinstance(veld, QCheckBox):
        veld.setChecked(bool(waarde))
