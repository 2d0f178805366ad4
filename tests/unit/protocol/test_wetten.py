"""Laws of merge, clock and standing, over what hypothesis thinks of: order, repetition, loss, partition, late join."""

import hashlib
import json
from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from zvh_testing.duur import keer

from zvh_desktop.protocol.clock import MAX_VOORLOOP_MS, KlokFout, Tijdstempel, bijgesteld, volgende
from zvh_desktop.protocol.codec import dump
from zvh_desktop.protocol.delta import Change, DeltaBody, Txn, Versions, decode_body, encode_body
from zvh_desktop.protocol.epochs import epoch_heads, kies_epoch
from zvh_desktop.protocol.merge import Head, HeadBook, combine_texts, shown
from zvh_desktop.protocol.signing import Signed
from zvh_desktop.protocol.snapshot import covered_heads, covered_until, state_digest
from zvh_desktop.protocol.statements import DeviceCert, RegionBegin, Regiostand, Regiostuk, Revocation

ZUINIG = settings(
    max_examples=keer(25, 60),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
    database=None,
)
TOESTELLEN = ("a1" * 8, "b2" * 8, "c3" * 8, "d4" * 8)
VELDEN = ("tekst", "status", "verwijderd")
RECORDS = ("01" * 16, "02" * 16)


@dataclass
class Plaats:
    """A device in the model: what it knows, and in which order it made what."""

    klok: Tijdstempel
    boek: HeadBook = field(default_factory=HeadBook)
    bekend: dict[str, Change] = field(default_factory=dict)

    def schrijf(self, record: str, veld: str, waarde: str, nu_ms: int) -> None:
        self.klok = volgende(self.klok, nu_ms)
        oud = tuple(sorted(self.boek.heads.get((record, veld), {})))
        wijziging = Change(self.klok.tekst, "notitie", record, veld, waarde, oud, 0)
        self.boek.apply(wijziging)
        self.bekend[wijziging.id] = wijziging

    def neem(self, van: "Plaats", toestel: str) -> None:
        """Take one chain over, whole: what its deltas in order come to."""
        for id_, wijziging in sorted(van.bekend.items()):
            if id_[18:] == toestel:
                self.boek.apply(wijziging)
                self.bekend[id_] = wijziging
                stempel = Tijdstempel.uit_tekst(id_)
                self.klok = bijgesteld(self.klok, stempel, nu_ms=stempel.ms)


WAARDEN = {
    "tekst": st.sampled_from(["", "Een.", "Een. Twee.", "Twee. Een.", "Een. Drie.\nVier?"]).map(json.dumps),
    "status": st.sampled_from(['"open"', '"klaar"']),
    "verwijderd": st.sampled_from(["true", "false"]),
}


def stappen_over(
    records: tuple[str, ...], velden: tuple[str, ...], toestellen: int = 4, min_size: int = 0
) -> st.SearchStrategy[list[tuple[object, ...]]]:
    """Devices that write these fields of these records, and take over each other's chains."""
    wie = st.integers(0, toestellen - 1)
    return st.lists(
        st.one_of(
            st.tuples(
                st.just("schrijf"),
                wie,
                st.sampled_from(records),
                st.sampled_from(velden).flatmap(lambda veld: st.tuples(st.just(veld), WAARDEN[veld])),
                st.integers(0, 50),
            ),
            st.tuples(st.just("neem"), wie, wie, wie),
            st.tuples(st.just("neem alles"), wie, wie),
        ),
        min_size=min_size,
        max_size=30,
    )


STAPPEN = stappen_over(RECORDS, VELDEN)
EEN_VELD = stappen_over(RECORDS[:1], VELDEN[:1], toestellen=3, min_size=12)


def speel(stappen: list[tuple[object, ...]]) -> list[Plaats]:
    plaatsen = [Plaats(Tijdstempel(0, 0, toestel)) for toestel in TOESTELLEN]
    for stap in stappen:
        match stap:
            case ("schrijf", int(wie), str(record), (str(veld), str(waarde)), int(nu_ms)):
                plaatsen[wie].schrijf(record, veld, waarde, nu_ms)
            case ("neem", int(wie), int(van), int(welk)):
                plaatsen[wie].neem(plaatsen[van], TOESTELLEN[welk])
            case ("neem alles", int(wie), int(van)):
                for toestel in TOESTELLEN:
                    plaatsen[wie].neem(plaatsen[van], toestel)
    return plaatsen


