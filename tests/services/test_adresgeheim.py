"""A canary address: whoever may not see it finds it nowhere that the services hand out."""

import json
from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pydantic import BaseModel
from zvh_testing.casuskluis import Testklok, meld_aan, werkplek, word_casusregisseur
from zvh_testing.dienstdeuren import deuren, tekst_van
from zvh_testing.verslagplek import tot_ondertekend
from zvh_testing.verslagplek import werkplek as verslagplek

from zvh_desktop.domain.afscherming import HUIS, Afgedekt, Kijker
from zvh_desktop.domain.analyse import Analysepunt, basisvoorwaarde_id
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.casus import Aanmelding, Casus, Notitie
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.domain.informatie import Informatieverzoek
from zvh_desktop.domain.plan import Fase
from zvh_desktop.domain.record import Record
from zvh_desktop.domain.themablok import blok_id
from zvh_desktop.domain.themavelden import GEHEIM
from zvh_desktop.domain.uittreksel import ADRESSEN, Lezer, snijd
from zvh_desktop.domain.verloop import plat
from zvh_desktop.domain.verslag import Uitspraak, Verslag, VerslagInhoud, Verstrekking
from zvh_desktop.domain.zsm import ZsmAdvies
from zvh_desktop.services import (
    aanmeldingen,
    acties,
    analyse,
    brieven,
    dossiers,
    dubbelen,
    fasen,
    informatie,
    plannen,
    probleemanalyse,
    samenvoegen,
    stagnatie,
    systeem,
    triage,
    uittreksels,
    verloop,
    verslagen,
    verzoeken,
    vlaggen,
    zoeken,
    zsmadviezen,
)
from zvh_desktop.services.geschiedenis import geschiedenis
from zvh_desktop.services.kijker import kijker
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import queries
from zvh_desktop.store.kinds import kinds

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
    word_casusregisseur(wp, "Politie")


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
    _zwijgt(geschiedenis(wp, casus_id))
    _zwijgt(dossiers.lijst(wp))
    _zwijgt(zoeken.zoek(wp, "gezien"))
    _zwijgt(dubbelen.vergelijk(wp, jan.id, dubbel).velden)
    _zwijgt(samenvoegen.conflicten(wp))
    _zwijgt(systeem.afdruk(wp, casus_id).decode("latin-1"))
    _zwijgt(verloop.lees(wp, casus_id))
    _zwijgt(informatie.beeld(wp, casus_id).betrokkenen)


GEEN_PROZA = {"id", "stream", "casus_id", "nummer", "naam", "compartiment", "voornamen", "achternaam", "inhoud"}
INTERN = {"ondertekenen.van_overleg", "kijker.dicht_voor"}
"""Doors for other services, that give whole records to work with; nothing is shown by them."""


def _typ_overal(wp: Werkplek, casus_id: str) -> set[str]:
    """Type the address in every free text of every record of a casus; return the kinds that hold one now."""
    met = set()
    with wp.store.transaction("overal", ("", "")) as t:
        for soort, klasse in kinds().items():
            if soort == "casus":
                records: list[Record] = [wp.eis(Casus, casus_id)]
            elif "casus_id" in klasse.model_fields and klasse.__module__.startswith("zvh_desktop"):
                records = list(wp.store.find(klasse, casus_id=casus_id))
            else:
                continue
            for record in records:
                proza = {
                    n: ZIN
                    for n, f in klasse.model_fields.items()
                    if n in {*klasse.lange_tekst, *OOK_PROZA} and f.annotation is str
                }
                t.save(record.model_copy(update={n: w for n, w in proza.items() if n not in GEEN_PROZA}))
                met |= {soort} if proza else set()
    return met


OOK_PROZA = ("rol", "contact_alleen_via", "geinformeerd_grond", "bron", "noodzaak", "toelichting", "reden", "naar",
             "antwoord", "terugkoppeling", "detentie_inrichting", "aanmelder_functie", "wijze", "dan", "wie", "doel",
             "vraag", "situatie", "voorwaarden", "signalen", "motivering", "bekendheid",
             "contactpunt", "gebied", "instrument", "afnemer", "omschrijving", "titel", "hoe", "wat")  # fmt: skip


