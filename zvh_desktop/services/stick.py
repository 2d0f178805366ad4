"""Sharing without any network: one sealed file for named devices, and a receipt that goes back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.partner import Medewerker
from zvh_desktop.domain.tijd import kalendermoment
from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.services import kluissleutels
from zvh_desktop.services.sync import MEEGEGEVEN, Stand, stand
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.sync import shredding
from zvh_desktop.sync import stick as bestand

__all__ = ["GROOTSTE_PAK", "Pak", "Uitgepakt", "pak", "pak_uit"]

GROOTSTE_PAK: Final = bestand.GROOTSTE_PAK
"""Longest file that is read."""


@dataclass(frozen=True, slots=True)
class Pak:
    """A file for the stick.

    Attributes:
        naam: neutral and random, "overdracht-xxxxxxxx.zvhp".
        inhoud: bytes.
        voor: devices that can read it.
        stukken: how many pieces are in it.
        woorden: what to tell: given along is not sent.
    """

    naam: str
    inhoud: bytes
    voor: tuple[str, ...]
    stukken: int
    woorden: str


def pak(
    wp: Werkplek,
    voor: Sequence[str],
    *,
    alles: bool = False,
    schrijf: Callable[[str, bytes], object] | None = None,
) -> Pak:
    """Make a file for other devices of the region, with all that they may have.

    Args:
        wp: this vault.
        voor: device ids.
        alles: also what those devices are known to have.
        schrijf: writes the file under its name; when it raises, nothing counts as given along.

    Raises:
        Omstandigheid: GEEN_REGIO; NIET_BEVOEGD when this device is not in good standing; REGEL_WEIGERT
            "geen_ontvanger", or "ontvanger_onbekend" for a device that is unknown, expired or ended.
    """
    regiostand = kluissleutels.regiostand(wp)
    eigen = kluissleutels.eigen_sleutels(wp)
    try:
        regiostand.verwacht(eigen.toestel)
    except ProtocolFout as fout:
        raise Omstandigheid(Reden.NIET_BEVOEGD, code=fout.code.value) from None
    anderen = sorted(set(voor) - {eigen.toestel})
    if not anderen:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="geen_ontvanger")
    for toestel in anderen:
        gevonden = regiostand.toestel(toestel)
        if gevonden is None or gevonden.weigering is not None:
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel="ontvanger_onbekend")
    inhoud, aantal = bestand.pack(
        wp.store, anderen, regiostand, eigen, willekeur=wp.willekeur, klok=wp.klok, everything=alles
    )
    namen = {m.id: m.naam for m in wp.store.find(Medewerker, ook_verwijderd=True)}
    wie = ", ".join(sorted({namen.get(regiostand.toestellen[t].cert.persoon, "onbekend") for t in anderen}))
    woorden = f"meegegeven op stick aan {wie}, nog geen ontvangstbewijs"
    naam = _naam(wp)
    if schrijf is not None:
        schrijf(naam, inhoud)
    with wp.transactie("meegegeven op stick") as t:
        t.zet_instelling(MEEGEGEVEN, woorden)
        t.audit("op_stick_meegegeven", (), {"toestellen": len(anderen), "stukken": aantal})
    return Pak(naam, inhoud, tuple(anderen), aantal, f"{woorden[0].upper()}{woorden[1:]}.")


def _naam(wp: Werkplek) -> str:
    return f"overdracht-{wp.willekeur.bytes(4).hex()}.zvhp"


@dataclass(frozen=True, slots=True)
class Uitgepakt:
    """What a file came to.

    Attributes:
        nieuw: pieces that were new here.
        al_hier: pieces that were here already.
        geweigerd: pieces that were refused; `sync.weigeringen` says why.
        apart: pieces that wait, for a key or for what comes before them.
        compleet: the file was whole; when not, what could be read of it was taken in.
        woorden: a sentence.
        bon: receipt for the views.
        stand: how sharing stands now.
        ontvangstbewijs: a file to give back to who packed it; None when there is nothing to confirm.
    """

    nieuw: int
    al_hier: int
    geweigerd: int
    apart: int
    compleet: bool
    woorden: str
    bon: Bon
    stand: Stand
    ontvangstbewijs: Pak | None


def pak_uit(wp: Werkplek, inhoud: bytes) -> Uitgepakt:
    """Take in a file from a stick; twice, out of order or cut off does no harm.

    Raises:
        Omstandigheid: NIET_VOOR_DIT_TOESTEL; BESTAND_ONLEESBAAR (no such file, altered, or cut off before anything
            could be read); EERST_BIJWERKEN; GEEN_REGIO.
    """
    kluissleutels.eis_regio(wp)
    eigen = kluissleutels.eigen_sleutels(wp)
    try:
        uit = bestand.unpack(wp.store, inhoud, eigen, klok=wp.klok)
    except ProtocolFout as fout:
        reden = {
            Weigering.GEEN_TOEGANG: Reden.NIET_VOOR_DIT_TOESTEL,
            Weigering.VERSIE_NIEUWER: Reden.EERST_BIJWERKEN,
        }.get(fout.code, Reden.BESTAND_ONLEESBAAR)
        raise Omstandigheid(reden) from None
    # An order to destroy a dossier may have come along in the stream of the region.
    uit.geraakt |= shredding.carry_out(wp.store, wp.store.sync.zegelaar())
    if uit.bevestigd:
        wp.store.zet_instelling(MEEGEGEVEN, f"ontvangen van stick, bewijs gelezen op {kalendermoment(wp.nu())}")
    wp.log("van_stick_overgenomen", (), stukken=uit.nieuw, geweigerd=uit.geweigerd)
    bewijs: Pak | None = None
    if uit.van and uit.ontvangen:
        regiostand = kluissleutels.regiostand(wp)
        afzender = regiostand.toestel(uit.van)
        if afzender is not None and afzender.weigering is None:
            ruw = bestand.pack_receipt(uit, regiostand, eigen, willekeur=wp.willekeur, klok=wp.klok)
            bewijs = Pak(_naam(wp), ruw, (uit.van,), len(uit.ontvangen), "Ontvangstbewijs voor de afzender.")
    return Uitgepakt(
        uit.nieuw,
        uit.al_hier,
        uit.geweigerd,
        uit.apart,
        uit.compleet,
        _woorden(uit),
        uit.bon,
        stand(wp),
        bewijs,
    )


def _woorden(uit: bestand.Unpacked) -> str:
    if uit.bevestigd:
        return "Ontvangstbewijs gelezen: de ander heeft wat u meegaf."
    delen = []
    if uit.nieuw:
        delen.append(f"{uit.nieuw} {'stuk' if uit.nieuw == 1 else 'stukken'} overgenomen")
    if uit.al_hier:
        delen.append(f"{uit.al_hier} {'was' if uit.al_hier == 1 else 'waren'} er al")
    if uit.geweigerd:
        delen.append(f"{uit.geweigerd} geweigerd")
    if uit.apart:
        delen.append(f"{uit.apart} {'wacht' if uit.apart == 1 else 'wachten'} op iets anders")
    tekst = ", ".join(delen) or "Er stond niets nieuws in"
    staart = "" if uit.compleet else " Het bestand is afgekapt: vraag het opnieuw; wat heel was is overgenomen."
    return f"{tekst[0].upper()}{tekst[1:]}.{staart}"
