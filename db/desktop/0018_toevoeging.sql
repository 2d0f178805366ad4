-- Addenda to a signed verslag, and signed files with a time stamp added.
CREATE TABLE "toevoeging" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "verslag_id" TEXT NOT NULL,
    "bron_sha256" TEXT NOT NULL,
    "nummer" INTEGER NOT NULL,
    "aard" TEXT NOT NULL,
    "van" TEXT NOT NULL,
    "tekst" TEXT NOT NULL,
    "reden" TEXT NOT NULL,
    "opgemaakt_op" TEXT NOT NULL,
    "opgemaakt_door" TEXT NOT NULL,
    "inhoud" TEXT NOT NULL,
    "pdf_sha256" TEXT NOT NULL
) STRICT;
CREATE INDEX "toevoeging_casus_id" ON "toevoeging" ("casus_id");
CREATE INDEX "toevoeging_verslag_id" ON "toevoeging" ("verslag_id");
CREATE INDEX "toevoeging_pdf_sha256" ON "toevoeging" ("pdf_sha256") WHERE "pdf_sha256" <> '';
CREATE TABLE "stempelversie" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "bij_id" TEXT NOT NULL,
    "bron_sha256" TEXT NOT NULL,
    "pdf_sha256" TEXT NOT NULL,
    "dienst" TEXT NOT NULL,
    "gestempeld_op" TEXT NOT NULL,
    "niveau" TEXT NOT NULL
) STRICT;
CREATE INDEX "stempelversie_casus_id" ON "stempelversie" ("casus_id");
CREATE INDEX "stempelversie_bij_id" ON "stempelversie" ("bij_id");
CREATE INDEX "stempelversie_pdf_sha256" ON "stempelversie" ("pdf_sha256");
