import pytest
import sqlcipher3
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from zvh_testing.duur import keer
from zvh_testing.kluisplek import WIE, ProefRecord, proef

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.zoekfragment import Knipper, eenvoudig
from zvh_desktop.domain.zoekvraag import Term, woorden
from zvh_desktop.store import search
from zvh_desktop.store.search import MARKEER_BEGIN, MARKEER_EIND, follow, is_behind, purge, tidy
from zvh_desktop.store.store import Store
from zvh_desktop.store.vault import Vault


def _bewaar(store: Store, *records: ProefRecord) -> None:
    with store.transaction("maken", WIE) as t:
        t.save_many(records)


def test_zoekt_zonder_accenten_hele_woorden_en_het_laatste_als_begin(store: Store) -> None:
    record = proef(store, tekst="Cliënt wil privé overleg met de wijkagent")
    _bewaar(store, record)
    for vraag in ("client", "CLIËNT", "prive wijk", "wijkagent", "clie"):
        assert [treffer.record_id for treffer in store.zoek(vraag)] == [record.id], vraag
    for vraag in ("wij overleg", "agent", "", "   ", "x"):
        assert store.zoek(vraag) == [], vraag


def test_fragment_merkt_de_treffer_en_veld_zegt_waar(store: Store) -> None:
    record = proef(store, naam="Kees", tekst="niets", toelichting=f"er was {MARKEER_BEGIN}een{MARKEER_EIND} huurschuld")
    _bewaar(store, record)
    (treffer,) = store.zoek("huursch")
    assert treffer.fragment == f"er was een {MARKEER_BEGIN}huurschuld{MARKEER_EIND}"
    assert (treffer.veld, treffer.soort) == ("toelichting", "proef_record")
    (treffer,) = store.zoek("kees")
    assert treffer.veld == ""


def test_fragment_uit_lange_tekst_is_kort_en_merkt_alle_treffers(store: Store) -> None:
    lang = "woorden vooraf " * 40 + "de Cliënte en haar moeder, cliënten " + "woorden achteraf " * 40
    _bewaar(store, proef(store, tekst=lang))
    (treffer,) = store.zoek("clien")
    gemerkt = f"{MARKEER_BEGIN}Cliënte{MARKEER_EIND} en haar moeder, {MARKEER_BEGIN}cliënten{MARKEER_EIND}"
    assert gemerkt in treffer.fragment
    assert len(treffer.fragment) < 200


def test_wijzigen_intrekken_en_terughalen_volgen_in_de_index(store: Store) -> None:
    record = proef(store, tekst="oudwoord", naam="naamwoord")
    _bewaar(store, record)
    nieuw = record.met(tekst="nieuwwoord")
    _bewaar(store, nieuw)
    assert store.zoek("oudwoord") == []
    assert len(store.zoek("nieuwwoord")) == 1
    assert len(store.zoek("naamwoord")) == 1
    _bewaar(store, nieuw.met(verwijderd=True))
    assert store.zoek("nieuwwoord") == store.zoek("naamwoord") == []
    _bewaar(store, nieuw)
    assert len(store.zoek("nieuwwoord")) == len(store.zoek("naamwoord")) == 1


def test_laatst_gewijzigd_eerst_een_keer_per_record_en_niet_meer_dan_gevraagd(store: Store) -> None:
    records = [proef(store, tekst="zelfde woord", toelichting="zelfde", naam="zelfde") for _ in range(6)]
    _bewaar(store, *records)
    _bewaar(store, records[0].met(tekst="zelfde maar later"))
    gevonden = [treffer.record_id for treffer in store.zoek("zelfde", 4)]
    assert gevonden == [records[nr].id for nr in (0, 5, 4, 3)]
    assert len(store.zoek("zelfde", 100)) == 6


def test_zoeken_binnen_soorten_en_casussen(store: Store) -> None:
    een, twee = proef(store, tekst="woord", casus_id="a" * 32), proef(store, tekst="woord", casus_id="b" * 32)
    los = proef(store, tekst="woord")
    _bewaar(store, een, twee, los)
    assert [treffer.casus_id for treffer in store.zoek("woord", casussen=["b" * 32])] == ["b" * 32]
    assert store.zoek("woord", casussen=[]) == []
    assert store.zoek("woord", soorten=["proef_actie"]) == []
    assert len(store.zoek("woord", soorten=["proef_record"])) == 3


@pytest.mark.parametrize(
    "vraag",
    [
        '"',
        "'",
        "*",
        "woord*",
        '"woord',
        "woord OR",
        "NEAR(woord",
        "tekst:woord",
        "-woord",
        "^woord",
        "(",
        "a AND",
        "\x00",
        "{woord}",
        "woord;--",
    ],
)
def test_tekens_van_de_zoektaal_zijn_gewone_tekens(store: Store, vraag: str) -> None:
    _bewaar(store, proef(store, tekst="woord OR and near tekst a"))
    store.zoek(vraag)


@settings(max_examples=keer(50, 150), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=40))
def test_geen_enkele_tekst_laat_het_zoeken_struikelen(store: Store, vraag: str) -> None:
    store.zoek(vraag)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(st.characters(categories=["Lu", "Ll", "Nd"], max_codepoint=0x24F), min_size=2, max_size=12))
