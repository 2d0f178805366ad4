"""Places in a text: UTF-16 in Qt, code points in the domain; converted here and nowhere else."""

__all__ = ["len16", "naar_utf16", "van_utf16"]


def naar_utf16(tekst: str, plek: int) -> int:
    """Return the position Qt uses for a code point position."""
    return plek + sum(1 for teken in tekst[:plek] if teken > "\uffff")


def van_utf16(tekst: str, plek: int) -> int:
    """Return the code point position for a position of Qt; inside a pair it is that of its character."""
    geteld = 0
    for nummer, teken in enumerate(tekst):
        if geteld >= plek:
            return nummer
        geteld += 2 if teken > "\uffff" else 1
    return len(tekst)


def len16(tekst: str) -> int:
    """Return the length Qt counts."""
    return naar_utf16(tekst, len(tekst))
