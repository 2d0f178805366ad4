"""Overzicht: the key facts of a casus, and what needs attention first."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from zvh_desktop.domain.overleg import Overleg
from zvh_desktop.domain.plan import FASEN, dagen_te_laat
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.veldnamen import KEUZEN
from zvh_desktop.gui.onderdelen import IcoonBeeld, Kaart, Knop, Tekst, datum_in_woorden
from zvh_desktop.gui.pages.casus.afsluiten import Afsluitkaart
from zvh_desktop.gui.pages.casus.analyse_stand import Standkaart
from zvh_desktop.gui.pages.casus.formulier import Formulier, V
from zvh_desktop.gui.pages.casus.tab import Beeld, Huis, Rolinhoud, Tab, kolom, rolvlak
from zvh_desktop.gui.pages.themaknop import ThemaKnop
from zvh_desktop.gui.rijen import Chipje, Icoon, Rij, RijenLijst
from zvh_desktop.gui.thema import thema
from zvh_desktop.services import agenderen, dossiers, overlegagenda
from zvh_desktop.services.dossierbeeld import Dossier

__all__ = ["Overzicht", "partnerkeuzes"]


def partnerkeuzes(dossier: Dossier) -> list[tuple[str, str]]:
    """Return the partners to choose from, fixed ones first, and none."""
    rij = sorted(
        (p for p in dossier.partners.values() if not p.verwijderd), key=lambda p: (not p.vast, p.naam.casefold())
    )
    return [("", "geen"), *((p.id, p.naam) for p in rij)]


class Overzicht(Tab):
    """What the casus is, what it is for, how safe it is now, what comes next and what is missing."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(huis)
        binnen = Rolinhoud()
        kolom(self).addWidget(rolvlak(binnen))
        self._naast = QBoxLayout(QBoxLayout.Direction.LeftToRight, binnen)
        self._naast.setContentsMargins(0, 0, 0, 0)
        self._naast.setSpacing(12)
        self._links, self._rechts = QVBoxLayout(), QVBoxLayout()
        for indeling in (self._links, self._rechts):
            indeling.setSpacing(12)
        self._naast.addLayout(self._links, 3)
        self._naast.addLayout(self._rechts, 2)

    def stappen(self) -> tuple[Callable[[], None], ...]:
        """A few cards at a time, and the facts in a turn of their own: a form is a third of the work."""
        return self._maak_lijsten, self._maak_rechts, self._maak_boven, self._maak_onder

    def _maak_lijsten(self) -> None:
        self._aandacht = self._maak_lijstkaart(self.tr("Wat vraagt aandacht"))
        self._straks = self._maak_lijstkaart(self.tr("Wat komt eraan"))
        for kaart in (self._aandacht[0], self._straks[0]):
            self._rechts.addWidget(kaart)

    def _maak_rechts(self) -> None:
        self._stand = Standkaart(self.huis)
        self.afsluiten = Afsluitkaart(self.huis)
        for kaart in (self._stand, self._maak_wie(), self.afsluiten):
            self._rechts.addWidget(kaart)
        self._rechts.addStretch(1)

    def _maak_boven(self) -> None:
        self._links.addWidget(self._maak_nu())

    def _maak_onder(self) -> None:
        self._links.addWidget(self._maak_feiten())
        self._links.addStretch(1)

    def _maak_nu(self) -> Kaart:
        kaart = Kaart(self.tr("Veiligheid nu"), rand="rondom")
        rij = QHBoxLayout()
        rij.setSpacing(10)
        rij.addWidget(IcoonBeeld("shield-alert", px=22, rol="fase1"), 0, Qt.AlignmentFlag.AlignTop)
        self._veiligheid = Tekst("", omloop=True)
        rij.addWidget(self._veiligheid, 1)
        kaart.inhoud.addLayout(rij)
        return kaart

    def _maak_feiten(self) -> Kaart:
        kaart = Kaart(self.tr("Kerngegevens"), rand="rondom")
        rij = QHBoxLayout()
        rij.setSpacing(10)
        self._thema = ThemaKnop()
        self._thema.gewijzigd.connect(self._ander_thema)
        label = Tekst(self.tr("Thema"), maat="klein", rol="tekst2")
        label.setBuddy(self._thema)
        rij.addWidget(label)
        rij.addWidget(self._thema, 1)
        kaart.inhoud.addLayout(rij)
        self._formulier = Formulier(
            self.context,
            "casus",
            (
                (V("type", "keuze"), V("gebied")),
                V("doel", "tekst", regels=3),
                (
                    V("casusregisseur", hint=self.tr("Verantwoordelijk voor de inhoud van het plan.")),
                    V("casusregisseur_partner_id", "keuze"),
                ),
                V("evaluatiedatum", "datum"),
            ),
            vandaag=self.huis.vandaag,
        )
        kaart.inhoud.addWidget(self._formulier)
        return kaart

    def _maak_lijstkaart(self, titel: str) -> tuple[Kaart, RijenLijst]:
        kaart = Kaart(titel)
        lijst = RijenLijst(titel, in_kaart=True, wikkel=True, enkel_klik=True)
        lijst.geactiveerd.connect(self._ga)
        kaart.inhoud.addWidget(lijst)
        return kaart, lijst

    def _maak_wie(self) -> Kaart:
        kaart = Kaart(self.tr("Wie kan dit zien"), rand="rondom")
        self._zicht = Tekst("", maat="knop", rol="tekst2", omloop=True)
        kaart.inhoud.addWidget(self._zicht)
        knop = Knop(self.tr("Wie heeft wat gewijzigd"), soort="vlak", icoon="history", klein=True)
        knop.clicked.connect(self._naar_geschiedenis)
        kaart.inhoud.addWidget(knop, 0, Qt.AlignmentFlag.AlignLeft)
        return kaart

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column when there is no room for two."""
        super().resizeEvent(event)
        smal = self.width() < thema().lengte(760)
        richting = QBoxLayout.Direction
        self._naast.setDirection(richting.TopToBottom if smal else richting.LeftToRight)

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """See `Tab`."""
        return {
            Daad.DOSSIER_BIJWERKEN: (self._thema,),
            Daad.CASUS_AFSLUITEN: (self.afsluiten.knop, self.afsluiten.bevestig),
        }

    def formulieren(self) -> list[Formulier]:
        """The one form of key facts."""
        return [self._formulier]

    def leeg(self) -> None:
        """Forget the casus."""
        super().leeg()
        self._formulier.leeg()
        self._veiligheid.setText("")
        self._zicht.setText("")
        self._stand.leeg()
        self.afsluiten.leeg()
        self._thema.zet(())
        for _, lijst in (self._aandacht, self._straks):
            lijst.zet(())

    def vul(self, beeld: Beeld, *, ander: bool) -> None:
        """Show facts, what needs attention and what comes."""
        d = beeld.dossier
        self._formulier.zet_keuzes("casusregisseur_partner_id", partnerkeuzes(d))
        self._formulier.zet_keuzes("type", tuple(KEUZEN[("casus", "type")].items()))
        self._formulier.toon(d.casus, beeld.concepten)
        self._thema.zet(d.casus.thema)
        acuut = next((a.acuut_onveilig for a in reversed(d.aanmeldingen) if a.acuut_onveilig is not None), None)
        tekst = d.veiligheid_nu
        if not tekst and acuut is not None:
            tekst = (
                self.tr("Volgens de aanmelding is het acuut onveilig. In een overleg is hier nog niets over gezegd.")
                if acuut
                else self.tr("Volgens de aanmelding niet acuut onveilig. In een overleg is hier nog niets over gezegd.")
            )
        self._veiligheid.setText(tekst or self.tr("Nog niets vastgelegd. Leg het in een overleg vast met /veiligheid."))
        self._aandacht[1].zet(self._rijen_aandacht(beeld))
        self._straks[1].zet(self._rijen_straks(beeld))
        if self._zonder_overleg(beeld):
            naar = partial(self._kan_naar, d.casus.id)
            self.context.taken.vraag(agenderen.te_agenderen, d.casus.id, klaar=naar, enkel="agenderen", na_beeld=True)
        self._zicht.setText(self._wie_zin(beeld))
        self._stand.vraag(d.casus.id)
        self.afsluiten.vraag(d.casus.id)

    def kies(self, record_id: str) -> None:
        """Open the panel that closes the casus."""
        if record_id == "afsluiten":
            self.afsluiten.begin()
        elif record_id == "overname":
            self.afsluiten.begin_overname()

    def verberg(self) -> None:
        """Close the panel."""
        self.afsluiten.verberg()

    def schrijf_concepten(self) -> None:
        """Hand over what stands in the panel too."""
        super().schrijf_concepten()
        self.afsluiten.leg_neer()

    def _rijen_aandacht(self, beeld: Beeld) -> list[Rij]:
        d, rijen = beeld.dossier, []

        def zet(sleutel: str, icoon: str, rol: str, kop: str, tekst: str) -> None:
            rijen.append(Rij(sleutel, kop, f"{kop}. {tekst}".strip(), lead=Icoon(icoon, rol), tweede=tekst))

        if d.ontbreekt:
            zet(
                "aanmelding", "circle-alert", "waarschuwing",
                self.tr("De aanmelding is niet compleet"),
                self.tr("mist {wat}").format(wat=", ".join(d.ontbreekt)),
            )  # fmt: skip
        elif d.aanmeldingen and d.triage is None:
            zet("aanmelding", "scale", "info", self.tr("Wacht op triage"), self.tr("De aanmelding is compleet."))
        if not d.casus.casusregisseur:
            zet(
                "casusregisseur", "users", "waarschuwing", self.tr("Nog geen casusregisseur"),
                self.tr("Spreek af wie de inhoud van het plan bewaakt."),
            )  # fmt: skip
        for b in d.betrokkenen:
            if b.geinformeerd == "uitgesteld" and b.geinformeerd_herzien_op:
                laat = b.geinformeerd_herzien_op <= beeld.vandaag
                zet(
                    f"betrokkene:{b.id}", "mail", "waarschuwing" if laat else "tekst2",
                    self.tr("Informeren van {wie} is uitgesteld").format(wie=b.voornamen or b.rol),
                    self.tr("opnieuw bekijken op {dag}").format(dag=datum_in_woorden(b.geinformeerd_herzien_op)),
                )  # fmt: skip
        te_laat = [a for a in d.acties if dagen_te_laat(a, beeld.vandaag)]
        if te_laat:
            zet(
                "acties", "clock", "gevaar",
                self.tr("1 actie is te laat") if len(te_laat) == 1
                else self.tr("{n} acties zijn te laat").format(n=len(te_laat)),
                te_laat[0].tekst,
            )  # fmt: skip
        if not rijen:
            zet("", "circle-check", "goed", self.tr("Niets vraagt nu aandacht"), "")
        return rijen

    @staticmethod
    def _zonder_overleg(beeld: Beeld) -> bool:
        d = beeld.dossier
        return d.casus.status in ("aangemeld", "loopt") and all(o.status == "gesloten" for o in d.overleggen)

    def _kan_naar(self, casus_id: str, komend: Sequence[Overleg]) -> None:
        """Offer to put it on an agenda, from here: who prepares a casus is not sent to look for the overleg first."""
        if not komend or self.beeld is None or casus_id != self.casus_id or not self._zonder_overleg(self.beeld):
            return
        rijen = []
        for o in komend:
            dag = f"{datum_in_woorden(o.datum)}, {o.begin:%H:%M}"
            kop = self.tr("Zet op de agenda van {overleg}").format(overleg=o.titel)
            rijen.append(Rij(f"agenda:{o.id}", kop, f"{kop}, {dag}", lead=Icoon("calendar-plus"), tweede=dag))
        rest = [r for r in self._rijen_straks(self.beeld) if r.sleutel != "overleggen"]
        self._straks[1].zet([*rijen, *rest])

    def _op_agenda(self, overleg_id: str) -> None:
        gezegd = self.tr("De casus staat op de agenda; wie de melder noemde, is mee uitgenodigd.")
        klaar = partial(self.huis.gedaan, gezegd)
        self.context.taken.doe(overlegagenda.voeg_casus_toe, overleg_id, self.casus_id, klaar=klaar)

    def _rijen_straks(self, beeld: Beeld) -> list[Rij]:
        d, rijen = beeld.dossier, []
        komend = sorted((o for o in d.overleggen if o.status != "gesloten"), key=lambda o: (o.datum, o.begin))
        for o in komend[:2]:
            dag = f"{datum_in_woorden(o.datum)}, {o.begin:%H:%M}"
            rijen.append(Rij(f"overleg:{o.id}", o.titel, f"{o.titel}, {dag}", lead=Icoon("calendar-days"), tweede=dag))
        if self._zonder_overleg(beeld):
            kop = self.tr("Nog geen overleg gepland")
            rijen.append(Rij("overleggen", kop, kop, lead=Icoon("calendar-plus")))
        for f in d.fasen:
            if f.status == "open" and not beeld.gesloten:
                tot = self.tr("toetsmoment {dag}").format(dag=datum_in_woorden(f.toetsmoment)) if f.toetsmoment else ""
                naam = f"{f.nummer} {FASEN[f.nummer]}"
                rijen.append(
                    Rij(
                        f"fase:{f.id}", naam, f"Fase {naam} is open. {tot}", lead=Icoon("milestone", f"fase{f.nummer}"),
                        tweede=tot, achter=(Chipje(self.tr("open"), f"fase{f.nummer}"),),
                    )
                )  # fmt: skip
        return rijen

    def _wie_zin(self, beeld: Beeld) -> str:
        d = beeld.dossier
        wie = f"{beeld.wie} ({beeld.rol})" if beeld.rol else beeld.wie
        delen = [
            self.tr("Wie deze kluis kan openen op dit toestel: {wie}.").format(wie=wie)
            if wie
            else self.tr("Alleen wie deze kluis kan openen.")
        ]
        if d.verstrekkingen:
            aan = ", ".join(dict.fromkeys(v.aan for v in d.verstrekkingen))
            delen.append(self.tr("Stukken zijn verstrekt aan: {aan}.").format(aan=aan))
        else:
            delen.append(self.tr("Er is nog niets verstrekt aan partners."))
        delen.append(self.tr("Dat dit dossier is geopend, is vastgelegd."))
        return " ".join(delen)

    def _ander_thema(self, themas: list[str]) -> None:
        self.context.taken.doe(dossiers.wijzig, "casus", self.casus_id, {"thema": themas})

    def _naar_geschiedenis(self) -> None:
        self.huis.ga_naar_tab("geschiedenis")

    def _ga(self, sleutel: str) -> None:
        soort, _, id_ = sleutel.partition(":")
        if soort == "casusregisseur":
            self._formulier.ga_naar("casusregisseur", 0)
        elif soort == "overleg":
            self.context.venster.ga_naar("overleggen.overleg", overleg_id=id_)
        elif soort == "agenda":
            self._op_agenda(id_)
        elif soort == "overleggen":
            self.context.venster.ga_naar("overleggen")
        elif soort:
            naar = {"betrokkene": "betrokkenen", "fase": "plan"}
            self.huis.ga_naar_tab(naar.get(soort, soort), id_)
