import pytest
from zvh_testing.deur import deur
from zvh_testing.kluisplek import STREAM, ProefRecord, proef
from zvh_testing.kluisregio import Plek, Regio, beeld, wissel

from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.store.check import check
from zvh_desktop.store.pieces import Stuk
from zvh_desktop.store.refill import to_confirm


def _soort(plek: Plek, *soorten: str) -> list[Stuk]:
    return [s for s in plek.stukken(STREAM) if s.soort in soorten]


def _werk(paar: tuple[Plek, Plek], keren: int = 3) -> ProefRecord:
    een, twee = paar
    record = proef(een.store, naam="begin", tekst="Een.")
    een.bewaar(record)
    wissel(paar, STREAM)
    for nr in range(keren):
        for plek in paar:
            plek.bewaar(plek.store.get(ProefRecord, record.id).met(naam=f"{plek.naam} {nr}"))
        wissel(paar, STREAM)
    assert twee.store.conflicten()
    return record


def test_een_nieuw_toestel_begint_bij_de_momentopname_en_gaat_daarna_gewoon_verder(
    regio: Regio, paar: tuple[Plek, Plek]
) -> None:
    een, twee = paar
    record = _werk(paar)
    deur(een.store).momentopname(STREAM)
    na = twee.store.get(ProefRecord, record.id).met(aantal=9)
    twee.bewaar(na)
    twee.verzegel()
    drie = regio.maak("drie")
    deur(een.store).geef(STREAM, drie.toestel)
    uit = drie.ontvang(_soort(een, "epoch", "grant", "snapshot"))
    assert uit.geraakt == {("proef_record", record.id)}
    drie.ontvang([s for s in _soort(twee, "delta") if s.toestel == twee.toestel][-1:])
    assert drie.store.get(ProefRecord, record.id).aantal == 9
    een.ontvang(_soort(twee, "delta"))
    assert beeld(drie.store, STREAM) == beeld(een.store, STREAM)
    assert check(drie.store.verbinding) == []
    drie.bewaar(drie.store.get(ProefRecord, record.id).met(naam="van drie"))
    wissel((een, twee, drie), STREAM)
    wissel((een, twee, drie), STREAM)
    assert beeld(drie.store, STREAM) == beeld(een.store, STREAM) == beeld(twee.store, STREAM)


def test_wat_een_momentopname_dekt_voegt_later_alleen_geschiedenis_toe(regio: Regio, paar: tuple[Plek, Plek]) -> None:
    een, _ = paar
    _werk(paar)
    deur(een.store).momentopname(STREAM)
    drie = regio.maak("drie")
    deur(een.store).geef(STREAM, drie.toestel)
    drie.ontvang(_soort(een, "epoch", "grant", "snapshot"))
    voor = beeld(drie.store, STREAM)
    uit = drie.ontvang(_soort(een, "delta"))
    assert uit.wijzigingen > 0 and uit.geraakt == set() and beeld(drie.store, STREAM) == voor
    assert len(drie.store.geschiedenis(stream=STREAM)) == len(een.store.geschiedenis(stream=STREAM))
    assert check(drie.store.verbinding) == []


def test_een_tweede_toestel_bevestigt_alleen_dezelfde_stand_en_een_nieuweling_nog_niet(
    regio: Regio, paar: tuple[Plek, Plek]
) -> None:
    een, twee = paar
    _werk(paar)
    hash_ = deur(een.store).momentopname(STREAM)
    assert hash_ is not None
    with pytest.raises(Omstandigheid):
        deur(een.store).bevestig(STREAM, hash_)
    twee.bewaar(proef(twee.store, naam="daarna"))
    twee.ontvang(_soort(een, "snapshot"))
    assert deur(twee.store).bevestig(STREAM, hash_)
    een.ontvang(_soort(twee, "bevestiging"))
    assert [m.bevestigd for m in deur(een.store).momentopnamen(STREAM)] == [1]
    deur(een.store).bon(regio.bon(een, deur(een.store).te_sturen()))
    # A fresh device has it by hearsay: until a second one confirmed, its agreeing would say nothing.
    drie = regio.maak("drie")
    deur(een.store).geef(STREAM, drie.toestel)
    drie.ontvang(_soort(een, "epoch", "grant", "snapshot"))
    assert not deur(drie.store).bevestig(STREAM, hash_)
    assert to_confirm(drie.store.verbinding, drie.toestel, 9) == []
    drie.ontvang(_soort(een, "bevestiging"))
    assert deur(drie.store).bevestig(STREAM, hash_)
    wissel((een, twee, drie), STREAM)
    wissel((een, twee, drie), STREAM)
    assert beeld(een.store, STREAM) == beeld(twee.store, STREAM) == beeld(drie.store, STREAM)
    for plek in (een, twee, drie):
        assert check(plek.store.verbinding) == []


def test_een_afwijkende_stand_wordt_niet_bevestigd(regio: Regio, paar: tuple[Plek, Plek]) -> None:
    een, twee = paar
    record = _werk(paar)
    een.store.verbinding.run("DELETE FROM head WHERE record = ? AND veld = 'tekst'", (record.id,))
    hash_ = deur(een.store).momentopname(STREAM)
    assert hash_ is not None
    twee.ontvang(_soort(een, "snapshot"))
    assert not deur(twee.store).bevestig(STREAM, hash_)


def test_wie_achterliep_haalt_een_momentopname_in_en_houdt_het_eigen_werk(
    regio: Regio, paar: tuple[Plek, Plek]
) -> None:
    een, twee = paar
    record = _werk(paar)
    drie = regio.maak("drie")
    deur(een.store).geef(STREAM, drie.toestel)
    drie.ontvang(een.stukken(STREAM))
    drie.bewaar(drie.store.get(ProefRecord, record.id).met(tekst="Van drie."))
    for nr in range(3):
        een.bewaar(een.store.get(ProefRecord, record.id).met(aantal=nr, tekst=f"Van een {nr}."))
        een.verzegel()
    deur(een.store).momentopname(STREAM)
    drie.ontvang(_soort(een, "snapshot"))
    assert drie.store.get(ProefRecord, record.id).aantal == 2
    assert "tekst" in {c.veld for c in drie.store.conflicten()}
    wissel((een, twee, drie), STREAM)
    wissel((een, twee, drie), STREAM)
    assert beeld(drie.store, STREAM) == beeld(een.store, STREAM) == beeld(twee.store, STREAM)
    assert check(drie.store.verbinding) == []


def test_een_veldwerker_maakt_geen_momentopname(regio: Regio, paar: tuple[Plek, Plek]) -> None:
    een, _ = paar
    veld = regio.maak("veld", "veldwerker")
    deur(een.store).geef(STREAM, veld.toestel)
    veld.ontvang(_soort(een, "epoch", "grant"))
    with pytest.raises(Omstandigheid):
        deur(veld.store).momentopname(STREAM)
