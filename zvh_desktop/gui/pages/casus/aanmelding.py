"""Aanmelding: the report as it came in, what it lacks, the criteria with their motivation, and the triage."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from zvh_desktop.domain.afscherming import VERBORGEN
from zvh_desktop.domain.casus import CRITERIA, Aanmelding, criteria_gehaald
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.gui.dialogs.triage import TriagePaneel
from zvh_desktop.gui.onderdelen import (
    Chip,
    Kaart,
    KeuzeVeld,
    Knop,
    LegeStaat,
    Tekst,
    TekstVeld,
    Veld,
    datum_in_woorden,
)
from zvh_desktop.gui.onderdelen.vloei import Stapelaar
from zvh_desktop.gui.pages.casus.formulier import JA_NEE, Formulier, V
from zvh_desktop.gui.pages.casus.informatiedelen.paneel import UitgeefPaneel, Uitgifte
from zvh_desktop.gui.pages.casus.tab import Beeld, Huis, Rolinhoud, Tab, kolom, maak_leeg, rolvlak
from zvh_desktop.gui.pages.casus.waarden import waarde_in_woorden
from zvh_desktop.gui.rijen import Rij, RijenLijst, Stuk
from zvh_desktop.services import aanmelding_uit, dossiers
from zvh_desktop.services.dossierbeeld import Dossier

__all__ = ["AanmeldingTab", "lees_genodigden", "schrijf_genodigden"]

_GENODIGDE = ("organisatie", "naam", "functie", "telefoon", "email")


def schrijf_genodigden(genodigden: list[dict[str, str]]) -> str:
    """Return one line a person: organisatie; naam; functie; telefoon; e-mail."""
    regels = ["; ".join(g.get(deel, "") for deel in _GENODIGDE) for g in genodigden]
    return "\n".join(regel.rstrip("; ") for regel in regels)


def lees_genodigden(tekst: str) -> list[dict[str, str]]:
    """Read what `schrijf_genodigden` wrote; a line may stop early."""
    gelezen = []
    for regel in tekst.splitlines():
        delen = [deel.strip() for deel in regel.split(";")]
        if any(delen):
            kop, rest = delen[:4], "; ".join(delen[4:])
            waarden = (*kop, *("" for _ in range(4 - len(kop))), rest)
            gelezen.append(dict(zip(_GENODIGDE, waarden, strict=True)))
    return gelezen


class AanmeldingTab(Tab):
    """One report at a time; the latest first when there are several."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(huis)
        buiten = kolom(self)
        binnen = Rolinhoud()
        self._vlak = rolvlak(binnen)
        buiten.addWidget(self._vlak, 1)
        self._leeg = LegeStaat(
            self.tr("Deze casus heeft geen aanmelding"),
            self.tr("Deze casus liep al; triage is niet nodig. Plaats hem op de agenda van een overleg."),
            icoon="log-in",
            knoppen=(("overleggen", self.tr("Naar de overleggen"), "calendar-days"),),
        )
        self._leeg.gekozen.connect(self._naar_overleggen)
        buiten.addWidget(self._leeg, 1)
        rij = QBoxLayout(QBoxLayout.Direction.LeftToRight, binnen)
        Stapelaar(binnen, rij, 820)
        rij.setContentsMargins(0, 0, 0, 0)
        rij.setSpacing(12)
        links, rechts = QVBoxLayout(), QVBoxLayout()
        for indeling in (links, rechts):
            indeling.setSpacing(12)
            indeling.setAlignment(Qt.AlignmentFlag.AlignTop)
        rij.addLayout(links, 3)
        rij.addLayout(rechts, 2)
        self._kiezer = KeuzeVeld(())
        self._kiezer.gewijzigd.connect(self._andere)
        self._kiesveld = Veld(self.tr("Aanmelding"), self._kiezer)
        links.addWidget(self._kiesveld)
        self._links, self._rechts = links, rechts
        self._verstrek = Knop(
            self.tr("Verstrekken…"), icoon="send", klein=True, naam=self.tr("Aanmelding als bestand verstrekken")
        )
        self._verstrek.clicked.connect(self._geef_uit)
        self.uitgeven: UitgeefPaneel | None = None
        self._criteria: Formulier | None = None
        self.triage: TriagePaneel | None = None
        self._gekozen = ""

    def stappen(self) -> tuple[Callable[[], None], ...]:
        """The cards, a few at a time."""
        return (self._maak_melding, self._maak_informeren, self._maak_rechts)

    def _maak_melding(self) -> None:
        links, v = self._links, self.huis.vandaag
        self._inhoud = self._kaart(
            links, self.tr("Aanmelding"),
            (V("aanleiding", "tekst", regels=4), V("doel_overleg", "tekst"), V("eerder_geprobeerd", "tekst"),
             (V("acuut_onveilig", "keuze", JA_NEE), V("ontvangen_op", "datum", verleden=True), V("wijze"))), v,
            self._verstrek,
        )  # fmt: skip
        self._aanmelder = self._kaart(
            links, self.tr("Aanmelder"),
            ((V("aanmelder_organisatie"), V("aanmelder_naam"), V("aanmelder_functie")),
             (V("aanmelder_telefoon"), V("aanmelder_email"))), v,
        )  # fmt: skip

    def _maak_informeren(self) -> None:
        links, v = self._links, self.huis.vandaag
        self._informeren = self._kaart(
            links, self.tr("Is de betrokkene geïnformeerd?"),
            ((V("geinformeerd", "keuze"), V("geinformeerd_op", "datum", verleden=True), V("geinformeerd_door")),
             (V("geinformeerd_grond", rek=2), V("geinformeerd_herzien_op", "datum"))), v,
        )  # fmt: skip
        self._detentie = self._kaart(
            links, self.tr("Detentie"), ((V("detentie_inrichting", rek=2), V("detentie_einddatum", "datum")),), v
        )
        self._maak_genodigden(links)
        links.addStretch(1)

    def _maak_rechts(self) -> None:
        rechts = self._rechts
        self._mist = Kaart(self.tr("Wat ontbreekt"))
        self._mistlijst = RijenLijst(self.tr("Wat ontbreekt"), in_kaart=True, wikkel=True)
        self._mist.inhoud.addWidget(self._mistlijst)
        rechts.addWidget(self._mist)
        self._triagekaart = Kaart(self.tr("Triage"), rand="rondom")
        rechts.addWidget(self._triagekaart)
        self._overig = Kaart(self.tr("Overige gegevens uit het bestand"))
        self._overiglijst = RijenLijst(self.tr("Overige gegevens uit het bestand"), in_kaart=True, wikkel=True)
        self._overig.inhoud.addWidget(self._overiglijst)
        rechts.addWidget(self._overig)
        rechts.addStretch(1)

    def _kaart(
        self, in_: QVBoxLayout, titel: str, rijen: tuple[Any, ...], vandaag: Callable[[], Any], *achter: QWidget
    ) -> Formulier:
        kaart = Kaart(titel, rand="rondom", achter=achter)
        formulier = Formulier(self.context, "aanmelding", rijen, vandaag=vandaag)
        kaart.inhoud.addWidget(formulier)
        in_.addWidget(kaart)
        return formulier

    def _maak_criteria(self, in_: QVBoxLayout) -> Formulier:
        self._gehaald = Chip("")
        kaart = Kaart(self.tr("Landelijke criteria: (1 en 2 en 3) of 4"), achter=(self._gehaald,), rand="rondom")
        formulier = Formulier(
            self.context, "aanmelding",
            tuple(
                (V(f"criterium_{n}", "keuze", JA_NEE, titel=f"Criterium {n}"),
                 V(f"motivering_{n}", "tekst", rek=3, regels=1, titel=f"Motivering {n}"))
                for n in range(1, 5)
            ),
            vandaag=self.huis.vandaag,
        )  # fmt: skip
        # The text of each criterion stands above its own row.
        for nummer, tekst in enumerate(CRITERIA):
            formulier.indeling.insertWidget(nummer * 2, Tekst(f"{nummer + 1}. {tekst}", maat="klein", omloop=True))
        kaart.inhoud.addWidget(formulier)
        in_.addWidget(kaart)
        self._criteriakaart = kaart
        return formulier

    def _maak_genodigden(self, in_: QVBoxLayout) -> None:
        kaart = Kaart(self.tr("Wie uit te nodigen"), rand="rondom")
        self._genodigden = TekstVeld(regels=2)
        self._genodigden.verlaten.connect(self._bewaar_genodigden)
        hint = self.tr("Eén per regel: organisatie; naam; functie; telefoon; e-mail")
        kaart.inhoud.addWidget(Veld(self.tr("Uit te nodigen"), self._genodigden, hint=hint))
        in_.addWidget(kaart)

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """See `Tab`."""
        triage = (self.triage,) if self.triage is not None else ()
        return {Daad.AANMELDING_BIJWERKEN: (self._genodigden, *triage), Daad.UITGEVEN: (self._verstrek,)}

    def formulieren(self) -> list[Formulier]:
        """All forms of the report."""
        alle = [self._inhoud, self._aanmelder, self._informeren, self._detentie]
        return [*alle, self._criteria] if self._criteria is not None else alle

    def schrijf_concepten(self) -> None:
        """Hand over what is typed in the triage too."""
        super().schrijf_concepten()
        if self.triage is not None:
            self.triage.leg_neer()
        if self.uitgeven is not None:
            self.uitgeven.leg_neer()

    def leeg(self) -> None:
        """Forget the report."""
        super().leeg()
        for formulier in self.formulieren():
            formulier.leeg()
        self._genodigden.setPlainText("")
        self._mistlijst.zet(())
        self._overiglijst.zet(())
        self._gekozen = ""
        self.verberg()
        if self.uitgeven is not None:
            self.uitgeven.vergeet()
        # The panel keeps what it showed; of another casus nothing may stay, so it goes.
        if self.triage is not None:
            self.triage.leg_neer()
            maak_leeg(self._triagekaart.inhoud)
            self.triage = None

    def vul(self, beeld: Beeld, *, ander: bool) -> None:
        """Show the chosen report and the state of the triage."""
        d = beeld.dossier
        self._vlak.setVisible(bool(d.aanmeldingen))
        self._leeg.setVisible(not d.aanmeldingen)
        if not d.aanmeldingen:
            return
        ids = [a.id for a in d.aanmeldingen]
        if self._gekozen not in ids:
            self._gekozen = ids[-1]
        self._kiesveld.setVisible(len(ids) > 1)
        self._kiezer.clear()
        for a in reversed(d.aanmeldingen):
            self._kiezer.addItem(f"{datum_in_woorden(a.ontvangen_op)}, {a.aanmelder_organisatie}", a.id)
        self._kiezer.kies(self._gekozen)
        self._toon_aanmelding(self._keuze(d), beeld)
        self._mistlijst.zet(
            [Rij(wat, (Stuk(wat),), f"ontbreekt: {wat}") for wat in d.ontbreekt]
            or [
                Rij("", (Stuk(self.tr("Niets: de aanmelding is compleet."), rol="goed"),), "De aanmelding is compleet.")
            ]
        )
        # The panel of the triage holds the criteria of the latest report, until and after the decision.
        eerder = self._gekozen != ids[-1]
        if eerder and self._criteria is None:
            self._criteria = self._maak_criteria(self._links)
            self._criteria.toon(self._keuze(d), beeld.concepten)
            self._toon_gehaald(self._keuze(d))
        if self._criteria is not None:
            self._criteriakaart.setVisible(eerder)
        if self.triage is None:
            self.triage = TriagePaneel(self.context)
            self._triagekaart.inhoud.addWidget(self.triage)
            self.triage.toon(d.casus.id)

    def _toon_aanmelding(self, a: Aanmelding, beeld: Beeld) -> None:
        for formulier in self.formulieren():
            formulier.toon(a, beeld.concepten)
        self._genodigden.zet(schrijf_genodigden(a.genodigden))
        self._toon_gehaald(a)
        geheim = any(b.adres_geheim for b in beeld.dossier.betrokkenen)
        rijen = []
        for pad, waarde in a.overig.items():
            dicht = geheim and any(w in pad.casefold() for w in ("adres", "straat", "post", "plaats", "bsn"))
            tekst = VERBORGEN if dicht else waarde_in_woorden("aanmelding", "overig", waarde, beeld.dossier.partners)
            rijen.append(Rij(pad, (Stuk(pad, gewicht=600),), f"{pad}: {tekst}", tweede=tekst))
        self._overiglijst.zet(rijen)
        self._overig.setVisible(bool(rijen))

    def _toon_gehaald(self, a: Aanmelding) -> None:
        if self._criteria is None:
            return
        woord, rol, icoon = {
            True: (self.tr("criteria gehaald"), "goed", "circle-check"),
            False: (self.tr("criteria niet gehaald"), "waarschuwing", "circle-x"),
            None: (self.tr("nog niet te zeggen"), "neutraal", "circle-question-mark"),
        }[criteria_gehaald(a.criteria)]
        self._gehaald.zet(woord, rol=rol, icoon=icoon)

    def _keuze(self, d: Dossier) -> Aanmelding:
        return next(a for a in d.aanmeldingen if a.id == self._gekozen)

    def kies(self, record_id: str) -> None:
        """Show another report."""
        if self.beeld and any(a.id == record_id for a in self.beeld.dossier.aanmeldingen):
            self._andere(record_id)

    def _andere(self, aanmelding_id: object) -> None:
        if self.beeld is not None:
            self._gekozen = str(aanmelding_id)
            self.vul(self.beeld, ander=False)

    def _bewaar_genodigden(self, tekst: str) -> None:
        if self._gekozen:
            velden = {"genodigden": lees_genodigden(tekst)}
            self.context.taken.doe(dossiers.wijzig, "aanmelding", self._gekozen, velden)

    def _geef_uit(self) -> None:
        if self.beeld is None:
            return
        if self.uitgeven is None:
            self.uitgeven = UitgeefPaneel(self.huis)
        casus_id = self.casus_id
        self.uitgeven.geef(
            casus_id,
            Uitgifte(
                titel=self.tr("Aanmelding verstrekken"),
                bestand=f"aanmelding-{self.beeld.dossier.casus.nummer}.json",
                uitleg=self.tr("De laatste aanmelding, zoals die nu is, als bestand dat een ander huis inleest."),
                beeld=lambda wp, w: aanmelding_uit.voorbeeld(wp, casus_id, aan=w["aan"], met_bsn=bool(w["keuze"])),
                doe=lambda wp, pad, w: aanmelding_uit.verstrek(
                    wp, casus_id, pad, aan=w["aan"], hoe=w["hoe"], met_bsn=bool(w["keuze"])
                ),
                keuze=self.tr("Met BSN"),
                soort="json",
                id_="aanmelding",
            ),
        )

    def verberg(self) -> None:
        """Close the panel; what was typed stays as a draft."""
        if self.uitgeven is not None:
            self.uitgeven.sluit()

    def _naar_overleggen(self, _naam: str) -> None:
        self.context.venster.ga_naar("overleggen")
