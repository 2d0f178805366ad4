"""What leaves from the tab of the plan: the timeline, as paper to look at first."""

from PySide6.QtCore import QCoreApplication

from zvh_desktop.gui.pages.casus.informatiedelen.paneel import Uitgifte
from zvh_desktop.services import tijdlijn
from zvh_desktop.services.stukken import Bladbron

__all__ = ["tijdlijn_uitgifte"]


def _tr(tekst: str) -> str:
    return QCoreApplication.translate("PlanUitgeven", tekst)


def tijdlijn_uitgifte(casus_id: str, nummer: str) -> Uitgifte:
    """Return how the timeline of a casus leaves; it is the same sheet for everybody."""
    return Uitgifte(
        titel=_tr("Tijdlijn afdrukken of verstrekken"),
        bestand=f"tijdlijn-{nummer}.pdf",
        uitleg=_tr("Zonder geheime adressen en zonder wat iemand niet mag weten; onderaan staat wat is weggelaten."),
        bron=lambda wp, _: Bladbron(pdf=tijdlijn.afdruk(wp, casus_id)),
        doe=lambda wp, pad, w: tijdlijn.verstrek(wp, casus_id, pad, aan=w["aan"], hoe=w["hoe"]),
        druk=lambda wp, w: tijdlijn.druk_af(wp, casus_id, aan=w["aan"]),
        id_="tijdlijn",
    )
