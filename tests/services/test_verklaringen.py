"""How long a verklaring binds, what is known of the clock, and one that is signed elsewhere and comes back."""

import errno
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pypdfium2
import pytest
from zvh_testing.casuskluis import AMSTERDAM, werkplek, word
from zvh_testing.overlegspel import DAG, GAST, Tafel

from zvh_desktop.documents import signing
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.overleg import Deelnemer, Verklaring
from zvh_desktop.domain.tijd import klokslag
from zvh_desktop.domain.verslag import Verstrekking
from zvh_desktop.services import (
    afronden,
    beheer,
    geheimhouding,
    overlegbeeld,
    overlegdeelnemers,
    overleggen,
    stukken,
    verklaring_afstand,
    verklaring_papier,
    verslagtekst,
    verstrekken,
    voorzitten,
)
from zvh_desktop.services.inlezen_stuk import stuk_van_bytes
from zvh_desktop.services.klokstand import tijdkwaliteit
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import meta


@pytest.fixture
def wp(tmp_path: Path) -> Iterator[Werkplek]:
    with werkplek(tmp_path) as plek:
        yield plek


def later(wp: Werkplek, dag: date, naam: str = GAST[0], organisatie: str = GAST[1]) -> overlegbeeld.DeelnemerRegel:
    invoer = overleggen.OverlegInvoer("Casusoverleg", dag, time(9, 30), time(11), "Stadhuis")
    id_, _ = overleggen.plan(wp, invoer)
    wie, _ = overlegdeelnemers.voeg_deelnemer_toe(wp, id_, naam=naam, organisatie=organisatie)
    return next(r for r in overlegbeeld.detail(wp, id_).deelnemers if r.deelnemer.id == wie)


def getekend(sha_inhoud: bytes, naam: str = "Bram van ’t Hek", veld: str = "ondertekenaar") -> bytes:
    nu = datetime(2026, 11, 23, 16, 5, tzinfo=AMSTERDAM)
    sleutel = signing.maak_sleutel(naam, "Woningcorporatie Intermaris", "deelnemer", nu)
    return signing.onderteken(sha_inhoud, sleutel, veld, nu, reden="akkoord", certificeren=False)


def regel_van(fout: pytest.ExceptionInfo[Omstandigheid]) -> object:
    return fout.value.gegevens.get("regel")


# How long


def test_zonder_instelling_geldt_een_verklaring_alleen_voor_haar_overleg(wp: Werkplek) -> None:
    tafel = Tafel(wp)
    tafel.begin(tafel.gast)
    tafel.teken(naam="Bram van ’t Hek")
    assert not later(wp, DAG + timedelta(days=14)).dekking.gedekt


def test_doorlopende_verklaring_dekt_dezelfde_persoon_tot_en_met_de_dag(wp: Werkplek) -> None:
    beheer.bewaar_regio(wp, verklaring_maanden=12)
    tafel = Tafel(wp)
    tafel.begin(tafel.gast)
    tafel.teken(naam="Bram van ’t Hek")
    assert wp.store.find(Verklaring)[0].geldig_tot == date(2027, 11, 24)
    regel = later(wp, date(2027, 11, 24))
    assert (regel.dekking.gedekt, regel.woorden) == (True, "verklaring tot 24 nov 2027")
    assert not later(wp, date(2027, 11, 25)).dekking.gedekt
    assert not later(wp, date(2026, 11, 23)).dekking.gedekt
    assert not later(wp, date(2027, 1, 5), naam="K. van ’t Hek").dekking.gedekt
    assert not later(wp, date(2027, 1, 5), organisatie="Woningcorporatie Parteon").dekking.gedekt


def test_weigering_en_intrekking_gaan_voor_een_doorlopende(wp: Werkplek) -> None:
    beheer.bewaar_regio(wp, verklaring_maanden=12)
    tafel = Tafel(wp)
    tafel.begin(tafel.gast)
    tafel.teken(naam="Bram van ’t Hek")
    regel = later(wp, date(2027, 1, 5))
    tafel.teken(regel.deelnemer.id, "geweigerd")
    na = {r.deelnemer.id: r.dekking for r in overlegbeeld.detail(wp, regel.deelnemer.overleg_id).deelnemers}
    assert na[regel.deelnemer.id].hoe == "geweigerd"
    eerste = wp.store.find(Verklaring, wijze="getekend")[0]
    with wp.transactie("ingetrokken") as t:
        t.save(eerste.met(ingetrokken=True))
    assert not later(wp, date(2027, 2, 2)).dekking.gedekt


