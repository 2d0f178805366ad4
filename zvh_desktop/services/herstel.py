"""Recover a region from two of its three sheets, when no beheerder's vault is left."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from zvh_desktop.crypto.envelope import SHARE_WORDS, share_set, share_words
from zvh_desktop.crypto.regiosleutel import Regiosleutels, from_shares
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.partner import Medewerker, Regio
from zvh_desktop.ports import Transport
from zvh_desktop.protocol.errors import ProtocolFout
from zvh_desktop.services import kluissleutels, regio, sync
from zvh_desktop.services.werkplek import IK, Werkplek
from zvh_desktop.store import recovery, sync_keys
from zvh_desktop.store.incoming import Binnen, apply_batch
from zvh_desktop.store.involved import key_standings
from zvh_desktop.store.times import to_ms, to_text
from zvh_desktop.sync.link import Link, check_server

__all__ = ["WOORDEN_PER_BLAD", "Hersteld", "beoordeel_bladen", "bladwoorden", "herstel_regio", "onderweg"]

WOORDEN_PER_BLAD = SHARE_WORDS
"""Words on one sheet."""


def bladwoorden() -> tuple[str, ...]:
    """Return every word that a sheet can hold, in the order of the alphabet."""
    return share_words()


def beoordeel_bladen(bladen: Sequence[str]) -> list[str]:
    """Return for each sheet "" when it is right, otherwise a sentence: what a person should look at.

    A sheet carries a checksum: one wrong word, or two that changed places, is noticed.
    """
    uit: list[str] = []
    gezien: dict[str, str] = {}
    for blad in bladen:
        woorden = blad.split()
        if len(woorden) < SHARE_WORDS:
            uit.append(f"Nog {SHARE_WORDS - len(woorden)} te gaan.")
            continue
        kenmerk = share_set(blad)
        if kenmerk is None:
            uit.append(
                "Ergens staat een verkeerd woord, of staan er twee verwisseld. Kijk het blad woord voor woord na."
            )
            continue
        set_, nummer = kenmerk.rsplit("-", 1)
        if set_ in gezien and gezien[set_] == nummer:
            uit.append("Dit is hetzelfde blad als het andere. Er zijn twee verschillende bladen nodig.")
        elif gezien and set_ not in gezien:
            uit.append("Dit blad hoort bij een andere regio dan het eerste.")
        else:
            gezien[set_] = nummer
            uit.append("")
    return uit


def onderweg(wp: Werkplek) -> bool:
    """Was recovering begun in this vault and not finished: it holds the region's key, and nobody works here yet?"""
    return kluissleutels.heeft_regiosleutel(wp) and not wp.store.find(Regio)


@dataclass(frozen=True, slots=True)
class Hersteld:
    """What recovering came to.

    Attributes:
        regio: id of the region.
        sleutels: how many keys the recovery key opened.
        ontvangen: how many pieces of the region are here now.
        woorden: a sentence.
    """

    regio: str
    sleutels: int
    ontvangen: int
    woorden: str


def herstel_regio(
    wp: Werkplek, bladen: Sequence[str], *, naam: str, adres: str = "", transport: Transport | None = None
) -> Hersteld:
    """Make this new vault a beheerder's vault of the region of the sheets, with all that the server has.

    Without a server only the region's key comes back: other devices can then be certified and bring the rest.
    Its use is written to the audit log, which is shared.

    Args:
        wp: a new vault in which nothing was made.
        bladen: words of two sheets or more, each as one text.
        naam: who does this and is beheerder from now on; somebody of the list of staff, or a new name.
        adres: address of the server.
        transport: the way to it.

    Raises:
        Omstandigheid: REGEL_WEIGERT "bladen_onjuist", "kluis_niet_leeg", "regio_bestaat" or "naam_leeg";
            SERVER_ONVERTROUWD, it is of another region; what a round raises. The vault goes on where it was with a
            second call.
    """
    if not naam.strip():
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="naam_leeg")
    try:
        sleutels = from_shares(list(bladen))
    except ProtocolFout:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="bladen_onjuist") from None
    _neem_plaats(wp, sleutels, adres)
    if transport is None:
        woorden = "De regiosleutel is terug. Laat nu de andere toestellen meegeven wat zij hebben."
        return Hersteld(sleutels.region, 0, 0, woorden)
    link = Link(transport)
    geopend = _haal_sleutels(wp, sleutels, link)
    # The first round gives this device its keys, the second fetches what they open, the third tells who works here.
    sync.ronde(wp, link)
    ontvangen = sync.ronde(wp, link).ontvangen
    _word_wie(wp, naam.strip())
    sync.ronde(wp, link)
    aantal = sum(len(rij.epochs) for rij in key_standings(wp.store.verbinding).values())
    wp.log("regio_hersteld", (), sleutels=geopend)
    return Hersteld(
        sleutels.region,
        geopend,
        ontvangen,
        f"De regio is hersteld: {geopend} sleutels geopend, {aantal} bekend. Dit staat in het logboek. "
        "Trek toestellen in die er niet meer zijn.",
    )


