"""One device of the region: what it had, its role, and ending it."""

from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from zvh_desktop.domain.partner import ROLLEN
from zvh_desktop.gui.onderdelen import KeuzeVeld, Knop, Tekst, Veld, Zijpaneel
from zvh_desktop.gui.pages.beheer.deel import knoppenrij
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.panelen.nagrens import NagrensPaneel
from zvh_desktop.gui.rijen import Rij, RijenLijst, Tegel
from zvh_desktop.services import regio
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.regio import REDENEN, GehadStroom, Ingetrokken, Toestel
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["ToestelPaneel"]

_BEELD: Final = {"casus": "folder-open", "overleg": "calendar-days", "regio": "building-2", "audit": "scroll-text"}


def _had(wp: Werkplek, toestel: str) -> list[GehadStroom]:
    return regio.wat_had(wp, toestel)


class ToestelPaneel(Zijpaneel):
    """Shows a device; its role and ending it are for vaults that hold the region's key.

    Signals:
        veranderd(): role or standing is another one.
    """

    veranderd = Signal()

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__("", gastheer, breedte=480)
        self.context = context
        self._toestel: Toestel | None = None
        self.hoe = Tekst("", omloop=True)
        self.inhoud.addWidget(self.hoe)
        self.rol = KeuzeVeld(list(ROLLEN.items()))
        self.rol.gewijzigd.connect(self._andere_rol)
        self.rolveld = Veld(
            self.tr("Rol van dit toestel"),
            self.rol,
            hint=self.tr("Geldt vanaf nu; sleutels die niet meer bij de rol horen, worden vervangen."),
        )
        self.inhoud.addWidget(self.rolveld)
        self.fout = Tekst("", maat="klein", rol="gevaar", omloop=True)
        self.inhoud.addWidget(self.fout)
        self.uitleg = Tekst(
            self.tr(
                "Intrekken is voorgoed. Het toestel krijgt niets nieuws meer: alles waar het bij kon, krijgt nieuwe "
                "sleutels, en wat het voortaan verstuurt telt nergens. Wat al op het toestel staat, blijft daar: wie "
                "het toestel én de wachtwoordzin heeft, kan dat nog lezen."
            ),
            maat="knop",
            omloop=True,
        )
        self.inhoud.addWidget(self.uitleg)
        self.reden = KeuzeVeld([("", self.tr("Kies een reden")), *REDENEN.items()])
        self.redenveld = Veld(self.tr("Waarom"), self.reden)
        self.reden.currentIndexChanged.connect(self._bij)
        self.inhoud.addWidget(self.redenveld)
        self.doe_intrekken = Knop(self.tr("Voorgoed intrekken"), soort="gevaar", icoon="circle-slash")
        self.doe_intrekken.clicked.connect(self._trek_in)
        self.toch_niet = Knop(self.tr("Toch niet"), soort="vlak")
        self.toch_niet.clicked.connect(self._bedaar)
        self.na_grens = NagrensPaneel(context, gastheer)
        self.knop_na_grens = Knop(self.tr("Wat het na de grens nog deed…"), icoon="search")
        self.knop_na_grens.clicked.connect(self._na_grens)
        self.inhoud.addWidget(self.knop_na_grens)
        self._zeker = (self.uitleg, self.redenveld, knoppenrij(self.doe_intrekken, self.toch_niet))
        self.inhoud.addWidget(self._zeker[2])
        self.inhoud.addWidget(Tekst(self.tr("Wat het toestel heeft of had"), gewicht=600))
        self.leeg = Tekst("", maat="klein", rol="tekst2", omloop=True)
        self.inhoud.addWidget(self.leeg)
        self.had = RijenLijst(self.tr("Wat het toestel heeft of had"), in_kaart=True, kiesbaar=False)
        self.had.zet_marge(0)
        self.had.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.inhoud.addWidget(self.had)
        self.voeg_knop_toe(Knop(self.tr("Sluiten"), soort="vlak")).clicked.connect(self.sluit)
        self.intrekken = self.voeg_knop_toe(Knop(self.tr("Intrekken…"), soort="gevaar", icoon="circle-slash"))
        self.intrekken.clicked.connect(self._vraag)

    def begin(self, toestel: Toestel) -> None:
        """Open for a device; what it had is looked up, and that is written to the log."""
        self._toestel = toestel
        self.zet_titel(toestel.naam or self.tr("Toestel van een onbekende"))
        self.hoe.setText(
            self.tr("Toestel {id}, {hoe}.").format(id=toestel.id[:8], hoe=toestel.woorden)
            + (self.tr(" Hierop werkt u nu.") if toestel.dit else "")
        )
        self.rol.kies(toestel.rol)
        self.rolveld.setVisible(not (toestel.dit or toestel.ingetrokken))
        self.intrekken.setVisible(not (toestel.dit or toestel.ingetrokken))
        self.knop_na_grens.setVisible(toestel.ingetrokken)
        self.fout.hide()
        self.had.zet(())
        self.leeg.setText(self.tr("Wordt opgezocht…"))
        self.leeg.show()
        self._bedaar()
        self.open(self.rol if not self.rolveld.isHidden() else None)
        self.context.taken.vraag(_had, toestel.id, klaar=self._vul, fout=self._mislukt, enkel="wat_had")

    def _vul(self, had: list[GehadStroom]) -> None:
        self.leeg.setText(self.tr("Voor zover hier bekend: niets. Sleutels worden bij de volgende ronde uitgedeeld."))
        self.leeg.setVisible(not had)
        self.had.zet(
            Rij(
                g.stream,
                g.titel[:1].upper() + g.titel[1:],
                g.titel,
                lead=Tegel(_BEELD.get(g.soort, "file")),
                maat="knop",
            )
            for g in had
        )

    def _na_grens(self) -> None:
        if self._toestel is not None:
            self.sluit()
            self.na_grens.begin(self._toestel.id)

    # Role

    def _andere_rol(self, rol: Any) -> None:
        if self._toestel is not None and rol != self._toestel.rol:
            self.rol.setEnabled(False)
            self.context.taken.doe(
                regio.wijzig_rol, self._toestel.id, rol, klaar=self._rol_gewijzigd, fout=self._mislukt
            )

    def _rol_gewijzigd(self, _niets: object) -> None:
        self.rol.setEnabled(True)
        zin_ = self.tr("De rol is nu {rol}; nieuwe sleutels reizen met de volgende ronde of stick mee.")
        self.context.melding(zin_.format(rol=ROLLEN.get(str(self.rol.waarde()), "")), rol="goed")
        self.veranderd.emit()

    # Ending

    def _bedaar(self) -> None:
        for deel in self._zeker:
            deel.hide()
        mag = self._toestel is not None and not (self._toestel.dit or self._toestel.ingetrokken)
        self.intrekken.setVisible(mag)

    def _vraag(self) -> None:
        for deel in self._zeker:
            deel.show()
        self.intrekken.hide()
        self.reden.kies("")
        self._bij()
        self.reden.setFocus()

    def _bij(self) -> None:
        self.doe_intrekken.setEnabled(bool(self.reden.waarde()))

    def _trek_in(self) -> None:
        if self._toestel is not None:
            self.doe_intrekken.setEnabled(False)
            self.context.taken.doe(
                regio.trek_in, self._toestel.id, self.reden.waarde(), klaar=self._ingetrokken, fout=self._mislukt
            )

    def _ingetrokken(self, uit: Ingetrokken) -> None:
        self.sluit()
        zin_ = self.tr("Het toestel is ingetrokken; {n} nieuwe sleutels reizen met de volgende ronde of stick mee.")
        if uit.nieuwe_sleutels == 1:
            zin_ = self.tr("Het toestel is ingetrokken; één nieuwe sleutel reist met de volgende ronde of stick mee.")
        self.context.melding(zin_.format(n=uit.nieuwe_sleutels), rol="goed")
        self.veranderd.emit()

    def _mislukt(self, fout: BaseException) -> None:
        self.rol.setEnabled(True)
        if self._toestel is not None:
            self.rol.kies(self._toestel.rol)
        self._bij()
        self.leeg.hide()
        self.fout.setText(zin(fout))
        self.fout.show()