def test_adres_overal_getypt_komt_door_geen_enkele_deur_van_de_diensten(wp: Werkplek, casus_id: str) -> None:
    _vol_van_het_adres(wp, casus_id)
    _notitie(wp, casus_id, ZIN)
    actie = dossiers.voeg_toe(wp, "actie", casus_id, {"tekst": ZIN, "uiterlijk": date(2026, 11, 1)})[0]
    acties.stel_uit(wp, [actie], date(2026, 12, 1), ZIN)
    for soort, velden in (("doel", {"tekst": ZIN, "fase": 1}), ("scenario", {"als_": ZIN, "dan": ZIN}),
                          ("interventie", {"tekst": ZIN, "fase": 1})):  # fmt: skip
        dossiers.voeg_toe(wp, soort, casus_id, velden)
    stagnatie.escaleer(wp, casus_id, "procesregisseur", ZIN)
    vlaggen.zet(wp, casus_id, vlaggen.VlagInvoer(ZIN, ZIN))
    uitkomst = triage.TriageInvoer(datum=date(2026, 11, 3), uitkomst="overleg", motivering=ZIN)
    triage.leg_vast(wp, casus_id, uitkomst)
    assert {"betrokkene", "escalatie", "uitstel", "triage", "casus", "informatieverzoek"} <= _typ_overal(wp, casus_id)
    heel = tekst_van(dossiers.ververs(wp, casus_id))
    assert KANARIE[0] in heel
    _als_partner(wp)
    lekt = []
    for naam, functie, met_casus in deuren():
        try:
            uit = tekst_van(functie(wp, casus_id) if met_casus else functie(wp))
        except Omstandigheid:
            continue
        lekt += [naam] if any(w in uit for w in (KANARIE[0], KANARIE[3])) else []
    assert not sorted(set(lekt) - INTERN)
    jan = _jan(wp, casus_id)
    ander = next(b for b in wp.store.find(Betrokkene, casus_id=casus_id) if b.id != jan.id)
    _zwijgt([dossiers.toon_adres(wp, ander.id), brieven.informeren(wp, ander.id), brieven.informeren(wp, jan.id)])
    _zwijgt(acties.uitstellen(wp, actie))


def test_wat_bedekt_is_wordt_buiten_het_huis_nooit_de_tekst(wp: Werkplek, casus_id: str) -> None:
    dossiers.wijzig(wp, "casus", casus_id, {"doel": ZIN})
    partner = next(iter(wp.partners()))
    _als_partner(wp)
    getoond = dossiers.dossier(wp, casus_id).casus.doel
    assert isinstance(getoond, Afgedekt)
    vraag = {"partner_id": partner, "vraag": "Hoe gaat het?", "doel": str(getoond), "noodzaak": "nodig"}
    verzoek, _ = verzoeken.bewaar(wp, casus_id, "", vraag)
    assert wp.eis(Informatieverzoek, verzoek).doel == ZIN, "the purpose is that of the casus, whole"
    laatste = queries.laatste_txn(wp.store.verbinding)
    for poging in (
        lambda: verzoeken.bewaar(wp, casus_id, "", {**vraag, "doel": f"Daarbij: {getoond}"}),
        lambda: dossiers.voeg_toe(wp, "notitie", casus_id, {"tekst": f"Geplakt: {getoond}"}),
    ):
        with pytest.raises(Omstandigheid) as fout:
            poging()
        assert fout.value.gegevens["regel"] == "bedekt_bewaren"
    ander = next(b for b in wp.store.find(Betrokkene, casus_id=casus_id) if b.voornamen == "Kees")
    with wp.store.transaction("proef", ("", "")) as t:
        t.save(ander.met(opmerking=ZIN))
    with pytest.raises(Omstandigheid) as fout:
        dossiers.wijzig(wp, "betrokkene", ander.id, {"opmerking": "x"})
    assert fout.value.gegevens["regel"] == "adres_afgeschermd"
    assert wp.eis(Betrokkene, ander.id).opmerking == ZIN and queries.laatste_txn(wp.store.verbinding) != laatste


