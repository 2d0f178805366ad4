"""One overleg before and after the meeting: when and where, the agenda with minutes, who comes, who is covered."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from zvh_desktop.domain.casus import themanaam
from zvh_desktop.domain.datumtekst import schrijf_datum
from zvh_desktop.domain.overleg import HERKOMST
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.gui.onderdelen import (
    Chip,
    Kaart,
    Knop,
    Tekst,
)
from zvh_desktop.gui.pages.overleggen import STATUSROL
from zvh_desktop.gui.pages.overlegpanelen import OverlegPanelen
from zvh_desktop.gui.pages.overlegpapier import Papierknop
from zvh_desktop.gui.pages.voorzitten import Voorzitten
from zvh_desktop.gui.pagina import Actie, Context
from zvh_desktop.gui.rijen import Avatar, Chipje, Rij, RijenLijst, Tegel
from zvh_desktop.gui.thema import thema
from zvh_desktop.services import (
    geheimhouding,
    overlegbeeld,
    overleggen,
)
from zvh_desktop.services.overlegbeeld import DeelnemerRegel, OverlegDetail, PuntRegel

__all__ = ["Overleg"]


class Overleg(OverlegPanelen):
    """Plans one overleg and starts it."""

    titel = "Overleg"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._doe = ""
        self._punt = self._tekent = ""
        self._afrondplek: dict[str, Any] | None = None
        self._meeting: Voorzitten | None = None
        self._deelnemer_id = ""
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(22, 16, 22, 16)
        kolom.setSpacing(12)
        kop = self._kop = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        kop.setSpacing(10)
        titels = QVBoxLayout()
        titels.setSpacing(0)
        self.kop = Tekst("", maat="pagina", gewicht=700)
        self.waar = Tekst("", rol="tekst2", maat="knop")
        titels.addWidget(self.kop)
        titels.addWidget(self.waar)
        kop.addLayout(titels, 1)
        self.stand = Chip()
        rechts = QHBoxLayout()
        rechts.setSpacing(10)
        rechts.addWidget(self.stand)
        self.wijzig = Knop(self.tr("Wijzigen"), icoon="pencil")
        self.wijzig.clicked.connect(self._wijzig)
        self.stukken = Papierknop(context, self)
        self.openen = Knop(self.tr("Klaarzetten"), icoon="calendar-check")
        self.openen.clicked.connect(self._klaarzetten)
        self.start = Knop(self.tr("Overleg voorzitten"), soort="primair", icoon="play", sneltoets="F5")
        self.start.clicked.connect(self.voorzitten)
        for knop in (self.wijzig, self.stukken, self.openen, self.start):
            rechts.addWidget(knop)
        rechts.addStretch(0)
        kop.addLayout(rechts)
        kolom.addLayout(kop)
        kolommen = self._kolommen = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        kolommen.setSpacing(16)
        self.erbij = Knop(self.tr("Casus"), icoon="plus", klein=True, naam=self.tr("Casus op de agenda zetten"))
        self.erbij.clicked.connect(self._casus_erbij)
        self.punt = Knop(self.tr("Ander punt"), soort="vlak", icoon="plus", klein=True)
        self.punt.clicked.connect(self._punt_erbij)
        self.tijd = Tekst("", maat="klein", rol="tekst2")
        agenda = Kaart(self.tr("Agenda"), achter=(self.tijd, self.punt, self.erbij))
        self.agenda = RijenLijst(self.tr("Agenda"), uniform=True)
        self.agenda.geactiveerd.connect(self._punt_open)
        agenda.inhoud.addWidget(self.agenda, 1)
        self.hulp = Tekst(
            self.tr("Enter: minuten wijzigen · Alt+↑ en Alt+↓: verplaatsen · Delete: van de agenda"),
            maat="klein",
            rol="tekst3",
        )
        self.hulp.setContentsMargins(14, 6, 14, 8)
        agenda.inhoud.addWidget(self.hulp)
        kolommen.addWidget(agenda, 1)
        self.mens = Knop(self.tr("Deelnemer"), icoon="user-plus", klein=True, naam=self.tr("Deelnemer toevoegen"))
        self.mens.clicked.connect(self._deelnemer_erbij)
        self.gedekt = Chip()
        mensen = Kaart(self.tr("Deelnemers"), achter=(self.gedekt, self.mens))
        self.mensen = RijenLijst(self.tr("Deelnemers"), uniform=True)
        self.mensen.geactiveerd.connect(self._deelnemer_open)
        mensen.inhoud.addWidget(self.mensen, 1)
        kolommen.addWidget(mensen, 1)
        kolom.addLayout(kolommen, 1)
        for toets, doe in (
            ("Alt+Up", lambda: self._verplaats(-1)),
            ("Alt+Down", lambda: self._verplaats(1)),
            ("Delete", self._weg),
        ):
            actie = QAction(self)
            actie.setShortcut(QKeySequence(toets))
            actie.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            actie.triggered.connect(doe)
            self.addAction(actie)

    def minimumSizeHint(self) -> QSize:
        """The columns go below each other before the page is too narrow."""
        hoog = super().minimumSizeHint().height()
        return QSize(thema().lengte(420), hoog)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room, else one below the other."""
        super().resizeEvent(event)
        smal = self.width() < thema().lengte(900)
        richting = QBoxLayout.Direction.TopToBottom if smal else QBoxLayout.Direction.LeftToRight
        if self._kolommen.direction() is not richting:
            self._kolommen.setDirection(richting)
            self._kop.setDirection(richting)
            for lijst in (self.agenda, self.mensen):
                lijst.setMinimumHeight(thema().lengte(260) if smal else 0)
            self.hulp.setVisible(not smal)

    def toon(self, **argumenten: Any) -> None:
        """Show an overleg; `doe="voorzitten"` goes straight into the meeting."""
        self._id = str(argumenten.get("overleg_id", self._id))
        self._doe = str(argumenten.get("doe", ""))
        self._deelnemer_id = str(argumenten.get("deelnemer_id", ""))
        self._punt = self._tekent = ""
        self._afrondplek = None
        if argumenten.get("veld") == geheimhouding.CONCEPT:
            self._doe, self._tekent = "verder", str(argumenten.get("record_id", ""))
        elif argumenten.get("veld"):
            # A draft of the entry line: back to the point where it was typed.
            self._doe, self._punt = "verder", str(argumenten.get("record_id", "")).rsplit("-", 1)[-1]
        self._vraag()

    def _vraag(self) -> None:
        self.context.taken.vraag(overlegbeeld.detail, self._id, klaar=self._vul, enkel="overleg")

    def ververs(self, bon: object) -> None:
        """Refresh when anything of an overleg changed."""
        if getattr(bon, "soorten", frozenset()) & {
            "overleg",
            "agendapunt",
            "deelnemer",
            "verklaring",
            "casus",
            "partner",
        }:
            self._vraag()

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """See `Pagina`."""
        return {
            Daad.OVERLEG_VOORBEREIDEN: (self.wijzig, self.erbij, self.punt, self.mens, self.openen),
            Daad.VOORZITTEN: (self.start,),
            Daad.UITGEVEN: (self.stukken,),
        }

    def acties(self) -> list[Actie]:
        """Chair, and put a casus on the agenda."""
        return [
            Actie("overleg.voorzitten", self.tr("Overleg voorzitten"), self.voorzitten, "play"),
            Actie("overleg.casus", self.tr("Casus op de agenda zetten"), self._casus_erbij, "plus"),
            Actie("overleg.deelnemer", self.tr("Deelnemer toevoegen"), self._deelnemer_erbij, "user-plus"),
            *self.stukken.acties(),
        ]

    def _vul(self, d: OverlegDetail) -> None:
        self._detail = d
        o = d.overleg
        self.kop.setText(o.titel)
        dag = schrijf_datum(o.datum, o.datum, "lang")
        self.waar.setText(
            f"{dag} {o.datum.year} · {o.begin:%H:%M}–{o.eind:%H:%M} · {o.plaats or self.tr('plaats volgt')}"
        )
        rol, beeld = STATUSROL[o.status]
        self.stand.zet(o.status, rol=rol, icoon=beeld)
        dicht = o.status == "gesloten"
        for knop in (self.wijzig, self.erbij, self.punt, self.mens, self.start):
            knop.setEnabled(not dicht)
        self.start.zet_tekst(self.tr("Verder voorzitten") if o.status == "bezig" else self.tr("Overleg voorzitten"))
        self.openen.setVisible(o.status == "concept")
        self.stukken.zet(o.id, gehouden=o.status in ("bezig", "gesloten"))
        past = self.tr("{n} minuten").format(n=d.minuten)
        self.tijd.setText(past if d.past else self.tr("{n} minuten: past niet").format(n=d.minuten))
        self.tijd.zet_rol("tekst2" if d.past else "waarschuwing")
        self.agenda.zet([self._agendarij(p) for p in d.punten])
        self.mensen.zet([self._mensrij(r) for r in d.deelnemers])
        open_ = sum(not r.dekking.gedekt for r in d.deelnemers)
        if open_:
            self.gedekt.zet(self.tr("{n} niet gedekt").format(n=open_), rol="waarschuwing", icoon="shield-alert")
        else:
            self.gedekt.zet(self.tr("iedereen gedekt"), rol="goed", icoon="shield-check")
        doe, self._doe = self._doe, ""
        if (doe == "voorzitten" and not dicht) or (doe == "verder" and o.status == "bezig"):
            self.voorzitten()
        elif doe == "deelnemer" and self._deelnemer_id:
            self._deelnemer_open(self._deelnemer_id)
        elif doe in ("wijzig", "punt", "deelnemer") and not dicht:
            {"wijzig": self._wijzig, "punt": self._punt_erbij, "deelnemer": self._deelnemer_erbij}[doe]()

    def _agendarij(self, p: PuntRegel) -> Rij:
        thema = ", ".join(themanaam(x) for x in p.thema)
        waarvan = HERKOMST.get(p.punt.herkomst, "")
        if waarvan and p.punt.herkomst_reden:
            waarvan = f"{waarvan}: {p.punt.herkomst_reden}"
        tweede = " · ".join(x for x in (p.nummer, thema, waarvan) if x) or self.tr("zonder casus")
        beeld = "folder-open" if p.punt.casus_id else "message-square"
        minuten = self.tr("{n} min").format(n=p.punt.minuten)
        return Rij(
            p.punt.id,
            f"{p.om:%H:%M}  {p.naam}",
            f"{p.om:%H:%M}, {p.naam}, {p.punt.minuten} minuten",
            lead=Tegel(beeld, "accent" if p.punt.casus_id else "neutraal"),
            tweede=tweede,
            achter=(Chipje(minuten),),
        )

    def _mensrij(self, r: DeelnemerRegel) -> Rij:
        d = r.deelnemer
        rol, beeld = ("goed", "shield-check") if r.dekking.gedekt else ("waarschuwing", "shield-alert")
        chips = [Chipje(r.woorden, rol, beeld)]
        if d.aanwezigheid.startswith("afwezig"):
            chips.insert(0, Chipje(self.tr("afwezig"), "neutraal", "user-x"))
        tweede = " · ".join(x for x in (d.organisatie, d.functie) if x)
        return Rij(
            d.id, d.naam, f"{d.naam}, {tweede}, {r.woorden}", lead=Avatar(_letters(d.naam)), tweede=tweede,
            achter=tuple(chips),
        )  # fmt: skip

    # Chairing

    def voorzitten(self) -> None:
        """Begin, or go on, and fill the window with the meeting."""
        if self._detail is None or self._detail.overleg.status == "gesloten":
            return
        if self._detail.overleg.status == "bezig":
            self._open_scherm(None)
        else:
            self.context.taken.doe(overleggen.begin, self._id, klaar=self._open_scherm)

    def _open_scherm(self, _bon: object) -> None:
        scherm = self._meeting = Voorzitten(self.context, self._id)
        scherm.verlaten.connect(self._verlaten)
        scherm.destroyed.connect(self._meeting_weg)
        self.context.venster.vul_venster(scherm, afgeschermd=False)
        scherm.begin(self._punt, self._tekent, self._afrondplek)
        self._punt = self._tekent = ""
        self._afrondplek = None

    def _verlaten(self) -> None:
        self._meeting = None
        self._vraag()
        self.start.setFocus()

    def _meeting_weg(self) -> None:
        self._meeting = None

    def positie(self) -> dict[str, Any]:
        """Whether one was in the meeting, at which point, who was signing, and where in closing one was."""
        if self._meeting is None:
            return super().positie()
        v = self._meeting
        return {"doe": "voorzitten", "agendapunt_id": v.punt, "tekent": v.tekent, "afrondplek": v.afrondplek}

    def herstel(self, positie: dict[str, Any]) -> None:
        """Back into the meeting, or into the panel, as soon as the overleg is known."""
        super().herstel(positie)
        self._doe, self._punt = str(positie.get("doe", "")), str(positie.get("agendapunt_id", ""))
        self._tekent, self._afrondplek = str(positie.get("tekent", "")), positie.get("afrondplek")

    def _klaarzetten(self) -> None:
        self.context.taken.doe(overleggen.naar_status, self._id, "open")


def _letters(naam: str) -> str:
    delen = [x for x in naam.replace(".", " ").replace("’", " ").split() if x[:1].isupper()]
    return "".join(x[0] for x in (delen[:1] + delen[-1:] if len(delen) > 1 else delen)).upper()
