"""A report that was judged: who and what, what is missing, what is known of it already, and taking it in."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from zvh_desktop.domain.aanmelding import AanmeldingBestand, Persoon
from zvh_desktop.domain.betrokkene import bsn_gemaskeerd
from zvh_desktop.domain.casus import CASUSTYPEN, CRITERIA, themanaam
from zvh_desktop.gui.dialogs.criteria import criteriumwoorden
from zvh_desktop.gui.onderdelen import Chip, IcoonBeeld, Kaart, Knop, Tekst, datum_in_woorden
from zvh_desktop.gui.pages.aanmelding.bekend import BekendenLijst
from zvh_desktop.gui.rolvak import Rolvak
from zvh_desktop.services.aanmeldingen import Voorstel

__all__ = ["NIEUW", "VoorstelVak", "kopregel", "persoonregel"]

NIEUW: Final = "nieuw"
CORRECTIE: Final = "correctie"
_ACUUT: Final = {True: "ja", False: "nee", None: "onbekend"}


def _naam(persoon: Persoon) -> str:
    n = persoon.naam
    return " ".join(d for d in (n.voornamen, n.tussenvoegsel, n.achternaam) if d) or "naam onbekend"


def persoonregel(persoon: Persoon) -> str:
    """Return a person in one line; the BSN masked, a secret address not at all."""
    delen = [_naam(persoon)]
    delen.append(
        datum_in_woorden(persoon.geboortedatum, weekdag=False) if persoon.geboortedatum else "geboortedatum onbekend"
    )
    if persoon.rol:
        delen.append(persoon.rol)
    if persoon.bsn:
        delen.append(f"BSN {bsn_gemaskeerd(persoon.bsn)}")
    if persoon.adres_geheim:
        delen.append("geheim adres")
    elif persoon.adres.woonplaats:
        delen.append(persoon.adres.woonplaats)
    return " · ".join(delen)


def kopregel(bestand: AanmeldingBestand) -> str:
    """Return what a report is called before it has a casus: its first person or its area."""
    if bestand.betrokkenen:
        return _naam(bestand.betrokkenen[0])
    return bestand.gebied or "Gebied zonder naam"


class VoorstelVak(QWidget):
    """Shows one proposal.

    Signals:
        overnemen(casus_id, als_correctie): take it in; "" makes a new casus.
        open_casus(casus_id): the dossier that holds it already, or one of a person who is known.
    """

    overnemen = Signal(str, bool)
    open_casus = Signal(str)

    def __init__(self, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self._voorstel: Voorstel | None = None
        self._bekenden: BekendenLijst | None = None
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(0, 0, 0, 0)
        kolom.setSpacing(0)
        self._rol = Rolvak()
        kolom.addWidget(self._rol, 1)
        self._keuzes = QButtonGroup(self)
        self._waarden: list[str] = []
        self.knop = Knop(self.tr("Overnemen"), soort="primair", icoon="check")
        self.knop.clicked.connect(self._neem_over)
        self.dossier = Knop(self.tr("Dossier openen"), soort="primair", icoon="folder-open")
        self.dossier.clicked.connect(self._open)
        voet = QHBoxLayout()
        voet.setContentsMargins(0, 12, 22, 16)
        voet.addStretch(1)
        voet.addWidget(self.dossier)
        voet.addWidget(self.knop)
        kolom.addLayout(voet)
        self.leeg()

    def leeg(self) -> None:
        """Show nothing."""
        self._voorstel = self._bekenden = None
        if (oud := self._rol.takeWidget()) is not None:
            oud.deleteLater()
        self.knop.hide()
        self.dossier.hide()

    def open_bekende(self) -> bool:
        """Open the dossier of the person chosen among who is known; False when there is nobody."""
        return self._bekenden is not None and self._bekenden.open_gekozen()

    @property
    def voorstel(self) -> Voorstel | None:
        """What is shown."""
        return self._voorstel

    def toon(self, voorstel: Voorstel) -> None:
        """Show a proposal; known persons and what to do about them come first."""
        self.leeg()
        self._voorstel = voorstel
        inhoud = QWidget()
        inhoud.setObjectName("pagina")
        kolom = QVBoxLayout(inhoud)
        kolom.setContentsMargins(0, 0, 22, 0)
        kolom.setSpacing(12)
        if voorstel.dubbel_casus_id:
            kolom.addWidget(self._dubbel(voorstel))
        elif voorstel.correctie_id or voorstel.bekenden or voorstel.lijkend:
            kolom.addWidget(self._keuze(voorstel))
        else:
            self._waarden = [NIEUW]
        kolom.addWidget(self._compleet(voorstel))
        kolom.addWidget(self._wie(voorstel.bestand))
        kolom.addWidget(self._wat(voorstel.bestand))
        kolom.addWidget(self._criteria(voorstel))
        kolom.addStretch(1)
        self._rol.setWidget(inhoud)
        self.knop.setVisible(not voorstel.dubbel_casus_id)
        self.dossier.setVisible(bool(voorstel.dubbel_casus_id))

    # -- parts

    def toon_fout(self, bestandsnaam: str, uitleg: str) -> None:
        """Show why a file gives no proposal."""
        self.leeg()
        inhoud = QWidget()
        inhoud.setObjectName("pagina")
        kolom = QVBoxLayout(inhoud)
        kolom.setContentsMargins(0, 0, 22, 0)
        kaart = Kaart(bestandsnaam, rand="rondom")
        rij = QHBoxLayout()
        rij.setSpacing(10)
        rij.addWidget(IcoonBeeld("circle-alert", px=18, rol="gevaar"), 0, Qt.AlignmentFlag.AlignTop)
        rij.addWidget(Tekst(uitleg, omloop=True), 1)
        kaart.inhoud.addLayout(rij)
        kolom.addWidget(kaart)
        kolom.addStretch(1)
        self._rol.setWidget(inhoud)

    def _dubbel(self, voorstel: Voorstel) -> QWidget:
        zin = self.tr("Deze aanmelding is er al ({casus}); er wordt niets dubbel ingevoerd.")
        return self._strook("info", "info", zin.format(casus=voorstel.dubbel))

    def _strook(self, beeld: str, rol: str, zin: str) -> QWidget:
        kaart = Kaart(rand="rondom")
        rij = QHBoxLayout()
        rij.setSpacing(10)
        rij.addWidget(IcoonBeeld(beeld, px=18, rol=rol), 0, Qt.AlignmentFlag.AlignTop)
        rij.addWidget(Tekst(zin, gewicht=600, omloop=True), 1)
        kaart.inhoud.addLayout(rij)
        return kaart

    def _keuze(self, voorstel: Voorstel) -> QWidget:
        """Ask what to do with a person or report that is known; the least new record is proposed first."""
        kaart = Kaart(self.tr("Al bekend"), rand="rondom")
        self._keuzes = QButtonGroup(kaart)
        self._bekenden = BekendenLijst()
        self._bekenden.open_casus.connect(self.open_casus)
        kaart.inhoud.addWidget(self._bekenden)
        self._bekenden.toon(voorstel)
        opties: list[tuple[str, str]] = []
        if voorstel.correctie_id:
            zin = self.tr("Verbetering van de aanmelding bij {casus}: zelfde aanmelder, persoon en dag")
            opties.append((CORRECTIE, zin.format(casus=voorstel.correctie)))
        gezien = set()
        # A casus of a brother, or one that has ended, is not what a report goes to by itself: it comes after "new".
        voorop = sorted(voorstel.bekenden, key=lambda b: not b.voor_de_hand)
        for bekende in (*(b for b in voorop if b.voor_de_hand), None, *(b for b in voorop if not b.voor_de_hand)):
            if bekende is None:
                opties.append((NIEUW, self.tr("Nieuwe casus")))
            elif bekende.casus_id not in gezien:
                gezien.add(bekende.casus_id)
                opties.append((bekende.casus_id, self._erbij(bekende.casusnaam, bekende.nummer, bekende.stand)))
        # Nothing is proposed on a likeness either.
        for gelijke in voorstel.lijkend:
            if gelijke.casus_id not in gezien:
                gezien.add(gelijke.casus_id)
                opties.append((gelijke.casus_id, self._erbij(gelijke.casusnaam, gelijke.nummer, gelijke.stand)))
        self._waarden = [waarde for waarde, _ in opties]
        for nummer, (_, woorden) in enumerate(opties):
            stip = QRadioButton(woorden)
            self._keuzes.addButton(stip, nummer)
            kaart.inhoud.addWidget(stip)
        self._keuzes.button(0).setChecked(True)
        return kaart

    def _erbij(self, naam: str, nummer: str, stand: str) -> str:
        zin = self.tr("Toevoegen aan {casus}").format(casus=f"{naam} ({nummer})")
        if " op " not in stand:
            return zin
        return self.tr("{zin}, {stand}; die casus gaat dan weer open").format(zin=zin, stand=stand)

    def _compleet(self, voorstel: Voorstel) -> QWidget:
        if not voorstel.ontbreekt:
            return self._strook("circle-check", "goed", self.tr("Compleet: kan naar de triage."))
        zin = self.tr("Nog niet compleet. Ontbreekt: {wat}. Overnemen kan; triage wacht tot dit is aangevuld.")
        return self._strook("triangle-alert", "waarschuwing", zin.format(wat=", ".join(voorstel.ontbreekt)))

    def _wie(self, b: AanmeldingBestand) -> QWidget:
        kaart = Kaart(self.tr("Wie"), rand="rondom")
        for persoon in b.betrokkenen:
            kaart.inhoud.addWidget(Tekst(persoonregel(persoon), omloop=True))
        if not b.betrokkenen:
            kaart.inhoud.addWidget(Tekst(b.gebied or self.tr("Geen betrokkenen genoemd."), omloop=True))
        a = b.aanmelder
        wie = " · ".join(d for d in (a.organisatie, a.naam, a.functie, a.telefoon, a.email) if d)
        zin = self.tr("Aangemeld door {wie}, ontvangen {dag} ({wijze})")
        kaart.inhoud.addWidget(
            Tekst(
                zin.format(wie=wie or self.tr("onbekend"), dag=datum_in_woorden(b.ontvangen_op), wijze=b.wijze),
                maat="knop",
                rol="tekst2",
                omloop=True,
            )
        )
        if b.uit_te_nodigen:
            gasten = ", ".join(" ".join(d for d in (g.naam, f"({g.organisatie})") if d) for g in b.uit_te_nodigen)
            kaart.inhoud.addWidget(
                Tekst(self.tr("Uit te nodigen: {wie}").format(wie=gasten), maat="knop", rol="tekst2", omloop=True)
            )
        return kaart

    def _wat(self, b: AanmeldingBestand) -> QWidget:
        kaart = Kaart(self.tr("Wat"), rand="rondom")
        themas = ", ".join(themanaam(t) for t in b.thema) or self.tr("geen thema")
        kaart.inhoud.addWidget(
            Tekst(
                self.tr("{type} · {thema} · acuut onveilig: {acuut}").format(
                    type=CASUSTYPEN[b.type].capitalize(), thema=themas, acuut=_ACUUT[b.acuut_onveilig]
                ),
                gewicht=600,
                omloop=True,
            )
        )
        for kop, tekst in (
            (self.tr("Aanleiding"), b.aanleiding),
            (self.tr("Doel van het overleg"), b.doel_overleg),
            (self.tr("Al geprobeerd"), b.eerder_geprobeerd),
        ):
            if tekst:
                kaart.inhoud.addWidget(Tekst(kop, kapitaal=True))
                kaart.inhoud.addWidget(Tekst(tekst, omloop=True))
        return kaart

    def _criteria(self, voorstel: Voorstel) -> QWidget:
        woorden, rol, icoon = criteriumwoorden(voorstel.criteria)
        kaart = Kaart(self.tr("Criteria"), achter=(Chip(woorden, rol=rol, icoon=icoon),), rand="rondom")
        c = voorstel.bestand.criteria
        antwoorden = (c.multiproblematiek, c.ketenoverstijgend, c.systeem_impact, c.gebiedsgebonden)
        for nummer, (tekst, antwoord) in enumerate(zip(CRITERIA, antwoorden, strict=True), 1):
            rij = QHBoxLayout()
            rij.setSpacing(10)
            woord = {True: self.tr("ja"), False: self.tr("nee"), None: self.tr("open")}[antwoord]
            rol = {True: "goed", False: "neutraal", None: "waarschuwing"}[antwoord]
            beeld = {True: "check", False: "x", None: "circle-question-mark"}[antwoord]
            chip = Chip(woord, rol=rol, icoon=beeld, naam=f"{nummer}: {woord}")
            chip.setFixedWidth(max(chip.sizeHint().width(), 66))
            rij.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
            motivering = voorstel.bestand.motivering.get(str(nummer), "")
            rij.addWidget(
                Tekst(f"{nummer}. {tekst}" + (f"\n{motivering}" if motivering else ""), maat="knop", omloop=True), 1
            )
            kaart.inhoud.addLayout(rij)
        return kaart

    # -- acting

    def keuze(self) -> str:
        """Return what was chosen: `nieuw`, `correctie`, or the id of a casus."""
        nummer = self._keuzes.checkedId()
        return self._waarden[nummer] if len(self._waarden) > 1 and nummer >= 0 else self._waarden[0]

    def _neem_over(self) -> None:
        if self._voorstel is None:
            return
        keuze = self.keuze()
        self.overnemen.emit("" if keuze in (NIEUW, CORRECTIE) else keuze, keuze == CORRECTIE)

    def _open(self) -> None:
        if self._voorstel is not None:
            self.open_casus.emit(self._voorstel.dubbel_casus_id)
