"""Odd text that a person types or pastes is kept, shown and printed; nothing of it is lost or obeyed."""

from pathlib import Path

import pytest
from zvh_testing.casuskluis import werkplek
from zvh_testing.overlegspel import Tafel

from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.domain.overleg import Inbreng
from zvh_desktop.services import (
    afronden,
    beheer,
    concepten,
    dossiers,
    echtheid,
    overlegdeelnemers,
    overleggen,
    verslagen,
    zoeken,
)

VREEMD = "<b>x</b> =1+1 \u202eabc\x00\x07 \ud800 \ud83d\ude00 merkwoord"
BEWAARD = "<b>x</b> =1+1 \u202eabc\x00\x07 � 😀 merkwoord"


def test_geplakte_tekst_met_kapotte_tekens_wordt_bewaard(tmp_path: Path) -> None:
    with werkplek(tmp_path) as wp:
        tafel = Tafel(wp)
        notitie, _ = dossiers.voeg_toe(wp, "notitie", tafel.casus_id, {"tekst": VREEMD})
        dossiers.wijzig(wp, "casus", tafel.casus_id, {"doel": VREEMD, "thema": [VREEMD]})
        beheer.bewaar_partner(wp, beheer.PartnerInvoer(VREEMD))
        overleggen.wijzig(wp, tafel.overleg_id, titel=VREEMD)
        overlegdeelnemers.voeg_deelnemer_toe(wp, tafel.overleg_id, naam=VREEMD, organisatie=VREEMD)
        concepten.bewaar(wp, tafel.casus_id, "gebied", "casus", "Gebied", VREEMD, 3)
        tafel.begin(tafel.vast)
        inbreng = tafel.zeg(VREEMD, afwijkend=(VREEMD,))
        casus = wp.eis(Casus, tafel.casus_id)
        assert (casus.doel, casus.thema) == (BEWAARD, [BEWAARD])
        assert wp.eis(Notitie, notitie).tekst == BEWAARD
        assert wp.eis(Inbreng, inbreng).afwijkend == [BEWAARD]
        assert {t.record_id for t in zoeken.zoek(wp, "merkwoord")} >= {notitie, inbreng}
        assert wp.kluis.check() == []


@pytest.mark.parametrize("deel", [VREEMD, "<para><font color=red>", "&amp; &#0; ]]>", "x" * 5000, "\u2028\ufeff\u200b"])
def test_vreemde_tekst_komt_als_tekst_in_een_ondertekend_verslag(tmp_path: Path, deel: str) -> None:
    with werkplek(tmp_path) as wp:
        tafel = Tafel(wp)
        tafel.begin(tafel.vast)
        tafel.zeg(deel)
        tafel.beslis()
        afronden.zet_uitkomst(wp, tafel.punt_id, samenvatting=deel, informeren=deel)
        verslag = tafel.sluit()
        verslagen.stel_vast(wp, verslag.id)
        verslagen.onderteken_overleg(wp, tafel.overleg_id)
        assert echtheid.controleer(verslagen.bestand(wp, verslag.id)).verdict.value == "geldig"
