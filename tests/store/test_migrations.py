import hashlib
from pathlib import Path

import pytest
from zvh_testing.kluisplek import (
    WACHTWOORD,
    WIE,
    ProefRecord,
    StapKlok,
    VasteWillekeur,
    nieuwe_proefkluis,
    proef,
    stappen,
)

from zvh_desktop.assets import asset
from zvh_desktop.domain.errors import Omstandigheid, Programmafout, Reden
from zvh_desktop.store import opening
from zvh_desktop.store.check import check
from zvh_desktop.store.connection import Rij, Verbinding, statements
from zvh_desktop.store.migrations import Stap, migrate, read_steps, schema_version
from zvh_desktop.store.vault import Vault


def _stap(nummer: int, sql: str) -> Stap:
    return Stap(nummer, f"{nummer:04d}_proef.sql", sql, hashlib.sha256(sql.encode()).hexdigest())


def _open(map_: Path, alle: tuple[Stap, ...]) -> Vault:
    return opening.open_vault(map_, WACHTWOORD, klok=StapKlok(), willekeur=VasteWillekeur("m"), stappen=alle)


def _gevuld(map_: Path) -> ProefRecord:
    kluis, _ = nieuwe_proefkluis(map_)
    store = kluis.store()
    record = proef(store, naam="bewaard")
    with store.transaction("maken", WIE) as t:
        t.save(record)
    kluis.close()
    return record


def _alles(verbinding: Verbinding) -> dict[str, list[Rij]]:
    """The schema, and every row of every table."""
    schema = verbinding.rows("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY rowid")
    tabellen = [naam for soort, naam, _, _ in schema if soort == "table"]
    return {"": schema} | {naam: verbinding.rows(f'SELECT * FROM "{naam}"') for naam in tabellen}


def test_een_kluis_uit_het_sjabloon_van_de_tests_is_wat_de_stappen_maken(tmp_path: Path) -> None:
    beide = []
    for naam, neem in (("sjabloon", opening.migrate), ("stappen", migrate)):
        verbinding = Verbinding(tmp_path / naam, b"k" * 32, maak=True)
        assert neem(verbinding, stappen(), tijd="2026-11-24T08:31:00.000Z", maak_kopie=pytest.fail) == len(stappen())
        beide.append((_alles(verbinding), schema_version(verbinding), check(verbinding)))
        verbinding.close()
    assert opening.migrate is not migrate
    assert beide[0] == beide[1]
    assert beide[0][2] == []


def _kopieen(map_: Path) -> list[str]:
    return [pad.name for pad in (map_ / "backups").iterdir()]


def test_nieuwe_stap_maakt_eerst_een_kopie_die_bij_de_volgende_goede_start_verdwijnt(tmp_path: Path) -> None:
    map_ = tmp_path / "a.zvh"
    record = _gevuld(map_)
    alle = (*stappen(), _stap(len(stappen()) + 1, "CREATE TABLE erbij (a TEXT) STRICT;\n"))
    kluis = _open(map_, alle)
    assert kluis.store().get(ProefRecord, record.id) == record
    kluis.close()
    (kopie,) = _kopieen(map_)
    assert kopie == f"voor-schema-{len(alle):04d}.zvh"
    oud = _open(map_ / "backups" / kopie, stappen())
    assert oud.store().get(ProefRecord, record.id) == record
    oud.close()
    _open(map_, alle).close()
    assert _kopieen(map_) == []


def test_stap_die_halverwege_mislukt_laat_niets_achter(tmp_path: Path) -> None:
    map_ = tmp_path / "a.zvh"
    record = _gevuld(map_)
    nummer = len(stappen()) + 1
    goed = _stap(nummer, "CREATE TABLE eerst (a TEXT) STRICT;\n")
    stuk = _stap(nummer + 1, "CREATE TABLE half (a TEXT) STRICT;\nINSERT INTO bestaat_niet VALUES (1);\n")
    for _ in range(2):
        with pytest.raises(Programmafout):
            _open(map_, (*stappen(), goed, stuk))
    kluis = _open(map_, (*stappen(), goed))
    store = kluis.store()
    tabellen = {rij[0] for rij in store.verbinding.rows("SELECT name FROM sqlite_master")}
    assert "eerst" in tabellen
    assert "half" not in tabellen
    assert store.verbinding.value("PRAGMA user_version") == nummer
    assert store.get(ProefRecord, record.id) == record
    kluis.close()


def test_stap_die_na_uitgave_anders_luidt_wordt_geweigerd(tmp_path: Path) -> None:
    map_ = tmp_path / "a.zvh"
    _gevuld(map_)
    *echte, laatste = stappen()
    anders = Stap(laatste.nummer, laatste.naam, laatste.sql, "0" * 64)
    with pytest.raises(Programmafout):
        _open(map_, (*echte, anders))


def test_geen_kopie_betekent_geen_stap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    map_ = tmp_path / "a.zvh"
    _gevuld(map_)

    def vol(*_args: object, **_kw: object) -> None:
        raise Omstandigheid(Reden.SCHIJF_VOL)

    monkeypatch.setattr(opening, "migration_copy", vol)
    with pytest.raises(Omstandigheid) as fout:
        _open(map_, (*stappen(), _stap(len(stappen()) + 1, "CREATE TABLE erbij (a TEXT) STRICT;\n")))
    assert fout.value.reden is Reden.SCHIJF_VOL
    _open(map_, stappen()).close()


def test_echte_stappen_staan_zonder_gaten_en_dragen_een_controlegetal() -> None:
    alle = read_steps(asset("db", "desktop"))
    assert [stap.nummer for stap in alle] == list(range(1, len(alle) + 1))
    assert all(stap.sha256 == hashlib.sha256(stap.sql.encode()).hexdigest() for stap in alle)


@pytest.mark.parametrize(
    "bestanden",
    [
        {"0002_x.sql": ""},
        {"0001_x.sql": "", "0003_x.sql": ""},
        {"0001_x.sql": "", "0001_y.sql": ""},
        {"een.sql": ""},
        {"0001_x.sql": "BEGIN;\n"},
        {"0001_x.sql": "CREATE TABLE t (a);\nCOMMIT;\n"},
        {"0001_x.sql": "CREATE TABLE t (a)\n"},
    ],
)
def test_stappen_met_een_gat_of_een_transactiewoord_worden_geweigerd(tmp_path: Path, bestanden: dict[str, str]) -> None:
    for naam, inhoud in bestanden.items():
        (tmp_path / naam).write_text(inhoud)
    with pytest.raises(Programmafout):
        read_steps(tmp_path)


def test_regeleinden_van_windows_geven_hetzelfde_controlegetal(tmp_path: Path) -> None:
    for naam, inhoud in (("a", b"-- uitleg\nCREATE TABLE t (a);\n"), ("b", b"-- uitleg\r\nCREATE TABLE t (a);\r\n")):
        (tmp_path / naam).mkdir()
        (tmp_path / naam / "0001_x.sql").write_bytes(inhoud)
    assert read_steps(tmp_path / "a") == read_steps(tmp_path / "b")


def test_trigger_is_een_opdracht() -> None:
    sql = "-- kop\nCREATE TRIGGER t AFTER INSERT ON a\nBEGIN\n  SELECT 1;\nEND;\n\n-- slot\n"
    assert len(list(statements(sql))) == 1
