"""What every page is: a widget with a title that can be shown, refreshed and asked what it offers."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QWidget

from zvh_desktop.config import Instellingen
from zvh_desktop.gui.taken import Taken

if TYPE_CHECKING:
    from zvh_desktop.domain.rechten import Daad
    from zvh_desktop.gui.spelhulp import Spelhulp
    from zvh_desktop.gui.syncbode import SyncBode
    from zvh_desktop.ports import Opname

__all__ = ["Actie", "Context", "Formulier", "Pagina", "PaginaMaker", "Venster"]


@dataclass(frozen=True, slots=True)
class Actie:
    """Something to do, offered by the palette and by menus.

    Attributes:
        naam: unique within the program, never shown.
        titel: Dutch, as a command: "Nieuwe actie".
        doe: called without arguments.
        sneltoets: as Qt writes it ("Ctrl+Shift+A"); the page makes it a QAction when it is the page's own.
        woorden: other words people may type for it.
        daad: what it is by the table of rights; not offered to who may not. None for what everybody may.
    """

    naam: str
    titel: str
    doe: Callable[[], object]
    icoon: str = "arrow-right"
    sneltoets: str = ""
    woorden: str = ""
    daad: "Daad | None" = None


class Formulier(Protocol):
    """A small form that keeps what is typed."""

    def plek(self) -> dict[str, Any]:
        """Return which form it is, its field and the cursor in it, no text; nothing when it is not in view."""


class Venster(Protocol):
    """What pages may ask of the frame window."""

    @property
    def palet(self) -> QWidget:
        """The palette, for whoever must know that it closes."""

    def ga_naar(self, naam: str, **argumenten: Any) -> None:
        """Show a page; arguments are ids and names of parts, kept for going back."""

    def terug(self) -> None:
        """Go to where one was."""

    def zet_aantal(self, naam: str, aantal: int) -> None:
        """Show a count at a page in the rail."""

    def vul_venster(self, widget: QWidget, *, afgeschermd: bool) -> None:
        """Give the whole window to a widget; `afgeschermd` takes everything else out of reach."""

    def sluit_volvenster(self) -> None:
        """Take the window back."""

    def ruim_meldingen(self) -> None:
        """Take away messages that may name a casus: another one comes into view, or other people look."""

    def zet_overleg_bezig(self, *, bezig: bool) -> None:
        """Use the longer lock time while an overleg is under way."""

    def vraag_slot(self) -> None:
        """A person asks to lock."""

    def wissel_veldstand(self) -> None:
        """Go into the field, or back to the whole program."""

    def pas_veldstand_toe(self) -> None:
        """Follow the settings of the field."""


def _nu() -> datetime:
    return datetime.now(UTC)


def _niets() -> None:
    pass


class Context:
    """What a page is given.

    Attributes:
        taken: asks work of the workplace.
        venster: the frame window.
        instellingen: settings of the machine.
        melding: shows a sentence: `melding(tekst, rol=..., ongedaan=...)`.
        fout: shows an error.
        nu: the present moment, for clocks that run on screen.
        formulier: the small form that was opened last.
        straks: the place in a small form to go to when that form begins; see `Formulier.plek`.
        zoekvraag: the words the search page begins with; taken when it comes into view.
        delen: the rounds with the server, once a vault is open; None without a network.
        spelling: marks what is spelled wrong, once a vault is open.
        niet: what who is at work may do nowhere, by act, with the reason; follows the role.
        niet_hier: what may not be done in the casus in view, likewise; empty when none is.
        opname: camera and microphone of the device; None when it has none that the program can use.
        nadert: called when somebody points at, moves to or searches what leads to a dossier: it loads meanwhile.
        maak_stempelaar: makes the way to a time stamp service (`ports.Stempelaar`, `Intrekkingsbron`, `sluit`) from its
            address; None without a network.
    """

    def __init__(
        self,
        taken: Taken,
        venster: Venster,
        instellingen: Instellingen,
        *,
        melding: Callable[..., None],
        fout: Callable[[BaseException], None],
        nu: Callable[[], datetime] | None = None,
    ) -> None:
        self.taken = taken
        self.venster = venster
        self.instellingen = instellingen
        self.melding = melding
        self.fout = fout
        self.nu = nu or _nu
        self.formulier: Formulier | None = None
        self.straks: Mapping[str, Any] = {}
        self.zoekvraag = ""
        self.delen: SyncBode | None = None
        self.spelling: Spelhulp | None = None
        self.niet: Mapping[Daad, str] = {}
        self.niet_hier: Mapping[Daad, str] = {}
        self.maak_stempelaar: Callable[[str], Any] | None = None
        self.opname: Opname | None = None
        self.nadert: Callable[[], object] = _niets

    def vandaag(self) -> date:
        """The calendar day in the Netherlands."""
        # Late: the zone is not needed to unlock.
        from zvh_desktop.domain.tijd import lokaal

        return lokaal(self.nu()).date()


class Pagina(QWidget):
    """Base of every page; made at the first visit, kept until the vault locks.

    Attributes:
        titel: Dutch; spoken when the page comes, and the text of the way back. Never a name of a person.
    """

    titel = ""

    def __init__(self, context: Context, ouder: QWidget | None = None) -> None:
        super().__init__(ouder)
        self.context = context
        self._weer = ""
        self.setObjectName("pagina")
        self.setAccessibleName(self.titel)

    def toon(self, **argumenten: Any) -> None:
        """Come into view, with what to show; called at every visit, also by going back."""

    def verwacht(self, antwoord: object) -> None:
        """Take what the first `toon` would ask; only for the page after unlocking, whose question was asked before."""

    def bouw_op(self) -> Iterator[None]:
        """Make the parts of a page that was made with `in_beurten`, a step a turn; only the page after unlocking."""
        yield from ()

    def oefen(self) -> Iterator[None]:
        """Do once, out of sight and with nothing of a casus, what would make the first picture slow; a step a turn."""
        yield from ()

    def ververs(self, bon: object) -> None:
        """Something changed: refresh when the receipt touches what is shown. Only called while visible."""

    def ander(self) -> None:
        """Another person works here now, or in another role: what was read for the one before is read again."""

    def schrijvers(self) -> "Mapping[Daad, tuple[QWidget, ...]]":
        """Return the buttons that begin what not everybody may do, by the act that it is."""
        return {}

    def pas_recht_toe(self) -> None:
        """Shut what who is at work may do nowhere, with the reason; called before `toon`, and when the role changes."""
        schrijvers = self.schrijvers()
        if schrijvers:
            # Late: this module comes before unlocking.
            from zvh_desktop.gui.dicht import sluit

            for daad, widgets in schrijvers.items():
                for widget in widgets:
                    sluit(widget, self.context.niet.get(daad, ""))

    def acties(self) -> list[Actie]:
        """Return what can be done here, for the palette."""
        return []

    def verlaat(self) -> None:
        """Go out of view: save what is half typed."""

    def positie(self) -> dict[str, Any]:
        """Return ids, field and cursor position (no text) to come back to after unlocking."""
        formulier = self.context.formulier
        return formulier.plek() if formulier is not None else {}

    def herstel(self, positie: dict[str, Any]) -> None:
        """Put the cursor back where `positie` said; a small form opens again by the way its draft would."""
        if sleutel := positie.get("formulier"):
            # Late: pages come after unlocking, this module before it.
            from zvh_desktop.services import concepten

            self.context.straks = positie
            self._weer = sleutel
            self.context.taken.vraag(concepten.terugweg, sleutel, klaar=self._weer_open)

    def _weer_open(self, argumenten: dict[str, str]) -> None:
        nu = self.context.formulier
        staat_open = nu is not None and nu.plek().get("formulier") == self._weer
        if argumenten and self.isVisible() and not staat_open:
            self.toon(**argumenten)


PaginaMaker = Callable[..., Pagina]
"""Makes a page; imports of the page's module belong inside it, so that they cost nothing before the visit."""
