"""One entry of the verloop: correct it, and see what it said before."""

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from zvh_desktop.domain.casus import NOTITIESOORTEN
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.domain.veldnamen import veldnaam
from zvh_desktop.domain.verloop import periode_van, schrijf_moment
from zvh_desktop.gui.conceptbode import ConceptBode
from zvh_desktop.gui.onderdelen import Knop, RegelVeld, Streep, Tekst, Veld, Zijpaneel
from zvh_desktop.gui.pages.casus.betrokkenen_bsn import TOON_MS
from zvh_desktop.gui.pages.casus.formulier import Concepten, Formulier, V
from zvh_desktop.gui.pages.casus.tab import Huis
from zvh_desktop.gui.pages.casus.waarden import moment_in_woorden, waarde_in_woorden
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.rijen import Rij, RijenLijst, Stuk
from zvh_desktop.services import dossiers, verloop
from zvh_desktop.services.meldingen import REGELS, zin
from zvh_desktop.services.verloop import Notitiebeeld, Vorig

__all__ = ["NotitiePaneel"]

_VELD = "tijdstip"


class NotitiePaneel(Zijpaneel):
    """Kind, moment, text, source; every field saves itself, and what stood there before stays readable.

    Signals:
        ingetrokken(bon): the entry was withdrawn.
        rollen(notitie_id): who was what in this incident is asked for.
    """

    ingetrokken = Signal(object)
    rollen = Signal(str)

    def __init__(self, context: Context, huis: Huis) -> None:
        super().__init__(QCoreApplication.translate("NotitiePaneel", "Notitie"), huis.gastheer(), breedte=500)
        self.context = context
        self._beeld: Notitiebeeld | None = None
        self._vandaag = date.min
        self._bode = ConceptBode(context, self)
        self._wie = Tekst("", maat="klein", rol="tekst2", omloop=True)
        self.wanneer = RegelVeld()
        self.wanneer.gewijzigd.connect(self._typt_moment)
        self.wanneer.verlaten.connect(self._bewaar_moment)
        self.wanneerveld = Veld(
            self.tr("Wanneer"), self.wanneer, hint=self.tr("bijvoorbeeld gisteren 14:00, of 3-11 t/m 5-11")
        )
        self.formulier = Formulier(
            context,
            "notitie",
            ((V("notitiesoort", "keuze"), V("aard", "keuze")), V("tekst", "tekst", regels=8), V("bron")),
            vandaag=huis.vandaag,
        )
        self._kop = Tekst(self.tr("Eerder stond hier"), maat="sectie", gewicht=700)
        self._streep = Streep()
        self._historie = RijenLijst(self.tr("Wat hier eerder stond, het laatste eerst"), wikkel=True, in_kaart=True)
        self._dicht = QWidget()
        dicht = QHBoxLayout(self._dicht)
        dicht.setContentsMargins(0, 0, 0, 0)
        self._dichttekst = Tekst("", rol="tekst2", omloop=True)
        dicht.addWidget(self._dichttekst, 1)
        self.adres_knop = Knop(self.tr("Toon adres"), icoon="eye", klein=True)
        self.adres_knop.setToolTip(self.tr("Dat u het adres bekijkt, wordt vastgelegd."))
        self.adres_knop.clicked.connect(self._vraag_adres)
        dicht.addWidget(self.adres_knop, 0, Qt.AlignmentFlag.AlignTop)
        self._getoond = False
        self._klok = QTimer(self)
        self._klok.setSingleShot(True)
        self._klok.setInterval(TOON_MS)
        self._klok.timeout.connect(self._tijd_om)
        for deel in (self._wie, self._dicht, self.wanneerveld, self.formulier, self._streep, self._kop, self._historie):
            self.inhoud.addWidget(deel)
        self.formulier.bewaard.connect(self._bewaard)
        weg = self.voeg_knop_toe(Knop(self.tr("Intrekken"), soort="gevaar", icoon="trash-2"))
        weg.clicked.connect(self._trek_in)
        self.wie_was_wat = self.voeg_knop_toe(Knop(self.tr("Wie was wat…"), icoon="users"))
        self.wie_was_wat.clicked.connect(self._naar_rollen)
        self.voeg_knop_toe(Knop(self.tr("Klaar"), soort="primair")).clicked.connect(self.sluit)
        self.gesloten.connect(self._gesloten)

    def toon(self, beeld: Notitiebeeld, conceptenboek: Concepten, vandaag: date) -> None:
        """Open for an entry."""
        self._vandaag = vandaag
        self._getoond = False
        self._klok.stop()
        self._zet(beeld, conceptenboek)
        self.open(self.formulier.velden["tekst"].invoer)

    def _zet(self, beeld: Notitiebeeld, conceptenboek: Concepten | None = None) -> None:
        n = beeld.notitie
        self._beeld = beeld
        self.zet_titel(NOTITIESOORTEN.get(n.notitiesoort, n.notitiesoort))
        self._wie.setText(self.tr("Vastgelegd door {wie}").format(wie=beeld.wie) if beeld.wie else "")
        self._wie.setVisible(bool(beeld.wie))
        self.wie_was_wat.setVisible(n.notitiesoort == "incident")
        self._dicht.setVisible(bool(beeld.bedekt))
        self.adres_knop.setVisible(beeld.bedekt == "op_verzoek")
        self._dichttekst.setText(
            self.tr("Hier staat een geheim adres in. Toon het om deze tekst te wijzigen.")
            if beeld.bedekt == "op_verzoek"
            else self.tr("Hier staat een adres in dat voor u is afgeschermd; de tekst kunt u niet wijzigen.")
        )
        self.formulier.toon(n, conceptenboek)
        concept = conceptenboek.get((n.id, _VELD)) if conceptenboek else None
        self.wanneer.zet(concept.tekst if concept else self._moment())
        self.wanneerveld.zet_fout("")
        self._historie.zet([self._rij(nr, v) for nr, v in enumerate(beeld.vorige)])
        for deel in (self._streep, self._kop, self._historie):
            deel.setVisible(bool(beeld.vorige))

    def _vraag_adres(self) -> None:
        beeld = self._beeld
        if beeld is None:
            return
        id_ = beeld.notitie.id

        def klaar(heel: Notitiebeeld) -> None:
            if self._beeld is not None and self._beeld.notitie.id == id_ and self.isVisible():
                self._getoond = True
                self._klok.start()
                self._zet(heel)
                self.formulier.ga_naar("tekst", 0)

        self.context.taken.doe(verloop.toon_adressen, id_, klaar=klaar, fout=self.context.fout, voor=self)

    def _gesloten(self) -> None:
        self._bode.schrijf()
        if self._getoond:
            # What was shown on purpose does not stay in fields that nobody sees.
            self.formulier.leg_neer()
            self.leeg()

    def _tijd_om(self) -> None:
        nu = QApplication.focusWidget()
        if nu is not None and self.isAncestorOf(nu):
            self._klok.start()
            return
        self._getoond = False
        self._ververs()

    def _moment(self) -> str:
        if self._beeld is None:
            return ""
        n = self._beeld.notitie
        return schrijf_moment(n.tijdstip, hele_dag=n.hele_dag, vandaag=self._vandaag, tot=n.tot)

    def _rij(self, nummer: int, v: Vorig) -> Rij:
        titel = veldnaam("notitie", v.veld)
        was = waarde_in_woorden("notitie", v.veld, v.was, {}) or self.tr("leeg")
        kop = self.tr("{veld}, tot {wanneer}").format(veld=titel, wanneer=moment_in_woorden(v.wanneer))
        wie = self.tr("gewijzigd door {wie}").format(wie=v.wie)
        return Rij(str(nummer), (Stuk(was),), f"{kop}: {was}, {wie}", tweede=f"{kop} · {wie}")

    def leeg(self) -> None:
        """Forget what was shown."""
        self._beeld = None
        self._getoond = False
        self._klok.stop()
        self.formulier.leeg()
        self.wanneer.setText("")
        self._historie.zet(())
        self._wie.setText("")

    def schrijf_concepten(self) -> None:
        """Hand over a moment that is being typed."""
        self._bode.schrijf()

    def _bewaard(self, _naam: str) -> None:
        self._ververs()

    def _ververs(self) -> None:
        if self._beeld is not None:
            vraag = partial(verloop.notitie, getoond=self._getoond)
            self.context.taken.vraag(vraag, self._beeld.notitie.id, klaar=self._ververst, enkel="notitiepaneel")

    def _ververst(self, beeld: Notitiebeeld | None) -> None:
        if beeld is not None and self._beeld is not None and beeld.notitie.id == self._beeld.notitie.id:
            self._zet(beeld)

    def _typt_moment(self, tekst: str) -> None:
        if self._beeld is not None:
            self.wanneerveld.zet_fout("")
            plaats = (self._beeld.notitie.id, _VELD)
            self._bode.typ(plaats, "notitie", self.tr("Notitie: wanneer"), tekst, self.wanneer.cursorPosition())

    def _bewaar_moment(self, tekst: str) -> None:
        if self._beeld is None or tekst.strip() == self._moment():
            return
        if periode_van(tekst, self.context.nu(), vooruit=True) is None:
            self.wanneerveld.zet_fout(REGELS["verloop_moment"])
            return
        self._bode.vergeet((self._beeld.notitie.id, _VELD))
        self.context.taken.doe(
            verloop.zet_moment, self._beeld.notitie.id, tekst, klaar=self._bewaard, fout=self._mislukt
        )

    def _mislukt(self, wat: BaseException) -> None:
        if isinstance(wat, Omstandigheid):
            self.wanneerveld.zet_fout(zin(wat))
        else:
            self.context.fout(wat)

    def _naar_rollen(self) -> None:
        if self._beeld is not None:
            id_ = self._beeld.notitie.id
            self.sluit()
            self.rollen.emit(id_)

    def _trek_in(self) -> None:
        beeld: Any = self._beeld
        self.sluit()
        if beeld is not None:
            self.context.taken.doe(dossiers.trek_in, "notitie", beeld.notitie.id, klaar=self._weg)

    def _weg(self, bon: object) -> None:
        self.leeg()
        self.ingetrokken.emit(bon)
