import base64
import json
import os
import stat
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from zvh_testing.kluisplek import (
    GOEDKOOP,
    WACHTWOORD,
    WIE,
    ProefRecord,
    StapKlok,
    VasteWillekeur,
    nieuwe_proefkluis,
    open_proefkluis,
    proef,
    stappen,
)

from zvh_desktop.crypto.pogingen import PUBLIEK_BYTES
from zvh_desktop.domain.errors import Omstandigheid, Programmafout, Reden
from zvh_desktop.store import audit, opening, rekey, slots
from zvh_desktop.store.restore import restore, restore_with_recovery_key
from zvh_desktop.store.vault import Vault

ZELFDE = {"klok": StapKlok(), "willekeur": VasteWillekeur("z")}


@pytest.fixture(autouse=True)
def _proefstappen(monkeypatch: pytest.MonkeyPatch) -> None:
    """`recover`, `restore` and the key ring use the program's own steps: let those be the steps of the tests."""
    alle = stappen()
    monkeypatch.setattr(opening, "steps", lambda: alle)
    monkeypatch.setattr("zvh_desktop.store.restore.steps", lambda: alle)


def _reden(fout: pytest.ExceptionInfo[Omstandigheid]) -> Reden:
    return fout.value.reden


def _gevuld(map_: Path) -> tuple[ProefRecord, str]:
    kluis, sleutel = nieuwe_proefkluis(map_)
    store = kluis.store()
    record = proef(store, naam="bewaard", tekst="wat er stond")
    with store.transaction("maken", WIE) as t:
        t.save(record)
        t.audit("iets", [record.id])
    kluis.close()
    return record, sleutel


def _bevat(kluis: Vault, record: ProefRecord) -> None:
    store = kluis.store()
    assert store.get(ProefRecord, record.id) == record
    assert len(store.zoek("stond")) == 1
    store.close()
    assert kluis.check() == []


def test_kluis_gaat_open_met_het_wachtwoord_en_is_daarna_dezelfde(tmp_path: Path) -> None:
    record, _ = _gevuld(tmp_path / "a.zvh")
    kluis = open_proefkluis(tmp_path / "a.zvh")
    _bevat(kluis, record)
    kluis.close()
    kluis.close()


def test_bestaande_map_met_inhoud_wordt_nooit_kluis(tmp_path: Path) -> None:
    (tmp_path / "a.zvh").mkdir()
    (tmp_path / "a.zvh" / "iets").write_text("van mij")
    with pytest.raises(Omstandigheid) as fout:
        nieuwe_proefkluis(tmp_path / "a.zvh")
    assert _reden(fout) is Reden.KLUIS_BESTAAT_AL
    assert [pad.name for pad in tmp_path.iterdir()] == ["a.zvh"]
    (tmp_path / "leeg").mkdir()
    nieuwe_proefkluis(tmp_path / "leeg")[0].close()


def test_leeg_wachtwoord_wordt_geweigerd(tmp_path: Path) -> None:
    with pytest.raises(Omstandigheid) as fout:
        opening.nieuwe_kluis(tmp_path / "a.zvh", "", klok=StapKlok(), willekeur=VasteWillekeur())
    assert _reden(fout) is Reden.WACHTWOORD_TE_ZWAK


def test_geen_kluis_en_half_een_kluis_zijn_verschillende_meldingen(tmp_path: Path) -> None:
    with pytest.raises(Omstandigheid) as fout:
        open_proefkluis(tmp_path / "nergens")
    assert _reden(fout) is Reden.GEEN_KLUIS
    _gevuld(tmp_path / "a.zvh")
    (tmp_path / "a.zvh" / "slots.json").unlink()
    (tmp_path / "a.zvh" / "slots.json.vorige").unlink(missing_ok=True)
    with pytest.raises(Omstandigheid) as fout:
        open_proefkluis(tmp_path / "a.zvh")
    assert _reden(fout) is Reden.SLEUTELBESTAND_BESCHADIGD
    assert fout.value.gegevens["vorige_beschikbaar"] is False


