"""Who may speak: a device of the region, with a key of its own, for a while."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from zvh_testing.serverplek import (
    Proefklant,
    Proefregio,
    Proefserver,
    Proeftoestel,
    binnen,
    nu_ms,
    roep,
)

from zvh_desktop.protocol.receipts import sign_session

Bij = Callable[..., Proefserver]


def _vraag(klant: Proefklant, nonce: bytes, handtekening: bytes, wie: bytes | None = None) -> tuple[int, str]:
    velden = {"toestel": wie or klant.toestel.id, "nonce": nonce, "handtekening": handtekening}
    antwoord = klant.vraag("POST", "/v1/sessie", velden)
    return antwoord.status_code, "" if antwoord.status_code == 200 else antwoord.json()["code"]


def _nonce(klant: Proefklant) -> bytes:
    return klant.cbor("POST", "/v1/sessie/vraag", {"toestel": klant.toestel.id})["nonce"]


def test_een_nonce_werkt_een_keer(bij: Bij, regio: Proefregio) -> None:
    a = regio.toestel()
    klant = Proefklant(bij().client, a)
    server = klant.info()["server"].hex()
    nonce = _nonce(klant)
    bewijs = sign_session(a.teken, nonce, server)
    assert _vraag(klant, nonce, bewijs) == (200, "")
    assert _vraag(klant, nonce, bewijs) == (409, "herhaling")


def test_een_vreemde_nonce_of_handtekening_werkt_niet(bij: Bij, regio: Proefregio) -> None:
    a, b, vreemd = regio.toestel(), regio.toestel(), Proeftoestel()
    klant = Proefklant(bij().client, a)
    server = klant.info()["server"].hex()
    nonce = _nonce(klant)
    assert _vraag(klant, os.urandom(48), sign_session(a.teken, nonce, server)) == (401, "sessie")
    assert _vraag(klant, nonce, sign_session(b.teken, nonce, server)) == (403, "handtekening")
    assert _vraag(klant, nonce, sign_session(a.teken, nonce, "00" * 16)) == (403, "handtekening")
    assert _vraag(klant, nonce, sign_session(b.teken, nonce, server), b.id) == (401, "sessie"), "asked by another"
    ander = Proefklant(klant.client, vreemd)
    nonce = _nonce(ander)
    assert _vraag(ander, nonce, sign_session(vreemd.teken, nonce, server)) == (403, "toestel_onbekend")


def test_nonce_en_token_verlopen(bij: Bij, regio: Proefregio) -> None:
    verschil = [0]
    a = regio.toestel()
    server = bij(klok=lambda: nu_ms() + verschil[0])
    klant = Proefklant(server.client, a)
    nonce = _nonce(klant)
    verschil[0] = 61_000
    assert _vraag(klant, nonce, sign_session(a.teken, nonce, klant.info()["server"].hex())) == (401, "sessie")
    klant.meld_aan()
    assert klant.haal({})["items"] == []
    verschil[0] += 901_000
    assert klant.vraag("POST", "/v1/halen", {"streams": {}, "max_bytes": 1}).status_code == 401


@pytest.mark.parametrize("token", ["x", "A" * 75, "é", "....", "A" * 5000])
def test_een_verzonnen_token_werkt_niet(bij: Bij, regio: Proefregio, token: str) -> None:
    server = bij()
    klant = Proefklant(server.client, regio.toestel())
    antwoord = klant.vraag("GET", "/v1/regio", authorization=f"Bearer {token}".encode())  # type: ignore[arg-type]
    assert (antwoord.status_code, antwoord.json()["code"]) == (401, "sessie")
    assert antwoord.headers["www-authenticate"] == "Bearer"


def test_een_token_met_een_andere_letter_werkt_niet(bij: Bij, regio: Proefregio) -> None:
    a = regio.toestel()
    klant = bij().klant(a)
    for plek in range(0, len(klant.token), 7):
        anders = "A" if klant.token[plek] != "A" else "B"
        token = klant.token[:plek] + anders + klant.token[plek + 1 :]
        assert klant.vraag("GET", "/v1/regio", authorization=f"Bearer {token}").status_code == 401


def test_wie_ingetrokken_wordt_is_zijn_sessie_meteen_kwijt(bij: Bij, regio: Proefregio) -> None:
    a, b = regio.toestel(), regio.toestel()
    server = bij()
    klant, klant_b = server.klant(a), server.klant(b)
    assert klant_b.vraag("GET", "/v1/regio").status_code == 200
    klant.regio([regio.trek_in(b)])
    for methode, pad in (("GET", "/v1/regio"), ("GET", "/v1/wek"), ("GET", f"/v1/blok/{'00' * 16}/{'00' * 32}")):
        antwoord = klant_b.vraag(methode, pad)
        assert (antwoord.status_code, antwoord.json()["code"]) == (403, "toestel_ingetrokken")
    nonce = _nonce(klant_b)
    bewijs = sign_session(b.teken, nonce, klant_b.info()["server"].hex())
    assert _vraag(klant_b, nonce, bewijs) == (403, "toestel_ingetrokken")


def test_een_toestel_met_een_ander_certificaat_verliest_niets(bij: Bij, regio: Proefregio) -> None:
    a, b = regio.toestel("lezer"), regio.toestel()
    server = bij()
    klant = server.klant(a)
    stream, begin = b.begin_stream(a)
    server.klant(b).duw(begin)
    assert klant.uitkomsten([a.grant(stream, a)]) == ["rol"]
    klant.regio([regio.certificeer(a, "secretaris", van=nu_ms() - 1000)])
    assert klant.uitkomsten([a.grant(stream, a)]) == [4]


def test_de_eerste_regio_komt_met_het_token_van_init_en_maar_een_keer(
    databank: str, tmp_path: Path, regio: Proefregio, capsys: pytest.CaptureFixture[str]
) -> None:
    a = regio.toestel("beheerder")
    pad = tmp_path / "leeg"
    pad.mkdir()
    if databank:
        (pad / "server.toml").write_text(f'database = "{databank}"\n')
    assert roep("--map", str(pad), "init") == 0
    inleg = capsys.readouterr().out.strip().splitlines()[-1]
    with binnen(pad) as server:
        klant = Proefklant(server.client, a)
        assert klant.info()["region"] is None
        stukken = {"stukken": regio.statements}
        assert klant.vraag("POST", "/v1/regio", stukken).status_code == 401
        assert klant.vraag("POST", "/v1/regio", stukken, authorization="Inleg verkeerd").status_code == 401
        assert klant.vraag("POST", "/v1/regio", stukken, authorization=f"Inleg {inleg}").status_code == 200
        ander = {"stukken": Proefregio().statements}
        assert klant.vraag("POST", "/v1/regio", ander, authorization=f"Inleg {inleg}").status_code == 401
        assert klant.info()["region"].hex() == regio.id
        klant.meld_aan()
        assert klant.regio(regio.statements)["nieuw"] == 0
        assert [wire for _, wire in klant.cbor("GET", "/v1/regio?na=0")["items"]] == regio.statements
        assert klant.cbor("GET", "/v1/regio?na=1")["items"] == [[2, regio.statements[1]]]


def test_een_uitnodiging_is_een_postbus_voor_een_keer(bij: Bij, regio: Proefregio) -> None:
    a = regio.toestel("beheerder")
    verschil = [0]
    server = bij(klok=lambda: nu_ms() + verschil[0], sessie_s=86_400)
    klant, nieuw = server.klant(a), Proefklant(server.client, Proeftoestel())
    code = os.urandom(32).hex()
    pad = f"/v1/uitnodiging/{code}"
    assert nieuw.vraag("POST", f"{pad}/toestel-1", ruw=b"commit").status_code == 404, "nobody opened it"
    assert klant.vraag("POST", f"{pad}/beheer-1", ruw=b"commit").status_code == 201
    assert nieuw.vraag("GET", f"{pad}/beheer-1").content == b"commit"
    assert nieuw.vraag("GET", f"{pad}/toestel-1").status_code == 404
    assert nieuw.vraag("POST", f"{pad}/toestel-1", ruw=b"onthuld").status_code == 201
    assert nieuw.vraag("POST", f"{pad}/toestel-1", ruw=b"onthuld").status_code == 200
    assert nieuw.vraag("POST", f"{pad}/toestel-1", ruw=b"anders").status_code == 409
    assert nieuw.vraag("POST", f"{pad}/toestel-2", ruw=bytes(8193)).status_code == 413
    assert nieuw.vraag("DELETE", pad).status_code == 401
    assert server.klant(a).vraag("DELETE", pad).status_code == 200
    assert nieuw.vraag("GET", f"{pad}/beheer-1").status_code == 404
    assert klant.vraag("POST", f"{pad}/beheer-1", ruw=b"commit").status_code == 404, "a code works once"
    tweede = f"/v1/uitnodiging/{os.urandom(32).hex()}"
    assert klant.vraag("POST", f"{tweede}/b", ruw=b"x").status_code == 201
    verschil[0] = 8 * 86_400_000
    assert nieuw.vraag("GET", f"{tweede}/b").status_code == 404
    klant.meld_aan()
    assert klant.vraag("POST", f"{tweede}/b", ruw=b"x").status_code == 404
