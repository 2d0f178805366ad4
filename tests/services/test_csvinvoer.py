"""Many reports from one table: looked at first, taken in at once or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from zvh_testing.casuskluis import werkplek

from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.casus import Aanmelding, Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.plan import Fase
from zvh_desktop.services import csvinvoer
from zvh_desktop.services.csvinvoer import Proef
from zvh_desktop.services.werkplek import Werkplek

KOP = "Organisatie;Aanmelder;Datum aanmelding;Achternaam;Geboortedatum;Thema;Aanleiding"


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    with werkplek(tmp_path) as plek:
        yield plek


def tabel(aantal: int, *meer: str) -> bytes:
    rijen = [
        f"Politie;P. Smit;1-11-2026;Proefnaam{n};{n % 28 + 1}-3-1980;overlast;Aanleiding {n}" for n in range(aantal)
    ]
    return "\n".join([KOP, *rijen, *meer]).encode()


def proef(wp: Werkplek, inhoud: bytes) -> Proef:
    gelezen = csvinvoer.lees_csv(inhoud)
    return csvinvoer.proef(wp, gelezen, csvinvoer.stel_koppeling_voor(gelezen.koppen))


def stand(wp: Werkplek) -> tuple[int, ...]:
    return tuple(len(wp.store.find(s)) for s in (Casus, Aanmelding, Betrokkene, Fase))


def test_proef_schrijft_niets_en_invoer_maakt_van_elke_nieuwe_een_casus(wp: Werkplek) -> None:
    bekeken = proef(wp, tabel(120))
    assert stand(wp) == (0, 0, 0, 0)
    uit = csvinvoer.voer_in(wp, bekeken)
    assert len(set(uit.nummers)) == 120
    assert stand(wp) == (120, 120, 120, 480)
    assert wp.kluis.check() == []


def test_tweede_keer_is_alles_herkend(wp: Werkplek) -> None:
    csvinvoer.voer_in(wp, proef(wp, tabel(3)))
    weer = proef(wp, tabel(3))
    assert weer.aantal("was_er_al") == 3 and weer.nieuw == ()
    csvinvoer.voer_in(wp, weer)
    assert stand(wp)[0] == 3


def test_dubbel_in_het_bestand_en_bijna_gelijk_worden_niet_verdubbeld(wp: Werkplek) -> None:
    zelfde = "Politie;P. Smit;1-11-2026;Proefnaam0;1-3-1980;overlast;Aanleiding 0"
    anders = "Politie;P. Smit;1-11-2026;Proefnaam0;1-3-1980;overlast;Iets verbeterd"
    bekeken = proef(wp, tabel(1, zelfde, anders))
    assert [r.oordeel for r in bekeken.regels] == ["nieuw", "dubbel_in_bestand", "lijkt_op_eerdere"]


def test_nummers_volgen_op_wat_er_was(wp: Werkplek) -> None:
    eerst = csvinvoer.voer_in(wp, proef(wp, tabel(1))).nummers[0]
    later = csvinvoer.voer_in(wp, proef(wp, tabel(3))).nummers
    volg = int(eerst.split("-")[1])
    assert [int(n.split("-")[1]) for n in later] == [volg + 1, volg + 2]


def test_stoppen_laat_niets_achter(wp: Werkplek) -> None:
    bekeken = proef(wp, tabel(120))
    with pytest.raises(Omstandigheid) as fout:
        csvinvoer.voer_in(wp, bekeken, lambda gedaan, _totaal: gedaan < 100)
    assert fout.value.reden is Reden.AFGEBROKEN
    assert stand(wp) == (0, 0, 0, 0)
    assert wp.kluis.check() == []


def test_zonder_gekoppelde_kolom_wordt_er_niets_gedaan(wp: Werkplek) -> None:
    with pytest.raises(Omstandigheid) as fout:
        proef(wp, b"x;y\n1;2\n")
    assert fout.value.gegevens["regel"] == "csv_zonder_velden"


def test_bekende_persoon_wordt_genoemd(wp: Werkplek) -> None:
    (nummer,) = csvinvoer.voer_in(wp, proef(wp, tabel(1))).nummers
    later = proef(wp, f"{KOP}\nGGZ;A. Vos;3-11-2026;Proefnaam0;1-3-1980;overlast;Anders".encode())
    assert later.regels[0].bekend == (nummer,)
