-- The life of actions: how far, from when, how urgent; each time one was put off; and casussen laid before somebody higher.
ALTER TABLE "actie" ADD COLUMN "vanaf" TEXT;
ALTER TABLE "actie" ADD COLUMN "prioriteit" TEXT NOT NULL DEFAULT '';
ALTER TABLE "actie" ADD COLUMN "voortgang" TEXT NOT NULL DEFAULT '';

CREATE TABLE "uitstel" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "actie_id" TEXT NOT NULL,
    "van" TEXT,
    "naar" TEXT NOT NULL,
    "reden" TEXT NOT NULL,
    "gezet_op" TEXT NOT NULL,
    "gezet_door" TEXT NOT NULL
) STRICT;
CREATE INDEX "uitstel_actie_id" ON "uitstel" ("actie_id");
CREATE INDEX "uitstel_casus_id" ON "uitstel" ("casus_id");

CREATE TABLE "escalatie" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "trede" TEXT NOT NULL,
    "reden" TEXT NOT NULL,
    "gezet_op" TEXT NOT NULL,
    "gezet_door" TEXT NOT NULL,
    "antwoord" TEXT NOT NULL,
    "antwoord_op" TEXT,
    "antwoord_van" TEXT NOT NULL
) STRICT;
CREATE INDEX "escalatie_casus_id" ON "escalatie" ("casus_id");

ALTER TABLE "regio" ADD COLUMN "stil_dagen" INTEGER NOT NULL DEFAULT 42;
ALTER TABLE "regio" ADD COLUMN "uitstel_keer" INTEGER NOT NULL DEFAULT 3;
ALTER TABLE "regio" ADD COLUMN "fase_dagen" INTEGER NOT NULL DEFAULT 180;
ALTER TABLE "regio" ADD COLUMN "zsm_themas" TEXT NOT NULL DEFAULT '[]';
ALTER TABLE "regio" ADD COLUMN "dji_themas" TEXT NOT NULL DEFAULT '["re_integratie"]';