def test_laatste_dag_van_een_korte_maand(wp: Werkplek) -> None:
    beheer.bewaar_regio(wp, verklaring_maanden=3)
    assert geheimhouding._geldig_tot(wp, date(2026, 11, 30)) == date(2027, 2, 28)


# The clock


def test_klok_zonder_bewijs_is_niet_bevestigd_en_met_vers_bewijs_wel(wp: Werkplek) -> None:
    assert tijdkwaliteit(wp) == "klok van dit toestel, niet bevestigd"
    nu_ms = int(wp.nu().timestamp() * 1000)
    v = wp.store.verbinding
    with v.transaction():
        meta.note_clock(v, server_ms=nu_ms - 95_000, eigen_ms=nu_ms)
    assert tijdkwaliteit(wp).endswith("vergeleken met de regionale server: 95 seconden voor")
    with v.transaction():
        meta.note_clock(v, server_ms=nu_ms, eigen_ms=nu_ms - 3 * 86_400_000)
    assert "niet bevestigd sinds" in tijdkwaliteit(wp)
    with v.transaction():
        meta.note_clock(v, server_ms=nu_ms, eigen_ms=nu_ms + 86_400_000)
    assert "niet bevestigd sinds" in tijdkwaliteit(wp), "a clock that was put back since proves nothing"


def test_tijdkwaliteit_staat_bij_de_verklaring_en_in_het_stuk(wp: Werkplek) -> None:
    tafel = Tafel(wp)
    tafel.begin(tafel.gast)
    id_ = tafel.teken(naam="Bram van ’t Hek")
    stuk = geheimhouding.stuk(wp, id_)
    assert (stuk.tijdkwaliteit, stuk.geldig) == ("klok van dit toestel, niet bevestigd", "voor dit overleg")


# Signed elsewhere


def test_getekend_teruggekomen_bestand_dekt_en_wordt_zelf_bewaard(wp: Werkplek) -> None:
    tafel = Tafel(wp)
    verstuurd, _ = verklaring_afstand.maak(wp, tafel.gast)
    terug = getekend(verstuurd)
    oordeel = verklaring_afstand.beoordeel(wp, tafel.gast, terug)
    assert (oordeel.naam, oordeel.vertrouwen, oordeel.zelfde_naam) == ("Bram van ’t Hek", "onbekend", False)
    assert wp.store.find(Verklaring) == []
    id_, _ = verklaring_afstand.leg_vast(wp, oordeel)
    regel = next(r for r in overlegbeeld.detail(wp, tafel.overleg_id).deelnemers if r.deelnemer.id == tafel.gast)
    assert (regel.dekking.gedekt, regel.woorden) == (True, "verklaring op afstand getekend")
    assert stukken.verklaring_pdf(wp, id_) == terug
    v = wp.eis(Verklaring, id_)
    assert v.tekst_sha256 == geheimhouding.tekenblad(wp, tafel.gast).tekst_sha256 and v.tekstversie
    assert "23 nov 2026 om 16:05" in v.tijdkwaliteit
    tafel.begin(tafel.gast)
    assert voorzitten.poort(wp, tafel.punt_id).open


def test_zelfde_naam_in_het_certificaat_wordt_herkend(wp: Werkplek) -> None:
    tafel = Tafel(wp)
    verstuurd, _ = verklaring_afstand.maak(wp, tafel.gast)
    assert verklaring_afstand.beoordeel(wp, tafel.gast, getekend(verstuurd, GAST[0])).zelfde_naam


