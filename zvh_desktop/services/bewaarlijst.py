"""Until when every casus is kept, on what ground, and which of them can be proposed to be destroyed."""

from dataclasses import dataclass
from datetime import date

from zvh_desktop.domain import bewaren
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.grondslag import Verlenging
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.services import grondslagen, vernietigen
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import queries

__all__ = ["Bewaarregelstand", "lijst"]


@dataclass(frozen=True, slots=True)
class Bewaarregelstand:
    """How the term of one casus stands.

    Attributes:
        casus_id, nummer, status: of the casus; its name is not needed to decide.
        stand: as in `bewaren.Bewaarstand`.
        eind: first day on which it is to be destroyed, None while no term runs.
        wet: what the end rests on.
        verlengd: how many decisions to extend hold.
        uitleg: the same in a sentence.
        vernietigen: what `zvh destroy` makes of it: "voorstellen" (the term has ended, and it may), "voorgesteld" (it
            waits for a second person), "kan" (ended, though the term has not) or "" (not now).
        hier_alleen: how much typed on this device nobody else has; destroying waits until it was sent or read.
    """

    casus_id: str
    nummer: str
    status: str
    stand: str
    eind: date | None
    wet: str
    verlengd: int
    uitleg: str
    vernietigen: str
    hier_alleen: int


def lijst(wp: Werkplek, tot: date | None = None) -> list[Bewaarregelstand]:
    """Return every casus that may be seen here, the one whose term ends first on top; that it was shown is logged.

    Args:
        wp: workplace.
        tot: only those of which the term ends on this day or before.

    Raises:
        Omstandigheid: NIET_BEVOEGD.
    """
    wp.eis_recht(Daad.BEWAREN)
    regels, vandaag = grondslagen.regels(wp), wp.vandaag()
    verlengingen: dict[str, list[Verlenging]] = {}
    for v in wp.store.find(Verlenging):
        verlengingen.setdefault(v.casus_id, []).append(v)
    beeld = vernietigen.beeld(wp)
    kandidaten = {k.casus_id: k.hier_alleen for k in beeld.kandidaten}
    voorgesteld = {v.nummer: v.hier_alleen for v in beeld.voorstellen}
    verborgen = queries.verborgen_casussen(wp.store.verbinding)
    uit: list[Bewaarregelstand] = []
    for casus in wp.store.find(Casus):
        stand = bewaren.stand(casus, regels, verlengingen.get(casus.id, ()), vandaag)
        if casus.id in verborgen or (tot is not None and (stand.eind is None or stand.eind > tot)):
            continue
        if casus.id in kandidaten:
            daad = "voorstellen" if stand.stand == "verstreken" else "kan"
        else:
            daad = "voorgesteld" if casus.nummer in voorgesteld else ""
        uit.append(
            Bewaarregelstand(
                casus.id,
                casus.nummer,
                casus.status,
                stand.stand,
                stand.eind,
                stand.wet,
                stand.verlengd,
                bewaren.zin(stand),
                daad,
                kandidaten.get(casus.id, 0) or voorgesteld.get(casus.nummer, 0),
            )
        )
    wp.log("bewaartermijnen_getoond", (), aantal=len(uit))
    return sorted(uit, key=lambda r: (r.eind is None, r.eind or date.max, r.nummer))
