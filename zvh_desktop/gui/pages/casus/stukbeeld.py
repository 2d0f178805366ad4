"""One file of the dossier: looked at inside the program, described, handed out, withdrawn."""

from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QWidget

from zvh_desktop.domain.dossierstuk import INHOUDSOORTEN, Dossierstuk, exportnaam, omvang_in_woorden
from zvh_desktop.gui.formulierconcept import FormulierConcept
from zvh_desktop.gui.onderdelen import KeuzeVeld, Knop, LegeStaat, RegelVeld, Tekst, TekstVeld, Veld, Zijpaneel
from zvh_desktop.gui.pages.casus.formulier import Concepten, Formulier, V
from zvh_desktop.gui.pages.casus.stukgeluid import Geluidvak, kan_afspelen
from zvh_desktop.gui.pages.casus.tab import Huis
from zvh_desktop.gui.pages.casus.waarden import moment_in_woorden
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.panelen import bestand
from zvh_desktop.gui.panelen.kijkbladen import Kijkbladen
from zvh_desktop.gui.panelen.nagekeken import Nagekeken
from zvh_desktop.gui.thema import thema
from zvh_desktop.services import concepten, dossierstukken
from zvh_desktop.services.doorzien import Doorzicht
from zvh_desktop.services.dossierstukken import Kijkstuk
from zvh_desktop.services.meldingen import REGELS, zin
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["StukBeeld", "UitgeefPaneel"]

_WIJZEN: Final = (
    "beveiligde mail",
    "op papier",
    "op een versleutelde gegevensdrager",
    "via het systeem van de partner",
)


def _tekst(kijker: Any) -> tuple[Any, str, bool]:
    return (kijker, *kijker.tekst())


