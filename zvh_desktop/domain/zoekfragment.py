"""What of a found text may be shown: no BSN, no secret address, nothing of a field that is secret by itself."""

import re
from collections.abc import Iterable
from typing import Final

from zvh_desktop.domain.afscherming import VERBORGEN, ZAAL, scherm_adressen_af
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.gevoelig import bevat_bsn
from zvh_desktop.domain.themavelden import GEHEIM

__all__ = ["schoon"]

_CIJFERREEKS: Final = re.compile("\\d(?:[ .\\-\u00a0\x02\x03]*\\d){7,}")
_MERKEN: Final = str.maketrans("", "", "\x02\x03")


def schoon(soort: str, veld: str, fragment: str, geheim: Iterable[Betrokkene]) -> str:
    """Return a fragment as it may be listed; the marks round what was found stay where they can.

    Args:
        soort, veld: kind and field it comes from.
        fragment: with U+0002 and U+0003 round the words found.
        geheim: those in the casus whose address is secret; a list is as open as a room, so nobody sees it there.
    """
    if (soort, veld) in GEHEIM:
        return VERBORGEN
    if bevat_bsn(fragment.translate(_MERKEN)):
        fragment = _CIJFERREEKS.sub(VERBORGEN, fragment)
    mensen = [p for p in geheim if p.adres_geheim]
    return scherm_adressen_af(fragment, mensen, ZAAL) if mensen else fragment
