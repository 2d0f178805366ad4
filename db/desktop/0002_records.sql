-- One table a kind of record, one column a field; lists and mappings are JSON. Current state; the history is in change.

CREATE TABLE "regio" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "naam" TEXT NOT NULL,
    "rubricering" TEXT NOT NULL,
    "contactpunt" TEXT NOT NULL,
    "archiefvormer" TEXT NOT NULL,
    "grondslag" TEXT NOT NULL,
    "naamregel" TEXT NOT NULL
) STRICT;

CREATE TABLE "partner" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "naam" TEXT NOT NULL,
    "kort" TEXT NOT NULL,
    "partnersoort" TEXT NOT NULL,
    "vast" INTEGER NOT NULL,
    "protocol_versie" TEXT NOT NULL,
    "protocol_getekend_op" TEXT,
    "protocol_geldig_tot" TEXT,
    "telefoon" TEXT NOT NULL,
    "email" TEXT NOT NULL
) STRICT;

CREATE TABLE "medewerker" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "naam" TEXT NOT NULL,
    "functie" TEXT NOT NULL,
    "rol" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "telefoon" TEXT NOT NULL,
    "email" TEXT NOT NULL
) STRICT;
CREATE INDEX "medewerker_partner_id" ON "medewerker" ("partner_id");

CREATE TABLE "verklaringtekst" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "versie" TEXT NOT NULL,
    "kern" TEXT NOT NULL,
    "tekst" TEXT NOT NULL,
    "geldig_vanaf" TEXT NOT NULL,
    "vastgesteld_door" TEXT NOT NULL
) STRICT;

CREATE TABLE "casus" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "nummer" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "thema" TEXT NOT NULL,
    "gebied" TEXT NOT NULL,
    "naam" TEXT NOT NULL,
    "grondslag" TEXT NOT NULL,
    "doel" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "casusregisseur" TEXT NOT NULL,
    "casusregisseur_partner_id" TEXT NOT NULL,
    "begonnen_op" TEXT NOT NULL,
    "evaluatiedatum" TEXT,
    "zsm_advies" TEXT NOT NULL,
    "zsm_geldig_tot" TEXT
) STRICT;
CREATE INDEX "casus_casusregisseur_partner_id" ON "casus" ("casusregisseur_partner_id");
CREATE INDEX casus_stream ON casus (stream);
CREATE INDEX casus_nummer ON casus (nummer);
CREATE INDEX casus_status ON casus (status);

CREATE TABLE "betrokkene" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "voornamen" TEXT NOT NULL,
    "tussenvoegsel" TEXT NOT NULL,
    "achternaam" TEXT NOT NULL,
    "geboortedatum" TEXT,
    "rol" TEXT NOT NULL,
    "hoofdpersoon" INTEGER NOT NULL,
    "bsn" TEXT NOT NULL,
    "straat" TEXT NOT NULL,
    "huisnummer" TEXT NOT NULL,
    "postcode" TEXT NOT NULL,
    "woonplaats" TEXT NOT NULL,
    "adres_geheim" INTEGER NOT NULL,
    "telefoon" TEXT NOT NULL,
    "opmerking" TEXT NOT NULL,
    "geinformeerd" TEXT NOT NULL,
    "geinformeerd_op" TEXT,
    "geinformeerd_door" TEXT NOT NULL,
    "geinformeerd_grond" TEXT NOT NULL,
    "geinformeerd_herzien_op" TEXT
) STRICT;
CREATE INDEX "betrokkene_casus_id" ON "betrokkene" ("casus_id");
CREATE INDEX betrokkene_bsn ON betrokkene (bsn);
CREATE INDEX betrokkene_geboortedatum ON betrokkene (geboortedatum);

