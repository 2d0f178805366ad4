"""One function decides who sees and does what; every door of the services asks it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from zvh_testing.casuskluis import meld_aan, werkplek, word
from zvh_testing.dienstdeuren import deuren, tekst_van

from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.partner import Medewerker
from zvh_desktop.domain.plan import Actie
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.stroomrecht import Betrokkenheid, Persoon, is_betrokken
from zvh_desktop.services import aanmeldingen, afsluiten, beheer, dossiers, rapportage, uitgaan
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import queries


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    with werkplek(tmp_path) as plek:
        yield plek


@pytest.fixture
def casus_id(wp: Werkplek) -> str:
    id_ = meld_aan(wp).casus_id
    dossiers.voeg_toe(wp, "notitie", id_, {"tekst": "Kanarieveld zag hem bij Vermeer."})
    dossiers.voeg_toe(wp, "actie", id_, {"tekst": "Kanarieveld bellen", "persoon": "Iemand Anders"})
    return id_


def test_wie_niet_genoemd_is_vindt_achter_geen_enkele_deur_iets(wp: Werkplek, casus_id: str) -> None:
    personen = wp.store.find(Betrokkene, casus_id=casus_id)
    woorden = {"Kanarieveld", *(p.achternaam for p in personen if p.achternaam), wp.eis(Casus, casus_id).nummer}
    open_deuren = {naam: functie for naam, functie, met_casus in deuren() if met_casus}
    assert len(open_deuren) > 20, "the doors are found by their first parameters"
    word(wp, "veldwerker", genoemd=False)
    lekt: list[str] = []
    for naam, functie, met_casus in deuren():
        try:
            uit = functie(wp, casus_id) if met_casus else functie(wp)
        except Omstandigheid as fout:
            assert not met_casus or fout.reden in {Reden.NIET_GEVONDEN, Reden.NIET_BEVOEGD, Reden.REGEL_WEIGERT}, naam
            continue
        lekt += [naam for woord in woorden if woord in tekst_van(uit)]
    assert not sorted(set(lekt))


def test_wie_genoemd_is_ziet_de_casus_en_alleen_die(wp: Werkplek, casus_id: str) -> None:
    ander = aanmeldingen.zonder_aanmelding(wp, type_="persoon", thema=[], achternaam="Elders").casus_id
    word(wp, "veldwerker")
    with wp.store.transaction("wie", ("", "")) as t:
        t.save(wp.store.get(Casus, ander).met(casusregisseur="Een Ander"))
    assert [r.id for r in dossiers.lijst(wp)] == [casus_id]
    assert dossiers.dossier(wp, casus_id).casus.id == casus_id
    with pytest.raises(Omstandigheid) as fout:
        dossiers.dossier(wp, ander)
    assert fout.value.reden is Reden.NIET_GEVONDEN


def test_veldwerker_legt_vast_maar_verandert_de_casus_niet(wp: Werkplek, casus_id: str) -> None:
    word(wp, "veldwerker")
    dossiers.voeg_toe(wp, "notitie", casus_id, {"tekst": "Gezien op straat."})
    laatste = queries.laatste_txn(wp.store.verbinding)
    with pytest.raises(Omstandigheid) as fout:
        dossiers.wijzig(wp, "casus", casus_id, {"doel": "Iets anders"})
    assert fout.value.reden is Reden.NIET_BEVOEGD
    assert "als veldwerker niet" in zin(fout.value) and "procesregisseur" in zin(fout.value)
    assert queries.laatste_txn(wp.store.verbinding) == laatste, "nothing of the act is left"


def test_wat_niet_verandert_hoeft_niemand_te_mogen(wp: Werkplek, casus_id: str) -> None:
    word(wp, "veldwerker")
    casus = wp.eis(Casus, casus_id)
    with wp.transactie("hetzelfde") as t:
        t.save(casus)
    assert not t.bon.wijzigingen


def test_ongedaan_maken_mag_alleen_wie_het_ook_mag_doen(wp: Werkplek, casus_id: str) -> None:
    bon = dossiers.wijzig(wp, "casus", casus_id, {"doel": "Rust"})
    word(wp, "veldwerker")
    with pytest.raises(Omstandigheid) as fout:
        wp.ongedaan(bon.txn)
    assert fout.value.reden is Reden.NIET_BEVOEGD and wp.eis(Casus, casus_id).doel == "Rust"


@pytest.mark.parametrize(
    ("rol", "daad"),
    [
        ("veldwerker", lambda wp, id_: dossiers.toon_bsn(wp, wp.store.find(Betrokkene, casus_id=id_)[0].id)),
        ("veldwerker", lambda wp, id_: afsluiten.sluit_af(wp, id_, reden="x", evaluatie="x", acties={})),
        (
            "casusregisseur",
            lambda wp, id_: aanmeldingen.zonder_aanmelding(wp, type_="persoon", thema=[], achternaam="A"),
        ),
        ("casusregisseur", lambda wp, _: rapportage.rapport(wp)),
        (
            "casusregisseur",
            lambda wp, id_: uitgaan.noteer(
                wp, uitgaan.Uitgaand(casus_id=id_, aan="A", hoe="mondeling", wat="b", stuk="brief")
            ),
        ),
    ],
)
def test_wat_de_rol_niet_mag_wordt_geweigerd_met_de_daad_erbij(
    wp: Werkplek, casus_id: str, rol: str, daad: Callable[[Werkplek, str], object]
) -> None:
    word(wp, rol)
    with pytest.raises(Omstandigheid) as fout:
        daad(wp, casus_id)
    assert fout.value.reden is Reden.NIET_BEVOEGD
    assert Daad[str(fout.value.gegevens["daad"])].value in zin(fout.value)


def test_rol_van_het_certificaat_gaat_voor_die_van_de_medewerker(wp: Werkplek, casus_id: str) -> None:
    assert wp.rol == "procesregisseur"
    wp.store.zet_instelling("rol", "lezer")
    assert wp.rol == "lezer" and dossiers.lijst(wp) == []
    assert casus_id in queries.verborgen_casussen(wp.store.verbinding)
    assert rapportage.rapport(wp).tabellen


def test_niemand_geeft_zichzelf_een_andere_rol(wp: Werkplek, casus_id: str) -> None:
    word(wp, "casusregisseur")
    ik = wp.wie
    assert ik is not None
    with pytest.raises(Omstandigheid) as fout:
        beheer.bewaar_medewerker(wp, ik.naam, "", "beheerder", ik.id)
    assert fout.value.gegevens["daad"] == "ROL_GEVEN" and wp.eis(Medewerker, ik.id).rol == "casusregisseur"


NAMEN = (
    "Sanne Bakker",
    "sanne  BAKKER",
    "Sánne Bakkér",
    "Sanne Bakker-Vos",
    "",
    " ",
    "S. Bakker",
    "Wijbe IJssel",
    "wybe yssel",
)


@pytest.mark.parametrize("ik_naam", ["Sanne Bakker", "Wijbe IJssel", " "])
@pytest.mark.parametrize("mijn_partner", ["", "ggz"])
def test_de_kluis_en_de_regel_zijn_het_eens_wie_genoemd_is(
    wp: Werkplek, casus_id: str, ik_naam: str, mijn_partner: str
) -> None:
    word(wp, "veldwerker", genoemd=False)
    ik, casus = wp.wie, wp.store.get(Casus, casus_id)
    assert ik is not None
    (actie,) = wp.store.find(Actie, casus_id=casus_id)
    for naam in NAMEN:
        for partner in ("", "ggz", "politie"):
            for plek in ("casus", "actie"):
                with wp.store.transaction("wie", ("", "")) as t:
                    t.save(ik.met(naam=ik_naam, partner_id=mijn_partner, rol="veldwerker"))
                    in_casus = (naam, partner) if plek == "casus" else ("", "")
                    t.save(casus.met(casusregisseur=in_casus[0], casusregisseur_partner_id=in_casus[1]))
                    in_actie = (naam, partner) if plek == "actie" else ("", "")
                    t.save(actie.met(persoon=in_actie[0], partner_id=in_actie[1]))
                regel = is_betrokken(
                    Persoon(ik_naam, mijn_partner, "veldwerker"), [Betrokkenheid(*in_casus), Betrokkenheid(*in_actie)]
                )
                assert wp.ziet(casus_id) == regel, (naam, partner, plek)
