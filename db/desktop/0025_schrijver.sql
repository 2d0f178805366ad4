-- Who is writing at which point of an overleg, one row for each device; never what is written.
CREATE TABLE "schrijver" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "overleg_id" TEXT NOT NULL,
    "toestel" TEXT NOT NULL,
    "naam" TEXT NOT NULL,
    "agendapunt_id" TEXT NOT NULL,
    "sinds" TEXT
) STRICT;
CREATE INDEX "schrijver_overleg_id" ON "schrijver" ("overleg_id");
CREATE INDEX "schrijver_agendapunt_id" ON "schrijver" ("agendapunt_id");
