"""An overleg that was held, with a draft verslag per casus."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time
from pathlib import Path

from zvh_testing.casuskluis import PARTNERS, WACHTWOORD, maak_kluis, maak_werkplek
from zvh_testing.casuskluis import Testklok as Zetklok
from zvh_testing.casuskluis import richt_in as richt_huis_in

from zvh_desktop.domain.casus import Casus
from zvh_desktop.domain.overleg import Aanwezigheid, Agendapunt, Deelnemer, Inbreng
from zvh_desktop.domain.partner import Partner
from zvh_desktop.domain.plan import Actie
from zvh_desktop.domain.verslag import Verslag
from zvh_desktop.services import aanmeldingen, afronden, beheer, overlegdeelnemers, overleggen, verslagen
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store.store import Transactie
from zvh_desktop.store.vault import Vault

__all__ = [
    "WACHTWOORD", "Zetklok", "begin_overleg", "houd_overleg", "kluis", "maak_casus", "maak_kluis", "maak_werkplek",
    "richt_in", "tot_ondertekend", "werkplek",
]  # fmt: skip

# Here the protocol of the police has run out.
_POLITIE = beheer.PartnerInvoer(
    "Politie Zaanstreek-Waterland", "Politie", "politie", True, "2023", date(2023, 3, 1), date(2026, 3, 1)
)
_PARTNERS = tuple(_POLITIE if p.kort == _POLITIE.kort else p for p in PARTNERS)


def richt_in(wp: Werkplek) -> None:
    """A house with a procesregisseur and a secretaris, partners and a text of the verklaring."""
    richt_huis_in(
        wp,
        partners=_PARTNERS,
        collegas=(("J. de Wit", "secretaris"),),
        tekst="Ik houd geheim wat ik in dit overleg hoor.\n\nDit blijft zo na afloop.",
    )


NAMEN = (("Kees", "Verhoef"), ("Aïsha", "Bakker"), ("Joost", "Smit"))
AFWEZIG = "Openbaar Ministerie Noord-Holland"
GASTEN = (
    ("M. de Ruiter", "GGZ Waterland"),
    ("S. Bakker", "Reclassering Nederland"),
    ("P. Jansen", AFWEZIG),
    ("B. van ’t Hek", "Woningcorporatie Intermaris"),
)


def maak_casus(wp: Werkplek, voornamen: str = "Kees", achternaam: str = "Verhoef") -> str:
    """Enter a running casus without a report; return its id."""
    return aanmeldingen.zonder_aanmelding(
        wp,
        type_="persoon",
        thema=["verward_gedrag"],
        voornamen=voornamen,
        achternaam=achternaam,
        geboortedatum=date(1990, 3, 4),
    ).casus_id


def begin_overleg(wp: Werkplek, casussen: int = 3) -> str:
    """Plan and begin an overleg with fixed partners, one of them absent, and an incidental one without a verklaring."""
    ids = [maak_casus(wp, *NAMEN[n % len(NAMEN)]) for n in range(casussen)]
    invoer = overleggen.OverlegInvoer(
        "Casusoverleg", date(2026, 11, 24), time(9, 30), time(11, 0), "Stadhuis, kamer 2.14", verslaglegger="J. de Wit"
    )
    overleg_id, _ = overleggen.plan(wp, invoer, ids)
    for naam, organisatie in GASTEN:
        overlegdeelnemers.voeg_deelnemer_toe(wp, overleg_id, naam=naam, organisatie=organisatie)
    overleggen.begin(wp, overleg_id)
    return overleg_id


def houd_overleg(wp: Werkplek, casussen: int = 3, *, reactie_dagen: int = 0) -> tuple[str, list[Verslag]]:
    """Hold an overleg to its end; return its id and the draft verslagen in the order of the agenda."""
    overleg_id = begin_overleg(wp, casussen)
    deelnemers = wp.store.find(Deelnemer, overleg_id=overleg_id)
    punten = [p for p in wp.store.find(Agendapunt, overleg_id=overleg_id) if p.casus_id]
    with wp.transactie("proef: besproken") as t:
        for d in deelnemers:
            if d.organisatie != AFWEZIG:
                t.save(d.met(aanwezigheid="aanwezig", binnen_sinds=wp.nu()))
        for punt in punten:
            _bespreek(wp, t, punt, deelnemers)
    for punt in punten:
        afronden.zet_uitkomst(
            wp,
            punt.id,
            uitkomst="besluit",
            samenvatting="Tijdelijke plek met toezicht.",
            informeren="De casusregisseur belt morgen.",
            evaluatiedatum=date(2027, 1, 12),
        )
    afronden.sluit(wp, overleg_id, reactie_dagen=reactie_dagen)
    volgorde = {p.casus_id: p.volgorde for p in punten}
    return overleg_id, sorted(wp.store.find(Verslag, overleg_id=overleg_id), key=lambda v: volgorde[v.casus_id])


REGELS = (
    ("informatie", "GGZ", "Stabiel op medicatie, geen ziekte-inzicht; ontslag 1 december.", ""),
    ("informatie", "Politie", "Twee meldingen sinds september, geen aangifte.", ""),
    ("oordeel", "Reclassering", "Terug naar huis is niet veilig zolang niemand dagelijks binnenkomt.", ""),
    ("besluit", "", "Tijdelijke plek met toezicht, uiterlijk bij ontslag.", "Geen zicht op medicatie thuis."),
)
ACTIES = (
    ("Gemeente", "Twee woonplekken met toezicht voorleggen", date(2026, 11, 26)),
    ("GGZ", "Crisisplan delen met de wijkagent", date(2026, 12, 1)),
    ("Politie", "Belafspraak maandag en donderdag", date(2026, 11, 20)),
)


def _bespreek(wp: Werkplek, t: Transactie, punt: Agendapunt, deelnemers: list[Deelnemer]) -> None:
    casus = wp.eis(Casus, punt.casus_id)
    partners = {p.kortweg: p.id for p in wp.store.find(Partner)}
    plek = {"overleg_id": punt.overleg_id, "agendapunt_id": punt.id}
    for d in deelnemers:
        if d.organisatie != AFWEZIG:
            t.save(
                Aanwezigheid(
                    id=wp.nieuw_id(), stream=punt.stream, deelnemer_id=d.id, status="binnen", van=wp.nu(), **plek
                )
            )
    vast = {"stream": casus.stream, "casus_id": casus.id, "overleg_id": punt.overleg_id}
    for nummer, (soort, bron, tekst, waarom) in enumerate(REGELS):
        velden = {"volgorde": nummer, "inbrengsoort": soort, "tekst": tekst, "motivering": waarom, "bron": bron}
        velden |= {"bron_partner_id": partners.get(bron, ""), "tijdstip": wp.nu(), "agendapunt_id": punt.id}
        t.save(Inbreng.model_validate({"id": wp.nieuw_id(), **vast, **velden}))
    for wie, wat, uiterlijk in ACTIES:
        velden = {"tekst": wat, "partner_id": partners[wie], "uiterlijk": uiterlijk, "gemaakt_op": wp.vandaag()}
        t.save(Actie.model_validate({"id": wp.nieuw_id(), **vast, **velden}))


def tot_ondertekend(wp: Werkplek, casussen: int = 3) -> tuple[str, list[str]]:
    """Hold an overleg and sign its verslagen; return its id and the ids of the verslagen."""
    overleg_id, gemaakt = houd_overleg(wp, casussen)
    verslagen.stel_overleg_vast(wp, overleg_id)
    verslagen.onderteken_overleg(wp, overleg_id)
    return overleg_id, [v.id for v in gemaakt]


@contextmanager
def werkplek(map_: Path, klok: Zetklok | None = None) -> Iterator[Werkplek]:
    """Open a fresh, arranged workplace for the length of a block."""
    with kluis(map_, klok) as vault:
        wp = maak_werkplek(vault)
        try:
            yield wp
        finally:
            wp.store.close()


@contextmanager
def kluis(map_: Path, klok: Zetklok | None = None) -> Iterator[Vault]:
    """Make an arranged vault without an open store; closed at the end."""
    vault = maak_kluis(map_, klok)
    try:
        wp = maak_werkplek(vault)
        richt_in(wp)
        wp.store.close()
        yield vault
    finally:
        vault.close()
