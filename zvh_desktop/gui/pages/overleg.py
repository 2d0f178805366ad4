"""One overleg before and after the meeting: when and where, the agenda with minutes, who comes, who is covered."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from zvh_desktop.domain.casus import themanaam
from zvh_desktop.domain.datumtekst import schrijf_datum
from zvh_desktop.domain.overleg import HERKOMST
from zvh_desktop.gui.formulierconcept import FormulierConcept
from zvh_desktop.gui.onderdelen import (
    Chip,
    DatumVeld,
    GetalVeld,
    Kaart,
    Knop,
    RegelVeld,
    Tekst,
    TijdVeld,
    Veld,
    Zijpaneel,
)
from zvh_desktop.gui.pages.overleggasten import Gastenvak
from zvh_desktop.gui.pages.overleggen import STATUSROL
from zvh_desktop.gui.pages.overlegpapier import Papierknop
from zvh_desktop.gui.pages.verklaringafstand import Afstandvak
from zvh_desktop.gui.pages.voorzitten import Voorzitten
from zvh_desktop.gui.pagina import Actie, Context, Pagina
from zvh_desktop.gui.rijen import Avatar, Chipje, Rij, RijenLijst, Tegel
from zvh_desktop.gui.thema import thema
from zvh_desktop.services import (
    concepten,
    dossiers,
    geheimhouding,
    overleggen,
    voorzitten,
)
from zvh_desktop.services.dossiers import CasusRegel
from zvh_desktop.services.overleggen import DeelnemerRegel, OverlegDetail, PuntRegel

__all__ = ["Overleg"]


class Overleg(Pagina):
    """Plans one overleg and starts it."""

    titel = "Overleg"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._detail: OverlegDetail | None = None
        self._id = ""
        self._doe = ""
        self._punt = self._tekent = ""
        self._meeting: Voorzitten | None = None
        self._paneel: Zijpaneel | None = None
        self._formulier: FormulierConcept | None = None
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
        if argumenten.get("veld") == geheimhouding.CONCEPT:
            self._doe, self._tekent = "verder", str(argumenten.get("record_id", ""))
        elif argumenten.get("veld"):
            # A draft of the entry line: back to the point where it was typed.
            self._doe, self._punt = "verder", str(argumenten.get("record_id", "")).rsplit("-", 1)[-1]
        self._vraag()

    def _vraag(self) -> None:
        self.context.taken.vraag(overleggen.detail, self._id, klaar=self._vul, enkel="overleg")

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
        scherm.begin(self._punt, self._tekent)
        self._punt = self._tekent = ""

    def _verlaten(self) -> None:
        self._meeting = None
        self._vraag()
        self.start.setFocus()

    def _meeting_weg(self) -> None:
        self._meeting = None

    def positie(self) -> dict[str, Any]:
        """Whether one was in the meeting, at which point, and who was signing."""
        if self._meeting is None:
            return super().positie()
        return {"doe": "voorzitten", "agendapunt_id": self._meeting.punt, "tekent": self._meeting.tekent}

    def herstel(self, positie: dict[str, Any]) -> None:
        """Back into the meeting, or into the panel, as soon as the overleg is known."""
        super().herstel(positie)
        self._doe, self._punt = str(positie.get("doe", "")), str(positie.get("agendapunt_id", ""))
        self._tekent = str(positie.get("tekent", ""))

    def _klaarzetten(self) -> None:
        self.context.taken.doe(overleggen.naar_status, self._id, "open")

    # Changing

    def _toon_paneel(self, paneel: Zijpaneel, eerste: QWidget) -> None:
        if self._paneel is not None:
            self._paneel.sluit()
            self._paneel.deleteLater()
        self._paneel, self._formulier = paneel, None
        paneel.open(eerste)

    def _bewaak(self, paneel: Zijpaneel, label: str, sleutel: str, velden: dict[str, QWidget]) -> None:
        """Keep what is typed in a panel until it is saved."""
        self._formulier = FormulierConcept(self.context, paneel, label, velden)
        paneel.gesloten.connect(self._formulier.leg_neer)
        self._formulier.begin(sleutel)

    def _bewaar(self, functie: Callable[..., object], *args: object) -> None:
        """Save what the panel holds; its draft ends with it."""
        if self._formulier is not None:
            self._formulier.bewaar(functie, *args, klaar=self._bewaard)

    def _bewaard(self, *_: object) -> None:
        if self._formulier is not None:
            self._formulier.klaar()
        self._sluit_paneel()

    def verlaat(self) -> None:
        """Keep what stands in the panel."""
        if self._formulier is not None:
            self._formulier.leg_neer()

    def _sluit_paneel(self, *_: object) -> None:
        if self._paneel is not None:
            self._paneel.sluit()

    def _wijzig(self) -> None:
        assert self._detail is not None
        o = self._detail.overleg
        paneel = Zijpaneel(self.tr("Overleg wijzigen"), self)
        titel, plaats, secretaris = RegelVeld(o.titel), RegelVeld(o.plaats), RegelVeld(o.verslaglegger)
        datum = DatumVeld(vandaag=self.context.vandaag)
        datum.zet(o.datum)
        van, tot = TijdVeld(o.begin), TijdVeld(o.eind)
        for woord, veld in (
            (self.tr("Titel"), titel), (self.tr("Datum"), datum), (self.tr("Van"), van), (self.tr("Tot"), tot),
            (self.tr("Plaats"), plaats), (self.tr("Verslaglegger"), secretaris),
        ):  # fmt: skip
            paneel.inhoud.addWidget(Veld(woord, veld))
        paneel.inhoud.addStretch(1)
        knop = paneel.voeg_knop_toe(Knop(self.tr("Bewaren"), soort="primair", icoon="check"))

        def bewaar() -> None:
            velden = {
                "titel": titel.text().strip(),
                "datum": datum.dag or o.datum,
                "begin": van.tijd,
                "eind": tot.tijd,
                "plaats": plaats.text().strip(),
                "verslaglegger": secretaris.text().strip(),
            }
            self._bewaar(_wijzig_overleg, self._id, velden)

        knop.clicked.connect(bewaar)
        self._toon_paneel(paneel, titel)
        alle: dict[str, QWidget] = {
            "titel": titel, "datum": datum, "begin": van, "eind": tot, "plaats": plaats, "verslaglegger": secretaris
        }  # fmt: skip
        self._bewaak(paneel, self.tr("Overleg wijzigen"), concepten.formulier("wijzig", self._id), alle)

    def _casus_erbij(self) -> None:
        self.context.taken.vraag(dossiers.lijst, klaar=self._kies_casus)

    def _kies_casus(self, regels: list[CasusRegel]) -> None:
        assert self._detail is not None
        al = {p.punt.casus_id for p in self._detail.punten}
        keus = [r for r in regels if r.status == "loopt" and r.id not in al]
        paneel = Zijpaneel(self.tr("Casus op de agenda"), self)
        filter_ = RegelVeld(plaats=self.tr("naam of nummer"), wis=True)
        minuten = GetalVeld(1, 480, 20)
        lijst = RijenLijst(self.tr("Lopende casussen"), uniform=True)

        def vul(woord: str = "") -> None:
            klein = woord.strip().casefold()
            lijst.zet(
                [
                    Rij(
                        r.id,
                        r.naam,
                        f"{r.naam}, {r.nummer}, {', '.join(themanaam(x) for x in r.thema)}",
                        lead=Tegel("folder-open", "accent"),
                        tweede=f"{r.nummer} · {', '.join(themanaam(x) for x in r.thema)}",
                    )
                    for r in keus
                    if klein in f"{r.naam} {r.nummer}".casefold()
                ][:200]
            )

        def kies(casus_id: str) -> None:
            self.context.taken.doe(
                overleggen.voeg_casus_toe, self._id, casus_id, minuten.value(), klaar=self._sluit_paneel
            )

        filter_.textChanged.connect(vul)
        filter_.returnPressed.connect(lijst.setFocus)
        lijst.geactiveerd.connect(kies)
        paneel.inhoud.addWidget(Veld(self.tr("Zoeken"), filter_))
        paneel.inhoud.addWidget(Veld(self.tr("Minuten"), minuten))
        uitleg = self.tr("Enter zet de casus op de agenda en nodigt uit wie in de aanmelding staat.")
        paneel.inhoud.addWidget(Tekst(uitleg, maat="klein", rol="tekst2", omloop=True))
        paneel.inhoud.addWidget(lijst, 1)
        vul()
        self._toon_paneel(paneel, filter_)

    def _punt_erbij(self) -> None:
        paneel = Zijpaneel(self.tr("Agendapunt zonder casus"), self)
        titel = RegelVeld()
        minuten = GetalVeld(1, 480, 5)
        paneel.inhoud.addWidget(Veld(self.tr("Onderwerp"), titel, verplicht=True))
        paneel.inhoud.addWidget(Veld(self.tr("Minuten"), minuten))
        paneel.inhoud.addStretch(1)
        knop = paneel.voeg_knop_toe(Knop(self.tr("Toevoegen"), soort="primair", icoon="plus"))

        def voeg_toe() -> None:
            self._bewaar(overleggen.voeg_punt_toe, self._id, titel.text(), minuten.value())

        knop.clicked.connect(voeg_toe)
        titel.returnPressed.connect(voeg_toe)
        self._toon_paneel(paneel, titel)
        alle: dict[str, QWidget] = {"onderwerp": titel, "minuten": minuten}
        self._bewaak(paneel, self.tr("Agendapunt zonder casus"), concepten.formulier("punt", self._id), alle)

    def _punt_open(self, punt_id: str) -> None:
        assert self._detail is not None
        punt = next((p for p in self._detail.punten if p.punt.id == punt_id), None)
        if punt is None or self._detail.overleg.status == "gesloten":
            return
        paneel = Zijpaneel(punt.naam, self)
        minuten = GetalVeld(1, 480, punt.punt.minuten)
        paneel.inhoud.addWidget(Veld(self.tr("Minuten"), minuten))
        paneel.inhoud.addStretch(1)
        if punt.punt.casus_id:
            naar = paneel.voeg_knop_toe(Knop(self.tr("Dossier openen"), icoon="folder-open"))
            casus_id = punt.punt.casus_id
            naar.clicked.connect(lambda: self.context.venster.ga_naar("casussen.casus", casus_id=casus_id))
            paneel.inhoud.insertWidget(1, Gastenvak(self.context, casus_id, self._id))
        knop = paneel.voeg_knop_toe(Knop(self.tr("Bewaren"), soort="primair", icoon="check"))

        def bewaar() -> None:
            self.context.taken.doe(_wijzig_punt, punt_id, minuten.value(), klaar=self._sluit_paneel)

        knop.clicked.connect(bewaar)
        self._toon_paneel(paneel, minuten)

    def _verplaats(self, stap: int) -> None:
        punt_id = self.agenda.gekozen_sleutel()
        if punt_id and self.agenda.hasFocus():
            self.context.taken.doe(overleggen.verplaats_punt, punt_id, stap)

    def _weg(self) -> None:
        if self.agenda.hasFocus() and (punt_id := self.agenda.gekozen_sleutel()):
            self.context.taken.doe(overleggen.haal_weg, "agendapunt", punt_id)
        elif self.mensen.hasFocus() and (mens_id := self.mensen.gekozen_sleutel()):
            self.context.taken.doe(overleggen.haal_weg, "deelnemer", mens_id)

    def _deelnemer_erbij(self) -> None:
        self._deelnemer(None)

    def _deelnemer_open(self, deelnemer_id: str) -> None:
        assert self._detail is not None
        self._deelnemer(next((r for r in self._detail.deelnemers if r.deelnemer.id == deelnemer_id), None))

    def _deelnemer(self, regel: DeelnemerRegel | None) -> None:
        d = regel.deelnemer if regel else None
        paneel = Zijpaneel(d.naam if d else self.tr("Deelnemer toevoegen"), self)
        naam, organisatie = RegelVeld(d.naam if d else ""), RegelVeld(d.organisatie if d else "")
        functie, mandaat = RegelVeld(d.functie if d else ""), RegelVeld(d.mandaat if d else "")
        paneel.inhoud.addWidget(Veld(self.tr("Naam"), naam, verplicht=True))
        hint = self.tr("Schrijf de naam zoals bij Partners; dan telt het privacyprotocol mee.")
        paneel.inhoud.addWidget(Veld(self.tr("Organisatie"), organisatie, verplicht=True, hint=hint))
        paneel.inhoud.addWidget(Veld(self.tr("Functie"), functie))
        paneel.inhoud.addWidget(Veld(self.tr("Mandaat"), mandaat))
        if regel:
            paneel.inhoud.addWidget(
                Tekst(self.tr("Geheimhouding: {w}").format(w=regel.woorden), rol="tekst2", omloop=True)
            )
        paneel.inhoud.addStretch(1)
        gesloten = self._detail is not None and self._detail.overleg.status == "gesloten"
        if regel and d and not gesloten:
            afmelden = paneel.voeg_knop_toe(Knop(self.tr("Afwezig met bericht"), icoon="user-x"))
            afmelden.clicked.connect(lambda: self.context.taken.doe(_afmelden, d.id, klaar=self._sluit_paneel))
            if not regel.dekking.gedekt:
                paneel.inhoud.addWidget(Afstandvak(self.context, d, self._sluit_paneel))
        knop = paneel.voeg_knop_toe(Knop(self.tr("Bewaren"), soort="primair", icoon="check"))
        knop.setEnabled(not gesloten)

        def bewaar() -> None:
            velden = {
                "naam": naam.text().strip(), "organisatie": organisatie.text().strip(),
                "functie": functie.text().strip(), "mandaat": mandaat.text().strip(),
            }  # fmt: skip
            if d:
                self._bewaar(_wijzig_deelnemer, d.id, velden)
            else:
                self._bewaar(_voeg_deelnemer_toe, self._id, velden)

        knop.clicked.connect(bewaar)
        for veld in (naam, organisatie, functie, mandaat):
            veld.returnPressed.connect(bewaar)
        self._toon_paneel(paneel, naam)
        if not gesloten:
            sleutel = concepten.formulier("deelnemer", self._id, *((d.id,) if d else ()))
            alle: dict[str, QWidget] = {
                "naam": naam, "organisatie": organisatie, "functie": functie, "mandaat": mandaat
            }  # fmt: skip
            self._bewaak(paneel, self.tr("Deelnemer"), sleutel, alle)


def _letters(naam: str) -> str:
    delen = [x for x in naam.replace(".", " ").replace("’", " ").split() if x[:1].isupper()]
    return "".join(x[0] for x in (delen[:1] + delen[-1:] if len(delen) > 1 else delen)).upper()


def _wijzig_overleg(wp: Any, overleg_id: str, velden: dict[str, Any]) -> Any:
    return overleggen.wijzig(wp, overleg_id, **velden)


def _wijzig_punt(wp: Any, punt_id: str, minuten: int) -> Any:
    return overleggen.wijzig_punt(wp, punt_id, minuten=minuten)


def _wijzig_deelnemer(wp: Any, deelnemer_id: str, velden: dict[str, Any]) -> Any:
    return overleggen.wijzig_deelnemer(wp, deelnemer_id, **velden)


def _voeg_deelnemer_toe(wp: Any, overleg_id: str, velden: dict[str, Any]) -> Any:
    return overleggen.voeg_deelnemer_toe(wp, overleg_id, **velden)


def _afmelden(wp: Any, deelnemer_id: str) -> Any:
    return voorzitten.afgemeld(wp, deelnemer_id, met_bericht=True)
