"""Two devices that give out one casusnummer: shown to a person, solved by one act, never in silence."""

from pathlib import Path

import pytest
from zvh_testing.casuskluis import meld_aan
from zvh_testing.regioplek import regioplek

from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.services import nummers, sync

_TWEEDE = """{"formaat": "zvh-aanmelding/1", "ontvangen_op": "2026-11-03", "wijze": "formulier",
 "aanmelder": {"organisatie": "Gemeente Purmerend", "naam": "P. de Vries"}, "type": "gebied",
 "thema": ["overlast"], "betrokkenen": [], "aanleiding": "Overlast op het plein.", "gebied": "Het plein"}"""


def test_een_nummer_dat_twee_toestellen_uitgaven_wordt_getoond_en_opgelost(tmp_path: Path) -> None:
    with regioplek(tmp_path) as plek:
        baas = plek.begin((("Joris Blom", "secretaris"),))
        joris = plek.lid("joris", "Joris Blom")
        meld_aan(baas)
        meld_aan(joris, _TWEEDE)
        assert nummers.dubbele_nummers(baas) == []
        plek.alles_gelijk("baas", "joris")
        for wp in (baas, joris):
            (dubbel,) = nummers.dubbele_nummers(wp)
            assert dubbel.nummer == "2026-0001" and dubbel.nieuw == "2026-0002"
            assert [k.voorstel for k in dubbel.casussen] == [False, True]
            assert sync.stand(wp).conflicten == 1
            assert [c.nummer for c in wp.store.find(Casus)] == ["2026-0001"] * 2, "nothing changes by itself"
        eerste, tweede = (k.casus_id for k in dubbel.casussen)
        nummer, _ = nummers.geef_nieuw_nummer(joris, tweede)
        assert nummer == "2026-0002"
        plek.alles_gelijk("joris", "baas")
        for wp in (baas, joris):
            assert nummers.dubbele_nummers(wp) == [] and sync.stand(wp).conflicten == 0
            assert wp.eis(Casus, eerste).nummer == "2026-0001"
            assert wp.eis(Casus, tweede).nummer == "2026-0002"
        with pytest.raises(Omstandigheid) as fout:
            nummers.geef_nieuw_nummer(baas, eerste)
        assert fout.value.gegevens["regel"] == "nummer_niet_dubbel"
