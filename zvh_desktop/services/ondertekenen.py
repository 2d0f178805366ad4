"""Signing: every verslag of an overleg in one act, with the key that was chosen."""

from collections.abc import Callable

from zvh_desktop.documents import signing
from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.overleg import Agendapunt, Overleg
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.verslag import Verslag, mag_ondertekenen
from zvh_desktop.services.regiocertificaat import vertrouwd
from zvh_desktop.services.sleutels import EIGEN, Sleutelkeuze, open_sleutel
from zvh_desktop.services.stukken import tekenbaar
from zvh_desktop.services.verslagtekst import inhoud_van
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import queries

__all__ = ["SCHEIDING", "getekend_door", "mijn_vak", "onderteken_overleg", "op_volgorde", "van_overleg"]

SCHEIDING = "; "
"""Between the names in `Verslag.ondertekend_door`."""


def van_overleg(wp: Werkplek, overleg_id: str) -> list[Verslag]:
    """The verslagen of an overleg that who is at work may see, in the order of the agenda."""
    verborgen = queries.verborgen_casussen(wp.store.verbinding)
    alle = [v for v in wp.store.find(Verslag, overleg_id=overleg_id) if not v.verwijderd]
    return op_volgorde(wp, overleg_id, [v for v in alle if v.casus_id not in verborgen])


def op_volgorde(wp: Werkplek, overleg_id: str, verslagen: list[Verslag]) -> list[Verslag]:
    """The verslagen in the order of the agenda, a later version after an earlier one."""
    plek = {p.casus_id: p.volgorde for p in wp.store.find(Agendapunt, overleg_id=overleg_id) if p.casus_id}
    return sorted(verslagen, key=lambda v: (plek.get(v.casus_id, 0), v.casus_id, v.versie))


def getekend_door(verslag: Verslag) -> set[str]:
    """Folded names of who signed."""
    return {vouw(naam) for naam in verslag.ondertekend_door.split(SCHEIDING) if naam}


def mijn_vak(wp: Werkplek, verslag: Verslag) -> tuple[str, bool] | None:
    """Return the field who is at work may sign now, and whether that is on behalf of the voorzitter; or None.

    The voorzitter and the verslaglegger sign in the box that bears their name; the voorzitter first, because the first
    signature lays down what may still be added. A procesregisseur may sign for a voorzitter of another name, and the
    signature then says so.
    """
    wie = wp.wie
    if wie is None or verslag.verwijderd or not (mag_ondertekenen(verslag) or verslag.status == "ondertekend"):
        return None
    getekend, ik = getekend_door(verslag), vouw(wie.naam)
    if ik in getekend:
        return None
    vakken = inhoud_van(wp, verslag).handtekeningen
    eigen = next((v for v in vakken if vouw(v.naam) == ik), None)
    if eigen is not None:
        return (eigen.veldnaam, False) if eigen is vakken[0] or verslag.pdf_sha256 else None
    if wie.rol == "procesregisseur" and verslag.status == "vastgesteld" and vakken:
        return vakken[0].veldnaam, True
    return None


def _waarom_niet(wp: Werkplek, verslagen: list[Verslag]) -> str:
    """Return the key of why who is at work has nothing to sign now."""
    wacht = [v for v in verslagen if mag_ondertekenen(v)]
    if not wacht:
        return "niets_te_ondertekenen"
    ik = vouw(wp.wie_naam())
    later = any(vouw(vak.naam) == ik for v in wacht for vak in inhoud_van(wp, v).handtekeningen[1:])
    return "voorzitter_eerst" if later else "geen_ondertekenaar"


def onderteken_overleg(
    wp: Werkplek,
    overleg_id: str,
    voortgang: Callable[[int, int], None] | None = None,
    keuze: Sleutelkeuze = EIGEN,
) -> tuple[int, Bon]:
    """Sign every verslag of an overleg that has an empty box for who is at work, in one act: all of them or none.

    A verslag of a casus that who is at work may not see is left for who may.

    Args:
        wp: the workplace.
        overleg_id: the overleg.
        voortgang: told (done, total) after each; may raise to stop, then nothing is stored.
        keuze: with which key.

    Returns:
        How many were signed, and the receipt.

    Raises:
        Omstandigheid: REGEL_WEIGERT when nothing is ready, or who is at work is not the one to sign; what is wrong with
            the key or its certificate; NIET_BEVOEGD. Nothing is stored then.
    """
    wp.eis_recht(Daad.ONDERTEKENEN)
    alle = [v for v in van_overleg(wp, overleg_id) if v.status in ("vastgesteld", "ondertekend")]
    vakken = [(v, vak) for v in alle if (vak := mijn_vak(wp, v)) is not None]
    if not vakken:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel=_waarom_niet(wp, alle))
    nu, naam = wp.nu(), wp.wie_naam()
    plaats = wp.eis(Overleg, overleg_id).plaats
    getekend, lijsten = [], vertrouwd(wp).lijsten
    with open_sleutel(wp, keuze) as sleutel:
        for nummer, (verslag, (veld, namens)) in enumerate(vakken, 1):
            reden = "verslag vastgesteld; ondertekend namens de voorzitter" if namens else "verslag vastgesteld"
            getekend.append(
                signing.onderteken(
                    tekenbaar(wp, verslag),
                    sleutel,
                    veld,
                    nu,
                    reden=reden,
                    plaats=plaats,
                    certificeren=not verslag.pdf_sha256,
                    intrekkingslijsten=lijsten,
                )
            )
            if voortgang:
                voortgang(nummer, len(vakken))
    with wp.transactie("verslagen ondertekend") as t:
        for (verslag, _), inhoud in zip(vakken, getekend, strict=True):
            sha = t.bestand(inhoud)
            door = SCHEIDING.join(filter(None, (verslag.ondertekend_door, naam)))
            op = verslag.ondertekend_op or nu
            t.save(verslag.met(status="ondertekend", ondertekend_op=op, ondertekend_door=door, pdf_sha256=sha))
            t.audit("verslag_ondertekend", (verslag.casus_id, verslag.id), {"sha256": sha, "sleutel": keuze.soort})
    return len(vakken), t.bon
