"""Screens of people and what ties them: a family, incidents, two records of one person; for `run.py`."""

from datetime import date
from typing import Any, Protocol

from zvh_testing.sessieplek import wacht

from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.services import dossiers, dubbelen, systeem
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["systeem_schermen", "vul"]


class Galerij(Protocol):
    """What is asked of the gallery."""

    s: Any

    def rust(self) -> None: ...
    def neem(self, naam: str, widget: Any = None) -> None: ...
    def pagina(self, waar: str, naam: str, **argumenten: Any) -> Any: ...


_MENSEN: tuple[dict[str, Any], ...] = (
    {"voornamen": "Ria", "tussenvoegsel": "de", "achternaam": "Wit", "geboortedatum": date(1970, 5, 1),
     "rol": "moeder"},
    {"voornamen": "Truus", "achternaam": "Vermeer-Smit", "geboortedatum": date(1940, 2, 9), "rol": "grootmoeder"},
    {"voornamen": "Sanne", "achternaam": "Vermeer", "geboortedatum": date(2004, 8, 20), "rol": "zus",
     "contact_alleen_via": "school; nooit bellen", "telefoon_meelezen": "ja", "aliassen": ["Sannie"]},
    {"voornamen": "Noa", "achternaam": "Vermeer", "geboortedatum": date(2019, 11, 3), "rol": "dochter"},
    {"voornamen": "Iris", "tussenvoegsel": "van den", "achternaam": "Bogaard", "geboortedatum": date(2001, 1, 17),
     "rol": "ex-partner", "adres_geheim": True, "straat": "Beukenhof", "huisnummer": "3", "woonplaats": "Hoorn"},
    {"voornamen": "Marijke", "tussenvoegsel": "de", "achternaam": "Ruiter", "rol": "casemanager FACT"},
    {"voornamen": "Johan", "achternaam": "Vermeir", "rol": "vader", "telefoon": "0600000009",
     "opmerking": "Werkt in de nacht."},
)  # fmt: skip
_BANDEN = (
    ("Jan", "ouder", "Kees", {"woord_van": "vader", "woord_naar": "zoon", "bron": "GGZ"}),
    ("Ria", "ouder", "Kees", {"bron": "gemeente"}),
    ("Jan", "ouder", "Sanne", {}),
    ("Ria", "ouder", "Sanne", {}),
    ("Jan", "ex_partner", "Ria", {"sinds": date(1998, 6, 1), "tot": date(2015, 3, 1)}),
    ("Truus", "ouder", "Jan", {}),
    ("Kees", "ouder", "Noa", {}),
    ("Iris", "ouder", "Noa", {}),
    ("Kees", "ex_partner", "Iris", {"toelichting": "Uit elkaar na het incident in de zomer."}),
    ("Iris", "huishouden", "Noa", {}),
    ("Ria", "huishouden", "Sanne", {}),
    ("Marijke", "hulpverlener", "Kees", {"sinds": date(2025, 9, 1)}),
    ("Kees", "broer_zus", "Sanne", {}),
)


def vul(wp: Werkplek, casus_id: str) -> dict[str, str]:
    """Put a family in a casus; return ids by given name, of the incident, and of a merged record."""
    wie = {b.voornamen.split()[0]: b.id for b in wp.store.find(Betrokkene, casus_id=casus_id)}
    for velden in _MENSEN:
        if velden["voornamen"] not in wie:
            wie[velden["voornamen"]] = dossiers.voeg_toe(wp, "betrokkene", casus_id, velden)[0]
    for van, soort, naar, meer in _BANDEN:
        if van in wie and naar in wie:
            id_, _ = systeem.voeg_relatie_toe(wp, casus_id, wie[van], soort, wie[naar], dict(meer))
            wie.setdefault("relatie", id_)
    tekst = "Ruzie op straat; Kees duwde zijn vader en werd daarna zelf geslagen."
    wie["incident"] = dossiers.voeg_toe(wp, "notitie", casus_id, {"notitiesoort": "incident", "tekst": tekst})[0]
    rollen = {wie["Kees"]: ("pleger", "slachtoffer"), wie["Sanne"]: ("getuige",)}
    if "Jan" in wie:
        rollen[wie["Jan"]] = ("slachtoffer",)
    systeem.zet_rollen(wp, wie["incident"], rollen)
    weg = dossiers.voeg_toe(wp, "betrokkene", casus_id, {"voornamen": "T.", "achternaam": "Vermeer"})[0]
    dubbelen.voeg_dubbelen_samen(wp, wie["Truus"], weg, {})
    with wp.transactie("elders") as t:
        t.save(wp.eis(Betrokkene, weg).met(telefoon="0600000011"))
    return wie


def systeem_schermen(g: Galerij, casus_id: str) -> None:
    """Take them all, in a casus that has a Kees."""
    uit: list[dict[str, str]] = []
    g.s.taken.doe(vul, casus_id, klaar=uit.append, voor=g.s.venster)
    wacht(lambda: bool(uit))
    wie = uit[0]
    pagina = g.pagina("casussen.casus", "systeem-lijst", casus_id=casus_id, tab="betrokkenen")
    deel = pagina.tab("betrokkenen")

    def neem(naam: str) -> None:
        g.rust()
        g.neem(naam)

    deel.kies("systeem")
    deel.tekening.personen[wie["Kees"]].setFocus()
    neem("systeem-beeld")
    deel._print.click()
    wacht(lambda: not g.s.taken.open_taken and deel.uitgeven.isVisible())
    neem("systeem-verstrekken")
    deel.uitgeven.sluit()
    deel.vorm.kies("lijst")
    deel._kies_vorm("lijst")
    deel.kies(wie["Sanne"])
    neem("systeem-persoon")
    deel._open_relatie(wie["relatie"])
    neem("systeem-relatie")
    deel.relatie.sluit()
    deel._open_relatie("")
    neem("systeem-relatie-nieuw")
    deel.relatie.leeg()
    deel.paneel.sluit()
    deel.kies(wie["Iris"])
    deel.paneel.afscherming.wie.kies("enkelen")
    deel.paneel.afscherming._anders("enkelen")
    deel.paneel.afscherming.vinken[0].click()
    neem("systeem-afscherming")
    deel.paneel.sluit()
    deel.kies(wie["incident"])
    neem("systeem-incident")
    deel.incident.sluit()
    deel._open_samenvoegen(wie.get("Jan", wie["Kees"]))
    deel.samen.ander.kies(wie["Johan"])
    deel.samen._vergelijk()
    neem("systeem-samenvoegen")
    deel.samen.sluit()
    deel.kies("nieuw")
    deel.nieuw.formulier.velden["voornamen"].invoer.setText("Cees")
    deel.nieuw.formulier.velden["achternaam"].invoer.setText("Vermeir")
    wacht(lambda: bool(deel.nieuw.gelijk.lijst.rijen))
    neem("systeem-gelijken")
    deel.nieuw.sluit()
