"""Made-up content for the tests of the documents; nobody in it exists."""

from datetime import date, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

from zvh_desktop.domain.verslag import (
    Aanwezige,
    Actiepunt,
    Handtekenvak,
    Presentielijst,
    Uitspraak,
    Verklaringstuk,
    VerslagInhoud,
)

WINTERTIJD = timezone(timedelta(hours=1))
LOGBOEK = sha256(b"kop").hexdigest()
HUIS = "Zorg- en Veiligheidshuis Zaanstreek-Waterland"
RUBRICERING = "VERTROUWELIJK \u00b7 persoonsgegevens"
NU = datetime(2026, 11, 24, 10, 53, tzinfo=WINTERTIJD)

AANWEZIGEN = (
    Aanwezige(naam="M. van der Heijden", organisatie="ZVH", functie="procesregisseur", soort="zvh",
              dekking="ambtseed", aanwezig="09:31\u201310:44"),
    Aanwezige(naam="J. de Wit", organisatie="ZVH", functie="secretaris", soort="zvh", dekking="ambtseed",
              aanwezig="09:31\u201310:44"),
    Aanwezige(naam="M. de Ruiter", organisatie="GGZ Waterland", functie="behandelaar", mandaat="mag besluiten",
              soort="vast", dekking="privacyprotocol tot 1 mei 2027", aanwezig="09:31\u201310:44"),
    Aanwezige(naam="Şahin Yıldırım", organisatie="Reclassering", functie="toezichthouder", soort="vast",
              dekking="privacyprotocol tot 1 mei 2027", aanwezig="09:40\u201310:44"),
    Aanwezige(naam="B. van \u2019t Hek", organisatie="Woningcorporatie De Zaan", functie="wijkbeheerder",
              soort="incidenteel", dekking="verklaring getekend om 09:52", aanwezig="09:52\u201310:20"),
)  # fmt: skip
AFWEZIGEN = (
    Aanwezige(naam="\u0141. W\u00f3jcik", organisatie="Openbaar Ministerie", functie="parketsecretaris", soort="vast",
              dekking="privacyprotocol tot 1 mei 2027", aanwezig="", afwezig="afwezig met bericht",
              informatie="aangeleverd op 20 november 2026"),
)  # fmt: skip


def inhoud(**anders: Any) -> VerslagInhoud:
    """Return a full verslag, vastgesteld, with the fields in `anders` replaced."""
    alles: dict[str, Any] = {
        "zvh": HUIS,
        "rubricering": RUBRICERING,
        "overleg": "Casusoverleg Waterland",
        "overlegtype": "individueel casusoverleg",
        "casusnummer": "2026-0143",
        "casusnaam": "Kees V.",
        "casustype": "persoon",
        "thema": ("onbegrepen gedrag", "huiselijk geweld"),
        "grondslag": "Wet gegevensverwerking door samenwerkingsverbanden",
        "datum": date(2026, 11, 24),
        "begin": "09:31",
        "eind": "10:44",
        "plaats": "Stadhuis, kamer 2.14",
        "voorzitter": "M. van der Heijden",
        "verslaglegger": "J. de Wit",
        "versie": 1,
        "aanwezigen": AANWEZIGEN,
        "afwezigen": AFWEZIGEN,
        "toelatingen": (
            "K. Demir (wijkteam), toegelaten door M. van der Heijden: kent de woonsituatie en was niet eerder te "
            "bereiken.",
        ),
        "doel_overleg": "Afspreken waar betrokkene na het ontslag op 1 december veilig kan wonen.",
        "acties_vorig": (
            Actiepunt(wat="crisisplan opstellen", organisatie="GGZ Waterland", persoon="M. de Ruiter",
                      uiterlijk=date(2026, 11, 10), status="gedaan"),
            Actiepunt(wat="huisbezoek bij vader", organisatie="Politie", uiterlijk=date(2026, 11, 14),
                      status="niet_mogelijk", terugkoppeling="Vader was tot 20 november opgenomen."),
            Actiepunt(wat="schuldhulp aanvragen", organisatie="Gemeente", persoon="R. Yilmaz",
                      uiterlijk=date(2026, 11, 17), status="niet_gedaan", terugkoppeling="Blijven liggen door ziekte."),
        ),
        "beeld": (
            Uitspraak(bron="GGZ Waterland", tekst="Stabiel op medicatie, geen ziekte-inzicht; ontslag op 1 december."),
            Uitspraak(bron="Politie", tekst="Twee meldingen van vader sinds september, geen aangifte.",
                      niet_delen_met=("Woningcorporatie De Zaan",)),
        ),
        "oordeel": (
            Uitspraak(bron="Reclassering", tekst="Terug naar vader is niet veilig zolang niemand dagelijks binnenkomt.",
                      afwijkend=("GGZ Waterland: met dagelijks contact in de eerste twee weken kan het wel.",)),
        ),
        "besluit": (
            Uitspraak(tekst="Geen terugkeer naar vader. Tijdelijke plek met toezicht, uiterlijk bij ontslag.",
                      motivering="mishandeling tijdens psychose, geen zicht op medicatie thuis."),
        ),
        "veiligheid": (
            Uitspraak(tekst="Vader heeft een noodnummer en weet wie hij belt.", fase="1 Directe veiligheid"),
            Uitspraak(bron="GGZ Waterland", tekst="Depot loopt door; controle om de twee weken.",
                      fase="2 Stabiele veiligheid"),
        ),
        "acties": (
            Actiepunt(wat="twee woonplekken met toezicht voorleggen", organisatie="Gemeente", persoon="R. Yilmaz",
                      uiterlijk=date(2026, 11, 26), fase="1 Directe veiligheid"),
            Actiepunt(wat="crisisplan delen met wijkagent en vader", organisatie="GGZ Waterland",
                      persoon="M. de Ruiter", uiterlijk=date(2026, 12, 1), fase="1 Directe veiligheid"),
            Actiepunt(wat="belafspraak op maandag en donderdag, tot het ontslag", organisatie="Politie"),
        ),
        "uitkomst": "besluit genomen",
        "zsm_advies": "Ja: bij aanhouding eerst overleg met de GGZ. Geldig tot 1 maart 2027, contact via het ZVH.",
        "informeren": "GGZ Waterland vertelt betrokkene voor 1 december wat is besloten.",
        "verstrekkingen": ("Openbaar Ministerie: uittreksel, via beveiligde mail, op besluit van de voorzitter.",),
        "vervolgdatum": date(2026, 12, 8),
        "evaluatiedatum": date(2027, 3, 2),
        "samenvatting": "Betrokkene gaat bij ontslag naar een tijdelijke plek met toezicht, niet naar zijn vader.",
        "reactietermijn": "Het concept is op 24 november 2026 voorgelegd; reageren kon tot het einde van het overleg.",
        "reacties": ("Reclassering: \u201cdagelijks\u201d toegevoegd. Overgenomen.",),
        "vastgesteld_op": datetime(2026, 11, 24, 10, 52, tzinfo=WINTERTIJD),
        "vastgesteld_door": "vaste partners en casusregisseur, onder voorzitterschap van M. van der Heijden",
        "logboek": LOGBOEK,
        "handtekeningen": (
            Handtekenvak(veldnaam="voorzitter", naam="M. van der Heijden", rol="procesregisseur, voorzitter"),
            Handtekenvak(veldnaam="secretaris", naam="J. de Wit", rol="secretaris, verslaglegger"),
        ),
    }  # fmt: skip
    return VerslagInhoud(**{**alles, **anders})


