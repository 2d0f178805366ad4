"""From an error to one Dutch sentence: what happened, what was kept, what can be done; never a name.

The window and the command line both ask here. An error carries data, this module carries the words.
"""

from collections.abc import Mapping
from typing import Final

from zvh_desktop.domain.errors import Programmafout, Reden, ZvhFout
from zvh_desktop.domain.rechten import ROLNAMEN, Daad, wie_wel

__all__ = ["CASUS_DICHT", "REGELS", "ZINNEN", "niet_bevoegd", "zin"]

ZINNEN: Final[Mapping[Reden, str]] = {
    Reden.ANTWOORD_NEE: "De controle is uitgevoerd en het antwoord is nee; er is niets veranderd.",
    Reden.VERKEERD_GEBRUIK: (
        "Dit kan zo niet; er is niets veranderd. Controleer wat is opgegeven en probeer het opnieuw."
    ),
    Reden.WACHTWOORD_ONJUIST: (
        "De wachtwoordzin klopt niet; de kluis blijft dicht en er is niets veranderd. "
        "Probeer het opnieuw of gebruik de herstelsleutel."
    ),
    Reden.HERSTELSLEUTEL_ONJUIST: (
        "De herstelsleutel klopt niet; de kluis blijft dicht en er is niets veranderd. "
        "Kijk de tekens op het papier na en probeer het opnieuw."
    ),
    Reden.WACHTWOORD_TE_ZWAK: (
        "Deze wachtwoordzin is te makkelijk te raden en is niet ingesteld. "
        "Kies vier of meer losse woorden die niet bij elkaar horen."
    ),
    Reden.NIET_BEVOEGD: "Uw rol mag dit niet; er is niets veranderd. Vraag het aan de procesregisseur of de beheerder.",
    Reden.GEEN_KLUIS: (
        "In deze map staat geen kluis; er is niets veranderd. Kies een map waarvan de naam op .zvh eindigt."
    ),
    Reden.KLUIS_BESTAAT_AL: (
        "Hier staat al een kluis; die is niet aangeraakt. Kies een andere naam of open de bestaande kluis."
    ),
    Reden.SLEUTELBESTAND_BESCHADIGD: (
        "Het sleutelbestand van de kluis is beschadigd; de inhoud zelf is niet aangeraakt. "
        "Is er een reserve van, dan opent de kluis daarmee vanzelf; zet anders een reservekopie terug."
    ),
    Reden.KLUIS_BESCHADIGD: (
        "De kluis is beschadigd en wordt niet verder beschreven, zodat er niets bij verloren gaat. "
        "Zet de laatste reservekopie terug."
    ),
    Reden.BESTAND_ONLEESBAAR: (
        "Het bestand kan niet worden gelezen; er is niets overgenomen. Controleer of het nog bestaat en heel is."
    ),
    Reden.BESTAND_LEEG: "Het bestand is leeg; er is niets overgenomen. Vraag de afzender het opnieuw te sturen.",
    Reden.BESTAND_TE_GROOT: (
        "Het bestand is te groot; er is niets overgenomen. Splits het of vraag een kleinere versie."
    ),
    Reden.BESTAND_GEEN_JSON: (
        "Het bestand is geen geldige JSON; er is niets overgenomen. Vraag de afzender een nieuw bestand te sturen."
    ),
    Reden.BESTAND_GEEN_PDF: (
        "Het bestand is geen leesbare PDF; er is niets overgenomen. Vraag de afzender het opnieuw op te slaan."
    ),
    Reden.BESTAND_ONBEKEND_FORMAAT: (
        "Dit soort bestand wordt niet herkend; er is niets overgenomen. "
        "Gebruik het invulbare PDF-formulier, JSON of CSV."
    ),
    Reden.AANMELDING_ONGELDIG: (
        "De aanmelding kan niet worden overgenomen, omdat gegevens ontbreken of niet kloppen; "
        "er is niets veranderd. Vraag de aanmelder om een verbeterde versie."
    ),
    Reden.IN_GEBRUIK: (
        "De kluis is al open in een ander venster of programma; daar is niets aan veranderd. "
        "Sluit die eerst en probeer het dan opnieuw."
    ),
    Reden.NIEUWER_FORMAAT: (
        "Dit bestand is gemaakt door een nieuwere versie van het programma; er is niets veranderd. "
        "Werk het programma eerst bij."
    ),
    Reden.NIEUWERE_KLUIS: (
        "Deze kluis is gebruikt met een nieuwere versie van het programma en is niet aangeraakt. "
        "Werk het programma eerst bij."
    ),
    Reden.SCHIJF_VOL: (
        "De schijf is vol; wat al bewaard was, is nog bewaard, de laatste wijziging niet. "
        "Maak ruimte vrij en probeer het opnieuw."
    ),
    Reden.GEEN_RECHTEN: (
        "Het programma mag hier niet lezen of schrijven; er is niets veranderd. "
        "Kies een andere map of vraag de beheerder om toegang."
    ),
    Reden.SCHRIJFFOUT: (
        "Schrijven naar de schijf is mislukt; wat al bewaard was, is nog bewaard, de laatste wijziging niet. "
        "Controleer de schijf en probeer het opnieuw."
    ),
    Reden.BESTAAT_AL: "Er bestaat al een bestand met deze naam; het is niet overschreven. Kies een andere naam of map.",
    Reden.NIET_GEVONDEN: (
        "Dit is niet (meer) te vinden; er is niets veranderd. "
        "Misschien is het intussen verwijderd: ga terug en kijk in de lijst."
    ),
    Reden.REGEL_WEIGERT: "Dit mag volgens de afspraken nu niet; er is niets veranderd. Kijk wat er nog ontbreekt.",
    Reden.POORT_DICHT: (
        "Deze casus gaat nog niet open, omdat niet iedereen in de kamer gedekt is; er is niets getoond. "
        "Laat de verklaring tekenen, leg vast waarom iemand erbij mag, of laat diegene buiten wachten."
    ),
    Reden.AFGEBROKEN: "Dit is gestopt voordat het klaar was; er is niets veranderd. Begin opnieuw wanneer u wilt.",
    Reden.INTERNE_FOUT: (
        "Er ging in het programma iets mis; wat al bewaard was, is nog bewaard. "
        "Probeer het opnieuw en meld het als het terugkomt."
    ),
    Reden.NOG_NIET_ONDERTEKEND: (
        "Het verslag is nog niet ondertekend; er is niets uitgegeven. Laat het eerst ondertekenen."
    ),
    Reden.PIN_ONJUIST: (
        "De pincode klopt niet; er is niets ondertekend. Kijk haar na: hoeveel pogingen er nog zijn zegt de kaart "
        "niet, en na enkele keren fout gaat zij op slot."
    ),
    Reden.PIN_GEBLOKKEERD: (
        "De kaart is op slot na te vaak een foute pincode; er is niets ondertekend. "
        "Haal haar van slot met de pukcode, of teken met een andere sleutel."
    ),
    Reden.GEEN_TOKEN: (
        "Er is geen kaart of stick met een sleutel gevonden; er is niets ondertekend. "
        "Sluit haar aan en kijk na of het stuurprogramma van de leverancier is geïnstalleerd."
    ),
    Reden.TOKEN_WEG: (
        "De kaart of stick is tijdens het ondertekenen weggehaald of gaf geen antwoord; er is niets ondertekend. "
        "Sluit haar opnieuw aan en onderteken nog een keer."
    ),
    Reden.SLEUTELWACHTWOORD_ONJUIST: (
        "Het wachtwoord van het sleutelbestand klopt niet; er is niets ondertekend. Probeer het opnieuw."
    ),
    Reden.CERTIFICAAT_VERLOPEN: (
        "Het certificaat van deze sleutel is verlopen; er is niets ondertekend. "
        "Vraag een nieuw certificaat aan of teken met een andere sleutel."
    ),
    Reden.CERTIFICAAT_NOG_NIET_GELDIG: (
        "Het certificaat van deze sleutel is nog niet geldig; er is niets ondertekend. "
        "Kijk de klok van dit toestel na of teken met een andere sleutel."
    ),
    Reden.CERTIFICAAT_INGETROKKEN: (
        "Het certificaat van deze sleutel is ingetrokken; er is niets ondertekend. "
        "Gebruik deze sleutel niet meer en vraag een nieuw certificaat aan."
    ),
    Reden.CERTIFICAAT_ANDER_DOEL: (
        "Dit certificaat is niet bedoeld om stukken mee te ondertekenen; er is niets ondertekend. "
        "Kies het certificaat voor handtekeningen."
    ),
    Reden.CERTIFICAAT_ZONDER_SLEUTEL: (
        "Bij dit certificaat is geen passende sleutel gevonden; er is niets ondertekend. "
        "Kies een ander certificaat of het volledige sleutelbestand."
    ),
    Reden.TIJDSTEMPEL_MISLUKT: (
        "Er is geen goed tijdstempel gekregen; het ondertekende bestand is gebleven zoals het was. "
        "Probeer het later opnieuw."
    ),
    Reden.EERST_BIJWERKEN: (
        "De server of een collega gebruikt een nieuwere versie; uw werk is bewaard en wacht. "
        "Werk het programma eerst bij."
    ),
    Reden.NIET_VOOR_DIT_TOESTEL: (
        "Dit bestand is niet voor dit toestel bedoeld; er is niets overgenomen. "
        "Vraag de afzender het opnieuw te maken en dit toestel erbij te kiezen."
    ),
    Reden.GEEN_REGIO: (
        "Deze kluis hoort nog niet bij een regio; er is niets verstuurd. "
        "Begin een regio bij Beheer, of meld dit toestel aan met een uitnodiging."
    ),
    Reden.SERVER_ONBEREIKBAAR: (
        "De server is nu niet te bereiken; uw werk staat in de kluis en gaat vanzelf mee zodra het weer kan."
    ),
    Reden.SERVER_ONVERTROUWD: (
        "Dit is niet de server van uw regio, of de verbinding is niet veilig; er is niets verstuurd. "
        "Vraag de beheerder het adres en het certificaat na te kijken."
    ),
    Reden.SERVER_ANTWOORD: (
        "De server gaf een antwoord dat niet klopt; er is niets van overgenomen en uw werk staat in de kluis. "
        "Meld het aan de beheerder als het terugkomt."
    ),
    Reden.SERVER_WEIGERT: (
        "De server nam dit niet aan; uw werk staat in de kluis en wacht. Vraag de beheerder ernaar te kijken."
    ),
    Reden.SERVER_VOL: (
        "De server heeft geen ruimte meer; uw werk staat in de kluis en gaat vanzelf mee zodra er weer ruimte is. "
        "Zeg het de beheerder."
    ),
}
"""One sentence for every reason; a test holds that none is missing."""

