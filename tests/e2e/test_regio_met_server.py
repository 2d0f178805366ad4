"""A region with a real server in a process of its own: from invitation to a laptop that drowned."""

import contextlib
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from zvh_testing.casuskluis import AMSTERDAM, meld_aan
from zvh_testing.knipper import Knipper
from zvh_testing.overlegspel import Tafel
from zvh_testing.regioplek import Regioplek, regioplek
from zvh_testing.serverplek import Proefserver, dood, roep, start, stop

from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.domain.invoerregel import Regel
from zvh_desktop.services import (
    aanmelden,
    beheer,
    dossiers,
    herstel,
    meeschrijven,
    regio,
    samenvoegen,
    stick,
    sync,
    toelating,
    voorzitten,
)
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.sync.transport import HttpTransport

COLLEGAS = (("Sanne Bakker", "veldwerker"), ("Joris Blom", "secretaris"))


class Echteklok:
    """The clock of the machine, as the server has."""

    def nu(self) -> datetime:
        return datetime.now(AMSTERDAM)


@dataclass
class Streek:
    """A region with its server, and a line to it that can be cut."""

    plek: Regioplek
    server: Proefserver
    lijn: Knipper

    def herstart(self) -> None:
        """Power cut at the server; it comes back on another port."""
        self.stop_server()
        self.begin_server()

    def stop_server(self) -> Path:
        """Power cut at the server; return where its files lie."""
        dood(self.server)
        return self.server.map

    def begin_server(self) -> None:
        """The server comes back, on another port."""
        self.server = start(self.server.map)
        self.lijn.zet_naar(int(self.server.adres.rsplit(":", 1)[1]))


def maak_server(map_: Path, databank: str = "") -> str:
    """What the region's IT does first; return the request."""
    map_.mkdir(parents=True)
    # A test asks in seconds what a region asks in days.
    regels = ["per_minuut = 100000", "per_minuut_vreemd = 100000", f'database = "{databank}"' if databank else ""]
    (map_ / "server.toml").write_text("\n".join(regels) + "\n", encoding="utf-8")
    with contextlib.redirect_stdout(io.StringIO()):
        assert roep("--map", str(map_), "init") == 0
    return (map_ / "verzoek.txt").read_text(encoding="ascii")


@contextlib.contextmanager
def streek(
    map_: Path, collegas: tuple[tuple[str, str], ...] = COLLEGAS, *, databank: str = "", workers: int = 1
) -> Iterator[Streek]:
    verzoek = maak_server(map_ / "server", databank)
    with contextlib.ExitStack() as stapel:
        maak: list[Callable[[], HttpTransport]] = []
        plek = stapel.enter_context(regioplek(map_, lambda: maak[0]()))
        plek.klok = Echteklok()  # type: ignore[assignment]
        baas = plek.nieuwe_kluis("baas")
        beheer.richt_in(
            baas,
            beheer.Inrichting("Zorg- en Veiligheidshuis", "M. van der Heijden", "", "beheerder", collegas=collegas),
        )
        plek.bladen = regio.begin(baas).bladen
        bestand = regio.certificeer_server(baas, verzoek, "http://127.0.0.1:1").inhoud
        (map_ / "regio.txt").write_bytes(bestand)
        with contextlib.redirect_stdout(io.StringIO()):
            assert roep("--map", str(map_ / "server"), "init", "--region", str(map_ / "regio.txt")) == 0
        server = start(map_ / "server", workers=workers)
        stapel.callback(lambda: stop(uit.server))
        lijn = stapel.enter_context(Knipper(int(server.adres.rsplit(":", 1)[1])))
        adres = f"http://127.0.0.1:{lijn.poort}"
        regio.zet_server(baas, adres)
        maak.append(lambda: HttpTransport(adres, wacht_s=10))
        uit = Streek(plek, server, lijn)
        yield uit


def schrijf(wp: Werkplek, tekst: str) -> Notitie:
    casus = wp.store.find(Casus)[0]
    n = Notitie(id=wp.nieuw_id(), stream=casus.stream, casus_id=casus.id, tijdstip=wp.nu(), tekst=tekst)
    with wp.transactie("notitie") as t:
        t.save(n)
    return n


def teksten(wp: Werkplek) -> list[str]:
    return sorted(n.tekst for n in wp.store.find(Notitie))


def zet_gebied(wp: Werkplek, gebied: str) -> None:
    with wp.transactie("gebied") as t:
        t.save(wp.store.find(Casus)[0].met(gebied=gebied))


