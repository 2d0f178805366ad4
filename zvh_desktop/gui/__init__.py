"""The window: Qt pages on top of services.

How a page is written
---------------------

A page is one module in `gui/pages` with one subclass of `gui.pagina.Pagina`; it shows, asks and decides
nothing. It gets a `Context` and is built at its first visit::

    class Acties(Pagina):
        titel = "Acties"                                   # spoken; never the name of a person

        def __init__(self, context: Context) -> None:
            super().__init__(context)
            kolom = QVBoxLayout(self)
            kolom.setContentsMargins(22, 16, 22, 16)
            self._lijst = RijenLijst(self.tr("Open acties"), uniform=True)
            self._lijst.geactiveerd.connect(self._open)    # Enter, double click
            kolom.addWidget(self._lijst)

        def toon(self, **argumenten: Any) -> None:         # at every visit; arguments are ids
            self.context.taken.vraag(acties.lijst, klaar=self._vul, enkel="acties")

        def ververs(self, bon: Any) -> None:               # a change anywhere, while this page is in view
            if "actie" in bon.soorten:
                self.toon()

        def _vul(self, rijen: list[ActieRegel]) -> None:   # on the window's thread
            self._lijst.zet([self._rij(regel) for regel in rijen])

        def _af(self, actie_id: str) -> None:
            self.context.taken.doe(acties.rond_af, actie_id, "gedaan", klaar=self._afgerond)

        def acties(self) -> list[Actie]:                   # for the palette and F1
            return [Actie("actie.nieuw", self.tr("Nieuwe actie"), self._nieuw, "plus", "Ctrl+Shift+A")]

The registry given to `MainWindow` maps names to makers; a maker imports the module of its page inside
itself (`def acties(context): from ... import Acties; return Acties(context)`). The part of the name before the
first point is the item of the rail (`casussen.casus`). Elsewhere: `context.venster.ga_naar("casussen.casus",
casus_id=...)`.

- Work: `taken.vraag` for a query, `taken.doe` for a change (always carried out; its `Bon` goes to every view),
  `taken.buiten` for work without the store. Callbacks are methods of a QObject. Without `fout=` an error is told
  as a toast. Never wait for a result.
- Lists are `RijenLijst` with `Rij` descriptions or a `Tabel`; never a widget per row. `Rij.spreek` is the whole
  sentence for a screen reader. `zet()` changes only what differs, so selection and scroll position stay.
- Colours and sizes: no colour and no font size in a page. `Tekst(maat=, rol=, gewicht=)`, `Chip(rol=)`,
  `Kaart`, `Knop(soort=)` (one `primair` a screen) and layouts on the 4 px grid do it. What paints itself asks
  `thema().kleur(token)` at paint time and connects `thema().veranderd` to its `update`.
- Words: Dutch through `self.tr("… {naam} …").format(naam=...)`; no sentence glued from parts.
- Fields save themselves: `verlaten` (and `gewijzigd` for drafts); `zet()` from outside never touches a field
  someone is typing in. `verlaat()` of the page is called before it goes and before locking.
- No modal dialogs: `Zijpaneel(titel, self)`. Messages: `context.melding(zin, rol=, ongedaan=)`.
- The whole window (chairing, signing): `context.venster.vul_venster(widget, afgeschermd=)`, `sluit_volvenster()`.
- Look at it: register with `gui.galerij.scherm(naam, maker)` and view the pictures, light and dark, 1x and 2x.
"""
