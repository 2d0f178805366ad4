"""Devices that write, push, pull, carry sticks, crash, join late, start epochs, are revoked: good ones end equal."""

import copy

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from zvh_testing.duur import keer
from zvh_testing.protocolspel import Spel

WIE = st.integers(0, 9)
VELDEN = st.sampled_from(["tekst", "status", "verwijderd"])


class RegioSpel(RuleBasedStateMachine):
    """At least three devices; the first one always stays, so that somebody can grant."""

    @initialize(zaad=st.integers(0, 1 << 30))
    def begin(self, zaad: int) -> None:
        self.spel = Spel(zaad)
        self.ingetrokken = 0
        for rol in ("procesregisseur", "secretaris", "veldwerker"):
            self.spel.erbij(rol)
        eerste = next(iter(self.spel.toestellen))
        self.spel.nieuwe_epoch(eerste)
        self.spel.duw(eerste)

    def kies(self, wie: int) -> str:
        goede = self.spel.goede()
        return goede[wie % len(goede)]

    def toekenner(self) -> str:
        return next(iter(self.spel.toestellen))

    @rule(wie=WIE, veld=VELDEN, waarde=st.sampled_from(["1", "2", "3"]))
    def schrijft(self, wie: int, veld: str, waarde: str) -> None:
        self.spel.schrijf(self.kies(wie), veld, waarde)

    @rule(wie=WIE, bon_verloren=st.booleans())
    def duwt(self, wie: int, bon_verloren: bool) -> None:
        self.spel.duw(self.kies(wie), bon_verloren=bon_verloren)

    @rule(wie=WIE, hoeveel=st.integers(1, 12))
    def haalt(self, wie: int, hoeveel: int) -> None:
        self.spel.haal(self.kies(wie), hoeveel)

    @rule(wie=WIE, ander=WIE)
    def neemt_een_stick(self, wie: int, ander: int) -> None:
        self.spel.stick(self.kies(wie), self.kies(ander))

    @rule(wie=st.integers(0, 1))
    def begint_een_epoch(self, wie: int) -> None:
        id_ = self.kies(wie)
        if self.spel.regiostand.verwacht(id_).cert.rol in ("procesregisseur", "secretaris"):
            self.spel.nieuwe_epoch(id_)

    @rule(wie=WIE)
    def maakt_een_momentopname(self, wie: int) -> None:
        self.spel.momentopname(self.kies(wie))

    @rule()
    def de_server_snoeit(self) -> None:
        self.spel.snoei()

    @rule(wie=WIE)
    def maakt_een_kopie(self, wie: int) -> None:
        id_ = self.kies(wie)
        self.spel.kopie[id_] = copy.deepcopy(self.spel.toestellen[id_])

    @precondition(lambda self: len(self.spel.toestellen) < 6)
    @rule(wie=WIE)
    def valt_om_en_wordt_teruggezet(self, wie: int) -> None:
        id_ = self.kies(wie)
        if id_ not in self.spel.kopie or id_ == self.toekenner():
            return
        rol = self.spel.regiostand.verwacht(id_).cert.rol
        del self.spel.toestellen[id_]
        nieuw = self.spel.erbij(rol, self.spel.kopie.pop(id_))
        self.laat_toe(nieuw)

    @precondition(lambda self: len(self.spel.toestellen) < 6)
    @rule(rol=st.sampled_from(["veldwerker", "secretaris"]))
    def komt_later_bij(self, rol: str) -> None:
        self.laat_toe(self.spel.erbij(rol))

    def laat_toe(self, nieuw: str) -> None:
        for epoch in self.spel.toestellen[self.toekenner()].sleutels:
            self.spel.geef(self.toekenner(), nieuw, epoch)

    @precondition(lambda self: len(self.spel.goede()) > 2 and self.ingetrokken < 2)
    @rule(wie=WIE)
    def wordt_ingetrokken(self, wie: int) -> None:
        id_ = self.kies(wie)
        if id_ == self.toekenner():
            return
        self.ingetrokken += 1
        self.spel.trek_in(id_)
        self.spel.nieuwe_epoch(self.toekenner())

    def teardown(self) -> None:
        if not hasattr(self, "spel"):
            return
        spel = self.spel
        eigen = {id_: set(spel.toestellen[id_].log) for id_ in spel.goede()}
        eerste = spel.toestellen[self.toekenner()]
        for _ in range(2):
            # Newcomers also need the epochs that the first one only hears of now.
            for id_ in spel.goede():
                for epoch in eerste.sleutels:
                    spel.geef(self.toekenner(), id_, epoch)
            spel.alles_overal()
        verwacht = spel.verwacht()
        for id_ in spel.goede():
            d = spel.toestellen[id_]
            assert not d.los and not d.uit and not d.apart
            assert {plek: {kop.id for kop in koppen} for plek, koppen in d.boek.state().items()} == verwacht
            assert eigen[id_] <= d.log.keys()


TestRegioSpel = RegioSpel.TestCase
TestRegioSpel.settings = settings(
    max_examples=keer(10, 25),
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