class StukBeeld(Zijpaneel):
    """The file itself above, what is recorded of it below.

    Signals:
        ingetrokken(bon): it was withdrawn. uitgeven(stuk): a person wants a copy.
    """

    ingetrokken = Signal(object)
    uitgeven = Signal(object)

    def __init__(self, context: Context, huis: Huis) -> None:
        super().__init__(QCoreApplication.translate("StukBeeld", "Stuk"), huis.gastheer(), breedte=760)
        self.context = context
        self.stuk: Dossierstuk | None = None
        self._kijker: Any = None
        self.geluid: Geluidvak | None = None
        self._wat = Tekst("", maat="klein", rol="tekst2", omloop=True)
        self.inhoud.addWidget(self._wat)
        self._beeldvak = QStackedWidget()
        self.bladen = Kijkbladen(context, self.tr("Bladen van het stuk"))
        self.tekst = QPlainTextEdit()
        self.tekst.setReadOnly(True)
        self.tekst.setTabChangesFocus(True)
        self.tekst.setAccessibleName(self.tr("Tekst van het stuk"))
        self.geen = LegeStaat(self.tr("Geen voorbeeld"), "", icoon="eye-off")
        self.wacht = Tekst(self.tr("Het stuk wordt geopend…"), rol="tekst2")
        for deel in (self.wacht, self.bladen, self.tekst, self.geen):
            self._beeldvak.addWidget(deel)
        self.inhoud.addWidget(self._beeldvak)
        self._ingekort = Tekst(
            "",
            maat="klein",
            rol="tekst2",
            omloop=True,
        )
        self.inhoud.addWidget(self._ingekort)
        self.formulier = Formulier(
            context,
            "dossierstuk",
            (
                V("omschrijving", "tekst", regels=2),
                (V("categorie", "keuze"), V("datum", "datum", verleden=True), V("bron")),
            ),
            vandaag=huis.vandaag,
        )
        self.inhoud.addWidget(self.formulier)
        self.reden = RegelVeld(plaats=self.tr("in één zin"))
        self.redenveld = Veld(self.tr("Waarom wordt het ingetrokken"), self.reden, verplicht=True)
        self.reden.returnPressed.connect(self._trek_in)
        self.inhoud.addWidget(self.redenveld)
        self.weg = self.voeg_knop_toe(Knop(self.tr("Intrekken…"), soort="gevaar", icoon="trash-2"))
        self.weg.clicked.connect(self._trek_in)
        self.uit = self.voeg_knop_toe(Knop(self.tr("Uitgeven…"), icoon="download"))
        self.uit.clicked.connect(self._geef_uit)
        self.voeg_knop_toe(Knop(self.tr("Klaar"), soort="primair")).clicked.connect(self.sluit)
        self.gesloten.connect(self._sluit_kijker)
        thema().veranderd.connect(self._pas_hoogte)
        self._pas_hoogte()

    def _pas_hoogte(self) -> None:
        gastheer = self.parentWidget()
        ruimte = gastheer.height() if gastheer is not None else 0
        self._beeldvak.setFixedHeight(max(thema().lengte(300), int(ruimte * 0.55)))

    def begin(self, stuk: Dossierstuk, conceptenboek: Concepten) -> None:
        """Open for a file, and ask for it."""
        ander = self.stuk is None or self.stuk.id != stuk.id
        self._beschrijf(stuk, conceptenboek)
        if not ander and self.isVisible():
            return
        self._sluit_kijker()
        self._pas_hoogte()
        self.redenveld.hide()
        self.reden.setText("")
        self.weg.zet_tekst(self.tr("Intrekken…"))
        self._ingekort.hide()
        self._beeldvak.setCurrentWidget(self.wacht)
        self.open(self.formulier.velden["omschrijving"].invoer)
        self.context.taken.vraag(
            dossierstukken.kijk, stuk.id, klaar=self._gekomen, fout=self._niet_gekomen, label=self.tr("Stuk openen…"),
            enkel="stuk",
        )  # fmt: skip

    def _beschrijf(self, stuk: Dossierstuk, conceptenboek: Concepten | None = None) -> None:
        self.stuk = stuk
        self.zet_titel(stuk.titel)
        soort = INHOUDSOORTEN.get(stuk.inhoudsoort, INHOUDSOORTEN["onbekend"])
        delen = [stuk.naam, soort.naam, omvang_in_woorden(stuk.omvang)]
        delen.append(
            self.tr("toegevoegd {wanneer} door {wie}").format(
                wanneer=moment_in_woorden(stuk.toegevoegd_op), wie=stuk.toegevoegd_door
            )
        )
        self._wat.setText(" · ".join(delen))
        self.formulier.toon(stuk, conceptenboek)

    def _gekomen(self, beeld: Kijkstuk | None) -> None:
        if beeld is None:
            return
        if self.stuk is None or beeld.stuk.id != self.stuk.id or not self.isVisible():
            if beeld.kijker is not None:
                self.context.taken.buiten(beeld.kijker.sluit)
            return
        self._kijker = beeld.kijker
        if beeld.waarom == "geluid" and kan_afspelen():
            klaar = partial(self._geluid_gekomen, beeld.stuk.id)
            self.context.taken.vraag(
                dossierstukken.lees, beeld.stuk.id, klaar=klaar, fout=self._niet_gekomen, enkel="stuk"
            )
        elif beeld.kijker is None:
            self._zeg_niet(self._waarom(beeld.waarom))
        elif beeld.stuk.inhoudsoort in ("docx", "tekst"):
            self.context.taken.buiten(_tekst, beeld.kijker, klaar=self._tekst_gekomen, fout=self._niet_gekomen)
        else:
            self._beeldvak.setCurrentWidget(self.bladen)
            self.bladen.toon(beeld.kijker)

    def _geluid_gekomen(self, stuk_id: str, inhoud: bytes) -> None:
        if self.stuk is None or self.stuk.id != stuk_id or not self.isVisible():
            return
        if self.geluid is None:
            self.geluid = Geluidvak()
            self._beeldvak.addWidget(self.geluid)
        self._beeldvak.setCurrentWidget(self.geluid)
        self.geluid.zet(inhoud)

    def _waarom(self, waarom: str) -> str:
        if waarom == "nog_niet_hier":
            return REGELS["stuk_nog_niet_hier"]
        if waarom == "geluid":
            return self.tr("Afspelen kan hier niet. Geef het stuk uit om het in een ander programma te beluisteren.")
        if waarom == "oud_office":
            return self.tr(
                "Dit is een ouder of beveiligd Office-document; het is bewaard zoals het kwam. "
                "Geef het uit om het in een ander programma te bekijken."
            )
        return self.tr(
            "Van dit soort bestand is hier geen voorbeeld; het is bewaard zoals het kwam. "
            "Open het na uitgeven alleen als u weet van wie het komt."
        )

    def _tekst_gekomen(self, uit: tuple[Any, str, bool]) -> None:
        kijker, tekst, ingekort = uit
        if kijker is not self._kijker or self.stuk is None:
            return
        self.tekst.setPlainText(tekst if tekst.strip() else self.tr("(In dit stuk staat geen tekst.)"))
        self._beeldvak.setCurrentWidget(self.tekst)
        zinnen = []
        if self.stuk.inhoudsoort == "docx":
            zinnen.append(self.tr("Dit is de tekst zonder opmaak, afbeeldingen en voetnoten."))
        if ingekort:
            zinnen.append(self.tr("Alleen het begin wordt getoond."))
        self._ingekort.setText(" ".join(zinnen))
        self._ingekort.setVisible(bool(zinnen))

    def _niet_gekomen(self, wat: BaseException) -> None:
        self._zeg_niet(zin(wat))

    def _zeg_niet(self, waarom: str) -> None:
        self.geen.zet_uitleg(waarom)
        self._beeldvak.setCurrentWidget(self.geen)

    def _sluit_kijker(self) -> None:
        kijker, self._kijker = self._kijker, None
        self.bladen.leeg()
        self.bladen.kijker = None
        self.tekst.setPlainText("")
        if self.geluid is not None:
            self.geluid.leeg()
        if kijker is not None:
            self.context.taken.buiten(kijker.sluit)

    def leeg(self) -> None:
        """Forget what was shown."""
        self._sluit_kijker()
        self.stuk = None
        self.formulier.leeg()
        self.reden.setText("")
        self._wat.setText("")
        self.zet_titel(self.tr("Stuk"))

    def _geef_uit(self) -> None:
        if self.stuk is not None:
            self.uitgeven.emit(self.stuk)

    def _trek_in(self) -> None:
        if self.stuk is None:
            return
        if self.redenveld.isHidden():
            self.redenveld.show()
            self.weg.zet_tekst(self.tr("Nu intrekken"))
            self.reden.setFocus()
            return
        if not self.reden.text().strip():
            self.redenveld.zet_fout(REGELS["stuk_reden"])
            self.reden.setFocus()
            return
        self.context.taken.doe(
            dossierstukken.trek_in, self.stuk.id, self.reden.text(), klaar=self._is_weg, fout=self.context.fout
        )

    def _is_weg(self, bon: object) -> None:
        self.sluit()
        self.leeg()
        self.ingetrokken.emit(bon)


