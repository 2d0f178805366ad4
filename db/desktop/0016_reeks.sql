-- Series of overleggen, and what came along to an agenda from where.
CREATE TABLE "reeks" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "naam" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "ritme" TEXT NOT NULL,
    "elke" INTEGER NOT NULL,
    "weekdag" INTEGER NOT NULL,
    "begin" TEXT NOT NULL,
    "eind" TEXT NOT NULL,
    "plaats" TEXT NOT NULL,
    "voorzitter" TEXT NOT NULL,
    "verslaglegger" TEXT NOT NULL,
    "minuten" INTEGER NOT NULL,
    "punten" TEXT NOT NULL,
    "deelnemers" TEXT NOT NULL
) STRICT;

ALTER TABLE "overleg" ADD COLUMN "reeks_id" TEXT NOT NULL DEFAULT '';
CREATE INDEX "overleg_reeks_id" ON "overleg" ("reeks_id") WHERE "reeks_id" <> '';
ALTER TABLE "agendapunt" ADD COLUMN "puntsoort" TEXT NOT NULL DEFAULT '';
ALTER TABLE "agendapunt" ADD COLUMN "herkomst" TEXT NOT NULL DEFAULT '';
ALTER TABLE "agendapunt" ADD COLUMN "herkomst_reden" TEXT NOT NULL DEFAULT '';
ALTER TABLE "agendapunt" ADD COLUMN "vorig_overleg_id" TEXT NOT NULL DEFAULT '';