def test_fout_wachtwoord_staat_na_ontgrendelen_in_het_logboek(tmp_path: Path) -> None:
    map_ = tmp_path / "a.zvh"
    _gevuld(map_)
    for _ in range(2):
        with pytest.raises(Omstandigheid) as fout:
            open_proefkluis(map_, "iets anders")
        assert _reden(fout) is Reden.WACHTWOORD_ONJUIST
    assert b"iets anders" not in (map_ / "pogingen").read_bytes()
    with (map_ / "pogingen").open("ab") as stroom:
        stroom.write(b"onzin\n")
    kluis = open_proefkluis(map_)
    regels = kluis.store().audit_regels()
    assert [regel.gebeurtenis for regel in regels][-4:] == [
        "ontgrendelen_mislukt",
        "ontgrendelen_mislukt",
        "pogingen_onleesbaar",
        "kluis_geopend",
    ]
    assert regels[-4].details["slot"] == "wachtwoord"
    assert not (map_ / "pogingen").exists()
    kluis.close()


@pytest.mark.parametrize("plaats", [0, 20, 2000])
def test_beschadigde_eerste_bladzijde_is_geen_fout_wachtwoord(tmp_path: Path, plaats: int) -> None:
    map_ = tmp_path / "a.zvh"
    _gevuld(map_)
    _beschadig(map_ / "vault.db", plaats)
    with pytest.raises(Omstandigheid) as fout:
        open_proefkluis(map_)
    assert _reden(fout) is Reden.KLUIS_BESCHADIGD
    assert not (map_ / "pogingen").exists()
    with pytest.raises(Omstandigheid) as fout:
        open_proefkluis(map_, "iets anders")
    assert _reden(fout) is Reden.WACHTWOORD_ONJUIST


def _beschadig(pad: Path, plaats: int, aantal: int = 64) -> None:
    with pad.open("r+b") as stroom:
        stroom.seek(plaats)
        oud = stroom.read(aantal)
        stroom.seek(plaats)
        stroom.write(bytes(teken ^ 0x5A for teken in oud))


