"""The client's own way to the server, against the real server: both mean the same by every byte."""

import os
from collections.abc import Callable

import pytest
from zvh_testing.serverplek import Proefregio, Proefserver

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.protocol.delta import read_sealed
from zvh_desktop.protocol.receipts import read_receipt, sign_session
from zvh_desktop.sync.transport import HttpTransport

Bij = Callable[..., Proefserver]


@pytest.fixture
def databank() -> str:
    """The store does not matter here."""
    return ""


def test_alles_wat_de_klant_vraagt_verstaat_de_server(bij: Bij, regio: Proefregio) -> None:
    a, b = regio.toestel(), regio.toestel()
    server = bij()
    weg = HttpTransport(server.adres)
    try:
        info = weg.info()
        assert info.regio is not None
        assert info.regio.hex() == regio.id
        nonce = weg.vraag_sessie(a.id)
        weg.open_sessie(a.id, nonce, sign_session(a.teken, nonce, info.server_id.hex()))
        statements, meer = weg.statements(0)
        assert [wire for _, wire in statements] == regio.statements
        assert not meer
        weg.stuur_statements([regio.trek_in(b)])
        stream, begin = a.begin_stream()
        delta, fout = a.delta(stream), a.delta(stream, nr=9)
        geduwd = weg.duw([*begin, delta, fout])
        assert [uitkomst[1:] for uitkomst in geduwd.uitkomsten] == [(1, ""), (2, ""), (3, ""), (None, "keten_gat")]
        assert len(read_receipt(geduwd.bon).items) == 3
        gehaald = weg.haal({stream: 1}, 1 << 20)
        assert [wire for _, _, wire in gehaald.stukken] == [begin[1], delta]
        assert gehaald.laatste == {stream: 3}
        assert weg.streams(0) == (((1, begin[1]),), 1)
        blok = a.blok(stream, os.urandom(100))
        weg.zet_blok(stream, read_sealed(blok).hash, blok)
        assert weg.haal_blok(stream, read_sealed(blok).hash) == blok
        code = os.urandom(32)
        assert weg.haal_post(code, "beheer-1") is None
        weg.post(code, "beheer-1", b"bericht")
        assert weg.haal_post(code, "beheer-1") == b"bericht"
        with pytest.raises(Omstandigheid) as nee:
            weg.haal_blok(os.urandom(16), os.urandom(32))
        assert nee.value.reden is Reden.SERVER_WEIGERT
        assert nee.value.gegevens["code"] == "geen_toegang"
    finally:
        weg.sluit()


def test_de_klant_hoort_wekken(bij: Bij, regio: Proefregio) -> None:
    a = regio.toestel()
    server = bij()
    weg = HttpTransport(server.adres)
    try:
        info = weg.info()
        nonce = weg.vraag_sessie(a.id)
        weg.open_sessie(a.id, nonce, sign_session(a.teken, nonce, info.server_id.hex()))
        stream, begin = a.begin_stream()
        klant = server.klant(a)
        klant.duw(begin)
        for naam, nr in weg.wek():
            if naam == stream:
                assert nr == 3
                break
            if not naam or nr:
                # The line is open: now there is something to hear.
                klant.uitkomsten([a.delta(stream)])
    finally:
        weg.sluit()
