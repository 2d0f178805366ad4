"""The parts of the dossier tab Informatie: ground and term, marks of items, requests, ZSM advice, what left."""
