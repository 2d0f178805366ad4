-- The analysis of a casus: leefgebieden, scores over time, risk, basic conditions, and a table for each theme.

CREATE TABLE "leefgebied" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "naam" TEXT NOT NULL,
    "volgorde" INTEGER NOT NULL,
    "zrm_domein" TEXT NOT NULL
) STRICT;

CREATE TABLE "analysepunt" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "leefgebied_id" TEXT NOT NULL,
    "puntsoort" TEXT NOT NULL,
    "aard" TEXT NOT NULL,
    "tekst" TEXT NOT NULL,
    "bron_partner_id" TEXT NOT NULL,
    "bron" TEXT NOT NULL,
    "datum" TEXT,
    "betrokkene_id" TEXT NOT NULL,
    "niet_delen_met" TEXT NOT NULL,
    "niet_delen_reden" TEXT NOT NULL
) STRICT;
CREATE INDEX "analysepunt_casus_id" ON "analysepunt" ("casus_id");

CREATE TABLE "zrmmeting" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "betrokkene_id" TEXT NOT NULL,
    "datum" TEXT NOT NULL,
    "editie" TEXT NOT NULL,
    "versie" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "afnemer" TEXT NOT NULL,
    "toelichting" TEXT NOT NULL
) STRICT;
CREATE INDEX "zrmmeting_casus_id" ON "zrmmeting" ("casus_id");

CREATE TABLE "zrmscore" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "meting_id" TEXT NOT NULL,
    "domein" TEXT NOT NULL,
    "score" INTEGER NOT NULL
) STRICT;
CREATE INDEX "zrmscore_casus_id" ON "zrmscore" ("casus_id");
CREATE INDEX "zrmscore_meting_id" ON "zrmscore" ("meting_id");

CREATE TABLE "risicotaxatie" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "betrokkene_id" TEXT NOT NULL,
    "instrument" TEXT NOT NULL,
    "datum" TEXT,
    "partner_id" TEXT NOT NULL,
    "afnemer" TEXT NOT NULL,
    "uitkomst" TEXT NOT NULL,
    "geldig_tot" TEXT,
    "bijlage_id" TEXT NOT NULL,
    "niet_delen_met" TEXT NOT NULL,
    "niet_delen_reden" TEXT NOT NULL
) STRICT;
CREATE INDEX "risicotaxatie_casus_id" ON "risicotaxatie" ("casus_id");

CREATE TABLE "basisvoorwaarde" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "voorwaarde" TEXT NOT NULL,
    "staat" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "wie" TEXT NOT NULL,
    "datum" TEXT,
    "notitie" TEXT NOT NULL
) STRICT;
CREATE INDEX "basisvoorwaarde_casus_id" ON "basisvoorwaarde" ("casus_id");

CREATE TABLE "themahgkm" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "onveiligheid" TEXT NOT NULL,
    "toelichting_onveiligheid" TEXT NOT NULL,
    "huisverbod" TEXT NOT NULL,
    "huisverbod_tot" TEXT,
    "niet_zien" TEXT NOT NULL
) STRICT;
CREATE INDEX "themahgkm_casus_id" ON "themahgkm" ("casus_id");

CREATE TABLE "themaverward" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "categorie" TEXT NOT NULL,
    "levensloop" TEXT NOT NULL,
    "levensloop_op" TEXT,
    "aanbieder" TEXT NOT NULL,
    "crisisafspraken" TEXT NOT NULL,
    "kengetallen" TEXT NOT NULL
) STRICT;
CREATE INDEX "themaverward_casus_id" ON "themaverward" ("casus_id");

CREATE TABLE "themareintegratie" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "in_detentie" TEXT NOT NULL,
    "inrichting" TEXT NOT NULL,
    "sinds" TEXT,
    "einddatum" TEXT,
    "casemanager" TEXT NOT NULL,
    "dji_bijdrage" TEXT NOT NULL,
    "voorwaarden" TEXT NOT NULL,
    "trajectberaad_op" TEXT,
    "inrichting_gemeld_op" TEXT
) STRICT;
CREATE INDEX "themareintegratie_casus_id" ON "themareintegratie" ("casus_id");

CREATE TABLE "themamensenhandel" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "zorgcoordinator" TEXT NOT NULL,
    "opvang" TEXT NOT NULL,
    "opvang_adres" TEXT NOT NULL,
    "verblijf" TEXT NOT NULL,
    "aangifte" TEXT NOT NULL,
    "comensha" TEXT NOT NULL,
    "comensha_op" TEXT
) STRICT;
CREATE INDEX "themamensenhandel_casus_id" ON "themamensenhandel" ("casus_id");

CREATE TABLE "themaradicalisering" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "duiding" TEXT NOT NULL,
    "duiding_door" TEXT NOT NULL,
    "duiding_op" TEXT,
    "terugkeerder" TEXT NOT NULL,
    "regio_contact" TEXT NOT NULL,
    "besluit" TEXT NOT NULL,
    "besluit_op" TEXT,
    "besluit_motivering" TEXT NOT NULL
) STRICT;
CREATE INDEX "themaradicalisering_casus_id" ON "themaradicalisering" ("casus_id");

CREATE TABLE "themarij" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "lijst" TEXT NOT NULL,
    "kop" TEXT NOT NULL,
    "keuze" TEXT NOT NULL,
    "van" TEXT,
    "tot" TEXT,
    "gedaan" INTEGER NOT NULL,
    "tekst" TEXT NOT NULL
) STRICT;
CREATE INDEX "themarij_casus_id" ON "themarij" ("casus_id");
