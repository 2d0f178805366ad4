"""Verslag and other documents: layout, signature, preview. Bytes in and out; nothing is written to disk."""
