"""What everything stands on: the binding, letters, icons, settings, log, assets, error sentences."""

import ast
import json
import logging
import stat
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QLocale, QObject
from PySide6.QtGui import QFontDatabase, QIcon, QImage, QPainter, QRawFont
from PySide6.QtWidgets import QApplication, QDialogButtonBox

import zvh_desktop
from zvh_desktop import log
from zvh_desktop.assets import asset
from zvh_desktop.config import INSTELLINGEN, Instellingen
from zvh_desktop.domain.errors import Omstandigheid, Programmafout, Reden
from zvh_desktop.gui.iconen import icoon
from zvh_desktop.gui.lettertypen import letter, maten
from zvh_desktop.gui.thema import thema
from zvh_desktop.log import begin_log, foutsporen, logboek, schoon
from zvh_desktop.services.meldingen import REGELS, ZINNEN, zin

BRON = Path(zvh_desktop.__file__).parent


def test_aanroep_zonder_resultaat_neemt_geen_verwijzing_van_none() -> None:
    doel = QObject()
    voor = sys.getrefcount(None)
    for _ in range(500):
        doel.setObjectName("x")
    assert abs(sys.getrefcount(None) - voor) < 50


def test_lettertypen_zijn_van_ons_en_gewicht_kiest_het_bestand(qapp: QApplication) -> None:
    assert "Source Sans 3" in QFontDatabase.families()
    for gewicht, stijl in ((400, "Regular"), (600, "Semibold"), (700, "Bold")):
        assert QRawFont.fromFont(letter("basis", gewicht)).styleName() == stijl


def test_letters_voor_schilderen_kennen_alle_tekens(qapp: QApplication) -> None:
    for teken in "ëĳÿşıŁ€′→↑≥✓–’…":
        assert maten("basis").inFontUcs4(ord(teken)), teken


def test_standaardknoppen_en_datums_zijn_nederlands(qapp: QApplication) -> None:
    assert QLocale().language() is QLocale.Language.Dutch
    doos = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
    teksten = {knop.text().replace("&", "") for knop in doos.buttons()}
    assert teksten == {"Opslaan", "Annuleren"}
    doos.deleteLater()


def test_icoon_volgt_thema_en_uitgeschakeld(qapp: QApplication) -> None:
    def kleuren(modus: QIcon.Mode) -> set[str]:
        beeld = icoon("check", "accent").pixmap(24, 24, modus).toImage()
        return {
            beeld.pixelColor(x, y).name()
            for x in range(beeld.width())
            for y in range(beeld.height())
            if beeld.pixelColor(x, y).alpha() == 255
        }

    assert thema().kleur("accent").name() in kleuren(QIcon.Mode.Normal)
    assert thema().kleur("tekst3").name() in kleuren(QIcon.Mode.Disabled)
    thema().kies(modus="donker")
    assert thema().kleur("accent").name() in kleuren(QIcon.Mode.Normal)


def test_icoon_is_scherp_op_het_beeld_waarop_het_komt(qapp: QApplication) -> None:
    beeld = QImage(48, 48, QImage.Format.Format_ARGB32_Premultiplied)
    beeld.setDevicePixelRatio(2.0)
    beeld.fill(0)
    p = QPainter(beeld)
    icoon("plus", "tekst").paint(p, 0, 0, 24, 24)
    p.end()
    dekkend = sum(beeld.pixelColor(x, y).alpha() == 255 for x in range(48) for y in range(48))
    assert dekkend > 100


def test_elk_icoon_dat_de_code_noemt_ligt_in_het_pakket() -> None:
    aanwezig = {pad.stem for pad in asset("resources", "icons").glob("*.svg")}
    for naam in ("scale", "sunrise", "lock", "cloud-off", "signature", "shield-alert", "sprout", "signpost"):
        assert naam in aanwezig
    assert asset("resources", "icons", "LICENSE-lucide").is_file()
    assert asset("resources", "fonts", "LICENSE-SourceSans3.md").is_file()


@pytest.mark.parametrize("delen", [(), ("geheim",), ("ui", ".."), ("ui", "a/b"), ("ui", "bestaat-niet.qss")])
def test_assets_weigert_wat_niet_is_meegeleverd(delen: tuple[str, ...]) -> None:
    with pytest.raises(Programmafout):
        asset(*delen)


def test_instelling_buiten_de_tabel_is_een_fout(tmp_path: Path) -> None:
    instellingen = Instellingen(tmp_path / "i.json")
    with pytest.raises(Programmafout):
        instellingen["kleur"]
    for naam, waarde in (("thema", "paars"), ("letterschaal", 9.0), ("vergrendel_na_min", True), ("thema", 1)):
        with pytest.raises(Programmafout):
            instellingen.zet(naam, waarde)


def test_instellingen_komen_terug_en_een_kapot_bestand_telt_als_leeg(tmp_path: Path) -> None:
    bestand = tmp_path / "map" / "i.json"
    Instellingen(bestand).zet("thema", "donker")
    assert Instellingen(bestand)["thema"] == "donker"
    bestand.write_text(json.dumps({"thema": "paars", "van_later": 1, "dichtheid": "ruim"}))
    assert Instellingen(bestand)["thema"] == "systeem"
    assert Instellingen(bestand)["dichtheid"] == "ruim"
    bestand.write_text("{")
    assert Instellingen(bestand)["dichtheid"] == "normaal"


