"""In the field on a real vault: only the own casussen, no names before they are asked for, signals that arrive."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from zvh_testing.casuskluis import Testklok, meld_aan, werkplek

from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.casus import Notitie
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.partner import Medewerker
from zvh_desktop.domain.plan import Actie, Fase
from zvh_desktop.domain.veld import initialen
from zvh_desktop.domain.vlag import Vlag
from zvh_desktop.services import dossiers, dossierstukken, fasen, termijnen, veld
from zvh_desktop.services.werkplek import Werkplek

IK = "T. Hendriks"


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    with werkplek(tmp_path, Testklok()) as plek:
        yield plek


def _word(wp: Werkplek, **velden: str) -> None:
    """From here on this person is at work; done outside the rights of who was."""
    ik = wp.wie
    assert ik is not None
    with wp.store.transaction("wie", ("", "")) as t:
        t.save(Medewerker(**{**dict(ik), **velden}))


@pytest.fixture
def casus_id(wp: Werkplek) -> str:
    """A casus in which a veldwerker of the police has an action; from then on that person is at work."""
    casus_id = meld_aan(wp).casus_id
    politie = next(p.id for p in wp.partners().values() if p.kort == "Politie")
    for persoon, tekst in ((IK, "Langsgaan bij vader"), ("A. Ander", "Aangifte opnemen"), ("", "Toezicht op straat")):
        velden = {"tekst": tekst, "partner_id": politie, "persoon": persoon, "uiterlijk": wp.vandaag() - timedelta(2)}
        dossiers.voeg_toe(wp, "actie", casus_id, velden)
    _word(wp, naam=IK, rol="veldwerker", partner_id=politie)
    return casus_id


def test_alleen_de_eigen_casus_en_acties_en_nergens_een_naam(wp: Werkplek, casus_id: str) -> None:
    beeld = veld.lees(wp)
    assert [(c.id, c.letters, c.acties, c.te_laat) for c in beeld.casussen] == [(casus_id, "K.V.", 2, 2)]
    assert {a.tekst for a in beeld.acties} == {"Langsgaan bij vader", "Toezicht op straat"}
    dossier = veld.casus(wp, casus_id)
    assert [p.letters for p in dossier.personen] == ["K.V.", "J.V."]
    assert not any(naam in repr((beeld.casussen, dossier)) for naam in ("Vermeer", "Kees", "Dijkgraaf", "Geheimlaan"))


def test_een_casus_van_anderen_is_er_in_het_veld_niet_ook_niet_voor_het_huis(wp: Werkplek) -> None:
    ander = meld_aan(wp).casus_id
    assert veld.lees(wp).casussen == ()
    for doe in (
        lambda: veld.casus(wp, ander),
        lambda: veld.signaal(wp, ander, "iets"),
        lambda: veld.contactmoment(wp, ander, "contact", "iets"),
        lambda: veld.adres(wp, wp.store.find(Betrokkene, casus_id=ander)[0].id),
    ):
        with pytest.raises(Omstandigheid):
            doe()
    assert not wp.store.find(Vlag) and not wp.store.find(Notitie, casus_id=ander)


def test_adres_komt_pas_op_verzoek_wordt_vastgelegd_en_blijft_dicht_als_het_dicht_is(
    wp: Werkplek, casus_id: str
) -> None:
    kees, jan = sorted(wp.store.find(Betrokkene, casus_id=casus_id), key=lambda b: not b.hoofdpersoon)
    assert "Dijkgraaf 12" in veld.adres(wp, kees.id)
    assert len(wp.store.audit_regels(gebeurtenis="adres_getoond")) == 1
    with pytest.raises(Omstandigheid):
        veld.adres(wp, jan.id)
    assert len(wp.store.audit_regels(gebeurtenis="adres_geweigerd")) == 1


def test_signaal_staat_in_vandaag_van_de_procesregisseur(wp: Werkplek, casus_id: str) -> None:
    with pytest.raises(Omstandigheid):
        veld.signaal(wp, casus_id, "  ")
    veld.signaal(wp, casus_id, "Kees is niet thuis en de buren horen hem niet.")
    (vlag,) = wp.store.find(Vlag, casus_id=casus_id)
    assert vlag.wie == "procesregisseur" and vlag.gezet_door == IK and vlag.uiterlijk == wp.vandaag()
    _word(wp, naam="M. van der Heijden", rol="procesregisseur", partner_id="")
    assert any("niet thuis" in repr(groep) for groep in termijnen.termijnen(wp))


def test_contactmoment_voorwaarde_en_actie_in_eigen_naam(wp: Werkplek, casus_id: str) -> None:
    _word(wp, rol="procesregisseur")
    fase = wp.store.find(Fase, casus_id=casus_id, nummer=1)[0]
    fasen.zet_fase(wp, fase.id, "open")
    fasen.voeg_voorwaarde_toe(wp, fase.id, "Vader slaapt elders")
    _word(wp, rol="veldwerker")
    veld.contactmoment(wp, casus_id, "contact", "Thuis gesproken; rustig.")
    (n,) = wp.store.find(Notitie, casus_id=casus_id)
    assert (n.notitiesoort, n.bron, n.tekst) == ("contact", IK, "Thuis gesproken; rustig.")
    (v,) = veld.casus(wp, casus_id).voorwaarden
    veld.zet_voldaan(wp, v.fase_id, v.id, True)
    (v,) = veld.casus(wp, casus_id).voorwaarden
    assert v.voldaan and v.door == IK
    for anders in (
        lambda: fasen.wijzig_voorwaarde(wp, v.fase_id, v.id, {"tekst": "Vader is gewaarschuwd"}),
        lambda: fasen.trek_voorwaarde_in(wp, v.fase_id, v.id),
        lambda: fasen.voeg_voorwaarde_toe(wp, v.fase_id, "Nog een"),
    ):
        with pytest.raises(Omstandigheid) as fout:
            anders()
        assert fout.value.reden is Reden.NIET_BEVOEGD, "who ticks does not decide what is ticked"
    fasen.wijzig_voorwaarde(wp, v.fase_id, v.id, {"toelichting": "Vader zelf gesproken."})
    actie = next(a for a in veld.lees(wp).acties if a.tekst == "Langsgaan bij vader")
    with pytest.raises(Omstandigheid):
        veld.rond_af(wp, actie.id, "niet_mogelijk")
    veld.rond_af(wp, actie.id, "gedaan", "vader gesproken")
    assert wp.store.get(Actie, actie.id).status == "gedaan" and len(veld.lees(wp).acties) == 1


def test_origineel_gaat_alleen_weg_als_precies_die_inhoud_in_de_kluis_ligt(
    wp: Werkplek, casus_id: str, tmp_path: Path
) -> None:
    pad = tmp_path / "memo.txt"
    pad.write_bytes(b"Vader zegt dat het goed gaat.")
    stuk = dossierstukken.voeg_toe(wp, casus_id, pad, categorie="spraak").stuk
    pad.write_bytes(b"Inmiddels iets anders.")
    assert not veld.haal_origineel_weg(wp, stuk.id, pad) and pad.exists()
    pad.write_bytes(b"Vader zegt dat het goed gaat.")
    assert veld.haal_origineel_weg(wp, stuk.id, pad) and not pad.exists()
    assert dossierstukken.lees(wp, stuk.id) == b"Vader zegt dat het goed gaat."


@pytest.mark.parametrize(
    ("naam", "letters"),
    [("Kees V.", "K.V."), ("Anna-Maria van der Meer", "A.M.v.d.M."), ("Gezin Bakker", "G.B."), ("", "?"), ("’t", "?")],
)
def test_namen_worden_letters(naam: str, letters: str) -> None:
    assert initialen(naam) == letters
