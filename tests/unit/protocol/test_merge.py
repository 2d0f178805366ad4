"""What is shown when several changes hold, and which changes hold."""

import itertools

from zvh_desktop.protocol.delta import Change
from zvh_desktop.protocol.merge import Head, HeadBook, Shown, combine_texts, shown
from zvh_desktop.protocol.snapshot import covered_until

A, B = "a1" * 8, "b2" * 8


def kop(nr: int, waarde: str, toestel: str = A) -> Head:
    return Head(f"{nr:012x}-0000-{toestel}", waarde)


def change(nr: int, waarde: str, vervangt: tuple[str, ...] = (), toestel: str = A) -> Change:
    return Change(f"{nr:012x}-0000-{toestel}", "actie", "c1" * 16, "tekst", waarde, vervangt, 0)


def test_de_volgorde_van_aankomst_doet_er_niet_toe() -> None:
    koppen = [kop(1, '"een"'), kop(2, '"twee"'), kop(3, '"drie"', B)]
    uit = {shown(rij, veld="status", lange_tekst=False) for rij in itertools.permutations(koppen)}
    assert uit == {Shown('"drie"', clash=True)}


def test_gelijke_waarden_botsen_niet() -> None:
    assert shown([kop(1, "1"), kop(2, "1", B)], veld="fase", lange_tekst=False) == Shown("1", clash=False)


def test_een_ingetrokken_record_dat_elders_bewerkt_is_komt_terug() -> None:
    assert shown([kop(1, "false"), kop(2, "true", B)], veld="verwijderd", lange_tekst=False) == Shown(
        "false", clash=True
    )


def test_zinnen_van_beide_kanten_blijven_staan() -> None:
    koppen = [kop(1, '"Vooraf. Gebeld met moeder."'), kop(2, '"Gebeld met moeder. Zij belt terug."', B)]
    uit = shown(koppen, veld="tekst", lange_tekst=True)
    assert uit == Shown('"Vooraf. Gebeld met moeder. Zij belt terug."', clash=False)


def test_twee_zinnen_op_dezelfde_plaats_botsen() -> None:
    assert combine_texts(["Een. Twee. Drie.", "Een. Anders. Drie."]) is None


def test_elke_volgorde_geeft_dezelfde_koppen() -> None:
    eerste = change(1, '"a"')
    tweede = change(2, '"b"', (eerste.id,))
    naast = change(2, '"c"', (eerste.id,), B)
    standen = []
    for rij in itertools.permutations([eerste, tweede, naast, eerste]):
        boek = HeadBook()
        for wijziging in rij:
            boek.apply(wijziging)
        standen.append(boek.state())
    assert all(stand == standen[0] for stand in standen)
    assert {h.waarde for h in standen[0][("c1" * 16, "tekst")]} == {'"b"', '"c"'}


def boek(*wijzigingen: Change) -> HeadBook:
    uit = HeadBook()
    for wijziging in wijzigingen:
        uit.apply(wijziging)
    return uit


def ids(boek: HeadBook) -> set[str]:
    return {kop.id for koppen in boek.state().values() for kop in koppen}


def test_een_momentopname_beeindigt_een_kop_die_zij_dekt_ook_als_de_opvolger_ontbreekt() -> None:
    een = change(1, '"1"')
    twee = change(2, '"2"', (een.id,))
    drie = change(3, '"3"', (twee.id,))
    tot = covered_until([een.id, twee.id, drie.id])
    laat = boek(een)
    laat.apply_snapshot([drie], tot=tot, vooruit=())
    assert ids(laat) == {drie.id}
    laat.apply(twee)
    assert ids(laat) == {drie.id}


def test_wat_de_maker_van_een_momentopname_nog_niet_had_wordt_later_geen_kop() -> None:
    een = change(1, '"1"')
    twee = change(2, '"2"', (een.id,), B)
    drie = change(3, '"3"', (twee.id,), B)
    maker = boek(twee, drie)
    assert maker.vooruit == {een.id}
    for ervoor in ((), (een,)):
        laat = boek(*ervoor)
        laat.apply_snapshot([drie], tot=covered_until([twee.id, drie.id]), vooruit=sorted(maker.vooruit))
        laat.apply(een)
        assert ids(laat) == {drie.id}


def test_een_momentopname_laat_staan_wat_zij_niet_dekt() -> None:
    een = change(1, '"1"')
    eigen = change(5, '"eigen"', (een.id,), B)
    laat = boek(een, eigen)
    laat.apply_snapshot([een], tot=covered_until([een.id]), vooruit=())
    assert ids(laat) == {eigen.id}


def test_een_lange_tekst_wordt_samengevoegd_zolang_het_weinig_verschilt() -> None:
    basis = [f"Zin {nr}." for nr in range(3000)]
    samen = combine_texts([" ".join(basis), " ".join([*basis[:1500], "Erbij.", *basis[1500:]])])
    assert samen == " ".join([*basis[:1500], "Erbij.", *basis[1500:]])
    assert combine_texts([" ".join(basis), " ".join(reversed(basis))]) is None
