"""A region in temporary folders: real vaults, a pretend or a real server, devices that joined by the whole way."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from zvh_testing.casuskluis import WACHTWOORD, richt_in
from zvh_testing.nepserver import Nepserver, NepTransport

from zvh_desktop.crypto.keys import KdfParameters
from zvh_desktop.ports import Transport
from zvh_desktop.services import aanmelden, regio, sync, toelating
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store.opening import nieuwe_kluis
from zvh_desktop.store.vault import Vault
from zvh_desktop.sync.link import Link

__all__ = ["Regioplek", "Systeemwillekeur", "Tikklok", "neem_aan", "regioplek"]

GOEDKOOP = KdfParameters(1, 8 * 1024, 1)


class Tikklok:
    """Goes on a little each time it is asked; can be put ahead or back."""

    def __init__(self, begin: datetime = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)) -> None:
        self.moment = begin
        self.scheef = timedelta()

    def nu(self) -> datetime:
        self.moment += timedelta(milliseconds=3)
        return self.moment + self.scheef

    def verder(self, **stap: float) -> None:
        self.moment += timedelta(**stap)


class Systeemwillekeur:
    """Real randomness: devices must differ."""

    def bytes(self, aantal: int) -> bytes:
        return os.urandom(aantal)


@dataclass
class Regioplek:
    """A region under test.

    Attributes:
        map: where everything lies.
        klok: one clock for all, unless a vault was given its own.
        server: the pretend server.
        maak: makes the way to the server; a test may put another server here.
        kluizen: open vaults by name.
    """

    map: Path
    klok: Tikklok
    stapel: ExitStack
    server: Nepserver
    maak: Callable[[], Transport]
    kluizen: dict[str, Werkplek] = field(default_factory=dict)
    lijnen: dict[str, Link] = field(default_factory=dict)
    bladen: tuple[tuple[str, ...], ...] = ()

    def nieuwe_kluis(self, naam: str, klok: Tikklok | None = None) -> Werkplek:
        """Make an empty vault, closed at the end."""
        vault, _ = nieuwe_kluis(
            self.map / f"{naam}.zvh", WACHTWOORD, klok=klok or self.klok, willekeur=Systeemwillekeur(), kdf=GOEDKOOP
        )
        return self.neem_over(naam, vault)

    def neem_over(self, naam: str, vault: Vault) -> Werkplek:
        """Use an open vault under a name."""
        wp = Werkplek(vault.store(), vault.klok, vault.willekeur, vault)
        self.kluizen[naam] = wp

        def sluit() -> None:
            wp.store.close()
            vault.close()

        self.stapel.callback(sluit)
        return wp

    def begin(self, collegas: tuple[tuple[str, str], ...]) -> Werkplek:
        """Begin a region in the vault "baas", with a certified server."""
        baas = self.nieuwe_kluis("baas")
        richt_in(baas, collegas=collegas)
        self.bladen = regio.begin(baas).bladen
        gemaakt = regio.certificeer_server(baas, self.server.verzoek(), "http://127.0.0.1:1")
        self.server.neem_bestand(gemaakt.inhoud)
        return baas

    def lid(self, naam: str, medewerker: str, *, klok: Tikklok | None = None) -> Werkplek:
        """Let a new vault join as somebody of the staff, through the mailbox, words and all; then both sync."""
        baas = self.kluizen["baas"]
        wp = self.nieuwe_kluis(naam, klok)
        neem_aan(baas, wp, medewerker, self.maak)
        self.sync("baas", naam)
        return wp

    def sync(self, *namen: str) -> list[sync.Ronde]:
        """A round of each of these, in this order."""
        return [sync.ronde(self.kluizen[naam], self.lijn(naam)) for naam in namen]

    def lijn(self, naam: str) -> Link:
        """The way of one vault to the server, with its session."""
        if naam not in self.lijnen:
            self.lijnen[naam] = Link(self.maak())
            self.stapel.callback(self.lijnen[naam].transport.sluit)
        return self.lijnen[naam]

    def nep(self, naam: str) -> NepTransport:
        """The pretend line of one vault, to cut."""
        transport = self.lijn(naam).transport
        assert isinstance(transport, NepTransport)
        return transport

    def alles_gelijk(self, *namen: str, keren: int = 3) -> None:
        """Sync all until nothing moves."""
        for _ in range(keren):
            self.sync(*namen)


def neem_aan(baas: Werkplek, wp: Werkplek, medewerker: str, maak: Callable[[], Transport]) -> None:
    """The whole enrolment through the mailbox: invite, both sides in turns, words, approve."""
    from zvh_desktop.services import beheer

    wie = next(m for m in beheer.medewerkers(baas) if m.naam == medewerker)
    uitnodiging = toelating.nodig_uit(baas, wie.id)
    bij_baas, bij_lid = maak(), maak()
    try:
        sync.aanmelder(baas)(bij_baas)
        toelating.verwerk_post(baas, bij_baas)
        aanmelden.word_lid(wp, uitnodiging.tekst)
        for _ in range(3):
            stand = aanmelden.verwerk_post_lid(wp, bij_lid)
            toelating.verwerk_post(baas, bij_baas)
        assert stand.fase == "woorden", stand
        toelating.keur_goed(baas, uitnodiging.id, [" ".join(stand.woorden)])
        sync.ronde(baas, bij_baas)
        sync.aanmelder(baas)(bij_baas)
        toelating.verwerk_post(baas, bij_baas)
        assert aanmelden.verwerk_post_lid(wp, bij_lid).fase == "lid"
    finally:
        bij_baas.sluit()
        bij_lid.sluit()


@contextmanager
def regioplek(map_: Path, maak: Callable[[], Transport] | None = None) -> Iterator[Regioplek]:
    """An empty place for a region; everything is closed at the end."""
    with ExitStack() as stapel:
        server = Nepserver()
        yield Regioplek(map_, Tikklok(), stapel, server, maak or server.transport)
