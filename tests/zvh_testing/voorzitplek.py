"""An invented meeting as the chairing screen sees it, and typing as a keyboard does."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from zvh_desktop.domain.invoerregel import Bekend, Bekende
from zvh_desktop.services.voorzitten_beeld import (
    AgendaRij,
    CasusKop,
    InbrengRij,
    KamerRij,
    VoorzitBeeld,
    VorigeActie,
)

NU = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
BEKEND = Bekend(
    date(2026, 11, 24),
    (
        Bekende("GGZ", partner_id="p1"),
        Bekende("Reclassering", partner_id="p2"),
        Bekende("Politie", partner_id="p3"),
        Bekende("L. Yılmaz", kort="Gemeente", persoon="L. Yılmaz", partner_id="p4", bij="Gemeente Purmerend"),
    ),
)
INBRENG = (
    InbrengRij("i1", "informatie", "Schulden van 14.000 euro.", "Gemeente", niet_delen_met=("Woningcorporatie",)),
    InbrengRij("i2", "veiligheid", "Vader is bang."),
    InbrengRij("i3", "oordeel", "Terug is niet veilig.", "Reclassering", afwijkend=("GGZ: kan met crisiskaart",)),
    InbrengRij("i4", "besluit", "Geen terugkeer.", motivering="geen zicht op medicatie"),
    InbrengRij(
        "i5", "actie", "Woonplekken voorleggen", "Gemeente", fase=1, persoon="L. Yılmaz", uiterlijk=date(2026, 11, 26)
    ),
)
GEHEIM = ("Schulden", "Vader is", "Terug is", "terugkeer", "medicatie", "Woonplekken", "crisiskaart", "huisbezoek",
          "logeert", "onbegrepen gedrag", "26 jaar")  # fmt: skip
"""Words of the casus that may not be found anywhere while the gate is closed."""


def kamer(hek: str = "wacht_buiten") -> tuple[KamerRij, ...]:
    """Return the people; one of them is not covered."""
    return (
        KamerRij("d1", "M. de Ruiter", "GGZ Waterland", "aanwezig", True, "protocol", "privacyprotocol tot 1 mei 2027"),
        KamerRij("d2", "L. Yılmaz", "Gemeente Purmerend", "aanwezig", True, "protocol"),
        KamerRij("d3", "B. van ’t Hek", "Woningcorporatie", hek, False, "geen", "geen verklaring"),
        KamerRij("d4", "mr. A. Visser", "OM", "afwezig_met_bericht", True, "protocol"),
    )


AGENDA = (
    AgendaRij("a1", "Opening", 5, False, besproken=True),
    AgendaRij("a2", "Kees V.", 25, loopt_sinds=NU - timedelta(minutes=18, seconds=40)),
    AgendaRij("a3", "Sanne H.", 30),
)


def beeld(**anders: Any) -> VoorzitBeeld:
    """Return the picture of the second point, open, with what is given put in place."""
    velden: dict[str, Any] = {
        "overleg_id": "o1",
        "titel": "Casusoverleg Zaanstreek",
        "bekend": BEKEND,
        "agenda": AGENDA,
        "huidig": "a2",
        "kamer": kamer(),
        "begonnen_op": NU.replace(hour=9, minute=31),
        "casus": CasusKop("c1", "Kees V.", 26, "onbegrepen gedrag", 1),
        "inbreng": INBRENG,
        "vorige": (
            VorigeActie("v1", "crisiskaart gemaakt", "GGZ", "gedaan"),
            VorigeActie("v2", "huisbezoek vader", "Reclassering", "open", dagen_te_laat=4),
        ),
        "vorige_op": date(2026, 10, 27),
        "veiligheid_nu": "Vader logeert bij zus.",
        "nog_te_beslissen": ("informeren", "evaluatiedatum"),
    }
    return VoorzitBeeld(**{**velden, **anders})


def dicht(**anders: Any) -> VoorzitBeeld:
    """Return the picture of a closed gate."""
    leeg: dict[str, Any] = {
        "poort_open": False,
        "casus": None,
        "inbreng": (),
        "vorige": (),
        "veiligheid_nu": "",
        "nog_te_beslissen": (),
        "kamer": kamer("aanwezig"),
    }
    return beeld(**{**leeg, **anders})


def typ(doel: QWidget, tekst: str) -> None:
    """Type as a keyboard does; QTest.keyClicks aborts the process on anything beyond ASCII."""
    for teken in tekst:
        QTest.sendKeyEvent(QTest.KeyAction.Click, doel, Qt.Key.Key_unknown, teken, Qt.KeyboardModifier.NoModifier)


def toets(doel: QWidget | None, sleutel: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    """Press one key with modifiers; never at nothing, which would end the whole process."""
    assert doel is not None, "nothing has the keyboard"
    samen = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        samen |= modifier
    QTest.keyClick(doel, sleutel, samen)
