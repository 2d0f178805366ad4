"""Getting in: wrong words, lost words, a copy put back, a power cut in the middle of a sentence."""

import signal
import subprocess
import sys
from datetime import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication
from zvh_testing.kluisplek import GOEDKOOP
from zvh_testing.sessieplek import BEGIN, ZIN, LoopKlok, druk_op, sessie, teksten, toets, typ, wacht
from zvh_testing.tabgang import onbereikbaar

from zvh_desktop.assets import asset
from zvh_desktop.domain.aanmelding import lees_aanmelding
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.gui.pages.vandaag import Vandaag
from zvh_desktop.gui.pages.voorzitten import Voorzitten
from zvh_desktop.gui.panelen import drukken
from zvh_desktop.gui.toegang.begin import Herstelscherm, NieuweKluis, Terugzetscherm
from zvh_desktop.gui.toegang.inrichten import Inrichtscherm, Sleutelscherm
from zvh_desktop.services import aanmeldingen, beheer, kluizen, overleggen, sessies, triage
from zvh_desktop.services.machine import SysteemWillekeur
from zvh_desktop.services.overleggen import OverlegInvoer


@pytest.fixture
def kluis(tmp_path: Path) -> tuple[Path, str, str]:
    """A vault with one casus and one overleg: its folder, its recovery key, the overleg."""
    wp, sleutel = kluizen.nieuw(
        tmp_path / "werk.zvh", ZIN, klok=LoopKlok(BEGIN), willekeur=SysteemWillekeur(), kdf=GOEDKOOP
    )
    versie, kern, tekst = beheer.voorbeeldtekst()
    beheer.richt_in(
        wp,
        beheer.Inrichting(
            regio="Proefstreek", naam="D. de Graaf", functie="procesregisseur", rol="procesregisseur", partners=(),
            tekst_versie=versie, tekst_kern=kern, tekst=tekst,
        ),
    )  # fmt: skip
    bestand = lees_aanmelding(asset("resources", "demo", "aanmeldingen", "kees.json").read_bytes())
    casus_id = aanmeldingen.neem_aan(wp, aanmeldingen.beoordeel(wp, bestand)).casus_id
    besluit = triage.TriageInvoer("overleg", "voldoet", BEGIN.date())
    triage.leg_vast(wp, casus_id, besluit)
    invoer = OverlegInvoer(titel="Overleg", datum=BEGIN.date(), begin=time(9, 30), eind=time(11, 0))
    overleg_id, _ = overleggen.plan(wp, invoer, [casus_id])
    overleggen.begin(wp, overleg_id)
    kluizen.sluit(wp)
    return tmp_path / "werk.zvh", sleutel, overleg_id


def test_verkeerde_wachtwoordzin_zegt_wat_er_is_en_noemt_niemand(kluis: tuple[Path, str, str], qapp: object) -> None:
    with sessie(kluis[0].parent, kluis[0]) as s:
        assert not any(naam in teksten(s.venster) for naam in ("Kees", "Graaf", "Proefstreek"))
        typ("iets anders")
        toets(Qt.Key.Key_Return)
        wacht(lambda: "klopt niet" in teksten(s.venster))
        assert s.venster.huidige_pagina is None


def test_met_de_herstelsleutel_komt_men_binnen_en_krijgt_men_een_nieuwe(
    kluis: tuple[Path, str, str], qapp: object
) -> None:
    with sessie(kluis[0].parent, kluis[0]) as s:
        s._anders("herstel")
        scherm = s.venster.centralWidget()
        assert isinstance(scherm, Herstelscherm)
        typ(kluis[1].lower().replace("-", " "))
        scherm.paar.een.setFocus()
        typ("negen stille olifanten lezen kranten")
        scherm.paar.twee.setFocus()
        typ("negen stille olifanten lezen kranten")
        wacht(scherm.knop.isEnabled)
        toets(Qt.Key.Key_Return)
        wacht(lambda: isinstance(s.venster.centralWidget(), Sleutelscherm))
        nieuw = s.venster.centralWidget()
        assert nieuw.tekst.text() != kluis[1]
        nieuw.gezien.setChecked(True)
        druk_op(nieuw.knop)
        wacht(lambda: s.venster.huidige_pagina is not None and not s.taken.open_taken)


def test_met_tab_komt_men_voor_het_ontgrendelen_bij_elk_veld(kluis: tuple[Path, str, str], qapp: object) -> None:
    with sessie(kluis[0].parent, kluis[0]) as s:
        schermen = {"slot": lambda: None, "herstel": lambda: s._anders("herstel"), "begin": s._toon_begin}
        for keuze in ("nieuw", "terugzetten", "papier"):
            schermen[keuze] = partial(s._begin_gekozen, keuze)
        schermen["sleutel"] = lambda: (setattr(s, "_sleutel", "KJ4T-9QMW-2HXR"), s._toon_sleutel())
        schermen["inrichten"] = s._toon_inrichten
        for naam, open_ in schermen.items():
            open_()
            wacht(lambda: QApplication.focusWidget() is not None and not s.taken.open_taken)
            assert onbereikbaar(s.venster.centralWidget()) == [], naam