CREATE TABLE "aanmelding" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "ontvangen_op" TEXT NOT NULL,
    "wijze" TEXT NOT NULL,
    "aanmelder_organisatie" TEXT NOT NULL,
    "aanmelder_naam" TEXT NOT NULL,
    "aanmelder_functie" TEXT NOT NULL,
    "aanmelder_telefoon" TEXT NOT NULL,
    "aanmelder_email" TEXT NOT NULL,
    "aanleiding" TEXT NOT NULL,
    "doel_overleg" TEXT NOT NULL,
    "eerder_geprobeerd" TEXT NOT NULL,
    "acuut_onveilig" INTEGER,
    "criterium_1" INTEGER,
    "criterium_2" INTEGER,
    "criterium_3" INTEGER,
    "criterium_4" INTEGER,
    "motivering_1" TEXT NOT NULL,
    "motivering_2" TEXT NOT NULL,
    "motivering_3" TEXT NOT NULL,
    "motivering_4" TEXT NOT NULL,
    "geinformeerd" TEXT NOT NULL,
    "geinformeerd_op" TEXT,
    "geinformeerd_door" TEXT NOT NULL,
    "geinformeerd_grond" TEXT NOT NULL,
    "geinformeerd_herzien_op" TEXT,
    "detentie_inrichting" TEXT NOT NULL,
    "detentie_einddatum" TEXT,
    "genodigden" TEXT NOT NULL,
    "inhoud_sha256" TEXT NOT NULL,
    "herkenning" TEXT NOT NULL,
    "overig" TEXT NOT NULL
) STRICT;
CREATE INDEX "aanmelding_casus_id" ON "aanmelding" ("casus_id");
CREATE INDEX aanmelding_inhoud_sha256 ON aanmelding (inhoud_sha256);
CREATE INDEX aanmelding_herkenning ON aanmelding (herkenning);

CREATE TABLE "triage" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "datum" TEXT NOT NULL,
    "uitkomst" TEXT NOT NULL,
    "motivering" TEXT NOT NULL,
    "deelnemers" TEXT NOT NULL,
    "bekendheid" TEXT NOT NULL,
    "naar" TEXT NOT NULL,
    "terugkoppeling_op" TEXT,
    "terugkoppeling_aan" TEXT NOT NULL,
    "terugkoppeling_hoe" TEXT NOT NULL
) STRICT;
CREATE INDEX "triage_casus_id" ON "triage" ("casus_id");

CREATE TABLE "notitie" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "tijdstip" TEXT NOT NULL,
    "notitiesoort" TEXT NOT NULL,
    "tekst" TEXT NOT NULL,
    "bron" TEXT NOT NULL
) STRICT;
CREATE INDEX "notitie_casus_id" ON "notitie" ("casus_id");

CREATE TABLE "fase" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "nummer" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "situatie" TEXT NOT NULL,
    "doel" TEXT NOT NULL,
    "voorwaarden" TEXT NOT NULL,
    "signalen" TEXT NOT NULL,
    "geopend_op" TEXT,
    "bereikt_op" TEXT,
    "toetsmoment" TEXT,
    "motivering" TEXT NOT NULL
) STRICT;
CREATE INDEX "fase_casus_id" ON "fase" ("casus_id");

CREATE TABLE "doel" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "fase" INTEGER NOT NULL,
    "volgorde" INTEGER NOT NULL,
    "doelsoort" TEXT NOT NULL,
    "tekst" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "persoon" TEXT NOT NULL,
    "uiterlijk" TEXT,
    "bereikt" INTEGER NOT NULL
) STRICT;
CREATE INDEX "doel_casus_id" ON "doel" ("casus_id");
CREATE INDEX "doel_partner_id" ON "doel" ("partner_id");

CREATE TABLE "scenario" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "als_" TEXT NOT NULL,
    "dan" TEXT NOT NULL,
    "wie" TEXT NOT NULL
) STRICT;
CREATE INDEX "scenario_casus_id" ON "scenario" ("casus_id");

CREATE TABLE "actie" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "tekst" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "persoon" TEXT NOT NULL,
    "uiterlijk" TEXT,
    "fase" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "terugkoppeling" TEXT NOT NULL,
    "overleg_id" TEXT NOT NULL,
    "gemaakt_op" TEXT NOT NULL,
    "afgerond_op" TEXT,
    "afgerond_door" TEXT NOT NULL
) STRICT;
CREATE INDEX "actie_casus_id" ON "actie" ("casus_id");
CREATE INDEX "actie_partner_id" ON "actie" ("partner_id");
CREATE INDEX "actie_overleg_id" ON "actie" ("overleg_id");
CREATE INDEX actie_status ON actie (status);

