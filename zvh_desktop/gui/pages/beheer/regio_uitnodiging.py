"""Invite somebody, pass the invitation on, compare six words, approve or not."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from zvh_desktop.domain.partner import ROLLEN, Medewerker
from zvh_desktop.gui.onderdelen import KeuzeVeld, Knop, RegelVeld, Tekst, Veld, Zijpaneel
from zvh_desktop.gui.pages.beheer.deel import knoppenrij
from zvh_desktop.gui.pages.casus.waarden import moment_in_woorden
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.panelen.doorgeven import Doorgeven, Ontvangen
from zvh_desktop.gui.panelen.drukken import Blad
from zvh_desktop.gui.panelen.zeswoorden import ZesWoorden
from zvh_desktop.services import toelating
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.toelating import Uitnodigingstand
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["NodigUitPaneel", "UitnodigingPaneel"]


def _nodig_uit(wp: Werkplek, medewerker_id: str, rol: str) -> tuple[Uitnodigingstand, str]:
    uit = toelating.nodig_uit(wp, medewerker_id, rol)
    stand = next(s for s in toelating.uitnodigingen(wp) if s.id == uit.id)
    return stand, uit.tekst


def _keur_goed(wp: Werkplek, id_: str, woorden: str) -> Uitnodigingstand:
    return toelating.keur_goed(wp, id_, woorden.split())


class NodigUitPaneel(Zijpaneel):
    """Chooses who is invited, and in which role.

    Signals:
        gemaakt(stand, text): an invitation was made.
    """

    gemaakt = Signal(object, str)

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(self.tr("Uitnodigen"), gastheer, breedte=460)
        self.context = context
        self._rollen: dict[str, str] = {}
        self.inhoud.addWidget(
            Tekst(
                self.tr(
                    "Een uitnodiging is voor één toestel van één medewerker en geldt een week. Staat iemand niet in de "
                    "lijst, voeg die dan eerst toe bij Medewerkers."
                ),
                maat="knop",
                rol="tekst2",
                omloop=True,
            )
        )
        self.wie = KeuzeVeld()
        self.wie.gewijzigd.connect(self._ander)
        self.rol = KeuzeVeld(list(ROLLEN.items()))
        self.inhoud.addWidget(Veld(self.tr("Voor wie"), self.wie))
        self.inhoud.addWidget(
            Veld(self.tr("Rol op dat toestel"), self.rol, hint=self.tr("Bepaalt wat het toestel ontvangt en mag."))
        )
        self.fout = Tekst("", maat="klein", rol="gevaar", omloop=True)
        self.inhoud.addWidget(self.fout)
        self.voeg_knop_toe(Knop(self.tr("Annuleren"), soort="vlak")).clicked.connect(self.sluit)
        self.knop = self.voeg_knop_toe(Knop(self.tr("Uitnodiging maken"), soort="primair", icoon="user-plus"))
        self.knop.clicked.connect(self._maak)

    def begin(self, medewerkers: Sequence[Medewerker]) -> None:
        """Open, with the staff to choose from."""
        self._rollen = {m.id: m.rol for m in medewerkers}
        self.wie.clear()
        for m in medewerkers:
            self.wie.addItem(f"{m.naam} ({m.functie})" if m.functie else m.naam, m.id)
        self._ander()
        self.fout.hide()
        self.knop.setEnabled(bool(medewerkers))
        self.open(self.wie)

    def _ander(self, _waarde: object = None) -> None:
        self.rol.kies(self._rollen.get(str(self.wie.waarde()), "procesregisseur"))

    def _maak(self) -> None:
        self.knop.setEnabled(False)
        self.context.taken.doe(
            _nodig_uit, str(self.wie.waarde()), str(self.rol.waarde()), klaar=self._klaar, fout=self._mislukt
        )

    def _klaar(self, uit: tuple[Uitnodigingstand, str]) -> None:
        self.sluit()
        self.gemaakt.emit(*uit)

    def _mislukt(self, fout: BaseException) -> None:
        self.knop.setEnabled(True)
        self.fout.setText(zin(fout))
        self.fout.show()


class UitnodigingPaneel(Zijpaneel):
    """One invitation from making it to approval.

    Signals:
        veranderd(): it was approved or taken back, or a message was taken.

    Attributes:
        met_server: messages go by themselves; doing it by hand is there for who asks.
    """

    veranderd = Signal()

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__("", gastheer, breedte=520)
        self.context = context
        self._stand: Uitnodigingstand | None = None
        self._tekst = ""
        self.met_server = False
        self.hoe = Tekst("", omloop=True)
        self.inhoud.addWidget(self.hoe)
        self.uitnodiging = Doorgeven(
            self.tr("Uitnodiging"),
            context.taken,
            "uitnodiging.txt",
            blad=Blad(
                self.tr("Uitnodiging voor ZVH Desktop"),
                self.tr("Kies op het nieuwe toestel ‘Ik heb een uitnodiging’ en neem deze regel over."),
                (),
                self.tr("Houd dit blad geheim tot het gebruikt is en vernietig het daarna."),
            ),
        )
        self.inhoud.addWidget(self.uitnodiging)
        self.woorden = ZesWoorden()
        self.inhoud.addWidget(self.woorden)
        self.gehoord = RegelVeld(plaats=self.tr("zes woorden, met spaties ertussen"))
        self.gehoordveld = Veld(
            self.tr("Wat u hoort"),
            self.gehoord,
            hint=self.tr("Laat de ander de woorden voorlezen, niet uzelf, en typ wat u hoort."),
        )
        self.gehoord.textChanged.connect(self._bij)
        self.gehoord.returnPressed.connect(self._keur)
        self.inhoud.addWidget(self.gehoordveld)
        self.met_de_hand = Knop(self.tr("Berichten met de hand doorgeven"), soort="vlak", icoon="paperclip", klein=True)
        self.met_de_hand.setCheckable(True)
        self.met_de_hand.toggled.connect(self._toon_berichten)
        self.inhoud.addWidget(knoppenrij(self.met_de_hand))
        self.bericht = Doorgeven(self.tr("Bericht voor het toestel"), context.taken, "bericht-beheerder.txt")
        self.inhoud.addWidget(self.bericht)
        self.antwoord = Ontvangen(
            self.tr("Bericht van het toestel"),
            context.taken,
            hint=self.tr("Alleen nodig als er geen server tussen zit."),
        )
        self.antwoord.gekregen.connect(self._neem)
        self.inhoud.addWidget(self.antwoord)
        self.sluitknop = self.voeg_knop_toe(Knop(self.tr("Sluiten"), soort="vlak"))
        self.sluitknop.clicked.connect(self.sluit)
        self.afwijzen = self.voeg_knop_toe(Knop(self.tr("Uitnodiging intrekken"), soort="gevaar", icoon="circle-slash"))
        self.afwijzen.clicked.connect(self._wijs_af)
        self.goed = self.voeg_knop_toe(Knop(self.tr("Goedkeuren"), soort="primair", icoon="check"))
        self.goed.clicked.connect(self._keur)
        self.gesloten.connect(self._vergeet)

    def begin(self, stand: Uitnodigingstand, tekst: str = "") -> None:
        """Open for an invitation; its text is only there when it was just made."""
        if self._stand is not None and self._stand.id != stand.id:
            self._vergeet()
        self._tekst = tekst
        self._zet(stand)
        eerste = self.gehoord if stand.fase == "woorden" else self.uitnodiging.kopie if tekst else self.sluitknop
        self.open(eerste)

    def ververs(self, standen: Sequence[Uitnodigingstand]) -> None:
        """Show how the one in view stands now."""
        if self.isHidden() or self._stand is None:
            return
        nieuw = next((s for s in standen if s.id == self._stand.id), None)
        if nieuw is None or nieuw == self._stand:
            return
        woorden = nieuw.fase == "woorden" and self._stand.fase != "woorden"
        self._zet(nieuw)
        if woorden:
            self.gehoord.setFocus()

    def _zet(self, s: Uitnodigingstand) -> None:
        self._stand = s
        self.zet_titel(self.tr("Uitnodiging voor {naam}").format(naam=s.naam or self.tr("een onbekende")))
        rol, tot = ROLLEN.get(s.rol, s.rol), moment_in_woorden(s.verloopt)
        zinnen = {
            "open": self.tr("Rol {rol}. Te gebruiken tot {tot}. Er is nog geen toestel dat zich meldt."),
            "bezig": self.tr("Rol {rol}. Het toestel heeft zich gemeld; het wisselt sleutels uit met deze kluis."),
            "woorden": self.tr("Rol {rol}. Bel wie u uitnodigde, let op de stem en vergelijk de woorden."),
            "goedgekeurd": self.tr(
                "Goedgekeurd als {rol}. Sleutels en casussen gaan met de volgende ronde of stick mee."
            ),
            "afgewezen": self.tr("Ingetrokken; hiermee komt niemand meer binnen."),
            "verlopen": self.tr("Verlopen; hiermee komt niemand meer binnen. Maak zo nodig een nieuwe."),
        }
        self.hoe.setText(zinnen[s.fase].format(rol=rol, tot=tot))
        self.uitnodiging.zet(self._tekst if s.fase == "open" else "")
        self.woorden.zet(s.woorden)
        self.gehoordveld.setVisible(s.fase == "woorden")
        self._toon_berichten()
        self.afwijzen.setVisible(s.fase in ("open", "bezig", "woorden"))
        self.goed.setVisible(s.fase == "woorden")
        self._bij()

    def _toon_berichten(self) -> None:
        s = self._stand
        if s is None:
            return
        leeft = s.fase in ("open", "bezig", "woorden", "goedgekeurd")
        self.met_de_hand.setVisible(leeft and self.met_server)
        hand = leeft and (not self.met_server or self.met_de_hand.isChecked())
        self.bericht.zet(s.bericht if hand and s.fase != "open" else "")
        self.antwoord.setVisible(hand and s.fase in ("open", "bezig"))

    def _bij(self) -> None:
        self.goed.setEnabled(len(self.gehoord.text().split()) >= len(self.woorden.woorden) > 0)
        self.gehoordveld.zet_fout("")

    def _vergeet(self) -> None:
        """The text is as secret as a key: it does not stay on the screen."""
        self._tekst = ""
        self._stand = None
        self.uitnodiging.zet("")
        self.bericht.zet("")
        self.woorden.zet(())
        self.gehoord.setText("")
        self.antwoord.leeg()

    # Messages

    def _neem(self, tekst: str) -> None:
        if self._stand is not None:
            self.context.taken.doe(
                toelating.neem_bericht, self._stand.id, tekst, klaar=self._genomen, fout=self._niet_genomen
            )

    def _genomen(self, stand: Uitnodigingstand) -> None:
        self.antwoord.leeg()
        if self._stand is not None:
            self._zet(stand)
            (self.gehoord if stand.fase == "woorden" else self.bericht.kopie).setFocus()
        self.veranderd.emit()

    def _niet_genomen(self, fout: BaseException) -> None:
        self.antwoord.zet_fout(zin(fout))

    # Deciding

    def _keur(self) -> None:
        if self._stand is not None and self.goed.isEnabled() and self._stand.fase == "woorden":
            self.goed.setEnabled(False)
            self.context.taken.doe(
                _keur_goed, self._stand.id, self.gehoord.text(), klaar=self._gekeurd, fout=self._niet_gekeurd
            )

    def _gekeurd(self, stand: Uitnodigingstand) -> None:
        self.gehoord.setText("")
        if self._stand is not None:
            self._zet(stand)
            self.sluitknop.setFocus()
        zin_ = self.tr("Het toestel van {naam} is goedgekeurd.").format(naam=stand.naam)
        self.context.melding(zin_, rol="goed")
        self.veranderd.emit()

    def _niet_gekeurd(self, fout: BaseException) -> None:
        self._bij()
        self.gehoordveld.zet_fout(zin(fout))
        self.gehoord.setFocus()

    def _wijs_af(self) -> None:
        if self._stand is not None:
            self.context.taken.doe(toelating.wijs_af, self._stand.id, klaar=self._afgewezen)

    def _afgewezen(self, _niets: object) -> None:
        self.sluit()
        self.context.melding(self.tr("De uitnodiging is ingetrokken."), rol="goed")
        self.veranderd.emit()