def test_ander_bestand_ongetekend_en_veranderd_worden_geweigerd_met_de_reden(wp: Werkplek) -> None:
    tafel = Tafel(wp)
    with pytest.raises(Omstandigheid) as fout:
        verklaring_afstand.beoordeel(wp, tafel.gast, b"%PDF-1.7")
    assert regel_van(fout) == "afstand_niet_verstuurd"
    verstuurd, _ = verklaring_afstand.maak(wp, tafel.gast)
    ander, _ = verklaring_afstand.maak(wp, tafel.vast)
    gevallen = {
        "afstand_niet_getekend": verstuurd,
        "afstand_ander_stuk": getekend(ander),
    }
    for regel, inhoud in gevallen.items():
        with pytest.raises(Omstandigheid) as fout:
            verklaring_afstand.beoordeel(wp, tafel.gast, inhoud)
        assert regel_van(fout) == regel
    goed = bytearray(getekend(verstuurd))
    goed[len(verstuurd) + 400] ^= 1
    with pytest.raises(Omstandigheid):
        verklaring_afstand.beoordeel(wp, tafel.gast, bytes(goed))
    with pytest.raises(Omstandigheid) as fout:
        verklaring_afstand.beoordeel(wp, tafel.gast, getekend(verstuurd, veld="getuige"))
    assert regel_van(fout) == "afstand_niet_getekend"
    assert wp.store.find(Verklaring) == []


def test_tekst_die_intussen_is_vervangen_blijft_de_tekst_die_getekend_is(wp: Werkplek) -> None:
    tafel = Tafel(wp)
    verstuurd, _ = verklaring_afstand.maak(wp, tafel.gast)
    oud = geheimhouding.tekenblad(wp, tafel.gast)
    beheer.nieuwe_tekst(wp, "2027-1", "Nieuwe kern", "Nieuwe tekst van de verklaring, langer dan een regel.")
    id_, _ = verklaring_afstand.leg_vast(wp, verklaring_afstand.beoordeel(wp, tafel.gast, getekend(verstuurd)))
    v = wp.eis(Verklaring, id_)
    assert (v.tekst_sha256, v.tekstversie) == (oud.tekst_sha256, oud.versie)


def test_gesloten_overleg_neemt_niets_meer_terug(wp: Werkplek) -> None:
    tafel = Tafel(wp)
    verstuurd, _ = verklaring_afstand.maak(wp, tafel.gast)
    oordeel = verklaring_afstand.beoordeel(wp, tafel.gast, getekend(verstuurd))
    tafel.begin(tafel.vast)
    tafel.beslis()
    tafel.sluit()
    for doe in (lambda: verklaring_afstand.leg_vast(wp, oordeel), lambda: verklaring_afstand.maak(wp, tafel.gast)):
        with pytest.raises(Omstandigheid):
            doe()
    assert wp.eis(Deelnemer, tafel.gast).afstand_sha256


# Handed out


def test_verklaring_en_presentielijst_gaan_door_dezelfde_deur_als_al_het_andere(wp: Werkplek, tmp_path: Path) -> None:
    tafel = Tafel(wp)
    tafel.begin(tafel.gast)
    id_ = tafel.teken()
    uit, _ = verstrekken.verstrek_verklaring(wp, id_, tmp_path / "v.pdf", aan="B. van ’t Hek", hoe="op papier")
    lijst, _ = verstrekken.verstrek_presentielijst(wp, tafel.overleg_id, tmp_path / "p.pdf", aan="Archief", hoe="post")
    assert uit.read_bytes()[:5] == lijst.read_bytes()[:5] == b"%PDF-"
    (van_verklaring,) = verstrekken.eerder_verstrekt(wp, id_)
    (van_lijst,) = verstrekken.eerder_verstrekt(wp, tafel.overleg_id)
    assert (van_verklaring.stuk, van_verklaring.aan, van_verklaring.hoe) == ("verklaring", "B. van ’t Hek", "op papier")
    assert wp.store.bestand(van_lijst.pdf_sha256) == lijst.read_bytes(), "the list is made anew each time: a copy stays"
    assert not wp.store.find(Verstrekking, casus_id=tafel.casus_id), "a paper of the overleg ties no dossiers together"


