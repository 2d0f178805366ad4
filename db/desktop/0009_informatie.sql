-- Ground and term of keeping, requests for information, advice to the ZSM table, letters; what is known of each item.
CREATE TABLE "grond" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "naam" TEXT NOT NULL,
    "aard" TEXT NOT NULL,
    "wet" TEXT NOT NULL,
    "uitleg" TEXT NOT NULL,
    "doel" TEXT NOT NULL,
    "contactpunt" TEXT NOT NULL,
    "compartiment" INTEGER NOT NULL,
    "themas" TEXT NOT NULL
) STRICT;

CREATE TABLE "bewaarregel" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "grond" TEXT NOT NULL,
    "na" TEXT NOT NULL,
    "start" TEXT NOT NULL,
    "maanden" INTEGER NOT NULL,
    "hoogstens_maanden" INTEGER NOT NULL,
    "wet" TEXT NOT NULL
) STRICT;

CREATE TABLE "brieftekst" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "briefsoort" TEXT NOT NULL,
    "aanhef" TEXT NOT NULL,
    "tekst" TEXT NOT NULL
) STRICT;

CREATE TABLE "verlenging" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "tot" TEXT NOT NULL,
    "motivering" TEXT NOT NULL,
    "wet" TEXT NOT NULL,
    "besloten_door" TEXT NOT NULL,
    "besloten_op" TEXT NOT NULL
) STRICT;
CREATE INDEX "verlenging_casus_id" ON "verlenging" ("casus_id");

CREATE TABLE "informatieverzoek" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "organisatie" TEXT NOT NULL,
    "aan" TEXT NOT NULL,
    "over" TEXT NOT NULL,
    "vraag" TEXT NOT NULL,
    "doel" TEXT NOT NULL,
    "noodzaak" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "gemaakt_op" TEXT NOT NULL,
    "gemaakt_door" TEXT NOT NULL,
    "verstuurd_op" TEXT,
    "verstuurd_hoe" TEXT NOT NULL,
    "antwoord_voor" TEXT,
    "herinnerd_op" TEXT,
    "antwoord" TEXT NOT NULL,
    "antwoord_op" TEXT,
    "antwoord_door" TEXT NOT NULL,
    "antwoord_reden" TEXT NOT NULL
) STRICT;
CREATE INDEX "informatieverzoek_casus_id" ON "informatieverzoek" ("casus_id");
CREATE INDEX "informatieverzoek_partner_id" ON "informatieverzoek" ("partner_id");
CREATE INDEX informatieverzoek_status ON informatieverzoek (status);

CREATE TABLE "zsm_advies" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "versie" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "advies" TEXT NOT NULL,
    "context" TEXT NOT NULL,
    "geldig_tot" TEXT,
    "contact" TEXT NOT NULL,
    "opgesteld_door" TEXT NOT NULL,
    "vastgesteld_op" TEXT,
    "vastgesteld_door" TEXT NOT NULL,
    "geraadpleegd_op" TEXT,
    "geraadpleegd_door" TEXT NOT NULL,
    "afdoening" TEXT NOT NULL,
    "afdoening_op" TEXT
) STRICT;
CREATE INDEX "zsm_advies_casus_id" ON "zsm_advies" ("casus_id");

ALTER TABLE casus ADD COLUMN "beeindigd_op" TEXT;
ALTER TABLE casus ADD COLUMN "contactpunt" TEXT NOT NULL DEFAULT '';
ALTER TABLE casus ADD COLUMN "compartiment" TEXT NOT NULL DEFAULT '';
ALTER TABLE casus ADD COLUMN "toegang" TEXT NOT NULL DEFAULT '[]';
-- Nearly every vault has none, and then a list costs nothing more.
CREATE INDEX casus_compartiment ON casus (compartiment) WHERE compartiment <> '';
ALTER TABLE triage ADD COLUMN "deelnemerlijst" TEXT NOT NULL DEFAULT '[]';
ALTER TABLE notitie ADD COLUMN "bron_partner_id" TEXT NOT NULL DEFAULT '';
CREATE INDEX "notitie_bron_partner_id" ON "notitie" ("bron_partner_id");
ALTER TABLE notitie ADD COLUMN "aard" TEXT NOT NULL DEFAULT '';
ALTER TABLE notitie ADD COLUMN "niet_delen_met" TEXT NOT NULL DEFAULT '[]';
ALTER TABLE notitie ADD COLUMN "niet_delen_reden" TEXT NOT NULL DEFAULT '';
ALTER TABLE notitie ADD COLUMN "categorie" TEXT NOT NULL DEFAULT '';
ALTER TABLE notitie ADD COLUMN "noodzaak" TEXT NOT NULL DEFAULT '';
ALTER TABLE notitie ADD COLUMN "verzoek_id" TEXT NOT NULL DEFAULT '';
ALTER TABLE inbreng ADD COLUMN "niet_delen_reden" TEXT NOT NULL DEFAULT '';
ALTER TABLE inbreng ADD COLUMN "categorie" TEXT NOT NULL DEFAULT '';
ALTER TABLE inbreng ADD COLUMN "noodzaak" TEXT NOT NULL DEFAULT '';
ALTER TABLE verstrekking ADD COLUMN "stuk" TEXT NOT NULL DEFAULT 'verslag';
ALTER TABLE verstrekking ADD COLUMN "bron_id" TEXT NOT NULL DEFAULT '';
ALTER TABLE verstrekking ADD COLUMN "partner_id" TEXT NOT NULL DEFAULT '';
CREATE INDEX "verstrekking_partner_id" ON "verstrekking" ("partner_id");
ALTER TABLE verstrekking ADD COLUMN "betrokkene_id" TEXT NOT NULL DEFAULT '';
ALTER TABLE verstrekking ADD COLUMN "doel" TEXT NOT NULL DEFAULT '';
ALTER TABLE verstrekking ADD COLUMN "weggelaten" TEXT NOT NULL DEFAULT '[]';
ALTER TABLE regio ADD COLUMN "mdto" INTEGER NOT NULL DEFAULT 0;
-- What whoever is at work on this device may know of: the same rule as domain.compartiment.mag_zien.
CREATE VIEW zichtcasus AS SELECT * FROM casus WHERE compartiment = '' OR EXISTS (
    SELECT 1 FROM json_each(casus.toegang) genoemd JOIN instelling ik ON ik.waarde = genoemd.value WHERE ik.naam = 'ik'
);
