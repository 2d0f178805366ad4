"""The list of texts of the house for the entry line: add, change, take off and put back."""

from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.tekstblok import MEESTE_TEKENS, Tekstblok, goede_naam
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = ["bewaar", "haal_weg", "lijst"]


def lijst(wp: Werkplek) -> tuple[Tekstblok, ...]:
    """Return every block in use, by name."""
    return tuple(sorted(wp.store.find(Tekstblok), key=lambda b: (b.naam.casefold(), b.id)))


def bewaar(wp: Werkplek, naam: str, tekst: str, blok_id: str = "") -> Bon:
    """Add a block or change one; entries made with it before stay as they are.

    Raises:
        Omstandigheid: REGEL_WEIGERT when the name is no single word, is in use, or the text is empty or too long.
    """
    naam, tekst = naam.strip().removeprefix("//"), tekst.strip()
    if not goede_naam(naam):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="blok_naam")
    if not tekst:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="tekst_leeg")
    if len(tekst) > MEESTE_TEKENS:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="blok_lang")
    if any(vouw(b.naam) == vouw(naam) and b.id != blok_id for b in lijst(wp)):
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="blok_bestaat")
    if blok_id:
        nieuw = wp.eis(Tekstblok, blok_id).met(naam=naam, tekst=tekst)
    else:
        nieuw = Tekstblok(id=wp.nieuw_id(), stream=wp.regio().stream, naam=naam, tekst=tekst)
    with wp.transactie("tekstblok gewijzigd" if blok_id else "tekstblok toegevoegd") as t:
        t.save(nieuw)
    return t.bon


def haal_weg(wp: Werkplek, blok_id: str) -> Bon:
    """Take a block off the list; undo brings it back, entries made with it stay."""
    with wp.transactie("tekstblok van de lijst gehaald") as t:
        t.save(wp.eis(Tekstblok, blok_id).met(verwijderd=True))
    return t.bon
