"""Partner actions: list them; let them go on, put them off, hand them over and end them, one or many at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from zvh_desktop.domain.actieloop import AFGELOPEN, Uitstel, belet_overdracht, belet_stap, belet_uitstel, na_stap, stand
from zvh_desktop.domain.afsluiting import eis_open
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.plan import Actie, mag_afronden
from zvh_desktop.services.kijker import bedek_regels
from zvh_desktop.services.werkplek import Bon, Werkplek
from zvh_desktop.store import queries
from zvh_desktop.store.store import Transactie

__all__ = [
    "ActieRegel",
    "draag_over",
    "heropen",
    "lijst",
    "regels",
    "rond_af",
    "stel_uit",
    "stil_uitstel",
    "uitstellen",
    "zet_stand",
]


class ActieRegel(NamedTuple):
    """A row of Acties; holds the casus by its short name only."""

    id: str
    tekst: str
    casus_id: str
    casusnaam: str
    partner_id: str
    organisatie: str
    persoon: str
    uiterlijk: date | None
    dagen_te_laat: int
    fase: int
    status: str
    terugkoppeling: str
    stand: str = "aanvaard"
    """How far it is, or how it ended: a key of `actieloop.STANDEN`."""
    vanaf: date | None = None
    prioriteit: str = ""
    uitgesteld: int = 0
    """How often it was put off."""


_MAAK: Callable[[tuple[Any, ...]], ActieRegel] = partial(tuple.__new__, ActieRegel)
"""What `ActieRegel._make` does, without a step through Python for each of tens of thousands."""


def lijst(wp: Werkplek, *, alleen_open: bool = True, partner_id: str = "") -> list[ActieRegel]:
    """Actions over all casussen, the oldest day first, undated last."""
    rijen = queries.acties(wp.store.verbinding, alleen_open=alleen_open, partner_id=partner_id)
    return bedek_regels(wp, regels(rijen, wp.vandaag(), queries.uitstelkeren(wp.store.verbinding)))


def regels(rijen: Iterable[Sequence[Any]], vandaag: date, uitgesteld: Mapping[str, int]) -> list[ActieRegel]:
    """Return the rows of `queries.acties` as a page shows them.

    Args:
        rijen: as of `queries.acties`.
        vandaag: the day.
        uitgesteld: how often an action was put off, by its id.
    """
    # Many actions share few days, and there may be very many actions.
    dagen: dict[str | None, tuple[date | None, int]] = {None: (None, 0)}
    uit = []
    for id_, tekst, casus, naam, partner, organisatie, persoon, tot, fase, status, terug, gang, vanaf, prio in rijen:
        if tot not in dagen:
            dag = date.fromisoformat(tot)
            dagen[tot] = dag, max(0, (vandaag - dag).days)
        uiterlijk, laat = dagen[tot]
        open_ = status == "open"
        uit.append(
            _MAAK((
                id_, tekst, casus, naam, partner, organisatie, persoon, uiterlijk, laat if open_ else 0, fase, status,
                terug, (gang or "aanvaard") if open_ else status, date.fromisoformat(vanaf) if vanaf else None, prio,
                uitgesteld.get(id_, 0),
            ))
        )  # fmt: skip
    return uit


def _doe(
    wp: Werkplek,
    actie_ids: Sequence[str],
    label: str,
    maak: Callable[[Actie], Sequence[Actie | Uitstel]],
    velden: Sequence[str] = (),
) -> Bon:
    """Change one or many in one act that can be undone as one; the drafts of these fields end with it.

    `maak` refuses by raising; then nothing of the whole act happens.
    """
    ids = list(dict.fromkeys(actie_ids))
    gevonden = wp.store.vind_veel(Actie, ids)
    if len(gevonden) != len(ids):
        raise Omstandigheid(Reden.NIET_GEVONDEN, wat="actie")
    nieuw = [record for id_ in ids for record in maak(gevonden[id_])]
    if not nieuw:
        return Bon.leeg()

    def vergeet(t: Transactie) -> None:
        for id_ in ids:
            for veld in velden:
                t.concept_weg(id_, veld)

    with wp.transactie(label if len(ids) == 1 else f"{label} ({len(ids)} acties)") as t:
        t.save_many(nieuw)
        vergeet(t)
    return t.bon


def _weiger(regel: str) -> None:
    if regel:
        raise Omstandigheid(Reden.REGEL_WEIGERT, regel=regel)


def zet_stand(wp: Werkplek, actie_ids: Sequence[str], naar: str, terugkoppeling: str = "") -> Bon:
    """Let actions go to another stand, all or none: aanvaard, bezig, geweigerd, or the way they ended.

    One that is there already, with the same terugkoppeling, stays as it is: a key pressed twice is pressed once.

    Raises:
        Omstandigheid: REGEL_WEIGERT "actie_overgang" when the step does not fit, "reden_nodig" without a reason,
            "status_onbekend"; NIET_GEVONDEN.
    """

    def stap(actie: Actie) -> Sequence[Actie]:
        if naar not in AFGELOPEN:
            eis_open(wp.eis(Casus, actie.casus_id).status)
        tekst = terugkoppeling.strip() or (actie.terugkoppeling if naar == "gedaan" else "")
        if stand(actie) == naar and tekst in ("", actie.terugkoppeling):
            return ()
        _weiger(belet_stap(stand(actie), naar, tekst))
        return (na_stap(actie, naar, tekst, wp.nu(), wp.wie_naam()),)

    heropend = naar not in AFGELOPEN and len(actie_ids) == 1 and wp.eis(Actie, actie_ids[0]).status in AFGELOPEN
    label = "actie heropend" if heropend else f"actie {naar.replace('_', ' ')}"
    return _doe(wp, actie_ids, label, stap, ("terugkoppeling",))


def stel_uit(wp: Werkplek, actie_ids: Sequence[str], naar: date | None, reden: str) -> Bon:
    """Put actions off to a later day, with a reason; the day as it was stays readable, and it is counted.

    Raises:
        Omstandigheid: REGEL_WEIGERT "uitstel_dag", "uitstel_reden" or "actie_al_af"; NIET_GEVONDEN. Then none is.
    """

    def stap(actie: Actie) -> Sequence[Actie | Uitstel]:
        _weiger(belet_uitstel(actie, naar, reden, wp.vandaag()))
        assert naar is not None
        return actie.met(uiterlijk=naar), _uitstel(wp, actie, naar, reden.strip())

    return _doe(wp, actie_ids, "actie uitgesteld", stap)


def stil_uitstel(wp: Werkplek, oud: Actie, nieuw: Actie) -> Uitstel | None:
    """Return the putting off that lies in another day typed over the old one, so that it is counted too; else None."""
    if oud.status != "open" or oud.uiterlijk is None or nieuw.uiterlijk is None or nieuw.uiterlijk <= oud.uiterlijk:
        return None
    return _uitstel(wp, oud, nieuw.uiterlijk, "dag gewijzigd in het dossier")


def _uitstel(wp: Werkplek, actie: Actie, naar: date, reden: str) -> Uitstel:
    return Uitstel(
        id=wp.nieuw_id(),
        stream=actie.stream,
        casus_id=actie.casus_id,
        actie_id=actie.id,
        van=actie.uiterlijk,
        naar=naar,
        reden=reden,
        gezet_op=wp.nu(),
        gezet_door=wp.wie_naam(),
    )


def draag_over(wp: Werkplek, actie_ids: Sequence[str], partner_id: str, persoon: str = "") -> Bon:
    """Hand actions to another organisation or person: proposed again, until whoever has them now accepts.

    Raises:
        Omstandigheid: REGEL_WEIGERT "overdracht_aan_niemand", "overdracht_aan_dezelfde", "actie_al_af" or
            "casus_gesloten"; NIET_GEVONDEN. Then none is.
    """

    def stap(actie: Actie) -> Sequence[Actie]:
        eis_open(wp.eis(Casus, actie.casus_id).status)
        _weiger(belet_overdracht(actie, partner_id, persoon))
        return (actie.met(partner_id=partner_id, persoon=persoon.strip(), voortgang="voorgesteld"),)

    return _doe(wp, actie_ids, "actie overgedragen", stap)


def uitstellen(wp: Werkplek, actie_id: str) -> list[Uitstel]:
    """Return every time that an action was put off, the first one first."""
    gevonden = sorted(wp.store.find(Uitstel, actie_id=actie_id), key=lambda u: (u.gezet_op, u.id))
    return bedek_regels(wp, gevonden)


def rond_af(wp: Werkplek, actie_id: str, status: str, terugkoppeling: str = "") -> Bon:
    """End an action: gedaan, niet_mogelijk, niet_gedaan, vervallen, or geweigerd when it was only proposed.

    Raises:
        Omstandigheid: REGEL_WEIGERT when the status is unknown, a reason is needed and missing, or it has ended.
    """
    _weiger(mag_afronden(status, terugkoppeling))
    return zet_stand(wp, (actie_id,), status, terugkoppeling)


def heropen(wp: Werkplek, actie_id: str) -> Bon:
    """Open an ended action again; the terugkoppeling stays readable in the history."""
    return zet_stand(wp, (actie_id,), "aanvaard")
