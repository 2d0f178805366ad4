"""The signing key that this program makes for a person in the own vault; it never leaves it."""

import json
from typing import Final

from zvh_desktop.documents import signing
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["eigen_certificaten", "ondertekensleutel"]

SLEUTEL: Final = "ondertekensleutel"
"""Local secret setting: the signing key of a person, kept inside the encrypted vault."""

CERTIFICATEN: Final = "eigen_certificaten"
"""Local setting: fingerprints of every certificate made in this vault."""

SLEUTELJAREN: Final = 4
"""A certificate is valid for five years; in every block of four a new one is made."""


def ondertekensleutel(wp: Werkplek) -> signing.SleutelMateriaal:
    """The signing key of who is at work on this device, made at first use and after a change of name or function."""
    wie = wp.wie
    if wie is None:
        raise Omstandigheid(Reden.NIET_BEVOEGD)
    functie, huis = wie.functie or wie.rol, wp.regio().naam
    kenmerk = [wie.naam, functie, huis, str(wp.vandaag().year // SLEUTELJAREN)]
    naam = f"{SLEUTEL}:{wie.id}"
    bewaard = wp.store.instelling(naam)
    if bewaard is not None:
        waarde = json.loads(bewaard)
        if waarde["voor"] == kenmerk:
            return signing.SleutelMateriaal.van_bytes(bytes.fromhex(waarde["sleutel"]))
    sleutel = signing.maak_sleutel(wie.naam, huis, functie, wp.nu())
    with wp.transactie("ondertekensleutel gemaakt") as t:
        t.zet_instelling(naam, json.dumps({"voor": kenmerk, "sleutel": sleutel.naar_bytes().hex()}))
        t.zet_instelling(CERTIFICATEN, json.dumps([*eigen_certificaten(wp), sleutel.vingerafdruk]))
        t.audit("ondertekensleutel_gemaakt", (wie.id,), {"vingerafdruk": sleutel.vingerafdruk})
    return sleutel


def eigen_certificaten(wp: Werkplek) -> tuple[str, ...]:
    """Fingerprints of every certificate that was made in this vault; `echtheid.controleer` knows its own by them."""
    return tuple(json.loads(wp.store.instelling(CERTIFICATEN) or "[]"))
