"""Commands on what is in a vault: import, casussen, acties, overleggen, verslag; and verify, which needs none."""

import argparse
import sys
from pathlib import Path
from typing import Any

from zvh_desktop.cli import csvbestand
from zvh_desktop.cli.basis import druk, kluis, lees_bestand, opdrachten_bij
from zvh_desktop.config import Instellingen, instellingenbestand
from zvh_desktop.domain.aanmelding import GROOTSTE_BESTAND
from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.domain.errors import Omstandigheid, Reden, ZvhFout
from zvh_desktop.services import (
    aanmelding_uit,
    aanmeldingen,
    actielijst,
    acties,
    controlewoorden,
    csvinvoer,
    dossiers,
    echtheid,
    overlegbeeld,
    overlegdeelnemers,
    uitvoer,
    verslagen,
)
from zvh_desktop.services.machine import SysteemKlok
from zvh_desktop.services.meldingen import zin

__all__ = ["voeg_toe"]

_GROOTSTE_PDF = 200_000_000


def voeg_toe(opdrachten: Any, gedeeld: argparse.ArgumentParser) -> None:
    """Add these commands to the parser."""
    opdracht = opdrachten_bij(opdrachten, gedeeld)
    importeer = opdracht(
        "import", "neem aanmeldingen over: JSON, het ingevulde PDF-formulier, of een tabel (CSV)", _import
    )
    importeer.add_argument("bestanden", type=Path, nargs="+", metavar="BESTAND")
    importeer.add_argument(
        "--correctie", action="store_true", help="schrijf een verbeterde aanmelding over de eerdere heen"
    )
    csvbestand.voeg_keuzen_toe(importeer)
    uit = opdracht("export", "schrijf de aanmelding van een casus als bestand dat dit programma weer inleest", _export)
    uit.add_argument("casus", metavar="NUMMER", help="zoals 2026-0143")
    uit.add_argument("--out", type=Path, required=True, metavar="BESTAND.json")
    uit.add_argument("--aan", required=True, help="wie het krijgt; wordt vastgelegd")
    uit.add_argument("--hoe", default="als bestand", help="langs welke weg; wordt vastgelegd")
    uit.add_argument("--met-bsn", action="store_true", help="laat het BSN staan")
    leeg = opdracht("formulier", "schrijf het lege PDF-formulier voor een aanmelding", _formulier)
    leeg.add_argument("--out", type=Path, required=True, metavar="BESTAND.pdf")
    casussen = opdracht("casussen", "toon of zoek casussen", _casussen)
    casussen.add_argument("zoek", nargs="?", default="", metavar="ZOEK")
    alle = opdracht("acties", "toon open acties", _acties)
    alle.add_argument("--alle", action="store_true", help="ook afgeronde acties")
    alle.add_argument("--partner", default="", metavar="NAAM", help="alleen die van een partner")
    alle.add_argument(
        "--out", type=Path, metavar="BESTAND.xlsx", help="schrijf een rekenblad; de uitgifte is vastgelegd"
    )
    opdracht("overleggen", "toon overleggen", _overleggen)
    verslag = opdracht("verslag", "schrijf de ondertekende verslagen van een overleg weg, byte voor byte", _verslag)
    verslag.add_argument("overleg", metavar="OVERLEG", help="id, of de datum als jjjj-mm-dd")
    verslag.add_argument("--out", type=Path, required=True, metavar="MAP")
    verslag.add_argument("--aan", default="eigen archief", help="wie het krijgt; wordt vastgelegd")
    controleer = opdracht("verify", "controleer de handtekening op een bestand", _verify, met_kluis=False)
    controleer.add_argument("bestand", type=Path, metavar="BESTAND.pdf")
    controleer.add_argument("--wortels", type=Path, metavar="PEM", help="certificaten die u vertrouwt")
    controleer.add_argument(
        "--gekwalificeerd", type=Path, metavar="PEM", help="certificaten van gekwalificeerde diensten die u vertrouwt"
    )
    controleer.add_argument(
        "--regio", type=Path, metavar="PEM", help="certificaat en intrekkingslijst van een regio (zvh region signing)"
    )


def _import(keuze: argparse.Namespace) -> int:
    """All files are judged on their own; one that fails leaves nothing behind and the others go on.

    A report that looks like a better version of an earlier one is not taken in as a second casus.
    """
    if tabellen := [pad for pad in keuze.bestanden if csvinvoer.is_csv(pad.name)]:
        if len(keuze.bestanden) > 1:
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel="csv_apart")
        return csvbestand.importeer_csv(keuze, tabellen[0])
    uit, code = [], 0
    with kluis(keuze) as wp:
        for nummer, pad in enumerate(keuze.bestanden, 1):
            try:
                inhoud = lees_bestand(pad, GROOTSTE_BESTAND)
                voorstel = aanmeldingen.beoordeel_bytes(wp, inhoud)
                if voorstel.correctie_id and not keuze.correctie:
                    raise Omstandigheid(Reden.REGEL_WEIGERT, regel="eerder_gemeld")
                gekregen = aanmeldingen.neem_aan(wp, voorstel, als_correctie=keuze.correctie)
            except ZvhFout as fout:
                print(f"zvh: bestand {nummer}: {zin(fout)}", file=sys.stderr)
                code = code or fout.reden.exitcode
                continue
            uit.append(gekregen)
    regels = []
    for g in uit:
        wat = "overgenomen" if g.nieuw else "was er al, niet verdubbeld"
        mist = f"; mist nog: {', '.join(g.ontbreekt)}" if g.ontbreekt else ""
        regels.append(f"{g.nummer}  {g.naam}  {wat}{mist}")
    gegevens = [{"casus_id": g.casus_id, "nummer": g.nummer, "nieuw": g.nieuw, "ontbreekt": g.ontbreekt} for g in uit]
    druk(keuze, gegevens, regels)
    return code


