"""The region in a beheerder's vault: begin it, certify its server, see and end devices, recover it from paper."""

import binascii
import hashlib
import re
from base64 import b64decode
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from zvh_desktop.crypto.regiosleutel import GEHEIM_BYTES, Regiosleutels, derive_region_keys, sheets
from zvh_desktop.crypto.words import enrol_words
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.overleg import Overleg
from zvh_desktop.domain.partner import ROLLEN, Medewerker, Regio
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.tijd import kalenderdag
from zvh_desktop.protocol.enrol import words_of
from zvh_desktop.protocol.errors import ProtocolFout
from zvh_desktop.protocol.receipts import read_request_text, statements_text
from zvh_desktop.protocol.signing import publiek_van
from zvh_desktop.protocol.statements import DeviceCert, RegionBegin, Regiostand, Revocation, ServerCert, Toestelstand
from zvh_desktop.services import kluissleutels
from zvh_desktop.services.toelating import CERT_DAGEN
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import chains, sync_keys
from zvh_desktop.store.device import NIEUW_TOESTEL
from zvh_desktop.store.involved import key_standings
from zvh_desktop.store.sync_keys import Toestelsleutels
from zvh_desktop.sync import keyround

__all__ = [
    "REDENEN",
    "GehadStroom",
    "Ingetrokken",
    "NieuweRegio",
    "Servercertificaat",
    "Stand",
    "Toestel",
    "begin",
    "beheerderscert",
    "certificeer_server",
    "deel_sleutels_uit",
    "eerste_verklaring",
    "nieuw_cert",
    "stand",
    "toestellen",
    "trek_in",
    "verleng",
    "waarmerk_dit_toestel",
    "wat_had",
    "wijzig_rol",
    "zet_bladen",
    "zet_server",
]

REDENEN: Final = {
    "verloren": "verloren",
    "gestolen": "gestolen",
    "uit_dienst": "medewerker uit dienst",
    "vervangen": "vervangen door een ander toestel",
    "anders": "anders",
}
"""Why a device is ended, by code."""

_BLADEN: Final = "bladen_niet_op_papier"
"""Local setting, for as long as nobody said that the sheets are on paper."""
_DAG_MS: Final = 86_400_000
_SERVER_DAGEN: Final = 5 * 366
_VERLENG_DAGEN: Final = 180


@dataclass(frozen=True, slots=True)
class Stand:
    """What the screens show of the region.

    Attributes:
        regio: id, 32 hex digits.
        naam: name of the house, "" when its list is not here yet.
        kenmerk: six words of the pinned beginning; two vaults of one region show the same.
        beheer: this vault holds the region's key: it invites, certifies and ends.
        toestel: id of this device.
        rol: certified role of this device, "" when it is not certified (any more).
        woorden: how this device stands, such as "geldig tot 1 nov 2028".
        server: address of the server, "" when there is none.
        geldig: this device is in good standing.
        zonder_bladen: nobody said that the sheets of words are on paper; they cannot be shown again.
    """

    regio: str
    naam: str
    kenmerk: str
    beheer: bool
    toestel: str
    rol: str
    woorden: str
    server: str
    geldig: bool
    zonder_bladen: bool = False


def stand(wp: Werkplek) -> Stand | None:
    """Return what there is to say of the region, or None when this vault belongs to none."""
    begin_ = sync_keys.region_begin(wp.store.verbinding)
    if begin_ is None:
        return None
    regiostand = kluissleutels.regiostand(wp)
    eigen = regiostand.toestel(wp.store.toestel)
    server = kluissleutels.server(wp)
    huis = wp.store.find(Regio)
    return Stand(
        begin_.region,
        huis[0].naam if huis else "",
        " ".join(words_of(hashlib.sha256(kluissleutels.begin_wire(wp)).digest(), enrol_words())),
        kluissleutels.heeft_regiosleutel(wp),
        wp.store.toestel,
        eigen.cert.rol if eigen else "",
        _woorden(eigen) if eigen else "nog niet goedgekeurd",
        server.adres if server else "",
        eigen is not None and eigen.weigering is None,
        wp.store.instelling(_BLADEN) is not None,
    )


def zet_bladen(wp: Werkplek, *, op_papier: bool) -> None:
    """Keep whether somebody said that the sheets of words are on paper; the words themselves are kept nowhere."""
    with wp.transactie("bladen van de regio") as t:
        t.zet_instelling(_BLADEN, None if op_papier else "nog niet")


