"""A report written out again in the exchange format: what was taken in, as it stands now."""

from collections.abc import Sequence
from typing import Any, Final

from zvh_desktop.domain.aanmelding import AanmeldingBestand
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.casus import Aanmelding, Casus

__all__ = ["maak_bestand", "schrijf"]

_FORMAAT: Final = "zvh-aanmelding/1"


def maak_bestand(casus: Casus, a: Aanmelding, personen: Sequence[Betrokkene]) -> AanmeldingBestand:
    """Return the report in the exchange format; taken in again it is the same report.

    Args:
        casus: where it led to; its type, themes and area.
        a: the report.
        personen: the betrokkenen to name, in order; the first is the one it is about.
    """
    ruw: dict[str, Any] = {
        "formaat": _FORMAAT,
        "ontvangen_op": a.ontvangen_op.isoformat(),
        "wijze": a.wijze,
        "aanmelder": {
            "organisatie": a.aanmelder_organisatie,
            "naam": a.aanmelder_naam,
            "functie": a.aanmelder_functie,
            "telefoon": a.aanmelder_telefoon,
            "email": a.aanmelder_email,
        },
        "type": casus.type,
        "thema": list(casus.thema),
        "gebied": casus.gebied,
        "betrokkenen": [_persoon(p) for p in personen],
        "aanleiding": a.aanleiding,
        "doel_overleg": a.doel_overleg,
        "eerder_geprobeerd": a.eerder_geprobeerd,
        "acuut_onveilig": a.acuut_onveilig,
        "criteria": dict(
            zip(
                ("multiproblematiek", "ketenoverstijgend", "systeem_impact", "gebiedsgebonden"), a.criteria, strict=True
            )
        ),
        "motivering": {
            nr: tekst
            for nr, tekst in zip("1234", (a.motivering_1, a.motivering_2, a.motivering_3, a.motivering_4), strict=True)
            if tekst
        },
        "betrokkene_geinformeerd": {
            "status": a.geinformeerd,
            "datum": a.geinformeerd_op and a.geinformeerd_op.isoformat(),
            "door": a.geinformeerd_door,
            "grond": a.geinformeerd_grond,
            "herzien_op": a.geinformeerd_herzien_op and a.geinformeerd_herzien_op.isoformat(),
        },
        "detentie": {
            "inrichting": a.detentie_inrichting,
            "einddatum": a.detentie_einddatum and a.detentie_einddatum.isoformat(),
        },
        "uit_te_nodigen": [dict(g) for g in a.genodigden],
    }
    for pad, waarde in a.overig.items():
        _zet(ruw, pad, waarde)
    return AanmeldingBestand.model_validate(ruw)


def _persoon(p: Betrokkene) -> dict[str, Any]:
    return {
        "naam": {"voornamen": p.voornamen, "tussenvoegsel": p.tussenvoegsel, "achternaam": p.achternaam},
        "geboortedatum": p.geboortedatum and p.geboortedatum.isoformat(),
        "rol": p.rol,
        "bsn": p.bsn,
        "adres": {
            "straat": p.straat,
            "huisnummer": p.huisnummer,
            "postcode": p.postcode,
            "woonplaats": p.woonplaats,
        },
        "adres_geheim": p.adres_geheim,
        "telefoon": p.telefoon,
    }


def _zet(doel: Any, pad: str, waarde: Any) -> None:
    """Put back what this program does not know, where it stood; what has no place any more goes to the top."""
    kop, punt, rest = pad.partition(".")
    onder = doel.get(kop) if isinstance(doel, dict) else None
    if punt and isinstance(onder, dict):
        _zet(onder, rest, waarde)
    elif punt and isinstance(onder, list):
        nummer, _, verder = rest.partition(".")
        if nummer.isdigit() and int(nummer) < len(onder) and verder:
            _zet(onder[int(nummer)], verder, waarde)
        else:
            doel[pad] = waarde
    else:
        doel[pad] = waarde


def schrijf(bestand: AanmeldingBestand) -> bytes:
    """Return the file: UTF-8 JSON that `lees_aanmelding` reads."""
    return bestand.model_dump_json(indent=1).encode() + b"\n"
