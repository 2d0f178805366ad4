"""Screens of what went wrong between devices: a number twice, work after a limit, what waits; for `run.py`."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from zvh_testing.casuskluis import meld_aan
from zvh_testing.regioplek import Regioplek, regioplek
from zvh_testing.werkvoorraad import venster_op

from zvh_desktop.domain.casus import Casus, Notitie
from zvh_desktop.gui.pages.delen import Delen
from zvh_desktop.services import regio
from zvh_desktop.store.chains import Apart, put_aside

__all__ = ["delen_schermen"]

_TWEEDE = """{"formaat": "zvh-aanmelding/1", "ontvangen_op": "2026-11-03", "wijze": "formulier",
 "aanmelder": {"organisatie": "Gemeente Purmerend", "naam": "P. de Vries"}, "type": "gebied",
 "thema": ["overlast"], "betrokkenen": [], "aanleiding": "Overlast op het plein.", "gebied": "Het plein"}"""


def _speel(plek: Regioplek) -> str:
    """Two numbers alike, acts of a stolen device that were taken in, pieces that wait; return that device."""
    baas = plek.begin((("Ayşe Demir", "procesregisseur"), ("Joris Blom", "secretaris")))
    ayse, joris = plek.lid("ayse", "Ayşe Demir"), plek.lid("joris", "Joris Blom")
    meld_aan(baas)
    meld_aan(joris, _TWEEDE)
    plek.alles_gelijk("baas", "ayse", "joris")
    casus = next(c for c in joris.store.find(Casus) if c.type == "persoon")
    with joris.transactie("doel gewijzigd") as t:
        t.save(casus.met(doel="Kees woont in het voorjaar op zichzelf, met begeleiding."))
    n = Notitie(
        id=joris.nieuw_id(), stream=casus.stream, casus_id=casus.id, tijdstip=joris.nu(), tekst="Moeder belde af."
    )
    with joris.transactie("notitie geschreven") as t:
        t.save(n)
    plek.sync("joris", "ayse")
    toestel = joris.store.toestel
    regio.trek_in(baas, toestel, "gestolen")
    plek.alles_gelijk("baas", "ayse")
    v = ayse.store.verbinding
    with v.transaction():
        for nr, reden in enumerate(("versie_nieuwer", "klok", "epoch_onbekend"), 1):
            put_aside(
                v,
                Apart(
                    f"{nr:064x}",
                    casus.stream,
                    baas.store.toestel,
                    90 + nr,
                    0,
                    reden,
                    "2026-11-22T09:00:00.000000Z",
                    None,
                    b"",
                ),
            )
    return toestel


def delen_schermen(map_: Path, galerij: Callable[[Any], Any]) -> None:
    """Take them; `galerij` makes what takes pictures of a session or of what looks like one."""
    with regioplek(map_) as plek:
        toestel = _speel(plek)
        with venster_op(plek.kluizen["ayse"].kluis, map_, {"beheer.delen": Delen}) as venster:
            g = galerij(SimpleNamespace(venster=venster, taken=venster.taken))
            g.pagina("beheer.delen", "delen-nummer", deel="samen")
            pagina = g.pagina("beheer.delen", "delen-apart", deel="geweigerd")
            pagina.geweigerd.na_grens.emit(toestel)
            g.rust()
            g.neem("delen-nagrens")
