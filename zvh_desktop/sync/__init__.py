"""One round with the regional server or a stick: fetch, open, apply, seal, send."""
