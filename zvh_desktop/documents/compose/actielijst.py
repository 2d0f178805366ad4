"""The list of actions on paper: a table for each casus, by its number."""

from datetime import UTC, datetime, time

from zvh_desktop.documents.compose.document import Schrijver, Stuk
from zvh_desktop.documents.compose.letters import schoon
from zvh_desktop.documents.compose.tekst import datum, opmaak
from zvh_desktop.domain.actieblad import Actieblad, Actieregel

__all__ = ["maak_actieblad"]

_DELEN = (0.44, 0.2, 0.36)


def maak_actieblad(blad: Actieblad, gemaakt_op: datetime | None) -> bytes:
    """Return the file; see `compose.actieblad`."""
    schrijver = Schrijver(
        Stuk(
            titel=f"Acties {datum(blad.datum)}",
            huis=blad.zvh,
            rubricering="VERTROUWELIJK",
            voetregel=f"Acties · {datum(blad.datum)}",
            gemaakt_op=gemaakt_op or datetime.combine(blad.datum, time(), UTC),
        )
    )
    schrijver.titel("Acties", f"{blad.voor} · stand van {datum(blad.datum)}")
    aantal = "1 actie" if len(blad.regels) == 1 else f"{len(blad.regels)} acties"
    laat = f", waarvan {blad.laat} te laat" if blad.laat else ""
    schrijver.alinea(
        _m(
            f"{aantal}{laat}. Een casus staat hier met zijn nummer. Bewaar deze lijst alleen "
            "waar het voor uw werk nodig is. Een actie eindigt met een terugkoppeling, ook als zij niet lukt."
        )
    )
    for blok in blad.blokken:
        schrijver.kop(blok.casus, ruimte_pt=90)
        rijen = [
            (_m(r.tekst), _m(_wanneer(r)), _m(_wie_en_hoe(r, met_organisatie=not blad.van_een))) for r in blok.regels
        ]
        schrijver.tabel(("Wat", "Uiterlijk", "Wie en hoe het staat"), rijen, _DELEN)
    return schrijver.bouw()


def _wanneer(regel: Actieregel) -> str:
    if regel.uiterlijk is None:
        return "geen dag afgesproken"
    laat = f" ({regel.te_laat} {'dag' if regel.te_laat == 1 else 'dagen'} te laat)" if regel.te_laat else ""
    return datum(regel.uiterlijk) + laat


def _wie_en_hoe(regel: Actieregel, *, met_organisatie: bool) -> str:
    wie = ", ".join(filter(None, (regel.organisatie if met_organisatie else "", regel.persoon)))
    stand = ", ".join(filter(None, (regel.stand.capitalize(), f"fase {regel.fase}" if regel.fase else "")))
    return ". ".join(filter(None, (wie, stand, regel.terugkoppeling.rstrip("."))))


def _m(tekst: str) -> str:
    return opmaak(schoon(tekst))
