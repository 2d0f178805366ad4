"""Geschiedenis: who changed what, when, from what to what, in the words of the forms."""

from collections.abc import Mapping
from itertools import groupby

from PySide6.QtCore import Qt

from zvh_desktop.domain.partner import ROLLEN, Partner
from zvh_desktop.domain.veldnamen import SOORTNAMEN, soortnaam, veldnaam
from zvh_desktop.gui.onderdelen import Kaart, KeuzeVeld, Knop, Tekst, Zijpaneel
from zvh_desktop.gui.onderdelen.vloei import Vloei
from zvh_desktop.gui.pages.casus.tab import Beeld, Huis, Tab, kolom
from zvh_desktop.gui.pages.casus.waarden import kort, moment_in_woorden, waarde_in_woorden
from zvh_desktop.gui.rijen import Rij, RijenLijst, Stuk, Tegel
from zvh_desktop.services.geschiedenis import HistorieRegel, geschiedenis

__all__ = ["GeschiedenisTab"]

_STAP = 500
_ICOON = {
    "betrokkene": "user",
    "aanmelding": "log-in",
    "triage": "scale",
    "notitie": "notebook-pen",
    "fase": "milestone",
    "doel": "target",
    "scenario": "arrow-right",
    "actie": "list-checks",
    "inbreng": "message-square",
    "uitkomst": "gavel",
    "verslag": "file-text",
    "verstrekking": "send",
}


