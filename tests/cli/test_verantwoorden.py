"""`zvh audit`, `zvh inzage` and `zvh retention`: accounting without a window."""

import json
from datetime import date
from pathlib import Path

import pikepdf

from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.casus import Casus
from zvh_desktop.services import grondslagen, kluizen, vernietigen
from zvh_desktop.services.machine import SysteemKlok, SysteemWillekeur
from zvh_desktop.services.werkplek import Werkplek

from .conftest import ZIN, Zvh


def _open(kluis: Path) -> Werkplek:
    return kluizen.open_kluis(kluis, ZIN, klok=SysteemKlok(), willekeur=SysteemWillekeur())


def test_audit_toont_filtert_en_rekent_na(kluis: Path, zvh: Zvh) -> None:
    alles = json.loads(zvh("audit", kluis, "--json").uit)
    assert alles["keten"]["klopt"] and alles["regels"][0]["nummer"] > alles["regels"][-1]["nummer"]
    kop = alles["regels"][3]["hash"]
    ondertekend = json.loads(zvh("audit", kluis, "--json", "--gebeurtenis", "verslag_ondertekend", "--kop", kop).uit)
    assert {r["gebeurtenis"] for r in ondertekend["regels"]} == {"verslag_ondertekend"}
    assert ondertekend["keten"]["gevraagd"] == alles["regels"][3]["nummer"]
    nummer = ondertekend["regels"][0]["casus"]
    per_casus = json.loads(zvh("audit", kluis, "--json", "--casus", nummer, "--aantal", 3).uit)
    assert len(per_casus["regels"]) == 3 and {r["casus"] for r in per_casus["regels"]} == {nummer}
    assert not json.loads(zvh("audit", kluis, "--json", "--tot", "2001-01-01").uit)["regels"]
    leesbaar = zvh("audit", kluis, "--aantal", 5, "--sinds", "2001-01-01")
    assert leesbaar.code == 0 and "Het logboek is heel" in leesbaar.uit and "--voor" in leesbaar.uit


def test_audit_zegt_nee_als_het_logboek_niet_heel_is_of_de_kop_er_niet_staat(kluis: Path, zvh: Zvh) -> None:
    weg = zvh("audit", kluis, "--kop", "ab" * 32)
    assert weg.code == 1 and "staat NIET in het logboek" in weg.uit
    wp = _open(kluis)
    with wp.store.verbinding.transaction():
        # What the log's own guard forbids, done by somebody with the key and another program.
        for (naam,) in wp.store.verbinding.rows(
            "SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='audit'"
        ):
            wp.store.verbinding.run(f'DROP TRIGGER "{naam}"')
        wp.store.verbinding.run("UPDATE audit SET gebeurtenis = 'gezocht' WHERE seq = 4")
    kluizen.sluit(wp)
    stuk = zvh("audit", kluis)
    assert stuk.code == 1 and "NIET heel: regel 4" in stuk.uit
    assert zvh("audit", kluis, "--gebeurtenis", "bestaat_niet").code == 2


def test_inzage_toont_een_betrokkene_en_schrijft_een_vastgelegd_overzicht(
    kluis: Path, zvh: Zvh, tmp_path: Path
) -> None:
    wp = _open(kluis)
    (kees,) = (b for b in wp.store.find(Betrokkene) if b.voornamen == "Kees" and b.hoofdpersoon)
    kluizen.sluit(wp)
    heel = json.loads(zvh("inzage", kluis, kees.id, "--json").uit)
    assert heel["betrokkene_id"] == kees.id and "999990007" not in json.dumps(heel)
    dicht = [p for p in heel["passages"] if p["stand"] == "gesloten"]
    algemeen = [p["id"] for p in heel["passages"] if p["stand"] == "algemeen"]
    doel = tmp_path / "overzicht.pdf"
    if dicht:
        assert zvh("inzage", kluis, kees.id, "--out", doel).code == 1 and not doel.exists()
    uitslag = zvh("inzage", kluis, kees.id, "--out", doel, "--neem-mee", *algemeen[:2], "--grond", "taak")
    assert uitslag.code == 0 and "vastgelegd" in uitslag.uit
    with pikepdf.open(doel) as pdf:
        assert len(pdf.pages) >= 1 and "Vermeer" not in str(pdf.docinfo)
    log = json.loads(zvh("audit", kluis, "--json", "--casus", heel["nummer"]).uit)
    assert {"verstrekt", "inzage_bekeken"} <= {r["gebeurtenis"] for r in log["regels"]}
    leesbaar = zvh("inzage", kluis, kees.id)
    assert leesbaar.code == 0 and "overzicht van gegevens" in leesbaar.uit and "Geraadpleegd:" in leesbaar.uit


def test_inzage_neemt_een_naam_niet_als_argument_aan(kluis: Path, zvh: Zvh) -> None:
    naam = zvh("inzage", kluis, "Kees Vermeer")
    assert naam.code == 2 and "Vermeer" not in naam.fout
    assert zvh("inzage", kluis).code == 2, "nobody sits at the keyboard"
    assert zvh("inzage", kluis, "0" * 32).code == 2


def test_retention_zegt_wanneer_waarom_en_wat_te_vernietigen_is(kluis: Path, zvh: Zvh) -> None:
    zonder = zvh("retention", kluis)
    assert zonder.code == 0 and "geen bewaartermijn ingesteld" in zonder.uit
    wp = _open(kluis)
    grondslagen.bewaar_regel(wp, "", {"maanden": 60, "start": "einde", "wet": "Besluit proefhuis 1"})
    een, ander = wp.store.find(Casus)[:2]
    with wp.transactie("proef") as t:
        for casus, dag in ((een, date(2019, 3, 1)), (ander, date(2020, 3, 1))):
            t.save(casus.met(status="afgesloten", begonnen_op=date(2018, 1, 1), beeindigd_op=dag))
    vernietigen.stel_voor(wp, ander.id, "bewaartermijn om")
    kluizen.sluit(wp)
    gevraagd = zvh("retention", kluis, "--json", "--voor", "2026-01-01")
    assert gevraagd.code == 1, "something is past its term"
    regels = json.loads(gevraagd.uit)
    assert [(r["nummer"], r["eind"], r["vernietigen"]) for r in regels] == [
        (een.nummer, "2024-03-01", "voorstellen"),
        (ander.nummer, "2025-03-01", "voorgesteld"),
    ]
    assert all(r["wet"] == "Besluit proefhuis 1" for r in regels)
    leesbaar = zvh("retention", kluis).uit
    assert "zvh destroy propose" in leesbaar and "wacht op een tweede persoon" in leesbaar
