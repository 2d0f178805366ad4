"""Files and pages: verslagen, presentielijst and verklaringen as documents."""

from dataclasses import dataclass

from zvh_desktop.documents import compose, signing
from zvh_desktop.domain.brieven import Brief
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.gevoelig import getypt
from zvh_desktop.domain.overleg import (
    Aanwezigheid,
    Agendapunt,
    Deelnemer,
    Verklaring,
    deelname_in_woorden,
    overlegnaam,
    voorgelezen_in_woorden,
)
from zvh_desktop.domain.partner import tekst_sha256
from zvh_desktop.domain.tijd import klokslag
from zvh_desktop.domain.toevoeging import Stempelversie, beste_versie
from zvh_desktop.domain.verslag import (
    Presentielijst,
    Verklaringstuk,
    Verslag,
    VerslagInhoud,
)
from zvh_desktop.services import geheimhouding
from zvh_desktop.services.kijker import bedek, scherm
from zvh_desktop.services.overlegbeeld import detail
from zvh_desktop.services.regiocertificaat import NIEMAND, Instaan, vertrouwd
from zvh_desktop.services.sleutels import eigen_certificaten, ondertekensleutel
from zvh_desktop.services.verslagtekst import AFWEZIG, aanwezige, inhoud_van
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import attachments

__all__ = [
    "Bladbron",
    "bestand",
    "blad",
    "bladbron",
    "concept_pdf",
    "geldig_bestand",
    "maak_bladen",
    "pdf",
    "presentielijst_pdf",
    "tekenbaar",
    "verklaring_pdf",
    "voorbeeld_verklaring",
]


@dataclass(frozen=True, slots=True)
class Bladbron:
    """What pages are made from: the stored file, or content still to be composed; goes to any thread."""

    pdf: bytes = b""
    inhoud: VerslagInhoud | Verklaringstuk | Brief | None = None
    eigen: tuple[str, ...] = ()
    """`eigen_certificaten`, for the check of the file."""
    regio: Instaan = NIEMAND
    """`regiocertificaat.vertrouwd`, for the same."""


def concept_pdf(wp: Werkplek, verslag_id: str) -> bytes:
    """The pages of a draft, marked as such, or of the stored content; made in memory."""
    verslag = wp.eis(Verslag, verslag_id)
    return compose.verslag(bedek(wp, verslag.casus_id, inhoud_van(wp, verslag)))


def pdf(wp: Werkplek, verslag_id: str) -> bytes:
    """The stored signed file byte for byte when signed, else the pages as they would be."""
    verslag = wp.eis(Verslag, verslag_id)
    return bestand(wp, verslag_id) if verslag.pdf_sha256 else concept_pdf(wp, verslag_id)


def _voor_wie_leest(wp: Werkplek, verslag: Verslag) -> None:
    """A signed file cannot be shown with something hidden in it: it stays closed, and an extract tells the rest.

    Raises:
        Omstandigheid: REGEL_WEIGERT "stuk_met_adres" when an address stands in it that is closed to who is at work.
    """
    dicht = scherm(wp, verslag.casus_id)
    if dicht and any(dicht.af(tekst) != tekst for tekst in getypt(VerslagInhoud.model_validate_json(verslag.inhoud))):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="stuk_met_adres")


def tekst(pdf: bytes) -> str:
    """Return the words on the pages of a file of our own."""
    # Loaded here: see `maak_bladen`.
    from zvh_desktop.documents import preview

    return preview.tekst(pdf)


def geldig_bestand(wp: Werkplek, sha256: str) -> bytes:
    """The signed file with this SHA-256, with a time stamp when one was added and that version is here."""
    versie = beste_versie(wp.store.find(Stempelversie, bron_sha256=sha256), sha256)
    if versie is not None and attachments.present(wp.store.verbinding, [versie.pdf_sha256]):
        return wp.store.bestand(versie.pdf_sha256)
    return wp.store.bestand(sha256)


