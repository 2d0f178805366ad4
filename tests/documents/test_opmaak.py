"""What is on paper: all that was given, nothing that was not, and as an archive copy."""

import io
import re
import subprocess
import sys
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from documents.gereedschap import (
    bestand,
    draai,
    poppler_structuurtekst,
    preflight,
    rollen,
    samen,
    structuurtekst,
    tweeling,
)
from documents.stukken import LOGBOEK, NU, inhoud, lang, presentie, verklaringstuk
from hypothesis import given, settings
from hypothesis import strategies as st

from zvh_desktop.documents import compose
from zvh_desktop.domain.errors import Programmafout
from zvh_desktop.domain.verslag import Actiepunt, Handtekenvak, Uitspraak

ALLE = {
    "verslag": lambda: compose.verslag(inhoud()),
    "concept": lambda: compose.verslag(inhoud(vastgesteld_op=None)),
    "lang": lambda: compose.verslag(lang()),
    "presentielijst": lambda: compose.presentielijst(presentie()),
    "verklaring": lambda: compose.verklaring(verklaringstuk()),
    "getypt": lambda: compose.verklaring(verklaringstuk(wijze="getypt", halen=())),
    "herstelsleutel": lambda: compose.herstelsleutel("K7QF9-2MXDP 8RTWA-4HJNC", "kluis 1", NU),
}


@pytest.fixture(scope="module")
def stukken() -> dict[str, bytes]:
    return {naam: maak() for naam, maak in ALLE.items()}


@pytest.mark.parametrize("naam", ALLE)
def test_qpdf_vindt_geen_fout(naam: str, stukken: dict[str, bytes], tmp_path: Path) -> None:
    assert "No syntax or stream encoding errors" in draai("qpdf", "--check", bestand(tmp_path, stukken[naam]))


@pytest.mark.parametrize("naam", ALLE)
def test_alle_letters_zijn_ingesloten(naam: str, stukken: dict[str, bytes], tmp_path: Path) -> None:
    regels = draai("pdffonts", bestand(tmp_path, stukken[naam])).splitlines()[2:]
    assert regels
    for regel in regels:
        assert "SourceSans3" in regel
        assert regel.split()[-5:-2] == ["yes", "yes", "yes"], regel


def test_preflight_keurt_de_tweeling_goed(stukken: dict[str, bytes], tmp_path: Path) -> None:
    paden = [bestand(tmp_path, tweeling(pdf), f"{naam}.pdf") for naam, pdf in stukken.items()]
    assert preflight(*paden) == [["valid"]] * len(paden)


def test_preflight_heeft_over_het_echte_bestand_alleen_de_twee_regels_van_a1(
    stukken: dict[str, bytes], tmp_path: Path
) -> None:
    paden = [bestand(tmp_path, stukken[naam], f"{naam}.pdf") for naam in ("verslag", "verklaring")]
    for opmerkingen in preflight(*paden):
        assert [regel.split()[0] for regel in opmerkingen] == ["1.4", "7.11.2"]


