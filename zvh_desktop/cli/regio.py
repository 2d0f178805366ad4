"""`zvh region`: begin a region, certify its server, invite, join, approve, revoke, list, recover."""

import argparse
import re
import sys
from pathlib import Path
from typing import Any

from zvh_desktop.cli import certificaten
from zvh_desktop.cli.basis import druk, kluis, lees_bestand, opdrachten_bij, vraag_regel
from zvh_desktop.cli.delen import lees_tekst, maak_transport, voortgang_lid
from zvh_desktop.cli.netwerk import open_transport
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.services import aanmelden, beheer, herstel, logboeken, nagrens, regio, sync, toelating, uitvoer
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["voeg_toe"]

_GROOTSTE_TEKST = 64 * 1024
_ID = re.compile("[0-9a-f]{32}")


def voeg_toe(opdrachten: Any, gedeeld: argparse.ArgumentParser) -> None:
    """Add these commands to the parser."""
    hulp = "regio en toestellen: beginnen, uitnodigen, goedkeuren, intrekken, herstellen"
    lezer = opdrachten.add_parser("region", help=hulp, description=hulp)
    delen = lezer.add_subparsers(dest="deel", required=True, metavar="DEEL", parser_class=type(lezer))
    opdracht = opdrachten_bij(delen, gedeeld)
    opdracht("init", "begin een regio in de kluis van een beheerder; toont de drie bladen eenmaal", _init)
    server = opdracht("certify-server", "teken het certificaat van de server van de regio", _certify)
    server.add_argument("verzoek", type=Path, metavar="VERZOEK", help="wat zvh-server init schreef")
    server.add_argument("--adres", required=True, metavar="URL")
    server.add_argument(
        "--certificaat", type=Path, metavar="PEM", help="eigen certificaat van de server, als dat nodig is"
    )
    server.add_argument("--out", type=Path, required=True, metavar="BESTAND", help="voor zvh-server")
    nodig = opdracht("invite", "maak een uitnodiging voor één toestel van één medewerker", _invite)
    nodig.add_argument(
        "medewerker",
        nargs="?",
        metavar="ID",
        help="id uit de lijst van medewerkers; zonder id wordt de naam gevraagd, of gelezen van de standaardinvoer: "
        "een naam op de opdrachtregel is voor ieder op deze machine te zien",
    )
    nodig.add_argument("--rol", default="", metavar="ROL")
    nodig.add_argument("--out", type=Path, metavar="BESTAND", help="schrijf de uitnodiging in een bestand")
    lid = opdracht("join", "meld dit toestel aan met een uitnodiging", _join)
    lid.add_argument("uitnodiging", type=Path, nargs="?", metavar="UITNODIGING")
    lid.add_argument("--wacht", action="store_true", help="blijf kijken tot de beheerder heeft goedgekeurd")
    _berichten(lid)
    goed = opdracht("approve", "beantwoord een toestel en keur het goed", _approve)
    goed.add_argument("uitnodiging", nargs="?", metavar="ID")
    goed.add_argument("--woorden", metavar="WOORDEN", help="de zes woorden zoals u ze hoorde voorlezen")
    goed.add_argument("--afwijzen", action="store_true", help="trek de uitnodiging in")
    _berichten(goed)
    weg = opdracht("revoke", "trek een toestel in: het krijgt niets meer en wat het nog stuurt telt niet", _revoke)
    weg.add_argument("toestel", metavar="TOESTEL")
    weg.add_argument("--reden", choices=sorted(regio.REDENEN), default="verloren")
    na = opdracht("beyond", "toon wat een ingetrokken toestel na de grens deed en hier al was verwerkt", _beyond)
    na.add_argument("toestel", metavar="TOESTEL")
    na.add_argument("--terug", metavar="HANDELING", help="draai deze handeling terug")
    certificaten.voeg_toe(opdracht)
    opdracht("logs", "toon tot waar de logboeken van andere toestellen hier zijn, en wat ontbreekt", _logs)
    opdracht("devices", "toon de toestellen van de regio", _devices)
    terug = opdracht("recover", "herstel de regio in een nieuwe kluis met twee van de drie bladen", _recover)
    terug.add_argument("bladen", type=Path, nargs="+", metavar="BLAD", help="bestanden met de woorden van een blad")
    terug.add_argument("--adres", default="", metavar="URL", help="server van de regio")
    terug.add_argument(
        "--naam-bestand", type=Path, metavar="BESTAND", help="bestand met de naam van wie nu beheert; anders gevraagd"
    )


def _berichten(lezer: argparse.ArgumentParser) -> None:
    lezer.add_argument(
        "--bericht", type=Path, metavar="BESTAND", help="een bericht van de andere kant, uit een bestand"
    )
    lezer.add_argument("--antwoord", type=Path, metavar="BESTAND", help="schrijf het antwoord in een bestand")


def _schrijf_antwoord(keuze: argparse.Namespace, bericht: str) -> Path | None:
    if keuze.antwoord is None or not bericht:
        return None
    return uitvoer.schrijf(keuze.antwoord, bericht.encode("ascii") + b"\n")


