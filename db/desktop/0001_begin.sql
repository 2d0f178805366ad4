-- What carries the records: change log, heads, audit, drafts, blobs and the search index.
-- Texts of time are UTC, ISO 8601 with microseconds and "Z". Ids are 32 hex digits unless said otherwise.

-- Facts of this vault on this device: kluis_id, toestel, pogingen_sleutel, hmac_sleutel, verzonden_tot.
CREATE TABLE meta (
    naam TEXT NOT NULL PRIMARY KEY,
    waarde TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Local settings of the person at this device; never synchronised.
CREATE TABLE instelling (
    naam TEXT NOT NULL PRIMARY KEY,
    waarde TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One act of one person; nr is local, id is the same everywhere. Its changes are those with eerste <= change.nr
-- <= laatste and change.txn = nr: no index is needed to find them.
CREATE TABLE txn (
    nr INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    label TEXT NOT NULL,
    persoon TEXT NOT NULL,
    rol TEXT NOT NULL,
    toestel TEXT NOT NULL,
    tijd TEXT NOT NULL,
    herstelt TEXT,
    eerste INTEGER NOT NULL,
    laatste INTEGER NOT NULL
) STRICT;
CREATE INDEX txn_herstelt ON txn (herstelt) WHERE herstelt IS NOT NULL;

-- One field of one record that got another value. id is a hybrid logical clock (34 signs, sorts by time; the highest
-- one is the state of the clock); waarde is JSON; vervangt is a JSON list of the change ids that were the heads;
-- eigen is 1 when made here. A record never leaves its stream, so that one index finds both.
CREATE TABLE change (
    nr INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    stream TEXT NOT NULL,
    soort TEXT NOT NULL,
    record TEXT NOT NULL,
    veld TEXT NOT NULL,
    waarde TEXT NOT NULL,
    vervangt TEXT NOT NULL,
    txn INTEGER NOT NULL,
    eigen INTEGER NOT NULL
) STRICT;
CREATE INDEX change_stream ON change (stream, record);

-- The changes that hold now for a field; more than one when devices wrote without knowing each other.
CREATE TABLE head (
    record TEXT NOT NULL,
    veld TEXT NOT NULL,
    change TEXT NOT NULL,
    PRIMARY KEY (record, veld, change)
) STRICT, WITHOUT ROWID;

-- Per stream: up to which change.nr what was made here is sent. Up to meta.verzonden_tot all of all streams is.
CREATE TABLE stroom (
    stream TEXT NOT NULL PRIMARY KEY,
    verzonden INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Append-only; each row carries the hash of the one before it (hex SHA-256).
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    tijd TEXT NOT NULL,
    toestel TEXT NOT NULL,
    persoon TEXT NOT NULL,
    gebeurtenis TEXT NOT NULL,
    objecten TEXT NOT NULL,
    details TEXT NOT NULL,
    vorige TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_nooit_wijzigen BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'audit is append-only');
END;
CREATE TRIGGER audit_nooit_verwijderen BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'audit is append-only');
END;

-- Text being typed, kept until it is saved, discarded, or destroyed with its casus; never synchronised.
CREATE TABLE concept (
    record TEXT NOT NULL,
    veld TEXT NOT NULL,
    soort TEXT NOT NULL,
    label TEXT NOT NULL,
    tekst TEXT NOT NULL,
    cursor INTEGER NOT NULL,
    tijd TEXT NOT NULL,
    PRIMARY KEY (record, veld)
) STRICT;

-- Files by the SHA-256 of their content (64 hex digits).
CREATE TABLE bestand (
    sha256 TEXT NOT NULL PRIMARY KEY,
    bytes INTEGER NOT NULL,
    tijd TEXT NOT NULL,
    inhoud BLOB NOT NULL
) STRICT;

-- The searchable text of a record: one row for each field of prose, and one with an empty veld for its names and
-- numbers. A changed text gets a new, higher nr, so that nr sorts by last change. The program keeps zoek in line with
-- it in the same transaction (triggers would do it row by row, several times slower).
CREATE TABLE zoektekst (
    nr INTEGER PRIMARY KEY,
    record TEXT NOT NULL,
    veld TEXT NOT NULL,
    soort TEXT NOT NULL,
    casus_id TEXT NOT NULL,
    stream TEXT NOT NULL,
    tekst TEXT NOT NULL,
    UNIQUE (record, veld)
) STRICT;
CREATE VIRTUAL TABLE zoek USING fts5 (
    tekst,
    content = 'zoektekst',
    content_rowid = 'nr',
    tokenize = "unicode61 remove_diacritics 2",
    prefix = '2 3',
    columnsize = 0
);
-- A page of the index must fit on a page of SQLCipher, which keeps 80 of 4,096 bytes for itself.
INSERT INTO zoek (zoek, rank) VALUES ('pgsz', 3900);
