"""The ZRM: the course of each person as a drawing or as a table, and the metingen it is made of."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvh_desktop.domain.analyse import ZRM_DOMEINEN, ZRM_EDITIES, ZRM_NIVEAUS, ZRM_VERSIES, Reeks
from zvh_desktop.domain.tijd import kalenderdag
from zvh_desktop.gui.lettertypen import letter
from zvh_desktop.gui.onderdelen import Kaart, KeuzeVeld, Knop, LegeStaat, Segmenten, Tekst, datum_in_woorden
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.pages.casus.analyse_deel import Analysedeel, Inhoud
from zvh_desktop.gui.pages.casus.analyse_grafiek import Verloopgrafiek
from zvh_desktop.gui.pages.casus.analyse_meting import Metingpaneel
from zvh_desktop.gui.pages.casus.tab import Huis, Rolinhoud, kolom, maak_leeg, rolvlak
from zvh_desktop.gui.pages.casus.waarden import wie_in_woorden
from zvh_desktop.gui.panelen.drukken import naar_printer, printerdialoog
from zvh_desktop.gui.tabel import Cel, Kolom, Tabel, TabelRij
from zvh_desktop.services import probleemanalyse

__all__ = ["Zrm"]


class Zrm(Analysedeel):
    """A choice of course, the drawing or the table, and a sentence about the point one is at."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(huis)
        indeling = kolom(self, lucht=8)
        balk = Vloei(tussen=10)
        self.keuze = KeuzeVeld()
        self.keuze.setAccessibleName(self.tr("Verloop van wie, welke editie en versie"))
        self.keuze.gewijzigd.connect(self._gekozen)
        self.vorm = Segmenten(
            self.tr("Als grafiek of als tabel"),
            (("grafiek", self.tr("Grafiek")), ("tabel", self.tr("Tabel"))),
            gelijk=False,
        )
        self.vorm.gekozen.connect(self._andere_vorm)
        self.drukknop = Knop(self.tr("Afdrukken…"), soort="vlak", icoon="printer", klein=True)
        self.drukknop.clicked.connect(self._druk_af)
        self.knop = Knop(self.tr("Nieuwe meting"), icoon="plus", soort="primair")
        self.knop.clicked.connect(self.nieuw)
        balk.addWidget(self.keuze)
        balk.addWidget(self.vorm)
        balk.rek()
        balk.addWidget(self.drukknop)
        balk.addWidget(self.knop)
        indeling.addWidget(balk)
        self.punt = Tekst("", maat="sectie", gewicht=600, omloop=True)
        self.bij = Tekst("", maat="klein", rol="tekst2", omloop=True)
        indeling.addWidget(self.punt)
        indeling.addWidget(self.bij)
        binnen = Rolinhoud()
        vak = QVBoxLayout(binnen)
        vak.setContentsMargins(0, 0, 0, 0)
        self.kaart = Kaart()
        self.grafiek = Verloopgrafiek()
        self.grafiek.gekozen.connect(self._bij_punt)
        self.grafiek.geactiveerd.connect(self.open_meting)
        self.kaart.inhoud.addWidget(self.grafiek)
        self._tabelvak = QVBoxLayout()
        self.kaart.inhoud.addLayout(self._tabelvak)
        self.tabel: Tabel | None = None
        vak.addWidget(self.kaart)
        vak.addStretch(1)
        self.vlak = rolvlak(binnen)
        indeling.addWidget(self.vlak, 1)
        self.lege = LegeStaat(
            self.tr("Nog geen ZRM-meting"),
            self.tr(
                "Leg vast wat iemand scoorde: wanneer, door wie en met welke editie. Het programma rekent er niet mee."
            ),
            icoon="chart-column",
            knoppen=(("nieuw", self.tr("Nieuwe meting"), "plus"),),
        )
        self.lege.gekozen.connect(self.nieuw)
        indeling.addWidget(self.lege, 1)
        self.paneel = Metingpaneel(huis)
        self._reeksen: dict[str, Reeks] = {}

    # -- showing

    def schrijvers(self) -> tuple[QWidget, ...]:
        """See `Analysedeel`."""
        return self.aanvullers()

    def aanvullers(self) -> tuple[QWidget, ...]:
        """See `Analysedeel`."""
        return self.knop, *self.lege.findChildren(Knop)

    def vul(self, inhoud: Inhoud) -> None:
        """Show the courses; the chosen one stays."""
        a = inhoud.analyse
        nu = self.keuze.waarde()
        self._reeksen = {f"{r.betrokkene_id}|{r.editie}|{r.versie}": r for r in a.reeksen}
        self.keuze.clear()
        for sleutel, r in self._reeksen.items():
            self.keuze.addItem(self._naam(r), sleutel)
        self.keuze.kies(nu if nu in self._reeksen else next(iter(self._reeksen), ""))
        er_zijn = bool(self._reeksen)
        for deel in (self.keuze, self.vorm, self.drukknop, self.knop, self.vlak, self.punt, self.bij):
            deel.setVisible(er_zijn)
        self.lege.setVisible(not er_zijn)
        self._gekozen()

    def _naam(self, r: Reeks) -> str:
        assert self.inhoud is not None
        wie = self.inhoud.analyse.naam_van(r.betrokkene_id) or self.tr("de casus als geheel")
        versie = ZRM_VERSIES.get(r.versie, r.versie)
        return f"{wie} · {ZRM_EDITIES.get(r.editie, r.editie)}, {versie}"

    @property
    def reeks(self) -> Reeks | None:
        """The course in view."""
        return self._reeksen.get(str(self.keuze.waarde() or ""))

    def _gekozen(self, _waarde: object = None) -> None:
        self.grafiek.zet(self.reeks)
        self._vul_tabel()
        self._andere_vorm(self.vorm.huidig())

    def _andere_vorm(self, vorm: str) -> None:
        self.grafiek.setVisible(vorm == "grafiek")
        if self.tabel is not None:
            self.tabel.setVisible(vorm == "tabel")
        self.punt.setVisible(vorm == "grafiek" and self.reeks is not None)

    def _vul_tabel(self) -> None:
        reeks = self.reeks
        maak_leeg(self._tabelvak)
        self.tabel = None
        if reeks is None or self.inhoud is None:
            return
        dagen = [kalenderdag(m.datum) for m in reeks.metingen]
        kolommen = [
            Kolom("domein", self.tr("Domein"), 220, rek=True, sorteerbaar=False),
            *(Kolom(f"m{nr}", dag, 108, uitlijning="midden", sorteerbaar=False) for nr, dag in enumerate(dagen)),
        ]
        self.tabel = Tabel(self.tr("Verloop van de ZRM-scores, als tabel"), kolommen)
        rijen = []
        for domein in reeks.domeinen:
            naam = ZRM_DOMEINEN.get(domein, domein)
            scores = reeks.scores[domein]
            cellen = (
                Cel(str(s) if s else "–", rol="tekst" if s else "tekst3", gewicht=600, spreek=ZRM_NIVEAUS[s or 0])
                for s in scores
            )
            gezegd = "; ".join(f"{dag} {s or 'niet gescoord'}" for dag, s in zip(dagen, scores, strict=True))
            rijen.append(TabelRij(domein, (Cel(naam), *cellen), f"{naam}: {gezegd}"))
        self.tabel.zet(rijen)
        self._tabelvak.addWidget(self.tabel)

    def _bij_punt(self, zin: str) -> None:
        self.punt.setText(zin)
        reeks = self.reeks
        if reeks is None or self.inhoud is None:
            self.bij.setText("")
            return
        laatste = reeks.metingen[-1]
        door = wie_in_woorden(self.inhoud.analyse.partners, laatste.partner_id, laatste.afnemer)
        delen = [
            self.tr("{n} metingen, de laatste op {dag}").format(
                n=len(reeks.metingen), dag=datum_in_woorden(laatste.datum)
            )
            if len(reeks.metingen) > 1
            else self.tr("1 meting, op {dag}").format(dag=datum_in_woorden(laatste.datum))
        ]
        if door:
            delen.append(self.tr("door {wie}").format(wie=door))
        delen.append(self.tr("1 is acute problematiek, 5 is volledig zelfredzaam; pijltjes lopen langs de punten"))
        self.bij.setText(" · ".join(delen))

    def leeg(self) -> None:
        """Forget everything."""
        super().leeg()
        self.verberg()
        self._reeksen = {}
        self.keuze.clear()
        self.grafiek.zet(None)
        self._vul_tabel()
        self.punt.setText("")
        self.bij.setText("")

    def verberg(self) -> None:
        """Close the panel; what stands in it is kept as a draft."""
        self.paneel.sluit()

    def kies(self, record_id: str) -> bool:
        """Open a meting, or the new one that was being typed."""
        if record_id == f"nieuw-zrmmeting-{self.casus_id}":
            self.nieuw()
            return True
        return self.open_meting(record_id)

    def open_meting(self, meting_id: str) -> bool:
        """Open the panel of a meting; False when there is none of that id."""
        for sleutel, reeks in self._reeksen.items():
            meting = next((m for m in reeks.metingen if m.id == meting_id), None)
            if meting is not None and self.inhoud is not None:
                self.keuze.kies(sleutel)
                self._gekozen()
                self.paneel.begin(self.inhoud, meting)
                return True
        return False

    def nieuw(self, _naam: object = None) -> None:
        """Begin a new meting."""
        if self.inhoud is not None:
            self.paneel.begin(self.inhoud, None)

    # -- paper

    def _druk_af(self) -> None:
        if self.reeks is None:
            return
        gevonden = printerdialoog(self)
        if gevonden is None:
            self.context.melding(self.tr("Dit toestel kent geen printer; er is niets afgedrukt."), rol="waarschuwing")
            return
        printer, dialoog = gevonden
        dialoog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialoog.setWindowModality(Qt.WindowModality.WindowModal)
        dialoog.accepted.connect(self._leg_vast)
        self._printer = printer
        dialoog.show()

    def _leg_vast(self) -> None:
        """Record that it leaves, before it does."""
        reeks = self.reeks
        if reeks is not None:
            wat = self.tr("verloop van de {editie}").format(editie=ZRM_EDITIES.get(reeks.editie, reeks.editie))
            self.context.taken.doe(
                probleemanalyse.noteer_afdruk, self.casus_id, wat, klaar=self._druk, fout=self.context.fout, voor=self
            )

    def _druk(self, _bon: object = None) -> None:
        gelukt, zin = naar_printer(self, self._printer, self._teken_pagina)
        self.context.melding(zin, rol="neutraal" if gelukt else "gevaar")

    def _teken_pagina(self, p: QPainter) -> None:
        vlak = p.viewport()
        self.teken_blad(p, QRectF(0, 0, vlak.width(), vlak.height()))

    def teken_blad(self, p: QPainter, vlak: QRectF) -> None:
        """Draw the course on a sheet: what it is, the drawing, and how to read it; by number of the casus, no name."""
        reeks, inhoud = self.reeks, self.inhoud
        if reeks is None or inhoud is None:
            return
        hoog = self.grafiek.sizeHint().height()
        breed = 760.0
        schaal = min(vlak.width() / breed, vlak.height() / (hoog + 110))
        p.scale(schaal, schaal)
        p.setFont(letter("sectie", 700))
        versie = ZRM_VERSIES.get(reeks.versie, reeks.versie)
        editie = ZRM_EDITIES.get(reeks.editie, reeks.editie)
        titel = self.tr("Verloop {editie} ({versie}), casus {nummer}")
        p.drawText(
            QRectF(0, 0, breed, 30),
            0,
            titel.format(editie=editie, versie=versie, nummer=inhoud.analyse.casus.nummer),
        )
        p.setFont(letter("klein", 400))
        uitleg = self.tr("1 is acute problematiek, 5 is volledig zelfredzaam. Invoer van wie het afnam, geen oordeel.")
        p.drawText(QRectF(0, 32, breed, 40), int(Qt.TextFlag.TextWordWrap), uitleg)
        p.translate(0, 76)
        self.grafiek.druk(p, breed)
