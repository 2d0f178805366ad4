"""`zvh destroy`: propose to destroy a dossier, confirm as the second person, see which devices did, see last words."""

import argparse
from typing import Any

from zvh_desktop.cli.basis import druk, kluis, opdrachten_bij, vraag_regel
from zvh_desktop.services import vernietigen

__all__ = ["voeg_toe"]


def voeg_toe(opdrachten: Any, gedeeld: argparse.ArgumentParser) -> None:
    """Add these commands to the parser."""
    hulp = "dossiers vernietigen: voorstellen, bevestigen door een tweede persoon, nagaan welke toestellen het deden"
    lezer = opdrachten.add_parser("destroy", help=hulp, description=hulp)
    delen = lezer.add_subparsers(dest="deel", required=True, metavar="DEEL", parser_class=type(lezer))

    opdracht = opdrachten_bij(delen, gedeeld)
    opdracht("list", "toon wat kan worden voorgesteld, wat op bevestiging wacht en wat is vernietigd", _list)
    stel = opdracht("propose", "stel voor een dossier te vernietigen; de grond wordt gevraagd", _propose)
    stel.add_argument("casus", metavar="CASUS", help="id van de casus; zie destroy list")
    zeker = opdracht("confirm", "bevestig als tweede persoon: het dossier wordt overal vernietigd, voorgoed", _confirm)
    zeker.add_argument("voorstel", metavar="VOORSTEL", help="id van het voorstel; zie destroy list")
    terug = opdracht("withdraw", "trek een voorstel in", _withdraw)
    terug.add_argument("voorstel", metavar="VOORSTEL")
    opdracht("declarations", "toon de vernietigingsverklaringen, met wat elk toestel meldde", _declarations)
    woorden = opdracht("last-words", "toon wat hier was getypt in dossiers die elders zijn vernietigd", _last_words)
    woorden.add_argument("--gezien", metavar="DOSSIER", help="vernietig nu ook wat hiervan is getoond")


def _list(keuze: argparse.Namespace) -> int:
    with kluis(keuze) as wp:
        beeld = vernietigen.beeld(wp)
    regels = [
        *(f"kan worden voorgesteld  {k.casus_id}  {k.nummer}  {k.status}" for k in beeld.kandidaten),
        *(f"wacht op bevestiging    {v.id}  {v.nummer}  {v.grond}  (door {v.wie})" for v in beeld.voorstellen),
        *(f"vernietigd              {v.id}  {v.nummer}  {v.wacht} melding(en) te gaan" for v in beeld.verklaringen),
    ]
    druk(keuze, beeld, regels or ["Er is niets te vernietigen en er is niets vernietigd."])
    return 0


def _propose(keuze: argparse.Namespace) -> int:
    grond = vraag_regel("Grond, zonder namen: ")
    with kluis(keuze) as wp:
        vernietigen.stel_voor(wp, keuze.casus, grond)
    druk(keuze, {"voorgesteld": keuze.casus}, ["Voorgesteld. Er gebeurt niets voordat een tweede persoon bevestigt."])
    return 0


def _confirm(keuze: argparse.Namespace) -> int:
    with kluis(keuze) as wp:
        vernietigen.bevestig(wp, keuze.voorstel)
        verklaring = next(v for v in vernietigen.verklaringen(wp) if v.id == keuze.voorstel)
    druk(keuze, verklaring, vernietigen.verklaringtekst(verklaring))
    return 0


def _withdraw(keuze: argparse.Namespace) -> int:
    with kluis(keuze) as wp:
        vernietigen.trek_voorstel_in(wp, keuze.voorstel)
    druk(keuze, {"ingetrokken": keuze.voorstel}, ["Het voorstel is ingetrokken; er is niets vernietigd."])
    return 0


def _declarations(keuze: argparse.Namespace) -> int:
    with kluis(keuze) as wp:
        gevonden = vernietigen.verklaringen(wp)
    regels = [regel for v in gevonden for regel in (*vernietigen.verklaringtekst(v), "")]
    druk(keuze, gevonden, regels or ["Er is nog geen dossier vernietigd."])
    return 0 if all(not v.wacht for v in gevonden) else 1


def _last_words(keuze: argparse.Namespace) -> int:
    with kluis(keuze) as wp:
        gevonden = vernietigen.laatste_woorden(wp)
        if keuze.gezien:
            vernietigen.gezien(wp, keuze.gezien)
    regels: list[str] = []
    for dossier in gevonden:
        regels += [f"Dossier {dossier.stream}, casus {dossier.nummer}", dossier.uitleg]
        regels += [f"  {w.wanneer:%d-%m-%Y %H:%M}  {w.waar}: {w.tekst}" for w in dossier.woorden]
    druk(keuze, gevonden, regels or ["Er wacht niets om te worden gezien."])
    return 0
