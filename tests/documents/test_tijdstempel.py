"""Higher levels: what a time stamp and proof of revocation add, and that nothing is claimed that is not there."""

import http.client
import io
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from random import Random
from typing import Any

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.x509.oid import ExtendedKeyUsageOID
from documents.gereedschap import bestand, draai, preflight, tweeling
from documents.pki import LIJST_URL, QC_BEIDE, VRAAG_URL, WORTELLIJST_URL, Dienst, Gezag, Partij, maak
from documents.stukken import NU, inhoud

from zvh_desktop.documents import compose, signing
from zvh_desktop.documents.signing import Verdict, Wortel, gezag
from zvh_desktop.domain.errors import Omstandigheid, Reden

STRAKS = NU + timedelta(minutes=9)
QC_OID = x509.ObjectIdentifier("1.3.6.1.5.5.7.1.3")


@pytest.fixture(scope="module")
def kaal() -> bytes:
    return compose.verslag(inhoud())


@pytest.fixture(scope="module")
def pki() -> Gezag:
    return Gezag()


def _teken(pdf: bytes, wie: signing.Sleutel, veld: str = "voorzitter", nu: datetime = NU) -> bytes:
    return signing.onderteken(pdf, wie, veld, nu, reden="verslag vastgesteld", certificeren=veld == "voorzitter")


def _stempel(pdf: bytes, pki: Gezag, *, met_bewijs: bool = True, op: datetime = STRAKS) -> bytes:
    return signing.voeg_tijdstempel_toe(pdf, Dienst(pki, op), bron=pki if met_bewijs else None)


@pytest.fixture(scope="module")
def getekend(kaal: bytes, pki: Gezag) -> bytes:
    return _teken(kaal, pki.ondertekenaar("J. de Wit").materiaal())


@pytest.fixture(scope="module")
def gestempeld(getekend: bytes, pki: Gezag) -> bytes:
    return _stempel(getekend, pki)


def test_zonder_stempel_is_het_bb_en_bewijst_niets_de_tijd(getekend: bytes) -> None:
    (h,) = signing.controleer(getekend).handtekeningen
    assert h.niveau == "PAdES B-B" and h.tijd_bewezen is None and h.tijd_dienst == ""
    assert not h.gekwalificeerd and h.vertrouwen == "onbekend"


def test_stempel_bewijst_de_tijd_en_laat_de_handtekening_heel(getekend: bytes, pki: Gezag) -> None:
    bt = _stempel(getekend, pki, met_bewijs=False)
    assert bt.startswith(getekend)
    controle = signing.controleer(bt)
    assert controle.verdict is Verdict.GELDIG
    (h,) = controle.handtekeningen
    assert h.niveau == "PAdES B-T" and h.tijd_bewezen == STRAKS and h.tijd_dienst == "Tijdstempeldienst"
    assert h.ondertekend_op == NU and h.later == "aangevuld" and h.reden == "verslag vastgesteld"
    (stempel,) = controle.tijdstempels
    assert stempel.geldig and stempel.tijdstip == STRAKS and stempel.vertrouwen == "onbekend"


def test_bewijs_van_intrekking_maakt_er_blt_van(getekend: bytes, gestempeld: bytes, tmp_path: Path) -> None:
    assert gestempeld.startswith(getekend)
    controle = signing.controleer(gestempeld)
    assert controle.verdict is Verdict.GELDIG and controle.handtekeningen[0].niveau == "PAdES B-LT"
    pad = bestand(tmp_path, gestempeld)
    assert "Signature is Valid" in draai("pdfsig", pad)
    assert "No syntax or stream encoding errors" in draai("qpdf", "--check", pad)


