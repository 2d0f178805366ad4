"""A page with every part of the window on it, to look at and to test."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from zvh_desktop.config import Instellingen
from zvh_desktop.gui.handtekenveld import HandtekenVeld
from zvh_desktop.gui.main_window import RAIL, MainWindow
from zvh_desktop.gui.onderdelen import (
    AvatarBeeld,
    Chip,
    DatumVeld,
    Kaart,
    KeuzeVeld,
    Knop,
    LegeStaat,
    RegelVeld,
    Segmenten,
    Sleutelkap,
    Stap,
    Stepper,
    Tabs,
    Tekst,
    TekstVeld,
    Veld,
    Wachtbalk,
    Zijpaneel,
)
from zvh_desktop.gui.pagina import Actie, Context, Pagina
from zvh_desktop.gui.palet import Treffer, markeer
from zvh_desktop.gui.rijen import Avatar, Chipje, Icoon, Knopje, Rij, RijenLijst, Stuk, Tegel
from zvh_desktop.gui.tabel import Cel, Kolom, Tabel, TabelRij
from zvh_desktop.gui.taken import Taken

VANDAAG = date(2026, 11, 24)


def aandachtrijen() -> list[Rij]:
    gegevens = (
        (
            "triangle-alert",
            "gevaar",
            "Sanne H.: veiligheidsafspraak loopt vrijdag af",
            "nog geen afspraak",
            "Plan openen",
        ),
        ("signature", "waarschuwing", "1 deelnemer heeft nog niet getekend", "B. van ’t Hek", "Laten tekenen"),
        ("file-text", "info", "Conceptverslag wacht op vaststelling", "2 reacties verwerkt, 0 open", "Vaststellen"),
    )
    return [
        Rij(
            str(n),
            zin,
            f"{zin}, {meer}; knop: {knop}",
            lead=Tegel(beeld, rol),
            tweede=meer,
            achter=(Knopje("doe", knop),),
        )
        for n, (beeld, rol, zin, meer, knop) in enumerate(gegevens)
    ]


def logrijen() -> list[Rij]:
    def rij(n: int, soort: str, rol: str, beeld: str, wie: str, tekst: str, tweede: str = "", chips: Any = ()) -> Rij:
        bron = (Stuk(wie + "  ", gewicht=700),) if wie else ()
        return Rij(
            str(n),
            (*bron, Stuk(tekst)),
            f"{soort}, {wie}: {tekst}",
            lead=Chipje(soort, rol, beeld, 98),
            tweede=tweede,
            chips=chips,
            maat="log",
        )

    lang = "Houdt zich aan afspraken zolang iemand hem ophaalt. Mist alles wat per brief komt."
    return [
        rij(1, "Informatie", "neutraal", "message-square", "Reclassering", lang),
        rij(2, "Veiligheid", "fase1", "shield-alert", "", "Vader is bang, durft niet te weigeren."),
        rij(
            3,
            "Oordeel",
            "waarschuwing",
            "scale",
            "Reclassering",
            "Terug naar vader is niet veilig.",
            "GGZ oordeelt anders",
        ),
        rij(4, "Besluit", "accent", "gavel", "", "Geen terugkeer naar vader.", "omdat: mishandeling tijdens psychose"),
        rij(
            5,
            "Actie",
            "info",
            "list-checks",
            "Gemeente",
            "Twee woonplekken met toezicht voorleggen",
            chips=(Chipje("L. Yılmaz"), Chipje("do 26 nov"), Chipje("fase 1", "fase1")),
        ),
    ]


def agendarijen() -> list[Rij]:
    return [
        Rij("kop", "Agenda", "Agenda", kop=True, achter=(Stuk("4 van 6", rol="tekst2"),)),
        Rij(
            "1",
            (Stuk("Opening en vorig verslag", rol="tekst3", gewicht=600),),
            "Opening en vorig verslag, gedaan",
            lead=Icoon("check"),
            achter=(Stuk("5′", rol="tekst3", gewicht=600),),
        ),
        Rij(
            "2",
            (Stuk("Kees V.", rol="accent", gewicht=600),),
            "Kees V., nu, 18 minuten en 40 seconden",
            lead=Icoon("play", "accent"),
            achter=(Stuk("18:40", rol="accent", gewicht=600),),
        ),
        Rij(
            "3",
            "Sanne H.",
            "Sanne H., 30 minuten",
            lead=Stuk("3", rol="tekst2", gewicht=600, breedte=27),
            achter=(Stuk("30′", gewicht=600),),
        ),
        Rij(
            "4",
            (Stuk("M. de Ruiter", gewicht=600),),
            "M. de Ruiter, GGZ Waterland, aanwezig",
            lead=Avatar("MR"),
            tweede="GGZ Waterland",
            maat="knop",
            maat2="chip",
            achter=(Chipje("aanwezig", "goed", "user-check"),),
        ),
    ]


KOLOMMEN = (
    Kolom("nummer", "Nummer", 92),
    Kolom("naam", "Casus", 150),
    Kolom("thema", "Thema", 178),
    Kolom("stap", "Stap", 150, kort=True),
    Kolom("fase", "Fase", 80, uitlijning="midden"),
    Kolom("acties", "Acties", 80, uitlijning="rechts"),
    Kolom("wie", "Casusregisseur", 160, rek=True),
    Kolom("evaluatie", "Evaluatie", 110),
)


def tabelrijen(aantal: int = 8) -> list[TabelRij]:
    namen = ("Kees V.", "Sanne H.", "Danny B.", "Mirjam O.", "Wilma S.", "Stationsplein", "Rik L.", "Älida T.")
    rijen = []
    for n in range(aantal):
        naam, fase = namen[n % len(namen)], n % 5
        rijen.append(
            TabelRij(
                str(n),
                (
                    Cel(f"2026-{143 - n % 100:04d}", rol="tekst2"),
                    Cel(naam, gewicht=600, maat="basis"),
                    Cel("onbegrepen gedrag", rol="tekst2"),
                    Cel(f"{n % 4 + 1} Uitvoering"),
                    Cel(
                        chips=(Chipje(str(fase) if fase else "–", f"fase{fase}" if fase else "neutraal"),), sorteer=fase
                    ),
                    Cel(str(n % 7) if n % 7 else "–", sorteer=n % 7),
                    Cel("Reclassering", rol="tekst2"),
                    Cel("24 nov", sorteer=n),
                ),
                f"{naam}, onbegrepen gedrag, fase {fase}",
            )
        )
    return rijen


class Vitrine(Pagina):
    """Buttons, chips, fields, rows."""

    titel = "Vandaag"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(22, 16, 22, 16)
        kolom.setSpacing(12)
        kop = QHBoxLayout()
        kop.setSpacing(10)
        kop.addWidget(Tekst("Onderdelen", maat="pagina", gewicht=700))
        kop.addWidget(Tekst("alles wat een pagina gebruikt", maat="sectie", rol="tekst2"))
        kop.addStretch(1)
        self.knoppen = [
            Knop("Laten tekenen", soort="primair", icoon="signature", sneltoets="F8"),
            Knop("Afronden…", icoon="gavel"),
            Knop("Later", soort="vlak"),
            Knop("Vernietigen…", soort="gevaar", icoon="trash-2"),
        ]
        uit = Knop("Uit", icoon="lock")
        uit.setEnabled(False)
        self.knoppen.append(uit)
        for knop in self.knoppen:
            kop.addWidget(knop)
        kolom.addLayout(kop)
        stepper = Stepper()
        stepper.zet(
            (
                Stap("Aanmelding en triage", "klaar"),
                Stap("Informatie en analyse", "klaar"),
                Stap("Overleg en plan", "nu"),
                Stap("Uitvoering en monitoring", "straks"),
            ),
            "Staat hier omdat nog niet alle vaste partners het plan hebben vastgesteld: OM ontbreekt.",
        )
        kolom.addWidget(stepper)
        self.tabs = Tabs("Onderdelen van de casus")
        for naam, titel, aantal in (
            ("overzicht", "Overzicht", None),
            ("plan", "Plan", None),
            ("acties", "Acties", 5),
            ("verslagen", "Verslagen", 2),
        ):
            self.tabs.voeg_toe(naam, titel, aantal)
        self.tabs.kies("plan")
        kolom.addWidget(self.tabs)
        midden = QHBoxLayout()
        midden.setSpacing(14)
        kolom.addLayout(midden, 1)
        midden.addWidget(self._velden(), 3)
        midden.addLayout(self._lijsten(), 4)
        midden.addLayout(self._fasen(), 3)

    def _velden(self) -> QWidget:
        kaart = Kaart("Velden", rand="rondom")
        self.naam = RegelVeld("Bram van ’t Hek")
        self.veld = Veld("Naam voluit", self.naam, verplicht=True)
        self.datum = DatumVeld(VANDAAG, vandaag=lambda: VANDAAG)
        self.datumveld = Veld("Evaluatie", self.datum, hint="Typ ook ‘volgende week di’.")
        self.fout = Veld("Functie", RegelVeld(""))
        self.fout.zet_fout("Vul een functie in.")
        self.keuze = KeuzeVeld((("a", "Procesregisseur"), ("b", "Secretaris")))
        self.tekst = TekstVeld("Wijkagent belt maandag en donderdag. Bij onraad: 112, daarna crisisdienst.")
        for deel in (self.veld, self.datumveld, self.fout, Veld("Rol", self.keuze), Veld("Afspraak", self.tekst)):
            kaart.inhoud.addWidget(deel)
        rij = QHBoxLayout()
        vink = QCheckBox("niet delen")
        vink.setChecked(True)
        stip = QRadioButton("volledig")
        stip.setChecked(True)
        rij.addWidget(vink)
        rij.addWidget(stip)
        rij.addStretch(1)
        kaart.inhoud.addLayout(rij)
        self.segmenten = Segmenten("Deel", (("beeld", "Beeld"), ("oordeel", "Oordeel"), ("besluit", "Besluit")))
        self.segmenten.zet_aantal("beeld", 6)
        self.segmenten.kies("oordeel")
        kaart.inhoud.addWidget(self.segmenten)
        kaart.inhoud.addStretch(1)
        return kaart

    def _lijsten(self) -> QVBoxLayout:
        kolom = QVBoxLayout()
        kolom.setSpacing(12)
        kaart = Kaart("Vraagt aandacht", achter=(Tekst("3 dingen", maat="klein", rol="tekst2"),))
        self.aandacht = RijenLijst("Vraagt aandacht", in_kaart=True, kiesbaar=False)
        self.aandacht.zet(aandachtrijen())
        kaart.inhoud.addWidget(self.aandacht)
        kolom.addWidget(kaart)
        self.log = RijenLijst("Vastgelegd", wikkel=True, lijnen=False)
        self.log.zet(logrijen())
        kolom.addWidget(self.log, 1)
        return kolom

    def _fasen(self) -> QVBoxLayout:
        kolom = QVBoxLayout()
        kolom.setSpacing(12)
        for nummer, (titel, beeld, staat) in enumerate(
            (
                ("1 Directe veiligheid", "shield-alert", "open"),
                ("2 Stabiele veiligheid", "shield-half", "open"),
                ("3 Herstel", "sprout", "voorbereid"),
                ("4 Nazorg en afschaling", "signpost", "niet gestart"),
            ),
            1,
        ):
            kaart = Kaart(fase=nummer, vlak2=True, rand="rondom")
            rij = QHBoxLayout()
            rij.addWidget(Tekst(titel, rol=f"fase{nummer}", gewicht=700))
            rij.addStretch(1)
            rij.addWidget(Chip(staat, rol=f"fase{nummer}", icoon=beeld))
            kaart.inhoud.addLayout(rij)
            kolom.addWidget(kaart)
        self.agenda = RijenLijst("Agenda", pil=True, lijnen=False, in_kaart=True)
        self.agenda.zet(agendarijen())
        self.agenda.kies("2")
        kaart = Kaart()
        kaart.inhoud.addWidget(self.agenda)
        kolom.addWidget(kaart)
        chips = QHBoxLayout()
        for rol, woord, beeld in (
            ("goed", "gedaan", "check"),
            ("waarschuwing", "vandaag", None),
            ("gevaar", "9 dagen te laat", None),
            ("info", "nieuw", None),
        ):
            chips.addWidget(Chip(woord, rol=rol, icoon=beeld))
        chips.addWidget(AvatarBeeld("MR"))
        chips.addWidget(Sleutelkap("Tab"))
        chips.addStretch(1)
        kolom.addLayout(chips)
        self.wacht = Wachtbalk()
        self.wacht.begin("Verslag maken…", stappen=3)
        self.wacht.zet(2)
        self.wacht.show()
        kolom.addWidget(self.wacht)
        kolom.addStretch(1)
        return kolom

    def acties(self) -> list[Actie]:
        return [
            Actie("overleg.voorzitten", "Overleg voorzitten", self._niets, "play", "F5"),
            Actie("actie.nieuw", "Nieuwe actie bij Kees V.", self._niets, "plus", "Ctrl+Shift+A"),
        ]

    def _niets(self) -> None:
        """Nothing happens in a showcase."""


class TabelPagina(Pagina):
    titel = "Casussen"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        kolom = QVBoxLayout(self)
        kolom.setContentsMargins(22, 16, 22, 16)
        kaart = Kaart()
        self.tabel = Tabel("Casussen", KOLOMMEN)
        self.tabel.zet(tabelrijen())
        self.tabel.kies("0")
        kaart.inhoud.addWidget(self.tabel)
        kolom.addWidget(kaart)
        kolom.addStretch(1)


class LegePagina(Pagina):
    titel = "Acties"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        kolom = QVBoxLayout(self)
        self.leeg = LegeStaat(
            "Nog geen acties",
            "Acties ontstaan in een overleg. Begin met een aanmelding of plan een overleg.",
            icoon="list-checks",
            knoppen=(("overleg", "Overleg plannen", "plus"), ("aanmelding", "Aanmelding", "plus")),
        )
        kolom.addWidget(self.leeg)
        self.paneel = Zijpaneel("Nieuwe actie", self)
        self.paneel.inhoud.addWidget(Veld("Wat gaat er gebeuren", TekstVeld(plaats="crisisplan delen met wijkagent")))
        self.paneel.inhoud.addWidget(Veld("Wie", RegelVeld()))
        self.paneel.voeg_knop_toe(Knop("Annuleren", soort="vlak"))
        self.paneel.voeg_knop_toe(Knop("Vastleggen", soort="primair", icoon="check"))


PAGINAS = {
    naam: (TabelPagina if naam == "casussen" else LegePagina if naam == "acties" else Vitrine) for naam, _, _ in RAIL
}


def zoek(tekst: str, lever: Any) -> None:
    woorden = tekst.split()
    lever(
        tekst,
        [
            Treffer(
                "1",
                "Kees V.",
                "Verloop · 12 nov",
                markeer("wijkagent: crisisplan ligt niet op het bureau", woorden),
                print,
            ),
            Treffer(
                "2", "Kees V.", "Actie · di 1 dec", markeer("crisisplan delen met wijkagent en vader", woorden), print
            ),
        ],
    )


def venster(pagina: str = "vandaag") -> MainWindow:
    gemaakt = MainWindow(PAGINAS, Taken(), Instellingen())
    gemaakt.zet_gebruiker("M. van der Heijden", "MH")
    gemaakt.zet_aantal("vandaag", 5)
    gemaakt.zet_aantal("acties", 12)
    gemaakt.zet_zoeker(zoek)
    gemaakt.bouw()
    gemaakt.ga_naar(pagina)
    return gemaakt


def handteken() -> QWidget:
    doos = QWidget()
    doos.setObjectName("pagina")
    kolom = QVBoxLayout(doos)
    kaart = Kaart("Geheimhoudingsverklaring", rand="rondom")
    veld = HandtekenVeld()
    kaart.inhoud.addWidget(veld)
    kolom.addWidget(kaart, 0, Qt.AlignmentFlag.AlignVCenter)
    return doos
