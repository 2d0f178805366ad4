"""Invitations: the right hour in any calendar, and nothing of a person or a theme."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import icalendar
import pytest
from zvh_testing.casuskluis import AMSTERDAM, werkplek

from zvh_desktop.services import aanmeldingen, overlegagenda, overlegbeeld, overlegdeelnemers, overleggen
from zvh_desktop.services.aanmeldingen import Aangenomen
from zvh_desktop.services.overleggen import OverlegInvoer
from zvh_desktop.services.uitnodigingen import uitnodiging
from zvh_desktop.services.werkplek import Werkplek


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    with werkplek(tmp_path) as plek:
        yield plek


def loopt(wp: Werkplek, achternaam: str) -> Aangenomen:
    return aanmeldingen.zonder_aanmelding(
        wp, type_="persoon", thema=["verward_gedrag"], voornamen="Kees", achternaam=achternaam
    )


def gepland(wp: Werkplek, dag: date = date(2026, 12, 1)) -> tuple[str, Aangenomen]:
    gemeld = loopt(wp, "Vermeer")
    invoer = OverlegInvoer("Kees Vermeer, psychose", dag, time(9, 30), time(11), "Stadhuis, kamer 2.14")
    return overleggen.plan(wp, invoer, [gemeld.casus_id])[0], gemeld


def gelezen(inhoud: bytes) -> tuple[icalendar.Calendar, icalendar.Event]:
    agenda = icalendar.Calendar.from_ical(inhoud)
    (punt,) = agenda.walk("VEVENT")
    return agenda, punt


def test_uitnodiging_noemt_geen_persoon_en_geen_thema(wp: Werkplek) -> None:
    overleg_id, _ = gepland(wp)
    deelnemer = overlegbeeld.detail(wp, overleg_id).deelnemers[-1].deelnemer.id
    for inhoud in (uitnodiging(wp, overleg_id), uitnodiging(wp, overleg_id, deelnemer)):
        kaal = inhoud.decode().replace("\r\n ", "").lower()
        assert not [w for w in ("kees", "vermeer", "psychose", "verward", "99999") if w in kaal]


@pytest.mark.parametrize("dag", [date(2026, 12, 1), date(2026, 7, 1), date(2028, 2, 29)])
def test_uur_klopt_zomer_en_winter(wp: Werkplek, dag: date) -> None:
    overleg_id, _ = gepland(wp, dag)
    agenda, punt = gelezen(uitnodiging(wp, overleg_id))
    assert punt["DTSTART"].dt == datetime.combine(dag, time(9, 30), AMSTERDAM)
    assert [z["TZID"] for z in agenda.walk("VTIMEZONE")] == ["Europe/Amsterdam"]
    assert (punt["LOCATION"], punt["CLASS"]) == ("Stadhuis, kamer 2.14", "PRIVATE")


def test_andere_tijd_is_dezelfde_afspraak_met_een_hogere_versie(wp: Werkplek) -> None:
    overleg_id, _ = gepland(wp)
    _, eerst = gelezen(uitnodiging(wp, overleg_id))
    overleggen.wijzig(wp, overleg_id, begin=time(10))
    _, later = gelezen(uitnodiging(wp, overleg_id))
    assert later["UID"] == eerst["UID"]
    assert int(later["SEQUENCE"]) == int(eerst["SEQUENCE"]) + 1


def test_genodigde_krijgt_alleen_nummers_van_eigen_casussen(wp: Werkplek) -> None:
    overleg_id, gemeld = gepland(wp)
    ander = loopt(wp, "Ander")
    overlegagenda.voeg_casus_toe(wp, overleg_id, ander.casus_id)
    overlegdeelnemers.voeg_deelnemer_toe(wp, overleg_id, naam="M. de Ruiter", organisatie="GGZ Waterland")
    detail = overlegbeeld.detail(wp, overleg_id)
    mens = detail.deelnemers[-1].deelnemer
    overlegdeelnemers.wijzig_deelnemer(wp, mens.id, casus_ids=[gemeld.casus_id])
    _, punt = gelezen(uitnodiging(wp, overleg_id, mens.id))
    assert gemeld.nummer in punt["DESCRIPTION"] and ander.nummer not in punt["DESCRIPTION"]
