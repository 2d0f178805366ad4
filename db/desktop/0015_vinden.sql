-- Flags and deadlines set aside, as records; saved searches and pinned casussen of a person, which stay in this vault.
CREATE TABLE "vlag" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "over_soort" TEXT NOT NULL,
    "over_id" TEXT NOT NULL,
    "tekst" TEXT NOT NULL,
    "nodig" TEXT NOT NULL,
    "wie" TEXT NOT NULL,
    "uiterlijk" TEXT,
    "gezet_op" TEXT NOT NULL,
    "gezet_door" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "uitkomst" TEXT NOT NULL,
    "opgelost_op" TEXT,
    "opgelost_door" TEXT NOT NULL
) STRICT;
CREATE INDEX "vlag_casus_id" ON "vlag" ("casus_id");
CREATE INDEX vlag_open ON vlag (status) WHERE status = 'open';

CREATE TABLE "terzijde" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_id" TEXT NOT NULL,
    "termijnsoort" TEXT NOT NULL,
    "over_id" TEXT NOT NULL,
    "dag" TEXT NOT NULL,
    "tot" TEXT NOT NULL,
    "reden" TEXT NOT NULL,
    "gezet_op" TEXT NOT NULL,
    "gezet_door" TEXT NOT NULL
) STRICT;
CREATE INDEX "terzijde_casus_id" ON "terzijde" ("casus_id");
CREATE INDEX terzijde_tot ON terzijde (tot);

-- A search by name may hold the name of a person, and there is no stream of one person alone: it stays in this vault.
CREATE TABLE zoekopdracht (
    persoon TEXT NOT NULL,
    plek TEXT NOT NULL,
    naam TEXT NOT NULL,
    vraag TEXT NOT NULL,
    tijd TEXT NOT NULL,
    PRIMARY KEY (persoon, plek, naam)
) STRICT, WITHOUT ROWID;

CREATE TABLE speld (
    persoon TEXT NOT NULL,
    casus_id TEXT NOT NULL,
    tijd TEXT NOT NULL,
    PRIMARY KEY (persoon, casus_id)
) STRICT, WITHOUT ROWID;

-- What a list of deadlines asks for, without walking every casus and everybody in it.
CREATE INDEX casus_evaluatiedatum ON casus (evaluatiedatum) WHERE evaluatiedatum IS NOT NULL;
CREATE INDEX betrokkene_uitgesteld ON betrokkene (geinformeerd_herzien_op) WHERE geinformeerd = 'uitgesteld';
CREATE INDEX zsm_advies_geldig_tot ON zsm_advies (geldig_tot) WHERE status = 'vastgesteld';
CREATE INDEX casus_zsm_geldig_tot ON casus (zsm_geldig_tot) WHERE zsm_geldig_tot IS NOT NULL;
CREATE INDEX actie_open_uiterlijk ON actie (uiterlijk) WHERE status = 'open';
-- The most urgent ones first, and how many there are, without reading one.
CREATE INDEX actie_open_volgorde ON actie (uiterlijk IS NULL, uiterlijk, id, casus_id, verwijderd) WHERE status = 'open';
CREATE INDEX casus_beeindigd_op ON casus (beeindigd_op) WHERE beeindigd_op IS NOT NULL;