def lang(rijen: int = 75, delen: int = 4) -> VerslagInhoud:
    """Return a verslag of many pages."""
    zin = "Er is gesproken over wonen, inkomen en dagbesteding; de afspraken zijn voor iedereen duidelijk. "
    return inhoud(
        beeld=tuple(Uitspraak(bron=f"Partner {n}", tekst=zin * 6) for n in range(delen * 9)),
        oordeel=tuple(Uitspraak(bron=f"Partner {n}", tekst=zin * 4) for n in range(delen * 9)),
        acties=tuple(
            Actiepunt(wat=zin + str(n), organisatie=f"Partner {n}", persoon="A. Jansen", uiterlijk=date(2026, 12, 1))
            for n in range(rijen * delen)
        ),
    )


def presentie() -> Presentielijst:
    """Return who was there."""
    return Presentielijst(
        zvh=HUIS, rubricering=RUBRICERING, overleg="Casusoverleg Waterland", datum=date(2026, 11, 24), begin="09:00",
        eind="11:30", plaats="Stadhuis, kamer 2.14", voorzitter="M. van der Heijden", verslaglegger="J. de Wit",
        aanwezigen=AANWEZIGEN, afwezigen=AFWEZIGEN, logboek=LOGBOEK,
    )  # fmt: skip


TEKST = (
    "Ik neem deel aan het casusoverleg en houd geheim wat ik daar hoor of lees.\n\n"
    "Ik gebruik het alleen voor het doel van dit overleg. Ik maak geen kopie\u00ebn, foto\u2019s of opnamen, en geef "
    "stukken terug of vernietig ze als daarom wordt gevraagd.\n\n"
    "Een datalek meld ik direct bij de voorzitter. De geheimhouding blijft gelden als het overleg voorbij is "
    "(artikel 272 van het Wetboek van Strafrecht en artikel 2:5 van de Algemene wet bestuursrecht)."
)


def verklaringstuk(**anders: Any) -> Verklaringstuk:
    """Return a declaration signed by hand on the screen."""
    import math

    haal = tuple((0.08 + 0.8 * n / 60, 0.5 + 0.32 * math.sin(n / 3.1) * math.cos(n / 11)) for n in range(61))
    alles: dict[str, Any] = {
        "zvh": HUIS, "naam": "B. van ’t Hek", "organisatie": "Woningcorporatie De Zaan", "functie": "wijkbeheerder",
        "overleg": "Casusoverleg Waterland", "datum": date(2026, 11, 24), "plaats": "Purmerend",
        "tekstversie": "2026-1", "tekst": TEKST,
        "tekst_sha256": sha256(TEKST.encode()).hexdigest(), "wijze": "getekend",
        "halen": (haal, ((0.2, 0.8), (0.75, 0.74))), "tijdstip": datetime(2026, 11, 24, 9, 52, tzinfo=WINTERTIJD),
        "toestel": "laptop ZVH 07", "getuige": "M. van der Heijden", "logboek": LOGBOEK,
    }  # fmt: skip
    return Verklaringstuk(**{**alles, **anders})
