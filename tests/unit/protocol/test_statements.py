"""What the region states, and who has access: any order, revocation wins."""

import itertools

import pytest

from zvh_desktop.crypto.envelope import new_kem_keys, unwrap, wrap
from zvh_desktop.protocol.epochs import (
    EpochStart,
    Grant,
    StreamKey,
    commit_of,
    epoch_heads,
    grant_info,
    kies_epoch,
    read_epoch_start,
    read_grant,
    read_stream_key,
    sign_epoch_start,
    sign_grant,
    stream_key_bytes,
)
from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.rights import ROLLEN, mag_momentopname, mag_toekennen, mag_verzegelen
from zvh_desktop.protocol.signing import load_signing_key, publiek_van, sign, verify
from zvh_desktop.protocol.statements import (
    DeviceCert,
    RegionBegin,
    Regiostand,
    Regiostuk,
    Revocation,
    ServerCert,
    accept_statement,
    sign_statement,
)

REGIO, TEKEN = load_signing_key(b"r" * 32), load_signing_key(b"t" * 32)
KEM_PRIVE, KEM = new_kem_keys(bytes(range(96)))
R, T, P, STREAM = "ab" * 16, "a1" * 8, "0a" * 16, "5e" * 16
BEGIN = RegionBegin(R, b"", publiek_van(REGIO), KEM, 5)


def stuk(inhoud: RegionBegin | DeviceCert | Revocation | ServerCert) -> Regiostuk:
    return accept_statement(sign_statement(inhoud, REGIO), None if isinstance(inhoud, RegionBegin) else BEGIN)


def cert(rol: str = "secretaris", van: int = 10, ouders: tuple[bytes, ...] = ()) -> DeviceCert:
    return DeviceCert(R, T, P, rol, publiek_van(TEKEN), KEM, van, 1000, ouders)


def test_elke_volgorde_geeft_dezelfde_stand() -> None:
    begin = stuk(BEGIN)
    eerste = stuk(cert(ouders=(begin.id,)))
    tweede = stuk(cert("procesregisseur", 20, (eerste.id,)))
    weg = stuk(Revocation(R, T, 50, "gestolen", {STREAM: (3, b"h" * 32)}, (eerste.id,)))
    server = stuk(ServerCert(R, "5a" * 16, publiek_van(TEKEN), 0, 500, (begin.id,)))
    standen = [
        Regiostand.van(rij, nu_ms=60) for rij in itertools.permutations([begin, eerste, tweede, weg, server, eerste])
    ]
    assert all(stand == standen[0] for stand in standen)
    stand = standen[0].toestel(T)
    assert stand is not None and stand.cert.rol == "procesregisseur"
    assert stand.weigering is Weigering.TOESTEL_INGETROKKEN
    assert stand.grens(STREAM) == 3 and stand.grens("00" * 16) == 0
    assert standen[0].heads == tuple(sorted([tweede.id, weg.id, server.id]))
    assert standen[0].server_sleutels() == {"5a" * 16: publiek_van(TEKEN)}


def test_wat_een_ander_dan_de_regio_tekende_telt_niet() -> None:
    with pytest.raises(ProtocolFout) as fout:
        accept_statement(sign_statement(cert(), TEKEN), BEGIN)
    assert fout.value.code is Weigering.HANDTEKENING


def test_een_handtekening_geldt_voor_een_doel() -> None:
    handtekening = sign(TEKEN, "sessie", b"x")
    verify(publiek_van(TEKEN), "sessie", b"x", handtekening)
    with pytest.raises(ProtocolFout):
        verify(publiek_van(TEKEN), "delta", b"x", handtekening)


def test_toegang_komt_aan_bij_wie_zij_is_gegeven() -> None:
    sleutel = StreamKey(STREAM, "casus", b"k" * 32)
    start = read_epoch_start(sign_epoch_start(EpochStart(STREAM, (), commit_of(sleutel), T, 1), TEKEN))
    start.verify(publiek_van(TEKEN))
    info = grant_info(R, STREAM, start.id, T)
    toegang = read_grant(
        sign_grant(Grant(STREAM, start.id, T, wrap(KEM, info, stream_key_bytes(sleutel)), T, 2), TEKEN)
    )
    toegang.verify(publiek_van(TEKEN))
    gekregen = read_stream_key(unwrap(KEM_PRIVE, info, toegang.kem_ct))
    assert gekregen == sleutel and commit_of(gekregen) == start.commit


def test_twee_gelijktijdige_epochs_worden_samengevoegd_door_een_derde() -> None:
    een, twee, samen = b"1" * 32, b"2" * 32, b"0" * 32
    assert epoch_heads({een: (), twee: ()}) == (een, twee)
    assert kies_epoch((een, twee)) == een
    assert epoch_heads({een: (), twee: (), samen: (een, twee)}) == (samen,)
    with pytest.raises(ProtocolFout):
        kies_epoch((een,), [twee])


def test_een_veldwerker_verandert_geen_casus_en_geeft_geen_toegang() -> None:
    assert mag_verzegelen("veldwerker", "casus", "actie")
    assert not mag_verzegelen("veldwerker", "casus", "casus")
    assert not mag_verzegelen("veldwerker", "regio", "partner")
    assert not mag_toekennen("veldwerker", "casus")
    assert not mag_momentopname("veldwerker")
    assert not any(mag_verzegelen("onbekend", "casus", "actie") for _ in ROLLEN)
