"""What a round came to, and how much it does at once."""

from dataclasses import dataclass, field

from zvh_desktop.store.chains import Vork
from zvh_desktop.store.incoming import Ontvangst
from zvh_desktop.store.store import Bon

__all__ = ["MAAT", "Maat", "Uitkomst"]


@dataclass(frozen=True, slots=True)
class Maat:
    """How much at once: small enough to stop between, and never to hold up the window's own work for long.

    Attributes:
        haal_bytes: of one answer of the server.
        pas_toe_bytes: applied in one transaction.
        pas_toe_stukken: applied in one transaction.
        duw_stukken: in one request.
        duw_bytes: in one request.
    """

    haal_bytes: int = 1024 * 1024
    pas_toe_bytes: int = 256 * 1024
    pas_toe_stukken: int = 64
    duw_stukken: int = 200
    duw_bytes: int = 2 * 1024 * 1024


MAAT = Maat()


@dataclass(slots=True)
class Uitkomst:
    """What a round came to.

    Attributes:
        verzonden: pieces that the server signed for.
        ontvangen: pieces that were new here.
        wijzigingen: changes that were new here.
        geraakt: (soort, record) of which a row changed.
        geweigerd: pieces that were refused here.
        apart: pieces that wait now and did not before.
        vorken: places of a chain in which two stories stand.
        kopie: another copy of this vault speaks as this device.
        bestanden: files that came.
        hervuld: pieces given again to a server that had lost them.
        vernietigd: streams that were destroyed here.
        meer: it was stopped before the end.
        voor_ms: how far the clock of this device is ahead of that of the server; None when that was not asked.
    """

    verzonden: int = 0
    ontvangen: int = 0
    wijzigingen: int = 0
    geraakt: set[tuple[str, str]] = field(default_factory=set)
    geweigerd: int = 0
    apart: int = 0
    vorken: list[Vork] = field(default_factory=list)
    kopie: bool = False
    bestanden: int = 0
    hervuld: int = 0
    vernietigd: set[str] = field(default_factory=set)
    meer: bool = False
    voor_ms: int | None = None

    @property
    def bon(self) -> Bon:
        """Receipt of what came in: from it every view decides whether to refresh."""
        return Bon("", "", frozenset(self.geraakt), self.wijzigingen)

    def take(self, ontvangst: Ontvangst) -> None:
        """Add what became of a batch."""
        self.ontvangen += ontvangst.toegepast
        self.wijzigingen += ontvangst.wijzigingen
        self.geraakt |= ontvangst.geraakt
        self.geweigerd += len(ontvangst.geweigerd)
        self.apart += ontvangst.apart
        self.vorken += ontvangst.vorken
        self.kopie = self.kopie or ontvangst.kopie
        self.vernietigd |= ontvangst.vernietigd
