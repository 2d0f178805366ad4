"""Texts of the house: what is filled in, what is left out, what is refused."""

from zvh_desktop.domain.brieven import onbekende_plaatshouders, vul_in


def test_koppen_punten_en_alineas_blijven_wat_ze_zijn() -> None:
    delen = vul_in("Eerst dit.\n\n# Kop\n\nRegel een\nregel twee.\n- punt {doel}\n- ander", {"doel": "rust"})
    assert [(d.kop, d.alineas, d.punten) for d in delen] == [
        ("", ("Eerst dit.",), ()),
        ("Kop", ("Regel een regel twee.",), ("punt rust", "ander")),
    ]


def test_wat_niemand_heeft_vastgelegd_staat_er_niet_in() -> None:
    assert vul_in("# Op welke grond\n\nVoor u is dat: {wet}.\n\n{uitleg}", {"wet": "", "uitleg": " "}) == ()


def test_accolades_in_wat_iemand_typte_worden_niet_ingevuld() -> None:
    (deel,) = vul_in("Doel: {doel}", {"doel": "{contactpunt}", "contactpunt": "geheim"})
    assert deel.alineas == ("Doel: {contactpunt}",)


def test_een_woord_dat_niets_betekent_wordt_genoemd() -> None:
    assert onbekende_plaatshouders("{doel} {naam} {naam}") == ("naam",)


def test_wat_onder_een_opsomming_staat_blijft_eronder() -> None:
    delen = vul_in("# Kop\n\nVoor.\n\n- een\n- twee\n\nNa.", {})
    assert [(d.kop, d.alineas, d.punten) for d in delen] == [("Kop", ("Voor.",), ("een", "twee")), ("", ("Na.",), ())]
