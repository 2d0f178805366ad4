"""A reader of tagged PDF of our own, apart from what writes it: says what is wrong with the structure of a file.

Knows nothing of the writer: walks pages, content streams, structure tree and parent tree with pikepdf and holds them
against each other (ISO 14289-1, clauses 7.1 to 7.18, as far as they touch what these documents hold).
"""

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pikepdf

STANDAARD = frozenset(
    "Document Sect P H1 H2 H3 L LI Lbl LBody Table TR TH TD Figure Form Link Reference TOC TOCI".split()  # noqa: SIM905
)
OUDERS = {
    "LI": {"L"}, "Lbl": {"LI"}, "LBody": {"LI"}, "TR": {"Table"}, "TH": {"TR"}, "TD": {"TR"},
    "Sect": {"Document", "Sect"}, "H1": {"Sect"}, "H2": {"Sect"}, "H3": {"Sect"}, "Table": {"Sect"}, "L": {"Sect"},
    "Figure": {"Sect"}, "Form": {"Sect"},
}  # fmt: skip
TEKENT = frozenset(
    ("Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "BI", "INLINE IMAGE")
)


@dataclass
class Element:
    """An element of the structure tree."""

    rol: str
    ouder: str
    voorwerp: Any
    kinderen: list["Element"] = field(default_factory=list)
    stukken: list[tuple[int, int]] = field(default_factory=list)
    """(page, mcid) in reading order."""
    aanduidingen: list[Any] = field(default_factory=list)


def mankementen(pdf: bytes) -> list[str]:
    """Return everything that is wrong with the structure, each as a short sentence; empty when nothing is."""
    with pikepdf.open(io.BytesIO(pdf)) as geopend:
        return list(_mankementen(geopend))


def volgorde(pdf: bytes) -> list[tuple[int, int]]:
    """Return (page, mcid) of all content in the order of the structure tree."""
    with pikepdf.open(io.BytesIO(pdf)) as geopend:
        return [stuk for element in _alle(_boom(geopend)) for stuk in element.stukken]


def _mankementen(pdf: pikepdf.Pdf) -> Iterator[str]:
    wortel = pdf.Root
    if not wortel.get("/MarkInfo", {}).get("/Marked"):
        yield "niet als getagd gemerkt"
    if str(wortel.get("/Lang", "")) != "nl-NL":
        yield "taal is niet nl-NL"
    if not wortel.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "titel wordt niet getoond"
    if "/Outlines" not in wortel:
        yield "geen bladwijzers"
    if "/OpenAction" in wortel or "/AA" in wortel or "/JavaScript" in wortel.get("/Names", {}):
        yield "er hangt een handeling aan het openen"
    elementen = list(_alle(_boom(pdf)))
    gezien: Counter[tuple[int, int]] = Counter(stuk for element in elementen for stuk in element.stukken)
    gemerkt: set[tuple[int, int]] = set()
    for nummer, blad in enumerate(pdf.pages):
        yield from _blad(nummer, blad, gemerkt)
    yield from (f"stuk {stuk} hangt {keer} keer in de boom" for stuk, keer in gezien.items() if keer != 1)
    yield from (f"stuk {stuk} staat op het blad en niet in de boom" for stuk in gemerkt - set(gezien))
    yield from (f"stuk {stuk} staat in de boom en niet op het blad" for stuk in set(gezien) - gemerkt)
    yield from _ouderboom(pdf, elementen)
    for element in elementen:
        yield from _element(element)
    yield from _koppen(elementen)
    yield from _aanduidingen(pdf, elementen)


def _boom(pdf: pikepdf.Pdf) -> list[Element]:
    bladen = {blad.objgen: nummer for nummer, blad in enumerate(pdf.pages)}

    def lees(knoop: Any, ouder: str, blad: Any) -> Element:
        blad = knoop.get("/Pg", blad)
        element = Element(str(knoop.S)[1:], ouder, knoop)
        for kind in _lijst(knoop.get("/K", [])):
            if isinstance(kind, int):
                element.stukken.append((bladen[blad.objgen], kind))
            elif kind.get("/Type") == "/MCR":
                element.stukken.append((bladen[kind.get("/Pg", blad).objgen], int(kind.MCID)))
            elif kind.get("/Type") == "/OBJR":
                element.aanduidingen.append(kind.Obj)
            else:
                element.kinderen.append(lees(kind, element.rol, blad))
        return element

    return [lees(knoop, "", None) for knoop in _lijst(pdf.Root.StructTreeRoot.K)]


def _lijst(waarde: Any) -> list[Any]:
    return list(waarde) if isinstance(waarde, pikepdf.Array | list) else [waarde]


def _alle(elementen: list[Element]) -> Iterator[Element]:
    for element in elementen:
        yield element
        yield from _alle(element.kinderen)


def _blad(nummer: int, blad: Any, gemerkt: set[tuple[int, int]]) -> Iterator[str]:
    """Every painting operator lies in marked content: an artifact, or a piece with a number."""
    if str(blad.get("/Tabs", "")) != "/S":
        yield f"blad {nummer}: volgorde van de velden is niet die van de structuur"
    stapel: list[str] = []
    for stap in pikepdf.parse_content_stream(blad):
        wat = str(stap.operator)
        if wat in ("BDC", "BMC"):
            soort = str(stap.operands[0])
            mcid = stap.operands[1].get("/MCID") if wat == "BDC" else None
            if mcid is not None:
                if (nummer, int(mcid)) in gemerkt:
                    yield f"blad {nummer}: nummer {mcid} twee keer"
                gemerkt.add((nummer, int(mcid)))
            elif soort != "/Artifact":
                yield f"blad {nummer}: {soort} zonder nummer"
            if stapel:
                yield f"blad {nummer}: stuk in een stuk"
            stapel.append(soort)
        elif wat == "EMC":
            stapel.pop()
        elif wat in TEKENT and not stapel:
            yield f"blad {nummer}: {wat} buiten elk stuk"
    if stapel:
        yield f"blad {nummer}: stuk blijft open"


def _ouderboom(pdf: pikepdf.Pdf, elementen: list[Element]) -> Iterator[str]:
    """The parent tree leads from every piece back to the element that holds it."""
    paren = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    boom = {int(paren[n]): paren[n + 1] for n in range(0, len(paren), 2)}
    van = {stuk: element.voorwerp.objgen for element in elementen for stuk in element.stukken}
    for nummer, blad in enumerate(pdf.pages):
        ouders = boom.get(int(blad.get("/StructParents", -1)))
        if ouders is None:
            yield f"blad {nummer} staat niet in de ouderboom"
            continue
        for mcid, ouder in enumerate(ouders):
            if van.get((nummer, mcid)) != ouder.objgen:
                yield f"ouderboom wijst stuk {(nummer, mcid)} verkeerd"
    for element in elementen:
        for aanduiding in element.aanduidingen:
            sleutel = int(aanduiding.get("/StructParent", -1))
            if sleutel not in boom or boom[sleutel].objgen != element.voorwerp.objgen:
                yield f"ouderboom kent het veld van {element.rol} niet"


def _element(element: Element) -> Iterator[str]:
    rol = element.rol
    if rol not in STANDAARD:
        yield f"onbekende soort {rol}"
    if rol in OUDERS and element.ouder not in OUDERS[rol]:
        yield f"{rol} in {element.ouder}"
    kinderen = [kind.rol for kind in element.kinderen]
    if rol == "L" and set(kinderen) != {"LI"}:
        yield f"lijst met {kinderen}"
    if rol == "L" and "/ListNumbering" not in element.voorwerp.get("/A", {}):
        yield "lijst zonder soort nummering"
    if rol == "LI" and kinderen != ["Lbl", "LBody"]:
        yield f"punt met {kinderen}"
    if rol == "Figure" and (not str(element.voorwerp.get("/Alt", "")) or "/BBox" not in element.voorwerp.get("/A", {})):
        yield "figuur zonder tekst of plaats"
    if rol == "TH" and str(element.voorwerp.get("/A", {}).get("/Scope", "")) not in ("/Column", "/Row"):
        yield "kop van een tabel zonder bereik"
    if rol == "Table":
        yield from _tabel(element)
    leeg = not (element.kinderen or element.stukken or element.aanduidingen)
    if leeg and rol not in ("TD", "TH"):
        yield f"leeg element {rol}"


def _tabel(tabel: Element) -> Iterator[str]:
    breedtes = {len(rij.kinderen) for rij in tabel.kinderen}
    if len(breedtes) != 1:
        yield f"tabel met rijen van {sorted(breedtes)} cellen"
    koppen = [cel.rol == "TH" for rij in tabel.kinderen for cel in rij.kinderen]
    if not any(koppen):
        yield "tabel zonder koppen"
    for rij in tabel.kinderen[1:]:
        if all(cel.rol == "TH" for cel in rij.kinderen):
            yield "tabel met een kopregel in het midden"


def _koppen(elementen: list[Element]) -> Iterator[str]:
    niveaus = [int(e.rol[1]) for e in elementen if e.rol[0] == "H" and e.rol[1:].isdigit()]
    if niveaus[:1] != [1] or niveaus.count(1) != 1:
        yield "niet precies een kop van de eerste orde, vooraan"
    if any(na > voor + 1 for voor, na in pairwise(niveaus)):
        yield "een kop slaat een niveau over"


def _aanduidingen(pdf: pikepdf.Pdf, elementen: list[Element]) -> Iterator[str]:
    bekend = {a.objgen: e.rol for e in elementen for a in e.aanduidingen}
    for nummer, blad in enumerate(pdf.pages):
        for aanduiding in blad.get("/Annots", []):
            if bekend.get(aanduiding.objgen) not in ("Form", "Link"):
                yield f"blad {nummer}: veld buiten de boom"
            if aanduiding.get("/Subtype") == "/Widget" and not str(aanduiding.get("/TU", "")):
                yield f"blad {nummer}: veld zonder omschrijving"
            if "/AA" in aanduiding or "/A" in aanduiding:
                yield f"blad {nummer}: veld met een handeling"