def _dag(ms: int) -> str:
    return kalenderdag(kluissleutels.moment(ms).date())


def _woorden(toestel: Toestelstand) -> str:
    if toestel.ingetrokken is not None:
        reden = REDENEN.get(toestel.ingetrokken.reden_code, "anders")
        return f"ingetrokken op {_dag(toestel.ingetrokken.vanaf)} ({reden})"
    if toestel.nu_ms >= toestel.cert.tot:
        return f"verlopen op {_dag(toestel.cert.tot)}"
    return f"geldig tot {_dag(toestel.cert.tot)}"


# -- beginning --


@dataclass(frozen=True, slots=True)
class NieuweRegio:
    """A region that was begun.

    Attributes:
        regio: id, 32 hex digits.
        bladen: three sheets of words, shown and printed now and kept nowhere; any two recover the region.
    """

    regio: str
    bladen: tuple[tuple[str, ...], ...]


def begin(wp: Werkplek) -> NieuweRegio:
    """Begin a region in this vault: its keys, the certificate of this device, and the first keys of every stream.

    The vault becomes the beheerder's, whatever role of the house the person has: it holds the region's key.

    Raises:
        Omstandigheid: REGEL_WEIGERT "regio_bestaat", "nog_niet_ingericht" (say first who is at work); NIET_BEVOEGD.
    """
    wp.eis_recht(Daad.REGIO_BEHEREN)
    if kluissleutels.heeft_regio(wp):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="regio_bestaat")
    wie = wp.wie
    if wie is None:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="nog_niet_ingericht")
    geheim = wp.willekeur.bytes(GEHEIM_BYTES)
    sleutels = derive_region_keys(geheim)
    nu = kluissleutels.nu_ms(wp)
    eigen = kluissleutels.eigen_sleutels(wp)
    cert = beheerderscert(sleutels.region, eigen, wie.id, nu)
    with wp.transactie("regio begonnen") as t:
        sync_keys.put_secret(wp.store.verbinding, sync_keys.REGIO_TEKEN, sleutels.teken)
        kluissleutels.neem_op(wp, [eerste_verklaring(sleutels), kluissleutels.onderteken(cert, sleutels.sleutel)])
        t.audit("regio_begonnen", (wie.id,), {"toestel": eigen.toestel})
    deel_sleutels_uit(wp)
    return NieuweRegio(sleutels.region, sheets(geheim))


def eerste_verklaring(sleutels: Regiosleutels) -> bytes:
    """Return the signed beginning of a region; every bit of it follows from the sheets, so its moment is left open."""
    begin_ = RegionBegin(sleutels.region, b"", publiek_van(sleutels.sleutel), sleutels.kem_publiek, 0)
    return kluissleutels.onderteken(begin_, sleutels.sleutel)


def beheerderscert(region: str, eigen: Toestelsleutels, persoon: str, nu: int) -> DeviceCert:
    """Return the certificate of the device that holds the region's key."""
    return DeviceCert(
        region,
        eigen.toestel,
        persoon,
        "beheerder",
        eigen.teken_publiek,
        eigen.kem_publiek,
        nu - 60_000,
        nu + CERT_DAGEN * _DAG_MS,
    )


def waarmerk_dit_toestel(wp: Werkplek) -> bool:
    """Certify this device in a vault that holds the region's key and became another device; return whether it did.

    Whoever has this vault open can certify any device, so asking a second beheerder would protect nothing. Other vaults
    join with an invitation, as the first time.
    """
    if not kluissleutels.heeft_regiosleutel(wp):
        return False
    wie = wp.wie
    begin_ = kluissleutels.eis_regio(wp)
    eigen = kluissleutels.eigen_sleutels(wp)
    regiostand = kluissleutels.regiostand(wp)
    if wie is None or regiostand.toestel(eigen.toestel) is not None:
        return False
    cert = beheerderscert(begin_.region, eigen, wie.id, kluissleutels.nu_ms(wp))
    wire = kluissleutels.onderteken(replace(cert, ouders=regiostand.heads), kluissleutels.eis_regiosleutel(wp))
    with wp.transactie("toestel goedgekeurd") as t:
        kluissleutels.neem_op(wp, [wire])
        t.zet_instelling(NIEUW_TOESTEL, None)
        t.audit("toestel_goedgekeurd", (wie.id,), {"toestel": eigen.toestel, "rol": cert.rol})
    deel_sleutels_uit(wp)
    return True


