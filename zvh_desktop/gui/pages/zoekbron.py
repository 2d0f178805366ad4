"""What the palette finds: words in dossiers through the search service, and acts that work on every page."""

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer

from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.gui.onderdelen import datum_in_woorden
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.palet import Lever, Treffer, uit_merktekens
from zvh_desktop.services.werkplek import Werkplek

if TYPE_CHECKING:
    from zvh_desktop.services import zoeken

__all__ = ["Zoekbron", "leg_vast"]

_WACHT_MS: Final = 80
_RUST_MS: Final = 1000
_PASSEN: Final = 8
_DADEN: Final[tuple[tuple[str, str, str, dict[str, str]], ...]] = (
    ("Nieuwe aanmelding", "importeren invoeren telefonisch", "casussen.aanmelding", {}),
    (
        *("Aanmelding zelf invoeren", "telefonische telefoon bellen mail e-mail brief melder", "casussen.aanmelding"),
        {"deel": "telefonisch"},
    ),
    ("Lopende casus invoeren", "zonder aanmelding nieuw dossier", "casussen.aanmelding", {"deel": "lopend"}),
    ("Overleg plannen", "nieuw agenda", "overleggen", {"doe": "nieuw"}),
    ("Delen en samenvoegen", "sync server versturen conflict versies wacht netwerk", "beheer.delen", {}),
    ("Bestand controleren", "handtekening pdf echt verslag verklaring", "verslagen", {"controleer": "ja"}),
)


def _zoek(wp: Werkplek, tekst: str) -> "tuple[str, list[zoeken.Treffer]]":
    # Late, on the thread that searches: nobody has searched yet when the first page stands.
    from zvh_desktop.services import zoeken

    return tekst, zoeken.zoek(wp, tekst)


def leg_vast(wp: Werkplek, tekst: str, aantal: int) -> None:
    """Record a search in the audit log; see `zoeken.leg_vast`."""
    # Late, as above.
    from zvh_desktop.services import zoeken

    zoeken.leg_vast(wp, tekst, aantal)


class Zoekbron(QObject):
    """Give `zoek` to `MainWindow.zet_zoeker`; keep the object as long as the window.

    A short pause in typing comes before each search. What was searched goes into the audit log when typing rests or
    the palette closes, also by choosing a hit: not for every letter, and never not at all.
    """

    def __init__(self, context: Context, ouder: QObject | None = None) -> None:
        super().__init__(ouder)
        self._context = context
        self._lever: Lever | None = None
        self._tekst = ""
        self._klok = QTimer(self)
        self._klok.setSingleShot(True)
        self._klok.setInterval(_WACHT_MS)
        self._klok.timeout.connect(self._vraag)
        self._vast_te_leggen: tuple[str, int] | None = None
        self._rust = QTimer(self)
        self._rust.setSingleShot(True)
        self._rust.setInterval(_RUST_MS)
        self._rust.timeout.connect(self._leg_vast)
        context.venster.palet.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The palette goes: nothing more is typed."""
        if event.type() is QEvent.Type.Hide:
            self._leg_vast()
        return False

    def _leg_vast(self) -> None:
        self._rust.stop()
        gezocht, self._vast_te_leggen = self._vast_te_leggen, None
        if gezocht is not None:
            self._context.taken.doe(leg_vast, *gezocht)

    def zoek(self, tekst: str, lever: Lever) -> None:
        """Search, and deliver when it is found; a later question replaces this one."""
        self._tekst, self._lever = tekst, lever
        self._klok.start()

    def _vraag(self) -> None:
        self._context.taken.vraag(_zoek, self._tekst, klaar=self._gevonden, enkel="palet")

    def _gevonden(self, antwoord: "tuple[str, list[zoeken.Treffer]]") -> None:
        tekst, gevonden = antwoord
        if self._lever is None or tekst != self._tekst:
            return
        self._vast_te_leggen = (tekst, len(gevonden))
        self._rust.start()
        daden = self._daden(tekst)
        # The palette shows eight; what can be done is not pushed out by what was found.
        treffers = [self._treffer(nummer, t) for nummer, t in enumerate(gevonden)]
        if len(gevonden) + len(daden) > _PASSEN:
            alles = Treffer("alles", self.tr("Alle treffers"), self.tr("Zoeken"), (), partial(self._toon_alles, tekst))
            daden = [alles, *daden]
        self._lever(tekst, [*treffers[: _PASSEN - len(daden)], *daden])

    def _toon_alles(self, tekst: str) -> None:
        self._context.zoekvraag = tekst
        self._context.venster.ga_naar("casussen.zoeken")

    def _treffer(self, nummer: int, t: "zoeken.Treffer") -> Treffer:
        # Late: there is a hit, so it has been loaded.
        from zvh_desktop.gui.pages.zoekdoel import argumenten

        fragment = uit_merktekens(" ".join(t.fragment.split()), "\x02", "\x03") if t.fragment else ()
        return Treffer(
            f"{nummer}:{t.record_id}",
            t.casusnaam,
            t.waar if t.dag is None else f"{t.waar} · {datum_in_woorden(t.dag, jaar=False, weekdag=False)}",
            fragment,
            partial(self._context.venster.ga_naar, "casussen.casus", **argumenten(t)),
        )

    def _daden(self, tekst: str) -> list[Treffer]:
        woorden = [vouw(w) for w in tekst.split()]
        return [
            Treffer(
                f"doe:{nummer}",
                titel,
                self.tr("Doen"),
                (),
                partial(self._context.venster.ga_naar, pagina, **argumenten),
            )
            for nummer, (titel, ook, pagina, argumenten) in enumerate(_DADEN)
            if woorden and all(woord in vouw(f"{titel} {ook}") for woord in woorden)
        ]
