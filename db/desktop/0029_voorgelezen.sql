-- That the text on secrecy was read aloud: when, by whom, and exactly which text.
ALTER TABLE "overleg" ADD COLUMN "voorgelezen_op" TEXT;
ALTER TABLE "overleg" ADD COLUMN "voorgelezen_door" TEXT NOT NULL DEFAULT '';
ALTER TABLE "overleg" ADD COLUMN "voorgelezen_versie" TEXT NOT NULL DEFAULT '';
ALTER TABLE "overleg" ADD COLUMN "voorgelezen_sha256" TEXT NOT NULL DEFAULT '';
