"""The actions of one partner, or of all, as a spreadsheet that leaves the vault on purpose."""

import contextlib
from pathlib import Path

from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import ZvhFout
from zvh_desktop.domain.plan import ACTIESTATUS, FASEN
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.verslag import Verstrekking
from zvh_desktop.services import acties, uitvoer
from zvh_desktop.services.uitgaan import BEGONNEN, MISLUKT
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = ["schrijf", "werkblad"]

_KOPPEN = ("Casus", "Actie", "Organisatie", "Wie", "Uiterlijk", "Dagen te laat", "Fase", "Status", "Terugkoppeling")
_BREED = (12, 60, 24, 24, 12, 8, 22, 16, 50)


def werkblad(wp: Werkplek, *, partner_id: str = "", alleen_open: bool = True) -> bytes:
    """Return the file; casussen are named by number only. That it was made, and for whom, is recorded.

    Args:
        wp: workplace.
        partner_id: only the actions of this partner, nothing of another's; "" for all.
        alleen_open: leave out what is ended.

    Raises:
        Omstandigheid: NIET_BEVOEGD.
    """
    wp.eis_recht(Daad.LIJST_UITVOEREN)
    # Late: it takes a quarter of a second to load, and a page that offers the list must not wait for that.
    from zvh_desktop.documents.spreadsheet import schrijf_lijst

    regels = acties.lijst(wp, alleen_open=alleen_open, partner_id=partner_id)
    nummers = {id_: casus.nummer for id_, casus in wp.store.vind_veel(Casus, [r.casus_id for r in regels]).items()}
    wp.log("actielijst_gemaakt", tuple(filter(None, [partner_id])), aantal=len(regels))
    return schrijf_lijst(
        "Acties",
        _KOPPEN,
        (
            (
                nummers.get(r.casus_id, ""), r.tekst, r.organisatie, r.persoon, r.uiterlijk, r.dagen_te_laat or None,
                FASEN.get(r.fase, ""), ACTIESTATUS[r.status], r.terugkoppeling,
            )
            for r in regels
        ),
        _BREED,
        wp.nu(),
    )  # fmt: skip


def schrijf(wp: Werkplek, pad: Path, *, partner_id: str = "", alleen_open: bool = True) -> tuple[Path, Bon]:
    """Write the list where a person said; in every casus that is in it stands that it left, and for whom.

    Recorded as begun before a byte is written and confirmed after it, as in `uitgaan.geef_uit`; one list of many
    casussen is one file and as many verstrekkingen.

    Raises:
        Omstandigheid: SCHIJF_VOL, GEEN_RECHTEN, SCHRIJFFOUT; then no file is left and nothing is said to have left.
    """
    inhoud = werkblad(wp, partner_id=partner_id, alleen_open=alleen_open)
    ids = {r.casus_id for r in acties.lijst(wp, alleen_open=alleen_open, partner_id=partner_id)}
    partner = wp.partners().get(partner_id)
    hoe = "als bestand bewaard"
    regels = [
        Verstrekking(
            id=wp.nieuw_id(),
            stream=casus.stream,
            casus_id=casus.id,
            aan=partner.naam if partner else "eigen gebruik van het huis",
            wat="actielijst",
            hoe=hoe + BEGONNEN,
            grond=casus.grondslag,
            besloten_door=wp.wie_naam(),
            tijdstip=wp.nu(),
            stuk="actielijst",
            partner_id=partner_id,
        )
        for casus in wp.store.vind_veel(Casus, sorted(ids)).values()
    ]
    begin = _leg_vast(wp, regels, "actielijst verstrekken begonnen")
    try:
        uitvoer.schrijf(pad, inhoud)
    except ZvhFout:
        with contextlib.suppress(ZvhFout):
            weg = [r.met(hoe=hoe + MISLUKT, verwijderd=True) for r in regels]
            _leg_vast(wp, weg, "actielijst niet geschreven")
        raise
    return pad, begin.samen(_leg_vast(wp, [r.met(hoe=hoe) for r in regels], "actielijst verstrekt"))


def _leg_vast(wp: Werkplek, regels: list[Verstrekking], label: str) -> Bon:
    if not regels:
        return Bon.leeg()
    with wp.transactie(label) as t:
        t.save_many(regels)
        t.audit("verstrekt", tuple(r.casus_id for r in regels), {"stuk": "actielijst"})
    return t.bon