def test_beschadigde_middelste_bladzijde_komt_bij_de_controle_boven(tmp_path: Path) -> None:
    map_ = tmp_path / "a.zvh"
    _gevuld(map_)
    bladen = (map_ / "vault.db").stat().st_size // 4096
    for blad in range(bladen // 2, bladen):
        _beschadig(map_ / "vault.db", blad * 4096 + 100)
    with pytest.raises(Omstandigheid) as fout:
        kluis = open_proefkluis(map_)
        try:
            gevonden = kluis.check()
        finally:
            kluis.close()
        raise Omstandigheid(Reden.KLUIS_BESCHADIGD, wat=gevonden[0].wat)
    assert _reden(fout) is Reden.KLUIS_BESCHADIGD


def test_een_beschadigde_bladzijde_wordt_geteld(tmp_path: Path) -> None:
    map_ = tmp_path / "a.zvh"
    _gevuld(map_)
    kluis = open_proefkluis(map_)
    verbinding = kluis.connect()
    blad = verbinding.value("SELECT rootpage FROM sqlite_master WHERE name = 'concept'")
    verbinding.close()
    _beschadig(map_ / "vault.db", (blad - 1) * 4096 + 100)
    (bevinding,) = kluis.check()
    assert (bevinding.wat, bevinding.aantal) == ("pagina", 1)
    with pytest.raises(Omstandigheid) as fout:
        kluis.backup(tmp_path)
    assert _reden(fout) is Reden.KLUIS_BESCHADIGD
    assert sorted(pad.name for pad in tmp_path.iterdir()) == ["a.zvh"]
    kluis.close()


def test_ontbrekende_en_lege_database_is_beschadigd(tmp_path: Path) -> None:
    map_ = tmp_path / "a.zvh"
    _gevuld(map_)
    for doe in (lambda: (map_ / "vault.db").write_bytes(b""), lambda: (map_ / "vault.db").unlink()):
        doe()
        with pytest.raises(Omstandigheid) as fout:
            open_proefkluis(map_)
        assert _reden(fout) is Reden.KLUIS_BESCHADIGD
    assert not (map_ / "vault.db").exists()


@pytest.mark.parametrize(
    ("inhoud", "reden"),
    [
        (b"", Reden.SLEUTELBESTAND_BESCHADIGD),
        (b"\xff\xfe", Reden.SLEUTELBESTAND_BESCHADIGD),
        (b"[]", Reden.SLEUTELBESTAND_BESCHADIGD),
        (b"{}", Reden.SLEUTELBESTAND_BESCHADIGD),
        (b'{"formaat": true}', Reden.SLEUTELBESTAND_BESCHADIGD),
        (b'{"formaat": 1, "kluis": "x"}', Reden.SLEUTELBESTAND_BESCHADIGD),
        (b"[" * 60_000, Reden.SLEUTELBESTAND_BESCHADIGD),
        (b" " * 70_000, Reden.SLEUTELBESTAND_BESCHADIGD),
        (b'{"formaat": 2, "iets": "nieuws"}', Reden.NIEUWERE_KLUIS),
    ],
)
def test_vreemd_sleutelbestand_zegt_wat_het_is(tmp_path: Path, inhoud: bytes, reden: Reden) -> None:
    map_ = tmp_path / "a.zvh"
    _gevuld(map_)
    (map_ / "slots.json").write_bytes(inhoud)
    with pytest.raises(Omstandigheid) as fout:
        open_proefkluis(map_)
    assert _reden(fout) is reden
    if reden is Reden.NIEUWERE_KLUIS:
        assert fout.value.gegevens == {"gevonden": 2, "bekend": 1}


def test_vorig_sleutelbestand_wordt_aangeboden_en_teruggezet(tmp_path: Path) -> None:
    map_ = tmp_path / "a.zvh"
    record, _ = _gevuld(map_)
    open_proefkluis(map_).close()
    (map_ / "slots.json").write_bytes(b"stuk")
    with pytest.raises(Omstandigheid) as fout:
        open_proefkluis(map_)
    assert fout.value.gegevens["vorige_beschikbaar"] is True
    slots.restore_previous_slots(map_)
    kluis = open_proefkluis(map_)
    _bevat(kluis, record)
    kluis.close()
    assert (map_ / "slots.json.beschadigd").read_bytes() == b"stuk"


@pytest.mark.parametrize("veld", ["t", "m_kib", "p", "zout", "soort", "kluis"])
def test_gewijzigde_gegevens_van_een_slot_maken_het_onbruikbaar(tmp_path: Path, veld: str) -> None:
    map_ = tmp_path / "a.zvh"
    _gevuld(map_)
    inhoud = json.loads((map_ / "slots.json").read_text())
    slot = inhoud["slots"][0]
    match veld:
        case "t" | "p":
            slot["kdf"][veld] += 1
        case "m_kib":
            slot["kdf"][veld] *= 2
        case "zout":
            slot["zout"] = inhoud["slots"][1]["zout"]
        case "soort":
            inhoud["slots"][1]["soort"] = "sleutelbos"
            slot["kdf"]["t"] = 2
        case _:
            inhoud["kluis"] = "0" * 32
    (map_ / "slots.json").write_text(json.dumps(inhoud))
    with pytest.raises(Omstandigheid) as fout:
        open_proefkluis(map_)
    assert _reden(fout) is Reden.WACHTWOORD_ONJUIST


@pytest.mark.parametrize(("veld", "waarde"), [("m_kib", 1 << 30), ("m_kib", 64), ("t", 10_000), ("p", 0), ("t", "3")])
def test_argon2_parameters_buiten_de_grenzen_worden_niet_uitgevoerd(tmp_path: Path, veld: str, waarde: object) -> None:
    map_ = tmp_path / "a.zvh"
    _gevuld(map_)
    inhoud = json.loads((map_ / "slots.json").read_text())
    inhoud["slots"][0]["kdf"][veld] = waarde
    (map_ / "slots.json").write_text(json.dumps(inhoud))
    with pytest.raises(Omstandigheid) as fout:
        open_proefkluis(map_)
    assert _reden(fout) is Reden.SLEUTELBESTAND_BESCHADIGD


def test_vervangen_pogingensleutel_wordt_gezien_en_hersteld(tmp_path: Path) -> None:
    map_ = tmp_path / "a.zvh"
    _gevuld(map_)
    echt = slots.read_slots(map_)
    inhoud = json.loads((map_ / "slots.json").read_text())
    inhoud["pogingen"] = base64.b64encode(bytes(PUBLIEK_BYTES)).decode()
    (map_ / "slots.json").write_text(json.dumps(inhoud))
    kluis = open_proefkluis(map_)
    assert kluis.store().audit_regels(gebeurtenis="sleutelbestand_gewijzigd")
    kluis.close()
    assert slots.read_slots(map_).pogingen_sleutel == echt.pogingen_sleutel


def test_een_proces_tegelijk_ook_vanuit_een_ander_programma(tmp_path: Path) -> None:
    map_ = tmp_path / "a.zvh"
    _gevuld(map_)
    kluis = open_proefkluis(map_)
    with pytest.raises(Omstandigheid) as fout:
        open_proefkluis(map_)
    assert _reden(fout) is Reden.IN_GEBRUIK
    assert opening.info(map_).in_gebruik
    programma = (
        "import sys; from pathlib import Path; from zvh_testing.kluisplek import open_proefkluis\n"
        "from zvh_desktop.domain.errors import Omstandigheid\n"
        "try: open_proefkluis(Path(sys.argv[1]))\n"
        "except Omstandigheid as fout: print(fout.reden.name)\n"
    )
    uit = subprocess.run(
        [sys.executable, "-c", programma, str(map_)], env=omgeving(), capture_output=True, text=True, check=True
    )
    assert uit.stdout.strip() == "IN_GEBRUIK"
    kluis.close()
    assert not opening.info(map_).in_gebruik
    open_proefkluis(map_).close()


def omgeving() -> dict[str, str]:
    wortel = Path(__file__).resolve().parents[2]
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(wortel), str(wortel / "tests")])}


