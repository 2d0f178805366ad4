"""A verklaring on paper: its scan is kept with it in the vault, byte for byte, and looked at inside the program."""

from zvh_desktop.documents.kijker import Kijker
from zvh_desktop.domain.dossierstuk import INHOUDSOORTEN
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.overleg import SCANSOORTEN, Verklaring
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.services.inlezen_stuk import Ruwstuk
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store.attachments import present

__all__ = ["bewaar_scan", "kijk", "scan", "scan_in_woorden"]


def bewaar_scan(wp: Werkplek, verklaring_id: str, ruw: Ruwstuk) -> Bon:
    """Keep the scan of the signed paper with its verklaring; a better scan takes its place, the history holds both.

    Args:
        verklaring_id: one with wijze "papier".
        ruw: what `inlezen_stuk.lees_stuk` read (50 MB at most), beside the store.

    Raises:
        Omstandigheid: REGEL_WEIGERT "scan_soort" when it is no PDF, JPEG or PNG by its content, "scan_geen_papier" when
            nothing was signed on paper or it was withdrawn; SCHIJF_VOL.
    """
    verklaring = wp.eis(Verklaring, verklaring_id)
    if verklaring.wijze != "papier" or verklaring.ingetrokken:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="scan_geen_papier")
    if ruw.inhoudsoort not in SCANSOORTEN:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="scan_soort")
    if verklaring.bestand_sha256 == ruw.sha256:
        return Bon.leeg()
    with wp.transactie("scan van een verklaring bewaard") as t:
        t.save(verklaring.met(bestand_sha256=t.bestand(ruw.inhoud), bestandsoort=ruw.inhoudsoort))
        t.audit(
            "verklaring_scan",
            (verklaring.overleg_id, verklaring_id),
            {"sha256": ruw.sha256, "bytes": len(ruw.inhoud), "eerder": verklaring.bestand_sha256},
        )
    return t.bon


def scan(wp: Werkplek, verklaring_id: str) -> tuple[str, bytes]:
    """Return the end of a file name that fits the scan, and the scan.

    Raises:
        Omstandigheid: REGEL_WEIGERT "scan_ontbreekt", or "stuk_nog_niet_hier" when it comes with a next round.
    """
    wp.eis_recht(Daad.OVERLEG_ZIEN)
    verklaring = wp.eis(Verklaring, verklaring_id)
    if not verklaring.bestand_sha256:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="scan_ontbreekt")
    if not present(wp.store.verbinding, [verklaring.bestand_sha256]):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="stuk_nog_niet_hier")
    return INHOUDSOORTEN[verklaring.bestandsoort].achtervoegsels[0], wp.store.bestand(verklaring.bestand_sha256)


def kijk(wp: Werkplek, verklaring_id: str) -> Kijker:
    """Return the scan to look at: decoded in a process of its own, nothing of it is written to disk.

    Raises:
        Omstandigheid: as `scan`.
    """
    _, inhoud = scan(wp, verklaring_id)
    verklaring = wp.eis(Verklaring, verklaring_id)
    wp.log("verklaring_scan_geopend", (verklaring.overleg_id, verklaring_id))
    return Kijker(verklaring.bestandsoort, inhoud)


def scan_in_woorden(verklaring: Verklaring) -> str:
    """Say what is kept: "een PDF, controlesom 9f86d081 884c7d65 …"; empty when there is no scan."""
    if not verklaring.bestand_sha256:
        return ""
    som = verklaring.bestand_sha256
    blokken = " ".join(som[n : n + 8] for n in range(0, len(som), 8))
    return f"{INHOUDSOORTEN[verklaring.bestandsoort].naam}, controlesom {blokken}"