def test_alleen_het_gezag_van_de_certificaten_wordt_gevraagd(kaal: bytes) -> None:
    pki = Gezag()
    blt = _stempel(_teken(kaal, pki.ondertekenaar(met_ocsp=True).materiaal()), pki)
    assert sorted(pki.gevraagd) == sorted({VRAAG_URL, LIJST_URL, WORTELLIJST_URL})
    assert signing.controleer(blt).handtekeningen[0].niveau == "PAdES B-LT"


def test_eigen_sleutel_komt_nooit_hoger_dan_bt(kaal: bytes, pki: Gezag) -> None:
    eigen = signing.maak_sleutel("M. van der Heijden", "ZVH", "procesregisseur", NU)
    controle = signing.controleer(_stempel(_teken(kaal, eigen), pki), eigen=[eigen.vingerafdruk])
    (h,) = controle.handtekeningen
    assert h.niveau == "PAdES B-T" and h.vertrouwen == "eigen" and not h.gekwalificeerd


def test_lijst_van_een_vreemde_maakt_geen_blt(getekend: bytes, pki: Gezag) -> None:
    class Ander(Gezag):
        def haal(self, url: str, vraag: bytes = b"") -> bytes:
            return Gezag.haal(vreemd, url, vraag)

    vreemd = Gezag()
    gestempeld = signing.voeg_tijdstempel_toe(getekend, Dienst(pki, STRAKS), bron=Ander())
    assert signing.controleer(gestempeld).handtekeningen[0].niveau == "PAdES B-T"


def test_meer_ondertekenaars_met_een_stempel_ertussen(kaal: bytes, pki: Gezag, tmp_path: Path) -> None:
    een = _stempel(_teken(kaal, pki.ondertekenaar("Een").materiaal()), pki)
    twee = _teken(een, pki.ondertekenaar("Twee").materiaal(), "secretaris", STRAKS + timedelta(minutes=1))
    laat = STRAKS + timedelta(minutes=20)
    drie = _stempel(twee, pki, op=laat)
    controle = signing.controleer(drie)
    assert controle.verdict is Verdict.GELDIG
    eerste, tweede = controle.handtekeningen
    assert (eerste.tijd_bewezen, tweede.tijd_bewezen) == (STRAKS, laat)
    assert eerste.niveau == tweede.niveau == "PAdES B-LT"
    assert eerste.certificerend and not tweede.certificerend
    assert signing.controleer(twee).handtekeningen[1].niveau == "PAdES B-B"
    uit = draai("pdfsig", bestand(tmp_path, drie))
    assert uit.count("Signature is Valid") == 2


def test_zes_stempels_passen_en_een_zevende_breekt_niets(getekend: bytes, pki: Gezag) -> None:
    stuk = getekend
    for keer in range(6):
        stuk = _stempel(stuk, pki, op=STRAKS + timedelta(hours=keer), met_bewijs=False)
    controle = signing.controleer(stuk)
    assert controle.verdict is Verdict.GELDIG and len(controle.tijdstempels) == 6
    assert controle.handtekeningen[0].tijd_bewezen == STRAKS
    _mislukt(lambda: _stempel(stuk, pki, met_bewijs=False))


def test_gestempelde_tweeling_is_geldig_volgens_preflight(kaal: bytes, pki: Gezag, tmp_path: Path) -> None:
    stuk = _stempel(_teken(tweeling(kaal), pki.ondertekenaar().materiaal()), pki)
    assert preflight(bestand(tmp_path, stuk)) == [["valid"]]


def test_gestempeld_bestand_heeft_voor_elk_veld_een_element(gestempeld: bytes) -> None:
    with pikepdf.open(io.BytesIO(gestempeld)) as pdf:
        assert len(list(pdf.Root.AcroForm.Fields)) == 8
        assert "/DSS" in pdf.Root


# -- who vouches -----------------------------------------------------------------------------------------


def _wortel(partij: Partij, soort: Any = "bekend") -> Wortel:
    return Wortel(soort, partij.der)


