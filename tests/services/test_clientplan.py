"""The plan on one page on a real vault: judged, looked at, one page whatever there is, recorded."""

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from documents.gereedschap import bestand, draai, preflight, structuurtekst, tweeling
from zvh_testing.casuskluis import Testklok, meld_aan, werkplek

from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.domain.verslag import Verstrekking
from zvh_desktop.services import clientplan, dossiers
from zvh_desktop.services.werkplek import Werkplek


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    with werkplek(tmp_path, Testklok()) as plek:
        yield plek


@pytest.fixture
def casus_id(wp: Werkplek) -> str:
    return meld_aan(wp).casus_id


def _doel(wp: Werkplek, casus_id: str, tekst: str) -> str:
    return dossiers.voeg_toe(wp, "doel", casus_id, {"fase": 1, "doelsoort": "afspraak", "tekst": tekst})[0]


def _vertel(wp: Werkplek, casus_id: str, id_: str, keuze: str = "vertellen", **meer: str) -> None:
    wie = clientplan.lees(wp, casus_id).betrokkene_id
    clientplan.beoordeel(wp, casus_id, wie, ("doel", id_), keuze, **meer)


def test_alleen_wat_gekozen_is_komt_op_papier_en_het_vertrek_is_vastgelegd(
    wp: Werkplek, casus_id: str, tmp_path: Path
) -> None:
    ja, nee, open_ = (_doel(wp, casus_id, t) for t in ("Een eigen plek", "Wijkagent belt Jan", "Nog niet bekeken"))
    plan = clientplan.lees(wp, casus_id)
    assert plan.personen[0][1] == "Kees Vermeer" and plan.tel("open") == 3 and plan.erop == 0
    doel = tmp_path / "p.pdf"
    with pytest.raises(Omstandigheid) as leeg:
        clientplan.verstrek(wp, casus_id, plan.betrokkene_id, doel, hoe="op papier")
    assert leeg.value.gegevens["regel"] == "clientplan_leeg" and not doel.exists()
    _vertel(wp, casus_id, ja, tekst="U krijgt een eigen plek bij Jan in de buurt.")
    with pytest.raises(Omstandigheid) as fout:
        _vertel(wp, casus_id, nee, "niet")
    assert fout.value.gegevens["regel"] == "reden_nodig"
    _vertel(wp, casus_id, nee, "niet", reden="veiligheid van zijn vader")
    clientplan.verstrek(wp, casus_id, plan.betrokkene_id, doel, hoe="op papier")
    tekst = structuurtekst(doel.read_bytes())
    assert "U krijgt een eigen plek" in tekst and open_
    assert not any(w in tekst for w in ("Jan", "Wijkagent", "Nog niet bekeken", "veiligheid", "Kees", "staat nog"))
    (v,) = wp.store.find(Verstrekking, casus_id=casus_id, stuk="clientplan")
    assert v.aan == "Kees Vermeer" and v.betrokkene_id == plan.betrokkene_id and v.weggelaten
    assert preflight(bestand(tmp_path, tweeling(doel.read_bytes()))) == [["valid"]]
    assert "No syntax or stream encoding errors" in draai("qpdf", "--check", str(doel))


def test_verandert_het_plan_dan_moet_opnieuw_worden_gekozen(wp: Werkplek, casus_id: str) -> None:
    id_ = _doel(wp, casus_id, "Een eigen plek")
    _vertel(wp, casus_id, id_, tekst="U krijgt een plek.")
    assert clientplan.lees(wp, casus_id).erop == 1
    dossiers.wijzig(wp, "doel", id_, {"tekst": "Een plek met toezicht"})
    plan = clientplan.lees(wp, casus_id)
    assert plan.erop == 0 and plan.tel("veranderd") == 1
    _vertel(wp, casus_id, id_)
    (deel,) = clientplan.lees(wp, casus_id).delen
    assert deel.stand == "vertellen" and deel.zin == "U krijgt een plek."


def test_hoe_vol_het_plan_ook_is_het_blijft_een_bladzijde_die_zegt_wat_er_niet_bij_past(
    wp: Werkplek, casus_id: str
) -> None:
    wie = clientplan.lees(wp, casus_id).betrokkene_id
    for nr in range(45):
        id_ = _doel(wp, casus_id, f"Afspraak nummer {nr}: " + "u gaat naar de begeleider. " * 5)
        clientplan.beoordeel(wp, casus_id, wie, ("doel", id_), "vertellen")
    plan = clientplan.lees(wp, casus_id)
    assert plan.tel("vertellen") == 45 and 5 < plan.erop < 45
    bron = clientplan.voorbeeld(wp, casus_id, plan.betrokkene_id)
    from zvh_desktop.services.stukken import maak_bladen

    pdf, bladen = maak_bladen(bron)
    assert bladen == 1 == len(pikepdf.open(io.BytesIO(pdf)).pages)
    assert f"staan nog {45 - plan.erop} afspraken" in structuurtekst(pdf)
    assert wp.store.audit_regels(gebeurtenis="clientplan_bekeken")