CASUS_DICHT: Final = (
    "Deze casus is afgesloten: er komt geen doel, actie, verzoek, notitie, stuk, vlag of analyse meer bij, en een "
    "actie gaat niet meer naar een ander. Gebeurt er iets nieuws, neem dan een aanmelding in; op de dag van afsluiten "
    "kunt u de casus heropenen."
)
"""Said before anything is typed."""

REGELS: Final[Mapping[str, str]] = {
    "uitnodiging_verlopen": "De uitnodiging is verlopen; er is niets veranderd. Vraag de beheerder om een nieuwe.",
    "bericht_past_niet": (
        "Dit bericht hoort niet bij deze uitnodiging, of iemand zit ertussen; er is niets overgenomen. "
        "Bel de beheerder en begin met een nieuwe uitnodiging."
    ),
    "bericht_al_gehad": "Dit bericht is al gebruikt; er is niets veranderd. Ga verder met het volgende.",
    "bericht_onleesbaar": (
        "Dit is geen uitnodiging of bericht van ZVH Desktop, of het is niet heel; er is niets overgenomen. "
        "Vraag het opnieuw."
    ),
    "woorden_te_vroeg": "Er zijn nog geen woorden om te vergelijken; er is niets goedgekeurd. Wacht op het toestel.",
    "woorden_verschillen": (
        "De woorden zijn niet gelijk; er is niets goedgekeurd. Laat ze opnieuw voorlezen; "
        "blijven ze verschillen, trek de uitnodiging dan in en meld het."
    ),
    "al_goedgekeurd": "Dit toestel is al goedgekeurd; trek het toestel in als het weg moet.",
    "geen_uitnodiging": "Er loopt geen aanmelding in deze kluis; begin met een uitnodiging van de beheerder.",
    "kluis_niet_leeg": (
        "In deze kluis is al gewerkt; er is niets veranderd. "
        "Maak een nieuwe, lege kluis om lid te worden van een regio."
    ),
    "regio_bestaat": "Deze kluis hoort al bij een regio; er is niets veranderd.",
    "kluis_niet_ingericht": (
        "Deze kluis is nog niet ingericht; er is niets veranderd. "
        "Open haar eerst in het programma en vul daar de naam van het huis en uw eigen naam in."
    ),
    "nog_niet_ingericht": "Zeg eerst bij Beheer hoe het huis heet en wie er werkt; er is niets begonnen.",
    "serververzoek": (
        "Dit is geen verzoek van een server, of het is niet heel; er is niets gewaarmerkt. "
        "Laat het opnieuw maken met zvh-server init."
    ),
    "certificaat_onleesbaar": (
        "Dit certificaat kan niet worden gelezen; er is niets gewaarmerkt. Geef het als PEM-bestand."
    ),
    "adres_onveilig": (
        "Dit is geen adres dat met https:// begint, dus niet veilig; er is niets veranderd. "
        "Vraag de beheerder van de server om het adres, zoals https://zvh.voorbeeld.nl."
    ),
    "geen_server": "Er is nog geen server bekend; er is niets verstuurd. Laat de beheerder er een waarmerken.",
    "eigen_toestel": "Dit is het toestel waarop u werkt; er is niets veranderd. Doe dit op een andere beheerderskluis.",
    "al_ingetrokken": "Dit toestel was al ingetrokken; er is niets veranderd.",
    "geen_ontvanger": "Kies voor welke toestellen het is; er is niets gemaakt.",
    "ontvanger_onbekend": (
        "Een van deze toestellen is niet bekend, verlopen of ingetrokken; er is niets gemaakt. Kies uit de lijst."
    ),
    "al_gekozen": "Hier valt niets meer te kiezen: een ander was u voor. Er is niets veranderd.",
    "bladen_onjuist": (
        "Met deze bladen lukt het niet; er is niets veranderd. Er zijn twee van de drie nodig, van dezelfde regio: "
        "kijk de woorden na."
    ),
    "casus_vernietigd": (
        "Dit dossier is intussen vernietigd en neemt niets meer aan. Wat u er het laatst in typte "
        "en niemand anders had, "
        "staat bij Delen en samenvoegen tot u het hebt gelezen."
    ),
    "casus_loopt": (
        "Aan deze casus wordt nog gewerkt; er is niets vernietigd. Sluit de casus eerst af, of wijs haar af."
    ),
    "nummer_niet_dubbel": "Dit nummer is niet meer dubbel: een ander was u voor. Er is niets veranderd.",
    "al_voorgesteld": "Voor dit dossier ligt al een voorstel; er is niets veranderd.",
    "geen_voorstel": "Dit voorstel is ingetrokken of al uitgevoerd; er is niets veranderd.",
    "tweede_persoon": (
        "Vernietigen vraagt twee personen; er is niets vernietigd. Laat een ander dit op het eigen toestel bevestigen."
    ),
    "verloop_leeg": "Er staat nog geen tekst bij; er is niets toegevoegd. Typ wat er gebeurd of gezegd is.",
    "verloop_moment": (
        "Dit wordt niet als dag of tijd gelezen; er is niets veranderd. "
        "Schrijf bijvoorbeeld: gisteren 14:00, of 3-11 t/m 5-11."
    ),
    "stuk_map": "Dit is een map en geen bestand; er is niets toegevoegd. Kies de bestanden erin.",
    "stuk_geen_bestand": (
        "Dit is geen gewoon bestand maar een apparaat of verbinding; er is niets toegevoegd. Kies een bestand."
    ),
    "stuk_verdwenen": (
        "Het bestand is er niet (meer); er is niets toegevoegd. Kijk of het is verplaatst en kies het opnieuw."
    ),
    "stuk_veranderd": (
        "Het bestand veranderde terwijl het werd gelezen; er is niets toegevoegd. "
        "Sluit het in het andere programma en voeg het opnieuw toe."
    ),
    "stuk_nog_niet_hier": (
        "De inhoud van dit stuk is nog niet op dit toestel; u ziet wel wat erover is vastgelegd. "
        "Bij de volgende keer delen komt zij mee."
    ),
    "stuk_reden": "Een stuk intrekken kan alleen met een reden; er is niets veranderd. Schrijf haar in één zin op.",
    "stuk_niet_nagekeken": (
        "In deze casus is iets geheim en het programma kan dit stuk niet helemaal nakijken; er is niets uitgegeven. "
        "Kijk het zelf na en zeg dat het zo mag, maak het vooraf onleesbaar, of laat het stuk weg."
    ),
    "stuk_ingetrokken": "Dit stuk is ingetrokken en wordt niet meer uitgegeven; er is niets geschreven.",
    "voorbeeld_wachtwoord": (
        "Dit stuk is met een wachtwoord beveiligd en kan hier niet worden getoond; het is wel bewaard zoals het kwam."
    ),
    "voorbeeld_te_groot": (
        "Dit stuk is te groot om hier te tonen; het is wel bewaard. Bekijk het na uitgeven in een ander programma."
    ),
    "voorbeeld_traag": (
        "Het tonen van dit stuk duurde te lang en is gestopt; het is wel bewaard. "
        "Bekijk het na uitgeven in een ander programma."
    ),
    "voorbeeld_onleesbaar": (
        "Dit stuk kan niet worden getoond: het is beschadigd of anders dan het zegt te zijn. "
        "Het is bewaard zoals het kwam."
    ),
    "archiefvormer_onbekend": (
        "Wie de archiefvormer is, is niet ingevuld; er zijn geen archiefgegevens gemaakt. Vul dat in bij Beheer."
    ),
    "eerder_gemeld": (
        "Dezelfde aanmelder meldde deze persoon op die dag al; er is niets overgenomen. "
        "Is dit een verbeterde versie, neem haar dan over als correctie."
    ),
    "csv_apart": "Lees een CSV-bestand alleen in; er is niets overgenomen. Geef het als enige bestand op.",
    "csv_zonder_velden": (
        "Geen kolom van dit bestand hoort bij een veld van de aanmelding; er is niets overgenomen. "
        "Kies zelf welke kolom bij welk veld hoort."
    ),
    "analysepunt_leeg": "Er staat nog geen tekst; er is niets toegevoegd. Schrijf op wat u weet of vindt.",
    "instrument_leeg": "Welk instrument het is ontbreekt; er is niets veranderd. Vul de naam in.",
    "rij_leeg": "Er is nog niets ingevuld; er is niets toegevoegd. Vul ten minste één vak in.",
    "dag_in_toekomst": "Deze dag moet nog komen; er is niets veranderd. Vul de dag in waarop het was.",
    "eind_voor_begin_dag": "De laatste dag ligt voor de eerste; er is niets veranderd. Kijk de datums na.",
    "score_leeg": "Er is nog geen domein gescoord; er is niets vastgelegd. Geef ten minste één score.",
    "domein_onbekend": "Deze editie kent een van de domeinen niet; er is niets vastgelegd. Kies de editie opnieuw.",
    "actie_samen": (
        "Een actie gaat alleen met een andere actie samen; er is niets veranderd. Maak er eerst dezelfde soort van."
    ),
    "blok_bestaat": "Er is al een tekstblok met deze naam; er is niets veranderd. Kies een andere naam.",
    "blok_lang": "Deze tekst is te lang voor een tekstblok; er is niets veranderd. Houd het bij 2.000 tekens.",
    "blok_naam": "Een tekstblok heet met één woord van hooguit 24 letters of cijfers; er is niets veranderd.",
    "deel_leeg": (
        "Voor of na de cursor staat geen tekst; de inbreng is niet gesplitst. Zet de cursor tussen twee zinnen."
    ),
    "delen_verschilt": (
        "Deze twee worden niet met dezelfde partners gedeeld; er is niets samengevoegd. Maak dat eerst gelijk."
    ),
    "niets_erboven": "Hierboven staat geen inbreng; er is niets samengevoegd.",
    "waarnemer_aanwezig": "Deze persoon is zelf aanwezig; er is geen waarnemer toegevoegd.",
    "waarnemer_zelf": "De waarnemer heeft dezelfde naam; er is niets toegevoegd. Vul de naam van de waarnemer in.",
    "leefgebied_bestaat": (
        "Er is al een leefgebied met deze naam, misschien een dat van de lijst is gehaald; er is niets veranderd. "
        "Zet dat terug of kies een andere naam."
    ),
    "leefgebied_onbekend": (
        "Dit leefgebied is op dit toestel niet bekend; er is niets toegevoegd. Kies een ander en probeer het opnieuw."
    ),
    "laatste_leefgebied": "Dit is het laatste leefgebied; het blijft op de lijst. Voeg eerst een ander toe.",
    "geen_plek_genodigde": (
        "Deze casus staat op geen agenda en heeft geen aanmelding; er is niemand genodigd. "
        "Zet de casus eerst op de agenda van een overleg."
    ),
    "versie_loopt": "Er is al een nieuwe versie van dit verslag in bewerking; ga daarin verder.",
    "tekst_onbekend": (
        "De getoonde tekst is niet een vastgelegde versie; er is niets getekend. Open het tekenscherm opnieuw."
    ),
    "reactie_leeg": "Van wie de reactie is en wat die inhoudt zijn nodig; er is niets opgenomen. Vul beide in.",
    "punt_zonder_casus": (
        "Bij dit agendapunt hoort geen casus; wat u typte staat er nog. Ga naar een casus om het vast te leggen."
    ),
    "papier_kenmerk": "Waar de papieren verklaring ligt ontbreekt nog; er is niets vastgelegd. Vul dat in.",
    "overleg_geschorst": "Het overleg is geschorst; er is niets vastgelegd. Hervat het overleg eerst.",
    "ontvanger_nodig": "Voor wie het is en hoe het gaat ontbreekt nog; er is niets verstrekt. Vul beide in.",
    "nog_niet_vastgesteld": (
        "Dit verslag is nog een concept: pas het zelf aan; een nieuwe versie is pas nodig na het vaststellen."
    ),
    "niets_te_ondertekenen": (
        "Er is van dit overleg geen verslag dat op een handtekening wacht. Stel het verslag eerst vast."
    ),
    "later_gewijzigd": (
        "Dit is daarna nog gewijzigd en blijft daarom staan; kijk in de geschiedenis wie wat veranderde."
    ),
    "handtekening_streep": (
        "Een rechte streep is geen handtekening; er is niets vastgelegd. Teken opnieuw of kies getypt akkoord."
    ),
    "handtekening_stip": (
        "Een stip is geen handtekening; er is niets vastgelegd. Teken opnieuw of kies getypt akkoord."
    ),
    "handtekening_leeg": (
        "Er staat nog geen handtekening; er is niets vastgelegd. Een stip of een rechte streep is er geen: "
        "teken in het vak, of kies getypt akkoord."
    ),
    "grond_nodig": (
        "Deze ontvanger was er niet bij of is geen vaste partner; er is niets verstrekt. Leg vast "
        "op welke grond u het toch verstrekt."
    ),
    "voorzitter_eerst": (
        "De voorzitter tekent eerst en legt daarmee vast wat er daarna nog bij mag; er is niets ondertekend. "
        "Is de voorzitter er niet, dan kan een andere procesregisseur namens die tekenen."
    ),
    "geen_ondertekenaar": (
        "U bent niet de voorzitter of verslaglegger van dit overleg; er is niets ondertekend. "
        "Laat een van hen ondertekenen, of zeg bij Beheer wie er nu werkt."
    ),
    "scan_soort": "Dit is geen PDF, JPEG of PNG; er is niets bewaard. Scan het papier opnieuw als een van die drie.",
    "scan_geen_papier": "Deze verklaring is niet op papier getekend of is ingetrokken; er is geen scan bij bewaard.",
    "scan_ontbreekt": "Bij deze verklaring is nog geen scan bewaard. Voeg eerst de scan van het papier toe.",
    "geen_verklaring": "Er is niet getekend, dus er is geen verklaring om af te drukken.",
    "dagen": "Dit aantal dagen past niet; er is niets veranderd. Kies een getal van 0 tot en met 90.",
    "aanmelding_onvolledig": (
        "De aanmelding is nog niet compleet; er is niets beslist. Vul aan wat ontbreekt of vraag het na."
    ),
    "adres_afgeschermd": (
        "Dit adres is voor u afgeschermd; er is niets getoond of veranderd. Vraag het aan de procesregisseur."
    ),
    "casus_gesloten": f"Er is niets bewaard en wat u typte, staat er nog. {CASUS_DICHT}",
    "bedekt_bewaren": (
        "In deze tekst staat een bedekte plek (▒▒▒): daar stond een adres dat voor u is afgeschermd. Er is niets "
        "bewaard en uw tekst staat er nog. Haal de bedekte plek weg of vraag het aan de procesregisseur."
    ),
    "stuk_met_adres": (
        "In dit stuk staat een adres dat voor u is afgeschermd; het is niet geopend. "
        "Vraag de procesregisseur om een uittreksel zonder dat adres."
    ),
    "al_gekoppeld": "Deze personen waren al gekoppeld; er is niets veranderd.",
    "andere_casus": "Deze persoon hoort niet (meer) bij deze casus; er is niets veranderd. Kies iemand uit de lijst.",
    "geen_incident": (
        "Dit is geen incident (meer) in het verloop; er is niets vastgelegd. Maak er in het verloop een incident van."
    ),
    "niet_samengevoegd": "Deze gegevens zijn niet samengevoegd; er is niets veranderd.",
    "relatie_bestaat": "Deze relatie staat er al zo; er is niets toegevoegd. Pas de bestaande aan als die verandert.",
    "relatie_zelfde": "Kies twee verschillende personen; er is niets vastgelegd.",
    "samenvoegen_kan_niet": (
        "Deze twee kunnen zo niet worden samengevoegd; er is niets veranderd. "
        "Misschien is een van beide al samengevoegd of ingetrokken: open de lijst opnieuw."
    ),
    "tot_voor_sinds": "De einddatum ligt voor de begindatum; er is niets bewaard. Kijk de datums na.",
    "zelfde_casus": ("Deze twee staan in dezelfde casus; er is niets gekoppeld. Voeg ze samen als het een persoon is."),
    "al_getrieerd": "Over deze aanmelding is al beslist; dat besluit blijft staan.",
    "al_ongedaan": "Dit was al ongedaan gemaakt; er is niets veranderd.",
    "al_vastgelegd": "Dit was al vastgelegd; er is niets veranderd.",
    "al_vastgesteld": "Het verslag is al vastgesteld; er is niets veranderd. Maak zo nodig een nieuwe versie.",
    "besluit_tegen": (
        "Bij deze casus is een besluit vastgelegd, dus ‘geen besluit’ past niet; er is niets veranderd. "
        "Trek het besluit eerst in of kies een andere uitkomst."
    ),
    "bsn_elfproef": "Dit BSN voldoet niet aan de elfproef en is niet bewaard. Kijk de cijfers na.",
    "bsn_lengte": "Een BSN heeft 8 of 9 cijfers; dit is niet bewaard. Kijk de cijfers na.",
    "casus_niet_actief": "Deze casus is niet actief en kan niet op de agenda. Heropen de casus eerst.",
    "casus_zonder_naam": "De casus heeft nog geen naam of betrokkene; er is niets bewaard. Vul die eerst in.",
    "geboortedag_te_ver": (
        "Deze geboortedatum ligt meer dan een jaar vooruit en is niet bewaard. Kijk het jaar na; "
        "voor een kind dat nog geboren moet worden, kan een dag tot een jaar vooruit."
    ),
    "datum": "Deze datum wordt niet herkend en is niet bewaard. Typ bijvoorbeeld 24-11-2026.",
    "deelnemer_leeg": "De naam van de deelnemer ontbreekt; er is niets bewaard. Vul een naam in.",
    "afstand_niet_verstuurd": "Voor deze deelnemer is geen verklaring verstuurd; er is niets vastgelegd. Maak eerst "
    "de verklaring om op afstand te tekenen.",
    "afstand_ander_stuk": "Dit is niet de verklaring die is verstuurd, of het bestand is na het tekenen opnieuw "
    "opgeslagen; er is niets vastgelegd. Vraag het bestand zoals het programma voor ondertekenen het maakte.",
    "afstand_niet_getekend": "In dit bestand staat geen handtekening in het vak van de ondertekenaar; er is niets "
    "vastgelegd. Stuur het terug met de vraag het te tekenen.",
    "afstand_ongeldig": "De handtekening in dit bestand klopt niet; er is niets vastgelegd. Bekijk haar bij "
    "Controleren en vraag zo nodig om een nieuw getekend bestand.",
    "reeks_datum": "Er is geen dag om te plannen, of op die dag staat er al een overleg van deze reeks; er is niets "
    "gepland. Kies zelf een dag.",
    "eind_voor_begin": "Het einde ligt voor het begin; er is niets bewaard. Kijk de tijden na.",
    "voorwaarden_open": "Niet aan alle voorwaarden van deze fase is voldaan; er is niets veranderd. "
    "Vink ze af, of schrijf "
    "waarom de fase toch bereikt is.",
    "niemand_aan_het_werk": "Het is niet bekend wie dit vaststelt; er is niets veranderd. Richt eerst de werkplek in.",
    "akkoord_zonder_naam": "Akkoord gaat op naam: organisatie en persoon zijn nodig; er is niets vastgelegd.",
    "akkoord_dag": "Akkoord geven kan niet op een dag die nog moet komen; er is niets vastgelegd.",
    "geen_betrokkene": "In deze casus staat nog geen betrokkene; zet eerst bij Betrokkenen voor wie de bladzijde is.",
    "clientplan_leeg": "Er is nog niets gekozen om te vertellen; er is niets geschreven. "
    "Kies bij minstens één afspraak “Vertellen”.",
    "inzage_onbekend": "Een van de genoemde onderdelen staat niet in dit overzicht; er is niets geschreven. Vraag het "
    "overzicht opnieuw op en neem de kenmerken daaruit over.",
    "inzage_gesloten": "Een van de gekozen onderdelen mag niet met de betrokkene worden gedeeld; er is niets "
    "geschreven. Haal die afspraak eerst weg waar zij is vastgelegd, of laat het onderdeel weg.",
    "inzage_grond": "Wat wordt weggelaten heeft een grond nodig; er is niets geschreven. Kies waarom de betrokkene het "
    "niet krijgt.",
    "plan_leeg": "In dit plan staat nog niets om het over eens te zijn; er is niets vastgelegd.",
    "plan_niet_anders": "Het plan is niet veranderd sinds de laatste versie; die versie geldt nog.",
    "fase_overgang": "Deze stap past niet bij waar de fase nu staat; er is niets veranderd.",
    "gevoelig_in_verslag": (
        "In het verslag staat een BSN of een geheim adres; er is niets vastgesteld. "
        "Haal het weg waar het staat, of schrijf bij dat verslag waarom het moet blijven."
    ),
    "geen_verklaringtekst": "Er is nog geen tekst voor de geheimhoudingsverklaring. Stel die eerst vast bij Beheer.",
    "inrichting_leeg": "Naam van het huis en uw eigen naam zijn nodig; er is niets bewaard. Vul beide in.",
    "minuten": "Dit aantal minuten past niet; er is niets bewaard. Kies een getal tussen 1 en 480.",
    "motivering_nodig": "Hier is een motivering nodig; er is niets bewaard. Schrijf in één zin waarom.",
    "naam_leeg": "De naam ontbreekt; er is niets bewaard. Vul een naam in.",
    "niet_delen": (
        "In dit verslag staat iets dat niet met deze ontvanger gedeeld mag worden; er is niets verstrekt. "
        "Bespreek met de bron of het anders kan."
    ),
    "niet_ongedaan": "Dit kan niet ongedaan worden gemaakt, omdat er daarna verder aan is gewerkt; alles staat er nog.",
    "nog_niet_afgerond": "Het overleg is nog niet afgerond; er is niets vastgesteld. Rond het overleg eerst af.",
    "overgang": "Deze stap past niet bij waar het overleg nu staat; er is niets veranderd.",
    "overleg_gesloten": "Dit overleg is gesloten en verandert niet meer; er is niets bewaard.",
    "overleg_niet_bezig": "Het overleg is niet bezig; er is niets vastgelegd. Begin of hervat het overleg eerst.",
    "partner_bestaat": "Deze partner staat al in de lijst; er is niets toegevoegd.",
    "reactietermijn_loopt": (
        "De reactietermijn loopt nog; er is niets vastgesteld. Wacht die af of leg vast waarom het eerder kan."
    ),
    "reacties_open": "Er staan nog reacties open; er is niets vastgesteld. Verwerk ze eerst.",
    "vlag_zonder_tekst": "Een vlag zegt wat er speelt; er is niets gezet. Schrijf dat in één zin.",
    "vlag_zonder_nodig": "Een vlag zegt wat nodig is om hem weg te halen; er is niets gezet. Vul dat in.",
    "vlag_zonder_uitkomst": "Een vlag gaat weg met een uitkomst; hij staat er nog. Schrijf hoe het is opgelost.",
    "vlag_al_opgelost": "Deze vlag is al opgelost of ingetrokken; er is niets veranderd.",
    "actie_overgang": "Die stap past niet bij hoe het nu met deze actie staat; er is niets "
    "veranderd. Heropen haar eerst.",
    "actie_al_af": "Deze actie is al afgerond; er is niets veranderd. Heropen haar eerst.",
    "uitstel_dag": "Uitstellen kan tot een dag vanaf vandaag die later is dan afgesproken; er is niets veranderd.",
    "uitstel_reden": "Uitstellen kan met een reden; er is niets veranderd. Schrijf in één zin waarom.",
    "overdracht_aan_niemand": "Overdragen gaat aan een organisatie of een persoon; er is niets veranderd. Kies er een.",
    "overdracht_aan_dezelfde": "Deze actie is al van die organisatie en persoon; er is niets veranderd.",
    "escalatie_trede": "Escaleren gaat trede voor trede; er is niets voorgelegd. Kies de eerstvolgende trede.",
    "escalatie_wacht": "Deze trede is al gevraagd en heeft nog niet geantwoord; er is niets voorgelegd.",
    "escalatie_reden": "Escaleren kan met een reden; er is niets voorgelegd. Schrijf waarover het gaat.",
    "escalatie_antwoord": "Een antwoord vastleggen kan met een tekst; er is niets veranderd. "
    "Schrijf wat het antwoord is.",
    "escalatie_beantwoord": "Deze escalatie is al beantwoord; er is niets veranderd.",
    "terzijde_dag": "Terzijde leggen kan tot een dag na vandaag; er is niets veranderd. Kies een latere dag.",
    "terzijde_reden": "Terzijde leggen kan met een reden; er is niets veranderd. Schrijf in één zin waarom.",
    "zoekopdracht_zonder_naam": "Een zoekopdracht bewaren kan met een naam en een vraag; er is niets bewaard.",
    "klok_klopt_niet": (
        "De klok van dit toestel kan niet kloppen: zij staat vóór het laatste dat in de kluis staat. Er is niets "
        "veranderd; zet de klok goed en doe het opnieuw."
    ),
    "reden_nodig": "Hier hoort een reden bij; er is niets bewaard. Schrijf in één zin waarom.",
    "rol_onbekend": "Deze rol bestaat niet; er is niets bewaard. Kies een rol uit de lijst.",
    "soort_vast": "De soort van dit stuk staat vast; er is niets veranderd.",
    "staat_al_op_agenda": "Deze casus staat al op de agenda; er is niets toegevoegd.",
    "status_onbekend": "Deze status bestaat niet; er is niets veranderd. Kies er een uit de lijst.",
    "tekst_leeg": "De tekst is leeg; er is niets bewaard. Schrijf eerst iets.",
    "tekstversie_bestaat": (
        "Deze tekstversie bestaat al en blijft zoals zij is. Geef de nieuwe tekst een nieuwe versie."
    ),
    "titel_leeg": "De titel ontbreekt; er is niets bewaard. Vul een titel in.",
    "triage_nodig": "Deze casus is nog niet getrieerd en kan niet op de agenda. Beslis eerst over de aanmelding.",
    "veld_vast": "Dit veld staat vast en is niet veranderd.",
    "afsluiten_loopt_niet": "Alleen een casus die loopt kan worden afgesloten; er is niets veranderd.",
    "afsluiten_reden": "Kies waarom de casus wordt afgesloten; er is niets veranderd.",
    "afsluiten_naar": "Schrijf aan wie de casus of een actie wordt overgedragen; er is niets veranderd.",
    "afsluiten_evaluatie": "Schrijf in een paar zinnen hoe het is gegaan; er is niets veranderd.",
    "afsluiten_acties": "Er is een open actie bij gekomen of een keuze vergeten; kies bij elke "
    "actie wat ermee gebeurt.",
    "afsluiten_onaf": "Er is nog iets niet af; er is niets veranderd. Maak het af, of bevestig dat u toch afsluit.",
    "overname_niets": "Deze casus is aan niemand overgedragen; er valt geen overname te bevestigen.",
    "overname_al": "De overname van deze casus is al bevestigd; dat staat in het verloop.",
    "overname_door": "Schrijf wie bij het wijkteam of de partner de casus overneemt; er is niets bewaard.",
    "heropen_dag": (
        "Terugdraaien kan op de dag van het afsluiten. Een nieuwe aanmelding heropent de casus wel; dan volgt weer een "
        "triage."
    ),
    "veilige_weg": (
        "Deze betrokkene is maar op één veilige manier te bereiken; er is niets geschreven. Bevestig dat de brief "
        "langs die weg gaat."
    ),
    "advies_leeg": "Het advies is leeg; er is niets bewaard. Schrijf eerst wat u adviseert.",
    "advies_niet_geldig": (
        "Dit ZSM-advies geldt niet (meer); er is niets verstrekt. Stel een nieuwe versie vast met een dag die nog komt."
    ),
    "advies_onvolledig": (
        "Een ZSM-advies noemt wat u adviseert en wie te bellen is; het is nog niet vastgesteld. Vul beide in."
    ),
    "advies_vast": "Deze versie staat vast en is niet veranderd. Maak een nieuwe versie; deze blijft bewaard.",
    "advies_zonder_einde": (
        "Een ZSM-advies noemt tot wanneer het geldt; het is nog niet vastgesteld. Vul een dag in die nog komt."
    ),
    "afdoening_leeg": "Wat de afdoening was ontbreekt; er is niets bewaard. Schrijf het in één zin.",
    "antwoord_nodig": "Kies of de informatie geheel, deels of niet is geleverd; er is niets bewaard.",
    "antwoord_zonder_tekst": (
        "Er is iets geleverd, maar wat ontbreekt nog; er is niets bewaard. Schrijf op wat er is gezegd."
    ),
    "brieftekst_leeg": "De tekst is leeg; de vorige blijft gelden. Schrijf eerst iets.",
    "agenda_afgeschermd": (
        "Op de agenda van dit overleg staat een casus die alleen genoemde medewerkers mogen zien, en u hoort daar niet "
        "bij; het overleg is niet begonnen. Laat iemand beginnen die er wel bij hoort, of haal die casus van de agenda."
    ),
    "voorzitter_niet_genoemd": (
        "De voorzitter van dit overleg mag een casus op de agenda niet zien; het overleg is niet begonnen. "
        "Kies een andere voorzitter, of laat deze bij die casus noemen."
    ),
    "geen_regiocertificaat": (
        "Op dit toestel staat geen certificaat van de regio op uw naam; er is niets ondertekend. "
        "Vraag er een aan, of teken met een andere sleutel."
    ),
    "geen_tekengezag": (
        "Deze regio geeft nog geen certificaten uit om mee te ondertekenen; er is niets veranderd. "
        "De beheerder begint daarmee in Beheer, Regio."
    ),
    "gezag_bestaat": "Deze regio geeft al certificaten uit om mee te ondertekenen; er is niets veranderd.",
    "al_aangevraagd": (
        "U vroeg al een certificaat van de regio aan; er is niets dubbel aangevraagd. Wacht op de beheerder."
    ),
    "aanvraag_beslist": "Op deze aanvraag is al beslist; er is niets veranderd. Laat zo nodig opnieuw aanvragen.",
    "aanvraag_ander_toestel": (
        "Deze aanvraag kwam niet van een toestel van degene die erin staat; er is niets uitgegeven. "
        "Weiger haar en vraag die collega zelf aan te vragen."
    ),
    "aanvraag_toestel_ingetrokken": (
        "Het toestel waarvan deze aanvraag kwam, is ingetrokken; er is niets uitgegeven. Weiger de aanvraag."
    ),
    "aanvraag_medewerker_weg": (
        "Wie in deze aanvraag staat, staat niet in de lijst van medewerkers; er is niets uitgegeven. "
        "Weiger haar, of zet die collega eerst in de lijst."
    ),
    "aanvraag_onleesbaar": "Deze aanvraag is niet te lezen; er is niets uitgegeven. Weiger haar.",
    "woorden_niet_vergeleken": (
        "Een aanvraag uit een bestand zegt zelf van wie zij is; er is niets uitgegeven. "
        "Vergelijk eerst de zes woorden met degene die haar bracht."
    ),
    "certificaat_al_ingetrokken": "Dit certificaat is al ingetrokken of nooit uitgegeven; er is niets veranderd.",
    "certificaat_andere_naam": (
        "Dit certificaat staat op een andere naam dan die van wie nu werkt; het is niet ingelezen. "
        "Vraag een certificaat aan op uw eigen naam."
    ),
    "toevoeging_leeg": (
        "Een toevoeging heeft een tekst nodig en wie haar inbrengt; er is niets toegevoegd. Vul beide in."
    ),
    "toevoeging_reden": (
        "Een aanvulling heeft een reden nodig; er is niets toegevoegd. Schrijf in één zin waarom zij nodig is."
    ),
    "gevoelig_in_toevoeging": (
        "In de tekst staat een BSN of een geheim adres; er is niets toegevoegd. Haal het weg en probeer het opnieuw."
    ),
    "toevoeging_mag_niet": (
        "Alleen een beheerder, procesregisseur of secretaris voegt iets toe bij een verslag; er is niets toegevoegd. "
        "Vraag een van hen."
    ),
    "stempeladres": (
        "Dit is geen adres van een tijdstempeldienst; het is niet bewaard. Een adres begint met http:// of https://."
    ),
    "compartiment_mensen": (
        "Een casus in een compartiment heeft ten minste één medewerker nodig; er is niets veranderd. Kies wie hem ziet."
    ),
    "contactpunt_nodig": (
        "Er is geen contactpunt bekend; er is geen brief gemaakt. Vul het in bij deze casus, de grondslag of het huis."
    ),
    "dag_nodig": "De dag ontbreekt; er is niets bewaard. Vul een dag in.",
    "dag_voorbij": "Deze dag is voorbij; er is niets bewaard. Kies een dag die nog komt.",
    "doel_nodig": "Het doel van deze casus ontbreekt; er is geen brief gemaakt. Vul het doel in bij Grond en termijn.",
    "grond_dubbel": "Er is al een grondslag met deze naam; er is niets bewaard. Kies een andere naam.",
    "grond_zonder_naam": "De grondslag heeft nog geen naam; er is niets bewaard. Geef een korte naam.",
    "naam_nodig": "Van deze betrokkene is geen naam bekend; er is geen brief gemaakt. Vul eerst de naam in.",
    "nog_geen_triage": "Er is nog niet over deze aanmelding beslist; er is geen brief gemaakt. Doe eerst de triage.",
    "noodzaak_nodig": (
        "Bij een bijzonder of strafrechtelijk gegeven hoort waarom het nodig is; er is niets bewaard. "
        "Schrijf het in één zin."
    ),
    "plaatshouder_onbekend": (
        "Tussen accolades staat een woord dat het programma niet kan invullen; er is niets bewaard. "
        "Gebruik alleen de woorden uit de lijst."
    ),
    "termijn_loopt_niet": (
        "De bewaartermijn loopt nog niet, dus er valt niets te verlengen; er is niets bewaard. "
        "Verleng als de casus is beëindigd."
    ),
    "termijn_onmogelijk": (
        "Deze termijn kan niet; er is niets bewaard. Geef een aantal maanden, en een langste dat niet korter is."
    ),
    "verlenging_niet_later": (
        "De nieuwe dag is niet later dan de dag waarop de termijn nu eindigt; er is niets bewaard. Kies een latere dag."
    ),
    "verlenging_te_lang": (
        "Zo lang mag deze casus volgens de instelling bij Beheer niet worden bewaard; er is niets bewaard. "
        "Kies een eerdere dag."
    ),
    "register_leeg": "Er staat geen enkele regel in wat u wilt verstrekken; er is niets geschreven.",
    "verstrekking_leeg": "Wat er is verstrekt ontbreekt; er is niets vastgelegd. Schrijf in enkele woorden wat.",
    "verzoek_gesloten": "Dit informatieverzoek is afgehandeld en verandert niet meer. Maak zo nodig een nieuw.",
    "verzoek_onvolledig": (
        "De vraag, het doel of waarom het nodig is ontbreekt nog; er is niets verstuurd. Vul alle drie in."
    ),
    "verzoek_verstuurd": (
        "Dit informatieverzoek is al verstuurd en verandert niet meer. "
        "Trek het in en maak een nieuw, of herinner eraan."
    ),
    "verzoek_wacht_niet": "Dit informatieverzoek wacht niet op een antwoord; er is niets veranderd.",
    "verzoek_zonder_partner": "Aan wie het verzoek gaat ontbreekt; er is niets bewaard. Kies een partner.",
    "verzoek_zonder_persoon": (
        "Over wie het gaat ontbreekt nog; er is niets verstuurd. Kies over welke betrokkenen u iets vraagt."
    ),
    "wet_nodig": (
        "De wet of afspraak waar de termijn in staat ontbreekt; er is niets bewaard. Vul in waar u haar hebt opgezocht."
    ),
    "zsm_te_lang_advies": (
        "Het ZSM-advies past niet op één bladzijde en is daarom niet vastgesteld. "
        "Kort het veld Advies in met ongeveer {tekens} tekens."
    ),
    "zsm_te_lang_context": (
        "Het ZSM-advies past niet op één bladzijde en is daarom niet vastgesteld. "
        "Kort het veld Wat er loopt in met ongeveer {tekens} tekens."
    ),
    "waarde_past_niet": "Deze waarde past hier niet en is niet bewaard. Kijk na wat er staat.",
}
"""Sentence by the key of a rule, for `Reden.REGEL_WEIGERT`; an unknown key gets the sentence of the reason."""

