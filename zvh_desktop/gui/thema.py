"""One token table for every colour, size and distance; palette and style sheet follow from it.

Pages never hold a colour. Widgets that follow by style sheet need nothing; what paints itself asks
`thema()` at paint time and connects `veranderd` to its `update`. Caches put `thema().generatie` in
their key, because formats hold colours.

The theme is one per process, as the palette of the application is; `thema()` hands it out.
"""

from collections.abc import Mapping
from string import Template
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from zvh_desktop.assets import asset
from zvh_desktop.domain.errors import Programmafout, Reden

__all__ = ["DICHTHEDEN", "DONKER", "GEWICHTEN", "LICHT", "MATEN", "MODI", "ROLLEN", "Rolkleur", "Thema", "thema"]

LICHT: Final[Mapping[str, str]] = {
    "achtergrond": "#F3F5F7",
    "vlak": "#FFFFFF",
    "vlak2": "#F8FAFB",
    "kaartrand": "#DDE2E8",
    "regelrand": "#7E8A97",
    "tekst": "#17202A",
    "tekst2": "#4A5765",
    "tekst3": "#5F6C7A",
    "accent": "#0B6472",
    "accent_zacht": "#E1F0F1",
    "accent_zweef": "#0A5865",
    "accent_druk": "#084C57",
    "op_accent": "#FFFFFF",
    "gevaar": "#A8201A",
    "gevaar_zacht": "#FBE9E7",
    "waarschuwing": "#845300",
    "waarschuwing_zacht": "#FFF1D6",
    "goed": "#1B6337",
    "goed_zacht": "#E3F3E8",
    "info": "#1F50A0",
    "info_zacht": "#E6EEFB",
    "fase1": "#81071E",
    "fase1_zacht": "#FAE6E9",
    "fase2": "#845D03",
    "fase2_zacht": "#FBEFD5",
    "fase3": "#036F55",
    "fase3_zacht": "#DCF3EC",
    "fase4": "#0B50B3",
    "fase4_zacht": "#E4EDFB",
}
"""Tokens of the light theme; soft phase grounds measured in the drawing of the plan."""

DONKER: Final[Mapping[str, str]] = {
    "achtergrond": "#11161C",
    "vlak": "#1A2129",
    "vlak2": "#202933",
    "kaartrand": "#303B47",
    "regelrand": "#7C8896",
    "tekst": "#E9EEF3",
    "tekst2": "#B1BCC8",
    "tekst3": "#8D99A6",
    "accent": "#55B8C6",
    "accent_zacht": "#173941",
    "accent_zweef": "#6AC5D2",
    "accent_druk": "#46A6B4",
    "op_accent": "#06252B",
    "gevaar": "#FF9189",
    "gevaar_zacht": "#40201F",
    "waarschuwing": "#F2BE5C",
    "waarschuwing_zacht": "#3B2F17",
    "goed": "#7CCB98",
    "goed_zacht": "#193326",
    "info": "#8FB8FF",
    "info_zacht": "#1B2B47",
    "fase1": "#F87B6E",
    "fase1_zacht": "#3A1D20",
    "fase2": "#F3C942",
    "fase2_zacht": "#383014",
    "fase3": "#B4F9E4",
    "fase3_zacht": "#15382F",
    "fase4": "#AFBDF8",
    "fase4_zacht": "#242C4A",
}
"""Tokens of the dark theme; its soft phase grounds are not drawn anywhere and were chosen for contrast."""

MATEN: Final[Mapping[str, int]] = {
    "sleutel": 11,
    "chip": 12,
    "klein": 13,
    "knop": 14,
    "basis": 15,
    "sectie": 16,
    "log": 17,
    "invoer": 18,
    "pagina": 23,
    "beamer_klein": 28,
    "beamer": 34,
    "beamer_groot": 54,
}
"""Type scale in whole pixels at scale 1: Qt rounds every font size to a whole pixel."""

GEWICHTEN: Final = (400, 600, 700)
"""Weights that exist as files; 500 silently falls back to Regular."""

DICHTHEDEN: Final[Mapping[str, float]] = {"compact": 0.8, "normaal": 1.0, "ruim": 1.25}
"""Density: factor on the air in rows and controls, never on the letters."""

