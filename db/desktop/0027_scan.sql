-- The scan of a verklaring that was signed on paper.
ALTER TABLE "verklaring" ADD COLUMN "bestand_sha256" TEXT NOT NULL DEFAULT '';
ALTER TABLE "verklaring" ADD COLUMN "bestandsoort" TEXT NOT NULL DEFAULT '';