def test_van_uitnodiging_tot_verdronken_laptop(tmp_path: Path) -> None:
    with streek(tmp_path) as s:
        plek = s.plek
        baas = plek.kluizen["baas"]
        meld_aan(baas)
        joris, sanne = plek.lid("joris", "Joris Blom"), plek.lid("sanne", "Sanne Bakker")
        assert joris.store.find(Casus) == baas.store.find(Casus)
        assert sanne.store.find(Casus) == []
        # Both work without a network, and meet.
        zet_gebied(baas, "Noord")
        zet_gebied(joris, "Zuid")
        schrijf(joris, "offline geschreven")
        plek.alles_gelijk("baas", "joris")
        (conflict,) = samenvoegen.conflicten(joris)
        assert (conflict.veldnaam, [v.waarde for v in conflict.versies]) == ("Gebied of systeem", ["Noord", "Zuid"])
        assert [v.wie for v in conflict.versies] == ["M. van der Heijden", "Joris Blom"]
        bon = samenvoegen.voeg_samen(joris, conflict.soort, conflict.record, conflict.veld, "Zuid")
        assert bon.wijzigingen == 1
        plek.alles_gelijk("joris", "baas", keren=1)
        assert samenvoegen.conflicten(baas) == []
        assert baas.store.find(Casus)[0].gebied == "Zuid"
        # A stolen laptop.
        regio.trek_in(baas, sanne.store.toestel, "gestolen")
        plek.sync("baas", "joris")
        with pytest.raises(Omstandigheid) as fout:
            plek.sync("sanne")
        assert fout.value.gegevens["code"] == "toestel_ingetrokken"
        schrijf(joris, "onder de nieuwe sleutel")
        # A stick while there is no network.
        stick.pak_uit(baas, stick.pak(joris, [baas.store.toestel]).inhoud)
        assert teksten(baas) == ["offline geschreven", "onder de nieuwe sleutel"]
        plek.alles_gelijk("baas", "joris")
        assert sync.stand(baas).wachtend == sync.stand(joris).wachtend == 0
        # The server loses power; nothing is lost.
        s.herstart()
        schrijf(baas, "na de stroomuitval")
        plek.alles_gelijk("baas", "joris")
        assert teksten(joris) == teksten(baas)
        # The beheerder's laptop drowns; two sheets of paper and the server bring everything back.
        nieuw = plek.nieuwe_kluis("nieuw")
        uit = herstel.herstel_regio(
            nieuw,
            [" ".join(blad) for blad in plek.bladen[:2]],
            naam="M. van der Heijden",
            adres=f"http://127.0.0.1:{s.lijn.poort}",
            transport=plek.lijn("nieuw").transport,
        )
        assert uit.sleutels > 0
        assert teksten(nieuw) == teksten(baas)
        assert nieuw.store.find(Casus) == baas.store.find(Casus)


def test_voorzitter_en_secretaris_schrijven_in_een_overleg_en_zien_van_elkaar_waar(tmp_path: Path) -> None:
    with streek(tmp_path) as s:
        plek = s.plek
        baas = plek.kluizen["baas"]
        tafel = Tafel(baas)
        joris = plek.lid("joris", "Joris Blom")
        tafel.begin()
        plek.alles_gelijk("baas", "joris")
        # Who joins begins where the meeting is, and looking at another point does not move it.
        daar = voorzitten.beeld(joris, tafel.overleg_id)
        assert daar.huidig == tafel.punt_id and daar.casus is not None
        ander = next(p.agendapunt_id for p in daar.agenda if p.agendapunt_id != tafel.punt_id)
        assert not voorzitten.open_punt(joris, tafel.overleg_id, ander, neem_over=False).geraakt
        assert voorzitten.beeld(joris, tafel.overleg_id, ander).geleid_bij == tafel.punt_id
        # One of them types, the other one too; each sees where, and nobody sees what before it is recorded.
        assert meeschrijven.schrijft(joris, tafel.overleg_id, tafel.punt_id).geraakt
        assert not meeschrijven.schrijft(joris, tafel.overleg_id, tafel.punt_id).geraakt, "niet bij elke toets"
        tafel.zeg("Van de voorzitter.")
        voorzitten.leg_vast(joris, tafel.punt_id, Regel("informatie", "Van de secretaris."))
        assert dossiers.ongedaan_label(joris) == "informatie vastgelegd", "wie schrijft is geen handeling"
        plek.alles_gelijk("baas", "joris")
        hier = voorzitten.beeld(baas, tafel.overleg_id, tafel.punt_id)
        assert [(m.naam, m.agendapunt_id) for m in hier.meeschrijvers] == [("Joris Blom", tafel.punt_id)]
        assert {(i.tekst, i.door.split(",")[0]) for i in hier.inbreng} == {
            ("Van de voorzitter.", ""),
            ("Van de secretaris.", "Joris Blom"),
        }
        daar = voorzitten.beeld(joris, tafel.overleg_id, tafel.punt_id)
        assert [i.inbreng_id for i in daar.inbreng] == [i.inbreng_id for i in hier.inbreng]
        assert daar.meeschrijvers == ()
        # Nothing of it is legible at the server; leaving the screen ends it.
        assert not any(b"Joris" in p.read_bytes() for p in s.server.map.rglob("*") if p.is_file())
        meeschrijven.stopt(joris, tafel.overleg_id)
        plek.alles_gelijk("joris", "baas", keren=1)
        assert voorzitten.beeld(baas, tafel.overleg_id, tafel.punt_id).meeschrijvers == ()
        # The secretaris takes the lead on purpose.
        assert voorzitten.open_punt(joris, tafel.overleg_id, ander).geraakt
        plek.alles_gelijk("joris", "baas", keren=1)
        assert voorzitten.beeld(baas, tafel.overleg_id, tafel.punt_id).geleid_bij == ander