@pytest.mark.parametrize("naam", ALLE)
def test_stuk_is_getagd_nederlands_en_heeft_een_titel(naam: str, stukken: dict[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(stukken[naam])) as pdf:
        assert pdf.Root.MarkInfo.Marked is True
        assert str(pdf.Root.Lang) == "nl-NL"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        assert str(pdf.docinfo["/Title"])
        xmp = pdf.Root.Metadata.read_bytes()
        assert b"<pdfaid:part>2<" in xmp and b"<pdfaid:conformance>A<" in xmp
        assert b"pdfuaid" not in xmp
        assert pdf.pdf_version == "1.7"


def test_elke_tekst_op_de_pagina_hoort_bij_een_element_of_bij_de_rand(stukken: dict[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(stukken["lang"])) as pdf:
        for blad in pdf.pages:
            diepte, soort = 0, ""
            for stap in pikepdf.parse_content_stream(blad):
                if str(stap.operator) in ("BDC", "BMC"):
                    diepte, soort = diepte + 1, str(stap.operands)
                    assert diepte == 1
                elif str(stap.operator) == "EMC":
                    diepte -= 1
                elif str(stap.operator) == "Tj":
                    assert diepte == 1
                    assert "MCID" in soort or "/Pagination" in soort
            assert diepte == 0


def test_tabel_over_meer_paginas_heeft_een_kopregel(stukken: dict[str, bytes]) -> None:
    tekst = structuurtekst(stukken["lang"])
    assert tekst[tekst.index("Afspraken en acties") :].count("Uiterlijk") == 1
    assert rollen(stukken["lang"]).count("TR") >= 300


def test_poppler_leest_dezelfde_volgorde(stukken: dict[str, bytes], tmp_path: Path) -> None:
    assert poppler_structuurtekst(tmp_path, stukken["verklaring"]) == structuurtekst(stukken["verklaring"])


def test_koppen_beginnen_bij_een_en_slaan_niets_over(stukken: dict[str, bytes]) -> None:
    niveaus = [int(rol[1]) for rol in rollen(stukken["verslag"]) if re.fullmatch(r"H\d", rol)]
    assert niveaus[0] == 1 and niveaus.count(1) == 1
    assert all(na <= voor + 1 for voor, na in pairwise(niveaus))


def test_feit_oordeel_en_besluit_staan_apart(stukken: dict[str, bytes]) -> None:
    tekst = structuurtekst(stukken["verslag"])
    beeld, oordeel = tekst.index("Beeld Feiten"), tekst.index("Oordeel Hoe")
    besluit, veiligheid = tekst.index("Besluit Wat"), tekst.index("Veiligheid per fase")
    assert beeld < tekst.index("Twee meldingen van vader") < oordeel
    assert oordeel < tekst.index("Terug naar vader is niet veilig") < besluit
    assert besluit < tekst.index("Geen terugkeer naar vader. Tijdelijke") < veiligheid
    assert "Omdat: mishandeling tijdens psychose" in tekst
    assert "Niet delen met: Woningcorporatie De Zaan" in tekst


def test_niet_mogelijk_en_niet_gedaan_zijn_twee_dingen(stukken: dict[str, bytes]) -> None:
    tekst = structuurtekst(stukken["verslag"])
    assert "niet mogelijk" in tekst and "niet gedaan" in tekst and "niet_gedaan" not in tekst


def test_kop_van_het_logboek_staat_er_voluit(stukken: dict[str, bytes]) -> None:
    for naam in ("verslag", "presentielijst", "verklaring"):
        assert LOGBOEK in structuurtekst(stukken[naam])


def test_concept_is_op_elke_pagina_gemerkt_en_kan_niet_worden_ondertekend(
    stukken: dict[str, bytes], tmp_path: Path
) -> None:
    paginas = draai("pdftotext", "-layout", bestand(tmp_path, stukken["concept"]), "-").split("\f")[:-1]
    assert len(paginas) >= 2
    assert all("CONCEPT" in pagina and "nog niet vastgesteld" in pagina for pagina in paginas)
    with pikepdf.open(io.BytesIO(stukken["concept"])) as pdf:
        assert "/AcroForm" not in pdf.Root
    assert "CONCEPT" not in draai("pdftotext", bestand(tmp_path, stukken["verslag"]), "-")


def test_elke_pagina_heeft_huis_rubricering_en_nummer(stukken: dict[str, bytes], tmp_path: Path) -> None:
    paginas = draai("pdftotext", bestand(tmp_path, stukken["lang"]), "-").split("\f")[:-1]
    assert len(paginas) >= 20
    for nummer, pagina in enumerate(paginas, start=1):
        assert "Zorg- en Veiligheidshuis" in pagina and "VERTROUWELIJK" in pagina
        assert f"Pagina {nummer} van {len(paginas)}" in pagina


def test_wat_ontbreekt_en_ertoe_doet_staat_er() -> None:
    leeg = inhoud(
        besluit=(), acties=(), zsm_advies="", informeren="", beeld=(), oordeel=(), veiligheid=(), acties_vorig=(),
        verstrekkingen=(), samenvatting="", toelatingen=(), afwezigen=(), uitkomst="aangehouden: OM was er niet",
        vervolgdatum=None, evaluatiedatum=None, reacties=(), reactietermijn="",
    )  # fmt: skip
    tekst = structuurtekst(compose.verslag(leeg))
    assert "Er is geen besluit vastgelegd." in tekst
    assert "Er zijn geen acties vastgelegd." in tekst
    assert "Nee, er is geen ZSM-advies vastgelegd." in tekst
    assert "aangehouden: OM was er niet" in tekst
    for kop in ("Beeld", "Oordeel", "Verstrekkingen", "Afwezig", "Vervolg", "Reacties"):
        assert kop not in tekst


def test_zelfde_inhoud_geeft_dezelfde_bytes_ook_in_een_ander_proces_land_en_taal() -> None:
    program = (
        "import sys; sys.path[:0] = ['tests']\n"
        "from hashlib import sha256\n"
        "from documents.stukken import lang\n"
        "from zvh_desktop.documents import compose\n"
        "print(sha256(compose.verslag(lang(rijen=9))).hexdigest())\n"
    )
    wortel = Path(__file__).parents[2]
    sommen = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=wortel,
            env={"PYTHONHASHSEED": zaad, "TZ": zone, "LC_ALL": taal},
            capture_output=True,
            check=True,
        ).stdout
        for zaad, zone, taal in (("1", "Pacific/Auckland", "C"), ("2", "America/Los_Angeles", "C.UTF-8"))
    }
    assert len(sommen) == 1
    assert compose.verslag(inhoud()) == compose.verslag(inhoud())


