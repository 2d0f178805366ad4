from pathlib import Path

from zvh_testing.verslagplek import houd_overleg, werkplek

from zvh_desktop.services import logboek


def test_logboek_openen_staat_zelf_in_het_logboek(tmp_path: Path) -> None:
    with werkplek(tmp_path) as wp:
        blad = logboek.blad(wp)
        assert blad.regels[0].gebeurtenis == "logboek_geopend"
        assert blad.regels[0].wie == "M. van der Heijden"


def test_bladeren_geeft_elke_regel_een_keer(tmp_path: Path) -> None:
    with werkplek(tmp_path) as wp:
        houd_overleg(wp, 2)
        eerste = logboek.blad(wp, aantal=3)
        nummers = [r.nummer for r in eerste.regels]
        voor = eerste.meer_voor
        while voor:
            volgende = logboek.blad(wp, voor, aantal=3)
            nummers += [r.nummer for r in volgende.regels]
            voor = volgende.meer_voor
        assert nummers == list(range(eerste.totaal, 0, -1))


def test_logboek_laat_zich_op_mens_en_gebeurtenis_zeven(tmp_path: Path) -> None:
    with werkplek(tmp_path) as wp:
        houd_overleg(wp, 1)
        wie = wp.wie
        assert wie is not None
        assert {r.wie for r in logboek.blad(wp, persoon=wie.id).regels} == {wie.naam}
        gesloten = logboek.blad(wp, gebeurtenis="overleg_gesloten")
        assert [r.wat for r in gesloten.regels] == ["overleg afgerond"]


def test_keten_klopt_en_narekenen_wordt_gelogd(tmp_path: Path) -> None:
    with werkplek(tmp_path) as wp:
        keten = logboek.controleer_keten(wp)
        assert keten.klopt
        assert keten.fout_bij == 0
        assert logboek.blad(wp, gebeurtenis="logboek_nagerekend").regels


def test_gewijzigde_regel_breekt_de_keten(tmp_path: Path) -> None:
    with werkplek(tmp_path) as wp:
        for (naam,) in wp.store.verbinding.rows("SELECT name FROM sqlite_master WHERE type='trigger'"):
            if "audit" in naam:
                wp.store.verbinding.run(f'DROP TRIGGER "{naam}"')
        wp.store.verbinding.run("UPDATE audit SET gebeurtenis = 'iets anders' WHERE seq = 2")
        keten = logboek.controleer_keten(wp)
        assert not keten.klopt
        assert keten.fout_bij == 2
