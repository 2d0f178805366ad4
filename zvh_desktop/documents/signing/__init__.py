"""Electronic signatures: make a key, sign a composed file, say what can be said of a signed one.

Only this package knows pyHanko, and it takes a moment to import: import it when something is to be signed or
checked. Nothing here opens a connection; levels above PAdES B-B need a time stamp service.
"""

import logging

from zvh_desktop.documents.signing.controle import Controle, Handtekening, Verdict, controleer
from zvh_desktop.documents.signing.ondertekening import onderteken
from zvh_desktop.documents.signing.sleutel import SleutelMateriaal, maak_sleutel

__all__ = ["Controle", "Handtekening", "SleutelMateriaal", "Verdict", "controleer", "maak_sleutel", "onderteken"]

# The libraries log names from certificates; the answer is in the data, so their lines go nowhere.
for _naam in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_naam).addHandler(logging.NullHandler())
    logging.getLogger(_naam).propagate = False