def test_gemaakt_op_komt_van_de_aanroeper() -> None:
    later = NU + timedelta(days=1)
    with pikepdf.open(io.BytesIO(compose.verslag(inhoud(), gemaakt_op=later))) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20261125105300+01'00'"
        assert b"2026-11-25T10:53:00+01:00" in pdf.Root.Metadata.read_bytes()


def test_velden_liggen_er_voor_de_eerste_handtekening(stukken: dict[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(stukken["verslag"])) as pdf:
        namen = [str(veld.T) for veld in pdf.Root.AcroForm.Fields]
    assert namen == ["voorzitter", "secretaris", *(f"tijdstempel{nummer}" for nummer in range(1, 7))]


@pytest.mark.parametrize("naam", ["", "tijdstempel1", "met spatie", "voorzitter.x", "é"])
def test_vreemde_veldnaam_wordt_geweigerd(naam: str) -> None:
    with pytest.raises(Programmafout):
        compose.verslag(inhoud(handtekeningen=(Handtekenvak(veldnaam=naam, naam="A", rol="B"),)))


def test_titel_van_het_bestand_noemt_de_betrokkene_niet(stukken: dict[str, bytes]) -> None:
    for naam in ("verslag", "concept"):
        with pikepdf.open(io.BytesIO(stukken[naam])) as pdf:
            gegevens = " ".join(str(waarde) for waarde in pdf.docinfo.values())
            assert "Kees" not in gegevens + pdf.Root.Metadata.read_bytes().decode()


def test_herstelsleutel_staat_niet_in_de_gegevens_van_het_bestand(stukken: dict[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(stukken["herstelsleutel"])) as pdf:
        assert len(pdf.pages) == 1
        gegevens = " ".join(str(waarde) for waarde in pdf.docinfo.values()) + str(pdf.Root.Metadata.read_bytes())
    assert "K7QF9" not in gegevens
    tekst = structuurtekst(stukken["herstelsleutel"])
    assert "K7QF9 2MXDP 8RTWA 4HJNC" in tekst
    assert "\u201cHerstelsleutel\u201d" in tekst, "the word below the field of the unlock screen"


def test_getekende_verklaring_draagt_lijnen_en_geen_plaatje(stukken: dict[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(stukken["verklaring"])) as pdf:
        stappen = [str(stap.operator) for stap in pikepdf.parse_content_stream(pdf.pages[0])]
        assert stappen.count("c") >= 60
        assert "Do" not in stappen and "BI" not in stappen
    assert "Figure" in rollen(stukken["verklaring"])
    tekst = structuurtekst(stukken["verklaring"])
    assert verklaringstuk().tekst_sha256 in tekst
    assert "klok van dit toestel" in tekst and "laptop ZVH 07" in tekst


def test_getypte_verklaring_draagt_de_zin(stukken: dict[str, bytes]) -> None:
    tekst = structuurtekst(stukken["getypt"])
    assert "Ik, B. van ’t Hek , verklaar" in tekst or "Ik, B. van ’t Hek, verklaar" in tekst


def test_vreemde_halen_breken_niets() -> None:
    nan, oneindig = float("nan"), float("inf")
    halen = (((nan, 0.5), (oneindig, -oneindig), (9.0, -3.0)), ((0.5, 0.5),), ())
    for verhouding in (nan, 0.0, -1.0, oneindig):
        assert compose.verklaring(verklaringstuk(halen=halen, beeldverhouding=verhouding)).startswith(b"%PDF-1.7")


VIJANDIG = (
    '<b onclick="x">vet</b> </para><para> &amp; &#0; <img src="file:///etc/passwd"/> <br/>',
    "rechts\u202enaar links\u202c en \u2066los\u2069",
    "nul\x00 bel\x07 wis\x7f en \ue000 priv\u00e9",
    "emoji \U0001f600 en \u4f60\u597d en \u0633\u0644\u0627\u0645 en \ud800 los",
    "lang" * 400,
    "https://voorbeeld.example/" + "pad/" * 120,
    "regel\r\neen\rtwee\u2028drie\x0bvier\n\n\n\n\nvijf",
    "%(naam)s {naam} $naam %blad 1 \n ) Tj ET EMC /Artifact BMC (",
)


@pytest.mark.parametrize("nummer", range(len(VIJANDIG)))
def test_vijandige_tekst_blijft_tekst(nummer: int, tmp_path: Path) -> None:
    kwaad = VIJANDIG[nummer]
    stuk = inhoud(
        zvh=kwaad, rubricering=kwaad, overleg=kwaad, casusnummer=kwaad, casusnaam=kwaad, voorzitter=kwaad,
        beeld=(Uitspraak(bron=kwaad, tekst=kwaad, niet_delen_met=(kwaad,)),),
        oordeel=(Uitspraak(bron=kwaad, tekst=kwaad, motivering=kwaad, afwijkend=(kwaad,)),),
        besluit=(Uitspraak(bron=kwaad, tekst=kwaad, motivering=kwaad),),
        veiligheid=(Uitspraak(tekst=kwaad, fase=kwaad),),
        acties=(Actiepunt(wat=kwaad, organisatie=kwaad, persoon=kwaad, fase=kwaad, status=kwaad,
                          terugkoppeling=kwaad),),
        logboek=kwaad[:80], handtekeningen=(Handtekenvak(veldnaam="voorzitter", naam=kwaad, rol=kwaad),),
    )  # fmt: skip
    pdf = compose.verslag(stuk)
    pad = bestand(tmp_path, tweeling(pdf))
    draai("qpdf", "--check", pad)
    assert preflight(pad) == [["valid"]]
    tekst = structuurtekst(pdf)
    assert not re.search("[\x00-\x08\x0e-\x1f\u202a-\u202e\u2066-\u2069]", tekst)
    if nummer == 0:
        assert 'onclick="x">vet</b>' in tekst and "file:///etc/passwd" in tekst
    if nummer == 1:
        assert "rechts[U+202E]naar links[U+202C] en [U+2066]los[U+2069]" in tekst
    if nummer == 2:
        assert "nul[U+0000] bel[U+0007] wis[U+007F] en [U+E000] privé" in tekst
    if nummer == 3:
        assert "emoji [U+1F600] en [U+4F60][U+597D] en" in tekst and "[U+D800] los" in tekst
    if nummer == 4:
        assert "lang" * 400 in tekst.replace(" ", "")


def test_een_besluit_een_actie_en_een_cel_langer_dan_een_pagina(tmp_path: Path) -> None:
    lang_ = " ".join(f"woord{n}" for n in range(2500))
    stuk = inhoud(
        besluit=(Uitspraak(tekst=lang_, motivering=lang_),),
        acties=(Actiepunt(wat=lang_, organisatie="GGZ", uiterlijk=date(2026, 12, 1), terugkoppeling=lang_),),
    )
    pdf = compose.verslag(stuk)
    tekst = structuurtekst(pdf)
    assert tekst.count("woord2499") == 4
    assert tekst.count(lang_) == 4
    assert preflight(bestand(tmp_path, tweeling(pdf))) == [["valid"]]


LETTERS = "aábcčçdďđeéëèęfgğhiíïıİjkłľmnńñňoóöőøpqrřsşšśtťuúüůűvwxyýzžźżßæœŁŞĞÉÖ’–…&<>'\"0123456789.,;:()%€"
WOORD = st.text(LETTERS, min_size=1, max_size=12)
ZIN = st.lists(WOORD, min_size=1, max_size=25).map(" ".join)


@settings(max_examples=25, deadline=None)
@given(zinnen=st.lists(ZIN, min_size=14, max_size=14), kort=st.lists(WOORD, min_size=3, max_size=3))
def test_alles_wat_is_gegeven_is_terug_te_lezen(zinnen: list[str], kort: list[str]) -> None:
    z = zinnen
    stuk = inhoud(
        doel_overleg=z[0],
        samenvatting=z[1],
        beeld=(Uitspraak(bron=kort[0], tekst=z[2]),),
        oordeel=(Uitspraak(bron=kort[1], tekst=z[3], afwijkend=(z[4],)),),
        besluit=(Uitspraak(tekst=z[5], motivering=z[6]),),
        veiligheid=(Uitspraak(tekst=z[7], fase=z[8]),),
        acties=(Actiepunt(wat=z[9], organisatie=kort[2], uiterlijk=date(2026, 12, 1)),),
        zsm_advies=z[10],
        informeren=z[11],
        verstrekkingen=(z[12],),
        reacties=(z[13],),
    )
    tekst = structuurtekst(compose.verslag(stuk))
    for deel in (*z, *kort):
        assert samen(deel) in tekst
