"""A verklaring that is signed elsewhere: a file goes out, comes back signed, is checked, and then covers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from zvh_desktop.documents import compose, signing
from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.overleg import Deelnemer, Overleg, Verklaring, overlegnaam
from zvh_desktop.domain.partner import Verklaringtekst, tekst_sha256
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.tijd import kalenderdag, lokaal
from zvh_desktop.domain.verslag import Verklaringstuk
from zvh_desktop.services import echtheid, geheimhouding
from zvh_desktop.services.klokstand import tijdkwaliteit
from zvh_desktop.services.regiocertificaat import vertrouwd
from zvh_desktop.services.uitgaan import Uitgaand, geef_uit
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = ["Teruggave", "beoordeel", "leg_vast", "maak", "verstuur"]

_VAK = "ondertekenaar"


@dataclass(frozen=True, slots=True)
class Teruggave:
    """A signed file that came back, judged but not recorded: a person says whether it is this person's.

    Attributes:
        deelnemer_id: for whom it was made.
        naam: name in the certificate; unproven unless somebody vouches for it.
        vertrouwen: who vouches: "eigen", "regio", "bekend", "gekwalificeerd" or "onbekend".
        niveau: level that is proven, such as "PAdES B-B".
        op: when it was signed, by the clock of the signer.
        zelfde_naam: the certificate is in the name of the deelnemer, folded.
        inhoud: the file.
    """

    deelnemer_id: str
    naam: str
    vertrouwen: str
    niveau: str
    op: datetime | None
    zelfde_naam: bool
    inhoud: bytes


def maak(wp: Werkplek, deelnemer_id: str) -> tuple[bytes, Bon]:
    """Make the file to be signed elsewhere, and keep it: what comes back has to be this file with a signature added.

    Returns:
        A PDF with a signature field for the deelnemer, and the receipt.

    Raises:
        Omstandigheid: REGEL_WEIGERT when the overleg is closed or there is no text in force.
    """
    deelnemer, overleg = _open(wp, deelnemer_id)
    blad = geheimhouding.tekenblad(wp, deelnemer_id)
    nu = wp.nu()
    stuk = Verklaringstuk(
        zvh=wp.regio().naam,
        naam=deelnemer.naam,
        organisatie=deelnemer.organisatie,
        functie=deelnemer.functie,
        overleg=overlegnaam(overleg.type),
        datum=overleg.datum,
        plaats="",
        tekstversie=blad.versie,
        tekst=f"{blad.kern}\n\n{blad.tekst}",
        tekst_sha256=blad.tekst_sha256,
        wijze="afstand",
        tijdstip=nu,
        toestel=wp.store.toestel,
        tijdkwaliteit=tijdkwaliteit(wp),
        geldig=geheimhouding.geldigheid(blad.geldig_tot),
        getuige=wp.wie_naam(),
        logboek=wp.store.audit_hoofd()[1],
    )
    inhoud = compose.verklaring(stuk)
    with wp.transactie("verklaring gemaakt om elders te tekenen") as t:
        sha = t.bestand(inhoud)
        t.save(deelnemer.met(afstand_sha256=sha, afstand_op=nu, afstand_tekst=blad.tekst_sha256))
        t.audit("verklaring_verstuurd", (overleg.id, deelnemer_id), {"tekst_sha256": blad.tekst_sha256})
    return inhoud, t.bon


def verstuur(wp: Werkplek, deelnemer_id: str, pad: Path) -> tuple[Path, Bon]:
    """Write the file to be signed elsewhere, and record that it left: as everything that leaves.

    Raises:
        Omstandigheid: as `maak`; NIET_BEVOEGD; SCHIJF_VOL, GEEN_RECHTEN, SCHRIJFFOUT, and then no file is left.
    """
    wp.eis_recht(Daad.UITGEVEN)
    inhoud, bon = maak(wp, deelnemer_id)
    deelnemer = wp.eis(Deelnemer, deelnemer_id)
    uit = Uitgaand(
        casus_id="",
        stuk="verklaring",
        wat="geheimhoudingsverklaring om te tekenen",
        aan=", ".join(filter(None, (deelnemer.naam, deelnemer.organisatie))),
        hoe="als bestand, om elders te tekenen",
        inhoud=inhoud,
        bewaar=False,
        bron_id=deelnemer_id,
        partner_id=deelnemer.partner_id,
        overleg_id=deelnemer.overleg_id,
    )
    pad, uitgegaan = geef_uit(wp, uit, pad)
    return pad, bon.samen(uitgegaan)


def beoordeel(wp: Werkplek, deelnemer_id: str, inhoud: bytes, wortels: Iterable[signing.Wortel] = ()) -> Teruggave:
    """Judge a file that came back; nothing is recorded.

    Raises:
        Omstandigheid: REGEL_WEIGERT (`afstand_niet_verstuurd`, `afstand_ander_stuk`, `afstand_niet_getekend`,
            `afstand_ongeldig`), or what `echtheid.controleer` raises for a file that is no PDF.
    """
    deelnemer, _ = _open(wp, deelnemer_id)
    if not deelnemer.afstand_sha256:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="afstand_niet_verstuurd")
    controle = echtheid.controleer(inhoud, wortels=wortels, regio=vertrouwd(wp))
    # A signature is added behind what was there; only then is it proven which text was signed.
    if not inhoud.startswith(wp.store.bestand(deelnemer.afstand_sha256)):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="afstand_ander_stuk")
    gezet = next((h for h in controle.handtekeningen if h.veldnaam == _VAK), None)
    if gezet is None:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="afstand_niet_getekend")
    if controle.verdict is not signing.Verdict.GELDIG or not gezet.geldig:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="afstand_ongeldig")
    return Teruggave(
        deelnemer_id,
        gezet.naam,
        gezet.vertrouwen,
        gezet.niveau,
        lokaal(gezet.ondertekend_op) if gezet.ondertekend_op else None,
        vouw(gezet.naam) == vouw(deelnemer.naam),
        inhoud,
    )


def leg_vast(wp: Werkplek, teruggave: Teruggave) -> tuple[str, Bon]:
    """Record the verklaring that came back, with the file itself; who is at work vouches that it is this person's."""
    deelnemer, overleg = _open(wp, teruggave.deelnemer_id)
    blad = geheimhouding.tekenblad(wp, deelnemer.id)
    versies = {tekst_sha256(x.versie, x.kern, x.tekst): x.versie for x in wp.store.find(Verklaringtekst)}
    toen = teruggave.op
    gezegd = f"volgens de ondertekenaar op {kalenderdag(toen.date())} om {toen:%H:%M}" if toen else "onbekend"
    id_ = wp.nieuw_id()
    with wp.transactie("verklaring op afstand vastgelegd") as t:
        t.save(
            Verklaring(
                id=id_,
                stream=overleg.stream,
                overleg_id=overleg.id,
                deelnemer_id=deelnemer.id,
                wijze="afstand",
                naam=teruggave.naam or deelnemer.naam,
                organisatie=deelnemer.organisatie,
                functie=deelnemer.functie,
                tekstversie=versies.get(deelnemer.afstand_tekst, ""),
                tekst_sha256=deelnemer.afstand_tekst,
                tijdstip=wp.nu(),
                toestel=wp.store.toestel,
                getuige=wp.wie_naam(),
                geldig_tot=blad.geldig_tot,
                uitgenodigd_als=deelnemer.naam,
                tijdkwaliteit=f"getekend {gezegd}; ontvangen: {tijdkwaliteit(wp)}",
                pdf_sha256=t.bestand(teruggave.inhoud),
            )
        )
        t.audit(
            "verklaring",
            (overleg.id, deelnemer.id, id_),
            {"wijze": "afstand", "tekst_sha256": deelnemer.afstand_tekst, "vertrouwen": teruggave.vertrouwen},
        )
    return id_, t.bon


def _open(wp: Werkplek, deelnemer_id: str) -> tuple[Deelnemer, Overleg]:
    deelnemer = wp.eis(Deelnemer, deelnemer_id)
    overleg = wp.eis(Overleg, deelnemer.overleg_id)
    if overleg.status == "gesloten":
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="overleg_gesloten")
    return deelnemer, overleg
