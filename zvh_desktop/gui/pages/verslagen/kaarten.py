"""The cards beside the pages of a verslag: reactions, vaststelling, signing, who gets what, check, versions."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from zvh_desktop.domain.verslag import Verslag, mag_wijzigen
from zvh_desktop.gui.onderdelen import Kaart, Knop, RegelVeld, Tekst, Wachtbalk, datum_in_woorden
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.pages.verslagen.woorden import (
    BELET,
    GEVOELIG,
    GEWEIGERD,
    ONTVANGST,
    moment,
    reactiechip,
    statuschip,
)
from zvh_desktop.gui.panelen.controleren import controlerijen
from zvh_desktop.gui.rijen import Avatar, Chipje, Deel, Knopje, Rij, RijenLijst, Stuk
from zvh_desktop.services import controlewoorden
from zvh_desktop.services.verslagen import Ontvanger, VerslagDetail

__all__ = ["ControleKaart", "OndertekenKaart", "OntvangersKaart", "ReactiesKaart", "VaststelKaart", "VersiesKaart"]


def letters(naam: str) -> str:
    """Return two letters for a circle: `MH` for `M. van der Heijden`."""
    delen = [d for d in naam.replace("’", "").split() if d[:1].isupper()]
    return (delen[0][0] + delen[-1][0] if len(delen) > 1 else naam[:2]).upper()


def _lijst(naam: str) -> RijenLijst:
    return RijenLijst(naam, in_kaart=True, wikkel=True, kiesbaar=False)


def _rij(*delen: QWidget) -> QHBoxLayout:
    rij = QHBoxLayout()
    rij.setSpacing(8)
    for deel in delen:
        rij.addWidget(deel)
    rij.addStretch(1)
    return rij


class ReactiesKaart(Kaart):
    """How long people may react, what they said, what was done with it."""

    termijn = Signal()
    opnemen = Signal()
    verwerken = Signal(str)

    def __init__(self) -> None:
        self.knop_termijn = Knop("", icoon="send", klein=True)
        self.knop_opnemen = Knop("", icoon="plus", klein=True)
        super().__init__(
            QCoreApplication.translate("Verslag", "Reacties"), achter=(self.knop_termijn, self.knop_opnemen)
        )
        self.knop_termijn.zet_tekst(self.tr("Ter reactie…"), self.tr("Ter reactie leggen"))
        self.knop_opnemen.zet_tekst(self.tr("Reactie opnemen…"))
        self.knop_termijn.clicked.connect(self.termijn)
        self.knop_opnemen.clicked.connect(self.opnemen)
        self.stand = Tekst("", maat="knop", rol="tekst2", omloop=True)
        self.stand.setContentsMargins(14, 10, 14, 10)
        self.inhoud.addWidget(self.stand)
        self.lijst = _lijst(self.tr("Reacties"))
        self.lijst.knop_gedrukt.connect(self._knop)
        self.lijst.geactiveerd.connect(self._activeer)
        self.inhoud.addWidget(self.lijst)
        self._open: set[str] = set()

    def zet(self, detail: VerslagDetail) -> None:
        """Show the reactions of a verslag."""
        verslag = detail.regel.verslag
        wijzigbaar = mag_wijzigen(verslag)
        self.setVisible(wijzigbaar or bool(detail.reacties))
        self.knop_termijn.setVisible(wijzigbaar)
        self.knop_opnemen.setVisible(wijzigbaar)
        self._open = {r.id for r in detail.reacties if wijzigbaar}
        self.stand.setText(self._stand(verslag, len(detail.reacties)))
        rijen = []
        for r in detail.reacties:
            chip = reactiechip(r)
            achter: tuple[Deel, ...] = (chip,)
            if r.verwerkt == "open" and wijzigbaar:
                achter = (Knopje("verwerk", self.tr("Verwerken…")),)
            dag = datum_in_woorden(r.datum, jaar=False, weekdag=False)
            tweede = f"{r.van} · {dag}" + (f" · {r.verwerking}" if r.verwerking else "")
            spreek = self.tr("Reactie van {van}, {stand}: {tekst}")
            rijen.append(
                Rij(
                    r.id,
                    (Stuk(r.tekst),),
                    spreek.format(van=r.van, stand=chip.tekst, tekst=r.tekst),
                    tweede=tweede,
                    achter=achter,
                    maat="knop",
                )
            )
        self.lijst.zet(rijen)
        self.lijst.setVisible(bool(rijen))

    def _stand(self, verslag: Verslag, aantal: int) -> str:
        if verslag.reactie_tot is None:
            return self.tr("Nog niet ter reactie gelegd; dat mag ook achterwege blijven.")
        zin = self.tr("Ter reactie sinds {van}, tot en met {tot}.")
        if not mag_wijzigen(verslag):
            zin = self.tr("Lag ter reactie van {van} tot en met {tot}.")
        van = datum_in_woorden(verslag.reactie_verstuurd_op or verslag.reactie_tot, jaar=False)
        zin = zin.format(van=van, tot=datum_in_woorden(verslag.reactie_tot, jaar=False))
        return zin if aantal else zin + " " + self.tr("Geen reacties opgenomen.")

    def _knop(self, sleutel: str, _naam: str) -> None:
        self.verwerken.emit(sleutel)

    def _activeer(self, sleutel: str) -> None:
        if sleutel in self._open:
            self.verwerken.emit(sleutel)


class VaststelKaart(Kaart):
    """What stands in the way, and the two buttons: this one, or all of the overleg."""

    een = Signal()
    alle = Signal()

    def __init__(self) -> None:
        super().__init__(QCoreApplication.translate("Verslag", "Vaststellen"), rand="rondom")
        self.belet = Tekst("", maat="knop", omloop=True)
        self.uitleg = Tekst(
            self.tr("Na vaststelling verandert de tekst niet meer; een correctie is een nieuwe versie met een reden."),
            maat="klein",
            rol="tekst2",
            omloop=True,
        )
        self.knop_alle = Knop("", soort="primair", icoon="check-check")
        self.knop_een = Knop(self.tr("Dit verslag vaststellen"), icoon="check")
        self._verslag_id = ""
        self.knop_alle.clicked.connect(self.alle)
        self.knop_een.clicked.connect(self.een)
        self.gevoelig = Tekst("", maat="knop", rol="waarschuwing", omloop=True)
        self.toch = RegelVeld(plaats=self.tr("of: waarom het moet blijven staan"))
        self.toch.setAccessibleName(self.tr("Waarom het moet blijven staan"))
        for deel in (self.belet, self.gevoelig, self.toch, self.uitleg):
            self.inhoud.addWidget(deel)
        self.inhoud.addLayout(_rij(self.knop_alle, self.knop_een))

    def zet(self, detail: VerslagDetail) -> None:
        """Show it for a draft."""
        verslag = detail.regel.verslag
        self.setVisible(mag_wijzigen(verslag))
        zin = BELET[detail.kan_vaststellen]
        if detail.kan_vaststellen == "reactietermijn_loopt" and verslag.reactie_tot is not None:
            zin = self.tr("De reactietermijn loopt tot en met {dag}. Zet haar op 0 dagen om eerder vast te stellen.")
            zin = zin.format(dag=datum_in_woorden(verslag.reactie_tot, jaar=False))
        elif detail.kan_vaststellen == "reacties_open":
            aantal = detail.regel.reacties_open
            zin = (
                self.tr("Er staat nog 1 reactie open: verwerk die eerst.")
                if aantal == 1
                else self.tr("Er staan nog {aantal} reacties open: verwerk ze eerst.").format(aantal=aantal)
            )
        self.belet.setText(zin)
        self.belet.zet_rol("waarschuwing" if detail.kan_vaststellen else "goed")
        plaatsen = [f"{v.waar} ({v.veld}): {GEVOELIG[v.wat]}" for v in detail.gevoelig]
        self.gevoelig.setText(self.tr("Haal dit weg voor het vaststellen:") + "\n" + "\n".join(plaatsen))
        for deel in (self.gevoelig, self.toch):
            deel.setVisible(bool(plaatsen))
        if not plaatsen or verslag.id != self._verslag_id:
            self.toch.clear()
        self._verslag_id = verslag.id
        meer = detail.vast_te_stellen > 1
        self.knop_alle.setVisible(meer)
        self.knop_alle.zet_tekst(
            self.tr("Alle {aantal} van dit overleg vaststellen").format(aantal=detail.vast_te_stellen)
            if detail.vast_te_stellen > 2
            else self.tr("Beide van dit overleg vaststellen")
        )
        self.knop_een.zet_soort("gewoon" if meer else "primair")
        self.knop_een.setEnabled(not detail.kan_vaststellen)


class OndertekenKaart(Kaart):
    """Who signs, with which kind of key; one button signs everything of the overleg."""

    teken = Signal()
    anders = Signal()

    def __init__(self) -> None:
        super().__init__(QCoreApplication.translate("Verslag", "Ondertekenen"))
        self.lijst = _lijst(self.tr("Ondertekenaars"))
        self.inhoud.addWidget(self.lijst)
        onder = QWidget()
        rij = QHBoxLayout(onder)
        rij.setContentsMargins(14, 10, 14, 4)
        self.knop = Knop("", soort="primair", icoon="signature")
        self.knop.clicked.connect(self.teken)
        self.knop_anders = Knop(self.tr("Andere sleutel…"), icoon="key-round")
        self.knop_anders.clicked.connect(self.anders)
        self.wacht = Wachtbalk(stopbaar=True)
        knoppen = Vloei(tussen=8)
        knoppen.addWidget(self.knop)
        knoppen.addWidget(self.knop_anders)
        self._knoppen = knoppen
        rij.addWidget(knoppen, 1)
        rij.addWidget(self.wacht, 1)
        rij.addStretch(0)
        self._onder = onder
        self.inhoud.addWidget(onder)
        self.slot = Tekst("", maat="klein", rol="tekst2", omloop=True)
        self.slot.setContentsMargins(14, 6, 14, 12)
        self.inhoud.addWidget(self.slot)

    def zet(
        self,
        detail: VerslagDetail,
        tijden: dict[str, str] | None = None,
        niveaus: dict[str, str] | None = None,
    ) -> None:
        """Show who signs; `tijden` and `niveaus` tell when and how each field was signed, as found in the file."""
        verslag = detail.regel.verslag
        self.setVisible(verslag.status in ("vastgesteld", "ondertekend"))
        rijen = []
        # The first signature is the voorzitter's: it lays down what may still be added.
        status = detail.regel.verslag.status
        wacht_op_voorzitter = status == "vastgesteld" and any(o.ik for o in detail.ondertekenaars[1:])
        for o in detail.ondertekenaars:
            tijd = (tijden or {}).get(o.veld, "")
            if o.getekend or tijd:
                chip = Chipje(tijd or self.tr("getekend"), "goed", "check")
            elif o.ik and (detail.kan_ondertekenen or not wacht_op_voorzitter):
                chip = Chipje(self.tr("nu aan u"), "info")
            elif o.ik:
                chip = Chipje(self.tr("na de voorzitter"), "neutraal")
            else:
                chip = Chipje(self.tr("nog niet"), "neutraal")
            tweede = " · ".join(filter(None, (o.rol, (niveaus or {}).get(o.veld, ""))))
            rijen.append(
                Rij(
                    o.veld,
                    o.naam,
                    self.tr("{naam}, {rol}: {stand}").format(naam=o.naam, rol=tweede, stand=chip.tekst),
                    lead=Avatar(letters(o.naam)),
                    tweede=tweede,
                    achter=(chip,),
                )
            )
        self.lijst.zet(rijen)
        self._onder.setVisible(detail.kan_ondertekenen or self.wacht.isVisible())
        self._knoppen.setVisible(detail.kan_ondertekenen)
        self.knop.zet_tekst(
            self.tr("Alle {aantal} verslagen ondertekenen").format(aantal=detail.samen)
            if detail.samen > 2
            else self.tr("Beide verslagen ondertekenen")
            if detail.samen == 2
            else self.tr("Ondertekenen")
        )
        if detail.kan_ondertekenen and detail.samen > 1:
            zin = self.tr("In één keer: alle {aantal} verslagen van dit overleg, of geen.").format(aantal=detail.samen)
        elif detail.kan_ondertekenen or all(o.getekend for o in detail.ondertekenaars):
            zin = self.tr("De handtekening bewijst dat niets veranderde; hoe zeker de tijd is, staat bij Controle.")
        elif wacht_op_voorzitter:
            zin = self.tr("De voorzitter tekent eerst en legt vast wat er daarna nog bij mag; daarna is het aan u.")
        else:
            zin = self.tr("Wie nog moet tekenen, kiest bij Beheer eerst zichzelf als degene die werkt.")
        self.slot.setText(zin)

    def bezig(self, *, aan: bool, aantal: int = 0) -> None:
        """Show progress instead of the button."""
        self._knoppen.setVisible(not aan)
        if aan:
            self._onder.show()
            self.wacht.begin(self.tr("Ondertekenen…"), stappen=aantal)
            self.wacht.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.wacht.klaar()


class OntvangersKaart(Kaart):
    """Who gets what, and what was handed out."""

    verstrek = Signal(str)
    uittreksel = Signal()

    def __init__(self) -> None:
        self.knop = Knop("", icoon="download", klein=True)
        self.knop_ziet = Knop("", icoon="eye", klein=True)
        super().__init__(QCoreApplication.translate("Verslag", "Wie krijgt wat"), achter=(self.knop_ziet, self.knop))
        self.knop_ziet.zet_tekst(self.tr("Wat ziet …?"), self.tr("Bekijken wat één lezer van dit verslag ziet"))
        self.knop_ziet.clicked.connect(self.uittreksel)
        self.knop.zet_tekst(self.tr("Exporteren…"), self.tr("Exporteren en verstrekking vastleggen"))
        self.knop.clicked.connect(self._ander)
        self.lijst = _lijst(self.tr("Wie krijgt wat"))
        self.lijst.knop_gedrukt.connect(self._gedrukt)
        self.lijst.geactiveerd.connect(self._gedrukt)
        self.inhoud.addWidget(self.lijst)
        self.gedaan = _lijst(self.tr("Vastgelegde verstrekkingen"))
        self.inhoud.addWidget(self.gedaan)
        self.slot = Tekst("", maat="klein", rol="tekst2", omloop=True)
        self.slot.setContentsMargins(14, 8, 14, 12)
        self.inhoud.addWidget(self.slot)
        self._mag: set[str] = set()

    def zet(self, detail: VerslagDetail) -> None:
        """Show recipients and what was handed out."""
        getekend = detail.regel.verslag.status == "ondertekend"
        self.knop.setVisible(getekend)
        self._mag = {o.deelnemer_id for o in detail.ontvangers if getekend and o.waarom not in GEWEIGERD}
        self.lijst.zet([self._rij(o) for o in detail.ontvangers])
        gedaan = [
            Rij("kop", self.tr("Verstrekt"), self.tr("Verstrekt"), kop=True),
            *(
                Rij(
                    v.id,
                    (Stuk(v.aan, gewicht=600),),
                    self.tr("Verstrekt aan {aan}, {hoe}, {wanneer}, door {door}").format(
                        aan=v.aan, hoe=v.hoe, wanneer=moment(v.tijdstip), door=v.besloten_door
                    ),
                    tweede=f"{v.wat} · {v.hoe} · {moment(v.tijdstip)} · {v.grond}",
                    maat="knop",
                )
                for v in detail.verstrekkingen
            ),
        ]
        self.gedaan.zet(gedaan if detail.verstrekkingen else [])
        self.gedaan.setVisible(bool(detail.verstrekkingen))
        self.slot.setText("" if getekend else self.tr("Verstrekken kan na ondertekening."))
        self.slot.setVisible(not getekend)

    def _rij(self, o: Ontvanger) -> Rij:
        wat = ONTVANGST[o.waarom]
        achter: tuple[Deel, ...] = ()
        if o.verstrekt:
            achter = (Chipje(self.tr("verstrekt"), "goed", "check"),)
        elif o.deelnemer_id in self._mag:
            achter = (Knopje("verstrek", self.tr("Verstrekken…")),)
        elif o.waarom in GEWEIGERD:
            achter = (Chipje(self.tr("krijgt niets"), "neutraal", "circle-slash"),)
        return Rij(
            o.deelnemer_id,
            (Stuk(o.organisatie, gewicht=600),),
            self.tr("{organisatie}, {naam}: {wat}{al}").format(
                organisatie=o.organisatie, naam=o.naam, wat=wat, al=self.tr("; verstrekt") if o.verstrekt else ""
            ),
            tweede=wat,
            achter=achter,
            maat="knop",
            tip=f"{o.naam}, {o.organisatie}: {wat}",
        )

    def _ander(self) -> None:
        self.verstrek.emit("")

    def _gedrukt(self, sleutel: str, _naam: str = "") -> None:
        if sleutel in self._mag:
            self.verstrek.emit(sleutel)


class ControleKaart(Kaart):
    """What was found in the stored file: proven, and not proven; and the way to a time stamp.

    Signals:
        stempel(): ask for a time stamp now.
    """

    stempel = Signal()

    def __init__(self) -> None:
        self.knop = Knop("", icoon="stamp", klein=True)
        super().__init__(QCoreApplication.translate("Verslag", "Controle"), achter=(self.knop,))
        self.knop.zet_tekst(self.tr("Tijdstempel…"), self.tr("Tijdstempel vragen of een dienst instellen"))
        self.knop.clicked.connect(self.stempel)
        self.lijst = RijenLijst(self.tr("Controle"), in_kaart=True, wikkel=True, lijnen=False, kiesbaar=False)
        self.inhoud.addWidget(self.lijst)

    def zet(self, zinnen: Sequence[tuple[controlewoorden.Soort, str]]) -> None:
        """Show the findings; none hides the card."""
        self.lijst.zet(controlerijen(list(zinnen)))
        self.setVisible(bool(zinnen))


class VersiesKaart(Kaart):
    """Earlier versions, and the way to a new one."""

    nieuw = Signal()
    open_versie = Signal(str)

    def __init__(self) -> None:
        self.knop = Knop("", icoon="file-plus", klein=True)
        super().__init__(QCoreApplication.translate("Verslag", "Versies"), achter=(self.knop,))
        self.knop.zet_tekst(self.tr("Nieuwe versie…"))
        self.knop.clicked.connect(self.nieuw)
        self.lijst = _lijst(self.tr("Versies"))
        self.lijst.geactiveerd.connect(self.open_versie)
        self.inhoud.addWidget(self.lijst)

    def zet(self, detail: VerslagDetail) -> None:
        """Show the versions of this verslag."""
        verslag = detail.regel.verslag
        loopt = any(mag_wijzigen(v) for v in detail.versies)
        self.knop.setVisible(verslag.status in ("vastgesteld", "ondertekend") and not loopt)
        self.setVisible(len(detail.versies) > 1 or self.knop.isVisibleTo(self))
        rijen = []
        for v in reversed(detail.versies):
            chip = statuschip(v)
            wanneer = moment(v.ondertekend_op or v.vastgesteld_op)
            nu = self.tr(" (deze)") if v.id == verslag.id else ""
            rijen.append(
                Rij(
                    v.id,
                    self.tr("Versie {nummer}{nu}").format(nummer=v.versie, nu=nu),
                    self.tr("Versie {nummer}{nu}, {stand} {wanneer} {reden}").format(
                        nummer=v.versie, nu=nu, stand=chip.tekst, wanneer=wanneer, reden=v.reden_versie
                    ),
                    tweede=" · ".join(filter(None, (wanneer, v.reden_versie))),
                    achter=(chip,),
                    maat="knop",
                )
            )
        self.lijst.zet(rijen)
