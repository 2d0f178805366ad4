"""Grounds and terms of keeping, as this house looked them up; and archive metadata beside a verslag."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QCheckBox, QSpinBox, QWidget

from zvh_desktop.domain.casus import THEMAS
from zvh_desktop.domain.grondslag import AARDEN, STARTEN, Bewaarregel, Grond
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.gui.formulierconcept import FormulierConcept
from zvh_desktop.gui.onderdelen import Kaart, KeuzeVeld, Knop, RegelVeld, Tekst, TekstVeld, Veld, Zijpaneel
from zvh_desktop.gui.pages.beheer.deel import Deel
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.rijen import Chipje, Rij, RijenLijst
from zvh_desktop.services import beheer, concepten, grondslagen
from zvh_desktop.services.grondslagen import Instellingen
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = ["GrondslagenDeel"]

_NA = (
    ("", "hoe de casus ook eindigde"),
    ("afgesloten", "afgesloten"),
    ("doorgeleid", "doorgeleid"),
    ("afgewezen", "afgewezen"),
)


class _Paneel(Zijpaneel):
    """A panel that adds or changes one setting."""

    def __init__(self, context: Context, gastheer: QWidget, titel: str) -> None:
        super().__init__(titel, gastheer, breedte=460)
        self.context = context
        self.id = ""
        self.fout = Tekst("", rol="gevaar", omloop=True)
        self.formulier: FormulierConcept | None = None
        self.invoer: tuple[QWidget, ...] = ()
        self.voeg_knop_toe(Knop(self.tr("Annuleren"), soort="vlak")).clicked.connect(self._annuleer)
        self.weg = self.voeg_knop_toe(Knop(self.tr("Intrekken"), icoon="x"))
        self.weg.clicked.connect(self._trek_in)
        self.knop = self.voeg_knop_toe(Knop(self.tr("Bewaren"), soort="primair", icoon="check"))
        self.knop.clicked.connect(self.doe)

    def doe(self) -> None:
        """Save it."""

    def leg(self, label: str, *delen: QWidget, **velden: QWidget) -> None:
        """Lay the parts and keep what is typed in the named ones."""
        for deel in (*delen, self.fout):
            self.inhoud.addWidget(deel)
        self.invoer = (*velden.values(), self.weg, self.knop)
        self.formulier = FormulierConcept(self.context, self, label, velden)
        self.gesloten.connect(self.formulier.leg_neer)

    def leg_neer(self) -> None:
        """Hand over what is typed, now."""
        if self.formulier is not None:
            self.formulier.leg_neer()

    def kom(self, naam: str, id_: str, eerste: QWidget) -> None:
        """Open it for one, or for a new one."""
        self.id = id_
        self.fout.setText("")
        self.weg.setVisible(bool(id_))
        self.open(eerste)
        if self.formulier is not None:
            self.formulier.begin(concepten.formulier(naam, *((id_,) if id_ else ())))

    def bewaar(self, functie: Any, velden: dict[str, Any]) -> None:
        """Save, and close when that was done."""
        if self.formulier is not None:
            self.formulier.bewaar(functie, self.id, velden, klaar=self._klaar, fout=self._fout)

    def _klaar(self, _bon: object) -> None:
        if self.formulier is not None:
            self.formulier.klaar()
        self.sluit()

    def _fout(self, fout: BaseException) -> None:
        self.fout.setText(zin(fout))

    def _annuleer(self) -> None:
        if self.formulier is not None:
            self.formulier.weggooien()
        self.sluit()

    def _trek_in(self) -> None:
        if self.formulier is not None:
            self.formulier.weggooien()
        self.context.taken.doe(grondslagen.trek_in, self.id)
        self.sluit()


class GrondPaneel(_Paneel):
    """One ground."""

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(context, gastheer, "")
        self.naam = RegelVeld(plaats="WGS")
        self.aard = KeuzeVeld(tuple(AARDEN.items()))
        self.wet, self.contact = RegelVeld(), RegelVeld()
        self.uitleg, self.doel = TekstVeld(regels=3), TekstVeld(regels=2)
        self.thema = KeuzeVeld((("", self.tr("geen")), *THEMAS.items()))
        self.compartiment = QCheckBox(self.tr("Casussen op deze grond horen in een compartiment"))
        self.leg(
            self.tr("Grondslag"),
            Veld(self.tr("Korte naam"), self.naam, verplicht=True, hint=self.tr("Zoals hij in een verslag staat.")),
            Veld(self.tr("Wat voor grond"), self.aard), Veld(self.tr("Wet en artikel"), self.wet),
            Veld(self.tr("Uitleg in een brief"), self.uitleg, hint=self.tr("In gewone woorden, voor de betrokkene.")),
            Veld(self.tr("Doel dat erbij hoort"), self.doel),
            Veld(self.tr("Contactpunt"), self.contact, hint=self.tr("Leeg: dat van het huis.")),
            Veld(self.tr("Voorstellen bij thema"), self.thema), self.compartiment,
            uitleg=self.uitleg, doel=self.doel, naam=self.naam, wet=self.wet, contact=self.contact, aard=self.aard,
            thema=self.thema, compartiment=self.compartiment,
        )  # fmt: skip

    def begin(self, g: Grond | None) -> None:
        """Open for a ground, or for a new one."""
        self.leg_neer()
        if self.formulier is not None:
            self.formulier.stop()
        self.zet_titel(g.naam if g else self.tr("Nieuwe grondslag"))
        self.naam.setText(g.naam if g else "")
        self.aard.kies(g.aard if g else "samenwerking")
        self.wet.setText(g.wet if g else "")
        self.uitleg.zet(g.uitleg if g else "")
        self.doel.zet(g.doel if g else "")
        self.contact.setText(g.contactpunt if g else "")
        self.thema.kies(g.themas[0] if g and g.themas else "")
        self.compartiment.setChecked(bool(g and g.compartiment))
        self.kom("grond", g.id if g else "", self.naam)

    def doe(self) -> None:
        """Save it."""
        thema = str(self.thema.waarde() or "")
        self.bewaar(
            grondslagen.bewaar_grond,
            {
                "naam": self.naam.text(),
                "aard": self.aard.waarde(),
                "wet": self.wet.text().strip(),
                "uitleg": self.uitleg.tekst().strip(),
                "doel": self.doel.tekst().strip(),
                "contactpunt": self.contact.text().strip(),
                "themas": [thema] if thema else [],
                "compartiment": self.compartiment.isChecked(),
            },
        )


class RegelPaneel(_Paneel):
    """One term."""

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(context, gastheer, "")
        self.grond, self.na, self.start = KeuzeVeld(()), KeuzeVeld(_NA), KeuzeVeld(tuple(STARTEN.items()))
        self.maanden, self.hoogstens = QSpinBox(), QSpinBox()
        for vak in (self.maanden, self.hoogstens):
            vak.setRange(0, 1200)
            vak.setSuffix(self.tr(" maanden"))
        self.hoogstens.setSpecialValueText(self.tr("niet vastgelegd"))
        self.wet = RegelVeld()
        self.leg(
            self.tr("Bewaartermijn"),
            Tekst(
                self.tr("Het programma kent geen termijnen uit zichzelf: vul in wat u hebt opgezocht, en waar."),
                rol="tekst2",
                omloop=True,
            ),
            Veld(self.tr("Voor welke grondslag"), self.grond), Veld(self.tr("Als de casus is"), self.na),
            Veld(self.tr("De termijn begint"), self.start), Veld(self.tr("Hoe lang"), self.maanden, verplicht=True),
            Veld(self.tr("Hoogstens, met verlengingen"), self.hoogstens),
            Veld(self.tr("Wet, artikel of besluit"), self.wet, verplicht=True),
            wet=self.wet, grond=self.grond, na=self.na, start=self.start, maanden=self.maanden,
            hoogstens=self.hoogstens,
        )  # fmt: skip

    def begin(self, r: Bewaarregel | None, namen: list[str]) -> None:
        """Open for a term, or for a new one."""
        self.leg_neer()
        if self.formulier is not None:
            self.formulier.stop()
        self.zet_titel(self.tr("Bewaartermijn") if r else self.tr("Nieuwe bewaartermijn"))
        self.grond.clear()
        self.grond.addItem(self.tr("alle grondslagen"), "")
        for naam in dict.fromkeys((*namen, *((r.grond,) if r and r.grond else ()))):
            self.grond.addItem(naam, naam)
        self.grond.kies(r.grond if r else "")
        self.na.kies(r.na if r else "")
        self.start.kies(r.start if r else "einde")
        self.maanden.setValue(r.maanden if r else 0)
        self.hoogstens.setValue(r.hoogstens_maanden if r else 0)
        self.wet.setText(r.wet if r else "")
        self.kom("bewaarregel", r.id if r else "", self.maanden)

    def doe(self) -> None:
        """Save it."""
        self.bewaar(
            grondslagen.bewaar_regel,
            {
                "grond": str(self.grond.waarde() or ""),
                "na": str(self.na.waarde() or ""),
                "start": self.start.waarde(),
                "maanden": self.maanden.value(),
                "hoogstens_maanden": self.hoogstens.value(),
                "wet": self.wet.text().strip(),
            },
        )


def _zet_mdto(wp: Werkplek, aan: bool) -> Bon:
    return beheer.bewaar_regio(wp, mdto=aan)


class GrondslagenDeel(Deel):
    """The register of grounds, the terms, and MDTO."""

    raakt = frozenset({"grond", "bewaarregel", "regio"})

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(context, gastheer)
        self._nu: Instellingen | None = None
        self._wat = ""
        self._voorbeelden = Knop(self.tr("Voorbeelden"), icoon="copy", klein=True)
        self._voorbeelden.clicked.connect(self._stel_voor)
        nieuw = self._nieuw = Knop(self.tr("Grondslag"), icoon="plus", klein=True, naam=self.tr("Grondslag toevoegen"))
        nieuw.clicked.connect(self._nieuwe_grond)
        gronden = Kaart(self.tr("Grondslagen"), achter=(self._voorbeelden, nieuw))
        self.gronden = RijenLijst(self.tr("Grondslagen"), in_kaart=True, wikkel=True)
        self.gronden.geactiveerd.connect(self._open_grond)
        uitleg = Tekst(
            self.tr("De teksten zijn van uw huis. Laat ze nakijken door uw functionaris voor gegevensbescherming."),
            maat="knop",
            rol="tekst2",
            omloop=True,
        )
        uitleg.setContentsMargins(16, 10, 16, 4)
        gronden.inhoud.addWidget(uitleg)
        gronden.inhoud.addWidget(self.gronden)
        nieuwe_termijn = Knop(self.tr("Termijn"), icoon="plus", klein=True, naam=self.tr("Bewaartermijn toevoegen"))
        self._nieuwe_termijn = nieuwe_termijn
        nieuwe_termijn.clicked.connect(self._nieuwe_regel)
        termijnen = Kaart(self.tr("Bewaartermijnen"), achter=(nieuwe_termijn,))
        self.regels = RijenLijst(self.tr("Bewaartermijnen"), in_kaart=True, wikkel=True)
        self.regels.geactiveerd.connect(self._open_regel)
        self._geen = Tekst(
            self.tr("Nog geen termijn: dan begint er van geen casus een bewaartermijn te lopen."),
            rol="waarschuwing",
            omloop=True,
        )
        self._geen.setContentsMargins(16, 10, 16, 10)
        termijnen.inhoud.addWidget(self._geen)
        termijnen.inhoud.addWidget(self.regels)
        archief = Kaart(self.tr("Archief"), rand="rondom")
        self.mdto = QCheckBox(self.tr("Schrijf archiefgegevens (MDTO) naast een verslag dat wordt verstrekt"))
        self.mdto.clicked.connect(self._zet_mdto)
        archief.inhoud.addWidget(self.mdto)
        archief.inhoud.addWidget(
            Tekst(
                self.tr("Vul daarvoor ook de archiefvormer in, bij Het huis."), maat="klein", rol="tekst2", omloop=True
            )
        )
        for kaart in (gronden, termijnen, archief):
            self.kolom.addWidget(kaart)
        self.grondpaneel, self.regelpaneel = GrondPaneel(context, gastheer), RegelPaneel(context, gastheer)

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """See `Deel`."""
        knoppen = (self._voorbeelden, self._nieuw, self._nieuwe_termijn, self.mdto)
        return {Daad.HUISREGELS: (*knoppen, *self.grondpaneel.invoer, *self.regelpaneel.invoer)}

    def toon(self, wat: str = "") -> None:
        """Show the register; `wat` is "grond" or "bewaarregel", with the id of one behind a colon."""
        self._wat = wat or self._wat
        self.context.taken.vraag(grondslagen.instellingen, klaar=self.vul, enkel="grondslagen")

    def vul(self, i: Instellingen) -> None:
        """Show grounds, terms and MDTO."""
        self._nu = i
        self.gronden.zet([self._grondrij(g) for g in i.gronden])
        self.regels.zet([self._regelrij(r) for r in i.regels])
        self.regels.setVisible(bool(i.regels))
        self._geen.setVisible(not i.regels)
        self.mdto.setChecked(i.mdto)
        wat, self._wat = self._wat, ""
        soort, _, id_ = wat.partition(":")
        if soort == "grond":
            self._open_grond(id_)
        elif soort == "bewaarregel":
            self._open_regel(id_)

    def _grondrij(self, g: Grond) -> Rij:
        tweede = " · ".join(deel for deel in (AARDEN[g.aard], g.wet, g.contactpunt) if deel)
        chips = (Chipje(self.tr("compartiment"), "info", "shield-half"),) if g.compartiment else ()
        return Rij(g.id, g.naam, f"{g.naam}. {tweede}", tweede=tweede, chips=chips)

    def _regelrij(self, r: Bewaarregel) -> Rij:
        kop = self.tr("{n} maanden, {start}").format(n=r.maanden, start=STARTEN[r.start])
        delen = [r.grond or self.tr("alle grondslagen"), dict(_NA)[r.na], r.wet]
        if r.hoogstens_maanden:
            delen.append(self.tr("hoogstens {n} maanden").format(n=r.hoogstens_maanden))
        tweede = " · ".join(delen)
        return Rij(r.id, kop, f"{kop}. {tweede}", tweede=tweede)

    def verlaat(self) -> None:
        """Keep what stands in the panels."""
        self.grondpaneel.leg_neer()
        self.regelpaneel.leg_neer()

    def _nieuwe_grond(self) -> None:
        self.grondpaneel.begin(None)

    def _open_grond(self, id_: str) -> None:
        if self._nu is not None:
            self.grondpaneel.begin(next((g for g in self._nu.gronden if g.id == id_), None))

    def _nieuwe_regel(self) -> None:
        self._open_regel("")

    def _open_regel(self, id_: str) -> None:
        if self._nu is not None:
            regel = next((r for r in self._nu.regels if r.id == id_), None)
            self.regelpaneel.begin(regel, [g.naam for g in self._nu.gronden])

    def _stel_voor(self) -> None:
        self.context.taken.doe(grondslagen.stel_voor, klaar=self._voorgesteld)

    def _voorgesteld(self, uit: tuple[int, object]) -> None:
        if uit[0]:
            self.context.melding(self.tr("Voorbeelden overgenomen. Kijk ze na voor u ze gebruikt."), rol="goed")
        else:
            self.context.melding(self.tr("De voorbeelden stonden er al."))

    def _zet_mdto(self, aan: bool) -> None:
        self.context.taken.doe(_zet_mdto, aan)
