"""The field view: own casussen and actions in one column, places at the bottom for a thumb; see `services.veld`."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.domain.veld import initialen
from zvh_desktop.gui.onderdelen import LegeStaat, Tekst, datum_in_woorden
from zvh_desktop.gui.onderdelen.vloei import Stapel
from zvh_desktop.gui.pages.veld.delen import Balkknop, Blad, GroteKeuze, GroteKnop, Veldrij
from zvh_desktop.gui.pages.veld.formulieren import ActieBlad, ContactBlad, SignaalBlad, StukBlad
from zvh_desktop.gui.pages.veld.opname import maak_opname
from zvh_desktop.gui.pagina import Actie, Context, Pagina
from zvh_desktop.services import veld
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.veld import Veldactie, Veldbeeld, Veldcasus, Velddossier

__all__ = ["Veld"]

_PLAATSEN: Final = (
    ("casussen", "Casussen", "folder-open"),
    ("acties", "Acties", "list-checks"),
    ("melden", "Melden", "flag"),
    ("meer", "Meer", "menu"),
)
_RAAKT: Final = frozenset(
    ("actie", "casus", "notitie", "vlag", "voorwaarde", "fase", "fasestap", "dossierstuk", "betrokkene")
)


class Veld(Pagina):
    """Arguments: `casus_id`, and `doe`: contact, signaal, stuk, or actie with `record_id`."""

    titel = "Onderweg"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        if context.opname is None:
            context.opname = maak_opname()
        self.beeld: Veldbeeld | None = None
        self.dossier: Velddossier | None = None
        self._plaats = "casussen"
        self._wens: tuple[str, str] = ("", "")
        buiten = QVBoxLayout(self)
        buiten.setContentsMargins(0, 0, 0, 0)
        buiten.setSpacing(0)
        self.melding = Tekst("", rol="goed", gewicht=600, omloop=True)
        self.melding.setContentsMargins(12, 6, 12, 6)
        self.melding.hide()
        buiten.addWidget(self.melding)
        self.stapel = Stapel()
        buiten.addWidget(self.stapel, 1)
        self.casussen = Blad(self.tr("Mijn casussen"))
        self.acties_ = Blad(self.tr("Mijn acties"))
        self.melden = Blad(self.tr("Bij welke casus?"))
        self.meer = Blad(self.tr("Meer"))
        self.casus = Blad("")
        self.voorwaarden = Blad(self.tr("Voorwaarden van het plan"))
        self.contact = ContactBlad(context)
        self.signaal = SignaalBlad(context)
        self.actie = ActieBlad(context)
        self.stuk = StukBlad(context)
        for blad in (
            self.casussen, self.acties_, self.melden, self.meer, self.casus, self.voorwaarden, self.contact,
            self.signaal, self.actie, self.stuk,
        ):  # fmt: skip
            self.stapel.addWidget(blad)
        for formulier in (self.contact, self.signaal, self.actie, self.stuk):
            formulier.gedaan.connect(self._gedaan)
        self._maak_meer()
        onder = QWidget()
        onder.setObjectName("vlak")
        onder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        kolom = QVBoxLayout(onder)
        kolom.setContentsMargins(0, 0, 0, 0)
        kolom.setSpacing(0)
        rij = QHBoxLayout()
        rij.setSpacing(0)
        self.terug = Balkknop(self.tr("Terug"), "arrow-left")
        self.terug.setCheckable(False)
        self.terug.clicked.connect(self.ga_terug)
        rij.addWidget(self.terug)
        self.balk: dict[str, Balkknop] = {}
        for naam, woord, icoon in _PLAATSEN:
            knop = Balkknop(self.tr(woord), icoon)
            knop.setObjectName(naam)
            knop.clicked.connect(self._balk_gekozen)
            self.balk[naam] = knop
            rij.addWidget(knop)
        kolom.addLayout(rij)
        buiten.addWidget(onder)
        esc = QShortcut(QKeySequence("Escape"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        esc.activated.connect(self.ga_terug)
        self._toon_blad(self.casussen)

    def _maak_meer(self) -> None:
        self.wacht = Blad(self.tr("Nog niet verstuurd"))
        self.stapel.addWidget(self.wacht)
        self.minuten = GroteKeuze(
            self.tr("Op slot na"), tuple((str(n), self.tr("{n} min").format(n=n)) for n in (1, 3, 5))
        )
        nu = str(self.context.instellingen.getal("vergrendel_na_veld_min"))
        if nu in ("1", "3", "5"):
            self.minuten.kies(nu)
        self.minuten.gekozen.connect(self._andere_rust)
        self.slot = GroteKnop(self.tr("Nu op slot"), soort="primair", icoon="lock")
        self.slot.clicked.connect(self.context.venster.vraag_slot)
        self.wissel = GroteKnop("", icoon="monitor")
        self.wissel.clicked.connect(self.context.venster.wissel_veldstand)
        self.meer.onder.addWidget(self.wissel)
        self.meer.onder.addWidget(self.slot)

    # -- coming and going

    def toon(self, *, casus_id: str = "", doe: str = "", record_id: str = "", **_rest: Any) -> None:
        """Show the own casussen, or go on where one was."""
        self._wens = (casus_id, f"{doe}:{record_id}" if doe else "")
        if not casus_id and not doe and not self._plaats:
            self._plaats = "casussen"
        self._vraag()

    def ververs(self, bon: object) -> None:
        """Read again when a change touches what is shown."""
        if getattr(bon, "soorten", frozenset()) & _RAAKT:
            self._vraag()

    def verlaat(self) -> None:
        """Hand over what is typed."""
        for formulier in (self.contact, self.signaal, self.actie, self.stuk):
            formulier.leg_neer()

    def acties(self) -> list[Actie]:
        """Nothing but going back: the rest is on the screen."""
        return [Actie("veld.terug", self.tr("Terug"), self.ga_terug, "arrow-left", "Escape")]

    def _vraag(self) -> None:
        self.context.taken.vraag(veld.lees, klaar=self._gelezen, fout=self.context.fout, enkel="veld", voor=self)
        if self.dossier is not None:
            self._vraag_casus(self.dossier.id, opnieuw=True)

    def _gelezen(self, beeld: Veldbeeld) -> None:
        self.beeld = beeld
        casus_id, doe = self._wens
        if self.dossier is not None and all(c.id != self.dossier.id for c in beeld.casussen):
            # It is no longer an own casus: nothing of it stays behind.
            self._vergeet_casus()
            self._naar(self._plaats)
        self._vul()
        if casus_id:
            self._vraag_casus(casus_id)
        elif doe:
            self._wens = ("", "")

    # -- what is shown

    def _vul(self) -> None:
        b = self.beeld
        if b is None:
            return
        leeg = LegeStaat(
            self.tr("Nog geen eigen casussen"),
            self.tr("U ziet hier casussen waarin u casusregisseur bent of een actie hebt."),
        )
        self.casussen.zet_rijen([self._casusrij(c, self._open_casus) for c in b.casussen] or [leeg])
        rijen: list[QWidget] = [self._actierij(a) for a in b.acties]
        self.acties_.zet_rijen(rijen or [LegeStaat(self.tr("Geen open acties"), self.tr("Alles is gedaan."))])
        self.melden.zet_rijen([self._casusrij(c, self._meld) for c in b.casussen])
        self.balk["acties"].zet_aantal(len(b.acties))
        self._vul_meer(b)

    def _casusrij(self, c: Veldcasus, doe: Callable[[str], None]) -> Veldrij:
        onder = self.tr("{nummer} · 1 actie") if c.acties == 1 else self.tr("{nummer} · {n} acties")
        onder = onder.format(nummer=c.nummer, n=c.acties)
        laat = self.tr("{n} te laat").format(n=c.te_laat) if c.te_laat else ""
        rij = Veldrij(c.letters, onder, rechts=laat, rol="gevaar" if laat else "neutraal", icoon="folder-open")
        _bij(rij, doe, c.id)
        return rij

    def _actierij(self, a: Veldactie) -> Veldrij:
        dag = datum_in_woorden(a.uiterlijk, weekdag=True) if a.uiterlijk else self.tr("geen dag")
        laat = self.tr("{n} dagen te laat").format(n=a.te_laat) if a.te_laat > 1 else self.tr("1 dag te laat")
        rij = Veldrij(a.tekst, f"{a.letters} · {laat if a.te_laat else dag}", rol="gevaar" if a.te_laat else "neutraal",
                      icoon="circle-alert" if a.te_laat else "list-checks")  # fmt: skip
        _bij(rij, self._open_actie, a)
        return rij

    def _vul_meer(self, b: Veldbeeld) -> None:
        n = len(b.wacht)
        if not b.gedeeld:
            zin_ = self.tr("Deze kluis deelt met niemand; alles ligt versleuteld op dit toestel.")
        elif n:
            zin_ = self.tr("Alles ligt versleuteld op dit toestel en gaat mee met de volgende ronde, ook na weken.")
        else:
            zin_ = self.tr("Voor alles wat hier gemaakt is, heeft de server getekend.")
        wacht = Veldrij(self.tr("Nog niet verstuurd"), rechts=str(n), icoon="hourglass", rol="info")
        _bij(wacht, self._toon_blad, self.wacht)
        rust = QWidget()
        kolom = QVBoxLayout(rust)
        kolom.setContentsMargins(0, 8, 0, 0)
        kolom.addWidget(Tekst(self.tr("Op slot na"), gewicht=600))
        self.minuten.setParent(rust)
        kolom.addWidget(self.minuten)
        self.minuten.show()
        # A vault that shares with nobody has nothing that waits.
        self.meer.zet_rijen([Tekst(zin_, rol="tekst2", omloop=True), *((wacht,) if b.gedeeld else ()), rust])
        rijen: list[QWidget] = []
        for r in b.wacht:
            # The title of a record may hold a name: here only its kind, and the letters of its casus.
            soort = r.titel.partition(":")[0]
            letters = initialen(r.casusnaam) if r.casusnaam else ""
            rijen.append(Veldrij(soort, " · ".join(d for d in (letters, r.hoe) if d), rechts=str(r.wijzigingen)))
        self.wacht.zet_rijen(rijen or [LegeStaat(self.tr("Er wacht niets"), zin_)])
        aan = self.context.instellingen["veldstand"]
        self.wissel.zet_tekst(self.tr("Veldstand uit") if aan else self.tr("Veldstand aan"))

    # -- a casus

    def _open_casus(self, casus_id: str) -> None:
        self._wens = (casus_id, "")
        self._vraag_casus(casus_id)

    def _meld(self, casus_id: str) -> None:
        self._wens = (casus_id, "signaal:")
        self._vraag_casus(casus_id)

    def _vraag_casus(self, casus_id: str, *, opnieuw: bool = False) -> None:
        vraag = veld.herlees if opnieuw else veld.casus
        self.context.taken.vraag(
            vraag, casus_id, klaar=self._casus_gelezen, fout=self._casus_weg, enkel="veldcasus" if opnieuw else "",
            voor=self,
        )  # fmt: skip

    def _casus_weg(self, fout: BaseException) -> None:
        self._wens = ("", "")
        if isinstance(fout, Omstandigheid):
            self._zeg(zin(fout), rol="gevaar")
        else:
            self.context.fout(fout)

    def _casus_gelezen(self, d: Velddossier) -> None:
        gewenst, doe = self._wens
        nieuw = gewenst == d.id
        if not nieuw and (self.dossier is None or self.dossier.id != d.id):
            return
        self.dossier = d
        self.casus.titel.setText(f"{d.letters}  {d.nummer}")
        self._vul_casus(d)
        self._vul_voorwaarden(d)
        if nieuw:
            self._wens = ("", "")
            self._toon_blad(self.casus)
            wat, _, id_ = doe.partition(":")
            if wat == "actie":
                actie = next((a for a in d.acties if a.id == id_), None)
                if actie is not None:
                    self._open_actie(actie)
            elif wat:
                self._doe(wat)

    def _vul_casus(self, d: Velddossier) -> None:
        doen: list[QWidget] = []
        for naam, woord, icoon in (
            ("contact", self.tr("Contactmoment"), "message-square"),
            ("stuk", self.tr("Foto of spraak"), "paperclip"),
            ("signaal", self.tr("Signaal geven"), "flag"),
        ):
            knop = GroteKnop(woord, icoon=icoon, soort="primair" if naam == "contact" else "gewoon")
            knop.setObjectName(naam)
            _bij(knop, self._doe, naam)
            doen.append(knop)
        open_ = sum(not v.voldaan for v in d.voorwaarden)
        if d.voorwaarden:
            vink = Veldrij(self.tr("Voorwaarden"), rechts=self.tr("{n} open").format(n=open_), icoon="check-check")
            _bij(vink, self._toon_blad, self.voorwaarden)
            doen.append(vink)
        rijen: list[QWidget] = [*doen, *(self._actierij(a) for a in d.acties)]
        for persoon in d.personen:
            rij = Veldrij(persoon.letters, persoon.rol, rechts=self.tr("adres"), icoon="user")
            rij.setAccessibleName(self.tr("Adres tonen van {wie}").format(wie=f"{persoon.letters} {persoon.rol}"))
            _bij(rij, self._vraag_adres, persoon.id, rij)
            rijen.append(rij)
        self.casus.zet_rijen(rijen)

    def _vraag_adres(self, id_: str, rij: Veldrij) -> None:
        self._zeg("")
        self.context.taken.vraag(veld.adres, id_, klaar=partial(self._toon_adres, rij), fout=self._casus_weg, voor=rij)

    def _toon_adres(self, rij: Veldrij, adres: str) -> None:
        """In place of the letters, until one goes elsewhere."""
        rij.zet(adres)

    def _vul_voorwaarden(self, d: Velddossier) -> None:
        rijen: list[QWidget] = []
        fase = ""
        for v in d.voorwaarden:
            if v.fase != fase:
                fase = v.fase
                rijen.append(Tekst(fase, gewicht=700, omloop=True))
            onder = self.tr("voldaan volgens {wie}").format(wie=v.door) if v.voldaan else self.tr("nog open")
            rij = Veldrij(v.tekst, onder)
            rij.setCheckable(True)
            rij.setChecked(v.voldaan)
            _bij(rij, self._vink, v.fase_id, v.id, not v.voldaan)
            rijen.append(rij)
        self.voorwaarden.zet_rijen(rijen)

    def _vink(self, fase_id: str, id_: str, aan: bool) -> None:
        self.context.taken.doe(veld.zet_voldaan, fase_id, id_, aan, fout=self._casus_weg)

    # -- forms

    def _doe(self, wat: str) -> None:
        d = self.dossier
        blad = {"contact": self.contact, "signaal": self.signaal, "stuk": self.stuk}.get(wat)
        if d is not None and blad is not None:
            self._toon_blad(blad)
            blad.open(d.id, f"{d.letters} · {d.nummer}")

    def _open_actie(self, actie: Veldactie) -> None:
        self._toon_blad(self.actie)
        self.actie.open_actie(actie)

    def _gedaan(self, zin_: str) -> None:
        self._zeg(zin_)
        self._terug_van_formulier()

    def _terug_van_formulier(self) -> None:
        self._toon_blad(self.casus if self.dossier is not None and self._plaats != "acties" else self._wortel())

    # -- going about

    def _wortel(self) -> Blad:
        wortels = {"casussen": self.casussen, "acties": self.acties_, "melden": self.melden, "meer": self.meer}
        return wortels[self._plaats]

    def _balk_gekozen(self) -> None:
        self._zeg("")
        self._naar(self.sender().objectName())

    def _naar(self, plaats: str) -> None:
        self._plaats = plaats
        self._vergeet_casus()
        self._toon_blad(self._wortel())
        self._vraag()

    def ga_terug(self) -> None:
        """One step back: from a form to its casus, from a casus to its list."""
        nu = self.stapel.currentWidget()
        self._zeg("")
        if nu in (self.contact, self.signaal, self.stuk, self.actie):
            self.verlaat()
            self._terug_van_formulier()
        elif nu is self.voorwaarden:
            self._toon_blad(self.casus)
        else:
            self._naar(self._plaats)

    def _toon_blad(self, blad: QWidget) -> None:
        self.stapel.setCurrentWidget(blad)
        for naam, knop in self.balk.items():
            knop.setChecked(naam == self._plaats)
        self.terug.setVisible(blad not in (self.casussen, self.acties_, self.melden, self.meer))

    def _vergeet_casus(self) -> None:
        """Leave nothing of a casus in view or behind it."""
        self.dossier = None
        self.casus.titel.setText("")
        self.casus.zet_rijen([])
        self.voorwaarden.zet_rijen([])
        for formulier in (self.contact, self.signaal, self.actie, self.stuk):
            formulier.vergeet()

    def _zeg(self, zin_: str, *, rol: str = "goed") -> None:
        self.melding.zet_rol(rol)
        self.melding.setText(zin_)
        self.melding.setVisible(bool(zin_))

    def _andere_rust(self, minuten: str) -> None:
        self.context.instellingen.zet("vergrendel_na_veld_min", int(minuten))
        self.context.venster.pas_veldstand_toe()


def _bij(knop: QAbstractButton, doe: Callable[..., object], *wat: object) -> None:
    """Call with these when the button is pressed."""
    knop.clicked.connect(lambda _aan=False: doe(*wat))
