"""What ties one person to others, as lists: relations, incidents, other casussen, records that were merged."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from zvh_desktop.domain.systeem import Zijde, rolwoord
from zvh_desktop.domain.systeembeeld import korte_naam
from zvh_desktop.gui.onderdelen import Knop, Streep, Tekst, datum_in_woorden
from zvh_desktop.gui.pages.casus.tab import kolom
from zvh_desktop.gui.pages.casus.waarden import kort, moment_in_woorden
from zvh_desktop.gui.rijen import Chipje, Icoon, Knopje, Rij, RijenLijst
from zvh_desktop.services.gelijken import Gelijke
from zvh_desktop.services.systeem import Incident, Systeem

__all__ = ["Banden"]


class Banden(QWidget):
    """Lists in the panel of a person; each row opens what it names.

    Signals:
        relatie(id), incident(id), elders(casus id): a row was opened.
        uiteen(id): the merged record with this id is to stand by itself again.
        zoek_elders(): look for this person in other casussen. koppel(id), ontkoppel(id of the link): as they say.

    Attributes:
        mag: who is at work may change them; else what would is not offered.
    """

    relatie = Signal(str)
    incident = Signal(str)
    elders = Signal(str)
    uiteen = Signal(str)
    zoek_elders = Signal()
    koppel = Signal(str)
    ontkoppel = Signal(str)

    def __init__(self, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        indeling = kolom(self, lucht=8)
        indeling.addWidget(Streep())
        kop = QHBoxLayout()
        kop.addWidget(Tekst(self.tr("Relaties"), maat="basis", gewicht=700), 1)
        self.nieuw = Knop(self.tr("Relatie"), icoon="plus", naam=self.tr("Relatie toevoegen"), klein=True)
        kop.addWidget(self.nieuw)
        indeling.addLayout(kop)
        self.relaties = RijenLijst(self.tr("Relaties"), in_kaart=True, enkel_klik=True)
        self.relaties.geactiveerd.connect(self.relatie)
        self.geen = Tekst(self.tr("Nog geen relaties vastgelegd."), maat="klein", rol="tekst2")
        indeling.addWidget(self.relaties)
        indeling.addWidget(self.geen)
        self._incidentkop = Tekst(self.tr("Incidenten"), maat="basis", gewicht=700)
        self.incidenten = RijenLijst(self.tr("Incidenten"), in_kaart=True, enkel_klik=True)
        self.incidenten.geactiveerd.connect(self.incident)
        self._anderskop = Tekst(self.tr("Zelfde persoon"), maat="basis", gewicht=700)
        self.anders = RijenLijst(self.tr("Zelfde persoon in andere casussen en samengevoegde gegevens"), in_kaart=True)
        self.anders.geactiveerd.connect(self._open_ander)
        self.anders.knop_gedrukt.connect(self._knop)
        self.zoek_knop = Knop(self.tr("Zoek in andere casussen"), icoon="search", klein=True)
        self.zoek_knop.setToolTip(self.tr("Kijkt of deze persoon ook in een andere casus voorkomt."))
        self.zoek_knop.clicked.connect(self.zoek_elders)
        self.niets = Tekst(self.tr("Niemand gevonden die er genoeg op lijkt."), maat="klein", rol="tekst2")
        for deel in (self._incidentkop, self.incidenten, self._anderskop, self.anders, self.niets, self.zoek_knop):
            indeling.addWidget(deel)
        self._vast: list[Rij] = []
        self._wie = ""
        self.mag = True
        self.leeg()

    def leeg(self) -> None:
        """Forget everything shown."""
        for lijst in (self.relaties, self.incidenten, self.anders):
            lijst.zet(())
            lijst.hide()
        self._incidentkop.hide()
        self._anderskop.hide()
        self.niets.hide()
        self._vast, self._wie = [], ""
        self.geen.show()

    def vul(self, beeld: Systeem, wie: str, samengevoegd: tuple[tuple[str, str], ...]) -> None:
        """Show what ties somebody."""
        namen = {p.id: korte_naam(p) for p in beeld.personen}
        self.relaties.zet([self._relatierij(z, namen) for z in beeld.zijden(wie)])
        self.relaties.setVisible(bool(self.relaties.rijen))
        self.geen.setVisible(not self.relaties.rijen)
        self.nieuw.setEnabled(len(beeld.personen) > 1)
        eigen = {i.id: rollen for i, rollen in beeld.rollen(wie)}
        self.incidenten.zet([self._incidentrij(i, eigen.get(i.id, ())) for i in beeld.incidenten])
        for deel in (self._incidentkop, self.incidenten):
            deel.setVisible(bool(beeld.incidenten))
        rijen = [
            Rij(f"casus:{e.casus_id}", self.tr("{casus} ({nummer})").format(casus=e.casusnaam, nummer=e.nummer),
                self.tr("Zelfde persoon in casus {casus}").format(casus=e.casusnaam), lead=Icoon("link"),
                achter=self._mits(Knopje(f"los:{e.koppeling_id}", self.tr("Loskoppelen"))))
            for e in beeld.elders
            if e.betrokkene_id == wie
        ]  # fmt: skip
        rijen += [
            Rij(f"weg:{id_}", naam or self.tr("naam onbekend"),
                self.tr("{naam}, hiermee samengevoegd").format(naam=naam), tweede=self.tr("hiermee samengevoegd"),
                lead=Icoon("git-merge"), achter=self._mits(Knopje("uiteen", self.tr("Uit elkaar halen"))))
            for id_, naam in samengevoegd
        ]  # fmt: skip
        if wie != self._wie or rijen != self._vast:
            # What was found stays only as long as nothing changed for this person.
            self._vast, self._wie = rijen, wie
            self._toon_anders(())

    def _mits(self, knop: Knopje) -> tuple[Knopje, ...]:
        return (knop,) if self.mag else ()

    def _toon_anders(self, gevonden: Iterable[Rij]) -> None:
        rijen = [*self._vast, *gevonden]
        self._anderskop.setVisible(bool(rijen))
        self.anders.setVisible(bool(rijen))
        self.niets.hide()
        self.anders.zet(rijen)

    def toon_gevonden(self, gevonden: Iterable[Gelijke]) -> None:
        """Show who in other casussen looks like this person, each with its reasons and a button to link."""
        bekend = {r.sleutel for r in self._vast}
        rijen = []
        for g in gevonden:
            if g.hier or f"casus:{g.casus_id}" in bekend or f"gevonden:{g.betrokkene_id}" in bekend:
                continue
            kop = self.tr("{naam} in {casus} ({nummer})").format(naam=g.naam, casus=g.casusnaam, nummer=g.nummer)
            redenen = ", ".join(g.redenen)
            knop = Knopje("koppel", self.tr("Is dezelfde"), "link")
            rijen.append(
                Rij(
                    f"gevonden:{g.betrokkene_id}",
                    kop,
                    f"{kop}, {redenen}",
                    lead=Icoon("user"),
                    tweede=redenen,
                    achter=self._mits(knop),
                )
            )
        self._toon_anders(rijen)
        self.niets.setVisible(not rijen)

    def _relatierij(self, z: Zijde, namen: dict[str, str]) -> Rij:
        tijd = " ".join(
            deel
            for deel in (
                self.tr("sinds {dag}").format(dag=datum_in_woorden(z.sinds, weekdag=False)) if z.sinds else "",
                self.tr("tot en met {dag}").format(dag=datum_in_woorden(z.tot, weekdag=False)) if z.tot else "",
            )
            if deel
        )
        bron = self.tr("bron: {bron}").format(bron=z.bron) if z.bron else ""
        ander = z.ander_woord
        tweede = " · ".join(deel for deel in (ander, tijd, bron, kort(z.toelichting, 80)) if deel)
        zin = f"{z.woord} {namen[z.ander_id]}"
        chips = (Chipje(self.tr("voorbij"), "neutraal", "history"),) if z.tot else ()
        spreek = ", ".join(deel for deel in (zin, tweede.replace(" · ", ", "), *(c.tekst for c in chips)) if deel)
        return Rij(z.relatie_id, zin, spreek, lead=Icoon("link"), tweede=tweede, chips=chips)

    def _incidentrij(self, i: Incident, rollen: tuple[str, ...]) -> Rij:
        wanneer = moment_in_woorden(i.tijdstip)
        woorden = [rolwoord(rol) for rol in rollen] or [self.tr("geen rol")]
        return Rij(
            i.id, wanneer, ", ".join((wanneer, *woorden, kort(i.tekst, 120))), lead=Icoon("siren"),
            tweede=kort(i.tekst, 90), chips=tuple(Chipje(w, "accent" if rollen else "neutraal") for w in woorden),
        )  # fmt: skip

    def _open_ander(self, sleutel: str) -> None:
        soort, _, id_ = sleutel.partition(":")
        if soort == "casus":
            self.elders.emit(id_)

    def _knop(self, sleutel: str, naam: str) -> None:
        id_ = sleutel.partition(":")[2]
        if naam == "uiteen":
            self.uiteen.emit(id_)
        elif naam == "koppel":
            self.koppel.emit(id_)
        elif naam.startswith("los:"):
            self.ontkoppel.emit(naam.removeprefix("los:"))
