"""Requests for information: to whom, which question, why; and what came of it."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from zvh_desktop.domain.informatie import ANTWOORDEN, CATEGORIEEN, GEGEVEN_AARD, Informatieverzoek, dagen_te_laat
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.gui.dicht import mits, sluit
from zvh_desktop.gui.onderdelen import (
    DatumVeld,
    Kaart,
    KeuzeVeld,
    Knop,
    LegeStaat,
    RegelVeld,
    Segmenten,
    Tekst,
    TekstVeld,
    Veld,
    datum_in_woorden,
)
from zvh_desktop.gui.pages.casus.informatiedelen.paneel import Deel, Paneel, UitgeefPaneel, Uitgifte
from zvh_desktop.gui.pages.casus.tab import Huis
from zvh_desktop.gui.pages.casus.waarden import kort
from zvh_desktop.gui.rijen import Chipje, Knopje, Rij, RijenLijst, Tegel
from zvh_desktop.services import verzoeken
from zvh_desktop.services.informatie import Beeld
from zvh_desktop.services.meldingen import CASUS_DICHT

__all__ = ["VerzoekenDeel"]

ALLEN = "allen"
"""Choice of "about whom": every betrokkene of the casus."""


class VerzoekPaneel(Paneel):
    """A new request, or one that was not sent yet."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(
            huis,
            "verzoek",
            QCoreApplication.translate("VerzoekPaneel", "Informatieverzoek"),
            QCoreApplication.translate("VerzoekPaneel", "Bewaren"),
            "check",
        )
        self._verzoek: Informatieverzoek | None = None
        self._beeld: Beeld | None = None
        self.partner = KeuzeVeld(())
        self.aan = RegelVeld(plaats=self.tr("naam, functie"))
        self.over = KeuzeVeld(())
        self.vraag, self.doel, self.noodzaak = TekstVeld(regels=3), TekstVeld(regels=2), TekstVeld(regels=2)
        self.voor = DatumVeld(vandaag=huis.vandaag)
        self.velden(
            Veld(self.tr("Aan welke partner"), self.partner, verplicht=True),
            Veld(self.tr("Ter attentie van"), self.aan),
            Veld(
                self.tr("Over wie"), self.over, verplicht=True,
                hint=self.tr("Alleen naam en geboortedatum komen in het verzoek."),
            ),
            Veld(self.tr("Wat vraagt u"), self.vraag, verplicht=True, hint=self.tr("Niet meer dan nodig is.")),
            Veld(self.tr("Waarvoor"), self.doel, verplicht=True),
            Veld(self.tr("Waarom is het nodig"), self.noodzaak, verplicht=True),
            Veld(self.tr("Antwoord voor"), self.voor, hint=self.tr("Daarna staat het verzoek in Vandaag.")),
            vraag=self.vraag, doel=self.doel, noodzaak=self.noodzaak, aan=self.aan, partner=self.partner,
            over=self.over, voor=self.voor,
        )  # fmt: skip

    def kom(self, b: Beeld, verzoek: Informatieverzoek | None = None) -> None:
        """Open for a new request, or to change one."""
        self._beeld, self._verzoek = b, verzoek
        dicht = CASUS_DICHT if verzoek is None and b.casus.status == "afgesloten" else ""
        sluit(self.knop, self.context.niet_hier.get(Daad.INFORMATIE_VRAGEN, "") or dicht)
        self.partner.clear()
        for p in sorted((p for p in b.partners.values() if not p.verwijderd), key=lambda p: p.naam.casefold()):
            self.partner.addItem(p.naam, p.id)
        self.over.clear()
        for betrokkene in b.betrokkenen:
            self.over.addItem(betrokkene.volledige_naam or betrokkene.rol, betrokkene.id)
        if len(b.betrokkenen) > 1:
            self.over.addItem(self.tr("alle betrokkenen"), ALLEN)
        self.begin(b.casus.id, verzoek.id if verzoek else "", self._maak_leeg, self.partner)

    @property
    def is_nieuw(self) -> bool:
        """Whether it is open for a request that is not there yet."""
        return self.isVisible() and self._verzoek is None

    def _maak_leeg(self) -> None:
        v, b = self._verzoek, self._beeld
        if b is None:
            return
        if v is not None and v.partner_id:
            self.partner.kies(v.partner_id)
        elif self.partner.count():
            self.partner.setCurrentIndex(0)
        if v is not None and v.over:
            self.over.kies(v.over[0] if len(v.over) == 1 else ALLEN)
        elif self.over.count():
            self.over.setCurrentIndex(0)
        self.aan.setText(v.aan if v else "")
        self.vraag.zet(v.vraag if v else "")
        self.doel.zet(v.doel if v else b.casus.doel)
        self.noodzaak.zet(v.noodzaak if v else "")
        self.voor.zet(v.antwoord_voor if v else None)

    def doe(self) -> None:
        """Save it; sending is an act of its own."""
        b = self._beeld
        if b is None:
            return
        over = str(self.over.waarde() or "")
        velden = {
            "partner_id": str(self.partner.waarde() or ""),
            "aan": self.aan.text().strip(),
            "over": [p.id for p in b.betrokkenen] if over == ALLEN else [over] if over else [],
            "vraag": self.vraag.tekst().strip(),
            "doel": self.doel.tekst().strip(),
            "noodzaak": self.noodzaak.tekst().strip(),
            "antwoord_voor": self.voor.dag,
        }
        self.bewaar(verzoeken.bewaar, b.casus.id, self._verzoek.id if self._verzoek else "", velden)

    def klaar(self, uitkomst: Any) -> None:
        """Tell, with a way back."""
        self.huis.gedaan(self.tr("Het informatieverzoek is bewaard. Het is nog niet verstuurd."), uitkomst[1])


