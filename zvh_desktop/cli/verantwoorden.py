"""Commands to account with: the log, what is known of one person, and until when everything is kept."""

import argparse
import re
from datetime import date
from pathlib import Path
from typing import Any

from zvh_desktop.cli.basis import druk, kluis, opdrachten_bij, vraag_regel
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.inzage import GRONDEN
from zvh_desktop.services import bewaarlijst, dossiers, inzage, logboek, logboeken
from zvh_desktop.services.inzage import Inzage
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["voeg_toe"]

_MEESTE = 100_000
_ID = re.compile("[0-9a-f]{32}")


def voeg_toe(opdrachten: Any, gedeeld: argparse.ArgumentParser) -> None:
    """Add these commands to the parser."""
    opdracht = opdrachten_bij(opdrachten, gedeeld)
    log = opdracht(
        "audit", "toon het logboek van dit toestel en reken na of het nog heel is (1: dat is het niet)", _audit
    )
    log.add_argument("--aantal", type=int, default=200, metavar="N", help="hoogstens zoveel regels, de nieuwste eerst")
    log.add_argument("--voor", type=int, default=0, metavar="NR", help="alleen regels voor dit nummer")
    log.add_argument("--sinds", type=date.fromisoformat, metavar="JJJJ-MM-DD", help="vanaf deze dag")
    log.add_argument("--tot", type=date.fromisoformat, metavar="JJJJ-MM-DD", help="tot en met deze dag")
    log.add_argument(
        "--gebeurtenis", default="", metavar="SLEUTEL", help="alleen deze; een onbekende toont de sleutels"
    )
    log.add_argument("--medewerker", default="", metavar="ID", help="alleen wat deze medewerker deed")
    log.add_argument("--casus", default="", metavar="NUMMER", help="alleen wat over deze casus ging, zoals 2026-0143")
    log.add_argument("--over", default="", metavar="ID", help="alleen wat over deze betrokkene of dit stuk ging")
    log.add_argument("--kop", default="", metavar="SHA256", help="staat deze kop uit een verslag nog in het logboek?")
    log.add_argument("--anderen", action="store_true", help="ook tot waar de logboeken van andere toestellen hier zijn")
    over = opdracht(
        "inzage",
        "toon wat over een betrokkene is vastgelegd, of schrijf het als PDF voor een verzoek om inzage",
        _inzage,
    )
    over.add_argument("betrokkene", nargs="?", default="", metavar="ID", help="zonder ID wordt de naam gevraagd")
    over.add_argument(
        "--out", type=Path, metavar="BESTAND.pdf", help="schrijf het overzicht; de verstrekking is vastgelegd"
    )
    over.add_argument("--hoe", default="als bestand", help="langs welke weg; wordt vastgelegd")
    over.add_argument(
        "--aan-gemachtigde", action="store_true", help="niet aan de betrokkene zelf; de naam wordt gevraagd"
    )
    over.add_argument("--neem-mee", nargs="+", default=[], metavar="ID", help="neem deze algemene onderdelen mee")
    over.add_argument("--alles", action="store_true", help="neem alle algemene onderdelen mee")
    over.add_argument("--laat-weg", nargs="+", default=[], metavar="ID", help="laat deze onderdelen weg")
    over.add_argument("--grond", choices=sorted(GRONDEN), default="", help="grond voor wat de betrokkene niet krijgt")
    over.add_argument("--met-bsn", action="store_true", help="met het hele BSN")
    bewaar = opdracht(
        "retention",
        "toon tot wanneer elke casus wordt bewaard en waarom (1: van een casus is de termijn om)",
        _retention,
    )
    bewaar.add_argument(
        "--voor", type=date.fromisoformat, metavar="JJJJ-MM-DD", help="alleen wat uiterlijk dan afloopt"
    )


# -- the log


def _casus_id(wp: Werkplek, nummer: str) -> str:
    casus = next((r for r in dossiers.lijst(wp) if r.nummer == nummer), None)
    if casus is None:
        raise Omstandigheid(Reden.NIET_GEVONDEN, wat="casus")
    return casus.id


