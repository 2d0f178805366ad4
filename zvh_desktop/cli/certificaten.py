"""`zvh region signing…`: certificates of the region for signing, asked for, issued, refused and withdrawn."""

import argparse
from collections.abc import Callable
from pathlib import Path

from zvh_desktop.cli.basis import druk, kluis, lees_bestand, vraag_regel
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.services import sleutels, tekenaanvragen, tekengezag, uitvoer

__all__ = ["voeg_toe"]

_GROOTSTE = 64 * 1024


def voeg_toe(opdracht: Callable[..., argparse.ArgumentParser]) -> None:
    """Add these commands with what `region` adds its own by."""
    toon = opdracht("signing", "toon aanvragen en certificaten voor ondertekenen", _toon)
    toon.add_argument(
        "--out", type=Path, metavar="PEM", help="schrijf certificaat en intrekkingslijst, voor controle buiten de regio"
    )
    opdracht("signing-begin", "laat de regio certificaten voor ondertekenen uitgeven", _begin)
    vraag = opdracht("signing-request", "vraag een certificaat voor wie in deze kluis werkt", _vraag)
    vraag.add_argument("--out", type=Path, metavar="BESTAND", help="als bestand, in plaats van met de volgende ronde")
    neem = opdracht("signing-accept", "lees een certificaat in dat als bestand kwam", _neem)
    neem.add_argument("bestand", type=Path, metavar="PEM")
    geef = opdracht("signing-issue", "geef een certificaat uit op een aanvraag", _geef)
    geef.add_argument("aanvraag", nargs="?", metavar="ID")
    geef.add_argument("--bestand", type=Path, metavar="CSR", help="een aanvraag die als bestand kwam")
    geef.add_argument("--medewerker", default="", metavar="ID", help="voor wie die is")
    geef.add_argument("--woorden", default="", metavar="WOORDEN", help="de zes woorden zoals u ze hoorde voorlezen")
    geef.add_argument("--out", type=Path, metavar="PEM", help="schrijf het certificaat, om terug te geven")
    weiger = opdracht("signing-refuse", "weiger een aanvraag; vraagt waarom, en dat leest de aanvrager", _weiger)
    weiger.add_argument("aanvraag", metavar="ID")
    weg = opdracht("signing-revoke", "trek een certificaat in, voorgoed", _trek_in)
    weg.add_argument("certificaat", metavar="ID")
    weg.add_argument("--reden", choices=sorted(tekengezag.INTREKREDENEN), required=True)


def _toon(keuze: argparse.Namespace) -> int:
    with kluis(keuze) as wp:
        stand = tekengezag.stand(wp)
        if keuze.out is not None:
            uitvoer.schrijf(keuze.out, tekengezag.wortel_pem(wp))
    regels = ["Deze regio geeft nog geen certificaten uit."]
    if stand.naam:
        regels = [f"{stand.naam}, tot {stand.tot:%d-%m-%Y}, kenmerk {' '.join(stand.woorden)}"]
    regels += [f"{a.id}  {a.naam}  aanvraag  {' '.join(a.woorden)}  {a.belet}".rstrip() for a in stand.aanvragen]
    for c in stand.certificaten:
        tot = f"tot {c.tot:%d-%m-%Y}" if c.tot else ""
        regels.append(f"{c.id}  {c.naam}  {c.staat}  {tot}  {c.reden}".rstrip())
    druk(keuze, stand, regels)
    return 0 if stand.naam else 1


def _begin(keuze: argparse.Namespace) -> int:
    with kluis(keuze) as wp:
        tekengezag.begin(wp)
        stand = tekengezag.stand(wp)
    woorden = " ".join(stand.woorden)
    druk(keuze, stand, [f"{stand.naam}, tot {stand.tot:%d-%m-%Y}, kenmerk {woorden}"])
    return 0


def _vraag(keuze: argparse.Namespace) -> int:
    with kluis(keuze) as wp:
        if keuze.out is not None:
            pad = uitvoer.schrijf(keuze.out, sleutels.maak_aanvraag(wp))
            woorden = sleutels.eigen_kenmerk(wp)
            wat = [str(pad), "Lees de beheerder deze woorden voor:", " ".join(woorden)]
        else:
            sleutels.vraag_aan(wp)
            pad, woorden = None, sleutels.mijn_stand(wp).woorden
            wat = ["De aanvraag reist met de volgende ronde of stick mee.", " ".join(woorden)]
    druk(keuze, {"bestand": pad, "woorden": woorden}, wat)
    return 0


def _neem(keuze: argparse.Namespace) -> int:
    inhoud = lees_bestand(keuze.bestand, _GROOTSTE)
    with kluis(keuze) as wp:
        sleutels.neem_regiocertificaat(wp, inhoud)
        stand = sleutels.mijn_stand(wp)
    tot = f"{stand.tot:%d-%m-%Y}" if stand.tot else ""
    druk(keuze, stand, [f"Ingelezen; geldig tot {tot}. Niet gekwalificeerd."])
    return 0


def _geef(keuze: argparse.Namespace) -> int:
    if (keuze.aanvraag is None) == (keuze.bestand is None):
        raise Omstandigheid(Reden.VERKEERD_GEBRUIK)
    gelezen = tekenaanvragen.lees_bestand(lees_bestand(keuze.bestand, _GROOTSTE)) if keuze.bestand else None
    with kluis(keuze) as wp:
        if gelezen is None:
            id_, _ = tekenaanvragen.geef_uit(wp, keuze.aanvraag)
        else:
            goed = tuple(keuze.woorden.casefold().split()) == gelezen.woorden
            id_, _ = tekenaanvragen.geef_uit_bestand(wp, gelezen, keuze.medewerker, vergeleken=goed)
        pad = uitvoer.schrijf(keuze.out, tekenaanvragen.certificaat_pem(wp, id_)) if keuze.out else None
    regels = ["Uitgegeven; het reist met de volgende ronde of stick mee.", *([str(pad)] if pad else [])]
    druk(keuze, {"id": id_, "bestand": pad}, regels)
    return 0


def _weiger(keuze: argparse.Namespace) -> int:
    waarom = vraag_regel("Waarom niet: ")
    with kluis(keuze) as wp:
        tekenaanvragen.weiger(wp, keuze.aanvraag, waarom)
    druk(keuze, {"id": keuze.aanvraag}, ["Geweigerd; de aanvrager leest waarom."])
    return 0


def _trek_in(keuze: argparse.Namespace) -> int:
    with kluis(keuze) as wp:
        tekengezag.trek_in(wp, keuze.certificaat, keuze.reden)
    druk(keuze, {"id": keuze.certificaat}, ["Ingetrokken; de lijst reist met de volgende ronde of stick mee."])
    return 0
