"""What a broken, older, newer or hostile device sends: refused or set aside, counted, and no hindrance to the rest."""

from collections.abc import Sequence
from typing import Any

import pytest
from zvh_testing.deur import deur
from zvh_testing.kluisplek import STREAM, ProefActie, ProefRecord, proef
from zvh_testing.kluisregio import Plek, Regio, beeld

from zvh_desktop.crypto.envelope import seal
from zvh_desktop.domain.casus import Notitie
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.protocol.delta import EERSTE, Change, DeltaBody, Txn, Versions, encode_body, read_sealed
from zvh_desktop.store.check import check
from zvh_desktop.store.kinds import RECORDSCHEMA

TIJD = "2026-11-22T09:00:00.000000Z"
RECORD = "ab" * 16


class Smid:
    """Seals whatever it is told, in the name of a device."""

    def __init__(self, plek: Plek, ms: int) -> None:
        self.plek, self.ms, self.nr, self.vorige, self.teller = plek, ms, 0, EERSTE, 0

    def wijziging(self, veld: str, waarde: str, **anders: Any) -> Change:
        self.teller += 1
        id_ = f"{self.ms:012x}-{self.teller:04x}-{self.plek.toestel}"
        gewoon = {"id": id_, "soort": "proef_record", "record": RECORD, "vervangt": (), "txn": 0}
        return Change(veld=veld, waarde=waarde, **{**gewoon, **anders})

    def delta(
        self, changes: Sequence[Change], *, schema: int = RECORDSCHEMA, body: bytes | None = None, **kop: Any
    ) -> bytes:
        sleutels = deur(self.plek.store).toestelsleutels()
        stand = deur(self.plek.store).epochs(STREAM)
        assert sleutels is not None
        self.nr += 1
        txn = Txn(f"{self.nr:032x}", "smeden", "", "procesregisseur", TIJD)
        inhoud = body or encode_body(DeltaBody([txn], changes, versions=Versions("x", schema)), self.plek.toestel)
        velden: dict[str, Any] = {
            "stream": STREAM, "epoch": stand.nu(), "toestel": self.plek.toestel, "nr": self.nr, "vorige": self.vorige,
            "tijd": self.ms, "epoch_key": stand.sleutels[stand.nu()], "teken": sleutels.teken,
            "zout": bytes([self.nr]) * 32, **kop,
        }  # fmt: skip
        wire = seal(inhoud, **velden)
        self.vorige = read_sealed(wire).hash
        return wire


@pytest.mark.parametrize(
    ("veld", "waarde"),
    [
        ("naam", "1"), ("naam", "null"), ("naam", '"a'), ("naam", '"\\ud800"'), ("naam", '"a","b"'), ("naam", ""),
        ("naam", ' "a"'), ("aantal", '"1"'), ("aantal", "1.0"), ("aantal", "true"), ("aantal", "9" * 30),
        ("aantal", "null"), ("breuk", "1"), ("breuk", "NaN"), ("breuk", "1e999"), ("misschien", '"x"'), ("ja", "1"),
        ("dag", '"2026-02-30"'), ("dag", "12"), ("dag", '"morgen"'), ("moment", '"2026-01-01T00:00:00"'),
        ("moment", '"2026-01-01T00:00:00Z"'), ("keuze", '"c"'), ("kleur", '"paars"'), ("lijst", '"x"'),
        ("lijst", "[1]"), ("lijst", '[ "x" ]'), ("kaart", "[]"), ("kaart", '{"b":1,"a":2}'), ("kaart", "[" * 5000),
        ("verwijderd", "0"), ("verwijderd", "null"),
    ],
)  # fmt: skip
def test_een_waarde_die_niet_past_wordt_niet_getoond_en_houdt_niets_op(
    regio: Regio, paar: tuple[Plek, Plek], veld: str, waarde: str
) -> None:
    een, twee = paar
    smid = Smid(een, regio.klok.ms)
    goed = [smid.wijziging("naam", '"goed"'), smid.wijziging(veld, waarde), smid.wijziging("tekst", '"ook"')]
    uit = twee.ontvang([smid.delta(goed)])
    assert (uit.wijzigingen, uit.waarden_geweigerd, uit.geweigerd) == (2, 1, [])
    record = twee.store.get(ProefRecord, RECORD)
    assert (record.naam, record.tekst) == ("goed", "ook")
    assert [(r.reden, r.aantal) for r in deur(twee.store).weigeringen()] == [("waarde", 1)]
    assert check(twee.store.verbinding) == []