def test_ondertekend_verslag_met_een_dicht_adres_gaat_niet_open(tmp_path: Path) -> None:
    with verslagplek(tmp_path) as plek:
        verslag = plek.eis(Verslag, tot_ondertekend(plek, 1)[1][0])
        straat, nummer, postcode, plaats = KANARIE
        adres = {"straat": straat, "huisnummer": nummer, "postcode": postcode, "woonplaats": plaats}
        dossiers.voeg_toe(plek, "betrokkene", verslag.casus_id, {"voornamen": "Jan", **adres, "adres_geheim": True})
        assert verslagen.bladbron(plek, verslag.id).pdf
        _als_partner(plek)
        assert verslagen.bladbron(plek, verslag.id).pdf, "nothing of it stands in this one"
        inhoud = VerslagInhoud.model_validate_json(verslag.inhoud).model_copy(update={"samenvatting": ZIN})
        with plek.store.transaction("kanarie", ("", "")) as t:
            t.save(verslag.met(inhoud=inhoud.model_dump_json()))
        for deur in (verslagen.bladbron, verslagen.pdf, verslagen.bestand):
            with pytest.raises(Omstandigheid) as fout:
                deur(plek, verslag.id)
            assert fout.value.gegevens["regel"] == "stuk_met_adres"
        _zwijgt([r.verslag for r in verslagen.lijst(plek)])


def _vol_van_het_adres(wp: Werkplek, casus_id: str) -> tuple[str, str, str, str]:
    """Type the address in the analysis, a request and a draft for ZSM; return their ids and that of a meting."""
    gebied = analyse.analyse(wp, casus_id).standen[0].gebied.id
    punt, _ = analyse.voeg_toe(wp, "analysepunt", casus_id, {"tekst": ZIN, "bron": "school", "leefgebied_id": gebied})
    analyse.voeg_toe(wp, "risicotaxatie", casus_id, {"instrument": "Lijst", "uitkomst": ZIN})
    meting, _ = analyse.bewaar_meting(
        wp, casus_id, {"datum": date(2026, 11, 1), "editie": "zrm_2017", "toelichting": ZIN}, {"financien": 2}
    )
    analyse.bewaar_veld(wp, "basisvoorwaarde", casus_id, basisvoorwaarde_id(casus_id, "onderdak"), {"notitie": ZIN})
    vraag = {"partner_id": next(iter(wp.partners())), "vraag": ZIN, "doel": ZIN, "noodzaak": "nodig"}
    verzoek, _ = verzoeken.bewaar(wp, casus_id, "", vraag)
    advies, _ = zsmadviezen.bewaar(wp, casus_id, "", {"advies": ZIN, "context": ZIN})
    zsmadviezen.noteer_afdoening(wp, advies, casus_id, wat=ZIN, op=date(2026, 11, 1))
    informatie.noteer_verstrekking(wp, casus_id, aan="GGZ", wat=ZIN, hoe="mondeling")
    return punt, meting, verzoek, advies


def test_adres_in_analyse_verzoek_en_advies_is_buiten_het_huis_niet_te_zien_en_niet_te_overschrijven(
    wp: Werkplek, casus_id: str
) -> None:
    punt, meting, verzoek, advies = _vol_van_het_adres(wp, casus_id)
    heel = _tekst(analyse.analyse(wp, casus_id)), _tekst(informatie.beeld(wp, casus_id).verzoeken)
    assert all(KANARIE[0] in deel for deel in heel)
    _als_partner(wp)
    gelezen, beeld = analyse.analyse(wp, casus_id), informatie.beeld(wp, casus_id)
    for deel in (gelezen, beeld):
        _zwijgt(deel)
        assert "school weet het" in _tekst(deel)
    bewaard = [wp.eis(k, i) for k, i in ((Analysepunt, punt), (Informatieverzoek, verzoek), (ZsmAdvies, advies))]
    editie = {"datum": date(2026, 11, 1), "editie": "zrm_2017"}
    for poging in (
        lambda: analyse.bewaar_veld(wp, "analysepunt", casus_id, punt, {"tekst": "x"}),
        lambda: analyse.bewaar_meting(wp, casus_id, {**editie, "toelichting": "x"}, {"financien": 2}, meting),
        lambda: verzoeken.bewaar(wp, casus_id, verzoek, {"organisatie": "GGZ", "vraag": "x"}),
        lambda: zsmadviezen.bewaar(wp, casus_id, advies, {"advies": "x"}),
        lambda: zsmadviezen.bewaar(wp, casus_id, "", {"advies": beeld.adviezen[0].advies}),
        lambda: zsmadviezen.noteer_afdoening(wp, advies, casus_id, wat="x", op=date(2026, 11, 2)),
    ):
        with pytest.raises(Omstandigheid) as fout:
            poging()
        assert fout.value.gegevens["regel"] == "adres_afgeschermd"
    assert bewaard == [wp.eis(type(r), r.id) for r in bewaard]
    # What is hidden goes back as it was shown, beside a field that was changed: only that is kept.
    (v,), (a,) = beeld.verzoeken, beeld.adviezen
    verzoeken.bewaar(wp, casus_id, verzoek, {**dict(v), "noodzaak": "ook nodig"})
    zsmadviezen.bewaar(wp, casus_id, advies, {**dict(a), "contact": "piket"})
    analyse.bewaar_veld(wp, "analysepunt", casus_id, punt, {"bron": "leerplicht"})
    na = wp.eis(Informatieverzoek, verzoek), wp.eis(ZsmAdvies, advies), wp.eis(Analysepunt, punt)
    assert (na[0].vraag, na[0].doel, na[0].noodzaak) == (ZIN, ZIN, "ook nodig")
    assert (na[1].advies, na[1].context, na[1].contact) == (ZIN, ZIN, "piket")
    assert (na[2].tekst, na[2].bron) == (ZIN, "leerplicht")