def test_ctrl_enter_gaat_op_elk_eerste_scherm_verder_als_de_knop_dat_kan(tmp_path: Path, qapp: object) -> None:
    ctrl = Qt.KeyboardModifier.ControlModifier
    with sessie(tmp_path) as s:
        toets(Qt.Key.Key_Return, ctrl)
        nieuw: Any = s.venster.centralWidget()
        assert isinstance(nieuw, NieuweKluis)
        nieuw.naam.setFocus()
        toets(Qt.Key.Key_Return, ctrl)
        assert not s.taken.loopt, "shut without a passphrase"
        for veld in (nieuw.paar.een, nieuw.paar.twee):
            veld.setFocus()
            typ(ZIN)
        wacht(nieuw.knop.isEnabled)
        nieuw.naam.setFocus()
        toets(Qt.Key.Key_Return, ctrl)
        wacht(lambda: isinstance(s.venster.centralWidget(), Sleutelscherm))
        sleutel: Any = s.venster.centralWidget()
        toets(Qt.Key.Key_Return, ctrl)
        assert s.venster.centralWidget() is sleutel
        sleutel.gezien.setChecked(True)
        toets(Qt.Key.Key_Return, ctrl)
        wacht(lambda: isinstance(s.venster.centralWidget(), Inrichtscherm) and not s.taken.open_taken)
        inrichten: Any = s.venster.centralWidget()
        inrichten.naam.setFocus()
        typ("D. de Graaf")
        inrichten.tekst.setFocus()
        toets(Qt.Key.Key_Enter, ctrl)
        wacht(lambda: s.venster.huidige_pagina is not None and not s.taken.open_taken)


def test_herstelsleutel_gaat_naar_papier_en_nooit_vanzelf_naar_een_leesbaar_bestand(
    tmp_path: Path, qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sessie(tmp_path) as s:
        s._sleutel = "KJ4T-9QMW-2HXR"
        s._toon_sleutel()
        monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
        druk_op(s.venster.centralWidget().druk)
        assert "kent geen printer; er is niets afgedrukt" in teksten(s.venster)
        monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Kopieerhoek"])
        printer, dialoog = drukken.printerdialoog(s.venster)
        assert not dialoog.testOption(dialoog.PrintDialogOption.PrintToFile)
        assert printer.docName() == "ZVH Desktop", "the queue of a printer is read by others"
        monkeypatch.setattr(QPrinterInfo, "printerInfo", lambda _naam: QPrinterInfo())
        printer.setOutputFileName(str(tmp_path / "proef.pdf"))
        gelukt, zin = drukken.naar_printer(s.venster, printer, lambda _p: None)
        assert not gelukt and "niets afgedrukt" in zin, "taken away while the question stood: nothing is claimed"


def test_reservekopie_wordt_een_nieuwe_kluis(kluis: tuple[Path, str, str], qapp: object) -> None:
    wp = kluizen.open_kluis(kluis[0], ZIN, klok=LoopKlok(BEGIN), willekeur=SysteemWillekeur())
    kopie = kluizen.reservekopie(wp, kluis[0].parent)
    kluizen.sluit(wp)
    with sessie(kluis[0].parent, kluis[0]) as s:
        s.ontgrendel(ZIN)
        wacht(lambda: s.venster.huidige_pagina is not None and not s.taken.open_taken)
        s.venster.ga_naar("beheer", deel="kluis", wat="reservekopie")
        wacht(lambda: not s.taken.open_taken)
        s._kluis("terugzetten")
        scherm = s.venster.centralWidget()
        assert isinstance(scherm, Terugzetscherm)
        scherm.bron.setText(str(kopie))
        scherm.geheim.setFocus()
        typ(ZIN)
        toets(Qt.Key.Key_Return)
        wacht(lambda: s.venster.huidige_pagina is not None and not s.taken.open_taken)
        assert s.kluismap == kluis[0].parent / "teruggezet.zvh"
        assert isinstance(s.venster.huidige_pagina, Vandaag), "where one was, was in the other vault"


def test_beschadigde_bladzijde_wordt_na_het_openen_gezegd_en_niet_gerustgesteld(
    kluis: tuple[Path, str, str], qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def onleesbaar(_wp: object) -> bool:
        raise Omstandigheid(Reden.KLUIS_BESCHADIGD)

    monkeypatch.setattr(sessies, "dagelijkse_kopie", onleesbaar)
    with sessie(kluis[0].parent, kluis[0]) as s:
        s.ontgrendel(ZIN)
        wacht(lambda: any("niet te lezen" in t.zin for t in s.venster.meldingen.toasts.zichtbaar))
        assert not any("staat wel in de kluis" in t.zin for t in s.venster.meldingen.toasts.zichtbaar)


def test_vijandig_bestand_geeft_een_zin_en_niets_wordt_ingevoerd(
    kluis: tuple[Path, str, str], tmp_path: Path, qapp: object
) -> None:
    kwaad = tmp_path / "kwaad.json"
    kwaad.write_bytes(b'{"schema": ' + b"[" * 50_000)
    with sessie(kluis[0].parent, kluis[0]) as s:
        typ(ZIN)
        toets(Qt.Key.Key_Return)
        wacht(lambda: s.venster.huidige_pagina is not None and not s.taken.open_taken)
        s.venster.ga_naar("casussen.aanmelding")
        pagina = s.venster.huidige_pagina
        pagina.importeer((str(kwaad),))
        wacht(lambda: pagina.lijst.rijen and not s.taken.open_taken)
        assert "niet te lezen" in pagina.lijst.rijen[0].spreek
        assert "Traceback" not in teksten(s.venster)
        assert not pagina.voorstel.knop.isVisible()


def test_wat_getypt_is_staat_er_nog_na_een_harde_stop(kluis: tuple[Path, str, str], qapp: object) -> None:
    map_, _, overleg_id = kluis
    kind = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("kind.py")), str(map_), overleg_id],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert kind.stdout is not None
    assert kind.stdout.readline().strip() == "KLAAR"
    kind.send_signal(signal.SIGKILL)
    kind.wait()
    kind.stdout.close()
    with sessie(map_.parent, map_) as s:
        typ(ZIN)
        toets(Qt.Key.Key_Return)
        wacht(lambda: s.venster.huidige_pagina is not None and not s.taken.open_taken)
        vandaag = s.venster.huidige_pagina
        wacht(lambda: vandaag.concepten.rijen)
        assert "stroom uitviel" in vandaag.concepten.rijen[0].spreek
        vandaag._verder_typen(vandaag.concepten.rijen[0].sleutel)
        wacht(lambda: isinstance(s.venster.centralWidget(), Voorzitten))
        v = s.venster.centralWidget()
        wacht(lambda: v.scherm.lijn.tekst() == "dit stond er toen de stroom uitviel: één zin")