def _init(keuze: argparse.Namespace) -> int:
    with kluis(keuze) as wp:
        nieuw = regio.begin(wp)
    regels = [
        f"Regio begonnen: {nieuw.regio}",
        "Bewaar elk blad op een andere plek; twee samen herstellen de regio, één alleen zegt niets.",
        *(f"Blad {nr}: {' '.join(blad)}" for nr, blad in enumerate(nieuw.bladen, 1)),
    ]
    druk(keuze, {"regio": nieuw.regio, "bladen": [" ".join(blad) for blad in nieuw.bladen]}, regels)
    return 0


def _certify(keuze: argparse.Namespace) -> int:
    verzoek = lees_tekst(keuze.verzoek)
    pem = lees_bestand(keuze.certificaat, _GROOTSTE_TEKST) if keuze.certificaat else None
    with kluis(keuze) as wp:
        gemaakt = regio.certificeer_server(wp, verzoek, keuze.adres, certificaat=pem)
    pad = uitvoer.schrijf(keuze.out, gemaakt.inhoud)
    regels = [
        f"{pad}",
        f"Server {gemaakt.server_id}: vergelijk dit met wat de server toont.",
        "Geef dit bestand aan zvh-server.",
    ]
    druk(keuze, {"bestand": pad, "server": gemaakt.server_id, "adres": gemaakt.adres}, regels)
    return 0


def _medewerker(wp: Werkplek, wie: str) -> str:
    """Return the id of one member of staff by id, or by a name that was asked."""
    gevonden = [m for m in beheer.medewerkers(wp) if wie in (m.id, m.naam)]
    if len(gevonden) != 1:
        raise Omstandigheid(Reden.NIET_GEVONDEN, wat="medewerker")
    return gevonden[0].id


def _invite(keuze: argparse.Namespace) -> int:
    with kluis(keuze) as wp:
        if keuze.medewerker is not None and not _ID.fullmatch(keuze.medewerker):
            raise Omstandigheid(Reden.VERKEERD_GEBRUIK)
        wie = keuze.medewerker or vraag_regel("Naam van de medewerker: ")
        uitnodiging = toelating.nodig_uit(wp, _medewerker(wp, wie), keuze.rol)
    pad = uitvoer.schrijf(keuze.out, uitnodiging.tekst.encode("ascii") + b"\n") if keuze.out else None
    regels = [
        f"Uitnodiging {uitnodiging.id}, geldig tot {uitnodiging.verloopt:%d-%m-%Y %H:%M}.",
        "Geef haar langs een veilige weg.",
        str(pad) if pad else uitnodiging.tekst,
    ]
    gegevens = {"id": uitnodiging.id, "verloopt": uitnodiging.verloopt, "rol": uitnodiging.rol}
    druk(keuze, gegevens | ({"bestand": pad} if pad else {"uitnodiging": uitnodiging.tekst}), regels)
    return 0


_FASE = {
    "geen": "Nog niet aangemeld.",
    "wacht": "Wacht op de beheerder.",
    "woorden": "Lees deze woorden voor aan de beheerder, die ze op het eigen scherm ziet:",
    "lid": "Dit toestel hoort bij de regio.",
}


def _join(keuze: argparse.Namespace) -> int:
    def meld(stand: aanmelden.Lidstand) -> None:
        if not keuze.json:
            print(_FASE[stand.fase], *stand.woorden, file=sys.stderr, flush=True)

    with kluis(keuze) as wp:
        stand = _meld_aan(keuze, wp, meld)
        antwoord = _schrijf_antwoord(keuze, stand.bericht)
    gegevens = {"fase": stand.fase, "woorden": stand.woorden, "antwoord": antwoord}
    woorden = [" ".join(stand.woorden)] if stand.fase == "woorden" else []
    druk(keuze, gegevens, [_FASE[stand.fase], *woorden, *([str(antwoord)] if antwoord else [])])
    return 0 if stand.fase == "lid" else 1


def _meld_aan(keuze: argparse.Namespace, wp: Werkplek, meld: Any) -> aanmelden.Lidstand:
    tekst = lees_tekst(keuze.uitnodiging) if keuze.uitnodiging else ""
    if keuze.bericht is not None:
        if tekst:
            aanmelden.word_lid(wp, tekst)
        return aanmelden.neem_antwoord(wp, lees_tekst(keuze.bericht))
    if keuze.antwoord is not None:
        return aanmelden.word_lid(wp, tekst) if tekst else aanmelden.lidstand(wp)
    return voortgang_lid(wp, tekst, wacht=keuze.wacht, meld=meld)


_FASE_BEHEER = {
    "open": "nog niet gebruikt",
    "bezig": "het toestel is begonnen; wacht op zijn volgende bericht",
    "woorden": "laat de woorden voorlezen en vergelijk",
    "goedgekeurd": "goedgekeurd",
    "afgewezen": "ingetrokken",
    "verlopen": "verlopen",
}


