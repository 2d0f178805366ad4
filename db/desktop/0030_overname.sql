-- After how many days somebody is asked about a casus that was handed over and that nobody has confirmed to have taken.
ALTER TABLE "regio" ADD COLUMN "overname_dagen" INTEGER NOT NULL DEFAULT 14;
-- How casussen ended, found without walking the verloop of all of them.
CREATE INDEX notitie_afschaling ON notitie (casus_id) WHERE notitiesoort = 'afschaling';
