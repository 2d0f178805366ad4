"""Every kind of record that this program knows."""

from zvh_desktop.domain.record import Record, soorten

__all__ = ["RECORDSCHEMA", "kinds"]

RECORDSCHEMA = 3
"""Goes up with every kind, field or permitted value that is added: a delta of a higher one is set aside until then."""


def kinds() -> dict[str, type[Record]]:
    """Return the class of every kind by its name."""
    # Late: a first page needs a few of them, and a table of dossiers hardly more.
    import zvh_desktop.domain.alle_soorten  # noqa: F401 - importing it makes them known

    return soorten()
