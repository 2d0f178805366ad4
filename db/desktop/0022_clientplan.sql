-- What of a plan may be told to a betrokkene, judged per part by a person, and how it is said in plain words.
CREATE TABLE "clientzin" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "betrokkene_id" TEXT NOT NULL,
    "over_soort" TEXT NOT NULL,
    "over_id" TEXT NOT NULL,
    "keuze" TEXT NOT NULL,
    "reden" TEXT NOT NULL,
    "tekst" TEXT NOT NULL,
    "bij_tekst" TEXT NOT NULL,
    "door" TEXT NOT NULL,
    "op" TEXT
) STRICT;
CREATE INDEX "clientzin_casus_id" ON "clientzin" ("casus_id");
