"""The side panels of a verslag: put up for reactions, record and process one, hand out, begin a new version."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from zvh_desktop.domain.verslag import Reactie
from zvh_desktop.gui.formulierconcept import FormulierConcept
from zvh_desktop.gui.onderdelen import (
    GetalVeld,
    KeuzeVeld,
    Knop,
    RegelVeld,
    Segmenten,
    Tekst,
    TekstVeld,
    Veld,
    Zijpaneel,
)
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.panelen import bestand
from zvh_desktop.services import concepten, verslagen
from zvh_desktop.services.verslagen import Ontvanger, VerslagDetail
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["ReactiePaneel", "TermijnPaneel", "VersiePaneel", "VerslagPaneel", "VerstrekPaneel", "VerwerkPaneel"]

_WIJZEN: Final = (
    "beveiligde mail",
    "op papier",
    "op een versleutelde gegevensdrager",
    "via het systeem van de partner",
)


class VerslagPaneel(Zijpaneel):
    """A panel with a cancel and a main button; `doe` is what the main button calls, and Ctrl+Enter."""

    def __init__(self, context: Context, gastheer: QWidget, titel: str, knop: str, icoon: str) -> None:
        super().__init__(titel, gastheer)
        self.context = context
        annuleer = self.voeg_knop_toe(Knop(QCoreApplication.translate("Paneel", "Annuleren"), soort="vlak"))
        annuleer.clicked.connect(self._annuleer)
        self.formulier: FormulierConcept | None = None
        self._bezig = False
        self.knop = self.met_ctrl_enter(self.voeg_knop_toe(Knop(knop, soort="primair", icoon=icoon)))
        self.knop.clicked.connect(self.doe)

    def doe(self) -> None:
        """Carry out what the panel is for."""

    def bewaak(self, label: str, velden: dict[str, QWidget]) -> None:
        """Keep what is typed in these fields until it is saved or cancelled."""
        self.formulier = FormulierConcept(self.context, self, label, velden)
        self.gesloten.connect(self.formulier.leg_neer)

    def leg_neer(self) -> None:
        """Hand over what is typed, now."""
        if self.formulier is not None:
            self.formulier.leg_neer()

    def _begin(self, sleutel: str, eerste: QWidget | None = None) -> None:
        """Open, empty, and take up what was typed before and not saved."""
        self.leg_neer()
        if self.formulier is not None:
            self.formulier.stop()
        self._maak_leeg()
        self.open(eerste)
        if self.formulier is not None:
            self.formulier.begin(sleutel)

    def _maak_leeg(self) -> None:
        """Put the fields as they are before anything is typed."""

    def _annuleer(self) -> None:
        if self.formulier is not None:
            self.formulier.weggooien()
        self.sluit()

    def _bewaar(self, functie: Callable[..., object], *args: object) -> None:
        """Carry out what the panel is for, once however often it is asked; its draft ends with it."""
        if self._bezig:
            return
        self._bezig = True
        if self.formulier is not None:
            self.formulier.bewaar(functie, *args, klaar=self._bewaard, fout=self._niet_bewaard)
        else:
            self.context.taken.doe(functie, *args, klaar=self._bewaard, fout=self._niet_bewaard)

    def _niet_bewaard(self, fout: BaseException) -> None:
        self._bezig = False
        self.context.fout(fout)

    def _bewaard(self, uitkomst: Any) -> None:
        self._bezig = False
        if self.formulier is not None:
            self.formulier.klaar()
        self.sluit()


class TermijnPaneel(VerslagPaneel):
    """How many days people may react."""

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(
            context,
            gastheer,
            QCoreApplication.translate("TermijnPaneel", "Ter reactie leggen"),
            QCoreApplication.translate("TermijnPaneel", "Ter reactie leggen"),
            "send",
        )
        self._verslag_id = ""
        self.inhoud.addWidget(
            Tekst(
                self.tr(
                    "Het concept gaat niet vanzelf naar iemand toe. Leg vast hoe lang reageren kan; "
                    "0 dagen betekent: nu meteen vaststellen mag."
                ),
                rol="tekst2",
                omloop=True,
            )
        )
        self.dagen = GetalVeld(0, 90, 5)
        self.inhoud.addWidget(Veld(self.tr("Dagen om te reageren"), self.dagen))

    def begin(self, detail: VerslagDetail) -> None:
        """Open for a verslag."""
        self._verslag_id = detail.regel.verslag.id
        self.open(self.dagen)
        self.dagen.selectAll()

    def doe(self) -> None:
        """Set the term."""
        self._bewaar(verslagen.stuur_rond, self._verslag_id, self.dagen.value())


class ReactiePaneel(VerslagPaneel):
    """Record what someone said about the draft."""

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(
            context,
            gastheer,
            QCoreApplication.translate("ReactiePaneel", "Reactie opnemen"),
            QCoreApplication.translate("ReactiePaneel", "Opnemen"),
            "check",
        )
        self._verslag_id = ""
        self.van = RegelVeld(plaats=self.tr("naam en organisatie"))
        self.tekst = TekstVeld(regels=5, plaats=self.tr("wat klopt er niet, of moet erbij"))
        self.inhoud.addWidget(Veld(self.tr("Van wie"), self.van, verplicht=True))
        self.inhoud.addWidget(Veld(self.tr("Reactie"), self.tekst, verplicht=True))
        self.bewaak(self.tr("Reactie op een verslag"), {"tekst": self.tekst, "van": self.van})

    def begin(self, detail: VerslagDetail) -> None:
        """Open for a verslag."""
        self._verslag_id = detail.regel.verslag.id
        self._begin(concepten.formulier("reactie", self._verslag_id), self.van)

    def _maak_leeg(self) -> None:
        self.van.setText("")
        self.tekst.zet("")

    def doe(self) -> None:
        """Record it."""
        self._bewaar(verslagen.neem_reactie_op, self._verslag_id, self.van.text(), self.tekst.tekst())


class VerwerkPaneel(VerslagPaneel):
    """What is done with a reaction, and why."""

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(
            context,
            gastheer,
            QCoreApplication.translate("VerwerkPaneel", "Reactie verwerken"),
            QCoreApplication.translate("VerwerkPaneel", "Vastleggen"),
            "check",
        )
        self._reactie_id = ""
        self.van = Tekst("", gewicht=600, omloop=True)
        self.tekst = Tekst("", omloop=True)
        self.keuze = Segmenten(
            self.tr("Wat is ermee gedaan"),
            (
                ("overgenomen", self.tr("Overgenomen")),
                ("deels", self.tr("Deels")),
                ("niet_overgenomen", self.tr("Niet")),
            ),
        )
        self.keuze.gekozen.connect(self._gekozen)
        self.reden = TekstVeld(regels=3)
        self.redenveld = Veld(self.tr("Waarom"), self.reden)
        for deel in (self.van, self.tekst, self.keuze, self.redenveld):
            self.inhoud.addWidget(deel)
        self.bewaak(self.tr("Reactie verwerken"), {"reden": self.reden, "keuze": self.keuze})

    def begin(self, verslag_id: str, reactie: Reactie) -> None:
        """Open for a reaction to a verslag."""
        self._reactie_id = reactie.id
        self.van.setText(reactie.van)
        self.tekst.setText(reactie.tekst)
        self._begin(concepten.formulier("verwerk", verslag_id, reactie.id))

    def _maak_leeg(self) -> None:
        self.keuze.kies("overgenomen")
        self.reden.zet("")
        self._gekozen("overgenomen")

    def _gekozen(self, naam: str) -> None:
        nodig = naam != "overgenomen"
        woord = self.tr("Waarom niet helemaal (verplicht)") if nodig else self.tr("Toelichting")
        self.redenveld.label.setText(woord)
        self.reden.setAccessibleName(woord)
        self.redenveld.zet_fout("")

    def doe(self) -> None:
        """Record it; a reason is asked where one is due."""
        if self.keuze.huidig() != "overgenomen" and not self.reden.tekst().strip():
            self.redenveld.zet_fout(self.tr("Schrijf in één zin waarom."))
            self.reden.setFocus()
            return
        self._bewaar(verslagen.verwerk_reactie, self._reactie_id, self.keuze.huidig(), self.reden.tekst())


class VersiePaneel(VerslagPaneel):
    """A correction after vaststelling: a new version, with the reason printed in it."""

    begonnen = Signal(str)

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(
            context,
            gastheer,
            QCoreApplication.translate("VersiePaneel", "Nieuwe versie"),
            QCoreApplication.translate("VersiePaneel", "Nieuwe versie beginnen"),
            "file-plus",
        )
        self._verslag_id = ""
        self.inhoud.addWidget(
            Tekst(
                self.tr(
                    "Een vastgesteld verslag verandert nooit. De nieuwe versie begint als concept met wat er nu is "
                    "vastgelegd; deze versie blijft gelden tot de nieuwe is vastgesteld, en wordt ook daarna bewaard."
                ),
                rol="tekst2",
                omloop=True,
            )
        )
        self.reden = TekstVeld(regels=3)
        self.redenveld = Veld(self.tr("Waarom een nieuwe versie"), self.reden, verplicht=True)
        self.inhoud.addWidget(self.redenveld)
        self.bewaak(self.tr("Reden van een nieuwe versie"), {"reden": self.reden})

    def begin(self, detail: VerslagDetail) -> None:
        """Open for a verslag."""
        self._verslag_id = detail.regel.verslag.id
        self._begin(concepten.formulier("versie", self._verslag_id), self.reden)

    def _maak_leeg(self) -> None:
        self.reden.zet("")
        self.redenveld.zet_fout("")

    def doe(self) -> None:
        """Begin it."""
        if len(self.reden.tekst().strip()) < 5:
            self.redenveld.zet_fout(self.tr("Schrijf in één zin waarom; de zin komt in het verslag te staan."))
            self.reden.setFocus()
            return
        self._bewaar(verslagen.nieuwe_versie, self._verslag_id, self.reden.tekst())

    def _bewaard(self, uitkomst: Any) -> None:
        super()._bewaard(uitkomst)
        self.begonnen.emit(uitkomst[0])


class VerstrekPaneel(VerslagPaneel):
    """To whom, how, on what ground; then where the file goes. Recorded before a byte leaves.

    What fails leaves the panel open, so that another place can be chosen.
    """

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(
            context,
            gastheer,
            QCoreApplication.translate("VerstrekPaneel", "Verslag verstrekken"),
            QCoreApplication.translate("VerstrekPaneel", "Vastleggen en bewaren als…"),
            "download",
        )
        self._detail: VerslagDetail | None = None
        self._ontvanger: Ontvanger | None = None
        self._deelnemer_id = ""
        self._grond_nodig = True
        self._pad = Path()
        self.uitleg = Tekst("", rol="tekst2", omloop=True)
        self.aan = RegelVeld(plaats=self.tr("naam en organisatie"))
        self.aanveld = Veld(self.tr("Aan wie"), self.aan, verplicht=True)
        self.hoe = KeuzeVeld([(w, w) for w in _WIJZEN])
        self.hoe.setEditable(True)
        self.grond = TekstVeld(regels=2)
        self.grondveld = Veld(self.tr("Grond"), self.grond)
        for deel in (self.uitleg, self.aanveld, Veld(self.tr("Hoe"), self.hoe, verplicht=True), self.grondveld):
            self.inhoud.addWidget(deel)
        self.inhoud.addWidget(
            Tekst(
                self.tr(
                    "Vastgelegd wordt aan wie, hoe, op welke grond, wanneer en wie dat besloot. Het bestand komt "
                    "buiten de kluis te staan, leesbaar voor wie erbij kan: haal het weg als het is aangekomen."
                ),
                maat="klein",
                rol="tekst2",
                omloop=True,
            )
        )

        self.bewaak(self.tr("Verslag verstrekken"), {"grond": self.grond, "aan": self.aan, "hoe": self.hoe})

    def begin(self, detail: VerslagDetail, ontvanger: Ontvanger | None = None) -> None:
        """Open for a recipient from the list, or for someone else."""
        self._detail, self._ontvanger = detail, ontvanger
        self._deelnemer_id = ontvanger.deelnemer_id if ontvanger else ""
        wie = (self._deelnemer_id,) if self._deelnemer_id else ()
        sleutel = concepten.formulier("verstrek", detail.regel.verslag.id, *wie)
        self._begin(sleutel, self.hoe if ontvanger else self.aan)

    def _maak_leeg(self) -> None:
        ontvanger = self._ontvanger
        self.aan.setText(f"{ontvanger.naam} ({ontvanger.organisatie})" if ontvanger else "")
        self.aan.setReadOnly(ontvanger is not None)
        self.hoe.setCurrentIndex(0)
        self.grond.zet("")
        nodig = self._grond_nodig = ontvanger is None or bool(ontvanger.waarom)
        woord = self.tr("Op welke grond (verplicht)") if nodig else self.tr("Grond, als die een andere is")
        self.grondveld.label.setText(woord)
        self.grond.setAccessibleName(woord)
        self.uitleg.setText(
            self.tr("Deze ontvanger krijgt het verslag niet vanzelf: noem waarom het toch mag.")
            if nodig
            else self.tr("Deze partner was erbij en krijgt het verslag.")
        )
        for veld in (self.aanveld, self.grondveld):
            veld.zet_fout("")

    def doe(self) -> None:
        """Ask where the file goes; nothing is recorded when that is cancelled."""
        if self._detail is None:
            return
        if not self.aan.text().strip():
            self.aanveld.zet_fout(self.tr("Vul in voor wie het verslag is."))
            self.aan.setFocus()
            return
        if self._grond_nodig and not self.grond.tekst().strip():
            self.grondveld.zet_fout(self.tr("Schrijf in één zin op welke grond."))
            self.grond.setFocus()
            return
        verslag = self._detail.regel.verslag
        naam = f"verslag-{self._detail.regel.nummer}-v{verslag.versie}.pdf"
        bestand.kies_opslag(self, self.tr("Waar komt het verslag?"), naam, self._naar)

    def _naar(self, pad: Path) -> None:
        if self._detail is None:
            return
        self._pad = pad
        self._bewaar(
            _verstrek,
            self._detail.regel.verslag.id,
            pad,
            self.aan.text(),
            self.hoe.currentText(),
            self.grond.tekst(),
            self._deelnemer_id,
        )

    def _bewaard(self, uitkomst: Any) -> None:
        super()._bewaard(uitkomst)
        self.context.melding(
            self.tr("De verstrekking is vastgelegd en het bestand is geschreven."),
            rol="goed",
            doe_tekst=self.tr("Openen"),
            doe=self._open,
        )

    def _open(self) -> None:
        bestand.open_extern(self.context, self._pad)


def _verstrek(
    wp: Werkplek, verslag_id: str, pad: Path, aan: str, hoe: str, grond: str, deelnemer_id: str
) -> tuple[Path, object]:
    return verslagen.verstrek(wp, verslag_id, pad, aan=aan, hoe=hoe, grond=grond, deelnemer_id=deelnemer_id)
