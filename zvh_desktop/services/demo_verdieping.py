"""One casus of the demonstration in depth: a family, an incident, the analysis, a request, files, a flag, a search."""

import struct
import zlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from zvh_desktop.documents import compose
from zvh_desktop.domain.analyse import LEEFGEBIEDEN
from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.brieven import Brief, Briefdeel
from zvh_desktop.domain.datumtekst import voluit
from zvh_desktop.domain.themablok import blok_id
from zvh_desktop.services import (
    analyse,
    dossiers,
    dossierstukken,
    leefgebieden,
    systeem,
    verzoeken,
    vlaggen,
    zoekopdrachten,
)
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["speel", "tekening"]


def speel(wp: Werkplek, casus_id: str, v: dict[str, Any], partner_id: Callable[[str], str]) -> None:
    """Write it all through the services, as a person would, on the day the clock of the workplace says.

    Args:
        wp: an open vault in which the casus was taken in.
        casus_id: the casus.
        v: `resources/demo/verdieping.json`.
        partner_id: id of a partner by its name, "" when there is none.
    """
    wie = {b.voornamen: b.id for b in wp.store.find(Betrokkene, casus_id=casus_id)}
    for r in v["relaties"]:
        systeem.voeg_relatie_toe(wp, casus_id, wie[r["van"]], r["soort"], wie[r["naar"]], r["velden"])
    i = v["incident"]
    velden = {"notitiesoort": "incident", "tekst": i["tekst"], "bron": i["bron"]}
    incident, _ = dossiers.voeg_toe(wp, "notitie", casus_id, velden)
    systeem.zet_rollen(wp, incident, {wie[naam]: tuple(rollen) for naam, rollen in i["rollen"].items()})
    _analyse(wp, casus_id, v, wie, partner_id)
    _verzoek(wp, casus_id, v["verzoek"], wie, partner_id)
    _stukken(wp, casus_id, v)
    f = v["vlag"]
    uiterlijk = wp.vandaag() + timedelta(days=f["over"])
    invoer = vlaggen.VlagInvoer(tekst=f["tekst"], nodig=f["nodig"], wie=f["wie"], uiterlijk=uiterlijk)
    vlaggen.zet(wp, casus_id, invoer)
    zoekopdrachten.bewaar(wp, v["zoekopdracht"]["naam"], v["zoekopdracht"]["vraag"])


def _analyse(
    wp: Werkplek, casus_id: str, v: dict[str, Any], wie: dict[str, str], partner_id: Callable[[str], str]
) -> None:
    gebied, dag = {g.naam: g.id for g in leefgebieden.lijst(wp)}, wp.vandaag()
    for p in v["punten"]:
        velden = {
            "leefgebied_id": gebied[p["gebied"]],
            "puntsoort": p["soort"],
            "tekst": p["tekst"],
            "bron_partner_id": partner_id(p["bron"]),
            "datum": dag - timedelta(days=p["dagen"]),
        }
        analyse.voeg_toe(wp, "analysepunt", casus_id, velden)
    for m in v["metingen"]:
        scores = {d: int(teken) for d, teken in zip(LEEFGEBIEDEN, m["scores"], strict=True)}
        meting = {
            "datum": dag - timedelta(days=m["dagen"]),
            "editie": "zrm_2017",
            "betrokkene_id": wie["Sanne"],
            "partner_id": partner_id(m["door"]),
        }
        analyse.bewaar_meting(wp, casus_id, meting, scores)
    soort = v["thema"]["soort"]
    analyse.bewaar_veld(wp, soort, casus_id, blok_id(soort, casus_id), v["thema"]["velden"])
    t = v["taxatie"]
    taxatie = {
        "instrument": t["instrument"],
        "uitkomst": t["uitkomst"],
        "partner_id": partner_id(t["door"]),
        "betrokkene_id": wie["Mark"],
        "datum": dag - timedelta(days=t["dagen"]),
        "geldig_tot": dag + timedelta(days=t["geldig"]),
    }
    analyse.voeg_toe(wp, "risicotaxatie", casus_id, taxatie)


def _verzoek(
    wp: Werkplek, casus_id: str, v: dict[str, Any], wie: dict[str, str], partner_id: Callable[[str], str]
) -> None:
    velden = {
        **{k: v[k] for k in ("aan", "vraag", "doel", "noodzaak")},
        "partner_id": partner_id(v["partner"]),
        "organisatie": v["partner"],
        "over": [wie[naam] for naam in v["over"]],
        "antwoord_voor": wp.vandaag() + timedelta(days=14),
    }
    id_, _ = verzoeken.bewaar(wp, casus_id, "", velden)
    verzoeken.noteer_verstuurd(wp, id_, hoe="telefonisch")
    verzoeken.beantwoord(wp, id_, v["antwoord"], door=v["aan"], reden=v["reden"], tekst=v["tekst"], aard="feit")


def _stukken(wp: Werkplek, casus_id: str, v: dict[str, Any]) -> None:
    b, t, dag = v["brief"], v["tekening"], wp.vandaag()
    brief = Brief(
        zvh=wp.regio().naam,
        rubricering=wp.regio().rubricering,
        titel=b["omschrijving"],
        ondertitel=voluit(dag),
        delen=(Briefdeel(alineas=tuple(b["alineas"])),),
        gemaakt_op=wp.nu(),
        voet="verzonnen stuk bij de demonstratie",
    )
    for inhoud, stuk, categorie in ((compose.brief(brief), b, "brief"), (tekening(), t, "foto")):
        dossierstukken.voeg_toe(
            wp,
            casus_id,
            inhoud,
            naam=stuk["naam"],
            omschrijving=stuk["omschrijving"],
            bron=stuk["bron"],
            categorie=categorie,
            datum=dag,
        )


def tekening(breed: int = 480, hoog: int = 320) -> bytes:
    """Return a PNG of a house under the sun, drawn here: the demonstration carries no picture of anybody."""
    lucht, gras, muur, dak, zon = b"\xbf\xe0\xf5", b"\x8f\xc4\x74", b"\xf3\xe2\xb8", b"\xc2\x55\x3f", b"\xf7\xc9\x3c"

    def kleur(x: int, y: int) -> bytes:
        if (x - 400) ** 2 + (y - 60) ** 2 < 34**2:
            return zon
        if 140 <= x < 300 and 160 <= y < 270:
            return dak if 205 <= x < 240 and y >= 215 else muur
        if 90 <= y < 160 and abs(x - 220) < (y - 90) * 1.4:
            return dak
        return gras if y >= 250 else lucht

    rijen = b"".join(b"\x00" + b"".join(kleur(x, y) for x in range(breed)) for y in range(hoog))

    def blok(naam: bytes, inhoud: bytes) -> bytes:
        return struct.pack(">I", len(inhoud)) + naam + inhoud + struct.pack(">I", zlib.crc32(naam + inhoud))

    kop = struct.pack(">IIBBBBB", breed, hoog, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + blok(b"IHDR", kop) + blok(b"IDAT", zlib.compress(rijen)) + blok(b"IEND", b"")
