"""The keys of a region come back from any two of three sheets, and from no single one."""

import itertools

import pytest

from zvh_desktop.crypto.regiosleutel import derive_region_keys, from_shares, sheets
from zvh_desktop.protocol.errors import ProtocolFout

GEHEIM = bytes(range(32))


def test_elke_twee_bladen_geven_de_sleutels_terug() -> None:
    bladen = [" ".join(blad) for blad in sheets(GEHEIM)]
    assert len(bladen) == 3
    for twee in itertools.permutations(bladen, 2):
        assert from_shares(list(twee)) == derive_region_keys(GEHEIM)


def test_een_blad_of_een_tikfout_geeft_niets() -> None:
    een, twee, _ = [" ".join(blad) for blad in sheets(GEHEIM)]
    ander = " ".join(sheets(bytes(32))[1])
    for regels in ([een], [een, een], [een, twee.replace(twee.split()[7], "academic", 1)], [een, ander], []):
        with pytest.raises(ProtocolFout):
            from_shares(regels)


def test_hoofdletters_en_regeleinden_doen_er_niet_toe() -> None:
    een, twee, _ = [" ".join(blad) for blad in sheets(GEHEIM)]
    assert from_shares([een.upper().replace(" ", "\n"), f"  {twee} "]) == derive_region_keys(GEHEIM)


def test_sleutels_zeggen_niets_over_elkaar() -> None:
    sleutels = derive_region_keys(GEHEIM)
    assert sleutels.teken != GEHEIM
    assert sleutels.teken not in sleutels.kem_prive
