-- The destruction of a dossier: who proposed it, who confirmed it, and what both signed. It lies in the stream of the
-- region, names no betrokkene, and outlives the dossier.
CREATE TABLE "vernietiging" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "casus_stream" TEXT NOT NULL,
    "casusnummer" TEXT NOT NULL,
    "grond" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "voorgesteld_door" TEXT NOT NULL,
    "voorgesteld_op" TEXT,
    "voorstel" TEXT NOT NULL,
    "bevestigd_door" TEXT NOT NULL,
    "bevestigd_op" TEXT,
    "opdracht" TEXT NOT NULL,
    "ingetrokken_door" TEXT NOT NULL
) STRICT;
CREATE INDEX "vernietiging_casus" ON "vernietiging" ("casus_stream");

-- Which devices held a key of a destroyed stream, and when each of them reported that it destroyed what it had
-- (Unix milliseconds, by its own clock; NULL while it did not).
CREATE TABLE vernietigd_bij (
    stream TEXT NOT NULL,
    toestel TEXT NOT NULL,
    gemeld INTEGER,
    PRIMARY KEY (stream, toestel)
) STRICT, WITHOUT ROWID;

-- What was typed on this device in a dossier before it was destroyed elsewhere, and that nobody else ever had: kept
-- until a person has seen it. Only then does this device report. concept: it was a draft. waarde: JSON.
CREATE TABLE laatste_woord (
    nr INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    casusnummer TEXT NOT NULL,
    soort TEXT NOT NULL,
    veld TEXT NOT NULL,
    label TEXT NOT NULL,
    waarde TEXT NOT NULL,
    tijd TEXT NOT NULL,
    concept INTEGER NOT NULL
) STRICT;
CREATE INDEX laatste_woord_stream ON laatste_woord (stream);
