"""The structure of every kind of document, by a reader of our own and by two checkers that are not ours."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import outloud
import pikepdf
import pytest
from documents.gereedschap import bestand, poppler_structuurtekst, structuurtekst
from documents.getagd import mankementen, volgorde
from documents.pki import Dienst, Gezag
from documents.stukken import NU, inhoud, lang, presentie, verklaringstuk
from documents.test_uittreksel import ADDENDUM, CORPORATIE
from pikepdf import pdfa

from zvh_desktop.documents import compose, signing
from zvh_desktop.domain.uittreksel import snijd


def _ondertekend() -> bytes:
    een = signing.maak_sleutel("M. van der Heijden", "ZVH", "procesregisseur", NU)
    twee = signing.maak_sleutel("J. de Wit", "ZVH", "secretaris", NU)
    stuk = signing.onderteken(compose.verslag(inhoud()), een, "voorzitter", NU, certificeren=True)
    return signing.onderteken(stuk, twee, "secretaris", NU, certificeren=False)


def _gestempeld() -> bytes:
    pki = Gezag()
    return signing.voeg_tijdstempel_toe(_ondertekend(), Dienst(pki, NU + timedelta(minutes=5)), bron=pki)


ALLE = {
    "verslag": lambda: compose.verslag(inhoud()),
    "concept": lambda: compose.verslag(inhoud(vastgesteld_op=None)),
    "lang": lambda: compose.verslag(lang()),
    "uittreksel": lambda: compose.verslag(snijd(lang(delen=1), CORPORATIE)),
    "presentielijst": lambda: compose.presentielijst(presentie()),
    "verklaring": lambda: compose.verklaring(verklaringstuk()),
    "afstand": lambda: compose.verklaring(verklaringstuk(wijze="afstand", halen=())),
    "addendum": lambda: compose.addendum(ADDENDUM),
    "herstelsleutel": lambda: compose.herstelsleutel("K7QF9-2MXDP 8RTWA-4HJNC", "kluis 1", NU),
    "ondertekend": _ondertekend,
    "gestempeld": _gestempeld,
}


@pytest.fixture(scope="module")
def stukken() -> dict[str, bytes]:
    return {naam: maak() for naam, maak in ALLE.items()}


@pytest.mark.parametrize("naam", ALLE)
def test_eigen_lezer_vindt_niets_mis_met_de_structuur(naam: str, stukken: dict[str, bytes]) -> None:
    assert mankementen(stukken[naam]) == []


@pytest.mark.parametrize("naam", ["verslag", "lang", "verklaring"])
def test_volgorde_van_lezen_is_die_van_het_papier(naam: str, stukken: dict[str, bytes]) -> None:
    """Pages in order, and on a page from the first piece to the last; a list's label comes before its body."""
    gelezen = volgorde(stukken[naam])
    assert gelezen == sorted(gelezen)


def test_poppler_leest_dezelfde_volgorde(stukken: dict[str, bytes], tmp_path: Path) -> None:
    for naam in ("verslag", "addendum"):
        assert poppler_structuurtekst(tmp_path, stukken[naam]) == structuurtekst(stukken[naam])


@pytest.mark.parametrize("naam", ALLE)
def test_outloud_vindt_alleen_dat_wij_niets_over_pdfua_zeggen(
    naam: str, stukken: dict[str, bytes], tmp_path: Path
) -> None:
    uitkomst = outloud.check(bestand(tmp_path, stukken[naam]))
    assert uitkomst.error is None
    fouten = [(f.rule, f.evidence) for f in uitkomst.findings if f.severity == "error"]
    # A line at the foot of a single page looks like prose to it; all it says stands in the text too.
    voet = [str(f[1]).removeprefix("logboek ") for f in fouten if f[0] == "TAG-002"]
    assert all(kop in structuurtekst(stukken[naam]) for kop in voet)
    assert {f[0] for f in fouten} - {"TAG-002"} == {"DOC-012"}


def _als_2b(pdf: bytes, *, zonder_velden: bool) -> io.BytesIO:
    """Return the same file as it would be at level B, which the checker knows; without fields, which it does not."""
    uit = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as geopend:
        xmp = geopend.Root.Metadata.read_bytes()
        geopend.Root.Metadata.write(xmp.replace(b"conformance>A<", b"conformance>B<"))
        if zonder_velden and "/AcroForm" in geopend.Root:
            del geopend.Root["/AcroForm"]
            for blad in geopend.pages:
                if "/Annots" in blad:
                    del blad["/Annots"]
        geopend.save(uit, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    uit.seek(0)
    return uit


@pytest.mark.parametrize("naam", [n for n in ALLE if n not in ("ondertekend", "gestempeld")])
def test_pikepdf_keurt_het_goed_als_pdfa_2b(naam: str, stukken: dict[str, bytes]) -> None:
    """An allowlist: it knows no signature fields at all, so those are held against PDFBox (`test_opmaak`)."""
    uitslag = pdfa.validate_written(_als_2b(stukken[naam], zonder_velden=True), "2b")
    assert [str(vondst) for vondst in uitslag.findings] == []
    met = pdfa.validate_written(_als_2b(stukken[naam], zonder_velden=False), "2b")
    assert all("AcroForm" in str(vondst) for vondst in met.findings)


def test_eigen_lezer_ziet_wat_er_mis_is(stukken: dict[str, bytes]) -> None:
    """A checker that never finds anything proves nothing."""

    def kapot(doe: Any) -> list[str]:
        uit = io.BytesIO()
        with pikepdf.open(io.BytesIO(stukken["verslag"])) as pdf:
            doe(pdf)
            pdf.save(uit)
        return mankementen(uit.getvalue())

    def weg(rol: str, sleutel: str) -> Any:
        def doe(pdf: pikepdf.Pdf) -> None:
            for ding in pdf.objects:
                if isinstance(ding, pikepdf.Dictionary) and ding.get("/S") == rol and sleutel in ding:
                    del ding[sleutel]
                    return

        return doe

    def los(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].contents_add(b"BT 10 10 Td (x) Tj ET")

    def verhang(pdf: pikepdf.Pdf) -> None:
        pdf.Root.StructTreeRoot.ParentTree.Nums[1][0] = pdf.Root.StructTreeRoot.ParentTree.Nums[1][5]

    def taal(pdf: pikepdf.Pdf) -> None:
        del pdf.Root["/Lang"]

    assert "blad 0: Tj buiten elk stuk" in kapot(los)
    assert "kop van een tabel zonder bereik" in kapot(weg("/TH", "/A"))
    assert any("op het blad en niet in de boom" in m for m in kapot(weg("/P", "/K")))
    assert "lijst zonder soort nummering" in kapot(weg("/L", "/A"))
    assert "taal is niet nl-NL" in kapot(taal)
    assert any("ouderboom" in m for m in kapot(verhang))
