-- Files that go with records: where their sealed pieces lie.
CREATE TABLE "bijlage" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "omvang" INTEGER NOT NULL,
    "blokken" TEXT NOT NULL
) STRICT;
CREATE INDEX "bijlage_sha256" ON "bijlage" ("sha256");