def _neem_plaats(wp: Werkplek, sleutels: Regiosleutels, adres: str) -> None:
    """Take the region's key in, and certify this device; nothing the second time."""
    begin = sync_keys.region_begin(wp.store.verbinding)
    if begin is not None:
        if begin.region == sleutels.region and kluissleutels.heeft_regiosleutel(wp):
            if adres:
                with wp.transactie("serveradres") as t:
                    kluissleutels.zet_server(t, adres)
            return
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="regio_bestaat")
    if not kluissleutels.is_leeg(wp):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="kluis_niet_leeg")
    eigen = kluissleutels.eigen_sleutels(wp)
    cert = regio.beheerderscert(sleutels.region, eigen, wp.nieuw_id(), kluissleutels.nu_ms(wp))
    with wp.transactie("regio hersteld") as t:
        sync_keys.put_secret(wp.store.verbinding, sync_keys.REGIO_TEKEN, sleutels.teken)
        kluissleutels.neem_op(wp, [regio.eerste_verklaring(sleutels), kluissleutels.onderteken(cert, sleutels.sleutel)])
        if adres:
            kluissleutels.zet_server(t, adres)
        t.zet_instelling(IK, cert.persoon)
        t.audit("herstelsleutel_gebruikt", (), {"toestel": eigen.toestel})


def _haal_sleutels(wp: Werkplek, sleutels: Regiosleutels, link: Link) -> int:
    """Show the server the new certificate, fetch all that was wrapped for the recovery key, and open it."""
    v, transport = wp.store.verbinding, link.transport
    wire = check_server(link.who(), kluissleutels.regiostand(wp))
    if wire is not None:
        with v.transaction():
            sync_keys.add_statement(v, wire)
    # The region's signature is enough: this device has no session before the server knows it.
    transport.stuur_statements(sync_keys.statements(v, alleen_nieuw=True))
    eigen = kluissleutels.eigen_sleutels(wp)
    _haal_statements(wp, link)
    na = 0
    while stukken := link.ask(eigen, transport.herstel, na):
        na = stukken[-1][0]
        nu = wp.klok.nu()
        with v.transaction():
            apply_batch(
                v,
                [Binnen(None, stuk) for _, stuk in stukken],
                stand=kluissleutels.regiostand(wp),
                nu_ms=to_ms(nu),
                tijd=to_text(nu),
            )
    with v.transaction():
        geopend = recovery.open_with_recovery_key(v, sleutels.kem_prive, kluissleutels.regiostand(wp))
    regio.deel_sleutels_uit(wp)
    return geopend


def _haal_statements(wp: Werkplek, link: Link) -> None:
    """Who granted what can only be judged when their certificates are here."""
    v, eigen, na = wp.store.verbinding, kluissleutels.eigen_sleutels(wp), 0
    while True:
        stukken, meer = link.ask(eigen, link.transport.statements, na)
        with v.transaction():
            for nr, wire in stukken:
                sync_keys.add_statement(v, wire, volgnr=nr)
                na = nr
        if not meer or not stukken:
            return


def _word_wie(wp: Werkplek, naam: str) -> None:
    """Be the person of that name in the list of staff, or a new one."""
    bekend = next((m for m in wp.store.find(Medewerker) if m.naam == naam), None)
    eigen = kluissleutels.regiostand(wp).verwacht(wp.store.toestel).cert
    if bekend is not None:
        if bekend.id != eigen.persoon:
            regio.nieuw_cert(wp, replace(eigen, persoon=bekend.id), "beheerder bekend gemaakt", "toestel_persoon")
            wp.store.zet_instelling(IK, bekend.id)
        return
    huis = wp.store.find(Regio)
    if not huis:
        return
    nieuw = Medewerker(id=eigen.persoon, stream=huis[0].stream, naam=naam, functie="beheerder", rol="beheerder")
    with wp.store.transaction("medewerker", (nieuw.id, "beheerder")) as t:
        t.save(nieuw)
