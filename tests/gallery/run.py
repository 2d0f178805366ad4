"""Every screen as a picture, from the demonstration: light and dark, and the main ones doubled and with large letters.

python tests/gallery/run.py [--letters [--donker]] build/gallery [names...]

With `--letters` every screen is taken with letters twice as large, and nothing else: light, or dark with `--donker`.
With names only that part of the program is walked in which they lie.
"""

import argparse
import math
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ["XDG_CONFIG_HOME"] = tempfile.gettempdir()

from gallery.aanmelding import aanmelding_schermen
from gallery.acties import acties_
from gallery.analyse import analyse_schermen
from gallery.gesloten import gesloten_schermen
from gallery.informatie import informatie_schermen
from gallery.plan import plan_schermen
from gallery.regio import regio_schermen
from gallery.stukken import stukken_schermen
from gallery.systeem import systeem_schermen
from gallery.veld import veld_schermen
from gallery.verklaringen import verklaring_schermen
from gallery.vinden import vinden_schermen
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from zvh_testing.kluisplek import GOEDKOOP
from zvh_testing.sessieplek import BEGIN, LoopKlok, sessie, wacht

from zvh_desktop.domain.tijd import AMSTERDAM
from zvh_desktop.gui.app_qt import maak_app
from zvh_desktop.gui.galerij import neem_op
from zvh_desktop.gui.rustwacht import Rustwacht
from zvh_desktop.gui.sessie import Sessie
from zvh_desktop.gui.thema import thema
from zvh_desktop.gui.voorzitten.afronden import Afrondscherm
from zvh_desktop.services import demo, kluizen, reeksen
from zvh_desktop.services.machine import SysteemWillekeur, VerhaalKlok
from zvh_desktop.services.voorzitten_beeld import Meeschrijver

GROOT: Final = ("ontgrendelen", "vandaag", "casussen", "casus-overzicht", "casus-plan", "overleg", "voorzitten",
                "poort-dicht", "tekenen", "afronden", "verslag-concept", "analyse-leefgebieden",
                "analyse-zrm")  # fmt: skip
"""Screens that are also shown doubled and with letters twice as large."""

VERGADERING: Final = ("voorzitten", "voorlezen", "poort", "tekenen", "beamer", "afronden", "verslag-concept",
                      "verslag-vastgesteld")  # fmt: skip
"""How the names of screens begin that are taken during one meeting."""

REGIO: Final = ("regio", "delen", "aansluiten")
"""How the names of screens begin that are made by `regio.py`."""

DAG: Final = date(2026, 11, 24)


class Galerij:
    """Drives one session through the program and takes pictures on the way."""

    def __init__(self, s: Sessie, map_: Path, namen: tuple[str, ...], *, letters: bool, donker: bool = False) -> None:
        self.s, self.map, self.namen, self.letters, self.donker = s, map_, namen, letters, donker
        if letters:
            thema().kies(schaal=2.0, modus="donker" if donker else "licht")

    def wil(self, *begin: str) -> bool:
        """Whether one of the names asked for can lie in the part of which the screens begin so."""
        return not self.namen or any(n.startswith(b) or b.startswith(n) for n in self.namen for b in begin)

    def rust(self) -> None:
        """Wait until everything asked for has come back, also what follows from it; nobody is away meanwhile."""
        # On a slow machine all pictures take longer than the term after which the program locks.
        for rustwacht in self.s.venster.findChildren(Rustwacht):
            rustwacht.aangeraakt()
        for _ in range(3):
            wacht(lambda: not self.s.taken.open_taken)
            # A tab of a dossier is made in turns.
            pagina = self.s.venster.huidige_pagina
            wacht(lambda pagina=pagina: not getattr(pagina, "_onderweg", ""))
            # A list that grows asks its card for room, and the card its column.
            for _ in range(4):
                QApplication.processEvents()

    def neem(self, naam: str, widget: QWidget | None = None) -> None:
        """Take the pictures of what is in view now."""
        if self.namen and not any(naam.startswith(n) for n in self.namen):
            return
        doel = widget or self.s.venster
        maat = None if widget is None else widget.size()
        if not self.letters:
            for modus in ("licht", "donker"):
                thema().kies(modus=modus)
                self.rust()
                extra = {} if maat is None else {"maat": maat}
                neem_op(doel, **extra).save(str(self.map / f"{naam}-{modus}.png"))
            thema().kies(modus="licht")
            if naam in GROOT:
                neem_op(doel, dpr=2.0).save(str(self.map / f"{naam}-licht-2x.png"))
        if naam in GROOT or self.letters:
            thema().kies(schaal=2.0)
            self.rust()
            modus = "donker" if self.donker else "licht"
            neem_op(doel).save(str(self.map / f"{naam}-{modus}-letter2.png"))
            # With `--letters` they stay large: pages scroll to what is chosen as they do for who works so.
            thema().kies(schaal=2.0 if self.letters else 1.0)
        self.rust()

    def pagina(self, waar: str, naam: str, **argumenten: Any) -> Any:
        """Go to a page and take it."""
        self.s.venster.ga_naar(waar, **argumenten)
        self.rust()
        self.neem(naam)
        return self.s.venster.huidige_pagina