def deel_sleutels_uit(wp: Werkplek) -> int:
    """Start, join, give and take away keys as the rights of now ask; they travel with the next round or stick."""
    regiostand = kluissleutels.regiostand(wp)
    nu = kluissleutels.nu_ms(wp)
    plan = keyround.plan_for(wp.store, regiostand, wp.store.toestel, nu)
    keyround.carry_out(wp.store, regiostand, plan, willekeur=wp.willekeur, tijd_ms=nu)
    return len(plan.begin)


# -- server --


@dataclass(frozen=True, slots=True)
class Servercertificaat:
    """What the region's IT is given.

    Attributes:
        inhoud: file for `zvh-server init --region`.
        server_id: compare it with what the server shows.
        adres: where devices look for it.
    """

    inhoud: bytes
    server_id: str
    adres: str


def certificeer_server(
    wp: Werkplek, verzoek: str, adres: str, *, certificaat: bytes | None = None
) -> Servercertificaat:
    """Certify the server of the region and keep its address.

    Args:
        wp: a beheerder's vault.
        verzoek: the line that `zvh-server init` wrote.
        adres: base address, such as "https://zvh.example:8443".
        certificaat: PEM of the server's own TLS certificate, when no authority vouches for it; it is pinned then.

    Raises:
        Omstandigheid: NIET_BEVOEGD; REGEL_WEIGERT "serververzoek", "certificaat_onleesbaar" or "adres_onveilig".
    """
    sleutel = kluissleutels.eis_regiosleutel(wp)
    try:
        gelezen = read_request_text(verzoek)
    except ProtocolFout:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="serververzoek") from None
    vol = adres.strip().rstrip("/") + ("" if certificaat is None else "#sha256:" + _vingerafdruk(certificaat))
    nu = kluissleutels.nu_ms(wp)
    regiostand = kluissleutels.regiostand(wp)
    assert regiostand.begin is not None
    bekend = [s for s in regiostand.servers.get(gelezen.server_id, ()) if s.teken == gelezen.teken and s.tot > nu]
    with wp.transactie("server gewaarmerkt") as t:
        if not bekend:
            cert = ServerCert(
                regiostand.begin.region,
                gelezen.server_id,
                gelezen.teken,
                nu - 60_000,
                nu + _SERVER_DAGEN * _DAG_MS,
                regiostand.heads,
            )
            kluissleutels.neem_op(wp, [kluissleutels.onderteken(cert, sleutel)])
        kluissleutels.zet_server(t, vol)
        t.audit("server_gewaarmerkt", (), {"server": gelezen.server_id})
    inhoud = statements_text(sync_keys.statements(wp.store.verbinding))
    return Servercertificaat(inhoud.encode("ascii"), gelezen.server_id, vol)


def zet_server(wp: Werkplek, adres: str) -> None:
    """Keep another address of the server; who answers there is checked against the region's certificates.

    Raises:
        Omstandigheid: GEEN_REGIO; REGEL_WEIGERT "adres_onveilig".
    """
    kluissleutels.eis_regio(wp)
    with wp.transactie("serveradres gewijzigd") as t:
        kluissleutels.zet_server(t, adres.strip())
        t.audit("serveradres_gewijzigd")


_PEM: Final = re.compile(rb"-----BEGIN CERTIFICATE-----\s+([A-Za-z0-9+/=\s]+?)-----END CERTIFICATE-----")


def _vingerafdruk(pem: bytes) -> str:
    """Return the SHA-256 of the first certificate in a PEM text."""
    gevonden = _PEM.search(pem)
    try:
        der = b64decode(b"".join(gevonden[1].split()), validate=True) if gevonden else b""
    except binascii.Error:
        der = b""
    if not der:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="certificaat_onleesbaar")
    return hashlib.sha256(der).hexdigest()


# -- devices --


@dataclass(frozen=True, slots=True)
class Toestel:
    """One device of the region.

    Attributes:
        id: 16 hex digits.
        medewerker_id: whose it is.
        naam: of that person, "" when the list of staff does not know them.
        rol: certified role.
        sinds: from when the certificate holds.
        tot: until when.
        ingetrokken: it was ended.
        woorden: how it stands, in words.
        streams: how many streams it holds a key of, as far as is known here.
        dit: it is this device.
        laatst: when the last thing it sealed that is here was sealed, None when there is nothing.
    """

    id: str
    medewerker_id: str
    naam: str
    rol: str
    sinds: datetime
    tot: datetime
    ingetrokken: bool
    woorden: str
    streams: int
    dit: bool
    laatst: datetime | None


