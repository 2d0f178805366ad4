"""In the field: the own casussen and actions, and what is done there; everything stays here until a round can be made.

What a name and an address are on a small screen is decided here: lists hold initials, an address comes only when it is
asked for, and that is recorded.
"""

import contextlib
import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.dossierstuk import GROOTSTE_STUK, Dossierstuk
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.plan import FASEN, Actie, Fase, dagen_te_laat
from zvh_desktop.domain.planfase import OPEN
from zvh_desktop.domain.samenvoeging import levend
from zvh_desktop.domain.veld import MELDER, initialen, op_dag, van_mij
from zvh_desktop.services import acties, dossiers, fasen, vlaggen
from zvh_desktop.services.kijker import bedek, bedek_regels
from zvh_desktop.services.sync import NietVerzonden, niet_verzonden
from zvh_desktop.services.uitvoer import lees as lees_bestand
from zvh_desktop.services.vlaggen import VlagInvoer
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import queries
from zvh_desktop.store.attachments import present
from zvh_desktop.store.files import file_errors
from zvh_desktop.store.meta import has_region

__all__ = [
    "Veldactie",
    "Veldbeeld",
    "Veldcasus",
    "Velddossier",
    "Veldpersoon",
    "Veldvoorwaarde",
    "adres",
    "casus",
    "contactmoment",
    "haal_origineel_weg",
    "herlees",
    "lees",
    "rond_af",
    "signaal",
    "zet_voldaan",
]


@dataclass(frozen=True, slots=True)
class Veldcasus:
    """A row of the own casussen; no name."""

    id: str
    letters: str
    nummer: str
    acties: int
    te_laat: int


@dataclass(frozen=True, slots=True)
class Veldactie:
    """An action for who is at work."""

    id: str
    casus_id: str
    letters: str
    tekst: str
    uiterlijk: date | None
    te_laat: int


@dataclass(frozen=True, slots=True)
class Veldbeeld:
    """What the field view begins with.

    Attributes:
        wacht: what was not sent yet, per record.
        gedeeld: this vault shares with others at all.
    """

    casussen: tuple[Veldcasus, ...]
    acties: tuple[Veldactie, ...]
    wacht: tuple[NietVerzonden, ...]
    gedeeld: bool
    vandaag: date


@dataclass(frozen=True, slots=True)
class Veldpersoon:
    """Somebody of the casus; the address is asked for on its own."""

    id: str
    letters: str
    rol: str


@dataclass(frozen=True, slots=True)
class Veldvoorwaarde:
    """A condition of a phase that is being worked on."""

    id: str
    fase_id: str
    fase: str
    tekst: str
    voldaan: bool
    door: str


@dataclass(frozen=True, slots=True)
class Velddossier:
    """One own casus."""

    id: str
    letters: str
    nummer: str
    personen: tuple[Veldpersoon, ...]
    acties: tuple[Veldactie, ...]
    voorwaarden: tuple[Veldvoorwaarde, ...]
    vandaag: date


def _eigen(wp: Werkplek) -> dict[str, Casus]:
    ids = queries.eigen_casussen(wp.store.verbinding)
    lopend = (c for c in wp.store.vind_veel(Casus, sorted(ids)).values() if not c.verwijderd)
    return {c.id: c for c in lopend if c.status in ("aangemeld", "loopt") and wp.ziet(c.id)}


def _eis_eigen(wp: Werkplek, casus_id: str) -> Casus:
    """Return an own casus; any other is not there for the field view, whoever is at work.

    Raises:
        Omstandigheid: NIET_GEVONDEN.
    """
    gevonden = _eigen(wp).get(casus_id)
    if gevonden is None:
        raise Omstandigheid(Reden.NIET_GEVONDEN, wat="casus")
    return gevonden


def _acties(wp: Werkplek, casussen: dict[str, Casus]) -> list[Veldactie]:
    wie = wp.wie
    if wie is None or not casussen:
        return []
    vandaag = wp.vandaag()
    eigen = [
        a
        for a in wp.store.find(Actie, casus_id=sorted(casussen), status="open")
        if van_mij(a, wie.naam, wie.partner_id)
    ]
    return [
        Veldactie(
            a.id, a.casus_id, initialen(casussen[a.casus_id].naam), a.tekst, a.uiterlijk, dagen_te_laat(a, vandaag)
        )
        for a in op_dag(eigen)
    ]


def lees(wp: Werkplek) -> Veldbeeld:
    """Return the own casussen and actions; those with an action that is late first."""
    with wp.store.reading():
        casussen = _eigen(wp)
        mijn = bedek_regels(wp, _acties(wp, casussen))
        wacht = tuple(niet_verzonden(wp))
    rijen = [
        Veldcasus(
            c.id,
            initialen(c.naam),
            c.nummer,
            sum(a.casus_id == c.id for a in mijn),
            sum(a.casus_id == c.id and a.te_laat > 0 for a in mijn),
        )
        for c in casussen.values()
    ]
    rijen.sort(key=lambda r: (-r.te_laat, -r.acties, r.nummer))
    return Veldbeeld(tuple(rijen), tuple(mijn), wacht, has_region(wp.store.verbinding), wp.vandaag())


def casus(wp: Werkplek, casus_id: str) -> Velddossier:
    """Return one own casus; that it was opened is recorded.

    Raises:
        Omstandigheid: NIET_GEVONDEN for one that is not an own casus.
    """
    gelezen = herlees(wp, casus_id)
    wp.log("dossier_geopend", (casus_id,))
    return gelezen


