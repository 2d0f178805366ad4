"""On paper: for whom, on every page; nothing that was cut; an addendum beside what stays closed."""

import io
from datetime import timedelta
from pathlib import Path

import pikepdf
from documents.gereedschap import bestand, draai, preflight, structuurtekst, tweeling
from documents.stukken import LOGBOEK, NU, RUBRICERING, inhoud, lang, verklaringstuk

from zvh_desktop.documents import compose, signing
from zvh_desktop.documents.signing import Verdict
from zvh_desktop.domain.uittreksel import Lezer, snijd
from zvh_desktop.domain.verslag import Addendum, Handtekenvak

CORPORATIE = Lezer("partner", "Woningcorporatie De Zaan", ("Woningcorporatie De Zaan",))
KEES = Lezer("betrokkene", "de betrokkene", ("Kees Visser",), anderen=("Ria Bakker",))
ADDENDUM = Addendum(
    zvh="Zorg- en Veiligheidshuis Zaanstreek-Waterland", rubricering=RUBRICERING, casusnummer="2026-0143",
    datum_overleg=inhoud().datum, versie=1, bron_sha256="b" * 64, nummer=1, aard="aanvulling", van="Reclassering",
    tekst="De reclassering is bereikbaar.\n\nOok in het weekend.", reden="Stond niet in het verslag.",
    opgemaakt_op=NU + timedelta(days=3), logboek=LOGBOEK,
    handtekeningen=(Handtekenvak(veldnaam="voorzitter", naam="M. van der Heijden", rol="voorzitter"),),
)  # fmt: skip


def test_elke_pagina_zegt_voor_wie_en_hoe_vertrouwelijk(tmp_path: Path) -> None:
    pdf = compose.verslag(snijd(lang(), CORPORATIE, bron_sha256="c" * 64))
    paginas = draai("pdftotext", bestand(tmp_path, pdf), "-").split("\f")[:-1]
    assert len(paginas) > 15
    for pagina in paginas:
        assert "Uittreksel voor Woningcorporatie De Zaan" in pagina and "VERTROUWELIJK" in pagina
    with pikepdf.open(io.BytesIO(pdf)) as geopend:
        assert "/AcroForm" not in geopend.Root
    assert "c" * 64 in structuurtekst(pdf)


def test_wat_niet_gedeeld_mag_worden_staat_nergens_in_het_bestand(tmp_path: Path) -> None:
    pdf = compose.verslag(snijd(inhoud(), CORPORATIE))
    tekst = structuurtekst(pdf)
    assert "meldingen van vader" not in tekst and "Weggelaten is:" in tekst
    assert "meldingen van vader" in structuurtekst(compose.verslag(inhoud()))
    kaal = tmp_path / "kaal.pdf"
    draai("qpdf", "--qdf", "--object-streams=disable", bestand(tmp_path, pdf), str(kaal))
    assert b"meldingen" not in kaal.read_bytes()
    assert preflight(bestand(tmp_path, tweeling(pdf))) == [["valid"]]


def test_uittreksel_voor_de_betrokkene_noemt_hem_niet_in_titel_of_rand(tmp_path: Path) -> None:
    pdf = compose.verslag(snijd(inhoud(), KEES))
    with pikepdf.open(io.BytesIO(pdf)) as geopend:
        assert "Kees" not in " ".join(map(str, geopend.docinfo.values()))
    eerste = draai("pdftotext", bestand(tmp_path, pdf), "-").split("\f")[0]
    assert "Uittreksel voor de betrokkene" in eerste
    tekst = structuurtekst(pdf)
    assert "ZSM-advies" not in tekst.replace("het ZSM-advies, de reacties", "") and "Demir" not in tekst


def test_addendum_is_een_eigen_bestand_dat_op_zichzelf_ondertekend_wordt(tmp_path: Path) -> None:
    pdf = compose.addendum(ADDENDUM)
    assert pdf == compose.addendum(ADDENDUM)
    tekst = structuurtekst(pdf)
    assert "b" * 64 in tekst and "Het ondertekende verslag is niet veranderd" in tekst and "weekend" in tekst
    assert preflight(bestand(tmp_path, tweeling(pdf))) == [["valid"]]
    sleutel = signing.maak_sleutel("M. van der Heijden", "ZVH", "procesregisseur", NU)
    getekend = signing.onderteken(pdf, sleutel, "voorzitter", NU, certificeren=True)
    assert signing.controleer(getekend).verdict is Verdict.GELDIG
    zienswijze = compose.addendum(ADDENDUM.model_copy(update={"aard": "zienswijze", "van": "de betrokkene"}))
    assert structuurtekst(zienswijze).startswith("Zienswijze van de betrokkene bij verslag 2026-0143")


def test_verklaring_zegt_wat_het_toestel_van_de_klok_wist() -> None:
    stuk = verklaringstuk(tijdkwaliteit="klok niet bevestigd sinds 3 november 2026")
    assert "klok niet bevestigd sinds 3 november 2026" in structuurtekst(compose.verklaring(stuk))


def test_verklaring_op_afstand_komt_terug_en_wordt_gecontroleerd(tmp_path: Path) -> None:
    leeg = compose.verklaring(verklaringstuk(wijze="afstand", halen=()))
    assert signing.controleer(leeg).open_velden == ("ondertekenaar", "getuige")
    wie = signing.maak_sleutel("B. van ’t Hek", "Woningcorporatie De Zaan", "wijkbeheerder", NU)
    terug = signing.onderteken(leeg, wie, "ondertekenaar", NU, certificeren=True)
    assert terug.startswith(leeg)
    getuige = signing.maak_sleutel("M. van der Heijden", "ZVH", "procesregisseur", NU)
    compleet = signing.onderteken(terug, getuige, "getuige", NU + timedelta(hours=1), certificeren=False)
    controle = signing.controleer(compleet, eigen=[getuige.vingerafdruk])
    assert controle.verdict is Verdict.GELDIG and controle.open_velden == ()
    assert [h.naam for h in controle.handtekeningen] == ["B. van ’t Hek", "M. van der Heijden"]
    assert draai("pdfsig", bestand(tmp_path, compleet)).count("Signature is Valid") == 2