def alles(plaatsen: list[Plaats]) -> dict[str, Change]:
    return {id_: wijziging for plaats in plaatsen for id_, wijziging in plaats.bekend.items()}


def verwacht(wijzigingen: dict[str, Change]) -> dict[tuple[str, str], frozenset[Head]]:
    """The state by its definition: what no other change replaces."""
    uit: dict[tuple[str, str], set[Head]] = {}
    for wijziging in covered_heads(wijzigingen.values()):
        uit.setdefault((wijziging.record, wijziging.veld), set()).add(Head(wijziging.id, wijziging.waarde))
    return {plek: frozenset(koppen) for plek, koppen in uit.items()}


@ZUINIG
@given(STAPPEN, st.randoms(use_true_random=False))
def test_elke_volgorde_en_elke_herhaling_geeft_dezelfde_stand(stappen: list, toeval) -> None:  # type: ignore[no-untyped-def, type-arg]
    wijzigingen = alles(speel(stappen))
    rij = [*wijzigingen.values()] * 2
    toeval.shuffle(rij)
    boek = HeadBook()
    for wijziging in rij:
        boek.apply(wijziging)
    assert boek.state() == verwacht(wijzigingen)
    assert not boek.vooruit


@ZUINIG
@given(STAPPEN)
def test_wie_alles_van_elkaar_neemt_is_gelijk(stappen: list) -> None:  # type: ignore[type-arg]
    plaatsen = speel(stappen)
    for _ in range(2):
        for plaats in plaatsen:
            for ander in plaatsen:
                for toestel in TOESTELLEN:
                    plaats.neem(ander, toestel)
    assert all(plaats.boek.state() == verwacht(alles(plaatsen)) for plaats in plaatsen)


@ZUINIG
@given(STAPPEN, st.integers(0, 3))
def test_samenvoegen_van_niets_nieuws_verandert_niets(stappen: list, wie: int) -> None:  # type: ignore[type-arg]
    plaats = speel(stappen)[wie]
    ervoor = (plaats.boek.state(), set(plaats.boek.vooruit), set(plaats.boek.bekend))
    uit = {plaats.boek.apply(wijziging) for wijziging in plaats.bekend.values()}
    assert True not in uit
    assert (plaats.boek.state(), plaats.boek.vooruit, plaats.boek.bekend) == ervoor


@settings(ZUINIG, max_examples=keer(60, 150))
@given(EEN_VELD, st.integers(0, 2), st.integers(0, 2), st.randoms(use_true_random=False))
def test_wie_laat_instapt_met_een_momentopname_komt_gelijk_uit(
    stappen: list, maker: int, ontvanger: int, toeval
) -> None:  # type: ignore[no-untyped-def, type-arg]
    plaatsen = speel(stappen)
    wijzigingen = alles(plaatsen)
    bron = plaatsen[maker]
    koppen = covered_heads(bron.bekend.values())
    opname = (koppen, covered_until(bron.bekend), sorted(bron.boek.vooruit))
    boek = HeadBook()
    if toeval.random() < 0.5:
        boek = plaatsen[ontvanger].boek
    rest = list(wijzigingen.values())
    if toeval.random() < 0.7:
        rest = [w for w in rest if w.id not in bron.bekend]
    toeval.shuffle(rest)
    knip = toeval.randrange(len(rest) + 1)
    for wijziging in rest[:knip]:
        boek.apply(wijziging)
    for _ in range(toeval.choice([1, 2])):
        boek.apply_snapshot(opname[0], tot=opname[1], vooruit=opname[2])
    for wijziging in rest[knip:]:
        boek.apply(wijziging)
    assert boek.state() == verwacht(wijzigingen)


@ZUINIG
@given(STAPPEN)
def test_gelijktijdige_waarden_blijven_beide_staan(stappen: list) -> None:  # type: ignore[type-arg]
    wijzigingen = alles(speel(stappen))
    vervangen = {oud for wijziging in wijzigingen.values() for oud in wijziging.vervangt}
    blijft = {kop.id for koppen in verwacht(wijzigingen).values() for kop in koppen}
    assert blijft == wijzigingen.keys() - vervangen


KOPPEN = st.lists(
    st.tuples(st.integers(1, 9), st.sampled_from(TOESTELLEN), WAARDEN["tekst"]),
    min_size=1,
    max_size=5,
    unique_by=lambda k: k[:2],
).map(lambda rij: [Head(Tijdstempel(ms, 0, toestel).tekst, waarde) for ms, toestel, waarde in rij])