def _export(keuze: argparse.Namespace) -> int:
    with kluis(keuze) as wp:
        casus = next((r for r in dossiers.lijst(wp) if r.nummer == keuze.casus), None)
        if casus is None:
            raise Omstandigheid(Reden.NIET_GEVONDEN, wat="casus")
        pad, _ = aanmelding_uit.verstrek(wp, casus.id, keuze.out, aan=keuze.aan, hoe=keuze.hoe, met_bsn=keuze.met_bsn)
    druk(keuze, {"pad": str(pad)}, [f"Aanmelding geschreven: {pad}. De verstrekking is vastgelegd."])
    return 0


def _formulier(keuze: argparse.Namespace) -> int:
    with kluis(keuze) as wp:
        pad = uitvoer.schrijf(keuze.out, aanmeldingen.leeg_formulier(wp))
    druk(keuze, {"pad": str(pad)}, [f"Formulier geschreven: {pad}"])
    return 0


def _casussen(keuze: argparse.Namespace) -> int:
    zoek = vouw(keuze.zoek)
    with kluis(keuze) as wp:
        regels = [
            r
            for r in dossiers.lijst(wp)
            if not zoek or zoek in vouw(r.naam) or zoek in vouw(r.nummer + " ".join(r.thema))
        ]
        wp.log("casussen_getoond", (), aantal=len(regels))
    druk(
        keuze,
        regels,
        [f"{r.nummer}  {r.naam:24}  {r.procesfase}  {r.status:12}  {r.open_acties} open acties" for r in regels]
        or ["Geen casussen gevonden."],
    )
    return 0


def _acties(keuze: argparse.Namespace) -> int:
    with kluis(keuze) as wp:
        partner = ""
        if keuze.partner:
            gevonden = overlegdeelnemers.zoek_partner(wp, keuze.partner)
            if gevonden is None:
                raise Omstandigheid(Reden.NIET_GEVONDEN, wat="partner")
            partner = gevonden.id
        if keuze.out:
            actielijst.schrijf(wp, keuze.out, partner_id=partner, alleen_open=not keuze.alle)
        regels = acties.lijst(wp, alleen_open=not keuze.alle, partner_id=partner)
        wp.log("acties_getoond", (), aantal=len(regels))
    druk(
        keuze,
        [r._asdict() for r in regels],
        [
            f"{r.uiterlijk.isoformat() if r.uiterlijk else '':10}  {r.status:13}  "
            f"{r.organisatie or r.persoon or '-':24}  {r.casusnaam}: {r.tekst}"
            for r in regels
        ]
        or ["Geen acties."],
    )
    return 0


def _overleggen(keuze: argparse.Namespace) -> int:
    with kluis(keuze) as wp:
        regels = overlegbeeld.lijst(wp)
    gegevens = [
        {"id": r.overleg.id, "datum": r.overleg.datum, "titel": r.overleg.titel, "status": r.overleg.status}
        for r in regels
    ]
    druk(keuze, gegevens, [f"{g['datum']}  {g['status']:9}  {g['titel']}  {g['id']}" for g in gegevens])
    return 0


def _verslag(keuze: argparse.Namespace) -> int:
    with kluis(keuze) as wp:
        bedoeld = {
            r.overleg.id for r in overlegbeeld.lijst(wp) if keuze.overleg in (r.overleg.id, r.overleg.datum.isoformat())
        }
        if not bedoeld:
            raise Omstandigheid(Reden.NIET_GEVONDEN, wat="overleg")
        gevonden = [r for r in verslagen.lijst(wp) if r.verslag.overleg_id in bedoeld and r.verslag.pdf_sha256]
        if not gevonden:
            raise Omstandigheid(Reden.NOG_NIET_ONDERTEKEND)
        geschreven = []
        for r in gevonden:
            pad = keuze.out / f"verslag-{r.nummer}-v{r.verslag.versie}.pdf"
            geschreven.append(verslagen.verstrek(wp, r.verslag.id, pad, aan=keuze.aan, hoe="bestand")[0])
    druk(keuze, geschreven, [str(p) for p in geschreven])
    return 0


def _verify(keuze: argparse.Namespace) -> int:
    inhoud = lees_bestand(keuze.bestand, _GROOTSTE_PDF)
    vertrouwd = echtheid.wortels(
        Instellingen(instellingenbestand()), bekend=keuze.wortels, gekwalificeerd=keuze.gekwalificeerd
    )
    van_regio = echtheid.lees_regio(keuze.regio) if keuze.regio else None
    controle = echtheid.controleer(inhoud, wortels=vertrouwd, regio=van_regio)
    regels = [f"{oordeel}: {tekst}" for oordeel, tekst in controlewoorden.woorden(controle, SysteemKlok().nu())]
    druk(keuze, controle, regels)
    return 0 if controle.verdict.value == "geldig" else 1
