"""The blocks of the themes of a casus, built from their definition."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.themablok import Themablok, Themarij
from zvh_desktop.domain.themavelden import Blok, Blokveld, Lijst, elders_in_woorden
from zvh_desktop.gui.dicht import sluit
from zvh_desktop.gui.onderdelen import Kaart, Knop, LegeStaat, Tekst, Zijpaneel, datum_in_woorden
from zvh_desktop.gui.pages.casus.analyse_deel import Analysedeel, Analyseformulier, Inhoud, lijstkaart
from zvh_desktop.gui.pages.casus.betrokkenen import TOON_MS
from zvh_desktop.gui.pages.casus.formulier import Formulier, V
from zvh_desktop.gui.pages.casus.tab import Huis, Rolinhoud, kolom, rolvlak
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.rijen import Chipje, Rij, RijenLijst, Tegel
from zvh_desktop.services import analyse
from zvh_desktop.services.analyse import BlokInhoud
from zvh_desktop.services.meldingen import CASUS_DICHT

__all__ = ["Blokkaart", "Themas"]


def _v(veld: Blokveld) -> V:
    keuzes = tuple((veld.keuzes or {}).items())
    return V(veld.naam, veld.soort, keuzes=keuzes, regels=2, hint=veld.uitleg, titel=veld.titel)


def _rijen(velden: Sequence[Blokveld]) -> list[V | tuple[V, ...]]:
    """Return the rows of a form: a field that stands beside the one before it comes in its row."""
    groepen: list[list[V]] = []
    for veld in velden:
        if veld.naast and groepen:
            groepen[-1].append(_v(veld))
        else:
            groepen.append([_v(veld)])
    return [groep[0] if len(groep) == 1 else tuple(groep) for groep in groepen]


class _Geheim(Kaart):
    """What is secret of a block: shown for a moment when asked, which is logged, and then it can be changed."""

    def __init__(self, context: Context, huis: Huis, blok: Blok, velden: Sequence[Blokveld]) -> None:
        super().__init__(rand="rondom", vlak2=True)
        self._context, self._blok, self._casus_id = context, blok, ""
        namen = ", ".join(v.titel.lower() for v in velden)
        rij = QHBoxLayout()
        self.zin = Tekst("", omloop=True)
        self.knop = Knop(self.tr("Toon of wijzig"), icoon="eye", klein=True)
        self.knop.setAccessibleName(self.tr("Toon of wijzig {wat}").format(wat=namen))
        self.knop.setToolTip(self.tr("Dat u dit bekijkt, wordt vastgelegd."))
        self.knop.clicked.connect(self._wissel)
        rij.addWidget(self.zin, 1)
        rij.addWidget(self.knop)
        self.inhoud.addLayout(rij)
        self._namen = velden[0].titel
        self.formulier = Analyseformulier(context, blok.soort, _rijen(velden), vandaag=huis.vandaag)
        self.formulier.hide()
        self.inhoud.addWidget(self.formulier)
        self._klok = QTimer(self)
        self._klok.setSingleShot(True)
        self._klok.setInterval(TOON_MS)
        self._klok.timeout.connect(self.verberg)

    def zet(self, casus_id: str, *, er_staat: bool) -> None:
        """Say whether something stands there; what is in view stays in view."""
        if casus_id != self._casus_id:
            self.verberg()
        self._casus_id = casus_id
        wat = self.tr("{wat}: vastgelegd en verborgen") if er_staat else self.tr("{wat}: nog niet vastgelegd")
        self.zin.setText(wat.format(wat=self._namen))

    def verberg(self) -> None:
        """Save what was typed and mask it again."""
        self._klok.stop()
        if not self.formulier.isHidden():
            # Out of view first: a field in which somebody is busy does not let itself be emptied.
            self.formulier.hide()
            self.formulier.leg_neer()
            self.formulier.leeg()
        self.knop.zet_tekst(self.tr("Toon of wijzig"), self.knop.accessibleName())
        self.knop.zet_icoon("eye")

    def _wissel(self) -> None:
        if self.formulier.isHidden():
            soort, casus_id = self._blok.soort, self._casus_id
            self._context.taken.doe(analyse.toon_geheim, soort, casus_id, klaar=self._toon, voor=self)
        else:
            self.verberg()

    def _toon(self, record: Themablok) -> None:
        if record.casus_id != self._casus_id or not self.isVisible():
            return
        self.formulier.toon(record, {})
        self.formulier.show()
        self.knop.zet_tekst(self.tr("Verberg"), self.knop.accessibleName())
        self.knop.zet_icoon("eye-off")
        naam = next(iter(self.formulier.velden))
        self.formulier.ga_naar(naam, 0)
        self._klok.start()


class Blokkaart(Kaart):
    """One block: what to heed, what is told elsewhere, its fields, its secrets and its lists."""

    def __init__(self, deel: "Themas", blok: Blok) -> None:
        super().__init__(blok.titel, rand="rondom")
        self._deel, self.blok = deel, blok
        self.erbij: list[Knop] = []
        self.weg = Tekst(
            deel.tr("Dit thema is van de casus gehaald. Wat hier staat blijft bewaard en kan worden bijgewerkt."),
            rol="waarschuwing",
            omloop=True,
        )
        self.inhoud.addWidget(self.weg)
        if blok.let_op:
            self.inhoud.addWidget(Tekst(blok.let_op, rol="tekst2", omloop=True))
        self._elders: dict[str, Tekst] = {}
        for veld in blok.velden:
            if veld.soort == "elders":
                self._maak_elders(veld)
        gewoon = [v for v in blok.velden if v.soort != "elders" and not v.geheim]
        self.formulier = Analyseformulier(deel.context, blok.soort, _rijen(gewoon), vandaag=deel.huis.vandaag)
        self.inhoud.addWidget(self.formulier)
        geheim = [v for v in blok.velden if v.geheim]
        self.geheim = _Geheim(deel.context, deel.huis, blok, geheim) if geheim else None
        if self.geheim is not None:
            self.inhoud.addWidget(self.geheim)
        self.lijsten: dict[str, RijenLijst] = {}
        for lijst in blok.lijsten:
            self._maak_lijst(lijst)

    def _maak_elders(self, veld: Blokveld) -> None:
        rij = QHBoxLayout()
        rij.setSpacing(10)
        kop = Tekst(veld.titel, maat="klein", rol="tekst2")
        self._elders[veld.naam] = Tekst("", omloop=True)
        vak = QVBoxLayout()
        vak.setSpacing(2)
        vak.addWidget(kop)
        vak.addWidget(self._elders[veld.naam])
        rij.addLayout(vak, 1)
        knop = Knop(self.tr("Bij Betrokkenen"), soort="vlak", icoon="users", klein=True)
        knop.setAccessibleName(self.tr("{wat}: naar Betrokkenen").format(wat=veld.titel))
        knop.clicked.connect(self._naar_betrokkenen)
        rij.addWidget(knop)
        self.inhoud.addLayout(rij)

    def _maak_lijst(self, lijst: Lijst) -> None:
        knop = Knop(lijst.een.capitalize(), icoon="plus", klein=True)
        knop.setAccessibleName(self.tr("{wat} toevoegen").format(wat=lijst.een.capitalize()))
        knop.clicked.connect(partial(self._deel.nieuwe_rij, lijst.naam))
        inhoud = self._deel.inhoud
        dicht = CASUS_DICHT if inhoud is not None and inhoud.analyse.casus.status == "afgesloten" else ""
        sluit(knop, self._deel.context.niet_hier.get(Daad.ANALYSE_BIJWERKEN, "") or dicht)
        self.erbij.append(knop)
        kaart, rijen = lijstkaart(lijst.titel, knop)
        rijen.geactiveerd.connect(self._deel.open_rij)
        self.lijsten[lijst.naam] = rijen
        self.inhoud.addWidget(kaart)

    def _naar_betrokkenen(self) -> None:
        self._deel.huis.ga_naar_tab("betrokkenen")

    def zet(self, b: BlokInhoud, inhoud: Inhoud) -> None:
        """Show what stands in the block."""
        a = inhoud.analyse
        self.weg.setVisible(not b.actief)
        for naam, tekst in self._elders.items():
            tekst.setText(elders_in_woorden(naam, a.betrokkenen, a.vandaag))
        self.formulier.toon(b.record, inhoud.concepten)
        if self.geheim is not None:
            er_staat = any(getattr(b.record, v.naam) for v in self.blok.velden if v.geheim)
            self.geheim.zet(a.casus.id, er_staat=er_staat)
        for lijst in self.blok.lijsten:
            rijen = [_rij(lijst, r) for r in b.rijen[lijst.naam]]
            self.lijsten[lijst.naam].zet(rijen)
            self.lijsten[lijst.naam].setVisible(bool(rijen))

    def leeg(self) -> None:
        """Forget everything."""
        self.formulier.leeg()
        if self.geheim is not None:
            self.geheim.verberg()
            self.geheim.zin.setText("")
        for tekst in self._elders.values():
            tekst.setText("")
        for rijen in self.lijsten.values():
            rijen.zet(())


def _rij(lijst: Lijst, r: Themarij) -> Rij:
    namen = {v.naam: v for v in lijst.velden}
    kop = r.kop.strip()
    if "keuze" in namen and r.keuze:
        kop = (namen["keuze"].keuzes or {}).get(r.keuze, r.keuze)
    dagen = [datum_in_woorden(d) for naam, d in (("van", r.van), ("tot", r.tot)) if naam in namen and d is not None]
    if "tot" in namen and "van" not in namen and dagen:
        dagen = [f"{namen['tot'].titel.lower()} {dagen[0]}"]
    chips: tuple[Chipje, ...] = ()
    if "gedaan" in namen:
        chips = (Chipje("besproken", "goed", "circle-check") if r.gedaan else Chipje("niet besproken", "waarschuwing"),)
    dag = " – ".join(dagen)
    eerste = kop or dag or lijst.een
    onder = "\n".join(deel for deel in (dag if kop else "", r.tekst.strip()) if deel)
    gezegd = ", ".join(c.tekst for c in chips)
    return Rij(
        r.id,
        eerste,
        f"{lijst.een}: {eerste}. {onder} {gezegd}".strip(),
        lead=Tegel("calendar-days" if dagen else "file-text"),
        tweede=onder,
        achter=chips,
    )


class Themas(Analysedeel):
    """A card for each block, and a panel for the rows of its lists."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(huis)
        binnen = Rolinhoud()
        self.vlak = rolvlak(binnen)
        kolom(self).addWidget(self.vlak)
        indeling = QVBoxLayout(binnen)
        indeling.setContentsMargins(0, 0, 0, 0)
        indeling.setSpacing(12)
        self._blokken = QVBoxLayout()
        self._blokken.setSpacing(12)
        indeling.addLayout(self._blokken)
        self.lege = LegeStaat(
            self.tr("Geen thema met extra velden"),
            self.tr("Kies bij Overzicht een thema; de velden die erbij horen verschijnen hier."),
            icoon="tag",
            knoppen=(("overzicht", self.tr("Naar het overzicht"), None),),
        )
        self.lege.gekozen.connect(self._naar_overzicht)
        indeling.addWidget(self.lege)
        indeling.addStretch(1)
        self.kaarten: dict[str, Blokkaart] = {}
        self._panelen: dict[str, tuple[Zijpaneel, Analyseformulier, Knop, Knop]] = {}
        self._open_lijst = ""
        self._wens = ""
        self._volgende = QTimer(self)
        self._volgende.setSingleShot(True)
        self._volgende.setInterval(0)
        self._volgende.timeout.connect(self._bouw)

    # -- showing

    def schrijvers(self) -> tuple[QWidget, ...]:
        """See `Analysedeel`."""
        weg = (paneel[2] for paneel in self._panelen.values())
        return *self.aanvullers(), *weg

    def aanvullers(self) -> tuple[QWidget, ...]:
        """See `Analysedeel`."""
        return tuple(knop for kaart in self.kaarten.values() for knop in kaart.erbij)

    def vul(self, inhoud: Inhoud) -> None:
        """Show the blocks, each made in a turn of its own; a form takes a while."""
        nu = {b.blok.soort for b in inhoud.analyse.blokken}
        for soort, kaart in self.kaarten.items():
            if soort not in nu:
                kaart.hide()
                kaart.leeg()
        for b in inhoud.analyse.blokken:
            if b.blok.soort in self.kaarten:
                self._zet_kaart(b, inhoud)
        self.lege.setVisible(not nu)
        self._ververs_paneel()
        self._bouw()

    def _zet_kaart(self, b: BlokInhoud, inhoud: Inhoud) -> None:
        self.kaarten[b.blok.soort].zet(b, inhoud)
        self.kaarten[b.blok.soort].show()

    def _bouw(self) -> None:
        """Make the next card that is not there yet."""
        if self.inhoud is None:
            return
        mist = [b for b in self.inhoud.analyse.blokken if b.blok.soort not in self.kaarten]
        if mist:
            kaart = self.kaarten[mist[0].blok.soort] = Blokkaart(self, mist[0].blok)
            self._blokken.addWidget(kaart)
            self._zet_kaart(mist[0], self.inhoud)
        if len(mist) > 1:
            self._volgende.start()
        elif self._wens:
            wens, self._wens = self._wens, ""
            self.kies(wens)

    def leeg(self) -> None:
        """Forget everything."""
        super().leeg()
        self.verberg()
        self._wens = ""
        for kaart in self.kaarten.values():
            kaart.leeg()
        for _, formulier, *_ in self._panelen.values():
            formulier.leeg()

    def verberg(self) -> None:
        """Close the panels and mask what is secret."""
        for paneel, *_ in self._panelen.values():
            paneel.sluit()
        for kaart in self.kaarten.values():
            if kaart.geheim is not None:
                kaart.geheim.verberg()

    def formulieren(self) -> list[Formulier]:
        """Those of the blocks, and of the open panel; what is secret too, for its drafts."""
        uit: list[Formulier] = [f for paneel, f, *_ in self._panelen.values() if paneel.isVisible()]
        for kaart in self.kaarten.values():
            if not kaart.isHidden():
                uit.append(kaart.formulier)
                if kaart.geheim is not None and not kaart.geheim.formulier.isHidden():
                    uit.append(kaart.geheim.formulier)
        return uit

    def kies(self, record_id: str) -> bool:
        """Go to a block or a row, also by its drafts; a block that is still to be made is gone to when it is there."""
        if self.inhoud is None:
            return False
        for b in self.inhoud.analyse.blokken:
            if record_id in (b.record.id, analyse.conceptsleutel(b.record)):
                kaart = self.kaarten.get(b.blok.soort)
                if kaart is None:
                    self._wens = record_id
                    return True
                self.vlak.ensureWidgetVisible(kaart)
                kaart.formulier.ga_naar(next(iter(kaart.formulier.velden)), 0)
                return True
            for lijst in b.blok.lijsten:
                if record_id == f"nieuw-themarij.{lijst.naam}-{self.casus_id}":
                    self.nieuwe_rij(lijst.naam)
                    return True
        return self.open_rij(record_id)

    # -- rows

    def _paneel(self, lijst: Lijst) -> tuple[Zijpaneel, Analyseformulier, Knop, Knop]:
        """Return the panel of a list, made at the first visit."""
        if lijst.naam not in self._panelen:
            paneel = Zijpaneel("", self.huis.gastheer(), breedte=460)
            formulier = Analyseformulier(self.context, "themarij", _rijen(lijst.velden), vandaag=self.huis.vandaag)
            paneel.inhoud.addWidget(formulier)
            weg = paneel.voeg_knop_toe(Knop(self.tr("Intrekken"), soort="gevaar", icoon="trash-2"))
            weg.clicked.connect(self._trek_rij_in)
            klaar = paneel.voeg_knop_toe(Knop(self.tr("Toevoegen"), soort="primair"))
            klaar.clicked.connect(self._rij_af)
            paneel.gesloten.connect(formulier.leg_neer)
            self._panelen[lijst.naam] = (paneel, formulier, weg, klaar)
        return self._panelen[lijst.naam]

    def _lijst(self, naam: str) -> Lijst | None:
        blokken = self.inhoud.analyse.blokken if self.inhoud else ()
        return next((lijst for b in blokken for lijst in b.blok.lijsten if lijst.naam == naam), None)

    def nieuwe_rij(self, naam: str, *_: object) -> None:
        """Begin a row of a list."""
        lijst = self._lijst(naam)
        if lijst is None or self.inhoud is None:
            return
        self.verberg()
        paneel, formulier, weg, klaar = self._paneel(lijst)
        formulier.nieuw(f"nieuw-themarij.{naam}-{self.casus_id}", {}, self.inhoud.concepten)
        paneel.zet_titel(self.tr("{wat} toevoegen").format(wat=lijst.een.capitalize()))
        klaar.zet_tekst(self.tr("Toevoegen"))
        weg.hide()
        self._open_lijst = naam
        paneel.open()

    def _vind_rij(self, id_: str) -> Themarij | None:
        blokken = self.inhoud.analyse.blokken if self.inhoud else ()
        return next((r for b in blokken for groep in b.rijen.values() for r in groep if r.id == id_), None)

    def open_rij(self, id_: str) -> bool:
        """Open a row; False when there is none of that id."""
        rij = self._vind_rij(id_)
        lijst = self._lijst(rij.lijst) if rij else None
        if rij is None or lijst is None or self.inhoud is None:
            return False
        self.verberg()
        paneel, formulier, weg, klaar = self._paneel(lijst)
        formulier.toon(rij, self.inhoud.concepten)
        paneel.zet_titel(lijst.een.capitalize())
        klaar.zet_tekst(self.tr("Klaar"))
        weg.show()
        self._open_lijst = lijst.naam
        paneel.open()
        return True

    def _ververs_paneel(self) -> None:
        for paneel, formulier, *_ in self._panelen.values():
            if paneel.isVisible() and formulier.record is not None and self.inhoud is not None:
                rij = self._vind_rij(formulier.record.id)
                if rij is None:
                    paneel.sluit()
                else:
                    formulier.toon(rij, self.inhoud.concepten)

    def _rij_af(self) -> None:
        paneel, formulier, _, klaar = self._panelen[self._open_lijst]
        if formulier.record is not None:
            paneel.sluit()
            return
        klaar.setEnabled(False)
        functie = partial(analyse.voeg_toe, lijst=self._open_lijst)
        velden = formulier.waarden()
        self.context.taken.doe(
            functie, "themarij", self.casus_id, velden, klaar=self._toegevoegd, fout=self._mislukt, voor=self
        )

    def _toegevoegd(self, uit: tuple[str, object]) -> None:
        paneel, formulier, _, klaar = self._panelen[self._open_lijst]
        klaar.setEnabled(True)
        formulier.leeg()
        paneel.sluit()
        self.huis.gedaan(self.tr("Toegevoegd aan het thema."), uit[1])

    def _mislukt(self, wat: BaseException) -> None:
        # What was typed stays in the form and in its drafts.
        self._panelen[self._open_lijst][3].setEnabled(True)
        self.context.fout(wat)

    def _trek_rij_in(self) -> None:
        paneel, formulier, *_ = self._panelen[self._open_lijst]
        record = formulier.record
        paneel.sluit()
        if record is not None:
            self.trek_in("themarij", record.id)

    def _naar_overzicht(self, _naam: str) -> None:
        self.huis.ga_naar_tab("overzicht")
