"""The logs of other devices: complete, behind, or not what the device said it was."""

from pathlib import Path

from zvh_testing.casuskluis import meld_aan
from zvh_testing.regioplek import regioplek

from zvh_desktop.services import logboeken
from zvh_desktop.store import audit_share


def test_logboeken_van_anderen_zijn_volledig_achter_of_kloppen_niet(tmp_path: Path) -> None:
    with regioplek(tmp_path) as plek:
        baas = plek.begin((("Joris Blom", "secretaris"),))
        meld_aan(baas)
        joris = plek.lid("joris", "Joris Blom")
        plek.alles_gelijk("baas", "joris")
        (log,) = logboeken.toestellogs(baas)
        assert log.toestel == joris.store.toestel and log.wie == "Joris Blom"
        plek.klok.verder(hours=2)
        joris.log("bsn_getoond")
        plek.alles_gelijk("joris", "baas")
        (log,) = logboeken.toestellogs(baas)
        assert log.hoe == "volledig" and "alles past op elkaar" in log.woorden
        assert "BSN getoond" in [r.wat for r in logboeken.regels_van(baas, log.toestel)]
        assert [r.nummer for r in logboeken.regels_van(baas, log.toestel, voor=3)] == [2, 1]
        v = baas.store.verbinding
        with v.transaction():
            audit_share.note_head(v, log.toestel, (log.regels + 3, bytes(32)), 1)
        (log,) = logboeken.toestellogs(baas)
        assert log.hoe == "achter" and f"regel {log.regels + 1} tot en met {log.regels + 3}" in log.woorden
        with v.transaction():
            v.run("UPDATE geziene_kop SET nr = ?, hash = ? WHERE toestel = ?", (log.regels, "00" * 32, log.toestel))
        (log,) = logboeken.toestellogs(baas)
        assert log.hoe == "gat" and "een andere dan het toestel eerder noemde" in log.woorden