def test_fout_wachtwoord_laat_de_kluis_niet_op_slot(tmp_path: Path) -> None:
    map_ = tmp_path / "a.zvh"
    _gevuld(map_)
    with pytest.raises(Omstandigheid):
        open_proefkluis(map_, "mis")
    open_proefkluis(map_).close()


def test_nieuwer_schema_wordt_geweigerd_met_beide_nummers_en_blijft_onaangeroerd(tmp_path: Path) -> None:
    map_ = tmp_path / "a.zvh"
    _gevuld(map_)
    bekend = stappen()[:-1]
    voor = (map_ / "vault.db").read_bytes()
    with pytest.raises(Omstandigheid) as fout:
        opening.open_vault(map_, WACHTWOORD, stappen=bekend, **ZELFDE)
    assert _reden(fout) is Reden.NIEUWERE_KLUIS
    assert fout.value.gegevens == {"gevonden": len(bekend) + 1, "bekend": len(bekend)}
    assert (map_ / "vault.db").read_bytes() == voor


def test_wachtwoord_wijzigen_sluit_het_oude_buiten(tmp_path: Path) -> None:
    map_ = tmp_path / "a.zvh"
    record, herstelsleutel = _gevuld(map_)
    kluis = open_proefkluis(map_)
    with pytest.raises(Omstandigheid) as fout:
        kluis.change_passphrase("mis", "nieuw")
    assert _reden(fout) is Reden.WACHTWOORD_ONJUIST
    kluis.change_passphrase(WACHTWOORD, "nieuw")
    kluis.close()
    with pytest.raises(Omstandigheid):
        open_proefkluis(map_)
    kluis = open_proefkluis(map_, "nieuw")
    _bevat(kluis, record)
    kluis.close()
    # The spare is renewed at that unlock: the old passphrase opens nothing in the folder any more.
    (map_ / "slots.json").write_bytes(b"stuk")
    slots.restore_previous_slots(map_)
    with pytest.raises(Omstandigheid):
        open_proefkluis(map_)
    kluis, _ = opening.recover(map_, herstelsleutel, "derde", **ZELFDE)
    kluis.close()


def test_oud_wachtwoord_opent_ook_de_vorige_versie_van_het_sleutelbestand_niet_meer(tmp_path: Path) -> None:
    map_ = tmp_path / "a.zvh"
    _gevuld(map_)
    kluis = open_proefkluis(map_)
    kluis.change_passphrase(WACHTWOORD, "nieuw")
    vorige = slots.read_slots(map_, slots.VORIGE)
    assert slots.open_passphrase(vorige, WACHTWOORD) is None
    assert slots.open_passphrase(vorige, "nieuw") is not None
    kluis.close()


def test_sleutelbestand_dat_niet_opent_wordt_niet_in_gebruik_genomen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    map_ = tmp_path / "a.zvh"
    _gevuld(map_)
    kluis = open_proefkluis(map_)
    echt = slots.open_passphrase
    monkeypatch.setattr(slots, "open_passphrase", lambda b, w: None if w == "nieuw" else echt(b, w))
    with pytest.raises(Omstandigheid) as fout:
        kluis.change_passphrase(WACHTWOORD, "nieuw")
    assert _reden(fout) is Reden.SCHRIJFFOUT
    kluis.close()
    open_proefkluis(map_).close()


