"""An analysis that is well under way, on an invented casus: for tests and for the gallery."""

from datetime import date, timedelta

from zvh_desktop.domain.analyse import LEEFGEBIEDEN, basisvoorwaarde_id
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.partner import Partner
from zvh_desktop.domain.themablok import blok_id
from zvh_desktop.services import analyse, dossiers, leefgebieden
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["vul_analyse"]

THEMAS = ["verward_gedrag", "re_integratie", "mensenhandel", "huiselijk_geweld_kindermishandeling", "radicalisering"]

_PUNTEN = (
    ("Huisvesting", "feit", "Slaapt sinds september bij vader; ontruimd uit de eigen woning in juli.", "Gemeente", 20),
    ("Huisvesting", "zorg", "Vader kan hem niet weigeren en is bang.", "Politie", 12),
    ("Huisvesting", "oordeel", "Terug naar vader is niet veilig zonder dagelijks toezicht.", "Reclassering", 12),
    ("Financiën", "feit", "Schuld van ongeveer 11.000 euro, geen beslag.", "Gemeente", 31),
    ("Financiën", "kracht", "Accepteert budgetbeheer.", "Gemeente", 31),
    ("Geestelijke gezondheid", "feit", "Stabiel op medicatie sinds drie weken; geen ziekte-inzicht.", "GGZ", 5),
    ("Geestelijke gezondheid", "feit", "Vier opnames in tien jaar, steeds na stoppen met medicatie.", "GGZ", 40),
    ("Geestelijke gezondheid", "zorg", "Stopt met medicatie zodra het toezicht wegvalt.", "GGZ", 5),
    ("Geestelijke gezondheid", "oordeel", "Zonder titel is behandeling thuis niet vol te houden.", "GGZ", 5),
    ("Middelengebruik", "zorg", "Gebruikt cannabis, bij vlagen dagelijks.", "Reclassering", 60),
    ("Sociaal netwerk", "kracht", "Oma belt elke zondag; zij blijft buiten elk conflict.", "", 15),
    ("Huiselijke relaties", "feit", "Twee meldingen van vader sinds september, geen aangifte.", "Politie", 9),
    ("Tijdsbesteding", "kracht", "Hielp vorig voorjaar zes weken in de fietswerkplaats.", "Gemeente", 120),
    ("Justitie", "feit", "Proeftijd loopt tot maart.", "Reclassering", 18),
)  # fmt: skip

_SCORES = (
    (290, "3342323345333"),
    (200, "2331322345332"),
    (95, "223122234533-"),
    (14, "2332233345332"),
)
"""Days ago, and the scores of the thirteen domains; "-" was not scored."""


def vul_analyse(wp: Werkplek, casus_id: str, *, themas: list[str] | None = None) -> None:
    """Write the analysis through the services, as a person would."""
    vandaag = wp.vandaag()
    gebied = {g.naam: g.id for g in leefgebieden.lijst(wp)}
    partner = {p.kortweg: p.id for p in wp.store.find(Partner)}
    hoofd = next((b.id for b in wp.store.find(Betrokkene, casus_id=casus_id) if b.hoofdpersoon), "")
    dossiers.wijzig(wp, "casus", casus_id, {"thema": THEMAS if themas is None else themas})
    for naam, soort, tekst, bron, dagen in _PUNTEN:
        velden = {
            "leefgebied_id": gebied[naam], "puntsoort": soort, "tekst": tekst,
            "bron_partner_id": partner.get(bron, ""), "bron": "" if bron else "zus van betrokkene",
            "datum": vandaag - timedelta(dagen), "betrokkene_id": hoofd,
            "niet_delen_met": "woningcorporatie" if "bang" in tekst else "",
        }  # fmt: skip
        analyse.voeg_toe(wp, "analysepunt", casus_id, velden)
    for dagen, rij in _SCORES:
        scores = {d: int(teken) for d, teken in zip(LEEFGEBIEDEN, rij, strict=True) if teken != "-"}
        velden = {"datum": vandaag - timedelta(dagen), "editie": "zrm_2017", "betrokkene_id": hoofd,
                  "partner_id": partner.get("GGZ", ""), "afnemer": "M. de Ruiter"}  # fmt: skip
        analyse.bewaar_meting(wp, casus_id, velden, scores)
    analyse.bewaar_meting(
        wp, casus_id, {"datum": date(2023, 5, 2), "editie": "zrm_ouder", "betrokkene_id": hoofd},
        {"verslaving": 2, "adl": 4, "huisvesting": 3},
    )  # fmt: skip
    for instrument, dagen, geldig, uitkomst in (
        ("HKT-R", 70, 300, "Hoog op impulsiviteit en middelengebruik; beschermend: contact met oma, medicatie."),
        ("B-SAFER", 400, -30, "Verhoogd risico voor vader bij terugkeer zonder dagelijks toezicht."),
    ):
        velden = {"instrument": instrument, "datum": vandaag - timedelta(dagen), "uitkomst": uitkomst,
                  "geldig_tot": vandaag + timedelta(geldig), "partner_id": partner.get("Reclassering", ""),
                  "betrokkene_id": hoofd}  # fmt: skip
        analyse.voeg_toe(wp, "risicotaxatie", casus_id, velden)
    for voorwaarde, staat, wie in (("identiteit", "geregeld", ""), ("onderdak", "niet_geregeld", "L. Yılmaz"),
                                   ("zorg", "loopt", "M. de Ruiter")):  # fmt: skip
        velden = {"staat": staat, "wie": wie, "datum": vandaag - timedelta(4)}
        analyse.bewaar_veld(wp, "basisvoorwaarde", casus_id, basisvoorwaarde_id(casus_id, voorwaarde), velden)
    for soort, velden in (
        ("themaverward", {"categorie": "III", "levensloop": "ja", "levensloop_op": vandaag - timedelta(30),
                          "crisisafspraken": "Bel eerst oma, dan het FACT-team; niet alleen naar de deur."}),
        ("themareintegratie", {"in_detentie": "nee", "casemanager": "S. Bakker, via de inrichting"}),
        ("themamensenhandel", {"zorgcoordinator": "D. Aydin", "opvang_adres": "Schuilweg 9, Zaandam"}),
    ):  # fmt: skip
        analyse.bewaar_veld(wp, soort, casus_id, blok_id(soort, casus_id), dict(velden))
    analyse.voeg_toe(
        wp, "themarij", casus_id,
        {"kop": "onbegeleid weekend", "van": vandaag + timedelta(11), "tot": vandaag + timedelta(13), "gedaan": True},
        lijst="verlof",
    )  # fmt: skip
    analyse.voeg_toe(wp, "themarij", casus_id, {"keuze": "wvggz", "tot": vandaag + timedelta(90)}, lijst="titels")
