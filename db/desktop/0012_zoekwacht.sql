-- Records of which the search index may be behind: written in the transaction that changed them, in order of change,
-- taken off in the one that brings the index in line. Holds no word of anybody; every search empties it first.
CREATE TABLE zoekwacht (
    nr INTEGER PRIMARY KEY,
    record TEXT NOT NULL,
    soort TEXT NOT NULL
) STRICT;

-- ingenomen is 1 when the state here was (in part) taken from the snapshot: then it proves nothing of it.
ALTER TABLE momentopname ADD COLUMN ingenomen INTEGER NOT NULL DEFAULT 0;