def herlees(wp: Werkplek, casus_id: str) -> Velddossier:
    """Return it once more, because something in it changed; see `casus`."""
    with wp.store.reading():
        c = _eis_eigen(wp, casus_id)
        personen = levend(wp.store.find(Betrokkene, casus_id=casus_id))
        open_fasen = [f for f in wp.store.find(Fase, casus_id=casus_id) if f.status in OPEN]
        voorwaarden = tuple(
            Veldvoorwaarde(
                v.id, f.id, f"{f.nummer} {FASEN.get(f.nummer, '')}", v.tekst, v.voldaan_op is not None, v.voldaan_door
            )
            for f in sorted(open_fasen, key=lambda f: f.nummer)
            for v in fasen.voorwaarden(wp, f)
        )
        mijn = tuple(_acties(wp, {c.id: c}))
    gelezen = Velddossier(
        c.id,
        initialen(c.naam),
        c.nummer,
        tuple(
            Veldpersoon(b.id, initialen(b.volledige_naam), b.rol)
            for b in sorted(personen, key=lambda b: (not b.hoofdpersoon, b.id))
        ),
        mijn,
        voorwaarden,
        wp.vandaag(),
    )
    return bedek(wp, casus_id, gelezen)


def adres(wp: Werkplek, betrokkene_id: str) -> str:
    """Return name, address and telephone of somebody, asked for on purpose; that is recorded.

    Raises:
        Omstandigheid: NIET_GEVONDEN outside the own casussen; REGEL_WEIGERT or NIET_BEVOEGD when the address is closed.
    """
    persoon = wp.eis(Betrokkene, betrokkene_id)
    _eis_eigen(wp, persoon.casus_id)
    gezien = dossiers.toon_adres(wp, betrokkene_id)
    waar = gezien.met(adres_geheim=False).adresregel() or "geen adres bekend"
    geheim = "Geheim adres: noem het niemand." if gezien.adres_geheim else ""
    veilig = f"Contact alleen via: {gezien.contact_alleen_via}" if gezien.contact_alleen_via.strip() else ""
    mee = "Let op: iemand anders kan deze telefoon lezen." if gezien.telefoon_meelezen == "ja" else ""
    delen = (gezien.volledige_naam, veilig, waar, geheim, gezien.telefoon, mee if gezien.telefoon else "")
    return "\n".join(deel for deel in delen if deel)


# -- what is done there


def contactmoment(wp: Werkplek, casus_id: str, soort: str, tekst: str) -> Bon:
    """Write down a contact: "contact" face to face, or "telefoon".

    Raises:
        Omstandigheid: REGEL_WEIGERT "verloop_leeg" without text, "waarde_past_niet"; NIET_GEVONDEN.
    """
    _eis_eigen(wp, casus_id)
    if not tekst.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="verloop_leeg")
    if soort not in ("contact", "telefoon"):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="waarde_past_niet", velden=("notitiesoort",))
    velden = {"notitiesoort": soort, "tekst": tekst.strip(), "bron": wp.wie_naam()}
    return dossiers.voeg_toe(wp, "notitie", casus_id, velden)[1]


def signaal(wp: Werkplek, casus_id: str, tekst: str) -> Bon:
    """Tell the procesregisseur something that cannot wait: a flag for today, so that it stands in that Vandaag.

    Raises:
        Omstandigheid: REGEL_WEIGERT "vlag_zonder_tekst"; NIET_GEVONDEN.
    """
    _eis_eigen(wp, casus_id)
    nodig = f"Beoordelen en terugkoppelen aan {wp.wie_naam()}"
    invoer = VlagInvoer(tekst=f"Signaal: {tekst.strip()}" if tekst.strip() else "", nodig=nodig, wie=MELDER,
                        uiterlijk=wp.vandaag())  # fmt: skip
    return vlaggen.zet(wp, casus_id, invoer)


def zet_voldaan(wp: Werkplek, fase_id: str, voorwaarde_id: str, aan: bool) -> Bon:
    """Tick a condition of the plan of an own casus, in the name of who is at work, or take that back."""
    _eis_eigen(wp, wp.eis(Fase, fase_id).casus_id)
    return fasen.zet_voldaan(wp, fase_id, voorwaarde_id, aan)


def rond_af(wp: Werkplek, actie_id: str, status: str, terugkoppeling: str = "") -> Bon:
    """End an own action; anything but done needs a reason."""
    _eis_eigen(wp, wp.eis(Actie, actie_id).casus_id)
    return acties.rond_af(wp, actie_id, status, terugkoppeling)


def haal_origineel_weg(wp: Werkplek, stuk_id: str, pad: Path) -> bool:
    """Take away the file that a piece was read from, once that very content is in the vault; False when it differs.

    Only the file in its folder goes. What the device keeps elsewhere of its own accord (a bin, a copy in a cloud, a
    small picture) is out of reach, and the screen says so.

    Raises:
        Omstandigheid: NIET_GEVONDEN; the file errors of reading and removing.
    """
    stuk = wp.eis(Dossierstuk, stuk_id)
    hier = bool(present(wp.store.verbinding, [stuk.bestand_sha256]))
    if not hier or hashlib.sha256(lees_bestand(pad, GROOTSTE_STUK)).hexdigest() != stuk.bestand_sha256:
        return False
    with file_errors(onderdeel="origineel"), contextlib.suppress(FileNotFoundError):
        pad.unlink()
    return True
