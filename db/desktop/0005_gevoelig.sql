-- Why a verslag was vastgesteld although a BSN or a secret address stands in it; empty when none does.
ALTER TABLE "verslag" ADD COLUMN "gevoelig_reden" TEXT NOT NULL DEFAULT '';
