"""Two laptops change one plan without a connection: nothing that was written is lost, no phase is half of two."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from zvh_testing.duur import keer
from zvh_testing.kluisregio import BEGIN, PERSOON, Plek, Regio, beeld, wissel

from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.domain.partner import Medewerker
from zvh_desktop.domain.plan import Doel, Fase, Scenario
from zvh_desktop.domain.planfase import Fasestap, Voorwaarde, laatste_stappen
from zvh_desktop.services import dossiers, fasen
from zvh_desktop.services.machine import SysteemWillekeur
from zvh_desktop.services.werkplek import IK, Werkplek

VERS = 60
"""Histories on the same two laptops."""
STANDEN = ("niet_gestart", "voorbereid", "open", "bereikt", "teruggevallen")

Tafel = tuple[Regio, tuple[Plek, Plek], tuple[Werkplek, Werkplek]]

daad = st.tuples(
    st.sampled_from(
        (
            "doel",
            "doeltekst",
            "gehaald",
            "voorwaarde",
            "voldaan",
            "stap",
            "stap",
            "stap",
            "scenario",
            "situatie",
            "tijd",
            "wissel",
        )
    ),
    st.integers(0, 1),
    st.integers(0, 3),
    st.integers(0, 4),
)
"""What, on which laptop, of which phase or goal, and to which state."""


class Tafels:
    """Two laptops of one region, and two new ones after some histories: what they hold makes each next one slower."""

    def __init__(self, map_: Path) -> None:
        self._map, self._keer = map_, 0
        self._nu: Tafel | None = None

    def neem(self) -> Tafel:
        """Return those of now."""
        self._keer += 1
        if self._nu is None or self._keer % VERS == 0:
            self.sluit()
            self._nu = self._dek(self._map / str(self._keer))
        return self._nu

    @staticmethod
    def _dek(map_: Path) -> Tafel:
        map_.mkdir()
        regio = Regio(map_)
        plekken = regio.maak("een", "beheerder"), regio.maak("twee")
        plekken[0].bewaar(Medewerker(id=PERSOON, stream="ab" * 16, naam="Sanne Bakker", rol="procesregisseur"))
        for plek in plekken:
            plek.store.zet_instelling(IK, PERSOON)
        regio.deel(plekken[0], "ab" * 16, plekken[1], soort="regio")
        wissel(plekken, "ab" * 16)
        een, twee = (Werkplek(p.store, regio.klok, SysteemWillekeur(), p.kluis) for p in plekken)
        return regio, plekken, (een, twee)

    def sluit(self) -> None:
        """Close those of now."""
        if self._nu is not None:
            self._nu[0].sluit()
            shutil.rmtree(self._nu[0].map)
            self._nu = None


@pytest.fixture(scope="module")
def tafels(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tafels]:
    gemaakt = Tafels(tmp_path_factory.mktemp("samen"))
    yield gemaakt
    gemaakt.sluit()


def _casus(tafel: Tafel) -> str:
    regio, plekken, (wp, _) = tafel
    id_, stream = wp.nieuw_id(), wp.nieuwe_stream()
    casus = Casus(id=id_, stream=stream, nummer="", type="persoon", status="loopt", begonnen_op=wp.vandaag())
    with wp.transactie("casus") as t:
        t.save(casus)
        t.save_many(Fase(id=wp.nieuw_id(), stream=stream, casus_id=id_, nummer=nr) for nr in range(1, 5))
    regio.deel(plekken[0], stream, plekken[1])
    _wissel(plekken, stream)
    return id_


def _wissel(plekken: tuple[Plek, Plek], stream: str) -> None:
    """Seal one stream on both and bring each what it does not hold; the other histories' streams are left alone."""
    for plek in plekken:
        plek.verzegel(stream)
    for van, aan in (plekken, plekken[::-1]):
        heeft = {stuk.hash for stuk in aan.stukken(stream)}
        aan.ontvang(stuk for stuk in van.stukken(stream) if stuk.hash not in heeft)


