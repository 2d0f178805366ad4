"""The run-up: what loads before the unlock screen, what is made while one types, and that nothing of a casus stays."""

import os
import subprocess
import sys
from datetime import time
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from zvh_testing.kluisplek import GOEDKOOP
from zvh_testing.sessieplek import BEGIN, ZIN, LoopKlok, sessie, toets, typ, wacht

from zvh_desktop.assets import asset
from zvh_desktop.domain.aanmelding import lees_aanmelding
from zvh_desktop.gui import aanloop
from zvh_desktop.gui.aanloop import VOORAF
from zvh_desktop.gui.sessie import Sessie
from zvh_desktop.services import aanmeldingen, beheer, kluizen, overleggen, triage
from zvh_desktop.services.machine import SysteemWillekeur
from zvh_desktop.services.overleggen import OverlegInvoer

_START = """
import os, sys
from PySide6.QtCore import QEvent, QObject, QTimer
from zvh_desktop.app import begin

class Kijk(QObject):
    def eventFilter(self, wie, wat):
        if wat.type() == QEvent.Type.Paint:
            print(" ".join(sorted(sys.modules)), flush=True)
            os._exit(0)
        return False

app, sessie = begin(["--vault", sys.argv[1]])
kijk = Kijk()
sessie.venster.centralWidget().installEventFilter(kijk)
sessie.venster.show()
app.exec()
"""
_NA = """
import sys
from zvh_desktop.gui import aanloop
from zvh_desktop.gui.aanloop import VOORAF
for module in VOORAF:
    __import__(module)
print(" ".join(sorted(sys.modules)))
"""


@pytest.fixture
def kluis(tmp_path: Path) -> Path:
    """A vault in which a casus stands on the agenda of today."""
    wp, _ = kluizen.nieuw(tmp_path / "werk.zvh", ZIN, klok=LoopKlok(BEGIN), willekeur=SysteemWillekeur(), kdf=GOEDKOOP)
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
    triage.leg_vast(wp, casus_id, triage.TriageInvoer("overleg", "voldoet", BEGIN.date()))
    invoer = OverlegInvoer(titel="Overleg", datum=BEGIN.date(), begin=time(9, 30), eind=time(11, 0))
    overleggen.plan(wp, invoer, [casus_id])
    kluizen.sluit(wp)
    return tmp_path / "werk.zvh"


def alles(s: Sessie) -> str:
    """Every word in every widget of the window, hidden ones too, and the rows of lists."""
    uit = []
    for widget in (s.venster, *s.venster.findChildren(QWidget)):
        for naam in ("text", "toPlainText", "toolTip", "accessibleName", "accessibleDescription", "objectName"):
            vraag = getattr(widget, naam, None)
            uit.append(str(vraag()) if callable(vraag) else "")
        uit.append(str(getattr(widget, "rijen", "")))
    return "\n".join(uit)


def ontgrendel(s: Sessie) -> None:
    typ(ZIN)
    toets(Qt.Key.Key_Return)
    wacht(lambda: s.venster.huidige_pagina is not None and "Kees" in alles(s))


def _modules(opdracht: str, *argumenten: str) -> set[str]:
    map_ = str(Path(argumenten[0]).parent) if argumenten else os.getcwd()
    omgeving = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": map_, "APPDATA": map_}
    uit = subprocess.run(
        [sys.executable, "-c", opdracht, *argumenten],
        capture_output=True, text=True, check=True, timeout=120, env=omgeving,
    )  # fmt: skip
    return set(uit.stdout.split())


def test_voor_het_ontgrendelscherm_laadt_alleen_wat_het_schildert(kluis: Path) -> None:
    geladen = _modules(_START, str(kluis))
    zwaar = {
        "pydantic",
        "cryptography",
        "sqlcipher3",
        "reportlab",
        "pyhanko",
        "pikepdf",
        "zoneinfo",
        "PySide6.QtNetwork",
    }
    ons = {f"zvh_desktop.{naam}" for naam in ("store", "crypto", "documents", "services.kluizen")}
    ons |= {
        f"zvh_desktop.gui.{naam}" for naam in ("raamwerk", "rijen", "taken", "wegen", "meldingen", "aanloop", "pagina")
    }
    ons |= {f"zvh_desktop.gui.onderdelen.{naam}" for naam in ("toast", "velden", "keuze", "zijpaneel")}
    assert geladen & (zwaar | ons) == set()
    assert "zvh_desktop.gui.toegang.slot" in geladen


def test_ontgrendelen_laadt_niets_dat_vandaag_niet_toont() -> None:
    geladen = _modules(_NA)
    assert geladen & {"reportlab", "pyhanko", "pikepdf", "pypdfium2", "httpx", "zxcvbn", "PySide6.QtNetwork"} == set()
    later = {f"zvh_desktop.{naam}" for naam in ("domain.alle_soorten", "services.zoeken", "services.analyse")}
    assert geladen & (later | {"zvh_desktop.services.spelling", "difflib"}) == set()
    assert set(VOORAF) <= geladen


