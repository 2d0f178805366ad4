"""What was open comes back after locking: the sheet being signed, the panel being filled, the field and its text."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from zvh_testing.demohuis import demohuis, opnieuw, rust
from zvh_testing.sessieplek import focus, teksten, toets, typ, wacht

from zvh_desktop.gui.onderdelen.zijpaneel import Zijpaneel
from zvh_desktop.gui.sessie import Sessie
from zvh_desktop.gui.voorzitten.afronden import Afrondscherm
from zvh_desktop.gui.voorzitten.tekenen import Tekenscherm
from zvh_desktop.services import beheer, concepten, demo
from zvh_desktop.services.vandaag import vandaag


@pytest.fixture
def huis(tmp_path: Path, qapp: QApplication) -> Iterator[tuple[Sessie, demo.Verhaal]]:
    with demohuis(tmp_path) as (s, verhaal):
        yield s, verhaal


def vergrendel_en_open(s: Sessie) -> None:
    s.vergrendel()
    assert s.venster.huidige_pagina is None
    opnieuw(s)


def niet_bewaard(s: Sessie) -> list[concepten.NietBewaard]:
    rust(s)
    antwoord: list[Any] = []
    s.taken.vraag(concepten.lijst, klaar=antwoord.append, voor=s)
    wacht(lambda: antwoord)
    return list(antwoord[0])


def aan_de_poort(s: Sessie, verhaal: demo.Verhaal) -> Any:
    """Chair the overleg of today up to the first casus, where someone has to sign."""
    s.venster.ga_naar("overleggen.overleg", overleg_id=verhaal.overleg_ids["vandaag"], doe="voorzitten")
    rust(s)
    v: Any = s.venster.centralWidget()
    for wie in list(v.scherm.beeld.kamer):
        v._aangekomen(wie.deelnemer_id)
    rust(s)
    v._stap(1)
    rust(s)
    return v


def haal(veld: QWidget) -> None:
    """Draw one stroke with the mouse."""
    QTest.mousePress(veld, Qt.MouseButton.LeftButton, pos=QPoint(40, 60))
    for x in range(50, 200, 10):
        QTest.mouseMove(veld, QPoint(x, 60 + x % 40))
    QTest.mouseRelease(veld, Qt.MouseButton.LeftButton, pos=QPoint(210, 90))


def test_blad_dat_nog_niet_getekend_is_komt_terug_met_haal_en_naam(huis: tuple[Sessie, demo.Verhaal]) -> None:
    s, verhaal = huis
    v = aan_de_poort(s, verhaal)
    v._laat_tekenen(v.scherm.beeld.tegen[0].deelnemer_id)
    rust(s)
    blad: Any = s.venster.centralWidget()
    blad.naam.setFocus()
    typ("Bram van ’t Hek")
    haal(blad.veld)
    getekend = blad.veld.halen
    assert getekend
    vergrendel_en_open(s)
    wacht(lambda: isinstance(s.venster.centralWidget(), Tekenscherm))
    terug: Any = s.venster.centralWidget()
    assert terug.veld.halen == getekend
    assert terug.naam.text() == "Bram van ’t Hek"
    assert "Kees" not in teksten(terug)
    assert [(n.concept.label, n.fragment) for n in niet_bewaard(s)] == [("Geheimhoudingsverklaring", "Bram van ’t Hek")]
    haal(terug.veld)
    assert terug.veld.halen[-1][0][3] >= getekend[-1][-1][3]
    terug._teken()
    rust(s)
    assert not isinstance(s.venster.centralWidget(), Tekenscherm)
    assert not niet_bewaard(s)


def test_aanmelding_staat_er_weer_met_halve_datum_en_de_cursor_waar_hij_was(huis: tuple[Sessie, demo.Verhaal]) -> None:
    s, _ = huis
    s.venster.ga_naar("casussen.aanmelding", deel="telefonisch")
    rust(s)
    velden: Any = s.venster.huidige_pagina.formulier.velden
    velden._persoon_erbij()
    typ("Bram")
    rij = velden.personen[1].velden
    rij["geboortedatum"].invoer.setFocus()
    typ("3-2-")
    rij["naam.voornamen"].invoer.setFocus()
    rij["naam.voornamen"].invoer.setCursorPosition(2)
    was = velden.stand()
    vergrendel_en_open(s)
    rust(s)
    pagina: Any = s.venster.huidige_pagina
    assert pagina.formulier.velden is not velden
    assert pagina.formulier.velden.stand() == was
    assert was["halve_datums"] == {"betrokkenen.1.geboortedatum": "3-2-"}
    assert pagina.formulier.plek() == {"veld": "betrokkenen.1.naam.voornamen", "cursor": 2}


def test_blad_verlaten_gooit_de_haal_weg(huis: tuple[Sessie, demo.Verhaal]) -> None:
    s, verhaal = huis
    v = aan_de_poort(s, verhaal)
    wie = v.scherm.beeld.tegen[0].deelnemer_id
    v._laat_tekenen(wie)
    rust(s)
    blad: Any = s.venster.centralWidget()
    haal(blad.veld)
    blad.naam.setFocus()
    toets(Qt.Key.Key_Escape)
    assert not niet_bewaard(s)
    v._laat_tekenen(wie)
    rust(s)
    weer: Any = s.venster.centralWidget()
    assert weer.veld.halen == ()


@pytest.mark.parametrize("welk", ["informeren", "waarom:informeren"])
def test_afronden_staat_er_na_het_slot_weer_met_de_cursor_waar_hij_was(
    huis: tuple[Sessie, demo.Verhaal], welk: str
) -> None:
    s, verhaal = huis
    v = aan_de_poort(s, verhaal)
    v._open_afronden()
    rust(s)
    v._afrond.kaarten[-1].invoer()[welk].setFocus()
    typ("belt hem")
    toets(Qt.Key.Key_Left)
    vergrendel_en_open(s)
    wacht(lambda: isinstance(s.venster.centralWidget(), Afrondscherm))
    rust(s)
    veld = s.venster.centralWidget().kaarten[-1].invoer()[welk]
    assert focus() is veld
    typ("!")
    assert (veld.text() if isinstance(veld, QLineEdit) else veld.tekst()) == "belt he!m"


def test_reden_van_toelating_en_terugkoppeling_blijven_half_getypt_bewaard(
    huis: tuple[Sessie, demo.Verhaal],
) -> None:
    s, verhaal = huis
    v = aan_de_poort(s, verhaal)
    wie = v.scherm.beeld.tegen[0].deelnemer_id
    v.scherm._vraag_toelating(wie)
    typ("Kent het gezin al")
    v._bode.schrijf()
    assert [(n.concept.label, n.fragment, n.doel) for n in niet_bewaard(s)] == [
        ("Reden van toelating", "Kent het gezin al", "overleggen.overleg")
    ]
    vergrendel_en_open(s)
    s.venster.ga_naar("overleggen.overleg", overleg_id=verhaal.overleg_ids["vandaag"], doe="voorzitten")
    rust(s)
    v = s.venster.centralWidget()
    v._stap(1)
    rust(s)
    v.scherm._vraag_toelating(wie)
    rust(s)
    assert v.scherm.poort._vragen[wie].veld.text() == "Kent het gezin al"
    toets(Qt.Key.Key_Return)
    rust(s)
    assert not niet_bewaard(s)
    assert wie not in {k.deelnemer_id for k in v.scherm.beeld.tegen}
    actie = next(a for a in v.scherm.beeld.vorige if a.status == "open")
    v.scherm._open_afrond(actie.actie_id)
    typ("gebeld, ko")
    v.scherm.afrond.sluit()
    v.scherm._open_afrond(actie.actie_id)
    rust(s)
    assert v.scherm.afrond.veld.text() == "gebeld, ko"
    toets(Qt.Key.Key_Escape)
    assert not niet_bewaard(s)
    v._open_afronden()
    rust(s)
    kaart: Any = v._afrond.kaarten[-1]
    waarom = kaart.waarom["informeren"]
    waarom.setFocus()
    typ("de wijkagent belt")
    kaart.keuze.kies("geen_besluit")
    kaart.keuze.gekozen.emit("geen_besluit")
    rust(s)
    waarom = kaart.waarom["informeren"]
    assert (waarom.text(), focus() is waarom) == ("de wijkagent belt", True)
    v._bode.schrijf()
    v._sluit_afronden()
    assert [n.concept.label for n in niet_bewaard(s)] == ["Afronden: wie informeert de betrokkene"]
    v._open_afronden()
    rust(s)
    kaart = v._afrond.kaarten[-1]
    assert kaart.waarom["informeren"].text() == "de wijkagent belt"
    kaart.waarom["informeren"].setFocus()
    toets(Qt.Key.Key_Return)
    rust(s)
    assert "informeren" not in kaart.open
    assert not niet_bewaard(s)


def test_wat_geen_datum_is_houdt_het_sluiten_tegen_en_staat_er_na_vergrendelen_nog(
    huis: tuple[Sessie, demo.Verhaal],
) -> None:
    s, verhaal = huis
    v = aan_de_poort(s, verhaal)
    v._open_afronden()
    rust(s)
    scherm = v._afrond
    gesloten: list[int] = []
    scherm.sluiten.disconnect()
    scherm.sluiten.connect(gesloten.append)
    kaart: Any = scherm.kaarten[-1]
    kaart.evaluatie.setFocus()
    typ("ergens in mei")
    toets(Qt.Key.Key_Tab)
    veld = kaart._dagvelden["evaluatiedatum"]
    assert veld.foutief and "geen datum" in veld.melding.text()
    scherm.knop.setEnabled(True)
    scherm.knop.click()
    assert not gesloten and focus() is kaart.evaluatie.focusProxy()
    v._bode.schrijf()
    assert "ergens in mei" in {n.fragment for n in niet_bewaard(s)}
    vergrendel_en_open(s)
    s.venster.ga_naar("overleggen.overleg", overleg_id=verhaal.overleg_ids["vandaag"], doe="voorzitten")
    rust(s)
    v = s.venster.centralWidget()
    v._open_afronden()
    rust(s)
    kaart = v._afrond.kaarten[-1]
    assert kaart.evaluatie.tekst() == "ergens in mei" and kaart._dagvelden["evaluatiedatum"].foutief
    kaart.evaluatie.setFocus()
    (kaart.evaluatie.focusProxy() or kaart.evaluatie).selectAll()
    typ("1-12-2026")
    assert not kaart._dagvelden["evaluatiedatum"].foutief
    toets(Qt.Key.Key_Return)
    rust(s)
    assert not niet_bewaard(s)
    v._afrond.sluiten.disconnect()
    v._afrond.sluiten.connect(gesloten.append)
    v._afrond.knop.setEnabled(True)
    v._afrond.knop.click()
    assert gesloten


def test_getypt_akkoord_alleen_met_het_toetsenbord(huis: tuple[Sessie, demo.Verhaal]) -> None:
    s, verhaal = huis
    v = aan_de_poort(s, verhaal)
    wie = v.scherm.beeld.tegen[0].deelnemer_id
    assert "tekenen" in focus().accessibleName().lower()
    toets(Qt.Key.Key_Space)
    wacht(lambda: isinstance(s.venster.centralWidget(), Tekenscherm))
    blad: Any = s.venster.centralWidget()
    assert not blad.getypt.isEnabled()
    assert focus() is blad.naam
    typ("Bram van ’t Hek")
    for _ in range(12):
        if focus() is blad.getypt:
            break
        toets(Qt.Key.Key_Tab)
    assert focus() is blad.getypt
    toets(Qt.Key.Key_Space)
    rust(s)
    assert s.venster.centralWidget() is v
    assert next(k for k in v.scherm.beeld.kamer if k.deelnemer_id == wie).gedekt
    assert wie not in {k.deelnemer_id for k in v.scherm.beeld.tegen}


def test_melding_over_een_casus_gaat_weg_bij_een_andere_casus_bij_tekenen_en_op_de_beamer(
    huis: tuple[Sessie, demo.Verhaal],
) -> None:
    s, verhaal = huis
    v = aan_de_poort(s, verhaal)
    toasts = s.venster.meldingen.toasts

    def noem() -> None:
        s.venster.meldingen.toon("Kees V.: inbreng ingetrokken.")
        assert toasts.zichtbaar

    noem()
    v._stap(1)
    assert not toasts.zichtbaar
    rust(s)
    v._stap(-1)
    rust(s)
    noem()
    v._wissel_beamer()
    assert not toasts.zichtbaar
    rust(s)
    v._beamer.close()
    noem()
    v._laat_tekenen(v.scherm.beeld.tegen[0].deelnemer_id)
    rust(s)
    assert isinstance(s.venster.centralWidget(), Tekenscherm)
    v._sluit_tekenen()
    rust(s)
    assert not toasts.zichtbaar


def test_paneel_opent_weer_op_hetzelfde_veld_met_tekst_en_cursor(huis: tuple[Sessie, demo.Verhaal]) -> None:
    s, verhaal = huis
    s.venster.ga_naar("overleggen.overleg", overleg_id=verhaal.overleg_ids["vandaag"])
    rust(s)
    pagina: Any = s.venster.huidige_pagina
    pagina._wijzig()
    rust(s)
    veld: Any = pagina._formulier._velden["plaats"]
    veld.setFocus()
    veld.selectAll()
    typ("Raadhuis, zaal 7")
    for _ in range(3):
        toets(Qt.Key.Key_Left)
    vergrendel_en_open(s)
    terug: Any = s.venster.huidige_pagina
    assert terug._paneel.isVisible()
    weer = terug._formulier._velden["plaats"]
    assert weer.text() == "Raadhuis, zaal 7"
    assert focus() is weer
    assert weer.cursorPosition() == len("Raadhuis, zaal 7") - 3


def test_nieuw_overleg_en_nieuwe_partner_openen_weer_na_vergrendelen(huis: tuple[Sessie, demo.Verhaal]) -> None:
    s, _ = huis
    s.venster.ga_naar("overleggen", doe="nieuw")
    rust(s)
    pagina: Any = s.venster.huidige_pagina
    pagina._paneel.plaats.setFocus()
    typ("Wijkcentrum")
    vergrendel_en_open(s)
    terug: Any = s.venster.huidige_pagina
    assert focus() is terug._paneel.plaats
    assert terug._paneel.plaats.text() == "Wijkcentrum"
    s.venster.ga_naar("partners", partner_id="nieuw")
    rust(s)
    partners: Any = s.venster.huidige_pagina
    partners.paneel.naam.setFocus()
    typ("Buurtteam Noord")
    vergrendel_en_open(s)
    weer: Any = s.venster.huidige_pagina
    assert weer.paneel.isVisible()
    assert focus() is weer.paneel.naam
    assert weer.paneel.naam.text() == "Buurtteam Noord"


def test_reactie_houdt_van_wie_en_tekst_en_verwerken_de_reden(huis: tuple[Sessie, demo.Verhaal]) -> None:
    s, _ = huis
    s.venster.ga_naar("verslagen")
    rust(s)
    pagina: Any = s.venster.huidige_pagina
    ter_reactie = next(r.sleutel for r in pagina.lijst.rijen if not r.kop and "ter reactie" in r.spreek)
    s.venster.ga_naar("verslagen", verslag_id=ter_reactie)
    rust(s)
    pagina.scherm._reactie()
    rust(s)
    typ("M. de Ruiter, GGZ")
    pagina.scherm.reactie.tekst.setFocus()
    typ("De datum van het ontslag klopt niet.")
    vergrendel_en_open(s)
    scherm: Any = s.venster.huidige_pagina.scherm  # type: ignore[union-attr]
    wacht(scherm.reactie.isVisible)
    rust(s)
    assert scherm.reactie.van.text() == "M. de Ruiter, GGZ"
    assert scherm.reactie.tekst.tekst() == "De datum van het ontslag klopt niet."
    assert focus() is scherm.reactie.tekst
    scherm.reactie.doe()
    rust(s)
    assert not scherm.reactie.isVisible()
    assert not niet_bewaard(s)
    scherm._verwerk(scherm.detail.reacties[-1].id)
    rust(s)
    scherm.verwerk.keuze.kies("deels")
    scherm.verwerk.keuze.gekozen.emit("deels")
    scherm.verwerk.reden.setFocus()
    typ("Alleen de maand staat vast.")
    vergrendel_en_open(s)
    weer: Any = s.venster.huidige_pagina.scherm  # type: ignore[union-attr]
    wacht(weer.verwerk.isVisible)
    rust(s)
    assert (weer.verwerk.keuze.huidig(), weer.verwerk.reden.tekst()) == ("deels", "Alleen de maand staat vast.")
    weer.verwerk.doe()
    rust(s)
    assert not niet_bewaard(s)
    assert weer.detail.reacties[-1].verwerking == "Alleen de maand staat vast."


def test_controleren_staat_in_het_programmamenu_en_werkt_vanaf_elke_pagina(huis: tuple[Sessie, demo.Verhaal]) -> None:
    s, _ = huis
    s.venster.ga_naar("casussen")
    rust(s)
    menu = s.venster._rest().wegen.menu()
    actie = next(a for a in menu.actions() if a.text() == "Bestand controleren…")
    actie.trigger()
    rust(s)
    pagina: Any = s.venster.huidige_pagina
    assert pagina.paneel.isVisible()
    assert focus() is pagina.paneel.kies
    menu.close()


def test_ontgrendelscherm_heeft_hulp_binnen_het_programma(huis: tuple[Sessie, demo.Verhaal]) -> None:
    s, _ = huis
    s.vergrendel()
    slot: Any = s.venster.centralWidget()
    slot.veld.setFocus()
    toets(Qt.Key.Key_F1)
    wacht(lambda: slot.findChild(Zijpaneel))
    paneel = slot.findChild(Zijpaneel)
    assert paneel.isVisible()
    gelezen = teksten(paneel)
    for woord in ("herstelsleutel", "beheerder", "Caps Lock", "reservekopie"):
        assert woord in gelezen
    assert "http" not in gelezen
    toets(Qt.Key.Key_Escape)
    assert focus() is slot.veld


def test_plan_zegt_wat_er_sinds_het_verslag_veranderde(huis: tuple[Sessie, demo.Verhaal]) -> None:
    s, verhaal = huis
    s.venster.ga_naar("casussen.casus", casus_id=verhaal.casus_ids["kees"], tab="plan")
    rust(s)
    pagina: Any = s.venster.huidige_pagina
    wacht(lambda: "plan" in pagina._gebouwd and pagina._stapel.currentWidget() is pagina._gebouwd["plan"])
    plan = pagina._gebouwd["plan"]
    plan.sinds.click()
    rust(s)
    assert plan.verschilpaneel.isVisible()
    assert "nog geen verslag" in plan.verschilzin.text() or "Afgesproken is het plan" in plan.verschilzin.text()


def test_aantallen_in_de_rail_zijn_van_wie_er_nu_werkt_ook_na_vergrendelen(
    huis: tuple[Sessie, demo.Verhaal],
) -> None:
    s, _ = huis

    def rail(naam: str) -> int:
        return int(s.venster._raam.knoppen[naam]._aantal) if s.venster._raam is not None else -1

    def open_acties() -> int:
        antwoord: list[Any] = []
        s.taken.vraag(lambda wp: vandaag(wp).acties_open, klaar=antwoord.append, voor=s)
        wacht(lambda: antwoord)
        return int(antwoord[0])

    wacht(lambda: rail("vandaag") and rail("acties"))
    eerst = rail("vandaag"), rail("acties")
    s.venster.ga_naar("acties")
    rust(s)
    acties: Any = s.venster.huidige_pagina
    s.venster.ga_naar("beheer", deel="gegevens")
    rust(s)
    s.taken.doe(beheer.bewaar_medewerker, "V. Buiten", "wijkteam", "veldwerker")
    rust(s)
    pagina: Any = s.venster.huidige_pagina
    deel = pagina.deel("gegevens")
    deel.toon()
    rust(s)
    nieuw = next(deel.wie.itemData(n) for n in range(deel.wie.count()) if deel.wie.itemText(n).startswith("V. Buiten"))
    deel._wissel(nieuw)
    wacht(lambda: rail("acties") != eerst[1] and rail("vandaag") != eerst[0])
    rust(s)
    assert rail("acties") == open_acties() == len(acties.lijst.rijen) == 0, "named in no casus"
    deel._wissel(deel.wie.itemData(0))
    wacht(lambda: (rail("vandaag"), rail("acties")) == eerst)
    vergrendel_en_open(s)
    assert s.venster.positie().naam == "beheer"
    wacht(lambda: (rail("vandaag"), rail("acties")) == eerst)