def test_een_nieuwer_schema_en_een_onbekend_veld_wachten_op_de_nieuwe_versie(
    regio: Regio, paar: tuple[Plek, Plek], monkeypatch: pytest.MonkeyPatch
) -> None:
    een, twee = paar
    smid = Smid(een, regio.klok.ms)
    eerste = smid.delta([smid.wijziging("naam", '"later"')], schema=RECORDSCHEMA + 1)
    tweede = smid.delta([smid.wijziging("tekst", '"daarna"')])
    derde = smid.delta([smid.wijziging("bestaat_niet", "1")])
    uit = twee.ontvang([eerste, tweede, derde])
    assert (uit.toegepast, uit.apart, uit.geweigerd) == (0, 3, [])
    assert [a.reden for a in deur(twee.store).apart()] == ["versie_nieuwer", "keten_gat", "keten_gat"]
    monkeypatch.setattr("zvh_desktop.store.incoming.RECORDSCHEMA", RECORDSCHEMA + 1)
    uit = deur(twee.store).hervat()
    assert uit.toegepast == 2 and twee.store.get(ProefRecord, RECORD).tekst == "daarna"
    assert [a.reden for a in deur(twee.store).apart()] == ["versie_nieuwer"]


def test_wat_de_rol_niet_mag_wordt_geweigerd_en_de_keten_gaat_verder(regio: Regio, paar: tuple[Plek, Plek]) -> None:
    een, _ = paar
    veld = regio.maak("veld", "veldwerker")
    deur(een.store).geef(STREAM, veld.toestel)
    veld.ontvang(s for s in een.stukken(STREAM) if s.soort in ("epoch", "grant"))
    smid = Smid(veld, regio.klok.ms)
    verboden = smid.delta([smid.wijziging("naam", '"mag niet"')])
    notitie = {"soort": "notitie", "record": "cd" * 16}
    mag = smid.delta(
        [
            smid.wijziging("casus_id", '""', **notitie),
            smid.wijziging("tijdstip", '"2026-11-22T09:00:00.000000Z"', **notitie),
            smid.wijziging("tekst", '"gezien"', **notitie),
            smid.wijziging("notitiesoort", '"gebeurtenis"', **notitie),
        ]
    )
    uit = een.ontvang([verboden, mag])
    assert [w.reden for w in uit.geweigerd] == ["rol"] and uit.apart == 0
    assert een.store.vind(ProefRecord, RECORD) is None
    assert deur(een.store).koppen(STREAM)[veld.toestel].nr == 2
    assert [n.id for n in een.store.find(Notitie)] == (["cd" * 16] if uit.waarden_geweigerd == 0 else [])


def test_wat_de_eigen_rol_niet_mag_wordt_niet_verzegeld_maar_wel_geteld(regio: Regio, paar: tuple[Plek, Plek]) -> None:
    een, _ = paar
    veld = regio.maak("veld", "veldwerker")
    deur(een.store).geef(STREAM, veld.toestel)
    veld.ontvang(s for s in een.stukken(STREAM) if s.soort in ("epoch", "grant"))
    veld.bewaar(proef(veld.store, naam="mag niet"))
    assert veld.store.sync.verzegel().deltas == 0
    assert [(w.reden, w.toestel) for w in deur(veld.store).weigeringen()] == [("rol", veld.toestel)]


def test_een_vervalste_of_verminkte_delta_wordt_geweigerd(regio: Regio, paar: tuple[Plek, Plek]) -> None:
    een, twee = paar
    smid = Smid(een, regio.klok.ms)
    wire = bytearray(smid.delta([smid.wijziging("naam", '"x"')]))
    wire[-100] ^= 1
    ander = deur(twee.store).toestelsleutels()
    assert ander is not None
    smid.nr = 0
    vals = smid.delta([smid.wijziging("naam", '"x"')], vorige=EERSTE, teken=ander.teken)
    uit = twee.ontvang([bytes(wire), vals, b"", b"\x83", b"\x85\x01"])
    assert [w.reden for w in uit.geweigerd][:2] == ["handtekening", "handtekening"] and len(uit.geweigerd) == 5
    assert deur(twee.store).koppen(STREAM) == {} and deur(twee.store).apart() == []


def test_een_onleesbare_inhoud_met_goede_handtekening_houdt_de_keten_niet_op(
    regio: Regio, paar: tuple[Plek, Plek]
) -> None:
    een, twee = paar
    smid = Smid(een, regio.klok.ms)
    kapot = smid.delta([], body=b"\xa0")
    goed = smid.delta([smid.wijziging("naam", '"goed"')])
    uit = twee.ontvang([kapot, goed])
    assert [w.reden for w in uit.geweigerd] == ["onleesbaar"]
    assert twee.store.get(ProefRecord, RECORD).naam == "goed"


