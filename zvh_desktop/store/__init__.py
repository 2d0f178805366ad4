"""The vault on disk: SQLCipher, records, change log, search, audit, drafts and backup; the only place with SQL."""