def bestand(wp: Werkplek, verslag_id: str) -> bytes:
    """The stored signed file, byte for byte; with a time stamp when one was added.

    Raises:
        Omstandigheid: NOG_NIET_ONDERTEKEND; REGEL_WEIGERT "stuk_met_adres" for who may not have what stands in it.
    """
    verslag = wp.eis(Verslag, verslag_id)
    if not verslag.pdf_sha256:
        raise Omstandigheid(Reden.NOG_NIET_ONDERTEKEND)
    _voor_wie_leest(wp, verslag)
    return geldig_bestand(wp, verslag.pdf_sha256)


def tekenbaar(wp: Werkplek, verslag: Verslag) -> bytes:
    """The file to sign: with the signatures it has, or composed from the frozen content."""
    if verslag.pdf_sha256:
        return geldig_bestand(wp, verslag.pdf_sha256)
    return compose.verslag(VerslagInhoud.model_validate_json(verslag.inhoud))


def bladbron(wp: Werkplek, verslag_id: str) -> Bladbron:
    """What the pages of a verslag are made from; quick, the making itself is `maak_bladen`, beside the store."""
    verslag = wp.eis(Verslag, verslag_id)
    if verslag.pdf_sha256:
        return Bladbron(pdf=bestand(wp, verslag_id), eigen=eigen_certificaten(wp), regio=vertrouwd(wp))
    return Bladbron(inhoud=bedek(wp, verslag.casus_id, inhoud_van(wp, verslag)))


def maak_bladen(bron: Bladbron) -> tuple[bytes, int]:
    """Compose when needed; return the file, in memory, and its number of pages."""
    inhoud = bron.pdf
    if isinstance(bron.inhoud, VerslagInhoud):
        inhoud = compose.verslag(bron.inhoud)
    elif isinstance(bron.inhoud, Brief):
        inhoud = compose.brief(bron.inhoud)
    elif bron.inhoud is not None:
        inhoud = compose.verklaring(bron.inhoud)
    # Loaded here because PDFium is a large library, needed with the first page only.
    from zvh_desktop.documents import preview

    return inhoud, preview.paginas(inhoud)


def blad(inhoud: bytes, nummer: int, schaal: float) -> tuple[int, int, bytes]:
    """Draw page `nummer` (from 0) at `schaal` pixels a point: width, height, RGBA rows from the top."""
    # Loaded here because PDFium is a large library, needed with the first page only.
    from zvh_desktop.documents import preview

    return preview.pagina_raw(inhoud, nummer, schaal)


def presentielijst_pdf(wp: Werkplek, overleg_id: str) -> bytes:
    """The list of those present at an overleg, without case content."""
    d = detail(wp, overleg_id)
    o, regio = d.overleg, wp.regio()
    aanwezig, afwezig = [], []
    namen = {r.deelnemer.id: r.deelnemer.naam for r in d.deelnemers}
    for regel in d.deelnemers:
        deelnemer = regel.deelnemer
        voor = namen.get(deelnemer.waarneemt_voor, "")
        if deelnemer.aanwezigheid == "aanwezig":
            van = klokslag(deelnemer.binnen_sinds) or klokslag(o.begonnen_op)
            tot = klokslag(deelnemer.vertrokken_op) or klokslag(o.gesloten_op)
            hoe = _hoe(wp, o.id, deelnemer)
            aanwezig.append(aanwezige(regel, f"{van}–{tot} ({hoe})" if hoe else f"{van}–{tot}", "", voor=voor))
        else:
            afwezig.append(aanwezige(regel, "", AFWEZIG[deelnemer.aanwezigheid], voor=voor))
    wp.log("presentielijst_gemaakt", (overleg_id,))
    kaal = compose.presentielijst(
        Presentielijst(
            zvh=regio.naam,
            rubricering=regio.rubricering,
            overleg=overlegnaam(o.type),
            voorgelezen=voorgelezen_in_woorden(o),
            datum=o.datum,
            begin=klokslag(o.begonnen_op) or o.begin.strftime("%H:%M"),
            eind=klokslag(o.gesloten_op) or o.eind.strftime("%H:%M"),
            plaats=o.plaats,
            voorzitter=o.voorzitter,
            verslaglegger=o.verslaglegger,
            aanwezigen=tuple(aanwezig),
            afwezigen=tuple(afwezig),
            logboek=wp.store.audit_hoofd()[1],
        )
    )
    if o.status != "gesloten" or wp.wie_naam() != o.voorzitter:
        return kaal
    return _teken_stuk(wp, kaal, "voorzitter", "presentielijst", o.plaats)


