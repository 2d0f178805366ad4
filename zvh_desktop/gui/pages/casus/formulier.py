"""A form over one record: every field saves itself, keeps a draft while typing and tells its own errors."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QBoxLayout, QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from zvh_desktop.domain.afscherming import Afgedekt
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.domain.rechten import DAAD_VAN_SOORT
from zvh_desktop.domain.record import Record
from zvh_desktop.domain.veldnamen import KEUZEN, soortnaam, veldnaam
from zvh_desktop.gui.conceptbode import ConceptBode
from zvh_desktop.gui.cursorplek import cursor_in, zet_cursor
from zvh_desktop.gui.dicht import sluit
from zvh_desktop.gui.onderdelen import DatumVeld, KeuzeVeld, Knop, RegelVeld, Tekst, TekstVeld, Veld
from zvh_desktop.gui.onderdelen.vloei import Stapelaar
from zvh_desktop.gui.pages.casus.waarden import moment_in_woorden
from zvh_desktop.gui.pagina import Context
from zvh_desktop.services import concepten, dossiers
from zvh_desktop.services.concepten import Concept
from zvh_desktop.services.meldingen import REGELS, zin

__all__ = ["JA_NEE", "Concepten", "Formulier", "V", "nieuwe_sleutel"]

Concepten = Mapping[tuple[str, str], Concept]
"""Drafts by (record, field)."""

JA_NEE: Final = ((None, "nog niet beantwoord"), (True, "ja"), (False, "nee"))
"""Choices for a question that may stand open."""

_VELDBREEDTE: Final = 130
"""Least width of a field beside another, in pixels at normal letters."""


def nieuwe_sleutel(soort: str, casus_id: str) -> str:
    """Return the record id of drafts for a record that does not exist yet."""
    return f"nieuw-{soort}-{casus_id}"


@dataclass(frozen=True, slots=True)
class V:
    """One field of a form.

    Attributes:
        naam: name in the record; the title comes from `domain.veldnamen`.
        soort: `regel`, `tekst`, `lijst` (one a line), `datum`, `keuze` or `schakel`.
        keuzes: values and words of a `keuze`; those of `domain.veldnamen` when empty.
        rek: how much of the width it takes beside its neighbours.
        verleden: a day without a year lies behind us.
    """

    naam: str
    soort: str = "regel"
    keuzes: tuple[tuple[Any, str], ...] = ()
    regels: int = 2
    hint: str = ""
    rek: int = 1
    verleden: bool = False
    verplicht: bool = False
    titel: str = ""


@dataclass(slots=True)
class _Stand:
    """What goes on in one field."""

    getypt: str | None = None
    onderweg: int = 0
    geweigerd: bool = False
    strook: "_Strook | None" = field(default=None)


class _Strook(QWidget):
    """Says that the text above was found as a draft, and lets a person keep or drop it."""

    bewaren = Signal()
    verwerpen = Signal()

    def __init__(self, concept: Concept, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        rij = QHBoxLayout(self)
        rij.setContentsMargins(0, 0, 0, 0)
        rij.setSpacing(6)
        tekst = self.tr("Niet bewaarde tekst van {wanneer}").format(wanneer=moment_in_woorden(concept.tijd))
        rij.addWidget(Tekst(tekst, maat="klein", rol="waarschuwing", omloop=True), 1)
        bewaar = Knop(self.tr("Bewaren"), klein=True)
        bewaar.clicked.connect(self.bewaren)
        weg = Knop(self.tr("Verwerpen"), soort="vlak", klein=True)
        weg.clicked.connect(self.verwerpen)
        rij.addWidget(bewaar)
        rij.addWidget(weg)


class _Greep(QObject):
    """Ties one input to its form: a bound method per field, so that no closure keeps a form alive."""

    def __init__(self, formulier: "Formulier", naam: str) -> None:
        super().__init__(formulier)
        self._formulier = formulier
        self._naam = naam

    def getypt(self, tekst: str) -> None:
        self._formulier.getypt(self._naam, tekst)

    def verlaten(self, tekst: str) -> None:
        self._formulier.bewaar(self._naam, tekst)

    def gekozen(self, waarde: object) -> None:
        self._formulier.bewaar(self._naam, waarde)

    def onleesbaar(self, _tekst: str) -> None:
        self._formulier.velden[self._naam].zet_fout(REGELS["datum"])

    def concept_bewaren(self) -> None:
        self._formulier.neem_concept(self._naam, over=True)

    def concept_verwerpen(self) -> None:
        self._formulier.neem_concept(self._naam, over=False)


class Formulier(QWidget):
    """Shows and changes one record, or collects the fields of a new one.

    Args:
        soort: kind of record. rijen: fields below each other; those in a tuple stand beside each other.
        vandaag: tells the day for typed dates.

    Attributes:
        velden: the fields by name. indeling: layout, for parts of one's own.

    Signals:
        bewaard(naam): a field was saved.
        anders(naam): a choice, a day or a switch became another one, also in a new record.
    """

    bewaard = Signal(str)
    anders = Signal(str)

    def __init__(
        self,
        context: Context,
        soort: str,
        rijen: Sequence[V | tuple[V, ...]],
        ouder: QWidget | None = None,
        *,
        vandaag: Callable[[], date] = date.today,
    ) -> None:
        super().__init__(ouder)
        self.context = context
        self._soort = soort
        self._record: Record | None = None
        self._sleutel = ""
        self._vandaag = vandaag
        self._spec: dict[str, V] = {}
        self.velden: dict[str, Veld] = {}
        self._standen: dict[str, _Stand] = {}
        self._grepen: dict[str, _Greep] = {}
        self._afgedekt: set[str] = set()
        self._waarom = ""
        self._bode = ConceptBode(context, self)
        self.indeling = QVBoxLayout(self)
        self.indeling.setContentsMargins(0, 0, 0, 0)
        self.indeling.setSpacing(10)
        for rij in rijen:
            if isinstance(rij, V):
                self.indeling.addWidget(self._maak(rij))
                continue
            naast = QBoxLayout(QBoxLayout.Direction.LeftToRight)
            naast.setSpacing(10)
            Stapelaar(self, naast, _VELDBREEDTE * len(rij))
            for spec in rij:
                naast.addWidget(veld := self._maak(spec), spec.rek, Qt.AlignmentFlag.AlignTop)
                if isinstance(veld.invoer, KeuzeVeld):
                    veld.invoer.zet_smal()
            self.indeling.addLayout(naast)

    # -- making

    def _maak(self, spec: V) -> Veld:
        titel = spec.titel or veldnaam(self._soort, spec.naam)
        greep = self._grepen[spec.naam] = _Greep(self, spec.naam)
        invoer: QWidget
        if spec.soort in ("tekst", "lijst"):
            tekst = TekstVeld(regels=spec.regels)
            tekst.gewijzigd.connect(greep.getypt)
            tekst.verlaten.connect(greep.verlaten)
            invoer = tekst
        elif spec.soort == "datum":
            dag = DatumVeld(vandaag=self._vandaag, verleden=spec.verleden)
            dag.gewijzigd.connect(greep.gekozen)
            dag.onleesbaar.connect(greep.onleesbaar)
            invoer = dag
        elif spec.soort == "keuze":
            keuze = KeuzeVeld(spec.keuzes or tuple(KEUZEN.get((self._soort, spec.naam), {}).items()))
            keuze.gewijzigd.connect(greep.gekozen)
            invoer = keuze
        elif spec.soort == "schakel":
            schakel = QCheckBox(titel)
            schakel.clicked.connect(greep.gekozen)
            invoer = schakel
        else:
            regel = RegelVeld()
            regel.gewijzigd.connect(greep.getypt)
            regel.verlaten.connect(greep.verlaten)
            invoer = regel
        veld = Veld(titel, invoer, hint=spec.hint, verplicht=spec.verplicht)
        if spec.soort == "schakel":
            veld.label.hide()
        self._spec[spec.naam] = spec
        self.velden[spec.naam] = veld
        self._standen[spec.naam] = _Stand()
        return veld

    def zet_keuzes(self, naam: str, keuzes: Sequence[tuple[Any, str]]) -> None:
        """Offer other choices in a `keuze`; the chosen one stays when it can."""
        veld = self.velden[naam].invoer
        assert isinstance(veld, KeuzeVeld)
        if [(veld.itemData(n), veld.itemText(n)) for n in range(veld.count())] == list(keuzes):
            return
        nu = veld.waarde()
        veld.clear()
        for waarde, woord in keuzes:
            veld.addItem(woord, waarde)
        veld.kies(nu)

    # -- showing

    @property
    def record(self) -> Record | None:
        """The record it shows, None for a new one."""
        return self._record

    def toon(self, record: Record, conceptenboek: Concepten | None = None) -> None:
        """Show a record; a field someone is busy in keeps what is typed."""
        ander = self._record is None or self._record.id != record.id
        if ander:
            self.leg_neer()
            self._schoon()
        self._pas_recht_toe()
        self._record = record
        self._sleutel = self.conceptsleutel(record)
        for naam in self._spec:
            stand = self._standen[naam]
            if stand.getypt is None and not stand.onderweg and not stand.geweigerd and stand.strook is None:
                self._zet(naam, getattr(record, naam))
        if ander and conceptenboek:
            self._leg_concepten(conceptenboek)

    def nieuw(self, sleutel: str, standaard: Mapping[str, Any], conceptenboek: Concepten | None = None) -> None:
        """Begin a new record: nothing is saved before `waarden` are used; drafts are kept under `sleutel`."""
        self.leg_neer()
        self._schoon()
        self._pas_recht_toe()
        self._record = None
        self._sleutel = sleutel
        for naam, spec in self._spec.items():
            leeg = {"datum": None, "schakel": False}.get(spec.soort, "")
            self._zet(naam, standaard.get(naam, leeg))
        if conceptenboek:
            self._leg_concepten(conceptenboek)

    def _pas_recht_toe(self) -> None:
        """What may not be changed in this casus can be read, and says why."""
        daad = DAAD_VAN_SOORT.get(self._soort)
        waarom = self.context.niet_hier.get(daad, "") if daad is not None else ""
        if waarom != self._waarom:
            self._waarom = waarom
            for veld in self.velden.values():
                sluit(veld.invoer, waarom)

    def leeg(self) -> None:
        """Forget the record and everything shown of it."""
        self._schoon()
        self._record = None
        self._sleutel = ""
        for naam, spec in self._spec.items():
            self._zet(naam, {"datum": None, "schakel": False}.get(spec.soort, ""), dwing=True)

    def _schoon(self) -> None:
        for naam, stand in self._standen.items():
            self._haal_strook_weg(naam)
            self._bode.vergeet((self._sleutel, naam))
            stand.getypt, stand.onderweg, stand.geweigerd = None, 0, False
            self.velden[naam].zet_fout("")

    def _zet(self, naam: str, waarde: Any, *, dwing: bool = False) -> None:
        veld = self.velden[naam].invoer
        if isinstance(veld, DatumVeld):
            if dwing or not self._heeft_focus(veld):
                veld.zet(waarde)
        elif isinstance(veld, KeuzeVeld):
            veld.kies(waarde)
        elif isinstance(veld, QCheckBox):
            veld.setChecked(bool(waarde))
        elif isinstance(veld, TekstVeld | RegelVeld):
            tekst = "\n".join(waarde) if isinstance(waarde, list) else str(waarde or "")
            self._dek_af(naam, veld, dicht=isinstance(waarde, Afgedekt))
            veld.zet(tekst)

    def _dek_af(self, naam: str, veld: TekstVeld | RegelVeld, *, dicht: bool) -> None:
        """What is partly hidden from who looks can be read and not changed: the hidden words would be lost."""
        if not dicht and naam not in self._afgedekt:
            return
        (self._afgedekt.add if dicht else self._afgedekt.discard)(naam)
        veld.setReadOnly(dicht or bool(self._waarom))
        uitleg = self.tr("Hier staat een geheim adres in; zolang dat niet te zien is, kunt u dit niet wijzigen.")
        veld.setToolTip(uitleg if dicht else "")
        veld.setAccessibleDescription(uitleg if dicht else self._spec[naam].hint)

    @staticmethod
    def _heeft_focus(veld: QWidget) -> bool:
        nu = QApplication.focusWidget()
        return nu is not None and (nu is veld or veld.isAncestorOf(nu))

    def _leg_concepten(self, boek: Concepten) -> None:
        for naam in self._spec:
            concept = boek.get((self._sleutel, naam))
            veld = self.velden[naam].invoer
            if concept is None or not isinstance(veld, TekstVeld | RegelVeld) or concept.tekst == self._tekst(naam):
                continue
            if naam in self._afgedekt:
                continue
            veld.zet(concept.tekst)
            if self._record is None:
                continue
            strook = _Strook(concept)
            strook.bewaren.connect(self._grepen[naam].concept_bewaren)
            strook.verwerpen.connect(self._grepen[naam].concept_verwerpen)
            indeling = self.velden[naam].layout()
            if indeling is not None:
                indeling.addWidget(strook)
            self._standen[naam].strook = strook

    def _haal_strook_weg(self, naam: str) -> None:
        strook, self._standen[naam].strook = self._standen[naam].strook, None
        if strook is not None:
            strook.hide()
            strook.deleteLater()

    def neem_concept(self, naam: str, *, over: bool) -> None:
        """Save the draft in a field, or drop it and show what stands in the record."""
        self._haal_strook_weg(naam)
        if over:
            self.bewaar(naam, self._tekst(naam))
        elif self._record is not None:
            self._zet(naam, getattr(self._record, naam), dwing=True)
            self.context.taken.doe(concepten.verwerp, self._sleutel, naam)
        self.velden[naam].invoer.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- reading

    def _tekst(self, naam: str) -> str:
        veld = self.velden[naam].invoer
        if isinstance(veld, TekstVeld):
            return veld.tekst()
        return veld.text() if isinstance(veld, RegelVeld) else ""

    def waarde(self, naam: str) -> Any:
        """Return what stands in a field."""
        veld = self.velden[naam].invoer
        if isinstance(veld, DatumVeld):
            return veld.dag
        if isinstance(veld, KeuzeVeld):
            return veld.waarde()
        if isinstance(veld, QCheckBox):
            return veld.isChecked()
        return self._vorm(naam, self._tekst(naam))

    def _vorm(self, naam: str, tekst: str) -> Any:
        """Return typed text as the record holds it."""
        if self._spec[naam].soort != "lijst":
            return tekst.strip()
        return list(dict.fromkeys(deel for regel in tekst.splitlines() if (deel := " ".join(regel.split()))))

    def waarden(self) -> dict[str, Any]:
        """Return everything that stands in the form."""
        return {naam: self.waarde(naam) for naam in self._spec}

    def mist(self) -> str:
        """Mark the first required field that is empty, go there, and return its name; "" when none is."""
        for naam, spec in self._spec.items():
            if spec.verplicht and not self.waarde(naam):
                titel = spec.titel or veldnaam(self._soort, naam)
                self.velden[naam].zet_fout(self.tr("Vul dit in: {titel}.").format(titel=titel.lower()))
                self.velden[naam].invoer.setFocus(Qt.FocusReason.OtherFocusReason)
                return naam
        return ""

    # -- typing and saving

    def getypt(self, naam: str, tekst: str) -> None:
        """A person is typing: keep a draft."""
        stand = self._standen[naam]
        stand.getypt = tekst
        stand.geweigerd = False
        self._haal_strook_weg(naam)
        if self.velden[naam].foutief:
            self.velden[naam].zet_fout("")
        titel = self._spec[naam].titel or veldnaam(self._soort, naam)
        plaats = self.tr("{soort}: {veld}").format(soort=soortnaam(self._soort), veld=titel)
        if self._sleutel:
            self._bode.typ((self._sleutel, naam), self._soort, plaats, tekst, self.plek(naam))

    def schrijf_concepten(self) -> None:
        """Hand over what is typed and not saved yet."""
        self._bode.schrijf()

    def leg_neer(self) -> None:
        """Save every field that was typed in; a new record keeps drafts instead."""
        if self._record is None:
            self.schrijf_concepten()
            return
        for naam, stand in self._standen.items():
            if stand.getypt is not None:
                self.bewaar(naam, stand.getypt)

    def bewaar(self, naam: str, waarde: Any) -> None:
        """Save one field of the record; in a new record it only counts as typed."""
        stand = self._standen[naam]
        if self._spec[naam].soort in ("keuze", "schakel", "datum"):
            self.velden[naam].zet_fout("")
            self.anders.emit(naam)
        if self._record is None:
            self.schrijf_concepten()
            return
        self._bode.vergeet((self._sleutel, naam))
        if isinstance(waarde, str):
            waarde = self._vorm(naam, waarde)
        stand.getypt = None
        stand.onderweg += 1
        self._haal_strook_weg(naam)
        record_id = self._record.id

        def klaar(_bon: object) -> None:
            self._kwam_aan(naam, record_id)

        def fout(wat: BaseException) -> None:
            self._mislukte(naam, record_id, wat)

        functie, argumenten = self.opslag(self._record, {naam: waarde})
        self.context.taken.doe(functie, *argumenten, klaar=klaar, fout=fout, voor=self)

    def opslag(self, record: Record, velden: dict[str, Any]) -> tuple[Callable[..., object], tuple[object, ...]]:
        """Return the service that saves fields of a record, and what it is given."""
        return dossiers.wijzig, (self._soort, record.id, velden)

    def conceptsleutel(self, record: Record) -> str:
        """Return under which record the drafts of its fields are kept; what saves them ends those."""
        return record.id

    def _kwam_aan(self, naam: str, record_id: str) -> None:
        if self._record is None or self._record.id != record_id:
            return
        stand = self._standen[naam]
        stand.onderweg = max(0, stand.onderweg - 1)
        stand.geweigerd = False
        self.velden[naam].zet_fout("")
        self.bewaard.emit(naam)

    def _mislukte(self, naam: str, record_id: str, wat: BaseException) -> None:
        if self._record is None or self._record.id != record_id or not isinstance(wat, Omstandigheid):
            self.context.fout(wat)
            return
        stand = self._standen[naam]
        stand.onderweg = max(0, stand.onderweg - 1)
        # The text stays where it was typed; its draft was not ended, because nothing was saved.
        stand.geweigerd = True
        self.velden[naam].zet_fout(zin(wat))

    # -- cursor

    def plek(self, naam: str) -> int:
        """Return the place of the cursor in a field."""
        return cursor_in(self.velden[naam].invoer)

    def veld_met_focus(self) -> str:
        """Return the name of the field that has the focus, or ""."""
        return next((naam for naam, veld in self.velden.items() if self._heeft_focus(veld)), "")

    def ga_naar(self, naam: str, cursor: int) -> bool:
        """Put the cursor in a field; False when it has no such field."""
        if naam not in self.velden:
            return False
        veld = self.velden[naam].invoer
        veld.setFocus(Qt.FocusReason.OtherFocusReason)
        zet_cursor(veld, cursor)
        return True
