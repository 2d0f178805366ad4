-- The region's server: sealed pieces in the order in which they came, and what is needed to check the next one.
-- Nothing here can be read without keys that this machine does not have.

CREATE TABLE meta (
    naam TEXT PRIMARY KEY,
    waarde BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Everything that is numbered on its own. soort: 0 a stream, 1 the statements of the region, 2 the grants of a device.
-- laatste: last number given out. bytes: of what is kept. gesnoeid: highest number that a prune took away.
-- vernietigd: number of the tombstone. wijziging: rises by one with every change of any row, for wake-ups.
CREATE TABLE stroom (
    id INTEGER PRIMARY KEY,
    naam BLOB NOT NULL UNIQUE,
    soort INTEGER NOT NULL,
    laatste INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL DEFAULT 0,
    gesnoeid INTEGER NOT NULL DEFAULT 0,
    vernietigd INTEGER,
    wijziging INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX stroom_wijziging ON stroom (wijziging);

-- One row per piece. plaats = stroom * 2^36 + number in the stream, so that a stream lies together and a pull is one range.
-- soort: 0 delta, 1 snapshot, 3 epoch, 4 grant, 5 confirmation, 6 destroyed, 7 statement of the region.
-- nr: number in the chain of its device, only for what is chained. ontvangen: ms UTC.
CREATE TABLE stuk (
    plaats INTEGER PRIMARY KEY,
    stroom INTEGER NOT NULL,
    soort INTEGER NOT NULL,
    toestel BLOB,
    nr INTEGER,
    hash BLOB NOT NULL,
    ontvangen INTEGER NOT NULL,
    wire BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX stuk_keten ON stuk (stroom, toestel, nr) WHERE nr IS NOT NULL;
CREATE UNIQUE INDEX stuk_los ON stuk (stroom, hash) WHERE nr IS NULL;
CREATE INDEX stuk_bijzonder ON stuk (stroom, soort, plaats) WHERE soort <> 0;

-- Last link of each device in each stream; gesnoeid: up to where its links were pruned.
CREATE TABLE keten (
    stroom INTEGER NOT NULL,
    toestel BLOB NOT NULL,
    nr INTEGER NOT NULL,
    hash BLOB NOT NULL,
    gesnoeid INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (stroom, toestel)
) STRICT, WITHOUT ROWID;

-- opgevolgd: number of the first epoch that names this one as its parent.
CREATE TABLE epoch (
    stroom INTEGER NOT NULL,
    epoch BLOB NOT NULL,
    toestel BLOB NOT NULL,
    volgnr INTEGER NOT NULL,
    opgevolgd INTEGER,
    PRIMARY KEY (stroom, epoch)
) STRICT, WITHOUT ROWID;

-- Who holds a wrapped key of which epoch; stuk: number of the grant in its stream.
CREATE TABLE toegang (
    toestel BLOB NOT NULL,
    volgnr INTEGER NOT NULL,
    stroom INTEGER NOT NULL,
    epoch BLOB NOT NULL,
    stuk INTEGER NOT NULL,
    PRIMARY KEY (toestel, volgnr)
) STRICT, WITHOUT ROWID;

CREATE INDEX toegang_stroom ON toegang (stroom, toestel, epoch);

-- Nonces that were used; they are signed by the server itself, so only use needs to be kept.
CREATE TABLE nonce (
    nonce BLOB PRIMARY KEY,
    toestel BLOB NOT NULL,
    verloopt INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX nonce_verloopt ON nonce (verloopt);

-- What a device brought on a day (days since 1970, UTC).
CREATE TABLE verbruik (
    dag INTEGER NOT NULL,
    toestel BLOB NOT NULL,
    bytes INTEGER NOT NULL,
    stukken INTEGER NOT NULL,
    PRIMARY KEY (dag, toestel)
) STRICT, WITHOUT ROWID;

-- Sealed pieces of files, fetched by their hash.
CREATE TABLE blok (
    id INTEGER PRIMARY KEY,
    stroom INTEGER NOT NULL,
    hash BLOB NOT NULL,
    ontvangen INTEGER NOT NULL,
    wire BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX blok_hash ON blok (stroom, hash);

-- Mail boxes of invitations: opaque messages in named compartments, each written once.
CREATE TABLE postbus (
    code BLOB PRIMARY KEY,
    toestel BLOB NOT NULL,
    verloopt INTEGER NOT NULL,
    gesloten INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE bericht (
    code BLOB NOT NULL,
    vak TEXT NOT NULL,
    inhoud BLOB NOT NULL,
    PRIMARY KEY (code, vak)
) STRICT;

INSERT INTO stroom (id, naam, soort) VALUES (1, CAST('regio' AS BLOB), 1);
