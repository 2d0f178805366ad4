-- At the table: how someone takes part and for whom, what an entry is about and when it was sent in; texts of the house.
ALTER TABLE "deelnemer" ADD COLUMN "deelname" TEXT NOT NULL DEFAULT '';
ALTER TABLE "deelnemer" ADD COLUMN "waarneemt_voor" TEXT NOT NULL DEFAULT '';
ALTER TABLE "inbreng" ADD COLUMN "leefgebied_id" TEXT NOT NULL DEFAULT '';
ALTER TABLE "inbreng" ADD COLUMN "aangeleverd_op" TEXT;

CREATE TABLE "tekstblok" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "verwijderd" INTEGER NOT NULL,
    "naam" TEXT NOT NULL,
    "tekst" TEXT NOT NULL
) STRICT;