def toestellen(wp: Werkplek) -> list[Toestel]:
    """Return the devices of the region: this one first, then by name; ended ones last."""
    regiostand = kluissleutels.regiostand(wp)
    namen = {m.id: m.naam for m in wp.store.find(Medewerker, ook_verwijderd=True)}
    gegeven: dict[str, int] = {}
    for rij in key_standings(wp.store.verbinding).values():
        for toestel in set().union(*rij.gegeven.values()):
            gegeven[toestel] = gegeven.get(toestel, 0) + 1
    laatst = chains.last_seen(wp.store.verbinding)
    uit = [
        Toestel(
            id_,
            t.cert.persoon,
            namen.get(t.cert.persoon, ""),
            t.cert.rol,
            kluissleutels.moment(t.cert.van),
            kluissleutels.moment(t.cert.tot),
            t.ingetrokken is not None,
            _woorden(t),
            gegeven.get(id_, 0),
            id_ == wp.store.toestel,
            kluissleutels.moment(laatst[id_]) if id_ in laatst else None,
        )
        for id_, t in regiostand.toestellen.items()
    ]
    return sorted(uit, key=lambda t: (t.ingetrokken, not t.dit, t.naam, t.id))


@dataclass(frozen=True, slots=True)
class GehadStroom:
    """A stream of which a device held a key.

    Attributes:
        stream: 32 hex digits.
        soort: "regio", "casus", "overleg", "audit", or "" when it is not known here.
        titel: name of the casus or overleg, in words.
        casus_id: id of the casus, "" when it is none.
    """

    stream: str
    soort: str
    titel: str
    casus_id: str


def wat_had(wp: Werkplek, toestel: str) -> list[GehadStroom]:
    """Return what a device held keys of: what whoever has it may have read. Written to the audit log."""
    casussen = {c.stream: c for c in wp.store.find(Casus, ook_verwijderd=True)}
    overleggen = {o.stream: o for o in wp.store.find(Overleg, ook_verwijderd=True)}
    uit: list[GehadStroom] = []
    for stream, rij in key_standings(wp.store.verbinding).items():
        if not any(toestel in voor for voor in rij.gegeven.values()):
            continue
        casus, overleg = casussen.get(stream), overleggen.get(stream)
        if casus is not None:
            uit.append(GehadStroom(stream, rij.soort, f"{casus.naam} ({casus.nummer})", casus.id))
        elif overleg is not None:
            uit.append(GehadStroom(stream, rij.soort, f"{overleg.titel}, {kalenderdag(overleg.datum)}", ""))
        else:
            uit.append(GehadStroom(stream, rij.soort, _SOORTNAAM.get(rij.soort, "nog niet ontvangen"), ""))
    wp.log("toestel_bekeken", (), toestel=toestel, streams=len(uit))
    return sorted(uit, key=lambda g: (g.soort, g.titel, g.stream))


_SOORTNAAM: Final = {"regio": "lijsten van de regio", "audit": "logboek van het toestel"}


@dataclass(frozen=True, slots=True)
class Ingetrokken:
    """What ending a device came to.

    Attributes:
        toestel: its id.
        nieuwe_sleutels: how many streams got a new key; they travel with the next round or stick.
    """

    toestel: str
    nieuwe_sleutels: int


def _eis_toestel(regiostand: Regiostand, toestel: str) -> Toestelstand:
    gevonden = regiostand.toestel(toestel)
    if gevonden is None:
        raise Omstandigheid(Reden.NIET_GEVONDEN, wat="toestel")
    return gevonden


def trek_in(wp: Werkplek, toestel: str, reden: str) -> Ingetrokken:
    """End a device for ever: every stream that it had gets a new key, and what it seals from now on counts nowhere.

    What it sealed and is here already still counts; what comes later goes to quarantine.

    Args:
        wp: a beheerder's vault.
        toestel: 16 hex digits.
        reden: key of REDENEN.

    Raises:
        Omstandigheid: NIET_BEVOEGD; NIET_GEVONDEN; REGEL_WEIGERT "eigen_toestel" or "al_ingetrokken".
    """
    sleutel = kluissleutels.eis_regiosleutel(wp)
    regiostand = kluissleutels.regiostand(wp)
    gevonden = _eis_toestel(regiostand, toestel)
    if toestel == wp.store.toestel:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="eigen_toestel")
    if gevonden.ingetrokken is not None:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="al_ingetrokken")
    if reden not in REDENEN:
        raise Omstandigheid(Reden.VERKEERD_GEBRUIK)
    grenzen = chains.heads_of_device(wp.store.verbinding, toestel)
    intrekking = Revocation(
        gevonden.cert.region,
        toestel,
        kluissleutels.nu_ms(wp),
        reden,
        {stream: (kop.nr, bytes.fromhex(kop.hash)) for stream, kop in grenzen.items()},
        regiostand.heads,
    )
    with wp.transactie("toestel ingetrokken") as t:
        kluissleutels.neem_op(wp, [kluissleutels.onderteken(intrekking, sleutel)])
        t.audit("toestel_ingetrokken", (gevonden.cert.persoon,), {"toestel": toestel, "reden": reden})
    return Ingetrokken(toestel, deel_sleutels_uit(wp))


