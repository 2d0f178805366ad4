"""The place of the cursor in a field somebody types in, to come back to it: a number, no text."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

__all__ = ["cursor_in", "zet_cursor"]


def cursor_in(veld: QWidget | None) -> int:
    """Return the place of the cursor; 0 in what is no text."""
    if isinstance(veld, QLineEdit):
        return veld.cursorPosition()
    return veld.textCursor().position() if isinstance(veld, QPlainTextEdit) else 0


def zet_cursor(veld: QWidget | None, cursor: int) -> None:
    """Put the cursor at a place, or at the end of a text that is shorter by now."""
    if isinstance(veld, QLineEdit):
        veld.setCursorPosition(cursor)
    elif isinstance(veld, QPlainTextEdit):
        plek = veld.textCursor()
        plek.setPosition(min(cursor, len(veld.toPlainText())))
        veld.setTextCursor(plek)