def test_afgebroken_begin_toont_een_nieuwe_herstelsleutel_en_wat_al_was_ingevuld(tmp_path: Path, qapp: object) -> None:
    map_ = tmp_path / "nieuw.zvh"
    with sessie(tmp_path) as s:
        s._maak(str(map_), ZIN)
        wacht(lambda: isinstance(s.venster.centralWidget(), Sleutelscherm) and not s.taken.open_taken)
        eerste = s._sleutel
    with sessie(tmp_path, map_) as s:
        typ(ZIN)
        toets(Qt.Key.Key_Return)
        wacht(lambda: isinstance(s.venster.centralWidget(), Sleutelscherm))
        assert s._sleutel not in ("", eerste)
        sleutel: Any = s.venster.centralWidget()
        sleutel.gezien.click()
        druk_op(sleutel.knop)
        wacht(lambda: isinstance(s.venster.centralWidget(), Inrichtscherm) and not s.taken.open_taken)
        typ("Proefstreek")
        scherm: Any = s.venster.centralWidget()
        scherm.naam.setFocus()
        typ("D. de Graaf")
        scherm._nog_een()
        typ("Buurtteam")
        wacht(scherm.regels[-1].tot.isVisible)
        scherm.regels[-1].tot.setFocus()
        typ("ooit")
    with sessie(tmp_path, map_) as s:
        typ(ZIN)
        toets(Qt.Key.Key_Return)
        wacht(lambda: isinstance(s.venster.centralWidget(), Inrichtscherm) and not s.taken.open_taken)
        scherm = s.venster.centralWidget()
        assert (scherm.regio.text(), scherm.naam.text()) == ("Zorg- en Veiligheidshuis Proefstreek", "D. de Graaf")
        assert scherm.regels[-1].naam.text() == "Buurtteam"
        druk_op(scherm.knop)
        assert "is geen datum" in teksten(scherm)
        scherm.regels[-1].tot.zet(None)
        scherm.naam.setFocus()
        typ("l")
        wacht(scherm.fout.isHidden)
        druk_op(scherm.knop)
        wacht(lambda: s.venster.huidige_pagina is not None and not s.taken.open_taken)
        assert not s.venster.huidige_pagina.concepten.rijen


def test_sluiten_terwijl_men_typt_bewaart_wat_er_staat(kluis: tuple[Path, str, str], qapp: object) -> None:
    map_, _, overleg_id = kluis
    for keer in range(2):
        with sessie(map_.parent, map_) as s:
            typ(ZIN)
            toets(Qt.Key.Key_Return)
            wacht(lambda s=s: s.venster.huidige_pagina is not None and not s.taken.open_taken)
            s.venster.ga_naar("overleggen.overleg", overleg_id=overleg_id, doe="voorzitten")
            wacht(lambda s=s: isinstance(s.venster.centralWidget(), Voorzitten))
            v = s.venster.centralWidget()
            wacht(lambda v=v, s=s: v.scherm.beeld is not None and not s.taken.open_taken)
            if not keer:
                # The second time one comes back at the point under way.
                v._stap(1)
            wacht(lambda v=v, s=s: v.scherm.beeld.casus is not None and not s.taken.open_taken)
            if keer:
                assert v.scherm.lijn.tekst() == "midden in een woo"
            else:
                v.scherm.naar_invoer()
                typ("midden in een woo")
