"""The actions of one partner, or of all, as a spreadsheet or on paper, that leave the vault on purpose."""

import contextlib
from collections.abc import Collection
from pathlib import Path

from zvh_desktop.domain.actieblad import Actieblad, Actieregel
from zvh_desktop.domain.actieloop import STANDEN
from zvh_desktop.domain.afscherming import Adresscherm, Kijker
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.errors import ZvhFout
from zvh_desktop.domain.plan import FASEN
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.verslag import Verstrekking
from zvh_desktop.services import acties, uitvoer
from zvh_desktop.services.acties import ActieRegel
from zvh_desktop.services.uitgaan import BEGONNEN, MISLUKT
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = ["blad", "papier", "schrijf", "werkblad"]

_KOPPEN = ("Casus", "Actie", "Organisatie", "Wie", "Uiterlijk", "Dagen te laat", "Fase", "Status", "Terugkoppeling")
_BREED = (12, 60, 24, 24, 12, 8, 22, 16, 50)


def blad(
    wp: Werkplek, *, partner_id: str = "", alleen_open: bool = True, alleen: Collection[str] | None = None
) -> Actieblad:
    """Return what a list for a partner holds, or one for the house itself; casussen by number only.

    A secret address that stands in a text is hidden for who may not have it, on the list of the house for all: paper
    is left behind.

    Args:
        wp: workplace.
        partner_id: only the actions of this partner, nothing of another's; "" for all.
        alleen_open: leave out what is ended.
        alleen: of these no others than those with these ids; None for all of them.

    Raises:
        Omstandigheid: NIET_BEVOEGD.
    """
    wp.eis_recht(Daad.LIJST_UITVOEREN)
    regels = _regels(wp, partner_id, alleen_open, alleen)
    ids = sorted({r.casus_id for r in regels})
    nummers = {id_: casus.nummer for id_, casus in wp.store.vind_veel(Casus, ids).items()}
    schermen = _schermen(wp, ids, Kijker("partner", partner_id))
    partner = wp.partners().get(partner_id)

    def open_(casus_id: str, tekst: str) -> str:
        return schermen[casus_id].af(tekst) if casus_id in schermen else tekst

    op_papier = [
        Actieregel(
            nummers.get(r.casus_id, ""), open_(r.casus_id, r.tekst), r.organisatie, r.persoon, r.uiterlijk,
            r.dagen_te_laat, FASEN.get(r.fase, ""), STANDEN[r.stand], open_(r.casus_id, r.terugkoppeling),
        )
        for r in regels
    ]  # fmt: skip
    return Actieblad(
        zvh=wp.regio().naam,
        voor=partner.naam if partner else "Alle partners",
        datum=wp.vandaag(),
        van_een=partner is not None,
        regels=tuple(op_papier),
    )


def _regels(wp: Werkplek, partner_id: str, alleen_open: bool, alleen: Collection[str] | None) -> list[ActieRegel]:
    alle = acties.lijst(wp, alleen_open=alleen_open, partner_id=partner_id)
    return alle if alleen is None else [r for r in alle if r.id in alleen]


def _schermen(wp: Werkplek, casus_ids: list[str], wie: Kijker) -> dict[str, Adresscherm]:
    """Return what hides the secret addresses of a casus, for each casus that has one."""
    met: dict[str, list[Betrokkene]] = {}
    for persoon in wp.store.find(Betrokkene, casus_id=casus_ids, adres_geheim=True, ook_verwijderd=True):
        met.setdefault(persoon.casus_id, []).append(persoon)
    return {casus_id: Adresscherm(personen, wie) for casus_id, personen in met.items()}


def papier(
    wp: Werkplek, *, partner_id: str = "", alleen_open: bool = True, alleen: Collection[str] | None = None
) -> bytes:
    """Return the list as a tagged PDF/A file, as in `blad`; that it was made, and for whom, is recorded.

    Raises:
        Omstandigheid: NIET_BEVOEGD.
    """
    # Late: layout takes a fifth of a second to load.
    from zvh_desktop.documents import compose

    inhoud = blad(wp, partner_id=partner_id, alleen_open=alleen_open, alleen=alleen)
    wp.log("actielijst_gemaakt", tuple(filter(None, [partner_id])), aantal=len(inhoud.regels))
    return compose.actieblad(inhoud, gemaakt_op=wp.nu())


def werkblad(
    wp: Werkplek, *, partner_id: str = "", alleen_open: bool = True, alleen: Collection[str] | None = None
) -> bytes:
    """Return the spreadsheet: what `blad` holds, a row for each action. That it was made, and for whom, is recorded.

    Raises:
        Omstandigheid: NIET_BEVOEGD.
    """
    # Late: it takes a quarter of a second to load, and a page that offers the list must not wait for that.
    from zvh_desktop.documents.spreadsheet import schrijf_lijst

    inhoud = blad(wp, partner_id=partner_id, alleen_open=alleen_open, alleen=alleen)
    wp.log("actielijst_gemaakt", tuple(filter(None, [partner_id])), aantal=len(inhoud.regels))
    return schrijf_lijst(
        "Acties",
        _KOPPEN,
        (
            (
                r.casus, r.tekst, r.organisatie, r.persoon, r.uiterlijk, r.te_laat or None, r.fase, r.stand,
                r.terugkoppeling,
            )
            for r in inhoud.regels
        ),
        _BREED,
        wp.nu(),
    )  # fmt: skip


def schrijf(
    wp: Werkplek,
    pad: Path,
    *,
    partner_id: str = "",
    alleen_open: bool = True,
    alleen: Collection[str] | None = None,
) -> tuple[Path, Bon]:
    """Write the list of `blad` where a person said, on paper when the name ends in ".pdf", else as a spreadsheet.

    In every casus that is in it stands that it left, and for whom.
    Recorded as begun before a byte is written and confirmed after it, as in `uitgaan.geef_uit`; one list of many
    casussen is one file and as many verstrekkingen.

    Raises:
        Omstandigheid: SCHIJF_VOL, GEEN_RECHTEN, SCHRIJFFOUT; then no file is left and nothing is said to have left.
    """
    maak = papier if pad.suffix.lower() == ".pdf" else werkblad
    inhoud = maak(wp, partner_id=partner_id, alleen_open=alleen_open, alleen=alleen)
    ids = {r.casus_id for r in _regels(wp, partner_id, alleen_open, alleen)}
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
