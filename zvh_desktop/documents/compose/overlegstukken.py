"""The agenda for one invitee, and the script for the chair."""

from datetime import UTC, datetime, time
from typing import Final

from zvh_desktop.documents.compose.document import Schrijver, Stuk
from zvh_desktop.documents.compose.letters import schoon
from zvh_desktop.documents.compose.tekst import datum, opmaak
from zvh_desktop.domain.agenda import Agenda, Draaiboek, Draaipunt

__all__ = ["maak_agenda", "maak_draaiboek"]

_MET_NAMEN: Final = (
    "Deze agenda noemt korte namen en is vertrouwelijk. Bewaar haar alleen waar het voor uw werk nodig is en deel haar "
    "niet verder."
)
_ZONDER_NAMEN: Final = "Deze agenda noemt geen namen. Zij toont alleen de casussen waarvoor u bent uitgenodigd."


def maak_agenda(stuk: Agenda, gemaakt_op: datetime | None) -> bytes:
    """Return the file; see `compose.agenda`."""
    schrijver = Schrijver(
        Stuk(
            titel=f"Agenda {datum(stuk.datum)}",
            huis=stuk.zvh,
            rubricering="VERTROUWELIJK",
            voetregel=f"Agenda \u00b7 {datum(stuk.datum)}",
            gemaakt_op=gemaakt_op or datetime.combine(stuk.datum, time(), UTC),
        )
    )
    schrijver.titel("Agenda", f"{stuk.soort} \u00b7 {datum(stuk.datum)}")
    schrijver.gegevens(
        (
            ("Voor", _m(stuk.voor)),
            ("Datum en tijd", _m(f"{datum(stuk.datum)}, {stuk.begin}\u2013{stuk.eind}")),
            ("Plaats", _m(stuk.plaats or "volgt")),
            ("Vragen of verhinderd", _m(stuk.contact)),
        )
    )
    schrijver.kop("Wanneer u wordt verwacht", _MET_NAMEN if stuk.met_namen else _ZONDER_NAMEN)
    if stuk.regels:
        rijen = [(_m(f"{r.van}\u2013{r.tot}"), _m(r.wat)) for r in stuk.regels]
        schrijver.tabel(("Tijd", "Onderwerp"), rijen, (0.22, 0.78))
    else:
        schrijver.alinea("Er staat nog geen punt voor u op de agenda.")
    if stuk.dekking:
        schrijver.kop("Geheimhouding")
        schrijver.alinea(_m(stuk.dekking))
    return schrijver.bouw()


def maak_draaiboek(stuk: Draaiboek, gemaakt_op: datetime | None) -> bytes:
    """Return the file; see `compose.draaiboek`."""
    schrijver = Schrijver(
        Stuk(
            titel=f"Draaiboek {datum(stuk.datum)}",
            huis=stuk.zvh,
            rubricering=stuk.rubricering,
            voetregel=f"Draaiboek \u00b7 {datum(stuk.datum)}",
            gemaakt_op=gemaakt_op or datetime.combine(stuk.datum, time(), UTC),
        )
    )
    schrijver.titel("Draaiboek", f"{stuk.overleg} \u00b7 {datum(stuk.datum)} \u00b7 alleen voor de voorzitter")
    schrijver.gegevens(
        (
            ("Tijd en plaats", _m(f"{stuk.begin}\u2013{stuk.eind}, {stuk.plaats or 'plaats volgt'}")),
            ("Voorzitter", _m(stuk.voorzitter)),
            ("Verslaglegger", _m(stuk.verslaglegger)),
            ("Planning", _m(stuk.ruimte)),
            ("Nog niet gedekt", _m(", ".join(stuk.ongedekt))),
        )
    )
    schrijver.kop("In een oogopslag")
    rijen = [(_m(p.van), _m(f"{p.minuten} min"), _m(p.naam), _m(p.nummer)) for p in stuk.punten]
    schrijver.tabel(("Vanaf", "Duur", "Punt", "Casus"), rijen, (0.13, 0.13, 0.5, 0.24))
    for punt in stuk.punten:
        if punt.nummer:
            _punt(schrijver, punt)
    return schrijver.bouw()


def _punt(schrijver: Schrijver, punt: Draaipunt) -> None:
    bij = " \u00b7 ".join(deel for deel in (punt.nummer, punt.themas, punt.herkomst) if deel)
    schrijver.kop(f"{punt.van} {punt.naam}", bij, ruimte_pt=120)
    if punt.vraag:
        schrijver.nadruk(_m(punt.vraag))
    for titel, regels in (
        ("Nog open", punt.open),
        ("Vorige keer besloten", punt.vorig),
        ("Lopende acties", punt.acties),
        ("Aan tafel", punt.tafel),
    ):
        if regels:
            schrijver.tussenkop(titel)
            schrijver.lijst([_m(regel) for regel in regels])


def _m(tekst: str) -> str:
    return opmaak(schoon(tekst))