def test_adres_in_vlag_en_plan_is_buiten_het_huis_niet_te_zien_en_niet_te_overschrijven(
    wp: Werkplek, casus_id: str
) -> None:
    vlaggen.zet(wp, casus_id, vlaggen.VlagInvoer(ZIN, ZIN))
    interventie, _ = dossiers.voeg_toe(wp, "interventie", casus_id, {"tekst": ZIN, "fase": 1})
    fase = Fase(id=wp.nieuw_id(), stream=wp.eis(Casus, casus_id).stream, casus_id=casus_id, nummer=1)
    with wp.transactie("proef") as t:
        t.save(fase)
    voorwaarde, _ = fasen.voeg_voorwaarde_toe(wp, fase.id, ZIN)
    plannen.leg_vast(wp, casus_id)
    assert KANARIE[0] in _tekst(plannen.lees(wp, casus_id).interventies)
    _als_partner(wp)
    _zwijgt(plannen.sinds(wp, casus_id))
    for deel in (vlaggen.van_casus(wp, casus_id), plannen.lees(wp, casus_id)):
        _zwijgt(deel)
        assert "school weet het" in _tekst(deel)
    for poging in (
        lambda: fasen.wijzig_voorwaarde(wp, fase.id, voorwaarde, {"tekst": "x"}),
        lambda: dossiers.wijzig(wp, "interventie", interventie, {"tekst": "x"}),
    ):
        with pytest.raises(Omstandigheid) as fout:
            poging()
        assert fout.value.gegevens["regel"] == "adres_afgeschermd"


def test_geheime_plek_in_een_thema_is_van_het_huis(wp: Werkplek, casus_id: str) -> None:
    soort, veld = sorted(GEHEIM)[0]
    id_ = blok_id(soort, casus_id)
    analyse.bewaar_veld(wp, soort, casus_id, id_, {veld: ZIN})
    assert getattr(analyse.toon_geheim(wp, soort, casus_id), veld) == ZIN
    _als_partner(wp)
    _zwijgt(analyse.analyse(wp, casus_id))
    for poging in (
        lambda: analyse.toon_geheim(wp, soort, casus_id),
        lambda: analyse.bewaar_veld(wp, soort, casus_id, id_, {veld: "x"}),
    ):
        with pytest.raises(Omstandigheid) as fout:
            poging()
        assert fout.value.gegevens["regel"] == "adres_afgeschermd"
    assert len(wp.store.audit_regels(gebeurtenis="adres_geweigerd", object_id=id_)) == 1


def test_kenmerken_leggen_een_afgedekte_bron_niet_vast(wp: Werkplek, casus_id: str) -> None:
    id_ = _notitie(wp, casus_id, "Gezien.")
    dossiers.wijzig(wp, "notitie", id_, {"bron": ZIN})
    g = next(g for g in informatie.beeld(wp, casus_id).gegevens if g.id == id_)
    assert isinstance(g.bron, Afgedekt)
    informatie.merk(wp, "notitie", id_, {"bron": str(g.bron), "aard": "feit"})
    assert (wp.eis(Notitie, id_).bron, wp.eis(Notitie, id_).aard) == (ZIN, "feit")


def _notitie(wp: Werkplek, casus_id: str, tekst: str) -> str:
    dossiers.voeg_toe(wp, "notitie", casus_id, {"notitiesoort": "incident", "tekst": tekst})
    return max(wp.store.find(Notitie, casus_id=casus_id), key=lambda n: n.id).id


