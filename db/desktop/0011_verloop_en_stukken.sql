-- Events with an end, without a time of day; files that belong to a dossier.
ALTER TABLE "notitie" ADD COLUMN "tot" TEXT;
ALTER TABLE "notitie" ADD COLUMN "hele_dag" INTEGER NOT NULL DEFAULT 0;
CREATE TABLE "dossierstuk" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "naam" TEXT NOT NULL,
    "omschrijving" TEXT NOT NULL,
    "categorie" TEXT NOT NULL,
    "bron" TEXT NOT NULL,
    "datum" TEXT,
    "inhoudsoort" TEXT NOT NULL,
    "omvang" INTEGER NOT NULL,
    "bestand_sha256" TEXT NOT NULL,
    "toegevoegd_op" TEXT NOT NULL,
    "toegevoegd_door" TEXT NOT NULL,
    "ingetrokken_reden" TEXT NOT NULL
) STRICT;
CREATE INDEX "dossierstuk_casus_id" ON "dossierstuk" ("casus_id");
CREATE INDEX "dossierstuk_bestand_sha256" ON "dossierstuk" ("bestand_sha256");
