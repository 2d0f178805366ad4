"""What is known of one betrokkene: everybody else out of it, general passages only by choice, and recorded."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from zvh_testing.casuskluis import meld_aan, werkplek, word

from zvh_desktop.domain.alle_soorten import MODULES
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.inzage import GETOOND, NIET_GETOOND, Passage
from zvh_desktop.domain.verslag import Verstrekking
from zvh_desktop.services import analyse, dossiers, inzage, leefgebieden, systeem
from zvh_desktop.services.meldingen import zin
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store.kinds import kinds


@dataclass(frozen=True)
class Proef:
    """A casus with a son and a father whose address is secret."""

    wp: Werkplek
    casus_id: str
    kees: str
    jan: str
    map: Path

    def passages(self, wie: str = "") -> tuple[Passage, ...]:
        return inzage.overzicht(self.wp, wie or self.kees).passages

    def over(self, tekst: str, wie: str = "") -> Passage:
        """The passage in which this text stands."""
        return next(p for p in self.passages(wie) if any(tekst in waarde for _, waarde in p.regels))

    def papier(self, wie: str = "", **keuze: object) -> str:
        pad, _ = inzage.verstrek(self.wp, wie or self.kees, self.map / "uit.pdf", hoe="per post", **keuze)  # type: ignore[arg-type]
        with pypdfium2.PdfDocument(pad) as pdf:
            return " ".join(" ".join(blad.get_textpage().get_text_bounded() for blad in pdf).split())


@pytest.fixture
def proef(tmp_path: Path) -> Iterator[Proef]:
    with werkplek(tmp_path) as wp:
        casus_id = meld_aan(wp).casus_id
        mensen = {b.voornamen: b.id for b in wp.store.find(Betrokkene, casus_id=casus_id)}
        yield Proef(wp, casus_id, mensen["Kees"], mensen["Jan"], tmp_path)


def test_elke_soort_van_een_casus_wordt_getoond_of_zegt_waarom_niet() -> None:
    # The kinds of the product, not those that tests make.
    modules = {m.__name__ for m in MODULES}
    echte = {s: k for s, k in kinds().items() if k.__module__ in modules}
    van_casus = {s for s, k in echte.items() if "casus_id" in k.model_fields} | {"casus"}
    assert van_casus <= GETOOND.keys() | NIET_GETOOND.keys()
    assert not GETOOND.keys() & NIET_GETOOND.keys()
    for soort, wat in GETOOND.items():
        velden = echte[soort].model_fields
        assert {*wat.velden, *([wat.dag] if wat.dag else [])} <= velden.keys(), soort


def test_overzicht_toont_wie_iemand_is_en_niets_van_een_ander(proef: Proef) -> None:
    (eigen,) = (p for p in proef.passages() if p.soort == "betrokkene")
    assert dict(eigen.regels)["Straat"] == "Dijkgraaf" and dict(eigen.regels)["BSN"] == "••••••007"
    assert eigen.stand == "eigen"
    dossiers.voeg_toe(proef.wp, "notitie", proef.casus_id, {"tekst": "Jan woont nu op Geheimlaan 7 en belt Kees."})
    alles = repr(inzage.overzicht(proef.wp, proef.kees))
    assert "Jan" not in alles and "Geheimlaan" not in alles and "1506" not in alles
    over_jan = inzage.overzicht(proef.wp, proef.jan)
    assert "Geheimlaan" in repr(over_jan) and "Dijkgraaf" not in repr(over_jan) and "Kees" not in repr(over_jan)


def test_wat_over_de_casus_als_geheel_gaat_komt_er_alleen_op_als_iemand_dat_kiest(proef: Proef) -> None:
    dossiers.voeg_toe(proef.wp, "notitie", proef.casus_id, {"tekst": "Er was ruzie om geld."})
    ruzie = proef.over("ruzie")
    assert ruzie.stand == "algemeen"
    zonder = proef.papier()
    assert "ruzie" not in zonder and "Dijkgraaf" in zonder and "over de casus als geheel of over een ander" in zonder
    assert "Er was ruzie om geld." in proef.papier(neem_mee=[ruzie.id])
    assert "Er was ruzie om geld." in proef.papier(alles=True)


def test_wat_een_ander_noemt_staat_er_niet_bij_en_wat_hemzelf_noemt_wel(proef: Proef) -> None:
    gebied = leefgebieden.lijst(proef.wp)[0].id
    punt = {"tekst": "Slaapt slecht.", "betrokkene_id": proef.jan, "puntsoort": "zorg", "leefgebied_id": gebied}
    analyse.voeg_toe(proef.wp, "analysepunt", proef.casus_id, punt)
    systeem.voeg_relatie_toe(proef.wp, proef.casus_id, proef.jan, "ouder", proef.kees)
    assert not [p for p in proef.passages() if any("Slaapt" in waarde for _, waarde in p.regels)]
    assert proef.over("Slaapt", proef.jan).stand == "eigen"
    (van_kees,) = (p for p in proef.passages() if p.soort == "relatie")
    (van_jan,) = (p for p in proef.passages(proef.jan) if p.soort == "relatie")
    assert dict(van_kees.regels)["Relatie"] == "kind van een ander"
    assert dict(van_jan.regels)["Relatie"] == "ouder van een ander"


def test_wat_niet_met_de_betrokkene_gedeeld_mag_worden_gaat_nooit_mee(proef: Proef) -> None:
    dossiers.voeg_toe(
        proef.wp, "notitie", proef.casus_id, {"tekst": "Lopend onderzoek.", "niet_delen_met": ["betrokkene"]}
    )
    dicht = proef.over("onderzoek")
    assert dicht.stand == "gesloten"
    with pytest.raises(Omstandigheid) as fout:
        proef.papier(neem_mee=[dicht.id], grond="taak")
    assert fout.value.gegevens["regel"] == "inzage_gesloten" and zin(fout.value).endswith(".")
    with pytest.raises(Omstandigheid) as fout:
        proef.papier(alles=True)
    assert fout.value.gegevens["regel"] == "inzage_grond", "who gets less is told on what ground"
    papier = proef.papier(alles=True, grond="taak")
    assert "onderzoek" not in papier and "1 onderdeel: de taak" in papier


def test_wat_wordt_weggelaten_heeft_een_grond_en_wordt_vastgelegd(proef: Proef) -> None:
    eigen = next(p for p in proef.passages() if p.soort == "betrokkene")
    for id_, regel in ((eigen.id, "inzage_grond"), ("0" * 32, "inzage_onbekend")):
        with pytest.raises(Omstandigheid) as fout:
            proef.papier(laat_weg=[id_])
        assert fout.value.gegevens["regel"] == regel
    assert not proef.wp.store.find(Verstrekking, casus_id=proef.casus_id)
    papier = proef.papier(laat_weg=[eigen.id], grond="ander", alles=True)
    assert "Dijkgraaf" not in papier
    (v,) = proef.wp.store.find(Verstrekking, casus_id=proef.casus_id)
    assert (v.stuk, v.betrokkene_id, v.hoe) == ("inzage", proef.kees, "per post")
    assert v.weggelaten[0].startswith("1 onderdeel: bescherming") and v.pdf_sha256
    assert proef.over("overzicht van gegevens").stand == "eigen", "the next overview tells of this one"


def test_bsn_staat_er_alleen_heel_op_als_daarom_is_gevraagd(proef: Proef) -> None:
    assert "999990007" not in proef.papier()
    assert "999990007" in proef.papier(met_bsn=True)
    assert [r.gebeurtenis for r in proef.wp.store.audit_regels(gebeurtenis="bsn_getoond")] == ["bsn_getoond"]


def test_papier_zegt_wie_keek_bij_functie_en_nooit_bij_naam(proef: Proef) -> None:
    dossiers.toon_bsn(proef.wp, proef.kees)
    heel = inzage.overzicht(proef.wp, proef.kees)
    assert ("BSN getoond", "procesregisseur") in {(r.wat, r.rol) for r in heel.raadplegingen}
    ik = proef.wp.wie
    assert ik is not None and ik.naam not in repr(heel)
    papier = proef.papier()
    assert "BSN getoond" in papier and ik.naam not in papier and "Autoriteit Persoonsgegevens" in papier


def test_ingetrokken_gegevens_worden_geteld_en_niet_verzwegen(proef: Proef) -> None:
    _, bon = dossiers.voeg_toe(proef.wp, "notitie", proef.casus_id, {"tekst": "Vergissing."})
    proef.wp.ongedaan(bon.txn)
    heel = inzage.overzicht(proef.wp, proef.kees)
    assert "Vergissing" not in repr(heel)
    assert [aantal for wat, aantal, _ in heel.niet_getoond if wat == "Ingetrokken gegevens"] == [1]


def test_zoeken_op_naam_vindt_alleen_wie_zo_heet(proef: Proef) -> None:
    assert [g.betrokkene_id for g in inzage.zoek(proef.wp, "kees VERMEER")] == [proef.kees]
    assert {g.betrokkene_id for g in inzage.zoek(proef.wp, "vermeer")} == {proef.kees, proef.jan}
    assert inzage.zoek(proef.wp, "Verm") == inzage.zoek(proef.wp, " ") == []


@pytest.mark.parametrize("rol", ["casusregisseur", "veldwerker", "lezer"])
def test_wie_niets_mag_verstrekken_krijgt_geen_overzicht(proef: Proef, rol: str) -> None:
    word(proef.wp, rol)
    with pytest.raises(Omstandigheid) as fout:
        inzage.overzicht(proef.wp, proef.kees)
    assert fout.value.reden in {Reden.NIET_BEVOEGD, Reden.NIET_GEVONDEN}
    assert inzage.zoek(proef.wp, "vermeer") == []
