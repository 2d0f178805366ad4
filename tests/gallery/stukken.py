"""Screens of verloop and stukken: filled from the demonstration with invented letters and pictures."""

import io
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from PIL import Image
from PySide6.QtWidgets import QApplication
from zvh_testing.proefstukken import afbeelding, docx
from zvh_testing.sessieplek import wacht

from zvh_desktop.domain.betrokkene import Betrokkene
from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.domain.ids import uuid7_hex
from zvh_desktop.domain.tijd import AMSTERDAM
from zvh_desktop.services import dossierstukken, verloop
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["stukken_schermen"]


class Galerij(Protocol):
    """What is asked of the gallery."""

    s: Any

    def rust(self) -> None: ...
    def neem(self, naam: str, widget: Any = None) -> None: ...
    def pagina(self, waar: str, naam: str, **argumenten: Any) -> Any: ...


def _vul(wp: Werkplek, casus_id: str) -> dict[str, str]:
    namen: dict[str, str] = {}
    laatste = max(wp.store.find(Betrokkene, casus_id=casus_id), key=lambda b: b.id)
    with wp.transactie("geheim adres") as t:
        t.save(laatste.met(adres_geheim=True))

    def voeg_toe(sleutel: str, inhoud: bytes, naam: str, **velden: Any) -> None:
        namen[sleutel] = dossierstukken.voeg_toe(wp, casus_id, inhoud, naam=naam, **velden).stuk.id

    brief = _brief()
    voeg_toe("pdf", brief, "brief ontslag.pdf", omschrijving="Ontslagbrief van de afdeling", bron="GGZ",
             categorie="brief", datum=date(2026, 11, 18))  # fmt: skip
    voeg_toe("foto", afbeelding(1600, 1000, "JPEG"), "IMG_2231.jpg", omschrijving="De voordeur na het incident",
             bron="Politie", categorie="foto", datum=date(2026, 11, 19))  # fmt: skip
    tekst = docx("Risicotaxatie", "Het risico op terugval neemt toe als de medicatie stopt.", "Advies: FACT.")
    voeg_toe("word", tekst, "risicotaxatie 2026.docx", bron="Reclassering", categorie="risicotaxatie")
    voeg_toe("geluid", b"ID3\x04" + bytes(400_000), "memo huisbezoek.mp3", bron="S. Bakker", categorie="spraak")
    voeg_toe("vreemd", bytes(range(256)) * 90, "export.dat")
    weg = dossierstukken.voeg_toe(wp, casus_id, afbeelding(30, 30), naam="verkeerd dossier.png").stuk
    dossierstukken.trek_in(wp, weg.id, "hoort bij een ander dossier")
    for regel in (
        "/detentie van 2-10-2026 tot 9-11-2026 Voorlopige hechtenis, PI Zaanstad. @OM #feit",
        "/verlof 10-11-2026 t/m 12-11-2026 Eerste begeleide verlof zonder bijzonderheden. @GGZ",
        "/incident 19-11-2026 22:40 @Politie: Kees stond bij de flat van zijn tante; wijkagent sprak hem aan. #feit",
        "/telefoon gisteren 15:10 @GGZ Afdeling bevestigt ontslag op 1 december; verlof verloopt goed. #feit",
        "/opschaling 20-11-2026, besproken met de netwerkmanager: plek met toezicht ontbreekt nog. #oordeel",
    ):
        nieuw, _ = verloop.schrijf(wp, casus_id, regel, ("GGZ", "OM", "Politie"))
        namen.setdefault("notitie", nieuw.id)
    from zvh_desktop.services import dossiers

    dossiers.wijzig(wp, "notitie", namen["notitie"], {"tekst": "Voorlopige hechtenis, PI Zaanstad, afdeling C."})
    casus = wp.eis(Casus, casus_id)
    begin = datetime(2026, 9, 30, 9, 0, tzinfo=AMSTERDAM)
    with wp.transactie("veel notities") as t:
        t.save_many(
            Notitie(
                id=uuid7_hex(1_700_000_000_000 + n, n.to_bytes(10, "big")), stream=casus.stream, casus_id=casus_id,
                tijdstip=begin - timedelta(hours=31 * n), notitiesoort=("notitie", "telefoon", "contact")[n % 3],
                tekst=f"Kort contact over dagbesteding en medicatie; afspraak nummer {n} staat.", bron="GGZ",
            )
            for n in range(60)
        )  # fmt: skip
    return namen


def _brief() -> bytes:
    beeld = Image.new("RGB", (10, 10), "white")
    uit = io.BytesIO()
    from zvh_testing.proefstukken import pdf

    beeld.save(uit, "PNG")
    return pdf("Ontslagbrief", "Tweede blad", "Derde blad")


def stukken_schermen(g: Galerij, casus_id: str) -> None:
    """Verloop with its panel and filter, stukken with every kind of preview."""
    uit: list[dict[str, str]] = []
    g.s.taken.doe(_vul, casus_id, klaar=uit.append, voor=g.s.taken)
    wacht(lambda: bool(uit))
    namen = uit[0]
    pagina = g.pagina("casussen.casus", "stuk-verloop", casus_id=casus_id, tab="verloop")
    deel: Any = pagina.tab("verloop")
    deel.invoer.zet_tekst("/telefoon gisteren 14:00 @GGZ Moeder belde terug. #feit")
    deel.invoer.zet_bekend(deel._verloop.nu, deel._verloop.bronnen)
    deel.filter.woorden.setText("verlof")
    g.rust()
    g.neem("stuk-verloop-filter")
    deel.filter.wis()
    deel.invoer.zet_tekst("/")
    deel.kies(namen["notitie"])
    g.rust()
    g.neem("stuk-verloop-paneel")
    deel.invoer.zet_tekst("")
    deel.verberg()
    pagina = g.pagina("casussen.casus", "stuk-lijst", casus_id=casus_id, tab="stukken")
    tab: Any = pagina.tab("stukken")
    for sleutel in ("pdf", "foto", "word", "geluid"):
        tab.kies(namen[sleutel])
        g.rust()
        for _ in range(20):
            QApplication.processEvents()
        g.rust()
        g.neem(f"stuk-{sleutel}")
        tab.paneel.sluit()
    tab._nieuw()
    tab.nieuw.neem_bytes("scan.pdf", afbeelding(200, 100))
    tab.nieuw.neem_bytes("Brief aan de gemeente.docx", docx("Beste collega"))
    tab.nieuw.neem(("/bestaat/niet.pdf",))
    tab.nieuw.neem_bytes("leeg.docx", b"")
    g.rust()
    g.neem("stuk-nieuw")
    tab.nieuw._annuleer()
    for sleutel, naam in (("pdf", "stuk-uitgeven"), ("foto", "stuk-uitgeven-nakijken")):
        tab.kies(namen[sleutel])
        g.rust()
        tab.uitgeef.begin(tab.paneel.stuk)
        g.rust()
        tab.uitgeef.aan.setText("J. de Boer, politie")
        tab.uitgeef.grond.zet("Verzoek van 20 november")
        if sleutel == "foto":
            tab.uitgeef.doe()
        g.rust()
        g.neem(naam)
        tab.verberg()