def wijzig_rol(wp: Werkplek, toestel: str, rol: str) -> None:
    """Give a device another role; keys it may no longer have are replaced, those it may have from now on are given.

    Raises:
        Omstandigheid: NIET_BEVOEGD; NIET_GEVONDEN; REGEL_WEIGERT "rol_onbekend", "al_ingetrokken", or "eigen_toestel"
            (the vault with the region's key stays the beheerder's).
    """
    kluissleutels.eis_regiosleutel(wp)
    gevonden = _eis_toestel(kluissleutels.regiostand(wp), toestel)
    if rol not in ROLLEN:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="rol_onbekend")
    if gevonden.ingetrokken is not None:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="al_ingetrokken")
    if toestel == wp.store.toestel:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="eigen_toestel")
    nieuw_cert(wp, replace(gevonden.cert, rol=rol), "rol van toestel gewijzigd", "toestel_rol_gewijzigd")
    deel_sleutels_uit(wp)


def verleng(wp: Werkplek) -> int:
    """Renew the certificates of devices and servers that run out within half a year; return how many.

    A full round in a beheerder's vault asks. What was revoked or has run out stays so. A renewal of a device counts
    from just after the certificate it renews: it never takes the place of another role that a second beheerder gave
    meanwhile. A server keeps the key that it has; the round brings it its new certificate.
    """
    nu = kluissleutels.nu_ms(wp)
    gedaan = 0
    for toestel in kluissleutels.regiostand(wp).toestellen.values():
        if toestel.ingetrokken is None and nu < toestel.cert.tot < nu + _VERLENG_DAGEN * _DAG_MS:
            _waarmerk(wp, toestel.cert, toestel.cert.van + 1, "toestel verlengd", "toestel_verlengd")
            gedaan += 1
    return gedaan + _verleng_servers(wp, nu)


def _verleng_servers(wp: Werkplek, nu: int) -> int:
    gedaan = 0
    for server_id, certs in kluissleutels.regiostand(wp).servers.items():
        geldig = [cert for cert in certs if cert.van <= nu < cert.tot]
        if not geldig or geldig[0].tot >= nu + _VERLENG_DAGEN * _DAG_MS:
            continue
        heads = kluissleutels.regiostand(wp).heads
        # The newest one that holds gives the key of its receipts: the same key, so it may begin where that one did.
        nieuw = replace(geldig[0], van=geldig[0].van + 1, tot=nu + _SERVER_DAGEN * _DAG_MS, ouders=heads)
        with wp.transactie("server verlengd") as t:
            kluissleutels.neem_op(wp, [kluissleutels.onderteken(nieuw, kluissleutels.eis_regiosleutel(wp))])
            t.audit("server_verlengd", (), {"server": server_id})
        gedaan += 1
    return gedaan


def nieuw_cert(wp: Werkplek, cert: DeviceCert, label: str, gebeurtenis: str) -> None:
    """Certify a device anew from now on, in the place of the certificate that it had."""
    _waarmerk(wp, cert, max(kluissleutels.nu_ms(wp), cert.van + 1), label, gebeurtenis)


def _waarmerk(wp: Werkplek, cert: DeviceCert, van: int, label: str, gebeurtenis: str) -> None:
    sleutel = kluissleutels.eis_regiosleutel(wp)
    heads = kluissleutels.regiostand(wp).heads
    nieuw = replace(cert, van=van, tot=kluissleutels.nu_ms(wp) + CERT_DAGEN * _DAG_MS, ouders=heads)
    with wp.transactie(label) as t:
        kluissleutels.neem_op(wp, [kluissleutels.onderteken(nieuw, sleutel)])
        t.audit(gebeurtenis, (cert.persoon,), {"toestel": cert.toestel, "rol": cert.rol})
