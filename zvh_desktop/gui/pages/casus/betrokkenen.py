"""Betrokkenen: who the casus is about and what ties them, as a list and as a picture; one panel per person."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from zvh_desktop.domain.afscherming import HUIS, Kijker
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.systeembeeld import Systeembeeld, korte_naam
from zvh_desktop.gui.onderdelen import Kaart, Knop, LegeStaat, Segmenten
from zvh_desktop.gui.pages.casus.betrokkenen_beeld import Legenda, SysteemTekening
from zvh_desktop.gui.pages.casus.betrokkenen_bsn import TOON_MS, BsnVeld
from zvh_desktop.gui.pages.casus.betrokkenen_incident import Incidentpaneel
from zvh_desktop.gui.pages.casus.betrokkenen_nieuw import Nieuwpaneel
from zvh_desktop.gui.pages.casus.betrokkenen_paneel import Persoonpaneel
from zvh_desktop.gui.pages.casus.betrokkenen_relatie import Relatiepaneel
from zvh_desktop.gui.pages.casus.betrokkenen_rijen import incidentrij, nalooprij, persoonrij
from zvh_desktop.gui.pages.casus.betrokkenen_samen import Samenvoegpaneel
from zvh_desktop.gui.pages.casus.formulier import Formulier, nieuwe_sleutel
from zvh_desktop.gui.pages.casus.informatiedelen.paneel import UitgeefPaneel, Uitgifte
from zvh_desktop.gui.pages.casus.tab import Beeld, Huis, Rolinhoud, Tab, kolom, rolvlak
from zvh_desktop.gui.rijen import RijenLijst
from zvh_desktop.services import concepten, dossiers, dubbelen, gelijken, systeem
from zvh_desktop.services.concepten import Concept
from zvh_desktop.services.dossierbeeld import Dossier
from zvh_desktop.services.dubbelen import Naloop
from zvh_desktop.services.gelijken import Gelijke
from zvh_desktop.services.kijker import kijker
from zvh_desktop.services.stukken import Bladbron
from zvh_desktop.services.systeem import Systeem
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["TOON_MS", "Betrokkenen", "BsnVeld"]


@dataclass(frozen=True, slots=True)
class _Gelezen:
    """What the tab reads for itself, after the dossier."""

    systeem: Systeem
    beeld: Systeembeeld
    naloop: tuple[Naloop, ...]
    samengevoegd: dict[str, tuple[tuple[str, str], ...]]
    kijker: Kijker
    concepten: dict[tuple[str, str], Concept]
    """Drafts of relations, new ones too."""


def _lees(wp: Werkplek, casus_id: str) -> _Gelezen:
    gelezen = systeem.lees(wp, casus_id)
    return _Gelezen(
        gelezen,
        systeem.beeld(wp, gelezen),
        tuple(dubbelen.naloop(wp, casus_id)),
        dubbelen.samengevoegd(wp, casus_id),
        kijker(wp),
        concepten.van(wp, (nieuwe_sleutel("relatie", casus_id), *(r.id for r in gelezen.relaties))),
    )


def _gelijken(wp: Werkplek, betrokkene_id: str) -> tuple[str, list[Gelijke]]:
    wie = wp.eis(Betrokkene, betrokkene_id)
    return betrokkene_id, gelijken.zoek(wp, wie, casus_id=wie.casus_id, limiet=12)


def _neem_over(wp: Werkplek, weg: str, veld: str, over: bool) -> object:
    return dubbelen.neem_over(wp, weg, veld, over=over)


class _Binnen(Rolinhoud):
    """As high as its cards: nothing in them wraps, so the height does not follow from the width."""

    def minimumSizeHint(self) -> QSize:
        """What is too wide is squeezed, what is too high makes the page scroll."""
        indeling = self.layout()
        return QSize(0, indeling.sizeHint().height() if indeling is not None else 0)


class Betrokkenen(Tab):
    """The list of people, the picture of what ties them, and the panel of the chosen one."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(huis)
        self._gelezen: _Gelezen | None = None
        self._wens = ""
        self._leest = False
        buiten = kolom(self)
        binnen = _Binnen()
        indeling = kolom(binnen)
        buiten.addWidget(rolvlak(binnen))
        self._nieuw = Knop(self.tr("Betrokkene"), icoon="user-plus", naam=self.tr("Betrokkene toevoegen"), klein=True)
        self._nieuw.clicked.connect(self._open_nieuw)
        self.vorm = Segmenten(self.tr("Weergave"), (("lijst", self.tr("Lijst")), ("beeld", self.tr("Systeem"))))
        self.vorm.gekozen.connect(self._kies_vorm)
        self._print = Knop(
            "", icoon="printer", naam=self.tr("Beeld van het systeem afdrukken of verstrekken"), klein=True
        )
        self._print.clicked.connect(self._vraag_print)
        self._kaart = Kaart(self.tr("Betrokkenen"), achter=(self.vorm, self._print, self._nieuw))
        self.naloop = RijenLijst(self.tr("Na samenvoegen nog binnengekomen"), in_kaart=True, wikkel=True)
        self.naloop.knop_gedrukt.connect(self._los_op)
        self._naloopkaart = Kaart(self.tr("Na samenvoegen nog binnengekomen"))
        self._naloopkaart.inhoud.addWidget(self.naloop)
        self._naloopkaart.hide()
        self._lijst = RijenLijst(self.tr("Betrokkenen"), in_kaart=True, enkel_klik=True)
        self._lijst.geactiveerd.connect(self._open)
        self.tekening = SysteemTekening()
        self.tekening.gekozen.connect(self._open)
        self._rol = QScrollArea()
        self._rol.setFrameShape(QFrame.Shape.NoFrame)
        self._rol.setWidget(self.tekening)
        self._rol.viewport().setObjectName("vlak")
        self._rol.setAccessibleName(self.tr("Beeld van het systeem"))
        self.legenda = Legenda()
        self._plaat = QWidget()
        plaat = kolom(self._plaat)
        plaat.setContentsMargins(14, 4, 14, 12)
        plaat.addWidget(self._rol)
        plaat.addWidget(self.legenda)
        self._plaat.hide()
        self._kaart.inhoud.addWidget(self._lijst)
        self._kaart.inhoud.addWidget(self._plaat)
        self.incidenten = RijenLijst(self.tr("Incidenten"), in_kaart=True, enkel_klik=True)
        self.incidenten.geactiveerd.connect(self._open_incident)
        self._incidentkaart = Kaart(self.tr("Incidenten: wie was wat"))
        self._incidentkaart.inhoud.addWidget(self.incidenten)
        self._incidentkaart.hide()
        self._leeg = LegeStaat(
            self.tr("Nog geen betrokkenen"),
            self.tr("Voeg de mensen toe over wie deze casus gaat; de eerste geeft de casus zijn naam."),
            icoon="users",
            knoppen=(("nieuw", self.tr("Betrokkene toevoegen"), "user-plus"),),
        )
        self._leeg.gekozen.connect(self._open_nieuw)
        indeling.addWidget(self._naloopkaart)
        indeling.addWidget(self._kaart)
        indeling.addWidget(self._leeg, 1)
        indeling.addWidget(self._incidentkaart)
        indeling.addStretch(1)
        self.paneel = Persoonpaneel(huis)
        self.paneel.intrekken.connect(self._trek_in)
        self.paneel.hoofd.connect(self._maak_hoofd)
        self.paneel.relatie.connect(self._open_relatie)
        self.paneel.incident.connect(self._open_incident)
        self.paneel.elders.connect(self._naar_casus)
        self.paneel.samenvoegen.connect(self._open_samenvoegen)
        self.paneel.uiteen.connect(self._haal_uiteen)
        self.paneel.banden.zoek_elders.connect(self._zoek_elders)
        self.paneel.banden.koppel.connect(self._koppel)
        self.paneel.banden.ontkoppel.connect(self._ontkoppel)
        self.nieuw = Nieuwpaneel(huis)
        self.nieuw.toegevoegd.connect(self._toegevoegd)
        self.nieuw.open_hier.connect(self._open)
        self.nieuw.open_elders.connect(self._naar_casus)
        self._relatie: Relatiepaneel | None = None
        self._incident: Incidentpaneel | None = None
        self._samen: Samenvoegpaneel | None = None
        self._uitgeven: UitgeefPaneel | None = None

    # Panels that not every visit needs are made when they are first asked for.

    @property
    def relatie(self) -> Relatiepaneel:
        """The panel of one relation."""
        if self._relatie is None:
            self._relatie = Relatiepaneel(self.huis)
            self._relatie.intrekken.connect(self._trek_relatie_in)
            self._relatie.toegevoegd.connect(self._relatie_toegevoegd)
        return self._relatie

    @property
    def incident(self) -> Incidentpaneel:
        """The panel of one incident."""
        if self._incident is None:
            self._incident = Incidentpaneel(self.huis)
        return self._incident

    @property
    def samen(self) -> Samenvoegpaneel:
        """The panel that merges two records."""
        if self._samen is None:
            self._samen = Samenvoegpaneel(self.huis)
            self._samen.samengevoegd.connect(self._samengevoegd)
        return self._samen

    @property
    def uitgeven(self) -> UitgeefPaneel:
        """The panel that hands out the picture."""
        if self._uitgeven is None:
            self._uitgeven = UitgeefPaneel(self.huis)
        return self._uitgeven

    def _bovenste(self) -> list[Relatiepaneel | Incidentpaneel | Samenvoegpaneel]:
        return [p for p in (self._relatie, self._incident, self._samen) if p is not None]

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """See `Tab`."""
        p = self.paneel
        panelen = [knop for paneel in self._bovenste() for knop in paneel.findChildren(Knop) if knop.soort != "primair"]
        return {
            Daad.DOSSIER_BIJWERKEN: (
                *(self._nieuw, *self._leeg.findChildren(Knop), p.weg, p.samen, p.hoofd_knop, p.banden.nieuw),
                *(p.bsn.wijzig_knop, p.afscherming, self.nieuw.knop, *panelen),
            ),
            Daad.BSN_ZIEN: (p.bsn.toon_knop,),
            Daad.UITGEVEN: (self._print,),
        }

    def formulieren(self) -> list[Formulier]:
        """Those of the open panel."""
        if self._relatie is not None and self._relatie.isVisible():
            return self._relatie.formulieren()
        if self.paneel.isVisible():
            return self.paneel.formulieren()
        return [self.nieuw.formulier] if self.nieuw.isVisible() else []

    def positie(self) -> dict[str, Any]:
        """Return the panel of somebody new too: who looks at somebody alike comes back to it."""
        if not self.nieuw.isVisible():
            return super().positie()
        veld = self.nieuw.formulier.veld_met_focus()
        cursor = self.nieuw.formulier.plek(veld) if veld else 0
        return {"record": "nieuw", "veld": veld or "achternaam", "cursor": cursor}

    def herstel(self, positie: dict[str, Any]) -> None:
        """Go back to where `positie` said."""
        super().herstel(positie)
        if positie.get("record") == "nieuw":
            self.nieuw.formulier.ga_naar(positie.get("veld", ""), positie.get("cursor", 0))

    def leeg(self) -> None:
        """Forget everyone."""
        super().leeg()
        self._gelezen = None
        self.paneel.leeg()
        self.nieuw.leeg()
        for paneel in self._bovenste():
            paneel.leeg()
        if self._uitgeven is not None:
            self._uitgeven.sluit()
            self._uitgeven.vergeet()
        for lijst in (self._lijst, self.incidenten, self.naloop):
            lijst.zet(())
        self.tekening.leeg()

    def verberg(self) -> None:
        """Mask again, and close the panels: another tab comes or the page goes."""
        self.paneel.verberg()
        for paneel in (*self._bovenste(), self._uitgeven, self.paneel, self.nieuw):
            if paneel is not None:
                paneel.sluit()

    def vul(self, beeld: Beeld, *, ander: bool) -> None:
        """Show everyone; the open panel follows."""
        d = beeld.dossier
        if ander:
            self._gelezen = None
        self._lijst.zet([persoonrij(b, beeld.vandaag) for b in d.betrokkenen])
        self._kaart.setVisible(bool(d.betrokkenen))
        self._leeg.setVisible(not d.betrokkenen)
        if self.paneel.isVisible():
            nu = self._vind(d, self.paneel.betrokkene_id)
            if nu is None:
                self.paneel.leeg()
            else:
                self._vul_paneel(nu)
        self._leest = True
        self.context.taken.vraag(_lees, d.casus.id, klaar=self._kwam, enkel="betrokkenen-systeem")

    def _kwam(self, gelezen: _Gelezen) -> None:
        if gelezen.systeem.casus_id != self.casus_id or self.beeld is None:
            return
        self._gelezen, self._leest = gelezen, False
        self.tekening.zet(gelezen.beeld)
        self.legenda.zet(gelezen.beeld.soorten())
        self._pas_plaat_aan()
        namen = {p.id: korte_naam(p) for p in gelezen.systeem.personen}
        self.incidenten.zet([incidentrij(i, namen) for i in gelezen.systeem.incidenten])
        self._incidentkaart.setVisible(bool(gelezen.systeem.incidenten))
        self.naloop.zet([nalooprij(n, self.beeld.dossier.partners, self.context.niet_hier) for n in gelezen.naloop])
        self._naloopkaart.setVisible(bool(gelezen.naloop))
        if self.paneel.isVisible() and (nu := self._vind(self.beeld.dossier, self.paneel.betrokkene_id)) is not None:
            self._vul_paneel(nu)
        if self._relatie is not None and self._relatie.isVisible() and self._relatie.relatie_id:
            self._toon_relatie(self._relatie.relatie_id)
        if self._incident is not None and self._incident.isVisible():
            self._toon_incident(self._incident.incident_id)
        wens, self._wens = self._wens, ""
        if wens:
            self.kies(wens)

    def _vul_paneel(self, b: Betrokkene) -> None:
        assert self.beeld is not None
        anderen = [("betrokkene", p.id, korte_naam(p)) for p in self.beeld.dossier.betrokkenen]
        anderen += [("partner", p.id, p.naam) for p in self.beeld.dossier.partners.values() if not p.verwijderd]
        g = self._gelezen
        self.paneel.vul(b, self.beeld.concepten, g.kijker if g else HUIS, anderen)
        if g is not None:
            self.paneel.banden.mag = Daad.DOSSIER_BIJWERKEN not in self.context.niet_hier
            self.paneel.banden.vul(g.systeem, b.id, g.samengevoegd.get(b.id, ()))

    def _los_op(self, sleutel: str, naam: str) -> None:
        weg, _, veld = sleutel.partition(":")
        self.context.taken.doe(_neem_over, weg, veld, naam == "over", fout=self.context.fout)

    # -- the picture

    def _kies_vorm(self, vorm: str) -> None:
        self._lijst.setVisible(vorm == "lijst")
        self._plaat.setVisible(vorm == "beeld")
        self._pas_plaat_aan()

    def _pas_plaat_aan(self) -> None:
        """As high as the picture needs, so that the page scrolls and not a hole in it; sideways it scrolls itself."""
        balk = self._rol.horizontalScrollBar().sizeHint().height()
        self._rol.setFixedHeight(self.tekening.sizeHint().height() + balk + 2)

    def _vraag_print(self) -> None:
        if self.beeld is None:
            return
        casus_id, nummer = self.casus_id, self.beeld.dossier.casus.nummer
        self.uitgeven.geef(
            casus_id,
            Uitgifte(
                titel=self.tr("Beeld van het systeem afdrukken of verstrekken"),
                bestand=f"systeem-{nummer}.pdf",
                uitleg=self.tr("Er staan namen en banden op, geen adressen."),
                bron=lambda wp, _: Bladbron(pdf=systeem.afdruk(wp, casus_id)),
                doe=lambda wp, pad, w: systeem.verstrek(wp, casus_id, pad, aan=w["aan"], hoe=w["hoe"]),
                druk=lambda wp, w: systeem.druk_af(wp, casus_id, aan=w["aan"]),
                id_="systeem",
            ),
        )

    # -- relations, incidents, merging

    def _open_relatie(self, id_: str) -> None:
        if self._gelezen is None or self.beeld is None:
            return
        if id_:
            self._toon_relatie(id_)
            self.relatie.open()
        else:
            self.relatie.begin(self._gelezen.systeem, self.paneel.betrokkene_id, self._gelezen.concepten)

    def _toon_relatie(self, id_: str) -> None:
        g = self._gelezen
        relatie = next((r for r in g.systeem.relaties if r.id == id_), None) if g else None
        if g is None or self.beeld is None:
            return
        if relatie is None:
            self.relatie.leeg()
        else:
            self.relatie.toon(g.systeem, relatie, g.concepten)

    def _relatie_toegevoegd(self, bon: object) -> None:
        self.huis.gedaan(self.tr("Relatie toegevoegd; zij staat bij beide personen."), bon)

    def _trek_relatie_in(self, id_: str) -> None:
        self.relatie.leeg()
        self.context.taken.doe(systeem.trek_relatie_in, id_, klaar=self._relatie_weg, fout=self.context.fout)

    def _relatie_weg(self, bon: object) -> None:
        self.huis.gedaan(self.tr("Relatie ingetrokken; de geschiedenis blijft bewaard."), bon)

    def _open_incident(self, id_: str) -> bool:
        getoond = self._toon_incident(id_)
        if getoond:
            self.incident.open()
        return getoond

    def _toon_incident(self, id_: str) -> bool:
        g = self._gelezen
        incident = next((i for i in g.systeem.incidenten if i.id == id_), None) if g else None
        if g is None or incident is None:
            if self._incident is not None:
                self._incident.leeg()
            return False
        self.incident.toon(g.systeem, incident)
        return True

    def _naar_casus(self, casus_id: str) -> None:
        self.context.venster.ga_naar("casussen.casus", casus_id=casus_id, tab="betrokkenen")

    def _open_samenvoegen(self, id_: str) -> None:
        if self._gelezen is not None and self.beeld is not None:
            self.samen.begin(self._gelezen.systeem, id_, self.beeld.dossier.partners)

    def _samengevoegd(self, blijft: str, bon: object) -> None:
        self.paneel.sluit()
        self.huis.gedaan(self.tr("Samengevoegd; relaties en rollen gingen mee."), bon)
        self.huis.ga_naar_tab("betrokkenen", blijft)

    def _zoek_elders(self) -> None:
        id_ = self.paneel.betrokkene_id
        self.context.taken.vraag(_gelijken, id_, klaar=self._elders_gevonden, fout=self.context.fout, enkel="elders")

    def _elders_gevonden(self, uit: tuple[str, list[Gelijke]]) -> None:
        if uit[0] == self.paneel.betrokkene_id:
            self.paneel.banden.toon_gevonden(uit[1])

    def _koppel(self, ander_id: str) -> None:
        self.context.taken.doe(
            systeem.koppel, self.paneel.betrokkene_id, ander_id, klaar=self._gekoppeld, fout=self.context.fout
        )

    def _gekoppeld(self, bon: object) -> None:
        self.huis.gedaan(self.tr("Gekoppeld als dezelfde persoon; er is niets samengevoegd."), bon)

    def _ontkoppel(self, koppeling_id: str) -> None:
        self.context.taken.doe(systeem.ontkoppel, koppeling_id, klaar=self._losgekoppeld, fout=self.context.fout)

    def _losgekoppeld(self, bon: object) -> None:
        self.huis.gedaan(self.tr("Losgekoppeld; beide casussen houden hun gegevens."), bon)

    def _haal_uiteen(self, weg_id: str) -> None:
        self.context.taken.doe(dubbelen.haal_uiteen, weg_id, klaar=self._uiteen, fout=self.context.fout)

    def _uiteen(self, uit: tuple[object, int]) -> None:
        zin = self.tr("De gegevens staan weer apart.")
        if uit[1]:
            zin += " " + self.tr("Wat daarna is gewijzigd, bleef staan.")
        self.context.melding(zin, rol="goed")

    @staticmethod
    def _vind(d: Dossier, id_: str) -> Betrokkene | None:
        return next((b for b in d.betrokkenen if b.id == id_), None)

    def kies(self, record_id: str) -> None:
        """Open the form of someone."""
        if record_id == "nieuw":
            self._open_nieuw()
        elif record_id == "systeem":
            self.vorm.kies("beeld")
            self._kies_vorm("beeld")
        elif self._lijst.kies(record_id):
            self._open(record_id)
        elif self._gelezen is None:
            # A relation or incident can be opened when it was read.
            self._wens = record_id
        elif any(r.id == record_id for r in self._gelezen.systeem.relaties):
            self._open_relatie(record_id)
        elif not self._open_incident(record_id) and self._leest:
            # What was read before does not know of it yet.
            self._wens = record_id

    def _open(self, id_: str) -> None:
        if self.beeld is None:
            return
        b = self._vind(self.beeld.dossier, id_)
        if b is not None:
            self.nieuw.sluit()
            self._vul_paneel(b)
            self.paneel.open()

    def _open_nieuw(self, _wat: object = None) -> None:
        if self.beeld is not None:
            self.paneel.sluit()
            self.nieuw.begin(self.beeld)

    def _toegevoegd(self, id_: str, bon: object) -> None:
        self.huis.gedaan(self.tr("Betrokkene toegevoegd; vul de andere gegevens aan."), bon)
        self.huis.ga_naar_tab("betrokkenen", id_)

    def _trek_in(self, id_: str) -> None:
        self.paneel.sluit()
        self.context.taken.doe(dossiers.trek_in, "betrokkene", id_, klaar=self._ingetrokken)

    def _ingetrokken(self, bon: object) -> None:
        self.huis.gedaan(self.tr("Betrokkene ingetrokken; de geschiedenis blijft bewaard."), bon)

    def _maak_hoofd(self, id_: str) -> None:
        self.context.taken.doe(dossiers.zet_hoofdpersoon, id_, klaar=self._hoofd_gemaakt)

    def _hoofd_gemaakt(self, bon: object) -> None:
        self.huis.gedaan(self.tr("De casus draagt nu de naam van deze hoofdpersoon."), bon)
