"""Who may be in the room for a casus, and who gets a verslag."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from zvh_desktop.domain.overleg import Aanwezigheid, Deelnemer, Toelating, Verklaring
from zvh_desktop.domain.partner import Partner
from zvh_desktop.domain.toegang import Dekking, bepaal_dekking, bepaal_poort, in_de_kamer, mag_uittreksel

DAG = date(2026, 11, 24)
NU = datetime(2026, 11, 24, 9, 31, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 9, 45, tzinfo=UTC)
PUNT, CASUS = "punt-1", "casus-1"
GEDEKT, OPEN = Dekking(True, "protocol"), Dekking(False, "geen")


def deelnemer(id_: str = "d1", **velden: Any) -> Deelnemer:
    basis = {"overleg_id": "o", "organisatie": "Intermaris", "naam": "B. Hek", "aanwezigheid": "aanwezig"}
    return Deelnemer.model_validate({"id": id_, "stream": "s", **basis, **velden})


def partner(**velden: Any) -> Partner:
    return Partner.model_validate({"id": "p", "stream": "s", "naam": "Politie", **velden})


def verklaring(wijze: str = "getekend", wie: str = "d1", tijdstip: datetime = NU, **velden: Any) -> Verklaring:
    basis = {"overleg_id": "o", "deelnemer_id": wie, "wijze": wijze, "naam": "B. Hek", "organisatie": "Intermaris"}
    vast = {"tekstversie": "1", "tekst_sha256": "a" * 64, "tijdstip": tijdstip, "toestel": "t", "getuige": "g"}
    return Verklaring.model_validate({"id": f"v{tijdstip}", "stream": "s", **basis, **vast, **velden})


def periode(status: str, wie: str = "d1", van: datetime = NU, **velden: Any) -> Aanwezigheid:
    basis = {"overleg_id": "o", "agendapunt_id": PUNT, "deelnemer_id": wie, "status": status, "van": van}
    return Aanwezigheid.model_validate({"id": f"a{van}", "stream": "s", **basis, **velden})


def toelating(punt: str = PUNT, **velden: Any) -> Toelating:
    basis = {"overleg_id": "o", "agendapunt_id": punt, "deelnemer_id": "d1", "reden": "r", "door": "v", "tijdstip": NU}
    return Toelating.model_validate({"id": "t", "stream": "s", **basis, **velden})


@pytest.mark.parametrize(
    ("getekend", "tot", "gedekt", "hoe"),
    [
        (date(2025, 3, 1), date(2028, 3, 1), True, "protocol"),
        (date(2025, 3, 1), None, True, "protocol"),
        (date(2025, 3, 1), DAG, True, "protocol"),
        (None, date(2028, 3, 1), True, "protocol"),
        (date(2023, 3, 1), date(2026, 11, 23), False, "verlopen"),
        (date(2026, 11, 25), None, False, "verlopen"),
        (None, None, False, "geen"),
    ],
)
def test_protocol_dekt_tot_en_met_zijn_laatste_dag(
    getekend: date | None, tot: date | None, gedekt: bool, hoe: str
) -> None:
    p = partner(protocol_getekend_op=getekend, protocol_geldig_tot=tot, vast=True)
    dekking = bepaal_dekking(deelnemer(), p, [], DAG)
    assert (dekking.gedekt, dekking.hoe) == (gedekt, hoe)


def test_verlopen_protocol_met_verklaring_is_gedekt() -> None:
    p = partner(protocol_getekend_op=date(2023, 3, 1), protocol_geldig_tot=date(2026, 3, 1))
    assert bepaal_dekking(deelnemer(), p, [verklaring()], DAG) == Dekking(True, "verklaring")


@pytest.mark.parametrize(("wijze", "hoe"), [("getekend", "verklaring"), ("getypt", "verklaring"), ("papier", "papier")])
def test_elke_wijze_van_verklaren_dekt_wie_geen_partner_is(wijze: str, hoe: str) -> None:
    assert bepaal_dekking(deelnemer(), None, [verklaring(wijze)], DAG) == Dekking(True, hoe)


def test_weigeren_dekt_niet_en_later_tekenen_wel() -> None:
    nee, ja = verklaring("geweigerd"), verklaring("getekend", tijdstip=LATER)
    assert bepaal_dekking(deelnemer(), None, [nee], DAG).hoe == "geweigerd"
    assert bepaal_dekking(deelnemer(), None, [ja, nee], DAG).gedekt


def test_wie_na_het_tekenen_weigert_is_niet_gedekt() -> None:
    ja, nee = verklaring("getekend"), verklaring("geweigerd", tijdstip=LATER)
    assert not bepaal_dekking(deelnemer(), None, [nee, ja], DAG).gedekt


def test_verklaring_van_een_ander_of_een_ingetrokken_dekt_niet() -> None:
    for v in (verklaring(wie="d2"), verklaring(ingetrokken=True), verklaring(verwijderd=True)):
        assert bepaal_dekking(deelnemer(), None, [v], DAG) == Dekking(False, "geen")


@pytest.mark.parametrize("rol", ["voorzitter", "verslaglegger"])
def test_het_huis_zelf_is_gedekt(rol: str) -> None:
    assert bepaal_dekking(deelnemer(rol=rol), None, [], DAG) == Dekking(True, "zvh")
    assert bepaal_dekking(deelnemer(), partner(partnersoort="zvh"), [], DAG) == Dekking(True, "zvh")


def test_wie_nog_niet_binnen_of_al_vertrokken_is_zit_niet_in_de_kamer() -> None:
    for velden in ({"aanwezigheid": "verwacht"}, {"aanwezigheid": "afwezig_met_bericht"}, {"vertrokken_op": NU}):
        assert not in_de_kamer(deelnemer(**velden), CASUS, [])
    assert not in_de_kamer(deelnemer(verwijderd=True), CASUS, [])


def test_wie_niet_voor_deze_casus_is_uitgenodigd_wacht_buiten_tot_de_voorzitter_binnenlaat() -> None:
    gast = deelnemer(casus_ids=["andere"])
    assert not in_de_kamer(gast, CASUS, [])
    assert in_de_kamer(gast, "", []), "bij een punt zonder casus mag iedereen luisteren"
    assert in_de_kamer(gast, CASUS, [periode("binnen")])
    assert not in_de_kamer(gast, CASUS, [periode("binnen", tot=LATER)])


def test_de_laatste_open_periode_beslist() -> None:
    assert not in_de_kamer(deelnemer(), CASUS, [periode("binnen"), periode("buiten", van=LATER)])
    assert in_de_kamer(deelnemer(), CASUS, [periode("buiten", tot=LATER), periode("binnen", van=LATER)])


def _poort(d: Deelnemer, dekking: Dekking, toelatingen: Any = (), perioden: Any = ()) -> Any:
    return bepaal_poort([d], {d.id: dekking}, toelatingen, perioden, PUNT, CASUS)


def test_poort_is_dicht_zolang_iemand_in_de_kamer_niet_gedekt_is() -> None:
    dicht = _poort(deelnemer(), OPEN)
    assert (dicht.open, dicht.tegen) == (False, ("d1",))
    assert _poort(deelnemer(), GEDEKT).open


def test_toegelaten_met_reden_geldt_alleen_voor_dat_agendapunt() -> None:
    assert _poort(deelnemer(), OPEN, [toelating()]).open
    assert not _poort(deelnemer(), OPEN, [toelating("punt-2")]).open
    assert not _poort(deelnemer(), OPEN, [toelating(verwijderd=True)]).open


def test_wie_buiten_wacht_houdt_de_poort_niet_dicht() -> None:
    assert _poort(deelnemer(), OPEN, perioden=[periode("buiten")]).open
    assert _poort(deelnemer(casus_ids=["andere"]), OPEN).open


def test_buiten_bij_een_ander_punt_telt_hier_niet() -> None:
    elders = periode("buiten", agendapunt_id="punt-2")
    assert not _poort(deelnemer(), OPEN, perioden=[elders]).open


@pytest.mark.parametrize(
    ("gedekt", "vast", "binnen", "waarom"),
    [
        (True, True, True, ""),
        (True, True, False, "afwezig"),
        (True, False, True, "incidenteel"),
        (False, True, True, "zonder_dekking"),
        (False, False, True, "zonder_dekking"),
    ],
)
def test_alleen_een_aanwezige_vaste_partner_krijgt_het_verslag_vanzelf(
    gedekt: bool, vast: bool, binnen: bool, waarom: str
) -> None:
    assert mag_uittreksel(Dekking(gedekt, "x"), vaste_partner=vast, was_binnen=binnen) == waarom