def test_adres_in_een_notitie_staat_niet_in_de_lijst_en_komt_te_voorschijn_als_erom_wordt_gevraagd(
    wp: Werkplek, casus_id: str
) -> None:
    id_ = _notitie(wp, casus_id, ZIN)
    dossiers.wijzig(wp, "notitie", id_, {"tekst": f"Verbeterd. {ZIN}"})
    gelezen = verloop.lees(wp, casus_id)
    _zwijgt(gelezen)
    _zwijgt(plat(_tekst(gelezen)))
    assert "school weet het" in _tekst(gelezen) and "kanarie" not in _tekst(gelezen)
    for lijst in (informatie.beeld(wp, casus_id).gegevens, systeem.lees(wp, casus_id).incidenten):
        _zwijgt(lijst)
        assert "school weet het" in _tekst(lijst)
    dicht = verloop.notitie(wp, id_)
    assert dicht.bedekt == "op_verzoek" and dicht.vorige and isinstance(dicht.notitie.tekst, Afgedekt)
    _zwijgt(dicht)
    open_ = verloop.toon_adressen(wp, id_)
    assert (open_.bedekt, open_.notitie.tekst, open_.vorige[0].was) == ("", f"Verbeterd. {ZIN}", ZIN)
    assert len(wp.store.audit_regels(gebeurtenis="adres_getoond", object_id=id_)) == 1
    gewoon = verloop.notitie(wp, _notitie(wp, casus_id, "Niets bijzonders."))
    assert not gewoon.bedekt and type(gewoon.notitie.tekst) is str


def test_wie_het_adres_niet_mag_zien_toont_en_wijzigt_geen_tekst_waar_het_in_staat(wp: Werkplek, casus_id: str) -> None:
    id_ = _notitie(wp, casus_id, ZIN)
    actie = dossiers.voeg_toe(wp, "actie", casus_id, {"tekst": ZIN})[0]
    (melding,) = wp.store.find(Aanmelding, casus_id=casus_id)
    dossiers.wijzig(wp, "aanmelding", melding.id, {"aanleiding": ZIN})
    _als_partner(wp)
    _zwijgt(dossiers.dossier(wp, casus_id))
    assert verloop.notitie(wp, id_, getoond=True).bedekt == "dicht"
    _zwijgt(verloop.notitie(wp, id_, getoond=True))
    with pytest.raises(Omstandigheid) as fout:
        verloop.toon_adressen(wp, id_)
    assert fout.value.gegevens["regel"] == "adres_afgeschermd"
    assert len(wp.store.audit_regels(gebeurtenis="adres_geweigerd", object_id=id_)) == 1
    for soort, record, velden in (
        ("notitie", id_, {"tekst": "x"}), ("actie", actie, {"tekst": "x"}),
        ("aanmelding", melding.id, {"aanleiding": "x"})
    ):  # fmt: skip
        with pytest.raises(Omstandigheid) as fout:
            dossiers.wijzig(wp, soort, record, velden)
        assert fout.value.gegevens["regel"] == "adres_afgeschermd"
    dossiers.wijzig(wp, "notitie", id_, {"bron": "school"})
    assert wp.eis(Notitie, id_).tekst == ZIN


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


ZIN = f"Hij woont op {KANARIE[0]} {KANARIE[1]} in {KANARIE[3]} ({KANARIE[2]}); school weet het."


def _pdftekst(inhoud: bytes) -> str:
    document = pypdfium2.PdfDocument(inhoud)
    try:
        return " ".join(" ".join(blad.get_textpage().get_text_range().split()) for blad in document)
    finally:
        document.close()


def test_zsm_advies_zwijgt_en_zegt_dat_er_iets_is_weggelaten(wp: Werkplek, casus_id: str, tmp_path: Path) -> None:
    velden = {"advies": ZIN, "context": ZIN, "geldig_tot": date(2027, 1, 1), "contact": "piket"}
    id_, _ = zsmadviezen.bewaar(wp, casus_id, "", velden)
    _zwijgt(zsmadviezen.voorbeeld(wp, id_, casus_id).inhoud)
    zsmadviezen.stel_vast(wp, id_)
    pad, _ = zsmadviezen.verstrek(wp, id_, casus_id, tmp_path / "zsm.pdf", aan="OM", hoe="op papier")
    tekst = _pdftekst(pad.read_bytes())
    _zwijgt(tekst)
    assert "school weet het" in tekst
    assert [v.weggelaten for v in wp.store.find(Verstrekking, casus_id=casus_id)] == [[ADRESSEN]]


