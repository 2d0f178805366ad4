"""Programs of different versions in one region: what is newer waits, and is there after the update."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from zvh_testing.casuskluis import WACHTWOORD, meld_aan
from zvh_testing.deur import deur
from zvh_testing.regioplek import Regioplek, regioplek
from zvh_testing.versies import NU, als_schema

from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.services import kluizen, stick, sync
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.sync.link import Link


@pytest.fixture
def plek(tmp_path: Path) -> Iterator[Regioplek]:
    with regioplek(tmp_path) as p:
        baas = p.begin((("Joris Blom", "secretaris"),))
        meld_aan(baas)
        p.lid("joris", "Joris Blom")
        p.alles_gelijk("baas", "joris")
        yield p


def schrijf(wp: Werkplek, tekst: str) -> None:
    casus = wp.store.find(Casus)[0]
    n = Notitie(id=wp.nieuw_id(), stream=casus.stream, casus_id=casus.id, tijdstip=wp.nu(), tekst=tekst)
    with wp.transactie("notitie") as t:
        t.save(n)


def teksten(wp: Werkplek) -> list[str]:
    return sorted(n.tekst for n in wp.store.find(Notitie))


def werk_nieuwer(plek: Regioplek, keren: int, begin: int = 0) -> list[str]:
    """Joris has the newer program, the baas the older; both write."""
    uit = []
    for nr in range(begin, begin + keren):
        with als_schema(NU + 1):
            schrijf(plek.kluizen["joris"], f"van de nieuwe {nr}")
            plek.sync("joris")
        schrijf(plek.kluizen["baas"], f"van de oude {nr}")
        plek.sync("baas")
        uit += [f"van de nieuwe {nr}", f"van de oude {nr}"]
    return sorted(uit)


def heropen(plek: Regioplek, naam: str) -> Werkplek:
    """Close a vault and open it again, as after an update of the program."""
    oud = plek.kluizen[naam]
    oud.store.close()
    oud.kluis.close()
    wp = kluizen.open_kluis(plek.map / f"{naam}.zvh", WACHTWOORD, klok=oud.klok, willekeur=oud.willekeur)
    plek.neem_over(naam, wp.kluis)
    plek.lijnen.pop(naam, None)
    return plek.kluizen[naam]


def test_wat_van_een_nieuwer_programma_kwam_wacht_en_is_er_na_het_bijwerken(plek: Regioplek) -> None:
    alles = werk_nieuwer(plek, 6)
    baas = plek.kluizen["baas"]
    assert teksten(baas) == [t for t in alles if "oude" in t]
    stand = sync.stand(baas)
    assert stand.apart == 1, "the first of the chain; the others wait for it"
    assert "eerst bijwerken" in stand.woorden and stand.kleur == "let_op"
    assert [(w.wie, w.code, w.aantal) for w in sync.weigeringen(baas)] == [("apart", "versie_nieuwer", 1)]
    assert stand.wachtend == 0
    with als_schema(NU + 1):
        plek.sync("joris")
        assert teksten(plek.kluizen["joris"]) == alles, "the other way nothing waits"
        # Opening is enough: no network, no round.
        baas = heropen(plek, "baas")
        assert teksten(baas) == alles
        assert deur(baas.store).apart() == [] and sync.stand(baas).apart == 0
        assert kluizen.controleer(baas) == []
        plek.alles_gelijk("baas", "joris", keren=1)
        assert teksten(plek.kluizen["joris"]) == alles
        assert sync.stand(baas).ontbreekt == sync.stand(plek.kluizen["joris"]).ontbreekt == 0


def test_wie_op_een_update_wacht_leest_niet_elke_ronde_alles_opnieuw(plek: Regioplek) -> None:
    werk_nieuwer(plek, 4)
    plek.sync("baas")
    nep = plek.nep("baas")
    gevraagd: list[dict[bytes, int]] = []
    echt = nep.haal

    def haal(streams: dict[bytes, int], *rest: object, **meer: object) -> object:
        gevraagd.append(dict(streams))
        return echt(streams, *rest, **meer)  # type: ignore[arg-type]

    nep.haal = haal  # type: ignore[method-assign,assignment]
    stream = bytes.fromhex(plek.kluizen["baas"].store.find(Casus)[0].stream)
    plek.sync("baas")
    nummers = [vraag[stream] for vraag in gevraagd if stream in vraag]
    assert nummers and all(nr > 0 for nr in nummers)


def test_een_ouder_programma_tussendoor_verliest_niets(plek: Regioplek) -> None:
    """Updated, put back to the older program, updated again."""
    eerste = werk_nieuwer(plek, 2)
    with als_schema(NU + 1):
        assert teksten(heropen(plek, "baas")) == eerste
    baas = heropen(plek, "baas")
    assert teksten(baas) == eerste
    tweede = werk_nieuwer(plek, 3, begin=2)
    assert [t for t in teksten(baas) if t not in eerste] == [t for t in tweede if "oude" in t]
    with als_schema(NU + 1):
        assert teksten(heropen(plek, "baas")) == sorted(eerste + tweede)


def test_ook_van_een_stick_wacht_het_nieuwere(plek: Regioplek) -> None:
    baas, joris = plek.kluizen["baas"], plek.kluizen["joris"]
    with als_schema(NU + 1):
        for nr in range(3):
            schrijf(joris, f"op de stick {nr}")
        pak = stick.pak(joris, [baas.store.toestel]).inhoud
    stick.pak_uit(baas, pak)
    assert teksten(baas) == [] and sync.stand(baas).apart == 1
    with als_schema(NU + 1):
        assert teksten(heropen(plek, "baas")) == [f"op de stick {nr}" for nr in range(3)]


def test_een_server_die_een_nieuwer_programma_vraagt_staat_in_de_regel_tot_hij_weer_past(
    plek: Regioplek, monkeypatch: pytest.MonkeyPatch
) -> None:
    baas, link = plek.kluizen["baas"], Link(plek.maak())
    schrijf(baas, "wacht op het bijwerken")
    info = replace(link.transport.info(), versies=(2, 3))
    monkeypatch.setattr(link.transport, "info", lambda: info)
    with pytest.raises(Omstandigheid) as fout:
        sync.ronde(baas, link)
    assert fout.value.reden is Reden.EERST_BIJWERKEN
    stand = sync.stand(baas)
    assert stand.woorden.startswith("eerst bijwerken") and stand.kleur == "let_op" and stand.wachtend
    plek.sync("baas")
    stand = sync.stand(baas)
    assert "bijwerken" not in stand.woorden and stand.wachtend == 0
