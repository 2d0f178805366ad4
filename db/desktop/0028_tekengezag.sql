-- The region's authority for signing certificates, requests for one, and what was decided on them.
CREATE TABLE "tekengezag" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "certificaat" TEXT NOT NULL,
    "bewijs" TEXT NOT NULL,
    "lijst" TEXT NOT NULL,
    "lijst_op" TEXT,
    "gemaakt_op" TEXT NOT NULL,
    "gemaakt_door" TEXT NOT NULL
) STRICT;
CREATE TABLE "tekenaanvraag" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "medewerker_id" TEXT NOT NULL,
    "toestel" TEXT NOT NULL,
    "naam" TEXT NOT NULL,
    "functie" TEXT NOT NULL,
    "aanvraag" TEXT NOT NULL,
    "aangevraagd_op" TEXT NOT NULL
) STRICT;
CREATE INDEX "tekenaanvraag_medewerker_id" ON "tekenaanvraag" ("medewerker_id");
CREATE TABLE "tekencertificaat" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "aanvraag_id" TEXT NOT NULL,
    "medewerker_id" TEXT NOT NULL,
    "naam" TEXT NOT NULL,
    "functie" TEXT NOT NULL,
    "certificaat" TEXT NOT NULL,
    "geldig_van" TEXT,
    "geldig_tot" TEXT,
    "besloten_op" TEXT NOT NULL,
    "besloten_door" TEXT NOT NULL,
    "weigering" TEXT NOT NULL,
    "ingetrokken_op" TEXT,
    "reden" TEXT NOT NULL,
    "lijst" TEXT NOT NULL
) STRICT;
CREATE INDEX "tekencertificaat_aanvraag_id" ON "tekencertificaat" ("aanvraag_id");
CREATE INDEX "tekencertificaat_medewerker_id" ON "tekencertificaat" ("medewerker_id");