def begin(map_: Path, maak: Callable[[Sessie], Galerij]) -> None:
    """The screens of a first run."""
    with sessie(map_) as s:
        g = maak(s)
        if not g.wil("begin", "nieuwe-kluis", "herstelsleutel", "inrichten", "terugzetten"):
            return
        g.neem("begin")
        s._begin_gekozen("nieuw")
        nieuw: Any = s._scherm
        nieuw.paar.een.setText("een fles vol knopen en twee brillen")
        nieuw.paar._meet()
        nieuw.paar.twee.setText("een fles vol")
        g.rust()
        g.neem("nieuwe-kluis")
        s._sleutel = "KJ4T-9QMW-2HXR-7PDC-VB3N-8FZY-6LGS-5AEU"
        s._toon_sleutel()
        g.neem("herstelsleutel")
        s._toon_inrichten()
        g.neem("inrichten")
        s._begin_gekozen("terugzetten")
        g.neem("terugzetten")


def programma(kluis: Path, maak: Callable[[Sessie], Galerij], verhaal: demo.Verhaal) -> None:
    """The screens of an open vault."""
    with sessie(kluis.parent, kluis, LoopKlok(BEGIN)) as s:
        g = maak(s)
        slot: Any = s.venster.centralWidget()
        g.neem("ontgrendelen")
        slot.mislukt("De wachtwoordzin klopt niet; er is niets geopend. Let op hoofdletters en spaties.")
        g.neem("ontgrendelen-fout")
        s._anders("herstel")
        g.neem("herstel")
        s._toon_slot()
        s.ontgrendel(kluizen.DEMO_WACHTWOORD)
        wacht(lambda: s.venster.huidige_pagina is not None)
        g.rust()
        g.neem("vandaag")
        g.pagina("casussen", "casussen")
        if g.wil("palet"):
            palet_(g)
        kees = verhaal.casus_ids["kees"]
        for tab in ("overzicht", "aanmelding", "betrokkenen", "verloop", "plan", "acties", "verslagen", "geschiedenis"):
            if g.wil(f"casus-{tab}"):
                g.pagina("casussen.casus", f"casus-{tab}", casus_id=kees, tab=tab)
        if g.wil("stuk-"):
            stukken_schermen(g, kees)
        if g.wil("systeem-"):
            systeem_schermen(g, kees)
        if g.wil("vinden-"):
            vinden_schermen(g, kees, DAG)
        if g.wil("plan-"):
            plan_schermen(g, kees)
        if g.wil("analyse-"):
            analyse_schermen(g, next(id_ for naam, id_ in verhaal.casus_ids.items() if naam != "kees"))
        if g.wil("aanmelding"):
            aanmelding_schermen(g)
        if g.wil("triage"):
            triage_(g)
        if g.wil("overleg-plannen", "overleggen", "reeks"):
            overleggen_(g, verhaal.overleg_ids["vandaag"])
        if g.wil("acties"):
            acties_(g, kees)
        laatste = verslagen_(g) if g.wil("verslag", "verklaring", "controleren") else ""
        for naam in ("partners", "beheer", "rapportage"):
            if g.wil(naam):
                g.pagina(naam, naam)
        if g.wil("beheer-spelling"):
            g.pagina("beheer", "beheer-spelling", deel="tekstblokken")
        if g.wil("overleg", *VERGADERING):
            overleg_id = verhaal.overleg_ids["vandaag"]
            vergadering(g, g.pagina("overleggen.overleg", "overleg", overleg_id=overleg_id))
        if g.wil("verklaring-"):
            verklaring_schermen(g, laatste)
        if g.wil("gesloten-"):
            gesloten_schermen(g, verhaal.casus_ids["femke"])
        if g.wil("veld-"):
            veld_schermen(g, kees)


