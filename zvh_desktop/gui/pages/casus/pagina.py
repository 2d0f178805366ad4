"""The page of one casus: who and what at the top, where the process stands and why, and eight tabs."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from zvh_desktop.domain.casus import PROCESFASEN
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.domain.partner import ROLLEN
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.tijd import AMSTERDAM
from zvh_desktop.domain.veldnamen import soortnaam
from zvh_desktop.gui.beurten import BEURT_MS, kleed_aan
from zvh_desktop.gui.dicht import sluit
from zvh_desktop.gui.onderdelen import LegeStaat, Stap, Stepper, Tabs
from zvh_desktop.gui.pages.casus.bladen import BLADEN, TABS, maak_tab
from zvh_desktop.gui.pages.casus.formulier import nieuwe_sleutel
from zvh_desktop.gui.pages.casus.kop import Kop, Leesbalk
from zvh_desktop.gui.pages.casus.stilstandbalk import Stilstandbalk
from zvh_desktop.gui.pages.casus.tab import Beeld, Tab
from zvh_desktop.gui.pages.casus.tabvlak import Tabvlak
from zvh_desktop.gui.pages.casus.vlaggenbalk import Vlaggenbalk
from zvh_desktop.gui.pagina import Actie, Context, Pagina
from zvh_desktop.services import bevoegd, concepten, dossiers
from zvh_desktop.services.meldingen import CASUS_DICHT, zin
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["TABS", "CasusPagina", "lees_beeld"]

_NIEUW = ("betrokkene", "notitie", "doel", "scenario", "actie")
_RAAKT = frozenset(
    (
        *(soort for blad in BLADEN for soort in blad.soorten),
        "inbreng",
        "uitkomst",
        "overleg",
        "agendapunt",
        "verstrekking",
        "partner",
        "vlag",
        "uitstel",
        "escalatie",
        "zsm_advies",
        "themareintegratie",
    )
)


def lees_beeld(wp: Werkplek, casus_id: str, geopend: bool) -> Beeld:
    """Read what the page shows; `geopend` records the opening in the audit log."""
    dossier = (dossiers.dossier if geopend else dossiers.ververs)(wp, casus_id)
    ids = [dossier.casus.id, *(nieuwe_sleutel(soort, casus_id) for soort in _NIEUW)]
    for groep in (
        dossier.betrokkenen,
        dossier.aanmeldingen,
        dossier.fasen,
        dossier.doelen,
        dossier.scenarios,
        dossier.acties,
    ):
        ids += [record.id for record in groep]
    ids += [dossier.triage.id] if dossier.triage else []
    ids += [g.id for g in dossier.verloop if g.soort == "notitie"]
    wie = wp.wie
    return Beeld(
        dossier,
        concepten.van(wp, tuple(ids)),
        wp.vandaag(),
        wie.naam if wie else "",
        ROLLEN.get(wie.rol, wie.rol) if wie else "",
        bevoegd.in_casus(wp, casus_id),
    )


def _stappen(tab: Tab) -> Iterator[None]:
    """What is still to be done to a new tab before it stands in the page."""
    for stap in tab.stappen():
        stap()
        yield
    yield from kleed_aan(tab)


class CasusPagina(Pagina):
    """The dossier. Arguments: `casus_id`, `tab` (a name of TABS), `record_id` (a record on that tab)."""

    titel = "Casusdossier"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._casus_id = ""
        self._beeld: Beeld | None = None
        self._wens = ""
        self._doe = ""
        self._herstel: dict[str, Any] = {}
        self._gebouwd: dict[str, Tab] = {}
        self._vers: set[str] = set()
        self._onderweg = ""
        self._kom_in_beeld = False
        self._half: dict[str, tuple[Tab, Iterator[None]]] = {}
        buiten = QVBoxLayout(self)
        buiten.setContentsMargins(22, 12, 22, 16)
        buiten.setSpacing(10)
        self._kop = Kop(self._naar_casussen, self.nieuwe_notitie)
        self._tabs = Tabs(self.tr("Delen van het dossier"))
        self._vlaggen = Vlaggenbalk(context, self, self._tabs)
        self._stilstand = Stilstandbalk(context, self, self._tabs)
        self._stepper = Stepper()
        for naam, titel in TABS:
            self._tabs.voeg_toe(naam, titel)
        self._leest = Leesbalk()
        self._stapel = Tabvlak(self._tabs)
        self._leeg = LegeStaat(
            self.tr("Dit dossier is er niet"),
            self.tr("Kies een casus uit de lijst."),
            knoppen=(("casussen", self.tr("Naar alle casussen"), "folder-open"),),
        )
        self._leeg.gekozen.connect(self._naar_casussen)
        self._wacht = QWidget()
        self._stapel.addWidget(self._wacht)
        self._stapel.addWidget(self._leeg)
        for deel in (self._kop, self._vlaggen, self._stilstand, self._stepper, self._tabs, self._leest):
            buiten.addWidget(deel)
        buiten.addWidget(self._stapel, 1)
        self._tabs.gekozen.connect(self._ander_tab)
        vlag = QShortcut(QKeySequence("Ctrl+Shift+V"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        vlag.activated.connect(self.nieuwe_vlag)
        for toetsen, stap in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            kort = QShortcut(QKeySequence(toetsen), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            kort.activated.connect(self._volgende if stap > 0 else self._vorige)
        self._toon_inhoud(aan=False)
        context.taken.bon.connect(self._buiten_beeld)

    # -- coming and going

    def toon(self, *, casus_id: str = "", tab: str = "", record_id: str = "", doe: str = "", **_rest: Any) -> None:
        """Show a casus, on a tab, at a record; `doe` is "vlag" for a new flag, or the id of one to open."""
        self._doe = doe
        if casus_id != self._casus_id:
            self._vergeet()
            self._casus_id = casus_id
            if not tab:
                tab = "overzicht"
        if tab in dict(TABS):
            self._tabs.kies(tab)
        self._wens = record_id
        self._vraag(geopend=True)

    def ververs(self, bon: object) -> None:
        """Read again when a change touches a dossier."""
        if self._casus_id and getattr(bon, "soorten", frozenset()) & _RAAKT:
            self._vraag(geopend=False)

    def _buiten_beeld(self, bon: object) -> None:
        """Of a casus that is gone nothing may stay behind on a page that is out of view."""
        if not self.isVisible() and ("casus", self._casus_id) in getattr(bon, "geraakt", frozenset()):
            self._vraag(geopend=False)

    def verlaat(self) -> None:
        """Hand over drafts, hide what was unmasked."""
        for tab in self._gebouwd.values():
            tab.schrijf_concepten()
            tab.verberg()
        self.context.niet_hier = {}

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of view nothing stays unmasked."""
        for tab in self._gebouwd.values():
            tab.verberg()
        super().hideEvent(event)

    def positie(self) -> dict[str, Any]:
        """Return tab, record, field and cursor."""
        naam = self._tabs.huidig()
        tab = self._gebouwd.get(naam)
        return {"tab": naam, **(tab.positie() if tab else {})}

    def herstel(self, positie: dict[str, Any]) -> None:
        """Go back to tab, record, field and cursor, as soon as the dossier is there."""
        if positie.get("tab") in dict(TABS):
            self._tabs.kies(positie["tab"])
        self._herstel = positie
        self._toon_tab()

    def acties(self) -> list[Actie]:
        """Offer notes, actions and the tabs."""
        if self._beeld is None:
            return []
        tabs = [
            Actie(f"casus.{naam}", self.tr("Dossier: {tab}").format(tab=titel), partial(self.ga_naar_tab, naam))
            for naam, titel in TABS
        ]
        eigen = [
            Actie(
                *("casus.notitie", self.tr("Notitie maken"), self.nieuwe_notitie, "plus", "Ctrl+Shift+N", "telefoon"),
                daad=Daad.VERLOOP_BIJWERKEN,
            ),
            Actie(
                *("casus.actie", self.tr("Nieuwe actie in deze casus"), self._nieuwe_actie, "list-checks"),
                daad=Daad.ACTIE_BIJWERKEN,
            ),
            Actie(
                *("casus.vlag", self.tr("Vlag zetten"), self.nieuwe_vlag, "flag", "Ctrl+Shift+V", "let op herinnering"),
                daad=Daad.VERLOOP_BIJWERKEN,
            ),
            Actie(
                "casus.afsluiten",
                self.tr("Casus afsluiten"),
                partial(self.ga_naar_tab, "overzicht", "afsluiten"),
                "circle-check",
                daad=Daad.CASUS_AFSLUITEN,
            ),
            Actie("casus.volgend", self.tr("Volgend deel van het dossier"), self._volgende, sneltoets="Ctrl+PgDown"),
        ]
        dicht = {"casus.notitie", "casus.actie", "casus.vlag", "casus.afsluiten"} if self._beeld.gesloten else set()
        return [*(a for a in eigen if a.daad not in self._beeld.niet and a.naam not in dicht), *tabs]

    def tab(self, naam: str) -> Tab | None:
        """Return a tab that was visited, None before that and while it is being made."""
        return None if naam == self._onderweg else self._gebouwd.get(naam)

    # -- what tabs ask

    def vandaag(self) -> date:
        """Return the day of the workplace, or of the machine before there is one."""
        return self._beeld.vandaag if self._beeld else datetime.now(AMSTERDAM).date()

    def ga_naar_tab(self, naam: str, record_id: str = "") -> None:
        """Show another tab, at a record of it."""
        self._wens = record_id
        if self._tabs.huidig() == naam:
            self._toon_tab()
        else:
            self._tabs.kies(naam)

    def gastheer(self) -> QWidget:
        """Side panels stand in the page."""
        return self

    def gedaan(self, zin_: str, bon: object) -> None:
        """Tell it, with a button that takes back exactly this act."""
        txn = getattr(bon, "txn", "")
        ongedaan = partial(self._maak_ongedaan, txn) if txn else None
        self.context.melding(zin_, rol="goed", ongedaan=ongedaan)

    def _maak_ongedaan(self, txn: str) -> None:
        self.context.taken.doe(dossiers.maak_ongedaan, txn, klaar=self._ongedaan)

    def _ongedaan(self, uit: tuple[str, object]) -> None:
        if uit[0]:
            self.context.melding(self.tr("Ongedaan: {wat}").format(wat=uit[0]))

    def nieuwe_notitie(self) -> None:
        """Go to the verloop, to write a note."""
        self.ga_naar_tab("verloop", "nieuw")

    def nieuwe_vlag(self) -> None:
        """Open the form for a flag on the record that has the cursor, or else on the casus."""
        if self._beeld is None:
            return
        if self._beeld.gesloten:
            self.context.melding(CASUS_DICHT)
            return
        soort, record = self._waarop(str(self.positie().get("record") or ""))
        self._vlaggen.nieuwe(self._casus_id, (soort, record), soortnaam(soort) if soort else "")

    def _waarop(self, record: str) -> tuple[str, str]:
        """Return (kind, id) of a record of this dossier; two empty texts when it is none."""
        d = self._beeld.dossier if self._beeld is not None else None
        if d is None or not record:
            return "", ""
        for groep in (d.betrokkenen, d.acties, d.doelen, d.scenarios, d.fasen):
            if any(r.id == record for r in groep):
                return groep[0].soort, record
        return next(((g.soort, record) for g in d.verloop if g.id == record), ("", ""))

    def _nieuwe_actie(self) -> None:
        self.ga_naar_tab("acties", "nieuw")

    # -- reading and showing

    def _vraag(self, *, geopend: bool) -> None:
        if not self._casus_id:
            self._ontbreekt(None)
            return
        # An opening is always recorded, so it may not be replaced in the queue by a later reading.
        self.context.taken.vraag(
            lees_beeld,
            self._casus_id,
            geopend,
            klaar=self.vul,
            fout=self._ontbreekt,
            enkel="" if geopend else "casusdossier",
        )

    def vul(self, beeld: Beeld | None) -> None:
        """Show what was read; what belongs to another casus meanwhile is dropped."""
        if beeld is None or beeld.dossier.casus.id != self._casus_id:
            return
        self._beeld = beeld
        self._vers.clear()
        self.context.niet_hier = beeld.niet
        d = beeld.dossier
        dicht = CASUS_DICHT if beeld.gesloten else ""
        sluit(self._kop.notitie, beeld.niet.get(Daad.VERLOOP_BIJWERKEN, "") or dicht)
        self._kop.vul(d, beeld.vandaag)
        doe, self._doe = self._doe, ""
        if doe == "vlag":
            self.nieuwe_vlag()
        elif doe:
            self._vlaggen.open_straks(doe)
        self._vlaggen.toon(self._casus_id, beeld.vandaag)
        self._stilstand.toon(self._casus_id)
        # Of what ended nothing is going on any more; what never began is not called done.
        nu = "klaar" if beeld.gesloten else "nu"
        stappen = [
            Stap(titel, "klaar" if nummer < d.stand.fase else nu if nummer == d.stand.fase else "straks")
            for nummer, titel in PROCESFASEN.items()
        ]
        self._stepper.zet(stappen, d.stand.waarom)
        self._tabs.zet_aantal("acties", sum(a.status == "open" for a in d.acties))
        self._tabs.zet_aantal("verslagen", len(d.verslagen))
        self._toon_inhoud(aan=True)
        self._toon_tab()

    def _ontbreekt(self, wat: BaseException | None) -> None:
        if wat is not None and not isinstance(wat, Omstandigheid):
            self.context.fout(wat)
        weg = self._beeld.dossier.casus.stream if self._beeld is not None and wat is not None else ""
        # What is typed in what is gone is handed over, so that it can be read once more.
        for tab in self._gebouwd.values():
            tab.schrijf_concepten()
        self._vergeet()
        if wat is not None:
            self._leeg.uitleg.setText(zin(wat))
        self._stapel.setCurrentWidget(self._leeg)
        if weg:
            # Late: only for who had a dossier open that is gone.
            from zvh_desktop.services import vernietigen

            self.context.taken.vraag(vernietigen.waarom_weg, weg, klaar=self._vertel_waarom)

    def _vertel_waarom(self, waarom: str) -> None:
        if waarom and self._beeld is None:
            self._leeg.uitleg.setText(waarom)
            self.context.melding(waarom, rol="waarschuwing")

    def _vergeet(self) -> None:
        self._beeld = None
        self._vers.clear()
        self.context.niet_hier = {}
        for tab in self._gebouwd.values():
            tab.leeg()
        self._kop.leeg()
        self._vlaggen.leeg()
        self._stilstand.leeg()
        self._stepper.zet((), "")
        self._toon_inhoud(aan=False)
        self._stapel.setCurrentWidget(self._wacht)

    def _toon_inhoud(self, *, aan: bool) -> None:
        for deel in (self._kop, self._stepper, self._tabs):
            deel.setVisible(aan)
        if not aan:
            self._leest.zeg("")

    def _toon_tab(self) -> None:
        beeld = self._beeld
        if beeld is None:
            return
        naam = self._tabs.huidig()
        tab = self._gebouwd.get(naam)
        if tab is None:
            # Made in a few turns of the loop, then filled, then shown: no turn holds the window up for long.
            self._maak_verder(naam)
            self._straks(naam)
            return
        if naam not in self._vers:
            tab.zet(beeld)
            tab.pas_recht_toe()
            self._vers.add(naam)
            if self._stapel.currentWidget() is not tab:
                self._straks(naam)
                return
        self._onderweg = ""
        self._leest.zeg(next((beeld.niet.get(b.daad, "") for b in BLADEN if b.naam == naam and b.daad), ""))
        self._stapel.setCurrentWidget(tab)
        if self._kom_in_beeld:
            self._kom_in_beeld = False
            QTimer.singleShot(0, self, self._rol_naar_tabs)
        if self._wens:
            wens, self._wens = self._wens, ""
            tab.kies(wens)
        if self._herstel.get("tab") == naam:
            herstel, self._herstel = self._herstel, {}
            tab.herstel(herstel)

    def _maak_verder(self, naam: str) -> None:
        """Take the next step in making a tab; nobody else knows of it before it is whole."""
        if naam not in self._half:
            nieuw = maak_tab(self, naam)
            self._half[naam] = (nieuw, _stappen(nieuw))
            return
        tab, stappen = self._half[naam]
        if next(stappen, self) is self:
            del self._half[naam]
            self._gebouwd[naam] = tab
            self._stapel.addWidget(tab)

    def _straks(self, naam: str) -> None:
        """Go on with this tab in the next turn of the loop."""
        self._onderweg = naam
        QTimer.singleShot(BEURT_MS, self, self._toon_tab)

    def _ander_tab(self, _naam: str) -> None:
        vorige = self._stapel.currentWidget()
        if isinstance(vorige, Tab):
            vorige.verberg()
        self._kom_in_beeld = True
        self._toon_tab()

    def _rol_naar_tabs(self) -> None:
        """With large letters the head fills the window: what was chosen comes into view, right below the tabs."""
        vlak = self.parentWidget()
        while vlak is not None and not isinstance(vlak, QScrollArea):
            vlak = vlak.parentWidget()
        if vlak is not None:
            vlak.verticalScrollBar().setValue(self._tabs.y() - 4)

    def _volgende(self) -> None:
        self._tabs.stap(1)

    def _vorige(self) -> None:
        self._tabs.stap(-1)

    def _naar_casussen(self) -> None:
        self.context.venster.ga_naar("casussen")
