-- The plan van aanpak deepened: conditions and steps of a phase, interventies, versions as they were agreed.
ALTER TABLE "fase" ADD COLUMN "geplande_weken" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "doel" ADD COLUMN "leefgebied_id" TEXT NOT NULL DEFAULT '';
CREATE TABLE "voorwaarde" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "fase" INTEGER NOT NULL,
    "volgorde" INTEGER NOT NULL,
    "tekst" TEXT NOT NULL,
    "voldaan_op" TEXT,
    "voldaan_door" TEXT NOT NULL,
    "toelichting" TEXT NOT NULL
) STRICT;
CREATE INDEX "voorwaarde_casus_id" ON "voorwaarde" ("casus_id");
CREATE TABLE "fasestap" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "fase" INTEGER NOT NULL,
    "van" TEXT NOT NULL,
    "naar" TEXT NOT NULL,
    "dag" TEXT NOT NULL,
    "tijdstip" TEXT NOT NULL,
    "door" TEXT NOT NULL,
    "motivering" TEXT NOT NULL,
    "open_voorwaarden" TEXT NOT NULL,
    "ondanks" TEXT NOT NULL
) STRICT;
CREATE INDEX "fasestap_casus_id" ON "fasestap" ("casus_id");
CREATE TABLE "interventie" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "fase" INTEGER NOT NULL,
    "volgorde" INTEGER NOT NULL,
    "tekst" TEXT NOT NULL,
    "leefgebied_id" TEXT NOT NULL,
    "kader" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "aanbieder" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "begin" TEXT,
    "eind" TEXT,
    "afloop" TEXT NOT NULL,
    "toelichting" TEXT NOT NULL
) STRICT;
CREATE INDEX "interventie_casus_id" ON "interventie" ("casus_id");
CREATE TABLE "planversie" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "nummer" INTEGER NOT NULL,
    "gemaakt_op" TEXT NOT NULL,
    "gemaakt_door" TEXT NOT NULL,
    "overleg_id" TEXT NOT NULL,
    "inhoud" TEXT NOT NULL
) STRICT;
CREATE INDEX "planversie_casus_id" ON "planversie" ("casus_id");
CREATE TABLE "planakkoord" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "planversie_id" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "organisatie" TEXT NOT NULL,
    "naam" TEXT NOT NULL,
    "dag" TEXT NOT NULL,
    "hoe" TEXT NOT NULL,
    "uitspraak" TEXT NOT NULL,
    "toelichting" TEXT NOT NULL,
    "vastgelegd_door" TEXT NOT NULL
) STRICT;
CREATE INDEX "planakkoord_casus_id" ON "planakkoord" ("casus_id");
