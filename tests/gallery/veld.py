"""Screens of the field view, as small as a telephone."""

from datetime import timedelta
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from zvh_desktop.domain.partner import Medewerker
from zvh_desktop.gui.galerij import neem_op
from zvh_desktop.gui.pages.veld import formulieren
from zvh_desktop.gui.thema import thema
from zvh_desktop.services import dossiers
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["veld_schermen"]

_TELEFOON = (400, 800)


def _bereid_voor(wp: Werkplek, casus_id: str) -> None:
    politie = next(p.id for p in wp.partners().values() if p.kortweg == "Politie")
    for tekst, dagen in (("Langsgaan bij vader en vragen of hij nog slaapt", -3), ("Crisisplan ophalen bij GGZ", 2)):
        velden = {"tekst": tekst, "partner_id": politie, "persoon": "T. Hendriks"}
        dossiers.voeg_toe(wp, "actie", casus_id, {**velden, "uiterlijk": wp.vandaag() + timedelta(dagen)})
    ik = wp.wie
    assert ik is not None
    with wp.store.transaction("wie", ("", "")) as t:
        t.save(Medewerker(**{**dict(ik), "naam": "T. Hendriks", "rol": "veldwerker", "partner_id": politie}))


def _neem(g: Any, naam: str) -> None:
    """Light, dark, and with letters twice as large, at the size of a telephone."""
    if g.namen and not any(naam.startswith(n) for n in g.namen):
        return
    for modus, schaal in (("licht", 1.0), ("donker", 1.0), ("donker" if g.donker else "licht", 2.0)):
        if g.letters != (schaal == 2.0):
            continue
        thema().kies(modus=modus, schaal=schaal)
        g.rust()
        neem_op(g.s.venster, maat=g.s.venster.size()).save(
            str(g.map / f"{naam}-{modus}{'-letter2' if schaal == 2.0 else ''}.png")
        )
    thema().kies(modus="licht", schaal=1.0)
    g.rust()


def veld_schermen(g: Any, casus_id: str) -> None:
    """Take them; `g` is the gallery, on an open vault."""
    venster = g.s.venster
    g.s.taken.doe(_bereid_voor, casus_id)
    g.rust()
    # Pictures take longer than a rest in the field may last.
    venster.context.instellingen.zet("vergrendel_na_veld_min", 15)
    venster.wissel_veldstand()
    venster.resize(*_TELEFOON)
    QTest.qWait(1)
    QApplication.processEvents()
    g.rust()
    pagina: Any = venster.huidige_pagina
    # What a device made, not what lies on the machine that takes the pictures.
    beelden = g.map / "toestel"
    beelden.mkdir(exist_ok=True)
    for naam in ("IMG_20261124_1402.jpg", "Memo 3.m4a", "Scan brief woningcorporatie.pdf"):
        (beelden / naam).write_bytes(bytes(1_400_000))
    formulieren.mappen = lambda: [beelden]
    _neem(g, "veld-casussen")
    pagina._open_casus(casus_id)
    g.rust()
    _neem(g, "veld-casus")
    pagina._toon_blad(pagina.voorwaarden)
    _neem(g, "veld-voorwaarden")
    for wat in ("contact", "signaal", "stuk"):
        pagina._doe(wat)
        g.rust()
        _neem(g, f"veld-{wat}")
        pagina.ga_terug()
    for plaats in ("acties", "meer"):
        pagina.balk[plaats].click()
        g.rust()
        _neem(g, f"veld-{plaats}")
    venster.wissel_veldstand()
    venster.resize(1366, 768)
    g.rust()
