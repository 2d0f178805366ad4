"""A canary address: whoever may not see it finds it nowhere that the services hand out."""

import json
from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from zvh_testing.casuskluis import Testklok, meld_aan, werkplek

from zvh_desktop.domain.afscherming import HUIS, Kijker
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.partner import Medewerker
from zvh_desktop.domain.uittreksel import ADRESSEN, Lezer, snijd
from zvh_desktop.domain.verslag import Uitspraak, VerslagInhoud
from zvh_desktop.services import aanmeldingen, dossiers, dubbelen, samenvoegen, systeem, zoeken
from zvh_desktop.services.kijker import kijker
from zvh_desktop.services.werkplek import Werkplek

KANARIE = ("Kanariepad", "4477", "1599 ZZ", "Verzwegendam")
"""Street, number, postcode and town that stand nowhere else."""


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    with werkplek(tmp_path, Testklok()) as plek:
        yield plek


@pytest.fixture
def casus_id(wp: Werkplek) -> str:
    id_ = meld_aan(wp).casus_id
    jan = _jan(wp, id_)
    straat, nummer, postcode, plaats = KANARIE
    velden = {"straat": straat, "huisnummer": nummer, "postcode": postcode, "woonplaats": plaats, "adres_geheim": True}
    with wp.transactie("kanarie") as t:
        t.save(jan.met(**velden))
    return id_


def _jan(wp: Werkplek, casus_id: str) -> Betrokkene:
    return next(b for b in wp.store.find(Betrokkene, casus_id=casus_id) if b.voornamen == "Jan")


def _als_partner(wp: Werkplek) -> None:
    ik = wp.wie
    assert ik is not None
    id_ = next(p.id for p in wp.partners().values() if p.kort == "Politie")
    with wp.transactie("wie") as t:
        t.save(Medewerker(**{**dict(ik), "rol": "casusregisseur", "partner_id": id_}))


def _tekst(waarde: Any) -> str:
    """Everything in a value, however deep."""
    if is_dataclass(waarde) and not isinstance(waarde, type):
        return json.dumps(asdict(waarde), default=_tekst, ensure_ascii=False)
    if isinstance(waarde, BaseModel):
        return waarde.model_dump_json()
    if isinstance(waarde, list | tuple):
        return "\n".join(map(_tekst, waarde))
    return str(waarde)


def _zwijgt(waarde: Any) -> None:
    tekst = _tekst(waarde)
    assert not [w for w in KANARIE if w in tekst]


def test_wie_buiten_het_huis_werkt_vindt_het_adres_nergens(wp: Werkplek, casus_id: str) -> None:
    dubbel = dossiers.voeg_toe(wp, "betrokkene", casus_id, {"voornamen": "Johan", "achternaam": "Vermeer"})[0]
    dossiers.voeg_toe(
        wp, "notitie", casus_id, {"notitiesoort": "incident", "tekst": f"Gezien bij {KANARIE[0]} {KANARIE[1]}."}
    )
    jan = _jan(wp, casus_id)
    _als_partner(wp)
    assert kijker(wp).soort == "partner"
    gelezen = systeem.lees(wp, casus_id)
    _zwijgt(gelezen)
    _zwijgt(systeem.beeld(wp, gelezen))
    _zwijgt(dossiers.dossier(wp, casus_id).betrokkenen)
    _zwijgt(dossiers.geschiedenis(wp, casus_id))
    _zwijgt(dossiers.lijst(wp))
    _zwijgt(zoeken.zoek(wp, "gezien"))
    _zwijgt(dubbelen.vergelijk(wp, jan.id, dubbel).velden)
    _zwijgt(samenvoegen.conflicten(wp))
    _zwijgt(systeem.afdruk(wp, casus_id).decode("latin-1"))


def test_adres_is_voor_het_huis_zelf_niet_weg(wp: Werkplek, casus_id: str) -> None:
    assert kijker(wp) == HUIS
    assert KANARIE[0] in _tekst(dossiers.dossier(wp, casus_id).betrokkenen)
    assert dossiers.toon_adres(wp, _jan(wp, casus_id).id).straat == KANARIE[0]


def _inhoud() -> VerslagInhoud:
    zin = f"Hij woont op {KANARIE[0]} {KANARIE[1]} in {KANARIE[3]} ({KANARIE[2]}); school weet het."
    return VerslagInhoud(
        zvh="Z", rubricering="V", overleg="O", overlegtype="casus", casusnummer="1", casusnaam="K", casustype="persoon",
        thema=(), grondslag="WGS", datum=date(2026, 11, 24), begin="9:00", eind="10:00", plaats="P", voorzitter="V",
        verslaglegger="", versie=1, beeld=(Uitspraak(bron="GGZ", tekst=zin, motivering=zin, afwijkend=(zin,)),),
        samenvatting=zin, uitkomst="", informeren=zin, zsm_advies=zin, doel_overleg=zin,
    )  # fmt: skip


@pytest.mark.parametrize("soort", ["partner", "betrokkene"])
def test_uittreksel_zwijgt_voor_wie_het_adres_dicht_is(wp: Werkplek, casus_id: str, soort: Any) -> None:
    jan = _jan(wp, casus_id)
    deel = snijd(_inhoud(), Lezer(soort, "lezer", (), personen=(jan,), id="iemand"))
    _zwijgt(deel)
    assert "school weet het" in deel.beeld[0].tekst and ADRESSEN in deel.weggelaten
    eigen = snijd(_inhoud(), Lezer("partner", "lezer", (), personen=(jan.met(adres_geheim=False),), id="iemand"))
    assert KANARIE[0] in _tekst(eigen) and ADRESSEN not in eigen.weggelaten


def test_lijkende_personen_noemen_geen_adres(wp: Werkplek, casus_id: str) -> None:
    from zvh_testing.casuskluis import AANMELDING

    ander = AANMELDING.replace("Vermeer", "Vermeir").replace("999990007", "").replace("2000-03-14", "2000-03-15")
    voorstel = aanmeldingen.beoordeel_bytes(wp, ander.replace("1968-07-02", "1968-02-07").encode())
    assert {g.naam for g in voorstel.lijkend} >= {"Kees Vermeer", "Jan Vermeer"} and not voorstel.bekenden
    assert any("omgewisseld" in r for g in voorstel.lijkend for r in g.redenen)
    _zwijgt(voorstel.lijkend)


def test_onbekende_kijker_ziet_niets(wp: Werkplek, casus_id: str) -> None:
    from zvh_desktop.domain.afscherming import Adreszicht, adreszicht

    named = _jan(wp, casus_id).met(adres_dicht_voor_partner_ids=["p"])
    assert adreszicht(named, Kijker("partner", "")) is Adreszicht.DICHT
