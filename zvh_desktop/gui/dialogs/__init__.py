"""Panels and dialogs that several pages open or embed."""
