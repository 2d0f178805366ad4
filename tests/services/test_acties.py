"""Actions on a real vault: many at once in one act that is undone as one, and what older records mean."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from zvh_testing.casuskluis import meld_aan, werkplek

from zvh_desktop.domain.actieloop import Uitstel
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.domain.plan import Actie
from zvh_desktop.services import acties, dossiers, verloop
from zvh_desktop.services.werkplek import Werkplek


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    with werkplek(tmp_path) as plek:
        yield plek


@pytest.fixture
def drie(wp: Werkplek) -> list[str]:
    casus_id = meld_aan(wp).casus_id
    return [
        dossiers.voeg_toe(wp, "actie", casus_id, {"tekst": f"actie {n}", "uiterlijk": wp.vandaag() - timedelta(n)})[0]
        for n in range(3)
    ]


def standen(wp: Werkplek) -> dict[str, str]:
    return {r.tekst: r.stand for r in acties.lijst(wp, alleen_open=False)}


def dagen(wp: Werkplek, ids: list[str]) -> list[date | None]:
    return [wp.eis(Actie, id_).uiterlijk for id_ in ids]


def test_uitstellen_van_meer_acties_is_een_handeling_en_de_oude_dagen_blijven(wp: Werkplek, drie: list[str]) -> None:
    oud, straks = dagen(wp, drie), wp.vandaag() + timedelta(days=7)
    acties.stel_uit(wp, drie, straks, " partner is ziek ")
    assert dagen(wp, drie) == [straks] * 3
    assert [acties.uitstellen(wp, id_)[0].van for id_ in drie] == oud
    assert {r.uitgesteld for r in acties.lijst(wp)} == {1}
    casus_id = wp.eis(Actie, drie[0]).casus_id
    assert any(g.kop.startswith("Actie uitgesteld van 24 november 2026 naar") and g.tekst == "partner is ziek"
               for g in verloop.lees(wp, casus_id).gebeurtenissen)  # fmt: skip
    assert dossiers.maak_ongedaan(wp)[0] == "actie uitgesteld (3 acties)"
    assert dagen(wp, drie) == oud
    assert acties.uitstellen(wp, drie[0]) == [] and {r.uitgesteld for r in acties.lijst(wp)} == {0}


def test_kan_een_van_de_acties_niet_mee_dan_gebeurt_er_niets(wp: Werkplek, drie: list[str]) -> None:
    acties.rond_af(wp, drie[1], "gedaan", "gebeld")
    oud = dagen(wp, drie)
    for doe in (
        lambda: acties.stel_uit(wp, drie, wp.vandaag() + timedelta(days=7), "ziek"),
        lambda: acties.draag_over(wp, drie, "", "Anna"),
        lambda: acties.zet_stand(wp, drie, "niet_gedaan", "geen tijd"),
    ):
        with pytest.raises(Omstandigheid):
            doe()
    assert dagen(wp, drie) == oud and wp.store.find(Uitstel) == []
    assert standen(wp) == {"actie 0": "aanvaard", "actie 1": "gedaan", "actie 2": "aanvaard"}


def test_overgedragen_is_voorgesteld_tot_de_ander_aanvaardt_of_weigert(wp: Werkplek, drie: list[str]) -> None:
    partner = next(iter(wp.partners()))
    acties.draag_over(wp, drie[:2], partner, "Anna")
    assert standen(wp) == {"actie 0": "voorgesteld", "actie 1": "voorgesteld", "actie 2": "aanvaard"}
    acties.zet_stand(wp, drie[:1], "bezig")
    acties.rond_af(wp, drie[1], "geweigerd", "niet onze taak")
    assert standen(wp) == {"actie 0": "bezig", "actie 1": "geweigerd", "actie 2": "aanvaard"}
    assert len(acties.lijst(wp)) == 2
    acties.heropen(wp, drie[1])
    assert wp.eis(Actie, drie[1]).terugkoppeling == "niet onze taak"


def test_twee_keer_gedaan_is_een_keer_gedaan(wp: Werkplek, drie: list[str]) -> None:
    acties.rond_af(wp, drie[0], "gedaan", "gebeld")
    af = wp.eis(Actie, drie[0])
    assert (
        acties.rond_af(wp, drie[0], "gedaan").wijzigingen == acties.rond_af(wp, drie[0], "gedaan", "gebeld").wijzigingen
    )
    assert wp.eis(Actie, drie[0]) == af


def test_een_latere_dag_in_het_dossier_telt_ook_als_uitstel(wp: Werkplek, drie: list[str]) -> None:
    dossiers.wijzig(wp, "actie", drie[0], {"uiterlijk": wp.vandaag() - timedelta(days=5)})
    assert acties.uitstellen(wp, drie[0]) == []
    dossiers.wijzig(wp, "actie", drie[0], {"uiterlijk": wp.vandaag() + timedelta(days=5)})
    assert [u.van for u in acties.uitstellen(wp, drie[0])] == [wp.vandaag() - timedelta(days=5)]