def test_bekende_wortel_staat_in_voor_ondertekenaar_en_dienst(gestempeld: bytes, pki: Gezag) -> None:
    controle = signing.controleer(gestempeld, wortels=[_wortel(Gezag().wortel), _wortel(pki.wortel)])
    (h,) = controle.handtekeningen
    assert h.vertrouwen == h.tijd_vertrouwen == "bekend" and not h.gekwalificeerd


def test_regio_staat_in_voor_wat_zij_uitgaf(kaal: bytes) -> None:
    regio = gezag.maak_gezag("Regio Waterland", NU)
    eigen = signing.maak_sleutel("M. van der Heijden", "ZVH", "procesregisseur", NU)
    sleutel = gezag.neem_certificaat(eigen, gezag.geef_uit(regio, gezag.maak_aanvraag(eigen), NU), (regio.certificaat,))
    wortels = [Wortel("regio", regio.certificaat)]
    (h,) = signing.controleer(_teken(kaal, sleutel), wortels=wortels).handtekeningen
    assert h.vertrouwen == "regio" and h.geldig
    nummer = x509.load_der_x509_certificate(sleutel.certificaat).serial_number
    lijst = gezag.maak_intrekkingslijst(regio, {nummer: NU + timedelta(days=1)}, NU + timedelta(days=2))
    controle = signing.controleer(_teken(kaal, sleutel), wortels=wortels, intrekkingslijsten=[lijst])
    assert controle.handtekeningen[0].redenen == ("certificaat_ingetrokken",)


def test_lijst_van_de_regio_die_bij_de_hand_is_maakt_er_blt_van(kaal: bytes) -> None:
    regio, dag = gezag.maak_gezag("Regio Waterland", NU), timedelta(days=1)
    eigen = signing.maak_sleutel("M. van der Heijden", "ZVH", "procesregisseur", NU)
    sleutel = gezag.neem_certificaat(eigen, gezag.geef_uit(regio, gezag.maak_aanvraag(eigen), NU), (regio.certificaat,))
    lijst = gezag.maak_intrekkingslijst(regio, {4: NU}, NU + dag)
    oud = gezag.maak_intrekkingslijst(regio, {}, NU)
    vreemd = gezag.maak_intrekkingslijst(gezag.maak_gezag("Regio Elders", NU), {5: NU}, NU + dag)
    pki, een = Gezag(), _teken(kaal, sleutel)
    dienst = Dienst(pki, NU + 2 * dag)
    zonder = signing.controleer(signing.voeg_tijdstempel_toe(een, dienst, bron=pki))
    met = signing.voeg_tijdstempel_toe(een, dienst, bron=pki, lijsten=(oud, lijst, vreemd))
    assert [c.handtekeningen[0].niveau for c in (zonder, signing.controleer(met))] == ["PAdES B-T", "PAdES B-LT"]
    assert signing.controleer(met).handtekeningen[0].lijst_van == NU + dag
    with pikepdf.open(io.BytesIO(met)) as pdf:
        binnen = [bytes(deel.read_bytes()) for deel in pdf.Root.DSS.CRLs]
    assert lijst in binnen and oud not in binnen and vreemd not in binnen


def _qc(waarde: bytes) -> list[tuple[Any, bool]]:
    return [(x509.UnrecognizedExtension(QC_OID, waarde), False)]


@pytest.mark.parametrize(
    ("qc", "soort", "verwacht"),
    [
        (QC_BEIDE, "gekwalificeerd", True),
        (QC_BEIDE, "bekend", False),
        (None, "gekwalificeerd", False),
        (bytes.fromhex("300a3008060604008e460101"), "gekwalificeerd", False),
        (
            bytes.fromhex("30293008060604008e4601013008060604008e460104")
            + bytes.fromhex("3013060604008e4601063009060704008e46010602"),
            "gekwalificeerd",
            False,
        ),
    ],
    ids=["gekwalificeerd", "gewone wortel", "zonder verklaring", "zonder veilig middel", "zegel"],
)
def test_gekwalificeerd_alleen_als_keten_en_certificaat_het_zeggen(
    kaal: bytes, pki: Gezag, qc: bytes | None, soort: Any, verwacht: bool
) -> None:
    wie = pki.ondertekenaar("Q", extra=_qc(qc) if qc else [])
    stuk = _stempel(_teken(kaal, wie.materiaal()), pki)
    (h,) = signing.controleer(stuk, wortels=[_wortel(pki.wortel, soort)]).handtekeningen
    assert h.gekwalificeerd is verwacht
    assert signing.controleer(stuk).handtekeningen[0].gekwalificeerd is False


