import hashlib
import json
from pathlib import Path

import pytest
from zvh_testing.kluisplek import PROEFSOORTEN, STREAM, ProefRecord, open_proefkluis, proef
from zvh_testing.kluisregio import Regio

from zvh_desktop.store.kinds import RECORDSCHEMA, kinds

SCHEMA_SOMMEN = {1: "123a3c4abec246b1", 2: "33e87f56f89e7c2a", 3: "80047fefc9376558"}
"""What the kinds of records came to at each number."""


def _som() -> str:
    eigen = {klasse.soort for klasse in PROEFSOORTEN}
    vorm = {
        soort: {naam: repr(veld.annotation) for naam, veld in sorted(klasse.model_fields.items())}
        for soort, klasse in sorted(kinds().items())
        if soort not in eigen and klasse.__module__.startswith("zvh_desktop.")
    }
    return hashlib.sha256(json.dumps(vorm, sort_keys=True).encode()).hexdigest()[:16]


def test_wie_een_soort_veld_of_waarde_toevoegt_verhoogt_het_recordschema() -> None:
    """A device with the older program would refuse the new value for ever, instead of waiting for its update."""
    assert SCHEMA_SOMMEN.get(RECORDSCHEMA) == _som(), "raise kinds.RECORDSCHEMA and add the sum of now here"


def test_wat_te_vroeg_kwam_past_na_de_nieuwe_versie_bij_het_openen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    regio = Regio(tmp_path)
    een, twee = regio.maak("een"), regio.maak("twee")
    regio.deel(een, STREAM, twee)
    record = proef(een.store, naam="van een nieuwer programma")
    een.bewaar(record)
    with monkeypatch.context() as nieuwer:
        nieuwer.setattr("zvh_desktop.store.sealing.RECORDSCHEMA", RECORDSCHEMA + 1)
        een.verzegel()
    assert twee.ontvang(een.stukken(STREAM)).apart == 1
    twee.store.close()
    twee.kluis.close()
    twee.kluis = open_proefkluis(tmp_path / "twee.zvh")
    twee.store = twee.kluis.store()
    assert twee.store.vind(ProefRecord, record.id) is None
    twee.store.close()
    twee.kluis.close()
    for waar in ("incoming", "upgrade"):
        monkeypatch.setattr(f"zvh_desktop.store.{waar}.RECORDSCHEMA", RECORDSCHEMA + 1)
    twee.kluis = open_proefkluis(tmp_path / "twee.zvh")
    twee.store = twee.kluis.store()
    assert twee.store.get(ProefRecord, record.id) == record
    regio.sluit()
