"""What an ended device made after its limits and was applied somewhere is listed there, and can be taken back."""

from pathlib import Path

import pytest
from zvh_testing.casuskluis import meld_aan
from zvh_testing.regioplek import regioplek

from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.services import nagrens, regio, sync


def test_wat_na_de_grens_al_was_verwerkt_staat_er_en_kan_terug(tmp_path: Path) -> None:
    with regioplek(tmp_path) as plek:
        baas = plek.begin((("Ayşe Demir", "procesregisseur"), ("Joris Blom", "secretaris")))
        meld_aan(baas)
        ayse, joris = plek.lid("ayse", "Ayşe Demir"), plek.lid("joris", "Joris Blom")
        plek.alles_gelijk("baas", "ayse", "joris")
        casus = joris.store.find(Casus)[0]
        with joris.transactie("doel gewijzigd") as t:
            t.save(casus.met(doel="Door wie de laptop had."))
        n = Notitie(id=joris.nieuw_id(), stream=casus.stream, casus_id=casus.id, tijdstip=joris.nu(), tekst="Vals.")
        with joris.transactie("notitie geschreven") as t:
            t.save(n)
        # Ayşe hears of it; the baas, who ends the device, has not.
        plek.sync("joris", "ayse")
        toestel = joris.store.toestel
        regio.trek_in(baas, toestel, "gestolen")
        plek.alles_gelijk("baas", "ayse")
        assert ayse.store.find(Casus)[0].doel == "Door wie de laptop had."
        assert baas.store.find(Casus)[0].doel == casus.doel
        assert [g.aantal for g in sync.weigeringen(ayse) if g.wie == "verwerkt"] == [1]
        assert [g for g in sync.weigeringen(baas) if g.wie == "verwerkt"] == []
        uit = nagrens.na_de_grens(ayse, toestel)
        assert [d.wat for d in uit.daden] == ["doel gewijzigd", "notitie geschreven"]
        assert "Door wie de laptop had." in uit.daden[0].regels[0]
        assert "al verwerkt" in uit.woorden
        assert [g for g in sync.weigeringen(ayse) if g.wie == "verwerkt"] == [], "looked at"
        for d in uit.daden:
            nagrens.draai_terug(ayse, toestel, d.txn)
        assert ayse.store.find(Casus)[0].doel == casus.doel
        assert ayse.store.find(Notitie) == []
        assert all(d.teruggedraaid for d in nagrens.na_de_grens(ayse, toestel).daden)
        with pytest.raises(Omstandigheid):
            nagrens.draai_terug(ayse, toestel, uit.daden[0].txn)
        plek.alles_gelijk("ayse", "baas")
        assert baas.store.find(Casus)[0] == ayse.store.find(Casus)[0]
        assert baas.store.find(Notitie) == []
