"""Ground, requests, advice, letters and extracts: what is refused, what is recorded, what leaves."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from zvh_testing.casuskluis import Testklok, meld_aan, werkplek
from zvh_testing.verslagplek import tot_ondertekend
from zvh_testing.verslagplek import werkplek as verslagplek

from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.casus import Casus, Notitie, Triage
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.domain.informatie import Informatieverzoek
from zvh_desktop.domain.overleg import Deelnemer, Inbreng
from zvh_desktop.domain.verslag import Verslag, Verstrekking
from zvh_desktop.domain.zsm import ZsmAdvies
from zvh_desktop.services import (
    actielijst,
    beheer,
    brieven,
    dossiers,
    grondslagen,
    informatie,
    stukken,
    triage,
    uittreksels,
    verslagen,
    verzoeken,
    zsmadviezen,
)
from zvh_desktop.services.werkplek import Werkplek


@pytest.fixture
def klok() -> Testklok:
    return Testklok()


@pytest.fixture
def wp(tmp_path: Path, klok: Testklok) -> Iterator[Werkplek]:
    with werkplek(tmp_path, klok) as plek:
        yield plek


@pytest.fixture
def casus_id(wp: Werkplek) -> str:
    return meld_aan(wp).casus_id


def _regel(fout: pytest.ExceptionInfo[Omstandigheid]) -> object:
    return fout.value.gegevens.get("regel")


def _tekst(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(blad.get_textpage().get_text_bounded() for blad in document).split())
    finally:
        document.close()


def _verstrekt(wp: Werkplek) -> list[Verstrekking]:
    return sorted(wp.store.find(Verstrekking), key=lambda v: v.id)


def _persoon(wp: Werkplek, casus_id: str, naam: str = "Kees") -> Betrokkene:
    return next(b for b in wp.store.find(Betrokkene, casus_id=casus_id) if b.voornamen == naam)


# Ground and term


def _beeindig(wp: Werkplek, casus_id: str) -> None:
    invoer = triage.TriageInvoer("afgewezen", "geen keten", wp.vandaag(), deelnemerlijst=("A. Bos, GGZ",))
    triage.leg_vast(wp, casus_id, invoer)


def test_triage_die_afwijst_laat_de_bewaartermijn_beginnen(wp: Werkplek, casus_id: str) -> None:
    grondslagen.bewaar_regel(wp, "", {"maanden": 12, "wet": "art. 9"})
    _beeindig(wp, casus_id)
    assert wp.store.find(Triage)[0].deelnemerlijst == ["A. Bos, GGZ"]
    beeld = informatie.beeld(wp, casus_id)
    assert beeld.bewaarzin == "De bewaartermijn loopt tot 24 november 2027 op grond van art. 9."


def test_verlengen_vraagt_een_lopende_termijn_een_latere_dag_en_een_motivering(wp: Werkplek, casus_id: str) -> None:
    grondslagen.bewaar_regel(wp, "", {"maanden": 12, "hoogstens_maanden": 24, "wet": "art. 9"})

    def geweigerd(tot: date | None, motivering: str = "loopt nog een zaak") -> object:
        with pytest.raises(Omstandigheid) as fout:
            grondslagen.verleng(wp, casus_id, tot, motivering)
        return _regel(fout)

    assert geweigerd(date(2028, 1, 1)) == "termijn_loopt_niet"
    _beeindig(wp, casus_id)
    assert geweigerd(None) == geweigerd(date(2027, 11, 24)) == "verlenging_niet_later"
    assert geweigerd(date(2028, 11, 25)) == "verlenging_te_lang"
    assert geweigerd(date(2028, 1, 1), " ") == "motivering_nodig"
    grondslagen.verleng(wp, casus_id, date(2028, 11, 24), "loopt nog een zaak")
    assert "24 november 2028" in informatie.beeld(wp, casus_id).bewaarzin


def test_te_vernietigen_noemt_alleen_wat_verstreken_is(wp: Werkplek, casus_id: str, klok: Testklok) -> None:
    _beeindig(wp, casus_id)
    assert grondslagen.te_vernietigen(wp) == []
    grondslagen.bewaar_regel(wp, "", {"maanden": 1, "wet": "art. 9"})
    assert grondslagen.te_vernietigen(wp) == []
    klok.verder(days=31)
    assert [(c.id, dag) for c, dag in grondslagen.te_vernietigen(wp)] == [(casus_id, date(2026, 12, 24))]


@pytest.mark.parametrize(
    ("velden", "regel"),
    [
        ({"maanden": 0, "wet": "w"}, "termijn_onmogelijk"),
        ({"maanden": 12, "hoogstens_maanden": 6, "wet": "w"}, "termijn_onmogelijk"),
        ({"maanden": 12, "wet": " "}, "wet_nodig"),
    ],
)
def test_een_termijn_zonder_wet_of_zonder_zin_wordt_geweigerd(
    wp: Werkplek, velden: dict[str, object], regel: str
) -> None:
    with pytest.raises(Omstandigheid) as fout:
        grondslagen.bewaar_regel(wp, "", velden)
    assert _regel(fout) == regel


def test_voorbeelden_van_gronden_komen_er_een_keer_bij_en_zonder_termijn(wp: Werkplek, casus_id: str) -> None:
    assert grondslagen.stel_voor(wp)[0] == 3
    assert grondslagen.stel_voor(wp)[0] == 0
    assert grondslagen.regels(wp) == []
    dossiers.wijzig(wp, "casus", casus_id, {"thema": ["radicalisering"]})
    voorstel = informatie.beeld(wp, casus_id).voorstel
    assert voorstel is not None and voorstel.compartiment and "burgemeester" in voorstel.contactpunt
    with pytest.raises(Omstandigheid) as fout:
        grondslagen.bewaar_grond(wp, "", {"naam": "wgs"})
    assert _regel(fout) == "grond_dubbel"


# Marks


def test_niet_delen_en_zware_gegevens_vragen_een_reden(wp: Werkplek, casus_id: str) -> None:
    id_, _ = dossiers.voeg_toe(wp, "notitie", casus_id, {"tekst": "Vader is opgenomen geweest."})
    for velden, regel in (
        ({"niet_delen_met": ["GGZ"]}, "reden_nodig"),
        ({"categorie": "bijzonder"}, "noodzaak_nodig"),
        ({"tekst": "anders"}, "veld_vast"),
    ):
        with pytest.raises(Omstandigheid) as fout:
            informatie.merk(wp, "notitie", id_, velden)
        assert _regel(fout) == regel
    gegeven = informatie.beeld(wp, casus_id).gegevens[0]
    assert gegeven.mist == ("bron", "feit of oordeel", "soort gegeven")
    informatie.merk(
        wp, "notitie", id_, {"bron": "GGZ", "aard": "feit", "categorie": "bijzonder", "noodzaak": "veiligheid"}
    )
    assert informatie.beeld(wp, casus_id).gegevens[0].mist == ()


# Letters


def _klaar_voor_brief(wp: Werkplek) -> None:
    beheer.bewaar_regio(wp, contactpunt="contactpunt@zvh.example")


def test_brief_aan_betrokkene_noemt_doel_rechten_en_contactpunt_en_legt_informeren_vast(
    wp: Werkplek, casus_id: str, tmp_path: Path
) -> None:
    jan = _persoon(wp, casus_id, "Jan")
    with pytest.raises(Omstandigheid) as fout:
        brieven.informeren(wp, jan.id)
    assert _regel(fout) == "contactpunt_nodig"
    _klaar_voor_brief(wp)
    pad, _ = brieven.verstrek_informeren(wp, jan.id, tmp_path / "b.pdf", hoe="op papier")
    tekst = _tekst(pad.read_bytes())
    for woord in ("Jan Vermeer", "Eén plan voor de dag van ontslag", "contactpunt@zvh.example", "afschrift", "klacht"):
        assert woord in tekst
    for vreemd in ("Kees", "Geheimlaan", "Dijkgraaf", "{"):
        assert vreemd not in tekst
    b = _persoon(wp, casus_id, "Jan")
    assert (b.geinformeerd, b.geinformeerd_op) == ("ja", wp.vandaag())
    (v,) = _verstrekt(wp)
    assert (v.stuk, v.aan, v.betrokkene_id, v.hoe) == ("brief", "Jan Vermeer", jan.id, "op papier")
    assert stukken.maak_bladen(informatie.verstrekt(wp, v.id))[0] == pad.read_bytes()


def test_terugkoppeling_noemt_geen_betrokkene_en_zet_dag_en_wijze_bij_de_triage(
    wp: Werkplek, casus_id: str, tmp_path: Path
) -> None:
    with pytest.raises(Omstandigheid) as fout:
        brieven.terugkoppeling(wp, casus_id)
    assert _regel(fout) == "nog_geen_triage"
    _beeindig(wp, casus_id)
    pad, _ = brieven.verstrek_terugkoppeling(
        wp, casus_id, tmp_path / "t.pdf", hoe="beveiligde mail", toelichting="Bel."
    )
    tekst = _tekst(pad.read_bytes())
    assert "afgewezen" in tekst and "Bel." in tekst and "M. de Ruiter" in tekst
    assert "Kees" not in tekst and "Vermeer" not in tekst
    besluit = wp.store.find(Triage)[0]
    assert (besluit.terugkoppeling_op, besluit.terugkoppeling_hoe) == (wp.vandaag(), "beveiligde mail")
    assert _verstrekt(wp)[0].stuk == "terugkoppeling"


def test_een_eigen_tekst_geldt_en_een_onbekend_woord_wordt_geweigerd(wp: Werkplek, casus_id: str) -> None:
    _klaar_voor_brief(wp)
    with pytest.raises(Omstandigheid) as fout:
        brieven.bewaar_tekst(wp, "informeren", "", "Beste {naam}")
    assert _regel(fout) == "plaatshouder_onbekend"
    brieven.bewaar_tekst(wp, "informeren", "Dag,", "Alleen {doel}")
    brief = brieven.informeren(wp, _persoon(wp, casus_id).id)
    assert [d.alineas for d in brief.delen] == [("Dag,",), ("Alleen Eén plan voor de dag van ontslag.",)]


# Requests


def _verzoek(wp: Werkplek, casus_id: str, **anders: object) -> str:
    ggz = next(p for p in wp.partners().values() if p.kort == "GGZ")
    velden = {
        "partner_id": ggz.id, "vraag": "Is er een behandelplan?", "doel": "ontslag voorbereiden",
        "noodzaak": "zonder dit kan niemand de veiligheid wegen", "over": [_persoon(wp, casus_id).id],
        "antwoord_voor": date(2026, 12, 1), **anders,
    }  # fmt: skip
    return verzoeken.bewaar(wp, casus_id, "", velden)[0]


def test_verzoek_noemt_alleen_over_wie_het_gaat_en_wacht_dan_op_antwoord(
    wp: Werkplek, casus_id: str, tmp_path: Path
) -> None:
    id_ = _verzoek(wp, casus_id)
    pad, _ = verzoeken.verstuur(wp, id_, tmp_path / "v.pdf", hoe="beveiligde mail")
    tekst = _tekst(pad.read_bytes())
    for woord in ("GGZ Waterland", "Is er een behandelplan?", "Kees Vermeer", "14 maart 2000", "1 december 2026"):
        assert woord in tekst
    for vreemd in ("Jan", "999990007", "Dijkgraaf", "tien jaar"):
        assert vreemd not in tekst
    v = wp.eis(Informatieverzoek, id_)
    assert (v.status, v.verstuurd_op, v.verstuurd_hoe) == ("verstuurd", wp.vandaag(), "beveiligde mail")
    assert _verstrekt(wp)[0].partner_id == v.partner_id
    with pytest.raises(Omstandigheid) as fout:
        verzoeken.bewaar(wp, casus_id, id_, {"partner_id": v.partner_id, "vraag": "anders"})
    assert _regel(fout) == "verzoek_verstuurd"


@pytest.mark.parametrize(
    ("velden", "regel"), [({"noodzaak": ""}, "verzoek_onvolledig"), ({"over": []}, "verzoek_zonder_persoon")]
)
def test_verzoek_zonder_noodzaak_of_persoon_gaat_de_deur_niet_uit(
    wp: Werkplek, casus_id: str, tmp_path: Path, velden: dict[str, object], regel: str
) -> None:
    id_ = _verzoek(wp, casus_id, **velden)
    with pytest.raises(Omstandigheid) as fout:
        verzoeken.verstuur(wp, id_, tmp_path / "v.pdf", hoe="mail")
    assert _regel(fout) == regel
    assert _verstrekt(wp) == [] and not (tmp_path / "v.pdf").exists()


def test_een_verzoek_is_te_laat_na_de_dag_zelf_en_niet_meer_na_het_antwoord(
    wp: Werkplek, casus_id: str, klok: Testklok
) -> None:
    id_ = _verzoek(wp, casus_id)
    verzoeken.noteer_verstuurd(wp, id_, hoe="telefonisch")
    klok.verder(days=7)
    assert verzoeken.te_laat(wp) == []
    klok.verder(days=2)
    assert [(r.verzoek.id, r.dagen, r.nummer) for r in verzoeken.te_laat(wp)] == [(id_, 2, "2026-0001")]
    verzoeken.herinner(wp, id_, date(2026, 12, 10))
    assert verzoeken.te_laat(wp) == [] and wp.eis(Informatieverzoek, id_).herinnerd_op == wp.vandaag()


def test_antwoord_wordt_een_notitie_met_bron_en_niet_is_ook_een_antwoord(wp: Werkplek, casus_id: str) -> None:
    id_ = _verzoek(wp, casus_id)
    verzoeken.noteer_verstuurd(wp, id_, hoe="telefonisch")
    for antwoord, velden, regel in (
        ("", {}, "antwoord_nodig"),
        ("deels", {"tekst": "x"}, "reden_nodig"),
        ("niet", {}, "reden_nodig"),
        ("geheel", {}, "antwoord_zonder_tekst"),
    ):
        with pytest.raises(Omstandigheid) as fout:
            verzoeken.beantwoord(wp, id_, antwoord, **velden)
        assert _regel(fout) == regel
    verzoeken.beantwoord(
        wp, id_, "deels", door="M. de Ruiter", reden="beroepsgeheim", tekst="Er is een plan.", aard="feit",
        categorie="bijzonder",
    )  # fmt: skip
    (n,) = wp.store.find(Notitie, casus_id=casus_id)
    assert (n.bron, n.verzoek_id, n.aard, n.categorie) == ("M. de Ruiter, GGZ Waterland", id_, "feit", "bijzonder")
    assert n.noodzaak == "zonder dit kan niemand de veiligheid wegen"
    v = wp.eis(Informatieverzoek, id_)
    assert (v.status, v.antwoord, v.antwoord_reden) == ("beantwoord", "deels", "beroepsgeheim")


# Advice to the ZSM table


def _advies(wp: Werkplek, casus_id: str, tekst: str = "Laat zorg voorgaan.") -> str:
    velden = {"advies": tekst, "geldig_tot": date(2026, 12, 31), "contact": "M. van der Heijden, 0600000000"}
    return zsmadviezen.bewaar(wp, casus_id, "", velden)[0]


def test_vastgesteld_advies_staat_in_de_casus_en_een_nieuwe_versie_vervangt_het(wp: Werkplek, casus_id: str) -> None:
    een = _advies(wp, casus_id)
    assert wp.eis(Casus, casus_id).zsm_geldig_tot is None
    zsmadviezen.stel_vast(wp, een)
    assert wp.eis(Casus, casus_id).zsm_geldig_tot == date(2026, 12, 31)
    twee = _advies(wp, casus_id, "Laat straf voorgaan.")
    zsmadviezen.stel_vast(wp, twee)
    assert [(a.versie, a.status) for a in zsmadviezen.adviezen(wp, wp.eis(Casus, casus_id))] == [
        (2, "vastgesteld"), (1, "vervangen"),
    ]  # fmt: skip
    with pytest.raises(Omstandigheid) as fout:
        zsmadviezen.bewaar(wp, casus_id, een, {"advies": "x"})
    assert _regel(fout) == "advies_vast"
    zsmadviezen.trek_in(wp, twee, casus_id)
    assert wp.eis(Casus, casus_id).zsm_advies == ""


def test_advies_van_voor_de_versies_telt_als_de_eerste(wp: Werkplek, casus_id: str) -> None:
    casus = wp.eis(Casus, casus_id)
    with wp.transactie("oud") as t:
        t.save(casus.met(zsm_advies="oud advies", zsm_geldig_tot=date(2026, 12, 1)))
    (oud,) = zsmadviezen.adviezen(wp, wp.eis(Casus, casus_id))
    assert (oud.versie, oud.status, oud.advies) == (1, "vastgesteld", "oud advies")
    assert wp.store.find(ZsmAdvies) == []
    _advies(wp, casus_id)
    assert sorted((a.versie, a.status) for a in wp.store.find(ZsmAdvies)) == [(1, "vastgesteld"), (2, "concept")]


def test_advies_is_een_bladzijde_en_zegt_anders_wat_er_korter_moet(wp: Werkplek, casus_id: str, tmp_path: Path) -> None:
    lang = _advies(wp, casus_id, "Dit is een zin die telt. " * 300)
    with pytest.raises(Omstandigheid) as fout:
        zsmadviezen.stel_vast(wp, lang)
    assert _regel(fout) == "zsm_te_lang_advies"
    tekens = fout.value.gegevens["tekens"]
    assert isinstance(tekens, int) and tekens % 50 == 0
    korter = ("Dit is een zin die telt. " * 300).strip()[: -int(tekens)]
    velden = {"advies": korter, "geldig_tot": date(2026, 12, 31), "contact": "x"}
    zsmadviezen.bewaar(wp, casus_id, lang, velden)
    zsmadviezen.stel_vast(wp, lang)
    pad, _ = zsmadviezen.verstrek(wp, lang, casus_id, tmp_path / "z.pdf", aan="OM", hoe="beveiligde mail")
    with pikepdf.open(pad) as pdf:
        assert len(pdf.pages) == 1
    assert _verstrekt(wp)[0].stuk == "zsm_advies"


def test_concept_of_verlopen_advies_wordt_niet_verstrekt(
    wp: Werkplek, casus_id: str, tmp_path: Path, klok: Testklok
) -> None:
    id_ = _advies(wp, casus_id)
    for _ in range(2):
        with pytest.raises(Omstandigheid) as fout:
            zsmadviezen.verstrek(wp, id_, casus_id, tmp_path / "z.pdf", aan="OM", hoe="mail")
        assert _regel(fout) == "advies_niet_geldig"
        if wp.eis(ZsmAdvies, id_).status == "concept":
            zsmadviezen.stel_vast(wp, id_)
            klok.verder(days=60)


def test_afdoening_en_raadpleging_komen_bij_de_versie(wp: Werkplek, casus_id: str) -> None:
    id_ = _advies(wp, casus_id)
    zsmadviezen.stel_vast(wp, id_)
    zsmadviezen.noteer_geraadpleegd(wp, id_, casus_id, door="officier van dienst", op=date(2026, 11, 24))
    zsmadviezen.noteer_afdoening(wp, id_, casus_id, wat="Voorwaardelijk sepot.", op=date(2026, 11, 25))
    a = wp.eis(ZsmAdvies, id_)
    assert (a.geraadpleegd_door, a.afdoening, a.afdoening_op) == (
        "officier van dienst", "Voorwaardelijk sepot.", date(2026, 11, 25),
    )  # fmt: skip
    assert [v.stuk for v in _verstrekt(wp)] == ["mondeling"]


# Extracts and the register


@pytest.fixture
def getekend(tmp_path: Path) -> Iterator[tuple[Werkplek, Verslag]]:
    with verslagplek(tmp_path) as plek:
        _, (verslag_id,) = tot_ondertekend(plek, 1)
        yield plek, plek.eis(Verslag, verslag_id)


def test_uittreksel_laat_weg_wat_later_niet_gedeeld_mocht_worden_en_is_een_verstrekking(
    getekend: tuple[Werkplek, Verslag], tmp_path: Path
) -> None:
    wp, verslag = getekend
    keuzes = uittreksels.keuzes(wp, verslag.id)
    keuze = next(k for k in keuzes if k.sleutel.startswith("deelnemer:") and k.waarom != "zonder_dekking")
    deelnemer = wp.eis(Deelnemer, keuze.sleutel.split(":")[1])
    inbreng = next(i for i in wp.store.find(Inbreng, casus_id=verslag.casus_id) if i.inbrengsoort == "informatie")
    assert inbreng.tekst in uittreksels.knip(wp, verslag.id, keuze.sleutel).model_dump_json()
    informatie.merk(
        wp, "inbreng", inbreng.id, {"niet_delen_met": [deelnemer.organisatie], "niet_delen_reden": "beroepsgeheim"}
    )
    assert inbreng.tekst not in uittreksels.knip(wp, verslag.id, keuze.sleutel).model_dump_json()
    pad, _ = uittreksels.verstrek(wp, verslag.id, keuze.sleutel, tmp_path / "u.pdf", hoe="mail", grond="artikel")
    tekst = _tekst(pad.read_bytes())
    assert inbreng.tekst not in tekst and "Weggelaten is" in tekst
    v = next(x for x in _verstrekt(wp) if x.stuk == "uittreksel")
    assert v.weggelaten and v.verslag_id == verslag.id and v.aan.startswith(deelnemer.naam)
    with pytest.raises(Omstandigheid) as fout:
        verslagen.verstrek(
            wp, verslag.id, tmp_path / "heel.pdf", aan="x", hoe="mail", grond="g", deelnemer_id=deelnemer.id
        )
    assert _regel(fout) == "niet_delen"


def test_uittreksel_voor_een_betrokkene_noemt_geen_ander(getekend: tuple[Werkplek, Verslag], tmp_path: Path) -> None:
    wp, verslag = getekend
    eigen = wp.store.find(Betrokkene, casus_id=verslag.casus_id)[0]
    dossiers.voeg_toe(wp, "betrokkene", verslag.casus_id, {"voornamen": "Marieke", "achternaam": "Zandstra"})
    bron, weggelaten = uittreksels.voorbeeld(wp, verslag.id, f"betrokkene:{eigen.id}")
    assert weggelaten and "Marieke" not in _tekst(stukken.maak_bladen(bron)[0])
    pad, _ = uittreksels.verstrek(wp, verslag.id, f"betrokkene:{eigen.id}", tmp_path / "u.pdf", hoe="op papier")
    v = next(x for x in _verstrekt(wp) if x.stuk == "uittreksel")
    assert v.betrokkene_id == eigen.id and pad.exists()


def test_register_noemt_alles_wat_het_huis_verliet(wp: Werkplek, casus_id: str, tmp_path: Path) -> None:
    informatie.noteer_verstrekking(
        wp, casus_id, aan="wijkagent", wat="dat er een overleg is", hoe="telefonisch", doel="afstemmen"
    )
    pad, _ = informatie.verstrek_register(wp, casus_id, tmp_path / "r.pdf", aan="FG", hoe="mail", grond="toezicht")
    tekst = _tekst(pad.read_bytes())
    assert "wijkagent" in tekst and "dat er een overleg is" in tekst and "afstemmen" in tekst
    assert [v.stuk for v in _verstrekt(wp)] == ["mondeling", "register"]


@pytest.mark.parametrize("archiefvormer", ["Gemeente Zaanstad", ""])
def test_mdto_komt_naast_het_verslag_als_het_huis_dat_wil(
    getekend: tuple[Werkplek, Verslag], tmp_path: Path, archiefvormer: str
) -> None:
    wp, verslag = getekend
    beheer.bewaar_regio(wp, mdto=True, archiefvormer=archiefvormer)
    doel = tmp_path / "uit" / "v.pdf"
    if not archiefvormer:
        with pytest.raises(Omstandigheid) as fout:
            verslagen.verstrek(wp, verslag.id, doel, aan="archief", hoe="schijf", grond="overbrengen")
        assert _regel(fout) == "archiefvormer_onbekend" and not doel.exists()
        return
    verslagen.verstrek(wp, verslag.id, doel, aan="archief", hoe="schijf", grond="overbrengen")
    assert sorted(p.name for p in doel.parent.iterdir()) == ["v.bestand.mdto.xml", "v.mdto.xml", "v.pdf"]
    assert b"Gemeente Zaanstad" in (doel.parent / "v.mdto.xml").read_bytes()


def test_actielijst_staat_als_verstrekking_bij_elke_casus_die_erin_staat(
    wp: Werkplek, casus_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ggz = next(p for p in wp.partners().values() if p.kort == "GGZ")
    dossiers.voeg_toe(wp, "actie", casus_id, {"tekst": "Bellen", "partner_id": ggz.id})
    actielijst.schrijf(wp, tmp_path / "a.xlsx", partner_id=ggz.id)
    (v,) = _verstrekt(wp)
    assert (v.stuk, v.aan, v.partner_id, v.casus_id) == ("actielijst", "GGZ Waterland", ggz.id, casus_id)

    def vol(*_args: object) -> None:
        raise OSError(28, "vol")

    with monkeypatch.context() as m, pytest.raises(Omstandigheid):
        m.setattr("os.replace", vol)
        actielijst.schrijf(wp, tmp_path / "b.xlsx")
    assert not (tmp_path / "b.xlsx").exists()
    assert [x.aan for x in _verstrekt(wp)] == ["GGZ Waterland"]
