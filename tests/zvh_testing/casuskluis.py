"""A real vault in a temporary folder: cheap passphrase, fixed clock, a house with partners."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from zvh_desktop.crypto.keys import KdfParameters
from zvh_desktop.domain.casus import Casus
from zvh_desktop.services import aanmeldingen, beheer
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store.opening import nieuwe_kluis
from zvh_desktop.store.vault import Vault

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NU = datetime(2026, 11, 24, 9, 31, tzinfo=AMSTERDAM)
WACHTWOORD = "vier losse woorden samen"


class Testklok:
    """Stands still until told to move."""

    __test__ = False

    def __init__(self, nu: datetime = NU) -> None:
        self._nu = nu

    def nu(self) -> datetime:
        return self._nu

    def verder(self, **stap: float) -> None:
        self._nu += timedelta(**stap)


class Testwillekeur:
    """Repeatable bytes."""

    __test__ = False

    def __init__(self, zaad: int = 7) -> None:
        self._bron = Random(zaad)

    def bytes(self, aantal: int) -> bytes:
        return self._bron.randbytes(aantal)


PARTNERS = (
    beheer.PartnerInvoer("GGZ Waterland", "GGZ", "ggz", True, "2025", date(2025, 3, 1), date(2028, 3, 1)),
    beheer.PartnerInvoer("Reclassering Nederland", "Reclassering", "reclassering", True, "2025", date(2025, 3, 1)),
    beheer.PartnerInvoer("Gemeente Purmerend", "Gemeente", "gemeente", True, "2025", date(2025, 3, 1)),
    beheer.PartnerInvoer("Politie Zaanstreek-Waterland", "Politie", "politie", True, "2025", date(2025, 3, 1)),
    beheer.PartnerInvoer("Openbaar Ministerie Noord-Holland", "OM", "om", True, "2025", date(2025, 3, 1)),
    beheer.PartnerInvoer("Woningcorporatie Intermaris", "Intermaris", "woningcorporatie"),
)

AANMELDING = """{"formaat": "zvh-aanmelding/1", "ontvangen_op": "2026-11-02", "wijze": "formulier",
 "aanmelder": {"organisatie": "GGZ Waterland", "naam": "M. de Ruiter", "functie": "casemanager FACT",
   "telefoon": "0600000001", "email": "m.deruiter@ggz.example"},
 "type": "persoon", "thema": ["verward_gedrag"],
 "betrokkenen": [
  {"naam": {"voornamen": "Kees", "achternaam": "Vermeer"}, "geboortedatum": "2000-03-14", "rol": "betrokkene",
   "bsn": "999990007",
   "adres": {"straat": "Dijkgraaf", "huisnummer": "12", "postcode": "1441 AB", "woonplaats": "Purmerend"}},
  {"naam": {"voornamen": "Jan", "achternaam": "Vermeer"}, "geboortedatum": "1968-07-02",
   "rol": "vader, mogelijk slachtoffer", "adres_geheim": true,
   "adres": {"straat": "Geheimlaan", "huisnummer": "7", "postcode": "1506 XX", "woonplaats": "Zaandam"}}],
 "aanleiding": "Al tien jaar wisselende instanties; ontslag uit de kliniek nadert.",
 "doel_overleg": "Eén plan voor de dag van ontslag.",
 "eerder_geprobeerd": "Vrijwillige opname, medicatie, beschermd wonen.", "acuut_onveilig": true,
 "criteria": {"multiproblematiek": true, "ketenoverstijgend": true, "systeem_impact": true, "gebiedsgebonden": false},
 "betrokkene_geinformeerd": {"status": "ja", "datum": "2026-10-30", "door": "casemanager FACT"},
 "uit_te_nodigen": [{"organisatie": "GGZ Waterland", "naam": "M. de Ruiter", "telefoon": "0600000001"}],
 "instroomroute": "vanaf de ZSM-tafel"}"""
"""A complete report: one person with a BSN, one with a secret address, one field this program does not know."""


def maak_kluis(map_: Path, klok: Testklok | None = None) -> Vault:
    """Make a vault that opens fast; closed by the caller."""
    kdf = KdfParameters(1, 8 * 1024, 1)
    vault, _ = nieuwe_kluis(map_ / "proef.zvh", WACHTWOORD, klok=klok or Testklok(), willekeur=Testwillekeur(), kdf=kdf)
    return vault


def maak_werkplek(vault: Vault) -> Werkplek:
    """Return a workplace on the calling thread, closed by `wp.store.close()`."""
    return Werkplek(vault.store(), vault.klok, vault.willekeur, vault)


def richt_in(
    wp: Werkplek,
    *,
    partners: tuple[beheer.PartnerInvoer, ...] = PARTNERS,
    collegas: tuple[tuple[str, str], ...] = (),
    tekst: str = "Ik houd geheim wat ik in dit overleg hoor.",
) -> None:
    """A house with one procesregisseur, fixed partners and a text of the verklaring."""
    beheer.richt_in(
        wp,
        beheer.Inrichting(
            regio="Zorg- en Veiligheidshuis Zaanstreek-Waterland",
            naam="M. van der Heijden",
            functie="procesregisseur",
            rol="procesregisseur",
            partners=partners,
            collegas=collegas,
            tekst_versie="2026-1",
            tekst_kern="Ik houd geheim wat ik hier hoor.",
            tekst=tekst,
        ),
    )


def word(wp: Werkplek, rol: str, *, partner: str = "", genoemd: bool = True) -> None:
    """From here on who is at work has another role, comes from a partner, and is named in every casus or in none."""
    ik = wp.wie
    assert ik is not None
    partner_id = next((p.id for p in wp.partners().values() if p.kort == partner), "")
    # Not as a person: what the test arranges needs no right.
    with wp.store.transaction("wie", ("", "")) as t:
        t.save(ik.met(rol=rol, partner_id=partner_id))
        for casus in wp.store.find(Casus):
            t.save(casus.met(casusregisseur=ik.naam if genoemd else "Een Ander", casusregisseur_partner_id=partner_id))


def word_casusregisseur(wp: Werkplek, partner: str) -> None:
    """Be the casusregisseur of every casus, from this partner."""
    word(wp, "casusregisseur", partner=partner)


def meld_aan(wp: Werkplek, tekst: str = AANMELDING) -> aanmeldingen.Aangenomen:
    """Take in a report."""
    return aanmeldingen.neem_aan(wp, aanmeldingen.beoordeel_bytes(wp, tekst.encode()))


@contextmanager
def werkplek(map_: Path, klok: Testklok | None = None) -> Iterator[Werkplek]:
    """Open a fresh, arranged workplace for the length of a block."""
    vault = maak_kluis(map_, klok)
    wp = maak_werkplek(vault)
    try:
        richt_in(wp)
        yield wp
    finally:
        wp.store.close()
        vault.close()
