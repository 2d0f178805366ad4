"""The actions of one partner, or of all, as a spreadsheet that leaves the vault on purpose."""

from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.plan import ACTIESTATUS, FASEN
from zvh_desktop.services import acties
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["werkblad"]

_KOPPEN = ("Casus", "Actie", "Organisatie", "Wie", "Uiterlijk", "Dagen te laat", "Fase", "Status", "Terugkoppeling")
_BREED = (12, 60, 24, 24, 12, 8, 22, 16, 50)


def werkblad(wp: Werkplek, *, partner_id: str = "", alleen_open: bool = True) -> bytes:
    """Return the file; casussen are named by number only. That it was made, and for whom, is recorded.

    Args:
        wp: workplace.
        partner_id: only the actions of this partner, nothing of another's; "" for all.
        alleen_open: leave out what is ended.
    """
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
