"""Clocks that jump ahead and are put right: whatever two devices wrote meanwhile, both end with all of it."""

import json
from datetime import timedelta
from pathlib import Path
from random import Random

from zvh_testing.casuskluis import meld_aan
from zvh_testing.duur import keer
from zvh_testing.regioplek import Regioplek, Tikklok, regioplek

from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.services import sync
from zvh_desktop.services.geschiedenis import geschiedenis
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import search
from zvh_desktop.store.check import check
from zvh_desktop.store.times import to_ms

NAMEN = ("baas", "joris")
SPRONGEN = (
    timedelta(minutes=4),
    timedelta(minutes=40),
    timedelta(hours=3),
    timedelta(hours=11),
    timedelta(hours=13),
    timedelta(days=365),
)
EERDER = 5083
"""A history that once went wrong: sealed three hours ahead, and then written a year ahead."""
PER_REGIO = 20
"""So many histories one after the other in the same region: making one costs more than what is done in it."""


class Spel:
    """Two devices of one region, each with a clock of its own."""

    def __init__(self, plek: Regioplek) -> None:
        self.plek = plek
        baas = plek.begin((("Joris Blom", "secretaris"),))
        self.klokken = {"baas": plek.klok, "joris": Tikklok()}
        plek.server.klok = lambda: to_ms(plek.klok.moment)
        plek.lid("joris", "Joris Blom", klok=self.klokken["joris"])
        self.baas = baas
        self.getypt: list[str] = []
        self.vooruit_verzegeld = False

    def verder(self, **stap: float) -> None:
        """Let time pass for all."""
        for klok in self.klokken.values():
            klok.verder(**stap)

    def begin(self) -> None:
        """A case of its own for what follows, known on both sides."""
        meld_aan(self.baas)
        self.casus = max(self.baas.store.find(Casus), key=lambda c: c.id)
        self.getypt.clear()
        self.notities = [self.baas.nieuw_id() for _ in range(2)]
        with self.baas.transactie("notities") as t:
            t.save_many(
                Notitie(id=id_, stream=self.casus.stream, casus_id=self.casus.id, tijdstip=self.baas.nu(), tekst="")
                for id_ in self.notities
            )
        self.plek.alles_gelijk(*NAMEN, keren=2)
        for wp in self.plek.kluizen.values():
            wp.store.bewaar_concept(
                self.notities[0], "tekst", soort="notitie", label="", tekst=f"concept {wp.store.toestel}", cursor=1
            )

    def typ(self, wp: Werkplek, rng: Random) -> None:
        """Change one field, or make a record."""
        woord = f"woord {len(self.getypt)} {rng.random()}"
        self.getypt.append(woord)
        soort = rng.randrange(5)
        with wp.transactie(woord) as t:
            if soort == 0:
                stream, casus = self.casus.stream, self.casus.id
                t.save(Notitie(id=wp.nieuw_id(), stream=stream, casus_id=casus, tijdstip=wp.nu(), tekst=woord))
            elif soort == 1:
                t.save(wp.eis(Casus, self.casus.id).met(gebied=woord))
            elif soort == 2:
                t.save(wp.eis(Casus, self.casus.id).met(doel=woord))
            else:
                t.save(wp.eis(Notitie, rng.choice(self.notities)).met(tekst=woord))

    def ongedaan(self, wp: Werkplek) -> None:
        """Take the last act of this person back, when there is one of this history."""
        assert wp.wie is not None
        laatste = wp.store.laatste_handeling(wp.wie.id)
        if laatste is not None and laatste[1] in self.getypt:
            wp.ongedaan(laatste[0])

    def ronde(self, naam: str) -> None:
        """A round of one device; remember whether it may have sealed what lies ahead."""
        self.vooruit_verzegeld |= timedelta() < self.klokken[naam].scheef < timedelta(hours=12)
        self.plek.sync(naam)

    def speel(self, rng: Random) -> None:
        """One history of edits, jumps and rounds."""
        for _ in range(rng.randint(4, 24)):
            naam = rng.choice(NAMEN)
            wp = self.plek.kluizen[naam]
            wat = rng.random()
            if wat < 0.4:
                self.typ(wp, rng)
            elif wat < 0.46:
                self.ongedaan(wp)
            elif wat < 0.7:
                self.klokken[naam].scheef = rng.choice((*SPRONGEN, timedelta(), timedelta()))
            elif wat < 0.96:
                self.ronde(naam)
            else:
                self.verder(minutes=rng.randint(1, 200))

    def kom_tot_rust(self) -> None:
        """Put both clocks right; where it has to be, wait until the time that was sealed; rounds until rest."""
        for klok in self.klokken.values():
            klok.scheef = timedelta()
        if self.vooruit_verzegeld:
            self.plek.alles_gelijk(*NAMEN, keren=1)
            self.verder(hours=13)
        self.vooruit_verzegeld = False
        self.plek.alles_gelijk(*NAMEN, keren=3)

    def doe(self, rng: Random) -> None:
        """One history, and at rest once more an act taken back."""
        self.begin()
        self.speel(rng)
        self.kom_tot_rust()
        self.toets(grondig=False)
        for wp in self.plek.kluizen.values():
            self.ongedaan(wp)
        self.kom_tot_rust()
        self.toets(grondig=False)

    def naast_elkaar(self) -> None:
        """Two values of one field: one sealed a little ahead, the other written further ahead and not sealed."""
        self.begin()
        for naam, uren in (("joris", 13), ("baas", 3)):
            self.klokken[naam].scheef = timedelta(hours=uren)
            self.getypt.append(f"van {naam}")
            wp = self.plek.kluizen[naam]
            with wp.transactie(f"van {naam}") as t:
                t.save(wp.eis(Casus, self.casus.id).met(gebied=f"van {naam}"))
        self.ronde("baas")
        self.ronde("joris")
        self.kom_tot_rust()
        self.toets(grondig=False)
        assert all(sync.stand(wp).conflicten == 1 for wp in self.plek.kluizen.values())

    def beeld(self, wp: Werkplek) -> dict[str, object]:
        """What has to be the same on both sides."""
        verbinding, stream = wp.store.verbinding, (self.casus.stream,)
        search.follow(verbinding)
        return {
            "log": verbinding.rows("SELECT id, waarde, vervangt FROM change WHERE stream = ? ORDER BY id", stream),
            "heads": verbinding.rows(
                "SELECT h.record, h.veld, h.change, c.waarde FROM head h JOIN change c ON c.id = h.change "
                "WHERE c.stream = ? ORDER BY 1, 2, 3",
                stream,
            ),
            "casus": verbinding.rows("SELECT * FROM casus WHERE stream = ? ORDER BY id", stream),
            "notitie": verbinding.rows("SELECT * FROM notitie WHERE stream = ? ORDER BY id", stream),
            "botsing": verbinding.rows(
                "SELECT record, veld, botst FROM botsing WHERE stream = ? ORDER BY 1, 2", stream
            ),
            "zoek": verbinding.rows(
                "SELECT record, veld, tekst FROM zoektekst WHERE stream = ? ORDER BY record, veld", stream
            ),
        }

    def toets(self, *, grondig: bool) -> None:
        """Everything that has to hold at rest."""
        baas, joris = (self.plek.kluizen[naam] for naam in NAMEN)
        een, ander = self.beeld(baas), self.beeld(joris)
        for wat, rijen in een.items():
            assert rijen == ander[wat], wat
        typwerk = {json.dumps(woord) for woord in self.getypt}
        for wp in (baas, joris):
            verbinding = wp.store.verbinding
            log = een["log"]
            assert isinstance(log, list)
            assert typwerk <= {waarde for _, waarde, _ in log}, "every word stands in the history"
            bekend = {id_ for id_, _, _ in log}
            assert bekend >= {oud for _, _, vervangt in log for oud in json.loads(vervangt)}
            assert verbinding.rows("SELECT * FROM head WHERE change NOT IN (SELECT id FROM change)") == []
            assert verbinding.rows("SELECT reden FROM apart") == verbinding.rows("SELECT * FROM vooruit") == []
            assert verbinding.rows("SELECT geweigerd FROM uitgaand") == []
            assert sync.stand(wp).wachtend == 0
            assert sync.weigeringen(wp) == []
            concepten = verbinding.rows("SELECT tekst FROM concept WHERE record = ?", (self.notities[0],))
            assert concepten == [(f"concept {wp.store.toestel}",)]
            labels = {regel.label for regel in wp.store.geschiedenis(stream=self.casus.stream, limit=10_000)}
            assert set(self.getypt) <= labels
            assert geschiedenis(wp, self.casus.id)
            if grondig:
                assert check(verbinding) == []


def test_wat_met_springende_klokken_is_geschreven_staat_daarna_aan_beide_kanten(tmp_path: Path) -> None:
    zaden = (EERDER, *range(keer(1, 3000)))
    for begin in range(0, len(zaden), PER_REGIO):
        map_ = tmp_path / str(begin)
        map_.mkdir()
        with regioplek(map_) as plek:
            spel = Spel(plek)
            if not begin:
                spel.naast_elkaar()
            for zaad in zaden[begin : begin + PER_REGIO]:
                try:
                    spel.doe(Random(zaad))
                except BaseException as fout:
                    fout.add_note(f"zaad {zaad}")
                    raise
            spel.toets(grondig=True)
