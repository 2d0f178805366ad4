"""The register of what left without a casus: papers of an overleg, verklaringen; and its own way out.

What left of a casus stands in that casus (`informatie.register`); a paper of an overleg that tells of casussen stands
in both.
"""

from dataclasses import dataclass
from pathlib import Path

from zvh_desktop.documents import compose
from zvh_desktop.domain.brieven import Brief, Briefdeel
from zvh_desktop.domain.datumtekst import voluit
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.overleg import Overleg
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.tijd import lokaal
from zvh_desktop.domain.uitgaand import stuknaam
from zvh_desktop.domain.verslag import Verstrekking
from zvh_desktop.services.stukken import Bladbron
from zvh_desktop.services.uitgaan import Uitgaand, geef_uit
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import attachments

__all__ = ["Regel", "lijst", "stuk", "verstrek"]

_GEEN_BLADEN = frozenset({"uitnodiging"})
"""Kinds whose file has no pages to look at."""


@dataclass(frozen=True, slots=True)
class Regel:
    """One time that something left.

    Attributes:
        overleg: title and day of the overleg it belongs to; "" when that is not here.
        bewaard: its pages were kept and can be looked at.
    """

    verstrekking: Verstrekking
    overleg_id: str
    overleg: str
    bewaard: bool

    @property
    def wat(self) -> str:
        """What left, in words."""
        return self.verstrekking.wat or stuknaam(self.verstrekking.stuk)


def lijst(wp: Werkplek) -> list[Regel]:
    """Everything that left without a casus, the last first; nothing for who may see no overleg."""
    if not wp.mag(Daad.OVERLEG_ZIEN).mag:
        return []
    with wp.store.reading():
        gevonden = wp.store.find(Verstrekking, casus_id="")
        van = {o.stream: o for o in wp.store.find(Overleg)}
        sommen = sorted({v.pdf_sha256 for v in gevonden if v.pdf_sha256})
        hier = attachments.present(wp.store.verbinding, sommen)
    regels = []
    for v in sorted(gevonden, key=lambda v: (v.tijdstip, v.id), reverse=True):
        o = van.get(v.stream)
        naam = f"{o.titel}, {voluit(o.datum)}" if o else ""
        regels.append(Regel(v, o.id if o else "", naam, v.pdf_sha256 in hier and v.stuk not in _GEEN_BLADEN))
    return regels


def stuk(wp: Werkplek, verstrekking_id: str) -> Bladbron:
    """Return the pages that were handed out, as they were kept; looking at them is recorded.

    Raises:
        Omstandigheid: NIET_GEVONDEN when nothing was kept of it, or it is of a casus; NIET_BEVOEGD.
    """
    wp.eis_recht(Daad.OVERLEG_ZIEN)
    regel = next((r for r in lijst(wp) if r.verstrekking.id == verstrekking_id), None)
    if regel is None or not regel.bewaard:
        raise Omstandigheid(Reden.NIET_GEVONDEN, wat="bestand")
    pdf = wp.store.bestand(regel.verstrekking.pdf_sha256)
    wp.log("verstrekking_bekeken", (verstrekking_id,))
    return Bladbron(pdf=pdf)


def _blad(wp: Werkplek, regels: list[Regel]) -> Brief:
    regio, rijen = wp.regio(), []
    for r in sorted(regels, key=lambda r: (r.verstrekking.tijdstip, r.verstrekking.id)):
        v, op = r.verstrekking, lokaal(r.verstrekking.tijdstip)
        wanneer = f"{voluit(op.date())}, {op:%H:%M}"
        rijen.append((wanneer, v.aan, f"{r.wat}\n{r.overleg}".strip(), f"{v.hoe}; {v.grond}", v.besloten_door))
    return Brief(
        zvh=regio.naam,
        rubricering=regio.rubricering,
        titel="Register van verstrekkingen zonder casus",
        ondertitel=f"opgemaakt op {voluit(wp.vandaag())}",
        delen=(
            Briefdeel(
                kop="Verstrekt",
                tabel=(("Wanneer", "Aan", "Wat", "Hoe en op welke grond", "Besloten door"), *rijen),
                breedtes=(0.19, 0.21, 0.25, 0.2, 0.15),
            ),
        ),
        gemaakt_op=wp.nu(),
        voet="Register van verstrekkingen zonder casus",
    )


def verstrek(wp: Werkplek, ids: tuple[str, ...], pad: Path, *, aan: str, hoe: str) -> tuple[Path, Bon]:
    """Hand out the register, or the lines of it that were chosen; that is a verstrekking too.

    It is recorded with the overleg of the last line in it.

    Args:
        wp: workplace.
        ids: of the lines, as they were shown.
        pad: where to.
        aan: to whom.
        hoe: by which way.

    Raises:
        Omstandigheid: REGEL_WEIGERT "register_leeg" without a line, "ontvanger_nodig"; NIET_BEVOEGD; as
            `uitgaan.geef_uit`.
    """
    wp.eis_recht(Daad.UITGEVEN)
    gekozen = set(ids)
    alle = lijst(wp)
    regels = [r for r in alle if r.verstrekking.id in gekozen]
    waar = next((r.overleg_id for r in (*regels, *alle) if r.overleg_id), "")
    if not regels or not waar:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel="register_leeg")
    uit = Uitgaand(
        casus_id="",
        stuk="register",
        wat=f"register van verstrekkingen zonder casus, {len(regels)} van {len(alle)} regels",
        aan=aan,
        hoe=hoe,
        inhoud=compose.brief(_blad(wp, regels)),
        bron_id=waar,
        overleg_id=waar,
    )
    return geef_uit(wp, uit, pad)
