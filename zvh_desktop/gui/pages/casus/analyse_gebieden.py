"""Leefgebieden: all of them on one screen with what is known and what is empty; one opens beside it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from zvh_desktop.domain.analyse import PUNTSOORTEN, ZRM_EDITIES, ZRM_NIVEAUS, Analysepunt, Gebiedstand
from zvh_desktop.domain.tijd import kalenderdag
from zvh_desktop.gui.onderdelen import Kaart, Knop, Tekst, Zijpaneel, datum_in_woorden
from zvh_desktop.gui.pages.casus.analyse_deel import (
    Analysedeel,
    Analyseformulier,
    Inhoud,
    partnerkeuzes,
    persoonkeuzes,
)
from zvh_desktop.gui.pages.casus.formulier import Formulier, V
from zvh_desktop.gui.pages.casus.tab import Huis, kolom
from zvh_desktop.gui.pages.casus.waarden import kort, wie_in_woorden
from zvh_desktop.gui.rijen import Chipje, Rij, RijenLijst, Tegel
from zvh_desktop.gui.tabel import Cel, Kolom, Tabel, TabelRij
from zvh_desktop.gui.thema import thema
from zvh_desktop.services import analyse

__all__ = ["Leefgebieden"]

KOPPEN = {"feit": "Feiten", "kracht": "Krachten", "zorg": "Zorgen", "oordeel": "Oordeel"}
ICONEN = {"feit": "file-text", "kracht": "heart", "zorg": "triangle-alert", "oordeel": "scale"}
ROLLEN = {"feit": "neutraal", "kracht": "goed", "zorg": "waarschuwing", "oordeel": "info"}
_LEEG = "–"


class _Overzicht(Tabel):
    """Rows low enough for a list of thirteen on a laptop."""

    def rijhoogte(self) -> int:
        """One line and little air."""
        return thema().px("knop") + thema().lucht(15)


class Leefgebieden(Analysedeel):
    """The table, the panel of one leefgebied and that of one point."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(huis)
        indeling = kolom(self, lucht=8)
        self.stand = Tekst("", maat="knop", rol="tekst2", omloop=True)
        indeling.addWidget(self.stand)
        kaart = Kaart()
        self.tabel = _Overzicht(
            self.tr("Leefgebieden van deze casus"),
            (
                Kolom("naam", self.tr("Leefgebied"), 200, sorteerbaar=False),
                *(Kolom(s, KOPPEN[s], 150, rek=True, sorteerbaar=False) for s in PUNTSOORTEN),
                Kolom("zrm", self.tr("ZRM (invoer)"), 130, sorteerbaar=False),
            ),
        )
        self.tabel.geactiveerd.connect(self.open_gebied)
        self.tabel.clicked.connect(self._geklikt)
        kaart.inhoud.addWidget(self.tabel)
        indeling.addWidget(kaart)
        indeling.addStretch(1)
        self._gebied_id = ""
        self._maak_gebiedpaneel()
        self._maak_puntpaneel()

    def _maak_gebiedpaneel(self) -> None:
        self.paneel = Zijpaneel("", self.huis.gastheer(), breedte=520)
        self.score = Tekst("", maat="klein", rol="tekst2", omloop=True)
        self.paneel.inhoud.addWidget(self.score)
        self.lijst = RijenLijst(self.tr("Wat er over dit leefgebied bekend is"), in_kaart=True, wikkel=True)
        self.lijst.zet_marge(2)
        self.lijst.geactiveerd.connect(self._open_punt)
        self.leegzin = Tekst(
            self.tr(
                "Hier staat nog niets. Begin met een feit: wat is gezien, gehoord of gemeten, door wie en wanneer?"
            ),
            rol="tekst2",
            omloop=True,
        )
        self.paneel.inhoud.addWidget(self.lijst)
        self.paneel.inhoud.addWidget(self.leegzin)
        self.knoppen: dict[str, Knop] = {}
        for nummer, soort in enumerate(PUNTSOORTEN):
            knop = Knop(PUNTSOORTEN[soort].capitalize(), icoon="plus", soort="gewoon" if nummer else "primair")
            knop.setAccessibleName(self.tr("{wat} toevoegen").format(wat=PUNTSOORTEN[soort].capitalize()))
            knop.setObjectName(soort)
            knop.clicked.connect(self._nieuw)
            self.knoppen[soort] = self.paneel.voeg_knop_toe(knop)

    def _maak_puntpaneel(self) -> None:
        self.puntpaneel = Zijpaneel("", self.huis.gastheer(), breedte=520)
        rijen = (
            (V("puntsoort", "keuze"), V("aard", "keuze")),
            V("tekst", "tekst", regels=4, verplicht=True),
            (V("bron_partner_id", "keuze"), V("bron")),
            (V("datum", "datum", verleden=True), V("betrokkene_id", "keuze")),
            V("niet_delen_met", hint=self.tr("Namen, met een komma ertussen. “iedereen” houdt het in dit dossier.")),
            V("niet_delen_reden", "tekst", regels=1),
        )
        self.formulier = Analyseformulier(self.context, "analysepunt", rijen, vandaag=self.huis.vandaag)
        self.formulier.anders.connect(self._ander)
        self.puntpaneel.inhoud.addWidget(self.formulier)
        self._weg = self.puntpaneel.voeg_knop_toe(Knop(self.tr("Intrekken"), soort="gevaar", icoon="trash-2"))
        self._weg.clicked.connect(self._trek_in)
        self._klaar = self.puntpaneel.voeg_knop_toe(Knop(self.tr("Toevoegen"), soort="primair"))
        self._klaar.clicked.connect(self._af)
        self.puntpaneel.gesloten.connect(self.formulier.leg_neer)

    # -- showing

    def schrijvers(self) -> tuple[QWidget, ...]:
        """See `Analysedeel`."""
        return self.aanvullers()

    def aanvullers(self) -> tuple[QWidget, ...]:
        """See `Analysedeel`."""
        return tuple(self.knoppen.values())

    def vul(self, inhoud: Inhoud) -> None:
        """Show every leefgebied; an open panel follows."""
        a = inhoud.analyse
        self.formulier.zet_keuzes("bron_partner_id", partnerkeuzes(a))
        self.formulier.zet_keuzes("betrokkene_id", persoonkeuzes(a))
        self.tabel.zet([self._rij(s) for s in a.standen])
        regel = next((r for r in a.stand if r.naam == "leefgebieden"), None)
        self.stand.setText(f"{regel.tekst[:1].upper()}{regel.tekst[1:]}." if regel else "")
        stand = self._stand()
        if self.paneel.isVisible():
            if stand is None:
                self.paneel.sluit()
            else:
                self._vul_paneel(stand)
        record = self.formulier.record
        if self.puntpaneel.isVisible() and record is not None:
            punt = self._punt(record.id)
            if punt is None:
                self.puntpaneel.sluit()
            else:
                self.formulier.toon(punt, inhoud.concepten)

    def _stand(self) -> Gebiedstand | None:
        standen = self.inhoud.analyse.standen if self.inhoud else ()
        return next((s for s in standen if s.gebied.id == self._gebied_id), None)

    def _punt(self, id_: str) -> Analysepunt | None:
        standen = self.inhoud.analyse.standen if self.inhoud else ()
        return next((p for s in standen for groep in s.punten.values() for p in groep if p.id == id_), None)

    def _rij(self, stand: Gebiedstand) -> TabelRij:
        cellen = []
        woorden = []
        for soort in PUNTSOORTEN:
            punten = stand.punten[soort]
            if not punten:
                cellen.append(Cel(_LEEG, rol="tekst3", spreek=self.tr("geen")))
                continue
            meer = f"{len(punten)} · " if len(punten) > 1 else ""
            cellen.append(Cel(f"{meer}{kort(punten[0].tekst, 90)}", spreek=f"{len(punten)}: {punten[0].tekst}"))
            woorden.append(f"{len(punten)} {KOPPEN[soort].lower()}")
        naam = (
            stand.gebied.naam
            if stand.in_lijst
            else self.tr("{naam} (niet meer op de lijst)").format(naam=stand.gebied.naam)
        )
        score = Cel(_LEEG, rol="tekst3", spreek=self.tr("geen score"))
        zrm = ""
        if stand.score is not None:
            cijfer, dag, _editie = stand.score
            score = Cel(f"{cijfer} · {kalenderdag(dag)}", spreek=f"{cijfer} {ZRM_NIVEAUS[cijfer]}")
            zrm = self.tr(", ZRM {score} op {dag}").format(score=cijfer, dag=datum_in_woorden(dag))
        wat = ", ".join(woorden) or self.tr("leeg")
        kop = Cel(naam, gewicht=400 if stand.leeg else 600, rol="tekst2" if stand.leeg else "tekst")
        return TabelRij(stand.gebied.id, (kop, *cellen, score), f"{naam}: {wat}{zrm}")

    def leeg(self) -> None:
        """Forget everything."""
        super().leeg()
        self.verberg()
        self.tabel.zet(())
        self.lijst.zet(())
        self.stand.setText("")
        self.formulier.leeg()

    def verberg(self) -> None:
        """Close the panels."""
        self.puntpaneel.sluit()
        self.paneel.sluit()

    def formulieren(self) -> list[Formulier]:
        """The point that is open."""
        return [self.formulier] if self.puntpaneel.isVisible() else []

    def kies(self, record_id: str) -> bool:
        """Go to a point, a leefgebied, or to a new point that was being typed."""
        if self.inhoud is None:
            return False
        standen = self.inhoud.analyse.standen
        for stand in standen:
            if record_id in (stand.gebied.id, f"nieuw-analysepunt.{stand.gebied.id}-{self.casus_id}"):
                self.open_gebied(stand.gebied.id)
                if record_id.startswith("nieuw-"):
                    self.nieuw("")
                return True
            if any(p.id == record_id for groep in stand.punten.values() for p in groep):
                self.open_gebied(stand.gebied.id)
                self._open_punt(record_id)
                return True
        return False

    # -- one leefgebied

    def _geklikt(self, plek: object) -> None:
        sleutel = self.tabel.gekozen_sleutel()
        if sleutel:
            self.open_gebied(sleutel)

    def open_gebied(self, gebied_id: str) -> None:
        """Open the panel of a leefgebied."""
        self._gebied_id = gebied_id
        stand = self._stand()
        if stand is None:
            return
        self.puntpaneel.sluit()
        self.tabel.kies(gebied_id)
        self._vul_paneel(stand)
        self.paneel.open(self.lijst if not stand.leeg else self.knoppen["feit"])

    def _vul_paneel(self, stand: Gebiedstand) -> None:
        self.paneel.zet_titel(stand.gebied.naam)
        zin = (
            self.tr("Niet meer op de lijst van het huis; wat hier staat blijft bewaard.") if not stand.in_lijst else ""
        )
        if stand.score is not None:
            cijfer, dag, editie = stand.score
            zin = self.tr("{editie}, {dag}: {cijfer} {niveau}. Invoer, geen oordeel van het programma.").format(
                editie=ZRM_EDITIES.get(editie, editie),
                dag=datum_in_woorden(dag),
                cijfer=cijfer,
                niveau=ZRM_NIVEAUS[cijfer],
            )
        self.score.setText(zin)
        self.score.setVisible(bool(zin))
        rijen: list[Rij] = []
        for soort in PUNTSOORTEN:
            if stand.punten[soort]:
                rijen.append(Rij(f"kop:{soort}", KOPPEN[soort], KOPPEN[soort], kop=True))
                rijen += [self._puntrij(p) for p in stand.punten[soort]]
        self.lijst.zet(rijen)
        self.lijst.setVisible(bool(rijen))
        self.leegzin.setVisible(not rijen)

    def _puntrij(self, p: Analysepunt) -> Rij:
        assert self.inhoud is not None
        a = self.inhoud.analyse
        bron = wie_in_woorden(a.partners, p.bron_partner_id, p.bron) or self.tr("bron niet genoemd")
        delen = [bron]
        if p.datum:
            delen.append(datum_in_woorden(p.datum))
        if p.betrokkene_id:
            delen.append(self.tr("over {wie}").format(wie=a.naam_van(p.betrokkene_id)))
        chips = []
        if p.puntsoort in ("kracht", "zorg"):
            chips.append(Chipje(p.aard))
        if p.niet_delen_met.strip():
            chips.append(Chipje(self.tr("niet delen"), "waarschuwing", "eye-off"))
        onder = " · ".join(delen)
        niet = self.tr(", niet delen met {wie}").format(wie=p.niet_delen_met) if p.niet_delen_met.strip() else ""
        aard = f", {p.aard}" if p.puntsoort in ("kracht", "zorg") else ""
        return Rij(
            p.id,
            p.tekst,
            f"{PUNTSOORTEN[p.puntsoort]}{aard}: {p.tekst}. {onder}{niet}",
            lead=Tegel(ICONEN[p.puntsoort], ROLLEN[p.puntsoort]),
            tweede=onder,
            chips=tuple(chips),
        )

    # -- one point

    def _nieuw(self) -> None:
        self.nieuw(self.sender().objectName())

    def nieuw(self, soort: str) -> None:
        """Begin a point under the open leefgebied; what was typed before stands there again."""
        stand = self._stand()
        if stand is None or self.inhoud is None:
            return
        standaard = {"puntsoort": soort or "feit", "aard": "feit" if soort in ("", "feit") else "oordeel"}
        sleutel = f"nieuw-analysepunt.{stand.gebied.id}-{self.casus_id}"
        self.formulier.nieuw(sleutel, {**standaard, "datum": self.huis.vandaag()}, self.inhoud.concepten)
        self.puntpaneel.zet_titel(self.tr("{gebied}: toevoegen").format(gebied=stand.gebied.naam))
        self._klaar.zet_tekst(self.tr("Toevoegen"))
        self._weg.hide()
        self._ander()
        self.puntpaneel.open(self.formulier.velden["tekst"].invoer)

    def _open_punt(self, id_: str) -> None:
        punt = self._punt(id_)
        if punt is None or self.inhoud is None:
            return
        self.formulier.toon(punt, self.inhoud.concepten)
        self.puntpaneel.zet_titel(PUNTSOORTEN[punt.puntsoort].capitalize())
        self._klaar.zet_tekst(self.tr("Klaar"))
        self._weg.show()
        self._ander()
        self.puntpaneel.open(self.formulier.velden["tekst"].invoer)

    def _ander(self, _naam: str = "") -> None:
        """Only a kracht or a zorg can be either; a feit is a fact, an oordeel a judgement."""
        self.formulier.velden["aard"].setVisible(self.formulier.waarde("puntsoort") in ("kracht", "zorg"))

    def _af(self) -> None:
        if self.formulier.record is not None:
            self.puntpaneel.sluit()
            return
        if self.formulier.mist():
            return
        velden = {**self.formulier.waarden(), "leefgebied_id": self._gebied_id}
        self._klaar.setEnabled(False)
        self.context.taken.doe(
            analyse.voeg_toe, "analysepunt", self.casus_id, velden, klaar=self._toegevoegd, fout=self._mislukt
        )

    def _toegevoegd(self, uit: tuple[str, object]) -> None:
        self._klaar.setEnabled(True)
        self.formulier.leeg()
        self.puntpaneel.sluit()
        if self.paneel.isVisible():
            self.lijst.setFocus(Qt.FocusReason.OtherFocusReason)
        self.huis.gedaan(self.tr("Toegevoegd aan de analyse."), uit[1])

    def _mislukt(self, wat: BaseException) -> None:
        # What was typed stays in the form and in its drafts.
        self._klaar.setEnabled(True)
        self.context.fout(wat)

    def _trek_in(self) -> None:
        record = self.formulier.record
        self.puntpaneel.sluit()
        if record is not None:
            self.trek_in("analysepunt", record.id)