_ONVERWACHT: Final = (
    "Er ging in het programma iets mis; wat al bewaard was, is nog bewaard. "
    "Probeer het opnieuw en meld het als het terugkomt."
)


def niet_bevoegd(daad: Daad, rol: str, waarom: str, *, vooraf: bool = False) -> str:
    """Return why someone may not do something, and who can; `waarom` as in `domain.rechten.Oordeel`.

    Args:
        vooraf: said before anything was tried, so nothing is told of what was typed.
    """
    wie = f"als {ROLNAMEN[rol]}" if rol in ROLNAMEN else "zonder rol in het huis"
    blijft = "" if vooraf else " Er is niets veranderd; wat u typte, blijft staan."
    if waarom == "niet_genoemd":
        return (
            f"Dit kunt u {wie} alleen in een casus waarin u genoemd bent: {daad.value}.{blijft} "
            "Vraag de procesregisseur of u bij deze casus hoort."
        )
    wel = wie_wel(daad)
    aan = f"{', '.join(wel[:-1])} of {wel[-1]}" if len(wel) > 1 else "".join(wel)
    return f"Dit kunt u {wie} niet: {daad.value}.{blijft} Vraag het aan de {aan}."


def zin(fout: BaseException) -> str:
    """Return one sentence for a person: what happened, what was kept and what to do.

    Any exception is accepted; one that is not ours gets the sentence for an unexpected fault. Data of the
    error enters the sentence only as numbers or rule keys, never as free text.
    """
    if not isinstance(fout, ZvhFout):
        return _ONVERWACHT
    if fout.reden is Reden.REGEL_WEIGERT:
        tekst = REGELS.get(str(fout.gegevens.get("regel", "")), ZINNEN[fout.reden])
        return tekst.replace("{tekens}", str(fout.gegevens.get("tekens", "enkele")))
    if fout.reden is Reden.NIET_BEVOEGD and "daad" in fout.gegevens:
        return niet_bevoegd(Daad[str(fout.gegevens["daad"])], str(fout.gegevens["rol"]), str(fout.gegevens["waarom"]))
    if isinstance(fout, Programmafout) and fout.reden in {Reden.VERKEERD_GEBRUIK, Reden.NIET_GEVONDEN}:
        return _ONVERWACHT
    if fout.reden is Reden.NIET_GEVONDEN and fout.gegevens.get("wat") == "map":
        return (
            "De map is er niet (meer); er is niets geschreven. "
            "Kijk of de schijf of stick nog aangesloten is, of kies een andere map."
        )
    if fout.reden is Reden.BESTAND_ONLEESBAAR and fout.gegevens.get("wat") == "versleuteld":
        return (
            "Het bestand is met een wachtwoord beveiligd; er is niets overgenomen. "
            "Haal het wachtwoord eraf, of vraag de afzender dat te doen en het over een beveiligde weg te sturen."
        )
    if fout.reden is Reden.BESTAND_TE_GROOT and isinstance(fout.gegevens.get("grens_mb"), int):
        grens = fout.gegevens["grens_mb"]
        return (
            f"Het bestand is groter dan {grens} MB; er is niets overgenomen. Splits het of vraag een kleinere versie."
        )
    if fout.reden is Reden.AANMELDING_ONGELDIG and fout.gegevens.get("regel") == "geboortedag_te_ver":
        return (
            "In de aanmelding ligt een geboortedatum meer dan een jaar vooruit; er is niets overgenomen. "
            "Vraag de aanmelder om een verbeterde versie."
        )
    if fout.reden is Reden.BESTAND_LEEG and fout.gegevens.get("wat") == "formulier":
        return (
            "Het formulier is niet ingevuld; er is niets overgenomen. Vraag de afzender het ingevuld terug te sturen."
        )
    if fout.reden is Reden.AANMELDING_ONGELDIG:
        mis, lang = (_foute_velden(fout.gegevens.get(naam)) for naam in ("velden", "te_lang"))
        delen = [f"dit ontbreekt of klopt niet: {mis}"] if mis else []
        if lang:
            delen.append(f"dit is te lang om over te nemen: {lang}")
        if delen:
            return (
                f"De aanmelding kan niet worden overgenomen, want {'; '.join(delen)}; "
                "er is niets veranderd. Vraag de aanmelder om een verbeterde versie."
            )
    return ZINNEN.get(fout.reden, _ONVERWACHT)