class GeschiedenisTab(Tab):
    """One row per act and record; the whole from → to opens beside the list."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(huis)
        indeling = kolom(self)
        balk = Vloei(tussen=10)
        label = Tekst(self.tr("Toon"), maat="klein", rol="tekst2")
        self._filter = KeuzeVeld((("", self.tr("Alles")), *SOORTNAMEN.items()))
        self._filter.setAccessibleName(self.tr("Toon wijzigingen van"))
        self._filter.gewijzigd.connect(self._vul_lijst)
        label.setBuddy(self._filter)
        self._aantal = Tekst("", maat="klein", rol="tekst3")
        self._ouder = Knop(self.tr("Oudere wijzigingen ophalen"), soort="vlak", icoon="history", klein=True)
        self._ouder.clicked.connect(self._meer)
        self._ouder.hide()
        for deel in (label, self._filter, self._aantal):
            balk.addWidget(deel)
        balk.rek()
        balk.addWidget(self._ouder)
        indeling.addWidget(balk)
        kaart = Kaart()
        self._lijst = RijenLijst(self.tr("Geschiedenis, nieuwste eerst"), uniform=True)
        self._lijst.geactiveerd.connect(self._open)
        kaart.inhoud.addWidget(self._lijst)
        indeling.addWidget(kaart, 1)
        self.paneel = Zijpaneel("", huis.gastheer(), breedte=520)
        self._wie = Tekst("", rol="tekst2", omloop=True)
        self._wat = RijenLijst(self.tr("Velden van deze wijziging"), in_kaart=True, wikkel=True)
        self._wat.zet_marge(2)
        self.paneel.inhoud.addWidget(self._wie)
        self.paneel.inhoud.addWidget(self._wat)
        self._limiet = _STAP
        self._handelingen: dict[str, list[HistorieRegel]] = {}

    def leeg(self) -> None:
        """Forget everything."""
        super().leeg()
        self._handelingen = {}
        self._limiet = _STAP
        self._lijst.zet(())
        self._wat.zet(())
        self._wie.setText("")
        self.paneel.sluit()

    def verberg(self) -> None:
        """Close the panel."""
        self.paneel.sluit()

    def vul(self, beeld: Beeld, *, ander: bool) -> None:
        """Ask for the history; it is read only when this tab is looked at."""
        self.context.taken.vraag(
            geschiedenis, beeld.dossier.casus.id, self._limiet, klaar=self.ontvang, enkel="geschiedenis"
        )

    def _meer(self) -> None:
        self._limiet += _STAP
        if self.beeld is not None:
            self.vul(self.beeld, ander=False)

    def ontvang(self, regels: list[HistorieRegel] | None) -> None:
        """Show what was read."""
        if regels is None or self.beeld is None:
            return
        self._ouder.setVisible(len(regels) >= self._limiet)
        # One act may touch a record in several steps; what stands together is one row.
        self._handelingen = {}
        for (txn, record), groep in groupby(regels, key=lambda r: (r.txn, r.record_id)):
            zichtbaar = [r for r in groep if veldnaam(r.soort, r.veld) or r.veld == "verwijderd"]
            if zichtbaar:
                self._handelingen.setdefault(f"{txn}:{record}", []).extend(zichtbaar)
        self._vul_lijst()

    @property
    def _partners(self) -> Mapping[str, Partner]:
        return self.beeld.dossier.partners if self.beeld else {}

    def _vul_lijst(self, _waarde: object = None) -> None:
        wil = self._filter.waarde()
        rijen = [
            self._rij(sleutel, regels)
            for sleutel, regels in self._handelingen.items()
            if not wil or regels[0].soort == wil
        ]
        self._lijst.zet(rijen)
        self._aantal.setText(self.tr("{n} handelingen").format(n=len(rijen)))

    def _verandering(self, r: HistorieRegel) -> tuple[str, str, str]:
        """Return title, before and after in words."""
        if r.veld == "verwijderd":
            titel = self.tr("Ingetrokken") if r.naar else self.tr("Teruggezet") if r.van else self.tr("Toegevoegd")
            return titel, "", ""
        van = waarde_in_woorden(r.soort, r.veld, r.van, self._partners)
        return veldnaam(r.soort, r.veld), van, waarde_in_woorden(r.soort, r.veld, r.naar, self._partners)

    def _wijzigingen(self, regels: list[HistorieRegel]) -> list[tuple[str, str, str]]:
        alle = [self._verandering(r) for r in regels]
        eerst = [v for v in alle if not v[1] and not v[2]]
        rest = [v for v in alle if v[1] or v[2]]
        if eerst and eerst[0][0] == self.tr("Toegevoegd"):
            # What a new record begins with is told without the empty places it came from.
            rest = [(titel, "", naar) for titel, _, naar in rest]
        return [*eerst, *rest]

    def _rij(self, sleutel: str, regels: list[HistorieRegel]) -> Rij:
        r = regels[0]
        wanneer = moment_in_woorden(r.tijdstip)
        delen = []
        for titel, van, naar in self._wijzigingen(regels)[:4]:
            if not van and not naar:
                delen.append(titel)
            elif not van:
                delen.append(f"{titel}: {kort(naar, 60)}")
            else:
                delen.append(f"{titel}: {kort(van, 60)} → {kort(naar, 60)}")
        if len(regels) > 4:
            delen.append(self.tr("en {n} meer").format(n=len(regels) - 4))
        wat = " · ".join(delen)
        kop = f"{soortnaam(r.soort)}"
        label = f" · {r.label}" if r.label else ""
        wie = f"{r.wie}, {ROLLEN.get(r.rol, r.rol)}" if r.rol else r.wie
        return Rij(
            sleutel,
            (Stuk(kop, gewicht=600), Stuk(label, rol="tekst2"), Stuk(f" · {wie}", rol="tekst2")),
            f"{wanneer}, {wie}, {kop}{label.replace(' · ', ', ')}: {wat.replace(' → ', ' wordt ')}",
            lead=Tegel(_ICOON.get(r.soort, "folder-open")),
            tweede=wat,
            achter=(Stuk(wanneer, rol="tekst2"),),
        )

    def _open(self, sleutel: str) -> None:
        regels = self._handelingen.get(sleutel)
        if not regels:
            return
        r = regels[0]
        self.paneel.zet_titel(soortnaam(r.soort))
        wie = f"{r.wie} ({ROLLEN.get(r.rol, r.rol)})" if r.rol else r.wie
        self._wie.setText(f"{moment_in_woorden(r.tijdstip)} · {wie} · {r.label}")
        rijen = []
        for nummer, (titel, van, naar) in enumerate(self._wijzigingen(regels)):
            stukken = (Stuk(van, rol="tekst2"), Stuk("  →  ", rol="tekst3"), Stuk(naar)) if van else (Stuk(naar),)
            spreek = f"{titel}: {van} wordt {naar}" if van else f"{titel}: {naar}" if naar else titel
            rijen.append(
                Rij(
                    str(nummer),
                    (Stuk(titel, gewicht=600, maat="klein"),),
                    spreek,
                    tweede=stukken if naar else (),
                    maat2="basis",
                )
            )
        self._wat.zet(rijen)
        self.paneel.open(self._wat)
        self._wat.setFocus(Qt.FocusReason.OtherFocusReason)
