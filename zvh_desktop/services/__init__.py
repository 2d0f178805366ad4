"""Use cases, one verb each: what a click or a command does, in one transaction.

Every function takes the `Werkplek` first. A query returns frozen data for a screen; a change returns a
receipt (`Bon`) of what it touched, from which every view decides whether to refresh. All of it runs on the
one thread that owns the store.
"""
