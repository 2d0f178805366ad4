"""The screens of a region, on real vaults with a pretend server: for `run.py`."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from gallery.delen import delen_schermen
from zvh_testing.casuskluis import meld_aan, richt_in
from zvh_testing.regioplek import Regioplek, regioplek
from zvh_testing.sessieplek import sessie, wacht
from zvh_testing.werkvoorraad import venster_op

from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.gui.pages.beheer import Beheer
from zvh_desktop.gui.pages.delen import Delen
from zvh_desktop.gui.pages.verslagen.sleutelpaneel import SleutelPaneel
from zvh_desktop.gui.toegang.aansluiten import Aansluitscherm
from zvh_desktop.gui.toegang.vanpapier import VanPapierScherm
from zvh_desktop.gui.toegang.woordbladen import Bladenscherm
from zvh_desktop.services import aanmelden, beheer, sleutels, tekenaanvragen, tekengezag, toelating, vernietigen
from zvh_desktop.services.werkplek import Werkplek

__all__ = ["regio_schermen"]

COLLEGAS = (("Joris Blom", "secretaris"), ("Noor Smit", "veldwerker"), ("Ayşe Demir", "procesregisseur"))
WOORDEN = ("appelboom", "vuurtoren", "fietspad", "wolkenlucht", "koffiekop", "zeehond")


def _bots(plek: Regioplek) -> None:
    """Two people write in one note without knowing of each other."""
    baas, joris = plek.kluizen["baas"], plek.kluizen["joris"]
    casus = baas.store.find(Casus)[0]
    n = Notitie(
        id=baas.nieuw_id(),
        stream=casus.stream,
        casus_id=casus.id,
        tijdstip=baas.nu(),
        tekst="Vader gebeld. Hij wil dat Kees eerst ergens anders woont.",
    )
    for wp, tekst in (
        (baas, n.tekst),
        (baas, f"{n.tekst} Moeder is het daarmee eens."),
        (joris, f"{n.tekst} De wijkagent gaat dinsdag langs."),
    ):
        with wp.transactie("notitie") as t:
            t.save(n.met(tekst=tekst))
        if tekst == n.tekst:
            plek.alles_gelijk("baas", "joris")
    plek.alles_gelijk("baas", "joris")


def regio_schermen(map_: Path, galerij: Callable[[Any], Any]) -> None:
    """Take them all; `galerij` makes what takes pictures of a session or of what looks like one."""
    (map_ / "delen").mkdir()
    delen_schermen(map_ / "delen", galerij)
    with regioplek(map_) as plek:
        los = plek.nieuwe_kluis("los")
        richt_in(los)
        with venster_op(los.kluis, map_, {"beheer": Beheer}) as venster:
            galerij(SimpleNamespace(venster=venster, taken=venster.taken)).pagina(
                "beheer", "regio-zonder", deel="regio"
            )
        baas = plek.begin(COLLEGAS)
        meld_aan(baas)
        plek.lid("joris", "Joris Blom")
        plek.lid("noor", "Noor Smit")
        _bots(plek)
        with venster_op(baas.kluis, map_, {"beheer": Beheer, "beheer.delen": Delen}) as venster:
            _beheerder(plek, galerij(SimpleNamespace(venster=venster, taken=venster.taken)))
        with venster_op(plek.kluizen["noor"].kluis, map_, {"beheer": Beheer}) as venster:
            g = galerij(SimpleNamespace(venster=venster, taken=venster.taken))
            g.pagina("beheer", "regio-veldwerker", deel="regio")
        _vernietigen(plek, map_, galerij)
        _van_papier(plek, map_, galerij)
        _aansluiten(baas, map_, galerij)


def _beheerder(plek: Regioplek, g: Any) -> None:
    baas = plek.kluizen["baas"]
    wie = {m.naam: m.id for m in beheer.medewerkers(baas)}
    toelating.nodig_uit(baas, wie["Ayşe Demir"])
    deel = g.pagina("beheer", "regio-met", deel="regio").deel("regio")
    deel._open_toestel(next(r.sleutel for r in deel.toestellen.rijen if "Joris" in r.spreek))
    g.rust()
    g.neem("regio-toestel")
    deel.toestel._vraag()
    deel.toestel.reden.kies("verloren")
    g.neem("regio-intrekken")
    deel.toestel.sluit()
    deel.server.begin()
    g.neem("regio-server")
    deel.server.sluit()
    deel._nodig()
    g.neem("regio-uitnodigen")
    deel.nodig_uit._maak()
    g.rust()
    g.neem("regio-uitnodiging")
    deel.uitnodiging._zet(
        toelating.Uitnodigingstand("0" * 32, "Ayşe Demir", "procesregisseur", baas.nu(), "woorden", WOORDEN)
    )
    deel.uitnodiging.gehoord.setText("appelboom vuurtoren fiets")
    g.neem("regio-woorden")
    deel.uitnodiging.sluit()
    _certificaten(plek, deel, g)
    bladen = Bladenscherm(plek.bladen, g.s.taken)
    g.s.venster.vul_venster(bladen, afgeschermd=True)
    g.rust()
    g.neem("regio-bladen")
    g.s.venster.sluit_volvenster()
    delen = g.pagina("beheer.delen", "delen-conflict")
    g.rust()
    delen._op_stick()
    g.rust()
    g.neem("delen-stick")
    delen.meegeven.sluit()


def _certificaten(plek: Regioplek, deel: Any, g: Any) -> None:
    """The region issues certificates: a request, one that holds, one that was withdrawn."""
    baas = plek.kluizen["baas"]
    kaart = deel.certificaten
    tekengezag.begin(baas)
    for _ in range(2):
        sleutels.vraag_aan(baas)
        id_, _ = tekenaanvragen.geef_uit(baas, tekengezag.stand(baas).aanvragen[-1].id)
        if len(tekengezag.stand(baas).certificaten) == 1:
            tekengezag.trek_in(baas, id_, "vervangen")
    plek.sync("baas", "joris")
    sleutels.vraag_aan(plek.kluizen["joris"])
    plek.sync("joris", "baas")
    deel.toon()
    g.rust()
    deel.ensureWidgetVisible(kaart)
    g.rust()
    g.neem("regio-certificaten")
    kaart._open(tekengezag.stand(baas).aanvragen[0].id)
    g.rust()
    g.neem("regio-certificaat-aanvraag")
    kaart.aanvraag.sluit()
    kaart._open(tekengezag.stand(baas).certificaten[0].id)
    kaart.certificaat._vraag()
    kaart.certificaat.reden.kies("uit_dienst")
    g.rust()
    g.neem("regio-certificaat-intrekken")
    kaart.certificaat.sluit()
    wie = baas.wie
    assert wie is not None
    kaart.uit_bestand.begin(tekenaanvragen.lees_bestand(sleutels.maak_aanvraag(baas)), beheer.medewerkers(baas))
    kaart.uit_bestand.wie.kies(wie.id)
    g.rust()
    g.neem("regio-certificaat-bestand")
    kaart.uit_bestand.sluit()
    paneel = SleutelPaneel(deel.context, deel.gastheer)
    paneel.soort.kies("regio")
    for naam, wp in (("geldig", baas), ("aangevraagd", plek.kluizen["joris"])):
        paneel.begin(wp.wie_naam(), mijn=sleutels.mijn_stand(wp))
        g.rust()
        paneel._kies("regio")
        g.neem(f"regio-certificaat-{naam}")
    paneel.sluit()


def _van_papier(plek: Regioplek, map_: Path, galerij: Callable[[Any], Any]) -> None:
    """The sheets half typed, one word wrong; and the logs of others."""
    with sessie(map_ / "papier") as s:
        g = galerij(s)
        g.rust()
        s._begin_gekozen("papier")
        s._maak(str(map_ / "papier" / "werk.zvh"), "een fles vol knopen en twee brillen")
        wacht(lambda: s._sleutel)
        g.rust()
        s._sleutel_gezien()
        wacht(lambda: isinstance(s.venster.centralWidget(), VanPapierScherm))
        scherm: Any = s.venster.centralWidget()
        scherm.bladen[0].lijn.textEdited.emit(" ".join(plek.bladen[0]) + " ")
        scherm.bladen[1].lijn.textEdited.emit(" ".join(plek.bladen[2][:12]) + " fiets ")
        scherm.naam.setText("M. van der Heijden")
        g.rust()
        g.neem("aansluiten-van-papier")
    with venster_op(plek.kluizen["baas"].kluis, map_, {"beheer": Beheer}) as venster:
        g = galerij(SimpleNamespace(venster=venster, taken=venster.taken))
        deel = g.pagina("beheer", "regio-logboek", deel="logboek").deel("logboek")
        deel.anderen.begin()
        g.rust()
        deel.anderen._open(next(iter(deel.anderen._logs)))
        g.rust()
        g.neem("regio-logboeken")


def _vernietigen(plek: Regioplek, map_: Path, galerij: Callable[[Any], Any]) -> None:
    """One dossier proposed and destroyed; at one device words wait to be seen."""
    baas, noor = plek.kluizen["baas"], plek.kluizen["noor"]
    ayse = plek.lid("ayse", "Ayşe Demir")
    casus = baas.store.find(Casus)[0]
    with baas.transactie("actie") as t:
        t.save(casus.met(casusregisseur="Noor Smit", status="afgesloten"))
    plek.alles_gelijk("baas", "joris", "noor", "ayse")
    stuk = Notitie(id=noor.nieuw_id(), stream=casus.stream, casus_id=casus.id, tijdstip=noor.nu(), tekst=_LAATSTE)
    with noor.transactie("notitie") as t:
        t.save(stuk)
    vernietigen.stel_voor(baas, casus.id, "De bewaartermijn is om en de partners hebben niets meer nodig.")
    plek.alles_gelijk("baas", "joris", "ayse")
    with venster_op(ayse.kluis, map_, {"beheer": Beheer}) as venster:
        g = galerij(SimpleNamespace(venster=venster, taken=venster.taken))
        deel = g.pagina("beheer", "regio-vernietigen", deel="vernietigen").deel("vernietigen")
        deel._open_voorstel(deel.voorstellen.rijen[0].sleutel)
        g.rust()
        g.neem("regio-vernietigen-bevestigen")
        deel.voorstel._doe()
        g.rust()
        plek.alles_gelijk("ayse", "baas", "noor")
        plek.sync("ayse")
        deel.toon()
        g.rust()
        deel._open_verklaring(deel.verklaringen.rijen[0].sleutel)
        g.rust()
        g.neem("regio-verklaring")
    with venster_op(noor.kluis, map_, {"beheer.delen": Delen}) as venster:
        g = galerij(SimpleNamespace(venster=venster, taken=venster.taken))
        g.pagina("beheer.delen", "delen-vernietigd", deel="vernietigd")


_LAATSTE = "Bij moeder langs geweest. Zij vraagt of de wijkagent nog één keer wil bellen."


def _aansluiten(baas: Werkplek, map_: Path, galerij: Callable[[Any], Any]) -> None:
    wie = next(m for m in beheer.medewerkers(baas) if m.naam == "Ayşe Demir")
    tekst = toelating.nodig_uit(baas, wie.id).tekst
    with sessie(map_ / "nieuw") as s:
        g = galerij(s)
        s._met_uitnodiging = True
        s._maak(str(map_ / "nieuw" / "werk.zvh"), "een fles vol knopen en twee brillen")
        wacht(lambda: s._sleutel)
        g.rust()
        s._sleutel_gezien()
        wacht(lambda: isinstance(s.venster.centralWidget(), Aansluitscherm))
        g.rust()
        g.neem("aansluiten")
        a: Any = s.venster.centralWidget()
        a._begin(tekst)
        g.rust()
        g.neem("aansluiten-berichten")
        a._zet(aanmelden.Lidstand("woorden", WOORDEN, "procesregisseur", "", ""))
        g.neem("aansluiten-woorden")
        a._zet(aanmelden.Lidstand("lid", (), "procesregisseur", "", ""))
        g.neem("aansluiten-lid")
