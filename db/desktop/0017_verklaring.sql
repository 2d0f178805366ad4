-- How long a verklaring binds, what was known of the clock, and one that is signed elsewhere and comes back.
ALTER TABLE "regio" ADD COLUMN "verklaring_maanden" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "verklaring" ADD COLUMN "geldig_tot" TEXT;
ALTER TABLE "verklaring" ADD COLUMN "uitgenodigd_als" TEXT NOT NULL DEFAULT '';
ALTER TABLE "verklaring" ADD COLUMN "tijdkwaliteit" TEXT NOT NULL DEFAULT '';
ALTER TABLE "verklaring" ADD COLUMN "ingetrokken_reden" TEXT NOT NULL DEFAULT '';
CREATE INDEX "verklaring_geldig_tot" ON "verklaring" ("geldig_tot") WHERE "geldig_tot" IS NOT NULL;
ALTER TABLE "deelnemer" ADD COLUMN "afstand_sha256" TEXT NOT NULL DEFAULT '';
ALTER TABLE "deelnemer" ADD COLUMN "afstand_op" TEXT;
ALTER TABLE "deelnemer" ADD COLUMN "afstand_tekst" TEXT NOT NULL DEFAULT '';
