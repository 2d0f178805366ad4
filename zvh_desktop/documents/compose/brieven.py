"""Letters and other small documents: a heading, whom it is for, and parts below headings."""

from collections.abc import Sequence
from datetime import datetime

from zvh_desktop.documents.compose.document import Schrijver, Stuk
from zvh_desktop.documents.compose.letters import schoon
from zvh_desktop.documents.compose.tekst import opmaak
from zvh_desktop.domain.brieven import Brief, Briefdeel

__all__ = ["maak_brief"]


def maak_brief(brief: Brief, gemaakt_op: datetime | None) -> bytes:
    """Return the file; see `compose.brief`."""
    schrijver = Schrijver(
        Stuk(
            titel=brief.bestandstitel or brief.titel,
            huis=brief.zvh,
            rubricering=brief.rubricering,
            voetregel=brief.voet,
            gemaakt_op=gemaakt_op or brief.gemaakt_op,
            concept=brief.concept,
        )
    )
    schrijver.titel(brief.titel, brief.ondertitel)
    if brief.aan:
        schrijver.alinea("<br/>".join(_m(regel) for regel in brief.aan))
    for deel in brief.delen:
        _deel(schrijver, deel, "_groot" if brief.groot else "")
    return schrijver.bouw()


def _deel(schrijver: Schrijver, deel: Briefdeel, maat: str) -> None:
    if deel.kop:
        schrijver.kop(deel.kop)
    if any(waarde for _, waarde in deel.gegevens):
        schrijver.gegevens([(naam, _m(waarde)) for naam, waarde in deel.gegevens])
    if deel.tabel:
        koppen, *rijen = deel.tabel
        schrijver.tabel(koppen, [tuple(_m(cel) for cel in rij) for rij in rijen], deel.breedtes or _gelijk(koppen))
    for alinea in deel.alineas:
        schrijver.alinea(_m(alinea), f"tekst{maat}")
    if deel.punten:
        schrijver.lijst([_m(punt) for punt in deel.punten], f"punt{maat}")


def _gelijk(koppen: Sequence[str]) -> tuple[float, ...]:
    return (1.0,) * len(koppen)


def _m(tekst: str) -> str:
    return opmaak(schoon(tekst))
