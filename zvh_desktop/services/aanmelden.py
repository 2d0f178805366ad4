"""A device joins the region: invitation, messages there and back, six words read aloud, approval.

Messages travel through the server's mailbox or as lines of text in files; both ways may be mixed. What each side knows
so far stays in its own vault, so that a program that is closed in between goes on where it was.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from zvh_desktop.crypto.words import enrol_words
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.partner import ROLLEN, Medewerker
from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.ports import Transport
from zvh_desktop.protocol.codec import dump, load
from zvh_desktop.protocol.enrol import (
    MAX_BERICHT,
    NONCE_BYTES,
    AdminSide,
    DeviceKeys,
    DeviceSide,
    Invitation,
    invitation_text,
    message_text,
    parse_invitation,
    parse_message_text,
)
from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.statements import DeviceCert, accept_statement
from zvh_desktop.services import kluissleutels
from zvh_desktop.services.werkplek import IK, Bon, Werkplek
from zvh_desktop.store.device import NIEUW_TOESTEL

__all__ = [
    "Lidstand",
    "Uitnodiging",
    "Uitnodigingstand",
    "keur_goed",
    "lidstand",
    "neem_antwoord",
    "neem_bericht",
    "nodig_uit",
    "uitnodiging",
    "uitnodigingen",
    "verwerk_post",
    "verwerk_post_lid",
    "wijs_af",
    "word_lid",
]

GELDIG_DAGEN: Final = 7
"""How long an invitation can be used."""
CERT_DAGEN: Final = 731
"""How long a certificate holds; renewed long before."""

_UITNODIGING: Final = "uitnodiging:"
_LIJST: Final = "uitnodigingen"
_LID: Final = "aanmelding"
_VAKKEN: Final = ("1", "2", "3", "4", "5")
"""Compartments of the mailbox, in order of the messages: two commitments, two reveals, the certificate."""
_WELKOM: Final = "welkom"


# -- both sides --


def _fout(fout: ProtocolFout) -> Omstandigheid:
    """Turn what does not hold into a rule with a sentence of its own."""
    if fout.code is Weigering.VERSIE_NIEUWER:
        return Omstandigheid(Reden.EERST_BIJWERKEN)
    regel = {
        Weigering.TOESTEL_VERLOPEN: "uitnodiging_verlopen",
        Weigering.HANDTEKENING: "bericht_past_niet",
        Weigering.HERHALING: "bericht_al_gehad",
    }.get(fout.code, "bericht_onleesbaar")
    return Omstandigheid(Reden.REGEL_WEIGERT, regel=regel)


def _lees_tekst(tekst: str | bytes) -> bytes:
    """A message as bytes, from a line of text or from bytes."""
    if isinstance(tekst, bytes):
        return tekst
    try:
        return parse_message_text(tekst)
    except ProtocolFout as fout:
        raise _fout(fout) from None


# -- the beheerder --


@dataclass(frozen=True, slots=True)
class Uitnodiging:
    """What is given to the person who will work at the new device.

    Attributes:
        id: names it here, 32 hex digits.
        tekst: one line of text; as secret as a key until it is used.
        verloopt: last moment at which it can be used.
        naam: for whom, only for the screen.
        rol: key of ROLLEN.
    """

    id: str
    tekst: str
    verloopt: datetime
    naam: str
    rol: str


@dataclass(frozen=True, slots=True)
class Uitnodigingstand:
    """How far an invitation is.

    Attributes:
        id: 32 hex digits.
        naam: for whom.
        rol: key of ROLLEN.
        verloopt: last moment.
        fase: "open" (waits for the device), "bezig" (first messages exchanged), "woorden" (compare them now),
            "goedgekeurd", "afgewezen" or "verlopen".
        woorden: the six words, at "woorden".
        toestel: id of the device once it is known.
        bericht: the message to pass on when files are used, as a line of text; "" when there is none.
    """

    id: str
    naam: str
    rol: str
    verloopt: datetime
    fase: str
    woorden: tuple[str, ...] = ()
    toestel: str = ""
    bericht: str = ""


def nodig_uit(wp: Werkplek, medewerker_id: str, rol: str = "") -> Uitnodiging:
    """Make an invitation for one device of one person; a second device of that person needs another one.

    Args:
        wp: a vault that holds the region's key.
        medewerker_id: somebody of the list of staff.
        rol: role of the certificate; the person's own when not given.

    Raises:
        Omstandigheid: GEEN_REGIO; NIET_BEVOEGD without the region's key; NIET_GEVONDEN; REGEL_WEIGERT "rol_onbekend".
    """
    kluissleutels.eis_regiosleutel(wp)
    wie = wp.eis(Medewerker, medewerker_id)
    rol = rol or wie.rol
    if rol not in ROLLEN:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="rol_onbekend")
    nu = wp.klok.nu()
    verloopt = nu + timedelta(days=GELDIG_DAGEN)
    server = kluissleutels.server(wp)
    uitnodiging = Invitation(
        kluissleutels.begin_wire(wp),
        server.adres if server else "",
        server.cert if server else b"",
        wp.willekeur.bytes(16),
        wp.willekeur.bytes(16),
        rol,
        wie.id,
        int(verloopt.timestamp() * 1000),
    )
    kant = AdminSide.begin(uitnodiging, nonce=wp.willekeur.bytes(NONCE_BYTES), nu_ms=kluissleutels.nu_ms(wp))
    id_ = uitnodiging.id.hex()
    tekst = invitation_text(uitnodiging)
    with wp.transactie("uitnodiging gemaakt") as t:
        t.zet_instelling(_UITNODIGING + id_, _beheer_json(kant, "open"))
        t.zet_instelling(_LIJST, json.dumps([*_ids(wp), id_]))
        t.audit("uitnodiging_gemaakt", (wie.id,), {"rol": rol})
    return Uitnodiging(id_, tekst, lokaal(verloopt), wie.naam, rol)


def _beheer_json(kant: AdminSide, fase: str, bericht: bytes = b"", post: int = 0) -> str:
    keys = kant.keys
    return json.dumps(
        {
            "tekst": invitation_text(kant.uitnodiging),
            "nonce": kant.nonce.hex(),
            "commit": kant.ander_commit.hex(),
            "keys": None if keys is None else [keys.toestel, keys.teken.hex(), keys.kem.hex()],
            "transcript": kant.transcript.hex(),
            "fase": fase,
            "bericht": bericht.hex(),
            "post": post,
        }
    )


def _beheer(wp: Werkplek, id_: str) -> tuple[AdminSide, dict[str, Any]]:
    ruw = wp.store.instelling(_UITNODIGING + id_)
    if ruw is None:
        raise Omstandigheid(Reden.NIET_GEVONDEN, wat="uitnodiging")
    stand = json.loads(ruw)
    keys = stand["keys"]
    kant = AdminSide(
        parse_invitation(stand["tekst"]),
        bytes.fromhex(stand["nonce"]),
        bytes.fromhex(stand["commit"]),
        None if keys is None else DeviceKeys(keys[0], bytes.fromhex(keys[1]), bytes.fromhex(keys[2])),
        bytes.fromhex(stand["transcript"]),
    )
    return kant, stand


def _stand(wp: Werkplek, id_: str) -> Uitnodigingstand:
    kant, stand = _beheer(wp, id_)
    fase = stand["fase"]
    if fase in ("open", "bezig", "woorden") and kluissleutels.nu_ms(wp) >= kant.uitnodiging.verloopt:
        fase = "verlopen"
    wie = wp.store.vind(Medewerker, kant.uitnodiging.persoon)
    return Uitnodigingstand(
        id_,
        wie.naam if wie else "",
        kant.uitnodiging.rol,
        kluissleutels.moment(kant.uitnodiging.verloopt),
        fase,
        kant.words(enrol_words()) if fase == "woorden" else (),
        kant.keys.toestel if kant.keys else "",
        message_text(bytes.fromhex(stand["bericht"])) if stand["bericht"] else "",
    )


def uitnodigingen(wp: Werkplek) -> list[Uitnodigingstand]:
    """Return all invitations made in this vault, the last one first."""
    return [_stand(wp, id_) for id_ in reversed(_ids(wp))]


def uitnodiging(wp: Werkplek, id_: str) -> Uitnodigingstand:
    """Return one invitation.

    Raises:
        Omstandigheid: NIET_GEVONDEN.
    """
    return _stand(wp, id_)


def _ids(wp: Werkplek) -> list[str]:
    ids: list[str] = json.loads(wp.store.instelling(_LIJST) or "[]")
    return ids


def neem_bericht(wp: Werkplek, id_: str, bericht: str | bytes) -> Uitnodigingstand:
    """Take a message of the device; the answer is the `bericht` of what is returned. The same one twice is harmless.

    Raises:
        Omstandigheid: NIET_GEVONDEN; REGEL_WEIGERT "uitnodiging_verlopen", "bericht_past_niet" (somebody stands in
            between, or it is of another invitation), "bericht_al_gehad", "bericht_onleesbaar".
    """
    ruw = _lees_tekst(bericht)
    with wp.store.transaction("instelling", ("", "")) as t:
        kant, stand = _beheer(wp, id_)
        if kluissleutels.nu_ms(wp) >= kant.uitnodiging.verloopt:
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel="uitnodiging_verlopen")
        try:
            if stand["fase"] == "open":
                kant, antwoord = kant.take_commit(ruw)
                t.zet_instelling(_UITNODIGING + id_, _beheer_json(kant, "bezig", antwoord, stand["post"]))
            elif stand["fase"] == "bezig":
                kant, antwoord = kant.take_reveal(ruw)
                t.zet_instelling(_UITNODIGING + id_, _beheer_json(kant, "woorden", antwoord, stand["post"]))
        except ProtocolFout as fout:
            raise _fout(fout) from None
    return _stand(wp, id_)


def verwerk_post(wp: Werkplek, transport: Transport) -> list[Uitnodigingstand]:
    """Look in the mailboxes of all open invitations and answer; needs an open session. Returns those that moved on."""
    verder: list[Uitnodigingstand] = []
    for stand in uitnodigingen(wp):
        if stand.fase in ("afgewezen", "verlopen"):
            continue
        voor = (stand.fase, _post(wp, stand.id))
        _post_van(wp, stand.id, transport)
        na = _stand(wp, stand.id)
        if (na.fase, _post(wp, stand.id)) != voor:
            verder.append(na)
    return verder


def _post(wp: Werkplek, id_: str) -> int:
    return int(_beheer(wp, id_)[1]["post"])


def _gepost(wp: Werkplek, id_: str, nr: int) -> None:
    # Read again: a person may have approved or rejected while the message was on its way.
    with wp.store.transaction("instelling", ("", "")) as t:
        kant, stand = _beheer(wp, id_)
        post = max(nr, stand["post"])
        t.zet_instelling(_UITNODIGING + id_, _beheer_json(kant, stand["fase"], bytes.fromhex(stand["bericht"]), post))


_ANTWOORD = {"bezig": 2, "woorden": 4, "goedgekeurd": 5}
"""Number of the message that this side gave last, by phase."""


def _post_van(wp: Werkplek, id_: str, transport: Transport) -> None:
    """One mailbox: answer what waits, take what came, until nothing moves."""
    for _ in range(len(_VAKKEN)):
        kant, stand = _beheer(wp, id_)
        code = bytes.fromhex(kant.uitnodiging.mailbox)
        nr = _ANTWOORD.get(stand["fase"], 0)
        if not stand["post"]:
            # The first message of a device in session opens the box.
            transport.post(code, "0", dump({}))
            _gepost(wp, id_, 1)
        if nr > stand["post"]:
            transport.post(code, str(nr), bytes.fromhex(stand["bericht"]))
            _gepost(wp, id_, nr)
        if stand["fase"] not in ("open", "bezig"):
            return
        gekregen = transport.haal_post(code, "1" if stand["fase"] == "open" else "3")
        if gekregen is None:
            return
        neem_bericht(wp, id_, gekregen)


def keur_goed(wp: Werkplek, id_: str, woorden: Sequence[str]) -> Uitnodigingstand:
    """Certify the device, once the words that its person read aloud are the ones of this screen.

    Args:
        wp: the beheerder's vault.
        id_: the invitation.
        woorden: the six words as heard.

    Returns:
        The invitation, whose `bericht` is the certificate to pass on; keys follow with the next round or stick.

    Raises:
        Omstandigheid: REGEL_WEIGERT "woorden_te_vroeg" or "woorden_verschillen" (nothing is certified then).
    """
    sleutel = kluissleutels.eis_regiosleutel(wp)
    stand = _stand(wp, id_)
    if stand.fase == "goedgekeurd":
        return stand
    if stand.fase != "woorden":
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="woorden_te_vroeg")
    gehoord = tuple(w.strip().lower() for deel in woorden for w in deel.split())
    if gehoord != stand.woorden:
        wp.log("aanmelding_woorden_verschillen", (id_,))
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="woorden_verschillen")
    kant, ruw = _beheer(wp, id_)
    nu = kluissleutels.nu_ms(wp)
    cert = kant.certificate(
        van=nu - 60_000, tot=nu + CERT_DAGEN * 86_400_000, ouders=kluissleutels.regiostand(wp).heads
    )
    wire = kluissleutels.onderteken(cert, sleutel)
    welkom = dump([_WELKOM, [kant.uitnodiging.begin, wire]])
    with wp.transactie("toestel goedgekeurd") as t:
        kluissleutels.neem_op(wp, [wire])
        t.zet_instelling(_UITNODIGING + id_, _beheer_json(kant, "goedgekeurd", welkom, ruw["post"]))
        t.audit("toestel_goedgekeurd", (kant.uitnodiging.persoon,), {"toestel": cert.toestel, "rol": cert.rol})
    return _stand(wp, id_)


def wijs_af(wp: Werkplek, id_: str) -> None:
    """End an invitation; a device that was approved already is ended with `regio.trek_in`."""
    kant, stand = _beheer(wp, id_)
    if stand["fase"] == "goedgekeurd":
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="al_goedgekeurd")
    with wp.transactie("uitnodiging ingetrokken") as t:
        t.zet_instelling(_UITNODIGING + id_, _beheer_json(kant, "afgewezen"))
        t.audit("uitnodiging_ingetrokken", (kant.uitnodiging.persoon,))


# -- the device --


@dataclass(frozen=True, slots=True)
class Lidstand:
    """How far this device is with joining.

    Attributes:
        fase: "geen" (did not begin), "wacht" (the beheerder has to answer), "woorden" (read them aloud), "lid".
        woorden: the six words, from "woorden" on.
        rol: role that was offered.
        server: address of the server, "" when there is none.
        bericht: the message to pass on when files are used, as a line of text; "" when there is none.
    """

    fase: str
    woorden: tuple[str, ...] = ()
    rol: str = ""
    server: str = ""
    bericht: str = ""


def word_lid(wp: Werkplek, tekst: str) -> Lidstand:
    """Begin to join with an invitation; a second call with the same one goes on.

    A vault that was a device of the same region already, and became another one (it was copied or put back), joins
    again with all that is in it: what it made and nobody signed for is sealed by the new device.

    Args:
        wp: a new vault in which nothing was made yet, or one that became another device.
        tekst: the invitation.

    Raises:
        Omstandigheid: REGEL_WEIGERT "kluis_niet_leeg" (make a new vault for it), "regio_bestaat",
            "uitnodiging_verlopen", "bericht_onleesbaar"; EERST_BIJWERKEN.
    """
    try:
        uitnodiging = parse_invitation(tekst)
    except ProtocolFout as fout:
        raise _fout(fout) from None
    opnieuw = _mag_opnieuw(wp, uitnodiging)
    lopend = wp.store.instelling(_LID)
    if lopend is not None:
        if parse_invitation(json.loads(lopend)["tekst"]).id == uitnodiging.id:
            return lidstand(wp)
        if json.loads(lopend)["fase"] == "lid" and not opnieuw:
            raise Omstandigheid(Reden.REGEL_WEIGERT, regel="regio_bestaat")
    if kluissleutels.heeft_regio(wp) and not opnieuw:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="regio_bestaat")
    if not opnieuw and not kluissleutels.is_leeg(wp):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="kluis_niet_leeg")
    eigen = kluissleutels.eigen_sleutels(wp)
    try:
        kant, bericht = DeviceSide.begin(
            uitnodiging,
            DeviceKeys(eigen.toestel, eigen.teken_publiek, eigen.kem_publiek),
            nonce=wp.willekeur.bytes(NONCE_BYTES),
            nu_ms=kluissleutels.nu_ms(wp),
        )
    except ProtocolFout as fout:
        raise _fout(fout) from None
    wp.store.zet_instelling(_LID, _lid_json(kant, "wacht", bericht))
    return lidstand(wp)


def _mag_opnieuw(wp: Werkplek, uitnodiging: Invitation) -> bool:
    """Whether this vault became another device and is invited by the region that it belongs to."""
    if not wp.store.instelling(NIEUW_TOESTEL) or not kluissleutels.heeft_regio(wp):
        return False
    return kluissleutels.begin_wire(wp) == uitnodiging.begin


def _lid_json(kant: DeviceSide, fase: str, bericht: bytes = b"", post: int = 0) -> str:
    return json.dumps(
        {
            "tekst": invitation_text(kant.uitnodiging),
            "keys": [kant.keys.toestel, kant.keys.teken.hex(), kant.keys.kem.hex()],
            "nonce": kant.nonce.hex(),
            "commit": kant.ander_commit.hex(),
            "transcript": kant.transcript.hex(),
            "fase": fase,
            "bericht": bericht.hex(),
            "post": post,
        }
    )


def _lid(wp: Werkplek) -> tuple[DeviceSide, dict[str, Any]]:
    ruw = wp.store.instelling(_LID)
    if ruw is None:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="geen_uitnodiging")
    stand = json.loads(ruw)
    toestel, teken, kem = stand["keys"]
    kant = DeviceSide(
        parse_invitation(stand["tekst"]),
        DeviceKeys(toestel, bytes.fromhex(teken), bytes.fromhex(kem)),
        bytes.fromhex(stand["nonce"]),
        bytes.fromhex(stand["commit"]),
        bytes.fromhex(stand["transcript"]),
    )
    return kant, stand


def lidstand(wp: Werkplek) -> Lidstand:
    """Return how far this device is with joining."""
    if wp.store.instelling(_LID) is None:
        return Lidstand("lid" if kluissleutels.heeft_regio(wp) else "geen")
    kant, stand = _lid(wp)
    return Lidstand(
        stand["fase"],
        kant.words(enrol_words()) if kant.transcript else (),
        kant.uitnodiging.rol,
        kant.uitnodiging.server_url,
        message_text(bytes.fromhex(stand["bericht"])) if stand["bericht"] else "",
    )


def neem_antwoord(wp: Werkplek, bericht: str | bytes) -> Lidstand:
    """Take a message of the beheerder, the certificate last; what to pass on is the `bericht` of what is returned.

    Raises:
        Omstandigheid: REGEL_WEIGERT "bericht_past_niet" (somebody stands in between: stop and call the beheerder),
            "bericht_al_gehad", "bericht_onleesbaar", "geen_uitnodiging".
    """
    ruw = _lees_tekst(bericht)
    kant, stand = _lid(wp)
    if stand["fase"] == "lid":
        return lidstand(wp)
    try:
        if stand["fase"] == "woorden":
            _word_lid_met(wp, kant, ruw)
            return lidstand(wp)
        if not kant.ander_commit:
            kant, antwoord = kant.take_commit(ruw, kluissleutels.eigen_sleutels(wp).teken)
            nieuw = _lid_json(kant, "wacht", antwoord, stand["post"])
        else:
            nieuw = _lid_json(kant.take_reveal(ruw), "woorden", b"", stand["post"])
    except ProtocolFout as fout:
        raise _fout(fout) from None
    wp.store.zet_instelling(_LID, nieuw)
    return lidstand(wp)


def _word_lid_met(wp: Werkplek, kant: DeviceSide, ruw: bytes) -> Bon:
    """Check the certificate against the own keys and the pinned region, and take the place that it gives."""
    match load(ruw, max_bytes=MAX_BERICHT):
        case ["welkom", [bytes(begin), bytes(cert)]] if begin == kant.uitnodiging.begin:
            pass
        case _:
            raise ProtocolFout(Weigering.ONLEESBAAR, _WELKOM)
    begin_stuk = kant.uitnodiging.region()
    stuk = accept_statement(cert, kluissleutels.als_begin(begin_stuk)).inhoud
    if not isinstance(stuk, DeviceCert):
        raise ProtocolFout(Weigering.ONLEESBAAR, _WELKOM)
    wij = (kant.keys.toestel, kant.keys.teken, kant.keys.kem)
    if (stuk.toestel, stuk.teken, stuk.kem) != wij or stuk.persoon != kant.uitnodiging.persoon:
        raise ProtocolFout(Weigering.HANDTEKENING, _WELKOM)
    stukken = [begin, cert]
    if kant.uitnodiging.server_cert:
        stukken.append(kant.uitnodiging.server_cert)
    with wp.transactie("lid van de regio geworden") as t:
        kluissleutels.neem_op(wp, stukken)
        if kant.uitnodiging.server_url:
            kluissleutels.zet_server(t, kant.uitnodiging.server_url)
        t.zet_instelling(IK, stuk.persoon)
        t.zet_instelling(NIEUW_TOESTEL, None)
        t.zet_instelling(_LID, _lid_json(replace(kant), "lid"))
        t.audit("lid_van_regio", (stuk.persoon,), {"rol": stuk.rol})
    return t.bon


def verwerk_post_lid(wp: Werkplek, transport: Transport) -> Lidstand:
    """Look in the mailbox and answer, as far as it goes; no session is needed."""
    for _ in range(len(_VAKKEN)):
        kant, stand = _lid(wp)
        code = bytes.fromhex(kant.uitnodiging.mailbox)
        nr = 3 if kant.ander_commit else 1
        if stand["bericht"] and nr > stand["post"]:
            transport.post(code, str(nr), bytes.fromhex(stand["bericht"]))
            # Read again: an answer may have come from a file while the message was on its way.
            with wp.store.transaction("instelling", ("", "")) as t:
                kant, stand = _lid(wp)
                bericht = bytes.fromhex(stand["bericht"])
                t.zet_instelling(_LID, _lid_json(kant, stand["fase"], bericht, max(nr, stand["post"])))
        if stand["fase"] == "lid":
            break
        vak = "5" if kant.transcript else "4" if kant.ander_commit else "2"
        gekregen = transport.haal_post(code, vak)
        if gekregen is None:
            break
        neem_antwoord(wp, gekregen)
    return lidstand(wp)
