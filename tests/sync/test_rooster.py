"""When a round runs: quiet first, not for ever, sooner when asked, later after failures, never all at once."""

from hypothesis import given
from hypothesis import strategies as st

from zvh_desktop.sync.schedule import Rooster, Tempo

T = Tempo(rust_s=2, uiterlijk_s=15, elke_s=300, eerste_uitstel_s=5, langste_uitstel_s=600)


def test_een_nieuw_rooster_begint_meteen() -> None:
    assert Rooster(T).is_tijd(0.0)


def test_eigen_wijzigingen_gaan_pas_als_het_even_rustig_is() -> None:
    r = Rooster(T).begonnen().gelukt(100).gewijzigd(101).gewijzigd(102)
    assert not r.is_tijd(103.9)
    assert r.is_tijd(104)


def test_wie_door_typt_wacht_niet_eindeloos() -> None:
    r = Rooster(T).begonnen().gelukt(100)
    for tiende in range(1010, 1300):
        r = r.gewijzigd(tiende / 10)
    assert r.wanneer() == 101 + 15


def test_wat_een_ander_aan_tafel_wil_zien_gaat_bijna_meteen_en_wordt_door_typen_niet_uitgesteld() -> None:
    r = Rooster(T).begonnen().gelukt(100).gewijzigd(101).gewijzigd(101.5, samen=True)
    for tiende in range(1016, 1018):
        r = r.gewijzigd(tiende / 10, samen=True).gewijzigd(tiende / 10)
    assert r.wanneer() == 101.5 + T.samen_s
    assert r.begonnen().gelukt(102).gewijzigd(103).wanneer() == 103 + T.rust_s, "afterwards all is as before"


def test_zonder_aanleiding_wordt_er_af_en_toe_gekeken() -> None:
    assert Rooster(T).gelukt(100).wanneer() == 400


def test_een_wek_en_een_netwerk_laten_meteen_beginnen() -> None:
    r = Rooster(T).begonnen().gelukt(100)
    assert r.gewekt().is_tijd(100)
    assert r.netwerk_terug().is_tijd(100)


def test_na_mislukken_wacht_het_steeds_langer_ook_als_er_gewekt_wordt() -> None:
    r, nu, vorige = Rooster(T).begonnen(), 0.0, 0.0
    for _ in range(12):
        r = r.gefaald(nu, toeval=1.0).gewijzigd(nu).gewekt()
        wacht = r.wanneer() - nu
        assert vorige <= wacht <= 600
        nu, vorige = r.wanneer(), wacht
    assert vorige == 600


def test_wat_mislukte_begint_na_het_uitstel_vanzelf_weer() -> None:
    r = Rooster(T).begonnen().gelukt(100).begonnen().gefaald(110, toeval=1.0)
    assert r.wanneer() == 115


def test_een_netwerk_dat_terugkomt_en_een_mens_wachten_niet_op_het_uitstel() -> None:
    r = Rooster(T)
    for _ in range(5):
        r = r.gefaald(100, toeval=1.0)
    assert not r.is_tijd(101)
    assert r.gevraagd().is_tijd(101)
    assert r.netwerk_terug().is_tijd(101)
    assert r.netwerk_terug().mislukt == 0


def test_wat_tijdens_een_ronde_gebeurt_telt_voor_de_volgende() -> None:
    r = Rooster(T).gewijzigd(1).begonnen().gewijzigd(5).gelukt(6)
    assert r.wanneer() == 7


@given(st.floats(0, 1), st.integers(0, 40))
def test_toestellen_komen_niet_allemaal_tegelijk(toeval: float, keren: int) -> None:
    r = Rooster(T)
    for _ in range(keren):
        r = r.gefaald(0, toeval=1.0)
    r = r.gefaald(50, toeval)
    term = min(5 * 2**keren, 600)
    assert 50 + term / 2 <= r.niet_voor <= 50 + term
