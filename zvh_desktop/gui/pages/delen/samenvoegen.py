"""Samen te voegen: two versions side by side; choose one, make one of both, or leave it for later."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from zvh_desktop.domain.partner import Partner
from zvh_desktop.domain.tekstverschil import eigen_stukken
from zvh_desktop.gui.conceptbode import ConceptBode
from zvh_desktop.gui.onderdelen import Kaart, Knop, LegeStaat, Tekst, TekstVeld, Veld
from zvh_desktop.gui.onderdelen.vloei import Stapelaar
from zvh_desktop.gui.pages.casus.waarden import moment_in_woorden, waarde_in_woorden
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.rijen import Chipje, Rij, RijenLijst, Tegel
from zvh_desktop.gui.rolvak import Rolvak
from zvh_desktop.gui.thema import thema
from zvh_desktop.services import concepten, samenvoegen
from zvh_desktop.services.samenvoegen import Conflict, Versie
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["SamenvoegVak"]


def _sleutel(b: Conflict) -> str:
    return f"{b.record}/{b.veld}"


def _concept(wp: Werkplek, record: str, veld: str) -> tuple[concepten.Concept | None, Mapping[str, Partner]]:
    return concepten.haal(wp, f"samen-{record}", veld), wp.partners()


class _VersieTekst(TekstVeld):
    """One version to read, with what only it says marked; plain text, whatever was typed."""

    def __init__(self, tekst: str, anderen: Sequence[str], naam: str) -> None:
        super().__init__(tekst, regels=3)
        self.setReadOnly(True)
        self.setAccessibleName(naam)
        self._stukken = eigen_stukken(tekst, anderen)
        self._markeer()
        thema().veranderd.connect(self._markeer)

    def _markeer(self) -> None:
        opmaak = QTextCharFormat()
        opmaak.setBackground(thema().kleur("waarschuwing_zacht"))
        merken = []
        for begin, eind in self._stukken:
            merk = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(begin)
            cursor.setPosition(eind, QTextCursor.MoveMode.KeepAnchor)
            merk.cursor, merk.format = cursor, opmaak
            merken.append(merk)
        self.setExtraSelections(merken)


class SamenvoegVak(QWidget):
    """The inbox.

    Signals:
        dossier(casus_id): a person wants to see the dossier.

    Attributes:
        straks: key of the conflict to choose when the list has come.
    """

    dossier = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.straks = ""
        self._botsingen: dict[str, Conflict] = {}
        self._nu: Conflict | None = None
        self._bode = ConceptBode(context, self)
        self._knoppen: list[Knop] = []
        self.eigen: TekstVeld | None = None
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(0, 0, 0, 0)
        self.leeg = LegeStaat(
            self.tr("Niets samen te voegen"),
            self.tr(
                "Wijzigen twee mensen hetzelfde veld zonder het van elkaar te weten, dan staan beide versies hier."
            ),
            icoon="git-merge",
        )
        kolom.addWidget(self.leeg, 1)
        self._werk = QWidget()
        rij = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._werk)
        rij.setContentsMargins(0, 0, 0, 0)
        rij.setSpacing(16)
        Stapelaar(self._werk, rij, 820)
        kaart = Kaart()
        self.lijst = RijenLijst(self.tr("Samen te voegen"))
        self.lijst.gekozen.connect(self._kies)
        self.lijst.geactiveerd.connect(self._naar_keuze)
        kaart.inhoud.addWidget(self.lijst, 1)
        rij.addWidget(kaart, 3)
        self._rechts = Rolvak()
        rij.addWidget(self._rechts, 7)
        kolom.addWidget(self._werk, 1)
        self._werk.hide()
        self._kaart = kaart
        thema().veranderd.connect(self._pas_hoogte)
        self._pas_hoogte()

    def _pas_hoogte(self) -> None:
        """Ask for enough that large letters make the page scroll, not each part by a line at a time."""
        self._kaart.setMinimumHeight(thema().lengte(84))
        self._rechts.setMinimumHeight(thema().lengte(300))

    # -- showing

    def vul(self, botsingen: Sequence[Conflict]) -> None:
        """Show what has to be chosen; the one in view stays in view."""
        self._botsingen = {_sleutel(b): b for b in botsingen}
        self.leeg.setVisible(not botsingen)
        self._werk.setVisible(bool(botsingen))
        self.lijst.zet(self._rij(b) for b in botsingen)
        if not botsingen:
            self._nu = None
            return
        wil, self.straks = self.straks, ""
        sleutel = next((s for s in (wil, _sleutel(self._nu) if self._nu else "") if s in self._botsingen), "")
        sleutel = sleutel or _sleutel(botsingen[0])
        self.lijst.kies(sleutel)
        if self._nu is None or self._nu != self._botsingen[sleutel]:
            self._kies(sleutel)

    def _rij(self, b: Conflict) -> Rij:
        wie = " en ".join(dict.fromkeys(self.tr("u") if v.eigen else v.wie for v in b.versies))
        tweede = " · ".join(deel for deel in (b.veldnaam, b.casusnaam, wie) if deel)
        return Rij(
            _sleutel(b),
            b.titel,
            f"{b.titel}, {tweede}, {len(b.versies)} versies",
            lead=Tegel("git-merge", "waarschuwing"),
            tweede=tweede,
            achter=(Chipje(f"{len(b.versies)}", "neutraal"),),
            maat="knop",
        )

    def _kies(self, sleutel: str) -> None:
        botsing = self._botsingen.get(sleutel)
        if botsing is None:
            return
        self._bode.schrijf()
        self._nu = botsing
        self.context.taken.vraag(
            _concept, botsing.record, botsing.veld, klaar=self._toon, enkel="samenvoegen", voor=self
        )

    def _toon(self, antwoord: tuple[concepten.Concept | None, Mapping[str, Partner]]) -> None:
        b = self._nu
        if b is None:
            return
        concept, partners = antwoord
        vak = QWidget()
        vak.setObjectName("pagina")
        kolom = QVBoxLayout(vak)
        kolom.setContentsMargins(0, 0, 4, 0)
        kolom.setSpacing(12)
        kolom.addLayout(self._kop(b))
        naast = QWidget()
        rij = QBoxLayout(QBoxLayout.Direction.LeftToRight, naast)
        rij.setContentsMargins(0, 0, 0, 0)
        rij.setSpacing(12)
        Stapelaar(naast, rij, 640)
        self._knoppen = []
        woorden = [self._in_woorden(b, v.toon, partners) for v in b.versies]
        for nr, versie in enumerate(b.versies):
            rij.addWidget(self._versie(b, nr, versie, woorden), 1)
        kolom.addWidget(naast)
        self.eigen = None
        if b.is_tekst:
            kolom.addWidget(self._zelf(b, concept))
        kolom.addStretch(1)
        if (oud := self._rechts.takeWidget()) is not None:
            oud.deleteLater()
        self._rechts.setWidget(vak)

    def _kop(self, b: Conflict) -> QHBoxLayout:
        rij = QHBoxLayout()
        titels = QVBoxLayout()
        titels.addWidget(Tekst(b.titel, maat="sectie", gewicht=700, omloop=True))
        uitleg = self.tr("{veld}: nu te zien is de laatste versie, op ieder toestel. Er is niets weg.")
        titels.addWidget(Tekst(uitleg.format(veld=b.veldnaam), maat="knop", rol="tekst2", omloop=True))
        rij.addLayout(titels, 1)
        later = Knop(self.tr("Later"), soort="vlak", icoon="clock", klein=True)
        later.clicked.connect(self._later)
        rij.addWidget(later, 0, Qt.AlignmentFlag.AlignTop)
        if b.casus_id:
            naar = Knop(b.casusnaam, icoon="folder-open", klein=True)
            naar.clicked.connect(self._open_dossier)
            rij.addWidget(naar, 0, Qt.AlignmentFlag.AlignTop)
        return rij

    def _in_woorden(self, b: Conflict, waarde: Any, partners: Mapping[str, Partner]) -> str:
        if b.veld == "verwijderd":
            return self.tr("ingetrokken") if waarde else self.tr("niet ingetrokken")
        if b.is_tekst:
            return str(waarde or "")
        return waarde_in_woorden(b.soort, b.veld, waarde, partners)

    def _versie(self, b: Conflict, nr: int, versie: Versie, woorden: Sequence[str]) -> Kaart:
        wie = self.tr("U, op dit toestel") if versie.eigen else versie.wie
        kaart = Kaart(wie, rand="rondom")
        wanneer = moment_in_woorden(versie.wanneer)
        kaart.inhoud.addWidget(Tekst(wanneer, maat="klein", rol="tekst2"))
        anderen = [w for i, w in enumerate(woorden) if i != nr]
        if b.is_tekst:
            naam = self.tr("Versie van {wie}").format(wie=wie)
            kaart.inhoud.addWidget(_VersieTekst(woorden[nr], anderen, naam))
        else:
            kaart.inhoud.addWidget(Tekst(woorden[nr], gewicht=600, omloop=True))
        knop = Knop(
            self.tr("Deze houden"), icoon="check", klein=True, naam=self.tr("Versie van {wie} houden").format(wie=wie)
        )
        knop.setObjectName(str(nr))
        knop.clicked.connect(self._houd)
        self._knoppen.append(knop)
        kaart.inhoud.addWidget(knop, 0, Qt.AlignmentFlag.AlignLeft)
        kaart.inhoud.addStretch(1)
        return kaart

    def _zelf(self, b: Conflict, concept: concepten.Concept | None) -> Kaart:
        kaart = Kaart(self.tr("Of maak er zelf één tekst van"), rand="rondom")
        self.eigen = TekstVeld(concept.tekst if concept else b.samen or "", regels=4)
        self.eigen.gewijzigd.connect(self._getypt)
        kaart.inhoud.addWidget(
            Veld(
                self.tr("Samengevoegde tekst"),
                self.eigen,
                hint=self.tr("Begonnen met alle zinnen van alle versies; haal weg wat dubbel is."),
            )
        )
        bewaar = Knop(self.tr("Deze tekst bewaren"), soort="primair", icoon="git-merge")
        bewaar.clicked.connect(self._bewaar)
        kaart.inhoud.addWidget(bewaar, 0, Qt.AlignmentFlag.AlignLeft)
        return kaart

    def _naar_keuze(self, _sleutel: str) -> None:
        if self._knoppen:
            self._knoppen[0].setFocus(Qt.FocusReason.TabFocusReason)

    # -- choosing

    def _houd(self) -> None:
        zender = self.sender()
        if self._nu is not None and isinstance(zender, Knop):
            self._beslis(self._nu.versies[int(zender.objectName())].waarde)

    def _bewaar(self) -> None:
        if self.eigen is not None:
            self._beslis(self.eigen.tekst())

    def _beslis(self, waarde: Any) -> None:
        b = self._nu
        if b is None:
            return
        self._bode.vergeet((f"samen-{b.record}", b.veld))
        self.context.taken.doe(
            samenvoegen.voeg_samen, b.soort, b.record, b.veld, waarde, klaar=self._gekozen, label=self.tr("Bewaren…")
        )

    def _gekozen(self, _bon: object) -> None:
        self._nu = None
        zin = self.tr("Samengevoegd. Wat niet gekozen is, staat in de geschiedenis.")
        self.context.melding(zin, rol="goed")
        self.lijst.setFocus(Qt.FocusReason.OtherFocusReason)

    def _later(self) -> None:
        """To the next one; this one stays as it is."""
        sleutels = list(self._botsingen)
        if self._nu is None or not sleutels:
            return
        plaats = sleutels.index(_sleutel(self._nu)) if _sleutel(self._nu) in sleutels else -1
        volgende = sleutels[(plaats + 1) % len(sleutels)]
        self.lijst.kies(volgende)
        self._kies(volgende)
        self.lijst.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_dossier(self) -> None:
        if self._nu is not None and self._nu.casus_id:
            self.dossier.emit(self._nu.casus_id)

    def _getypt(self, tekst: str) -> None:
        b = self._nu
        if b is not None and self.eigen is not None:
            plek = (f"samen-{b.record}", b.veld)
            self._bode.typ(plek, b.soort, "Samenvoegen", tekst, self.eigen.textCursor().position())

    def leg_neer(self) -> None:
        """Hand over what is typed."""
        self._bode.schrijf()