MODI: Final = ("licht", "donker", "systeem")


class Rolkleur(NamedTuple):
    """Names of the tokens that draw one role: ink, ground and border of a chip in that role."""

    inkt: str
    grond: str
    rand: str


ROLLEN: Final[Mapping[str, Rolkleur]] = {
    "neutraal": Rolkleur("tekst2", "vlak2", "kaartrand"),
    "accent": Rolkleur("accent", "accent_zacht", "accent_zacht"),
    "goed": Rolkleur("goed", "goed_zacht", "goed_zacht"),
    "waarschuwing": Rolkleur("waarschuwing", "waarschuwing_zacht", "waarschuwing_zacht"),
    "gevaar": Rolkleur("gevaar", "gevaar_zacht", "gevaar_zacht"),
    "info": Rolkleur("info", "info_zacht", "info_zacht"),
    "fase1": Rolkleur("fase1", "fase1_zacht", "fase1_zacht"),
    "fase2": Rolkleur("fase2", "fase2_zacht", "fase2_zacht"),
    "fase3": Rolkleur("fase3", "fase3_zacht", "fase3_zacht"),
    "fase4": Rolkleur("fase4", "fase4_zacht", "fase4_zacht"),
}
"""Roles of chips, tiles and notices. A role is always accompanied by a word."""