def _hoe(wp: Werkplek, overleg_id: str, deelnemer: Deelnemer) -> str:
    """Say how someone took part, by the numbers of the agenda: the list of those present names no casus."""
    punten = sorted(wp.store.find(Agendapunt, overleg_id=overleg_id), key=lambda p: (p.volgorde, p.id))
    nummers = {p.id: n for n, p in enumerate(punten, 1)}
    per_punt: dict[int, str] = {}
    perioden = wp.store.find(Aanwezigheid, overleg_id=overleg_id, deelnemer_id=deelnemer.id, status="binnen")
    for periode in sorted(perioden, key=lambda p: (p.van, p.id)):
        if periode.deelname and periode.agendapunt_id in nummers:
            per_punt[nummers[periode.agendapunt_id]] = periode.deelname
    bekend = list(per_punt.values())
    gewoon = deelnemer.deelname if not bekend else max(sorted(set(bekend)), key=bekend.count)
    return deelname_in_woorden(per_punt, gewoon)


def _teken_stuk(wp: Werkplek, kaal: bytes, veld: str, reden: str, plaats: str) -> bytes:
    """Certify a document with the key of who is at work, whose name stands in the box `veld`."""
    return signing.onderteken(kaal, ondertekensleutel(wp), veld, wp.nu(), reden=reden, plaats=plaats, certificeren=True)


def verklaring_pdf(wp: Werkplek, verklaring_id: str) -> bytes:
    """A verklaring as a document, signed by the witness; stored at first making so that it stays the same."""
    verklaring = wp.eis(Verklaring, verklaring_id)
    if verklaring.pdf_sha256:
        return wp.store.bestand(verklaring.pdf_sha256)
    inhoud = compose.verklaring(geheimhouding.stuk(wp, verklaring_id))
    if wp.wie_naam() == verklaring.getuige:
        inhoud = _teken_stuk(wp, inhoud, "getuige", "verklaring afgelegd", verklaring.plaats)
    with wp.transactie("verklaring als document bewaard") as t:
        t.save(verklaring.met(pdf_sha256=t.bestand(inhoud)))
        t.audit("verklaring_document", (verklaring_id,), {})
    return inhoud


def voorbeeld_verklaring(wp: Werkplek, versie: str, kern: str, tekst: str) -> Bladbron:
    """What a verklaring with this text would look like, signed by nobody; for judging a text before it is used."""
    return Bladbron(
        inhoud=Verklaringstuk(
            zvh=wp.regio().naam,
            naam="Naam van de ondertekenaar",
            organisatie="Organisatie",
            functie="functie",
            overleg="Voorbeeld",
            datum=wp.vandaag(),
            plaats="plaats",
            tekstversie=versie.strip() or "concept",
            tekst=f"{kern.strip()}\n\n{tekst.strip()}",
            tekst_sha256=tekst_sha256(versie.strip(), kern, tekst),
            wijze="papier",
            tijdstip=wp.nu(),
            toestel=wp.store.toestel,
            getuige=wp.wie_naam(),
            logboek=wp.store.audit_hoofd()[1],
        )
    )
