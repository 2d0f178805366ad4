"""Time stamps: what was signed gets one at the first contact, in a version beside the signed file.

Three steps, because asking a service takes long: what waits (on the workplace), the asking (beside it), keeping.
What was handed out before stays as it was handed out.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from zvh_desktop.config import Instellingen
from zvh_desktop.documents import signing
from zvh_desktop.domain.errors import Omstandigheid, Reden, ZvhFout
from zvh_desktop.domain.toevoeging import Stempelversie, Toevoeging
from zvh_desktop.domain.verslag import Verslag
from zvh_desktop.ports import Intrekkingsbron, Stempelaar
from zvh_desktop.protocol.rights import mag_verzegelen
from zvh_desktop.services.regiocertificaat import vertrouwd
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import attachments, queries

__all__ = ["Gestempeld", "Opdracht", "bewaar", "dienst", "keur_adres", "stempel", "te_stempelen"]

ADRES: Final = "tijdstempeldienst"
"""Setting of the machine: address of the service, empty for none."""

_TEGELIJK: Final = 20


@dataclass(frozen=True, slots=True)
class Opdracht:
    """A signed file that waits for a time stamp."""

    soort: str
    """"verslag" or "toevoeging"."""
    id: str
    casus_id: str
    stream: str
    sha256: str
    pdf: bytes
    lijsten: tuple[bytes, ...] = ()
    """Revocation lists of the region that are at hand."""


@dataclass(frozen=True, slots=True)
class Gestempeld:
    """The outcome for one file: with a stamp, or why not."""

    opdracht: Opdracht
    pdf: bytes = b""
    dienst: str = ""
    op: datetime | None = None
    niveau: str = ""
    fout: ZvhFout | None = None


def keur_adres(adres: str) -> str:
    """Return the address of a service as it may be kept; empty for none.

    Plain HTTP will do: only a hash travels, and the answer is signed.

    Raises:
        Omstandigheid: REGEL_WEIGERT "stempeladres".
    """
    kaal = adres.strip()
    if not kaal:
        return ""
    try:
        delen = urlsplit(kaal)
        goed = delen.scheme in ("http", "https") and delen.hostname and not delen.username
        delen.port  # noqa: B018 - a number out of range is found by asking
    except ValueError:
        goed = False
    if not goed:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="stempeladres")
    return kaal


def dienst(instellingen: Instellingen) -> str:
    """Return the address of the service that is set, empty for none."""
    return instellingen.tekst(ADRES)


def te_stempelen(wp: Werkplek) -> tuple[Opdracht, ...]:
    """What was signed and has no time stamp yet, as far as it is here and may be seen; a few at a time."""
    wie = wp.wie
    if wie is None or not mag_verzegelen(wie.rol, "casus", Stempelversie.soort):
        return ()
    verborgen = queries.verborgen_casussen(wp.store.verbinding)
    al = {v.bron_sha256 for v in wp.store.find(Stempelversie) if not v.verwijderd}
    wacht: list[Verslag | Toevoeging] = [v for v in wp.store.find(Verslag, status="ondertekend") if not v.verwijderd]
    wacht += [t for t in wp.store.find(Toevoeging) if not t.verwijderd]
    wacht = [d for d in wacht if d.pdf_sha256 and d.pdf_sha256 not in al and d.casus_id not in verborgen]
    hier = attachments.present(wp.store.verbinding, [d.pdf_sha256 for d in wacht])
    gekozen = sorted((d for d in wacht if d.pdf_sha256 in hier), key=lambda d: d.id, reverse=True)[:_TEGELIJK]
    lijsten = vertrouwd(wp).lijsten if gekozen else ()
    return tuple(
        Opdracht(d.soort, d.id, d.casus_id, d.stream, d.pdf_sha256, wp.store.bestand(d.pdf_sha256), lijsten)
        for d in gekozen
    )


def stempel(
    opdrachten: tuple[Opdracht, ...], stempelaar: Stempelaar, bron: Intrekkingsbron | None
) -> tuple[Gestempeld, ...]:
    """Ask for a time stamp for each; needs no vault, and belongs beside the store's thread.

    Where the authorities do not answer, the stamp is asked without their proof: B-T instead of B-LT. After a service
    that does not answer at all, the rest is not asked.
    """
    uit: list[Gestempeld] = []
    for opdracht in opdrachten:
        try:
            try:
                pdf = signing.voeg_tijdstempel_toe(opdracht.pdf, stempelaar, bron=bron, lijsten=opdracht.lijsten)
            except Omstandigheid:
                if bron is None:
                    raise
                pdf = signing.voeg_tijdstempel_toe(opdracht.pdf, stempelaar)
            gezien = signing.controleer(pdf)
        except Omstandigheid as fout:
            uit.append(Gestempeld(opdracht, fout=fout))
            if fout.reden is Reden.TIJDSTEMPEL_MISLUKT and fout.gegevens.get("wat") == "weg":
                break
            continue
        laatste = gezien.tijdstempels[-1]
        niveaus = {h.niveau for h in gezien.handtekeningen}
        niveau = min(niveaus, key=_RANG.index) if niveaus else ""
        uit.append(Gestempeld(opdracht, pdf, laatste.dienst, laatste.tijdstip, niveau))
    return tuple(uit)


_RANG: Final = ("geen PAdES", "PAdES B-B", "PAdES B-T", "PAdES B-LT")


def bewaar(wp: Werkplek, gestempeld: tuple[Gestempeld, ...]) -> tuple[int, Bon]:
    """Keep what was stamped beside the signed files; return how many.

    What was signed again, or stamped by another, meanwhile is left out.
    """
    goed = []
    for g in gestempeld:
        klasse: type[Verslag] | type[Toevoeging] = Verslag if g.opdracht.soort == "verslag" else Toevoeging
        nu = wp.store.vind(klasse, g.opdracht.id)
        al = wp.store.find(Stempelversie, bron_sha256=g.opdracht.sha256)
        if g.op is not None and nu is not None and nu.pdf_sha256 == g.opdracht.sha256 and not al:
            goed.append((g, g.op))
    if not goed:
        return 0, Bon.leeg()
    with wp.transactie("tijdstempels toegevoegd") as t:
        for g, op in goed:
            sha = t.bestand(g.pdf)
            t.save(
                Stempelversie(
                    id=wp.nieuw_id(),
                    stream=g.opdracht.stream,
                    casus_id=g.opdracht.casus_id,
                    bij_id=g.opdracht.id,
                    bron_sha256=g.opdracht.sha256,
                    pdf_sha256=sha,
                    dienst=g.dienst,
                    gestempeld_op=op,
                    niveau=g.niveau,
                )
            )
            t.audit("tijdstempel_toegevoegd", (g.opdracht.casus_id, g.opdracht.id), {"sha256": sha})
    return len(goed), t.bon