@ZUINIG
@given(KOPPEN, st.sampled_from(["tekst", "verwijderd"]), st.booleans(), st.randoms(use_true_random=False))
def test_wat_getoond_wordt_hangt_alleen_van_de_verzameling_af(
    koppen: list[Head], veld: str, lang: bool, toeval
) -> None:  # type: ignore[no-untyped-def]
    anders = [*koppen, toeval.choice(koppen)]
    toeval.shuffle(anders)
    uit = shown(koppen, veld=veld, lange_tekst=lang)
    assert uit == shown(anders, veld=veld, lange_tekst=lang)
    if uit.clash:
        assert uit.waarde in {kop.waarde for kop in koppen}
        assert len({kop.waarde for kop in koppen}) > 1


ZINNEN = st.lists(st.sampled_from(["Een.", "Twee.", "Drie!", "Vier?", "Vijf …", "zes"]), max_size=6).map(" ".join)


@ZUINIG
@given(st.lists(ZINNEN, min_size=1, max_size=4))
def test_een_samengevoegde_tekst_houdt_elke_zin_in_volgorde(teksten: list[str]) -> None:
    samen = combine_texts(teksten)
    if samen is None:
        return
    for tekst in teksten:
        rest = iter(samen.split())
        assert all(woord in rest for woord in tekst.split())
    assert combine_texts([samen, *teksten]) == samen
    assert combine_texts([samen]) == samen


@ZUINIG
@given(st.text(max_size=60), st.text(max_size=60))
def test_samenvoegen_faalt_nooit(een: str, ander: str) -> None:
    combine_texts([een, ander])


@ZUINIG
@given(
    st.integers(0, 1 << 40),
    st.integers(0, 65535),
    st.integers(0, 1 << 40),
    st.integers(0, 65535),
    st.integers(0, 1 << 40),
)
def test_de_klok_loopt_na_bijstellen_voor_op_beide(
    ms: int, teller: int, ander_ms: int, ander_teller: int, nu: int
) -> None:
    stand, binnen = Tijdstempel(ms, teller, TOESTELLEN[0]), Tijdstempel(ander_ms, ander_teller, TOESTELLEN[1])
    try:
        nieuw = bijgesteld(stand, binnen, nu_ms=nu)
    except KlokFout as fout:
        assert ander_ms - nu > MAX_VOORLOOP_MS and fout.voorloop_ms == ander_ms - nu
        return
    assert (nieuw.ms, nieuw.teller) > (stand.ms, stand.teller) or nieuw.ms > stand.ms
    assert nieuw.tekst > stand.tekst and nieuw.tekst > binnen.tekst and nieuw.toestel == stand.toestel
    assert nieuw.ms <= max(ms, ander_ms, nu) + 1
    assert volgende(nieuw, nu).tekst > nieuw.tekst


def _stuk(nr: int, inhoud: object) -> Regiostuk:
    id_ = nr.to_bytes(32, "big")
    return Regiostuk(id_, inhoud, Signed("", b"", {}, b"", b"", id_, b""))  # type: ignore[arg-type]


STUKKEN = st.lists(
    st.one_of(
        st.builds(
            lambda t, rol, van, duur: DeviceCert("ab" * 16, t, "0a" * 16, rol, b"t" * 32, b"", van, van + duur),
            st.sampled_from(TOESTELLEN),
            st.sampled_from(["veldwerker", "secretaris"]),
            st.integers(0, 50),
            st.integers(1, 60),
        ),
        st.builds(
            lambda t, vanaf, nr: Revocation("ab" * 16, t, vanaf, "verloren", {"5e" * 16: (nr, b"h" * 32)}),
            st.sampled_from(TOESTELLEN),
            st.integers(0, 100),
            st.integers(1, 9),
        ),
    ),
    max_size=8,
)


@ZUINIG
@given(STUKKEN, st.integers(0, 100), st.randoms(use_true_random=False))
def test_de_stand_van_de_regio_hangt_niet_van_volgorde_af_en_intrekken_wint(inhoud: list, nu: int, toeval) -> None:  # type: ignore[no-untyped-def, type-arg]
    stukken = [_stuk(nr, deel) for nr, deel in enumerate([RegionBegin("ab" * 16, b"", b"p" * 32, b"", 0), *inhoud])]
    stand = Regiostand.van(stukken, nu_ms=nu)
    anders = [*stukken, *toeval.choices(stukken, k=3)]
    toeval.shuffle(anders)
    assert Regiostand.van(anders, nu_ms=nu) == stand
    weg = {deel.toestel: deel for deel in inhoud if isinstance(deel, Revocation)}
    for toestel, een in stand.toestellen.items():
        assert (een.weigering == "toestel_ingetrokken") == (toestel in weg)
        if toestel in weg:
            grenzen = [d.grenzen["5e" * 16][0] for d in inhoud if isinstance(d, Revocation) and d.toestel == toestel]
            assert een.grens("5e" * 16) == min(grenzen)


