-- The system round a casus: relations, roles in incidents, the same person elsewhere; and what a betrokkene got more.

ALTER TABLE "betrokkene" ADD COLUMN "adres_dicht_voor_partner_ids" TEXT NOT NULL DEFAULT '[]';
ALTER TABLE "betrokkene" ADD COLUMN "adres_dicht_voor_betrokkene_ids" TEXT NOT NULL DEFAULT '[]';
ALTER TABLE "betrokkene" ADD COLUMN "telefoon_meelezen" TEXT NOT NULL DEFAULT 'onbekend';
ALTER TABLE "betrokkene" ADD COLUMN "contact_alleen_via" TEXT NOT NULL DEFAULT '';
ALTER TABLE "betrokkene" ADD COLUMN "aliassen" TEXT NOT NULL DEFAULT '[]';
ALTER TABLE "betrokkene" ADD COLUMN "samengevoegd_met" TEXT NOT NULL DEFAULT '';
ALTER TABLE "betrokkene" ADD COLUMN "samengevoegd_stand" TEXT NOT NULL DEFAULT '{}';

CREATE TABLE "relatie" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "van_betrokkene_id" TEXT NOT NULL,
    "naar_betrokkene_id" TEXT NOT NULL,
    "relatiesoort" TEXT NOT NULL,
    "woord_van" TEXT NOT NULL,
    "woord_naar" TEXT NOT NULL,
    "sinds" TEXT,
    "tot" TEXT,
    "bron" TEXT NOT NULL,
    "toelichting" TEXT NOT NULL
) STRICT;
CREATE INDEX "relatie_casus_id" ON "relatie" ("casus_id");
CREATE INDEX "relatie_van_betrokkene_id" ON "relatie" ("van_betrokkene_id");
CREATE INDEX "relatie_naar_betrokkene_id" ON "relatie" ("naar_betrokkene_id");

CREATE TABLE "incidentrol" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "notitie_id" TEXT NOT NULL,
    "betrokkene_id" TEXT NOT NULL,
    "incidentrol" TEXT NOT NULL
) STRICT;
CREATE INDEX "incidentrol_casus_id" ON "incidentrol" ("casus_id");
CREATE INDEX "incidentrol_notitie_id" ON "incidentrol" ("notitie_id");
CREATE INDEX "incidentrol_betrokkene_id" ON "incidentrol" ("betrokkene_id");

CREATE TABLE "persoonskoppeling" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "betrokkene_id" TEXT NOT NULL,
    "sleutel" TEXT NOT NULL
) STRICT;
CREATE INDEX "persoonskoppeling_casus_id" ON "persoonskoppeling" ("casus_id");
CREATE INDEX "persoonskoppeling_betrokkene_id" ON "persoonskoppeling" ("betrokkene_id");
CREATE INDEX "persoonskoppeling_sleutel" ON "persoonskoppeling" ("sleutel");