def test_verklaring_die_elders_getekend_wordt_staat_als_verstrekt(wp: Werkplek, tmp_path: Path) -> None:
    tafel = Tafel(wp)
    pad, _ = verklaring_afstand.verstuur(wp, tafel.gast, tmp_path / "v.pdf")
    (uit,) = verstrekken.eerder_verstrekt(wp, tafel.gast)
    assert (uit.stuk, uit.aan) == ("verklaring", "B. van ’t Hek, Woningcorporatie Intermaris")
    assert verklaring_afstand.beoordeel(wp, tafel.gast, getekend(pad.read_bytes())).zelfde_naam is False
    word(wp, "casusregisseur")
    with pytest.raises(Omstandigheid) as fout:
        verklaring_afstand.verstuur(wp, tafel.gast, tmp_path / "w.pdf")
    assert fout.value.reden is Reden.NIET_BEVOEGD and not (tmp_path / "w.pdf").exists()


def test_zonder_ontvanger_of_schijf_gaat_er_niets_uit(
    wp: Werkplek, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tafel = Tafel(wp)
    tafel.begin(tafel.gast)
    id_, pad = tafel.teken(), tmp_path / "uit" / "v.pdf"
    for aan, hoe in ((" ", "post"), ("Archief", "")):
        for doe, wat in (
            (verstrekken.verstrek_verklaring, id_),
            (verstrekken.verstrek_presentielijst, tafel.overleg_id),
        ):
            with pytest.raises(Omstandigheid) as fout:
                doe(wp, wat, pad, aan=aan, hoe=hoe)
            assert regel_van(fout) == "ontvanger_nodig"

    def vol(*_: object) -> None:
        raise OSError(errno.ENOSPC, "vol")

    for stap in ("reserve", "fill"):
        with monkeypatch.context() as m:
            m.setattr(f"zvh_desktop.services.uitgaan.{stap}", vol)
            with pytest.raises(Omstandigheid) as fout:
                verstrekken.verstrek_verklaring(wp, id_, pad, aan="Archief", hoe="post")
        assert fout.value.reden is Reden.SCHIJF_VOL
        assert not list(tmp_path.glob("uit/*")), "nothing half is left"
        assert verstrekken.eerder_verstrekt(wp, id_) == []


def test_wie_niet_mag_verstrekken_krijgt_ook_geen_verklaring_of_presentielijst_mee(
    wp: Werkplek, tmp_path: Path
) -> None:
    tafel = Tafel(wp)
    tafel.begin(tafel.gast)
    id_ = tafel.teken()
    word(wp, "casusregisseur")
    for doe, wat in ((verstrekken.verstrek_verklaring, id_), (verstrekken.verstrek_presentielijst, tafel.overleg_id)):
        with pytest.raises(Omstandigheid) as fout:
            doe(wp, wat, tmp_path / "x.pdf", aan="Archief", hoe="post")
        assert fout.value.reden is Reden.NIET_BEVOEGD
    assert not (tmp_path / "x.pdf").exists()


# On paper


def _png() -> bytes:
    def deel(soort: bytes, inhoud: bytes) -> bytes:
        som = zlib.crc32(soort + inhoud).to_bytes(4, "big")
        return len(inhoud).to_bytes(4, "big") + soort + inhoud + som

    kop = (2).to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n" + deel(b"IHDR", kop) + deel(b"IDAT", zlib.compress(b"\0\xff\xff" * 2)) + deel(b"IEND", b"")
    )


def test_scan_van_het_papier_blijft_byte_voor_byte_bij_de_verklaring(wp: Werkplek, tmp_path: Path) -> None:
    tafel = Tafel(wp)
    tafel.begin(tafel.gast)
    id_ = tafel.teken(wijze="papier", papier_kenmerk="map 3, blad 12")
    for ruw in (stuk_van_bytes("scan.pdf", b"%PDF-1.4 oud"), stuk_van_bytes("scan.png", _png())):
        verklaring_papier.bewaar_scan(wp, id_, ruw)
        assert verklaring_papier.scan(wp, id_)[1] == ruw.inhoud
    v = wp.eis(Verklaring, id_)
    assert (v.bestandsoort, v.bestand_sha256) == ("png", hashlib.sha256(_png()).hexdigest())
    assert not verklaring_papier.bewaar_scan(wp, id_, ruw).wijzigingen, "the same scan twice changes nothing"
    kijker = verklaring_papier.kijk(wp, id_)
    try:
        assert kijker.bladen() == 1
    finally:
        kijker.sluit()
    gezien = verstrekken.doorzicht_verklaring(wp, id_)
    assert "In een casus van dit overleg is geheim: een adres" in gezien.zin()
    with pytest.raises(Omstandigheid) as fout:
        verstrekken.verstrek_verklaring(wp, id_, tmp_path / "v.pdf", aan="Archief", hoe="post")
    assert fout.value.gegevens["regel"] == "stuk_niet_nagekeken"
    pad, _ = verstrekken.verstrek_verklaring(wp, id_, tmp_path / "v.pdf", aan="Archief", hoe="post", nagekeken=True)
    assert "nagekeken en vrijgegeven" in verstrekken.eerder_verstrekt(wp, id_)[0].wat
    assert pad.with_name("v.scan.png").read_bytes() == _png(), "the scan goes beside the document"


