-- After how many days without a casusregisseur a running casus asks for one.
ALTER TABLE "regio" ADD COLUMN "regisseur_dagen" INTEGER NOT NULL DEFAULT 14;
