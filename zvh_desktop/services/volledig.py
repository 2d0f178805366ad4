"""What a report still lacks: asked by the first screen and by each dossier, which need nothing else of a report."""

from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.casus import Aanmelding, Casus, wat_ontbreekt
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["ontbreekt", "ontbreekt_in"]


def ontbreekt(wp: Werkplek, casus_id: str) -> tuple[str, ...]:
    """What the report of a casus still lacks; empty without a report."""
    aanmeldingen = [a for a in wp.store.find(Aanmelding, casus_id=casus_id) if not a.verwijderd]
    if not aanmeldingen:
        return ()
    personen = [b for b in wp.store.find(Betrokkene, casus_id=casus_id) if not b.verwijderd]
    return ontbreekt_in(wp.eis(Casus, casus_id), aanmeldingen, personen)


def ontbreekt_in(casus: Casus, aanmeldingen: list[Aanmelding], personen: list[Betrokkene]) -> tuple[str, ...]:
    """As `ontbreekt`, from what was read already."""
    if not aanmeldingen:
        return ()
    laatste = max(aanmeldingen, key=lambda a: (a.ontvangen_op, a.id))
    return wat_ontbreekt(laatste, casus, [(p.achternaam, p.geboortedatum) for p in personen])
