-- Which device is known to have which piece, because it gave it on a stick, or gave a receipt for it.
CREATE TABLE meegegeven (
    toestel TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (toestel, hash)
) STRICT, WITHOUT ROWID;