def test_reserve_die_niet_geschreven_kan_worden_gaat_weg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    map_ = tmp_path / "a.zvh"
    _gevuld(map_)
    kluis = open_proefkluis(map_)
    echt, keer = slots.write_safely, []

    def vol(pad: Path, inhoud: bytes) -> None:
        keer.append(pad.name)
        if keer.count(slots.VORIGE) == 2:
            raise OSError(28, "vol")
        echt(pad, inhoud)

    monkeypatch.setattr(slots, "write_safely", vol)
    kluis.change_passphrase(WACHTWOORD, "nieuw")
    assert not (map_ / slots.VORIGE).exists()
    kluis.close()
    open_proefkluis(map_, "nieuw").close()


def test_herstelsleutel_geeft_nieuw_wachtwoord_en_is_zelf_verbruikt(tmp_path: Path) -> None:
    map_ = tmp_path / "a.zvh"
    record, sleutel = _gevuld(map_)
    _, andere = _gevuld(tmp_path / "b.zvh")
    andere = nieuwe_proefkluis(tmp_path / "c.zvh", "ander zaad")[1] if andere == sleutel else andere
    with pytest.raises(Omstandigheid) as fout:
        opening.recover(map_, andere, "nieuw", **ZELFDE)
    assert fout.value.gegevens["oorzaak"] == "andere_kluis"
    kluis, nieuwe = opening.recover(map_, sleutel.lower().replace("-", " "), "nieuw", **ZELFDE)
    kluis.close()
    assert nieuwe != sleutel
    with pytest.raises(Omstandigheid):
        opening.recover(map_, sleutel, "nog nieuwer", **ZELFDE)
    kluis = open_proefkluis(map_, "nieuw")
    _bevat(kluis, record)
    nog_een = kluis.new_recovery_key()
    kluis.close()
    with pytest.raises(Omstandigheid):
        opening.recover(map_, nieuwe, "x", **ZELFDE)
    opening.recover(map_, nog_een, "x", **ZELFDE)[0].close()


def test_sleutelbos_opent_tot_hij_wordt_uitgezet(tmp_path: Path) -> None:
    map_ = tmp_path / "a.zvh"
    _gevuld(map_)
    kluis = open_proefkluis(map_)
    kluis.set_keyring_secret(b"k" * 32)
    kluis.close()
    assert opening.info(map_).slots == ("wachtwoord", "herstelsleutel", "sleutelbos")
    kluis = opening.open_with_keyring(map_, b"k" * 32, klok=StapKlok(), willekeur=VasteWillekeur())
    kluis.set_keyring_secret(None)
    kluis.close()
    with pytest.raises(Omstandigheid):
        opening.open_with_keyring(map_, b"k" * 32, klok=StapKlok(), willekeur=VasteWillekeur())


def test_nieuwe_kluissleutel_versleutelt_alles_opnieuw(tmp_path: Path) -> None:
    map_ = tmp_path / "a.zvh"
    record, sleutel = _gevuld(map_)
    kluis = open_proefkluis(map_)
    kluis.set_keyring_secret(b"k" * 32)
    oude_sleutel = kluis._sleutel
    store = kluis.store()
    with pytest.raises(Programmafout):
        kluis.nieuwe_kluissleutel(WACHTWOORD, "nieuw")
    store.close()
    nieuwe = kluis.nieuwe_kluissleutel(WACHTWOORD, "nieuw")
    assert kluis._sleutel != oude_sleutel
    _bevat(kluis, record)
    kluis.close()
    assert opening.info(map_).slots == ("wachtwoord", "herstelsleutel")
    assert sorted(pad.name for pad in map_.iterdir() if pad.name != "lock") == [
        "backups",
        "slots.json",
        "slots.json.vorige",
        "vault.db",
    ]
    for oud in (lambda: open_proefkluis(map_), lambda: opening.recover(map_, sleutel, "x", **ZELFDE)):
        with pytest.raises(Omstandigheid):
            oud()
    opening.recover(map_, nieuwe, "x", **ZELFDE)[0].close()


