"""What is added to a signed verslag: an aanvulling, or the zienswijze of the betrokkene; a signed file beside it.

The verslag itself is never opened again.
"""

from dataclasses import dataclass
from pathlib import Path

from zvh_desktop.documents import compose, signing
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.gevoelig import bevat_adres, bevat_bsn
from zvh_desktop.domain.overleg import Overleg
from zvh_desktop.domain.toevoeging import AARDEN, Toevoeging
from zvh_desktop.domain.verslag import Addendum, Handtekenvak, Verslag, Verstrekking
from zvh_desktop.protocol.rights import mag_verzegelen
from zvh_desktop.services.regiocertificaat import vertrouwd
from zvh_desktop.services.sleutels import EIGEN, Sleutelkeuze, eigen_certificaten, open_sleutel
from zvh_desktop.services.stukken import Bladbron, geldig_bestand
from zvh_desktop.services.uitgaan import Uitgaand, geef_uit
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = ["ToevoegingRegel", "bladbron", "kan_toevoegen", "lijst", "verstrek", "voeg_toe"]

_VELD = "opsteller"


@dataclass(frozen=True, slots=True)
class ToevoegingRegel:
    """An addition, and to whom it was handed out."""

    toevoeging: Toevoeging
    verstrekt: tuple[str, ...]


def lijst(wp: Werkplek, verslag_id: str) -> tuple[ToevoegingRegel, ...]:
    """The additions to a verslag, the first one first."""
    verslag = wp.eis(Verslag, verslag_id)
    wp.eis(Casus, verslag.casus_id)
    alle = [t for t in wp.store.find(Toevoeging, verslag_id=verslag_id) if not t.verwijderd]
    gegeven: dict[str, list[str]] = {}
    for v in wp.store.find(Verstrekking, casus_id=verslag.casus_id):
        if v.stuk == Toevoeging.soort and not v.verwijderd:
            gegeven.setdefault(v.bron_id, []).append(v.aan)
    return tuple(
        ToevoegingRegel(t, tuple(gegeven.get(t.id, ()))) for t in sorted(alle, key=lambda t: (t.opgemaakt_op, t.id))
    )


def kan_toevoegen(wp: Werkplek, verslag: Verslag) -> bool:
    """Tell whether who is at work may add something to it: it is signed, and the role allows it."""
    wie = wp.wie
    return (
        verslag.status in ("ondertekend", "vervangen")
        and bool(verslag.pdf_sha256)
        and wie is not None
        and mag_verzegelen(wie.rol, "casus", Toevoeging.soort)
    )