def _foute_velden(velden: object) -> str:
    """Name the fields of a report by words of our own; a name that the file made up is left out."""
    if not isinstance(velden, tuple):
        return ""
    delen = [str(veld).split(".") for veld in velden]
    woorden = [next((_VELDWOORDEN[d] for d in reversed(deel) if d in _VELDWOORDEN), "") for deel in delen]
    return ", ".join(dict.fromkeys(woord for woord in woorden if woord))


_VELDWOORDEN: Final[Mapping[str, str]] = {
    "aanleiding": "de aanleiding",
    "aanmelder": "de aanmelder",
    "acuut_onveilig": "acuut onveilig ja of nee",
    "adres": "het adres",
    "adres_geheim": "adres geheim ja of nee",
    "betrokkene_geinformeerd": "of de betrokkene geïnformeerd is",
    "betrokkenen": "de betrokkenen",
    "bsn": "het BSN",
    "criteria": "de criteria",
    "datum": "een datum",
    "detentie": "de detentie",
    "doel_overleg": "het doel van het overleg",
    "dubbele sleutel": "een veld dat twee keer voorkomt",
    "eerder_geprobeerd": "wat eerder geprobeerd is",
    "einddatum": "de einddatum van de detentie",
    "geboortedatum": "de geboortedatum",
    "herzien_op": "de datum van herziening",
    "motivering": "de motivering",
    "naam": "een naam",
    "ontvangen_op": "de datum van ontvangst",
    "thema": "het thema",
    "type": "het type",
    "uit_te_nodigen": "wie wordt uitgenodigd",
    "vreemd": "velden die dit formulier niet heeft",
}
"""Names of fields in a report, as they are said; the innermost that is known is named."""