def _audit(keuze: argparse.Namespace) -> int:
    if keuze.gebeurtenis and keuze.gebeurtenis not in logboek.GEBEURTENISSEN:
        druk(keuze, logboek.GEBEURTENISSEN, [f"{s}  {w}" for s, w in sorted(logboek.GEBEURTENISSEN.items())])
        return 2
    if keuze.casus and keuze.over:
        raise Omstandigheid(Reden.VERKEERD_GEBRUIK)
    with kluis(keuze) as wp:
        keten = logboek.controleer_keten(wp, keuze.kop)
        blad = logboek.blad(
            wp,
            keuze.voor,
            gebeurtenis=keuze.gebeurtenis,
            persoon=keuze.medewerker,
            over=_casus_id(wp, keuze.casus) if keuze.casus else keuze.over,
            van=keuze.sinds,
            tot=keuze.tot,
            aantal=min(max(keuze.aantal, 0), _MEESTE),
        )
        anderen = logboeken.toestellogs(wp) if keuze.anderen else []
    regels = [
        f"{r.nummer:>6}  {r.tijdstip:%d-%m-%Y %H:%M}  {r.wie or '-':24}  {r.wat}{f'  ({r.casus})' if r.casus else ''}"
        for r in blad.regels
    ] or ["Geen regels gevonden."]
    if blad.meer_voor:
        regels.append(f"Er kunnen er meer zijn: --voor {blad.meer_voor}.")
    if keten.klopt:
        regels.append(f"Het logboek is heel: {keten.regels} regels sluiten op elkaar aan. Kop: {keten.hoofd}")
    else:
        regels.append(f"Het logboek is NIET heel: regel {keten.fout_bij} sluit niet aan op wat ervoor komt.")
    if keten.gevraagd > 0:
        regels.append(f"De gevraagde kop is die van regel {keten.gevraagd}.")
    elif keten.gevraagd == 0:
        regels.append("De gevraagde kop staat NIET in het logboek van dit toestel.")
    regels += [f"{t.toestel}  {t.wie}  {t.woorden}" for t in anderen]
    gegevens = {"regels": blad.regels, "meer_voor": blad.meer_voor, "keten": keten, "anderen": anderen}
    druk(keuze, gegevens, regels)
    heel = keten.klopt and keten.gevraagd != 0 and not any(t.hoe == "gat" for t in anderen)
    return 0 if heel else 1


# -- what is known of somebody


def _inzage(keuze: argparse.Namespace) -> int:
    if keuze.betrokkene and not _ID.fullmatch(keuze.betrokkene):
        # A name would be kept in the history of the shell.
        raise Omstandigheid(Reden.VERKEERD_GEBRUIK)
    naam = "" if keuze.betrokkene else vraag_regel("Naam van de betrokkene: ")
    aan = vraag_regel("Naam van de gemachtigde: ") if keuze.aan_gemachtigde and keuze.out else ""
    with kluis(keuze) as wp:
        id_ = keuze.betrokkene
        if not id_:
            gevonden = inzage.zoek(wp, naam)
            if len(gevonden) != 1:
                regels = [f"{g.betrokkene_id}  {g.nummer}  {g.naam}" for g in gevonden]
                druk(keuze, gevonden, regels or ["Niemand met deze naam gevonden."])
                return 1
            id_ = gevonden[0].betrokkene_id
        if keuze.out:
            pad, _ = inzage.verstrek(
                wp,
                id_,
                keuze.out,
                hoe=keuze.hoe,
                aan=aan,
                neem_mee=keuze.neem_mee,
                alles=keuze.alles,
                laat_weg=keuze.laat_weg,
                grond=keuze.grond,
                met_bsn=keuze.met_bsn,
            )
            druk(keuze, {"pad": pad}, [f"Overzicht geschreven: {pad}. De verstrekking is vastgelegd."])
            return 0
        heel = inzage.overzicht(wp, id_)
    druk(keuze, heel, list(_overzicht(heel)))
    return 0


_STAND = {"eigen": "", "algemeen": "  [algemeen: komt er alleen op met --neem-mee]", "gesloten": "  [niet te delen]"}


def _overzicht(heel: Inzage) -> list[str]:
    uit = [f"{heel.naam}, casus {heel.nummer}, {heel.betrokkene_id}"]
    uit += [f"{titel}: {waarde}" for titel, waarde in heel.algemeen]
    for p in heel.passages:
        op = f", {p.op:%d-%m-%Y}" if p.op else ""
        uit.append(f"{p.id}  {p.kop}{op}{_STAND[p.stand]}")
        uit += [f"    {titel}: {waarde}" for titel, waarde in p.regels]
    uit.append(f"Geraadpleegd: {len(heel.raadplegingen)} keer")
    uit += [f"    {r.op:%d-%m-%Y %H:%M}  {r.rol or '-'}  {r.wat}" for r in heel.raadplegingen]
    uit += [f"Niet in dit overzicht: {wat} ({aantal}), {waarom}" for wat, aantal, waarom in heel.niet_getoond]
    uit += [f"Ook in casus {nummer}: {id_}" for id_, nummer in heel.elders]
    return uit


# -- until when


_VERNIETIGEN = {
    "voorstellen": "te vernietigen: zvh destroy propose",
    "voorgesteld": "voorgesteld; wacht op een tweede persoon",
    "kan": "kan worden voorgesteld, maar de termijn is niet om",
    "": "",
}


def _retention(keuze: argparse.Namespace) -> int:
    with kluis(keuze) as wp:
        gevonden = bewaarlijst.lijst(wp, keuze.voor)
    regels = []
    for r in gevonden:
        wat = _VERNIETIGEN[r.vernietigen] + (f" ({r.hier_alleen} alleen hier)" if r.hier_alleen else "")
        eind = r.eind.isoformat() if r.eind else "-"
        regels.append("  ".join(filter(None, (r.nummer, f"{r.status:12}", f"{eind:10}", r.uitleg, wat))))
    druk(keuze, gevonden, regels or ["Er is geen casus die hieraan voldoet."])
    return 1 if any(r.stand == "verstreken" for r in gevonden) else 0
