"""Rows: the model tells what changed, the screen reader hears a sentence, the keyboard does all."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyleOptionViewItem
from zvh_testing import vitrine

from zvh_desktop.domain.errors import Programmafout
from zvh_desktop.gui.galerij import neem_op
from zvh_desktop.gui.rijen import Knopje, Rij, RijenLijst, RijenModel, Stuk
from zvh_desktop.gui.tabel import Cel, Kolom, Tabel, TabelModel, TabelRij
from zvh_desktop.gui.thema import thema


def rijen(*sleutels: str) -> list[Rij]:
    return [Rij(sleutel, f"rij {sleutel}", f"dit is rij {sleutel}") for sleutel in sleutels]


def toon(qtbot: Any, lijst: RijenLijst | Tabel, breed: int = 420, hoog: int = 360) -> None:
    qtbot.addWidget(lijst)
    lijst.resize(breed, hoog)
    with qtbot.waitExposed(lijst):
        lijst.show()


def test_rijenmodel_doorstaat_de_modelproef(qtmodeltester: Any) -> None:
    model = RijenModel(rijen("a", "b", "c"))
    qtmodeltester.check(model)


def test_tabelmodel_doorstaat_de_modelproef(qtmodeltester: Any) -> None:
    model = TabelModel(vitrine.KOLOMMEN)
    model.zet(vitrine.tabelrijen(5))
    qtmodeltester.check(model)


def test_zet_verandert_alleen_wat_anders_is_en_wijzers_blijven(qtbot: Any) -> None:
    model = RijenModel(rijen("a", "b", "c", "d"))
    wijzer = QPersistentModelIndex(model.index(3))
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    with qtbot.waitSignals([model.rowsRemoved, model.rowsInserted]):
        model.zet(rijen("a", "x", "y", "c", "d"))
    assert [rij.sleutel for rij in model.rijen] == ["a", "x", "y", "c", "d"]
    assert wijzer.row() == 4
    assert not resets


def test_zelfde_rijen_in_andere_orde_verhuizen(qtbot: Any) -> None:
    model = RijenModel(rijen("a", "b", "c"))
    wijzer = QPersistentModelIndex(model.index(0))
    with qtbot.waitSignal(model.layoutChanged):
        model.zet(rijen("c", "b", "a"))
    assert wijzer.row() == 2
    assert wijzer.data() == "rij a"


@pytest.mark.parametrize(
    "naar",
    [(), ("a",), ("d", "c", "b", "a"), ("x", "a", "b", "c", "d"), ("b", "d"), ("q", "c", "z"), ("a", "c", "b", "d")],
)
def test_zet_eindigt_altijd_bij_wat_gevraagd_is(naar: tuple[str, ...], qtmodeltester: Any) -> None:
    model = RijenModel(rijen("a", "b", "c", "d"))
    model.zet(rijen(*naar))
    assert tuple(rij.sleutel for rij in model.rijen) == naar
    qtmodeltester.check(model)


def test_dubbele_sleutel_is_een_fout() -> None:
    with pytest.raises(Programmafout):
        RijenModel(rijen("a", "a"))
    with pytest.raises(Programmafout):
        RijenModel(rijen("a")).zet(rijen("b", "b"))


def test_toevoegen_vervangen_en_verwijderen(qtbot: Any) -> None:
    model = RijenModel(rijen("a", "b"))
    model.voeg_toe(rijen("c")[0], 1)
    model.vervang(Rij("a", "anders", "anders"))
    model.verwijder("b")
    model.verwijder("bestaat niet")
    assert [rij.platte_tekst() for rij in model.rijen] == ["anders", "rij c"]


def _kind(lijst: RijenLijst | Tabel, nummer: int) -> QAccessibleInterface:
    gevonden = QAccessible.queryAccessibleInterface(lijst)
    assert gevonden is not None
    return gevonden.child(nummer)


def test_schermlezer_hoort_per_rij_een_zin(qtbot: Any) -> None:
    lijst = RijenLijst("Vraagt aandacht")
    lijst.zet(vitrine.aandachtrijen())
    toon(qtbot, lijst)
    boom = QAccessible.queryAccessibleInterface(lijst)
    assert boom.text(QAccessible.Text.Name) == "Vraagt aandacht"
    rij = _kind(lijst, 0)
    assert rij.role() == QAccessible.Role.ListItem
    assert rij.text(QAccessible.Text.Name) == vitrine.aandachtrijen()[0].spreek
    assert rij.state().focusable


def test_schermlezer_hoort_rij_en_kolom_in_een_tabel(qtbot: Any) -> None:
    tabel = Tabel("Casussen", vitrine.KOLOMMEN)
    tabel.zet(vitrine.tabelrijen(3))
    toon(qtbot, tabel, 1100)
    index = tabel.model().index(1, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == vitrine.tabelrijen(3)[1].spreek
    assert tabel.model().index(1, 2).data(Qt.ItemDataRole.AccessibleTextRole) == "Thema: onbegrepen gedrag"


def test_pijlen_enter_en_spatie_werken_zonder_muis(qtbot: Any) -> None:
    lijst = RijenLijst("Lijst")
    lijst.zet([*rijen("a"), Rij("kop", "Kop", "Kop", kop=True), *rijen("b")])
    toon(qtbot, lijst)
    lijst.setFocus()
    gekozen: list[str] = []
    geactiveerd: list[str] = []
    lijst.gekozen.connect(gekozen.append)
    lijst.geactiveerd.connect(geactiveerd.append)
    lijst.kies("a")
    QTest.keyClick(lijst, Qt.Key.Key_Down)
    assert lijst.gekozen_sleutel() == "b"
    QTest.keyClick(lijst, Qt.Key.Key_Return)
    QTest.keyClick(lijst, Qt.Key.Key_Up)
    QTest.keyClick(lijst, Qt.Key.Key_Space)
    assert geactiveerd == ["b", "a"]


def test_geschilderde_knop_werkt_met_muis_en_niet_de_rij(qtbot: Any) -> None:
    lijst = RijenLijst("Lijst", enkel_klik=True)
    lijst.zet([Rij("a", "tekst", "tekst", achter=(Knopje("open", "Openen"),))])
    toon(qtbot, lijst)
    vak = lijst.visualRect(lijst.model().index(0, 0))
    geactiveerd: list[str] = []
    lijst.geactiveerd.connect(geactiveerd.append)
    plek = vak.center()
    plek.setX(vak.right() - 40)
    with qtbot.waitSignal(lijst.knop_gedrukt) as gezien:
        QTest.mouseClick(lijst.viewport(), Qt.MouseButton.LeftButton, pos=plek)
    assert gezien.args == ["a", "open"]
    assert geactiveerd == []
    plek.setX(vak.left() + 30)
    QTest.mouseClick(lijst.viewport(), Qt.MouseButton.LeftButton, pos=plek)
    assert geactiveerd == ["a"]


def test_wikkelende_rij_wordt_hoger_als_de_lijst_smaller_wordt(qtbot: Any) -> None:
    lijst = RijenLijst("Log", wikkel=True)
    lijst.zet([Rij("a", (Stuk("woord " * 40),), "woorden", maat="log"), *rijen("b")])
    toon(qtbot, lijst, 700)
    breed = lijst.visualRect(lijst.model().index(0, 0)).height()
    lijst.resize(300, 360)
    smal = lijst.visualRect(lijst.model().index(0, 0))
    assert smal.height() > breed
    assert lijst.visualRect(lijst.model().index(1, 0)).top() == smal.bottom() + 1


def test_hoogten_blijven_en_opmaak_wordt_weggegooid(qtbot: Any) -> None:
    lijst = RijenLijst("Log", wikkel=True)
    lijst.zet([Rij(str(n), (Stuk(f"regel {n} " * 9),), "x") for n in range(600)])
    toon(qtbot, lijst)
    lijst.visualRect(lijst.model().index(599, 0))
    delegate = lijst.itemDelegate()
    assert len(delegate._opmaken) <= 256
    assert len(delegate._hoogten) == 600


def test_emoji_in_een_stuk_verschuift_de_opmaak_niet(qtbot: Any) -> None:
    lijst = RijenLijst("Log", wikkel=True)
    lijst.zet([Rij("a", (Stuk("😀 wie ", gewicht=700), Stuk("wat")), "x")])
    toon(qtbot, lijst)
    opmaak = lijst.itemDelegate()._opmaak(lijst.rijen[0], 300)
    bereiken = opmaak.tekst.formats()
    assert (bereiken[1].start, bereiken[1].length) == (7, 3)


@pytest.mark.parametrize("modus", ["licht", "donker"])
def test_alle_rijsoorten_schilderen_in_beide_themas(qtbot: Any, modus: str) -> None:
    thema().kies(modus=modus)
    for wikkel in (False, True):
        lijst = RijenLijst("Alles", wikkel=wikkel, pil=not wikkel)
        qtbot.addWidget(lijst)
        alles = [*vitrine.aandachtrijen(), *vitrine.logrijen(), *vitrine.agendarijen()]
        lijst.zet([Rij(**{**_velden(rij), "sleutel": f"{n}", "gedimd": n % 2 == 0}) for n, rij in enumerate(alles)])
        lijst.kies("4")
        beeld = neem_op(lijst, maat=lijst.sizeHint().expandedTo(lijst.size()))
        assert not beeld.isNull()


def _velden(rij: Rij) -> dict[str, Any]:
    return {naam: getattr(rij, naam) for naam in Rij.__dataclass_fields__}


def test_lijst_in_een_kaart_is_zo_hoog_als_haar_rijen(qtbot: Any) -> None:
    lijst = RijenLijst("Kaart", in_kaart=True)
    toon(qtbot, lijst)
    lijst.zet(rijen("a", "b"))
    twee = lijst.sizeHint().height()
    lijst.zet(rijen("a", "b", "c", "d"))
    assert lijst.sizeHint().height() == 2 * twee
    thema().kies(schaal=1.5)
    assert lijst.sizeHint().height() > 2 * twee


KOLOMMEN = (Kolom("naam", "Naam", 120, rek=True), Kolom("aantal", "Aantal", 80))


def tabelrijen(*paren: tuple[str, int | None]) -> list[TabelRij]:
    return [
        TabelRij(naam, (Cel(naam), Cel("" if aantal is None else str(aantal), sorteer=aantal)), naam)
        for naam, aantal in paren
    ]


def test_sorteren_op_waarde_leeg_komt_achteraan_en_keuze_blijft(qtbot: Any) -> None:
    tabel = Tabel("Tabel", KOLOMMEN)
    toon(qtbot, tabel)
    tabel.zet(tabelrijen(("b", 10), ("Ä", 9), ("c", None)))
    tabel.kies("Ä")
    tabel.sorteer("aantal")
    assert [rij.sleutel for rij in tabel.rijen] == ["Ä", "b", "c"]
    tabel.sorteer("aantal", aflopend=True)
    assert [rij.sleutel for rij in tabel.rijen] == ["b", "Ä", "c"]
    tabel.sorteer("naam")
    assert [rij.sleutel for rij in tabel.rijen] == ["Ä", "b", "c"]
    assert tabel.gekozen_sleutel() == "Ä"


def test_nieuwe_rijen_houden_orde_en_keuze(qtbot: Any, qtmodeltester: Any) -> None:
    tabel = Tabel("Tabel", KOLOMMEN)
    toon(qtbot, tabel)
    tabel.zet(tabelrijen(("b", 1), ("c", 2), ("d", 3)))
    tabel.sorteer("naam", aflopend=True)
    tabel.kies("c")
    tabel.zet(tabelrijen(("a", 1), ("c", 5), ("e", 3), ("d", 3)))
    assert [rij.sleutel for rij in tabel.rijen] == ["e", "d", "c", "a"]
    assert tabel.gekozen_sleutel() == "c"
    qtmodeltester.check(tabel.model())


def test_tabel_met_het_toetsenbord(qtbot: Any) -> None:
    tabel = Tabel("Tabel", KOLOMMEN)
    toon(qtbot, tabel)
    tabel.zet(tabelrijen(("a", 1), ("b", 2), ("c", 3)))
    tabel.setFocus()
    QTest.keyClick(tabel, Qt.Key.Key_End)
    assert tabel.gekozen_sleutel() == "c"
    with qtbot.waitSignal(tabel.geactiveerd) as gezien:
        QTest.keyClick(tabel, Qt.Key.Key_Return)
    assert gezien.args == ["c"]


def test_smal_venster_laat_de_minst_nodige_kolom_weg(qtbot: Any) -> None:
    tabel = Tabel("Casussen", vitrine.KOLOMMEN)
    toon(qtbot, tabel, 1150)
    assert len(tabel.zichtbare_kolommen()) == len(vitrine.KOLOMMEN)
    tabel.resize(900, 300)
    assert 3 not in tabel.zichtbare_kolommen()


def test_tabel_vraagt_niet_elke_rij_naar_haar_hoogte(qtbot: Any) -> None:
    tabel = Tabel("Casussen", vitrine.KOLOMMEN, krimp=False)
    gevraagd: list[int] = []
    delegate = tabel.itemDelegate()
    eigen = delegate.sizeHint

    def tel(option: QStyleOptionViewItem, index: QModelIndex) -> Any:
        gevraagd.append(index.row())
        return eigen(option, index)

    delegate.sizeHint = tel  # type: ignore[method-assign]
    tabel.zet(vitrine.tabelrijen(3000))
    toon(qtbot, tabel, 1150)
    assert len(gevraagd) < 200


def test_kolom_met_waarden_van_allerlei_soort_laat_zich_sorteren() -> None:
    dag = date(2026, 11, 24)
    waarden = [dag, "woord", 3, datetime(2026, 11, 24, 9, 30, tzinfo=UTC), None, 2.5, True, (1, "a"), (1, 2), "Één"]
    rijen = [TabelRij(str(nr), (Cel("", sorteer=waarde),), "rij") for nr, waarde in enumerate(waarden)]
    model = TabelModel((Kolom("iets", "Iets"),))
    model.zet(rijen)
    model.sort(0)
    op = [waarden[int(rij.sleutel)] for rij in model.rijen]
    assert op == [True, 2.5, 3, dag, waarden[3], (1, 2), (1, "a"), "Één", "woord", None]
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert [waarden[int(rij.sleutel)] for rij in model.rijen] == [*op[-2::-1], None]
