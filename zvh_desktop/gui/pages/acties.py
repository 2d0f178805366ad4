"""Acties: what partners will do, oldest day first; ticked off with one key, one or many at once."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvh_desktop.domain.actieloop import STANDEN
from zvh_desktop.domain.plan import ACTIESTATUS
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.tijd import AMSTERDAM
from zvh_desktop.gui.onderdelen import (
    Kaart,
    KeuzeVeld,
    Knop,
    LegeStaat,
    Segmenten,
    Tekst,
)
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.pages.actiedelen import Actielijst, Actiepaneel
from zvh_desktop.gui.pages.actierij import actierij
from zvh_desktop.gui.pages.actiestand import MIJN, Actiestand, haal, schrijf_lijst, verdeel
from zvh_desktop.gui.pagina import Actie, Context, Pagina
from zvh_desktop.gui.panelen import bestand
from zvh_desktop.gui.panelen.acties import EindPaneel, OverdrachtPaneel, UitstelPaneel, meld_met_terugweg
from zvh_desktop.services import acties
from zvh_desktop.services.acties import ActieRegel
from zvh_desktop.services.werkplek import Bon

__all__ = ["Acties", "Actiestand", "verdeel"]

_RAAKT: Final = frozenset(("actie", "casus", "partner", "uitstel"))


_MEESTE: Final = 500
"""So many rows are shown: who has more chooses a partner, a casus or a view."""


class Acties(Pagina):
    """The list of actions over all casussen."""

    titel = "Acties"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._dag = datetime.now(AMSTERDAM).date()
        self._regels: dict[str, ActieRegel] = {}
        self._straks = ""
        self._stand = verdeel(self._dag, [], "", [])
        self._merken: set[str] = set()
        self._passend: list[ActieRegel] = []
        self._partners: list[tuple[str, str]] = []
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(22, 16, 22, 16)
        kolom.setSpacing(12)
        kop = Vloei()
        kop.addWidget(Tekst(self.tr("Acties"), maat="pagina", gewicht=700))
        self.aantal = Tekst("", maat="knop", rol="tekst2")
        kop.addWidget(self.aantal)
        kop.rek()
        self.partner = KeuzeVeld((("", self.tr("Alle partners")),))
        self.partner.setAccessibleName(self.tr("Van welke partner"))
        self.partner.setMinimumWidth(220)
        self.partner.gewijzigd.connect(self._gefilterd)
        self.soort = Segmenten(
            self.tr("Welke acties"),
            (
                ("open", self.tr("Open")),
                ("mijn", self.tr("Van mij")),
                ("laat", self.tr("Te laat")),
                ("vandaag", self.tr("Vandaag")),
                ("week", self.tr("Deze week")),
                ("alle", self.tr("Alle")),
            ),
            gelijk=False,
        )
        self.soort.gekozen.connect(self._andere_soort)
        self.casus = KeuzeVeld((("", self.tr("Alle casussen")),))
        self.casus.setAccessibleName(self.tr("Van welke casus"))
        self.casus.setMinimumWidth(180)
        self.casus.gewijzigd.connect(self._gefilterd)
        self.bewaar = Knop("", icoon="download", naam=self.tr("Deze acties als PDF of rekenblad bewaren"))
        self.bewaar.clicked.connect(self._bewaar_lijst)
        kop.addWidget(self.partner)
        kop.addWidget(self.casus)
        kop.addWidget(self.bewaar)
        kolom.addWidget(kop)
        keuze = Vloei()
        keuze.addWidget(self.soort)
        kolom.addWidget(keuze)
        self.samen = Vloei()
        self.gekozen = Tekst("", gewicht=600)
        self.samen.addWidget(self.gekozen)
        for naam, woord, beeld in (
            ("gedaan", self.tr("Gedaan"), "check"),
            ("uitstellen", self.tr("Uitstellen…"), "clock"),
            ("overdragen", self.tr("Overdragen…"), "arrow-right"),
        ):
            knop = Knop(woord, icoon=beeld, klein=True)
            knop.setObjectName(naam)
            knop.clicked.connect(self._samen_gedrukt)
            self.samen.addWidget(knop)
        niets = Knop(self.tr("Niets kiezen"), soort="vlak", klein=True)
        niets.clicked.connect(self._ontmerk)
        self.samen.addWidget(niets)
        self.samen.hide()
        kolom.addWidget(self.samen)
        self.kaart = Kaart()
        self.lijst = Actielijst(self.tr("Acties"), uniform=True)
        self.lijst.geactiveerd.connect(self._open)
        self.lijst.afgetekend.connect(self._toets)
        self.lijst.heropend.connect(self._heropen)
        self.lijst.gemerkt.connect(self._merk)
        self.lijst.stap.connect(self._stap)
        self.lijst.gedaan.connect(self._doe_samen)
        self.lijst.ontmerkt.connect(self._ontmerk)
        self.kaart.inhoud.addWidget(self.lijst)
        kolom.addWidget(self.kaart, 1)
        self.meer = Tekst("", gewicht=600, omloop=True)
        self.meer.hide()
        kolom.addWidget(self.meer)
        uitleg = self.tr(
            "G gedaan · M niet mogelijk · N niet gedaan · A aanvaard · B bezig · W weigeren · H heropenen "
            "· U uitstellen · O overdragen · Spatie kiest er meer · Enter alles over de actie"
        )
        self.uitleg = Tekst(uitleg, maat="klein", rol="tekst2", omloop=True)
        kolom.addWidget(self.uitleg)
        self.leeg = LegeStaat(
            self.tr("Geen open acties"),
            self.tr("Acties ontstaan tijdens een overleg, met /actie, of in een dossier."),
            icoon="list-checks",
        )
        self.leeg.hide()
        kolom.addWidget(self.leeg, 1)
        self.paneel = Actiepaneel(context, self)
        self.paneel.afgetekend.connect(self._teken_af)
        self.paneel.heropend.connect(self._heropen)
        self.paneel.dossier.connect(self._dossier)

    # -- showing

    def toon(self, **argumenten: Any) -> None:
        """Ask for the list; `actie_id` opens that action, `partner_id` shows those of one partner."""
        self._straks = argumenten.get("actie_id", "")
        if "partner_id" in argumenten:
            self._wil_partner = argumenten["partner_id"]
            self.partner.kies(argumenten["partner_id"])
        self._vraag()
        self.lijst.setFocus(Qt.FocusReason.OtherFocusReason)

    _wil_partner = ""

    def ververs(self, bon: Any) -> None:
        """An action, a casus or a partner changed."""
        if bon.soorten & _RAAKT:
            self._vraag()

    def ander(self) -> None:
        """See `Pagina`."""
        self._vraag()

    def _vraag(self) -> None:
        alleen_open = self.soort.huidig() != "alle"
        self.context.taken.vraag(
            partial(haal, alleen_open=alleen_open),
            klaar=self._kwam,
            label=self.tr("Acties ophalen…"),
            enkel="acties",
        )

    def _kwam(self, stand: Actiestand) -> None:
        self._partners = stand.partners
        self.vul(stand)

    def vul(self, stand: Actiestand) -> None:
        """Show these actions."""
        self._stand = stand
        self._dag = stand.vandaag
        self._regels = {regel.id: regel for regel in stand.regels}
        for naam in ("open", "laat", MIJN, "vandaag", "week"):
            self.soort.zet_aantal(naam, stand.aantallen.get(naam, 0))
        self._merken = {id_ for id_ in self._merken if id_ in self._regels and self._regels[id_].status == "open"}
        self.context.venster.zet_aantal("acties", stand.aantallen.get("open", 0))
        self._vul_keuzes(stand)
        self._gefilterd()
        if self._straks and self._straks in self._regels:
            straks, self._straks = self._straks, ""
            self.lijst.kies(straks)
            self._open(straks)

    def _vul_keuzes(self, stand: Actiestand) -> None:
        wens = self.partner.waarde() or self._wil_partner
        for keuze, eerst, paren, nu in (
            (self.partner, self.tr("Alle partners"), stand.van_partners, wens),
            (self.casus, self.tr("Alle casussen"), stand.van_casussen, self.casus.waarde() or ""),
        ):
            keuze.clear()
            keuze.addItem(eerst, "")
            for id_, naam in paren:
                keuze.addItem(naam, id_)
            keuze.kies(nu if any(nu == id_ for id_, _ in paren) else "")

    def _in_beeld(self, regel: ActieRegel, soort: str) -> bool:
        return soort in ("open", "alle") or soort in self._stand.groepen[regel.id]

    def _gefilterd(self, *_: object) -> None:
        partner, casus = self.partner.waarde() or "", self.casus.waarde() or ""
        soort = self.soort.huidig()
        laat = soort == "laat"
        passend = self._passend = [
            regel
            for regel in self._regels.values()
            if (not partner or regel.partner_id == partner)
            and (not casus or regel.casus_id == casus)
            and self._in_beeld(regel, soort)
        ]
        # What is not in sight is not acted on together with the rest.
        self._merken &= {regel.id for regel in passend[:_MEESTE]}
        self._toon_merken()
        self.lijst.zet(
            actierij(regel, self._dag, terugkoppeling=True, gemerkt=regel.id in self._merken)
            for regel in passend[:_MEESTE]
        )
        self.meer.setVisible(len(passend) > _MEESTE)
        zin_meer = self.tr("De eerste {n} staan hier; kies een partner, een casus of een dag om de rest te zien.")
        self.meer.setText(zin_meer.format(n=_MEESTE) if len(passend) > _MEESTE else "")
        if passend and self.lijst.gekozen_sleutel() is None:
            self.lijst.kies(passend[0].id, toon=False)
        self.kaart.setVisible(bool(passend))
        self.uitleg.setVisible(bool(passend))
        self.leeg.setVisible(not passend)
        self.leeg.titel.setText(self.tr("Niets te laat") if laat else self.tr("Geen acties om te laten zien"))
        laatste = sum(regel.dagen_te_laat > 0 for regel in passend)
        zin = self.tr("{aantal}, waarvan {laat} te laat") if laatste and not laat else "{aantal}"
        self.aantal.setText(zin.format(aantal=len(passend), laat=laatste) if passend else "")

    def _andere_soort(self, _naam: str) -> None:
        self._vraag()

    # -- acting

    def _open(self, actie_id: str) -> None:
        if regel := self._regels.get(actie_id):
            self.paneel.toon(regel, self._dag)

    def _toon_merken(self) -> None:
        aantal = len(self._merken)
        zin = self.tr("1 actie gekozen") if aantal == 1 else self.tr("{n} acties gekozen").format(n=aantal)
        self.gekozen.setText(zin)
        self.samen.setVisible(bool(aantal))

    def _merk(self, actie_id: str) -> None:
        regel = self._regels.get(actie_id)
        if regel is None or regel.status != "open":
            return
        self._merken ^= {actie_id}
        self._gefilterd()
        rijen = [rij.sleutel for rij in self.lijst.rijen]
        plaats = rijen.index(actie_id)
        if plaats + 1 < len(rijen):
            self.lijst.kies(rijen[plaats + 1])

    def _ontmerk(self) -> None:
        self._merken.clear()
        self._gefilterd()
        self.lijst.setFocus(Qt.FocusReason.OtherFocusReason)

    def _om(self, actie_id: str) -> list[ActieRegel]:
        """Return what is acted on: all that are chosen, in the order of the list, or else this row when it is open."""
        ids = [rij.sleutel for rij in self.lijst.rijen if rij.sleutel in self._merken] or [actie_id]
        return [self._regels[id_] for id_ in ids if id_ in self._regels and self._regels[id_].status == "open"]

    def _samen_gedrukt(self) -> None:
        self._doe_samen("", self.sender().objectName())

    def _doe_samen(self, actie_id: str, wat: str) -> None:
        regels = self._om(actie_id)
        if not regels:
            return
        if wat == "gedaan":
            self._stap(actie_id, wat)
        elif wat == "uitstellen":
            uitstel = UitstelPaneel(self.context, self, regels)
            uitstel.gelukt.connect(self._ontmerk)
            uitstel.open(uitstel.naar)
        else:
            over = OverdrachtPaneel(self.context, self, regels, self._partners)
            over.gelukt.connect(self._ontmerk)
            over.open(over.partner)

    def _stap(self, actie_id: str, naar: str) -> None:
        """Let what is chosen go on, or end; a way that asks for a reason gets a panel."""
        regels = [regel for regel in self._om(actie_id) if regel.stand != naar]
        if not regels:
            return
        if naar not in ("aanvaard", "bezig", "gedaan"):
            paneel = EindPaneel(self.context, self, regels, naar)
            paneel.gelukt.connect(self._ontmerk)
            paneel.open(paneel.reden)
            return

        def klaar(bon: Bon) -> None:
            een, meer = self.tr("Actie {wat}."), self.tr("{n} acties {wat}.")
            zin = (een if len(regels) == 1 else meer).format(n=len(regels), wat=STANDEN[naar])
            meld_met_terugweg(self.context, zin, bon)
            # What is done is not done again by the next letter, out of sight.
            self._ontmerk()

        self.context.taken.doe(acties.zet_stand, [r.id for r in regels], naar, klaar=klaar, voor=self)

    def _toets(self, actie_id: str, status: str) -> None:
        if len(self._om(actie_id)) > 1 or self._merken:
            self._stap(actie_id, status)
            return
        regel = self._regels.get(actie_id)
        if regel is None or regel.status != "open":
            return
        if status == "gedaan":
            self._teken_af(actie_id, status, regel.terugkoppeling)
        else:
            self.paneel.toon(regel, self._dag, status)

    def _teken_af(self, actie_id: str, status: str, tekst: str) -> None:
        def klaar(_bon: object) -> None:
            zin = self.tr("Actie {status}.").format(status=ACTIESTATUS[status])
            self.context.melding(zin, rol="goed", ongedaan=terug)

        def terug() -> None:
            self.context.taken.doe(acties.heropen, actie_id)

        rijen = [rij.sleutel for rij in self.lijst.rijen]
        plaats = rijen.index(actie_id) if actie_id in rijen else -1
        if 0 <= plaats < len(rijen) - 1 and self.soort.huidig() != "alle":
            self.lijst.kies(rijen[plaats + 1])
        self.context.taken.doe(acties.rond_af, actie_id, status, tekst, klaar=klaar, voor=self)

    def _heropen(self, actie_id: str) -> None:
        regel = self._regels.get(actie_id)
        if regel is not None and regel.status != "open":
            self.context.taken.doe(acties.heropen, actie_id, klaar=self._heropend)

    def _heropend(self, _bon: object) -> None:
        self.context.melding(self.tr("Actie heropend."))

    def _dossier(self, casus_id: str) -> None:
        self.context.venster.ga_naar("casussen.casus", casus_id=casus_id, tab="acties")

    def _bewaar_lijst(self) -> None:
        # What leaves is what stands here now: those chosen, else those of this view, partner and casus.
        alleen = frozenset(self._merken or (regel.id for regel in self._passend))
        naar = partial(self._schrijf_lijst, str(self.partner.waarde() or ""), alleen)
        bestand.kies_opslag(self, self.tr("Waar komen deze acties?"), "acties", naar, ook=("xlsx",))

    def _schrijf_lijst(self, partner: str, alleen: frozenset[str], pad: Path) -> None:
        self.context.taken.vraag(
            schrijf_lijst, pad, partner, alleen, klaar=self._bewaard, label=self.tr("Lijst schrijven…")
        )

    def _bewaard(self, _pad: object) -> None:
        self.context.melding(self.tr("De lijst is geschreven en die uitgifte is vastgelegd."), rol="goed")

    def _huidige(self, status: str) -> None:
        if (sleutel := self.lijst.gekozen_sleutel()) is not None:
            self._toets(sleutel, status)

    def _op_huidige(self, doe: Callable[[str], object]) -> None:
        if (sleutel := self.lijst.gekozen_sleutel()) is not None:
            doe(sleutel)

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """See `Pagina`."""
        return {Daad.LIJST_UITVOEREN: (self.bewaar,)}

    def acties(self) -> list[Actie]:
        """What one can do with the chosen action."""
        lijst = Actie(
            *("actie.lijst", self.tr("Acties als PDF of rekenblad bewaren"), self._bewaar_lijst, "download"),
            daad=Daad.LIJST_UITVOEREN,
        )
        if self.lijst.gekozen_sleutel() is None:
            return [lijst]
        return [
            lijst,
            Actie("actie.gedaan", self.tr("Actie gedaan"), partial(self._huidige, "gedaan"), "check", "G"),
            Actie(
                "actie.niet_mogelijk",
                self.tr("Actie niet mogelijk"),
                partial(self._huidige, "niet_mogelijk"),
                "circle-slash",
                "M",
            ),
            Actie(
                "actie.niet_gedaan",
                self.tr("Actie niet gedaan"),
                partial(self._huidige, "niet_gedaan"),
                "circle-x",
                "N",
            ),
            *(
                Actie(f"actie.{naam}", woord, partial(self._op_huidige, doe), beeld, toets)
                for naam, woord, doe, beeld, toets in (
                    ("aanvaard", self.tr("Actie aanvaard"), partial(self._stap, naar="aanvaard"), "user-check", "A"),
                    ("bezig", self.tr("Actie bezig"), partial(self._stap, naar="bezig"), "play", "B"),
                    ("weiger", self.tr("Actie weigeren"), partial(self._stap, naar="geweigerd"), "circle-x", "W"),
                    ("heropen", self.tr("Actie heropenen"), self._heropen, "rotate-ccw", "H"),
                    ("uitstel", self.tr("Actie uitstellen"), partial(self._doe_samen, wat="uitstellen"), "clock", "U"),
                    (
                        *("over", self.tr("Actie overdragen"), partial(self._doe_samen, wat="overdragen")),
                        *("arrow-right", "O"),
                    ),
                    ("merk", self.tr("Actie erbij kiezen"), self._merk, "check", "Space"),
                )
            ),
        ]

    def verlaat(self) -> None:
        """Keep what is typed."""
        self.paneel.leg_neer()

    def positie(self) -> dict[str, Any]:
        """The chosen row, and the panel with its cursor when it stands open."""
        regel = self.paneel.regel if self.paneel.isVisible() else None
        plek = self.paneel.terugkoppeling.textCursor().position()
        rij = self.lijst.gekozen_sleutel() or ""
        return {"rij": rij, "paneel": regel.id if regel else "", "cursor": plek}

    def herstel(self, positie: dict[str, Any]) -> None:
        """Choose the row again; the panel opens when the list has come."""
        self._straks = positie.get("paneel", "")
        self.lijst.kies(positie.get("rij", ""))
