"""Time stamps at the first contact: from a service on this machine, beside the signed file, tried again."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from documents import pki as pkis
from documents.pki import Dienst, Gezag
from documents.stukken import NU
from zvh_testing.verslagplek import tot_ondertekend, werkplek

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.toevoeging import Stempelversie
from zvh_desktop.domain.verslag import Verslag, Verstrekking
from zvh_desktop.services import beheer, compartimenten, controlewoorden, echtheid, stempels, toevoegingen, verslagen
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.sync.transport import HttpStempelaar


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    with werkplek(tmp_path) as plek:
        yield plek


class Server:
    """A time stamp service and the authority of its certificates, over loopback."""

    def __init__(self) -> None:
        self.stuk, self._dicht = "", False
        self.gevraagd: list[str] = []
        server = self

        class Loket(BaseHTTPRequestHandler):
            def _antwoord(self) -> None:
                inhoud = self.rfile.read(int(self.headers.get("content-length") or 0))
                server.gevraagd.append(self.path)
                self._zeg(*server.antwoord(self.path, inhoud))

            do_GET = do_POST = _antwoord

            def _zeg(self, stand: int, soort: str, inhoud: bytes) -> None:
                self.send_response(stand)
                self.send_header("content-type", soort)
                self.send_header("content-length", str(len(inhoud)))
                self.end_headers()
                self.wfile.write(inhoud)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Loket)
        self.basis = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def zet_op(self, gezag: Gezag, moment: Any) -> None:
        self.gezag, self.dienst = gezag, Dienst(gezag, moment)

    def antwoord(self, pad: str, inhoud: bytes) -> tuple[int, str, bytes]:
        if self.stuk == "weigert":
            return 503, "text/html", b"<p>vol</p>"
        if self.stuk == "onzin":
            return 200, "application/timestamp-reply", b"onzin"
        if pad == "/stempel":
            return 200, "application/timestamp-reply", self.dienst.stempel(inhoud)
        if self.stuk == "geen_lijst":
            return 404, "text/plain", b""
        return 200, "application/pkix-crl", self.gezag.haal("http://gezag.voorbeeld" + pad, inhoud)

    def sluit(self) -> None:
        if not self._dicht:
            self._dicht = True
            self._server.shutdown()
            self._server.server_close()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    server = Server()
    monkeypatch.setattr(pkis, "LIJST_URL", server.basis + "/lijst.crl")
    monkeypatch.setattr(pkis, "WORTELLIJST_URL", server.basis + "/wortel.crl")
    gezag = Gezag()
    monkeypatch.undo()
    server.zet_op(gezag, NU)
    yield server
    server.sluit()


def ronde(wp: Werkplek, adres: str) -> tuple[int, list[Reden]]:
    """What the window does after a round."""
    weg = HttpStempelaar(adres)
    gestempeld = stempels.stempel(stempels.te_stempelen(wp), weg, weg)
    weg.sluit()
    aantal, _ = stempels.bewaar(wp, gestempeld)
    return aantal, [g.fout.reden for g in gestempeld if g.fout is not None]


def test_getekend_verslag_krijgt_bij_het_eerste_contact_een_tijdstempel_ernaast(wp: Werkplek, server: Server) -> None:
    _, ids = tot_ondertekend(wp, 2)
    voor = {id_: (wp.eis(Verslag, id_), verslagen.bestand(wp, id_)) for id_ in ids}
    assert ronde(wp, server.basis + "/stempel") == (2, [])
    for id_, (verslag, oud) in voor.items():
        assert wp.eis(Verslag, id_) == verslag and wp.store.bestand(verslag.pdf_sha256) == oud
        nu = verslagen.bestand(wp, id_)
        assert nu.startswith(oud) and len(nu) > len(oud)
        (h,) = echtheid.controleer(nu).handtekeningen
        assert h.geldig and h.tijd_bewezen == NU and h.tijd_dienst == "Tijdstempeldienst"
        assert controlewoorden.kort(h).startswith("PAdES B-T")
    assert ronde(wp, server.basis + "/stempel") == (0, [])
    assert {s.niveau for s in wp.store.find(Stempelversie)} == {"PAdES B-T"}


def test_wat_al_verstrekt_was_blijft_zoals_verstrekt(wp: Werkplek, server: Server, tmp_path: Path) -> None:
    _, (id_,) = tot_ondertekend(wp, 1)
    wie = next(o for o in verslagen.detail_verslag(wp, id_).ontvangers if o.mag)
    pad, _ = verslagen.verstrek(wp, id_, tmp_path / "v.pdf", aan=wie.naam, hoe="mail", deelnemer_id=wie.deelnemer_id)
    oud = pad.read_bytes()
    (verstrekking,) = wp.store.find(Verstrekking)
    ronde(wp, server.basis + "/stempel")
    assert wp.store.find(Verstrekking) == [verstrekking] and pad.read_bytes() == oud
    assert wp.store.bestand(verstrekking.pdf_sha256) == oud


@pytest.mark.parametrize("stuk", ["weigert", "onzin"])
def test_dienst_die_faalt_laat_alles_zoals_het_was_en_wordt_opnieuw_gevraagd(
    wp: Werkplek, server: Server, stuk: str
) -> None:
    _, (id_,) = tot_ondertekend(wp, 1)
    oud = verslagen.bestand(wp, id_)
    server.stuk = stuk
    assert ronde(wp, server.basis + "/stempel") == (0, [Reden.TIJDSTEMPEL_MISLUKT])
    assert verslagen.bestand(wp, id_) == oud and wp.store.find(Stempelversie) == []
    server.stuk = ""
    assert ronde(wp, server.basis + "/stempel") == (1, [])


def test_na_een_dienst_die_zwijgt_wordt_de_rest_niet_gevraagd(wp: Werkplek, server: Server) -> None:
    tot_ondertekend(wp, 3)
    server.sluit()
    assert ronde(wp, server.basis + "/stempel") == (0, [Reden.TIJDSTEMPEL_MISLUKT])


def test_verslaglegger_tekent_bovenop_het_tijdstempel(wp: Werkplek, server: Server) -> None:
    overleg_id, (id_,) = tot_ondertekend(wp, 1)
    ronde(wp, server.basis + "/stempel")
    beheer.word(wp, next(m.id for m in beheer.medewerkers(wp) if m.rol == "secretaris"))
    verslagen.onderteken_overleg(wp, overleg_id)
    controle = echtheid.controleer(verslagen.bestand(wp, id_))
    assert [h.geldig for h in controle.handtekeningen] == [True, True] and len(controle.tijdstempels) == 1
    server.zet_op(server.gezag, NU + timedelta(days=1))
    assert ronde(wp, server.basis + "/stempel") == (1, [])
    controle = echtheid.controleer(verslagen.bestand(wp, id_))
    assert [h.tijd_bewezen for h in controle.handtekeningen] == [NU, NU + timedelta(days=1)]


def test_wie_meermalen_tegelijk_vraagt_bewaart_een_tijdstempel(wp: Werkplek, server: Server) -> None:
    tot_ondertekend(wp, 1)
    weg = [HttpStempelaar(server.basis + "/stempel")] * 2
    twee = [stempels.stempel(stempels.te_stempelen(wp), *weg) for _ in range(2)]
    assert [stempels.bewaar(wp, g)[0] for g in twee] == [1, 0]


def test_afgeschermd_of_zonder_bevoegdheid_wordt_niets_gevraagd(wp: Werkplek) -> None:
    _, (id_,) = tot_ondertekend(wp, 1)
    assert len(stempels.te_stempelen(wp)) == 1
    compartimenten.sluit(wp, wp.eis(Verslag, id_).casus_id, "radicalisering", [])
    beheer.word(wp, next(m.id for m in beheer.medewerkers(wp) if m.rol == "secretaris"))
    assert stempels.te_stempelen(wp) == ()


def test_ook_een_toevoeging_krijgt_een_tijdstempel(wp: Werkplek, server: Server) -> None:
    _, (id_,) = tot_ondertekend(wp, 1)
    ronde(wp, server.basis + "/stempel")
    toevoegingen.voeg_toe(wp, id_, "zienswijze", "Kees Verhoef", "Ik was er zelf niet bij.")
    assert ronde(wp, server.basis + "/stempel") == (1, [])


@pytest.mark.parametrize("adres", ["ftp://stempel.example", "stempel.example", "http://", "http://u:w@stempel.example",
                                   "http://stempel.example:99999"])  # fmt: skip
def test_wat_geen_adres_is_wordt_niet_bewaard(adres: str) -> None:
    with pytest.raises(Omstandigheid) as fout:
        stempels.keur_adres(adres)
    assert fout.value.gegevens["regel"] == "stempeladres"
    assert stempels.keur_adres("  ") == "" and stempels.keur_adres(" https://a.example/tsa ") == "https://a.example/tsa"


def test_met_intrekkingsgegevens_b_lt_en_zonder_de_lijst_b_t(wp: Werkplek, server: Server, tmp_path: Path) -> None:
    from services.test_ondertekensleutels import sleutelbestand
    from zvh_testing.verslagplek import houd_overleg

    overleg_id, alle = houd_overleg(wp, 2)
    verslagen.stel_overleg_vast(wp, overleg_id)
    wie = _met_lijst(server)
    verslagen.onderteken_overleg(wp, overleg_id, None, sleutelbestand(tmp_path, wie))
    een, twee = stempels.te_stempelen(wp)
    weg = [HttpStempelaar(server.basis + "/stempel")] * 2
    goed = stempels.stempel((een,), *weg)
    assert [g.niveau for g in goed] == ["PAdES B-LT"] and "/lijst.crl" in server.gevraagd
    server.stuk = "geen_lijst"
    zonder = stempels.stempel((twee,), *weg)
    assert [g.niveau for g in zonder] == ["PAdES B-T"]
    assert stempels.bewaar(wp, (*goed, *zonder))[0] == len(alle)


def test_ingetrokken_certificaat_blijkt_na_het_eerste_contact(wp: Werkplek, server: Server, tmp_path: Path) -> None:
    from services.test_ondertekensleutels import sleutelbestand
    from zvh_testing.verslagplek import houd_overleg

    overleg_id, (verslag,) = houd_overleg(wp, 1)
    verslagen.stel_overleg_vast(wp, overleg_id)
    wie = _met_lijst(server)
    verslagen.onderteken_overleg(wp, overleg_id, None, sleutelbestand(tmp_path, wie))
    server.gezag.ingetrokken[wie.certificaat.serial_number] = NU - timedelta(days=3)
    assert ronde(wp, server.basis + "/stempel") == (1, [])
    wortels = echtheid.signing.lees_wortels(server.gezag.wortel.der, "bekend")
    (h,) = echtheid.controleer(verslagen.bestand(wp, verslag.id), wortels=wortels).handtekeningen
    assert h.redenen == ("certificaat_ingetrokken",) and controlewoorden.kort(h) == "deze handtekening klopt niet"


def _met_lijst(server: Server) -> pkis.Partij:
    """A signer whose certificate says that the list of those withdrawn lies at the server."""
    from documents.pki import maak

    lijst = [pkis._lijst_uitbreiding(server.basis + "/lijst.crl")]
    return maak("M. van der Heijden", server.gezag.uitgever, extra=lijst, tot=NU + timedelta(days=365))
