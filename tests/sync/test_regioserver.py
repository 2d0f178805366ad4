"""The server of a region: its address is a safe one, its certificate is renewed in time."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from zvh_testing.regioplek import Regioplek, regioplek

from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.services import kluissleutels, regio, sync
from zvh_desktop.services.meldingen import zin


@pytest.fixture
def plek(tmp_path: Path) -> Iterator[Regioplek]:
    with regioplek(tmp_path) as p:
        p.begin((("Joris Blom", "secretaris"),))
        yield p


@pytest.mark.parametrize(
    "adres",
    ["http://zvh.example", "zvh.example", "ftp://zvh.example", "https://", "https://a.example/?x=1", "http://10.0.0.1"],
)
def test_een_adres_dat_niet_veilig_is_wordt_niet_bewaard(plek: Regioplek, adres: str) -> None:
    baas = plek.kluizen["baas"]
    with pytest.raises(Omstandigheid) as fout:
        regio.zet_server(baas, adres)
    assert fout.value.gegevens["regel"] == "adres_onveilig"
    assert "https" in zin(fout.value)
    with pytest.raises(Omstandigheid):
        regio.certificeer_server(baas, plek.server.verzoek(), adres)
    assert sync.serveradres(baas) == "http://127.0.0.1:1"


@pytest.mark.parametrize("adres", ["https://zvh.example:8443/zvh", "http://localhost:8000", "http://[::1]:8000"])
def test_https_en_de_eigen_machine_mogen(plek: Regioplek, adres: str) -> None:
    regio.zet_server(plek.kluizen["baas"], adres)
    assert sync.serveradres(plek.kluizen["baas"]) == adres


def test_een_ronde_van_de_beheerder_verlengt_het_certificaat_van_de_server(plek: Regioplek) -> None:
    baas = plek.kluizen["baas"]
    plek.lid("joris", "Joris Blom")
    (voor,) = (certs[0] for certs in kluissleutels.regiostand(baas).servers.values())
    assert regio.verleng(baas) == 0
    plek.klok.verder(days=5 * 366 - 100)
    # Devices are renewed as well, so this one has to come by before its own runs out.
    assert regio._verleng_servers(baas, kluissleutels.nu_ms(baas)) == 1
    (na,) = (certs[0] for certs in kluissleutels.regiostand(baas).servers.values())
    assert na.teken == voor.teken and na.tot > voor.tot + 4 * 366 * 86_400_000
    assert regio._verleng_servers(baas, kluissleutels.nu_ms(baas)) == 0
    # Once it has run out it is not brought back by itself: a person certifies the server again.
    plek.klok.verder(days=6 * 366)
    assert regio._verleng_servers(baas, kluissleutels.nu_ms(baas)) == 0