def _doe(wp: Werkplek, casus_id: str, wat: str, nr: int, naar: int, teller: int) -> str:
    """Do one thing on one laptop; return the text that must never be lost, "" for none."""
    fase = next(f for f in wp.store.find(Fase, casus_id=casus_id) if f.nummer == nr + 1)
    doelen = wp.store.find(Doel, casus_id=casus_id)
    tekst = f"{wat} {teller}"
    if wat == "doel":
        dossiers.voeg_toe(wp, "doel", casus_id, {"fase": nr + 1, "tekst": tekst})
        return tekst
    if wat == "scenario":
        dossiers.voeg_toe(wp, "scenario", casus_id, {"als_": tekst, "dan": "bellen"})
        return tekst
    if wat == "voorwaarde":
        fasen.voeg_voorwaarde_toe(wp, fase.id, tekst)
        return tekst
    if wat == "situatie":
        dossiers.wijzig(wp, "fase", fase.id, {"situatie": f"{fase.situatie} {tekst}."})
    if wat == "doeltekst" and doelen:
        doel = doelen[naar % len(doelen)]
        dossiers.wijzig(wp, "doel", doel.id, {"tekst": f"{doel.tekst} en verder"})
    if wat == "gehaald" and doelen:
        dossiers.wijzig(wp, "doel", doelen[naar % len(doelen)].id, {"bereikt": bool(teller % 2)})
    if wat == "voldaan":
        for voorwaarde in fasen.voorwaarden(wp, fase)[:1]:
            fasen.zet_voldaan(wp, fase.id, voorwaarde.id, aan=bool(naar % 2))
    if wat == "stap":
        fasen.zet_fase(wp, fase.id, STANDEN[naar], motivering=tekst, ondanks="het kan zo")
    return ""


@given(st.lists(daad, min_size=4, max_size=30))
@settings(
    max_examples=keer(8, 3000),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_geen_doel_verloren_en_geen_halve_fase(tafels: Tafels, geschiedenis: list[tuple[str, int, int, int]]) -> None:
    tafel = tafels.neem()
    regio, plekken, wps = tafel
    # Room to be set back: certificates do not hold for before they were made.
    regio.klok.moment = max(regio.klok.moment, BEGIN + timedelta(days=60))
    casus_id = _casus(tafel)
    laatst = regio.klok.moment
    stream = wps[0].eis(Casus, casus_id).stream
    geschreven: set[str] = set()
    stappen: set[tuple[int, str, str]] = set()
    for teller, (wat, waar, nr, naar) in enumerate(geschiedenis):
        if wat == "tijd":
            regio.klok.moment += timedelta(days=naar - 1)
            laatst = max(laatst, regio.klok.moment)
            continue
        if wat == "wissel":
            _wissel(plekken, stream)
            continue
        try:
            tekst = _doe(wps[waar], casus_id, wat, nr, naar, teller)
        except Omstandigheid as fout:
            assert wat == "stap", fout.gegevens
            continue
        geschreven |= {tekst} - {""}
        if wat == "stap":
            stappen.add((nr + 1, STANDEN[naar], f"{wat} {teller}"))
    # What bears a later moment than the clock of who receives it waits until that has come.
    regio.klok.moment = max(laatst, regio.klok.moment) + timedelta(minutes=1)
    _wissel(plekken, stream)
    _wissel(plekken, stream)
    assert beeld(plekken[0].store, stream) == beeld(plekken[1].store, stream)
    for wp in wps:
        _klopt(wp, casus_id, geschreven, stappen)


def _klopt(wp: Werkplek, casus_id: str, geschreven: set[str], stappen: set[tuple[int, str, str]]) -> None:
    teksten = [d.tekst for d in wp.store.find(Doel, casus_id=casus_id)]
    teksten += [v.tekst for v in wp.store.find(Voorwaarde, casus_id=casus_id)]
    teksten += [s.als_ for s in wp.store.find(Scenario, casus_id=casus_id)]
    assert not [tekst for tekst in geschreven if not any(t.startswith(tekst) for t in teksten)]
    gezet = wp.store.find(Fasestap, casus_id=casus_id)
    assert {(s.fase, s.naar, s.motivering) for s in gezet} == stappen
    alle = wp.store.find(Fase, casus_id=casus_id)
    assert sorted(f.nummer for f in alle) == [1, 2, 3, 4]
    for fase in alle:
        eigen = [s for s in gezet if s.fase == fase.nummer]
        assert fase.status in {"niet_gestart", *(s.naar for s in eigen)}, "a state that somebody declared"
        laatste = laatste_stappen(eigen)
        if len(laatste) == 1:
            assert fase.status == laatste[0].naar, "who saw all steps decides where the phase stands"
        if fase.status == "bereikt":
            assert fase.bereikt_op is not None
