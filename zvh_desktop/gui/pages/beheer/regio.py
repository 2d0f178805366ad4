"""The region: begin it, its server, its devices and invitations; only what this vault may do is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFormLayout, QWidget

from zvh_desktop.domain.partner import ROLLEN, Medewerker
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.gui.onderdelen import Kaart, Knop, Tekst
from zvh_desktop.gui.onderdelen.basis import Chip
from zvh_desktop.gui.pages.beheer.deel import Deel, knoppenrij
from zvh_desktop.gui.pages.beheer.regio_certificaten import CertificatenKaart
from zvh_desktop.gui.pages.beheer.regio_server import ServerPaneel
from zvh_desktop.gui.pages.beheer.regio_toestel import ToestelPaneel
from zvh_desktop.gui.pages.beheer.regio_uitnodiging import NodigUitPaneel, UitnodigingPaneel
from zvh_desktop.gui.pages.casus.waarden import moment_in_woorden
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.rijen import Chipje, Rij, RijenLijst, Tegel
from zvh_desktop.gui.toegang.woordbladen import Bladenscherm
from zvh_desktop.services import beheer, regio, toelating
from zvh_desktop.services.regio import NieuweRegio, Stand, Toestel
from zvh_desktop.services.toelating import Uitnodigingstand
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["RegioDeel", "Regiobeeld"]

_KIJK_MS: Final = 3000
"""How often the mailbox is looked in while somebody looks at invitations that wait."""

_FASEN: Final = {
    "open": ("wacht op het toestel", "info", "hourglass"),
    "bezig": ("bezig", "info", "hourglass"),
    "woorden": ("woorden vergelijken", "waarschuwing", "message-square"),
    "goedgekeurd": ("goedgekeurd", "goed", "check"),
    "afgewezen": ("ingetrokken", "neutraal", "circle-slash"),
    "verlopen": ("verlopen", "neutraal", "clock"),
}
"""Word, role and icon by phase of an invitation."""


@dataclass(frozen=True, slots=True)
class Regiobeeld:
    """Everything the part shows.

    Attributes:
        stand: None when this vault belongs to no region.
        toestellen, uitnodigingen, medewerkers: empty in a vault that does not administer the region.
    """

    stand: Stand | None
    toestellen: tuple[Toestel, ...] = ()
    uitnodigingen: tuple[Uitnodigingstand, ...] = ()
    medewerkers: tuple[Medewerker, ...] = ()


def _haal(wp: Werkplek) -> Regiobeeld:
    stand = regio.stand(wp)
    if stand is None or not stand.beheer:
        return Regiobeeld(stand)
    return Regiobeeld(
        stand, tuple(regio.toestellen(wp)), tuple(toelating.uitnodigingen(wp)), tuple(beheer.medewerkers(wp))
    )


class RegioDeel(Deel):
    """Without a region: what it is and how to begin one. With one: what everyone may see, and for whom it is, more."""

    raakt = frozenset({"medewerker", "regio", "tekengezag", "tekenaanvraag", "tekencertificaat"})

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(context, gastheer)
        self._beeld: Regiobeeld | None = None
        self._wat = ""
        self._verbonden = False
        self._bladen: Bladenscherm | None = None
        self.server = ServerPaneel(context, gastheer)
        self.server.veranderd.connect(self.toon)
        self.toestel = ToestelPaneel(context, gastheer)
        self.toestel.veranderd.connect(self._deel_nu)
        self.nodig_uit = NodigUitPaneel(context, gastheer)
        self.nodig_uit.gemaakt.connect(self._uitgenodigd)
        self.uitnodiging = UitnodigingPaneel(context, gastheer)
        self.uitnodiging.veranderd.connect(self._deel_nu)
        self._kijk = QTimer(self)
        self._kijk.setInterval(_KIJK_MS)
        self._kijk.timeout.connect(self._kijk_post)
        self._maak_begin()
        self._maak_stand()
        self._maak_lijsten()
        self.certificaten = CertificatenKaart(context, gastheer)
        kaarten = (self.kaart_begin, self.kaart_stand, self.kaart_toestellen, self.kaart_uitnodigingen)
        for kaart in (*kaarten, self.certificaten):
            self.kolom.addWidget(kaart)
            kaart.hide()

    def _maak_begin(self) -> None:
        kaart = self.kaart_begin = Kaart(self.tr("Samenwerken in een regio"), rand="rondom")
        for tekst in (
            self.tr(
                "Deze kluis werkt op zichzelf; dat kan zo blijven. Wilt u met meer toestellen aan dezelfde casussen "
                "werken, dan begint één kluis een regio en nodigt de anderen uit. Wat wordt gedeeld, blijft "
                "versleuteld: de server onderweg kan er niets van lezen, en een USB-stick kan ook."
            ),
            self.tr(
                "Bij het beginnen verschijnen drie bladen met woorden, één keer. Met twee daarvan komt de regio terug "
                "als iedere beheerderskluis weg is. Houd een printer of een USB-stick bij de hand, en drie mensen die "
                "elk een blad bewaren."
            ),
            self.tr("Bent u uitgenodigd? Maak dan een nieuwe kluis en kies daar ‘Ik heb een uitnodiging’."),
        ):
            kaart.inhoud.addWidget(Tekst(tekst, maat="knop", rol="tekst2", omloop=True))
        self.knop_begin = Knop(self.tr("Regio beginnen…"), soort="primair", icoon="landmark")
        self.knop_begin.clicked.connect(self._begin)
        self.knop_zeker = Knop(self.tr("Ja, bladen tonen"), soort="primair", icoon="check")
        self.knop_zeker.clicked.connect(self._begin_echt)
        self.knop_niet = Knop(self.tr("Nog niet"), soort="vlak")
        self.knop_niet.clicked.connect(self._niet)
        kaart.inhoud.addWidget(knoppenrij(self.knop_begin, self.knop_zeker, self.knop_niet))
        self._niet()

    def _maak_stand(self) -> None:
        kaart = self.kaart_stand = Kaart(self.tr("De regio"), rand="rondom")
        raster = QFormLayout()
        raster.setHorizontalSpacing(18)
        raster.setVerticalSpacing(6)
        raster.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._regels: dict[str, Tekst] = {}
        for naam, titel in (
            ("naam", self.tr("Naam")),
            ("kenmerk", self.tr("Kenmerk")),
            ("toestel", self.tr("Dit toestel")),
            ("server", self.tr("Server")),
        ):
            waarde = self._regels[naam] = Tekst("", omloop=True)
            raster.addRow(Tekst(titel, rol="tekst2"), waarde)
        kaart.inhoud.addLayout(raster)
        kaart.inhoud.addWidget(
            Tekst(
                self.tr("Twee kluizen van dezelfde regio tonen hetzelfde kenmerk van zes woorden."),
                maat="klein",
                rol="tekst2",
                omloop=True,
            )
        )
        self.zonder_bladen = Tekst(
            self.tr(
                "Niemand heeft gezegd dat de drie bladen met woorden op papier staan; ze zijn niet opnieuw te tonen. "
                "Gaat deze kluis verloren, dan is de regio weg. Begin liever opnieuw in een nieuwe kluis zolang er nog "
                "niemand is aangesloten, en maak tot dan reservekopieën."
            ),
            rol="waarschuwing",
            omloop=True,
        )
        kaart.inhoud.addWidget(self.zonder_bladen)
        self.chip = Chip("")
        kaart.kop.addWidget(self.chip)
        self.knop_server = Knop(self.tr("Server waarmerken…"), icoon="server")
        self.knop_server.clicked.connect(self.server.begin)
        self.knop_delen = Knop(self.tr("Delen en samenvoegen"), soort="vlak", icoon="git-merge")
        self.knop_delen.clicked.connect(self._naar_delen)
        kaart.inhoud.addWidget(knoppenrij(self.knop_server, self.knop_delen))

    def _maak_lijsten(self) -> None:
        uit = Knop(self.tr("Uitnodigen…"), icoon="user-plus", klein=True)
        uit.clicked.connect(self._nodig)
        self.knop_uitnodigen = uit
        self.kaart_toestellen = Kaart(self.tr("Toestellen"))
        self.toestellen = RijenLijst(self.tr("Toestellen van de regio"), in_kaart=True)
        self.toestellen.geactiveerd.connect(self._open_toestel)
        self.kaart_toestellen.inhoud.addWidget(self.toestellen)
        self.kaart_uitnodigingen = Kaart(self.tr("Uitnodigingen"), achter=(uit,))
        self.uitnodigingen = RijenLijst(self.tr("Uitnodigingen"), in_kaart=True)
        self.uitnodigingen.geactiveerd.connect(self._open_uitnodiging)
        self.kaart_uitnodigingen.inhoud.addWidget(self.uitnodigingen)
        self.geen = Tekst(self.tr("Er zijn nog geen uitnodigingen."), maat="knop", rol="tekst2", omloop=True)
        self.geen.setContentsMargins(14, 10, 14, 12)
        self.kaart_uitnodigingen.inhoud.addWidget(self.geen)

    # Showing

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """See `Deel`; what is of a region that is there is shown only to whom it is for."""
        return {Daad.REGIO_BEHEREN: (self.knop_begin, self.knop_zeker)}

    def toon(self, wat: str = "") -> None:
        """Look again; `wat` is "uitnodigen" or "server" to begin with that."""
        self._wat = wat or self._wat
        if self.context.delen is not None and not self._verbonden:
            self._verbonden = True
            self.context.delen.post.connect(self.ververs)
            self.context.delen.gedaan.connect(self.ververs)
        self.context.taken.vraag(_haal, klaar=self.vul, enkel="regiobeeld", label=self.tr("Regio ophalen…"))

    def ververs(self, *_: object) -> None:
        """Something may have come in."""
        if self.isVisible():
            self.toon()

    def vul(self, beeld: Regiobeeld) -> None:
        """Show it."""
        self._beeld = beeld
        stand = beeld.stand
        self.kaart_begin.setVisible(stand is None)
        self.kaart_stand.setVisible(stand is not None)
        beheert = stand is not None and stand.beheer
        self.kaart_toestellen.setVisible(beheert)
        self.kaart_uitnodigingen.setVisible(beheert)
        self.certificaten.setVisible(beheert)
        if beheert:
            self.certificaten.toon()
        if stand is None:
            return
        self._vul_stand(stand)
        if beheert:
            self.toestellen.zet(self._toestelrij(t) for t in beeld.toestellen)
            self.uitnodigingen.zet(self._uitnodigingrij(u) for u in beeld.uitnodigingen)
            self.uitnodigingen.setVisible(bool(beeld.uitnodigingen))
            self.geen.setVisible(not beeld.uitnodigingen)
            self.uitnodiging.met_server = bool(stand.server) and self.context.delen is not None
            self.uitnodiging.ververs(beeld.uitnodigingen)
        wacht = any(u.fase in ("open", "bezig", "woorden") for u in beeld.uitnodigingen)
        if wacht and stand.server and self.context.delen is not None:
            self._kijk.start()
        else:
            self._kijk.stop()
        wat, self._wat = self._wat, ""
        if wat == "uitnodigen" and beheert:
            self._nodig()
        elif wat == "server" and beheert and self.server.isHidden():
            self.server.begin()

    def _vul_stand(self, stand: Stand) -> None:
        self._regels["naam"].setText(stand.naam or self.tr("nog niet ontvangen"))
        self._regels["kenmerk"].setText(stand.kenmerk)
        rol = ROLLEN.get(stand.rol, stand.rol)
        self._regels["toestel"].setText(", ".join(deel for deel in (rol, stand.woorden) if deel))
        adres = stand.server.split("#")[0]
        self._regels["server"].setText(adres or self.tr("geen: delen gaat met een USB-stick"))
        if stand.beheer:
            self.chip.zet(
                self.tr("beheert de regio"), rol="accent" if stand.geldig else "waarschuwing", icoon="key-round"
            )
        else:
            woord = self.tr("goedgekeurd") if stand.geldig else self.tr("niet meer geldig")
            self.chip.zet(
                woord, rol="goed" if stand.geldig else "gevaar", icoon="check" if stand.geldig else "circle-x"
            )
        self.knop_server.setVisible(stand.beheer)
        self.zonder_bladen.setVisible(stand.zonder_bladen)

    def _toestelrij(self, t: Toestel) -> Rij:
        naam = t.naam or self.tr("onbekend")
        rol = ROLLEN.get(t.rol, t.rol)
        gezien = moment_in_woorden(t.laatst) if t.laatst else self.tr("nog niets van ontvangen")
        tweede = self.tr("{hoe} · laatst gezien: {gezien}").format(hoe=t.woorden, gezien=gezien)
        streams = self.tr("1 onderdeel") if t.streams == 1 else self.tr("{n} onderdelen").format(n=t.streams)
        return Rij(
            t.id,
            naam,
            ", ".join((naam, rol, self.tr("dit toestel") if t.dit else "", tweede, streams)).replace(", ,", ","),
            lead=Tegel("laptop", "neutraal" if t.ingetrokken else "accent"),
            tweede=tweede,
            achter=(
                *((Chipje(self.tr("dit toestel"), "goed"),) if t.dit else ()),
                *((Chipje(self.tr("ingetrokken"), "gevaar", "circle-slash"),) if t.ingetrokken else ()),
                Chipje(rol),
                Chipje(streams),
            ),
            gedimd=t.ingetrokken,
        )

    def _uitnodigingrij(self, u: Uitnodigingstand) -> Rij:
        woord, rol, beeld = _FASEN[u.fase]
        naam = u.naam or self.tr("onbekend")
        tweede = self.tr("{rol} · te gebruiken tot {tot}").format(
            rol=ROLLEN.get(u.rol, u.rol), tot=moment_in_woorden(u.verloopt)
        )
        return Rij(
            u.id,
            naam,
            f"{naam}, {tweede}, {woord}",
            lead=Tegel("mail", "waarschuwing" if u.fase == "woorden" else "neutraal"),
            tweede=tweede,
            achter=(Chipje(woord, rol, beeld),),
            gedimd=u.fase in ("afgewezen", "verlopen"),
        )

    def verlaat(self) -> None:
        """Forget what must not stay on the screen."""
        self._kijk.stop()
        self._niet()
        self.certificaten.verlaat()
        for paneel in (self.server, self.toestel, self.nodig_uit, self.uitnodiging):
            paneel.sluit()

    # Acting

    def _begin(self) -> None:
        self.knop_begin.hide()
        self.knop_zeker.show()
        self.knop_niet.show()
        self.knop_zeker.setFocus()

    def _niet(self) -> None:
        self.knop_zeker.hide()
        self.knop_niet.hide()
        self.knop_begin.show()

    def _begin_echt(self) -> None:
        self._niet()
        self.context.taken.doe(_begin, klaar=self._begonnen, label=self.tr("Regio beginnen…"))

    def _begonnen(self, uit: NieuweRegio) -> None:
        self._bladen = Bladenscherm(uit.bladen, self.context.taken)
        self._bladen.klaar.connect(self._op_papier)
        # Longer until it locks: what stands here cannot be shown again.
        self.context.venster.zet_overleg_bezig(bezig=True)
        self.context.venster.vul_venster(self._bladen, afgeschermd=True)

    def _op_papier(self) -> None:
        self._bladen = None
        self.context.venster.zet_overleg_bezig(bezig=False)
        self.context.venster.sluit_volvenster()
        self.context.taken.doe(_op_papier, klaar=self.ververs)

    def _naar_delen(self) -> None:
        self.context.venster.ga_naar("beheer.delen")

    def _nodig(self) -> None:
        if self._beeld is not None:
            self.nodig_uit.begin(self._beeld.medewerkers)

    def _uitgenodigd(self, stand: Uitnodigingstand, tekst: str) -> None:
        self.uitnodiging.begin(stand, tekst)
        self._deel_nu()

    def _open_toestel(self, sleutel: str) -> None:
        t = next((t for t in self._beeld.toestellen if t.id == sleutel), None) if self._beeld else None
        if t is not None:
            self.toestel.begin(t)

    def _open_uitnodiging(self, sleutel: str) -> None:
        u = next((u for u in self._beeld.uitnodigingen if u.id == sleutel), None) if self._beeld else None
        if u is not None:
            self.uitnodiging.begin(u)

    def _deel_nu(self) -> None:
        """What was decided here travels with a round."""
        self._kijk_post()
        self.toon()

    def _kijk_post(self) -> None:
        if self.context.delen is not None:
            self.context.delen.kijk_post()


def _begin(wp: Werkplek) -> NieuweRegio:
    uit = regio.begin(wp)
    regio.zet_bladen(wp, op_papier=False)
    return uit


def _op_papier(wp: Werkplek) -> None:
    regio.zet_bladen(wp, op_papier=True)
