"""Layout of our documents: from frozen content to a tagged PDF/A-2 file, in memory.

Only this package knows reportlab, which is loaded with the first document. Compose in one worker at a time; a
second caller waits.
"""

from datetime import datetime

from zvh_desktop.domain.actieblad import Actieblad
from zvh_desktop.domain.agenda import Agenda, Draaiboek
from zvh_desktop.domain.brieven import Brief
from zvh_desktop.domain.systeembeeld import Systeemblad
from zvh_desktop.domain.tijdlijn import Tijdlijnblad
from zvh_desktop.domain.verslag import Addendum, Presentielijst, Verklaringstuk, VerslagInhoud

__all__ = [
    "actieblad",
    "agenda",
    "brief",
    "draaiboek",
    "formulier",
    "herstelsleutel",
    "presentielijst",
    "systeemblad",
    "tijdlijnblad",
    "verklaring",
    "verslag",
]


def verslag(inhoud: VerslagInhoud, *, gemaakt_op: datetime | None = None) -> bytes:
    """Return the verslag as a tagged PDF/A-2 file, ready to be signed.

    A verslag that is not vastgesteld is marked as a draft on every page and has no signature fields, so it
    cannot be signed by mistake. An uittreksel (`domain.uittreksel`) says for whom on every page, and has none
    either. Same input, same bytes.

    Args:
        inhoud: what is printed.
        gemaakt_op: moment the file says it was made; by default that of vaststelling, or the day of the
            overleg for a draft.
    """
    # Loaded here because reportlab takes a fifth of a second.
    from zvh_desktop.documents.compose.casusverslag import maak_verslag

    return maak_verslag(inhoud, gemaakt_op)


def presentielijst(lijst: Presentielijst, *, gemaakt_op: datetime | None = None) -> bytes:
    """Return who was at an overleg, without any case, as a tagged PDF/A-2 file with a field "voorzitter".

    Args:
        lijst: what is printed.
        gemaakt_op: moment the file says it was made; by default midnight (UTC) of the day of the overleg.
    """
    # Loaded here because reportlab takes a fifth of a second.
    from zvh_desktop.documents.compose.overige import maak_presentielijst

    return maak_presentielijst(lijst, gemaakt_op)


def verklaring(stuk: Verklaringstuk, *, gemaakt_op: datetime | None = None) -> bytes:
    """Return a geheimhoudingsverklaring as it was signed, as a tagged PDF/A-2 file with a field "getuige".

    Args:
        stuk: what is printed; it names no betrokkene.
        gemaakt_op: moment the file says it was made; by default the moment of signing.
    """
    # Loaded here because reportlab takes a fifth of a second.
    from zvh_desktop.documents.compose.overige import maak_verklaring

    return maak_verklaring(stuk, gemaakt_op)


def actieblad(blad: Actieblad, *, gemaakt_op: datetime | None = None) -> bytes:
    """Return a list of actions as a tagged PDF/A-2 file. Same input, same bytes.

    Args:
        blad: what is printed.
        gemaakt_op: moment the file says it was made; by default midnight (UTC) of its day.
    """
    # Loaded here because reportlab takes a fifth of a second.
    from zvh_desktop.documents.compose.actielijst import maak_actieblad

    return maak_actieblad(blad, gemaakt_op)


def agenda(stuk: Agenda, *, gemaakt_op: datetime | None = None) -> bytes:
    """Return the agenda for one invitee as a tagged PDF/A-2 file.

    Args:
        stuk: what is printed.
        gemaakt_op: moment the file says it was made; by default midnight (UTC) of the day of the overleg.
    """
    # Loaded here because reportlab takes a fifth of a second.
    from zvh_desktop.documents.compose.overlegstukken import maak_agenda

    return maak_agenda(stuk, gemaakt_op)


def draaiboek(stuk: Draaiboek, *, gemaakt_op: datetime | None = None) -> bytes:
    """Return the script for the chair as a tagged PDF/A-2 file.

    Args:
        stuk: what is printed.
        gemaakt_op: moment the file says it was made; by default midnight (UTC) of the day of the overleg.
    """
    # Loaded here because reportlab takes a fifth of a second.
    from zvh_desktop.documents.compose.overlegstukken import maak_draaiboek

    return maak_draaiboek(stuk, gemaakt_op)


def addendum(stuk: Addendum, *, gemaakt_op: datetime | None = None) -> bytes:
    """Return what is added to a signed verslag, as a tagged PDF/A-2 file of its own.

    Args:
        stuk: what is printed.
        gemaakt_op: moment the file says it was made; by default when it was drawn up.
    """
    # Loaded here because reportlab takes a fifth of a second.
    from zvh_desktop.documents.compose.overige import maak_addendum

    return maak_addendum(stuk, gemaakt_op)


def brief(stuk: Brief, *, gemaakt_op: datetime | None = None) -> bytes:
    """Return a letter, a request, an advice or a register as a tagged PDF/A-2 file. Same input, same bytes.

    Args:
        stuk: what is printed.
        gemaakt_op: moment the file says it was made; by default that of the letter.
    """
    # Loaded here because reportlab takes a fifth of a second.
    from zvh_desktop.documents.compose.brieven import maak_brief

    return maak_brief(stuk, gemaakt_op)


def herstelsleutel(groepen: str, kluisnaam_neutraal: str, gemaakt_op: datetime) -> bytes:
    """Return one page to print and lock away; the file is as secret as the key.

    Args:
        groepen: the recovery key in groups, separated by spaces, hyphens or line ends. Secret.
        kluisnaam_neutraal: name of the vault that tells nothing about people.
        gemaakt_op: moment of making, in the zone to be printed.
    """
    # Loaded here because reportlab takes a fifth of a second.
    from zvh_desktop.documents.compose.overige import maak_herstelsleutel

    return maak_herstelsleutel(groepen, kluisnaam_neutraal, gemaakt_op)


def formulier(huis: str, rubricering: str, contact: str = "") -> bytes:
    """Return the report as an empty PDF form that partners without the program fill in with any viewer.

    It is a form, not an archived document: what people type is drawn by their viewer. Same input, same bytes.

    Args:
        huis: full name of the house.
        rubricering: marking at the top of each page.
        contact: one line with how to reach the house; may be empty.
    """
    # Loaded here because reportlab takes a fifth of a second.
    from zvh_desktop.documents.compose.aanmeldformulier import maak_formulier

    return maak_formulier(huis, rubricering, contact)


def systeemblad(blad: Systeemblad) -> bytes:
    """Return the picture of a system, and the same in words, as a tagged PDF/A-2 file; no address is in it.

    Args:
        blad: what is printed. Same input, same bytes.
    """
    # Loaded here because reportlab takes a fifth of a second.
    from zvh_desktop.documents.compose.systeemtekening import maak_systeemblad

    return maak_systeemblad(blad)


def tijdlijnblad(blad: Tijdlijnblad) -> bytes:
    """Return the plan in time as a picture with numbers, and the same as a table, as a tagged PDF/A-2 file.

    Args:
        blad: what is printed. Same input, same bytes.
    """
    # Loaded here because reportlab takes a fifth of a second.
    from zvh_desktop.documents.compose.tijdlijntekening import maak_tijdlijnblad

    return maak_tijdlijnblad(blad)