def test_een_lege_server_wordt_gevuld_en_wist_niets(tmp_path: Path) -> None:
    with streek(tmp_path) as s:
        plek = s.plek
        baas = plek.kluizen["baas"]
        meld_aan(baas)
        joris = plek.lid("joris", "Joris Blom")
        schrijf(joris, "van joris")
        plek.alles_gelijk("joris", "baas")
        for pad in s.stop_server().glob("*.db*"):
            pad.unlink()
        with contextlib.redirect_stdout(io.StringIO()):
            assert roep("--map", str(s.server.map), "init", "--region", str(tmp_path / "regio.txt")) == 0
        s.begin_server()
        plek.lijnen.clear()
        assert plek.sync("baas")[0].hervuld > 0
        plek.alles_gelijk("joris", "baas")
        assert teksten(baas) == teksten(joris) == ["van joris"]
        derde = plek.lid("derde", "Joris Blom")
        assert teksten(derde) == ["van joris"]
        assert derde.store.find(Casus) == baas.store.find(Casus)


def test_kanarie_niets_getypts_in_verkeer_databank_of_log(tmp_path: Path) -> None:
    kanaries = ["Kanarievogel-Zwartewater", "Doetinchemstraatweg", "kwikzilverachtig"]
    with streek(tmp_path, (("Joris Blom", "secretaris"), (kanaries[0], "secretaris"))) as s:
        plek = s.plek
        baas = plek.kluizen["baas"]
        meld_aan(baas)
        joris = plek.lid("joris", "Joris Blom")
        schrijf(joris, f"Woont aan de {kanaries[1]} en is {kanaries[2]}.")
        plek.alles_gelijk("joris", "baas")
        assert any(kanaries[1] in tekst for tekst in teksten(baas))
        pak = stick.pak(joris, [baas.store.toestel], alles=True).inhoud
        stop(s.server)
        overal = bytes(s.lijn.verkeer) + pak + b"".join(p.read_bytes() for p in s.server.map.rglob("*") if p.is_file())
        for kanarie in (*kanaries, "Vermeer", "999990007", "Dijkgraaf", "Joris Blom", "Noord-Holland"):
            for vorm in (kanarie.encode(), kanarie.encode("utf-16-le"), json.dumps(kanarie)[1:-1].encode()):
                assert vorm not in overal
        s.server = start(s.server.map)


def test_aanmelden_met_bestanden_zonder_postvak(tmp_path: Path) -> None:
    with streek(tmp_path) as s:
        plek = s.plek
        baas = plek.kluizen["baas"]
        meld_aan(baas)
        joris = plek.nieuwe_kluis("joris")
        wie = next(m for m in beheer.medewerkers(baas) if m.naam == "Joris Blom")
        uitnodiging = toelating.nodig_uit(baas, wie.id)
        een = aanmelden.word_lid(joris, uitnodiging.tekst)
        twee = toelating.neem_bericht(baas, uitnodiging.id, een.bericht)
        drie = aanmelden.neem_antwoord(joris, twee.bericht)
        vier = toelating.neem_bericht(baas, uitnodiging.id, drie.bericht)
        vijf = aanmelden.neem_antwoord(joris, vier.bericht)
        assert vijf.fase == vier.fase == "woorden"
        assert vijf.woorden == vier.woorden
        with pytest.raises(Omstandigheid) as fout:
            toelating.keur_goed(baas, uitnodiging.id, vijf.woorden[::-1])
        assert fout.value.gegevens["regel"] == "woorden_verschillen"
        goed = toelating.keur_goed(baas, uitnodiging.id, vijf.woorden)
        assert aanmelden.neem_antwoord(joris, goed.bericht).fase == "lid"
        # Keys and all come by stick as well: there was no network at all.
        regio.deel_sleutels_uit(baas)
        uit = stick.pak_uit(joris, stick.pak(baas, [joris.store.toestel]).inhoud)
        assert uit.compleet
        assert joris.store.find(Casus) == baas.store.find(Casus)
        assert joris.wie_naam() == "Joris Blom"