def _exporteer(
    wp: Werkplek, stuk_id: str, pad: Path, aan: str, hoe: str, grond: str, vervang: bool, nagekeken: bool
) -> tuple[Path, object]:
    return dossierstukken.exporteer(
        wp, stuk_id, pad, aan=aan, hoe=hoe, grond=grond, vervang=vervang, nagekeken=nagekeken
    )


def _doorzie(wp: Werkplek, stuk_id: str) -> tuple[str, Doorzicht]:
    return stuk_id, dossierstukken.doorzicht(wp, stuk_id)


class UitgeefPaneel(Zijpaneel):
    """To whom, how, on what ground; then where the copy goes."""

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__(QCoreApplication.translate("UitgeefPaneel", "Stuk uitgeven"), gastheer)
        self.context = context
        self._stuk: Dossierstuk | None = None
        self.naam = Tekst("", gewicht=600, omloop=True)
        self.aan = RegelVeld(plaats=self.tr("naam en organisatie"))
        self.hoe = KeuzeVeld([(w, w) for w in _WIJZEN])
        self.hoe.setEditable(True)
        self.grond = TekstVeld(regels=2)
        self.aanveld = Veld(self.tr("Aan wie"), self.aan, verplicht=True)
        self.grondveld = Veld(self.tr("Op welke grond"), self.grond, verplicht=True)
        waarschuwing = Tekst(
            self.tr(
                "Er komt een leesbaar afschrift buiten de kluis te staan. Vastgelegd wordt aan wie, hoe, op welke "
                "grond, wanneer en wie dat besloot. Haal het bestand weg als het is aangekomen."
            ),
            rol="waarschuwing",
            omloop=True,
        )
        self.nagekeken = Nagekeken()
        for deel in (self.naam, waarschuwing, self.aanveld, Veld(self.tr("Hoe"), self.hoe, verplicht=True),
                     self.grondveld, self.nagekeken):  # fmt: skip
            self.inhoud.addWidget(deel)
        self.voeg_knop_toe(Knop(self.tr("Annuleren"), soort="vlak")).clicked.connect(self._annuleer)
        self.knop = self.voeg_knop_toe(Knop(self.tr("Vastleggen en bewaren als…"), soort="primair", icoon="download"))
        self.knop.clicked.connect(self.doe)
        self.formulier = FormulierConcept(
            context, self, self.tr("Stuk uitgeven"), {"grond": self.grond, "aan": self.aan, "hoe": self.hoe}
        )
        self.gesloten.connect(self.formulier.leg_neer)

    def begin(self, stuk: Dossierstuk) -> None:
        """Open for a file."""
        self.formulier.stop()
        self._stuk = stuk
        self.naam.setText(stuk.titel)
        self.aan.setText("")
        self.hoe.setCurrentIndex(0)
        self.grond.zet("")
        for veld in (self.aanveld, self.grondveld):
            veld.zet_fout("")
        # Nothing leaves before it is known what could not be looked through.
        self.nagekeken.leeg()
        self.knop.setEnabled(False)
        self.open(self.aan)
        self.formulier.begin(concepten.formulier("stukuit", stuk.id))
        self.context.taken.vraag(
            _doorzie, stuk.id, klaar=self._doorzien, fout=self._niet_doorzien, label=self.tr("Stuk nakijken…"),
            enkel="stuk-doorzien",
        )  # fmt: skip

    def _doorzien(self, uit: tuple[str, Doorzicht] | None) -> None:
        if uit is not None and self._stuk is not None and self._stuk.id == uit[0]:
            self.nagekeken.toon(uit[1])
            self.knop.setEnabled(True)

    def _niet_doorzien(self, wat: BaseException) -> None:
        """It cannot leave either; pressing says why once more."""
        self.knop.setEnabled(True)
        self.context.fout(wat)

    def doe(self) -> None:
        """Ask where it goes; nothing is recorded when that is cancelled."""
        if self._stuk is None:
            return
        if not self.aan.text().strip():
            self.aanveld.zet_fout(self.tr("Vul in voor wie het stuk is."))
            self.aan.setFocus()
            return
        if not self.grond.tekst().strip():
            self.grondveld.zet_fout(self.tr("Schrijf in één zin op welke grond."))
            self.grond.setFocus()
            return
        if not self.nagekeken.akkoord():
            return
        naam = exportnaam(self._stuk)
        achter = naam.rpartition(".")[2] if "." in naam else "bin"
        bestand.kies_opslag(self, self.tr("Waar komt het afschrift?"), naam, self.naar, soort=achter)

    def naar(self, pad: Path) -> None:
        """Write it there; a file that is there was asked about."""
        if self._stuk is None:
            return
        self.formulier.bewaar(
            _exporteer,
            self._stuk.id,
            pad,
            self.aan.text(),
            self.hoe.currentText(),
            self.grond.tekst(),
            pad.exists(),
            self.nagekeken.vink.isChecked(),
            klaar=self._geschreven,
        )

    def _geschreven(self, _uit: object) -> None:
        self.formulier.klaar()
        self.sluit()
        self.context.melding(self.tr("De verstrekking is vastgelegd en het afschrift is geschreven."), rol="goed")

    def _annuleer(self) -> None:
        self.formulier.weggooien()
        self.sluit()

    def leeg(self) -> None:
        """Forget what was shown."""
        self.formulier.stop()
        self._stuk = None
        self.naam.setText("")
        self.nagekeken.leeg()
        self.aan.setText("")
        self.grond.setPlainText("")