class AntwoordPaneel(Paneel):
    """What came back; "not" is an answer too."""

    def __init__(self, huis: Huis) -> None:
        super().__init__(
            huis,
            "antwoord",
            QCoreApplication.translate("AntwoordPaneel", "Antwoord op een informatieverzoek"),
            QCoreApplication.translate("AntwoordPaneel", "Antwoord vastleggen"),
            "check",
        )
        self._id = ""
        self.vraag = Tekst("", rol="tekst2", omloop=True)
        self.antwoord = Segmenten(
            self.tr("Is het geleverd"),
            (("geheel", self.tr("Geheel")), ("deels", self.tr("Deels")), ("niet", self.tr("Niet"))),
        )
        self.antwoord.gekozen.connect(self._gekozen)
        self.door = RegelVeld(plaats=self.tr("wie het zei of schreef"))
        self.reden = TekstVeld(regels=2)
        self.redenveld = Veld(self.tr("Waarom niet alles"), self.reden)
        self.tekst = TekstVeld(regels=5)
        self.tekstveld = Veld(
            self.tr("Wat is er gezegd"), self.tekst, hint=self.tr("Komt als notitie met deze bron in het verloop.")
        )
        self.aard = KeuzeVeld(tuple(GEGEVEN_AARD.items()))
        self.categorie = KeuzeVeld(tuple(CATEGORIEEN.items()))
        self._bij: tuple[QWidget, ...] = (
            self.tekstveld,
            Veld(self.tr("Feit of oordeel"), self.aard),
            Veld(self.tr("Soort gegeven"), self.categorie),
        )
        self.velden(
            self.vraag, self.antwoord, Veld(self.tr("Van wie"), self.door), self.redenveld, *self._bij,
            tekst=self.tekst, reden=self.reden, door=self.door, antwoord=self.antwoord, aard=self.aard,
            categorie=self.categorie,
        )  # fmt: skip
        self.intrekken = self.voeg_knop_toe(Knop(self.tr("Verzoek intrekken"), icoon="x"))
        self.intrekken.clicked.connect(self._trek_in)
        self.herinner = self.voeg_knop_toe(Knop(self.tr("Herinnerd: antwoord voor…"), icoon="bell"))
        self.herinner.clicked.connect(self._herinner)
        self.voor = DatumVeld(vandaag=huis.vandaag)
        self.voorveld = Veld(self.tr("Nieuwe dag na een herinnering"), self.voor)
        self.inhoud.insertWidget(self.inhoud.count() - 1, self.voorveld)

    def kom(self, v: Informatieverzoek) -> None:
        """Open for a request that waits."""
        self._id = v.id
        self.vraag.setText(f"{v.organisatie}: {kort(v.vraag, 300)}")
        self.begin(v.casus_id, v.id, self._maak_leeg, self.antwoord)

    def _maak_leeg(self) -> None:
        self.antwoord.kies("geheel")
        self._gekozen("geheel")
        for tekst in (self.reden, self.tekst):
            tekst.zet("")
        self.door.setText("")
        self.aard.kies("")
        self.categorie.kies("")
        self.voor.zet(None)

    def _gekozen(self, naam: str) -> None:
        self.redenveld.setVisible(naam != "geheel")
        for deel in self._bij:
            deel.setVisible(naam != "niet")

    def doe(self) -> None:
        """Record it."""
        niet = self.antwoord.huidig() == "niet"
        self.bewaar(
            _beantwoord,
            self._id,
            self.antwoord.huidig(),
            {
                "door": self.door.text(),
                "reden": self.reden.tekst() if self.antwoord.huidig() != "geheel" else "",
                "tekst": "" if niet else self.tekst.tekst(),
                "aard": str(self.aard.waarde() or ""),
                "categorie": str(self.categorie.waarde() or ""),
            },
        )

    def klaar(self, uitkomst: Any) -> None:
        """Tell, with a way back."""
        self.huis.gedaan(self.tr("Vastgelegd bij het informatieverzoek."), uitkomst)

    def _herinner(self) -> None:
        self.bewaar(verzoeken.herinner, self._id, self.voor.dag)

    def _trek_in(self) -> None:
        self.bewaar(verzoeken.trek_in, self._id, self.reden.tekst() or self.tekst.tekst())


