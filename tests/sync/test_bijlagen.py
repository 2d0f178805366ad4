"""Files go with the records that name them: sealed in pieces, fetched by who may, checked before they are kept."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from zvh_testing.casuskluis import meld_aan
from zvh_testing.regioplek import Regioplek, regioplek

from zvh_desktop.domain.bijlage import Bijlage
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.domain.overleg import Verklaring
from zvh_desktop.services import dossierstukken, stick
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store.attachments import STUK_BYTES


@pytest.fixture
def plek(tmp_path: Path) -> Iterator[Regioplek]:
    with regioplek(tmp_path) as p:
        meld_aan(p.begin((("Joris Blom", "secretaris"), ("Sanne Bakker", "veldwerker"))))
        yield p


def leg_neer(wp: Werkplek, inhoud: bytes) -> str:
    """A record that names a file."""
    casus = wp.store.find(Casus)[0]
    with wp.transactie("verklaring") as t:
        sha = t.bestand(inhoud)
        t.save(
            Verklaring.model_validate(
                {
                    "id": wp.nieuw_id(), "stream": casus.stream, "pdf_sha256": sha, **_verklaring(wp),
                }
            )
        )  # fmt: skip
    return sha


def _verklaring(wp: Werkplek) -> dict[str, object]:
    velden: dict[str, object] = {}
    for naam, veld in Verklaring.model_fields.items():
        if veld.is_required() and naam not in ("id", "stream"):
            soort = str(veld.annotation)
            velden[naam] = wp.nu() if "datetime" in soort else date(2026, 11, 2) if "date" in soort else _woord(naam)
    return velden


def _woord(naam: str) -> str:
    return {"wijze": "papier"}.get(naam, "x")


@pytest.mark.parametrize("omvang", [0, 1000, STUK_BYTES, 2 * STUK_BYTES + 7])
def test_een_bestand_komt_heel_aan(plek: Regioplek, omvang: int) -> None:
    inhoud = os.urandom(omvang)
    sha = leg_neer(plek.kluizen["baas"], inhoud)
    plek.sync("baas")
    joris = plek.lid("joris", "Joris Blom")
    plek.sync("joris")
    assert joris.store.bestand(sha) == inhoud
    assert inhoud[:50] not in b"".join(plek.server.inhoud.blokken.values()) or omvang < 50
    voor = plek.server.geduwd
    plek.alles_gelijk("baas", "joris")
    assert plek.server.geduwd == voor
    assert len(joris.store.find(Bijlage)) == 1


def test_een_stuk_van_het_dossier_komt_mee_en_zegt_eerst_dat_de_inhoud_er_nog_niet_is(plek: Regioplek) -> None:
    baas = plek.kluizen["baas"]
    casus = baas.store.find(Casus)[0]
    inhoud = b"%PDF-1.7" + os.urandom(STUK_BYTES + 50)
    stuk = dossierstukken.voeg_toe(baas, casus.id, inhoud, naam="brief.pdf", omschrijving="Brief").stuk
    plek.sync("baas")
    blokken = plek.server.inhoud.blokken
    goed = dict(blokken)
    for sleutel, wire in goed.items():
        blokken[sleutel] = wire[:-1] + bytes([wire[-1] ^ 1])
    joris = plek.lid("joris", "Joris Blom")
    plek.sync("joris")
    (regel,) = dossierstukken.lijst(joris, casus.id)
    assert regel.stuk == stuk and not regel.hier and dossierstukken.kijk(joris, stuk.id).waarom == "nog_niet_hier"
    blokken.update(goed)
    plek.sync("joris")
    (regel,) = dossierstukken.lijst(joris, casus.id)
    assert regel.hier and dossierstukken.lees(joris, stuk.id) == inhoud


def test_een_veranderd_blok_wordt_niet_bewaard(plek: Regioplek) -> None:
    sha = leg_neer(plek.kluizen["baas"], os.urandom(1000))
    plek.sync("baas")
    blokken = plek.server.inhoud.blokken
    goed = dict(blokken)
    for sleutel, wire in goed.items():
        blokken[sleutel] = wire[:-1] + bytes([wire[-1] ^ 1])
    joris = plek.lid("joris", "Joris Blom")
    plek.sync("joris")
    with pytest.raises(Omstandigheid):
        joris.store.bestand(sha)
    blokken.update(goed)
    plek.sync("joris")
    assert len(joris.store.bestand(sha)) == 1000


def test_wie_de_stroom_niet_heeft_krijgt_ook_het_bestand_niet(plek: Regioplek) -> None:
    leg_neer(plek.kluizen["baas"], os.urandom(1000))
    plek.sync("baas")
    sanne = plek.lid("sanne", "Sanne Bakker")
    plek.sync("sanne")
    assert sanne.store.find(Bijlage) == []


def test_een_bestand_gaat_mee_op_de_stick(plek: Regioplek) -> None:
    joris = plek.lid("joris", "Joris Blom")
    plek.alles_gelijk("baas", "joris")
    baas = plek.kluizen["baas"]
    inhoud = os.urandom(2 * STUK_BYTES + 9)
    sha = leg_neer(baas, inhoud)
    uit = stick.pak_uit(joris, stick.pak(baas, [joris.store.toestel]).inhoud)
    assert joris.store.bestand(sha) == inhoud
    assert uit.ontvangstbewijs is not None
    stick.pak_uit(baas, uit.ontvangstbewijs.inhoud)
    assert len(stick.pak(baas, [joris.store.toestel]).inhoud) < STUK_BYTES


@pytest.mark.parametrize("anders", [False, True], ids=["een nieuw lid merkt het", "de server begon opnieuw"])
def test_een_bijlage_wordt_opnieuw_gebracht_als_de_server_alleen_de_blokken_kwijt_is(
    plek: Regioplek, anders: bool
) -> None:
    inhoud = os.urandom(2 * STUK_BYTES + 7)
    sha = leg_neer(plek.kluizen["baas"], inhoud)
    plek.sync("baas")
    oud = plek.server.bewaar_stand()
    oud.blokken.clear()
    if anders:
        plek.server.draai_terug(oud)
        plek.sync("baas")
    else:
        plek.server.inhoud = oud
    joris = plek.lid("joris", "Joris Blom")
    plek.alles_gelijk("joris", "baas")
    plek.sync("joris")
    assert joris.store.bestand(sha) == inhoud
    assert len(joris.store.find(Bijlage)) == 1
    voor = plek.server.geduwd
    plek.alles_gelijk("baas", "joris")
    assert plek.server.geduwd == voor
