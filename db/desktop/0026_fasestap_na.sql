-- A step of a phase names the steps it was taken after: told by that, and not by a clock, what follows on what.
ALTER TABLE fasestap ADD COLUMN "na" TEXT NOT NULL DEFAULT '[]';