def test_informatieverzoek_zwijgt(wp: Werkplek, casus_id: str, tmp_path: Path) -> None:
    partner = next(iter(wp.partners().values()))
    velden = {"partner_id": partner.id, "vraag": ZIN, "doel": ZIN, "noodzaak": ZIN, "over": [_jan(wp, casus_id).id]}
    id_, _ = verzoeken.bewaar(wp, casus_id, "", velden)
    pad, _ = verzoeken.verstuur(wp, id_, tmp_path / "verzoek.pdf", hoe="op papier")
    tekst = _pdftekst(pad.read_bytes())
    _zwijgt(tekst)
    assert "school weet het" in tekst and "[weggelaten]" in tekst


@pytest.mark.parametrize("aan", ["", "GGZ Waterland", "iemand"])
def test_probleemanalyse_zwijgt(wp: Werkplek, casus_id: str, aan: str) -> None:
    for soort, veld in (("risicotaxatie", "uitkomst"), ("risicotaxatie", "afnemer")):
        analyse.voeg_toe(wp, soort, casus_id, {"instrument": "Lijst", veld: ZIN})
    gebied = analyse.analyse(wp, casus_id).standen[0].gebied.id
    punt = {"tekst": ZIN, "bron": ZIN, "leefgebied_id": gebied, "puntsoort": "feit"}
    analyse.voeg_toe(wp, "analysepunt", casus_id, punt)
    partner = next((p.id for p in wp.partners().values() if p.naam == aan), "")
    brief = probleemanalyse.inhoud(wp, casus_id, aan=aan, partner_id=partner)
    _zwijgt(brief)
    assert "school weet het" in _tekst(brief)


@pytest.mark.parametrize("soort", ["deelnemer", "betrokkene"])
def test_uittreksel_door_de_dienst_zelf_zwijgt(tmp_path: Path, soort: str) -> None:
    with verslagplek(tmp_path) as plek:
        verslag = plek.eis(Verslag, tot_ondertekend(plek, 1)[1][0])
        dossiers.voeg_toe(plek, "betrokkene", verslag.casus_id, {"voornamen": "Jan", "achternaam": "Vermeer"})
        jan = _jan(plek, verslag.casus_id)
        straat, nummer, postcode, plaats = KANARIE
        adres = {"straat": straat, "huisnummer": nummer, "postcode": postcode, "woonplaats": plaats}
        inhoud = VerslagInhoud.model_validate_json(verslag.inhoud).model_copy(
            update={"beeld": (Uitspraak(bron="GGZ", tekst=ZIN),), "samenvatting": ZIN}
        )
        with plek.transactie("kanarie") as t:
            t.save(jan.met(**adres, adres_geheim=True))
            t.save(verslag.met(inhoud=inhoud.model_dump_json()))
        gekozen = [k for k in uittreksels.keuzes(plek, verslag.id) if k.sleutel.startswith(soort)]
        anderen = [k for k in gekozen if k.sleutel != f"betrokkene:{jan.id}"]
        assert anderen
        for keuze in anderen:
            deel = uittreksels.knip(plek, verslag.id, keuze.sleutel)
            _zwijgt(deel)
            assert "school weet het" in deel.beeld[0].tekst


def test_brief_aan_wie_maar_een_veilige_weg_heeft_gaat_niet_zomaar_weg(
    wp: Werkplek, casus_id: str, tmp_path: Path
) -> None:
    jan = _jan(wp, casus_id)
    with wp.transactie("proef") as t:
        t.save(jan.met(contact_alleen_via="de huisarts"))
        t.save(wp.eis(Casus, casus_id).met(contactpunt="contactpunt@huis.example", doel=ZIN))
    pad = tmp_path / "brief.pdf"
    with pytest.raises(Omstandigheid) as fout:
        brieven.verstrek_informeren(wp, jan.id, pad, hoe="op papier")
    assert fout.value.gegevens["regel"] == "veilige_weg" and not pad.exists()
    assert _jan(wp, casus_id).geinformeerd == "onbekend"
    brieven.verstrek_informeren(wp, jan.id, pad, hoe="op papier", via_veilige_weg=True)
    tekst = _pdftekst(pad.read_bytes())
    assert "Alleen via: de huisarts" in tekst and _jan(wp, casus_id).geinformeerd == "ja"
    kees = next(b for b in wp.store.find(Betrokkene, casus_id=casus_id) if b.voornamen == "Kees")
    _zwijgt(brieven.informeren(wp, kees.id))