def palet_(g: Galerij) -> None:
    """What is found while somebody types."""
    g.s.venster.open_palet()
    palet = g.s.venster.palet
    palet.veld.setText("kees")
    wacht(lambda: palet.lijst.rijen)
    for _ in range(60):
        QApplication.processEvents()
    wacht(lambda: any("Kees" in r.spreek for r in palet.lijst.rijen))
    g.neem("palet")
    palet.sluit()


def triage_(g: Galerij) -> None:
    """What waits for triage, from Vandaag."""
    g.s.venster.ga_naar("vandaag")
    g.rust()
    vandaag: Any = g.s.venster.huidige_pagina
    triage = next((p for p in vandaag._doelen.values() if p.soort == "triage"), None)
    if triage is not None:
        vandaag._open_triage(dict(triage.argumenten)["casus_id"])
        g.rust()
        g.neem("triage")
        vandaag._triage.sluit()


def overleggen_(g: Galerij, overleg_id: str) -> None:
    """The list of overleggen, a new one, and series."""
    overleggen = g.pagina("overleggen", "overleggen")
    overleggen.nieuw()
    g.rust()
    g.neem("overleg-plannen")
    overleggen._paneel.sluit()
    reeksen_(g, overleggen, overleg_id)


def verslagen_(g: Galerij) -> str:
    """The list of verslagen, one that is signed, a file that is checked; which one that was."""
    oktober = g.pagina("verslagen", "verslagen")
    lijst = [r.sleutel for r in oktober.lijst.rijen if not r.kop]
    if lijst:
        g.pagina("verslagen", "verslag-ondertekend", verslag_id=lijst[-1])
    oktober.controleer()
    g.neem("controleren")
    oktober.paneel.sluit()
    return str(lijst[-1]) if lijst else ""


def reeksen_(g: Galerij, pagina: Any, overleg_id: str) -> None:
    """A series made of an overleg, in its list and in its form."""
    g.s.taken.doe(reeksen.van_overleg, overleg_id)
    g.rust()
    pagina.reeksen()
    g.rust()
    paneel = pagina._reeksen
    paneel.lijst.setCurrentIndex(paneel.lijst.model().index(0, 0))
    g.neem("reeksen")
    paneel._wijzig(paneel.huidig())
    g.rust()
    g.neem("reeks-wijzigen")
    paneel._paneel.sluit()


def vergadering(g: Galerij, pagina: Any) -> None:
    """A meeting from its opening to the verslagen."""
    s = g.s
    pagina._deelnemer_open(pagina.mensen.rijen[0].sleutel)
    g.rust()
    g.neem("overleg-deelnemer")
    pagina._paneel.sluit()
    pagina.voorzitten()
    g.rust()
    v: Any = s.venster.centralWidget()
    g.neem("voorzitten-opening")
    v._open_voorlezen()
    g.rust()
    g.neem("voorlezen")
    s.venster.centralWidget().knop.click()
    g.rust()
    for wie in list(v.scherm.beeld.kamer):
        v._aangekomen(wie.deelnemer_id)
    g.rust()
    v._stap(1)
    g.rust()
    g.neem("poort-dicht")
    tegen = v.scherm.beeld.tegen
    if tegen:
        v._laat_tekenen(tegen[0].deelnemer_id)
        g.rust()
        blad: Any = s.venster.centralWidget()
        blad.naam.setText("Bram van ’t Hek")
        _krabbel(blad.veld)
        g.neem("tekenen")
        blad._open_anders()
        g.neem("tekenen-anders")
        blad._anders.sluit()
        blad._teken()
        g.rust()
        for wie in v.scherm.beeld.tegen:
            v._buiten(wie.deelnemer_id)
        g.rust()
    for regel in (
        "@GGZ Stabiel op medicatie, geen ziekte-inzicht. Ontslag staat op 1 december.",
        "@Politie Twee meldingen van vader sinds september, geen aangifte.",
        "/veiligheid Vader is bang, durft niet te weigeren als Kees voor de deur staat.",
        "/oordeel @Reclassering Terug naar vader is niet veilig zolang niemand dagelijks binnenkomt.",
        "/besluit Geen terugkeer naar vader omdat: geen zicht op medicatie thuis",
        "/actie @L. Yılmaz Twee woonplekken met toezicht voorleggen !26-11 #1",
    ):
        v.scherm.lijn.zet_tekst(regel, len(regel))
        QTest.keyClick(v.scherm.lijn.veld, Qt.Key.Key_Return)
        g.rust()
    v.scherm.lijn.zet_tekst("/actie @GGZ crisisplan delen met wijkagent en vader !di", 55)
    v.scherm.naar_invoer()
    g.rust()
    g.neem("voorzitten")
    beeld = v.scherm.beeld
    v.scherm.toon(replace(beeld, meeschrijvers=(Meeschrijver("Joris Blom", beeld.huidig, v.scherm._nu()),)))
    g.neem("voorzitten-samen")
    v._wissel_beamer()
    g.rust()
    if v._beamer is not None:
        g.neem("beamer", v._beamer)
        v._wissel_tijdlijn()
        g.rust()
        g.neem("beamer-tijdlijn", v._beamer)
        v._beamer.close()
    v.scherm.lijn.zet_tekst("", 0)
    v._open_afronden()
    wacht(lambda: isinstance(s.venster.centralWidget(), Afrondscherm))
    g.rust()
    g.neem("afronden")
    a: Any = s.venster.centralWidget()
    for nr, punt in enumerate(list(a._kaarten)):
        # Only the first was on the table, and has a besluit.
        uitkomst = {"uitkomst": "geen_besluit", "reden": "volgt"} if nr else {"uitkomst": "besluit"}
        v._zet_uitkomst(punt, {**uitkomst, "informeren": "Casusregisseur, mondeling",
                               "evaluatiedatum": date(2027, 1, 12)})  # fmt: skip
    g.rust()
    for punt, kaart in a._kaarten.items():
        for sleutel in list(kaart.open):
            v._sla_over(punt, sleutel, "volgt buiten dit overleg")
    g.rust()
    g.neem("afronden-klaar")
    v._sluit_overleg(0)
    wacht(lambda: type(s.venster.huidige_pagina).__name__ == "Verslagen")
    g.rust()
    g.neem("verslag-concept")
    verslagen: Any = s.venster.huidige_pagina
    verslagen.scherm._stel_alle_vast()
    g.rust()
    g.neem("verslag-vastgesteld")


