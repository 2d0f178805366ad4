"""A casus in a compartment: who is not named sees nothing of it, not even that it is there."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from zvh_testing.casuskluis import AANMELDING, maak_kluis, maak_werkplek, meld_aan, richt_in

from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.compartiment import mag_zien
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.partner import Medewerker
from zvh_desktop.domain.stroomrecht import Persoon, krijgt_stroom
from zvh_desktop.services import (
    aanmeldingen,
    acties,
    beheer,
    compartimenten,
    dossiers,
    informatie,
    vandaag,
    verzoeken,
    zoeken,
)
from zvh_desktop.services.geschiedenis import geschiedenis
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import queries
from zvh_desktop.store.involved import streams_with_people


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    vault = maak_kluis(tmp_path)
    plek = maak_werkplek(vault)
    richt_in(plek, collegas=(("Joris Blom", "procesregisseur"),))
    yield plek
    plek.store.close()
    vault.close()


@pytest.fixture
def casus_id(wp: Werkplek) -> str:
    id_ = meld_aan(wp).casus_id
    dossiers.voeg_toe(wp, "actie", id_, {"tekst": "Bellen", "persoon": "Joris Blom"})
    return id_


def _joris(wp: Werkplek) -> str:
    return next(m.id for m in wp.store.find(Medewerker) if m.naam == "Joris Blom")


def test_wie_niet_is_genoemd_ziet_niets_ook_geen_aantal(wp: Werkplek, casus_id: str) -> None:
    ik = wp.wie
    assert ik is not None
    vragen: dict[str, Callable[[], object]] = {
        "casussen": lambda: len(dossiers.lijst(wp)),
        "acties": lambda: len(acties.lijst(wp)),
        "zoeken": lambda: len(zoeken.zoek(wp, "Kees")),
        "aantal": lambda: vandaag.vandaag(wp).casussen,
        "open acties": lambda: vandaag.vandaag(wp).acties_open,
        "aandacht": lambda: len(vandaag.vandaag(wp).aandacht),
        "namen": lambda: len(queries.casusnamen(wp.store.verbinding)),
    }
    compartimenten.sluit(wp, casus_id, "radicalisering", [])
    assert all(vraag() for vraag in vragen.values()), {naam: vraag() for naam, vraag in vragen.items()}
    beheer.word(wp, _joris(wp))
    assert {naam: vraag() for naam, vraag in vragen.items()} == dict.fromkeys(vragen, 0)
    for doe in (dossiers.dossier, dossiers.stand, informatie.beeld, compartimenten.hef_op, geschiedenis):
        with pytest.raises(Omstandigheid) as fout:
            doe(wp, casus_id)
        assert fout.value.reden is Reden.NIET_GEVONDEN
    beheer.word(wp, ik.id)
    assert all(vraag() for vraag in vragen.values())


def test_een_nieuwe_melding_verraadt_niet_dat_iemand_in_een_compartiment_bekend_is(wp: Werkplek, casus_id: str) -> None:
    compartimenten.sluit(wp, casus_id, "radicalisering", [])
    beheer.word(wp, _joris(wp))
    andere = AANMELDING.replace("2026-11-02", "2026-11-20")
    assert aanmeldingen.beoordeel_bytes(wp, andere.encode()).bekenden == ()


def test_wie_sluit_blijft_erbij_en_ook_genoemden_zien_de_casus(wp: Werkplek, casus_id: str) -> None:
    with pytest.raises(Omstandigheid) as fout:
        compartimenten.sluit(wp, casus_id, " ", [])
    assert fout.value.gegevens["regel"] == "compartiment_mensen"
    compartimenten.sluit(wp, casus_id, "radicalisering", [_joris(wp), "onbekend"])
    casus = wp.eis(Casus, casus_id)
    assert wp.wie is not None and set(casus.toegang) == {_joris(wp), wp.wie.id}
    beheer.word(wp, _joris(wp))
    assert len(dossiers.lijst(wp)) == 1
    compartimenten.hef_op(wp, casus_id)
    assert wp.eis(Casus, casus_id).toegang == []


def test_de_lijst_en_de_regel_zeggen_hetzelfde(wp: Werkplek, casus_id: str) -> None:
    compartimenten.sluit(wp, casus_id, "radicalisering", [])
    for m in wp.store.find(Medewerker):
        beheer.word(wp, m.id)
        casus = wp.store.get(Casus, casus_id)
        assert mag_zien(m.id, casus) == (casus_id not in queries.verborgen_casussen(wp.store.verbinding))


def test_toestellen_van_anderen_krijgen_de_sleutel_niet(wp: Werkplek, casus_id: str) -> None:
    compartimenten.sluit(wp, casus_id, "radicalisering", [])
    casus = wp.eis(Casus, casus_id)
    stroom = streams_with_people(wp.store.verbinding)[casus.stream]
    assert wp.wie is not None
    for id_, mag in ((wp.wie.id, True), (_joris(wp), False), ("", False)):
        persoon = Persoon("naam", "", "procesregisseur", id_)
        assert krijgt_stroom(persoon, "casus", (), stroom.afgeschermd) is mag
    assert krijgt_stroom(Persoon("naam", "", "procesregisseur", _joris(wp)), "casus", (), None)


def test_een_verzoek_in_een_compartiment_komt_bij_een_ander_niet_in_vandaag(wp: Werkplek, casus_id: str) -> None:
    compartimenten.sluit(wp, casus_id, "radicalisering", [])
    beheer.word(wp, _joris(wp))
    assert verzoeken.te_laat(wp) == [] and informatie.informeren_open(wp) == []
