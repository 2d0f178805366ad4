"""A report written out again in the exchange format: what was taken in, as it stands now."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from zvh_desktop.domain.aanmelding import AanmeldingBestand, Persoon, gebiedsnaam, inhoud_sha256, onbekende_velden
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.brieven import Briefdeel
from zvh_desktop.domain.casus import CASUSTYPEN, CRITERIA, Aanmelding, Casus, themanaam
from zvh_desktop.domain.datumtekst import voluit

__all__ = ["leesbaar", "maak_bestand", "schrijf"]

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
    heel = AanmeldingBestand.model_validate(ruw)
    # An area that nobody named got a name when it was taken in; that was not in the report.
    zonder = heel.model_copy(update={"gebied": ""})
    return zonder if casus.gebied == gebiedsnaam(zonder) and inhoud_sha256(heel) != a.inhoud_sha256 else heel


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


def leesbaar(b: AanmeldingBestand) -> tuple[Briefdeel, ...]:
    """Return everything that stands in the file, to read before it goes."""
    wie = b.aanmelder
    delen = [
        Briefdeel(
            kop="Wie meldt aan",
            gegevens=(
                ("Ontvangen op", voluit(b.ontvangen_op)), ("Langs welke weg", b.wijze),
                ("Organisatie", wie.organisatie), ("Naam", wie.naam), ("Functie", wie.functie),
                ("Telefoon", wie.telefoon), ("E-mail", wie.email),
                ("Gaat het om", CASUSTYPEN.get(b.type, b.type)),
                ("Thema", "; ".join(themanaam(t) for t in b.thema)), ("Gebied", b.gebied),
            ),
        ),
        *(_persoonsdeel(nr, p) for nr, p in enumerate(b.betrokkenen, 1)),
        Briefdeel(kop="Aanleiding", alineas=_alineas(b.aanleiding)),
        Briefdeel(kop="Doel van het overleg", alineas=_alineas(b.doel_overleg)),
        Briefdeel(kop="Wat al is geprobeerd", alineas=_alineas(b.eerder_geprobeerd)),
        Briefdeel(
            kop="Veiligheid en criteria",
            gegevens=(("Nu acuut onveilig", _ja_nee(b.acuut_onveilig)),),
            punten=tuple(
                " ".join(filter(None, (f"Criterium {nr}: {tekst}", _ja_nee(waarde) or "niet beantwoord")))
                + (f". {b.motivering[str(nr)]}" if b.motivering.get(str(nr)) else ".")
                for nr, (tekst, waarde) in enumerate(zip(CRITERIA, _antwoorden(b), strict=True), 1)
                if waarde is not None or b.motivering.get(str(nr))
            ),
        ),
        Briefdeel(
            kop="Is de betrokkene geïnformeerd?",
            gegevens=(
                ("Geïnformeerd", b.betrokkene_geinformeerd.status), ("Op", _dag(b.betrokkene_geinformeerd.datum)),
                ("Door", b.betrokkene_geinformeerd.door), ("Waarom niet", b.betrokkene_geinformeerd.grond),
                ("Opnieuw bekijken op", _dag(b.betrokkene_geinformeerd.herzien_op)),
            ),
        ),
        Briefdeel(
            kop="Detentie",
            gegevens=(("Inrichting", b.detentie.inrichting), ("Tot", _dag(b.detentie.einddatum))),
        ),
        Briefdeel(
            kop="Wie erbij moet zijn",
            punten=tuple(
                ", ".join(filter(None, (g.organisatie, g.naam, g.functie, g.telefoon, g.email)))
                for g in b.uit_te_nodigen
            ),
        ),
        Briefdeel(kop="Verder", gegevens=tuple((pad, _vrij(w)) for pad, w in onbekende_velden(b).items())),
    ]  # fmt: skip
    return tuple(d for d in delen if d.alineas or d.punten or any(w for _, w in d.gegevens))


def _persoonsdeel(nummer: int, p: Persoon) -> Briefdeel:
    a = p.adres
    adres = ", ".join(filter(None, (f"{a.straat} {a.huisnummer}".strip(), f"{a.postcode} {a.woonplaats}".strip())))
    naam = " ".join(filter(None, (p.naam.voornamen, p.naam.tussenvoegsel, p.naam.achternaam)))
    return Briefdeel(
        kop=f"Betrokkene {nummer}",
        gegevens=(
            ("Naam", naam), ("Geboren", _dag(p.geboortedatum)), ("Rol", p.rol), ("BSN", p.bsn), ("Adres", adres),
            ("Adres is geheim", "ja" if p.adres_geheim else ""), ("Telefoon", p.telefoon),
        ),
    )  # fmt: skip


def _antwoorden(b: AanmeldingBestand) -> tuple[bool | None, ...]:
    c = b.criteria
    return c.multiproblematiek, c.ketenoverstijgend, c.systeem_impact, c.gebiedsgebonden


def _ja_nee(waarde: bool | None) -> str:
    return "" if waarde is None else "ja" if waarde else "nee"


def _dag(dag: date | None) -> str:
    return voluit(dag) if dag else ""


def _alineas(tekst: str) -> tuple[str, ...]:
    return tuple(regel.strip() for regel in tekst.splitlines() if regel.strip())


def _vrij(waarde: Any) -> str:
    return waarde if isinstance(waarde, str) else json.dumps(waarde, ensure_ascii=False, default=str)
