"""Colours: contrast, phases that stay apart, one table for everything."""

import re
from itertools import combinations
from math import dist

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel

from zvh_desktop.assets import asset
from zvh_desktop.domain.errors import Programmafout
from zvh_desktop.gui.schilder import KNOPSOORTEN
from zvh_desktop.gui.thema import DONKER, LICHT, ROLLEN, thema

TABELLEN = {"licht": LICHT, "donker": DONKER}
LAGEN = ("achtergrond", "vlak", "vlak2")


def lineair(kleur: str) -> tuple[float, float, float]:
    delen = [int(kleur[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    r, g, b = (d / 12.92 if d <= 0.04045 else ((d + 0.055) / 1.055) ** 2.4 for d in delen)
    return r, g, b


def contrast(een: str, ander: str) -> float:
    helder = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (lineair(een), lineair(ander)))
    return (helder[1] + 0.05) / (helder[0] + 0.05)


def paren() -> list[tuple[str, str]]:
    """Every ink on every ground it is used on."""
    uit = [
        (inkt, laag)
        for inkt in ("tekst", "tekst2", "tekst3", "accent", "gevaar", "waarschuwing", "goed", "info")
        for laag in LAGEN
    ]
    uit += [(f"fase{n}", laag) for n in (1, 2, 3, 4) for laag in LAGEN]
    uit += [(rol.inkt, rol.grond) for rol in ROLLEN.values()]
    # A chosen row (where the third text colour becomes the second), a toast, a highlighted word.
    uit += [(inkt, "accent_zacht") for inkt in ("tekst", "tekst2", "accent", "gevaar", "waarschuwing", "goed", "info")]
    uit += [("tekst", grond) for grond in LICHT if grond.endswith("_zacht")]
    uit += [("op_accent", grond) for grond in ("accent", "accent_zweef", "accent_druk")]
    for soort in KNOPSOORTEN.values():
        uit += [(soort.inkt, grond) for grond in (soort.grond, soort.zweef, soort.druk) if grond]
    return sorted(set(uit))


@pytest.mark.parametrize("naam", TABELLEN)
def test_elke_tekst_haalt_4_5_op_elke_ondergrond(naam: str) -> None:
    tabel = TABELLEN[naam]
    te_laag = {paar: round(contrast(tabel[paar[0]], tabel[paar[1]]), 2) for paar in paren()}
    assert {paar: waarde for paar, waarde in te_laag.items() if waarde < 4.5} == {}


@pytest.mark.parametrize("naam", TABELLEN)
def test_rand_van_een_veld_haalt_3_op_elke_laag(naam: str) -> None:
    tabel = TABELLEN[naam]
    for laag in LAGEN:
        assert contrast(tabel["regelrand"], tabel[laag]) >= 3.0
        assert contrast(tabel["accent"], tabel[laag]) >= 3.0


# Machado, Oliveira & Fernandes 2009, table 1, severity 1.0; matrices work on linear light.
ZIEN = {
    "gewoon": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanoop": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranoop": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}


def lab(kleur: str, zien: str) -> tuple[float, float, float]:
    rgb = lineair(kleur)
    r, g, b = (min(1.0, max(0.0, sum(m * c for m, c in zip(rij, rgb, strict=True)))) for rij in ZIEN[zien])
    xyz = (
        (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047,
        0.2126729 * r + 0.7151522 * g + 0.0721750 * b,
        (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883,
    )
    x, y, z = (v ** (1 / 3) if v > 216 / 24389 else (24389 / 27 * v + 16) / 116 for v in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("zien", ZIEN)
@pytest.mark.parametrize("naam", TABELLEN)
def test_fasekleuren_blijven_uit_elkaar_voor_elk_oog(naam: str, zien: str) -> None:
    kleuren = {n: lab(TABELLEN[naam][f"fase{n}"], zien) for n in (1, 2, 3, 4)}
    # CIE 1976: the plain distance in L*a*b*.
    te_dicht = {
        (een, ander): round(dist(kleuren[een], kleuren[ander]), 1)
        for een, ander in combinations(kleuren, 2)
        if dist(kleuren[een], kleuren[ander]) < 24
    }
    assert te_dicht == {}


def test_licht_en_donker_kennen_dezelfde_tokens() -> None:
    assert LICHT.keys() == DONKER.keys()


def test_beelden_van_het_stijlblad_hebben_de_kleur_van_hun_token() -> None:
    tokens = {"pijl": "tekst2", "pijl_op": "tekst2", "vink": "op_accent", "vink_menu": "accent", "stip": "op_accent"}
    for beeld, token in tokens.items():
        for naam, tabel in TABELLEN.items():
            tekst = asset("resources", "qss", f"{beeld}-{naam}.svg").read_text(encoding="utf-8")
            assert tabel[token] in tekst, (beeld, naam)


def test_geen_kleur_buiten_de_tokentabel() -> None:
    kleur = re.compile(r"#[0-9a-fA-F]{6}\b")
    assert not kleur.search(asset("ui", "app.qss").read_text(encoding="utf-8"))
    bronnen = asset("ui").parent / "zvh_desktop" / "gui"
    met_kleur = [pad.name for pad in bronnen.rglob("*.py") if kleur.search(pad.read_text(encoding="utf-8"))]
    assert met_kleur == ["thema.py"]


def test_wisselen_zet_palet_en_stijl_en_meldt_het(qapp: QApplication, qtbot: object) -> None:
    generatie = thema().generatie
    with qtbot.waitSignal(thema().veranderd):  # type: ignore[attr-defined]
        thema().kies(modus="donker")
    assert thema().generatie == generatie + 1
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == DONKER["achtergrond"]
    assert DONKER["vlak"] in qapp.styleSheet()


def test_lettergrootte_loopt_mee_tot_in_labels(qapp: QApplication) -> None:
    label = QLabel("x")
    label.setProperty("maat", "sectie")
    label.ensurePolished()
    assert label.font().pixelSize() == 16
    thema().kies(schaal=2.0)
    label.ensurePolished()
    assert label.font().pixelSize() == 32
    label.deleteLater()


def test_onbekende_modus_en_onbekend_token_zijn_fouten() -> None:
    with pytest.raises(Programmafout):
        thema().kies(modus="paars")
    with pytest.raises(Programmafout):
        thema().kleur("roze")
