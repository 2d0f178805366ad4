"""From locked to open and back: which screen stands in the window, and the workplace behind it.

Only what the unlock screen needs is imported here; `aanloop` loads the rest while a person types.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from zvh_desktop.gui.bijwerk import Bijwerk
from zvh_desktop.gui.main_window import MainWindow
from zvh_desktop.gui.toegang.slot import Slotscherm
from zvh_desktop.gui.vangnet import Vangnet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from zvh_desktop.config import Instellingen
    from zvh_desktop.gui.aanloop import Aanloop
    from zvh_desktop.gui.pagina import PaginaMaker
    from zvh_desktop.gui.spoor import Positie
    from zvh_desktop.gui.taken import Taken
    from zvh_desktop.ports import Klok, Melder, Transport, Willekeur
    from zvh_desktop.services.bevoegd import Recht
    from zvh_desktop.services.kluizen import KdfParameters

__all__ = ["Sessie"]

_NA_BEELD_MS = 60
"""What is not needed to paint the unlock screen begins this much later, so that it does not compete with it."""
_BEURT_MS = 20
"""Between pieces of work for the window that can wait: each gets a turn of its own."""


class Sessie(QObject):
    """Owns the window and goes between its states: begin, locked, setting up, open.

    Attributes:
        venster: the frame window.
        kluismap: the vault in use or last used, or None.
    """

    def __init__(
        self,
        paginas: "Mapping[str, PaginaMaker]",
        instellingen: "Instellingen",
        *,
        klok: "Klok",
        willekeur: "Willekeur",
        thuismap: Path,
        kluismap: Path | None = None,
        kdf: "KdfParameters | None" = None,
        maak_transport: "Callable[[str], Transport] | None" = None,
        maak_stempelaar: "Callable[[str], Any] | None" = None,
        melder: "Melder | None" = None,
        na_beeld: "Sequence[Callable[[], object]]" = (),
    ) -> None:
        """Make the window and show the first screen.

        Args:
            paginas: makers of pages by name.
            instellingen: settings of the machine.
            klok: tells the time.
            willekeur: for keys and ids.
            thuismap: where new vaults are proposed.
            kluismap: the vault to unlock; None shows the begin screen.
            kdf: cost of the passphrase of a new vault; the product's own when not given.
            maak_transport: makes the way to a server from its address; None leaves the network alone.
            maak_stempelaar: makes the way to a time stamp service from its address; None asks none.
            melder: shows reminders; the tray of the desktop when not given.
            na_beeld: what the program still has to do once the first screen is painted, in short pieces.
        """
        super().__init__()
        self._instellingen, self._klok, self._willekeur = instellingen, klok, willekeur
        self._thuismap = thuismap
        self._kdf = kdf
        self._gesloten = False
        self._na_beeld = list(na_beeld)
        self.kluismap = kluismap
        self._taken: Taken | None = None
        self.venster = MainWindow(paginas, self._maak_taken, instellingen, nu=klok.nu)
        self.venster.maak_stempelaar = maak_stempelaar
        self.bijwerk = Bijwerk(self.venster, instellingen, klok, self, maak_transport=maak_transport, melder=melder)
        # The region may have given this device another role.
        self.bijwerk.van_anderen.connect(self._vraag_recht)
        self.bijwerk.mislukt.connect(self._gevangen)
        self.venster.vergrendel_gevraagd.connect(self.vergrendel)
        self.venster.ongedaan_gevraagd.connect(self._ongedaan)
        self.venster.kluis_gevraagd.connect(self._kluis)
        self.venster.rol_gevraagd.connect(self._wisselt)
        self.venster.herinneren_gevraagd.connect(self.bijwerk.herinner)
        self._vangnet = Vangnet(self)
        self._vangnet.gevangen.connect(self._gevangen)
        self._positie: Positie | None = None
        self._recht: Recht | None = None
        self._sleutel = ""
        self._met_uitnodiging = self._van_papier = False
        self._scherm: QWidget | None = None
        self._bron: QObject | None = None
        self._aanloop: Aanloop | None = None
        if kluismap is None:
            self._toon_begin()
        else:
            self._toon_slot()

    @property
    def taken(self) -> "Taken":
        """Asks work of the workplace."""
        return self.venster.taken

    def _maak_taken(self) -> "Taken":
        # Late: nothing is asked before the first screen is painted.
        from zvh_desktop.gui.taken import Taken

        taken = self._taken = Taken(self)
        taken.begonnen.connect(self._geopend)
        taken.niet_begonnen.connect(self._niet_geopend)
        taken.bon.connect(self._bon)
        return taken

    def plaats_vangnet(self) -> None:
        """Catch what nobody catches, program-wide."""
        self._vangnet.plaats()

    def _gevangen(self, fout: BaseException) -> None:
        self.venster.meldingen.fout(fout)

    # The run-up: after the first picture, while the passphrase is typed

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin the run-up when the screen has been painted."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(_NA_BEELD_MS, self, self._loop_aan)
        return False

    def _loop_aan(self) -> None:
        # Late: it begins when the first screen stands.
        from zvh_desktop.gui.aanloop import Aanloop

        if self._gesloten or self._aanloop is not None or (self._taken is not None and self._taken.loopt):
            return
        eerst, self._na_beeld = self._na_beeld, []
        self._aanloop = Aanloop(self, eerst, self._bereid_voor)
        self._aanloop.klaar.connect(self._aangelopen)

    def _bereid_voor(self) -> "Iterator[None]":
        yield from self.venster.bereid_voor()
        self._verbind_pagina_hulp()

    def _aangelopen(self) -> None:
        # Late: loaded when it begins.
        from zvh_desktop.gui.aanloop import ruim_voortaan_op

        self._stop_aanloop()
        ruim_voortaan_op()

    def _stop_aanloop(self) -> None:
        """What is made stays; what is not, is made when it is needed."""
        aanloop, self._aanloop = self._aanloop, None
        if aanloop is not None:
            aanloop.stop()
            aanloop.deleteLater()

    # Screens before a vault is open

    def _toon(self, scherm: "QWidget") -> None:
        oud, self._scherm = self._scherm, scherm
        self.venster.toon_slot(scherm)
        scherm.setFocus()
        if oud is not None:
            oud.deleteLater()

    def _toon_begin(self, fout: str = "") -> None:
        from zvh_desktop.gui.toegang.begin import Beginscherm  # not on the road to the unlock screen

        # From here on it is about another vault, in which nobody was anywhere yet.
        self._positie = None
        scherm = Beginscherm()
        scherm.gekozen.connect(self._begin_gekozen)
        scherm.openen.connect(self._open_map)
        scherm.zet_fout(fout)
        scherm.installEventFilter(self)
        self._toon(scherm)

    def _toon_slot(self, reden: str = "") -> None:
        self._toon(self._slotscherm(self._map(), reden))

    def _map(self) -> Path:
        """The vault this screen is about; there is one on every screen that asks."""
        assert self.kluismap is not None
        return self.kluismap

    def _slotscherm(self, map_: Path, reden: str) -> Slotscherm:
        scherm = Slotscherm(map_.name.removesuffix(".zvh"), reden)
        scherm.ontgrendel.connect(self.ontgrendel)
        scherm.anders.connect(self._anders)
        scherm.installEventFilter(self)
        return scherm

    def _anders(self, waarheen: str) -> None:
        if waarheen == "andere":
            self._toon_begin()
            return
        from zvh_desktop.gui.toegang.begin import Herstelscherm

        scherm = Herstelscherm(self.taken)
        scherm.herstel.connect(self._herstel)
        scherm.terug.connect(self._toon_slot)
        self._toon(scherm)

    def _begin_gekozen(self, wat: str) -> None:
        from zvh_desktop.gui.toegang.begin import NieuweKluis, Terugzetscherm

        self._met_uitnodiging, self._van_papier = wat == "uitnodiging", wat == "papier"
        if wat in ("nieuw", "uitnodiging", "papier"):
            nieuw = NieuweKluis(self.taken, self._thuismap)
            nieuw.maak.connect(self._maak)
            nieuw.terug.connect(self._toon_begin)
            self._toon(nieuw)
        else:
            terug = Terugzetscherm(self._thuismap)
            terug.zet_terug.connect(self._zet_terug)
            terug.terug.connect(self._toon_begin)
            self._toon(terug)

    def _open_map(self, map_tekst: str) -> None:
        self.kluismap = Path(map_tekst)
        self._toon_slot()

    # Opening

    def _begin_werk(self, maker: "Callable[[], Any]") -> None:
        self.taken.start(maker, self._sluit_werkplek)

    def _sluit_werkplek(self, wp: Any) -> None:
        """End the rounds, then the vault; on the thread of the workplace."""
        from zvh_desktop.services import kluizen

        self.bijwerk.stop_ronden()
        kluizen.sluit(wp)

    def ontgrendel(self, wachtwoord: str) -> None:
        """Open the vault in use; what comes of it is shown in the window."""
        # Whoever did not type it sees that it is being opened too, and cannot ask a second time.
        if (bezig := getattr(self._scherm, "zet_bezig", None)) is not None:
            bezig(bezig=True)
        map_, klok, willekeur = self._map(), self._klok, self._willekeur

        def maak() -> Any:
            from zvh_desktop.services import kluizen

            return kluizen.open_kluis(map_, wachtwoord, klok=klok, willekeur=willekeur)

        self._begin_werk(maak)

    def _maak(self, map_tekst: str, wachtwoord: str) -> None:
        map_, klok, willekeur, kdf = Path(map_tekst), self._klok, self._willekeur, self._kdf
        self.kluismap = map_

        def maak() -> Any:
            from zvh_desktop.services import kluizen

            wp, self._sleutel = kluizen.nieuw(map_, wachtwoord, klok=klok, willekeur=willekeur, kdf=kdf)
            return wp

        self._begin_werk(maak)

    def _herstel(self, sleutel: str, wachtwoord: str) -> None:
        map_, klok, willekeur = self._map(), self._klok, self._willekeur

        def maak() -> Any:
            from zvh_desktop.services import kluizen

            wp, self._sleutel = kluizen.herstel(map_, sleutel, wachtwoord, klok=klok, willekeur=willekeur)
            return wp

        self._begin_werk(maak)

    def _zet_terug(self, bron: str, doel: str, wachtwoord: str) -> None:
        klok, willekeur = self._klok, self._willekeur
        self.kluismap = Path(doel)

        def maak() -> Any:
            from zvh_desktop.services import kluizen

            return kluizen.zet_terug(Path(bron), Path(doel), wachtwoord, klok=klok, willekeur=willekeur)

        self._begin_werk(maak)

    def _niet_geopend(self, fout: BaseException) -> None:
        """The workplace could not be made: say why, on the screen where it was asked."""
        # Late, as everything after the first screen.
        from zvh_desktop.log import logboek
        from zvh_desktop.services.meldingen import zin

        if not isinstance(fout, Exception) or not hasattr(fout, "reden"):
            logboek(__name__).fout("kluis niet geopend", fout)
        mislukt = getattr(self._scherm, "mislukt", None)
        if mislukt is not None:
            mislukt(zin(fout))
        else:
            self._toon_begin(zin(fout))

    def _geopend(self) -> None:
        if self.kluismap is not None:
            self._instellingen.zet("laatste_kluis", str(self.kluismap))
        if self._sleutel:
            self._toon_sleutel()
            return
        # Late: services load while a person types.
        from zvh_desktop.services import vandaag

        met_beeld = self._positie is None or self._positie.naam == "vandaag"
        self.taken.vraag(vandaag.eerste_blik, met_beeld, klaar=self._eerste_blik)

    def _toon_sleutel(self) -> None:
        from zvh_desktop.gui.toegang.inrichten import Sleutelscherm
        from zvh_desktop.services import kluizen

        scherm = Sleutelscherm(self._sleutel)
        scherm.klaar.connect(self._sleutel_gezien)
        if self._taken is not None and self._taken.loopt:
            self._taken.doe(kluizen.sleutel_getoond)
        scherm.bewaar.connect(self._sleutel_bewaren)
        self._toon(scherm)

    def _sleutel_bewaren(self, pad: str) -> None:
        from zvh_desktop.services import uitvoer

        self.taken.vraag(uitvoer.herstelsleutel, self._sleutel, Path(pad), klaar=self._sleutel_bewaard)

    def _sleutel_bewaard(self, _pad: object) -> None:
        meld = getattr(self._scherm, "meld", None)
        if meld:
            meld(self.tr("Het blad is geschreven. Druk het af en haal het bestand daarna weg."))

    def _sleutel_gezien(self) -> None:
        from zvh_desktop.services import kluizen

        self._sleutel = ""
        self.taken.doe(kluizen.sleutel_bevestigd)
        self._geopend()

    def _nieuwe_sleutel(self, sleutel: str) -> None:
        """The program stopped before the key was on paper: that one is gone, this is another."""
        self._sleutel = sleutel
        self._toon_sleutel()

    def _eerste_blik(self, antwoord: tuple[bool, object]) -> None:
        self._ingericht(*antwoord)

    def _ingericht(self, ja: bool, beeld: object = None) -> None:
        """To the pages; what Vandaag shows came with the answer. A vault that is new is set up first."""
        if ja:
            self._toon_werk(beeld)
            return
        # Late, as everything after the first screen.
        from zvh_desktop.services import aanmelden, herstel, kluizen

        def hoever(wp: Any) -> tuple[Any, bool, bool]:
            return aanmelden.lidstand(wp), herstel.onderweg(wp), kluizen.sleutel_onbevestigd(wp)

        self.taken.vraag(hoever, klaar=self._begin_kluis)

    def _begin_kluis(self, antwoord: tuple[Any, bool, bool]) -> None:
        """A vault in which nothing stands: who was invited joins, or goes on with that; others set it up."""
        from zvh_desktop.services import kluizen

        lid, herstelt, zonder_sleutel = antwoord
        if zonder_sleutel:
            self.taken.doe(kluizen.nieuwe_herstelsleutel, klaar=self._nieuwe_sleutel)
        elif self._van_papier or herstelt:
            self._toon_van_papier()
        elif self._met_uitnodiging or lid.fase != "geen":
            self._toon_aansluiten()
        else:
            self._toon_inrichten()

    def _toon_inrichten(self) -> None:
        from zvh_desktop.gui.conceptbode import ConceptBode
        from zvh_desktop.gui.toegang.inrichten import Inrichtscherm
        from zvh_desktop.services import beheer, concepten

        self._met_uitnodiging = self._van_papier = False
        scherm = Inrichtscherm()
        scherm.klaar.connect(self._richt_in)
        scherm.voorbeeld_gevraagd.connect(self._voorbeeld)
        scherm.uitgenodigd.connect(self._toon_aansluiten)
        bode = ConceptBode(self.venster.context, scherm)
        scherm.leg_neer = bode.schrijf

        def typt() -> None:
            tekst = concepten.formuliertekst(scherm.stand(), ("regio", "naam", "tekst"))
            bode.typ((beheer.INRICHTCONCEPT, concepten.VELD), concepten.VELD, scherm.accessibleName(), tekst)

        def eerder(concept: Any) -> None:
            if concept is not None:
                scherm.neem_terug(concepten.velden(concept))
            scherm.getypt.connect(typt)

        self._toon(scherm)
        self.taken.vraag(concepten.haal_formulier, beheer.INRICHTCONCEPT, klaar=eerder, voor=scherm)

    def _toon_aansluiten(self) -> None:
        from zvh_desktop.gui.toegang.aansluiten import Aansluitscherm

        scherm = Aansluitscherm(self.taken, self.bijwerk.maak_sync())
        scherm.klaar.connect(self._aangesloten)
        scherm.zonder.connect(self._toon_inrichten)
        self._toon(scherm)

    def _toon_van_papier(self) -> None:
        from zvh_desktop.gui.toegang.vanpapier import VanPapierScherm

        scherm = VanPapierScherm(self.taken, self.bijwerk.maak_transport)
        scherm.klaar.connect(self._aangesloten)
        scherm.terug.connect(self._toon_inrichten)
        self._toon(scherm)

    def _aangesloten(self) -> None:
        self._met_uitnodiging = self._van_papier = False
        self._geopend()

    def _voorbeeld(self) -> None:
        from zvh_desktop.services import beheer

        zet = getattr(self._scherm, "zet_tekst", None)
        if zet:
            zet(*beheer.voorbeeldtekst())

    def _richt_in(self, inrichting: object) -> None:
        from zvh_desktop.services import beheer

        self.taken.doe(beheer.richt_in, inrichting, klaar=self._is_ingericht, fout=self._niet_ingericht)

    def _is_ingericht(self, _bon: object) -> None:
        self._toon_werk()

    def _niet_ingericht(self, fout: BaseException) -> None:
        # Late, as everything after the first screen.
        from zvh_desktop.services.meldingen import zin

        mislukt = getattr(self._scherm, "mislukt", None)
        if mislukt:
            mislukt(zin(fout))

    def _toon_werk(self, beeld: object = None) -> None:
        """The pages; back to where one was before locking."""
        from zvh_desktop.services import sessies

        self._stop_aanloop()
        positie, self._positie = self._positie, None
        oud, self._scherm = self._scherm, None
        self.venster.bouw(positie, beeld)
        if oud is not None:
            oud.deleteLater()
        self.taken.vraag(sessies.begin, klaar=self._begonnen)
        self._vraag_ongedaan()
        self.taken.vraag(sessies.dagelijkse_kopie, klaar=self._kopie_gemaakt, fout=self._kopie_mislukt)
        QTimer.singleShot(_NA_BEELD_MS, self, self.bijwerk.begin)
        # After the page is painted, when there was no time for it before.
        QTimer.singleShot(_NA_BEELD_MS + 3 * _BEURT_MS, self, self._verbind_pagina_hulp)
        QTimer.singleShot(_NA_BEELD_MS + 4 * _BEURT_MS, self, self._aangelopen)
        QTimer.singleShot(_NA_BEELD_MS + 5 * _BEURT_MS, self, self.bijwerk.herinner)
        if positie is not None and positie.naam != "vandaag":
            # The counts in the rail are told by a page that is not shown now.
            QTimer.singleShot(_NA_BEELD_MS + 6 * _BEURT_MS, self.venster, self.venster.lees_opnieuw)

    def _verbind_pagina_hulp(self) -> None:
        """What searches and what takes files that are dropped; they live as long as the window."""
        if self._bron is not None or self._gesloten:
            return
        from zvh_desktop.gui.pages.aanmelding import SleepVanger
        from zvh_desktop.gui.pages.zoekbron import Zoekbron

        self.venster.context.nadert = self.bijwerk.laad_hierna
        bron = self._bron = Zoekbron(self.venster.context, self)
        self.venster.zet_zoeker(bron.zoek)
        SleepVanger(self.venster, self.venster.context)

    def _begonnen(self, stand: Any) -> None:
        self.venster.zet_gebruiker(stand.naam, stand.letters)
        self._recht = stand.recht
        self._zet_recht(stand.recht)
        self.bijwerk.let_op_klok(stand.klok)

    def _vraag_recht(self) -> None:
        """Who is at work may be another, or have another role."""
        # Late, as everything after the first screen.
        from zvh_desktop.services import bevoegd

        self.taken.vraag(bevoegd.recht, klaar=self._zet_recht, enkel="recht")

    def _wisselt(self) -> None:
        """Another person works here now; the rights may be the same, what there is to do is not."""
        self._recht = None
        self._vraag_recht()

    def _zet_recht(self, recht: "Recht") -> None:
        anders, self._recht = recht != self._recht, recht
        self.venster.zet_recht(recht.rol, recht.niet)
        if anders:
            self.venster.lees_opnieuw()

    def _kopie_gemaakt(self, nu_gemaakt: bool) -> None:
        """Vandaag was painted before the copy: look again, once a day, at what came meanwhile."""
        pagina = self.venster.huidige_pagina
        waar = self.venster.positie()
        if nu_gemaakt and pagina is not None and waar is not None and waar.naam == "vandaag":
            pagina.toon()

    def _kopie_mislukt(self, fout: BaseException) -> None:
        """The work goes on; that there is no copy of today must be told."""
        # Late, as everything after the first screen.
        from zvh_desktop.domain.errors import Omstandigheid, Reden
        from zvh_desktop.log import logboek

        logboek(__name__).waarschuwing("dagelijkse kopie mislukt", fout)
        reden = fout.reden if isinstance(fout, Omstandigheid) else None
        zin_ = self.tr("De dagelijkse reservekopie lukte niet; uw werk staat wel in de kluis.")
        if reden is Reden.KLUIS_BESCHADIGD:
            zin_ = self.tr(
                "Een deel van de kluis bleek bij de dagelijkse reservekopie niet te lezen; er is vandaag geen kopie. "
                "Eerdere kopieën zijn niet aangeraakt: controleer de kluis bij Beheer en zet zo nodig de laatste terug."
            )
        elif reden is Reden.SCHIJF_VOL:
            zin_ = self.tr(
                "Er is geen ruimte voor de dagelijkse reservekopie; uw werk staat wel in de kluis. Maak ruimte vrij."
            )
        rol = "gevaar" if reden is Reden.KLUIS_BESCHADIGD else "waarschuwing"
        self.venster.meldingen.toon(zin_, rol=rol)

    # While open

    def _bon(self, bon: Any) -> None:
        if "medewerker" in bon.soorten and not self.bijwerk.binnenkomend:
            self._vraag_recht()
        if bon.geraakt:
            self._vraag_ongedaan()
        self.bijwerk.na(bon)

    def _vraag_ongedaan(self) -> None:
        from zvh_desktop.services import dossiers

        self.taken.vraag(dossiers.ongedaan_label, klaar=self.venster.zet_ongedaan, enkel="ongedaan")

    def _ongedaan(self) -> None:
        from zvh_desktop.services import dossiers

        self.taken.doe(dossiers.maak_ongedaan, klaar=self._ongedaan_gemaakt)

    def _ongedaan_gemaakt(self, uitkomst: tuple[str, object]) -> None:
        label = uitkomst[0]
        if label:
            self.venster.meldingen.toon(self.tr("Ongedaan gemaakt: {wat}").format(wat=label), rol="goed")
        else:
            self.venster.meldingen.toon(self.tr("Er is niets om ongedaan te maken."))

    def _kluis(self, wat: str) -> None:
        """An act on the vault from the menu: it lives in Beheer; another vault means locking this one."""
        if wat in ("terugzetten", "andere", "openen"):
            self.vergrendel()
            self._toon_begin()
            if wat == "terugzetten":
                self._begin_gekozen(wat)
            return
        self.venster.ga_naar("beheer", deel="kluis", wat=wat)

    def vergrendel(self, reden: str = "") -> None:
        """Lock at once; nothing is asked, drafts are written first."""
        if self.kluismap is None or self._taken is None or not self._taken.loopt:
            return
        om = self._klok.nu().strftime("%H:%M")
        minuten = self.venster.rustwacht.minuten
        waarom = self.tr("Vergrendeld om {om}.").format(om=om)
        if reden == "rust":
            lang = self.tr("één minuut") if minuten == 1 else self.tr("{minuten} minuten").format(minuten=minuten)
            waarom = self.tr("Vergrendeld om {om}: {lang} niets gedaan.").format(om=om, lang=lang)
        scherm = self._slotscherm(self.kluismap, waarom)
        self.bijwerk.stop()
        self._positie, alles = self.venster.vergrendel(scherm)
        scherm.zet_bewaard(alles=alles)
        self._scherm = scherm
        scherm.setFocus()

    def sluit(self) -> None:
        """Close the workplace; for the end of the program."""
        self._gesloten = True
        self._stop_aanloop()
        self.bijwerk.sluit()
        if self._taken is not None:
            self._taken.sluit()

    @property
    def nu(self) -> "datetime":
        """The moment by the session's clock."""
        return self._klok.nu()