CREATE TABLE "overleg" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "titel" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "datum" TEXT NOT NULL,
    "begin" TEXT NOT NULL,
    "eind" TEXT NOT NULL,
    "plaats" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "voorzitter" TEXT NOT NULL,
    "verslaglegger" TEXT NOT NULL,
    "begonnen_op" TEXT,
    "gesloten_op" TEXT,
    "geschorst" INTEGER NOT NULL,
    "voorgelezen" INTEGER NOT NULL
) STRICT;
CREATE INDEX overleg_status ON overleg (status);

CREATE TABLE "agendapunt" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "overleg_id" TEXT NOT NULL,
    "volgorde" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "titel" TEXT NOT NULL,
    "minuten" INTEGER NOT NULL,
    "begonnen_op" TEXT,
    "gebruikt_s" INTEGER NOT NULL,
    "loopt_sinds" TEXT,
    "besproken" INTEGER NOT NULL
) STRICT;
CREATE INDEX "agendapunt_overleg_id" ON "agendapunt" ("overleg_id");
CREATE INDEX "agendapunt_casus_id" ON "agendapunt" ("casus_id");

CREATE TABLE "deelnemer" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "overleg_id" TEXT NOT NULL,
    "volgorde" INTEGER NOT NULL,
    "partner_id" TEXT NOT NULL,
    "organisatie" TEXT NOT NULL,
    "naam" TEXT NOT NULL,
    "functie" TEXT NOT NULL,
    "mandaat" TEXT NOT NULL,
    "rol" TEXT NOT NULL,
    "aanwezigheid" TEXT NOT NULL,
    "binnen_sinds" TEXT,
    "vertrokken_op" TEXT,
    "casus_ids" TEXT NOT NULL
) STRICT;
CREATE INDEX "deelnemer_overleg_id" ON "deelnemer" ("overleg_id");
CREATE INDEX "deelnemer_partner_id" ON "deelnemer" ("partner_id");

CREATE TABLE "aanwezigheid" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "overleg_id" TEXT NOT NULL,
    "agendapunt_id" TEXT NOT NULL,
    "deelnemer_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "van" TEXT NOT NULL,
    "tot" TEXT
) STRICT;
CREATE INDEX "aanwezigheid_overleg_id" ON "aanwezigheid" ("overleg_id");
CREATE INDEX "aanwezigheid_agendapunt_id" ON "aanwezigheid" ("agendapunt_id");
CREATE INDEX "aanwezigheid_deelnemer_id" ON "aanwezigheid" ("deelnemer_id");

CREATE TABLE "verklaring" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "overleg_id" TEXT NOT NULL,
    "deelnemer_id" TEXT NOT NULL,
    "wijze" TEXT NOT NULL,
    "naam" TEXT NOT NULL,
    "organisatie" TEXT NOT NULL,
    "functie" TEXT NOT NULL,
    "tekstversie" TEXT NOT NULL,
    "tekst_sha256" TEXT NOT NULL,
    "halen" TEXT NOT NULL,
    "beeldverhouding" REAL NOT NULL,
    "tijdstip" TEXT NOT NULL,
    "plaats" TEXT NOT NULL,
    "toestel" TEXT NOT NULL,
    "getuige" TEXT NOT NULL,
    "papier_kenmerk" TEXT NOT NULL,
    "ingetrokken" INTEGER NOT NULL,
    "pdf_sha256" TEXT NOT NULL
) STRICT;
CREATE INDEX "verklaring_overleg_id" ON "verklaring" ("overleg_id");
CREATE INDEX "verklaring_deelnemer_id" ON "verklaring" ("deelnemer_id");

CREATE TABLE "toelating" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "overleg_id" TEXT NOT NULL,
    "agendapunt_id" TEXT NOT NULL,
    "deelnemer_id" TEXT NOT NULL,
    "reden" TEXT NOT NULL,
    "door" TEXT NOT NULL,
    "tijdstip" TEXT NOT NULL
) STRICT;
CREATE INDEX "toelating_overleg_id" ON "toelating" ("overleg_id");
CREATE INDEX "toelating_agendapunt_id" ON "toelating" ("agendapunt_id");
CREATE INDEX "toelating_deelnemer_id" ON "toelating" ("deelnemer_id");

