"""`zvh import` of a table: show what would become of each line, then take in all or nothing."""

import argparse
import sys
from pathlib import Path
from typing import Any

from zvh_desktop.cli.basis import druk, kluis, lees_bestand
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.services import csvinvoer
from zvh_desktop.services.csvinvoer import CsvTabel, Proef

__all__ = ["importeer_csv", "voeg_keuzen_toe"]

_OORDELEN = {
    "nieuw": "wordt een nieuwe casus",
    "was_er_al": "was er al",
    "dubbel_in_bestand": "staat dubbel in het bestand",
    "lijkt_op_eerdere": "lijkt op een eerdere melding; beoordeel die apart",
    "fout": "kan niet worden gelezen",
}


def voeg_keuzen_toe(lezer: argparse.ArgumentParser) -> None:
    """Add what only a table needs."""
    tabel = lezer.add_argument_group("CSV-bestanden")
    tabel.add_argument("--proef", action="store_true", help="toon wat er zou gebeuren; schrijf niets")
    tabel.add_argument(
        "--kolom",
        action="append",
        default=[],
        metavar="KOP=VELD",
        help="koppel een kolom aan een veld, of aan niets (KOP=); mag vaker",
    )
    tabel.add_argument("--sla-over", action="store_true", help="neem de goede regels over en laat de foute liggen")


def _koppeling(tabel: CsvTabel, keuzen: list[str]) -> dict[int, str]:
    koppeling = csvinvoer.stel_koppeling_voor(tabel.koppen)
    paden = {veld.pad for veld in csvinvoer.CSV_VELDEN}
    for keuze in keuzen:
        kop, is_teken, pad = keuze.rpartition("=")
        if not is_teken or kop not in tabel.koppen or pad not in paden | {""}:
            raise Omstandigheid(Reden.VERKEERD_GEBRUIK, parameter="--kolom")
        nr = tabel.koppen.index(kop)
        koppeling = {n: p for n, p in koppeling.items() if n != nr and p != pad}
        if pad:
            koppeling[nr] = pad
    return koppeling


def _regels(proef: Proef, *, alles: bool) -> list[str]:
    uit = []
    for r in proef.regels:
        if r.oordeel == "nieuw" and not alles:
            continue
        delen = [_OORDELEN[r.oordeel], *r.fouten, *r.gelezen_als]
        if r.ontbreekt:
            delen.append(f"mist nog: {', '.join(r.ontbreekt)}")
        if r.bekend:
            delen.append(f"persoon bekend in {', '.join(r.bekend)}")
        uit.append(f"regel {r.regels[0]}: {'; '.join(delen)}")
    return uit


def _samenvatting(proef: Proef) -> dict[str, int]:
    return {oordeel: proef.aantal(oordeel) for oordeel in _OORDELEN}


def importeer_csv(keuze: argparse.Namespace, pad: Path) -> int:
    """Judge one table and take it in; 4 when lines cannot be read and nothing was taken."""
    tabel = csvinvoer.lees_csv(lees_bestand(pad, csvinvoer.GROOTSTE_CSV))
    koppeling = _koppeling(tabel, keuze.kolom)
    with kluis(keuze) as wp:
        proef = csvinvoer.proef(wp, tabel, koppeling)
        fout = proef.aantal("fout") > 0
        schrijf = not keuze.proef and (not fout or keuze.sla_over)
        nummers = csvinvoer.voer_in(wp, proef).nummers if schrijf else ()
    gegevens: dict[str, Any] = {
        "koppeling": {tabel.koppen[nr]: veld for nr, veld in sorted(koppeling.items())},
        "codering": tabel.codering,
        "dubbele_koppen": tabel.dubbel,
        "aantallen": _samenvatting(proef),
        "regels": proef.regels,
        "nummers": nummers,
    }
    regels = [f"{tabel.koppen[nr]} -> {veld}" for nr, veld in sorted(koppeling.items())] if keuze.proef else []
    regels += [f"De kop ‘{kop}’ staat er meer dan eens; de tweede heet ‘{kop} (2)’." for kop in tabel.dubbel]
    regels += _regels(proef, alles=keuze.proef)
    regels.append("; ".join(f"{aantal} {_OORDELEN[oordeel]}" for oordeel, aantal in _samenvatting(proef).items()))
    if schrijf:
        regels.append(f"{len(nummers)} aanmeldingen overgenomen.")
    elif not keuze.proef:
        print("zvh: er is niets overgenomen: verbeter de genoemde regels, of laat ze liggen met --sla-over.",
              file=sys.stderr)  # fmt: skip
    druk(keuze, gegevens, regels)
    return 4 if fout and not keuze.proef and not keuze.sla_over else 0
