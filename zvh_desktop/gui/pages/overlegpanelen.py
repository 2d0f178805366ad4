"""The panels of one overleg: change it, put casussen and points on the agenda, invite and change deelnemers."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from zvh_desktop.domain.casus import themanaam
from zvh_desktop.gui.formulierconcept import FormulierConcept
from zvh_desktop.gui.onderdelen import DatumVeld, GetalVeld, Knop, RegelVeld, Tekst, TijdVeld, Veld, Zijpaneel
from zvh_desktop.gui.pages.overleggasten import Gastenvak
from zvh_desktop.gui.pages.verklaringafstand import Afstandvak
from zvh_desktop.gui.pagina import Context, Pagina
from zvh_desktop.gui.rijen import Rij, RijenLijst, Tegel
from zvh_desktop.services import concepten, dossiers, overlegagenda, overlegdeelnemers, overleggen, voorzitten
from zvh_desktop.services.dossierbeeld import CasusRegel
from zvh_desktop.services.overlegbeeld import DeelnemerRegel, OverlegDetail

__all__ = ["OverlegPanelen"]


class OverlegPanelen(Pagina):
    """The panels; see `Overleg`."""

    agenda: RijenLijst
    mensen: RijenLijst

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._detail: OverlegDetail | None = None
        self._id = ""
        self._paneel: Zijpaneel | None = None
        self._formulier: FormulierConcept | None = None

    def _toon_paneel(self, paneel: Zijpaneel, eerste: QWidget) -> None:
        if self._paneel is not None:
            self._paneel.sluit()
            self._paneel.deleteLater()
        self._paneel, self._formulier = paneel, None
        paneel.open(eerste)

    def _bewaak(self, paneel: Zijpaneel, label: str, sleutel: str, velden: dict[str, QWidget]) -> None:
        """Keep what is typed in a panel until it is saved."""
        self._formulier = FormulierConcept(self.context, paneel, label, velden)
        paneel.gesloten.connect(self._formulier.leg_neer)
        self._formulier.begin(sleutel)

    def _bewaar(self, functie: Callable[..., object], *args: object) -> None:
        """Save what the panel holds; its draft ends with it."""
        if self._formulier is not None:
            self._formulier.bewaar(functie, *args, klaar=self._bewaard)

    def _bewaard(self, *_: object) -> None:
        if self._formulier is not None:
            self._formulier.klaar()
        self._sluit_paneel()

    def verlaat(self) -> None:
        """Keep what stands in the panel."""
        if self._formulier is not None:
            self._formulier.leg_neer()

    def _sluit_paneel(self, *_: object) -> None:
        if self._paneel is not None:
            self._paneel.sluit()

    def _wijzig(self) -> None:
        assert self._detail is not None
        o = self._detail.overleg
        paneel = Zijpaneel(self.tr("Overleg wijzigen"), self)
        titel, plaats, secretaris = RegelVeld(o.titel), RegelVeld(o.plaats), RegelVeld(o.verslaglegger)
        datum = DatumVeld(vandaag=self.context.vandaag)
        datum.zet(o.datum)
        van, tot = TijdVeld(o.begin), TijdVeld(o.eind)
        for woord, veld in (
            (self.tr("Titel"), titel), (self.tr("Datum"), datum), (self.tr("Van"), van), (self.tr("Tot"), tot),
            (self.tr("Plaats"), plaats), (self.tr("Verslaglegger"), secretaris),
        ):  # fmt: skip
            paneel.inhoud.addWidget(Veld(woord, veld))
        paneel.inhoud.addStretch(1)
        knop = paneel.voeg_knop_toe(Knop(self.tr("Bewaren"), soort="primair", icoon="check"))

        def bewaar() -> None:
            velden = {
                "titel": titel.text().strip(),
                "datum": datum.dag or o.datum,
                "begin": van.tijd,
                "eind": tot.tijd,
                "plaats": plaats.text().strip(),
                "verslaglegger": secretaris.text().strip(),
            }
            self._bewaar(_wijzig_overleg, self._id, velden)

        knop.clicked.connect(bewaar)
        self._toon_paneel(paneel, titel)
        alle: dict[str, QWidget] = {
            "titel": titel, "datum": datum, "begin": van, "eind": tot, "plaats": plaats, "verslaglegger": secretaris
        }  # fmt: skip
        self._bewaak(paneel, self.tr("Overleg wijzigen"), concepten.formulier("wijzig", self._id), alle)

    def _casus_erbij(self) -> None:
        self.context.taken.vraag(dossiers.lijst, klaar=self._kies_casus)

    def _kies_casus(self, regels: list[CasusRegel]) -> None:
        assert self._detail is not None
        al = {p.punt.casus_id for p in self._detail.punten}
        keus = [r for r in regels if r.status == "loopt" and r.id not in al]
        paneel = Zijpaneel(self.tr("Casus op de agenda"), self)
        filter_ = RegelVeld(plaats=self.tr("naam of nummer"), wis=True)
        minuten = GetalVeld(1, 480, 20)
        lijst = RijenLijst(self.tr("Lopende casussen"), uniform=True)
        niets = Tekst("", omloop=True)

        def vul(woord: str = "") -> None:
            klein = woord.strip().casefold()
            gevonden = [r for r in keus if klein in f"{r.naam} {r.nummer}".casefold()]
            lijst.zet(
                [
                    Rij(
                        r.id,
                        r.naam,
                        f"{r.naam}, {r.nummer}, {', '.join(themanaam(x) for x in r.thema)}",
                        lead=Tegel("folder-open", "accent"),
                        tweede=f"{r.nummer} · {', '.join(themanaam(x) for x in r.thema)}",
                    )
                    for r in gevonden[:200]
                ]
            )
            lijst.setVisible(bool(gevonden))
            niets.setVisible(not gevonden)
            wacht = any(r.status == "aangemeld" and klein in f"{r.naam} {r.nummer}".casefold() for r in regels)
            niets.setText(
                self.tr("Nog niets te kiezen. Wat op triage wacht, komt daarna pas op een agenda: zie Vandaag.")
                if wacht
                else self.tr("Geen lopende casus gevonden die nog niet op deze agenda staat.")
            )

        def kies(casus_id: str) -> None:
            self.context.taken.doe(
                overlegagenda.voeg_casus_toe, self._id, casus_id, minuten.value(), klaar=self._sluit_paneel
            )

        filter_.textChanged.connect(vul)
        filter_.returnPressed.connect(lijst.setFocus)
        minuten.lineEdit().returnPressed.connect(lijst.setFocus)
        lijst.geactiveerd.connect(kies)
        paneel.inhoud.addWidget(Veld(self.tr("Zoeken"), filter_))
        paneel.inhoud.addWidget(Veld(self.tr("Minuten"), minuten))
        uitleg = self.tr("Enter zet de casus op de agenda en nodigt uit wie in de aanmelding staat.")
        paneel.inhoud.addWidget(Tekst(uitleg, maat="klein", rol="tekst2", omloop=True))
        paneel.inhoud.addWidget(niets)
        paneel.inhoud.addWidget(lijst, 1)
        paneel.inhoud.addStretch(0)
        vul()
        self._toon_paneel(paneel, filter_)

    def _punt_erbij(self) -> None:
        paneel = Zijpaneel(self.tr("Agendapunt zonder casus"), self)
        titel = RegelVeld()
        minuten = GetalVeld(1, 480, 5)
        paneel.inhoud.addWidget(Veld(self.tr("Onderwerp"), titel, verplicht=True))
        paneel.inhoud.addWidget(Veld(self.tr("Minuten"), minuten))
        paneel.inhoud.addStretch(1)
        knop = paneel.voeg_knop_toe(Knop(self.tr("Toevoegen"), soort="primair", icoon="plus"))

        def voeg_toe() -> None:
            self._bewaar(overlegagenda.voeg_punt_toe, self._id, titel.text(), minuten.value())

        knop.clicked.connect(voeg_toe)
        titel.returnPressed.connect(voeg_toe)
        self._toon_paneel(paneel, titel)
        alle: dict[str, QWidget] = {"onderwerp": titel, "minuten": minuten}
        self._bewaak(paneel, self.tr("Agendapunt zonder casus"), concepten.formulier("punt", self._id), alle)

    def _punt_open(self, punt_id: str) -> None:
        assert self._detail is not None
        punt = next((p for p in self._detail.punten if p.punt.id == punt_id), None)
        if punt is None or self._detail.overleg.status == "gesloten":
            return
        paneel = Zijpaneel(punt.naam, self)
        minuten = GetalVeld(1, 480, punt.punt.minuten)
        paneel.inhoud.addWidget(Veld(self.tr("Minuten"), minuten))
        paneel.inhoud.addStretch(1)
        if punt.punt.casus_id:
            naar = paneel.voeg_knop_toe(Knop(self.tr("Dossier openen"), icoon="folder-open"))
            casus_id = punt.punt.casus_id
            naar.clicked.connect(lambda: self.context.venster.ga_naar("casussen.casus", casus_id=casus_id))
            paneel.inhoud.insertWidget(1, Gastenvak(self.context, casus_id, self._id))
        knop = paneel.voeg_knop_toe(Knop(self.tr("Bewaren"), soort="primair", icoon="check"))

        def bewaar() -> None:
            self.context.taken.doe(_wijzig_punt, punt_id, minuten.value(), klaar=self._sluit_paneel)

        knop.clicked.connect(bewaar)
        minuten.lineEdit().returnPressed.connect(bewaar)
        self._toon_paneel(paneel, minuten)

    def _verplaats(self, stap: int) -> None:
        punt_id = self.agenda.gekozen_sleutel()
        if punt_id and self.agenda.hasFocus():
            self.context.taken.doe(overlegagenda.verplaats_punt, punt_id, stap)

    def _weg(self) -> None:
        if self.agenda.hasFocus() and (punt_id := self.agenda.gekozen_sleutel()):
            self.context.taken.doe(overlegagenda.haal_weg, "agendapunt", punt_id)
        elif self.mensen.hasFocus() and (mens_id := self.mensen.gekozen_sleutel()):
            self.context.taken.doe(overlegagenda.haal_weg, "deelnemer", mens_id)

    def _deelnemer_erbij(self) -> None:
        self._deelnemer(None)

    def _deelnemer_open(self, deelnemer_id: str) -> None:
        assert self._detail is not None
        self._deelnemer(next((r for r in self._detail.deelnemers if r.deelnemer.id == deelnemer_id), None))

    def _deelnemer(self, regel: DeelnemerRegel | None) -> None:
        d = regel.deelnemer if regel else None
        paneel = Zijpaneel(d.naam if d else self.tr("Deelnemer toevoegen"), self)
        naam, organisatie = RegelVeld(d.naam if d else ""), RegelVeld(d.organisatie if d else "")
        functie, mandaat = RegelVeld(d.functie if d else ""), RegelVeld(d.mandaat if d else "")
        paneel.inhoud.addWidget(Veld(self.tr("Naam"), naam, verplicht=True))
        hint = self.tr("Schrijf de naam zoals bij Partners; dan telt het privacyprotocol mee.")
        paneel.inhoud.addWidget(Veld(self.tr("Organisatie"), organisatie, verplicht=True, hint=hint))
        paneel.inhoud.addWidget(Veld(self.tr("Functie"), functie))
        paneel.inhoud.addWidget(Veld(self.tr("Mandaat"), mandaat))
        if regel:
            paneel.inhoud.addWidget(
                Tekst(self.tr("Geheimhouding: {w}").format(w=regel.woorden), rol="tekst2", omloop=True)
            )
        paneel.inhoud.addStretch(1)
        gesloten = self._detail is not None and self._detail.overleg.status == "gesloten"
        if regel and d and not gesloten:
            afmelden = paneel.voeg_knop_toe(Knop(self.tr("Afwezig met bericht"), icoon="user-x"))
            afmelden.clicked.connect(lambda: self.context.taken.doe(_afmelden, d.id, klaar=self._sluit_paneel))
            if not regel.dekking.gedekt:
                paneel.inhoud.addWidget(Afstandvak(self.context, d, self._sluit_paneel))
        knop = paneel.voeg_knop_toe(Knop(self.tr("Bewaren"), soort="primair", icoon="check"))
        knop.setEnabled(not gesloten)

        def bewaar() -> None:
            velden = {
                "naam": naam.text().strip(), "organisatie": organisatie.text().strip(),
                "functie": functie.text().strip(), "mandaat": mandaat.text().strip(),
            }  # fmt: skip
            if d:
                self._bewaar(_wijzig_deelnemer, d.id, velden)
            else:
                self._bewaar(_voeg_deelnemer_toe, self._id, velden)

        knop.clicked.connect(bewaar)
        for veld in (naam, organisatie, functie, mandaat):
            veld.returnPressed.connect(bewaar)
        self._toon_paneel(paneel, naam)
        if not gesloten:
            sleutel = concepten.formulier("deelnemer", self._id, *((d.id,) if d else ()))
            alle: dict[str, QWidget] = {
                "naam": naam, "organisatie": organisatie, "functie": functie, "mandaat": mandaat
            }  # fmt: skip
            self._bewaak(paneel, self.tr("Deelnemer"), sleutel, alle)


def _wijzig_overleg(wp: Any, overleg_id: str, velden: dict[str, Any]) -> Any:
    return overleggen.wijzig(wp, overleg_id, **velden)


def _wijzig_punt(wp: Any, punt_id: str, minuten: int) -> Any:
    return overlegagenda.wijzig_punt(wp, punt_id, minuten=minuten)


def _wijzig_deelnemer(wp: Any, deelnemer_id: str, velden: dict[str, Any]) -> Any:
    return overlegdeelnemers.wijzig_deelnemer(wp, deelnemer_id, **velden)


def _voeg_deelnemer_toe(wp: Any, overleg_id: str, velden: dict[str, Any]) -> Any:
    return overlegdeelnemers.voeg_deelnemer_toe(wp, overleg_id, **velden)


def _afmelden(wp: Any, deelnemer_id: str) -> Any:
    return voorzitten.afgemeld(wp, deelnemer_id, met_bericht=True)
