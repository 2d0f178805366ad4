"""What Vandaag says, as sentences and rows: no widget, so that it reads as a list of what is told and why."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from PySide6.QtCore import QCoreApplication

from zvh_desktop.domain.casus import themanaam
from zvh_desktop.gui.onderdelen import datum_in_woorden
from zvh_desktop.gui.rijen import Chipje, Knopje, Rij, Stuk, Tegel
from zvh_desktop.services.concepten import NietBewaard
from zvh_desktop.services.overlegbeeld import OverlegDetail
from zvh_desktop.services.vandaag import Aandacht

__all__ = ["aandachtrijen", "agendarijen", "conceptrijen", "dag_voluit", "proefrijen", "samenvatting", "wanneer"]

_ROL: Final = {"danger": "gevaar", "warning": "waarschuwing", "info": "info", "neutral": "neutraal"}
_ICOON: Final = {
    "niet_gedekt": "signature",
    "aanmelding_onvolledig": "file-search",
    "triage": "funnel",
    "verslag_concept": "file-text",
    "verslag_ondertekenen": "pen-line",
    "actie_te_laat": "clock",
}
_TELWOORDEN: Final = (
    "geen", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf",
)  # fmt: skip
_DAGEN: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MAANDEN: Final = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip


def _tr(zin: str) -> str:
    return QCoreApplication.translate("Vandaag", zin)


def _telwoord(aantal: int) -> str:
    woord = _TELWOORDEN[aantal] if aantal < len(_TELWOORDEN) else str(aantal)
    return {"één": "Eén"}.get(woord, woord.capitalize())


def dag_voluit(dag: date) -> str:
    """Return a day as a heading: "Dinsdag 24 november"."""
    return f"{_DAGEN[dag.weekday()].capitalize()} {dag.day} {_MAANDEN[dag.month - 1]}"


def samenvatting(overleggen: int, dingen: int | None) -> str:
    """Return the line below the day; `dingen` is None while it is not known yet what asks for attention."""
    if overleggen == 1:
        een = _tr("Eén overleg vandaag.")
    elif overleggen:
        een = _tr("{aantal} overleggen vandaag.").format(aantal=_telwoord(overleggen))
    else:
        een = _tr("Geen overleg vandaag.")
    if dingen is None:
        return een
    if dingen == 1:
        twee = _tr("Eén ding vraagt uw aandacht.")
    elif dingen:
        twee = _tr("{aantal} dingen vragen uw aandacht.").format(aantal=_telwoord(dingen))
    else:
        twee = _tr("Niets vraagt uw aandacht.")
    return f"{een} {twee}"


def wanneer(detail: OverlegDetail, nu: datetime) -> tuple[str, str]:
    """Return when an overleg is, seen from now, and the role of colour of that."""
    o = detail.overleg
    if o.status == "bezig":
        return _tr("bezig"), "goed"
    if o.datum != nu.date():
        if o.datum == nu.date() + timedelta(days=1):
            return _tr("morgen"), "neutraal"
        return datum_in_woorden(o.datum, jaar=o.datum.year != nu.year), "neutraal"
    over = (o.begin.hour - nu.hour) * 60 + o.begin.minute - nu.minute
    if over > 90:
        return _tr("om {tijd}").format(tijd=f"{o.begin:%H:%M}"), "accent"
    if over > 0:
        return _tr("over {minuten} min").format(minuten=over), "accent"
    if nu.time() < o.eind:
        return _tr("nu"), "accent"
    return _tr("tijd voorbij"), "waarschuwing"


def agendarijen(detail: OverlegDetail) -> list[Rij]:
    """Return the casussen on the agenda, each with its time."""
    rijen = []
    for punt in detail.punten:
        if not punt.punt.casus_id:
            continue
        themas = " · ".join(themanaam(t) for t in punt.thema)
        minuten = _tr("{minuten} min").format(minuten=punt.punt.minuten)
        rijen.append(
            Rij(
                punt.punt.casus_id,
                punt.naam,
                f"{punt.om:%H:%M}, {punt.naam}, {themas}, {minuten}",
                lead=Stuk(f"{punt.om:%H:%M}", rol="tekst2", breedte=54),
                tweede=themas,
                achter=(Chipje(minuten),),
            )
        )
    return rijen


def aandachtrijen(punten: Iterable[Aandacht]) -> tuple[list[Rij], dict[str, Aandacht]]:
    """Return what asks for attention as rows, and each by the key of its row; the same thing stands there once."""
    doelen: dict[str, Aandacht] = {}
    rijen = []
    for punt in punten:
        sleutel = f"{punt.soort}:{'|'.join(waarde for _, waarde in punt.argumenten)}"
        if sleutel in doelen:
            continue
        doelen[sleutel] = punt
        # What somebody else has to do can be opened and read; who that is stands where the button would be.
        ander = Chipje(_tr("voor de {rol}").format(rol=punt.voor), "neutraal", "lock")
        rijen.append(
            Rij(
                sleutel,
                punt.kop,
                f"{punt.kop}. {punt.tekst}. {punt.niet or punt.doe}",
                lead=Tegel(_ICOON.get(punt.soort, "info"), _ROL[punt.ernst]),
                tweede=punt.tekst,
                achter=(ander if punt.niet else Knopje("doe", punt.doe),),
                tip=punt.niet,
            )
        )
    return rijen, doelen


def conceptrijen(niet_bewaard: dict[str, NietBewaard], vandaag: date) -> list[Rij]:
    """Return what was typed and not saved, each with a way on and a way to throw it away."""
    rijen = []
    for sleutel, n in niet_bewaard.items():
        kop = " · ".join(deel for deel in (n.naam, n.concept.label) if deel)
        moment = n.concept.tijd
        zelfde_dag = moment.date() == vandaag
        tijd = f"{moment:%H:%M}" if zelfde_dag else f"{datum_in_woorden(moment.date(), jaar=False)} {moment:%H:%M}"
        knoppen: tuple[Knopje, ...] = (Knopje("weg", _tr("Weggooien"), soort="vlak"),)
        if n.doel:
            knoppen += (Knopje("verder", _tr("Verder")),)
        rijen.append(
            Rij(
                sleutel,
                kop,
                _tr("{kop}, getypt {tijd}: {tekst}").format(kop=kop, tijd=tijd, tekst=n.fragment),
                lead=Tegel("pencil", "waarschuwing"),
                tweede=f"{tijd} · {n.fragment}",
                achter=knoppen,
            )
        )
    return rijen


def proefrijen() -> list[Rij]:
    """Return a row with every icon and every kind of part, of nobody: to paint once, out of sight."""
    return [
        Rij(soort, "Kop", "", lead=Tegel(icoon, rol), tweede="tekst", achter=(Chipje("dag"), Knopje("doe", "Doe")))
        for (soort, icoon), rol in zip(_ICOON.items(), [*_ROL.values()] * 3, strict=False)
    ]