def test_gewijzigd_stuk_is_nooit_gekwalificeerd(kaal: bytes, pki: Gezag) -> None:
    stuk = bytearray(_teken(kaal, pki.ondertekenaar("Q", extra=_qc(QC_BEIDE)).materiaal()))
    stuk[len(stuk) // 3] ^= 1
    for h in signing.controleer(bytes(stuk), wortels=[_wortel(pki.wortel, "gekwalificeerd")]).handtekeningen:
        assert not h.gekwalificeerd


def test_wortels_komen_uit_pem_of_der(pki: Gezag) -> None:
    pem = b"".join(p.certificaat.public_bytes(serialization.Encoding.PEM) for p in (pki.wortel, pki.uitgever))
    assert [w.certificaat for w in signing.lees_wortels(pem, "bekend")] == [pki.wortel.der, pki.uitgever.der]
    assert signing.lees_wortels(pki.wortel.der, "regio") == (Wortel("regio", pki.wortel.der),)
    for niets in (b"", b"-----BEGIN CERTIFICATE-----\nxx\n-----END CERTIFICATE-----\n"):
        with pytest.raises(Omstandigheid) as fout:
            signing.lees_wortels(niets, "bekend")
        assert fout.value.reden is Reden.BESTAND_ONLEESBAAR


# -- withdrawn -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("met_ocsp", [False, True])
def test_ingetrokken_voor_het_stempel_maakt_ongeldig(kaal: bytes, met_ocsp: bool) -> None:
    pki = Gezag()
    wie = pki.ondertekenaar(met_ocsp=met_ocsp)
    stuk = _teken(kaal, wie.materiaal())
    pki.ingetrokken[wie.certificaat.serial_number] = NU - timedelta(hours=2)
    controle = signing.controleer(_stempel(stuk, pki))
    assert controle.verdict is Verdict.ONGELDIG
    assert controle.handtekeningen[0].redenen == ("certificaat_ingetrokken",)
    assert controle.handtekeningen[0].niveau == "PAdES B-T"


# -- a service that does not do what it should -----------------------------------------------------------


class _Vals:
    def __init__(self, antwoord: bytes) -> None:
        self._antwoord = antwoord

    def stempel(self, aanvraag: bytes) -> bytes:
        return self._antwoord


def _mislukt(doe: Any) -> None:
    with pytest.raises(Omstandigheid) as fout:
        doe()
    assert fout.value.reden is Reden.TIJDSTEMPEL_MISLUKT


@pytest.mark.parametrize("antwoord", [b"", b"<html>", bytes.fromhex("30053003020102")], ids=["leeg", "html", "nee"])
def test_onzin_van_de_dienst_verandert_niets(getekend: bytes, antwoord: bytes) -> None:
    _mislukt(lambda: signing.voeg_tijdstempel_toe(getekend, _Vals(antwoord)))


def test_antwoord_op_een_andere_vraag_wordt_geweigerd(getekend: bytes, pki: Gezag) -> None:
    class Vaste:
        def __init__(self) -> None:
            self.dienst, self.eerste = Dienst(pki, STRAKS), b""

        def stempel(self, aanvraag: bytes) -> bytes:
            self.eerste = self.eerste or self.dienst.stempel(aanvraag)
            return self.eerste

    _mislukt(lambda: signing.voeg_tijdstempel_toe(getekend, Vaste()))


def test_dienst_zonder_certificaat_voor_stempels_wordt_geweigerd(getekend: bytes, pki: Gezag) -> None:
    gewoon = maak("Geen dienst", pki.uitgever, sleutel=pki.dienst.sleutel)
    verlopen = maak(
        "Oude dienst", pki.uitgever, sleutel=pki.dienst.sleutel, tot=NU - timedelta(days=1),
        doelen=[ExtendedKeyUsageOID.TIME_STAMPING],
    )  # fmt: skip
    for wie in (gewoon, verlopen):
        _mislukt(lambda wie=wie: signing.voeg_tijdstempel_toe(getekend, Dienst(pki, STRAKS, wie=wie)))


def test_bron_die_niet_antwoordt_verandert_niets(getekend: bytes, pki: Gezag) -> None:
    class Dicht:
        def haal(self, url: str, vraag: bytes = b"") -> bytes:
            raise Omstandigheid(Reden.TIJDSTEMPEL_MISLUKT, wat="netwerk")

    _mislukt(lambda: signing.voeg_tijdstempel_toe(getekend, Dienst(pki, STRAKS), bron=Dicht()))


def test_alleen_wat_ondertekend_is_wordt_gestempeld(kaal: bytes, pki: Gezag) -> None:
    with pytest.raises(Omstandigheid) as fout:
        _stempel(kaal, pki)
    assert fout.value.reden is Reden.NOG_NIET_ONDERTEKEND


# -- over HTTP, as the protocol is used ------------------------------------------------------------------


@pytest.fixture
def plek(pki: Gezag) -> Iterator[int]:
    dienst = Dienst(pki, STRAKS)

    class Vraag(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            gevraagd = self.rfile.read(int(self.headers["Content-Length"]))
            goed = self.headers["Content-Type"] == "application/timestamp-query"
            self.send_response(200 if goed else 415)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(dienst.stempel(gevraagd) if goed else b"")

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Vraag)
    draad = threading.Thread(target=server.serve_forever)
    draad.start()
    yield server.server_port
    server.shutdown()
    draad.join()
    server.server_close()


def test_stempel_over_http_van_een_dienst_op_dit_toestel(getekend: bytes, plek: int) -> None:
    verstuurd: list[bytes] = []

    class Post:
        def stempel(self, aanvraag: bytes) -> bytes:
            verstuurd.append(aanvraag)
            lijn = http.client.HTTPConnection("127.0.0.1", plek, timeout=20)
            try:
                lijn.request("POST", "/", aanvraag, {"Content-Type": "application/timestamp-query"})
                return lijn.getresponse().read()
            finally:
                lijn.close()

    controle = signing.controleer(signing.voeg_tijdstempel_toe(getekend, Post()))
    assert controle.handtekeningen[0].niveau == "PAdES B-T"
    assert all(len(aanvraag) < 120 for aanvraag in verstuurd)


# -- whoever touches it ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("soort", "keren"), [("eigen", 200), ("stempel", 40)])
def test_een_gewijzigde_byte_wordt_altijd_gemeld(soort: str, keren: int, kaal: bytes, gestempeld: bytes) -> None:
    sleutel = signing.maak_sleutel("M. van der Heijden", "ZVH", "procesregisseur", NU)
    heel = gestempeld if soort == "stempel" else _teken(kaal, sleutel)
    willekeur, gemist = Random(20261122), []
    for _ in range(keren):
        stuk = bytearray(heel)
        plek = willekeur.randrange(len(stuk))
        stuk[plek] ^= willekeur.randrange(1, 256)
        try:
            controle = signing.controleer(bytes(stuk))
        except Omstandigheid:
            continue
        if controle.verdict is Verdict.GELDIG:
            gemist.append(plek)
    assert gemist == []