CREATE TABLE "inbreng" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "overleg_id" TEXT NOT NULL,
    "agendapunt_id" TEXT NOT NULL,
    "volgorde" INTEGER NOT NULL,
    "inbrengsoort" TEXT NOT NULL,
    "tekst" TEXT NOT NULL,
    "bron_partner_id" TEXT NOT NULL,
    "bron" TEXT NOT NULL,
    "motivering" TEXT NOT NULL,
    "afwijkend" TEXT NOT NULL,
    "niet_delen_met" TEXT NOT NULL,
    "fase" INTEGER NOT NULL,
    "tijdstip" TEXT NOT NULL,
    "actie_id" TEXT NOT NULL
) STRICT;
CREATE INDEX "inbreng_casus_id" ON "inbreng" ("casus_id");
CREATE INDEX "inbreng_overleg_id" ON "inbreng" ("overleg_id");
CREATE INDEX "inbreng_agendapunt_id" ON "inbreng" ("agendapunt_id");
CREATE INDEX "inbreng_bron_partner_id" ON "inbreng" ("bron_partner_id");
CREATE INDEX "inbreng_actie_id" ON "inbreng" ("actie_id");

CREATE TABLE "uitkomst" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "overleg_id" TEXT NOT NULL,
    "agendapunt_id" TEXT NOT NULL,
    "uitkomst" TEXT NOT NULL,
    "reden" TEXT NOT NULL,
    "samenvatting" TEXT NOT NULL,
    "informeren" TEXT NOT NULL,
    "informeren_niet_nodig" INTEGER NOT NULL,
    "zsm_advies" TEXT NOT NULL,
    "vervolgdatum" TEXT,
    "evaluatiedatum" TEXT,
    "overgeslagen" TEXT NOT NULL
) STRICT;
CREATE INDEX "uitkomst_casus_id" ON "uitkomst" ("casus_id");
CREATE INDEX "uitkomst_overleg_id" ON "uitkomst" ("overleg_id");
CREATE INDEX "uitkomst_agendapunt_id" ON "uitkomst" ("agendapunt_id");

CREATE TABLE "verslag" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "overleg_id" TEXT NOT NULL,
    "versie" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "reactie_tot" TEXT,
    "reactie_verstuurd_op" TEXT,
    "vastgesteld_op" TEXT,
    "vastgesteld_door" TEXT NOT NULL,
    "inhoud" TEXT NOT NULL,
    "vervangt_id" TEXT NOT NULL,
    "reden_versie" TEXT NOT NULL,
    "ondertekend_op" TEXT,
    "ondertekend_door" TEXT NOT NULL,
    "pdf_sha256" TEXT NOT NULL
) STRICT;
CREATE INDEX "verslag_casus_id" ON "verslag" ("casus_id");
CREATE INDEX "verslag_overleg_id" ON "verslag" ("overleg_id");
CREATE INDEX "verslag_vervangt_id" ON "verslag" ("vervangt_id");
CREATE INDEX verslag_status ON verslag (status);

CREATE TABLE "reactie" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "verslag_id" TEXT NOT NULL,
    "casus_id" TEXT NOT NULL,
    "van" TEXT NOT NULL,
    "datum" TEXT NOT NULL,
    "tekst" TEXT NOT NULL,
    "verwerkt" TEXT NOT NULL,
    "verwerking" TEXT NOT NULL
) STRICT;
CREATE INDEX "reactie_verslag_id" ON "reactie" ("verslag_id");
CREATE INDEX "reactie_casus_id" ON "reactie" ("casus_id");

CREATE TABLE "verstrekking" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "verslag_id" TEXT NOT NULL,
    "aan" TEXT NOT NULL,
    "wat" TEXT NOT NULL,
    "hoe" TEXT NOT NULL,
    "grond" TEXT NOT NULL,
    "besloten_door" TEXT NOT NULL,
    "tijdstip" TEXT NOT NULL,
    "pdf_sha256" TEXT NOT NULL
) STRICT;
CREATE INDEX "verstrekking_casus_id" ON "verstrekking" ("casus_id");
CREATE INDEX "verstrekking_verslag_id" ON "verstrekking" ("verslag_id");
