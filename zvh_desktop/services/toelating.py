"""The beheerder lets a device into the region: invitation, messages there and back, six words, approval.

The other side is `aanmelden`. Messages travel through the server's mailbox or as lines of text in files; both ways may
be mixed. What this side knows so far stays in its own vault, so that a program that is closed goes on where it was.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from zvh_desktop.crypto.words import enrol_words
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.partner import ROLLEN, Medewerker
from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.ports import Transport
from zvh_desktop.protocol.codec import dump
from zvh_desktop.protocol.enrol import (
    NONCE_BYTES,
    AdminSide,
    DeviceKeys,
    Invitation,
    invitation_text,
    message_text,
    parse_invitation,
)
from zvh_desktop.protocol.errors import ProtocolFout
from zvh_desktop.services import kluissleutels
from zvh_desktop.services.aanmeldpost import VAKKEN, WELKOM, als_regel, lees_tekst
from zvh_desktop.services.werkplek import Werkplek

__all__ = [
    "Uitnodiging",
    "Uitnodigingstand",
    "keur_goed",
    "neem_bericht",
    "nodig_uit",
    "uitnodiging",
    "uitnodigingen",
    "verwerk_post",
    "wijs_af",
]

GELDIG_DAGEN: Final = 7
"""How long an invitation can be used."""
CERT_DAGEN: Final = 731
"""How long a certificate holds; renewed long before."""
_UITNODIGING: Final = "uitnodiging:"
_LIJST: Final = "uitnodigingen"


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
    ruw = lees_tekst(bericht)
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
            raise als_regel(fout) from None
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
    for _ in range(len(VAKKEN)):
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
    welkom = dump([WELKOM, [kant.uitnodiging.begin, wire]])
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