def _krabbel(veld: QWidget) -> None:
    """Draw an invented signature with the mouse."""
    punten = [
        QPoint(
            round(veld.width() * (0.2 + i / 260)),
            round(veld.height() * (0.5 + 0.3 * math.sin(i / 7) * math.exp(-i / 110))),
        )
        for i in range(140)
    ]
    QTest.mousePress(veld, Qt.MouseButton.LeftButton, pos=punten[0])
    for punt in punten[1:]:
        QTest.mouseMove(veld, punt)
    QTest.mouseRelease(veld, Qt.MouseButton.LeftButton, pos=punten[-1])


def main(argumenten: list[str]) -> int:
    """Make the pictures; return the exit code."""
    lezer = argparse.ArgumentParser(description=__doc__)
    lezer.add_argument("uit", type=Path, nargs="?", default=Path("build/gallery"))
    lezer.add_argument("namen", nargs="*", help="only screens whose name begins so")
    lezer.add_argument("--letters", action="store_true", help="with letters twice as large")
    lezer.add_argument("--donker", action="store_true", help="with --letters: in dark")
    keuze = lezer.parse_intermixed_args(argumenten)
    uit, namen = keuze.uit, tuple(keuze.namen)

    def maak(s: Any) -> Galerij:
        return Galerij(s, uit, namen, letters=keuze.letters, donker=keuze.donker)

    uit.mkdir(parents=True, exist_ok=True)
    app = maak_app(["zvh-desktop"])
    app.setCursorFlashTime(0)
    thema().kies(modus="licht", schaal=1.0)
    with tempfile.TemporaryDirectory() as tijdelijk:
        map_ = Path(tijdelijk)
        # The rest need not be played for screens of the region alone.
        if not (namen and all(n.startswith((*REGIO, "informatie")) for n in namen)):
            begin(map_, maak)
            klok = VerhaalKlok(datetime(2026, 8, 26, 8, 0, tzinfo=AMSTERDAM))
            wp, _ = kluizen.nieuw(
                map_ / "werk.zvh",
                kluizen.DEMO_WACHTWOORD,
                klok=klok,
                willekeur=SysteemWillekeur(),
                demo=True,
                kdf=GOEDKOOP,
            )
            verhaal = demo.Verhaal(wp, klok, DAG)
            verhaal.speel(met_vandaag=False)
            kluizen.sluit(wp)
            programma(map_ / "werk.zvh", maak, verhaal)
        if not namen or any(n.startswith("informatie") for n in namen):
            (map_ / "informatie").mkdir()
            informatie_schermen(map_ / "informatie", maak)
        if not namen or any(n.startswith(REGIO) for n in namen):
            (map_ / "regio").mkdir()
            regio_schermen(map_ / "regio", maak)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
