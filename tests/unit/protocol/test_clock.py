import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zvh_desktop.protocol.clock import MAX_VOORLOOP_MS, KlokFout, Tijdstempel, bijgesteld, reeks, volgende

TOESTELLEN = st.sampled_from(["0" * 16, "a1b2c3d4e5f60718", "f" * 16])
MS = st.integers(0, (1 << 48) - 10)
STEMPELS = st.builds(Tijdstempel, MS, st.integers(0, 0xFFFF), TOESTELLEN)


@given(STEMPELS)
def test_tekst_leest_terug_als_hetzelfde(stempel: Tijdstempel) -> None:
    assert Tijdstempel.uit_tekst(stempel.tekst) == stempel
    assert len(stempel.tekst) == 34


@given(STEMPELS, STEMPELS)
def test_teksten_sorteren_als_de_stempels(een: Tijdstempel, twee: Tijdstempel) -> None:
    assert (een < twee) == (een.tekst < twee.tekst)


@given(STEMPELS, st.lists(MS, max_size=20))
def test_klok_gaat_nooit_terug_wat_de_wandklok_ook_doet(stand: Tijdstempel, tijden: list[int]) -> None:
    for nu_ms in tijden:
        nieuw = volgende(stand, nu_ms)
        assert nieuw > stand
        stand = nieuw


@settings(deadline=None)
@given(STEMPELS, MS, st.integers(0, 70_000))
def test_reeks_is_een_voor_een_hetzelfde_begin_en_eind(stand: Tijdstempel, nu_ms: int, aantal: int) -> None:
    teksten, eind = reeks(stand, nu_ms, aantal)
    assert len(teksten) == aantal == len(set(teksten))
    if aantal:
        assert teksten[0] == volgende(stand, nu_ms).tekst
        assert teksten[-1] == eind.tekst
        assert teksten == sorted(teksten)
    else:
        assert eind == stand


@given(STEMPELS, MS)
def test_reeks_over_de_grens_van_de_teller_telt_door_als_volgende(stand: Tijdstempel, nu_ms: int) -> None:
    bijna = Tijdstempel(max(stand.ms, nu_ms), 0xFFFE, stand.toestel)
    teksten, _ = reeks(bijna, nu_ms, 3)
    los = bijna
    for tekst in teksten:
        los = volgende(los, nu_ms)
        assert los.tekst == tekst


@given(STEMPELS, STEMPELS, MS)
def test_na_ontvangst_later_dan_beide_of_geweigerd(stand: Tijdstempel, binnen: Tijdstempel, nu_ms: int) -> None:
    if binnen.ms - nu_ms > MAX_VOORLOOP_MS:
        with pytest.raises(KlokFout) as gevangen:
            bijgesteld(stand, binnen, nu_ms=nu_ms)
        assert gevangen.value.voorloop_ms == binnen.ms - nu_ms
        return
    nieuw = bijgesteld(stand, binnen, nu_ms=nu_ms)
    assert nieuw.toestel == stand.toestel
    assert (nieuw.ms, nieuw.teller) > (stand.ms, stand.teller)
    assert (nieuw.ms, nieuw.teller) > (binnen.ms, binnen.teller)


@given(STEMPELS, MS, st.integers(-10, MAX_VOORLOOP_MS))
def test_voorloop_blijft_binnen_de_grens(stand: Tijdstempel, nu_ms: int, voorloop: int) -> None:
    stand = Tijdstempel(min(stand.ms, nu_ms), stand.teller, stand.toestel)
    binnen = Tijdstempel(max(0, min(nu_ms + voorloop, (1 << 48) - 10)), 0xFFFF, "b" * 16)
    assert bijgesteld(stand, binnen, nu_ms=nu_ms).ms <= nu_ms + MAX_VOORLOOP_MS + 1


@pytest.mark.parametrize(
    "tekst",
    [
        "",
        "x",
        "0" * 34,
        "00000000000g-0000-a1b2c3d4e5f60718",
        "000000000000-0000-A1B2C3D4E5F60718",
        "0-0-a1b2c3d4e5f60718",
    ],
)
def test_andere_vorm_wordt_geweigerd(tekst: str) -> None:
    with pytest.raises(KlokFout):
        Tijdstempel.uit_tekst(tekst)


@pytest.mark.parametrize(("ms", "teller"), [(-1, 0), (1 << 48, 0), (0, -1), (0, 0x10000)])
def test_getal_buiten_bereik_wordt_geweigerd(ms: int, teller: int) -> None:
    with pytest.raises(KlokFout):
        Tijdstempel(ms, teller, "0" * 16)