def test_stempels_van_een_ander_toestel_worden_geweigerd(regio: Regio, paar: tuple[Plek, Plek]) -> None:
    een, twee = paar
    smid = Smid(een, regio.klok.ms)
    vreemd = smid.wijziging("naam", '"x"', id=f"{regio.klok.ms:012x}-0001-{twee.toestel}")
    assert [w.reden for w in twee.ontvang([smid.delta([vreemd])]).geweigerd] == ["onleesbaar"]


def test_een_vork_wordt_geweigerd_en_bewaard_met_beide_hashes(regio: Regio, paar: tuple[Plek, Plek]) -> None:
    een, twee = paar
    smid = Smid(een, regio.klok.ms)
    eerste = smid.delta([smid.wijziging("naam", '"een"')])
    smid.nr = 0
    tweede = smid.delta([smid.wijziging("naam", '"twee"')], vorige=EERSTE)
    uit = twee.ontvang([eerste, tweede])
    assert [w.reden for w in uit.geweigerd] == ["keten_vork"] and len(uit.vorken) == 1
    (vork,) = deur(twee.store).vorken()
    assert {vork.hash, vork.andere} == {read_sealed(eerste).hash.hex(), read_sealed(tweede).hash.hex()}
    assert twee.store.get(ProefRecord, RECORD).naam == "een"


def test_een_klok_die_ver_voorloopt_laat_wachten(regio: Regio, paar: tuple[Plek, Plek]) -> None:
    een, twee = paar
    smid = Smid(een, regio.klok.ms + 3_600_000)
    uit = twee.ontvang([smid.delta([smid.wijziging("naam", '"morgen"')])])
    assert uit.apart == 1 and [a.reden for a in deur(twee.store).apart()] == ["klok"]
    regio.klok.moment = regio.klok.moment.replace(hour=regio.klok.moment.hour + 2)
    assert deur(twee.store).hervat().toegepast == 1


def test_een_record_verandert_niet_van_stream_of_soort(regio: Regio, paar: tuple[Plek, Plek]) -> None:
    een, twee = paar
    elders = "7" * 32
    twee.bewaar(ProefRecord(id=RECORD, stream=elders, naam="van elders"))
    smid = Smid(een, regio.klok.ms)
    uit = twee.ontvang([smid.delta([smid.wijziging("naam", '"gekaapt"')])])
    assert (uit.wijzigingen, uit.waarden_geweigerd) == (0, 1)
    twee.bewaar(ProefActie(id="c" * 32, stream=STREAM, titel="x"))
    uit = twee.ontvang([smid.delta([smid.wijziging("naam", '"anders"', record="c" * 32)])])
    assert (uit.wijzigingen, uit.waarden_geweigerd) == (0, 1)
    assert twee.store.get(ProefRecord, RECORD).naam == "van elders"
    assert check(twee.store.verbinding) == []


def test_een_onbekend_toestel_wacht_op_zijn_certificaat(regio: Regio, paar: tuple[Plek, Plek]) -> None:
    een, twee = paar
    nieuw = regio.maak("nieuw", certificeer=False)
    sleutels = deur(nieuw.store).maak_toestelsleutels()
    oud = list(regio.statements)
    regio.certificeer(nieuw)
    deur(een.store).geef(STREAM, nieuw.toestel)
    nieuw.ontvang(s for s in een.stukken(STREAM) if s.soort in ("epoch", "grant"))
    assert sleutels.toestel == nieuw.toestel
    nieuw.bewaar(proef(nieuw.store, naam="van nieuw"))
    nieuw.verzegel()
    twee.store.verbinding.run("DELETE FROM regiostuk WHERE nr > ?", (len(oud),))
    deur(twee.store)._stand = None
    uit = twee.ontvang(s for s in nieuw.stukken(STREAM) if s.soort == "delta")
    assert uit.apart == 1 and [a.reden for a in deur(twee.store).apart()] == ["toestel_onbekend"]
    regio.verspreid([twee])
    assert deur(twee.store).hervat().toegepast == 1


