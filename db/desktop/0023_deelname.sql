-- How someone took part in one period: at the table for one casus, from elsewhere for another.
ALTER TABLE "aanwezigheid" ADD COLUMN "deelname" TEXT NOT NULL DEFAULT '';
