-- Encrypted sharing: streams with their keys, sealed pieces, chains of deltas, what is set aside, what clashes.
-- Hashes and ids of epochs are 64 hex digits, ids of devices 16, times of headers are Unix milliseconds.

-- What is known of a stream. soort: regio, casus, overleg, audit, or empty until it is known. gehaald: up to which
-- number of the server everything is here. verzegeld: up to which change.nr what was made here is in a sealed delta
-- (in an audit stream: audit.seq); verzonden: up to where the server gave a receipt. wachtend: how many changes made
-- here have no receipt. vernietigd: UTC text of the moment its keys and records were destroyed.
ALTER TABLE stroom ADD COLUMN soort TEXT NOT NULL DEFAULT '';
ALTER TABLE stroom ADD COLUMN gehaald INTEGER NOT NULL DEFAULT 0;
ALTER TABLE stroom ADD COLUMN verzegeld INTEGER NOT NULL DEFAULT 0;
ALTER TABLE stroom ADD COLUMN wachtend INTEGER NOT NULL DEFAULT 0;
ALTER TABLE stroom ADD COLUMN vernietigd TEXT;
INSERT INTO stroom (stream, verzonden, wachtend)
    SELECT stream, 0, count(*) FROM change WHERE eigen = 1 GROUP BY stream
    ON CONFLICT (stream) DO UPDATE SET wachtend = excluded.wachtend;
UPDATE stroom SET soort = 'regio' WHERE stream IN (SELECT stream FROM regio);
UPDATE stroom SET soort = 'casus' WHERE stream IN (SELECT stream FROM casus);
UPDATE stroom SET soort = 'overleg' WHERE stream IN (SELECT stream FROM overleg);

DELETE FROM meta WHERE naam = 'verzonden_tot';

-- The last change.nr when the draft began: what came in later was not known to the person who typed it.
ALTER TABLE concept ADD COLUMN begin_nr INTEGER NOT NULL DEFAULT 0;

-- Fields with more than one head; botst is 1 when their values cannot be shown as one.
CREATE TABLE botsing (
    record TEXT NOT NULL,
    veld TEXT NOT NULL,
    stream TEXT NOT NULL,
    soort TEXT NOT NULL,
    botst INTEGER NOT NULL,
    PRIMARY KEY (record, veld)
) STRICT, WITHOUT ROWID;

-- Changes that are known to be replaced before they are here themselves.
CREATE TABLE vooruit (
    change TEXT NOT NULL,
    record TEXT NOT NULL,
    veld TEXT NOT NULL,
    PRIMARY KEY (change, record, veld)
) STRICT, WITHOUT ROWID;

