"""Signing and checking: what is signed stays byte for byte, and every change after it shows."""

import io
import logging
import re
import socket
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pikepdf
import pytest
from cryptography import x509
from documents.gereedschap import bestand, draai, preflight, samen, tweeling
from documents.stukken import LOGBOEK, NU, inhoud, presentie, verklaringstuk
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from zvh_desktop.documents import compose, signing
from zvh_desktop.documents.signing import Verdict
from zvh_desktop.domain.errors import Omstandigheid, Programmafout, Reden

STRAKS = NU + timedelta(minutes=2)


@pytest.fixture(autouse=True)
def geen_netwerk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def weiger(*_: object) -> None:
        raise AssertionError("er werd een verbinding gezocht")

    monkeypatch.setattr(socket.socket, "connect", weiger)
    yield


@pytest.fixture(scope="module")
def voorzitter() -> signing.SleutelMateriaal:
    return signing.maak_sleutel("M. van der Heijden", "ZVH Zaanstreek-Waterland", "procesregisseur", NU)


@pytest.fixture(scope="module")
def secretaris() -> signing.SleutelMateriaal:
    return signing.maak_sleutel("Şahin Yıldırım", "ZVH Zaanstreek-Waterland", "secretaris", NU)


@pytest.fixture(scope="module")
def kaal() -> bytes:
    return compose.verslag(inhoud())


@pytest.fixture(scope="module")
def een(kaal: bytes, voorzitter: signing.SleutelMateriaal) -> bytes:
    return signing.onderteken(
        kaal, voorzitter, "voorzitter", NU, reden="verslag vastgesteld", plaats="Purmerend", certificeren=True
    )


@pytest.fixture(scope="module")
def twee(een: bytes, secretaris: signing.SleutelMateriaal) -> bytes:
    return signing.onderteken(een, secretaris, "secretaris", STRAKS, certificeren=False)


def _aangevuld(pdf: bytes, doe: object) -> bytes:
    """Return `pdf` with a revision added by another program."""
    schrijver = IncrementalPdfFileWriter(io.BytesIO(pdf))
    doe(schrijver)  # type: ignore[operator]
    uit = io.BytesIO()
    schrijver.write(uit)
    return uit.getvalue()


def test_zonder_handtekening_is_een_antwoord_en_geen_fout(kaal: bytes) -> None:
    controle = signing.controleer(kaal)
    assert controle.verdict is Verdict.GEEN_HANDTEKENING
    assert controle.handtekeningen == ()
    assert controle.open_velden == ("voorzitter", "secretaris")
    assert controle.pdfa == "PDF/A-2A" and controle.letters_ingesloten
    assert controle.logboek == LOGBOEK
    assert controle.paginas == 3


def test_twee_handtekeningen_zijn_geldig_en_zeggen_wat_ze_zijn(
    twee: bytes, voorzitter: signing.SleutelMateriaal, secretaris: signing.SleutelMateriaal
) -> None:
    controle = signing.controleer(twee, eigen=[voorzitter.vingerafdruk])
    assert controle.verdict is Verdict.GELDIG
    assert controle.open_velden == () and controle.redenen == () and controle.logboek == LOGBOEK
    eerste, tweede = controle.handtekeningen
    assert (eerste.veldnaam, eerste.naam, eerste.rol) == ("voorzitter", "M. van der Heijden", "procesregisseur")
    assert eerste.organisatie == "ZVH Zaanstreek-Waterland"
    assert eerste.intact and eerste.certificerend and eerste.later == "aangevuld" and not eerste.hele_bestand
    assert eerste.ondertekend_op == NU and tweede.ondertekend_op == STRAKS
    assert tweede.naam == "Şahin Yıldırım"
    assert tweede.intact and not tweede.certificerend and tweede.later == "niets" and tweede.hele_bestand
    assert (eerste.vertrouwen, tweede.vertrouwen) == ("eigen", "onbekend")
    assert tweede.vingerafdruk == secretaris.vingerafdruk
    for handtekening in controle.handtekeningen:
        assert handtekening.niveau == "PAdES B-B"
        assert handtekening.gekwalificeerd is False
        assert handtekening.geldig