def _beantwoord(wp: Any, verzoek_id: str, antwoord: str, velden: dict[str, str]) -> object:
    return verzoeken.beantwoord(wp, verzoek_id, antwoord, **velden)


class VerzoekenDeel(Deel):
    """What waits first, then what was not sent, then what is done."""

    def __init__(self, huis: Huis, uitgeven: UitgeefPaneel) -> None:
        super().__init__(huis)
        self._uitgeven = uitgeven
        self.nieuw = Knop(
            self.tr("Informatieverzoek"), icoon="plus", klein=True, naam=self.tr("Informatieverzoek maken")
        )
        self.nieuw.clicked.connect(self._nieuw)
        self._kaart = Kaart(self.tr("Informatieverzoeken"), achter=(self.nieuw,))
        self.lijst = RijenLijst(self.tr("Informatieverzoeken"), in_kaart=True, wikkel=True)
        self.lijst.geactiveerd.connect(self._open)
        self.lijst.knop_gedrukt.connect(self._knop)
        self._kaart.inhoud.addWidget(self.lijst)
        self._leeg = LegeStaat(
            self.tr("Nog geen informatieverzoeken"),
            self.tr("Vraag een partner gericht wat u nodig hebt: één vraag, waarvoor, en waarom het nodig is."),
            icoon="message-circle-question-mark",
            knoppen=(("nieuw", self.tr("Informatieverzoek maken"), "plus"),),
        )
        self._leeg.gekozen.connect(self._nieuw)
        self.kolom.addWidget(self._kaart, 1)
        self.kolom.addWidget(self._leeg, 1)
        self.paneel, self.antwoord = VerzoekPaneel(huis), AntwoordPaneel(huis)

    def schrijvers(self) -> Mapping[Daad, tuple[QWidget, ...]]:
        """See `Deel`."""
        return {Daad.INFORMATIE_VRAGEN: (self.nieuw, *self._leeg.findChildren(Knop), *(p.knop for p in self.panelen()))}

    def aanvullers(self) -> tuple[QWidget, ...]:
        """See `Deel`: also the panel of one that is not there yet, with what was typed in it."""
        bewaren = (self.paneel.knop,) if self.paneel.is_nieuw else ()
        return self.nieuw, *self._leeg.findChildren(Knop), *bewaren

    def panelen(self) -> tuple[Paneel, ...]:
        """Its panels."""
        return (self.paneel, self.antwoord)

    def open(self, wat: str, id_: str) -> None:
        """Open a panel again."""
        if wat == "verzoek" and not id_:
            self._nieuw()
        else:
            self._open(id_)

    def leeg(self) -> None:
        """Forget the requests."""
        super().leeg()
        self.lijst.zet(())
        self.antwoord.vraag.setText("")

    def vul(self, b: Beeld) -> None:
        """Show the requests."""
        self.lijst.zet([self._rij(v, b) for v in b.verzoeken])
        self._kaart.setVisible(bool(b.verzoeken))
        self._leeg.setVisible(not b.verzoeken)

    def _rij(self, v: Informatieverzoek, b: Beeld) -> Rij:
        laat = dagen_te_laat(v, b.vandaag)
        woord, rol, icoon = {
            "concept": (self.tr("niet verstuurd"), "neutraal", "pencil"),
            "verstuurd": (self.tr("wacht op antwoord"), "info", "clock"),
            "beantwoord": (ANTWOORDEN.get(v.antwoord, ""), "goed" if v.antwoord == "geheel" else "neutraal", "check"),
            "ingetrokken": (self.tr("ingetrokken"), "neutraal", "circle-slash"),
        }[v.status]
        if laat:
            woord = self.tr("1 dag te laat") if laat == 1 else self.tr("{n} dagen te laat").format(n=laat)
            rol, icoon = "gevaar", "clock"
        delen = [v.aan] if v.aan else []
        if v.verstuurd_op:
            delen.append(
                self.tr("verstuurd {dag}, {hoe}").format(dag=datum_in_woorden(v.verstuurd_op), hoe=v.verstuurd_hoe)
            )
        if v.antwoord_voor and v.status != "beantwoord":
            delen.append(self.tr("antwoord voor {dag}").format(dag=datum_in_woorden(v.antwoord_voor)))
        if v.herinnerd_op:
            delen.append(self.tr("herinnerd {dag}").format(dag=datum_in_woorden(v.herinnerd_op)))
        if v.antwoord_op:
            delen.append(self.tr("antwoord {dag}").format(dag=datum_in_woorden(v.antwoord_op)))
        if v.antwoord_reden:
            delen.append(v.antwoord_reden)
        tweede = " · ".join(delen) or " "
        kop = f"{v.organisatie}: {kort(v.vraag, 110)}"
        niet = self.context.niet_hier
        knoppen: tuple[Knopje, ...] = ()
        if v.status == "concept":
            knoppen = mits(niet, Daad.UITGEVEN, Knopje("verstuur", self.tr("Versturen"), "send"))
        elif v.status == "verstuurd":
            knoppen = mits(niet, Daad.INFORMATIE_VRAGEN, Knopje("antwoord", self.tr("Antwoord"), "check"))
        return Rij(
            v.id, kop, f"{kop}, {woord}. {tweede}", lead=Tegel("message-circle-question-mark", rol), tweede=tweede,
            chips=(Chipje(woord, rol, icoon),), achter=knoppen, gedimd=v.status == "ingetrokken",
        )  # fmt: skip

    def _nieuw(self, _wat: object = None) -> None:
        if self.beeld is not None:
            self.paneel.kom(self.beeld)

    def _verzoek(self, id_: str) -> Informatieverzoek | None:
        return next((v for v in self.beeld.verzoeken if v.id == id_), None) if self.beeld else None

    def _open(self, id_: str) -> None:
        v = self._verzoek(id_)
        if v is None or self.beeld is None:
            return
        if v.status == "concept":
            self.paneel.kom(self.beeld, v)
        elif v.status == "verstuurd":
            self.antwoord.kom(v)
        else:
            self._uitgeven.kijk(self.tr("Informatieverzoek"), lambda wp: verzoeken.voorbeeld(wp, id_))

    def _knop(self, id_: str, naam: str) -> None:
        if naam == "antwoord":
            self._open(id_)
            return
        v = self._verzoek(id_)
        if v is None or self.beeld is None:
            return
        self._uitgeven.geef(
            self.casus_id,
            Uitgifte(
                titel=self.tr("Informatieverzoek versturen"),
                bestand=f"informatieverzoek-{self.beeld.casus.nummer}.pdf",
                bron=lambda wp, _: verzoeken.voorbeeld(wp, id_),
                doe=lambda wp, pad, w: verzoeken.verstuur(wp, id_, pad, hoe=w["hoe"]),
                zonder=lambda wp, w: verzoeken.noteer_verstuurd(wp, id_, hoe=w["hoe"]),
                aan=", ".join(filter(None, (v.aan, v.organisatie))),
                id_=id_,
            ),
        )