def test_elke_standaard_past_in_haar_eigen_instelling() -> None:
    for instelling in INSTELLINGEN.values():
        assert instelling.past(instelling.standaard), instelling.naam
        assert instelling.titel


def test_log_houdt_alleen_vaste_woorden_getallen_en_ids(tmp_path: Path) -> None:
    bestand = tmp_path / "log" / "zvh.log"
    (schrijver,) = begin_log(bestand)
    try:
        logboek("zvh_desktop.proef").info("geopend", casus=UUID(int=7), naam="Kees V.", aantal=3)
        logging.getLogger("vreemde_bibliotheek").error("certificaat van Kees V.")
        try:
            raise ValueError("Kees V. op de Dorpsstraat")
        except ValueError as fout:
            logboek("zvh_desktop.proef").fout("mislukt", fout)
    finally:
        logging.getLogger().removeHandler(schrijver)
        schrijver.close()
    tekst = bestand.read_text(encoding="utf-8")
    assert "Kees" not in tekst and "Dorpsstraat" not in tekst
    assert "aantal=3" in tekst and str(UUID(int=7)) in tekst and "ValueError" in tekst
    assert "vreemde_bibliotheek" in tekst
    assert stat.S_IMODE(bestand.stat().st_mode) == 0o600


def test_een_vol_log_schuift_door_en_het_oudste_gaat_weg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "_VOL_BYTES", 40)
    bestand = tmp_path / "log" / "zvh.log"
    (schrijver,) = begin_log(bestand)
    try:
        for nummer in range(6):
            logboek("zvh_desktop.proef").info("regel", nummer=nummer)
    finally:
        logging.getLogger().removeHandler(schrijver)
        schrijver.close()
    paden = [bestand, *(bestand.with_name(f"zvh.log.{nr}") for nr in (1, 2, 3))]
    assert sorted(bestand.parent.iterdir()) == sorted(paden)
    for pad, nummer in zip(paden, (5, 4, 3, 2), strict=True):
        assert f"nummer={nummer}" in pad.read_text(encoding="utf-8")
        assert stat.S_IMODE(pad.stat().st_mode) == 0o600


def test_foutsporen_noemen_soort_en_plaats_maar_geen_tekst() -> None:
    try:
        try:
            raise KeyError("Jansen")
        except KeyError as oorzaak:
            raise Omstandigheid(Reden.SCHIJF_VOL, pad="/home/jansen") from oorzaak
    except Omstandigheid as fout:
        regels = "\n".join(foutsporen(fout))
    assert "SCHIJF_VOL" in regels and "KeyError" in regels
    assert "ansen" not in regels


@pytest.mark.parametrize("waarde", ["Jansen", "123456782", "0612345678", "a@b.nl", ["x"], b"x", Path("/home/jansen")])
def test_schoon_laat_vrije_waarden_weg(waarde: object) -> None:
    assert schoon(waarde) == "‹weggelaten›"


def test_schoon_houdt_van_een_groot_getal_alleen_de_orde() -> None:
    assert schoon(123456782) == "1e+08"
    assert schoon(12) == "12"


def test_elke_reden_heeft_een_zin_die_zegt_wat_er_gebeurde_en_wat_er_bleef() -> None:
    assert set(ZINNEN) == set(Reden)
    for reden, tekst in ZINNEN.items():
        assert tekst[0].isupper() and tekst.endswith("."), reden
        assert zin(Omstandigheid(reden)), reden


def _regels_in_de_bron() -> set[str]:
    """Keys of rules that the services raise as a literal."""
    gevonden: set[str] = set()
    for pad in BRON.rglob("*.py"):
        for knoop in ast.walk(ast.parse(pad.read_text(encoding="utf-8"))):
            if isinstance(knoop, ast.keyword) and knoop.arg == "regel" and isinstance(knoop.value, ast.Constant):
                gevonden.add(str(knoop.value.value))
    return gevonden


def test_elke_regel_die_weigert_heeft_een_eigen_zin() -> None:
    assert _regels_in_de_bron() - set(REGELS) == set()


def test_een_onbekende_fout_krijgt_een_gewone_zin_zonder_haar_tekst() -> None:
    assert "Jansen" not in zin(ValueError("Jansen"))
    assert zin(ValueError("Jansen")) == zin(Programmafout(Reden.VERKEERD_GEBRUIK))


def test_venster_en_bouwstenen_laden_niets_zwaars_voor_het_slot() -> None:
    zwaar = ("pydantic", "reportlab", "pyhanko", "pikepdf", "sqlcipher3", "cryptography", "PySide6.QtNetwork")
    modules = "sys, zvh_desktop.gui.main_window, zvh_desktop.gui.app_qt"
    opdracht = f"import {modules}; print([m for m in {zwaar!r} if m in sys.modules])"
    uit = subprocess.run([sys.executable, "-c", opdracht], capture_output=True, text=True, check=True, cwd=BRON.parent)
    assert uit.stdout.strip() == "[]"