def _approve(keuze: argparse.Namespace) -> int:
    with kluis(keuze) as wp:
        if keuze.uitnodiging is None:
            _post(wp)
            standen = toelating.uitnodigingen(wp)
            regels = [f"{s.id}  {s.naam}  {s.rol}  {_FASE_BEHEER[s.fase]}  {' '.join(s.woorden)}" for s in standen]
            druk(keuze, standen, regels or ["Er zijn geen uitnodigingen."])
            return 0
        stand = _behandel(keuze, wp)
        antwoord = _schrijf_antwoord(keuze, stand.bericht)
    woorden = [" ".join(stand.woorden)] if stand.woorden else []
    druk(
        keuze,
        {"id": stand.id, "fase": stand.fase, "woorden": stand.woorden, "toestel": stand.toestel, "antwoord": antwoord},
        [_FASE_BEHEER[stand.fase], *woorden, *([str(antwoord)] if antwoord else [])],
    )
    return 0 if stand.fase in ("goedgekeurd", "afgewezen") else 1


def _post(wp: Werkplek) -> None:
    """Answer what waits in the mailboxes, when there is a server."""
    if sync.serveradres(wp) is None:
        return
    transport = maak_transport(wp)
    try:
        sync.aanmelder(wp)(transport)
        toelating.verwerk_post(wp, transport)
    finally:
        transport.sluit()


def _behandel(keuze: argparse.Namespace, wp: Werkplek) -> toelating.Uitnodigingstand:
    id_ = keuze.uitnodiging
    if keuze.afwijzen:
        toelating.wijs_af(wp, id_)
    elif keuze.bericht is not None:
        toelating.neem_bericht(wp, id_, lees_tekst(keuze.bericht))
    elif keuze.antwoord is None:
        _post(wp)
    if keuze.woorden:
        toelating.keur_goed(wp, id_, keuze.woorden.split())
        if keuze.antwoord is None and sync.serveradres(wp) is not None:
            transport = maak_transport(wp)
            try:
                # Certificate and keys first, then the message that they are there.
                sync.ronde(wp, transport)
                toelating.verwerk_post(wp, transport)
            finally:
                transport.sluit()
    return toelating.uitnodiging(wp, id_)


def _revoke(keuze: argparse.Namespace) -> int:
    with kluis(keuze) as wp:
        gehad = regio.wat_had(wp, keuze.toestel)
        uitkomst = regio.trek_in(wp, keuze.toestel, keuze.reden)
    regels = [
        "Ingetrokken. Nieuwe sleutels gaan met de volgende ronde of stick naar de anderen.",
        f"Dit toestel had {len(gehad)} stromen:",
        *(f"  {g.soort}: {g.titel}" for g in gehad),
    ]
    gegevens = {"toestel": keuze.toestel, "nieuwe_sleutels": uitkomst.nieuwe_sleutels, "had": gehad}
    druk(keuze, gegevens, regels)
    return 0


def _beyond(keuze: argparse.Namespace) -> int:
    with kluis(keuze) as wp:
        if keuze.terug:
            nagrens.draai_terug(wp, keuze.toestel, keuze.terug)
        uit = nagrens.na_de_grens(wp, keuze.toestel)
    regels = [uit.woorden] if uit.woorden else ["Hier is niets verwerkt wat dit toestel na de grens maakte."]
    for d in uit.daden:
        regels.append(f"{d.txn}  {d.wanneer:%d-%m-%Y %H:%M}  {d.wat}{'  (teruggedraaid)' if d.teruggedraaid else ''}")
        regels += [f"  {regel}" for regel in d.regels]
    druk(keuze, uit, regels)
    return 0


def _logs(keuze: argparse.Namespace) -> int:
    with kluis(keuze) as wp:
        logs = logboeken.toestellogs(wp)
    druk(keuze, logs, [f"{t.toestel}  {t.wie}  {t.woorden}" for t in logs] or ["Er zijn geen andere toestellen."])
    return 1 if any(t.hoe == "gat" for t in logs) else 0


def _devices(keuze: argparse.Namespace) -> int:
    with kluis(keuze) as wp:
        toestellen = regio.toestellen(wp)
    regels = [f"{t.id}  {t.naam or '-'}  {t.rol}  {t.woorden}" for t in toestellen]
    druk(keuze, toestellen, regels or ["Er zijn nog geen toestellen."])
    return 0


def _recover(keuze: argparse.Namespace) -> int:
    bladen = [lees_tekst(pad) for pad in keuze.bladen]
    naam = lees_tekst(keuze.naam_bestand) if keuze.naam_bestand else vraag_regel("Naam van wie nu beheert: ")
    with kluis(keuze) as wp:
        transport = open_transport(keuze.adres) if keuze.adres else None
        try:
            uitkomst = herstel.herstel_regio(wp, bladen, naam=naam, adres=keuze.adres, transport=transport)
        finally:
            if transport is not None:
                transport.sluit()
    druk(keuze, uitkomst, [uitkomst.woorden])
    return 0