@ZUINIG
@given(st.lists(st.sets(st.integers(0, 20), max_size=3), max_size=12))
def test_er_is_altijd_een_epoch_om_onder_te_verzegelen(ouders: list[set[int]]) -> None:
    starts = {nr.to_bytes(32, "big"): [o.to_bytes(32, "big") for o in rij if o < nr] for nr, rij in enumerate(ouders)}
    koppen = epoch_heads(starts)
    if starts:
        assert kies_epoch(koppen) == min(koppen)
        assert epoch_heads({**starts, b"z" * 32: koppen}) == (b"z" * 32,)


def _hex(lengte: int) -> st.SearchStrategy[str]:
    return st.binary(min_size=lengte, max_size=lengte).map(bytes.hex)


IDS = st.builds(
    lambda ms, teller, t: Tijdstempel(ms, teller, t).tekst,
    st.integers(0, (1 << 48) - 1),
    st.integers(0, 65535),
    st.one_of(st.sampled_from(TOESTELLEN), _hex(8)),
)
TEKST = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x1e"), max_size=30)
TXNS = st.lists(
    st.builds(
        Txn,
        _hex(16),
        TEKST,
        st.one_of(st.just(""), _hex(16)),
        st.sampled_from(["veldwerker", "secretaris"]),
        st.integers(0, 999_999).map(lambda us: f"2026-11-22T04:00:00.{us:06d}Z"),
        st.one_of(st.none(), _hex(16)),
        st.just(1),
        st.integers(1, 3),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda txn: txn.id,
)
BODIES = st.builds(
    DeltaBody,
    TXNS,
    st.lists(
        st.builds(
            Change,
            IDS,
            st.sampled_from(["actie", "notitie", "later_bedacht"]),
            _hex(16),
            TEKST,
            st.one_of(TEKST.map(json.dumps), st.integers().map(str)),
            st.lists(IDS, max_size=3).map(tuple),
            st.just(0),
        ),
        max_size=6,
    ),
    st.dictionaries(_hex(8), st.tuples(st.integers(1, 1 << 40), st.binary(min_size=32, max_size=32)), max_size=3),
    st.one_of(st.none(), st.tuples(st.integers(0, 1 << 40), st.binary(min_size=32, max_size=32))),
    st.builds(Versions, TEKST, st.integers(0, 99)),
    st.just({}),
    st.lists(IDS, max_size=3).map(tuple),
)


@ZUINIG
@given(BODIES, st.sampled_from(TOESTELLEN))
def test_een_body_komt_altijd_terug_zoals_hij_was(body: DeltaBody, toestel: str) -> None:
    ruw = encode_body(body, toestel)
    assert decode_body(ruw, toestel) == body
    assert encode_body(decode_body(ruw, toestel), toestel) == ruw


@ZUINIG
@given(STAPPEN, st.randoms(use_true_random=False))
def test_de_samenvatting_van_een_stand_hangt_niet_van_volgorde_af(stappen: list, toeval) -> None:  # type: ignore[no-untyped-def, type-arg]
    rij = [(w.record, w.veld, w.id, w.waarde) for w in covered_heads(alles(speel(stappen)).values())]
    anders = list(rij)
    toeval.shuffle(anders)
    assert state_digest(rij) == state_digest(anders)
    for een, ander in pairwise(rij):
        assert state_digest([een]) != state_digest([ander])


@pytest.mark.parametrize("bytes_", [0, 1, 23, 24, 255, 256, 65_535, 65_536, 70_000])
def test_de_samenvatting_is_die_van_de_beschrijving_bij_elke_lengte(bytes_: int) -> None:
    rij = [
        ("c1" * 16, "tekst", f"{nr:012x}-0000-{TOESTELLEN[0]}", "é" * (bytes_ // 2) + "x" * (bytes_ % 2))
        for nr in (2, 1)
    ]
    som = hashlib.sha256(b"zvh1|state|")
    for kop in sorted(rij):
        som.update(hashlib.sha256(dump(list(kop))).digest())
    assert state_digest(rij) == som.digest()
