"""A casus in a compartment on an agenda: it neither leaks nor blocks, and who may not see it does not begin."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from zvh_testing.verslagplek import begin_overleg, houd_overleg, tot_ondertekend, werkplek

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.overleg import Agendapunt, Overleg
from zvh_desktop.domain.toevoeging import Toevoeging
from zvh_desktop.domain.verslag import Verslag
from zvh_desktop.services import beheer, compartimenten, overleggen, toevoegingen, verslagen, voorzitten
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.werkplek import Werkplek


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    with werkplek(tmp_path) as plek:
        yield plek


def word_secretaris(wp: Werkplek) -> None:
    beheer.word(wp, next(m.id for m in beheer.medewerkers(wp) if m.rol == "secretaris"))


def test_wie_een_casus_niet_mag_zien_stelt_de_andere_vast_en_niet_die(wp: Werkplek) -> None:
    overleg_id, (een, twee) = houd_overleg(wp, 2)
    compartimenten.sluit(wp, een.casus_id, "radicalisering", [])
    voorzitter = wp.wie
    assert voorzitter is not None
    word_secretaris(wp)
    verslagen.stel_overleg_vast(wp, overleg_id)
    assert [wp.eis(Verslag, v.id).status for v in (een, twee)] == ["concept", "vastgesteld"]
    beheer.word(wp, voorzitter.id)
    assert verslagen.onderteken_overleg(wp, overleg_id)[0] == 1
    word_secretaris(wp)
    assert verslagen.onderteken_overleg(wp, overleg_id)[0] == 1
    detail = verslagen.detail_verslag(wp, twee.id)
    assert (detail.aantal, detail.vast_te_stellen) == (1, 0) and verslagen.buur(wp, twee.id, -1) == ""
    with pytest.raises(Omstandigheid) as fout:
        verslagen.detail_verslag(wp, een.id)
    assert fout.value.reden is Reden.NIET_GEVONDEN


def test_overleg_begint_niet_voor_wie_of_onder_wie_een_casus_niet_mag_zien(wp: Werkplek) -> None:
    overleg_id = begin_overleg(wp, 1)
    with wp.transactie("terug") as t:
        t.save(wp.eis(Overleg, overleg_id).met(status="open", begonnen_op=None))
    (punt,) = [p for p in wp.store.find(Agendapunt, overleg_id=overleg_id) if p.casus_id]
    compartimenten.sluit(wp, punt.casus_id, "radicalisering", [])
    ik = wp.wie
    assert ik is not None
    word_secretaris(wp)
    with pytest.raises(Omstandigheid) as fout:
        overleggen.begin(wp, overleg_id)
    assert fout.value.gegevens["regel"] == "agenda_afgeschermd" and "niet begonnen" in zin(fout.value)
    beheer.word(wp, ik.id)
    overleggen.wijzig(wp, overleg_id, voorzitter="J. de Wit")
    with pytest.raises(Omstandigheid) as fout:
        overleggen.begin(wp, overleg_id)
    assert fout.value.gegevens["regel"] == "voorzitter_niet_genoemd" and "niet begonnen" in zin(fout.value)
    overleggen.wijzig(wp, overleg_id, voorzitter=ik.naam)
    overleggen.begin(wp, overleg_id)
    word_secretaris(wp)
    with pytest.raises(Omstandigheid):
        voorzitten.open_punt(wp, overleg_id, punt.id)


@pytest.mark.parametrize(
    ("aard", "van", "tekst", "reden", "regel"),
    [
        ("aanvulling", "", "tekst", "een reden", "toevoeging_leeg"),
        ("aanvulling", "GGZ", " ", "een reden", "toevoeging_leeg"),
        ("anders", "GGZ", "tekst", "een reden", "toevoeging_leeg"),
        ("aanvulling", "GGZ", "tekst", "", "toevoeging_reden"),
        ("zienswijze", "Kees", "Mijn nummer is 999990019.", "", "gevoelig_in_toevoeging"),
    ],
)
def test_toevoeging_die_niet_mag_laat_niets_na(
    wp: Werkplek, aard: str, van: str, tekst: str, reden: str, regel: str
) -> None:
    _, (id_,) = tot_ondertekend(wp, 1)
    with pytest.raises(Omstandigheid) as fout:
        toevoegingen.voeg_toe(wp, id_, aard, van, tekst, reden)
    assert fout.value.gegevens["regel"] == regel and "niets toegevoegd" in zin(fout.value)
    assert wp.store.find(Toevoeging) == []


def test_bij_een_concept_wordt_niets_toegevoegd(wp: Werkplek) -> None:
    _, (verslag,) = houd_overleg(wp, 1)
    with pytest.raises(Omstandigheid) as fout:
        toevoegingen.voeg_toe(wp, verslag.id, "zienswijze", "Kees", "Ik was er niet bij.")
    assert fout.value.reden is Reden.NOG_NIET_ONDERTEKEND
