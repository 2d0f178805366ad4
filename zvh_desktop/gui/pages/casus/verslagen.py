"""Verslagen: every version for this casus, and what was handed out of it."""

from zvh_desktop.domain.verslag import Verslag
from zvh_desktop.gui.onderdelen import Kaart, LegeStaat, datum_in_woorden
from zvh_desktop.gui.pages.casus.tab import Beeld, Huis, Tab, kolom
from zvh_desktop.gui.pages.casus.waarden import moment_in_woorden
from zvh_desktop.gui.rijen import Chipje, Icoon, Rij, RijenLijst, Tegel

__all__ = ["VerslagenTab"]

_STATUS = {
    "concept": ("concept", "neutraal", "pencil"),
    "reactie": ("ter reactie", "info", "message-square"),
    "vastgesteld": ("vastgesteld", "accent", "check"),
    "ondertekend": ("ondertekend", "goed", "badge-check"),
    "vervangen": ("vervangen", "neutraal", "history"),
}


class VerslagenTab(Tab):
    """The list opens the page of the verslag."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(huis)
        indeling = kolom(self)
        self._kaart = Kaart(self.tr("Verslagen"))
        self._lijst = RijenLijst(self.tr("Verslagen van deze casus"), in_kaart=True, enkel_klik=True)
        self._lijst.geactiveerd.connect(self._open)
        self._kaart.inhoud.addWidget(self._lijst)
        self._verstrekt = Kaart(self.tr("Verstrekt"))
        self._verstrektlijst = RijenLijst(self.tr("Wat is verstrekt"), wikkel=True)
        self._verstrekt.inhoud.addWidget(self._verstrektlijst)
        self._leeg = LegeStaat(
            self.tr("Nog geen verslagen"),
            self.tr("Een verslag ontstaat als een overleg over deze casus is afgerond."),
            icoon="file-text",
            knoppen=(("overleggen", self.tr("Naar de overleggen"), "calendar-days"),),
        )
        self._leeg.gekozen.connect(self._naar_overleggen)
        indeling.addWidget(self._kaart)
        indeling.addWidget(self._verstrekt, 1)
        indeling.addWidget(self._leeg, 1)
        indeling.addStretch(1)

    def leeg(self) -> None:
        """Forget the list."""
        super().leeg()
        self._lijst.zet(())
        self._verstrektlijst.zet(())

    def vul(self, beeld: Beeld, *, ander: bool) -> None:
        """Show verslagen and what was handed out."""
        d = beeld.dossier
        overleg = {o.id: o for o in d.overleggen}
        rijen = []
        for v in d.verslagen:
            o = overleg.get(v.overleg_id)
            waar = f"{o.titel}, {datum_in_woorden(o.datum)}" if o else self.tr("overleg")
            woord, rol, icoon = _STATUS.get(v.status, (str(v.status), "neutraal", "file-text"))
            tweede = self._tweede(v)
            kop = self.tr("{waar} · versie {n}").format(waar=waar, n=v.versie)
            rijen.append(
                Rij(
                    v.id, kop, f"{kop}, {woord}. {tweede}", lead=Tegel("file-text", rol), tweede=tweede or " ",
                    achter=(Chipje(woord, rol, icoon), Icoon("chevron-right")),
                )
            )  # fmt: skip
        self._lijst.zet(rijen)
        self._kaart.setVisible(bool(rijen))
        self._leeg.setVisible(not rijen and not d.verstrekkingen)
        self._verstrektlijst.zet(
            [
                Rij(
                    v.id,
                    self.tr("{wat} aan {aan}").format(wat=v.wat, aan=v.aan),
                    f"{v.wat} aan {v.aan}, {moment_in_woorden(v.tijdstip)}, {v.hoe}, grond {v.grond}",
                    lead=Icoon("send"),
                    tweede=f"{moment_in_woorden(v.tijdstip)} · {v.hoe} · {v.grond} · {v.besloten_door}",
                )
                for v in sorted(d.verstrekkingen, key=lambda v: v.tijdstip, reverse=True)
            ]
        )
        self._verstrekt.setVisible(bool(d.verstrekkingen))

    def _tweede(self, v: Verslag) -> str:
        if v.ondertekend_op:
            return self.tr("ondertekend {wanneer} door {wie}").format(
                wanneer=moment_in_woorden(v.ondertekend_op), wie=v.ondertekend_door
            )
        if v.vastgesteld_op:
            return self.tr("vastgesteld {wanneer} door {wie}").format(
                wanneer=moment_in_woorden(v.vastgesteld_op), wie=v.vastgesteld_door
            )
        if v.reactie_tot:
            return self.tr("reageren kan tot en met {dag}").format(dag=datum_in_woorden(v.reactie_tot))
        return v.reden_versie

    def kies(self, record_id: str) -> None:
        """Choose a verslag in the list."""
        self._lijst.kies(record_id)

    def _open(self, verslag_id: str) -> None:
        self.context.venster.ga_naar("verslagen", verslag_id=verslag_id)

    def _naar_overleggen(self, _naam: str) -> None:
        self.context.venster.ga_naar("overleggen")