def test_wat_er_stond_blijft_byte_voor_byte(kaal: bytes, een: bytes, twee: bytes) -> None:
    assert een.startswith(kaal) and twee.startswith(een)
    assert len(een) - len(kaal) < 9000 and len(twee) - len(een) < 9000


def test_pdfsig_en_qpdf_vinden_het_goed(twee: bytes, tmp_path: Path) -> None:
    pad = bestand(tmp_path, twee)
    uit = draai("pdfsig", pad)
    assert uit.count("Signature is Valid") == 2
    assert uit.count("ETSI.CAdES.detached") == 2
    assert uit.count("Total document signed") == 1
    assert uit.count("niet gekwalificeerd") == 2
    assert "No syntax or stream encoding errors" in draai("qpdf", "--check", pad)


def test_ondertekend_bestand_blijft_archiefbestand(kaal: bytes, twee: bytes, tmp_path: Path) -> None:
    echt = preflight(bestand(tmp_path, twee))[0]
    assert [regel.split()[0] for regel in echt] == ["1.4", "7.11.2"]
    with pikepdf.open(io.BytesIO(twee)) as pdf, pikepdf.open(io.BytesIO(kaal)) as eerst:
        assert pdf.Root.Metadata.read_bytes() == eerst.Root.Metadata.read_bytes()
        assert "/Version" not in pdf.Root
        assert set(pdf.Root.Extensions.keys()) == {"/ESIC"}


def test_ondertekende_tweeling_is_geldig_volgens_preflight(
    kaal: bytes, voorzitter: signing.SleutelMateriaal, secretaris: signing.SleutelMateriaal, tmp_path: Path
) -> None:
    een = signing.onderteken(tweeling(kaal), voorzitter, "voorzitter", NU, certificeren=True)
    twee = signing.onderteken(een, secretaris, "secretaris", STRAKS, certificeren=False)
    assert preflight(bestand(tmp_path, een, "een.pdf"), bestand(tmp_path, twee, "twee.pdf")) == [["valid"]] * 2


def test_vak_zegt_wanneer_en_dat_het_niet_gekwalificeerd_is(kaal: bytes, een: bytes, tmp_path: Path) -> None:
    voor = samen(draai("pdftotext", bestand(tmp_path, kaal), "-"))
    assert voor.count("nog niet ondertekend") == 2 and "elektronisch" not in voor
    na = samen(draai("pdftotext", bestand(tmp_path, een), "-"))
    assert na.count("nog niet ondertekend") == 1
    assert "elektronisch ondertekend op 24-11-2026 om 10:53 niet gekwalificeerd; tijd volgens dit toestel" in na
    assert len(draai("pdffonts", bestand(tmp_path, een)).splitlines()) == len(
        draai("pdffonts", bestand(tmp_path, kaal)).splitlines()
    )


def test_een_omgevallen_byte_wordt_gevonden_waar_hij_ook_valt(een: bytes, kaal: bytes) -> None:
    willekeur = Random(7)
    begin = een.index(b"/Contents")
    plekken = [willekeur.randrange(20, len(kaal) - 20) for _ in range(25)] + [begin + 40, len(een) - 30]
    for plek in plekken:
        stuk = bytearray(een)
        stuk[plek] ^= 1 << willekeur.randrange(8)
        try:
            controle = signing.controleer(bytes(stuk))
        except Omstandigheid as fout:
            assert fout.reden in (Reden.BESTAND_ONLEESBAAR, Reden.BESTAND_GEEN_PDF)
        else:
            assert controle.verdict is not Verdict.GELDIG, plek