@pytest.mark.parametrize(
    ("wijze", "inhoud", "regel"),
    [
        ("papier", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "scan_soort"),
        ("papier", b"platte tekst met een naam die op .pdf eindigt", "scan_soort"),
        ("getypt", b"%PDF-1.4 ", "scan_geen_papier"),
    ],
)
def test_alleen_een_scan_bij_een_papieren_verklaring(wp: Werkplek, wijze: str, inhoud: bytes, regel: str) -> None:
    tafel = Tafel(wp)
    tafel.begin(tafel.gast)
    id_ = tafel.teken(wijze=wijze, papier_kenmerk="map 3" if wijze == "papier" else "")
    with pytest.raises(Omstandigheid) as fout:
        verklaring_papier.bewaar_scan(wp, id_, stuk_van_bytes("scan.pdf", inhoud))
    assert regel_van(fout) == regel
    with pytest.raises(Omstandigheid) as fout:
        verklaring_papier.kijk(wp, id_)
    assert regel_van(fout) == "scan_ontbreekt"


def test_voorlezen_staat_met_de_tekst_de_tijd_en_wie_in_verslag_en_presentielijst(wp: Werkplek) -> None:
    tafel = Tafel(wp)
    with pytest.raises(Omstandigheid):
        geheimhouding.lees_voor(wp, tafel.overleg_id, geheimhouding.voorleestekst(wp, tafel.overleg_id))
    tafel.begin(tafel.vast)
    tekst = geheimhouding.voorleestekst(wp, tafel.overleg_id)
    assert tekst.kern and not tekst.al
    with pytest.raises(Omstandigheid):
        geheimhouding.lees_voor(wp, tafel.overleg_id, replace(tekst, tekst_sha256="0" * 64))
    geheimhouding.lees_voor(wp, tafel.overleg_id, tekst)
    zin = f"De tekst over geheimhouding (versie {tekst.versie}) is om {klokslag(wp.nu())} voorgelezen door"
    assert geheimhouding.voorleestekst(wp, tafel.overleg_id).al.startswith(zin)
    assert voorzitten.beeld(wp, tafel.overleg_id).voorgelezen.startswith(zin)
    tafel.beslis()
    verslag = tafel.sluit()
    for pdf in (stukken.concept_pdf(wp, verslag.id), stukken.presentielijst_pdf(wp, tafel.overleg_id)):
        bladen = (blad.get_textpage().get_text_bounded() for blad in pypdfium2.PdfDocument(pdf))
        assert zin in " ".join(" ".join(bladen).split())


def test_weigering_staat_met_wat_zij_tot_gevolg_had_bij_het_afronden_en_in_het_verslag(wp: Werkplek) -> None:
    tafel = Tafel(wp)
    tafel.begin(tafel.vast, tafel.gast)
    tafel.teken(wijze="geweigerd")
    assert not voorzitten.poort(wp, tafel.punt_id).open
    voorzitten.buiten(wp, tafel.gast, tafel.punt_id)
    (kaart,) = afronden.overzicht(wp, tafel.overleg_id)
    assert kaart.zonder == (f"{GAST[0]} ({GAST[1]}), weigert te tekenen: wachtte buiten",)
    tafel.beslis()
    inhoud = verslagtekst.inhoud_van(wp, tafel.sluit())
    (gast,) = (a for a in (*inhoud.aanwezigen, *inhoud.afwezigen) if a.naam == GAST[0])
    assert (gast.dekking, gast.afwezig) == ("weigert te tekenen", "buiten bij deze casus: weigerde te tekenen")