def voeg_toe(
    wp: Werkplek,
    verslag_id: str,
    aard: str,
    van: str,
    tekst: str,
    reden: str = "",
    keuze: Sleutelkeuze = EIGEN,
) -> tuple[str, Bon]:
    """Compose, sign and keep an addition in one act; the draft of it ends with it.

    Args:
        wp: the workplace.
        verslag_id: a signed verslag.
        aard: key of `toevoeging.AARDEN`.
        van: who brought it in, as printed.
        tekst: what is added.
        reden: why; a zienswijze needs none.
        keuze: with which key.

    Raises:
        Omstandigheid: NOG_NIET_ONDERTEKEND; REGEL_WEIGERT "toevoeging_leeg", "toevoeging_reden", "toevoeging_mag_niet",
            or "gevoelig_in_toevoeging" when a BSN or secret address stands in it; what is wrong with the key.
    """
    verslag = wp.eis(Verslag, verslag_id)
    casus = wp.eis(Casus, verslag.casus_id)
    if not verslag.pdf_sha256:
        raise Omstandigheid(Reden.NOG_NIET_ONDERTEKEND)
    if not kan_toevoegen(wp, verslag):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="toevoeging_mag_niet")
    if aard not in AARDEN or not van.strip() or not tekst.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="toevoeging_leeg")
    if aard == "aanvulling" and len(reden.strip()) < 5:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="toevoeging_reden")
    if any(_gevoelig(wp, casus.id, deel) for deel in (van, tekst, reden)):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="gevoelig_in_toevoeging")
    nu, wie, regio = wp.nu(), wp.wie, wp.regio()
    bestaand = wp.store.find(Toevoeging, verslag_id=verslag_id, ook_verwijderd=True)
    nummer = 1 + max((t.nummer for t in bestaand), default=0)
    overleg = wp.eis(Overleg, verslag.overleg_id)
    # `kan_toevoegen` said that somebody is at work.
    rol = (wie.functie or wie.rol) if wie else ""
    inhoud = Addendum.model_validate(
        {
            "zvh": regio.naam,
            "rubricering": regio.rubricering,
            "casusnummer": casus.nummer,
            "datum_overleg": overleg.datum,
            "versie": verslag.versie,
            "bron_sha256": verslag.pdf_sha256,
            "nummer": nummer,
            "aard": aard,
            "van": van.strip(),
            "tekst": tekst.strip(),
            "reden": reden.strip() or "zienswijze van de betrokkene, bij het verslag gevoegd",
            "opgemaakt_op": nu,
            "logboek": wp.store.audit_hoofd()[1],
            "handtekeningen": (Handtekenvak(veldnaam=_VELD, naam=wp.wie_naam(), rol=rol),),
        }
    )
    with open_sleutel(wp, keuze) as sleutel:
        pdf = signing.onderteken(
            compose.addendum(inhoud),
            sleutel,
            _VELD,
            nu,
            reden="toevoeging bij een verslag",
            certificeren=True,
            intrekkingslijsten=vertrouwd(wp).lijsten,
        )
    id_ = wp.nieuw_id()
    with wp.transactie("toevoeging bij het verslag") as t:
        sha = t.bestand(pdf)
        t.save(
            Toevoeging.model_validate(
                {
                    "id": id_,
                    "stream": verslag.stream,
                    "casus_id": casus.id,
                    "verslag_id": verslag_id,
                    "bron_sha256": verslag.pdf_sha256,
                    "nummer": nummer,
                    "aard": aard,
                    "van": van.strip(),
                    "tekst": tekst.strip(),
                    "reden": reden.strip(),
                    "opgemaakt_op": nu,
                    "opgemaakt_door": wp.wie_naam(),
                    "inhoud": inhoud.model_dump_json(),
                    "pdf_sha256": sha,
                }
            )
        )
        t.audit("verslag_toevoeging", (casus.id, verslag_id, id_), {"sha256": sha, "sleutel": keuze.soort})
    return id_, t.bon


def _gevoelig(wp: Werkplek, casus_id: str, tekst: str) -> bool:
    """Whether a BSN, or a secret address of someone of this casus, was typed."""
    personen = wp.store.find(Betrokkene, ook_verwijderd=True, casus_id=casus_id)
    return bevat_bsn(tekst) or bevat_adres(tekst, personen)


def bladbron(wp: Werkplek, toevoeging_id: str) -> Bladbron:
    """What the pages of an addition are made from; that it was opened is recorded."""
    toevoeging = wp.eis(Toevoeging, toevoeging_id)
    wp.eis(Casus, toevoeging.casus_id)
    wp.log("toevoeging_geopend", (toevoeging.casus_id, toevoeging_id))
    pdf = geldig_bestand(wp, toevoeging.pdf_sha256)
    return Bladbron(pdf=pdf, eigen=eigen_certificaten(wp), regio=vertrouwd(wp))


def verstrek(wp: Werkplek, toevoeging_id: str, pad: Path, *, aan: str, hoe: str, grond: str) -> tuple[Path, Bon]:
    """Hand out an addition: write it where the person said, and record to whom and on what ground.

    Raises:
        Omstandigheid: REGEL_WEIGERT "grond_nodig", "ontvanger_nodig"; else as `uitgaan.geef_uit`.
    """
    toevoeging = wp.eis(Toevoeging, toevoeging_id)
    wp.eis(Casus, toevoeging.casus_id)
    if not grond.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="grond_nodig")
    return geef_uit(
        wp,
        Uitgaand(
            casus_id=toevoeging.casus_id,
            stuk=Toevoeging.soort,
            wat=f"{AARDEN[toevoeging.aard].lower()}, nummer {toevoeging.nummer}, bij het verslag",
            aan=aan,
            hoe=hoe,
            inhoud=geldig_bestand(wp, toevoeging.pdf_sha256),
            bewaar=False,
            grond=grond,
            verslag_id=toevoeging.verslag_id,
            bron_id=toevoeging.id,
        ),
        pad,
    )