def test_na_intrekking_telt_alleen_wat_voor_de_grens_kwam(regio: Regio, paar: tuple[Plek, Plek]) -> None:
    een, twee = paar
    for nr in range(3):
        een.bewaar(proef(een.store, naam=f"nr {nr}"))
        een.verzegel()
    deltas = [s for s in een.stukken(STREAM) if s.soort == "delta"]
    regio.trek_in(een.toestel, {STREAM: (2, bytes.fromhex(deltas[1].hash))})
    regio.verspreid([twee])
    uit = twee.ontvang(deltas)
    assert (uit.toegepast, uit.apart) == (2, 1)
    assert [a.reden for a in deur(twee.store).apart()] == ["toestel_ingetrokken"]
    regio.verspreid([een])
    een.bewaar(proef(een.store, naam="te laat"))
    assert een.store.sync.verzegel().geweigerd == {STREAM: "toestel_ingetrokken"}


def test_een_ander_die_met_mijn_stem_spreekt_legt_het_verzegelen_stil(regio: Regio, paar: tuple[Plek, Plek]) -> None:
    een, twee = paar
    smid = Smid(een, regio.klok.ms)
    uit = een.ontvang([smid.delta([smid.wijziging("naam", '"van de kopie"')])])
    assert uit.kopie and een.store.sync.kopie_gezien()
    assert een.store.get(ProefRecord, RECORD).naam == "van de kopie"
    een.bewaar(proef(een.store))
    assert een.store.sync.verzegel().geweigerd == {STREAM: "keten_vork"}
    oud = een.toestel
    deur(een.store).word_nieuw_toestel()
    assert een.toestel != oud and deur(een.store).toestelsleutels() is None
    assert een.store.sync.verzegel().geweigerd == {STREAM: "toestel_onbekend"}
    regio.certificeer(een)
    een.verzegel()
    twee.ontvang(een.stukken(STREAM))
    assert beeld(een.store, STREAM) == beeld(twee.store, STREAM)
    assert check(een.store.verbinding) == []


def test_zonder_sleutel_van_de_stream_wacht_alles_op_de_toekenning(regio: Regio, paar: tuple[Plek, Plek]) -> None:
    een, _ = paar
    drie = regio.maak("drie")
    een.bewaar(proef(een.store, naam="geheim"))
    een.verzegel()
    uit = drie.ontvang(een.stukken(STREAM))
    assert uit.wijzigingen == 0 and uit.apart == 1
    assert [a.reden for a in deur(drie.store).apart()] == ["epoch_onbekend"]
    deur(een.store).geef(STREAM, drie.toestel)
    uit = drie.ontvang(s for s in een.stukken(STREAM) if s.soort == "grant")
    assert uit.sleutels == {STREAM} and uit.wijzigingen > 0 and deur(drie.store).apart() == []


def test_wie_niet_mag_toekennen_geeft_geen_sleutels(regio: Regio, paar: tuple[Plek, Plek]) -> None:
    een, twee = paar
    veld = regio.maak("veld", "veldwerker")
    deur(een.store).geef(STREAM, veld.toestel)
    veld.ontvang(s for s in een.stukken(STREAM) if s.soort in ("epoch", "grant"))
    with pytest.raises(Omstandigheid):
        deur(veld.store).geef(STREAM, twee.toestel)
    with pytest.raises(Omstandigheid):
        deur(veld.store).begin_epoch(STREAM)


def test_een_kopie_die_op_dezelfde_plaats_iets_anders_zei_is_een_vork_en_legt_het_verzegelen_stil(
    regio: Regio, paar: tuple[Plek, Plek]
) -> None:
    een, _ = paar
    een.bewaar(proef(een.store, naam="hier"))
    een.verzegel()
    smid = Smid(een, regio.klok.ms)
    uit = een.ontvang([smid.delta([smid.wijziging("naam", '"daar"')])])
    assert uit.kopie and [w.reden for w in uit.geweigerd] == ["keten_vork"] and len(deur(een.store).vorken()) == 1
    een.bewaar(proef(een.store))
    assert een.store.sync.verzegel().geweigerd == {STREAM: "keten_vork"}


def test_wat_voor_een_rolwijziging_verzegeld_is_telt_ook_als_het_later_komt(
    regio: Regio, paar: tuple[Plek, Plek]
) -> None:
    een, twee = paar
    een.bewaar(proef(een.store, naam="mocht toen"))
    een.verzegel()
    laat = [s for s in een.stukken(STREAM) if s.soort == "delta"]
    regio.klok.nu()
    regio.certificeer(een, rol="lezer")
    assert twee.ontvang(laat).geweigerd == []
    regio.klok.nu()
    smid = Smid(een, regio.klok.ms)
    smid.nr, smid.vorige = 1, bytes.fromhex(laat[0].hash)
    assert [w.reden for w in twee.ontvang([smid.delta([smid.wijziging("naam", '"mag niet meer"')])]).geweigerd] == [
        "rol"
    ]
