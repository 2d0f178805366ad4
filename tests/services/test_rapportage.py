import csv
import io
from datetime import date
from pathlib import Path

import pytest
from zvh_testing.verslagplek import maak_casus, tot_ondertekend, werkplek

from zvh_desktop.services import rapportage
from zvh_desktop.services.rapportage import Rapport, Rapportrij, Rapporttabel, afgeschermd, als_csv

DAG = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("getal", "woord"),
    [(None, "–"), (0, "0"), (1, "minder dan 5"), (4, "minder dan 5"), (5, "5"), (12, "12")],
)
def test_kleine_getallen_gaan_niet_naar_buiten(getal: int | None, woord: str) -> None:
    assert afgeschermd(getal) == woord


def test_totaal_wordt_niet_genoemd_als_het_een_klein_getal_verraadt() -> None:
    rijen = (Rapportrij("a", "A", (20,)), Rapportrij("b", "B", (2,)))
    tabel = Rapporttabel("t", "Titel", "Soort", ("Aantal",), rijen, totaal=(22,))
    uit = als_csv(Rapport(DAG, "Huis", (tabel,))).decode("utf-8-sig")
    assert "Totaal;niet genoemd" in uit
    assert "22" not in uit


def test_naam_wordt_geen_formule_in_een_rekenblad() -> None:
    namen = ("=1+1", " =1+1", "\t=1+1", "\n=1+1", "@SUM(A1)", "+1", "-1", "＝1+1", "\r=1")
    rijen = tuple(Rapportrij(str(nr), naam, (9,)) for nr, naam in enumerate(namen))
    tabel = Rapporttabel("t", "=titel", "=soort", ("=aantal",), rijen)
    gelezen = list(csv.reader(io.StringIO(als_csv(Rapport(DAG, "=huis", (tabel,))).decode("utf-8-sig")), delimiter=";"))
    assert len(gelezen) > len(namen)
    assert not [cel for rij in gelezen for cel in rij if cel.lstrip()[:1] in ("=", "+", "-", "@", "＝")]


def test_rapport_telt_lopende_casussen_en_acties_zonder_namen(tmp_path: Path) -> None:
    with werkplek(tmp_path) as wp:
        tot_ondertekend(wp, 3)
        maak_casus(wp, "Naam", "Geheim")
        tabellen = {t.sleutel: t for t in rapportage.rapport(wp).tabellen}
        assert tabellen["thema"].rijen[0].getallen == (4, 0)
        assert tabellen["procesfase"].totaal == (4,)
        assert tabellen["acties"].totaal == (9, 3)
        assert "Geheim" not in rapportage.exporteer(wp).decode("utf-8-sig")
        assert wp.store.audit_regels(gebeurtenis="rapportage_geexporteerd")
