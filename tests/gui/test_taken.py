"""Work beside the window: order, delivery, receipts, stopping."""

import threading
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QThread, QTimer

from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.gui.beurten import BEURT_MS
from zvh_desktop.gui.taken import Taken, bonnen


@dataclass(frozen=True)
class Bon:
    geraakt: frozenset[str]
    label: str = "iets gedaan"


@dataclass(frozen=True)
class Uitslag:
    bon: Bon


class Ontvanger(QObject):
    """Keeps what came and on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.gekregen: list[Any] = []
        self.fouten: list[BaseException] = []
        self.draden: list[QThread] = []

    def klaar(self, uitkomst: Any) -> None:
        self.gekregen.append(uitkomst)
        self.draden.append(QThread.currentThread())

    def fout(self, fout: BaseException) -> None:
        self.fouten.append(fout)


class Plek(list[str]):
    """A workplace: remembers what was done, in order, and on which thread it was made."""

    def __init__(self) -> None:
        super().__init__()
        self.draad = threading.get_ident()


def doe(plek: Plek, wat: str) -> str:
    assert threading.get_ident() == plek.draad
    plek.append(wat)
    return wat


def mislukt(plek: Plek) -> None:
    raise Omstandigheid(Reden.SCHIJF_VOL)


def begin(qtbot: Any, taken: Taken, afsluiter: Any = None) -> None:
    with qtbot.waitSignal(taken.begonnen):
        taken.start(Plek, afsluiter)


def test_uitkomst_komt_op_de_draad_van_het_venster(qtbot: Any, taken: Taken) -> None:
    begin(qtbot, taken)
    ontvanger = Ontvanger()
    taken.vraag(doe, "een", klaar=ontvanger.klaar)
    taken.vraag(doe, "twee", klaar=ontvanger.klaar)
    qtbot.waitUntil(lambda: len(ontvanger.gekregen) == 2)
    assert ontvanger.gekregen == ["een", "twee"]
    assert set(ontvanger.draden) == {QThread.currentThread()}


def test_van_een_vervangen_werkplek_wordt_niets_meer_gehoord(qtbot: Any, taken: Taken) -> None:
    gehoord: list[str] = []
    taken.begonnen.connect(lambda: gehoord.append("begonnen"))
    taken.niet_begonnen.connect(lambda _fout: gehoord.append("niet"))

    def maker() -> None:
        raise Omstandigheid(Reden.KLUIS_BESCHADIGD)

    taken.start(maker)
    taken.start(Plek)
    begin(qtbot, taken)
    ontvanger = Ontvanger()
    taken.vraag(doe, "klaar", klaar=ontvanger.klaar)
    qtbot.waitUntil(lambda: ontvanger.gekregen == ["klaar"])
    assert gehoord == ["begonnen"]


def test_werkplek_die_niet_opengaat_wordt_gemeld(qtbot: Any, taken: Taken) -> None:
    def maker() -> None:
        raise Omstandigheid(Reden.KLUIS_BESCHADIGD)

    with qtbot.waitSignal(taken.niet_begonnen) as gezien:
        taken.start(maker)
    assert gezien.args[0].reden is Reden.KLUIS_BESCHADIGD


def test_fout_gaat_naar_wie_erom_vroeg_en_anders_naar_het_venster(qtbot: Any, taken: Taken) -> None:
    begin(qtbot, taken)
    ontvanger = Ontvanger()
    taken.vraag(mislukt, fout=ontvanger.fout)
    qtbot.waitUntil(lambda: bool(ontvanger.fouten))
    with qtbot.waitSignal(taken.mislukt):
        taken.vraag(mislukt)


def test_uitkomst_voor_een_verdwenen_ontvanger_wordt_laten_vallen(qtbot: Any, taken: Taken) -> None:
    begin(qtbot, taken)
    poort = threading.Event()
    ontvanger, getuige = Ontvanger(), Ontvanger()

    def wacht(plek: Plek) -> str:
        poort.wait(5)
        return "x"

    taken.vraag(wacht, klaar=ontvanger.klaar)
    taken.vraag(doe, "daarna", klaar=getuige.klaar)
    gekregen = ontvanger.gekregen
    del ontvanger
    poort.set()
    qtbot.waitUntil(lambda: bool(getuige.gekregen))
    assert gekregen == []


def test_verandering_gaat_door_ook_zonder_ontvanger_en_geeft_haar_bon(qtbot: Any, taken: Taken) -> None:
    begin(qtbot, taken)
    ontvanger = Ontvanger()
    bon = Bon(frozenset({"actie"}))
    with qtbot.waitSignal(taken.bon) as gezien:
        taak = taken.doe(lambda plek: Uitslag(bon), klaar=ontvanger.klaar)
        taak.stop()
        del ontvanger
    assert gezien.args == [bon]


def test_bonnen_worden_gevonden_waar_ze_staan() -> None:
    bon = Bon(frozenset())
    assert bonnen(bon) == (bon,)
    assert bonnen(Uitslag(bon)) == (bon,)
    assert bonnen(("id", bon)) == (bon,)
    assert bonnen("niets") == ()


def test_sluiten_maakt_af_wat_verandert_en_laat_vragen_vallen(qtbot: Any, taken: Taken) -> None:
    gedaan: list[str] = []
    begin(qtbot, taken, gedaan.extend)
    bezig, poort = threading.Event(), threading.Event()

    def lang(plek: Plek) -> None:
        bezig.set()
        poort.wait(5)
        plek.append("lang")

    taken.vraag(lang)
    bezig.wait(5)
    taken.vraag(doe, "vraag")
    taken.doe(doe, "concept bewaren")
    threading.Timer(0.05, poort.set).start()
    taken.sluit()
    assert gedaan == ["lang", "concept bewaren"]
    assert not taken.loopt


def test_na_sluiten_wordt_niets_meer_aangenomen(qtbot: Any, taken: Taken) -> None:
    begin(qtbot, taken)
    taken.sluit()
    assert taken.vraag(doe, "te laat").gestopt.is_set()
    assert taken.open_taken == 0


def test_zoeken_tijdens_typen_houdt_alleen_de_laatste_vraag(qtbot: Any, taken: Taken) -> None:
    begin(qtbot, taken)
    bezig, poort = threading.Event(), threading.Event()
    ontvanger = Ontvanger()

    def wacht(plek: Plek) -> None:
        bezig.set()
        poort.wait(5)

    taken.vraag(wacht)
    bezig.wait(5)
    for woord in ("c", "cr", "cri"):
        taken.vraag(doe, woord, klaar=ontvanger.klaar, enkel="zoek")
    poort.set()
    qtbot.waitUntil(lambda: bool(ontvanger.gekregen) and taken.open_taken == 0)
    assert ontvanger.gekregen == ["cri"]


def test_wat_lang_duurt_wordt_getoond_en_weer_weggehaald(qtbot: Any, taken: Taken) -> None:
    begin(qtbot, taken)
    poort = threading.Event()
    with qtbot.waitSignal(taken.bezig) as aan:
        taken.vraag(lambda plek: poort.wait(5), label="Verslag maken…")
    assert aan.args == [True, "Verslag maken…"]
    with qtbot.waitSignal(taken.bezig) as uit:
        poort.set()
    assert uit.args == [False, ""]


def test_werk_buiten_de_kluis_wacht_niet_in_haar_rij(qtbot: Any, taken: Taken) -> None:
    begin(qtbot, taken)
    poort = threading.Event()
    ontvanger = Ontvanger()
    taken.vraag(lambda plek: poort.wait(5))
    taken.buiten(lambda: "pdf", klaar=ontvanger.klaar)
    qtbot.waitUntil(lambda: ontvanger.gekregen == ["pdf"])
    poort.set()


def test_gewone_functie_als_ontvanger_leeft_zolang_het_object_waarvoor(qtbot: Any, taken: Taken) -> None:
    begin(qtbot, taken)
    gekregen: list[str] = []
    voor = Ontvanger()
    taken.vraag(doe, "een", klaar=gekregen.append, voor=voor)
    qtbot.waitUntil(lambda: gekregen == ["een"])


def test_wat_bij_het_sluiten_niet_bewaard_werd_wordt_geteld(taken: Taken, qtbot: Any) -> None:
    def weiger(_plek: object) -> None:
        raise Omstandigheid(Reden.SCHIJF_VOL)

    with qtbot.waitSignal(taken.begonnen):
        taken.start(object)
    taken.doe(weiger)
    assert taken.sluit() == 1
    with qtbot.waitSignal(taken.begonnen):
        taken.start(object)
    with qtbot.waitSignal(taken.mislukt):
        taken.doe(weiger)
    assert taken.sluit() == 0


def test_vraag_na_beeld_komt_na_wat_later_gevraagd_werd_en_vervalt_op_slot(qtbot: Any, taken: Taken) -> None:
    ontvanger = Ontvanger()
    begin(qtbot, taken)
    taken.vraag(doe, "ernaast", klaar=ontvanger.klaar, na_beeld=True)
    taken.vraag(doe, "eerst", klaar=ontvanger.klaar)
    assert taken.open_taken == 2
    qtbot.waitUntil(lambda: ontvanger.gekregen == ["eerst", "ernaast"])
    taken.vraag(doe, "te laat", klaar=ontvanger.klaar, na_beeld=True)
    taken.sluit()
    assert taken.open_taken == 0
    begin(qtbot, taken)
    taken.vraag(doe, "nieuw", klaar=ontvanger.klaar, na_beeld=True)
    qtbot.waitUntil(lambda: ontvanger.gekregen[-1] == "nieuw")
    assert "te laat" not in ontvanger.gekregen


def test_tussen_twee_beurten_komt_aan_de_beurt_wat_anders_wacht(qtbot: Any) -> None:
    volgorde: list[str] = []
    tik = QTimer()
    tik.timeout.connect(lambda: volgorde.append("tik"))
    tik.start(0)

    def beurt(nog: int) -> None:
        volgorde.append("beurt")
        if nog:
            QTimer.singleShot(BEURT_MS, lambda: beurt(nog - 1))

    beurt(3)
    qtbot.waitUntil(lambda: volgorde.count("beurt") == 4)
    tussen = "".join(wat[0] for wat in volgorde).split("b")[1:-1]
    assert all(tussen), "every turn lets others in"