@pytest.mark.parametrize("moment", ["bouwen", "sleutelbestand", "wisselen", "opruimen", "kopie_weg"])
def test_nieuwe_kluissleutel_afgebroken_laat_altijd_een_kluis_die_opengaat(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    map_ = tmp_path / "a.zvh"
    record, _ = _gevuld(map_)
    kluis = open_proefkluis(map_)

    class Stroomuitval(BaseException):
        pass

    def val_uit(*_args: object, **_kw: object) -> None:
        raise Stroomuitval

    echt_wisselen, echt_schrijven, teller = rekey._swap, rekey.write_slots, []

    def schrijf(*args: object) -> None:
        teller.append(1)
        if moment == "opruimen" and len(teller) == 2:
            raise Stroomuitval
        echt_schrijven(*args)  # type: ignore[arg-type]  # passed through

    with monkeypatch.context() as tijdelijk:
        if moment == "bouwen":
            tijdelijk.setattr(
                rekey, "_build", lambda *a, **k: (map_ / "vault.db.nieuw").write_bytes(b"half") and val_uit()
            )
        elif moment == "sleutelbestand":
            tijdelijk.setattr(rekey, "write_slots", val_uit)
        elif moment in ("wisselen", "kopie_weg"):
            tijdelijk.setattr(rekey, "_swap", val_uit)
        else:
            tijdelijk.setattr(rekey, "write_slots", schrijf)
        with pytest.raises(Stroomuitval):
            kluis.nieuwe_kluissleutel(WACHTWOORD, "nieuw")
    kluis.close()
    if moment == "kopie_weg":
        (map_ / "vault.db.nieuw").unlink()
    assert echt_wisselen is rekey._swap
    nu = WACHTWOORD if moment in ("bouwen", "sleutelbestand") else "nieuw"
    kluis = open_proefkluis(map_, nu)
    _bevat(kluis, record)
    kluis.close()
    assert slots.read_slots(map_).overgang is None
    assert not (map_ / "vault.db.nieuw").exists()
    open_proefkluis(map_, nu).close()


def test_backup_gaat_open_zonder_het_origineel_en_wordt_een_eigen_toestel(tmp_path: Path) -> None:
    record, herstelsleutel = _gevuld(tmp_path / "a.zvh")
    kluis = open_proefkluis(tmp_path / "a.zvh")
    store = kluis.store()
    (tmp_path / "usb").mkdir()
    stappen_gezien: list[tuple[int, int]] = []
    pad = kluis.backup(tmp_path / "usb", lambda gedaan, totaal: stappen_gezien.append((gedaan, totaal)))
    assert pad.name == "a-20261123-090005.zvh" or pad.name.startswith("a-20261123-0900")
    assert stappen_gezien[-1][0] == stappen_gezien[-1][1] > 0
    with store.transaction("na de backup", WIE) as t:
        t.save(record.met(naam="later"))
    toestel, hoofd = store.toestel, store.audit_hoofd()
    kluis.close()
    (tmp_path / "a.zvh").rename(tmp_path / "weg")
    terug = restore(pad, tmp_path / "b.zvh", WACHTWOORD, klok=StapKlok(), willekeur=VasteWillekeur("b"))
    _bevat(terug, record)
    store = terug.store()
    assert store.toestel != toestel
    gebeurtenissen = [regel.gebeurtenis for regel in store.audit_regels()]
    assert "kluis_teruggezet" in gebeurtenissen
    assert audit.verify(store.verbinding) is None
    assert hoofd[0] > 0
    store.close()
    terug.close()
    with pytest.raises(Omstandigheid) as fout:
        restore(pad, tmp_path / "b.zvh", WACHTWOORD, **ZELFDE)
    assert _reden(fout) is Reden.KLUIS_BESTAAT_AL
    with pytest.raises(Omstandigheid) as fout:
        restore(pad, tmp_path / "c.zvh", "mis", **ZELFDE)
    assert _reden(fout) is Reden.WACHTWOORD_ONJUIST
    restore_with_recovery_key(pad, tmp_path / "d.zvh", herstelsleutel, **ZELFDE)
    opening.recover(tmp_path / "d.zvh", herstelsleutel, "nieuw", **ZELFDE)[0].close()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b.zvh", "d.zvh", "usb", "weg"]


def test_terugzetten_van_een_beschadigde_backup_laat_niets_achter(tmp_path: Path) -> None:
    _gevuld(tmp_path / "a.zvh")
    kluis = open_proefkluis(tmp_path / "a.zvh")
    pad = kluis.backup(tmp_path)
    kluis.close()
    _beschadig(pad / "vault.db", (pad / "vault.db").stat().st_size - 4000)
    with pytest.raises(Omstandigheid) as fout:
        restore(pad, tmp_path / "b.zvh", WACHTWOORD, **ZELFDE)
    assert _reden(fout) is Reden.KLUIS_BESCHADIGD
    assert {p.name for p in tmp_path.iterdir()} == {"a.zvh", pad.name}


def test_backup_kan_gestopt_worden_en_laat_dan_niets_achter(tmp_path: Path) -> None:
    _gevuld(tmp_path / "a.zvh")
    kluis = open_proefkluis(tmp_path / "a.zvh")

    class Gestopt(Exception):
        pass

    def stop(_gedaan: int, _totaal: int) -> None:
        raise Gestopt

    with pytest.raises(Gestopt):
        kluis.backup(tmp_path, stop)
    with pytest.raises(Omstandigheid) as fout:
        kluis.backup(tmp_path / "nergens")
    assert _reden(fout) is Reden.NIET_GEVONDEN
    kluis.close()
    assert [pad.name for pad in tmp_path.iterdir()] == ["a.zvh"]


def test_wisselende_backups_houden_de_jongste(tmp_path: Path) -> None:
    _gevuld(tmp_path / "a.zvh")
    kluis = open_proefkluis(tmp_path / "a.zvh")
    (tmp_path / "a.zvh" / "backups" / ".half.zvh.deel").mkdir()
    paden = [kluis.rotating_backup(behoud=2) for _ in range(4)]
    assert opening.info(tmp_path / "a.zvh").backups == tuple(pad.name for pad in paden[-2:])
    assert sorted(p.name for p in (tmp_path / "a.zvh" / "backups").iterdir()) == [pad.name for pad in paden[-2:]]
    kluis.close()


def test_backup_tijdens_het_schrijven_is_een_geheel(tmp_path: Path) -> None:
    _gevuld(tmp_path / "a.zvh")
    kluis = open_proefkluis(tmp_path / "a.zvh")
    stop = threading.Event()
    fouten: list[BaseException] = []

    def schrijf() -> None:
        store = kluis.store()
        try:
            nr = 0
            while not stop.is_set():
                nr += 1
                with store.transaction("tel", WIE) as t:
                    t.save_many([proef(store, aantal=nr), proef(store, aantal=nr)])
        except BaseException as fout:
            fouten.append(fout)
        finally:
            store.close()

    draad = threading.Thread(target=schrijf)
    draad.start()
    try:
        pad = kluis.backup(tmp_path)
    finally:
        stop.set()
        draad.join()
    assert fouten == []
    kluis.close()
    kopie = open_proefkluis(pad)
    assert kopie.check() == []
    assert len(kopie.store().find(ProefRecord, naam="")) % 2 == 0
    kopie.close()


def test_info_vertelt_zonder_te_ontgrendelen_en_noemt_niemand(tmp_path: Path) -> None:
    _gevuld(tmp_path / "a.zvh")
    info = opening.info(tmp_path / "a.zvh")
    assert info.kdf == GOEDKOOP
    assert info.slots == ("wachtwoord", "herstelsleutel")
    assert info.formaat == 1
    assert info.database_bytes > 0
    assert not info.in_gebruik
    with pytest.raises(Omstandigheid) as fout:
        opening.info(tmp_path)
    assert _reden(fout) is Reden.GEEN_KLUIS


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes; a folder's rights are inherited there")
def test_alleen_de_eigenaar_kan_erbij_ook_met_een_ruime_umask(tmp_path: Path) -> None:
    oud = os.umask(0)
    try:
        _gevuld(tmp_path / "a.zvh")
        with pytest.raises(Omstandigheid):
            open_proefkluis(tmp_path / "a.zvh", "mis")
        kluis = open_proefkluis(tmp_path / "a.zvh")
        store = kluis.store()
        with pytest.raises(Omstandigheid):
            opening.open_vault(tmp_path / "a.zvh", "mis", **ZELFDE)
        kluis.rotating_backup()
        with store.transaction("maken", WIE) as t:
            t.save(proef(store))
        gezien = list((tmp_path / "a.zvh").rglob("*"))
        assert {"vault.db-wal", "vault.db-shm", "lock"} <= {pad.name for pad in gezien}
        for pad in (tmp_path / "a.zvh", *gezien):
            verwacht = 0o700 if pad.is_dir() else 0o600
            assert stat.S_IMODE(pad.stat().st_mode) == verwacht, pad.name
        kluis.close()
    finally:
        os.umask(oud)


def test_geen_leesbare_tekst_in_welk_bestand_dan_ook(tmp_path: Path) -> None:
    kanarie = "kanariepiet"
    kluis, _ = nieuwe_proefkluis(tmp_path / "a.zvh")
    store = kluis.store()
    record = proef(store, naam=kanarie, tekst=f"{kanarie} zingt", kaart={kanarie: kanarie})
    with store.transaction(kanarie, (kanarie, kanarie)) as t:
        t.save(record)
        t.bestand(kanarie.encode() * 1000)
        t.audit(kanarie, [kanarie])
        t.zet_instelling(kanarie, kanarie)
    from zvh_desktop.store.drafts import Concept

    kluis.concepten.bewaar(Concept(record.id, "tekst", "proef_record", kanarie, f"{kanarie} typt", 3, "t"))
    kluis.concepten.flush()
    kluis.rotating_backup()
    bestanden = [pad for pad in tmp_path.rglob("*") if pad.is_file()]
    assert any(pad.name == "vault.db-wal" and pad.stat().st_size for pad in bestanden)
    _geen(kanarie, bestanden)
    kluis.close()
    kluis = open_proefkluis(tmp_path / "a.zvh")
    kluis.nieuwe_kluissleutel(WACHTWOORD, "nieuw")
    kluis.close()
    _geen(kanarie, [pad for pad in tmp_path.rglob("*") if pad.is_file()])


def _geen(kanarie: str, bestanden: list[Path]) -> None:
    for pad in bestanden:
        inhoud = pad.read_bytes()
        for vorm in (kanarie.encode(), kanarie.encode("utf-16-le"), kanarie.encode().hex().encode(), b"SQLite format"):
            assert vorm not in inhoud, pad.name


def test_kluis_sluiten_met_open_store_in_andere_draad_is_een_fout_van_ons(tmp_path: Path) -> None:
    kluis, _ = nieuwe_proefkluis(tmp_path / "a.zvh")
    klaar, sluit = threading.Event(), threading.Event()

    def werk() -> None:
        store = kluis.store()
        klaar.set()
        sluit.wait()
        store.close()

    draad = threading.Thread(target=werk)
    draad.start()
    klaar.wait()
    with pytest.raises(Programmafout):
        kluis.close()
    sluit.set()
    draad.join()
    with pytest.raises(Programmafout):
        kluis.store()
    open_proefkluis(tmp_path / "a.zvh").close()


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid"), reason="needs POSIX rights")
def test_map_zonder_schrijfrecht_zegt_dat(tmp_path: Path) -> None:
    map_ = tmp_path / "a.zvh"
    _gevuld(map_)
    if os.geteuid() == 0:
        for pad in (tmp_path, *(p for p in tmp_path.parents if p.name.startswith(("pytest-", "popen-")))):
            pad.chmod(0o755)
        for pad in (map_, *map_.rglob("*")):
            os.chown(pad, 65534, 65534)
    map_.chmod(0o500)
    programma = (
        "import os, sys; from pathlib import Path\n"
        "from zvh_testing.kluisplek import nieuwe_proefkluis, open_proefkluis\n"
        "from zvh_desktop.domain.errors import Omstandigheid\n"
        "if os.geteuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "for doe in (open_proefkluis, lambda map_: nieuwe_proefkluis(map_ / 'nieuw.zvh')):\n"
        "    try: doe(Path(sys.argv[1])); print('ging open')\n"
        "    except Omstandigheid as fout: print(fout.reden.name)\n"
    )
    uit = subprocess.run(
        [sys.executable, "-c", programma, str(map_)], env=omgeving(), capture_output=True, text=True, check=False
    )
    assert uit.stdout.split() == ["GEEN_RECHTEN", "GEEN_RECHTEN"], uit.stderr


def test_een_kopie_van_een_klok_die_terugging_blijft(tmp_path: Path) -> None:
    _gevuld(tmp_path / "a.zvh")
    kluis = open_proefkluis(tmp_path / "a.zvh")
    goed = [kluis.rotating_backup(behoud=3) for _ in range(3)]
    kluis.klok = StapKlok(datetime(2025, 11, 23, 9, 0, tzinfo=UTC))
    eerst, daarna = kluis.rotating_backup(behoud=3), kluis.rotating_backup(behoud=3)
    assert eerst.is_dir() and daarna.is_dir()
    assert not goed[0].exists() and not goed[1].exists() and goed[2].is_dir(), "the oldest ones go"
    kluis.close()
