"""An invented house to look at: makes the screens of the gallery, without a vault."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from zvh_desktop.config import Instellingen
from zvh_desktop.domain.overleg import Verklaring
from zvh_desktop.domain.partner import Medewerker, Partner, Regio, Verklaringtekst
from zvh_desktop.domain.verslag import Verklaringstuk
from zvh_desktop.gui.galerij import scherm
from zvh_desktop.gui.main_window import MainWindow
from zvh_desktop.gui.pages.beheer import Beheer
from zvh_desktop.gui.pages.beheer.huis import Gegevens, Huis, Medewerkers
from zvh_desktop.gui.pages.beheer.kluis import KluisDeel
from zvh_desktop.gui.pages.beheer.logboek import LogboekDeel
from zvh_desktop.gui.pages.beheer.verklaringtekst import VerklaringDeel
from zvh_desktop.gui.pages.partners import Partners
from zvh_desktop.gui.pages.rapportage import Rapportage
from zvh_desktop.gui.spoor import Positie
from zvh_desktop.gui.taken import Taken
from zvh_desktop.services.beheer import PartnerRegel, voorbeeldtekst
from zvh_desktop.services.geheimhouding import RegisterRegel
from zvh_desktop.services.logboek import Logblad, LogRegel, gebeurtenisnaam
from zvh_desktop.services.rapportage import Rapport, Rapportrij, Rapporttabel
from zvh_desktop.services.verslagen import Bladbron

__all__ = ["registreer"]

_S: Final = "5" * 32
_NU: Final = datetime(2026, 11, 24, 8, 31, tzinfo=UTC)
_IK: Final = Medewerker(id="m1", stream=_S, naam="M. van der Heijden", functie="procesregisseur", rol="procesregisseur")
_ALLE: Final = [
    Medewerker(id="m2", stream=_S, naam="J. de Wit", functie="secretaris", rol="secretaris"),
    _IK,
    Medewerker(id="m3", stream=_S, naam="T. Yılmaz", functie="functioneel beheerder", rol="beheerder"),
]


def _venster(naam: str, pagina: type[Any], vul: Callable[[Any], object], **argumenten: str) -> QWidget:
    venster = MainWindow({naam: pagina}, Taken(), Instellingen())
    venster.zet_gebruiker("M. van der Heijden", "MH")
    venster.bouw(Positie(naam, dict(argumenten)))
    vul(venster.huidige_pagina)
    return venster


def partners() -> list[PartnerRegel]:
    """Return partners in every state of the protocol."""
    gegevens = (
        ("Gemeente Purmerend", "Gemeente", "gemeente", True, date(2028, 3, 1), "geldig tot 1-3-2028"),
        ("GGZ Waterland", "GGZ", "ggz", True, date(2027, 5, 1), "geldig tot 1-5-2027"),
        ("Politie Zaanstreek-Waterland", "Politie", "politie", True, date(2026, 3, 1), "verlopen op 1-3-2026"),
        ("Woningcorporatie Intermaris", "Intermaris", "woningcorporatie", False, None, "geen privacyprotocol"),
    )
    return [
        PartnerRegel(
            Partner(
                id=f"p{n}", stream=_S, naam=naam, kort=kort, partnersoort=soort, vast=vast, protocol_geldig_tot=tot,
                telefoon="0600000001",
            ),
            woord.startswith("geldig"),
            woord,
        )
        for n, (naam, kort, soort, vast, tot, woord) in enumerate(gegevens)
    ]  # fmt: skip


def register() -> list[RegisterRegel]:
    """Return verklaringen of every kind."""
    gegevens = (
        ("getekend", "B. van ’t Hek", "Woningcorporatie Intermaris"),
        ("getypt", "L. Yılmaz", "Gemeente Purmerend"),
        ("papier", "R. Dekker", "Zorgboerderij De Dijk"),
        ("geweigerd", "N. Vos", "Bewindvoerder"),
    )
    regels = []
    for n, (wijze, naam, organisatie) in enumerate(gegevens):
        velden = {"id": f"k{n}", "stream": _S, "overleg_id": "o1", "deelnemer_id": f"d{n}", "wijze": wijze}
        velden |= {"naam": naam, "organisatie": organisatie, "tekstversie": "2026-2", "tekst_sha256": "70a22cf0" * 8}
        velden |= {"toestel": "t1", "getuige": "M. van der Heijden", "plaats": "Stadhuis, kamer 2.14"}
        regels.append(RegisterRegel(Verklaring.model_validate({**velden, "tijdstip": _NU}), "Casusoverleg", _NU))
    return regels


def rapport() -> Rapport:
    """Return invented counts."""

    def tabel(
        sleutel: str, titel: str, eerste: str, kolommen: tuple[str, ...], *rijen: tuple[Any, ...]
    ) -> Rapporttabel:
        return Rapporttabel(sleutel, titel, eerste, kolommen, tuple(Rapportrij(r[0], r[0], r[1:]) for r in rijen))

    return Rapport(
        date(2026, 11, 24),
        "Zorg- en Veiligheidshuis Zaanstreek-Waterland",
        (
            tabel("thema", "Casussen per thema", "Thema", ("Lopend", "Beëindigd"),
                  ("onbegrepen gedrag", 14, 9), ("jeugd", 8, 3), ("mensenhandel", 2, 0)),
            tabel("procesfase", "Lopende casussen per processtap", "Stap", ("Casussen",),
                  ("1 Aanmelding en triage", 3), ("2 Informatie en analyse", 5), ("3 Overleg en plan", 7),
                  ("4 Uitvoering en monitoring", 9)),
            tabel("acties", "Open acties per partner", "Partner", ("Open", "Te laat"),
                  ("Gemeente Purmerend", 11, 2), ("GGZ Waterland", 7, 0), ("Politie Zaanstreek-Waterland", 4, 1)),
            tabel("doorlooptijd", "Doorlooptijd", "Traject", ("Dagen (mediaan)", "Casussen"),
                  ("van aanmelding tot triage", 6, 22), ("van aanmelding tot eerste overleg", 19, 18)),
        ),
    )  # fmt: skip


def _logblad() -> Logblad:
    sleutels = ("logboek_geopend", "verslag_ondertekend", "verslag_vastgesteld", "overleg_gesloten", "bsn_getoond")
    regels = [
        LogRegel(812 - n, _NU, "M. van der Heijden", sleutel, gebeurtenisnaam(sleutel), 2, "2026-0143", "0" * 64)
        for n, sleutel in enumerate(sleutels)
    ]
    regels.append(
        LogRegel(806, _NU, "", "ontgrendelen_mislukt", gebeurtenisnaam("ontgrendelen_mislukt"), 0, "", "0" * 64)
    )
    return Logblad(tuple(regels), 806, 812, tuple((m.id, m.naam) for m in _ALLE))


def _stuk(versie: str, tekst: str) -> Verklaringstuk:
    return Verklaringstuk(
        zvh="Zorg- en Veiligheidshuis Zaanstreek-Waterland",
        naam="Naam van de ondertekenaar",
        organisatie="Organisatie",
        functie="functie",
        overleg="Voorbeeld",
        datum=date(2026, 11, 24),
        plaats="plaats",
        tekstversie=versie,
        tekst=tekst,
        tekst_sha256="70a22cf0" * 8,
        wijze="papier",
        tijdstip=_NU,
        toestel="0" * 16,
        getuige="M. van der Heijden",
        logboek="7f3a91d0" * 8,
    )


def _vul_beheer(naam: str, pagina: Any) -> None:
    deel = pagina.deel(naam)
    if isinstance(deel, Gegevens | Medewerkers):
        deel.vul((_IK, _ALLE))
    elif isinstance(deel, Huis):
        deel.vul(Regio(id="r1", stream=_S, naam="Zorg- en Veiligheidshuis Zaanstreek-Waterland"))
    elif isinstance(deel, VerklaringDeel):
        versie, kern, tekst = voorbeeldtekst()
        velden = {"versie": versie, "kern": kern, "tekst": tekst, "geldig_vanaf": date(2026, 11, 2)}
        deel.vul(([Verklaringtekst.model_validate({"id": "t1", "stream": _S, **velden})], "t1"))
        deel.bladen.toon_nu(Bladbron(inhoud=_stuk(versie, f"{kern}\n\n{tekst}")))
    elif isinstance(deel, LogboekDeel):
        deel.vul((0, "", "", _logblad()))


def _partners(paneel: str, pagina: Partners) -> None:
    pagina.vul(partners())
    pagina.vul_register(register())
    if paneel == "partner":
        pagina.paneel.begin(partners()[2])
    elif paneel == "verklaringen":
        pagina.tabs.kies("verklaringen")


def _kluispaneel(pagina: Beheer) -> None:
    deel = pagina.deel("kluis")
    if isinstance(deel, KluisDeel):
        deel.wachtwoord.begin()


def registreer() -> None:
    """Put partners, rapportage and every part of Beheer in the gallery."""
    for paneel in ("", "partner", "verklaringen"):
        naam = f"partners-{paneel}" if paneel else "partners"
        scherm(naam, partial(_venster, "partners", Partners, partial(_partners, paneel)))
    scherm("rapportage", partial(_venster, "rapportage", Rapportage, lambda pagina: pagina.vul(rapport())))
    for deel in ("gegevens", "huis", "medewerkers", "verklaring", "kluis", "logboek"):
        scherm(f"beheer-{deel}", partial(_venster, "beheer", Beheer, partial(_vul_beheer, deel), deel=deel))
    scherm("beheer-wachtwoord", partial(_venster, "beheer", Beheer, _kluispaneel, deel="kluis"))
