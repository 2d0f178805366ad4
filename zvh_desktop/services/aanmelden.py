"""A device joins the region: it answers an invitation, its person reads six words aloud, the certificate comes.

The other side is `toelating`. Messages travel through the server's mailbox or as lines of text in files; both ways may
be mixed. What this side knows so far stays in its own vault, so that a program that is closed goes on where it was.
"""

import json
from dataclasses import dataclass, replace
from typing import Any, Final

from zvh_desktop.crypto.words import enrol_words
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.ports import Transport
from zvh_desktop.protocol.codec import load
from zvh_desktop.protocol.enrol import (
    MAX_BERICHT,
    NONCE_BYTES,
    DeviceKeys,
    DeviceSide,
    Invitation,
    invitation_text,
    message_text,
    parse_invitation,
)
from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.statements import DeviceCert, accept_statement
from zvh_desktop.services import kluissleutels
from zvh_desktop.services.aanmeldpost import VAKKEN, WELKOM, als_regel, lees_tekst
from zvh_desktop.services.werkplek import IK, Bon, Werkplek
from zvh_desktop.store.device import NIEUW_TOESTEL

__all__ = ["Lidstand", "lidstand", "neem_antwoord", "verwerk_post_lid", "word_lid"]

_LID: Final = "aanmelding"


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
        raise als_regel(fout) from None
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
        raise als_regel(fout) from None
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
    ruw = lees_tekst(bericht)
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
        raise als_regel(fout) from None
    wp.store.zet_instelling(_LID, nieuw)
    return lidstand(wp)


def _word_lid_met(wp: Werkplek, kant: DeviceSide, ruw: bytes) -> Bon:
    """Check the certificate against the own keys and the pinned region, and take the place that it gives."""
    match load(ruw, max_bytes=MAX_BERICHT):
        case ["welkom", [bytes(begin), bytes(cert)]] if begin == kant.uitnodiging.begin:
            pass
        case _:
            raise ProtocolFout(Weigering.ONLEESBAAR, WELKOM)
    begin_stuk = kant.uitnodiging.region()
    stuk = accept_statement(cert, kluissleutels.als_begin(begin_stuk)).inhoud
    if not isinstance(stuk, DeviceCert):
        raise ProtocolFout(Weigering.ONLEESBAAR, WELKOM)
    wij = (kant.keys.toestel, kant.keys.teken, kant.keys.kem)
    if (stuk.toestel, stuk.teken, stuk.kem) != wij or stuk.persoon != kant.uitnodiging.persoon:
        raise ProtocolFout(Weigering.HANDTEKENING, WELKOM)
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
    for _ in range(len(VAKKEN)):
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
