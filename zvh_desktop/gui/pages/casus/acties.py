"""Acties: what partners will do in this casus; add, change, and end with a terugkoppeling."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from zvh_desktop.domain.actieloop import AFGELOPEN, STANDEN, STAPPEN, stand
from zvh_desktop.domain.plan import ACTIESTATUS, FASEN, Actie, dagen_te_laat
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.gui.onderdelen import (
    Kaart,
    Knop,
    LegeStaat,
    Segmenten,
    Streep,
    Tekst,
    Zijpaneel,
    datum_in_woorden,
)
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.pages.actiedelen import Actielijst
from zvh_desktop.gui.pages.casus.formulier import Formulier, V, nieuwe_sleutel
from zvh_desktop.gui.pages.casus.overzicht import partnerkeuzes
from zvh_desktop.gui.pages.casus.tab import Beeld, Huis, Tab, kolom
from zvh_desktop.gui.pages.casus.waarden import letters, moment_in_woorden, partnernaam, wie_in_woorden
from zvh_desktop.gui.rijen import Avatar, Chipje, Deel, Knopje, Rij, Stuk
from zvh_desktop.services import acties, dossiers
from zvh_desktop.services.acties import ActieRegel
from zvh_desktop.services.meldingen import CASUS_DICHT
from zvh_desktop.services.werkplek import Bon

__all__ = ["ActiesTab"]

_EINDE = tuple((sleutel, woord) for sleutel, woord in ACTIESTATUS.items() if sleutel not in ("open", "geweigerd"))
_ROL = {"gedaan": "goed", "niet_mogelijk": "neutraal", "niet_gedaan": "waarschuwing",
        "geweigerd": "waarschuwing", "vervallen": "neutraal"}  # fmt: skip


class ActiesTab(Tab):
    """Open actions first, then what was ended with what came of it."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(huis)
        indeling = kolom(self)
        self._nieuw_knop = Knop(self.tr("Actie"), icoon="plus", klein=True, naam=self.tr("Actie toevoegen"))
        self._nieuw_knop.clicked.connect(self._open_nieuw)
        self._kaart = Kaart(self.tr("Acties"), achter=(self._nieuw_knop,))
        self._lijst = Actielijst(self.tr("Acties in deze casus"), wikkel=True)
        self._lijst.geactiveerd.connect(self._open)
        self._lijst.knop_gedrukt.connect(self._knop)
        self._lijst.afgetekend.connect(self._toets)
        self._lijst.stap.connect(self._stap)
        self._lijst.gedaan.connect(self._verder)
        self._lijst.heropend.connect(self._heropen_rij)
        self._kaart.inhoud.addWidget(self._lijst)
        uitleg = self.tr(
            "G gedaan · M niet mogelijk · N niet gedaan · A aanvaard · B bezig · W weigeren · H heropenen "
            "· U uitstellen · O overdragen · Enter alles over de actie"
        )
        indeling.addWidget(self._kaart, 1)
        self._uitleg = Tekst(uitleg, maat="klein", rol="tekst2", omloop=True)
        indeling.addWidget(self._uitleg)
        self._leeg = LegeStaat(
            self.tr("Nog geen acties"),
            self.tr("Leg vast wie wat doet en wanneer. Tijdens een overleg gaat dat met /actie in de invoerregel."),
            icoon="list-checks",
            knoppen=(("nieuw", self.tr("Actie toevoegen"), "plus"),),
        )
        self._leeg.gekozen.connect(self._open_nieuw)
        indeling.addWidget(self._leeg, 1)
        velden = (
            V("tekst", "tekst", regels=3, verplicht=True),
            (V("partner_id", "keuze"), V("persoon")),
            (V("vanaf", "datum"), V("uiterlijk", "datum")),
            (V("prioriteit", "keuze"), V("fase", "keuze")),
        )
        self._nieuwpaneel = Zijpaneel(self.tr("Actie toevoegen"), huis.gastheer(), breedte=460)
        self.nieuw = Formulier(huis.context, "actie", velden, vandaag=huis.vandaag)
        self._nieuwpaneel.inhoud.addWidget(self.nieuw)
        self._voeg = self._nieuwpaneel.voeg_knop_toe(Knop(self.tr("Toevoegen"), soort="primair", icoon="plus"))
        self._voeg.clicked.connect(self._voeg_toe)
        self._nieuwpaneel.met_ctrl_enter(self._voeg)
        self.paneel = Zijpaneel(self.tr("Actie"), huis.gastheer(), breedte=460)
        self.formulier = Formulier(huis.context, "actie", velden, vandaag=huis.vandaag)
        self.paneel.inhoud.addWidget(self.formulier)
        self.paneel.inhoud.addWidget(Streep())
        self._staat = Tekst("", rol="tekst2", omloop=True)
        self.paneel.inhoud.addWidget(self._staat)
        self._stappen = Vloei(tussen=6)
        self._stapknoppen: dict[str, Knop] = {}
        for naam, woord, icoon in (
            ("aanvaard", self.tr("Aanvaard"), "check"),
            ("bezig", self.tr("Bezig"), "clock"),
            ("geweigerd", self.tr("Weigeren…"), "circle-x"),
            ("uitstellen", self.tr("Uitstellen…"), "calendar-days"),
            ("overdragen", self.tr("Overdragen…"), "arrow-right"),
        ):
            knop = Knop(woord, icoon=icoon, klein=True)
            doe = self._verder if naam in ("uitstellen", "overdragen") else self._stap
            knop.clicked.connect(partial(self._druk, doe, naam))
            self._stapknoppen[naam] = knop
            self._stappen.addWidget(knop)
        self.paneel.inhoud.addWidget(self._stappen)
        self.paneel.inhoud.addWidget(Streep())
        self._afkop = Tekst(self.tr("Afronden"), gewicht=700)
        self.uitkomst = Segmenten(self.tr("Hoe is het afgelopen"), _EINDE, gelijk=False)
        self.terug = Formulier(
            huis.context,
            "actie",
            (V("terugkoppeling", "tekst", regels=3, hint=self.tr("Verplicht als het niet is gedaan.")),),
            vandaag=huis.vandaag,
        )
        self._stand = Tekst("", rol="tekst2", omloop=True)
        rij = QHBoxLayout()
        rij.addWidget(self.uitkomst)
        rij.addStretch(1)
        self.paneel.inhoud.addWidget(self._afkop)
        self.paneel.inhoud.addLayout(rij)
        for deel in (self.terug, self._stand):
            self.paneel.inhoud.addWidget(deel)
        self._heropen_knop = self.paneel.voeg_knop_toe(Knop(self.tr("Heropenen"), icoon="rotate-ccw"))
        self._heropen_knop.clicked.connect(self._heropen)
        self._af_knop = self.paneel.voeg_knop_toe(Knop(self.tr("Afronden"), soort="primair", icoon="check"))
        self._af_knop.clicked.connect(self._rond_af)
        self.paneel.met_ctrl_enter(self._af_knop)
        self._id = ""

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """See `Tab`."""
        return {
            Daad.ACTIE_BIJWERKEN: (
                *(self._nieuw_knop, *self._leeg.findChildren(Knop), *self._stapknoppen.values()),
                *(self._heropen_knop, self._af_knop, self.uitkomst, self._voeg),
            )
        }

    def aanvullers(self) -> tuple[QWidget, ...]:
        """See `Tab`."""
        open_ = {"overdragen", *STANDEN} - set(AFGELOPEN)
        verder = (knop for naam, knop in self._stapknoppen.items() if naam in open_)
        return self._nieuw_knop, self._voeg, self._heropen_knop, *verder, *self._leeg.findChildren(Knop)

    def _dicht(self, naar: str = "") -> bool:
        """Whether the casus is closed to this step; then the reason is told, for a key has no button to tell it."""
        dicht = self.beeld is not None and self.beeld.gesloten and naar not in AFGELOPEN
        if dicht:
            self.context.melding(CASUS_DICHT)
        return dicht

    def formulieren(self) -> list[Formulier]:
        """Those of the open panel."""
        if self.paneel.isVisible():
            return [self.formulier, self.terug]
        return [self.nieuw] if self._nieuwpaneel.isVisible() else []

    def leeg(self) -> None:
        """Forget the actions."""
        super().leeg()
        self.verberg()
        for formulier in (self.nieuw, self.formulier, self.terug):
            formulier.leeg()
        self._lijst.zet(())
        self._id = ""

    def verberg(self) -> None:
        """Close the panels."""
        self.paneel.sluit()
        self._nieuwpaneel.sluit()

    def vul(self, beeld: Beeld, *, ander: bool) -> None:
        """Show the list; the open panel follows."""
        d = beeld.dossier
        for formulier in (self.nieuw, self.formulier):
            formulier.zet_keuzes("partner_id", partnerkeuzes(d))
        open_ = [a for a in d.acties if a.status == "open"]
        af = [a for a in d.acties if a.status != "open"]
        rijen = [self._rij(a, beeld) for a in open_]
        if af:
            kop = self.tr("Afgerond")
            rijen.append(Rij("kop:af", kop, kop, kop=True))
            rijen += [self._rij(a, beeld) for a in af]
        self._lijst.zet(rijen)
        self._kaart.setVisible(bool(rijen))
        self._uitleg.setVisible(bool(rijen))
        self._leeg.setVisible(not rijen)
        if self.paneel.isVisible():
            self._toon_paneel()

    def _rij(self, a: Actie, beeld: Beeld) -> Rij:
        partners = beeld.dossier.partners
        wie = wie_in_woorden(partners, a.partner_id, a.persoon) or self.tr("nog geen eigenaar")
        laat = dagen_te_laat(a, beeld.vandaag)
        delen = [wie]
        if a.uiterlijk:
            delen.append(self.tr("uiterlijk {dag}").format(dag=datum_in_woorden(a.uiterlijk)))
        if a.afgerond_op:
            delen.append(self.tr("afgerond {wanneer}").format(wanneer=moment_in_woorden(a.afgerond_op)))
        if a.terugkoppeling and a.status != "open":
            delen.append(a.terugkoppeling)
        tweede = " · ".join(delen)
        chips = []
        if a.status == "open" and a.voortgang:
            chips.append(Chipje(STANDEN[stand(a)], "info" if a.voortgang == "bezig" else "neutraal"))
        if laat:
            woord = self.tr("1 dag te laat") if laat == 1 else self.tr("{n} dagen te laat").format(n=laat)
            chips.append(Chipje(woord, "gevaar", "clock"))
        if a.fase:
            chips.append(Chipje(f"{a.fase} {FASEN[a.fase]}", f"fase{a.fase}"))
        achter: tuple[Deel, ...] = (Knopje("af", self.tr("Afronden"), "check"),)
        if a.status != "open":
            achter = (Chipje(ACTIESTATUS[a.status], _ROL[a.status]),)
        spreek = ", ".join((a.tekst, ACTIESTATUS[a.status], *(c.tekst for c in chips), tweede.replace(" · ", ", ")))
        naam = a.persoon or partnernaam(partners, a.partner_id)
        return Rij(
            a.id, (Stuk(a.tekst, gewicht=600),), spreek, lead=Avatar(letters(naam) if naam else "?"), tweede=tweede,
            chips=tuple(chips), achter=achter, gedimd=a.status == "vervallen",
        )  # fmt: skip

    def kies(self, record_id: str) -> None:
        """Open an action, or a new one."""
        if record_id == "nieuw":
            self._open_nieuw()
        elif self._lijst.kies(record_id):
            self._open(record_id)

    def _actie(self, id_: str) -> Actie | None:
        return next((a for a in self.beeld.dossier.acties if a.id == id_), None) if self.beeld else None

    def _knop(self, sleutel: str, _naam: str) -> None:
        self._open(sleutel)
        self.terug.ga_naar("terugkoppeling", 0)

    def _open(self, id_: str) -> None:
        if self._actie(id_) is None:
            return
        self._nieuwpaneel.sluit()
        if id_ != self._id:
            self._id = id_
            self.uitkomst.kies("gedaan")
            self.terug.leeg()
        self._toon_paneel()
        self.paneel.open()

    def _toon_paneel(self) -> None:
        a = self._actie(self._id)
        if a is None or self.beeld is None:
            self.paneel.sluit()
            return
        open_ = a.status == "open"
        self.formulier.toon(a, self.beeld.concepten)
        if open_ and not self.terug.waarde("terugkoppeling"):
            self.terug.nieuw(a.id, {"terugkoppeling": a.terugkoppeling}, self.beeld.concepten)
        hoe = stand(a)
        self._staat.setText(self.tr("Hoe het staat: {stand}.").format(stand=STANDEN[hoe]))
        self._staat.setVisible(open_)
        self._stappen.setVisible(open_)
        for naam, knop in self._stapknoppen.items():
            knop.setVisible(naam in ("uitstellen", "overdragen") or naam in STAPPEN[hoe])
        self._afkop.setText(self.tr("Afronden") if open_ else self.tr("Afgerond"))
        for bij_open in (self.uitkomst, self.terug, self._af_knop):
            bij_open.setVisible(open_)
        for bij_af in (self._stand, self._heropen_knop):
            bij_af.setVisible(not open_)
        if not open_ and a.afgerond_op:
            zin = self.tr("{status}, {wanneer} door {wie}. {terug}")
            self._stand.setText(
                zin.format(
                    status=ACTIESTATUS[a.status].capitalize(), wanneer=moment_in_woorden(a.afgerond_op),
                    wie=a.afgerond_door or self.tr("onbekend"), terug=a.terugkoppeling,
                ).strip()
            )  # fmt: skip

    def _open_nieuw(self, _wat: object = None) -> None:
        if self.beeld is not None:
            self.paneel.sluit()
            self.nieuw.nieuw(nieuwe_sleutel("actie", self.casus_id), {"fase": 0}, self.beeld.concepten)
            self._nieuwpaneel.open()

    def _voeg_toe(self) -> None:
        if not self.nieuw.mist():
            self.context.taken.doe(
                dossiers.voeg_toe, "actie", self.casus_id, self.nieuw.waarden(), klaar=self._toegevoegd
            )

    def _toegevoegd(self, uit: tuple[str, object]) -> None:
        self.nieuw.leeg()
        self._nieuwpaneel.sluit()
        self.huis.gedaan(self.tr("Actie toegevoegd."), uit[1])

    # -- the life of an action

    def _regel(self, a: Actie) -> ActieRegel:
        beeld = self.beeld
        assert beeld is not None
        return ActieRegel(
            a.id, a.tekst, a.casus_id, beeld.dossier.casus.naam, a.partner_id,
            partnernaam(beeld.dossier.partners, a.partner_id), a.persoon, a.uiterlijk,
            dagen_te_laat(a, beeld.vandaag), a.fase, a.status, a.terugkoppeling, stand(a), a.vanaf, a.prioriteit,
        )  # fmt: skip

    def _druk(self, doe: Callable[[str, str], None], naam: str, _aan: bool = False) -> None:
        doe(self._id, naam)

    def _toets(self, id_: str, status: str) -> None:
        """G, M or N: done at once; what asks for a reason opens with it."""
        a = self._actie(id_)
        if a is None or a.status != "open":
            return
        if status == "gedaan":
            self.context.taken.doe(acties.rond_af, id_, status, a.terugkoppeling, klaar=self._afgerond)
            return
        self._open(id_)
        self.uitkomst.kies(status)
        self.terug.ga_naar("terugkoppeling", 0)

    def _stap(self, id_: str, naar: str) -> None:
        """A, B or W: accepted, under way, or refused with a reason."""
        # Loaded here: the list is looked at often, a panel of it now and then.
        from zvh_desktop.gui.panelen.acties import EindPaneel

        a = self._actie(id_)
        if a is None or naar not in STAPPEN[stand(a)] or a.status != "open" or self._dicht(naar):
            return
        self.paneel.sluit()
        if naar == "geweigerd":
            eind = EindPaneel(self.context, self.huis.gastheer(), [self._regel(a)], naar)
            eind.open(eind.reden)
            return
        self.context.taken.doe(acties.zet_stand, [id_], naar, klaar=partial(self._gezet, naar))

    def _gezet(self, naar: str, bon: Bon) -> None:
        self.huis.gedaan(self.tr("Actie {wat}.").format(wat=STANDEN[naar]), bon)

    def _verder(self, id_: str, wat: str) -> None:
        """U or O: put off, or hand to another."""
        # Loaded here: see `_stap`.
        from zvh_desktop.gui.panelen.acties import OverdrachtPaneel, UitstelPaneel

        a = self._actie(id_)
        if a is None or a.status != "open" or self.beeld is None or (wat != "uitstellen" and self._dicht()):
            return
        self.paneel.sluit()
        if wat == "uitstellen":
            uitstel = UitstelPaneel(self.context, self.huis.gastheer(), [self._regel(a)])
            uitstel.open(uitstel.naar)
        else:
            keuzes = [(id_, naam) for id_, naam in partnerkeuzes(self.beeld.dossier) if id_]
            over = OverdrachtPaneel(self.context, self.huis.gastheer(), [self._regel(a)], keuzes)
            over.open(over.partner)

    def _heropen_rij(self, id_: str) -> None:
        a = self._actie(id_)
        if a is not None and a.status != "open" and not self._dicht():
            self.context.taken.doe(acties.heropen, id_, klaar=self._heropend)

    def _rond_af(self) -> None:
        status, tekst = self.uitkomst.huidig(), self.terug.waarde("terugkoppeling")
        if status != "gedaan" and not tekst:
            self.terug.velden["terugkoppeling"].zet_fout(self.tr("Schrijf in één zin waarom."))
            self.terug.ga_naar("terugkoppeling", 0)
            return
        self.context.taken.doe(acties.rond_af, self._id, status, tekst, klaar=self._afgerond)

    def _afgerond(self, bon: object) -> None:
        self.terug.leeg()
        self.paneel.sluit()
        self.huis.gedaan(self.tr("Actie afgerond."), bon)

    def _heropen(self) -> None:
        self.context.taken.doe(acties.heropen, self._id, klaar=self._heropend)

    def _heropend(self, bon: object) -> None:
        self.paneel.sluit()
        self.huis.gedaan(self.tr("Actie heropend."), bon)