def test_wat_hierna_komt_laadt_pas_als_het_venster_stil_is(monkeypatch: pytest.MonkeyPatch) -> None:
    nu, wachtte = [100.0], list[float]()

    def slaap(s: float) -> None:
        wachtte.append(s)
        nu[0] += s
        if len(wachtte) < 3:
            # Another letter just before it would have gone on.
            aanloop.let_op()

    monkeypatch.setattr(aanloop, "monotonic", lambda: nu[0])
    monkeypatch.setattr(aanloop, "sleep", slaap)
    monkeypatch.setattr(aanloop._Venster, "bezig_op", 0.0)
    aanloop._wacht_op_stilte()
    assert not wachtte, "a window that was still does not wait"
    aanloop.let_op()
    aanloop._wacht_op_stilte()
    assert nu[0] >= 100.0 + 3 * aanloop._STIL_S


def test_raam_en_vandaag_staan_klaar_voor_er_ontgrendeld_wordt(kluis: Path, qapp: object) -> None:
    with sessie(kluis.parent, kluis) as s:
        wacht(lambda: any(w.objectName() == "rail" for w in s.venster.findChildren(QWidget)))
        rail = next(w for w in s.venster.findChildren(QWidget) if w.objectName() == "rail")
        assert not rail.isVisible()
        ontgrendel(s)
        assert rail.isVisible()


def test_wie_ontgrendelt_als_vandaag_half_staat_krijgt_een_hele(kluis: Path, qapp: object) -> None:
    with sessie(kluis.parent, kluis) as s:
        s._stop_aanloop()
        stappen = s.venster.bereid_voor()
        while (raam := s.venster._voorraam) is None or not raam.stapel.count():
            next(stappen)
        assert not s.venster._gebouwd
        stappen.close()
        assert raam.stapel.count() == 0
        ontgrendel(s)
        assert s.venster.huidige_pagina is not None and s.venster.huidige_pagina.titel == "Vandaag"


def test_wat_half_staat_verdraagt_een_ander_venster(kluis: Path, qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    fouten: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda *wat: fouten.append(wat[1]))
    with sessie(kluis.parent, kluis) as s:
        s._stop_aanloop()
        for nr, _ in enumerate(s.venster.bereid_voor()):
            # Who changes the size, or the letters, while the passphrase is typed: all that stands hears of it.
            s.venster.resize(1000 + 40 * (nr % 8), 700)
            if (raam := s.venster._voorraam) is not None:
                raam.resize(s.venster.size())
                raam.grab(QRect(0, 0, 1, 1))
        ontgrendel(s)
    assert not fouten


def test_wie_ontgrendelt_tijdens_het_oefenen_ziet_de_oefenrijen_niet(kluis: Path, qapp: object) -> None:
    with sessie(kluis.parent, kluis) as s:
        s._stop_aanloop()
        stappen = s.venster.bereid_voor()
        while not s.venster._gebouwd:
            next(stappen)
        next(stappen)
        next(stappen)
        pagina = s.venster._gebouwd["vandaag"]
        assert "'Kop'" in alles(s) and not any(v.isVisibleTo(pagina) for v in pagina.findChildren(QWidget, "oefening"))
        stappen.close()
        ontgrendel(s)
        wacht(lambda: not pagina.findChildren(QWidget, "oefening"))
        assert "'Kop'" not in alles(s)


def test_wie_sneller_typt_dan_de_aanloop_komt_ook_binnen(kluis: Path, qapp: object) -> None:
    with sessie(kluis.parent, kluis) as s:
        s.ontgrendel(ZIN)
        veld = next(v for v in s.venster.findChildren(QLineEdit) if v.echoMode() is QLineEdit.EchoMode.Password)
        assert not veld.isEnabled()
        # Asked twice, as with the demonstration: there is one window of pages, and Vandaag is in it.
        s.ontgrendel(ZIN)
        wacht(lambda: s.venster.huidige_pagina is not None and "Kees" in alles(s))
        wacht(lambda: not s.taken.open_taken)
        assert s.venster.huidige_pagina is not None and s.venster.huidige_pagina.isVisible()


def test_na_vergrendelen_en_opnieuw_klaarzetten_staat_er_niets_van_een_casus(kluis: Path, qapp: object) -> None:
    with sessie(kluis.parent, kluis) as s:
        ontgrendel(s)
        s.vergrendel()
        assert not any(woord in alles(s) for woord in ("Kees", "Graaf", "Proefstreek"))
        wacht(lambda: any(w.objectName() == "rail" for w in s.venster.findChildren(QWidget)))
        assert not any(woord in alles(s) for woord in ("Kees", "Graaf", "Proefstreek"))
        ontgrendel(s)