def test_elk_woord_van_letters_wordt_teruggevonden(store: Store, woord: str) -> None:
    record = proef(store, tekst=f"voor {woord} na")
    _bewaar(store, record)
    assert record.id in [treffer.record_id for treffer in store.zoek(woord, 1000)]


def test_na_opruimen_staat_geen_verwijderd_woord_meer_in_de_index(kluis: Vault, store: Store) -> None:
    blijft = proef(store, tekst="blijvend woord")
    records = [proef(store, tekst=f"verdwijnwoord nummer{nr}") for nr in range(50)]
    _bewaar(store, blijft, *records)
    follow(store.verbinding)
    for record in records:
        _bewaar(store, record.met(tekst="anders"))
    follow(store.verbinding)
    with store.verbinding.transaction():
        purge(store.verbinding)
    blokken = b"".join(rij[0] for rij in store.verbinding.rows("SELECT block FROM zoek_data"))
    assert b"verdwijn" not in blokken
    assert b"blijvend" in blokken
    assert kluis.check() == []


def test_wat_wacht_op_de_index_wordt_bij_de_eerste_vraag_gevonden_en_overleeft_een_harde_stop(
    kluis: Vault, store: Store
) -> None:
    record = proef(store, tekst="versgeschreven woord")
    _bewaar(store, record)
    assert is_behind(store.verbinding)
    # Another connection to the same file knows only what is on the disk, as after a crash.
    ander = kluis.store()
    assert [treffer.record_id for treffer in ander.zoek("versgeschreven")] == [record.id]
    assert not is_behind(store.verbinding)
    ander.close()


def test_de_rij_voor_de_index_is_begrensd_en_verliest_niets(
    kluis: Vault, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MAX_WACHT", 20)
    records = [proef(store, tekst=f"gedeeld nummer{nr}") for nr in range(90)]
    _bewaar(store, *records[:70])
    for record in records[70:]:
        _bewaar(store, record)
    assert store.verbinding.value("SELECT count(*) FROM zoekwacht") <= 20
    assert {treffer.record_id for treffer in store.zoek("gedeeld", 100)} == {record.id for record in records}
    assert kluis.check() == []


def test_een_vernietigd_record_komt_niet_uit_de_rij_terug(store: Store) -> None:
    record = proef(store, tekst="weggewoord")
    _bewaar(store, record)
    with store.verbinding.transaction():
        search.remove(store.verbinding, [record.id])
    assert not is_behind(store.verbinding)
    assert store.zoek("weggewoord") == []


def test_een_volle_schijf_laat_vinden_wat_al_in_de_index_stond(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    oud, nieuw = proef(store, tekst="eerder gedeeld"), proef(store, tekst="later gedeeld")
    _bewaar(store, oud)
    assert len(store.zoek("gedeeld")) == 1
    _bewaar(store, nieuw)

    def vol(*_: object) -> bool:
        raise Omstandigheid(Reden.SCHIJF_VOL)

    with monkeypatch.context() as m:
        m.setattr(search, "catch_up", vol)
        assert [treffer.record_id for treffer in store.zoek("gedeeld")] == [oud.id]
    assert [treffer.record_id for treffer in store.zoek("gedeeld")] == [nieuw.id, oud.id]


def test_bijhouden_maakt_een_stuk_van_de_index_en_vindt_hetzelfde(kluis: Vault, store: Store) -> None:
    for nr in range(40):
        _bewaar(store, proef(store, tekst=f"gedeeld woord nummer{nr} {'lang ' * 200}"))
    voor = store.zoek("gedeeld", 100)
    tidy(store.verbinding, 2)
    assert len({rij[0] >> 37 for rij in store.verbinding.rows("SELECT id FROM zoek_data WHERE id > 10")}) == 1
    assert store.zoek("gedeeld", 100) == voor
    assert kluis.check() == []


def test_knipper_en_index_vinden_in_gewone_tekens_hetzelfde() -> None:
    tekens = [chr(nr) for nr in (*range(4, 256), 0x2013, 0x2019, 0x201C, 0x2026, 0x20AC)]
    teksten = [f"ab{teken}cd Ab" for teken in tekens]
    assert all(map(eenvoudig, teksten))
    c = sqlcipher3.connect(":memory:")
    c.execute("CREATE VIRTUAL TABLE z USING fts5 (t, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')")
    c.executemany("INSERT INTO z (rowid, t) VALUES (?, ?)", enumerate(teksten))
    for woord in sorted({woord for tekst in teksten for woord in woorden(tekst)}):
        for term in (Term(woord), Term(woord, begin=True)):
            vraag = f'"{woord}"' + "*" * term.begin
            index = [nr for (nr,) in c.execute("SELECT rowid FROM z WHERE z MATCH ? ORDER BY rowid", (vraag,))]
            knipper = Knipper((term,))
            assert [nr for nr, t in enumerate(teksten) if knipper.knip("", "", t, ())] == index, woord
    c.close()