def test_gewijzigde_inhoud_maakt_ongeldig(een: bytes) -> None:
    stuk = bytearray(een)
    stuk[len(stuk) // 3] ^= 0xFF
    controle = signing.controleer(bytes(stuk))
    assert controle.verdict is Verdict.ONGELDIG
    assert "bytes_gewijzigd" in controle.handtekeningen[0].redenen


def test_veld_dat_later_is_toegevoegd_maakt_ongeldig(een: bytes) -> None:
    def doe(schrijver: IncrementalPdfFileWriter) -> None:
        append_signature_field(schrijver, SigFieldSpec("extra", on_page=0, box=(10, 10, 90, 40)))

    controle = signing.controleer(_aangevuld(een, doe))
    assert controle.verdict is Verdict.ONGELDIG
    assert controle.handtekeningen[0].intact
    assert controle.handtekeningen[0].later == "gewijzigd"
    assert controle.handtekeningen[0].redenen == ("inhoud_gewijzigd",)


def test_pagina_die_later_is_overschreven_maakt_ongeldig(twee: bytes) -> None:
    def doe(schrijver: IncrementalPdfFileWriter) -> None:
        blad = schrijver.root["/Pages"]["/Kids"][0]
        vervanging = generic.StreamObject(stream_data=b"BT ET")
        blad["/Contents"] = schrijver.add_object(vervanging)
        schrijver.update_container(blad)

    controle = signing.controleer(_aangevuld(twee, doe))
    assert controle.verdict is Verdict.ONGELDIG
    assert [handtekening.later for handtekening in controle.handtekeningen] == ["gewijzigd", "gewijzigd"]


def test_logboekkop_komt_uit_wat_de_eerste_ondertekende(een: bytes) -> None:
    def doe(schrijver: IncrementalPdfFileWriter) -> None:
        ander = generic.StreamObject(
            {
                generic.pdf_name("/Type"): generic.pdf_name("/Metadata"),
                generic.pdf_name("/Subtype"): generic.pdf_name("/XML"),
            },
            stream_data=b"<pdf:Keywords>logboek:" + b"f" * 64 + b"</pdf:Keywords>",
        )
        schrijver.root["/Metadata"] = schrijver.add_object(ander)
        schrijver.update_root()

    assert signing.controleer(_aangevuld(een, doe)).logboek in (LOGBOEK, "")


@pytest.mark.parametrize("staart", [b"x", b"\n", b"hallo"])
def test_aangeplakte_bytes_maken_ongeldig(twee: bytes, staart: bytes) -> None:
    controle = signing.controleer(twee + staart)
    assert controle.verdict is Verdict.ONGELDIG
    assert controle.handtekeningen[-1].redenen == ("aangeplakt",)


@pytest.mark.parametrize("staart", [b"%%EOF\n", b"hallo" * 500])
def test_bestand_met_een_onleesbare_staart_wordt_geweigerd(twee: bytes, staart: bytes) -> None:
    with pytest.raises(Omstandigheid) as fout:
        signing.controleer(twee + staart)
    assert fout.value.reden is Reden.BESTAND_ONLEESBAAR


def test_herschreven_bestand_is_ongeldig(een: bytes) -> None:
    uit = io.BytesIO()
    with pikepdf.open(io.BytesIO(een)) as pdf:
        pdf.save(uit)
    assert signing.controleer(uit.getvalue()).verdict is Verdict.ONGELDIG


def test_tweede_handtekening_weggehaald_laat_een_open_veld(een: bytes, twee: bytes) -> None:
    controle = signing.controleer(twee[: len(een)])
    assert controle.verdict is Verdict.GELDIG
    assert controle.open_velden == ("secretaris",)


def test_handtekening_van_een_ander_bestand_past_niet(een: bytes, voorzitter: signing.SleutelMateriaal) -> None:
    ander = signing.onderteken(
        compose.verslag(inhoud(plaats="Zaandam")), voorzitter, "voorzitter", NU, certificeren=True
    )
    patroon = re.compile(rb"/Contents <([0-9a-fA-F]+)>")
    gestolen, eigen = patroon.search(ander), patroon.search(een)
    assert gestolen is not None and eigen is not None
    lengte = len(eigen.group(1))
    vals = een[: eigen.start(1)] + gestolen.group(1).ljust(lengte, b"0")[:lengte] + een[eigen.end(1) :]
    assert signing.controleer(vals).verdict is Verdict.ONGELDIG


@pytest.mark.parametrize("hoe", ["vulling", "hoofdletters"])
def test_ruimte_om_de_handtekening_kan_niets_extra_dragen(een: bytes, hoe: str) -> None:
    gevonden = re.search(rb"/Contents <([0-9a-fA-F]+)>", een)
    assert gevonden is not None
    hexen = gevonden.group(1)
    anders = hexen[:-8] + b"c0ffee00" if hoe == "vulling" else hexen.lower()[:40] + hexen.upper()[40:]
    controle = signing.controleer(een[: gevonden.start(1)] + anders + een[gevonden.end(1) :])
    assert controle.verdict is Verdict.ONGELDIG
    assert "omhulsel_afwijkend" in controle.handtekeningen[0].redenen


def test_tijd_buiten_het_certificaat_wordt_genoemd(kaal: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zvh_desktop.documents.signing.ondertekening.keur", lambda *_: None)
    oud = signing.maak_sleutel("A", "", "", NU - timedelta(days=4000))
    controle = signing.controleer(signing.onderteken(kaal, oud, "voorzitter", NU, certificeren=True))
    assert controle.verdict is Verdict.ONGELDIG
    assert controle.handtekeningen[0].redenen == ("certificaat_verlopen",)


@pytest.mark.parametrize("veld", ["bestaat_niet", "voorzitter", ""])
def test_alleen_een_leeg_veld_kan_worden_ondertekend(
    een: bytes, secretaris: signing.SleutelMateriaal, veld: str
) -> None:
    with pytest.raises(Programmafout):
        signing.onderteken(een, secretaris, veld, STRAKS, certificeren=False)


def test_certificeren_kan_alleen_de_eerste(een: bytes, secretaris: signing.SleutelMateriaal) -> None:
    with pytest.raises(Programmafout):
        signing.onderteken(een, secretaris, "secretaris", STRAKS, certificeren=True)


def test_tijd_zonder_zone_wordt_geweigerd(kaal: bytes, voorzitter: signing.SleutelMateriaal) -> None:
    with pytest.raises(Programmafout):
        signing.onderteken(kaal, voorzitter, "voorzitter", NU.replace(tzinfo=None), certificeren=True)
    with pytest.raises(Programmafout):
        signing.maak_sleutel("A", "B", "C", datetime(2026, 1, 1))  # noqa: DTZ001


def test_sleutel_is_een_waarde_die_zijn_geheim_niet_toont(voorzitter: signing.SleutelMateriaal) -> None:
    assert signing.SleutelMateriaal.van_bytes(voorzitter.naar_bytes()) == voorzitter
    assert repr(voorzitter) == "SleutelMateriaal()"
    onderwerp = x509.load_der_x509_certificate(voorzitter.certificaat).subject.rfc4514_string()
    assert "niet gekwalificeerd" in onderwerp
    for kapot in (b"", b"x", voorzitter.naar_bytes()[:40], voorzitter.pkcs8):
        with pytest.raises(Programmafout):
            signing.SleutelMateriaal.van_bytes(kapot)


def test_lange_en_vreemde_namen_passen_in_het_certificaat() -> None:
    sleutel = signing.maak_sleutel("n\u202eaam\x00 " + "x" * 200, "o" * 200, "é" * 200, NU)
    naam = x509.load_der_x509_certificate(sleutel.certificaat).subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)[
        0
    ]
    assert len(naam.value) == 64 and "\u202e" not in str(naam.value)
    with pytest.raises(Programmafout):
        signing.maak_sleutel(" \x00 ", "B", "C", NU)


def test_verklaring_en_presentielijst_hebben_een_eigen_veld(voorzitter: signing.SleutelMateriaal) -> None:
    for pdf, veld in (
        (compose.verklaring(verklaringstuk()), "getuige"),
        (compose.presentielijst(presentie()), "voorzitter"),
    ):
        getekend = signing.onderteken(pdf, voorzitter, veld, NU, certificeren=True)
        assert signing.controleer(getekend).verdict is Verdict.GELDIG


@pytest.mark.parametrize(
    ("pdf", "reden"),
    [
        (b"", Reden.BESTAND_LEEG),
        (b"PK\x03\x04 geen pdf", Reden.BESTAND_GEEN_PDF),
        (b"\x00" * 5000, Reden.BESTAND_GEEN_PDF),
        (b"%PDF-1.7\n", Reden.BESTAND_ONLEESBAAR),
        (b"%PDF-1.7\nstartxref\n0\n%%EOF", Reden.BESTAND_ONLEESBAAR),
        (b"%PDF-1.7\nstartxref\n99999999999999999999\n%%EOF", Reden.BESTAND_ONLEESBAAR),
        (b"%PDF-1.7\ntrailer << /Root 1 0 R /Size 2 /Prev 9 >>\nstartxref\n9\n%%EOF", Reden.BESTAND_ONLEESBAAR),
        (b"%PDF-1.7\n" + b"[" * 200_000 + b"\nstartxref\n9\n%%EOF", Reden.BESTAND_ONLEESBAAR),
        (b"%PDF-1.7\n" + b"x" * (64 * 1024 * 1024), Reden.BESTAND_TE_GROOT),
    ],
    ids=["leeg", "zip", "nullen", "kop", "nul", "ver", "kring", "diep", "groot"],
)
def test_wat_geen_leesbare_pdf_is_wordt_geweigerd_met_reden(
    pdf: bytes, reden: Reden, voorzitter: signing.SleutelMateriaal
) -> None:
    with pytest.raises(Omstandigheid) as fout:
        signing.controleer(pdf)
    assert fout.value.reden is reden
    with pytest.raises(Omstandigheid):
        signing.onderteken(pdf, voorzitter, "voorzitter", NU, certificeren=True)


def test_afgekapt_bestand_is_nooit_geldig(twee: bytes, een: bytes) -> None:
    for deel in range(1, 20):
        einde = len(twee) * deel // 20
        try:
            controle = signing.controleer(twee[:einde])
        except Omstandigheid:
            continue
        assert controle.verdict is not Verdict.GELDIG or einde >= len(een)


def test_versleutelde_pdf_wordt_geweigerd(kaal: bytes) -> None:
    uit = io.BytesIO()
    with pikepdf.open(io.BytesIO(kaal)) as pdf:
        pdf.save(uit, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(Omstandigheid) as fout:
        signing.controleer(uit.getvalue())
    assert fout.value.gegevens["wat"] == "versleuteld"


def test_pdf_van_een_ander_zonder_handtekening_wordt_gelezen() -> None:
    uit = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(uit)
    controle = signing.controleer(uit.getvalue())
    assert controle.verdict is Verdict.GEEN_HANDTEKENING
    assert controle.pdfa == "" and controle.logboek == "" and controle.paginas == 1


def test_stroom_die_tot_ver_buiten_het_geheugen_uitpakt_wordt_niet_uitgepakt() -> None:
    import zlib

    bom = zlib.compress(zlib.compress(b"\x00" * 200_000_000, 9), 9)
    uit = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        stroom = pdf.make_stream(b"")
        stroom.write(bom, filter=[pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
        stroom.Type, stroom.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        pdf.Root.Metadata = stroom
        pdf.save(uit, compress_streams=False)
    controle = signing.controleer(uit.getvalue())
    assert controle.verdict is Verdict.GEEN_HANDTEKENING and controle.pdfa == ""


def test_geknoei_geeft_een_antwoord_of_een_omstandigheid(een: bytes) -> None:
    willekeur = Random(11)
    for _ in range(40):
        stuk = bytearray(een)
        for _ in range(willekeur.randrange(1, 6)):
            plek = willekeur.randrange(len(stuk))
            match willekeur.randrange(3):
                case 0:
                    stuk[plek] = willekeur.randrange(256)
                case 1:
                    del stuk[plek : plek + willekeur.randrange(1, 200)]
                case _:
                    stuk[plek:plek] = willekeur.randbytes(willekeur.randrange(1, 60))
        if bytes(stuk) == een:
            continue
        try:
            controle = signing.controleer(bytes(stuk))
        except Omstandigheid:
            continue
        assert controle.verdict is not Verdict.GELDIG


def test_namen_uit_certificaten_komen_niet_in_het_logboek_van_het_programma(
    een: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        stuk = bytearray(een)
        stuk[len(stuk) // 3] ^= 0xFF
        signing.controleer(bytes(stuk))
        signing.controleer(een)
    assert "Heijden" not in caplog.text
