"""Screens of taking in: files, a table with everything that can be wrong in one, the form with who is known already."""

import tempfile
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication
from zvh_testing.sessieplek import wacht

from zvh_desktop.assets import asset

__all__ = ["aanmelding_schermen"]

_LASTIG = (
    "Naam;Voornaam;Geboortedatum;Geboortedatum;BSN;Reden;Ontvangen\n"
    "Öztürk;Çelik;1-2-26;;;Overlast op het plein;20-11-2026\n"
    "Vermeer;Kees;12-03-1996;;999990007;Bedreiging van de buren;21-11-2026\n"
    "Proef;Jan;31-2-1984;;;Ruzie;20-11-2026\n"
    'Formule;Piet;3-4-1990;;;"=HYPERLINK(""http://voorbeeld.invalid"")";20-11-2026\n'
    "Fout;Bsn;5-6-1991;;123456789;Brand;20-11-2026\n"
    "Fout;Bsn;5-6-1991;;123456789;Brand;20-11-2026\n"
)


def aanmelding_schermen(g: Any) -> None:
    """Take them all; `g` takes pictures of a session."""
    aanmelding = g.pagina("casussen.aanmelding", "aanmelding", deel="bestand")
    map_ = asset("resources", "demo", "aanmeldingen")
    aanmelding.importeer((str(map_ / "onvolledig.json"), str(map_ / "kees.json")))
    wacht(lambda: aanmelding.lijst.rijen)
    g.rust()
    g.neem("aanmelding-voorstel")
    aanmelding.importeer((str(asset("resources", "demo", "aanmeldingen.csv")),))
    wacht(lambda: aanmelding.tabel.lijst.rijen)
    g.rust()
    g.neem("aanmelding-tabel")
    with tempfile.TemporaryDirectory() as tijdelijk:
        pad = Path(tijdelijk) / "lijst.csv"
        pad.write_bytes(_LASTIG.encode("windows-1252"))
        aanmelding.importeer((str(pad),))
        wacht(lambda: any("Formule" in r.spreek for r in aanmelding.tabel.lijst.rijen))
        g.rust()
        g.neem("aanmelding-tabel-lastig")
        kop, regel = _LASTIG.splitlines()[:2]
        pad.write_text("\n".join((kop, *(regel.replace("Öztürk", f"Proef {n}") for n in range(400)))), encoding="utf-8")
        aanmelding.importeer((str(pad),))
        wacht(lambda: len(aanmelding.tabel.lijst.rijen) == 400)
        g.rust()
    tabel = aanmelding.tabel
    tabel.overnemen.setEnabled(False)
    # As it stands half-way; nothing is taken in.
    tabel._vordert(212, 400)
    g.neem("aanmelding-tabel-bezig")
    tabel._klaar_met_lopen()
    g.pagina("casussen.aanmelding", "aanmelding-telefonisch", deel="telefonisch")
    velden = aanmelding.formulier.velden
    persoon = velden.personen[0].velden
    persoon["naam.voornamen"].invoer.setText("Kees")
    persoon["naam.achternaam"].invoer.setText("Vermeer")
    persoon["bsn"].invoer.setText("999990007")
    wacht(lambda: aanmelding.formulier.bekenden.lijst.rijen)
    velden.teksten["aanleiding"].zet("Opnieuw overlast bij de flat.")
    for _ in range(10):
        QApplication.processEvents()
    g.neem("aanmelding-bekend")
    aanmelding.formulier.verder.click()
    g.rust()
    g.neem("aanmelding-bekend-voorstel")
    aanmelding.formuliervoorstel.open_bekende()
    g.rust()
    g.neem("aanmelding-bekend-dossier")
    g.s.venster.terug()
    aanmelding._terug_naar_formulier()
    aanmelding.formulier.leegmaken(weg=True)
    g.rust()