-- Records of which changes are here, but not yet every field that must be filled: no table holds them.
CREATE TABLE onvolledig (
    record TEXT NOT NULL PRIMARY KEY,
    stream TEXT NOT NULL,
    soort TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Secret keys of this device, and in a beheerder's vault of the region.
CREATE TABLE geheim (
    naam TEXT NOT NULL PRIMARY KEY,
    inhoud BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Statements of the region's key. volgnr: number at the server, NULL until it is there.
CREATE TABLE regiostuk (
    nr INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    volgnr INTEGER,
    record BLOB NOT NULL
) STRICT;

-- Content keys by epoch; sleutel is NULL while no grant for this device was opened. ouders: JSON list of epochs.
CREATE TABLE epoch (
    id TEXT NOT NULL PRIMARY KEY,
    stream TEXT NOT NULL,
    ouders TEXT NOT NULL,
    toestel TEXT NOT NULL,
    tijd INTEGER NOT NULL,
    vastlegging BLOB NOT NULL,
    sleutel BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX epoch_stream ON epoch (stream);

-- Who was given the key of an epoch, and by whom. voor: device id, or "herstel".
CREATE TABLE toekenning (
    hash TEXT NOT NULL PRIMARY KEY,
    stream TEXT NOT NULL,
    epoch TEXT NOT NULL,
    voor TEXT NOT NULL,
    door TEXT NOT NULL,
    tijd INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX toekenning_stream ON toekenning (stream, epoch);

-- Everything accepted, as it travels: deltas, snapshots, epoch starts, grants, confirmations. volg: place in the
-- chain of its device, 0 for what has none; volgnr: number at the server, when known. wire is already compressed.
CREATE TABLE stuk (
    nr INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    stream TEXT NOT NULL,
    soort TEXT NOT NULL,
    toestel TEXT NOT NULL,
    volg INTEGER NOT NULL,
    poging INTEGER NOT NULL,
    tijd INTEGER NOT NULL,
    volgnr INTEGER,
    wire BLOB NOT NULL
) STRICT;
CREATE INDEX stuk_keten ON stuk (stream, toestel, volg);

-- Pieces that wait for a receipt, in order. aantal: changes in it; tot_en_met: change.nr of the last of them;
-- geweigerd: why the server refused it last, empty when it did not.
CREATE TABLE uitgaand (
    nr INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    stream TEXT NOT NULL,
    aantal INTEGER NOT NULL,
    tot_en_met INTEGER NOT NULL,
    geweigerd TEXT NOT NULL
) STRICT;

-- Signed receipts of servers: the proof of what they keep.
CREATE TABLE ontvangstbon (
    hash TEXT NOT NULL PRIMARY KEY,
    server TEXT NOT NULL,
    tijd INTEGER NOT NULL,
    record BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Up to where the chain of a device in a stream is here without a gap.
CREATE TABLE keten (
    stream TEXT NOT NULL,
    toestel TEXT NOT NULL,
    nr INTEGER NOT NULL,
    poging INTEGER NOT NULL,
    hash TEXT NOT NULL,
    tijd INTEGER NOT NULL,
    PRIMARY KEY (stream, toestel)
) STRICT, WITHOUT ROWID;

-- Up to where applied snapshots stand for the changes of a device: what is not above tot adds history only.
CREATE TABLE dekking (
    stream TEXT NOT NULL,
    toestel TEXT NOT NULL,
    tot TEXT NOT NULL,
    PRIMARY KEY (stream, toestel)
) STRICT, WITHOUT ROWID;

-- What other devices (door) say they have seen of each device: from it follows what is missing here.
CREATE TABLE geziene_kop (
    stream TEXT NOT NULL,
    door TEXT NOT NULL,
    toestel TEXT NOT NULL,
    nr INTEGER NOT NULL,
    hash TEXT NOT NULL,
    tijd INTEGER NOT NULL,
    PRIMARY KEY (stream, door, toestel)
) STRICT, WITHOUT ROWID;

-- Deltas that cannot be applied yet, and why; they are tried again when what they miss arrives.
CREATE TABLE apart (
    hash TEXT NOT NULL PRIMARY KEY,
    stream TEXT NOT NULL,
    toestel TEXT NOT NULL,
    volg INTEGER NOT NULL,
    poging INTEGER NOT NULL,
    reden TEXT NOT NULL,
    sinds TEXT NOT NULL,
    volgnr INTEGER,
    wire BLOB NOT NULL
) STRICT;
CREATE INDEX apart_keten ON apart (stream, toestel, volg);

-- Parts of acts that were cut; their changes wait in stuk until all parts are here.
CREATE TABLE deel (
    stream TEXT NOT NULL,
    txn TEXT NOT NULL,
    deel INTEGER NOT NULL,
    delen INTEGER NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (stream, txn, deel)
) STRICT, WITHOUT ROWID;

-- How often what was refused, by stream, device and reason.
CREATE TABLE weigering (
    stream TEXT NOT NULL,
    toestel TEXT NOT NULL,
    reden TEXT NOT NULL,
    aantal INTEGER NOT NULL,
    laatst TEXT NOT NULL,
    PRIMARY KEY (stream, toestel, reden)
) STRICT, WITHOUT ROWID;

-- Two different deltas in one place of a chain: proof that a device, or a copy of it, said two things.
CREATE TABLE vork (
    stream TEXT NOT NULL,
    toestel TEXT NOT NULL,
    volg INTEGER NOT NULL,
    hash TEXT NOT NULL,
    andere TEXT NOT NULL,
    sinds TEXT NOT NULL,
    PRIMARY KEY (stream, toestel, volg, hash, andere)
) STRICT, WITHOUT ROWID;

-- Snapshots and how many other devices came to the same state.
CREATE TABLE momentopname (
    hash TEXT NOT NULL PRIMARY KEY,
    stream TEXT NOT NULL,
    toestel TEXT NOT NULL,
    tijd INTEGER NOT NULL,
    digest TEXT NOT NULL,
    dekt TEXT NOT NULL,
    bevestigd INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Audit rows of other devices, for who may read them; the chain of each device stands by itself.
CREATE TABLE audit_elders (
    toestel TEXT NOT NULL,
    seq INTEGER NOT NULL,
    tijd TEXT NOT NULL,
    persoon TEXT NOT NULL,
    gebeurtenis TEXT NOT NULL,
    objecten TEXT NOT NULL,
    details TEXT NOT NULL,
    vorige TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (toestel, seq)
) STRICT, WITHOUT ROWID;