class Thema(QObject):
    """The looks in force: mode, font scale, density; applies them to the application.

    Attributes:
        generatie: grows with every change; part of the key of any cache that holds colours or sizes.

    Signals:
        veranderd(): palette, style sheet, sizes or distances changed; painted widgets repaint.
    """

    veranderd = Signal()

    def __init__(self, ouder: QObject | None = None) -> None:
        super().__init__(ouder)
        self.generatie = 0
        self._modus = "systeem"
        self._schaal = 1.0
        self._dichtheid = "normaal"
        self._tokens: Mapping[str, str] = LICHT
        self._kleuren: dict[str, QColor] = {}
        self._bron: str | None = None

    @property
    def modus(self) -> str:
        """Chosen mode: `licht`, `donker` or `systeem`."""
        return self._modus

    @property
    def schaal(self) -> float:
        """Font scale, 1.0 being 15 px."""
        return self._schaal

    @property
    def dichtheid(self) -> str:
        """Chosen density, a key of `DICHTHEDEN`."""
        return self._dichtheid

    @property
    def donker(self) -> bool:
        """Whether the dark tokens are in force now."""
        return self._tokens is DONKER

    def kies(self, *, modus: str | None = None, schaal: float | None = None, dichtheid: str | None = None) -> None:
        """Choose mode, font scale (0.8 to 2.0) or density, and apply the result when it differs.

        Raises:
            Programmafout: a mode or density that does not exist.
        """
        if modus is not None and modus not in MODI:
            raise Programmafout(Reden.VERKEERD_GEBRUIK, wat="modus")
        if dichtheid is not None and dichtheid not in DICHTHEDEN:
            raise Programmafout(Reden.VERKEERD_GEBRUIK, wat="dichtheid")
        eerder = (self._modus, self._schaal, self._dichtheid, self.generatie > 0)
        self._modus = modus or self._modus
        self._dichtheid = dichtheid or self._dichtheid
        if schaal is not None:
            self._schaal = round(min(2.0, max(0.8, schaal)), 2)
        if eerder != (self._modus, self._schaal, self._dichtheid, True):
            self.pas_toe()

    def kleur(self, token: str) -> QColor:
        """Return the colour of a token in the theme in force."""
        kleur = self._kleuren.get(token)
        if kleur is None:
            if token not in self._tokens:
                raise Programmafout(Reden.VERKEERD_GEBRUIK, wat="token", token=token)
            kleur = self._kleuren[token] = QColor(self._tokens[token])
        return kleur

    def px(self, maat: str) -> int:
        """Return a size of the type scale in whole pixels at the scale in force."""
        return max(9, round(MATEN[maat] * self._schaal))

    def lengte(self, px: float) -> int:
        """Return a distance of the 4 px grid, grown with the letters."""
        return round(px * self._schaal)

    def lucht(self, px: float) -> int:
        """Return air: grows with the letters and with the density."""
        return max(1, round(px * self._schaal * DICHTHEDEN[self._dichtheid]))

    def pas_toe(self) -> None:
        """Set palette, style sheet and font on the application and tell who paints."""
        self._tokens = DONKER if self._wil_donker() else LICHT
        self._kleuren.clear()
        self.generatie += 1
        app = QApplication.instance()
        if isinstance(app, QApplication):
            letter = QFont("Source Sans 3")
            letter.setPixelSize(self.px("basis"))
            letter.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            app.setFont(letter)
            app.setPalette(self.palet())
            app.setStyleSheet(self.stijlblad())
        self.veranderd.emit()

    def volg_systeem(self) -> None:
        """Follow the colour scheme of the desktop as far as it says anything."""
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._systeem_veranderd)

    def _systeem_veranderd(self) -> None:
        if self._modus == "systeem" and self._wil_donker() != self.donker:
            self.pas_toe()

    def _wil_donker(self) -> bool:
        if self._modus == "systeem":
            # Unknown (offscreen, a bare X server) counts as light.
            return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self._modus == "donker"

    def palet(self) -> QPalette:
        """Build the palette of the theme in force."""
        rol = QPalette.ColorRole
        palet = QPalette()
        for doel, token in {
            rol.Window: "achtergrond",
            rol.WindowText: "tekst",
            rol.Base: "vlak",
            rol.AlternateBase: "vlak2",
            rol.Text: "tekst",
            rol.PlaceholderText: "tekst3",
            rol.Button: "vlak",
            rol.ButtonText: "tekst",
            rol.BrightText: "op_accent",
            rol.Highlight: "accent",
            rol.HighlightedText: "op_accent",
            rol.Link: "accent",
            rol.LinkVisited: "accent",
            rol.ToolTipBase: "vlak2",
            rol.ToolTipText: "tekst",
            rol.Accent: "accent",
            rol.Light: "vlak2",
            rol.Midlight: "kaartrand",
            rol.Mid: "kaartrand",
            rol.Dark: "regelrand",
            rol.Shadow: "regelrand",
        }.items():
            palet.setColor(doel, self.kleur(token))
        for doel in (rol.WindowText, rol.Text, rol.ButtonText):
            palet.setColor(QPalette.ColorGroup.Disabled, doel, self.kleur("tekst3"))
        return palet

    def stijlblad(self) -> str:
        """Fill the tokens into the style sheet; an unknown token is a fault of ours."""
        if self._bron is None:
            self._bron = asset("ui", "app.qss").read_text(encoding="utf-8")
        waarden: dict[str, str] = dict(self._tokens)
        waarden |= {f"px_{naam}": f"{self.px(naam)}px" for naam in MATEN}
        waarden |= {f"l{px}": f"{self.lengte(px)}px" for px in (1, 2, 4, 6, 8, 10, 12, 14, 16, 20, 24, 28, 32, 36)}
        waarden |= {f"u{px}": f"{self.lucht(px)}px" for px in (2, 4, 6, 8, 10, 12, 14, 16, 20, 24)}
        # A focus border of two pixels takes one pixel of the padding, or the field would jump.
        waarden["v6"] = f"{self.lucht(6) - 1}px"
        waarden |= {f"w{px}": f"{self.lengte(px) - 1}px" for px in (8, 10)}
        soort = "donker" if self.donker else "licht"
        for beeld in ("pijl", "pijl_op", "vink", "vink_menu", "stip"):
            waarden[f"pad_{beeld}"] = f'"{asset("resources", "qss", f"{beeld}-{soort}.svg").as_posix()}"'
        try:
            return Template(self._bron).substitute(waarden)
        except (KeyError, ValueError) as fout:
            raise Programmafout(Reden.VERKEERD_GEBRUIK, wat="stijlblad") from fout


_thema: Thema | None = None


def thema() -> Thema:
    """Return the theme of this process; window thread only."""
    global _thema
    if _thema is None:
        _thema = Thema()
    return _thema
